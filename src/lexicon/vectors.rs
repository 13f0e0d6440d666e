//! What words are about: a vector for each, near those of words of the same subjects.
//!
//! In goes the compiled table (`lab/make_vectors.py` makes it); out comes, for a word of the
//! synonyms, its direction. Deliberately absent: any judgment.
//!
//! The file, little-endian: `cdvect01`; number of words, bytes of letters (u32 each); the words in
//! order of bytes, each as bytes shared with the last one, further bytes and these; [`DIMENSIONS`]
//! signed bytes a word.

use std::cmp::Ordering;
use std::hint::black_box;

use super::packed::{Words, head};
use super::synonyms::Synonyms;
use super::trees::BadModel;

/// Bytes of the shipped table; docs/MODELS.md describes it.
pub(super) const VECTORS: &[u8] = include_bytes!("../../dictionaries/models/en.vectors");
const MAGIC: &[u8; 8] = b"cdvect01";
/// A sum this short is what rounding left of an empty one.
const EMPTY: f32 = 0.01;
/// Numbers that are multiplied at once.
const LANES: usize = 16;
/// Numbers of a vector.
pub const DIMENSIONS: usize = 64;

/// The direction of a word.
#[derive(Clone, Copy, Debug)]
pub struct Sense<'v> {
    /// Signed.
    numbers: &'v [u8; DIMENSIONS],
    /// What makes its length 1.
    scale: f32,
}

impl Sense<'_> {
    /// Cosine to the direction of a sum.
    #[inline(always)]
    pub fn cosine(&self, direction: &Sum) -> f32 {
        let mut dots = [0.0; LANES];
        let (numbers, _) = self.numbers.as_chunks::<LANES>();
        let (others, _) = direction.0.as_chunks::<LANES>();
        for (numbers, others) in numbers.iter().zip(others) {
            for lane in 0..LANES {
                dots[lane] += f32::from(numbers[lane].cast_signed()) * others[lane];
            }
        }
        total(dots) * self.scale
    }

    /// Cosine to another word.
    #[inline(always)]
    pub fn likeness(&self, other: &Sense) -> f32 {
        let pairs = self.numbers.iter().zip(other.numbers);
        let number = |byte: u8| i32::from(byte.cast_signed());
        let dot: i32 = pairs.map(|(&a, &b)| number(a) * number(b)).sum();
        dot as f32 * self.scale * other.scale
    }
}

/// A sum of directions.
#[derive(Clone, Copy, Debug)]
pub struct Sum([f32; DIMENSIONS]);

impl Default for Sum {
    fn default() -> Self {
        Self([0.0; DIMENSIONS])
    }
}

impl Sum {
    /// Adds a direction so many times.
    #[inline(always)]
    pub fn add(&mut self, sense: &Sense, weight: f32) {
        self.add_numbers(sense.numbers, weight * sense.scale);
    }

    /// Adds a row so many times.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)] // behind a zip the compiler does not see the vectors
    pub(super) fn add_numbers(&mut self, numbers: &[u8; DIMENSIONS], weight: f32) {
        for at in 0..DIMENSIONS {
            self.0[at] += weight * f32::from(numbers[at].cast_signed());
        }
    }

    /// The square of its length.
    #[inline(always)]
    pub fn square(&self) -> f32 {
        let mut squares = [0.0; LANES];
        for numbers in self.0.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                squares[lane] += numbers[lane] * numbers[lane];
            }
        }
        total(squares)
    }

    /// The sum at length 1; nothing when it is empty.
    #[inline(always)]
    pub fn direction(mut self) -> Self {
        let square = self.square();
        let scale = if square > EMPTY { 1.0 / square.sqrt() } else { 0.0 };
        self.0.iter_mut().for_each(|number| *number *= scale);
        self
    }

    /// Adds `other` so many times.
    #[inline(always)]
    pub fn add_sum(&mut self, other: &Self, weight: f32) {
        for (sum, number) in self.0.iter_mut().zip(&other.0) {
            *sum += weight * number;
        }
    }
}

