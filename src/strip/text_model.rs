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
//! words look like an article's is not touched, nor is one of which few lines would go and no rule took
//! any. The headline stays. Where the model would leave no article, nothing goes. On pages
//! with markup it sees only what all other rules left. A line that goes has its reason from a
//! dictionary where one names it, else from its form and the heading above it.

use super::dateline::minutes;
use super::headline::{WIDTH, begins_with_headline, candidates, headline};
use super::model::run::probability;
use super::model::text::phrases::Phrases;
use super::model::text::{self, decide};
use super::naming::reserves_rights;
use super::page::Page;
use super::text_reason::reasons;
use super::titles::is_headline;
use crate::text::Reason;

pub const NAME: &str = "strip/text-model";

/// Fewest lines of a page on which the model is asked.
const MIN_LINES: usize = 4;
/// Fewest words that make an article: of what leaves less nobody can tell what it is.
const MIN_WORDS: f32 = 60.0;
/// The same in bytes, for scripts that part no words by spaces.
const MIN_BYTES: usize = 500;
/// Fewest lines that go from a text of which no rule took any: headings and signatures of genuine text look like
/// furniture too.
const UNKNOWN: usize = 5;
/// Lowest confidence of a removal: amid furniture a line goes for its company.
const COMPANY: f32 = 0.5;
/// Lines from the article's edge to a paragraph that may belong to it, its fewest bytes when it is
/// one sentence, as teasers are, and the log-odds above which it stays.
const EDGE: usize = 2;
const EDGE_BYTES: usize = 140;
const DOUBTED_EDGE: f32 = -1.5;
/// The same of one further off: the likelier text than not.
const FAR: usize = 6;
const LIKELY_EDGE: f32 = 0.0;
/// The same of a single short sentence right behind a paragraph, and its fewest words: of those between this and 0
/// one in two is text of the article.
const SHORT_EDGE: f32 = -1.0;
const SHORT_WORDS: usize = 6;
/// Fewest words of a single sentence right above the first paragraph that stays as a paragraph there does: of those
/// three in five are the article's lead.
const LEAD_WORDS: usize = 12;
/// The same of sentences that a text ends with, behind what interrupts it.
const DOUBTED_REST: f32 = -4.0;
/// Fewest words of a sentence inside the article, most lines to what is kept above and below it, and the log-odds
/// above which it stays: a lost paragraph is worse than a caption left.
const INSIDE_WORDS: f32 = 12.0;
const INSIDE_REACH: usize = 3;
const DOUBTED_INSIDE: f32 = -1.0;
/// The same of one of a few words right between two lines that stay: of those down to -1 two in three are text.
const DOUBTED_BETWEEN: f32 = -1.25;
/// Words that a sentence may have begun with before a cut that is none.
const BEGINNING: f32 = 3.0;
/// Log-odds below which a piece of a line is surely no text.
const SURELY_NONE: f32 = -2.5;
/// Words from which on a line that is likelier text than not stays wherever it stands: it may be all of an article.
const LONG_WORDS: f32 = 80.0;
/// Most words of a heading, and the log-odds from which one at the end is text all the same.
const HEADING_WORDS: usize = 6;
const SURE_HEADING: f32 = 1.5;
/// Log-odds above which one between two paragraphs is text.
const DOUBTED_HEADING: f32 = -1.5;
/// Fewest posts of a live blog, and fewest entries of a timeline.
const FEW_POSTS: usize = 4;
const FEW_YEARS: usize = 4;

pub fn find(page: &mut Page<'_>) {
    let Some(mut seen) = look(page) else { return };
    let begins = begins_with_headline(page, &seen);
    let title = headline(page, &seen, usize::from(begins));
    let Seen { scores, keep, .. } = &mut seen;
    if let Some(title) = title {
        // What is kept before a title would be an article of its own.
        page.lines[title].is_title = !begins && keep[..title].iter().all(|is| !is);
        keep[title] = true;
    }
    keep[0] |= begins;
    let reasons = reasons(page, keep);
    for (i, reason) in reasons.into_iter().enumerate() {
        if !keep[i] && !page.lines[i].is_title {
            let confidence = (1.0 - probability(scores[i])).max(COMPANY);
            page.remove(i, reason, confidence);
        }
    }
}

