//! What a stream holds: told by its name, its first bytes, and where both are silent by its text.
//!
//! In: a name and the first bytes. Out: a [`Layer`] around the content or the [`Format`] of it.
//! Known magic wins over the name (a PNG named `.txt` is binary), the name wins over guesses.

use super::decompress::{GZIP_MAGIC, ZSTD_MAGIC};
use super::feed;

/// Bytes of the content that are looked at.
pub(super) const SAMPLE: usize = 64 << 10;
/// Control characters that no text has, in percent of the bytes other than NUL: single ones are
/// damage that is mended later; random bytes have over 10.
const BINARY_CONTROL_PERCENT: usize = 5;
/// Tags in the first kilobytes that make a text without a doctype a page.
const MANY_TAGS: usize = 5;

/// A compression or archive around other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// How the records lie in the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Html,
    /// RSS or Atom.
    Feed,
    /// One JSON object a line.
    JsonLines,
    /// JSON objects that span lines, or an array of them.
    Json,
    Csv,
    Tsv,
    Warc,
    /// The Internet Archive's older format; recognized and refused.
    Arc,
    /// Not text; the name of what it is.
    Binary(&'static str),
}

/// The layer that the first bytes show. `name` decides for old tar files, which have no magic.
pub(super) fn layer(name: &str, head: &[u8]) -> Option<Layer> {
    let is = |magic: &[u8]| head.starts_with(magic);
    if is(&GZIP_MAGIC) {
        return Some(Layer::Gzip);
    }
    // A frame, or one of the 16 skippable frames.
    let is_skippable =
        head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == [0x2a, 0x4d, 0x18];
    if is(&ZSTD_MAGIC) || is_skippable {
        return Some(Layer::Zstd);
    }
    if is(b"PK\x03\x04") || is(b"PK\x05\x06") {
        return Some(Layer::Zip);
    }
    let has_magic = head.get(257..262) == Some(b"ustar");
    (has_magic || (ends_with(name, ".tar") && !head.is_empty())).then_some(Layer::Tar)
}

/// The layer whose magic is cut short: the name promises one and the few bytes there begin it.
pub(super) fn cut_layer(name: &str, head: &[u8]) -> bool {
    let magic: &[u8] = match extension(name).as_str() {
        "gz" | "tgz" => &GZIP_MAGIC,
        "zst" | "tzst" => &ZSTD_MAGIC,
        "zip" => b"PK\x03\x04",
        _ => return false,
    };
    !head.is_empty() && head.len() < magic.len() && magic.starts_with(head)
}

/// The name without its compression: `a.jsonl.gz` is `a.jsonl`, `a.tgz` is `a.tar`.
pub(super) fn inner_name(name: &str) -> String {
    let cut = |end: &str| name[..name.len() - end.len()].to_owned();
    match extension(name).as_str() {
        "gz" => cut(".gz"),
        "zst" => cut(".zst"),
        "tgz" => cut("tgz") + "tar",
        "tzst" => cut("tzst") + "tar",
        _ => name.to_owned(),
    }
}

/// The format of uncompressed content.
pub(super) fn format(name: &str, head: &[u8]) -> Format {
    if let Some(what) = binary_magic(head) {
        return Format::Binary(what);
    }
    let trimmed = trim_start(head);
    if trimmed.starts_with(b"WARC/") {
        return Format::Warc;
    }
    if trimmed.starts_with(b"filedesc://") {
        return Format::Arc;
    }
    if let Some(format) = named(name) {
        return match is_binary(head) {
            // A damaged archive has its own way to find whole records again.
            true if format != Format::Warc => Format::Binary("control characters"),
            // What downloads a site calls its feeds `index.html`.
            _ if format == Format::Html && feed::is_feed(head) => Format::Feed,
            _ => format,
        };
    }
    if is_binary(head) {
        return Format::Binary("control characters");
    }
    let is_json_named = extension(name) == "json";
    match trimmed.first() {
        Some(b'[') if is_json_named || starts_objects(trimmed) => Format::Json,
        Some(b'{') => match first_line_is_object(trimmed) {
            true => Format::JsonLines,
            false if is_json_named || starts_member(trimmed) => Format::Json,
            false => Format::Text,
        },
        _ if feed::is_feed(head) => Format::Feed,
        _ if is_html(head) => Format::Html,
        _ => Format::Text,
    }
}

/// The format that a name promises.
pub(super) fn named(name: &str) -> Option<Format> {
    Some(match extension(name).as_str() {
        "txt" | "text" | "md" => Format::Text,
        "html" | "htm" | "xhtml" => Format::Html,
        "jsonl" | "ndjson" => Format::JsonLines,
        "csv" => Format::Csv,
        "tsv" => Format::Tsv,
        "warc" | "wet" => Format::Warc,
        _ => return None,
    })
}

