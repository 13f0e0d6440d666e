//! The same trees for one row at a time, their questions in order of what they ask.
//!
//! In goes a row; out comes its log-odds. For each of its values the questions that it is over stand
//! together at the front: only these are looked at, fewer than half, and none is mispredicted
//! (QuickScorer: Lucchese et al., SIGIR 2015). Deliberately absent: many rows, which [`Trees`]
//! asks together.

use super::{BadModel, Trees};

/// A question that a value was over, or will be.
#[derive(Clone, Copy, Debug)]
struct Strike {
    /// Number of its tree.
    tree: u32,
    /// The leaves that are left then.
    others: u32,
}

/// A sum of trees, for single rows; of the file that [`Trees`] describes.
#[derive(Clone, Debug)]
pub struct TreesByValue {
    /// Where the questions to each value of a row begin, and where those to the last one end.
    starts: Vec<u32>,
    /// Of the questions to each value, ascending.
    thresholds: Vec<f32>,
    strikes: Vec<Strike>,
    /// Of each tree: its first leaf.
    firsts: Vec<u32>,
    leaves: Vec<f32>,
}

impl TreesByValue {
    /// Reads a model file.
    ///
    /// # Errors
    /// As [`Trees::read`].
    pub fn read(bytes: &[u8]) -> Result<Self, BadModel> {
        let Trees { features, trees, nodes, leaves } = Trees::read(bytes)?;
        let mut starts = vec![0; features + 1];
        for node in &nodes {
            starts[node.feature as usize + 1] += 1;
        }
        for feature in 0..features {
            starts[feature + 1] += starts[feature];
        }
        let mut next = starts.clone();
        let mut questions = vec![(0.0, Strike { tree: 0, others: 0 }); nodes.len()];
        for (number, tree) in (0..).zip(&trees) {
            for node in &nodes[tree.node as usize..tree.end as usize] {
                let at: &mut u32 = &mut next[node.feature as usize];
                let strike = Strike { tree: number, others: node.others };
                questions[*at as usize] = (node.threshold, strike);
                *at += 1;
            }
        }
        for ends in starts.windows(2) {
            let of_feature = &mut questions[ends[0] as usize..ends[1] as usize];
            of_feature.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        }
        Ok(Self {
            starts,
            thresholds: questions.iter().map(|question| question.0).collect(),
            strikes: questions.iter().map(|question| question.1).collect(),
            firsts: trees.iter().map(|tree| tree.leaf).collect(),
            leaves,
        })
    }

    /// Number of features a row must have.
    pub fn features(&self) -> usize {
        self.starts.len() - 1
    }

    /// The log-odds of one row by all trees.
    pub fn sum(&self, row: &[f32]) -> f32 {
        let mut left = vec![u32::MAX; self.firsts.len()];
        for (&value, ends) in row.iter().zip(self.starts.windows(2)) {
            let [start, end] = [ends[0] as usize, ends[1] as usize];
            let over = self.thresholds[start..end].partition_point(|&limit| value > limit);
            for strike in &self.strikes[start..start + over] {
                left[strike.tree as usize] &= strike.others;
            }
        }
        let ends = self.firsts.iter().zip(left);
        ends.map(|(&first, left)| self.leaves[(first + left.trailing_zeros()) as usize]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_rows_come_to_what_many_do() {
        let bytes = include_bytes!("../../../dictionaries/models/en-spun.trees");
        let (many, single) = (Trees::read(bytes).unwrap(), TreesByValue::read(bytes).unwrap());
        assert_eq!(many.features(), single.features());
        let mut state = 7u32;
        for round in 0..60 {
            let row: Vec<f32> = (0..many.features())
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let size = [0.01, 1.0, -2.0, 30.0][(state >> 30) as usize];
                    (state >> 8) as f32 / 16_777_216.0 * size
                })
                .collect();
            let all = many.score_in(&row, &[]);
            assert_eq!(all, [single.sum(&row)], "row {round}");
        }
    }

    #[test]
    fn no_number_is_over_nothing() {
        let bytes = include_bytes!("../../../dictionaries/models/en-gate-table.trees");
        let trees = TreesByValue::read(bytes).unwrap();
        let row = |value: f32| vec![value; trees.features()];
        assert_eq!(trees.sum(&row(f32::NAN)), trees.sum(&row(f32::NEG_INFINITY)));
    }
}
