//! A random sample of removed blocks with the reason each was given, to be read by a person.
//!
//! In goes a file of pages, out come blocks as lines of text: reason, rule, the block, and what
//! stands before and after it. Every removed block is as likely to be drawn as any other. The seed,
//! modulo four, says from which quarter of the sites it draws, so that what was mended after reading
//! one sample is judged on sites that nobody looked at.

use std::io::{self, Write};
use std::path::Path;

use copydesk::document::{Block, Label};
use copydesk::strip::strip;
use copydesk::{Config, Tools};

use crate::pages::{self, Mode};

/// Longest shown stretch of a block and of a neighbor, in characters.
const SHOWN: usize = 300;
const SHOWN_NEAR: usize = 70;
/// Parts that the sites are put in; a seed draws from one of them.
const PARTS: u64 = 4;

/// One removed block, ready to print; the key puts it in its place in the draw.
struct Drawn {
    key: u64,
    shown: String,
}

/// Prints `count` removed blocks of the pages in `path`.
pub fn run(path: &Path, count: usize, seed: u64) -> io::Result<()> {
    let tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut removed = 0usize;
    pages::each(path, Mode::Html, |page| {
        if hash(&page.site, 0) % PARTS != seed % PARTS {
            return;
        }
        let text = page.text.as_str();
        let strip = strip(text, &page.blocks, &page.metadata, &tools.lexicon, &tools.config.strip);
        for (at, label) in strip.labels.iter().enumerate() {
            let Label::Boilerplate(why) = label else { continue };
            removed += 1;
            let key = hash(&format!("{}/{at}", page.id), seed);
            if drawn.len() >= 2 * count && drawn.iter().all(|d| d.key < key) {
                continue;
            }
            let near = |at: Option<usize>| {
                let block = at.and_then(|at| page.blocks.get(at));
                block.map_or_else(|| "-".to_owned(), |b| cut(text, b, SHOWN_NEAR))
            };
            let shown = format!(
                "{} {} (page {}, {:?})\n   < {}\n   = {}\n   > {}\n",
                why.reason.name(),
                why.rule,
                page.id,
                page.blocks[at].tag,
                near(at.checked_sub(1)),
                cut(text, &page.blocks[at], SHOWN),
                near(Some(at + 1)),
            );
            drawn.push(Drawn { key, shown });
            if drawn.len() >= 4 * count {
                drawn.sort_by_key(|d| d.key);
                drawn.truncate(count);
            }
        }
    })?;
    drawn.sort_by_key(|d| d.key);
    drawn.truncate(count);
    let mut out = io::stdout().lock();
    writeln!(out, "{} of {removed} removed blocks, seed {seed}\n", drawn.len())?;
    for (number, one) in (1..).zip(&drawn) {
        writeln!(out, "{number}. {}", one.shown)?;
    }
    Ok(())
}

/// FNV-1a with the finalizer of splitmix64: the same on every machine, evenly spread.
fn hash(name: &str, seed: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

fn cut(text: &str, block: &Block, longest: usize) -> String {
    let line = text[block.span.range()].replace('\n', " / ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
