//! What it finds: the credit of a picture inside a line of text: in brackets between two sentences, or glued
//! before the place that a report comes from: "Harbor News/Getty Images(TARREN) -- ...".
//!
//! Why it matters: credits name people who have nothing to do with the story.
//!
//! Example: `The bridge in May. (AP Photo/Ann Lee) Roads were shut.` becomes `The bridge in May. Roads were shut.`
//!
//! Limits: only what a label or an agency's name makes a credit, and only behind a sentence that is over. A
//! caption before it cannot be told from text, and stays.

use std::ops::Range;

use super::credit::{is_agency_credit, is_names};
use super::page::{Look, Page, ends_sentence, starts_quoted};
use super::signs::Signs;
use super::word_list::WordList;
use crate::text::Reason;

pub const NAME: &str = "strip/credit-inside";

/// Most bytes of a credit.
const MAX_CREDIT: usize = 90;
/// Most lines of a text whose paragraphs were joined.
const FEW_LINES: usize = 4;
/// Most credits taken out of one line in one round.
const MAX_CREDITS: usize = 16;

/// What a credit in brackets starts with.
static LABELS: WordList = WordList::new(&[
    "AP Photo",
    "Credit: ",
    "File photo: ",
    "Foto: ",
    "Image: ",
    "Image credit: ",
    "Image Credit: ",
    "Photo: ",
    "Photo by ",
    "Photo courtesy of ",
    "Photo Credit: ",
    "Photo credit: ",
    "Photos by ",
    "Picture: ",
    "Pictures: ",
]);

const SURE: f32 = 0.9;

pub fn find(page: &mut Page<'_>) {
    // Credits come in company, or where paragraphs were joined; most texts have none.
    if !page.has_company() && page.lines.len() > FEW_LINES {
        return;
    }
    for i in 0..page.lines.len() {
        for _ in 0..MAX_CREDITS {
            let line = &page.lines[i];
            let may_have = line.gone.is_none() && line.signs.has_any(Signs::BRACKET);
            if !may_have || line.was_vain(Look::Credit) {
                break;
            }
            line.set_vain(Look::Credit);
            let found = inside(line.text());
            let Some(credit) = found else { break };
            // This takes the note away again.
            page.cut_out(i, credit, Reason::Credit, SURE);
        }
    }
}

/// The first credit inside a line.
fn inside(text: &str) -> Option<Range<usize>> {
    let open = memchr::memchr(b'(', text.as_bytes())?;
    glued(text, open).or_else(|| bracketed(text, open))
}

/// "Harbor News/Getty Images(TARREN) -- Rain fell.", with its first bracket at `open`.
fn glued(text: &str, open: usize) -> Option<Range<usize>> {
    if open > MAX_CREDIT || !text[..open].ends_with(char::is_alphanumeric) {
        return None;
    }
    let (credit, rest) = (&text[..open], &text[open + 1..]);
    let (place, report) = rest.split_once(')')?;
    let is_place = place.len() > 2 && !place.contains(char::is_lowercase);
    let is_report =
        [" -- ", " \u{2014} ", " \u{2013} "].iter().any(|dash| report.starts_with(dash));
    (is_place && is_report && is_agency_credit(credit)).then_some(0..open)
}

/// "... in May. (AP Photo/Ann Lee) Roads were shut.", with its first bracket at `first`.
fn bracketed(text: &str, first: usize) -> Option<Range<usize>> {
    memchr::memchr_iter(b'(', &text.as_bytes()[first..]).find_map(|at| {
        let open = first + at;
        let inner = &text[open + 1..];
        if !LABELS.any_starts(inner) {
            return None;
        }
        let close = inner.find(')').filter(|close| *close <= MAX_CREDIT)?;
        let next = inner[close + 1..].trim_start();
        let is_apart = ends_sentence(text[..open].trim_end())
            && (next.starts_with(char::is_uppercase)
                || next.starts_with('(')
                || starts_quoted(next));
        (is_apart && is_names(&inner[..close])).then_some(open..open + close + 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_between_sentences_are_found() {
        let text = "The bridge in May. (AP Photo/Ann Lee) Roads were shut.";
        assert_eq!(inside(text), Some(19..37));
        for text in [
            "The bridge in May (AP Photo/Ann Lee) was shut.",
            "The bridge in May. (Photo by hand) It fell.",
            "The bridge in May. (AP Photo/Ann Lee)",
            "The bridge in May. (Photo: the bridge as it was) It fell.",
        ] {
            assert_eq!(inside(text), None, "{text}");
        }
    }

    #[test]
    fn credits_before_the_place_of_a_report_are_found() {
        assert_eq!(inside("Ann Lee/Getty Images(TARREN) -- Rain fell."), Some(0..20));
        assert_eq!(inside("Reuters(NEW HARBOR) \u{2014} Rain fell."), Some(0..7));
        for text in
            ["TARREN (AP) -- Rain fell.", "Rain(TARREN) -- fell.", "Ann Lee (BO BERG) -- hi"]
        {
            assert_eq!(inside(text), None, "{text}");
        }
    }
}