/// The sum of all lanes, half of them added to the other half until one is left: one after the other each
/// would wait for the last.
#[inline(always)]
fn total(mut lanes: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// The table.
#[derive(Debug, Default)]
pub struct Vectors {
    rows: &'static [[u8; DIMENSIONS]],
    /// By number in the synonyms: the row, `NONE` where there is none, and what makes its length 1.
    of: Vec<(u32, f32)>,
    /// The same of each candidate: those of one word lie together.
    candidates: Vec<(u32, f32)>,
}

const NONE: u32 = u32::MAX;

impl Vectors {
    /// The shipped table.
    ///
    /// # Errors
    /// [`BadModel`] when it is damaged.
    pub fn shipped(synonyms: &Synonyms) -> Result<Self, BadModel> {
        Self::read(VECTORS, synonyms)
    }

    /// Reads the compiled table for the words of `synonyms`.
    ///
    /// # Errors
    /// [`BadModel`] when it is cut, of another version, or inconsistent.
    pub fn read(bytes: &'static [u8], synonyms: &Synonyms) -> Result<Self, BadModel> {
        const CUT: BadModel = BadModel("the file is cut");
        let ([words, letter_bytes], rest) = head(bytes, MAGIC)?;
        let (packed, numbers) = rest.split_at_checked(letter_bytes).ok_or(CUT)?;
        if numbers.len() != words * DIMENSIONS {
            return Err(CUT);
        }
        let (rows, _) = numbers.as_chunks::<DIMENSIONS>();
        let scale = |row: &[u8; DIMENSIONS]| {
            let square: i32 = row.iter().map(|number| i32::from(number.cast_signed()).pow(2)).sum();
            1.0 / (square.max(1) as f32).sqrt()
        };
        // Both lists are in order of bytes, so one walk finds what they share.
        let mut of = vec![(NONE, 0.0); synonyms.len()];
        let mut all = Words::new(packed, words);
        let mut number = 0;
        let mut numbered = (0..).zip(rows);
        while let Some(word) = all.next()? {
            let (row, numbers) = numbered.next().ok_or(CUT)?;
            let order = |number: usize| synonyms.word(number as u32).as_bytes().cmp(word);
            while number < of.len() && order(number) == Ordering::Less {
                number += 1;
            }
            if number < of.len() && order(number) == Ordering::Equal {
                of[number] = (row, scale(numbers));
            }
        }
        let candidates = synonyms.all_candidates().map(|number| of[number as usize]).collect();
        Ok(Self { of, candidates, rows })
    }

    /// The direction of a word of the synonyms.
    #[inline]
    pub fn sense(&self, number: u32) -> Option<Sense<'_>> {
        self.sense_of(*self.of.get(number as usize)?)
    }

    /// The directions of what may have stood in the place of a word of the synonyms, in order.
    #[inline(always)]
    pub fn candidates<'v>(
        &'v self,
        number: u32,
        synonyms: &Synonyms,
    ) -> impl Iterator<Item = Option<Sense<'v>>> + use<'v> {
        let all = self.candidates.get(synonyms.candidate_range(number)).unwrap_or_default();
        all.iter().map(|&of| self.sense_of(of))
    }

    /// Fetches what [`Self::candidates`] needs for these words: memory is waited for once, not for each.
    #[inline(always)]
    pub fn fetch(&self, numbers: impl Iterator<Item = u32>, synonyms: &Synonyms) {
        let all = numbers.flat_map(|number| {
            self.candidates.get(synonyms.candidate_range(number)).unwrap_or_default()
        });
        self.touch(all.copied());
    }

    /// Fetches what [`Self::sense`] needs for these words.
    #[inline(always)]
    pub fn fetch_words(&self, numbers: impl Iterator<Item = u32>) {
        self.touch(numbers.filter_map(|number| self.of.get(number as usize).copied()));
    }

    #[inline(always)]
    fn touch(&self, all: impl Iterator<Item = (u32, f32)>) {
        black_box(all.fold(0, |sum, (row, _)| {
            sum ^ self
                .rows
                .get(row as usize)
                .map_or(0, |numbers| numbers[0] ^ numbers[DIMENSIONS - 1])
        }));
    }

    #[inline(always)]
    fn sense_of(&self, (row, scale): (u32, f32)) -> Option<Sense<'_>> {
        Some(Sense { numbers: self.rows.get(row as usize)?, scale })
    }
}

#[cfg(test)]
mod tests {
    use super::super::English;
    use super::super::ngram::word_hash;
    use super::*;

    #[test]
    fn words_of_one_subject_are_near() {
        let english = English::shipped(None).unwrap();
        let vectors = Vectors::read(VECTORS, &english.synonyms).unwrap();
        let sense =
            |word: &str| vectors.sense(english.synonyms.find(word_hash(word)).unwrap()).unwrap();
        let court = sense("court");
        assert!(court.likeness(&sense("judge")) > 0.5);
        assert!(court.likeness(&sense("judge")) > court.likeness(&sense("potato")) + 0.3);
        assert!((court.likeness(&court) - 1.0).abs() < 1e-3);
        let mut sum = Sum::default();
        assert_eq!(court.cosine(&sum.direction()), 0.0);
        sum.add(&court, 2.5);
        assert!((court.cosine(&sum.direction()) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn broken_files_are_refused() {
        let synonyms = &English::shipped(None).unwrap().synonyms;
        for end in [0, 7, 12, 16, 1000, VECTORS.len() - 1] {
            assert!(Vectors::read(&VECTORS[..end], synonyms).is_err());
        }
    }
}
