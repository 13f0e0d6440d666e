//! The headline of a text without markup: which of the lines before the article it is.
//!
//! In go lines with the text model's log-odds; out comes the likeliest of those that have the form of
//! one. A headline is told by the words that it shares with the article, by a byline or a date
//! below it, by what else stands between, and by being said again: the page's own title, a
//! breadcrumb and a link to share it hold it too. A model of boosted trees says how likely each is the one,
//! with none of them as a choice besides (a conditional logit: McFadden, Conditional logit analysis of qualitative
//! choice behavior, 1974). Deliberately absent: pages with markup, which mark it.

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
pub const WIDTH: usize = 33;
/// Least utility of a headline, that of there being none being 0: of candidates that come just above it four in ten
/// are right, and to lose a headline costs more than to keep a heading of the page.
const LEAST: f32 = -2.0;

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
    let candidates = candidates(page, seen, from);
    let rows: Vec<f32> = candidates.iter().flat_map(|(_, row)| *row).collect();
    let scores = page.lexicon.headline_model.score(&rows);
    let scored = candidates.iter().map(|(line, _)| *line).zip(scores);
    let (best, score) = scored.max_by(|a, b| a.1.total_cmp(&b.1))?;
    // The page's own title goes on behind the headline with the name of the site.
    let whole = page.lines[best].text();
    let is_within = |&i: &usize| {
        let rest = whole.strip_prefix(page.lines[i].text());
        rest.is_some_and(|rest| PARTED.iter().any(|part| rest.starts_with(part)))
    };
    let headline = candidates.iter().map(|(line, _)| *line).rfind(is_within).unwrap_or(best);
    (score >= LEAST).then_some(headline)
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
    let lead = stems(page.lines[first].text());
    let shares = lines.iter().map(|&i| Shared::of(page.lines[i].text(), &topic, &lead)).collect();
    let blanks = page.lines.iter().filter(|line| line.after_blank).count();
    let blanks = blanks as f32 / page.lines.len() as f32;
    let all = Candidates { page, seen, first, lines, shares, blanks };
    (0..all.lines.len()).map(|at| (all.lines[at], all.row(at))).collect()
}

/// The first line of the article's running text.
fn first_paragraph(page: &Page<'_>, seen: &Seen) -> Option<usize> {
    (0..seen.keep.len()).find(|&i| seen.keep[i] && page.lines[i].is_prose())
}

/// Whether a line has the form of a headline.
fn is_candidate(page: &Page<'_>, seen: &Seen, i: usize) -> bool {
    is_free(page, seen, i) && is_headline(&page.lines[i])
}

/// Whether a line has words enough, and no rule or dictionary takes it for anything else.
fn is_free(page: &Page<'_>, seen: &Seen, i: usize) -> bool {
    page.lines[i].gone.is_none() && seen.known[i] <= 0.0 && page.words(i).len() >= MIN_WORDS
}

/// The content words of a candidate that the article has.
struct Shared {
    /// How many.
    count: f32,
    /// Which share of its own.
    share: f32,
    /// The share that the article's first paragraph has.
    lead: f32,
}

impl Shared {
    fn of(text: &str, topic: &FxHashSet<u64>, lead: &FxHashSet<u64>) -> Self {
        let own = stems(text);
        let count = own.intersection(topic).count() as f32;
        let all = own.len().max(1) as f32;
        Self { count, share: count / all, lead: own.intersection(lead).count() as f32 / all }
    }
}

/// The candidates of a page.
struct Candidates<'p, 't> {
    page: &'p Page<'t>,
    seen: &'p Seen,
    /// The first paragraph of the article.
    first: usize,
    lines: Vec<usize>,
    shares: Vec<Shared>,
    /// The share of lines behind an empty one.
    blanks: f32,
}

impl Candidates<'_, '_> {
    /// The numbers of a candidate.
    fn row(&self, number: usize) -> [f32; WIDTH] {
        let Self { page, seen, first, .. } = *self;
        let i = self.lines[number];
        let (line, words) = (&page.lines[i], page.words(i));
        let text = line.text();
        let shared = &self.shares[number];
        let best = |of: fn(&Shared) -> f32| {
            let others = self.shares.iter().enumerate().filter(|(at, _)| *at != number);
            others.map(|(_, other)| of(other)).fold(0.0, f32::max)
        };
        let between = (i + 1..first).filter(|&j| is_free(page, seen, j)).count();
        let is_signed = |j: usize| {
            let why = page.lines[j].gone.as_ref();
            why.is_some_and(|why| matches!(why.reason, Reason::Byline | Reason::Dateline))
        };
        // Most lines are shorter and need not be searched.
        let holds = |other: &Line| other.text().len() >= text.len() && other.text().contains(text);
        let is_said_in = |mut lines: std::ops::Range<usize>| {
            text.len() >= SAID_BYTES && lines.any(|j| holds(&page.lines[j]))
        };
        let (before, behind) = (is_said_in(0..i), is_said_in(i + 1..page.lines.len()));
        let is_name = words.len() <= NAME_WORDS && words.iter().all(|word| word.is_upper);
        let score = |j: usize| seen.scores.get(j).map_or(-6.0, |score| score.clamp(-6.0, 3.0));
        let size = |j: usize| page.lines.get(j).map_or(0.0, |_| log(page.words(j).len() as f32));
        let above = i.wrapping_sub(1);
        let longest = self.lines.iter().map(|&j| page.words(j).len()).max().unwrap_or(1);
        [
            log((first - i) as f32),
            log(between as f32),
            score(i),
            (words.len() as f32).ln(),
            shared.share,
            log(shared.count),
            flag(before || behind),
            flag((i + 1..(i + 1 + BELOW).min(first)).any(is_signed)),
            log((self.lines.len() - 1 - number) as f32),
            flag(number > 0 && self.lines[number - 1] + 1 == i),
            flag(PARTED.iter().any(|part| text.contains(part))),
            flag(number == 0),
            flag(text.len() > LONG_BYTES),
            flag(text.contains(',')),
            flag(text.bytes().any(|byte| byte.is_ascii_digit())),
            flag(is_name),
            // Where all lines or none stand behind an empty one, that says nothing.
            flag(i == 0 || line.after_blank) - self.blanks,
            shared.lead,
            shared.share - best(|other| other.share),
            shared.count - best(|other| other.count),
            flag(before),
            flag(behind),
            flag(i > 0 && holds(&page.lines[0])),
            score(above),
            score(i + 1),
            size(above),
            size(i + 1),
            flag(page.lines.get(above).is_some_and(|line| line.gone.is_some())),
            flag(is_signed(i + 1)),
            words.len() as f32 / longest as f32,
            log(i as f32),
            log(self.lines.len() as f32),
            // Menus run together more often than headlines have "4bn" or "YouTube".
            log(words.iter().filter(|word| word.is_glued && !word.is_inner).count() as f32),
        ]
    }
}