/// The candidates for the headline: lines with their numbers.
pub fn headlines(page: &Page<'_>) -> Vec<(usize, [f32; WIDTH])> {
    look(page).map_or(Vec::new(), |seen| {
        candidates(page, &seen, usize::from(begins_with_headline(page, &seen)))
    })
}

/// What the model says of each line.
pub struct Seen {
    /// Log-odds that it is text.
    pub scores: Vec<f32>,
    /// What the furniture dictionaries say.
    pub known: Vec<f32>,
    /// Whether it stays, headlines apart.
    pub keep: Vec<bool>,
}

/// Asks the model, unless the text shows no furniture.
fn look(page: &Page<'_>) -> Option<Seen> {
    if page.is_html
        || page.lines.len() < MIN_LINES
        || page.lines.iter().skip(1).all(|line| line.gone.is_some() || line.is_prose())
    {
        return None;
    }
    let model = &page.lexicon.text_model;
    // The first of a text's lines has no empty one before it.
    let lines = page.lines.iter().enumerate();
    let lines: Vec<_> = lines.map(|(i, line)| (line.text(), line.after_blank && i > 0)).collect();
    let phrases = Phrases::of(&lines, &page.lexicon.furniture);
    let by_words = text::by_words(&phrases, model);
    if decide::is_clean(&by_words) {
        return None;
    }
    let mut sheet = text::sheet(&lines, &phrases.known);
    let scores = text::score(&mut sheet, &by_words, model);
    let mut keep = decide::decide(&scores, &sheet.facts.words);
    if !is_article(page, &sheet.facts.words, &keep) {
        return None;
    }
    keep_lists(page, &mut keep);
    keep_paragraphs(page, &scores, &sheet.facts.words, &mut keep);
    keep_edges(page, &scores, &mut keep);
    keep_headings(page, &scores, &phrases.known, &mut keep);
    keep_posts(page, &mut keep);
    keep_years(page, &mut keep);
    drop_last_heading(page, &scores, &mut keep);
    keep_pieces(page, &scores, &sheet.facts.words, &mut keep);
    // Lines that went in an earlier round are no longer there.
    let is_known =
        page.lines.len() < page.blocks.len() || page.lines.iter().any(|line| line.gone.is_some());
    if !is_known && keep.iter().filter(|keep| !**keep).count() < UNKNOWN {
        return None;
    }
    Some(Seen { scores, known: phrases.known, keep })
}

/// Keeps single pieces between sentences that stay, of a line that runs on: a few words, more likely a name at which
/// a sentence was cut in two than furniture that no dictionary knows, and whole sentences, which as lines would be
/// short ones. What the model is sure of goes.
fn keep_pieces(page: &Page<'_>, scores: &[f32], words: &[f32], keep: &mut [bool]) {
    for i in 1..keep.len().saturating_sub(1) {
        let (before, line) = (&page.lines[i - 1], &page.lines[i]);
        let is_amid = before.is_piece && line.is_piece && keep[i - 1] && keep[i + 1];
        let is_part = (line.is_sentence || words[i] <= BEGINNING) && scores[i] > SURELY_NONE;
        keep[i] |= is_amid && before.is_sentence && is_part;
    }
}

