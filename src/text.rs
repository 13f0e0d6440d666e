//! Text that remembers where it came from.
//!
//! A [`Text`] starts as the base text of a page or an article. [`Edit`]s go in, in places of the
//! text as it is; recorded [`Change`]s come out, in places of the base text. The base text can
//! always be had back, and any word of the current text leads to where it stood.

pub mod letters;
mod reason;

pub use reason::{Reason, Why};

/// The lines of a text between its line feeds; as `text.split('\n')`, found many bytes at a time.
///
/// ```
/// let lines: Vec<&str> = copydesk::text::lines("Rain.\n\nSnow.").collect();
/// assert_eq!(lines, ["Rain.", "", "Snow."]);
/// ```
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

/// A half-open range of bytes, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`. Texts are capped far below 4 GiB by `read.max_record_bytes`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The same span as a range, to slice with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// One wanted change: replace `span` of the text as it is by `text` (empty: remove it).
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Where, in the current text.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
    /// Who wants it and why.
    pub why: Why,
}

impl Edit {
    /// An edit that removes `span`.
    pub fn remove(span: Span, why: Why) -> Self {
        Self { span, text: String::new(), why }
    }

    /// An edit that puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>, why: Why) -> Self {
        Self { span, text: text.into(), why }
    }
}

/// One recorded change: what stood at `base` in the base text stands at `now` in the current text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Where, in the base text.
    pub base: Span,
    /// Where its replacement stands in the current text (empty when removed).
    pub now: Span,
    /// The last rule that acted there.
    pub why: Why,
}

impl Change {
    /// Base position minus current position, from this change to the next.
    fn shift(&self) -> i64 {
        i64::from(self.base.end) - i64::from(self.now.end)
    }
}

/// A text with every change since its base.
///
/// ```
/// use copydesk::text::{Edit, Reason, Span, Text, Why};
///
/// let why = Why { rule: "strip/ad", reason: Reason::Ad, confidence: 1.0 };
/// let mut text = Text::new("ADVERTISEMENT\nRain fell.".to_owned());
/// text.apply(vec![Edit::remove(Span::new(0, 14), why)]);
/// assert_eq!(text.as_str(), "Rain fell.");
/// assert_eq!(text.base(), "ADVERTISEMENT\nRain fell.");
/// assert_eq!(text.changes()[0].base, Span::new(0, 14));
/// ```
#[derive(Clone, Debug)]
pub struct Text {
    base: String,
    /// The current text; `None` while it equals the base.
    current: Option<String>,
    /// Sorted by `base` and by `now`, disjoint in both; outside of them base and current are equal.
    changes: Vec<Change>,
}

impl Text {
    /// A text without changes.
    pub fn new(base: String) -> Self {
        Self { base, current: None, changes: Vec::new() }
    }

    /// The text before any change.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The text as it is.
    pub fn as_str(&self) -> &str {
        self.current.as_deref().unwrap_or(&self.base)
    }

    /// Every change, in order of place.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Applies edits given in places of the current text.
    ///
    /// Edits may come in any order. Of two that overlap the one that starts earlier wins (the
    /// longer of two that start together); one that changes nothing is dropped. An edit over
    /// places changed before becomes one change with the edit's reason.
    pub fn apply(&mut self, mut edits: Vec<Edit>) {
        let current = self.as_str();
        edits.retain(|edit| current[edit.span.range()] != *edit.text);
        if edits.is_empty() {
            return;
        }
        edits.sort_by_key(|edit| (edit.span.start, std::cmp::Reverse(edit.span.end)));
        let mut end = 0;
        edits.retain(|edit| {
            let fits = edit.span.start >= end;
            end = end.max(if fits { edit.span.end } else { 0 });
            fits
        });

        let mut out = String::with_capacity(current.len());
        let mut changes = Vec::with_capacity(self.changes.len() + edits.len());
        let mut old = self.changes.iter().peekable();
        let mut wanted = edits.iter().peekable();
        let mut copied = 0; // bytes of the current text already dealt with
        let mut shift = 0i64; // base position minus current position, outside changes
        while let Some(edit) = wanted.peek() {
            // Earlier changes apart from the edit are carried over.
            while let Some(change) = old.next_if(|c| is_before(c.now, edit.span)) {
                carry(change, current, &mut copied, &mut out, &mut changes);
                shift = change.shift();
            }
            // The edit, the changes it touches, and further edits that touch those, become one.
            let mut hull = edit.span;
            let mut base_start = None;
            let mut replaced = String::new();
            let mut done = None; // bytes of the hull already written to `replaced`
            let mut why = edit.why;
            loop {
                if let Some(change) = old.next_if(|c| !is_after(c.now, hull)) {
                    if change.now.start <= hull.start && base_start.is_none() {
                        hull.start = change.now.start;
                        base_start = Some(change.base.start);
                    }
                    base_start.get_or_insert((i64::from(hull.start) + shift) as u32);
                    hull.end = hull.end.max(change.now.end);
                    shift = change.shift();
                } else if let Some(edit) =
                    wanted.next_if(|e| done.is_none() || e.span.start < hull.end)
                {
                    let from = done.unwrap_or(hull.start);
                    replaced.push_str(&current[from as usize..edit.span.start as usize]);
                    replaced.push_str(&edit.text);
                    done = Some(edit.span.end);
                    hull.end = hull.end.max(edit.span.end);
                    why = edit.why;
                } else {
                    break;
                }
            }
            replaced.push_str(&current[done.unwrap_or(hull.start) as usize..hull.end as usize]);
            let base_start = base_start.unwrap_or((i64::from(hull.start) + shift) as u32);
            out.push_str(&current[copied..hull.start as usize]);
            copied = hull.end as usize;
            let start = out.len();
            out.push_str(&replaced);
            let base = Span { start: base_start, end: (i64::from(hull.end) + shift) as u32 };
            changes.push(Change { base, now: Span::new(start, out.len()), why });
        }
        for change in old {
            carry(change, current, &mut copied, &mut out, &mut changes);
        }
        out.push_str(&current[copied..]);
        let base = &self.base;
        changes.retain(|change| base[change.base.range()] != out[change.now.range()]);
        self.changes = changes;
        self.current = Some(out);
    }

