//! What rules of the page's site say of the elements that are open.
//!
//! In go start tags and the places of ended elements, out comes what is said of the text inside.
//! Which site it is, is told by the address the page was fetched from, else by what the page
//! calls its own: that stands in its head, before any text.

use super::facts::Facts;
use super::tag::StartTag;
use crate::document::Ruling;
use crate::lexicon::sites::{Matching, SiteRules};

/// The rules in force on a page.
#[derive(Debug)]
pub(super) struct Ruled<'r> {
    rules: &'r SiteRules,
    address: Option<&'r str>,
    /// `None` while the page's head has not been read.
    matching: Option<Option<Matching<'r>>>,
}

impl<'r> Ruled<'r> {
    /// The rules for a page fetched from `address`; `None` when there are none at all.
    pub(super) fn new(rules: &'r SiteRules, address: Option<&'r str>) -> Option<Self> {
        (!rules.is_empty()).then_some(Self { rules, address, matching: None })
    }

    /// Whether attributes of any name are wanted.
    pub(super) fn wants_attributes(&self) -> bool {
        !matches!(self.matching, Some(None))
    }

    /// The `html` or `body` element begins, which is never left.
    pub(super) fn enter_page(&mut self, tag: &StartTag, facts: &Facts) {
        // The head stands between the two; only then is the address known.
        if (tag.name() == b"body" || self.address.is_some())
            && let Some(matching) = self.matching(facts)
        {
            matching.enter_page(tag.name(), &|name| tag.any(name));
        }
    }

    /// An element begins.
    pub(super) fn enter(&mut self, tag: &StartTag, facts: &Facts) {
        if let Some(matching) = self.matching(facts) {
            matching.enter(tag.name(), &|name| tag.any(name));
        }
    }

    /// The open element number `place` ends.
    pub(super) fn leave(&mut self, place: usize) {
        if let Some(Some(matching)) = &mut self.matching {
            matching.leave(place);
        }
    }

    /// What is said of text that stands here.
    pub(super) fn ruling(&self) -> Option<Ruling> {
        self.matching.as_ref()?.as_ref()?.ruling()
    }

    fn matching(&mut self, facts: &Facts) -> Option<&mut Matching<'r>> {
        let Self { rules, address, matching } = self;
        let found = matching.get_or_insert_with(|| {
            let address = address.or_else(|| facts.address());
            let url = address.and_then(|address| url::Url::parse(address.trim()).ok());
            rules.on(url.as_ref().and_then(url::Url::host_str))
        });
        found.as_mut()
    }
}
