//! Frozen knowledge: words and phrases per language, read once and shared by all threads.

pub mod calendar;
mod check;
pub mod furniture;
pub mod ngram;
pub mod substitutions;
pub mod trees;
pub mod words;

use std::collections::BTreeMap;
use std::path::Path;

pub use check::{Problem, check, format};
pub use furniture::Furniture;
pub use substitutions::Substitutions;
pub use trees::Trees;

use crate::error::{Error, Result};

/// The block model for pages with markup, made by `lab/`; docs/MODELS.md describes it.
const BLOCKS_HTML: &[u8] = include_bytes!("../../dictionaries/models/blocks-html.trees");

/// Every dictionary in force.
#[derive(Debug)]
pub struct Lexicon {
    /// Phrases of page furniture, per language.
    pub furniture: Furniture,
    /// Known substitutions of spinners.
    pub substitutions: Substitutions,
    /// Tells the blocks of pages with markup apart.
    pub block_model: Trees,
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
            block_model: read_trees("models/blocks-html.trees", BLOCKS_HTML)?,
            hashes: BTreeMap::new(),
        })
    }

    /// BLAKE3 of every dictionary file in force, hex, by its name such as `en/furniture.tsv`.
    pub fn hashes(&self) -> &BTreeMap<String, String> {
        &self.hashes
    }
}

fn read_trees(name: &str, bytes: &[u8]) -> Result<Trees> {
    Trees::read(bytes).map_err(|bad| Error::Dictionary {
        path: name.into(),
        line: 0,
        message: bad.0.to_owned(),
    })
}
