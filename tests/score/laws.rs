//! Tallies merge in any order and grouping.

use copydesk::document::{Facts, Twin};
use copydesk::score::{Tallies, rows, wilson};
use copydesk::{Config, Reason};
use proptest::prelude::*;

fn facts() -> impl Strategy<Value = Facts> {
    let small = || 0u64..5000;
    let share = || prop::option::of(0u32..=10_000);
    let language = prop::option::of(prop::sample::select(vec!["en", "de", "zh"]));
    let date =
        prop::option::of(prop::sample::select(vec!["1969-12-31", "2020-02-29", "2021-03-09"]));
    let twin = prop::sample::select(vec![None, None, Some(Twin::Own), Some(Twin::Foreign)]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), prop::option::of(any::<bool>()));
    let numbers = (small(), small(), small(), small());
    ("[abc]", numbers, flags, twin, (language, date), (share(), share()), any::<bool>()).prop_map(
        |(site, (words, base_bytes, repairs, removed), flags, twin, known, scores, is_excluded)| {
            Facts {
                site,
                is_excluded,
                words,
                base_bytes,
                removed_bytes: removed.min(base_bytes),
                removed: [(Reason::Ad, removed % 7)].into(),
                repairs,
                is_spun: flags.3,
                twin,
                has_byline: flags.0,
                date: known.1.map(str::to_owned),
                encoding: "utf-8".to_owned(),
                has_encoding_trouble: flags.1,
                is_cut_off: flags.2,
                language: known.0.map(str::to_owned),
                quality: scores.0,
                text: scores.1,
                ..Facts::default()
            }
        },
    )
}

fn tally<'f>(documents: impl IntoIterator<Item = &'f Facts>) -> Tallies {
    let mut tallies = Tallies::default();
    documents.into_iter().for_each(|facts| tallies.add(facts));
    tallies
}

#[test]
fn one_false_alarm_does_not_condemn_a_site_in_another_language() {
    let document =
        |is_spun| Facts { site: "a".to_owned(), words: 300, is_spun, ..Facts::default() };
    let mut tallies = tally(&vec![document(None); 40]);
    let config = Config::default().score;
    assert!(!rows(&tallies, &config)[0].hygiene_parts.contains_key("genuine"));
    tallies.add(&document(Some(true)));
    let row = &rows(&tallies, &config)[0];
    assert_eq!((row.judged, row.spun_share), (1, Some(1.0)));
    assert!(row.hygiene_parts["genuine"] > 0.97);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_grouping_gives_the_same(
        documents in prop::collection::vec(facts(), 0..60),
        cuts in (0usize..60, 0usize..60),
        turn in 0usize..60,
    ) {
        let whole = tally(&documents);
        let mut turned = documents.clone();
        turned.rotate_left(turn.min(documents.len()));
        turned.reverse();
        let first = cuts.0.min(documents.len());
        let second = cuts.1.clamp(first, documents.len().max(first));
        let parts = [&turned[..first], &turned[first..second], &turned[second..]];
        let [a, b, c] = parts.map(tally);
        let mut left = a.clone();
        left.merge(b.clone());
        left.merge(c.clone());
        let mut right = c;
        right.merge(b);
        right.merge(a);
        prop_assert_eq!(&left, &whole);
        prop_assert_eq!(&right, &whole);
        let config = Config::default().score;
        prop_assert_eq!(rows(&left, &config), rows(&whole, &config));
    }

    #[test]
    fn shares_and_scores_are_from_0_to_1(documents in prop::collection::vec(facts(), 0..60)) {
        for row in rows(&tally(&documents), &Config::default().score) {
            let shares = [
                row.own_duplicate_share,
                row.foreign_duplicate_share,
                row.boilerplate_ratio,
                row.missing_byline_share,
                row.missing_date_share,
                row.encoding_trouble_share,
                row.cut_off_share,
                row.hygiene_score.unwrap_or_default(),
                row.spun_share.unwrap_or_default(),
            ];
            prop_assert!(shares.iter().chain(row.hygiene_parts.values()).all(|s| (0.0..=1.0).contains(s)));
            prop_assert_eq!(row.hygiene_score.is_some(), row.documents >= 20);
        }
    }

    #[test]
    fn the_interval_holds_the_share(hits in 0u64..1000, more in 1u64..1000) {
        let all = hits + more;
        let (low, high) = wilson(hits, all);
        let share = hits as f64 / all as f64;
        prop_assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0);
    }
}
