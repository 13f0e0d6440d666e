//! Weights of hashed words: a linear model over the words of a line.
//!
//! Trained in `lab/`. Deliberately absent: words themselves, and how a line becomes hashes (the
//! room `strip` knows).

use super::trees::BadModel;

/// First bytes of a file: name and version of the format.
const MAGIC: &[u8; 8] = b"cdwords1";

/// Bits of a hash that choose a bucket: with some tens of thousands of weights one or none is in each.
const BUCKET_BITS: u32 = 15;

/// A weight for each known hash.
///
/// File: magic; number of weights (u32), bias (f32), then hash (u32) and weight (f32) of each,
/// ascending by hash. All little-endian.
#[derive(Clone, Debug)]
pub struct Weights {
    bias: f32,
    /// Ascending by hash.
    weights: Vec<(u32, f32)>,
    /// Where the hashes of each bucket, by their first bits, begin, and where the last ones end.
    buckets: Vec<u32>,
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
        let mut weights = Vec::with_capacity(pairs.len());
        let mut buckets = vec![0; (1 << BUCKET_BITS) + 1];
        let mut last = None;
        for pair in pairs {
            let [hash, weight] = split(pair);
            let hash = u32::from_le_bytes(hash);
            if last.is_some_and(|last| last >= hash) {
                return Err(BadModel("the hashes do not ascend"));
            }
            last = Some(hash);
            weights.push((hash, f32::from_le_bytes(weight)));
            buckets[bucket(hash) + 1] += 1;
        }
        for at in 1..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        Ok(Self { bias: f32::from_le_bytes(bias), weights, buckets })
    }

    /// What a line without any known word starts from.
    pub fn bias(&self) -> f32 {
        self.bias
    }

    /// The weight of a hash, 0 for an unknown one.
    pub fn of(&self, hash: u32) -> f32 {
        let bucket = bucket(hash);
        let range = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        let found = self.weights[range].iter().find(|(known, _)| *known == hash);
        found.map_or(0.0, |(_, weight)| *weight)
    }
}

/// The bucket of a hash.
fn bucket(hash: u32) -> usize {
    (hash >> (32 - BUCKET_BITS)) as usize
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
