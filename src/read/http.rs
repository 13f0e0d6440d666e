//! The HTTP response inside a WARC record: status, type, character set, and the body as sent.
//!
//! In: the bytes of a record. Out: the header's facts and the body without transfer and content
//! encoding. Archives often store bodies decoded and leave the header as it was: an encoding is
//! taken off only where the bytes show it.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::decompress::{GZIP_MAGIC, ZSTD_MAGIC};
use super::sniff;
use crate::document::Kind;

/// Largest response header looked at; servers refuse to send more than a few of these.
const MAX_HEADER: usize = 64 << 10;

/// Bytes that Brotli is read by.
const BROTLI_BUFFER: usize = 4 << 10;

/// What the header says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Head {
    pub status: u16,
    pub content_type: Option<String>,
    is_chunked: bool,
    encoding: String,
    /// Where the body begins.
    pub length: usize,
}

/// Reads the header of a response; `None` where there is none.
pub(super) fn head(bytes: &[u8]) -> Option<Head> {
    if !bytes.starts_with(b"HTTP/") {
        return None;
    }
    let (lines, length) = header_lines(bytes, MAX_HEADER)?;
    let mut head = Head { length, ..Head::default() };
    for (number, line) in lines.enumerate() {
        if number == 0 {
            let status = line.split(|&b| b == b' ').nth(1).unwrap_or_default();
            head.status = std::str::from_utf8(status).ok()?.parse().ok()?;
            continue;
        }
        let Some((name, value)) = header_field(line) else { continue };
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        if is("content-type") {
            head.content_type = Some(value);
        } else if is("transfer-encoding") {
            head.is_chunked = value.to_ascii_lowercase().contains("chunked");
        } else if is("content-encoding") {
            head.encoding = value.to_ascii_lowercase();
        }
    }
    Some(head)
}

/// The lines of a header and its length with the empty line; `None` when it does not end in time.
pub(super) fn header_lines(
    bytes: &[u8],
    limit: usize,
) -> Option<(impl Iterator<Item = &[u8]>, usize)> {
    let head = &bytes[..bytes.len().min(limit)];
    let mut end = None;
    for at in memchr::memchr_iter(b'\n', head) {
        match &head[at + 1..] {
            [b'\n', ..] => end = Some((at + 1, at + 2)),
            [b'\r', b'\n', ..] => end = Some((at + 1, at + 3)),
            _ => continue,
        }
        break;
    }
    let (end, length) = end?;
    let lines = head[..end].split(|&b| b == b'\n');
    Some((lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)), length))
}

/// A `Name: value` line; values in other encodings than UTF-8 are kept as far as they can be.
pub(super) fn header_field(line: &[u8]) -> Option<(&[u8], String)> {
    let at = memchr::memchr(b':', line)?;
    let value = String::from_utf8_lossy(line[at + 1..].trim_ascii()).into_owned();
    Some((line[..at].trim_ascii(), value))
}

/// What a content type promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Payload {
    Is(Kind),
    /// XML, which may be a feed.
    Xml,
}

/// The payload that a content type names; `None` for those of no interest.
pub(super) fn payload_of(content_type: &str) -> Option<Payload> {
    let name = content_type.split(';').next().unwrap_or_default().trim();
    match name.to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml" => {
            Some(Payload::Is(Kind::Html))
        }
        "text/plain" => Some(Payload::Is(Kind::Text)),
        "application/rss+xml"
        | "application/atom+xml"
        | "application/rdf+xml"
        | "application/xml"
        | "text/xml" => Some(Payload::Xml),
        _ => None,
    }
}

/// The character set that a content type names.
pub(super) fn charset_of(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    })
}

/// A body without its encodings, and whether some of it is missing.
#[derive(Debug, PartialEq)]
pub(super) struct Body {
    pub bytes: Vec<u8>,
    pub is_cut: bool,
}

/// Why there is no body.
#[derive(Debug, PartialEq)]
pub(super) enum NoBody {
    TooLarge,
    Unsupported(String),
}

