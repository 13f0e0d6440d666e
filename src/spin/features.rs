//! The numbers of a document that the model of spun documents sees, detector after detector.
//!
//! In goes a [`Reading`] with its odd words; out come [`WIDTH`] numbers. Deliberately absent: what
//! they mean together, which the model knows.

use super::odd_words::{Place, SETTLED, kinds_of};
use super::reading::Reading;
use super::{association, function_words, names, phrases, register, reporting, topic};
use crate::lexicon::English;
use crate::lexicon::ngram::WordId;

/// Numbers of the text as a whole.
const WHOLE: usize = 12;
/// Numbers over the gains of the synonym margin.
const MARGIN: usize = 12;
/// Numbers over the odd words.
const ODD: usize = 26;

/// Where each detector's numbers stand.
pub const SECTIONS: [(&str, usize); 10] = [
    ("whole", WHOLE),
    ("association", association::WIDTH),
    ("margin", MARGIN),
    ("odd-words", ODD),
    ("function-words", function_words::WIDTH),
    ("register", register::WIDTH),
    ("reporting", reporting::WIDTH),
    ("names", names::WIDTH),
    ("phrases", phrases::WIDTH),
    ("topic", topic::WIDTH),
];

/// Numbers a document has.
pub const WIDTH: usize = {
    let mut sum = 0;
    let mut at = 0;
    while at < SECTIONS.len() {
        sum += SECTIONS[at].1;
        at += 1;
    }
    sum
};

/// Log-odds that the model of odd words takes any place to have: it was trained on one in ten.
pub const BASE_ODDS: f32 = -2.197;
/// Shares of places swapped that the text is held against.
const SHARES: [f32; 4] = [0.1, 0.22, 0.45, 0.75];
/// Places in a window, and the share of them swapped: a text may be spun in part.
const WINDOW: usize = 45;
const WINDOW_SHARE: f32 = 0.3;

/// Place of the share of function words and of unknown ones.
pub const FUNCTION_SHARE: usize = 5;
pub const UNKNOWN_SHARE: usize = 6;

/// Place of the numbers that depend on the places: four sections that follow each other, and the last.
const OF_PLACES: usize = WHOLE + association::WIDTH;
/// Place among them of the share of articles before the wrong sound, which does not.
const WRONG_ARTICLES: usize = OF_PLACES + MARGIN + ODD + function_words::WRONG_ARTICLES;

/// All numbers of a document; `whole` is what [`whole`] says of it.
pub fn numbers(
    text: &str,
    whole: [f32; WHOLE],
    reading: &Reading,
    places: &[Place],
    damaged: &[(usize, super::margin::Margin)],
    found: &[phrases::Found],
    english: &English,
) -> Vec<f32> {
    let mut out = Vec::with_capacity(WIDTH);
    out.extend(whole);
    out.extend(association::numbers(reading, english));
    let wrong_articles = function_words::wrong_articles(text, reading, english);
    add_places(&mut out, wrong_articles, reading, places, english);
    out.extend(reporting::numbers(reading, english));
    out.extend(names::numbers(reading, damaged));
    out.extend(phrases::numbers(found, reading.words));
    add_topic(&mut out, places);
    out
}

/// The numbers of a document as if it had only `places` of its places.
pub fn numbers_of_fewer(
    numbers: &[f32],
    reading: &Reading,
    places: &[Place],
    english: &English,
) -> Vec<f32> {
    let mut out = Vec::with_capacity(WIDTH);
    out.extend(&numbers[..OF_PLACES]);
    add_places(&mut out, numbers[WRONG_ARTICLES], reading, places, english);
    out.extend(&numbers[out.len()..WIDTH - topic::WIDTH]);
    add_topic(&mut out, places);
    out
}

/// The last of the numbers, which depend on the places as well.
fn add_topic(out: &mut Vec<f32>, places: &[Place]) {
    out.extend(topic::numbers(places.iter().filter_map(|place| place.subject)));
}

