//! HTML source to tags and text.
//!
//! In goes the source, out come calls to a [`Sink`]: complete start tags with the attributes
//! that matter here, end tags, and text with its character references decoded once. A tag that
//! the end of the page cuts off is dropped, as browsers do. The states are those of the HTML
//! standard, told from whole stretches instead of character by character; a test holds that html5gum
//! makes the same of any soup of tags.
//!
//! Deliberately absent: a tree, implied end tags, comments, doctypes (and so the entities that a
//! DTD declares), parse errors.

use memchr::{memchr, memchr_iter, memchr2, memchr3, memmem};

use super::names::NameHash;
use super::raw::{self, is_space};
use super::references;
use super::tag::{Name, StartTag, Value, without_nul};

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
    /// Whether such pieces are wanted.
    fn wants_raw(&self) -> bool {
        false
    }
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
    let mut driver = Driver { html, at: 0, sink, room: Vec::new(), is_raw: false, foreign: 0 };
    let mut tag = StartTag::default();
    while driver.at < html.len() {
        driver.step(&mut tag);
    }
    (driver.sink, driver.is_raw)
}

/// The text of an HTML fragment: character references decoded once, tags left out, a line for each block.
pub(super) fn plain(fragment: &str) -> String {
    struct Plain(Vec<u8>);
    impl Sink for Plain {
        fn open(&mut self, tag: &StartTag) {
            if matches!(tag.name(), b"br" | b"p" | b"div" | b"li") {
                self.0.push(b'\n');
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

/// What a byte is to a name.
#[derive(Clone, Copy)]
enum Sign {
    Other,
    /// Written differently in lower case, or NUL.
    Odd,
    Equals,
    End,
}

const SIGNS: [Sign; 256] = {
    let mut signs = [Sign::Other; 256];
    let mut at = 0;
    while at < 256 {
        signs[at] = match at as u8 {
            b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>' => Sign::End,
            b'=' => Sign::Equals,
            b'A'..=b'Z' | b'\0' => Sign::Odd,
            _ => Sign::Other,
        };
        at += 1;
    }
    signs
};

struct Driver<'s, S> {
    html: &'s str,
    /// How far it is read.
    at: usize,
    sink: S,
    /// Storage for what is decoded.
    room: Vec<u8>,
    is_raw: bool,
    /// How many `svg` and `math` elements are open.
    foreign: u32,
}

impl<'s, S: Sink> Driver<'s, S> {
    fn rest(&self) -> &'s [u8] {
        &self.html.as_bytes()[self.at..]
    }

    /// Reads text up to the next tag, and that.
    fn step(&mut self, tag: &mut StartTag<'s>) {
        let rest = self.rest();
        // Mostly nothing stands before it, or nothing that must be decoded.
        let end = match rest.first() {
            Some(b'<') => 0,
            _ => self.text_before_tag(rest),
        };
        let rest = &rest[end..];
        match rest.get(1) {
            None if rest.is_empty() => {}
            Some(byte) if byte.is_ascii_alphabetic() => {
                self.at += 1;
                self.start_tag(tag);
            }
            Some(b'/') => match rest.get(2) {
                Some(byte) if byte.is_ascii_alphabetic() => {
                    self.at += 2;
                    self.end_tag();
                }
                Some(_) => self.pass(memchr(b'>', rest)),
                None => self.text(2, false, false),
            },
            Some(b'!') => self.declaration(rest),
            Some(b'?') => self.pass(memchr(b'>', rest)),
            _ => self.text(1, false, false),
        }
    }

    /// Hands on the text up to the next tag, and gives its length.
    fn text_before_tag(&mut self, rest: &'s [u8]) -> usize {
        if let Some(end) = memchr3(b'<', b'&', b'\r', rest)
            && rest[end] == b'<'
        {
            self.sink.text(&rest[..end]);
            self.at += end;
            return end;
        }
        let end = memchr(b'<', rest).unwrap_or(rest.len());
        self.text(end, true, false);
        end
    }

    /// Goes behind a sign that was found, or to the end.
    fn pass(&mut self, found: Option<usize>) {
        self.at = found.map_or(self.html.len(), |found| self.at + found + 1);
    }

    /// Hands on `length` bytes of text. References are decoded where there may be some, and
    /// nothing else is markup; `is_plain` says that NUL is replaced.
    fn text(&mut self, length: usize, has_references: bool, is_plain: bool) {
        let end = self.at + length;
        while self.at < end {
            let piece = &self.html.as_bytes()[self.at..end];
            let stop = match has_references {
                true => memchr2(b'&', b'\r', piece),
                false => memchr(b'\r', piece),
            };
            let plain = &piece[..stop.unwrap_or(piece.len())];
            if is_plain && memchr(b'\0', plain).is_some() {
                self.sink.text(&without_nul(plain));
            } else if !plain.is_empty() {
                self.sink.text(plain);
            }
            self.at += plain.len();
            let Some(stop) = stop else { return };
            if piece[stop] == b'\r' {
                self.sink.text(b"\n");
                self.at += if piece.get(stop + 1) == Some(&b'\n') { 2 } else { 1 };
            } else {
                let (decoded, length) =
                    references::in_text(&self.html[self.at..end], &mut self.room);
                self.sink.text(decoded);
                self.at += length;
            }
        }
    }

    /// Hands on the content of an element that holds no markup.
    fn raw(&mut self, length: usize) {
        let piece = &self.rest()[..length];
        self.at += length;
        if !self.sink.wants_raw() {
            return;
        }
        if memchr2(b'\r', b'\0', piece).is_none() {
            return self.sink.raw(piece);
        }
        let text = String::from_utf8_lossy(piece).replace("\r\n", "\n").replace('\r', "\n");
        self.sink.raw(text.replace('\0', "\u{fffd}").as_bytes());
    }

    /// Passes over a comment or the like; in `svg` and `math` there are stretches of plain text.
    fn declaration(&mut self, rest: &[u8]) {
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            return self.pass(comment_end(comment).map(|end| end + 4));
        }
        if self.foreign == 0 || !rest.starts_with(b"<![CDATA[") {
            return self.pass(memchr(b'>', rest));
        }
        self.at += 9;
        let rest = &rest[9..];
        let end = memmem::find(rest, b"]]>");
        self.text(end.unwrap_or(rest.len()), false, false);
        self.at += if end.is_some() { 3 } else { 0 };
    }

    /// Reads the name of a tag.
    fn tag_name(&mut self) -> Name<'s> {
        let name = name_at(self.html.as_bytes(), self.at, false);
        self.at += name.source.len();
        name
    }

    /// Reads the attributes of a tag, from the end of its name on; says whether the tag closes itself, or
    /// nothing when the page ends inside.
    fn attributes(&mut self, mut tag: Option<&mut StartTag<'s>>) -> Option<bool> {
        let source = self.html.as_bytes();
        let mut at = self.at;
        loop {
            at = behind_space(source, at);
            match *source.get(at)? {
                b'>' => {
                    self.at = at + 1;
                    return Some(false);
                }
                b'/' => {
                    at += 1;
                    if source.get(at) == Some(&b'>') {
                        self.at = at + 1;
                        return Some(true);
                    }
                    continue;
                }
                _ => {}
            }
            let name = name_at(source, at, true);
            at = behind_space(source, at + name.source.len());
            let mut value = Value { source: b"", quote: None };
            if *source.get(at)? == b'=' {
                (value, at) = value_at(source, behind_space(source, at + 1))?;
            }
            if let Some(tag) = &mut tag {
                tag.keep(name, value, self.sink.wants_attributes());
            }
        }
    }

    fn start_tag(&mut self, tag: &mut StartTag<'s>) {
        tag.begin(self.tag_name());
        let Some(is_self_closing) = self.attributes(Some(tag)) else {
            self.at = self.html.len();
            return;
        };
        if self.foreign > 0 && ends_foreign(tag.name()) {
            self.foreign = 0;
            self.sink.leave_foreign();
        }
        self.sink.open(tag);
        self.content(tag.name(), is_self_closing);
    }

    fn end_tag(&mut self) {
        let name = self.tag_name();
        if self.attributes(None).is_none() {
            self.at = self.html.len();
            return;
        }
        self.is_raw = false;
        let name = name.lower();
        if matches!(&name[..], b"svg" | b"math") {
            self.foreign = self.foreign.saturating_sub(1);
        }
        self.sink.close(&name);
    }

    /// Reads the content that a start tag makes plain text of, up to its end tag.
    fn content(&mut self, name: &[u8], is_self_closing: bool) {
        let rest = self.rest();
        let end = match name {
            b"svg" | b"math" => {
                self.foreign += u32::from(!is_self_closing);
                return;
            }
            b"script" | b"style" if self.foreign > 0 && is_self_closing => return,
            b"script" => raw::script_end(rest),
            b"style" => raw::end(rest, name),
            _ if self.foreign > 0 => return,
            b"title" | b"textarea" => {
                let end = raw::end(rest, name).unwrap_or(rest.len());
                return self.text(end, true, true);
            }
            b"plaintext" => return self.text(rest.len(), false, true),
            b"iframe" | b"xmp" | b"noembed" | b"noframes" | b"noscript" => raw::end(rest, name),
            _ => return,
        };
        self.is_raw = true;
        self.raw(end.unwrap_or(rest.len()));
    }
}

