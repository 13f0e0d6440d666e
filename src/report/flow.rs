//! A document's text as paragraphs of marked pieces.
//!
//! The base text is walked once: what was removed stays in its place, a repair stands behind what
//! it replaced, and places that speak for spinning carry how much they weigh.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

use super::document::{Document, Heat, Mark};
use super::kinds::{Kind, kind};
use crate::text::{Reason, Span};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Look {
    /// It stands before and after.
    Kept,
    /// It stood there before.
    Removed,
    /// It stands there now.
    Added,
}

/// A stretch of text without line ends that looks the same throughout.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'a> {
    /// What it is.
    pub look: Look,
    /// The text.
    pub text: Cow<'a, str>,
    /// What kind of change it belongs to; none for text that was kept.
    pub kind: Option<Kind>,
    /// What is to be said of it: the rule and its confidence, or the evidence.
    pub note: Rc<str>,
    /// Number of the change, counted through the document, on its first piece alone.
    pub mark: Option<usize>,
    /// Whether it is a change's last removed piece: its kind is named behind it.
    pub is_last: bool,
    /// How much speaks for spinning here, 0 to 4.
    pub heat: u8,
    /// Number of the piece of evidence, counted through the document, on its first piece alone.
    pub evidence: Option<usize>,
}

/// A line of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph<'a> {
    /// Its pieces.
    pub pieces: Vec<Piece<'a>>,
    /// Whether it follows the line before without an empty one.
    pub is_tight: bool,
}

impl Paragraph<'_> {
    /// Whether nothing of it is left.
    pub fn is_gone(&self) -> bool {
        self.pieces.iter().all(|piece| piece.look == Look::Removed || is_blank(&piece.text))
    }

    /// The color of the change that took all of it away.
    pub fn color(&self) -> &'static str {
        self.pieces.iter().find_map(|piece| piece.kind).map_or("form", |kind| kind.color)
    }
}

/// Which rule made a change, and how sure it was.
fn said(mark: &Mark) -> String {
    format!("{}, confidence {:.2}", mark.rule, mark.confidence)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The document's lines, empty ones left out.
pub fn paragraphs(document: &Document) -> Vec<Paragraph<'_>> {
    let mut flow = Flow::default();
    let base = document.base.as_str();
    let mut heat = document.heat.iter().enumerate().peekable();
    let mut from = 0;
    for (number, mark) in document.marks.iter().enumerate() {
        let span = mark.span.range();
        let Some(before) = base.get(from..span.start).and(base.get(span.clone())) else { continue };
        flow.kept(base, Span::new(from, span.start), &document.heat);
        // Evidence that starts inside a change is told with it.
        while heat.next_if(|(_, heat)| heat.span.start < mark.span.start).is_some() {}
        let mut inside = Vec::new();
        while let Some(found) = heat.next_if(|(_, heat)| heat.span.start < mark.span.end) {
            inside.push(found);
        }
        flow.changed(number, mark, before, &inside);
        from = span.end;
    }
    flow.kept(base, Span::new(from, base.len()), &document.heat);
    flow.end_line();
    flow.done
}

#[derive(Default)]
struct Flow<'a> {
    done: Vec<Paragraph<'a>>,
    open: Paragraph<'a>,
    /// Line ends since the last line that had text.
    ends: usize,
    /// What was said of a rule's changes of one confidence.
    notes: HashMap<(&'a str, u64), Rc<str>>,
}

