//! What the decoder of `repair` knows: candidates and the model that weighs them.
//!
//! In go the `fit` entries of the dictionaries and a model file; out comes [`Repairs`]. It is read
//! when the first spun article is repaired. Deliberately absent: any decision.

use super::English;
use super::originals::Originals;
use super::substitutions::{self, Substitutions};
use super::thesaurus::{self, Thesaurus};
use super::trees::{BadModel, Trees};

/// Bytes of the shipped models; docs/MODELS.md describes them.
pub(super) const FIRST: &[u8] = include_bytes!("../../dictionaries/models/en-repair-first.trees");
pub(super) const SECOND: &[u8] = include_bytes!("../../dictionaries/models/en-repair-second.trees");

/// Candidates, and what weighs them.
#[derive(Debug)]
pub struct Repairs {
    /// What may have stood in a word's place, by the dictionaries and a thesaurus.
    pub originals: Originals,
    /// Tells what stood there from what only could have.
    pub first: Trees,
    /// The same, when all places of the text were weighed once.
    pub second: Trees,
}

/// The English entries in force with a thesaurus.
///
/// # Errors
/// [`BadModel`] when it is damaged.
pub(super) fn originals(
    substitutions: &Substitutions,
    english: &English,
) -> Result<Originals, BadModel> {
    let thesaurus = Thesaurus::read(thesaurus::SHIPPED)?;
    let tables: Vec<&str> = substitutions::built_in_fits("en").collect();
    Ok(Originals::new(&tables, &substitutions.own_fits("en"), thesaurus, english))
}

impl Repairs {
    /// The English entries in force, with the shipped thesaurus and models.
    ///
    /// # Errors
    /// [`BadModel`] when one of them is damaged.
    pub fn shipped(substitutions: &Substitutions, english: &English) -> Result<Self, BadModel> {
        Ok(Self {
            originals: originals(substitutions, english)?,
            first: Trees::read(FIRST)?,
            second: Trees::read(SECOND)?,
        })
    }
}
