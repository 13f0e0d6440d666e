//! What the page says of its article elsewhere: the words of its title and description, and the text
//! that its structured data give.
//!
//! In go such texts, out comes how much of a block's words they know.

use rustc_hash::FxHashSet;

use super::features::{Word, whole_hash};
use super::line::measure;

/// The words of a short text.
pub struct WordSet {
    words: FxHashSet<u64>,
    /// A bit for each: most words of a page miss them.
    bits: u64,
}

impl WordSet {
    /// Those of a text.
    pub fn of(text: Option<&str>) -> Self {
        let mut set = Self { words: FxHashSet::default(), bits: 0 };
        measure(text.unwrap_or_default(), |hash, _| {
            set.words.insert(hash);
            set.bits |= 1 << (hash >> 58);
        });
        set
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// How many of a block's words are among these.
    pub fn shared(&self, words: &[Word]) -> f32 {
        let is_known = |hash: &u64| self.bits & 1 << (hash >> 58) != 0 && self.words.contains(hash);
        words.iter().filter(|(hash, _)| is_known(hash)).count() as f32
    }
}

/// The word 3-grams of a text.
pub struct Grams(FxHashSet<u64>);

impl Grams {
    /// Fewest of them in a text that is the article's.
    const FEW: usize = 40;

    /// Those of a text.
    pub fn of(text: Option<&str>) -> Self {
        let mut words = Vec::new();
        measure(text.unwrap_or_default(), |hash, is_long| words.push((hash, is_long)));
        Self(words.windows(3).map(whole_hash).collect())
    }

    /// The share of a block's 3-grams that are among these; -1 where these are too few.
    pub fn share(&self, words: &[Word]) -> f32 {
        if self.0.len() < Self::FEW {
            return -1.0;
        }
        let known = words.windows(3).filter(|gram| self.0.contains(&whole_hash(gram))).count();
        known as f32 / (words.len() as f32 - 2.0).max(1.0)
    }
}
