//! Words as hashes: the one pass over a short line that every phrase lookup shares.
//!
//! A word is a run of letters (apostrophes inside belong to it), folded to lower case; a run of
//! digits is [`NUMBER`], whatever it says. `lineNext` is two words: pages glue their labels
//! together that way. In Chinese and Japanese each character is a word, and each run of katakana.
//! Spellings that differ by habit alone have one hash: Arabic with and without vowel signs, `ё`
//! and `е`, the Turkish dotless `ı` (capitals lose the difference), Romanian comma and cedilla.
//! Deliberately absent: stems, and any knowledge of a language.

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

/// Hash of any number.
pub const NUMBER: u64 = 1;

/// Multiplier of the word hash: the 64-bit golden ratio, as in Fibonacci hashing.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// One word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Hash of the folded word, or [`NUMBER`].
    pub hash: u64,
    /// Whether it starts with an upper-case letter.
    pub is_upper: bool,
    /// Whether nothing stands between it and the word before.
    pub is_glued: bool,
    /// Whether it goes on a run of a script without spaces. Nobody knows whether a word starts
    /// there, so no phrase does.
    pub is_inner: bool,
}

/// A map by hashes that are spread already.
pub type ByHash<T> = FxHashMap<u64, T>;

/// Adds one more word's hash to the hash of a phrase; a phrase starts from 0.
pub fn chain(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(SPREAD)
}

/// Hash of a phrase's words.
pub fn phrase_hash(words: &[Word]) -> u64 {
    words.iter().fold(0, |hash, word| chain(hash, word.hash))
}

fn fold(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(SPREAD)
}

/// Appends the words of `text` to `out`, at most `limit` of them.
///
/// ```
/// use copydesk::lexicon::words::{NUMBER, cut_words};
///
/// let mut words = Vec::new();
/// cut_words("Read 11 articlesComments", 9, &mut words);
/// assert_eq!(words.len(), 4);
/// assert_eq!(words[1].hash, NUMBER);
/// assert!(words[3].is_glued);
/// ```
pub fn cut_words(text: &str, limit: usize, out: &mut Vec<Word>) {
    let limit = out.len().saturating_add(limit);
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut last_end = usize::MAX; // no word yet
    let mut was_unspaced = false;
    while out.len() < limit {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()) {
            at += 1;
        }
        let Some(first) = char_at(text, at) else { return };
        let start = at;
        at += first.len_utf8();
        if !first.is_alphanumeric() {
            continue;
        }
        let script = Script::of(first);
        let mut word = Open {
            hash: if first.is_numeric() { NUMBER } else { fold_char(0, first) },
            was_lower: first.is_lowercase(),
        };
        if first.is_numeric() {
            at = end_of_number(text, at);
        } else if script != Script::Single {
            at = word.read(text, at, script);
        }
        let is_glued = last_end == start;
        let is_unspaced = script != Script::Spaced;
        out.push(Word {
            start: start as u32,
            end: at as u32,
            hash: word.hash,
            is_upper: first.is_uppercase(),
            is_glued,
            is_inner: is_glued && (is_unspaced || was_unspaced),
        });
        last_end = at;
        was_unspaced = is_unspaced;
    }
}

