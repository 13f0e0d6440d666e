//! A set of hashes that errs on one side: what it turns away is not among them.
//!
//! In go hashes, out comes whether one may be there. It stays in the processor's caches, where the tables
//! behind it do not, and most words of a text are in none of them (a blocked filter after Putze, Sanders
//! and Singler, WEA 2007). Deliberately absent: what belongs to a hash.

/// `GROUPS`, a power of two, of 64 bits; every hash sets two bits of one group.
#[derive(Clone, Debug)]
pub struct Filter<const GROUPS: usize>(Box<[u64; GROUPS]>);

impl<const GROUPS: usize> Default for Filter<GROUPS> {
    fn default() -> Self {
        Self(Box::new([0; GROUPS]))
    }
}

impl<const GROUPS: usize> Filter<GROUPS> {
    /// Adds a hash.
    pub fn add(&mut self, hash: u64) {
        let (group, bits) = Self::place(hash);
        self.0[group] |= bits;
    }

    /// Whether a hash may have been added.
    #[inline(always)]
    pub fn may_have(&self, hash: u64) -> bool {
        let (group, bits) = Self::place(hash);
        self.0[group] & bits == bits
    }

    /// The group of a hash and its two bits there, all by high bits after mixing.
    #[inline(always)]
    fn place(hash: u64) -> (usize, u64) {
        let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let rest = u64::BITS - const { GROUPS.ilog2() };
        (
            (mixed >> rest) as usize,
            1 << (mixed >> (rest - 6) & 63) | 1 << (mixed >> (rest - 12) & 63),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_never_turned_away() {
        let mut filter = Filter::<64>::default();
        let hashes = || (0..128u64).map(|number| number.wrapping_mul(0x2545_F491_4F6C_DD1D));
        hashes().step_by(2).for_each(|hash| filter.add(hash));
        assert!(hashes().step_by(2).all(|hash| filter.may_have(hash)));
        assert!(hashes().skip(1).step_by(2).filter(|&hash| filter.may_have(hash)).count() < 16);
    }
}
