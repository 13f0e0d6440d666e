//! Dates as people and programs write them to ISO 8601.
//!
//! A text that is a date, as fields and markup hold it, is for [`read`]; a line such as "Updated 12 March 2021
//! at 10:32", of which `2021-03-12T10:32` comes out, for [`all`]. Day and month that could stand for each other
//! are read only where points separate them, or where [`Order`] tells.
//! What has no zone gets none.
//! Deliberately absent: relative dates ("2 hours ago"), which need a clock, time zones named by letters, and dates
//! of the Persian calendar.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;
use unicode_normalization::char::is_combining_mark;

use super::calendar::month;
use super::date_order::Order;
use super::words::glued;

/// Bytes of a date without a time: `2021-03-09`.
const LONGEST_DATE: usize = 10;

/// The calendar date that a text gives, and the whole in ISO 8601.
///
/// ```
/// use copydesk::lexicon::dates::read;
///
/// let iso = |written| read(written).map(|(_, iso)| iso);
/// assert_eq!(iso("2021-03-09 10:32:00 +0100").as_deref(), Some("2021-03-09T10:32:00+01:00"));
/// assert_eq!(iso("9. März 2021").as_deref(), Some("2021-03-09"));
/// assert_eq!(iso("03/04/2021"), None);
/// ```
pub fn read(written: &str) -> Option<(Date, String)> {
    read_in(written, Order::Unknown)
}

/// As [`read`], with what is known of the order of day and month where the text is from.
pub fn read_in(written: &str, order: Order) -> Option<(Date, String)> {
    let mail = || {
        let zoned = jiff::fmt::rfc2822::parse(written).ok()?;
        Some((zoned.date(), zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()))
    };
    iso(written).or_else(mail).or_else(|| iso(&all_in(written, order).first()?.date))
}

/// ISO 8601 as it is meant to be, and as databases and careless programs write it.
fn iso(written: &str) -> Option<(Date, String)> {
    if !written.as_bytes().first_chunk::<4>()?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    if let Ok(date) = written.parse::<Date>()
        && written.len() <= LONGEST_DATE
    {
        return Some((date, date.to_string()));
    }
    // "2021-03-09 10:32:00 +0100", "2021-03-09 10:32:00 UTC".
    let mut glued = written.replace(" +", "+").replace(" -", "-");
    if let Some(time) = glued.strip_suffix("UTC").or(glued.strip_suffix("GMT")) {
        glued = format!("{}Z", time.trim_end());
    }
    if glued.parse::<Timestamp>().is_ok() {
        let pieces = Pieces::parse(&glued).ok()?;
        let time = pieces.date().to_datetime(pieces.time()?);
        return Some((time.date(), Pieces::from(time).with_offset(pieces.offset()?).to_string()));
    }
    let numbered = || DateTime::strptime("%Y%m%d%H%M%S", written);
    if let Ok(time) = written.parse::<DateTime>().or_else(|_| numbered()) {
        return Some((time.date(), time.to_string()));
    }
    // Something unreadable after a good date ("2021-03-09 um 14 Uhr"): the date stands.
    let date = written.get(..LONGEST_DATE)?.parse::<Date>().ok()?;
    Some((date, date.to_string()))
}

/// Signs between the parts of a line of dates.
const BETWEEN: [char; 8] = [',', '(', ')', '|', '#', '\u{b7}', '\u{2022}', '\u{2191}'];

/// A date of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// In ISO 8601, with its time if one follows.
    pub date: String,
    /// The words before it, from the date before it on, in lower case: "updated".
    pub labels: Vec<String>,
}

/// The dates in `line` in order.
pub fn all(line: &str) -> Vec<Dated> {
    all_in(line, Order::Unknown)
}

