//! JSON lines, and JSON arrays or objects that span lines.
//!
//! In: a stream. Out: one record per object with a text or HTML field; each line or object that is
//! none costs a trouble with its line and offset. Nesting deeper than 128 is refused by the parser.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::buffer::Buffer;
use super::fields::{Fields, NESTED, NoRecord, Role, Roles, Value};
use super::mend_json::mend;
use super::{Flow, Outlet, Place};
use crate::document::Record;
use crate::error::json_fault;

/// Reads one object a line.
pub(super) fn read_lines(buffer: &mut Buffer<'_>, outlet: &mut Outlet<'_>) -> Flow {
    let roles = Roles::new(outlet.config);
    let limit = outlet.limit();
    skip_mark(buffer);
    let (mut number, mut record) = (0, 0);
    while let Some(line) = buffer.next_line(limit) {
        number += 1;
        let place = Place::line(number, line.offset, line.length);
        if line.is_too_long {
            outlet.too_large(place, "the line")?;
            record += 1;
            continue;
        }
        let text = buffer.at(line.range).trim_ascii();
        if text.is_empty() {
            continue;
        }
        match parse(text, &roles, outlet) {
            Ok(mut found) => {
                found.origin.record = record;
                (found.origin.offset, found.origin.length) = (line.offset, line.length);
                outlet.record(found)?;
            }
            // That the stream is cut is reported once, for the stream.
            Err(_) if !line.is_ended && buffer.is_cut() => {}
            Err((kind, message)) => outlet.trouble(place, kind, message)?,
        }
        record += 1;
    }
    Flow::Continue(())
}

/// Reads objects wherever they begin and end: an array of them, or one after the other.
pub(super) fn read_values(buffer: &mut Buffer<'_>, outlet: &mut Outlet<'_>) -> Flow {
    let roles = Roles::new(outlet.config);
    let limit = outlet.limit();
    skip_mark(buffer);
    let (mut number, mut record) = (1, 0);
    while !buffer.ensure(1).is_empty() {
        let offset = buffer.offset();
        let at_hand = buffer.peek();
        let between = |b: &u8| b.is_ascii_whitespace() || b"[],".contains(b);
        let n = at_hand.iter().position(|b| !between(b)).unwrap_or(at_hand.len());
        if n > 0 {
            number += lines(&at_hand[..n]);
            buffer.advance(n);
            continue;
        }
        if at_hand[0] != b'{' {
            let start = number;
            while !buffer.ensure(1).is_empty() && buffer.peek()[0] != b'{' {
                let at_hand = buffer.peek();
                let n = memchr::memchr(b'{', at_hand).unwrap_or(at_hand.len());
                number += lines(&at_hand[..n]);
                buffer.advance(n);
            }
            let place = Place::line(start, offset, buffer.offset() - offset);
            outlet.trouble(place, "bad_json", "expected an object")?;
            continue;
        }
        let start = number;
        let (length, end) = object_end(buffer, limit);
        let place = Place::line(start, offset, length);
        if end == End::TooLong {
            // Lines inside of it are not counted: its bytes are gone.
            outlet.too_large(place, "the object")?;
            record += 1;
            continue;
        }
        let n = length as usize;
        let text = &buffer.peek()[..n];
        number += lines(text);
        match parse(text, &roles, outlet) {
            Ok(mut found) => {
                found.origin.record = record;
                (found.origin.offset, found.origin.length) = (offset, length);
                outlet.record(found)?;
            }
            Err(_) if end == End::Stream && buffer.is_cut() => {}
            Err((kind, message)) => outlet.trouble(place, kind, message)?,
        }
        buffer.advance(n);
        record += 1;
    }
    Flow::Continue(())
}

fn skip_mark(buffer: &mut Buffer<'_>) {
    if buffer.ensure(3).starts_with(b"\xef\xbb\xbf") {
        buffer.advance(3);
    }
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The closing bracket.
    Bracket,
    /// The stream ended before.
    Stream,
    /// Longer than allowed; stepped over already.
    TooLong,
}

