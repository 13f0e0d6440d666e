//! What it finds: lines that name the writer: "By Ann Lee", "By Harbor Post with AP, AFP", "Ann
//! Lee, Staff Writer".
//!
//! Why it matters: writers are metadata; in the text their names count as people of the story.
//!
//! Example: `By Ann Lee` goes, and `Ann Lee` is an author in the metadata.
//!
//! Limits: only before the second paragraph, or right beside a removed line, but for "Words by Ann Lee ·
//! Pictures by Bo Berg", which can mean nothing else; "By the numbers" and "By land and sea" stay: no
//! name.

use super::credit::is_person;
use super::dateline::is_date;
use super::page::Page;
use super::signs::Signs;
use super::titles::{self, is_headline};
use crate::lexicon::calendar::{is_around_dates, is_date_label, month};
use crate::lexicon::writers::{self, behind_by, behind_date, is_joint, is_small};
use crate::text::Reason;

pub const NAME: &str = "strip/byline";

const SURE: f32 = 0.85;

/// Most bytes of a byline.
const MAX_BYTES: usize = 120;

/// Fewest words of the headline above a name alone: a shorter one may be a name itself.
const TITLE_WORDS: usize = 4;

/// What a Chinese or Japanese byline starts with.
const EASTERN: &[&str] = &[
    "記者",
    "记者",
    "本报记者",
    "本報記者",
    "【記者",
    "【记者",
    "实习记者",
    "特派員",
    "特派员",
    "撰文",
    "文",
];

/// Offices behind a Korean writer's name.
const KOREAN_OFFICES: &[&str] =
    &["기자", "인턴기자", "선임기자", "전문기자", "객원기자", "특파원", "논설위원", "칼럼니스트"];

/// What a byline ends with, and a sentence seldom.
const ABBREVIATED: [&str; 3] = ["Jr.", "a.m.", "p.m."];

/// Signs between the fields of a byline.
const FIELDS: [char; 3] = ['|', '\u{2022}', '\u{b7}'];

/// Cuts bylines off the headlines that they are glued to.
pub fn find_glued(page: &mut Page<'_>) {
    let first_prose = page.prose().map_or(page.lines.len(), |(first, _)| first);
    for i in 0..first_prose {
        if page.is_live(i)
            && let Some(at) = titles::glued_byline(page, i)
        {
            page.cut_out(i, at..page.lines[i].text().len(), Reason::Byline, SURE);
        }
    }
}

pub fn find(page: &mut Page<'_>) {
    // A standfirst may stand before it.
    let prose = page.live().filter(|&i| page.lines[i].is_prose()).nth(1);
    let text_start = prose.unwrap_or(page.lines.len());
    let first_prose = page.prose().map_or(0, |(first, _)| first);
    for i in 0..page.lines.len() {
        let line = &page.lines[i];
        let text = line.text();
        if line.gone.is_some()
            || line.is_sentence && !ABBREVIATED.iter().any(|end| text.ends_with(end))
            || text.len() > MAX_BYTES
        {
            continue;
        }
        let is_beside =
            i > 0 && !page.is_live(i - 1) || i + 1 < page.lines.len() && !page.is_live(i + 1);
        // The very first line is a title if it is anything; a byline there has furniture below.
        let is_place = if i == 0 { is_beside } else { i < text_start || is_beside };
        // Between a name and what follows it.
        let may_be_team = line.signs.has_any(Signs::BAR.or(Signs::WIDE));
        let may_be_office = may_be_team || line.signs.has_any(Signs::COMMA);
        let is_eastern =
            || line.signs.has_any(Signs::WIDE) && (is_korean(text) || is_eastern(text));
        if is_place && (is_named(text) || may_be_office && is_office(text) || is_eastern())
            || may_be_team && is_team(text)
            || (1..first_prose).contains(&i) && is_lone_name(text) && is_signature(page, i)
        {
            page.remove(i, Reason::Byline, SURE);
        }
    }
}

/// "By Ann Lee and Bo Berg, Harbor Post"
pub fn is_named(text: &str) -> bool {
    let text = behind_date(text);
    let Some(rest) = behind_by(text) else { return false };
    if rest.starts_with("the ") || rest.starts_with("The ") || rest.starts_with("der ") {
        return false;
    }
    // Up to a date, another field or where the writer is.
    let names = rest.split(FIELDS).next().unwrap_or(rest);
    let names = names.split('(').next().unwrap_or(names);
    let mut has_name = false;
    let mut run = 0;
    for token in names.split_whitespace() {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let folded = word.to_lowercase();
        if word.contains('@') && word.starts_with(char::is_lowercase) {
            continue;
        }
        if word.is_empty() || is_small(word) {
            if is_joint(word) || word == "with" {
                run = 0;
            }
            continue;
        }
        if writers::is_office(&folded)
            || month(&folded).is_some()
            || is_date_label(&folded)
            || is_around_dates(&folded)
            || word.starts_with(char::is_numeric)
        {
            continue;
        }
        if !word.starts_with(|c: char| c.is_uppercase() || c == '@') {
            return false;
        }
        run += 1;
        has_name |= run >= 2 || writers::is_agency(word) || word.starts_with('@');
        if token.ends_with([',', ';']) {
            run = 0;
        }
    }
    has_name
}

