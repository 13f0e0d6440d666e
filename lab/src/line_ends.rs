//! Line ends that became spaces: what tells them, as rows for training, and pages put on one line.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use copydesk::blocks::{Gaps, cut_run_on, cut_text};
use copydesk::document::Block;
use copydesk::lexicon::Weights;
use serde_json::Value;

use crate::pages::{Mode, each};

/// Bytes of a page that take part.
const MOST: usize = 60_000;
/// Rows from which on a page weighs no more.
const ROWS: f64 = 600.0;

/// Models of line ends that `lab/train_line_ends.py` wrote into a folder, one for each part of the sites.
pub struct Folds {
    /// The part that each page belongs to.
    pages: HashMap<String, usize>,
    models: Vec<Weights>,
}

impl Folds {
    /// Reads them.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let pages: HashMap<String, usize> =
            serde_json::from_reader(File::open(folder.join("ends-folds.json"))?)?;
        let count = pages.values().max().map_or(0, |last| last + 1);
        let models = (0..count).map(|fold| read(&folder.join(format!("fold{fold}"))));
        Ok(Self { models: models.collect::<io::Result<_>>()?, pages })
    }

    /// The lines of a page's text, those that run on cut by the model that saw no page of its site.
    pub fn cut(&self, id: &str, text: &str) -> Option<Vec<Block>> {
        let model = &self.models[*self.pages.get(id)?];
        Some(cut_run_on(text, cut_text(text), || model))
    }
}

/// Reads the model of line ends in a folder.
pub fn read(folder: &Path) -> io::Result<Weights> {
    let bytes = std::fs::read(folder.join("text.line-ends"))?;
    Weights::read(&bytes).map_err(|bad| io::Error::other(bad.0))
}

/// Writes the facts of each space where a line may have ended, whether one did, what the row weighs, and an
/// index of pages. Dumps of pages and what another extractor kept of them take part.
pub fn dump(files: &[&str], folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let (mut facts, mut labels) = (create("ends-facts.u32")?, create("ends-labels.u8")?);
    let (mut weights, mut index) = (create("ends-weights.f32")?, create("ends-pages.jsonl")?);
    for (file, mode) in files.iter().flat_map(|file| [(file, Mode::Dump), (file, Mode::Cleaned)]) {
        let mut failed = Ok(());
        each(Path::new(file), mode, |page| {
            let mut one = || -> io::Result<()> {
                let mut line = String::new();
                let mut ends = Vec::new();
                for text in page.texts() {
                    if !line.is_empty() {
                        ends.push(line.len());
                        line.push(' ');
                    }
                    line.push_str(text);
                    if line.len() > MOST {
                        break;
                    }
                }
                let gaps = Gaps::of(&line);
                let candidates: Vec<usize> = gaps.candidates().collect();
                let weight = (ROWS / candidates.len().max(1) as f64).min(1.0) as f32;
                for &gap in &candidates {
                    for fact in gaps.facts(gap) {
                        facts.write_all(&fact.to_le_bytes())?;
                    }
                    let is_end = ends.binary_search(&gaps.place(gap).start).is_ok();
                    labels.write_all(&[u8::from(is_end)])?;
                    weights.write_all(&weight.to_le_bytes())?;
                }
                let line = serde_json::json!({
                    "id": page.id, "site": page.site, "rows": candidates.len(),
                });
                writeln!(index, "{line}")
            };
            if failed.is_ok() {
                failed = one();
            }
        })?;
        failed?;
    }
    Ok(())
}

/// Writes labelled pages whose dump, or what another extractor kept, stands on one line.
pub fn run_on(field: &str, files: &[&str], mut out: impl Write) -> io::Result<()> {
    for file in files {
        for line in BufReader::new(File::open(file)?).lines() {
            let mut page: Value = serde_json::from_str(&line?)?;
            let text = page[field].as_str().unwrap_or_default();
            page[field] = Value::String(on_one_line(text));
            writeln!(out, "{page}")?;
        }
    }
    Ok(())
}

/// The words of a text with a space between each.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
