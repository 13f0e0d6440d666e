//! Characters that break offsets, and phrases that are rare but right.

use super::{Place, STORY, json_line};

#[test]
fn odd_characters_leave_the_story_and_the_audit_whole() {
    // The audit of every run is verified by `Place::ran`, code points included.
    let odd = [
        ("marks", format!("a{}", "\u{301}".repeat(10_000))),
        ("order", "e\u{327}\u{301}\u{300}\u{316}".repeat(500)),
        ("joined", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(300)),
        ("joiners", "a\u{200d}".repeat(3000) + &"\u{200d}".repeat(3000)),
        ("bidi", "\u{202e}abc\u{2066}def\u{2069}\u{202c}".repeat(200)),
        ("hebrew", "המועצה החליטה לבנות גשר חדש בעיר. ".repeat(20)),
        ("arabic", "قال مجلس المدينة إن الجسر سيُفتح يوم الثلاثاء. ".repeat(20)),
        ("far", "\u{1f6a2}\u{10ffff}\u{e0041}\u{f0000}".repeat(300)),
        ("shrinking", "\u{212b}\u{2126}e\u{301}\u{1100}\u{1161}\u{11a8}".repeat(500)),
        ("growing", "\u{958}\u{fb2c}\u{1d160}\u{0344}".repeat(500)),
        ("turkish", "İstavrit ILICA köprüsü için ışık istedi. ".repeat(20)),
        ("controls", (0..0xa0).map(|c| char::from_u32(c).unwrap()).collect()),
        ("separators", "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f\u{1c}g".repeat(50)),
        ("invisible", "so\u{ad}ft ze\u{200b}ro w\u{2060}ord \u{feff}mark".repeat(50)),
        ("replacement", "\u{fffd}".repeat(3000)),
        ("nowhere", "\u{fdd0}\u{ffff}\u{1ffff}\u{e000}".repeat(300)),
    ];
    let mut place = Place::new();
    for (name, odd) in &odd {
        // Enough of the story that the control characters do not make it a binary file.
        let story = [STORY; 8].join("\n\n");
        let text = format!("{story}\n\n{odd}\n\n{story} And {odd} more.");
        let page = format!("<article><p>{story}</p><p>{odd}</p><p>The {odd} end.</p></article>");
        place = place.and(format!("{name}.txt"), text).and(format!("{name}.html"), page);
    }
    let ran = place.clean(&[]);
    assert_eq!(ran.code, 0, "{:?}", ran.errors());
    for (name, _) in &odd {
        for ending in ["txt", "html"] {
            let document = ran.of(&format!("{name}.{ending}"));
            let text = document["text"].as_str().unwrap();
            assert!(text.contains("held through the highest tide"), "{name}.{ending}");
        }
    }
}

#[test]
fn capital_i_with_a_dot_keeps_its_places() {
    let text = "İSTAVRİT KÖPRÜSÜ AÇILDI\n\nBelediye başkanı, İstavrit köprüsünün salı günü \
        açılacağını söyledi. İIİI ADVERTISEMENT İ.";
    let ran = Place::with("a.txt", text).clean(&[]);
    assert_eq!(ran.texts(), [text]);
}

#[test]
fn a_text_in_another_unicode_form_comes_back_by_its_audit() {
    let text = "Le cafe\u{301} d’Aubrive a rouvert mercredi, apre\u{300}s l’e\u{301}te\u{301}.";
    let place = Place::with("a.txt", text);
    let ran = place.clean(&[]);
    assert!(ran.texts()[0].contains("Le café d’Aubrive a rouvert"));
    let mut undone = Vec::new();
    copydesk::write::restore(&ran.out, &mut undone).unwrap();
    let line: serde_json::Value = serde_json::from_slice(&undone).unwrap();
    assert_eq!(line["text"], text);
}

#[test]
fn rare_phrases_that_are_right_stay() {
    // Each holds a phrase that spinners write too; none is spun.
    let texts = [
        "“Irregular esteem”: the choir’s third record\n\nThe women of Lower Tarn sing of harbor \
         life, and their third record, “Irregular Esteem”, is the best of them so far. It was \
         made in four days in the old net loft above the quay.",
        "A chemistry teacher at Harrow Quay has written a play in which arsenic and astatine fall \
         in love. Arsenic is patient; astatine, which is gone within hours, is not. The pupils \
         who play them asked for a happy end and did not get one.",
        "The column said “profound learning” where the machine had meant deep learning, the paper \
         admitted on Friday, and it promised to read its translations twice from now on.",
        "The group reached Oregon after dark. “We were pinched, or so it felt, between the hills \
         and the sea,” the guide said, and she poured tea for all nine of them.",
        "Aft of the mast stood the cook, astir since four, and connected with nobody: the radio \
         of the ferry had failed off Point Marrow and the mate was asleep on his feet.",
    ];
    let lines: String = texts.into_iter().map(json_line).collect();
    let ran = Place::with("a.jsonl", lines).clean(&[]);
    assert_eq!(ran.texts(), texts);
}
