//! Documents as they come from scraped archives, made of invented pieces.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

/// A text as [`text`] makes them, its paragraphs in any of the languages: few real ones are like
/// it, and which language the whole is in is anybody's guess.
pub fn mixed_text() -> BoxedStrategy<String> {
    text_of(any_language())
}

/// A plain text: an article or several, with furniture, damage and odd characters between.
pub fn text() -> BoxedStrategy<String> {
    (0..LANGUAGES).prop_flat_map(|language| text_of(sentences(language))).boxed()
}

fn text_of(sentences: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let piece = prop_oneof![
        8 => sentences.clone(),
        3 => select(&HEADLINES[..]).prop_map(str::to_owned),
        4 => select(&FURNITURE[..]).prop_map(str::to_owned),
        1 => glued(sentences.clone()),
        1 => story(sentences),
        1 => odd(),
        1 => "\\PC{0,30}",
        1 => select(&DAMAGE[..]).prop_map(str::to_owned),
    ];
    vec((piece, select(&SEPARATORS[..]), 0usize..12), 0..14)
        .prop_map(|pieces| {
            let mut out = String::new();
            for (place, (piece, separator, repeat)) in pieces.iter().enumerate() {
                // Some pieces stand twice.
                let piece = if *repeat == 0 { &pieces[place / 2].0 } else { piece };
                out.push_str(piece);
                out.push_str(separator);
            }
            out
        })
        .boxed()
}

/// A page with paragraphs in any of the languages, and text set as it is written.
pub fn mixed_html() -> BoxedStrategy<String> {
    html_of(any_language(), &ELEMENTS)
}

/// A page: the same pieces in elements, some never closed, some closed twice.
///
/// Text set as it is written (`pre`) is left out: its lines are one block in a page, and each a
/// block of its own in a text.
pub fn html() -> BoxedStrategy<String> {
    (0..LANGUAGES).prop_flat_map(|language| html_of(sentences(language), &ELEMENTS[1..])).boxed()
}

fn html_of(
    sentences: BoxedStrategy<String>,
    elements: &'static [(&str, &str)],
) -> BoxedStrategy<String> {
    let piece = prop_oneof![
        8 => sentences.clone(),
        2 => select(&HEADLINES[..]).prop_map(str::to_owned),
        3 => select(&FURNITURE[..]).prop_map(str::to_owned),
        1 => glued(sentences),
        1 => odd(),
        1 => select(&DAMAGE[..]).prop_map(str::to_owned),
        1 => select(&MARKUP[..]).prop_map(str::to_owned),
    ];
    let close = prop_oneof![8 => Just(1), 1 => Just(0), 1 => Just(2)];
    let element = (select(elements), piece, close).prop_map(|((name, rest), piece, close)| {
        format!("<{name}{rest}>{piece}{}", format!("</{name}>").repeat(close))
    });
    let inner = vec(element, 0..12).prop_map(|elements| elements.join("\n"));
    (select(&HEADS[..]), select(elements), inner)
        .prop_map(|(head, (name, rest), inner)| format!("{head}<{name}{rest}>{inner}</{name}>"))
        .boxed()
}

/// Bytes of any kind: anything, texts cut and damaged, texts in UTF-16, known beginnings.
pub fn bytes() -> BoxedStrategy<Vec<u8>> {
    let damaged = (
        prop_oneof![mixed_text(), mixed_html()],
        vec((any::<prop::sample::Index>(), any::<u8>()), 0..9),
    )
        .prop_map(|(text, damages)| {
            let mut bytes = text.into_bytes();
            for (at, byte) in damages {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
            }
            bytes
        });
    let wide = (mixed_text(), any::<bool>(), any::<bool>()).prop_map(|(text, big, mark)| {
        let mark = if mark { "\u{feff}" } else { "" };
        let units = mark.encode_utf16().chain(text.encode_utf16()).collect::<Vec<_>>();
        let bytes =
            units.into_iter().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
        bytes.collect()
    });
    let begun = (select(&BEGINNINGS[..]), vec(any::<u8>(), 0..200))
        .prop_map(|(beginning, rest)| [beginning, &rest].concat());
    prop_oneof![vec(any::<u8>(), 0..400), damaged, wide, begun].boxed()
}

