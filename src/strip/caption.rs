//! What it finds: captions and credits of pictures: "Enlarge / ... (credit: Ann Lee)", lines that
//! end with a credit ("... Copyright AP Photo/Ann Lee"), credits alone ("Ann Lee/Reuters"), and a
//! caption that stands a second time with its credit.
//!
//! Why it matters: captions interrupt the article and repeat its facts; credits name people who
//! have nothing to do with it.
//!
//! Example: `The bridge in May. (Photo: Ann Lee)` goes to the metadata's captions.
//!
//! Limits: a caption without any credit, label, repetition or day looks like a paragraph and stays. A
//! dateline such as "HARBOR (Reuters) - ..." is text, and so is a text's first paragraph of several
//! sentences that a credit is glued to: the credit goes alone.

use super::agencies::is_stock;
use super::credit::{
    BRACKETS, Label, TAKEN, is_agencies, is_agency_credit, is_commissioned, is_kind, is_names,
    is_sent, is_shared_credit, labelled_credit, marked_credit, marks, names_picture,
};
use super::page::{Look, Page, ends_sentence};
use super::scene::{has_place_and_day, has_sentences, is_present};
use super::signs::Signs;
use super::word_list::WordList;
use crate::text::Reason;

pub const NAME: &str = "strip/caption";

/// Most bytes of a caption: the longest of agencies have about 100 words.
const MAX_BYTES: usize = 700;
/// Most bytes of a credit at the end of a caption.
const MAX_CREDIT: usize = 90;
/// Most bytes of a caption before the label of its credit: of a longer text the credit goes alone.
const MAX_CAPTION: usize = 400;
/// Most bytes of a caption whose credit is an agency's name alone: agencies' own copy ends so too.
const MAX_BARE: usize = 300;
/// Most bytes of a line that is a credit and nothing else.
const MAX_ALONE: usize = 80;

/// Most captions of a page that only names where a credit stands tell: more are a list.
const MOST_DOUBTED: usize = 4;
/// Fewest small words before such names.
const FEW_WORDS: usize = 2;

const SURE: f32 = 0.92;
const LIKELY: f32 = 0.75;

/// What captions start with.
pub static LABELLED: WordList = WordList::new(&[
    "Enlarge /",
    "Enlarge this image",
    "FILE - ",
    "FILE \u{2013} ",
    "FILE \u{2014} ",
    "FILE PHOTO",
    "(FILES) ",
    "[FILE] ",
    "图:",
    "图：",
    "图为",
    // The BBC's, in its languages.
    "Image caption,",
    "Image source,",
    "Légende image,",
    "Crédit photo,",
    "Pie de foto,",
    "Fuente de la imagen,",
    "Legenda da foto,",
    "Crédito, ",
    "Fotoğraf altı yazısı,",
    "Подпись к фото,",
    "Автор фото,",
    "Підпис до фото,",
    "Keterangan gambar,",
    "Sumber gambar,",
    "Chú thích hình ảnh,",
    "Nguồn hình ảnh,",
    "圖像加註文字",
    "圖像來源",
    "图像加注文字",
    "图像来源",
    "圖片來源",
    "画像説明,",
    "画像提供,",
    "تعليق على الصورة،",
    "صدر الصورة،",
]);

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

/// What a line is by its form.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Labelled,
    Credit,
    Caption,
    /// Whose the page is: "\u{a9} 2021 Harbor Post".
    Notice,
    /// A paragraph that ends with a credit, from a byte on.
    Ending(usize),
    /// Names stand where a credit does.
    Doubted,
}

/// Where in its text a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// No paragraph is above it, and some are below.
    First,
    Amid,
    /// Its last paragraph, or below.
    Last,
}

pub fn find(page: &mut Page<'_>) {
    let (first_prose, last_prose) = page.prose().unwrap_or_default();
    let place = |i: usize| match i {
        _ if i >= last_prose => Place::Last,
        _ if i <= first_prose => Place::First,
        _ => Place::Amid,
    };
    let mut doubted = Vec::new();
    for i in 0..page.lines.len() {
        let line = &page.lines[i];
        let text = line.text();
        // A button of the picture: "... (Photo by Ann Lee/AFP) More".
        let text = text.strip_suffix(" More").filter(|rest| rest.ends_with(')')).unwrap_or(text);
        if line.gone.is_some() || text.len() > MAX_BYTES || line.was_vain(Look::Caption) {
            continue;
        }
        match form(text, line.signs, place(i)) {
            Some(Form::Labelled) => page.remove(i, Reason::Caption, SURE),
            Some(Form::Credit) => page.remove(i, Reason::Credit, SURE),
            Some(Form::Notice) => page.remove(i, Reason::Copyright, SURE),
            Some(Form::Caption) if is_whole_article(page, i) => {
                page.lines[i].set_vain(Look::Caption)
            }
            Some(Form::Caption) => remove_caption(page, i),
            // Of a page with markup the model says whether a block stays.
            Some(Form::Ending(_)) if page.is_html => remove_caption(page, i),
            Some(Form::Ending(start)) => {
                let is_notice = is_notice(&text[start..]);
                let reason = if is_notice { Reason::Copyright } else { Reason::Credit };
                let end = line.text().len();
                page.cut_out(i, start..end, reason, LIKELY);
            }
            Some(Form::Doubted) => doubted.push(i),
            None => line.set_vain(Look::Caption),
        }
    }
    if doubted.len() <= MOST_DOUBTED {
        doubted.into_iter().for_each(|i| remove_caption(page, i));
    }
}

