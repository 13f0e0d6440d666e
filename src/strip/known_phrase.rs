//! What it finds: lines that are a phrase of page furniture, several of them in a row, or a pitch
//! that starts with one: "ADVERTISEMENT", "Share this articleComments", "Sign up for our
//! newsletter and never miss a story."; a label and the headline of another story ("Related story Mill
//! reopens after flood"); where a page stands on its site ("Home / News / Mill reopens").
//!
//! Why it matters: such lines stand on every page of a site, so they are false hits of any search
//! and distort every count.
//!
//! Example: `Rain fell.` / `ADVERTISEMENT` / `Roads closed.` becomes `Rain fell.` / `Roads closed.`
//!
//! Limits: a phrase inside a sentence or in quotation marks stays. A word that is an ordinary
//! subheading too ("Business", "Background") goes only beside other furniture. An item of a list
//! that a colon introduces stays, and so does a line of a stanza.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::glued;
use super::networks::is_networks;
use super::page::{Line, Look, Page, starts_quoted};
use crate::lexicon::furniture::Entry;
use crate::lexicon::words::{Word, chain, cut_words};
use crate::text::Reason;

pub const NAME: &str = "strip/known-phrase";

/// A line that is a phrase and nothing else: genuine text of this form was not seen.
const WHOLE: f32 = 0.97;
/// A line that starts with a phrase may go on in an unforeseen way.
const STARTED: f32 = 0.85;
/// An ordinary word beside furniture.
const BESIDE: f32 = 0.75;

/// Most words after a label with a colon ("Photo: ...", "Read more: ...").
const MAX_LABEL_WORDS: usize = 30;
/// Most words after a phrase that leads elsewhere or shares: of a longer line the rest is the article's.
const MAX_PITCH_WORDS: usize = 40;
/// Most words after a phrase in a piece of a line that runs on: where the next sentence begins may have been missed.
const MAX_PIECE_WORDS: usize = 16;
/// Longest credit or byline in bytes; of what is longer only the first words are known, and it is a
/// paragraph.
const MAX_CREDIT: usize = 300;
/// From as many words on a phrase that leads elsewhere may begin a sentence: "Click here to read more."
const SENTENCE_WORDS: u8 = 3;
/// Fewest words of a headline behind a label that no sign parts from it, and most of such a label.
const HEADLINE_WORDS: usize = 4;
const LABEL_WORDS: usize = 5;
/// Most words and bytes of a sentence that asks for an address.
const MAX_CALL: usize = 8;
const CALL_BYTES: usize = 48;
/// Fewest ordinary words, a line each, that make a menu without a sure phrase beside them.
const MIN_MENU_LINES: usize = 4;

/// Fewest other lines of a stanza: a couplet cannot be told from a pitch of two lines.
const MIN_STANZA: usize = 3;
/// Lines looked at on either side; no stanza needs more, and a page without empty lines would.
const MAX_STANZA: usize = 8;
/// Most bytes of a line of verse.
const MAX_VERSE: usize = 90;

/// What blogs call comments where they count them.
const COMMENTS: &[&str] = &[
    "comentario",
    "comentarios",
    "comentário",
    "comentários",
    "Comment",
    "comment",
    "commentaire",
    "commentaires",
    "commenti",
    "commento",
    "Comments",
    "comments",
    "gedachte",
    "gedachten",
    "Gedanke",
    "Gedanken",
    "Kommentar",
    "Kommentare",
    "pensieri",
    "pensiero",
    "Replies",
    "replies",
    "reply",
    "Response",
    "response",
    "Responses",
    "responses",
    "réflexion",
    "réflexions",
    "thought",
    "thoughts",
];

/// What sites call their first page where they say on which one of theirs a reader is.
#[rustfmt::skip]
const HOMES: &[&str] = &[
    "Accueil", "Acasă", "Anasayfa", "Beranda", "Domů", "Etusivu", "Forside", "Hem", "Hjem", "Home", "Inicio",
    "Início", "Kezdőlap", "Start", "Startseite", "Αρχική", "Главная", "Головна", "Начало", "ホーム", "首页",
    "首頁", "홈",
];

/// Most bytes of a line that says so.
const MAX_TRAIL: usize = 200;

/// How a line speaks.
#[derive(Clone, Copy, PartialEq)]
enum Voice {
    Sure(Reason, f32),
    Company(Reason),
    Text,
}

pub fn find(page: &mut Page<'_>) {
    let voices: Vec<Voice> = (0..page.lines.len()).map(|i| voice(page, i)).collect();
    if voices.iter().all(|voice| *voice == Voice::Text) {
        return;
    }
    let prose = page.prose();
    let last = page.live().next_back();
    let mut from = 0;
    while from < voices.len() {
        if voices[from] == Voice::Text {
            from += 1;
            continue;
        }
        let run = voices[from..].iter().take_while(|voice| **voice != Voice::Text).count();
        let is_last = last.is_some_and(|last| last < from + run);
        remove_run(page, &voices, from..from + run, prose, is_last);
        from += run;
    }
}