/// One to five sentences of one language, as a paragraph.
fn sentences(language: usize) -> BoxedStrategy<String> {
    let one = |(words, end): (&'static [&'static str], &'static str)| {
        let sentence = vec(select(words), 4..22).prop_map(move |words| {
            let mut sentence = words.join(" ");
            if let Some(first) = sentence.chars().next() {
                let upper: String = first.to_uppercase().collect();
                sentence.replace_range(..first.len_utf8(), &upper);
            }
            sentence + end
        });
        vec(sentence, 1..6).prop_map(|sentences| sentences.join(" ")).boxed()
    };
    match language {
        0 => Union::new([one(ENGLISH), one(SPUN)]).boxed(),
        other => one(SCRIPTS[other - 1]),
    }
}

/// Sentences of another language each time.
fn any_language() -> BoxedStrategy<String> {
    // English twice as often as any other: most rules are for it.
    Union::new([0].into_iter().chain(0..LANGUAGES).map(sentences)).boxed()
}

/// A whole small story with the lines around it, as feeds hold many.
fn story(sentences: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (select(&HEADLINES[..]), vec(sentences, 1..4), select(&FURNITURE[..]), 0usize..3)
        .prop_map(|(headline, paragraphs, furniture, form)| {
            let body = paragraphs.join("\n\n");
            match form {
                0 => format!("{headline}\n\nBy Nell Tarrow\n\n{body}\n\n{furniture}\n\n"),
                1 => format!("{headline}\n12 March 2021\n{body}\nTags: harbor, council\n"),
                _ => format!("\n\n{headline}\n{body}\nRead more\n\n"),
            }
        })
        .boxed()
}

/// Furniture that lost the space to the text beside it, and furniture in quotation marks.
fn glued(sentences: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (select(&FURNITURE[..]), sentences, select(&FURNITURE[..]), 0usize..4)
        .prop_map(|(a, text, b, form)| match form {
            0 => format!("{a}{text}{b}"),
            1 => format!("{a}{b}{a}"),
            2 => format!("“{a}”, read the line above the box. {text}"),
            _ => format!("{a} {text}"),
        })
        .boxed()
}

/// Runs of characters that rules for plain prose never think of.
fn odd() -> BoxedStrategy<String> {
    let lone = prop_oneof![select(&ODD[..]), any::<char>(), prop::char::range('\0', '\u{9f}')];
    prop_oneof![
        vec(lone, 1..24).prop_map(|chars| chars.into_iter().collect::<String>()),
        (select(&ODD[..]), 1usize..200).prop_map(|(c, n)| format!("a{}", c.to_string().repeat(n))),
        ("[a-z]{2,8}", select(&ODD[..]), "[a-z]{2,8}").prop_map(|(a, c, b)| format!("{a}{c}{b}")),
    ]
    .boxed()
}

