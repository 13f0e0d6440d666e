//! What may have stood in a word's place, for the decoder of `repair`: the `fit` entries of the
//! dictionaries and a thesaurus, looked up by the language model's tokens.
//!
//! In go tables; out come [`Originals`]: per word or phrase its possible originals, each with what
//! the tables of words swapped and of phrases say of it. At first only where each spun form stands in its
//! tables is noted; the originals of a form are read when a text first has it, as most never are.
//! Deliberately absent: any decision.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::English;
use super::ngram::{WordId, tokens, word_hash};
use super::substitutions::{self, Row};
use super::thesaurus::Thesaurus;
use crate::document::Family;

/// ln of what a table that lacks a pair is taken to say.
pub const ABSENT: f32 = -16.0;
/// What a table of phrases without further knowledge is worth beside that of swapped words.
const SYNONYM_SHARE: f32 = 0.15;
/// ln: of a thesaurus's long lists a spinner uses the usual words, and each of these the oftener.
const USED: f32 = 2.0;
/// What the inverse lexicon's distances are worth as weights, in hundredths: a synonym, a similar
/// word, and beyond.
const WORTH: [f32; 3] = [8.0, 5.0, 2.0];
/// Words that grammar hangs on: a spinner's table may hold any noun for one of them, which then stands for it
/// all over an article.
const HINGES: [&str; 24] = [
    "the", "of", "and", "to", "in", "for", "with", "on", "at", "by", "from", "or", "as", "that",
    "this", "it", "is", "was", "are", "be", "has", "he", "his", "they",
];
/// ln of how often such a word is taken to become the noun.
const HINGED: f32 = -2.5;
/// Source of the rows that are WordNet read backwards: what some spinner may write, not what one does.
const WORDNET: &str = "wn";
/// Longest spun form, in tokens.
pub const MAX_TOKENS: usize = 3;

/// A word that may have stood there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Original {
    /// Its number in the language model.
    pub id: WordId,
    /// Its number in the synonyms.
    pub entry: u32,
    /// Its weight in the dictionaries, in hundredths; 0 when it is not there.
    pub swap: u8,
    /// ln of how often a spinner with any thesaurus writes the spun form for it; [`ABSENT`] when no
    /// table of phrases and no thesaurus has it.
    pub synonym: f32,
    /// ln of how often it becomes the spun form, by the tables that count most.
    pub prior: f32,
    /// Whether a spinner is known to write the spun form for it.
    pub is_known: bool,
}

impl Original {
    /// Whether no table has it, and only its being a word that grammar hangs on speaks for it.
    pub fn is_hinge(&self) -> bool {
        self.swap == 0 && self.synonym <= ABSENT
    }
}

/// Which tables a spinner may have had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// The dictionaries of words swapped one for one and those of the user.
    Swaps,
    /// The dictionaries of phrases and those of the user.
    Phrases,
    /// A thesaurus with the dictionaries of words swapped and those of the user.
    Broad,
}

/// Number of sets.
pub const SETS: usize = 3;

/// What may have stood in the place of a spun form, by set, the likeliest first.
#[derive(Clone, Debug, Default)]
pub struct Candidates([Vec<Original>; SETS]);

impl Candidates {
    /// By the tables of a set.
    pub fn of(&self, set: Set) -> &[Original] {
        &self.0[set as usize]
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }
}

/// What begins with a token.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// Number of the spun form that is just this; [`NONE`] when there is none.
    form: u32,
    /// Whether a longer spun form begins so.
    goes_on: bool,
}

const NONE: u32 = u32::MAX;

/// Number of a spun form.
#[derive(Clone, Copy, Debug)]
pub struct FormId(u32);

/// Where the originals of a spun form stand; [`NONE`] where they do not.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// Number of the last of its lines.
    line: u32,
    /// Its number in the thesaurus.
    listed: u32,
    /// Its number in the synonyms, if its candidates there count.
    inverse: u32,
}

