//! What the page says of itself, collected while it is read.
//!
//! In go the start tags of the head and some others, out comes, when the page is complete, its
//! [`Metadata`]. Only collecting and bounds stand here; what the values mean is decided in
//! `metadata`.

use super::elements::Element;
use super::metadata;
use super::tag::{Attribute, StartTag};
use crate::document::{Block, Metadata};

/// Most values of a kind that are kept.
const MAX_METAS: usize = 500;
const MAX_TIMES: usize = 100;
/// Longest value of `meta`, longest title, most bytes of JSON-LD.
const MAX_VALUE: usize = 10_000;
const MAX_TITLE: usize = 2_000;
const MAX_JSON: usize = 4 << 20;

/// A `<time datetime>`.
#[derive(Debug)]
pub(super) struct Time {
    /// Its value.
    pub(super) value: String,
    /// Number of the block that it stands in or before.
    pub(super) block: usize,
    /// Whether the markup calls it the date of publication.
    pub(super) is_published: bool,
}

/// The values found.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Names in lower case and values of `meta` elements.
    pub(super) metas: Vec<(String, String)>,
    /// `<link rel=canonical>`.
    pub(super) canonical: Option<String>,
    /// `<html lang>`.
    pub(super) language: Option<String>,
    /// `<title>`.
    pub(super) title: String,
    /// `<time datetime>`, in order.
    pub(super) times: Vec<Time>,
    /// The contents of JSON-LD scripts.
    pub(super) json: Vec<String>,
    json_bytes: usize,
    buffer: Vec<u8>,
    taking: Taking,
}

/// What text is being collected.
#[derive(Debug, Default, PartialEq)]
enum Taking {
    #[default]
    Nothing,
    Title,
    Json,
}

fn string(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

impl Facts {
    /// Looks at a start tag; `is_in_head` when it is not inside something that is passed over.
    pub(super) fn open(
        &mut self,
        element: Element,
        tag: &StartTag,
        blocks: usize,
        is_in_head: bool,
    ) {
        match element {
            Element::Meta => self.meta(tag),
            Element::Link => self.link(tag),
            Element::Html if self.language.is_none() => {
                self.language = tag.get(Attribute::Lang).map(string);
            }
            Element::Time if self.times.len() < MAX_TIMES => self.time(tag, blocks),
            Element::Title if is_in_head && self.title.is_empty() => self.take(Taking::Title),
            Element::Script => {
                let kind = tag.get(Attribute::Type).unwrap_or_default().trim_ascii();
                if kind.len() >= 19 && kind[..19].eq_ignore_ascii_case(b"application/ld+json") {
                    self.take(Taking::Json);
                }
            }
            _ => {}
        }
    }

    /// Looks at an end tag.
    pub(super) fn close(&mut self, element: Element) {
        match (&self.taking, element) {
            (Taking::Title, Element::Title) => self.title = string(&self.buffer),
            (Taking::Json, Element::Script) => self.json.push(string(&self.buffer)),
            _ => return,
        }
        self.taking = Taking::Nothing;
    }

    /// Whether text goes here and not into the page.
    pub(super) fn takes_text(&self) -> bool {
        self.taking == Taking::Title
    }

    /// Takes a piece of the title.
    pub(super) fn text(&mut self, piece: &[u8]) {
        if self.buffer.len() + piece.len() <= MAX_TITLE {
            self.buffer.extend_from_slice(piece);
        }
    }

    /// Whether the content of a script is collected.
    pub(super) fn takes_raw(&self) -> bool {
        self.taking == Taking::Json
    }

    /// Takes a piece of a script.
    pub(super) fn raw(&mut self, piece: &[u8]) {
        if self.taking == Taking::Json && self.json_bytes + piece.len() <= MAX_JSON {
            self.json_bytes += piece.len();
            self.buffer.extend_from_slice(piece);
        }
    }

    /// The address that the page calls its own, as far as it has been read.
    pub(super) fn address(&self) -> Option<&str> {
        let opengraph = || self.metas.iter().find(|(name, _)| name == "og:url");
        let link = self.canonical.as_deref().filter(|link| link.trim_start().starts_with("http"));
        link.or_else(|| opengraph().map(|(_, url)| url.as_str()))
    }

    /// What all of it says.
    pub(super) fn finish(self, text: &str, blocks: &[Block]) -> Metadata {
        metadata::gather(self, text, blocks)
    }

    fn take(&mut self, what: Taking) {
        self.buffer.clear();
        self.taking = what;
    }

    fn meta(&mut self, tag: &StartTag) {
        let name = [Attribute::Property, Attribute::Name, Attribute::ItemProp]
            .into_iter()
            .find_map(|attribute| tag.get(attribute));
        let (Some(name), Some(content)) = (name, tag.get(Attribute::Content)) else { return };
        if self.metas.len() < MAX_METAS && content.len() <= MAX_VALUE && name.len() <= 64 {
            let name = string(name.trim_ascii()).to_ascii_lowercase();
            self.metas.push((name, string(content)));
        }
    }

    fn link(&mut self, tag: &StartTag) {
        let rel = tag.get(Attribute::Rel).unwrap_or_default();
        let is_canonical =
            rel.split(u8::is_ascii_whitespace).any(|word| word.eq_ignore_ascii_case(b"canonical"));
        if is_canonical && self.canonical.is_none() {
            self.canonical = tag.get(Attribute::Href).map(string);
        }
    }

    fn time(&mut self, tag: &StartTag, blocks: usize) {
        let Some(value) = tag.get(Attribute::DateTime) else { return };
        let property = tag.get(Attribute::ItemProp).unwrap_or_default();
        let class = tag.get(Attribute::Class).unwrap_or_default();
        let is_published = property.eq_ignore_ascii_case(b"datePublished")
            || class
                .split(u8::is_ascii_whitespace)
                .any(|c| c == b"published" || c == b"entry-date");
        self.times.push(Time { value: string(value), block: blocks, is_published });
    }
}
