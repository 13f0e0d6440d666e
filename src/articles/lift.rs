//! Metadata lifted from the lines of an article: title, writers, date, tags, captions, section.
//!
//! In go the blocks of one article with their labels; what was unknown in the metadata is filled.
//! What the page says of itself goes before what its text says, save that of a page of several
//! articles each has its own title and tags. Deliberately absent: any judgment of lines.

use super::front::{self, Front};
use crate::document::{Article, Label, Metadata};
use crate::text::{Edit, Reason, Span, Why};

/// What stands before a headline where a text begins with a list of fields.
const TITLE_LABELS: &[&str] =
    &["Title:", "Headline:", "Titel:", "Titre :", "Titre:", "T\u{ed}tulo:", "Titolo:"];

/// What may stand before a caption's own words.
const CAPTION_LABELS: &[&str] = &[
    "Enlarge /",
    "Enlarge this image",
    "Image caption",
    "Media caption",
    "Photo caption:",
    "Caption:",
    "FILE PHOTO",
    "FILE ",
];

/// Where a caption's credit starts.
const CREDITS: &[&str] = &[
    " (credit:",
    " (Credit:",
    " (photo",
    " (Photo",
    " (AP Photo",
    " (Foto",
    " (Image",
    " Copyright ",
    " Photo: ",
    " Photo by ",
    " Credit: ",
    " Foto: ",
    "\u{a9}",
];

/// Longest credit at the end of a caption.
const MAX_CREDIT: usize = 90;

/// Longest count of pictures before a caption: "12 of 118 ".
const MAX_COUNT: usize = 12;

/// Most captions of an article, and the longest in bytes: a page of pictures is not the metadata of
/// a text.
const MAX_CAPTIONS: usize = 50;
const MAX_CAPTION: usize = 1_000;

/// What the lines of an article say themselves.
#[derive(Debug)]
pub struct Own {
    authors: bool,
    date: bool,
    modified: Option<String>,
}

/// Fills `metadata` from the lines of an article. What was taken out as an entry of a menu and names its
/// writer is called a byline.
pub fn lift(
    text: &str,
    blocks: &mut [(Span, Label)],
    inside: &[Edit],
    is_part: bool,
    metadata: &mut Metadata,
) -> Own {
    let Lines { title, section, tags, captions } = Lines::of(text, blocks, inside);
    let is_known = !metadata.authors.is_empty() && metadata.published.is_some();
    let front = match is_known && !is_part {
        true => Front::default(),
        false => front::read(text, blocks, inside),
    };
    for i in front.bylines {
        if let Label::Boilerplate(why @ Why { reason: Reason::Nav | Reason::Related, .. }) =
            blocks[i].1
        {
            blocks[i].1 = Label::Boilerplate(Why { reason: Reason::Byline, ..why });
        }
    }
    let (authors, mut published) = (front.authors, front.published);
    let modified = front.modified.clone();
    let own = Own { authors: !authors.is_empty(), date: published.is_some(), modified };
    if is_part {
        metadata.title = title.or(metadata.title.take());
        metadata.tags = tags;
        // What the page says of itself it says of its first article.
        if own.authors {
            metadata.authors = authors.clone();
        }
        if own.date {
            metadata.published = published.take();
            metadata.date_source = Some("text");
        }
    } else {
        // "The Harbor Post: Bridge closed" over a line "Bridge closed".
        let is_longer = |whole: &String| {
            title.as_ref().is_some_and(|line| {
                whole.strip_suffix(line.as_str()).is_some_and(|site| site.ends_with(": "))
            })
        };
        metadata.title = metadata.title.take().filter(|whole| !is_longer(whole)).or(title);
        if metadata.tags.is_empty() {
            metadata.tags = tags;
        }
    }
    if metadata.captions.is_empty() {
        metadata.captions = captions;
    }
    if metadata.authors.is_empty() {
        metadata.authors = authors;
    }
    if metadata.published.is_none() && published.is_some() {
        metadata.published = published;
        metadata.date_source = Some("text");
    }
    if metadata.modified.is_none() {
        metadata.modified = front.modified;
    }
    metadata.section = metadata.section.take().or(section);
    own
}

/// Takes from the parts of a page, the first apart, what the page says of its writer and dates where other parts
/// name their own: one that does not is not told to be of the page's.
pub fn keep_apart(articles: &mut [Article], own: Vec<Own>) {
    let has_authors = own.iter().any(|own| own.authors);
    let has_dates = own.iter().any(|own| own.date);
    for (article, own) in articles.iter_mut().zip(own).skip(1) {
        let metadata = &mut article.metadata;
        if has_authors && !own.authors {
            metadata.authors.clear();
        }
        if has_dates {
            metadata.modified = own.modified;
            if !own.date {
                (metadata.published, metadata.date_source) = (None, None);
            }
        }
    }
}

/// What single lines say.
#[derive(Default)]
struct Lines {
    title: Option<String>,
    section: Option<String>,
    tags: Vec<String>,
    captions: Vec<String>,
}

