//! A spinner: one table, one seed, its habits. The same word becomes the same word again, unless that is not
//! its habit.

use copydesk::lexicon::ngram::{NgramModel, SENTENCE_END, Token, tokens, word_hash};

use super::articles;
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

/// Families that would rather be read than change much.
pub const MILD: [&str; 3] = ["frequent", "usual", "careful"];
/// The family that goes two steps through its thesaurus.
pub const FAR: &str = "far";
/// What a careful spinner lets a word lose in its place, a natural logarithm over three trigrams.
const MOST_LOST: f32 = 3.0;

/// How a spinner works.
#[derive(Debug)]
pub struct Spinner<'t> {
    pub tables: &'t Tables,
    pub family: &'static str,
    pub seed: u64,
    pub habits: Habits,
    /// Says what is possible in a place, for a `careful` one.
    pub model: &'t NgramModel,
}

/// What spinners of any family may do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Habits {
    /// Writes "a" and "an" to agree with what it puts in behind them.
    pub mends_articles: bool,
    /// Writes another word for the same word at each place.
    pub is_fresh: bool,
    /// Swaps words with a capital inside a sentence as well.
    pub swaps_names: bool,
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
                    let place = Place { text, all: &all, at, length };
                    if let Some(target) = self.target(&original, &place, random) {
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
        let spun = apply(text, &plan);
        Some(if self.habits.mends_articles { articles::mend(spun) } else { spun })
    }

    /// Whether words with a capital inside a sentence are swapped as well.
    fn swaps_names(&self) -> bool {
        self.habits.swaps_names
            || self.family == "wn_any" && hash(self.seed, "names").is_multiple_of(2)
    }

    fn is_function(word: &str) -> bool {
        FUNCTION.contains(&format!(" {word} "))
    }

    /// What this spinner writes for a word or phrase.
    fn target(&self, original: &str, place: &Place, random: &mut Random) -> Option<String> {
        let is_all = self.family == "wn_all_lemma" || self.family == "wn_all_infl";
        if is_all && self.seed.is_multiple_of(4) && FIXED.contains(&original) {
            let noun = hash(self.seed, original) as usize % self.tables.nouns.len();
            return Some(self.tables.nouns[noun].clone());
        }
        if Self::is_function(original) && !is_all {
            return None;
        }
        if MILD.contains(&self.family) {
            return self.mild_target(original, place, random);
        }
        if self.family == FAR {
            return self.far_target(original, random);
        }
        let least = self.least();
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
        if self.habits.is_fresh {
            return Some(targets.get(random.below(targets.len()))?.text.clone());
        }
        // One target a word, now and then the second: by the seed, so that it stays.
        let second = hash_share(self.seed, original) < 0.25;
        let target = targets.get(usize::from(second)).or(targets.first())?;
        Some(target.text.clone())
    }

    /// How frequent a word must be for this spinner to write it (Zipf frequency).
    fn least(&self) -> f64 {
        [1.5, 2.2, 2.8, 3.3][(hash(self.seed, "least") % 4) as usize]
    }

    /// Words that this spinner's thesaurus has for one: a third has WordNet, a third Moby's, a third both.
    fn of_either(&self, word: &str, least: f64, fits: impl Fn(&Target) -> bool) -> Vec<&Target> {
        let wordnet = self.tables.wordnet.get(word).into_iter().flatten();
        let wordnet = wordnet.filter(|t| t.is_inflected && fits(t));
        let moby = self.tables.moby.get(word).into_iter().flatten();
        let mut targets: Vec<&Target> = match hash(self.seed, "habit") / 2 % 3 {
            0 => wordnet.collect(),
            1 => moby.collect(),
            _ => wordnet.chain(moby).collect(),
        };
        targets.retain(|t| !t.text.contains(' ') && t.frequency >= least);
        targets.sort_by_key(|t| hash(self.seed, &t.text));
        targets.dedup_by(|a, b| a.text == b.text);
        targets
    }

    /// What its thesaurus has for a word that it has for this one: mostly a pair that no table holds.
    fn far_target(&self, original: &str, random: &mut Random) -> Option<String> {
        let least = self.least();
        let mut pick = |word: &str, least: f64| {
            let mut targets = self.of_either(word, least, |_| true);
            targets.retain(|t| t.text != original);
            let at = if self.habits.is_fresh { random.below(targets.len().max(1)) } else { 0 };
            targets.get(at).map(|t| t.text.clone())
        };
        let between = pick(original, 2.8)?;
        pick(&between, least)
    }

    /// What a spinner writes that would rather be read: `frequent` words alone, both of them; a thesaurus's
    /// most `usual` word; or, `careful`, what the language model finds likeliest of all in the place.
    fn mild_target(&self, original: &str, place: &Place, random: &mut Random) -> Option<String> {
        let habit = hash(self.seed, "habit");
        let least = match self.family {
            "frequent" => [3.5, 4.0][(habit % 2) as usize],
            _ => 2.5,
        };
        let own = self.tables.frequency.get(original).copied().unwrap_or(0.0);
        if self.family == "frequent" && own < least {
            return None;
        }
        let targets = self.of_either(original, least, |t| matches!(t.relation, '=' | '&'));
        let target = match self.family {
            "usual" => targets.iter().max_by(|a, b| a.frequency.total_cmp(&b.frequency))?,
            "careful" => place.likeliest(&targets, self.model)?,
            _ if self.habits.is_fresh => targets.get(random.below(targets.len()))?,
            _ => targets.first()?,
        };
        Some(target.text.clone())
    }
}

/// Words that may be replaced.
struct Place<'p> {
    text: &'p str,
    all: &'p [Token],
    at: usize,
    length: usize,
}

impl Place<'_> {
    /// The target that the language model finds likeliest here, unless much less likely than what stands here.
    fn likeliest<'t>(&self, targets: &[&'t Target], model: &NgramModel) -> Option<&'t Target> {
        if self.length > 1 {
            return None;
        }
        let id = |at: Option<usize>| {
            let token = at.and_then(|at| self.all.get(at));
            model.find(token.map_or(SENTENCE_END, |token| token.hash))
        };
        let is_first = |at: usize| self.all.get(at).is_none_or(Token::is_first);
        let end = model.find(SENTENCE_END);
        let around = match is_first(self.at) {
            true => [end; 2],
            false => [2, 1].map(|back| id(self.at.checked_sub(back))),
        };
        let behind = match is_first(self.at + 1) {
            true => [end; 2],
            false => [1, 2].map(|on| id(Some(self.at + on))),
        };
        let likely = |word: &str| {
            let word = model.find(word_hash(word));
            model.log_prob(around[0], around[1], word)
                + model.log_prob(around[1], word, behind[0])
                + model.log_prob(word, behind[0], behind[1])
        };
        let written = self.text[self.all[self.at].span.range()].to_lowercase();
        let least = likely(&written) - MOST_LOST;
        let told = targets.iter().map(|&target| (likely(&target.text), target));
        let best = told.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (best.0 > least).then_some(best.1)
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
