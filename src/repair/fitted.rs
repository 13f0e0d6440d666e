//! Words that fit better: the decoder's repairs.
//!
//! In goes the text of a spun article; out come edits with their confidence. First a beam finds the
//! likeliest reading of every stretch (`beam`); beside the neighbors of that reading every candidate
//! is measured again, the votes of all places of a word are pooled (`pool`), and a model weighs each
//! candidate (`weigh`). Deliberately absent: entries that are sure by themselves, which `known` finds.

use super::beam::Beam;
use super::cloze::Gaps;
use super::places::{Choice, Known, Place};
use super::pool::{Pool, UNLIKELY};
use super::reading::Reading;
use super::weigh::{self, Reach, Weighed};
use super::{cloze, topic, why, wording};
use crate::config;
use crate::document::Family;
use crate::lexicon::originals::Set;
use crate::lexicon::substitutions::{Gap, words};
use crate::lexicon::{English, Lexicon, Repairs};
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
    is_broad: bool,
    is_again: bool,
) -> Measured {
    let reading = Reading::of(text, english);
    let originals = &repairs.originals;
    let mut memory = Memory::default();
    let spots = memory.known.spots(&reading, originals, english);
    let set = if is_broad { Set::Broad } else { Set::Swaps };
    let places = memory.known.places(text, &reading, &spots, set, english);
    let mut weighing =
        Weighing::first(&reading, places, &mut memory, is_broad, &Reach::NEAR, english, repairs);
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
    memory: &'a mut Memory,
    is_broad: bool,
    reach: &'static Reach,
    places: Vec<Place>,
    weighed: Vec<Weighed>,
    rows: Vec<f32>,
}

impl<'a> Weighing<'a> {
    fn first(
        reading: &'a Reading,
        mut places: Vec<Place>,
        memory: &'a mut Memory,
        is_broad: bool,
        reach: &'static Reach,
        english: &'a English,
        repairs: &'a Repairs,
    ) -> Self {
        memory.beam.decode(reading, &mut places, english);
        topic::measure(reading, &mut places, english);
        weigh::remeasure(reading, &mut places, english);
        let mut pool = Pool::of(&places);
        let weighed = weigh::supported(&places, &pool, reach);
        cloze::measure(reading, &mut places, &weighed, &mut memory.gaps, english.cloze());
        pool.hear(&places);
        let rows = weigh::rows(reading, &places, &weighed, &pool, is_broad, english);
        Self { reading, english, repairs, memory, is_broad, reach, places, weighed, rows }
    }

    /// Weighs a first time.
    fn expect(&mut self) {
        let odds = self.repairs.first.score_in(&self.rows, &FIRST_STAGES);
        for (odds, candidate) in odds.into_iter().zip(&self.weighed) {
            self.places[candidate.place].choices[candidate.choice].odds = Some(odds);
        }
    }

    /// Measures again, where it may matter, with what the first weighing says.
    fn again(&mut self) {
        let Self { reading, english, places, .. } = self;
        let pool = Pool::of(places);
        let odds = |place: &Place, choice: &Choice| {
            let mean = pool.votes(place.key, choice.original.entry).mean_odds();
            choice.odds.map_or(mean, |odds| odds.max(mean))
        };
        let mut left = 0;
        let mut number_now: Vec<Option<usize>> = Vec::with_capacity(places.len());
        places.retain(|place| {
            let keeps = place.choices.iter().any(|choice| odds(place, choice) >= LOST);
            number_now.push(keeps.then_some(left));
            left += usize::from(keeps);
            keeps
        });
        self.weighed.retain_mut(|candidate| match number_now[candidate.place] {
            Some(number) => {
                candidate.place = number;
                true
            }
            None => false,
        });
        // The decoder reads once more, now paying by what all places of a word say.
        for place in places.iter_mut() {
            for choice in &mut place.choices {
                let odds = pool.votes(place.key, choice.original.entry).mean_odds();
                choice.cost = TRUST * odds.clamp(UNLIKELY, -UNLIKELY) - DOUBT;
            }
        }
        Beam::default().decode(reading, places, english);
        weigh::remeasure(reading, places, english);
        let mut pool = Pool::of(places);
        weigh::keep_likely(&mut self.weighed, places, &pool, self.reach);
        for choice in places.iter_mut().flat_map(|place| &mut place.choices) {
            choice.asked = None;
        }
        let gaps = &mut self.memory.gaps;
        cloze::measure(reading, places, &self.weighed, gaps, english.cloze());
        pool.hear(places);
        self.rows =
            weigh::second_rows(reading, places, &self.weighed, &pool, self.is_broad, english);
    }
}

