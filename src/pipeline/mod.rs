//! The order of the rooms, and the threads.
//!
//! [`clean`] takes one record through all rooms; it is a function from values to values.
//! [`run`] reads, cleans on many threads and writes in input order: the output is the same for
//! any number of threads.

mod recount;
mod run;
mod shown;

use std::ops::Range;

pub use recount::{recount, resample};
pub use run::{Progress, Summary, run};
pub use shown::{report, shown};

use crate::config::{Config, Room};
use crate::document::{Article, Block, Kind, Label, Metadata, Record};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::text::{Span, Text};
use crate::{articles, blocks, decode, language, normalize, repair, score, spin, strip};

/// What is costly to build and shared by all documents: the configuration and the lexicon.
#[derive(Debug)]
pub struct Tools {
    /// The configuration in force.
    pub config: Config,
    /// Dictionaries and models.
    pub lexicon: Lexicon,
}

impl Tools {
    /// Loads what `config` asks for.
    ///
    /// # Errors
    /// [`crate::error::Error::Dictionary`] when a dictionary cannot be used, [`crate::error::Error::Model`]
    /// when a language model cannot, and what [`crate::lexicon::SiteRules::read`] gives for rules of sites.
    pub fn new(config: Config) -> Result<Self> {
        let mut lexicon = Lexicon::load(config.dictionaries.as_deref())?;
        if let Some(model) = &config.model {
            lexicon = lexicon.with_model(model)?;
        }
        if let Some(path) = &config.strip.site_rules {
            lexicon.read_site_rules(path)?;
        }
        Ok(Self { config, lexicon })
    }
}

/// Rounds after which a text that still changes is left as it is; real ones settle in two.
const MAX_ROUNDS: usize = 4;

/// Cleans one record: the articles it holds, in order.
///
/// A record without any text gives no article; one whose text is all boilerplate gives an
/// article with a `filter_reason`.
pub fn clean(record: &Record, tools: &Tools) -> Vec<Article> {
    clean_bytes(record.bytes.clone(), record, tools)
}

/// As [`clean`], of bytes that nobody needs afterwards.
fn clean_bytes(bytes: Vec<u8>, record: &Record, tools: &Tools) -> Vec<Article> {
    let Tools { config, lexicon } = tools;
    let page = decode::decode(bytes, record.kind, record.charset.as_ref());
    let mut warnings = record.warnings.clone();
    warnings.extend(&page.warnings);

    let mut metadata = record.metadata.clone();
    let mut cuts = Vec::new();
    let (source, html) = match record.kind {
        Kind::Text => (page.source, None),
        Kind::Html => {
            let rules = &lexicon.site_rules;
            let layout = blocks::cut_html_of(&page.source, record.url.as_deref(), rules);
            metadata.fill_from(layout.metadata);
            warnings.extend(layout.warnings);
            cuts = layout.cuts;
            (layout.text, Some(layout.blocks))
        }
    };
    if source.trim().is_empty() {
        return Vec::new();
    }
    let mut text = Text::new(source);
    mend(&mut text, config);
    if html.is_none() && !config.skips(Room::Normalize) {
        normalize::join_lines(&mut text);
    }
    if !cuts.is_empty() && !config.skips(Room::Strip) {
        let places = cuts.into_iter().map(|cut| text.to_current(cut)).collect();
        text.apply(strip::site_cuts(text.as_str(), places));
    }
    let (blocks, runs_on) = match html {
        Some(blocks) => (follow(&text, blocks), false),
        None => cut(text.as_str(), lexicon),
    };
    let stripped = match config.skips(Room::Strip) {
        true => keep_all(&blocks),
        false => strip::strip(text.as_str(), &blocks, &metadata, lexicon, &config.strip),
    };
    let cutting = (!config.skips(Room::Articles)).then_some(&config.articles);
    let mut articles =
        articles::split(text, &blocks, &stripped.labels, stripped.inside, metadata, cutting);
    for article in &mut articles {
        article.encoding = page.encoding;
        article.encoding_source = page.encoding_source;
        article.warnings.extend(&warnings);
        if runs_on && !config.skips(Room::Strip) && !config.skips(Room::Articles) {
            strip_again(article, tools);
        }
        finish(article, tools);
    }
    articles
}

/// The blocks of a text without markup, and whether any of its lines runs on.
fn cut(text: &str, lexicon: &Lexicon) -> (Vec<Block>, bool) {
    let lines = blocks::cut_text(text);
    let count = lines.len();
    let blocks = blocks::cut_run_on(text, lines, || lexicon.line_ends());
    let runs_on = blocks.len() > count;
    (blocks, runs_on)
}

