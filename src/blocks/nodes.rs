//! The block elements of a page, and what they say of the blocks inside them.
//!
//! In go the elements as they were met, each with its parent and the hints of its own name,
//! classes and roles, and the blocks. Out come the blocks' hints, inherited from all elements
//! around them, and their place relative to the mass of the page's text.
//!
//! A page-wide element often carries words that are true of the site and not of its text
//! (`<div class="page share-enabled ads-on">`, a `<form>` around everything). So once the whole
//! page is known, an element that holds most of its good words passes on only what speaks for
//! text. Words are good in a block of at least fifteen with few links: sentences, not menus.

use super::elements::Element;
use super::surroundings::{self, Measure};
use crate::document::{Block, Hint, Hints, Tag};

/// Fewest words of a block whose words are good, and most of its bytes inside links.
const GOOD_WORDS: u32 = 15;
const GOOD_LINK_SHARE: f32 = 0.35;
/// An element with a larger share of the good words is the page or its text, whatever its classes
/// say. Below one half, lists of teasers would lose their names.
const PAGE_SHARE: f32 = 0.5;
/// The same for readers' comments, which do outweigh short articles.
const COMMENTS_SHARE: f32 = 0.9;
/// An element with fewer blocks is not a page: a lone paragraph keeps its hints.
const PAGE_BLOCKS: u32 = 3;
/// Fewest good words beside a column that are an article of their own.
const SHORT_ARTICLE: u32 = 25;
/// What a block without good words costs the element that holds it, in words, and at most.
const DULL_COST: f32 = 12.0;

/// What a page-wide element passes on.
const FOR_TEXT: Hints = Hints::NONE
    .with(Hint::Article)
    .with(Hint::Main)
    .with(Hint::ArticleBody)
    .with(Hint::ContentWord);

const COMMENTS: Hints = Hints::NONE.with(Hint::CommentWord);

/// What speaks against a block belonging to the main part, however long its sentences.
const BESIDE: [Hint; 9] = [
    Hint::Nav,
    Hint::Aside,
    Hint::Footer,
    Hint::CommentWord,
    Hint::CookieWord,
    Hint::RelatedWord,
    Hint::TrendingWord,
    Hint::NewsletterWord,
    Hint::FooterWord,
];

/// A block element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Number of the block element around it; the first is its own.
    pub(super) parent: u32,
    /// What it is.
    pub(super) element: Element,
    /// What it says itself.
    pub(super) hints: Hints,
    /// Hash of its name and classes.
    pub(super) path: u32,
    /// Number of elements around it.
    pub(super) depth: u16,
    /// Number of the article element around it or itself.
    pub(super) container: u16,
    /// Number of the outermost list or table around it or itself; 0 for none.
    pub(super) group: u32,
}

impl Node {
    /// The page itself.
    pub(super) const ROOT: Self = Self {
        parent: 0,
        element: Element::Body,
        hints: Hints::NONE,
        path: 0,
        depth: 0,
        container: 0,
        group: 0,
    };
}

/// Sums over what an element holds.
#[derive(Clone, Copy, Default)]
struct Sums {
    good: u32,
    blocks: u32,
    value: f32,
}

/// Fills in what the blocks have from the elements around them; `owners` are the blocks' nodes.
pub(super) fn weigh(text: &str, blocks: &mut [Block], owners: &[u32], nodes: &[Node]) {
    let words: Vec<u32> = blocks.iter().map(|b| count_words(&text[b.span.range()])).collect();
    let mut sums = vec![Sums::default(); nodes.len()];
    for ((block, &words), &owner) in blocks.iter().zip(&words).zip(owners) {
        let sum = &mut sums[owner as usize];
        sum.blocks += 1;
        if is_good(block, words) {
            sum.good += words;
        }
    }
    add_to_parents(&mut sums, nodes, |parent, child| {
        parent.good += child.good;
        parent.blocks += child.blocks;
    });
    let total = sums[0].good.max(1) as f32;

    // A column of wordy notes beside a short article outweighs it, but does not hold its headline.
    let mut holds_title = vec![false; nodes.len()];
    for (i, node) in nodes.iter().enumerate().rev() {
        holds_title[i] |= node.element == Element::Heading1;
        holds_title[node.parent as usize] |= holds_title[i];
    }
    let is_beside = |i: usize| {
        let outside = sums[0].good - sums[i].good;
        nodes[i].element == Element::Aside
            && holds_title[0]
            && !holds_title[i]
            && outside >= SHORT_ARTICLE
    };

    let mut hints = vec![Hints::NONE; nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        let share = sums[i].good as f32 / total;
        let is_page = sums[i].blocks >= PAGE_BLOCKS && share > PAGE_SHARE && !is_beside(i);
        let own = match is_page {
            true if share > COMMENTS_SHARE => node.hints & FOR_TEXT,
            true => node.hints & (FOR_TEXT | COMMENTS),
            false => node.hints,
        };
        hints[i] = own | hints[node.parent as usize];
    }

    for ((block, &words), &owner) in blocks.iter_mut().zip(&words).zip(owners) {
        let node = &nodes[owner as usize];
        let parent = &nodes[node.parent as usize];
        block.hints = block.hints | hints[owner as usize];
        if block.tag == Tag::Line {
            block.tag = tag_of(node.element, parent.element);
        }
        block.depth = node.depth;
        block.container = node.container;
        block.path = path_of(node, parent, &nodes[parent.parent as usize]);
        block.good_share = sums[node.parent as usize].good as f32 / total;
        sums[owner as usize].value += value(block, words);
    }
    let main = mark_main(blocks, owners, nodes, sums);
    let measures: Vec<Measure> = blocks
        .iter()
        .zip(words)
        .map(|(block, words)| Measure { words, is_good: is_good(block, words) })
        .collect();
    surroundings::look(blocks, owners, nodes, &measures, main);
}

