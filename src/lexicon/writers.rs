//! Words around the names of writers: what bylines begin with, offices, agencies, the small words of names.
//!
//! The room `strip` knows lines by them, the room `articles` reads the names. Plain functions of a word or a
//! line; they are asked about short lines only.

use super::calendar::{is_around_dates, is_date_label, month};

// Lists of words are kept as lines, not one word a line.

/// The first word of a byline.
#[rustfmt::skip]
const FIRSTS: &[&str] = &[
    "By", "BY", "by", "Von", "Par", "Por", "Di", "di", "Door", "Av", "Af", "Oleh", "Του", "Της",
    "Oprac.", "oprac.", "Rozmawiał", "Rozmawiała", "Подготовил", "Подготовила", "Беседовал", "Беседовала",
];

/// The same before a colon, in lower case.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "af", "autor", "autora", "av", "by", "door", "oleh", "par", "penulis", "por", "reporter",
    "tekst", "testo", "text", "texte", "texto", "von", "words", "yazan", "автор", "текст",
    "auteur", "author", "authors", "autorka", "autors", "autorzy", "höfundur", "parengė", "piše",
    "szerző", "tác giả", "yazar", "írta", "συντάκτης", "автори", "авторы", "пише", "מאת",
    "نویسنده", "كتب", "كتبت", "بقلم", "लेखक", "द्वारा", "ผู้เขียน",
];

/// What stands before "by" in others.
const WORKS: &[&str] = &["Words", "Story", "Written", "Text", "Report", "Posted"];

/// Bytes of the longest of these words.
const LONGEST_FIRST: usize = 22;

/// Small words inside and between names.
const SMALL: &[&str] = &[
    "and", "with", "for", "in", "of", "at", "the", "und", "mit", "für", "et", "avec", "pour", "y",
    "con", "e", "ed", "com", "en", "met", "voor", "de", "del", "der", "den", "di", "da", "das",
    "do", "dos", "du", "la", "le", "van", "von", "zu", "bin", "al", "el", "ter", "ten", "dpa",
    "via", "to", "och", "og", "dan", "av", "af",
];

/// Names that need no second one.
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "AAP", "AFP", "ANI", "ANP", "ANSA", "AP", "Agencies", "BBC", "Bernama", "DPA", "EFE", "EPA",
    "Euronews", "IANS", "PTI", "Redaktion", "Redacción", "Redação", "Redazione", "Redactie",
    "Reuters", "Staff", "TASS", "UPI", "Xinhua",
];

/// Words of a writer's office.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "correspondent", "reporter", "editor", "writer", "journalist", "columnist", "contributor",
    "staff", "bureau", "producer", "intern", "redakteur", "redakteurin", "korrespondent",
    "korrespondentin", "correspondante", "corresponsal", "redactor", "redactora", "inviato",
    "corrispondente", "repórter", "verslaggever", "verslaggeefster", "redacteur", "journaliste",
    "journalistin", "periodista", "giornalista", "jornalista", "colunista", "columnista",
    "dziennikarz", "dziennikarka", "redaktor", "redaktorka", "redaktör", "muhabir", "wartawan",
    "jurnalis", "корреспондент", "журналист", "обозреватель", "редактор", "журналістка",
    "журналіст", "кореспондент",
];

/// Most bytes of a date before the writer's name.
const MAX_DATE: usize = 40;

/// What follows "By " and the like at the start of a line.
pub fn behind_by(text: &str) -> Option<&str> {
    if let Some((label, rest)) = text.split_once(':')
        && label.len() <= LONGEST_FIRST
        && LABELS.contains(&label.to_lowercase().as_str())
    {
        return Some(rest.trim_start());
    }
    let start = &text.as_bytes()[..text.len().min(LONGEST_FIRST + 1)];
    let (first, rest) = text.split_at(memchr::memchr(b' ', start)?);
    let rest = &rest[1..];
    match FIRSTS.contains(&first) {
        true => Some(rest),
        false => WORKS.contains(&first).then(|| rest.strip_prefix("by ")).flatten(),
    }
}

/// "June 8, 2024 by Ann Lee" from its "by" on; a line that does not begin with a date as it is.
pub fn behind_date(text: &str) -> &str {
    // A date has a number. Not as soon as it is found: so it is one vector step.
    let start = &text.as_bytes()[..text.len().min(MAX_DATE)];
    if !start.iter().fold(false, |has, b| has | b.is_ascii_digit()) {
        return text;
    }
    let is_date = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        word.is_empty()
            || word.starts_with(char::is_numeric)
            || month(&word).is_some()
            || is_around_dates(&word)
            || is_date_label(&word)
    };
    let is_dated = |date: &str| {
        date.contains(|c: char| c.is_ascii_digit()) && date.split_whitespace().all(is_date)
    };
    let mut spaces = memchr::memchr_iter(b' ', start);
    let by = spaces.find(|&at| behind_by(&text[at + 1..]).is_some() && is_dated(&text[..at]));
    by.map_or(text, |at| &text[at + 1..])
}

/// Small words inside names, and at their beginning.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "das", "de", "dei", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "zu", "zur",
];

