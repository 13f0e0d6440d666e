//! News written by a random generator: the same seed gives the same bytes.
//!
//! Shapes and proportions follow real archives: paragraphs of two to four sentences, furniture
//! between them; `page` has those of pages.

#![allow(dead_code)] // each bench uses its part

mod page;

use std::fmt::Write as _;

pub use page::page;

/// A small generator of numbers (xorshift, Marsaglia 2003).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const PEOPLE: [&str; 12] = [
    "Mayor Ines Halvorsen",
    "Councillor Tom Aldred",
    "Dr. Priya Venkat",
    "Judge Owen Marsh",
    "the harbor master",
    "a spokeswoman for the county",
    "Chief Engineer Ruth Calloway",
    "the union's secretary",
    "Professor Emeka Adeyemi",
    "the farmers' association",
    "Inspector Lena Brandt",
    "the school board",
];
const PLACES: [&str; 12] = [
    "Harrow Quay",
    "Lower Tarn",
    "Millbrook",
    "the northern district",
    "Eastmere",
    "Port Calder",
    "the old market",
    "Silverford",
    "the county court",
    "Ashby Vale",
    "Grantley",
    "the valley",
];
const DOES: [&str; 12] = [
    "said",
    "announced",
    "confirmed",
    "warned",
    "told reporters",
    "wrote in a statement",
    "argued",
    "repeated",
    "admitted",
    "explained",
    "denied",
    "promised",
];
const SUBJECTS: [&str; 14] = [
    "the repair of the bridge",
    "a second water main",
    "the new budget",
    "the flood wall",
    "an inquiry into the fire",
    "the bus contract",
    "the grain harvest",
    "a ban on night flights",
    "the hospital's emergency ward",
    "the closure of three schools",
    "the court's ruling",
    "a rise in rents",
    "the search for the missing trawler",
    "the vote on the merger",
];
const VERBS: [&str; 12] = [
    "would cost",
    "had been delayed by",
    "depended on",
    "was expected to follow",
    "had outlasted",
    "could not begin before",
    "had drawn complaints about",
    "was paid for out of",
    "went further than",
    "was weighed against",
    "had surprised even",
    "came two weeks after",
];
const TAILS: [&str; 12] = [
    "more than the region spends in a year",
    "although nobody was hurt",
    "as the rain eased",
    "despite objections from residents",
    "before the end of March",
    "for the third time since 2019",
    "with the help of volunteers",
    "at a meeting that lasted until midnight",
    "according to figures published on Thursday",
    "in spite of the cost",
    "because of a missing signature",
    "while the police looked on",
];
const FURNITURE: [&str; 10] = [
    "ADVERTISEMENT",
    "Share this article",
    "Read more",
    "Sign up for our newsletter",
    "You might also like",
    "Photo: Lena Brandt / Harrow Press",
    "Published on 12 March 2021",
    "#harbor, #floods, #budget",
    "5 Comments",
    "Advertisement - story continues below",
];

/// A sentence with a capital and a full stop.
pub fn sentence(r: &mut Random, out: &mut String) {
    let start = out.len();
    match r.below(4) {
        0 => {
            let _ = write!(
                out,
                "{} {} on {} that {} {} {}, {}.",
                r.pick(&PEOPLE),
                r.pick(&DOES),
                r.pick(&["Monday", "Tuesday", "Friday"]),
                r.pick(&SUBJECTS),
                r.pick(&VERBS),
                r.pick(&SUBJECTS),
                r.pick(&TAILS)
            );
        }
        1 => {
            let _ = write!(
                out,
                "\u{201c}We know that {} {} {},\u{201d} {} {}.",
                r.pick(&SUBJECTS),
                r.pick(&VERBS),
                r.pick(&SUBJECTS),
                r.pick(&PEOPLE),
                r.pick(&DOES)
            );
        }
        2 => {
            let _ = write!(
                out,
                "in {}, {} people and {},{:03} households were counted {}.",
                r.pick(&PLACES),
                2 + r.below(900),
                1 + r.below(40),
                r.below(1000),
                r.pick(&TAILS)
            );
        }
        _ => {
            let _ = write!(
                out,
                "{} {} {} in {} {}.",
                r.pick(&SUBJECTS),
                r.pick(&VERBS),
                r.pick(&SUBJECTS),
                r.pick(&PLACES),
                r.pick(&TAILS)
            );
        }
    }
    if let Some(first) = out.get_mut(start..start + 1) {
        first.make_ascii_uppercase();
    }
}

/// A paragraph of two to four sentences.
pub fn paragraph(r: &mut Random, out: &mut String) {
    for i in 0..2 + r.below(3) {
        if i > 0 {
            out.push(' ');
        }
        sentence(r, out);
    }
}

/// A headline without a full stop.
pub fn headline(r: &mut Random, out: &mut String) {
    let start = out.len();
    let _ = write!(out, "{} {} {}", r.pick(&SUBJECTS), r.pick(&VERBS), r.pick(&SUBJECTS));
    if let Some(first) = out.get_mut(start..start + 1) {
        first.make_ascii_uppercase();
    }
}

/// A scraped article of plain text, about 3 kB, furniture included.
pub fn article(seed: u64) -> String {
    let r = &mut Random::new(seed);
    let mut out = String::with_capacity(4096);
    headline(r, &mut out);
    out.push_str("\n\nBy Lena Brandt\nShare this article\n\n");
    for i in 0..6 + r.below(8) {
        if i % 4 == 2 {
            out.push_str(r.pick(&FURNITURE));
            out.push_str("\n\n");
        }
        paragraph(r, &mut out);
        out.push_str("\n\n");
    }
    out.push_str("You might also like\n\n");
    for _ in 0..3 {
        headline(r, &mut out);
        out.push_str("\n\n");
    }
    out
}

/// Articles until `bytes` are reached.
pub fn articles(bytes: usize) -> Vec<String> {
    until(bytes, article)
}

/// Pages until `bytes` are reached.
pub fn pages(bytes: usize) -> Vec<String> {
    until(bytes, page)
}

fn until(bytes: usize, make: fn(u64) -> String) -> Vec<String> {
    let mut all = Vec::new();
    let mut size = 0;
    while size < bytes {
        let one = make(all.len() as u64 + 1);
        size += one.len();
        all.push(one);
    }
    all
}
