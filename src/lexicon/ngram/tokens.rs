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
use super::letters::{
    ALL_CAPITALS, CAPITALIZED, CLASSES, Class, DAMAGED, apostrophe, is_letter, is_wordly,
    possessive, scan,
};
use crate::text::Span;

/// Hash of the token that closes a sentence.
pub const SENTENCE_END: u64 = word_hash("</s>");

const FIRST: u8 = 4;
const JOINED: u8 = 8;

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

fn is_between_words(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_plain = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric())
    };
    is_plain(start.checked_sub(1)) && is_plain(Some(end))
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
