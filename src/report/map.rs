//! The heat line: a document from left to right as a strip, what was changed in it below and what
//! speaks for spinning above.

use super::document::Document;
use super::kinds::kind;

/// Width of the strip in its own units.
pub const WIDTH: f64 = 1000.0;
/// Height of the lane of heat.
pub const HEAT_HEIGHT: f64 = 40.0;
/// Steps along the strip within which evidence is added up.
const STEPS: usize = 250;
/// Weight in log-odds that fills the lane: one word alone seldom weighs more.
const FULL: f64 = 6.0;
/// Narrowest mark that can still be seen and hit.
const NARROW: f64 = 3.0;

/// A rectangle of the strip that leads to a place of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Left edge.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Class of its color.
    pub color: &'static str,
    /// Number of the change or piece of evidence it leads to.
    pub number: usize,
    /// What is to be said of it.
    pub title: String,
}

/// The changes, left to right; those of one color that would touch are one bar.
pub fn cuts(document: &Document) -> Vec<Bar> {
    let scale = WIDTH / document.base.len().max(1) as f64;
    let mut bars: Vec<Bar> = Vec::new();
    for (number, mark) in document.marks.iter().enumerate() {
        let kind = kind(mark.reason);
        if !kind.is_shown {
            continue;
        }
        let x = f64::from(mark.span.start) * scale;
        let width = (mark.span.len() as f64 * scale).max(NARROW).min(WIDTH - x.min(WIDTH - NARROW));
        let x = x.min(WIDTH - width);
        match bars.last_mut() {
            Some(last) if last.color == kind.color && x - (last.x + last.width) < 1.0 => {
                last.width = (x + width - last.x).max(last.width);
            }
            _ => bars.push(Bar {
                x,
                width,
                height: 0.0,
                color: kind.color,
                number,
                title: kind.label.to_owned(),
            }),
        }
    }
    bars
}

/// The evidence of spinning, left to right; its height is the weight within a step.
pub fn heat(document: &Document) -> Vec<Bar> {
    let scale = STEPS as f64 / document.base.len().max(1) as f64;
    let mut bars: Vec<Bar> = Vec::new();
    let mut weight = 0.0;
    for (number, heat) in document.heat.iter().enumerate() {
        let step = ((f64::from(heat.span.start) * scale) as usize).min(STEPS - 1);
        let width = WIDTH / STEPS as f64;
        let x = step as f64 * width;
        let word = document.base.get(heat.span.range()).unwrap_or_default();
        if bars.last().is_none_or(|last| last.x < x) {
            weight = 0.0;
            bars.push(Bar { x, width, height: 0.0, color: "heat", number, title: String::new() });
        }
        weight += heat.weight.max(0.0);
        if let Some(bar) = bars.last_mut() {
            bar.height = (weight / FULL).min(1.0).mul_add(HEAT_HEIGHT - 3.0, 3.0);
            if !bar.title.is_empty() {
                bar.title.push_str(", ");
            }
            bar.title.push_str(word);
        }
    }
    bars
}
