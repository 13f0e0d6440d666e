//! The headline of a text without markup: which of the lines before the article it is.
//!
//! In go lines with the text model's log-odds; out comes the likeliest of those that have the form of
//! one. A headline is told by the words that it shares with the article, by a byline or a date
//! below it, by what else stands between, and by being said again: the page's own title, a
//! breadcrumb and a link to share it hold it too. The weights are a conditional logit over the candidates
//! of a page (McFadden, Conditional logit analysis of qualitative choice behavior, 1974).
//! Deliberately absent: pages with markup, which mark it.

use rustc_hash::FxHashSet;

use super::model::row::{flag, log};
use super::page::{Line, Page};
use super::text_model::Seen;
use super::titles::is_headline;
use super::topic::stems;
use crate::text::Reason;

/// Lines before the article that are looked at.
const LINES: usize = 80;
/// Fewest words of a headline: what is shorter is the name of a section or a person.
const MIN_WORDS: usize = 3;
/// Lines before the article of a text whose first line may be its headline, and its fewest words then.
const FIRST_LINES: usize = 3;
const FIRST_WORDS: usize = 4;
/// Lines below it in which a byline or a date is its own.
const BELOW: usize = 4;
/// Fewest bytes of a line that is looked for in others.
const SAID_BYTES: usize = 12;
/// Bytes beyond which a headline is long.
const LONG_BYTES: usize = 120;
/// Most words of a name in capitals.
const NAME_WORDS: usize = 4;
/// What parts a headline from the name of its site.
const PARTED: [&str; 5] = [" | ", " » ", " › ", " - ", " – "];
/// Numbers of a candidate.
pub const WIDTH: usize = 17;
/// What each of them weighs (docs/MODELS.md).
const WEIGHTS: [f32; WIDTH] = [
    -1.14, 0.60, -0.31, 1.35, 3.93, 1.97, 0.71, 2.68, -0.45, -0.94, -1.34, 0.23, -3.78, -1.21,
    1.38, -1.36, 2.88,
];
/// Of those whose best candidate weighs less, three pages in ten have their headline there.
const LEAST: f32 = 5.0;

/// Whether a text begins with its headline: few lines stand before its first paragraph, or none that goes and
/// is no headline.
pub fn begins_with_headline(page: &Page<'_>, seen: &Seen) -> bool {
    let Some(first) = first_paragraph(page, seen).filter(|&first| first > 0) else {
        return false;
    };
    (first <= FIRST_LINES || (1..first).all(|i| seen.keep[i] || is_candidate(page, seen, i)))
        && page.words(0).len() >= FIRST_WORDS
        && is_candidate(page, seen, 0)
}

/// The headline among the lines before the article; lines before `from` are passed over.
pub fn headline(page: &Page<'_>, seen: &Seen, from: usize) -> Option<usize> {
    let weight = |row: &[f32; WIDTH]| -> f32 { row.iter().zip(&WEIGHTS).map(|(v, w)| v * w).sum() };
    let candidates = candidates(page, seen, from);
    let weighed = candidates.iter().map(|(line, row)| (*line, weight(row)));
    let (best, weight) = weighed.max_by(|a, b| a.1.total_cmp(&b.1))?;
    // The page's own title goes on behind the headline with the name of the site.
    let whole = page.lines[best].text();
    let is_within = |&i: &usize| {
        let rest = whole.strip_prefix(page.lines[i].text());
        rest.is_some_and(|rest| PARTED.iter().any(|part| rest.starts_with(part)))
    };
    let headline = candidates.iter().map(|(line, _)| *line).rfind(is_within).unwrap_or(best);
    (weight >= LEAST).then_some(headline)
}

/// The candidates, each with its numbers.
pub fn candidates(page: &Page<'_>, seen: &Seen, from: usize) -> Vec<(usize, [f32; WIDTH])> {
    let Some(first) = first_paragraph(page, seen) else { return Vec::new() };
    let lines = first.saturating_sub(LINES).max(from)..first;
    let lines: Vec<usize> = lines.filter(|&i| is_candidate(page, seen, i)).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let body = (first..seen.keep.len()).filter(|&i| seen.keep[i]);
    let topic = body.flat_map(|i| stems(page.lines[i].text())).collect();
    let blanks = page.lines.iter().filter(|line| line.after_blank).count();
    let blanks = blanks as f32 / page.lines.len() as f32;
    let numbers = |at: usize| row(page, seen, first, &lines, at, &topic, blanks);
    (0..lines.len()).map(|at| (lines[at], numbers(at))).collect()
}

/// The first line of the article's running text.
fn first_paragraph(page: &Page<'_>, seen: &Seen) -> Option<usize> {
    (0..seen.keep.len()).find(|&i| seen.keep[i] && page.lines[i].is_prose())
}

/// Whether a line has the form of a headline.
fn is_candidate(page: &Page<'_>, seen: &Seen, i: usize) -> bool {
    is_free(page, seen, i)
        && is_headline(&page.lines[i])
        && !page.words(i).iter().any(|word| word.is_glued && !word.is_inner)
}

/// Whether a line has words enough, and no rule or dictionary takes it for anything else.
fn is_free(page: &Page<'_>, seen: &Seen, i: usize) -> bool {
    page.lines[i].gone.is_none() && seen.known[i] <= 0.0 && page.words(i).len() >= MIN_WORDS
}

/// The numbers of a candidate; `blanks` is the share of lines behind an empty one.
fn row(
    page: &Page<'_>,
    seen: &Seen,
    first: usize,
    candidates: &[usize],
    number: usize,
    topic: &FxHashSet<u64>,
    blanks: f32,
) -> [f32; WIDTH] {
    let i = candidates[number];
    let (line, words) = (&page.lines[i], page.words(i));
    let text = line.text();
    let own = stems(text);
    let shared = own.intersection(topic).count();
    let between = (i + 1..first).filter(|&j| is_free(page, seen, j)).count();
    let is_signed = |j: usize| {
        let why = page.lines[j].gone.as_ref();
        why.is_some_and(|why| matches!(why.reason, Reason::Byline | Reason::Dateline))
    };
    // Most lines are shorter and need not be searched.
    let holds = |other: &Line| other.text().len() >= text.len() && other.text().contains(text);
    let mut others = page.lines.iter().enumerate().filter(|(at, _)| *at != i);
    let is_said = text.len() >= SAID_BYTES && others.any(|(_, other)| holds(other));
    let is_name = words.len() <= NAME_WORDS && words.iter().all(|word| word.is_upper);
    [
        log((first - i) as f32),
        log(between as f32),
        seen.scores[i].clamp(-6.0, 3.0),
        (words.len() as f32).ln(),
        shared as f32 / own.len().max(1) as f32,
        log(shared as f32),
        flag(is_said),
        flag((i + 1..(i + 1 + BELOW).min(first)).any(is_signed)),
        log((candidates.len() - 1 - number) as f32),
        flag(number > 0 && candidates[number - 1] + 1 == i),
        flag(PARTED.iter().any(|part| text.contains(part))),
        flag(number == 0),
        flag(text.len() > LONG_BYTES),
        flag(text.contains(',')),
        flag(text.bytes().any(|byte| byte.is_ascii_digit())),
        flag(is_name),
        // Where all lines or none stand behind an empty one, that says nothing.
        flag(i == 0 || line.after_blank) - blanks,
    ]
}
