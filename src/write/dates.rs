//! Dates as sources write them to ISO 8601, or nothing.
//!
//! Of "03/04/2021" the place where the document is from tells the month, or it is no date. A date without a zone stays without one. The clock of the run is never asked: a date is judged
//! against the fetch time where that is known.

use jiff::{SpanRelativeTo, ToSpan};

use crate::lexicon::date_order::Order;
use crate::lexicon::dates;

/// Days after its fetch that a document may claim to be published; later dates are mistakes
/// (the rule of Media Cloud).
const MAX_DAYS_AHEAD: i64 = 90;
/// Years accepted when the fetch time is unknown: the first newspaper to a century from now.
const YEARS: std::ops::RangeInclusive<i16> = 1605..=2100;

/// The date in ISO 8601, unless it cannot be read or lies in the future of `added`. `order` is asked where day and
/// month could stand for each other.
pub fn to_iso(written: &str, order: Order, added: Option<&str>) -> Option<String> {
    let written = written.trim();
    let (date, iso) = dates::read_in(written, order)?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    if let Some((fetched, _)) = added.and_then(|added| dates::read(added.trim())) {
        let ahead = date.since(fetched).ok()?;
        let limit = MAX_DAYS_AHEAD.days();
        if ahead.compare((limit, SpanRelativeTo::days_are_24_hours())).ok()?.is_gt() {
            return None;
        }
    }
    Some(iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_iso(written: &str, added: Option<&str>) -> Option<String> {
        super::to_iso(written, Order::Unknown, added)
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
