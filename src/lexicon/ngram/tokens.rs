//! Text as tokens: the one reading of words that training, detection and repair share.
//!
//! In goes text; out come words (lower case, each run of digits as `#`), commas, and the ends of
//! sentences, each with its bytes and its 64-bit hash. Nothing is allocated.
//!
//! - A word is letters and digits with inner apostrophes; `'s` is a token of its own, a hyphen
//!   separates two tokens (the second is [`Token::is_joined`]).
//! - `.!?;:`, line ends, dashes, bullets and ellipses end a sentence. A period after an initial
//!   or a common abbreviation does not, nor one inside `U.S.`, `3.5` or `example.com`.
//! - Quotes, brackets and other signs are passed over.
//!
//! Deliberately absent: knowledge of any vocabulary, stemming, and word segmentation of scripts
//! without spaces.

use super::hash::{WordHasher, word_hash};
use crate::text::Span;

/// Hash of the token that closes a sentence.
pub const SENTENCE_END: u64 = word_hash("</s>");

const CAPITALIZED: u8 = 1;
const ALL_CAPITALS: u8 = 2;
const FIRST: u8 = 4;
const JOINED: u8 = 8;
const DAMAGED: u8 = 16;

/// A word, a comma or the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// [`word_hash`] of the form; [`SENTENCE_END`] where a sentence ends.
    pub hash: u64,
    /// Its bytes; empty at line ends and at the end of the text.
    pub span: Span,
    flags: u8,
}

impl Token {
    /// Whether it closes a sentence.
    pub fn is_sentence_end(&self) -> bool {
        self.hash == SENTENCE_END
    }

    /// Whether its first letter is a capital.
    pub fn is_capitalized(&self) -> bool {
        self.flags & CAPITALIZED != 0
    }

    /// Whether it has two letters or more, all capitals.
    pub fn is_all_capitals(&self) -> bool {
        self.flags & ALL_CAPITALS != 0
    }

    /// Whether it is the first of its sentence.
    pub fn is_first(&self) -> bool {
        self.flags & FIRST != 0
    }

    /// Whether only a hyphen stands between the token before and this one.
    pub fn is_joined(&self) -> bool {
        self.flags & JOINED != 0
    }

    /// Whether it holds U+FFFD, a character that was lost.
    pub fn is_damaged(&self) -> bool {
        self.flags & DAMAGED != 0
    }
}

/// Cuts a text into tokens.
///
/// ```
/// use copydesk::lexicon::ngram::{form, tokens};
///
/// let text = "Mr. Hale's half-built U.S. plant cost $3.5 million, he said.";
/// let forms: Vec<String> = tokens(text).map(|token| form(text, &token)).collect();
/// assert_eq!(
///     forms.join(" "),
///     "mr hale 's half built u.s. plant cost # million , he said </s>"
/// );
/// ```
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, is_open: false, is_joined: false }
}

/// The form of a token of `text`: what its hash is the hash of.
pub fn form(text: &str, token: &Token) -> String {
    if token.is_sentence_end() {
        return "</s>".to_owned();
    }
    let bytes = text.as_bytes();
    let start = token.span.start as usize;
    match bytes.get(start).map(|&byte| CLASSES[byte as usize]) {
        Some(Class::Comma) => ",".to_owned(),
        Some(Class::Apostrophe) => "'s".to_owned(),
        Some(Class::High) if apostrophe(bytes, start) > 0 => "'s".to_owned(),
        _ => {
            let mut form = Vec::new();
            scan(text, start, &mut form);
            String::from_utf8_lossy(&form).into_owned()
        }
    }
}

/// Iterator over the tokens of a text; made by [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Whether the sentence at hand has a token.
    is_open: bool,
    is_joined: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
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

