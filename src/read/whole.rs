//! Plain text and HTML: the whole file is one record. A feed: its articles.

use super::buffer::Buffer;
use super::sniff::Format;
use super::{Flow, Outlet, Place, feed};
use crate::document::Kind;

/// Reads the rest of `buffer` as one record.
pub(super) fn read(format: Format, buffer: &mut Buffer<'_>, outlet: &mut Outlet<'_>) -> Flow {
    let limit = outlet.limit();
    let offset = buffer.offset();
    let length = buffer.ensure(limit + 1).len();
    if length > limit {
        let length = buffer.skip(u64::MAX);
        return outlet.too_large(Place::span(offset, length), "the file");
    }
    let articles = match format {
        Format::Feed => feed::records(buffer.peek(), None, "feed", outlet),
        _ => None,
    };
    if let Some(articles) = articles {
        buffer.advance(length);
        return articles.into_iter().try_for_each(|article| outlet.record(article));
    }
    let (kind, name) = match format {
        Format::Html | Format::Feed => (Kind::Html, "html"),
        _ => (Kind::Text, "txt"),
    };
    // A stream cut before its first byte left nothing to work on; the cut itself is reported.
    if length == 0 && buffer.is_cut() {
        return Flow::Continue(());
    }
    let mut record = outlet.draft(buffer.peek().to_vec(), kind, name);
    record.origin.offset = offset;
    if buffer.is_cut() {
        record.warnings.push("truncated");
    }
    buffer.advance(length);
    outlet.record(record)
}
