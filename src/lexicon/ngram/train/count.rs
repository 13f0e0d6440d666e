//! Counting words, then trigrams.

use rustc_hash::FxHashMap;

use super::super::tokens::{form, tokens};
use super::super::vocabulary::{GAP, MAX_WORD_BYTES, MAX_WORDS, Vocabulary, WORD_BITS, WordId};
use super::{Options, empty};
use crate::error::{Error, Result};

/// How often each word occurs.
#[derive(Clone, Debug, Default)]
pub struct WordCounts {
    counts: FxHashMap<u64, (String, u64)>,
}

impl WordCounts {
    /// Counts the words of a text.
    pub fn add(&mut self, text: &str) {
        for token in tokens(text) {
            if !token.is_sentence_end() && !token.is_damaged() {
                self.counts.entry(token.hash).or_insert_with(|| (form(text, &token), 0)).1 += 1;
            }
        }
    }

    /// Occurrences of the word with this [`super::super::word_hash`].
    pub fn get(&self, hash: u64) -> u64 {
        self.counts.get(&hash).map_or(0, |(_, count)| *count)
    }

    /// Every word with its count, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.counts.values().map(|(word, count)| (word.as_str(), *count))
    }

    /// The most frequent words, those of the same count by their letters.
    fn top(&self, options: &Options) -> Vec<&str> {
        let is_fit = |word: &str, count| count >= options.min_count && word.len() <= MAX_WORD_BYTES;
        let mut words: Vec<_> = self.iter().filter(|(word, count)| is_fit(word, *count)).collect();
        words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        words.truncate(options.words.min(MAX_WORDS - 3));
        words.into_iter().map(|(word, _)| word).collect()
    }
}

/// How often each trigram occurs.
#[derive(Debug)]
pub struct TrigramCounts {
    pub(super) vocabulary: Vocabulary,
    /// Occurrences inside sentences, and those of them with a capital, by word.
    pub(super) capitals: Vec<[u64; 2]>,
    /// Distinct packed trigrams in order, and their counts.
    keys: Vec<u64>,
    counts: Vec<u32>,
    /// Trigrams not yet sorted in.
    pending: Vec<u64>,
}

/// Trigrams to collect before they are sorted in, at least: 256 MiB of them.
const PENDING: usize = 1 << 25;

impl TrigramCounts {
    /// Counts of nothing yet, for the vocabulary that `options` asks for.
    ///
    /// # Errors
    /// [`Error::Model`] when there are no words.
    pub fn new(words: &WordCounts, options: &Options) -> Result<Self> {
        let top = words.top(options);
        if top.is_empty() {
            return Err(empty());
        }
        let vocabulary = Vocabulary::new(top.into_iter())
            .ok_or_else(|| Error::Model("two words have the same hash".to_owned()))?;
        let capitals = vec![[0; 2]; vocabulary.len()];
        let (keys, counts, pending) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { vocabulary, capitals, keys, counts, pending })
    }

    /// Counts the trigrams of a text.
    pub fn add(&mut self, text: &str) {
        let start = WordId::START.0;
        let (mut u, mut v) = (start, start);
        for token in tokens(text) {
            let w = if token.is_damaged() { GAP } else { self.vocabulary.find(token.hash).0 };
            if v != start && v != GAP && w != GAP {
                self.pending.push(pack(u, v, w));
            }
            if !token.is_first() && w != GAP && w != WordId::END.0 {
                let [inside, capital] = &mut self.capitals[w as usize];
                *inside += 1;
                *capital += u64::from(token.is_capitalized());
            }
            (u, v) = if w == WordId::END.0 { (start, start) } else { (v, w) };
        }
        if self.pending.len() >= PENDING.max(self.keys.len() / 2) {
            self.sort_in();
        }
    }

    fn sort_in(&mut self) {
        self.pending.sort_unstable();
        let mut keys = Vec::with_capacity(self.keys.len() + self.pending.len() / 2);
        let mut counts = Vec::with_capacity(keys.capacity());
        let mut old = self.keys.iter().copied().zip(self.counts.iter().copied()).peekable();
        for run in self.pending.chunk_by(|a, b| a == b) {
            let key = run[0];
            let mut count = run.len() as u32;
            while let Some((smaller, its)) = old.next_if(|(old, _)| *old < key) {
                keys.push(smaller);
                counts.push(its);
            }
            if let Some((_, its)) = old.next_if(|(old, _)| *old == key) {
                count = count.saturating_add(its);
            }
            keys.push(key);
            counts.push(count);
        }
        for (key, count) in old {
            keys.push(key);
            counts.push(count);
        }
        (self.keys, self.counts) = (keys, counts);
        self.pending.clear();
    }

    /// The distinct trigrams in order, with their counts.
    pub(super) fn sorted(&mut self) -> (Vec<u64>, Vec<u32>) {
        self.sort_in();
        self.pending = Vec::new();
        (std::mem::take(&mut self.keys), std::mem::take(&mut self.counts))
    }
}

fn pack(u: u32, v: u32, w: u32) -> u64 {
    u64::from(u) << (2 * WORD_BITS) | u64::from(v) << WORD_BITS | u64::from(w)
}
