//! Where elements end whose content is no markup.
//!
//! In goes the source behind such a start tag, out comes where the end tag begins. Scripts may hold
//! what looks like scripts inside `<!--`; the HTML standard's states for that are followed.

use memchr::{memchr_iter, memchr2_iter, memmem};

/// White space of HTML. The no-break space is not among it.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// Where the end tag of this lower-case name begins.
pub(super) fn end(content: &[u8], name: &[u8]) -> Option<usize> {
    memchr_iter(b'<', content).find(|&at| is_end_tag(&content[at..], name))
}

/// Where the end tag of a script begins.
pub(super) fn script_end(content: &[u8]) -> Option<usize> {
    let end = memmem::find_iter(content, b"</").find(|&at| is_end_tag(&content[at..], SCRIPT));
    let until = end.unwrap_or(content.len());
    match memmem::find(&content[..until], b"<!--") {
        None => end,
        Some(comment) => script_end_by_states(content, comment),
    }
}

const SCRIPT: &[u8] = b"script";

/// Whether a tag begins or ends what is taken for text.
enum State {
    Plain,
    /// Behind `<!--`.
    Escaped,
    /// Behind `<script` in that.
    DoublyEscaped,
}

fn script_end_by_states(content: &[u8], first_comment: usize) -> Option<usize> {
    let mut state = State::Plain;
    // Where the last `--` may begin that a `>` makes the end of the escape.
    let mut dashes = 0;
    for at in memchr2_iter(b'<', b'>', content).filter(|at| *at >= first_comment) {
        let rest = &content[at..];
        if rest[0] == b'>' {
            if at >= dashes + 2 && content[..at].ends_with(b"--") {
                state = State::Plain;
            }
            continue;
        }
        match state {
            State::Plain if rest.starts_with(b"<!--") => {
                (state, dashes) = (State::Escaped, at + 2);
            }
            State::Plain | State::Escaped if is_end_tag(rest, SCRIPT) => return Some(at),
            State::Escaped if is_tag(&rest[1..], SCRIPT) => state = State::DoublyEscaped,
            State::DoublyEscaped if is_end_tag(rest, SCRIPT) => state = State::Escaped,
            _ => {}
        }
    }
    None
}

/// Whether `rest` begins with the end tag of this lower-case name.
fn is_end_tag(rest: &[u8], name: &[u8]) -> bool {
    rest.get(1) == Some(&b'/') && is_tag(&rest[2..], name)
}

/// Whether `rest` begins with this name and what ends a name.
fn is_tag(rest: &[u8], name: &[u8]) -> bool {
    rest.len() > name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name)
        && (is_space(rest[name.len()]) || matches!(rest[name.len()], b'/' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(content: &str) -> Option<&str> {
        script_end(content.as_bytes()).map(|at| &content[..at])
    }

    #[test]
    fn scripts_end_at_their_end_tag() {
        assert_eq!(script("a<b</SCRIPT >"), Some("a<b"));
        assert_eq!(script("a</scripts></script"), None);
        assert_eq!(script("<!-- a </script>"), Some("<!-- a "));
        assert_eq!(script("<!--<script>a</script>b</script>"), Some("<!--<script>a</script>b"));
        assert_eq!(script("<!--><script>a</script>"), Some("<!--><script>a"));
        assert_eq!(script("<!--<script>--></script>"), Some("<!--<script>-->"));
        assert_eq!(script("<!--<script></script>"), None);
    }

    #[test]
    fn other_elements_end_at_theirs() {
        assert_eq!(end(b"a</b></styles></style\n>", b"style"), Some(14));
        assert_eq!(end(b"a</style", b"style"), None);
    }
}
