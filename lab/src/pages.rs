//! Labelled pages: read, cut into blocks, labelled, written as rows for training.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use copydesk::blocks;
use copydesk::decode;
use copydesk::document::{Block, Metadata};
use copydesk::normalize::{join_lines, normalize};
use copydesk::text::Text;
use copydesk::{Config, Tools};
use serde_json::Value;

use crate::label::{label, tokens};
use crate::snippets;

/// What a page is read as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// Its markup.
    Html,
    /// A dump of all its visible text.
    Dump,
    /// What another extractor kept of it.
    Cleaned,
}

impl std::str::FromStr for Mode {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "html" => Ok(Self::Html),
            "dump" => Ok(Self::Dump),
            "cleaned" => Ok(Self::Cleaned),
            _ => Err(format!("expected html, dump or cleaned, found {name:?}")),
        }
    }
}

/// One labelled page.
pub struct Page {
    pub id: String,
    /// Pages of one site are never on both sides of a split.
    pub site: String,
    pub text: Text,
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    /// The true main text; empty where only snippets are known.
    pub truth: String,
    /// Its markup, whatever it is read as.
    pub html: String,
    pub with: Vec<String>,
    pub without: Vec<String>,
}

impl Page {
    /// The text of each block.
    pub fn texts(&self) -> Vec<&str> {
        self.blocks.iter().map(|block| &self.text.as_str()[block.span.range()]).collect()
    }
}

/// The texts that are kept, as one.
pub fn joined(texts: &[&str], keep: &[bool]) -> String {
    let kept = texts.iter().zip(keep).filter(|(_, keep)| **keep);
    kept.map(|(text, _)| *text).collect::<Vec<_>>().join("\n")
}

/// Reads a file of labelled pages and hands each to `look`.
pub fn each(path: &Path, mode: Mode, mut look: impl FnMut(Page)) -> io::Result<()> {
    let config = Config::default();
    for line in BufReader::new(File::open(path)?).lines() {
        let page: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
        let list = |name: &str| {
            let list = page[name].as_array().into_iter().flatten();
            list.filter_map(|s| s.as_str().map(str::to_owned)).collect()
        };
        let (source, html, metadata) = match mode {
            Mode::Html => {
                let layout = blocks::cut_html(&field("html"));
                (layout.text, Some(layout.blocks), layout.metadata)
            }
            Mode::Dump => (field("page_text"), None, Metadata::default()),
            Mode::Cleaned => (field("main_text"), None, Metadata::default()),
        };
        let mut text = mended(source, &config);
        if html.is_none() {
            join_lines(&mut text);
        }
        let blocks = match html {
            Some(blocks) => blocks
                .into_iter()
                .map(|block| Block { span: text.to_current(block.span), ..block })
                .filter(|block| !block.span.is_empty())
                .collect(),
            None => blocks::cut_text(text.as_str()),
        };
        let id = field("id");
        let site = site_of(&field("url"), &id);
        look(Page {
            id,
            site,
            text,
            blocks,
            metadata,
            truth: field("text"),
            html: field("html"),
            with: list("with"),
            without: list("without"),
        });
    }
    Ok(())
}

/// A text as `clean` mends it before its line ends are looked at.
pub fn mended(source: String, config: &Config) -> Text {
    let mut text = Text::new(source);
    text.apply(decode::mend(text.as_str(), &config.decode));
    text.apply(normalize(text.as_str()));
    text
}

/// The host without `www.`, or the part of a fundus id that names the publisher.
pub fn site_of(url: &str, id: &str) -> String {
    let host = url.split("//").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
    match host {
        Some(host) if !host.is_empty() => {
            let labels: Vec<&str> = host.trim_start_matches("www.").split('.').collect();
            labels[labels.len().saturating_sub(2)..].join(".")
        }
        _ => id.split('_').take(2).collect::<Vec<_>>().join("_"),
    }
}

/// Writes rows, labels, weights and an index of pages into `folder`.
pub fn dump(files: &[&str], mode: Mode, folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let mut rows = create("rows.f32")?;
    let mut labels = create("labels.u8")?;
    let mut weights = create("weights.f32")?;
    let mut index = create("pages.jsonl")?;
    let tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    let mut width = 0;
    for file in files {
        let name = Path::new(file).file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let weight_of_set = match name {
            "fundus" => 2.0,
            "wcxb-dev-other" => OTHER,
            _ => 1.0,
        };
        let mut failed = Ok(());
        each(Path::new(file), mode, |page| {
            let mut one = || -> io::Result<()> {
                let text = page.text.as_str();
                let texts = page.texts();
                let known: Vec<Option<bool>> = match page.truth.is_empty() {
                    true => snippets::label(&page.with, &page.without, &texts),
                    false => label(&page.truth, &texts).into_iter().map(Some).collect(),
                };
                let matrix = copydesk::strip::model::rows(
                    text,
                    &page.blocks,
                    &page.metadata,
                    &tools.lexicon,
                );
                width = width.max(matrix.width);
                for value in &matrix.values {
                    rows.write_all(&value.to_le_bytes())?;
                }
                let weight = match page.truth.is_empty() {
                    true => weights_of_snippets(&known),
                    false => weights_of_page(&page.truth, &texts, weight_of_set),
                };
                for (is, weight) in known.iter().zip(weight) {
                    labels.write_all(&[u8::from(is.unwrap_or(false))])?;
                    weights.write_all(&weight.to_le_bytes())?;
                }
                let line = serde_json::json!({
                    "id": page.id, "site": page.site, "file": name, "blocks": page.blocks.len(),
                });
                writeln!(index, "{line}")
            };
            if failed.is_ok() {
                failed = one();
            }
        })?;
        failed?;
    }
    std::fs::write(folder.join("width.txt"), width.to_string())?;
    Ok(())
}

/// What a page's blocks weigh in training: together about the same on every page, as they do in the
/// measure; long blocks more than short ones.
fn weights_of_page(truth: &str, texts: &[&str], weight: f64) -> Vec<f32> {
    let words: Vec<f64> = texts.iter().map(|text| tokens(text).len() as f64).collect();
    let whole: f64 = words.iter().sum();
    let scale = (tokens(truth).len() as f64).max(0.15 * whole).max(50.0);
    words.iter().map(|words| (weight * (words.min(120.0) + 4.0) / scale) as f32).collect()
}

/// What a page counts that is no article (shops, forums, manuals): its truth is rewritten and in
/// another order.
const OTHER: f64 = 0.15;

/// What all blocks together weigh that snippets tell about, against a wholly labelled page's one or
/// two: they are few, and chosen because they are hard.
const SNIPPETS: f32 = 0.3;

fn weights_of_snippets(known: &[Option<bool>]) -> Vec<f32> {
    let count = known.iter().flatten().count().max(1) as f32;
    known.iter().map(|is| if is.is_some() { SNIPPETS / count } else { 0.0 }).collect()
}
