//! The built-in phrases, as text.

use std::borrow::Cow;
use std::path::PathBuf;

/// A dictionary's text, its name and where it lies.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) text: Cow<'static, str>,
}

impl Source {
    /// One that lies nowhere but under its name.
    pub(super) fn built_in(name: &str, text: Cow<'static, str>) -> Self {
        Self { name: name.to_owned(), path: name.into(), text }
    }
}

/// The built-in files, by language.
const BUILT_IN: [(&str, &str); 39] = [
    ("ar", include_str!("../../../dictionaries/ar/furniture.tsv")),
    ("bg", include_str!("../../../dictionaries/bg/furniture.tsv")),
    ("ca", include_str!("../../../dictionaries/ca/furniture.tsv")),
    ("cs", include_str!("../../../dictionaries/cs/furniture.tsv")),
    ("da", include_str!("../../../dictionaries/da/furniture.tsv")),
    ("de", include_str!("../../../dictionaries/de/furniture.tsv")),
    ("el", include_str!("../../../dictionaries/el/furniture.tsv")),
    ("en", include_str!("../../../dictionaries/en/furniture.tsv")),
    ("es", include_str!("../../../dictionaries/es/furniture.tsv")),
    ("et", include_str!("../../../dictionaries/et/furniture.tsv")),
    ("fa", include_str!("../../../dictionaries/fa/furniture.tsv")),
    ("fi", include_str!("../../../dictionaries/fi/furniture.tsv")),
    ("fr", include_str!("../../../dictionaries/fr/furniture.tsv")),
    ("he", include_str!("../../../dictionaries/he/furniture.tsv")),
    ("hi", include_str!("../../../dictionaries/hi/furniture.tsv")),
    ("hr", include_str!("../../../dictionaries/hr/furniture.tsv")),
    ("hu", include_str!("../../../dictionaries/hu/furniture.tsv")),
    ("id", include_str!("../../../dictionaries/id/furniture.tsv")),
    ("is", include_str!("../../../dictionaries/is/furniture.tsv")),
    ("it", include_str!("../../../dictionaries/it/furniture.tsv")),
    ("ja", include_str!("../../../dictionaries/ja/furniture.tsv")),
    ("ko", include_str!("../../../dictionaries/ko/furniture.tsv")),
    ("lt", include_str!("../../../dictionaries/lt/furniture.tsv")),
    ("lv", include_str!("../../../dictionaries/lv/furniture.tsv")),
    ("ms", include_str!("../../../dictionaries/ms/furniture.tsv")),
    ("nl", include_str!("../../../dictionaries/nl/furniture.tsv")),
    ("no", include_str!("../../../dictionaries/no/furniture.tsv")),
    ("pl", include_str!("../../../dictionaries/pl/furniture.tsv")),
    ("pt", include_str!("../../../dictionaries/pt/furniture.tsv")),
    ("ro", include_str!("../../../dictionaries/ro/furniture.tsv")),
    ("ru", include_str!("../../../dictionaries/ru/furniture.tsv")),
    ("sk", include_str!("../../../dictionaries/sk/furniture.tsv")),
    ("sr", include_str!("../../../dictionaries/sr/furniture.tsv")),
    ("sv", include_str!("../../../dictionaries/sv/furniture.tsv")),
    ("th", include_str!("../../../dictionaries/th/furniture.tsv")),
    ("tr", include_str!("../../../dictionaries/tr/furniture.tsv")),
    ("uk", include_str!("../../../dictionaries/uk/furniture.tsv")),
    ("vi", include_str!("../../../dictionaries/vi/furniture.tsv")),
    ("zh", include_str!("../../../dictionaries/zh/furniture.tsv")),
];

/// All of them, by the names of their files.
pub(super) fn built_in() -> Vec<Source> {
    let source = |&(language, text): &(&str, &'static str)| {
        Source::built_in(&format!("{language}/furniture.tsv"), text.into())
    };
    BUILT_IN.iter().map(source).collect()
}
