//! One pass that cuts a text into words and hashes each once.
//!
//! In goes a text; out come its words with place, hash of the lower-cased form, what stands
//! before, and shape. Deliberately absent: looking anything up, and any string per word.

use std::hint::select_unpredictable;

use super::hash::{Hasher, SEED, SMALL, mix, plain_hash};
use crate::text::letters::{Letters, low_bits};

/// What stands between a word and the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing but spaces.
    Space,
    /// One hyphen.
    Hyphen,
    /// The end of a possessive (`'s`) and spaces.
    Possessive,
    /// Punctuation, a line end, or the start of the text.
    Cut,
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Hash of the word, ASCII and Latin-1 letters lower-cased.
    pub hash: u64,
    /// First byte.
    pub start: u32,
    /// One past the last byte; a possessive `'s` is left out.
    pub end: u32,
    /// What stands before it.
    pub gap: Gap,
    shape: u8,
}

const CAPITAL: u8 = 1;
const NOT_UPPER: u8 = 2;
const OPENS: u8 = 4;
const DIGIT: u8 = 8;
const GLUED: u8 = 16;

impl Word {
    /// Whether it begins with a capital.
    #[inline]
    pub fn is_capital(&self) -> bool {
        self.shape & CAPITAL != 0
    }

    /// Whether all its letters are capitals.
    #[inline]
    pub fn is_upper(&self) -> bool {
        self.shape & NOT_UPPER == 0
    }

    /// Whether a sentence, a line or a quotation begins with it.
    #[inline]
    pub fn opens(&self) -> bool {
        self.shape & OPENS != 0
    }

    /// Whether it holds a digit.
    #[inline]
    pub fn has_digit(&self) -> bool {
        self.shape & DIGIT != 0
    }

    /// Whether it is part of an address, a tag, a path or code.
    #[inline]
    pub fn is_glued(&self) -> bool {
        self.shape & GLUED != 0
    }

    /// Whether it has no capital and is neither a number nor part of an address.
    #[inline(always)]
    pub fn is_plain(&self) -> bool {
        self.shape & (CAPITAL | DIGIT | GLUED) == 0
    }

    /// The word in `text`.
    #[inline]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// What a byte says about the word it is part of; 0 when none can hold it.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        parts[byte] = match b {
            b'a'..=b'z' => ASCII | NOT_UPPER,
            b'A'..=b'Z' => ASCII,
            b'0'..=b'9' => ASCII | NOT_UPPER | DIGIT,
            0xE2 | 0xEF | 0xF0.. => 0,
            0xC3.. => OTHER,
            _ => 0,
        };
        byte += 1;
    }
    parts
};
/// Marks of [`PARTS`] beside the shapes: an ASCII letter or digit; the start of another character.
const ASCII: u8 = 64;
const OTHER: u8 = 128;

/// Bytes that end a run of letters and the word.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        ends[byte] = PARTS[byte] == 0 && byte != b'\'' as usize;
        byte += 1;
    }
    ends
};

/// Hash of a single word as [`words`] computes it; `None` when `word` is not exactly one word.
pub fn hash(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    if !bytes.first().is_some_and(|&byte| is_word_byte(byte)) {
        return None;
    }
    if bytes.len() < 64 && bytes.iter().all(|&byte| PARTS[usize::from(byte)] & ASCII != 0) {
        return Some(plain_hash(bytes, 0, bytes.len() as u32).0);
    }
    let mut hasher = Hasher::new();
    let (mut at, mut shape) = (0, 0);
    rest_of_word(bytes, 0, &mut at, &mut hasher, &mut shape);
    (at == bytes.len()).then(|| hasher.finish())
}

