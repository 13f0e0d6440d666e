//! What English text is judged by word by word: language model, synonyms and the models over them.
//!
//! In go the files; out comes [`English`]. It is read on first use: archives in other languages
//! and commands that judge nothing do not pay for it. Deliberately absent: any judgment.

use std::hint::black_box;
use std::sync::OnceLock;

use super::cloze::Cloze;
use super::ngram::{NgramModel, WordId, tables_at};
use super::pairs::Pairs;
use super::synonyms::Synonyms;
use super::trees::{BadModel, Trees, TreesByValue};
use super::vectors::Vectors;
use crate::error::{Error, Result};

/// Bytes of the shipped files; docs/MODELS.md describes them.
pub(super) const NGRAM: &[u8] = &PLACED.file;
pub(super) const SYNONYMS: &[u8] = include_bytes!("../../dictionaries/models/en.synonyms");
pub(super) const ODD_WORDS: &[u8] = include_bytes!("../../dictionaries/models/en-odd-words.trees");
pub(super) const SPUN: &[u8] = include_bytes!("../../dictionaries/models/en-spun.trees");
pub(super) const SUSPECTS: &[u8] = include_bytes!("../../dictionaries/models/en.suspects");
pub(super) const GATE: [&[u8]; 4] = [
    include_bytes!("../../dictionaries/models/en-gate-words.trees"),
    include_bytes!("../../dictionaries/models/en-gate-table.trees"),
    include_bytes!("../../dictionaries/models/en-gate-sparse.trees"),
    include_bytes!("../../dictionaries/models/en-gate-glance.trees"),
];
pub(super) const ASKED: [&[u8]; 2] = [
    include_bytes!("../../dictionaries/models/en-asked-words.trees"),
    include_bytes!("../../dictionaries/models/en-asked-spun.trees"),
];
pub(super) const PAIRS: &[u8] = include_bytes!("../../dictionaries/models/en.pairs");
pub(super) const USUAL: &[u8] = include_bytes!("../../dictionaries/models/en-spun.usual");

/// The language model, placed so that each line of its tables lies in one cache line: a question then
/// waits for memory once.
static PLACED: Placed<{ LINE - tables_at(FILE) % LINE }, { FILE.len() }> =
    Placed { _before: [0; _], file: *include_bytes!("../../dictionaries/models/en.ngram") };
const FILE: &[u8] = include_bytes!("../../dictionaries/models/en.ngram");
const LINE: usize = align_of::<Placed<0, 0>>();
const _: () =
    assert!((FILE.len() - tables_at(FILE)).is_multiple_of(LINE), "the tables are whole lines");

#[repr(C, align(64))]
struct Placed<const BEFORE: usize, const SIZE: usize> {
    _before: [u8; BEFORE],
    file: [u8; SIZE],
}

/// Language model, synonyms and the models over them.
#[derive(Debug)]
pub struct English {
    /// How likely a word is after others.
    pub model: NgramModel,
    /// What may have stood in a word's place.
    pub synonyms: Synonyms,
    /// Which words stand beside each other in genuine text, for the gate.
    pub pairs: Pairs,
    /// Tells words that were put in from words that were written.
    pub odd_words: Trees,
    /// Tells spun documents from genuine ones.
    pub spun: TreesByValue,
    /// The steps of the gate before it: by table, by single words, by the first lines.
    pub gate: [TreesByValue; 3],
    /// Tells words that were put in from others, for the gate.
    pub gate_words: Trees,
    /// What half of genuine articles lie below, number by number of `spun`.
    pub usual: Vec<f32>,
    /// What words are about: read with the first text that the tables of the gate do not let by.
    vectors: OnceLock<Vectors>,
    /// Which words belong in a gap, and what weighs it: read with the first text that looks spun.
    cloze: OnceLock<Cloze>,
    asked: OnceLock<Asked>,
    /// The model's number of each word of the synonyms.
    ids: Vec<WordId>,
    /// That of each candidate: those of one word lie together.
    candidate_ids: Vec<WordId>,
}

/// The same as `odd_words` and `spun` of [`English`], of texts whose gaps were asked.
#[derive(Debug)]
pub struct Asked {
    /// Tells words that were put in.
    pub words: Trees,
    /// Tells spun documents.
    pub spun: TreesByValue,
}

impl Asked {
    fn read([words, spun]: [&[u8]; 2]) -> Result<Self> {
        Ok(Self {
            words: Trees::read(words).map_err(wrong)?,
            spun: TreesByValue::read(spun).map_err(wrong)?,
        })
    }
}

fn wrong(bad: BadModel) -> Error {
    Error::Model(bad.0.to_owned())
}

impl English {
    /// The shipped files, with another language model in place of the shipped one if given.
    ///
    /// # Errors
    /// [`Error::Model`] when a file is damaged.
    pub fn shipped(model: Option<&[u8]>) -> Result<Self> {
        let model = match model {
            Some(bytes) => NgramModel::load(bytes)?,
            None => NgramModel::embedded(NGRAM)?,
        };
        Self::with_model(model, [SYNONYMS, SUSPECTS, ODD_WORDS, SPUN, USUAL], GATE)
    }

