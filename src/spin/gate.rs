//! What an article must show before all of it is read with the language model: most genuine ones
//! are let by.
//!
//! Five steps, each dearer than the one before: the words and phrases that spinners write out of
//! proportion, by table alone; how the worst of these words sit between their neighbors; what would
//! stand in the place of the worst of these; how all of them fit what the text is about (`gist`); the
//! first lines of the text, read in full. In go the words of the dictionaries' pass; out come numbers that
//! small models weigh.

use std::sync::LazyLock;

use super::gist;
use super::margin::margin;
use super::marks::{Mark, Marks};
use super::reading::Reading;
use super::words_model;
use crate::config;
use crate::lexicon::English;
use crate::lexicon::ngram::{self, WordId, word_hash};
use crate::lexicon::substitutions::{Gap, Word};
use crate::lexicon::synonyms::{self, class};

/// Numbers of the first step, of the second and of the third.
pub const TABLE: usize = 28;
pub const SEAMS: usize = 12;
pub const SPARSE: usize = 11;
/// Numbers of all four.
pub const WIDTH: usize = TABLE + SEAMS + SPARSE + gist::WIDTH;
/// Words that the second step looks at, and the third.
const SEAM_WORDS: usize = 24;
const SPARSE_WORDS: usize = 10;

/// A word that spinners write out of proportion.
#[derive(Clone, Copy, Debug)]
pub struct Suspect {
    /// Its place among the words.
    pub at: usize,
    /// What is known of it.
    pub word: synonyms::Suspect,
    /// How much it looks put in.
    pub weight: f32,
    /// How often it stands in the text.
    pub times: u32,
    /// How much of what the text is about is its own; 0 where nothing is known of that.
    pub own: f32,
    /// How it fits what the rest of the text is about, in cosine.
    pub fit: f32,
}

/// What the first step finds.
#[derive(Debug, Default)]
struct Found {
    suspects: Vec<Suspect>,
    /// Number and prior.
    phrases: Vec<(u32, f32)>,
    wrong_articles: f32,
}

fn find(text: &str, words: &[Word], marks: &[Mark], english: &English) -> Found {
    let table = &english.synonyms;
    let mut found = Found::default();
    found.suspects.reserve(marks.len());
    table.fetch(words, marks.iter().map(|mark| (mark.at(), mark.class())));
    let mut past_phrase = 0;
    for mark in marks {
        let (at, class) = (mark.at(), mark.class());
        let word = &words[at];
        if class & class::ARTICLE != 0 {
            found.wrong_articles += wrong_article(text, words, at);
            if word.is_capital() | word.is_glued() {
                continue;
            }
        }
        if class & class::SUSPECT != 0
            && let Some(of) = table.suspect(word.hash)
        {
            let weight = of.prior.max(of.written);
            found.suspects.push(Suspect { at, word: of, weight, times: 1, own: 0.0, fit: 0.0 });
        }
        if class & class::PHRASE != 0
            && at >= past_phrase
            && let Some((number, count)) = table.phrase(words, at)
        {
            found.phrases.push((number, table.phrase_prior(number)));
            past_phrase = at + count;
        }
    }
    found
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
    let Found { suspects: mut seen, mut phrases, wrong_articles } =
        find(text, words, &marks.telling, english);
    let count = words.len().max(1) as f32;
    let root = count.sqrt();
    let tokens = seen.len() as f32;
    let repeated = each_once(&mut seen);
    phrases.sort_unstable_by_key(|phrase| phrase.0);
    phrases.dedup_by_key(|phrase| phrase.0);

    let mut out = [0.0; TABLE];
    let table = &*MIXED;
    // Products, so that a text costs a few logarithms.
    let mut mixed = [1.0f32; 3];
    let mut logs = [0.0f32; 3];
    for suspect in &seen {
        let synonyms::Suspect { prior, written, is_artifact, steps, .. } = suspect.word;
        for (at, limit) in [0.5, 2.0, 3.5].iter().enumerate() {
            out[at] += f32::from(u8::from(prior > *limit));
        }
        for (at, limit) in [1.0, 2.0, 3.0, 4.0].iter().enumerate() {
            out[3 + at] += f32::from(u8::from(written > *limit));
        }
        out[7] += (prior + 1.0).clamp(0.0, 6.0);
        out[8] += (written + 1.0).clamp(0.0, 6.0);
        out[9] += f32::from(u8::from(is_artifact));
        out[10] += f32::from(u8::from(prior > 1.0 && written > 1.0));
        // The heavier of the two is what the word weighs.
        let heavier = steps[usize::from(written > prior)];
        for (at, &steps) in [steps[0], steps[1], heavier].iter().enumerate() {
            mixed[at] *= table[usize::from(steps)];
            if mixed[at] > 1e20 {
                logs[at] += mixed[at].ln();
                mixed[at] = 1.0;
            }
        }
    }
    out[11] = seen.len() as f32;
    out[12] = repeated;
    for (log, product) in logs.iter_mut().zip(mixed) {
        *log += product.ln();
    }
    out[13..16].copy_from_slice(&logs);
    for &(_, prior) in &phrases {
        out[16] += 1.0;
        out[17] += f32::from(u8::from(prior > 3.0));
        out[18] += f32::from(u8::from(prior > 6.0));
        out[19] += prior.min(8.0);
    }
    for number in &mut out[..20] {
        *number /= root;
    }
    out[20] = tokens / count;
    out[21] = wrong_articles / count;
    out[22] = wrong_articles / root;
    out[23] = marks.capitals as f32 / count;
    out[24] = marks.numbers as f32 / count;
    out[25] = marks.unknown.len() as f32 / count;
    out[26] = words.last().map_or(0.0, |last| (last.end - words[0].start) as f32) / count;
    out[27] = count.ln();
    (seen, out)
}

