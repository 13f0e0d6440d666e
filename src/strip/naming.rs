//! What a removed block is called: the hint that speaks against it, corrected by its own words
//! and by what stands around it.
//!
//! In goes a line of a page with markup and the hint heard for it, out comes its reason. Columns and
//! pop-ups hold menus, teasers and forms alike, and teasers stand in elements that no class
//! names: a link of a few words is a menu's, a linked headline and the sentences below it another
//! story's. Deliberately absent: whether the block goes at all.

use std::cell::{OnceCell, RefCell};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::byline;
use super::markup::link_share;
use super::networks::is_networks;
use super::page::Page;
use super::signs::Signs;
use super::word_list::{WordList, words};
use crate::document::{Hint, Metadata, Tag};
use crate::lexicon::calendar::{is_around_dates, is_date_label, month};
use crate::lexicon::words::is_alphanumeric;
use crate::text::Reason;

/// Share of a block's bytes in links from which it is a link and nothing else.
pub const LINKED: f64 = 0.6;

/// Fewest words of a linked line that is a headline; shorter ones are menu entries.
pub const HEADLINE_WORDS: usize = 5;

/// Most words of a section's name.
const SECTION_WORDS: usize = 2;

/// Fewest characters of a headline in a script without spaces.
const UNSPACED_CHARS: usize = 14;

/// The same for a linked heading.
const HEADING_WORDS: usize = 3;

/// Longest line whose own words are looked at: a notice, not a paragraph.
const NOTICE_BYTES: usize = 160;

/// Longest line that is a byline for naming one of the page's writers.
const BYLINE_BYTES: usize = 100;

/// Fewest bytes of the beginning of a story.
const EXCERPT_BYTES: usize = 60;

/// Most words of a date: weekday, day, month, year, time, zone and labels.
const DATE_WORDS: usize = 10;

/// Lines above a teaser's sentences among which its linked headline stands: a picture's label, a
/// date and a section may stand between.
const TEASER_LINES: usize = 4;

/// Words that an advertisement's label starts with.
static AD_LABELS: WordList = WordList::new(&[
    "advertisement",
    "advertorial",
    "annonse",
    "annonce",
    "anzeige",
    "patrocinado",
    "pubblicità",
    "publicidad",
    "publicidade",
    "publicité",
    "reklam",
    "reklama",
    "sponsored",
    "werbung",
]);

/// What a list of keywords starts with, before its colon.
const TAG_LABELS: &[&str] = &[
    "categoria",
    "categorias",
    "categorie",
    "categories",
    "category",
    "categoría",
    "categorías",
    "catégorie",
    "catégories",
    "emne",
    "etiquetas",
    "filed under",
    "kategori",
    "kategorie",
    "kategorien",
    "keywords",
    "mots-clés",
    "schlagwort",
    "schlagworte",
    "schlagwörter",
    "stichworte",
    "tag",
    "tags",
    "temas",
    "thema",
    "themen",
    "topics",
    "trefwoorden",
];

/// Notices that rights are reserved.
const RIGHTS: &[&str] = &[
    "all rights reserved",
    "alle rechte vorbehalten",
    "alle rechten voorbehouden",
    "derechos reservados",
    "diritti riservati",
    "direitos reservados",
    "droits r\u{e9}serv\u{e9}s",
    "prawa zastrze\u{17c}one",
    "med ensamr\u{e4}tt",
];

/// Bytes of the shortest of [`RIGHTS`].
const RIGHTS_BYTES: usize = {
    let mut least = usize::MAX;
    let mut at = 0;
    while at < RIGHTS.len() {
        if RIGHTS[at].len() < least {
            least = RIGHTS[at].len();
        }
        at += 1;
    }
    least
};

/// Finds [`RIGHTS`].
static RIGHTS_RESERVED: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let builder = AhoCorasick::builder().ascii_case_insensitive(true).build(RIGHTS);
    builder.expect("a few short patterns")
});

/// Whether a text says that rights are reserved.
pub fn reserves_rights(text: &str) -> bool {
    text.len() >= RIGHTS_BYTES && RIGHTS_RESERVED.is_match(text)
}

/// What a line that says where a story is filed starts with.
static FILED: WordList = WordList::new(&["filed under ", "posted in ", "tagged "]);

/// What a link to the story before or after starts with.
static NEIGHBORS: WordList = WordList::new(&[
    "next article",
    "next post",
    "next story",
    "nächster artikel",
    "nächster beitrag",
    "previous article",
    "previous post",
    "previous story",
    "vorheriger artikel",
    "vorheriger beitrag",
    "article suivant",
    "article précédent",
    "artículo siguiente",
    "artículo anterior",
    "articolo successivo",
    "articolo precedente",
    "próximo artigo",
    "artigo anterior",
    "volgend artikel",
    "vorig artikel",
    "następny artykuł",
    "poprzedni artykuł",
]);

