//! All that is measured on a text, for training and evaluation in `lab/`.

use super::odd_words::{Place, judge, places};
use super::reading::Reading;
use super::{features, gate, names};
use crate::lexicon::English;
use crate::lexicon::substitutions::words;
use crate::text::Span;

/// The numbers of a text.
#[derive(Debug)]
pub struct Measured {
    /// Of the gate.
    pub gate: [f32; gate::WIDTH],
    /// Of each place where a word can have been put in.
    pub rows: Vec<f32>,
    /// Those places with their log-odds.
    pub places: Vec<Place>,
    /// The bytes of those places.
    pub spans: Vec<Span>,
    /// Of the document.
    pub document: Vec<f32>,
}

/// Measures a text.
pub fn measure(text: &str, english: &English) -> Measured {
    let reading = Reading::of(text, english);
    let (mut places, rows) = places(&reading, english, true);
    judge(&mut places, &rows, english);
    let damaged = names::damaged(&reading, english);
    Measured {
        gate: gate::numbers(&words(text), &english.synonyms),
        document: features::numbers(text, &reading, &places, &damaged, english),
        spans: places.iter().map(|place| reading.tokens[place.at].span).collect(),
        rows,
        places,
    }
}
