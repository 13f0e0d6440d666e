//! Packing: values become levels of code books, n-grams become tables.

use super::super::format::{self, Parts, to_u16};
use super::super::model::LEVELS;
use super::super::table::{Bigrams, Table, Trigrams};
use super::super::vocabulary::WORD_BITS;
use super::grams::{Grams, Unigram};

/// Rounds of Lloyd's algorithm: the levels hardly move after thirty.
const ROUNDS: usize = 40;

impl Grams {
    /// The bytes of the model file.
    pub fn pack(&self, about: &str) -> Vec<u8> {
        let bigram_levels = levels(self.bigrams.iter().map(|gram| gram.prob.ln() as f32), 0);
        let trigram_levels = levels(self.trigrams.iter().map(|gram| gram.prob.ln()), 0);
        let has_trigrams = self.contexts();
        let contexts = self.bigrams.iter().zip(&has_trigrams).filter(|(_, has)| **has);
        let back_offs = levels(contexts.map(|(gram, _)| gram.back_off.ln() as f32), 1);

        let bigrams: Vec<(u64, u32)> = self
            .bigrams
            .iter()
            .zip(&has_trigrams)
            .map(|(gram, has)| {
                let key = u64::from(gram.context) << WORD_BITS | u64::from(gram.word);
                let prob = nearest(&bigram_levels, 0, gram.prob.ln() as f32);
                let back_off =
                    if *has { nearest(&back_offs, 1, gram.back_off.ln() as f32) } else { 0 };
                (key, (back_off * LEVELS as u32) | prob)
            })
            .collect();
        let trigrams: Vec<(u64, u32)> = self
            .trigrams
            .iter()
            .map(|gram| {
                let context = &self.bigrams[gram.context as usize];
                let pair = u64::from(context.context) << WORD_BITS | u64::from(context.word);
                let key = pair << WORD_BITS | u64::from(gram.word);
                (key, nearest(&trigram_levels, 0, gram.prob.ln()))
            })
            .collect();

        let unigram = |gram: &Unigram| [to_u16(gram.prob.ln()), to_u16(gram.back_off.ln())];
        let share = |&[inside, capital]: &[u64; 2]| {
            (capital * 254 + inside / 2).checked_div(inside).map_or(255, |share| share as u8)
        };
        format::write(&Parts {
            vocabulary: self.vocabulary.clone(),
            unigrams: self.unigrams.iter().map(unigram).collect(),
            capitals: self.capitals.iter().map(share).collect(),
            bigrams: Table::<Bigrams>::build(bigrams.into_iter()),
            trigrams: Table::<Trigrams>::build(trigrams.into_iter()),
            levels: [bigram_levels, back_offs, trigram_levels],
            counts: [self.bigrams.len() as u32, self.trigrams.len() as u32],
            about: about.to_owned(),
        })
    }

    /// Size of the packed file, without the text about it.
    pub(super) fn bytes(&self) -> usize {
        let letters: usize = self.vocabulary.words().map(|word| word.len() + 1).sum();
        let tables = Table::<Bigrams>::bytes(self.bigrams.len())
            + Table::<Trigrams>::bytes(self.trigrams.len());
        format::HEAD_BYTES + letters + 5 * self.vocabulary.len() + tables
    }

    /// Which bigrams are contexts of trigrams.
    fn contexts(&self) -> Vec<bool> {
        let mut has = vec![false; self.bigrams.len()];
        self.trigrams.iter().for_each(|gram| has[gram.context as usize] = true);
        has
    }
}

/// Levels that stand for `values` with little error (Lloyd's algorithm), in ascending order. The
/// first `reserved` levels are left out and 0.
fn levels(values: impl Iterator<Item = f32>, reserved: usize) -> [f32; LEVELS] {
    let mut values: Vec<f32> = values.collect();
    values.sort_unstable_by(f32::total_cmp);
    let mut sums = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for &value in &values {
        sum += f64::from(value);
        sums.push(sum);
    }
    let count = LEVELS - reserved;
    let mut levels = [0.0; LEVELS];
    let mut ends = spread(&values, count);
    for _ in 0..ROUNDS {
        let mut from = 0;
        for (level, &end) in levels[reserved..].iter_mut().zip(&ends) {
            // An empty level keeps its place.
            if end > from {
                *level = ((sums[end] - sums[from]) / (end - from) as f64) as f32;
            }
            from = end;
        }
        levels[reserved..].sort_unstable_by(f32::total_cmp);
        let middles = levels[reserved..].windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
        let cuts = middles.map(|middle| values.partition_point(|&value| value <= middle));
        let cuts: Vec<usize> = cuts.collect();
        ends[..count - 1].copy_from_slice(&cuts);
    }
    levels
}

/// Where to cut sorted values into `count` parts: as densely as the cube root of their density
/// (Panter and Dite 1951), so that the few at the far ends get levels too.
fn spread(values: &[f32], count: usize) -> Vec<usize> {
    const BINS: usize = 2_048;
    let (Some(&least), Some(&most)) = (values.first(), values.last()) else {
        return vec![0; count];
    };
    let width = (most - least) / BINS as f32;
    let bounds = (1..=BINS).map(|bin| {
        let bound = least + width * bin as f32;
        if bin == BINS { values.len() } else { values.partition_point(|&value| value <= bound) }
    });
    let mut from = 0;
    let mut weight = 0.0;
    let mut weights = Vec::with_capacity(BINS);
    for to in bounds {
        weight += ((to - from) as f64).cbrt();
        weights.push((weight, to));
        from = to;
    }
    let wanted = (1..=count).map(|part| weight * part as f64 / count as f64);
    let place = |wanted| weights.partition_point(|(weight, _)| *weight < wanted).min(BINS - 1);
    let mut ends: Vec<usize> = wanted.map(|wanted| weights[place(wanted)].1).collect();
    ends[count - 1] = values.len();
    ends
}

/// The level nearest to a value.
fn nearest(levels: &[f32; LEVELS], reserved: usize, value: f32) -> u32 {
    let above = levels[reserved..].partition_point(|&level| level < value) + reserved;
    let distance = |at: usize| (levels[at] - value).abs();
    let below = above.saturating_sub(1).max(reserved);
    let nearest = if above < LEVELS && distance(above) < distance(below) { above } else { below };
    nearest as u32
}
