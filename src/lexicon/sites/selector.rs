//! CSS selectors, as far as they can be decided when an element begins.
//!
//! In goes `"aside > p.note, #newsletter"`, out come its complex selectors: compounds of a tag,
//! classes, an id and attributes, with the combinators between them. Deliberately absent: what
//! needs an element's siblings or its content (`+`, `~`, pseudo-classes): a page is read once, from
//! tokens, and there is no tree. That is why no crate for whole CSS is used here.

/// One complex selector.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    /// Compounds from the outermost to the element itself.
    pub(super) compounds: Vec<(Combinator, Compound)>,
}

impl Selector {
    /// Number of its compounds.
    pub(super) fn len(&self) -> usize {
        self.compounds.len()
    }
}

/// How a compound is bound to the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Combinator {
    /// White space; for the first compound: anywhere on the page.
    Descendant,
    /// `>`.
    Child,
}

/// Conditions on one element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Compound {
    tag: Option<String>,
    conditions: Vec<Condition>,
}

/// One condition on an attribute.
#[derive(Clone, Debug, PartialEq)]
struct Condition {
    attribute: String,
    test: Test,
    value: String,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Test {
    /// `[a]`.
    Present,
    /// `[a=v]`, `#id`.
    Equal,
    /// `[a~=v]`, `.class`.
    Word,
    /// `[a|=v]`.
    Dash,
    /// `[a^=v]`.
    Start,
    /// `[a$=v]`.
    End,
    /// `[a*=v]`.
    Inside,
}

impl Compound {
    /// Whether an element with this name and these attributes meets it.
    pub(super) fn matches<'a>(
        &self,
        name: &[u8],
        attribute: &dyn Fn(&str) -> Option<&'a [u8]>,
    ) -> bool {
        self.tag.as_ref().is_none_or(|tag| tag.as_bytes() == name)
            && self.conditions.iter().all(|condition| {
                attribute(&condition.attribute).is_some_and(|value| condition.holds(value))
            })
    }
}

impl Condition {
    fn holds(&self, value: &[u8]) -> bool {
        let wanted = self.value.as_bytes();
        match self.test {
            Test::Present => true,
            Test::Equal => value == wanted,
            Test::Word => value.split(u8::is_ascii_whitespace).any(|word| word == wanted),
            Test::Dash => value
                .strip_prefix(wanted)
                .is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b'-')),
            Test::Start => value.starts_with(wanted),
            Test::End => value.ends_with(wanted),
            Test::Inside => memchr::memmem::find(value, wanted).is_some(),
        }
    }
}

/// Reads a list of selectors.
pub(super) fn read(written: &str) -> Result<Vec<Selector>, String> {
    let mut reader = Reader { written, rest: written };
    let mut selectors = Vec::new();
    loop {
        selectors.push(reader.complex()?);
        if reader.rest.is_empty() {
            return Ok(selectors);
        }
        reader.rest = reader.rest.strip_prefix(',').unwrap_or(reader.rest);
    }
}

struct Reader<'s> {
    written: &'s str,
    rest: &'s str,
}

