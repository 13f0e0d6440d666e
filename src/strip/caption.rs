//! What it finds: captions and credits of pictures: "Enlarge / ... (credit: Ann Lee)", lines that
//! end with a credit ("... Copyright AP Photo/Ann Lee"), credits alone ("Ann Lee/Reuters"), and a
//! caption that stands a second time with its credit.
//!
//! Why it matters: captions interrupt the article and repeat its facts; credits name people who
//! have nothing to do with it.
//!
//! Example: `The bridge in May. (Photo: Ann Lee)` goes to the metadata's captions.
//!
//! Limits: a caption without any credit, label or repetition looks like a paragraph and stays. A
//! dateline such as "HARBOR (Reuters) - ..." is text.

use super::page::{Look, Page};
use super::signs::Signs;
use super::word_list::WordList;
use crate::text::Reason;

pub const NAME: &str = "strip/caption";

/// Most bytes of a caption: the longest agency captions seen have about 100 words.
const MAX_BYTES: usize = 700;
/// Most bytes of a credit at the end of a caption.
const MAX_CREDIT: usize = 90;
/// Most bytes of a caption whose credit is an agency's name alone: agencies' own copy ends so too.
const MAX_BARE: usize = 300;
/// Most bytes of a line that is a credit and nothing else.
const MAX_ALONE: usize = 80;

const SURE: f32 = 0.92;
const LIKELY: f32 = 0.75;

/// Agencies whose names stand in credits.
const AGENCIES: &[&str] = &[
    "AFP",
    "ANP",
    "ANSA",
    "AP",
    "AP Photo",
    "Adobe Stock",
    "Alamy",
    "Alamy Stock Photo",
    "Anadolu",
    "Associated Press",
    "Belga",
    "Bloomberg",
    "DPA",
    "EFE",
    "EPA",
    "EPA-EFE",
    "Europa Press",
    "Flickr",
    "Getty",
    "Getty Images",
    "Imago",
    "Keystone",
    "LaPresse",
    "NTB",
    "NurPhoto",
    "PA",
    "PA Media",
    "PA Wire",
    "Pexels",
    "Pixabay",
    "Pool",
    "Reuters",
    "Ritzau Scanpix",
    "SIPA",
    "SOPA Images",
    "Scanpix",
    "Shutterstock",
    "TASS",
    "TT",
    "USA Today Sports",
    "Unsplash",
    "WireImage",
    "Xinhua",
    "ZUMA",
    "ZUMA Press",
    "dpa",
    "iStock",
    "iStockphoto",
    "imago",
    "imago images",
    "picture alliance",
    "picture-alliance",
];

/// What captions start with.
static LABELLED: WordList = WordList::new(&[
    "Enlarge /",
    "Enlarge this image",
    "FILE - ",
    "FILE \u{2013} ",
    "FILE \u{2014} ",
    "FILE PHOTO",
    "(FILES) ",
    "[FILE] ",
]);

/// What a bracket at the end of a caption starts with, in lower case.
const BRACKETS: &[&str] = &[
    "credit:",
    "credit ",
    "photo:",
    "photo by",
    "photo credit",
    "photo courtesy",
    "photos:",
    "image:",
    "image credit",
    "image:",
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
];

/// Labels that start a credit after a caption's own sentence.
const LABELS: &[&str] = &[
    "Photo: ",
    "Photo by ",
    "Photo credit: ",
    "Photo Credit: ",
    "Photograph: ",
    "Picture: ",
    "Image: ",
    "Image credit: ",
    "Credit: ",
    "Foto: ",
    "Fotó: ",
    "Фото: ",
    "Снимка: ",
    "Φωτό: ",
    "Ảnh: ",
    "Bild: ",
    "Crédit: ",
    "Crédito: ",
    "Photo : ",
    "\u{a9} ",
    "Copyright ",
    "PHOTO: ",
    "(c) ",
];

/// Signs one of which a credit alone has: its marks, those of "Copyright" and "via", and control characters.
const ALONE: Signs = Signs::SLASH
    .or(Signs::BRACKET)
    .or(Signs::WIDE)
    .or(Signs::CAPITAL_CP)
    .or(Signs::SMALL_V)
    .or(Signs::CONTROL);

/// Signs one of which a credit at the end of a caption has.
const IN_TAIL: Signs =
    Signs::SLASH.or(Signs::COLON).or(Signs::BRACKET).or(Signs::WIDE).or(Signs::CAPITAL_CP);

