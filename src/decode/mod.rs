//! Bytes to text, and text decoded wrongly once mended.
//!
//! In goes the payload of a record and the character set its container names; out comes a
//! [`Page`] whose source is valid text without byte order mark. [`mend`] then looks at text, from
//! whatever source, for what went wrong before it was stored. Deliberately absent: control
//! characters, white space and NFC (`normalize`), and character references of HTML, which its
//! parser resolves.

mod code_page;
mod declaration;
mod guess;
mod mend;
mod utf16;
mod utf8;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::config;
use crate::document::{EncodingSource, Kind, Page};
use crate::text::Edit;

/// Warning for invalid UTF-8 that became U+FFFD.
const BAD_UTF8: &str = "bad_utf8";
/// Warning for bytes without meaning in any other encoding.
const BAD_BYTES: &str = "bad_bytes";

/// Decodes a payload: byte order mark, then the character set named outside, then the page's own
/// declaration, then a UTF-8 check, then a guess.
///
/// Bytes overrule a declaration that they contradict: text that is valid UTF-8 and not only ASCII
/// is not decoded as a single-byte encoding, and a page declared UTF-8 that is not is guessed.
///
/// ```
/// use copydesk::decode::decode;
/// use copydesk::document::{EncodingSource, Kind};
///
/// let page = decode(b"\xEF\xBB\xBFcr\xC3\xA8me".to_vec(), Kind::Text, None);
/// assert_eq!(page.source, "crème");
/// assert_eq!((page.encoding, page.encoding_source), ("utf-8", EncodingSource::Bom));
/// ```
pub fn decode(bytes: Vec<u8>, kind: Kind, charset: Option<&(String, EncodingSource)>) -> Page {
    if let Some(page) = decode_marked(&bytes) {
        return page;
    }
    let outside = charset.and_then(|(label, source)| Some((declaration::named(label)?, *source)));
    let declared = outside.or_else(|| {
        let inside = (kind == Kind::Html).then(|| declaration::in_html(&bytes)).flatten()?;
        Some((inside, EncodingSource::Meta))
    });
    if let Some(encoding) = utf16::recognize(&bytes) {
        let source = match declared {
            Some((named, source)) if named == encoding => source,
            _ => EncodingSource::Guess,
        };
        return decode_as(&bytes, encoding, source);
    }
    // UTF-16 that does not look like it is a wrong label.
    let declared = declared.filter(|(e, _)| *e != UTF_16LE && *e != UTF_16BE);
    match String::from_utf8(bytes) {
        Ok(source) => accept_utf8(source, declared),
        Err(error) => decode_other(error.into_bytes(), declared),
    }
}

/// Finds what mends text that went through the wrong encoding or kept its character references.
///
/// Edits are in order and apart; applied, they leave nothing for a second call.
///
/// ```
/// use copydesk::{config, decode::mend};
///
/// let edits = mend("Der BÃ¼rgermeister", &config::Decode::default());
/// assert_eq!((edits[0].span.range(), edits[0].text.as_str()), (5..9, "ü"));
/// assert!(mend("Der Bürgermeister", &config::Decode::default()).is_empty());
/// ```
pub fn mend(text: &str, config: &config::Decode) -> Vec<Edit> {
    mend::mend(text, config)
}

/// Text that begins with a byte order mark.
fn decode_marked(bytes: &[u8]) -> Option<Page> {
    if let Some(source) = utf16::decode_marked_utf32(bytes) {
        let (source, bad) = source;
        return Some(page(source, "utf-32", EncodingSource::Bom, bad.then_some(BAD_BYTES)));
    }
    let (encoding, length) = Encoding::for_bom(bytes)?;
    let rest = &bytes[length..];
    Some(match encoding == UTF_8 {
        true => {
            let (source, bad) = utf8::decode_lossy(rest);
            page(source, "utf-8", EncodingSource::Bom, bad.then_some(BAD_UTF8))
        }
        false => decode_as(rest, encoding, EncodingSource::Bom),
    })
}

