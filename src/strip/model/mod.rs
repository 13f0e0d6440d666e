//! The learned block model: a probability of being article text for every block.

pub mod features;
pub mod line;
pub mod trees;
