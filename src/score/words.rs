//! The one pass over a text: its words and lines, and what is counted on the way.
//!
//! A word is what stands between white space, punctuation at its ends aside; in scripts that put no
//! spaces between words each letter is one. What a letter is is told by code blocks: nearly right,
//! and several times as fast as asking Unicode of each character.

use std::ops::Range;

use crate::text::letters::{Letters, low_bits, stretches};
use crate::text::lines;

/// Words of a text that are kept to look for repetition: those of a long book's first quarter. It
/// bounds time and memory.
const MAX_WORDS: usize = 1 << 16;
/// Set in every byte: folds ASCII capitals, and nothing else that matters among ASCII words.
const FOLD: u64 = 0x2020_2020_2020_2020;
/// The 64-bit golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A word to compare with others.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Of its bytes, ASCII capitals folded.
    pub hash: u64,
    /// Letters and digits.
    pub chars: u32,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Sentence,
    Ellipsis,
    Other,
}

/// A line that holds more than white space.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    pub text: &'t str,
    pub chars: u32,
    pub end: End,
    pub is_bullet: bool,
}

/// What one pass over a text finds.
#[derive(Debug, Default)]
pub struct Pass<'t> {
    /// The words in order, at most [`MAX_WORDS`].
    pub words: Vec<Word>,
    pub lines: Vec<Line<'t>>,
    /// Runs without white space, those with a letter or digit, and those with a letter.
    pub runs: u64,
    pub named_runs: u64,
    pub letter_runs: u64,
    /// Letters and digits, those of scripts without spaces aside.
    pub spaced: u64,
    /// Characters of Chinese and Japanese.
    pub han: u64,
    /// Characters of Thai, Lao, Khmer and Burmese.
    pub joined: u64,
    pub symbols: u64,
    pub stop_words: u64,
    pub curly_brackets: u64,
    pub lorem_ipsum: u64,
    pub replaced: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    /// Punctuation that is only that.
    Mark,
    Other,
    /// A byte of a longer character.
    High,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b',' | b'.' | b';' | b':' | b'!' | b'?' | b')' | b'"' => Class::Mark,
            128.. => Class::High,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// The hash of none.
const NO_WORD: u64 = u64::MAX;

/// Gopher's stop words (Rae et al. 2021), each in the slot that the low bits of its hash name.
const STOP_WORDS: [u64; 64] = {
    let words = ["the", "be", "to", "of", "and", "that", "have", "with"];
    let mut slots = [NO_WORD; 64];
    let mut at = 0;
    while at < words.len() {
        let hash = short_hash(words[at]);
        assert!(slots[hash as usize % 64] == NO_WORD, "two stop words share a slot");
        slots[hash as usize % 64] = hash;
        at += 1;
    }
    slots
};

/// The two words that text is filled up with where there is none yet.
const LOREM_IPSUM: [u64; 2] = [short_hash("lorem"), short_hash("ipsum")];

/// What a character beyond ASCII is.
enum Sign {
    Space,
    Letter,
    Han,
    Joined,
    Ellipsis,
    Replacement,
    Other,
}

fn sign(c: char) -> Sign {
    match u32::from(c) {
        0x85 | 0xA0 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 => Sign::Space,
        0x2026 => Sign::Ellipsis,
        0xFFFD => Sign::Replacement,
        0xAA | 0xB5 | 0xBA => Sign::Letter,
        0x80..=0xBF | 0xD7 | 0xF7 => Sign::Other,
        0x60C | 0x61B | 0x61F | 0x66A..=0x66D | 0x6D4 | 0x964 | 0x965 => Sign::Other,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF => Sign::Joined,
        0x2010..=0x206F | 0x20A0..=0x2BFF | 0x3001..=0x303F => Sign::Other,
        0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => Sign::Han,
        0x2_0000..=0x3_FFFF => Sign::Han,
        0xE000..=0xF8FF | 0xFE10..=0xFE6F | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20 => Sign::Other,
        0xFF3B..=0xFF40 | 0xFF5B..=0xFF65 | 0x1_F000..=0x1_FAFF => Sign::Other,
        _ => Sign::Letter,
    }
}

