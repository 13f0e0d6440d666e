//! What the decoder of `repair` knows: candidates and the model that weighs them.
//!
//! In go the `fit` entries of the dictionaries and a model file; out comes [`Repairs`]. It is read
//! when the first spun article is repaired. Deliberately absent: any decision.

use super::originals::Originals;
use super::trees::Trees;

/// Candidates, and what weighs them.
#[derive(Debug)]
pub struct Repairs {
    /// What may have stood in a word's place.
    pub originals: Originals,
    /// What may have, if everything is asked for: the originals and the synonyms of the detector.
    pub every: Originals,
    /// Tells what stood there from what only could have.
    pub model: Trees,
}

impl Repairs {
    /// Puts together.
    pub fn new(originals: Originals, model: Trees) -> Self {
        Self { originals, every: Originals::default(), model }
    }
}

