//! The words a model knows: from hash to number, and from number to letters.
//!
//! Numbers are given in order of frequency, so that what is often asked for lies together.

use super::hash::word_hash;

/// Number of a word in a model's vocabulary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub(super) u32);

impl WordId {
    /// Any word that is not in the vocabulary.
    pub const UNKNOWN: Self = Self(0);
    /// The start of a sentence: a context, never a prediction.
    pub const START: Self = Self(1);
    /// The end of a sentence.
    pub const END: Self = Self(2);

    /// The number, `0..vocabulary size`; smaller is more frequent from 3 on.
    #[inline(always)]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Bits of a word's number; three of them fit a `u64`.
pub(super) const WORD_BITS: u32 = 17;
/// Marks a place where a word was lost; no word has this number.
pub(super) const GAP: u32 = (1 << WORD_BITS) - 1;
/// Most words that a vocabulary can hold, with the three special ones.
pub const MAX_WORDS: usize = GAP as usize;
/// Longest word kept; longer ones are addresses and run-together text.
pub(super) const MAX_WORD_BYTES: usize = 40;

/// Room made for a word: few vocabularies need more.
const USUAL_BYTES: usize = 10;

const SPECIAL: [&str; 3] = ["<unk>", "<s>", "</s>"];
const ID_MASK: u64 = GAP as u64;

/// An immutable list of words with a hash table over it.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    letters: String,
    /// Start of each word in `letters`, and the end of the last.
    starts: Vec<u32>,
    /// The upper 47 bits of the hash and the number below; 0 is empty. A word that is not there
    /// is taken for one that is with a chance of 1 in 10^14.
    slots: Vec<u64>,
}

impl Vocabulary {
    /// From words in the order of their numbers, the three special ones left out. `None` when
    /// there are too many or two are the same.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Option<Self> {
        let count = SPECIAL.len() + words.size_hint().1.unwrap_or(0);
        let mut letters = String::with_capacity(count * USUAL_BYTES);
        let mut starts = Vec::with_capacity(count + 1);
        starts.push(0);
        let mut hashes = Vec::with_capacity(count);
        for word in SPECIAL.into_iter().chain(words) {
            letters.push_str(word);
            starts.push(u32::try_from(letters.len()).ok()?);
            hashes.push(word_hash(word));
        }
        if hashes.len() > MAX_WORDS {
            return None;
        }
        let mut vocabulary =
            Self { letters, starts, slots: vec![0; (hashes.len() * 2).next_power_of_two()] };
        for (number, &hash) in hashes.iter().enumerate() {
            // The unknown word and the start are never read in a text.
            if number >= WordId::END.index() {
                if vocabulary.find(hash) != WordId::UNKNOWN {
                    return None;
                }
                let mut at = vocabulary.home(hash);
                while vocabulary.slots[at] != 0 {
                    at = (at + 1) % vocabulary.slots.len();
                }
                vocabulary.slots[at] = hash & !ID_MASK | number as u64;
            }
        }
        Some(vocabulary)
    }

    #[inline(always)]
    fn home(&self, hash: u64) -> usize {
        (hash >> (64 - self.slots.len().trailing_zeros())) as usize
    }

    /// The word with this hash, or the unknown one.
    #[inline]
    pub(super) fn find(&self, hash: u64) -> WordId {
        let mut at = self.home(hash);
        // At most half of the slots are taken, so an empty one ends the search.
        while let Some(&slot) = self.slots.get(at) {
            if slot == 0 {
                break;
            }
            if (slot ^ hash) & !ID_MASK == 0 {
                return WordId((slot & ID_MASK) as u32);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        WordId::UNKNOWN
    }

    /// Some bits of where [`Self::find`] looks first.
    #[inline(always)]
    pub(super) fn touch(&self, hash: u64) -> u64 {
        self.slots.get(self.home(hash)).copied().unwrap_or(0)
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn word(&self, id: WordId) -> &str {
        let start = self.starts[id.index()] as usize;
        let end = self.starts[id.index() + 1] as usize;
        &self.letters[start..end]
    }

    /// All words but the special ones, in order of their numbers.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        (SPECIAL.len()..self.len()).map(|number| self.word(WordId(number as u32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_hash_and_read_by_number() {
        let list: Vec<String> = (0..5_000).map(|n| format!("word{n}")).collect();
        let vocabulary = Vocabulary::new(list.iter().map(String::as_str)).unwrap();
        for word in &list {
            assert_eq!(vocabulary.word(vocabulary.find(word_hash(word))), word);
        }
        assert_eq!(vocabulary.find(word_hash("other")), WordId::UNKNOWN);
        assert_eq!(vocabulary.find(word_hash("</s>")), WordId::END);
        assert_eq!(vocabulary.words().count(), 5_000);
    }

    #[test]
    fn no_word_twice() {
        assert!(Vocabulary::new(["tarn", "tarn"].into_iter()).is_none());
    }
}
