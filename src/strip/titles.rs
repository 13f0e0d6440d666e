//! Headlines: which line is the title, and where a page holds several articles.
//!
//! In go the lines of a page; out come the title's line and the lines at which further articles
//! start. A title is kept in the text. A page is taken for several articles only when a pattern
//! repeats: title, paragraphs, tags, again title, paragraphs, tags; or, with markup, several
//! `article` elements with a heading and a body of real length each. Deliberately absent: the cut
//! itself (the room `articles`).

use rustc_hash::FxHashMap;

use super::byline;
use super::dateline::is_date;
use super::page::{Line, Page};
use crate::document::{Hint, Tag};
use crate::text::Reason;

/// Most bytes of a headline; the longest of tabloids have about 30 words.
const MAX_BYTES: usize = 220;

/// Fewest tag lists of a page that is a feed.
const MIN_LISTS: usize = 2;

/// Fewest lists with an item below of a feed that does not start with an item.
const MIN_UNHEADED: usize = 3;

/// Most lines between an item's headline and its text.
const MAX_FRONT: usize = 3;

/// How many times as many lists have an item below as have something else there.
const MISFITS: usize = 2;

/// Fewest bytes of running text in an `article` element that counts as an article of its own:
/// about 100 words, above any teaser.
const MIN_BODY: usize = 600;

/// The same where the heading links to the article's own page and at least two paragraphs follow:
/// the short items of a local paper's front page; a teaser has one.
const MIN_LISTED: usize = 300;

/// Lines of an `article` element among which its heading is looked for.
const HEADING_LINES: usize = 3;

/// Fewest bytes of a headline that a byline is glued to.
const MIN_GLUED: usize = 16;

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

/// Where a headline that a byline is glued to ends: old pages part them by a single line break.
/// `Bridge closed By Ann Lee, 3 May 1998` under the title `The Post: Bridge closed` gives 13.
pub fn glued_byline(page: &Page<'_>, i: usize) -> Option<usize> {
    let title = page.metadata.title.as_deref()?;
    let line = &page.lines[i];
    let text = line.text();
    if text.len() > MAX_BYTES || text.len() <= MIN_GLUED {
        return None;
    }
    // Most lines begin like no part of the title.
    let (start, title_bytes) = (&text.as_bytes()[..MIN_GLUED], title.as_bytes());
    let mut begins = memchr::memchr_iter(start[0], title_bytes);
    if !begins.any(|at| title_bytes[at..].starts_with(start)) {
        return None;
    }
    let ends = text.match_indices(' ').map(|(at, _)| at).filter(|at| *at >= MIN_GLUED);
    ends.rev().find(|&at| title.ends_with(&text[..at]) && byline::is_named(text[at..].trim_start()))
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
            wanted.is_some_and(|wanted| is_headed(wanted, line.text()))
                || block.tag == Tag::Heading(1)
                || block.hints.has(Hint::Headline) && matches!(block.tag, Tag::Heading(_))
        };
        return lines.iter().take(TITLE_LINES).position(is_title);
    }
    let first = lines.first()?;
    (lines.len() > 1 && is_headline(first) && page.words_of(first).len() >= 2).then_some(0)
}

/// Whether `title` is the headline `line`, behind the site's name or not.
fn is_headed(title: &str, line: &str) -> bool {
    title
        .strip_suffix(line)
        .is_some_and(|site| site.is_empty() || line.len() >= MIN_GLUED && site.ends_with(": "))
}

/// The lines at which a further article starts.
pub fn part_starts(page: &Page<'_>) -> Vec<usize> {
    match page.is_html {
        true => container_starts(page),
        false => feed_starts(page),
    }
}

