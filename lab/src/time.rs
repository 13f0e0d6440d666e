//! What the room `strip` and its block model cost on labelled pages, best of three runs.

use std::hint::black_box;
use std::io;
use std::path::Path;
use std::time::Instant;

use copydesk::strip::{model, strip};
use copydesk::{Config, Tools};

use crate::pages::{Mode, Page, each};

/// Prints time a block and a byte of each step, one thread.
pub fn run(mode: Mode, files: &[&str]) -> io::Result<()> {
    let tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    let Tools { config, lexicon } = &tools;
    for file in files {
        let mut pages: Vec<Page> = Vec::new();
        each(Path::new(file), mode, |page| pages.push(page))?;
        let blocks: usize = pages.iter().map(|page| page.blocks.len()).sum();
        let bytes: usize = pages.iter().map(|page| page.text.as_str().len()).sum();
        println!("{file}: {} pages, {blocks} blocks, {bytes} bytes of text", pages.len());
        let tell = |name: &str, work: &dyn Fn(&Page)| {
            let once = |_| {
                let start = Instant::now();
                pages.iter().for_each(work);
                start.elapsed().as_secs_f64()
            };
            let best = (0..3).map(once).fold(f64::INFINITY, f64::min);
            let (block, byte) = (best * 1e6 / blocks as f64, best * 1e9 / bytes as f64);
            println!("  {name:<10} {block:.2} us a block, {byte:.1} ns a byte of text");
        };
        tell("features", &|page| {
            let text = page.text.as_str();
            black_box(model::rows(text, &page.blocks, &page.metadata, lexicon));
        });
        tell("score", &|page| {
            let text = page.text.as_str();
            black_box(model::score(text, &page.blocks, &page.metadata, lexicon, &|_| None));
        });
        tell("strip", &|page| {
            let text = page.text.as_str();
            black_box(strip(text, &page.blocks, &page.metadata, lexicon, &config.strip));
        });
    }
    Ok(())
}