/// "Ann Lee"
fn is_lone_name(text: &str) -> bool {
    let is_of_name =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '\u{2019}');
    is_person(text) && text.chars().all(is_of_name)
}

/// Whether a text without markup has a headline above line `i` and a date right below it. Of a page with markup the
/// model says what a name is.
fn is_signature(page: &Page<'_>, i: usize) -> bool {
    let is_title = |&j: &usize| is_headline(&page.lines[j]) && page.has_words(j, TITLE_WORDS);
    !page.is_html
        && page.lines.get(i + 1).is_some_and(|below| is_date(below.text()))
        && page.live().take_while(|&j| j < i).any(|j| is_title(&j))
}

/// "Words by Ann Lee · Pictures by Bo Berg"
fn is_team(text: &str) -> bool {
    let Some((writer, others)) = text.split_once(FIELDS) else { return false };
    let Some((work, by)) = others.trim_start().split_once(' ') else { return false };
    writers::is_other_work(work) && is_named(by.trim_start()) && is_named(writer)
}

/// "Ann Lee, Staff Writer"
fn is_office(text: &str) -> bool {
    let Some((name, office)) = text.split_once([',', '|', '\u{2013}']) else { return false };
    let is_upper = |word: &str| word.starts_with(char::is_uppercase);
    let names = name.split_whitespace().count();
    let words = office.split_whitespace().count();
    (2..=3).contains(&names)
        && name.split_whitespace().all(is_upper)
        && (1..=5).contains(&words)
        && office.split_whitespace().any(is_office_word)
}

fn is_office_word(word: &str) -> bool {
    writers::is_office(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
}

/// "記者 山田花子 / 港町", "记者 李华", "文/李华"
fn is_eastern(text: &str) -> bool {
    let behind = |start: &&str| text.strip_prefix(*start);
    text.chars().count() <= MAX_EASTERN
        && EASTERN.iter().filter_map(behind).any(|rest| {
            rest.starts_with([' ', ':', '：', '/', '／', '|'])
                || !rest.contains(' ') && rest.contains(['/', '／']) && rest.ends_with(['導', '道'])
        })
}

/// Most characters of a Chinese or Japanese byline.
const MAX_EASTERN: usize = 24;

/// "홍길동 기자 gildong@post.example": a name of two to four syllables, an office, an address or nothing.
fn is_korean(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(name), Some(office)) = (words.next(), words.next()) else { return false };
    let is_syllable = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let is_address = |word: &str| word.contains('@');
    (2..=4).contains(&name.chars().count())
        && name.chars().all(is_syllable)
        && KOREAN_OFFICES.contains(&office)
        && words.all(is_address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_make_a_byline() {
        for text in [
            "By Ann Lee",
            "By Euronews with AP, AFP",
            "By ANN LEE and BO BERG",
            "Von Anna Lehm",
            "By Ann van der Berg, Staff Writer",
            "By Ann Lee | 3 March 2021",
            "Par Anne Lille (à Oster, envoyée spéciale)",
            "June 8, 2024 by Ann Lee",
            "Posted 8 June 2024, 10:32 by Ann Lee",
        ] {
            assert!(is_named(text), "{text}");
        }
        for text in [
            "By Ann Lee annlee@post.example",
            "di Anna Olmi",
            "Door: Anna Hout",
            "Oprac. Anna Kowalska",
        ] {
            assert!(is_named(text), "{text}");
        }
        for text in ["記者 林一 / 港町報導", "記者王二/新港報導", "文/李华", "【記者 山田花子】"]
        {
            assert!(is_eastern(text), "{text}");
        }
        assert!(!is_eastern("记者调查：旧码头为何关闭") && !is_eastern("文化节今日开幕"));
        assert!(
            is_office("Анна Петрова, корреспондент") && is_office("Karin Holm, reporter, Norrhamn")
        );
        assert!(is_office("Ann Lee, Staff Writer"));
        assert!(is_team("Words by Ann Lee \u{b7} Pictures by Bo Berg"));
        assert!(is_named("Της Άννας Λέου"));
        assert!(is_korean("홍길동 기자") && is_korean("홍길동 특파원 gildong@post.example"));
    }

    #[test]
    fn other_lines_with_by_stay() {
        for text in [
            "By the Numbers",
            "By land and sea",
            "By Land and Sea",
            "Von Hamburg nach Bremen",
            "Por qué llueve",
            "By Design",
            "1,200 homes by Ann Street",
            "June by Ann Lee",
        ] {
            assert!(!is_named(text), "{text}");
        }
        assert!(!is_office("Ann Lee, who came from Harbor"));
        assert!(!is_named("Της Βουλής των Ελλήνων"));
        assert!(!is_korean("젊은 기자 이야기") && !is_korean("기자"));
        for text in ["Words by Ann Lee", "By Ann Lee | Harbor", "Letters | Pictures by Bo Berg"] {
            assert!(!is_team(text), "{text}");
        }
    }
}
