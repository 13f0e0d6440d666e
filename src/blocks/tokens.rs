//! HTML source to tags and text, by html5gum's tokenizer.
//!
//! In goes the source, out come calls to a [`Sink`]: complete start tags with the attributes
//! that matter here, end tags, and text with its character references decoded once. A tag that
//! the end of the page cuts off is dropped, as browsers do.
//!
//! Deliberately absent: a tree, implied end tags, comments, doctypes (and so the entities that a
//! DTD declares), parse errors. What the tree builder would tell the tokenizer is told here: which
//! elements hold raw text, and that `svg` and `math` hold another language.

use html5gum::{Emitter, Error, State, Tokenizer};

use super::names::{NameHash, Table};

/// What receives the tokens.
pub(super) trait Sink {
    /// A start tag, complete.
    fn open(&mut self, tag: &StartTag);
    /// An end tag; the name is in lower case.
    fn close(&mut self, name: &[u8]);
    /// A piece of text; one run of text comes in several pieces.
    fn text(&mut self, piece: &[u8]);
    /// A piece of the content of an element that holds no markup, such as `script`.
    fn raw(&mut self, _piece: &[u8]) {}
    /// Whether attributes of names not listed here are wanted too.
    fn wants_attributes(&self) -> bool {
        false
    }
    /// An HTML element stands inside `svg` or `math`: those have ended without their end tags.
    fn leave_foreign(&mut self) {}
}

/// Sends the tokens of `html` to `sink` and gives it back, and whether the page ended inside an
/// element that holds raw text.
pub(super) fn tokenize<S: Sink>(html: &str, sink: S) -> (S, bool) {
    let mut driver = Driver {
        sink,
        tag: StartTag::default(),
        end_name: Vec::new(),
        attribute_name: Vec::new(),
        target: Target::None,
        is_start: false,
        is_self_closing: false,
        is_raw: false,
        foreign: 0,
    };
    let Ok(()) = Tokenizer::new_with_emitter(html, Borrowed(&mut driver)).finish();
    (driver.sink, driver.is_raw)
}

/// The text of an HTML fragment: character references decoded once, tags left out.
pub(super) fn plain(fragment: &str) -> String {
    struct Plain(Vec<u8>);
    impl Sink for Plain {
        fn open(&mut self, tag: &StartTag) {
            if matches!(tag.name(), b"br" | b"p" | b"div" | b"li") {
                self.0.push(b' ');
            }
        }
        fn close(&mut self, _name: &[u8]) {}
        fn text(&mut self, piece: &[u8]) {
            self.0.extend_from_slice(piece);
        }
    }
    if memchr::memchr2(b'&', b'<', fragment.as_bytes()).is_none() {
        return fragment.to_owned();
    }
    let (Plain(bytes), _) = tokenize(fragment, Plain(Vec::new()));
    String::from_utf8_lossy(&bytes).into_owned()
}

