//! Making a model from text: counting, estimating, pruning, packing.
//!
//! In goes any text, twice; out come the bytes of a model file. The estimate is modified
//! Kneser-Ney, interpolated (Chen and Goodman 1998): three discounts per order, continuation
//! counts below trigrams. Pruning takes away what costs the least likelihood per byte; the counts
//! of what is pruned go to the order below, as in revised Kneser pruning (Siivola, Hirsimäki and
//! Virpioja 2007), so that small models stay sound.
//!
//! The same text in the same order gives the same bytes. Memory is about 40 bytes for each
//! distinct trigram, and a quarter of a gigabyte. Deliberately absent: reading files, and threads.

mod count;
mod estimate;
mod grams;
mod pack;
mod prune;

pub use count::{TrigramCounts, WordCounts};
pub use grams::Grams;

use crate::error::{Error, Result};

/// How a model is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Most words in the vocabulary, the most frequent ones; at most [`super::MAX_WORDS`] - 3.
    pub words: usize,
    /// A rarer word is not taken into the vocabulary.
    pub min_count: u64,
    /// Size of the file to aim at; the model is pruned until it fits. `None`: nothing is pruned.
    pub bytes: Option<usize>,
    /// What the model was trained on, for people.
    pub about: String,
}

impl Default for Options {
    /// 70,000 words seen at least three times, and 12 MiB: the shipped model's figures.
    fn default() -> Self {
        Self { words: 70_000, min_count: 3, bytes: Some(12 << 20), about: String::new() }
    }
}

/// Trains a model; `texts` is called twice and gives every text to the function it gets, the same
/// both times.
///
/// A character U+FFFD in a word marks it as damaged: it and what spans it is not counted.
///
/// # Errors
/// [`Error::Model`] when there is no text to train on.
pub fn train(texts: impl Fn(&mut dyn FnMut(&str)), options: &Options) -> Result<Vec<u8>> {
    let mut words = WordCounts::default();
    texts(&mut |text| words.add(text));
    let mut counts = TrigramCounts::new(&words, options)?;
    drop(words);
    texts(&mut |text| counts.add(text));
    let mut grams = Grams::new(counts)?;
    if let Some(bytes) = options.bytes {
        grams.prune(bytes);
    }
    Ok(grams.pack(&options.about))
}

fn empty() -> Error {
    Error::Model("there is no text to train on".to_owned())
}
