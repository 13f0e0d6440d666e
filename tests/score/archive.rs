//! An archive of five sites with planted faults: news from templates, spun, copied, garbled or buried
//! in page furniture. The same seed gives the same archive.

use std::fmt::Write as _;

/// A generator of numbers (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

const PEOPLE: [&str; 14] = [
    "Ines Halvorsen",
    "Tom Aldred",
    "Priya Venkat",
    "Owen Marsh",
    "Ruth Calloway",
    "Emeka Adeyemi",
    "Lena Brandt",
    "José Quintero",
    "Zoë Lindqvist",
    "Martin Achterberg",
    "Noémie Fournier",
    "Hal Whitcombe",
    "Sara Oyelaran",
    "Piet van Dalen",
];
const PLACES: [&str; 10] = [
    "Harrow Quay",
    "Lower Tarn",
    "Millbrook",
    "Eastmere",
    "Port Calder",
    "Silverford",
    "Ashby Vale",
    "Grantley",
    "Brenholm",
    "Sankt Jürgen",
];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Sentences with gaps: `{p}` a person, `{t}` a place, `{d}` a day, `{n}` a number.
const SENTENCES: [&str; 56] = [
    "The town council of {t} voted on {d} to close the old swimming pool at the end of the summer.",
    "“We have looked at the accounts again and again, and there is no money left,” said {p}.",
    "About {n} people came to the meeting, most of them parents with young children.",
    "A spokesman for the fire service said the cause of the blaze was still under investigation.",
    "Police asked anyone who was near the station on {d} evening to come forward.",
    "The bridge has been closed to heavy traffic since engineers found cracks in two of its supports.",
    "Repairs are expected to cost {n},000 pounds and to take until the spring.",
    "“It is not the first time this has happened,” {p} told reporters outside the court.",
    "The company, which employs {n} workers in {t}, did not answer questions about the plan.",
    "Heavy rain had fallen for three days before the river burst its banks near {t}.",
    "Teachers at the school said they had warned about the state of the roof for years.",
    "The hospital hopes to open its new emergency ward before the end of the year.",
    "Farmers in the valley fear that the dry summer will halve the harvest.",
    "The judge ruled that the city must pay the family for the damage to their house.",
    "{p}, who has led the union since last autumn, called the offer a bad joke.",
    "Ticket prices will rise by four percent in January, the bus operator announced on {d}.",
    "The museum’s director said that the painting had been returned without a scratch.",
    "Volunteers spent the weekend clearing broken branches from the paths around the lake.",
    "A study by the county found that {n} homes stand empty in {t} alone.",
    "“My grandfather built this boat with his own hands,” said {p}, pointing at the wreck.",
    "The minister refused to say when the report would be published.",
    "Shops along the high street complain that the roadworks keep customers away.",
    "The two drivers were taken to hospital, but neither was seriously hurt.",
    "The vote was closer than many had expected, with {n} in favor and only a few less against.",
    "Scientists who measured the water in the harbor found less lead than ten years ago.",
    "{t} has not had a night train since the line was sold.",
    "The chairman of the club said the players had earned every point they won this season.",
    "Residents were told to boil their drinking water until further notice.",
    "The search was called off on {d} night because of fog and will go on in the morning.",
    "Nobody from the developer’s office was available to speak about the delay.",
    "According to the treasurer, the budget for next year is short by nearly {n},000 pounds.",
    "The library will stay open on {d} evenings if enough people ask for it.",
    "An inspector found that the kitchen had not been cleaned for several weeks.",
    "The strike began at midnight and stopped nearly all ferries to the islands.",
    "“The children simply want a safe way to walk to school,” {p} wrote in a letter to the mayor.",
    "Work on the tunnel started two years late and has been dogged by water ever since.",
    "The court heard that the money was spent on holidays and expensive cars.",
    "The charity handed out {n} warm meals on the coldest night of the winter.",
    "Prices for apples have fallen so low that some growers leave them on the trees.",
    "The old mill was sold to a couple from {t} who want to turn it into a small hotel.",
    "Doctors in the district say that patients wait six weeks longer than they did before.",
    "The mayor promised that no tree would be cut down without a public hearing.",
    "Witnesses said the driver had tried to brake before the car left the road.",
    "A second vote is needed before the plan can become law.",
    "The orchestra will play without its conductor, who broke his arm on {d}.",
    "The lighthouse was switched off last year, but its lamp can still be visited.",
    "Most of the {n} jobs at the plant are safe for now, the manager told the staff.",
    "{p} said she had never seen so much ice on the canal in her life.",
    "The figures were published a week after the election, which angered the opposition.",
    "Power was back in most streets of {t} by the early hours of {d}.",
    "The bakery had stood on the corner of the market since before the war.",
    "Both sides agreed to meet again next week, but hopes for a quick answer are small.",
    "The new rules apply to anyone who rents out a room for more than thirty days.",
    "Customs officers found the parcels under a load of frozen fish.",
    "The referee stopped the match for ten minutes after smoke drifted across the pitch.",
    "Whoever finds the dog is asked to call the owner, who has put up posters all over {t}.",
];

