//! Phrases of two or three words that thesauri lead to oftener than writers do.
//!
//! In go the words of a text; out comes, place by place, the phrase that begins there. Deliberately
//! absent: what the phrase may stand for.

use super::slots::Slots;
use super::{NUMBER_BITS, spread, zeros};
use crate::lexicon::substitutions::{Gap, Word};

/// Bits of the filter of first pairs: an eighth of a megabyte.
const PAIR_BITS: usize = 1 << 20;
const PAIR_SHIFT: u32 = 64 - 20;

/// The phrases.
#[derive(Debug)]
pub(super) struct Phrases {
    /// One bit for the first two words of each.
    pairs: Box<[u64; PAIR_BITS / 64]>,
    numbers: Slots,
    priors: Vec<f32>,
}

impl Phrases {
    /// Room for so many.
    pub(super) fn new(count: usize) -> Self {
        Self { pairs: zeros(), numbers: Slots::new(count), priors: Vec::with_capacity(count) }
    }

    /// Adds one by the hashes of its words, two or three, with how much oftener spinners write it;
    /// `None` where these are others or there is no more room.
    pub(super) fn add(&mut self, words: &[u64], prior: f32) -> Option<()> {
        let &[first, second, ref rest @ ..] = words else { return None };
        let number = self.priors.len();
        if number >= (1 << NUMBER_BITS) - 1 {
            return None;
        }
        let start = pair(first, second);
        let bit = (start >> PAIR_SHIFT) as usize;
        self.pairs[bit / 64] |= 1 << (bit % 64);
        let hash = rest.first().map_or(start, |&third| pair(start, third));
        self.numbers.put(hash, number as u32);
        self.priors.push(prior);
        Some(())
    }

    /// Whether a phrase may begin with two words of these hashes.
    #[inline(always)]
    fn may_begin(&self, first: u64, second: u64) -> bool {
        let bit = (pair(first, second) >> PAIR_SHIFT) as usize;
        self.pairs[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// The longest phrase that begins at a word: its number and how many words it has.
    #[inline]
    pub(super) fn at(&self, words: &[Word], at: usize) -> Option<(u32, usize)> {
        let [first, second] = [words.get(at)?, words.get(at + 1)?];
        if second.gap != Gap::Space || !self.may_begin(first.hash, second.hash) {
            return None;
        }
        let start = pair(first.hash, second.hash);
        let third = words.get(at + 2).filter(|third| third.gap == Gap::Space);
        third
            .and_then(|third| Some((self.numbers.find(pair(start, third.hash))?, 3)))
            .or_else(|| Some((self.numbers.find(start)?, 2)))
    }

    /// How much oftener a spinner would write it than others do, natural logarithm.
    pub(super) fn prior(&self, number: u32) -> f32 {
        self.priors[number as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.priors.len()
    }
}

#[inline]
fn pair(first: u64, second: u64) -> u64 {
    spread(first.rotate_left(23) ^ second)
}
