//! English judged word by word: the language model, the detectors over it, and the model that
//! weighs them.
//!
//! In goes the text of an article; out come its log-odds, the words that speak for spinning, and
//! the family they point to. Deliberately absent: dictionaries and forms, which are sure by
//! themselves.

use super::features::{self, BASE_ODDS, SECTIONS};
use super::margin::Margin;
use super::odd_words::{self, Place};
use super::quotes::{is_quoted, quotations};
use super::reading::{Reading, Token};
use super::{cloze, function_words, names, phrases};
use crate::config::{self, Detector};
use crate::document::{Evidence, Family};
use crate::lexicon::English;
use crate::lexicon::substitutions::Word;

/// More is not read: spinners change all of a text, and this much shows one in twenty words.
const READ_BYTES: usize = 12 << 10;
/// Odd words outside of quotations that a spun text has at least, of those to expect from its
/// quotations; fewer to expect than this tell nothing.
const OUTSIDE: f32 = 0.3;
const EXPECTED: f32 = 2.0;
/// Log-odds of a text from which the gaps of its oddest words are asked: of genuine ones that pass the gate one
/// in eight; spun ones that lie lower are hardly ever found when they are asked.
const ASKED_FROM: f32 = 1.7;
/// Log-odds of a text from which it is looked at without its loudest word.
const SUSPICIOUS: f32 = -1.0;
/// Log-odds beyond which a place adds to what its word says.
const ODD: f32 = -1.0;
/// Log-odds of a text whose odd words are quoted.
const QUOTING: f32 = 0.0;
/// Odd words are shown from these log-odds on; below, most are a writer's own.
const SHOWN: f32 = -0.5;
/// Candidates are named when they gain this much.
const NAMED: f32 = 1.0;
/// Different rare words for function words from which the family is sure.
const SWAPPED_FUNCTION: f32 = 3.0;
/// Share of the oddest words that WordNet explains, from which words were swapped one by one.
const EXPLAINED: f32 = 0.6;
/// Text with less than this share of function words is a list, a table or a menu. Articles have 0.3
/// to 0.55, 1 in 100 less than 0.25; where spinners swapped function words, their places count.
const MIN_FUNCTION: f32 = 0.15;
/// Share of unknown words beyond which a text is in a dialect or language the model does not know.
const MAX_UNKNOWN: f32 = 0.25;

/// What the words say.
#[derive(Debug)]
pub struct Judged {
    /// Log-odds of the model; `None` when the text is no English prose.
    pub odds: Option<f32>,
    reading: Reading,
    places: Vec<Place>,
    damaged: Vec<(usize, Margin)>,
    found: Vec<phrases::Found>,
}

/// Judges a text of these words.
pub fn judge(text: &str, words: &[Word], english: &English, config: &config::Spin) -> Judged {
    let text = &text[..text.floor_char_boundary(READ_BYTES)];
    let words = within(words, text);
    let is_on = |detector| !config.off.contains(&detector);
    let reading = Reading::of(text, english);
    let whole = features::whole(text, &reading, english);
    let (mut places, rows) = odd_words::places(&reading, english, &config.off);
    odd_words::judge(&mut places, &rows, english);
    // A word in whose place a function word is far likelier stood for one.
    let swapped = places.iter().filter(|place| place.margin.function >= NAMED).count() as f32;
    let functions = whole[features::FUNCTION_SHARE] + swapped / reading.words.max(1) as f32;
    let is_prose = functions >= MIN_FUNCTION && whole[features::UNKNOWN_SHARE] <= MAX_UNKNOWN;
    let damaged = names::damaged(&reading, english);
    let found = match is_on(Detector::ThesaurusPhrases) {
        true => phrases::phrases(words, english),
        false => Vec::new(),
    };
    // Of the numbers of a text, and those that its gaps add where they were asked.
    let sum = |mut numbers: Vec<f32>, gaps: Option<[f32; cloze::WIDTH]>| {
        switch_off(&mut numbers, english, config);
        match gaps {
            None => english.spun.sum(&numbers),
            Some(gaps) => {
                numbers.extend(gaps);
                english.asked().spun.sum(&numbers)
            }
        }
    };
    let odds = is_prose.then(|| {
        let numbers = features::numbers(text, whole, &reading, &places, &damaged, &found, english);
        let of = |places: &[Place], is_asked: bool| {
            let fewer = features::numbers_of_fewer(&numbers, &reading, places, english);
            sum(fewer, is_asked.then(|| cloze::numbers(places, reading.words)))
        };
        let mut odds = sum(numbers.clone(), None);
        let is_asked = odds > ASKED_FROM && is_on(Detector::Cloze);
        if is_asked {
            odd_words::judge_gaps(&reading, &mut places, &rows, english);
            odds = of(&places, true);
        }
        if odds > SUSPICIOUS {
            odds = odds.min(of(&without_loudest(&reading, &places), is_asked));
        }
        if odds > QUOTING && is_quoting(text, &reading, &places) { QUOTING } else { odds }
    });
    Judged { odds, reading, places, damaged, found }
}

