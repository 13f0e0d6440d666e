//! A stream of bytes with a window on it: what all formats read from.
//!
//! In: anything that is `Read`. Out: the bytes at hand, lines, and the place of each in the stream.
//! A fault of the stream (cut short, wrong checksum, over a cap) is an `io::Error` that carries a
//! [`Problem`]; the buffer keeps it and the format reads on to what counts as the end, so that
//! everything before the fault is used. Memory is bounded by what the caller asks to see at once.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::ops::Range;
use std::rc::Rc;

use super::decompress::Members;

/// Bytes read at once: large enough that calls cost nothing beside the work on the bytes.
const CHUNK: usize = 256 << 10;
/// Room above this is given back before the next file, so that one large record does not stay.
const KEPT: usize = 4 << 20;

/// What is wrong with a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub kind: &'static str,
    pub message: String,
    /// Whether the stream ends here; else it goes on behind the fault.
    pub is_end: bool,
}

impl Problem {
    pub fn end(kind: &'static str, message: impl Into<String>) -> io::Error {
        io::Error::other(Self { kind, message: message.into(), is_end: true })
    }

    pub fn passing(kind: &'static str, message: impl Into<String>) -> io::Error {
        io::Error::other(Self { kind, message: message.into(), is_end: false })
    }

    /// The problem inside an error; errors of the system become one.
    pub fn of(error: &io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            Some(problem) => problem.clone(),
            None if error.kind() == io::ErrorKind::UnexpectedEof => {
                let message = "the stream ends early".to_owned();
                Self { kind: "truncated_input", message, is_end: true }
            }
            None => Self { kind: "unreadable", message: error.to_string(), is_end: true },
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

/// One line, without its line feed (and the carriage return before it).
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Where its bytes are, for [`Buffer::at`], until the next line is asked for.
    pub range: Range<usize>,
    /// Where it begins in the stream.
    pub offset: u64,
    /// Its length with the line end.
    pub length: u64,
    /// Whether it is over the limit; its bytes are gone then.
    pub is_too_long: bool,
    /// Whether a line feed ended it.
    pub is_ended: bool,
}

/// A window on a stream.
pub(super) struct Buffer<'a> {
    source: Box<dyn Read + 'a>,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    offset: u64,
    is_done: bool,
    /// Faults met, with the offset in this stream where they were met.
    pub problems: Vec<(u64, Problem)>,
    /// Places of the compressed members behind this stream, if it comes from gzip.
    pub members: Option<Rc<RefCell<Members>>>,
}

impl<'a> Buffer<'a> {
    /// A buffer on `source`; `room` is storage of an earlier buffer, used again.
    pub fn new(source: Box<dyn Read + 'a>, mut room: Vec<u8>) -> Self {
        if room.len() > KEPT {
            room = Vec::new();
        }
        Self {
            source,
            bytes: room,
            start: 0,
            end: 0,
            offset: 0,
            is_done: false,
            problems: Vec::new(),
            members: None,
        }
    }

    /// Gives the storage back for the next buffer.
    pub fn into_room(self) -> Vec<u8> {
        self.bytes
    }

    /// Offset of the next byte in the stream.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether the stream was cut by a fault.
    pub fn is_cut(&self) -> bool {
        self.problems.iter().any(|(_, problem)| problem.is_end)
    }

