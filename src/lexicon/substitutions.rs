//! Substitutions.

use std::path::Path;

use crate::error::Result;

/// Substitutions.
#[derive(Debug, Default)]
pub struct Substitutions {}

impl Substitutions {
    /// Reads the built-in entries, and those of `folder` over them.
    ///
    /// # Errors
    /// [`crate::error::Error::Dictionary`] with file and line.
    pub fn load(_folder: Option<&Path>) -> Result<Self> {
        Ok(Self::default())
    }
}