/// What a spinner with a thesaurus writes; several choices, of which each spinner has its own.
const SWAPS: [(&str, [&str; 2]); 84] = [
    ("town", ["township", "borough"]),
    ("voted", ["balloted", "polled"]),
    ("close", ["shut", "fold"]),
    ("old", ["erstwhile", "sure-enough"]),
    ("swimming", ["swim", "natation"]),
    ("end", ["terminal", "goal"]),
    ("summer", ["summertime", "season"]),
    ("looked", ["appeared", "seemed"]),
    ("money", ["currency", "lucre"]),
    ("people", ["group", "citizenry"]),
    ("came", ["arrived", "descended"]),
    ("meeting", ["encounter", "assemblage"]),
    ("parents", ["rears", "progenitors"]),
    ("children", ["kids", "tikes"]),
    ("fire", ["flame", "combustion"]),
    ("service", ["overhaul", "avail"]),
    ("cause", ["drive", "lawsuit"]),
    ("police", ["constabulary", "law"]),
    ("asked", ["inquired", "expected"]),
    ("station", ["post", "depot"]),
    ("evening", ["eventide", "even"]),
    ("come", ["derive", "arrive"]),
    ("bridge", ["span", "nosepiece"]),
    ("closed", ["shut", "unopen"]),
    ("heavy", ["weighty", "grave"]),
    ("traffic", ["dealings", "commerce"]),
    ("found", ["base", "constitute"]),
    ("repairs", ["fixtures", "hangouts"]),
    ("expected", ["required", "anticipated"]),
    ("time", ["clip", "clock"]),
    ("happened", ["chanced", "befell"]),
    ("told", ["narrated", "recounted"]),
    ("reporters", ["newsmen", "newsperson"]),
    ("court", ["tribunal", "woo"]),
    ("company", ["caller", "fellowship"]),
    ("workers", ["proles", "actor"]),
    ("answer", ["reply", "solution"]),
    ("questions", ["inquiries", "doubts"]),
    ("plan", ["program", "design"]),
    ("rain", ["rainfall", "pelting"]),
    ("days", ["years", "sidereal-days"]),
    ("river", ["watercourse", "stream"]),
    ("school", ["schoolhouse", "shoal"]),
    ("said", ["aforesaid", "enounced"]),
    ("warned", ["admonished", "cautioned"]),
    ("years", ["eld", "geezerhood"]),
    ("hospital", ["infirmary", "clinic"]),
    ("open", ["unfold", "overt"]),
    ("new", ["fresh", "newfangled"]),
    ("year", ["twelvemonth", "yr"]),
    ("farmers", ["husbandmen", "granger"]),
    ("valley", ["vale", "dale"]),
    ("fear", ["dread", "reverence"]),
    ("harvest", ["crop", "reaping"]),
    ("judge", ["justice", "evaluator"]),
    ("city", ["metropolis", "urban-center"]),
    ("pay", ["wage", "ante-up"]),
    ("family", ["household", "kin"]),
    ("damage", ["harm", "equipment-casualty"]),
    ("house", ["firm", "mansion"]),
    ("called", ["named", "yelled"]),
    ("offer", ["bid", "proffer"]),
    ("bad", ["tough", "spoilt"]),
    ("prices", ["cost", "terms"]),
    ("rise", ["ascent", "upgrade"]),
    ("announced", ["proclaimed", "heralded"]),
    ("director", ["manager", "conductor"]),
    ("painting", ["picture", "house-painting"]),
    ("spent", ["exhausted", "worn-out"]),
    ("weekend", ["week", "weekday"]),
    ("broken", ["busted", "humiliated"]),
    ("paths", ["routes", "itinerary"]),
    ("homes", ["abodes", "domicile"]),
    ("stand", ["rack", "digest"]),
    ("built", ["reinforced", "constructed"]),
    ("boat", ["sauceboat", "gravy-holder"]),
    ("hands", ["manpower", "mitts"]),
    ("water", ["pee", "h2o"]),
    ("morning", ["forenoon", "dawn"]),
    ("week", ["hebdomad", "workweek"]),
    ("children", ["youngsters", "minors"]),
    ("road", ["roadway", "route"]),
    ("life", ["liveliness", "sprightliness"]),
    ("night", ["nox", "dark"]),
];