    /// Where in the base text a span of the current text stood; grows to the whole of any change
    /// it cuts into.
    pub fn to_base(&self, span: Span) -> Span {
        let first = self.changes.partition_point(|c| c.now.end <= span.start);
        let start = match self.changes[first..].first() {
            Some(c) if c.now.start < span.start => c.base.start,
            _ => (i64::from(span.start) + self.shift_before(first)) as u32,
        };
        let last = self.changes.partition_point(|c| c.now.start < span.end);
        let end = match last.checked_sub(1).map(|i| self.changes[i]) {
            Some(c) if c.now.end >= span.end => c.base.end,
            _ => (i64::from(span.end) + self.shift_before(last)) as u32,
        };
        Span { start, end: end.max(start) }
    }

    /// Where a span of the base text stands now; grows to the whole of any change it cuts into or
    /// insertion it touches.
    pub fn to_current(&self, span: Span) -> Span {
        let first = self.changes.partition_point(|c| {
            c.base.end < span.start || (c.base.end == span.start && !c.base.is_empty())
        });
        let start = match self.changes[first..].first() {
            Some(c)
                if c.base.start < span.start || c.base.is_empty() && c.base.start == span.start =>
            {
                c.now.start
            }
            _ => (i64::from(span.start) - self.shift_before(first)) as u32,
        };
        let last = self.changes.partition_point(|c| {
            c.base.start < span.end || (c.base.start == span.end && c.base.is_empty())
        });
        let end = match last.checked_sub(1).map(|i| self.changes[i]) {
            Some(c) if c.base.end >= span.end => c.now.end,
            _ => (i64::from(span.end) - self.shift_before(last)) as u32,
        };
        Span { start, end: end.max(start) }
    }

    /// Base position minus current position just before change `index`.
    fn shift_before(&self, index: usize) -> i64 {
        match index.checked_sub(1).map(|i| self.changes[i]) {
            Some(change) => change.shift(),
            None => 0,
        }
    }

    /// Cuts the text into consecutive parts at the given places of the current text (ascending).
    ///
    /// The bases of the parts, one after the other, are the base of the whole. A place inside a
    /// change moves to that change's end.
    pub fn split_at(self, places: &[usize]) -> Vec<Text> {
        if places.is_empty() {
            return vec![self];
        }
        let mut parts = Vec::with_capacity(places.len() + 1);
        let mut from = (0, 0, 0); // base, current, change index
        let ends = places.iter().map(|&place| self.cut(place));
        let whole = (self.base.len(), self.as_str().len(), self.changes.len());
        for to in ends.chain([whole]) {
            let moved =
                |span: Span, by: usize| Span::new(span.start as usize - by, span.end as usize - by);
            let changes = self.changes[from.2..to.2]
                .iter()
                .map(|c| Change { base: moved(c.base, from.0), now: moved(c.now, from.1), ..*c })
                .collect();
            parts.push(Text {
                base: self.base[from.0..to.0].to_owned(),
                current: Some(self.as_str()[from.1..to.1].to_owned()),
                changes,
            });
            from = to;
        }
        parts
    }

    /// Whether a place of the current text lies inside a change: [`Self::split_at`] cannot cut there.
    pub fn is_inside_change(&self, place: usize) -> bool {
        self.cut(place).1 != place
    }

    /// The cut at a place of the current text: base byte, current byte, changes before it.
    fn cut(&self, place: usize) -> (usize, usize, usize) {
        let index = self.changes.partition_point(|c| (c.now.start as usize) < place);
        let place = match index.checked_sub(1).map(|i| self.changes[i]) {
            Some(change) => place.max(change.now.end as usize),
            None => place,
        };
        ((place as i64 + self.shift_before(index)) as usize, place, index)
    }
}

