//! How often spinners with a thesaurus would write a word or phrase, held against how often others do.
//!
//! In goes the quarter of Moby's thesaurus that no generator draws from; out come lines: word or
//! phrase, how often a spinner would write it, and, of phrases, how often others do by the language
//! model, both as decimal logarithms per thousand million words.

use std::collections::BTreeMap;
use std::path::Path;

use super::tables::{self, Side};
use super::{Result, english};

/// Rarer targets are left out: no spinner that sells writes them.
const RAREST: f64 = 1.5;

pub fn run(folder: &Path) -> Result<()> {
    let english = english()?;
    let model = &english.model;
    let tables = tables::read(folder, Side::Prior)?;
    let mut rates: BTreeMap<&str, f64> = BTreeMap::new();
    let mut roots: Vec<_> = tables.moby.iter().collect();
    roots.sort_by_key(|root| root.0);
    for (root, targets) in roots {
        let Some(frequency) = tables.frequency.get(root.as_str()) else { continue };
        let found = |text: &str| english.synonyms.find(copydesk::lexicon::ngram::word_hash(text));
        if found(root).is_some_and(|number| english.synonyms.info(number).is_function()) {
            continue;
        }
        let fit: Vec<_> = targets.iter().filter(|t| t.frequency >= RAREST).collect();
        for target in &fit {
            *rates.entry(&target.text).or_default() += 10f64.powf(*frequency) / fit.len() as f64;
        }
    }
    for (text, rate) in rates {
        let words: Vec<_> = text.split(' ').map(|word| model.word(word)).collect();
        let mut own = 0.0;
        if words.len() > 1 {
            own = f64::from(model.unigram(words[0]) + model.bigram(words[0], words[1]));
            for three in words.windows(3) {
                own += f64::from(model.log_prob(three[0], three[1], three[2]));
            }
            own = own / std::f64::consts::LN_10 + 9.0;
        }
        println!("{text}\t{:.3}\t{own:.3}", rate.log10());
    }
    Ok(())
}