/// The numbers that depend on the places.
fn add_places(
    out: &mut Vec<f32>,
    wrong_articles: f32,
    reading: &Reading,
    places: &[Place],
    english: &English,
) {
    out.extend(margins(reading, places, english));
    out.extend(odd(reading, places));
    out.extend(function_words::numbers(wrong_articles, reading, places, english));
    out.extend(register::numbers(reading, places, english));
}

/// What kind of text it is.
pub fn whole(text: &str, reading: &Reading, english: &English) -> [f32; WHOLE] {
    let words = reading.words.max(1) as f32;
    let (mut capitals, mut numbers, mut ends, mut signs, mut functions) = (0, 0, 0, 0, 0);
    let (mut lower, mut unknown, mut joined, mut letters) = (0, 0, 0, 0);
    let mut frequency = 0.0;
    for token in &reading.tokens {
        ends += usize::from(token.is_end());
        numbers += usize::from(token.is_number());
        signs += usize::from(!token.is_word() && !token.is_number() && !token.is_end());
        joined += usize::from(token.is_joined());
        capitals += usize::from(token.is_capital() && !token.is_first());
        if token.is_lower() {
            lower += 1;
            letters += token.span.end - token.span.start;
            unknown += usize::from(token.id == WordId::UNKNOWN);
            let info = token.info(english);
            functions += usize::from(info.is_some_and(|i| i.is_function()));
            frequency += info.map_or(0.0, |i| i.frequency);
        }
    }
    let (mut short, mut lines) = (0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        lines += 1;
        short += usize::from(line.len() < 50);
    }
    let small = lower.max(1) as f32;
    [
        words.ln(),
        capitals as f32 / words,
        numbers as f32 / words,
        words / ends.max(1) as f32,
        signs as f32 / words,
        functions as f32 / words,
        unknown as f32 / small,
        frequency / small,
        short as f32 / lines.max(1) as f32,
        joined as f32 / words,
        letters as f32 / small,
        small / words,
    ]
}

/// The gains of the text.
fn margins(reading: &Reading, places: &[Place], english: &English) -> [f32; MARGIN] {
    let words = reading.words.max(1) as f32;
    let root = words.sqrt();
    let mut by_word = vec![(-9.0f32, -9.0f32, 0.0f32); kinds_of(places)];
    let mut sums = [0.0f32; 7];
    for place in places {
        let token = &reading.tokens[place.at];
        let Some(info) = token.info(english) else { continue };
        let gain = place.margin.gain;
        let excess = gain - info.gain;
        sums[0] += (gain - 2.0).max(0.0);
        sums[1] += excess.max(0.0).powi(2);
        sums[2] += excess.max(0.0);
        sums[3] += f32::from(u8::from(info.drop * std::f32::consts::LN_10 > 2.0 && excess > 2.0));
        sums[4] += f32::from(u8::from(gain > 6.0));
        sums[5] += f32::from(u8::from(place.margin.near > 4.0));
        sums[6] += (place.margin.near - 1.0).max(0.0);
        let slot = &mut by_word[place.kind as usize];
        *slot = (slot.0.max(gain), slot.1.max(excess), info.drop);
    }
    let kinds = |test: &dyn Fn(&(f32, f32, f32)) -> bool| {
        by_word.iter().filter(|word| test(word)).count() as f32 / root
    };
    [
        sums[0] / words,
        sums[1] / words,
        sums[2] / words,
        sums[3] / words,
        sums[4] / words,
        sums[5] / words,
        sums[6] / words,
        kinds(&|word| word.0 > 3.0),
        kinds(&|word| word.0 > 5.0),
        kinds(&|word| word.1 > 3.0),
        kinds(&|word| word.1 > 5.0),
        kinds(&|word| word.1 > 2.0 && word.2 > 0.87),
    ]
}

