//! JSON as far as JSON-LD is read: strings, lists and objects; numbers and the like are nothing.
//!
//! Strings without escapes are borrowed from the script: there are hundreds on a page, of which a
//! dozen are looked at.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value.
#[derive(Clone, Debug)]
pub(super) enum Json<'a> {
    Nothing,
    Text(Cow<'a, str>),
    List(Vec<Self>),
    /// Members in order; of several of one name the last counts.
    Object(Vec<(Self, Self)>),
}

impl<'a> Json<'a> {
    /// The text of a string.
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The values of a list; none of anything else.
    pub(super) fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// A member of an object; nothing where there is none.
    pub(super) fn member(&self, name: &str) -> &Json<'a> {
        let Self::Object(members) = self else { return &Self::Nothing };
        let found = members.iter().rev().find(|(key, _)| key.as_str() == Some(name));
        found.map_or(&Self::Nothing, |(_, value)| value)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Json::Nothing)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Json::Nothing)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Json::Nothing)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Json::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Nothing)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_and_numbers_are_nothing() {
        let text = r#"{"a": [1, -2.5, true, null, "x\u0041"], "b": {"c": "d"}, "b": "last"}"#;
        let json: Json<'_> = serde_json::from_str(text).unwrap();
        let list = json.member("a").list();
        assert_eq!((list.len(), list[4].as_str()), (5, Some("xA")));
        assert!(list[..4].iter().all(|value| matches!(value, Json::Nothing)));
        assert_eq!(json.member("b").as_str(), Some("last"));
        assert!(matches!(json.member("e").member("f"), Json::Nothing));
    }
}
