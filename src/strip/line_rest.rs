//! What it finds: furniture inside a line of text: "Read more" after its last sentence, a media
//! label glued before it ("Video Efforts by ..."), an end mark after it, remains of scripts, the
//! marker of an advertisement in the middle, a scraper's "date 2020-07-02" before it, pitches and
//! notices of rights behind the article's last sentence ("... he said. Sign up for our newsletter.").
//!
//! Why it matters: the line cannot go, its words are the article's; but a search for "video"
//! should not find every page that has a player.
//!
//! Example: `Video Police closed the bridge. ®` becomes `Police closed the bridge.`
//!
//! Limits: "Video games sold well" stays: a label is taken only before a word with a capital that
//! is known to be none of a name's. A mark such as ® goes only after the end of a sentence, a single
//! word in capitals (`ADVERTISEMENT`) only between two. Pitches amid the page's last paragraph stay.

use std::ops::Range;

use super::glued;
use super::page::{Look, Page, ends_sentence, starts_quoted};
use super::topic::stems;
use super::word_list::WordList;
use crate::lexicon::furniture::{Entry, Furniture, MAX_WORDS};
use crate::lexicon::words::cut_words;
use crate::text::Reason;

pub const NAME: &str = "strip/line-rest";

/// Marks that publishers put after the last word of an article.
const END_MARKS: [char; 10] = [
    '\u{ae}', '\u{25a0}', '\u{25aa}', '\u{25fc}', '\u{25fe}', '\u{25cf}', '\u{2588}', '\u{220e}',
    '\u{25c6}', '\u{2666}',
];

/// Labels of players and galleries that extraction glues before the first sentence.
const MEDIA_LABELS: [&str; 5] = ["Video ", "VIDEO ", "Audio ", "Gallery ", "Slideshow "];

/// Words that start a sentence and are part of no name.
pub const OPENERS: &[&str] = &[
    "A", "After", "All", "Although", "An", "As", "At", "Before", "By", "Even", "For", "Four",
    "From", "He", "Her", "His", "How", "If", "In", "It", "Its", "Just", "Many", "More", "Most",
    "Nearly", "On", "One", "Our", "Over", "Several", "She", "Since", "Some", "The", "Their",
    "There", "These", "They", "This", "Three", "Two", "Under", "We", "What", "When", "While",
    "Who", "Why", "With", "You",
];

/// The same, to be looked up: no pitch begins so.
static NO_PITCH: WordList = WordList::new(OPENERS);

/// Nouns that start a sentence and no name.
const SUBJECTS: [&str; 5] = ["Officials", "People", "Police", "Residents", "Workers"];

/// Longest tail after the last sentence of a line that is looked at for furniture, in bytes.
const MAX_TAIL: usize = 90;

/// Most lines of a text whose paragraphs were joined: elsewhere pitches have lines of their own.
const MAX_JOINED: usize = 4;
/// Fewest bytes of a line that several paragraphs were joined to.
const MIN_JOINED: usize = 800;
/// Most sentences behind the article in its last line, and most bytes of one.
const MAX_PITCHES: usize = 6;
const MAX_PITCH: usize = 300;

/// Most bytes of a sentence that calls to sign up.
const MAX_CALL: usize = 40;

/// Fewest words of a phrase that makes a sentence furniture.
const PITCH_WORDS: u8 = 3;

/// Most markers taken out of one line in one round.
const MAX_MARKERS: usize = 16;

const SURE: f32 = 0.9;
const LIKELY: f32 = 0.7;

pub fn find(page: &mut Page<'_>) {
    let mut is_first_prose = true;
    for i in 0..page.lines.len() {
        if !page.is_live(i) {
            continue;
        }
        let was_vain = page.lines[i].was_vain(Look::Rest);
        // Whatever is cut out takes the note away again.
        page.lines[i].set_vain(Look::Rest);
        if !was_vain {
            scripts(page, i);
            markers(page, i);
            scraped_date(page, i);
        }
        if !page.is_live(i) {
            continue;
        }
        if page.lines[i].is_prose() && is_first_prose {
            is_first_prose = false;
            media_label(page, i);
        }
        if !page.lines[i].was_vain(Look::Rest) || !was_vain {
            end_mark(page, i);
            tail(page, i);
        }
    }
    // Pieces of one line count as none.
    if page.live().filter(|&i| !page.lines[i].is_piece).count() <= MAX_JOINED {
        closing_pitch(page);
        // Pitches come in company, and most texts have none.
        if page.has_company() {
            for i in 0..page.lines.len() {
                let line = &page.lines[i];
                if page.is_live(i) && (line.is_piece || line.text().len() >= MIN_JOINED) {
                    pitches_amid(page, i);
                }
            }
        }
    }
}

