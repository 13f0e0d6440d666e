//! The learned block model for text without markup: a log-odds of being article text a line.
//!
//! In go a page's lines; out come rows of numbers and log-odds. The rows are those of pages with
//! markup ([`super::features`]), what plain text has in its place ([`mod@shape`]), and what the lines
//! around say ([`mod@context`]) by the words of each ([`mod@phrases`]). [`mod@decide`] makes keep or drop of it.
//! One model serves dumps of whole pages and text that another extractor cleaned: numbers of the
//! whole page tell it which it has before it. Deliberately absent: what a line that goes is called.

pub mod context;
pub mod decide;
pub mod phrases;
pub mod shape;

use std::cell::Cell;

use context::{Facts, context};
use phrases::Phrases;
use rustc_hash::FxHashSet;
use shape::{Seen, shape};

use super::features::features;
use super::{furniture_of, whole_hash};
use crate::document::{Block, Metadata};
use crate::lexicon::{Lexicon, TextModel};

/// The lines of a page, measured: what every stage of the model reads.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The words of each line as hashes.
    pub phrases: Phrases,
    /// Words and topics of each line.
    pub facts: Facts,
    /// Rows that need no scores, one after the other.
    pub rows: Vec<f32>,
    /// Numbers in such a row.
    pub width: usize,
}

/// Cuts the words of each line of a text: all that a first glance needs.
pub fn glance(text: &str, blocks: &[Block], lexicon: &Lexicon) -> (Phrases, Vec<f32>) {
    let furniture = furniture_of(lexicon);
    let known: Vec<f32> = blocks.iter().map(|block| furniture(&text[block.span.range()])).collect();
    let lines = blocks.iter().map(|block| (&text[block.span.range()], block.after_blank));
    (Phrases::of(lines, &known), known)
}

/// Measures the lines of a text.
pub fn sheet(text: &str, blocks: &[Block], phrases: Phrases, known: &[f32]) -> Sheet {
    let next = Cell::new(0);
    // The rows ask for each line once, in order: what is known of it was looked up before.
    let furniture = |_: &str| {
        let at = next.replace(next.get() + 1);
        known.get(at).copied().unwrap_or_default()
    };
    let base = features(text, blocks, &Metadata::default(), &furniture);
    let mut facts = Facts::default();
    let mut seen = Vec::with_capacity(blocks.len());
    let mut own = FxHashSet::default();
    for (at, (block, &furniture)) in blocks.iter().zip(known).enumerate() {
        let inner = &text[block.span.range()];
        let from = facts.topics.len();
        own.clear();
        let (line, words) = (base.lines[at], base.words_of(at));
        for &(hash, is_long) in words {
            let short = (hash >> 32) as u32;
            if is_long && own.insert(short) {
                facts.topics.push(short);
            }
        }
        facts.words.push(line.words);
        facts.ranges.push(from..facts.topics.len());
        seen.push(Seen {
            after_blank: block.after_blank,
            furniture,
            first_word: words.first().map_or(0, |&(hash, _)| hash),
            whole: whole_hash(words),
            is_item: inner.starts_with(is_bullet),
            steps: inner.matches([' ', '\u{a0}']).count().min(1) as f32
                * inner.matches(['>', '/', '|', '\u{bb}', '\u{203a}']).count() as f32,
            line,
        });
    }
    let width = base.width + shape::WIDTH;
    let mut rows = vec![0.0; width * blocks.len()];
    for (row, base) in rows.chunks_mut(width).zip(base.values.chunks(base.width.max(1))) {
        row[..base.len()].copy_from_slice(base);
    }
    shape(&seen, &mut rows, width, base.width);
    Sheet { phrases, facts, rows, width }
}

/// Whether a character at the start of a line marks an item of a list.
pub fn is_bullet(c: char) -> bool {
    matches!(c, '\u{2022}' | '\u{25e6}' | '\u{25aa}' | '*' | '-' | '\u{2013}' | '\u{b7}')
}

/// The log-odds of each line by its words alone.
pub fn by_words(phrases: &Phrases, model: &TextModel) -> Vec<f32> {
    let mut scores = vec![model.words.bias(); phrases.len()];
    phrases.each(|at, hash| scores[at] += model.words.of(hash));
    scores
}

/// The log-odds of each line.
pub fn score(sheet: &Sheet, by_words: &[f32], model: &TextModel) -> Vec<f32> {
    let width = sheet.width + context::WIDTH;
    let mut rows = vec![0.0; width * by_words.len()];
    for (row, old) in rows.chunks_mut(width).zip(sheet.rows.chunks(sheet.width.max(1))) {
        row[..old.len()].copy_from_slice(old);
    }
    context(by_words, &sheet.facts, &mut rows, width, sheet.width);
    model.trees.score(&rows)
}
