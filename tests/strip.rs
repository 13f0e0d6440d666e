//! What is furniture and what is not, through the room's own function; every sentence is invented.

use std::sync::LazyLock;

use copydesk::articles::split;
use copydesk::blocks::cut_text;
use copydesk::config;
use copydesk::document::{Article, Label, Metadata};
use copydesk::lexicon::Lexicon;
use copydesk::strip::strip;
use copydesk::text::Text;
use proptest::prelude::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(None).unwrap());

fn clean(text: &str) -> Vec<Article> {
    let blocks = cut_text(text);
    let metadata = Metadata::default();
    let stripped = strip(text, &blocks, &metadata, &LEXICON, &config::Strip::default());
    let config = config::Articles::default();
    let text = Text::new(text.to_owned());
    split(text, &blocks, &stripped.labels, stripped.inside, metadata, Some(&config))
}

fn cleaned(text: &str) -> String {
    clean(text).iter().map(|a| a.text.as_str()).collect::<Vec<_>>().join("\n=====\n")
}

fn stays(text: &str) {
    assert_eq!(cleaned(text), text);
}

/// Five paragraphs about a flood, with `line` between the third and the fourth.
fn article_with(line: &str) -> String {
    format!("{}\n\n{line}\n\n{}", FLOOD[..4].join("\n\n"), FLOOD[4..].join("\n\n"))
}

const FLOOD: [&str; 7] = [
    "River Olm floods the old harbor of Tessin",
    "The river Olm burst its banks on Tuesday night and flooded the old harbor of Tessin, officials said, leaving about 300 homes without power until the morning.",
    "Firefighters pumped water out of cellars along Mill Lane while volunteers carried sandbags to the school, which stands barely a meter above the river.",
    "Mayor Ilse Brandt said the flood was the worst in forty years. \"The water came faster than any of us had thought possible,\" she told reporters at the harbor.",
    "The council had planned a new wall along the harbor, but the money was never approved, and residents now ask why the warnings of engineers were ignored for so long.",
    "Engineers from the state water board will inspect the banks of the river on Thursday, and the school will remain closed until the cellars are dry again.",
    "By the evening the water had fallen by half a meter, and power was back in most streets around the harbor, the utility said in a statement.",
];

#[test]
fn furniture_of_many_languages_goes() {
    for line in [
        "Reklama",
        "Czytaj też: Kto zapłaci za wały",
        "Fot. Jan Kowal",
        "Annons",
        "Läs också: Bron byggs om",
        "Saken fortsetter under annonsen",
        "Artiklen fortsætter efter annoncen",
        "Juttu jatkuu mainoksen jälkeen",
        "Citește și: Podul se redeschide",
        "İLGİLİ HABERLER",
        "REKLAM",
        "Baca juga: Jembatan dibuka kembali",
        "Читайте также: Мост открыли",
        "Еще новости",
        "Підписуйтесь на наш телеграм-канал",
        "إقرأ أيضا: الجسر يفتح من جديد",
        "إِعلان",
        "图片来源：青石日报",
        "文/林晓舟",
        "相关阅读",
        "写真＝青瀬新報",
        "【関連記事】橋が再び開通",
    ] {
        assert!(!cleaned(&article_with(line)).contains(line), "{line}");
    }
}

#[test]
fn text_like_furniture_of_many_languages_stays() {
    for line in [
        "广告经济",
        "记者：您怎么看？",
        "【更新】台風が上陸",
        "写真家の一日",
        "Reklama radiowa drożeje",
        "Реклама на радио дорожает",
        "Фото Земли из космоса",
        "Imagine: for sixty years",
        "77° View",
        "إعلان الاستقلال",
    ] {
        stays(&article_with(line));
    }
}

#[test]
fn lines_of_furniture_go() {
    for line in [
        "ADVERTISEMENT",
        "Advertisement",
        "Share this articleComments",
        "Read 4 remaining paragraphs | Comments",
        "Sign up for our newsletter and never miss a story.",
        "NewsletterNewslettersEventsEventsPodcasts",
        "Enlarge / The harbor at night. (credit: Ann Lee)",
        "The harbor at night. Photo: Ann Lee",
        "Copyright AP Photo/Ann Lee, File",
        "Ann Lee/Reuters",
        "Trending 3 days ago",
        "Youtube Video",
        "Read more: Opera names a new director",
        "#floods, #harbor, #tessin",
        "Tags: floods, harbor",
        "Updated 12 March 2021 at 10:32",
        "Lesen Sie auch: Oper hat neue Leiterin",
        "Publicité",
        "Continúa después de la publicidad",
        "Potrebbe interessarti anche",
        "Continua após a publicidade",
        "Lees ook: Opera krijgt nieuwe directeur",
        "© 2021 Tessin Post. All rights reserved.",
        "Symphony hires Karla Novak from Vienna as chief conductor",
    ] {
        assert_eq!(cleaned(&article_with(line)), FLOOD.join("\n\n"), "{line}");
    }
}

