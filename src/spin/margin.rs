//! ## What it finds
//! Words in whose place a word that WordNet ties to them would be far likelier: the synonym margin.
//!
//! ## Why it matters
//! A spinner takes a word from a thesaurus without looking at its neighbors; the one who wrote the
//! sentence did. Whatever the spinner's table, the word that stood there fits better.
//!
//! ## Example
//! In "the ministry declined to remark on the case", "comment" would be e^6 times likelier.
//!
//! ## Limits
//! Words with a capital are left alone, as are words that sit well: a word that its neighbors
//! ask for was not put in. Phrases of several words have no candidates.

use super::reading::{Reading, Token};
use crate::lexicon::English;
use crate::lexicon::ngram::WordId;

/// Words that fit better than this are not looked at: two in five places, and nine in ten gains
/// beyond 3 lie below.
const FITS: f32 = 2.0;
/// Candidates at most this far away count as near.
const NEAR: f32 = 0.5;
/// Gains are cut off here.
const LOWEST: f32 = -6.0;
const HIGHEST: f32 = 10.0;

/// What the best candidates of a place would gain, in natural logarithms.
#[derive(Clone, Copy, Debug)]
pub struct Margin {
    /// By any candidate, its distance subtracted.
    pub gain: f32,
    /// By a near one.
    pub near: f32,
    /// By a function word.
    pub function: f32,
    /// Share of candidates that would gain anything.
    pub share: f32,
    /// The best candidate, a word of the synonyms.
    pub best: u32,
}

impl Margin {
    /// Nothing to gain.
    pub const NONE: Self =
        Self { gain: LOWEST, near: LOWEST, function: LOWEST, share: 0.0, best: Token::NO_ENTRY };
}

/// The margin at a token.
pub fn margin(reading: &Reading, at: usize, english: &English) -> Margin {
    let token = &reading.tokens[at];
    if token.entry == Token::NO_ENTRY || token.fit >= FITS {
        return Margin::NONE;
    }
    let candidates = english.synonyms.candidates(token.entry);
    if candidates.is_empty() {
        return Margin::NONE;
    }
    let slot = english.model.slot(reading.before(at), reading.after(at));
    let own = slot.score(token.id);
    let mut out = Margin::NONE;
    let mut better = 0;
    for candidate in candidates {
        let id = english.id(candidate.word);
        if id == WordId::UNKNOWN {
            continue;
        }
        let gain = (slot.score(id) - own - candidate.penalty).clamp(LOWEST, HIGHEST);
        if gain > out.gain {
            out.gain = gain;
            out.best = candidate.word;
        }
        if candidate.penalty <= NEAR {
            out.near = out.near.max(gain);
        }
        if english.synonyms.info(candidate.word).is_function() {
            out.function = out.function.max(gain);
        }
        better += usize::from(gain > 0.0);
    }
    out.share = better as f32 / candidates.len() as f32;
    out
}
