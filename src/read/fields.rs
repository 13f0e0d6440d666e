//! Named fields to records: what a JSON line or a CSV row means.
//!
//! In: names and values. Out: a record whose payload is the first usable text or HTML field and
//! whose metadata comes from the usual names of the others. Names are compared exactly, then in
//! lower case. Where a name stands twice, the last value counts.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Outlet, sniff};
use crate::config;
use crate::document::{EncodingSource, Kind, Metadata, Record};
use crate::lexicon::date_order::Order;
use crate::lexicon::dates;

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Html,
    Url,
    /// Often the address, sometimes the name of a collection: taken when it is an address.
    Source,
    Title,
    Authors,
    Published,
    Modified,
    Section,
    Tags,
    Description,
    SiteName,
    Language,
    Added,
    /// An object with further metadata, as in Dolma's documents.
    Nested,
}

/// Number of roles.
const ROLES: usize = Role::Nested as usize + 1;

/// Usual names, the better ones first.
const USUAL: &[(Role, &[&str])] = &[
    (Role::Source, &["source"]),
    (Role::Title, &["title", "headline", "heading", "og_title"]),
    (Role::Authors, &["authors", "author", "byline", "creator"]),
    (
        Role::Published,
        &[
            "published",
            "date_publish",
            "date_published",
            "datePublished",
            "publish_date",
            "published_at",
            "publication_date",
            "pub_date",
            "pubdate",
            "created",
            "created_at",
            "date",
        ],
    ),
    (
        Role::Modified,
        &["modified", "date_modify", "date_modified", "dateModified", "updated", "updated_at"],
    ),
    (Role::Section, &["section", "category", "categories", "articleSection"]),
    (Role::Tags, &["tags", "keywords", "tag"]),
    (Role::Description, &["description", "summary", "abstract", "excerpt", "standfirst"]),
    (Role::SiteName, &["site_name", "sitename", "publisher"]),
    (Role::Language, &["language", "lang"]),
    (
        Role::Added,
        &[
            "added",
            "date_download",
            "downloaded",
            "downloaded_at",
            "crawled",
            "crawled_at",
            "crawl_date",
            "date_crawled",
            "fetched",
            "fetched_at",
            "fetch_time",
            "retrieved",
            "scraped_at",
            "timestamp",
        ],
    ),
    (Role::Nested, &["metadata", "meta"]),
];

/// A value of a wrong type or an empty one, after all usable ones.
const UNUSABLE: u16 = 1000;
/// Fields of a nested object come after those of the object itself.
pub(super) const NESTED: u16 = 100;

/// Names told of where none is known, and characters of each: a text may be mistaken for a table.
const SHOWN_NAMES: usize = 20;
const SHOWN_CHARS: usize = 40;

/// Which names play which role, and how good each is.
pub(super) struct Roles {
    by_name: FxHashMap<String, (Role, u16)>,
}

impl Roles {
    pub fn new(config: &config::Read) -> Self {
        let mut by_name = FxHashMap::default();
        let mut add = |role, names: &mut dyn Iterator<Item = &str>| {
            for (rank, name) in names.enumerate() {
                by_name.entry(name.to_owned()).or_insert((role, rank.min(99) as u16));
            }
        };
        // What is configured comes first: a name plays one role only.
        add(Role::Text, &mut config.text_fields.iter().map(String::as_str));
        add(Role::Html, &mut config.html_fields.iter().map(String::as_str));
        add(Role::Url, &mut config.url_fields.iter().map(String::as_str));
        for &(role, names) in USUAL {
            add(role, &mut names.iter().copied());
        }
        Self { by_name }
    }

    pub fn find(&self, name: &str) -> Option<(Role, u16)> {
        if let Some(&found) = self.by_name.get(name) {
            return Some(found);
        }
        let has_upper = name.bytes().any(|b| b.is_ascii_uppercase());
        has_upper.then(|| self.by_name.get(&name.to_ascii_lowercase()).copied()).flatten()
    }
}

/// The value of a field.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    /// A CSV field that is not UTF-8.
    Raw(&'a [u8]),
    List(Vec<String>),
    Number(f64),
    Null,
    Other,
}

impl Value<'_> {
    fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim_ascii().is_empty(),
            Self::Raw(bytes) => bytes.trim_ascii().is_empty(),
            _ => false,
        }
    }

    fn into_text(self) -> Option<String> {
        let text = match self {
            Self::Text(text) => text.into_owned(),
            // Metadata that is not UTF-8 is most often the Western single-byte encoding.
            Self::Raw(bytes) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
            Self::List(list) => list.into_iter().next()?,
            Self::Number(number) => number.to_string(),
            Self::Null | Self::Other => return None,
        };
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    fn into_list(self, separators: &[char]) -> Vec<String> {
        match self {
            Self::List(list) => list,
            other => other.into_text().map_or_else(Vec::new, |text| {
                let parts = text.split(separators).map(str::trim).filter(|part| !part.is_empty());
                parts.map(str::to_owned).collect()
            }),
        }
    }

    /// A time as text; numbers are seconds or milliseconds since 1970, or 14 digits.
    fn into_time(self) -> Option<String> {
        let text = self.into_text()?;
        let Ok(number) = text.parse::<i64>() else { return Some(text) };
        let time = match text.len() {
            14 => {
                let time = jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", &text).ok()?;
                return Some(format!("{time}Z"));
            }
            13 => jiff::Timestamp::from_millisecond(number),
            9..=10 => jiff::Timestamp::from_second(number),
            _ => return Some(text),
        };
        time.ok().map(|time| time.to_string())
    }
}

