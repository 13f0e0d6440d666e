//! Who took a picture or sent it, and the words that say so, in the languages of the dictionaries.
//!
//! In go pieces of a line, out comes whether they are a credit. The rule for captions asks.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::agencies::is_agency;

/// Where pictures come from "via" a site.
const SITES: &[&str] =
    &["Facebook", "Instagram", "Storyful", "TikTok", "Twitter", "Wikimedia Commons", "YouTube"];

/// Words of pictures before a colon, in lower case: a capital and names behind them are enough.
const LABELS: &[&str] = &[
    "bildquelle",
    "fot",
    "foto",
    "fotograf",
    "fotografi",
    "fotografía",
    "fotografie",
    "fotoğraf",
    "fotos",
    "fotó",
    "illustratie",
    "illustration",
    "illustrazione",
    "ilustración",
    "ilustracja",
    "ilustração",
    "kuva",
    "photo",
    "photo courtesy",
    "photograph",
    "photographer",
    "photos",
    "pic",
    "pics",
    "źródło zdjęcia",
    "źródło zdjęcia głównego",
    "ảnh",
    "φωτογραφία",
    "φωτό",
    "снимка",
    "фото",
    "写真",
    "写真提供",
    "图源",
    "图片来源",
    "圖片來源",
    "撮影",
    "摄影",
    "사진",
];

/// Words before a colon that name other things as well: names behind them are a credit after a sentence.
const LOOSE_LABELS: &[&str] = &[
    "beeld",
    "bild",
    "bilde",
    "bilder",
    "billede",
    "credit",
    "credits",
    "crédit",
    "crédits",
    "crédito",
    "créditos",
    "grafik",
    "image",
    "images",
    "imagem",
    "imagen",
    "picture",
    "pictures",
    "video",
    "vídeo",
    "zdjęcie",
    "图",
    "图片",
];

/// Words for where something comes from: with an agency behind them a credit.
const SOURCES: &[&str] = &[
    "bron",
    "fonte",
    "fuente",
    "kaynak",
    "källa",
    "quelle",
    "source",
    "sumber",
    "źródło",
    "источник",
    "出典",
    "来源",
];

/// What a bracket at the end of a caption starts with, in lower case.
pub const BRACKETS: &[&str] = &[
    "credit:",
    "credit ",
    "photo:",
    "photo by",
    "photo credit",
    "photo courtesy",
    "photos:",
    "image:",
    "image credit",
    "picture:",
    "courtesy",
    "ap photo",
    "afp photo",
    "file photo",
    "foto:",
    "fotó:",
    "фото:",
    "снимка:",
    "φωτό:",
    "φωτογραφία:",
    "ảnh:",
    "사진=",
    "사진:",
    "사진제공",
    "사진 제공",
    "fotos:",
    "foto di",
    "bild:",
    "quelle:",
    "crédit",
    "photographie",
    "crédito",
    "reuters/",
    "getty images",
    "source:",
    "图/",
    "图:",
    "圖/",
    "圖:",
];

/// Words for who gave a picture, in a bracket.
const GIVERS: &[&str] = &[
    "contributed",
    "courtesy of",
    "handout",
    "ph",
    "provided by",
    "submitted by",
    "supplied",
    "supplied by",
];

/// The same with nobody named.
const GIVEN: &[&str] = &["contributed", "handout", "supplied"];

/// What a credit starts with that has no colon.
const MARKS: &[&str] = &[
    "\u{a9} ",
    "(c) ",
    "Copyright ",
    "Credit...",
    "Credit\u{2026}",
    "Photo by ",
    "Photos by ",
    "Photo courtesy of ",
    "Foto di ",
    "Foto de ",
    "Foto von ",
    "Foto av ",
    "Fot. ",
    "fot. ",
    "Beeld ",
    "Dok. ",
];

/// Last words of a bracket that says who took a picture: Japanese, Chinese.
pub const TAKEN: &[&str] = &["撮影", "摄", "攝", "供图", "供圖"];

/// Lines of a picture that say no name: "Archivbild".
const KINDS: &[&str] = &[
    "archieffoto",
    "archivbild",
    "archive photo",
    "archivfoto",
    "arkivbild",
    "arkivfoto",
    "file image",
    "file photo",
    "file picture",
    "foto d'archivio",
    "foto de archivo",
    "foto de arquivo",
    "foto ilustrativa",
    "image d'archives",
    "image d'illustration",
    "imagem ilustrativa",
    "imagen de archivo",
    "photo d'archives",
    "photo d'illustration",
    "stock image",
    "stock photo",
    "symbolbild",
    "symbolfoto",
    "zdjęcie ilustracyjne",
    "архивное фото",
    "иллюстративное фото",
    "資料写真",
    "资料图",
    "资料图片",
];

/// How sure a label is of the names behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Label {
    /// A picture's, and nothing else's.
    Sure,
    /// One that stands in prose as well.
    Loose,
    /// One of a source, which may be a picture's.
    Source,
}

