//! The words of a text that are worth a second look.
//!
//! In go the words of the dictionaries' pass; out come the few where an entry may begin, that spinners
//! write, or that nobody knows, and how many are names and numbers. Each word is looked up in the filters
//! once, for all detectors. Deliberately absent:
//! what a second look finds.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, u8x64};

use crate::lexicon::English;
use crate::lexicon::substitutions::{Table, Word};
use crate::lexicon::synonyms::class;
use crate::text::letters::Bits;

/// What is counted and marked. Filters err: a marked word may turn out to be none.
#[derive(Debug, Default)]
pub struct Marks {
    /// Where an entry of the dictionary may begin.
    pub entries: Vec<u32>,
    /// Suspects and articles.
    pub telling: Vec<Mark>,
    /// Words in small letters that are not known.
    pub unknown: Vec<u32>,
    /// Words with a capital.
    pub capitals: usize,
    /// Other words that hold a digit or are part of an address.
    pub numbers: usize,
}

/// A word's place among the words, and its [`class`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Mark(u32);

impl Mark {
    #[inline(always)]
    fn new(at: usize, class: u8) -> Self {
        Self((at as u32) << u8::BITS | u32::from(class & class::ALL))
    }

    /// Its place.
    #[inline(always)]
    pub fn at(self) -> usize {
        (self.0 >> u8::BITS) as usize
    }

    /// What it may be.
    #[inline(always)]
    pub fn class(self) -> u8 {
        self.0 as u8
    }
}

/// Marks the words of a text, fewer than 2^24; entries only where there is a dictionary.
pub fn marks(words: &[Word], table: Option<&Table>, english: &English) -> Marks {
    let table = table.filter(|table| !table.is_empty());
    dispatch!(Level::new(), simd => sort(simd, &classes(words, table, english)))
}

/// Set beside the [`class`] of a word: where an entry may begin, of a word with a capital, of another that
/// holds a digit or is part of an address.
const ENTRY: u8 = 128;
const CAPITAL: u8 = 64;
const NUMBER: u8 = 32;
/// Words that are sorted together.
const BLOCK: usize = 64;

/// What the filters say of each word, in whole blocks; what fills the last one is known and tells nothing.
///
/// Each filter is asked for all words before the next one is: what waits for memory waits side by side
/// only while few other steps lie between.
#[inline(always)] // into what is compiled for the shifts that the processor has
fn classes(words: &[Word], table: Option<&Table>, english: &English) -> Vec<u8> {
    let synonyms = &english.synonyms;
    let mut classes = vec![class::KNOWN; words.len().next_multiple_of(BLOCK)];
    for (classes, words) in classes.chunks_mut(BLOCK).zip(words.chunks(BLOCK)) {
        synonyms.fetch_classes(words.iter().map(|word| word.hash));
        for (class, word) in classes.iter_mut().zip(words) {
            let is_capital = word.is_capital();
            let is_number = !(is_capital | word.is_plain());
            let shape = (u8::from(is_capital) * CAPITAL) | (u8::from(is_number) * NUMBER);
            *class = synonyms.class(word.hash) | shape;
        }
    }
    let Some(table) = table else { return classes };
    let nexts = words.get(1..).unwrap_or_default();
    for ((class, word), next) in classes.iter_mut().zip(words).zip(nexts) {
        *class |= u8::from(table.may_begin(word.hash, next.hash)) * ENTRY;
    }
    if let (Some(class), Some(last)) =
        (classes.get_mut(words.len().saturating_sub(1)), words.last())
    {
        *class |= u8::from(table.may_begin(last.hash, 0)) * ENTRY;
    }
    classes
}

/// Sorts words by their classes, a block at a time.
#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn sort<S: Simd>(simd: S, classes: &[u8]) -> Marks {
    let mut marks = Marks::default();
    marks.telling.reserve(classes.len() / 3);
    for (number, block) in classes.as_chunks::<BLOCK>().0.iter().enumerate() {
        let all = u8x64::from_slice(simd, block);
        let nothing = u8x64::splat(simd, 0);
        let is = |bits: u8| !(all & u8x64::splat(simd, bits)).simd_eq(nothing).to_bitmask();
        let capitals = is(CAPITAL);
        let numbers = is(NUMBER);
        let plain = !(capitals | numbers);
        marks.capitals += capitals.count_ones() as usize;
        marks.numbers += numbers.count_ones() as usize;
        let start = number * BLOCK;
        let telling = is(class::ARTICLE) | plain & is(class::SUSPECT);
        marks.telling.extend(Bits(telling).map(|at| Mark::new(start + at, block[at])));
        let unknown = plain & !is(class::KNOWN);
        marks.unknown.extend(Bits(unknown).map(|at| (start + at) as u32));
        marks.entries.extend(Bits(is(ENTRY)).map(|at| (start + at) as u32));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::substitutions::words;

    #[test]
    fn words_are_sorted_wherever_blocks_end() {
        let english = English::shipped(None).unwrap();
        for before in 60..68 {
            let text = format!("{}zzyzzx Arsenic arsenic 5th", "the ".repeat(before));
            let marks = marks(&words(&text), None, &english);
            assert_eq!(marks.unknown, [before as u32], "{before}");
            assert_eq!([marks.capitals, marks.numbers], [1, 1], "{before}");
            let last = marks.telling.last().unwrap();
            assert_eq!(last.at(), before + 2);
            assert!(last.class() & class::SUSPECT != 0 && last.class() <= class::ALL);
            assert!(marks.entries.is_empty());
        }
    }
}
