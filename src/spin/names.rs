//! ## What it finds
//! Common words with a capital inside a name in whose place a word of the same meaning is far
//! likelier.
//!
//! ## Why it matters
//! Spinners that do not know names turn "Home Office" into "Residence Office" and "Manchester City"
//! into "Manchester Metropolis".
//!
//! ## Example
//! "Home Republicans" where "House Republicans" is e^8 times likelier.
//!
//! ## Limits
//! The language model must know the true name or its parts; it knows public bodies best.

use super::margin::{Margin, margin};
use super::reading::{Reading, Token};
use crate::lexicon::English;

/// Numbers that this detector gives.
pub const WIDTH: usize = 3;
/// A gain beyond this is a damaged name.
const GAIN: f32 = 4.0;

/// The places whose names look damaged.
pub fn damaged(reading: &Reading, english: &English) -> Vec<(usize, Margin)> {
    let is_name = |at: usize| {
        reading.tokens.get(at).is_some_and(|t| t.is_word() && t.is_capital() && !t.is_upper())
    };
    let mut out = Vec::new();
    for (at, token) in reading.tokens.iter().enumerate() {
        if !is_name(at) || token.is_first() || token.entry == Token::NO_ENTRY {
            continue;
        }
        let has_neighbor = at > 0 && is_name(at - 1) || is_name(at + 1);
        if has_neighbor && token.info(english).is_some_and(|info| !info.is_name()) {
            let margin = margin(reading, at, english);
            if margin.near > GAIN {
                out.push((at, margin));
            }
        }
    }
    out
}

/// The numbers of a text.
pub fn numbers(reading: &Reading, damaged: &[(usize, Margin)]) -> [f32; WIDTH] {
    let mut kinds: Vec<u32> = damaged.iter().map(|(at, _)| reading.tokens[*at].entry).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let words = reading.words.max(1) as f32;
    let sum: f32 = damaged.iter().map(|(_, margin)| margin.near).sum();
    [kinds.len() as f32 / words.sqrt(), kinds.len() as f32, sum / words]
}
