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
use crate::lexicon::{English, Lexicon, Originals, Repairs};
use crate::text::{Edit, Span};

/// What was measured in a text; rows are what a trainer learns from.
#[derive(Debug)]
pub struct Measured {
    /// Of every weighed candidate its place in the text and the word.
    pub candidates: Vec<(Span, String)>,
    /// Numbers, [`super::WIDTH`] a candidate; [`super::SECOND_WIDTH`] when it was weighed once.
    pub rows: Vec<f32>,
}

/// Measures a text for the first weighing, or for the second.
pub fn measure(
    text: &str,
    english: &English,
    repairs: &Repairs,
    originals: &Originals,
    is_again: bool,
) -> Measured {
    let reading = Reading::of(text, english);
    let mut weighing = Weighing::first(text, &reading, originals, english, repairs);
    if is_again {
        weighing.expect();
        weighing.again();
    }
    let candidates = weighing.weighed.iter().map(|w| {
        let place = &weighing.places[w.place];
        let word = english.synonyms.word(place.choices[w.choice].original.entry);
        (span(&reading, place), word.to_owned())
    });
    Measured { candidates: candidates.collect(), rows: weighing.rows }
}

/// The candidates of a text, with what is known of them so far.
struct Weighing<'a> {
    reading: &'a Reading,
    english: &'a English,
    repairs: &'a Repairs,
    is_broad: bool,
    places: Vec<Place>,
    weighed: Vec<Weighed>,
    rows: Vec<f32>,
}

impl<'a> Weighing<'a> {
    fn first(
        text: &str,
        reading: &'a Reading,
        originals: &Originals,
        english: &'a English,
        repairs: &'a Repairs,
    ) -> Self {
        let mut places = places(text, reading, originals, english);
        beam::decode(reading, &mut places, english);
        weigh::remeasure(reading, &mut places, english, &repairs.vectors);
        let pool = Pool::of(&places);
        let is_broad = originals.is_broad;
        let (weighed, rows) = weigh::rows(reading, &places, &pool, is_broad, english);
        Self { reading, english, repairs, is_broad, places, weighed, rows }
    }

    /// Weighs a first time; gives the number of places that are to be put right by that.
    fn expect(&mut self) -> f32 {
        let mut sum = 0.0;
        let mut last = (usize::MAX, 0.0);
        let odds = self.repairs.first.score(&self.rows);
        for (odds, candidate) in odds.into_iter().zip(&self.weighed) {
            self.places[candidate.place].choices[candidate.choice].odds = Some(odds);
            let chance = 1.0 / (1.0 + (-odds).exp());
            if candidate.place != last.0 {
                sum += last.1;
                last = (candidate.place, 0.0);
            }
            last.1 = chance.max(last.1);
        }
        sum + last.1
    }

    /// Measures again with what the first weighing says.
    fn again(&mut self) {
        let Self { reading, english, places, .. } = self;
        // The decoder reads once more, now paying by what all places of a word say.
        let pool = Pool::of(places);
        for place in places.iter_mut() {
            for choice in &mut place.choices {
                let odds = pool.votes(place.key, choice.original.entry).mean_odds();
                choice.cost = TRUST * odds.clamp(UNLIKELY, -UNLIKELY) - DOUBT;
            }
        }
        beam::decode(reading, places, english);
        weigh::remeasure(reading, places, english, &self.repairs.vectors);
        let pool = Pool::of(places);
        (self.weighed, self.rows) =
            weigh::second_rows(reading, places, &self.weighed, &pool, self.is_broad, english);
    }
}

fn span(reading: &Reading, place: &Place) -> Span {
    let last = place.at + place.count - 1;
    Span { start: reading.tokens[place.at].span.start, end: reading.tokens[last].span.end }
}

/// The repairs of a spun article.
pub fn fitted(text: &str, family: Family, lexicon: &Lexicon, config: &config::Repair) -> Vec<Edit> {
    let (english, repairs) = (lexicon.english(), lexicon.repairs());
    let reading = Reading::of(text, english);
    let by = |originals| {
        let mut weighing = Weighing::first(text, &reading, originals, english, repairs);
        let expected = weighing.expect();
        (expected, weighing)
    };
    // Words that WordNet explains may be a thesaurus's all the same: what explains more is taken.
    let narrow = if config.aggressive { lexicon.every_original() } else { &repairs.originals };
    let (expected, mut weighing) = by(narrow);
    let (more, broad) = by(&repairs.broad);
    if more > expected * FAVOR {
        weighing = broad;
    }
    weighing.again();
    let Weighing { places, weighed, rows, is_broad, .. } = weighing;
    let caution = if is_broad { BROAD_CAUTION } else { CAUTION };
    let odds = repairs.second.score(&rows);
    let least = config.min_confidence * if config.aggressive { AGGRESSIVE } else { 1.0 };
    // The best candidate of each place; of places that overlap the better one.
    let mut best: Vec<(f32, Weighed)> = Vec::new();
    for (&odds, &candidate) in odds.iter().zip(&weighed) {
        let confidence = 1.0 / (1.0 + (caution - odds).exp());
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

/// Log-odds taken off, as a wrong word costs more than one that is left; more where a thesaurus gives the
/// candidates. At 0.4 for both a fifth of the generated test documents had 3.4 % of the swaps of WordNet-like
/// tables changed wrongly, and 4.3 % of those of a thesaurus.
const CAUTION: f32 = 0.4;
const BROAD_CAUTION: f32 = 0.75;
/// How the decoder turns mean log-odds into what it pays: they hold the gain that it counts as well.
const TRUST: f32 = 0.6;
const DOUBT: f32 = 0.8;
/// Share of the confidence asked for that is enough if as much as possible is to come back.
const AGGRESSIVE: f32 = 0.4;
/// How much more a thesaurus must explain, as it has more to choose from.
const FAVOR: f32 = 1.5;
/// A spinner replaces one word in twenty at least, of which half are known; fewer words than this share
/// are a writer's own.
const LEAST: f32 = 0.01;
