//! What it finds: lines that are only a date of publication: "Published on", "Updated 12 March
//! 2021 at 10:32", "5 min read", "March 3, 2021".
//!
//! Why it matters: the date is metadata; in the text it is taken for a date of the story.
//!
//! Example: `Updated: 12 March 2021 at 10:32 CET` goes, and the date goes to the metadata.
//!
//! Limits: a bare date goes only before the first paragraph and only where the page has few of
//! them: in diaries, timelines and live blogs dates and times are headings.

use unicode_normalization::char::is_combining_mark;

use super::page::{Look, Page};
use super::signs::Signs;
use crate::lexicon::calendar::{is_around_dates, is_date_label, is_span, month};
use crate::text::Reason;

pub const NAME: &str = "strip/dateline";

const LABELLED: f32 = 0.9;
const BARE: f32 = 0.75;

/// Most bytes of a date line.
const MAX_BYTES: usize = 110;
/// Most bare dates of a page that is no timeline.
const MAX_BARE: usize = 3;

/// Most date lines of any kind on a page: more are a list of posts, talks or updates.
const MAX_DATES: usize = 8;

/// "of the year", "o'clock" and the like behind a number, which end no sentence.
const MARKS: [&str; 10] =
    [" г.", " р.", " r.", " ч.", " d.", " น.", " Min.", " min.", " a.m.", " p.m."];

/// First digits of a year of our time: 2021, 1400 in Persia, 2564 in Thailand.
const MILLENNIA: [char; 2] = ['1', '2'];

/// Year, month, day, hour, minute and second, behind their number.
const EASTERN_UNITS: [char; 8] = ['年', '月', '日', '时', '時', '分', '秒', '点'];

/// What joins two dates, and two spans of time as well: "3 hours and 30 minutes".
const JOINTS: [&str; 6] = ["and", "und", "et", "y", "e", "en"];

/// No date is without a number.
const DIGITS: Signs = Signs::DIGIT.or(Signs::ARABIC);

/// How a line speaks of dates.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Labelled,
    Bare,
}

pub fn find(page: &mut Page<'_>) {
    let dated = |i: usize| {
        let line = &page.lines[i];
        let is_vain = line.was_vain(Look::Date) || !line.signs.has_any(DIGITS);
        let found = if is_vain { None } else { kind(line.text()) };
        if found.is_none() {
            line.set_vain(Look::Date);
        }
        found
    };
    let kinds: Vec<(usize, Kind)> = page.live().filter_map(|i| Some((i, dated(i)?))).collect();
    if kinds.len() > MAX_DATES {
        return;
    }
    let bare = kinds.iter().filter(|(_, kind)| *kind == Kind::Bare).count();
    let first_prose = page.prose().map(|(first, _)| first);
    for (i, kind) in kinds {
        match kind {
            Kind::Labelled => page.remove(i, Reason::Dateline, LABELLED),
            Kind::Bare
                if bare <= MAX_BARE
                    && (first_prose.is_some_and(|first| i < first) || is_signed(page, i)) =>
            {
                page.remove(i, Reason::Dateline, BARE);
            }
            Kind::Bare => {}
        }
    }
}

/// Whether a byline stands right before line `i`.
fn is_signed(page: &Page<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).and_then(|before| page.lines[before].gone.as_ref());
    before.is_some_and(|why| why.reason == Reason::Byline)
}

/// Whether a line is a date and nothing else.
pub fn is_date(text: &str) -> bool {
    kind(text).is_some()
}

/// Whether a line says when something was posted: a date with its time, or "3 hours ago".
pub fn is_moment(text: &str) -> bool {
    let folded = || text.split_whitespace().map(str::to_lowercase);
    kind(text).is_some_and(|_| has_clock(text) || folded().any(|word| is_span(&word)))
}

