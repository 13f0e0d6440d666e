//! What it finds: bulleted headlines of related stories between two paragraphs, and those of a news ticker with
//! their time of day above the article.
//!
//! Why it matters: they stand amid the article and name people and places of other stories.
//!
//! Example: `• 'Old mill' owner jailed after river police raid` and its neighbors go.
//!
//! Limits: a list that a colon introduces, a list of sentences, of short items, of ingredients or
//! steps, and a list without the marks of headlines (quoted words, no articles) stay.

use super::dateline::is_date;
use super::page::Page;
use crate::text::Reason;

pub const NAME: &str = "strip/bullet-headlines";

const LIKELY: f32 = 0.75;

/// Bullets as scrapers write them.
const BULLETS: [char; 7] = ['\u{2022}', '*', '-', '\u{b7}', '\u{25aa}', '\u{2023}', '\u{25cf}'];

/// A list of related stories has this many items; longer ones are lists of the article.
const ITEMS: std::ops::RangeInclusive<usize> = 2..=8;

/// Fewest headlines with their time of day.
const MIN_TICKER: usize = 3;

/// Fewest words an item has on average: shorter ones are ingredients, names, places.
const MIN_MEAN_WORDS: usize = 7;
/// Fewest words of any item.
const MIN_WORDS: usize = 5;

/// Articles and forms of "to be": sentences have them, headlines leave them out.
const SENTENCE_WORDS: &[&str] = &[
    "the", "a", "an", "is", "are", "was", "were", "has", "have", "had", "will", "der", "die",
    "das", "ein", "eine", "ist", "sind", "le", "la", "les", "est", "sont", "el", "los", "las",
    "een", "het",
];

pub fn find(page: &mut Page<'_>) {
    let live: Vec<usize> = page.live().collect();
    let mut at = 0;
    while at < live.len() {
        let run = live[at..].iter().take_while(|&&i| is_bullet(page.lines[i].text())).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let items = &live[at..at + run];
        let before = at.checked_sub(1).map(|b| live[b]);
        let after = live.get(at + run).copied();
        if is_related(page, items, before, after) || is_ticker(page, items, before) {
            for &i in items {
                page.remove(i, Reason::Related, LIKELY);
            }
        }
        at += run;
    }
}

/// Whether a list at the top of a page gives headlines with their time of day: "\u{2022} 1:52 pm Mill reopens ...".
fn is_ticker(page: &Page<'_>, items: &[usize], before: Option<usize>) -> bool {
    let is_top = page.prose().is_some_and(|(first, _)| items.iter().all(|&i| i < first));
    let is_dated = before.is_none_or(|before| is_date(page.lines[before].text()));
    is_top && is_dated && items.len() >= MIN_TICKER && items.iter().all(|&i| is_timed(page, i))
}

fn is_timed(page: &Page<'_>, i: usize) -> bool {
    let text = page.lines[i].text().trim_start_matches(BULLETS).trim_start();
    let hour = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let starts_so = hour.len() < text.len() && hour.starts_with([':', '.']);
    starts_so && !page.lines[i].is_sentence && page.words(i).len() >= MIN_WORDS
}

fn is_bullet(text: &str) -> bool {
    text.strip_prefix(BULLETS).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

fn is_related(
    page: &Page<'_>,
    items: &[usize],
    before: Option<usize>,
    after: Option<usize>,
) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let is_amid = page.lines[before].is_prose()
        && page.lines[before].is_sentence
        && page.lines[after].is_prose();
    if !is_amid || !ITEMS.contains(&items.len()) {
        return false;
    }
    let (mut words, mut quoted, mut sentences) = (0, 0, 0);
    for &i in items {
        let text = page.lines[i].text().trim_start_matches(BULLETS).trim_start();
        let count = page.words(i).len();
        let starts_well = text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || super::page::starts_quoted(text);
        if !starts_well
            || page.lines[i].is_sentence && !text.ends_with('?')
            || count < MIN_WORDS
            || text.ends_with([';', ','])
        {
            return false;
        }
        words += count;
        quoted += usize::from(has_scare_quotes(text));
        let is_article = |word: &str| SENTENCE_WORDS.contains(&word.to_lowercase().as_str());
        sentences += usize::from(text.split_whitespace().any(is_article));
    }
    words >= MIN_MEAN_WORDS * items.len() && sentences == 0 && 3 * quoted >= items.len()
}

/// Single quotes around words, as headlines use them.
fn has_scare_quotes(text: &str) -> bool {
    let opens =
        text.starts_with(['\'', '\u{2018}']) || text.contains(" '") || text.contains(" \u{2018}");
    let closes =
        text.contains("' ") || text.contains("\u{2019} ") || text.ends_with(['\'', '\u{2019}']);
    opens && closes
}
