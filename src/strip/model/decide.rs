//! Block scores to what is kept.
//!
//! What is kept is a page's blocks from some log-odds on, and where that limit lies each page says
//! itself: it is the one from which the kept words are expected to have the best precision and
//! recall together (as Ye, Chai, Lee and Chieu, Optimizing F-measures, ICML 2012, choose it for
//! F1). A page on which the model is at home has its limit near even odds; one on which it is sure
//! of nothing keeps what is likeliest, and does not come out empty.

use super::run::probability;

/// The model is a little too sure of itself on sites that it has not seen: its log-odds count for
/// this much.
const TRUST: f32 = 0.9;
/// Log-odds below which no block is kept, however poor the page.
const FLOOR: f32 = -4.0;

/// Whether each block is kept, from its log-odds and its number of words.
pub fn decide(scores: &[f32], words: &[f32]) -> Vec<bool> {
    let limit = limit(scores, words, TRUST).max(FLOOR);
    scores.iter().map(|&score| score >= limit).collect()
}

/// The log-odds from which on blocks are expected to have the best precision and recall together;
/// the model's own count for `trust` times as much.
pub fn limit(scores: &[f32], words: &[f32], trust: f32) -> f32 {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let expected = |&at: &usize| probability(trust * scores[at]) * (words[at] + 1.0);
    let expected: Vec<f32> = order.iter().map(expected).collect();
    let whole: f32 = expected.iter().sum();
    let (mut text, mut kept) = (0.0, 0.0);
    let (mut best, mut limit) = (0.0, f32::INFINITY);
    for (at, expected) in order.into_iter().zip(expected) {
        text += expected;
        kept += words[at] + 1.0;
        let worth = text / kept + text / whole.max(1.0);
        if worth > best {
            (best, limit) = (worth, scores[at]);
        }
    }
    limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_page_is_cut_near_even_odds() {
        let scores = [-5.0, 4.0, 5.0, -0.6, 0.3, 4.0, -2.0];
        let words = [3.0, 60.0, 80.0, 20.0, 20.0, 70.0, 8.0];
        assert_eq!(decide(&scores, &words), [false, true, true, false, true, true, false]);
    }

    #[test]
    fn a_page_without_anything_sure_keeps_what_is_likeliest() {
        assert_eq!(decide(&[-5.0, -1.2, -1.3], &[9.0, 30.0, 40.0]), [false, true, true]);
        assert_eq!(decide(&[-5.0, -6.0], &[9.0, 30.0]), [false, false]);
        assert!(decide(&[], &[]).is_empty());
    }
}
