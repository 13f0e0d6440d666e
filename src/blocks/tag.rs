//! A start tag.
//!
//! In go names and values as they stand in the source; what is not written as it means (capitals,
//! character references) is decoded, all else borrowed.

use std::borrow::Cow;

use memchr::memchr3;

use super::names::{NameHash, Table};
use super::references;

macro_rules! attributes {
    ($($variant:ident = $name:literal,)*) => {
        /// An attribute that matters here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Attribute { $($variant,)* }

        impl Attribute {
            const COUNT: usize = [$(Self::$variant),*].len();

            fn from_name(name: NameHash) -> Option<Self> {
                static NAMES: Table<Attribute, 64> =
                    Table::new(&[$(($name, Attribute::$variant)),*], Attribute::Class);
                NAMES.get(name)
            }
        }
    };
}

attributes! {
    Class = "class",
    Id = "id",
    Href = "href",
    Style = "style",
    Role = "role",
    Rel = "rel",
    Hidden = "hidden",
    Content = "content",
    Name = "name",
    Property = "property",
    Type = "type",
    Lang = "lang",
    AriaLabel = "aria-label",
    AriaHidden = "aria-hidden",
    TestId = "data-testid",
    ItemProp = "itemprop",
    ItemType = "itemtype",
    DateTime = "datetime",
}

/// A start tag: its name and the attributes that matter here.
#[derive(Debug, Default)]
pub(super) struct StartTag<'s> {
    name: Cow<'s, [u8]>,
    hash: NameHash,
    values: [Cow<'s, [u8]>; Attribute::COUNT],
    present: u32,
    /// Attributes not listed, where they are wanted.
    others: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Most attributes of names not listed that are kept of a tag.
const MAX_OTHERS: usize = 64;

impl<'s> StartTag<'s> {
    /// Makes this another tag, without attributes so far.
    pub(super) fn begin(&mut self, name: Name<'s>) {
        self.name = name.lower();
        self.hash = name.hash;
        self.present = 0;
        self.others.clear();
    }

    /// Keeps an attribute, if it matters or all are wanted; of several with one name the first
    /// counts.
    pub(super) fn keep(&mut self, name: Name<'s>, value: Value<'s>, wants_all: bool) {
        match Attribute::from_name(name.hash) {
            Some(attribute) if !self.has(attribute) => {
                self.present |= 1 << attribute as u32;
                // Of most links only that they are is asked.
                let is_asked = attribute != Attribute::Href || &*self.name != b"a" || wants_all;
                self.values[attribute as usize] =
                    if is_asked { value.decoded() } else { value.source.into() };
            }
            None if wants_all && self.others.len() < MAX_OTHERS => {
                self.others.push((name.lower().into_owned(), value.decoded().into_owned()));
            }
            _ => {}
        }
    }

    /// Its name in lower case.
    pub(super) fn name(&self) -> &[u8] {
        &self.name
    }

    /// The hash of its name.
    pub(super) fn hash(&self) -> NameHash {
        self.hash
    }

    /// The value of an attribute, with its character references decoded.
    pub(super) fn get(&self, attribute: Attribute) -> Option<&[u8]> {
        self.has(attribute).then(|| &self.values[attribute as usize][..])
    }

    /// The value of an attribute of any name, where all were wanted.
    pub(super) fn any(&self, name: &str) -> Option<&[u8]> {
        if let Some(attribute) = Attribute::from_name(NameHash::of(name.as_bytes())) {
            return self.get(attribute);
        }
        let found = self.others.iter().find(|(other, _)| other == name.as_bytes());
        found.map(|(_, value)| &value[..])
    }

    /// Whether the attribute is there.
    pub(super) fn has(&self, attribute: Attribute) -> bool {
        self.present & (1 << attribute as u32) != 0
    }

    /// Whether it has none of the attributes that matter here.
    pub(super) fn is_bare(&self) -> bool {
        self.present == 0
    }
}

/// A name as it stands in the source.
#[derive(Clone, Copy)]
pub(super) struct Name<'s> {
    pub(super) source: &'s [u8],
    /// The hash of it in lower case.
    pub(super) hash: NameHash,
    /// Whether it is in lower case and without NUL.
    pub(super) is_plain: bool,
}

impl<'s> Name<'s> {
    /// The name in lower case.
    pub(super) fn lower(self) -> Cow<'s, [u8]> {
        match self.is_plain {
            true => self.source.into(),
            false => without_nul(&self.source.to_ascii_lowercase()).into(),
        }
    }
}

/// A text with the character that stands for none in the place of each NUL.
pub(super) fn without_nul(text: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(text).replace('\0', "\u{fffd}").into_bytes()
}

/// A value of an attribute as it stands in the source, and what stands around it.
#[derive(Clone, Copy)]
pub(super) struct Value<'s> {
    pub(super) source: &'s [u8],
    pub(super) quote: Option<u8>,
}

impl<'s> Value<'s> {
    fn decoded(self) -> Cow<'s, [u8]> {
        match memchr3(b'&', b'\r', b'\0', self.source) {
            Some(_) => references::in_value(self.source, self.quote).into(),
            None => self.source.into(),
        }
    }
}
