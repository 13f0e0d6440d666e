//! Faults of single corpora, put right or marked as gaps (U+FFFD) before counting.

use std::collections::HashMap;

use copydesk::lexicon::ngram::train::WordCounts;
use copydesk::lexicon::ngram::{form, tokens, word_hash};

/// Where every non-ASCII character was dropped: `the Departments Civil Division` for
/// `Department’s`, `housingincluding` for `housing—including`.
///
/// `sound` texts of the same language decide: a word that they write with an apostrophe more
/// often gets it back; one that they write both ways, and one that is two of their words run
/// together, become gaps.
pub fn lost_characters(text: &str, sound: &[&str]) -> String {
    let known = Known::new(sound);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for token in tokens(text) {
        if token.is_sentence_end() {
            continue;
        }
        let word = form(text, &token);
        let Some(instead) = known.judge(&word) else { continue };
        out.push_str(&text[copied..token.span.start as usize]);
        out.push_str(&instead);
        copied = token.span.end as usize;
    }
    out.push_str(&text[copied..]);
    out
}

const GAP: &str = "\u{fffd}";
/// A part of a run-together word is a word seen this often.
const COMMON: u64 = 100;

struct Known {
    words: WordCounts,
    /// How often a word is followed by `'s`.
    possessives: HashMap<u64, u64>,
    /// How often words are written with an apostrophe, by how they look without.
    contractions: HashMap<u64, u64>,
}

impl Known {
    fn new(texts: &[&str]) -> Self {
        let mut words = WordCounts::default();
        let mut possessives = HashMap::new();
        let possessive = word_hash("'s");
        for text in texts {
            words.add(text);
            let mut last = 0;
            for token in tokens(text) {
                if token.hash == possessive {
                    *possessives.entry(last).or_insert(0) += 1;
                }
                last = token.hash;
            }
        }
        let mut contractions = HashMap::new();
        for (word, count) in words.iter().filter(|(word, _)| word.contains('\'')) {
            *contractions.entry(word_hash(&word.replace('\'', ""))).or_insert(0) += count;
        }
        Self { words, possessives, contractions }
    }

    /// What should stand instead of a word, if anything.
    fn judge(&self, word: &str) -> Option<String> {
        let hash = word_hash(word);
        let count = self.words.get(hash);
        if self.contractions.get(&hash).is_some_and(|&with| with > 5 * count) {
            return Some(GAP.to_owned());
        }
        if let Some(stem) = word.strip_suffix('s')
            && word != "its"
            && word.len() > 2
        {
            let owned = self.possessives.get(&word_hash(stem)).copied().unwrap_or(0);
            if owned > 4 * count {
                return Some(format!("{stem}'s"));
            }
            if 4 * owned > count {
                return Some(GAP.to_owned());
            }
            if count == 0 && self.words.get(word_hash(stem)) > 0 {
                return Some(GAP.to_owned());
            }
        }
        if count == 0 && self.is_run_together(word) {
            return Some(GAP.to_owned());
        }
        None
    }

    fn is_run_together(&self, word: &str) -> bool {
        let is_common = |part: &str| self.words.get(word_hash(part)) >= COMMON;
        word.is_ascii()
            && word.len() > 4
            && (2..word.len() - 1).any(|at| is_common(&word[..at]) && is_common(&word[at..]))
    }
}

/// Where lines were wrapped at a fixed width: a line without an end mark goes on in the next if
/// that starts with a small letter.
pub fn join_wrapped(lines: &[&str]) -> String {
    let mut out = String::new();
    for line in lines {
        let is_open = out.ends_with(|last: char| last.is_alphanumeric() || last == ',');
        let goes_on = is_open && line.starts_with(char::is_lowercase);
        out.push(if goes_on { ' ' } else { '\n' });
        out.push_str(line);
    }
    out
}

/// Where contractions were cut in two: `do n't`, `we 're`.
pub fn join_contractions(text: &str) -> String {
    ["n't", "'re", "'ve", "'ll", "'d", "'m"]
        .iter()
        .fold(text.to_owned(), |text, tail| text.replace(&format!(" {tail} "), &format!("{tail} ")))
}