/// The reason of line `i`, given the hint that speaks against it and what that stands for.
pub fn name(page: &Page<'_>, i: usize, heard: Option<(Hint, Reason)>) -> Reason {
    let hint = heard.map(|(hint, _)| hint);
    if let Some(reason) = page.names.get(i, hint) {
        return reason;
    }
    let reason = name_of(page, i, heard);
    page.names.set(i, hint, reason);
    reason
}

/// The reasons found so far: several rules ask for the same. They hold while all blocks of the page
/// are its lines, as they are when rules for markup run.
#[derive(Default)]
pub struct Names {
    found: RefCell<Vec<Option<Named>>>,
    /// The page's writers by first and last name, in lower case.
    writers: OnceCell<Vec<String>>,
}

/// A reason, and the hint it was found with.
type Named = (Option<Hint>, Reason);

impl Names {
    fn get(&self, i: usize, hint: Option<Hint>) -> Option<Reason> {
        let known = self.found.borrow().get(i).copied().flatten();
        known.filter(|(heard, _)| *heard == hint).map(|(_, reason)| reason)
    }

    fn set(&self, i: usize, hint: Option<Hint>, reason: Reason) {
        let mut names = self.found.borrow_mut();
        if names.len() <= i {
            names.resize(i + 1, None);
        }
        names[i] = Some((hint, reason));
    }

    fn writers(&self, metadata: &Metadata) -> &[String] {
        self.writers.get_or_init(|| {
            let whole = metadata.authors.iter().filter(|name| name.contains(' '));
            whole.map(|name| name.to_lowercase()).collect()
        })
    }
}

fn name_of(page: &Page<'_>, i: usize, heard: Option<(Hint, Reason)>) -> Reason {
    let text = page.lines[i].text();
    if text.len() <= NOTICE_BYTES
        && let Some(reason) = by_words(page, i, &text.to_lowercase(), heard)
    {
        return reason;
    }
    let is_heading = matches!(page.block(i).tag, Tag::Heading(_));
    let is_linked = link_share(page, i) > LINKED;
    let wanted = if is_heading { HEADING_WORDS } else { HEADLINE_WORDS };
    let is_long = page.lines[i].is_prose() || page.has_words(i, wanted) || is_unspaced(text);
    match heard {
        // A column or a pop-up holds anything.
        Some((Hint::Aside | Hint::PromoWord, reason)) => {
            let is_title = is_heading && (is_linked || page.has_words(i, HEADLINE_WORDS));
            let is_teaser = is_long && (is_linked || is_title) || is_below_teaser(page, i);
            let is_form = page.block(i).hints.has_any(&[Hint::Form, Hint::Button]);
            let is_story = is_teaser || page.lines[i].is_prose() && !is_form;
            if is_story { reason } else { Reason::Nav }
        }
        // The names of sections stand in lists of stories and above them.
        Some((Hint::RelatedWord | Hint::TrendingWord, _))
            if is_linked
                && page.block(i).tag == Tag::Item
                && !page.has_words(i, SECTION_WORDS + 1)
                && !is_long =>
        {
            Reason::Nav
        }
        // A menu's entries are no headings of a sentence's length, and players have labels.
        Some((hint, Reason::Nav)) if is_heading && is_linked && is_long => {
            if hint == Hint::Form {
                Reason::Nav
            } else {
                Reason::Related
            }
        }
        Some((Hint::MediaWord | Hint::AdWord | Hint::DateWord | Hint::Time, _))
            if is_long && (is_linked || is_heading) =>
        {
            Reason::Related
        }
        Some((_, Reason::Nav)) if is_below_teaser(page, i) => Reason::Related,
        // A carousel of offers.
        Some((Hint::MediaWord, _)) if is_linked => Reason::Nav,
        Some((Hint::MediaWord, _)) if page.lines[i].is_prose() => Reason::Related,
        Some((Hint::AdWord, _)) if is_linked => Reason::Nav,
        Some((_, reason)) => reason,
        None if is_linked && is_long || is_excerpt(page, i) || is_below_teaser(page, i) => {
            Reason::Related
        }
        None => Reason::Nav,
    }
}

/// Whether a text in a script without spaces is long enough for a headline.
fn is_unspaced(text: &str) -> bool {
    text.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count() >= UNSPACED_CHARS
}

