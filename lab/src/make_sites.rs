//! `make-sites` and `make-output`: an archive of many sites, and what cleaning one gives, to see how
//! tallies and report bear them.
//!
//! Sites differ in what is wrong with them: words of a spinner, furniture, other sites' texts,
//! mojibake. The same numbers give the same bytes.

use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::Path;

use copydesk::document::Article;
use copydesk::score::{self, Tallies};
use copydesk::write::{Folder, InputCounts, Sink, render};
use copydesk::{Config, Kind, Record, Tools, clean};

use crate::generate::{self, Random};

/// What a spinner writes for frequent words.
const SPUN: [(&str, &str); 6] = [
    (" the ", " nan "),
    (" as ", " arsenic "),
    (" at ", " astatine "),
    (" in ", " successful "),
    (" on ", " connected "),
    (" after ", " aft "),
];
/// Kinds of sites.
const KINDS: usize = 5;
/// Articles of each kind that `make-output` draws from.
const POOL: usize = 400;

/// Writes `documents` JSON lines of `sites` sites to `out`.
pub fn archive(sites: usize, documents: usize, out: impl Write) -> std::io::Result<()> {
    let mut out = BufWriter::new(out);
    let r = &mut Random::new(6);
    let mut before = String::new();
    for i in 0..documents {
        let (site, kind) = site_and_kind(sites, r);
        let (title, text) = document(kind, &before, r);
        let line = serde_json::json!({
            "url": url(site, i), "title": title, "text": text, "published": date(r),
        });
        writeln!(out, "{line}")?;
        before = text;
    }
    out.flush()
}

/// Writes the output folder of a run over as many documents, which repeat a few thousand texts: the
/// cleaning itself is passed over.
pub fn output(sites: usize, documents: usize, out: &Path) -> Result<(), Box<dyn Error>> {
    let tools = Tools::new(Config::default())?;
    let r = &mut Random::new(6);
    let mut pools: Vec<Vec<Article>> = Vec::new();
    for kind in 0..KINDS {
        let pool = (0..POOL).flat_map(|_| {
            let (title, text) = document(kind, "The same in all.", r);
            let record = Record::new(format!("{title}\n\n{text}"), Kind::Text);
            clean(&record, &tools)
        });
        pools.push(pool.collect());
    }
    let hash = tools.config.hash();
    let mut folder = Folder::create(out, &[], &tools.config)?;
    let mut tallies = Tallies::default();
    for i in 0..documents {
        let (site, kind) = site_and_kind(sites, r);
        let mut article = pools[kind][r.below(pools[kind].len())].clone();
        article.metadata.published = Some(date(r));
        let record = Record::new("", Kind::Text).with_url(url(site, i));
        let written = folder.article(render(&article, &record, &hash))?;
        tallies.add(&written.facts);
        folder.flush(i as u64 * 2000)?;
    }
    let rows = score::rows(&tallies, &tools.config.score);
    let input = InputCounts { records: documents as u64, empty: 0 };
    let dictionaries = tools.lexicon.hashes();
    folder.finish(&tools.config, dictionaries, input, &tallies.overview, &rows)?;
    Ok(())
}

/// A site, and what is wrong with a document of it: nothing (0), or what its kind of sites does, in
/// some sites nearly always, in others nearly never.
fn site_and_kind(sites: usize, r: &mut Random) -> (usize, usize) {
    let site = r.below(sites);
    let is_bad = r.below(100) < site % 97;
    (site, if is_bad { site % KINDS } else { 0 })
}

/// Headline and text of a document with what is wrong with it.
fn document(kind: usize, before: &str, r: &mut Random) -> (String, String) {
    let (mut title, mut text) = (String::new(), String::new());
    generate::headline(r, &mut title);
    for _ in 0..2 + r.below(3) {
        generate::paragraph(r, &mut text);
        text.push_str("\n\n");
    }
    match kind {
        1 => {
            for (word, spun) in SPUN {
                text = text.replace(word, spun);
            }
        }
        2 => text.push_str("Share this article\n\nADVERTISEMENT\n\nRead more\n"),
        3 => before.clone_into(&mut text),
        4 => text = text.replace('\u{201c}', "â€œ").replace('\u{201d}', "â€\u{9d}"),
        _ => {}
    }
    (title, text)
}

fn url(site: usize, document: usize) -> String {
    format!("https://paper{site:05}.example/{document}")
}

fn date(r: &mut Random) -> String {
    format!("{}-{:02}-{:02}", 2012 + r.below(13), 1 + r.below(12), 1 + r.below(28))
}
