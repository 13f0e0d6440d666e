//! Gradient-boosted regression trees, as trained by LightGBM in `lab/`.
//!
//! A model is a sum of trees; its value is a log-odds (natural logarithm). Deliberately absent:
//! training, missing values, categorical splits.

/// Why a model file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadModel(pub &'static str);

/// First bytes of a model file: name and version of the format.
const MAGIC: &[u8; 8] = b"cdtrees1";
/// Set in a child's number when the child is a leaf.
const LEAF: u16 = 0x8000;

/// One inner node: at most `threshold` goes left.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u16,
    left: u16,
    right: u16,
}

/// A sum of trees.
///
/// File: magic; features, trees (u32 each); per tree the numbers of inner nodes and leaves
/// (u16 each), then the nodes (threshold f32, feature, left, right u16), then the leaves (f32).
/// All little-endian. Children count from the tree's own first node or leaf.
#[derive(Clone, Debug)]
pub struct Trees {
    /// Number of features a row has.
    features: usize,
    /// First node and first leaf of each tree.
    starts: Vec<(u32, u32)>,
    /// Every child lies in its tree and every feature below `features`: checked when read.
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
        let mut model =
            Self { features, starts: Vec::new(), nodes: Vec::new(), leaves: Vec::new() };
        for _ in 0..trees {
            let inner = take_u16(&mut rest)?;
            let leaves = take_u16(&mut rest)?;
            model.starts.push((model.nodes.len() as u32, model.leaves.len() as u32));
            for number in 0..inner {
                let node = Node {
                    threshold: take_f32(&mut rest)?,
                    feature: take_u16(&mut rest)?,
                    left: take_u16(&mut rest)?,
                    right: take_u16(&mut rest)?,
                };
                // Children after their parent: a walk always ends.
                let fits = |child: u16| match child & LEAF {
                    0 => child > number && child < inner,
                    _ => (child & !LEAF) < leaves,
                };
                if !fits(node.left) || !fits(node.right) || usize::from(node.feature) >= features {
                    return Err(BadModel("a node points outside its tree"));
                }
                model.nodes.push(node);
            }
            if leaves == 0 {
                return Err(BadModel("a tree without leaves"));
            }
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
    pub fn score(&self, rows: &[f32]) -> Vec<f32> {
        let count = rows.len() / self.features.max(1);
        let mut scores = vec![0.0; count];
        // Tree by tree, so that a tree's nodes stay in the cache for all rows of a page.
        for (tree, &(first_node, first_leaf)) in self.starts.iter().enumerate() {
            let end = self.starts.get(tree + 1).map_or(self.nodes.len(), |next| next.0 as usize);
            let nodes = &self.nodes[first_node as usize..end];
            let leaves = &self.leaves[first_leaf as usize..];
            for (row, score) in rows.chunks_exact(self.features).zip(&mut scores) {
                *score += leaves[leaf(nodes, row)];
            }
        }
        scores
    }
}

/// The number of the leaf that a row ends in.
#[inline]
fn leaf(nodes: &[Node], row: &[f32]) -> usize {
    if nodes.is_empty() {
        return 0;
    }
    let mut at = 0;
    loop {
        let node = nodes[usize::from(at)];
        let goes_left = row[usize::from(node.feature)] <= node.threshold;
        at = if goes_left { node.left } else { node.right };
        if at & LEAF != 0 {
            return usize::from(at & !LEAF);
        }
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
