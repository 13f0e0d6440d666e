//! `copydesk clean`.

use std::time::{Duration, Instant};

use copydesk::pipeline::{self, Progress, Summary};
use copydesk::write::{Folder, Stream};
use copydesk::{Config, Result, Tools, score};

use super::{Outcome, args, config, inputs, progress, say, tell};

pub fn run(args: args::Clean) -> Result<Outcome> {
    let config = settings(&args)?;
    let inputs = inputs(&args.inputs)?;
    let tools = Tools::new(config)?;
    let progress = Progress::default();
    let start = Instant::now();
    let (quiet, threads) = (args.quiet, usize::from(args.threads));
    let mut rows = Vec::new();
    let summary = match &args.output {
        Some(root) => {
            let mut folder = Folder::create(root, &args.inputs, &tools.config)?;
            let mut summary = progress::shown(quiet, inputs.bytes, &progress, || {
                pipeline::run(&inputs, &tools, threads, &mut folder, &progress)
            })?;
            rows = score::rows(&summary.tallies, &tools.config.score);
            let hashes = tools.lexicon.hashes();
            let overview = &summary.tallies.overview;
            if !args.no_report {
                let sample = std::mem::take(&mut summary.sample);
                let page = pipeline::report(overview, &rows, sample)?;
                folder.report(&page)?;
            }
            folder.finish(&tools.config, hashes, summary.input, overview, &rows)?;
            summary
        }
        None => {
            let mut stream = Stream::new(std::io::stdout(), tools.config.write.format, tell);
            progress::shown(quiet, inputs.bytes, &progress, || {
                pipeline::run(&inputs, &tools, threads, &mut stream, &progress)
            })?
        }
    };
    if !quiet {
        say(&told(&summary, start.elapsed()));
        if let Some(root) = &args.output {
            if rows.len() > 1 {
                say(&super::score::told(&rows, tools.config.score.min_documents));
            }
            let errors = match summary.errors {
                0 => String::new(),
                _ => format!("; what could not be read: {}", root.join("errors.jsonl").display()),
            };
            say(&format!("written to {}{errors}", root.display()));
        }
    }
    Ok(if summary.errors == 0 { Outcome::Done } else { Outcome::SomeFailed })
}

/// The configuration in force, the flags of this command included.
fn settings(args: &args::Clean) -> Result<Config> {
    let mut config = config(&args.settings)?;
    if let Some(compress) = args.compress {
        config.write.compress = compress.into();
    }
    if let Some(format) = args.format {
        config.write.format = format.into();
    }
    config.write.csv_raw |= args.csv_raw;
    if let Some(bytes) = args.max_record_bytes {
        config.read.max_record_bytes = bytes;
    }
    config.strip.comments |= args.comments;
    config.articles.titles |= args.titles;
    config.check()?;
    Ok(config)
}

/// The summary of a run for people.
fn told(summary: &Summary, elapsed: Duration) -> String {
    let Summary { input, tallies, errors, bytes, .. } = summary;
    let tally = &tallies.overview;
    let megabytes = *bytes as f64 / 1e6;
    let rate = megabytes / elapsed.as_secs_f64().max(1e-3);
    let mut lines = vec![format!(
        "{} records ({} empty), {} articles, {} excluded, {errors} errors",
        input.records, input.empty, tally.articles, tally.excluded
    )];
    if !tally.removed.is_empty() {
        let mut removed: Vec<_> = tally.removed.iter().collect();
        removed.sort_by_key(|&(reason, count)| (std::cmp::Reverse(count), reason.name()));
        let list: Vec<_> =
            removed.iter().map(|(reason, count)| format!("{} {count}", reason.name())).collect();
        lines.push(format!("removed: {}", list.join(", ")));
    }
    lines.push(format!("spun: {}, repairs: {}", tally.spun, tally.repairs));
    lines.push(format!("{megabytes:.1} MB in {:.1} s, {rate:.1} MB/s", elapsed.as_secs_f64()));
    lines.join("\n")
}
