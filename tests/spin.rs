//! The verdict: what it catches, and what it must leave alone.

use copydesk::config;
use copydesk::document::{Family, Language, Spin};
use copydesk::lexicon::Lexicon;
use copydesk::spin;

fn judge_as(text: &str, code: &'static str) -> Spin {
    let lexicon = Lexicon::load(None).unwrap();
    let language = Language { code, score: 1.0, is_sure: true };
    spin::judge(text, Some(&language), &lexicon, &config::Spin::default())
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
        assert!(!spin.is_spun && spin.score.is_none_or(|s| s < 0.2), "{text} {spin:?}");
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

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_can_be_judged(text in "(\\PC{0,6} ?){0,80}") {
        let lexicon = Lexicon::load(None).unwrap();
        let english = Language { code: "en", score: 1.0, is_sure: true };
        let spin = spin::judge(&text, Some(&english), &lexicon, &config::Spin::default());
        for evidence in spin.evidence {
            assert!(!text[evidence.span.range()].is_empty());
        }
    }
}
