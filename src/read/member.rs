//! A gzip member at a stretch: the usual case of archives, at twice the speed of streaming.
//!
//! In: the compressed bytes ahead. Out: the content of the first member, if all of it lies there, it is
//! of ordinary size, and nothing is wrong with it. Deliberately absent: any judgment of what is
//! wrong. Members that are cut, damaged, padded, large, or the last of their stream are left to
//! streaming, which tells every fault.

use libdeflater::Decompressor;
use memchr::memmem::Finder;

use super::buffer::Buffer;
use super::decompress::GZIP_MAGIC;

/// Largest member, compressed and not: pages are hundreds of kilobytes.
const MAX_COMPRESSED: usize = 1 << 20;
const MAX_CONTENT: usize = 8 << 20;
/// Deflate does not shrink further; a larger size in the trailer is none.
const MAX_RATIO: usize = 1032;
/// Compressed bytes looked at first.
const FIRST_LOOK: usize = 64 << 10;
/// Shortest header and the trailer.
const FRAME: usize = 18;

/// Reads whole members.
pub(super) struct Whole {
    decompressor: Decompressor,
    magic: Finder<'static>,
    content: Vec<u8>,
    /// What of the content has been handed out.
    start: usize,
    end: usize,
}

impl Whole {
    pub fn new() -> Self {
        Self {
            decompressor: Decompressor::new(),
            magic: Finder::new(&GZIP_MAGIC).into_owned(),
            content: Vec::new(),
            start: 0,
            end: 0,
        }
    }

    /// Takes the member that begins `source`, if the size of its content is admitted, and hands out what of
    /// its content there is room for: where that is all, nothing is copied. Otherwise the source stays
    /// where it is.
    pub fn take(
        &mut self,
        source: &mut Buffer<'_>,
        is_admitted: impl Fn(usize) -> bool,
        into: &mut [u8],
    ) -> Option<usize> {
        let length = self.length(source)?;
        let member = &source.peek()[..length];
        let (_, size) = member.split_last_chunk::<4>()?;
        let size = u32::from_le_bytes(*size) as usize;
        let is_usual = size <= MAX_CONTENT && size / MAX_RATIO <= length;
        if !is_usual || !is_admitted(size) {
            return None;
        }
        let fits = size <= into.len();
        if !fits && self.content.len() < size {
            self.content.resize(size, 0);
        }
        let room = if fits { &mut into[..size] } else { &mut self.content[..size] };
        // Checks the sum; what is not exactly one member does not fit its trailer.
        if self.decompressor.gzip_decompress(member, room) != Ok(size) {
            return None;
        }
        source.advance(length);
        if fits {
            return Some(size);
        }
        (self.start, self.end) = (0, size);
        Some(self.read(into))
    }

    /// The compressed length of the member that begins `source`: up to where the next one begins.
    fn length(&self, source: &mut Buffer<'_>) -> Option<usize> {
        let mut look = FIRST_LOOK;
        let mut from = FRAME;
        loop {
            let at_hand = source.ensure(look).len();
            let found = source.peek().get(from..).and_then(|rest| self.magic.find(rest));
            if let Some(found) = found {
                return Some(from + found).filter(|&length| length <= MAX_COMPRESSED);
            }
            if at_hand < look || look >= MAX_COMPRESSED {
                return None;
            }
            from = from.max(at_hand - (GZIP_MAGIC.len() - 1));
            look = (at_hand * 2).min(MAX_COMPRESSED);
        }
    }

    /// Hands out content; 0 when there is no more.
    pub fn read(&mut self, into: &mut [u8]) -> usize {
        let n = into.len().min(self.end - self.start);
        into[..n].copy_from_slice(&self.content[self.start..self.start + n]);
        self.start += n;
        n
    }
}