impl<'a> Flow<'a> {
    /// Kept text, cut where evidence begins and ends.
    fn kept(&mut self, base: &'a str, span: Span, heat: &[Heat]) {
        let mut at = span.start;
        if span.is_empty() {
            return;
        }
        let first = heat.partition_point(|h| h.span.start < span.start.saturating_sub(LOOK_BACK));
        let mut places: Vec<u32> = vec![span.end];
        let near: Vec<(usize, &Heat)> = heat
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, h)| h.span.start < span.end)
            .filter(|(_, h)| h.span.end > span.start)
            .collect();
        for (_, h) in &near {
            places.extend([h.span.start, h.span.end].iter().filter(|&&p| p > at && p < span.end));
        }
        places.sort_unstable();
        places.dedup();
        for place in places {
            let text = base.get(at as usize..place as usize).unwrap_or_default();
            let covers = |h: &Heat| h.span.start <= at && h.span.end >= place;
            let here: Vec<_> = near.iter().copied().filter(|(_, h)| covers(h)).collect();
            let weight: f64 = here.iter().map(|(_, h)| h.weight).sum();
            let starts = here.iter().find(|(_, h)| h.span.start == at).map(|(number, _)| *number);
            let piece = Piece {
                look: Look::Kept,
                text: "".into(),
                kind: None,
                note: told(&here).into(),
                mark: None,
                is_last: false,
                heat: level(weight, !here.is_empty()),
                evidence: starts,
            };
            self.lines(text, &piece);
            at = place;
        }
    }

    fn changed(&mut self, number: usize, mark: &'a Mark, before: &'a str, heat: &[(usize, &Heat)]) {
        let kind = kind(mark.reason);
        let note = match heat {
            [] => self.note(mark),
            _ => format!("{}; {}", said(mark), told(heat)).into(),
        };
        let mut piece = Piece {
            look: Look::Removed,
            text: "".into(),
            kind: Some(kind),
            note,
            mark: Some(number),
            is_last: mark.after.is_empty(),
            heat: level(heat.iter().map(|(_, h)| h.weight).sum(), !heat.is_empty()),
            evidence: heat.first().map(|(number, _)| *number),
        };
        if matches!(mark.reason, Reason::Whitespace | Reason::Control) {
            piece.text = visible(before).into();
            self.open.pieces.push(piece.clone());
            // The layout follows the text as it is, or as it was where nothing is left.
            let layout = if mark.after.is_empty() { before } else { &mark.after };
            let breaks = layout.matches('\n').count();
            if mark.after.is_empty() || is_blank(&mark.after) {
                self.line_ends(breaks);
                if breaks == 0 && !mark.after.is_empty() {
                    self.plain(mark.after.clone());
                }
                return;
            }
        } else {
            self.lines(before, &piece);
        }
        if !mark.after.is_empty() {
            let added = Piece {
                look: Look::Added,
                mark: None,
                is_last: false,
                heat: 0,
                evidence: None,
                ..piece
            };
            for (i, line) in mark.after.split('\n').enumerate() {
                self.line_ends(usize::from(i > 0));
                if !line.is_empty() {
                    self.push(Piece { text: line.to_owned().into(), ..added.clone() });
                }
            }
        }
    }

    /// What is to be said of a change: the same of most of one rule.
    fn note(&mut self, mark: &'a Mark) -> Rc<str> {
        let key = (mark.rule.as_str(), mark.confidence.to_bits());
        Rc::clone(self.notes.entry(key).or_insert_with(|| said(mark).into()))
    }

    /// Text that is the same before and after, such as the space left of several.
    fn plain(&mut self, text: String) {
        self.push(Piece {
            look: Look::Kept,
            text: text.into(),
            kind: None,
            note: "".into(),
            mark: None,
            is_last: false,
            heat: 0,
            evidence: None,
        });
    }

    /// Pieces like `piece`, one a line of `text`.
    fn lines(&mut self, text: &'a str, piece: &Piece<'a>) {
        let mut piece = piece.clone();
        let last = text.trim_end_matches('\n').len();
        let mut at = 0;
        for (i, line) in text.split('\n').enumerate() {
            self.line_ends(usize::from(i > 0));
            at += line.len();
            if !line.is_empty() {
                let is_last = piece.is_last && at >= last;
                self.push(Piece { text: line.into(), is_last, ..piece.clone() });
                (piece.mark, piece.evidence) = (None, None);
            }
            at += 1;
        }
    }

    fn push(&mut self, piece: Piece<'a>) {
        self.open.pieces.push(piece);
    }

    fn line_ends(&mut self, count: usize) {
        if count > 0 {
            self.end_line();
            self.ends += count;
        }
    }

    fn end_line(&mut self) {
        let has_text = self.open.pieces.iter().any(|piece| !is_blank(&piece.text));
        if has_text {
            let mut line = std::mem::take(&mut self.open);
            line.is_tight = self.ends == 1;
            self.ends = 0;
            self.done.push(line);
        } else {
            self.open.pieces.clear();
        }
    }
}

/// Longest evidence looked for before a stretch of kept text, in bytes.
const LOOK_BACK: u32 = 1024;

/// Steps of heat by weight in log-odds: about 1.5, 3 and 8 to 1 for spinning are where they rise.
fn level(weight: f64, is_any: bool) -> u8 {
    if !is_any {
        return 0;
    }
    1 + [0.4, 1.1, 2.1].iter().filter(|&&step| weight >= step).count() as u8
}

/// The evidence for people.
fn told(heat: &[(usize, &Heat)]) -> String {
    let told = heat.iter().map(|(_, h)| {
        let instead = h.instead.as_ref().map(|i| format!("for “{i}”, ")).unwrap_or_default();
        format!("{instead}{} weighs {:.2}", h.rule, h.weight)
    });
    told.collect::<Vec<_>>().join("; ")
}

