//! What it finds: on pages with markup, blocks that their elements, class names or links give
//! away: share bars, lists of teasers, captions, comments, menus.
//!
//! Why it matters: the markup knows a share bar or a list of teasers in any language.
//!
//! Example: a block inside `<aside class="related-stories">` that is one link goes.
//!
//! Limits: nothing goes for being hidden: bodies behind a paywall are. A hint that much of the
//! page's running text carries too says nothing ("has-newsletter" on the body element) and is not
//! heard; a paragraph of the main content is spared what only short lines are. A table, code or a
//! quotation in a `figure` is no caption.

use super::naming::{self, LINKED};
use super::page::Page;
use crate::document::{Block, Hint, Hints, Tag};
use crate::text::Reason;

pub const NAME: &str = "strip/markup";

/// Share of the page's running text that may carry a hint which still counts against a block:
/// above it the hint names the article itself or the whole page.
const MAX_HEARD: f64 = 0.3;

/// Most bytes of a linked line that is no sentence with sources in it.
const MAX_LINKED: usize = 200;

const MARKED: f32 = 0.85;
const LINKS: f32 = 0.75;

/// Hints that speak against any block, and for what; the first that is heard gives the reason.
const AGAINST: &[(Hint, Reason)] = &[
    (Hint::CommentWord, Reason::Comments),
    (Hint::CookieWord, Reason::Cookie),
    (Hint::NewsletterWord, Reason::Newsletter),
    (Hint::RelatedWord, Reason::Related),
    (Hint::TrendingWord, Reason::Trending),
    (Hint::PromoWord, Reason::Related),
    (Hint::Nav, Reason::Nav),
    (Hint::NavWord, Reason::Nav),
    (Hint::TagsWord, Reason::Tags),
    (Hint::CopyrightWord, Reason::Copyright),
    (Hint::Footer, Reason::Nav),
    (Hint::FooterWord, Reason::Nav),
    (Hint::Aside, Reason::Related),
    (Hint::CreditWord, Reason::Credit),
    (Hint::CaptionWord, Reason::Caption),
    (Hint::Figure, Reason::Caption),
];

/// Hints that speak against short blocks only: such names are also given to whole articles.
const AGAINST_SHORT: &[(Hint, Reason)] = &[
    (Hint::ShareWord, Reason::Share),
    (Hint::AdWord, Reason::Ad),
    (Hint::PaywallWord, Reason::Paywall),
    (Hint::BylineWord, Reason::Byline),
    (Hint::DateWord, Reason::Dateline),
    (Hint::Time, Reason::Dateline),
    (Hint::MediaWord, Reason::Media),
    (Hint::Button, Reason::Nav),
    (Hint::Form, Reason::Nav),
];

pub fn find(page: &mut Page<'_>) {
    let heard = heard(page);
    for i in 0..page.lines.len() {
        let block = page.block(i);
        if is_title(page, i) {
            continue;
        }
        let is_prose = page.lines[i].is_prose();
        if block.tag == Tag::Caption {
            page.remove(i, Reason::Caption, MARKED);
        } else if let Some(hint) = against(block, heard, is_prose) {
            if hint.1 != Reason::Comments || !page.config.comments || is_tool(page, i) {
                page.remove(i, naming::name(page, i, Some(hint)), MARKED);
            }
        } else if link_share(page, i) > LINKED
            && page.lines[i].text().len() <= MAX_LINKED
            && !page.lines[i].is_sentence
        {
            page.remove(i, naming::name(page, i, None), LINKS);
        }
    }
}

/// Whether a line among readers' comments is a button, a field or a link, and no comment.
fn is_tool(page: &Page<'_>, i: usize) -> bool {
    let block = page.block(i);
    let is_link = link_share(page, i) > LINKED;
    !page.lines[i].is_prose() && (is_link || block.hints.has_any(&[Hint::Button, Hint::Form]))
}

/// Whether line `i` is a reader's comment that the configuration keeps.
pub fn is_kept_comment(page: &Page<'_>, i: usize) -> bool {
    page.config.comments && page.block(i).hints.has(Hint::CommentWord)
}

/// The hint of a block that speaks against it, if one does.
fn against(block: &Block, heard: Hints, is_prose: bool) -> Option<(Hint, Reason)> {
    let speaks = |(hint, _): &&(Hint, Reason)| carries(block, *hint) && heard.has(*hint);
    let short = if is_prose { &[] } else { AGAINST_SHORT };
    AGAINST.iter().chain(short).find(speaks).copied()
}

/// Whether a block carries a hint; tables, code and quotations stand in a `figure` of their own.
fn carries(block: &Block, hint: Hint) -> bool {
    let is_inset = matches!(block.tag, Tag::Cell | Tag::Preformatted | Tag::Quote);
    block.hints.has(hint) && !(is_inset && hint == Hint::Figure)
}

/// What a line outside of the main content is called.
pub fn reason_outside(page: &Page<'_>, i: usize) -> Reason {
    let block = page.block(i);
    let all = AGAINST.iter().chain(AGAINST_SHORT);
    naming::name(page, i, all.into_iter().find(|(hint, _)| carries(block, *hint)).copied())
}

/// The hints that the page's running text mostly lacks.
fn heard(page: &Page<'_>) -> Hints {
    let good: Vec<(usize, &Block)> = (0..page.lines.len())
        .filter(|&i| {
            page.lines[i].is_prose() && page.block(i).in_main && link_share(page, i) < 0.35
        })
        .map(|i| (page.lines[i].text().len(), page.block(i)))
        .collect();
    let total: usize = good.iter().map(|(bytes, _)| bytes).sum();
    let mut heard = Hints::NONE;
    for (hint, _) in AGAINST.iter().chain(AGAINST_SHORT) {
        let carried: usize =
            good.iter().filter(|(_, block)| block.hints.has(*hint)).map(|(bytes, _)| bytes).sum();
        if carried as f64 <= MAX_HEARD * total as f64 {
            heard = heard.with(*hint);
        }
    }
    heard
}

/// Share of a line's bytes that are links.
pub fn link_share(page: &Page<'_>, i: usize) -> f64 {
    f64::from(page.block(i).link_bytes) / page.lines[i].text().len().max(1) as f64
}

/// Whether a line is the page's headline.
pub fn is_title(page: &Page<'_>, i: usize) -> bool {
    let block = page.block(i);
    let text = page.lines[i].text();
    let is_heading =
        block.tag == Tag::Heading(1) && (block.in_main || block.hints.has(Hint::Headline));
    page.metadata.title.as_deref() == Some(text)
        || is_heading && page.metadata.site_name.as_deref() != Some(text)
}
