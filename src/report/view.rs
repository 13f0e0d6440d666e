//! A document as the templates take it.

use super::document::{Document, Heat};
use super::flow::{Paragraph, paragraphs};
use super::kinds::{Kind, kind};
use super::map::{self, Bar};

/// Evidence listed beside the text; the text marks all of it.
const MOST_EVIDENCE: usize = 24;

/// Bytes from which a line may stand for a missing headline.
const LINE: usize = 20;

/// A document laid out.
pub struct View<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its number on the page: anchors are made of it.
    pub number: usize,
    /// Its lines.
    pub paragraphs: Vec<Paragraph<'a>>,
    /// Kinds of changes in it, most frequent first.
    pub kinds: Vec<(Kind, usize)>,
    /// Changes along the heat line.
    pub cuts: Vec<Bar>,
    /// Evidence along the heat line.
    pub heat: Vec<Bar>,
    /// The heaviest evidence and the words it is about.
    pub evidence: Vec<(&'a Heat, &'a str)>,
}

impl<'a> View<'a> {
    /// Lays a document out; `number` tells it apart on its page.
    pub fn new(document: &'a Document, number: usize) -> Self {
        let mut kinds: Vec<(Kind, usize)> = Vec::new();
        for mark in &document.marks {
            let kind = kind(mark.reason);
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((kind, 1)),
            }
        }
        kinds.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind.key));
        let mut evidence: Vec<_> = document
            .heat
            .iter()
            .filter_map(|heat| Some((heat, document.base.get(heat.span.range())?)))
            .collect();
        evidence.sort_by(|(a, _), (b, _)| b.weight.total_cmp(&a.weight).then(a.span.cmp(&b.span)));
        evidence.truncate(MOST_EVIDENCE);
        Self {
            document,
            number,
            paragraphs: paragraphs(document),
            kinds,
            cuts: map::cuts(document),
            heat: map::heat(document),
            evidence,
        }
    }

    /// The headline, or what stands in for one.
    pub fn title(&self) -> &str {
        let document = self.document;
        match document.title.as_str() {
            "" => self.opening(),
            title => title,
        }
    }

    /// The first line of some length, cut short.
    fn opening(&self) -> &str {
        let mut lines = self.document.base.lines().map(str::trim);
        let line = lines.find(|line| line.len() >= LINE).unwrap_or("Untitled");
        match line.char_indices().nth(90) {
            Some((end, _)) => &line[..end],
            None => line,
        }
    }

    /// The changes that people look for first: those shown from the start.
    pub fn changes(&self) -> usize {
        self.kinds.iter().filter(|(kind, _)| kind.is_shown).map(|(_, count)| count).sum()
    }
}
