//! Documents alone, to any writer.

use std::io::{BufWriter, Write};

use super::known::Known;
use super::{Rendered, Sink, bulk};
use crate::config::Format;
use crate::error::{Error, Result, Trouble};

/// Documents alone, to any writer; troubles are counted and left to the caller to tell.
pub struct Stream<W: Write> {
    out: BufWriter<W>,
    known: Known,
    format: Format,
    on_trouble: fn(&Trouble),
}

impl<W: Write> Stream<W> {
    /// A stream to `out`; `on_trouble` hears of what could not be read.
    pub fn new(out: W, format: Format, on_trouble: fn(&Trouble)) -> Self {
        let out = BufWriter::with_capacity(1 << 16, out);
        Self { out, known: Known::default(), format, on_trouble }
    }
}

impl<W: Write> Sink for Stream<W> {
    fn article(&mut self, article: Rendered) -> Result<Rendered> {
        if article.is_excluded {
            return Ok(article);
        }
        let article = self.known.place(article);
        let action = match self.format {
            Format::Jsonl => String::new(),
            Format::Bulk => bulk::action(&article.id),
        };
        write!(self.out, "{action}")
            .and_then(|()| {
                article.document_line().iter().try_for_each(|piece| self.out.write_all(piece))
            })
            .map_err(Error::io("write", "-"))?;
        Ok(article)
    }

    fn trouble(&mut self, trouble: &Trouble) -> Result<()> {
        (self.on_trouble)(trouble);
        Ok(())
    }

    fn flush(&mut self, _input_bytes: u64) -> Result<()> {
        self.out.flush().map_err(Error::io("write", "-"))
    }
}
