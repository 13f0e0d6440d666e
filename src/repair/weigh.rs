//! From a place and a candidate to numbers, and from those to how likely the candidate stood there.
//!
//! The weights are a small boosted model trained in `lab/` on text whose swapped words are known.
//! Deliberately absent: which edits are made of it.

use rustc_hash::FxHashMap;

use super::places::{Around, Choice, MOST_CHOICES, Place};
use super::pool::{Pool, UNLIKELY, Votes};
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::ngram::WordId;
use crate::lexicon::synonyms::Info;

/// Numbers a candidate has at first.
pub const WIDTH: usize = 59;
/// Numbers it has once all were weighed.
pub const SECOND_WIDTH: usize = WIDTH + 6;
/// How many candidates are weighed.
#[derive(Debug)]
pub struct Reach {
    /// Of a place.
    most: usize,
    /// By all evidence, below this one is not weighed, unless the decoder took it.
    support: f32,
    /// Log-odds, here and on average, below which one is not weighed again.
    odds: f32,
}

impl Reach {
    /// Those that are nearly always right; chosen for speed.
    pub const NEAR: Self = Self { most: 3, support: -2.0, odds: -1.5 };
    /// More, where as much as possible is to come back.
    pub const FAR: Self = Self { most: 4, support: -4.0, odds: -3.0 };
}

/// What a vote that was not cast is taken for.
const ABSENT: f32 = -4.0;
/// Frequencies are decimal logarithms of uses in ten to the power of this many words.
const BILLION: f32 = 9.0;
/// What a rival that is not there fits.
const NO_FIT: f32 = -1.0;

/// A candidate that is weighed.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// Number of the place.
    pub place: usize,
    /// Number of the choice.
    pub choice: usize,
}

/// Sets the gain of every choice beside the neighbors that the decoder takes for right.
pub fn remeasure(reading: &Reading, places: &mut [Place], english: &English) {
    let mut stands: Vec<Option<WordId>> = reading.tokens.iter().map(|t| Some(t.id)).collect();
    for place in places.iter() {
        if let Some(taken) = place.taken {
            stands[place.at] = Some(place.choices[taken].original.id);
            stands[place.at + 1..place.at + place.count].fill(None);
        }
    }
    for place in places.iter_mut() {
        let around = Around::of(reading, place.at, place.count, &|at| stands[at]);
        // What the decoder left as it was need not be measured again.
        if around == place.around {
            continue;
        }
        place.around = around;
        let own = around.own(reading, place.at, place.count, english);
        let slot = around.slot(english);
        for choice in &mut place.choices {
            choice.gain = Around::gain(&slot, choice.original.id) - own;
        }
    }
}

/// What the whole text says.
struct Whole {
    gain: f32,
    taken: f32,
    words: f32,
    swaps: f32,
    endings: f32,
    /// How often each word stands in the text.
    counts: FxHashMap<WordId, u32>,
    /// Share of the taken originals that stand elsewhere in the text.
    present: f32,
    /// Whether candidates of a thesaurus are among them.
    is_broad: bool,
}

impl Whole {
    fn of(reading: &Reading, places: &[Place], is_broad: bool, english: &English) -> Self {
        let taken: Vec<(&Place, &Choice)> =
            places.iter().filter_map(|p| Some((p, &p.choices[p.taken?]))).collect();
        let count = taken.len().max(1) as f32;
        let words = reading.words.max(1) as f32;
        let share = |is: &dyn Fn(&Place, &Choice) -> bool| {
            taken.iter().filter(|(place, choice)| is(place, choice)).count() as f32 / count
        };
        let gain: f32 = places.iter().map(|p| p.choices[0].raw.clamp(0.0, 8.0)).sum();
        let mut counts: FxHashMap<WordId, u32> = FxHashMap::default();
        for token in &reading.tokens {
            *counts.entry(token.id).or_default() += 1;
        }
        Self {
            is_broad,
            present: share(&|_, choice| counts.contains_key(&choice.original.id)),
            gain: gain / words,
            taken: taken.len() as f32 / words,
            words: words.ln(),
            swaps: share(&|_, choice| choice.original.swap > 0),
            endings: share(&|place, choice| has_same_ending(reading, place, choice, english)),
            counts,
        }
    }

    /// ln of how much oftener than in other texts a word stands in this one: a spinner takes away all places
    /// of a word.
    fn surplus(&self, word: WordId, frequency: f32) -> f32 {
        let usual = (self.words + (frequency - BILLION) * std::f32::consts::LN_10).exp();
        let here = self.counts.get(&word).copied().unwrap_or(0) as f32;
        ((1.0 + here) / (1.0 + usual)).ln()
    }
}

/// Leaves the candidates that may yet have stood there, once all were weighed.
pub fn keep_likely(weighed: &mut Vec<Weighed>, places: &[Place], pool: &Pool, reach: &Reach) {
    weighed.retain(|candidate| {
        let place = &places[candidate.place];
        let choice = &place.choices[candidate.choice];
        let votes = pool.votes(place.key, choice.original.entry);
        choice.odds.unwrap_or(UNLIKELY).max(votes.mean_odds()) >= reach.odds
    });
}

