//! The pairs of words that genuine text has, for the gate.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use copydesk::lexicon::pairs::{BITS, Pairs};
use copydesk::lexicon::substitutions::{Gap, word_hash as hash, words};
use copydesk::lexicon::synonyms::Synonyms;

use super::Result;
use crate::ngram::corpus;

/// Bits of the filter for each pair.
const ROOM: usize = 8;

pub fn run(data: &Path, synonyms: &Path, out: &Path) -> Result<()> {
    let synonyms = Synonyms::read(&std::fs::read(synonyms)?).map_err(|bad| bad.0)?;
    let may_be_suspect = |&word: &u32| synonyms.info(word).may_be_suspect();
    let words_of = (0..synonyms.len() as u32).filter(may_be_suspect);
    let suspects: HashSet<u64> = words_of.filter_map(|word| hash(synonyms.word(word))).collect();
    let mut counts: HashMap<[u64; 2], u32> = HashMap::new();
    for (_, text) in corpus::training(data)? {
        for two in words(&text).windows(2) {
            let pair = [two[0].hash, two[1].hash];
            if two[1].gap == Gap::Space && pair.iter().any(|word| suspects.contains(word)) {
                *counts.entry(pair).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<([u64; 2], u32)> = counts.into_iter().collect();
    pairs.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    eprintln!("{} pairs", pairs.len());
    pairs.truncate(BITS / ROOM);
    if let Some((_, least)) = pairs.last() {
        eprintln!("{} kept, seen at least {least} times", pairs.len());
    }
    let pairs = Pairs::new(pairs.into_iter().map(|(pair, _)| pair));
    Ok(std::fs::write(out, pairs.to_bytes())?)
}
