//! From a file to its format: opening, compression, archives, and the choice of the reader.
//!
//! In: a path or a stream. Out: the stream's content, handed to the reader of its format. One
//! compression around an archive and one around each of its members is taken off; more, and
//! archives inside archives, are reported as `nested_archive`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::buffer::Buffer;
use super::decompress::{Gunzip, Unzstd};
use super::sniff::{self, Format, Layer};
use super::utf16::{self, Utf16};
use super::{Flow, Outlet, Place, archive, csv, inputs, json, warc, whole};

/// Counts what is read, for progress.
pub(super) struct Counting<'c, R> {
    pub inner: R,
    pub consumed: &'c AtomicU64,
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.consumed.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl<R: io::Seek> io::Seek for Counting<'_, R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Reads one input file, or standard input for `-`.
pub(super) fn read_path(path: &Path, consumed: &AtomicU64, outlet: &mut Outlet<'_>) -> Flow {
    outlet.path = inputs::escape(path);
    outlet.member = None;
    let name = outlet.path.clone();
    if path.as_os_str() == "-" {
        let source = Counting { inner: io::stdin().lock(), consumed };
        let buffer = Buffer::new(Box::new(source), std::mem::take(&mut outlet.room));
        return read_content(&name, buffer, Depth::default(), outlet);
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return outlet.trouble(Place::default(), "unreadable", error.to_string()),
    };
    let source = Counting { inner: &file, consumed };
    let mut buffer = Buffer::new(Box::new(source), std::mem::take(&mut outlet.room));
    // A zip is read from its end, where its directory is: it needs the file, not the stream.
    if sniff::layer(&name, buffer.ensure(sniff::SAMPLE)) == Some(Layer::Zip) {
        outlet.room = buffer.into_room();
        return archive::read_zip(Counting { inner: &file, consumed }, outlet);
    }
    read_content(&name, buffer, Depth::default(), outlet)
}

/// Reads one input that is not a file.
pub(super) fn read_stream<'a>(
    name: &str,
    source: Box<dyn Read + 'a>,
    outlet: &mut Outlet<'_>,
) -> Flow {
    outlet.path = inputs::escape_bytes(name.as_bytes());
    outlet.member = None;
    let buffer = Buffer::new(source, std::mem::take(&mut outlet.room));
    read_content(name, buffer, Depth::default(), outlet)
}

/// What has been taken off already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Depth {
    pub is_member: bool,
    is_decompressed: bool,
}

impl Depth {
    /// Inside of an archive, nothing taken off yet.
    pub const MEMBER: Self = Self { is_member: true, is_decompressed: false };
}

/// Reads content of any kind, taking off what is around it.
pub(super) fn read_content(
    name: &str,
    mut buffer: Buffer<'_>,
    depth: Depth,
    outlet: &mut Outlet<'_>,
) -> Flow {
    let head = buffer.ensure(sniff::SAMPLE);
    let layer = sniff::layer(name, head);
    let is_cut = sniff::cut_layer(name, head);
    if layer.is_none() {
        buffer = in_utf8(name, buffer, outlet);
    }
    match layer {
        Some(Layer::Gzip | Layer::Zstd) if depth.is_decompressed => {
            return outlet.trouble(Place::default(), "nested_archive", "compressed twice");
        }
        Some(Layer::Zip | Layer::Tar) if depth.is_member => {
            let message = "an archive inside of an archive is not opened";
            return outlet.trouble(Place::default(), "nested_archive", message);
        }
        Some(Layer::Gzip) => {
            let inner = sniff::inner_name(name);
            let resume = is_warc_name(&inner).then_some(&b"WARC/"[..]);
            let (gunzip, members) = Gunzip::new(buffer, outlet.config, resume);
            let room = std::mem::take(&mut outlet.room);
            let mut buffer = Buffer::new(Box::new(gunzip), room);
            buffer.members = Some(members);
            return read_content(&inner, buffer, Depth { is_decompressed: true, ..depth }, outlet);
        }
        Some(Layer::Zstd) => {
            let unzstd = match Unzstd::new(buffer, outlet.config) {
                Ok(unzstd) => unzstd,
                Err(error) => {
                    return outlet.trouble(Place::default(), "unreadable", error.to_string());
                }
            };
            let buffer = Buffer::new(Box::new(unzstd), std::mem::take(&mut outlet.room));
            let depth = Depth { is_decompressed: true, ..depth };
            return read_content(&sniff::inner_name(name), buffer, depth, outlet);
        }
        Some(Layer::Zip) => archive::read_zip_stream(&mut buffer, outlet)?,
        Some(Layer::Tar) => archive::read_tar(&mut buffer, outlet)?,
        None if is_cut => {
            let message = "the file ends inside its first header";
            outlet.trouble(Place::default(), "truncated_input", message)?;
        }
        None => read_format(name, &mut buffer, outlet)?,
    }
    outlet.problems(&buffer)?;
    outlet.room = buffer.into_room();
    Flow::Continue(())
}

