//! Metadata lifted from the lines of an article: title, writers, date, tags, captions, section.
//!
//! In go the blocks of one article with their labels; what was unknown in the metadata is filled.
//! What the page says of itself goes before what its text says, save that of a page of several
//! articles each has its own title and tags. Deliberately absent: any judgment of lines.

use super::date;
use crate::document::{Label, Metadata};
use crate::lexicon::calendar::{is_around_dates, month};
use crate::text::{Edit, Reason, Span};

/// What may stand before the names of a byline.
const BY: &[&str] = &[
    "Written by",
    "Words by",
    "Story by",
    "Text by",
    "Report by",
    "Posted by",
    "Published by",
    "By",
    "BY",
    "by",
    "Von",
    "Par",
    "Por",
    "Di",
    "Door",
    "Av",
    "Af",
    "Oleh",
    "Autor:",
    "Autorka:",
    "Autorzy:",
    "Автор:",
    "Авторы:",
    "Автори:",
    "Autors:",
    "Írta:",
    "Szerző:",
    "Συντάκτης:",
    "Γράφει ο",
    "Γράφει η",
    "Του",
    "Της",
    "लेखक:",
    "द्वारा:",
    "Tác giả:",
    "Piše:",
    "Пише:",
    "Parengė:",
    "Höfundur:",
    "מאת:",
    "نویسنده:",
    "ผู้เขียน:",
    "Yazar:",
    "Penulis:",
];

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
    " \u{a9}",
];

/// Longest credit at the end of a caption.
const MAX_CREDIT: usize = 90;

/// Longest count of pictures before a caption: "12 of 118 ".
const MAX_COUNT: usize = 12;

/// Most words of an author's name; more are a sentence about somebody.
const MAX_NAME_WORDS: usize = 6;

/// Fewest bytes of a weekday that is written with a capital.
const WEEKDAY_BYTES: usize = 6;

/// Most captions of an article, and the longest in bytes: a page of pictures is not the metadata of
/// a text.
const MAX_CAPTIONS: usize = 50;
const MAX_CAPTION: usize = 1_000;

