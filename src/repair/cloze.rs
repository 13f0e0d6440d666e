//! How well the candidates of a place are asked for by the words around.
//!
//! In goes the text as the decoder takes it to have been; out comes, for each candidate, how likely it
//! stands in the gap. Deliberately absent: what that is worth, which `weigh` knows.

use fearless_simd::{Level, dispatch};

use rustc_hash::FxHashMap;

use super::places::Place;
use super::reading::Reading;
use super::weigh::Weighed;
use crate::lexicon::cloze::{self, Cloze, Gap, Tokens};
use crate::lexicon::ngram::WordId;

/// What a word is asked for that the model does not know, ln.
const UNKNOWN: f32 = -14.0;

/// What gaps ask for by the tokens around them: most are met again when the text is read once more.
#[derive(Debug, Default)]
pub struct Gaps {
    numbers: FxHashMap<Tokens, u32>,
    found: Vec<Gap>,
}

/// Gaps that are remembered: more than an article has; 600 bytes each.
const MAX_GAPS: usize = 20_000;

/// Sets how well candidates are asked for, which come place by place, and the words that stand there.
pub fn measure(
    reading: &Reading,
    places: &mut [Place],
    weighed: &[Weighed],
    gaps: &mut Gaps,
    cloze: &Cloze,
) {
    dispatch!(Level::new(), _simd => measure_here(reading, places, weighed, gaps, cloze));
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn measure_here(
    reading: &Reading,
    places: &mut [Place],
    weighed: &[Weighed],
    gaps: &mut Gaps,
    cloze: &Cloze,
) {
    let mut stands: Vec<Option<WordId>> = reading.tokens.iter().map(|t| Some(t.id)).collect();
    for place in places.iter() {
        if let Some(taken) = place.taken {
            stands[place.at..place.at + place.count].fill(None);
            stands[place.at] = Some(place.choices[taken].original.id);
        }
    }
    if gaps.found.len() >= MAX_GAPS {
        *gaps = Gaps::default();
    }
    let mut asked: Vec<u32> = Vec::with_capacity(weighed.len());
    let mut new: Vec<Tokens> = Vec::new();
    for candidates in weighed.chunk_by(|a, b| a.place == b.place) {
        let around = around(reading, &stands, &places[candidates[0].place]);
        let next = (gaps.found.len() + new.len()) as u32;
        let number = *gaps.numbers.entry(around).or_insert(next);
        if number == next {
            new.push(around);
        }
        asked.push(number);
    }
    gaps.found.extend(cloze.gaps(&new));
    for (candidates, number) in weighed.chunk_by(|a, b| a.place == b.place).zip(asked) {
        let place = &mut places[candidates[0].place];
        let gap = &gaps.found[number as usize];
        place.asked = cloze.score(gap, reading.tokens[place.at].id).unwrap_or(UNKNOWN);
        for candidate in candidates {
            let choice = &mut place.choices[candidate.choice];
            let asked = cloze.score(gap, choice.original.id).unwrap_or(UNKNOWN);
            choice.asked = Some(asked - place.asked);
        }
    }
}

/// The tokens around a place, in order; those that a candidate swallowed are passed over.
#[inline(always)]
fn around(reading: &Reading, stands: &[Option<WordId>], place: &Place) -> Tokens {
    let is_inside = |at: &usize| !reading.tokens[*at].is_end;
    let before = (0..place.at).rev().take_while(is_inside).filter_map(|at| stands[at]);
    let after = (place.at + place.count..stands.len()).take_while(is_inside);
    cloze::around(before, after.filter_map(|at| stands[at]))
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;
    use crate::lexicon::English;
    use crate::lexicon::topic::Fit;

    #[test]
    fn a_gap_ends_with_its_sentence_and_passes_over_what_is_swallowed() {
        let english = English::shipped(None).unwrap();
        let reading = Reading::of("It rained. A cat sat on mats.", &english);
        let word = |word: &str| Some(english.model.word(word));
        let end = Some(WordId::END);
        let mut stands: Vec<_> = reading.tokens.iter().map(|token| Some(token.id)).collect();
        let place = |at, count| Place {
            at,
            count,
            key: 0,
            around: places::Around::raw(&reading, at, count),
            choices: Vec::new(),
            tried: 0,
            taken: None,
            fit: Fit::default(),
            asked: 0.0,
        };
        let sat = around(&reading, &stands, &place(5, 1));
        let [a, cat, on, mats] = ["a", "cat", "on", "mats"].map(word);
        assert_eq!(sat, [None, None, end, a, cat, on, mats, end, None, None]);
        stands[4] = None;
        let sat_on = around(&reading, &stands, &place(5, 2));
        assert_eq!(sat_on, [None, None, None, end, a, mats, end, None, None, None]);
        let first = around(&reading, &stands, &place(0, 1));
        assert_eq!(first, [None, None, None, None, end, word("rained"), end, None, None, None]);
    }
}