/// "(adsbygoogle = window.adsbygoogle || []).push({});"
fn scripts(page: &mut Page<'_>, i: usize) {
    let text = page.lines[i].text();
    let bytes = text.as_bytes();
    let mut brackets = memchr::memchr_iter(b'(', bytes);
    let Some(start) = brackets.find(|&at| bytes[at..].starts_with(b"(adsbygoogle")) else { return };
    let Some(push) = text[start..].find("push({") else { return };
    let rest = &text[start + push..];
    let Some(close) = rest.find(')') else { return };
    let mut end = start + push + close + 1;
    end += usize::from(text[end..].starts_with(';'));
    page.cut_out(i, start..end, Reason::Ad, SURE);
}

/// Phrases that stand anywhere in a line: "Story continues below advertisement".
fn markers(page: &mut Page<'_>, i: usize) {
    // What was cut may have brought together what stood apart.
    if !page.has_inside && page.lines[i].edited.is_none() {
        return;
    }
    for _ in 0..MAX_MARKERS {
        let text = page.lines[i].text();
        // In quotation marks it is what somebody wrote or said.
        let is_quoted =
            |at: usize| text[..at].ends_with(['"', '\'', '\u{201c}', '\u{2018}', '\u{201e}']);
        let furniture = &page.lexicon.furniture;
        let mut found = furniture
            .inside(text)
            .filter(|(range, _)| !is_quoted(range.start) && is_apart(text, range));
        let Some((range, reason)) = found.next() else { return };
        drop(found);
        page.cut_out(i, range, reason, SURE);
        if !page.is_live(i) || page.config.min_confidence > SURE {
            return;
        }
    }
}

/// Whether a marker is no part of a sentence: one that is a single word may be, unless it stands between
/// two of them.
fn is_apart(text: &str, range: &Range<usize>) -> bool {
    if !text[range.clone()].bytes().all(|byte| byte.is_ascii_uppercase()) {
        return true;
    }
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let next = after.trim_start();
    before.ends_with(char::is_whitespace)
        && ends_sentence(before.trim_end())
        && next.len() < after.len()
        && (starts_quoted(next) || next.starts_with(char::is_uppercase))
}

/// " date 2020-07-02 " or " date 2020-07 " before the first word, as one scraper leaves it.
fn scraped_date(page: &mut Page<'_>, i: usize) {
    let Some(rest) = page.lines[i].text().strip_prefix("date ") else { return };
    let date = rest.split(' ').next().unwrap_or(rest);
    let is_date = matches!(date.len(), 7 | 10)
        && date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_date {
        page.cut_out(i, 0.."date ".len() + date.len(), Reason::Dateline, SURE);
    }
}

/// A media label before the first sentence of the first paragraph.
fn media_label(page: &mut Page<'_>, i: usize) {
    let text = page.lines[i].text();
    let Some(label) = MEDIA_LABELS.iter().find(|label| text.starts_with(**label)) else { return };
    let mut words = text[label.len()..].split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return };
    let is_sentence_start = first.starts_with(char::is_uppercase)
        && (second.starts_with(char::is_lowercase) || is_starter(first));
    if !is_sentence_start {
        return;
    }
    if is_starter(first) || is_common_noun(page, i, first) {
        page.cut_out(i, 0..label.len(), Reason::Media, LIKELY);
    }
}

fn is_starter(word: &str) -> bool {
    OPENERS.contains(&word) || SUBJECTS.contains(&word)
}

/// Whether the page has a word of the same stem written small: then it is none of a name's.
fn is_common_noun(page: &Page<'_>, i: usize, word: &str) -> bool {
    let wanted = stems(word);
    let Some(stem) = wanted.iter().next() else { return false };
    let small = |text: &str| {
        text.split(|c: char| !c.is_alphabetic())
            .filter(|word| word.starts_with(char::is_lowercase))
            .any(|word| stems(word).contains(stem))
    };
    page.live().any(|j| {
        let text = page.lines[j].text();
        let initial: String = word.chars().take(1).flat_map(char::to_lowercase).collect();
        let rest = if j == i { text.get(word.len()..).unwrap_or("") } else { text };
        rest.contains(initial.as_str()) && small(rest)
    })
}

/// A publisher's mark after the last sentence of a line.
fn end_mark(page: &mut Page<'_>, i: usize) {
    let text = page.lines[i].text();
    let bare = text.trim_end_matches(END_MARKS);
    let bare = bare.strip_suffix("###").unwrap_or(bare);
    let kept = bare.trim_end();
    if kept.len() < text.len() && bare.len() < text.len() && ends_sentence(kept) {
        page.cut_out(i, bare.len()..text.len(), Reason::Copyright, SURE);
    }
}

