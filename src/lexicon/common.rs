//! Whether a spun form is something that genuine text says all the time.
//!
//! In go a language model and an entry; out comes how often its form stands in genuine text. An
//! entry without conditions whose form is common would change genuine phrases. Deliberately absent: entries
//! with neighbors, whose form alone says nothing, and candidates, which the decoder weighs.

use super::ngram::{NgramModel, WordId, tokens};
use super::substitutions::Row;

/// Places in a million words from which a form is common. At 4 it named 13 of the
/// hand-written entries ("by way of", "throughout the world"), a hyphen's doing in two.
const COMMON: f32 = 4.0;
/// Conditions that say nothing of the neighbors.
const OPEN: [&str; 3] = ["-", "lower", "inside"];

/// How often the form of a row without neighbors stands in a million words of genuine text, where
/// that is too often for it to be changed.
pub fn too_common(row: &Row, model: &NgramModel) -> Option<f32> {
    // The model reads a hyphen as a space: it cannot tell "all-around the world" from the common phrase.
    let writes = !row.spun.contains('-') && row.originals.iter().any(|(text, _)| text.is_some());
    if !writes || !OPEN.contains(&row.conditions) {
        return None;
    }
    let capital = model.capitalized_share(model.word(row.spun)).unwrap_or(0.0);
    let written = match row.conditions {
        "lower" => 1.0 - capital,
        "inside" => capital,
        _ => 1.0,
    };
    let times = times_in_a_million(row.spun, model)? * written;
    (times >= COMMON).then_some(times)
}

/// Estimated occurrences of a phrase in a million words; `None` where the model does not know a word.
fn times_in_a_million(phrase: &str, model: &NgramModel) -> Option<f32> {
    let words: Vec<WordId> = tokens(phrase)
        .filter(|token| !token.is_sentence_end())
        .map(|token| model.find(token.hash))
        .collect();
    if words.is_empty() || words.contains(&WordId::UNKNOWN) {
        return None;
    }
    let mut sum = model.unigram(words[0]);
    for at in 1..words.len() {
        sum += match at {
            1 => model.bigram(words[0], words[1]),
            _ => model.log_prob(words[at - 2], words[at - 1], words[at]),
        };
    }
    Some(sum.exp() * 1e6)
}
