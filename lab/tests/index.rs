//! The output in a search engine: an article is found by its text and not by what was stripped.
//!
//! Here and not among the tests of copydesk, so that only those who ask for it build an engine:
//! `cargo test -p copydesk-lab --test index`.

use std::fs;
use std::path::Path;

use copydesk::config::Format;
use copydesk::pipeline::{self, Progress};
use copydesk::write::Folder;
use copydesk::{Config, Tools, read, score};
use serde_json::{Value, json};
use tantivy::collector::DocSetCollector;
use tantivy::query::QueryParser;
use tantivy::schema::{STORED, STRING, Schema, TEXT, Value as _};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// A page with its furniture, about one thing.
fn page(story: &str) -> String {
    format!(
        "<html><body><nav><ul><li><a href=\"/\">Frontpage</a></li><li><a href=\"/s\">Weatherdesk</a></li>\
         </ul></nav><article><h1>News of the day</h1><p>ADVERTISEMENT</p>{story}<p>Share this \
         article</p></article><aside class=\"related\"><h2>You might also like</h2><ul><li><a \
         href=\"/1\">Zeppelin lands in orchard</a></li><li><a href=\"/2\">Sign up for our \
         newsletter</a></li></ul></aside></body></html>"
    )
}

/// Two pages cleaned into `out`.
fn clean(folder: &Path, format: Format) {
    let stories = [
        "<p>The ferry to Eastmere will not sail on Sunday because a new engine is to be fitted, the \
         harbor board said in a statement on Thursday evening.</p><p>Passengers were told to take the \
         bus over the old bridge, which stays open through the night for the first time since the \
         winter storms.</p>",
        "<p>The council of Lower Tarn has found the money for its library after all, and the doors \
         will stay open until the end of next year, the treasurer said on Monday.</p><p>Readers had \
         gathered four thousand names on a petition and read aloud in the rain in front of the town \
         hall.</p>",
    ];
    let lines: String = (1..)
        .zip(stories)
        .map(|(i, story)| {
            json!({ "url": format!("https://tarn.example/{i}"), "html": page(story) }).to_string()
                + "\n"
        })
        .collect();
    let input = folder.join("in.jsonl");
    fs::write(&input, lines).unwrap();
    let mut config = Config::default();
    config.write.format = format;
    let tools = Tools::new(config).unwrap();
    let inputs = read::resolve(std::slice::from_ref(&input)).unwrap();
    let mut sink = Folder::create(&folder.join("out"), &[input], &tools.config).unwrap();
    let done = pipeline::run(&inputs, &tools, 1, &mut sink, &Progress::default()).unwrap();
    let rows = score::rows(&done.tallies, &tools.config.score);
    let overview = &done.tallies.overview;
    sink.finish(&tools.config, tools.lexicon.hashes(), done.input, overview, &rows).unwrap();
}

/// Ids and document lines of bulk requests, as an engine reads them.
fn bulk(text: &str) -> Vec<(String, &str)> {
    let lines: Vec<&str> = text.lines().collect();
    let id = |action: &str| {
        let action: Value = serde_json::from_str(action).unwrap();
        action["create"]["_id"].as_str().unwrap().to_owned()
    };
    lines.chunks(2).map(|pair| (id(pair[0]), pair[1])).collect()
}

/// Ids and lines of documents.
fn plain(text: &str) -> Vec<(String, &str)> {
    let id = |line: &str| {
        let document: Value = serde_json::from_str(line).unwrap();
        document["id"].as_str().unwrap().to_owned()
    };
    text.lines().map(|line| (id(line), line)).collect()
}

/// An index of document lines as they are; fields that it does not know are passed over.
struct Engine {
    index: Index,
}

impl Engine {
    fn of(documents: &[(String, &str)]) -> Self {
        let mut schema = Schema::builder();
        schema.add_text_field("id", STRING | STORED);
        schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
        for (_, line) in documents {
            writer
                .add_document(TantivyDocument::parse_json(&index.schema(), line).unwrap())
                .unwrap();
        }
        writer.commit().unwrap();
        Self { index }
    }

    /// The ids that a search finds.
    fn search(&self, query: &str) -> Vec<String> {
        let [id, text] = ["id", "text"].map(|name| self.index.schema().get_field(name).unwrap());
        let searcher = self.index.reader().unwrap().searcher();
        let query = QueryParser::for_index(&self.index, vec![text]).parse_query(query).unwrap();
        let found = searcher.search(&query, &DocSetCollector).unwrap();
        let name = |place| {
            let document: TantivyDocument = searcher.doc(place).unwrap();
            document.get_first(id).unwrap().as_str().unwrap().to_owned()
        };
        found.into_iter().map(name).collect()
    }
}

#[test]
fn articles_are_found_by_their_text_and_not_by_stripped_furniture() {
    for (format, file) in [(Format::Bulk, "00000-000.jsonl"), (Format::Jsonl, "00000.jsonl")] {
        let folder = tempfile::tempdir().unwrap();
        clean(folder.path(), format);
        let written = fs::read_to_string(folder.path().join("out/documents").join(file)).unwrap();
        let documents = match format {
            Format::Bulk => bulk(&written),
            Format::Jsonl => plain(&written),
        };
        assert_eq!(documents.len(), 2);
        let engine = Engine::of(&documents);
        assert_eq!(engine.search("\"new engine\""), [documents[0].0.as_str()]);
        assert_eq!(engine.search("petition AND treasurer"), [documents[1].0.as_str()]);
        assert_eq!(engine.search("said").len(), 2);
        let furniture = [
            "advertisement",
            "zeppelin",
            "newsletter",
            "weatherdesk",
            "\"share this\"",
            "frontpage",
        ];
        for words in furniture {
            assert!(engine.search(words).is_empty(), "{words}");
        }
    }
}