/// The numbers of candidates, [`SECOND_WIDTH`] each: those of a first look beside better neighbors, and what
/// the first weighing made of all places of the word.
pub fn second_rows(
    reading: &Reading,
    places: &[Place],
    weighed: &[Weighed],
    pool: &Pool,
    is_broad: bool,
    english: &English,
) -> Vec<f32> {
    let whole = Whole::of(reading, places, is_broad, english);
    let claims = pool.claims();
    let mut rows = Vec::with_capacity(weighed.len() * SECOND_WIDTH);
    each_here(places, weighed, pool, |here, candidate| {
        let place = here.place;
        let choice = &place.choices[candidate.choice];
        let votes = here.votes[candidate.choice];
        rows.extend(row(reading, here, candidate.choice, &whole, english));
        let others = place.choices.iter().enumerate().filter(|(at, _)| *at != candidate.choice);
        let rival = others.filter_map(|(_, other)| other.odds).fold(UNLIKELY, f32::max);
        let claim = claims.get(&choice.original.entry).map_or(UNLIKELY, |best| {
            best.iter().find(|(form, _)| *form != place.key).map_or(UNLIKELY, |other| other.1)
        });
        rows.extend([
            choice.odds.unwrap_or(UNLIKELY),
            votes.mean_odds(),
            rival,
            claim,
            votes.likely as f32,
            votes.weighed as f32,
        ]);
    });
    rows
}

/// How far a candidate is ahead of the best other one.
fn lead(all: &[f32], choice: usize) -> f32 {
    let others = all.iter().enumerate().filter(|(other, _)| *other != choice);
    all[choice] - others.map(|(_, &value)| value).fold(all[choice] - 12.0, f32::max)
}

/// The candidates worth weighing, place by place, the best supported first.
pub fn supported(places: &[Place], pool: &Pool, reach: &Reach) -> Vec<Weighed> {
    let mut weighed = Vec::new();
    for (number, place) in places.iter().enumerate() {
        let here = Here::of(place, pool);
        let mut order: [usize; MOST_CHOICES] = std::array::from_fn(|choice| choice);
        let order = &mut order[..place.choices.len()];
        order.sort_by(|&a, &b| here.support[b].total_cmp(&here.support[a]));
        let is_listed = |choice: usize| !place.choices[choice].original.is_hinge();
        let listed = order.iter().filter(|&&choice| is_listed(choice)).take(reach.most);
        let hinge = order.iter().filter(|&&choice| !is_listed(choice));
        for &choice in listed.chain(hinge) {
            // What would lose by all evidence is not asked about.
            if here.support[choice] < reach.support && place.taken != Some(choice) {
                continue;
            }
            weighed.push(Weighed { place: number, choice });
        }
    }
    weighed
}

/// The numbers of candidates, [`WIDTH`] each.
pub fn rows(
    reading: &Reading,
    places: &[Place],
    weighed: &[Weighed],
    pool: &Pool,
    is_broad: bool,
    english: &English,
) -> Vec<f32> {
    let whole = Whole::of(reading, places, is_broad, english);
    let mut rows = Vec::with_capacity(weighed.len() * WIDTH);
    each_here(places, weighed, pool, |here, candidate| {
        rows.extend(row(reading, here, candidate.choice, &whole, english));
    });
    rows
}

/// Calls `each` with every candidate and its place; they come place by place.
fn each_here(
    places: &[Place],
    weighed: &[Weighed],
    pool: &Pool,
    mut each: impl FnMut(&Here, &Weighed),
) {
    for candidates in weighed.chunk_by(|a, b| a.place == b.place) {
        let here = Here::of(&places[candidates[0].place], pool);
        candidates.iter().for_each(|candidate| each(&here, candidate));
    }
}

/// A place with what all places of its word say of each choice.
struct Here<'p> {
    place: &'p Place,
    votes: [Votes; MOST_CHOICES],
    /// What speaks for each choice here and at the other places of the word.
    support: [f32; MOST_CHOICES],
    /// Number of places of the word.
    places: f32,
}

impl<'p> Here<'p> {
    fn of(place: &'p Place, pool: &Pool) -> Self {
        let entries = place.choices.iter().map(|choice| choice.original.entry);
        let mut votes = [Votes::default(); MOST_CHOICES];
        votes.iter_mut().zip(pool.votes_of(place.key, entries)).for_each(|(to, of)| *to = of);
        let mut support = [f32::NEG_INFINITY; MOST_CHOICES];
        for ((support, choice), votes) in support.iter_mut().zip(&place.choices).zip(&votes) {
            let others = (votes.tried.max(1) - 1) as f32;
            let elsewhere = votes.gain - choice.gain.clamp(-6.0, 6.0);
            *support = choice.gain + choice.prior + elsewhere / (1.0 + 0.5 * others);
        }
        Self { support, place, votes, places: pool.places(place.key) as f32 }
    }

    /// How many choices have more support.
    fn rank(&self, choice: usize) -> usize {
        self.support.iter().filter(|&&support| support > self.support[choice]).count()
    }
}

