//! ## What it finds
//! Words that their gap does not ask for.
//!
//! ## Why it matters
//! What stands around a word says which words may stand there. A writer takes one of the likely ones more
//! often than not; a spinner has swapped it for one that the gap never heard of, while what the writer wrote
//! is still asked for.
//!
//! ## Example
//! In "police officers were apprehend on Friday" the gap asks for arrested, killed and injured.
//!
//! ## Limits
//! A gap costs as much as a line read with the language model, so only the oddest words of texts that look
//! spun are asked for. Writers surprise as well: what a text does not do by the model all through says less.

use fearless_simd::{Level, dispatch};

use super::odd_words::{self, Place, kinds_of};
use super::reading::{Reading, Token};
use crate::lexicon::English;
use crate::lexicon::cloze::{self, Cloze, Tokens};

/// Numbers of a place: its own and what the words at large tell.
pub const PLACE_WIDTH: usize = OWN + 3;
const OWN: usize = 9;
/// Numbers of a text.
pub const WIDTH: usize = 12;
/// Places that are asked, and one more for so many places of the text: half of what a spinner put in is
/// among them, two fifths of all places that are not settled.
const ASKED: usize = 24;
const MORE: usize = 12;
/// ln of how likely a word is that the model does not know.
const UNKNOWN: f32 = -16.0;
/// A word that is asked for less than this, in natural logarithms, is a surprise.
const SURPRISE: f32 = -9.0;
/// What the best candidate gains that the gap clearly asks for.
const CLEAR: f32 = 2.0;

/// What the gap of a place asks for.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// ln of how likely the word is there, beside all words but the most frequent.
    pub chance: f32,
    /// How much likelier the best candidate is, ln; [`UNKNOWN`] without one.
    pub best: f32,
    /// ln of one more than the words that are likelier.
    above: f32,
    /// ln of one more than all candidates together, each as many times likelier than the word.
    rivals: f32,
    numbers: [f32; OWN],
}

impl Gap {
    /// Whether the gap does not ask for the word, but for a candidate.
    pub fn is_missed(&self) -> bool {
        self.chance < SURPRISE && self.best > CLEAR
    }
}

