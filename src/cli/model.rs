//! `copydesk model train`.

use copydesk::lexicon::ngram::NgramModel;
use copydesk::lexicon::ngram::train::{self, Options};
use copydesk::{Error, Result};

use super::args::{ModelCommand, ModelTrain};
use super::{Outcome, files_of, println};

/// Bytes of a megabyte in `--size`.
const MEGABYTE: f64 = 1e6;

pub fn run(command: ModelCommand) -> Result<Outcome> {
    match command {
        ModelCommand::Train(args) => train(&args),
    }
}

fn train(args: &ModelTrain) -> Result<Outcome> {
    let files = files_of(std::slice::from_ref(&args.folder), "txt")?;
    if files.is_empty() {
        return Err(Error::Usage(format!("{:?} holds no .txt file", args.folder)));
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
        return Err(error);
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