/// Goes over `text` once.
pub fn pass(text: &str) -> Pass<'_> {
    let mut pass = Pass {
        words: Vec::with_capacity((text.len() / 6).min(MAX_WORDS)),
        lines: Vec::with_capacity(text.len() / 128 + 4),
        ..Pass::default()
    };
    for line in lines(text).map(str::trim).filter(|line| !line.is_empty()) {
        pass.lines.push(Line {
            text: line,
            chars: line.chars().count() as u32,
            end: end_of(line),
            is_bullet: line.starts_with(['•', '‣', '▶', '◦', '■', '□', '▪', '▫', '●', '○'])
                || line.starts_with("- ")
                || line.starts_with("* "),
        });
    }
    let bytes = text.as_bytes();
    let letters = Letters::of(bytes);
    let (mut plain_runs, mut plain_letters) = (0, 0);
    let mut last = 0;
    for stretch in stretches(bytes) {
        if let Some(word) = plain_word(bytes, &letters, &stretch) {
            plain_runs += 1;
            plain_letters += u64::from(word.chars);
            pass.keep(word);
            pass.look_up(word.hash, &mut last);
            continue;
        }
        let mut at = stretch.start;
        while at < stretch.end {
            let run = pass.run(text, at);
            at = run.end;
            pass.look_up(run.hash, &mut last);
        }
    }
    pass.runs += plain_runs;
    pass.named_runs += plain_runs;
    pass.letter_runs += plain_runs;
    pass.spaced += plain_letters;
    pass
}

/// A run without white space.
struct Run {
    end: usize,
    /// Of its word; 0 where it has none.
    hash: u64,
}

/// All bits of the first bytes, by how many there are.
const FIRST_BYTES: [u128; 16] = {
    let mut masks = [0; 16];
    let mut count = 1;
    while count < 16 {
        masks[count] = u128::MAX >> (128 - 8 * count);
        count += 1;
    }
    masks
};

/// The word between white space, if it is as most are: up to 15 ASCII letters and at most one mark.
/// None as well where the text ends within 16 bytes.
#[inline(always)]
fn plain_word(bytes: &[u8], letters: &Letters, stretch: &Range<usize>) -> Option<Word> {
    let last = CLASSES[usize::from(bytes[stretch.end - 1])];
    let chars = stretch.len() - usize::from(last == Class::Mark);
    if chars == 0 || letters.run(stretch.start) as usize != chars {
        return None;
    }
    let sixteen = u128::from_le_bytes(*bytes[stretch.start..].first_chunk()?);
    let word = (sixteen | u128::from(FOLD) << 64 | u128::from(FOLD)) & FIRST_BYTES.get(chars)?;
    let first = mix(word as u64);
    // Both, as it costs less than to guess wrong which.
    let whole = mix(first ^ (word >> 64) as u64);
    Some(Word { hash: if chars > 8 { whole } else { first }, chars: chars as u32 })
}

impl Pass<'_> {
    /// Counts the word with this hash if it is one of those that are looked for; `last` is the hash
    /// before.
    #[inline(always)]
    fn look_up(&mut self, hash: u64, last: &mut u64) {
        self.stop_words += u64::from(STOP_WORDS[hash as usize % 64] == hash);
        if hash == LOREM_IPSUM[1] {
            self.lorem_ipsum += u64::from(*last == LOREM_IPSUM[0]);
        }
        *last = hash;
    }

    /// Counts the run that begins at `start`, and keeps its word.
    fn run(&mut self, text: &str, start: usize) -> Run {
        let bytes = text.as_bytes();
        let (mut at, mut first, mut last) = (start, usize::MAX, start);
        let (mut letters, mut digits) = (0u32, 0u32);
        let (mut is_ascii, mut has_unspaced) = (true, false);
        while let Some(&byte) = bytes.get(at) {
            match CLASSES[usize::from(byte)] {
                Class::Letter => {
                    first = first.min(at);
                    let begin = at;
                    at += 1;
                    while bytes.get(at).is_some_and(|&b| CLASSES[usize::from(b)] == Class::Letter) {
                        at += 1;
                    }
                    letters += (at - begin) as u32;
                    last = at;
                }
                Class::Digit => {
                    first = first.min(at);
                    at += 1;
                    digits += 1;
                    last = at;
                }
                Class::Space => break,
                Class::Mark | Class::Other => {
                    match byte {
                        b'#' => self.symbols += 1,
                        b'{' | b'}' => self.curly_brackets += 1,
                        b'.' if bytes[at..].starts_with(b"...") => {
                            self.symbols += 1;
                            at += 2;
                        }
                        _ => {}
                    }
                    at += 1;
                }
                Class::High => {
                    let c = text[at..].chars().next().expect("a character begins here");
                    match sign(c) {
                        Sign::Space => break,
                        Sign::Letter => {
                            is_ascii = false;
                            first = first.min(at);
                            last = at + c.len_utf8();
                            letters += 1;
                        }
                        kind @ (Sign::Han | Sign::Joined) => {
                            has_unspaced = true;
                            let is_han = matches!(kind, Sign::Han);
                            self.han += u64::from(is_han);
                            self.joined += u64::from(!is_han);
                            self.keep(Word { hash: mix(u64::from(u32::from(c))), chars: 1 });
                        }
                        Sign::Ellipsis => self.symbols += 1,
                        Sign::Replacement => self.replaced += 1,
                        Sign::Other => {}
                    }
                    at += c.len_utf8();
                }
            }
        }
        if at == start {
            // White space beyond ASCII.
            let c = text[at..].chars().next().map_or(1, char::len_utf8);
            return Run { end: at + c, hash: 0 };
        }
        self.runs += 1;
        self.letter_runs += u64::from(letters > 0 || has_unspaced);
        self.named_runs += u64::from(letters + digits > 0);
        self.spaced += u64::from(letters + digits);
        if letters + digits == 0 {
            return Run { end: at, hash: 0 };
        }
        let hash = hash(&bytes[first..last], if is_ascii { FOLD } else { 0 });
        self.keep(Word { hash, chars: letters + digits });
        Run { end: at, hash }
    }

    fn keep(&mut self, word: Word) {
        if self.words.len() < MAX_WORDS {
            self.words.push(word);
        }
    }
}

