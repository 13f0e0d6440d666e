//! A thesaurus turned round: the words for which a spinner with any thesaurus may have written a word
//! or phrase.
//!
//! In goes the compiled table (`lab/make_thesaurus.py` makes it); out come spun forms, each with its
//! candidates. Deliberately absent: any decision.
//!
//! The file, little-endian: `cdthes01`; number of words and phrases, bytes of letters, number of
//! candidates (u32 each); words and phrases in order of bytes, each as bytes shared with the last one,
//! further bytes and these; a byte each, its number of candidates; three bytes a candidate: its
//! number (16 bits), and ln of how often it becomes the spun form, times -16.

use super::packed::{head, unpack};
use super::trees::BadModel;

/// Bytes of the shipped table; docs/MODELS.md describes it.
pub(super) const SHIPPED: &[u8] = include_bytes!("../../dictionaries/models/en.thesaurus");
const CANDIDATE_BYTES: usize = 3;
const MAGIC: &[u8; 8] = b"cdthes01";

/// The table.
#[derive(Debug, Default)]
pub struct Thesaurus<'t> {
    letters: String,
    starts: Vec<u32>,
    /// Where the candidates of each begin, and those of the last end.
    firsts: Vec<u32>,
    candidates: &'t [[u8; CANDIDATE_BYTES]],
}

impl<'t> Thesaurus<'t> {
    /// Reads the compiled table.
    ///
    /// # Errors
    /// [`BadModel`] when it is cut, of another version, or inconsistent.
    pub fn read(bytes: &'t [u8]) -> Result<Self, BadModel> {
        const CUT: BadModel = BadModel("the file is cut");
        let ([words, letter_bytes, count], rest) = head(bytes, MAGIC)?;
        let (packed, rest) = rest.split_at_checked(letter_bytes).ok_or(CUT)?;
        let (counts, rest) = rest.split_at_checked(words).ok_or(CUT)?;
        let (candidates, more) = rest.as_chunks::<CANDIDATE_BYTES>();
        let mut sum = 0;
        let mut firsts = vec![0; words + 1];
        for (first, &count) in firsts[1..].iter_mut().zip(counts) {
            sum += u32::from(count);
            *first = sum;
        }
        if candidates.len() != count || sum as usize != count || !more.is_empty() {
            return Err(BadModel("its candidates do not add up"));
        }
        if candidates.iter().any(|&[a, b, _]| usize::from(u16::from_le_bytes([a, b])) >= words) {
            return Err(BadModel("a candidate lies outside the table"));
        }
        let (letters, starts) = unpack(packed, words)?;
        Ok(Self { letters, starts, firsts, candidates })
    }

    /// Number of words and phrases.
    pub fn len(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A word or phrase.
    pub fn word(&self, number: u32) -> &str {
        let [start, end] = [number, number + 1].map(|at| self.starts[at as usize] as usize);
        &self.letters[start..end]
    }

    /// The candidates of a spun form: their number, and ln of how often they become it.
    pub fn candidates(&self, number: u32) -> impl Iterator<Item = (u32, f32)> {
        let [from, to] = [number, number + 1].map(|at| self.firsts[at as usize] as usize);
        self.candidates[from..to]
            .iter()
            .map(|&[a, b, prior]| (u16::from_le_bytes([a, b]).into(), f32::from(prior) / -16.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_what_a_thesaurus_writes_them_for() {
        let table = Thesaurus::read(SHIPPED).unwrap();
        let spun = (0..table.len() as u32).find(|&word| table.word(word) == "domicile").unwrap();
        let found: Vec<&str> =
            table.candidates(spun).map(|(number, _)| table.word(number)).collect();
        assert!(found.contains(&"home"), "{found:?}");
    }

    #[test]
    fn broken_files_are_refused() {
        for end in [0, 7, 12, 19, 1000, SHIPPED.len() - 1] {
            assert!(Thesaurus::read(&SHIPPED[..end]).is_err());
        }
    }
}