impl Lines {
    fn of(text: &str, blocks: &[(Span, Label)], inside: &[Edit]) -> Self {
        let mut lines = Self::default();
        for (span, label) in blocks {
            let line = &text[span.range()];
            match label {
                Label::Title if lines.title.is_none() => {
                    lines.title = Some(title_of(&without(text, *span, inside)).to_owned());
                }
                Label::Boilerplate(Why { reason: Reason::Tags, .. }) => {
                    tags_of(line, &mut lines.tags, &mut lines.section);
                }
                Label::Boilerplate(Why { reason: Reason::Caption, .. })
                    if lines.captions.len() < MAX_CAPTIONS && line.len() <= MAX_CAPTION =>
                {
                    add(&mut lines.captions, caption_of(line));
                }
                _ => {}
            }
        }
        lines
    }
}

/// The text of a block without what goes inside it: a byline glued to a headline.
pub fn without(text: &str, block: Span, inside: &[Edit]) -> String {
    let is_here = |edit: &&Edit| block.start <= edit.span.start && edit.span.end <= block.end;
    let mut kept = String::new();
    let mut at = block.start as usize;
    for edit in inside.iter().filter(is_here) {
        kept.push_str(&text[at..edit.span.start as usize]);
        at = edit.span.end as usize;
    }
    kept.push_str(&text[at..block.end as usize]);
    kept
}

fn add(list: &mut Vec<String>, item: &str) {
    let item = item.trim();
    if !item.is_empty() && !list.iter().any(|known| known == item) {
        list.push(item.to_owned());
    }
}

/// "#rivers, #floods" or "Tags: rivers, floods" or "Filed under: News".
fn tags_of(line: &str, tags: &mut Vec<String>, section: &mut Option<String>) {
    if line.starts_with('#') {
        for tag in line.split([',', ' ', '|', '\u{b7}', '\u{2022}']) {
            add(tags, tag.trim_start_matches('#'));
        }
        return;
    }
    let Some((label, list)) = line.split_once(':') else { return };
    let folded = label.to_lowercase();
    if folded.contains("section") || folded.contains("filed") || folded.contains("posted") {
        let name = list.split(',').next().unwrap_or(list).trim();
        if !name.is_empty() && section.is_none() {
            *section = Some(name.to_owned());
        }
        return;
    }
    for tag in list.split([',', ';', '|']) {
        add(tags, tag.trim().trim_start_matches('#'));
    }
}

/// A headline without its label and the signs of Markdown.
fn title_of(line: &str) -> &str {
    let bare = line.trim_start_matches('#');
    let line = if bare.starts_with(' ') { bare.trim() } else { line };
    let labelled = TITLE_LABELS.iter().find_map(|label| line.strip_prefix(label));
    labelled.map_or(line, str::trim)
}

/// A caption without its label and its credit.
fn caption_of(line: &str) -> &str {
    let mut text = line;
    for label in CAPTION_LABELS {
        if let Some(rest) = text.strip_prefix(label) {
            text = rest.trim_start_matches([' ', ',', ':', '-', '\u{2013}', '\u{2014}']);
        }
    }
    // "2 of 4 | The bridge in May"
    if let Some((count, rest)) = text.split_once('|')
        && count.contains(" of ")
        && count.len() <= MAX_COUNT
    {
        return caption_of(rest.trim_start());
    }
    if let Some(open) = text.strip_suffix([')', ']']).and_then(|bare| bare.rfind(['(', '['])) {
        // "... in May (Ann Lee/Harbor Post)"
        let credit = &text[open + 1..text.len() - 1];
        if credit.contains('/') && credit.len() <= MAX_CREDIT && is_names(credit) {
            text = text[..open].trim_end();
        }
    }
    let end = CREDITS.iter().filter_map(|credit| text.rfind(credit)).filter(|&at| at > 0).min();
    text[..end.unwrap_or(text.len())].trim_end_matches(['|', ' ', '-', '\u{2013}', '\u{2014}'])
}

/// Whether all words begin with a capital, as names do.
fn is_names(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| !word.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_lose_what_marks_them() {
        for line in ["# Bridge closed", "Title: Bridge closed", "Bridge closed"] {
            assert_eq!(title_of(line), "Bridge closed");
        }
        assert_eq!(title_of("#bridge closed"), "#bridge closed");
    }

    #[test]
    fn captions_lose_label_and_credit() {
        assert_eq!(caption_of("Enlarge / The bridge. (credit: Ann Lee)"), "The bridge.");
        assert_eq!(caption_of("The bridge. Copyright AP Photo/Ann Lee"), "The bridge.");
        assert_eq!(caption_of("The bridge.\u{a9} Harbor Post"), "The bridge.");
        assert_eq!(caption_of("The bridge."), "The bridge.");
        assert_eq!(caption_of("The bridge (Ann Lee/Harbor Post)"), "The bridge");
        assert_eq!(caption_of("The bridge (old and/or new)"), "The bridge (old and/or new)");
    }

    #[test]
    fn tags_and_section_are_told_apart() {
        let (mut tags, mut section) = (Vec::new(), None);
        tags_of("#flood-relief, #rivers", &mut tags, &mut section);
        tags_of("Tags: harbor, mayor", &mut tags, &mut section);
        tags_of("Filed under: Local", &mut tags, &mut section);
        assert_eq!(tags, ["flood-relief", "rivers", "harbor", "mayor"]);
        assert_eq!(section.as_deref(), Some("Local"));
    }
}