/// Whether a text is a page: it opens with a doctype or a tag and has many.
pub(super) fn is_html(head: &[u8]) -> bool {
    let mut head = trim_start(head);
    if head.first() != Some(&b'<') {
        return false;
    }
    if let Some(declared) = head.strip_prefix(b"<?xml")
        && let Some(end) = memchr::memmem::find(declared, b"?>")
    {
        head = trim_start(&declared[end + 2..]);
    }
    let opens = |with: &[u8]| head.get(..with.len()).is_some_and(|h| h.eq_ignore_ascii_case(with));
    if opens(b"<!doctype html") || opens(b"<html") {
        return true;
    }
    let known: [&[u8]; 12] = [
        b"p", b"div", b"a", b"span", b"h1", b"h2", b"ul", b"li", b"br", b"body", b"head",
        b"article",
    ];
    let sample = &head[..head.len().min(SAMPLE)];
    let mut tags = 0;
    for at in memchr::memchr_iter(b'<', sample) {
        let rest = &sample[at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let end = rest.iter().take(8).position(|b| !b.is_ascii_alphanumeric());
        let tag = &rest[..end.unwrap_or(0)];
        tags += usize::from(known.iter().any(|name| tag.eq_ignore_ascii_case(name)));
        if tags >= MANY_TAGS {
            return true;
        }
    }
    false
}

/// Whether it is UTF-16, by its mark or by where its NULs are.
fn is_utf16(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let pairs = head.len() / 2;
    let count = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (count(0), count(1));
    // Spaces and line ends alone make about a sixth of the units of any alphabetic script.
    let (more, less) = (even.max(odd), even.min(odd));
    if more * 20 < pairs || less * 20 > more {
        return false;
    }
    let units = head.chunks_exact(2).map(|pair| match even > odd {
        true => u16::from_be_bytes([pair[0], pair[1]]),
        false => u16::from_le_bytes([pair[0], pair[1]]),
    });
    let odd_ones = char::decode_utf16(units)
        .filter(|unit| match unit {
            Ok(c) => c.is_control() && !c.is_whitespace(),
            Err(_) => true,
        })
        .count();
    odd_ones * 100 < pairs
}

fn is_binary(head: &[u8]) -> bool {
    let is_odd = |b: u8| b < 0x20 && !matches!(b, 0 | 8..=13 | 0x1a | 0x1b);
    let odd = head.iter().filter(|&&b| is_odd(b)).count();
    if odd == 0 {
        return false;
    }
    let nuls = memchr::memchr_iter(0, head).count();
    odd * 100 > (head.len() - nuls) * BINARY_CONTROL_PERCENT && !is_utf16(head)
}

fn binary_magic(head: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x7fELF", "ELF"),
        (b"%PDF-", "PDF"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF87a", "GIF"),
        (b"GIF89a", "GIF"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"SQLite format 3\0", "SQLite"),
        (b"PAR1", "Parquet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE document"),
        (b"wOFF", "WOFF"),
        (b"wOF2", "WOFF"),
        (b"\0\0\x01\0", "icon"),
        (b"OggS\0", "Ogg"),
        (b"ID3\x03", "MP3"),
        (b"ID3\x04", "MP3"),
    ];
    if head.starts_with(b"RIFF") && matches!(head.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        return Some("RIFF");
    }
    if head.get(4..8) == Some(b"ftyp") && head[..3] == [0, 0, 0] {
        return Some("MP4");
    }
    KNOWN.iter().find(|(magic, _)| head.starts_with(magic)).map(|&(_, what)| what)
}

fn first_line_is_object(text: &[u8]) -> bool {
    let line = memchr::memchr(b'\n', text).map_or(text, |at| &text[..at]);
    match serde_json::from_slice::<serde::de::IgnoredAny>(line) {
        Ok(_) => true,
        // The sample may end inside of a long first line.
        Err(error) => error.is_eof() && line.len() == text.len() && starts_member(text),
    }
}

/// Whether an object begins as JSON does: `{` and a string key, or nothing.
fn starts_member(text: &[u8]) -> bool {
    let inside = trim_start(text.get(1..).unwrap_or_default());
    matches!(inside.first(), Some(b'"' | b'}'))
}

fn starts_objects(text: &[u8]) -> bool {
    let inside = trim_start(text.get(1..).unwrap_or_default());
    inside.first() == Some(&b'{') && starts_member(inside)
}

/// Without byte order mark and leading white space.
pub(super) fn trim_start(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

/// The part after the last dot, in lower case.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase())
}

fn ends_with(name: &str, end: &str) -> bool {
    name.len() >= end.len()
        && name.as_bytes()[name.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_by_content() {
        assert_eq!(format("x", b"Just a line.\n"), Format::Text);
        assert_eq!(format("x", b"\xef\xbb\xbf \n<!DOCTYPE HTML><p>"), Format::Html);
        let xhtml = b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html><p>";
        assert_eq!(format("x.xml", xhtml), Format::Html);
        assert_eq!(format("x.xml", b"<?xml version=\"1.0\"?><rss><channel>"), Format::Feed);
        assert_eq!(format("index.html", b"<rss version='2.0'><channel>"), Format::Feed);
        assert_eq!(format("x.xml", b"<?xml version=\"1.0\"?><urlset><url>"), Format::Text);
        assert_eq!(format("x", b"{\"text\": \"a\"}\n{\"te"), Format::JsonLines);
        assert_eq!(format("x", b"{\n  \"text\": \"a\"\n}"), Format::Json);
        assert_eq!(format("x", b"{that a} spinner left"), Format::Text);
        assert_eq!(format("x", b"[Updated] The council met"), Format::Text);
        assert_eq!(format("x.json", b"[{\"text\": 1}]"), Format::Json);
        assert_eq!(format("x.txt", b"\x89PNG\r\n\x1a\n"), Format::Binary("PNG"));
        assert_eq!(format("x.txt", b"<!doctype html>"), Format::Text);
    }

    #[test]
    fn text_with_nuls_is_text_and_random_bytes_are_not() {
        let mut text = b"A line of the kind that papers print.\n".repeat(40);
        text.extend([0; 300]);
        assert!(!is_binary(&text));
        assert!(!is_binary(&[0; 5000]));
        let noise: Vec<u8> =
            (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(is_binary(&noise));
        let cyrillic: Vec<u8> = "Мэр города Зареченска открыл мост. "
            .repeat(20)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(!is_binary(&cyrillic));
    }

    #[test]
    fn names_lose_their_compression() {
        assert_eq!(inner_name("a/b.jsonl.gz"), "a/b.jsonl");
        assert_eq!(inner_name("b.TGZ"), "b.tar");
        assert_eq!(inner_name("b.txt"), "b.txt");
    }
}
