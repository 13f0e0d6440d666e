//! Progress on the terminal; nothing where there is none.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use copydesk::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the bar is brought up to date.
const TICK: Duration = Duration::from_millis(100);

/// Runs `work`, showing bytes, records, rate and time left meanwhile.
pub fn shown<T: Send>(
    quiet: bool,
    total_bytes: u64,
    progress: &Progress,
    work: impl FnOnce() -> T,
) -> T {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target((total_bytes > 0).then_some(total_bytes), target);
    if bar.is_hidden() {
        return work();
    }
    let template = match total_bytes {
        0 => "{spinner} {bytes} {msg} {bytes_per_sec} {elapsed}",
        _ => "{bar:30} {bytes}/{total_bytes} {msg} {bytes_per_sec} {eta} left",
    };
    bar.set_style(ProgressStyle::with_template(template).expect("the templates are valid"));
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                bar.set_position(progress.consumed.load(Ordering::Relaxed));
                bar.set_message(format!("{} records", progress.records.load(Ordering::Relaxed)));
                std::thread::sleep(TICK);
            }
            bar.finish_and_clear();
        });
        let result = work();
        is_done.store(true, Ordering::Relaxed);
        result
    })
}
