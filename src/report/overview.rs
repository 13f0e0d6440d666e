//! The report of a run as the templates take it.

use std::collections::BTreeMap;

use askama::Template;

use super::charts::{self, Column, Row};
use super::document::Document;
use super::figures::{counted, percent, share};
use super::flow::Look;
use super::page::{DOCUMENT_SCRIPT, Head, STYLE};
use super::sample::Sort;
use super::sites::{self, SiteRow};
use super::view::View;
use crate::document::{Overview, SiteScore};

/// What the report adds to the styles and the script of documents.
const REPORT_STYLE: &str = include_str!("../../templates/report.css");
const REPORT_SCRIPT: &str = include_str!("../../templates/report.js");

/// Largest report, in bytes: it opens at once in a browser and can be sent by mail.
const MAX_BYTES: usize = 10_000_000;
/// What documents may take of it at most, so that a browser opens the page in a second.
const DOCUMENT_BYTES: usize = 4_000_000;
/// What the page around sites and documents takes at most: styles, script, overview, first rows.
const AROUND_BYTES: usize = 400_000;
/// Bytes of the view of a document for one of its text, about: room is made for them.
const MARKUP: usize = 4;

/// A figure of the overview.
struct Figure {
    name: &'static str,
    told: String,
    note: String,
}

/// A document of the report, closed until it is opened.
struct Entry {
    number: usize,
    title: String,
    site: String,
    sort: Sort,
    changes: usize,
    html: String,
}

#[derive(Template)]
#[template(path = "documents.html")]
struct DocumentPart<'a> {
    view: View<'a>,
    views_open: bool,
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    head: Head,
    lead: String,
    figures: Vec<Figure>,
    over_time: Vec<Column>,
    over_time_note: String,
    removed: Vec<Row>,
    spun: Vec<Row>,
    duplicates: Vec<Row>,
    families: Vec<Row>,
    encodings: Vec<Row>,
    languages: Vec<Row>,
    quality: Vec<Column>,
    hygiene: Vec<Column>,
    site_count: String,
    has_all_rows: bool,
    site_rows: Vec<SiteRow<'a>>,
    site_data: String,
    sorts: Vec<(Sort, usize)>,
    entries: Vec<Entry>,
}

/// The report of a set of documents: totals, sites, and documents in the order in which they are
/// to be shown while there is room; documents beyond it are not asked for.
pub fn report(
    overview: &Overview,
    sites: &[SiteScore],
    documents: impl IntoIterator<Item = Document>,
) -> String {
    let order = sites::in_order(sites);
    let (site_data, site_count) = fitting(&order);
    let room = (MAX_BYTES - AROUND_BYTES).saturating_sub(site_data.len()).min(DOCUMENT_BYTES);
    let mut entries = entries(documents, room);
    entries.sort_by(|a, b| (a.sort, &a.site, &a.title).cmp(&(b.sort, &b.site, &b.title)));
    let mut sorts: BTreeMap<Sort, usize> = BTreeMap::new();
    for entry in &entries {
        *sorts.entry(entry.sort).or_default() += 1;
    }
    let site_rows = sites::rows(&order);
    let head = Head::new(
        "What copydesk did".to_owned(),
        [STYLE, REPORT_STYLE].concat(),
        [DOCUMENT_SCRIPT, REPORT_SCRIPT].concat(),
    );
    let page = ReportPage {
        head,
        lead: lead(overview, sites),
        figures: figures(overview, sites),
        over_time: charts::over_time(&overview.months),
        over_time_note: match overview.months.get("unknown") {
            Some(&n) => {
                format!("By date of publication; {} without one are not shown.", counted(n))
            }
            None => "By date of publication.".to_owned(),
        },
        removed: charts::removed(&overview.removed),
        spun: charts::spun(sites),
        duplicates: charts::duplicates(sites),
        families: charts::counts(&overview.families),
        encodings: charts::counts(&overview.encodings),
        languages: charts::counts(&overview.languages),
        quality: charts::quality(overview),
        hygiene: charts::hygiene(sites),
        site_count: counted(site_count as u64),
        has_all_rows: site_rows.len() == site_count,
        site_rows,
        site_data,
        sorts: sorts.into_iter().collect(),
        entries,
    };
    let documents: usize = page.entries.iter().map(|entry| entry.html.len()).sum();
    let bytes = AROUND_BYTES + page.site_data.len() + documents;
    super::rendered(&page, bytes)
}

/// The data of as many sites as the page can hold, those with the most documents first.
fn fitting(order: &[&SiteScore]) -> (String, usize) {
    let mut count = order.len();
    loop {
        let data = sites::data(&order[..count]);
        if data.len() <= MAX_BYTES - AROUND_BYTES - DOCUMENT_BYTES / 5 || count == 0 {
            return (data, count);
        }
        count /= 2;
    }
}

/// The documents laid out, until they fill `room` bytes.
fn entries(documents: impl IntoIterator<Item = Document>, room: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut left = room;
    for document in documents {
        let number = entries.len();
        let view = View::new(&document, number);
        let (title, changes) = (view.title().to_owned(), view.changes());
        let html = super::rendered(
            &DocumentPart { view, views_open: false },
            document.base.len() * MARKUP,
        );
        // The line that opens it holds title and site twice.
        let bytes = html.len() + 2 * (title.len() + document.site.len()) + 300;
        if bytes > left {
            break;
        }
        left -= bytes;
        entries.push(Entry {
            number,
            title,
            site: document.site,
            sort: document.sort,
            changes,
            html,
        });
    }
    entries
}

/// The first sentence: how much of what, from when.
fn lead(overview: &Overview, sites: &[SiteScore]) -> String {
    let mut months = overview.months.keys().filter(|month| month.as_str() != "unknown");
    let first = months.next();
    let time = match (first, months.next_back().or(first)) {
        (Some(first), Some(last)) if first != last => format!(", from {first} to {last}"),
        (Some(only), _) => format!(", of {only}"),
        _ => String::new(),
    };
    let s = |n: u64| if n == 1 { "" } else { "s" };
    format!(
        "{} document{} of {} site{}{time}.",
        counted(overview.articles),
        s(overview.articles),
        counted(sites.len() as u64),
        s(sites.len() as u64)
    )
}

fn figures(overview: &Overview, sites: &[SiteScore]) -> Vec<Figure> {
    let all = overview.articles;
    let removed: u64 = overview.removed.values().sum();
    let duplicates = overview.own_duplicates + overview.foreign_duplicates;
    let scored = sites.iter().filter(|site| site.hygiene_score.is_some()).count() as u64;
    let of_all = |n: u64| format!("{} of the documents", percent(share(n, all)));
    let rows = [
        ("documents", all, format!("{} left out", counted(overview.excluded))),
        ("words", overview.words, format!("{} a document", counted(overview.words / all.max(1)))),
        ("sites", sites.len() as u64, format!("{} with a hygiene score", counted(scored))),
        ("parts removed", removed, format!("{:.1} a document", share(removed, all))),
        (
            "spun documents",
            overview.spun,
            format!(
                "{} of {} judged",
                percent(share(overview.spun, overview.judged)),
                counted(overview.judged)
            ),
        ),
        ("words repaired", overview.repairs, "in spun text and by form".to_owned()),
        ("duplicates", duplicates, of_all(duplicates)),
        ("with encoding trouble", overview.encoding_trouble, of_all(overview.encoding_trouble)),
    ];
    rows.into_iter().map(|(name, n, note)| Figure { name, told: counted(n), note }).collect()
}
