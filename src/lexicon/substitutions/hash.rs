//! Hash of a word, its letters in lower case.
//!
//! In go the bytes of a word; out comes its hash: letter by letter for any word, eight bytes at a time for
//! words of ASCII letters and digits. Deliberately absent: where words begin and end.

use crate::text::letters::low_bits;

/// What makes capitals small, in every byte.
pub(super) const SMALL: u64 = 0x2020_2020_2020_2020;
pub(super) const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const MIX: u64 = 0xd6e8_feb8_6659_fd93;

/// Hashes the lower-cased bytes of a word, eight at a time.
#[derive(Clone, Copy)]
pub(super) struct Hasher {
    state: u64,
    /// Up to seven bytes not yet mixed in.
    pending: u64,
    length: u32,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { state: SEED, pending: 0, length: 0 }
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.pending |= u64::from(byte) << (self.length % 8 * 8);
        self.length += 1;
        if self.length.is_multiple_of(8) {
            self.state = mix(self.state ^ self.pending);
            self.pending = 0;
        }
    }

    #[inline]
    pub(super) fn finish(self) -> u64 {
        mix(self.state ^ self.pending ^ u64::from(self.length) << 56)
    }
}

/// Eight bytes from `at`, zeros beyond the end.
#[inline(always)]
fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => {
            let rest = bytes.get(at..).unwrap_or_default();
            rest.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte))
        }
    }
}

/// Both halves of a 128-bit product, folded: every input bit reaches every output bit.
#[inline(always)]
pub(super) fn mix(state: u64) -> u64 {
    let product = u128::from(state) * u128::from(MIX);
    (product as u64) ^ ((product >> 64) as u64)
}

/// What [`Hasher`] makes of a word of ASCII letters and digits, eight at a time, and a bit for some that
/// are no capitals.
pub(super) fn plain_hash(bytes: &[u8], start: usize, length: u32) -> (u64, u64) {
    let (mut state, mut at, mut left, mut small) = (SEED, start, length, 0);
    while left >= 8 {
        let eight = eight(bytes, at);
        small |= eight & SMALL;
        state = mix(state ^ (eight | SMALL));
        (at, left) = (at + 8, left - 8);
    }
    let (eight, within) = (eight(bytes, at), low_bits(left * 8));
    small |= eight & SMALL & within;
    (mix(state ^ (eight | SMALL) & within ^ u64::from(length) << 56), small)
}
