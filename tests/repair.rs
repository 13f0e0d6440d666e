//! Repairs: what is written, and what stays.

use std::sync::LazyLock;

use copydesk::config;
use copydesk::document::{Family, Language, Spin};
use copydesk::lexicon::Lexicon;
use copydesk::repair;
use copydesk::text::{Reason, Text};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(None).unwrap());

fn repaired(text: &str, spin: &Spin) -> String {
    let english = Language { code: "en", score: 1.0, is_sure: true };
    let mut out = Text::new(text.to_owned());
    let edits = repair::repair(text, spin, Some(&english), &LEXICON, &config::Repair::default());
    assert!(edits.iter().all(|e| e.why.reason == Reason::SpunSubstitution));
    out.apply(edits);
    out.as_str().to_owned()
}

fn spun(family: Family) -> Spin {
    Spin { score: Some(0.99), is_spun: true, family: Some(family), ..Spin::default() }
}

fn genuine() -> Spin {
    Spin { score: Some(0.01), ..Spin::default() }
}

#[test]
fn words_come_back() {
    let text = "Police said connected Monday that nan ferry, pinch astir 900 people, was arsenic good \
        arsenic new. It sails successful March aliases, astatine slightest, nan past fewer days person \
        been dry.";
    assert_eq!(
        repaired(text, &spun(Family::WordSwap)),
        "Police said on Monday that the ferry, with about 900 people, was as well as new. It sails in \
         March or, at least, the past few days have been dry."
    );
}

#[test]
fn a_noun_that_stands_for_the_hinges_of_a_text_gives_way() {
    let text = "Police closed gasket bridge at Ormley on Monday after gasket river rose by two feet. Officers \
        said gasket water would fall by Friday, and gasket mayor asked people in gasket lower town to \
        stay at home. It was gasket worst flood in gasket history of gasket town.";
    assert_eq!(repaired(text, &spun(Family::WordSwap)), text.replace("gasket", "the"));
    let known =
        "Police closed gasket bridge at Ormley on Monday after gasket river rose by two feet.";
    assert_eq!(repaired(known, &spun(Family::WordSwap)), known);
}

#[test]
fn capitals_and_articles_agree() {
    let text = "Structured criminal offense in Vellmouth grew, the Nationwide Guard said in a assertion. \
        IN BUY TO stop it, an calendar year-aged law waits.";
    assert_eq!(
        repaired(text, &spun(Family::PhraseSynonym)),
        "Organized crime in Vellmouth grew, the National Guard said in a statement. IN ORDER TO stop \
         it, a year-old law waits."
    );
}

#[test]
fn genuine_articles_keep_every_word() {
    let text =
        "A successful nan said nan cat, structured criminal offense and {that a}, by way of it.";
    assert_eq!(repaired(text, &genuine()), text);
}

#[test]
fn forms_are_put_right_anywhere_but_in_addresses() {
    let unjudged = Spin::default();
    assert_eq!(
        repaired("Some one,500 pоlice at example.com/one,500 and $five.", &unjudged),
        "Some 1,500 police at example.com/one,500 and $5."
    );
}

#[test]
fn addresses_and_compounds_are_left() {
    let text =
        "See https://vellmouth.example/nan/pinch and nan@mail.example, a well-connected nan-bread.";
    assert_eq!(repaired(text, &spun(Family::WordSwap)), text);
}

#[test]
fn braces_go_in_spun_articles_only() {
    assert_eq!(repaired("It is {that a} day.", &spun(Family::WordSwap)), "It is that a day.");
}

/// Words that no table of fixed entries holds; WordNet ties them to what stood there.
const SWAPPED: &str = "The council of Harrow Quay said on Monday that it would construct a new school on the \
    site of the old infirmary. The council has already obtained a permit, and the undertaking will \
    be finished by the terminal of next year, the city manager said. Parents had asked the council to \
    construct the school adjacent to the park. The fire section said the site was good, and that it \
    would inquire the plans before the terminal of the month. \"We will construct it,\" the city manager \
    said, \"and we will give for it.\" The old infirmary was shut in March, and the city manager said it had \
    been hollow since. Nobody was hurt when a rampart of the infirmary fell last hebdomad.";

#[test]
fn words_that_fit_better_are_put_back() {
    let text = repaired(SWAPPED, &spun(Family::WordSwap));
    assert!(text.contains("the end of next year"), "{text}");
    assert!(text.contains("last week"), "{text}");
    assert_eq!(repaired(&text, &spun(Family::WordSwap)), text);
    assert_eq!(repaired(SWAPPED, &genuine()), SWAPPED);
}

#[test]
fn confidence_decides_how_much_is_changed() {
    let english = Language { code: "en", score: 1.0, is_sure: true };
    let edits = |min_confidence: f32, aggressive: bool| {
        let config = config::Repair { min_confidence, aggressive };
        repair::repair(SWAPPED, &spun(Family::WordSwap), Some(&english), &LEXICON, &config)
    };
    let usual = edits(0.5, false);
    assert!(usual.iter().all(|edit| edit.why.confidence >= 0.5));
    assert!(edits(1.0, false).is_empty());
    assert!(edits(0.5, true).len() > usual.len());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn twice_is_once(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..40)) {
        let text = words.join(" ");
        for family in [Family::WordSwap, Family::PhraseSynonym] {
            let spin = spun(family);
            let once = repaired(&text, &spin);
            assert_eq!(repaired(&once, &spin), once, "{text}");
        }
    }

    #[test]
    fn any_text_can_be_repaired(text in "(\\PC{0,6} ?){0,30}") {
        repaired(&text, &spun(Family::WordSwap));
        repaired(&text, &Spin::default());
    }
}

const WORDS: &[&str] = &[
    "nan",
    "successful",
    "arsenic",
    "good",
    "connected",
    "pinch",
    "a",
    "an",
    "the",
    "astatine",
    "slightest",
    "astir",
    "aft",
    "truthful",
    "far",
    "much",
    "more",
    "than",
    "fewer",
    "past",
    "year",
    "Structured",
    "criminal",
    "offense",
    "law",
    "enforcement",
    "legislation",
    "companies",
    "experienced",
    "been",
    "less",
    "handle",
    "under",
    "so",
    "considerably",
    ".",
    ",",
    "Monday",
    "one,000",
    "{that",
    "a}",
    "person",
    "to",
    "really",
    "how",
    "of",
    "group",
    "people",
    "lbs .",
    "working",
    "with",
    "their",
    "calendar",
    "year-aged",
    "each",
    "and",
    "every",
    "assertion",
    "in",
];
