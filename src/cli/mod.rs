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

use std::io::Write;
use std::path::Path;

use copydesk::{Config, Error};

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
pub fn run(args: Args) -> anyhow::Result<Outcome> {
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
            println(config(&settings)?.to_toml().trim_end())?;
            Ok(Outcome::Done)
        }
    }
}

/// The configuration in force: defaults, then the file, then `--set`, then the flags.
fn config(settings: &Settings) -> anyhow::Result<Config> {
    let mut text = String::new();
    if let Some(path) = &settings.config {
        text = read_config(path)?;
    }
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
        if !(0.0..=1.0).contains(&confidence) {
            let message = format!("--min-confidence is from 0 to 1, not {confidence}");
            return Err(copydesk::Error::Usage(message).into());
        }
        config.repair.min_confidence = confidence;
    }
    config.repair.aggressive |= settings.aggressive;
    config.skip.extend(settings.skip.iter().map(|room| room.0));
    config.skip.sort();
    config.skip.dedup();
    Ok(config)
}

fn read_config(path: &Path) -> anyhow::Result<String> {
    let unreadable = |e| Error::Usage(format!("could not read configuration {path:?}: {e}"));
    Ok(std::fs::read_to_string(path).map_err(unreadable)?)
}

/// Prints a line of data; a closed pipe comes back as an error.
fn println(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}

/// Says a line to the person at the terminal; a closed standard error is nobody to tell.
pub fn say(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", printable(line));
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
