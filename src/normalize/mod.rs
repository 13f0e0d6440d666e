//! Control and invisible characters, NFC, white space.

use crate::text::Edit;

/// Finds the edits that normalize a text; applied, they leave nothing for a second pass.
pub fn normalize(_text: &str) -> Vec<Edit> {
    Vec::new()
}