/// The minutes of the day of a line that is a time and nothing else: "17:40", "5.40pm GMT".
pub fn minutes(text: &str) -> Option<u32> {
    let number = |n: &str| -> Option<u32> {
        let is_number = (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
        if is_number { n.parse().ok() } else { None }
    };
    let (hour, rest) = text.split_once([':', '.'])?;
    let hour = number(hour)?;
    let (minute, behind) = rest.split_at_checked(2)?;
    let minute = number(minute).filter(|_| minute.len() == 2)?;
    let is_apart = behind.starts_with(|c: char| c == ' ' || c.is_alphabetic());
    let mut named = words(behind).map(str::to_lowercase).peekable();
    let is_second_half = named.peek().is_some_and(|word| word.starts_with('p'));
    let is_time = (behind.is_empty() || is_apart) && named.all(|word| is_around_dates(&word));
    let hours = if is_second_half && hour < 12 { 12 } else { 0 };
    is_time.then_some(60 * (hour + hours) + minute)
}

/// Whether the line is a date and nothing else, or one with its time beside the name of a place or a site:
/// "Harbor City - 12 March 2021 - 10:32", "March 12, 2021 / 10:32 / Harbor News".
fn kind(text: &str) -> Option<Kind> {
    if text.len() > MAX_BYTES {
        return None;
    }
    kind_of_words(text).or_else(|| {
        let dated = |rest: &str| kind_of_words(rest).filter(|_| has_clock(rest));
        if !has_clock(text) {
            return None;
        }
        let first = || BETWEEN.iter().find_map(|between| text.split_once(between));
        let last = || BETWEEN.iter().find_map(|between| text.rsplit_once(between));
        let source = || text.split_once(" 来源").and_then(|(date, _)| dated(date));
        first()
            .filter(|(name, _)| is_name(name))
            .and_then(|(_, rest)| dated(rest))
            .or_else(|| last().filter(|(_, name)| is_name(name)).and_then(|(rest, _)| dated(rest)))
            .or_else(source)
    })
}

/// What stands between a date and a name.
const BETWEEN: [&str; 6] = [" - ", " \u{2013} ", " \u{2014} ", " / ", " | ", "|"];

/// Most words of a name beside a date.
const NAME_WORDS: usize = 3;

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= NAME_WORDS
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a time of day is in it: "10:32", "9h10".
fn has_clock(text: &str) -> bool {
    let is_clock = |three: &[u8]| {
        three[0].is_ascii_digit() && matches!(three[1], b':' | b'h') && three[2].is_ascii_digit()
    };
    text.as_bytes().windows(3).any(is_clock)
}

/// Whether every word of the line belongs to a date.
fn kind_of_words(text: &str) -> Option<Kind> {
    let text = MARKS.iter().find_map(|mark| text.strip_suffix(mark)).unwrap_or(text);
    // Nor does the point that makes a number an ordinal: "12. svibnja 2021."
    let ordinal =
        text.strip_suffix('.').filter(|bare| bare.ends_with(|c: char| c.is_ascii_digit()));
    let text = ordinal.unwrap_or(text);
    if text.ends_with(['.', '!', '?', '\u{3002}']) {
        return None;
    }
    let (mut numbers, mut years, mut months, mut days) = (0, 0, 0, 0);
    let (mut labels, mut spans, mut joints) = (0, 0, 0);
    for word in words(text) {
        let folded = word.chars().flat_map(char::to_lowercase).map(plain_digit).collect::<String>();
        // "11h32"
        let is_clock = |(hour, minute): &(&str, &str)| {
            let is_number = |n: &str| n.bytes().all(|b| b.is_ascii_digit());
            (1..=2).contains(&hour.len())
                && minute.len() == 2
                && is_number(hour)
                && is_number(minute)
        };
        if folded.split_once('h').as_ref().is_some_and(is_clock) {
            numbers += 1;
            continue;
        }
        let digits = folded.trim_end_matches(char::is_alphabetic);
        if digits.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty() {
            let ending = &folded[digits.len()..];
            if !ending.is_empty() && !is_around_dates(ending) && !is_date_label(ending) {
                return None;
            }
            numbers += 1;
            years += usize::from(digits.len() == 4 && digits.starts_with(MILLENNIA));
            days += usize::from(digits.len() <= 2);
        } else if is_span(&folded) {
            spans += 1;
        } else if is_date_label(&folded) {
            labels += 1;
        } else if month(&folded).is_some() || folded == "\u{6708}" {
            months += 1;
        } else if JOINTS.contains(&folded.as_str()) {
            joints += 1;
        } else if !is_around_dates(&folded) {
            return None;
        }
    }
    // A telephone's number is no date: "(555) 014-2231".
    let is_numeric_date = days >= 2 && years >= 1;
    let is_date = months >= 1 && numbers >= 1 || is_numeric_date;
    let is_timed = numbers >= 1 && (labels + spans >= 2 && joints == 0 || has_clock(text));
    if labels >= 1 && (is_date || is_timed) && numbers <= 12 {
        return Some(Kind::Labelled);
    }
    (is_date && (years >= 1 || numbers >= 3) && numbers <= 6).then_some(Kind::Bare)
}

/// Words of a line; Chinese and Japanese dates come apart: "2021年3月12日发布" has seven.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_inside =
        |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}') || is_combining_mark(c);
    text.split(move |c| !is_inside(c)).flat_map(|token| {
        let mut rest = token;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = match (is_eastern(first), EASTERN_UNITS.contains(&first)) {
                (_, true) => first.len_utf8(),
                (true, _) => rest.find(|c| !is_eastern(c)).unwrap_or(rest.len()),
                _ => rest.find(is_eastern).unwrap_or(rest.len()),
            };
            let word = &rest[..end];
            rest = &rest[end..];
            Some(word)
        })
    })
}

/// Whether a character is of a script without spaces.
fn is_eastern(c: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&c)
}