/// A line of a table, and the line before it of the same spun form.
#[derive(Clone, Copy, Debug)]
struct Line {
    text: &'static str,
    before: u32,
}

/// Every `fit` entry of a language.
#[derive(Debug, Default)]
pub struct Originals {
    starts: FxHashMap<u64, Start>,
    forms: Vec<Form>,
    lines: Vec<Line>,
    thesaurus: Thesaurus<'static>,
    /// The user's own entries: family and spun form, in small letters.
    own: FxHashSet<(Family, String)>,
    /// By form.
    read: Vec<OnceLock<Box<Candidates>>>,
    hinges: Vec<Original>,
}

impl Originals {
    /// Notes where the spun forms of `tables` and a thesaurus stand. An entry of `own` takes the place of every
    /// entry of the tables with the same spun form and family. Originals that the language model does
    /// not know are passed over, and lines that are no entries.
    pub fn new(
        tables: &[&'static str],
        own: &[Row],
        thesaurus: Thesaurus<'static>,
        english: &English,
    ) -> Self {
        let own_forms = own.iter().map(|row| (row.family, row.spun.to_lowercase()));
        let hinges = HINGES.iter().filter_map(|word| {
            let (id, entry) = number_of(word, english)?;
            Some(Original { id, entry, swap: 0, synonym: ABSENT, prior: HINGED, is_known: false })
        });
        let (own_forms, hinges) = (own_forms.collect(), hinges.collect());
        let mut out = Self { own: own_forms, hinges, ..Self::default() };
        out.starts.reserve(FORMS);
        for text in tables.iter().flat_map(|table| substitutions::lines(table)) {
            let text = text.1;
            let spun = text.split('\t').next().unwrap_or(text);
            let Some(form) = out.form_of(spun) else { continue };
            out.lines.push(Line { text, before: out.forms[form].line });
            out.forms[form].line = out.lines.len() as u32 - 1;
        }
        for number in 0..thesaurus.len() as u32 {
            if let Some(form) = out.form_of(thesaurus.word(number)) {
                out.forms[form].listed = number;
            }
        }
        out.thesaurus = thesaurus;
        let own: Vec<(usize, &Row)> =
            own.iter().filter_map(|row| Some((out.form_of(row.spun)?, row))).collect();
        out.read.resize_with(out.forms.len(), OnceLock::new);
        let mut by_form: FxHashMap<usize, Vec<&Row>> = FxHashMap::default();
        for (form, row) in own {
            by_form.entry(form).or_default().push(row);
        }
        for (form, rows) in by_form {
            out.read[form] = OnceLock::from(Box::new(out.candidates(form, &rows, english)));
        }
        out
    }

    /// The same with every candidate of the inverse lexicon among those of the dictionaries.
    #[must_use]
    pub fn with_inverse(mut self, english: &English) -> Self {
        let synonyms = &english.synonyms;
        for entry in 0..synonyms.len() as u32 {
            if synonyms.info(entry).candidates() > 0
                && let Some(form) = self.form_of(synonyms.word(entry))
            {
                self.forms[form].inverse = entry;
            }
        }
        self.read.resize_with(self.forms.len(), OnceLock::new);
        for form in 0..self.forms.len() {
            let entry = self.forms[form].inverse;
            if entry != NONE
                && let Some(read) = self.read[form].get_mut()
            {
                let swaps = &mut read.0[Set::Swaps as usize];
                add_inverse(swaps, entry, english);
                settle(swaps, false);
            }
        }
        self
    }

    /// Calls `each` with length, key and number of every spun form that begins the hashes.
    pub fn at(&self, hashes: &[u64], mut each: impl FnMut(usize, u64, FormId)) {
        let mut key = 0;
        for (index, &hash) in hashes.iter().take(MAX_TOKENS).enumerate() {
            key = if index == 0 { hash } else { join(key, hash) };
            let Some(start) = self.starts.get(&key) else { return };
            if start.form != NONE {
                each(index + 1, key, FormId(start.form));
            }
            if !start.goes_on {
                return;
            }
        }
    }

    /// The candidates of a spun form, if there are any.
    pub fn of(&self, form: FormId, english: &English) -> Option<&Candidates> {
        let form = form.0 as usize;
        let read = || Box::new(self.candidates(form, &[], english));
        Some(&**self.read.get(form)?.get_or_init(read)).filter(|found| !found.is_empty())
    }

    /// What a word may stand for that is out of place in an article again and again.
    pub fn hinges(&self) -> &[Original] {
        &self.hinges
    }

    /// Number of spun forms.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The number of a spun form, its beginnings noted; `None` when it is too long.
    fn form_of(&mut self, spun: &str) -> Option<usize> {
        let (mut hashes, mut count) = ([0; MAX_TOKENS], 0);
        for token in tokens(spun).filter(|token| !token.is_sentence_end()) {
            *hashes.get_mut(count)? = token.hash;
            count += 1;
        }
        let mut key = *hashes[..count].first()?;
        let unknown = Start { form: NONE, goes_on: false };
        for &hash in &hashes[1..count] {
            self.starts.entry(key).or_insert(unknown).goes_on = true;
            key = join(key, hash);
        }
        let start = self.starts.entry(key).or_insert(unknown);
        if start.form == NONE {
            start.form = self.forms.len() as u32;
            self.forms.push(Form { line: NONE, listed: NONE, inverse: NONE });
        }
        Some(start.form as usize)
    }

    /// Reads the candidates of a form from its tables and further rows.
    fn candidates(&self, form: usize, rows: &[&Row], english: &English) -> Candidates {
        let Form { mut line, listed, inverse } = self.forms[form];
        let (mut swaps, mut phrases) = (Vec::new(), Vec::new());
        while let Some(&Line { text, before }) = self.lines.get(line as usize) {
            if let Ok(row) = Row::parse(text)
                && row.is_fit()
                && (self.own.is_empty()
                    || !self.own.contains(&(row.family, row.spun.to_lowercase())))
            {
                let is_swap = row.family == Family::WordSwap;
                add_row(if is_swap { &mut swaps } else { &mut phrases }, &row, english);
            }
            line = before;
        }
        let mut broad = swaps.clone();
        // What a user asks for counts in any article.
        for row in rows {
            for list in [&mut swaps, &mut phrases, &mut broad] {
                add_row(list, row, english);
            }
        }
        if listed != NONE {
            broad.extend(self.thesaurus.candidates(listed).filter_map(|(word, synonym)| {
                let (id, entry) = number_of(self.thesaurus.word(word), english)?;
                Some(Original { id, entry, swap: 0, synonym, prior: 0.0, is_known: false })
            }));
        }
        if inverse != NONE {
            add_inverse(&mut swaps, inverse, english);
        }
        settle(&mut swaps, false);
        settle(&mut phrases, true);
        settle(&mut broad, true);
        Candidates([swaps, phrases, broad])
    }
}

/// Room for the spun forms of the built-in tables and their beginnings.
const FORMS: usize = 150_000;

/// A word's number in the language model and in the synonyms, if both know it.
fn number_of(word: &str, english: &English) -> Option<(WordId, u32)> {
    let hash = word_hash(word);
    let id = english.model.find(hash);
    english.synonyms.find(hash).filter(|_| id != WordId::UNKNOWN).map(|entry| (id, entry))
}

fn add_row(list: &mut Vec<Original>, row: &Row, english: &English) {
    list.extend(row.originals.iter().filter_map(|&(text, weight)| {
        let (id, entry) = number_of(text?, english)?;
        let weight = weight.clamp(1.0, 100.0);
        let synonym = match row.family {
            Family::WordSwap => ABSENT,
            _ => (weight / 100.0 * SYNONYM_SHARE).ln(),
        };
        let is_known = row.source != WORDNET;
        Some(Original { id, entry, swap: weight as u8, synonym, prior: 0.0, is_known })
    }));
}

fn add_inverse(list: &mut Vec<Original>, spun: u32, english: &English) {
    list.extend(english.synonyms.candidates(spun).iter().filter_map(|candidate| {
        let (id, entry) = number_of(english.synonyms.word(candidate.word), english)?;
        let swap = WORTH[((candidate.penalty * 2.0) as usize).min(2)] as u8;
        Some(Original { id, entry, swap, synonym: ABSENT, prior: 0.0, is_known: false })
    }));
}

/// Makes what several rows have one candidate, and weighs each.
fn settle(list: &mut Vec<Original>, is_broad: bool) {
    list.sort_by_key(|original| original.entry);
    list.dedup_by(|original, same| {
        let is_same = original.entry == same.entry;
        if is_same {
            same.swap = same.swap.max(original.swap);
            same.synonym = same.synonym.max(original.synonym);
            same.is_known |= original.is_known;
        }
        is_same
    });
    for original in list.iter_mut() {
        let swap = (f32::from(original.swap) / 100.0).ln();
        original.prior = match is_broad {
            true if original.synonym > ABSENT => (original.synonym + USED).min(0.0),
            _ => swap.max(original.synonym),
        };
    }
    list.sort_by(|a, b| b.prior.total_cmp(&a.prior));
}

fn join(key: u64, hash: u64) -> u64 {
    key.rotate_left(25).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The candidates of `spun` by name.
    fn candidates(originals: &Originals, english: &English, spun: &str) -> [Vec<String>; SETS] {
        let hashes: Vec<u64> =
            tokens(spun).filter(|token| !token.is_sentence_end()).map(|token| token.hash).collect();
        let mut out = [vec![], vec![], vec![]];
        originals.at(&hashes, |count, _, form| {
            if count == hashes.len()
                && let Some(found) = originals.of(form, english)
            {
                out = [Set::Swaps, Set::Phrases, Set::Broad].map(|set| {
                    found
                        .of(set)
                        .iter()
                        .map(|one| english.synonyms.word(one.entry).to_owned())
                        .collect()
                });
            }
        });
        out
    }

    const TABLE: &str = "# dictionary: substitutions\n\
        hebdomad\tweek:90|weeks:10\tword_swap\t0\tfit\town\n\
        make obligatory\trequire\tphrase_synonym\t0\tfit\town\n\
        rampart\twall:7\tword_swap\t0\tnext=x\town\n";

    #[test]
    fn rows_are_read_when_asked_for() {
        let english = English::shipped(None).unwrap();
        let originals = Originals::new(&[TABLE], &[], Thesaurus::default(), &english);
        assert_eq!(candidates(&originals, &english, "Hebdomad")[0], ["week", "weeks"]);
        // A phrase is no word swapped one for one.
        let [swaps, phrases, _] = candidates(&originals, &english, "make obligatory");
        assert_eq!((swaps, phrases), (vec![], vec!["require".to_owned()]));
        // Not an entry for the decoder; the beginning of one; nothing.
        for other in ["rampart", "make", "make merry"] {
            assert!(candidates(&originals, &english, other)[0].is_empty(), "{other}");
        }
    }

    #[test]
    fn own_entries_take_the_place_of_others() {
        let english = English::shipped(None).unwrap();
        let own = Row::parse("hebdomad\tmonth\tword_swap\t0\tfit\tmine").unwrap();
        let originals = Originals::new(&[TABLE], &[own], Thesaurus::default(), &english);
        assert_eq!(candidates(&originals, &english, "hebdomad")[0], ["month"]);
    }

    #[test]
    fn the_inverse_lexicon_joins_the_dictionaries() {
        let english = English::shipped(None).unwrap();
        let originals = Originals::new(&[TABLE], &[], Thesaurus::default(), &english);
        let originals = originals.with_inverse(&english);
        let [narrow, _, broad] = candidates(&originals, &english, "hebdomad");
        assert_eq!(broad, ["week", "weeks"]);
        assert!(broad.iter().all(|word| narrow.contains(word)), "{narrow:?}");
    }
}
