//! Text dumps of pages as crude scrapers write them, each in a style of its own.
//!
//! In goes a page's HTML, out comes its visible text. Labelled pages bring the dumps of one scraper
//! alone: a model that saw no others takes its empty lines and line ends for facts about pages.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use copydesk::normalize::{join_lines, normalize};
use copydesk::text::Text;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::Value;

/// How lines are made of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Style {
    /// A line for each piece of text between two tags, as `get_text("\n")` of a parser gives: links break sentences.
    Pieces,
    /// A line for each block, an empty line between all.
    Spaced,
    /// A line for each block.
    Tight,
    /// Paragraphs and headings apart; all else runs together, as menus do whose items have no space between them.
    Glued,
}

pub const STYLES: [Style; 4] = [Style::Pieces, Style::Spaced, Style::Tight, Style::Glued];

impl std::str::FromStr for Style {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "pieces" => Ok(Self::Pieces),
            "spaced" => Ok(Self::Spaced),
            "tight" => Ok(Self::Tight),
            "glued" => Ok(Self::Glued),
            _ => Err(format!("expected pieces, spaced, tight or glued, found {name:?}")),
        }
    }
}

/// Elements whose text nobody sees.
const HIDDEN: &[&str] = &["script", "style", "noscript", "template", "title", "svg", "iframe"];

/// Elements that begin and end a line in every style.
const PARAGRAPHS: &[&str] = &[
    "article",
    "blockquote",
    "br",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "p",
    "pre",
    "section",
];

/// Those that do so where not all else is glued.
const BLOCKS: &[&str] = &[
    "address",
    "aside",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// The visible text of a page, ready to be cut into lines.
pub fn ready(html: &str, style: Style) -> String {
    let mut text = Text::new(dump(html, style));
    text.apply(normalize(text.as_str()));
    join_lines(&mut text);
    text.as_str().to_owned()
}

/// The visible text of a page.
fn dump(html: &str, style: Style) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut lines = vec![String::new()];
    let mut hidden: Option<Vec<u8>> = None;
    let breaks = |name: &[u8]| match style {
        Style::Pieces => true,
        Style::Spaced | Style::Tight => is_among(name, PARAGRAPHS) || is_among(name, BLOCKS),
        Style::Glued => is_among(name, PARAGRAPHS),
    };
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                if hidden.is_none() && !tag.self_closing && is_among(&tag.name, HIDDEN) {
                    hidden = Some(tag.name.to_vec());
                }
                if breaks(&tag.name) {
                    lines.push(String::new());
                }
            }
            Token::EndTag(tag) => {
                if hidden.as_deref() == Some(tag.name.as_slice()) {
                    hidden = None;
                }
                if breaks(&tag.name) {
                    lines.push(String::new());
                }
            }
            Token::String(text) if hidden.is_none() => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(&String::from_utf8_lossy(&text));
                }
            }
            _ => {}
        }
    }
    let lines = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(if matches!(style, Style::Spaced | Style::Glued) { "\n\n" } else { "\n" })
}

fn is_among(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|known| known.as_bytes() == name)
}

/// Writes labelled pages whose `page_text` is a dump in `style`.
pub fn run(style: Style, files: &[&str], mut out: impl Write) -> io::Result<()> {
    for file in files {
        for line in BufReader::new(File::open(file)?).lines() {
            let mut page: Value = serde_json::from_str(&line?)?;
            page["page_text"] = dump(page["html"].as_str().unwrap_or_default(), style).into();
            page["main_text"] = "".into();
            writeln!(out, "{page}")?;
        }
    }
    Ok(())
}
