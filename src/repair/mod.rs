//! Spun text put right: by form anywhere, by dictionary and decoder in articles judged spun.
//!
//! In goes an article's text with the verdict on it; out come edits with their confidence. Entries
//! of the dictionaries that are sure in their place come first (this file), then what the decoder finds
//! to fit better (`fitted`): by trigrams, by which words the gap asks for, by what the text is about.
//! Deliberately absent: knowledge of other articles, though the votes that one article gives can be
//! merged with those of others ([`Pool`]).
//!
//! What it finds: entries of the family whose conditions hold; words for which an original fits
//! better, here and wherever they stand; forms that are wrong in any text.
//! Why it matters: a search for "organized crime" never finds "structured criminal offense".
//! Example: "nan Nationwide Criminal offense Company" becomes "the National Crime Agency".
//! Limits: addresses and tags are left alone; so are words alone in quotation marks, names, and what
//! neither dictionary nor decoder is sure of. The decoder reads English.

mod beam;
mod cloze;
mod fitted;
mod hinges;
mod places;
mod pool;
mod reading;
mod topic;
mod weigh;
mod wording;

pub use fitted::{Measured, measure};
pub use pool::{Pool, Votes};
pub use weigh::{SECOND_WIDTH, WIDTH};

use fitted::SoFar;

use crate::config;
use crate::document::{Family, Language, Spin};
use crate::lexicon::Lexicon;
use crate::lexicon::substitutions::forms::forms;
use crate::lexicon::substitutions::{Table, is_mention, words};
use crate::text::{Edit, Reason, Span, Text, Why};

/// The language that the decoder reads.
const ENGLISH: &str = "en";
/// Score from which the decoder reads an article. Of 27,000 genuine articles one reaches it that is called spun,
/// at 0.8 three; of spun ones nearly all but those with few words swapped (docs/MODELS.md).
const SURE: f64 = 0.9;
/// Forms that are certain are so beyond what any entry reaches.
const CERTAIN: f32 = 0.99;
/// Forms that need an article judged spun.
const LIKELY: f32 = 0.9;
/// What an entry with a single original is worth.
const KNOWN: f32 = 0.9;
/// A repair can complete the context of its neighbor, which is then repaired too; so the text is
/// gone over until nothing changes, by the decoder where the entries that are sure have come to rest.
/// Chains are refused at load, so few rounds ever do something.
const MAX_ROUNDS: usize = 8;

/// Finds the repairs of an article's text.
pub fn repair(
    text: &str,
    spin: &Spin,
    language: Option<&Language>,
    lexicon: &Lexicon,
    config: &config::Repair,
) -> Vec<Edit> {
    let table = spin.family.filter(|_| spin.is_spun).and_then(|family| {
        let table = language.and_then(|l| lexicon.substitutions.table(l.code))?;
        Some((table, family))
    });
    // A judged text without evidence of form holds none.
    let may_hold_forms = spin.score.is_none() || !spin.evidence.is_empty();
    if table.is_none() && !may_hold_forms {
        return Vec::new();
    }
    let Some((table, family)) = table else {
        return by_form(text, spin.is_spun, config);
    };
    // Who garbles digits writes phrases too, but of those digits say nothing.
    let is_garbled = family == Family::DigitGarbling;
    let family = if is_garbled { Family::PhraseSynonym } else { family };
    let is_sure = config.aggressive || spin.score.is_some_and(|score| score >= SURE);
    let is_read = is_sure && !is_garbled && language.is_some_and(|l| l.code == ENGLISH);
    let mut mended = Text::new(text.to_owned());
    let mut memory = fitted::Memory::default();
    let mut so_far = SoFar::default();
    for _ in 0..MAX_ROUNDS {
        let mut edits = by_form(mended.as_str(), true, config);
        let mut entries = by_entry(mended.as_str(), table, family, config);
        // Both lists are in order of place, so one walk finds what overlaps.
        let mut forms = edits.iter().map(|e| e.span).peekable();
        entries.retain(|edit| {
            while forms.next_if(|form| form.end <= edit.span.start).is_some() {}
            forms.peek().is_none_or(|form| form.start >= edit.span.end)
        });
        so_far.by_entry += entries.len();
        edits.extend(entries);
        if edits.is_empty() && is_read {
            edits = fitted::fitted(mended.as_str(), family, so_far, lexicon, config, &mut memory);
            so_far.by_decoder += edits.len();
        }
        if edits.is_empty() {
            break;
        }
        mended.apply(edits);
    }
    let now = mended.as_str();
    mended.changes().iter().map(|c| Edit::replace(c.base, &now[c.now.range()], c.why)).collect()
}

fn by_form(text: &str, is_spun: bool, config: &config::Repair) -> Vec<Edit> {
    forms(text)
        .into_iter()
        .filter(|form| is_spun || form.is_certain)
        .map(|form| {
            let confidence = if form.is_certain { CERTAIN } else { LIKELY };
            Edit::replace(form.span, form.text, why(form.family, confidence))
        })
        .filter(|edit| edit.why.confidence >= config.min_confidence)
        .collect()
}

fn by_entry(text: &str, table: &Table, family: Family, config: &config::Repair) -> Vec<Edit> {
    let words = words(text);
    let mut edits: Vec<Edit> = Vec::new();
    let mut free = 0; // bytes before this belong to an earlier edit
    for hit in table.hits(&words, |entry| entry.family == family) {
        let entry = table.entry(hit.entry);
        let confidence = KNOWN * entry.share;
        let Some(original) = table.original(entry) else { continue };
        if confidence < config.min_confidence {
            continue;
        }
        let spun = &words[hit.at..hit.at + hit.count];
        let mut span = Span { start: spun[0].start, end: spun[hit.count - 1].end };
        if is_mention(text, span) {
            continue;
        }
        let mut new = wording::like(spun, original);
        let before = hit.at.checked_sub(1).map(|i| words[i]).filter(|w| w.start >= free);
        if let Some(word) = before
            && let Some(article) = wording::article(word.of(text), spun[0].gap, &new)
        {
            new = format!("{article} {new}");
            span.start = word.start;
        }
        free = span.end;
        // Parts of one name are one change.
        if let Some(last) = edits.last_mut()
            && spun[0].is_capital()
            && joins_name(text, last, span)
        {
            last.span.end = span.end;
            last.text = format!("{} {new}", last.text);
            last.why.confidence = last.why.confidence.min(confidence);
            continue;
        }
        edits.push(Edit::replace(span, new, why(family, confidence)));
    }
    edits
}

/// Whether a capitalized edit stands one space before `span`.
fn joins_name(text: &str, last: &Edit, span: Span) -> bool {
    last.span.end < span.start
        && &text[last.span.end as usize..span.start as usize] == " "
        && last.text.starts_with(char::is_uppercase)
}

fn why(family: Family, confidence: f32) -> Why {
    let rule = match family {
        Family::WordSwap => "repair/word-swap",
        Family::PhraseSynonym => "repair/phrase-synonym",
        Family::TorturedPhrase => "repair/tortured-phrase",
        Family::DigitGarbling => "repair/digit-garbling",
        Family::LookAlike => "repair/look-alike",
        Family::Spintax => "repair/spintax",
        Family::InsideWord => "repair/inside-word",
    };
    Why { rule, reason: Reason::SpunSubstitution, confidence }
}