/// Valid UTF-8: kept, unless the declaration names an encoding that it can be as well.
fn accept_utf8(source: String, declared: Option<(&'static Encoding, EncodingSource)>) -> Page {
    match declared {
        Some((encoding, from)) if encoding == UTF_8 => page(source, "utf-8", from, None),
        None if guess::is_iso_2022_jp(source.as_bytes()) => {
            decode_as(source.as_bytes(), ISO_2022_JP, EncodingSource::Guess)
        }
        None => page(source, "utf-8", EncodingSource::Utf8, None),
        Some((encoding, from)) if encoding == ISO_2022_JP => {
            decode_as(source.as_bytes(), encoding, from)
        }
        Some((encoding, from)) if source.is_ascii() => page(source, label(encoding), from, None),
        Some((encoding, from)) => {
            // By chance text in a multi-byte encoding can be valid UTF-8, if it is short.
            let outdoes = encoding.is_single_byte()
                || utf8::count_multibyte(&source) >= utf8::SURE_SEQUENCES
                || encoding.decode_without_bom_handling(source.as_bytes()).1;
            match outdoes {
                true => page(source, "utf-8", EncodingSource::Utf8, None),
                false => decode_as(source.as_bytes(), encoding, from),
            }
        }
    }
}

/// Bytes that are not valid UTF-8.
fn decode_other(bytes: Vec<u8>, declared: Option<(&'static Encoding, EncodingSource)>) -> Page {
    let shape = utf8::measure(&bytes);
    let is_declared_utf8 = declared.is_some_and(|(encoding, _)| encoding == UTF_8);
    if shape.is_damaged_utf8(is_declared_utf8) {
        let from = match declared {
            Some((encoding, from)) if encoding == UTF_8 => from,
            _ => EncodingSource::Utf8,
        };
        return page(utf8::decode_lossy(&bytes).0, "utf-8", from, Some(BAD_UTF8));
    }
    if let Some((encoding, from)) = declared.filter(|(encoding, _)| *encoding != UTF_8) {
        let (source, bad) = encoding.decode_without_bom_handling(&bytes);
        if !bad || guess::is_mostly_good(&source) {
            return page(source.into_owned(), label(encoding), from, bad.then_some(BAD_BYTES));
        }
    }
    let sample = guess::sample(&bytes, shape.first_error);
    let encoding = guess::guess(sample, bytes.ends_with(sample));
    if let Some((label, source)) = code_page::recognize(&bytes, sample, encoding) {
        return page(source, label, EncodingSource::Guess, None);
    }
    let mut page = decode_as(&bytes, encoding, EncodingSource::Guess);
    // The browsers' windows-1252 gives bytes without meaning as controls.
    if page.warnings.is_empty() && page.source.contains(|c| matches!(c, '\u{80}'..='\u{9F}')) {
        page.warnings.push(BAD_BYTES);
    }
    match guess::is_plausible(&page.source, encoding) {
        true => page,
        false => {
            self::page(utf8::decode_lossy(&bytes).0, "utf-8", EncodingSource::Utf8, Some(BAD_UTF8))
        }
    }
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, from: EncodingSource) -> Page {
    let (source, bad) = encoding.decode_without_bom_handling(bytes);
    page(source.into_owned(), label(encoding), from, bad.then_some(BAD_BYTES))
}

/// A page; byte order marks that the decoder left at the start are no text.
fn page(
    mut source: String,
    encoding: &'static str,
    encoding_source: EncodingSource,
    warning: Option<&'static str>,
) -> Page {
    let marks = source.len() - source.trim_start_matches('\u{FEFF}').len();
    source.drain(..marks);
    Page { source, encoding, encoding_source, warnings: warning.into_iter().collect() }
}

/// The encoding's name in lower case.
fn label(encoding: &'static Encoding) -> &'static str {
    declaration::lower_name(encoding)
}
