//! What a page says of itself, judged.

use super::facts::Facts;
use crate::document::{Block, Metadata};

/// The metadata that the facts amount to.
pub(super) fn gather(_facts: Facts, _text: &str, _blocks: &[Block]) -> Metadata {
    Metadata::default()
}
