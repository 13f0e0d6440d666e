//! What an article must show before all of it is read with the language model: most genuine ones
//! are let by.
//!
//! Three steps, each dearer than the one before: the words that spinners write out of proportion, and
//! whether genuine text has them beside these neighbors, by tables alone; what would stand in the place of
//! the worst of them; the first lines of the text, read in full. In go the words of the dictionaries' pass;
//! out come numbers that small models weigh.

use std::sync::LazyLock;

use super::margin::margin;
use super::marks::{Mark, Marks};
use super::reading::Reading;
use super::words_model;
use crate::config;
use crate::lexicon::English;
use crate::lexicon::pairs::Pairs;
use crate::lexicon::substitutions::{Gap, Word};
use crate::lexicon::synonyms::{self, class};

/// Numbers of the first step and of the second.
pub const TABLE: usize = 18;
pub const SPARSE: usize = 11;
/// Numbers of both.
pub const WIDTH: usize = TABLE + SPARSE;
/// Words that the second step looks at.
const SPARSE_WORDS: usize = 10;

/// A word that spinners write out of proportion.
#[derive(Clone, Copy, Debug)]
pub struct Suspect {
    /// Its place among the words.
    at: usize,
    /// What is known of it.
    word: synonyms::Suspect,
    /// What its neighbors say: more where genuine text does not have it beside them.
    beside: f32,
    /// How much it looks put in.
    weight: f32,
    /// Whether it stands in the text more than once.
    is_repeated: bool,
}

/// What the first step finds.
#[derive(Debug, Default)]
struct Found {
    suspects: Vec<Suspect>,
    wrong_articles: f32,
}

fn find(text: &str, words: &[Word], marks: &[Mark], english: &English) -> Found {
    let table = &english.synonyms;
    let mut found = Found::default();
    found.suspects.reserve(marks.len());
    let suspects = marks.iter().filter(|mark| mark.class() & class::SUSPECT != 0);
    table.fetch_suspects(suspects.map(|mark| words[mark.at()].hash));
    for mark in marks {
        let (at, class) = (mark.at(), mark.class());
        let word = &words[at];
        if class & class::ARTICLE != 0 {
            found.wrong_articles += wrong_article(text, words, at);
            if !word.is_plain() {
                continue;
            }
        }
        if class & class::SUSPECT != 0
            && let Some(of) = table.suspect(word.hash)
        {
            let beside = beside(words, at, &english.pairs);
            let weight = of.prior.max(of.written) + beside;
            found.suspects.push(Suspect { at, word: of, beside, weight, is_repeated: false });
        }
    }
    found
}

/// What a neighbor adds that genuine text has beside a word, and one that it has not, in natural log-odds: of
/// words that spinners put in fewer stand beside what they usually do.
const SEEN: f32 = -0.6;
const UNSEEN: f32 = 0.7;

/// What the neighbors of a word say that no mark parts from it.
fn beside(words: &[Word], at: usize, pairs: &Pairs) -> f32 {
    let word = &words[at];
    let side = |first: &Word, second: &Word| match second.gap {
        Gap::Space if pairs.knows(first.hash, second.hash) => SEEN,
        Gap::Space => UNSEEN,
        _ => 0.0,
    };
    let before = at.checked_sub(1).map_or(0.0, |before| side(&words[before], word));
    before + words.get(at + 1).map_or(0.0, |next| side(word, next))
}

/// 1 where "a" stands before a vowel or "an" before a consonant.
fn wrong_article(text: &str, words: &[Word], at: usize) -> f32 {
    let is_an = match words[at].of(text) {
        "a" => false,
        "an" => true,
        _ => return 0.0,
    };
    let next = words.get(at + 1).filter(|next| next.gap == Gap::Space && !next.is_capital());
    let is_wrong = next.is_some_and(|next| super::function_words::is_wrong(is_an, next.of(text)));
    f32::from(u8::from(is_wrong))
}

