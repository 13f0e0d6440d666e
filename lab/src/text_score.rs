//! Scores of text under given log-odds of its lines, for choosing how scores become decisions.

use std::io;
use std::path::Path;

use copydesk::strip::model::run::{best_run, probability};
use copydesk::strip::model::text::context::NEUTRAL;

use crate::evaluate::read_floats;
use crate::pages::{Mode, each, joined};
use crate::score::Score;

/// Limits that are tried inside and outside of the best run of lines.
const LIMITS: [(f32, f32); 8] = [
    (0.0, 0.0),
    (-0.5, -0.5),
    (-1.0, -1.0),
    (-0.5, 0.5),
    (-0.5, 1.5),
    (-1.0, 1.0),
    (-1.5, 1.5),
    (-2.0, 2.0),
];
/// Log-odds that a line must lose to end or begin a stretch of kept lines (Viterbi).
const SWITCHES: [f32; 3] = [0.2, 0.4, 0.8];

/// Prints figures for each file.
pub fn run(scores: &Path, mode: Mode, files: &[&str]) -> io::Result<()> {
    let all = read_floats(scores)?;
    let mut scores = all.iter().copied();
    for file in files {
        let mut whole = Score::default();
        let mut limited = vec![Score::default(); LIMITS.len()];
        let mut switched = vec![Score::default(); SWITCHES.len()];
        let mut oracle = Score::default();
        each(Path::new(file), mode, |page| {
            if page.truth.is_empty() {
                return;
            }
            let texts = page.texts();
            let own: Vec<f32> = scores.by_ref().take(texts.len()).collect();
            let joined = |keep: &[bool]| joined(&texts, keep);
            let words: Vec<f32> =
                texts.iter().map(|text| text.split_whitespace().count() as f32).collect();
            let chance: Vec<f32> = own.iter().map(|&score| probability(score)).collect();
            let run = best_run(&chance, &words, NEUTRAL);
            for (score, (inside, outside)) in limited.iter_mut().zip(LIMITS) {
                let limit = |i: usize| if run.contains(&i) { inside } else { outside };
                let keep: Vec<bool> = (0..own.len()).map(|i| own[i] > limit(i)).collect();
                score.add(&page.truth, &joined(&keep));
            }
            for (score, switch) in switched.iter_mut().zip(SWITCHES) {
                score.add(&page.truth, &joined(&viterbi(&own, &words, switch)));
            }
            whole.add(&page.truth, &joined(&vec![true; texts.len()]));
            oracle.add(&page.truth, &joined(&crate::label::label(&page.truth, &texts)));
        })?;
        println!("{file}");
        let tell = |name: String, score: &Score| {
            let [p, r, f1, exact] = score.figures();
            println!(
                "  {name:<22} F1 {f1:.4} P {p:.4} R {r:.4} exact {exact:.3} empty {} of {}",
                score.empty,
                score.pages(),
            );
        };
        tell("as it is".to_owned(), &whole);
        for (score, (inside, outside)) in limited.iter().zip(LIMITS) {
            tell(format!("inside {inside} outside {outside}"), score);
        }
        for (score, switch) in switched.iter().zip(SWITCHES) {
            tell(format!("viterbi -0.5 {switch}"), score);
        }
        tell("oracle".to_owned(), &oracle);
    }
    Ok(())
}

/// The best path through keep and drop, where each change costs.
fn viterbi(scores: &[f32], words: &[f32], switch: f32) -> Vec<bool> {
    let gain = |i: usize| (scores[i] + 0.5).clamp(-4.0, 4.0) * (words[i] + 2.0).sqrt() * 0.25;
    let mut best = [0.0f32, 0.0];
    let mut from: Vec<[bool; 2]> = Vec::with_capacity(scores.len());
    for i in 0..scores.len() {
        let drop = (best[0], best[1] - switch);
        let keep = (best[0] - switch, best[1]);
        from.push([drop.1 > drop.0, keep.1 >= keep.0]);
        best = [drop.0.max(drop.1) - gain(i), keep.0.max(keep.1) + gain(i)];
    }
    let mut state = best[1] > best[0];
    let mut keep = vec![false; scores.len()];
    for i in (0..scores.len()).rev() {
        keep[i] = state;
        state = from[i][usize::from(state)];
    }
    keep
}