/// The fields of one object or row that play a role, the best for each.
#[derive(Default)]
pub(super) struct Fields<'a> {
    best: [Option<(u16, Value<'a>)>; ROLES],
    /// Whether a field for text or HTML is null.
    has_null: bool,
}

impl<'a> Fields<'a> {
    pub fn put(&mut self, (role, rank): (Role, u16), value: Value<'a>) {
        if rank >= NESTED && is_payload(role) {
            return;
        }
        if matches!(value, Value::Null) {
            self.has_null |= is_payload(role);
            return;
        }
        let is_unusable = match role {
            Role::Text | Role::Html => !matches!(value, Value::Text(_) | Value::Raw(_)),
            _ => matches!(value, Value::Other),
        };
        let penalty = u16::from(is_unusable) * 2 + u16::from(value.is_blank());
        let rank = rank + penalty * UNUSABLE;
        let slot = &mut self.best[role as usize];
        // An equal rank is the same name again, or its other spelling: the last counts.
        if slot.as_ref().is_none_or(|(best, _)| rank <= *best) {
            *slot = Some((rank, value));
        }
    }

    fn take(&mut self, role: Role) -> Option<Value<'a>> {
        self.best[role as usize].take().map(|(_, value)| value)
    }

    /// The record, or why there is none.
    pub fn into_record(
        mut self,
        format: &'static str,
        outlet: &Outlet<'_>,
    ) -> Result<Record, NoRecord> {
        let rank = |role: Role| self.best[role as usize].as_ref().map(|&(rank, _)| rank / UNUSABLE);
        let role = match (rank(Role::Text), rank(Role::Html)) {
            (None, None) if self.has_null => return Err(NoRecord::NotText),
            (None, None) => return Err(NoRecord::NoPayload),
            (Some(text), Some(html)) if html < text => Role::Html,
            (Some(_), _) => Role::Text,
            (None, Some(_)) => Role::Html,
        };
        let mut is_utf8 = true;
        let bytes = match self.take(role).expect("it has a rank") {
            Value::Text(text) => text.into_owned().into_bytes(),
            Value::Raw(bytes) => {
                is_utf8 = false;
                bytes.to_vec()
            }
            _ => return Err(NoRecord::NotText),
        };
        let kind = match role {
            Role::Text if !sniff::is_html(&bytes) => Kind::Text,
            _ => Kind::Html,
        };
        let mut record = outlet.draft(bytes, kind, format);
        if is_utf8 {
            record.charset = Some(("utf-8".to_owned(), EncodingSource::Container));
        }
        let text = |value: Option<Value<'a>>| value.and_then(Value::into_text);
        match text(self.take(Role::Source)) {
            Some(address) if address.starts_with("http") => record.url = Some(address),
            name => record.source = name,
        }
        record.url = text(self.take(Role::Url)).or(record.url);
        record.added = self.take(Role::Added).and_then(Value::into_time);
        let list = |value: Option<Value<'a>>, separators: &[char]| {
            value.map_or_else(Vec::new, |value| value.into_list(separators))
        };
        let date = |value: Option<Value<'a>>| {
            value.and_then(Value::into_time).filter(|date| is_date(date))
        };
        let published = date(self.take(Role::Published));
        record.metadata = Metadata {
            title: text(self.take(Role::Title)),
            // Commas also stand inside of names with titles ("Ann Roe, staff writer").
            authors: list(self.take(Role::Authors), &[';', '|']),
            date_source: published.is_some().then_some("field"),
            published,
            modified: date(self.take(Role::Modified)),
            section: text(self.take(Role::Section)),
            tags: list(self.take(Role::Tags), &[',', ';', '|']),
            description: text(self.take(Role::Description)),
            site_name: text(self.take(Role::SiteName)),
            declared_language: text(self.take(Role::Language)),
            ..Metadata::default()
        };
        Ok(record)
    }
}

/// Why fields make no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoRecord {
    /// None holds text or HTML.
    NoPayload,
    /// The one that should holds something else than a string, or null.
    NotText,
}

impl NoRecord {
    /// For people, who may know the field by its name.
    pub fn message<N: AsRef<str>>(self, names: impl IntoIterator<Item = N>) -> String {
        match self {
            Self::NotText => "the text field is not a string".to_owned(),
            Self::NoPayload => {
                let shown = |name: N| name.as_ref().chars().take(SHOWN_CHARS).collect::<String>();
                let names: Vec<String> = names.into_iter().take(SHOWN_NAMES).map(shown).collect();
                format!(
                    "no text or HTML field among: {}; name it in read.text_fields or read.html_fields",
                    names.join(", ")
                )
            }
        }
    }
}

/// Whether a text is a date, in whichever order: what is none does not stand in the way of the page's own.
fn is_date(text: &str) -> bool {
    dates::read_in(text.trim(), Order::DayFirst).is_some()
}

fn is_payload(role: Role) -> bool {
    matches!(role, Role::Text | Role::Html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_all_spellings() {
        let time = |text: &'static str| Value::Text(text.into()).into_time();
        assert_eq!(time("2021-03-04 05:06:07").as_deref(), Some("2021-03-04 05:06:07"));
        assert_eq!(time("20210304050607").as_deref(), Some("2021-03-04T05:06:07Z"));
        assert_eq!(Value::Number(1.6e9).into_time().as_deref(), Some("2020-09-13T12:26:40Z"));
        assert_eq!(time("99999999999999"), None);
    }

    #[test]
    fn names_in_any_case_and_configured_ones_first() {
        let config = config::Read { text_fields: vec!["title".into()], ..Default::default() };
        let roles = Roles::new(&config);
        assert_eq!(roles.find("Title"), Some((Role::Text, 0)));
        assert_eq!(roles.find("HEADLINE"), Some((Role::Title, 1)));
        assert_eq!(roles.find("other"), None);
    }
}