/// Removes of a run of furniture lines what its company makes sure.
fn remove_run(
    page: &mut Page<'_>,
    voices: &[Voice],
    run: std::ops::Range<usize>,
    prose: Option<(usize, usize)>,
    is_last: bool,
) {
    let is_inside = prose.is_some_and(|(first, last)| run.start > first && run.end <= last);
    let is_menu = run.len() >= MIN_MENU_LINES;
    for i in run.clone() {
        match voices[i] {
            Voice::Sure(reason, confidence) => page.remove(i, reason, confidence),
            Voice::Company(reason) => {
                // Amid running text only its own kind vouches for a word: an advertisement's
                // marker may well stand before a subheading.
                let vouches = |voice: &Voice| match voice {
                    Voice::Sure(other, _) if is_inside => *other == reason,
                    Voice::Sure(other, _) => *other != Reason::Ad,
                    _ => false,
                };
                let ends_page = is_last && prose.is_some() && reason != Reason::Nav;
                let is_headless = i + 1 == run.end && heads_removed(page, i, reason);
                if is_menu || ends_page || is_headless || voices[run.clone()].iter().any(vouches) {
                    page.remove(i, reason, BESIDE);
                }
            }
            Voice::Text => {}
        }
    }
}

/// Whether line `i` announces other stories and the line right below was taken for one.
fn heads_removed(page: &Page<'_>, i: usize, reason: Reason) -> bool {
    let is_story = |reason| matches!(reason, Reason::Related | Reason::Trending);
    let below = page.lines.get(i + 1).and_then(|line| line.gone);
    is_story(reason) && below.is_some_and(|why| is_story(why.reason))
}

fn voice(page: &Page<'_>, i: usize) -> Voice {
    let line = &page.lines[i];
    let text = line.text();
    if line.gone.is_some() || line.is_title || !line.is_short() || starts_quoted(text) {
        return Voice::Text;
    }
    let words = page.words(i);
    if words.is_empty() || is_numbered(text) || is_introduced(page, i) {
        return Voice::Text;
    }
    let voice = spoken(page, i, text, words);
    match voice != Voice::Text && is_in_stanza(page, i) {
        true => Voice::Text,
        false => voice,
    }
}

/// How a line speaks by its words alone.
fn spoken(page: &Page<'_>, i: usize, text: &str, words: &[Word]) -> Voice {
    if page.lines[i].was_vain(Look::Phrase) {
        return Voice::Text;
    }
    let voice = looked_up(page, i, text, words);
    if voice == Voice::Text {
        page.lines[i].set_vain(Look::Phrase);
    }
    voice
}

fn looked_up(page: &Page<'_>, i: usize, text: &str, words: &[Word]) -> Voice {
    let line = &page.lines[i];
    let furniture = &page.lexicon.furniture;
    let is_known = !line.was_vain(Look::Entry);
    if is_known && let Some(entry) = furniture.line(words) {
        // "Comments." and "Play!" are sentences of one word.
        let is_said = words.len() < 3
            && line.is_sentence
            && !text.ends_with('\u{2026}')
            && !text.ends_with("...");
        return match entry.needs_company || is_said {
            true if is_said => Voice::Text,
            true => Voice::Company(entry.reason),
            false => Voice::Sure(entry.reason, WHOLE),
        };
    }
    if is_known
        && !is_item(text)
        && let Some(entry) = furniture.start(text, words)
        && is_label_or_pitch(entry, line, words)
    {
        return match entry.needs_company {
            true => Voice::Company(entry.reason),
            false => Voice::Sure(entry.reason, STARTED),
        };
    }
    if !line.is_sentence && is_trail(text) {
        return Voice::Sure(Reason::Nav, STARTED);
    }
    if let Some(cover) = glued::cover(furniture, words) {
        return match cover.is_sure {
            true => Voice::Sure(cover.reason, WHOLE),
            false => Voice::Company(cover.reason),
        };
    }
    if let Some(reason) = labelled_headline(page, line, words) {
        return Voice::Sure(reason, STARTED);
    }
    if text.starts_with("The post ") && text.contains(" appeared first on ") {
        return Voice::Sure(Reason::ReadMore, WHOLE);
    }
    if heads_comments(text) {
        return Voice::Sure(Reason::Comments, WHOLE);
    }
    if is_letter_pitch(page, text) {
        return Voice::Sure(Reason::Newsletter, STARTED);
    }
    match is_calendar_row(text) {
        true => Voice::Company(Reason::Nav),
        false => Voice::Text,
    }
}

