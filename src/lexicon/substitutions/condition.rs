//! The conditions of an entry: what must stand beside it and how it must be written.
//!
//! In goes the text of the conditions column; out comes a [`Condition`] that is asked at a place
//! in a text. Deliberately absent: anything further away than the neighbor.

use rustc_hash::FxHashMap;

use super::words::{Gap, Word, hash};

/// A set of word classes, one bit a class.
pub type Mask = u32;

/// Classes that are read off a word's shape.
const NUMBER: Mask = 1;
const CAPITAL: Mask = 1 << 1;
const NONE: Mask = 1 << 2;
/// Bits of the classes that `word-classes.tsv` names begin here.
const FIRST_NAMED: u32 = 3;

/// The word classes of a language.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    names: Vec<String>,
    members: FxHashMap<u64, Mask>,
}

impl Classes {
    /// Adds the class `name`.
    ///
    /// # Errors
    /// What is wrong with it, as a message.
    pub fn add(&mut self, name: &str, members: &str) -> Result<(), String> {
        if self.names.iter().any(|n| n == name) || matches!(name, "num" | "cap" | "none") {
            return Err(format!("class {name:?} stands twice"));
        }
        let bit = FIRST_NAMED + self.names.len() as u32;
        if bit >= Mask::BITS {
            return Err(format!("more than {} classes", Mask::BITS - FIRST_NAMED));
        }
        for word in members.split(' ') {
            let hash = hash(word).ok_or_else(|| format!("{word:?} is not one word"))?;
            *self.members.entry(hash).or_default() |= 1 << bit;
        }
        self.names.push(name.to_owned());
        Ok(())
    }

    fn mask(&self, name: &str) -> Option<Mask> {
        match name {
            "num" => Some(NUMBER),
            "cap" => Some(CAPITAL),
            "none" => Some(NONE),
            _ => {
                let index = self.names.iter().position(|n| n == name)?;
                Some(1 << (FIRST_NAMED + index as u32))
            }
        }
    }

    fn of(&self, word: Option<&Word>) -> Mask {
        let Some(word) = word else { return NONE };
        let mut mask = self.members.get(&word.hash).copied().unwrap_or(0);
        if word.has_digit() {
            mask |= NUMBER;
        }
        if word.is_capital() && !word.opens() {
            mask |= CAPITAL;
        }
        mask
    }
}

/// How the first letters must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Any,
    /// All words in small letters.
    Lower,
    /// A capital that does not open a sentence.
    Inside,
}

/// Words and classes asked of one neighbor.
#[derive(Clone, Debug)]
struct Side {
    is_next: bool,
    wanted: bool,
    classes: Mask,
    words: Vec<u64>,
}

/// All conditions of an entry; every one must hold.
#[derive(Clone, Debug)]
pub struct Condition {
    writing: Writing,
    sides: Vec<Side>,
}

impl Condition {
    /// Reads the conditions column; `-` stands for none.
    ///
    /// # Errors
    /// What is wrong with it, as a message.
    pub fn parse(column: &str, classes: &Classes) -> Result<Self, String> {
        let mut out = Self { writing: Writing::Any, sides: Vec::new() };
        if column == "-" {
            return Ok(out);
        }
        for part in column.split(' ') {
            let (wanted, rest) = match part.strip_prefix('!') {
                Some(rest) => (false, rest),
                None => (true, part),
            };
            match rest.split_once('=') {
                None if wanted && rest == "lower" => out.writing = Writing::Lower,
                None if wanted && rest == "inside" => out.writing = Writing::Inside,
                Some((side @ ("prev" | "next"), list)) => {
                    out.sides.push(Side::parse(side == "next", wanted, list, classes)?);
                }
                _ => return Err(format!("unknown condition {part:?}")),
            }
        }
        Ok(out)
    }

    /// Whether the conditions hold for `words[at..at + count]`.
    pub fn holds(&self, words: &[Word], at: usize, count: usize, classes: &Classes) -> bool {
        let entry = &words[at..at + count];
        let written = match self.writing {
            Writing::Any => true,
            Writing::Lower => entry.iter().all(|w| !w.is_capital()),
            Writing::Inside => entry[0].is_capital() && !entry[0].opens(),
        };
        written
            && self.sides.iter().all(|side| {
                let near = if side.is_next {
                    words.get(at + count).filter(|w| w.gap != Gap::Cut)
                } else if entry[0].gap == Gap::Cut {
                    None
                } else {
                    at.checked_sub(1).map(|i| &words[i])
                };
                side.holds(near, classes)
            })
    }
}

impl Side {
    fn parse(is_next: bool, wanted: bool, list: &str, classes: &Classes) -> Result<Self, String> {
        let mut side = Self { is_next, wanted, classes: 0, words: Vec::new() };
        for item in list.split(',') {
            if let Some(name) = item.strip_prefix('@') {
                side.classes |=
                    classes.mask(name).ok_or_else(|| format!("unknown class @{name}"))?;
            } else {
                side.words.push(hash(item).ok_or_else(|| format!("{item:?} is not one word"))?);
            }
        }
        Ok(side)
    }

    fn holds(&self, near: Option<&Word>, classes: &Classes) -> bool {
        let meets = self.classes & classes.of(near) != 0
            || near.is_some_and(|w| self.words.contains(&w.hash));
        meets == self.wanted
    }
}
