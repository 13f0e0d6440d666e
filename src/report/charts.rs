//! The charts of the overview as rows and bars; the templates draw them as inline SVG.
//!
//! A chart of rows is a table whose last column is drawn: its text stays text, grows with the
//! reader's font and is read aloud as a table. Colors are classes, so that they follow light and
//! dark.

use std::collections::BTreeMap;

use super::figures::{counted, percent, share};
use super::kinds::kind;
use crate::document::{Overview, SiteScore};
use crate::text::Reason;

/// Rows of a chart of sites.
const SITES: usize = 12;
/// Rows of other charts; what is rarer is one row together.
const ROWS: usize = 10;
/// Columns of the chart of months before years take their place.
const MOST_COLUMNS: usize = 72;
/// Years shown at most, the latest: dates before are mistakes.
const MOST_YEARS: usize = 80;

/// A row of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub name: String,
    /// Its figure for people.
    pub told: String,
    /// Parts of its bar, left to right: class of color, beginning and length in percent.
    pub parts: Vec<(&'static str, f64, f64)>,
    /// Ends of the interval around its figure, in percent, where there is one.
    pub interval: Option<(f64, f64)>,
}

/// A column of a chart over time or over values.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What it is about.
    pub name: String,
    /// Its figure for people.
    pub told: String,
    /// Its height in percent of the tallest.
    pub height: f64,
}

fn row(name: &str, n: u64, most: u64, color: &'static str) -> Row {
    let parts = vec![(color, 0.0, 100.0 * share(n, most))];
    Row { name: name.to_owned(), told: counted(n), parts, interval: None }
}

/// Removed parts by kind, the most frequent first.
pub fn removed(removed: &BTreeMap<Reason, u64>) -> Vec<Row> {
    let mut counts: Vec<_> = removed.iter().filter(|&(_, &n)| n > 0).collect();
    counts.sort_by_key(|&(reason, &n)| (std::cmp::Reverse(n), *reason));
    let most = counts.first().map_or(0, |&(_, &n)| n);
    counts
        .into_iter()
        .map(|(&reason, &n)| row(kind(reason).label, n, most, kind(reason).color))
        .collect()
}

/// Counts by name, the most frequent first, the rare ones together.
pub fn counts(counts: &BTreeMap<String, u64>) -> Vec<Row> {
    let mut counts: Vec<_> = counts.iter().filter(|&(_, &n)| n > 0).collect();
    counts.sort_by_key(|&(name, &n)| (std::cmp::Reverse(n), name));
    let rare = counts.split_off(counts.len().min(ROWS));
    let rest: u64 = rare.iter().map(|&(_, &n)| n).sum();
    let most = counts.first().map_or(0, |&(_, &n)| n).max(rest);
    let mut rows: Vec<Row> = counts
        .into_iter()
        .map(|(name, &n)| row(&name.replace('_', " "), n, most, "plain"))
        .collect();
    if rest > 0 {
        rows.push(row(&format!("{} others", rare.len()), rest, most, "plain"));
    }
    rows
}

/// The sites with the largest share of spun documents, with the interval of each share.
pub fn spun(sites: &[SiteScore]) -> Vec<Row> {
    // By the lower end: a high share of few documents says little.
    let low = |site: &SiteScore| site.spun_low.unwrap_or_default();
    top(sites, low, |site| {
        let value = site.spun_share.unwrap_or_default();
        let ends = site.spun_low.zip(site.spun_high);
        let interval = ends.map(|(low, high)| (100.0 * low, 100.0 * high));
        (percent(value), vec![("spun", 0.0, 100.0 * value)], interval)
    })
}

/// The sites with the largest share of duplicates: of their own, and of other sites.
pub fn duplicates(sites: &[SiteScore]) -> Vec<Row> {
    let all = |site: &SiteScore| site.own_duplicate_share + site.foreign_duplicate_share;
    top(sites, all, |site| {
        let (own, foreign) = (site.own_duplicate_share, site.foreign_duplicate_share);
        let parts = vec![("own", 0.0, 100.0 * own), ("twice", 100.0 * own, 100.0 * foreign)];
        (percent(own + foreign), parts, None)
    })
}

