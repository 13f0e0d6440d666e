//! Products of vectors with a matrix, for one vector or for several at once.
//!
//! In go vectors and a matrix that lies in strips; sums are added to. Deliberately absent: what they mean.

use super::super::trees::BadModel;

/// Vectors that are multiplied together.
pub const TOGETHER: usize = 6;
/// Columns of a strip: as many numbers as the widest register holds. Six times sixteen sums are what AVX2 has
/// registers for; AVX-512 is as fast so.
const LANES: usize = 16;
/// Strips that a single vector is multiplied with at once: the sums of one would wait for each other.
const BESIDE: usize = 4;

/// A row of a strip, on a line of the cache of its own.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Row([f32; LANES]);

/// A matrix of `TO` columns and any number of rows, in strips: what a product reads lies in order.
#[derive(Debug)]
pub struct Matrix<const TO: usize> {
    strips: Vec<Row>,
    rows: usize,
}

impl<const TO: usize> Matrix<TO> {
    /// So many rows, each number by its row and column.
    pub fn new(rows: usize, number: impl Fn(usize, usize) -> f32) -> Self {
        let strips = (0..TO / LANES).flat_map(|strip| (0..rows).map(move |row| (row, strip)));
        let row = |(row, strip)| Row(std::array::from_fn(|lane| number(row, strip * LANES + lane)));
        Self { strips: strips.map(row).collect(), rows }
    }

    /// So many rows from the front of a file's numbers, row after row.
    ///
    /// # Errors
    /// [`BadModel`] when there are fewer.
    pub fn take(numbers: &mut &[u8], rows: usize) -> Result<Self, BadModel> {
        let cut = numbers.split_at_checked(rows * TO * 4).ok_or(BadModel("the file is cut"))?;
        *numbers = cut.1;
        let own = cut.0.as_chunks().0;
        Ok(Self::new(rows, |row, column| f32::from_le_bytes(own[row * TO + column])))
    }

    /// Adds the product with a vector to `sums`. Where the processor cannot multiply and add at once, which
    /// those without AVX2 cannot, this is slow, with the same results.
    #[inline(always)]
    pub fn multiply(&self, vector: &[f32], sums: &mut [f32; TO]) {
        let strips = self.strips.chunks_exact(BESIDE * self.rows);
        for (sums, strips) in sums.as_chunks_mut::<{ BESIDE * LANES }>().0.iter_mut().zip(strips) {
            let mut here = *sums;
            let (ab, cd) = strips.split_at(2 * self.rows);
            let ((a, b), (c, d)) = (ab.split_at(self.rows), cd.split_at(self.rows));
            for ((((number, a), b), c), d) in vector.iter().zip(a).zip(b).zip(c).zip(d) {
                for (at, row) in [a, b, c, d].into_iter().enumerate() {
                    for lane in 0..LANES {
                        let sum = &mut here[at * LANES + lane];
                        *sum = number.mul_add(row.0[lane], *sum);
                    }
                }
            }
            *sums = here;
        }
    }

    /// [`Self::multiply`] of several vectors at once, with the same results: what is read of the matrix serves
    /// all.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)] // behind a zip the compiler does not see the vectors
    pub fn multiply_all<const FROM: usize>(
        &self,
        vectors: &[[f32; FROM]; TOGETHER],
        sums: &mut [[f32; TO]; TOGETHER],
    ) {
        let [v0, v1, v2, v3, v4, v5] = vectors;
        for (at, strip) in self.strips.as_chunks::<FROM>().0.iter().enumerate() {
            // One name each: as an array of arrays they would not stay in registers.
            let [mut s0, mut s1, mut s2, mut s3, mut s4, mut s5] =
                [0, 1, 2, 3, 4, 5].map(|number: usize| sums[number].as_chunks::<LANES>().0[at]);
            for number in 0..FROM {
                let row = &strip[number].0;
                for lane in 0..LANES {
                    s0[lane] = v0[number].mul_add(row[lane], s0[lane]);
                }
                for lane in 0..LANES {
                    s1[lane] = v1[number].mul_add(row[lane], s1[lane]);
                }
                for lane in 0..LANES {
                    s2[lane] = v2[number].mul_add(row[lane], s2[lane]);
                }
                for lane in 0..LANES {
                    s3[lane] = v3[number].mul_add(row[lane], s3[lane]);
                }
                for lane in 0..LANES {
                    s4[lane] = v4[number].mul_add(row[lane], s4[lane]);
                }
                for lane in 0..LANES {
                    s5[lane] = v5[number].mul_add(row[lane], s5[lane]);
                }
            }
            for (sums, here) in sums.iter_mut().zip([s0, s1, s2, s3, s4, s5]) {
                sums.as_chunks_mut::<LANES>().0[at] = here;
            }
        }
    }
}
