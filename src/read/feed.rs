//! RSS and Atom: the articles of a feed.
//!
//! In: a whole document. Out: one record per `item` or `entry`, its content as HTML (as text where it has no tag), with
//! title, address, dates, writers and tags. A fault of the markup costs one element at most, and a feed that is cut gives
//! what lies before the cut. Names are taken as they
//! are written by custom (`content:encoded`, `dc:creator`). Entities that a feed defines itself are not resolved.

use std::borrow::Cow;

use encoding_rs::Encoding;
use memchr::memmem;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Outlet, sniff};
use crate::document::{EncodingSource, Kind, Metadata, Record};

/// Bytes in which the root's namespaces stand.
const ROOT: usize = 2_000;
/// Bytes of the XML declaration.
const DECLARATION: usize = 200;
/// Faults of the markup in a stretch that are looked into: each may cost a look at all that follows.
const MAX_FAULTS: usize = 16;
/// Most articles of a feed, which are in memory together; feeds have tens, those of whole archives thousands.
const MAX_ENTRIES: usize = 100_000;

/// Whether a document is a feed, by its root.
pub(super) fn is_feed(bytes: &[u8]) -> bool {
    let mut head = sniff::trim_start(bytes);
    loop {
        let end: &[u8] = match head {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => match memchr::memchr2(b'[', b'>', head) {
                Some(at) if head[at] == b'[' => b"]>",
                _ => b">",
            },
            _ => break,
        };
        let Some(at) = memmem::find(head, end) else { return false };
        head = head[at + end.len()..].trim_ascii_start();
    }
    let root = &head[..head.len().min(ROOT)];
    let names = |namespace: &[u8]| memmem::find(root, namespace).is_some();
    let ends_name = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_whitespace() || *b == b'>');
    let is = |name: &[u8]| root.starts_with(name) && ends_name(root.get(name.len()));
    is(b"<rss")
        || is(b"<feed") && (names(b"w3.org/2005/Atom") || names(b"purl.org/atom"))
        || is(b"<rdf:RDF") && names(b"purl.org/rss/1.0")
}

/// The articles of a feed; `None` where its bytes are not in the encoding that `charset` or the feed names.
pub(super) fn records(
    bytes: &[u8],
    charset: Option<&str>,
    format: &'static str,
    outlet: &Outlet<'_>,
) -> Option<Vec<Record>> {
    let source = decode(bytes, charset)?;
    let mut elements = Elements::of(&source);
    let (mut records, mut language) = (Vec::<Record>::new(), None);
    while let Some(tag) = elements.next_tag() {
        if records.len() == MAX_ENTRIES {
            records[MAX_ENTRIES - 1].warnings.push("truncated");
            break;
        }
        match tag.name().as_ref() {
            "feed" => language = attribute(&tag, "xml:lang"),
            "language" => {
                language = elements.inside(&tag).map(|inside| value(inside).into_owned());
            }
            "item" | "entry" => {
                let from = elements.begin;
                let whole = elements.inside(&tag);
                let entry = Entry::read(whole.unwrap_or_else(|| elements.rest()));
                let mut record = entry.into_record(language.as_deref(), format, outlet);
                record.origin.record = records.len() as u64;
                record.origin.offset = from as u64;
                record.origin.length = (elements.at - from) as u64;
                record.warnings.extend(whole.is_none().then_some("truncated"));
                records.push(record);
            }
            _ => {}
        }
    }
    Some(records)
}

/// The document as text.
fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> Option<Cow<'b, str>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.into());
    }
    let declared = || {
        let head = &bytes[..bytes.len().min(DECLARATION)];
        let at = memmem::find(head, b"encoding=")? + b"encoding=".len();
        let label = head[at..].get(1..)?.split(|b| matches!(b, b'"' | b'\'')).next()?;
        Encoding::for_label(label)
    };
    let outside = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let (text, _, is_bad) = outside.or_else(declared)?.decode(bytes);
    (!is_bad).then_some(text)
}

/// A reader that takes feeds as they are: people write them by hand.
fn reader(source: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The elements of a stretch, one behind the other; what cannot be read between them is stepped over.
struct Elements<'s> {
    source: &'s str,
    /// Where the last start tag began.
    begin: usize,
    /// Where it ended, or its element did.
    at: usize,
    /// Whether it was its element's end as well.
    is_empty: bool,
    faults: usize,
}

impl<'s> Elements<'s> {
    fn of(source: &'s str) -> Self {
        Self { source, begin: 0, at: 0, is_empty: false, faults: 0 }
    }