/// Leaves each word once, the first time it stands; what those weigh that stood more than once.
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
                first.times += 1;
                if first.times == 2 {
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
pub fn heaviest(suspects: &mut [Suspect], count: usize) -> &mut [Suspect] {
    if suspects.len() > count {
        suspects.select_nth_unstable_by(count, |a, b| b.weight.total_cmp(&a.weight));
    }
    let count = suspects.len().min(count);
    &mut suspects[..count]
}

/// What stands beside a word.
#[derive(Clone, Copy, Debug)]
enum Neighbor {
    /// A word, by its hash.
    Word(u64),
    /// The edge of a sentence, or what has no number.
    Mark(WordId),
}

const COMMA: u64 = word_hash(",");

/// The numbers of the second step. What each suspect weighs is changed by how it sits.
pub fn seams(
    text: &str,
    words: &[Word],
    suspects: &mut [Suspect],
    english: &English,
) -> [f32; SEAMS] {
    let chosen = heaviest(suspects, SEAM_WORDS);
    let mut out = [0.0; SEAMS];
    let model = &english.model;
    let hash = |word: &Word| {
        let token = ngram::tokens(word.of(text)).next();
        token.map_or(Neighbor::Mark(WordId::UNKNOWN), |token| Neighbor::Word(token.hash))
    };
    // What stands on a side where a word `gap` away ends, or this one does, at `end`.
    let side = |gap: Gap, end: u32, word: &Word, edge: WordId| match gap {
        Gap::Cut if text.as_bytes()[end as usize] == b',' => Neighbor::Word(COMMA),
        Gap::Cut => Neighbor::Mark(edge),
        _ => hash(word),
    };
    let mut sides = Vec::with_capacity(SEAM_WORDS);
    for suspect in chosen.iter() {
        let word = &words[suspect.at];
        let before = suspect.at.checked_sub(1).map_or(Neighbor::Mark(WordId::START), |at| {
            side(word.gap, words[at].end, &words[at], WordId::START)
        });
        let after = words.get(suspect.at + 1).map_or(Neighbor::Mark(WordId::END), |next| {
            side(next.gap, word.end, next, WordId::END)
        });
        sides.push([before, after]);
    }
    model.fetch_words(sides.iter().flatten().filter_map(|side| match side {
        Neighbor::Word(hash) => Some(*hash),
        Neighbor::Mark(_) => None,
    }));
    let id = |side: Neighbor| match side {
        Neighbor::Word(hash) => model.find(hash),
        Neighbor::Mark(id) => id,
    };
    let own = chosen.iter().map(|suspect| english.id(suspect.word.number));
    let all: Vec<[WordId; 3]> =
        sides.iter().zip(own).map(|(&[before, after], own)| [id(before), own, id(after)]).collect();
    model.fetch_pairs(all.iter().flat_map(|&[before, own, after]| [[before, own], [own, after]]));
    for (suspect, [before, own, after]) in chosen.iter_mut().zip(all) {
        let info = english.synonyms.info(suspect.word.number);
        let fits = [
            model.bigram(before, own) - model.unigram(own) - info.usual,
            model.bigram(own, after) - model.unigram(after) - info.follows,
        ]
        .map(|fit| fit.clamp(-5.0, 5.0));
        let seam = fits[0] + fits[1];
        let weight = suspect.weight;
        suspect.weight = weight - 0.6 * seam;
        out[0] += fits[0];
        out[1] += fits[1];
        out[2] += f32::from(u8::from(seam < -1.0));
        out[3] += f32::from(u8::from(seam < -1.0 && weight > 1.0));
        out[4] += weight.max(0.0) * (-seam).max(0.0);
        out[5] += suspect.weight.max(0.0);
        out[6] += f32::from(u8::from(suspect.weight > 2.5));
        out[7] += f32::from(u8::from(fits[0] > 1.5 || fits[1] > 1.5));
        out[8] += info.drop;
    }
    let count = chosen.len().max(1) as f32;
    for number in &mut out[..9] {
        *number /= count;
    }
    chosen.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight));
    let top = |count: usize| {
        chosen.iter().take(count).map(|suspect| suspect.weight).sum::<f32>() / count as f32
    };
    out[9] = top(3);
    out[10] = top(8);
    out[11] = top(SEAM_WORDS);
    out
}

/// The numbers of the third step.
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

/// Bytes of the fifth step.
pub const GLANCE_BYTES: usize = 700;
/// A text must be this much longer for the fifth step to save anything.
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
    let mut filled = 0;
    let mut step = |number: usize, numbers: &[f32]| {
        row[filled..filled + numbers.len()].copy_from_slice(numbers);
        filled += numbers.len();
        english.gate[number].sum(&row) >= 0.0
    };
    if !step(0, &table)
        || !step(1, &seams(text, words, &mut suspects, english))
        || !step(2, &sparse(text, words, &mut suspects, english))
        || !step(3, &gist::gist(words, &mut suspects, english))
    {
        return false;
    }
    if text.len() < GLANCE_BYTES + WORTH {
        return true;
    }
    let start = &text[..text.floor_char_boundary(GLANCE_BYTES)];
    let mut numbers = words_model::numbers(start, words, english, config);
    numbers.extend(row);
    english.gate[4].sum(&numbers) >= 0.0
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