/// What a short line's own words call it, whatever stands around.
fn by_words(
    page: &Page<'_>,
    i: usize,
    folded: &str,
    heard: Option<(Hint, Reason)>,
) -> Option<Reason> {
    let is_picture =
        heard.is_some_and(|(_, reason)| matches!(reason, Reason::Caption | Reason::Credit));
    let start = folded.trim_start_matches(|c: char| !is_alphanumeric(c) && c != '\u{a9}');
    if reserves_rights(folded) {
        return Some(Reason::Copyright);
    }
    if !is_picture && (start.starts_with('\u{a9}') || start.starts_with("copyright ")) {
        return Some(Reason::Copyright);
    }
    if NEIGHBORS.any_starts(start) {
        return Some(Reason::Related);
    }
    let signs = page.lines[i].signs;
    if signs.has_any(Signs::COLON)
        && let Some((label, _)) = start.split_once(':')
        && TAG_LABELS.contains(&label.trim())
    {
        return Some(Reason::Tags);
    }
    if FILED.any_starts(start) {
        return Some(Reason::Tags);
    }
    let writers = || page.names.writers(page.metadata).iter();
    let is_byline = folded.len() <= BYLINE_BYTES
        && !page.lines[i].is_sentence
        && (writers().any(|name| folded.contains(name)) || byline::is_named(page.lines[i].text()));
    let is_comment = heard.is_some_and(|(_, reason)| reason == Reason::Comments);
    if is_byline && !is_picture && !is_comment {
        return Some(Reason::Byline);
    }
    let words = || words(folded);
    if !page.lines[i].is_sentence && words().next().is_some_and(|word| AD_LABELS.has(word)) {
        return Some(Reason::Ad);
    }
    // With the sign for Kelvin, which is a `k` in lower case.
    let has_kw = signs.has_any(Signs::KW.or(Signs::WIDE));
    if has_kw && folded.contains("newsletter") && words().any(|word| word.starts_with("newsletter"))
    {
        return Some(Reason::Newsletter);
    }
    if has_kw
        && folded.contains("cookie")
        && words().any(|word| matches!(word, "cookie" | "cookies"))
    {
        return Some(Reason::Cookie);
    }
    if is_networks(folded) {
        return Some(Reason::Share);
    }
    let is_free = heard.is_none_or(|(_, reason)| {
        matches!(reason, Reason::Nav | Reason::Related | Reason::Trending)
    });
    if !signs.has_any(Signs::DIGIT) {
        return None;
    }
    if is_free && link_share(page, i) == 0.0 && is_date(folded) {
        return Some(Reason::Dateline);
    }
    // "March 2012" in a list of months; a day's date is a dateline.
    let is_month = |word: &str| month(word).is_some();
    let is_count = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_archive = words().nth(1).is_some_and(|year| year.len() == 4)
        && words().skip(1).all(is_count)
        && words().next().is_some_and(is_month);
    (is_archive && link_share(page, i) > 0.0).then_some(Reason::Nav)
}

/// Whether a text in lower case is a day's date and nothing else, a time of day apart.
fn is_date(folded: &str) -> bool {
    let words = || words(folded);
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_year = |word: &str| word.len() == 4 && is_number(word) && word.starts_with(['1', '2']);
    let is_month = |word: &str| month(word).is_some();
    let is_known = |word: &str| {
        is_number(word) || is_month(word) || is_around_dates(word) || is_date_label(word)
    };
    if words().nth(DATE_WORDS).is_some() || !words().any(is_year) {
        return false;
    }
    let numbers = words().filter(|word| is_number(word)).count();
    let is_complete = numbers >= 3 || numbers >= 2 && words().any(is_month);
    is_complete && words().all(is_known)
}

/// Whether line `i` is the beginning of another story with the link to the rest: "... Read more".
fn is_excerpt(page: &Page<'_>, i: usize) -> bool {
    let text = page.lines[i].text();
    let is_cut = text.contains(['\u{2026}', '\u{bb}']) || text.ends_with("...");
    is_cut && text.len() >= EXCERPT_BYTES && page.block(i).links == 1
}

/// Whether line `i` stands right below the linked headline of another story.
fn is_below_teaser(page: &Page<'_>, i: usize) -> bool {
    if !page.lines[i].is_prose() {
        return false;
    }
    let above = (i.saturating_sub(TEASER_LINES)..i).rev();
    for j in above {
        if page.lines[j].is_prose() && link_share(page, j) < LINKED {
            return false;
        }
        let is_named = matches!(page.block(j).tag, Tag::Heading(_))
            || page.block(j).hints.has(Hint::TitleWord)
            || page.has_words(j, HEADLINE_WORDS);
        if is_named && link_share(page, j) > LINKED {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_numbers() {
        for text in ["23 marca 2021", "updated 12 march 2021, 10:32", "30.10.2023", "2021-03-12"] {
            assert!(is_date(text), "{text}");
        }
        for text in ["march 2012", "2021", "12 3 14", "12 march 2021 in tarn", "top 10 of 2021"] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn headlines_without_spaces_are_measured_by_characters() {
        assert!(is_unspaced("東京都議会は新しい条例案を可決した"));
        assert!(!is_unspaced("経済 政治 文化") && !is_unspaced("Council passes by-law"));
    }
}
