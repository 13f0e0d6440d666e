//! From the numbers of a place to how likely its word was put in.
//!
//! In goes a [`Reading`]; out come the odd words of the text with their log-odds, from a small
//! boosted model trained in `lab/` on text whose swapped words are known. Deliberately absent:
//! the verdict on the document.

use rustc_hash::FxHashMap;

use super::cloze::{self, Gap};
use super::margin::{Margin, margin};
use super::reading::{Reading, Token};
use super::topic::{self, Subject};
use crate::config::Detector;
use crate::lexicon::English;
use crate::lexicon::ngram::WordId;

/// Places that fit this well and where nothing better is known are not weighed: the model gives
/// nine in ten of them less than [`SETTLED`].
const FITS: f32 = 2.5;
pub const SETTLED: f32 = -4.5;
/// Numbers a place has.
pub const WIDTH: usize = OWN_WIDTH + topic::PLACE_WIDTH;
/// Those of them that its neighbors and the tables tell.
const OWN_WIDTH: usize = 35;
/// How well words fit in the mean, about.
const MEAN_FIT: f32 = 2.5;
/// Tokens whose candidates are fetched together.
const TOGETHER: usize = 64;

/// A word that may have been put in.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its number among the tokens.
    pub at: usize,
    /// The number of its word among the different words of the places.
    pub kind: u32,
    /// What the candidates would gain.
    pub margin: Margin,
    /// Log-odds that it was put in.
    pub odds: f32,
    /// How well its word and the next one fit.
    pub fits: [f32; 2],
    /// How its word fits what the text is about, where that is told.
    pub subject: Option<Subject>,
    /// What its gap asks for, where that was asked.
    pub gap: Option<Gap>,
    /// Whether it is settled without a look.
    is_settled: bool,
}

/// The places of a text where a word can have been put in, and the numbers, [`WIDTH`] each, of those
/// that are not settled.
pub fn places(reading: &Reading, english: &English, off: &[Detector]) -> (Vec<Place>, Vec<f32>) {
    let tokens = &reading.tokens;
    let with_margin = !off.contains(&Detector::SynonymMargin);
    let mut places = Vec::new();
    let mut kinds: FxHashMap<(WordId, u32), u32> = FxHashMap::default();
    let mut counts: Vec<u32> = Vec::new();
    let (mut fit_sum, mut capitals, mut unknown) = (0.0, 0, 0);
    for (at, token) in tokens.iter().enumerate() {
        if with_margin && at % TOGETHER == 0 {
            let ahead = tokens[at..].iter().take(TOGETHER);
            english.fetch_candidates(ahead.filter_map(Token::known));
        }
        capitals += usize::from(token.is_word() && token.is_capital() && !token.is_first());
        if !can_be_put_in(token, english) {
            continue;
        }
        unknown += usize::from(token.id == WordId::UNKNOWN);
        fit_sum += token.fit;
        let kind = *kinds.entry((token.id, token.entry)).or_insert(counts.len() as u32);
        match counts.get_mut(kind as usize) {
            Some(count) => *count += 1,
            None => counts.push(1),
        }
        let margin = if with_margin { margin(reading, at, english) } else { Margin::NONE };
        let is_settled = token.fit >= FITS && margin.gain < 0.0;
        let fits = [token.fit, reading.next_fit(at)];
        let (subject, gap) = (None, None);
        places.push(Place { at, kind, margin, odds: SETTLED, fits, subject, gap, is_settled });
    }
    let count = places.len().max(1) as f32;
    let words = reading.words.max(1) as f32;
    let whole = [
        fit_sum / count - MEAN_FIT,
        places.iter().map(|place| place.margin.gain.max(0.0)).sum::<f32>() / count,
        capitals as f32 / words,
        unknown as f32 / count,
    ];
    if !off.contains(&Detector::Topic) {
        topic::subjects(reading, &mut places, english);
    }
    let means = topic::means(places.iter().filter_map(|place| place.subject));
    let mut rows = Vec::with_capacity(places.len() * WIDTH);
    for place in places.iter().filter(|place| !place.is_settled) {
        let same = counts[place.kind as usize];
        rows.extend(row(reading, place, same, &whole, english));
        rows.extend(topic::row(place.subject, &means));
    }
    (places, rows)
}

