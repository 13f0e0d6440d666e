//! Every change that repairs make in genuine text.

use copydesk::document::{Kind, Record};
use copydesk::text::{Change, Reason};
use copydesk::{Tools, pipeline};

use super::{config, lexicon};
use crate::spin::{Result, each_document};

pub fn run(files: &[&str]) -> Result<()> {
    let tools = Tools { config: config(), lexicon: lexicon()? };
    let (mut words, mut documents, mut spun, mut changed) = (0usize, 0u32, 0u32, 0u32);
    each_document(files, |document| {
        if !document.family.is_empty() {
            return;
        }
        documents += 1;
        words += document.text.split_whitespace().count();
        let record = Record::new(document.text.as_bytes(), Kind::Text);
        for article in pipeline::clean(&record, &tools) {
            spun += u32::from(article.spin.is_spun);
            let repaired = |change: &&Change| change.why.reason == Reason::SpunSubstitution;
            for change in article.text.changes().iter().filter(repaired) {
                let before = &article.text.base()[change.base.range()];
                let after = &article.text.as_str()[change.now.range()];
                changed += before.split_whitespace().count().max(1) as u32;
                let score = article.spin.score.unwrap_or(-1.0);
                println!("{}\t{score:.2}\t{}\t{before}\t{after}", document.kind, change.why.rule);
            }
        }
    })?;
    println!(
        "{documents} documents, {words} words, {spun} judged spun, {changed} words changed: 1 in {}",
        words / (changed.max(1) as usize)
    );
    Ok(())
}
