//! Dates as people and programs write them to ISO 8601.
//!
//! A text that is a date, as fields and markup hold it, is for [`read`]; a line such as "Updated 12 March 2021
//! at 10:32", of which `2021-03-12T10:32` comes out, for [`parse`]. Day and month that could stand for each other
//! are read only where one of them is above 12 or points separate them (day first). What has no zone gets none.
//! Deliberately absent: relative dates ("2 hours ago"), which need a clock, time zones named by letters, and dates
//! of the Persian calendar.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;

use super::calendar::month;

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
    let mail = || {
        let zoned = jiff::fmt::rfc2822::parse(written).ok()?;
        Some((zoned.date(), zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()))
    };
    iso(written).or_else(mail).or_else(|| iso(&parse(written)?))
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

/// The first date in `line`, with its time if one follows.
pub fn parse(line: &str) -> Option<String> {
    let is_eastern =
        |c: char| matches!(c, '年' | '년' | '午' | '오') || ('\u{660}'..='\u{669}').contains(&c);
    let eastern = line.contains(is_eastern).then(|| plain(line));
    let tokens: Vec<&str> = eastern
        .as_deref()
        .unwrap_or(line)
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|'))
        .filter(|token| !token.is_empty())
        .collect();
    let (date, rest) =
        (0..tokens.len()).find_map(|i| named(&tokens, i).or_else(|| numeric(&tokens, i)))?;
    let time = tokens[rest..]
        .iter()
        .enumerate()
        .find_map(|(i, token)| clock(token, tokens.get(rest + i + 1).copied().unwrap_or("")));
    Some(match time {
        Some(time) => format!("{date}T{:02}:{:02}", time.hour(), time.minute()),
        None => date.to_string(),
    })
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
    let month = month(&name.trim_end_matches('.').to_lowercase())?;
    Some((date(year, month.into(), day)?, last + 1))
}

/// A year's number; what follows may be glued to it: "2021No comments".
fn year(token: &str) -> Option<i32> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    token.get(..4).filter(|_| digits == 4)?.parse().ok()
}

/// A day's number: "12", "12.", "12th", "1er".
fn number(token: &str) -> Option<i32> {
    let digits = token.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

/// "2021-03-12", "2021/03/12", "12.03.2021", "25/03/2021", and with "T10:32" behind.
fn numeric(tokens: &[&str], i: usize) -> Option<(Date, usize)> {
    let token = tokens[i].trim_end_matches([':', ';']);
    let day_part = token.split_once('T').map_or(token, |(day, _)| day);
    let separator = day_part.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let numbers: Vec<i32> = day_part
        .split(separator)
        .filter(|n| !n.is_empty())
        .map(|n| n.parse().ok())
        .collect::<Option<_>>()?;
    let &[a, b, c] = numbers.as_slice() else { return None };
    let found = match (a, b, c) {
        (1000.., _, _) => date(a, b, c),
        (_, _, 1000..) if separator == '.' || a > 12 => date(c, b, a),
        (_, _, 1000..) if b > 12 => date(c, a, b),
        _ => None,
    }?;
    // The time may be glued to the date: the same token is looked at again for it.
    Some((found, if day_part.len() < token.len() { i } else { i + 1 }))
}

/// Years of the Buddhist era are 543 ahead; earlier ones than newspapers are of the Persian calendar.
fn date(year: i32, month: i32, day: i32) -> Option<Date> {
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
        ] {
            assert_eq!(parse(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_no_date_or_unclear_gives_nothing() {
        for line in [
            "Published on",
            "3 hours ago",
            "03/04/2021",
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
