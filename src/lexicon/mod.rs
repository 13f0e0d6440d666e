//! Frozen knowledge: words and phrases per language, read once and shared by all threads.

pub mod calendar;
mod check;
pub mod cloze;
mod common;
mod date_labels;
pub mod date_order;
pub mod dates;
mod english;
mod filter;
pub mod furniture;
pub mod ngram;
pub mod originals;
mod own;
mod packed;
pub mod pairs;
pub mod patterns;
mod repairs;
pub mod sites;
pub mod substitutions;
pub mod synonyms;
pub mod thesaurus;
pub mod topic;
pub mod trees;
pub mod vectors;
mod weights;
pub mod words;
pub mod writers;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

pub use check::{Problem, check, format};
pub use english::English;
pub use furniture::Furniture;
pub use originals::Originals;
pub use own::{OwnTable, own_tables};
pub use repairs::Repairs;
pub use sites::SiteRules;
pub use substitutions::Substitutions;
pub use thesaurus::Thesaurus;
pub use trees::{Trees, TreesByValue};
pub use vectors::Vectors;
pub use weights::Weights;

use crate::error::{Error, Result};

/// The block model for pages with markup, made by `lab/`; docs/MODELS.md describes it.
const BLOCKS_HTML: (&str, &[u8]) =
    ("models/blocks-html.trees", include_bytes!("../../dictionaries/models/blocks-html.trees"));

/// The block model for text without markup, made by `lab/`: weights of words, of the words inside long
/// lines, and trees.
const TEXT_WORDS: (&str, &[u8]) =
    ("models/text.words", include_bytes!("../../dictionaries/models/text.words"));
const TEXT_INSIDE: (&str, &[u8]) =
    ("models/text.inside", include_bytes!("../../dictionaries/models/text.inside"));
const TEXT_TREES: (&str, &[u8]) =
    ("models/text.trees", include_bytes!("../../dictionaries/models/text.trees"));
/// Tells which line of a text without markup is its headline, made by `lab/`.
const HEADLINE: (&str, &[u8]) =
    ("models/text-headline.trees", include_bytes!("../../dictionaries/models/text-headline.trees"));
/// Tells at which spaces of text on one line a line ended, made by `lab/`.
const LINE_ENDS: (&str, &[u8]) =
    ("models/text.line-ends", include_bytes!("../../dictionaries/models/text.line-ends"));
/// BLAKE3 of the built-in files that nothing of the user's takes the place of, most of 30 megabytes: to hash
/// them would be felt at every start. A line of name and digest each, which a test holds true.
const DIGESTS: &str = include_str!("../../dictionaries/models/digests.txt");
/// Name of the language model.
const NGRAM: &str = "models/en.ngram";
/// The other files that judge English.
const ENGLISH: &[(&str, &[u8])] = &[
    ("models/en.synonyms", english::SYNONYMS),
    ("models/en-odd-words.trees", english::ODD_WORDS),
    ("models/en-spun.trees", english::SPUN),
    ("models/en-spun.usual", english::USUAL),
    ("models/en.suspects", english::SUSPECTS),
    ("models/en-gate-words.trees", english::GATE[0]),
    ("models/en-gate-table.trees", english::GATE[1]),
    ("models/en-gate-sparse.trees", english::GATE[2]),
    ("models/en-gate-glance.trees", english::GATE[3]),
    ("models/en.pairs", english::PAIRS),
    ("models/en-asked-words.trees", english::ASKED[0]),
    ("models/en-asked-spun.trees", english::ASKED[1]),
    ("models/en-repair-first.trees", repairs::FIRST),
    ("models/en-repair-second.trees", repairs::SECOND),
    ("models/en.cloze", cloze::CLOZE),
    ("models/en.vectors", vectors::VECTORS),
    ("models/en.thesaurus", thesaurus::SHIPPED),
];

/// Hears the name and text of every file that is read, and says its digest.
pub type Note<'a> = &'a mut dyn FnMut(String, &str) -> String;

