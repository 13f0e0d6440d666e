//! Whether an article is spun, why, and by what family of spinner.
//!
//! In goes an article's text and language; out comes a [`Spin`]: a probability, the family that
//! explains most, and the places that speak for it. Deliberately absent: knowledge of other
//! articles, so a text put together from sentences of several sources does not show here.
//!
//! Dictionaries and forms (`known`, `forms`, `inside_words`) are sure by themselves. English is also
//! judged word by word, with a language model and WordNet turned round: `gate` lets most genuine
//! articles go by, `margin`, `association` and the other detectors measure, `odd_words` weighs single
//! words and `words_model` the document; where it looks spun, `cloze` asks the gaps of the oddest words, and
//! both are weighed anew.
//! Limits: other languages are judged by form alone and get no score; neither do short texts and
//! what is no prose. What lies beyond `JUDGED_BYTES` is not looked at.

mod association;
mod cloze;
mod features;
mod function_words;
mod gate;
mod inside_words;
mod known;
mod margin;
mod marks;
mod measure;
mod names;
mod odd_words;
mod phrases;
mod quotes;
mod reading;
mod register;
mod reporting;
mod topic;
mod verdict;
mod words_model;

pub use cloze::{PLACE_WIDTH as GAP_WIDTH, WIDTH as GAPS_WIDTH};
pub use features::{BASE_ODDS, SECTIONS, WIDTH as DOCUMENT_WIDTH};
pub use gate::{GLANCE_BYTES, WIDTH as GATE_WIDTH, WORD_WIDTH as GATE_WORD_WIDTH};
pub use margin::Margin;
pub use measure::{Measured, measure, measure_gate_words};
pub use odd_words::{Place, WIDTH as PLACE_WIDTH};

use crate::config::{self, Detector};
use crate::document::{Evidence, Family, Language, Spin};
use crate::lexicon::substitutions::forms::forms;
use crate::lexicon::substitutions::{Word, words};
use crate::lexicon::{English, Lexicon};

use verdict::{Tally, Verdict, chance, either};

/// An article shows its spinner long before this; a book need not be read to the end.
const JUDGED_BYTES: usize = 256 << 10;
/// Places listed as evidence; the verdict counts them all.
const MAX_EVIDENCE: usize = 200;
/// The language whose words are judged.
const ENGLISH: &str = "en";
/// Lengths, in words, at which the limits of the configuration change.
const LENGTHS: [usize; 3] = [110, 212, 424];
/// How sharply the score rises about its limit; set by the reliability table of docs/MODELS.md.
const SLOPE: f32 = 1.0;
/// Log-odds of an article whose words the gate lets by, under its limit.
const PASSED_BY: f32 = -7.0;
/// Scores from which the odd words of an article are listed.
const LISTED: f64 = 0.1;

