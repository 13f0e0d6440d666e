//! Which documents a report shows: a sample of bounded size that does not depend on the order in
//! which documents come.
//!
//! Documents are grouped by site and [`Sort`], and a group's are ranked by a hash of their ids.
//! First come the first ones of all groups, then the second ones, and so on, within a rank by hash:
//! every site and every sort has its examples as long as there is room. A document that is out
//! stays out whatever comes later, so what was passed over need not be kept.

use std::collections::{BTreeMap, HashMap};

/// Most documents of a sample.
const DOCUMENTS: usize = 600;
/// Most documents of a group.
const RANKS: usize = 4;
/// Longest document with its audit that is shown, in bytes of its two lines: larger ones would
/// fill the page, and are seldom examples of anything.
const LINES: usize = 48 << 10;

/// What a document is an example of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Judged spun.
    Spun,
    /// Not judged spun, but repaired.
    Repaired,
    /// Parts of it were removed.
    Stripped,
    /// Left out of the documents.
    LeftOut,
    /// Nothing was removed or repaired.
    #[default]
    Untouched,
}

impl Sort {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spun => "spun",
            Self::Repaired => "repaired",
            Self::Stripped => "stripped",
            Self::LeftOut => "left out",
            Self::Untouched => "untouched",
        }
    }
}

/// A document of the sample: its lines as an output folder holds them.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// What the document is counted under.
    pub site: String,
    /// What it is an example of.
    pub sort: Sort,
    /// The document line.
    pub document: Vec<u8>,
    /// The audit line.
    pub audit: Vec<u8>,
}

/// Rank in its group, hash, and the group's own number: a place in the order of a sample.
type Place = (usize, u64, u32);

/// A sample being drawn. Samples of parts merge to that of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Number of each group.
    groups: HashMap<(String, Sort), u32>,
    /// Smallest hashes of each group, in order.
    ranks: Vec<Vec<u64>>,
    /// What is shown so far.
    kept: BTreeMap<Place, Lines>,
}

impl Sample {
    /// Looks at a document of `bytes` bytes in both lines; `lines` is called for the document line
    /// and the audit line if it is one to keep.
    pub fn offer(
        &mut self,
        site: &str,
        sort: Sort,
        id: &str,
        bytes: usize,
        lines: impl FnOnce() -> (Vec<u8>, Vec<u8>),
    ) {
        if bytes > LINES {
            return;
        }
        self.place(site, sort, hash(id), || {
            let (document, audit) = lines();
            Some(Lines { site: site.to_owned(), sort, document, audit })
        });
    }

    /// Adds what another sample has drawn from other documents.
    pub fn merge(&mut self, mut other: Self) {
        for ((site, sort), group) in std::mem::take(&mut other.groups) {
            for (rank, &hash) in other.ranks[group as usize].iter().enumerate() {
                // One whose lines are not kept there has no place here either: its rank counts.
                self.place(&site, sort, hash, || other.kept.remove(&(rank, hash, group)));
            }
        }
    }

    /// The documents, in the order in which they are shown as long as there is room.
    pub fn into_lines(self) -> impl Iterator<Item = Lines> {
        self.kept.into_values()
    }

    fn place(&mut self, site: &str, sort: Sort, hash: u64, lines: impl FnOnce() -> Option<Lines>) {
        let group = self.group(site, sort);
        let ranks = &mut self.ranks[group as usize];
        let rank = ranks.partition_point(|&other| other < hash);
        if rank >= RANKS || ranks.get(rank) == Some(&hash) {
            return;
        }
        // Those behind it in the group move back by one.
        for (behind, &other) in ranks.iter().enumerate().skip(rank).rev() {
            let lines = self.kept.remove(&(behind, other, group));
            if let Some(lines) = lines.filter(|_| behind + 1 < RANKS) {
                self.kept.insert((behind + 1, other, group), lines);
            }
        }
        ranks.insert(rank, hash);
        ranks.truncate(RANKS);
        let place = (rank, hash, group);
        let has_room = self.kept.len() < DOCUMENTS
            || self.kept.last_key_value().is_some_and(|(last, _)| place < *last);
        if has_room && let Some(lines) = lines() {
            self.kept.insert(place, lines);
        }
        while self.kept.len() > DOCUMENTS {
            self.kept.pop_last();
        }
    }

    fn group(&mut self, site: &str, sort: Sort) -> u32 {
        let key = (site.to_owned(), sort);
        if let Some(&group) = self.groups.get(&key) {
            return group;
        }
        let group = self.ranks.len() as u32;
        self.ranks.push(Vec::new());
        self.groups.insert(key, group);
        group
    }
}

/// The first eight bytes of BLAKE3.
fn hash(id: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..8]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(ids: impl Iterator<Item = u32>) -> Vec<Vec<u8>> {
        sample(ids).into_lines().map(|lines| lines.document).collect()
    }

    fn sample(ids: impl Iterator<Item = u32>) -> Sample {
        let mut sample = Sample::default();
        for id in ids {
            let (site, sort) = (format!("site{}", id % 700), [Sort::Spun, Sort::Stripped]);
            let id = id.to_string();
            let lines = || (id.clone().into_bytes(), Vec::new());
            sample.offer(&site, sort[id.len() % 2], &id, 1, lines);
        }
        sample
    }

    #[test]
    fn parts_merge_to_the_whole() {
        let mut merged = Sample::default();
        for part in [2, 0, 1] {
            merged.merge(sample((0..9000).filter(|id| id % 3 == part)));
        }
        let merged: Vec<_> = merged.into_lines().map(|lines| lines.document).collect();
        assert_eq!(merged, drawn(0..9000));
    }

    #[test]
    fn the_order_of_documents_does_not_matter() {
        let forward = drawn(0..9000);
        assert_eq!(forward.len(), DOCUMENTS);
        assert_eq!(forward, drawn((0..9000).rev()));
        assert_eq!(forward, drawn((0..9000).map(|id| id * 7 % 9000)));
    }

    #[test]
    fn every_group_has_its_example_while_there_is_room() {
        let some = drawn((0..9000).filter(|id| id % 700 < 40));
        let sites: std::collections::BTreeSet<u32> = some
            .iter()
            .map(|id| String::from_utf8_lossy(id).parse::<u32>().unwrap() % 700)
            .collect();
        assert_eq!(sites.len(), 40);
    }
}
