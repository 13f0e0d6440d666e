//! Encodings, byte order marks, bytes that are no text.

use super::{Place, STORY, json_line};

const FRENCH: &str = "Le conseil municipal d’Aubrive a voté mercredi la rénovation du vieux pont, \
    fermé depuis l’été dernier après la découverte de fissures. « Nous n’avions plus le choix », a \
    déclaré la maire, qui espère une réouverture à Noël.";
const POLISH: &str = "Rada gminy Żółtowo przyjęła w środę budżet na przyszły rok. Najwięcej \
    pieniędzy pójdzie na szkołę i most, który zamknięto po powodzi. Mieszkańcy czekają na remont \
    już pięć lat, a wójt obiecuje, że tym razem prace się nie opóźnią.";
const JAPANESE: &str = "港町の市議会は水曜日、老朽化した橋の架け替えを全会一致で決めた。工事は来年の春に始まり、\
    二年ほどかかる見込みだという。市長は「町の人たちが待ち望んでいた」と話した。";
const CHINESE: &str = "港口城市的市议会星期三一致决定重建老桥。工程将于明年春天开始，预计需要两年时间。\
    市长表示，居民们已经等待了很久，这次施工不会再推迟。";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, had_errors) = encoding.encode(text);
    assert!(!had_errors, "{label}");
    bytes.into_owned()
}

/// The text of `bytes` is `expected`; gives back the encoding and how it was found.
#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str) -> (String, String) {
    let ran = Place::with(name, bytes).clean(&[]);
    assert_eq!((ran.code, ran.texts()), (0, vec![expected.to_owned()]), "{}", ran.stderr);
    let metadata = &ran.documents()[0]["metadata"];
    let field = |name: &str| metadata[name].as_str().unwrap().to_owned();
    (field("encoding"), field("encoding_source"))
}

fn found(encoding: &str, source: &str) -> (String, String) {
    (encoding.to_owned(), source.to_owned())
}

#[test]
fn byte_order_marks_tell_the_encoding_and_go() {
    for text in [STORY, FRENCH, JAPANESE] {
        let marked = format!("\u{feff}{text}");
        assert_eq!(check("a.txt", marked.as_bytes(), text), found("utf-8", "bom"));
        assert_eq!(check("a.txt", &utf16(&marked, false), text), found("utf-16le", "bom"));
        assert_eq!(check("a.txt", &utf16(&marked, true), text), found("utf-16be", "bom"));
    }
}

#[test]
fn utf16_without_a_mark_is_recognized() {
    assert_eq!(check("a.txt", &utf16(STORY, false), STORY), found("utf-16le", "guess"));
    assert_eq!(check("a.txt", &utf16(STORY, true), STORY), found("utf-16be", "guess"));
}

#[test]
fn older_encodings_are_guessed() {
    let texts = [
        (FRENCH, "windows-1252"),
        (POLISH, "iso-8859-2"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
    ];
    for (text, label) in texts {
        let (encoding, source) = check("a.txt", &encoded(text, label), text);
        assert_eq!(source, "guess", "{label} was read as {encoding}");
    }
}

#[test]
fn a_page_says_its_encoding() {
    let texts = [
        (FRENCH, "windows-1252"),
        (POLISH, "iso-8859-2"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
    ];
    for (text, label) in texts {
        let page = format!(
            "<!DOCTYPE html><html><head><meta charset={label}><title>x</title></head>\
             <body><article><p>{text}</p></article></body></html>"
        );
        let bytes = encoded(&page, label);
        assert_eq!(check("a.html", &bytes, text), found(label, "meta"));
    }
}

#[test]
fn broken_utf8_is_marked_and_the_rest_kept() {
    // A lone continuation byte, an overlong slash, a surrogate; enough right UTF-8 around them.
    for bad in [&b"\x80"[..], b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5"] {
        let bytes = [FRENCH.as_bytes(), b" Fin", bad, b"ale. ", FRENCH.as_bytes()].concat();
        let ran = Place::with("a.txt", bytes).clean(&[]);
        let document = &ran.documents()[0];
        let text = document["text"].as_str().unwrap();
        assert!(text.starts_with(FRENCH) && text.ends_with(FRENCH), "{bad:?}: {text}");
        assert!(text.contains("Fin\u{fffd}") && text.contains("ale."), "{bad:?}: {text}");
        let warnings = document["metadata"]["warnings"].to_string();
        assert!(warnings.contains("bad_utf8"), "{bad:?}: {warnings}");
    }
}

#[test]
fn broken_utf8_inside_json_is_marked_and_the_lines_kept() {
    let escape = "{\"text\": \"The ferry \\ud800 sailed. The council of Lower Tarn met.\"}\n";
    let raw = b"{\"text\": \"The barge \xed\xa0\x80 sank. The council of Lower Tarn met.\"}\n";
    let bytes = [escape.as_bytes(), raw, json_line(STORY).as_bytes()].concat();
    let ran = Place::with("a.jsonl", bytes).clean(&[]);
    let texts = ran.texts();
    assert_eq!(texts.len(), 3, "{:?}", ran.errors());
    assert!(texts[0].starts_with("The ferry \u{fffd} sailed."), "{}", texts[0]);
    assert!(texts[1].starts_with("The barge \u{fffd}"), "{}", texts[1]);
    assert_eq!(texts[2], STORY);
    assert!(ran.documents()[1]["metadata"]["warnings"].to_string().contains("bad_utf8"));
}

#[test]
fn a_nul_far_into_a_text_goes_and_nothing_after_it() {
    let before = "It rained on the quay of Lower Tarn. ".repeat(1892); // 70,004 bytes
    let mut bytes = format!("{before}\n\n{STORY}").into_bytes();
    bytes.insert(70_000, 0);
    let ran = Place::with("a.txt", bytes).clean(&[]);
    let text = &ran.texts()[0];
    assert!(text.ends_with(STORY) && !text.contains('\0'));
    assert!(text.starts_with(before.trim_end()));
    let ops = ran.lines("audit")[0]["ops"].clone();
    let at = ops.as_array().unwrap().iter().find(|op| op["b"][0] == 70_000).unwrap();
    assert_eq!(at["reason"], "control");
}

#[test]
fn a_megabyte_of_nuls_is_no_text() {
    let ran = Place::with("a.txt", vec![0; 1 << 20]).and("b.txt", STORY).clean(&[]);
    assert_eq!(ran.texts(), [STORY]);
    assert_eq!(ran.kinds().len() as u64 + ran.count("empty") + ran.count("excluded"), 1);
}

#[test]
fn pictures_and_programs_named_as_text_are_reported() {
    let picture =
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0, 7, 200, 129, 255].repeat(2000)].concat();
    let program = [&b"\x7fELF\x02\x01\x01\0"[..], &[0, 0, 1, 144, 250].repeat(2000)].concat();
    let ran = Place::with("a.txt", picture).and("b.txt", program).and("c.txt", STORY).clean(&[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.kinds(), ["binary", "binary"]);
    assert_eq!(ran.texts(), [STORY]);
}
