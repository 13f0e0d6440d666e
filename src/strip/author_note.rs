//! What it finds: notes on its writer below an article: "Ann Lee is a reporter covering the
//! harbor.", "The writer is professor of law. The views expressed are her own."
//!
//! Why it matters: the writer is none of the story's people, and the note stands below every article.
//!
//! Example: `Ann Lee covers schools for the Harbor Post.` goes where no line above speaks of Lee.
//!
//! Limits: text without markup alone, as the block model reads pages; below the last paragraph
//! only; a note that names its writer goes only where the text above does not: who is quoted is a
//! source, whatever the profession. More than two such notes are a list, and stay.

use super::page::Page;
use crate::text::Reason;

pub const NAME: &str = "strip/author-note";

const SURE: f32 = 0.8;

/// Most bytes of a note.
const MAX_BYTES: usize = 600;
/// Most notes of an article, and fewest paragraphs above them.
const MAX_NOTES: usize = 2;
const MIN_PROSE: usize = 3;
/// Lines at the end among which notes are looked for.
const REACH: usize = 6;

/// What notes start with that name nobody, in lower case.
const STARTS: &[&str] = &[
    // English
    "the writer can be reached",
    "about the author:",
    "about the writer:",
    "contact the writer",
    "contact the reporter",
    "contact the author",
    "reach the writer",
    "reach the reporter",
    "follow him on twitter",
    "follow her on twitter",
    "follow them on twitter",
    "follow him on x",
    "follow her on x",
    // German
    "über den autor:",
    "über die autorin:",
    "folgen sie ihm auf",
    "folgen sie ihr auf",
    // French
    "pour contacter l'auteur",
    "suivez-le sur",
    "suivez-la sur",
    // Spanish
    "sobre la firma",
    "sobre el autor:",
    "sobre la autora:",
    "síguelo en",
    "síguela en",
    // Italian
    "per contattare l'autore",
    "seguilo su",
    "seguila su",
    // Portuguese
    "siga o autor",
    "siga a autora",
    "este texto não reflete",
    // Dutch
    "over de auteur:",
    "volg hem op",
    "volg haar op",
    // Polish
    "obserwuj autor",
    // Swedish, Danish, Norwegian
    "kontakta reportern",
    "kontakta skribenten",
    // Turkish, Indonesian
    "yazara ulaşmak",
    "ikuti penulis",
    "hubungi penulis",
    // Russian, Ukrainian
    "об авторе:",
    "связаться с автором",
    "про автора:",
    // Chinese, Japanese
    "作者为",
    "作者為",
    "作者是",
    "作者系",
    "(作者",
    "（作者",
    "联系作者",
    "※本稿は筆者",
];

/// What notes start with that call the writer so, in lower case; a role must follow, as it may be a book's.
const WRITERS: &[&str] = &[
    "the writer is ",
    "the author is ",
    "der autor ist ",
    "die autorin ist ",
    "l'auteur est ",
    "l'autrice est ",
    "el autor es ",
    "la autora es ",
    "l'autore è ",
    "l'autrice è ",
    "o autor é ",
    "a autora é ",
    "de auteur is ",
    "autor jest ",
    "autorka jest ",
    "skribenten är ",
    "skribenten er ",
    "penulis adalah ",
    "автор — ",
    "автор – ",
];

/// Words right behind a writer's name, in lower case.
const LINKS: &[&str] = &[
    "is",
    "has",
    "covers",
    "writes",
    "joined",
    "reports",
    "ist",
    "schreibt",
    "arbeitet",
    "est",
    "couvre",
    "es",
    "escribe",
    "cubre",
    "è",
    "scrive",
    "insegna",
    "é",
    "cobre",
    "escreve",
    "schrijft",
    "werkt",
    "jest",
    "pisze",
    "är",
    "skriver",
    "er",
    "adalah",
    "bergabung",
    "—",
    "–",
];

/// Beginnings of words for who writes, in lower case.
const ROLES: &[&str] = &[
    "author",
    "columnist",
    "contributor",
    "correspondent",
    "editor",
    "fellow",
    "freelance",
    "journalist",
    "lecturer",
    "professor",
    "reporter",
    "writer",
    "autor",
    "autrice",
    "auteur",
    "dozent",
    "journalistin",
    "kolumnist",
    "korrespondent",
    "redakteur",
    "volontär",
    "schreibt",
    "chroniqueu",
    "journaliste",
    "professeur",
    "rédacteur",
    "rédactrice",
    "catedrátic",
    "columnista",
    "corresponsal",
    "periodista",
    "profesor",
    "redactor",
    "docente",
    "giornalista",
    "insegna",
    "redattore",
    "redattrice",
    "colunista",
    "jornalista",
    "repórter",
    "hoogleraar",
    "redacteur",
    "schrijver",
    "verslaggever",
    "dziennikark",
    "dziennikarz",
    "redaktor",
    "krönikör",
    "redaktör",
    "skribent",
    "dosen",
    "jurnalis",
    "penulis",
    "wartawan",
    "журналист",
    "корреспондент",
    "обозреватель",
    "профессор",
    "редактор",
    "журналіст",
    "кореспондент",
];

