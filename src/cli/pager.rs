//! Long output on a terminal, page by page, as git does it.

use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

use anstream::{AutoStream, ColorChoice};
use copydesk::{Error, Result};

/// The pager where `PAGER` names none. It gets `LESS=FRX` where `LESS` is not set: what fits on one
/// screen is only printed, colors go through, and the text stays when the pager is left.
const PAGER: &str = "less";

/// Whether what goes to standard output is shown in color: on terminals that can, unless `NO_COLOR`
/// or its like says otherwise.
pub fn is_colored() -> bool {
    AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
}

/// Prints a styled text, through the pager if standard output is a terminal and `is_paged`.
pub fn print(text: &str, is_paged: bool) -> Result<()> {
    if is_paged && std::io::stdout().is_terminal() && through_pager(text) {
        return Ok(());
    }
    let mut out = anstream::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Error::io("write", "-"))
}

/// Hands the text to the pager; `false` where there is none.
fn through_pager(text: &str) -> bool {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| PAGER.to_owned());
    if pager.trim().is_empty() || pager.trim() == "cat" || cfg!(not(unix)) {
        return false;
    }
    // By the shell, as PAGER may hold options; `command -v` tells a missing pager from one that
    // was left.
    let name = pager.split_whitespace().next().unwrap_or_default();
    let mut command = Command::new("sh");
    command.args(["-c", "command -v \"$0\" >/dev/null || exit 127; eval \"$1\"", name, &pager]);
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    if std::env::var_os("LV").is_none() {
        command.env("LV", "-c");
    }
    let Ok(mut child) = command.stdin(Stdio::piped()).spawn() else { return false };
    if let Some(stdin) = child.stdin.take() {
        let text = if is_colored() {
            text.to_owned()
        } else {
            anstream::adapter::strip_str(text).to_string()
        };
        // Who leaves the pager early has seen enough.
        let _ = { stdin }.write_all(text.as_bytes());
    }
    child.wait().is_ok_and(|status| status.code() != Some(127))
}