#[test]
fn a_paragraph_that_stands_again_goes_where_there_is_furniture() {
    let again = |lines: &[&str]| [&FLOOD[..5], lines, &FLOOD[5..]].concat().join("\n\n");
    // Elsewhere it may stand there by its writer's will.
    stays(&again(&[FLOOD[2]]));
    assert_eq!(cleaned(&again(&["ADVERTISEMENT", FLOOD[2]])), FLOOD.join("\n\n"));
    // Nobody writes it right below itself, nor half of a text once more.
    assert_eq!(cleaned(&again(&[FLOOD[4]])), FLOOD.join("\n\n"));
    assert_eq!(cleaned(&again(&FLOOD[1..5])), FLOOD.join("\n\n"));
}

#[test]
fn genuine_lines_stay() {
    for line in [
        "Forty years of warnings",
        "What the engineers said",
        "Health",
        "Background",
        "\"We were lucky\"",
        "By the numbers",
        "Why did nobody listen to the engineers before the Olm rose?",
        "Mayor Brandt defends delay of new harbor wall in Tessin",
        "The button said \"Read 11 remaining paragraphs\", but nothing happened when she pressed it.",
        "\"Advertisement,\" he said, \"is the art of asking.\"",
        "Subscribers to the harbor's mailing list were told an hour earlier.",
        "10:32",
        "March 1981",
        "***",
        "Video games sold well in the flooded town, because there was little else to do there.",
        "Photo shops along Mill Lane lost most of their stock.",
        "Share prices of the utility fell by three percent.",
        "Cookies and tea were handed out at the school.",
        "© Provided by Tessin Post The pumps that the town had ordered came on Friday, a day after the water had begun \
         to fall, and were sent on to Norderfall at once.",
    ] {
        stays(&article_with(line));
    }
}

#[test]
fn lists_of_the_article_stay() {
    stays(&article_with(
        "The council closed these roads:\n• Mill Lane\n• Harbor Road between the school and the bridge\n• Comments\n• Old Market",
    ));
    stays(&article_with(
        "Three measures were agreed.\n• A new wall will be built along the harbor by 2030\n• The school is to get pumps of its own\n• Cellars on Mill Lane may be sealed at the town's cost",
    ));
}

#[test]
fn other_kinds_of_text_stay() {
    // Verse.
    stays(
        "Evening at the Weir\n\nNo one counts the heron\nStanding in the reeds\nHome is where the water\nTakes whatever bleeds\n\nShare the bread and candle\nFollow us no more\nNight has found the handle\nOf the river door",
    );
    // A recipe.
    stays(
        "Plum cake\n\n250 g flour\n2 eggs\n100 g sugar\n1 kg plums\n\nMix the flour with the eggs and the sugar, and roll it out.\nHalve the plums.\nBake for 40 minutes at 180 degrees, and let the cake cool on the tin.",
    );
    // An interview.
    stays(
        "Ten questions for a ferryman\n\nHow long have you worked on the Olm?\nSince I was a boy. My father had the boat before me, and his father before him.\n\nWill there be a bridge at Norderfall one day?\nThey say so every ten years. I will believe it when I see the pillars.",
    );
    // A live blog.
    stays(
        "Flood in Tessin: the day as it happened\n\n10:32\nThe river stands at 4.2 meters.\n\n10:58\nMill Lane is closed.\n\n11:20\nThe mayor will speak at noon.",
    );
    // A short notice.
    stays("Library closed\n\nThe library is closed on Monday.");
}

#[test]
fn furniture_inside_lines_goes() {
    for (before, after) in [
        ("date 2020-07-02 TESSIN – The river rose.", "TESSIN – The river rose."),
        (
            "The river rose by a meter on Tuesday. Read more",
            "The river rose by a meter on Tuesday.",
        ),
        ("The river fell again on Friday. ®", "The river fell again on Friday."),
        (
            "The river rose. (adsbygoogle = window.adsbygoogle || []).push({}); It fell.",
            "The river rose. It fell.",
        ),
        (
            "The river rose. Story continues below advertisement It fell.",
            "The river rose. It fell.",
        ),
        (
            "Video Efforts to drain the cellars of Mill Lane went on, and such an effort takes weeks, officials said.",
            "Efforts to drain the cellars of Mill Lane went on, and such an effort takes weeks, officials said.",
        ),
    ] {
        assert_eq!(cleaned(before), after);
    }
}