/// A feed: lists of tags, nearly all but the last followed by a headline and its text.
fn feed_starts(page: &Page<'_>) -> Vec<usize> {
    if page.lines.iter().filter(|line| is_tag_list(line)).count() < MIN_LISTS {
        return Vec::new();
    }
    let Some(first) = page.live().next() else { return Vec::new() };
    let mut starts = Vec::new();
    let (mut whole, mut ends, mut misfits) = (0, 0, 0);
    for (i, line) in page.lines.iter().enumerate().skip(first) {
        if !is_tag_list(line) {
            continue;
        }
        let Some(next) = page.after(i) else {
            ends = 1; // the last list ends the page
            break;
        };
        if page.lines[i + 1..next].iter().any(is_tag_list) {
            continue; // a list in several lines
        }
        match item(page, next) {
            Some(Item::Whole) => whole += 1,
            Some(Item::Bare) => {}
            None => {
                misfits += 1;
                continue;
            }
        }
        starts.push(next);
    }
    // What stands above the first item of a feed may be the page's own heading.
    let is_headed = matches!(item(page, first), Some(Item::Whole));
    let least = if is_headed { MIN_LISTS - ends } else { MIN_UNHEADED };
    if whole >= least && whole > MISFITS * misfits { starts } else { Vec::new() }
}

fn is_tag_list(line: &Line<'_>) -> bool {
    line.gone.is_some_and(|why| why.reason == Reason::Tags)
}

/// What a headline in a feed is followed by.
enum Item {
    /// Its text, at most with a date or a writer between them.
    Whole,
    /// Its tags alone.
    Bare,
}

/// The item of a feed that starts at line `i`, if one does.
fn item(page: &Page<'_>, i: usize) -> Option<Item> {
    let headline = &page.lines[i];
    if !is_headline(headline) || is_date(headline.text()) {
        return None;
    }
    let is_text = |line: &Line<'_>| {
        // A paragraph may end in a question, but is longer than what stands above it.
        line.is_sentence && (!is_headline(line) || line.text().len() > headline.text().len())
    };
    let mut front = 0;
    let mut is_signed = false;
    for line in &page.lines[i + 1..] {
        if is_tag_list(line) {
            return (front == 0).then_some(Item::Bare);
        }
        if line.gone.is_some() {
            continue;
        }
        if is_text(line) {
            return (front == 0 || is_signed).then_some(Item::Whole);
        }
        is_signed |= is_date(line.text()) || byline::is_named(line.text());
        front += 1;
        if front > MAX_FRONT {
            break;
        }
    }
    None
}

/// The headings of the articles on a page with markup that holds several, whether or not a rule
/// took them for links to other stories.
pub fn part_headings(page: &Page<'_>) -> Vec<usize> {
    let parts = containers(page);
    if parts.len() < 2 {
        Vec::new()
    } else {
        parts.iter().filter_map(|part| part.heading).collect()
    }
}

/// The lines at which the second and further of several `article` elements start.
fn container_starts(page: &Page<'_>) -> Vec<usize> {
    containers(page).iter().skip(1).map(|part| part.heading.unwrap_or(part.first)).collect()
}

/// An `article` element with a heading first and a body.
struct Container {
    first: usize,
    lines: usize,
    heading: Option<usize>,
    /// Whether its heading links to the article's own page, as on a page that lists articles.
    is_listed: bool,
    paragraphs: usize,
    body: usize,
}

/// The `article` elements that are articles of their own.
fn containers(page: &Page<'_>) -> Vec<Container> {
    let mut seen: Vec<Container> = Vec::new();
    let mut places: FxHashMap<u16, usize> = FxHashMap::default();
    for i in 0..page.lines.len() {
        let block = page.block(i);
        let container = block.container;
        if container == 0 {
            continue;
        }
        let is_heading = matches!(block.tag, Tag::Heading(1..=2));
        if !page.is_live(i) && !is_heading {
            continue;
        }
        let place = *places.entry(container).or_insert(seen.len());
        if place == seen.len() {
            seen.push(Container {
                first: i,
                lines: 0,
                heading: None,
                is_listed: false,
                paragraphs: 0,
                body: 0,
            });
        }
        let element = &mut seen[place];
        if element.heading.is_none() && element.lines < HEADING_LINES && is_heading {
            element.heading = Some(i);
            element.is_listed = block.links > 0;
        }
        element.lines += 1;
        if page.is_live(i) && page.lines[i].is_prose() {
            element.paragraphs += 1;
            element.body += page.lines[i].text().len();
        }
    }
    seen.retain(|element| {
        let is_long = element.body >= MIN_BODY
            || element.is_listed && element.body >= MIN_LISTED && element.paragraphs >= 2;
        element.heading.is_some() && is_long
    });
    seen
}