fn row(
    reading: &Reading,
    here: &Here,
    number: usize,
    whole: &Whole,
    english: &English,
) -> [f32; WIDTH] {
    let place = here.place;
    let lead = lead(&here.support, number);
    let choice = &place.choices[number];
    let token = &reading.tokens[place.at];
    let last = place.at + place.count - 1;
    let info = token.info(english);
    let of = |f: fn(&Info) -> f32| info.map_or(0.0, f);
    let original = english.synonyms.info(choice.original.entry);
    let votes = here.votes[number];
    let all = here.places;
    let mean = votes.gain / votes.tried.max(1) as f32;
    let absent = all - votes.tried as f32;
    let rival = |value: &dyn Fn(&Choice) -> f32| {
        let others = place.choices.iter().enumerate().filter(|(other, _)| *other != number);
        others.map(|(_, other)| value(other)).fold(-12.0, f32::max)
    };
    let sum = votes.gain + absent * ABSENT;
    let rivals =
        here.votes[..place.choices.len()].iter().enumerate().filter(|(other, _)| *other != number);
    let rival_sum = rivals
        .map(|(_, votes)| votes.gain + (all - votes.tried as f32) * ABSENT)
        .fold(-12.0, f32::max);
    let asked = choice.asked.unwrap_or(0.0);
    let others = place.choices.iter().enumerate().filter(|(other, _)| *other != number);
    let rival_asked = others.filter_map(|(_, other)| other.asked).fold(asked - 12.0, f32::max);
    let next_fit = reading.next_fit(last);
    let frequency = of(|i| i.frequency);
    let capital = english.model.capitalized_share(token.id).unwrap_or(0.5);
    let before = place.at.checked_sub(1).map(|at| &reading.tokens[at]);
    [
        choice.gain,
        choice.raw,
        f32::from(choice.original.swap).ln_1p(),
        choice.original.synonym,
        all.min(12.0),
        mean,
        sum.clamp(-30.0, 40.0),
        (sum - rival_sum).clamp(-30.0, 40.0),
        choice.gain - rival(&|other| other.gain),
        frequency,
        original.frequency,
        original.frequency - frequency,
        token.fit,
        next_fit,
        token.fit - of(|i| i.usual),
        next_fit - of(|i| i.follows),
        choice.gain - of(|i| i.gain),
        of(|i| i.gain_share),
        info.map_or(-10.0, |i| i.prior),
        of(|i| i.drop),
        whole.gain,
        whole.taken,
        whole.words,
        f32::from(u8::from(place.taken == Some(number))),
        here.rank(number) as f32,
        (place.tried as f32).ln(),
        f32::from(u8::from(original.is_function())) - f32::from(u8::from(is_artifact(info))),
        f32::from(u8::from(token.is_capital) + 2 * u8::from(token.is_joined)),
        place.count as f32,
        capital,
        whole.swaps,
        f32::from(u8::from(token.id == WordId::UNKNOWN)),
        lead,
        votes.better as f32 / all.max(1.0),
        f32::from(u8::from(has_same_ending(reading, place, choice, english))),
        whole.endings,
        choice.prior,
        before.map_or(0.0, |t| if t.is_end { 0.0 } else { t.fit }),
        (token.span.end - token.span.start) as f32,
        english.model.capitalized_share(choice.original.id).unwrap_or(0.5),
        whole.counts.get(&choice.original.id).map_or(0.0, |&count| count.min(5) as f32),
        whole.present,
        choice.fit.near,
        choice.fit.near - place.fit.near,
        choice.fit.around,
        choice.fit.around - place.fit.around,
        choice.fit.whole,
        choice.fit.whole - place.fit.whole,
        choice.likeness,
        choice.fit.around - rival(&|other| other.fit.around).max(NO_FIT),
        choice.fit.whole - rival(&|other| other.fit.whole).max(NO_FIT),
        votes.fit / votes.tried.max(1) as f32,
        f32::from(u8::from(whole.is_broad)),
        place.asked + asked,
        asked,
        asked - rival_asked,
        votes.asked / votes.gaps.max(1) as f32,
        whole.surplus(choice.original.id, original.frequency),
        whole.surplus(token.id, frequency),
    ]
}

fn is_artifact(info: Option<&Info>) -> bool {
    info.is_some_and(Info::is_artifact)
}

/// Whether the ending of the last spun word came from the original.
fn has_same_ending(reading: &Reading, place: &Place, choice: &Choice, english: &English) -> bool {
    let token = &reading.tokens[place.at + place.count - 1];
    let Some(entry) = token.entry else { return false };
    ending(english.synonyms.word(entry)) == ending(english.synonyms.word(choice.original.entry))
}

fn ending(word: &str) -> u8 {
    match word.as_bytes() {
        [.., b'i', b'n', b'g'] => 1,
        [.., b'e', b'd'] => 2,
        [.., b's', b's'] => 0,
        [.., b's'] => 3,
        [.., b'l', b'y'] => 4,
        _ => 0,
    }
}
