//! Words that spinners write out of proportion, with what the gate asks of each in one place.
//!
//! In go hashes; out come [`Suspect`]s. Deliberately absent: all else that is known of a word.
//!
//! The file, little-endian: `cdsuspc1`, the number of words of the synonyms (u32), and two bytes for each of
//! these: log-odds that it was put in where it stands, in [`STEPS`](Suspect::STEPS), or [`NONE`]; and four
//! bits each of what the word before and the one after add where genuine text does not have them beside
//! it, and take where it does, in the same steps.

use super::NUMBER_BITS;
use super::slots::NUMBER_MASK;
use crate::lexicon::trees::BadModel;

const MAGIC: &[u8; 8] = b"cdsuspc1";
/// Log-odds of a word that is no suspect.
const NONE: u8 = i8::MIN.cast_unsigned();

/// A word that spinners write out of proportion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suspect {
    /// Its number in the table.
    pub number: u32,
    /// Log-odds that it was put in, in steps.
    pub odds: i8,
    /// What the word before it and the one after it add or take, in steps.
    pub sides: [u8; 2],
}

impl Suspect {
    /// Steps in a natural logarithm.
    pub const STEPS: f32 = 12.0;
}

/// What is told of each word, from the file.
///
/// # Errors
/// [`BadModel`] when it is cut, of another version, or of other words.
pub(super) fn told(bytes: &[u8], words: usize) -> Result<&[[u8; 2]], BadModel> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(BadModel("no suspects of this version"))?;
    let (count, rest) = rest.split_first_chunk().ok_or(BadModel("the file is cut"))?;
    let (rows, rest) = rest.as_chunks::<2>();
    if u32::from_le_bytes(*count) as usize != words || rows.len() != words || !rest.is_empty() {
        return Err(BadModel("the suspects are of other words"));
    }
    Ok(rows)
}

/// A slot is 0 when empty; else from the top 26 bits of the hash as a check, 8 bits log-odds, 8 bits
/// neighbors, 20 bits number, and a 1.
#[derive(Debug)]
pub(super) struct Suspects {
    slots: Vec<u64>,
    shift: u32,
}

const CHECK: u64 = !0 << 38;
const ODDS_AT: u32 = 29;
const SIDES_AT: u32 = 21;

impl Suspects {
    /// Room for those words that are suspects.
    pub(super) fn new(told: &[[u8; 2]]) -> Self {
        let count = told.iter().filter(|word| word[0] != NONE).count();
        let size = (count * 2).next_power_of_two().max(2);
        let shift = 64 - size.trailing_zeros();
        Self { slots: vec![0; size], shift }
    }

    /// Puts a word in, if it is one; whether it is.
    pub(super) fn put(&mut self, hash: u64, number: u32, [odds, sides]: [u8; 2]) -> bool {
        if odds == NONE || number >= 1 << NUMBER_BITS {
            return false;
        }
        let mut at = self.home(hash);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        // The upper bits choose the place, so the check is made of those below them.
        self.slots[at] = (hash << 20) & CHECK
            | u64::from(odds) << ODDS_AT
            | u64::from(sides) << SIDES_AT
            | u64::from(number) << 1
            | 1;
        true
    }

    #[inline(always)]
    fn home(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// Some bits of where [`Self::find`] looks first.
    #[inline(always)]
    pub(super) fn touch(&self, hash: u64) -> u64 {
        self.slots[self.home(hash)]
    }

    #[inline]
    pub(super) fn find(&self, hash: u64) -> Option<Suspect> {
        let check = (hash << 20) & CHECK;
        let mut at = self.home(hash);
        // At most half of the slots are taken, so an empty one ends the search.
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if slot & CHECK == check {
                let sides = (slot >> SIDES_AT) as u8;
                return Some(Suspect {
                    number: (slot >> 1 & NUMBER_MASK) as u32,
                    odds: ((slot >> ODDS_AT) as u8).cast_signed(),
                    sides: [sides & 15, sides >> 4],
                });
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_files_are_refused() {
        let mut file = [MAGIC, &2u32.to_le_bytes()[..], &[NONE, 0, 7, 0x21]].concat();
        assert_eq!(told(&file, 2).unwrap()[1], [7, 0x21]);
        assert!(told(&file, 3).is_err() && told(&file[..15], 2).is_err());
        file.push(0);
        assert!(told(&file, 2).is_err());
    }

    #[test]
    fn a_suspect_is_found_with_what_is_told_of_it() {
        let told = [[NONE, 0], [(-30i8).cast_unsigned(), 0x2f]];
        let mut suspects = Suspects::new(&told);
        assert!(!suspects.put(5 << 40, 0, told[0]) && suspects.put(9 << 40, 1, told[1]));
        let found = Suspect { number: 1, odds: -30, sides: [15, 2] };
        assert_eq!([5 << 40, 9 << 40].map(|hash| suspects.find(hash)), [None, Some(found)]);
    }
}