    /// From the bytes of the files: language model, synonyms, suspects, odd words, spun documents and what is
    /// usual among their numbers (`f32`, little-endian); of the words and the steps of the gate; and of the
    /// models of words and documents whose gaps were asked.
    ///
    /// # Errors
    /// [`Error::Model`] when one is damaged.
    pub fn read(
        [model, synonyms, suspects, odd_words, spun, usual]: [&[u8]; 6],
        gate: [&[u8]; 4],
        asked: [&[u8]; 2],
    ) -> Result<Self> {
        let model = NgramModel::load(model)?;
        let mut english =
            Self::with_model(model, [synonyms, suspects, odd_words, spun, usual], gate)?;
        let asked = Asked::read(asked)?;
        if english.usual.len() >= asked.spun.features() {
            return Err(Error::Model("its parts do not fit together".to_owned()));
        }
        english.asked = OnceLock::from(asked);
        Ok(english)
    }

    fn with_model(
        model: NgramModel,
        [synonyms, suspects, odd_words, spun, usual]: [&[u8]; 5],
        gate: [&[u8]; 4],
    ) -> Result<Self> {
        let (synonyms, forms) = Synonyms::read_hashed(synonyms, Some(suspects)).map_err(wrong)?;
        let ids: Vec<WordId> = forms.iter().map(|&form| model.find(form)).collect();
        let spun = TreesByValue::read(spun).map_err(wrong)?;
        let (usual, _) = usual.as_chunks::<4>();
        let usual: Vec<f32> = usual.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if usual.len() != spun.features() {
            return Err(Error::Model("its parts do not fit together".to_owned()));
        }
        Ok(Self {
            vectors: OnceLock::new(),
            pairs: Pairs::read(PAIRS).map_err(wrong)?,
            odd_words: Trees::read(odd_words).map_err(wrong)?,
            spun,
            usual,
            gate: [
                TreesByValue::read(gate[1]).map_err(wrong)?,
                TreesByValue::read(gate[2]).map_err(wrong)?,
                TreesByValue::read(gate[3]).map_err(wrong)?,
            ],
            gate_words: Trees::read(gate[0]).map_err(wrong)?,
            cloze: OnceLock::new(),
            asked: OnceLock::new(),
            model,
            candidate_ids: synonyms.all_candidates().map(|word| ids[word as usize]).collect(),
            synonyms,
            ids,
        })
    }

    /// What words are about. The first call reads it, which takes some milliseconds.
    #[inline]
    pub fn vectors(&self) -> &Vectors {
        self.vectors.get_or_init(|| {
            Vectors::shipped(&self.synonyms).expect("the shipped vectors are sound")
        })
    }

    /// What weighs words and documents whose gaps were asked. The first call reads it, which takes some
    /// milliseconds.
    pub fn asked(&self) -> &Asked {
        self.asked.get_or_init(|| Asked::read(ASKED).expect("the shipped models are sound"))
    }

    /// Which words belong in a gap. The first call reads it, which takes some milliseconds.
    pub fn cloze(&self) -> &Cloze {
        self.cloze.get_or_init(|| Cloze::shipped(&self.model).expect("the shipped model is sound"))
    }

    /// The same with another model of gaps.
    #[must_use]
    pub fn with_cloze(mut self, cloze: Cloze) -> Self {
        self.cloze = OnceLock::from(cloze);
        self
    }

    /// The language model's number of a word of [`Self::synonyms`].
    #[inline]
    pub fn id(&self, word: u32) -> WordId {
        self.ids[word as usize]
    }

    /// Fetches what the candidates of these words are looked up by: memory is waited for once, not for each.
    pub fn fetch_candidates(&self, words: impl Iterator<Item = u32>) {
        black_box(words.fold(0, |sum, word| {
            let first = self.synonyms.candidate_range(word).start;
            let id = self.candidate_ids.get(first).map_or(0, |id| id.index());
            sum ^ id ^ self.synonyms.candidates(word).first().map_or(0, |it| it.word as usize)
        }));
    }

    /// The same of what may have stood in the place of a word, in order.
    #[inline]
    pub fn candidate_ids(&self, word: u32) -> &[WordId] {
        &self.candidate_ids[self.synonyms.candidate_range(word)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_sound_and_lies_in_cache_lines() {
        assert_eq!(NGRAM[tables_at(NGRAM)..].as_ptr().addr() % LINE, 0);
        let (own, embedded) =
            (NgramModel::load(NGRAM).unwrap(), NgramModel::embedded(NGRAM).unwrap());
        let ids = ["the", "police", "said", "on", "monday"].map(|word| own.word(word));
        for pair in ids.windows(2) {
            assert_eq!(own.bigram(pair[0], pair[1]), embedded.bigram(pair[0], pair[1]));
        }
    }
}
