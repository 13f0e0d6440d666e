//! The verdict of the room on every document of lab files: a line each, and a table at the end.

use std::collections::BTreeMap;
use std::time::Instant;

use copydesk::config::Config;
use copydesk::document::Language;
use copydesk::lexicon::Lexicon;

use super::{Result, each_document};

pub fn run(files: &[&str]) -> Result<()> {
    let mut lexicon = Lexicon::load(None)?;
    if let Some(folder) = std::env::var_os("MODELS") {
        lexicon = lexicon.with_english(super::english()?);
        eprintln!("models of {folder:?}");
    }
    let mut config = Config::default();
    config.spin.gate = std::env::var_os("NO_GATE").is_none();
    let english = Language { code: "en", score: 1.0, is_sure: true };
    let mut table: BTreeMap<(String, String, u32), [u32; 3]> = BTreeMap::new();
    let (mut bytes, mut time, mut yardstick) = (0, 0.0, 0.0);
    each_document(files, |document| {
        if document.part != "test" {
            return;
        }
        let clock = Instant::now();
        let spin = copydesk::spin::judge(&document.text, Some(&english), &lexicon, &config.spin);
        time += clock.elapsed().as_secs_f64();
        // A yardstick on a machine that others use too.
        let clock = Instant::now();
        let _ = std::hint::black_box(copydesk::language::detect(&document.text, &config.language));
        yardstick += clock.elapsed().as_secs_f64();
        bytes += document.text.len();
        let words = document.text.split_whitespace().count();
        let is_long = words >= 150;
        let kind =
            if document.family.is_empty() { document.kind.clone() } else { "spun".to_owned() };
        let slot = table.entry((kind, document.family.clone(), document.rate)).or_default();
        if !document.family.is_empty() && !is_long {
            return;
        }
        slot[0] += 1;
        slot[1] += u32::from(spin.score.is_some());
        slot[2] += u32::from(spin.is_spun);
        if spin.is_spun || !document.family.is_empty() {
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
    })?;
    eprintln!("kind family rate: documents, judged, spun");
    for ((kind, family, rate), [all, judged, spun]) in &table {
        let share = 100.0 * f64::from(*spun) / f64::from((*all).max(1));
        eprintln!("{kind} {family} {rate}: {all} {judged} {spun} {share:.2} %");
    }
    let speed = |time: f64| bytes as f64 / 1e6 / time;
    eprintln!("spin {:.1} MB/s, language {:.1} MB/s", speed(time), speed(yardstick));
    Ok(())
}