/// Furniture after the last sentence of a line: "... on Tuesday. Read more", "... said.Share".
fn tail(page: &mut Page<'_>, i: usize) {
    let text = page.lines[i].text();
    if page.lines[i].is_sentence && !text.ends_with('\u{2026}') {
        return; // it ends with its own full stop
    }
    let mut from = text.len().saturating_sub(MAX_TAIL);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let Some(stop) = text[from..].rfind(['.', '!', '?', '\u{2026}', '\u{bb}', '\u{201d}', '"'])
    else {
        return;
    };
    let mut start = from + stop;
    start += text[start..].chars().next().map_or(0, char::len_utf8);
    let rest = text[start..].trim_start();
    if !rest.starts_with(char::is_uppercase) || !ends_sentence(&text[..start]) {
        return;
    }
    let mut words = Vec::new();
    cut_words(&text[start..], 20, &mut words);
    let furniture = &page.lexicon.furniture;
    let whole = furniture.end(&words).filter(|entry| {
        usize::from(entry.words) == words.len() && entry.reason == Reason::ReadMore
    });
    let reason = match (whole, glued::cover(furniture, &words)) {
        (Some(entry), _) => entry.reason,
        (None, Some(cover)) if cover.is_sure && words.len() > 1 => cover.reason,
        _ => return,
    };
    page.cut_out(i, start..text.len(), reason, LIKELY);
}

/// Sentences behind the last one of the article, in the same line: "... he said. Sign up for our
/// newsletter. Copyright 2024 ...".
fn closing_pitch(page: &mut Page<'_>) {
    for _ in 0..MAX_PITCHES {
        let Some(i) = page.live().next_back() else { return };
        // A notice of rights in a line of its own is whole only with all its sentences.
        if !page.lines[i].is_prose() {
            return;
        }
        let text = page.lines[i].text();
        let Some((start, reason)) = last_pitch(&page.lexicon.furniture, text) else { return };
        let length = text.len();
        page.cut_out(i, start..length, reason, LIKELY);
        if page.lines[i].text().len() == length {
            return; // the configuration keeps it
        }
    }
}

/// Pitches between two sentences of a line: "... he said. Sign up for our newsletter. The dock ...".
fn pitches_amid(page: &mut Page<'_>, i: usize) {
    for _ in 0..MAX_PITCHES {
        let text = page.lines[i].text();
        let Some((range, reason)) = pitch_amid(&page.lexicon.furniture, text) else { return };
        let length = text.len();
        page.cut_out(i, range, reason, LIKELY);
        if page.lines[i].text().len() == length {
            return; // the configuration keeps it
        }
    }
}

/// The first sentence of a text, but for its first and last, that a phrase makes a pitch. Notices of rights do not
/// stand there, and letters of formulas look like the sign of one.
fn pitch_amid(furniture: &Furniture, text: &str) -> Option<(Range<usize>, Reason)> {
    let is_start = |stop: &usize| {
        let rest = &text[stop + 1..];
        rest.starts_with(' ')
            && rest[1..].starts_with(char::is_uppercase)
            && ends_sentence(&text[..=*stop])
    };
    let stops = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()).filter(is_start);
    let mut words = Vec::new();
    let mut starts = stops.map(|stop| stop + 2).peekable();
    let mut before = 0;
    while let Some(start) = starts.next() {
        let end = *starts.peek()?;
        let sentence = &text[start..end];
        let first = sentence.split(' ').next().unwrap_or_default();
        words.clear();
        cut_words(first, 1, &mut words);
        // Most sentences begin as no pitch does.
        let may_start = !NO_PITCH.has(first)
            && words.first().is_some_and(|word| furniture.may_start(word.hash));
        if may_start
            && sentence.len() <= MAX_PITCH
            && let Some(reason) = pitch(furniture, sentence).filter(|is| *is != Reason::Copyright)
        {
            return Some((start..end - 1, reason));
        }
        if may_start && sentence.len() <= MAX_CALL && is_call(furniture, sentence) {
            let is_of_letter =
                before > 0 && text[before..start].to_lowercase().contains("newsletter");
            return Some((if is_of_letter { before } else { start }..end - 1, Reason::Newsletter));
        }
        before = start;
    }
    None
}

/// Whether a sentence is a call to sign up, and nothing else: "Sign up here."
fn is_call(furniture: &Furniture, sentence: &str) -> bool {
    let mut words = Vec::new();
    cut_words(sentence, MAX_CALL, &mut words);
    let is_call = |entry: Entry| entry.reason == Reason::Newsletter && !entry.needs_company;
    furniture.line(&words).is_some_and(is_call)
}