    /// The bytes at hand; may be none though the stream goes on.
    pub fn peek(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Bytes in a range that a [`Line`] gave.
    pub fn at(&self, range: Range<usize>) -> &[u8] {
        &self.bytes[range]
    }

    /// Makes at least `n` bytes visible, or all that are left.
    pub fn ensure(&mut self, n: usize) -> &[u8] {
        while self.end - self.start < n && self.fill(n) {}
        self.peek()
    }

    /// Steps over `n` bytes that are at hand.
    pub fn advance(&mut self, n: usize) {
        debug_assert!(n <= self.end - self.start);
        self.start += n;
        self.offset += n as u64;
    }

    /// Steps over `n` bytes, at hand or not; returns how many there were.
    pub fn skip(&mut self, n: u64) -> u64 {
        let mut left = n;
        while left > 0 {
            if self.start == self.end && !self.fill(1) {
                break;
            }
            let step = usize::try_from(left).unwrap_or(usize::MAX).min(self.end - self.start);
            self.advance(step);
            left -= step as u64;
        }
        n - left
    }

    /// Reads more; false at the end of the stream. `wanted` bounds the storage.
    fn fill(&mut self, wanted: usize) -> bool {
        if self.is_done {
            return false;
        }
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
        if self.end == self.bytes.len() {
            // Moving only when half is free keeps the moves linear in the bytes read.
            if self.start > 0 && self.start >= self.bytes.len() / 2 {
                self.bytes.copy_within(self.start..self.end, 0);
                self.end -= self.start;
                self.start = 0;
            } else {
                let room = (self.bytes.len() * 2).min(self.start + wanted + CHUNK).max(CHUNK);
                self.bytes.resize(room.max(self.bytes.len() + CHUNK / 4), 0);
            }
        }
        loop {
            match self.source.read(&mut self.bytes[self.end..]) {
                Ok(0) => {
                    self.is_done = true;
                    return false;
                }
                Ok(n) => {
                    self.end += n;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let problem = Problem::of(&error);
                    self.is_done = problem.is_end;
                    let at = self.offset + (self.end - self.start) as u64;
                    self.problems.push((at, problem));
                    if self.is_done {
                        return false;
                    }
                }
            }
        }
    }

    /// The next line of at most `limit` bytes; a longer one is stepped over without being kept.
    pub fn next_line(&mut self, limit: usize) -> Option<Line> {
        let offset = self.offset;
        let mut seen = 0;
        loop {
            let at_hand = &self.bytes[self.start + seen..self.end];
            if let Some(found) = memchr::memchr(b'\n', at_hand) {
                let length = seen + found + 1;
                let range = self.start..self.start + length - 1;
                self.advance(length);
                return Some(self.line(range, offset, length as u64, limit, true));
            }
            seen = self.end - self.start;
            if seen > limit {
                return Some(self.skip_line(offset));
            }
            if !self.fill(limit + 1) {
                if seen == 0 {
                    return None;
                }
                let range = self.start..self.end;
                self.advance(seen);
                return Some(self.line(range, offset, seen as u64, limit, false));
            }
        }
    }

    fn line(
        &self,
        mut range: Range<usize>,
        offset: u64,
        length: u64,
        limit: usize,
        is_ended: bool,
    ) -> Line {
        if is_ended && self.bytes[range.clone()].last() == Some(&b'\r') {
            range.end -= 1;
        }
        Line { is_too_long: range.len() > limit, range, offset, length, is_ended }
    }

    fn skip_line(&mut self, offset: u64) -> Line {
        let mut is_ended = false;
        loop {
            let found = memchr::memchr(b'\n', self.peek());
            self.advance(found.map_or(self.end - self.start, |at| at + 1));
            if found.is_some() {
                is_ended = true;
                break;
            }
            if !self.fill(1) {
                break;
            }
        }
        let length = self.offset - offset;
        Line { range: 0..0, offset, length, is_too_long: true, is_ended }
    }
}

impl Read for Buffer<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = {
            let at_hand = self.fill_buf()?;
            let n = at_hand.len().min(into.len());
            into[..n].copy_from_slice(&at_hand[..n]);
            n
        };
        self.advance(n);
        Ok(n)
    }
}

/// For the decompressors and archive readers: the first fault is handed on as an error.
impl BufRead for Buffer<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end && !self.fill(1) && self.is_cut() {
            let (_, problem) = self.problems.remove(0);
            return Err(io::Error::other(problem));
        }
        Ok(self.peek())
    }

    fn consume(&mut self, n: usize) {
        self.advance(n);
    }
}
