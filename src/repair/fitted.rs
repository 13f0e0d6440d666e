//! Words that fit better: the decoder's repairs.
//!
//! In goes the text of a spun article; out come edits with their confidence. First a beam finds the
//! likeliest reading of every stretch (`beam`); beside the neighbors of that reading every candidate
//! is measured again, the votes of all places of a word are pooled (`pool`), and a model weighs each
//! candidate (`weigh`). Deliberately absent: entries that are sure by themselves, which `known` finds.

use super::places::{Place, places};
use super::pool::{Pool, UNLIKELY};
use super::reading::Reading;
use super::weigh::{self, Weighed};
use super::{beam, why, wording};
use crate::config;
use crate::document::Family;
use crate::lexicon::substitutions::{Gap, words};
use crate::lexicon::{English, Lexicon, Originals, Trees};
use crate::text::{Edit, Span};

/// What was measured in a text; rows are what a trainer learns from.
#[derive(Debug)]
pub struct Measured {
    /// Of every weighed candidate its place in the text and the word.
    pub candidates: Vec<(Span, String)>,
    /// Numbers, [`super::WIDTH`] a candidate; [`super::SECOND_WIDTH`] when it was weighed once.
    pub rows: Vec<f32>,
}

/// Measures a text; with the model of the first weighing, for the second.
pub fn measure(
    text: &str,
    english: &English,
    originals: &Originals,
    first: Option<&Trees>,
) -> Measured {
    let reading = Reading::of(text, english);
    let (mut places, weighed, mut rows) = weigh(text, &reading, english, originals);
    if let Some(first) = first {
        rows = weigh_again(&reading, &mut places, &weighed, &rows, english, first);
    }
    let candidates = weighed.iter().map(|w| {
        let place = &places[w.place];
        let word = english.synonyms.word(place.choices[w.choice].original.entry);
        (span(&reading, place), word.to_owned())
    });
    Measured { candidates: candidates.collect(), rows }
}

fn weigh(
    text: &str,
    reading: &Reading,
    english: &English,
    originals: &Originals,
) -> (Vec<Place>, Vec<Weighed>, Vec<f32>) {
    let mut places = places(text, reading, originals, english);
    beam::decode(reading, &mut places, english);
    weigh::remeasure(reading, &mut places, english);
    let pool = Pool::of(&places);
    let (weighed, rows) = weigh::rows(reading, &places, &pool, english);
    (places, weighed, rows)
}

/// Weighs a first time; gives the numbers for the second.
fn weigh_again(
    reading: &Reading,
    places: &mut [Place],
    weighed: &[Weighed],
    rows: &[f32],
    english: &English,
    first: &Trees,
) -> Vec<f32> {
    for (odds, candidate) in first.score(rows).into_iter().zip(weighed) {
        places[candidate.place].choices[candidate.choice].odds = Some(odds);
    }
    // The decoder reads once more, now paying by what all places of a word say.
    let pool = Pool::of(places);
    for place in places.iter_mut() {
        for choice in &mut place.choices {
            let odds = pool.votes(place.key, choice.original.entry).mean_odds();
            choice.cost = TRUST * odds.clamp(UNLIKELY, -UNLIKELY) - DOUBT;
        }
    }
    beam::decode(reading, places, english);
    weigh::remeasure(reading, places, english);
    let pool = Pool::of(places);
    weigh::second_rows(reading, places, weighed, &pool, english)
}

fn span(reading: &Reading, place: &Place) -> Span {
    let last = place.at + place.count - 1;
    Span { start: reading.tokens[place.at].span.start, end: reading.tokens[last].span.end }
}

/// The repairs of a spun article.
pub fn fitted(text: &str, family: Family, lexicon: &Lexicon, config: &config::Repair) -> Vec<Edit> {
    let (english, repairs) = (lexicon.english(), lexicon.repairs());
    let originals = lexicon.originals(config.aggressive);
    let reading = Reading::of(text, english);
    let (mut places, weighed, rows) = weigh(text, &reading, english, originals);
    let rows = weigh_again(&reading, &mut places, &weighed, &rows, english, &repairs.first);
    let odds = repairs.second.score(&rows);
    let least = config.min_confidence * if config.aggressive { AGGRESSIVE } else { 1.0 };
    // The best candidate of each place; of places that overlap the better one.
    let mut best: Vec<(f32, Weighed)> = Vec::new();
    for (&odds, &candidate) in odds.iter().zip(&weighed) {
        let confidence = 1.0 / (1.0 + (CAUTION - odds).exp());
        if confidence < least {
            continue;
        }
        let place = &places[candidate.place];
        match best.last_mut() {
            Some((other, last)) if places[last.place].at + places[last.place].count > place.at => {
                if confidence > *other {
                    (*other, *last) = (confidence, candidate);
                }
            }
            _ => best.push((confidence, candidate)),
        }
    }
    if !config.aggressive && (best.len() as f32) < LEAST * reading.words as f32 {
        return Vec::new();
    }
    let all = words(text);
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    for (confidence, candidate) in best {
        let place = &places[candidate.place];
        let mut span = span(&reading, place);
        while at < all.len() && all[at].end <= span.start {
            at += 1;
        }
        let count = all[at..].iter().take_while(|word| word.start < span.end).count();
        if count == 0 {
            continue;
        }
        let word = english.synonyms.word(place.choices[candidate.choice].original.entry);
        let mut new = wording::like(&all[at..at + count], word);
        let free = edits.last().map_or(0, |edit| edit.span.end);
        if let Some(before) = at.checked_sub(1).map(|i| all[i]).filter(|w| w.start >= free)
            && all[at].gap == Gap::Space
            && let Some(article) = wording::article(before.of(text), all[at].gap, &new)
            && article != before.of(text)
        {
            new = format!("{article} {new}");
            span.start = before.start;
        }
        edits.push(Edit::replace(span, new, why(family, confidence)));
    }
    edits
}

/// Log-odds taken off, as a wrong word costs more than one that is left. At 0 a fifth of the
/// generated test documents had 4.5 % of the swaps of WordNet-like tables changed wrongly.
const CAUTION: f32 = 0.4;
/// How the decoder turns mean log-odds into what it pays: they hold the gain that it counts as well.
const TRUST: f32 = 0.6;
const DOUBT: f32 = 0.8;
/// Share of the confidence asked for that is enough if as much as possible is to come back.
const AGGRESSIVE: f32 = 0.4;
/// A spinner replaces one word in twenty at least, of which half are known; fewer words than this share
/// are a writer's own.
const LEAST: f32 = 0.01;