#[test]
fn headlines_below_a_heading_go() {
    let page = format!(
        "{}\n\nYou might also like\n\nOpera names a new director\n\nIs the ferry too old?",
        FLOOD.join("\n\n")
    );
    assert_eq!(cleaned(&page), FLOOD.join("\n\n"));
}

#[test]
fn bulleted_headlines_go() {
    let page = article_with(
        "• 'Old mill' owner jailed after raid on river smugglers\n• Opera director quits over 'secret' Vienna contract, choir stunned\n• Ferry firm cuts 40 jobs as bridge plan nears",
    );
    assert_eq!(cleaned(&page), FLOOD.join("\n\n"));
}

#[test]
fn a_feed_becomes_articles() {
    let page = "Opera Names a New Director\n\nKarla Novak will lead the opera from May.\n\n#opera, #music\n\nFerry Firm Cuts Forty Jobs\n\nThe ferry across the Olm will run less often.\n\n#ferry, #jobs";
    let articles = clean(page);
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[1].metadata.tags, ["ferry", "jobs"]);
    assert_eq!(articles[0].metadata.title.as_deref(), Some("Opera Names a New Director"));
}

/// The headlines of the articles that a page is cut into.
fn titles_of(page: &str) -> Vec<String> {
    clean(page).into_iter().filter_map(|article| article.metadata.title).collect()
}

#[test]
fn a_feed_may_have_dates_and_odd_items() {
    let items = [
        (
            "Opera Names a New Director",
            "By Ann Lee\nMarch 3, 2021\nKarla Novak will lead the opera.",
        ),
        ("Ferry Firm Cuts Forty Jobs", "Bo Berg\nMarch 2, 2021\nWhat will run on the Olm now?"),
        ("Mill Lane Is Dry Again", ""),
        ("Is the Old Mill Too Wet?", "The cellars were drained for three weeks and two days."),
        ("Council Votes for a Weir", "All nine were for it."),
    ];
    let item = |(title, text): &(&str, &str)| format!("{title}\n{text}\n#olm #2021 #harbor\n");
    let page: String = items.iter().map(item).collect();
    assert_eq!(titles_of(&page), items.map(|(title, _)| title));
    assert_eq!(titles_of(&format!("All on the Olm\n{page}")).len(), 5);
    // A line below a list that is no item of the feed ends nothing.
    assert_eq!(titles_of(&format!("{page}and more of the same, as ever.")).len(), 5);
}

#[test]
fn a_feed_may_have_its_tags_above_the_texts() {
    let titles =
        ["Opera Names a New Director", "Ferry Firm Cuts Forty Jobs", "Mill Lane Is Dry Again"];
    let item = |title: &str| {
        format!(
            "{title}\nMarch 3, 2021\nTags: olm, harbor\nThe council of the Olm met on Friday.\n"
        )
    };
    let page: String = titles.into_iter().map(item).collect();
    assert_eq!(titles_of(&page), titles);
}

#[test]
fn two_lists_of_tags_make_no_feed() {
    let text = FLOOD.join("\n\n");
    let page =
        format!("#harbor #floods\n\n{text}\n\n#harbor #floods\n\nFerry Firm Cuts Forty Jobs");
    assert_eq!(clean(&page).len(), 1);
}

#[test]
fn what_is_not_sure_enough_stays() {
    let text = article_with("ADVERTISEMENT");
    let blocks = cut_text(&text);
    let config = config::Strip { min_confidence: 0.99, ..config::Strip::default() };
    let stripped = strip(&text, &blocks, &Metadata::default(), &LEXICON, &config);
    assert!(stripped.labels.iter().all(|label| !matches!(label, Label::Boilerplate(_))));
}

