//! The elements of HTML, as far as cutting needs to tell them apart.
//!
//! In goes a tag name, out comes what it does to the text around it: whether it begins a block,
//! has no end tag, is passed over with its content, and which open elements it ends by beginning.
//! An element of another name, such as a custom one, is inline, as it is without a style sheet.

use super::names::{NameHash, Table};
use crate::document::Hint;

/// An element by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)] // the names say it
pub(super) enum Element {
    Unknown,
    Html,
    Head,
    Body,
    Title,
    Meta,
    Link,
    Base,
    Script,
    Style,
    Noscript,
    Template,
    A,
    Time,
    /// Inline elements that may end across others: `b`, `i`, `font` ...
    Formatting,
    Br,
    Hr,
    Img,
    /// Other elements without an end tag.
    Void,
    /// Other elements that are passed over: `svg`, `select`, `object` ...
    Skipped,
    P,
    Heading1,
    Heading2,
    Heading3,
    Heading4,
    Heading5,
    Heading6,
    Li,
    Dt,
    Dd,
    /// `ul`, `ol`, `menu`, `dir`.
    List,
    Dl,
    Pre,
    Blockquote,
    Figure,
    Figcaption,
    Table,
    Caption,
    /// `tbody`, `thead`, `tfoot`.
    RowGroup,
    Row,
    Cell,
    Article,
    Main,
    Aside,
    Nav,
    Header,
    Footer,
    Form,
    Button,
    Details,
    Div,
    Section,
    /// Other block elements: `address`, `center`, `fieldset` ...
    Block,
}

static ELEMENTS: Table<Element, 512> = Table::new(
    &[
        ("html", Element::Html),
        ("head", Element::Head),
        ("body", Element::Body),
        ("title", Element::Title),
        ("meta", Element::Meta),
        ("link", Element::Link),
        ("base", Element::Base),
        ("script", Element::Script),
        ("style", Element::Style),
        ("noscript", Element::Noscript),
        ("template", Element::Template),
        ("a", Element::A),
        ("time", Element::Time),
        ("b", Element::Formatting),
        ("big", Element::Formatting),
        ("code", Element::Formatting),
        ("em", Element::Formatting),
        ("font", Element::Formatting),
        ("i", Element::Formatting),
        ("nobr", Element::Formatting),
        ("s", Element::Formatting),
        ("small", Element::Formatting),
        ("strike", Element::Formatting),
        ("strong", Element::Formatting),
        ("tt", Element::Formatting),
        ("u", Element::Formatting),
        ("br", Element::Br),
        ("hr", Element::Hr),
        ("img", Element::Img),
        ("input", Element::Img),
        ("area", Element::Void),
        ("basefont", Element::Void),
        ("bgsound", Element::Void),
        ("col", Element::Void),
        ("embed", Element::Void),
        ("frame", Element::Void),
        ("keygen", Element::Void),
        ("param", Element::Void),
        ("source", Element::Void),
        ("track", Element::Void),
        ("wbr", Element::Void),
        ("svg", Element::Skipped),
        ("iframe", Element::Skipped),
        ("object", Element::Skipped),
        ("select", Element::Skipped),
        ("option", Element::Skipped),
        ("textarea", Element::Skipped),
        ("math", Element::Skipped),
        ("canvas", Element::Skipped),
        ("map", Element::Skipped),
        ("datalist", Element::Skipped),
        ("audio", Element::Skipped),
        ("video", Element::Skipped),
        ("noembed", Element::Skipped),
        ("noframes", Element::Skipped),
        ("xmp", Element::Skipped),
        ("p", Element::P),
        ("h1", Element::Heading1),
        ("h2", Element::Heading2),
        ("h3", Element::Heading3),
        ("h4", Element::Heading4),
        ("h5", Element::Heading5),
        ("h6", Element::Heading6),
        ("li", Element::Li),
        ("dt", Element::Dt),
        ("dd", Element::Dd),
        ("ul", Element::List),
        ("ol", Element::List),
        ("menu", Element::List),
        ("dir", Element::List),
        ("dl", Element::Dl),
        ("pre", Element::Pre),
        ("listing", Element::Pre),
        ("plaintext", Element::Pre),
        ("blockquote", Element::Blockquote),
        ("figure", Element::Figure),
        ("figcaption", Element::Figcaption),
        ("table", Element::Table),
        ("caption", Element::Caption),
        ("tbody", Element::RowGroup),
        ("thead", Element::RowGroup),
        ("tfoot", Element::RowGroup),
        ("tr", Element::Row),
        ("td", Element::Cell),
        ("th", Element::Cell),
        ("article", Element::Article),
        ("main", Element::Main),
        ("aside", Element::Aside),
        ("nav", Element::Nav),
        ("header", Element::Header),
        ("footer", Element::Footer),
        ("form", Element::Form),
        ("button", Element::Button),
        ("details", Element::Details),
        ("div", Element::Div),
        ("section", Element::Section),
        ("address", Element::Block),
        ("center", Element::Block),
        ("dialog", Element::Block),
        ("fieldset", Element::Block),
        ("hgroup", Element::Block),
        ("legend", Element::Block),
        ("optgroup", Element::Block),
        ("search", Element::Block),
        ("summary", Element::Block),
    ],
    Element::Unknown,
);

