//! Gradient-boosted regression trees, as trained by LightGBM in `lab/`.
//!
//! A model is a sum of trees; its value is a log-odds (natural logarithm). Deliberately absent:
//! training, missing values, categorical splits.

/// Why a model file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadModel(pub &'static str);

/// First bytes of a model file: name and version of the format.
const MAGIC: &[u8; 8] = b"cdtrees1";
/// Trees that see every row, and log-odds from which they need no others. Of 40,000 training blocks these
/// settle seven in ten and not one would have ended on the other side; 2.5 settles three in four
/// and mistakes two in 10,000.
const GLANCE: usize = 60;
const SURE: f32 = 3.0;
/// Set in a child's number when the child is a leaf.
const LEAF: u16 = 0x8000;

/// One node of a tree: at most `threshold` goes to the first child. A leaf is its own child, so
/// that a walk may take more steps than it needs.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u16,
    children: [u16; 2],
}

/// Where a tree lies, and the most steps from its root to a leaf.
#[derive(Clone, Copy, Debug)]
struct Tree {
    first: u32,
    end: u32,
    /// Nodes before the first leaf.
    inner: u16,
    depth: u16,
    /// Value of the first leaf.
    leaf: u32,
}

/// Rows walked down a tree side by side: the steps of one wait for memory, those of eight do not.
const LANES: usize = 8;
/// Rows that go through all trees together: they fit the processor's first cache.
const GROUP: usize = 4 * LANES;

/// A sum of trees.
///
/// File: magic; features, trees (u32 each); per tree the numbers of inner nodes and leaves
/// (u16 each), then the nodes (threshold f32, feature, left, right u16), then the leaves (f32).
/// All little-endian. Children count from the tree's own first node or leaf.
#[derive(Clone, Debug)]
pub struct Trees {
    /// Number of features a row has.
    features: usize,
    trees: Vec<Tree>,
    /// Inner nodes, then leaves, tree after tree. Every child lies in its tree and every feature
    /// below `features`: checked when read.
    nodes: Vec<Node>,
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
        for _ in 0..trees {
            let inner = take_u16(&mut rest)?;
            let leaves = take_u16(&mut rest)?;
            if leaves == 0 {
                return Err(BadModel("a tree without leaves"));
            }
            let size = inner.checked_add(leaves).ok_or(BadModel("a tree is too large"))?;
            let first = model.nodes.len();
            let mut depths = vec![0u16; usize::from(size)];
            for number in 0..inner {
                let threshold = take_f32(&mut rest)?;
                let feature = take_u16(&mut rest)?;
                let children = [take_u16(&mut rest)?, take_u16(&mut rest)?];
                // Children after their parent: a walk always ends.
                let fits = |child: u16| match child & LEAF {
                    0 => child > number && child < inner,
                    _ => (child & !LEAF) < leaves,
                };
                if !children.into_iter().all(fits) || usize::from(feature) >= features {
                    return Err(BadModel("a node points outside its tree"));
                }
                let children = children.map(|child| match child & LEAF {
                    0 => child,
                    _ => inner + (child & !LEAF),
                });
                for child in children {
                    let below = depths[usize::from(number)] + 1;
                    let depth = &mut depths[usize::from(child)];
                    *depth = below.max(*depth);
                }
                model.nodes.push(Node { threshold, feature, children });
            }
            for leaf in inner..size {
                let children = [leaf; 2];
                model.nodes.push(Node { threshold: f32::INFINITY, feature: 0, children });
            }
            model.trees.push(Tree {
                first: first as u32,
                end: model.nodes.len() as u32,
                inner,
                depth: depths.iter().copied().max().unwrap_or_default(),
                leaf: model.leaves.len() as u32,
            });
            for _ in 0..leaves {
                model.leaves.push(take_f32(&mut rest)?);
            }
        }
        Ok(model)
    }

    /// Number of features a row must have.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The log-odds of each row; `rows` holds them one after the other.
    ///
    /// Rows that the first `GLANCE` trees are `SURE` of are not shown to the others (a cascade
    /// after Viola and Jones, CVPR 2001): their log-odds are those of the first trees.
    pub fn score(&self, rows: &[f32]) -> Vec<f32> {
        let mut scores = vec![0.0; rows.len() / self.features.max(1)];
        if self.features == 0 {
            return scores;
        }
        let (first, others) = self.trees.split_at(GLANCE.min(self.trees.len()));
        self.add(first, rows, &mut scores);
        let open: Vec<usize> = (0..scores.len()).filter(|&i| scores[i].abs() < SURE).collect();
        let row = |i: usize| &rows[i * self.features..][..self.features];
        let left: Vec<f32> = open.iter().flat_map(|&i| row(i)).copied().collect();
        let mut more: Vec<f32> = open.iter().map(|&i| scores[i]).collect();
        self.add(others, &left, &mut more);
        for (i, score) in open.into_iter().zip(more) {
            scores[i] = score;
        }
        scores
    }

    /// The log-odds of one row by all trees.
    pub fn sum(&self, row: &[f32]) -> f32 {
        if self.features == 0 || row.len() != self.features {
            return 0.0;
        }
        let mut score = 0.0;
        for tree in &self.trees {
            let nodes = &self.nodes[tree.first as usize..tree.end as usize];
            let mut at = 0u16;
            while at < tree.inner {
                let node = &nodes[usize::from(at)];
                at = node.children[usize::from(row[usize::from(node.feature)] > node.threshold)];
            }
            score += self.leaves[tree.leaf as usize + usize::from(at - tree.inner)];
        }
        score
    }

    /// Adds what `trees` say of each row.
    fn add(&self, trees: &[Tree], rows: &[f32], scores: &mut [f32]) {
        let groups = rows.chunks(GROUP * self.features);
        for (rows, scores) in groups.zip(scores.chunks_mut(GROUP)) {
            for tree in trees {
                let nodes = &self.nodes[tree.first as usize..tree.end as usize];
                let leaves = &self.leaves[tree.leaf as usize..];
                let lanes = rows.chunks(LANES * self.features);
                for (rows, scores) in lanes.zip(scores.chunks_mut(LANES)) {
                    let at = walk(nodes, tree.depth, rows, self.features);
                    for (score, at) in scores.iter_mut().zip(at) {
                        *score += leaves[usize::from(at - tree.inner)];
                    }
                }
            }
        }
    }
}

/// The leaves that up to [`LANES`] rows end in; lanes without a row stay at some leaf.
#[inline]
fn walk(nodes: &[Node], depth: u16, rows: &[f32], width: usize) -> [u16; LANES] {
    let mut at = [0u16; LANES];
    let last = rows.len() / width - 1;
    let row: [&[f32]; LANES] = std::array::from_fn(|lane| &rows[lane.min(last) * width..][..width]);
    for _ in 0..depth {
        for (at, row) in at.iter_mut().zip(&row) {
            let node = &nodes[usize::from(*at)];
            let is_over = row[usize::from(node.feature)] > node.threshold;
            *at = node.children[usize::from(is_over)];
        }
    }
    at
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
