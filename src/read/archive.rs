//! zip and tar: their members one after the other, as streams, never written to disk.
//!
//! In: an archive. Out: the records of its members, each with the member's name in its origin (a
//! name only: `../../x` leads nowhere). Links and devices are passed over. Caps: number of members,
//! size and ratio over all members together, so that members sharing their bytes gain nothing.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use super::buffer::{Buffer, Problem};
use super::decompress::Guard;
use super::inputs::escape_bytes;
use super::layers::{self, Depth};
use super::{Flow, Outlet, Place};

/// The end record of a zip and the longest comment behind it.
const ZIP_END: u64 = 22 + 0xffff;
/// Room for the headers between two members of a tar: names, attributes, maps of sparse files.
const TAR_HEADERS: u64 = 1 << 20;

/// Reads a zip of which only a stream is there: it must fit into the size limit of a record.
pub(super) fn read_zip_stream(buffer: &mut Buffer<'_>, outlet: &mut Outlet<'_>) -> Flow {
    let limit = outlet.limit();
    let length = buffer.ensure(limit + 1).len();
    if length > limit {
        let length = buffer.skip(u64::MAX);
        return outlet.too_large(Place::span(0, length), "a zip that is not a file of its own");
    }
    let bytes = buffer.peek().to_vec();
    buffer.advance(length);
    read_zip(Cursor::new(bytes), outlet)
}

/// Reads a zip by its directory.
pub(super) fn read_zip(mut source: impl Read + Seek, outlet: &mut Outlet<'_>) -> Flow {
    let max_members = outlet.config.max_members;
    let (size, count) = match zip_extent(&mut source) {
        Ok(extent) => extent,
        Err(error) => return outlet.trouble(Place::default(), "unreadable", error.to_string()),
    };
    // The directory is held in memory: its size is looked at before it is read.
    if count > max_members {
        let message = format!("{count} members, more than max_members ({max_members})");
        return outlet.trouble(Place::default(), "too_large", message);
    }
    let mut zip = match zip::ZipArchive::new(io::BufReader::with_capacity(64 << 10, source)) {
        Ok(zip) => zip,
        Err(error) => {
            let kind = if count == 0 { "truncated_input" } else { "bad_archive" };
            return outlet.trouble(Place::default(), kind, error.to_string());
        }
    };
    if zip.has_duplicate_names() {
        let message = "several members have the same name; only one of them is read";
        outlet.trouble(Place::default(), "bad_archive", message)?;
    }
    let guard = Cell::new(Guard::new(outlet.config));
    for index in 0..zip.len() {
        let start = read_zip_member(&mut zip, index, &guard, size, outlet)?;
        // Once over a cap the rest of the archive is not opened.
        let mut spent = guard.get();
        if let Err(error) = spent.admit(0, size) {
            let message = format!("the rest of the archive is passed over: {error}");
            return outlet.trouble(Place::at(start), "too_large", message);
        }
    }
    Flow::Continue(())
}

/// Reads one member of a zip, unless it is a folder or cannot be read; says where it begins.
fn read_zip_member(
    zip: &mut zip::ZipArchive<impl Read + Seek>,
    index: usize,
    guard: &Cell<Guard>,
    size: u64,
    outlet: &mut Outlet<'_>,
) -> ControlFlow<(), u64> {
    let (name, start, is_dir, is_link, is_encrypted) = match zip.by_index_data(index) {
        Ok(entry) => {
            let name = entry.name_raw().to_vec();
            (name, entry.header_start(), entry.is_dir(), entry.is_symlink(), entry.encrypted())
        }
        Err(error) => {
            outlet.trouble(Place::default(), "bad_archive", error.to_string())?;
            return ControlFlow::Continue(0);
        }
    };
    if is_dir {
        return ControlFlow::Continue(start);
    }
    outlet.member = Some(escape_bytes(&name));
    if is_link {
        outlet.trouble(Place::at(start), "special_file", "a link")?;
    } else if is_encrypted {
        outlet.trouble(Place::at(start), "encrypted", "the member is encrypted")?;
    } else {
        match zip.by_index(index) {
            Ok(member) => {
                let source = Guarded { inner: member, guard, size };
                read_member(&name, Box::new(source), outlet)?;
            }
            Err(error) => {
                let kind = match error {
                    zip::result::ZipError::UnsupportedArchive(_) => "unsupported",
                    _ => "bad_archive",
                };
                outlet.trouble(Place::at(start), kind, error.to_string())?;
            }
        }
    }
    outlet.member = None;
    ControlFlow::Continue(start)
}

fn read_member<'m>(name: &[u8], source: Box<dyn Read + 'm>, outlet: &mut Outlet<'_>) -> Flow {
    let name = String::from_utf8_lossy(name).into_owned();
    let buffer = Buffer::new(source, std::mem::take(&mut outlet.room));
    layers::read_content(&name, buffer, Depth::MEMBER, outlet)
}

/// A member of a zip, counted together with the others.
struct Guarded<'g, R> {
    inner: R,
    guard: &'g Cell<Guard>,
    /// Bytes of the whole archive: what all members together are made from.
    size: u64,
}

