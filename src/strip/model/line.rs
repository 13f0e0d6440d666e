//! What a block's own text looks like, in numbers: one pass over its bytes.

use unicode_normalization::char::is_combining_mark;

use crate::lexicon::words::{is_alphanumeric, is_unspaced, is_uppercase};

/// Fewest words of a block that is taken for running text.
pub const GOOD_WORDS: f32 = 15.0;
/// Largest share of link text in a block that is taken for running text.
pub const GOOD_LINKS: f32 = 0.35;

/// Counts over one block's text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    /// Words; of scripts without spaces half the characters.
    pub words: f32,
    /// Characters.
    pub chars: f32,
    /// Full stops, question and exclamation marks before a space or the end.
    pub sentences: f32,
    /// Commas.
    pub commas: f32,
    /// Digits.
    pub digits: f32,
    /// Words that start with a capital letter.
    pub capitals: f32,
    /// Words of two or more capital letters.
    pub all_caps: f32,
    /// Words of at most three lower-case letters.
    pub short: f32,
    /// Characters that are neither letters, digits, spaces nor plain punctuation.
    pub symbols: f32,
    /// Whether `|`, a bullet or an arrow stands in it.
    pub has_bar: bool,
    /// Whether `@`, `://` or `www.` stands in it.
    pub has_address: bool,
    /// Whether `#` stands in it.
    pub has_hash: bool,
    /// Whether a copyright sign stands in it.
    pub has_copyright: bool,
    /// Whether a year from 1900 to 2099 stands in it.
    pub has_year: bool,
    /// Whether a time of day (`12:30`) stands in it.
    pub has_time: bool,
    /// How it ends: 0 a letter or digit, 1 sentence punctuation, 2 a colon, 3 an ellipsis, 4 else.
    pub end: f32,
    /// How it starts: 0 an upper-case letter, 1 lower-case, 2 a digit, 3 a quotation mark, 4 else.
    pub start: f32,
}

/// What an ASCII character counts as.
#[derive(Clone, Copy)]
enum Sign {
    Lower,
    Upper,
    Digit,
    /// Spaces, brackets, quotation marks: of no account.
    Quiet,
    Comma,
    Stop,
    Colon,
    At,
    Hash,
    Bar,
    Symbol,
}

/// The sign of every ASCII character.
const SIGNS: [Sign; 128] = {
    let mut signs = [Sign::Symbol; 128];
    let mut at = 0;
    while at < 128 {
        signs[at] = match at as u8 {
            b'a'..=b'z' => Sign::Lower,
            b'A'..=b'Z' => Sign::Upper,
            b'0'..=b'9' => Sign::Digit,
            b' ' | b'\n' | b'\t' | b'-' | b'(' | b')' | b';' | b'/' | b'\'' | b'"' => Sign::Quiet,
            b',' => Sign::Comma,
            b'.' | b'!' | b'?' => Sign::Stop,
            b':' => Sign::Colon,
            b'@' => Sign::At,
            b'#' => Sign::Hash,
            b'|' => Sign::Bar,
            _ => Sign::Symbol,
        };
        at += 1;
    }
    signs
};

/// The counts of a [`Line`] while they grow: sums of whole numbers do not wait for each other as those of
/// fractions do.
#[derive(Default)]
struct Counts {
    words: u32,
    chars: u32,
    sentences: u32,
    commas: u32,
    digits: u32,
    capitals: u32,
    all_caps: u32,
    short: u32,
    symbols: u32,
    /// Characters of scripts without spaces.
    unspaced: u32,
}

/// Measures a text and hands the hash of each of its words (lower-cased) to `word`, with
/// whether the word is longer than four letters.
pub fn measure(text: &str, mut word: impl FnMut(u64, bool)) -> Line {
    let mut line = Line::default();
    let mut counts = Counts::default();
    let mut run = Run::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        counts.chars += 1;
        let Some(&sign) = SIGNS.get(usize::from(byte)) else {
            let c = text[at..].chars().next().expect("a character begins here");
            at += c.len_utf8();
            if is_letter(c) {
                match is_unspaced(c) {
                    true => counts.unspaced += 1,
                    false => run.push(c),
                }
            } else {
                run.end(&mut line, &mut counts, &mut word);
                wide_sign(c, bytes.get(at), &mut line, &mut counts);
            }
            continue;
        };
        at += 1;
        match sign {
            Sign::Lower => {
                let count = run.small_letters(&bytes[at - 1..]);
                at += count - 1;
                counts.chars += count as u32 - 1;
                continue;
            }
            Sign::Upper => {
                run.capital(byte);
                continue;
            }
            Sign::Digit => {
                run.digit(byte);
                continue;
            }
            Sign::Quiet => {}
            Sign::Comma => counts.commas += 1,
            Sign::Stop => counts.sentences += u32::from(ends_sentence(bytes.get(at))),
            Sign::Colon => {
                let is_after_digit = at > 1 && bytes[at - 2].is_ascii_digit();
                line.has_time |= is_after_digit && bytes.get(at).is_some_and(u8::is_ascii_digit);
                line.has_address |= bytes[at..].starts_with(b"//");
            }
            Sign::At => line.has_address = true,
            Sign::Hash => line.has_hash = true,
            Sign::Bar => {
                line.has_bar = true;
                counts.symbols += 1;
            }
            Sign::Symbol => counts.symbols += 1,
        }
        run.end(&mut line, &mut counts, &mut word);
    }
    run.end(&mut line, &mut counts, &mut word);
    line.words = counts.words as f32 + counts.unspaced as f32 / 2.0;
    line.chars = counts.chars as f32;
    line.sentences = counts.sentences as f32;
    line.commas = counts.commas as f32;
    line.digits = counts.digits as f32;
    line.capitals = counts.capitals as f32;
    line.all_caps = counts.all_caps as f32;
    line.short = counts.short as f32;
    line.symbols = counts.symbols as f32;
    line.start = text.chars().next().map_or(4.0, start_kind);
    line.end = end_kind(text);
    line
}