/// What a word tells if one in twenty such words was put in, by what is known of it in steps.
static MIXED: LazyLock<[f32; 256]> = LazyLock::new(|| {
    let value = |steps: usize| synonyms::Suspect::of_steps(steps as u8);
    std::array::from_fn(|steps| 0.95 + 0.05 * value(steps).clamp(-3.0, 6.0).exp2())
});

/// The suspects of a text, each word once, and the numbers of the first step.
pub fn suspects(
    text: &str,
    words: &[Word],
    marks: &Marks,
    english: &English,
) -> (Vec<Suspect>, [f32; TABLE]) {
    let Found { suspects: mut seen, wrong_articles } = find(text, words, &marks.telling, english);
    let count = words.len().max(1) as f32;
    let root = count.sqrt();
    let tokens = seen.len() as f32;
    let repeated = each_once(&mut seen);

    let mut out = [0.0; TABLE];
    let table = &*MIXED;
    // Products, so that a text costs a few logarithms.
    let mut mixed = [1.0f32; 2];
    let mut logs = [0.0f32; 2];
    for suspect in &seen {
        let beside = (suspect.beside * synonyms::Suspect::STEPS) as i8;
        for (at, steps) in suspect.word.steps.into_iter().enumerate() {
            let steps = steps.cast_signed().saturating_add(beside).cast_unsigned();
            mixed[at] *= table[usize::from(steps)];
            if mixed[at] > 1e20 {
                logs[at] += mixed[at].ln();
                mixed[at] = 1.0;
            }
        }
        let is_unseen = suspect.beside > UNSEEN;
        out[2] += suspect.weight.max(0.0);
        out[3] += suspect.beside;
        out[4] += f32::from(u8::from(is_unseen));
        out[5] += f32::from(u8::from(is_unseen && suspect.word.prior > 1.0));
        out[6] += f32::from(u8::from(suspect.beside < SEEN));
        out[7] += f32::from(u8::from(suspect.weight > 3.0));
    }
    for (at, (log, product)) in logs.iter().zip(mixed).enumerate() {
        out[at] = log + product.ln();
    }
    out[8] = seen.len() as f32;
    out[9] = repeated;
    for number in &mut out[..10] {
        *number /= root;
    }
    out[10] = tokens / count;
    out[11] = wrong_articles / count;
    out[12] = wrong_articles / root;
    out[13] = marks.capitals as f32 / count;
    out[14] = marks.numbers as f32 / count;
    out[15] = marks.unknown.len() as f32 / count;
    out[16] = words.last().map_or(0.0, |last| (last.end - words[0].start) as f32) / count;
    out[17] = count.ln();
    (seen, out)
}

/// Leaves each word once, the first time it stands, with what its most usual place says of it; gives what
/// those weigh that stand more than once.
fn each_once(suspects: &mut Vec<Suspect>) -> f32 {
    // A small open table of places: sorting would cost more than finding the words did.
    let size = (suspects.len() * 2).next_power_of_two();
    let mut slots = vec![0u32; size];
    let (mut kept, mut weight) = (0, 0.0);
    for at in 0..suspects.len() {
        let suspect = suspects[at];
        let mut slot = suspect.word.number.wrapping_mul(0x9e37_79b1) as usize >> 12 & (size - 1);
        loop {
            let place = slots[slot] as usize;
            if place == 0 {
                suspects[kept] = suspect;
                kept += 1;
                slots[slot] = kept as u32;
                break;
            }
            let first = &mut suspects[place - 1];
            if first.word.number == suspect.word.number {
                if suspect.weight < first.weight {
                    (first.weight, first.beside) = (suspect.weight, suspect.beside);
                }
                if !first.is_repeated {
                    first.is_repeated = true;
                    weight += suspect.weight.max(0.0);
                }
                break;
            }
            slot = (slot + 1) & (size - 1);
        }
    }
    suspects.truncate(kept);
    weight
}

