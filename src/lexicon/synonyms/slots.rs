//! From hashes to numbers.

use super::NUMBER_BITS;

/// An open-addressing table from hashes to numbers: the upper bits of the hash decide the place
/// and are kept as a check.
#[derive(Debug)]
pub(super) struct Slots {
    /// Check and number plus one; 0 is empty.
    slots: Vec<u64>,
    shift: u32,
}

pub(super) const NUMBER_MASK: u64 = (1 << NUMBER_BITS) - 1;

impl Slots {
    pub(super) fn new(entries: usize) -> Self {
        let size = (entries * 2).next_power_of_two().max(2);
        Self { slots: vec![0; size], shift: 64 - size.trailing_zeros() }
    }

    #[inline(always)]
    pub(super) fn home(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// Some bits of where [`Self::find`] looks first.
    #[inline(always)]
    pub(super) fn touch(&self, hash: u64) -> u64 {
        self.slots[self.home(hash)]
    }

    pub(super) fn put(&mut self, hash: u64, number: u32) {
        let mut at = self.home(hash);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = hash & !NUMBER_MASK | u64::from(number + 1);
    }

    #[inline]
    pub(super) fn find(&self, hash: u64) -> Option<u32> {
        let mut at = self.home(hash);
        // At most half of the slots are taken, so an empty one ends the search.
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if (slot ^ hash) & !NUMBER_MASK == 0 {
                return Some((slot & NUMBER_MASK) as u32 - 1);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}
