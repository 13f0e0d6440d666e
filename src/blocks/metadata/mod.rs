//! What a page says of itself, judged.
//!
//! In go the values that were met ([`Facts`]) and the blocks, out comes the page's [`Metadata`].
//! A page says most things several times; the order of trust is JSON-LD, which is written for
//! machines, then `article:` and OpenGraph properties, then other `meta` names, then what stands
//! on the page. For the title it is the headline as readers saw it, where another source
//! confirms it. Deliberately absent: captions and bylines in the text (the `articles` room's).

mod dates;
mod json;
mod json_ld;
mod title;

use url::Url;

use self::json_ld::Story;
use super::facts::Facts;
use super::tokens::plain;
use crate::document::{Block, Metadata, Tag};

/// Longest name of a person, section or tag; most tags and authors.
const MAX_NAME: usize = 200;
const MAX_LIST: usize = 100;
/// Longest address.
const MAX_URL: usize = 4_000;
/// How many blocks from the headline a time may stand to be the article's.
const NEAR_HEADLINE: usize = 15;

const AUTHOR: &[&str] = &[
    "article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.creator.name",
    "byl",
    "citation_author",
    "article:author_name",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "date",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
];
const SECTION: &[&str] = &["article:section", "parsely-section", "section", "articlesection"];
const TAGS: &[&str] =
    &["article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords"];
const DESCRIPTION: &[&str] =
    &["og:description", "description", "dc.description", "dcterms.description"];
const SITE: &[&str] = &["og:site_name", "application-name", "dc.publisher"];

/// The metadata that the facts amount to.
pub(super) fn gather(facts: Facts, text: &str, blocks: &[Block]) -> Metadata {
    let story = json_ld::story(&facts.json);
    let url_canonical = canonical(&facts, &story);
    let headings = blocks.iter().enumerate().filter_map(|(i, block)| match block.tag {
        Tag::Heading(level) => Some((i, level, &text[block.span.range()])),
        _ => None,
    });
    let masthead = title::masthead(&facts.title, headings.clone());
    let site_name = facts
        .first(SITE)
        .or_else(|| story.publisher.clone())
        .or_else(|| masthead.map(|(site, _)| site.to_owned()));
    let headlines = headings.filter(|(i, level, _)| {
        *level == 1 || masthead.is_some_and(|(_, headline)| headline == *i)
    });
    let (title, headline) = title::choose(
        story.headline.as_deref(),
        facts.first(&["og:title", "twitter:title", "dc.title"]).as_deref(),
        &squeeze(&facts.title),
        headlines.map(|(i, _, heading)| (i, heading)),
        site_name.as_deref(),
    );
    let (published, date_source) = published(&facts, &story, headline);
    let mut metadata = Metadata {
        url_canonical,
        title,
        authors: authors(&facts, &story, site_name.as_deref()),
        published,
        date_source,
        modified: (story.modified.iter().map(String::as_str))
            .chain(facts.all(MODIFIED))
            .find_map(dates::read),
        section: story.section.clone().or_else(|| facts.first(SECTION)).filter(is_name),
        tags: tags(&facts, &story),
        captions: Vec::new(),
        description: None,
        body: story.body.clone(),
        site_name,
        declared_language: (facts.language.clone().or(story.language))
            .map(|tag| tag.trim().replace('_', "-"))
            .filter(|tag| is_language(tag)),
    };
    metadata.description =
        facts.first(DESCRIPTION).or(story.description).filter(|text| !text.is_empty());
    metadata
}

impl Facts {
    /// The values of `meta` elements of these names, in the order of the names.
    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(move |name| {
            self.metas.iter().filter(move |meta| meta.0 == *name).map(|meta| meta.1.as_str())
        })
    }

    /// The first value that says something, white space squeezed.
    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).map(squeeze).find(|value| !value.is_empty())
    }
}

/// The text with single spaces, its markup taken out if it has any.
fn clean(text: &str) -> String {
    squeeze(&plain(text))
}

