//! Who wrote an article and when, by the lines around its headline.
//!
//! In go the blocks of one article with their labels, out come its writers and dates. What is
//! removed between headline and text is read whatever it was removed for: a writer's name there is
//! often a line of its own, with nothing but the date below it to tell it from a menu's entry.
//! Deliberately absent: lines far from the headline, which speak of other stories.

use std::ops::Range;

use super::names;
use crate::document::Label;
use crate::lexicon::calendar::is_update_label;
use crate::lexicon::dates;
use crate::lexicon::writers::is_agency;
use crate::text::{Edit, Reason, Span};

/// Lines that are read above the headline, and below the first paragraph, which may be a standfirst.
const ABOVE: usize = 4;
const BELOW: usize = 3;
/// Fewest bytes of a paragraph.
const PROSE_BYTES: usize = 120;
/// Most lines between headline and text; where no headline is known, twice what is read above the text.
const REACH: usize = 40;
/// Most bytes of a line that is read.
const MAX_BYTES: usize = 160;
/// Most lines between a name and what tells it for one.
const NEAR: usize = 2;
/// Signs before the items of a list.
const BULLETS: [char; 3] = ['\u{2022}', '\u{b7}', '*'];
/// How much must speak for a name without a label.
const ENOUGH: u32 = 2;

/// What the lines around a headline say.
#[derive(Debug, Default)]
pub struct Front {
    pub authors: Vec<String>,
    /// ISO 8601, as are all dates; as written where the day could be the month.
    pub published: Option<String>,
    pub modified: Option<String>,
    /// The blocks that name these writers.
    pub bylines: Vec<usize>,
}

/// Reads the lines around the headline of an article.
pub fn read(text: &str, blocks: &[(Span, Label)], inside: &[Edit]) -> Front {
    let mut front = Front::default();
    let mut lines: Vec<Line<'_>> = Vec::new();
    if let Some((range, headline)) = place(blocks) {
        lines.extend(range.filter_map(|i| Line::of(text, blocks, i)));
        let (above, below) = lines.split_at(lines.partition_point(|line| line.index < headline));
        front.authors = [below, above]
            .into_iter()
            .map(labelled)
            .find(|names| !names.is_empty())
            .unwrap_or_default();
        if front.authors.is_empty() {
            front.authors.extend(bare(below, headline, text, blocks));
        }
        front.date(below);
        front.date(above);
        let names =
            |line: &&Line<'_>| front.authors.iter().any(|name| line.text.contains(name.as_str()));
        front.bylines = lines.iter().filter(names).map(|line| line.index).collect();
    }
    // Glued to a headline or to a paragraph, and the lines below the text.
    let cut = inside.iter().map(|edit| (edit.span, edit.why.reason));
    let removed = blocks.iter().filter_map(|(span, label)| match label {
        Label::Boilerplate(why) => Some((*span, why.reason)),
        _ => None,
    });
    for (span, reason) in cut.chain(removed) {
        let line = &text[span.range()];
        if reason == Reason::Byline && front.authors.is_empty() {
            front.authors = names::of(line);
        }
        if matches!(reason, Reason::Byline | Reason::Dateline) && !front.is_dated() {
            lines.push(Line::new(0, line));
            front.date(&lines[lines.len() - 1..]);
        }
    }
    if !front.is_dated() {
        front.published = lines.iter().find_map(|line| line.unclear()).map(str::to_owned);
    }
    front
}

impl Front {
    fn is_dated(&self) -> bool {
        self.published.is_some() || self.modified.is_some()
    }

    /// Takes the first date of publication and the first of a change, where none is known yet.
    fn date(&mut self, lines: &[Line<'_>]) {
        if self.is_dated() {
            return;
        }
        let mut is_update = false;
        for line in lines {
            for dated in &line.dates {
                is_update |= dated.labels.iter().any(|label| is_update_label(label));
                let place = if is_update { &mut self.modified } else { &mut self.published };
                place.get_or_insert_with(|| dated.date.clone());
                is_update = false;
            }
            // "Last updated:" above its date.
            if line.dates.is_empty() {
                is_update = dates::words(line.text).any(|word| is_update_label(&word));
            }
        }
    }
}

/// A removed line of the front.
struct Line<'t> {
    index: usize,
    text: &'t str,
    dates: Vec<dates::Dated>,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, blocks: &[(Span, Label)], index: usize) -> Option<Self> {
        let (span, label) = blocks[index];
        let line = text[span.range()].trim();
        let is_read = match label {
            Label::Boilerplate(why) => !matches!(
                why.reason,
                Reason::Caption | Reason::Credit | Reason::Comments | Reason::Cookie
            ),
            _ => false,
        };
        let is_line = is_read && !line.is_empty() && line.len() <= MAX_BYTES;
        is_line.then(|| Self::new(index, line))
    }

    fn new(index: usize, text: &'t str) -> Self {
        Self { index, text, dates: dates::all(text) }
    }

    /// A date of publication that could be one of two days.
    fn unclear(&self) -> Option<&'t str> {
        let is_update = || dates::words(self.text).any(|word| is_update_label(&word));
        dates::unclear(self.text).filter(|_| !is_update())
    }
}

