//! `copydesk model train`.

use std::path::{Path, PathBuf};

use copydesk::Error;
use copydesk::lexicon::ngram::NgramModel;
use copydesk::lexicon::ngram::train::{self, Options};

use super::args::{ModelCommand, ModelTrain};
use super::{Outcome, println};

/// Bytes of a megabyte in `--size`.
const MEGABYTE: f64 = 1e6;

pub fn run(command: ModelCommand) -> anyhow::Result<Outcome> {
    match command {
        ModelCommand::Train(args) => train(&args),
    }
}

fn train(args: &ModelTrain) -> anyhow::Result<Outcome> {
    let files = files(&args.folder)?;
    if files.is_empty() {
        return Err(Error::Usage(format!("{:?} holds no .txt file", args.folder)).into());
    }
    let options = Options {
        bytes: (args.size > 0.0).then_some((args.size * MEGABYTE) as usize),
        about: format!("trained by copydesk on {} files", files.len()),
        ..Options::default()
    };
    // Read once more rather than kept: the texts may be larger than the memory.
    let failed = std::cell::RefCell::new(None);
    let bytes = train::train(
        |feed| {
            for file in &files {
                match std::fs::read(file) {
                    Ok(bytes) => feed(&String::from_utf8_lossy(&bytes)),
                    Err(error) => *failed.borrow_mut() = Some(Error::io("read", file)(error)),
                }
            }
        },
        &options,
    )?;
    if let Some(error) = failed.into_inner() {
        return Err(error.into());
    }
    std::fs::write(&args.output, &bytes).map_err(Error::io("write", &args.output))?;
    let model = NgramModel::load(&bytes)?;
    let [bigrams, trigrams] = model.ngram_counts();
    println(&format!(
        "{} files, {} bytes: {} words, {bigrams} bigrams, {trigrams} trigrams, digest {}",
        files.len(),
        bytes.len(),
        model.vocabulary_size(),
        model.digest()
    ))?;
    Ok(Outcome::Done)
}

/// The text files of a folder and its subfolders, in order of their names; or the one file named.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut out = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(Error::io("read", &folder))? {
            let path = entry.map_err(Error::io("read", &folder))?.path();
            // A link to a folder above would never end.
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}