/// Whether what is kept is enough for an article.
fn is_article(page: &Page<'_>, words: &[f32], keep: &[bool]) -> bool {
    let kept = || (0..keep.len()).filter(|&i| keep[i]);
    kept().map(|i| words[i]).sum::<f32>() >= MIN_WORDS
        || kept().map(|i| page.lines[i].text().len()).sum::<usize>() >= MIN_BYTES
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

/// Keeps paragraphs between others that stay, and long ones.
fn keep_paragraphs(page: &Page<'_>, scores: &[f32], words: &[f32], keep: &mut [bool]) {
    for (i, keep) in keep.iter_mut().enumerate() {
        *keep |= scores[i] > 0.0 && words[i] >= LONG_WORDS;
    }
    let near = |i: usize, reach: usize| {
        let above = &keep[i.saturating_sub(reach)..i];
        let below = &keep[i + 1..keep.len().min(i + 1 + reach)];
        above.contains(&true) && below.contains(&true)
    };
    let inside = |&i: &usize| {
        let is_long = || scores[i] > DOUBTED_INSIDE && words[i] >= INSIDE_WORDS;
        let is_short = || scores[i] > DOUBTED_BETWEEN && words[i] >= SHORT_WORDS as f32;
        !keep[i]
            && page.lines[i].is_sentence
            && (is_long() && near(i, INSIDE_REACH) || is_short() && near(i, 1))
    };
    let inside: Vec<usize> = (0..keep.len()).filter(inside).collect();
    inside.into_iter().for_each(|i| keep[i] = true);
}

/// Keeps paragraphs right before and after the article that the model does not rule out: a last
/// one below an advertisement looks like a teaser, but costs more when it is lost. A text ends with a
/// short sentence of its own sooner than with one teaser.
fn keep_edges(page: &Page<'_>, scores: &[f32], keep: &mut [bool]) {
    let is_short = |i: usize| is_sentence(page, i, SHORT_WORDS) && scores[i] > SHORT_EDGE;
    let is_lead = |i: usize| {
        page.lines[i].gone.is_none() && is_sentence(page, i, LEAD_WORDS) && scores[i] > DOUBTED_EDGE
    };
    let is_body = |&i: &usize| keep[i] && page.lines[i].is_prose();
    let Some(mut last) = (0..keep.len()).rfind(is_body) else { return };
    let Some(mut first) = (0..keep.len()).find(is_body) else { return };
    if first > 0 && is_lead(first - 1) {
        first -= 1;
        keep[first] = true;
    }
    if last + 1 < keep.len() && is_short(last + 1) {
        last += 1;
        keep[last] = true;
    }
    if is_rest(page, scores, last) {
        let rest = keep[last + 1..].iter_mut().zip(&page.lines[last + 1..]);
        rest.for_each(|(keep, line)| *keep = line.gone.is_none());
        last = keep.len() - 1;
    }
    while let Some(next) = paragraph_near(page, scores, last + 1..keep.len()) {
        keep[next] = true;
        last = next;
    }
    while let Some(next) = paragraph_near(page, scores, (0..first).rev()) {
        keep[next] = true;
        first = next;
    }
}

/// Whether line `i` is a sentence of `least` words or more, and no notice of rights.
fn is_sentence(page: &Page<'_>, i: usize, least: usize) -> bool {
    let line = &page.lines[i];
    line.is_sentence && page.has_words(i, least) && !reserves_rights(line.text())
}

/// The first paragraph of `lines`, which lead away from the article, that may belong to it. A list counts as no
/// line: of headlines it goes, and what stands behind it is looked at. Nor does what interrupts an article.
fn paragraph_near(
    page: &Page<'_>,
    scores: &[f32],
    lines: impl Iterator<Item = usize>,
) -> Option<usize> {
    let is_paragraph = |i: usize| {
        let line = &page.lines[i];
        let text = line.text();
        let is_last = i + 1 == page.lines.len();
        let is_long = text.len() >= EDGE_BYTES || is_last || text.contains(". ");
        let is_likely = scores[i] > LIKELY_EDGE && page.has_words(i, SHORT_WORDS);
        line.is_sentence && (is_long || is_likely) && !reserves_rights(text)
    };
    let mut distance = 0;
    for i in lines {
        let is_passed = page.lines[i].text().starts_with(text::is_bullet) || interrupts(page, i);
        distance += usize::from(!is_passed);
        if distance > FAR {
            return None;
        }
        let least = if distance <= EDGE { DOUBTED_EDGE } else { LIKELY_EDGE };
        if scores[i] > least && is_paragraph(i) {
            return Some(i);
        }
    }
    None
}

/// Whether a text goes on behind its last kept paragraph to its very end: what interrupts articles, and then
/// sentences alone.
fn is_rest(page: &Page<'_>, scores: &[f32], last: usize) -> bool {
    let rest = || last + 1..page.lines.len();
    let is_text = |i: usize| is_sentence(page, i, SHORT_WORDS) && scores[i] > DOUBTED_REST;
    rest().any(|i| interrupts(page, i))
        && rest().all(|i| interrupts(page, i) || page.lines[i].gone.is_none() && is_text(i))
}

/// Whether a rule knows a line as something that stands between the paragraphs of an article as well
/// as behind it.
fn interrupts(page: &Page<'_>, i: usize) -> bool {
    page.lines[i].gone.as_ref().is_some_and(|why| {
        matches!(
            why.reason,
            Reason::Ad
                | Reason::Share
                | Reason::ReadMore
                | Reason::Newsletter
                | Reason::Cookie
                | Reason::Media
                | Reason::Paywall
                | Reason::Caption
                | Reason::Credit
        )
    })
}

/// Keeps a short line between two paragraphs that stay, right above the second: headlines of other stories are longer.
fn keep_headings(page: &Page<'_>, scores: &[f32], known: &[f32], keep: &mut [bool]) {
    let is_text = |i: usize| keep[i] && page.lines[i].gone.is_none() && page.lines[i].is_prose();
    let is_heading = |i: usize| {
        let line = &page.lines[i];
        let is_free = line.gone.is_none() && !line.is_sentence && known[i] <= 0.0;
        let is_short = page.has_words(i, 2) && !page.has_words(i, HEADING_WORDS + 1);
        is_free && is_short && scores[i] > DOUBTED_HEADING && is_headline(line)
    };
    // A picture may stand right below a heading.
    let is_picture = |j: &usize| {
        let gone = page.lines[*j].gone.as_ref();
        gone.is_some_and(|why| matches!(why.reason, Reason::Caption | Reason::Credit))
    };
    let below = |i: usize| (i + 1..keep.len()).find(|j| !is_picture(j));
    let is_between = |&i: &usize| {
        let above = (0..i).rev().find(|&j| page.lines[j].gone.is_none());
        is_heading(i) && above.is_some_and(is_text) && below(i).is_some_and(is_text)
    };
    let headings: Vec<usize> = (1..keep.len().saturating_sub(1)).filter(is_between).collect();
    headings.into_iter().for_each(|i| keep[i] = true);
}

/// Keeps the times above the posts of a live blog, and a heading between a time and its post. Below the times of a
/// ticker no sentence stands, and the lengths of films are in no order.
fn keep_posts(page: &Page<'_>, keep: &mut [bool]) {
    let is_text = |i: usize| keep[i] && page.lines[i].is_sentence;
    let post = |i: usize| {
        let time = minutes(page.lines[i].text()).filter(|_| page.is_live(i))?;
        let below = page.after(i)?;
        let has_heading = !is_text(below) && is_headline(&page.lines[below]);
        let text = if has_heading { page.after(below)? } else { below };
        is_text(text).then_some((time, i..text))
    };
    let posts: Vec<_> = (0..keep.len()).filter_map(post).collect();
    let is_ordered = posts.is_sorted_by_key(|(time, _)| *time)
        || posts.iter().rev().is_sorted_by_key(|(time, _)| *time);
    if posts.len() >= FEW_POSTS && is_ordered {
        posts.into_iter().flat_map(|(_, lines)| lines).for_each(|i| keep[i] = true);
    }
}

/// Keeps the entries of a timeline together, as most of them are.
fn keep_years(page: &Page<'_>, keep: &mut [bool]) {
    let year = |i: usize| Some((i, year_before(page.lines[i].text()).filter(|_| page.is_live(i))?));
    let entries: Vec<(usize, u16)> = (0..keep.len()).filter_map(year).collect();
    let kept = entries.iter().filter(|(i, _)| keep[*i]).count();
    if entries.len() >= FEW_YEARS && 2 * kept > entries.len() && entries.is_sorted_by_key(|e| e.1) {
        entries.into_iter().for_each(|(i, _)| keep[i] = true);
    }
}

/// The year that a line starts with: "1931: The mill ...", "1990s - The mill ...".
fn year_before(text: &str) -> Option<u16> {
    let (year, rest) = text.split_at_checked(4)?;
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    let is_apart =
        [": ", " - ", " \u{2013} ", " \u{2014} "].iter().any(|sign| rest.starts_with(sign));
    let is_year = year.starts_with(['1', '2']) && year.bytes().all(|byte| byte.is_ascii_digit());
    if is_year && is_apart { year.parse().ok() } else { None }
}

/// Drops a heading at the end of what is kept, when all below it goes: it was its heading.
fn drop_last_heading(page: &Page<'_>, scores: &[f32], keep: &mut [bool]) {
    let is_kept = |&i: &usize| keep[i] && page.lines[i].gone.is_none();
    let Some(last) = (0..keep.len()).rfind(is_kept) else { return };
    let line = &page.lines[last];
    let is_heading = !line.is_sentence && !page.has_words(last, HEADING_WORDS + 1);
    if is_heading && last + 1 < keep.len() && scores[last] < SURE_HEADING {
        keep[last] = false;
    }
}
