//! Names of writers out of the lines that hold them.
//!
//! In goes "By Ann Lee and Bo Berg, Harbor Post", out come "Ann Lee" and "Bo Berg". Names are told by
//! their capitals, so that of scripts without them every word may be one. Deliberately absent:
//! whether a line is a byline (the rooms' own rules and [`super::front`]).

use crate::lexicon::calendar::{is_around_dates, is_date_label, month};
use crate::lexicon::words::glued;
use crate::lexicon::writers::{
    behind_by, behind_date, is_by, is_first, is_joint, is_of_pages, is_other_work, is_particle,
    is_role, is_small, is_with,
};

/// Most words of a name; more are a sentence about somebody.
const MAX_WORDS: usize = 6;
/// Most words of a name that nothing but its form tells.
const MAX_BARE_WORDS: usize = 4;
/// Fewest letters of a weekday that is written with a capital.
const WEEKDAY_BYTES: usize = 6;
/// Most words of a work's name before "by": "Ein Kommentar".
const WORK_WORDS: usize = 2;
/// Labels of two words.
const PHRASES: [&str; 2] = ["Γράφει ο ", "Γράφει η "];
/// Signs between the fields of a line.
const FIELDS: [char; 4] = ['|', '\u{2022}', '\u{b7}', '\u{22c5}'];
/// Words at the beginning of a line, or behind a name, among which one tells an office.
const OFFICE_WORDS: usize = 4;
/// Where the names of a byline end.
const ENDS: [char; 11] =
    ['|', '\u{2022}', '\u{b7}', '\u{22c5}', '\u{30fb}', '/', '(', '[', ']', ';', '@'];
/// The same between spaces.
const DASHES: [&str; 3] = [" - ", " \u{2013} ", " \u{2014} "];

/// The writers of a line that is known for a byline: behind its label, before an office, or all of it.
pub fn of(line: &str) -> Vec<String> {
    let line = line.replace('\u{a0}', " ");
    // "홍길동 기자 gildong@post.example"
    if let Some((name, office)) = line.trim().split_once(' ')
        && office.starts_with("기자")
    {
        return vec![name.to_owned()];
    }
    if let Some(rest) = behind_label(line.trim()) {
        return listed(rest);
    }
    let alone = |field: &str| bare(field, false).map(|_| listed(field));
    line.split(FIELDS).map_while(alone).flatten().collect()
}

/// The names that a text begins with: "Ann Lee and Bo Berg, Harbor Post".
pub fn listed(text: &str) -> Vec<String> {
    let text = text.replace('\u{a0}', " ");
    let field = field(text.trim_start_matches(|c: char| !c.is_alphabetic() && c != '@'));
    let (names, _) = read(field);
    if !names.iter().any(|(name, _)| name.contains(' '))
        && let Some(name) = whole(field)
    {
        return vec![name];
    }
    // What follows a comma is an office or an agency, unless the list goes on to an "and".
    let joint = names.iter().rposition(|(_, is_joined)| *is_joined);
    let is_list = joint
        .is_some_and(|last| last == 1 || names[..=last].iter().all(|(name, _)| name.contains(' ')));
    let count = joint.filter(|_| is_list).map_or(1, |last| last + 1);
    names.into_iter().take(count).map(|(name, _)| name).collect()
}

/// Whether a line ends with a label and names nobody: "By", "Kommentar von".
pub fn announces(line: &str) -> bool {
    let label =
        line.rsplit_once(' ').filter(|(before, _)| is_work(before)).map_or(line, |(_, by)| by);
    is_by(label)
}

/// Whether what stands before "by" is what a writer makes: no picture, no check.
fn is_work(before: &str) -> bool {
    let mut words = before.split_whitespace();
    let count = words.clone().count();
    (1..=WORK_WORDS).contains(&count) && !words.any(is_other_work)
}

/// What stands behind "By" or "von" at the start of a field of a line, or behind the name of a work.
pub fn behind_label(line: &str) -> Option<&str> {
    line.split(FIELDS).find_map(|field| {
        let field = field.trim_start_matches(|c: char| !c.is_alphanumeric());
        behind_by(behind_date(field)).or_else(|| behind_other_label(field))
    })
}

/// "von Anna Lehm", "ByAnn Lee", "Ein Kommentar von Anna Lehm"
fn behind_other_label(field: &str) -> Option<&str> {
    let glued = || field.strip_prefix("By").or_else(|| field.strip_prefix("by"));
    if let Some(name) = glued().filter(|name| name.starts_with(char::is_uppercase)) {
        return Some(name);
    }
    if let Some(name) = PHRASES.iter().find_map(|phrase| field.strip_prefix(phrase)) {
        return Some(name);
    }
    let spaces = field.match_indices([' ', '\u{a0}']).map(|(at, space)| (at, at + space.len()));
    let mut start = 0;
    for (end, next) in spaces.take(WORK_WORDS + 1) {
        let is_label = is_first(&field[start..end]) && (start == 0 || is_work(&field[..start]));
        if is_label && field[next..].starts_with(char::is_uppercase) {
            return Some(&field[next..]);
        }
        start = next;
    }
    None
}