    fn rest(&mut self) -> &'s str {
        let rest = &self.source[self.at..];
        self.at = self.source.len();
        rest
    }

    /// The next start tag.
    fn next_tag(&mut self) -> Option<BytesStart<'s>> {
        while self.faults < MAX_FAULTS {
            let rest = &self.source[self.at..];
            let mut reader = reader(rest);
            loop {
                let from = reader.buffer_position() as usize;
                let event = reader.read_event();
                self.is_empty = matches!(event, Ok(Event::Empty(_)));
                match event {
                    Ok(Event::Start(tag) | Event::Empty(tag)) => {
                        self.begin = self.at + from;
                        self.at += reader.buffer_position() as usize;
                        return Some(tag);
                    }
                    Ok(Event::Eof) => return None,
                    Ok(_) => {}
                    Err(_) => {
                        self.at += from + 1 + rest.get(from + 1..)?.find('<')?;
                        self.faults += 1;
                        break;
                    }
                }
            }
        }
        None
    }

    /// What stands behind a start tag up to its end tag, the next of its name where the markup between is
    /// wrong; `None` where there is none.
    fn inside(&mut self, tag: &BytesStart<'_>) -> Option<&'s str> {
        if self.is_empty {
            return Some("");
        }
        let rest = &self.source[self.at..];
        let near = Some(rest).filter(|_| self.faults < MAX_FAULTS).and_then(|rest| {
            let inside = rest.find(&format!("</{}", tag.name().as_ref()))?;
            Some((inside, inside + rest[inside..].find('>')? + 1))
        });
        self.faults += usize::from(near.is_none());
        let near = near?;
        // The next end tag may be one of the text's own, as in CDATA.
        let mut found = end_of(tag, &rest[..near.1]);
        if found.is_none() && self.faults < MAX_FAULTS {
            self.faults += 1;
            found = end_of(tag, rest);
        }
        let (inside, end) = found.unwrap_or(near);
        self.at += end;
        Some(&rest[..inside])
    }
}

/// Where the end tag of an element begins and ends that goes on with `rest`.
fn end_of(tag: &BytesStart<'_>, rest: &str) -> Option<(usize, usize)> {
    let mut reader = reader(rest);
    let inside = reader.read_to_end(tag.name()).ok()?;
    Some((inside.end as usize, reader.buffer_position() as usize))
}

/// What a feed says of an article.
#[derive(Debug, Default)]
struct Entry {
    content: String,
    summary: String,
    link: Option<String>,
    metadata: Metadata,
}

impl Entry {
    /// Reads what stands inside of an `item` or `entry`.
    fn read(inside: &str) -> Self {
        let mut entry = Self::default();
        let mut elements = Elements::of(inside);
        while let Some(tag) = elements.next_tag() {
            match elements.inside(&tag) {
                Some(inside) => _ = entry.take(&tag, inside),
                // The document is cut here, or the tag is a stray one.
                None if entry.take(&tag, &inside[elements.at..]) => break,
                None => {}
            }
        }
        entry
    }

    /// Takes what an element inside says; whether it is one that counts.
    fn take(&mut self, tag: &BytesStart<'_>, inside: &str) -> bool {
        let value = || value(inside).into_owned();
        let metadata = &mut self.metadata;
        match tag.name().as_ref() {
            "content:encoded" | "content" => self.content = value(),
            "description" | "summary" => self.summary = value(),
            "title" => metadata.title = Some(plain(&value())).filter(|title| !title.is_empty()),
            "link" => {
                let is_page = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
                let link = attribute(tag, "href").unwrap_or_else(value);
                if is_page && !link.is_empty() {
                    self.link = Some(link);
                }
            }
            "guid" | "id" if self.link.is_none() => {
                let is_address = attribute(tag, "isPermaLink").is_none_or(|is| is == "true");
                self.link = Some(value()).filter(|id| is_address && id.starts_with("http"));
            }
            "pubDate" | "published" | "dc:date" => metadata.published = Some(value()),
            "updated" => metadata.modified = Some(value()),
            "dc:creator" => metadata.authors.push(plain(&value())),
            "author" => metadata.authors.extend(author(inside)),
            "category" => metadata.tags.push(attribute(tag, "term").unwrap_or_else(value)),
            _ => return false,
        }
        true
    }

