//! The words of a text that are worth a second look.
//!
//! In go the words of the dictionaries' pass; out come the few where an entry may begin, that spinners
//! write, or that nobody knows, and how many are names and numbers. Each word is looked up in the filters
//! once, for all detectors, without a jump, so that many look-ups run side by side. Deliberately absent:
//! what a second look finds.

use fearless_simd::{Level, dispatch};

use crate::lexicon::English;
use crate::lexicon::substitutions::{Table, Word};
use crate::lexicon::synonyms::class;

/// What is counted and marked. Filters err: a marked word may turn out to be none.
#[derive(Debug, Default)]
pub struct Marks {
    /// Where an entry of the dictionary may begin.
    pub entries: Vec<u32>,
    /// Suspects, phrases and articles.
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
        Self((at as u32) << u8::BITS | u32::from(class))
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
    let level = Level::new();
    let mut marks = dispatch!(level, _simd => mark(words, english));
    if let Some(table) = table.filter(|table| !table.is_empty()) {
        marks.entries = dispatch!(level, _simd => entries(words, table));
    }
    marks
}

/// All but the entries. Whatever a word is, it is written behind the last mark, and stays if it is one.
#[inline(always)] // into what is compiled for the shifts that the processor has
fn mark(words: &[Word], english: &English) -> Marks {
    let mut telling = vec![Mark::default(); words.len() + 1];
    let mut unknown = vec![0u32; words.len() + 1];
    let (mut telling_count, mut unknown_count, mut capitals, mut numbers) = (0, 0, 0, 0);
    let hash_at = |at: usize| words.get(at).map_or(0, |word| word.hash);
    let mut next = hash_at(0);
    for (at, word) in words.iter().enumerate() {
        let hash = next;
        next = hash_at(at + 1);
        let class = english.synonyms.class(hash, next);
        let is_capital = word.is_capital();
        let is_number = !is_capital & (word.is_glued() | word.has_digit());
        let is_plain = !(is_capital | is_number);
        capitals += usize::from(is_capital);
        numbers += usize::from(is_number);
        telling[telling_count] = Mark::new(at, class);
        let is_article = class & class::ARTICLE != 0;
        telling_count += usize::from(is_article | is_plain & (class > class::KNOWN));
        unknown[unknown_count] = at as u32;
        unknown_count += usize::from(is_plain & (class & class::KNOWN == 0));
    }
    telling.truncate(telling_count);
    unknown.truncate(unknown_count);
    Marks { entries: Vec::new(), telling, unknown, capitals, numbers }
}

#[inline(always)] // into what is compiled for the shifts that the processor has
fn entries(words: &[Word], table: &Table) -> Vec<u32> {
    let mut entries = vec![0u32; words.len() + 1];
    let mut count = 0;
    let hash_at = |at: usize| words.get(at).map_or(0, |word| word.hash);
    let mut next = hash_at(0);
    for at in 0..words.len() {
        let hash = next;
        next = hash_at(at + 1);
        entries[count] = at as u32;
        count += usize::from(table.may_begin(hash, next));
    }
    entries.truncate(count);
    entries
}
