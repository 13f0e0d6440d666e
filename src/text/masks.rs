//! One bit for each byte of a text, by kind.
//!
//! In go bytes; out come, from any place on, the kinds of 64 bytes at once: where a word ends and how
//! it is written is then read off without a look at each letter. Deliberately absent: what lies
//! beyond ASCII, which has no bit.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, u8x64};

/// Bytes of a block.
const BLOCK: usize = 64;

/// The kinds of a text's bytes.
#[derive(Debug)]
pub struct Masks {
    /// Letters, capitals, digits; one block more than there is text.
    blocks: Vec<[u64; 3]>,
}

/// The kinds of 64 bytes, the first in the lowest bit; what lies beyond the text has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// ASCII letters.
    pub letters: u64,
    /// ASCII capitals.
    pub capitals: u64,
    /// ASCII digits.
    pub digits: u64,
}

impl Masks {
    /// Of all bytes of a text.
    pub fn of(bytes: &[u8]) -> Self {
        let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 2);
        let level = Level::new();
        dispatch!(level, simd => fill(simd, bytes, &mut blocks));
        Self { blocks }
    }

    /// The kinds of the 64 bytes from `at` on, which must lie within the text.
    #[inline(always)]
    pub fn at(&self, at: usize) -> Kinds {
        let shift = at % BLOCK;
        let block = at / BLOCK;
        let [first, second] = [&self.blocks[block], &self.blocks[block + 1]];
        // Twice, since a shift by 64 would be none.
        let bits = |kind: usize| first[kind] >> shift | second[kind] << 1 << (63 - shift);
        Kinds { letters: bits(0), capitals: bits(1), digits: bits(2) }
    }
}

/// The lowest bits; `count` is at most 64.
#[inline(always)]
pub fn low_bits(count: u32) -> u64 {
    u64::MAX.checked_shr(64 - count).unwrap_or(0)
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn fill<S: Simd>(simd: S, bytes: &[u8], blocks: &mut Vec<[u64; 3]>) {
    let (whole, rest) = bytes.as_chunks::<BLOCK>();
    for block in whole {
        blocks.push(kinds(simd, block));
    }
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    blocks.push(kinds(simd, &last));
    blocks.push([0; 3]);
}

#[inline(always)]
fn kinds<S: Simd>(simd: S, block: &[u8; BLOCK]) -> [u64; 3] {
    let bytes = u8x64::from_slice(simd, block);
    // What lies below the first wraps round and is over the last.
    let between = |bytes: u8x64<S>, first: u8, last: u8| {
        let above = bytes - u8x64::splat(simd, first);
        above.simd_le(u8x64::splat(simd, last - first)).to_bitmask()
    };
    let digits = between(bytes, b'0', b'9');
    let letters = between(bytes | u8x64::splat(simd, 0x20), b'a', b'z');
    let capitals = between(bytes, b'A', b'Z');
    // Combined here, they would be taken apart bit by bit.
    [letters, capitals, digits]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        let text: Vec<u8> = (0..=255).cycle().take(1000).collect();
        for length in [0, 1, 63, 64, 65, 300, 1000] {
            let masks = Masks::of(&text[..length]);
            for at in 0..length {
                let mut expected = Kinds { letters: 0, capitals: 0, digits: 0 };
                for (bit, byte) in text[at..length].iter().take(64).enumerate() {
                    expected.letters |= u64::from(byte.is_ascii_alphabetic()) << bit;
                    expected.capitals |= u64::from(byte.is_ascii_uppercase()) << bit;
                    expected.digits |= u64::from(byte.is_ascii_digit()) << bit;
                }
                assert_eq!(masks.at(at), expected, "{at} of {length}");
            }
        }
    }

    #[test]
    fn low_bits_count() {
        assert_eq!([0, 1, 63, 64].map(low_bits), [0, 1, u64::MAX >> 1, u64::MAX]);
    }
}
