//! What the compiled tables of words share: how they begin, and how their words are packed.
//!
//! In go the bytes of a file that `lab/packed.py` helped to write; out come numbers and words.
//! Deliberately absent: what a table says of its words.

use super::trees::BadModel;

/// The first `N` numbers of a file (u32, little-endian) and what follows them.
///
/// # Errors
/// [`BadModel`] when it does not begin with `magic`, or is cut.
pub(super) fn head<'f, const N: usize>(
    file: &'f [u8],
    magic: &[u8; 8],
) -> Result<([usize; N], &'f [u8]), BadModel> {
    let rest = file.strip_prefix(magic).ok_or(BadModel("not a table of this version"))?;
    let (head, rest) = rest.split_at_checked(N * 4).ok_or(BadModel("the file is cut"))?;
    let mut numbers = [0; N];
    for (number, bytes) in numbers.iter_mut().zip(head.as_chunks().0) {
        *number = u32::from_le_bytes(*bytes) as usize;
    }
    Ok((numbers, rest))
}

/// The letters of words in order of bytes, and where each begins and ends.
pub(super) fn unpack(packed: &[u8], words: usize) -> Result<(String, Vec<u32>), BadModel> {
    const BAD: BadModel = BadModel("its words do not fit together");
    let mut letters: Vec<u8> = Vec::with_capacity(words * 8);
    let mut starts = vec![0u32];
    let mut rest = packed;
    let mut last = 0;
    for _ in 0..words {
        let (&[shared, more], after) = rest.split_first_chunk::<2>().ok_or(BAD)?;
        let (suffix, after) = after.split_at_checked(usize::from(more)).ok_or(BAD)?;
        let start = letters.len();
        if usize::from(shared) > start - last {
            return Err(BAD);
        }
        letters.extend_from_within(last..last + usize::from(shared));
        letters.extend_from_slice(suffix);
        starts.push(letters.len() as u32);
        last = start;
        rest = after;
    }
    let letters = String::from_utf8(letters).map_err(|_| BAD)?;
    let on_letters = starts.iter().all(|&at| letters.is_char_boundary(at as usize));
    if on_letters && rest.is_empty() { Ok((letters, starts)) } else { Err(BAD) }
}
