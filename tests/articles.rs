//! Cutting pages into articles, and what is lifted from removed lines.

use copydesk::articles::split;
use copydesk::blocks::cut_text;
use copydesk::config;
use copydesk::document::{Article, Label, Metadata};
use copydesk::text::{Edit, Reason, Span, Text, Why};

fn why(reason: Reason) -> Label {
    Label::Boilerplate(Why { rule: "strip/test", reason, confidence: 1.0 })
}

/// Cuts `text`; `label` says what each line is.
fn cut(text: &str, label: impl Fn(&str) -> Label) -> Vec<Article> {
    let blocks = cut_text(text);
    let labels: Vec<Label> = blocks.iter().map(|b| label(&text[b.span.range()])).collect();
    let config = config::Articles::default();
    let text = Text::new(text.to_owned());
    split(text, &blocks, &labels, Vec::new(), Metadata::default(), Some(&config))
}

fn by_first_letter(line: &str) -> Label {
    match line.as_bytes()[0] {
        b'T' => Label::Title,
        b'#' => why(Reason::Tags),
        b'x' => why(Reason::Ad),
        _ => Label::Body,
    }
}

#[test]
fn a_title_after_a_body_starts_an_article() {
    let page = "xmenu\nTone\n\nbody\n\n#a, #b\n\nTtwo\n\nmore\n\n#c, #d";
    let articles = cut(page, by_first_letter);
    let texts: Vec<&str> = articles.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["Tone\n\nbody", "Ttwo\n\nmore"]);
    assert_eq!(articles.iter().map(|a| a.text.base()).collect::<String>(), page);
    assert_eq!((articles[1].part, articles[1].parts), (2, 2));
    assert_eq!(articles[0].metadata.tags, ["a", "b"]);
    assert_eq!(articles[1].metadata.tags, ["c", "d"]);
    assert_eq!(articles[1].metadata.title.as_deref(), Some("Ttwo"));
}

#[test]
fn a_part_without_a_writer_is_not_of_the_page_where_others_name_theirs() {
    let page =
        "Tone\nBy Ann Lee, 3 May 2021\n\nbody\n\nTtwo\n\nmore\n\nTthree\nBy Bo Berg\n\nyet more";
    let label = |line: &str| match line {
        line if line.starts_with("By ") => why(Reason::Byline),
        line => by_first_letter(line),
    };
    let blocks = cut_text(page);
    let labels: Vec<Label> = blocks.iter().map(|b| label(&page[b.span.range()])).collect();
    let metadata = Metadata {
        authors: vec!["Carl Editor".into()],
        published: Some("2021-05-07".into()),
        modified: Some("2021-05-08".into()),
        ..Metadata::default()
    };
    let config = config::Articles::default();
    let text = Text::new(page.to_owned());
    let articles = split(text, &blocks, &labels, Vec::new(), metadata, Some(&config));
    let said: Vec<_> = articles
        .iter()
        .map(|a| {
            (
                a.metadata.authors.join(","),
                a.metadata.published.as_deref(),
                a.metadata.modified.as_deref(),
            )
        })
        .collect();
    let expected = [
        ("Ann Lee", Some("2021-05-03"), Some("2021-05-08")),
        ("", None, None),
        ("Bo Berg", None, None),
    ];
    assert_eq!(said, expected.map(|(who, when, then)| (who.to_owned(), when, then)));
}

#[test]
fn every_removed_line_is_a_change_of_its_own() {
    let articles = cut("xone\nxtwo\n\nbody\n\nxthree", by_first_letter);
    assert_eq!(articles[0].text.as_str(), "body");
    assert_eq!(articles[0].text.changes().len(), 3);
}

#[test]
fn a_page_of_furniture_gives_one_empty_article() {
    let articles = cut("xone\n\nxtwo", by_first_letter);
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].text.as_str(), "");
}

#[test]
fn metadata_is_lifted_from_what_goes() {
    let page = "Flood closes harbor road\nBy Ann Lee and Bo Berg\nPublished 12 March 2021 at 10:32\n\
                Enlarge / The road. (credit: Cy Doe)\nThe river rose.";
    let articles = cut(page, |line| match line {
        l if l.starts_with("Flood") => Label::Title,
        l if l.starts_with("By") => why(Reason::Byline),
        l if l.starts_with("Published") => why(Reason::Dateline),
        l if l.starts_with("Enlarge") => why(Reason::Caption),
        _ => Label::Body,
    });
    let metadata = &articles[0].metadata;
    assert_eq!(metadata.title.as_deref(), Some("Flood closes harbor road"));
    assert_eq!(metadata.authors, ["Ann Lee", "Bo Berg"]);
    assert_eq!(metadata.published.as_deref(), Some("2021-03-12T10:32"));
    assert_eq!(metadata.date_source, Some("text"));
    assert_eq!(metadata.captions, ["The road."]);
    assert_eq!(articles[0].text.as_str(), "Flood closes harbor road\nThe river rose.");
}

#[test]
fn the_most_parts_allowed_hold_the_rest() {
    let page = "Ta\nbody\nTb\nbody\nTc\nbody";
    let blocks = cut_text(page);
    let labels: Vec<Label> =
        blocks.iter().map(|b| by_first_letter(&page[b.span.range()])).collect();
    let config = config::Articles { max_parts: 2, ..Default::default() };
    let text = Text::new(page.to_owned());
    let articles = split(text, &blocks, &labels, Vec::new(), Metadata::default(), Some(&config));
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[1].text.as_str(), "Tb\nbody\nTc\nbody");
}

#[test]
fn no_article_starts_inside_a_change() {
    let mut text = Text::new("Tone\nbody... Ttwo\nmore".to_owned());
    let why = Why { rule: "normalize/test", reason: Reason::Whitespace, confidence: 1.0 };
    // What a rule of characters wrote anew reaches into what looks like a headline.
    let place = text.as_str().find("... T").unwrap();
    text.apply(vec![Edit::replace(Span::new(place, place + 5), "\u{2026}\nT", why)]);
    let blocks = cut_text(text.as_str());
    let lines = blocks.iter().map(|b| &text.as_str()[b.span.range()]);
    let labels: Vec<Label> = lines.map(by_first_letter).collect();
    assert_eq!(labels[2], Label::Title);
    let config = config::Articles::default();
    let articles = split(text, &blocks, &labels, Vec::new(), Metadata::default(), Some(&config));
    let texts: Vec<&str> = articles.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["Tone\nbody\u{2026}\nTtwo\nmore"]);
}
