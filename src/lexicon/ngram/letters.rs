//! One word, byte by byte: where it ends, and the form it takes.
//!
//! In goes a place where a word starts; out come its end, its form (to a hash or to letters) and
//! how it was capitalized. Where words start, and what stands between them, [`super::tokens()`]
//! knows.

use super::hash::WordHasher;

/// The first letter is a capital.
pub(super) const CAPITALIZED: u8 = 1;
/// Two letters or more, all capitals.
pub(super) const ALL_CAPITALS: u8 = 2;
/// A character was lost.
pub(super) const DAMAGED: u8 = 16;

/// What a byte can be in a text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Class {
    Other,
    Lower,
    Upper,
    Digit,
    Comma,
    Period,
    Stop,
    Line,
    Apostrophe,
    Hyphen,
    High,
}

/// The class of each byte.
pub(super) const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b',' => Class::Comma,
            b'.' => Class::Period,
            b'!' | b'?' | b';' | b':' => Class::Stop,
            b'\n' | b'\r' => Class::Line,
            b'\'' => Class::Apostrophe,
            b'-' => Class::Hyphen,
            128.. => Class::High,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// Whether a word can start or go on with this byte.
pub(super) fn is_wordly(byte: u8) -> bool {
    matches!(CLASSES[byte as usize], Class::Lower | Class::Upper | Class::Digit | Class::High)
}

/// Letters of any script, marks that sit on them, and the sign of a lost character.
pub(super) fn is_letter(char: char) -> bool {
    char.is_alphabetic() || matches!(char, '\u{0300}'..='\u{036f}' | '\u{fffd}')
}

/// Length of the apostrophe at `at`, straight or curly; 0 when there is none.
pub(super) fn apostrophe(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'\'') => 1,
        Some(0xe2) if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x98 | 0x99])) => 3,
        _ => 0,
    }
}

/// Length of the possessive `'s` at `at`; 0 when there is none.
pub(super) fn possessive(bytes: &[u8], at: usize) -> usize {
    let length = apostrophe(bytes, at);
    let has_s = length > 0 && matches!(bytes.get(at + length), Some(b's' | b'S'));
    let goes_on = bytes.get(at + length + 1).is_some_and(|&byte| {
        // A curly quote may close what the possessive stands in; other bytes from 128 are letters.
        is_wordly(byte)
            && !matches!(bytes.get(at + length + 1..at + length + 3), Some([0xe2, 0x80]))
    });
    if has_s && !goes_on { length + 1 } else { 0 }
}

/// Where the bytes of a form go.
pub(super) trait Sink {
    fn push(&mut self, byte: u8);
    /// Up to eight bytes, the first of them in the highest of the lowest `count` bytes.
    fn push_run(&mut self, bytes: u64, count: u32);
}

impl Sink for WordHasher {
    #[inline(always)]
    fn push(&mut self, byte: u8) {
        WordHasher::push(self, byte);
    }

    #[inline(always)]
    fn push_run(&mut self, bytes: u64, count: u32) {
        WordHasher::push_run(self, bytes, count);
    }
}

impl Sink for Vec<u8> {
    fn push(&mut self, byte: u8) {
        Vec::push(self, byte);
    }

    fn push_run(&mut self, bytes: u64, count: u32) {
        self.extend_from_slice(&bytes.to_be_bytes()[8 - count as usize..]);
    }
}

/// The small ASCII letters that eight bytes begin with, as [`Sink::push_run`] takes them, and their
/// number.
#[inline(always)]
fn small_letters(eight: [u8; 8]) -> (u64, u32) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x80 * ONES;
    let bytes = u64::from_be_bytes(eight);
    let low = bytes & !HIGHS;
    let from_a = low + u64::from(0x80 - b'a') * ONES;
    let beyond_z = low + u64::from(0x7f - b'z') * ONES;
    let others = !(from_a & !beyond_z & !bytes) & HIGHS;
    let count = others.leading_zeros() / 8;
    (bytes.checked_shr(64 - 8 * count).unwrap_or(0), count)
}

/// What [`scan`] saw.
pub(super) struct Word {
    pub(super) end: usize,
    pub(super) letters: usize,
    pub(super) flags: u8,
}

