//! What it finds: in text without markup, the lines that the learned block model does not take for
//! text of the article: in a dump of a whole page its menus, teasers and footers; in text that
//! another extractor cleaned, what it left.
//!
//! Why it matters: crawls and archives are full of text whose markup is gone, and no two sites
//! word their furniture alike.
//!
//! Example: of a dump with a menu, an article and headlines of other stories the article stays.
//!
//! Limits: which of the two a text is, or neither, the lines themselves say: text all of whose
//! words look like an article's is not touched. The headline stays. Where the model would leave
//! no article, nothing goes. On pages with markup it sees only what all other rules left. A line that goes has its reason from a dictionary where one names it, else
//! from its form and the heading above it.

use super::model::run::probability;
use super::model::text::phrases::Phrases;
use super::model::text::{self, decide};
use super::naming::reserves_rights;
use super::page::Page;
use super::text_reason::reasons;
use super::titles::is_headline;

pub const NAME: &str = "strip/text-model";

/// Fewest lines of a page on which the model is asked.
const MIN_LINES: usize = 4;
/// Fewest words that make an article: of what leaves less nobody can tell what it is.
const MIN_WORDS: usize = 60;
/// Lowest confidence of a removal: amid furniture a line goes for its company.
const COMPANY: f32 = 0.5;
/// Lines from the article's edge to a paragraph that may belong to it, its fewest bytes when it is
/// one sentence, as teasers are, and the log-odds above which it stays.
const EDGE: usize = 2;
const EDGE_BYTES: usize = 140;
const DOUBTED_EDGE: f32 = -1.5;
/// Most words of a heading, and the log-odds from which one at the end is text all the same.
const HEADING_WORDS: usize = 6;
const SURE_HEADING: f32 = 1.5;
/// Lines before the article among which its headline is looked for.
const TITLE_LINES: usize = 12;
/// Lines before the article of a text whose first line may be its headline.
const FIRST_LINES: usize = 3;
/// Fewest words of a headline; what is shorter is the name of a section.
const TITLE_WORDS: usize = 4;

pub fn find(page: &mut Page<'_>) {
    if page.is_html
        || page.lines.len() < MIN_LINES
        || page.lines.iter().skip(1).all(|line| line.gone.is_some() || line.is_prose())
    {
        return;
    }
    let model = &page.lexicon.text_model;
    // The first of a text's lines has no empty one before it.
    let lines = page.lines.iter().enumerate();
    let lines: Vec<_> = lines.map(|(i, line)| (line.text(), line.after_blank && i > 0)).collect();
    let phrases = Phrases::of(&lines, &page.lexicon.furniture);
    let by_words = text::by_words(&phrases, model);
    if decide::is_clean(&by_words) {
        return;
    }
    let mut sheet = text::sheet(&lines, &phrases.known);
    let scores = text::score(&mut sheet, &by_words, model);
    let mut keep = decide::decide(&scores, &sheet.facts.words);
    let kept = keep.iter().zip(&sheet.facts.words).filter(|(keep, _)| **keep);
    if kept.map(|(_, words)| *words as usize).sum::<usize>() < MIN_WORDS {
        return;
    }
    keep_lists(page, &mut keep);
    keep_edges(page, &scores, &mut keep);
    drop_last_heading(page, &scores, &mut keep);
    keep_title(page, &scores, &phrases.known, &mut keep);
    let reasons = reasons(page, &keep);
    for (i, reason) in reasons.into_iter().enumerate() {
        if !keep[i] && !page.lines[i].is_title {
            let confidence = (1.0 - probability(scores[i])).max(COMPANY);
            page.remove(i, reason, confidence);
        }
    }
}

