//! gzip and Zstandard as streams: many members, cut files, checksums, and caps against bombs.
//!
//! In: compressed bytes. Out: their content as `Read`; faults are `io::Error`s that carry a
//! [`Problem`], and reading can go on after those that do not end the stream. Deliberately absent:
//! Zstandard dictionaries, and any repair of damaged deflate data inside a member.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

use super::buffer::{Buffer, Problem};
use super::member::Whole;
use crate::config;

/// Output from which the ratio is looked at: below it even an extreme ratio does no harm.
const RATIO_FREE_BYTES: u64 = 64 << 20;
/// Member places kept; a record lies in one or two members, so older ones are of no use.
const KEPT_MEMBERS: usize = 1 << 16;
/// What a gzip member begins with: magic and the only compression method there is.
pub(super) const GZIP_MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// What a Zstandard frame begins with.
pub(super) const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Counts decompressed bytes and holds them against the caps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard {
    max_bytes: u64,
    max_ratio: u64,
    made: u64,
}

impl Guard {
    pub fn new(config: &config::Read) -> Self {
        Self { max_bytes: config.max_member_bytes, max_ratio: config.max_ratio, made: 0 }
    }

    /// How many bytes to ask for at once: what is left, so that all up to the cap is used, and one
    /// more byte to know that there is more.
    pub fn room(&self, wanted: usize) -> usize {
        let left = self.max_bytes.saturating_sub(self.made).max(1);
        wanted.min(usize::try_from(left).unwrap_or(usize::MAX))
    }

    /// Whether `n` more bytes would be admitted.
    fn would_admit(mut self, n: usize, compressed: u64) -> bool {
        self.admit(n, compressed).is_ok()
    }

    /// Admits `n` more bytes made from `compressed` bytes in all.
    pub fn admit(&mut self, n: usize, compressed: u64) -> io::Result<()> {
        self.made += n as u64;
        if self.made > self.max_bytes {
            let message =
                format!("decompressed size is over max_member_bytes ({})", self.max_bytes);
            return Err(Problem::end("too_large", message));
        }
        if self.made > RATIO_FREE_BYTES && self.made / self.max_ratio.max(1) > compressed {
            let message = format!("decompressed to more than max_ratio ({}) times", self.max_ratio);
            return Err(Problem::end("too_large", message));
        }
        Ok(())
    }
}

/// Where gzip members begin, in the decompressed and the compressed stream.
#[derive(Debug, Default)]
pub(super) struct Members {
    starts: VecDeque<(u64, u64)>,
    /// Where the last one ended.
    end: Option<u64>,
}

impl Members {
    fn begin(&mut self, decompressed: u64, compressed: u64) {
        // The end of the member before is not the end of this one, which may have none.
        self.end = None;
        match self.starts.back_mut() {
            // Empty members before it: the record starts with the last.
            Some(last) if last.0 == decompressed => last.1 = compressed,
            _ => self.starts.push_back((decompressed, compressed)),
        }
        if self.starts.len() > KEPT_MEMBERS {
            self.starts.pop_front();
        }
    }

    /// Where the compressed data ended, once it is known.
    pub fn end(&self) -> Option<u64> {
        self.end
    }

    /// The compressed offset of the member that begins at `decompressed`; forgets those before.
    pub fn starting_at(&mut self, decompressed: u64) -> Option<u64> {
        while self.starts.front().is_some_and(|&(start, _)| start < decompressed) {
            self.starts.pop_front();
        }
        self.starts.front().filter(|&&(start, _)| start == decompressed).map(|&(_, at)| at)
    }
}

