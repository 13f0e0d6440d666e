//! Tags and text to blocks.
//!
//! The receiver of the tokens: it keeps the stack of open elements, passes over what is not text
//! for readers, collects the text of each block element, and hands to [`Facts`] what the page
//! says of itself. There is no tree. Pages are nested as their authors meant rather than as they
//! wrote: end tags that may be left out are supplied, stray ones ignored, an inline element that
//! ends after a block began inside it just ends.
//!
//! Everything is bounded: the stack at [`MAX_DEPTH`], deeper elements being flattened, the
//! numbers of elements and blocks so that a hostile page cannot take more than some hundred
//! megabytes; over the bounds text is kept and only its structure lost.

use std::cell::OnceCell;

use super::Layout;
use super::draft::{Around, Draft};
use super::elements::Element;
use super::facts::Facts;
use super::names::NameHash;
use super::nodes::{self, Node};
use super::output::Output;
use super::own::{self, Own};
use super::raw::is_space;
use super::ruled::Ruled;
use super::tag::{Attribute, StartTag};
use super::tokens::Sink;
use super::words::Seen;
use crate::document::Hints;

/// Most open elements; real pages stay far below a hundred.
const MAX_DEPTH: usize = 512;
/// Most block elements; real pages have some thousand at most.
const MAX_NODES: usize = 1_000_000;

/// Bytes of a page for each block element, a little less than on most.
const NODE_BYTES: usize = 512;

/// An open element.
struct Open {
    element: Element,
    name: NameHash,
    /// The innermost block element: itself or around it.
    node: u32,
    /// What it says, if it is inline.
    inline: Hints,
    is_link: bool,
}

/// An element that is passed over.
struct Skip {
    element: Element,
    name: NameHash,
    /// How many elements of its name are open, itself included.
    depth: u32,
    /// How many other elements are open inside, by kind.
    inside: [u32; Element::COUNT],
}

/// The state of cutting.
pub(super) struct Cutter<'r> {
    open: Vec<Open>,
    /// How many elements of a kind are open, and the set of those that are.
    counts: [u16; Element::COUNT],
    open_set: u64,
    /// Open elements beyond the depth bound.
    flattened: u32,
    links: u32,
    around: Around,
    skip: Option<Skip>,
    draft: Draft,
    nodes: Vec<Node>,
    output: Output,
    articles: u16,
    html: &'r str,
    /// Whether the page closes its `article` elements, so that no other end tag does; told when first
    /// asked, as on few pages.
    closes_articles: OnceCell<bool>,
    classes: Seen,
    facts: Facts,
    /// Rules of the page's site, where there are any.
    ruled: Option<Ruled<'r>>,
}

/// Whether a page has no fewer end tags of `article` than start tags.
fn closes_articles(html: &[u8]) -> bool {
    let (mut begun, mut ended) = (0, 0);
    for at in memchr::memmem::find_iter(html, "article") {
        begun += u32::from(html[..at].ends_with(b"<"));
        ended += u32::from(html[..at].ends_with(b"</"));
    }
    ended >= begun
}

/// Whether an element was put into the page by the Wayback Machine, which served the copy: it is not of the page.
fn is_toolbar(tag: &StartTag) -> bool {
    tag.get(Attribute::Id).is_some_and(|id| id.starts_with(b"wm-ipp"))
}

impl<'r> Cutter<'r> {
    /// The state before `html`.
    pub(super) fn new(html: &'r str, ruled: Option<Ruled<'r>>) -> Self {
        let mut nodes = Vec::with_capacity(html.len() / NODE_BYTES + 1);
        nodes.push(Node::ROOT);
        Self {
            open: Vec::with_capacity(64),
            counts: [0; Element::COUNT],
            open_set: 0,
            flattened: 0,
            links: 0,
            around: Around::default(),
            skip: None,
            draft: Draft::new(),
            nodes,
            output: Output::for_page(html.len()),
            articles: 0,
            html,
            closes_articles: OnceCell::new(),
            classes: Seen::default(),
            facts: Facts::default(),
            ruled,
        }
    }

    /// Ends the page.
    pub(super) fn finish(mut self, is_unclosed: bool) -> Layout {
        self.flush();
        let Output { text, mut blocks, owners, cuts, is_over_budget, .. } = self.output;
        let text = String::from_utf8(text)
            .unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        nodes::weigh(&text, &mut blocks, &owners, &self.nodes);
        let metadata = self.facts.finish(&text, &blocks);
        let mut warnings = Vec::new();
        if is_over_budget {
            warnings.push("html_budget");
        }
        if is_unclosed {
            warnings.push("html_unclosed");
        }
        Layout { text, blocks, cuts, metadata, warnings }
    }

