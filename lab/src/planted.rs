//! Phrases of the furniture dictionaries that are planted in texts to learn from.
//!
//! The dictionaries were written beside the labelled pages, and pages that nobody has looked at hold much that
//! they lack. So some texts are read with half of the dictionaries, and phrases of the other half stand in
//! them as lines: a model learns what the words of furniture are, and to trust less in what is known.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use copydesk::{Config, Tools, config, language::detect};

use crate::spin::random::{Random, hash};

/// Most words that a phrase which only begins a line goes on with.
const TAIL: usize = 6;
/// Most words that a blank of a phrase stands for, and words of the text looked at for a name.
const BLANK: usize = 3;
const TRIES: usize = 30;
/// From how many words on a phrase may end like a sentence.
const SENTENCE: usize = 4;

/// Half of the dictionaries, and the phrases of the other half.
pub struct Planted {
    /// What knows the first half alone.
    pub tools: Tools,
    /// The others, by language.
    phrases: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    text: String,
    is_start: bool,
}

impl Planted {
    /// Halves the dictionaries of this repository by hash and plants the `half` with this number; `folder` gets the
    /// other one.
    pub fn new(half: u64, folder: &Path) -> io::Result<Self> {
        let all = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../dictionaries"));
        let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
        for entry in std::fs::read_dir(all)? {
            let from = entry?.path().join("furniture.tsv");
            let Some(language) = from.parent().and_then(Path::file_name).filter(|_| from.is_file())
            else {
                continue;
            };
            let text = std::fs::read_to_string(&from)?;
            let is_planted = |line: &&str| line.contains('\t') && hash(0, line) & 1 == half;
            let (other, known): (Vec<&str>, Vec<&str>) = text.lines().partition(is_planted);
            let folder = folder.join(language);
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join("furniture.tsv"), known.join("\n") + "\n")?;
            phrases.insert(
                language.display().to_string(),
                other.into_iter().filter_map(Phrase::read).collect(),
            );
        }
        let config = Config { dictionaries: Some(folder.to_owned()), ..Config::default() };
        Ok(Self { tools: Tools::new(config).map_err(io::Error::other)?, phrases })
    }

    /// `count` phrases as lines of a page with `text`, in its language; none where no dictionary has it.
    pub fn lines(&self, text: &str, count: usize, random: &mut Random) -> Vec<String> {
        let language = detect(text, &config::Language::default());
        let phrases = language.and_then(|found| self.phrases.get(found.code));
        let Some(phrases) = phrases.filter(|phrases| !phrases.is_empty()) else {
            return Vec::new();
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        (0..count).map(|_| random.pick(phrases).line_of(&words, random)).collect()
    }
}

impl Phrase {
    /// An entry that can stand as a line: not an ordinary word, and no part of a line's middle or end.
    fn read(entry: &str) -> Option<Self> {
        let mut columns = entry.split('\t');
        let (text, place) = (columns.next()?, columns.nth(1)?);
        let is_start = place == "start";
        (is_start || place == "line").then(|| Self { text: text.to_owned(), is_start })
    }

    /// The phrase as a page has it; `words` are those of the page's text.
    fn line_of(&self, words: &[&str], random: &mut Random) -> String {
        let number = (1 + random.below(60)).to_string();
        let text = self.text.replace('#', &number);
        let mut line: Vec<String> = Vec::new();
        for token in text.split(' ') {
            match token {
                "_" => line.extend(some(words, 1 + random.below(BLANK), random)),
                "@" => line.extend(name(words, random)),
                _ if token.contains('|') => {
                    let choices: Vec<&str> = token.split('|').collect();
                    let choice = *random.pick(&choices);
                    line.extend((choice != "-").then(|| choice.replace('-', " ")));
                }
                _ => line.push(token.to_owned()),
            }
        }
        if self.is_start {
            line.extend(some(words, random.below(TAIL + 1), random));
        }
        let mut line = line.join(" ");
        let is_long = line.split_whitespace().count() >= SENTENCE;
        if is_long && line.ends_with(char::is_alphanumeric) && random.below(2) == 0 {
            line.push('.');
        }
        let mut chars = line.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    }
}

/// `count` words of a text in a row.
fn some(words: &[&str], count: usize, random: &mut Random) -> Vec<String> {
    let from = random.below(words.len().saturating_sub(count));
    words.iter().skip(from).take(count).map(|&word| word.to_owned()).collect()
}

/// A word of a text that has a capital, where one of some has.
fn name(words: &[&str], random: &mut Random) -> Option<String> {
    let found =
        (0..TRIES).map(|_| random.pick(words)).find(|word| word.starts_with(char::is_uppercase));
    found.map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

#[cfg(test)]
mod tests {
    use copydesk::lexicon::words::cut_words;

    use super::*;

    #[test]
    fn half_of_the_dictionaries_does_not_know_the_other_half() {
        let folders = tempfile::tempdir().unwrap();
        let halves =
            [0, 1].map(|half| Planted::new(half, &folders.path().join(half.to_string())).unwrap());
        let text = "The council voted on Monday to close the old pier, and the mayor said that it had \
                    no choice after engineers found the piles to have rotted below the water.";
        let mut known = [0, 0];
        for (half, planted) in halves.iter().enumerate() {
            let lines = planted.lines(text, 200, &mut Random(1));
            assert_eq!(lines.len(), 200);
            assert_eq!(lines, planted.lines(text, 200, &mut Random(1)));
            assert!(planted.lines("\u{13a0}\u{13a1}", 1, &mut Random(1)).is_empty());
            for line in &lines {
                let mut words = Vec::new();
                cut_words(line, 99, &mut words);
                for (of, tools) in halves.iter().map(|planted| &planted.tools).enumerate() {
                    let is_known = tools.lexicon.furniture.known(line, &words).is_some();
                    known[usize::from(of != half)] += usize::from(is_known);
                }
            }
        }
        // Many phrases begin with a shorter one.
        assert!(known[1] > 2 * known[0], "{known:?}");
    }
}
