//! The values that flow from room to room: record, page, blocks, articles.

use serde::{Deserialize, Serialize};

use crate::text::{Span, Text, Why};

mod block;
mod facts;
mod overview;
mod quality;
mod site;

pub use block::{Ancestor, Block, Hint, Hints, Ruling, Surroundings, Tag};
pub use facts::{CUT_OFF, Facts, GARBLED, LOST, Twin};
pub use overview::{Overview, QUALITY_BARS};
pub use quality::{Quality, Signals, rounded};
pub use site::{HYGIENE_PARTS, LanguageCount, SiteScore};

/// What a payload is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Plain text.
    Text,
    /// An HTML page or fragment.
    Html,
}

/// Where the bytes of a record lay.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// The input path as given and found, non-UTF-8 names escaped; `-` for standard input.
    pub path: String,
    /// The member's name inside an archive.
    pub member: Option<String>,
    /// What the input is counted under when its documents have no address and no source: a
    /// folder's name, in most archives that of an outlet.
    pub group: String,
    /// Format of the container: `txt`, `html`, `feed`, `jsonl`, `csv`, `warc`, `wet`.
    pub format: &'static str,
    /// Number of the record inside its file or member, from 0.
    pub record: u64,
    /// Offset of the record in bytes: of the decompressed stream, and for a WARC compressed
    /// record by record of the compressed file.
    pub offset: u64,
    /// Length of the record in bytes, counted as `offset` is.
    pub length: u64,
    /// The container's own digest of the payload, such as WARC-Payload-Digest.
    pub digest: Option<String>,
}

/// One unit of input: bytes and what its container says of them.
#[derive(Clone, Debug)]
pub struct Record {
    /// The payload.
    pub bytes: Vec<u8>,
    /// What the payload is written in.
    pub kind: Kind,
    /// Where it lay.
    pub origin: Origin,
    /// The address it was fetched from.
    pub url: Option<String>,
    /// What its container calls the source, where that is no address.
    pub source: Option<String>,
    /// A character set named outside the payload, and by whom.
    pub charset: Option<(String, EncodingSource)>,
    /// When it was fetched, as the container says (ISO 8601).
    pub added: Option<String>,
    /// Metadata that the container gives beside the text, such as the other fields of a JSON line.
    pub metadata: Metadata,
    /// What was odd about the record; ends up in the document's `warnings`.
    pub warnings: Vec<&'static str>,
}

/// How the character encoding of a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EncodingSource {
    /// A byte order mark.
    Bom,
    /// The HTTP header stored with the page.
    Http,
    /// A `<meta>` element or XML declaration in the page.
    Meta,
    /// The container's format prescribes it (JSON).
    Container,
    /// The bytes are valid UTF-8.
    Utf8,
    /// Guessed from the bytes.
    Guess,
    /// It came as text through the library.
    Given,
}

impl EncodingSource {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bom => "bom",
            Self::Http => "http",
            Self::Meta => "meta",
            Self::Container => "container",
            Self::Utf8 => "utf8",
            Self::Guess => "guess",
            Self::Given => "given",
        }
    }
}

/// A decoded payload: the source text of a page, markup included.
#[derive(Clone, Debug)]
pub struct Page {
    /// The decoded source, without byte order mark.
    pub source: String,
    /// Lower-case label of the encoding, such as `windows-1252`.
    pub encoding: &'static str,
    /// How the encoding was found.
    pub encoding_source: EncodingSource,
    /// What was odd, such as `bad_utf8`.
    pub warnings: Vec<&'static str>,
}

/// What is known of an article besides its text; absent means unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The page's own canonical address.
    pub url_canonical: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Writers, in the order given.
    pub authors: Vec<String>,
    /// When it was published, as written in the source or ISO 8601.
    pub published: Option<String>,
    /// When it was last changed.
    pub modified: Option<String>,
    /// Where `published` came from: `json_ld`, `meta`, `time`, `text`, `field`.
    pub date_source: Option<&'static str>,
    /// Section or category.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// Captions of pictures.
    pub captions: Vec<String>,
    /// The description or standfirst that the page gives of itself.
    pub description: Option<String>,
    /// The article's text as structured data gives it; used to know its blocks, not written out.
    pub body: Option<String>,
    /// The site's own name; used to tell it from titles and authors, not written out.
    pub site_name: Option<String>,
    /// Language that the page declares (BCP 47); used as a hint, not written out.
    pub declared_language: Option<String>,
}

impl Metadata {
    /// Fills what is unknown here from `other`.
    pub fn fill_from(&mut self, other: Metadata) {
        fn list(mine: &mut Vec<String>, other: Vec<String>) {
            if mine.is_empty() {
                *mine = other;
            }
        }
        if self.published.is_none() {
            self.published = other.published;
            self.date_source = other.date_source;
        }
        self.url_canonical = self.url_canonical.take().or(other.url_canonical);
        self.title = self.title.take().or(other.title);
        list(&mut self.authors, other.authors);
        self.modified = self.modified.take().or(other.modified);
        self.section = self.section.take().or(other.section);
        list(&mut self.tags, other.tags);
        list(&mut self.captions, other.captions);
        self.description = self.description.take().or(other.description);
        self.body = self.body.take().or(other.body);
        self.site_name = self.site_name.take().or(other.site_name);
        self.declared_language = self.declared_language.take().or(other.declared_language);
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Label {
    /// The headline of an article; starts a new article when one has begun.
    Title,
    /// Text of the article, kept.
    Body,
    /// Not part of the article, removed.
    Boilerplate(Why),
}

/// A stretch in a language other than the article's.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// ISO 639-1 code where there is one, else ISO 639-3.
    pub code: &'static str,
    /// Confidence, 0 to 1.
    pub score: f64,
    /// Whether the guess is reliable.
    pub is_sure: bool,
}

/// A place that speaks for the text being spun.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The detector, such as `spin/known-phrase`.
    pub rule: &'static str,
    /// Where: in the current text while the article is judged, in the base text afterwards.
    pub span: Span,
    /// How much it weighs (log-odds, natural logarithm).
    pub weight: f32,
    /// What would have stood there, where that can be said.
    pub instead: Option<Box<str>>,
}