    fn flush(&mut self) {
        let Self { draft, output, nodes, .. } = self;
        draft.finish(|bytes, line, cuts| {
            output.add(&bytes[line.start..line.end], line, cuts, nodes);
        });
    }

    /// Puts an element on the stack; `own` is what its attributes say.
    fn push(&mut self, element: Element, name: NameHash, own: Own) {
        if self.open.len() >= MAX_DEPTH {
            self.flattened += 1;
            return;
        }
        let mut opened = Open {
            element,
            name,
            node: self.around.node,
            inline: Hints::NONE,
            is_link: own.is_link,
        };
        if element.is_block() {
            opened.node = self.add_node(element, name, own);
            self.around.node = opened.node;
            self.around.inline = Hints::NONE;
        } else {
            opened.inline = own.hints;
            self.around.inline = self.around.inline | own.hints;
        }
        self.counts[element as usize] += 1;
        self.open_set |= element.bit();
        if own.is_link {
            self.draft.link_begins();
        }
        self.links += u32::from(own.is_link);
        self.around.is_link = self.links > 0;
        self.around.is_pre |= element == Element::Pre;
        self.around.ruling = self.ruled.as_ref().and_then(Ruled::ruling);
        self.open.push(opened);
    }

    fn add_node(&mut self, element: Element, name: NameHash, own: Own) -> u32 {
        let parent = self.around.node;
        if self.nodes.len() >= MAX_NODES {
            self.output.is_over_budget = true;
            return parent;
        }
        let above = self.nodes[parent as usize];
        let number = self.nodes.len() as u32;
        let mut container = above.container;
        if own.is_article {
            self.articles = self.articles.saturating_add(1);
            container = self.articles;
        }
        let begins_group = matches!(element, Element::List | Element::Dl | Element::Table);
        self.nodes.push(Node {
            parent,
            element,
            hints: own.hints | self.around.inline,
            path: own.path(name),
            depth: self.open.len() as u16,
            container,
            group: if begins_group && above.group == 0 { number } else { above.group },
        });
        number
    }

    /// Takes the element at `place` and all above it from the stack.
    fn pop_to(&mut self, place: usize) {
        let ended = self.open[place..].iter().fold(0, |set, open| set | open.element.bit());
        if ended & Element::BLOCKS & !Element::Cell.bit() != 0 {
            self.flush();
        } else if ended & Element::Cell.bit() != 0 {
            self.draft.cell_border();
        }
        while self.open.len() > place {
            self.remove(self.open.len() - 1);
        }
        self.look_around();
    }

    /// Takes one element from the stack.
    fn remove(&mut self, place: usize) {
        // Nearly always it is the last.
        let is_last = place + 1 == self.open.len();
        let last = if is_last { self.open.pop() } else { None };
        let Open { element, is_link, .. } = last.unwrap_or_else(|| self.open.remove(place));
        self.counts[element as usize] -= 1;
        if self.counts[element as usize] == 0 {
            self.open_set &= !element.bit();
        }
        self.links -= u32::from(is_link);
        if let Some(ruled) = &mut self.ruled {
            ruled.leave(place);
        }
    }

    /// Sets what is around the text anew after the stack has changed.
    fn look_around(&mut self) {
        let inner = self.open.iter().rev().take_while(|open| !open.element.is_block());
        self.around = Around {
            node: self.open.last().map_or(0, |open| open.node),
            inline: inner.fold(Hints::NONE, |hints, open| hints | open.inline),
            is_link: self.links > 0,
            is_pre: self.open_set & Element::Pre.bit() != 0,
            ruling: self.ruled.as_ref().and_then(Ruled::ruling),
        };
    }

    /// Ends what the beginning of `element` ends.
    fn end_implied(&mut self, element: Element) {
        let ended = element.ends() & self.open_set;
        if ended == 0 {
            return;
        }
        let bounds = element.bounds() | Element::Table.bit();
        let mut place = None;
        for (i, open) in self.open.iter().enumerate().rev() {
            if ended & open.element.bit() != 0 {
                place = Some(i);
            }
            if bounds & open.element.bit() != 0 && ended & open.element.bit() == 0 {
                break;
            }
        }
        if let Some(place) = place {
            self.pop_to(place);
        }
    }

    /// Ends the innermost open element of this name, if it can be ended from here.
    fn end_named(&mut self, element: Element, name: NameHash) {
        let may_be_guarded = !matches!(element, Element::Article | Element::Main | Element::Table);
        let closes_articles = || closes_articles(self.html.as_bytes());
        let is_guarded = || may_be_guarded && *self.closes_articles.get_or_init(closes_articles);
        let mut crosses_block = false;
        for (i, open) in self.open.iter().enumerate().rev() {
            let is_it = open.name.value() == name.value()
                || element.heading().is_some() && open.element.heading().is_some();
            if is_it && !crosses_block {
                return self.pop_to(i);
            }
            if is_it {
                if matches!(element, Element::A | Element::Formatting) {
                    self.remove(i);
                    self.look_around();
                }
                return;
            }
            if element.bounds() & open.element.bit() != 0
                || open.element == Element::Article && is_guarded()
            {
                return;
            }
            crosses_block |=
                !element.is_block() && open.element.is_block() && open.element != Element::P;
        }
    }