/// The first date of `line` that could be one of two days, as it is written.
pub fn unclear(line: &str) -> Option<&str> {
    let mut tokens = line.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    let is_date = |token: &&str| {
        token.bytes().all(|b| b.is_ascii_digit() || b == b'/')
            && all(token).is_empty()
            && !all_in(token, Order::DayFirst).is_empty()
    };
    tokens.find(is_date).filter(|_| all(line).is_empty())
}

fn all_in(line: &str, order: Order) -> Vec<Dated> {
    if !line.contains(char::is_numeric) {
        return Vec::new();
    }
    let is_eastern =
        |c: char| matches!(c, '年' | '년' | '午' | '오') || ('\u{660}'..='\u{669}').contains(&c);
    let eastern = line.contains(is_eastern).then(|| plain(line));
    let tokens: Vec<&str> = eastern
        .as_deref()
        .unwrap_or(line)
        .split(|c: char| c.is_whitespace() || BETWEEN.contains(&c))
        .flat_map(parted)
        .filter(|token: &&str| !token.is_empty())
        .collect();
    let order = Order::of_line(line).or(order);
    let next = |at: usize| next(&tokens, at, order);
    let mut dates = Vec::new();
    let mut at = 0;
    while let Some((start, date, end)) = next(at) {
        let behind = end.max(start + 1);
        let limit = next(behind).map_or(tokens.len(), |(start, ..)| start);
        let time = (end..limit).find_map(|i| clock(tokens[i], tokens.get(i + 1).unwrap_or(&"")));
        let date = match time {
            Some(time) => format!("{date}T{:02}:{:02}", time.hour(), time.minute()),
            None => date.to_string(),
        };
        // Words of Chinese are gone from the tokens.
        let labels = match &eastern {
            Some(_) => words(line).collect(),
            None => tokens[at..start].iter().flat_map(|token| words(token)).collect(),
        };
        dates.push(Dated { date, labels });
        at = behind;
    }
    dates
}

/// A token in two where a number or a month is glued to the word before it: "Lee3", "LeeJune".
fn parted(token: &str) -> [&str; 2] {
    let is_dated = |tail: &str| {
        let is_month = || words(tail).next().is_some_and(|word| month(&word).is_some());
        tail.starts_with(|c: char| c.is_ascii_digit()) || is_month()
    };
    glued(token).find(|(_, tail)| is_dated(tail)).unwrap_or((token, "")).into()
}

/// The first date from token `at` on: where it starts, the date, and the token behind it.
fn next(tokens: &[&str], at: usize, order: Order) -> Option<(usize, Date, usize)> {
    (at..tokens.len()).find_map(|i| {
        let (date, end) =
            named(tokens, i).or_else(|| numeric(tokens, i, order)).or_else(|| spaced(tokens, i))?;
        Some((i, date, end))
    })
}

/// Words of letters, in lower case.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

/// "2021年3月12日10時32分" as "2021-3-12 10:32", and Arabic digits as the ones all know. In Korean spaces
/// stand between; "오후" before a time is "pm" behind it.
fn plain(line: &str) -> String {
    let mut line = line.to_owned();
    if ["下午", "午後", "오후"].iter().any(|word| line.contains(word)) {
        line.push_str(" pm");
    }
    for unit in ["년 ", "월 ", "시 "] {
        line = line.replace(unit, unit.trim_end());
    }
    let has_year = line.contains(['年', '년']);
    let one = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10).unwrap_or(c),
        '年' | '月' | '년' | '월' => '-',
        '时' | '時' | '点' | '시' => ':',
        c if has_year && !c.is_ascii() => ' ',
        c => c,
    };
    line.chars().map(one).collect()
}

