//! Hashes that are part of the file format: they must never change between versions.

const WORD_SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const WORD_MIX: u64 = 0xa076_1d64_78bd_642f;
const WORD_END: u64 = 0xe703_7ed1_a0b4_28db;
const GRAM_SEED: u64 = 0x8ebc_6af0_9c88_c6e3;
const GRAM_MIX: u64 = 0xd6e8_feb8_6659_fd93;

/// Both halves of a 128-bit product, folded: every input bit reaches every output bit.
#[inline(always)]
const fn fold(a: u64, b: u64) -> u64 {
    let product = (a as u128) * (b as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Hash of a word's form, byte by byte.
#[derive(Clone, Copy)]
pub(super) struct WordHasher {
    state: u64,
    /// Up to eight bytes not yet mixed in.
    pending: u64,
    length: u64,
}

impl WordHasher {
    pub(super) const fn new() -> Self {
        Self { state: WORD_SEED, pending: 0, length: 0 }
    }

    #[inline(always)]
    pub(super) const fn push(&mut self, byte: u8) {
        self.pending = (self.pending << 8) | byte as u64;
        self.length += 1;
        if self.length.is_multiple_of(8) {
            self.state = fold(self.state ^ self.pending, WORD_MIX);
            self.pending = 0;
        }
    }

    /// Up to eight bytes, the first of them in the highest of the lowest `count` bytes.
    #[inline(always)]
    pub(super) const fn push_run(&mut self, bytes: u64, count: u32) {
        let room = 8 - (self.length % 8) as u32;
        self.length += count as u64;
        if count < room {
            self.pending = (self.pending << (8 * count)) | bytes;
            return;
        }
        let left = 8 * (count - room);
        let before = match room {
            8 => 0,
            _ => self.pending << (8 * room),
        };
        self.state = fold(self.state ^ (before | bytes >> left), WORD_MIX);
        self.pending = bytes & ((1 << left) - 1);
    }

    #[inline(always)]
    pub(super) const fn finish(self) -> u64 {
        fold(self.state ^ self.pending, WORD_END ^ self.length.wrapping_mul(WORD_MIX))
    }
}

/// Hash of a word in the form that [`super::Tokens`] gives it (lower case, digits as `#`).
///
/// The same for all versions and machines, so that other tables can be keyed by it.
///
/// ```
/// use copydesk::lexicon::ngram::{tokens, word_hash};
///
/// let token = tokens("Tarn").next().expect("one word");
/// assert_eq!(token.hash, word_hash("tarn"));
/// ```
#[inline]
pub const fn word_hash(form: &str) -> u64 {
    let mut rest = form.as_bytes();
    let mut hasher = WordHasher::new();
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        hasher.state = fold(hasher.state ^ u64::from_be_bytes(*eight), WORD_MIX);
        hasher.length += 8;
        rest = after;
    }
    hasher.length += rest.len() as u64;
    while let Some((&byte, after)) = rest.split_first() {
        hasher.pending = hasher.pending << 8 | byte as u64;
        rest = after;
    }
    hasher.finish()
}

/// Hash of a packed n-gram.
#[inline(always)]
pub(super) fn gram_hash(key: u64) -> u64 {
    fold(key ^ GRAM_SEED, GRAM_MIX)
}
