//! What it finds: text that stands a second time on the page: a paragraph, a copy of the whole
//! article, and on pages with markup a short line that stands between its paragraphs again and
//! again.
//!
//! Why it matters: pages carry the same text for screens of several sizes, and pull quotes repeat
//! the article; counted twice it distorts every measure.
//!
//! Example: of two equal paragraphs the second goes; so do twelve lines "Article content".
//!
//! Limits: short lines of plain text stay: refrains of poems, headings of tables, "He said yes."
//! in a dialogue. So do headings, items and cells that recur ("Pros", "Cons"), lines that the block
//! model takes for text ("Best for" in a list of tents), the names of speakers, times of day, rows
//! of a table that are nearly alike, and paragraphs with a number of their own. Of plain text in
//! which nothing else is furniture a paragraph goes only right below its double, or as part of a
//! copy of much of the text.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::page::{BYTES_PER_WORD, Line, Page};
use crate::document::Tag;
use crate::lexicon::words::{NUMBER, Word, cut_words, phrase_hash};
use crate::text::Reason;

pub const NAME: &str = "strip/repeat";

/// Fewest bytes of a paragraph that is removed as repeated: longer than lines of verse.
pub const MIN_BYTES: usize = 90;

/// Times that a short line stands on a page which is a mark of the page's own.
const MANY: u32 = 5;
/// Mean log-odds from which such a line is a label of the text's own.
const LABEL: f32 = 0.3;
/// Longest such line in words, and the fewest.
const MARK_WORDS: std::ops::RangeInclusive<usize> = 2..=8;

/// Words in a row that are compared.
const GRAM: usize = 4;
/// Fewest words of a block that may be a copy.
const COPY_WORDS: usize = 8;
/// Share of a copy's word 4-grams that other blocks have. Those with a number in them all must be
/// known: forecasts, results and court reports say one thing again of other numbers.
const COPIED: f32 = 0.7;
/// Copies go when they are this share of the page's text: below it, a quotation or a summary that
/// repeats the text is part of it.
const COPIED_PAGE: f32 = 0.3;

const SURE: f32 = 0.9;
const LIKELY: f32 = 0.8;

pub fn find(page: &mut Page<'_>) {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let (mut again, mut bytes, mut bytes_again) = (Vec::new(), 0, 0);
    for i in 0..page.lines.len() {
        let text = page.lines[i].text();
        bytes += text.len();
        if !page.is_live(i) || text.len() < MIN_BYTES {
            continue;
        }
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        let first = *seen.entry(hasher.finish()).or_insert(i);
        if first != i && page.lines[first].text() == text {
            bytes_again += text.len();
            again.push((first, i));
        }
    }
    // In a text that holds nothing else that is not the writer's, a paragraph may stand again by his
    // will: a refrain, a formula, a warning in each chapter.
    let is_copied =
        page.is_html || page.has_lost || bytes_again as f32 >= COPIED_PAGE * bytes as f32;
    for (first, i) in again {
        if is_copied || i == first + 1 {
            page.remove(i, Reason::DuplicateParagraph, SURE);
        }
    }
    if page.is_html {
        marks(page);
        copies(page);
    }
}

/// Short lines that stand on the page again and again.
fn marks(page: &mut Page<'_>) {
    let is_mark = |page: &Page<'_>, i: usize| {
        let line = &page.lines[i];
        page.is_live(i)
            && !line.is_sentence
            && !line.text().ends_with(':')
            && page.all_words(i).is_some_and(|words| MARK_WORDS.contains(&words.len()))
            && page.words(i).iter().any(|word| !word.is_upper)
            && page.words(i).iter().all(|word| word.hash != NUMBER)
            && matches!(page.block(i).tag, Tag::Paragraph | Tag::Other)
    };
    // How often each stands there, and the sum of its log-odds.
    let mut times: FxHashMap<u64, (u32, f32)> = FxHashMap::default();
    for i in (0..page.lines.len()).filter(|&i| is_mark(page, i)) {
        let (times, log_odds) = times.entry(phrase_hash(page.words(i))).or_default();
        *times += 1;
        *log_odds += score(page, i);
    }
    times.retain(|_, (times, log_odds)| *times >= MANY && *log_odds < LABEL * *times as f32);
    if times.is_empty() {
        return;
    }
    for i in 0..page.lines.len() {
        if is_mark(page, i) && times.contains_key(&phrase_hash(page.words(i))) {
            page.remove(i, Reason::SiteTemplate, LIKELY);
        }
    }
}