/// Strips an article whose lines ran on until nothing more goes: without what stood there other line ends may show.
fn strip_again(article: &mut Article, tools: &Tools) {
    let Tools { config, lexicon } = tools;
    for _ in 0..MAX_ROUNDS {
        let text = article.text.as_str();
        let (blocks, runs_on) = cut(text, lexicon);
        if !runs_on {
            return;
        }
        let stripped = strip::strip(text, &blocks, &Metadata::default(), lexicon, &config.strip);
        let edits = articles::removals(text, &blocks, &stripped.labels, stripped.inside);
        if edits.is_empty() {
            return;
        }
        article.text.apply(edits);
    }
}

/// The rooms that look at one article.
fn finish(article: &mut Article, tools: &Tools) {
    let Tools { config, lexicon } = tools;
    let text = article.text.as_str();
    if text.trim().is_empty() {
        article.filter_reason = Some("empty_after_clean");
        return;
    }
    article.language = language::detect(text, &config.language);
    let language = article.language.as_ref();
    if let Some(language) = language {
        if !language.is_sure {
            article.warnings.push("language_unsure");
        }
        article.other_languages = language::other_languages(text, language);
    }
    if !config.skips(Room::Spin) {
        article.spin = spin::judge(text, language, lexicon, &config.spin);
    }
    for evidence in &mut article.spin.evidence {
        evidence.span = article.text.to_base(evidence.span);
    }
    if !config.skips(Room::Repair) {
        // A title that is a line of the text is repaired with it.
        let title = article.metadata.title.as_deref();
        let line = title.and_then(|title| line_of(text, title));
        let place = line.map(|line| article.text.to_base(line));
        mend_spun(article, tools);
        if let Some(place) = place {
            let now = article.text.to_current(place);
            article.metadata.title = Some(article.text.as_str()[now.range()].to_owned());
        }
    }
    article.quality = score::quality(article, &config.score);
}

/// Where `line` stands as a line of `text`, behind a label or not.
fn line_of(text: &str, line: &str) -> Option<Span> {
    let at = text.find(line)?;
    let end = at + line.len();
    let is_whole = (at == 0 || text[..at].ends_with(['\n', ' ']))
        && (end == text.len() || text[end..].starts_with('\n'));
    is_whole.then(|| Span::new(at, end))
}

/// Repairs an article until a second look at what was repaired finds nothing more: what the first
/// repairs leave may be judged differently from the whole. The verdict on record is the first.
fn mend_spun(article: &mut Article, tools: &Tools) {
    let Tools { config, lexicon } = tools;
    let mut language = article.language.clone();
    let mut spin = article.spin.clone();
    for _ in 0..MAX_ROUNDS {
        let text = article.text.as_str();
        let edits = repair::repair(text, &spin, language.as_ref(), lexicon, &config.repair);
        if edits.is_empty() {
            break;
        }
        article.text.apply(edits);
        let text = article.text.as_str();
        language = language::detect(text, &config.language);
        if !config.skips(Room::Spin) {
            let before = spin;
            spin = spin::judge(text, language.as_ref(), lexicon, &config.spin);
            // Under the same verdict, if no surer, the repairs came to rest already.
            let is_same = before.is_spun && spin.is_spun && spin.family == before.family;
            if is_same && before.family.is_some() && spin.score <= before.score {
                break;
            }
        }
    }
}

/// Mends what went wrong before the text was stored. Normalizing may bring more of it to light
/// (a sign that NFC turns into the letter a mix-up made), so both go on until nothing changes.
fn mend(text: &mut Text, config: &Config) {
    for _ in 0..MAX_ROUNDS {
        let edits = decode::mend(text.as_str(), &config.decode);
        let is_settled = edits.is_empty();
        text.apply(edits);
        if config.skips(Room::Normalize) {
            return;
        }
        let edits = normalize::normalize(text.as_str());
        if edits.is_empty() {
            return;
        }
        let is_ascii = text.as_str().is_ascii();
        text.apply(edits);
        if is_settled && is_ascii {
            return;
        }
    }
}

/// Moves blocks from places of the base text to places of the current text.
///
/// A change over the white space between two blocks and characters of both counts as part of each;
/// what it left belongs to the first, and white space to none.
fn follow(text: &Text, blocks: Vec<Block>) -> Vec<Block> {
    if text.changes().is_empty() {
        return blocks;
    }
    let mut end = 0;
    blocks
        .into_iter()
        .filter_map(|block| {
            let Range { start, end: stop } = text.to_current(block.span).range();
            let inside = text.as_str().get(start.max(end)..stop)?;
            let start = stop - inside.trim_start().len();
            end = start + inside.trim().len();
            (start < end).then(|| Block { span: Span::new(start, end), ..block })
        })
        .collect()
}

fn keep_all(blocks: &[Block]) -> strip::Stripped {
    strip::Stripped { labels: vec![Label::Body; blocks.len()], inside: Vec::new() }
}
