//! The verdict: what it catches, and what it must leave alone.

use std::sync::LazyLock;

use copydesk::config::{self, Detector};
use copydesk::document::{Family, Language, Spin};
use copydesk::lexicon::Lexicon;
use copydesk::spin;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(None).unwrap());

fn judge_with(text: &str, code: &'static str, config: &config::Spin) -> Spin {
    let language = Language { code, score: 1.0, is_sure: true };
    spin::judge(text, Some(&language), &LEXICON, config)
}

fn judge_as(text: &str, code: &'static str) -> Spin {
    judge_with(text, code, &config::Spin::default())
}

fn judge(text: &str) -> Spin {
    judge_as(text, "en")
}

const SWAPPED: &str = "The harbor board of Vellmouth said connected Monday that nan caller ferry \
    will unfastened successful March, astatine slightest 2 months aft nan archetypal date. Officials \
    besides said that respective crew members person been trained successful nan past fewer weeks, \
    and that immoderate of them whitethorn beryllium moved to nan different terminal. Nan vessel is \
    described arsenic a larger type of nan aged one, pinch room for 300 cars and astir 900 people.";

const PHRASED: &str = "The company claimed it experienced been informed of the breach, and the most \
    important executive stated in a assertion that hundreds of countless numbers of accounts \
    experienced been opened. Regulators in Port Anselm are wanting into the issue in accordance to \
    two persons with awareness of it. The central financial institution has turn out to be worried \
    about interest premiums, as very well as the loss of life toll of the storm, and will continue \
    to be in get hold of with the attorney normal in buy to stay away from panic.";

#[test]
fn both_families_are_told_apart() {
    let swapped = judge(SWAPPED);
    assert!(swapped.is_spun, "{swapped:?}");
    assert_eq!(swapped.family, Some(Family::WordSwap));
    let phrased = judge(PHRASED);
    assert!(phrased.is_spun, "{phrased:?}");
    assert_eq!(phrased.family, Some(Family::PhraseSynonym));
    assert!(phrased.evidence.windows(2).all(|pair| pair[0].span <= pair[1].span));
}

/// A table does not keep to what we call a family.
#[test]
fn evidence_of_several_families_adds_up() {
    let plain = "The library of Vellmouth keeps a list of the books that readers ask for, and a small \
        program sorts it every night. It was written by two students of the town and runs on an old \
        computer behind the counter. Last winter they changed it so that it also counts how often a \
        book is lent, and the staff decide by that what to buy. Nobody has complained about it yet.";
    let add = |more: &str| judge(&format!("{plain} {more}"));
    // Tortured phrases alone, words swapped alone, both.
    let tortured = "A gadget mastering step is to follow.";
    let swapped = "The lists area unit kept, and one in every of the students left.";
    let [first, second] = [tortured, swapped].map(|more| add(more).score.unwrap());
    let both = add(&format!("{tortured} {swapped}"));
    assert!(first < 0.5 && second < 0.5, "{first} {second}");
    assert!(both.is_spun, "{both:?}");
}

