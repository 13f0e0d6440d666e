//! Weights of hashed words: a linear model over the words of a line.
//!
//! Trained in `lab/`. Deliberately absent: words themselves, and how a line becomes hashes (the
//! room `strip` knows).

use std::hint::black_box;

use super::trees::BadModel;

/// First bytes of a file: name and version of the format.
const MAGIC: &[u8; 8] = b"cdwords1";

/// A weight for each known hash.
///
/// File: magic; number of weights (u32), bias (f32), then hash (u32) and weight (f32) of each,
/// ascending by hash. All little-endian.
#[derive(Clone, Debug)]
pub struct Weights {
    bias: f32,
    /// Hashes and their weights by open addressing, at most half full; a free slot has the weight 0.
    slots: Vec<(u32, f32)>,
}

impl Weights {
    /// Reads a file.
    ///
    /// # Errors
    /// [`BadModel`] when it is cut, of another version, or its hashes do not ascend.
    pub fn read(bytes: &[u8]) -> Result<Self, BadModel> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadModel("not weights of this version"))?;
        let (pairs, others) = rest.as_chunks::<8>();
        let Some((head, pairs)) = pairs.split_first() else {
            return Err(BadModel("the file is cut"));
        };
        let [count, bias] = split(head);
        if pairs.len() != u32::from_le_bytes(count) as usize || !others.is_empty() {
            return Err(BadModel("the file is cut"));
        }
        let slots = vec![(0, 0.0); (2 * pairs.len()).next_power_of_two().max(2)];
        let mut weights = Self { bias: f32::from_le_bytes(bias), slots };
        let mut last = None;
        for pair in pairs {
            let [hash, weight] = split(pair);
            let hash = u32::from_le_bytes(hash);
            if last.is_some_and(|last| last >= hash) {
                return Err(BadModel("the hashes do not ascend"));
            }
            last = Some(hash);
            let slot = weights.slot(hash);
            weights.slots[slot] = (hash, f32::from_le_bytes(weight));
        }
        Ok(weights)
    }

    /// What a line without any known word starts from.
    pub fn bias(&self) -> f32 {
        self.bias
    }

    /// Fetches what [`Self::of`] needs for these hashes: memory is waited for once, not for each.
    pub fn fetch(&self, hashes: impl Iterator<Item = u32>) {
        black_box(hashes.fold(0, |sum, hash| sum ^ self.slots[self.home(hash)].0));
    }

    /// The weight of a hash, 0 for an unknown one.
    pub fn of(&self, hash: u32) -> f32 {
        self.slots[self.slot(hash)].1
    }

    /// The slot where a hash is looked for first.
    fn home(&self, hash: u32) -> usize {
        (hash >> (32 - self.slots.len().trailing_zeros())) as usize
    }

    /// The slot of a hash, or the free one where it would stand.
    fn slot(&self, hash: u32) -> usize {
        let mut at = self.home(hash);
        loop {
            let (known, weight) = self.slots[at];
            if known == hash || weight == 0.0 {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

fn split(pair: &[u8; 8]) -> [[u8; 4]; 2] {
    let [a, b, c, d, e, f, g, h] = *pair;
    [[a, b, c, d], [e, f, g, h]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(2u32.to_le_bytes());
        bytes.extend(0.5f32.to_le_bytes());
        for (hash, weight) in [(3u32, -1.0f32), (9, 2.0)] {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(weight.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn weights_are_found_by_hash() {
        let weights = Weights::read(&file()).unwrap();
        assert_eq!((weights.bias(), weights.of(9), weights.of(4)), (0.5, 2.0, 0.0));
    }

    #[test]
    fn broken_files_are_refused() {
        let bytes = file();
        for end in 0..bytes.len() {
            assert!(Weights::read(&bytes[..end]).is_err());
        }
        let mut unsorted = bytes;
        unsorted[24] = 2;
        assert!(Weights::read(&unsorted).is_err());
    }
}