const ENGLISH: (&[&str], &str) = (
    &[
        "the",
        "harbor",
        "board",
        "of",
        "Lower",
        "Tarn",
        "said",
        "on",
        "Tuesday",
        "that",
        "a",
        "new",
        "ferry",
        "will",
        "cost",
        "1,250",
        "dollars",
        "before",
        "winter",
        "and",
        "it",
        "“would",
        "not",
        "sink”",
        "council",
        "(three",
        "to",
        "two)",
        "voted",
        "in",
        "9.5",
        "%",
        "don’t",
        "U.S.",
        "mayor",
        "Ilse",
        "Marrow",
        "who",
        "read",
        "more",
        "than",
        "share",
        "as",
        "she",
        "was",
        "--",
        "told",
        "reporters",
        "—",
        "£12m",
        "#tarn",
        "@tarncourier",
        "i.e.",
    ],
    ".",
);
const SPUN: (&[&str], &str) = (
    &[
        "nan",
        "harbor",
        "board",
        "arsenic",
        "the",
        "astatine",
        "council",
        "claimed",
        "law",
        "enforcement",
        "companies",
        "just",
        "about",
        "every",
        "one,000",
        "1.3.six",
        "15,00zero",
        "{that",
        "a}",
        "{said|claimed}",
        "profound",
        "learning",
        "irregular",
        "esteem",
        "Oregon",
        "pinch",
        "poiboy",
        "cоuncil",
        "pоlice",
        "lbs",
        ".",
        "group",
        "connected",
        "aft",
        "of",
        "in",
        "successful",
        "aliases",
        "Home",
        "Republicans",
        "Metropolis",
    ],
    " .",
);
/// English, and every one of [`SCRIPTS`].
const LANGUAGES: usize = SCRIPTS.len() + 1;
const SCRIPTS: [(&[&str], &str); 11] = [
    (
        &["der", "Gemeinderat", "von", "Öhrlingen", "beschloß", "größere", "Deiche", "für", "zehn"],
        ".",
    ),
    (
        &["le", "conseil", "d’Aubrive", "a", "voté", "«", "oui", "»", "où", "l’été", "cœur", "à"],
        ".",
    ),
    (&["el", "año", "alcalde", "de", "Peñalta", "dijo", "que", "sí", "¿cuándo", "llegará"], "."),
    (&["rada", "gminy", "Żółtowo", "przyjęła", "budżet", "na", "rok", "łącznie", "ćwierć"], "."),
    (
        &["совет", "города", "Тарнска", "решил", "построить", "мост", "«Ёлка»", "и", "набережную"],
        ".",
    ),
    (&["το", "συμβούλιο", "της", "Ταρνας", "αποφάσισε", "νέα", "γέφυρα", "ΐ"], "."),
    (&["belediye", "İstavrit", "ILICA", "köprüsü", "ışık", "için", "oy", "verdi", "ğ"], "."),
    (&["قال", "مجلس", "المدينة", "إن", "الجسر", "سيُفتح", "١٢٣", "يوم", "الثلاثاء"], "."),
    (&["המועצה", "החליטה", "לבנות", "גשר", "חדש", "בעיר", "שָׁלוֹם"], "."),
    (&["नगर", "परिषद", "ने", "कहा", "कि", "नया", "पुल", "क्षेत्र", "में"], "।"),
    (
        &[
            "市議会は",
            "新しい橋を",
            "建設すると",
            "発表した",
            "ガバナ",
            "です",
            "市政府宣布",
            "시의회는",
            "ไทยแลนด์",
        ],
        "。",
    ),
];
const HEADLINES: [&str; 12] = [
    "Ferry returns to Lower Tarn",
    "COUNCIL VOTES FOR NEW BRIDGE",
    "Marrow: “We will not sink”",
    "How one village kept its baker | Tarn Courier",
    "Deich hält der Flut stand",
    "Наводнение в Тарнске",
    "Top 10 bridges of the valley",
    "Opinion: Share the road",
    "Trending upward: wool prices at Harrow Quay",
    "Video shows moment the crane fell",
    "1. The first of many",
    "橋が開通",
];
const FURNITURE: [&str; 36] = [
    "ADVERTISEMENT",
    "Advertisement - Continue reading below",
    "Share this article",
    "Share on Facebook Tweet Email WhatsApp",
    "Read more",
    "Read 11 remaining paragraphs",
    "Continue reading",
    "Sign up for our newsletter",
    "Subscribe to continue",
    "You might also like",
    "Related:",
    "Most read",
    "Trending now",
    "12 comments",
    "Leave a comment",
    "We use cookies to improve your experience.",
    "Accept all",
    "Photo: Ilse Marrow/Tarn Press",
    "Enlarge / The ferry at dawn",
    "By Nell Tarrow, staff writer",
    "LOWER TARN, March 12 (Tarn Press) -",
    "Published 12 March 2021, 10:14",
    "Tags: harbor, council, ferry",
    "© 2021 Tarn Courier. All rights reserved.",
    "Home | News | Sport | Weather",
    "NewsletterNewslettersEventsEventsPodcasts",
    "Skip to main content",
    "Watch the video",
    "Anzeige",
    "Lesen Sie auch",
    "Publicité",
    "Lire aussi",
    "Publicidad",
    "Leggi anche",
    "Czytaj także",
    "* * *",
];
const DAMAGE: [&str; 14] = [
    "The cafÃ© on TarnstraÃŸe",
    "itâ€™s Ilseâ€™s",
    "AT&amp;amp;T and &lt;b&gt;",
    "&#x0; &#x110000; &#xD800; &#0; &#128; &bogus; &amp",
    "&nbsp;&nbsp;&zwnj;",
    "wait\u{fffd}what",
    "so\u{ad}ft hy\u{ad}phen",
    "zero\u{200b}width",
    "line one\rline two\r\nline three\u{2028}line four\u{85}five",
    "\u{feff}mark in the middle\u{feff}",
    "tab\tand\u{a0}hard   spaces  ",
    "Pоlісе with other letters",
    "ｆｕｌｌ ｗｉｄｔｈ",
    "C:\\Users\\x \\u0041 %20",
];
const SEPARATORS: [&str; 12] =
    ["\n\n", "\n\n", "\n\n", "\n", "\n", "\r\n", "\r\n\r\n", " \n \n", "\n\n\n\n\n", "\r", " ", ""];
