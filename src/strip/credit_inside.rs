//! What it finds: the credit of a picture inside a line of text: in brackets between two sentences, behind a label
//! between them ("... in May. Photo: Ann Lee/Reuters Roads ..."), or glued before the place that a report comes
//! from: "Harbor News/Getty Images(TARREN) -- ...".
//!
//! Why it matters: credits name people who have nothing to do with the story.
//!
//! Example: `The bridge in May. (AP Photo/Ann Lee) Roads were shut.` becomes `The bridge in May. Roads were shut.`
//!
//! Limits: only what a label or an agency's name makes a credit, and only behind a sentence that is over. Without
//! brackets an agency must end it, or a word that begins sentences follow it: a name goes on with the next
//! sentence's. A caption before it goes where its label, its place or its day tells it from text.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::agencies::{is_agency, is_stock};
use super::caption::LABELLED;
use super::credit::{BRACKETS, is_agency_credit, is_names, is_person, names_picture};
use super::line_rest::OPENERS;
use super::page::{Look, Page, ends_sentence, starts_quoted};
use super::scene::{has_place_and_day, is_present};
use super::signs::Signs;
use crate::text::Reason;

pub const NAME: &str = "strip/credit-inside";

/// Most bytes of a credit.
const MAX_CREDIT: usize = 90;
/// Most lines of a text whose paragraphs were joined.
const FEW_LINES: usize = 4;
/// Most credits taken out of one line in one round.
const MAX_CREDITS: usize = 16;
/// Fewest bytes behind a credit: "(AP Photo/Ann Lee) More" is a caption and its button.
const MIN_SENTENCE: usize = 8;
/// Fewest bytes of a line that several paragraphs were joined to: elsewhere credits have brackets or lines of their own.
const MIN_JOINED: usize = 400;
/// Most words of a credit without brackets.
const MAX_WORDS: usize = 10;

/// What a credit without brackets starts with.
const LABELS: &[&str] = &[
    "Credit: ",
    "Crédit : ",
    "Foto: ",
    "Image: ",
    "Image credit: ",
    "Image Credit: ",
    "Photo : ",
    "Photo: ",
    "Photo by ",
    "Photo courtesy of ",
    "Photo credit: ",
    "Photo Credit: ",
    "Photograph: ",
    "Photos by ",
    "Picture: ",
    "Pictures: ",
];

/// Most bytes of a caption, and most full stops in it that end no sentence: "Sgt. Ann B. Lee ...".
const MAX_CAPTION: usize = 420;
const MAX_STOPS: usize = 4;

const SURE: f32 = 0.9;
const LIKELY: f32 = 0.75;

pub fn find(page: &mut Page<'_>) {
    // Credits come in company, or where paragraphs were joined; most texts have none.
    if !page.has_company() && page.lines.len() > FEW_LINES {
        return;
    }
    for i in 0..page.lines.len() {
        for _ in 0..MAX_CREDITS {
            let line = &page.lines[i];
            if line.gone.is_some() || line.was_vain(Look::Credit) {
                break;
            }
            line.set_vain(Look::Credit);
            let found = inside(line.text(), line.signs);
            let Some(credit) = found else { break };
            // This takes the note away again.
            match caption_start(line.text(), credit.start) {
                Some(start) => page.cut_out(i, start..credit.end, Reason::Caption, LIKELY),
                None => page.cut_out(i, credit, Reason::Credit, SURE),
            }
        }
    }
}

/// The first credit inside a line.
fn inside(text: &str, signs: Signs) -> Option<Range<usize>> {
    let in_brackets = || {
        let open = memchr::memchr(b'(', text.as_bytes())?;
        glued(text, open).or_else(|| bracketed(text, open))
    };
    let found = signs.has_any(Signs::BRACKET).then(in_brackets).flatten();
    found.or_else(|| (text.len() >= MIN_JOINED).then(|| labelled(text)).flatten())
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
        let close = memchr::memchr(b')', &inner.as_bytes()[..inner.len().min(MAX_CREDIT + 1)])?;
        let credit = &inner[..close];
        let is_apart = ends_sentence(text[..open].trim_end())
            && (begins(&inner[close + 1..]) || inner[close + 1..].trim_start().starts_with('('));
        let is_labelled = || {
            let folded = credit.to_lowercase();
            let starts = BRACKETS.iter().filter(|start| folded.starts_with(**start));
            starts.filter_map(|start| credit.get(start.len()..)).any(is_names)
        };
        let is_credit = || {
            is_labelled()
                || names_picture(credit, false)
                || credit.contains('/') && is_agency_credit(credit)
        };
        (is_apart && is_credit()).then_some(open..open + close + 2)
    })
}

/// "... in May. Photo: Ann Lee/Reuters Roads were shut."
fn labelled(text: &str) -> Option<Range<usize>> {
    // Of the first match from the left several bytes are looked at in one step.
    static ANY: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let labels = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(LABELS);
        labels.expect("a few short patterns")
    });
    ANY.find_iter(text).find_map(|label| {
        let is_apart = ends_sentence(text[..label.start()].trim_end());
        let end = is_apart.then(|| credit_end(text, label.end())).flatten()?;
        Some(label.start()..end)
    })
}

