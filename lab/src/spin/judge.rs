//! The verdict of the room on every document of lab files: a line each, and a table at the end.

use std::collections::BTreeMap;

use copydesk::config::Config;
use copydesk::document::Language;
use copydesk::lexicon::Lexicon;

use super::{Result, each_document};

/// Genuine documents are shown from this score on.
const SHOWN: f64 = 0.05;

pub fn run(files: &[&str]) -> Result<()> {
    let mut lexicon = Lexicon::load(None)?;
    if let Some(folder) = std::env::var_os("MODELS") {
        lexicon = lexicon.with_english(super::english()?);
        eprintln!("models of {folder:?}");
    }
    let mut config = Config::default();
    config.spin.gate = std::env::var_os("NO_GATE").is_none();
    let english = Language { code: "en", score: 1.0, is_sure: true };
    let mut documents = Vec::new();
    each_document(files, |document| {
        if document.part == "test" {
            documents.push(document);
        }
    })?;
    lexicon.english();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let clock = time_used();
    let verdicts: Vec<_> = documents
        .iter()
        .map(|d| copydesk::spin::judge(&d.text, Some(&english), &lexicon, &config.spin))
        .collect();
    let time = time_used() - clock;
    // A yardstick on a machine that others use too.
    let clock = time_used();
    for document in &documents {
        let _ = std::hint::black_box(copydesk::language::detect(&document.text, &config.language));
    }
    let yardstick = time_used() - clock;
    let mut table: BTreeMap<(String, String, u32), [u32; 3]> = BTreeMap::new();
    for (document, spin) in documents.iter().zip(verdicts) {
        let words = document.text.split_whitespace().count();
        let is_long = words >= 150;
        let kind =
            if document.family.is_empty() { document.kind.clone() } else { "spun".to_owned() };
        let slot = table.entry((kind, document.family.clone(), document.rate)).or_default();
        if !document.family.is_empty() && !is_long {
            continue;
        }
        slot[0] += 1;
        slot[1] += u32::from(spin.score.is_some());
        slot[2] += u32::from(spin.is_spun);
        if spin.score.is_some_and(|score| score >= SHOWN) || !document.family.is_empty() {
            let family = spin.family.map_or("-", |f| f.name());
            println!(
                "{}\t{}\t{}\t{words}\t{:.3}\t{}\t{family}\t{}",
                document.kind,
                document.family,
                document.rate,
                spin.score.unwrap_or(-1.0),
                u8::from(spin.is_spun),
                document.text.chars().take(90).collect::<String>().replace(['\n', '\t'], " ")
            );
        }
    }
    eprintln!("kind family rate: documents, judged, spun");
    for ((kind, family, rate), [all, judged, spun]) in &table {
        let share = 100.0 * f64::from(*spun) / f64::from((*all).max(1));
        eprintln!("{kind} {family} {rate}: {all} {judged} {spun} {share:.2} %");
    }
    let speed = |time: f64| bytes as f64 / 1e6 / time;
    eprintln!("spin {:.1} MB/s, language {:.1} MB/s", speed(time), speed(yardstick));
    Ok(())
}

/// Seconds of a processor that this thread has used.
fn time_used() -> f64 {
    let file = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    file.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