/// Keeps or drops the items of a list together, as most of them are.
fn keep_lists(page: &Page<'_>, keep: &mut [bool]) {
    let is_item = |i: usize| page.lines[i].text().starts_with(text::is_bullet);
    let mut start = 0;
    while start < keep.len() {
        let items = (start..keep.len()).take_while(|&i| is_item(i)).count();
        let list = &mut keep[start..start + items];
        let kept = list.iter().filter(|is| **is).count();
        list.fill(2 * kept >= items);
        start += items + 1;
    }
}

/// Keeps paragraphs right before and after the article that the model does not rule out: a last
/// one below an advertisement looks like a teaser, but costs more when it is lost. A text ends with a
/// short sentence of its own sooner than with one teaser.
fn keep_edges(page: &Page<'_>, scores: &[f32], keep: &mut [bool]) {
    let is_paragraph = |i: usize| {
        let line = &page.lines[i];
        let bytes = line.text().len();
        let is_last = i + 1 == page.lines.len();
        let is_long = bytes >= EDGE_BYTES || is_last || line.text().contains(". ");
        let is_text = line.is_sentence && is_long && scores[i] > DOUBTED_EDGE;
        is_text && !reserves_rights(line.text())
    };
    let is_body = |&i: &usize| keep[i] && page.lines[i].is_prose();
    let Some(mut last) = (0..keep.len()).rfind(is_body) else { return };
    let Some(mut first) = (0..keep.len()).find(is_body) else { return };
    // A list counts as no line: of headlines it goes, and what stands behind it is looked at.
    let mut count = 0;
    let mut is_near = |i: usize, is_first: bool| {
        count = usize::from(!page.lines[i].text().starts_with(text::is_bullet))
            + if is_first { 0 } else { count };
        count <= EDGE
    };
    while let Some(next) =
        (last + 1..keep.len()).take_while(|&i| is_near(i, i == last + 1)).find(|&i| is_paragraph(i))
    {
        keep[next] = true;
        last = next;
    }
    while let Some(next) =
        (0..first).rev().take_while(|&i| is_near(i, i + 1 == first)).find(|&i| is_paragraph(i))
    {
        keep[next] = true;
        first = next;
    }
}

/// Drops a heading at the end of what is kept, when all below it goes: it was its heading.
fn drop_last_heading(page: &Page<'_>, scores: &[f32], keep: &mut [bool]) {
    let is_kept = |&i: &usize| keep[i] && page.lines[i].gone.is_none();
    let Some(last) = (0..keep.len()).rfind(is_kept) else { return };
    let line = &page.lines[last];
    let is_heading = !line.is_sentence && page.words(last).len() <= HEADING_WORDS;
    if is_heading && last + 1 < keep.len() && scores[last] < SURE_HEADING {
        keep[last] = false;
    }
}

/// Keeps the headline before the article: of the lines like one the likeliest.
fn keep_title(page: &Page<'_>, scores: &[f32], known: &[f32], keep: &mut [bool]) {
    let is_body = |&i: &usize| keep[i] && page.lines[i].is_prose();
    let Some(first) = (0..keep.len()).find(is_body) else { return };
    let is_title = |&i: &usize| {
        let line = &page.lines[i];
        let words = page.words(i).len();
        let is_furniture =
            known[i] > 0.0 || page.words(i).iter().any(|w| w.is_glued && !w.is_inner);
        line.gone.is_none() && words >= TITLE_WORDS && is_headline(line) && !is_furniture
    };
    // A text that begins with headlines alone begins with its own.
    if first <= FIRST_LINES && is_title(&0) {
        keep[0] = true;
    }
    let titles = || (first.saturating_sub(TITLE_LINES)..first).filter(is_title);
    let likeliest = titles().max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    let Some(likeliest) = likeliest else { return };
    // The page's own title goes on behind the headline with the name of the site.
    let whole = page.lines[likeliest].text();
    let is_within = |&i: &usize| {
        let text = page.lines[i].text();
        text.len() < whole.len() && whole.starts_with(text)
    };
    let headline = titles().rfind(is_within).unwrap_or(likeliest);
    keep[headline] = true;
}
