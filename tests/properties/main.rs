//! What holds for any document, on documents made for the purpose.
//!
//! 200 cases a property, the same ones in every run; `PROPTEST_CASES` asks for another number of
//! other ones. What is asserted of every article is in `fuzz/lib.rs`, which the fuzz targets share.

mod documents;
#[path = "../../fuzz/lib.rs"]
#[allow(dead_code)] // the readers' targets are replayed by tests/fuzz_replay.rs
mod targets;

use std::sync::atomic::AtomicU64;

use copydesk::document::{Article, Kind, Record};
use copydesk::pipeline::{self, Progress};
use copydesk::write::{Rendered, Sink};
use copydesk::{Result, Trouble, read};
use documents::{bytes, html, mixed_html, mixed_text, text};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use targets::{laws, tools};

/// Any number would do: a run without a wish for more cases is the same run everywhere.
const SEED: u64 = 20_261_123;

/// `default` cases, always the same; as many others as the environment asks for.
fn cases(default: u32) -> ProptestConfig {
    // The smallest failing document is in the message; it becomes a test, not a seed in a file.
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = default;
        config.rng_seed = RngSeed::Fixed(SEED);
    }
    config
}

fn texts(articles: &[Article]) -> Vec<&str> {
    let texts = articles.iter().map(|article| article.text.as_str());
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// The article's text as an input of its own gives that text, in one piece and unchanged.
fn stays(articles: &[Article]) {
    for text in texts(articles) {
        let again = laws(&Record::new(text, Kind::Text), tools());
        assert_eq!(texts(&again), [text], "cleaning it again by {:#?}", changes(&again));
    }
}

/// What was changed, for the message of a failed test.
fn changes(articles: &[Article]) -> Vec<(&str, &str, &'static str)> {
    let texts = articles.iter().map(|article| &article.text);
    texts
        .flat_map(|text| {
            text.changes().iter().map(|change| {
                let (before, after) =
                    (&text.base()[change.base.range()], &text.as_str()[change.now.range()]);
                (before, after, change.why.rule)
            })
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn texts_come_back_from_their_audit(document in mixed_text()) {
        laws(&Record::new(document, Kind::Text), tools());
    }

    #[test]
    fn pages_come_back_from_their_audit(page in mixed_html()) {
        laws(&Record::new(page, Kind::Html), tools());
    }

    #[test]
    fn a_cleaned_text_stays_as_it_is(document in text()) {
        stays(&laws(&Record::new(document, Kind::Text), tools()));
    }

    #[test]
    fn the_text_of_a_cleaned_page_stays_as_it_is(page in html()) {
        stays(&laws(&Record::new(page, Kind::Html), tools()));
    }

    #[test]
    fn any_bytes_can_be_cleaned(bytes in bytes()) {
        laws(&Record::new(bytes.clone(), Kind::Text), tools());
        laws(&Record::new(bytes, Kind::Html), tools());
    }

    #[test]
    fn any_bytes_can_be_decoded_and_read(choice in any::<u8>(), bytes in bytes()) {
        targets::decode(&[&[choice], bytes.as_slice()].concat());
        targets::jsonl(&bytes);
        targets::warc(&bytes);
    }
}

/// Everything that reaches the sink, in order.
#[derive(Debug, Default, PartialEq)]
struct Lines(Vec<(String, Vec<u8>, Vec<u8>)>);

impl Sink for Lines {
    fn article(&mut self, article: Rendered) -> Result<Rendered> {
        let Rendered { id, document, audit, .. } = article.clone();
        self.0.push((id, document, audit));
        Ok(article)
    }

    fn trouble(&mut self, trouble: &Trouble) -> Result<()> {
        self.0.push((trouble.path.clone(), trouble.message.clone().into_bytes(), Vec::new()));
        Ok(())
    }

    fn flush(&mut self, _input_bytes: u64) -> Result<()> {
        Ok(())
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn threads_change_nothing(
        files in prop::collection::vec(prop::collection::vec(text(), 0..12), 1..5)
    ) {
        let folder = tempfile::tempdir().unwrap();
        for (number, documents) in files.iter().enumerate() {
            let lines: Vec<String> = documents
                .iter()
                .map(|text| serde_json::json!({ "text": text }).to_string() + "\nnot json\n")
                .collect();
            std::fs::write(folder.path().join(format!("{number}.jsonl")), lines.concat()).unwrap();
        }
        let inputs = read::resolve(&[folder.path().to_owned()]).unwrap();
        let run = |threads| {
            let mut lines = Lines::default();
            pipeline::run(&inputs, tools(), threads, &mut lines, &Progress::default()).unwrap();
            lines
        };
        let one = run(1);
        prop_assert_eq!(&run(3), &one);
        prop_assert_eq!(&run(16), &one);
    }

    #[test]
    fn a_broken_line_costs_no_other_line(documents in prop::collection::vec(text(), 1..8)) {
        let good = |text: &String| serde_json::json!({ "text": text }).to_string() + "\n";
        let whole: String = documents.iter().map(good).collect();
        let broken: String =
            documents.iter().map(|text| format!("{{\"text\": 1\u{7}\n{}[]\n", good(text))).collect();
        let folder = tempfile::tempdir().unwrap();
        let texts = |name: &str, lines: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, lines).unwrap();
            let inputs = read::resolve(&[path]).unwrap();
            let mut texts = Vec::new();
            let _ = read::each_record(&inputs, &tools().config.read, &AtomicU64::new(0), |record| {
                texts.extend(record.ok().map(|record| record.bytes));
                std::ops::ControlFlow::Continue(())
            });
            texts
        };
        prop_assert_eq!(texts("whole.jsonl", &whole), texts("broken.jsonl", &broken));
    }
}