impl Reader<'_> {
    fn fail<T>(&self, why: &str) -> Result<T, String> {
        let column = self.written[..self.written.len() - self.rest.len()].chars().count() + 1;
        Err(format!("could not read selector {:?} at character {column}: {why}", self.written))
    }

    fn skip_space(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let is_space = rest.len() < self.rest.len();
        self.rest = rest;
        is_space
    }

    fn complex(&mut self) -> Result<Selector, String> {
        let mut compounds: Vec<(Combinator, Compound)> = Vec::new();
        let mut combinator = Combinator::Descendant;
        self.skip_space();
        loop {
            compounds.push((combinator, self.compound()?));
            let is_space = self.skip_space();
            combinator = match self.rest.chars().next() {
                None | Some(',') => break,
                Some('>') => {
                    self.rest = &self.rest[1..];
                    self.skip_space();
                    Combinator::Child
                }
                Some('+' | '~') => {
                    return self.fail(
                        "siblings cannot be asked for; the combinators are a space and \">\"",
                    );
                }
                Some(_) if is_space => Combinator::Descendant,
                Some(_) => return self.fail("expected a space, \">\", \",\" or the end"),
            };
        }
        let (_, last) = compounds.last().expect("a selector has a compound");
        let is_page = matches!(last.tag.as_deref(), None | Some("html" | "body"));
        if last.conditions.is_empty() && is_page {
            return self.fail("it would match the whole page; name a tag, .class, #id or [attr]");
        }
        Ok(Selector { compounds })
    }

    fn compound(&mut self) -> Result<Compound, String> {
        let mut compound = Compound::default();
        let start = self.rest.len();
        if let Some(rest) = self.rest.strip_prefix('*') {
            self.rest = rest;
        } else if self.rest.starts_with(is_name) {
            compound.tag = Some(self.name()?.to_ascii_lowercase());
        }
        while let Some(sign) = self.rest.chars().next() {
            let (attribute, test, value) = match sign {
                '.' => {
                    self.rest = &self.rest[1..];
                    ("class".to_owned(), Test::Word, self.name()?)
                }
                '#' => {
                    self.rest = &self.rest[1..];
                    ("id".to_owned(), Test::Equal, self.name()?)
                }
                '[' => {
                    self.rest = &self.rest[1..];
                    self.attribute()?
                }
                ':' => {
                    return self.fail(
                        "pseudo-classes such as :has cannot be asked for; \
                         there are tags, .class, #id and [attr]",
                    );
                }
                _ => break,
            };
            compound.conditions.push(Condition { attribute, test, value });
        }
        if self.rest.len() == start {
            return self.fail("expected a tag, .class, #id or [attr]");
        }
        Ok(compound)
    }

    fn attribute(&mut self) -> Result<(String, Test, String), String> {
        self.skip_space();
        let name = self.name()?.to_ascii_lowercase();
        self.skip_space();
        if let Some(rest) = self.rest.strip_prefix(']') {
            self.rest = rest;
            return Ok((name, Test::Present, String::new()));
        }
        let signs = [
            ("=", Test::Equal),
            ("~=", Test::Word),
            ("|=", Test::Dash),
            ("^=", Test::Start),
            ("$=", Test::End),
            ("*=", Test::Inside),
        ];
        let found = signs.iter().find(|(sign, _)| self.rest.starts_with(sign));
        let Some((sign, test)) = found else {
            return self.fail("expected \"]\" or one of = ~= |= ^= $= *=");
        };
        self.rest = &self.rest[sign.len()..];
        self.skip_space();
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = match quote {
            Some(quote) => match self.rest[1..].split_once(quote) {
                Some((value, rest)) => {
                    self.rest = rest;
                    value.to_owned()
                }
                None => return self.fail("the quotation mark is not closed"),
            },
            None => self.name()?,
        };
        if value.is_empty() && *test != Test::Equal {
            return self.fail("an empty value matches nothing");
        }
        self.skip_space();
        match self.rest.strip_prefix(']') {
            Some(rest) => {
                self.rest = rest;
                Ok((name, *test, value))
            }
            None => self.fail("expected \"]\""),
        }
    }

    /// A name; a backslash takes the character behind it as it is.
    fn name(&mut self) -> Result<String, String> {
        let mut name = String::new();
        let mut chars = self.rest.chars();
        while let Some(c) = chars.clone().next() {
            if c == '\\' {
                chars.next();
                name.extend(chars.next());
            } else if is_name(c) {
                name.push(c);
                chars.next();
            } else {
                break;
            }
        }
        if name.is_empty() {
            return self.fail("expected a name");
        }
        self.rest = chars.as_str();
        Ok(name)
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '\\') || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_read() {
        let read = |written| read(written).unwrap();
        assert_eq!(read("div.promo").len(), 1);
        assert_eq!(read("aside > p.note, #newsletter").len(), 2);
        assert_eq!(read("aside>p.note")[0].len(), 2);
        assert_eq!(read("main  article p[data-x^='a b']")[0].len(), 3);
        assert_eq!(read(".md\\:hidden").len(), 1);
        assert_eq!(read("[hidden], *.x, DIV[ id = y ]").len(), 3);
    }

    #[test]
    fn others_are_refused_with_their_place() {
        for (written, why) in [
            ("", "expected a tag"),
            ("p..x", "character 3"),
            ("p + a", "siblings"),
            ("p:first-child", "pseudo"),
            ("*", "whole page"),
            ("body", "whole page"),
            ("div >", "expected a tag"),
            ("a,", "expected a tag"),
            ("p[x", "expected \"]\""),
            ("p[x='y]", "not closed"),
            ("p[x*='']", "matches nothing"),
            ("p{x}", "expected a space"),
        ] {
            let error = read(written).unwrap_err();
            assert!(error.contains(why), "{written:?}: {error}");
        }
    }
}
