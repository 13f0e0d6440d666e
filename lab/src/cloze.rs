//! Text as numbers of words, for the trainer of the cloze model.
//!
//! ```text
//! copydesk-lab cloze ids DATA OUT            OUT/words.txt, OUT/train.u32, OUT/held-out.u32
//! copydesk-lab cloze documents FILE... > J   the same of the lab's documents, with what was put in
//! ```
//! DATA is the folder that holds `corpus/` and `corpus-test/`. A number is that of the word in the shipped
//! n-gram model.

use std::io::{BufWriter, Write};
use std::path::Path;

use copydesk::lexicon::English;
use copydesk::lexicon::ngram::NgramModel;

use crate::ngram::corpus;
use crate::spin::{Result, each_document};

pub fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["ids", data, out] => ids(data.as_ref(), out.as_ref()),
        ["documents", files @ ..] if !files.is_empty() => documents(files),
        _ => Err("usage: cloze ids|documents ... (see lab/src/cloze.rs)".into()),
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

fn documents(files: &[&str]) -> Result<()> {
    let english = English::shipped(None)?;
    let model = &english.model;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = Ok(());
    each_document(files, |document| {
        let (mut ids, mut spans) = (Vec::new(), Vec::new());
        for (id, token) in model.tokens(&document.text) {
            ids.push(id.index());
            spans.push([token.span.start, token.span.end]);
        }
        let was: Vec<usize> =
            document.was.iter().map(|was| model.word(&was.to_lowercase()).index()).collect();
        let line = serde_json::json!({
            "family": document.family, "part": document.part, "rate": document.rate, "ids": ids, "spans": spans,
            "swaps": document.swaps, "was": was,
        });
        if failed.is_ok() {
            failed = writeln!(out, "{line}");
        }
    })?;
    Ok(failed?)
}
