//! What an element's own attributes say of the text inside it.
//!
//! In goes a start tag, out come hints from its name, role, microdata and the words of its
//! classes, whether it is an article, whether it links, and a hash of name and classes.

use super::elements::Element;
use super::names::NameHash;
use super::tag::{Attribute, StartTag};
use super::words::{Seen, Words};
use crate::document::{Hint, Hints};

/// A longer aria-label is a sentence, not a name.
const LONGEST_LABEL: usize = 40;

/// What an element says itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    pub(super) hints: Hints,
    pub(super) is_article: bool,
    pub(super) is_link: bool,
    classes: u64,
}

impl Own {
    /// A hash of the element's name and its classes without their digits.
    pub(super) fn path(&self, name: NameHash) -> u32 {
        let mixed =
            (name.value() ^ self.classes.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as u32
    }
}

/// Reads a start tag; `seen` are the classes of the page so far.
pub(super) fn read(element: Element, tag: &StartTag, seen: &mut Seen) -> Own {
    let mut own = Own { is_article: element == Element::Article, ..Own::default() };
    let mut hints = element.hint().map_or(Hints::NONE, |hint| Hints::NONE.with(hint));
    if tag.is_bare() {
        own.hints = hints;
        return own;
    }
    let mut words = Words::default();
    if let Some(class) = tag.get(Attribute::Class) {
        words = seen.words(class);
        own.classes = words.hash;
    }
    for attribute in [Attribute::Id, Attribute::TestId] {
        if let Some(value) = tag.get(attribute) {
            words.read(value);
        }
    }
    if let Some(label) = tag.get(Attribute::AriaLabel).filter(|l| l.len() <= LONGEST_LABEL) {
        words.read_label(label);
    }
    hints = hints | words.hints;
    if element == Element::A {
        own.is_link = tag.has(Attribute::Href);
        for word in tag.get(Attribute::Rel).unwrap_or_default().split(u8::is_ascii_whitespace) {
            match word {
                b"author" => hints = hints.with(Hint::BylineWord),
                b"tag" => hints = hints.with(Hint::TagsWord),
                _ => {}
            }
        }
    }
    let role = tag.get(Attribute::Role).and_then(role_hint);
    let property = tag.get(Attribute::ItemProp).and_then(property_hint);
    let kind = tag.get(Attribute::ItemType).and_then(type_hint);
    for hint in role.into_iter().chain(property).chain(kind) {
        hints = hints.with(hint);
        own.is_article |= hint == Hint::Article;
    }
    if is_hidden(tag) {
        hints = hints.with(Hint::Hidden);
    }
    own.hints = hints;
    own
}

fn role_hint(role: &[u8]) -> Option<Hint> {
    Some(match role.to_ascii_lowercase().trim_ascii() {
        b"article" => Hint::Article,
        b"main" => Hint::Main,
        b"navigation" | b"menu" | b"menubar" | b"search" | b"tablist" => Hint::Nav,
        b"complementary" => Hint::Aside,
        b"contentinfo" => Hint::Footer,
        b"banner" => Hint::Header,
        b"button" => Hint::Button,
        b"dialog" | b"alertdialog" => Hint::PromoWord,
        _ => return None,
    })
}

fn property_hint(property: &[u8]) -> Option<Hint> {
    Some(match property.to_ascii_lowercase().trim_ascii() {
        b"articlebody" => Hint::ArticleBody,
        b"headline" => Hint::Headline,
        b"author" => Hint::BylineWord,
        b"datepublished" | b"datemodified" => Hint::DateWord,
        b"caption" => Hint::CaptionWord,
        b"comment" => Hint::CommentWord,
        b"keywords" => Hint::TagsWord,
        _ => return None,
    })
}

/// The hint of a microdata type, such as `https://schema.org/NewsArticle`.
fn type_hint(kind: &[u8]) -> Option<Hint> {
    let name = kind.trim_ascii().rsplit(|b| *b == b'/').next()?;
    Some(match name {
        _ if name.ends_with(b"Article") => Hint::Article,
        b"BlogPosting" | b"Report" => Hint::Article,
        b"Comment" | b"UserComments" => Hint::CommentWord,
        b"BreadcrumbList" | b"SiteNavigationElement" => Hint::NavWord,
        b"WPFooter" => Hint::FooterWord,
        b"WPSideBar" => Hint::Aside,
        b"WPAdBlock" => Hint::AdWord,
        _ => return None,
    })
}

fn is_hidden(tag: &StartTag) -> bool {
    let hides = |style: &[u8]| {
        // Both properties have the letter, and few others.
        if memchr::memchr2(b'y', b'Y', style).is_none() {
            return false;
        }
        let style: Vec<u8> =
            style.iter().filter(|b| !b.is_ascii_whitespace()).map(u8::to_ascii_lowercase).collect();
        let has = |needle: &[u8]| memchr::memmem::find(&style, needle).is_some();
        has(b"display:none") || has(b"visibility:hidden")
    };
    tag.has(Attribute::Hidden)
        || tag.get(Attribute::AriaHidden).is_some_and(|v| v.eq_ignore_ascii_case(b"true"))
        || tag.get(Attribute::Style).is_some_and(hides)
}
