//! Where a block stands among the elements of its page.
//!
//! In go the block elements and the blocks with their words and links, out come each block's
//! [`Surroundings`]: what its nearest elements hold, and how far it is from the element whose own
//! children hold most of the running text. The block model reads them (Vogels et al., Web2Text,
//! ECIR 2018, take such features of parent and grandparent). Deliberately absent: what names and
//! classes say, which `nodes` tells.

use super::nodes::Node;
use crate::document::{Ancestor, Block, Surroundings};

/// What is known of a block here.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    /// Its words.
    pub(super) words: u32,
    /// Whether it is running text.
    pub(super) is_good: bool,
}

/// Sums over what an element holds.
#[derive(Clone, Copy)]
struct Held {
    blocks: u32,
    words: u32,
    good_words: u32,
    good_blocks: u32,
    link_bytes: u64,
    bytes: u64,
    first: u32,
}

impl Held {
    const NOTHING: Self = Self {
        blocks: 0,
        words: 0,
        good_words: 0,
        good_blocks: 0,
        link_bytes: 0,
        bytes: 0,
        first: u32::MAX,
    };

    fn add(&mut self, other: Self) {
        self.blocks += other.blocks;
        self.words += other.words;
        self.good_words += other.good_words;
        self.good_blocks += other.good_blocks;
        self.link_bytes += other.link_bytes;
        self.bytes += other.bytes;
        self.first = self.first.min(other.first);
    }

    fn link_share(&self) -> f32 {
        self.link_bytes as f32 / self.bytes.max(1) as f32
    }
}

/// Fills in every block's surroundings; `main` is the number of the page's main element.
pub(super) fn look(
    blocks: &mut [Block],
    owners: &[u32],
    nodes: &[Node],
    measures: &[Measure],
    main: Option<usize>,
) {
    let held = sums(blocks, owners, nodes, measures);
    let total = held[0].good_words.max(1) as f32;
    let trunk = Trunk::of(owners, nodes, measures);
    let main = main.unwrap_or(0);
    for (at, (block, &owner)) in blocks.iter_mut().zip(owners).enumerate() {
        let owner = owner as usize;
        let place = |node: usize| (at as f32 - held[node].first as f32).max(0.0);
        let mut ancestors = [Ancestor::default(); 4];
        let mut node = owner;
        for ancestor in &mut ancestors {
            let sum = &held[node];
            *ancestor = Ancestor {
                element: nodes[node].element as u8,
                blocks: sum.blocks,
                words: sum.words,
                good_share: sum.good_words as f32 / total,
                good_blocks: sum.good_blocks as f32 / sum.blocks.max(1) as f32,
                link_share: sum.link_share(),
                position: place(node) / sum.blocks.max(1) as f32,
            };
            node = nodes[node].parent as usize;
        }
        let (join, up) = trunk.join[owner];
        block.surroundings = Surroundings {
            ancestors,
            steps_up: up,
            steps_down: nodes[trunk.heavy].depth.saturating_sub(nodes[join as usize].depth),
            join_share: held[join as usize].good_words as f32 / total,
            heavy_share: trunk.own_words as f32 / total,
            from_main_start: at as f32 - held[main].first.min(at as u32 + 999) as f32,
            to_main_end: held[main].first as f32 + held[main].blocks as f32 - 1.0 - at as f32,
            main_share: held[main].good_words as f32 / total,
            main_links: held[main].link_share(),
        };
    }
}

fn sums(blocks: &[Block], owners: &[u32], nodes: &[Node], measures: &[Measure]) -> Vec<Held> {
    let mut held = vec![Held::NOTHING; nodes.len()];
    for (at, ((block, &owner), measure)) in blocks.iter().zip(owners).zip(measures).enumerate() {
        held[owner as usize].add(Held {
            blocks: 1,
            words: measure.words,
            good_words: if measure.is_good { measure.words } else { 0 },
            good_blocks: measure.is_good.into(),
            link_bytes: block.link_bytes.into(),
            bytes: block.span.len() as u64,
            first: at as u32,
        });
    }
    for i in (1..nodes.len()).rev() {
        let child = held[i];
        held[nodes[i].parent as usize].add(child);
    }
    held
}

/// The element whose own children hold most of the running text, and the way to it.
struct Trunk {
    heavy: usize,
    /// Good words of its own children.
    own_words: u32,
    /// For each element the innermost one around it that is also around `heavy`, and how many
    /// steps up that is.
    join: Vec<(u32, u16)>,
}

impl Trunk {
    fn of(owners: &[u32], nodes: &[Node], measures: &[Measure]) -> Self {
        let mut own = vec![0u32; nodes.len()];
        for (&owner, measure) in owners.iter().zip(measures).filter(|(_, m)| m.is_good) {
            own[nodes[owner as usize].parent as usize] += measure.words;
        }
        let heavy = (0..nodes.len()).rev().max_by_key(|&i| own[i]).unwrap_or(0);
        let mut is_trunk = vec![false; nodes.len()];
        let mut node = heavy;
        is_trunk[0] = true;
        while node != 0 {
            is_trunk[node] = true;
            node = nodes[node].parent as usize;
        }
        // Elements come after their parents.
        let mut join = vec![(0u32, 0u16); nodes.len()];
        for i in 1..nodes.len() {
            join[i] = match is_trunk[i] {
                true => (i as u32, 0),
                false => {
                    let (node, up) = join[nodes[i].parent as usize];
                    (node, up.saturating_add(1))
                }
            };
        }
        Self { heavy, own_words: own[heavy], join }
    }
}
