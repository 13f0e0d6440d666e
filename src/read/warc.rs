//! WARC and WET: the pages and texts among their records.
//!
//! In: a stream, compressed or not before. Out: one record per HTTP response with status 200 and
//! HTML or plain text in it, per `resource` of those types, and per `conversion` (WET). All others
//! are passed over. Framing is by hand: of the crates there are, `warc` 0.4 reads headers without
//! a limit and ends at the first wrong length, which in old archives costs the rest of the file.
//!
//! Lengths are trusted only when a record's end shows behind them. Where it does not, the next
//! header in sight ends the record; what lies between records is reported and stepped over. Every
//! turn of the loop takes at least one byte.

use memchr::memmem;

use super::buffer::Buffer;
use super::http::{self, NoBody};
use super::{Flow, Outlet, Place, sniff};
use crate::document::{EncodingSource, Kind, Record};

/// Largest record header: hundreds of times the usual.
const MAX_HEADER: usize = 256 << 10;
/// What of a record over the size limit is looked at to tell whether it would have been wanted.
const PEEKED: usize = 64 << 10;
/// What every record begins with.
const MAGIC: &[u8] = b"WARC/";

/// Reads all records.
pub(super) fn read(buffer: &mut Buffer<'_>, outlet: &mut Outlet<'_>) -> Flow {
    let mut number = 0;
    loop {
        skip_blank(buffer);
        let start = buffer.offset();
        if buffer.ensure(MAGIC.len()).is_empty() {
            return Flow::Continue(());
        }
        if !buffer.peek().starts_with(MAGIC) {
            let is_cut_magic = MAGIC.starts_with(buffer.peek());
            find_next(buffer);
            lost(is_cut_magic, "expected a record to begin here", start, buffer, outlet)?;
            continue;
        }
        let Some(header) = Header::read(buffer) else {
            buffer.advance(MAGIC.len());
            find_next(buffer);
            lost(true, "the record's header has no end or no length", start, buffer, outlet)?;
            number += 1;
            continue;
        };
        let compressed_start = member_at(buffer, start);
        buffer.advance(header.length);
        let found = read_body(&header, start, buffer, outlet)?;
        skip_blank(buffer);
        let end = buffer.offset();
        if let Some(mut record) = found {
            let is_last = buffer.ensure(1).is_empty();
            let compressed_end = match is_last {
                true => buffer.members.as_ref().and_then(|members| members.borrow().end()),
                false => member_at(buffer, end),
            };
            let place = match (compressed_start, compressed_end) {
                (Some(from), Some(to)) => (from, to - from),
                _ => (start, end - start),
            };
            record.origin.record = number;
            (record.origin.offset, record.origin.length) = place;
            outlet.record(record)?;
        }
        number += 1;
    }
}

/// Reports bytes from `start` that were stepped over. `may_be_cut` says that they could be a whole
/// record's beginning, if only the file went on.
fn lost(
    may_be_cut: bool,
    message: &str,
    start: u64,
    buffer: &mut Buffer<'_>,
    outlet: &mut Outlet<'_>,
) -> Flow {
    let is_cut = may_be_cut && buffer.ensure(1).is_empty();
    // The cut of a compressed stream is reported for the stream.
    if is_cut && buffer.is_cut() {
        return Flow::Continue(());
    }
    let place = Place::span(start, buffer.offset() - start);
    match is_cut {
        true => outlet.trouble(place, "truncated_input", "the file ends inside of a header"),
        false => outlet.trouble(place, "bad_warc", message),
    }
}

fn member_at(buffer: &Buffer<'_>, offset: u64) -> Option<u64> {
    buffer.members.as_ref().and_then(|members| members.borrow_mut().starting_at(offset))
}

fn skip_blank(buffer: &mut Buffer<'_>) {
    loop {
        let at_hand = buffer.ensure(1);
        let n = at_hand.iter().take_while(|b| b.is_ascii_whitespace() || **b == 0).count();
        if n == 0 {
            return;
        }
        buffer.advance(n);
    }
}

/// Steps to the next header in sight, or to the end.
fn find_next(buffer: &mut Buffer<'_>) {
    loop {
        let at_hand = buffer.ensure(PEEKED);
        if at_hand.is_empty() {
            return;
        }
        if let Some(at) = next_header(at_hand) {
            return buffer.advance(at);
        }
        // A header may begin in the last bytes: they are looked at again with what follows.
        let n = at_hand.len();
        let kept = if n < PEEKED { 0 } else { HEADER_START - 1 };
        buffer.advance(n - kept);
    }
}