#[test]
fn genuine_texts_of_awkward_kinds_are_left() {
    let texts = [
        // Chemistry: the elements are the subject, and one artifact is never enough.
        "Arsenic in wells remains a danger in the Lower Tarn valley, where arsenic was found in \
         every second sample. The laboratory measured arsenic as arsenate and, in deeper wells, \
         arsenic as the reduced form. Beryllium and astatine were not found; astatine is so rare \
         that nobody expects it. Dr. Ilse Maran, who leads the study, said that arsenic poisoning \
         takes years to show, and that the wells closest to the old smelter must be closed first.",
        // A grandmother, a retired man, a successful woman, aliases.
        "My nan retired in 1987 after a successful career at the mill, and she was connected with \
         the chapel all her life. She had a pinch of salt for every story, and several aliases in \
         the village. Grandad, a retired policeman of the county constabulary, dug his ample \
         garden beneath the hill. Besides the roses there were beans, and the nether field held \
         two goats. She told us to be truthful, and to be specific about what we wanted in life.",
        // Legal language.
        "The respective parties shall execute the aforesaid instrument in such manner as the \
         specified authority may direct, and no person shall, by way of assignment or otherwise, \
         transfer the whole or any portion thereof save as hereinbefore provided. The aggregate \
         liability of each party is limited to the amounts stated. A criminal offense under the \
         act is punishable by law, and each and every covenant survives the term of this deed.",
        // West African and South Asian English.
        "Na so we see am for Warri last week, as di governor dey talk say di road go dey ready \
         before Christmas. The commissioner said the culprits have been nabbed and the miscreants \
         would be dealt with. He further averred that several lakhs were disbursed, and that the \
         said amount was duly credited to the beneficiaries. The matter is sub judice, and the \
         accused have been remanded. The police have since commenced investigation into it.",
    ];
    for text in texts {
        let spin = judge(text);
        assert!(!spin.is_spun && spin.score.is_none_or(|s| s < 0.4), "{text} {spin:?}");
    }
}

#[test]
fn a_text_that_quotes_a_spinner_is_left() {
    let spin = judge(
        "Readers of a copied site in Port Anselm were puzzled last week. One story spoke of \
         \"structured criminal offense\" where the original had written of organized crime. The \
         newspaper's editor, Tomas Reyl, laughed when he was shown it, and then called his lawyer. \
         Such sites take an article, replace words by synonyms and publish the result with \
         advertisements. The court in Vellmouth will hear the case in May, a spokeswoman said.",
    );
    assert!(!spin.is_spun, "{spin:?}");
}

#[test]
fn short_texts_and_other_languages_are_not_judged_by_words() {
    assert_eq!(judge("Nan cat sat connected nan mat.").score, None);
    assert_eq!(judge_as(SWAPPED, "de").score, None);
    assert_eq!(judge("").score, None);
}

/// A report of a hundred and fifty words, with words of a thesaurus that no dictionary here lists.
const THESAURUS: &str = "The borough assembly of Vellmouth balloted on Tuesday to shutter the ancient \
    bathing pool, despite grumbles from hundreds of denizens who inscribed their monikers on a \
    supplication. Councilors averred the edifice was too costly to mend after a tempest harmed its \
    ceiling last wintertime. The vote was seven to four. Maren Oduya, who commands the fiscal \
    panel, told journalists that the township could not bear to expend four million dollars on \
    the mending while its schoolhouses were short of pedagogues. Foes of the maneuver pledged to \
    persist fighting. They reckon the pool is the solely locale where offspring from penniless \
    kinfolk can acquire how to swim, and they intend to summon the region to assist. A hearing is \
    slated for May. The pool, which unlatched in 1961, has been the abode of the swimming fellowship \
    for decades, and numerous champions drilled there before departing for bigger metropolises.";

#[test]
fn words_of_an_unknown_thesaurus_are_seen_and_shown() {
    let spin = judge(THESAURUS);
    assert!(spin.is_spun, "{spin:?}");
    let shown = spin.evidence.iter().filter(|e| e.rule == "spin/synonym-margin");
    let shown: Vec<_> = shown.map(|e| (&THESAURUS[e.span.range()], e.instead.as_deref())).collect();
    assert!(shown.len() >= 4, "{shown:?}");
    assert!(shown.iter().any(|(_, instead)| instead.is_some()), "{shown:?}");
}

/// A report whose words a thesaurus of phrases was let loose on.
const WORDY: &str = "The harbor commission of Port Anselm will put heads together on Thursday to settle \
    accounts with the firm that was to carry to completion the new pier. Work came to a standstill in \
    March, when the builder was in the red and laid down tools. Maren Oduya, who presides over the \
    commission, said the town had every right to take legal action, though a friendly understanding was \
    within reach. The fishermen, for the most part men of advanced years, are up in arms: their boats lie \
    at the mercy of the waves, and the fish market, a beehive of activity once, is at a low ebb. A \
    spokesman said the firm would make every effort to set right what went amiss, and that the crane \
    operators would draw wages to the last penny.";

