//! ## What it finds
//! Words that are about something else than the text they stand in.
//!
//! ## Why it matters
//! Who writes about a trial stays with courts and judges. A spinner's thesaurus knows the word's
//! other senses, too, and takes one of them: what it leaves points to every subject under the sun.
//!
//! ## Example
//! In a report on a trial, "the visitation began in the tribunal": a trial is one kind of ordeal,
//! and so is a visitation.
//!
//! ## Limits
//! Only words among the 58,000 that have a vector speak. Writers leave their subject as well, in
//! images and asides; the words around those fit them.

use fearless_simd::{Level, dispatch};
use rustc_hash::FxHashMap;

use super::odd_words::Place;
use super::reading::{Reading, Token};
use crate::lexicon::English;
use crate::lexicon::topic::{Fit, Topic, counted};
use crate::lexicon::vectors::Sum;

/// Numbers of a place.
pub const PLACE_WIDTH: usize = 8;
/// Numbers of a text.
pub const WIDTH: usize = 6;
/// Stands for what cannot be told, as a word has no vector.
const UNKNOWN: f32 = -1.0;
/// Cosine to the rest of the text below which a word is foreign to it.
const FOREIGN: f32 = 0.0;
/// What a candidate gains, in cosine to the words around and to the text, to be clearly nearer.
const NEARER: f32 = 0.3;

/// Places whose candidates are fetched together.
const TOGETHER: usize = 8;

/// How a word fits what its text is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    fit: Fit,
    /// What the best candidate of the margin would gain, [`UNKNOWN`] without one.
    best: f32,
    /// What any candidate would gain at most, 0 at least.
    most: f32,
    /// Share of candidates that would gain anything, [`UNKNOWN`] without any.
    share: f32,
}

impl Subject {
    /// Whether the word is foreign to the text and something that may have stood there is not.
    pub fn is_foreign(&self) -> bool {
        self.fit.whole < FOREIGN && self.most > NEARER
    }
}

/// Sets how the words of open places fit, of those that have a vector.
pub fn subjects(reading: &Reading, places: &mut [Place], english: &English) {
    dispatch!(Level::new(), _simd => subjects_here(reading, places, english));
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn subjects_here(reading: &Reading, places: &mut [Place], english: &English) {
    let entries = || reading.tokens.iter().map(Token::known);
    let topic = Topic::of(entries(), english);
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for entry in entries().flatten() {
        *counts.entry(entry).or_default() += 1;
    }
    for places in places.chunks_mut(TOGETHER) {
        let open = places.iter().filter(|place| place.is_open());
        let known = open.filter_map(|place| reading.tokens[place.at].known());
        english.vectors().fetch(known, &english.synonyms);
        for place in places.iter_mut().filter(|place| place.is_open()) {
            let entry = reading.tokens[place.at].entry;
            let mut same = Sum::default();
            if entry != Token::NO_ENTRY
                && let Some((sense, weight)) = counted(entry, english)
            {
                same.add(&sense, weight * counts[&entry] as f32);
            }
            place.subject = subject(entry, place, &topic, &same, english);
        }
    }
}

#[inline(always)]
fn subject(
    entry: u32,
    place: &Place,
    topic: &Topic,
    same: &Sum,
    english: &English,
) -> Option<Subject> {
    let own = english.vectors().sense(entry)?;
    let around = topic.around(place.at..place.at + 1, same);
    let fit = around.fit(&own);
    let both = around.both();
    let mut best = UNKNOWN;
    let (mut count, mut better, mut most) = (0u32, 0u32, 0.0f32);
    let senses = english.vectors().candidates(entry, &english.synonyms);
    for (candidate, sense) in english.synonyms.candidates(entry).iter().zip(senses) {
        let Some(sense) = sense else { continue };
        let gain = sense.cosine(&both) - fit.around - fit.whole;
        count += 1;
        better += u32::from(gain > 0.0);
        most = most.max(gain);
        if candidate.word == place.margin.best {
            best = gain;
        }
    }
    Some(Subject {
        fit,
        best,
        most,
        share: if count > 0 { better as f32 / count as f32 } else { UNKNOWN },
    })
}

/// What a text's words have in the mean: cosine to the rest of the text, and the most a candidate
/// would gain.
pub fn means(subjects: impl Iterator<Item = Subject>) -> [f32; 2] {
    let (count, whole, most) =
        subjects.fold((0.0f32, 0.0, 0.0), |s, o| (s.0 + 1.0, s.1 + o.fit.whole, s.2 + o.most));
    [whole / count.max(1.0), most / count.max(1.0)]
}

/// The numbers of a place, the last two held against the text.
pub fn row(subject: Option<Subject>, means: &[f32; 2]) -> [f32; PLACE_WIDTH] {
    let Some(Subject { fit, best, most, share }) = subject else { return [UNKNOWN; PLACE_WIDTH] };
    [fit.near, fit.around, fit.whole, best, most, share, fit.whole - means[0], most - means[1]]
}

/// The numbers of a text.
pub fn numbers(subjects: impl Iterator<Item = Subject>) -> [f32; WIDTH] {
    let mut sums = [0.0f32; WIDTH];
    let mut count = 0.0f32;
    for subject in subjects {
        count += 1.0;
        let Subject { fit, most, .. } = subject;
        let is_foreign = f32::from(u8::from(fit.whole < FOREIGN));
        let is_better = f32::from(u8::from(subject.is_foreign()));
        let numbers = [fit.near, fit.around, fit.whole, most, is_foreign, is_better];
        sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
    }
    sums.map(|sum| sum / count.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::super::odd_words::places;
    use super::*;

    #[test]
    fn what_leaves_the_subject_is_foreign() {
        let english = English::shipped(None).unwrap();
        let text = "The visitation of the two men began in the district court on Monday. The judge told the \
            jury that the defendants had confessed to the robbery, and the lawyers asked for a lighter \
            sentence. The prosecutor said that the witnesses would be heard on Friday.";
        let reading = Reading::of(text, &english);
        let (places, _) = places(&reading, &english, &[]);
        let subject = |word: &str| {
            let at = text.find(word).unwrap() as u32;
            let place = places.iter().find(|place| reading.tokens[place.at].span.start == at);
            place.unwrap().subject.unwrap()
        };
        let [own, foreign] = ["robbery", "visitation"].map(subject);
        assert!(own.fit.whole > foreign.fit.whole + 0.2 && foreign.most > own.most + 0.3);
        assert_eq!(
            numbers([own, foreign].into_iter())[2],
            (own.fit.whole + foreign.fit.whole) / 2.0
        );
    }

    #[test]
    fn words_without_a_vector_have_no_subject() {
        let english = English::shipped(None).unwrap();
        let reading = Reading::of("the zzyzzx", &english);
        let (places, _) = places(&reading, &english, &[]);
        assert!(places.iter().all(|place| place.subject.is_none()));
        assert_eq!(row(None, &[0.0; 2]), [UNKNOWN; PLACE_WIDTH]);
    }
}
