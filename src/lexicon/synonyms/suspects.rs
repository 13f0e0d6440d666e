//! Words that spinners write out of proportion, with what the gate asks of each in one place.
//!
//! In go hashes; out come [`Suspect`]s. Deliberately absent: all else that is known of a word.

use super::slots::NUMBER_MASK;
use super::{Info, NUMBER_BITS};

/// A word that spinners write at least this often as others do, in natural logarithm, is one.
const PRIOR: f32 = -1.0;
/// The same of spinners with Moby's thesaurus, which leads to any word in the end.
const WRITTEN: f32 = 0.0;

/// A word that spinners write out of proportion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suspect {
    /// Its number in the table.
    pub number: u32,
    /// As [`Info::prior`].
    pub prior: f32,
    /// As [`Info::written`].
    pub written: f32,
    /// As [`Info::is_artifact`].
    pub is_artifact: bool,
    /// The two in steps: whatever is asked of them alone has one of 256 answers.
    pub steps: [u8; 2],
}

impl Suspect {
    /// Steps of what is kept of the two, in each natural logarithm.
    pub const STEPS: f32 = 12.0;

    /// What so many steps stand for.
    #[inline(always)]
    pub fn of_steps(steps: u8) -> f32 {
        f32::from(steps.cast_signed()) / Self::STEPS
    }
}

/// A slot is 0 when empty; else from the top 26 bits of the hash as a check, 8 bits prior, 8 bits
/// written, the mark of artifacts, 20 bits number, and a 1.
#[derive(Debug)]
pub(super) struct Suspects {
    slots: Vec<u64>,
    shift: u32,
}

const CHECK: u64 = !0 << 38;
const PRIOR_AT: u32 = 30;
const WRITTEN_AT: u32 = 22;
const ARTIFACT_AT: u32 = 21;

fn is_suspect(info: &Info) -> bool {
    let is_written = info.prior > PRIOR || info.written > WRITTEN;
    (is_written || info.is_artifact()) && !info.is_function()
}

impl Suspects {
    /// Room for those of `infos` that are suspects.
    pub(super) fn new(infos: &[Info]) -> Self {
        let count = infos.iter().filter(|info| is_suspect(info)).count();
        let size = (count * 2).next_power_of_two().max(2);
        let shift = 64 - size.trailing_zeros();
        Self { slots: vec![0; size], shift }
    }

    /// Puts a word in, if it is one; whether it is.
    pub(super) fn put(&mut self, hash: u64, number: u32, info: &Info) -> bool {
        if !is_suspect(info) || number >= 1 << NUMBER_BITS {
            return false;
        }
        let mut at = self.home(hash);
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        let step = |value: f32| u64::from(((value * Suspect::STEPS).round() as i8).cast_unsigned());
        // The upper bits choose the place, so the check is made of those below them.
        self.slots[at] = (hash << 20) & CHECK
            | step(info.prior) << PRIOR_AT
            | step(info.written) << WRITTEN_AT
            | u64::from(info.is_artifact()) << ARTIFACT_AT
            | u64::from(number) << 1
            | 1;
        true
    }

    #[inline(always)]
    fn home(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// Some bits of where [`Self::find`] looks first.
    #[inline(always)]
    pub(super) fn touch(&self, hash: u64) -> u64 {
        self.slots[self.home(hash)]
    }

    #[inline]
    pub(super) fn find(&self, hash: u64) -> Option<Suspect> {
        let check = (hash << 20) & CHECK;
        let mut at = self.home(hash);
        // At most half of the slots are taken, so an empty one ends the search.
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if slot & CHECK == check {
                let steps = [(slot >> PRIOR_AT) as u8, (slot >> WRITTEN_AT) as u8];
                return Some(Suspect {
                    number: (slot >> 1 & NUMBER_MASK) as u32,
                    prior: Suspect::of_steps(steps[0]),
                    written: Suspect::of_steps(steps[1]),
                    is_artifact: slot >> ARTIFACT_AT & 1 != 0,
                    steps,
                });
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}
