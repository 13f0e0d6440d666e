//! Generators, training and evaluation, run by hand; nothing here ships.

mod ciphered;
mod cloze;
mod dumps;
mod evaluate;
#[path = "../../benches/generate/mod.rs"]
mod generate;
mod interrupted;
mod label;
mod languages;
mod line_ends;
mod losses;
mod make_sites;
mod make_warc;
mod measure;
mod ngram;
mod pages;
mod planted;
mod reasons;
mod repair;
mod score;
mod snippets;
mod spin;
mod text_rows;
mod text_score;
mod text_whole;
mod time;
mod titles;
mod transplanted;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: copydesk-lab make-warc OUT.warc.gz PAGE.html...
       copydesk-lab make-sites SITES DOCUMENTS > ARCHIVE.jsonl
       copydesk-lab make-output SITES DOCUMENTS OUT
       copydesk-lab measure BINARY FOLDER MEGABYTES
       copydesk-lab pages dump html|dump|cleaned ROWS_FOLDER PAGES.jsonl...
       copydesk-lab pages evaluate html|dump|cleaned ROWS_FOLDER PAGES.jsonl...
       copydesk-lab pages languages html|dump|cleaned ROWS_FOLDER|- PAGES.jsonl...
       copydesk-lab pages losses html|dump|cleaned blocks|room COUNT ROWS_FOLDER PAGES.jsonl...
       copydesk-lab pages reasons PAGES.jsonl COUNT SEED
       copydesk-lab pages time html|dump|cleaned PAGES.jsonl...
       copydesk-lab text styled pieces|spaced|tight|glued PAGES.jsonl... > PAGES.jsonl
       copydesk-lab text interrupted PAGES.jsonl... > PAGES.jsonl
       copydesk-lab text dump ROWS_FOLDER PAGES.jsonl|CORPUS.txt...
       copydesk-lab text context ROWS_FOLDER SCORES INSIDE_SCORES OUT
       copydesk-lab text score dump|cleaned SCORES PAGES.jsonl...
       copydesk-lab text pages ROWS_FOLDER PAGES.jsonl...
       copydesk-lab text titles ROWS_FOLDER ROWS.jsonl PAGES.jsonl...
       copydesk-lab text corpora MODEL_FOLDER CORPUS.txt...
       copydesk-lab line-ends dump ROWS_FOLDER PAGES.jsonl...
       copydesk-lab line-ends run-on page_text|main_text PAGES.jsonl... > PAGES.jsonl
       copydesk-lab furniture OUT
       copydesk-lab ngram train|eval|... (without arguments: says how)
       copydesk-lab cloze ids DATA OUT
       copydesk-lab spin genuine|stats|generate|rows|judge ... (without arguments: says how)
       copydesk-lab repair rows|generated|genuine ... (without arguments: says how)";

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
        ["make-sites", sites, documents] => {
            make_sites::archive(sites.parse()?, documents.parse()?, std::io::stdout().lock())?;
        }
        ["make-output", sites, documents, out] => {
            make_sites::output(sites.parse()?, documents.parse()?, out.as_ref())?;
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
        ["pages", "losses", mode, of, count, folder, files @ ..] => {
            losses::run(folder.as_ref(), mode.parse()?, *of == "blocks", count.parse()?, files)?;
        }
        ["pages", "languages", mode, folder, files @ ..] => {
            languages::run(folder, mode.parse()?, files)?;
        }
        ["pages", "reasons", file, count, seed] => {
            reasons::run(file.as_ref(), count.parse()?, seed.parse()?)?;
        }
        ["pages", "time", mode, files @ ..] => time::run(mode.parse()?, files)?,
        ["text", "styled", style, files @ ..] => {
            dumps::run(style.parse()?, files, std::io::stdout().lock())?;
        }
        ["text", "interrupted", files @ ..] => interrupted::run(files, std::io::stdout().lock())?,
        ["text", "dump", out, files @ ..] => {
            text_rows::dump(files, out.as_ref())?;
        }
        ["text", "context", folder, scores, inside, out] => {
            let [folder, scores, inside, out] = [folder, scores, inside, out].map(Path::new);
            text_rows::add_context(folder, scores, inside, out)?;
        }
        ["text", "pages", folder, files @ ..] => text_whole::pages(folder.as_ref(), files)?,
        ["text", "titles", folder, rows, files @ ..] => {
            titles::run(folder.as_ref(), rows.as_ref(), files)?;
        }
        ["text", "corpora", folder, files @ ..] => text_whole::corpora(folder.as_ref(), files)?,
        ["text", "score", mode, scores, files @ ..] => {
            text_score::run(scores.as_ref(), mode.parse()?, files)?;
        }
        ["line-ends", "dump", out, files @ ..] => line_ends::dump(files, out.as_ref())?,
        ["line-ends", "run-on", field, files @ ..] => {
            line_ends::run_on(field, files, std::io::stdout().lock())?;
        }
        ["furniture", out] => std::fs::write(out, copydesk::lexicon::Furniture::compile()?)?,
        ["cloze", more @ ..] => cloze::run(more)?,
        ["ngram", rest @ ..] => ngram::run(rest)?,
        ["spin", rest @ ..] => spin::run(rest)?,
        ["repair", rest @ ..] => repair::run(rest)?,
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
