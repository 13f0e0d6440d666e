//! What it finds: on pages with markup, what lies outside of the main content: the element that
//! holds most of the running text.
//!
//! Why it matters: menus, teasers of other stories, and footers are most of a page.
//!
//! Example: of a page with a menu, an article and a column of teasers the article stays.
//!
//! Limits: the title and a standfirst right before the main content stay; on a page without running
//! text nothing goes. It decides only where `strip/block-model` leaves it to it.

use super::markup::{is_kept_comment, is_title, reason_outside};
use super::page::Page;
use crate::document::{Hint, Tag};

pub const NAME: &str = "strip/main-content";

/// The markup has no doubt where the running text is, but an article may lie in several elements.
const OUTSIDE: f32 = 0.8;

/// Lines before the main content among which a standfirst is looked for.
const LEAD_LINES: usize = 12;

/// Fewest bytes of running text that make a main content.
const MIN_BYTES: usize = 200;

pub fn find(page: &mut Page<'_>) {
    let is_main = |page: &Page<'_>, i: usize| page.block(i).in_main && page.is_live(i);
    let bytes: usize = (0..page.lines.len())
        .filter(|&i| is_main(page, i) && page.lines[i].is_prose())
        .map(|i| page.lines[i].text().len())
        .sum();
    if bytes < MIN_BYTES {
        return;
    }
    let Some(first) = (0..page.lines.len()).find(|&i| is_main(page, i)) else { return };
    // The headline nearest before the main content, unless it has one itself.
    let has_title = (0..page.lines.len()).any(|i| page.block(i).in_main && is_headline(page, i));
    let title = (0..first).rev().find(|&i| is_headline(page, i)).filter(|_| !has_title);
    for i in 0..page.lines.len() {
        if page.block(i).in_main
            || title == Some(i)
            || is_lead(page, i, first)
            || is_kept_comment(page, i)
        {
            continue;
        }
        page.remove(i, reason_outside(page, i), OUTSIDE);
    }
}

/// Whether line `i` is the page's headline or one of its first level.
pub fn is_headline(page: &Page<'_>, i: usize) -> bool {
    is_title(page, i) || page.block(i).tag == Tag::Heading(1)
}

/// Whether line `i` is a standfirst: marked so, or what the page says of itself.
fn is_lead(page: &Page<'_>, i: usize, first: usize) -> bool {
    if i >= first || i + LEAD_LINES < first || !page.is_live(i) {
        return false;
    }
    let text = page.lines[i].text();
    let describes = page.metadata.description.as_deref().is_some_and(|d| d.trim() == text);
    let is_marked = page.block(i).hints.has(Hint::LeadWord) && page.lines[i].is_prose();
    is_marked || describes
}
