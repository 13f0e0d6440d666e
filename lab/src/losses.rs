//! Where the points are lost: the pages that cost most, and on each the blocks that were wrong.

use std::io;
use std::path::Path;

use copydesk::{Config, Tools};

use crate::evaluate::{read_scores, strip};
use crate::label::label;
use crate::pages::{Mode, each, joined};
use crate::score::Score;

/// Longest piece of a block that is printed, in characters.
const SHOWN: usize = 110;

/// One page's loss, and what to print of it.
struct Loss {
    points: f64,
    report: String,
}

/// Prints the `count` pages that lose most: of the best that blocks allow when `of_blocks`, else of
/// the room under the out-of-fold log-odds in `folder`.
pub fn run(
    folder: &Path,
    mode: Mode,
    of_blocks: bool,
    count: usize,
    files: &[&str],
) -> io::Result<()> {
    let tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    let all = read_scores(folder)?;
    let mut scores = all.iter().copied();
    for file in files {
        let mut losses = Vec::new();
        each(Path::new(file), mode, |page| {
            let texts = page.texts();
            let scores: Vec<f32> = scores.by_ref().take(texts.len()).collect();
            if page.truth.is_empty() {
                return;
            }
            let is_article = label(&page.truth, &texts);
            let found = match of_blocks {
                true => joined(&texts, &is_article),
                false => strip(&page, &tools, scores.clone())[1].clone(),
            };
            let mut score = Score::default();
            score.add(&page.truth, &found);
            let [p, r, f1, _] = score.figures();
            let mut report = format!("## {} F1 {f1:.3} P {p:.3} R {r:.3}\n", page.id);
            let kept: std::collections::HashSet<&str> = found.lines().collect();
            for ((text, is), score) in texts.iter().zip(&is_article).zip(&scores) {
                let is_kept = kept.contains(text) || text.lines().any(|line| kept.contains(line));
                let sign = match (is_kept, is) {
                    (true, false) => "+",
                    (false, true) => "-",
                    _ => continue,
                };
                let shown: String = text.chars().take(SHOWN).collect();
                report.push_str(&format!("{sign} {score:5.1} {:4} {shown:?}\n", text.len()));
            }
            if of_blocks {
                let whole: String = texts.join("\n");
                let missing = page.truth.lines().filter(|line| !whole.contains(line.trim()));
                for line in missing.take(12) {
                    let shown: String = line.chars().take(2 * SHOWN).collect();
                    report.push_str(&format!("? {shown:?}\n"));
                }
                let extra = found.lines().filter(|line| !page.truth.contains(line.trim()));
                for line in extra.take(12) {
                    let shown: String = line.chars().take(2 * SHOWN).collect();
                    report.push_str(&format!("! {shown:?}\n"));
                }
            }
            losses.push(Loss { points: 2.0 - p - r, report });
        })?;
        losses.sort_by(|a, b| b.points.total_cmp(&a.points));
        let whole: f64 = losses.iter().map(|loss| loss.points).sum();
        println!("# {file}: {:.4} points lost a page", whole / losses.len().max(1) as f64);
        for loss in losses.iter().take(count) {
            println!("{}", loss.report);
        }
    }
    Ok(())
}
