//! What plain text has in place of markup: empty lines, bullets, and lines of one form in a row.
//!
//! In go the lines of a page with their measures; out come numbers a line, of the line and of the
//! page. Deliberately absent: words.

use rustc_hash::FxHashMap;

use super::super::row::{flag, log};
use super::measured::Seen;
use super::sums::Sums;

/// Numbers a line.
pub const WIDTH: usize = 34;

/// Sizes of lines that are told apart, each twice as long as the one before.
const SIZES: u32 = 24;

/// Lines of one form share it.
fn form(seen: &Seen) -> usize {
    let size = ((seen.line.words + 1.0).log2() as u32).min(SIZES - 1);
    (size * 64 + seen.line.start as u32 * 8 + seen.line.end as u32) as usize
}

/// Adds [`WIDTH`] numbers a line to `rows`, whose rows have room for them from `at` on.
pub fn shape(lines: &[Seen], rows: &mut [f32], width: usize, at: usize) {
    let page = Page::of(lines);
    let own: Vec<usize> = lines.iter().map(form).collect();
    let mut forms = vec![0.0f32; 64 * SIZES as usize];
    let mut firsts: FxHashMap<u32, f32> = FxHashMap::default();
    for (line, &form) in lines.iter().zip(&own) {
        forms[form] += 1.0;
        *firsts.entry(line.first_word).or_default() += 1.0;
    }
    let sums = |of: fn(&Seen) -> bool| Sums::of(lines.iter().map(|line| flag(of(line))));
    let (items, headlines, prose) =
        (sums(|line| line.is_item), sums(Seen::is_headline), sums(Seen::is_prose));
    let (short, furniture) = (sums(|line| line.line.words <= 3.0), sums(|l| l.furniture > 0.0));
    let groups = groups(lines);
    let (before, after) = (good_before(lines), good_after(lines));
    let end = lines.len();
    for (i, line) in lines.iter().enumerate() {
        let near = i.saturating_sub(5)..(i + 6).min(end);
        let close = &own[i.saturating_sub(4)..(i + 5).min(end)];
        let rest = i + 1..end;
        let group = &groups.groups[groups.of_line[i]];
        let next = lines.get(i + 1);
        let row: [f32; WIDTH] = [
            flag(next.is_none_or(|next| next.after_blank)),
            log(group.lines),
            i as f32 - group.first,
            log(group.words / group.lines),
            group.prose / group.lines,
            flag(line.is_item),
            items.share(&near),
            log(forms[own[i]]),
            close.iter().filter(|&&form| form == own[i]).count() as f32 / close.len() as f32,
            log(firsts[&line.first_word]),
            flag(i > 0 && lines[i - 1].first_word == line.first_word)
                + flag(next.is_some_and(|next| next.first_word == line.first_word)),
            flag(line.is_headline()),
            headlines.share(&near),
            headlines.share(&rest),
            prose.share(&near),
            prose.share(&rest),
            short.share(&near),
            furniture.share(&(i.saturating_sub(10)..i)),
            furniture.share(&(i + 1..(i + 11).min(end).max(i + 1))),
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
            line.size - page.typical,
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

/// The groups of a page, and the one that each line stands in.
#[derive(Default)]
struct Groups {
    groups: Vec<Group>,
    of_line: Vec<usize>,
}

fn groups(lines: &[Seen]) -> Groups {
    let mut all = Groups { of_line: Vec::with_capacity(lines.len()), ..Groups::default() };
    for (i, line) in lines.iter().enumerate() {
        if all.groups.is_empty() || line.after_blank {
            all.groups.push(Group { first: i as f32, ..Group::default() });
        }
        let place = all.groups.len() - 1;
        let group = &mut all.groups[place];
        group.lines += 1.0;
        group.words += line.line.words;
        group.prose += flag(line.is_prose());
        all.of_line.push(place);
    }
    all
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
        let mut sizes: Vec<f32> =
            lines.iter().filter(|line| line.is_good()).map(|line| line.size).collect();
        sizes.sort_by(f32::total_cmp);
        Self {
            good_words: good().sum::<f32>() / words.max(1.0),
            short: share(&|line| line.line.words <= 3.0),
            blank: share(&|line| line.after_blank),
            items: share(&|line| line.is_item),
            repeated: share(&|line| line.repeats > 1.0),
            lines: log(count),
            mean_words: log(words / count),
            prose: share(&Seen::is_prose),
            furniture: share(&|line| line.furniture > 0.0),
            longest: lines.iter().map(|line| line.size).fold(0.0, f32::max),
            typical: sizes.get(sizes.len() / 2).copied().unwrap_or_default(),
        }
    }
}
