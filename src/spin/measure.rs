//! All that is measured on a text, for training and evaluation in `lab/`.

use super::odd_words::{Place, judge, judge_gaps, places};
use super::reading::Reading;
use super::{cloze, features, gate, marks, names, phrases};
use crate::lexicon::English;
use crate::lexicon::substitutions::words;
use crate::text::Span;

/// The numbers of a text.
#[derive(Debug)]
pub struct Measured {
    /// Of the gate: its first two steps.
    pub gate: Vec<f32>,
    /// Of each place where a word can have been put in.
    pub rows: Vec<f32>,
    /// All places with their log-odds.
    pub places: Vec<Place>,
    /// The bytes of all of them; only open ones have rows.
    pub spans: Vec<Span>,
    /// Of the document.
    pub document: Vec<f32>,
    /// Of each place whose gap was asked.
    pub asked_rows: Vec<f32>,
    /// Of the document when gaps were asked.
    pub asked_document: Vec<f32>,
}

/// Measures a text.
pub fn measure(text: &str, english: &English) -> Measured {
    let reading = Reading::of(text, english);
    let (mut places, rows) = places(&reading, english, &[]);
    judge(&mut places, &rows, english);
    let all = words(text);
    let gate = gate::numbers(text, &all, &marks::marks(&all, None, english), english);
    let found = phrases::phrases(&all, english);
    let damaged = names::damaged(&reading, english);
    let whole = features::whole(text, &reading, english);
    let document = features::numbers(text, whole, &reading, &places, &damaged, &found, english);
    let odds: Vec<f32> = places.iter().map(|place| place.odds).collect();
    let asked_rows = judge_gaps(&reading, &mut places, &rows, english);
    let mut asked_document = features::numbers_of_fewer(&document, &reading, &places, english);
    asked_document.extend(cloze::numbers(&places, reading.words));
    places.iter_mut().zip(odds).for_each(|(place, odds)| place.odds = odds);
    Measured {
        asked_rows,
        asked_document,
        gate,
        document,
        spans: places.iter().map(|place| reading.tokens[place.at].span).collect(),
        rows,
        places,
    }
}

/// The words of a text that the second step of the gate looks at: their bytes, and their numbers.
pub fn measure_gate_words(text: &str, english: &English) -> (Vec<Span>, Vec<f32>) {
    let all = words(text);
    let (looked_at, rows) = gate::words(text, &all, &marks::marks(&all, None, english), english);
    let span = |at: usize| Span { start: all[at].start, end: all[at].end };
    (looked_at.into_iter().map(span).collect(), rows)
}