/// White space and control characters as signs that can be seen, runs of one counted.
fn visible(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mut count = 1;
        while chars.next_if_eq(&c).is_some() {
            count += 1;
        }
        match c {
            '\n' => out.push('↵'),
            '\r' => out.push('␍'),
            '\t' => out.push('⇥'),
            ' ' => out.push('␣'),
            c if c.is_alphanumeric() || c.is_ascii_punctuation() => out.push(c),
            c => {
                let _ = write!(out, "U+{:04X}", c as u32);
            }
        }
        if count > 1 {
            let _ = write!(out, "×{count}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: usize, end: usize, reason: Reason, after: &str) -> Mark {
        let rule = "test/rule".to_owned();
        Mark { span: Span::new(start, end), reason, rule, confidence: 1.0, after: after.to_owned() }
    }

    fn shown(document: &Document, looks: [Look; 2]) -> String {
        let lines = paragraphs(document);
        let pieces = lines.iter().flat_map(|line| &line.pieces);
        pieces.filter(|piece| looks.contains(&piece.look)).map(|piece| &*piece.text).collect()
    }

    fn words(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn a_repair_stands_behind_what_it_replaced_and_lines_that_went_are_told_apart() {
        let base = "Ad\nShare\n\nUp nan hill.";
        let marks = vec![
            mark(0, 8, Reason::Ad, ""),
            mark(8, 10, Reason::Whitespace, ""),
            mark(13, 16, Reason::SpunSubstitution, "the"),
        ];
        let document = Document { base: base.to_owned(), marks, ..Document::default() };
        let lines = paragraphs(&document);
        assert_eq!(lines.iter().map(Paragraph::is_gone).collect::<Vec<_>>(), [true, true, false]);
        assert!(lines[1].is_tight && !lines[2].is_tight);
        assert_eq!(lines[0].pieces[0].mark, Some(0));
        assert!(lines[1].pieces[0].is_last && !lines[0].pieces[0].is_last);
        let told: Vec<_> = lines[2].pieces.iter().map(|p| (p.look, &*p.text)).collect();
        let wanted = [
            (Look::Kept, "Up "),
            (Look::Removed, "nan"),
            (Look::Added, "the"),
            (Look::Kept, " hill."),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn evidence_is_shown_in_text_and_in_changes() {
        let heat = |start, end, weight| Heat {
            span: Span::new(start, end),
            rule: "spin/test".to_owned(),
            weight,
            instead: None,
        };
        let document = Document {
            base: "a tallness of nan hill".to_owned(),
            marks: vec![mark(14, 17, Reason::SpunSubstitution, "the")],
            heat: vec![heat(2, 10, 3.0), heat(14, 17, 0.2)],
            ..Document::default()
        };
        let lines = paragraphs(&document);
        let warm = lines[0].pieces.iter().filter(|piece| piece.heat > 0);
        let warm: Vec<_> = warm.map(|p| (&*p.text, p.heat, p.evidence)).collect();
        assert_eq!(warm, [("tallness", 4, Some(0)), ("nan", 1, Some(1))]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(
            base in "[a-c \n]{0,60}",
            cuts in proptest::collection::vec((0usize..60, 0usize..60, "[x\n ]{0,3}"), 0..6),
            heat in proptest::collection::vec((0usize..60, 0usize..60), 0..6),
        ) {
            let end = base.len();
            let ordered = |a: usize, b: usize| (a.min(b).min(end), a.max(b).min(end));
            let mut marks: Vec<Mark> = Vec::new();
            for (a, b, after) in &cuts {
                let (start, stop) = ordered(*a, *b);
                if marks.last().is_none_or(|last| last.span.end as usize <= start) {
                    marks.push(mark(start, stop, Reason::Ad, after));
                }
            }
            let mut heat: Vec<Heat> = heat
                .iter()
                .map(|&(a, b)| ordered(a, b))
                .map(|(start, stop)| Heat {
                    span: Span::new(start, stop),
                    rule: String::new(),
                    weight: 1.0,
                    instead: None,
                })
                .collect();
            heat.sort_by_key(|heat| heat.span);
            let mut text = base.clone();
            for mark in marks.iter().rev() {
                text.replace_range(mark.span.range(), &mark.after);
            }
            let document = Document { base: base.clone(), marks, heat, ..Document::default() };
            prop_assert_eq!(words(&shown(&document, [Look::Kept, Look::Removed])), words(&base));
            prop_assert_eq!(words(&shown(&document, [Look::Kept, Look::Added])), words(&text));
        }
    }
}
