//! ## What it finds
//! Phrases of two or three words that a thesaurus gives for single ones, in numbers.
//!
//! ## Why it matters
//! No language model of words sees them: each word sits well beside the next. But a thesaurus
//! offers "put heads together" for "confer" as readily as any word, and writers hardly ever do.
//!
//! ## Example
//! "the committee will put heads together", "a forced landing of prices".
//!
//! ## Limits
//! Most such phrases are good English; only their number tells, and rare ones tell more.

use crate::document::Evidence;
use crate::lexicon::English;
use crate::lexicon::substitutions::Word;
use crate::text::Span;

/// Numbers that this detector gives.
pub const WIDTH: usize = 8;
/// Phrases are shown from here on.
const SHOWN: f32 = 3.0;
/// Evidence that one is, for what is known of it.
const WEIGHT: f32 = 0.4;

/// A phrase of the thesaurus in a text.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    number: u32,
    /// How much oftener a spinner would write it than others do.
    prior: f32,
    /// Where it stands.
    pub span: Span,
}

/// The phrases of a text.
pub fn phrases(words: &[Word], english: &English) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = match words[at].is_capital() && !words[at].opens() || words[at].is_glued() {
            true => None,
            false => english.synonyms.phrase(words, at),
        };
        at += match found {
            None => 1,
            Some((number, count)) => {
                let span = Span { start: words[at].start, end: words[at + count - 1].end };
                out.push(Found { number, prior: english.synonyms.phrase_prior(number), span });
                count
            }
        };
    }
    out
}

/// The numbers of a text of so many words.
pub fn numbers(found: &[Found], words: usize) -> [f32; WIDTH] {
    let mut kinds: Vec<(u32, f32)> = found.iter().map(|f| (f.number, f.prior)).collect();
    kinds.sort_unstable_by_key(|kind| kind.0);
    kinds.dedup_by_key(|kind| kind.0);
    let words = words.max(1) as f32;
    let root = words.sqrt();
    let over = |limit: f32| kinds.iter().filter(|kind| kind.1 > limit).count() as f32 / root;
    [
        over(0.0),
        over(2.0),
        over(4.0),
        over(6.0),
        over(8.0),
        kinds.iter().map(|kind| kind.1.min(8.0)).sum::<f32>() / root,
        found.len() as f32 / words,
        kinds.iter().filter(|kind| kind.1 > 6.0).count() as f32,
    ]
}

/// Those that tell something, as evidence.
pub fn evidence(found: &[Found]) -> impl Iterator<Item = Evidence> {
    found.iter().filter(|found| found.prior >= SHOWN).map(|found| Evidence {
        rule: "spin/thesaurus-phrase",
        span: found.span,
        weight: found.prior * WEIGHT,
        instead: None,
    })
}
