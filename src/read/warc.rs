//! WARC and WET: the pages and texts among their records.
//!
//! In: a stream, compressed or not before. Out: one record per HTTP response with status 200 and
//! HTML or plain text in it, one per article of a feed in a response, and the same of a `resource` or a
//! `conversion` (WET). All others are passed over, and so is `robots.txt`. Framing is by hand: of the crates there are, `warc` 0.4 reads headers without
//! a limit and ends at the first wrong length, which in old archives costs the rest of the file.
//!
//! Lengths are trusted only when a record's end shows behind them. Where it does not, the next
//! header in sight ends the record; what lies between records is reported and stepped over. Every
//! turn of the loop takes at least one byte.

use memchr::memmem;

use super::buffer::Buffer;
use super::http::{self, NoBody, Payload};
use super::{Flow, Outlet, Place, feed, sniff};
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
        if !found.is_empty() {
            let is_last = buffer.ensure(1).is_empty();
            let compressed_end = match is_last {
                true => buffer.members.as_ref().and_then(|members| members.borrow().end()),
                false => member_at(buffer, end),
            };
            let place = match (compressed_start, compressed_end) {
                (Some(from), Some(to)) => (from, to - from),
                _ => (start, end - start),
            };
            for mut record in found {
                record.origin.record = number;
                (record.origin.offset, record.origin.length) = place;
                outlet.record(record)?;
            }
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

    /// Whether it is what a site tells crawlers (RFC 9309), which every crawl stores.
    fn is_for_robots(&self) -> bool {
        self.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt"))
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
) -> std::ops::ControlFlow<(), Vec<Record>> {
    let limit = outlet.limit();
    if header.content > limit as u64 {
        let is_wanted = may_be_wanted(header, buffer.ensure(PEEKED));
        let length = buffer.skip(header.content);
        if is_wanted {
            let place = Place::span(start, header.length as u64 + length);
            outlet.too_large(place, "the record")?;
        }
        return std::ops::ControlFlow::Continue(Vec::new());
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
    let records = match found {
        Ok(mut records) => {
            for record in &mut records {
                if (is_cut || header.is_truncated) && !record.warnings.contains(&"truncated") {
                    record.warnings.push("truncated");
                }
                if fit == Fit::Moved {
                    record.warnings.push("bad_length");
                }
            }
            // A record of which the cut left only headers.
            records.retain(|record| !(is_cut && record.bytes.is_empty()));
            records
        }
        Err(NoBody::TooLarge) => {
            outlet.too_large(place, "the decompressed page")?;
            Vec::new()
        }
        Err(NoBody::Unsupported(message)) => {
            outlet.trouble(place, "unsupported", message)?;
            Vec::new()
        }
    };
    std::ops::ControlFlow::Continue(records)
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
            Some(http) => http.status == 200 && wanted_payload(&http, head).is_some(),
            None => sniff::is_html(head),
        },
        _ => header.may_hold_text() && header_payload(header).is_some(),
    }
}

fn header_payload(header: &Header) -> Option<Payload> {
    match &header.content_type {
        Some(content_type) => http::payload_of(content_type),
        None => (header.kind == "conversion").then_some(Payload::Is(Kind::Text)),
    }
}

/// The payload of a response: as its type says, or without one as its body looks.
fn wanted_payload(http: &http::Head, bytes: &[u8]) -> Option<Payload> {
    match &http.content_type {
        Some(content_type) => http::payload_of(content_type),
        None => sniff::is_html(&bytes[http.length..]).then_some(Payload::Is(Kind::Html)),
    }
}

/// What a record's content is: a page, the articles of a feed, or nothing.
fn interpret(header: &Header, content: &[u8], outlet: &Outlet<'_>) -> Result<Vec<Record>, NoBody> {
    if !header.may_hold_text() || header.is_for_robots() {
        return Ok(Vec::new());
    }
    let mut records = if header.kind == "response" {
        match http::head(content) {
            Some(http) if http.status == 200 => {
                let Some(payload) = wanted_payload(&http, content) else { return Ok(Vec::new()) };
                let body = http::body(&http, &content[http.length..], outlet.limit())?;
                let content_type = http.content_type.as_deref();
                let mut records =
                    payload_records(body.bytes, payload, content_type, "warc", header, outlet);
                for record in records.iter_mut().filter(|_| body.is_cut) {
                    record.warnings.push("truncated");
                }
                records
            }
            Some(_) => return Ok(Vec::new()),
            None if sniff::is_html(content) => {
                let mut record = outlet.draft(content.to_vec(), Kind::Html, "warc");
                record.warnings.push("no_http_header");
                record.url.clone_from(&header.url);
                vec![record]
            }
            // Answers of name servers and the like.
            None => return Ok(Vec::new()),
        }
    } else {
        let Some(payload) = header_payload(header) else { return Ok(Vec::new()) };
        let format = if header.kind == "conversion" { "wet" } else { "warc" };
        let content_type = header.content_type.as_deref();
        payload_records(content.to_vec(), payload, content_type, format, header, outlet)
    };
    for record in &mut records {
        record.added.clone_from(&header.date);
        record.origin.digest.clone_from(&header.digest);
    }
    Ok(records)
}

/// The records of a payload: a page or a text, or the articles of a feed.
fn payload_records(
    bytes: Vec<u8>,
    payload: Payload,
    content_type: Option<&str>,
    format: &'static str,
    header: &Header,
    outlet: &Outlet<'_>,
) -> Vec<Record> {
    let charset = content_type.and_then(http::charset_of);
    if payload != Payload::Is(Kind::Text) && feed::is_feed(&bytes) {
        return feed::records(&bytes, charset.as_deref(), format, outlet).unwrap_or_default();
    }
    let Payload::Is(kind) = payload else { return Vec::new() };
    let mut record = outlet.draft(bytes, kind, format);
    record.charset = charset.map(|charset| (charset, EncodingSource::Http));
    record.url.clone_from(&header.url);
    vec![record]
}