/// What log-odds weigh where each of `SHARES` of the places is swapped.
fn mixed(odds: f32) -> [f32; SHARES.len()] {
    let rise = (odds - BASE_ODDS).exp();
    SHARES.map(|share| mix(share, rise))
}

fn mix(share: f32, rise: f32) -> f32 {
    (1.0 - share + share * rise).ln()
}

fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// What is added up of a place, over its log-odds alone.
#[derive(Clone, Copy)]
struct Weighed {
    chance: f32,
    mixed: [f32; SHARES.len()],
    in_window: f32,
}

impl Weighed {
    fn of(odds: f32) -> Self {
        let in_window = mix(WINDOW_SHARE, (odds - BASE_ODDS).exp());
        Self { chance: chance(odds), mixed: mixed(odds), in_window }
    }
}

/// The odd words, each kind of word once.
fn odd(reading: &Reading, places: &[Place]) -> [f32; ODD] {
    let words = reading.words.max(1) as f32;
    let root = words.sqrt();
    // Most places are settled, all with the same log-odds.
    let settled = Weighed::of(SETTLED);
    let weighed: Vec<Weighed> = places
        .iter()
        .map(|place| if place.odds == SETTLED { settled } else { Weighed::of(place.odds) })
        .collect();
    let mut by_word = vec![(-9.0f32, 0.0f32, 0u32); kinds_of(places)];
    for place in places {
        let slot = &mut by_word[place.kind as usize];
        *slot = (slot.0.max(place.odds), slot.1 + place.odds, slot.2 + 1);
    }
    by_word.retain(|word| word.2 > 0);
    let mut best: Vec<f32> = by_word.iter().map(|word| word.0).collect();
    best.sort_unstable_by(|a, b| b.total_cmp(a));
    // Sorted, so that sums do not depend on the order of words.
    let mut means: Vec<f32> = by_word.iter().map(|word| word.1 / word.2 as f32).collect();
    means.sort_unstable_by(f32::total_cmp);
    let kinds = |over: f32| best.iter().take_while(|&&odds| odds > over).count() as f32;
    let top = |count: usize| {
        let taken = best.iter().take(count);
        taken.sum::<f32>() / best.len().clamp(1, count) as f32
    };
    let mut by_kind = [0.0; SHARES.len()];
    let mut kind_chances = 0.0;
    for &odds in &means {
        let (mixed, chance) = match odds == SETTLED {
            true => (settled.mixed, settled.chance),
            false => (mixed(odds), chance(odds)),
        };
        by_kind.iter_mut().zip(mixed).for_each(|(sum, mixed)| *sum += mixed);
        kind_chances += chance;
    }
    let mut by_place = [0.0; SHARES.len()];
    let (mut window, mut windows) = (0.0, f32::MIN);
    for (at, place) in weighed.iter().enumerate() {
        by_place.iter_mut().zip(place.mixed).for_each(|(sum, mixed)| *sum += mixed);
        window += place.in_window;
        if at >= WINDOW {
            window -= weighed[at - WINDOW].in_window;
        }
        windows = windows.max(window);
    }
    let count = places.len().max(1) as f32;
    [
        weighed.iter().map(|place| place.chance).sum::<f32>() / words,
        kind_chances / root,
        kinds(-3.0) / root,
        kinds(-2.0) / root,
        kinds(-1.0) / root,
        kinds(0.0) / root,
        kinds(1.0) / root,
        kinds(2.0) / root,
        kinds(0.0) / words,
        top(3),
        top(6),
        top(12),
        top(25),
        by_kind[0] / root,
        by_kind[1] / root,
        by_kind[2] / root,
        by_kind[3] / root,
        by_place[0],
        by_place[1],
        by_place[2],
        by_place[3],
        by_place.iter().copied().fold(0.0, f32::max) / words,
        if windows == f32::MIN { 0.0 } else { windows },
        places.iter().map(|place| place.odds).sum::<f32>() / count,
        count / words,
        by_kind.iter().copied().fold(0.0, f32::max),
    ]
}