/// The name that begins at a byte, up to what ends it; the first byte always belongs to it.
#[inline]
fn name_at(source: &[u8], at: usize, ends_at_equals: bool) -> Name<'_> {
    let rest = &source[at..];
    let mut hash = NameHash::EMPTY;
    let mut is_plain = true;
    let mut length = 0;
    for &byte in rest {
        match SIGNS[usize::from(byte)] {
            Sign::Other => hash = hash.with(byte),
            Sign::Odd => {
                is_plain = false;
                hash = hash.with(byte.to_ascii_lowercase());
            }
            Sign::Equals if length == 0 || !ends_at_equals => hash = hash.with(byte),
            Sign::Equals | Sign::End => break,
        }
        length += 1;
    }
    Name { source: &rest[..length], hash, is_plain }
}

/// The first place from a byte on that is no white space.
#[inline]
fn behind_space(source: &[u8], mut at: usize) -> usize {
    while source.get(at).is_some_and(|byte| is_space(*byte)) {
        at += 1;
    }
    at
}

/// The attribute's value that begins at a byte, and where it ends; a `>` in its place ends the tag.
#[inline]
fn value_at(source: &[u8], at: usize) -> Option<(Value<'_>, usize)> {
    let rest = &source[at..];
    match *rest.first()? {
        quote @ (b'"' | b'\'') => {
            let length = memchr(quote, &rest[1..])?;
            let value = Value { source: &rest[1..=length], quote: Some(quote) };
            Some((value, at + length + 2))
        }
        _ => {
            let is_end = |byte: &u8| is_space(*byte) || *byte == b'>';
            let length = rest.iter().position(is_end)?;
            Some((Value { source: &rest[..length], quote: None }, at + length))
        }
    }
}

/// Where a comment's last sign stands, from behind its `<!--`.
fn comment_end(comment: &[u8]) -> Option<usize> {
    if comment.starts_with(b">") || comment.starts_with(b"->") {
        return memchr(b'>', comment);
    }
    memchr_iter(b'>', comment)
        .find(|&at| comment[..at].ends_with(b"--") || comment[..at].ends_with(b"--!"))
}

/// Whether a start tag inside `svg` or `math` shows that their end tags are missing. The HTML
/// standard's list, less the inline elements and those used inside `foreignObject`.
fn ends_foreign(name: &[u8]) -> bool {
    matches!(
        name,
        b"body" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"table" | b"ul"
    )
}

#[cfg(test)]
mod tests {
    use super::super::tag::Attribute;
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