impl Element {
    /// How many there are; they fit the 64 bits of a set.
    pub(super) const COUNT: usize = Self::Block as usize + 1;

    /// The elements whose text is a block of its own.
    pub(super) const BLOCKS: u64 = u64::MAX << Self::P as u8 | Self::Html.bit() | Self::Body.bit();

    /// The element of this name, hashed.
    #[inline]
    pub(super) fn of(name: NameHash) -> Self {
        ELEMENTS.get(name).unwrap_or(Self::Unknown)
    }

    /// Whether its text is a block of its own.
    pub(super) fn is_block(self) -> bool {
        Self::BLOCKS & self.bit() != 0
    }

    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Meta | Self::Link | Self::Base | Self::Br | Self::Hr | Self::Img | Self::Void
        )
    }

    /// Whether it is passed over with its content.
    pub(super) fn is_skipped(self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::Title
                | Self::Script
                | Self::Style
                | Self::Noscript
                | Self::Template
                | Self::Skipped
        )
    }

    /// Whether it may stand in `head` without ending it.
    pub(super) fn belongs_in_head(self) -> bool {
        matches!(
            self,
            Self::Meta
                | Self::Link
                | Self::Base
                | Self::Title
                | Self::Script
                | Self::Style
                | Self::Noscript
                | Self::Template
        )
    }

    /// Whether text before and after it belongs to one word, though it stands between.
    pub(super) fn is_invisible(self) -> bool {
        matches!(self, Self::Script | Self::Style | Self::Noscript | Self::Template)
    }

    /// The level of a heading.
    pub(super) fn heading(self) -> Option<u8> {
        let level = (self as u8).wrapping_sub(Self::Heading1 as u8);
        (level < 6).then(|| level + 1)
    }

    /// The hint that the element's name gives.
    pub(super) fn hint(self) -> Option<Hint> {
        Some(match self {
            Self::Article => Hint::Article,
            Self::Main => Hint::Main,
            Self::Aside => Hint::Aside,
            Self::Nav => Hint::Nav,
            Self::Header => Hint::Header,
            Self::Footer => Hint::Footer,
            Self::Form => Hint::Form,
            Self::Figure => Hint::Figure,
            Self::List | Self::Dl => Hint::List,
            Self::Table => Hint::Table,
            Self::Blockquote => Hint::Blockquote,
            Self::Button => Hint::Button,
            Self::Details => Hint::Details,
            Self::Time => Hint::Time,
            _ => return None,
        })
    }

    /// Its place in a set of elements.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u8
    }

    /// The open elements that this one ends by beginning: those whose end tags may be left out.
    pub(super) fn ends(self) -> u64 {
        const P: u64 = Element::P.bit();
        const CELL: u64 = Element::Cell.bit() | Element::Caption.bit();
        const ROW: u64 = CELL | Element::Row.bit();
        const GROUP: u64 = ROW | Element::RowGroup.bit();
        const HEADINGS: u64 = Element::Heading1.bit()
            | Element::Heading2.bit()
            | Element::Heading3.bit()
            | Element::Heading4.bit()
            | Element::Heading5.bit()
            | Element::Heading6.bit();
        match self {
            Self::Cell | Self::Caption => CELL,
            Self::Row => ROW,
            Self::RowGroup => GROUP,
            Self::Li => P | Self::Li.bit(),
            Self::Dt | Self::Dd => P | Self::Dt.bit() | Self::Dd.bit(),
            Self::Button => self.bit(),
            _ if self.heading().is_some() => P | HEADINGS,
            _ if self.is_block() || self == Self::Hr => P,
            _ => 0,
        }
    }

    /// The elements beyond which an element is not ended, be it by its end tag or by the
    /// beginning of this one.
    pub(super) fn bounds(self) -> u64 {
        const TABLE: u64 = Element::Table.bit();
        const CELL: u64 = TABLE | Element::Cell.bit() | Element::Caption.bit();
        match self {
            Self::Table | Self::Html | Self::Body => 0,
            Self::Row | Self::RowGroup | Self::Cell | Self::Caption => TABLE,
            Self::Li => CELL | Self::List.bit(),
            Self::Dt | Self::Dd => CELL | Self::Dl.bit(),
            Self::P => CELL | Self::Button.bit(),
            _ => CELL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_what_they_do() {
        let of = |name: &str| Element::of(NameHash::of(name.as_bytes()));
        assert!(of("div").is_block() && of("td").is_block() && !of("span").is_block());
        assert!(of("hr").is_void() && !of("hr").is_block());
        assert_eq!(of("h3").heading(), Some(3));
        assert_eq!(of("header").heading(), None);
        assert!(of("ul").ends() & Element::P.bit() != 0 && of("b").ends() == 0);
        assert!(of("h2").ends() & Element::Heading1.bit() != 0);
        assert!(of("li").bounds() & Element::List.bit() != 0);
        assert!(of("svg").is_skipped() && of("my-element") == Element::Unknown);
    }
}