/// Sorts the `count` heaviest to the front.
fn heaviest(suspects: &mut [Suspect], count: usize) -> &mut [Suspect] {
    if suspects.len() > count {
        suspects.select_nth_unstable_by(count, |a, b| b.weight.total_cmp(&a.weight));
    }
    let count = suspects.len().min(count);
    &mut suspects[..count]
}

/// The numbers of the second step.
pub fn sparse(
    text: &str,
    words: &[Word],
    suspects: &mut [Suspect],
    english: &English,
) -> [f32; SPARSE] {
    let chosen = heaviest(suspects, SPARSE_WORDS);
    let mut out = [0.0; SPARSE];
    let mut gains = Vec::with_capacity(SPARSE_WORDS);
    let (reading, places) = around(text, words, chosen, english);
    for (suspect, at) in chosen.iter().zip(places) {
        let Some(at) = at else { continue };
        let token = &reading.tokens[at];
        let info = english.synonyms.info(suspect.word.number);
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
        out[7] += suspect.weight;
        out[8] += f32::from(u8::from(token.fit < -1.0 && margin.gain > 0.0));
        gains.push(margin.gain);
    }
    gains.sort_unstable_by(|a, b| b.total_cmp(a));
    out[9] = gains.iter().take(3).sum();
    out[10] = gains.iter().take(6).sum();
    out
}

/// Bytes of the third step.
pub const GLANCE_BYTES: usize = 700;
/// A text must be this much longer for the third step to save anything.
const WORTH: usize = 1000;

/// Whether a text must be read. Each step's limit is part of its model (`lab/train_spin.py gate`).
pub fn passes(
    text: &str,
    words: &[Word],
    marks: &Marks,
    english: &English,
    config: &config::Spin,
) -> bool {
    let (mut suspects, table) = suspects(text, words, marks, english);
    let mut row = [0.0; WIDTH];
    row[..TABLE].copy_from_slice(&table);
    if english.gate[0].sum(&row) < 0.0 {
        return false;
    }
    row[TABLE..].copy_from_slice(&sparse(text, words, &mut suspects, english));
    if english.gate[1].sum(&row) < 0.0 {
        return false;
    }
    if text.len() < GLANCE_BYTES + WORTH {
        return true;
    }
    let start = &text[..text.floor_char_boundary(GLANCE_BYTES)];
    let mut numbers = words_model::numbers(start, words, english, config);
    numbers.extend(row);
    english.gate[2].sum(&numbers) >= 0.0
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

#[cfg(test)]
mod tests {
    use super::super::marks::marks;
    use super::*;
    use crate::lexicon::substitutions::words;

    #[test]
    fn a_word_weighs_less_where_genuine_text_has_it() {
        let english = English::shipped(None).unwrap();
        let weight = |text: &str, word: &str| {
            let all = words(text);
            let (found, _) = suspects(text, &all, &marks(&all, None, &english), &english);
            let is = |suspect: &&Suspect| all[suspect.at].of(text) == word;
            found.iter().find(is).map(|suspect| suspect.weight).unwrap()
        };
        let usual = weight("Work will commence in May.", "commence");
        assert!(usual < weight("Work, commence; it said.", "commence"));
        assert!(usual < weight("The purple commence eaten yellow.", "commence") - 1.0);
        // The most usual place counts.
        let both = "Work will commence in May, the purple commence eaten yellow.";
        assert_eq!(weight(both, "commence"), usual);
    }

    #[test]
    fn a_text_without_words_is_let_by() {
        let english = English::shipped(None).unwrap();
        let (found, numbers) = suspects("", &[], &Marks::default(), &english);
        assert!(found.is_empty() && numbers.iter().all(|number| *number == 0.0));
        assert!(!passes("", &[], &Marks::default(), &english, &config::Spin::default()));
    }
}