/// The length of the object that begins here.
fn object_end(buffer: &mut Buffer<'_>, limit: usize) -> (u64, End) {
    let (mut depth, mut in_string, mut is_escaped) = (0u64, false, false);
    let (mut seen, mut gone) = (0, 0);
    loop {
        for (at, &b) in buffer.peek().iter().enumerate().skip(seen) {
            match b {
                _ if is_escaped => is_escaped = false,
                b'\\' if in_string => is_escaped = true,
                b'"' => in_string = !in_string,
                b'{' | b'[' if !in_string => depth += 1,
                b'}' | b']' if !in_string => depth -= 1,
                _ => continue,
            }
            if depth == 0 {
                let length = at + 1;
                if gone == 0 && length <= limit {
                    return (length as u64, End::Bracket);
                }
                buffer.advance(length);
                return (gone + length as u64, End::TooLong);
            }
        }
        seen = buffer.peek().len();
        if gone > 0 || seen > limit {
            buffer.advance(seen);
            gone += seen as u64;
            seen = 0;
        }
        if buffer.ensure(seen + 1).len() == seen {
            let end = if gone > 0 { End::TooLong } else { End::Stream };
            return (gone + seen as u64, end);
        }
    }
}

/// One object to a record, or the kind of trouble and what it is.
fn parse(
    text: &[u8],
    roles: &Roles,
    outlet: &Outlet<'_>,
) -> Result<Record, (&'static str, String)> {
    let record = |fields: Fields<'_>, text: &[u8]| {
        let no_record = |why: NoRecord| ("bad_record", why.message(names(text)));
        fields.into_record("jsonl", outlet).map_err(no_record)
    };
    let error = match fields(text, roles) {
        Ok(fields) => return record(fields, text),
        Err(error) => error,
    };
    let Some((mended, is_lossy)) = mend(text) else { return Err(("bad_json", json_fault(&error))) };
    match fields(&mended, roles) {
        Ok(fields) => {
            let mut record = record(fields, &mended)?;
            if is_lossy {
                record.warnings.push("bad_utf8");
            }
            Ok(record)
        }
        Err(error) => Err(("bad_json", json_fault(&error))),
    }
}

/// The names of an object's fields.
fn names(object: &[u8]) -> Vec<String> {
    let members = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(object);
    members
        .map_or_else(|_| Vec::new(), |members| members.into_iter().map(|(name, _)| name).collect())
}

fn fields<'de>(text: &'de [u8], roles: &Roles) -> serde_json::Result<Fields<'de>> {
    let mut fields = Fields::default();
    let mut parser = serde_json::Deserializer::from_slice(text);
    Object { roles, fields: &mut fields, is_nested: false }.deserialize(&mut parser)?;
    parser.end()?;
    Ok(fields)
}

/// Takes the fields that play a role out of an object.
struct Object<'r, 'f, 'de> {
    roles: &'r Roles,
    fields: &'f mut Fields<'de>,
    /// Whether it is the metadata inside of another: it may be anything then.
    is_nested: bool,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Object<'_, '_, '_> {
    fn other<E: Error>(&self, what: Unexpected<'_>) -> Result<(), E> {
        match self.is_nested {
            true => Ok(()),
            false => Err(E::invalid_type(what, self)),
        }
    }
}

impl<'de> Visitor<'de> for Object<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match self.roles.find(&key.0) {
                None => {
                    map.next_value::<Skip>()?;
                }
                Some((Role::Nested, _)) if !self.is_nested => map.next_value_seed(Object {
                    roles: self.roles,
                    fields: self.fields,
                    is_nested: true,
                })?,
                Some((role, rank)) => {
                    let rank = rank + if self.is_nested { NESTED } else { 0 };
                    let value = map.next_value::<Value<'de>>()?;
                    self.fields.put((role, rank), value);
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.other(Unexpected::Seq)?;
        while seq.next_element::<Skip>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.other(Unexpected::Str(text.get(..20).unwrap_or(text)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.other(Unexpected::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.other(Unexpected::Unsigned(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.other(Unexpected::Signed(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.other(Unexpected::Float(value))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.other(Unexpected::Unit)
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Value<'de>, E> {
        Ok(Value::Other)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value<'de>, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value<'de>, E> {
        Ok(Value::Number(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element::<Value<'de>>()? {
            if let Value::Text(text) = value {
                list.push(text.into_owned());
            }
        }
        Ok(Value::List(list))
    }

    /// Of an object the name counts: authors and sections are often written so.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut name = Value::Other;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.0 == "name" {
                true => name = map.next_value()?,
                false => {
                    map.next_value::<Skip>()?;
                }
            }
        }
        Ok(name)
    }
}

/// A value of no interest. Unlike serde's own it is held to the nesting limit.
struct Skip;

impl<'de> Deserialize<'de> for Skip {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Skip {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<Skip>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<Skip, Skip>()?.is_some() {}
        Ok(self)
    }
}