const CLASSES: [Class; 256] = {
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

/// Words whose period does not end a sentence. Those that often close one (`no.`, `etc.`) are not
/// here.
const ABBREVIATIONS: [u64; 40] = {
    let words = [
        "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "lt", "col", "sgt", "capt",
        "maj", "cmdr", "adm", "rev", "hon", "st", "mt", "ft", "jr", "sr", "vs", "inc", "corp",
        "co", "ltd", "bros", "dept", "ph", "messrs", "jan", "feb", "aug", "sept", "oct", "nov",
        "dec", "pres",
    ];
    let mut hashes = [0; 40];
    let mut at = 0;
    while at < words.len() {
        hashes[at] = word_hash(words[at]);
        at += 1;
    }
    hashes
};

const COMMA: u64 = word_hash(",");
const POSSESSIVE: u64 = word_hash("'s");
/// `a` and `i` are words: their period is a real one.
const ARTICLE_A: u64 = word_hash("a");
const PRONOUN_I: u64 = word_hash("i");

impl Tokens<'_> {
    fn token(&mut self, hash: u64, start: usize, end: usize, mut flags: u8) -> Option<Token> {
        if !self.is_open {
            flags |= FIRST;
            self.is_open = true;
        }
        if self.is_joined {
            flags |= JOINED;
            self.is_joined = false;
        }
        self.at = end;
        Some(Token { hash, span: Span::new(start, end), flags })
    }

    fn close(&mut self, start: usize, end: usize) -> Option<Token> {
        self.at = end;
        self.is_joined = false;
        self.is_open = false;
        Some(Token { hash: SENTENCE_END, span: Span::new(start, end), flags: 0 })
    }

    /// A word that starts at `start`.
    #[inline]
    fn word(&mut self, start: usize) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let mut hasher = WordHasher::new();
        let word = scan(self.text, start, &mut hasher);
        let hash = hasher.finish();
        let token = self.token(hash, start, word.end, word.flags);
        match bytes.get(word.end) {
            Some(b'.') => {
                let is_initial = word.letters == 1
                    && word.end - start == 1
                    && hash != ARTICLE_A
                    && hash != PRONOUN_I;
                // A longest abbreviation has six letters: most words need no look-up.
                let is_short = word.letters <= 6;
                if is_initial || (is_short && ABBREVIATIONS.contains(&hash)) {
                    self.at += 1;
                }
            }
            Some(b'-') if bytes.get(word.end + 1).is_some_and(|&next| is_wordly(next)) => {
                self.is_joined = true;
                self.at += 1;
            }
            _ => {}
        }
        token
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let at = self.at;
            match CLASSES[byte as usize] {
                Class::Other => self.at += 1,
                Class::Lower | Class::Upper | Class::Digit => return self.word(at),
                Class::Comma if self.is_open => return self.token(COMMA, at, at + 1, 0),
                Class::Comma => self.at += 1,
                Class::Period => {
                    let is_decimal = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
                    if self.is_open && !is_decimal {
                        return self.close(at, at + 1);
                    }
                    self.at += 1;
                }
                Class::Stop if self.is_open => return self.close(at, at + 1),
                Class::Line if self.is_open => return self.close(at, at),
                Class::Stop | Class::Line => self.at += 1,
                Class::Apostrophe => match possessive(bytes, at) {
                    0 => self.at += 1,
                    length => return self.token(POSSESSIVE, at, at + length, 0),
                },
                Class::Hyphen => {
                    let is_free = |near: Option<&u8>| near.is_none_or(|&near| !is_wordly(near));
                    let before = at.checked_sub(1).and_then(|at| bytes.get(at));
                    let is_dash = is_free(before) && is_free(bytes.get(at + 1))
                        || bytes.get(at + 1) == Some(&b'-');
                    if is_dash && self.is_open {
                        return self.close(at, at + 1);
                    }
                    self.at += 1;
                }
                Class::High => {
                    let rest = &self.text[at..];
                    let Some(char) = rest.chars().next() else { break };
                    let end = at + char.len_utf8();
                    match char {
                        '\u{2019}' | '\u{2018}' => match possessive(bytes, at) {
                            0 => self.at = end,
                            length => return self.token(POSSESSIVE, at, at + length, 0),
                        },
                        '\u{2013}' if is_between_words(bytes, at, end) => self.at = end,
                        '\u{2013}' | '\u{2014}' | '\u{2015}' | '\u{2026}' | '\u{2022}'
                        | '\u{2028}' | '\u{2029}' | '\u{0085}'
                            if self.is_open =>
                        {
                            return self.close(at, end);
                        }
                        _ if is_letter(char) => return self.word(at),
                        _ => self.at = end,
                    }
                }
            }
        }
        if self.is_open { self.close(self.at, self.at) } else { None }
    }
}