impl Place {
    /// Whether the model is asked about it.
    pub fn is_open(&self) -> bool {
        !self.is_settled
    }
}

/// Room for each kind of word of these places.
pub(super) fn kinds_of(places: &[Place]) -> usize {
    places.iter().map(|place| place.kind as usize + 1).max().unwrap_or(0)
}

/// Gives every open place its log-odds.
pub fn judge(places: &mut [Place], rows: &[f32], english: &English) {
    let open = places.iter_mut().filter(|place| !place.is_settled);
    for (place, odds) in open.zip(english.odd_words.score(rows)) {
        place.odds = odds;
    }
}

/// Asks the gaps of the oddest places and weighs these anew; gives the numbers that tell.
pub fn judge_gaps(
    reading: &Reading,
    places: &mut [Place],
    rows: &[f32],
    english: &English,
) -> Vec<f32> {
    cloze::ask(reading, places, english);
    let rows = cloze::rows(places, rows);
    let asked = places.iter_mut().filter(|place| place.gap.is_some());
    for (place, odds) in asked.zip(english.asked().words.score(&rows)) {
        place.odds = odds;
    }
    rows
}

/// Words of the content in small letters: what spinners put in. Function words only where they
/// have candidates.
fn can_be_put_in(token: &Token, english: &English) -> bool {
    if !token.is_lower() {
        // A common word may begin a sentence.
        let begins = token.is_word() && token.is_first() && !token.is_upper();
        return begins && token.info(english).is_some_and(|i| i.is_common() && !i.is_function());
    }
    token.info(english).is_none_or(|info| !info.is_function())
}

fn row(
    reading: &Reading,
    place: &Place,
    same: u32,
    whole: &[f32; 4],
    english: &English,
) -> [f32; OWN_WIDTH] {
    let tokens = &reading.tokens;
    let token = &tokens[place.at];
    let margin = &place.margin;
    let info = token.info(english);
    let next_fit = reading.next_fit(place.at);
    let number = |f: fn(&crate::lexicon::synonyms::Info) -> f32| info.map_or(0.0, f);
    let frequency = number(|i| i.frequency);
    let best = (margin.best != Token::NO_ENTRY)
        .then(|| english.synonyms.info(margin.best).frequency - frequency);
    let near = |step: isize| {
        let at = place.at.checked_add_signed(step)?;
        tokens.get(at)
    };
    let capital = english.model.capitalized_share(token.id).unwrap_or(0.5);
    let length = (token.span.end - token.span.start) as f32;
    [
        frequency,
        token.fit,
        next_fit,
        token.fit - number(|i| i.usual),
        next_fit - number(|i| i.follows),
        margin.near,
        margin.gain,
        margin.gain - number(|i| i.gain),
        margin.function,
        number(|i| i.candidates() as f32),
        info.map_or(-10.0, |i| i.prior),
        number(|i| i.drop),
        best.unwrap_or(0.0),
        margin.share,
        whole[0],
        whole[1],
        whole[2],
        whole[3],
        (reading.words as f32).max(1.0).ln(),
        same.min(6) as f32,
        class(near(-1), english),
        class(near(1), english),
        length,
        capital,
        f32::from(token.id == WordId::UNKNOWN),
        token.near_fit,
        number(|i| i.gain_share),
        near(-1).map_or(0.0, |t| if t.is_lower() { t.fit } else { 0.0 }),
        near(2).map_or(0.0, |t| t.fit),
        f32::from(u8::from(token.is_first()) + 2 * u8::from(token.is_joined())),
        info.map_or(-10.0, |i| i.written),
        // Held against the text as a whole.
        margin.gain - whole[1],
        token.fit - MEAN_FIT - whole[0],
        near(1).map_or(0.0, |t| t.near_fit),
        next_fit.min(token.fit) - number(|i| i.usual.min(i.follows)),
    ]
}

/// What kind of word a neighbor is.
fn class(token: Option<&Token>, english: &English) -> f32 {
    match token {
        None => 0.0,
        Some(token) if token.is_end() => 0.0,
        Some(token) if token.is_number() => 1.0,
        Some(token) if !token.is_word() => 2.0,
        Some(token) if token.is_capital() && !token.is_first() => 3.0,
        Some(token) => match token.info(english) {
            Some(info) if info.is_function() => 4.0,
            Some(_) => 5.0,
            None => 6.0,
        },
    }
}