/// Asks the gaps of the oddest places.
pub fn ask(reading: &Reading, places: &mut [Place], english: &English) {
    let mut order: Vec<usize> = (0..places.len()).filter(|&at| places[at].is_open()).collect();
    let count = ASKED + places.len() / MORE;
    let oddest = |&a: &usize, &b: &usize| places[b].odds.total_cmp(&places[a].odds).then(a.cmp(&b));
    if order.len() > count {
        order.select_nth_unstable_by(count, oddest);
        order.truncate(count);
    }
    dispatch!(Level::new(), _simd => ask_here(reading, places, &order, english));
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn ask_here(reading: &Reading, places: &mut [Place], asked: &[usize], english: &English) {
    let cloze = english.cloze();
    let around: Vec<Tokens> = asked.iter().map(|&at| around(reading, places[at].at)).collect();
    for (gap, &at) in cloze.gaps(&around).iter().zip(asked) {
        places[at].gap = Some(answered(reading, &places[at], gap, cloze, english));
    }
}

#[inline(always)]
fn answered(
    reading: &Reading,
    place: &Place,
    gap: &cloze::Gap,
    cloze: &Cloze,
    english: &English,
) -> Gap {
    let token = &reading.tokens[place.at];
    let (score, fit) = match cloze.parts(gap, token.id) {
        Some([frequency, fit]) => (frequency + fit, fit),
        None => (UNKNOWN, UNKNOWN),
    };
    let whole = cloze.whole(gap, score);
    let [frequent, others] = whole.sums;
    let (mut count, mut better, mut sum) = (0.0f32, 0.0f32, 0.0f32);
    let (mut best, mut best_fit) = (UNKNOWN, UNKNOWN);
    let candidates = token.known().map_or(&[][..], |entry| english.candidate_ids(entry));
    for &candidate in candidates {
        let Some([frequency, other_fit]) = cloze.parts(gap, candidate) else { continue };
        let other = frequency + other_fit;
        count += 1.0;
        better += f32::from(u8::from(other > score));
        sum += (other - score).min(20.0).exp();
        best = best.max(other);
        best_fit = best_fit.max(other_fit);
    }
    let chance = score - others;
    let [best, best_fit] = match count > 0.0 {
        true => [best - score, best_fit - fit],
        false => [UNKNOWN; 2],
    };
    let (above, rivals) = ((1.0 + whole.above).ln(), (1.0 + sum).ln());
    let better = better / count.max(1.0);
    let numbers = [score, fit, chance, frequent - others, above, best, rivals, better, best_fit];
    Gap { chance, best, above, rivals, numbers }
}

/// The tokens around a place, in order.
#[inline(always)]
fn around(reading: &Reading, at: usize) -> Tokens {
    let (before, after) = (&reading.tokens[..at], &reading.tokens[at + 1..]);
    let ids = |token: &Token| (!token.is_end()).then_some(token.id);
    cloze::around(before.iter().rev().map_while(ids), after.iter().map_while(ids))
}

/// The numbers of the places whose gaps were asked, for the model that weighs them anew; `rows` are those
/// of open places.
pub fn rows(places: &[Place], rows: &[f32]) -> Vec<f32> {
    let asked = || places.iter().filter_map(|place| place.gap);
    let mean = asked().map(|gap| gap.chance).sum::<f32>() / asked().count().max(1) as f32;
    let mut by_kind = vec![(0.0f32, 0.0f32); kinds_of(places)];
    for (place, gap) in places.iter().filter_map(|place| Some((place, place.gap?))) {
        let slot = &mut by_kind[place.kind as usize];
        *slot = (slot.0 + gap.chance, slot.1 + 1.0);
    }
    let open = places.iter().filter(|place| place.is_open());
    let mut out = Vec::new();
    for (place, row) in open.zip(rows.chunks_exact(odd_words::WIDTH)) {
        let Some(gap) = place.gap else { continue };
        let (sum, count) = by_kind[place.kind as usize];
        out.extend(row);
        out.extend(gap.numbers);
        out.extend([place.odds, gap.chance - mean, sum / count - mean]);
    }
    out
}

/// The numbers of a text.
pub fn numbers(places: &[Place], words: usize) -> [f32; WIDTH] {
    let asked = || places.iter().filter_map(|place| Some((place, place.gap?)));
    let count = asked().count() as f32;
    let words = words.max(1) as f32;
    let root = words.sqrt();
    let mean = |number: fn(&Gap) -> f32| {
        asked().map(|(_, gap)| number(&gap)).sum::<f32>() / count.max(1.0)
    };
    let mut chances: Vec<f32> = asked().map(|(_, gap)| gap.chance).collect();
    chances.sort_unstable_by(f32::total_cmp);
    let lowest = |count: usize| {
        let count = chances.len().min(count);
        chances[..count].iter().sum::<f32>() / count.max(1) as f32
    };
    let rate = |is: &dyn Fn(&Place, &Gap) -> bool| {
        asked().filter(|(place, gap)| is(place, gap)).count() as f32 / root
    };
    [
        mean(|gap| gap.chance),
        mean(|gap| gap.best.max(0.0)),
        mean(|gap| gap.above),
        mean(|gap| gap.rivals),
        lowest(4),
        lowest(12),
        lowest(ASKED),
        rate(&|_, gap| gap.chance < SURPRISE),
        rate(&|_, gap| gap.best > CLEAR),
        rate(&|_, gap| gap.is_missed()),
        rate(&|place, gap| place.odds > 0.0 && gap.best > CLEAR),
        count / words,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::ngram::WordId;

    const TEXT: &str =
        "The two men were apprehend by police officers on Friday. The council approved the budget.";

    fn asked(english: &English) -> (Reading, Vec<Place>, Vec<f32>) {
        let reading = Reading::of(TEXT, english);
        let (mut places, rows) = odd_words::places(&reading, english, &[]);
        odd_words::judge(&mut places, &rows, english);
        ask(&reading, &mut places, english);
        (reading, places, rows)
    }

    #[test]
    fn what_the_gap_does_not_ask_for_is_a_surprise() {
        let english = English::shipped(None).unwrap();
        let (reading, places, _) = asked(&english);
        let gap = |word: &str| {
            let is = |place: &&Place| &TEXT[reading.tokens[place.at].span.range()] == word;
            places.iter().find(is).unwrap().gap.unwrap()
        };
        assert!(gap("apprehend").chance < gap("budget").chance - 2.0);
        assert!(gap("apprehend").best > CLEAR && gap("budget").best < CLEAR);
    }

    #[test]
    fn a_gap_ends_with_its_sentence() {
        let english = English::shipped(None).unwrap();
        let reading = Reading::of("It rained. A cat sat.", &english);
        let word = |word: &str| Some(english.model.word(word));
        let end = Some(WordId::END);
        let [a, sat] = ["a", "sat"].map(word);
        let cat = reading.tokens.iter().position(|t| Some(t.id) == word("cat")).unwrap();
        assert_eq!(around(&reading, cat), [None, None, None, end, a, sat, end, None, None, None]);
    }

    #[test]
    fn only_places_that_were_asked_have_rows() {
        let english = English::shipped(None).unwrap();
        let (reading, mut places, all) = asked(&english);
        let asked = places.iter().filter(|place| place.gap.is_some()).count();
        assert_eq!(rows(&places, &all).len(), asked * (odd_words::WIDTH + PLACE_WIDTH));
        places.iter_mut().for_each(|place| place.gap = None);
        assert!(rows(&places, &all).is_empty());
        assert_eq!(numbers(&places, reading.words), [0.0; WIDTH]);
    }
}
