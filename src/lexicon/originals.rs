//! What may have stood in a word's place, for the decoder of `repair`: the `fit` entries of the
//! dictionaries, looked up by the language model's tokens.
//!
//! In go rows; out comes [`Originals`]: per word or phrase its possible originals, each with what
//! the tables of words swapped and of phrases say of it. Deliberately absent: any decision.

use rustc_hash::FxHashMap;

use super::English;
use super::ngram::{WordId, tokens, word_hash};
use super::substitutions::Row;
use super::thesaurus::Thesaurus;
use crate::document::Family;

/// ln of what a table that lacks a pair is taken to say.
pub const ABSENT: f32 = -16.0;
/// What a table of phrases without further knowledge is worth beside that of swapped words.
const SYNONYM_SHARE: f32 = 0.15;
/// ln: of a thesaurus's long lists a spinner uses the usual words, and each of these the oftener.
const USED: f32 = 2.0;
/// Longest spun form, in tokens.
pub const MAX_TOKENS: usize = 3;

/// A word that may have stood there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Original {
    /// Its number in the language model.
    pub id: WordId,
    /// Its number in the synonyms.
    pub entry: u32,
    /// Its weight among the words swapped one for one, in hundredths; 0 when it is not there.
    pub swap: u8,
    /// ln of how often a spinner with any thesaurus writes the spun form for it; [`ABSENT`] when no
    /// table of phrases and no thesaurus has it.
    pub synonym: f32,
    /// ln of how often it becomes the spun form, by the tables that count most.
    pub prior: f32,
}

/// What begins with a token.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    from: u32,
    count: u16,
    /// Whether a longer spun form begins so.
    goes_on: bool,
}

/// Every `fit` entry of a language.
#[derive(Debug, Default)]
pub struct Originals {
    starts: FxHashMap<u64, Start>,
    list: Vec<Original>,
    /// Whether a thesaurus is in it.
    pub is_broad: bool,
}

impl Originals {
    /// Gathers the rows, and a thesaurus if one is given; originals that the language model does not
    /// know are passed over.
    pub fn build<'t>(
        rows: impl Iterator<Item = Row<'t>>,
        thesaurus: Option<&Thesaurus>,
        english: &English,
    ) -> Self {
        // Rows one after another, each with its key and where its originals begin and end.
        let mut found: Vec<Original> = Vec::new();
        let mut rows_of: Vec<(u64, [u32; 2])> = Vec::new();
        let mut starts: FxHashMap<u64, Start> = FxHashMap::default();
        let mut numbers: FxHashMap<&str, Option<(WordId, u32)>> = FxHashMap::default();
        let number_of = |word: &str| {
            let hash = word_hash(word);
            let (id, entry) = (english.model.find(hash), english.synonyms.find(hash));
            entry.filter(|_| id != WordId::UNKNOWN).map(|entry| (id, entry))
        };
        for row in rows {
            let Some(key) = spun_key(row.spun, &mut starts) else { continue };
            let from = found.len() as u32;
            for (text, weight) in row.originals {
                let Some(text) = text else { continue };
                let known = *numbers.entry(text).or_insert_with(|| number_of(text));
                let Some((id, entry)) = known else { continue };
                let weight = weight.clamp(1.0, 100.0);
                let (swap, synonym) = match row.family {
                    Family::WordSwap => (weight as u8, ABSENT),
                    _ => (0, (weight / 100.0 * SYNONYM_SHARE).ln()),
                };
                found.push(Original { id, entry, swap, synonym, prior: 0.0 });
            }
            rows_of.push((key, [from, found.len() as u32]));
        }
        if let Some(thesaurus) = thesaurus {
            let numbers: Vec<_> =
                (0..thesaurus.len() as u32).map(|word| number_of(thesaurus.word(word))).collect();
            for (spun, candidates) in thesaurus.forms() {
                let Some(key) = spun_key(spun, &mut starts) else { continue };
                let from = found.len() as u32;
                found.extend(candidates.filter_map(|(word, synonym)| {
                    let (id, entry) = numbers[word as usize]?;
                    Some(Original { id, entry, swap: 0, synonym, prior: 0.0 })
                }));
                rows_of.push((key, [from, found.len() as u32]));
            }
        }
        rows_of.sort_by_key(|row| row.0);
        let mut list: Vec<Original> = Vec::with_capacity(found.len());
        for rows in rows_of.chunk_by(|a, b| a.0 == b.0) {
            let from = list.len();
            for &(_, [start, end]) in rows {
                list.extend(&found[start as usize..end as usize]);
            }
            list[from..].sort_by_key(|original| original.entry);
            // What several rows have is one candidate.
            let mut kept = from;
            for at in from..list.len() {
                let original = list[at];
                if kept > from && list[kept - 1].entry == original.entry {
                    let same = &mut list[kept - 1];
                    same.swap = same.swap.max(original.swap);
                    same.synonym = same.synonym.max(original.synonym);
                } else {
                    list[kept] = original;
                    kept += 1;
                }
            }
            list.truncate(kept);
            let start = starts.entry(rows[0].0).or_default();
            (start.from, start.count) = (from as u32, (kept - from) as u16);
        }
        let is_broad = thesaurus.is_some();
        for original in &mut list {
            let swap = (f32::from(original.swap) / 100.0).ln();
            original.prior = match is_broad {
                true if original.synonym > ABSENT => (original.synonym + USED).min(0.0),
                _ => swap.max(original.synonym),
            };
        }
        Self { starts, list, is_broad }
    }

    /// Calls `each` with length, key and originals of every spun form that begins the hashes.
    pub fn at(&self, hashes: &[u64], mut each: impl FnMut(usize, u64, &[Original])) {
        let mut key = 0;
        for (index, &hash) in hashes.iter().take(MAX_TOKENS).enumerate() {
            key = if index == 0 { hash } else { join(key, hash) };
            let Some(start) = self.starts.get(&key) else { return };
            if start.count > 0 {
                let from = start.from as usize;
                each(index + 1, key, &self.list[from..from + usize::from(start.count)]);
            }
            if !start.goes_on {
                return;
            }
        }
    }

    /// Number of spun forms with their originals.
    pub fn len(&self) -> usize {
        self.starts.values().filter(|start| start.count > 0).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The key of a spun form, its beginnings noted; `None` when it is too long.
fn spun_key(spun: &str, starts: &mut FxHashMap<u64, Start>) -> Option<u64> {
    let hashes: Vec<u64> =
        tokens(spun).filter(|token| !token.is_sentence_end()).map(|token| token.hash).collect();
    if hashes.is_empty() || hashes.len() > MAX_TOKENS {
        return None;
    }
    let mut key = hashes[0];
    for &hash in &hashes[1..] {
        starts.entry(key).or_default().goes_on = true;
        key = join(key, hash);
    }
    Some(key)
}

fn join(key: u64, hash: u64) -> u64 {
    key.rotate_left(25).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash
}
