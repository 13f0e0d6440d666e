//! Frozen knowledge: words and phrases per language, read once and shared by all threads.

pub mod calendar;
mod check;
pub mod furniture;
pub mod ngram;
pub mod substitutions;
pub mod words;

use std::collections::BTreeMap;
use std::path::Path;

pub use check::{Problem, check, format};
pub use furniture::Furniture;
pub use substitutions::Substitutions;

use crate::error::Result;

/// Every dictionary in force.
#[derive(Debug)]
pub struct Lexicon {
    /// Phrases of page furniture, per language.
    pub furniture: Furniture,
    /// Known substitutions of spinners.
    pub substitutions: Substitutions,
    /// BLAKE3 of every dictionary file in force, by its name.
    hashes: BTreeMap<String, String>,
}

impl Lexicon {
    /// Reads the built-in dictionaries, and those of `folder` over them.
    ///
    /// # Errors
    /// [`crate::error::Error::Dictionary`] with file and line.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        Ok(Self {
            furniture: Furniture::load(folder)?,
            substitutions: Substitutions::load(folder)?,
            hashes: BTreeMap::new(),
        })
    }

    /// BLAKE3 of every dictionary file in force, hex, by its name such as `en/furniture.tsv`.
    pub fn hashes(&self) -> &BTreeMap<String, String> {
        &self.hashes
    }
}
