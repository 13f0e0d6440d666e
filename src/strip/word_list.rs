//! Lists of words that the words of lines are held against.
//!
//! Most words of a page are on no list, and their first byte and length tell: a word is compared only
//! with lists that have some of its shape.

use crate::lexicon::words::is_alphanumeric;

/// A list of words or beginnings of lines.
pub struct WordList {
    words: &'static [&'static str],
    /// For every first byte a bit for each length.
    shapes: [u64; 256],
}

impl WordList {
    /// The list of these words, each of less than 64 bytes.
    pub const fn new(words: &'static [&'static str]) -> Self {
        let mut shapes = [0; 256];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            assert!(!word.is_empty() && word.len() < 64);
            shapes[word[0] as usize] |= 1 << word.len();
            at += 1;
        }
        Self { words, shapes }
    }

    /// Whether `word` is on the list.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        let length = 1u64.checked_shl(word.len() as u32).unwrap_or(0);
        self.shapes_of(word) & length != 0 && self.words.contains(&word)
    }

    /// Whether `text` starts with one of the words.
    #[inline]
    pub fn any_starts(&self, text: &str) -> bool {
        self.shapes_of(text) != 0 && self.words.iter().any(|word| text.starts_with(word))
    }

    #[inline]
    fn shapes_of(&self, text: &str) -> u64 {
        text.as_bytes().first().map_or(0, |first| self.shapes[usize::from(*first)])
    }
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    static LIST: WordList = WordList::new(&["harbor", "hat", "\u{fc}ber"]);

    #[test]
    fn words_of_the_list_are_found_and_others_are_not() {
        assert!(LIST.has("hat") && LIST.has("\u{fc}ber") && LIST.any_starts("hats off"));
        assert!(!LIST.has("hut") && !LIST.has("") && !LIST.has(&"h".repeat(40)));
        assert!(!LIST.any_starts("ha") && !LIST.any_starts(""));
    }
}
