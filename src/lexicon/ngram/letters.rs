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
}

impl Sink for WordHasher {
    #[inline(always)]
    fn push(&mut self, byte: u8) {
        WordHasher::push(self, byte);
    }
}

impl Sink for Vec<u8> {
    fn push(&mut self, byte: u8) {
        Vec::push(self, byte);
    }
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
                sink.push(byte);
                letters += 1;
                segment += 1;
                is_in_number = false;
                at += 1;
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
