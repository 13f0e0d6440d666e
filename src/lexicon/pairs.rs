//! Which words stand beside which others in genuine text.
//!
//! In go the hashes of two words that follow each other, as [`words`](super::substitutions::words) makes
//! them; out comes whether the training text has the pair. Only pairs with a word that spinners write out of
//! proportion are held. Deliberately absent: how likely a pair is, which the language model knows.
//!
//! The file, little-endian: `cdpairs1`, then a filter of [`BITS`] bits, a bit a pair (Bloom, Space/time
//! trade-offs in hash coding with allowable errors, 1970, with one hash function): one in eight pairs that
//! were never seen seems to be there.

use std::hint::black_box;

use super::substitutions::{Gap, Word};
use super::synonyms::spread;
use super::trees::BadModel;

const MAGIC: &[u8; 8] = b"cdpairs1";
/// A quarter of a megabyte, which stays in the cache.
pub const BITS: usize = 1 << 21;
const SHIFT: u32 = u64::BITS - BITS.trailing_zeros();

/// The filter.
#[derive(Debug)]
pub struct Pairs(Vec<u64>);

impl Pairs {
    /// A filter that holds these pairs.
    pub fn new(pairs: impl Iterator<Item = [u64; 2]>) -> Self {
        let mut bits = vec![0; BITS / 64];
        for [first, second] in pairs {
            let place = place(first, second);
            bits[place / 64] |= 1 << (place % 64);
        }
        Self(bits)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`BadModel`] when it is cut or of another version.
    pub fn read(bytes: &[u8]) -> Result<Self, BadModel> {
        let bits = bytes.strip_prefix(MAGIC).ok_or(BadModel("not a filter of this version"))?;
        let (words, rest) = bits.as_chunks::<8>();
        if words.len() != BITS / 64 || !rest.is_empty() {
            return Err(BadModel("the filter has another size"));
        }
        Ok(Self(words.iter().map(|word| u64::from_le_bytes(*word)).collect()))
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        MAGIC.iter().copied().chain(self.0.iter().flat_map(|word| word.to_le_bytes())).collect()
    }

    /// Whether genuine text has a word's neighbor there, the one before it and the one after it; `None` for one
    /// that more than spaces part from it.
    #[inline(always)]
    pub fn beside(&self, words: &[Word], at: usize) -> [Option<bool>; 2] {
        let side = |first: &Word, second: &Word| {
            (second.gap == Gap::Space).then(|| self.knows(first.hash, second.hash))
        };
        let before = at.checked_sub(1).and_then(|before| side(&words[before], &words[at]));
        [before, words.get(at + 1).and_then(|next| side(&words[at], next))]
    }

    /// Fetches what [`Self::beside`] needs for these places: memory is waited for once, not for each.
    pub fn fetch(&self, words: &[Word], places: impl Iterator<Item = usize>) {
        let line = |first: usize| match words.get(first..first + 2) {
            Some([first, second]) => self.0[place(first.hash, second.hash) / 64],
            _ => 0,
        };
        let before = |at: usize| at.checked_sub(1).map_or(0, line);
        black_box(places.fold(0, |sum, at| sum ^ before(at) ^ line(at)));
    }

    /// Whether the second word was seen right behind the first.
    #[inline(always)]
    pub fn knows(&self, first: u64, second: u64) -> bool {
        let place = place(first, second);
        self.0[place / 64] >> (place % 64) & 1 != 0
    }
}

#[inline(always)]
fn place(first: u64, second: u64) -> usize {
    (spread(first.rotate_left(23) ^ second) >> SHIFT) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::substitutions::{word_hash as hash, words};

    #[test]
    fn pairs_are_known_in_their_order() {
        let [men, apprehend, arrested] = ["men", "apprehend", "arrested"].map(|w| hash(w).unwrap());
        let pairs = Pairs::read(&Pairs::new([[men, arrested]].into_iter()).to_bytes()).unwrap();
        assert!(pairs.knows(men, arrested));
        assert!(!pairs.knows(arrested, men) && !pairs.knows(men, apprehend));
    }

    #[test]
    fn what_stands_beside_a_word_is_known_or_not() {
        let words = words("Men apprehend, men arrested men");
        let pairs = Pairs::new([[words[2].hash, words[3].hash]].into_iter());
        assert_eq!(pairs.beside(&words, 0), [None, Some(false)]);
        assert_eq!(pairs.beside(&words, 2), [None, Some(true)]);
        assert_eq!(pairs.beside(&words, 3), [Some(true), Some(false)]);
        assert_eq!(pairs.beside(&words, 4), [Some(false), None]);
    }

    #[test]
    fn broken_files_are_refused() {
        let bytes = Pairs::new(std::iter::empty()).to_bytes();
        for end in [0, 7, 8, bytes.len() - 1] {
            assert!(Pairs::read(&bytes[..end]).is_err());
        }
    }
}
