//! Which blocks of a page are its article, told from the true main text.
//!
//! Blocks are matched to the truth in order: each votes with its token 3-grams for places in the
//! truth, and the heaviest chain of blocks whose places ascend is the article. Blocks that stand
//! out of order (a lead above the picture) are added when their 3-grams are still unused.

use std::collections::HashMap;

use crate::score::in_form;

/// Lower-cased runs of letters, digits and underscores, as the benchmark counts them.
pub fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Tokens as numbers, the same for the same word.
#[derive(Default)]
pub struct Numbers(HashMap<String, u32>);

impl Numbers {
    pub fn of(&mut self, text: &str) -> Vec<u32> {
        tokens(text)
            .into_iter()
            .map(|word| {
                let next = self.0.len() as u32;
                *self.0.entry(word).or_insert(next)
            })
            .collect()
    }
}

/// 3-grams that stand more often than this in the truth say nothing of the place.
const MAX_VOTES: usize = 20;
/// Places of the truth a block is tried at.
const PLACES: usize = 6;
/// Width of a diagonal in tokens: small insertions do not scatter the votes.
const BUCKET: i64 = 8;
/// Share of a block's 3-grams that must stand in the truth.
const MIN_SHARE: f64 = 0.5;
/// Fewest tokens of a block taken out of order.
const MIN_STRAY: usize = 6;

struct Candidate {
    block: usize,
    start: usize,
    end: usize,
    votes: f64,
}

/// For each block whether it belongs to the truth, in whichever form its letters are written.
pub fn label(truth: &str, blocks: &[&str]) -> Vec<bool> {
    let mut numbers = Numbers::default();
    let truth = in_form(truth);
    let lines: Vec<Vec<u32>> = truth.lines().map(|line| numbers.of(line)).collect();
    let mut starts = HashMap::new();
    let mut all = Vec::new();
    for line in &lines {
        starts.entry(line.clone()).or_insert_with(Vec::new).push(all.len());
        all.extend(line);
    }
    let mut places: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (i, gram) in all.windows(3).enumerate() {
        places.entry(gram).or_default().push(i);
    }
    let blocks: Vec<Vec<u32>> = blocks.iter().map(|block| numbers.of(block)).collect();
    let mut candidates: Vec<Vec<Candidate>> = Vec::with_capacity(blocks.len());
    for (number, block) in blocks.iter().enumerate() {
        candidates.push(if block.len() < 3 {
            let starts = starts.get(block).filter(|_| !block.is_empty());
            let all = starts.into_iter().flatten().take(PLACES);
            all.map(|&start| Candidate {
                block: number,
                start,
                end: start + block.len(),
                votes: 0.5 * block.len() as f64,
            })
            .collect()
        } else {
            placed(number, block, &places, all.len())
        });
    }
    let chained = chain(&candidates, all.len(), blocks.len());
    let mut is_article: Vec<bool> = chained.iter().map(Option::is_some).collect();
    fill_gaps(&all, &places, &blocks, &chained, &mut is_article);
    // What stands out of order, as long as the truth has it left.
    let mut left: HashMap<&[u32], i32> = HashMap::new();
    for gram in all.windows(3) {
        *left.entry(gram).or_default() += 1;
    }
    for (block, _) in blocks.iter().zip(&is_article).filter(|(_, is)| **is) {
        for gram in block.windows(3) {
            left.entry(gram).and_modify(|count| *count -= 1);
        }
    }
    for (number, block) in blocks.iter().enumerate() {
        if is_article[number] || block.len() < MIN_STRAY || candidates[number].is_empty() {
            continue;
        }
        let grams = block.windows(3);
        let unused = grams.clone().filter(|gram| left.get(gram).is_some_and(|&n| n > 0)).count();
        if unused as f64 >= MIN_SHARE * grams.len() as f64 {
            is_article[number] = true;
            for gram in grams {
                left.entry(gram).and_modify(|count| *count -= 1);
            }
        }
    }
    is_article
}

/// The places that a block's 3-grams vote for most.
fn placed(
    number: usize,
    block: &[u32],
    places: &HashMap<&[u32], Vec<usize>>,
    length: usize,
) -> Vec<Candidate> {
    let grams = block.len() - 2;
    let mut found = 0;
    let mut votes: HashMap<i64, f64> = HashMap::new();
    for (i, gram) in block.windows(3).enumerate() {
        let Some(at) = places.get(gram) else { continue };
        found += 1;
        if at.len() <= MAX_VOTES {
            for &place in at {
                *votes.entry((place as i64 - i as i64).div_euclid(BUCKET)).or_default() += 1.0;
            }
        }
    }
    if (found as f64) < MIN_SHARE * grams as f64 {
        return Vec::new();
    }
    let mut votes: Vec<(i64, f64)> = votes.into_iter().collect();
    votes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    votes
        .into_iter()
        .take(PLACES)
        .map(|(diagonal, votes)| {
            let start = (diagonal * BUCKET).clamp(0, length as i64) as usize;
            Candidate { block: number, start, end: (start + block.len()).min(length), votes }
        })
        .collect()
}

/// Longest block that is looked for in a gap, in tokens.
const MAX_FILLER: usize = 12;

