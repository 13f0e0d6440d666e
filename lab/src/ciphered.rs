//! Pages in a language that nobody knows: letters are other letters, or other scripts' words.
//!
//! In go lines, out come the same lines with every word replaced by another that has its length and form; figures,
//! punctuation and which words are the same stay. Most labelled pages are English or German: a model that learned
//! from those alone leans on words, and knows none of Thai, Chinese or Burmese pages.

use crate::spin::random::{Random, hash};

/// What words are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Script {
    /// The letters that the line has, each for another: vowels for vowels.
    Same,
    /// Cyrillic letters.
    Cyrillic,
    /// Han characters without spaces between words, with punctuation of their width.
    Han,
    /// Thai letters without spaces between words, a space for a comma or a full stop.
    Thai,
}

pub const SCRIPTS: [Script; 4] = [Script::Same, Script::Cyrillic, Script::Han, Script::Thai];

const VOWELS: &str = "aeiou";
const CONSONANTS: &str = "bcdfghjklmnpqrstvwxyz";
/// First characters of scripts, and how many are taken.
const CYRILLIC: (u32, u64) = (0x430, 32);
const HAN: (u32, u64) = (0x4e00, 3000);
const THAI: (u32, u64) = (0xe01, 46);
/// Letters of a word that one Han character stands for.
const LETTERS: usize = 3;
/// One word in so many keeps its letters among Han and Thai: names and brands do.
const KEPT: u64 = 30;

/// `lines` in a language of their own, told by `seed`.
pub fn ciphered(lines: &[&str], script: Script, seed: u64) -> Vec<String> {
    let letters = Letters::new(seed);
    let cipher = |line: &&str| {
        let made = line_of(line, script, &letters, seed);
        if made.trim().is_empty() { (*line).to_owned() } else { made }
    };
    lines.iter().map(cipher).collect()
}

fn line_of(line: &str, script: Script, letters: &Letters, seed: u64) -> String {
    let mut made = String::with_capacity(line.len());
    let mut word = String::new();
    let unspaced = matches!(script, Script::Han | Script::Thai);
    for c in line.chars().chain(['\0']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            word_of(&word, script, letters, seed, &mut made);
            word.clear();
        }
        match (script, c) {
            (_, '\0') => {}
            // A space stands where either side is no word of the script.
            (Script::Han | Script::Thai, ' ') if made.ends_with(|c: char| !c.is_ascii()) => {}
            (Script::Han, '.') => made.push('\u{3002}'),
            (Script::Han, ',') => made.push('\u{ff0c}'),
            (Script::Han, '?') => made.push('\u{ff1f}'),
            (Script::Han, '!') => made.push('\u{ff01}'),
            (Script::Han, ':') => made.push('\u{ff1a}'),
            (Script::Thai, '.' | ',') => made.push(' '),
            _ => made.push(c),
        }
    }
    if unspaced { made.trim().to_owned() } else { made }
}

fn word_of(word: &str, script: Script, letters: &Letters, seed: u64, made: &mut String) {
    let lower = word.to_lowercase();
    let key = hash(seed, &lower);
    let mut random = Random(key);
    let mut draw = |(first, count): (u32, u64)| {
        char::from_u32(first + (random.next() % count) as u32).unwrap_or('\u{4e00}')
    };
    let count = word.chars().count();
    match script {
        Script::Same => made.extend(word.chars().map(|c| letters.other(c))),
        Script::Han | Script::Thai if key.is_multiple_of(KEPT) => made.push_str(word),
        Script::Han => made.extend((0..count.div_ceil(LETTERS)).map(|_| draw(HAN))),
        Script::Thai => made.extend((0..count).map(|_| draw(THAI))),
        Script::Cyrillic => {
            for c in word.chars() {
                let other = draw(CYRILLIC);
                if c.is_uppercase() { made.extend(other.to_uppercase()) } else { made.push(other) }
            }
        }
    }
}

/// Which letter stands for which.
struct Letters {
    vowels: Vec<char>,
    consonants: Vec<char>,
}

impl Letters {
    fn new(seed: u64) -> Self {
        let mut random = Random(seed);
        let mut shuffled = |letters: &str| {
            let mut letters: Vec<char> = letters.chars().collect();
            for at in (1..letters.len()).rev() {
                letters.swap(at, random.below(at + 1));
            }
            letters
        };
        Self { vowels: shuffled(VOWELS), consonants: shuffled(CONSONANTS) }
    }

    /// The letter for `c`; one that is not of the English alphabet stays.
    fn other(&self, c: char) -> char {
        let lower = c.to_ascii_lowercase();
        let of = |all: &str, others: &[char]| all.find(lower).map(|at| others[at]);
        let other = of(VOWELS, &self.vowels).or_else(|| of(CONSONANTS, &self.consonants));
        match other {
            Some(other) if c.is_ascii_uppercase() => other.to_ascii_uppercase(),
            Some(other) => other,
            None => c,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_and_repetition_stay() {
        let lines = ["The Mayor said 12 ships, all of them, were late.", "The Mayor", "..."];
        for script in SCRIPTS {
            let made = ciphered(&lines, script, 7);
            assert_eq!(made, ciphered(&lines, script, 7));
            assert_ne!(made, ciphered(&lines, script, 8));
            assert!(made[0].starts_with(made[1].as_str()), "{made:?}");
            assert!(made[0].contains("12") && !made[2].is_empty());
            assert!(!made[0].contains("Mayor"));
        }
        assert_eq!(ciphered(&lines, Script::Same, 7)[0].len(), lines[0].len());
        let han = ciphered(&lines, Script::Han, 7);
        assert!(han[0].ends_with('\u{3002}') && han[1].chars().count() == 3, "{han:?}");
    }
}
