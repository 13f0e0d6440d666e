//! What it finds: headlines of other stories below a heading that announces them: "You might also
//! like", "Latest news".
//!
//! Why it matters: they are the commonest false hit of a search: the page is not about them.
//!
//! Example: after `You might also like` the three headlines up to the page's end go.
//!
//! Limits: a paragraph ends the list, save for short teasers between headlines at the very end of
//! the page and what breaks off with an ellipsis; headlines behind bullets need a heading that is no
//! ordinary word, and below one that is two headlines must stand.

use super::glued;
use super::markup::link_share;
use super::naming::LINKED;
use super::page::{Line, Look, Page, starts_quoted};
use super::text_reason;
use super::titles::is_headline;
use super::topic::stems;
use crate::text::Reason;

pub const NAME: &str = "strip/related-list";

/// Most headlines below one heading.
const MAX_ITEMS: usize = 24;
/// Most links below a heading "Read more:" amid the text: more of them are a list that the text gives.
const MAX_LINKS: usize = 4;
/// Fewest words of a headline below a heading amid the article: what is shorter is a subheading.
const MIN_WORDS: usize = 5;
/// Fewest teasers, each below a headline of its own, that are known for teasers at the page's end.
const MIN_TEASERS: usize = 2;
/// Most bytes of a teaser below a headline.
const MAX_TEASER: usize = 320;
/// Signs before the items of a list.
const BULLETS: [char; 4] = ['-', '*', '\u{2022}', '\u{b7}'];
/// Most words of a category.
const CATEGORY_WORDS: usize = 4;

const AT_END: f32 = 0.88;
const AMID: f32 = 0.75;

pub fn find(page: &mut Page<'_>) {
    filed(page);
    let prose = page.prose();
    for i in 0..page.lines.len() {
        let Some((reason, is_sure)) = heading(page, i) else { continue };
        // At the top of a page a heading of this kind belongs to a menu: nothing follows it.
        if prose.is_none_or(|(first, _)| i < first) {
            continue;
        }
        let (items, reaches_end) = match reason {
            Reason::ReadMore => (links(page, i), false),
            _ => items(page, i, is_sure),
        };
        let is_list = if is_sure { !items.is_empty() } else { items.len() >= 2 };
        if !is_list {
            continue;
        }
        let confidence = if reaches_end { AT_END } else { AMID };
        page.remove(i, reason, confidence);
        for item in items {
            let named = if page.is_html { None } else { text_reason::named(page, item) };
            page.remove(item, named.unwrap_or(Reason::Related), confidence);
        }
    }
}

/// Headlines of other stories, each above the category that it is filed in, as WordPress lists them.
fn filed(page: &mut Page<'_>) {
    for i in 1..page.lines.len() {
        if !page.is_live(i) || !is_category(page.lines[i].text()) {
            continue;
        }
        page.remove(i, Reason::Related, AT_END);
        if let Some(above) = page.before(i)
            && is_headline(&page.lines[above])
            && page.words(above).len() >= MIN_WORDS
        {
            page.remove(above, Reason::Related, AT_END);
        }
    }
}

/// `In "Local news"`
fn is_category(text: &str) -> bool {
    let name = text.strip_prefix("In \"").and_then(|rest| rest.strip_suffix('"'));
    name.is_some_and(|name| {
        name.starts_with(char::is_uppercase)
            && name.split_whitespace().count() <= CATEGORY_WORDS
            && !name.ends_with(['.', ',', '!', '?'])
    })
}