macro_rules! attributes {
    ($($variant:ident = $name:literal,)*) => {
        /// An attribute that matters here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Attribute { $($variant,)* }

        impl Attribute {
            const COUNT: usize = [$(Self::$variant),*].len();

            fn from_name(name: &[u8]) -> Option<Self> {
                static NAMES: Table<Attribute, 64> =
                    Table::new(&[$(($name, Attribute::$variant)),*], Attribute::Class);
                NAMES.get(NameHash::of(name))
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
pub(super) struct StartTag {
    name: Vec<u8>,
    values: [Vec<u8>; Attribute::COUNT],
    present: u32,
    /// Attributes not listed, where they are wanted.
    others: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Most attributes of names not listed that are kept of a tag.
const MAX_OTHERS: usize = 64;

impl StartTag {
    /// Its name in lower case.
    pub(super) fn name(&self) -> &[u8] {
        &self.name
    }

    /// The value of an attribute, with its character references decoded.
    pub(super) fn get(&self, attribute: Attribute) -> Option<&[u8]> {
        self.has(attribute).then(|| &self.values[attribute as usize][..])
    }

    /// The value of an attribute of any name, where all were wanted.
    pub(super) fn any(&self, name: &str) -> Option<&[u8]> {
        if let Some(attribute) = Attribute::from_name(name.as_bytes()) {
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

    fn begin(&mut self) {
        self.name.clear();
        self.present = 0;
        self.others.clear();
    }

    /// Makes room for an attribute's value; of several with one name the first counts.
    fn admit(&mut self, attribute: Attribute) -> bool {
        if self.has(attribute) {
            return false;
        }
        self.present |= 1 << attribute as u32;
        self.values[attribute as usize].clear();
        true
    }
}

/// Where the value that comes in pieces goes.
#[derive(Clone, Copy)]
enum Target {
    /// No attribute has begun.
    None,
    /// An attribute has begun whose name may not be complete yet.
    Undecided,
    /// A value to keep.
    Keep(Attribute),
    /// A value to keep under its own name.
    KeepOther,
    /// A value to pass over.
    Ignore,
}

struct Driver<S> {
    sink: S,
    tag: StartTag,
    end_name: Vec<u8>,
    attribute_name: Vec<u8>,
    target: Target,
    is_start: bool,
    is_self_closing: bool,
    is_raw: bool,
    /// How many `svg` and `math` elements are open.
    foreign: u32,
}

impl<S: Sink> Driver<S> {
    fn decide(&mut self) -> Target {
        if let Target::Undecided = self.target {
            self.target = match Attribute::from_name(&self.attribute_name) {
                Some(attribute) if self.is_start && self.tag.admit(attribute) => {
                    Target::Keep(attribute)
                }
                None if self.is_start
                    && self.sink.wants_attributes()
                    && self.tag.others.len() < MAX_OTHERS =>
                {
                    self.tag.others.push((self.attribute_name.clone(), Vec::new()));
                    Target::KeepOther
                }
                _ => Target::Ignore,
            };
        }
        self.target
    }

    /// The state that the tokenizer must enter after the current start tag.
    fn state_after_start(&mut self) -> Option<State> {
        let state = match &self.tag.name[..] {
            b"svg" | b"math" => {
                if !self.is_self_closing {
                    self.foreign += 1;
                }
                return None;
            }
            b"script" => State::ScriptData,
            b"style" => State::RawText,
            _ if self.foreign > 0 => return None,
            b"title" | b"textarea" => return Some(State::RcData),
            b"plaintext" => return Some(State::PlainText),
            b"iframe" | b"xmp" | b"noembed" | b"noframes" | b"noscript" => State::RawText,
            _ => return None,
        };
        if self.foreign > 0 && self.is_self_closing {
            return None;
        }
        self.is_raw = true;
        Some(state)
    }

    fn finish_start(&mut self) -> Option<State> {
        if self.foreign > 0 && ends_foreign(&self.tag.name) {
            self.foreign = 0;
            self.sink.leave_foreign();
        }
        self.sink.open(&self.tag);
        self.state_after_start()
    }
}

/// Whether a start tag inside `svg` or `math` shows that their end tags are missing. The HTML
/// standard's list, less the inline elements and those used inside `foreignObject`.
fn ends_foreign(name: &[u8]) -> bool {
    matches!(
        name,
        b"body" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"table" | b"ul"
    )
}

/// The tokenizer owns its emitter; this lends it one that can be had back.
struct Borrowed<'a, S>(&'a mut Driver<S>);

impl<S: Sink> Emitter for Borrowed<'_, S> {
    type Token = std::convert::Infallible;

    fn pop_token(&mut self) -> Option<Self::Token> {
        None
    }
    fn should_emit_errors(&mut self) -> bool {
        false
    }
    fn emit_error(&mut self, _: Error) {}
    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.0.tag.begin();
        self.0.tag.name.extend_from_slice(name.unwrap_or_default());
    }
    fn emit_eof(&mut self) {}
    #[inline]
    fn emit_string(&mut self, piece: &[u8]) {
        match self.0.is_raw {
            true => self.0.sink.raw(piece),
            false => self.0.sink.text(piece),
        }
    }
    #[inline]
    fn init_start_tag(&mut self) {
        self.0.tag.begin();
        self.0.is_start = true;
        self.0.is_self_closing = false;
        self.0.target = Target::None;
    }
    #[inline]
    fn init_end_tag(&mut self) {
        self.0.end_name.clear();
        self.0.is_start = false;
        self.0.target = Target::None;
    }
    #[inline]
    fn push_tag_name(&mut self, piece: &[u8]) {
        match self.0.is_start {
            true => self.0.tag.name.extend_from_slice(piece),
            false => self.0.end_name.extend_from_slice(piece),
        }
    }
    #[inline]
    fn init_attribute(&mut self) {
        self.0.decide();
        self.0.attribute_name.clear();
        self.0.target = Target::Undecided;
    }
    #[inline]
    fn push_attribute_name(&mut self, piece: &[u8]) {
        self.0.attribute_name.extend_from_slice(piece);
    }
    #[inline]
    fn push_attribute_value(&mut self, piece: &[u8]) {
        match self.0.decide() {
            Target::Keep(attribute) => {
                self.0.tag.values[attribute as usize].extend_from_slice(piece);
            }
            Target::KeepOther => {
                if let Some((_, value)) = self.0.tag.others.last_mut() {
                    value.extend_from_slice(piece);
                }
            }
            Target::None | Target::Undecided | Target::Ignore => {}
        }
    }
    fn set_self_closing(&mut self) {
        self.0.is_self_closing = true;
    }
    fn emit_current_tag(&mut self) -> Option<State> {
        self.0.decide();
        self.0.is_raw = false;
        if self.0.is_start {
            return self.0.finish_start();
        }
        if matches!(&self.0.end_name[..], b"svg" | b"math") {
            self.0.foreign = self.0.foreign.saturating_sub(1);
        }
        self.0.sink.close(&self.0.end_name);
        None
    }
    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        !self.0.is_start && !self.0.tag.name.is_empty() && self.0.end_name == self.0.tag.name
    }
    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.foreign > 0
    }
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn emit_current_doctype(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Written(String);
    impl Sink for Written {
        fn open(&mut self, tag: &StartTag) {
            let class = tag.get(Attribute::Class).unwrap_or(b"-");
            let both = [tag.name(), class].map(String::from_utf8_lossy);
            self.0 += &format!("<{} {}>", both[0], both[1]);
        }
        fn close(&mut self, name: &[u8]) {
            self.0 += &format!("</{}>", String::from_utf8_lossy(name));
        }
        fn text(&mut self, piece: &[u8]) {
            self.0 += &String::from_utf8_lossy(piece);
        }
        fn leave_foreign(&mut self) {
            self.0.push('!');
        }
    }

    fn written(html: &str) -> String {
        tokenize(html, Written::default()).0.0
    }

    #[test]
    fn tags_come_complete_and_text_decoded_once() {
        assert_eq!(
            written("<DIV Class='a>b' class=second hidden>a&amp;amp;b</div title='>'>c<p class=x"),
            "<div a>b>a&amp;b</div>c"
        );
        assert_eq!(
            written("1 &#x0; &#x110000; &euro; &bogus; 2"),
            "1 \u{fffd} \u{fffd} € &bogus; 2"
        );
        assert_eq!(plain("a &lt;b&gt; <i>c</i> &amp;amp; 1 < 2"), "a <b> c &amp; 1 < 2");
    }

    #[test]
    fn raw_text_is_kept_apart() {
        assert_eq!(
            written("<script>if(a<b)'</p>'</script>x<noscript><p>y</p></noscript>z"),
            "<script -></script>x<noscript -></noscript>z"
        );
        assert_eq!(
            written("<svg><style/><title>q</title></svg>r"),
            "<svg -><style -><title ->q</title></svg>r"
        );
        assert_eq!(written("<svg><path><h1>r"), "<svg -><path ->!<h1 ->r");
        assert!(tokenize("<script>never ends", Written::default()).1);
    }

    #[test]
    fn declared_entities_are_never_expanded() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;\">]><p>&b;</p>";
        assert!(written(bomb).ends_with("&b;</p>"), "{}", written(bomb));
    }
}
