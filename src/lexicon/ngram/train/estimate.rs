//! Modified Kneser-Ney: from counts to probabilities and back-offs.
//!
//! p(w | h) = (c(hw) - D(c(hw))) / c(h) + γ(h) p(w | h'), where γ(h) is the mass that the discounts
//! and the pruned n-grams leave. Words not seen after h get γ(h) p(w | h') alone, so γ(h) is the
//! back-off weight, and the probabilities after any context sum to 1 whatever was pruned.

use super::super::vocabulary::WordId;
use super::grams::Grams;

/// What is taken from counts of 1, 2, and 3 or more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Discounts([f64; 4]);

/// For texts too small or too even for the formulas: of the size that news text gives.
const FALLBACK: [f64; 4] = [0.0, 0.5, 1.0, 1.5];

impl Discounts {
    /// From how many n-grams have counts of 1 to 4.
    pub(super) fn of(counts: impl Iterator<Item = u64>) -> Self {
        let mut n = [0f64; 5];
        for count in counts.filter(|count| (1..=4).contains(count)) {
            n[count as usize] += 1.0;
        }
        let y = n[1] / (n[1] + 2.0 * n[2]);
        let mut discounts = [0.0; 4];
        for k in 1..=3 {
            let d = k as f64 - (k + 1) as f64 * y * n[k + 1] / n[k];
            // Also false for NaN.
            if !(d >= 0.0 && d <= k as f64) {
                return Self(FALLBACK);
            }
            discounts[k] = d;
        }
        Self(discounts)
    }

    /// What is left of a count.
    pub(super) fn left(&self, count: u64) -> f64 {
        count as f64 - self.0[count.min(3) as usize]
    }
}

impl Grams {
    /// Computes every probability and back-off from the counts as they are.
    pub(super) fn estimate(&mut self) {
        let [first, second, third] = self.discounts;

        let total = self.unigrams.iter().map(|gram| gram.count).sum::<u64>() as f64;
        let left: f64 = self.unigrams.iter().map(|gram| first.left(gram.count)).sum();
        // The start of a sentence is never predicted.
        let even = (1.0 - left / total) / (self.unigrams.len() - 1) as f64;
        for gram in &mut self.unigrams {
            gram.prob = first.left(gram.count) / total + even;
            gram.back_off = 1.0;
        }
        self.unigrams[WordId::START.index()].prob = 0.0;

        let Self { unigrams, bigrams, trigrams, .. } = self;
        for run in bigrams.chunk_by_mut(|a, b| a.context == b.context) {
            let context = run[0].context as usize;
            let total = unigrams[context].total as f64;
            let left: f64 = run.iter().map(|gram| second.left(gram.count)).sum();
            let back_off = (1.0 - left / total).max(f64::MIN_POSITIVE);
            unigrams[context].back_off = back_off;
            for gram in run {
                let below = unigrams[gram.word as usize].prob;
                gram.prob = second.left(gram.count) / total + back_off * below;
                gram.back_off = 1.0;
            }
        }
        for run in trigrams.chunk_by_mut(|a, b| a.context == b.context) {
            let context = run[0].context as usize;
            let total = bigrams[context].total as f64;
            let left: f64 = run.iter().map(|gram| third.left(u64::from(gram.count))).sum();
            let back_off = (1.0 - left / total).max(f64::MIN_POSITIVE);
            bigrams[context].back_off = back_off;
            for gram in run {
                let below = bigrams[gram.suffix as usize].prob;
                let own = third.left(u64::from(gram.count)) / total;
                gram.prob = (own + back_off * below) as f32;
            }
        }
    }
}