/// Whether line `i` announces other stories, and whether it can mean nothing else.
fn heading(page: &Page<'_>, i: usize) -> Option<(Reason, bool)> {
    let line = &page.lines[i];
    if !line.is_short() || line.is_title {
        return None;
    }
    let furniture = &page.lexicon.furniture;
    let words = page.words(i);
    let entry = if line.was_vain(Look::Entry) { None } else { furniture.line(words) };
    let (reason, is_sure) = match entry {
        Some(entry) => (entry.reason, !entry.needs_company),
        None if line.gone.is_some() => {
            let cover = glued::cover(furniture, words)?;
            (cover.reason, cover.is_sure)
        }
        None => return None,
    };
    let is_heading = match reason {
        Reason::Related | Reason::Trending => true,
        // "Read more" alone may be a button that leads to the story above it.
        Reason::ReadMore => page.is_html && line.text().ends_with([':', '\u{ff1a}']),
        _ => false,
    };
    is_heading.then_some((reason, is_sure))
}

/// The few lines right below a heading that are links and no sentences.
fn links(page: &Page<'_>, heading: usize) -> Vec<usize> {
    let is_link = |&i: &usize| {
        let line = &page.lines[i];
        line.gone.is_none() && is_headline(line) && link_share(page, i) > LINKED
    };
    let links: Vec<usize> = (heading + 1..page.lines.len()).take_while(is_link).collect();
    if links.len() <= MAX_LINKS { links } else { Vec::new() }
}

/// Whether a sentence and the headline above it share a word: a teaser's do more often than not, those of an article
/// that goes on behind a headline of another story hardly ever.
fn is_about(page: &Page<'_>, teaser: usize, headline: usize) -> bool {
    let words = stems(page.lines[headline].text());
    stems(page.lines[teaser].text()).iter().any(|stem| words.contains(stem))
}

/// Whether a line is a headline behind a bullet.
fn is_listed(line: &Line<'_>) -> bool {
    let bare = line.text().trim_start_matches(BULLETS);
    let rest = bare.trim_start();
    rest.len() < bare.len()
        && bare.len() < line.text().len()
        && (!line.is_sentence || rest.ends_with(['?', '!']))
        && !rest.ends_with([':', ',', ';'])
        && (rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || starts_quoted(rest))
}

/// Whether a text ends in the midst of a sentence, as teasers do.
fn is_cut_off(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', '\u{2026}', ' ', '[', ']']);
    (text.ends_with("...") || text.ends_with('\u{2026}') || text.ends_with("[\u{2026}]"))
        && bare.ends_with(char::is_alphanumeric)
}

/// The headlines below a heading, and whether they go on to the page's end.
fn items(page: &Page<'_>, heading: usize, is_sure: bool) -> (Vec<usize>, bool) {
    let mut items = Vec::new();
    let mut teasers = Vec::new();
    let mut was_headline = false;
    for i in page.live().filter(|&i| i > heading) {
        let line = &page.lines[i];
        if items.len() + teasers.len() >= MAX_ITEMS {
            return (Vec::new(), false);
        }
        if is_headline(line) || is_sure && is_listed(line) {
            items.push(i);
            was_headline = true;
        } else if was_headline
            && is_sure
            && line.text().len() <= MAX_TEASER
            && (is_cut_off(line.text())
                || items.last().is_some_and(|&headline| is_about(page, i, headline)))
        {
            teasers.push(i);
            was_headline = false;
        } else {
            // The article goes on: only what is surely no subheading before that.
            let end = teasers.first().copied().unwrap_or(usize::MAX);
            items.retain(|&item| item < end && page.words(item).len() >= MIN_WORDS);
            // The headline right above a paragraph may be that paragraph's own.
            if items.len() > 1 && !teasers.is_empty() {
                items.pop();
            } else if !teasers.is_empty() {
                items.clear();
            }
            return (items, false);
        }
    }
    // One sentence below one headline may be the article's last.
    if teasers.len() >= MIN_TEASERS {
        items.extend(teasers);
    }
    (items, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_told_from_quotations() {
        assert!(is_category("In \"Local news\""));
        assert!(!is_category("In \"local news\"") && !is_category("In \"Rain fell.\""));
        assert!(!is_category("In \"The Old Man and the Sea\""));
    }
}