/// Reads the word that starts at `start`, and gives its form to `sink`.
#[inline(always)]
pub(super) fn scan(text: &str, start: usize, sink: &mut impl Sink) -> Word {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut letters = 0;
    let mut capitals = 0;
    let mut flags = 0;
    // Letters since the start or the last inner period: one, all along, makes `U.S.`.
    let mut segment = 0;
    let mut is_initialism = false;
    let mut is_in_number = false;
    while let Some(&byte) = bytes.get(at) {
        match CLASSES[byte as usize] {
            Class::Lower => {
                // Most letters are small ones of ASCII, and are read together.
                let count = match bytes[at..].first_chunk() {
                    Some(eight) => {
                        let (run, count) = small_letters(*eight);
                        sink.push_run(run, count);
                        count as usize
                    }
                    None => {
                        sink.push(byte);
                        1
                    }
                };
                letters += count;
                segment += count;
                is_in_number = false;
                at += count;
            }
            Class::Upper => {
                sink.push(byte | 0x20);
                letters += 1;
                capitals += 1;
                segment += 1;
                if at == start {
                    flags |= CAPITALIZED;
                }
                is_in_number = false;
                at += 1;
            }
            Class::Digit => {
                if !is_in_number {
                    sink.push(b'#');
                }
                is_in_number = true;
                segment += 2;
                at += 1;
            }
            Class::Comma | Class::Stop
                if is_in_number && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) =>
            {
                if !matches!(byte, b',' | b':') {
                    break;
                }
                at += 1;
            }
            Class::Period => match bytes.get(at + 1).map(|&next| CLASSES[next as usize]) {
                Some(Class::Digit) if is_in_number => at += 1,
                Some(next @ (Class::Lower | Class::Upper)) if !is_in_number => {
                    let is_initial = segment == 1;
                    if !is_initial && next == Class::Upper {
                        break;
                    }
                    is_initialism = is_initial && (is_initialism || at == start + 1);
                    sink.push(b'.');
                    segment = 0;
                    at += 1;
                }
                _ => break,
            },
            Class::Apostrophe | Class::High => {
                let length = apostrophe(bytes, at);
                if length > 0 {
                    let goes_on = bytes.get(at + length).is_some_and(u8::is_ascii_alphabetic);
                    if !goes_on || possessive(bytes, at) > 0 {
                        break;
                    }
                    sink.push(b'\'');
                    segment += 2;
                    at += length;
                    continue;
                }
                let Some(char) = text[at..].chars().next() else { break };
                if char != '\u{00ad}' && !is_letter(char) {
                    break;
                }
                if char == '\u{fffd}' {
                    flags |= DAMAGED;
                }
                if char != '\u{00ad}' {
                    letters += 1;
                    segment += 1;
                    if char.is_uppercase() {
                        capitals += 1;
                        if at == start {
                            flags |= CAPITALIZED;
                        }
                    }
                    for lower in char.to_lowercase() {
                        let mut buffer = [0; 4];
                        lower.encode_utf8(&mut buffer).bytes().for_each(|byte| sink.push(byte));
                    }
                }
                is_in_number = false;
                at += char.len_utf8();
            }
            _ => break,
        }
    }
    // `U.S` and `U.S.` are one word.
    if is_initialism && segment == 1 {
        sink.push(b'.');
        if bytes.get(at) == Some(&b'.') {
            at += 1;
        }
    }
    if letters > 1 && capitals == letters {
        flags |= ALL_CAPITALS;
    }
    Word { end: at, letters, flags }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_read_together() {
        for (text, expected) in [
            ("harborly", 8),
            ("harbor, ", 6),
            ("a1234567", 1),
            ("zA{`abcd", 1),
            ("xyz\u{e9}abc", 3),
            ("\u{e9}\u{e9}\u{e9}ab", 0),
        ] {
            let (run, count) = small_letters(*text.as_bytes().first_chunk().unwrap());
            assert_eq!(count, expected, "{text}");
            let mut sink = Vec::new();
            sink.push_run(run, count);
            assert_eq!(sink, text.as_bytes()[..count as usize]);
        }
    }

    #[test]
    fn runs_are_hashed_as_letters_are() {
        let text = b"abcdefghijklmnopqrstuvwxyz";
        for first in 0..8 {
            for second in 0..=8 {
                let (mut runs, mut letters) = (WordHasher::new(), WordHasher::new());
                text[..first + second + 3].iter().for_each(|&byte| letters.push(byte));
                text[..first].iter().for_each(|&byte| runs.push(byte));
                for part in [&text[first..first + second], &text[first + second..][..3]] {
                    let run = part.iter().fold(0, |run, &byte| run << 8 | u64::from(byte));
                    runs.push_run(run, part.len() as u32);
                }
                assert_eq!(runs.finish(), letters.finish(), "{first} and {second}");
            }
        }
    }
}