pub fn find(page: &mut Page<'_>) {
    for i in 0..page.lines.len() {
        let line = &page.lines[i];
        let text = line.text();
        if line.gone.is_some() || text.len() > MAX_BYTES || line.was_vain(Look::Caption) {
            continue;
        }
        let signs = line.signs;
        if LABELLED.any_starts(text) || signs.has_any(Signs::BAR) && is_counted(text) {
            page.remove(i, Reason::Caption, SURE);
        } else if signs.has_any(ALONE) && is_credit(text) {
            page.remove(i, Reason::Credit, SURE);
        } else if signs.has_any(Signs::BRACKET) && has_credit_bracket(text)
            || signs.has_any(Signs::BAR) && has_credit_in_capitals(text)
            || signs.has_any(IN_TAIL) && has_credit_tail(text)
        {
            // The same caption may stand before, without its credit.
            if let Some(before) = page.before(i)
                && is_same_caption(page.lines[before].text(), text)
            {
                page.remove(before, Reason::Caption, SURE);
            }
            page.remove(i, Reason::Caption, LIKELY);
        } else {
            line.set_vain(Look::Caption);
        }
    }
}

/// "2 of 4 | The bridge in May"
fn is_counted(text: &str) -> bool {
    let Some((count, _)) = text.split_once('|') else { return false };
    let mut words = count.split_whitespace();
    let is_number = |word: Option<&str>| {
        word.is_some_and(|word| word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit()))
    };
    is_number(words.next())
        && matches!(words.next(), Some("of" | "/"))
        && is_number(words.next())
        && words.next().is_none()
}

/// "... in May. (credit: Ann Lee | Getty Images)"
fn has_credit_bracket(text: &str) -> bool {
    let Some(open) = text.strip_suffix([')', ']']).and_then(|bare| bare.rfind(['(', '['])) else {
        return false;
    };
    let inner = &text[open + 1..text.len() - 1];
    if inner.len() > MAX_CREDIT {
        return false;
    }
    let folded = inner.to_lowercase();
    BRACKETS.iter().any(|start| folded.starts_with(start))
        || is_agency_credit(inner) && !(is_agencies(inner) && is_copy(&text[..open]))
}

/// "dpa", "AFP/Reuters"
fn is_agencies(credit: &str) -> bool {
    credit.split(['/', ',']).all(|piece| AGENCIES.contains(&piece.trim()))
}