fn span(reading: &Reading, place: &Place) -> Span {
    let last = place.at + place.count - 1;
    Span { start: reading.tokens[place.at].span.start, end: reading.tokens[last].span.end }
}

/// What was measured in a text: most of it is found again when the text is read once more.
#[derive(Debug, Default)]
pub struct Memory {
    known: Known,
    beam: Beam,
    gaps: Gaps,
}

/// Places of a text that were repaired before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct SoFar {
    /// By entries that are sure in their place.
    pub by_entry: usize,
    pub by_decoder: usize,
}

/// The repairs of a spun article; `memory` is what earlier rounds measured in it.
pub fn fitted(
    text: &str,
    family: Family,
    so_far: SoFar,
    lexicon: &Lexicon,
    config: &config::Repair,
    memory: &mut Memory,
) -> Vec<Edit> {
    let (english, repairs) = (lexicon.english(), lexicon.repairs());
    let reading = Reading::of(text, english);
    let originals = if config.aggressive { lexicon.every_original() } else { &repairs.originals };
    // Words that WordNet explains may be a thesaurus's all the same, and those of a thesaurus a known spinner's:
    // what explains more is taken.
    let spots = memory.known.spots(&reading, originals, english);
    let (own, favor) = match family {
        Family::PhraseSynonym => (Set::Phrases, FAVOR_OF_PHRASES),
        _ => (Set::Swaps, FAVOR),
    };
    let [by_own, by_broad] =
        [own, Set::Broad].map(|set| memory.known.explained(&reading, &spots, set, english) as f32);
    let set = if by_broad > by_own * favor { Set::Broad } else { own };
    let is_broad = set != Set::Swaps;
    let places = memory.known.places(text, &reading, &spots, set, english);
    let reach = if config.aggressive { &Reach::FAR } else { &Reach::NEAR };
    let mut weighing = Weighing::first(&reading, places, memory, is_broad, reach, english, repairs);
    weighing.expect();
    weighing.again();
    let Weighing { places, weighed, rows, .. } = weighing;
    let caution = if is_broad { BROAD_CAUTION } else { 0.0 };
    let odds = repairs.second.score_in(&rows, &SECOND_STAGES);
    let least = config.min_confidence * if config.aggressive { AGGRESSIVE } else { 1.0 };
    let best = |is_known: bool| {
        let candidates = odds.iter().zip(&weighed).map(|(odds, &candidate)| {
            let choice = &places[candidate.place].choices[candidate.choice];
            let more = match choice.original.is_known {
                _ if !is_known => 0.0,
                true => KNOWN_FAVOR,
                false => -KNOWN_CAUTION,
            };
            (1.0 / (1.0 + (caution - odds - more).exp()), candidate)
        });
        best_of(&places, candidates.filter(|(confidence, _)| *confidence >= least))
    };
    // A text of which nothing is sure is a writer's, though some words may fit better. Those of tortured phrases
    // have few, and were judged by them.
    let may_doubt = !config.aggressive && family != Family::TorturedPhrase;
    let enough = if config.aggressive { 1.0 } else { LEAST * reading.words as f32 };
    let is_enough = |best: &[(f32, Weighed)], repaired: usize| {
        let sure = best.iter().filter(|(confidence, _)| *confidence >= DOUBTFUL).count();
        let is_sure = !may_doubt || (repaired + sure) as f32 >= enough;
        is_sure && best.len() as f32 >= enough
    };
    let is_known = so_far.by_entry as f32 >= KNOWN_SPINNER * reading.words as f32;
    let mut taken = best(is_known);
    let mut repaired = so_far.by_entry + so_far.by_decoder;
    // A second look at the text does not know whose it was, and must find nothing.
    if is_known && !is_enough(&taken, repaired) {
        (taken, repaired) = (best(false), 0);
    }
    if !is_enough(&taken, repaired) {
        return Vec::new();
    }
    let all = words(text);
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    for (confidence, candidate) in taken {
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

/// The best candidate of each place; of places that overlap the better one.
fn best_of(
    places: &[Place],
    candidates: impl Iterator<Item = (f32, Weighed)>,
) -> Vec<(f32, Weighed)> {
    let mut best: Vec<(f32, Weighed)> = Vec::new();
    for (confidence, candidate) in candidates {
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
    best
}

/// Log-odds taken off where a thesaurus gives the candidates. Without it a fifth of the generated test documents
/// had 5 % of the swaps of a thesaurus changed wrongly.
const BROAD_CAUTION: f32 = 0.2;
/// Share of the words that entries sure in their place repaired from which a text is a known spinner's, who rarely
/// writes what is not in the dictionaries by hand.
const KNOWN_SPINNER: f32 = 0.02;
/// Log-odds that a known spinner's candidates gain there, and that others lose: without them .6 instead of .3 in 100
/// genuine words of such texts were changed.
const KNOWN_FAVOR: f32 = 0.5;
const KNOWN_CAUTION: f32 = 0.7;
/// Stages of the two weighings: what is far from even by the first so many trees is not shown to the others.
const FIRST_STAGES: [(usize, f32); 2] = [(50, 2.5), (200, 3.0)];
const SECOND_STAGES: [(usize, f32); 2] = [(60, 2.5), (200, 3.0)];
/// Log-odds below which no candidate of a place, here or on average, is looked at again.
const LOST: f32 = -2.5;
/// How the decoder turns mean log-odds into what it pays: they hold the gain that it counts as well.
const TRUST: f32 = 0.6;
const DOUBT: f32 = 0.8;
/// Share of the confidence asked for that is enough if as much as possible is to come back.
const AGGRESSIVE: f32 = 0.45;
/// How much more a thesaurus must explain, as it has more to choose from.
const FAVOR: f32 = 2.2;
/// The same beside the dictionaries of phrases: of 139 generated texts of a thesaurus two had less, of those of a
/// known spinner more than half.
const FAVOR_OF_PHRASES: f32 = 3.0;
/// A spinner replaces one word in twenty at least, of which half are known; fewer words than this share
/// are a writer's own.
const LEAST: f32 = 0.01;
/// Confidence from which a repair is sure; it takes as large a share of those, and of words repaired before. Without it ten
/// times as many words were changed in genuine text of unusual kinds that is judged spun.
const DOUBTFUL: f32 = 0.7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_changes_nothing() {
        let lexicon = Lexicon::load(None).unwrap();
        let first = "The council said the undertaking will be finished by the terminal of next year. \
                     Nobody was hurt when a rampart fell last hebdomad.";
        let second = "The council said the undertaking will be finished by the end of next year. \
                      Nobody was hurt when a wall fell last hebdomad.";
        let edits = |text, memory: &mut Memory| {
            fitted(
                text,
                Family::WordSwap,
                SoFar::default(),
                &lexicon,
                &config::Repair::default(),
                memory,
            )
        };
        assert!(!edits(first, &mut Memory::default()).is_empty());
        let mut memory = Memory::default();
        for text in [first, second, first] {
            assert_eq!(edits(text, &mut memory), edits(text, &mut Memory::default()));
        }
    }

    #[test]
    fn a_known_table_is_believed_before_a_thesaurus() {
        let lexicon = Lexicon::load(None).unwrap();
        let text = "The council said the undertaking will be finished by the terminal of next year. \
                    Nobody was hurt when a rampart fell last hebdomad.";
        let confidence = |by_entry, word| {
            let so_far = SoFar { by_entry, ..SoFar::default() };
            let (config, mut memory) = (config::Repair::default(), Memory::default());
            let edits = fitted(text, Family::WordSwap, so_far, &lexicon, &config, &mut memory);
            edits.iter().find(|e| &text[e.span.range()] == word).map_or(0.0, |e| e.why.confidence)
        };
        assert!(confidence(9, "hebdomad") > confidence(0, "hebdomad"));
        assert!(confidence(9, "rampart") < confidence(0, "rampart"));
    }

    #[test]
    fn what_is_doubtful_everywhere_is_left_alone() {
        let lexicon = Lexicon::load(None).unwrap();
        let text = "Can I get a witness? I believe there was somebody who set a plate. Every evening, \
                    when the sun went down, she set one plate too many. And the older brother would say, \
                    Mama, he ain't coming. And she'd say, I know it. And she'd set it anyhow. That's \
                    grace, church. Grace is the plate you set for somebody who isn't coming.";
        let (config, mut memory) = (config::Repair::default(), Memory::default());
        let so_far = SoFar::default();
        let edits = fitted(text, Family::WordSwap, so_far, &lexicon, &config, &mut memory);
        assert_eq!(edits, []);
    }
}