/// The character that begins at `at`.
#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Where a number that goes on at `at` ends: digits with single marks between them.
fn end_of_number(text: &str, mut at: usize) -> usize {
    while let Some(c) = char_at(text, at) {
        let is_inside = matches!(c, '.' | ',' | ':' | '\'')
            && char_at(text, at + 1).is_some_and(char::is_numeric);
        if !c.is_numeric() && !is_inside {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// A word of letters that is being read.
struct Open {
    hash: u64,
    was_lower: bool,
}

impl Open {
    /// Reads on from `at` and returns where the word ends.
    fn read(&mut self, text: &str, mut at: usize, script: Script) -> usize {
        let bytes = text.as_bytes();
        loop {
            // Nearly all words are nothing but this.
            if script == Script::Spaced {
                while let Some(byte) = bytes.get(at)
                    && (byte.is_ascii_lowercase() || byte.is_ascii_uppercase() && !self.was_lower)
                {
                    self.hash = fold(self.hash, char::from(byte.to_ascii_lowercase()));
                    self.was_lower = byte.is_ascii_lowercase();
                    at += 1;
                }
            }
            let Some(c) = char_at(text, at) else { return at };
            if matches!(c, '\'' | '\u{2019}') {
                if !char_at(text, at + c.len_utf8()).is_some_and(char::is_alphabetic) {
                    return at;
                }
                self.hash = fold(self.hash, '\'');
            } else {
                let is_next = self.was_lower && c.is_uppercase();
                let is_letter = c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c);
                if !is_letter || c.is_numeric() || is_next || Script::of(c) != script {
                    return at;
                }
                self.hash = fold_char(self.hash, c);
            }
            self.was_lower = c.is_lowercase();
            at += c.len_utf8();
        }
    }
}

/// How a script divides its words.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    /// By spaces: nearly all.
    Spaced,
    /// Han and hiragana: not at all, so that each character is taken for a word.
    Single,
    /// Katakana: a run is mostly one word.
    Katakana,
}

impl Script {
    #[inline]
    fn of(c: char) -> Self {
        match c {
            '\0'..='\u{303f}' => Self::Spaced,
            '\u{30a0}'..='\u{30ff}' => Self::Katakana,
            '\u{3040}'..='\u{309f}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Self::Single,
            _ => Self::Spaced,
        }
    }
}

#[inline]
fn fold_char(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return fold(hash, c.to_ascii_lowercase());
    }
    match c {
        // Vowel signs and the stroke that lengthens a word are written or not as one likes.
        '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => hash,
        // Alef with hamza or madda, final ya and ta marbuta are mixed up in headlines and menus.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => fold(hash, '\u{627}'),
        '\u{649}' | '\u{6cc}' => fold(hash, '\u{64a}'),
        '\u{629}' => fold(hash, '\u{647}'),
        'ё' | 'Ё' => fold(hash, 'е'),
        'ı' | 'İ' => fold(hash, 'i'),
        'ș' | 'Ș' => fold(hash, 'ş'),
        'ț' | 'Ț' => fold(hash, 'ţ'),
        // Full-width Latin, as in Japanese pages.
        '\u{ff21}'..='\u{ff5a}' => {
            let plain = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            fold(hash, plain.to_ascii_lowercase())
        }
        _ => c.to_lowercase().fold(hash, fold),
    }
}

/// Hash of one word given as text; 0 for a text without words.
pub fn word_hash(text: &str) -> u64 {
    let mut words = Vec::new();
    cut_words(text, 1, &mut words);
    words.first().map_or(0, |word| word.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        cut_words(text, 99, &mut words);
        words.iter().map(|w| &text[w.start as usize..w.end as usize]).collect()
    }

    #[test]
    fn labels_come_apart_and_apostrophes_stay() {
        assert_eq!(cut("NewsletterEventsWeek’s"), ["Newsletter", "Events", "Week’s"]);
        assert_eq!(cut("don't 10:32 'so' 1,000."), ["don't", "10:32", "so", "1,000"]);
        assert_eq!(cut("5min FBI"), ["5", "min", "FBI"]);
        assert_eq!(cut("… – "), [""; 0]);
    }

    #[test]
    fn scripts_without_spaces_come_apart() {
        assert_eq!(cut("続きを読む"), ["続", "き", "を", "読", "む"]);
        assert_eq!(cut("Facebookでシェア"), ["Facebook", "で", "シェア"]);
        assert_eq!(cut("共12条评论"), ["共", "12", "条", "评", "论"]);
        let mut words = Vec::new();
        cut_words("广告 共3条 abc条", 99, &mut words);
        let inner: Vec<bool> = words.iter().map(|word| word.is_inner).collect();
        assert_eq!(inner, [false, true, false, true, true, false, true]);
    }

    #[test]
    fn marks_do_not_cut_words() {
        assert_eq!(cut("اقْرَأ أيضًا"), ["اقْرَأ", "أيضًا"]);
        assert_eq!(cut("विज्ञापन हिन्दी"), ["विज्ञापन", "हिन्दी"]);
    }

    #[test]
    fn habits_of_spelling_do_not_count() {
        for (one, other) in [
            ("إقرأ", "اقرأ"),
            ("إعلانٌ", "إعلان"),
            ("مكتبة", "مكتبه"),
            ("ещё", "Еще"),
            ("İLGİLİ", "ilgili"),
            ("YAZARIN", "yazarın"),
            ("ştiri", "Știri"),
            ("ＰＲ", "pr"),
        ] {
            assert_eq!(word_hash(one), word_hash(other), "{one} {other}");
        }
    }

    #[test]
    fn case_and_apostrophe_do_not_count() {
        assert_eq!(word_hash("ÜBER"), word_hash("über"));
        assert_eq!(word_hash("you’ll"), word_hash("You'll"));
        assert_ne!(word_hash("ab"), word_hash("ba"));
    }
}