/// The block model for text without markup.
#[derive(Clone, Debug)]
pub struct TextModel {
    /// What the words of a line say.
    pub words: Weights,
    /// What the words inside a long line say.
    pub inside: Weights,
    /// What the line, its surroundings and the words around say.
    pub trees: Trees,
}

/// Every dictionary in force.
#[derive(Debug)]
pub struct Lexicon {
    /// Phrases of page furniture, per language.
    pub furniture: Furniture,
    /// Known substitutions of spinners.
    pub substitutions: Substitutions,
    /// Tells the blocks of pages with markup apart.
    pub block_model: Trees,
    /// The user's rules for single sites.
    pub site_rules: SiteRules,
    /// Tells the lines of text without markup apart.
    pub text_model: TextModel,
    /// Tells the headline of a text without markup from the lines beside it.
    pub headline_model: Trees,
    /// Tells line ends; read when the first text with a long line is cut.
    line_ends: OnceLock<Weights>,
    /// What judges English word by word; read when the first English article is judged.
    english: OnceLock<English>,
    /// What the decoder of spun text knows; read when the first spun article is repaired.
    repairs: OnceLock<Repairs>,
    /// Its candidates with those of the inverse lexicon; read when they are first asked for.
    every: OnceLock<Originals>,
    /// BLAKE3 of every dictionary and model in force, by its name.
    hashes: BTreeMap<String, String>,
}

impl Lexicon {
    /// Reads the built-in dictionaries, and those of `folder` over them.
    ///
    /// # Errors
    /// [`crate::error::Error::Dictionary`] with file and line.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let mut hashes = BTreeMap::new();
        let mut note = |name: String, text: &[u8]| {
            let known = known_digest(&name).map(str::to_owned);
            let digest = known.unwrap_or_else(|| digest(text));
            hashes.insert(name, digest.clone());
            digest
        };
        let own = folder.map(own_tables).transpose()?.unwrap_or_default();
        let furniture = Furniture::load(&own, &mut |name, text| note(name, text.as_bytes()))?;
        let substitutions =
            Substitutions::load(own, &mut |name, text| note(name, text.as_bytes()))?;
        let block_model = read_trees(BLOCKS_HTML.0, BLOCKS_HTML.1)?;
        let weights = |(name, bytes): (&str, &[u8])| {
            Weights::read(bytes).map_err(|bad| unreadable(name, bad))
        };
        let (words, inside) = (weights(TEXT_WORDS)?, weights(TEXT_INSIDE)?);
        let trees = read_trees(TEXT_TREES.0, TEXT_TREES.1)?;
        let text_model = TextModel { words, inside, trees };
        let headline_model = read_trees(HEADLINE.0, HEADLINE.1)?;
        let site_rules = SiteRules::default();
        let models = [&BLOCKS_HTML, &TEXT_WORDS, &TEXT_INSIDE, &TEXT_TREES, &HEADLINE, &LINE_ENDS];
        for (name, bytes) in models.into_iter().chain(ENGLISH) {
            note((*name).to_owned(), bytes);
        }
        // The model names its own digest.
        hashes.insert(NGRAM.to_owned(), ngram::digest_of(english::NGRAM));
        Ok(Self {
            furniture,
            substitutions,
            block_model,
            site_rules,
            text_model,
            headline_model,
            line_ends: OnceLock::new(),
            english: OnceLock::new(),
            repairs: OnceLock::new(),
            every: OnceLock::new(),
            hashes,
        })
    }

    /// Reads the user's rules for single sites.
    ///
    /// # Errors
    /// As [`SiteRules::read`].
    pub fn read_site_rules(&mut self, path: &Path) -> Result<()> {
        let (rules, text) = SiteRules::read(path)?;
        self.site_rules = rules;
        self.hashes.insert("site-rules".to_owned(), digest(text.as_bytes()));
        Ok(())
    }

    /// The lexicon with the language model of `file` in place of the shipped one.
    ///
    /// # Errors
    /// [`Error::Model`] when it cannot be read or is not a model.
    pub fn with_model(mut self, file: &Path) -> Result<Self> {
        let wrong = |why: String| Error::Model(format!("{file:?}: {why}"));
        let bytes = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
        let english = English::shipped(Some(&bytes)).map_err(|error| match error {
            Error::Model(why) => wrong(why),
            other => other,
        })?;
        self.english = OnceLock::from(english);
        self.hashes.insert(NGRAM.to_owned(), ngram::digest_of(&bytes));
        Ok(self)
    }

    /// What tells at which spaces a line ended. The first call reads it, which takes some milliseconds.
    pub fn line_ends(&self) -> &Weights {
        self.line_ends
            .get_or_init(|| Weights::read(LINE_ENDS.1).expect("the shipped weights are sound"))
    }

    /// The lexicon with other weights for line ends.
    #[must_use]
    pub fn with_line_ends(mut self, weights: Weights) -> Self {
        self.line_ends = OnceLock::from(weights);
        self
    }

    /// The lexicon with other files in place of what judges English.
    #[must_use]
    pub fn with_english(mut self, english: English) -> Self {
        self.english = OnceLock::from(english);
        self
    }

    /// What judges English word by word. The first call reads it, which takes some milliseconds.
    pub fn english(&self) -> &English {
        self.english.get_or_init(|| English::shipped(None).expect("the shipped files are sound"))
    }

    /// What the decoder of spun text knows. The first call reads it, which takes some milliseconds.
    pub fn repairs(&self) -> &Repairs {
        self.repairs.get_or_init(|| {
            Repairs::shipped(&self.substitutions, self.english())
                .expect("the shipped models are sound")
        })
    }

    /// What may have stood in a word's place: the dictionaries' candidates and every one of the inverse
    /// lexicon besides.
    pub fn every_original(&self) -> &Originals {
        self.every.get_or_init(|| {
            repairs::originals(&self.substitutions, self.english())
                .expect("the shipped thesaurus is sound")
                .with_inverse(self.english())
        })
    }

    /// The lexicon with other candidates and another model for the decoder.
    #[must_use]
    pub fn with_repairs(mut self, repairs: Repairs) -> Self {
        self.repairs = OnceLock::from(repairs);
        self
    }

    /// BLAKE3 of every dictionary file in force, hex, by its name such as `en/furniture.tsv`; the
    /// user's own entries that go over built-in ones by `own:en/names.tsv`.
    pub fn hashes(&self) -> &BTreeMap<String, String> {
        &self.hashes
    }
}

