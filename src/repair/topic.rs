//! What the words around a place are about, and how well others would fit them.
//!
//! The language model sees three words; a text about a trial asks for "court" far beyond these. In
//! goes the text as the decoder takes it to have been; out comes, for each candidate, its cosine to the words
//! around (after Melamud, Levy and Dagan, A Simple Word Embedding Model for Lexical Substitution, 2015).
//! Deliberately absent: what it is worth, which `weigh` knows.

use rustc_hash::FxHashMap;

use super::places::Place;
use super::reading::Reading;
use crate::lexicon::vectors::{Sense, Sum};
use crate::lexicon::{English, Vectors};

/// Tokens on either side that count as near, and as around.
const NEAR: usize = 4;
const AROUND: usize = 12;
/// A word counts by how far its frequency is below this, decimal logarithm per thousand million words.
const COMMONEST: f32 = 6.5;
/// No word counts more than this: names are not in the list of frequencies.
const MOST: f32 = 3.5;

/// How well a word fits: its cosine to the words near, to those around, and to the rest of the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fit {
    pub near: f32,
    pub around: f32,
    pub whole: f32,
}

/// Sets how well every choice fits, and the word that stands there.
pub fn measure(reading: &Reading, places: &mut [Place], english: &English, vectors: &Vectors) {
    let mut stands: Vec<Option<u32>> = reading.tokens.iter().map(|token| token.entry).collect();
    for place in places.iter() {
        if let Some(taken) = place.taken {
            stands[place.at..place.at + place.count].fill(None);
            stands[place.at] = Some(place.choices[taken].original.entry);
        }
    }
    // Sums up to each token, and those of each word of the text.
    let mut sums: Vec<Sum> = Vec::with_capacity(stands.len() + 1);
    let mut of_word: FxHashMap<u64, Sum> = FxHashMap::default();
    let mut sum = Sum::default();
    for (token, entry) in reading.tokens.iter().zip(&stands) {
        sums.push(sum);
        if let Some((sense, weight)) = entry.and_then(|entry| counted(entry, english, vectors)) {
            sum.add(&sense, weight);
            of_word.entry(token.hash).or_default().add(&sense, weight);
        }
    }
    sums.push(sum);
    for place in places {
        let end = place.at + place.count;
        let mut own = sums[end];
        own.add_sum(&sums[place.at], -1.0);
        let window = |size: usize| {
            let mut window = sums[(end + size).min(stands.len())];
            window.add_sum(&sums[place.at.saturating_sub(size)], -1.0);
            window.add_sum(&own, -1.0);
            window.direction()
        };
        let (near, around) = (window(NEAR), window(AROUND));
        let mut whole = sum;
        if let Some(same) = of_word.get(&reading.tokens[place.at].hash) {
            whole.add_sum(same, -1.0);
        }
        let whole = whole.direction();
        let fit = |sense: &Sense| Fit {
            near: sense.cosine(&near),
            around: sense.cosine(&around),
            whole: sense.cosine(&whole),
        };
        let written = reading.tokens[place.at].entry.and_then(|entry| vectors.sense(entry));
        place.fit = written.as_ref().map(&fit).unwrap_or_default();
        for choice in &mut place.choices {
            let sense = vectors.sense(choice.original.entry);
            choice.fit = sense.as_ref().map(&fit).unwrap_or_default();
            let both = sense.as_ref().zip(written.as_ref());
            choice.likeness = both.map_or(UNKNOWN, |(a, b)| a.likeness(b));
        }
    }
}

/// Likeness of words of which one has no vector.
const UNKNOWN: f32 = -1.0;

/// A word's direction and how much it counts; `None` for words that all texts have.
fn counted<'v>(entry: u32, english: &English, vectors: &'v Vectors) -> Option<(Sense<'v>, f32)> {
    let info = english.synonyms.info(entry);
    let weight = (COMMONEST - info.frequency).clamp(0.0, MOST);
    if info.is_function() || weight == 0.0 {
        return None;
    }
    Some((vectors.sense(entry)?, weight))
}