/// Bytes that [`next_header`] must see to know a header.
const HEADER_START: usize = 24;

/// Where a record header begins: a version, and on the next line a field that such headers have.
fn next_header(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, b"WARC/1.").find(|&at| {
        let rest = &bytes[at + 7..];
        let Some(digits) = rest.iter().take(3).position(|b| !b.is_ascii_digit()) else {
            return false;
        };
        let rest = &rest[digits..];
        let Some(rest) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) else {
            return false;
        };
        let opens =
            |with: &[u8]| rest.get(..with.len()).is_some_and(|r| r.eq_ignore_ascii_case(with));
        opens(b"WARC-") || opens(b"Content-")
    })
}

/// The fields of a record header that matter.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    digest: Option<String>,
    content_type: Option<String>,
    is_truncated: bool,
    /// Length of the header itself.
    length: usize,
    /// Length of the record behind it.
    content: u64,
}

impl Header {
    /// The header that begins here, nothing taken.
    fn read(buffer: &mut Buffer<'_>) -> Option<Self> {
        // Most headers are at hand; only long ones need the whole room.
        let wanted = [4 << 10, MAX_HEADER];
        wanted.into_iter().find_map(|n| Self::parse(buffer.ensure(n)))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (lines, length) = http::header_lines(bytes, MAX_HEADER)?;
        let mut header = Self { length, ..Self::default() };
        let mut content = None;
        for line in lines.skip(1) {
            let Some((name, value)) = http::header_field(line) else { continue };
            match name.to_ascii_lowercase().as_slice() {
                b"warc-type" => header.kind = value.to_ascii_lowercase(),
                b"content-length" => content = value.parse().ok(),
                b"warc-date" => header.date = Some(value),
                b"warc-payload-digest" => header.digest = Some(value),
                b"content-type" => header.content_type = Some(value),
                b"warc-truncated" => header.is_truncated = true,
                b"warc-target-uri" => {
                    // Some old writers put the address in angle brackets.
                    let url = value.trim_start_matches('<').trim_end_matches('>');
                    header.url = Some(url.to_owned());
                }
                _ => {}
            }
        }
        header.content = content?;
        Some(header)
    }

    fn may_hold_text(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource" | "conversion")
    }
}

/// Takes what belongs to the record; gives what is in it, if it is of interest.
fn read_body(
    header: &Header,
    start: u64,
    buffer: &mut Buffer<'_>,
    outlet: &mut Outlet<'_>,
) -> std::ops::ControlFlow<(), Option<Record>> {
    let limit = outlet.limit();
    if header.content > limit as u64 {
        let is_wanted = may_be_wanted(header, buffer.ensure(PEEKED));
        let length = buffer.skip(header.content);
        if is_wanted {
            let place = Place::span(start, header.length as u64 + length);
            outlet.too_large(place, "the record")?;
        }
        return std::ops::ControlFlow::Continue(None);
    }
    let (length, fit) = extent(buffer, header.content as usize, limit);
    let place = Place::span(start, (header.length + length) as u64);
    let is_cut = fit == Fit::Cut;
    // The cut of a compressed stream is reported for the stream.
    if is_cut && !buffer.is_cut() {
        outlet.trouble(place, "truncated_input", "the file ends inside of a record")?;
    }
    let found = interpret(header, &buffer.peek()[..length], outlet);
    buffer.advance(length);
    let record = match found {
        Ok(Some(mut record)) => {
            if (is_cut || header.is_truncated) && !record.warnings.contains(&"truncated") {
                record.warnings.push("truncated");
            }
            if fit == Fit::Moved {
                record.warnings.push("bad_length");
            }
            // A record of which the cut left only headers.
            Some(record).filter(|record| !(is_cut && record.bytes.is_empty()))
        }
        Ok(None) => None,
        Err(NoBody::TooLarge) => {
            outlet.too_large(place, "the decompressed page")?;
            None
        }
        Err(NoBody::Unsupported(message)) => {
            outlet.trouble(place, "unsupported", message)?;
            None
        }
    };
    std::ops::ControlFlow::Continue(record)
}

