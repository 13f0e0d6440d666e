//! The `decode` room from outside.

use copydesk::config;
use copydesk::decode::{decode, mend};
use copydesk::document::{EncodingSource, Kind, Page};
use copydesk::text::Text;
use encoding_rs::Encoding;
use proptest::prelude::*;

fn text(bytes: impl Into<Vec<u8>>) -> Page {
    decode(bytes.into(), Kind::Text, None)
}

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, bad) = encoding.encode(text);
    assert!(!bad, "{label} cannot write the sample");
    bytes.into_owned()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

const GERMAN: &str = "Der Bürgermeister von Überlach eröffnete am Samstag die neue Brücke. \
    „Schön, dass so viele gekommen sind“, sagte er – und schnitt das Band durch.";
const POLISH: &str = "W sobotę burmistrz Żabiej Woli otworzył nowy most nad rzeką. Mieszkańcy \
    czekali na tę chwilę dwadzieścia lat, a dzieci zjadły wszystkie pączki.";
const JAPANESE: &str = "土曜日、青波町の町長が新しい橋の開通式に出席しました。町の人々は二十年間この日を待って\
    いました。子どもたちは橋の上で歌を歌いました。";
const CHINESE: &str = "星期六，青河镇镇长为新桥剪彩。居民们等这一天已经等了二十年。孩子们在桥上唱歌，老人们\
    坐在河边看热闹。";

#[test]
fn every_encoding_comes_out_as_the_same_text() {
    for sample in [GERMAN, POLISH, JAPANESE, CHINESE] {
        for big in [false, true] {
            let mark = utf16("\u{FEFF}", big);
            let name = if big { "utf-16be" } else { "utf-16le" };
            let page = text([mark, utf16(sample, big)].concat());
            assert_eq!((page.source.as_str(), page.encoding), (sample, name));
            assert_eq!(page.encoding_source, EncodingSource::Bom);
            let page = text(utf16(sample, big));
            assert_eq!((page.source.as_str(), page.encoding), (sample, name));
            assert_eq!(page.encoding_source, EncodingSource::Guess);
        }
        let page = text(format!("\u{FEFF}{sample}"));
        assert_eq!((page.source.as_str(), page.encoding), (sample, "utf-8"));
        assert_eq!(page.encoding_source, EncodingSource::Bom);
        let page = text(sample);
        assert_eq!((page.source.as_str(), page.encoding), (sample, "utf-8"));
        assert_eq!(page.encoding_source, EncodingSource::Utf8);
        assert!(page.warnings.is_empty());
        let wide = sample.chars().flat_map(|c| (c as u32).to_le_bytes());
        let page = text([0xFF, 0xFE, 0, 0].into_iter().chain(wide).collect::<Vec<u8>>());
        assert_eq!((page.source.as_str(), page.encoding), (sample, "utf-32"));
    }
}

