//! The command line: arguments in, calls of the library out.

mod args;
mod clean;
mod dictionary;
mod explain;
mod model;
mod pager;
mod progress;
mod report;
mod score;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use copydesk::read::{self, Inputs};
use copydesk::{Config, Error, Result, Trouble};

pub use args::Args;
use args::{AuditCommand, Command, Settings};

/// How a command ended, when it could be carried out.
pub enum Outcome {
    /// Everything was handled.
    Done,
    /// Some records could not be read, or some entries are wrong.
    SomeFailed,
}

/// Carries out what was asked.
pub fn run(args: Args) -> Result<Outcome> {
    match args.command {
        Command::Clean(args) => clean::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Score(args) => score::run(args),
        Command::Report(args) => report::run(args),
        Command::Audit { command: AuditCommand::Verify { out } } => {
            let verified = copydesk::write::verify(&out)?;
            println(&format!(
                "{} articles, {} removals and replacements: apply and undo hold",
                verified.articles, verified.ops
            ))?;
            Ok(Outcome::Done)
        }
        Command::Audit { command: AuditCommand::Undo { out } } => {
            copydesk::write::restore(&out, &mut std::io::stdout().lock())?;
            Ok(Outcome::Done)
        }
        Command::Dictionary { command } => dictionary::run(command),
        Command::Model { command } => model::run(command),
        Command::Config(settings) => {
            print(&config(&settings)?.to_toml())?;
            Ok(Outcome::Done)
        }
    }
}

/// The configuration in force: defaults, then the file, then `--set`, then the flags.
fn config(settings: &Settings) -> Result<Config> {
    let text = settings.config.as_deref().map_or(Ok(String::new()), read_config)?;
    let mut config = Config::from_toml_with(&text, &settings.set)?;
    if let Some(folder) = &settings.dictionaries {
        config.dictionaries = Some(folder.clone());
    }
    if let Some(file) = &settings.site_rules {
        config.strip.site_rules = Some(file.clone());
    }
    if let Some(file) = &settings.model {
        config.model = Some(file.clone());
    }
    if let Some(confidence) = settings.min_confidence {
        config.repair.min_confidence = confidence;
    }
    config.repair.aggressive |= settings.aggressive;
    config.skip.extend(settings.skip.iter().map(|room| room.0));
    config.skip.sort();
    config.skip.dedup();
    config.check()?;
    Ok(config)
}

/// A configuration file, already known to be a right one.
fn read_config(path: &Path) -> Result<String> {
    let wrong = |cause: String| Error::Config(format!("configuration {path:?}: {cause}"));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    Config::from_toml(&text).map_err(|error| wrong(error.to_string()))?;
    Ok(text)
}

/// The inputs that were named; nobody is left to type into standard input.
fn inputs(named: &[PathBuf]) -> Result<Inputs> {
    if named.iter().any(|input| input == Path::new("-")) && std::io::stdin().is_terminal() {
        let hint = "standard input is a terminal; pipe something in, or name files (see --help)";
        return Err(Error::Usage(hint.to_owned()));
    }
    read::resolve(named)
}

/// The files behind files and folders, sorted: of folders and those in them all that end in `.ending`.
fn files_of(paths: &[PathBuf], ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut left = paths.to_vec();
    while let Some(path) = left.pop() {
        let meta = std::fs::metadata(&path)
            .map_err(|error| Error::Usage(format!("could not read {path:?}: {error}")))?;
        if !meta.is_dir() {
            files.push(path);
            continue;
        }
        for entry in std::fs::read_dir(&path).map_err(Error::io("read", &path))? {
            let path = entry.map_err(Error::io("read", &path))?.path();
            // A link to a folder above would never end.
            let is_folder = path.is_dir() && !path.is_symlink();
            if is_folder
                || (path.is_file() && path.extension().is_some_and(|found| found == ending))
            {
                left.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Writes to standard output; a closed pipe comes back as an error.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Error::io("write", "-"))
}

/// Prints a line of data.
fn println(line: &str) -> Result<()> {
    print(&format!("{line}\n"))
}

/// Says a line to the person at the terminal; a closed standard error is nobody to tell.
pub fn say(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", printable(line));
}

/// Says what could not be read, and where.
fn tell(trouble: &Trouble) {
    let member = trouble.member.as_ref().map(|m| format!(" member {m:?}")).unwrap_or_default();
    let line = trouble.line.map(|line| format!(" line {line}")).unwrap_or_default();
    say(&format!(
        "copydesk: {}{member}{line}: {} ({})",
        trouble.path, trouble.message, trouble.kind
    ));
}

/// The text with control characters shown as `\x1b`: what comes from documents must not steer
/// the terminal.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}
