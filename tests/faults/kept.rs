//! Genuine texts that look like furniture: nothing of them may be removed.

use super::Place;

/// Name and paragraphs.
const KEPT: [(&str, &str); 8] = [
    (
        "quoted",
        "How many paragraphs does a reader finish before the box appears? At the Tarn Courier the \
         answer was three. After that a gray panel said “Read 11 remaining paragraphs” and asked \
         for a name, and four of five readers left.\n\n\
         “I never wanted to share this article, I wanted to read it,” said Nell Tarrow, a retired \
         pilot who wrote to the paper about it.\n\n\
         The panel went away in June, and the editor calls it the best decision of the year.",
    ),
    (
        "advertising",
        "The word “advertisement” must stand above every paid page of the harbor guide, the board \
         of complaints decided on Thursday.\n\n\
         Two hotels had bought what looked like articles. Sponsored content is allowed in Lower \
         Tarn, the board wrote, but a reader has to see at once who paid for it.\n\n\
         Advertising brings the guide 40,000 crowns a year, about half of what printing costs.",
    ),
    (
        "newsletter",
        "Sign up for nothing, trust nobody: that is how the swindle at Harrow Quay ended for \
         eleven families.\n\n\
         They had subscribed to a newsletter that promised cheap coal. “Subscribe now and save” \
         was its headline each week, and each week the price rose a little, the court heard.\n\n\
         The judge will speak on Monday. Most of the families have asked for their privacy.",
    ),
    (
        "poem",
        "At the reading on Sunday the ferryman spoke last, from memory:\n\n\
         The tide\ncomes in\nand takes the chairs.\n\nWe share\na rope,\na lamp,\nthe stairs.\n\n\
         Read more of water,\nless of prayers.\n\n\
         Nobody clapped at first; then the whole loft did.",
    ),
    (
        "live",
        "Flood at Harrow Quay: the night as it happened\n\n\
         06:10 The water has reached the third step. The fire brigade closes Bell Street.\n\n\
         06:45 Trains stop at Upper Tarn. Replacement buses wait on the hill.\n\n\
         07:30 The mayor asks everyone to stay at home and to look after the neighbors.\n\n\
         08:05 The tide turns. “We have been lucky,” says the harbor master.",
    ),
    (
        "links",
        "Five walks around Lower Tarn\n\n\
         1. Over the weir to the old mill, an hour and a half, flat all the way.\n\n\
         2. Up to the chapel of the drowned, two hours, steep at the end.\n\n\
         3. Along the railway that never opened, three hours, with a torch for the tunnel.\n\n\
         4. To the seal bank at low water, only with a guide.\n\n\
         5. Round the bay, a day, best in May when the gorse is out.",
    ),
    (
        "cookies",
        "Cookies are what the bakery of Harrow Quay is known for, and the bakery uses cookies to \
         improve your mood, as the sign above its door has said since 1931.\n\n\
         Accept all of them or refuse, it is your choice, says Ilse Marrow, who has run the shop \
         for thirty years. She will close it in spring, for want of an heir.",
    ),
    (
        "comments",
        "Comments on the plan may be left at the town hall until 9 May. So far 212 comments have \
         come in, most of them against the new road.\n\n\
         “Share your view”, the poster says in large letters, and underneath: “Follow us to the \
         meeting on Friday”. The clerk who drew it says she had fun.\n\n\
         Photo evidence of the flood of 1962 hangs in the hall for comparison.",
    ),
];

/// White space between the words of a text is not at issue here.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn genuine_text_that_looks_like_furniture_is_kept() {
    let mut place = Place::new();
    for (name, text) in KEPT {
        place = place.and(format!("{name}.txt"), text);
    }
    let ran = place.clean(&[]);
    for (name, text) in KEPT {
        assert_eq!(ran.of(&format!("{name}.txt"))["text"], text, "{name}");
    }
    assert_eq!(ran.documents().len(), KEPT.len());
}

#[test]
fn genuine_text_that_looks_like_furniture_is_kept_in_pages() {
    let mut place = Place::new();
    for (name, text) in KEPT {
        let paragraphs: String = text
            .split("\n\n")
            .map(|text| format!("<p>{}</p>\n", text.replace('\n', "<br>")))
            .collect();
        let page = format!(
            "<!DOCTYPE html><html><head><title>Tarn Courier</title></head><body><main><article>\n\
             {paragraphs}</article></main></body></html>"
        );
        place = place.and(format!("{name}.html"), page);
    }
    let ran = place.clean(&[]);
    for (name, text) in KEPT {
        let document = ran.of(&format!("{name}.html"));
        assert_eq!(words(document["text"].as_str().unwrap()), words(text), "{name}");
    }
    assert_eq!(ran.documents().len(), KEPT.len());
}
