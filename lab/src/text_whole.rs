//! What the whole of `clean` does to text, by models that saw no page of its site.
//!
//! In go the folder that `lab/train_text.py` wrote its fold models into and labelled pages, or
//! genuine texts; out come figures, and each removal from genuine text.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use copydesk::document::Article;
use copydesk::lexicon::{TextModel, Trees, Weights};
use copydesk::{Config, Kind, Record, Tools, clean};
use serde_json::Value;

use crate::line_ends;
use crate::score::{Score, in_form};

/// Reads a model that the trainer wrote.
pub fn model(folder: &Path) -> io::Result<TextModel> {
    let bad = |bad: copydesk::lexicon::trees::BadModel| io::Error::other(bad.0);
    Ok(TextModel {
        words: Weights::read(&std::fs::read(folder.join("text.words"))?).map_err(bad)?,
        inside: Weights::read(&std::fs::read(folder.join("text.inside"))?).map_err(bad)?,
        trees: Trees::read(&std::fs::read(folder.join("text.trees"))?).map_err(bad)?,
    })
}

/// What cleans by the models in a folder.
fn tools(folder: &Path) -> io::Result<Tools> {
    let mut tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    tools.lexicon.text_model = model(folder)?;
    tools.lexicon = tools.lexicon.with_line_ends(line_ends::read(folder)?);
    Ok(tools)
}

/// Words of genuine text and of what was removed from it.
#[derive(Default)]
struct Harm {
    words: usize,
    removed: usize,
    texts: usize,
    /// Texts that lost more than a fiftieth.
    hurt: usize,
    unstable: usize,
    /// Words by the rule that took them.
    rules: BTreeMap<&'static str, usize>,
}

impl Harm {
    /// Adds a genuine text; `show` prints what went.
    fn add(&mut self, text: &str, tools: &Tools, show: bool) {
        let articles = clean(&Record::new(text.to_owned(), Kind::Text), tools);
        let words = text.split_whitespace().count();
        let mut removed = 0;
        for article in &articles {
            for change in article.text.changes() {
                let base = &article.text.base()[change.base.range()];
                if change.why.rule.starts_with("strip/") {
                    removed += base.split_whitespace().count();
                    *self.rules.entry(change.why.rule).or_default() +=
                        base.split_whitespace().count();
                    if show {
                        println!(
                            "    {} {:.2} {:?}",
                            change.why.rule,
                            change.why.confidence,
                            base.trim()
                        );
                    }
                }
            }
        }
        self.words += words;
        self.removed += removed;
        self.texts += 1;
        self.hurt += usize::from(removed * 50 > words);
        self.unstable += usize::from(!is_stable(&articles, tools));
    }

    fn tell(&self, name: &str) {
        println!(
            "  {name:<10} {} texts, {} words, {:.3} % removed, {} lost more than 2 %, {} change again",
            self.texts,
            self.words,
            100.0 * self.removed as f64 / self.words.max(1) as f64,
            self.hurt,
            self.unstable
        );
        println!("    by rule: {:?}", self.rules);
    }
}

fn joined(articles: &[Article]) -> String {
    articles.iter().map(|article| article.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The articles without their titles.
fn body(articles: &[Article]) -> String {
    let bodies = articles.iter().map(|article| {
        let text = article.text.as_str();
        let title = article.metadata.title.as_deref().unwrap_or_default();
        text.strip_prefix(title).unwrap_or(text)
    });
    bodies.collect::<Vec<_>>().join("\n")
}

/// Whether cleaning what was cleaned changes nothing.
fn is_stable(articles: &[Article], tools: &Tools) -> bool {
    articles.iter().all(|article| {
        let text = article.text.as_str();
        joined(&clean(&Record::new(text.to_owned(), Kind::Text), tools)) == text
    })
}

/// Which page is in which fold, and the tools of each fold.
pub fn folds(folder: &Path) -> io::Result<(HashMap<String, usize>, Vec<Tools>)> {
    let folds: HashMap<String, usize> =
        serde_json::from_reader(BufReader::new(File::open(folder.join("folds.json"))?))?;
    let count = folds.values().max().map_or(0, |last| last + 1);
    let all = (0..count).map(|fold| tools(&folder.join(format!("fold{fold}"))));
    let all = all.collect::<io::Result<_>>()?;
    Ok((folds, all))
}

/// Prints figures of labelled pages; `folder` holds a model a fold and which page is in which.
pub fn pages(folder: &Path, files: &[&str]) -> io::Result<()> {
    let (folds, all) = folds(folder)?;
    for file in files {
        let kinds = ["page_text", "main_text"];
        let mut scores = [Score::default(), Score::default()];
        let mut bodies = [Score::default(), Score::default()];
        let mut bodies_in_form = [Score::default(), Score::default()];
        let mut unstable = [0, 0];
        let mut harm = Harm::default();
        for line in BufReader::new(File::open(file)?).lines() {
            let page: Value = serde_json::from_str(&line?)?;
            let field = |name: &str| page[name].as_str().unwrap_or_default();
            let Some(&fold) = folds.get(field("id")) else { continue };
            if field("text").is_empty() {
                continue;
            }
            let tools = &all[fold];
            for (at, kind) in kinds.iter().enumerate() {
                let articles = clean(&Record::new(field(kind).to_owned(), Kind::Text), tools);
                scores[at].add(field("text"), &joined(&articles));
                bodies[at].add(field("text"), &body(&articles));
                bodies_in_form[at].add(&in_form(field("text")), &body(&articles));
                unstable[at] += usize::from(!is_stable(&articles, tools));
            }
            harm.add(field("text"), tools, false);
        }
        println!("{file}");
        for (at, kind) in kinds.iter().enumerate() {
            let [p, r, f1, exact] = scores[at].figures();
            println!(
                "  {kind:<10} F1 {f1:.4} P {p:.4} R {r:.4} exact {exact:.3} empty {} of {}, {} change again",
                scores[at].empty,
                scores[at].pages(),
                unstable[at],
            );
            for (name, score) in [("titles apart", &bodies), ("truth in form", &bodies_in_form)] {
                let [p, r, f1, exact] = score[at].figures();
                println!("    {name} F1 {f1:.4} P {p:.4} R {r:.4} exact {exact:.3}");
            }
        }
        harm.tell("true text");
    }
    Ok(())
}

/// Lines of a document cut from a corpus, in turn.
const LINES: [usize; 6] = [5, 9, 14, 21, 29, 40];
/// Documents cut from a corpus.
const DOCUMENTS: usize = 200;
/// The first line that is taken: other lines than the trainer takes.
const SKIP: usize = 43;

/// Prints what genuine corpora (a paragraph a line) lose to a model, line by line.
pub fn corpora(folder: &Path, files: &[&str]) -> io::Result<()> {
    let tools = tools(folder)?;
    for file in files {
        let lines: Vec<String> =
            BufReader::new(File::open(file)?).lines().collect::<io::Result<_>>()?;
        let mut harm = Harm::default();
        println!("{file}");
        let stride = (lines.len() / DOCUMENTS).max(1);
        for (number, start) in (SKIP..lines.len()).step_by(stride).enumerate() {
            let end = (start + LINES[number % LINES.len()]).min(lines.len());
            let separator = if number % 2 == 0 { "\n\n" } else { "\n" };
            harm.add(&lines[start..end].join(separator), &tools, true);
        }
        harm.tell("corpus");
    }
    Ok(())
}