/// The kind of rewriting a text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Single words swapped one for one, function words too ("arsenic" for "as").
    WordSwap,
    /// Words and phrases swapped for synonyms ("law enforcement companies").
    PhraseSynonym,
    /// Terms of art paraphrased ("profound learning").
    TorturedPhrase,
    /// Digits turned into words inside numbers ("one,000").
    DigitGarbling,
    /// Letters of other scripts that look like Latin ones.
    LookAlike,
    /// Unexpanded alternatives of a spinner's template ("{that a}").
    Spintax,
    /// Parts of words replaced ("poiboy" for "poison").
    InsideWord,
}

impl Family {
    const ALL: [Self; 7] = [
        Self::WordSwap,
        Self::PhraseSynonym,
        Self::TorturedPhrase,
        Self::DigitGarbling,
        Self::LookAlike,
        Self::Spintax,
        Self::InsideWord,
    ];

    /// The family of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.name() == name)
    }

    /// The name used in files, such as `word_swap`.
    pub fn name(self) -> &'static str {
        match self {
            Self::WordSwap => "word_swap",
            Self::PhraseSynonym => "phrase_synonym",
            Self::TorturedPhrase => "tortured_phrase",
            Self::DigitGarbling => "digit_garbling",
            Self::LookAlike => "look_alike",
            Self::Spintax => "spintax",
            Self::InsideWord => "inside_word",
        }
    }
}

/// What was found out about a text being spun.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spin {
    /// Probability from 0 to 1; `None` where the text was not judged.
    pub score: Option<f64>,
    /// Why there is no score: `too_short`, `not_english`, `not_prose`.
    pub not_judged: Option<&'static str>,
    /// Whether the score is over the configured threshold.
    pub is_spun: bool,
    /// The family that explains most of the evidence, when judged spun.
    pub family: Option<Family>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// One article on its way through the rooms.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its text with every change.
    pub text: Text,
    /// What is known besides.
    pub metadata: Metadata,
    /// Number of the article on its page, from 1.
    pub part: u32,
    /// Number of articles on the page.
    pub parts: u32,
    /// Language, where one was recognized.
    pub language: Option<Language>,
    /// Codes of the languages of paragraphs that differ from it.
    pub other_languages: Vec<&'static str>,
    /// Verdict on spinning.
    pub spin: Spin,
    /// Verdict on the text's quality.
    pub quality: Quality,
    /// Encoding of the page, as [`Page::encoding`].
    pub encoding: &'static str,
    /// How the encoding was found.
    pub encoding_source: EncodingSource,
    /// What was odd.
    pub warnings: Vec<&'static str>,
    /// Why the article is left out of the documents, if it is.
    pub filter_reason: Option<&'static str>,
}

impl Article {
    /// An article as it leaves the cutting: nothing is known yet of language and spinning.
    pub fn new(text: Text, metadata: Metadata, part: u32, parts: u32) -> Self {
        Self {
            text,
            metadata,
            part,
            parts,
            language: None,
            other_languages: Vec::new(),
            spin: Spin::default(),
            quality: Quality::default(),
            encoding: "utf-8",
            encoding_source: EncodingSource::Given,
            warnings: Vec::new(),
            filter_reason: None,
        }
    }

    /// Bytes removed as boilerplate.
    pub fn removed_bytes(&self) -> u64 {
        let removed = self.text.changes().iter();
        let removed = removed.filter(|change| change.now.is_empty());
        let removed = removed.filter(|change| change.why.reason.is_boilerplate());
        removed.map(|change| change.base.len() as u64).sum()
    }

    /// Bytes removed as boilerplate over bytes of the base text.
    pub fn boilerplate_ratio(&self) -> f64 {
        rounded(self.removed_bytes() as f64 / self.text.base().len().max(1) as f64)
    }

    /// Whether the text ends at a paywall or its record was cut short.
    pub fn is_cut_off(&self) -> bool {
        self.warnings.iter().any(|warning| CUT_OFF.contains(warning))
    }

    /// Whether bytes could not be decoded.
    pub fn has_lost_characters(&self) -> bool {
        self.warnings.iter().any(|warning| LOST.contains(warning))
    }

    /// Whether what a wrong decoding left was mended.
    pub fn was_garbled(&self) -> bool {
        self.text.changes().iter().any(|change| GARBLED.contains(&change.why.rule))
    }
}

impl Record {
    /// A record of bytes that came from no file; what they are written in is `kind`.
    pub fn new(bytes: impl Into<Vec<u8>>, kind: Kind) -> Self {
        let bytes = bytes.into();
        let format = match kind {
            Kind::Text => "txt",
            Kind::Html => "html",
        };
        let origin = Origin {
            path: "-".to_owned(),
            group: "-".to_owned(),
            format,
            length: bytes.len() as u64,
            ..Origin::default()
        };
        Self {
            bytes,
            kind,
            origin,
            url: None,
            source: None,
            charset: None,
            added: None,
            metadata: Metadata::default(),
            warnings: Vec::new(),
        }
    }

    /// The record with the address it was fetched from.
    #[must_use]
    pub fn with_url(self, url: impl Into<String>) -> Self {
        Self { url: Some(url.into()), ..self }
    }
}
