//! The audit line of an article, and the two laws it holds.
//!
//! Applying the ops to the base text gives the text; undoing them in the text gives the base text
//! back, byte for byte. Both directions use only what the line holds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{Article, Signals, rounded};
use crate::text::Reason;

/// One removal or replacement, in places of the base text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Op<'a> {
    /// `remove` or `replace`.
    #[serde(borrow)]
    pub op: Cow<'a, str>,
    /// Half-open byte range.
    pub b: [u32; 2],
    /// The same range in code points.
    pub c: [u32; 2],
    /// The rule that acted, `room/rule`.
    #[serde(borrow)]
    pub rule: Cow<'a, str>,
    /// Why, from the closed list.
    pub reason: Reason,
    /// Confidence, 0 to 1.
    pub conf: f64,
    /// What stood there.
    #[serde(borrow)]
    pub before: Cow<'a, str>,
    /// What stands there now.
    #[serde(borrow)]
    pub after: Cow<'a, str>,
}

/// One piece of evidence, in places of the base text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidenceLine<'a> {
    /// The detector.
    #[serde(borrow)]
    pub rule: Cow<'a, str>,
    /// Half-open byte range.
    pub b: [u32; 2],
    /// The same range in code points.
    pub c: [u32; 2],
    /// Weight in log-odds (natural logarithm).
    pub weight: f64,
    /// What would have stood there; absent where that cannot be said.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Cow<'a, str>>,
}

/// What was found out about spinning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpinLine<'a> {
    /// Whether the score is over the threshold.
    pub is_spun: bool,
    /// Probability; absent where the text was not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Why there is no score; absent where there is one.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub not_judged: Option<Cow<'a, str>>,
    /// The family, when judged spun.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub family: Option<Cow<'a, str>>,
    /// The places that speak for it.
    #[serde(borrow)]
    pub evidence: Vec<EvidenceLine<'a>>,
}

/// Shares and scores of one article.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct ScoresLine<'a> {
    /// Bytes removed as boilerplate over bytes of the base text.
    pub boilerplate_ratio: f64,
    /// Whether the language guess is reliable; absent where none was made.
    pub language_sure: Option<bool>,
    /// What `quality_score` is made of, each from 0 to 1; absent where there is no text.
    #[serde(borrow, default)]
    pub quality_parts: BTreeMap<Cow<'a, str>, f64>,
    /// Counts and shares of the cleaned text; absent where there is none.
    #[serde(flatten)]
    pub signals: Option<Signals>,
}

/// One line of `audit/*.jsonl`, its id aside.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct AuditLine<'a> {
    /// Length of the base text in bytes.
    pub base_len: u64,
    /// BLAKE3 of the base text, hex.
    #[serde(borrow)]
    pub base_blake3: Cow<'a, str>,
    /// Every change, sorted, never overlapping.
    #[serde(borrow)]
    pub ops: Vec<Op<'a>>,
    /// Verdict on spinning.
    #[serde(borrow)]
    pub spin: SpinLine<'a>,
    /// Shares and scores.
    #[serde(borrow)]
    pub scores: ScoresLine<'a>,
}

impl<'a> AuditLine<'a> {
    /// The audit of an article; `base` is the BLAKE3 of its base text, hex.
    pub fn of(article: &'a Article, base: &'a str) -> Self {
        let text = &article.text;
        let mut places = CodePoints::new(text.base());
        let ops = text.changes().iter().map(|change| {
            let before = &text.base()[change.base.range()];
            let after = &text.as_str()[change.now.range()];
            Op {
                op: if after.is_empty() { "remove" } else { "replace" }.into(),
                b: [change.base.start, change.base.end],
                c: [places.at(change.base.start), places.at(change.base.end)],
                rule: change.why.rule.into(),
                reason: change.why.reason,
                conf: rounded(f64::from(change.why.confidence)),
                before: before.into(),
                after: after.into(),
            }
        });
        let ops = ops.collect();
        let mut evidence: Vec<_> = article.spin.evidence.iter().collect();
        evidence.sort_by_key(|e| (e.span.start, e.span.end));
        let mut starts = CodePoints::new(text.base());
        let evidence = evidence.into_iter().map(|e| {
            let start = starts.at(e.span.start);
            let inside = text.base()[e.span.range()].chars().count() as u32;
            EvidenceLine {
                rule: e.rule.into(),
                b: [e.span.start, e.span.end],
                c: [start, start + inside],
                weight: rounded(f64::from(e.weight)),
                instead: e.instead.as_deref().map(Cow::from),
            }
        });
        let spin = SpinLine {
            is_spun: article.spin.is_spun,
            score: article.spin.score.map(rounded),
            not_judged: article.spin.not_judged.map(Cow::from),
            family: article.spin.family.map(|family| family.name().into()),
            evidence: evidence.collect(),
        };
        Self {
            base_len: text.base().len() as u64,
            base_blake3: base.into(),
            ops,
            spin,
            scores: ScoresLine {
                boilerplate_ratio: article.boilerplate_ratio(),
                language_sure: article.language.as_ref().map(|language| language.is_sure),
                quality_parts: article
                    .quality
                    .parts
                    .iter()
                    .map(|(&name, &value)| (name.into(), value))
                    .collect(),
                signals: article.quality.score.map(|_| article.quality.signals.clone()),
            },
        }
    }
}

