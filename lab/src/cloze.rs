//! Text as numbers of words, for the trainer of the cloze model.
//!
//! ```text
//! copydesk-lab cloze ids DATA OUT    OUT/words.txt, OUT/train.u32, OUT/held-out.u32
//! ```
//! DATA is the folder that holds `corpus/` and `corpus-test/`. A number is that of the word in the shipped
//! n-gram model.

use std::io::{BufWriter, Write};
use std::path::Path;

use copydesk::lexicon::English;
use copydesk::lexicon::ngram::NgramModel;

use crate::ngram::corpus;
use crate::spin::Result;

pub fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["ids", data, out] => ids(data.as_ref(), out.as_ref()),
        _ => Err("usage: cloze ids DATA OUT (see lab/src/cloze.rs)".into()),
    }
}

fn ids(data: &Path, out: &Path) -> Result<()> {
    let english = English::shipped(None)?;
    let model = &english.model;
    std::fs::create_dir_all(out)?;
    let words: Vec<&str> =
        (0..model.vocabulary_size()).map(|at| model.letters(model.word_at(at))).collect();
    std::fs::write(out.join("words.txt"), words.join("\n"))?;
    write(model, &corpus::training(data)?, &out.join("train.u32"))?;
    write(model, &corpus::held_out(data)?, &out.join("held-out.u32"))
}

fn write(model: &NgramModel, texts: &[(&str, String)], path: &Path) -> Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for (_, text) in texts {
        for (id, _) in model.tokens(text) {
            file.write_all(&(id.index() as u32).to_le_bytes())?;
        }
    }
    Ok(file.flush()?)
}
