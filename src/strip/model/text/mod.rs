//! The learned block model for text without markup: a log-odds of being article text a line.
//!
//! In go a page's lines; out come rows of numbers and log-odds. The rows say what each line and its
//! neighbors look like ([`mod@rows`]), what plain text has in place of markup ([`mod@shape`]), and what the
//! lines around say ([`mod@context`]) by the words of each ([`mod@phrases`]). [`mod@decide`] makes keep or drop of it.
//! One model serves dumps of whole pages and text that another extractor cleaned: numbers of the
//! whole page tell it which it has before it. Deliberately absent: what a line that goes is called.

pub mod context;
pub mod decide;
pub mod measured;
pub mod phrases;
pub mod rows;
pub mod shape;
mod sums;

use context::{Facts, by_inside, context};
use measured::measured;
use phrases::Phrases;

use crate::lexicon::TextModel;

/// Numbers in a row that need no scores.
pub const WIDTH: usize = rows::WIDTH + shape::WIDTH;
/// Numbers in a row.
pub const WHOLE: usize = WIDTH + context::WIDTH;

/// Numbers of trees after which rows are done with, and from which log-odds on: beyond every limit of
/// [`mod@decide`].
const STAGES: [(usize, f32); 2] = [(60, 3.5), (110, 3.5)];

/// Hashes that are looked up together.
const TOGETHER: usize = 64;

/// A line of a text, and whether an empty line stands before it.
pub type Line<'t> = (&'t str, bool);

/// The lines of a page, measured: what every stage of the model reads.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Words and topics of each line.
    pub facts: Facts,
    /// A row of [`WHOLE`] numbers a line; the last ones are [`score`]'s to write.
    pub rows: Vec<f32>,
}

/// Measures the lines of a text; `known` is what the furniture dictionaries say of each.
pub fn sheet(lines: &[Line<'_>], known: &[f32]) -> Sheet {
    let (seen, facts) = measured(lines, known);
    let mut rows = vec![0.0; WHOLE * lines.len()];
    rows::rows(&seen, &mut rows, WHOLE);
    shape::shape(&seen, &mut rows, WHOLE, rows::WIDTH);
    Sheet { facts, rows }
}

/// Whether a character at the start of a line marks an item of a list.
pub fn is_bullet(c: char) -> bool {
    matches!(c, '\u{2022}' | '\u{25e6}' | '\u{25aa}' | '*' | '-' | '\u{2013}' | '\u{b7}')
}

/// The log-odds of each line by its words alone.
pub fn by_words(phrases: &Phrases, model: &TextModel) -> Vec<f32> {
    let mut scores = vec![model.words.bias(); phrases.len()];
    let mut hashes = Vec::new();
    phrases.each(|at, hash| hashes.push((at, hash)));
    for hashes in hashes.chunks(TOGETHER) {
        model.words.fetch(hashes.iter().map(|&(_, hash)| hash));
        hashes.iter().for_each(|&(at, hash)| scores[at] += model.words.of(hash));
    }
    scores
}

/// The log-odds of each line, given those by words.
pub fn score(sheet: &mut Sheet, by_words: &[f32], model: &TextModel) -> Vec<f32> {
    let inside = by_inside(&sheet.facts, &model.inside);
    context(by_words, &inside, &sheet.facts, &mut sheet.rows, WHOLE, WIDTH);
    model.trees.score_in(&sheet.rows, &STAGES)
}