#[test]
fn legacy_encodings_are_guessed() {
    for (sample, label, expected) in [
        (GERMAN, "windows-1252", "windows-1252"),
        (POLISH, "iso-8859-2", "iso-8859-2"),
        (POLISH, "windows-1250", "windows-1250"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp"),
        (CHINESE, "gb18030", "gbk"),
        (CHINESE, "gbk", "gbk"),
    ] {
        let page = text(encoded(sample, label));
        assert_eq!(page.source, sample, "{label}");
        assert_eq!((page.encoding, page.encoding_source), (expected, EncodingSource::Guess));
    }
    // One curly quote far into English text.
    let page = text([&b"Plain words. ".repeat(2000)[..], b"The mayor\x92s words."].concat());
    assert!(page.source.ends_with("The mayor’s words."));
}

/// Bytes of a table of [`copydesk::decode`] that encoding_rs lacks, for the letters used here.
fn in_code_page(text: &str, letters: &[(char, u8)]) -> Vec<u8> {
    let byte = |c: char| letters.iter().find(|(letter, _)| *letter == c).map(|(_, byte)| *byte);
    text.chars().map(|c| byte(c).unwrap_or_else(|| u8::try_from(c).unwrap())).collect()
}

#[test]
fn code_pages_of_dos_and_macintosh_are_told_by_how_they_read() {
    let german = "Die Brücke über die Große Ache wird für ein Jahr geschlossen. Größere Schäden könne man nicht \
        ausschließen, sagte der Bürgermeister.";
    let umlauts = [('ä', 0x84), ('ö', 0x94), ('ü', 0x81), ('ß', 0xE1)];
    let polish = "Most będzie zamknięty przez rok, powiedział burmistrz. Mieszkańcy są zaniepokojeni, gdyż wielu \
        jeździ tędy do pracy.";
    let letters = [('ę', 0xA9), ('ł', 0x88), ('ń', 0xE4), ('ą', 0xA5), ('ż', 0xBE), ('ź', 0xAB)];
    for (bytes, expected, label) in [
        (in_code_page(german, &umlauts), german, "ibm850"),
        (in_code_page(polish, &letters), polish, "ibm852"),
        (encoded(german, "macintosh"), german, "macintosh"),
    ] {
        let page = text(bytes);
        assert_eq!((page.source.as_str(), page.encoding), (expected, label));
        assert_eq!(page.encoding_source, EncodingSource::Guess);
    }
    for (sample, label) in [(german, "windows-1252"), (polish, "windows-1250")] {
        assert_eq!(text(encoded(sample, label)).encoding, label);
    }
}

#[test]
fn bytes_without_meaning_are_told_of() {
    let page = text(b"The mayor\x92s words, and a \x81 nobody can read.".to_vec());
    assert_eq!((page.encoding, page.warnings.as_slice()), ("windows-1252", &["bad_bytes"][..]));
}

#[test]
fn declarations_are_followed_in_their_order() {
    let http = ("ISO-8859-2".to_owned(), EncodingSource::Http);
    let page = decode(encoded(POLISH, "iso-8859-2"), Kind::Text, Some(&http));
    assert_eq!((page.source.as_str(), page.encoding), (POLISH, "iso-8859-2"));
    assert_eq!(page.encoding_source, EncodingSource::Http);

    let html = format!("<html><meta charset=windows-1250><p>{POLISH}");
    let page = decode(encoded(&html, "windows-1250"), Kind::Html, None);
    assert_eq!((page.source.as_str(), page.encoding), (html.as_str(), "windows-1250"));
    assert_eq!(page.encoding_source, EncodingSource::Meta);

    let page = decode(encoded(&html, "iso-8859-2"), Kind::Html, Some(&http));
    assert_eq!((page.source.as_str(), page.encoding_source), (html.as_str(), EncodingSource::Http));

    // A wrong label: the bytes are UTF-8.
    let page = decode(html.clone().into(), Kind::Html, None);
    assert_eq!((page.source.as_str(), page.encoding), (html.as_str(), "utf-8"));
    assert_eq!(page.encoding_source, EncodingSource::Utf8);

    // A wrong label: the bytes are not UTF-8.
    let html = format!("<html><meta charset=utf-8><p>{GERMAN}");
    let page = decode(encoded(&html, "windows-1252"), Kind::Html, None);
    assert_eq!((page.source.as_str(), page.encoding), (html.as_str(), "windows-1252"));
}

#[test]
fn damaged_utf8_stays_utf8() {
    for (bytes, expected) in [
        (&b"bad \x80 byte"[..], "bad \u{FFFD} byte"),
        (b"a\x80b", "a\u{FFFD}b"),
        (b"slash \xC0\xAF", "slash \u{FFFD}\u{FFFD}"),
        (b"half \xED\xA0\x80 pair", "half \u{FFFD}\u{FFFD}\u{FFFD} pair"),
        (b"cr\xC3\xA8me, caf\xC3\xA9, th\xC3\xA9 \xE9", "crème, café, thé \u{FFFD}"),
    ] {
        let page = text(bytes);
        assert_eq!((page.source.as_str(), page.encoding), (expected, "utf-8"));
        assert_eq!(page.warnings, ["bad_utf8"]);
    }
}

#[test]
fn nul_bytes_are_no_utf16() {
    let mut bytes = b"Some words. ".repeat(6000);
    bytes[70_000] = 0;
    assert_eq!(text(bytes).encoding, "utf-8");
    assert_eq!(text(vec![0; 1 << 20]).source.len(), 1 << 20);
    let mut bytes = b"Short words with a NUL. ".to_vec();
    bytes[7] = 0;
    assert_eq!(text(bytes).encoding, "utf-8");
}

fn mended(source: &str) -> String {
    let mut text = Text::new(source.to_owned());
    text.apply(mend(source, &config::Decode::default()));
    text.as_str().to_owned()
}

/// UTF-8 read as windows-1252, bytes without a character passed through.
fn garbled(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn mojibake_is_undone() {
    for (source, expected) in [
        ("Der BÃ¼rgermeister erÃ¶ffnet die StraÃŸe", "Der Bürgermeister eröffnet die Straße"),
        ("The mayorâ€™s â€œbig dayâ€\u{9D} â€“ at last", "The mayor’s “big day” – at last"),
        ("The mayorâ€™s â€œbig dayâ€\u{FFFD}", "The mayor’s “big day”"),
        ("Le voilÃ  parti Ã  la gare", "Le voilà parti à la gare"),
        ("LвЂ™Г©tГ© dernier", "L’été dernier"),
        ("РњСЌСЂ РѕС‚РєСЂС‹Р» РјРѕСЃС‚", "Мэр открыл мост"),
        ("g√¢teau cr√©meux", "gâteau crémeux"),
        ("gr├╝n und wei├ƒ", "grün und weiß"),
        ("Â£40 for 20Â°C", "£40 for 20°C"),
        ("so good ðŸ˜€", "so good 😀"),
        ("Genuine “quotes”, naïve Ãœbung", "Genuine “quotes”, naïve Übung"),
        ("caf&Atilde;&copy;", "café"),
        ("\u{93}Quoted\u{94} \u{96} and\u{85}", "“Quoted” – and…"),
    ] {
        assert_eq!(mended(source), expected, "{source}");
    }
    for text in [GERMAN, POLISH, JAPANESE, CHINESE] {
        let once = garbled(text);
        assert_eq!(mended(&once), text);
        assert_eq!(mended(&garbled(&once)), text);
        assert_eq!(mended(&garbled(&garbled(&once))), text);
    }
}

#[test]
fn genuine_text_is_left_alone() {
    for text in [
        "A MAÇÃ… E O PÃO",
        "SÃO JOÃO É BOM",
        "JÄÄ–RAJA",
        "Å være eller ikke være",
        "À Évry, «Où?»",
        "„Spaß“ – „groß“…",
        "ÖPNV, Ü30-Party und Ä–Ö",
        "Він і його брат",
        "12 £ or 15 €; 3¢ each",
        "√2 ≈ 1.41, ½ × ¾",
        "│ cell │ box │",
        "»Café« ›thé‹ ‘’ “”",
        "±5 µm, 20 °C, N° 7, 1ª, 2º",
        "© 2020 Ångström™ GmbH®",
        "¯\\_(ツ)_/¯ ಠ_ಠ",
        "Tiếng Việt được viết",
        "Þórður á Ísafirði",
        "n’importe où… à l’été",
        "İstanbul’da ÇAĞ",
        "ˈfəʊnɪks",
        "ΑΒΓ «Δ»",
        "ÑANDÚ Ó ÑU",
    ] {
        assert_eq!(mended(text), text);
    }
}

#[test]
fn long_mojibake_takes_linear_time() {
    for part in ["Ã©", "Ãƒ", "ƒ", "â€", "Ð°", "&amp;", "\u{80}", "ÃƒÂ©", "├"] {
        let source = format!("Ã{}", part.repeat(50_000));
        let once = mended(&source);
        assert_eq!(mended(&once), once, "{part}");
    }
}

proptest! {
    #[test]
    fn garbled_text_is_mended_once(
        source in "[ a-zA-Zäöüéß€„“’–…Ãã©Â®\u{80}-\u{9F}\u{A0}ŸžŒ½»¿ĂĹĽĄРСЃ°√├ÔÇ?\u{FFFD}]{0,40}",
        times in 0usize..3,
    ) {
        let source = (0..times).fold(source, |text, _| garbled(&text));
        let once = mended(&source);
        prop_assert_eq!(mended(&once), once);
    }

    #[test]
    fn any_bytes_decode(bytes in any::<Vec<u8>>(), html in any::<bool>()) {
        let page = decode(bytes, if html { Kind::Html } else { Kind::Text }, None);
        prop_assert_ne!(page.source.chars().next(), Some('\u{FEFF}'));
    }

    #[test]
    fn utf8_is_never_changed(source in "[a-zäöüéèñçßøåÄÖÜ€„“’–… .,а-яА-Я]{0,200}") {
        prop_assert_eq!(text(source.clone()).source, source);
    }

    #[test]
    fn any_text_is_mended_once(source in any::<String>()) {
        let once = mended(&source);
        prop_assert_eq!(mended(&once), once);
    }
}
