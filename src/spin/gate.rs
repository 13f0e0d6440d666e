//! What an article must show before all of it is read with the language model: most genuine ones
//! are let by.
//!
//! Three steps, each dearer than the one before: the words that spinners write out of proportion,
//! by table alone; the oddest of these, each among its neighbors; the first lines of the text, read
//! in full. In go the words of the dictionaries' pass; out come numbers that small models weigh.

use super::margin::margin;
use super::reading::{Reading, Token};
use super::words_model;
use crate::config;
use crate::lexicon::English;
use crate::lexicon::substitutions::Word;
use crate::lexicon::synonyms::Synonyms;

/// Numbers of the first step.
pub const WIDTH: usize = 7;
/// Numbers of the second step.
pub const SPARSE_WIDTH: usize = 11;
/// Words that the second step looks at.
const SPARSE: usize = 10;
/// Place of the length among the numbers of the second step.
const LENGTH: usize = 10;

/// A word that spinners write out of proportion.
#[derive(Clone, Copy, Debug)]
pub struct Suspect {
    /// Its place among the words.
    at: usize,
    /// Its number in the synonyms.
    number: u32,
}

/// The suspects of a text, each word once, and the numbers of the first step.
pub fn suspects(words: &[Word], synonyms: &Synonyms) -> (Vec<Suspect>, [f32; WIDTH]) {
    let mut seen = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.is_capital() || word.is_glued() {
            continue;
        }
        if let Some(number) = synonyms.suspect(word.hash) {
            seen.push(Suspect { at, number });
        }
    }
    let count = words.len().max(1) as f32;
    let tokens = seen.len() as f32;
    seen.sort_unstable_by_key(|suspect| (suspect.number, suspect.at));
    seen.dedup_by_key(|suspect| suspect.number);
    let root = count.sqrt();
    let mut kinds = [0.0f32; 3];
    let (mut rises, mut artifacts) = (0.0, 0.0);
    for suspect in &seen {
        let info = synonyms.info(suspect.number);
        kinds[0] += f32::from(u8::from(info.prior > 0.5));
        kinds[1] += f32::from(u8::from(info.prior > 2.0));
        kinds[2] += f32::from(u8::from(info.prior > 3.5));
        rises += (info.prior + 1.0).clamp(0.0, 6.0);
        artifacts += f32::from(u8::from(info.is_artifact()));
    }
    let numbers = [
        seen.len() as f32 / root,
        tokens / count,
        kinds[0] / root,
        kinds[1] / root,
        kinds[2] / root,
        rises / root,
        artifacts / root,
    ];
    (seen, numbers)
}

/// The numbers of the second step.
pub fn sparse(
    text: &str,
    words: &[Word],
    suspects: &mut [Suspect],
    english: &English,
) -> [f32; SPARSE_WIDTH] {
    let prior = |suspect: &Suspect| english.synonyms.info(suspect.number).prior;
    if suspects.len() > SPARSE {
        suspects.select_nth_unstable_by(SPARSE, |a, b| prior(b).total_cmp(&prior(a)));
    }
    let chosen = &suspects[..suspects.len().min(SPARSE)];
    let mut out = [0.0; SPARSE_WIDTH];
    let mut gains = Vec::with_capacity(SPARSE);
    for suspect in chosen {
        let Some((reading, at)) = around(text, words, suspect, english) else { continue };
        let info = english.synonyms.info(suspect.number);
        let token = &reading.tokens[at];
        let margin = margin(&reading, at, english);
        let excess = margin.gain - info.gain;
        let next_fit = reading.next_fit(at);
        out[0] += excess.max(0.0);
        out[1] += margin.near.max(-1.0);
        out[2] += (token.fit - info.usual).clamp(-4.0, 4.0);
        out[3] += (next_fit - info.follows).clamp(-4.0, 4.0);
        out[4] += f32::from(u8::from(excess > 2.0));
        out[5] += f32::from(u8::from(margin.function > 1.0));
        out[6] += 1.0;
        out[7] += info.prior;
        out[8] += f32::from(u8::from(token.fit < -1.0 && margin.gain > 0.0));
        gains.push(margin.gain);
    }
    gains.sort_unstable_by(|a, b| b.total_cmp(a));
    out[9] = gains.iter().take(3).sum();
    out[LENGTH] = (words.len().max(1) as f32).ln();
    out
}

/// Log-odds below which a text is let by at each step: of the spun documents that the whole model
/// catches, the first step keeps 99.3 in 100, the others 98.5 (`lab/train_spin.py gate`).
const LIMITS: [f32; 3] = [-2.6, -2.3, -0.9];
/// Bytes of the third step.
pub const GLANCE_BYTES: usize = 700;
/// A text must be this much longer for the third step to save anything.
const WORTH: usize = 1000;

/// Whether a text must be read.
pub fn passes(text: &str, words: &[Word], english: &English, config: &config::Spin) -> bool {
    let (mut suspects, table) = suspects(words, &english.synonyms);
    let mut row = [0.0; WIDTH + SPARSE_WIDTH];
    row[..WIDTH].copy_from_slice(&table);
    row[WIDTH + LENGTH] = (words.len().max(1) as f32).ln();
    if english.gate[0].sum(&row) < LIMITS[0] {
        return false;
    }
    row[WIDTH..].copy_from_slice(&sparse(text, words, &mut suspects, english));
    if english.gate[1].sum(&row) < LIMITS[1] {
        return false;
    }
    if text.len() < GLANCE_BYTES + WORTH {
        return true;
    }
    let start = &text[..text.floor_char_boundary(GLANCE_BYTES)];
    let mut numbers = words_model::numbers(start, english, config);
    numbers.extend(row);
    english.gate[2].sum(&numbers) >= LIMITS[2]
}

/// The neighborhood of a suspect, read with the language model, and its place in it.
fn around(
    text: &str,
    words: &[Word],
    suspect: &Suspect,
    english: &English,
) -> Option<(Reading, usize)> {
    let first = words[suspect.at.saturating_sub(2)].start as usize;
    let last = words[(suspect.at + 2).min(words.len() - 1)].end as usize;
    let reading = Reading::of(text.get(first..last)?, english);
    let start = words[suspect.at].start as usize - first;
    let at = reading.tokens.iter().position(|token: &Token| token.span.start as usize == start)?;
    Some((reading, at))
}
