//! `copydesk score`, and the scores of sites on the terminal.

use std::fmt::Write as _;

use copydesk::document::SiteScore;
use copydesk::{Config, Result, pipeline, score, write};

use super::{Outcome, args, read_config, say};

/// Sites shown at either end of the ranking.
const SHOWN: usize = 5;
/// Widest name shown, in characters.
const NAME: usize = 30;

pub fn run(args: args::Score) -> Result<Outcome> {
    // Without another configuration that of the run, so that the scores are the same.
    let text = match &args.config {
        Some(path) => read_config(path)?,
        None => write::settings_of(&args.out)?.to_toml(),
    };
    let mut config = Config::from_toml_with(&text, &args.set)?;
    config.write.csv_raw |= args.csv_raw;
    let tallies = pipeline::recount(&args.out)?;
    let rows = score::rows(&tallies, &config.score);
    write::rescore(&args.out, &rows, config.write.csv_raw)?;
    if !args.quiet {
        say(&told(&rows, config.score.min_documents));
        say(&format!("written to {}", args.out.join("sites.jsonl").display()));
    }
    Ok(Outcome::Done)
}

/// The worst and the best sites for people; empty when there are none to compare.
pub fn told(rows: &[SiteScore], min_documents: u64) -> String {
    let mut scored: Vec<(&SiteScore, f64)> =
        rows.iter().filter_map(|row| Some((row, row.hygiene_score?))).collect();
    scored.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.site.cmp(&b.0.site)));
    let few = rows.len() - scored.len();
    let mut out = format!("sites: {}", rows.len());
    if few > 0 {
        let _ = write!(out, ", without a score (fewer than {min_documents} documents): {few}");
    }
    if scored.is_empty() {
        return out;
    }
    let _ = write!(
        out,
        "\nhygiene of their text from 0 to 1, worst first (it says nothing of the truth):\n\
         {:NAME$} {:>7} {:>9} {:>11} {:>6} {:>6} {:>13} {:>8}",
        "site", "hygiene", "documents", "boilerplate", "copies", "spun", "95 %", "encoding"
    );
    let is_long = scored.len() > 2 * SHOWN;
    for (place, (row, hygiene)) in scored.iter().enumerate() {
        if is_long && place == SHOWN {
            let _ = write!(out, "\n… {} more", scored.len() - 2 * SHOWN);
        }
        if is_long && (SHOWN..scored.len() - SHOWN).contains(&place) {
            continue;
        }
        let spun = match (row.spun_share, row.spun_low, row.spun_high) {
            (Some(share), Some(low), Some(high)) => {
                (percent(share), format!("{:.0} to {:.0} %", low * 100.0, high * 100.0))
            }
            _ => ("-".to_owned(), "not judged".to_owned()),
        };
        let _ = write!(
            out,
            "\n{:NAME$} {hygiene:>7.2} {:>9} {:>11} {:>6} {:>6} {:>13} {:>8}",
            shortened(&row.site),
            row.documents,
            percent(row.boilerplate_ratio),
            percent(row.own_duplicate_share + row.foreign_duplicate_share),
            spun.0,
            spun.1,
            percent(row.encoding_trouble_share),
        );
    }
    out
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A name without control characters that fits its column.
fn shortened(name: &str) -> String {
    let mut name: String = name.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    if let Some((at, _)) = name.char_indices().nth(NAME - 1)
        && name.chars().count() > NAME
    {
        name.truncate(at);
        name.push('…');
    }
    name
}
