//! What it finds: a label of another story and its headline in the midst of a line, where the
//! extraction joined the paragraphs of a page: "... he said. Also read: Ferry dock closed The
//! council will ...", or at the end of a line.
//!
//! Why it matters: the headline is another article's, and a search for its words finds this one.
//!
//! Example: `Rain fell. Also read: Will the dock close? Roads were shut.` becomes
//! `Rain fell. Roads were shut.`
//!
//! Limits: the label must be one of several words, or in capitals, that a colon or a bar ends, behind the end
//! of a sentence. Where nothing tells the headline's end from the next sentence's start (a headline in
//! capitals, a sentence that begins with a name), both stay.

use std::ops::Range;

use super::line_rest::OPENERS;
use super::page::{Look, Page, ends_sentence, starts_quoted};
use super::signs::Signs;
use crate::lexicon::furniture::Furniture;
use crate::lexicon::words::cut_words;
use crate::text::Reason;

pub const NAME: &str = "strip/inline-link";

/// Most words of a label, and most bytes.
const MAX_LABEL: (usize, usize) = (6, 60);
/// Fewest and most words of a headline.
const HEADLINE: Range<usize> = 3..21;
/// Most letters of a word that opens a sentence and is known for none of a name's because the text
/// has it in small letters: articles, prepositions, pronouns. They do not end a headline either,
/// but stand before nouns of that length that some write with a capital ("la Ley").
const SHORT: usize = 4;
/// What names go on with behind "The".
const WITH_ARTICLE: [&str; 9] = [
    "Bahamas",
    "Economist",
    "Gambia",
    "Guardian",
    "Hague",
    "Independent",
    "Sun",
    "Telegraph",
    "Times",
];
/// Most links taken out of one line in one round.
const MAX_LINKS: usize = 16;

/// What ends a label.
const MARKS: Signs = Signs::COLON.or(Signs::BAR);

const LIKELY: f32 = 0.7;

pub fn find(page: &mut Page<'_>) {
    for i in 0..page.lines.len() {
        for _ in 0..MAX_LINKS {
            let line = &page.lines[i];
            if line.gone.is_some() || line.was_vain(Look::Link) || !line.signs.has_any(MARKS) {
                break;
            }
            line.set_vain(Look::Link);
            let found = link(&page.lexicon.furniture, line.text());
            let Some((range, reason)) = found else { break };
            // This takes the note away again.
            page.cut_out(i, range, reason, LIKELY);
        }
    }
}

/// The first label and headline of a line.
fn link(furniture: &Furniture, text: &str) -> Option<(Range<usize>, Reason)> {
    memchr::memchr2_iter(b':', b'|', text.as_bytes()).find_map(|mark| {
        let start = sentence_start(text, mark)?;
        let reason = label(furniture, &text[start..=mark])?;
        let end = headline_end(text, mark + 1, start > 0)?;
        Some((start..end, reason))
    })
}

/// Where the sentence begins that has a label's mark at `mark`.
fn sentence_start(text: &str, mark: usize) -> Option<usize> {
    let before = text[..mark].trim_end();
    let spaces = memchr::memrchr_iter(b' ', before.as_bytes()).take(MAX_LABEL.0);
    let mut starts = spaces.map(|space| space + 1).take_while(|start| mark - start <= MAX_LABEL.1);
    match starts.find(|&start| ends_sentence(text[..start].trim_end())) {
        None if mark <= MAX_LABEL.1 => Some(0),
        start => start,
    }
}

/// What kind of label of several words, or of one in capitals, `text` is, with its mark.
fn label(furniture: &Furniture, text: &str) -> Option<Reason> {
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let mut words = Vec::new();
    cut_words(text, MAX_LABEL.0 + 1, &mut words);
    let entry = furniture.first(text, &words)?;
    let is_shouted = !text.contains(char::is_lowercase);
    let is_label = (words.len() > 1 || is_shouted) && usize::from(entry.words) == words.len();
    let is_link = matches!(entry.reason, Reason::ReadMore | Reason::Related)
        || entry.reason == Reason::Media && is_shouted;
    (is_label && is_link).then_some(entry.reason)
}