fn is_warc_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".warc", ".wet", ".warc.wet"].iter().any(|end| name.ends_with(end))
}

/// Tables, JSON and feeds in UTF-16 as UTF-8; all else as it is.
fn in_utf8<'b>(name: &str, buffer: Buffer<'b>, outlet: &mut Outlet<'_>) -> Buffer<'b> {
    let Some(encoding) = utf16::marked(buffer.peek()) else { return buffer };
    let text = encoding.decode(sample(&buffer)).0;
    match format(name, text.as_bytes(), is_sample(&buffer), outlet) {
        Format::JsonLines | Format::Json | Format::Csv | Format::Tsv | Format::Feed => {
            let source = Box::new(Utf16::new(buffer, encoding));
            let mut buffer = Buffer::new(source, std::mem::take(&mut outlet.room));
            buffer.ensure(sniff::SAMPLE);
            buffer
        }
        _ => buffer,
    }
}

fn sample<'b>(buffer: &'b Buffer<'_>) -> &'b [u8] {
    let head = buffer.peek();
    &head[..head.len().min(sniff::SAMPLE)]
}

/// Whether the content may go on behind its sample.
fn is_sample(buffer: &Buffer<'_>) -> bool {
    buffer.peek().len() >= sniff::SAMPLE
}

fn format(name: &str, head: &[u8], is_sample: bool, outlet: &Outlet<'_>) -> Format {
    let name = sniff::inner_name(name);
    match sniff::format(&name, head) {
        Format::Text
            if sniff::named(&name).is_none() && csv::is_table(head, is_sample, outlet.config) =>
        {
            Format::Csv
        }
        format => format,
    }
}

fn read_format(name: &str, buffer: &mut Buffer<'_>, outlet: &mut Outlet<'_>) -> Flow {
    let head = sample(buffer);
    match format(name, head, is_sample(buffer), outlet) {
        format @ (Format::Text | Format::Html | Format::Feed) => {
            whole::read(format, buffer, outlet)
        }
        // A file without a single byte is a record all the same: it is counted as empty.
        _ if head.is_empty() => whole::read(Format::Text, buffer, outlet),
        Format::JsonLines => json::read_lines(buffer, outlet),
        Format::Json => json::read_values(buffer, outlet),
        Format::Csv => csv::read(None, buffer, outlet),
        Format::Tsv => csv::read(Some(b'\t'), buffer, outlet),
        Format::Warc => warc::read(buffer, outlet),
        Format::Arc => {
            let message = "ARC files are not read; convert them to WARC";
            outlet.trouble(Place::default(), "unsupported", message)
        }
        Format::Binary(what) => {
            let length = buffer.skip(u64::MAX);
            outlet.trouble(Place::span(0, length), "binary", format!("not text: {what}"))
        }
    }
}
