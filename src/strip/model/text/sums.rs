//! Sums up to each line of a page, for means over stretches of it.

use std::ops::Range;

/// Sums up to each line.
pub struct Sums(Vec<f64>);

impl Sums {
    /// Of one value a line.
    pub fn of(values: impl Iterator<Item = f32>) -> Self {
        let mut sums = Vec::with_capacity(values.size_hint().0 + 1);
        let mut sum = 0.0f64;
        sums.push(sum);
        for value in values {
            sum += f64::from(value);
            sums.push(sum);
        }
        Self(sums)
    }

    /// The sum over some lines.
    pub fn over(&self, range: &Range<usize>) -> f32 {
        (self.0[range.end] - self.0[range.start]) as f32
    }

    /// The mean over some lines, 0 over none.
    pub fn share(&self, range: &Range<usize>) -> f32 {
        self.over(range) / (range.len() as f32).max(1.0)
    }

    /// The mean over some lines, -1 over none.
    pub fn mean(&self, range: &Range<usize>) -> f32 {
        if range.is_empty() { -1.0 } else { self.over(range) / range.len() as f32 }
    }
}
