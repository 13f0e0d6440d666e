//! Spun text: genuine documents, generators, training rows, evaluation.
//!
//! ```text
//! copydesk-lab spin genuine DATA PAGES.jsonl... > GENUINE    documents with kind and part
//! copydesk-lab spin stats GENUINE > STATS                    how each word sits in part `stats`
//! copydesk-lab spin generate TABLES train [COPIES] < GENUINE > SPUN, or test [KIND...], mild
//! copydesk-lab spin mend < SPUN > MENDED                     "a" and "an" agree with what was put in
//! copydesk-lab spin thesaurus TABLES > THESAURUS             how often thesauri lead to a word
//! copydesk-lab spin pairs DATA SYNONYMS OUT                  pairs of words of genuine text
//! copydesk-lab spin rows suspects|gate|words|documents OUT FILE...    numbers for the trainer
//! copydesk-lab spin judge FILE...                            the verdict of the room on each
//! ```
//! DATA is the folder that holds `corpus/` and `corpus-test/`; TABLES holds `pairs.tsv` of
//! `lab/make_synonyms.py`, `moby.txt`, `tortured-phrases.json` and `freq.tsv`. The variable `MODELS`
//! names a folder whose files take the place of the shipped ones: all of `en.ngram`, `en.synonyms`, `en.suspects`,
//! the trees of words, documents and gate and `en-spun.usual` must be there, `en.cloze` may.

mod articles;
mod generate;
mod genuine;
mod judge;
mod pairs;
pub mod random;
mod rows;
mod spinner;
mod stats;
mod suspects;
mod tables;
mod thesaurus;

use std::error::Error;
use std::io::BufRead;
use std::path::Path;

use copydesk::lexicon::English;
use copydesk::lexicon::cloze::Cloze;

use generate::What;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

pub fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["genuine", data, pages @ ..] => genuine::run(data.as_ref(), pages),
        ["stats", file] => stats::run(file),
        ["generate", tables, "test", kinds @ ..] => {
            generate::run(tables.as_ref(), What::Test, kinds)
        }
        ["generate", tables, "mild"] => generate::run(tables.as_ref(), What::MildTest, &[]),
        ["generate", tables, "train", copies @ ..] if copies.len() < 2 => {
            let copies = copies.first().map(|count| count.parse()).transpose()?;
            generate::run(tables.as_ref(), What::Train(copies), &[])
        }
        ["mend"] => articles::run(),
        ["thesaurus", tables] => thesaurus::run(tables.as_ref()),
        ["rows", "suspects", out, files @ ..] => suspects::run(out.as_ref(), files),
        ["rows", what @ ("words" | "gate" | "documents"), out, files @ ..] => {
            rows::run(what, out.as_ref(), files)
        }
        ["pairs", data, synonyms, out] => {
            pairs::run(data.as_ref(), synonyms.as_ref(), out.as_ref())
        },
        ["judge", files @ ..] if !files.is_empty() => judge::run(files),
        _ => Err(
            "usage: spin genuine|stats|generate|mend|thesaurus|pairs|rows|judge ... (see lab/src/spin/mod.rs)"
                .into(),
        ),
    }
}

/// A document of a lab file.
#[derive(Debug)]
pub struct Document {
    pub kind: String,
    /// `stats`, `words`, `documents` or `test`.
    pub part: String,
    /// Empty for genuine text.
    pub family: String,
    /// Share of words replaced, in percent.
    pub rate: u32,
    pub text: String,
    /// Bytes of what was put in.
    pub swaps: Vec<[usize; 2]>,
    /// What stood there before.
    pub was: Vec<String>,
}

impl Document {
    /// Whether these bytes were put in.
    pub fn is_swap(&self, bytes: std::ops::Range<usize>) -> bool {
        self.swaps.iter().any(|&[start, end]| start <= bytes.start && bytes.end <= end)
    }

    pub fn to_line(&self) -> String {
        serde_json::json!({
            "kind": self.kind, "part": self.part, "family": self.family, "rate": self.rate,
            "text": self.text, "swaps": self.swaps, "was": self.was,
        })
        .to_string()
    }

    fn from_line(line: &str) -> Result<Self> {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let list = |key: &str| value[key].as_array().into_iter().flatten();
        let place = |pair: &serde_json::Value, at: usize| pair[at].as_u64().unwrap_or(0) as usize;
        Ok(Self {
            kind: text("kind"),
            part: text("part"),
            family: text("family"),
            rate: value["rate"].as_u64().unwrap_or(0) as u32,
            text: text("text"),
            swaps: list("swaps").map(|pair| [place(pair, 0), place(pair, 1)]).collect(),
            was: list("was").map(|was| was.as_str().unwrap_or_default().to_owned()).collect(),
        })
    }
}

/// Calls `each` with every document of the files; `-` is standard input.
pub fn each_document(files: &[&str], mut each: impl FnMut(Document)) -> Result<()> {
    for file in files {
        let input: Box<dyn BufRead> = match *file {
            "-" => Box::new(std::io::stdin().lock()),
            file => Box::new(std::io::BufReader::new(std::fs::File::open(file)?)),
        };
        for line in input.lines() {
            each(Document::from_line(&line?)?);
        }
    }
    Ok(())
}

/// The same with `en.cloze` of a folder, if that is there.
pub fn with_cloze_of(english: English, folder: &Path) -> Result<English> {
    let Ok(bytes) = std::fs::read(folder.join("en.cloze")) else { return Ok(english) };
    let cloze = Cloze::read(bytes.leak(), &english.model).map_err(|bad| bad.0)?;
    Ok(english.with_cloze(cloze))
}

/// The shipped files, or those of the folder `MODELS`.
pub fn english() -> Result<English> {
    let Some(folder) = std::env::var_os("MODELS") else { return Ok(English::shipped(None)?) };
    let read = |name: &str| std::fs::read(std::path::Path::new(&folder).join(name));
    let names = [
        "en.ngram",
        "en.synonyms",
        "en.suspects",
        "en-odd-words.trees",
        "en-spun.trees",
        "en-spun.usual",
        "en-gate-words.trees",
        "en-gate-table.trees",
        "en-gate-sparse.trees",
        "en-gate-glance.trees",
        "en-asked-words.trees",
        "en-asked-spun.trees",
    ];
    let files = names.map(read);
    let mut bytes = Vec::new();
    for file in files {
        bytes.push(file?);
    }
    let six = std::array::from_fn(|at| bytes[at].as_slice());
    let gate = std::array::from_fn(|at| bytes[6 + at].as_slice());
    let asked = std::array::from_fn(|at| bytes[10 + at].as_slice());
    with_cloze_of(English::read(six, gate, asked)?, folder.as_ref())
}
