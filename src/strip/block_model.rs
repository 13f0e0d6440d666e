//! What it finds: on pages with markup, the blocks that the learned block model does not take for
//! text of the article.
//!
//! Why it matters: menus, teasers of other stories, and footers are most of a page, and no two
//! sites mark them alike.
//!
//! Example: of a page with a menu, an article and a column of teasers the article stays, its lead
//! too when its class is "teaser".
//!
//! Limits: the headline stays; captions and readers' comments that their markup names go, unless
//! the model is sure of them. Where the model would lose an article that the markup shows, and on pages of
//! several articles and fragments, the rules `strip/markup` and `strip/main-content` decide. A block that goes has
//! its reason from `strip/markup` or `strip/known-phrase` where they name one.

use super::main_content::{self, is_headline};
use super::markup::{self, is_title, link_share, reason_outside};
use super::model;
use super::page::Page;
use super::titles;
use super::{byline, caption, dateline, known_phrase};
use crate::document::{Hint, Tag};
use crate::text::{Reason, Why};

pub const NAME: &str = "strip/block-model";

/// Lowest confidence of a removal: in the middle of boilerplate a block goes for its company.
const COMPANY: f32 = 0.5;

/// Fewest words that make an article; with less the model may have lost it.
const FEW_WORDS: usize = 25;

/// Pages of fewer blocks without marked furniture are fragments; the model learned whole pages.
const FEW_BLOCKS: usize = 10;

/// Log-odds from which a block is text whatever its markup says: seven of eight such blocks are.
const SURE_TEXT: f32 = 2.0;

/// Log-odds above which a subheading or a table's row amid the article stays.
const DOUBTED_INNER: f32 = -5.0;

/// Lines from a subheading to its first paragraph: a date may stand between them.
const HEAD_LINES: usize = 2;

/// Log-odds above which running text between headline and article stays.
const DOUBTED_LEAD: f32 = -5.0;

/// Share of a standfirst's bytes that may be links.
const LEAD_LINKS: f64 = 0.35;

/// Lines before the article among which its headline is looked for.
const LEAD_LINES: usize = 12;

pub fn find(page: &mut Page<'_>) {
    try_out(page, markup::NAME, markup::find);
    let by_markup: Vec<Option<Why>> = page.lines.iter().map(|line| line.gone).collect();
    try_out(page, main_content::NAME, main_content::find);
    let has_articles = !titles::part_starts(page).is_empty();
    let by_hand = undone(page);
    let keep = model::decide(page.text, page.blocks, &page.scores);
    let words = |is_kept: &dyn Fn(usize) -> bool| -> usize {
        let kept = (0..page.lines.len()).filter(|&i| is_kept(i));
        kept.map(|i| page.lines[i].text().split_whitespace().count()).sum()
    };
    let kept = words(&|i| keep[page.lines[i].index]);
    let is_lost = kept < FEW_WORDS && words(&|i| by_hand[i].is_none()) > kept;
    let is_fragment = page.lines.len() < FEW_BLOCKS && by_hand.iter().all(Option::is_none);
    if is_lost || has_articles || is_fragment {
        return mark(page, &by_hand);
    }
    try_out(page, known_phrase::NAME, known_phrase::find);
    let named: Vec<Option<Why>> = page.lines.iter().map(|line| line.gone).collect();
    try_out(page, byline::NAME, byline::find);
    try_out(page, dateline::NAME, dateline::find);
    try_out(page, caption::NAME, caption::find);
    let guessed = undone(page);
    let stretch = Stretch::of(page, &keep);
    let mut found: Vec<Option<Why>> = Vec::with_capacity(page.lines.len());
    for i in 0..page.lines.len() {
        let block = page.block(i);
        let is_comment = page.config.comments && block.hints.has(Hint::CommentWord);
        let is_safe = is_title(page, i) || is_comment;
        let marked = by_markup[i];
        found.push(if stretch.title == Some(i) {
            None
        } else if is_safe {
            by_hand[i].filter(|_| !keep[page.lines[i].index])
        } else if keep[page.lines[i].index] {
            marked.filter(|why| is_sure(page, i, *why))
        } else if named[i].is_none() && stretch.holds(page, i, by_hand[i]) {
            None
        } else {
            let confidence = (1.0 - probability(page.scores[page.lines[i].index])).max(COMPANY);
            let why = |reason| Why { rule: NAME, reason, confidence };
            let guess = guessed[i].filter(|_| stretch.is_near(i));
            Some(named[i].or(marked).or(guess).unwrap_or_else(|| why(reason_outside(page, i))))
        });
    }
    mark(page, &found);
}