/// Finds the element with the best sum of values, if any has one above zero, and marks the blocks
/// inside it.
fn mark_main(
    blocks: &mut [Block],
    owners: &[u32],
    nodes: &[Node],
    mut sums: Vec<Sums>,
) -> Option<usize> {
    add_to_parents(&mut sums, nodes, |parent, child| parent.value += child.value);
    let mut best = 0;
    for i in 1..nodes.len() {
        // On a tie the deeper one, which comes later.
        if sums[i].value >= sums[best].value {
            best = i;
        }
    }
    if sums[best].value <= 0.0 {
        return None;
    }
    let mut is_inside = vec![false; nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        is_inside[i] = i == best || is_inside[node.parent as usize];
    }
    for (block, &owner) in blocks.iter_mut().zip(owners) {
        block.in_main = is_inside[owner as usize];
    }
    Some(best)
}

/// Adds every element's sums to its parent's, children first: they come after their parents.
fn add_to_parents(sums: &mut [Sums], nodes: &[Node], add: impl Fn(&mut Sums, Sums)) {
    for i in (1..nodes.len()).rev() {
        let child = sums[i];
        add(&mut sums[nodes[i].parent as usize], child);
    }
}

/// Words of a text; scripts without spaces count two characters as one word.
fn count_words(text: &str) -> u32 {
    let mut words = 1;
    let mut ideographs = 0;
    for &byte in text.as_bytes() {
        words += u32::from(byte <= b' ');
        // First bytes of U+3000..U+9FFF and of Thai, Lao, Khmer and their neighbors' rows.
        ideographs += u32::from((0xe3..=0xe9).contains(&byte));
    }
    words + ideographs / 2
}

fn link_share(block: &Block) -> f32 {
    block.link_bytes as f32 / block.span.len().max(1) as f32
}

fn is_good(block: &Block, words: u32) -> bool {
    words >= GOOD_WORDS && link_share(block) < GOOD_LINK_SHARE
}

/// What a block adds to the element that holds it.
fn value(block: &Block, words: u32) -> f32 {
    if is_good(block, words) && !block.hints.has_any(&BESIDE) {
        return words as f32;
    }
    let plain = match block.hints.has_any(&BESIDE) {
        true => 0.0,
        false => words as f32 * (1.0 - link_share(block)),
    };
    (plain - DULL_COST).clamp(-DULL_COST, 0.0)
}

fn tag_of(element: Element, parent: Element) -> Tag {
    if let Some(level) = element.heading() {
        return Tag::Heading(level);
    }
    match element {
        Element::Figcaption | Element::Caption => Tag::Caption,
        _ if parent == Element::Figcaption => Tag::Caption,
        Element::Blockquote => Tag::Quote,
        _ if parent == Element::Blockquote => Tag::Quote,
        Element::P => Tag::Paragraph,
        Element::Li | Element::Dt | Element::Dd => Tag::Item,
        Element::Pre => Tag::Preformatted,
        _ => Tag::Other,
    }
}

fn path_of(node: &Node, parent: &Node, grandparent: &Node) -> u32 {
    let path = node.path ^ parent.path.rotate_left(11) ^ grandparent.path.rotate_left(22);
    path.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_scripts_without_spaces_are_counted_by_characters() {
        assert_eq!(count_words("the old ferry"), 3);
        assert_eq!(count_words("東京都議会は"), 4);
    }
}
