//! Dates as pages write them, to ISO 8601.
//!
//! In goes what a page gives as a date, out comes its ISO text where it can be read without guessing, the text as
//! written where it is like a date but ambiguous (5/3/2024) or in words that nobody taught us, and nothing where it
//! is not a date.

use crate::lexicon::dates;

/// Longest text that is still a date.
const MAX_DATE: usize = 60;
/// Years that a newspaper can have been published in.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

/// The date that `text` gives without doubt.
pub(super) fn clear(text: &str) -> Option<String> {
    let (day, iso) = dates::read(Some(text.trim()).filter(|text| text.len() <= MAX_DATE)?)?;
    YEARS.contains(&day.year()).then_some(iso)
}

/// The date that `text` gives, as written where it is in doubt.
pub(super) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    let is_unread = || text.len() <= MAX_DATE && dates::read(text).is_none();
    clear(text).or_else(|| is_unread().then(|| as_written(text))?)
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
        assert_eq!(read("3 mai 2024").as_deref(), Some("2024-05-03"));
        assert_eq!(read("3 Bealtaine 2024").as_deref(), Some("3 Bealtaine 2024"));
        assert_eq!(read("5/3/2024").as_deref(), Some("5/3/2024"));
        for other in ["", "yesterday", "2999-01-01", "2024-02-30", "{{date}}", "1714723200"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
