//! Dates as sources write them to ISO 8601, or nothing.
//!
//! A date without a zone stays without one. The clock of the run is never asked: a date is judged
//! against the fetch time where that is known.

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;
use jiff::{SpanRelativeTo, Timestamp, ToSpan};

use crate::lexicon::dates;

/// Days after its fetch that a document may claim to be published; later dates are mistakes
/// (the rule of Media Cloud).
const MAX_DAYS_AHEAD: i64 = 90;
/// Bytes of a date without a time: `2021-03-09`.
const LONGEST_DATE: usize = 10;
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
    let mail = || {
        let zoned = jiff::fmt::rfc2822::parse(written).ok()?;
        Some((zoned.date(), zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()))
    };
    iso(written).or_else(mail).or_else(|| iso(&dates::parse(written)?))
}

/// ISO 8601 as it is meant to be, and as databases and careless programs write it. What has a zone keeps it; civil
/// dates and times stay without.
fn iso(written: &str) -> Option<(Date, String)> {
    if !written.as_bytes().first_chunk::<4>()?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    if let Ok(date) = written.parse::<Date>()
        && written.len() <= LONGEST_DATE
    {
        return Some((date, date.to_string()));
    }
    // "2021-03-09 10:32:00 UTC", "2021-03-09 10:32:00 +0100".
    let glued = written.replace(" UTC", "Z").replace(" +", "+").replace(" -", "-");
    if glued.parse::<Timestamp>().is_ok() {
        let pieces = Pieces::parse(&glued).ok()?;
        let time = pieces.date().to_datetime(pieces.time()?);
        return Some((time.date(), Pieces::from(time).with_offset(pieces.offset()?).to_string()));
    }
    if let Ok(time) = written.parse::<DateTime>() {
        return Some((time.date(), time.to_string()));
    }
    // Something unreadable after a good date ("2021-03-09 um 14 Uhr"): the date stands.
    let date = written.get(..LONGEST_DATE)?.parse::<Date>().ok()?;
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
        for zoned in [
            "2021-03-09T10:32:00+0100",
            "2021-03-09 10:32:00 +0100",
            "20210309T103200+01",
            "2021-03-09t10:32+01:00[Europe/Berlin]",
        ] {
            assert_eq!(iso(zoned).as_deref(), Some("2021-03-09T10:32:00+01:00"), "{zoned}");
        }
        for universal in ["2021-03-09 10:32:00 UTC", "20210309T103200Z", "2021-03-09t10:32z"] {
            assert_eq!(iso(universal).as_deref(), Some("2021-03-09T10:32:00Z"), "{universal}");
        }
        for day in ["20210309", "2021/03/09", "09.03.2021", "Mar 9 2021", "9. März 2021"] {
            assert_eq!(iso(day).as_deref(), Some("2021-03-09"), "{day}");
        }
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
    fn what_cannot_be_is_omitted() {
        assert_eq!(to_iso("2999-01-01", None), None);
        assert_eq!(to_iso("2023-02-29", None), None);
        assert_eq!(to_iso("yesterday", None), None);
        assert_eq!(to_iso("03/04/2021", None), None);
        assert_eq!(to_iso("", None), None);
        assert_eq!(to_iso("2021-08-01", Some("2021-03-09T00:00:00Z")), None);
        assert!(to_iso("2021-06-01", Some("2021-03-09T00:00:00Z")).is_some());
    }
}