/// What a spinner that looks every word up writes for the words between.
const SMALL_SWAPS: [(&str, &str); 14] = [
    ("as", "arsenic"),
    ("at", "astatine"),
    ("in", "successful"),
    ("on", "connected"),
    ("after", "aft"),
    ("who", "WHO"),
    ("had", "hold"),
    ("were", "ar"),
    ("have", "bear"),
    ("no", "nobelium"),
    ("for", "sedan"),
    ("but", "merely"),
    ("are", "ar"),
    ("over", "all over"),
];

/// How much a spinner replaces.
#[derive(Clone, Copy, PartialEq)]
pub enum Spinner {
    /// One word in seven, none of the small ones.
    Light,
    /// One word in four, small words too.
    Heavy,
}

/// Titles of other stories, menus and other things around an article.
const CHROME: [&str; 10] = [
    "Share this article",
    "Sign up for our newsletter",
    "ADVERTISEMENT",
    "You might also like",
    "Most read",
    "Follow us on Facebook",
    "Accept all cookies",
    "Log in to leave a comment",
    "Home",
    "All rights reserved",
];

/// One document of the archive.
pub struct Document {
    pub site: &'static str,
    pub html: String,
    /// Whether it is as its site's name says.
    pub is_planted: bool,
    pub is_spun: bool,
}

/// The sites from the cleanest to the worst.
pub const SITES: [&str; 5] = [
    "clean-courier.example",
    "chrome-herald.example",
    "garbled-gazette.example",
    "copying-chronicle.example",
    "spinning-star.example",
];
/// Percent of a site's documents that are as its name says: exactly so many, by chance which.
const RATES: [usize; 5] = [0, 0, 60, 55, 75];