/// Makes the text from its base text.
///
/// # Errors
/// Says which op does not fit the base text.
pub fn apply(base: &str, ops: &[Op]) -> Result<String, String> {
    walk(base, ops, |op| op.b, |op| (&op.before, &op.after))
}

/// Makes the base text from the text.
///
/// # Errors
/// Says which op does not fit the text.
pub fn undo(text: &str, ops: &[Op]) -> Result<String, String> {
    // Places in the text: those of the base, moved by what the ops before them added or took.
    let mut moved = 0i64;
    let places: Vec<[u32; 2]> = ops
        .iter()
        .map(|op| {
            let start = i64::from(op.b[0]) + moved;
            moved += op.after.len() as i64 - i64::from(op.b[1]) + i64::from(op.b[0]);
            [start.max(0) as u32, (start + op.after.len() as i64).max(0) as u32]
        })
        .collect();
    let mut place = places.iter();
    walk(text, ops, |_| *place.next().expect("one place an op"), |op| (&op.after, &op.before))
}

/// Copies `from`, putting at each op's place what the op makes of what it expects there.
fn walk<'o>(
    from: &str,
    ops: &'o [Op],
    mut place: impl FnMut(&'o Op) -> [u32; 2],
    sides: impl Fn(&'o Op) -> (&'o str, &'o str),
) -> Result<String, String> {
    let mut out = String::with_capacity(from.len());
    let mut copied = 0;
    for op in ops {
        let [start, end] = place(op).map(|at| at as usize);
        let (expected, new) = sides(op);
        if start < copied {
            return Err(format!("op at byte {} overlaps the one before it", op.b[0]));
        }
        if from.get(start..end) != Some(expected) {
            return Err(format!("op at byte {} does not find {expected:?} there", op.b[0]));
        }
        out.push_str(&from[copied..start]);
        out.push_str(new);
        copied = end;
    }
    out.push_str(&from[copied..]);
    Ok(out)
}

/// Counts code points up to ascending byte offsets of a text.
struct CodePoints<'a> {
    text: &'a str,
    is_ascii: bool,
    byte: usize,
    count: u32,
}

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii(), byte: 0, count: 0 }
    }

    /// The code points before `byte`, which must not be smaller than in the call before.
    fn at(&mut self, byte: u32) -> u32 {
        if self.is_ascii {
            return byte;
        }
        let byte = byte as usize;
        self.count += self.text[self.byte..byte].chars().count() as u32;
        self.byte = byte;
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(b: [u32; 2], before: &'static str, after: &'static str) -> Op<'static> {
        let kind = if after.is_empty() { "remove" } else { "replace" };
        Op {
            op: kind.into(),
            b,
            c: b,
            rule: "test/op".into(),
            reason: Reason::Ad,
            conf: 1.0,
            before: before.into(),
            after: after.into(),
        }
    }

    #[test]
    fn ops_apply_and_undo() {
        let ops = [op([0, 3], "Ad ", ""), op([8, 11], "nan", "the")];
        let text = apply("Ad Over nan hill", &ops).unwrap();
        assert_eq!(text, "Over the hill");
        assert_eq!(undo(&text, &ops).unwrap(), "Ad Over nan hill");
    }

    #[test]
    fn a_text_that_was_tampered_with_is_noticed() {
        let ops = [op([8, 11], "nan", "the")];
        assert!(undo("Ad Over a hill", &ops).unwrap_err().contains("does not find"));
        assert!(apply("Ad Over", &ops).is_err());
    }
}
