//! The whole pipeline on one thread, from records to rendered lines.
//!
//! `cargo bench --bench whole`

mod generate;

use copydesk::write::render;
use copydesk::{Config, Kind, Record, Tools, clean};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

fn records(texts: Vec<String>, kind: Kind) -> (Vec<Record>, usize) {
    let bytes = texts.iter().map(String::len).sum();
    (texts.into_iter().map(|text| Record::new(text, kind)).collect(), bytes)
}

fn whole(bencher: Bencher, (records, bytes): (Vec<Record>, usize)) {
    let tools = Tools::new(Config::default()).expect("the built-in dictionaries are good");
    let hash = tools.config.hash();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut written = 0;
        for record in &records {
            for article in clean(record, &tools) {
                let rendered = render(&article, record, &hash);
                written += rendered.document.len() + rendered.audit.len();
            }
        }
        written
    });
}

#[divan::bench]
fn text(bencher: Bencher) {
    whole(bencher, records(generate::articles(4 << 20), Kind::Text));
}

#[divan::bench]
fn html(bencher: Bencher) {
    whole(bencher, records(generate::pages(8 << 20), Kind::Html));
}