/// Removes a caption, and the same one before it without its credit.
fn remove_caption(page: &mut Page<'_>, i: usize) {
    if let Some(before) = page.before(i)
        && is_same_caption(page.lines[before].text(), page.lines[i].text())
    {
        page.remove(before, Reason::Caption, SURE);
    }
    page.remove(i, Reason::Caption, LIKELY);
}

/// What a line of a text is.
fn form(text: &str, signs: Signs, place: Place) -> Option<Form> {
    let is_placed = || signs.has_any(Signs::COLON) && has_place_and_day(text);
    if LABELLED.any_starts(text) || signs.has_any(Signs::BAR) && is_counted(text) || is_placed() {
        return Some(Form::Labelled);
    }
    if signs.has_any(ALONE) && is_credit(text) {
        return Some(Form::Credit);
    }
    let in_bracket = || credit_bracket(text, place == Place::Last);
    let in_tail = || credit_tail(text, place == Place::First);
    (signs.has_any(Signs::BRACKET.or(Signs::WIDE)).then(in_bracket).flatten())
        .or_else(|| {
            (signs.has_any(Signs::BAR) && has_credit_in_capitals(text)).then_some(Form::Caption)
        })
        .or_else(|| signs.has_any(IN_TAIL.or(Signs::BAR)).then(in_tail).flatten())
        .or_else(|| {
            let is_shown = ends_with_kind(text) || signs.has_any(Signs::DIGIT) && is_present(text);
            is_shown.then_some(Form::Caption)
        })
}

/// Whether a line is the only running text of the page, and too long for a caption without an article:
/// what stands at its end is the article's credit or notice of rights.
fn is_whole_article(page: &Page<'_>, i: usize) -> bool {
    page.lines[i].text().len() > MAX_BARE && page.prose() == Some((i, i))
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
fn credit_bracket(text: &str, is_last: bool) -> Option<Form> {
    let bare = text.strip_suffix('.').unwrap_or(text).strip_suffix([')', ']', '）', '】'])?;
    let open = bare.rfind(['(', '[', '（', '【'])?;
    let bracket = bare[open..].chars().next()?;
    let inner = &bare[open + bracket.len_utf8()..];
    let before = &text[..open];
    if inner.len() > MAX_CREDIT {
        return None;
    }
    let folded = inner.to_lowercase();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let is_glued = before.ends_with(last) && last.chars().all(char::is_alphabetic);
    if names_picture(inner, is_glued) {
        return Some(Form::Caption);
    }
    // A sentence may name its source so: "... last month (source: Eurostat)."
    if text.ends_with('.') {
        return None;
    }
    if BRACKETS.iter().any(|start| folded.starts_with(start))
        || is_kind(inner)
        || is_handle(inner)
        || TAKEN.iter().any(|end| inner.ends_with(end))
    {
        return Some(Form::Caption);
    }
    if is_agencies(inner) {
        return (!is_last && !is_copy(before)).then_some(Form::Caption);
    }
    if is_agency_credit(inner) {
        return Some(Form::Caption);
    }
    let words = inner.split_whitespace().count();
    let is_plain =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '-' | '\'' | '’' | '&' | '/');
    if words < 2 || !inner.chars().all(is_plain) || !is_caption_text(before) {
        return None;
    }
    // "... in May.(Harbor Fire Company)", "... in May. [Ann Lee, Harbor Post]"
    let follows = bracket == '(' && (is_glued || before.ends_with(['.', '!', '?', '"', '”']));
    let is_signed = bracket == '[' && words >= 3 && inner.contains(',') && before.ends_with(". ");
    let is_named = is_names(inner) && !inner.contains(". ");
    (is_named && (follows || is_signed) || is_shared_credit(inner)).then_some(Form::Doubted)
}

/// "Instagram/@annlee"
fn is_handle(text: &str) -> bool {
    text.split_once("/@").is_some_and(|(site, _)| site.chars().all(char::is_alphabetic))
        && !text.contains(' ')
}

