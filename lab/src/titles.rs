//! The headlines of dumps: which line is taken for one, and what the weights of that are learned from.
//!
//! In go the folder that `lab/train_text.py` wrote its fold models into and labelled pages; the headline that
//! the markup of a page names is the true one where its dump has it as a line of its own. Out come figures, and
//! for `lab/train_headline.py` the numbers of all candidates, page by page.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use copydesk::blocks::cut_text;
use copydesk::document::Metadata;
use copydesk::normalize::join_lines;
use copydesk::strip::headlines;
use copydesk::{Kind, Record, Tools, clean};
use serde_json::{Value, json};

use crate::label::tokens;
use crate::pages::{mended, site_of};
use crate::text_whole::folds;

/// Fewest words of a headline that a page is sure to have.
const WORDS: usize = 4;

pub fn run(folder: &Path, rows: &Path, files: &[&str]) -> io::Result<()> {
    let (folds, all) = folds(folder)?;
    let mut rows = BufWriter::new(File::create(rows)?);
    for file in files {
        let (mut right, mut wrong, mut none) = (0, 0, 0);
        for line in BufReader::new(File::open(file)?).lines() {
            let page: Value = serde_json::from_str(&line?)?;
            let field = |name: &str| page[name].as_str().unwrap_or_default();
            let Some(&fold) = folds.get(field("id")) else { continue };
            let tools = &all[fold];
            let Some(title) = title(field("html"), Kind::Html, tools) else { continue };
            let truth = tokens(&title);
            let is_line = field("page_text").lines().any(|line| tokens(line) == truth);
            if truth.len() < WORDS || !is_line {
                continue;
            }
            match self::title(field("page_text"), Kind::Text, tools) {
                Some(found) if tokens(&found) == truth => right += 1,
                Some(_) => wrong += 1,
                None => none += 1,
            }
            let candidates = candidates(field("page_text"), tools);
            let is_right: Vec<bool> =
                candidates.iter().map(|(line, _)| tokens(line) == truth).collect();
            let numbers: Vec<&Vec<f32>> = candidates.iter().map(|(_, row)| row).collect();
            let site = site_of(field("url"), field("id"));
            let row = json!({ "set": file, "site": site, "right": is_right, "rows": numbers });
            writeln!(rows, "{row}")?;
        }
        let pages = right + wrong + none;
        println!("{file}: {pages} headlines, right {right}, wrong {wrong}, none {none}");
    }
    Ok(())
}

/// The title of a page.
fn title(page: &str, kind: Kind, tools: &Tools) -> Option<String> {
    let articles = clean(&Record::new(page.to_owned(), kind), tools);
    articles.into_iter().next()?.metadata.title
}

fn candidates(page: &str, tools: &Tools) -> Vec<(String, Vec<f32>)> {
    let mut text = mended(page.to_owned(), &tools.config);
    join_lines(&mut text);
    let blocks = cut_text(text.as_str());
    let config = &tools.config.strip;
    headlines(text.as_str(), &blocks, &Metadata::default(), &tools.lexicon, config)
}