/// Takes the transfer and the content encoding off.
pub(super) fn body(head: &Head, raw: &[u8], limit: usize) -> Result<Body, NoBody> {
    let (dechunked, mut is_cut) = match head.is_chunked.then(|| dechunk(raw)).flatten() {
        Some((bytes, is_whole)) => (Some(bytes), !is_whole),
        None => (None, false),
    };
    let sent = dechunked.as_deref().unwrap_or(raw);
    let decoded = match head.encoding.trim() {
        "gzip" | "x-gzip" if sent.starts_with(&GZIP_MAGIC) => {
            Some(decompress(MultiGzDecoder::new(sent), limit)?)
        }
        "deflate" if sent.first().is_some_and(|b| b & 0x0f == 8) => {
            Some(decompress(ZlibDecoder::new(sent), limit)?)
        }
        // Some servers send it without the zlib header; text is not such a stream.
        "deflate" if !sniff::is_html(sent) => Some(decompress(DeflateDecoder::new(sent), limit)?)
            .filter(|body| !body.bytes.is_empty()),
        "zstd" if sent.starts_with(&ZSTD_MAGIC) => {
            let decoder = zstd::Decoder::with_buffer(sent);
            Some(decompress(
                decoder.map_err(|error| NoBody::Unsupported(error.to_string()))?,
                limit,
            )?)
        }
        // It has no mark to know it by; pages that were stored decoded are text.
        "br" if !is_text(sent) => {
            let decoder = brotli_decompressor::Decompressor::new(sent, BROTLI_BUFFER);
            let body = decompress(decoder, limit)?;
            if body.bytes.is_empty() {
                return Err(NoBody::Unsupported("the body is not in Brotli as it says".to_owned()));
            }
            Some(body)
        }
        name @ "compress" if !is_text(sent) => {
            return Err(NoBody::Unsupported(format!("content encoding \"{name}\" is not read")));
        }
        _ => None,
    };
    let bytes = match decoded {
        Some(body) => {
            is_cut |= body.is_cut;
            body.bytes
        }
        None => dechunked.unwrap_or_else(|| raw.to_vec()),
    };
    Ok(Body { bytes, is_cut })
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() || sniff::is_html(bytes)
}

fn decompress(decoder: impl Read, limit: usize) -> Result<Body, NoBody> {
    let mut bytes = Vec::new();
    let result = decoder.take(limit as u64 + 1).read_to_end(&mut bytes);
    match bytes.len() > limit {
        true => Err(NoBody::TooLarge),
        false => Ok(Body { is_cut: result.is_err(), bytes }),
    }
}

/// The chunks' content and whether the last chunk is there; `None` where no chunk is.
fn dechunk(raw: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    let mut is_first = true;
    loop {
        let Some((size, after)) = chunk_size(rest) else {
            return (!is_first).then_some((out, false));
        };
        is_first = false;
        if size == 0 {
            return Some((out, true));
        }
        let chunk = &after[..size.min(after.len())];
        out.extend_from_slice(chunk);
        if chunk.len() < size {
            return Some((out, false));
        }
        rest = &after[size..];
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// The size line of a chunk and what follows it.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    // A size, extensions that nobody uses, and the line end: never long.
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(256)])?;
    let line = bytes[..end].trim_ascii();
    let digits = line.split(|&b| b == b';').next().unwrap_or_default().trim_ascii();
    if digits.is_empty() || digits.len() > 8 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((size, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_with_either_line_end() {
        let bytes = b"HTTP/1.1 200 OK\nContent-Type: text/html; Charset=\"ISO-8859-2\"\n\nx";
        let found = head(bytes).unwrap();
        assert_eq!((found.status, found.length), (200, bytes.len() - 1));
        let content_type = found.content_type.unwrap();
        assert_eq!(payload_of(&content_type), Some(Payload::Is(Kind::Html)));
        assert_eq!(charset_of(&content_type).as_deref(), Some("ISO-8859-2"));
        assert_eq!(head(b"HTTP/1.1 abc\r\n\r\n"), None);
        assert_eq!(head(b"<html>"), None);
    }

    #[test]
    fn chunks_whole_cut_and_absent() {
        assert_eq!(
            dechunk(b"3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n"),
            Some((b"abcde".to_vec(), true))
        );
        assert_eq!(dechunk(b"3\r\nabc\r\nff\r\nde"), Some((b"abcde".to_vec(), false)));
        assert_eq!(dechunk(b"3\r\nabc\r\nzz\r\nde"), Some((b"abc".to_vec(), false)));
        assert_eq!(dechunk(b"<html>\n"), None);
    }

    #[test]
    fn encodings_are_taken_off_only_where_they_are() {
        let head = Head { encoding: "gzip".into(), is_chunked: true, ..Head::default() };
        let plain = body(&head, b"<p>stored decoded</p>", 100).unwrap();
        assert_eq!(plain.bytes, b"<p>stored decoded</p>");
        assert!(!plain.is_cut);
        let head = Head { encoding: "br".into(), ..Head::default() };
        assert!(matches!(body(&head, b"\x8b\xff\x80", 100), Err(NoBody::Unsupported(_))));
        let brotli = body(&head, b"\x8b\x03\x80<p>a</p>\x03", 100);
        assert_eq!(brotli, Ok(Body { bytes: b"<p>a</p>".to_vec(), is_cut: false }));
        let head = Head { encoding: "zstd".into(), ..Head::default() };
        let page = b"<p>stored compressed</p>";
        let sent = zstd::encode_all(&page[..], 3).unwrap();
        assert_eq!(body(&head, &sent, 100).unwrap().bytes, page);
        assert!(body(&head, &sent[..sent.len() - 9], 100).unwrap().is_cut);
    }
}