/// "12 March 2021", "March 12th 2021", "12. März 2021", "12 de marzo de 2021", "2021. május 12.",
/// "2021. gada 12. maijs".
fn named(tokens: &[&str], i: usize) -> Option<(Date, usize)> {
    let near: Vec<(usize, &str)> = tokens[i..]
        .iter()
        .enumerate()
        .filter(|(_, token)| !matches!(**token, "de" | "del" | "of" | "the" | "m." | "gada"))
        .take(3)
        .map(|(at, token)| (i + at, *token))
        .collect();
    let &[(_, first), (_, second), (last, third)] = near.as_slice() else { return None };
    let (year, one, other) = match year(first) {
        Some(year) => (year, second, third),
        None => (year(third)?, first, second),
    };
    let (day, name) = match number(one) {
        Some(day) => (day, other),
        None => (number(other)?, one),
    };
    Some((date(year, month_of(name)?, day)?, last + 1))
}

/// The number of the month that a word of a line names: "Mar."
fn month_of(word: &str) -> Option<i32> {
    let name = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    month(&name.to_lowercase()).map(i32::from)
}

/// A year's number; what follows may be glued to it: "2021No comments", "202111 min", "20216:01".
fn year(token: &str) -> Option<i32> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let year = token.get(..4).filter(|_| (4..=6).contains(&digits))?.parse().ok()?;
    (digits == 4 || NEAR_YEARS.contains(&year)).then_some(year)
}

/// Years that are read where another number is glued to them.
const NEAR_YEARS: std::ops::Range<i32> = 1990..2100;