#[test]
fn phrases_of_a_thesaurus_are_shown() {
    let config = config::Spin { gate: false, limits: [-9.0; 4], ..config::Spin::default() };
    let spin = judge_with(WORDY, "en", &config);
    let shown = spin.evidence.iter().filter(|e| e.rule == "spin/thesaurus-phrase");
    let shown: Vec<_> = shown.map(|e| &WORDY[e.span.range()]).collect();
    assert!(shown.contains(&"put heads together"), "{shown:?}");
    assert!(shown.len() >= 3, "{shown:?}");
}

#[test]
fn detectors_can_be_switched_off() {
    use Detector::{
        Association, Cloze, Forms, FunctionWords, InsideWords, KnownPhrases, Names, OddWords,
        Register, Reporting, SynonymMargin, ThesaurusPhrases, Topic,
    };
    let off = vec![
        KnownPhrases,
        Forms,
        InsideWords,
        SynonymMargin,
        Association,
        OddWords,
        FunctionWords,
        Register,
        Reporting,
        Names,
        ThesaurusPhrases,
        Topic,
        Cloze,
    ];
    let config = config::Spin { off, ..config::Spin::default() };
    for text in [SWAPPED, PHRASED, THESAURUS] {
        let spin = judge_with(text, "en", &config);
        assert!(!spin.is_spun && spin.evidence.is_empty(), "{spin:?}");
    }
}

#[test]
fn gaps_are_asked_of_what_looks_spun_unless_switched_off() {
    let has = |spin: &Spin| spin.evidence.iter().any(|evidence| evidence.rule == "spin/cloze");
    let all = [SWAPPED, PHRASED, THESAURUS];
    assert!(all.iter().any(|text| has(&judge(text))));
    let config = config::Spin { off: vec![Detector::Cloze], ..config::Spin::default() };
    assert!(!all.iter().any(|text| has(&judge_with(text, "en", &config))));
}

#[test]
fn certain_forms_are_enough() {
    let story = "The council of Vellmouth approved the budget on Monday after a debate of three hours. \
        Its largest part goes to the harbor, where two cranes must be replaced. Maren Oduya, who leads \
        the committee, said the work would begin in May and take until the end of the year. The opposition \
        voted against the plan, which it called hasty. The chamber was full until the last vote.";
    assert!(!judge(story).is_spun);
    let digits = format!("{story} The cranes cost one,500 dollars a day.");
    assert_eq!(judge(&digits).family, Some(Family::DigitGarbling));
    let letters = format!("{story} The cr\u{430}nes are old, and the h\u{430}rbor is too.");
    assert_eq!(judge(&letters).family, Some(Family::LookAlike));
    let braces = format!("{story} The {{cranes|machines}} are {{old|aged}}.");
    assert_eq!(judge(&braces).family, Some(Family::Spintax));
    let inside = format!("{story} The poiboy was undertakeed.");
    let spin = judge(&inside);
    assert_eq!(spin.family, Some(Family::InsideWord), "{spin:?}");
}

#[test]
fn what_is_not_judged_says_why() {
    let why = |spin: Spin| (spin.score, spin.not_judged);
    assert_eq!(why(judge("The cat sat on the mat.")), (None, Some("too_short")));
    assert_eq!(why(judge_as(SWAPPED, "de")), (None, Some("not_english")));
    let list = "Bolt nut washer screw pliers hammer chisel saw drill bit ".repeat(12);
    assert!(!judge(&list).is_spun);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_can_be_judged(text in "(\\PC{0,6} ?){0,80}") {
        let spin = judge(&text);
        for evidence in spin.evidence {
            assert!(!text[evidence.span.range()].is_empty());
        }
    }
}
