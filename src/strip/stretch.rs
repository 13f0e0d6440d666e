//! Where on a page the article stands, and what belongs to it by its place.
//!
//! In go the lines of a page and what the block model keeps, out comes for a line that the model
//! doubts whether its place makes it text: a subheading, a quotation, a table's row or code between
//! paragraphs, one of a row of equals of which most are kept, a standfirst between headline and
//! text, a correction below it. Deliberately absent: any removal.

use rustc_hash::FxHashMap;

use super::main_content::{self, is_headline};
use super::markup::link_share;
use super::page::Page;
use crate::document::{Hint, Tag};
use crate::text::{Reason, Why};

/// Log-odds above which a subheading, a quotation, a table's row or code amid the article stays.
const DOUBTED_INNER: f32 = -5.0;

/// Lines from a subheading to its first paragraph: a date may stand between them.
const HEAD_LINES: usize = 2;

/// Log-odds above which running text between headline and article stays.
const DOUBTED_LEAD: f32 = -5.0;

/// Fewest words of a standfirst shorter than a paragraph.
const LEAD_WORDS: usize = 10;

/// Fewest words of a standfirst without a full stop, in how many lines from the headline it stands,
/// and log-odds from which on it is one: of 11 such paragraphs 8 are text.
const DEK_WORDS: usize = 7;
const DEK_LINES: usize = 2;
const DOUBTED_DEK: f32 = -2.0;

/// Share of a standfirst's bytes that may be links.
const LEAD_LINKS: f64 = 0.35;

/// Lines before the article among which its headline is looked for.
const LEAD_LINES: usize = 12;

/// Fewest kept lines of one kind of markup that vouch for another, and their share among all.
const MIN_EQUALS: usize = 3;
const EQUALS_SHARE: f64 = 0.7;

/// Lines below the last paragraph among which shorter ones of its kind end the text. Of 14 such
/// lines that the model doubts 12 are text.
const TAIL_LINES: usize = 4;

/// Lines on either side of a quotation among which a paragraph with the same words stands.
const PULL_LINES: usize = 30;

/// Most bytes of the name below a quotation.
const MAX_NAME: usize = 60;

/// Fewest words in the `article` element with the headline that make it the article.
const FEW_WORDS: usize = 25;

/// Lines below the article among which a correction stands.
const NOTE_LINES: usize = 4;

/// What a correction starts with, in lower case.
const NOTES: &[&str] = &[
    "clarification",
    "correction",
    "corrections",
    "corrected",
    "editor's note",
    "editor\u{2019}s note",
    "an earlier version of this",
    "a previous version of this",
    "korrektur",
    "berichtigung",
    "hinweis der redaktion",
    "anmerkung der redaktion",
    "in einer fr\u{fc}heren version",
    "rectificatif",
    "correctif",
    "note de la r\u{e9}daction",
    "erratum",
    "correcci\u{f3}n",
    "rectificaci\u{f3}n",
    "fe de errores",
    "nota del editor",
    "correzione",
    "errata corrige",
    "corre\u{e7}\u{e3}o",
    "errata",
    "rectificatie",
    "correctie",
    "in een eerdere versie",
    "sprostowanie",
    "r\u{e4}ttelse",
    "rettelse",
    "retting",
    "oikaisu",
];

/// Where on the page the article stands.
pub struct Stretch {
    /// The headline before the first line that the model keeps.
    pub title: Option<usize>,
    first: usize,
    last: usize,
    /// Kept words in the `article` element that holds the headline, counted up to `FEW_WORDS`.
    home_words: usize,
    /// By markup: how many lines of the stretch are kept, and how many there are.
    equals: FxHashMap<u32, (usize, usize)>,
}

impl Stretch {
    /// The stretch from the first to the last kept paragraph; `keep` is by blocks.
    pub fn of(page: &Page<'_>, keep: &[bool]) -> Self {
        let is_body = |&i: &usize| keep[page.lines[i].index] && page.lines[i].is_prose();
        let first = (0..page.lines.len()).find(is_body).unwrap_or(0);
        let last = (0..page.lines.len()).rfind(is_body).unwrap_or(0);
        let from = first.saturating_sub(LEAD_LINES);
        let mut equals: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
        for i in first..last {
            let count = equals.entry(page.block(i).path).or_default();
            count.0 += usize::from(keep[page.lines[i].index]);
            count.1 += 1;
        }
        let mut last = last;
        for i in last + 1..page.lines.len().min(last + 1 + TAIL_LINES) {
            let is_kept = keep[page.lines[i].index] && page.lines[i].is_sentence;
            if is_kept && is_usual(&equals, page, i) {
                last = i;
            }
        }
        let title = (from..first).rev().find(|&i| is_headline(page, i));
        let home = title.map_or(0, |title| page.block(title).container);
        let home_words = (0..page.lines.len())
            .filter(|&i| home != 0 && page.block(i).container == home)
            .filter(is_body)
            .flat_map(|i| page.lines[i].text().split_whitespace())
            .take(FEW_WORDS)
            .count();
        Self { title, first, last, home_words, equals }
    }

    /// Whether line `i` stands amid the article or right before it.
    pub fn is_near(&self, i: usize) -> bool {
        i + LEAD_LINES >= self.first && i < self.last
    }

    /// Whether the article has begun before line `i`.
    pub fn is_begun(&self, i: usize) -> bool {
        i > self.first
    }

