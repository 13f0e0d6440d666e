//! The article that a page's JSON-LD describes.
//!
//! In go the contents of the page's `application/ld+json` scripts, out comes a [`Story`]: the
//! first article among them, completed from the others of the same headline. Pages write JSON
//! carelessly: control characters in strings, HTML comments or CDATA marks around, several values
//! in a row, HTML entities inside. All of these are read. A script that is not JSON even so is
//! passed over. Lists of other articles (`ItemList`, `hasPart`) are not looked into.

use serde_json::Value;

use super::clean;

/// Most values looked at, so that a hostile page costs no time.
const MAX_OBJECTS: usize = 10_000;
/// How deep graphs may nest in one another.
const MAX_DEPTH: u32 = 8;

/// What is said of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) section: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) description: Option<String>,
    pub(super) body: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) publisher: Option<String>,
}

/// The story that these scripts describe.
pub(super) fn story(scripts: &[String]) -> Story {
    let values: Vec<Value> = scripts.iter().flat_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        collect(value, 0, &mut objects);
    }
    let mut stories = objects.iter().filter(|object| is_story(object));
    let Some(first) = stories.next() else { return Story::default() };
    let mut story = read(first, &objects);
    for other in stories.take(8) {
        let other = read(other, &objects);
        if other.headline.is_some() && other.headline == story.headline {
            story.fill_from(other);
        }
    }
    story
}

impl Story {
    fn fill_from(&mut self, other: Self) {
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        if self.keywords.is_empty() {
            self.keywords = other.keywords;
        }
        self.published = self.published.take().or(other.published);
        self.modified = self.modified.take().or(other.modified);
        self.section = self.section.take().or(other.section);
        self.description = self.description.take().or(other.description);
        self.body = self.body.take().or(other.body);
        self.url = self.url.take().or(other.url);
        self.language = self.language.take().or(other.language);
        self.publisher = self.publisher.take().or(other.publisher);
    }
}

/// The JSON values of a script, as many as can be read.
fn parse(script: &str) -> Vec<Value> {
    // JSON knows no comments, so these marks can only stand around it or inside strings.
    let mut script = script.trim();
    for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        script = script.strip_prefix(mark).unwrap_or(script).trim_start();
    }
    // Control characters are white space outside of strings and an error inside.
    let mended;
    if script.bytes().any(|b| b < b' ') {
        let spaced = script.bytes().map(|b| b.max(b' ')).collect();
        mended = String::from_utf8(spaced).unwrap_or_default();
        script = &mended;
    }
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(script).into_iter() {
        match value {
            Ok(value) => values.push(value),
            Err(_) => break,
        }
    }
    values
}

/// Collects the objects that may describe the page itself.
fn collect<'a>(value: &'a Value, depth: u32, objects: &mut Vec<&'a Value>) {
    if depth > MAX_DEPTH || objects.len() >= MAX_OBJECTS {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                collect(value, depth + 1, objects);
            }
        }
        Value::Object(members) => {
            objects.push(value);
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) = members.get(name) {
                    collect(value, depth + 1, objects);
                }
            }
        }
        _ => {}
    }
}

fn is_story(object: &Value) -> bool {
    let is = |name: &Value| {
        let name = name.as_str().unwrap_or_default();
        let name = name.rsplit(['/', ':']).next().unwrap_or_default();
        name.ends_with("Article")
            || name.ends_with("BlogPosting")
            || matches!(name, "Report" | "LiveBlogPosting" | "Review" | "SocialMediaPosting")
    };
    match &object["@type"] {
        Value::Array(names) => names.iter().any(is),
        name => is(name),
    }
}

fn read(object: &Value, objects: &[&Value]) -> Story {
    let text = |name: &str| first_string(&object[name]).map(clean).filter(|s| !s.is_empty());
    Story {
        headline: text("headline").or_else(|| text("name")),
        authors: match names(&object["author"], objects) {
            authors if authors.is_empty() => names(&object["creator"], objects),
            authors => authors,
        },
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        section: text("articleSection"),
        keywords: strings(&object["keywords"]).map(clean).collect(),
        description: text("description"),
        body: text("articleBody").or_else(|| text("reviewBody")),
        url: text("url").or_else(|| {
            let page = &object["mainEntityOfPage"];
            first_string(page).or_else(|| page["@id"].as_str()).map(str::to_owned)
        }),
        language: text("inLanguage"),
        publisher: names(&object["publisher"], objects).into_iter().next(),
    }
}

/// The strings of a value that is a string or a list of them.
fn strings(value: &Value) -> impl Iterator<Item = &str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    value.as_str().into_iter().chain(list.iter().filter_map(Value::as_str))
}

fn first_string(value: &Value) -> Option<&str> {
    strings(value).next()
}

/// The names of persons or organizations: strings, objects, references to objects, or lists.
fn names(value: &Value, objects: &[&Value]) -> Vec<String> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    let mut found = Vec::new();
    for one in list.iter().take(super::MAX_LIST) {
        let referred = || {
            let id = one["@id"].as_str()?;
            let object = objects.iter().find(|object| object["@id"].as_str() == Some(id))?;
            first_string(&object["name"])
        };
        let name = one.as_str().map(Some).unwrap_or_else(|| first_string(&one["name"]));
        if let Some(name) = name.or_else(referred).map(clean).filter(|name| !name.is_empty()) {
            found.push(name);
        }
        // A list of names inside one object.
        found.extend(strings(&one["name"]).skip(1).map(clean));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> Story {
        story(&[script.to_owned()])
    }

    #[test]
    fn graphs_and_references_are_followed() {
        let story = of(r##"{"@graph":[{"@type":"WebPage","name":"Site"},
            {"@type":["NewsArticle"],"headline":"Ferry &amp; harbor","author":{"@id":"#p"},
             "keywords":["ferry","harbor, old"],"datePublished":"2024-05-03"},
            {"@type":"Person","@id":"#p","name":"Ada Quill"}]}"##);
        assert_eq!(story.headline.as_deref(), Some("Ferry & harbor"));
        assert_eq!(story.authors, ["Ada Quill"]);
        assert_eq!(story.keywords, ["ferry", "harbor, old"]);
    }

    #[test]
    fn careless_json_is_read() {
        let story = of("<!-- {\"@type\":\"Article\",\"headline\":\"One\nTwo\"} {\"x\":1} -->");
        assert_eq!(story.headline.as_deref(), Some("One Two"));
        assert_eq!(of("{\"@type\":").headline, None);
        let deep = "[".repeat(100_000);
        assert_eq!(of(&deep).headline, None);
    }

    #[test]
    fn lists_of_other_articles_are_not_the_story() {
        let story = of(r#"{"@type":"ItemList","itemListElement":[
            {"@type":"NewsArticle","headline":"Elsewhere"}]}"#);
        assert_eq!(story.headline, None);
    }
}