/// The blocks that are read, and which of them is the headline or the first that is kept.
fn place(blocks: &[(Span, Label)]) -> Option<(Range<usize>, usize)> {
    let is_kept = |label: &Label| !matches!(label, Label::Boilerplate(_));
    let title = blocks.iter().position(|(_, label)| *label == Label::Title);
    let headline = title.or_else(|| blocks.iter().position(|(_, label)| is_kept(label)))?;
    let is_prose = |i: &usize| {
        let (span, label) = blocks[*i];
        label == Label::Body && span.len() >= PROSE_BYTES
    };
    let mut prose = (headline..blocks.len()).filter(is_prose);
    let first = prose.next()?;
    let end = prose.next().map_or(first + 1 + BELOW, |second| second.min(first + 1 + BELOW));
    let start = match title {
        Some(title) => title.saturating_sub(ABOVE),
        None => headline.saturating_sub(REACH / 2),
    };
    let end = end.min(blocks.len()).min(headline + REACH);
    Some((start..end.max(start), headline))
}

/// The writers that the first line with a label names.
fn labelled(lines: &[Line<'_>]) -> Vec<String> {
    for (at, line) in lines.iter().enumerate() {
        let mut named = match names::announces(line.text) {
            true => listed_below(&lines[at + 1..]),
            false => names::behind_label(line.text).map(names::listed).unwrap_or_default(),
        };
        // "By Size" is of a menu.
        let mut near = lines[at.saturating_sub(1)..].iter().take(2 + NEAR);
        let is_dated = near.any(|line| !line.dates.is_empty());
        named.retain(|name| is_dated || name.contains(' ') || is_agency(name));
        if !named.is_empty() {
            return named;
        }
    }
    Vec::new()
}

/// The name without a label for which most speaks.
fn bare(
    lines: &[Line<'_>],
    headline: usize,
    text: &str,
    blocks: &[(Span, Label)],
) -> Option<String> {
    let mut best: Option<(u32, String)> = None;
    for at in 0..lines.len() {
        let Some((weight, name)) = weighed(lines, at, headline) else { continue };
        let Some(again) = again(&name, lines, text, blocks) else { continue };
        let weight = weight + again;
        if weight >= ENOUGH && best.as_ref().is_none_or(|(most, _)| weight > *most) {
            best = Some((weight, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The names of the lines below a label: one line, or all of a list.
fn listed_below(lines: &[Line<'_>]) -> Vec<String> {
    let items = lines.iter().take_while(|line| line.text.starts_with(BULLETS)).count();
    let lines = lines.iter().take(items.max(1));
    lines
        .flat_map(|line| names::listed(names::behind_label(line.text).unwrap_or(line.text)))
        .collect()
}

/// The name that a line without a label is of, and how much around speaks for its being a writer's.
fn weighed(lines: &[Line<'_>], at: usize, headline: usize) -> Option<(u32, String)> {
    let line = &lines[at];
    let bare = names::bare(line.text, !line.dates.is_empty())?;
    let close = |other: Option<usize>| {
        other.and_then(|i| lines.get(i)).filter(|other| other.index.abs_diff(line.index) <= NEAR)
    };
    let (before, next) = (close(at.checked_sub(1)), close(Some(at + 1)));
    let is_dated = |other: Option<&Line<'_>>| other.is_some_and(|line| !line.dates.is_empty());
    let signs = [
        (bare.is_twin || next.is_some_and(|next| next.text == line.text), 2),
        (bare.has_office || next.is_some_and(|next| names::is_office_line(next.text)), 2),
        (!line.dates.is_empty(), 2),
        (is_dated(next), 2),
        (is_dated(before), 1),
        (line.index.abs_diff(headline) <= NEAR, 1),
    ];
    Some((signs.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum(), bare.name))
}

/// Whether a name stands alone in a line below the article too, where its writer is told of once more; none where
/// it stands in the article or in a line above: a person of the story, or a section of the site.
fn again(name: &str, lines: &[Line<'_>], text: &str, blocks: &[(Span, Label)]) -> Option<u32> {
    let (first, last) = (lines.first()?.index, lines.last()?.index);
    let mut again = 0;
    for (i, (span, label)) in blocks.iter().enumerate() {
        let line = &text[span.range()];
        match label {
            Label::Boilerplate(_) if line.trim() != name => {}
            Label::Boilerplate(_) if i < first => return None,
            Label::Boilerplate(_) => again = u32::from(i > last).max(again),
            _ if line.contains(name) => return None,
            _ => {}
        }
    }
    Some(again)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Why;

    const PROSE: &str = "The council voted on Monday to close the old harbor bridge for a year, as its steel no \
        longer carries two lanes of lorries and a tram.";

    /// Reads a front whose lines are all removed but for title and text.
    fn front(lines: &[&str]) -> Front {
        let why = Why { rule: "strip/text-model", reason: Reason::Nav, confidence: 0.9 };
        let mut text = String::new();
        let mut blocks = Vec::new();
        for line in lines {
            let start = text.len();
            text.push_str(line);
            let label = match *line {
                "Old bridge closes" => Label::Title,
                line if line.len() > 80 => Label::Body,
                _ => Label::Boilerplate(why),
            };
            blocks.push((Span::new(start, text.len()), label));
            text.push('\n');
        }
        read(&text, &blocks, &[])
    }

    #[test]
    fn writers_stand_behind_and_below_labels() {
        for (lines, expected) in [
            (&["By Ann Lee and Bo Berg, Harbor Post"][..], &["Ann Lee", "Bo Berg"][..]),
            (&["By", "Ann Lee"], &["Ann Lee"]),
            (&["Kommentar von", "Anna Lehm"], &["Anna Lehm"]),
            (&["Von:", "\u{2022} Anna Lehm,", "\u{2022} Bo Berg"], &["Anna Lehm", "Bo Berg"]),
            (&["5 hours ago | Written by Ann Lee"], &["Ann Lee"]),
            (&["By", "Updated May 3, 2021"], &[]),
            (&["By Size"], &[]),
            (&["Photo by Ann Lee"], &[]),
        ] {
            let lines = [&["Old bridge closes"], lines, &[PROSE]].concat();
            assert_eq!(front(&lines).authors, expected, "{lines:?}");
        }
    }

    #[test]
    fn names_without_a_label_need_something_beside_them() {
        for (lines, expected) in [
            (&["Ann Lee", "May 3, 2021"][..], &["Ann Lee"][..]),
            (&["Ann Lee", "Ann Lee"], &["Ann Lee"]),
            (&["Ann Lee, Staff Writer"], &["Ann Lee"]),
            (&["Picture of Ann Lee Ann Lee"], &["Ann Lee"]),
            (&["Table of Contents", "May 3, 2021"], &[]),
            (&["Reading Time", "May 3, 2021"], &[]),
            (&["Share", "Weather", "Harbor District"], &[]),
        ] {
            let lines = [&["Old bridge closes"], lines, &[PROSE]].concat();
            assert_eq!(front(&lines).authors, expected, "{lines:?}");
        }
        let section = ["Harbor District", "a", "b", "c", "d", "Old bridge closes"];
        let lines = [&section[..], &["Harbor District", "May 3, 2021", PROSE]].concat();
        assert!(front(&lines).authors.is_empty(), "a section stands in the menu too");
    }

    #[test]
    fn a_change_is_no_publication() {
        let dated = |lines: &[&str]| {
            let front = front(&[&["Old bridge closes"], lines, &[PROSE]].concat());
            (front.published, front.modified)
        };
        let day = |day: &str| Some(day.to_owned());
        let both = dated(&["Published May 3, 2021, updated May 4, 2021"]);
        assert_eq!(both, (day("2021-05-03"), day("2021-05-04")));
        assert_eq!(dated(&["Last updated:", "May 4, 2021"]), (None, day("2021-05-04")));
        assert_eq!(dated(&["May 3, 2021"]), (day("2021-05-03"), None));
        let masthead = front(&["Monday, May 10, 2021", "Old bridge closes", "May 3, 2021", PROSE]);
        assert_eq!(masthead.published, day("2021-05-03"));
    }
}