/// The label that `text`, which goes to a colon, ends with, and where it starts.
pub fn label(text: &str) -> Option<(usize, Label)> {
    let text = text.trim_end();
    // "Photo credit", "Image Credit"
    let bare = ["credit", "credits"].iter().find_map(|word| before_word(text, word));
    let of_credit = bare.and_then(|start| {
        let picture = label_in(text[..start].trim_end(), LABELS)
            .or_else(|| label_in(text[..start].trim_end(), LOOSE_LABELS));
        picture.map(|start| (start, Label::Sure))
    });
    of_credit
        .or_else(|| label_in(text, LABELS).map(|start| (start, Label::Sure)))
        .or_else(|| label_in(text, LOOSE_LABELS).map(|start| (start, Label::Loose)))
        .or_else(|| label_in(text, SOURCES).map(|start| (start, Label::Source)))
}

fn label_in(text: &str, labels: &[&str]) -> Option<usize> {
    labels.iter().filter_map(|label| before_word(text, label)).min()
}

/// Where `word`, in lower case, starts at the end of `text`, as a word of its own.
fn before_word(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.chars();
    for expected in word.chars().rev() {
        let found = rest.next_back()?;
        if found != expected && !found.to_lowercase().eq([expected]) {
            return None;
        }
    }
    let start = rest.as_str().len();
    // "The mill in MayPhoto"
    let is_glued = text[start..].starts_with(char::is_uppercase);
    let is_apart = rest
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric() || is_uncased(c) || is_glued && c.is_lowercase());
    is_apart.then_some(start)
}

/// What follows `word`, in lower case, at the start of `text`.
fn behind_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        let found = rest.next()?;
        if found != expected && !found.to_lowercase().eq([expected]) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Where the credit starts whose label ends before the colon at `at`.
pub fn labelled_credit(text: &str, at: usize, colon: usize) -> Option<(usize, Label)> {
    let (start, label) = label(&text[..at])?;
    let credit = text[at + colon..].trim();
    let has_capital = text[start..].starts_with(|c: char| !c.is_lowercase());
    let is_apart = is_apart(&text[..start]);
    let is_credit = match label {
        Label::Source => (has_capital || is_apart) && is_agency_credit(credit),
        Label::Sure if has_capital => is_names(credit) || is_short_credit(credit),
        Label::Sure | Label::Loose => is_apart && is_names(credit),
    };
    is_credit.then(|| (text[..start].trim_end_matches(['(', '[', ' ']).len(), label))
}

/// Where a mark without a colon has names behind it: "\u{a9} Ann Lee".
pub fn marked_credit(text: &str, from: usize, mark: &str) -> Option<(usize, Label)> {
    let start = from + text[from..].rfind(mark)?;
    let credit = &text[start + mark.len()..];
    let is_sign =
        mark.starts_with('\u{a9}') && !credit.contains(|c: char| c.is_ascii_digit() || c == '"');
    let is_credit = (is_sign || is_apart(&text[..start])) && is_names(credit);
    is_credit.then_some((start, Label::Sure))
}

/// Whether what stands before a credit is over.
fn is_apart(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with(['.', '|', '/', ')', '!', '?', '”', '"', '-', '–', '—', '。'])
}

/// The marks to look for in a text: none where none of them stands, which one look tells.
pub fn marks(text: &str) -> &'static [&'static str] {
    static ANY: LazyLock<AhoCorasick> =
        LazyLock::new(|| AhoCorasick::new(MARKS).expect("a few short patterns"));
    if ANY.is_match(text) { MARKS } else { &[] }
}

/// Whether a text is a picture's kind: "Archivbild", "FILE PHOTO".
pub fn is_kind(text: &str) -> bool {
    let first = text.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    if first.is_ascii() && KINDS.iter().all(|kind| kind.as_bytes()[0] != first) {
        return false;
    }
    let small = text.trim_end_matches('.').chars().flat_map(char::to_lowercase);
    let folded = small.map(|c| if c == '\u{2019}' { '\'' } else { c });
    KINDS.binary_search_by(|kind| kind.chars().cmp(folded.clone())).is_ok()
}

/// Whether the words in a caption's last bracket begin as a picture's do: "foto Anna Lee", "Photo: AP", "AP photo";
/// of a bracket right behind a letter any words may follow.
pub fn names_picture(inner: &str, is_glued: bool) -> bool {
    let rest = |label: &&str| behind_word(inner, label);
    LABELS.iter().chain(GIVERS).filter_map(rest).any(|rest| {
        let is_word = rest.starts_with([' ', ':', '.']);
        is_word && (is_glued || is_names(rest.trim_start_matches([' ', ':', '.'])))
    }) || GIVEN.iter().any(|given| behind_word(inner, given) == Some(""))
        || before_word(inner, "photo").is_some_and(|start| is_names(inner[..start].trim_end()))
}

/// "dpa", "AFP/Reuters"
pub fn is_agencies(credit: &str) -> bool {
    credit.split(['/', ',']).all(|piece| is_agency(piece.trim()))
}

