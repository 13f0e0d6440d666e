//! Words as hashes: the one pass over a short line that every phrase lookup shares.
//!
//! A word is a run of letters (apostrophes inside belong to it), folded to lower case; a run of
//! digits is [`NUMBER`], whatever it says. `lineNext` is two words: pages glue their labels
//! together that way. Deliberately absent: stems, and any knowledge of a language.

use rustc_hash::FxHashMap;

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
    let limit = out.len() + limit;
    let mut chars = text.char_indices().peekable();
    let mut last_end = usize::MAX; // no word yet
    while out.len() < limit {
        let Some((start, first)) = chars.next() else { return };
        if !first.is_alphanumeric() {
            continue;
        }
        let is_number = first.is_numeric();
        let mut hash = if is_number { NUMBER } else { fold_char(0, first) };
        let mut end = start + first.len_utf8();
        let mut was_lower = first.is_lowercase();
        while let Some(&(at, c)) = chars.peek() {
            if is_number {
                let inside = matches!(c, '.' | ',' | ':' | '\'')
                    && text[at + 1..].starts_with(|d: char| d.is_numeric());
                if !c.is_numeric() && !inside {
                    break;
                }
            } else if matches!(c, '\'' | '\u{2019}') {
                if !text[at + c.len_utf8()..].starts_with(char::is_alphabetic) {
                    break;
                }
                hash = fold(hash, '\'');
            } else {
                let is_next = was_lower && c.is_uppercase();
                if !c.is_alphanumeric() || c.is_numeric() || is_next {
                    break;
                }
                hash = fold_char(hash, c);
            }
            was_lower = c.is_lowercase();
            end = at + c.len_utf8();
            chars.next();
        }
        out.push(Word {
            start: start as u32,
            end: end as u32,
            hash,
            is_upper: first.is_uppercase(),
            is_glued: last_end == start,
        });
        last_end = end;
    }
}

fn fold_char(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return fold(hash, c.to_ascii_lowercase());
    }
    c.to_lowercase().fold(hash, fold)
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
    fn case_and_apostrophe_do_not_count() {
        assert_eq!(word_hash("ÜBER"), word_hash("über"));
        assert_eq!(word_hash("you’ll"), word_hash("You'll"));
        assert_ne!(word_hash("ab"), word_hash("ba"));
    }
}
