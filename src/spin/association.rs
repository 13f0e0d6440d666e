//! ## What it finds
//! Words that do not go with their neighbors: the association of a word with the two before it, and
//! of the next word with it, held against what the same word is used to.
//!
//! ## Why it matters
//! A swapped word leaves two seams. Even a table that WordNet knows nothing of leaves them.
//!
//! ## Example
//! "the bill was paid" against "the invoice was remunerated".
//!
//! ## Limits
//! Topic and dialect leave seams too: alone this says little, beside the other detectors much.

use super::reading::Reading;
use crate::lexicon::English;

/// Numbers that this detector gives.
pub const WIDTH: usize = 8;
/// Association below which a word stands apart.
const APART: f32 = -1.0;

/// The numbers of a text.
pub fn numbers(reading: &Reading, english: &English) -> [f32; WIDTH] {
    let mut seams = Vec::with_capacity(reading.tokens.len());
    let (mut fits, mut nears, mut apart) = (0.0, 0.0, 0);
    for (at, token) in reading.tokens.iter().enumerate() {
        if !token.is_lower() {
            continue;
        }
        let info = token.info(english);
        if info.is_some_and(|info| info.is_function()) {
            continue;
        }
        let usual = info.map_or(0.0, |i| i.usual + i.follows);
        seams.push(token.fit + reading.next_fit(at) - usual);
        fits += token.fit;
        nears += token.near_fit;
        apart += usize::from(token.fit < APART && reading.next_fit(at) < APART);
    }
    if seams.is_empty() {
        return [0.0; WIDTH];
    }
    let count = seams.len() as f32;
    let mean = seams.iter().sum::<f32>() / count;
    let square = seams.iter().map(|b| b.min(0.0).powi(2)).sum::<f32>() / count;
    let high = seams.iter().map(|b| b.max(0.0)).sum::<f32>() / count;
    let mut quantile = |tenth: usize| {
        let at = seams.len() * tenth / 10;
        *seams.select_nth_unstable_by(at, f32::total_cmp).1
    };
    [
        fits / count,
        nears / count,
        apart as f32 / count,
        mean,
        square,
        high,
        quantile(1),
        quantile(3),
    ]
}