/// BLAKE3, hex.
fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn known_digest(name: &str) -> Option<&'static str> {
    DIGESTS
        .lines()
        .find_map(|line| line.split_once(' ').filter(|known| known.0 == name))
        .map(|known| known.1)
}

fn read_trees(name: &str, bytes: &[u8]) -> Result<Trees> {
    Trees::read(bytes).map_err(|bad| unreadable(name, bad))
}

/// What the system said of a dictionary or a folder of them; made for `map_err`.
fn unread(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_owned();
    move |error| Error::Dictionary { path, line: 0, message: error.to_string() }
}

fn unreadable(name: &str, bad: trees::BadModel) -> Error {
    Error::Dictionary { path: name.into(), line: 0, message: bad.0.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_digests_are_those_of_the_files() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
        let right: String = DIGESTS
            .lines()
            .map(|line| {
                let (name, _) = line.split_once(' ').unwrap();
                format!("{name} {}\n", blake3::hash(&std::fs::read(root.join(name)).unwrap()))
            })
            .collect();
        assert_eq!(DIGESTS, right, "the files changed: digests.txt must say {right}");
        let models = ENGLISH.iter().map(|model| model.0);
        let others = [BLOCKS_HTML.0, TEXT_WORDS.0, TEXT_INSIDE.0, TEXT_TREES.0, LINE_ENDS.0];
        for name in models.chain(others).chain(["en/word-swap-wordnet.tsv"]) {
            assert!(known_digest(name).is_some(), "{name} is missing in digests.txt");
        }
    }
}