/// How a record's declared length fits what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// The empty line that ends records, the next record, or the end follows.
    Right,
    /// It did not; the record ends before the next header in sight, or at the end.
    Moved,
    /// The stream ends inside of the record.
    Cut,
}

/// The length of the record's content, at hand after this.
fn extent(buffer: &mut Buffer<'_>, declared: usize, limit: usize) -> (usize, Fit) {
    let at_hand = buffer.ensure(declared + 4 + MAGIC.len());
    if let Some(behind) = at_hand.get(declared..) {
        let has_end = behind.starts_with(b"\r\n\r\n") || behind.starts_with(b"\n\n");
        let behind = behind.trim_ascii_start();
        if has_end || behind.is_empty() || behind.starts_with(MAGIC) {
            return (declared, Fit::Right);
        }
    }
    let is_short = at_hand.len() < declared;
    let mut seen = 0;
    loop {
        let at_hand = buffer.peek();
        let from = seen.min(at_hand.len());
        if let Some(at) = next_header(&at_hand[from..]) {
            return (without_blank(&at_hand[..from + at]), Fit::Moved);
        }
        if is_short {
            return (at_hand.len(), Fit::Cut);
        }
        seen = at_hand.len().saturating_sub(HEADER_START);
        let n = at_hand.len();
        if n > limit {
            return (declared, Fit::Right);
        }
        // Doubling keeps the search linear.
        if buffer.ensure((n * 2).min(limit + 1)).len() == n {
            return (without_blank(&buffer.peek()[..n]), Fit::Moved);
        }
    }
}

/// The length without the empty line that ends a record.
fn without_blank(bytes: &[u8]) -> usize {
    let cut = bytes.strip_suffix(b"\r\n\r\n").or_else(|| bytes.strip_suffix(b"\n\n"));
    cut.unwrap_or(bytes).len()
}

fn may_be_wanted(header: &Header, head: &[u8]) -> bool {
    match header.kind.as_str() {
        "response" => match http::head(head) {
            Some(http) => http.status == 200 && wanted_kind(&http, head).is_some(),
            None => sniff::is_html(head),
        },
        _ => header.may_hold_text() && header_kind(header).is_some(),
    }
}

fn header_kind(header: &Header) -> Option<Kind> {
    match &header.content_type {
        Some(content_type) => http::kind_of(content_type),
        None => (header.kind == "conversion").then_some(Kind::Text),
    }
}

/// The kind of a response: as its type says, or without one as its body looks.
fn wanted_kind(http: &http::Head, bytes: &[u8]) -> Option<Kind> {
    match &http.content_type {
        Some(content_type) => http::kind_of(content_type),
        None => sniff::is_html(&bytes[http.length..]).then_some(Kind::Html),
    }
}

/// What a record's content is.
fn interpret(
    header: &Header,
    content: &[u8],
    outlet: &Outlet<'_>,
) -> Result<Option<Record>, NoBody> {
    if !header.may_hold_text() {
        return Ok(None);
    }
    let mut record = if header.kind == "response" {
        match http::head(content) {
            Some(http) if http.status == 200 => {
                let Some(kind) = wanted_kind(&http, content) else { return Ok(None) };
                let body = http::body(&http, &content[http.length..], outlet.limit())?;
                let mut record = outlet.draft(body.bytes, kind, "warc");
                let charset = http.content_type.as_deref().and_then(http::charset_of);
                record.charset = charset.map(|charset| (charset, EncodingSource::Http));
                if body.is_cut {
                    record.warnings.push("truncated");
                }
                record
            }
            Some(_) => return Ok(None),
            None if sniff::is_html(content) => {
                let mut record = outlet.draft(content.to_vec(), Kind::Html, "warc");
                record.warnings.push("no_http_header");
                record
            }
            // Answers of name servers and the like.
            None => return Ok(None),
        }
    } else {
        let Some(kind) = header_kind(header) else { return Ok(None) };
        let format = if header.kind == "conversion" { "wet" } else { "warc" };
        let mut record = outlet.draft(content.to_vec(), kind, format);
        let charset = header.content_type.as_deref().and_then(http::charset_of);
        record.charset = charset.map(|charset| (charset, EncodingSource::Http));
        record
    };
    record.url.clone_from(&header.url);
    record.added.clone_from(&header.date);
    record.origin.digest.clone_from(&header.digest);
    Ok(Some(record))
}
