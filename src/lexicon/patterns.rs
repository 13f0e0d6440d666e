//! Phrases with choices and blanks: "download our|the _ app", "trending on @", "@ covers _ for the".
//!
//! Words with `|` between them are a choice; a hyphen joins several words of one ("app-store|play"),
//! and `-` alone stands for none. `_` stands for one to twelve words of one sentence, `@` for a name
//! of one to six: its first and last word have a capital, or are numbers. A line is compared with a
//! pattern only where the pattern's first words, or those behind the name that the line starts with,
//! are found by their hash. Deliberately absent: names in scripts without capitals, which nobody can
//! tell.

use super::furniture::{Entry, cut_phrase};
use super::words::{ByHash, NUMBER, Word, chain};

/// Most words that `_` stands for.
const MOST_WORDS: usize = 12;
/// Most words of a name.
const MOST_NAME: usize = 6;
/// Most words behind a pattern that a line starts with: a pitch, but no paragraph on what a video shows.
const MOST_TAIL: usize = 12;
/// Most bytes of a name's word without a capital: "of", "the", "von".
const MOST_SMALL: u32 = 3;
/// Fewest words of a pattern, blanks apart: one alone says nothing.
const FEWEST_WORDS: usize = 2;
/// Most steps of a pattern that it is found by.
const MOST_KEY_STEPS: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blank {
    Words,
    Name,
}

impl Blank {
    fn most(self) -> usize {
        match self {
            Self::Words => MOST_WORDS,
            Self::Name => MOST_NAME,
        }
    }
}

#[derive(Debug)]
enum Step {
    Blank(Blank),
    Choice(Choice),
}

/// Words that may stand at one place.
#[derive(Debug, Default)]
struct Choice {
    /// Their hashes, one alternative after the other.
    words: Vec<u64>,
    /// The number of words of each.
    lengths: Vec<u8>,
}

impl Choice {
    fn alternatives(&self) -> impl Iterator<Item = &[u64]> {
        let mut rest = self.words.as_slice();
        self.lengths.iter().map(move |&length| {
            let (words, others) = rest.split_at(length.into());
            rest = others;
            words
        })
    }

    /// Adds an alternative, cut with the help of `cut`.
    fn push(&mut self, text: &str, cut: &mut Vec<Word>) {
        cut.clear();
        cut_phrase(text, u8::MAX.into(), cut);
        self.words.extend(cut.iter().map(|word| word.hash));
        self.lengths.push(cut.len() as u8);
        // Most pages write WhatsApp, which is two words, some whatsapp.
        if cut.iter().any(|word| word.is_glued && word.is_upper) {
            self.push(&text.to_lowercase(), cut);
        }
    }
}

impl Step {
    fn fewest_words(&self) -> usize {
        match self {
            Self::Blank(_) => 0,
            Self::Choice(choice) => choice.lengths.iter().min().copied().unwrap_or_default().into(),
        }
    }
}

/// A phrase of which the first words are known.
#[derive(Debug)]
struct Pattern {
    /// What follows them.
    rest: Vec<Step>,
    /// Whether the line must end with the phrase.
    is_line: bool,
    entry: Entry,
}

/// A pattern found by a hash, and the number of the next that is, from 1.
#[derive(Debug)]
struct Link {
    pattern: u32,
    next: u32,
}

/// Patterns by the hash of their first words.
#[derive(Debug, Default)]
pub struct Patterns {
    all: Vec<Pattern>,
    links: Vec<Link>,
    /// The number of the first link of each hash, from 1.
    plain: ByHash<u32>,
    /// Those that start with a name, and the first words behind it.
    named: ByHash<u32>,
    after_names: ByHash<()>,
}

impl Patterns {
    /// Whether a phrase is a pattern.
    pub fn is_pattern(phrase: &str) -> bool {
        memchr::memchr3(b'_', b'@', b'|', phrase.as_bytes()).is_some()
            && phrase.split(' ').any(|token| blank(token).is_some() || is_choice(token))
    }