/// Judges an article's text.
pub fn judge(
    text: &str,
    language: Option<&Language>,
    lexicon: &Lexicon,
    config: &config::Spin,
) -> Spin {
    let text = &text[..text.floor_char_boundary(JUDGED_BYTES)];
    let is_on = |detector| !config.off.contains(&detector);
    let words = words(text);
    let mut found = Found { tally: Tally::new(words.len()), evidence: Vec::new() };
    if is_on(Detector::Forms) {
        found.forms(text);
    }
    let table = language.and_then(|l| lexicon.substitutions.table(l.code));
    let table = table.filter(|_| is_on(Detector::KnownPhrases));
    let not_judged = match language {
        Some(language) if language.code == ENGLISH => {
            (words.len() < config.min_words).then_some("too_short")
        }
        _ => Some("not_english"),
    };
    let english = not_judged.is_none().then(|| lexicon.english());
    let marks = english.map(|english| marks::marks(&words, table, english));
    if let Some(table) = table {
        let places = marks.as_ref().map(|marks| marks.entries.as_slice());
        known::known(text, table, &words, places, &mut found.tally, &mut found.evidence);
    }
    let (read, not_judged) = match english.zip(marks) {
        None => (None, not_judged),
        Some((english, marks)) => {
            if is_on(Detector::InsideWords) {
                found.inside_words(text, &words, &marks.unknown, english);
            }
            let is_suspect = found.tally.verdict().score >= SUSPECT;
            let is_read =
                !config.gate || is_suspect || gate::passes(text, &words, &marks, english, config);
            let read = is_read.then(|| words_model::judge(text, &words, english, config));
            let is_prose = read.as_ref().is_none_or(|read| read.odds.is_some());
            (read, (!is_prose).then_some("not_prose"))
        }
    };
    if not_judged.is_some() && !found.tally.is_hard() {
        return Spin { not_judged, evidence: by_place(found.evidence), ..Spin::default() };
    }
    let Verdict { mut score, mut family, entries } = found.tally.verdict();
    if not_judged.is_none() {
        let limit = config.limits[LENGTHS.partition_point(|&length| length <= words.len())];
        let over = read.as_ref().and_then(|read| read.odds).map_or(PASSED_BY, |odds| odds - limit);
        let by_words = chance(SLOPE * (over + entries));
        if by_words > score
            && let Some(read) = &read
        {
            // A dictionary that is half sure knows the family better.
            family =
                family.filter(|_| score > LISTED).or_else(|| Some(read.family(lexicon.english())));
        }
        score = either(score, by_words);
    }
    if score >= LISTED
        && let Some(read) = read
    {
        found.evidence.extend(read.evidence(lexicon.english()));
    }
    let is_spun = score >= config.threshold;
    Spin {
        score: Some(score),
        not_judged: None,
        is_spun,
        family: family.filter(|_| is_spun),
        evidence: by_place(found.evidence),
    }
}

/// What forms and dictionaries found.
struct Found {
    tally: Tally,
    evidence: Vec<Evidence>,
}

impl Found {
    /// Adds forms that no writer writes.
    fn forms(&mut self, text: &str) {
        for form in forms(text) {
            match form.weight < PROVING {
                true => self.tally.weak_form(form.family),
                false => self.tally.form(form.family),
            }
            let rule = known::rule(form.family);
            let instead = Some(form.text.into());
            self.evidence.push(Evidence { rule, span: form.span, weight: form.weight, instead });
        }
    }

    /// Adds words with a replaced part, which are among the unknown ones.
    fn inside_words(&mut self, text: &str, words: &[Word], unknown: &[u32], english: &English) {
        let found = inside_words::inside_words(text, words, unknown, english);
        // A long text holds some by chance, a short one a coined word.
        let is_enough = found.len() * WORDS_PER_INSIDE >= words.len();
        for (span, instead) in found {
            if is_enough {
                self.tally.form(Family::InsideWord);
            }
            let rule = known::rule(Family::InsideWord);
            let instead = Some(instead.into());
            self.evidence.push(Evidence { rule, span, weight: INSIDE_WEIGHT, instead });
        }
    }
}

/// Score of dictionaries and forms from which a text is read whatever the gate says of it: 2.1 in
/// log-odds. Less reads more genuine texts for nothing, more leaves spun ones to a gate that never saw their table.
const SUSPECT: f64 = 0.02;
/// Evidence from which forms seen twice are enough, in natural log-odds.
const PROVING: f32 = 1.0;
/// Words of a text for each word with a replaced part. Web pages of 1,500 words, full of coined words
/// and typing errors, hold two or three that look so; a spinner leaves one in a hundred.
const WORDS_PER_INSIDE: usize = 900;
/// Evidence that one such word is, in natural log-odds.
const INSIDE_WEIGHT: f32 = 3.0;

/// In order of place, each place once for each kind of evidence.
fn by_place(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort_by(|a, b| a.span.cmp(&b.span).then(b.weight.total_cmp(&a.weight)));
    evidence.dedup_by(|b, a| a.span == b.span);
    evidence.truncate(MAX_EVIDENCE);
    evidence
}
