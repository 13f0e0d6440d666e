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

/// A word that its neighbors before ask for this much, or that asks for the one after, is not looked
/// at: a third of all places, and 2 in 100 of the swapped words that would gain.
const FITS: f32 = 2.0;
/// Candidates at most this far away count as near.
const NEAR: f32 = 0.5;
/// Candidates that are scored by trigrams.
const SCORED: usize = 3;
/// Candidates that are fetched together.
const TOGETHER: usize = 16;
/// By bigrams, what loses this much does not gain by trigrams.
const HOPELESS: f32 = -3.0;
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
    let is_well = token.fit >= FITS || token.fit >= 0.0 && reading.next_fit(at) >= FITS;
    if token.entry == Token::NO_ENTRY || is_well {
        return Margin::NONE;
    }
    let candidates = english.synonyms.candidates(token.entry);
    if candidates.is_empty() {
        return Margin::NONE;
    }
    let slot = english.model.slot(reading.before(at), reading.after(at));
    let own = slot.tried(token.id);
    // Bigrams choose the few that are worth three trigrams each.
    let mut best = [(f32::MIN, candidates[0], own); SCORED];
    let mut better = 0;
    let ids = english.candidate_ids(token.entry).chunks(TOGETHER);
    for (candidates, ids) in candidates.chunks(TOGETHER).zip(ids) {
        slot.fetch_glance(ids);
        for (&id, candidate) in ids.iter().zip(candidates) {
            if id == WordId::UNKNOWN {
                continue;
            }
            let tried = slot.tried(id);
            let gain = tried.glance - own.glance - candidate.penalty;
            better += usize::from(gain > 0.0);
            if gain > best[SCORED - 1].0 {
                let place = best.partition_point(|other| other.0 >= gain);
                best[place..].rotate_right(1);
                best[place] = (gain, *candidate, tried);
            }
        }
    }
    let mut out = Margin::NONE;
    out.share = better as f32 / candidates.len() as f32;
    if best[0].0 < HOPELESS {
        return Margin { gain: best[0].0.max(LOWEST), near: best[0].0.max(LOWEST), ..out };
    }
    // Asked for before what follows waits for the trigrams.
    let is_function = best.map(|scored| english.synonyms.info(scored.1.word).is_function());
    let scored = best.iter().filter(|scored| scored.0 > f32::MIN);
    slot.fetch_score(scored.map(|scored| english.id(scored.1.word)).chain([token.id]));
    let own = slot.score(&own);
    for ((rough, candidate, tried), is_function) in best.into_iter().zip(is_function) {
        if rough == f32::MIN {
            break;
        }
        let gain = slot.score(&tried) - own - candidate.penalty;
        let gain = gain.clamp(LOWEST, HIGHEST);
        if gain > out.gain {
            out.gain = gain;
            out.best = candidate.word;
        }
        if candidate.penalty <= NEAR {
            out.near = out.near.max(gain);
        }
        if is_function {
            out.function = out.function.max(gain);
        }
    }
    out
}
