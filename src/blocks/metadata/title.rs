//! The title of the article.
//!
//! In go what JSON-LD, OpenGraph, `<h1>` and `<title>` give, out comes the headline as readers
//! saw it: an `<h1>` if one of the others confirms it by most of its words, because the others
//! are at times shortened, rewritten for search engines or prefixed; else the first of them, the
//! name of the site removed from its end.

use rustc_hash::FxHashSet;

/// Share of words that two titles must have in common, of the words of the shorter one, to be
/// two forms of one title: a teaser of another story rarely shares more than a third.
const SAME_SHARE: f32 = 0.6;
/// Longest headline in bytes; an `<h1>` around a whole article is none.
const MAX_TITLE: usize = 500;
/// What parts a title from the site's name.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / "];
/// Longest name of a site, in words.
const SITE_WORDS: usize = 5;
/// What stands behind the name of a site that a title begins with.
const SITE_FIRST: &[&str] = &[" » ", ": "];

/// Of a title that names the site first, as those of older blogs do ("Post » Archive » Old ferry back", "Post: Old
/// ferry back"), the name and the number of the headline: the one is an `<h1>`, the other a lower heading.
pub(super) fn masthead<'a>(
    title: &str,
    headings: impl Iterator<Item = (usize, u8, &'a str)> + Clone,
) -> Option<(&'a str, usize)> {
    let title = super::squeeze(title);
    headings.clone().filter(|(_, level, _)| *level == 1).find_map(|(_, _, site)| {
        let rest = title.strip_prefix(site).filter(|_| !site.is_empty())?;
        SITE_FIRST.iter().find(|separator| rest.starts_with(**separator))?;
        let is_headline = |text: &str| {
            let before = rest.strip_suffix(text).filter(|_| !text.is_empty());
            before.is_some_and(|before| SITE_FIRST.iter().any(|end| before.ends_with(end)))
        };
        let headline = headings.clone().find(|(_, level, text)| *level > 1 && is_headline(text))?;
        Some((site, headline.0))
    })
}

/// The title, and which `<h1>` it or its like is, by the number given with it.
pub(super) fn choose<'a>(
    json_ld: Option<&str>,
    open_graph: Option<&str>,
    title: &str,
    headlines: impl Iterator<Item = (usize, &'a str)>,
    site: Option<&str>,
) -> (Option<String>, Option<usize>) {
    let without_site = |text: &str| remove_site(text, site);
    let page = without_site(title);
    let others: Vec<String> =
        [json_ld.map(str::to_owned), open_graph.map(without_site), Some(page)]
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty() && text.len() <= 2 * MAX_TITLE)
            .collect();
    let headlines: Vec<(usize, String)> = headlines
        .take(20)
        .map(|(number, text)| (number, super::squeeze(text)))
        .filter(|(_, text)| text.len() <= MAX_TITLE && !is_site(text, site))
        .collect();
    let words: Vec<FxHashSet<String>> = headlines.iter().map(|(_, text)| units(text)).collect();
    for other in &others {
        let wanted = units(other);
        let best = headlines
            .iter()
            .zip(&words)
            .map(|(headline, words)| match is_before_separator(&headline.1, other) {
                true => (headline, 1.0),
                false => (headline, shared_words(words, &wanted)),
            })
            .filter(|(_, shared)| *shared >= SAME_SHARE)
            .max_by(|(a, a_shared), (b, b_shared)| {
                a_shared.total_cmp(b_shared).then(b.0.cmp(&a.0))
            });
        if let Some(((number, text), _)) = best {
            return (Some(text.clone()), Some(*number));
        }
    }
    // No headline is confirmed: one alone still says where the article begins.
    let alone = match &headlines[..] {
        [(number, text)] => Some((*number, text.clone())),
        _ => None,
    };
    let number = alone.as_ref().map(|(number, _)| *number);
    let other = others.into_iter().find(|text| !is_site(text, site));
    (other.or(alone.map(|(_, text)| text)), number)
}

/// Share of the words of the shorter title that are in the longer one; one word proves nothing
/// unless it is all there is.
fn shared_words(a: &FxHashSet<String>, b: &FxHashSet<String>) -> f32 {
    let shared = a.intersection(b).count();
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    match shorter {
        0 => 0.0,
        // A headline of one or two words ("Weather") is the title only if the title is no more.
        1 | 2 if longer > shorter => 0.0,
        _ => shared as f32 / shorter as f32,
    }
}

/// Whether `title` is the headline, a separator and a name: so even one of two words is confirmed.
fn is_before_separator(headline: &str, title: &str) -> bool {
    let rest = title.strip_prefix(headline).filter(|_| !headline.is_empty());
    rest.is_some_and(|rest| SEPARATORS.iter().any(|separator| rest.starts_with(separator)))
}

