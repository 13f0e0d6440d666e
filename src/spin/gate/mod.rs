//! What an article must show before all of it is read with the language model: most genuine ones
//! are let by.
//!
//! Three steps, each dearer than the one before: the words that spinners write out of proportion, and
//! whether genuine text has them beside these neighbors, by tables alone; what would stand in the place of
//! the worst of them; the first lines of the text, read in full. In go the words of the dictionaries' pass;
//! out come numbers that small models weigh.

mod sparse;
mod table;

pub use sparse::WORD_WIDTH;

use super::features::BASE_ODDS;
use super::marks::Marks;
use super::words_model;
use crate::config;
use crate::lexicon::English;
use crate::lexicon::substitutions::Word;

/// Numbers of the first two steps.
pub const WIDTH: usize = table::WIDTH + sparse::WIDTH;
/// Bytes of the third step.
pub const GLANCE_BYTES: usize = 700;
/// A text must be this much longer for the third step to save anything.
const WORTH: usize = 1000;

/// Whether a text must be read. Each step's limit is part of its model (`lab/train_spin.py gate`).
pub fn passes(
    text: &str,
    words: &[Word],
    marks: &Marks,
    english: &English,
    config: &config::Spin,
) -> bool {
    let (mut suspects, numbers) = table::suspects(text, words, marks, english);
    let mut row = [0.0; WIDTH];
    row[..table::WIDTH].copy_from_slice(&numbers);
    if english.gate[0].sum(&row) < 0.0 {
        return false;
    }
    row[table::WIDTH..].copy_from_slice(&sparse::numbers(text, words, &mut suspects, english));
    if english.gate[1].sum(&row) < 0.0 {
        return false;
    }
    if text.len() < GLANCE_BYTES + WORTH {
        return true;
    }
    let start = &text[..text.floor_char_boundary(GLANCE_BYTES)];
    let mut numbers = words_model::numbers(start, words, english, config);
    numbers.extend(row);
    english.gate[2].sum(&numbers) >= 0.0
}

/// How much likelier a word of these log-odds is where so large a share of words was put in.
fn rise(share: f32, odds: f32) -> f32 {
    1.0 - share + share * (odds - BASE_ODDS).exp()
}

/// The numbers of the first two steps, whatever the first says.
pub fn numbers(text: &str, words: &[Word], marks: &Marks, english: &English) -> Vec<f32> {
    let (mut suspects, numbers) = table::suspects(text, words, marks, english);
    let sparse = sparse::numbers(text, words, &mut suspects, english);
    [&numbers[..], &sparse].concat()
}

/// The words that the second step looks at: their places among the words, and [`WORD_WIDTH`] numbers each.
pub fn words(
    text: &str,
    words: &[Word],
    marks: &Marks,
    english: &English,
) -> (Vec<usize>, Vec<f32>) {
    let (mut suspects, _) = table::suspects(text, words, marks, english);
    sparse::words(text, words, &mut suspects, english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_words_is_let_by() {
        let english = English::shipped(None).unwrap();
        let numbers = numbers("", &[], &Marks::default(), &english);
        assert!(numbers.len() == WIDTH && numbers.iter().all(|number| number.is_finite()));
        assert!(!passes("", &[], &Marks::default(), &english, &config::Spin::default()));
    }
}
