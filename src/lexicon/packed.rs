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

const BAD: BadModel = BadModel("its words do not fit together");

/// The bytes of words in order, one by one.
pub(super) struct Words<'f> {
    rest: &'f [u8],
    left: usize,
    word: Vec<u8>,
}

impl<'f> Words<'f> {
    /// So many words that these are the bytes of.
    pub(super) fn new(packed: &'f [u8], count: usize) -> Self {
        Self { rest: packed, left: count, word: Vec::new() }
    }

    /// The next word; none behind the last.
    ///
    /// # Errors
    /// [`BadModel`] when the bytes are no such words, or are more of them.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, BadModel> {
        if self.left == 0 {
            return if self.rest.is_empty() { Ok(None) } else { Err(BAD) };
        }
        self.left -= 1;
        let (&[shared, more], after) = self.rest.split_first_chunk::<2>().ok_or(BAD)?;
        let (suffix, after) = after.split_at_checked(usize::from(more)).ok_or(BAD)?;
        if usize::from(shared) > self.word.len() {
            return Err(BAD);
        }
        self.word.truncate(usize::from(shared));
        self.word.extend_from_slice(suffix);
        self.rest = after;
        Ok(Some(&self.word))
    }
}

/// The letters of words in order of bytes, and where each begins and ends.
pub(super) fn unpack(packed: &[u8], words: usize) -> Result<(String, Vec<u32>), BadModel> {
    let mut letters: Vec<u8> = Vec::with_capacity(words * 8);
    let mut starts = Vec::with_capacity(words + 1);
    starts.push(0u32);
    let mut all = Words::new(packed, words);
    while let Some(word) = all.next()? {
        letters.extend_from_slice(word);
        starts.push(letters.len() as u32);
    }
    let letters = String::from_utf8(letters).map_err(|_| BAD)?;
    let on_letters = starts.iter().all(|&at| letters.is_char_boundary(at as usize));
    if on_letters { Ok((letters, starts)) } else { Err(BAD) }
}
