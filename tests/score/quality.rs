//! The parts of a document's quality.

use copydesk::document::Quality;
use copydesk::{Config, Kind, Record, Tools, clean};

const STORY: &str = "The new flood wall at Harrow Quay held through the highest tide of the winter, the \
    harbor board said on Tuesday.\n\nEngineers had feared that the northern section, finished only last \
    month, would leak. “We stood there all night with sandbags and did not need a single one of \
    them,” said Ruth Calloway, who has run the crew since 2019.\n\nThe wall cost the town a little \
    over four million pounds and took three years to build. It replaces a bank of earth that broke \
    twice, the last time in the autumn when the market and two streets behind it stood under water \
    for a week.";

fn of(text: &str) -> Quality {
    let tools = Tools::new(Config::default()).unwrap();
    let articles = clean(&Record::new(text, Kind::Text), &tools);
    articles.into_iter().next().unwrap().quality
}

fn part(text: &str, name: &str) -> f64 {
    of(text).parts[name]
}

#[test]
fn a_sound_story_is_near_1() {
    let quality = of(STORY);
    assert!(quality.score.unwrap() > 0.95, "{quality:?}");
    assert_eq!(quality.signals.word_count, 106);
    assert!(quality.signals.stop_word_count.unwrap() > 10);
}

#[test]
fn other_scripts_and_languages_are_not_punished() {
    let stories = [
        "Der Stadtrat von Lauenbrück hat am Montag beschlossen, das alte Schwimmbad am Ende des \
         Sommers zu schließen. „Wir haben die Rechnungen immer wieder geprüft, und es ist kein Geld \
         mehr da“, sagte die Bürgermeisterin nach der Sitzung.",
        "Городской совет решил в понедельник закрыть старый бассейн в конце лета. «Мы снова и снова \
         проверяли счета, денег больше нет», — сказала мэр после заседания.",
        "市議会は月曜日、古い市民プールを夏の終わりに閉鎖することを決めた。「何度も会計を調べたが、もうお金がない」\
         と市長は会議の後に語った。住民からは存続を求める声が上がっている。",
        "สภาเมืองลงมติเมื่อวันจันทร์ให้ปิดสระว่ายน้ำเก่าในปลายฤดูร้อน นายกเทศมนตรีกล่าวหลังการประชุมว่าไม่มีเงินเหลือแล้ว",
    ];
    for story in stories {
        let quality = of(story);
        for (name, value) in &quality.parts {
            assert!(*name == "length" || *value == 1.0, "{name} {value} {story}");
        }
        assert!(quality.signals.stop_word_count.is_none());
        let words = quality.signals.word_count;
        assert!((15..60).contains(&words), "{words} {story}");
    }
}

#[test]
fn each_fault_shows_in_its_part() {
    assert_eq!(part(&format!("{STORY} And then the tide…"), "complete"), 0.5);
    assert!(part(&format!("{STORY}\n\nThe caf\u{fffd} stayed dry."), "encoding") < 0.5);
    assert_eq!(part(&STORY.replace('“', "â€œ"), "encoding"), 0.8);
    assert!(part("Rain fell.", "length") < 0.05);
    assert!(part(&format!("{STORY} Lorem ipsum dolor sit amet."), "prose") <= 0.5);
    let chorus = "The harbor board of the town said again that the wall had held. ";
    assert_eq!(part(&format!("{STORY} {}", chorus.repeat(20)), "repetition"), 0.0);
}

#[test]
fn a_text_without_words_has_no_score_and_none_is_not_a_number() {
    assert_eq!(of("ADVERTISEMENT\n\nShare this article\n").score, None);
    for text in ["…", "###", "1 2 3", "{", "\u{fffd}"] {
        let quality = of(text);
        assert!(quality.score.is_none_or(|score| (0.0..=1.0).contains(&score)), "{quality:?}");
    }
}

#[test]
fn weights_of_zero_leave_parts_out() {
    let settings =
        ["boilerplate_free", "complete", "genuine", "encoding", "language", "repetition", "prose"]
            .map(|name| format!("score.quality.{name}=0"));
    let tools = Tools::new(Config::from_toml_with("", &settings).unwrap()).unwrap();
    let articles = clean(&Record::new(STORY.get(..150).unwrap(), Kind::Text), &tools);
    let quality = &articles[0].quality;
    let expected = (quality.parts["length"].sqrt() * 1e4).round() / 1e4;
    assert_eq!(quality.score, Some(expected));
}