type Drawn = (String, Vec<(&'static str, f64, f64)>, Option<(f64, f64)>);

fn top(
    sites: &[SiteScore],
    value: impl Fn(&SiteScore) -> f64,
    draw: impl Fn(&SiteScore) -> Drawn,
) -> Vec<Row> {
    let mut top: Vec<&SiteScore> = sites.iter().filter(|site| value(site) > 0.0).collect();
    top.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.site.cmp(&b.site)));
    top.truncate(SITES);
    top.into_iter()
        .map(|site| {
            let (told, parts, interval) = draw(site);
            Row { name: site.site.clone(), told, parts, interval }
        })
        .collect()
}

/// The tallest column, the first of those as tall.
pub fn tallest(columns: &[Column]) -> Option<&Column> {
    columns.iter().rev().max_by(|a, b| a.height.total_cmp(&b.height))
}

/// Documents over time: by month, or by year where there are many months.
pub fn over_time(months: &BTreeMap<String, u64>) -> Vec<Column> {
    let known: BTreeMap<i32, u64> =
        months.iter().filter_map(|(month, &n)| Some((ordinal(month)?, n))).collect();
    let (Some(&first), Some(&last)) = (known.keys().next(), known.keys().next_back()) else {
        return Vec::new();
    };
    let is_monthly = (last - first) as usize <= MOST_COLUMNS;
    let mut columns: BTreeMap<i32, u64> = BTreeMap::new();
    for (month, n) in known {
        *columns.entry(if is_monthly { month } else { month.div_euclid(12) }).or_default() += n;
    }
    let last = if is_monthly { last } else { last.div_euclid(12) };
    let first = columns.keys().next().copied().unwrap_or(last).max(last - MOST_YEARS as i32);
    let most = columns.values().copied().max().unwrap_or_default();
    (first..=last)
        .map(|at| {
            let n = columns.get(&at).copied().unwrap_or_default();
            let name = match is_monthly {
                true => format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1),
                false => format!("{at:04}"),
            };
            Column { name, told: counted(n), height: 100.0 * share(n, most) }
        })
        .collect()
}

/// Months since year 0; none of what is no month.
fn ordinal(month: &str) -> Option<i32> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    ((1..=12).contains(&month) && (0..=9999).contains(&year)).then_some(year * 12 + month - 1)
}

/// Documents by quality.
pub fn quality(overview: &Overview) -> Vec<Column> {
    histogram(&overview.quality)
}

/// Sites by hygiene score, in bars of 0.05.
pub fn hygiene(sites: &[SiteScore]) -> Vec<Column> {
    let mut bars = [0; 20];
    for score in sites.iter().filter_map(|site| site.hygiene_score) {
        bars[((score * 20.0) as usize).min(19)] += 1;
    }
    histogram(&bars)
}

/// Counts in equal bars from 0 to 1; nothing where all are empty.
fn histogram(bars: &[u64]) -> Vec<Column> {
    let most = bars.iter().copied().max().unwrap_or_default();
    if most == 0 {
        return Vec::new();
    }
    let width = 1.0 / bars.len() as f64;
    let name = |i: usize| format!("{:.2} to {:.2}", i as f64 * width, (i + 1) as f64 * width);
    bars.iter()
        .enumerate()
        .map(|(i, &n)| Column { name: name(i), told: counted(n), height: 100.0 * share(n, most) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
        pairs.iter().map(|&(month, n)| (month.to_owned(), n)).collect()
    }

    #[test]
    fn empty_months_between_have_their_place() {
        let columns = over_time(&months(&[("2020-11", 4), ("2021-02", 2), ("unknown", 9)]));
        let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["2020-11", "2020-12", "2021-01", "2021-02"]);
        assert_eq!(columns[3].height, 50.0);
    }

    #[test]
    fn many_months_become_years_and_odd_dates_do_not_stretch_them() {
        let columns = over_time(&months(&[("0001-01", 1), ("2019-05", 5), ("2024-01", 5)]));
        assert_eq!(columns.len(), MOST_YEARS + 1);
        assert_eq!(columns.last().map(|column| column.name.as_str()), Some("2024"));
    }

    #[test]
    fn rare_names_are_one_row() {
        let many = (0..14).map(|i| (format!("l{i:02}"), 20 - i)).collect();
        let rows = counts(&many);
        assert_eq!(rows.len(), ROWS + 1);
        assert_eq!(rows[ROWS].name, "4 others");
    }
}
