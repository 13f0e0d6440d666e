//! A line's words as hashes, for a table of weights that says which words furniture is made of.
//!
//! In go the lines of a page and the furniture dictionaries; out come what these say of each, and a few
//! hashes a line: the words and word pairs of a short line, the first and last words of a long one,
//! its form, and the words of short lines beside it and of the heading above. No word is stored
//! anywhere: the table holds hashes, and only of what stood on pages of many sites.

use super::super::number;
use super::Line;
use crate::lexicon::furniture::{Furniture, MAX_WORDS};
use crate::lexicon::words::{Word, chain, cut_words};

/// Most words of a line that is read as a whole.
const SHORT_WORDS: usize = 14;
/// Most words of a line that is told to its neighbors.
const NEAR_WORDS: usize = 6;
/// Lines that a heading speaks for.
const HEADING_LINES: usize = 25;
/// Bytes at the end of a long line in which its last two words are looked for.
const TAIL_BYTES: usize = 64;
/// Spaces from the end behind which they stand nearly always: two more than between them, for dashes.
const TAIL_SPACES: usize = 3;
/// Words of a long line's start that are read.
const HEAD_WORDS: usize = 3;
/// Bytes of a line that is cut into words as a whole: longer lines have more words than are read,
/// and are no phrase of a dictionary.
const SHORT_BYTES: usize = 160;

/// What a hash says: the same word means another thing in another place.
#[derive(Clone, Copy)]
enum Place {
    Word = 1,
    Pair,
    Whole,
    Head,
    Tail,
    Ends,
    Starts,
    HeadingWord,
    Heading,
    Before,
    After,
    Furniture,
    FurnitureBefore,
    FurnitureAfter,
    HeadingFurniture,
}

/// A line cut into the words that are read.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Where its words lie.
    first: u32,
    end: u32,
    /// Number of words, where the whole line is read.
    is_short: bool,
    /// The last two words of a long line.
    tail: [u64; 2],
    /// Length in characters, roughly, as a power of two.
    size: u64,
    starts: u64,
    ends: u64,
    furniture: u64,
    is_heading: bool,
}

/// The lines of a page, cut.
#[derive(Debug, Default)]
pub struct Phrases {
    /// What the dictionaries say of each line: 0 nothing, else the number of its reason.
    pub known: Vec<f32>,
    lines: Vec<Cut>,
    words: Vec<u64>,
}

impl Phrases {
    /// Cuts lines and looks them up.
    pub fn of(lines: &[Line<'_>], dictionaries: &Furniture) -> Self {
        let mut phrases = Self::default();
        phrases.lines.reserve(lines.len());
        let mut words: Vec<Word> = Vec::with_capacity(MAX_WORDS + 2);
        for &(text, after_blank) in lines {
            words.clear();
            let mut is_short = text.len() <= SHORT_BYTES;
            cut_words(text, if is_short { MAX_WORDS + 1 } else { HEAD_WORDS }, &mut words);
            let entry = match is_short {
                true => dictionaries.known(text, &words),
                false => None,
            };
            let furniture = entry.map_or(0.0, number);
            is_short &= words.len() <= SHORT_WORDS;
            if !is_short {
                words.truncate(HEAD_WORDS);
            }
            let first = phrases.words.len() as u32;
            phrases.words.extend(words.iter().map(|word| word.hash));
            let count = words.len();
            let tail = if is_short { [0; 2] } else { last_words(text, &mut words) };
            let last = text.chars().next_back().map_or(0, kind);
            phrases.known.push(furniture);
            phrases.lines.push(Cut {
                first,
                end: phrases.words.len() as u32,
                is_short,
                tail,
                size: u64::from(text.len().max(1).ilog2()),
                starts: text.chars().next().map_or(0, kind),
                ends: last,
                furniture: furniture.to_bits().into(),
                is_heading: is_short
                    && (1..=NEAR_WORDS).contains(&count)
                    && last != u64::from('.')
                    && (after_blank || furniture > 0.0 || last == u64::from(':')),
            });
        }
        phrases
    }

    /// Number of lines.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands the hashes of each line to `hear`, line after line.
    pub fn each(&self, mut hear: impl FnMut(usize, u32)) {
        let mut heading: Option<usize> = None;
        for (at, line) in self.lines.iter().enumerate() {
            let mut tell = |place: Place, hash: u64| {
                hear(at, (chain(chain(0, place as u64), hash) >> 32) as u32);
            };
            let words = self.words(line);
            if line.is_short {
                words.iter().for_each(|&word| tell(Place::Word, word));
                words.windows(2).for_each(|pair| tell(Place::Pair, chain(pair[0], pair[1])));
                if words.len() <= NEAR_WORDS {
                    tell(Place::Whole, whole(words));
                }
            } else {
                for end in 1..=words.len() {
                    tell(Place::Head, whole(&words[..end]));
                }
                tell(Place::Tail, line.tail[0]);
                tell(Place::Tail, chain(line.tail[0], line.tail[1]));
            }
            tell(Place::Ends, chain(line.size, line.ends));
            tell(Place::Starts, chain(line.size, line.starts));
            tell(Place::Furniture, line.furniture);
            if let Some(before) = at.checked_sub(1).map(|i| &self.lines[i]) {
                self.near(before, Place::Before, Place::FurnitureBefore, &mut tell);
            }
            if let Some(after) = self.lines.get(at + 1) {
                self.near(after, Place::After, Place::FurnitureAfter, &mut tell);
            }
            if let Some(above) = heading.filter(|above| at - above <= HEADING_LINES) {
                let words = self.words(&self.lines[above]);
                words.iter().for_each(|&word| tell(Place::HeadingWord, word));
                tell(Place::Heading, whole(words));
                tell(Place::HeadingFurniture, self.lines[above].furniture);
            }
            if line.is_heading {
                heading = Some(at);
            }
        }
    }

    fn near(&self, line: &Cut, word: Place, known: Place, tell: &mut impl FnMut(Place, u64)) {
        tell(known, line.furniture);
        let words = self.words(line);
        if line.is_short && words.len() <= NEAR_WORDS {
            words.iter().for_each(|&hash| tell(word, hash));
        }
    }

    fn words(&self, line: &Cut) -> &[u64] {
        &self.words[line.first as usize..line.end as usize]
    }
}

fn whole(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash, &word| chain(hash, word))
}

/// Punctuation as it is; letters and digits by their kind.
fn kind(c: char) -> u64 {
    match c {
        c if c.is_uppercase() => 1,
        c if c.is_alphabetic() => 2,
        c if c.is_numeric() => 3,
        c => u64::from(u32::from(c)),
    }
}

/// Hashes of the last two words of a text, the last one first; `words` is room for them.
fn last_words(text: &str, words: &mut Vec<Word>) -> [u64; 2] {
    let mut from = text.len().saturating_sub(TAIL_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    // Behind a space words are cut as they are from further before.
    let near = memchr::memrchr_iter(b' ', tail.as_bytes()).nth(TAIL_SPACES).unwrap_or(0);
    for from in [near, 0] {
        words.clear();
        cut_words(&tail[from..], TAIL_BYTES, words);
        if let [.., before, last] = words[..] {
            return [last.hash, before.hash];
        }
    }
    [words.first().map_or(0, |word| word.hash), 0]
}