/// The archive of a seed, `count` documents a site.
pub fn archive(seed: u64, count: usize, spinner: Spinner) -> Vec<Document> {
    let random = &mut Random(seed);
    let choices = random.next();
    let mut all = Vec::new();
    let mut originals = Vec::new();
    for (site, rate) in SITES.into_iter().zip(RATES) {
        let mut planted: Vec<bool> = (0..count).map(|number| number * 100 < rate * count).collect();
        random.shuffle(&mut planted);
        for (number, is_planted) in planted.into_iter().enumerate() {
            let mut story = story(random);
            let mut is_spun = false;
            let (mut before, mut after) = (3, 3);
            match site {
                "clean-courier.example" => originals.push(story.clone()),
                "chrome-herald.example" => (before, after) = (60, 50),
                "garbled-gazette.example" if is_planted => story = garbled(&story),
                "copying-chronicle.example" if is_planted => story.clone_from(&originals[number]),
                "spinning-star.example" if is_planted => {
                    story = spun(&story, choices, spinner);
                    is_spun = true;
                }
                _ => {}
            }
            let html = page(&story, number, before, after, random);
            all.push(Document { site, html, is_planted, is_spun });
        }
    }
    all
}

/// A story of 18 sentences, no two of one template.
fn story(random: &mut Random) -> Vec<String> {
    let mut sentences = SENTENCES;
    random.shuffle(&mut sentences);
    let filled: Vec<String> = sentences[..18].iter().map(|text| fill(text, random)).collect();
    filled.chunks(3).map(|paragraph| paragraph.join(" ")).collect()
}

fn fill(template: &str, random: &mut Random) -> String {
    template
        .replace("{p}", random.pick(&PEOPLE))
        .replace("{t}", random.pick(&PLACES))
        .replace("{d}", random.pick(&DAYS))
        .replace("{n}", &(12 + random.below(880)).to_string())
}

/// Every known word replaced, by the choice of this spinner.
fn spun(story: &[String], choices: u64, spinner: Spinner) -> Vec<String> {
    let swap = |word: &str| {
        let inner = word.trim_matches(|c: char| !c.is_alphabetic());
        let small = SMALL_SWAPS.iter().find(|(from, _)| *from == inner);
        if let Some((_, to)) = small.filter(|_| spinner == Spinner::Heavy) {
            return Some(word.replacen(inner, to, 1));
        }
        let at = SWAPS.iter().position(|(from, _)| *from == inner)?;
        let to = SWAPS[at].1[(choices >> (at % 64)) as usize & 1];
        Some(word.replacen(inner, to, 1))
    };
    let line = |text: &String| {
        let words = text.split(' ').map(|word| swap(word).unwrap_or_else(|| word.to_owned()));
        words.collect::<Vec<_>>().join(" ")
    };
    story.iter().map(line).collect()
}

/// UTF-8 read as windows-1252.
fn garbled(story: &[String]) -> Vec<String> {
    let read = |text: &String| {
        let mut text = text.clone();
        text.push_str(" The café’s owner said so, too.");
        encoding_rs::WINDOWS_1252.decode(text.as_bytes()).0.into_owned()
    };
    story.iter().map(read).collect()
}

/// A page with so many lines of furniture before and after the story.
fn page(
    story: &[String],
    number: usize,
    before: usize,
    after: usize,
    random: &mut Random,
) -> String {
    let title = format!("Story {number}: news from {}", random.pick(&PLACES));
    let mut out = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"author\" content=\"{}\"><meta property=\"article:published_time\" \
         content=\"2021-{:02}-{:02}\"></head><body><nav><ul>",
        random.pick(&PEOPLE),
        1 + random.below(12),
        1 + random.below(28),
    );
    let link = |random: &mut Random, out: &mut String, text: &str| {
        let _ = write!(out, "<li><a href=\"/{}\">{text}</a></li>", random.below(1000));
    };
    for _ in 0..before {
        let text = random.pick(&CHROME);
        link(random, &mut out, text);
    }
    let _ = write!(out, "</ul></nav><article><h1>{title}</h1>");
    for paragraph in story {
        let _ = write!(out, "<p>{paragraph}</p>");
    }
    out.push_str("</article><aside class=\"related\"><ul>");
    for _ in 0..after {
        let text = random.pick(&SENTENCES).replace(['{', '}'], "");
        link(random, &mut out, &text);
    }
    out.push_str("</ul></aside></body></html>");
    out
}
