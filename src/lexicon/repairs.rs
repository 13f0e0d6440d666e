//! What the decoder of `repair` knows: candidates and the model that weighs them.
//!
//! In go the `fit` entries of the dictionaries and a model file; out comes [`Repairs`]. It is read
//! when the first spun article is repaired. Deliberately absent: any decision.

use super::English;
use super::originals::Originals;
use super::substitutions::{Row, Substitutions};
use super::thesaurus::{self, Thesaurus};
use super::trees::{BadModel, Trees};
use super::vectors::Vectors;
use crate::document::Family;

/// Bytes of the shipped models; docs/MODELS.md describes them.
pub(super) const FIRST: &[u8] = include_bytes!("../../dictionaries/models/en-repair-first.trees");
pub(super) const SECOND: &[u8] = include_bytes!("../../dictionaries/models/en-repair-second.trees");

/// Candidates, and what weighs them.
#[derive(Debug)]
pub struct Repairs {
    /// What may have stood in a word's place, by the dictionaries.
    pub originals: Originals,
    /// The same, with the candidates of a thesaurus besides.
    pub broad: Originals,
    /// Tells what stood there from what only could have.
    pub first: Trees,
    /// The same, when all places of the text were weighed once.
    pub second: Trees,
    /// What words are about.
    pub vectors: Vectors,
}

/// What the inverse lexicon's distances are worth as weights, in hundredths: a synonym, a similar
/// word, and beyond.
const WORTH: [f32; 3] = [8.0, 5.0, 2.0];

/// The English entries in force, and every candidate of the inverse lexicon besides.
pub(super) fn every(substitutions: &Substitutions, english: &English) -> Originals {
    let synonyms = &english.synonyms;
    let inverse = (0..synonyms.len() as u32).map(|spun| {
        let candidates = synonyms.candidates(spun).iter();
        let originals = candidates.map(|candidate| {
            let worth = WORTH[((candidate.penalty * 2.0) as usize).min(2)];
            (Some(synonyms.word(candidate.word)), worth)
        });
        Row {
            spun: synonyms.word(spun),
            originals: originals.collect(),
            family: Family::WordSwap,
            tell: 0.0,
            conditions: "fit",
        }
    });
    Originals::build(substitutions.fits("en").into_iter().chain(inverse), None, english)
}

impl Repairs {
    /// The English entries in force, with the shipped thesaurus and models.
    ///
    /// # Errors
    /// [`BadModel`] when one of them is damaged.
    pub fn shipped(substitutions: &Substitutions, english: &English) -> Result<Self, BadModel> {
        let rows = substitutions.fits("en");
        let thesaurus = Thesaurus::read(thesaurus::SHIPPED)?;
        Ok(Self {
            originals: Originals::build(rows.iter().cloned(), None, english),
            broad: Originals::build(rows.into_iter(), Some(&thesaurus), english),
            first: Trees::read(FIRST)?,
            second: Trees::read(SECOND)?,
            vectors: Vectors::shipped(&english.synonyms)?,
        })
    }
}