/// Where the headline that starts at `from` ends; one that `may_close` the line may be its last.
fn headline_end(text: &str, from: usize, may_close: bool) -> Option<usize> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    while words.len() < HEADLINE.end {
        at += text[at..].len() - text[at..].trim_start().len();
        let Some(length) = text[at..].split_whitespace().next().map(str::len) else { break };
        words.push(at..at + length);
        at += length;
    }
    let is_last = text[at..].trim_start().is_empty();
    // Manuals name files and addresses in this way, and notes go on with their own words.
    let headline = &text[from..at];
    let is_note = headline.contains(['`', '[', '@']) || headline.contains("://");
    if is_note || headline.trim_start().starts_with(char::is_lowercase) {
        return None;
    }
    for index in HEADLINE.start..words.len() {
        let before = &text[words[index - 1].clone()];
        let word = &text[words[index].clone()];
        let next = words.get(index + 1).map_or("", |next| &text[next.clone()]);
        let begins = starts_quoted(word) || word.starts_with(char::is_uppercase);
        if !begins {
            continue;
        }
        if before.ends_with(['?', '!', '\u{b7}', '|'])
            || is_open(before)
                && (opens(text, before, word, next)
                    || word == "The" && is_article(&text[from..words[index].start], next))
        {
            return Some(words[index - 1].end);
        }
        // The headline may have had an end before: a sentence that is over, a speaker's name.
        if ends_sentence(before) || before.ends_with(':') && before.starts_with(char::is_uppercase)
        {
            return None;
        }
    }
    let last = words.last()?;
    let end = text[last.clone()].trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}']);
    let is_headline = words.len() >= HEADLINE.start && !end.ends_with('.');
    (may_close && is_last && is_headline).then_some(last.end)
}

/// Whether no punctuation follows a word.
fn is_open(word: &str) -> bool {
    let word = word.strip_suffix(['\'', '\u{2019}', '"', '\u{201d}']).unwrap_or(word);
    word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '-'))
        && word.ends_with(char::is_alphanumeric)
}

/// Whether "The" before a word with a capital opens a sentence: behind a headline in small letters, if it is no
/// part of the name.
fn is_article(headline: &str, next: &str) -> bool {
    let mut words = headline.split_whitespace().skip(1);
    let small = words.clone().filter(|word| word.starts_with(char::is_lowercase)).count();
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    // "... under the sea": in titles only small words have no capital.
    let is_small = words.any(|word| word.len() > SHORT && word.starts_with(char::is_lowercase));
    is_small && 2 * small >= headline.split_whitespace().count() && !WITH_ARTICLE.contains(&next)
}

/// Whether a word with a capital opens a sentence, for it is none of a name's.
fn opens(text: &str, before: &str, word: &str, next: &str) -> bool {
    if !next.starts_with(char::is_lowercase) {
        return false;
    }
    // English has months and names among its short words ("May", "Will").
    if text.contains(" the ") {
        return OPENERS.contains(&word);
    }
    let small = word.to_lowercase();
    let letters = |word: &str| word.chars().count();
    letters(word) <= SHORT && letters(before) >= SHORT && text.contains(&format!(" {small} "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn without(text: &str) -> String {
        let furniture = Lexicon::load(None).unwrap().furniture;
        match link(&furniture, text) {
            Some((range, _)) => format!("{}~{}", &text[..range.start], &text[range.end..]),
            None => text.to_owned(),
        }
    }

    #[test]
    fn a_headline_ends_where_a_sentence_opens() {
        let text =
            "Rain fell. Also read: Ferry dock closed for repairs The council met in the hall.";
        assert_eq!(without(text), "Rain fell. ~ The council met in the hall.");
        let text = "Rain fell. Also Read | Will the dock close? \u{201c}No,\u{201d} he said.";
        assert_eq!(without(text), "Rain fell. ~ \u{201c}No,\u{201d} he said.");
        let text = "Rain fell. WATCH: A dock that sank for 'no reason' The Harbor Council met.";
        assert_eq!(without(text), "Rain fell. ~ The Harbor Council met.");
        let text = "Il pleut. Lire aussi : Un quai ferm\u{e9} pour travaux Le conseil et le maire.";
        assert_eq!(without(text), "Il pleut. ~ Le conseil et le maire.");
    }

    #[test]
    fn a_headline_may_close_the_line() {
        let text = "Llovi\u{f3}. Le puede interesar: Cierran el muelle de la isla";
        assert_eq!(without(text), "Llovi\u{f3}. ~");
    }

    #[test]
    fn what_may_be_the_article_stays() {
        for text in [
            "Rain fell. Also read: Ferry Dock Closed For Repairs Jean Tuttle spoke. It rained.",
            "Rain fell. Also read: Council of the harbor goes to The Hague. It rained.",
            "Rain fell. Also Read: Life Of A Harbor Dog In The Hands Of A Thief Jean Tuttle. It rained.",
            "Rain fell. Also read: the minutes of the council, which met.",
            "Rain fell and he said also read: Will the dock close? It will.",
            "Rain fell. The rule: Will the dock close? It will.",
            "Rain fell. Read more: https://example.com in the notes",
            "Rain fell. Also read: `dock.md` and the older Notes on it",
            "Llovi\u{f3}. Lea tambi\u{e9}n: El Papa y la Ley de la isla y la ley de Tarren. Sigue.",
            "Rain fell. Also read: Dock of Harbor Fame closed Jean Tuttle called it \"bad.\"",
            "Also read: Ferry dock closed for repairs",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