/// Whether a full stop before `next` ends a sentence.
fn ends_sentence(next: Option<&u8>) -> bool {
    next.is_none_or(|b| !b.is_ascii_alphanumeric())
}

/// Counts a sign beyond ASCII.
fn wide_sign(c: char, next: Option<&u8>, line: &mut Line, counts: &mut Counts) {
    match c {
        '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => {}
        '\u{3001}' | '\u{ff0c}' | '\u{60c}' => counts.commas += 1,
        '\u{964}' | '\u{61f}' | '\u{6d4}' => counts.sentences += u32::from(ends_sentence(next)),
        '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff61}' => counts.sentences += 1,
        '\u{a9}' => line.has_copyright = true,
        '\u{2022}'
        | '\u{b7}'
        | '\u{bb1}'
        | '\u{203a}'
        | '\u{2190}'..='\u{21ff}'
        | '\u{25a0}'..='\u{25ff}' => {
            line.has_bar = true;
            counts.symbols += 1;
        }
        _ => counts.symbols += 1,
    }
}

/// Whether a character beyond ASCII belongs to a word: vowel and tone signs do.
fn is_letter(c: char) -> bool {
    let may_be_mark = !matches!(c, '\0'..='\u{2ff}' | '\u{2000}'..='\u{20cf}');
    is_alphanumeric(c) || may_be_mark && is_combining_mark(c)
}

fn start_kind(c: char) -> f32 {
    match c {
        c if c.is_uppercase() => 0.0,
        c if c.is_lowercase() => 1.0,
        c if c.is_numeric() => 2.0,
        '"' | '\'' | '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{300c}' => 3.0,
        c if c.is_alphabetic() => 0.0, // scripts without case
        _ => 4.0,
    }
}

fn end_kind(text: &str) -> f32 {
    let is_closing = |c: char| {
        matches!(
            c,
            '"' | '\'' | ')' | ']' | '\u{2018}'
                ..='\u{201f}'
                    | '\u{bb}'
                    | '\u{ff09}'
                    | '\u{300b}'
                    | '\u{300d}'
                    | '\u{300f}'
                    | '\u{3011}'
        )
    };
    let text = text.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace());
    match text.chars().next_back() {
        Some('\u{2026}') => 3.0,
        Some('.') if text.ends_with("..") => 3.0,
        Some(
            '.' | '!' | '?' | '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff61}' | '\u{964}'
            | '\u{61f}' | '\u{6d4}' | '\u{589}' | '\u{104a}' | '\u{104b}' | '\u{1362}' | '\u{17d4}',
        ) => 1.0,
        Some(':' | '\u{ff1a}') => 2.0,
        Some(c) if c.is_alphanumeric() => 0.0,
        _ => 4.0,
    }
}

/// The word being read.
#[derive(Default)]
struct Run {
    hash: u64,
    letters: u32,
    digits: u32,
    upper: u32,
    starts_upper: bool,
    year: u32,
}

impl Run {
    /// A character beyond ASCII.
    fn push(&mut self, c: char) {
        let is_upper = is_uppercase(c);
        self.upper += u32::from(is_upper);
        self.starts_upper |= is_upper && self.letters + self.digits == 0;
        self.letters += 1;
        let lower = if is_upper { c.to_lowercase().next().unwrap_or(c) } else { c };
        self.hash = mix(self.hash, u32::from(lower));
    }

    /// The small letters that `bytes` begin with; gives their number.
    #[inline]
    fn small_letters(&mut self, bytes: &[u8]) -> usize {
        let mut hash = self.hash;
        let mut count = 0;
        while let Some(&byte @ b'a'..=b'z') = bytes.get(count) {
            hash = mix(hash, u32::from(byte));
            count += 1;
        }
        self.hash = hash;
        self.letters += count as u32;
        count
    }

    #[inline]
    fn capital(&mut self, byte: u8) {
        self.upper += 1;
        self.starts_upper |= self.letters + self.digits == 0;
        self.letters += 1;
        self.hash = mix(self.hash, u32::from(byte.to_ascii_lowercase()));
    }

    #[inline]
    fn digit(&mut self, byte: u8) {
        self.digits += 1;
        self.year = self.year.wrapping_mul(10).wrapping_add(u32::from(byte - b'0'));
        self.hash = mix(self.hash, u32::from(byte));
    }

    #[inline]
    fn end(&mut self, line: &mut Line, counts: &mut Counts, word: &mut impl FnMut(u64, bool)) {
        if self.letters + self.digits == 0 {
            return;
        }
        counts.words += 1;
        counts.digits += self.digits;
        counts.capitals += u32::from(self.starts_upper);
        counts.all_caps += u32::from(self.letters > 1 && self.upper == self.letters);
        counts.short += u32::from(self.letters <= 3 && self.upper == 0 && self.digits == 0);
        line.has_year |= self.digits == 4 && self.letters == 0 && (1900..2100).contains(&self.year);
        word(self.hash, self.letters > 4);
        *self = Self::default();
    }
}

/// The hash of a word and one more character.
#[inline]
fn mix(hash: u64, lower: u32) -> u64 {
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15; // the 64-bit golden ratio
    (hash.rotate_left(5) ^ u64::from(lower)).wrapping_mul(SPREAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_as_unicode_tells_them() {
        for c in '\u{80}'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphanumeric() || is_combining_mark(c), "{c:?}");
        }
    }
}
