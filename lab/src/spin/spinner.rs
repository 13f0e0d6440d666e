//! A spinner: one table, one seed, one habit. The same word becomes the same word again.

use copydesk::lexicon::ngram::tokens;

use super::random::{Random, hash, hash_share};
use super::tables::{Table, Tables, Target};

/// Words that grammar hangs on; content spinners leave them.
const FUNCTION: &str = " a about above across after against all along also although am among an and another any are \
    around as at away be because been before behind being below between both but by can cannot could did do does \
    down during each either else even ever every few first for from get give go had has have he her here hers him his \
    how i if in into is it its just last least less let like made make many may me might more most much must my near \
    never no nor not now of off often on once one only or other our out over own per quite rather said same say \
    says see she should since so some still such than that the their them then there these they this those though \
    through thus to too toward two under until up upon us use used very was we well were what when where whether \
    which while who whom whose why will with within without would yes yet you your ";

/// Function words that get a fixed odd noun.
const FIXED: [&str; 6] = ["the", "with", "or", "this", "of", "by"];

/// A spun text, the bytes of what was put in, and what stood there.
pub type Spun = (String, Vec<[usize; 2]>, Vec<String>);

/// How a spinner works.
#[derive(Debug)]
pub struct Spinner<'t> {
    pub tables: &'t Tables,
    pub family: &'static str,
    pub seed: u64,
}

impl Spinner<'_> {
    /// The text with about `rate` of its words replaced, and where; `None` when the tables do not
    /// reach 70 % of that.
    pub fn spin(&self, text: &str, rate: f64, random: &mut Random) -> Option<Spun> {
        let all: Vec<_> = tokens(text).filter(|t| !t.is_sentence_end()).collect();
        let word = |at: usize| all.get(at).map_or("", |t| &text[t.span.range()]);
        let is_word = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphabetic());
        let count = (0..all.len()).filter(|&at| is_word(word(at))).count();
        let mut plan: Vec<(usize, usize, String)> = Vec::new();
        let mut at = 0;
        while at < all.len() {
            let mut step = 1;
            let is_name = all[at].is_capitalized() && !all[at].is_first();
            if is_word(word(at)) && (!is_name || self.swaps_names()) {
                for length in (1..=3).rev() {
                    if at + length > all.len() {
                        continue;
                    }
                    let [start, end] = [all[at].span.start, all[at + length - 1].span.end];
                    let original = text[start as usize..end as usize].to_lowercase();
                    if let Some(target) = self.target(&original) {
                        plan.push((start as usize, end as usize, target));
                        step = length;
                        break;
                    }
                }
            }
            at += step;
        }
        let wanted = rate * count as f64;
        let share = wanted / plan.len().max(1) as f64;
        // Half of the spinners have gaps in their tables, half skip places by chance.
        let by_word = self.seed.is_multiple_of(2);
        let seed = random.next();
        plan.retain(|(start, end, _)| {
            if by_word {
                hash_share(seed, &text[*start..*end].to_lowercase()) < share
            } else {
                random.share() < share
            }
        });
        if (plan.len() as f64) < 0.7 * wanted || plan.is_empty() {
            return None;
        }
        Some(apply(text, &plan))
    }

    /// Whether words with a capital inside a sentence are swapped as well.
    fn swaps_names(&self) -> bool {
        self.family == "wn_any" && hash(self.seed, "names").is_multiple_of(2)
    }

    fn is_function(word: &str) -> bool {
        FUNCTION.contains(&format!(" {word} "))
    }

    /// What this spinner writes for a word or phrase.
    fn target(&self, original: &str) -> Option<String> {
        let is_all = self.family == "wn_all_lemma" || self.family == "wn_all_infl";
        if is_all && self.seed.is_multiple_of(4) && FIXED.contains(&original) {
            let noun = hash(self.seed, original) as usize % self.tables.nouns.len();
            return Some(self.tables.nouns[noun].clone());
        }
        if Self::is_function(original) && !is_all {
            return None;
        }
        let least: f64 = [1.5, 2.2, 2.8, 3.3][(hash(self.seed, "least") % 4) as usize];
        let is_short = |t: &Target| !t.text.contains(' ');
        let fits = |t: &Target| match self.family {
            "wn_all_lemma" => matches!(t.relation, '=' | '&') && is_short(t) && t.frequency > 1.0,
            "wn_all_infl" => t.is_inflected && is_short(t) && t.frequency >= 1.5,
            "wn_content" => {
                t.is_inflected && t.relation == '=' && is_short(t) && t.frequency >= least.min(2.2)
            }
            "wn_any" => is_short(t) && t.frequency >= least - 1.5,
            "moby" => is_short(t) && t.frequency >= least,
            "phrase" => t.frequency >= least,
            "tortured" => t.frequency >= 1.5,
            _ => t.is_inflected && matches!(t.relation, '=' | '&') && t.frequency >= 3.3,
        };
        let table: &Table = match self.family {
            "moby" | "phrase" => &self.tables.moby,
            "tortured" => &self.tables.tortured,
            _ => &self.tables.wordnet,
        };
        let mut targets: Vec<&Target> = table.get(original)?.iter().filter(|t| fits(t)).collect();
        if self.family == "curated" {
            // What two thesauri agree on, of about the same frequency.
            let own = self.tables.frequency.get(original).copied().unwrap_or(4.0);
            let known = self.tables.moby.get(original)?;
            targets.retain(|t| {
                known.iter().any(|k| k.text == t.text) && (t.frequency - own).abs() < 1.2
            });
        }
        targets.sort_by_key(|t| hash(self.seed, &t.text));
        targets.dedup_by(|a, b| a.text == b.text);
        // One target a word, now and then the second: by the seed, so that it stays.
        let second = hash_share(self.seed, original) < 0.25;
        let target = targets.get(usize::from(second)).or(targets.first())?;
        Some(target.text.clone())
    }
}

/// Replaces the planned places; capitals stay.
pub fn apply(text: &str, plan: &[(usize, usize, String)]) -> Spun {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut swaps = Vec::with_capacity(plan.len());
    let mut was = Vec::with_capacity(plan.len());
    let mut from = 0;
    for (start, end, target) in plan {
        out.push_str(&text[from..*start]);
        let at = out.len();
        if text[*start..].starts_with(|c: char| c.is_ascii_uppercase()) {
            out.push_str(&target[..1].to_ascii_uppercase());
            out.push_str(&target[1..]);
        } else {
            out.push_str(target);
        }
        swaps.push([at, out.len()]);
        was.push(text[*start..*end].to_owned());
        from = *end;
    }
    out.push_str(&text[from..]);
    (out, swaps, was)
}
