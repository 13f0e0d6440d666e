//! Right, wrong and damaged words of generated spun text: with the verdict given, and end to end.

use std::collections::BTreeMap;

use copydesk::document::{Kind, Language, Record, Spin};
use copydesk::text::Text;
use copydesk::{Tools, pipeline, repair};

use super::outcome::{Outcome, outcome};
use super::{config, family_of, lexicon};
use crate::spin::{Document, Result, each_document};

/// Rounds of repair at most, as in the pipeline.
const ROUNDS: usize = 12;

pub fn run(files: &[&str]) -> Result<()> {
    let tools = Tools { config: config(), lexicon: lexicon()? };
    let verbose = std::env::var_os("VERBOSE").is_some();
    let mut tables: [BTreeMap<(String, u32), Outcome>; 2] = Default::default();
    let (mut not_undone, mut not_settled) = (0, 0);
    each_document(files, |document| {
        if document.part != "test" || document.family.is_empty() {
            return;
        }
        let given = given(&document, &tools);
        let whole = whole(&document, &tools);
        for (table, text) in tables.iter_mut().zip([given, whole]) {
            let Some((text, is_settled)) = text else { continue };
            not_undone += u32::from(text.base() != document.text || undone(&text) != text.base());
            not_settled += u32::from(!is_settled);
            let found = outcome(&document, &text, |what, before, after| {
                if verbose {
                    println!("{}\t{}\t{what}\t{before}\t{after}", document.family, document.rate);
                }
            });
            table.entry((document.family.clone(), document.rate)).or_default().add(&found);
        }
    })?;
    for (table, name) in tables.iter().zip(["judged spun", "end to end"]) {
        println!("== {name}");
        let mut families: BTreeMap<&str, Outcome> = BTreeMap::new();
        for ((family, rate), found) in table {
            println!("{family:14} {rate:3} {}", found.told());
            families.entry(family).or_default().add(found);
        }
        for (family, found) in families {
            println!("{family:14} all {}", found.told());
        }
    }
    println!("not undone {not_undone}, not settled {not_settled}");
    Ok(())
}

/// The text with its changes taken back.
fn undone(text: &Text) -> String {
    let mut out = text.as_str().to_owned();
    for change in text.changes().iter().rev() {
        out.replace_range(change.now.range(), &text.base()[change.base.range()]);
    }
    out
}

/// Repaired as an article that is judged spun, by the family the generator stands for.
fn given(document: &Document, tools: &Tools) -> Option<(Text, bool)> {
    let family = family_of(&document.family);
    let spin = Spin { score: Some(0.99), is_spun: true, family: Some(family), ..Spin::default() };
    let english = Language { code: "en", score: 1.0, is_sure: true };
    let mut text = Text::new(document.text.clone());
    for _ in 0..ROUNDS {
        let now = text.as_str();
        let edits =
            repair::repair(now, &spin, Some(&english), &tools.lexicon, &tools.config.repair);
        if edits.is_empty() {
            return Some((text, true));
        }
        text.apply(edits);
    }
    Some((text, false))
}

/// Through the pipeline; whether a second run changes nothing.
fn whole(document: &Document, tools: &Tools) -> Option<(Text, bool)> {
    let record = Record::new(document.text.as_bytes(), Kind::Text);
    let article = pipeline::clean(&record, tools).into_iter().next()?;
    let again = Record::new(article.text.as_str().as_bytes(), Kind::Text);
    let second = pipeline::clean(&again, tools).into_iter().next()?;
    let is_settled = second.text.as_str() == article.text.as_str();
    Some((article.text, is_settled))
}
