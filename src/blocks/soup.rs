//! Soups of tags, taken apart by this room and by html5gum, which follows the standard character by
//! character: both must find the same.

use html5gum::{Emitter, Error, State, Tokenizer};
use proptest::prelude::*;

use super::tag::{Attribute, StartTag};
use super::tokens::{Sink, tokenize};

/// Both sides write what they find; attributes as far as both tell them.
#[derive(Default)]
struct Written(String);

const TOLD: [(Attribute, &str); 3] =
    [(Attribute::Class, "class"), (Attribute::Id, "id"), (Attribute::Hidden, "hidden")];

impl Written {
    fn lossy(&mut self, bytes: &[u8]) {
        self.0 += &text(bytes);
    }
}

impl Sink for Written {
    fn open(&mut self, tag: &StartTag) {
        self.0.push('\u{1}');
        self.lossy(tag.name());
        for (attribute, name) in TOLD {
            if let Some(value) = tag.get(attribute) {
                self.0 += &format!(" {name}={}", text(value));
            }
        }
        self.0.push('\u{2}');
    }
    fn close(&mut self, name: &[u8]) {
        self.0.push('\u{3}');
        self.lossy(name);
        self.0.push('\u{2}');
    }
    fn text(&mut self, piece: &[u8]) {
        self.lossy(piece);
    }
    fn raw(&mut self, piece: &[u8]) {
        self.lossy(piece);
    }
    fn wants_raw(&self) -> bool {
        true
    }
    fn leave_foreign(&mut self) {
        self.0.push('\u{4}');
    }
}

/// html5gum told what the tree builder would tell it.
#[derive(Default)]
struct Told {
    out: String,
    name: String,
    start: String,
    attributes: Vec<(String, String)>,
    is_start: bool,
    is_self_closing: bool,
    is_raw: bool,
    foreign: u32,
}

struct Borrowed<'a>(&'a mut Told);

/// Byte by byte: pieces may end inside of a character.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

impl Told {
    fn start(&mut self) -> Option<State> {
        self.start = self.name.clone();
        let ends = ["body", "h1", "h2", "h3", "h4", "h5", "h6", "head", "table", "ul"];
        if self.foreign > 0 && ends.contains(&self.name.as_str()) {
            self.foreign = 0;
            self.out.push('\u{4}');
        }
        self.out += &format!("\u{1}{}", self.name);
        for (_, wanted) in TOLD {
            if let Some((name, value)) = self.attributes.iter().find(|(name, _)| name == wanted) {
                self.out += &format!(" {name}={value}");
            }
        }
        self.out.push('\u{2}');
        let is_foreign = self.foreign > 0;
        let state = match self.name.as_str() {
            "svg" | "math" => {
                self.foreign += u32::from(!self.is_self_closing);
                return None;
            }
            "script" | "style" if is_foreign && self.is_self_closing => return None,
            "script" => State::ScriptData,
            "style" => State::RawText,
            _ if is_foreign => return None,
            "title" | "textarea" => return Some(State::RcData),
            "plaintext" => return Some(State::PlainText),
            "iframe" | "xmp" | "noembed" | "noframes" | "noscript" => State::RawText,
            _ => return None,
        };
        self.is_raw = true;
        Some(state)
    }
}

impl Emitter for Borrowed<'_> {
    type Token = std::convert::Infallible;

    fn pop_token(&mut self) -> Option<Self::Token> {
        None
    }
    fn should_emit_errors(&mut self) -> bool {
        false
    }
    fn emit_string(&mut self, piece: &[u8]) {
        self.0.out += &text(piece);
    }
    fn init_start_tag(&mut self) {
        self.0.name.clear();
        self.0.attributes.clear();
        self.0.is_start = true;
        self.0.is_self_closing = false;
    }
    fn init_end_tag(&mut self) {
        self.0.name.clear();
        self.0.is_start = false;
    }
    fn push_tag_name(&mut self, piece: &[u8]) {
        self.0.name += &text(piece);
    }
    fn init_attribute(&mut self) {
        self.0.attributes.push(Default::default());
    }
    fn push_attribute_name(&mut self, piece: &[u8]) {
        self.0.attributes.last_mut().expect("one has begun").0 += &text(piece);
    }
    fn push_attribute_value(&mut self, piece: &[u8]) {
        self.0.attributes.last_mut().expect("one has begun").1 += &text(piece);
    }
    fn set_self_closing(&mut self) {
        self.0.is_self_closing = true;
    }
    fn emit_current_tag(&mut self) -> Option<State> {
        self.0.is_raw = false;
        if self.0.is_start {
            return self.0.start();
        }
        if matches!(self.0.name.as_str(), "svg" | "math") {
            self.0.foreign = self.0.foreign.saturating_sub(1);
        }
        self.0.out += &format!("\u{3}{}\u{2}", self.0.name);
        None
    }
    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        !self.0.is_start && !self.0.start.is_empty() && self.0.name == self.0.start
    }
    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.foreign > 0
    }
    fn emit_error(&mut self, _: Error) {}
    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn emit_eof(&mut self) {}
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

fn told(html: &str) -> (String, bool) {
    let mut told = Told::default();
    let Ok(()) = Tokenizer::new_with_emitter(html, Borrowed(&mut told)).finish();
    (told.out, told.is_raw)
}

/// What soups are cooked from.
const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    "&",
    ";",
    "!",
    "-",
    "--",
    "-->",
    "--!>",
    "<!--",
    "<!",
    "<?",
    "</",
    "<p",
    "<P",
    "</p>",
    "<p>",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\x0c",
    "\t",
    "a",
    "B",
    "\u{e9}",
    "class",
    "CLASS=",
    "class=\"",
    "id='",
    "hidden",
    "<script",
    "<script>",
    "</script",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "</TITLE ",
    "<textarea>",
    "</textarea>",
    "<svg>",
    "<svg/>",
    "</svg>",
    "<math ",
    "<noscript>",
    "</noscript>",
    "<plaintext>",
    "<![CDATA[",
    "]]>",
    "]",
    "<!DOCTYPE ",
    "<h1>",
    "<iframe/>",
    "</iframe>",
    "&amp;",
    "&amp",
    "&eacute;",
    "&eacute",
    "&notit;",
    "&#8217;",
    "&#x41",
    "&#150;",
    "&#0;",
    "&#xD800;",
    "&#99999999;",
    "&bogus;",
    "&;",
    "script",
    "[",
    "#",
    "x",
    "1",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn soups_taste_the_same(picks in proptest::collection::vec(0..PIECES.len(), 0..24)) {
        let html: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        let (Written(ours), is_raw) = tokenize(&html, Written::default());
        prop_assert_eq!((ours, is_raw), told(&html), "{:?}", html);
    }
}