/// The words of a title; of scripts without spaces, its characters in pairs.
fn units(text: &str) -> FxHashSet<String> {
    let text = text.to_lowercase();
    let mut units = FxHashSet::default();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c)) {
            let chars: Vec<char> = word.chars().collect();
            units.extend(chars.windows(2).map(|pair| pair.iter().collect()));
        } else {
            units.insert(word.to_owned());
        }
    }
    units
}

fn is_site(text: &str, site: Option<&str>) -> bool {
    site.is_some_and(|site| text.eq_ignore_ascii_case(site))
}

/// The title without the site's name at its end (or, after it, at its start).
fn remove_site(title: &str, site: Option<&str>) -> String {
    let title = super::squeeze(title);
    let mut kept = title.as_str();
    // "Headline - Section - Site": the site goes, and what it leaves is looked at once more.
    while let Some((head, tail)) = last_separator(kept) {
        let names_site = site.is_some_and(|site| is_site_part(tail, site));
        if !names_site {
            break;
        }
        kept = head;
    }
    if let (Some(site), Some((head, tail))) = (site, first_separator(kept))
        && is_site(head, Some(site))
    {
        kept = tail;
    }
    if kept.len() == title.len()
        && site.is_none()
        && let Some((head, tail)) = last_separator(kept)
        && (title[head.len()..].starts_with(" | ") || tail.contains('.') && !tail.contains(' '))
        && tail.split(' ').count() <= SITE_WORDS
    {
        // The bar parts nothing but names of sites and sections; a host name is a site's.
        kept = head;
    }
    kept.trim().to_owned()
}

/// Whether the tail of a title names the site: it is the name, or one is part of the other.
fn is_site_part(tail: &str, site: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (tail, site) = (letters(tail), letters(site));
    let (shorter, longer) = if tail.len() < site.len() { (tail, site) } else { (site, tail) };
    !shorter.is_empty() && shorter.len() * 2 >= longer.len() && longer.contains(&shorter)
}

fn last_separator(title: &str) -> Option<(&str, &str)> {
    let found = SEPARATORS.iter().filter_map(|s| Some((title.rfind(s)?, s.len())));
    let (at, length) = found.max()?;
    Some((title[..at].trim(), title[at + length..].trim())).filter(|(head, _)| !head.is_empty())
}

fn first_separator(title: &str) -> Option<(&str, &str)> {
    let found = SEPARATORS.iter().filter_map(|s| Some((title.find(s)?, s.len())));
    let (at, length) = found.min()?;
    Some((title[..at].trim(), title[at + length..].trim())).filter(|(_, tail)| !tail.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(json_ld: Option<&str>, page: &str, h1: &[&str], site: Option<&str>) -> String {
        let headlines = h1.iter().copied().enumerate();
        choose(json_ld, None, page, headlines, site).0.unwrap_or_default()
    }

    #[test]
    fn the_headline_readers_saw_wins_when_confirmed() {
        let h1 = ["The Ostermoor Post", "Old ferry to return to Ostermoor in spring"];
        let page = "Ferry to return to Ostermoor - The Ostermoor Post";
        assert_eq!(title(None, page, &h1, Some("The Ostermoor Post")), h1[1]);
        assert_eq!(title(Some("Ferry returns"), "", &["Weather", "Sport"], None), "Ferry returns");
        let japanese = "東京都議会が新しい条例を可決";
        assert_eq!(title(None, "東京都議会が新しい条例を可決｜夕刊", &[japanese], None), japanese);
    }

    #[test]
    fn older_blogs_name_the_site_first() {
        let headings = [(0, 1, "Ostermoor Post"), (3, 2, "Old ferry back"), (9, 3, "Archive")];
        let found = |title| masthead(title, headings.into_iter());
        assert_eq!(found("Ostermoor Post: Old ferry back"), Some(("Ostermoor Post", 3)));
        assert_eq!(found("Ostermoor Post » Archive » Old ferry back"), Some(("Ostermoor Post", 3)));
        assert_eq!(found("Ostermoor Post | Old ferry back"), None);
        assert_eq!(found("Ostermoor Post: Ferry back"), None);
    }

    #[test]
    fn a_short_headline_is_confirmed_by_its_place() {
        let page = "Ferry back - The New Ostermoor Post";
        assert_eq!(title(None, page, &["Ferry back"], None), "Ferry back");
        assert_eq!(
            title(None, "Weather hits ferry - Post", &["Weather"], None),
            "Weather hits ferry - Post"
        );
    }

    #[test]
    fn the_sites_name_goes() {
        assert_eq!(remove_site("Ferry - Local - Post", Some("The Post")), "Ferry - Local");
        assert_eq!(remove_site("Post: Ferry | Post", Some("Post")), "Post: Ferry");
        assert_eq!(remove_site("A tale - of two towns", None), "A tale - of two towns");
        assert_eq!(remove_site("Ferry returns | Ostermoor Post", None), "Ferry returns");
        assert_eq!(remove_site("Ferry – post.example", None), "Ferry");
    }
}
