//! What people look at: one document with its changes as an HTML page, and the report of a run.
//!
//! In go plain values ([`Document`] and others), whoever read or computed them; out come pages that
//! stand alone: one file each, styles, scripts and charts inside, nothing loaded from anywhere. All
//! text goes through the templates' escaping, and the page's own security policy lets nothing run
//! but its one script. Reading outputs and choosing where a page goes is the caller's.

mod charts;
mod document;
mod figures;
mod flow;
mod kinds;
mod map;
mod overview;
mod page;
mod sample;
mod sites;
mod view;

use askama::Template;

pub use document::{Document, Fact, Heat, Link, Mark, Score, web_address};
pub use overview::report;
pub use sample::{Lines, Sample, Sort};

use flow::Look;
use page::{DOCUMENT_SCRIPT, Head, STYLE};
use view::View;

#[derive(Template)]
#[template(path = "explain.html")]
struct ExplainPage<'a> {
    head: Head,
    views: Vec<View<'a>>,
    views_open: bool,
}

/// A page that shows documents one below the other, such as the articles of one record.
pub fn document_page(documents: &[Document]) -> String {
    let views: Vec<View> = documents
        .iter()
        .enumerate()
        .map(|(number, document)| View::new(document, number))
        .collect();
    let title = views.first().map_or("No text", View::title);
    let head = Head::new(format!("{title} – copydesk"), STYLE.into(), DOCUMENT_SCRIPT.into());
    rendered(&ExplainPage { head, views, views_open: true }, 0)
}

/// The page, of about so many bytes; rendering into memory cannot fail.
fn rendered(page: &impl Template, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes);
    page.render_into(&mut text)
        .expect("templates only format values that cannot fail to be formatted");
    text
}
