//! One bit for each byte of a text: whether it is an ASCII letter, or begins or ends white space.
//!
//! In go bytes; out comes, from any place on, how many letters follow each other there: where a word
//! ends is then read off without a look at each of them. Out come as well the stretches between white
//! space. Deliberately absent: what lies beyond ASCII.

use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, u8x16, u8x64};

/// Bytes of a block.
const BLOCK: usize = 64;

/// Which bytes of a text are ASCII letters.
#[derive(Debug)]
pub struct Letters {
    /// A bit a byte, the first in the lowest; one block more than there is text.
    blocks: Vec<u64>,
}

impl Letters {
    /// Longest run that [`Self::run`] tells.
    pub const LONGEST: u32 = 64;

    /// Of all bytes of a text.
    pub fn of(bytes: &[u8]) -> Self {
        let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 2);
        let level = Level::new();
        dispatch!(level, simd => fill::<_, LETTERS>(simd, bytes, &mut blocks));
        blocks.push(0);
        Self { blocks }
    }

    /// How many letters follow each other from `at` on, which must lie within the text; at most
    /// [`Self::LONGEST`].
    #[inline(always)]
    pub fn run(&self, at: usize) -> u32 {
        let (block, shift) = (at / BLOCK, at % BLOCK);
        // Twice, since a shift by 64 would be none.
        let bits = self.blocks[block] >> shift | self.blocks[block + 1] << 1 << (63 - shift);
        bits.trailing_ones()
    }
}

/// The lowest bits; `count` is at most 64.
#[inline(always)]
pub fn low_bits(count: u32) -> u64 {
    u64::MAX.checked_shr(64 - count).unwrap_or(0)
}

/// The places of the bits that are set, the lowest first.
#[derive(Clone, Copy, Debug)]
pub struct Bits(pub u64);

impl Iterator for Bits {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let bit = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

/// The stretches of a text between ASCII white space, in order.
///
/// ```
/// use copydesk::text::letters::stretches;
///
/// assert_eq!(stretches(b" Rain,\nagain").collect::<Vec<_>>(), [1..6, 7..12]);
/// ```
pub fn stretches(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 1);
    let level = Level::new();
    dispatch!(level, simd => fill::<_, SPACES>(simd, bytes, &mut blocks));
    let mut was_space = 1;
    for block in &mut blocks {
        let spaces = *block;
        *block ^= spaces << 1 | was_space;
        was_space = spaces >> (BLOCK - 1);
    }
    // Where white space ends and where it begins, by turns.
    let (mut blocks, mut edges, mut next_block) = (blocks.into_iter(), Bits(0), 0);
    let mut edge = move || {
        loop {
            if let Some(bit) = edges.next() {
                return Some(next_block - BLOCK + bit);
            }
            edges = Bits(blocks.next()?);
            next_block += BLOCK;
        }
    };
    std::iter::from_fn(move || Some(edge()?..edge()?))
}

/// What [`fill`] looks for.
const LETTERS: bool = true;
const SPACES: bool = false;

/// A bit for each byte of a text that is a letter, or white space; behind its end as for white space.
#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn fill<S: Simd, const WANTED: bool>(simd: S, bytes: &[u8], blocks: &mut Vec<u64>) {
    let (whole, rest) = bytes.as_chunks::<BLOCK>();
    for block in whole {
        blocks.push(bits::<S, WANTED>(simd, block));
    }
    let mut last = [b' '; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    blocks.push(bits::<S, WANTED>(simd, &last));
}

#[inline(always)]
fn bits<S: Simd, const WANTED: bool>(simd: S, block: &[u8; BLOCK]) -> u64 {
    if WANTED == LETTERS { letters(simd, block) } else { spaces(simd, block) }
}

#[inline(always)]
fn spaces<S: Simd>(simd: S, block: &[u8; BLOCK]) -> u64 {
    let bytes = u8x64::from_slice(simd, block);
    // One comparison: without AVX-512 the masks of two would be joined byte by byte.
    let by_low_bits = u8x64::block_splat(u8x16::from_slice(simd, &SPACES_BY_LOW_BITS));
    let low_bits = bytes & u8x64::splat(simd, 15);
    by_low_bits.swizzle_dyn_within_blocks(low_bits).simd_eq(bytes).to_bitmask()
}

/// White space by its lowest four bits, and elsewhere what has others.
const SPACES_BY_LOW_BITS: [u8; 16] =
    [b' ', 0, 0, 0, 0, 0, 0, 0, 0, b'\t', b'\n', 0x0b, 0x0c, b'\r', 0, 0];

#[inline(always)]
fn letters<S: Simd>(simd: S, block: &[u8; BLOCK]) -> u64 {
    let bytes = u8x64::from_slice(simd, block);
    // What lies below "a" wraps round and is over the last.
    let from_a = (bytes | u8x64::splat(simd, 0x20)) - u8x64::splat(simd, b'a');
    from_a.simd_le(u8x64::splat(simd, b'z' - b'a')).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place() {
        let mut text: Vec<u8> = (0..=255).cycle().take(700).collect();
        text.extend([b'a'; 200]);
        text.extend(b"A1b{Z[");
        for length in [0, 1, 63, 64, 65, 300, 800, text.len()] {
            let letters = Letters::of(&text[..length]);
            for at in 0..length {
                let run = text[at..length].iter().take(64).take_while(|b| b.is_ascii_alphabetic());
                assert_eq!(letters.run(at), run.count() as u32, "{at} of {length}");
            }
        }
    }

    #[test]
    fn stretches_are_those_between_white_space() {
        let mut text: Vec<u8> = (0..=255).cycle().take(700).collect();
        text.extend([b'a'; 200]);
        text.extend(b"\n\t  a b ");
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
        for length in [0, 1, 63, 64, 65, 300, 896, text.len()] {
            let text = &text[..length];
            let found: Vec<&[u8]> = stretches(text).map(|range| &text[range]).collect();
            let split = text.split(is_space).filter(|part| !part.is_empty());
            assert_eq!(found, split.collect::<Vec<_>>(), "{length}");
        }
    }

    #[test]
    fn low_bits_count() {
        assert_eq!([0, 1, 63, 64].map(low_bits), [0, 1, u64::MAX >> 1, u64::MAX]);
    }
}
