//! What it finds: on pages with markup, the blocks that the learned block model does not take for
//! text of the article.
//!
//! Why it matters: menus, teasers of other stories, and footers are most of a page, and no two
//! sites mark them alike.
//!
//! Example: of a page with a menu, an article and a column of teasers the article stays, its lead
//! too when its class is "teaser".
//!
//! Limits: the headline stays; so do subheadings, quotations, tables and code between paragraphs, what is
//! marked up like its kept neighbors, and a correction below the text; captions that their markup names go, unless
//! the model is sure of them, and readers' comments below an article. Where the model would lose an article that the markup shows, and on pages of
//! several articles and fragments, the rules `strip/markup` and `strip/main-content` decide. A block that goes has
//! its reason from `strip/markup` or `strip/known-phrase` where they name one.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::main_content;
use super::markup::{self, is_title, reason_outside};
use super::model::{self, run::probability};
use super::page::Page;
use super::stretch::Stretch;
use super::titles;
use super::{byline, caption, dateline, known_phrase, repeat};
use crate::document::{Hint, Tag};
use crate::text::{Reason, Why};

pub const NAME: &str = "strip/block-model";

/// Lowest confidence of a removal: in the middle of boilerplate a block goes for its company.
const COMPANY: f32 = 0.5;

/// A paragraph that stands on the page before is its copy.
const COPY: f32 = 0.9;

/// A wall that says so.
const WALL: Why = Why { rule: NAME, reason: Reason::Paywall, confidence: 0.85 };

/// A reader's comment on an article, however sure the model is of it. In a forum posts are the text,
/// whatever their markup calls them.
const COMMENT: Why = Why { rule: markup::NAME, reason: Reason::Comments, confidence: 0.85 };

/// Longest paragraph of a wall.
const WALL_BYTES: usize = 400;

/// Fewest words that make an article; with less the model may have lost it.
const FEW_WORDS: f32 = 25.0;

/// Pages of fewer blocks without marked furniture are fragments; the model learned whole pages.
const FEW_BLOCKS: usize = 10;

/// Fewest times of day that stay and make the others of their kind stay.
const FEW_TIMES: usize = 2;

/// Log-odds from which a block is text whatever its markup says: seven of eight such blocks are.
const SURE_TEXT: f32 = 2.0;

pub fn find(page: &mut Page<'_>) {
    try_out(page, markup::NAME, markup::find);
    let by_markup: Vec<Option<Why>> = page.lines.iter().map(|line| line.gone).collect();
    try_out(page, main_content::NAME, main_content::find);
    let headings = titles::part_headings(page);
    let mut by_hand = undone(page);
    for &heading in &headings {
        page.lines[heading].is_title = true;
        by_hand[heading] = None;
    }
    try_out(page, known_phrase::NAME, known_phrase::find);
    let named = undone(page);
    let has_articles = !headings.is_empty();
    let mut keep = model::decide(&page.scores, &page.lengths);
    drop_above_headline(page, &mut keep);
    let words = |is_kept: &dyn Fn(usize) -> bool| -> f32 {
        let kept = (0..page.lines.len()).filter(|&i| is_kept(i));
        kept.map(|i| page.lengths[page.lines[i].index]).sum()
    };
    let kept = words(&|i| keep[page.lines[i].index]);
    let is_forum = is_forum(page);
    let is_commented =
        !is_forum && words(&|i| keep[page.lines[i].index] && !is_in_comments(page, i)) >= FEW_WORDS;
    let is_lost = kept < FEW_WORDS && words(&|i| by_hand[i].is_none()) > kept;
    let is_fragment = page.lines.len() < FEW_BLOCKS && by_hand.iter().all(Option::is_none);
    // The model keeps the likeliest of every page; where markup names all of it furniture and no block
    // is likely, there is no article.
    let is_furniture =
        by_hand.iter().all(Option::is_some) && page.scores.iter().all(|&score| score < 0.0);
    if is_lost || has_articles || is_fragment || is_furniture {
        let better = |(why, named): (&Option<Why>, &Option<Why>)| why.and(named.or(*why));
        let mut found: Vec<Option<Why>> = by_hand.iter().zip(&named).map(better).collect();
        drop_page_title(page, &headings, &mut found);
        return mark(page, &found);
    }
    mark(page, &named);
    try_out(page, byline::NAME, byline::find);
    try_out(page, dateline::NAME, dateline::find);
    try_out(page, caption::NAME, caption::find);
    let guessed = undone(page);
    let stretch = Stretch::of(page, &keep);
    let seen = Seen { by_markup, by_hand, named, guessed, keep, stretch, is_forum, is_commented };
    let mut copies = Copies::default();
    let mut found: Vec<Option<Why>> = Vec::with_capacity(page.lines.len());
    for i in 0..page.lines.len() {
        let is_headline = is_title(page, i);
        // A menu may name the headline before it stands, a copy of the article after.
        let is_copy = copies.is_copy(page, i, is_headline && seen.stretch.is_begun(i));
        let why = seen.why(page, i, is_headline, is_copy);
        if why.is_none() || is_headline {
            copies.add(page, i);
        }
        found.push(why);
    }
    keep_post_times(page, &mut found);
    mark(page, &found);
}

