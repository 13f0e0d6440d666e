//! The second step: what would stand in the place of the suspects that look worst.

use super::rise;
use super::table::Suspect;
use crate::lexicon::English;
use crate::lexicon::substitutions::Word;
use crate::spin::margin::margin;
use crate::spin::reading::{Reading, Token};

/// Numbers of the step.
pub const WIDTH: usize = 22;
/// Numbers of a word that it looks at.
pub const WORD_WIDTH: usize = 24;
/// Words that it looks at.
const WORDS: usize = 16;
/// Log-odds, by the first step, of a word that is looked at: of the heaviest ten of genuine texts nearly half lie
/// below, of the words among them that were put in 3 in 100.
const LEAST: f32 = -2.0;
/// Log-odds of a word that is not there.
const NONE: f32 = -6.0;
/// Shares of words that may have been put in.
const SHARES: [f32; 3] = [0.05, 0.2, 0.5];

/// The words that the step looks at: their places among the words, and their numbers.
pub fn words(
    text: &str,
    words: &[Word],
    suspects: &mut Vec<Suspect>,
    english: &English,
) -> (Vec<usize>, Vec<f32>) {
    let chosen = heaviest(suspects);
    let (reading, places) = around(text, words, chosen, english);
    english.fetch_candidates(chosen.iter().map(|suspect| suspect.word.number));
    let mut looked_at = Vec::with_capacity(WORDS);
    let mut rows = Vec::with_capacity(WORDS * WORD_WIDTH);
    for (suspect, at) in chosen.iter().zip(places) {
        let Some(at) = at else { continue };
        looked_at.push(suspect.at);
        rows.extend(row(suspect, &reading, at, english));
    }
    (looked_at, rows)
}

/// The numbers of the step.
pub fn numbers(
    text: &str,
    words: &[Word],
    suspects: &mut Vec<Suspect>,
    english: &English,
) -> [f32; WIDTH] {
    let (_, rows) = self::words(text, words, suspects, english);
    let mut out = [0.0; WIDTH];
    let mut gains = Vec::with_capacity(WORDS);
    for row in rows.as_chunks::<WORD_WIDTH>().0 {
        let (fit, gain, excess) = (row[1], row[6], row[7]);
        out[0] += excess.max(0.0);
        out[1] += row[5].max(-1.0);
        out[2] += row[3].clamp(-4.0, 4.0);
        out[3] += row[4].clamp(-4.0, 4.0);
        out[4] += f32::from(u8::from(excess > 2.0));
        out[5] += f32::from(u8::from(row[8] > 1.0));
        out[6] += 1.0;
        out[7] += row[16];
        out[8] += f32::from(u8::from(fit < -1.0 && gain > 0.0));
        gains.push(gain);
    }
    gains.sort_unstable_by(|a, b| b.total_cmp(a));
    out[9] = gains.iter().take(3).sum();
    out[10] = gains.iter().take(6).sum();

    let mut odds = english.gate_words.score(&rows);
    odds.sort_unstable_by(|a, b| b.total_cmp(a));
    let over = |level: f32| odds.iter().take_while(|&&odds| odds > level).count() as f32;
    (out[11], out[12], out[13]) = (over(-1.0), over(0.0), over(1.0));
    for (out, share) in out[14..17].iter_mut().zip(SHARES) {
        // Sixteen words that are sure are more than a single number holds.
        let rises = odds.iter().map(|&odds| f64::from(rise(share, odds)));
        *out = rises.product::<f64>().ln() as f32;
    }
    out[17] = odds.iter().sum::<f32>() / (odds.len() as f32).max(1.0);
    odds.resize(WORDS, NONE);
    for (out, count) in out[18..].iter_mut().zip([1, 3, 5, 8]) {
        *out = odds[..count].iter().sum::<f32>() / count as f32;
    }
    out
}

/// The heaviest, [`WORDS`] at most.
fn heaviest(suspects: &mut Vec<Suspect>) -> &[Suspect] {
    suspects.retain(|suspect| suspect.weight() > LEAST);
    if suspects.len() > WORDS {
        let heavier = |a: &Suspect, b: &Suspect| b.weight().total_cmp(&a.weight());
        suspects.select_nth_unstable_by(WORDS, |a, b| heavier(a, b).then(a.at.cmp(&b.at)));
        suspects.truncate(WORDS);
    }
    suspects
}

/// The neighborhoods of the suspects, a line each, read with the language model, and the place among
/// their tokens of each suspect.
fn around(
    text: &str,
    words: &[Word],
    suspects: &[Suspect],
    english: &English,
) -> (Reading, Vec<Option<usize>>) {
    let mut lines = String::with_capacity(suspects.len() * 48);
    let mut starts = Vec::with_capacity(suspects.len());
    for suspect in suspects {
        let first = words[suspect.at.saturating_sub(2)].start as usize;
        let last = words[(suspect.at + 2).min(words.len() - 1)].end as usize;
        let start = words[suspect.at].start as usize - first;
        starts.push((lines.len() + start) as u32);
        lines.push_str(&text[first..last]);
        lines.push('\n');
    }
    Reading::around(&lines, &starts, english)
}

fn row(suspect: &Suspect, reading: &Reading, at: usize, english: &English) -> [f32; WORD_WIDTH] {
    let token = &reading.tokens[at];
    let info = english.synonyms.info(suspect.word.number);
    let margin = margin(reading, at, english);
    let next_fit = reading.next_fit(at);
    let best = (margin.best != Token::NO_ENTRY)
        .then(|| english.synonyms.info(margin.best).frequency - info.frequency);
    [
        info.frequency,
        token.fit,
        next_fit,
        token.fit - info.usual,
        next_fit - info.follows,
        margin.near,
        margin.gain,
        margin.gain - info.gain,
        margin.function,
        info.candidates() as f32,
        info.prior,
        info.written,
        info.drop,
        best.unwrap_or(0.0),
        margin.share,
        suspect.beside(),
        suspect.weight(),
        f32::from(u8::from(suspect.is_repeated)),
        f32::from(u8::from(info.is_artifact())),
        token.near_fit,
        info.gain_share,
        next_fit.min(token.fit) - info.usual.min(info.follows),
        english.model.capitalized_share(token.id).unwrap_or(0.5),
        info.gain,
    ]
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;
    use crate::lexicon::substitutions;
    use crate::spin::marks::marks;

    #[test]
    fn a_word_that_was_put_in_is_odder_than_one_that_was_written() {
        let english = English::shipped(None).unwrap();
        let odds = |text: &str| {
            let all = substitutions::words(text);
            let (mut suspects, _) =
                table::suspects(text, &all, &marks(&all, None, &english), &english);
            let (_, rows) = words(text, &all, &mut suspects, &english);
            english.gate_words.score(&rows).into_iter().fold(NONE, f32::max)
        };
        let put_in = odds("The men were apprehend on Friday.");
        assert!(put_in > odds("Police went out to apprehend the men.") + 1.0);
    }
}
