//! What a line that the text model takes out is called.
//!
//! In go the lines of a page and which of them stay; out comes a reason a line. A dictionary's word
//! comes first, then the line's own signs, then the heading above it and where it stands.
//! Deliberately absent: any say in what goes.

use super::glued;
use super::page::Page;
use crate::lexicon::calendar::month;
use crate::lexicon::words::{Word, phrase_hash};
use crate::text::Reason;

/// Lines that a heading of furniture speaks for.
const HEADING_LINES: usize = 40;
/// Lines that a pitch, a share bar or a notice goes on for.
const PITCH_LINES: usize = 4;
/// Fewest words of a headline of another story; what is shorter is a link of a menu.
const HEADLINE_WORDS: usize = 5;
/// Most words of a line that one word of furniture names.
const FEW_WORDS: usize = 6;
/// Most words of a line that is only a date.
const DATE_WORDS: usize = 9;
/// Most words of a caption's first line beside its credit.
const CAPTION_WORDS: usize = 60;

/// The reason of each line, were it removed.
pub fn reasons(page: &Page<'_>, keep: &[bool]) -> Vec<Reason> {
    let is_body = |&i: &usize| keep[i] && page.lines[i].is_prose();
    let first = (0..keep.len()).find(is_body).unwrap_or(keep.len());
    let last = (0..keep.len()).rfind(is_body).unwrap_or(0);
    let own: Vec<Option<Reason>> = (0..keep.len()).map(|i| named(page, i)).collect();
    let mut reasons = Vec::with_capacity(keep.len());
    let mut heading: Option<(usize, Reason)> = None;
    for i in 0..keep.len() {
        if keep[i] {
            heading = None;
        }
        let reach = heading.map_or(0, |(_, reason)| match reason {
            Reason::Related | Reason::Trending | Reason::Comments | Reason::Nav => HEADING_LINES,
            _ => PITCH_LINES,
        });
        let above = heading.filter(|(at, _)| i - at <= reach).map(|(_, reason)| reason);
        let reason = own[i].unwrap_or_else(|| {
            let beside_credit = [i.checked_sub(1), Some(i + 1)]
                .into_iter()
                .flatten()
                .any(|j| own.get(j).copied().flatten() == Some(Reason::Credit));
            guessed(page, i, (first, last), above, beside_credit)
        });
        if own[i].is_some() && !keep[i] {
            heading = Some((i, reason));
        }
        reasons.push(reason);
    }
    reasons
}

/// What a rule before or a dictionary calls line `i`, or its own signs.
pub fn named(page: &Page<'_>, i: usize) -> Option<Reason> {
    let line = &page.lines[i];
    if let Some(why) = line.gone {
        return Some(why.reason);
    }
    let text = line.text();
    if text.contains('\u{a9}') {
        return Some(Reason::Copyright);
    }
    if !line.is_short() {
        return None;
    }
    let furniture = &page.lexicon.furniture;
    let words = page.words(i);
    if let Some(entry) = furniture.known(text, words) {
        return Some(entry.reason);
    }
    if let Some(cover) = glued::cover(furniture, words) {
        return Some(cover.reason);
    }
    // "Our weekly newsletter": one word says it.
    let speaks = |reason: &Reason| matches!(reason, Reason::Newsletter | Reason::Comments);
    let by_word = |word: &Word| {
        let entry = furniture.line_by_hash(phrase_hash(std::slice::from_ref(word)));
        entry.map(|entry| entry.reason).filter(speaks)
    };
    if words.len() <= FEW_WORDS { words.iter().find_map(by_word) } else { None }
}

/// What the form of line `i` and its place say.
fn guessed(
    page: &Page<'_>,
    i: usize,
    (first, last): (usize, usize),
    above: Option<Reason>,
    beside_credit: bool,
) -> Reason {
    let line = &page.lines[i];
    let text = line.text();
    let words = if line.is_short() { page.words(i).len() } else { usize::MAX };
    if is_date(text, words) {
        return Reason::Dateline;
    }
    let is_long = words >= HEADLINE_WORDS;
    let is_story = is_long && !is_path(text);
    match above {
        Some(reason @ (Reason::Related | Reason::Trending)) if is_story => return reason,
        Some(Reason::Comments) if i > last && is_long => return Reason::Comments,
        Some(
            reason @ (Reason::Newsletter | Reason::Cookie | Reason::Paywall | Reason::Copyright),
        ) if is_long => return reason,
        Some(reason @ (Reason::Share | Reason::Tags)) if !is_long => return reason,
        _ => {}
    }
    let is_amid = i > first && i < last;
    if is_amid && beside_credit && words <= CAPTION_WORDS {
        return Reason::Caption;
    }
    if is_story { Reason::Related } else { Reason::Nav }
}

/// Whether a line is only a date or a time: telephone numbers have other groups of digits.
fn is_date(text: &str, words: usize) -> bool {
    if words > DATE_WORDS || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let (mut numbers, mut others, mut months) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            if digits == 3 || digits > 4 {
                return false;
            }
            numbers += 1;
        } else if month(word).is_some() {
            months += 1;
        } else {
            others += 1;
        }
    }
    let has_clock = text.contains(':') && numbers >= 2;
    others <= 3 && !text.contains('+') && (months > 0 && numbers > 0 || numbers >= 3 || has_clock)
}

/// Whether a line is the path to a page: "News > Region > Harbor".
fn is_path(text: &str) -> bool {
    [" > ", " / ", " \u{bb} ", " \u{203a} ", " | "].iter().any(|step| text.contains(step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_telephone_numbers() {
        assert!(is_date("27. Juni 2016 um 21:34 Uhr", 7));
        assert!(is_date("12/03/2021", 1));
        assert!(!is_date("Telefon +49 (0)40 / 49 07 11 05", 7));
        assert!(!is_date("Tel. 040 49 07", 4));
        assert!(!is_date("Nominal power 500W", 3));
    }
}