/// The places but for those of the word that speaks loudest for spinning. A trade's own word, in every
/// sentence of its news ("pct"), must not be all there is: a spinner's table has many.
fn without_loudest(reading: &Reading, places: &[Place]) -> Vec<Place> {
    let word = |place: &Place| {
        let token = &reading.tokens[place.at];
        (token.id, token.entry)
    };
    let mut sums: Vec<(f32, &Place)> = Vec::new();
    for place in places {
        let adds = (place.odds - ODD).max(0.0);
        match sums.get_mut(place.kind as usize) {
            Some(sum) => sum.0 += adds,
            None => sums.push((adds, place)),
        }
    }
    // The number of the word decides between equals, not which one comes first.
    let loudest = sums
        .into_iter()
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| word(a.1).cmp(&word(b.1))))
        .map(|loudest| loudest.1.kind);
    places.iter().filter(|place| Some(place.kind) != loudest).copied().collect()
}

/// Whether the odd words stand in quotations, out of proportion.
fn is_quoting(text: &str, reading: &Reading, places: &[Place]) -> bool {
    let quotations = quotations(text);
    if quotations.is_empty() {
        return false;
    }
    // Inside and outside: places, odd ones.
    let mut counts = [[0.0f32; 2]; 2];
    for place in places {
        let side = is_quoted(&quotations, reading.tokens[place.at].span.start);
        counts[usize::from(side)][0] += 1.0;
        counts[usize::from(side)][1] += f32::from(u8::from(place.odds > 0.0));
    }
    let [[outside, odd_outside], [inside, odd_inside]] = counts;
    let expected = outside * odd_inside / inside.max(1.0);
    let is_most = odd_inside > odd_outside.max(1.0);
    is_most && expected >= EXPECTED && odd_outside < OUTSIDE * expected
}

/// Those of `words` that lie in the first bytes, `text`.
fn within<'w>(words: &'w [Word], text: &str) -> &'w [Word] {
    &words[..words.partition_point(|word| word.end as usize <= text.len())]
}

/// The numbers alone of a text, the first bytes of what has these words.
pub fn numbers(text: &str, words: &[Word], english: &English, config: &config::Spin) -> Vec<f32> {
    let reading = Reading::of(text, english);
    let (mut places, rows) = odd_words::places(&reading, english, &config.off);
    odd_words::judge(&mut places, &rows, english);
    let damaged = names::damaged(&reading, english);
    let found = phrases::phrases(within(words, text), english);
    let whole = features::whole(text, &reading, english);
    let mut numbers = features::numbers(text, whole, &reading, &places, &damaged, &found, english);
    switch_off(&mut numbers, english, config);
    numbers
}

/// The section of the numbers that a detector fills.
fn section(detector: Detector) -> Option<&'static str> {
    match detector {
        Detector::SynonymMargin => Some("margin"),
        Detector::Association => Some("association"),
        Detector::OddWords => Some("odd-words"),
        Detector::FunctionWords => Some("function-words"),
        Detector::Register => Some("register"),
        Detector::Reporting => Some("reporting"),
        Detector::Names => Some("names"),
        Detector::ThesaurusPhrases => Some("phrases"),
        Detector::Topic => Some("topic"),
        Detector::KnownPhrases | Detector::Forms | Detector::InsideWords | Detector::Cloze => None,
    }
}

/// Gives the numbers of detectors that are off what most genuine articles have.
fn switch_off(numbers: &mut [f32], english: &English, config: &config::Spin) {
    for name in config.off.iter().filter_map(|&detector| section(detector)) {
        let mut at = 0;
        for (other, width) in SECTIONS {
            if other == name {
                numbers[at..at + width].copy_from_slice(&english.usual[at..at + width]);
            }
            at += width;
        }
    }
}

impl Judged {
    /// The family that the words point to: words swapped one by one leave rare words for function
    /// words, and words that WordNet explains; other tables and whole phrases do not.
    pub fn family(&self, english: &English) -> Family {
        let Self { reading, places, .. } = self;
        let functions = function_words::numbers(0.0, reading, places, english);
        if functions[function_words::KINDS] >= SWAPPED_FUNCTION {
            return Family::WordSwap;
        }
        let odd: Vec<&Place> = places.iter().filter(|place| place.odds > 0.0).collect();
        let explained = odd.iter().filter(|place| place.margin.near >= NAMED).count() as f32;
        if explained >= EXPLAINED * odd.len().max(1) as f32 {
            Family::WordSwap
        } else {
            Family::PhraseSynonym
        }
    }

    /// The words that speak for it.
    pub fn evidence(&self, english: &English) -> Vec<Evidence> {
        let Self { reading, places, damaged, found, .. } = self;
        let instead = |margin: &Margin| {
            (margin.best != Token::NO_ENTRY && margin.gain >= NAMED)
                .then(|| english.synonyms.word(margin.best).into())
        };
        let words = places.iter().filter(|place| place.odds >= SHOWN).map(|place| {
            let token = &reading.tokens[place.at];
            let is_artifact = token.info(english).is_some_and(|info| info.is_artifact());
            let rule = match () {
                () if is_artifact => "spin/function-word",
                () if place.margin.gain >= NAMED => "spin/synonym-margin",
                () if place.gap.is_some_and(|gap| gap.is_missed()) => "spin/cloze",
                () if place.subject.is_some_and(|subject| subject.is_foreign()) => "spin/topic",
                () => "spin/association",
            };
            let weight = place.odds - BASE_ODDS;
            Evidence { rule, span: token.span, weight, instead: instead(&place.margin) }
        });
        let names = damaged.iter().map(|(at, margin)| Evidence {
            rule: "spin/name",
            span: reading.tokens[*at].span,
            weight: margin.near / 2.0,
            instead: instead(margin),
        });
        words.chain(names).chain(phrases::evidence(found)).collect()
    }
}