/// Adds short blocks that stand word for word in the uncovered truth between their neighbors.
fn fill_gaps(
    truth: &[u32],
    places: &HashMap<&[u32], Vec<usize>>,
    blocks: &[Vec<u32>],
    chained: &[Option<(usize, usize)>],
    is_article: &mut [bool],
) {
    let covered: Vec<Option<(usize, usize)>> = blocks
        .iter()
        .zip(chained)
        .map(|(block, place)| place.map(|(start, end)| cover(block, start, end, places)))
        .collect();
    let mut next_start = vec![truth.len(); blocks.len() + 1];
    for at in (0..blocks.len()).rev() {
        next_start[at] = covered[at].map_or(next_start[at + 1], |(start, _)| start);
    }
    let mut from = 0;
    for (at, block) in blocks.iter().enumerate() {
        if let Some((_, end)) = covered[at] {
            from = from.max(end);
            continue;
        }
        let to = next_start[at + 1];
        if block.is_empty() || block.len() > MAX_FILLER || from + block.len() > to {
            continue;
        }
        let found = truth[from..to].windows(block.len()).position(|words| words == block);
        if let Some(place) = found {
            is_article[at] = true;
            from += place + block.len();
        }
    }
}

/// From where to where a block's 3-grams stand in the truth near its place.
fn cover(
    block: &[u32],
    start: usize,
    end: usize,
    places: &HashMap<&[u32], Vec<usize>>,
) -> (usize, usize) {
    let reach = BUCKET as usize;
    let near = start.saturating_sub(reach)..end + 2 * reach;
    let hits = block.windows(3).filter_map(|gram| places.get(gram)).flatten();
    let hits = hits.filter(|place| near.contains(place));
    let (low, high) =
        hits.fold((usize::MAX, 0), |(low, high), &at| (low.min(at), high.max(at + 3)));
    if low < high { (low, high) } else { (start, end) }
}

/// The heaviest chain of candidates, one a block, ascending in the truth: where each block stands.
fn chain(
    candidates: &[Vec<Candidate>],
    length: usize,
    blocks: usize,
) -> Vec<Option<(usize, usize)>> {
    // best[end]: weight of the best chain ending at or before `end`, as a Fenwick tree of maxima.
    let mut best: Vec<(f64, usize)> = vec![(0.0, usize::MAX); length + 2];
    let mut links: Vec<(&Candidate, usize)> = Vec::new(); // a candidate and the link before it
    for group in candidates {
        let mut new = Vec::new();
        for candidate in group {
            // The diagonal's rounding may make neighbours overlap a little.
            let slack = (BUCKET as usize).min((candidate.end - candidate.start) / 2);
            let mut at = (candidate.start + slack + 1).min(length + 1);
            let mut top = (0.0, usize::MAX);
            while at > 0 {
                if best[at].0 > top.0 {
                    top = best[at];
                }
                at &= at - 1;
            }
            new.push((top.0 + candidate.votes, top.1, candidate));
        }
        for (weight, before, candidate) in new {
            links.push((candidate, before));
            let link = links.len() - 1;
            let mut at = candidate.end + 1;
            while at < best.len() {
                if weight > best[at].0 {
                    best[at] = (weight, link);
                }
                at += at & at.wrapping_neg();
            }
        }
    }
    let mut top = (0.0, usize::MAX);
    let mut at = length + 1;
    while at > 0 {
        if best[at].0 > top.0 {
            top = best[at];
        }
        at &= at - 1;
    }
    let mut chained = vec![None; blocks];
    let mut link = top.1;
    while link != usize::MAX {
        let (candidate, before) = links[link];
        chained[candidate.block] = Some((candidate.start, candidate.end));
        link = before;
    }
    chained
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_the_truth_are_found_in_order() {
        let truth = "The mill burned on Monday night.\nNobody was hurt in the fire.\nMore soon";
        let blocks = [
            "Menu",
            "The mill burned on Monday night.",
            "Read also: mill fire of 1912",
            "Nobody was hurt in the fire.",
            "More soon",
            "The mill burned",
        ];
        assert_eq!(label(truth, &blocks), [false, true, false, true, true, false]);
    }

    #[test]
    fn short_blocks_between_others_are_found() {
        let truth =
            "The ferry needs three parts.\nOil - the thick kind\nRope\nA new bell has come.";
        let blocks = [
            "The ferry needs three parts.",
            "Oil",
            "the thick kind",
            "Rope",
            "A new bell has come.",
            "Oil",
        ];
        assert_eq!(label(truth, &blocks), [true, true, true, true, true, false]);
    }

    #[test]
    fn a_truth_in_separate_accents_is_found() {
        let truth = "Der Pru\u{308}fer kam u\u{308}ber die Bru\u{308}cke.";
        let blocks = ["Men\u{fc}", "Der Pr\u{fc}fer kam \u{fc}ber die Br\u{fc}cke."];
        assert_eq!(label(truth, &blocks), [false, true]);
    }

    #[test]
    fn a_lead_out_of_order_is_found() {
        let truth = "Rain is due in the east on Friday.\nFarmers wait for it since the end of May.";
        let blocks =
            ["Farmers wait for it since the end of May.", "Rain is due in the east on Friday."];
        assert_eq!(label(truth, &blocks), [true, true]);
    }
}