/// The member that is read.
enum Member<'a> {
    /// It begins this, and nothing of it is read.
    Ahead(Buffer<'a>),
    /// All of it is decompressed, and this is what follows.
    Whole(Buffer<'a>),
    Streamed(Box<GzDecoder<Buffer<'a>>>),
}

impl<'a> Member<'a> {
    /// How far the compressed bytes are read.
    fn offset(&self) -> u64 {
        match self {
            Self::Ahead(source) | Self::Whole(source) => source.offset(),
            Self::Streamed(decoder) => decoder.get_ref().offset(),
        }
    }

    fn into_source(self) -> Buffer<'a> {
        match self {
            Self::Ahead(source) | Self::Whole(source) => source,
            Self::Streamed(decoder) => decoder.into_inner(),
        }
    }
}

/// A gzip stream of any number of members.
///
/// After damaged data it looks for the next member whose content begins as `resume_at` says;
/// without that, damage ends the stream.
pub(super) struct Gunzip<'a> {
    /// `None` for a moment only, while the members change, and after the end.
    member: Option<Member<'a>>,
    whole: Whole,
    guard: Guard,
    made: u64,
    members: Rc<RefCell<Members>>,
    resume_at: Option<&'static [u8]>,
    /// First bytes of a member that was resumed at, not handed out yet.
    ahead: VecDeque<u8>,
}

impl<'a> Gunzip<'a> {
    pub fn new(
        source: Buffer<'a>,
        config: &config::Read,
        resume_at: Option<&'static [u8]>,
    ) -> (Self, Rc<RefCell<Members>>) {
        let members = Rc::new(RefCell::new(Members::default()));
        let mut gunzip = Self {
            member: None,
            whole: Whole::new(),
            guard: Guard::new(config),
            made: 0,
            members: Rc::clone(&members),
            resume_at,
            ahead: VecDeque::new(),
        };
        gunzip.start(source);
        (gunzip, members)
    }

    /// After a member: the next one, or the end, or garbage.
    fn next_member(&mut self) -> io::Result<bool> {
        let Some(member) = self.member.take() else { return Ok(false) };
        let mut source = member.into_source();
        let after = source.offset();
        self.members.borrow_mut().end = Some(after);
        loop {
            let at_hand = source.ensure(GZIP_MAGIC.len());
            match at_hand.iter().position(|&b| b != 0) {
                None if at_hand.is_empty() => break,
                None => {
                    let n = at_hand.len();
                    source.advance(n);
                }
                Some(0) => break,
                Some(zeros) => source.advance(zeros),
            }
        }
        let head = source.ensure(GZIP_MAGIC.len());
        if head.is_empty() {
            // A failing disk shows here as an end with a problem.
            return match source.fill_buf() {
                Err(error) => Err(error),
                Ok(_) => Ok(false),
            };
        }
        if head.starts_with(&GZIP_MAGIC) {
            self.start(source);
            return Ok(true);
        }
        if GZIP_MAGIC.starts_with(head) {
            return Err(Problem::end("truncated_input", "the gzip stream ends in a header"));
        }
        let message = format!("bytes at {after} after the gzip data are not gzip");
        Err(Problem::end("trailing_garbage", message))
    }

    fn start(&mut self, source: Buffer<'a>) {
        self.members.borrow_mut().begin(self.made, source.offset());
        self.member = Some(Member::Ahead(source));
    }

    /// Goes on with the same compressed bytes as another kind of member.
    fn turn(&mut self, into: impl FnOnce(Buffer<'a>) -> Member<'a>) {
        self.member = self.member.take().map(|member| into(member.into_source()));
    }

    /// What to do about an error of the decoder.
    fn recover(&mut self, error: io::Error) -> io::Error {
        if error.get_ref().is_some_and(|inner| inner.is::<Problem>()) {
            self.member = None;
            return error;
        }
        let text = error.to_string();
        match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                self.member = None;
                Problem::end("truncated_input", "the gzip stream ends early")
            }
            // The trailer was read: the next member follows.
            _ if text.contains("checksum") => match self.next_member() {
                Ok(true) => Problem::passing("bad_checksum", "a gzip member has a wrong checksum"),
                _ => Problem::end("bad_checksum", "the gzip checksum is wrong"),
            },
            _ => match self.resume() {
                true => Problem::passing("damaged_gzip", format!("damaged gzip member: {text}")),
                false => Problem::end("damaged_gzip", format!("damaged gzip data: {text}")),
            },
        }
    }

    /// Looks for the next member that begins as it should.
    fn resume(&mut self) -> bool {
        let Some(member) = self.member.take() else { return false };
        let Some(prefix) = self.resume_at else { return false };
        let mut source = member.into_source();
        loop {
            let at_hand = source.ensure(64 << 10);
            let Some(found) = memchr::memmem::find(at_hand, &GZIP_MAGIC) else {
                let n = at_hand.len().saturating_sub(GZIP_MAGIC.len() - 1);
                if n == 0 {
                    return false;
                }
                source.advance(n);
                continue;
            };
            source.advance(found);
            let start = source.offset();
            let mut decoder = GzDecoder::new(source);
            let mut head = vec![0; prefix.len()];
            if decoder.read_exact(&mut head).is_ok() && head == prefix {
                self.members.borrow_mut().begin(self.made, start);
                self.ahead.extend(head);
                self.member = Some(Member::Streamed(Box::new(decoder)));
                return true;
            }
            source = decoder.into_inner();
        }
    }
}