/// Where on the page the article stands.
struct Stretch {
    /// The headline before the first line that the model keeps.
    title: Option<usize>,
    first: usize,
    last: usize,
}

impl Stretch {
    fn of(page: &Page<'_>, keep: &[bool]) -> Self {
        let is_body = |&i: &usize| keep[page.lines[i].index] && page.lines[i].is_prose();
        let first = (0..page.lines.len()).find(is_body).unwrap_or(0);
        let last = (0..page.lines.len()).rfind(is_body).unwrap_or(0);
        let from = first.saturating_sub(LEAD_LINES);
        Self { title: (from..first).rev().find(|&i| is_headline(page, i)), first, last }
    }

    /// Whether line `i` stands amid the article or right before it.
    fn is_near(&self, i: usize) -> bool {
        i + LEAD_LINES >= self.first && i < self.last
    }

    /// Whether line `i`, which the model doubts, is part of the article by its place: a subheading
    /// or a table's row between paragraphs, a standfirst between headline and text.
    fn holds(&self, page: &Page<'_>, i: usize, by_hand: Option<Why>) -> bool {
        let block = page.block(i);
        let score = page.scores[page.lines[i].index];
        let is_inner = i + HEAD_LINES >= self.first && i < self.last && by_hand.is_none();
        if is_inner && matches!(block.tag, Tag::Heading(_) | Tag::Cell) {
            return score > DOUBTED_INNER;
        }
        let is_called_so =
            by_hand.is_none_or(|why| matches!(why.reason, Reason::Related | Reason::Nav));
        let is_lead = self.title.is_some_and(|title| title < i) && i < self.first;
        is_lead
            && is_called_so
            && page.lines[i].is_prose()
            && link_share(page, i) < LEAD_LINKS
            && score > DOUBTED_LEAD
    }
}

/// Runs a rule to see what it would remove; [`undone`] takes it back.
fn try_out(page: &mut Page<'_>, name: &'static str, find: fn(&mut Page<'_>)) {
    let (rule, has_changed) = (page.rule, page.has_changed);
    page.rule = name;
    find(page);
    (page.rule, page.has_changed) = (rule, has_changed);
}

/// Takes back what was removed, and says what that was.
fn undone(page: &mut Page<'_>) -> Vec<Option<Why>> {
    page.lines.iter_mut().map(|line| line.gone.take()).collect()
}

/// Removes what `found` names.
fn mark(page: &mut Page<'_>, found: &[Option<Why>]) {
    let rule = page.rule;
    for (i, why) in found.iter().enumerate() {
        if let Some(why) = why {
            page.rule = why.rule;
            page.remove(i, why.reason, why.confidence);
        }
    }
    page.rule = rule;
}

/// Whether markup says so clearly what a block is that the model, unless it is sure, is not heard.
fn is_sure(page: &Page<'_>, i: usize, why: Why) -> bool {
    let is_short = !page.lines[i].is_prose();
    page.scores[page.lines[i].index] < SURE_TEXT
        && match why.reason {
            Reason::Comments => true,
            Reason::Caption => page.block(i).tag == Tag::Caption || is_short,
            Reason::Credit | Reason::Share | Reason::Byline => is_short,
            _ => false,
        }
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
