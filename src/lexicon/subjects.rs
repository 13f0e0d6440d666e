//! What words are about, by their hash of the dictionaries' pass.
//!
//! In go hashes; out come numbers that lead to directions. [`super::topic`] sees more of a text, but asks
//! for tokens that are found in the synonyms: here one look at a table that the cache holds is all a word
//! costs. Deliberately absent: any judgment.

use super::synonyms::{Synonyms, spread, zeros};
use super::topic::weight;
use super::vectors::{Sense, Sum, Vectors};

/// Buckets of the table, two words each: half a megabyte.
const BUCKETS: usize = 1 << 16;
/// An entry: 8 bits of the hash as a check, 8 bits for how often the row of its vector is added, 16 bits
/// for the row. No word is added not at all, so 0 is none.
const CHECK: u32 = !0 << 24;
const TIMES_AT: u32 = 16;
/// Rows are some hundred long: a word that counts most is added 200 times in these units.
const UNIT: f32 = 1.0 / 16384.0;

/// The words that tell what a text is about.
#[derive(Debug)]
pub struct Subjects {
    buckets: Box<[[u32; 2]; BUCKETS]>,
}

impl Subjects {
    /// Of the words of `synonyms`, given their hashes of [`super::substitutions::words`]. A word whose
    /// bucket is full is left out: one in thirty.
    pub(super) fn new(hashes: &[Option<u64>], synonyms: &Synonyms, vectors: &Vectors) -> Self {
        let mut buckets: Box<[[u32; 2]; BUCKETS]> = zeros();
        for (number, hash) in (0..).zip(hashes) {
            let Some((hash, (row, scale))) = hash.map(spread).zip(vectors.row(number)) else {
                continue;
            };
            let times = (weight(synonyms.info(number)) * scale / UNIT).round() as u32;
            let bucket = &mut buckets[home(hash)];
            if (1..=u32::from(u16::MAX)).contains(&row)
                && times > 0
                && let Some(place) = bucket.iter_mut().find(|entry| **entry == 0)
            {
                *place = check(hash) | times.min(255) << TIMES_AT | row;
            }
        }
        Self { buckets }
    }

    /// The entry of the word with this hash, 0 when it tells nothing. One word in 300 that has none is
    /// taken for another.
    #[inline(always)]
    pub fn find(&self, hash: u64) -> u32 {
        let hash = spread(hash);
        let check = check(hash);
        let [first, second] = self.buckets[home(hash)];
        let or = if (second ^ check) & CHECK == 0 { second } else { 0 };
        let entry = if (first ^ check) & CHECK == 0 { first } else { or };
        entry & !CHECK
    }
}

/// Adds the direction of a word as often as it counts, by what [`Subjects::find`] found.
#[inline(always)]
pub fn add(sum: &mut Sum, entry: u32, vectors: &Vectors) {
    if let Some(numbers) = vectors.numbers(entry & 0xffff) {
        sum.add_numbers(numbers, times(entry));
    }
}

/// How much [`add`] adds of a word, whose direction this is.
#[inline(always)]
pub fn added(entry: u32, sense: &Sense) -> f32 {
    times(entry) * sense.length()
}

/// How often the row of a word is added.
#[inline(always)]
fn times(entry: u32) -> f32 {
    (entry >> TIMES_AT) as f32 * UNIT
}

#[inline(always)]
fn home(hash: u64) -> usize {
    (hash >> 48) as usize
}

#[inline(always)]
fn check(hash: u64) -> u32 {
    (hash >> 16) as u32 & CHECK
}

#[cfg(test)]
mod tests {
    use super::super::English;
    use super::super::ngram::word_hash;
    use super::super::substitutions;
    use super::*;

    #[test]
    fn words_are_found_by_either_hash() {
        let english = English::shipped(None).unwrap();
        let find = |word: &str| english.subjects.find(substitutions::word_hash(word).unwrap());
        let number = english.synonyms.find(word_hash("court")).unwrap();
        let mut sum = Sum::default();
        add(&mut sum, find("Court"), &english.vectors);
        let sense = english.vectors.sense(number).unwrap();
        assert!((sense.cosine(&sum.direction()) - 1.0).abs() < 1e-3);
        assert!((sum.square().sqrt() - added(find("Court"), &sense)).abs() < 1e-3);
        assert!((sum.square().sqrt() - weight(english.synonyms.info(number))).abs() < 0.05);
        assert_eq!(["the", "zzyzzx"].map(find), [0; 2]);
    }
}