/// "Ann Lee/Reuters", "AP Photo/Ann Lee, File", "AFP via Getty Images".
pub fn is_agency_credit(text: &str) -> bool {
    let mut pieces =
        text.split(['/', '|', '=']).flat_map(|piece| piece.split(" via ")).map(str::trim);
    // "Harbor Post Photo/Ann Lee", "PTI Photo"
    is_names(text) && pieces.any(|piece| is_agency(piece) || piece.ends_with(" Photo"))
}

/// "Ann Lee via Storyful", "Harbor Council/Twitter"
pub fn is_sent(text: &str) -> bool {
    let sent = text.rsplit_once(" via ").or_else(|| text.rsplit_once('/'));
    sent.is_some_and(|(sender, site)| SITES.contains(&site.trim()) && is_names(sender))
}

/// "Ann Lee/Harbor Post": whom a picture is by beside whom it is for, a person's name one of them.
pub fn is_shared_credit(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('/').map(str::trim).collect();
    let is_short = |piece: &&str| (1..=4).contains(&piece.split_whitespace().count());
    !text.contains([':', ',', ';', '"'])
        && (2..=3).contains(&pieces.len())
        && pieces.iter().all(|piece| is_short(piece) && is_names(piece))
        && pieces.iter().any(|piece| is_person(piece))
}

/// "Ann Lee for Harbor Post"
pub fn is_commissioned(text: &str) -> bool {
    let parts = text.split_once(" for ");
    parts.is_some_and(|(name, post)| {
        is_person(name) && post.len() <= MOST_CREDIT / 2 && is_names(post)
    })
}

/// Two or three words with a capital.
pub fn is_person(text: &str) -> bool {
    let is_name = |word: &str| word.len() > 1 && word.starts_with(char::is_uppercase);
    (2..=3).contains(&text.split_whitespace().count()) && text.split_whitespace().all(is_name)
}

/// Whether what stands behind a picture's label is a credit, names or not: "privat", "Captura de video".
pub fn is_short_credit(text: &str) -> bool {
    (1..=MOST_CREDIT).contains(&text.len()) && !text.ends_with(['.', '?', '!', ':', '。', ','])
}

/// Most bytes of such a credit.
const MOST_CREDIT: usize = 80;

/// Words of names: capitals, with the particles that stand between them.
pub fn is_names(text: &str) -> bool {
    let small = [
        "via", "and", "de", "van", "von", "der", "di", "da", "la", "for", "dpa", "imago",
        "alliance", "picture", "images", "of", "the", "file", "handout", "i",
    ];
    let (mut words, mut names) = (0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}') {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let is_name =
            word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || is_uncased(c));
        names += usize::from(is_name);
        if words > 12 || !is_name && !small.contains(&word) && !word.starts_with("iStock") {
            return false;
        }
    }
    let is_short = !text.chars().any(is_uncased) || text.chars().count() <= MOST_UNCASED;
    names > 0 && is_short && !text.ends_with(['?', '!', ':', '\u{3002}'])
}

/// Most characters of names in a script without capitals.
const MOST_UNCASED: usize = 16;

/// Whether a letter is of a script without capitals.
fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_sorted() {
        assert!(KINDS.is_sorted());
    }

    #[test]
    fn labels_are_words_of_their_own() {
        assert_eq!(label("The pier in May. Image Credit "), Some((17, Label::Sure)));
        assert_eq!(label("Course Credit"), Some((7, Label::Loose)));
        assert_eq!(label("O cais Foto"), Some((7, Label::Sure)));
        assert_eq!(label("The pier in May. Image"), Some((17, Label::Loose)));
        assert_eq!(label("Przystań Źródło"), Some((10, Label::Source)));
        assert_eq!(label("telephoto"), None);
        assert_eq!(label("塔伦的旧码头。图片来源"), Some((21, Label::Sure)));
    }

    #[test]
    fn credits_are_told_from_names() {
        assert!(is_shared_credit("Ana Holgado/Infobae") && is_shared_credit("Antara/Anna Wijaya"));
        assert!(
            !is_shared_credit("TCP/IP")
                && !is_shared_credit("Norway/Sweden")
                && !is_shared_credit("he/she")
        );
        assert!(is_sent("Ann Lee via Storyful") && !is_sent("it came via Storyful"));
        assert!(is_sent("Harbor Council/Twitter") && !is_sent("either/or Twitter"));
        assert!(is_kind("FILE PHOTO") && is_kind("Photo d’illustration") && !is_kind("Photo"));
        for inner in ["foto Anna Olmi", "fot. PAP", "WKRN photo"] {
            assert!(names_picture(inner, false), "{inner}");
        }
        assert!(!names_picture("photos show a crack", false) && !names_picture("the photo", false));
        assert!(names_picture("photo archives Ann Lee", true));
        assert!(names_picture("фото İ", false) && names_picture("İX photo", false));
    }
}