    /// Handles an element without content.
    fn void(&mut self, element: Element) {
        match element {
            Element::Br => self.draft.line_break(self.around.is_pre),
            Element::Img => self.draft.space_between(),
            Element::Hr => {
                self.end_implied(element);
                self.flush();
            }
            _ => {}
        }
    }

    fn begin_skip(&mut self, element: Element, name: NameHash) {
        if !element.is_invisible() {
            self.draft.space_between();
        }
        self.skip = Some(Skip { element, name, depth: 1, inside: [0; Element::COUNT] });
    }

    /// Whether an end tag inside what is passed over was dealt with there.
    fn close_in_skip(&mut self, element: Element, name: NameHash) -> bool {
        let Some(skip) = &mut self.skip else { return false };
        if skip.name.value() == name.value() {
            skip.depth -= 1;
            if skip.depth == 0 {
                self.skip = None;
            }
            return true;
        }
        let inside = &mut skip.inside[element as usize];
        if *inside > 0 {
            *inside -= 1;
            return true;
        }
        // An element around ends: the end tag of what is passed over is missing.
        let is_around = element.is_block() && self.open_set & element.bit() != 0;
        if is_around {
            self.skip = None;
        }
        !is_around
    }
}

impl Sink for Cutter<'_> {
    fn open(&mut self, tag: &StartTag) {
        let name = tag.hash();
        let element = Element::of(name);
        let is_in_head = self.skip.as_ref().is_none_or(|skip| skip.element == Element::Head);
        self.facts.open(element, tag, self.output.blocks.len(), is_in_head);
        if let Some(skip) = &mut self.skip {
            if skip.element != Element::Head || element.belongs_in_head() {
                if skip.name.value() == name.value() {
                    skip.depth += 1;
                } else if !element.is_void() {
                    skip.inside[element as usize] += 1;
                }
                return;
            }
            self.skip = None;
        }
        if element.is_void() {
            return self.void(element);
        }
        if element.is_skipped() || is_toolbar(tag) {
            return self.begin_skip(element, name);
        }
        if matches!(element, Element::Html | Element::Body) {
            if let Some(ruled) = &mut self.ruled {
                ruled.enter_page(tag, &self.facts);
            }
            return self.flush();
        }
        self.end_implied(element);
        if element == Element::A && self.open_set & Element::A.bit() != 0 {
            self.end_named(element, name);
        }
        match element {
            Element::Cell => self.draft.cell_border(),
            _ if element.is_block() => self.flush(),
            _ => {}
        }
        if let Some(ruled) = &mut self.ruled
            && self.open.len() < MAX_DEPTH
        {
            ruled.enter(tag, &self.facts);
        }
        let own = own::read(element, tag, &mut self.classes);
        self.push(element, name, own);
    }

    fn wants_attributes(&self) -> bool {
        self.ruled.as_ref().is_some_and(Ruled::wants_attributes)
    }

    fn close(&mut self, name: &[u8]) {
        let name = NameHash::of(name);
        let element = Element::of(name);
        self.facts.close(element);
        if self.skip.is_some() && self.close_in_skip(element, name) {
            return;
        }
        if element.is_void() {
            return self.void(element);
        }
        if matches!(element, Element::Html | Element::Body) || element.is_skipped() {
            return;
        }
        if self.flattened > 0 {
            self.flattened -= 1;
            if element.is_block() {
                self.flush();
            }
        } else if self.open_set & element.bit() != 0
            || element.heading().is_some() && self.open_set & element.ends() != 0
        {
            self.end_named(element, name);
        } else if element == Element::P {
            self.flush();
        }
    }

    fn text(&mut self, piece: &[u8]) {
        if self.facts.takes_text() {
            return self.facts.text(piece);
        }
        if let Some(skip) = &self.skip {
            if skip.element != Element::Head || piece.iter().all(|b| is_space(*b)) {
                return;
            }
            self.skip = None;
        }
        self.draft.push(piece, self.around);
    }

    fn wants_raw(&self) -> bool {
        self.facts.takes_raw()
    }

    fn raw(&mut self, piece: &[u8]) {
        self.facts.raw(piece);
    }

    fn leave_foreign(&mut self) {
        self.skip = None;
    }
}
