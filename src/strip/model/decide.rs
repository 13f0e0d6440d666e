//! Block scores to what is kept.
//!
//! The article is the stretch of blocks with the largest sum of evidence (maximum subarray, as
//! Pasternack and Roth, Extracting Article Text from the Web, WWW 2009, did for tokens); inside
//! it a block is kept unless it looks like boilerplate, outside only when it surely is text.

/// Log-odds at which a block counts neither for nor against the stretch.
const NEUTRAL: f32 = -1.0;
/// Inside the stretch a block is kept from these log-odds on.
const INSIDE: f32 = -0.5;
/// Outside the stretch a block is kept from these log-odds on.
const OUTSIDE: f32 = 0.5;

/// Whether each block is kept, from its log-odds and its number of words.
pub fn decide(scores: &[f32], words: &[f32]) -> Vec<bool> {
    let mut best = (0.0, 0..0);
    let (mut sum, mut start) = (0.0f32, 0);
    for (at, (score, words)) in scores.iter().zip(words).enumerate() {
        sum += (words + 2.0) * (probability(*score) - probability(NEUTRAL));
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    let stretch = best.1;
    let limit = |at: usize| if stretch.contains(&at) { INSIDE } else { OUTSIDE };
    scores.iter().enumerate().map(|(at, score)| *score > limit(at)).collect()
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
