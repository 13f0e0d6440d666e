//! ## What it finds
//! Entries of the substitution dictionaries whose conditions hold.
//!
//! ## Why it matters
//! Spinners' tables are few and old; their worst entries are known by heart.
//!
//! ## Example
//! "law enforcement companies" for "law enforcement agencies", "nan" for "the".
//!
//! ## Limits
//! Each different entry counts with its weight, the same one again counts little: a chemistry
//! article says "arsenic" a hundred times. Words that are spoken of, not used, are passed over.

use super::verdict::Tally;
use crate::document::{Evidence, Family};
use crate::lexicon::substitutions::{Entry, Table, Word, is_mention};
use crate::text::Span;

/// Counts the entries in `tally` and lists them; `places` are those words where any may begin, all of
/// them where that is not known.
pub fn known(
    text: &str,
    table: &Table,
    words: &[Word],
    places: Option<&[u32]>,
    tally: &mut Tally,
    evidence: &mut Vec<Evidence>,
) {
    let tells = |entry: &Entry| entry.tell > 0.0;
    let hits = match places {
        Some(places) => table.hits_at(words, places.iter().map(|&at| at as usize), tells),
        None => table.hits(words, tells),
    };
    for hit in hits {
        let entry = table.entry(hit.entry);
        let span = Span { start: words[hit.at].start, end: words[hit.at + hit.count - 1].end };
        if is_mention(text, span) {
            continue;
        }
        tally.entry(hit.entry, entry.family, entry.tell);
        evidence.push(Evidence {
            rule: rule(entry.family),
            span,
            weight: entry.tell,
            instead: table.original(entry).map(Into::into),
        });
    }
}

/// The detector's name.
pub fn rule(family: Family) -> &'static str {
    match family {
        Family::WordSwap => "spin/word-swap",
        Family::PhraseSynonym => "spin/phrase-synonym",
        Family::TorturedPhrase => "spin/tortured-phrase",
        Family::DigitGarbling => "spin/digit-garbling",
        Family::LookAlike => "spin/look-alike",
        Family::Spintax => "spin/spintax",
        Family::InsideWord => "spin/inside-word",
    }
}