/// Whether a text has any word.
pub(super) fn has_words(text: &str) -> bool {
    // No byte inside a character is one that a word may begin with.
    text.bytes().any(is_word_byte)
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let bytes = text.as_bytes();
    let letters = Letters::of(bytes);
    // About six bytes a word in English; too small a guess costs one more allocation.
    let mut out: Vec<Word> = Vec::with_capacity(bytes.len() / 5 + 4);
    let Some(mut start) = next_word(bytes, 0) else { return out };
    let (mut gap, opens, glued) = between(&bytes[..start], true, false);
    let mut before = if opens { OPENS } else { 0 } | if glued { GLUED } else { 0 };
    loop {
        let past = match plain_word(bytes, &letters, start) {
            Some(Plain { hash, shape, end, is_before_word }) => {
                let shape = shape | before;
                out.push(Word { hash, start: start as u32, end: end as u32, gap, shape });
                if is_before_word {
                    (gap, before, start) = (Gap::Space, 0, end + 1);
                    continue;
                }
                end
            }
            None => any_word(bytes, &letters, start, gap, before, &mut out),
        };
        let Some(next) = next_word(bytes, past) else { return out };
        (gap, before) = after(&bytes[past..next], &mut out, past);
        start = next;
    }
}

/// Gap and shape of the word behind a gap that begins at `past`. A gap that glues two words marks
/// the one before it, too.
#[inline(never)]
fn after(between_words: &[u8], words: &mut [Word], past: usize) -> (Gap, u8) {
    let possessive = words.last().is_some_and(|last| past > last.end as usize);
    let (gap, opens, glued) = between(between_words, false, possessive);
    let mut shape = if opens { OPENS } else { 0 };
    if glued {
        shape |= GLUED;
        if !between_words.is_empty()
            && !before_tag(between_words)
            && let Some(last) = words.last_mut()
        {
            last.shape |= GLUED;
        }
    } else if gap == Gap::Hyphen && words.last().is_some_and(Word::is_glued) {
        shape |= GLUED;
    }
    (gap, shape)
}

/// Where the next word from `at` on begins.
#[inline]
fn next_word(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let byte = *bytes.get(at)?;
        if is_word_byte(byte) {
            return Some(at);
        }
        at += if byte.is_ascii() { 1 } else { width(byte) };
    }
}

/// A word as most are.
struct Plain {
    hash: u64,
    shape: u8,
    end: usize,
    /// Whether one space stands behind it and another word after that, as behind nearly all.
    is_before_word: bool,
}

/// Bytes that are looked at for a plain word, what stands behind it included.
const BLOCK: usize = 16;

/// The word that begins at `start` if it is as most are: up to thirteen ASCII letters without digits,
/// apostrophes and other letters behind them, not at the end of the text. No letter is looked at alone: a
/// loop over them would be mispredicted at the end of every word, as would a question for its length.
#[inline(always)]
fn plain_word(bytes: &[u8], letters: &Letters, start: usize) -> Option<Plain> {
    let rest = bytes.get(start..)?;
    let both = u128::from_le_bytes(*rest.first_chunk::<BLOCK>()?);
    let length = letters.run(start) as usize;
    if length.wrapping_sub(1) >= BLOCK - 3 || !ENDS[usize::from(rest[length])] {
        return None;
    }
    let (first, second) = (both as u64, (both >> 64) as u64);
    let is_long = length >= 8;
    let state = select_unpredictable(is_long, mix(SEED ^ (first | SMALL)), SEED);
    let last = select_unpredictable(is_long, second, first);
    let within = low_bits(length as u32 % 8 * 8);
    let pending = (last | SMALL) & within;
    let small = (last & within | select_unpredictable(is_long, first, 0)) & SMALL;
    let shape =
        if first & 0x20 == 0 { CAPITAL } else { 0 } | if small != 0 { NOT_UPPER } else { 0 };
    Some(Plain {
        hash: mix(state ^ pending ^ (length as u64) << 56),
        shape,
        end: start + length,
        is_before_word: (rest[length] == b' ') & is_word_byte(rest[length + 1]),
    })
}