impl<R: Read> Read for Guarded<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut guard = self.guard.get();
        let room = guard.room(into.len());
        let n = match self.inner.read(&mut into[..room]) {
            Ok(n) => n,
            Err(error) if error.to_string().to_ascii_lowercase().contains("checksum") => {
                return Err(Problem::end("bad_checksum", "the member's checksum is wrong"));
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                return Err(Problem::end("bad_archive", error.to_string()));
            }
            Err(error) => return Err(error),
        };
        let admitted = guard.admit(n, self.size);
        self.guard.set(guard);
        admitted.map(|()| n)
    }
}

/// The size of a zip and the number of members its end record declares; 0 without one.
fn zip_extent(source: &mut (impl Read + Seek)) -> io::Result<(u64, u64)> {
    let size = source.seek(SeekFrom::End(0))?;
    let from = size.saturating_sub(ZIP_END + 20);
    source.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    source.take(ZIP_END + 20).read_to_end(&mut tail)?;
    source.seek(SeekFrom::Start(0))?;
    let Some(at) = memchr::memmem::rfind(&tail, b"PK\x05\x06") else { return Ok((size, 0)) };
    let count =
        tail.get(at + 10..at + 12).map_or(0, |n| u64::from(u16::from_le_bytes([n[0], n[1]])));
    if count < u64::from(u16::MAX) {
        return Ok((size, count));
    }
    // More than the field holds: the 64-bit record, found by the locator before the end record.
    let record = at.checked_sub(20).and_then(|at| tail.get(at..at + 16));
    let Some(locator) = record.filter(|record| record.starts_with(b"PK\x06\x07")) else {
        return Ok((size, count));
    };
    let offset = u64::from_le_bytes(locator[8..16].try_into().expect("8 of 16 bytes"));
    source.seek(SeekFrom::Start(offset))?;
    let mut end = [0; 40];
    let count = match source.read_exact(&mut end) {
        Ok(()) => u64::from_le_bytes(end[32..40].try_into().expect("8 of 40 bytes")),
        Err(_) => count,
    };
    source.seek(SeekFrom::Start(0))?;
    Ok((size, count))
}

/// Reads a tar member by member.
pub(super) fn read_tar(buffer: &mut Buffer<'_>, outlet: &mut Outlet<'_>) -> Flow {
    let allowance = Cell::new(u64::MAX);
    let max_members = outlet.config.max_members;
    let max_bytes = outlet.config.max_member_bytes;
    let mut tar = tar::Archive::new(Allowed { inner: buffer, allowance: &allowance });
    let mut entries = match tar.entries() {
        Ok(entries) => entries,
        Err(error) => return outlet.trouble(Place::default(), "bad_archive", error.to_string()),
    };
    let mut count = 0;
    loop {
        // Between members the crate reads headers into memory: they get so much and no more.
        allowance.set(TAR_HEADERS);
        let Some(entry) = entries.next() else { return Flow::Continue(()) };
        allowance.set(u64::MAX);
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let problem = tar_problem(&error);
                return outlet.trouble(Place::default(), problem.kind, problem.message);
            }
        };
        let start = entry.raw_header_position();
        count += 1;
        if count > max_members {
            let message = format!("more members than max_members ({max_members})");
            return outlet.trouble(Place::at(start), "too_large", message);
        }
        let name = entry.path_bytes().into_owned();
        let kind = entry.header().entry_type();
        outlet.member = Some(escape_bytes(&name));
        let is_over = entry.size() > max_bytes;
        if is_over {
            let message = format!("the member is over max_member_bytes ({max_bytes})");
            outlet.trouble(Place::span(start, entry.size()), "too_large", message)?;
        } else if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            let source = TarMember(&mut entry);
            read_member(&name, Box::new(source), outlet)?;
        } else if !kind.is_dir() && !kind.is_pax_global_extensions() {
            outlet.trouble(Place::at(start), "special_file", "a link or device")?;
        }
        // What the reader of the member left; a fault was reported or shows at the next header.
        let rest = io::copy(&mut entry, &mut io::sink());
        outlet.member = None;
        if let Err(error) = rest {
            let problem = tar_problem(&error);
            return outlet.trouble(Place::at(start), problem.kind, problem.message);
        }
    }
}

/// The crate wraps errors of the stream in its own: the cause is what counts.
fn tar_problem(error: &io::Error) -> Problem {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        if let Some(problem) = inner.downcast_ref::<Problem>() {
            return problem.clone();
        }
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            if io.get_ref().is_some_and(|inner| inner.is::<Problem>()) {
                return Problem::of(io);
            }
            cause = io.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static));
        } else {
            cause = inner.source();
        }
    }
    let kind = match error.kind() {
        io::ErrorKind::UnexpectedEof => "truncated_input",
        _ => "bad_archive",
    };
    let is_early = error.to_string().contains("unexpected EOF");
    let kind = if is_early { "truncated_input" } else { kind };
    Problem { kind, message: error.to_string(), is_end: true }
}

/// A member of a tar; its faults told by their cause.
struct TarMember<R>(R);

impl<R: Read> Read for TarMember<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => io::Error::other(tar_problem(&error)),
        })
    }
}

/// A stream of which only so much may be read for now.
struct Allowed<'a, R> {
    inner: R,
    allowance: &'a Cell<u64>,
}

impl<R: Read> Read for Allowed<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.get();
        if left == 0 {
            let message = format!("the headers of a tar member are over {TAR_HEADERS} bytes");
            return Err(Problem::end("too_large", message));
        }
        let n = into.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n = self.inner.read(&mut into[..n])?;
        if left != u64::MAX {
            self.allowance.set(left - n as u64);
        }
        Ok(n)
    }
}
