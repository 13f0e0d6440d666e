//! The encoding of bytes that neither say it nor are UTF-8.
//!
//! chardetng looks at a few kilobytes around the first byte that is not UTF-8. Deliberately
//! absent: a look at the whole text, which costs more than everything else together.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP};

/// Bytes shown to the detector.
const SAMPLE_BYTES: usize = 4096;
/// Bytes before the first error that are shown as well, for the words around it.
const LEAD_BYTES: usize = 256;
/// U+FFFD in one of this many characters is still called good: a page with some damage.
const CHARS_PER_ERROR: usize = 200;

/// The bytes that a guess looks at.
pub(super) fn sample(bytes: &[u8], first_error: usize) -> &[u8] {
    // Begins after a blank, so that no character is cut.
    let from = first_error.saturating_sub(LEAD_BYTES);
    let from = from
        + bytes[from..first_error].iter().position(|b| *b <= b' ').unwrap_or(first_error - from);
    &bytes[from..bytes.len().min(from + SAMPLE_BYTES)]
}

/// The most likely encoding of a sample, never UTF-8; `is_end` says that the text ends with it.
pub(super) fn guess(sample: &[u8], is_end: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, is_end);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether ASCII bytes are the escape sequences of ISO-2022-JP.
pub(super) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    const ESCAPE: u8 = 0x1B;
    let Some(at) = memchr::memchr(ESCAPE, bytes) else { return false };
    let is_shift = matches!(bytes[at..], [_, b'$', b'B' | b'@', ..]);
    is_shift && bytes.is_ascii() && !ISO_2022_JP.decode_without_bom_handling(bytes).1
}

/// Whether a decoded text has few enough U+FFFD.
pub(super) fn is_mostly_good(text: &str) -> bool {
    text.matches('\u{FFFD}').count() * CHARS_PER_ERROR <= text.chars().count()
}

/// Whether a guess makes sense of at least some byte that is not ASCII.
///
/// A stray byte in ASCII text is a curly quote or an accented letter if it reads like one where
/// it stands; `abc€def` and `a§b` do not.
pub(super) fn is_plausible(text: &str, encoding: &'static Encoding) -> bool {
    if !encoding.is_single_byte() {
        return is_mostly_good(text);
    }
    let mut before = [' '; 2];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if !c.is_ascii() && reads_well(before, c, after) {
            return true;
        }
        before = [before[1], c];
    }
    false
}

fn reads_well([earlier, before]: [char; 2], c: char, after: char) -> bool {
    let inside = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    match c {
        '\u{80}'..='\u{9F}' | '\u{FFFD}' => false,
        '’' | '–' | '—' | '‑' | '\u{AD}' | '\u{A0}' | '·' | '´' | '…' => true,
        c if c.is_alphabetic() => true,
        '£' | '€' | '$' | '¥' => {
            let follows = before.is_ascii_digit() || before == ' ' && earlier.is_ascii_digit();
            follows || after.is_ascii_digit()
        }
        _ => !inside,
    }
}