fn is_wordly(byte: u8) -> bool {
    matches!(CLASSES[byte as usize], Class::Lower | Class::Upper | Class::Digit | Class::High)
}

fn is_between_words(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_plain = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric())
    };
    is_plain(start.checked_sub(1)) && is_plain(Some(end))
}

/// Letters of any script, marks that sit on them, and the sign of a lost character.
fn is_letter(char: char) -> bool {
    char.is_alphabetic() || matches!(char, '\u{0300}'..='\u{036f}' | '\u{fffd}')
}

/// Length of the apostrophe at `at`, straight or curly; 0 when there is none.
fn apostrophe(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'\'') => 1,
        Some(0xe2) if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x98 | 0x99])) => 3,
        _ => 0,
    }
}

/// Length of the possessive `'s` at `at`; 0 when there is none.
fn possessive(bytes: &[u8], at: usize) -> usize {
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
trait Sink {
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
struct Word {
    end: usize,
    letters: usize,
    flags: u8,
}

/// Reads the word that starts at `start`, and gives its form to `sink`.
#[inline(always)]
fn scan(text: &str, start: usize, sink: &mut impl Sink) -> Word {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> String {
        tokens(text).map(|token| form(text, &token)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_lose_case_and_digits() {
        assert_eq!(forms("Over 1,250 of the 20th Corps"), "over # of the #th corps </s>");
        assert_eq!(forms("B-52s at 5:30 p.m. Monday"), "b #s at # p.m. monday </s>");
    }

    #[test]
    fn apostrophes_curly_and_straight_are_one() {
        assert_eq!(forms("Don’t touch Hale’s"), "don't touch hale 's </s>");
        assert_eq!(forms("'Tarn 's' dogs' o'clock"), "tarn 's dogs o'clock </s>");
        assert_eq!(forms("“the mayor’s”"), "the mayor 's </s>");
    }

    #[test]
    fn sentences_end_at_marks_lines_and_dashes() {
        assert_eq!(
            forms("Stop! Go\n\non; TARN -- rain"),
            "stop </s> go </s> on </s> tarn </s> rain </s>"
        );
        assert_eq!(forms("...\n.,;"), "");
        assert_eq!(forms("12 lbs . of"), "# lbs </s> of </s>");
    }

    #[test]
    fn abbreviations_and_initials_go_on() {
        assert_eq!(forms("Dr. J. Hale of Tarn Inc. left."), "dr j hale of tarn inc left </s>");
        assert_eq!(forms("So did I. Vitamin a. Next"), "so did i </s> vitamin a </s> next </s>");
        assert_eq!(
            forms("the U.S.-led and U.S plan.Then www.tarn.example"),
            "the u.s. led and u.s. plan </s> then www.tarn.example </s>"
        );
    }

    #[test]
    fn garbled_numbers_stay_apart() {
        assert_eq!(forms("one,000 and 15,00zero"), "one , # and #zero </s>");
    }

    #[test]
    fn flags_say_case_and_place() {
        let all: Vec<Token> = tokens("The re-elected MAYOR, Élan").collect();
        assert!(all[0].is_first() && all[0].is_capitalized() && !all[0].is_all_capitals());
        assert!(all[2].is_joined() && !all[2].is_first());
        assert!(all[3].is_all_capitals());
        assert!(all[5].is_capitalized() && all[6].is_sentence_end());
    }
}