/// What is known of each line of a page when the model decides.
struct Seen {
    /// What `strip/markup` says.
    by_markup: Vec<Option<Why>>,
    /// What all rules for markup say.
    by_hand: Vec<Option<Why>>,
    /// What dictionaries say.
    named: Vec<Option<Why>>,
    /// What bylines, dates and captions look like.
    guessed: Vec<Option<Why>>,
    /// Whether the model keeps it, by block.
    keep: Vec<bool>,
    /// Where the article stands.
    stretch: Stretch,
    /// Whether the page is a forum.
    is_forum: bool,
    /// Whether readers' comments stand beside an article.
    is_commented: bool,
}

impl Seen {
    /// Why line `i` goes; none if it stays.
    fn why(&self, page: &Page<'_>, i: usize, is_headline: bool, is_copy: bool) -> Option<Why> {
        let is_headed = self.stretch.is_near(i) && titles::glued_byline(page, i).is_some();
        if self.stretch.title == Some(i) || is_headed {
            return None;
        }
        let at = page.lines[i].index;
        if is_headline && !is_copy || markup::is_kept_comment(page, i) {
            return self.by_hand[i].filter(|_| !self.keep[at]);
        }
        if is_copy {
            return Some(Why { rule: NAME, reason: Reason::DuplicateParagraph, confidence: COPY });
        }
        if self.keep[at] {
            return self.why_not_kept(page, i);
        }
        if self.named[i].is_none() && self.stretch.holds(page, i, self.by_hand[i], &self.keep) {
            return None;
        }
        let guess = self.guessed[i].filter(|_| self.stretch.is_near(i));
        self.named[i].or(self.by_markup[i]).or(guess).or_else(|| {
            let confidence = (1.0 - probability(page.scores[at])).max(COMPANY);
            Some(Why { rule: NAME, reason: reason_outside(page, i), confidence })
        })
    }

    /// Why line `i` goes though the model keeps it: what its markup says clearly.
    fn why_not_kept(&self, page: &Page<'_>, i: usize) -> Option<Why> {
        let is_post = |why: &Why| self.is_forum && why.reason == Reason::Comments;
        let is_heard = |why: &Why| is_sure(page, i, *why) || self.stretch.is_beside(page, i);
        let marked = self.by_markup[i].filter(|why| !is_post(why) && is_heard(why));
        let comment = || (self.is_commented && is_in_comments(page, i)).then_some(COMMENT);
        marked.or_else(comment).or_else(|| is_wall(page, i).then_some(WALL))
    }
}

/// Takes back what is kept above the headline, unless the model is sure of it, where most of what is
/// kept stands below: labels, notices. The first line that reads so is the headline: it may stand
/// again below its lead.
fn drop_above_headline(page: &Page<'_>, keep: &mut [bool]) {
    let Some(headline) = (0..page.lines.len()).find(|&i| is_title(page, i)) else { return };
    let words = |lines: std::ops::Range<usize>| -> f32 {
        let kept = lines.map(|i| page.lines[i].index).filter(|&at| keep[at]);
        kept.map(|at| page.lengths[at]).sum()
    };
    if words(headline..page.lines.len()) <= words(0..headline).max(FEW_WORDS) {
        return;
    }
    for i in 0..headline {
        let at = page.lines[i].index;
        let is_heading = matches!(page.block(i).tag, Tag::Heading(_));
        keep[at] &= is_heading || page.scores[at] >= SURE_TEXT;
    }
}

