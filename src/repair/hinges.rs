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

/// How likely each word that grammar hangs on is between two tokens, natural logarithm, by bigrams: most are met
/// again when the text is read once more.
#[derive(Debug, Default)]
pub struct Hinges(FxHashMap<[WordId; 2], Vec<f32>>);

impl Hinges {
    /// For each word that is out of place again and again the word that grammar hangs on which would do best
    /// at all its places, if one would do.
    pub fn of(
        &mut self,
        reading: &Reading,
        originals: &Originals,
        english: &English,
    ) -> FxHashMap<u64, Original> {
        let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (at, token) in reading.tokens.iter().enumerate() {
            let is_hinge = token.info(english).is_some_and(Info::is_function);
            if token.is_open && !is_hinge && may_be_spun(reading, at, 1) {
                places.entry(token.hash).or_default().push(at);
            }
        }
        places.retain(|_, places| places.len() >= OFTEN);
        let best = places.into_iter().filter_map(|(form, places)| {
            Some((form, self.best(&places, reading, originals.hinges(), english)?))
        });
        best.collect()
    }

    /// The one of `all` that would do best at these places of a word, if one would do.
    fn best(
        &mut self,
        places: &[usize],
        reading: &Reading,
        all: &[Original],
        english: &English,
    ) -> Option<Original> {
        let model = &english.model;
        // By hinge: what it gains, and how much it is asked for.
        let mut sums = vec![(0.0, 0.0); all.len()];
        for &at in places {
            let Around { before: [_, before], after: [after, _] } = Around::raw(reading, at, 1);
            let own = reading.tokens[at].id;
            let own_both = beside(before, own, after, english) + unknown(own);
            let alone = model.unigram(after);
            let between = self.0.entry([before, after]).or_insert_with(|| {
                // Memory is waited for once, not for each.
                let both = |hinge: &Original| [[before, hinge.id], [hinge.id, after]];
                model.fetch_pairs(all.iter().flat_map(both));
                all.iter().map(|hinge| beside(before, hinge.id, after, english)).collect()
            });
            for (((gains, asked), both), hinge) in sums.iter_mut().zip(&*between).zip(all) {
                *gains += (both - own_both).clamp(-MOST_GAINED, MOST_GAINED);
                *asked += both - model.unigram(hinge.id) - alone;
            }
        }
        let count = places.len() as f32;
        let fits = |&(gains, asked): &(f32, f32)| {
            gains / count >= LEAST_GAINED && asked / count >= LEAST_ASKED
        };
        let fit = sums.iter().zip(all).filter(|(sums, _)| fits(sums));
        let best = fit.max_by(|a, b| a.0.0.total_cmp(&b.0.0))?;
        Some(*best.1)
    }
}

/// ln of how likely a word is between two others, by bigrams.
fn beside(before: WordId, word: WordId, after: WordId, english: &English) -> f32 {
    english.model.bigram(before, word) + english.model.bigram(word, after)
}