/// Fills `metadata` from the lines of an article.
pub fn lift(
    text: &str,
    blocks: &[(Span, Label)],
    inside: &[Edit],
    is_part: bool,
    metadata: &mut Metadata,
) {
    let (mut tags, mut captions, mut authors) = (Vec::new(), Vec::new(), Vec::new());
    let (mut title, mut published, mut section) = (None, None, None);
    for (span, label) in blocks {
        let line = &text[span.range()];
        match label {
            Label::Title if title.is_none() => title = Some(without(text, *span, inside)),
            Label::Boilerplate(why) => match why.reason {
                Reason::Tags => tags_of(line, &mut tags, &mut section),
                Reason::Caption if captions.len() < MAX_CAPTIONS && line.len() <= MAX_CAPTION => {
                    add(&mut captions, caption_of(line));
                }
                Reason::Byline => {
                    names_of(line, &mut authors);
                    // "By Ann Lee3 June 2025"
                    let number = line.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
                    published = published
                        .or_else(|| date::parse(line))
                        .or_else(|| date::parse(&line[glued_month(line).unwrap_or(number)..]));
                }
                Reason::Dateline if published.is_none() => published = date::parse(line),
                _ => {}
            },
            _ => {}
        }
    }
    for edit in inside.iter().filter(|edit| edit.why.reason == Reason::Byline) {
        let line = &text[edit.span.range()];
        names_of(line, &mut authors);
        published = published.or_else(|| date::parse(line));
    }
    let dated = inside.iter().filter(|edit| edit.why.reason == Reason::Dateline);
    published = published
        .or_else(|| dated.into_iter().find_map(|edit| date::parse(&text[edit.span.range()])));
    if is_part {
        metadata.title = title.or(metadata.title.take());
        metadata.tags = tags;
        // What the page says of itself it says of its first article.
        if !authors.is_empty() {
            metadata.authors = authors.clone();
        }
        if published.is_some() {
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
    metadata.section = metadata.section.take().or(section);
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

/// Where a month begins that is glued to the name before it.
fn glued_month(line: &str) -> Option<usize> {
    let pairs = line.char_indices().zip(line.chars().skip(1));
    let joints = pairs.filter(|((_, before), c)| before.is_lowercase() && c.is_uppercase());
    joints.map(|((at, before), _)| at + before.len_utf8()).find(|&at| {
        let word = line[at..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        month(&word.to_lowercase()).is_some()
    })
}

/// The names before a date whose first number `rest` begins with: "Ann Lee on March 3, 2021". A month behind the number
/// makes the one before it a name: "Ann May 3 June 2025".
fn before_date<'l>(names: &'l str, rest: &str) -> &'l str {
    let of = |word: &str| month(&word.to_lowercase());
    let mut words = rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if words.next().and_then(of).is_some() {
        return names;
    }
    let is_time = rest.trim_start_matches(|c: char| c.is_numeric()).starts_with(':');
    let mut names = names.trim_end();
    loop {
        let (head, last) = names.rsplit_once(' ').unwrap_or(("", names));
        let word = last.trim_matches(|c: char| !c.is_alphabetic());
        // Short words with a capital may be names.
        let is_plain = word.starts_with(char::is_lowercase) || word.len() >= WEEKDAY_BYTES;
        let is_of_date =
            of(word).is_some() && !is_time || is_plain && is_around_dates(&word.to_lowercase());
        if word.is_empty() || !is_of_date {
            return names;
        }
        names = head.trim_end_matches([' ', ',', '-', '\u{2013}', '\u{2014}']);
    }
}

/// Whether all words begin with a capital, as names do.
fn is_names(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| !word.starts_with(char::is_lowercase))
}

/// The names of a byline.
fn names_of(line: &str, authors: &mut Vec<String>) {
    let line = &line.replace('\u{a0}', " ");
    let mut text = line.split(['|', '\u{2022}', '\u{b7}']).next().unwrap_or(line).trim();
    let mut has_label = false;
    // "June 8, 2024 by Ann Lee"
    if let Some((date, _)) = text.split_once(" by ")
        && date.contains(|c: char| c.is_ascii_digit())
    {
        text = &text[date.len() + 1..];
    }
    // "홍길동 기자 gildong@post.example"
    if let Some((name, office)) = text.split_once(' ')
        && office.starts_with("기자")
    {
        add(authors, name);
        return;
    }
    for label in BY {
        if let Some(rest) = text.strip_prefix(label)
            && rest.starts_with([' ', ':'])
        {
            text = rest.trim_start_matches([':', ' ']);
            has_label = true;
            break;
        }
    }
    let named = has_label || text.contains(',');
    if !named || text.is_empty() {
        return;
    }
    // "By Ann Lee3 June 2025", "By Ann LeeJune 3, 2025"
    if let Some(date) = text.find(char::is_numeric) {
        text = before_date(&text[..date], &text[date..]);
    }
    text = &text[..glued_month(text).unwrap_or(text.len())];
    // "Ann Lee and Bo Berg", "Ann Lee with AP": an office or an agency follows a comma.
    let first = text.split([',', '(']).next().unwrap_or(text);
    // Behind "with" stand agencies.
    let first = first.split_once(" with ").map_or(first, |(writers, _)| writers);
    // "Ann Lee - February 3"
    let first = first.split_once(" - ").map_or(first, |(writers, _)| writers);
    for name in first.split(" and ").flat_map(|n| n.split(" & ")) {
        for name in name.split(" und ").flat_map(|n| n.split(" et ")) {
            // Many scripts have no capitals.
            let is_name = |c: char| c.is_alphabetic() && !c.is_lowercase();
            let is_sentence = name.split_whitespace().count() > MAX_NAME_WORDS;
            if name.starts_with(is_name) && !name.contains(char::is_numeric) && !is_sentence {
                add(authors, name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_of_bylines() {
        let names = |line| {
            let mut authors = Vec::new();
            names_of(line, &mut authors);
            authors
        };
        assert_eq!(names("By Ann Lee and Bo Berg, Staff Writers"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(names("Von Anna Lehm"), ["Anna Lehm"]);
        assert_eq!(names("Γράφει η Άννα Λέου"), ["Άννα Λέου"]);
        assert_eq!(names("מאת: דנה כהן"), ["דנה כהן"]);
        assert_eq!(names("홍길동 기자 gildong@post.example"), ["홍길동"]);
        assert_eq!(names("By Harbor Post with AP, AFP"), ["Harbor Post"]);
        assert_eq!(names("Ann Lee, Staff Writer"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee3 June 2025"), ["Ann Lee"]);
        assert_eq!(names("By Ann LeeJune 3, 2025No Comments"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee March 3, 2021 at 4:10 PM"), ["Ann Lee"]);
        assert_eq!(names("By Ann Lee and Bo Berg on March 3, 2021"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(names("By Ann Lee - March 3, 2021"), ["Ann Lee"]);
        assert_eq!(names("By Ann May 3 June 2025"), ["Ann May"]);
        assert!(names("May 3, 2021").is_empty());
        assert!(names("By Ann Lee who is the editor for harbors and has two dogs").is_empty());
        assert_eq!(names("June 8, 2024 by Ann Lee"), ["Ann Lee"]);
        assert!(names("Staff Writer").is_empty());
    }

    #[test]
    fn captions_lose_label_and_credit() {
        assert_eq!(caption_of("Enlarge / The bridge. (credit: Ann Lee)"), "The bridge.");
        assert_eq!(caption_of("The bridge. Copyright AP Photo/Ann Lee"), "The bridge.");
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
