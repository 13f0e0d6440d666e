//! What may have stood in a word's place, for the decoder of `repair`: the `fit` entries of the
//! dictionaries, looked up by the language model's tokens.
//!
//! In go rows; out comes [`Originals`]: per word or phrase its possible originals, each with what
//! the tables of words swapped and of phrases say of it. Deliberately absent: any decision.

use rustc_hash::FxHashMap;

use super::English;
use super::ngram::{WordId, tokens, word_hash};
use super::substitutions::Row;
use crate::document::Family;

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
    /// Its weight among the synonyms of other tables, in hundredths; 0 when it is not there.
    pub synonym: u8,
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
}

impl Originals {
    /// Gathers the rows; originals that the language model does not know are passed over.
    pub fn build<'t>(rows: impl Iterator<Item = Row<'t>>, english: &English) -> Self {
        let mut found: Vec<(u64, Original)> = Vec::new();
        let mut starts: FxHashMap<u64, Start> = FxHashMap::default();
        for row in rows {
            let Some(key) = spun_key(row.spun, &mut starts) else { continue };
            for (text, weight) in row.originals {
                let Some(text) = text else { continue };
                let hash = word_hash(text);
                let (id, entry) = (english.model.find(hash), english.synonyms.find(hash));
                let Some(entry) = entry.filter(|_| id != WordId::UNKNOWN) else { continue };
                let weight = weight.clamp(1.0, 100.0) as u8;
                let (swap, synonym) = match row.family {
                    Family::WordSwap => (weight, 0),
                    _ => (0, weight),
                };
                found.push((key, Original { id, entry, swap, synonym }));
            }
        }
        // Stable: the first row's originals stay in front.
        found.sort_by_key(|&(key, original)| (key, original.entry));
        let mut list: Vec<Original> = Vec::with_capacity(found.len());
        let mut last = None;
        for (key, original) in found {
            let start = starts.entry(key).or_default();
            if last == Some((key, original.entry))
                && let Some(same) = list.last_mut()
            {
                same.swap = same.swap.max(original.swap);
                same.synonym = same.synonym.max(original.synonym);
                continue;
            }
            if start.count == 0 {
                start.from = list.len() as u32;
            }
            start.count += 1;
            list.push(original);
            last = Some((key, original.entry));
        }
        Self { starts, list }
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
