//! Repair of spun text: rows for the trainer, and what repairs get right and wrong.
//!
//! ```text
//! copydesk-lab repair rows first|second OUT FILE...    numbers of candidates, for lab/train_repair.py
//! copydesk-lab repair generated FILE...         right, wrong and damaged words of generated text
//! copydesk-lab repair genuine FILE...           every change in genuine text
//! copydesk-lab repair speed FILE...             bytes of spun text repaired in a second
//! ```
//! FILE is of `copydesk-lab spin genuine` or `spin generate`. The variable `REPAIRS` names a folder
//! whose `*.tsv` (entries with the condition `fit`), `en.thesaurus`, `en.cloze` if it is there and `en-repair-*.trees` take the place of the shipped
//! ones;
//! `AGGRESSIVE` and `CONFIDENCE` set what the flags of the same names do.

mod generated;
mod genuine;
mod outcome;
mod rows;
mod speed;

use copydesk::config::{Config, Room};
use copydesk::document::Family;
use copydesk::lexicon::{English, Lexicon, Originals, Repairs, Thesaurus, Trees};

use crate::spin::{Result, with_cloze_of};

pub fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["rows", step @ ("first" | "second"), out, files @ ..] if !files.is_empty() => {
            rows::run(*step == "second", out.as_ref(), files)
        }
        ["generated", files @ ..] if !files.is_empty() => generated::run(files),
        ["genuine", files @ ..] if !files.is_empty() => genuine::run(files),
        ["speed", files @ ..] if !files.is_empty() => speed::run(files),
        _ => {
            Err("usage: repair rows|generated|genuine|speed ... (see lab/src/repair/mod.rs)".into())
        }
    }
}

/// The family that a generator stands for.
fn family_of(generator: &str) -> Family {
    match generator {
        "moby" | "phrase" => Family::PhraseSynonym,
        "tortured" => Family::TorturedPhrase,
        _ => Family::WordSwap,
    }
}

/// The lexicon, with what `REPAIRS` names.
fn lexicon() -> Result<Lexicon> {
    let mut lexicon = Lexicon::load(None)?;
    let Some(folder) = std::env::var_os("REPAIRS").map(std::path::PathBuf::from) else {
        return Ok(lexicon);
    };
    lexicon = lexicon.with_english(with_cloze_of(English::shipped(None)?, &folder)?);
    let mut tables: Vec<&str> = Vec::new();
    let mut names: Vec<_> =
        std::fs::read_dir(&folder)?.map(|e| e.map(|e| e.path())).collect::<std::io::Result<_>>()?;
    names.sort();
    for path in names.iter().filter(|path| path.extension().is_some_and(|e| e == "tsv")) {
        tables.push(std::fs::read_to_string(path)?.leak());
    }
    let thesaurus = Thesaurus::read(std::fs::read(folder.join("en.thesaurus"))?.leak());
    let thesaurus = thesaurus.map_err(|bad| bad.0)?;
    let originals = Originals::new(&tables, &[], thesaurus, lexicon.english());
    let model = |name: &str| match std::fs::read(folder.join(name)) {
        Ok(bytes) => Trees::read(&bytes).map_err(|bad| bad.0),
        Err(_) => Ok(Trees::default()),
    };
    let (first, second) = (model("en-repair-first.trees")?, model("en-repair-second.trees")?);
    Ok(lexicon.with_repairs(Repairs { originals, first, second }))
}

/// The configuration in which texts are measured: what is no repair is switched off.
fn config() -> Config {
    let skip = vec![Room::Strip, Room::Articles, Room::Normalize];
    let mut config = Config { skip, ..Config::default() };
    config.repair.aggressive = std::env::var_os("AGGRESSIVE").is_some();
    if let Some(value) = std::env::var("CONFIDENCE").ok().and_then(|value| value.parse().ok()) {
        config.repair.min_confidence = value;
    }
    config
}
