//! Frozen knowledge: words and phrases per language, read once and shared by all threads.

pub mod check;
mod furniture;
pub mod substitutions;

use std::path::Path;

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
        })
    }
}
