//! Dates as sources write them to ISO 8601, or nothing.
//!
//! A date without a zone stays without one. The clock of the run is never asked: a date is judged
//! against the fetch time where that is known.

use jiff::civil::{Date, DateTime};
use jiff::{SpanRelativeTo, Timestamp, ToSpan};

/// Days after its fetch that a document may claim to be published; later dates are mistakes
/// (the rule of Media Cloud).
const MAX_DAYS_AHEAD: i64 = 90;
/// Years accepted when the fetch time is unknown: the first newspaper to a century from now.
const YEARS: std::ops::RangeInclusive<i16> = 1605..=2100;

/// The date in ISO 8601, unless it cannot be read or lies in the future of `added`.
pub fn to_iso(written: &str, added: Option<&str>) -> Option<String> {
    let written = written.trim();
    let (date, iso) = read(written)?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    if let Some((fetched, _)) = added.and_then(|added| read(added.trim())) {
        let ahead = date.since(fetched).ok()?;
        let limit = MAX_DAYS_AHEAD.days();
        if ahead.compare((limit, SpanRelativeTo::days_are_24_hours())).ok()?.is_gt() {
            return None;
        }
    }
    Some(iso)
}

/// The calendar date and the whole in ISO 8601.
fn read(written: &str) -> Option<(Date, String)> {
    // Timestamps with a zone keep it; civil dates and times stay as precise as they came.
    if written.len() <= 10 {
        if let Ok(date) = written.parse::<Date>() {
            return Some((date, date.to_string()));
        }
    } else if written.as_bytes()[..4].iter().all(u8::is_ascii_digit) {
        let date = written.get(..10)?.parse::<Date>().ok()?;
        if written.parse::<Timestamp>().is_ok() {
            return Some((date, written.replacen(' ', "T", 1)));
        }
        if let Ok(time) = written.parse::<DateTime>() {
            return Some((date, time.to_string()));
        }
        // Something unreadable after a good date ("2021-03-09 um 14 Uhr"): the date stands.
        return Some((date, date.to_string()));
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(written) {
        return Some((zoned.date(), zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()));
    }
    const FORMS: [&str; 8] = [
        "%d %B %Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%b %d, %Y",
        "%A, %B %d, %Y",
        "%A, %d %B %Y",
        "%a, %d %b %Y",
        "%d.%m.%Y",
    ];
    let date = FORMS.iter().find_map(|form| Date::strptime(form, written).ok())?;
    Some((date, date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_in_use_are_read() {
        let iso = |written| to_iso(written, None);
        assert_eq!(iso("2021-03-09").as_deref(), Some("2021-03-09"));
        assert_eq!(iso("2021-03-09T10:32:00+01:00").as_deref(), Some("2021-03-09T10:32:00+01:00"));
        assert_eq!(iso("2021-03-09 10:32:00").as_deref(), Some("2021-03-09T10:32:00"));
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
    fn what_cannot_be_is_omitted() {
        assert_eq!(to_iso("2999-01-01", None), None);
        assert_eq!(to_iso("2023-02-29", None), None);
        assert_eq!(to_iso("yesterday", None), None);
        assert_eq!(to_iso("2021-08-01", Some("2021-03-09T00:00:00Z")), None);
        assert!(to_iso("2021-06-01", Some("2021-03-09T00:00:00Z")).is_some());
    }
}
