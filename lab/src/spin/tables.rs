//! The tables that generated spinners draw from, each in two halves that share no pair.

use std::collections::HashMap;
use std::path::Path;

use super::Result;
use super::random::hash;

/// What may be written for a word.
#[derive(Clone, Debug)]
pub struct Target {
    pub text: String,
    /// WordNet's relation, `=` for others.
    pub relation: char,
    /// Whether the ending was carried over.
    pub is_inflected: bool,
    /// Decimal logarithm per thousand million words.
    pub frequency: f64,
}

pub type Table = HashMap<String, Vec<Target>>;

/// All tables of one half.
#[derive(Debug, Default)]
pub struct Tables {
    pub wordnet: Table,
    pub moby: Table,
    pub tortured: Table,
    pub frequency: HashMap<String, f64>,
    /// Words for the fixed swaps of function words.
    pub nouns: Vec<String>,
}

/// Whose pairs are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Half of all pairs; of Moby's thesaurus a quarter.
    Train,
    /// The quarter of Moby's thesaurus that says how often thesauri lead to a word.
    Prior,
    /// The other half.
    Test,
}

impl Side {
    fn has(self, original: &str, spun: &str, is_moby: bool) -> bool {
        match (hash(11, &format!("{original}>{spun}")) % 4, self) {
            (1 | 3, side) => side == Self::Test,
            (2, side) if is_moby => side == Self::Prior,
            (_, side) => side == Self::Train,
        }
    }
}

/// Reads the pairs of one side.
pub fn read(folder: &Path, side: Side) -> Result<Tables> {
    let mut tables = Tables::default();
    let file = |name: &str| std::fs::read(folder.join(name));
    let text = |name: &str| file(name).map(|b| String::from_utf8_lossy(&b).into_owned());
    for line in text("freq.tsv")?.lines() {
        if let Some((word, frequency)) = line.split_once('\t') {
            tables.frequency.insert(word.to_owned(), frequency.parse()?);
        }
    }
    let is_mine = |a: &str, b: &str| side.has(a, b, false);
    let frequency = |word: &str| tables.frequency.get(word).copied().unwrap_or(0.0);

    for line in text("pairs.tsv")?.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [original, spun, relation, ending] = parts[..] else { continue };
        if original != spun && is_mine(original, spun) {
            let targets = tables.wordnet.entry(original.to_owned()).or_default();
            targets.push(Target {
                text: spun.to_owned(),
                relation: relation.chars().next().unwrap_or('='),
                is_inflected: ending == "infl",
                frequency: frequency(spun),
            });
        }
    }
    let plain = |text: &str, frequency: f64| Target {
        text: text.to_owned(),
        relation: '=',
        is_inflected: true,
        frequency,
    };
    let is_phrase = |word: &str| {
        word.split(' ').count() <= 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b' ')
    };
    for line in text("moby.txt")?.lines() {
        let mut words = line.split(',');
        let Some(root) = words.next().filter(|root| is_phrase(root)) else { continue };
        if frequency(root) < 2.9 && !root.contains(' ') {
            continue;
        }
        for word in words.filter(|word| is_phrase(word) && side.has(root, word, true)) {
            let of = word.split(' ').map(frequency).fold(9.0, f64::min);
            tables.moby.entry(root.to_owned()).or_default().push(plain(word, of));
        }
    }
    let phrases: serde_json::Value = serde_json::from_slice(&file("tortured-phrases.json")?)?;
    for pair in phrases["phrases"].as_array().into_iter().flatten() {
        let side = |key: &str| pair[key].as_str().unwrap_or_default().trim().to_lowercase();
        let (spun, original) = (side("tortured"), side("correct"));
        if !is_phrase(&spun) || !is_phrase(&original) || spun == original {
            continue;
        }
        if is_mine(&original, &spun) {
            tables.tortured.entry(original.clone()).or_default().push(plain(&spun, 3.0));
        }
        let words = original.split(' ').zip(spun.split(' '));
        if original.split(' ').count() == spun.split(' ').count() {
            for (a, b) in words.filter(|(a, b)| a != b && a.len() > 2 && b.len() > 2) {
                if is_mine(a, b) {
                    tables.tortured.entry(a.to_owned()).or_default().push(plain(b, frequency(b)));
                }
            }
        }
    }
    let mut nouns: Vec<String> = tables
        .frequency
        .iter()
        .filter(|(word, f)| {
            (3.0..4.6).contains(*f)
                && word.len() > 2
                && !word.contains(' ')
                && (hash(12, word) % 2 == 1) == (side == Side::Test)
        })
        .map(|(word, _)| word.clone())
        .collect();
    nouns.sort();
    tables.nouns = nouns;
    Ok(tables)
}
