//! Bytes that are nearly UTF-8.
//!
//! Tells damaged UTF-8 from text in another encoding, and decodes the damaged with U+FFFD.

/// This many characters of two or more bytes are no coincidence.
pub(super) const SURE_SEQUENCES: usize = 8;
/// Fewest valid multi-byte characters for each error in text called damaged UTF-8. Chinese or
/// Korean text in its legacy encoding has about one for every four errors.
const SEQUENCES_PER_ERROR: usize = 3;

/// How nearly bytes are UTF-8.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Where the first error stands.
    pub first_error: usize,
    /// Stretches that are not UTF-8.
    errors: usize,
    /// Errors that have the form of UTF-8: surrogates, overlong forms, numbers out of range, a
    /// character cut at the end of the text.
    formed: usize,
    /// Valid characters of two or more bytes.
    multibyte: usize,
}

impl Shape {
    /// Whether the bytes are UTF-8 with some damage rather than another encoding.
    pub(super) fn is_damaged_utf8(&self, is_declared: bool) -> bool {
        let other = self.errors - self.formed.min(self.errors);
        match is_declared {
            true => self.multibyte >= other && self.multibyte + self.formed > 0,
            false if other == 0 => true,
            false => self.multibyte >= other * SEQUENCES_PER_ERROR,
        }
    }
}

/// Counts errors and multi-byte characters.
pub(super) fn measure(bytes: &[u8]) -> Shape {
    let mut shape = Shape::default();
    let mut at = 0;
    let mut is_first = true;
    for chunk in bytes.utf8_chunks() {
        shape.multibyte += count_multibyte(chunk.valid());
        at += chunk.valid().len();
        let invalid = chunk.invalid();
        if !invalid.is_empty() {
            if std::mem::take(&mut is_first) {
                shape.first_error = at;
            }
            shape.errors += 1;
            shape.formed += formed(&bytes[at..], invalid.len());
        }
        at += invalid.len();
    }
    shape
}

/// How many errors, from this one on, make up one sequence that has the form of UTF-8.
fn formed(bytes: &[u8], invalid: usize) -> usize {
    let tail = |n: usize| bytes.get(1..=n).is_some_and(|t| t.iter().all(|b| b & 0xC0 == 0x80));
    match bytes[0] {
        // Overlong forms of ASCII; each byte is an error of its own.
        0xC0 | 0xC1 if tail(1) => 2,
        0xE0 if tail(2) && bytes[1] < 0xA0 => 3,
        0xED if tail(2) && bytes[1] >= 0xA0 => 3,
        0xF0 if tail(3) && bytes[1] < 0x90 => 4,
        0xF4 if tail(3) && bytes[1] >= 0x90 => 4,
        // Cut short by the end of the text.
        0xE0..=0xF4 if invalid > 1 && invalid == bytes.len() => 1,
        _ => 0,
    }
}

/// Counts characters of two or more bytes.
pub(super) fn count_multibyte(text: &str) -> usize {
    text.bytes().filter(|b| *b >= 0xC2).count()
}

/// Decodes with U+FFFD for what is invalid; says whether something was.
pub(super) fn decode_lossy(bytes: &[u8]) -> (String, bool) {
    match String::from_utf8_lossy(bytes) {
        std::borrow::Cow::Borrowed(text) => (text.to_owned(), false),
        std::borrow::Cow::Owned(text) => (text, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_from_other_encodings() {
        let damaged = |bytes: &[u8]| measure(bytes).is_damaged_utf8(false);
        assert!(damaged(b"a\xED\xA0\x80b"), "surrogate");
        assert!(damaged(b"a\xC0\xAFb"), "overlong");
        assert!(damaged("été à Paris\u{2026} \u{e9}".as_bytes().split_last().unwrap().1));
        assert!(!damaged(b"caf\xE9 du coin"));
        assert!(!damaged(b"\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7"), "GBK");
    }
}