/// A day's number: "12", "12.", "12th", "1er".
fn number(token: &str) -> Option<i32> {
    let digits = token.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

/// "2021-03-12", "2021/03/12", "12.03.2021", "25/03/2021", "12-Mar-2021", and with "T10:32" behind.
fn numeric(tokens: &[&str], i: usize, order: Order) -> Option<(Date, usize)> {
    // "Madrid-29/05/2025"
    let token =
        tokens[i].trim_end_matches([':', ';']).trim_start_matches(|c: char| !c.is_numeric());
    let day_part = token.split_once('T').map_or(token, |(day, _)| day);
    let separator = day_part.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let numbers: Vec<i32> = day_part
        .split(separator)
        .filter(|n| !n.is_empty())
        .map(|n| n.parse().ok().or_else(|| month_of(n)))
        .collect::<Option<_>>()?;
    let is_named = day_part.contains(char::is_alphabetic);
    let &[a, b, c] = numbers.as_slice() else { return None };
    let found = match (a, b, c) {
        (1000.., _, _) => date(a, b, c),
        (_, _, 1000..) if is_named || separator == '.' && b <= 12 || a > 12 || a == b => {
            date(c, b, a)
        }
        (_, _, 1000..) if b > 12 => date(c, a, b),
        (_, _, 1000..) => order.date(c, a, b),
        // "27.04.24"; greater numbers are of the century before.
        (_, _, 0..=39) if separator == '.' && day_part.len() == SHORT => date(CENTURY + c, b, a),
        _ => None,
    }?;
    // The time may be glued to the date: the same token is looked at again for it.
    Some((found, if day_part.len() < token.len() { i } else { i + 1 }))
}

/// Bytes of a date whose year has two digits.
const SHORT: usize = "27.04.24".len();
/// What such a year is counted from.
const CENTURY: i32 = 2000;

/// "06. 01. 2026"
fn spaced(tokens: &[&str], i: usize) -> Option<(Date, usize)> {
    let &[day, month, year] = tokens.get(i..i + 3)? else { return None };
    let number = |token: &str| token.strip_suffix('.')?.parse().ok();
    Some((date(year.parse().ok()?, number(month)?, number(day)?)?, i + 3))
}

/// Years of the Buddhist era are 543 ahead; earlier ones than newspapers are of the Persian calendar.
pub(super) fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = match year {
        2400.. => year - 543,
        1600.. => year,
        _ => return None,
    };
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// "10:32", "10:32:05", "10.32", "4:05pm", or "4:05" before "PM".
fn clock(token: &str, next: &str) -> Option<Time> {
    let token = token.split_once('T').map_or(token, |(_, time)| time).to_lowercase();
    let digits = token.trim_end_matches(char::is_alphabetic);
    let (hour, rest) = digits.split_once([':', '.'])?;
    let minute = rest.get(..2)?;
    let mut hour: i8 = hour.parse().ok()?;
    let suffix = if digits.len() < token.len() { &token[digits.len()..] } else { next };
    match suffix.to_lowercase().trim_end_matches(['.', ',']) {
        "pm" | "p.m" if hour < 12 => hour += 12,
        "am" | "a.m" if hour == 12 => hour = 0,
        _ => {}
    }
    Time::new(hour, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Option<String> {
        all(line).into_iter().next().map(|dated| dated.date)
    }

    #[test]
    fn forms_in_use_are_read() {
        let iso = |written| read(written).map(|(_, iso)| iso);
        assert_eq!(iso("2021-03-09").as_deref(), Some("2021-03-09"));
        assert_eq!(iso("2021-03-09T10:32:00+01:00").as_deref(), Some("2021-03-09T10:32:00+01:00"));
        assert_eq!(iso("2021-03-09 10:32:00").as_deref(), Some("2021-03-09T10:32:00"));
        for zoned in [
            "2021-03-09T10:32:00+0100",
            "2021-03-09 10:32:00 +0100",
            "20210309T103200+01",
            "2021-03-09t10:32+01:00[Europe/Berlin]",
        ] {
            assert_eq!(iso(zoned).as_deref(), Some("2021-03-09T10:32:00+01:00"), "{zoned}");
        }
        for universal in [
            "2021-03-09 10:32:00 UTC",
            "2021-03-09T10:32:00GMT",
            "20210309T103200Z",
            "2021-03-09t10:32z",
        ] {
            assert_eq!(iso(universal).as_deref(), Some("2021-03-09T10:32:00Z"), "{universal}");
        }
        for day in ["20210309", "2021/03/09", "09.03.2021", "Mar 9 2021", "9. März 2021"] {
            assert_eq!(iso(day).as_deref(), Some("2021-03-09"), "{day}");
        }
        assert_eq!(iso("20210309103200").as_deref(), Some("2021-03-09T10:32:00"));
        for civil in ["2021/03/09 10:32", "March 9, 2021 10:32 AM", "09.03.2021 10:32"] {
            assert_eq!(iso(civil).as_deref(), Some("2021-03-09T10:32:00"), "{civil}");
        }
        assert_eq!(
            iso("Tue, 09 Mar 2021 10:32:00 GMT").as_deref(),
            Some("2021-03-09T10:32:00+00:00")
        );
        assert_eq!(iso("9 March 2021").as_deref(), Some("2021-03-09"));
        assert_eq!(iso("March 9, 2021").as_deref(), Some("2021-03-09"));
        assert_eq!(iso("1969-12-31").as_deref(), Some("1969-12-31"));
        assert_eq!(iso("2024-02-29").as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn dates_of_many_forms() {
        for (line, expected) in [
            ("Updated 12 March 2021 at 10:32", "2021-03-12T10:32"),
            ("Published: Mon, March 12th, 2021, 4:05 PM EST", "2021-03-12T16:05"),
            ("12. März 2021, 10:32 Uhr", "2021-03-12T10:32"),
            ("12 de marzo de 2021", "2021-03-12"),
            ("Publié le 1er mai 2021", "2021-05-01"),
            ("Опубликовано 12 мая 2021 г.", "2021-05-12"),
            ("Opublikowano: 12 maja 2021, 10:32", "2021-05-12T10:32"),
            ("发布时间：2021年5月12日 10:32", "2021-05-12T10:32"),
            ("آخر تحديث: ١٢ مايو ٢٠٢١", "2021-05-12"),
            ("更新：2021年5月12日10時32分", "2021-05-12T10:32"),
            ("입력 2021년 5월 12일 10시 32분", "2021-05-12T10:32"),
            ("승인 2021.05.12. 오후 3:05", "2021-05-12T15:05"),
            ("2021年5月12日 下午3:05", "2021-05-12T15:05"),
            ("Publikováno 12. května 2021 v 10:32", "2021-05-12T10:32"),
            ("Frissítve: 2021. május 12. 10:32", "2021-05-12T10:32"),
            ("Τετάρτη, 12 Μαΐου 2021, 10:32", "2021-05-12T10:32"),
            ("12 मई 2021, 10:32 बजे", "2021-05-12T10:32"),
            ("פורסם: 12 במאי 2021", "2021-05-12"),
            ("เผยแพร่ 12 พฤษภาคม 2564 เวลา 10:32 น.", "2021-05-12T10:32"),
            ("Publikuota 2021 m. gegužės 12 d. 10:32", "2021-05-12T10:32"),
            ("2021. gada 12. maijs, 10:32", "2021-05-12T10:32"),
            ("date 2020-07-02", "2020-07-02"),
            ("2020-07-02T08:15:00Z", "2020-07-02T08:15"),
            ("12.03.2021", "2021-03-12"),
            ("25/03/2021", "2021-03-25"),
            ("03/25/2021", "2021-03-25"),
            ("Veröffentlicht am 12.03.21 um 10:32 Uhr", "2021-03-12T10:32"),
            ("12. 03. 2021, 10:32 Uhr", "2021-03-12T10:32"),
            ("Oster-25/03/2021 10:32", "2021-03-25T10:32"),
            ("05-Mar-2021", "2021-03-05"),
            ("03.25.2021", "2021-03-25"),
            ("03/03/2021", "2021-03-03"),
            ("Publicado el 05/03/2021", "2021-03-05"),
            ("Submitted by ann on Fri, 03/05/2021 - 10:32", "2021-03-05T10:32"),
            ("Friday, 05/03/2021", "2021-03-05"),
            ("Friday, 03/05/2021", "2021-03-05"),
            ("March 12, 202110:32 AM", "2021-03-12"),
            ("Mar. 12. 2021 \u{b7} 6 comments", "2021-03-12"),
            ("Updated:Mar 12, 2021", "2021-03-12"),
            ("By Ann Lee3 March 2021, 10:32", "2021-03-03T10:32"),
            ("By Ann LeeMarch 3, 2021No Comments", "2021-03-03"),
        ] {
            assert_eq!(parse(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn each_date_of_a_line_has_its_labels() {
        let dates = all("Published 12 March 2021 at 10:32 | Updated 13 March 2021");
        let dates: Vec<_> = dates.iter().map(|d| (d.date.as_str(), d.labels.join(" "))).collect();
        let expected = [("2021-03-12T10:32", "published"), ("2021-03-13", "at updated")];
        assert_eq!(dates, expected.map(|(date, labels)| (date, labels.to_owned())));
        assert_eq!(all("更新：2021年5月12日")[0].labels[0], "更新");
    }

    #[test]
    fn a_date_that_could_be_one_of_two_days_is_told_by_its_place() {
        assert_eq!(unclear("By Ann Lee, 03/04/2021 10:32"), Some("03/04/2021"));
        for line in ["Friday, 05/03/2021", "13/04/2021", "1/2/3", "03/04/2021 | April 3, 2021"] {
            assert_eq!(unclear(line), None, "{line}");
        }
        let iso = |order| read_in("03/04/2021", order).map(|(_, iso)| iso);
        assert_eq!(iso(Order::DayFirst).as_deref(), Some("2021-04-03"));
        assert_eq!(iso(Order::MonthFirst).as_deref(), Some("2021-03-04"));
        assert_eq!(iso(Order::Unknown), None);
    }

    #[test]
    fn what_is_no_date_or_unclear_gives_nothing() {
        for line in [
            "Published on",
            "3 hours ago",
            "03/04/2021",
            "Tuesday, 03/05/2021",
            "30 February 2021",
            "10:32",
            "1400/02/22",
            "22 اردیبهشت 1400",
            "",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
