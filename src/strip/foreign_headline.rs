//! What it finds: a headline of another story alone between paragraphs, with or without its teaser,
//! and headlines that follow the last paragraph.
//!
//! Why it matters: they are false hits of every search, and nothing on the page marks them.
//!
//! Example: in an article about a flood, the line `Harbor opera names Ann Lee as new director` goes.
//!
//! Limits: a subheading shares words with the article and stays; so does any line of a page of
//! short lines (verse, lists, recipes), one with a label, several commas or numbers (addresses,
//! agendas), a question (interviews), a quotation, one beside other short lines that are no such
//! headlines, and any line where there is too little text to know what the article is about.

use super::page::{Page, starts_quoted};
use super::titles::is_headline;
use super::topic::{Topic, stems};
use crate::lexicon::words::{NUMBER, Word};
use crate::text::Reason;

pub const NAME: &str = "strip/foreign-headline";

/// Fewest paragraphs and bytes of running text from which a topic can be told.
const MIN_PROSE: usize = 4;
const MIN_PROSE_BYTES: usize = 900;

/// Words of a headline; subheadings are shorter.
const WORDS: std::ops::RangeInclusive<usize> = 6..=24;
/// Words that end no headline.
const UNENDING: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have",
    "his", "if", "is", "its", "of", "or", "that", "the", "their", "these", "this", "to", "was",
    "were", "when", "which", "while", "will", "with",
];
/// Fewest stems from which anything can be told.
const MIN_STEMS: usize = 4;
/// Largest share of a headline's stems that the article may have: one in five is chance.
const MAX_SHARED: f64 = 0.2;
/// Largest share of a teaser's stems that the article may have: a paragraph has more words that any
/// text has.
const MAX_TEASER_SHARED: f64 = 0.4;
/// Most commas and most numbers of a headline: addresses, agendas and lists of names have more.
const MAX_COMMAS: usize = 2;
const MAX_NUMBERS: usize = 2;
/// Candidates per paragraph from which the page is a page of short lines.
const MAX_PER_PROSE: f64 = 0.34;

/// Fewest headlines after the last paragraph that go without a heading above them.
const MIN_TAIL: usize = 3;

const ALONE: f32 = 0.7;
const AT_END: f32 = 0.65;

pub fn find(page: &mut Page<'_>) {
    if !page.live().skip(1).any(|i| has_form(page, i)) {
        return;
    }
    let prose: Vec<usize> = page.live().filter(|&i| page.lines[i].is_prose()).collect();
    let bytes: usize = prose.iter().map(|&i| page.lines[i].text().len()).sum();
    if prose.len() < MIN_PROSE || bytes < MIN_PROSE_BYTES {
        return;
    }
    let candidates: Vec<usize> = page.live().skip(1).filter(|&i| has_form(page, i)).collect();
    tail(page, &candidates, prose[prose.len() - 1]);
    let last = prose[prose.len() - 1];
    // Where a piece of a longer line ends is not sure enough: it may be half a sentence.
    let is_line = |i: usize| i < last && !page.lines[i].is_piece;
    let mut alone: Vec<usize> = candidates.into_iter().filter(|&i| is_line(i)).collect();
    if alone.len() as f64 > MAX_PER_PROSE * prose.len() as f64 {
        return;
    }
    alone.retain(|&i| is_whole(page, i));
    // Lines of one paragraph stand below each other only where empty lines separate the others.
    let blank = page.live().skip(1).filter(|&i| page.lines[i].after_blank).count();
    let is_spaced = 2 * blank > page.live().count();
    // Where none stands amid paragraphs as things are, none goes.
    if !alone.iter().any(|&i| stands_amid(page, i, &alone, is_spaced)) {
        return;
    }
    let topic = Topic::of(page, &alone);
    for &i in &alone {
        judge(page, &topic, i, &alone, is_spaced);
    }
    page.topic = Some(topic);
}

/// Whether line `i` could be a headline of another story, by form.
fn has_form(page: &Page<'_>, i: usize) -> bool {
    let line = &page.lines[i];
    let text = line.text();
    line.is_short()
        && is_headline(line)
        && !line.is_title
        && WORDS.contains(&page.words(i).len())
        && !starts_quoted(text)
        && !text.ends_with(['?', '!', ')', '\u{2026}', '"', '\u{201d}'])
        && !text.starts_with(|c: char| c.is_numeric() || !c.is_alphanumeric())
        && !text.contains(": ")
        && !text.contains(". ")
        && !is_cut(text)
        && !is_entry(page, i)
        && has_name(page, i)
}

/// Whether a text ends amid a sentence: with a word that another must follow, or where somebody was interrupted.
fn is_cut(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.ends_with('-') || UNENDING.contains(&last)
}