/// What kind of pitch a phrase makes a sentence that starts with it.
fn pitch(furniture: &Furniture, sentence: &str) -> Option<Reason> {
    let mut words = Vec::new();
    cut_words(sentence, MAX_WORDS, &mut words);
    let entry = furniture.first(sentence, &words)?;
    let is_pitch = matches!(
        entry.reason,
        Reason::Newsletter | Reason::Copyright | Reason::Share | Reason::Paywall
    );
    let is_long = entry.words >= PITCH_WORDS || entry.reason == Reason::Copyright;
    // "Sign up for our newsletter, he joked."
    let is_clause = sentence[words[usize::from(entry.words) - 1].end as usize..].starts_with(',');
    let is_said = is_clause && entry.reason != Reason::Copyright;
    (is_pitch && is_long && !is_said && !entry.needs_company).then_some(entry.reason)
}

/// Where the last sentence of a line starts, if a phrase makes it furniture and another is before it.
fn last_pitch(furniture: &Furniture, text: &str) -> Option<(usize, Reason)> {
    let bare = text.trim_end();
    let from = bare.len().saturating_sub(MAX_PITCH);
    let within = bare.as_bytes().get(from..bare.len().saturating_sub(1))?;
    let mut stops = memchr::memrchr3_iter(b'.', b'!', b'?', within);
    let start = stops.find_map(|stop| {
        let space = from + stop + bare[from + stop..].find(' ')?;
        let begins = !bare[space + 1..].starts_with(char::is_lowercase);
        (begins && ends_sentence(&bare[..space])).then_some(space + 1)
    })?;
    let rest = &bare[start..];
    let mut words = Vec::new();
    // Most sentences are done with after a look at their first and last word.
    cut_words(rest, 1, &mut words);
    cut_words(bare.rsplit(' ').next()?, MAX_PITCH, &mut words);
    let may_start = words.first().is_some_and(|word| furniture.may_start(word.hash));
    if !may_start && !words.last().is_some_and(|word| furniture.may_end(word.hash)) {
        return None;
    }
    words.clear();
    cut_words(rest, MAX_PITCH, &mut words);
    let is_notice = |entry: &Entry| matches!(entry.reason, Reason::Copyright | Reason::Byline);
    let notice = || furniture.end(&words).filter(is_notice).map(|entry| entry.reason);
    Some((start, pitch(furniture, rest).or_else(notice)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_pitch_behind_the_last_sentence_is_known() {
        let furniture = Lexicon::load(None).unwrap().furniture;
        let start = |text: &str| last_pitch(&furniture, text).map(|(start, _)| start);
        let first = "Rain fell on the hills. ";
        for rest in [
            "Sign up for our newsletter to get the news.",
            "Ann Lee ann@example.com All rights reserved",
        ] {
            assert_eq!(start(&format!("{first}{rest}")), Some(first.len()), "{rest}");
            assert_eq!(start(rest), None, "{rest}");
        }
        assert_eq!(start(&format!("{first}The board met in the hall.")), None);
    }

    #[test]
    fn a_pitch_between_two_sentences_is_known() {
        let furniture = Lexicon::load(None).unwrap().furniture;
        let amid =
            |text: &str| pitch_amid(&furniture, text).map(|(range, _)| text[range].to_owned());
        let text = "Rain fell. Sign up for our newsletter to get the news. Roads were shut.";
        assert_eq!(amid(text).unwrap(), "Sign up for our newsletter to get the news.");
        let text =
            "Rain fell. The Post newsletter brings you the news. Sign up here. Roads were shut.";
        assert_eq!(amid(text).unwrap(), "The Post newsletter brings you the news. Sign up here.");
        for text in [
            "Rain fell. Sign up for our newsletter, he joked. Roads were shut.",
            "Rain fell. C 37 was isolated. Roads were shut.",
        ] {
            assert_eq!(amid(text), None, "{text}");
        }
    }

    #[test]
    fn one_word_is_a_marker_only_between_sentences() {
        let apart = |text: &str| {
            let start = text.find("ADVERTISEMENT").unwrap();
            is_apart(text, &(start..start + "ADVERTISEMENT".len()))
        };
        assert!(apart("Rain fell. ADVERTISEMENT The board met."));
        assert!(!apart("He read the ADVERTISEMENT The Times had."));
        assert!(!apart("Rain fell. ADVERTISEMENT, he read."));
        assert!(!apart("Rain fell. ADVERTISEMENTS The board met."));
    }
}
