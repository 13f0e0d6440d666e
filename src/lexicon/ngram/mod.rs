//! A trigram language model: how likely a word is after two others.
//!
//! In goes text, as [`tokens`]; out come natural logarithms of probabilities. The model is one
//! immutable file: vocabulary, probabilities of words, and hash tables of bigrams and trigrams
//! with quantized values, read by [`NgramModel::load`] in milliseconds. [`train`] makes such files
//! from any text.
//!
//! ```
//! use copydesk::lexicon::ngram::{NgramModel, train};
//!
//! let text = "The council met on Monday.\nThe council met on Tuesday.\n";
//! let options = train::Options { min_count: 1, ..train::Options::default() };
//! let model = NgramModel::load(&train::train(|feed| feed(text), &options)?)?;
//! let [council, met, on] = ["council", "met", "on"].map(|word| model.word(word));
//! assert!(model.log_prob(council, met, on) > model.log_prob(council, on, met));
//! # Ok::<(), copydesk::Error>(())
//! ```
//!
//! Deliberately absent: knowledge of spinners, thresholds, and any judgment.

mod format;
mod hash;
mod letters;
mod model;
mod slot;
mod table;
mod tokens;
pub mod train;
mod vocabulary;

pub use hash::word_hash;
pub use model::{Context, NgramModel};
pub use slot::{Slot, Tried};
pub use tokens::{SENTENCE_END, Token, Tokens, form, tokens};
pub use vocabulary::{MAX_WORDS, WordId};

pub(in crate::lexicon) use format::tables_at;

/// The digest that a model file carries, hex; of bytes that are no model, whatever stands there.
pub fn digest_of(file: &[u8]) -> String {
    format::digest(file)
}
