//! Each room on its own, on one thread.
//!
//! `cargo bench --bench rooms`

mod generate;

use copydesk::document::{Article, Family, Kind, Label, Metadata, Record, Spin};
use copydesk::text::Text;
use copydesk::write::render;
use copydesk::{Config, Tools, articles, blocks, clean, decode, language, normalize, read};
use copydesk::{repair, score, spin, strip};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

/// Bytes a bench goes over in one round.
const BYTES: usize = 2 << 20;

fn main() {
    divan::main();
}

fn tools() -> Tools {
    Tools::new(Config::default()).expect("the built-in dictionaries are good")
}

/// Times `room` over generated articles.
fn over_articles<T>(bencher: Bencher, room: impl Fn(&str) -> T + Sync) {
    over(bencher, &generate::articles(BYTES), room);
}

fn over<T>(bencher: Bencher, texts: &[String], room: impl Fn(&str) -> T + Sync) {
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for text in texts {
            black_box(room(text));
        }
    });
}

#[divan::bench]
fn read_jsonl(bencher: Bencher) {
    let config = Config::default();
    let lines: Vec<String> = generate::articles(BYTES)
        .iter()
        .map(|text| serde_json::json!({ "text": text }).to_string() + "\n")
        .collect();
    let archive = vec![lines.concat()];
    over(bencher, &archive, |bytes| {
        read::records_of_bytes("archive.jsonl", bytes.as_bytes(), &config.read)
    });
}

#[divan::bench]
fn decode_utf8(bencher: Bencher) {
    over_articles(bencher, |text| decode::decode(text.as_bytes().to_vec(), Kind::Text, None));
}

#[divan::bench]
fn decode_mend(bencher: Bencher) {
    let config = Config::default();
    over_articles(bencher, |text| decode::mend(text, &config.decode));
}

#[divan::bench]
fn normalize_clean(bencher: Bencher) {
    over_articles(bencher, normalize::normalize);
}

#[divan::bench]
fn blocks_html(bencher: Bencher) {
    over(bencher, &generate::pages(4 * BYTES), blocks::cut_html);
}

#[divan::bench]
fn strip_text(bencher: Bencher) {
    let tools = tools();
    let metadata = Metadata::default();
    over_articles(bencher, |text| {
        let blocks = blocks::cut_text(text);
        strip::strip(text, &blocks, &metadata, &tools.lexicon, &tools.config.strip)
    });
}

#[divan::bench]
fn articles_split(bencher: Bencher) {
    let config = Config::default();
    over_articles(bencher, |text| {
        let blocks = blocks::cut_text(text);
        let labels = vec![Label::Body; blocks.len()];
        let text = Text::new(text.to_owned());
        articles::split(text, &blocks, &labels, vec![], Metadata::default(), Some(&config.articles))
    });
}

#[divan::bench]
fn language_detect(bencher: Bencher) {
    let config = Config::default();
    over_articles(bencher, |text| language::detect(text, &config.language));
}

#[divan::bench]
fn spin_judge(bencher: Bencher) {
    let tools = tools();
    let english = language::detect(&generate::article(1), &tools.config.language);
    over_articles(bencher, |text| {
        spin::judge(text, english.as_ref(), &tools.lexicon, &tools.config.spin)
    });
}

#[divan::bench]
fn repair_spun(bencher: Bencher) {
    let tools = tools();
    let english = language::detect(&generate::article(1), &tools.config.language);
    let swap = |text: &String| text.replace(" the ", " nan ").replace(" in ", " successful ");
    let spun: Vec<String> = generate::articles(BYTES).iter().map(swap).collect();
    over(bencher, &spun, |text| {
        let verdict = spin::judge(text, english.as_ref(), &tools.lexicon, &tools.config.spin);
        repair::repair(text, &verdict, english.as_ref(), &tools.lexicon, &tools.config.repair)
    });
}

/// What the decoder alone costs on spun articles, the verdict given.
#[divan::bench]
fn repair_decode(bencher: Bencher) {
    let tools = tools();
    let english = language::detect(&generate::article(1), &tools.config.language);
    let swap = |text: &String| text.replace(" the ", " nan ").replace(" in ", " successful ");
    let spun: Vec<String> = generate::articles(BYTES).iter().map(swap).collect();
    let family = Some(Family::WordSwap);
    let verdict = Spin { score: Some(0.99), is_spun: true, family, ..Spin::default() };
    over(bencher, &spun, |text| {
        repair::repair(text, &verdict, english.as_ref(), &tools.lexicon, &tools.config.repair)
    });
}

/// What repair costs on articles that are not spun.
#[divan::bench]
fn repair_genuine(bencher: Bencher) {
    let tools = tools();
    let english = language::detect(&generate::article(1), &tools.config.language);
    let verdict = Spin { score: Some(0.01), ..Spin::default() };
    over_articles(bencher, |text| {
        repair::repair(text, &verdict, english.as_ref(), &tools.lexicon, &tools.config.repair)
    });
}

#[divan::bench]
fn score_quality(bencher: Bencher) {
    let tools = tools();
    let texts = generate::articles(BYTES);
    let bytes: usize = texts.iter().map(String::len).sum();
    let articles: Vec<Article> = texts
        .into_iter()
        .map(|text| Article::new(Text::new(text), Metadata::default(), 1, 1))
        .collect();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for article in &articles {
            black_box(score::quality(article, &tools.config.score));
        }
    });
}

#[divan::bench]
fn write_render(bencher: Bencher) {
    let tools = tools();
    let hash = tools.config.hash();
    let cleaned: Vec<(Record, Vec<Article>)> = generate::articles(BYTES)
        .into_iter()
        .map(|text| {
            let record = Record::new(text, Kind::Text);
            let articles = clean(&record, &tools);
            (record, articles)
        })
        .collect();
    let bytes: usize = cleaned.iter().map(|(record, _)| record.bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (record, articles) in &cleaned {
            for article in articles {
                black_box(render(article, record, &hash));
            }
        }
    });
}
