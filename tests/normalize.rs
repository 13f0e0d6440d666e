//! The `normalize` room from outside.

use copydesk::normalize::{join_lines, normalize};
use copydesk::text::{Reason, Text};
use proptest::prelude::*;

fn applied(source: &str) -> String {
    let mut text = Text::new(source.to_owned());
    text.apply(normalize(source));
    text.as_str().to_owned()
}

#[test]
fn clean_text_is_left_alone() {
    for text in [
        "",
        "One line.",
        "First paragraph.\n\nSecond, in two lines\nas in a poem.",
        "Größe, façade, Łódź, Ελλάδα, Москва, 東京タワー, 서울, עברית, العربية",
        "می‌خواهم ක්‍ර 👩‍💻 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣",
        "हिन्दी ภาษาไทย தமிழ்",
        "“Quotes” – dashes… Việt Nam",
    ] {
        assert!(normalize(text).is_empty(), "{text:?}: {:?}", normalize(text));
    }
}

#[test]
fn each_trouble_is_mended() {
    for (source, expected) in [
        ("\u{FEFF}a", "a"),
        ("a\u{0}b\u{8}c\u{7F}d\u{90}", "abcd"),
        ("a\r\nb\rc\u{2028}d\u{B}e\u{C}f\u{85}g", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb  c\u{A0}d\u{3000}e \u{2009} f", "a b c d e f"),
        ("  a \n  b  \n\n\n\n c\n \n", "a\nb\n\nc"),
        ("a\n\t\n\u{A0}\nb", "a\n\nb"),
        ("co\u{AD}op\u{200B}er\u{2060}ate", "cooperate"),
        ("\u{202B}שלום\u{202C}\u{200F}", "שלום"),
        ("e\u{301}", "é"),
        ("e\u{200B}\u{301}", "é"),
        ("a\u{323}\u{302} \u{212B}", "ậ Å"),
        ("가\u{11A8} \u{1112}\u{1161}\u{11AB}", "각 한"),
        ("か\u{3099}", "が"),
        ("x\u{200D}y \u{FE0F}z", "xy z"),
        ("a \u{200B} b", "a b"),
        ("\u{1B}[1;31mRain\u{1B}[0m fell\u{1B}[K.\u{1B}[m \n\u{1B}[mayor]", "Rain fell.\n[mayor]"),
        (" \n\t ", ""),
    ] {
        assert_eq!(applied(source), expected, "{source:?}");
    }
}

#[test]
fn edits_are_minimal_and_name_their_reason() {
    let source = "Zwei  W\u{F6}rter, cafe\u{301}, ein\u{AD}mal\r\nmehr";
    let edits = normalize(source);
    let told: Vec<_> =
        edits.iter().map(|e| (&source[e.span.range()], e.text.as_str(), e.why.reason)).collect();
    assert_eq!(
        told,
        [
            (" ", "", Reason::Whitespace),
            ("e\u{301}", "é", Reason::Encoding),
            ("\u{AD}", "", Reason::Control),
            ("\r", "", Reason::Whitespace),
        ]
    );
}

#[test]
fn long_runs_take_linear_time() {
    for part in ["\u{301}", "\u{200B}", " ", "\n", "\0", "a\u{301}", "\u{316}\u{301}", "\u{200D}"] {
        let source = format!("a{}b", part.repeat(200_000));
        let once = applied(&source);
        assert!(normalize(&once).is_empty(), "{part:?}");
    }
}

fn joined(source: &str) -> String {
    let mut text = Text::new(source.to_owned());
    join_lines(&mut text);
    text.as_str().to_owned()
}

#[test]
fn wrapped_lines_are_joined() {
    let source = "The ferry to Carrow left the harbour an hour late on Tuesday, as\n\
        the ice at the pier had not been broken, and came back with half -\n\
        or so it is said - of its passengers, by a captain who is ninety-\nfive.\n\n\
        The next one leaves on Friday.";
    let expected = "The ferry to Carrow left the harbour an hour late on Tuesday, as the ice at the pier \
        had not been broken, and came back with half - or so it is said - of its passengers, by a \
        captain who is ninety-five.\n\nThe next one leaves on Friday.";
    assert_eq!(joined(source), expected);
}

#[test]
fn lines_of_their_own_stay() {
    for source in [
        // Verses begin with small letters too, but none is as long as it can be.
        "the lamp goes out above the quay and every boat is still\nwe count\n\
         the bells that carry over water from the church on the hill\nand lose\nthe count at seven",
        // Ingredients.
        "2 cups of flour\n1 tablespoon of olive oil, and more for the bowl\nsalt and black pepper\n\
         a handful of chopped parsley",
        // Headlines one below the other.
        "Bridge at Oster closed until the end of the summer, council says\n\
         Harbour master asks for a second crane after a week of queues\n\
         Ferry to Carrow leaves an hour late as the ice will not break\n\
         Bakers end their strike in Dunmark after night of long talks",
        // Tags.
        "crime\nferries\nfennick harbour\nnorth quay",
        // Code: its commas begin lines as well.
        "let all = [one\n, two\n, three\n];\nsum(all)\nwhile let Some(x) = all\nreturn x",
    ] {
        assert_eq!(joined(source), source);
    }
}

#[test]
fn sentences_broken_at_links_are_joined() {
    let source = "The council of\nOster\n, which meets on\nFriday\n, has no quorum.\nAsk again.";
    assert_eq!(
        joined(source),
        "The council of Oster, which meets on Friday, has no quorum.\nAsk again."
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn lines_joined_twice_are_joined_once(
        lines in prop::collection::vec(
            "([A-Za-z,.(]?[a-z ]{0,9}[a-zA-Z]{1,8}[a-z]{2}[.,]? ?){0,8}", 0..12),
        is_spaced in any::<bool>(),
    ) {
        let once = joined(&applied(&lines.join(if is_spaced { "\n\n" } else { "\n" })));
        prop_assert_eq!(normalize(&once), vec![]);
        prop_assert_eq!(joined(&once), once);
    }

    #[test]
    fn twice_is_once(source in any::<String>()) {
        let once = applied(&source);
        prop_assert_eq!(normalize(&once), vec![]);
    }

    #[test]
    fn twice_is_once_on_troubles(
        source in "[a-b \n\r\t\u{85}\u{A0}\u{AD}\u{301}\u{316}\u{200B}-\u{200F}\u{FE0F}\u{FEFF}\u{1112}\u{1161}\u{11A8}가ی👩🏴\u{E0067}\u{E007F}\u{9BE}\u{9C7}กx]{0,24}",
        pad in 0usize..40,
    ) {
        let source = format!("{}{source}", "word ".repeat(pad));
        let once = applied(&source);
        prop_assert_eq!(normalize(&once), vec![], "{:?}", once);
        prop_assert!(!once.contains("  ") && !once.contains("\n\n\n") && !once.contains(" \n"));
        prop_assert_eq!(once.trim(), once.as_str());
    }
}
