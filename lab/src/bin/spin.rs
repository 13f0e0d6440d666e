//! Judges and repairs documents from standard input, one JSON string a line, as English; prints
//! one line each: score, family, evidence, repairs. `all` prints every document, else only those
//! judged spun; at the end the count, the time and, per dictionary entry, the hits.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::time::Instant;

use copydesk::config::Config;
use copydesk::document::Language;
use copydesk::lexicon::Lexicon;
use copydesk::{repair, spin};

fn main() {
    let lexicon = Lexicon::load(None).expect("the built-in dictionaries load");
    let config = Config::default();
    let english = Language { code: "en", score: 1.0, is_sure: true };
    let all = std::env::args().nth(1).is_some_and(|a| a == "all");
    let (mut documents, mut spun, mut bytes, mut repairs, mut unspun_repairs) = (0, 0, 0, 0, 0);
    let mut time = 0.0;
    let mut hits: BTreeMap<String, usize> = BTreeMap::new();
    let mut high = 0;
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input is readable");
        let text: String = serde_json::from_str(&line).expect("a JSON string");
        let start = Instant::now();
        let verdict = spin::judge(&text, Some(&english), &lexicon, &config.spin);
        let edits = repair::repair(&text, &verdict, Some(&english), &lexicon, &config.repair);
        time += start.elapsed().as_secs_f64();
        documents += 1;
        bytes += text.len();
        repairs += edits.len();
        for e in &verdict.evidence {
            *hits.entry(text[e.span.range()].to_lowercase()).or_default() += 1;
        }
        high += usize::from(verdict.score.is_some_and(|s| s > 0.1));
        if verdict.is_spun {
            spun += 1;
        } else {
            unspun_repairs += edits.len();
        }
        if verdict.is_spun || all || !edits.is_empty() {
            let evidence: Vec<&str> =
                verdict.evidence.iter().map(|e| &text[e.span.range()]).collect();
            println!("{:?} {:?} {evidence:?}", verdict.score, verdict.family);
            for e in &edits {
                println!("    {:?} -> {:?}", &text[e.span.range()], e.text);
            }
        }
    }
    println!(
        "{documents} documents, {spun} spun, {high} over 0.1, {repairs} repairs ({unspun_repairs} outside spun), {:.0} MB/s",
        bytes as f64 / 1e6 / time
    );
    let mut hits: Vec<_> = hits.into_iter().collect();
    hits.sort_by_key(|h| std::cmp::Reverse(h.1));
    for (text, count) in hits.iter().take(120) {
        print!("{text}:{count} ");
    }
    println!();
}