    /// The hashes of the first words that patterns are found by, names apart.
    pub fn beginnings(&self) -> impl Iterator<Item = u64> + '_ {
        self.plain.keys().copied()
    }

    /// Adds a pattern; the words that a line with it may start with are told to `first`.
    ///
    /// # Errors
    /// A message, where nothing is known of its beginning, or two blanks follow each other.
    pub fn add(
        &mut self,
        phrase: &str,
        is_line: bool,
        entry: Entry,
        mut first: impl FnMut(u64),
    ) -> Result<(), String> {
        let mut cut = Vec::new();
        let mut rest: Vec<Step> = phrase.split(' ').map(|token| step(token, &mut cut)).collect();
        let is_blank = |step: &Step| matches!(step, Step::Blank(_));
        let is_named = matches!(rest.first(), Some(Step::Blank(Blank::Name)));
        if is_named {
            rest.remove(0);
        }
        let fewest: usize = rest.iter().map(Step::fewest_words).sum();
        if fewest < FEWEST_WORDS {
            return Err(format!("expected {FEWEST_WORDS} words that are sure in {phrase:?}"));
        }
        let known = rest.iter().take_while(|step| !is_blank(step)).count().min(MOST_KEY_STEPS);
        if known == 0 || rest.windows(2).any(|pair| pair.iter().all(is_blank)) {
            return Err(format!("expected words before and after each blank in {phrase:?}"));
        }
        let mut keys: Vec<(Option<u64>, u64)> = vec![(None, 0)];
        for step in rest.drain(..known) {
            let Step::Choice(choice) = step else { continue };
            let longer = keys.iter().flat_map(|&(first, hash)| {
                choice.alternatives().map(move |words| {
                    let hash = words.iter().fold(hash, |hash, &word| chain(hash, word));
                    (first.or(words.first().copied()), hash)
                })
            });
            keys = longer.collect();
        }
        let pattern = self.all.len() as u32;
        self.all.push(Pattern { rest, is_line, entry });
        for (word, hash) in keys {
            let Some(word) = word else {
                return Err(format!("expected a first word that is sure in {phrase:?}"));
            };
            let found = match is_named {
                true => {
                    self.after_names.insert(word, ());
                    self.named.entry(hash).or_default()
                }
                false => {
                    first(word);
                    self.plain.entry(hash).or_default()
                }
            };
            self.links.push(Link { pattern, next: *found });
            *found = self.links.len() as u32;
        }
        Ok(())
    }

    /// The longest pattern that a line goes on with; its first `at` words have this hash.
    pub fn after(&self, hash: u64, text: &str, words: &[Word], at: usize) -> Option<Entry> {
        self.longest(*self.plain.get(&hash)?, text, words, at)
    }

    /// The pattern behind a name that the line starts with.
    pub fn after_name(&self, text: &str, words: &[Word]) -> Option<Entry> {
        if !words.first()?.is_upper {
            return None;
        }
        for name in 1..=MOST_NAME.min(words.len() - 1) {
            if !self.after_names.contains_key(&words[name].hash) || !is_name(text, &words[..name]) {
                continue;
            }
            let mut hash = 0;
            for (at, word) in words.iter().enumerate().skip(name) {
                hash = chain(hash, word.hash);
                let named = self.named.get(&hash);
                let found = named.and_then(|&link| self.longest(link, text, words, at + 1));
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The longest of the patterns from a link on.
    fn longest(&self, first: u32, text: &str, words: &[Word], at: usize) -> Option<Entry> {
        let link = |number: u32| self.links.get((number as usize).checked_sub(1)?);
        let links = std::iter::successors(link(first), |last| link(last.next));
        let fitting = links.filter_map(|link| {
            let pattern = &self.all[link.pattern as usize];
            let end = fit(&pattern.rest, pattern.is_line, text, words, at)?;
            let is_pitch = words.len() <= end + MOST_TAIL;
            is_pitch.then_some(Entry { words: end as u8, ..pattern.entry })
        });
        fitting.max_by_key(|entry| entry.words)
    }
}

fn blank(token: &str) -> Option<Blank> {
    match token {
        "_" => Some(Blank::Words),
        "@" => Some(Blank::Name),
        _ => None,
    }
}

fn is_choice(token: &str) -> bool {
    token.contains('|') && !token.starts_with('|') && !token.ends_with('|')
}

fn step(token: &str, cut: &mut Vec<Word>) -> Step {
    if let Some(blank) = blank(token) {
        return Step::Blank(blank);
    }
    let mut choice = Choice::default();
    for text in token.split('|') {
        choice.push(text, cut);
    }
    Step::Choice(choice)
}

/// How many words a pattern covers whose first steps cover `at`.
fn fit(rest: &[Step], is_line: bool, text: &str, words: &[Word], at: usize) -> Option<usize> {
    let is_end =
        || at == words.len() && !text[words[at - 1].end as usize..].contains(char::is_alphanumeric);
    let Some((step, rest)) = rest.split_first() else {
        return (!is_line || is_end()).then_some(at);
    };
    match step {
        Step::Choice(choice) => {
            let ends = choice.alternatives().filter_map(|wanted| {
                let end = at + wanted.len();
                let found = words.get(at..end)?.iter().map(|word| word.hash);
                found.eq(wanted.iter().copied()).then(|| fit(rest, is_line, text, words, end))?
            });
            ends.max()
        }
        Step::Blank(blank) => {
            let last = words.len().min(at + blank.most());
            // At the end it stands for all that is left.
            let is_line = is_line || rest.is_empty();
            (at + 1..=last).find_map(|to| {
                fit(rest, is_line, text, words, to)
                    .filter(|_| is_filled(*blank, text, words, at, to))
            })
        }
    }
}

/// Whether the words `from..to` are what a blank stands for.
fn is_filled(blank: Blank, text: &str, words: &[Word], from: usize, to: usize) -> bool {
    match blank {
        Blank::Name => is_name(text, &words[from..to]),
        Blank::Words => {
            let last = words.get(to).unwrap_or(&words[to - 1]).start;
            !ends_inside(&text[words[from - 1].end as usize..last as usize])
        }
    }
}

/// Whether a sentence ends inside a text.
fn ends_inside(text: &str) -> bool {
    text.contains(". ") || text.contains(['!', '?', ';', '\u{3002}', '\u{ff01}', '\u{ff1f}'])
}

/// Whether words may be a name: capitals first and last, nothing but short words without, and nothing
/// between them but what names have.
fn is_name(text: &str, words: &[Word]) -> bool {
    let [first, .., last] = words else { return words.iter().all(is_proper) };
    let is_joined = |pair: &[Word]| {
        let between = &text[pair[0].end as usize..pair[1].start as usize];
        between.chars().all(|c| matches!(c, ' ' | '.' | '-' | '\'' | '\u{2019}' | '&'))
    };
    let is_part = |word: &Word| is_proper(word) || word.end - word.start <= MOST_SMALL;
    is_proper(first)
        && is_proper(last)
        && words.iter().all(is_part)
        && words.windows(2).all(is_joined)
}

fn is_proper(word: &Word) -> bool {
    word.is_upper || word.hash == NUMBER
}
