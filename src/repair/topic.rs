//! How well the candidates of a place fit what its text is about.
//!
//! In goes the text as the decoder takes it to have been; out comes, for each candidate, its cosine to the
//! words around. Deliberately absent: what it is worth, which `weigh` knows.

use fearless_simd::{Level, dispatch};
use rustc_hash::FxHashMap;

use super::places::Place;
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::topic::{Topic, counted};
use crate::lexicon::vectors::Sum;

/// Likeness of words of which one has no vector.
const UNKNOWN: f32 = -1.0;

/// Sets how well every choice fits, and the word that stands there.
pub fn measure(reading: &Reading, places: &mut [Place], english: &English) {
    dispatch!(Level::new(), _simd => measure_here(reading, places, english));
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn measure_here(reading: &Reading, places: &mut [Place], english: &English) {
    let mut stands: Vec<Option<u32>> = reading.tokens.iter().map(|token| token.entry).collect();
    // The sum of each word of the places over the text.
    let mut of_word: FxHashMap<u64, Sum> = FxHashMap::default();
    for place in places.iter() {
        of_word.entry(reading.tokens[place.at].hash).or_default();
        if let Some(taken) = place.taken {
            stands[place.at..place.at + place.count].fill(None);
            stands[place.at] = Some(place.choices[taken].original.entry);
        }
    }
    let topic = Topic::of(stands.iter().copied(), english);
    for (token, entry) in reading.tokens.iter().zip(&stands) {
        if let Some(sum) = of_word.get_mut(&token.hash)
            && let Some((sense, weight)) = entry.and_then(|entry| counted(entry, english))
        {
            sum.add(&sense, weight);
        }
    }
    for place in places {
        let entries = place.choices.iter().map(|choice| choice.original.entry);
        english.vectors().fetch_words(entries);
        let same = &of_word[&reading.tokens[place.at].hash];
        let around = topic.around(place.at..place.at + place.count, same);
        // Not in closures, which would be compiled for the narrowest vectors.
        let written =
            reading.tokens[place.at].entry.and_then(|entry| english.vectors().sense(entry));
        if let Some(sense) = &written {
            place.fit = around.fit(sense);
        }
        for choice in &mut place.choices {
            choice.likeness = UNKNOWN;
            let Some(sense) = english.vectors().sense(choice.original.entry) else { continue };
            choice.fit = around.fit(&sense);
            if let Some(written) = &written {
                choice.likeness = sense.likeness(written);
            }
        }
    }
}