/// How a line ends, closing quotation marks and brackets aside.
fn end_of(line: &str) -> End {
    let inner = line.trim_end_matches([
        '"', '\'', ')', ']', '”', '“', '’', '‘', '»', '«', '›', '‹', '」', '』', '）', '】', ' ',
    ]);
    let last = inner.chars().next_back().unwrap_or(' ');
    match last {
        '…' => End::Ellipsis,
        '.' if inner.ends_with("...") => End::Ellipsis,
        '.' | '!' | '?' | '。' | '！' | '？' | '．' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '።' => {
            End::Sentence
        }
        _ => End::Other,
    }
}

/// Spreads a number over all bits (multiply and fold).
#[inline]
pub const fn mix(x: u64) -> u64 {
    let wide = (x ^ SPREAD) as u128 * (SPREAD.rotate_left(21) | 1) as u128;
    wide as u64 ^ (wide >> 64) as u64
}

/// The [`hash`] of a word of at most eight small ASCII letters.
const fn short_hash(word: &str) -> u64 {
    let word = word.as_bytes();
    let (mut bits, mut at) = (0, word.len());
    while at > 0 {
        at -= 1;
        bits = bits << 8 | word[at] as u64;
    }
    mix(bits)
}

/// The hash of some bytes with `fold` set in each; eight of them at a time, the last filled up with
/// zeros.
fn hash(bytes: &[u8], fold: u64) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut hash = 0;
    for &eight in eights {
        hash = mix(hash ^ (u64::from_le_bytes(eight) | fold));
    }
    if !rest.is_empty() {
        let last = rest.iter().rev().fold(0, |bits, &byte| bits << 8 | u64::from(byte));
        hash = mix(hash ^ (last | fold & low_bits(8 * rest.len() as u32)));
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_words_and_symbols() {
        let found = pass("“The 12 boats, they said...” #tarn\n\n— …\n• It's {late}");
        assert_eq!((found.runs, found.named_runs, found.letter_runs), (11, 8, 7));
        assert_eq!((found.symbols, found.curly_brackets, found.stop_words), (3, 2, 1));
        assert_eq!(found.lines.len(), 3);
        assert_eq!(found.lines[0].end, End::Other);
        assert!(found.lines[2].is_bullet);
    }

    #[test]
    fn words_are_the_same_in_any_case_and_punctuation() {
        let found = pass("Harbor (harbor) HARBOR, Überfahrt überfahrt");
        assert_eq!(found.words[0].hash, found.words[1].hash);
        assert_eq!(found.words[0].hash, found.words[2].hash);
        assert_ne!(found.words[0].hash, found.words[3].hash);
    }

    #[test]
    fn plain_runs_are_as_all_runs() {
        // In brackets no run is plain.
        let words = "a The seven eighteen abcdefgh notwithstanding counterrevolutionary it, so. Zz";
        let plain = pass(words);
        let bracketed = format!("[{}]", words.replace(' ', "] ["));
        let slow = pass(&bracketed);
        let hashes = |pass: &Pass| pass.words.iter().map(|w| (w.hash, w.chars)).collect::<Vec<_>>();
        assert_eq!(hashes(&plain), hashes(&slow));
        assert_eq!((plain.runs, plain.spaced), (slow.runs, slow.spaced));
        assert_eq!(plain.stop_words, 1);
    }

    #[test]
    fn ends_of_lines() {
        assert_eq!(end_of("He said: “It rains.”"), End::Sentence);
        assert_eq!(end_of("雨が降った。"), End::Sentence);
        assert_eq!(end_of("And then […]"), End::Ellipsis);
        assert_eq!(end_of("Rain in Lower Tarn"), End::Other);
    }
}
