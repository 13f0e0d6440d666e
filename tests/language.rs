//! The `language` room from outside.

use copydesk::config;
use copydesk::language::{detect, other_languages};
use proptest::prelude::*;

const ENGLISH: &str = "The council voted on Tuesday to repair the old bridge over the river, which has \
    been closed to traffic since the flood. Work is expected to begin in spring and to take a year.";
const GERMAN: &str = "Der Gemeinderat hat am Dienstag beschlossen, die alte Brücke über den Fluss zu \
    sanieren, die seit dem Hochwasser für den Verkehr gesperrt ist. Die Arbeiten sollen im Frühjahr beginnen.";

fn code(text: &str) -> Option<&'static str> {
    detect(text, &config::Language::default()).map(|language| language.code)
}

#[test]
fn languages_are_told_apart() {
    for (text, expected) in [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (
            "Le conseil municipal a décidé mardi de réparer le vieux pont qui est fermé depuis la crue.",
            "fr",
        ),
        (
            "El ayuntamiento decidió el martes reparar el viejo puente, que está cerrado desde la crecida.",
            "es",
        ),
        (
            "O município decidiu na terça-feira reparar a ponte velha, que não está aberta desde a cheia.",
            "pt",
        ),
        (
            "Rada miasta zdecydowała we wtorek o naprawie starego mostu, który jest zamknięty od powodzi.",
            "pl",
        ),
        (
            "Городской совет решил во вторник отремонтировать старый мост, закрытый после наводнения.",
            "ru",
        ),
        (
            "Міська рада вирішила у вівторок відремонтувати старий міст, який закрито після повені.",
            "uk",
        ),
        ("市議会は火曜日、洪水以来通行止めになっている古い橋の修理を決めました。", "ja"),
        ("市议会星期二决定修复自洪水以来一直关闭的旧桥。", "zh"),
        ("시의회는 화요일 홍수 이후 폐쇄된 낡은 다리를 수리하기로 결정했다.", "ko"),
    ] {
        assert_eq!(code(text), Some(expected), "{text}");
    }
    assert_eq!(code(""), None);
    assert_eq!(code("12:30 – 14:00"), None);
}

#[test]
fn paragraphs_in_another_language_are_named() {
    let config = config::Language::default();
    let text = format!("{ENGLISH}\n\n{ENGLISH}\n\n{GERMAN}\n\nKurzes Zitat auf Deutsch.");
    let main = detect(&text, &config).unwrap();
    assert_eq!(main.code, "en");
    assert_eq!(other_languages(&text, &main), ["de"]);
    let text = format!("{ENGLISH}\n\nKurzes Zitat auf Deutsch.");
    assert!(other_languages(&text, &main).is_empty());
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>(), bytes in 0usize..2000) {
        let config = config::Language { sample_bytes: bytes };
        if let Some(main) = detect(&text.repeat(20), &config) {
            other_languages(&text, &main);
        }
    }
}
