//! Pruning: what helps least per byte goes first.
//!
//! An n-gram's worth is the likelihood that the training text loses without it, the mass it frees
//! for its siblings taken off (Stolcke 1998 in the interpolated form). A bigram is worth at least
//! what the trigrams on it are worth, so that both bigrams of a trigram always stay.

use super::super::table::{Bigrams, Table, Trigrams};
use super::grams::Grams;

/// Share of the size that one round keeps at least: worths change as others go, so they are
/// computed anew.
const ROUND: f64 = 0.6;
/// Bytes of one entry, to weigh the orders against each other.
const BIGRAM_BYTES: f64 = 64.0 / (15.0 * 0.92);
const TRIGRAM_BYTES: f64 = 64.0 / (21.0 * 0.92);

/// What an n-gram stands among.
struct Place {
    /// Events seen in its context.
    total: f64,
    back_off: f64,
    /// Mass that the order below gives to all n-grams of the context.
    below_all: f64,
}

/// Likelihood lost with an n-gram of probability `prob`, of which the order below says `below`.
fn worth(place: &Place, prob: f64, below: f64) -> f64 {
    let own = prob - place.back_off * below;
    let back_off = place.back_off + own;
    let lost = prob * (prob / (back_off * below)).ln();
    let unseen = (place.back_off * (1.0 - place.below_all)).max(0.0);
    let gained = unseen * (back_off / place.back_off).ln() + own * (place.below_all - below);
    place.total * (lost - gained)
}

impl Grams {
    /// Takes n-grams away until the packed file has at most `bytes`, or none are left.
    pub fn prune(&mut self, bytes: usize) {
        let fixed = self.bytes() - tables(self.bigrams.len(), self.trigrams.len());
        let wanted = bytes.saturating_sub(fixed);
        loop {
            let now = tables(self.bigrams.len(), self.trigrams.len());
            if now <= wanted || self.bigrams.is_empty() {
                return;
            }
            self.round(wanted.max((now as f64 * ROUND) as usize));
            self.estimate();
        }
    }

    fn round(&mut self, wanted: usize) {
        let trigram_worths = self.trigram_worths();
        let mut bigram_worths = self.bigram_worths();
        for (gram, &worth) in self.trigrams.iter().zip(&trigram_worths) {
            for bigram in [gram.context, gram.suffix] {
                let bound = &mut bigram_worths[bigram as usize];
                *bound = bound.max(worth);
            }
        }
        let limit = limit(&bigram_worths, &trigram_worths, wanted);

        let mut at = 0;
        let Self { unigrams, bigrams, trigrams, .. } = self;
        trigrams.retain(|gram| {
            let stays = trigram_worths[at] > limit;
            at += 1;
            if !stays {
                // It was one continuation; now all its events are the bigram's.
                let more = u64::from(gram.count) - 1;
                let suffix = &mut bigrams[gram.suffix as usize];
                suffix.count += more;
                unigrams[suffix.context as usize].total += more;
            }
            stays
        });
        let mut numbers = Vec::with_capacity(bigrams.len());
        let mut kept = 0;
        for (gram, worth) in bigrams.iter().zip(&bigram_worths) {
            numbers.push(kept);
            if *worth > limit {
                kept += 1;
            } else {
                unigrams[gram.word as usize].count += gram.count - 1;
                // A context without bigrams is not visited by the estimate.
            }
        }
        let mut at = 0;
        bigrams.retain(|_| {
            at += 1;
            bigram_worths[at - 1] > limit
        });
        for gram in trigrams {
            gram.context = numbers[gram.context as usize];
            gram.suffix = numbers[gram.suffix as usize];
        }
    }

    fn bigram_worths(&self) -> Vec<f32> {
        let mut worths = Vec::with_capacity(self.bigrams.len());
        for run in self.bigrams.chunk_by(|a, b| a.context == b.context) {
            let context = &self.unigrams[run[0].context as usize];
            let below = |word: u32| self.unigrams[word as usize].prob;
            let place = Place {
                total: context.total as f64,
                back_off: context.back_off,
                below_all: run.iter().map(|gram| below(gram.word)).sum(),
            };
            worths
                .extend(run.iter().map(|gram| {
                    (worth(&place, gram.prob, below(gram.word)) / BIGRAM_BYTES) as f32
                }));
        }
        worths
    }

    fn trigram_worths(&self) -> Vec<f32> {
        let mut worths = Vec::with_capacity(self.trigrams.len());
        for run in self.trigrams.chunk_by(|a, b| a.context == b.context) {
            let context = &self.bigrams[run[0].context as usize];
            let below = |suffix: u32| self.bigrams[suffix as usize].prob;
            let place = Place {
                total: context.total as f64,
                back_off: context.back_off,
                below_all: run.iter().map(|gram| below(gram.suffix)).sum(),
            };
            worths.extend(run.iter().map(|gram| {
                let worth = worth(&place, f64::from(gram.prob), below(gram.suffix));
                (worth / TRIGRAM_BYTES) as f32
            }));
        }
        worths
    }
}

/// The worth up to which all must go, so that what stays fits in `wanted` bytes.
fn limit(bigrams: &[f32], trigrams: &[f32], wanted: usize) -> f32 {
    let mut all: Vec<(f32, bool)> = bigrams.iter().map(|&worth| (worth, true)).collect();
    all.extend(trigrams.iter().map(|&worth| (worth, false)));
    all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut counts = [bigrams.len(), trigrams.len()];
    for (worth, is_bigram) in all {
        counts[usize::from(!is_bigram)] -= 1;
        if tables(counts[0], counts[1]) <= wanted {
            return worth;
        }
    }
    f32::INFINITY
}

fn tables(bigrams: usize, trigrams: usize) -> usize {
    Table::<Bigrams>::bytes(bigrams) + Table::<Trigrams>::bytes(trigrams)
}