/// A text up to its first comma, if all its words begin as names do: "Harbor24 Staff".
fn whole(text: &str) -> Option<String> {
    let name = text.split(',').next()?.trim();
    let is_label =
        name.split_whitespace().any(|word| is_date_label(&word.to_lowercase()) || is_by(word));
    let count = name.split_whitespace().count();
    let is_name = (1..=MAX_BARE_WORDS).contains(&count) && name.split_whitespace().all(is_capital);
    (is_name && !is_label).then(|| name.to_owned())
}

/// A name that stands alone in its line, or with a date or an office behind it.
pub struct Bare {
    pub name: String,
    pub has_office: bool,
    /// Said twice: "Picture of Ann Lee Ann Lee".
    pub is_twin: bool,
}

/// The name that a line without a label is of: "Ann Lee", "Ann Lee, Staff Writer", "Ann Lee 4 May 2025".
/// Whether the line has a date is known by then.
pub fn bare(line: &str, has_date: bool) -> Option<Bare> {
    let line = line.replace('\u{a0}', " ");
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    if let Some(name) = twin(line) {
        return Some(Bare { name, has_office: false, is_twin: true });
    }
    let (names, rest) = read(field(line));
    let (name, _) = names.into_iter().next()?;
    let words = || name.split(' ');
    let count = words().filter(|word| word.starts_with(char::is_uppercase)).count();
    if !(2..=MAX_BARE_WORDS).contains(&count) || words().any(is_no_name) {
        return None;
    }
    let behind = line.trim().strip_prefix(name.as_str()).unwrap_or_default();
    let next = behind.trim_start_matches([',', ' ', '|', '-']);
    let has_office = next.split_whitespace().take(OFFICE_WORDS).any(is_office_word);
    let is_whole = rest.is_empty() || has_office || has_date;
    is_whole.then_some(Bare { name, has_office, is_twin: false })
}

/// Whether a line begins with a writer's office: "Senior Editor".
pub fn is_office_line(line: &str) -> bool {
    line.split_whitespace().take(OFFICE_WORDS).any(is_office_word)
}

/// Whether a word with a capital is of no name: "Contents", "Lee's", "X-S20".
fn is_no_name(word: &str) -> bool {
    is_of_pages(word)
        || word.contains(char::is_numeric)
        || word.ends_with("'s")
        || word.ends_with("\u{2019}s")
}

fn is_office_word(word: &str) -> bool {
    is_role(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
}

/// The name whose words end a line twice.
fn twin(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=MAX_BARE_WORDS).find_map(|n| {
        let (rest, last) = words.split_at(words.len().checked_sub(n)?);
        let before = rest.get(rest.len().checked_sub(n)?..)?;
        let is_name = last.iter().all(|word| is_capital(word) && !is_no_name(word));
        (is_name && last == before).then(|| last.join(" "))
    })
}

/// A text up to the end of its first field.
fn field(text: &str) -> &str {
    let text = text.split(ENDS).next().unwrap_or(text);
    let text = DASHES.iter().fold(text, |text, dash| text.split(dash).next().unwrap_or(text));
    text.trim()
}

/// Whether a word begins as names do; many scripts have no capitals.
fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// The names in order, each with whether an "and" stands before it, and what follows them.
fn read(text: &str) -> (Vec<(String, bool)>, &str) {
    let mut names = Names::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (token, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let behind = behind.trim_start();
        let word = token.trim_matches([',', ':', '"', '\u{201c}', '\u{201d}']);
        let count = names.words.len();
        if is_joint(word) && count > 0 {
            names.end();
            names.is_joined = true;
            rest = behind;
            continue;
        }
        if is_end(word, behind, count) {
            break;
        }
        if let Some(head) = before_glued(word) {
            names.words.push(head);
            rest = "";
            break;
        }
        if !is_part(word, count) {
            // "By Ask the Doctors"
            if count == 1 {
                names.words.clear();
            }
            break;
        }
        names.words.push(word);
        rest = behind;
        if token.ends_with([',', ':']) {
            names.end();
        }
    }
    names.end();
    (names.whole, rest)
}

/// Names while they are read.
#[derive(Default)]
struct Names<'t> {
    whole: Vec<(String, bool)>,
    /// Words of the last one.
    words: Vec<&'t str>,
    is_joined: bool,
}

