//! Headlines: which line is the title, and where a page holds several articles.
//!
//! In go the lines of a page; out come the title's line and the lines at which further articles
//! start. A title is kept in the text. A page is taken for several articles only when a pattern
//! repeats: that of a feed, without markup; with markup, several `article` elements with a heading
//! and a body of real length each. Deliberately absent: the cut
//! itself (the room `articles`).

use rustc_hash::FxHashMap;

use super::byline;
use super::feed;
use super::page::{Line, Page};
use crate::document::{Hint, Tag};

/// Most bytes of a headline; the longest of tabloids have about 30 words.
const MAX_BYTES: usize = 220;

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

/// Whether a line has the form of a headline: short, no full stop, starting like one. Markdown has number signs
/// before it.
pub fn is_headline(line: &Line<'_>) -> bool {
    let text = line.text();
    let bare = text.trim_start_matches('#');
    let text = if bare.starts_with(' ') { bare.trim_start() } else { text };
    text.len() <= MAX_BYTES
        && (!line.is_sentence
            || text.ends_with(['?', '!', '\'', '\u{2019}', '"', '\u{201d}'])
                && !text.trim_end_matches(['"', '\'', '\u{2019}', '\u{201d}']).ends_with('.')
            || text.ends_with("F.B.I.")
            || ends_in_initials(text))
        && !text.ends_with([':', ',', ';'])
        && !text.starts_with("![")
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
        let site = page.metadata.site_name.as_deref();
        let is_title = |line: &Line<'_>| {
            let block = &page.blocks[line.index];
            wanted.is_some_and(|wanted| is_headed(wanted, line.text()))
                || block.tag == Tag::Heading(1) && site != Some(line.text())
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
        false => feed::starts(page),
    }
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
