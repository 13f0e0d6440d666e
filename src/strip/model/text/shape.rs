//! What plain text has in place of markup: empty lines, bullets, and lines of one form in a row.
//!
//! In go the lines of a page with their measures; out come numbers a line, of the line and of the
//! page. Deliberately absent: words.

use rustc_hash::FxHashMap;

use super::super::line::{GOOD_WORDS, Line};

/// Numbers a line.
pub const WIDTH: usize = 34;

/// One line as this file sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its measures.
    pub line: Line,
    /// Whether an empty line stands before it.
    pub after_blank: bool,
    /// What the furniture dictionaries say of it.
    pub furniture: f32,
    /// Hash of its first word, 0 for none.
    pub first_word: u64,
    /// Hash of all its words.
    pub whole: u64,
    /// Its first character is a bullet or a dash.
    pub is_item: bool,
    /// Signs that separate the steps of a path: `>`, `/`, `|`.
    pub steps: f32,
}

impl Seen {
    fn is_good(&self) -> bool {
        self.line.words >= GOOD_WORDS
    }

    fn is_prose(&self) -> bool {
        self.line.words >= 8.0 && self.line.end == 1.0
    }

    fn is_headline(&self) -> bool {
        (3.0..=24.0).contains(&self.line.words) && self.line.end != 1.0 && self.line.start != 1.0
    }

