//! Selectors against the open elements of a page.
//!
//! In go elements as they begin and end, out comes what the rules say of the text inside the
//! innermost. Selectors are matched from the outside in: for every open element it is known which
//! beginnings of selectors it ends, so an element is looked at once, whatever its depth.

use super::selector::{Combinator, Compound, Selector};
use crate::document::Ruling;

/// Selectors in force on a page, and how far the open elements meet them.
#[derive(Debug)]
pub struct Matching<'r> {
    steps: Vec<Step<'r>>,
    /// The page itself, then one state for every open element.
    open: Vec<State>,
}

/// One compound of a selector; the compound before it is the step before it.
#[derive(Debug)]
struct Step<'r> {
    compound: &'r Compound,
    /// How it is bound to the step before; `None` for the first of a selector.
    bound: Option<Combinator>,
    /// What the selector says, where it is its last compound.
    ruling: Option<Ruling>,
}

/// What is known of an open element.
#[derive(Clone, Debug, Default)]
struct State {
    /// Steps that this element meets, the ones before them too.
    here: Vec<bool>,
    /// Steps that it or an element around it meets.
    around: Vec<bool>,
    /// What is said of its text.
    ruling: Option<Ruling>,
}

impl<'r> Matching<'r> {
    /// The selectors, at most `limit` compounds of them, with nothing open.
    pub(super) fn new(
        selectors: impl Iterator<Item = (&'r Selector, Ruling)>,
        limit: usize,
    ) -> Self {
        let mut steps: Vec<Step<'r>> = Vec::new();
        for (selector, ruling) in selectors {
            if steps.len() + selector.len() > limit {
                break;
            }
            for (at, (combinator, compound)) in selector.compounds.iter().enumerate() {
                steps.push(Step {
                    compound,
                    bound: (at > 0).then_some(*combinator),
                    ruling: (at + 1 == selector.len()).then_some(ruling),
                });
            }
        }
        let none = vec![false; steps.len()];
        let page = State { here: none.clone(), around: none, ruling: None };
        Self { steps, open: vec![page] }
    }

    /// Whether nothing is looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// An element begins; `attribute` gives the value of an attribute by its name.
    pub fn enter<'a>(&mut self, name: &[u8], attribute: &dyn Fn(&str) -> Option<&'a [u8]>) {
        let state = self.meet(name, attribute);
        self.open.push(state);
    }

    /// The page's `html` or `body` begins.
    pub fn enter_page<'a>(&mut self, name: &[u8], attribute: &dyn Fn(&str) -> Option<&'a [u8]>) {
        if self.open.len() == 1 {
            self.open[0] = self.meet(name, attribute);
        }
    }

    /// The open element number `place`, from 0, ends.
    pub fn leave(&mut self, place: usize) {
        self.open.remove(place + 1);
    }

    /// What is said of text that stands here.
    pub fn ruling(&self) -> Option<Ruling> {
        self.open.last().and_then(|state| state.ruling)
    }

    fn meet<'a>(&self, name: &[u8], attribute: &dyn Fn(&str) -> Option<&'a [u8]>) -> State {
        let parent = self.open.last().expect("the page itself is never left");
        let mut state = State { ruling: None, ..parent.clone() };
        for (at, step) in self.steps.iter().enumerate() {
            let is_bound = match step.bound {
                None => true,
                Some(Combinator::Descendant) => parent.around[at - 1],
                Some(Combinator::Child) => parent.here[at - 1],
            };
            let is_met = is_bound && step.compound.matches(name, attribute);
            state.here[at] = is_met;
            state.around[at] |= is_met;
            if is_met && state.ruling != Some(Ruling::Keep) {
                state.ruling = step.ruling.or(state.ruling);
            }
        }
        state.ruling = state.ruling.or(parent.ruling);
        state
    }
}

#[cfg(test)]
mod tests {
    use super::super::SiteRules;
    use super::*;

    /// What is said inside of elements given as `name.class`, outermost first.
    fn said(rules: &str, path: &[&str]) -> Option<Ruling> {
        let rules = SiteRules::from_toml(&format!("[[site]]\nhost = \"*\"\n{rules}")).unwrap();
        let mut matching = rules.on(None).unwrap();
        for element in path {
            let (name, class) = element.split_once('.').unwrap_or((element, ""));
            matching.enter(name.as_bytes(), &|attribute| {
                (attribute == "class" && !class.is_empty()).then_some(class.as_bytes())
            });
        }
        matching.ruling()
    }

    #[test]
    fn combinators_are_kept_apart() {
        let rules = "strip = [\"aside > p.note\", \"div .x .y\"]";
        assert_eq!(said(rules, &["aside", "p.note"]), Some(Ruling::Strip));
        assert_eq!(said(rules, &["aside", "div", "p.note"]), None);
        assert_eq!(said(rules, &["div", "p.x", "i", "b.y", "em"]), Some(Ruling::Strip));
        assert_eq!(said(rules, &["div", "p.y", "b.x"]), None);
        assert_eq!(said(rules, &["p.x", "b.y"]), None);
    }

    #[test]
    fn the_innermost_says_and_keep_goes_before_strip() {
        let rules = "strip = [\".box\", \"p\"]\nkeep = [\".box .fact\", \"p.own\"]";
        assert_eq!(said(rules, &["div.box", "div.fact"]), Some(Ruling::Keep));
        assert_eq!(said(rules, &["div.box", "div.fact", "p"]), Some(Ruling::Strip));
        assert_eq!(said(rules, &["div.box", "p.own"]), Some(Ruling::Keep));
        assert_eq!(said(rules, &["div", "i"]), None);
    }
}
