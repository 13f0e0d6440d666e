//! Control and invisible characters, NFC, white space.
//!
//! In goes a text; out come the edits that bring it into one form: lines end in `\n`, at most one
//! empty line between paragraphs, single plain spaces and none at either end of a line, no
//! characters that cannot be seen, composed letters. Deliberately absent: anything that changes
//! how a text reads, such as straightening quotes or folding full-width letters.
//!
//! Rules, each named in the edits it makes:
//! - `normalize/control`: characters that show nothing (`class.rs` lists them and says which stay), and codes for a
//!   terminal (`terminal.rs`).
//! - `normalize/whitespace`: spaces and line ends.
//! - `normalize/nfc`: letters whose parts can be composed or stand in the wrong order.
//! - `normalize/line-break`: line ends amid a paragraph (`lines.rs`), of text without markup.

mod class;
mod lines;
mod region;
mod scan;
mod terminal;

pub use lines::join_lines;

use crate::text::Edit;

/// Finds the edits that normalize a text; applied, they leave nothing for a second pass.
///
/// Edits are in order, apart from each other and minimal.
///
/// ```
/// use copydesk::{normalize::normalize, text::Text};
///
/// let mut text = Text::new("  Rain\u{AD}fell\u{A0}in Oste\u{301}r.\r\n\r\n\r\nSnow  later.\n".into());
/// text.apply(normalize(text.as_str()));
/// assert_eq!(text.as_str(), "Rainfell in Ostér.\n\nSnow later.");
/// ```
pub fn normalize(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut done = 0;
    while let Some(dirty) = scan::next_dirty(text.as_bytes(), done) {
        let region = region::around(text, dirty, done);
        edits.extend(region::mend(text, region.clone()));
        done = region.end;
    }
    edits
}
