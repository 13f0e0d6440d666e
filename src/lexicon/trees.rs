//! Gradient-boosted regression trees, as trained by LightGBM in `lab/`.
//!
//! A model is a sum of trees; its value is a log-odds (natural logarithm). Deliberately absent:
//! training, missing values, categorical splits.

mod by_value;

pub use by_value::TreesByValue;

use fearless_simd::{Level, dispatch};

/// Why a model file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadModel(pub &'static str);

/// First bytes of a model file: name and version of the format.
const MAGIC: &[u8; 8] = b"cdtrees1";
/// Trees that see every row, and log-odds from which they need no others. Of 30,000 training blocks
/// these settle three in four; 5 would have ended on the other side of zero.
const GLANCE: usize = 120;
const SURE: f32 = 3.0;
/// Set in a child's number when the child is a leaf.
const LEAF: u16 = 0x8000;
/// Most leaves of a tree: each is one bit of a row's mask.
const MAX_LEAVES: u16 = 32;
/// Rows that go through all trees together: their masks fit the processor's registers, and their
/// features its first cache.
const GROUP: usize = 16;

/// One inner node, as a question to a row: with a value over the threshold it cannot end in the leaves
/// on the left.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u32,
    /// All leaves but those of the left child.
    others: u32,
}

/// Where a tree's nodes and leaves begin.
#[derive(Clone, Copy, Debug)]
struct Tree {
    node: u32,
    end: u32,
    leaf: u32,
}

/// A sum of trees.
///
/// File: magic; features, trees (u32 each); per tree the numbers of inner nodes and leaves
/// (u16 each), then the nodes (threshold f32, feature, left, right u16), then the leaves (f32).
/// All little-endian. Children count from the tree's own first node or leaf; leaves stand from left
/// to right.
#[derive(Clone, Debug, Default)]
pub struct Trees {
    /// Number of features a row has.
    features: usize,
    trees: Vec<Tree>,
    /// Tree after tree; every feature lies below `features`: checked when read.
    nodes: Vec<Node>,
    /// Tree after tree, and some behind the last so that any bit of a mask has a value.
    leaves: Vec<f32>,
}

