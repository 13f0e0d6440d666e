//! The article that a page's JSON-LD describes.
//!
//! In go the contents of the page's `application/ld+json` scripts, out comes a [`Story`]: the
//! first article among them, completed from the others of the same headline. Pages write JSON
//! carelessly: control characters in strings, HTML comments or CDATA marks around, several values
//! in a row, HTML entities inside. All of these are read. A script that is not JSON even so is
//! passed over. Lists of other articles (`ItemList`, `hasPart`) are not looked into.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::json::Json;
use super::{clean, paragraphs};

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
    let scripts: Vec<Cow<'_, str>> = scripts.iter().map(|script| bare(script)).collect();
    let values: Vec<Json<'_>> = scripts.iter().flat_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        collect(value, 0, &mut objects);
    }
    let mut stories = objects.iter().filter(|object| is_story(object));
    let Some(first) = stories.next() else { return Story::default() };
    let mut ids = Ids::default();
    for &object in &objects {
        if let Some(id) = object.member("@id").as_str() {
            ids.entry(id).or_insert(object);
        }
    }
    let mut story = read(first, &ids);
    for other in stories.take(8) {
        let other = read(other, &ids);
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

/// The JSON of a script, without what stands around it.
fn bare(script: &str) -> Cow<'_, str> {
    // JSON knows no comments, so these marks can only stand around it or inside strings.
    let mut script = script.trim();
    for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        script = script.strip_prefix(mark).unwrap_or(script).trim_start();
    }
    // Control characters are white space outside of strings and an error inside.
    if script.bytes().all(|b| b >= b' ') {
        return script.into();
    }
    let spaced = script.bytes().map(|b| b.max(b' ')).collect();
    String::from_utf8(spaced).unwrap_or_default().into()
}

/// The JSON values of a script, as many as can be read.
fn parse(script: &str) -> Vec<Json<'_>> {
    let values = serde_json::Deserializer::from_str(script).into_iter();
    values.map_while(Result::ok).collect()
}

/// Collects the objects that may describe the page itself.
fn collect<'a, 's>(value: &'a Json<'s>, depth: u32, objects: &mut Vec<&'a Json<'s>>) {
    if depth > MAX_DEPTH || objects.len() >= MAX_OBJECTS {
        return;
    }
    match value {
        Json::List(values) => {
            for value in values {
                collect(value, depth + 1, objects);
            }
        }
        Json::Object(_) => {
            objects.push(value);
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                collect(value.member(name), depth + 1, objects);
            }
        }
        _ => {}
    }
}

fn is_story(object: &Json<'_>) -> bool {
    let is = |name: &Json<'_>| {
        let name = name.as_str().unwrap_or_default();
        let name = name.rsplit(['/', ':']).next().unwrap_or_default();
        name.ends_with("Article")
            || name.ends_with("BlogPosting")
            || matches!(name, "Report" | "LiveBlogPosting" | "Review" | "SocialMediaPosting")
    };
    match object.member("@type") {
        Json::List(names) => names.iter().any(is),
        name => is(name),
    }
}

/// Objects by their `@id`, the first of each.
type Ids<'a, 's> = FxHashMap<&'a str, &'a Json<'s>>;

fn read(object: &Json<'_>, ids: &Ids<'_, '_>) -> Story {
    let text = |name: &str| first_string(object.member(name)).map(clean).filter(|s| !s.is_empty());
    Story {
        headline: text("headline").or_else(|| text("name")),
        authors: match names(object.member("author"), ids) {
            authors if authors.is_empty() => names(object.member("creator"), ids),
            authors => authors,
        },
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        section: text("articleSection"),
        keywords: strings(object.member("keywords")).map(clean).collect(),
        description: text("description"),
        body: ["articleBody", "reviewBody"]
            .iter()
            .find_map(|name| first_string(object.member(name)).map(paragraphs))
            .filter(|body| !body.is_empty()),
        url: text("url").or_else(|| {
            let page = object.member("mainEntityOfPage");
            first_string(page).or_else(|| page.member("@id").as_str()).map(str::to_owned)
        }),
        language: text("inLanguage"),
        publisher: names(object.member("publisher"), ids).into_iter().next(),
    }
}

/// The strings of a value that is a string or a list of them.
fn strings<'a>(value: &'a Json<'_>) -> impl Iterator<Item = &'a str> {
    value.as_str().into_iter().chain(value.list().iter().filter_map(Json::as_str))
}

fn first_string<'a>(value: &'a Json<'_>) -> Option<&'a str> {
    strings(value).next()
}

/// The names of persons or organizations: strings, objects, references to objects, or lists.
fn names(value: &Json<'_>, ids: &Ids<'_, '_>) -> Vec<String> {
    let list = match value {
        Json::List(list) => list.as_slice(),
        Json::Nothing => &[],
        one => std::slice::from_ref(one),
    };
    let mut found = Vec::new();
    for one in list.iter().take(super::MAX_LIST) {
        let referred = || {
            let id = one.member("@id").as_str()?;
            first_string(ids.get(id)?.member("name"))
        };
        let name = one.as_str().map(Some).unwrap_or_else(|| first_string(one.member("name")));
        if let Some(name) = name.or_else(referred).map(clean).filter(|name| !name.is_empty()) {
            found.push(name);
        }
        // A list of names inside one object.
        found.extend(strings(one.member("name")).skip(1).map(clean));
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
