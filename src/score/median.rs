//! A median from counts of bars that grow with their values: it merges, and its memory is bounded.
//!
//! Values under 16 have a bar each; above, every doubling is cut into eight bars (as in HDR
//! histograms), and a bar stands for its middle: within a sixteenth of the true median at
//! most. At most 500 bars, whatever comes.

use std::collections::BTreeMap;

/// Values under this have a bar each.
const EXACT: u64 = 16;
/// Bars of a doubling, as a power of two.
const BITS: u32 = 3;

/// Counts of values by bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    counts: BTreeMap<u16, u64>,
}

impl Bars {
    /// Counts a value.
    pub fn add(&mut self, value: u64) {
        *self.counts.entry(bar(value)).or_default() += 1;
    }

    /// Adds the values of others.
    pub fn merge(&mut self, other: &Self) {
        for (&bar, count) in &other.counts {
            *self.counts.entry(bar).or_default() += count;
        }
    }

    /// The median (the lower of two); 0 without values.
    pub fn median(&self) -> u64 {
        let all: u64 = self.counts.values().sum();
        let mut before = 0;
        for (&bar, count) in &self.counts {
            before += count;
            if before * 2 >= all {
                return middle(bar);
            }
        }
        0
    }
}

fn bar(value: u64) -> u16 {
    if value < EXACT {
        return value as u16;
    }
    let doubling = value.ilog2();
    let inside = (value >> (doubling - BITS)) as u16 & ((1 << BITS) - 1);
    EXACT as u16 + ((doubling - EXACT.ilog2()) << BITS) as u16 + inside
}

fn middle(bar: u16) -> u64 {
    let bar = u64::from(bar);
    if bar < EXACT {
        return bar;
    }
    let above = bar - EXACT;
    let doubling = (above >> BITS) as u32 + EXACT.ilog2();
    let width = 1u64 << (doubling - BITS);
    (1 << doubling) + (above & ((1 << BITS) - 1)) * width + width / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_stands_for_its_values_within_a_sixteenth() {
        for value in (0..100_000).chain([u64::from(u32::MAX), 1 << 50]) {
            let stands = middle(bar(value));
            assert!(stands.abs_diff(value) * 16 <= value, "{value} {stands}");
        }
        assert!(bar(u64::MAX) < 500);
    }

    #[test]
    fn the_median_is_the_middle_value() {
        let mut bars = Bars::default();
        for value in [3, 9, 5, 1, 14] {
            bars.add(value);
        }
        assert_eq!(bars.median(), 5);
        assert_eq!(Bars::default().median(), 0);
    }
}
