//! The interval of a share.

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share of which `hits` of `all` were seen (Wilson 1927): where the true
/// share lies, as far as so many documents can say. `all` is at least 1.
///
/// ```
/// let (low, high) = copydesk::score::wilson(2, 20);
/// assert!(low > 0.027 && low < 0.029 && high > 0.300 && high < 0.302);
/// ```
pub fn wilson(hits: u64, all: u64) -> (f64, f64) {
    let n = all.max(1) as f64;
    let share = hits as f64 / n;
    let z2 = Z * Z;
    let center = share + z2 / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (((center - spread) / scale).max(0.0), ((center + spread) / scale).min(1.0))
}