/// Removes what stands before the first of several articles, the name of the site or of the page, where
/// none of it is running text.
fn drop_page_title(page: &Page<'_>, headings: &[usize], found: &mut [Option<Why>]) {
    let before = 0..headings.first().copied().unwrap_or(0);
    let is_text = |i: usize| found[i].is_none() && page.lines[i].is_prose();
    if before.clone().any(is_text) {
        return;
    }
    for i in before {
        let why = Why { rule: NAME, reason: reason_outside(page, i), confidence: COMPANY };
        found[i] = found[i].or(Some(why));
    }
}

/// Keeps the time above a post of a live blog when most times of its kind above kept posts stay.
fn keep_post_times(page: &Page<'_>, found: &mut [Option<Why>]) {
    let is_time =
        |text: &str| text.contains(':') && text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let times: Vec<usize> = (0..found.len().saturating_sub(1))
        .filter(|&i| found[i + 1].is_none() && is_time(page.lines[i].text()))
        .collect();
    let mut kinds: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
    for &i in &times {
        let (kept, all) = kinds.entry(page.block(i).path).or_default();
        *kept += usize::from(found[i].is_none());
        *all += 1;
    }
    for i in times {
        let (kept, all) = kinds[&page.block(i).path];
        if kept >= FEW_TIMES && 2 * kept > all {
            found[i] = None;
        }
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

/// Whether line `i` stands in an element named for readers' comments.
fn is_in_comments(page: &Page<'_>, i: usize) -> bool {
    page.block(i).hints.has(Hint::CommentWord)
}

/// Whether what stands in such elements looks like text as a whole and outweighs the text beside it: the
/// posts of a forum.
fn is_forum(page: &Page<'_>) -> bool {
    let (mut words, mut scores, mut outside) = (0.0, 0.0, 0.0);
    for i in (0..page.lines.len()).filter(|&i| page.lines[i].is_prose()) {
        let at = page.lines[i].index;
        if is_in_comments(page, i) {
            words += page.lengths[at];
            scores += page.lengths[at] * page.scores[at];
        } else if page.scores[at] >= SURE_TEXT {
            outside += page.lengths[at];
        }
    }
    words > outside && scores >= SURE_TEXT * words
}

/// Words, or their beginnings, of a wall that asks to pay or to log in.
const WALL_WORDS: &[&str] = &[
    "subscri",
    "suscri",
    "souscri",
    "abonn",
    "abbon",
    "assin",
    "prenumer",
    "subskry",
    "dostęp",
    "log in",
    "sign in",
    "register",
    "anmelden",
    "registrier",
    "connecte",
    "inicia",
    "accedi",
    "inloggen",
    "zaloguj",
    "free article",
    "free part",
    "membership",
];

/// Whether a line of an element named for its wall asks to pay: the same names stand on the text
/// behind the wall.
fn is_wall(page: &Page<'_>, i: usize) -> bool {
    if !page.block(i).hints.has(Hint::PaywallWord) || page.lines[i].text().len() > WALL_BYTES {
        return false;
    }
    let folded = page.lines[i].text().to_lowercase();
    WALL_WORDS.iter().any(|word| folded.contains(word))
}

/// Lines that were kept before, and headlines.
#[derive(Default)]
struct Copies(FxHashMap<u64, usize>);

impl Copies {
    fn add(&mut self, page: &Page<'_>, i: usize) {
        self.0.entry(hash(page.lines[i].text())).or_insert(i);
    }

    /// Whether line `i`, a paragraph or of the kind that is looked at, is the copy of one before.
    fn is_copy(&self, page: &Page<'_>, i: usize, is_looked_at: bool) -> bool {
        let text = page.lines[i].text();
        (text.len() >= repeat::MIN_BYTES && page.lines[i].is_prose() || is_looked_at)
            && self.0.get(&hash(text)).is_some_and(|&j| j < i && page.lines[j].text() == text)
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}
