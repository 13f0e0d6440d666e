//! Whether the day or the month comes first in "05/03/2021".
//!
//! A label of another language than English or an English weekday in the same line tells; else the place
//! where the text is from, by its language, the language tag of its page, and its address. Where these are at odds
//! or say nothing (English of an address in `.com`), nothing is told.

use jiff::civil::{Date, Weekday};

use super::calendar::{is_date_label, is_english_label};
use super::dates::{date, words};

/// Languages other than English whose short date is day/month/year in Unicode's CLDR. Where points or dashes are
/// the custom, as in German, a date with slashes is often a program's.
const DAY_FIRST: &[&str] = &[
    "ar", "bn", "ca", "cy", "el", "es", "fr", "ga", "gl", "gu", "hi", "id", "it", "kn", "ml", "mr",
    "ms", "mt", "pa", "pt", "sw", "ta", "th", "ur", "uz", "vi",
];

/// Ends of the addresses of countries that write English, the day first.
const DAY_FIRST_COUNTRIES: &[&str] = &[
    "au", "bd", "bw", "gh", "hk", "ie", "in", "jm", "ke", "mt", "my", "ng", "nz", "pk", "sg", "tt",
    "tz", "ug", "uk", "za", "zm", "zw",
];

/// Ends of American addresses.
const AMERICAN: &[&str] = &["us", "gov", "mil", "edu"];

/// Regions where both orders are in use.
const MIXED: &[&str] = &["CA", "PH"];

/// What tells day and month of "05/03/2021" from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As most of the world writes.
    DayFirst,
    /// As Americans write.
    MonthFirst,
    /// The order in which the date falls on this day of the week, if only one does.
    Weekday(Weekday),
    /// Nothing.
    Unknown,
}

impl Order {
    /// What the words of a line tell.
    pub fn of_line(line: &str) -> Self {
        let mut order = Self::Unknown;
        for word in words(line) {
            // Only those who write English put the month first.
            if is_date_label(&word) && !is_english_label(&word) {
                return Self::DayFirst;
            }
            if let Some(weekday) = weekday(&word) {
                order = Self::Weekday(weekday);
            }
        }
        order
    }

    /// What the language of a text, the tag that its page declares (`en-GB`) and the host tell.
    ///
    /// ```
    /// use copydesk::lexicon::date_order::Order;
    ///
    /// assert_eq!(Order::of_place(Some("en"), Some("en-US"), Some("tarn.example")), Order::MonthFirst);
    /// assert_eq!(Order::of_place(Some("en"), Some("en-US"), Some("tarn.co.uk")), Order::Unknown);
    /// assert_eq!(Order::of_place(Some("fr"), None, None), Order::DayFirst);
    /// ```
    pub fn of_place(language: Option<&str>, declared: Option<&str>, host: Option<&str>) -> Self {
        let mut subtags = declared.unwrap_or_default().split('-');
        let declared = subtags.next().map(str::to_ascii_lowercase).filter(|code| !code.is_empty());
        let region = subtags.find(|subtag| subtag.len() == 2).map(str::to_ascii_uppercase);
        if language.is_some() && declared.is_some() && language != declared.as_deref() {
            return Self::Unknown;
        }
        let region = region.as_deref().map(|region| match region {
            "US" => Self::MonthFirst,
            region if MIXED.contains(&region) => Self::Unknown,
            _ => Self::DayFirst,
        });
        let end = host.and_then(|host| host.rsplit('.').next()).unwrap_or_default();
        let country = match end {
            end if AMERICAN.contains(&end) => Some(Self::MonthFirst),
            end if DAY_FIRST_COUNTRIES.contains(&end) => Some(Self::DayFirst),
            _ => None,
        };
        let language = match language.or(declared.as_deref()) {
            Some("en") => None,
            Some(code) if DAY_FIRST.contains(&code) => Some(Self::DayFirst),
            _ => return Self::Unknown,
        };
        let mut told = [language, region, country].into_iter().flatten();
        let first = told.next().unwrap_or(Self::Unknown);
        if told.all(|order| order == first) { first } else { Self::Unknown }
    }

    /// This, or where it is nothing the other.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }

    /// The date of a year and two numbers that each may be the month.
    pub(super) fn date(self, year: i32, one: i32, other: i32) -> Option<Date> {
        match self {
            Self::DayFirst => date(year, other, one),
            Self::MonthFirst => date(year, one, other),
            Self::Weekday(weekday) => {
                let is_it =
                    |date: &Option<Date>| date.is_some_and(|date| date.weekday() == weekday);
                let mut dates =
                    [date(year, one, other), date(year, other, one)].into_iter().filter(is_it);
                dates.next().filter(|_| dates.next().is_none())?
            }
            Self::Unknown => None,
        }
    }
}

/// The weekday that a lower-case word of English is, abbreviated or not.
fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" | "monday" => Weekday::Monday,
        "tue" | "tues" | "tuesday" => Weekday::Tuesday,
        "wed" | "wednesday" => Weekday::Wednesday,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thursday,
        "fri" | "friday" => Weekday::Friday,
        "sat" | "saturday" => Weekday::Saturday,
        "sun" | "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Order::{self, DayFirst, MonthFirst, Unknown};

    #[test]
    fn places_tell_where_they_agree() {
        for (language, declared, host, expected) in [
            ("en", "en-GB", "tarn.example", DayFirst),
            ("en", "", "tarn.co.uk", DayFirst),
            ("en", "en", "tarn.gov", MonthFirst),
            ("en", "en-us", "tarn.com", MonthFirst),
            ("en", "en-US", "tarn.in", Unknown),
            ("en", "en", "tarn.com", Unknown),
            ("en", "en-CA", "tarn.ca", Unknown),
            ("pt", "pt-BR", "tarn.com.br", DayFirst),
            ("es", "es-US", "tarn.com", Unknown),
            ("es", "en-US", "tarn.com", Unknown),
            ("de", "de-DE", "tarn.de", Unknown),
        ] {
            let declared = Some(declared).filter(|tag| !tag.is_empty());
            let told = Order::of_place(Some(language), declared, Some(host));
            assert_eq!(told, expected, "{language} {declared:?} {host}");
        }
    }
}
