//! Whether an article is spun, why, and by what family of spinner.
//!
//! In goes an article's text and language; out comes a [`Spin`]: a probability, the family that
//! explains most, and the places that speak for it. Deliberately absent: knowledge of other
//! articles, so a text put together from sentences of several sources does not show here.
//!
//! What it finds: entries of the substitution dictionaries whose conditions hold, and forms that
//! only spinners write (`one,000`). Every DIFFERENT entry counts with its weight; the same one
//! again counts little, since a chemistry article says "arsenic" a hundred times.
//! Limits: languages without a dictionary are judged by form alone, short texts only when a form
//! is beyond doubt, and what lies beyond `JUDGED_BYTES` is not looked at.

mod association;
mod features;
mod function_words;
mod gate;
mod margin;
mod measure;
mod names;
mod odd_words;
mod reading;
mod register;
mod reporting;
mod verdict;

pub use features::{BASE_ODDS, SECTIONS, WIDTH as DOCUMENT_WIDTH};
pub use margin::Margin;
pub use measure::{Measured, measure};
pub use odd_words::{Place, WIDTH as PLACE_WIDTH};

use crate::config;
use crate::document::{Evidence, Family, Language, Spin};
use crate::lexicon::Lexicon;
use crate::lexicon::substitutions::forms::forms;
use crate::lexicon::substitutions::{Table, Word, is_mention, words};
use crate::text::Span;

use verdict::Tally;

/// An article shows its spinner long before this; a book need not be read to the end.
const JUDGED_BYTES: usize = 256 << 10;
/// Places listed as evidence; the verdict counts them all.
const MAX_EVIDENCE: usize = 200;

/// Judges an article's text.
pub fn judge(
    text: &str,
    language: Option<&Language>,
    lexicon: &Lexicon,
    config: &config::Spin,
) -> Spin {
    let end = (0..=JUDGED_BYTES.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let text = &text[..end.unwrap_or(0)];
    let forms = forms(text);
    let words = words(text);
    let table = language.and_then(|l| lexicon.substitutions.table(l.code));

    let mut tally = Tally::new(words.len());
    let mut evidence = Vec::new();
    for form in &forms {
        tally.form(form);
        evidence.push(Evidence { rule: rule(form.family), span: form.span, weight: form.weight });
    }
    if let Some(table) = table {
        known(text, table, &words, &mut tally, &mut evidence);
    }
    let is_judged = table.is_some() && words.len() >= config.min_words;
    let Some(verdict) = tally.verdict(is_judged) else {
        return Spin { evidence: by_place(evidence), ..Spin::default() };
    };
    let is_spun = verdict.score >= config.threshold;
    Spin {
        score: Some(verdict.score),
        is_spun,
        family: verdict.family.filter(|_| is_spun),
        evidence: by_place(evidence),
    }
}

fn known(
    text: &str,
    table: &Table,
    words: &[Word],
    tally: &mut Tally,
    evidence: &mut Vec<Evidence>,
) {
    for hit in table.hits(words, |entry| entry.tell > 0.0) {
        let entry = table.entry(hit.entry);
        let span = Span { start: words[hit.at].start, end: words[hit.at + hit.count - 1].end };
        if is_mention(text, span) {
            continue;
        }
        tally.entry(hit.entry, entry.family, entry.tell);
        evidence.push(Evidence { rule: rule(entry.family), span, weight: entry.tell });
    }
}

fn by_place(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort_by_key(|e| e.span);
    evidence.truncate(MAX_EVIDENCE);
    evidence
}

/// The detector's name.
fn rule(family: Family) -> &'static str {
    match family {
        Family::WordSwap => "spin/word-swap",
        Family::PhraseSynonym => "spin/phrase-synonym",
        Family::TorturedPhrase => "spin/tortured-phrase",
        Family::DigitGarbling => "spin/digit-garbling",
        Family::LookAlike => "spin/look-alike",
        Family::Spintax => "spin/spintax",
    }
}
