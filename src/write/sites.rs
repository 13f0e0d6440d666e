//! `sites.jsonl` and `sites.csv`.
//!
//! A table is opened by people in spreadsheets, which take some cells for formulas: names of sites
//! come from strangers. Such cells get an apostrophe in front (OWASP ASVS 1.2.10).

use std::path::Path;

use super::shard::Shard;
use crate::config::Compress;
use crate::document::{HYGIENE_PARTS, SiteScore};
use crate::error::Result;

/// What spreadsheets take for the beginning of a formula, full-width forms and what may stand before
/// one included.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '＠'];

/// Writes both files into an output folder. `is_raw` leaves cells as they are that a spreadsheet
/// would take for formulas.
pub fn write(out: &Path, rows: &[SiteScore], is_raw: bool) -> Result<()> {
    let mut lines = Shard::create(out.join("sites.jsonl"), Compress::None)?;
    let mut table = Shard::create(out.join("sites.csv"), Compress::None)?;
    let head = columns(&SiteScore::default());
    table.write(&cells(head.into_iter().map(|(name, _)| name), true))?;
    for row in rows {
        let mut line = serde_json::to_vec(row).expect("string keys and finite numbers");
        line.push(b'\n');
        lines.write(&line)?;
        table.write(&cells(columns(row).into_iter().map(|(_, cell)| cell), is_raw))?;
    }
    lines.finish()?;
    table.finish()
}

/// The cells of a row with their names; what cannot be said is empty.
fn columns(row: &SiteScore) -> Vec<(String, String)> {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let languages: Vec<String> = row
        .languages
        .iter()
        .map(|count| format!("{}:{}", count.language, count.documents))
        .collect();
    let columns = [
        ("site", row.site.clone()),
        ("hygiene_score", number(row.hygiene_score)),
        ("documents", row.documents.to_string()),
        ("excluded", row.excluded.to_string()),
        ("words", row.words.to_string()),
        ("median_words", row.median_words.to_string()),
        ("boilerplate_ratio", row.boilerplate_ratio.to_string()),
        ("own_duplicate_share", row.own_duplicate_share.to_string()),
        ("foreign_duplicate_share", row.foreign_duplicate_share.to_string()),
        ("judged", row.judged.to_string()),
        ("spun_share", number(row.spun_share)),
        ("spun_low", number(row.spun_low)),
        ("spun_high", number(row.spun_high)),
        ("repairs_per_1000_words", row.repairs_per_1000_words.to_string()),
        ("missing_byline_share", row.missing_byline_share.to_string()),
        ("missing_date_share", row.missing_date_share.to_string()),
        ("encoding_trouble_share", row.encoding_trouble_share.to_string()),
        ("cut_off_share", row.cut_off_share.to_string()),
        ("mean_quality", number(row.mean_quality)),
        ("languages", languages.join(" ")),
        ("first_date", row.first_date.clone().unwrap_or_default()),
        ("last_date", row.last_date.clone().unwrap_or_default()),
    ];
    let parts = HYGIENE_PARTS
        .map(|name| (format!("hygiene_{name}"), number(row.hygiene_parts.get(name).copied())));
    columns.into_iter().map(|(name, cell)| (name.to_owned(), cell)).chain(parts).collect()
}

/// A line of the table (RFC 4180).
fn cells(cells: impl Iterator<Item = String>, is_raw: bool) -> Vec<u8> {
    let quoted: Vec<String> = cells
        .map(|cell| {
            let is_formula = !is_raw && cell.starts_with(FORMULA);
            let cell = if is_formula { format!("'{cell}") } else { cell };
            match cell.contains([',', '"', '\n', '\r']) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell,
            }
        })
        .collect();
    (quoted.join(",") + "\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(list: &[&str], is_raw: bool) -> String {
        String::from_utf8(cells(list.iter().map(|cell| (*cell).to_owned()), is_raw)).unwrap()
    }

    #[test]
    fn formulas_are_text() {
        assert_eq!(
            line(&["=1+1", "@a", "-", "tarn.example"], false),
            "'=1+1,'@a,'-,tarn.example\r\n"
        );
        assert_eq!(line(&["\tx", "\rx", "\0x"], false), "'\tx,\"'\rx\",'\0x\r\n");
        assert_eq!(line(&["=1+1"], true), "=1+1\r\n");
    }

    #[test]
    fn quotes_commas_and_lines_are_quoted() {
        assert_eq!(
            line(&["a,b", "say \"so\"", "x\ny"], false),
            "\"a,b\",\"say \"\"so\"\"\",\"x\ny\"\r\n"
        );
    }
}
