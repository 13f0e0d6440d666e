//! What a removed block is called: the hint that speaks against it, corrected by its own words
//! and by what stands around it.
//!
//! In goes a line of a page with markup and the hint heard for it, out comes its reason. Columns and
//! pop-ups hold menus, teasers and forms alike, and teasers stand in elements that no class
//! names: a link of a few words is a menu's, a linked headline and the sentences below it another
//! story's. Deliberately absent: whether the block goes at all.

use super::byline;
use super::markup::link_share;
use super::page::Page;
use crate::document::{Hint, Tag};
use crate::lexicon::calendar::month;
use crate::text::Reason;

/// Share of a block's bytes in links from which it is a link and nothing else.
pub const LINKED: f64 = 0.6;

/// Fewest words of a linked line that is a headline; shorter ones are menu entries.
pub const HEADLINE_WORDS: usize = 5;

/// The same for a linked heading.
const HEADING_WORDS: usize = 3;

/// Longest line whose own words are looked at: a notice, not a paragraph.
const NOTICE_BYTES: usize = 160;

/// Longest line that is a byline for naming one of the page's writers.
const BYLINE_BYTES: usize = 100;

/// Lines above a teaser's sentences among which its linked headline stands: a picture's label, a
/// date and a section may stand between.
const TEASER_LINES: usize = 4;

/// Places to share to, and the words that stand among their names.
const NETWORKS: &[&str] = &[
    "bluesky",
    "bsky",
    "facebook",
    "flipboard",
    "instagram",
    "line",
    "linkedin",
    "mastodon",
    "messenger",
    "pinterest",
    "pocket",
    "reddit",
    "signal",
    "skype",
    "snapchat",
    "telegram",
    "threads",
    "tiktok",
    "tumblr",
    "twitter",
    "viber",
    "vk",
    "vkontakte",
    "wechat",
    "weibo",
    "whatsapp",
    "x",
    "xing",
    "youtube",
];
const AROUND_NETWORKS: &[&str] = &[
    "a",
    "and",
    "auf",
    "bei",
    "by",
    "compartilhar",
    "compartir",
    "condividi",
    "copy",
    "delen",
    "e",
    "email",
    "en",
    "follow",
    "imprimer",
    "link",
    "mail",
    "message",
    "more",
    "on",
    "or",
    "page",
    "partager",
    "per",
    "post",
    "print",
    "rss",
    "send",
    "share",
    "su",
    "sur",
    "teilen",
    "text",
    "to",
    "tweet",
    "udostępnij",
    "via",
];

/// Words that an advertisement's label starts with.
const AD_LABELS: &[&str] = &[
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
];

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

/// What a link to the story before or after starts with.
const NEIGHBORS: &[&str] = &[
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
];

/// The reason of line `i`, given the hint that speaks against it and what that stands for.
pub fn name(page: &Page<'_>, i: usize, heard: Option<(Hint, Reason)>) -> Reason {
    let text = page.lines[i].text();
    if text.len() <= NOTICE_BYTES
        && let Some(reason) = by_words(page, i, &text.to_lowercase(), heard)
    {
        return reason;
    }
    let is_heading = matches!(page.block(i).tag, Tag::Heading(_));
    let is_linked = link_share(page, i) > LINKED;
    let wanted = if is_heading { HEADING_WORDS } else { HEADLINE_WORDS };
    let is_long = page.lines[i].is_prose() || page.words(i).len() >= wanted;
    match heard {
        // A column or a pop-up holds anything.
        Some((Hint::Aside | Hint::PromoWord, reason)) => {
            let is_teaser = is_long && (is_linked || is_heading) || is_below_teaser(page, i);
            let is_form = page.block(i).hints.has_any(&[Hint::Form, Hint::Button]);
            let is_story = is_teaser || page.lines[i].is_prose() && !is_form;
            if is_story { reason } else { Reason::Nav }
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
        Some((Hint::MediaWord, _)) if page.lines[i].is_prose() => Reason::Related,
        Some((Hint::AdWord, _)) if is_linked => Reason::Nav,
        Some((_, reason)) => reason,
        None if is_linked && is_long || is_below_teaser(page, i) => Reason::Related,
        None => Reason::Nav,
    }
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
    let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\u{a9}');
    if !is_picture && (start.starts_with('\u{a9}') || start.starts_with("copyright ")) {
        return Some(Reason::Copyright);
    }
    if NEIGHBORS.iter().any(|label| start.starts_with(label)) {
        return Some(Reason::Related);
    }
    let label = start.split_once(':').map(|(label, _)| label.trim());
    if label.is_some_and(|label| TAG_LABELS.contains(&label)) {
        return Some(Reason::Tags);
    }
    if ["tagged ", "posted in ", "filed under "].iter().any(|label| start.starts_with(label)) {
        return Some(Reason::Tags);
    }
    let is_writer = |name: &String| name.contains(' ') && folded.contains(&name.to_lowercase());
    let authors = &page.metadata.authors;
    let is_byline = folded.len() <= BYLINE_BYTES
        && !page.lines[i].is_sentence
        && (authors.iter().any(is_writer) || byline::is_named(page.lines[i].text()));
    let is_comment = heard.is_some_and(|(_, reason)| reason == Reason::Comments);
    if is_byline && !is_picture && !is_comment {
        return Some(Reason::Byline);
    }
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if !page.lines[i].is_sentence && words().next().is_some_and(|w| AD_LABELS.contains(&w)) {
        return Some(Reason::Ad);
    }
    if words().any(|word| word.starts_with("newsletter")) {
        return Some(Reason::Newsletter);
    }
    if words().any(|word| word == "cookie" || word == "cookies") {
        return Some(Reason::Cookie);
    }
    if is_networks(folded) {
        return Some(Reason::Share);
    }
    // "March 2012" in a list of months; a day's date is a dateline.
    let is_month = |word: &str| month(word).is_some();
    let is_count = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_archive = words().next().is_some_and(is_month)
        && words().skip(1).all(is_count)
        && words().nth(1).is_some_and(|year| year.len() == 4);
    (is_archive && link_share(page, i) > 0.0).then_some(Reason::Nav)
}

/// Whether a text in lower case is names of places to share to and what stands among them.
pub fn is_networks(folded: &str) -> bool {
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().any(|word| NETWORKS.contains(&word))
        && words().all(|word| NETWORKS.contains(&word) || AROUND_NETWORKS.contains(&word))
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
            || page.words(j).len() >= HEADLINE_WORDS;
        if is_named && link_share(page, j) > LINKED {
            return true;
        }
    }
    false
}