/// Whether an agency's name behind `text` says who wrote it: a long text, one that quotes somebody, or one that
/// writers sign: "... said. mds/rd"
fn is_copy(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let is_signed = last.contains('/')
        && last.split('/').all(|name| {
            (1..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
        });
    let is_quoting =
        || text.contains(['"', '“', '”', '„', '«', '»', '「']) || text.starts_with(['–', '—']);
    text.len() > MAX_BARE || is_signed || is_quoting()
}

/// "... in May. | HARBOR POST, ARCHIVES"
fn has_credit_in_capitals(text: &str) -> bool {
    let has_bar = memchr::memchr(b'|', text.as_bytes()).is_some();
    has_bar
        && text.rsplit_once(". | ").is_some_and(|(_, credit)| {
            credit.len() <= MAX_CREDIT && !credit.contains(char::is_lowercase) && is_names(credit)
        })
}

/// "... in May. Copyright AP Photo/Ann Lee", "... in May. Photo: Ann Lee"
fn credit_tail(text: &str, is_first: bool) -> Option<Form> {
    let mut from = text.len().saturating_sub(MAX_CREDIT);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = text[from..].trim_end_matches('.');
    let mut colons = tail.rmatch_indices([':', '：']);
    let sure = colons
        .find_map(|(at, colon)| labelled_credit(text, from + at, colon.len()))
        .or_else(|| marks(&text[from..]).iter().find_map(|mark| marked_credit(text, from, mark)));
    if let Some((start, label)) = sure {
        if start == 0 {
            return Some(if is_notice(text) { Form::Notice } else { Form::Credit });
        }
        // Agencies' own text names them as its source.
        let is_text = start > MAX_CAPTION
            || label == Label::Source && ends_sentence(&text[..start])
            || is_first && has_sentences(&text[..start]);
        return Some(if is_text { Form::Ending(start) } else { Form::Caption });
    }
    let at = tail.rfind(['.', '|', '—', '。'])?;
    let end = tail[at..].chars().next()?;
    let behind = &tail[at + end.len_utf8()..];
    let before = &text[..from + at];
    let credit = unsigned(behind.trim());
    // "... in May. Ann Lee/Reuters", "... in May. | Reuters"; a page's title ends with " | Reuters".
    let is_over = end == '。' || end != '.' && ends_sentence(before.trim_end());
    if is_agency_credit(credit) && (is_over || credit.contains('/')) || is_stock(credit) {
        return Some(Form::Caption);
    }
    let ends_word = before.ends_with(char::is_lowercase);
    let is_named = is_shared_credit(credit) && (behind.starts_with(' ') || ends_word)
        || is_commissioned(credit) && ends_word && !text.ends_with('.');
    (is_named && is_caption_text(before)).then_some(Form::Doubted)
}

/// "\u{a9} 2021 Harbor Post": a mark, and a year first or last.
fn is_notice(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_year = |word: Option<&str>| {
        word.is_some_and(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
    };
    text.starts_with('\u{a9}') && (is_year(words.next()) || is_year(words.next_back()))
}

/// Whether what stands before names may be a picture's text: a few words in a row, some of them small.
fn is_caption_text(text: &str) -> bool {
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    text.len() <= MAX_BARE && text.split_whitespace().filter(is_small).count() >= FEW_WORDS
}

/// A credit without its editor's initials: "ANTARA FOTO/Ann Lee/foc."
fn unsigned(credit: &str) -> &str {
    let is_initials =
        |piece: &str| piece.len() <= 4 && piece.bytes().all(|b| b.is_ascii_lowercase());
    credit.rsplit_once('/').filter(|(_, last)| is_initials(last)).map_or(credit, |(rest, _)| rest)
}

/// "... in May. File photo", "... 撮影"
fn ends_with_kind(text: &str) -> bool {
    let is_short_kind = |text: &str| text.len() <= MAX_ALONE && is_kind(text);
    let has_kind = || {
        let mut rests = memchr::memrchr_iter(b'.', text.as_bytes()).map(|at| &text[at + 1..]);
        rests.find_map(|rest| rest.strip_prefix(' ')).is_some_and(is_short_kind)
    };
    TAKEN.iter().any(|end| text.ends_with(end)) || is_short_kind(text) || has_kind()
}

/// A credit and nothing else.
fn is_credit(text: &str) -> bool {
    if text.len() > MAX_ALONE {
        return false;
    }
    let bare = text.trim_start_matches(['(', '[', '\u{a9}']).trim_end_matches([')', ']']).trim();
    let bare = bare.strip_prefix("Copyright ").unwrap_or(bare);
    let has_via = || memchr::memchr(b'v', bare.as_bytes()).is_some() && bare.contains(" via ");
    let is_bracketed = text.starts_with(['(', '[']);
    let is_marked = !text.starts_with(bare) || bare.contains('/') || has_via();
    is_marked && (is_agency_credit(bare) || is_sent(bare)) || is_bracketed && is_shared_credit(bare)
}

/// Whether `text` is the caption `before` and its credit.
fn is_same_caption(before: &str, text: &str) -> bool {
    // "ImageThe bridge in May": what stands for the picture, glued to its caption.
    let glued = before.strip_prefix("Image").filter(|rest| rest.starts_with(char::is_uppercase));
    let before = glued.unwrap_or(before);
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

    fn form_of(text: &str) -> Option<Form> {
        form(text, Signs::of(text), Place::Amid)
    }

    #[test]
    fn captions_end_with_their_credit() {
        for text in [
            "The bridge in May. (credit: Ann Lee | Getty Images)",
            "The bridge in May (Ann Lee/AFP)",
            "The bridge in May (Harbor Photo/Ann Lee)",
            "The bridge in May. (Reuters)",
            "The bridge in May. (Harbor FM photo)",
            "The bridge in May(photo archives Ann Lee)",
            "The bridge in May. File photo",
            "The bridge in May. Photo Credit : PTI",
            "The bridge in May, built in 1931 — Photo: Ann Lee",
            "The bridge in May. Photo: Ann Lee",
            "The bridge in May. Copyright AP Photo/Ann Lee, File",
            "The bridge in May. | Reuters",
            "Old bridge in Tarren Source: Reuters",
            "The bridge in May. | HARBOR POST, ARCHIVES",
            "Die Brücke im Mai. Foto: privat",
            "A ponte em maio Foto: Ana Horta/Estadão",
            "Most w maju (fot. Anna Kowalska)",
            "Jembatan itu. ANTARA FOTO/Ann Lee/foc.",
            "Cây cầu vào tháng năm. Ảnh: Minh Lê",
            "5월의 다리 (사진=연합뉴스)",
            "五月的桥。(记者 李华 摄)",
        ] {
            assert_eq!(form_of(text), Some(Form::Caption), "{text}");
        }
        for text in [
            "A car hangs from a house.(Harbor Fire Company)",
            "Traders in the night market. [Ann Lee, Harbor Post]",
            "The old bridge in Tarren (Ann Lee/Harbor Post)",
        ] {
            assert_eq!(form_of(text), Some(Form::Doubted), "{text}");
        }
        for text in ["2 of 4 | The bridge in May, seen from the mill.", "FILE - The bridge in May"]
        {
            assert_eq!(form_of(text), Some(Form::Labelled), "{text}");
        }
        for text in [
            "The bridge will stay closed, the mayor said. mds/rd (AFP, dpa)",
            "\"The bridge will stay closed,\" the mayor said. (AFP)",
            "The bridge closes in May. | Harbor Post",
            "The bridge fell (photos show a crack)",
            "The agency lost the case (again)",
            "She filed under Copyright Act rules.",
            "2 of 4 said so | Harbor Post",
            "The two are called by f(x) and by g(X)",
            "1. Automated Validation 2. Human Review 3. Legal / Cryptographic Audit",
            "They are coming: let us now stay and see it. [Flourish. Enter DUKE, LORDS and CHARLES]",
            "Read more on its page: [@tools/tools] (https://tools.example/@tools/tools)",
            "He posted a photo: the bridge was gone.",
            "Bridge closes in May | Reuters",
            "Fewer were out of work last month (source: Eurostat).",
            "Image captioning is a task of its own",
            "Six units of Course Credit: Ann Lee",
            "The bridge (фото İİ",
            "14. Schlumbergera (Christmas/Easter/Thanksgiving Cactus)",
            "Sova, Ann. How to Write, 4th ed. Harbor City, NY: Thomson/Arco.",
        ] {
            assert_eq!(form_of(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_more_than_a_credit_is_no_caption() {
        for (text, expected) in [
            ("\u{a9} Ann Lee", Form::Credit),
            ("Photo: Ann Lee", Form::Credit),
            ("\u{a9} AFP 2021 / Ann Lee", Form::Credit),
            ("\u{a9} 2021 Harbor Post", Form::Notice),
            ("\u{a9} Harbor Post, 2021", Form::Notice),
        ] {
            assert_eq!(form_of(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn of_a_long_paragraph_the_credit_goes_alone() {
        let text = format!("{} Photo: Ann Lee", "The bridge was closed on Monday.".repeat(15));
        assert_eq!(form_of(&text), Some(Form::Ending(480)));
        let text = "The bridge was closed on Monday. Source: Reuters";
        assert_eq!(form_of(text), Some(Form::Ending(32)));
        // The last one may name its agency.
        let text = "The bridge will stay closed. (Reuters)";
        assert_eq!(form(text, Signs::of(text), Place::Last), None);
    }
}
