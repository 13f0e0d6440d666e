//! Generators, training and evaluation, run by hand; nothing here ships.

mod evaluate;
mod label;
mod make_warc;
mod measure;
mod ngram;
mod pages;
mod score;
mod spin;
mod time;

use std::error::Error;
use std::process::ExitCode;

const USAGE: &str = "\
usage: copydesk-lab make-warc OUT.warc.gz PAGE.html...
       copydesk-lab measure BINARY FOLDER MEGABYTES
       copydesk-lab pages dump html|dump|cleaned ROWS_FOLDER PAGES.jsonl...
       copydesk-lab pages evaluate html|dump|cleaned ROWS_FOLDER PAGES.jsonl...
       copydesk-lab pages time html|dump|cleaned PAGES.jsonl...
       copydesk-lab ngram train|eval|... (without arguments: says how)
       copydesk-lab spin genuine|stats|generate|rows|judge ... (without arguments: says how)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("copydesk-lab: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Box<dyn Error>> {
    match words {
        ["make-warc", out, pages @ ..] if !pages.is_empty() => {
            make_warc::make_warc(out, pages)?;
        }
        ["measure", binary, folder, megabytes] => {
            measure::run(binary.as_ref(), folder.as_ref(), megabytes.parse()?)?;
        }
        ["pages", "dump", mode, out, files @ ..] => {
            pages::dump(files, mode.parse()?, out.as_ref())?;
        }
        ["pages", "evaluate", mode, folder, files @ ..] => {
            evaluate::run(folder.as_ref(), mode.parse()?, files)?;
        }
        ["pages", "time", mode, files @ ..] => time::run(mode.parse()?, files)?,
        ["ngram", rest @ ..] => ngram::run(rest)?,
        ["spin", rest @ ..] => spin::run(rest)?,
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
