//! Plain text to blocks: each line that is not empty, without the white space around it.
//!
//! Lines end with LF; a CR before it counts as white space. Deliberately absent: joining of
//! hard-wrapped lines, and any judgment of what a line is.

use memchr::memchr_iter;

use crate::document::Block;
use crate::text::Span;

/// Cuts plain text into blocks: each line that is not empty.
///
/// ```
/// let blocks = copydesk::blocks::cut_text("Rain fell.\n\nRoads closed.\n");
/// assert_eq!(blocks.len(), 2);
/// assert!(blocks[1].after_blank);
/// ```
pub fn cut_text(text: &str) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(text.len() / 128 + 4);
    let mut start = 0;
    let mut blank = false;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let trimmed = line.trim_start();
        let from = start + (line.len() - trimmed.len());
        let trimmed = trimmed.trim_end();
        if trimmed.is_empty() {
            blank = true;
        } else {
            let span = Span::new(from, from + trimmed.len());
            let after_blank = blank && !blocks.is_empty();
            blocks.push(Block { span, after_blank, ..Block::default() });
            blank = false;
        }
        start = end + 1;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(&str, bool)> {
        cut_text(text).iter().map(|b| (&text[b.span.range()], b.after_blank)).collect()
    }

    #[test]
    fn each_line_with_text_is_a_block() {
        let text = "\n\n Title \r\n\r\nFirst.\nSecond.\n \t\n\nThird.";
        let expected = [("Title", false), ("First.", true), ("Second.", false), ("Third.", true)];
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(cut_text("").is_empty());
        assert!(cut_text(" \n\u{a0}\n\n").is_empty());
    }
}
