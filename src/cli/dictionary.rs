//! `copydesk dictionary check` and `format`.

use std::path::{Path, PathBuf};

use copydesk::{Error, Result, lexicon};

use super::args::DictionaryCommand;
use super::{Outcome, files_of, println};

pub fn run(command: DictionaryCommand) -> Result<Outcome> {
    match command {
        DictionaryCommand::Check { paths } => check(&files_of(&paths, "tsv")?),
        DictionaryCommand::Format { paths } => format(&files_of(&paths, "tsv")?),
    }
}

fn check(files: &[PathBuf]) -> Result<Outcome> {
    let mut problems = 0;
    let lexicon = lexicon::Lexicon::load(None)?;
    for path in files {
        for problem in lexicon::check(path, &read(path)?, &lexicon.english().model) {
            println(&format!("{}:{}: {}", path.display(), problem.line, problem.message))?;
            problems += 1;
        }
    }
    println(&format!("{} files, {problems} problems", files.len()))?;
    Ok(if problems == 0 { Outcome::Done } else { Outcome::SomeFailed })
}

fn format(files: &[PathBuf]) -> Result<Outcome> {
    for path in files {
        let text = read(path)?;
        let canonical = lexicon::format(&text);
        if canonical != text {
            let mut name = path.clone().into_os_string();
            name.push(".tmp");
            let temporary = PathBuf::from(name);
            std::fs::write(&temporary, canonical).map_err(Error::io("write", &temporary))?;
            std::fs::rename(&temporary, path).map_err(Error::io("rename", &temporary))?;
            println(&format!("formatted {}", path.display()))?;
        }
    }
    Ok(Outcome::Done)
}

fn read(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|&&b| b == b'\n').count() + 1;
        Error::Dictionary { path: path.to_owned(), line, message: "not UTF-8".to_owned() }
    })
}
