//! Inputs to records: files, folders, globs, archives and standard input, in a stable order.
//!
//! In: paths. Out: [`Record`]s, each with the place it lay, and a [`Trouble`] for whatever could
//! not be read. Everything is read as a stream on one thread, memory is bounded by
//! `max_record_bytes`, and nothing of an archive is ever written to disk. Deliberately absent:
//! any decoding of text (`decode` does that), network, and archives inside archives.
//!
//! Formats: plain text, HTML, RSS and Atom, JSON lines and JSON arrays, CSV and TSV, WARC and WET; each also
//! compressed with gzip or Zstandard, and inside of zip and tar.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use crate::config;
use crate::document::{Kind, Origin, Record};
use crate::error::{Result, Trouble};

mod archive;
mod buffer;
mod csv;
mod decompress;
mod feed;
mod fields;
mod group;
mod http;
mod inputs;
mod json;
mod layers;
mod member;
mod mend_json;
mod sniff;
mod utf16;
mod warc;
mod whole;

pub use inputs::escape;

/// The inputs of a run: files in the order they are read.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files to read; `-` stands for standard input.
    pub files: Vec<PathBuf>,
    /// Folders that were named, and those that patterns look in.
    pub folders: Vec<PathBuf>,
    /// Bytes of all files together, as they lie on disk; standard input counts nothing.
    pub bytes: u64,
    /// Paths that were found and passed over, such as sockets and dangling links.
    pub troubles: Vec<Trouble>,
}

/// Finds the files behind the given paths and globs.
///
/// Folders are read recursively, name by name in the order of their bytes. Hidden files and
/// folders (whose names begin with a dot) inside of them are left out; given by name they are
/// read. Links are followed, loops cut. What is no file and no folder (pipes, sockets, devices)
/// is passed over with a [`Trouble`].
///
/// # Errors
/// [`crate::error::Error::Usage`] when a path does not exist or a glob matches nothing.
pub fn resolve(inputs: &[PathBuf]) -> Result<Inputs> {
    inputs::resolve(inputs)
}

/// Reads the records of all inputs in order, after the troubles of [`resolve`].
///
/// `consumed` counts the bytes read from disk, for progress. A record or file that cannot be read
/// is emitted as a [`Trouble`] and the next one follows. When `emit` breaks, reading stops.
///
/// ```
/// use std::ops::ControlFlow;
/// use std::sync::atomic::AtomicU64;
///
/// let inputs = copydesk::read::resolve(&["src/read".into()])?;
/// let consumed = AtomicU64::new(0);
/// let mut records = 0;
/// copydesk::read::each_record(&inputs, &Default::default(), &consumed, |record| {
///     records += usize::from(record.is_ok());
///     ControlFlow::Continue(())
/// });
/// assert_eq!(records, inputs.files.len());
/// # Ok::<(), copydesk::error::Error>(())
/// ```
pub fn each_record(
    inputs: &Inputs,
    config: &config::Read,
    consumed: &AtomicU64,
    mut emit: impl FnMut(std::result::Result<Record, Trouble>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for trouble in &inputs.troubles {
        emit(Err(trouble.clone()))?;
    }
    let mut outlet = Outlet::new(config, &mut emit);
    for path in &inputs.files {
        outlet.group = group::of_file(path, &inputs.folders);
        layers::read_path(path, consumed, &mut outlet)?;
    }
    ControlFlow::Continue(())
}

/// Reads the records of one input that is in memory; `name` serves as its path and tells its kind.
///
/// ```
/// let lines = b"{\"text\": \"The bridge reopened.\"}\nnot json\n";
/// let records = copydesk::read::records_of_bytes("day.jsonl", lines, &Default::default());
/// assert_eq!(records[0].as_ref().unwrap().bytes, b"The bridge reopened.");
/// assert_eq!(records[1].as_ref().unwrap_err().kind, "bad_json");
/// ```
pub fn records_of_bytes(
    name: &str,
    bytes: &[u8],
    config: &config::Read,
) -> Vec<std::result::Result<Record, Trouble>> {
    let mut records = Vec::new();
    let mut emit = |record| {
        records.push(record);
        ControlFlow::Continue(())
    };
    let mut outlet = Outlet::new(config, &mut emit);
    outlet.group = group::of_file(Path::new(name), &[]);
    // It never breaks: `emit` above does not.
    let _ = layers::read_stream(name, Box::new(bytes) as Box<dyn Read + '_>, &mut outlet);
    records
}

/// Whether to read on.
type Flow = ControlFlow<()>;

/// Where records and troubles go, and the place they come from.
struct Outlet<'o> {
    config: &'o config::Read,
    emit: &'o mut dyn FnMut(std::result::Result<Record, Trouble>) -> Flow,
    path: String,
    member: Option<String>,
    /// What the file at `path` is counted under.
    group: String,
    /// Storage that goes from file to file.
    room: Vec<u8>,
}

impl<'o> Outlet<'o> {
    fn new(
        config: &'o config::Read,
        emit: &'o mut dyn FnMut(std::result::Result<Record, Trouble>) -> Flow,
    ) -> Self {
        let (path, group) = (String::new(), String::new());
        Self { config, emit, path, member: None, group, room: Vec::new() }
    }

    /// The size limit of a record as a length in memory.
    fn limit(&self) -> usize {
        // Half of the address space: lengths just above the limit must still be countable.
        usize::try_from(self.config.max_record_bytes).unwrap_or(usize::MAX).min(usize::MAX / 2)
    }

    /// A record of this place, with nothing known but its payload.
    fn draft(&self, bytes: Vec<u8>, kind: Kind, format: &'static str) -> Record {
        let origin = Origin {
            path: self.path.clone(),
            member: self.member.clone(),
            group: match self.member.as_deref().and_then(group::of_member) {
                Some(folder) => folder.to_owned(),
                None => self.group.clone(),
            },
            format,
            length: bytes.len() as u64,
            ..Origin::default()
        };
        Record { origin, ..Record::new(bytes, kind) }
    }

    fn record(&mut self, record: Record) -> Flow {
        (self.emit)(Ok(record))
    }

    /// Reports a fault at a place of this input.
    fn trouble(&mut self, place: Place, kind: &'static str, message: impl Into<String>) -> Flow {
        (self.emit)(Err(Trouble {
            path: self.path.clone(),
            member: self.member.clone(),
            line: place.line,
            offset: place.offset,
            length: place.length,
            kind,
            message: message.into(),
        }))
    }

    fn too_large(&mut self, place: Place, what: &str) -> Flow {
        let limit = self.config.max_record_bytes;
        self.trouble(place, "too_large", format!("{what} is over max_record_bytes ({limit})"))
    }

    /// Reports what was wrong with a stream that has been read.
    fn problems(&mut self, buffer: &buffer::Buffer<'_>) -> Flow {
        for (offset, problem) in &buffer.problems {
            self.trouble(Place::at(*offset), problem.kind, problem.message.clone())?;
        }
        Flow::Continue(())
    }
}

/// A place in an input.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    line: Option<u64>,
    offset: u64,
    length: Option<u64>,
}

impl Place {
    fn at(offset: u64) -> Self {
        Self { offset, ..Self::default() }
    }

    fn span(offset: u64, length: u64) -> Self {
        Self { offset, length: Some(length), ..Self::default() }
    }

    fn line(line: u64, offset: u64, length: u64) -> Self {
        Self { line: Some(line), offset, length: Some(length) }
    }
}