    /// Lines of one form share it.
    fn form(&self) -> u32 {
        let size = (self.line.words + 1.0).log2() as u32;
        size * 64 + self.line.start as u32 * 8 + self.line.end as u32
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn log(count: f32) -> f32 {
    (count + 1.0).ln()
}

/// Adds [`WIDTH`] numbers a line to `rows`, whose rows have room for them from `at` on.
pub fn shape(lines: &[Seen], rows: &mut [f32], width: usize, at: usize) {
    let page = Page::of(lines);
    let mut forms: FxHashMap<u32, f32> = FxHashMap::default();
    let mut firsts: FxHashMap<u64, f32> = FxHashMap::default();
    for line in lines {
        *forms.entry(line.form()).or_default() += 1.0;
        *firsts.entry(line.first_word).or_default() += 1.0;
    }
    let groups = groups(lines);
    let (headlines, prose) = (rest(lines, Seen::is_headline), rest(lines, Seen::is_prose));
    let (before, after) = (good_before(lines), good_after(lines));
    for (i, line) in lines.iter().enumerate() {
        let near = &lines[i.saturating_sub(5)..(i + 6).min(lines.len())];
        let close = &lines[i.saturating_sub(4)..(i + 5).min(lines.len())];
        let share = |of: &dyn Fn(&Seen) -> bool, side: &[Seen]| {
            side.iter().filter(|line| of(line)).count() as f32 / (side.len() as f32).max(1.0)
        };
        let group = &groups[i];
        let next = lines.get(i + 1);
        let behind = &lines[i + 1..];
        let form = line.form();
        let row: [f32; WIDTH] = [
            flag(next.is_none_or(|next| next.after_blank)),
            log(group.lines),
            i as f32 - group.first,
            log(group.words / group.lines),
            group.prose / group.lines,
            flag(line.is_item),
            share(&|l| l.is_item, near),
            log(forms[&form]),
            share(&|l| l.form() == form, close),
            log(firsts[&line.first_word]),
            flag(i > 0 && lines[i - 1].first_word == line.first_word)
                + flag(next.is_some_and(|next| next.first_word == line.first_word)),
            flag(line.is_headline()),
            share(&Seen::is_headline, near),
            headlines[i],
            share(&Seen::is_prose, near),
            prose[i],
            share(&|l| l.line.words <= 3.0, near),
            share(&|l| l.furniture > 0.0, &lines[i.saturating_sub(10)..i]),
            share(&|l| l.furniture > 0.0, &behind[..behind.len().min(10)]),
            line.steps,
            before[i],
            after[i],
            page.good_words,
            page.short,
            page.blank,
            page.items,
            page.repeated,
            page.lines,
            page.mean_words,
            page.prose,
            page.furniture,
            page.longest,
            line.line.words / page.longest.exp().max(1.0),
            log(line.line.words) - page.typical,
        ];
        rows[i * width + at..][..WIDTH].copy_from_slice(&row);
    }
}

/// A group of lines without empty ones between.
#[derive(Clone, Default)]
struct Group {
    first: f32,
    lines: f32,
    words: f32,
    prose: f32,
}

/// The group that each line stands in.
fn groups(lines: &[Seen]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut of_line = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        if groups.is_empty() || line.after_blank {
            groups.push(Group { first: i as f32, ..Group::default() });
        }
        let place = groups.len() - 1;
        let group = &mut groups[place];
        group.lines += 1.0;
        group.words += line.line.words;
        group.prose += flag(line.is_prose());
        of_line.push(place);
    }
    of_line.into_iter().map(|place| groups[place].clone()).collect()
}

/// Share of the lines behind each that `is` holds of.
fn rest(lines: &[Seen], is: impl Fn(&Seen) -> bool) -> Vec<f32> {
    let mut shares = vec![0.0; lines.len()];
    let mut count = 0.0;
    for (behind, (slot, line)) in shares.iter_mut().zip(lines).rev().enumerate() {
        *slot = count / (behind as f32).max(1.0);
        count += flag(is(line));
    }
    shares
}

/// Lines since the last one of running text, at most 99.
fn good_before(lines: &[Seen]) -> Vec<f32> {
    let mut since = 99.0f32;
    lines
        .iter()
        .map(|line| {
            let now = since;
            since = if line.is_good() { 1.0 } else { (since + 1.0).min(99.0) };
            now
        })
        .collect()
}

/// Lines until the next one of running text, at most 99.
fn good_after(lines: &[Seen]) -> Vec<f32> {
    let mut until = vec![99.0; lines.len()];
    let mut far = 99.0f32;
    for (slot, line) in until.iter_mut().zip(lines).rev() {
        *slot = far;
        far = if line.is_good() { 1.0 } else { (far + 1.0).min(99.0) };
    }
    until
}

/// How the page as a whole looks.
struct Page {
    good_words: f32,
    short: f32,
    blank: f32,
    items: f32,
    repeated: f32,
    lines: f32,
    mean_words: f32,
    prose: f32,
    furniture: f32,
    longest: f32,
    /// Logarithm of the words of a line of running text on this page, the middle one.
    typical: f32,
}

impl Page {
    fn of(lines: &[Seen]) -> Self {
        let count = (lines.len() as f32).max(1.0);
        let share = |of: &dyn Fn(&Seen) -> bool| {
            lines.iter().filter(|line| of(line)).count() as f32 / count
        };
        let words: f32 = lines.iter().map(|line| line.line.words).sum();
        let good = || lines.iter().filter(|line| line.is_good()).map(|line| line.line.words);
        let mut times: FxHashMap<u64, u32> = FxHashMap::default();
        for line in lines {
            *times.entry(line.whole).or_default() += 1;
        }
        let mut sizes: Vec<f32> = good().map(log).collect();
        sizes.sort_by(f32::total_cmp);
        Self {
            good_words: good().sum::<f32>() / words.max(1.0),
            short: share(&|line| line.line.words <= 3.0),
            blank: share(&|line| line.after_blank),
            items: share(&|line| line.is_item),
            repeated: share(&|line| times[&line.whole] > 1),
            lines: log(count),
            mean_words: log(words / count),
            prose: share(&Seen::is_prose),
            furniture: share(&|line| line.furniture > 0.0),
            longest: lines.iter().map(|line| log(line.line.words)).fold(0.0, f32::max),
            typical: sizes.get(sizes.len() / 2).copied().unwrap_or_default(),
        }
    }
}