impl Names<'_> {
    /// Ends the last name, if its words are one.
    fn end(&mut self) {
        while self.words.last().is_some_and(|word| is_particle(word)) {
            self.words.pop();
        }
        let is_label = |word: &&str| {
            let word = word.to_lowercase();
            is_date_label(&word) || is_around_dates(&word) || month(&word).is_some() || is_by(&word)
        };
        let is_name = (1..=MAX_WORDS).contains(&self.words.len())
            && !self.words.iter().all(is_label)
            && !self.words.last().is_some_and(|word| is_by(word));
        if is_name {
            self.whole.push((halved(&self.words).join(" "), self.is_joined));
        }
        self.words.clear();
        self.is_joined = false;
    }
}

/// Whether a word ends the names: an office, a date, what comes before agencies; `count` words of a name stand
/// before it.
fn is_end(word: &str, behind: &str, count: usize) -> bool {
    let folded = word.trim_end_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let is_lower = word.starts_with(char::is_lowercase);
    let is_month = month(&folded).is_some() && count > 0 && is_dated(behind);
    let is_day = (is_lower || word.len() >= WEEKDAY_BYTES) && is_around_dates(&folded);
    let is_label = (is_lower || count > 0) && is_date_label(&folded);
    is_month
        || is_day
        || is_label
        || is_with(&folded)
        || is_role(&folded)
        || count >= 2 && is_of_pages(&folded)
}

/// Whether a word is part of a name of which `count` words are known.
fn is_part(word: &str, count: usize) -> bool {
    let is_small = || is_small(&word.to_lowercase());
    !word.contains(char::is_numeric)
        && (is_particle(word) || is_capital(word) && (count > 0 || !is_small()))
}

/// Whether the number of a day or a year comes next, and no month behind it: "Ann May 3 June".
fn is_dated(behind: &str) -> bool {
    let mut words = behind.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    is_number && words.next().is_none_or(|word| month(&word.to_lowercase()).is_none())
}

/// The part before what is glued to a name: a date, an office, a label.
fn before_glued(word: &str) -> Option<&str> {
    let is_behind = |tail: &str| {
        let word =
            tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        tail.starts_with(char::is_numeric)
            || month(&word).is_some()
            || is_date_label(&word)
            || is_role(&word)
            || is_of_pages(&word)
    };
    glued(word).find(|(_, tail)| is_behind(tail)).map(|(head, _)| head)
}

/// A name that is said twice, once: "Ann Lee Ann Lee".
fn halved<'n>(name: &'n [&'n str]) -> &'n [&'n str] {
    let (head, tail) = name.split_at(name.len() / 2);
    if !head.is_empty() && head == tail { head } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_of_bylines() {
        assert_eq!(of("By Ann Lee and Bo Berg, Staff Writers"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(of("Von Anna Lehm"), ["Anna Lehm"]);
        assert_eq!(of("Γράφει η Άννα Λέου"), ["Άννα Λέου"]);
        assert_eq!(of("מאת: דנה כהן"), ["דנה כהן"]);
        assert_eq!(of("홍길동 기자 gildong@post.example"), ["홍길동"]);
        assert_eq!(of("By Harbor Post with AP, AFP"), ["Harbor Post"]);
        assert_eq!(of("Ann Lee, Staff Writer"), ["Ann Lee"]);
        assert_eq!(of("By Ann Lee3 June 2025"), ["Ann Lee"]);
        assert_eq!(of("By Ann LeeJune 3, 2025No Comments"), ["Ann Lee"]);
        assert_eq!(of("By Ann Lee March 3, 2021 at 4:10 PM"), ["Ann Lee"]);
        assert_eq!(of("By Ann Lee and Bo Berg on March 3, 2021"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(of("By Ann Lee - March 3, 2021"), ["Ann Lee"]);
        assert_eq!(of("By Ann May 3 June 2025"), ["Ann May"]);
        assert!(of("May 3, 2021").is_empty());
        assert_eq!(of("By Ann Lee who is the editor for harbors"), ["Ann Lee"]);
        assert_eq!(of("By Ann van der Berg, Senior Editor"), ["Ann van der Berg"]);
        assert_eq!(of("By Ann LeeHarbor Post"), ["Ann LeeHarbor Post"]);
        assert_eq!(of("Von Anna LehmRedakteurin"), ["Anna Lehm"]);
        assert_eq!(of("By Harbor24 Staff"), ["Harbor24 Staff"]);
        assert_eq!(of("By Ann Lee, Bo Berg and Cy Dahl"), ["Ann Lee", "Bo Berg", "Cy Dahl"]);
        assert!(of("By Ask the Doctors").is_empty());
        assert_eq!(of("June 8, 2024 by Ann Lee"), ["Ann Lee"]);
        assert!(of("Staff Writer").is_empty());
        assert_eq!(of("Ann Lee and Bo Berg"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(of("Ann Lee | Bo Berg | 3 min read"), ["Ann Lee", "Bo Berg"]);
        assert_eq!(of("كتب: أحمد علي"), ["أحمد علي"]);
        assert!(of("Read More").is_empty());
        assert_eq!(of("By [Ann Lee](/writers/ann)"), ["Ann Lee"]);
    }
}