/// Where the credit ends that goes from `start` on.
fn credit_end(text: &str, start: usize) -> Option<usize> {
    let mut found = None;
    let mut end = start;
    for word in text[start..].split(' ').take(MAX_WORDS) {
        let before = text[start..end].trim_end();
        if OPENERS.contains(&word) && found.is_none() && is_whole(before) {
            found = Some(start + before.len());
        }
        end += word.len();
        let credit = &text[start..end];
        // "Ann Lee on Unsplash"
        if !is_names(&credit.replacen(" on ", " via ", 1)) && word != "on" {
            break;
        }
        let pieces = credit.rsplit(['/', '|']).next().unwrap_or(credit);
        let joined = [" via ", " on ", " for "].iter().find_map(|joint| pieces.rsplit_once(joint));
        let last = joined.map_or(pieces, |(_, last)| last).trim();
        if is_agency(last) || is_stock(last) {
            found = Some(end);
        }
        end = text.len().min(end + 1);
    }
    found.filter(|&end| begins(&text[end..]))
}

/// Whether names are a credit as they are: "Ann Lee", "Ann Lee/Harbor Post".
fn is_whole(names: &str) -> bool {
    is_person(names) || names.contains('/') && is_names(names)
}

/// Where the sentence right before a credit starts, if it can be nothing but a caption.
fn caption_start(text: &str, credit: usize) -> Option<usize> {
    let before = text[..credit].trim_end();
    let from = before.len().saturating_sub(MAX_CAPTION);
    let stops = memchr::memrchr3_iter(b'.', b'!', b'?', &before.as_bytes()[from..]);
    let inner = stops.map(|stop| from + stop + 1).filter(|&end| before[end..].starts_with(' '));
    let first = (from == 0).then_some(0);
    let mut starts = inner.take(MAX_STOPS).map(|end| end + 1).chain(first);
    starts.find(|&start| is_scene(&before[start..]))
}

fn is_scene(text: &str) -> bool {
    LABELLED.any_starts(text) || has_place_and_day(text) || is_present(text)
}

/// Whether a sentence begins with a text.
fn begins(text: &str) -> bool {
    let text = text.trim_start();
    text.len() >= MIN_SENTENCE && (text.starts_with(char::is_uppercase) || starts_quoted(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<Range<usize>> {
        inside(text, Signs::of(text))
    }

    #[test]
    fn credits_between_sentences_are_found() {
        let text = "The bridge in May. (AP Photo/Ann Lee) Roads were shut.";
        assert_eq!(cut(text), Some(19..37));
        for text in [
            "The bridge in May (AP Photo/Ann Lee) was shut.",
            "The bridge in May. (Photo by hand) It fell.",
            "The bridge in May. (AP Photo/Ann Lee)",
            "The bridge in May. (Photo: the bridge as it was) It fell.",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }

    #[test]
    fn a_caption_with_its_day_goes_with_its_credit() {
        let text = "It fell. Mayor Ann Lee speaks at the mill on Tuesday, May 7, 2019. (AP Photo/Bo Berg) It rose.";
        let credit = cut(text).unwrap();
        assert_eq!(caption_start(text, credit.start), Some(9));
        let text =
            "It fell. Mayor Ann Lee spoke at the mill on Tuesday. (AP Photo/Bo Berg) It rose.";
        assert_eq!(caption_start(text, cut(text).unwrap().start), None);
    }

    #[test]
    fn an_agency_or_the_next_sentence_ends_a_credit() {
        let without = |text: &str| {
            let credit = labelled(text).unwrap_or_default();
            format!("{}~{}", &text[..credit.start], &text[credit.end..])
        };
        for credit in [
            "Photo: Ann Lee/Reuters",
            "Photograph: Ann Lee/AFP via Getty Images",
            "Photo by Ann Lee on Unsplash",
            "Image: Shutterstock",
            "Photo by Ann Lee",
        ] {
            let text = format!("The bridge in May. {credit} The roads were shut.");
            assert_eq!(without(&text), "The bridge in May. ~ The roads were shut.");
        }
        for text in [
            "The bridge in May. Photo: Ann Lee Harbor roads were shut.",
            "He shut the Photo: Ann Lee/Reuters Roads were shut.",
            "The bridge in May. Photo: Ann Lee/Reuters",
            "The bridge in May. Image: a word that the mayor used. The roads were shut.",
        ] {
            assert_eq!(labelled(text), None, "{text}");
        }
    }

    #[test]
    fn credits_before_the_place_of_a_report_are_found() {
        assert_eq!(cut("Ann Lee/Getty Images(TARREN) -- Rain fell."), Some(0..20));
        assert_eq!(cut("Reuters(NEW HARBOR) \u{2014} Rain fell."), Some(0..7));
        for text in
            ["TARREN (AP) -- Rain fell.", "Rain(TARREN) -- fell.", "Ann Lee (BO BERG) -- hi"]
        {
            assert_eq!(cut(text), None, "{text}");
        }
    }
}
