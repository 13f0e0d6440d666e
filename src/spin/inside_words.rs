//! ## What it finds
//! Words that are none, but become one when a part of them gives way to a synonym.
//!
//! ## Why it matters
//! Careless spinners replace letters wherever they stand, inside other words too. No writer and no
//! typist makes such words.
//!
//! ## Example
//! "poiboy" holds "boy" where "son" stood; "undertakeed" holds "take".
//!
//! ## Limits
//! One such word may be a coined one; two different ones count. Names and words of other languages
//! have capitals or no English word behind them.

use crate::lexicon::English;
use crate::lexicon::ngram::{WordId, word_hash};
use crate::text::Span;

use super::reading::Reading;

/// Shorter words have too many neighbors, longer ones are run together.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=18;
/// Fewest letters of a replaced part.
const MIN_PART: usize = 3;
/// The word behind must be at least this frequent.
const FREQUENT: f32 = 3.3;
/// The part must be a word that spinners write.
const PART_FREQUENT: f32 = 3.0;
/// Endings of words that are formed as one goes along ("outsailed", "refilers").
const FORMED: [&str; 6] = ["un", "re", "over", "under", "out", "non"];

/// The places of such words, with what belongs there.
pub fn inside_words(text: &str, reading: &Reading, english: &English) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    for token in &reading.tokens {
        if token.id != WordId::UNKNOWN
            || !token.is_lower()
            || token.is_joined()
            || token.info(english).is_some()
        {
            continue;
        }
        let word = &text[token.span.range()];
        if LENGTHS.contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_lowercase())
            && !is_formed(word, english)
            && let Some(behind) = behind(word, english)
        {
            out.push((token.span, behind));
        }
    }
    out
}

/// Whether the word is a known one with a prefix, or two known words.
fn is_formed(word: &str, english: &English) -> bool {
    let known = |part: &str| part.len() > 2 && english.synonyms.find(word_hash(part)).is_some();
    FORMED.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(known))
        || (3..word.len() - 2).any(|at| known(&word[..at]) && known(&word[at..]))
}

/// The word that a replacement inside made this one of.
fn behind(word: &str, english: &English) -> Option<String> {
    let table = &english.synonyms;
    for length in (MIN_PART..word.len() - 1).rev() {
        for at in 0..=word.len() - length {
            let part = &word[at..at + length];
            let Some(number) = table.find(word_hash(part)) else { continue };
            if table.info(number).frequency < PART_FREQUENT {
                continue;
            }
            for candidate in table.candidates(number).iter().filter(|c| c.penalty <= 0.5) {
                let original = table.word(candidate.word);
                if original.len() < MIN_PART {
                    continue;
                }
                let whole = format!("{}{original}{}", &word[..at], &word[at + length..]);
                let found = table.find(word_hash(&whole));
                if found.is_some_and(|found| table.info(found).frequency >= FREQUENT) {
                    return Some(whole);
                }
            }
        }
    }
    None
}