/// Whether line `i` reads like an entry of a list: "Hall 3, 12 Quay Road, Harbor, PO Box 20".
fn is_entry(page: &Page<'_>, i: usize) -> bool {
    let text = page.lines[i].text();
    let is_number = |word: &&Word| word.hash == NUMBER;
    text.contains(['@', '|', '\t', '[', '%', ';', '<', '*'])
        || text.matches(", ").count() > MAX_COMMAS
        || page.words(i).iter().filter(is_number).count() > MAX_NUMBERS
}

/// Whether all words of the line are known: of a long sentence only the first ones are.
fn is_whole(page: &Page<'_>, i: usize) -> bool {
    let end = page.words(i).last().map_or(0, |word| word.end as usize);
    !page.lines[i].text()[end..].contains(char::is_alphanumeric)
}

/// Whether a word after the first has a capital or is a number: other stories name somebody.
fn has_name(page: &Page<'_>, i: usize) -> bool {
    let text = page.lines[i].text();
    page.words(i)[1..].iter().any(|word| {
        word.is_upper && word.end - word.start > 1
            || text[word.start as usize..].starts_with(char::is_numeric)
    })
}

/// Whether line `i` of the `suspects` stands amid paragraphs.
fn stands_amid(page: &Page<'_>, i: usize, suspects: &[usize], is_spaced: bool) -> bool {
    let fits = |j: Option<usize>| {
        j.is_some_and(|j| {
            let line = &page.lines[j];
            line.is_prose() || line.is_title || suspects.contains(&j) || is_first(page, j)
        })
    };
    (page.lines[i].after_blank || !is_spaced) && fits(page.before(i)) && fits(page.after(i))
}

/// Removes line `i` of the `suspects` when it stands amid paragraphs and shares too little with them.
fn judge(page: &mut Page<'_>, topic: &Topic, i: usize, suspects: &[usize], is_spaced: bool) {
    if !stands_amid(page, i, suspects, is_spaced) {
        return;
    }
    let own = stems(page.lines[i].text());
    if own.len() < MIN_STEMS {
        return;
    }
    let mut teaser = None;
    let mut shared = topic.shared(&own, 0);
    if let Some(next) = page.after(i)
        && is_spaced
        && !page.lines[next].after_blank
    {
        // The line right below belongs to it: both are of this article or neither.
        let below = stems(page.lines[next].text());
        let known = topic.shared(&below, 1) as f64;
        if below.is_empty()
            || below.is_disjoint(&own)
            || known > MAX_TEASER_SHARED * below.len() as f64
        {
            return;
        }
        shared = own
            .iter()
            .filter(|stem| {
                let one = std::iter::once(**stem).collect();
                topic.shared(&one, u32::from(below.contains(stem))) > 0
            })
            .count();
        teaser = Some(next);
    }
    if shared as f64 > MAX_SHARED * own.len() as f64 {
        return;
    }
    page.remove(i, Reason::Related, ALONE);
    if let Some(teaser) = teaser {
        page.remove(teaser, Reason::Related, ALONE);
    }
}

/// Whether line `j` is the article's own headline.
fn is_first(page: &Page<'_>, j: usize) -> bool {
    page.live().next() == Some(j) && is_headline(&page.lines[j])
}

/// Headlines after the last paragraph, one below the other up to the end.
fn tail(page: &mut Page<'_>, candidates: &[usize], last_prose: usize) {
    let is_plain = |i: usize| {
        let line = &page.lines[i];
        is_headline(line)
            && page.words(i).len() >= *WORDS.start()
            && !line.text().starts_with(|c: char| c.is_numeric())
            && !is_entry(page, i)
    };
    let tail: Vec<usize> = page.live().filter(|&i| i > last_prose).collect();
    let amid = candidates.iter().filter(|&&i| i < last_prose).count();
    let is_list = tail.len() >= MIN_TAIL
        && amid <= 1
        && tail.iter().all(|&i| is_plain(i))
        && tail.iter().any(|i| candidates.contains(i))
        && !page.lines[last_prose].text().ends_with(':');
    if is_list && is_of_others(page, &tail) {
        for i in tail {
            page.remove(i, Reason::Related, AT_END);
        }
    }
}

/// Whether lines share too little with the rest to be of the same article.
fn is_of_others(page: &mut Page<'_>, lines: &[usize]) -> bool {
    let topic = Topic::of(page, lines);
    let (mut all, mut shared) = (0, 0);
    for &i in lines {
        let own = stems(page.lines[i].text());
        all += own.len();
        shared += topic.shared(&own, 0);
    }
    shared as f64 <= MAX_SHARED * all as f64
}