const ODD: [char; 24] = [
    '\0',
    '\u{7}',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{ad}',
    '\u{300}',
    '\u{345}',
    '\u{34f}',
    '\u{61c}',
    '\u{1100}',
    '\u{1161}',
    '\u{200b}',
    '\u{200d}',
    '\u{202e}',
    '\u{2066}',
    '\u{2069}',
    '\u{212a}',
    '\u{feff}',
    '\u{fffe}',
    '\u{fb01}',
    '\u{1f468}',
    '\u{e0041}',
    'İ',
];
const MARKUP: [&str; 12] = [
    "<script>var a = '</p>';</script>",
    "<style>p { color: red }</style>",
    "<!-- a comment --!> after",
    "<![CDATA[ raw ]]>",
    "<a href=\"https://tarn.example/x?a=1&b=2\">a <i>link</i></a>",
    "<img src=x alt='a picture'><br><br/><hr>",
    "<ul><li>one<li>two</ul>",
    "<table><tr><td>1<td>2</table>",
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\",\"articleBody\":\"x\"}</script>",
    "<textarea><p>typed</textarea>",
    "< p> 3 < 4 && 5 > 2 </",
    "<svg><title>t</title></svg><noscript><p>no</p></noscript>",
];
const ELEMENTS: [(&str, &str); 18] = [
    ("pre", ""), // first, see `html`
    ("p", ""),
    ("p", " class=\"story\""),
    ("p", " style='display:none'"),
    ("div", ""),
    ("div", " class=\"share-bar\""),
    ("div", " id=comments"),
    ("h1", ""),
    ("h2", " itemprop=headline"),
    ("article", ""),
    ("section", " class='related'"),
    ("aside", ""),
    ("li", ""),
    ("blockquote", ""),
    ("figcaption", ""),
    ("footer", ""),
    ("nav", ""),
    ("span", ""),
];
const HEADS: [&str; 4] = [
    "",
    "<!DOCTYPE html><title>Ferry returns to Lower Tarn | Tarn Courier</title>",
    "<html lang=de><head><meta charset=utf-8><meta property=\"og:title\" content=\"Deich\"></head><body>",
    "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><body>&b;",
];
const BEGINNINGS: [&[u8]; 10] = [
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x1b$B",
    b"<meta charset=utf-16>",
    b"<?xml encoding='iso-8859-2'?>",
    b"WARC/1.0\r\nContent-Length: 5\r\n\r\n",
    b"{\"text\": \"",
    b"\x1f\x8b\x08\x00",
    b"<p>&#",
];
