//! An audit line as JSON, its id and opening brace aside.
//!
//! A page has hundreds of ops, all with the same eight keys: these are written as they stand here,
//! only values by the library. A test reads back what is written.

use serde::Serialize;

use super::audit::{AuditLine, Op};

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
    value(out, &line.scores);
    out.extend_from_slice(b"}\n");
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
    serde_json::to_writer(out, value).expect("keys are strings and numbers finite");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Reason;
    use crate::write::audit::{ScoresLine, SpinLine};

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
            scores: ScoresLine::default(),
        };
        let mut out = b"{\"id\":\"1\"".to_vec();
        write(&line, &mut out);
        assert!(out.ends_with(b"}\n"));
        assert_eq!(serde_json::from_slice::<AuditLine>(&out).unwrap(), line);
        let none = AuditLine { ops: Vec::new(), ..line };
        out.truncate(9);
        write(&none, &mut out);
        assert_eq!(serde_json::from_slice::<AuditLine>(&out).unwrap(), none);
    }
}