    fn into_record(
        self,
        language: Option<&str>,
        format: &'static str,
        outlet: &Outlet<'_>,
    ) -> Record {
        let Self { content, summary, link, mut metadata } = self;
        let (text, summary) =
            if content.is_empty() { (summary, None) } else { (content, Some(summary)) };
        let kind = if text.contains('<') { Kind::Html } else { Kind::Text };
        metadata.description =
            summary.filter(|summary| !summary.is_empty() && !summary.contains('<'));
        metadata.authors.retain(|name| !name.is_empty());
        metadata.tags.retain(|tag| !tag.is_empty());
        metadata.date_source = metadata.published.as_ref().map(|_| "field");
        metadata.declared_language = language.map(str::to_owned);
        let mut record = outlet.draft(text.into_bytes(), kind, format);
        record.charset = Some(("utf-8".to_owned(), EncodingSource::Container));
        record.url = link;
        record.metadata = metadata;
        record
    }
}

/// What an element says: its text with references resolved, or its markup where it has any (XHTML).
fn value(inner: &str) -> Cow<'_, str> {
    let inner = inner.trim();
    if !inner.contains(['<', '&']) {
        return inner.into();
    }
    let mut reader = reader(inner);
    let mut value = String::with_capacity(inner.len());
    loop {
        let from = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Text(text)) => value.push_str(&text),
            Ok(Event::CData(text)) => value.push_str(&text),
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(c)) => value.push(c),
                _ => match resolve_predefined_entity(&name) {
                    Some(text) => value.push_str(text),
                    None => value.extend(["&", &name, ";"]),
                },
            },
            Ok(Event::Start(_) | Event::Empty(_)) => return inner.into(),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            // The document is cut here.
            Err(_) => {
                let rest = inner.get(from..).unwrap_or_default();
                value.push_str(rest.strip_prefix("<![CDATA[").unwrap_or(rest));
                break;
            }
        }
    }
    value.trim().to_owned().into()
}

/// A title or a name, which some write as HTML inside: without tags, its references resolved.
fn plain(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let is_tag = rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = rest[at..].find('>').filter(|_| is_tag).map_or(at + 1, |end| at + end + 1);
        plain.push_str(&rest[..if is_tag { at } else { end }]);
        rest = &rest[end..];
    }
    plain.push_str(rest);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let plain = words.join(" ");
    unescape(&plain).map(Cow::into_owned).unwrap_or(plain)
}