/// A label of other stories and a headline, with nothing between them: "Related story Mill reopens after flood".
fn labelled_headline(page: &Page<'_>, line: &Line<'_>, words: &[Word]) -> Option<Reason> {
    let text = line.text();
    let is_said = line.is_sentence && !text.ends_with(['?', '!']) || text.ends_with(':');
    // Of a page with markup the model says whether a block stays.
    if page.is_html || is_said || words.len() > MAX_LABEL_WORDS {
        return None;
    }
    let most = words.len().checked_sub(HEADLINE_WORDS)?.min(LABEL_WORDS);
    let mut hash = chain(0, words.first()?.hash);
    let mut found = None;
    for count in 1..most {
        hash = chain(hash, words[count].hash);
        let entry = page.lexicon.furniture.line_by_hash(hash);
        let is_label = |entry: &Entry| {
            matches!(entry.reason, Reason::ReadMore | Reason::Related) && !entry.needs_company
        };
        let rest = text[words[count].end as usize..].trim_start();
        let begins = rest.starts_with(char::is_uppercase) || rest.starts_with(['\u{bf}', '\u{a1}']);
        found = entry.filter(|entry| begins && is_label(entry)).map(|is| is.reason).or(found);
    }
    found
}

/// Whether a line speaks of a newsletter and its last sentence asks for one: "... newsletter ... Sign up here."
fn is_letter_pitch(page: &Page<'_>, text: &str) -> bool {
    static LETTER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("ewsletter"));
    // Few lines end with a sentence this short: that is looked at first.
    let from = text.len().saturating_sub(CALL_BYTES);
    let tail = &text.as_bytes()[from..text.len().saturating_sub(1)];
    let Some(stop) = memchr::memrchr(b'.', tail).map(|at| from + at + 1) else { return false };
    if !text[stop..].starts_with(' ') || LETTER.find(&text.as_bytes()[..stop]).is_none() {
        return false;
    }
    let mut words = Vec::new();
    cut_words(&text[stop..], MAX_CALL, &mut words);
    let call = page.lexicon.furniture.line(&words);
    call.is_some_and(|entry| entry.reason == Reason::Newsletter && !entry.needs_company)
}

/// Whether a line says where on its site a page stands: "Home / News / Mill reopens", "Home > News".
fn is_trail(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else { return false };
    let sign = rest.chars().next().unwrap_or_default();
    let parts = || rest[sign.len_utf8()..].split(sign).map(str::trim);
    let fewest = if sign == '/' { 2 } else { 1 };
    matches!(sign, '/' | '>' | '\u{bb}' | '\u{203a}')
        && HOMES.contains(&first)
        && text.len() <= MAX_TRAIL
        && parts().all(|part| part.starts_with(|c: char| !c.is_lowercase()))
        && parts().count() >= fewest
}

/// A row of a month's calendar: "5 6 7 8 9 10 11".
fn is_calendar_row(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut days = text.split_whitespace().map(|day| day.parse::<u8>().ok());
    let Some(Some(mut last)) = days.next() else { return false };
    let mut count = 1;
    for day in days {
        if day != Some(last.saturating_add(1)) {
            return false;
        }
        (last, count) = (last + 1, count + 1);
    }
    count > 1 && last <= 31
}

/// Whether a line heads the comments as WordPress does: "3 thoughts on \u{201c}Rain on the hills\u{201d}".
fn heads_comments(text: &str) -> bool {
    if !text.ends_with(['\u{201d}', '\u{201c}', '\u{bb}', '"']) {
        return false;
    }
    let mut words = text.splitn(4, ' ');
    let is_count = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(word, "One" | "Un" | "Une" | "Ein")
    };
    words.next().is_some_and(is_count)
        && words.next().is_some_and(|word| COMMENTS.contains(&word))
        && words.next().is_some_and(|word| word.len() <= 5)
        && words
            .next()
            .is_some_and(|title| title.starts_with(['\u{201c}', '\u{201e}', '\u{ab}', '"']))
}

/// Whether line `i` stands among verse: lines without empty ones between them, none of them a
/// paragraph, most of which end with punctuation. Menus and share bars have none.
fn is_in_stanza(page: &Page<'_>, i: usize) -> bool {
    let lines = &page.lines;
    let first = i.saturating_sub(MAX_STANZA);
    let last = lines.len().min(i + 1 + MAX_STANZA);
    let start = (first..=i).rev().find(|&j| lines[j].after_blank).unwrap_or(first);
    let end = (i + 1..last).find(|&j| lines[j].after_blank).unwrap_or(last);
    let others = || (start..end).filter(|&j| j != i);
    let is_ended = |j: &usize| {
        let bare = lines[*j].text().trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', ')']);
        bare.ends_with([',', '.', ';', ':', '!', '?', '\u{2014}', '\u{2013}'])
    };
    let count = others().count();
    // Furniture comes in company, a verse that reads like it does not.
    let is_text = |j: usize| {
        lines[j].text().len() <= MAX_VERSE
            && (page.words(j).is_empty()
                || spoken(page, j, lines[j].text(), page.words(j)) == Voice::Text)
    };
    count >= MIN_STANZA
        && others().all(is_text)
        && others().filter(is_ended).count() * 5 >= count * 3
}