impl Trees {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`BadModel`] when it is cut, of another version, or inconsistent.
    pub fn read(bytes: &[u8]) -> Result<Self, BadModel> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(BadModel("not a model of this version"))?;
        let features = take_u32(&mut rest)? as usize;
        let trees = take_u32(&mut rest)?;
        let mut model = Self { features, trees: Vec::new(), nodes: Vec::new(), leaves: Vec::new() };
        let (mut children, mut masks) = (Vec::new(), LeftLeaves::default());
        for _ in 0..trees {
            let inner = take_u16(&mut rest)?;
            let leaves = take_u16(&mut rest)?;
            if leaves == 0 || leaves > MAX_LEAVES {
                return Err(BadModel("a tree has no leaf or more than 32"));
            }
            let (node, leaf) = (model.nodes.len() as u32, model.leaves.len() as u32);
            children.clear();
            for _ in 0..inner {
                let threshold = take_f32(&mut rest)?;
                let feature = u32::from(take_u16(&mut rest)?);
                if feature as usize >= features {
                    return Err(BadModel("a node asks for a feature that no row has"));
                }
                children.push([take_u16(&mut rest)?, take_u16(&mut rest)?]);
                model.nodes.push(Node { threshold, feature, others: 0 });
            }
            let masks = masks.of(&children, leaves)?;
            for (node, mask) in model.nodes[node as usize..].iter_mut().zip(masks) {
                node.others = !mask;
            }
            for _ in 0..leaves {
                model.leaves.push(take_f32(&mut rest)?);
            }
            model.trees.push(Tree { node, end: model.nodes.len() as u32, leaf });
        }
        model.leaves.resize(model.leaves.len() + usize::from(MAX_LEAVES), 0.0);
        Ok(model)
    }

    /// Number of features a row must have.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The log-odds of each row; `rows` holds them one after the other.
    ///
    /// Rows that the first `GLANCE` trees are `SURE` of are not shown to the others.
    pub fn score(&self, rows: &[f32]) -> Vec<f32> {
        self.score_in(rows, &[(GLANCE, SURE)])
    }

    /// As [`Trees::score`] with other stages: rows whose log-odds by the first so many trees are this far
    /// from zero are not shown to the others (a cascade after Viola and Jones, CVPR 2001).
    pub fn score_in(&self, rows: &[f32], stages: &[(usize, f32)]) -> Vec<f32> {
        if self.features == 0 {
            return Vec::new();
        }
        let rows: Vec<&[f32]> = rows.chunks_exact(self.features).collect();
        let mut scores = vec![0.0; rows.len()];
        let mut open: Vec<usize> = (0..rows.len()).collect();
        let mut columns = vec![[0.0f32; GROUP]; self.features];
        let mut from = 0;
        let last = (self.trees.len(), f32::INFINITY);
        for &(end, sure) in stages.iter().chain([&last]) {
            let end = end.clamp(from, self.trees.len());
            let left: Vec<&[f32]> = open.iter().map(|&i| rows[i]).collect();
            let mut sums: Vec<f32> = open.iter().map(|&i| scores[i]).collect();
            self.add(&self.trees[from..end], &left, &mut columns, &mut sums);
            for (&i, sum) in open.iter().zip(sums) {
                scores[i] = sum;
            }
            open.retain(|&i| scores[i].abs() < sure);
            from = end;
        }
        scores
    }

    /// Adds what `trees` say of each row; `columns` is room for the features of a group.
    ///
    /// No row is walked down a tree. Every question of a tree is put to all rows of a group at once, and
    /// strikes out leaves; the first leaf that is left is the one a walk would have ended in
    /// (after QuickScorer: Lucchese et al., SIGIR 2015). The many steps are so simple that the
    /// compiler makes vector instructions of them.
    fn add(
        &self,
        trees: &[Tree],
        rows: &[&[f32]],
        columns: &mut [[f32; GROUP]],
        scores: &mut [f32],
    ) {
        let level = Level::new();
        for (rows, scores) in rows.chunks(GROUP).zip(scores.chunks_mut(GROUP)) {
            for (lane, row) in rows.iter().enumerate() {
                for (column, value) in columns.iter_mut().zip(*row) {
                    column[lane] = *value;
                }
            }
            let mut sums = [0.0; GROUP];
            sums[..scores.len()].copy_from_slice(scores);
            dispatch!(level, _simd => self.add_group(trees, columns, &mut sums));
            scores.copy_from_slice(&sums[..scores.len()]);
        }
    }

    /// Adds what `trees` say of each row of a group: a tree's first leaf that is not struck out.
    #[inline(always)] // into what is compiled for the widest vectors that the processor has
    #[allow(clippy::needless_range_loop)] // behind a zip the compiler does not see the vectors
    fn add_group(&self, trees: &[Tree], columns: &[[f32; GROUP]], sums: &mut [f32; GROUP]) {
        for tree in trees {
            let mut masks = [u32::MAX; GROUP];
            for node in &self.nodes[tree.node as usize..tree.end as usize] {
                let column = &columns[node.feature as usize];
                for lane in 0..GROUP {
                    // All ones where the value is not over; written so that it becomes one vector step.
                    let is_within = u32::from(column[lane] > node.threshold).wrapping_sub(1);
                    masks[lane] &= node.others | is_within;
                }
            }
            let leaves = &self.leaves[tree.leaf as usize..];
            for lane in 0..GROUP {
                sums[lane] += leaves[masks[lane].trailing_zeros() as usize];
            }
        }
    }
}

/// For every inner node of a tree the leaves below its left child, as bits; kept from tree to tree for
/// its memory.
#[derive(Default)]
struct LeftLeaves {
    /// Leaves below each node, left and right.
    below: Vec<u32>,
    left: Vec<u32>,
}

