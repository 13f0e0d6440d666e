//! What it finds: lines that are only a date of publication: "Published on", "Updated 12 March
//! 2021 at 10:32", "5 min read", "March 3, 2021".
//!
//! Why it matters: the date is metadata; in the text it is taken for a date of the story.
//!
//! Example: `Updated: 12 March 2021 at 10:32 CET` goes, and the date goes to the metadata.
//!
//! Limits: a bare date goes only before the first paragraph and only where the page has few of
//! them: in diaries, timelines and live blogs dates and times are headings.

use super::page::Page;
use crate::lexicon::calendar::{is_around_dates, is_date_label, month};
use crate::text::Reason;

pub const NAME: &str = "strip/dateline";

const LABELLED: f32 = 0.9;
const BARE: f32 = 0.75;

/// Most bytes of a date line.
const MAX_BYTES: usize = 110;
/// Most bare dates of a page that is no timeline.
const MAX_BARE: usize = 3;

/// Most date lines of any kind on a page: more are a list of posts, talks or updates.
const MAX_DATES: usize = 8;

/// How a line speaks of dates.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Labelled,
    Bare,
}

pub fn find(page: &mut Page<'_>) {
    let kinds: Vec<(usize, Kind)> =
        page.live().filter_map(|i| Some((i, kind(page.lines[i].text())?))).collect();
    if kinds.len() > MAX_DATES {
        return;
    }
    let bare = kinds.iter().filter(|(_, kind)| *kind == Kind::Bare).count();
    let first_prose = page.prose().map(|(first, _)| first);
    for (i, kind) in kinds {
        match kind {
            Kind::Labelled => page.remove(i, Reason::Dateline, LABELLED),
            Kind::Bare if bare <= MAX_BARE && first_prose.is_some_and(|first| i < first) => {
                page.remove(i, Reason::Dateline, BARE);
            }
            Kind::Bare => {}
        }
    }
}

/// Whether every word of the line belongs to a date.
fn kind(text: &str) -> Option<Kind> {
    if text.len() > MAX_BYTES || text.ends_with(['.', '!', '?']) {
        return None;
    }
    let (mut months, mut numbers, mut years, mut labels) = (0, 0, 0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}') {
        if word.is_empty() {
            continue;
        }
        let folded = word.to_lowercase();
        let digits = folded.trim_end_matches(char::is_alphabetic);
        if digits.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty() {
            let ending = &folded[digits.len()..];
            if !ending.is_empty() && !is_around_dates(ending) && !is_date_label(ending) {
                return None;
            }
            numbers += 1;
            years += usize::from(digits.len() == 4);
        } else if is_date_label(&folded) {
            labels += 1;
        } else if month(&folded).is_some() {
            months += 1;
        } else if !is_around_dates(&folded) {
            return None;
        }
    }
    let is_numeric_date = numbers >= 3 && years >= 1;
    let is_date = months >= 1 && numbers >= 1 || is_numeric_date;
    if labels >= 1 && (is_date || numbers >= 1 && labels >= 2) && numbers <= 12 {
        return Some(Kind::Labelled);
    }
    (is_date && (years >= 1 || numbers >= 3) && numbers <= 6).then_some(Kind::Bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_text() {
        for text in [
            "Updated 12 March 2021 at 10:32",
            "Published: Mon, 3 May 2021, 10:32 GMT",
            "Last updated: 2021-03-12",
            "Aktualisiert am 12. März 2021 um 10:32 Uhr",
            "Publié le 12 mars 2021",
        ] {
            assert_eq!(kind(text), Some(Kind::Labelled), "{text}");
        }
        for text in ["March 3, 2021", "12.03.2021, 10:32 Uhr", "Wednesday, May 5th, 2021"] {
            assert_eq!(kind(text), Some(Kind::Bare), "{text}");
        }
        for text in
            ["10:32", "May", "Route 66", "March on", "2021", "Updated", "The 12 days of March"]
        {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
