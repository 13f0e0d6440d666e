//! Tables of lower-case names, hashed when the program is compiled.
//!
//! Tag and class names are looked up some hundred thousand times a page set; a fixed table of
//! hashes needs one probe and no memory of its own. The hash is FNV-1a with 64 bits: names that
//! are not in a table meet one that is once in 2^64, and a test holds that no two entries meet.

/// A hash under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameHash(u64);

impl NameHash {
    /// The hash of the empty name.
    pub(super) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// With one byte more.
    #[inline]
    pub(super) const fn with(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3))
    }

    /// The hash of a whole name.
    #[inline]
    pub(super) const fn of(name: &[u8]) -> Self {
        let mut hash = Self::EMPTY;
        let mut i = 0;
        while i < name.len() {
            hash = hash.with(name[i]);
            i += 1;
        }
        hash
    }

    /// Its value.
    #[inline]
    pub(super) const fn value(self) -> u64 {
        self.0
    }

    /// Where a table with `slots` slots, a power of two, begins to look.
    #[inline]
    const fn slot(self, slots: usize) -> usize {
        // The low bits of FNV depend on the low bits of the last bytes only.
        ((self.0 ^ self.0 >> 29) as usize) & (slots - 1)
    }
}

impl Default for NameHash {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// Names and what they stand for; at most half of the `SLOTS` slots are used.
pub(super) struct Table<T, const SLOTS: usize> {
    slots: [(u64, T); SLOTS],
}

impl<T: Copy, const SLOTS: usize> Table<T, SLOTS> {
    /// Builds the table; `empty` fills the unused slots.
    pub(super) const fn new(names: &[(&str, T)], empty: T) -> Self {
        assert!(SLOTS.is_power_of_two() && names.len() * 2 <= SLOTS);
        let mut slots = [(0, empty); SLOTS];
        let mut i = 0;
        while i < names.len() {
            let hash = NameHash::of(names[i].0.as_bytes());
            let mut slot = hash.slot(SLOTS);
            while slots[slot].0 != 0 {
                assert!(slots[slot].0 != hash.value(), "a name stands twice");
                slot = (slot + 1) & (SLOTS - 1);
            }
            slots[slot] = (hash.value(), names[i].1);
            i += 1;
        }
        Self { slots }
    }

    /// What the name with this hash stands for.
    #[inline]
    pub(super) fn get(&self, hash: NameHash) -> Option<T> {
        let mut slot = hash.slot(SLOTS);
        loop {
            let (key, value) = self.slots[slot];
            if key == hash.value() {
                return Some(value);
            }
            if key == 0 {
                return None;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static COLORS: Table<u8, 8> = Table::new(&[("red", 1), ("green", 2), ("blue", 3)], 0);

    #[test]
    fn names_are_found_and_others_are_not() {
        assert_eq!(COLORS.get(NameHash::of(b"green")), Some(2));
        assert_eq!(COLORS.get(NameHash::of(b"greens")), None);
        assert_eq!(COLORS.get(NameHash::EMPTY), None);
    }
}