/// Whether an agency's name behind `text` says who wrote it: a long text, or one that writers sign: "... said. mds/rd"
fn is_copy(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let is_signed = last.contains('/')
        && last.split('/').all(|name| {
            (1..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
        });
    text.len() > MAX_BARE || is_signed
}

/// "... in May. | HARBOR POST, ARCHIVES"
fn has_credit_in_capitals(text: &str) -> bool {
    let has_bar = memchr::memchr(b'|', text.as_bytes()).is_some();
    has_bar
        && text.rsplit_once(". | ").is_some_and(|(_, credit)| {
            credit.len() <= MAX_CREDIT
                && !credit.contains(char::is_lowercase)
                && is_name_like(credit)
        })
}

/// "... in May. Copyright AP Photo/Ann Lee", "... in May. Photo: Ann Lee"
fn has_credit_tail(text: &str) -> bool {
    let mut from = text.len().saturating_sub(MAX_CREDIT);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    let bytes = tail.as_bytes();
    let is_possible = memchr::memchr3(b':', b'/', b'(', bytes).is_some()
        || memchr::memchr(0xa9, bytes).is_some()
        || memchr::memchr2_iter(b'C', b'P', bytes).any(|at| {
            bytes[at..].starts_with(b"Copyright ") || bytes[at..].starts_with(b"Photo by ")
        });
    if !is_possible {
        return false;
    }
    let is_credited = |at: usize, label: &str| {
        let before = text[..at].trim_end();
        let credit = &text[at + label.len()..];
        let is_apart = before.is_empty()
            || before.ends_with(['.', '|', '/', ')', '!', '?', '\u{201d}', '"', '\u{2013}', '-']);
        is_apart && is_name_like(credit)
    };
    last_labels(tail).any(|(at, label)| is_credited(from + at, label))
        || tail.contains('/')
            && tail.rfind(['.', '|']).is_some_and(|at| {
                // "... in May. Ann Lee/Reuters"
                let credit = tail[at + 1..].trim();
                credit.contains('/') && is_agency_credit(credit)
            })
}

/// The last place of each of the [`LABELS`] in a text. All end with a space, which few other places
/// of a text have behind one of these signs.
fn last_labels(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut seen = [false; LABELS.len()];
    let is_end = |space: usize| match bytes[..space].last() {
        Some(b':' | b')' | 0xa9) => true,
        Some(b'y') => bytes[..space].ends_with(b"Photo by"),
        Some(b't') => bytes[..space].ends_with(b"Copyright"),
        _ => false,
    };
    memchr::memrchr_iter(b' ', bytes).filter(move |space| is_end(*space)).flat_map(move |space| {
        let until = &text[..=space];
        let here = |(label, seen): (&&'static str, &mut bool)| {
            let is_last = !*seen && until.ends_with(*label);
            *seen |= is_last;
            is_last.then(|| (space + 1 - label.len(), *label))
        };
        LABELS.iter().zip(&mut seen).filter_map(here).collect::<Vec<_>>()
    })
}

/// A credit and nothing else.
fn is_credit(text: &str) -> bool {
    if text.len() > MAX_ALONE {
        return false;
    }
    let bare = text.trim_start_matches(['(', '[', '\u{a9}']).trim_end_matches([')', ']']).trim();
    let bare = bare.strip_prefix("Copyright ").unwrap_or(bare);
    let is_sent = || memchr::memchr(b'v', bare.as_bytes()).is_some() && bare.contains(" via ");
    let is_marked = bare.len() < text.len() || bare.contains('/') || is_sent();
    is_marked && is_agency_credit(bare)
}

/// "Ann Lee/Reuters", "AP Photo/Ann Lee, File", "AFP via Getty Images".
fn is_agency_credit(text: &str) -> bool {
    let mut pieces = text.split(['/', '|']).flat_map(|piece| piece.split(" via ")).map(str::trim);
    // "Harbor Post Photo/Ann Lee", "PTI Photo"
    let is_agency = |piece: &str| {
        AGENCIES.contains(&piece.trim_end_matches(['.', ','])) || piece.ends_with(" Photo")
    };
    is_name_like(text) && pieces.any(is_agency)
}

/// Words of names: capitals, with the particles that stand between them.
fn is_name_like(text: &str) -> bool {
    let mut words = 0;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}') {
        let small = [
            "via", "and", "de", "van", "von", "der", "di", "da", "la", "for", "dpa", "imago",
            "alliance", "picture", "images", "of", "the", "file", "handout", "i",
        ];
        if word.is_empty() {
            continue;
        }
        words += 1;
        let is_name = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if words > 12 || !is_name && !small.contains(&word) && !word.starts_with("iStock") {
            return false;
        }
    }
    words > 0 && !text.ends_with(['?', '!', ':'])
}

/// Whether `text` is the caption `before` and its credit.
fn is_same_caption(before: &str, text: &str) -> bool {
    before.len() >= 20
        && text.len() - text.len().min(before.len()) <= MAX_CREDIT
        && text.starts_with(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_text() {
        for text in [
            "Ann Lee/Reuters",
            "Copyright AP Photo/Ann Lee, File",
            "AFP via Getty Images",
            "(AP Photo/Ann Lee)",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in ["Reuters", "The AP/Ann Lee story was wrong", "Either/Or", "AC/DC", "PA"] {
            assert!(!is_credit(text), "{text}");
        }
    }

    #[test]
    fn captions_end_with_their_credit() {
        assert!(has_credit_bracket("The bridge in May. (credit: Ann Lee | Getty Images)"));
        assert!(has_credit_bracket("The bridge in May (Ann Lee/AFP)"));
        assert!(has_credit_bracket("The bridge in May (Harbor Photo/Ann Lee)"));
        assert!(has_credit_bracket("The bridge in May. (Reuters)"));
        assert!(!has_credit_bracket(
            "The bridge will stay closed, the mayor said. mds/rd (AFP, dpa)"
        ));
        assert!(has_credit_bracket("5월의 다리 (사진=연합뉴스)"));
        assert!(has_credit_tail("Cây cầu vào tháng năm. Ảnh: Minh Lê"));
        assert!(has_credit_tail("The bridge in May. Photo: Ann Lee"));
        assert!(has_credit_tail("The bridge in May. Copyright AP Photo/Ann Lee, File"));
        assert!(has_credit_in_capitals("The bridge in May. | HARBOR POST, ARCHIVES"));
        assert!(!has_credit_in_capitals("The bridge closes in May. | Harbor Post"));
        assert!(!has_credit_bracket("The bridge fell (photos show a crack)"));
        assert!(!has_credit_bracket("The agency lost the case (again)"));
        assert!(!has_credit_tail("She filed under Copyright Act rules."));
        assert!(is_counted("2 of 4 | The bridge in May, seen from the mill."));
        assert!(LABELLED.any_starts("FILE - The bridge in May"));
        assert!(!is_counted("2 of 4 said so | Harbor Post"));
    }
}