    /// Whether line `i` stands in a column beside the `article` element that holds the headline
    /// and a text of its own. The model, which learned whole pages, may take a wordy column for
    /// the article when that is short.
    pub fn is_beside(&self, page: &Page<'_>, i: usize) -> bool {
        let block = page.block(i);
        let home = self.title.map_or(0, |title| page.block(title).container);
        block.hints.has(Hint::Aside)
            && home != 0
            && block.container != home
            && self.home_words >= FEW_WORDS
    }

    /// Whether line `i`, which the model doubts, is part of the article by its place.
    pub fn holds(&self, page: &Page<'_>, i: usize, by_hand: Option<Why>, keep: &[bool]) -> bool {
        let score = page.scores[page.lines[i].index];
        // That it lies outside of the element with most of the text says little amid kept lines.
        let is_free = by_hand.is_none_or(|why| why.rule == main_content::NAME);
        let is_inner = i + HEAD_LINES >= self.first && i < self.last;
        let is_doubted = by_hand.is_none() && score > DOUBTED_INNER;
        is_inner && is_free && self.holds_inner(page, i, is_doubted, keep)
            || self.is_lead(page, i, by_hand, score)
            || is_free && self.is_tail(page, i, keep)
            || self.is_note(page, i)
    }

    fn holds_inner(&self, page: &Page<'_>, i: usize, is_doubted: bool, keep: &[bool]) -> bool {
        let block = page.block(i);
        let is_heading = matches!(block.tag, Tag::Heading(_));
        let is_quote = block.hints.has(Hint::Blockquote) && is_own_quote(page, i);
        let is_kept = |j: usize| page.lines.get(j).is_some_and(|line| keep[line.index]);
        // A question that folds open, or an interviewer's.
        let is_question = page.lines[i].text().ends_with('?') && is_kept(i + 1);
        let is_inset = matches!(block.tag, Tag::Cell | Tag::Preformatted);
        if (is_heading || is_quote || is_question || is_inset) && is_doubted {
            return true;
        }
        if link_share(page, i) >= LEAD_LINKS {
            return false;
        }
        if is_heading && i > self.first && is_kept(i - 1) && is_kept(i + 1) {
            return true;
        }
        is_usual(&self.equals, page, i) && i > self.first && (is_kept(i - 1) || is_kept(i + 1))
    }

    /// A short last paragraph, marked up like those before it.
    fn is_tail(&self, page: &Page<'_>, i: usize, keep: &[bool]) -> bool {
        let line = &page.lines[i];
        i > self.last
            && i <= self.last + TAIL_LINES
            && keep[page.lines[i - 1].index]
            && line.is_sentence
            && !line.is_prose()
            && !matches!(page.block(i).tag, Tag::Heading(_))
            && link_share(page, i) < LEAD_LINKS
            && is_usual(&self.equals, page, i)
    }

    /// A standfirst between headline and text.
    fn is_lead(&self, page: &Page<'_>, i: usize, by_hand: Option<Why>, score: f32) -> bool {
        let is_called_so =
            by_hand.is_none_or(|why| matches!(why.reason, Reason::Related | Reason::Nav));
        let line = &page.lines[i];
        let is_free = by_hand.is_none_or(|why| why.rule == main_content::NAME);
        let is_short = is_free && line.is_sentence && page.has_words(i, LEAD_WORDS);
        let is_dek = is_free
            && page.block(i).tag == Tag::Paragraph
            && self.title.is_some_and(|title| i <= title + DEK_LINES)
            && page.has_words(i, DEK_WORDS)
            && !line.text().contains('|')
            && score > DOUBTED_DEK;
        let describes =
            page.metadata.description.as_deref().is_some_and(|d| d.trim() == line.text());
        self.title.is_some_and(|title| title < i)
            && i < self.first
            && is_called_so
            && (line.is_prose() || is_short || is_dek || describes)
            && link_share(page, i) < LEAD_LINKS
            && score > DOUBTED_LEAD
    }

    /// A correction right below the text, in the same element as its last paragraph.
    fn is_note(&self, page: &Page<'_>, i: usize) -> bool {
        if i <= self.last || i > self.last + NOTE_LINES {
            return false;
        }
        let (block, last) = (page.block(i), page.block(self.last));
        let is_beside = block.container == last.container && block.depth + 1 >= last.depth;
        let text = page.lines[i].text().trim_start_matches(['*', '(', '[', ' ']);
        let folded: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
        is_beside && page.lines[i].is_sentence && NOTES.iter().any(|note| folded.starts_with(note))
    }
}

/// Whether line `i` is marked up as many lines of the stretch are, most of which are kept.
fn is_usual(equals: &FxHashMap<u32, (usize, usize)>, page: &Page<'_>, i: usize) -> bool {
    let (kept, all) = equals.get(&page.block(i).path).copied().unwrap_or_default();
    kept >= MIN_EQUALS && kept as f64 >= EQUALS_SHARE * all as f64
}

/// Whether a line of a quotation is text of its own: a sentence, the name below it or below a post, and
/// not the article's own words set large beside it.
fn is_own_quote(page: &Page<'_>, i: usize) -> bool {
    let line = &page.lines[i];
    let bare = line.text().trim_matches(|c: char| !c.is_alphanumeric());
    if line.text().starts_with('\u{2014}') {
        return true;
    }
    let is_said = |j: usize| page.block(j).hints.has(Hint::Blockquote) && page.lines[j].is_sentence;
    if !line.is_sentence && i > 0 && is_said(i - 1) && line.text().len() <= MAX_NAME {
        return is_own_quote(page, i - 1);
    }
    let near = i.saturating_sub(PULL_LINES)..page.lines.len().min(i + PULL_LINES);
    line.is_sentence && !near.into_iter().any(|j| j != i && page.lines[j].text().contains(bare))
}
