//! An audit line as JSON, its id and opening brace aside.
//!
//! A page has hundreds of ops, all with the same eight keys, and every article twenty signals: these keys
//! are written as they stand here, only values by the library. A test reads back what is written.

use serde::Serialize;

use super::audit::{AuditLine, Op, ScoresLine};
use crate::document::Signals;

/// Appends what follows `{"id":"…"` in the line, its end included.
pub fn write(line: &AuditLine, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"base_len\":");
    value(out, &line.base_len);
    out.extend_from_slice(b",\"base_blake3\":");
    value(out, &line.base_blake3);
    out.extend_from_slice(b",\"ops\":[");
    for (number, op) in line.ops.iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        write_op(op, out);
    }
    out.extend_from_slice(b"],\"spin\":");
    value(out, &line.spin);
    out.extend_from_slice(b",\"scores\":");
    write_scores(&line.scores, out);
    out.extend_from_slice(b"}\n");
}

fn write_scores(scores: &ScoresLine, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"boilerplate_ratio\":");
    value(out, &scores.boilerplate_ratio);
    if let Some(is_sure) = scores.language_sure {
        member(out, "language_sure", &is_sure);
    }
    if !scores.quality_parts.is_empty() {
        member(out, "quality_parts", &scores.quality_parts);
    }
    if let Some(signals) = &scores.signals {
        write_signals(signals, out);
    }
    out.push(b'}');
}

fn write_signals(signals: &Signals, out: &mut Vec<u8>) {
    // All of them, or this does not compile.
    let Signals {
        word_count,
        mean_word_length,
        symbol_to_word_ratio,
        fraction_of_words_with_alpha_character,
        stop_word_count,
        fraction_of_lines_ending_in_punctuation,
        fraction_of_lines_ending_in_ellipsis,
        fraction_of_lines_starting_with_bullet,
        fraction_of_short_lines,
        fraction_of_duplicate_lines,
        fraction_of_characters_in_duplicate_lines,
        fraction_of_characters_in_top_2gram,
        fraction_of_characters_in_top_3gram,
        fraction_of_characters_in_top_4gram,
        fraction_of_characters_in_duplicate_5grams,
        fraction_of_characters_in_duplicate_10grams,
        curly_bracket_count,
        lorem_ipsum_count,
        replacement_character_count,
    } = signals;
    macro_rules! members {
        ($($name:ident)*) => { $(member(out, stringify!($name), $name);)* };
    }
    members! {
        word_count mean_word_length symbol_to_word_ratio fraction_of_words_with_alpha_character
    }
    if let Some(count) = stop_word_count {
        member(out, "stop_word_count", count);
    }
    members! {
        fraction_of_lines_ending_in_punctuation
        fraction_of_lines_ending_in_ellipsis
        fraction_of_lines_starting_with_bullet
        fraction_of_short_lines
        fraction_of_duplicate_lines
        fraction_of_characters_in_duplicate_lines
        fraction_of_characters_in_top_2gram
        fraction_of_characters_in_top_3gram
        fraction_of_characters_in_top_4gram
        fraction_of_characters_in_duplicate_5grams
        fraction_of_characters_in_duplicate_10grams
        curly_bracket_count
        lorem_ipsum_count
        replacement_character_count
    }
}

/// Appends a member that is not the first of its object.
fn member(out: &mut Vec<u8>, name: &str, what: &impl Serialize) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
    value(out, what);
}

fn write_op(op: &Op, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"op\":");
    value(out, &op.op);
    out.extend_from_slice(b",\"b\":");
    range(out, op.b);
    out.extend_from_slice(b",\"c\":");
    range(out, op.c);
    out.extend_from_slice(b",\"rule\":");
    value(out, &op.rule);
    out.extend_from_slice(b",\"reason\":\"");
    out.extend_from_slice(op.reason.name().as_bytes());
    out.extend_from_slice(b"\",\"conf\":");
    value(out, &op.conf);
    out.extend_from_slice(b",\"before\":");
    value(out, &op.before);
    out.extend_from_slice(b",\"after\":");
    match op.after.is_empty() {
        true => out.extend_from_slice(b"\"\""),
        false => value(out, &op.after),
    }
    out.push(b'}');
}

fn range(out: &mut Vec<u8>, [start, end]: [u32; 2]) {
    out.push(b'[');
    value(out, &start);
    out.push(b',');
    value(out, &end);
    out.push(b']');
}

fn value(out: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(out, value).expect("keys are strings");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Reason;
    use crate::write::audit::SpinLine;

    /// Signals of which no two are equal.
    fn signals() -> Signals {
        let mut all = serde_json::to_value(Signals::default()).unwrap();
        all["stop_word_count"] = 0.into();
        for (number, (_, signal)) in (1..).zip(all.as_object_mut().unwrap()) {
            *signal =
                if signal.is_f64() { (f64::from(number) / 64.0).into() } else { number.into() };
        }
        serde_json::from_value(all).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        let op = |op: &'static str, reason, before: &'static str, after: &'static str| Op {
            op: op.into(),
            b: [3, 4_000_000_000],
            c: [3, 11],
            rule: "strip/\"rule\"".into(),
            reason,
            conf: 0.8512,
            before: before.into(),
            after: after.into(),
        };
        let line = AuditLine {
            base_len: 77,
            base_blake3: "00ff".into(),
            ops: vec![
                op("remove", Reason::SpunSubstitution, "Menu\t\"All\"\n\u{1}é", ""),
                op("replace", Reason::Ad, "\\", "\u{2028}<b>"),
            ],
            spin: SpinLine::default(),
            scores: ScoresLine {
                boilerplate_ratio: 0.25,
                language_sure: Some(true),
                quality_parts: [("prose".into(), 0.5)].into(),
                signals: Some(signals()),
            },
        };
        let mut out = b"{\"id\":\"1\"".to_vec();
        write(&line, &mut out);
        assert!(out.ends_with(b"}\n"));
        assert_eq!(serde_json::from_slice::<AuditLine>(&out).unwrap(), line);
        let signals = Some(Signals::default());
        let scores = ScoresLine { signals, ..ScoresLine::default() };
        let none = AuditLine { ops: Vec::new(), scores, ..line };
        out.truncate(9);
        write(&none, &mut out);
        assert_eq!(serde_json::from_slice::<AuditLine>(&out).unwrap(), none);
    }
}