/// Whether a line is an item of a list. Labels with a colon ("Video: 4K") are genuine there.
fn is_item(text: &str) -> bool {
    text.starts_with(['\u{2022}', '-', '*', '\u{2013}', '\u{b7}'])
}

/// Whether a line is a numbered heading or step: "3. Stay up to date".
fn is_numbered(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    bare.len() < text.len() && bare.starts_with(['.', ')'])
}

/// Whether a colon before line `i` makes it an item of a genuine list.
fn is_introduced(page: &Page<'_>, i: usize) -> bool {
    is_item(page.lines[i].text())
        && page.before(i).is_some_and(|before| {
            let text = page.lines[before].text();
            text.ends_with(':') && page.lexicon.furniture.line(page.words(before)).is_none()
        })
}

/// Whether what follows a phrase at the start of a line fits what the phrase announces.
fn is_label_or_pitch(entry: Entry, line: &Line<'_>, words: &[Word]) -> bool {
    let text = line.text();
    let phrase_end = words[usize::from(entry.words) - 1].end as usize;
    let rest = text[phrase_end..].trim_start();
    if rest.starts_with(['"', '\u{201d}', '\u{bb}', '\u{2019}', '\'', '\u{300d}', '\u{300f}']) {
        return false; // the phrase is quoted
    }
    let next = words.get(usize::from(entry.words));
    // Of a long line only the first words are known.
    let length = length(words).max(text.split_whitespace().count());
    let ends_within = |most: usize| length <= usize::from(entry.words) + most;
    // Headlines end without a stop: a sentence was joined to this one.
    let is_link = matches!(entry.reason, Reason::ReadMore | Reason::Related | Reason::Media);
    if line.is_piece && (is_link && line.is_sentence || !ends_within(MAX_PIECE_WORDS)) {
        return false;
    }
    if entry.reason == Reason::Tags && line.is_sentence && entry.words < SENTENCE_WORDS {
        return false; // somebody is called so: "Tag: I used to think so."
    }
    if entry.needs_colon {
        // "Credit: this is the word they fear most."
        let said = rest.trim_start_matches([':', ' ']);
        let is_said = || line.is_sentence && said.starts_with(char::is_lowercase);
        return ends_within(MAX_LABEL_WORDS) && !(entry.reason == Reason::Credit && is_said());
    }
    match entry.reason {
        // Names follow: "Photo by Ann Lee", "Written by Ann Lee".
        Reason::Credit | Reason::Byline => {
            length <= MAX_LABEL_WORDS
                && text.len() <= MAX_CREDIT
                && (entry.is_pattern || next.is_none_or(|word| word.is_upper))
        }
        Reason::Caption | Reason::Tags => length <= MAX_LABEL_WORDS,
        Reason::ReadMore | Reason::Related | Reason::Share if !ends_within(MAX_PITCH_WORDS) => {
            false
        }
        // Pitches are sentences; their length is the line's. A clause that a comma ends is said by
        // somebody: "Comments are closed, the weather seems to say."
        // "Follow us on Facebook, Instagram and X"
        Reason::Share if is_networks(&rest.to_lowercase()) => true,
        // A headline follows: "See also Mill reopens after flood".
        Reason::ReadMore if entry.words < SENTENCE_WORDS => {
            !text.ends_with('.') || next.is_none_or(|word| word.is_upper)
        }
        _ => !rest.starts_with([',', '\u{ff0c}', '\u{3001}', '\u{60c}']),
    }
}

/// How many words a line has; of scripts without spaces two characters count as one.
fn length(words: &[Word]) -> usize {
    words.len() - words.iter().filter(|word| word.is_inner).count() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_headed_by_their_number_and_the_title() {
        assert!(heads_comments("3 thoughts on \u{201c}Rain on the hills\u{201d}"));
        assert!(heads_comments("Ein Gedanke zu \u{201e}Regen\u{201c}"));
        assert!(!heads_comments("3 thoughts on the rain"));
        assert!(!heads_comments("3 songs from \u{201c}Rain on the hills\u{201d}"));
    }

    #[test]
    fn rows_of_a_calendar_go_on_by_one() {
        assert!(is_calendar_row("5 6 7 8 9 10 11") && is_calendar_row("30 31"));
        assert!(!is_calendar_row("5") && !is_calendar_row("5 7 9") && !is_calendar_row("31 32"));
    }
}
