//! What repairs did to a text whose swapped words are known.

use copydesk::text::Text;

use crate::spin::Document;

/// Counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    pub documents: u32,
    pub swaps: u32,
    pub right: u32,
    pub wrong: u32,
    pub others: u32,
    pub damaged: u32,
}

impl Outcome {
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.swaps += other.swaps;
        self.right += other.right;
        self.wrong += other.wrong;
        self.others += other.others;
        self.damaged += other.damaged;
    }

    /// Percentages: right and wrong of the swaps, damaged of the other words.
    pub fn told(&self) -> String {
        let share = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
        format!(
            "{:5} documents {:6} swaps: right {:5.1} wrong {:4.1} %; damaged {:.3} % of {}",
            self.documents,
            self.swaps,
            share(self.right, self.swaps),
            share(self.wrong, self.swaps),
            share(self.damaged, self.others),
            self.others
        )
    }
}

/// Holds what stands in `text` now against what stood there before the spinner.
pub fn outcome(
    document: &Document,
    text: &Text,
    mut tell: impl FnMut(&str, &str, &str),
) -> Outcome {
    let swaps: Vec<([usize; 2], &String)> =
        document.swaps.iter().copied().zip(&document.was).collect();
    let words = document.text.split_whitespace().count() as u32;
    let mut out = Outcome { documents: 1, swaps: swaps.len() as u32, ..Outcome::default() };
    let inside: u32 = swaps
        .iter()
        .map(|([start, end], _)| document.text[*start..*end].split_whitespace().count() as u32)
        .sum();
    out.others = words.saturating_sub(inside);
    for change in text.changes() {
        let base = change.base.range();
        let (before, after) = (&text.base()[base.clone()], &text.as_str()[change.now.range()]);
        if same(before, after) {
            continue;
        }
        let over: Vec<_> =
            swaps.iter().filter(|([s, e], _)| *s < base.end && *e > base.start).collect();
        if over.is_empty() {
            out.damaged += changed_words(before, after);
            tell("damage", before, after);
            continue;
        }
        let from = over.iter().map(|o| o.0[0]).min().unwrap_or(0).min(base.start);
        let to = over.iter().map(|o| o.0[1]).max().unwrap_or(0).max(base.end);
        let mut expected = String::new();
        let mut at = from;
        for ([start, end], was) in &over {
            expected.push_str(&document.text[at..*start]);
            expected.push_str(was);
            at = *end;
        }
        expected.push_str(&document.text[at..to]);
        let found =
            format!("{}{after}{}", &document.text[from..base.start], &document.text[base.end..to]);
        if same(&expected, &found) {
            out.right += over.len() as u32;
            tell("right", before, after);
        } else {
            out.wrong += over.len() as u32;
            tell("wrong", before, &format!("{after} (was {expected})"));
        }
    }
    out
}

/// Whether two wordings are the same but for capitals and articles.
fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty() && *w != "a" && *w != "an")
            .map(str::to_owned)
            .collect()
    };
    words(a) == words(b)
}

/// Words of `before` that are not in `after`, one at least.
fn changed_words(before: &str, after: &str) -> u32 {
    let kept: Vec<&str> = after.split_whitespace().collect();
    let lost = before.split_whitespace().filter(|word| !kept.contains(word)).count();
    lost.max(1) as u32
}
