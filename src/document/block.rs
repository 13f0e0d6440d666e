//! Blocks: the units of a page that are kept or removed, and what its markup says of each.

use std::ops::{BitAnd, BitOr};

use crate::text::Span;

/// The element a block came from, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tag {
    /// A line of plain text.
    #[default]
    Line,
    /// `p`.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// `li`, `dt`, `dd`.
    Item,
    /// `blockquote` or a block directly inside one.
    Quote,
    /// `pre`.
    Preformatted,
    /// `td`, `th`, a table row's text.
    Cell,
    /// `figcaption`, `caption`.
    Caption,
    /// Any other block element, such as `div`.
    Other,
}

/// A set of [`Hint`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hints(u64);

impl Hints {
    /// The set without members.
    pub const NONE: Self = Self(0);

    /// Whether `hint` is in the set.
    pub fn has(self, hint: Hint) -> bool {
        self.0 & (1 << hint as u64) != 0
    }

    /// Whether any of `hints` is in the set.
    pub fn has_any(self, hints: &[Hint]) -> bool {
        hints.iter().any(|&hint| self.has(hint))
    }

    /// For every hint, in the order of [`Hint`], whether it is in the set. The block model reads
    /// them in this order: it is trained anew when the order changes.
    #[inline]
    pub fn flags(self) -> [bool; Hint::COUNT] {
        let mut flags = [false; Hint::COUNT];
        for (hint, flag) in flags.iter_mut().enumerate() {
            *flag = self.0 >> hint & 1 != 0;
        }
        flags
    }

    /// The set with `hint` added.
    #[must_use]
    pub const fn with(self, hint: Hint) -> Self {
        Self(self.0 | 1 << hint as u64)
    }

    /// The set without the members of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Hints {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Hints {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// What the markup around a block says of it: its own or an enclosing element's tag, class, id,
/// role or microdata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
#[allow(missing_docs)] // the names say it
pub enum Hint {
    // Element names of the block or any ancestor.
    Article,
    Main,
    Aside,
    Nav,
    Header,
    Footer,
    Form,
    Figure,
    List,
    Table,
    Blockquote,
    Button,
    Details,
    Time,
    // Microdata and roles.
    ArticleBody,
    Headline,
    Hidden,
    // Words of class, id, role, aria-label, data-testid.
    ContentWord,
    TitleWord,
    LeadWord,
    AdWord,
    ShareWord,
    RelatedWord,
    TrendingWord,
    NewsletterWord,
    CommentWord,
    CookieWord,
    PaywallWord,
    CaptionWord,
    CreditWord,
    BylineWord,
    DateWord,
    TagsWord,
    MediaWord,
    NavWord,
    FooterWord,
    CopyrightWord,
    PromoWord,
}

impl Hint {
    /// Number of hints.
    pub const COUNT: usize = Self::PromoWord as usize + 1;
}

/// What the user's rules for a site say of a stretch of its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It is to be removed.
    Strip,
    /// It is to be kept, whatever any rule or model makes of it.
    Keep,
}

/// A paragraph, line, or block element's own text: the unit that is kept or removed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Block {
    /// Its text, without the separators around it.
    pub span: Span,
    /// The element it came from.
    pub tag: Tag,
    /// What the markup around it says.
    pub hints: Hints,
    /// Bytes of its text that lie inside links.
    pub link_bytes: u32,
    /// Number of links in it.
    pub links: u16,
    /// Number of elements around it.
    pub depth: u16,
    /// Hash of its tag and class path: blocks of the same kind on one page share it; 0 for text.
    pub path: u32,
    /// Number of the `article` (or `role=article`, Article microdata) element around it, from 1;
    /// 0 outside of any.
    pub container: u16,
    /// Share of the page's good words (those of long blocks with few links) that stand inside its
    /// parent element, 0 to 1; 0 for text.
    pub good_share: f32,
    /// Whether it lies inside the element that holds the best sum of good words; never for text.
    pub in_main: bool,
    /// Whether an empty line stands before it.
    pub after_blank: bool,
    /// What the user's rules for its site say of it.
    pub ruling: Option<Ruling>,
    /// Where it stands among the elements of its page; nothing for text.
    pub surroundings: Surroundings,
}

/// What an element around a block holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ancestor {
    /// Number of its kind.
    pub element: u8,
    /// Blocks in it.
    pub blocks: u32,
    /// Words in it.
    pub words: u32,
    /// Share of the page's good words that stand in it, 0 to 1.
    pub good_share: f32,
    /// Share of its blocks that are running text, 0 to 1.
    pub good_blocks: f32,
    /// Share of its bytes that lie inside links, 0 to 1.
    pub link_share: f32,
    /// Blocks of it before the block, as a share of its blocks, 0 to 1.
    pub position: f32,
}

/// Where a block stands among the elements of its page. The heavy element is the one whose own
/// children hold most of the running text; the main element the one with the best sum of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// The block's own element and the three around it, the page itself repeated.
    pub ancestors: [Ancestor; 4],
    /// Elements from the block up to the first that also holds the heavy element.
    pub steps_up: u16,
    /// Elements from there down to the heavy element.
    pub steps_down: u16,
    /// Share of the page's good words in that common element, 0 to 1.
    pub join_share: f32,
    /// Share of the page's good words in the heavy element's own children, 0 to 1.
    pub heavy_share: f32,
    /// Blocks from the first of the main element; negative before it.
    pub from_main_start: f32,
    /// Blocks to the last of the main element; negative after it.
    pub to_main_end: f32,
    /// Share of the page's good words in the main element, 0 to 1.
    pub main_share: f32,
    /// Share of the main element's bytes that lie inside links, 0 to 1.
    pub main_links: f32,
}