/// Copies the current text up to the end of a change that stays as it is.
fn carry(
    change: &Change,
    current: &str,
    copied: &mut usize,
    out: &mut String,
    changes: &mut Vec<Change>,
) {
    out.push_str(&current[*copied..change.now.end as usize]);
    *copied = change.now.end as usize;
    let start = out.len() - change.now.len();
    changes.push(Change { now: Span::new(start, out.len()), ..*change });
}

/// Whether a change lies wholly before an edit's span and apart from it.
fn is_before(change: Span, edit: Span) -> bool {
    change.end < edit.start || (change.end == edit.start && !(change.is_empty() && edit.is_empty()))
}

/// Whether a change lies wholly after an edit's span and apart from it.
fn is_after(change: Span, edit: Span) -> bool {
    change.start > edit.end || (change.start == edit.end && !(change.is_empty() && edit.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WHY: Why = Why { rule: "test/edit", reason: Reason::Encoding, confidence: 1.0 };

    /// Non-overlapping edits of an ASCII text, by cutting it at random places.
    fn edits(text: &str, cuts: &[(usize, String)]) -> Vec<Edit> {
        let mut places: Vec<usize> = cuts.iter().map(|(at, _)| at % (text.len() + 1)).collect();
        places.sort_unstable();
        places
            .chunks_exact(2)
            .zip(cuts)
            .map(|(pair, (_, new))| Edit::replace(Span::new(pair[0], pair[1]), new.clone(), WHY))
            .collect()
    }

    /// What `edits` make of `text`, done the plain way.
    fn plainly(text: &str, edits: &[Edit]) -> String {
        let mut out = text.to_owned();
        for edit in edits.iter().rev() {
            out.replace_range(edit.span.range(), &edit.text);
        }
        out
    }

    /// The current text built from the base and the changes alone.
    fn rebuilt(text: &Text) -> String {
        let mut out = String::new();
        let mut from = 0;
        for change in text.changes() {
            assert!(change.base.start >= from, "changes overlap: {:?}", text.changes());
            out.push_str(&text.base()[from as usize..change.base.start as usize]);
            assert_eq!(out.len(), change.now.start as usize);
            out.push_str(&text.as_str()[change.now.range()]);
            from = change.base.end;
        }
        out + &text.base()[from as usize..]
    }

    fn rounds() -> impl Strategy<Value = Vec<Vec<(usize, String)>>> {
        proptest::collection::vec(
            proptest::collection::vec((0usize..200, "[x-z]{0,3}"), 0..9),
            1..4,
        )
    }

    proptest! {
        #[test]
        fn any_edits_apply_and_lead_back(base in "[a-h]{0,40}", rounds in rounds()) {
            let mut text = Text::new(base.clone());
            for cuts in rounds {
                let edits = edits(text.as_str(), &cuts);
                let mut kept: Vec<Edit> = edits.clone();
                let mut end = 0;
                kept.retain(|e| text.as_str()[e.span.range()] != *e.text);
                kept.sort_by_key(|e| (e.span.start, std::cmp::Reverse(e.span.end)));
                kept.retain(|e| {
                    let fits = e.span.start >= end;
                    if fits { end = e.span.end; }
                    fits
                });
                let expected = plainly(text.as_str(), &kept);
                text.apply(edits);
                prop_assert_eq!(text.as_str(), expected.as_str());
                prop_assert_eq!(text.base(), base.as_str());
                prop_assert_eq!(rebuilt(&text), expected);
            }
        }

        #[test]
        fn parts_make_the_whole(base in "[a-h]{1,40}", rounds in rounds(), cut in 0usize..40) {
            let mut text = Text::new(base.clone());
            for cuts in rounds {
                let edits = edits(text.as_str(), &cuts);
                text.apply(edits);
            }
            let whole = text.as_str().to_owned();
            let parts = text.split_at(&[cut.min(whole.len())]);
            prop_assert_eq!(parts.iter().map(Text::base).collect::<String>(), base);
            prop_assert_eq!(parts.iter().map(Text::as_str).collect::<String>(), whole);
            for part in &parts {
                prop_assert_eq!(rebuilt(part), part.as_str());
            }
        }

        #[test]
        fn spans_go_there_and_back(base in "[a-h]{1,40}", rounds in rounds(), a in 0usize..60, b in 0usize..60) {
            let mut text = Text::new(base);
            for cuts in rounds {
                let edits = edits(text.as_str(), &cuts);
                text.apply(edits);
            }
            let length = text.as_str().len();
            let span = Span::new(a.min(b).min(length), a.max(b).min(length));
            let back = text.to_current(text.to_base(span));
            prop_assert!(back.start <= span.start && back.end >= span.end || span.is_empty());
        }
    }
}