impl LeftLeaves {
    fn of(&mut self, children: &[[u16; 2]], leaves: u16) -> Result<&[u32], BadModel> {
        let Self { below, left } = self;
        for list in [&mut *below, &mut *left] {
            list.clear();
            list.resize(children.len(), 0);
        }
        // Children stand after their parent.
        for (number, pair) in children.iter().enumerate().rev() {
            let mut masks = [0u32; 2];
            for (mask, child) in masks.iter_mut().zip(pair) {
                *mask = match child & LEAF {
                    0 if usize::from(*child) > number => {
                        *below.get(usize::from(*child)).unwrap_or(&0)
                    }
                    0 => 0,
                    _ if child & !LEAF < leaves => 1 << (child & !LEAF),
                    _ => 0,
                };
            }
            let [first, second] = masks;
            if first == 0 || second == 0 || first.leading_zeros() < 32 - second.trailing_zeros() {
                return Err(BadModel("a node points outside its tree or leaves are out of order"));
            }
            (left[number], below[number]) = (first, first | second);
        }
        let all = u32::MAX >> (u32::from(MAX_LEAVES) - u32::from(leaves));
        if below.first().copied().unwrap_or(1) != all {
            return Err(BadModel("a leaf of a tree cannot be reached"));
        }
        Ok(left)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], BadModel> {
    let (first, after) = rest.split_first_chunk::<N>().ok_or(BadModel("the file is cut"))?;
    *rest = after;
    Ok(*first)
}

fn take_u16(rest: &mut &[u8]) -> Result<u16, BadModel> {
    take(rest).map(u16::from_le_bytes)
}

fn take_u32(rest: &mut &[u8]) -> Result<u32, BadModel> {
    take(rest).map(u32::from_le_bytes)
}

fn take_f32(rest: &mut &[u8]) -> Result<f32, BadModel> {
    take(rest).map(f32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One tree of one node: feature 1 at most 0.5 gives -1, else 2.
    fn stump() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(2u32.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        bytes.extend([1u16, 2].map(u16::to_le_bytes).concat());
        bytes.extend(0.5f32.to_le_bytes());
        bytes.extend([1u16, LEAF, LEAF | 1].map(u16::to_le_bytes).concat());
        bytes.extend([-1.0f32, 2.0].map(f32::to_le_bytes).concat());
        bytes
    }

    #[test]
    fn rows_are_scored() {
        let model = Trees::read(&stump()).unwrap();
        assert_eq!(model.score(&[9.0, 0.5, 9.0, 0.6]), [-1.0, 2.0]);
        let single = TreesByValue::read(&stump()).unwrap();
        assert_eq!([single.sum(&[9.0, 0.5]), single.sum(&[9.0, 0.6])], [-1.0, 2.0]);
    }

    #[test]
    fn groups_are_scored_as_single_rows_are() {
        let model = Trees::read(&stump()).unwrap();
        let rows: Vec<f32> = (0..100).map(|i| i as f32 / 50.0).collect();
        let alone: Vec<f32> = rows.chunks(2).flat_map(|row| model.score(row)).collect();
        assert_eq!(model.score(&rows), alone);
    }

    #[test]
    fn the_built_in_model_ends_where_a_walk_ends() {
        let bytes = include_bytes!("../../dictionaries/models/blocks-html.trees");
        let model = Trees::read(bytes).unwrap();
        // Values of all sizes, without order; not a number counts as not over.
        let mut state = 7u32;
        let mut rows: Vec<f32> = Vec::new();
        for _ in 0..50 * model.features() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let size = [0.01, 1.0, 30.0, f32::NAN][(state >> 30) as usize];
            rows.push((state >> 8) as f32 / 16_777_216.0 * size);
        }
        let walked: Vec<f32> =
            rows.chunks(model.features()).map(|row| walk(bytes, model.trees.len(), row)).collect();
        assert_eq!(model.score(&rows), walked);
    }

    /// The log-odds of one row, taken straight from the file, node by node.
    fn walk(bytes: &[u8], trees: usize, row: &[f32]) -> f32 {
        let mut rest = &bytes[MAGIC.len() + 8..];
        let mut sum = 0.0f32;
        for number in 0..trees {
            if number == GLANCE && sum.abs() >= SURE {
                break;
            }
            let inner = usize::from(take_u16(&mut rest).unwrap());
            let leaves = usize::from(take_u16(&mut rest).unwrap());
            let (nodes, values) = (rest, &rest[inner * 10..]);
            rest = &values[leaves * 4..];
            let mut at = if inner == 0 { LEAF } else { 0 };
            while at & LEAF == 0 {
                let mut node = &nodes[usize::from(at) * 10..];
                let threshold = take_f32(&mut node).unwrap();
                let feature = take_u16(&mut node).unwrap();
                let children = [take_u16(&mut node).unwrap(), take_u16(&mut node).unwrap()];
                at = children[usize::from(row[usize::from(feature)] > threshold)];
            }
            sum += take_f32(&mut &values[usize::from(at & !LEAF) * 4..]).unwrap();
        }
        sum
    }

    #[test]
    fn broken_files_are_refused() {
        let bytes = stump();
        for end in 0..bytes.len() {
            assert!(Trees::read(&bytes[..end]).is_err());
        }
        let mut pointing_up = bytes.clone();
        pointing_up[26] = 0; // the left child becomes the node itself
        pointing_up[27] = 0;
        assert!(Trees::read(&pointing_up).is_err());
    }
}