impl Read for Gunzip<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.ahead.is_empty() {
            let n = self.ahead.read(into)?;
            self.made += n as u64;
            return Ok(n);
        }
        let room = self.guard.room(into.len());
        let into = &mut into[..room];
        while let Some(member) = &mut self.member {
            let read = match member {
                Member::Ahead(source) => {
                    let before = source.offset();
                    let is_admitted = |size: usize| self.guard.would_admit(size, before);
                    let taken = self.whole.take(source, is_admitted, into);
                    match taken {
                        Some(_) => self.turn(Member::Whole),
                        // The old decoder is not reset but replaced: its header must be parsed
                        // anew at once.
                        None => {
                            self.turn(|source| Member::Streamed(Box::new(GzDecoder::new(source))))
                        }
                    }
                    let Some(n) = taken else { continue };
                    Ok(n)
                }
                Member::Whole(_) => Ok(self.whole.read(into)),
                Member::Streamed(decoder) => decoder.read(into),
            };
            match read {
                Ok(0) if into.is_empty() => return Ok(0),
                Ok(0) => {
                    if !self.next_member()? {
                        return Ok(0);
                    }
                }
                Ok(n) => {
                    self.made += n as u64;
                    let compressed = self.member.as_ref().map_or(0, Member::offset);
                    self.guard.admit(n, compressed)?;
                    return Ok(n);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.recover(error)),
            }
        }
        Ok(0)
    }
}

/// A Zstandard stream of any number of frames.
pub(super) struct Unzstd<'a> {
    decoder: zstd::Decoder<'static, Buffer<'a>>,
    guard: Guard,
    made: u64,
    max_window: u32,
    is_done: bool,
}

impl<'a> Unzstd<'a> {
    pub fn new(source: Buffer<'a>, config: &config::Read) -> io::Result<Self> {
        let mut decoder = zstd::Decoder::with_buffer(source)?;
        // Outside of 10..=31 zstd refuses the setting itself.
        let max_window = config.zstd_window_max.clamp(10, 31);
        decoder.window_log_max(max_window)?;
        Ok(Self { decoder, guard: Guard::new(config), made: 0, max_window, is_done: false })
    }

    fn explain(&self, error: io::Error) -> io::Error {
        if error.get_ref().is_some_and(|inner| inner.is::<Problem>()) {
            return error;
        }
        if error.kind() == io::ErrorKind::UnexpectedEof {
            return Problem::end("truncated_input", "the zstd stream ends early");
        }
        let text = error.to_string();
        if text.contains("too much memory") {
            let message = format!("window is over zstd_window_max ({})", self.max_window);
            return Problem::end("too_large", message);
        }
        if text.contains("Unknown frame descriptor") && self.made > 0 {
            return Problem::end("trailing_garbage", "bytes after the zstd data are not zstd");
        }
        let kind = if text.contains("checksum") { "bad_checksum" } else { "damaged_zstd" };
        Problem::end(kind, format!("damaged zstd data: {text}"))
    }
}

impl Read for Unzstd<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.is_done {
            return Ok(0);
        }
        let room = self.guard.room(into.len());
        match self.decoder.read(&mut into[..room]) {
            Ok(n) => {
                self.made += n as u64;
                self.guard.admit(n, self.decoder.get_ref().offset())?;
                Ok(n)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.is_done = true;
                Err(self.explain(error))
            }
        }
    }
}
