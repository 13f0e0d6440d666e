//! Tables and JSON in UTF-16, as spreadsheets and the shell of Windows write them, to UTF-8.
//!
//! In: a stream that begins with a byte order mark of UTF-16. Out: its text in UTF-8, without the mark. Deliberately
//! absent: texts and pages, whose bytes stay as they are for `decode`, and UTF-16 without a mark.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};

use super::buffer::Buffer;

/// Bytes of text made at once.
const ROOM: usize = 64 << 10;

/// The encoding whose mark begins a stream, if it is UTF-16.
pub(super) fn marked(head: &[u8]) -> Option<&'static Encoding> {
    // The mark of UTF-32 begins with that of UTF-16.
    let is_utf32 = head.starts_with(&[0xff, 0xfe, 0, 0]);
    Encoding::for_bom(head).map(|(encoding, _)| encoding).filter(|&e| e != UTF_8 && !is_utf32)
}

/// The stream in UTF-8; what is no character becomes U+FFFD.
pub(super) struct Utf16<'a> {
    source: Buffer<'a>,
    decoder: Decoder,
    text: Vec<u8>,
    /// What of the text has been handed out, and where it ends.
    start: usize,
    end: usize,
    is_done: bool,
}

impl<'a> Utf16<'a> {
    pub fn new(source: Buffer<'a>, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { source, decoder, text: vec![0; ROOM], start: 0, end: 0, is_done: false }
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.start == self.end && !self.is_done {
            let at_hand = self.source.fill_buf()?;
            self.is_done = at_hand.is_empty();
            let (_, read, written, _) =
                self.decoder.decode_to_utf8(at_hand, &mut self.text, self.is_done);
            self.source.consume(read);
            (self.start, self.end) = (0, written);
        }
        let n = into.len().min(self.end - self.start);
        into[..n].copy_from_slice(&self.text[self.start..self.start + n]);
        self.start += n;
        Ok(n)
    }
}
