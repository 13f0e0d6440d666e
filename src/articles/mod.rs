//! Labelled blocks to articles, each with the metadata lifted from what is removed.
//!
//! In go the page's text, its blocks with their labels, and removals inside kept blocks; out comes
//! one article for each stretch that starts with a title. Removed blocks become changes of the
//! article's text, one each, so that the audit can name every one; the larger of the white space
//! around them stays. Deliberately absent: any judgment of what a block is (the room `strip`).

mod front;
mod lift;
mod names;
mod removal;
mod stub;

use crate::config;
use crate::document::{Article, Block, Label, Metadata, Tag};
use crate::text::{Edit, Reason, Span, Text, Why};

/// Cuts a page into its articles and removes what is labelled boilerplate.
///
/// The bases of the articles, one after the other, are the base of the page. `config` is `None`
/// when the room is skipped: the page stays one article.
pub fn split(
    text: Text,
    blocks: &[Block],
    labels: &[Label],
    inside: Vec<Edit>,
    metadata: Metadata,
    config: Option<&config::Articles>,
) -> Vec<Article> {
    let mut starts = config.map_or(Vec::new(), |config| starts(labels, config));
    starts.retain(|&start| !text.is_inside_change(blocks[start].span.start as usize));
    let places: Vec<usize> =
        starts.iter().map(|&start| blocks[start].span.start as usize).collect();
    let bounds: Vec<usize> = [0].into_iter().chain(starts).chain([blocks.len()]).collect();
    let parts = bounds.len() as u32 - 1;
    let mut inside = inside.into_iter().peekable();
    let mut articles = Vec::with_capacity(parts as usize);
    let mut says = Vec::with_capacity(parts as usize);
    let mut offset = 0; // where the part begins
    for ((part, mut text), bounds) in (1..).zip(text.split_at(&places)).zip(bounds.windows(2)) {
        let (first, end) = (bounds[0], bounds[1]);
        let mut own = own_blocks(&blocks[first..end], &labels[first..end], offset);
        let next = offset + text.as_str().len();
        let mut edits = Vec::new();
        while let Some(edit) = inside.next_if(|edit| (edit.span.start as usize) < next) {
            edits.push(Edit { span: here(edit.span, offset), ..edit });
        }
        offset = next;
        let mut own_metadata = metadata.clone();
        says.push(lift::lift(text.as_str(), &mut own, &edits, parts > 1, &mut own_metadata));
        if config.is_some_and(|config| !config.titles) {
            let title = own_metadata.title.as_deref();
            lift_title(text.as_str(), &blocks[first..end], &mut own, &mut edits, title);
        }
        edits.extend(own_lines(text.as_str(), &own));
        let is_stub = stub::is_stub(text.as_str(), &own);
        edits.extend(removal::removals(text.as_str(), &own, config.is_some()));
        text.apply(edits);
        let mut article = Article::new(text, own_metadata, part, parts);
        article.warnings.extend(is_stub.then_some(stub::WARNING));
        articles.push(article);
    }
    lift::keep_apart(&mut articles, says);
    articles
}

/// A place of the page as one of the part that begins at `offset`.
fn here(span: Span, offset: usize) -> Span {
    Span::new(span.start as usize - offset, span.end as usize - offset)
}

/// A part's blocks in its own places. Those that touch a change of the text may have grown into each other:
/// what they share belongs to the first.
fn own_blocks(blocks: &[Block], labels: &[Label], offset: usize) -> Vec<(Span, Label)> {
    let mut free = 0;
    let own = |(block, label): (&Block, &Label)| {
        let span = here(block.span, offset);
        let start = span.start.max(free);
        free = free.max(span.end);
        (Span { start, end: span.end.max(start) }, *label)
    };
    blocks.iter().zip(labels).map(own).collect()
}

/// The edits that take what is labelled boilerplate from an article, and `inside` with it.
pub fn removals(
    text: &str,
    blocks: &[Block],
    labels: &[Label],
    mut inside: Vec<Edit>,
) -> Vec<Edit> {
    inside.extend(removal::removals(text, &own_blocks(blocks, labels, 0), true));
    inside
}

/// A headline amid a line is no part of the sentence behind it.
const OWN_LINE: Why = Why { rule: "articles/title", reason: Reason::Whitespace, confidence: 0.9 };

/// Ends the line behind each headline that a longer line goes on behind, in a part that loses something: else
/// nothing shows that the line was put together.
fn own_lines(text: &str, own: &[(Span, Label)]) -> Vec<Edit> {
    if !own.iter().any(|(_, label)| matches!(label, Label::Boilerplate(_))) {
        return Vec::new();
    }
    let titles = own.iter().filter(|(_, label)| *label == Label::Title);
    let ends =
        titles.map(|(span, _)| span.end as usize).filter(|&end| text[end..].starts_with(' '));
    ends.map(|end| Edit::replace(Span::new(end, end + 1), "\n", OWN_LINE)).collect()
}

/// The headline stands in the metadata; the text has no second copy.
const LIFTED: Why =
    Why { rule: "articles/title", reason: Reason::DuplicateParagraph, confidence: 1.0 };

/// Takes the headline of a page with markup from the text when the metadata have the same words.
fn lift_title(
    text: &str,
    blocks: &[Block],
    own: &mut [(Span, Label)],
    edits: &mut Vec<Edit>,
    title: Option<&str>,
) {
    let words = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let is_headline =
        |block: &Block, label: &Label| *label == Label::Title && block.tag != Tag::Line;
    if !blocks.iter().zip(own.iter()).any(|(block, (_, label))| is_headline(block, label)) {
        return;
    }
    let Some(title) = title.map(words).filter(|title| !title.is_empty()) else { return };
    let has_body = own.iter().any(|(_, label)| *label == Label::Body);
    let place = blocks.iter().zip(own.iter()).position(|(block, (span, label))| {
        is_headline(block, label) && words(&lift::without(text, *span, edits)) == title
    });
    if let Some(place) = place.filter(|_| has_body) {
        let (span, label) = &mut own[place];
        *label = Label::Boilerplate(LIFTED);
        // A byline glued to it goes with it.
        edits.retain(|edit| edit.span.end <= span.start || span.end <= edit.span.start);
    }
}

/// The blocks at which a further article starts: titles after something that is kept.
fn starts(labels: &[Label], config: &config::Articles) -> Vec<usize> {
    let mut has_begun = false;
    let mut starts = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        if *label == Label::Title && has_begun && starts.len() + 1 < config.max_parts as usize {
            starts.push(index);
        }
        has_begun |= !matches!(label, Label::Boilerplate(_));
    }
    starts
}