/// What the block model says of line `i`; nothing where it was not asked.
fn score(page: &Page<'_>, i: usize) -> f32 {
    page.scores.get(page.lines[i].index).copied().unwrap_or_default()
}

/// What was counted when a page was first looked at for copies. Of fewer lines no more comes again.
pub struct Counted {
    /// Word 4-grams that come again.
    again: usize,
    /// Words of every block.
    words: Vec<u32>,
}

/// Whether the lines that are left cannot hold copies, by what was counted before any went.
fn are_free_of_copies(page: &Page<'_>) -> bool {
    let Some(counted) = &page.counted else { return false };
    let lines = || page.lines.iter().filter(|line| line.gone.is_none());
    let words = |line: &Line<'_>| counted.words[line.index] as usize;
    let left: usize = lines().map(words).filter(|&words| words >= COPY_WORDS).sum();
    lines().all(|line| line.edited.is_none()) && !is_enough(counted.again, left)
}

/// Whether [`copies`] could remove anything where so many word 4-grams come again.
fn is_enough(again: usize, words: usize) -> bool {
    // A block of n words has n - 3 grams, which is least for the shortest.
    let fewest = (COPY_WORDS + 1 - GRAM) as f32 / COPY_WORDS as f32;
    again as f32 >= COPIED * fewest * COPIED_PAGE * words as f32
}

/// How many word 4-grams come again. Counted by bits: grams that share one count too, so that none
/// is missed.
fn come_again(words: &[Word]) -> usize {
    let bits = (words.len() * 16).next_power_of_two().max(64);
    let mut seen = vec![0u64; bits / 64];
    let mut again = 0usize;
    for gram in words.windows(GRAM) {
        let hash = phrase_hash(gram);
        let bit = (hash >> 32) as usize & (bits - 1);
        again += (seen[bit / 64] >> (bit % 64) & 1) as usize;
        seen[bit / 64] |= 1 << (bit % 64);
    }
    again
}

/// Hash of a number by what it says, which [`NUMBER`] does not.
fn number_hash(digits: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(digits.as_bytes());
    hasher.finish()
}

/// Blocks whose words other blocks have, when they are a copy of the article: of a copy and its
/// original the one stays that the block model takes for text more surely, or the first.
fn copies(page: &mut Page<'_>) {
    if are_free_of_copies(page) {
        return;
    }
    let mut counts = vec![0; page.blocks.len()];
    let bytes: usize = page.live().map(|i| page.lines[i].text().len()).sum();
    let mut words: Vec<Word> = Vec::with_capacity(bytes / BYTES_PER_WORD);
    let mut blocks: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for i in 0..page.lines.len() {
        let from = words.len();
        let text = page.lines[i].text();
        match page.all_words(i) {
            // Rows of a table are alike by nature: only equal ones are copies.
            _ if !page.is_live(i) || page.block(i).tag == Tag::Cell => {}
            Some(known) => words.extend_from_slice(known),
            None => cut_words(text, usize::MAX - from, &mut words),
        }
        for word in words[from..].iter_mut().filter(|word| word.hash == NUMBER) {
            word.hash = number_hash(&text[word.start as usize..word.end as usize]);
        }
        counts[page.lines[i].index] = (words.len() - from) as u32;
        if words.len() - from >= COPY_WORDS {
            blocks.push((i, from..words.len()));
        } else {
            words.truncate(from);
        }
    }
    let again = come_again(&words);
    page.counted.get_or_insert(Counted { again, words: counts });
    if !is_enough(again, words.len()) {
        return;
    }
    blocks.sort_by(|a, b| score(page, b.0).total_cmp(&score(page, a.0)));
    let mut taken: FxHashSet<u64> = FxHashSet::default();
    taken.reserve(words.len());
    let mut found = Vec::new();
    let mut copied = 0;
    for (i, range) in blocks {
        let text = page.lines[i].text();
        let is_number = |word: &Word| text[word.start as usize..].starts_with(char::is_numeric);
        let grams = words[range.clone()].windows(GRAM);
        let is_known = |gram: &&[Word]| taken.contains(&phrase_hash(gram));
        let known = grams.clone().filter(is_known).count();
        let has_own_numbers =
            || grams.clone().any(|gram| gram.iter().any(is_number) && !is_known(&gram));
        if known as f32 >= COPIED * (range.len() + 1 - GRAM) as f32 && !has_own_numbers() {
            copied += range.len();
            found.push(i);
        } else {
            taken.extend(grams.map(phrase_hash));
        }
    }
    if copied as f32 >= COPIED_PAGE * words.len() as f32 {
        for i in found {
            page.remove(i, Reason::DuplicateParagraph, LIKELY);
        }
    }
}
