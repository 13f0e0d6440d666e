//! CSV and TSV with a header row whose names are read as those of JSON lines.
//!
//! In: a stream. Out: one record per row. A row with more or fewer fields than the header, or over
//! the size limit, costs itself. `csv-core` under the `csv` crate is used directly: the crate's own
//! reader keeps a row of any length in memory, and an unclosed quote makes the whole file one row.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::buffer::Buffer;
use super::fields::{Fields, NoRecord, Role, Roles, Value};
use super::{Flow, Outlet, Place};
use crate::config;

/// Most fields of a row; a table of articles has tens.
const MAX_FIELDS: usize = 1 << 16;
/// Longest header, in bytes, that tells a table whose name does not.
const MAX_HEADER: usize = 4 << 10;

/// What a column is for; none for those of no interest.
type Column = Option<(Role, u16)>;

/// Reads all rows. Without a delimiter the header row tells it.
pub(super) fn read(
    delimiter: Option<u8>,
    buffer: &mut Buffer<'_>,
    outlet: &mut Outlet<'_>,
) -> Flow {
    let delimiter = delimiter.unwrap_or_else(|| delimiter_of(buffer.peek()));
    let mut rows = Rows::new(delimiter);
    let limit = outlet.limit();
    let roles = Roles::new(outlet.config);
    let Some((place, is_whole)) = rows.next(buffer, limit) else { return Flow::Continue(()) };
    if !is_whole {
        return outlet.too_large(place, "the header row");
    }
    let columns = rows.columns(&roles);
    if !has_payload(&columns) {
        let message = NoRecord::NoPayload.message(rows.fields().map(String::from_utf8_lossy));
        return outlet.trouble(place, "bad_record", message);
    }
    let mut record = 0;
    while let Some((place, is_whole)) = rows.next(buffer, limit) {
        let found = rows.fields;
        if !is_whole {
            outlet.too_large(place, "the row")?;
        } else if found != columns.len() {
            // What the cut of the stream left over is part of that trouble.
            if !(buffer.is_cut() && buffer.peek().is_empty()) {
                let message = format!("{found} fields, the header has {}", columns.len());
                outlet.trouble(place, "bad_row", message)?;
            }
        } else {
            let mut fields = Fields::default();
            for (column, bytes) in columns.iter().zip(rows.fields()) {
                if let &Some(column) = column {
                    fields.put(column, value(bytes));
                }
            }
            match fields.into_record("csv", outlet) {
                Ok(mut row) => {
                    row.origin.record = record;
                    row.origin.offset = place.offset;
                    row.origin.length = place.length.unwrap_or(0);
                    outlet.record(row)?;
                }
                Err(why) => {
                    let names = rows.fields().map(String::from_utf8_lossy);
                    outlet.trouble(place, "bad_record", why.message(names))?;
                }
            }
        }
        record += 1;
    }
    Flow::Continue(())
}

/// Whether content whose name says nothing is a table: its header names a text and something else that is
/// known, in words without spaces, and the first row has as many fields. `is_sample` says that `head` is not all of it.
pub(super) fn is_table(head: &[u8], is_sample: bool, config: &config::Read) -> bool {
    let mut buffer = Buffer::new(Box::new(head), Vec::new());
    let mut rows = Rows::new(delimiter_of(head));
    if rows.next(&mut buffer, MAX_HEADER).is_none_or(|(_, is_whole)| !is_whole) {
        return false;
    }
    let columns = rows.columns(&Roles::new(config));
    let is_name =
        |name: &[u8]| name.iter().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b));
    let is_header =
        has_payload(&columns) && columns.iter().flatten().count() > 1 && rows.fields().all(is_name);
    let has_row = is_header && rows.next(&mut buffer, head.len()).is_some();
    // A sample may end inside of the first row.
    let is_cut = is_sample && buffer.peek().is_empty();
    has_row && (is_cut || rows.fields == columns.len())
}

fn has_payload(columns: &[Column]) -> bool {
    columns.iter().any(|column| matches!(column, Some((Role::Text | Role::Html, _))))
}

fn value(bytes: &[u8]) -> Value<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Value::Text(text.into()),
        Err(_) => Value::Raw(bytes),
    }
}

/// The most frequent of the usual delimiters outside of quotes in the first line.
fn delimiter_of(head: &[u8]) -> u8 {
    let line = memchr::memchr(b'\n', head).map_or(head, |at| &head[..at]);
    let mut counts = [0usize; 4];
    let candidates = *b",;\t|";
    let mut in_quotes = false;
    for &b in line {
        if b == b'"' {
            in_quotes = !in_quotes;
        } else if let Some(at) = candidates.iter().position(|&c| c == b && !in_quotes) {
            counts[at] += 1;
        }
    }
    // The first of equals wins, so that a single column reads as comma-separated.
    let best = (0..4).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    candidates[best]
}

struct Rows {
    reader: Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Number of fields of the row that was read last.
    fields: usize,
}

impl Rows {
    fn new(delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, bytes: vec![0; 64 << 10], ends: vec![0; 64], fields: 0 }
    }

    /// The next row: where it lies and whether all of it is there to be seen.
    fn next(&mut self, buffer: &mut Buffer<'_>, limit: usize) -> Option<(Place, bool)> {
        let blank = |b: &u8| matches!(b, b'\r' | b'\n');
        let leading = buffer.ensure(2).iter().take_while(|b| blank(b)).count();
        let newlines = memchr::memchr_iter(b'\n', &buffer.peek()[..leading]).count() as u64;
        let start = buffer.offset() + leading as u64;
        let line = self.reader.line() + newlines;
        let (mut wrote, mut ended, mut is_whole) = (0, 0, true);
        loop {
            let input = buffer.ensure(1);
            let (result, read, more, ends) =
                self.reader.read_record(input, &mut self.bytes[wrote..], &mut self.ends[ended..]);
            buffer.advance(read);
            wrote += more;
            ended += ends;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.bytes.len() < limit => {
                    let room = (self.bytes.len() * 2).min(limit);
                    self.bytes.resize(room, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_FIELDS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    is_whole = false;
                    (wrote, ended) = (0, 0);
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        is_whole &= wrote <= limit;
        self.fields = ended;
        Some((Place::line(line, start, buffer.offset().saturating_sub(start)), is_whole))
    }

    /// What the names in this row say of its columns.
    fn columns(&self, roles: &Roles) -> Vec<Column> {
        let role = |name: &[u8]| roles.find(&String::from_utf8_lossy(name.trim_ascii()));
        self.fields().map(role).collect()
    }

    fn fields(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ends = self.ends[..self.fields].iter().copied();
        starts.zip(ends).map(|(start, end)| &self.bytes[start..end])
    }
}