/// Words with a capital in headings, labels and links of pages that stand where a writer's name may, in
/// lower case.
const OF_PAGES: &[&str] = &[
    "about",
    "accueil",
    "advertiser",
    "advertisement",
    "all",
    "article",
    "articles",
    "artikel",
    "blog",
    "books",
    "business",
    "care",
    "category",
    "checked",
    "close",
    "comments",
    "company",
    "contact",
    "content",
    "contents",
    "cookie",
    "culture",
    "design",
    "development",
    "digital",
    "disclosure",
    "download",
    "edition",
    "email",
    "entertainment",
    "events",
    "expert",
    "facebook",
    "fact",
    "featured",
    "features",
    "finance",
    "find",
    "follow",
    "food",
    "free",
    "full",
    "get",
    "guide",
    "guides",
    "health",
    "home",
    "icon",
    "image",
    "inicio",
    "insights",
    "instagram",
    "join",
    "key",
    "latest",
    "learn",
    "link",
    "lifestyle",
    "linkedin",
    "local",
    "log",
    "login",
    "magazine",
    "map",
    "marketing",
    "media",
    "menu",
    "mobile",
    "money",
    "more",
    "music",
    "nachrichten",
    "news",
    "newsletter",
    "noticias",
    "now",
    "opinion",
    "our",
    "pdf",
    "photo",
    "photos",
    "pinterest",
    "podcast",
    "podcasts",
    "policy",
    "politics",
    "politik",
    "press",
    "privacy",
    "product",
    "products",
    "profile",
    "read",
    "reading",
    "release",
    "reviewed",
    "reviews",
    "science",
    "search",
    "security",
    "service",
    "services",
    "share",
    "shop",
    "show",
    "sign",
    "size",
    "solutions",
    "sport",
    "sports",
    "start",
    "started",
    "stock",
    "store",
    "strategy",
    "style",
    "subscribe",
    "subscription",
    "summary",
    "table",
    "tags",
    "takeaways",
    "tech",
    "technology",
    "tips",
    "tools",
    "top",
    "topic",
    "topics",
    "travel",
    "trending",
    "twitter",
    "verified",
    "video",
    "videos",
    "view",
    "weather",
    "website",
    "welcome",
    "what",
    "whatsapp",
    "wirtschaft",
    "world",
    "youtube",
];

/// What is not written but made, checked or paid for by those named, in lower case.
const OTHER_WORKS: &[&str] = &[
    "bild",
    "bilder",
    "checked",
    "edited",
    "foto",
    "fotos",
    "graphic",
    "graphics",
    "illustration",
    "illustrations",
    "image",
    "images",
    "medically",
    "photo",
    "photograph",
    "photographs",
    "photography",
    "photos",
    "picture",
    "pictures",
    "powered",
    "presented",
    "produced",
    "reviewed",
    "sponsored",
    "translated",
    "translation",
    "video",
    "übersetzt",
    "übersetzung",
];

/// Words of what writers are besides, in lower case.
const ROLES: &[&str] = &[
    "author",
    "ceo",
    "chief",
    "co-founder",
    "cofounder",
    "consultant",
    "deputy",
    "director",
    "foreign",
    "former",
    "founder",
    "head",
    "junior",
    "lecturer",
    "manager",
    "national",
    "parliamentary",
    "political",
    "president",
    "professor",
    "senior",
    "sr",
    "vice",
    "vp",
];

/// Words between two names.
const JOINTS: &[&str] = &[
    "and", "&", "und", "et", "y", "e", "en", "och", "og", "i", "dan", "ve", "ja", "и", "і", "và",
    "και",
];

/// Words behind the writers and before agencies.
const WITHS: &[&str] =
    &["with", "mit", "avec", "con", "com", "met", "med", "via", "for", "für", "pour"];

/// Whether a line announces the writers below it: "Von", "Written by", "Author of the article:".
pub fn is_by(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', ' ', '\u{a0}']);
    if line.len() > LONGEST_BY {
        return false;
    }
    let folded = line.to_lowercase();
    let is_work = |work: &str| WORKS.iter().any(|known| known.to_lowercase() == work);
    is_first(line)
        || LABELS.contains(&folded.as_str())
        || folded.strip_suffix(" by").is_some_and(is_work)
        || folded == "author of the article"
}

/// Whether a word, whatever its case, is the first of bylines: "von".
pub fn is_first(word: &str) -> bool {
    let may_be = |first: &&&str| first.len() == word.len();
    FIRSTS.iter().filter(may_be).any(|first| first.to_lowercase() == word.to_lowercase())
}

/// Bytes of the longest of these lines.
const LONGEST_BY: usize = 24;

/// Whether a small word stands inside or between names: "van", "and".
pub fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Whether a word, whatever its case, is no writer's work: "Photo", "Reviewed".
pub fn is_other_work(word: &str) -> bool {
    OTHER_WORKS.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphabetic()))
}

/// Whether a lower-case word is of an office or says what else a writer is: "founder".
pub fn is_role(word: &str) -> bool {
    is_office(word) || ROLES.contains(&word)
}

/// Whether a small word is part of names: "van".
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a word, whatever its case, is of headings and labels of pages: "Contents".
pub fn is_of_pages(word: &str) -> bool {
    OF_PAGES.contains(&word.to_lowercase().as_str())
}

/// Whether a word stands between two names: "and".
pub fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word)
}

/// Whether what follows a word are agencies: "with".
pub fn is_with(word: &str) -> bool {
    WITHS.contains(&word)
}

/// Whether a word alone names who wrote: an agency, "Redaktion".
pub fn is_agency(word: &str) -> bool {
    AGENCIES.contains(&word)
}

/// Whether a lower-case word is of a writer's office: "correspondent".
pub fn is_office(word: &str) -> bool {
    OFFICES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_is_looked_for() {
        assert!(FIRSTS.iter().chain(WORKS).all(|word| word.len() <= LONGEST_FIRST));
        assert_eq!(behind_by("Written by Ann Lee"), Some("Ann Lee"));
        assert_eq!(behind_by("Von Anna Lehm"), Some("Anna Lehm"));
        assert_eq!(behind_by("Text messages by phone"), None);
        assert_eq!(behind_by("By"), None);
    }
}
