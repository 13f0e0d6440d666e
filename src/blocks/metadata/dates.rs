//! Dates as pages write them, to ISO 8601.
//!
//! In goes what a page gives as a date, out comes its ISO text where it can be read without
//! guessing, the text as written where it is like a date but ambiguous (5/3/2024) or in words of
//! another language, and nothing where it is not a date. Nothing depends on the clock or the time
//! zone of the machine: what has no zone gets none.

use jiff::civil;
use jiff::fmt::{rfc2822, strtime};

/// Longest text that is still a date.
const MAX_DATE: usize = 60;
/// Years that a newspaper can have been published in.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

/// Dates and times without a zone, in forms that have one meaning.
const DATE_TIMES: &[&str] = &["%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y%m%d%H%M%S"];
const DATES: &[&str] = &[
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
];

/// The date that `text` gives.
pub(super) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() < 8 || text.len() > MAX_DATE || !text.is_ascii() {
        return as_written(text);
    }
    if let Some(date) = iso(text) {
        return is_possible(date.1).then_some(date.0);
    }
    if let Ok(zoned) = rfc2822::parse(text) {
        let iso = zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        return is_possible(zoned.date()).then_some(iso);
    }
    for format in DATE_TIMES {
        if let Some(time) = strtime::parse(format, text).ok().and_then(|t| t.to_datetime().ok()) {
            return is_possible(time.date()).then(|| time.to_string());
        }
    }
    for format in DATES {
        if let Some(date) = strtime::parse(format, text).ok().and_then(|t| t.to_date().ok()) {
            return is_possible(date).then(|| date.to_string());
        }
    }
    as_written(text)
}

/// ISO 8601 as written, but for a space instead of the `T`, and its day.
fn iso(text: &str) -> Option<(String, civil::Date)> {
    let day: civil::Date = text.get(..10)?.parse().ok()?;
    if text.len() == 10 {
        return Some((text.to_owned(), day));
    }
    let mut iso = text.to_owned();
    if text.as_bytes()[10] == b' ' {
        iso.replace_range(10..11, "T");
    }
    // A space before the zone, and "UTC", are common and no ISO.
    let mut iso = iso.replace(" UTC", "Z").replace(" GMT", "Z").replace(' ', "");
    if iso.ends_with("UTC") {
        iso.truncate(iso.len() - 3);
        iso.push('Z');
    }
    let is_time = iso.parse::<jiff::Timestamp>().is_ok()
        || !iso.ends_with('Z') && iso.parse::<civil::DateTime>().is_ok();
    is_time.then_some((iso, day))
}

fn is_possible(day: civil::Date) -> bool {
    YEARS.contains(&day.year())
}

/// The text itself if it is like a date: short, with a year and a day in it.
fn as_written(text: &str) -> Option<String> {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let is_iso = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let has_year = numbers
        .iter()
        .any(|n| n.len() == 4 && n.parse().is_ok_and(|year: i16| YEARS.contains(&year)));
    // What has the form of ISO 8601 and could not be read is a day that does not exist.
    let is_date = has_year
        && !is_iso
        && numbers.len() >= 2
        && numbers.len() <= 8
        && numbers.iter().all(|n| n.len() <= 4)
        && text.len() <= MAX_DATE
        && !text.contains(['<', '{', '@']);
    is_date.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn iso_stays_as_written() {
        for date in ["2024-05-03", "2024-05-03T10:00:00+02:00", "1969-12-31T23:59:59Z"] {
            assert_eq!(read(date).as_deref(), Some(date));
        }
        assert_eq!(read("2024-05-03 10:00:00").as_deref(), Some("2024-05-03T10:00:00"));
        assert_eq!(read("2024-05-03 10:00:00 UTC").as_deref(), Some("2024-05-03T10:00:00Z"));
    }

    #[test]
    fn other_certain_forms_become_iso() {
        assert_eq!(
            read("Fri, 03 May 2024 10:00:00 +0200").as_deref(),
            Some("2024-05-03T10:00:00+02:00")
        );
        assert_eq!(read("May 3, 2024").as_deref(), Some("2024-05-03"));
        assert_eq!(read("03.05.2024").as_deref(), Some("2024-05-03"));
        assert_eq!(read("20240503").as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn the_rest_is_kept_only_if_it_is_like_a_date() {
        assert_eq!(read("3 mai 2024").as_deref(), Some("3 mai 2024"));
        assert_eq!(read("5/3/2024").as_deref(), Some("5/3/2024"));
        for other in ["", "yesterday", "2999-01-01", "2024-02-30", "{{date}}", "1714723200"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
