//! Articles that a paywall cuts off: what a page gives away for nothing.
//!
//! In go the blocks of one article with their labels; out comes whether the wall follows the text.
//! Deliberately absent: walls before the text or amid it; behind those the article goes on.

use crate::document::Label;
use crate::text::{Reason, Span};

/// The warning that an article carries.
pub const WARNING: &str = "paywall";

/// More words than a page gives away: with as many the article is whole, and what follows is a pitch.
const MAX_WORDS: usize = 300;

/// Blocks after the text among which the wall stands, and the fewest that make one unless it follows
/// at once.
const NEAR: usize = 6;
const MIN_BLOCKS: usize = 2;

/// Whether the text ends at a paywall.
pub fn is_stub(text: &str, blocks: &[(Span, Label)]) -> bool {
    let is_kept = |(_, label): &(Span, Label)| !matches!(label, Label::Boilerplate(_));
    let Some(last) = blocks.iter().rposition(is_kept) else { return false };
    let is_wall = |(_, label): &&(Span, Label)| matches!(label, Label::Boilerplate(why) if why.reason == Reason::Paywall);
    let after = &blocks[last + 1..blocks.len().min(last + 1 + NEAR)];
    let walls = after.iter().filter(is_wall).count();
    if walls < MIN_BLOCKS && !after.first().is_some_and(|first| is_wall(&first)) {
        return false;
    }
    let kept = blocks.iter().filter(|block| is_kept(block));
    kept.map(|(span, _)| text[span.range()].split_whitespace().count()).sum::<usize>() <= MAX_WORDS
}
