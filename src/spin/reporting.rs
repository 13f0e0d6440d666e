//! ## What it finds
//! Verbs of speech that take the place of "said": a text that never says "said" but claims, states
//! and remarks.
//!
//! ## Why it matters
//! News says "said" again and again, so a spinner's one synonym for it shows again and again.
//!
//! ## Example
//! "the minister claimed … the spokeswoman claimed … the court claimed".
//!
//! ## Limits
//! Much English of India, Africa and the courts prefers such verbs: weak alone.

use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::ngram::WordId;
use crate::lexicon::ngram::word_hash;

/// Numbers that this detector gives.
pub const WIDTH: usize = 3;

const OTHERS: [u64; 14] = [
    word_hash("claimed"),
    word_hash("stated"),
    word_hash("remarked"),
    word_hash("mentioned"),
    word_hash("opined"),
    word_hash("expressed"),
    word_hash("uttered"),
    word_hash("voiced"),
    word_hash("averred"),
    word_hash("asserted"),
    word_hash("articulated"),
    word_hash("pronounced"),
    word_hash("professed"),
    word_hash("aforesaid"),
];

/// The numbers of a text.
pub fn numbers(reading: &Reading, english: &English) -> [f32; WIDTH] {
    let find = |hash| english.model.find(hash);
    let said = find(word_hash("said"));
    let others = OTHERS.map(find);
    // One bit for the last six of each number: most words are none of them by that.
    let filter = others.iter().fold(0u64, |all, id| all | 1 << (id.index() % 64));
    let (mut plain, mut skewed) = (0.0, 0.0);
    for token in &reading.tokens {
        if token.id == WordId::UNKNOWN {
            continue;
        }
        if token.id == said {
            plain += 1.0;
        } else if filter >> (token.id.index() % 64) & 1 != 0 && others.contains(&token.id) {
            skewed += 1.0;
        }
    }
    let words = reading.words.max(1) as f32;
    [plain / words, skewed / words, skewed / (plain + skewed + 2.0)]
}