/// The name of a writer: Atom's `<name>`, or what stands in brackets behind the address that RSS wants.
fn author(inner: &str) -> Option<String> {
    let mut elements = Elements::of(inner);
    while let Some(tag) = elements.next_tag() {
        if tag.name().as_ref() == "name" {
            return elements.inside(&tag).map(|name| plain(&value(name)));
        }
    }
    let text = plain(&value(inner));
    match text.split_once('@') {
        None => Some(text),
        Some((_, rest)) => {
            rest.split_once('(').map(|(_, name)| name.trim_end_matches(')').to_owned())
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::read::records_of_bytes;

    fn read(name: &str, bytes: &[u8]) -> Vec<Record> {
        let records = records_of_bytes(name, bytes, &config::Read::default());
        records.into_iter().map(|record| record.unwrap()).collect()
    }

    fn text(record: &Record) -> &str {
        std::str::from_utf8(&record.bytes).unwrap()
    }

    const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Tarn Post</title><link>https://tarn.example</link><language>en-GB</language>
<image><title>Logo</title></image>
<item><title><![CDATA[Bridge &#8211; closed]]></title><link>https://tarn.example/bridge?a=1&amp;b=2</link>
<dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>Mon, 03 May 2021 10:00:00 +0000</pubDate>
<category><![CDATA[News]]></category><media:title>A photo</media:title>
<description>Short & plain</description>
<content:encoded><![CDATA[<p>The bridge is <b>closed</b> for R&amp;D.</p>]]></content:encoded></item>
<item><title>Oak &amp; ash</title><guid>https://tarn.example/oak</guid>
<author>bo@tarn.example (Bo Berg)</author>
<description>&lt;p&gt;The oak fell&nbsp;down.&lt;/p&gt;</description></item>
</channel></rss>"#;

    #[test]
    fn rss_gives_an_article_an_item() {
        let records = read("feed.xml", RSS.as_bytes());
        let [bridge, oak] = records.as_slice() else { panic!("{}", records.len()) };
        assert_eq!(text(bridge), "<p>The bridge is <b>closed</b> for R&amp;D.</p>");
        assert_eq!((bridge.kind, bridge.origin.format), (Kind::Html, "feed"));
        assert_eq!(bridge.url.as_deref(), Some("https://tarn.example/bridge?a=1&b=2"));
        let metadata = &bridge.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Bridge \u{2013} closed"));
        assert_eq!(
            (metadata.authors.as_slice(), metadata.tags.as_slice()),
            (&["Ann Lee".into()][..], &["News".into()][..])
        );
        assert_eq!(metadata.published.as_deref(), Some("Mon, 03 May 2021 10:00:00 +0000"));
        assert_eq!(metadata.description.as_deref(), Some("Short & plain"));
        assert_eq!(metadata.declared_language.as_deref(), Some("en-GB"));
        assert_eq!(text(oak), "<p>The oak fell\u{a0}down.</p>");
        assert_eq!(oak.metadata.title.as_deref(), Some("Oak & ash"));
        assert_eq!(oak.url.as_deref(), Some("https://tarn.example/oak"));
        assert_eq!(oak.metadata.authors, ["Bo Berg"]);
        assert_eq!((oak.origin.record, &RSS[oak.origin.offset as usize..][..6]), (1, "<item>"));
    }

    #[test]
    fn atom_gives_an_article_an_entry() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Tarn Post</title>
            <entry><title type="html">Bridge &lt;b&gt;closed&lt;/b&gt;</title><id>urn:1</id>
            <link rel="self" href="https://tarn.example/self"/><link href="https://tarn.example/bridge"/>
            <published>2021-05-03T10:00:00Z</published><updated>2021-05-04T10:00:00Z</updated>
            <author><name>Ann Lee</name></author><category term="News"/><summary>Closed.</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It is closed.</p></div></content></entry>
            </feed>"#;
        let records = read("news", atom.as_bytes());
        let [bridge] = records.as_slice() else { panic!("{}", records.len()) };
        assert!(text(bridge).ends_with("<p>It is closed.</p></div>"));
        let metadata = &bridge.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Bridge closed"));
        assert_eq!(bridge.url.as_deref(), Some("https://tarn.example/bridge"));
        assert_eq!(metadata.modified.as_deref(), Some("2021-05-04T10:00:00Z"));
        assert_eq!(
            (metadata.authors.as_slice(), metadata.tags.as_slice()),
            (&["Ann Lee".into()][..], &["News".into()][..])
        );
    }

    #[test]
    fn what_is_cut_or_in_another_encoding_is_read_as_far_as_it_goes() {
        let at = RSS.find("closed</b>").unwrap();
        let cut = read("feed.rss", &RSS.as_bytes()[..at]);
        assert_eq!(
            (text(&cut[0]), cut[0].warnings.as_slice()),
            ("<p>The bridge is <b>", &["truncated"][..])
        );
        let latin = RSS.replace("UTF-8", "ISO-8859-1").replace("closed", "cl\u{f4}s");
        let latin: Vec<u8> = latin.chars().map(|c| c as u8).collect();
        assert!(text(&read("feed.xml", &latin)[0]).contains("<b>cl\u{f4}s</b>"));
        let wrong = RSS.replace("Short & plain", "3 < 4 & 5</b>");
        let wrong = read("feed.rss", wrong.as_bytes());
        assert_eq!(wrong.len(), 2);
        assert_eq!(text(&wrong[0]), "<p>The bridge is <b>closed</b> for R&amp;D.</p>");
        let quoted = RSS.replace("is <b>", "ends in </item> <b>");
        assert!(text(&read("feed.rss", quoted.as_bytes())[0]).ends_with("for R&amp;D.</p>"));
        let bomb = RSS
            .replace("<rss", "<!DOCTYPE rss [<!ENTITY a \"&b;&b;\"><!ENTITY b \"x\">]><rss")
            .replace("&nbsp;", "&a;");
        assert!(text(&read("feed.rss", bomb.as_bytes())[1]).contains("fell&a;down"));
    }

    #[test]
    fn what_is_never_closed_is_looked_at_a_few_times_only() {
        for part in [
            "<item>",
            "<item><title>",
            "<a b='",
            "<item><x><![CDATA[</item>",
            "<",
            "<item><item></item>",
        ] {
            let feed = format!("<rss version='2.0'><channel>{}", part.repeat(300_000));
            assert!(read("feed.rss", feed.as_bytes()).len() <= MAX_ENTRIES, "{part}");
        }
    }

    #[test]
    fn pages_and_other_xml_are_no_feeds() {
        for other in ["<html><p>rss", "<urlset><url>", "<rssfeed>", "<feed><entry>", "Rain <rss>"] {
            assert!(!is_feed(other.as_bytes()), "{other}");
        }
    }
}