/// A digit of Arabic or Persian as the one all know.
fn plain_digit(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return c,
    };
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_told_from_numbers() {
        for (text, hour, minute) in [
            ("17:40", 17, 40),
            ("9:05", 9, 5),
            ("5.40pm", 17, 40),
            ("17.40 GMT", 17, 40),
            ("5:40 p.m. ET", 17, 40),
            ("12:32 Uhr", 12, 32),
        ] {
            assert_eq!(minutes(text), Some(60 * hour + minute), "{text}");
        }
        for text in [
            "17",
            "2:1",
            "17:40:05",
            "10:32 he left",
            "1.500",
            "Psalm 23:10",
            "\u{661}:\u{661}\u{661}",
        ] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_told_from_text() {
        for text in [
            "Updated 12 March 2021 at 10:32",
            "Published: Mon, 3 May 2021, 10:32 GMT",
            "Last updated: 2021-03-12",
            "Aktualisiert am 12. März 2021 um 10:32 Uhr",
            "Publié le 12 mars 2021",
            "Opublikowano: 12 maja 2021, 10:32",
            "Uppdaterad 12 mars 2021 kl. 10:32",
            "Oppdatert: 12. mai 2021 kl. 10.32",
            "Julkaistu 12. toukokuuta 2021 klo 10.32",
            "Actualizat: 12 mai 2021, ora 10:32",
            "Güncelleme: 12 Mayıs 2021 10:32",
            "Diperbarui 12 Mei 2021, 10:32 WIB",
            "Опубликовано 12 мая 2021 г.",
            "Оновлено: 12 травня 2021, 10:32",
            "آخر تحديث: ١٢ مايو ٢٠٢١",
            "发布时间：2021年5月12日 10:32",
            "更新日：2021年5月12日（水曜日）10時32分",
            "입력 2021.05.12. 오전 10:32",
            "최종수정 2021년 5월 12일 10시 32분",
            "Publikováno 12. května 2021 v 10:32",
            "Utolsó frissítés: 2021. május 12. 10:32",
            "Δημοσίευση: Τετάρτη, 12 Μαΐου 2021, 10:32",
            "ΤΕΛΕΥΤΑΙΑ ΕΝΗΜΕΡΩΣΗ: 12 ΜΑΪΟΥ 2021",
            "प्रकाशित: 12 अक्टूबर 2021, 10:32 बजे",
            "Cập nhật lúc 10:32, thứ tư, ngày 12 tháng 5 năm 2021",
            "פורסם: יום רביעי, 12 במאי 2021, 10:32",
            "تاریخ انتشار: ۱۲ مهٔ ۲۰۲۱ ساعت ۱۰:۳۲",
            "เผยแพร่ 12 พฤษภาคม 2564 เวลา 10:32 น.",
            "Последна промяна: сряда, 12 май 2021 г., 10:32 ч",
            "Objavljeno: srijeda, 12. svibnja 2021. u 10:32",
            "Közzétéve: 2021. május 12.",
            "Публикувано на 12 май 2021",
            "12/05/2021 06h00 Atualizado há 3 meses",
            "Uppdaterad 10:32",
            "Originally published: 22 AUG 19 16:20 ET",
            "Posted at 2:32 PM, May 12, 2021 and last updated 5:10 PM, May 12, 2021",
            "Publié le 12 mai 2021 à 9h32, mis à jour le 13 mai 2021 à 10h02",
            "12. Mai 2021, 10:32 Uhr Lesezeit: 3 Min.",
            "Publikuota 2021 m. gegužės 12 d. 10:32",
            "Publicēts: 2021. gada 12. maijs plkst. 10:32",
            "Updated: Jan. 9, 2024, 7:02 a.m.|Published: Jan. 9, 2024, 6:00 a.m.",
        ] {
            assert_eq!(kind(text), Some(Kind::Labelled), "{text}");
        }
        for text in [
            "March 3, 2021",
            "12.03.2021, 10:32 Uhr",
            "Wednesday, May 5th, 2021",
            "среда, 12 мая 2021 г.",
            "12. svibnja 2021.",
            "2021년 5월 12일",
            "۲۲ اردیبهشت ۱۴۰۰",
            "2021年5月12日星期三",
            "Jan. 9, 2024, 6:00 a.m.",
            "Harbor City - 12 May 2021 - 10:32 CET",
            "May 12, 2021 / 2:32 PM EST / Harbor News",
            "2021年5月12日 10:32 来源:港口邮报",
        ] {
            assert_eq!(kind(text), Some(Kind::Bare), "{text}");
        }
        for text in [
            "10:32",
            "May",
            "Route 66",
            "March on",
            "2021",
            "Updated",
            "The 12 days of March",
            "5月の雨",
            "2021年",
            "2021.",
            "5월의 비",
            "In 2021.",
            "Harbor City - 12 May",
            "At 10:32 he left",
            "3 hours and 30 minutes",
            "3 hours 30 minutes",
            "6 months 6 months 12 months",
            "(555) 014-2231",
            "020 7946 1234",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