/// Adds the word that begins at `start`, whatever it is; gives the byte past it and a possessive `'s`.
#[inline(never)]
fn any_word(
    bytes: &[u8],
    letters: &Letters,
    start: usize,
    gap: Gap,
    before: u8,
    out: &mut Vec<Word>,
) -> usize {
    let mut shape = if bytes[start].is_ascii_uppercase() { CAPITAL } else { 0 };
    let length = letters.run(start);
    let mut end = start + length as usize;
    let is_plain = length > 0 && bytes.get(end).is_none_or(|&next| ENDS[usize::from(next)]);
    let (hash, past) = if is_plain {
        let (hash, small) = plain_hash(bytes, start, length);
        shape |= u8::from(small != 0) * NOT_UPPER;
        (hash, end)
    } else {
        let mut hasher = Hasher::new();
        end = start;
        let suffix = rest_of_word(bytes, start, &mut end, &mut hasher, &mut shape);
        (hasher.finish(), suffix.unwrap_or(end))
    };
    let shape = shape | before;
    out.push(Word { hash, start: start as u32, end: end as u32, gap, shape });
    past
}

/// Goes on with a word that began at `start`, letter by letter, to its end; gives the end of the
/// possessive `'s` behind it.
fn rest_of_word(
    bytes: &[u8],
    start: usize,
    at: &mut usize,
    hasher: &mut Hasher,
    shape: &mut u8,
) -> Option<usize> {
    while let Some(&byte) = bytes.get(*at) {
        match PARTS[usize::from(byte)] {
            0 => {
                let mark = apostrophe(&bytes[*at..])?;
                match &bytes[*at + mark..] {
                    [b's' | b'S', tail @ ..] if !tail.first().is_some_and(|&b| is_word_byte(b)) => {
                        return Some(*at + mark + 1);
                    }
                    [next, ..] if next.is_ascii_alphabetic() => {
                        hasher.push(b'\'');
                        *at += mark;
                    }
                    _ => return None,
                }
            }
            part if part & ASCII != 0 => {
                *shape |= part & (NOT_UPPER | DIGIT);
                hasher.push(byte.to_ascii_lowercase());
                *at += 1;
            }
            _ if byte == 0xC3 && *at + 1 < bytes.len() => {
                let low = bytes[*at + 1];
                let is_capital = (0x80..=0x9E).contains(&low) && low != 0x97;
                *shape |= match is_capital {
                    false => NOT_UPPER,
                    true if *at == start => CAPITAL,
                    true => 0,
                };
                hasher.push(0xC3);
                hasher.push(if is_capital { low + 0x20 } else { low });
                *at += 2;
            }
            _ => {
                *shape |= NOT_UPPER;
                let end = *at + width(byte);
                bytes[*at..end].iter().for_each(|&part| hasher.push(part));
                *at = end;
            }
        }
    }
    None
}

/// What the bytes between two words are: gap, whether a sentence may open after them, and
/// whether they glue the words into an address or code.
fn between(gap: &[u8], is_first: bool, possessive: bool) -> (Gap, bool, bool) {
    match gap {
        _ if is_first => return (Gap::Cut, true, matches!(gap.last(), Some(b'#' | b'@' | b'/'))),
        [b' '] if possessive => return (Gap::Possessive, false, false),
        [b' '] => return (Gap::Space, false, false),
        b"-" => return (Gap::Hyphen, false, false),
        b", " => return (Gap::Cut, false, false),
        b". " => return (Gap::Cut, true, false),
        _ => {}
    }
    let (mut spaces, mut others, mut opens, mut glue) = (0, 0, false, false);
    let mut at = 0;
    while at < gap.len() {
        match gap[at] {
            b' ' | b'\t' => spaces += 1,
            0xC2 if gap.get(at + 1) == Some(&0xA0) => spaces += 1,
            b',' | b';' | b'-' | b'\'' | b')' => others += 1,
            b'.' | b':' => (others, opens, glue) = (others + 1, true, true),
            b'/' | b'@' | b'_' | b'#' | b'=' | b'&' | b'\\' | b'~' | b'%' | b'+' | b'$' => {
                (others, glue) = (others + 1, true);
            }
            b'\n' | b'\r' => (spaces, others, opens) = (spaces + 1, others + 1, true),
            _ => (others, opens) = (others + 1, true),
        }
        at += width(gap[at]);
    }
    let tag = before_tag(gap);
    // What stands behind a quotation that ends with a comma goes on with its sentence.
    let is_ended = |&byte: &u8| matches!(byte, b'.' | b':' | b'!' | b'?' | b'\n');
    opens &= !(gap.contains(&b',') && gap.ends_with(b" ")) || gap.iter().any(is_ended);
    let gap = match (spaces, others) {
        (1.., 0) if possessive => Gap::Possessive,
        (1.., 0) => Gap::Space,
        _ => Gap::Cut,
    };
    (gap, opens, tag || glue && spaces == 0)
}

