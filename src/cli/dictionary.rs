//! `copydesk dictionary check` and `format`.

use std::path::{Path, PathBuf};

use copydesk::{Error, lexicon};

use super::args::DictionaryCommand;
use super::{Outcome, println};

pub fn run(command: DictionaryCommand) -> anyhow::Result<Outcome> {
    match command {
        DictionaryCommand::Check { paths } => check(&files(&paths)?),
        DictionaryCommand::Format { paths } => format(&files(&paths)?),
    }
}

fn check(files: &[PathBuf]) -> anyhow::Result<Outcome> {
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

fn format(files: &[PathBuf]) -> anyhow::Result<Outcome> {
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

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(Error::io("read", path))
}

/// The dictionary files behind files and folders, sorted.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in std::fs::read_dir(path).map_err(Error::io("read", path))? {
            let entry = entry.map_err(Error::io("read", path))?.path();
            if entry.is_dir() {
                files.extend(self::files(&[entry])?);
            } else if entry.extension().is_some_and(|ending| ending == "tsv") {
                files.push(entry);
            }
        }
    }
    files.sort();
    Ok(files)
}