/// Lines from which pages are put together.
const PIECES: &[&str] = &[
    FLOOD[0],
    FLOOD[1],
    FLOOD[2],
    FLOOD[3],
    FLOOD[4],
    FLOOD[5],
    FLOOD[6],
    "ADVERTISEMENT",
    "Share this articleComments",
    "You might also like",
    "Related",
    "Trending",
    "Comments",
    "Newsletter",
    "Home",
    "Business",
    "Health",
    "Latest News",
    "Read more",
    "#floods, #harbor",
    "#opera, #music",
    "#one",
    "Tags: a, b",
    "By Ann Lee",
    "Ann Lee/Reuters",
    "Opera names Karla Novak from Vienna as chief conductor",
    "Is the ferry too old?",
    "Karla Novak will lead the opera of Vienna from May, its board said in a short statement on Friday.",
    "• 'Old mill' owner jailed after raid on river smugglers",
    "• Opera director quits over 'secret' Vienna contract, choir stunned",
    "Video Efforts to drain the cellars of Mill Lane went on, and such an effort takes weeks, officials said. Read more",
    "The harbor at night.",
    "The harbor at night. Photo: Ann Lee",
    "March 3, 2021",
    "10:32",
    "###",
    "The river fell. ®",
    "Ferry Firm Cuts Forty Jobs",
    "date 2020-07-02 The river rose.",
    "© 2021 Tessin Post",
    "Forty years of warnings",
    "Video",
    "- Comments",
    "These roads:",
];

fn page() -> impl Strategy<Value = String> {
    proptest::collection::vec((proptest::sample::select(PIECES), any::<bool>()), 0..28).prop_map(
        |lines| {
            let mut page = String::new();
            for (line, is_blank) in lines {
                if !page.is_empty() {
                    page.push_str(if is_blank { "\n\n" } else { "\n" });
                }
                page.push_str(line);
            }
            page
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_was_cleaned_stays_as_it_is(page in page()) {
        let articles = clean(&page);
        prop_assert_eq!(articles.iter().map(|a| a.text.base()).collect::<String>(), page);
        for article in articles {
            let once = article.text.as_str();
            prop_assert_eq!(once.trim(), once);
            prop_assert!(!once.contains("\n\n\n"));
            prop_assert!(!once.contains("  "));
            prop_assert_eq!(cleaned(once), once);
        }
    }

    #[test]
    fn any_text_is_taken(text in "(\\PC|[\n\t #•.])*") {
        for article in clean(&text) {
            let once = article.text.as_str().to_owned();
            prop_assert_eq!(cleaned(&once), once);
        }
    }
}

#[test]
fn large_pages_are_taken() {
    cleaned(&"Comments\n".repeat(50_000));
    cleaned(&"Opera names Karla Novak from Vienna as chief conductor\n\n".repeat(20_000));
    cleaned(&"The opera at night. Photo: Ann Lee\n".repeat(50_000));
    cleaned(&"The river rose. Story continues below advertisement ".repeat(5_000));
    cleaned(&"#a, #b\n\nOpera Names a Director\n\nIt did.\n\n".repeat(5_000));
}

#[test]
fn of_a_dump_the_article_stays() {
    let menu = "Home\nNews\nSport\nCulture\nWeather\nJobs\nSign in\nSubscribe\nSearch\nMenu\n";
    let foot = "\nMore stories\nFerry timetable changes from Monday\nSeal pup returned to the sea\n\
                Log in to comment\nAbout us\nContact\nImprint\nPrivacy policy\nTerms of use\n";
    let text = format!("{menu}{}\n{foot}", FLOOD.join("\n\n"));
    assert_eq!(cleaned(&text), FLOOD.join("\n\n"));
}

#[test]
fn a_few_short_lines_stay_whatever_they_are_like() {
    stays("Comments on this story\nReader's picture\nNothing here yet\nWant to hear more?");
    stays("Monday: closed\nTuesday: 9 to 5\nWednesday: 9 to 5\nThursday: 9 to 8\nFriday: 9 to 5");
    stays("Jane Alder, mayor\nPaul Reed, clerk\nAnn Boyle, treasurer\nTom Hart, council");
    stays("The crane is in\nThe crane is out\nThe ice is thin\nThere is no doubt");
}

#[test]
fn short_lines_of_genuine_text_stay() {
    stays(
        "Bean soup for six\n\nIngredients\n\n500 g white beans\n2 onions\n1 leek\n3 carrots\n\
         Salt, pepper, thyme\n\nMethod\n\nSoak the beans overnight in plenty of cold water.\n\n\
         Fry the onions and the leek in oil until they are soft, then add the carrots and the beans.\n\n\
         Cover with water and let the soup simmer for an hour and a half. Season it at the very end.",
    );
}

#[test]
fn paragraphs_that_begin_with_their_agency_stay() {
    for agency in ["AFP", "dpa", "AP", "Reuters", "APA"] {
        let line = format!(
            "{agency} - The harbor of Tessin will stay shut until Friday, the port authority said, \
             and the ferry leaves from the north pier."
        );
        stays(&article_with(&line));
    }
}
