//! A row of numbers under way, and what numbers are made of.

use std::sync::LazyLock;

/// Most numbers of a row.
const ROOM: usize = 256;

/// A row under way: nothing is moved while it grows.
pub struct Row {
    values: [f32; ROOM],
    width: usize,
}

impl Default for Row {
    fn default() -> Self {
        Self { values: [0.0; ROOM], width: 0 }
    }
}

impl Row {
    /// Begins another row.
    pub fn clear(&mut self) {
        self.width = 0;
    }

    /// The numbers so far.
    pub fn values(&self) -> &[f32] {
        &self.values[..self.width]
    }

    /// Adds numbers.
    #[inline]
    pub fn add<const N: usize>(&mut self, values: [f32; N]) {
        let rest = &mut self.values[self.width..];
        *rest.first_chunk_mut().expect("a row has room for all its numbers") = values;
        self.width += N;
    }

    /// Adds 1 or 0 for each of `flags`.
    #[inline]
    pub fn add_flags<const N: usize>(&mut self, flags: [bool; N]) {
        let values = &mut self.values[self.width..self.width + N];
        for (value, is) in values.iter_mut().zip(flags) {
            *value = flag(is);
        }
        self.width += N;
    }
}

/// 1 for what is, else 0.
#[inline]
pub fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The natural logarithm of a count and one.
#[inline]
pub fn log(count: f32) -> f32 {
    static LOGS: LazyLock<[f32; 1024]> =
        LazyLock::new(|| std::array::from_fn(|count| (count as f32 + 1.0).ln()));
    // Nearly all are whole and small.
    let whole = count as usize;
    match LOGS.get(whole) {
        Some(&log) if whole as f32 == count => log,
        _ => (count + 1.0).ln(),
    }
}
