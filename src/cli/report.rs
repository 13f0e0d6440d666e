//! `copydesk report`, and pages written where they were asked for.

use std::path::Path;

use copydesk::{Error, Result, pipeline, score, write};

use super::{Outcome, args, print, say};

pub fn run(args: args::Report) -> Result<Outcome> {
    let config = write::settings_of(&args.out)?;
    let (tallies, sample) = pipeline::resample(&args.out)?;
    let rows = score::rows(&tallies, &config.score);
    let page = pipeline::report(&tallies.overview, &rows, sample)?;
    let place = match &args.output {
        Some(path) => {
            write_page(path, &page)?;
            path.clone()
        }
        None => {
            write::write_report(&args.out, &page)?;
            args.out.join("report.html")
        }
    };
    if !args.quiet && place != Path::new("-") {
        say(&format!("written to {}", place.display()));
    }
    Ok(Outcome::Done)
}

/// Writes a page to a file, or to standard output for `-`.
pub fn write_page(path: &Path, page: &str) -> Result<()> {
    match path == Path::new("-") {
        true => print(page),
        false => std::fs::write(path, page).map_err(Error::io("write", path)),
    }
}