/// Whether a hash tag or a handle begins after the gap.
fn before_tag(gap: &[u8]) -> bool {
    matches!(gap, [.., b' ' | b'\n', b'#' | b'@'])
}

/// Bytes of an apostrophe at the start of `bytes`.
fn apostrophe(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\'', ..] => Some(1),
        [0xE2, 0x80, 0x99, ..] => Some(3),
        _ => None,
    }
}

/// Whether a character that begins with `byte` belongs to words. Of the characters beyond ASCII
/// only general punctuation, Latin-1 signs and CJK punctuation are taken for marks.
#[inline(always)]
fn is_word_byte(byte: u8) -> bool {
    PARTS[usize::from(byte)] != 0
}

/// Bytes of the character that begins with `byte`.
fn width(byte: u8) -> usize {
    match byte {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<(&str, Gap)> {
        words(text).iter().map(|w| (w.of(text), w.gap)).collect()
    }

    #[test]
    fn cuts_at_hyphens_and_possessives() {
        use Gap::{Cut, Hyphen, Possessive, Space};
        assert_eq!(
            list("Last year’s so-called “Café” don't"),
            [
                ("Last", Cut),
                ("year", Space),
                ("so", Possessive),
                ("called", Hyphen),
                ("Café", Cut),
                ("don't", Cut)
            ]
        );
    }

    #[test]
    fn addresses_are_glued() {
        let text = "see https://nan.example/a-nan and me@nan.example, #nan nan.";
        let glued: Vec<bool> =
            words(text).iter().filter(|w| w.of(text) == "nan").map(Word::is_glued).collect();
        assert_eq!(glued, [true, true, true, true, false]);
    }

    #[test]
    fn a_sentence_goes_on_behind_a_quotation_that_ends_with_a_comma() {
        let opens = |text: &str| {
            let all = words(text);
            all.iter().find(|word| word.of(text) == "Holm").map(Word::opens)
        };
        for text in ["“It rains,” Holm said", "\"It rains\", Holm said", "It rained, Holm said"]
        {
            assert_eq!(opens(text), Some(false), "{text}");
        }
        for text in ["He said, “Holm sat", "“It rains.” Holm sat", "“Well,”\nHolm sat", "It! Holm"]
        {
            assert_eq!(opens(text), Some(true), "{text}");
        }
    }

    #[test]
    fn letters_are_folded() {
        assert_eq!(hash("NAN"), hash("nan"));
        assert_eq!(hash("Été"), hash("été"));
        assert_eq!(hash("two words"), None);
    }

    #[test]
    fn single_words_have_the_hash_of_a_text() {
        let long = "notwithstanding".repeat(9);
        let text = format!("A {long} don't É seven eightier U.S. 9-year-old’s {long}é x");
        for word in words(&text) {
            assert_eq!(hash(word.of(&text)), Some(word.hash), "{}", word.of(&text));
        }
        assert!(words(&text)[3].is_upper() && !words(&text)[4].is_upper());
    }

    proptest::proptest! {
        #[test]
        fn words_lie_on_characters(text in "\\PC{0,60}") {
            for word in words(&text) {
                assert!(!word.of(&text).is_empty());
            }
        }
    }
}