/// Marks of somebody's words: who is quoted is no writer.
const QUOTES: [char; 6] = ['"', '\u{201c}', '\u{201d}', '\u{201e}', '?', '\u{300c}'];

pub fn find(page: &mut Page<'_>) {
    if page.is_html || page.live().filter(|&i| page.lines[i].is_prose()).count() <= MIN_PROSE {
        return;
    }
    let mut notes = Vec::new();
    for i in page.live().rev().take(REACH) {
        if is_note(page, i) {
            notes.push(i);
        } else if page.lines[i].is_sentence {
            break;
        }
    }
    if notes.len() <= MAX_NOTES {
        notes.into_iter().for_each(|i| page.remove(i, Reason::Byline, SURE));
    }
}

/// Whether line `i` says who wrote what stands above it.
fn is_note(page: &Page<'_>, i: usize) -> bool {
    let text = page.lines[i].text();
    if text.len() > MAX_BYTES {
        return false;
    }
    let head: String = text.chars().take(HEAD_CHARS).flat_map(char::to_lowercase).collect();
    let head = head.replace('\u{2019}', "'");
    let is_called = |start: &&str| {
        let mut rest = text.split_whitespace().skip(start.split_whitespace().count());
        head.starts_with(start) && rest.by_ref().take(MAX_TO_ROLE).any(is_role)
    };
    STARTS.iter().any(|start| head.starts_with(start))
        || WRITERS.iter().any(is_called)
        || surname(text)
            .is_some_and(|name| !page.live().any(|j| j < i && page.lines[j].text().contains(name)))
}

/// The last name of whom a text introduces as a writer: "Ann Lee is a reporter ..."
fn surname(text: &str) -> Option<&str> {
    let words = text.split_whitespace();
    let is_name = |word: &&str| {
        word.chars().count() > 1
            && word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}' | '.'))
    };
    let names: Vec<&str> = words.clone().take_while(is_name).collect();
    let surname = names.last().filter(|_| (2..=4).contains(&names.len()))?;
    let mut rest = words.skip(names.len());
    let link = rest.next()?.to_lowercase();
    let is_linked = LINKS.contains(&link.as_str()) || is_role(&link);
    let is_writer = is_linked && (is_role(&link) || rest.take(MAX_TO_ROLE).any(is_role));
    (is_writer && !text.contains(QUOTES)).then_some(*surname)
}

/// Whether a word is a writer's role, in any of its forms.
fn is_role(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let ending = |rest: &str| rest.trim_end_matches(|c: char| !c.is_alphabetic()).chars().count();
    ROLES.iter().filter_map(|role| word.strip_prefix(role)).any(|rest| ending(rest) <= MAX_ENDING)
}

/// Characters of a note's beginning that are compared with [`STARTS`] and [`WRITERS`].
const HEAD_CHARS: usize = 32;
/// Most letters of a role's ending: "authority" is none.
const MAX_ENDING: usize = 2;
/// Most words from a writer's name to the role.
const MAX_TO_ROLE: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_is_compared_whole() {
        let starts = STARTS.iter().chain(WRITERS);
        assert!(starts.map(|start| start.chars().count()).all(|count| count <= HEAD_CHARS));
    }

    #[test]
    fn writers_are_introduced_by_name_and_role() {
        assert!(is_role("reporters,") && is_role("(journaliste") && !is_role("authority"));
        for text in [
            "Ann Lee is a reporter covering education and county government for the Harbor Post.",
            "Ann Lee covers schools and courts as a staff writer.",
            "Anna Holt schreibt seit 2015 für den Hafenboten über Verkehr.",
            "Ana Holgado es redactora de la sección de Sociedad desde 2016.",
            "Анна Петрова — корреспондент «Портового вестника».",
        ] {
            assert!(surname(text).is_some(), "{text}");
        }
        for text in [
            "Lee is a professor of law and led the study.",
            "Ann Lee is a farmer in Tarren.",
            "Ann Lee, a professor of law, said the ruling would stand.",
            "The reporter Ann Lee is missing.",
            "Solomon Islands has set itself goals within the international authority.",
        ] {
            assert_eq!(surname(text), None, "{text}");
        }
    }
}
