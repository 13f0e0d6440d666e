//! Scores of labelled pages under given block scores.

use std::io;
use std::path::Path;

use copydesk::document::Label;
use copydesk::strip::{Stripped, strip_scored};
use copydesk::{Config, Tools};

use crate::pages::{Mode, Page, each, joined};
use crate::score::{Score, in_form};

/// Prints figures for each file, for a decision made from out-of-fold log-odds.
pub fn run(folder: &Path, mode: Mode, files: &[&str]) -> io::Result<()> {
    let tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    let all = read_scores(folder)?;
    let mut scores = all.iter().copied();
    for file in files {
        const THRESHOLDS: [f32; 5] = [-1.5, -1.0, -0.5, 0.0, 0.5];
        let mut plain: Vec<Score> = vec![Score::default(); THRESHOLDS.len()];
        let mut decided = Score::default();
        let mut stripped = Score::default();
        let mut body = Score::default();
        let mut body_in_form = Score::default();
        let mut oracle = Score::default();
        each(Path::new(file), mode, |page| {
            let text = page.text.as_str();
            let texts = page.texts();
            let scores: Vec<f32> = scores.by_ref().take(texts.len()).collect();
            let joined = |keep: &[bool]| joined(&texts, keep);
            for (score, threshold) in plain.iter_mut().zip(THRESHOLDS) {
                let keep: Vec<bool> = scores.iter().map(|s| *s > threshold).collect();
                add(score, &page, &joined(&keep));
            }
            let words = copydesk::strip::model::words(text, &page.blocks);
            let keep = copydesk::strip::model::decide(&scores, &words);
            add(&mut decided, &page, &joined(&keep));
            if mode == Mode::Html {
                let [with_title, without] = strip(&page, &tools, scores);
                add(&mut stripped, &page, &with_title);
                add(&mut body, &page, &without);
                if !page.truth.is_empty() {
                    body_in_form.add(&in_form(&page.truth), &without);
                }
            }
            add(&mut oracle, &page, &joined(&crate::label::label(&page.truth, &texts)));
        })?;
        println!("{file}");
        let tell = |name: String, score: &Score| {
            let [p, r, f1, exact] = score.figures();
            println!(
                "  {name:<16} F1 {f1:.4} P {p:.4} R {r:.4} exact {exact:.3} empty {} of {}, snippets {:.4}",
                score.empty,
                score.pages(),
                score.snippet_f1()
            );
        };
        for (score, threshold) in plain.iter().zip(THRESHOLDS) {
            tell(format!("over {threshold}"), score);
        }
        tell("decided".to_owned(), &decided);
        if mode == Mode::Html {
            tell("room strip".to_owned(), &stripped);
            tell("  without title".to_owned(), &body);
            tell("  truth in form".to_owned(), &body_in_form);
        }
        tell("oracle".to_owned(), &oracle);
    }
    Ok(())
}

/// The out-of-fold log-odds that training left in `folder`.
pub fn read_scores(folder: &Path) -> io::Result<Vec<f32>> {
    read_floats(&folder.join("oof.f32"))
}

/// A file of 32-bit floats.
pub fn read_floats(path: &Path) -> io::Result<Vec<f32>> {
    let bytes = std::fs::read(path)?;
    Ok(bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}

/// What the whole room keeps of a page, as one text, with the titles and without.
pub fn strip(page: &Page, tools: &Tools, scores: Vec<f32>) -> [String; 2] {
    let text = page.text.as_str();
    let config = &tools.config.strip;
    let Tools { lexicon, .. } = tools;
    let done = strip_scored(text, &page.blocks, &page.metadata, lexicon, config, scores);
    kept(page, &done)
}

/// What is kept of a page whose blocks are labelled, with the titles and without.
pub fn kept(page: &Page, done: &Stripped) -> [String; 2] {
    let text = page.text.as_str();
    let mut kept = String::new();
    let mut body = String::new();
    let mut inside = done.inside.iter().peekable();
    for (block, label) in page.blocks.iter().zip(&done.labels) {
        if matches!(label, Label::Boilerplate(_)) {
            continue;
        }
        let mut at = block.span.start as usize;
        let start = kept.len();
        while let Some(edit) = inside.next_if(|edit| edit.span.start < block.span.end) {
            kept.push_str(&text[at..edit.span.start as usize]);
            at = edit.span.end as usize;
        }
        kept.push_str(&text[at..block.span.end as usize]);
        kept.push('\n');
        if *label != Label::Title {
            body.push_str(&kept[start..]);
        }
    }
    [kept, body]
}

/// Adds a page to a score, by what is known of it.
pub fn add(score: &mut Score, page: &Page, found: &str) {
    if !page.truth.is_empty() {
        score.add(&page.truth, found);
    }
    score.add_snippets(&page.with, &page.without, found);
}
