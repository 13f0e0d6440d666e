//! The model file: little-endian sections, one after the other.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `cdngram1` |
//! | 16 | BLAKE3 of all that follows, its first 16 bytes |
//! | 7 x 4 | sizes: about, words, letters, bigrams, trigrams, lines of bigrams, of trigrams |
//! | 3 x 64 x 4 | code books (`f32`): bigrams, back-offs, trigrams |
//! | about | UTF-8, for people |
//! | words x 1 | lengths of the words, the three special ones left out |
//! | letters | the words, one after the other |
//! | (words + 3) x 4 | ln p and ln back-off of each word, two `u16` (see [`from_u16`]) |
//! | (words + 3) x 1 | capitals |
//! | lines x 64 | the two tables |

use super::model::LEVELS;
use super::table::{Bigrams, LINE_BYTES, Table, Trigrams};
use super::vocabulary::Vocabulary;
use crate::error::{Error, Result};

/// Bytes of a file before the text about it.
pub(super) const HEAD_BYTES: usize = 8 + 16 + 7 * 4 + 3 * LEVELS * 4;
const MAGIC: &[u8; 8] = b"cdngram1";
const DIGEST_BYTES: usize = 16;
const SPECIAL: usize = 3;
/// ln p of 0 to -32 in 65,536 steps: finer than anyone can see.
const STEPS: f32 = 65_535.0 / 32.0;

/// What a file holds.
#[derive(Debug)]
pub(super) struct Parts<'f> {
    pub(super) vocabulary: Vocabulary,
    pub(super) unigrams: Vec<[u16; 2]>,
    pub(super) capitals: Vec<u8>,
    pub(super) bigrams: Table<'f, Bigrams>,
    pub(super) trigrams: Table<'f, Trigrams>,
    /// Of bigrams, of back-offs, of trigrams.
    pub(super) levels: [[f32; LEVELS]; 3],
    /// Bigrams and trigrams.
    pub(super) counts: [u32; 2],
    pub(super) about: String,
}

impl Parts<'_> {
    /// The same with tables of their own.
    pub(super) fn into_own(self) -> Parts<'static> {
        let Self { vocabulary, unigrams, capitals, bigrams, trigrams, levels, counts, about } =
            self;
        let (bigrams, trigrams) = (bigrams.into_own(), trigrams.into_own());
        Parts { vocabulary, unigrams, capitals, bigrams, trigrams, levels, counts, about }
    }
}

/// A logarithm from its code.
pub(super) fn from_u16(code: u16) -> f32 {
    -f32::from(code) / STEPS
}

/// The code of a logarithm, which is at most 0.
pub(super) fn to_u16(log: f64) -> u16 {
    (-log * f64::from(STEPS)).round().clamp(0.0, 65_535.0) as u16
}

/// The digest in a file that [`read`] has accepted, hex.
pub(super) fn digest(bytes: &[u8]) -> String {
    bytes.iter().skip(MAGIC.len()).take(DIGEST_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn write(parts: &Parts) -> Vec<u8> {
    let Parts { vocabulary, unigrams, capitals, bigrams, trigrams, levels, counts, about } = parts;
    let mut tables = [Vec::new(), Vec::new()];
    bigrams.write(&mut tables[0]);
    trigrams.write(&mut tables[1]);
    let letters: usize = vocabulary.words().map(str::len).sum();
    let sizes = [
        about.len(),
        vocabulary.len() - SPECIAL,
        letters,
        counts[0] as usize,
        counts[1] as usize,
        tables[0].len() / LINE_BYTES,
        tables[1].len() / LINE_BYTES,
    ];

    let mut out = MAGIC.to_vec();
    out.extend([0; DIGEST_BYTES]);
    sizes.iter().for_each(|&size| out.extend((size as u32).to_le_bytes()));
    levels.iter().flatten().for_each(|level| out.extend(level.to_le_bytes()));
    out.extend(about.as_bytes());
    out.extend(vocabulary.words().map(|word| word.len() as u8));
    vocabulary.words().for_each(|word| out.extend(word.as_bytes()));
    unigrams.iter().flatten().for_each(|code| out.extend(code.to_le_bytes()));
    out.extend(capitals);
    tables.iter().for_each(|table| out.extend(table));

    let body = MAGIC.len() + DIGEST_BYTES;
    let digest = blake3::hash(&out[body..]);
    out[MAGIC.len()..body].copy_from_slice(&digest.as_bytes()[..DIGEST_BYTES]);
    out
}

/// Where the tables begin in a file that [`read`] accepts.
pub(in crate::lexicon) const fn tables_at(file: &[u8]) -> usize {
    const fn size(file: &[u8], number: usize) -> usize {
        let at = MAGIC.len() + DIGEST_BYTES + 4 * number;
        u32::from_le_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]]) as usize
    }
    let [about, words, letters] = [size(file, 0), size(file, 1), size(file, 2)];
    HEAD_BYTES + about + words + letters + (words + SPECIAL) * 5
}

/// Reads a file; `is_trusted` leaves its digest unread.
pub(super) fn read(bytes: &[u8], is_trusted: bool) -> Result<Parts<'_>> {
    let wrong = |what: &str| Error::Model(what.to_owned());
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| wrong("not a model of this version"))?;
    let (digest, rest) =
        rest.split_first_chunk::<DIGEST_BYTES>().ok_or_else(|| wrong("it is cut short"))?;
    if !is_trusted && blake3::hash(rest).as_bytes()[..DIGEST_BYTES] != digest[..] {
        return Err(wrong("its bytes are damaged"));
    }
    parse(rest).ok_or_else(|| wrong("its parts do not fit together"))
}

fn parse(mut rest: &[u8]) -> Option<Parts<'_>> {
    let mut sizes = [0u32; 7];
    for size in &mut sizes {
        *size = u32::from_le_bytes(*take_array(&mut rest)?);
    }
    let mut levels = [[0f32; LEVELS]; 3];
    for level in levels.iter_mut().flatten() {
        *level = f32::from_le_bytes(*take_array(&mut rest)?);
    }
    let [about, words, letters, bigram_count, trigram_count, bigram_lines, trigram_lines] = sizes;
    let all = (words as usize).checked_add(SPECIAL)?;
    let about = std::str::from_utf8(take(&mut rest, about as usize)?).ok()?.to_owned();
    let lengths = take(&mut rest, words as usize)?;
    let letters = std::str::from_utf8(take(&mut rest, letters as usize)?).ok()?;
    let unigrams = take(&mut rest, all.checked_mul(4)?)?;
    let capitals = take(&mut rest, all)?.to_vec();
    let bigrams = take(&mut rest, bigram_lines as usize * LINE_BYTES)?;
    let trigrams = take(&mut rest, trigram_lines as usize * LINE_BYTES)?;
    if !rest.is_empty() {
        return None;
    }

    let mut at = 0;
    let list = lengths.iter().map_while(|&length| {
        let start = at;
        at += usize::from(length);
        letters.get(start..at)
    });
    let vocabulary = Vocabulary::new(list).filter(|vocabulary| vocabulary.len() == all)?;
    let (codes, _) = unigrams.as_chunks::<4>();
    let codes =
        codes.iter().map(|&[a, b, c, d]| [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]);
    Some(Parts {
        vocabulary,
        unigrams: codes.collect(),
        capitals,
        bigrams: Table::read(bigrams)?,
        trigrams: Table::read(trigrams)?,
        levels,
        counts: [bigram_count, trigram_count],
        about,
    })
}

fn take<'b>(rest: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

fn take_array<'b, const N: usize>(rest: &mut &'b [u8]) -> Option<&'b [u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(head)
}
