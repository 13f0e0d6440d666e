//! Finds the next place that may need an edit, fast where there is none.
//!
//! ASCII goes by in chunks; letters of Latin, Greek, Cyrillic and CJK scripts by their first
//! byte. Only what is left is decoded and classified.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, u8x64};
use unicode_normalization::char::canonical_combining_class;

use super::class::{Class, class, is_settled_mark};

/// Bytes looked at together.
const CHUNK: usize = 64;
/// The last of them are only looked at as neighbors.
const NEIGHBORS: u64 = 3 << (CHUNK - 2);

/// The first place from `from` on that is not certainly clean: a space or line end next to
/// another, or a character that is no plain one.
pub(super) fn next_dirty(bytes: &[u8], from: usize) -> Option<usize> {
    dispatch!(Level::new(), simd => next_dirty_here(simd, bytes, from))
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn next_dirty_here<S: Simd>(simd: S, bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    // Combining class of the character before `at`.
    let mut combining = 0;
    while at < bytes.len() {
        // What a text begins with has nothing before it.
        if at > 0
            && let Some(chunk) = bytes[at..].first_chunk()
            && let clean @ 1.. = doubtful(simd, chunk).trailing_zeros()
        {
            at += clean as usize;
            combining = 0;
        }
        // Characters beyond ASCII come in company.
        loop {
            match step(bytes, at, &mut combining) {
                Some(length) => at += length,
                None => return Some(at),
            }
            if bytes.get(at).is_none_or(u8::is_ascii) {
                break;
            }
        }
    }
    None
}

/// Which bytes of a chunk may not be clean: those that are no visible ASCII, single spaces, line ends and
/// empty lines between paragraphs aside. A bit each; the last two are always among them.
#[inline(always)]
fn doubtful<S: Simd>(simd: S, chunk: &[u8; CHUNK]) -> u64 {
    let bytes = u8x64::from_slice(simd, chunk);
    let splat = |byte: u8| u8x64::splat(simd, byte);
    let beyond = bytes.simd_ge(splat(0x7F)).to_bitmask();
    let low = bytes.simd_le(splat(b' ')).to_bitmask();
    let spaces = bytes.simd_eq(splat(b' ')).to_bitmask();
    let ends = bytes.simd_eq(splat(b'\n')).to_bitmask();
    let paragraphs = ends & ends >> 1 & !(low >> 2);
    beyond | low & !(spaces | ends) | low & low >> 1 & !paragraphs | NEIGHBORS
}

/// The length of the character at `at` if it is clean.
#[inline(always)]
fn step(bytes: &[u8], at: usize, combining: &mut u8) -> Option<usize> {
    let byte = bytes[at];
    if (b'!'..=b'~').contains(&byte) {
        *combining = 0;
        return Some(1);
    }
    let next = bytes.get(at + 1).copied();
    let length = match byte {
        b' ' => (at > 0 && !matches!(next, None | Some(b' ' | b'\n'))).then_some(1),
        b'\n' => {
            let third = next == Some(b'\n') && matches!(bytes.get(at + 2), None | Some(b'\n'));
            (at > 0 && !matches!(next, None | Some(b' ')) && !third).then_some(1)
        }
        // Latin letters and signs, Greek, Cyrillic.
        0xC2 => matches!(next, Some(0xA1..=0xAC | 0xAE..)).then_some(2),
        0xC3..=0xCB | 0xCF..=0xD1 => Some(2),
        0xCE if next != Some(0x87) => Some(2),
        // Vietnamese letters (U+1E00 to U+1EFF).
        0xE1 if matches!(next, Some(0xB8..=0xBB)) => Some(3),
        // Dashes, quotes, bullets, the ellipsis (U+2010 to U+2027).
        0xE2 if next == Some(0x80) && matches!(bytes.get(at + 2), Some(0x90..=0xA7)) => Some(3),
        // Kana but for the combining voice marks, ideographs, Hangul syllables.
        0xE3 if matches!(next, Some(0x81 | 0x83)) => Some(3),
        0xE3 if next == Some(0x82) && !matches!(bytes.get(at + 2), Some(0x99 | 0x9A)) => Some(3),
        0xE4..=0xE9 | 0xEB | 0xEC => Some(3),
        0x80.. => return slow_step(bytes, at, combining),
        _ => None,
    };
    *combining = 0;
    length
}

/// [`step`] for what needs a look into tables.
fn slow_step(bytes: &[u8], at: usize, combining: &mut u8) -> Option<usize> {
    let length = match bytes[at] {
        0xF0.. => 4,
        0xE0.. => 3,
        _ => 2,
    };
    let c = std::str::from_utf8(&bytes[at..at + length]).ok()?.chars().next()?;
    let is_clean = match class(c) {
        Class::Plain => true,
        Class::Mark => is_settled_mark(c, *combining),
        _ => false,
    };
    *combining = canonical_combining_class(c);
    is_clean.then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn only_what_is_clean_is_passed_over(text in "[ab. \n\t\u{7f}éж\u{301}]{0,80}([a-z]{1,9}[ \n]{1,3}){0,30}") {
            let bytes = text.as_bytes();
            let (mut at, mut combining) = (0, 0);
            let mut step_by_step = None;
            while at < bytes.len() && step_by_step.is_none() {
                match step(bytes, at, &mut combining) {
                    Some(length) => at += length,
                    None => step_by_step = Some(at),
                }
            }
            assert_eq!(next_dirty(bytes, 0), step_by_step);
        }
    }
}
