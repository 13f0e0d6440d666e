//! Feeds: pages without markup that hold several short articles, each with its tags.
//!
//! In go the lines of a page of which tag lists are already marked; out come the lines at which
//! further articles start. The tags stand below each text (headline, text, tags, headline, text,
//! tags) or below each headline (headline, tags, text). Lists that do not fit are put up with as
//! long as most do: a feed has items without text, and furniture between items.

use super::byline;
use super::dateline::is_date;
use super::page::{Line, Page};
use super::titles::is_headline;
use crate::text::Reason;

/// Fewest tag lists of a page that is a feed.
const MIN_LISTS: usize = 2;

/// Fewest items with a list of a feed that does not start with an item, or has its lists above the texts.
const MIN_UNHEADED: usize = 3;

/// Most lines between an item's headline and its text.
const MAX_FRONT: usize = 3;

/// How many times as many lists fit as do not.
const MISFITS: usize = 2;

/// The lines at which the second and further articles of a feed start.
pub fn starts(page: &Page<'_>) -> Vec<usize> {
    if page.lines.iter().filter(|line| is_tag_list(line)).count() < MIN_LISTS {
        return Vec::new();
    }
    let starts = tags_below(page);
    if starts.is_empty() { tags_above(page) } else { starts }
}

/// Where each list but the last is followed by a headline and its text.
fn tags_below(page: &Page<'_>) -> Vec<usize> {
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

/// Where each list stands between a headline and its text.
fn tags_above(page: &Page<'_>) -> Vec<usize> {
    let lists = (0..page.lines.len()).filter(|&i| {
        is_tag_list(&page.lines[i]) && !page.lines.get(i + 1).is_some_and(is_tag_list)
    });
    let mut starts = Vec::new();
    let mut misfits = 0;
    for i in lists {
        match headline_above(page, i) {
            Some(headline) => starts.push(headline),
            None => misfits += 1,
        }
    }
    if starts.len() < MIN_UNHEADED || starts.len() <= MISFITS * misfits {
        return Vec::new();
    }
    starts.split_off(1)
}

fn is_tag_list(line: &Line<'_>) -> bool {
    line.gone.is_some_and(|why| why.reason == Reason::Tags)
}

/// Whether a line says who wrote an item or when.
fn is_front(line: &Line<'_>) -> bool {
    is_date(line.text()) || byline::is_named(line.text())
}

/// Whether a line is the text below a headline: a paragraph may end in a question, but is longer than what stands
/// above it.
fn is_text_below(line: &Line<'_>, headline: &Line<'_>) -> bool {
    line.is_sentence && (!is_headline(line) || line.text().len() > headline.text().len())
}

/// The headline right above the list at line `i`, when a text stands right below.
fn headline_above(page: &Page<'_>, i: usize) -> Option<usize> {
    let mut above = std::iter::successors(page.before(i), |&at| page.before(at)).take(MAX_FRONT);
    let at = above.find(|&at| !is_front(&page.lines[at]))?;
    let (headline, text) = (&page.lines[at], &page.lines[page.after(i)?]);
    (is_headline(headline) && is_text_below(text, headline)).then_some(at)
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
    let mut front = 0;
    let mut is_signed = false;
    for line in &page.lines[i + 1..] {
        if is_tag_list(line) {
            return (front == 0).then_some(Item::Bare);
        }
        if line.gone.is_some() {
            continue;
        }
        if is_text_below(line, headline) {
            return (front == 0 || is_signed).then_some(Item::Whole);
        }
        is_signed |= is_front(line);
        front += 1;
        if front > MAX_FRONT {
            break;
        }
    }
    None
}
