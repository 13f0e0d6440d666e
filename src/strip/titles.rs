//! Headlines: which line is the title, and where a page holds several articles.
//!
//! In go the lines of a page; out come the title's line and the lines at which further articles
//! start. A title is kept in the text. A page is taken for several articles only when a pattern
//! repeats: title, paragraphs, tags, again title, paragraphs, tags; or, with markup, several
//! `article` elements with a heading and a body of real length each. Deliberately absent: the cut
//! itself (the room `articles`).

use rustc_hash::FxHashMap;

use super::page::{Line, Page};
use crate::document::{Hint, Tag};
use crate::text::Reason;

/// Most bytes of a headline; the longest of tabloids have about 30 words.
const MAX_BYTES: usize = 220;

/// Fewest tag lists of a page that is a feed.
const MIN_LISTS: usize = 2;

/// Fewest bytes of running text in an `article` element that counts as an article of its own:
/// about 100 words, above any teaser.
const MIN_BODY: usize = 600;

/// Lines of a page with markup among which the title is looked for.
const TITLE_LINES: usize = 12;

/// Whether a line has the form of a headline: short, no full stop, starting like one.
pub fn is_headline(line: &Line<'_>) -> bool {
    let text = line.text();
    text.len() <= MAX_BYTES
        && (!line.is_sentence
            || text.ends_with(['?', '!', '\'', '\u{2019}', '"', '\u{201d}'])
                && !text.trim_end_matches(['"', '\'', '\u{2019}', '\u{201d}']).ends_with('.')
            || text.ends_with("F.B.I.")
            || ends_in_initials(text))
        && !text.ends_with([':', ',', ';'])
        && text.starts_with(|c: char| {
            c.is_uppercase()
                || c.is_numeric()
                || !c.is_alphanumeric() && !matches!(c, '\u{2022}' | '-' | '*' | '#' | '\u{b7}')
                || c.is_alphabetic() && !c.is_lowercase()
        })
}

/// "... run by the F.B.I.": the full stop is the abbreviation's.
fn ends_in_initials(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.len() >= 4
        && last
            .split_terminator('.')
            .all(|piece| piece.len() == 1 && piece.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// The title among the lines of one article.
pub fn title(page: &Page<'_>, lines: &[Line<'_>]) -> Option<usize> {
    if let Some(marked) = lines.iter().position(|line| line.is_title) {
        return Some(marked);
    }
    if page.is_html {
        let wanted = page.metadata.title.as_deref();
        let is_title = |line: &Line<'_>| {
            let block = &page.blocks[line.index];
            wanted == Some(line.text())
                || block.tag == Tag::Heading(1)
                || block.hints.has(Hint::Headline) && matches!(block.tag, Tag::Heading(_))
        };
        return lines.iter().take(TITLE_LINES).position(is_title);
    }
    let first = lines.first()?;
    (lines.len() > 1 && is_headline(first) && page.words_of(first).len() >= 2).then_some(0)
}

/// The lines at which a further article starts.
pub fn part_starts(page: &Page<'_>) -> Vec<usize> {
    match page.is_html {
        true => container_starts(page),
        false => feed_starts(page),
    }
}

/// A feed: every list of tags but the last is followed by a headline and its text.
fn feed_starts(page: &Page<'_>) -> Vec<usize> {
    let is_list = |line: &Line<'_>| line.gone.is_some_and(|why| why.reason == Reason::Tags);
    if page.lines.iter().filter(|line| is_list(line)).count() < MIN_LISTS {
        return Vec::new();
    }
    let starts_article = |i: usize| {
        let mut rest = page.lines[i..].iter().filter(|line| line.gone.is_none());
        rest.next().is_some_and(is_headline)
            && rest.next().is_some_and(|line| line.is_sentence && !is_headline(line))
    };
    let Some(first) = page.live().next() else { return Vec::new() };
    if !starts_article(first) {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut lists = 0;
    for (i, line) in page.lines.iter().enumerate() {
        if !is_list(line) || i < first {
            continue;
        }
        let Some(next) = page.after(i) else {
            lists += 1;
            break; // the last list ends the page
        };
        if page.lines[i + 1..next].iter().any(is_list) {
            continue; // a list in several lines
        }
        if !starts_article(next) {
            return Vec::new();
        }
        lists += 1;
        starts.push(next);
    }
    if lists < MIN_LISTS { Vec::new() } else { starts }
}

/// Several `article` elements, each with a heading first and a body.
fn container_starts(page: &Page<'_>) -> Vec<usize> {
    /// What is seen of one element.
    struct Seen {
        first: usize,
        lines: usize,
        has_heading: bool,
        body: usize,
    }
    let mut seen: Vec<Seen> = Vec::new();
    let mut places: FxHashMap<u16, usize> = FxHashMap::default();
    for i in page.live() {
        let block = page.block(i);
        let container = block.container;
        if container == 0 {
            continue;
        }
        let place = *places.entry(container).or_insert(seen.len());
        if place == seen.len() {
            seen.push(Seen { first: i, lines: 0, has_heading: false, body: 0 });
        }
        let element = &mut seen[place];
        element.has_heading |= element.lines < 3 && matches!(block.tag, Tag::Heading(1..=2));
        element.lines += 1;
        if page.lines[i].is_prose() {
            element.body += page.lines[i].text().len();
        }
    }
    seen.retain(|element| element.body >= MIN_BODY && element.has_heading);
    seen.iter().skip(1).map(|element| element.first).collect()
}