/// The same of a text whose lines are paragraphs, which stay apart.
fn paragraphs(text: &str) -> String {
    let text = plain(text);
    let lines: Vec<String> = text.lines().map(squeeze).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

#[allow(clippy::ptr_arg)] // given to Option<String>::filter
fn is_name(name: &String) -> bool {
    !name.is_empty() && name.len() <= MAX_NAME && !name.contains("://")
}

fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && tag.split('-').next().is_some_and(|code| (2..=3).contains(&code.len()))
}

/// The page's address: the canonical link, else OpenGraph's, else JSON-LD's.
fn canonical(facts: &Facts, story: &Story) -> Option<String> {
    let base = facts.all(&["og:url"]).chain(story.url.as_deref()).find_map(address);
    let link = facts.canonical.as_deref().and_then(|link| match address(link) {
        Some(url) => Some(url),
        // Relative links are the exception; what they are relative to is told by the others.
        None => base.as_ref()?.join(link.trim()).ok().filter(is_web),
    });
    link.or(base).map(String::from)
}

/// A complete address of the web, without user and password.
fn address(text: &str) -> Option<Url> {
    if text.len() > MAX_URL {
        return None;
    }
    let mut url = Url::parse(text.trim()).ok().filter(is_web)?;
    // Both only fail for addresses without a host, which are no web addresses.
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

fn published(
    facts: &Facts,
    story: &Story,
    headline: Option<usize>,
) -> (Option<String>, Option<&'static str>) {
    let named = facts.times.iter().filter(|time| time.is_published);
    let mut near: Vec<_> = facts
        .times
        .iter()
        .filter_map(|time| Some((time.block.abs_diff(headline?), time)))
        .filter(|(distance, _)| *distance <= NEAR_HEADLINE)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    let times = named.chain(near.into_iter().map(|(_, time)| time));
    let given: Vec<(&str, &'static str)> = (story.published.iter())
        .map(|date| (date.as_str(), "json_ld"))
        .chain(facts.all(PUBLISHED).map(|date| (date, "meta")))
        .chain(times.map(|time| (time.value.as_str(), "time")))
        .collect();
    // A date in doubt is one only where no other is given.
    let first = |read: fn(&str) -> Option<String>| {
        given.iter().find_map(|(date, source)| Some((read(date)?, *source)))
    };
    first(dates::clear).or_else(|| first(dates::read)).unzip()
}

fn authors(facts: &Facts, story: &Story, site: Option<&str>) -> Vec<String> {
    let mut authors = Vec::new();
    let from_metas = AUTHOR.iter().map(|name| {
        let values = facts.all(std::slice::from_ref(name));
        values.map(squeeze).collect::<Vec<_>>()
    });
    for names in std::iter::once(story.authors.clone()).chain(from_metas) {
        for name in names {
            let name = without_by(&name);
            let is_site = site.is_some_and(|site| site.eq_ignore_ascii_case(name));
            // Some write the author's page, mail address or account.
            let is_author = is_name(&name.to_owned())
                && !is_site
                && !name.starts_with(['/', '{'])
                && !name.contains('@')
                && !name.starts_with("www.")
                && name.chars().any(char::is_alphabetic);
            if is_author && authors.len() < MAX_LIST && !authors.iter().any(|a| a == name) {
                authors.push(name.to_owned());
            }
        }
        if !authors.is_empty() {
            break;
        }
    }
    authors
}

/// An author's name without the "By" that some put before it.
fn without_by(name: &str) -> &str {
    match name.split_once(' ') {
        Some((by, rest)) if by.eq_ignore_ascii_case("by") => rest.trim(),
        _ => name.trim(),
    }
}

fn tags(facts: &Facts, story: &Story) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let from_metas = TAGS.iter().map(|name| {
        let values = facts.all(std::slice::from_ref(name));
        values.map(str::to_owned).collect::<Vec<_>>()
    });
    for values in from_metas.chain([story.keywords.clone()]) {
        for value in &values {
            let separator = if value.contains(',') { ',' } else { ';' };
            for tag in value.split(separator).map(squeeze).filter(is_name) {
                if tags.len() < MAX_LIST && !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
        }
        if !tags.is_empty() {
            break;
        }
    }
    tags
}
