//! Scores of labelled pages by the language of their text.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use copydesk::config;
use copydesk::language::detect;
use copydesk::strip::{strip, strip_scored};
use copydesk::{Config, Tools};

use crate::evaluate::{add, kept, read_scores};
use crate::pages::{Mode, each};
use crate::score::Score;

/// Fewest pages of a language that its figure means something.
const MIN_PAGES: usize = 10;

/// Prints figures for each language that has enough pages, of all files together. `folder` holds
/// out-of-fold log-odds of the same files in the same order; `-` stands for the shipped model,
/// which has seen these pages.
pub fn run(folder: &str, mode: Mode, files: &[&str]) -> io::Result<()> {
    let tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    let all = match folder {
        "-" => None,
        folder => Some(read_scores(Path::new(folder))?),
    };
    let mut scores = all.iter().flatten().copied();
    let mut by_language: BTreeMap<String, Score> = BTreeMap::new();
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        each(Path::new(file), mode, |page| {
            let text = page.text.as_str();
            let config = &tools.config.strip;
            let done = match &all {
                Some(_) => {
                    let scores = scores.by_ref().take(page.blocks.len()).collect();
                    let Tools { lexicon, .. } = &tools;
                    strip_scored(text, &page.blocks, &page.metadata, lexicon, config, scores)
                }
                None => strip(text, &page.blocks, &page.metadata, &tools.lexicon, config),
            };
            let [with_title, _] = kept(&page, &done);
            let known = match page.truth.is_empty() {
                true => page.with.join("\n"),
                false => page.truth.clone(),
            };
            let found = detect(&known, &config::Language::default());
            let language = found.map_or("?".to_owned(), |language| language.code.to_owned());
            *pages.entry(language.clone()).or_default() += 1;
            add(by_language.entry(language).or_default(), &page, &with_title);
        })?;
    }
    for (language, score) in &by_language {
        let count = pages[language];
        if count < MIN_PAGES {
            continue;
        }
        let [p, r, f1, _] = score.figures();
        println!(
            "{language:<4} {count:>5} pages  F1 {f1:.4} P {p:.4} R {r:.4} empty {}  snippets {:.4}",
            score.empty,
            score.snippet_f1()
        );
    }
    Ok(())
}
