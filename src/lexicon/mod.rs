//! Frozen knowledge: words and phrases per language, read once and shared by all threads.

pub mod calendar;
mod check;
mod english;
pub mod furniture;
pub mod ngram;
pub mod substitutions;
pub mod synonyms;
pub mod trees;
pub mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

pub use check::{Problem, check, format};
pub use english::English;
pub use furniture::Furniture;
pub use substitutions::Substitutions;
pub use trees::Trees;

use crate::error::{Error, Result};

/// The block model for pages with markup, made by `lab/`; docs/MODELS.md describes it.
const BLOCKS_HTML: (&str, &[u8]) =
    ("models/blocks-html.trees", include_bytes!("../../dictionaries/models/blocks-html.trees"));

/// Name of the language model.
const NGRAM: &str = "models/en.ngram";
/// The other files that judge English.
const ENGLISH: &[(&str, &[u8])] = &[
    ("models/en.synonyms", english::SYNONYMS),
    ("models/en-odd-words.trees", english::ODD_WORDS),
    ("models/en-spun.trees", english::SPUN),
    ("models/en-spun.usual", english::USUAL),
    ("models/en-gate-table.trees", english::GATE[0]),
    ("models/en-gate-sparse.trees", english::GATE[1]),
    ("models/en-gate-glance.trees", english::GATE[2]),
];

/// Hears the name and text of every file that is read.
pub type Note<'a> = &'a mut dyn FnMut(String, &str);

/// Every dictionary in force.
#[derive(Debug)]
pub struct Lexicon {
    /// Phrases of page furniture, per language.
    pub furniture: Furniture,
    /// Known substitutions of spinners.
    pub substitutions: Substitutions,
    /// Tells the blocks of pages with markup apart.
    pub block_model: Trees,
    /// What judges English word by word; read when the first English article is judged.
    english: OnceLock<English>,
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
            hashes.insert(name, blake3::hash(text).to_hex().to_string());
        };
        let furniture = Furniture::load(folder, &mut |name, text| note(name, text.as_bytes()))?;
        let substitutions =
            Substitutions::load(folder, &mut |name, text| note(name, text.as_bytes()))?;
        let block_model = read_trees(BLOCKS_HTML.0, BLOCKS_HTML.1)?;
        note(BLOCKS_HTML.0.to_owned(), BLOCKS_HTML.1);
        for (name, bytes) in ENGLISH {
            note((*name).to_owned(), bytes);
        }
        // The model names its own digest; hashing its megabytes again would be felt at the start.
        hashes.insert(NGRAM.to_owned(), ngram::digest_of(english::NGRAM));
        Ok(Self { furniture, substitutions, block_model, english: OnceLock::new(), hashes })
    }

    /// The lexicon with the language model of `file` in place of the shipped one.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read, [`Error::Model`] when it is not a model.
    pub fn with_model(mut self, file: &Path) -> Result<Self> {
        let bytes = std::fs::read(file).map_err(Error::io("read", file))?;
        self.english = OnceLock::from(English::shipped(Some(&bytes))?);
        self.hashes.insert(NGRAM.to_owned(), ngram::digest_of(&bytes));
        Ok(self)
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

    /// BLAKE3 of every dictionary file in force, hex, by its name such as `en/furniture.tsv`; the
    /// user's own entries that go over built-in ones by `own:en/names.tsv`.
    pub fn hashes(&self) -> &BTreeMap<String, String> {
        &self.hashes
    }
}

fn read_trees(name: &str, bytes: &[u8]) -> Result<Trees> {
    Trees::read(bytes).map_err(|bad| Error::Dictionary {
        path: name.into(),
        line: 0,
        message: bad.0.to_owned(),
    })
}
