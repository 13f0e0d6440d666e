//! Which words stand for words that grammar hangs on, all over an article.
//!
//! In goes a [`Reading`]; out comes, for a word that is out of place again and again, the function word that its
//! places ask for: some spinners put a fixed noun for "the" or "with". No table lists such pairs. Deliberately
//! absent: whether it stood there, which `weigh` says place by place.

use rustc_hash::FxHashMap;

use super::places::{Around, may_be_spun, unknown};
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::ngram::WordId;
use crate::lexicon::originals::{Original, Originals};
use crate::lexicon::synonyms::Info;

/// A word that is out of place so often may stand for a word that grammar hangs on.
const OFTEN: usize = 3;
/// That word must gain so much at a place of the other by bigrams, on average, and be asked for so much by
/// its neighbors; natural logarithms.
const LEAST_GAINED: f32 = 0.5;
const LEAST_ASKED: f32 = 1.0;
/// No place counts for more.
const MOST_GAINED: f32 = 6.0;

/// For each word that is out of place again and again the word that grammar hangs on which would do best
/// at all its places, if one would do.
pub fn hinges(
    reading: &Reading,
    originals: &Originals,
    english: &English,
) -> FxHashMap<u64, Original> {
    let model = &english.model;
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, token) in reading.tokens.iter().enumerate() {
        let is_hinge = token.info(english).is_some_and(Info::is_function);
        if token.is_open && !is_hinge && may_be_spun(reading, at, 1) {
            places.entry(token.hash).or_default().push(at);
        }
    }
    places.retain(|_, places| places.len() >= OFTEN);
    let best = places.into_iter().filter_map(|(form, places)| {
        let around = places.iter().map(|&at| {
            let Around { before: [_, before], after: [after, _] } = Around::raw(reading, at, 1);
            let own = reading.tokens[at].id;
            let own_both = beside(before, own, after, english) + unknown(own);
            (before, after, own_both, model.unigram(after))
        });
        let around: Vec<_> = around.collect();
        let mean = |hinge: &Original| {
            let (mut gains, mut asked) = (0.0, 0.0);
            for &(before, after, own, alone) in &around {
                let both = beside(before, hinge.id, after, english);
                gains += (both - own).clamp(-MOST_GAINED, MOST_GAINED);
                asked += both - model.unigram(hinge.id) - alone;
            }
            let count = around.len() as f32;
            (gains / count, asked / count)
        };
        let all = originals.hinges().iter().map(|hinge| (mean(hinge), hinge));
        let fit = all.filter(|((gains, asked), _)| *gains >= LEAST_GAINED && *asked >= LEAST_ASKED);
        let best = fit.max_by(|a, b| a.0.0.total_cmp(&b.0.0))?;
        Some((form, *best.1))
    });
    best.collect()
}

/// ln of how likely a word is between two others, by bigrams.
pub fn beside(before: WordId, word: WordId, after: WordId, english: &English) -> f32 {
    english.model.bigram(before, word) + english.model.bigram(word, after)
}
