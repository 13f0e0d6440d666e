//! What gives a spinner away by its form alone, whatever the words.
//!
//! In goes a text; out come [`Form`]s with what belongs there. Deliberately absent: the decision
//! to change anything; a form that is not `is_certain` needs an article judged spun.
//!
//! What it finds: digits turned into words inside numbers (`one,000`, `15,00zero`, `$five`,
//! `1.3.six`, `twenty five,000`, `two.5 million`, `six:30 a.m.`), Cyrillic and Greek letters inside Latin words, unexpanded alternatives (`{that a}`,
//! `{big|large}`), and ` lbs .` where a spinner wrote "pounds".
//! Limits: plain "5" against "five" is nobody's fault; `24-seven` and `10-four` are idioms.

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, u8x64};

use crate::document::Family;
use crate::text::Span;
use crate::text::letters::Bits;

/// A place whose form is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What belongs there.
    pub text: String,
    /// The kind of fault.
    pub family: Family,
    /// Evidence that it is, in natural log-odds.
    pub weight: f32,
    /// Whether it may be put right in any article.
    pub is_certain: bool,
}

/// Digits as words hardly ever come from anything but a spinner: none in 13,587 genuine articles.
const DIGIT_WEIGHT: f32 = 3.5;
/// Look-alike letters also come from optical character recognition and jokers.
const LOOK_ALIKE_WEIGHT: f32 = 1.0;
/// Alternatives in braces also stand in manuals.
const SPINTAX_WEIGHT: f32 = 1.5;
/// `{word word}` more often stands in templates: "Dear {first name}".
const BARE_BRACES_WEIGHT: f32 = 0.5;
/// Among alternatives, these make a type of a programming language: `{string|symbol}`.
const CODE_TYPES: [&str; 9] =
    ["string", "boolean", "undefined", "null", "bigint", "integer", "Object", "Function", "Buffer"];
/// ` lbs .` also stands in tokenized text.
const POUNDS_WEIGHT: f32 = 1.0;
/// A longer stretch in braces is code or a quotation, not an alternative.
const MAX_BRACES: usize = 60;
/// No number written in digits and words is longer.
const MAX_NUMBER: usize = 40;

const NUMBERS: [(&str, u32); 29] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    (HUNDRED, 100),
];
const HUNDRED: &str = "hundred";
/// What follows an amount: "two.5 million" is one, "number one.5 days" lost a space.
const UNITS: [&str; 16] = [
    "%",
    " million",
    " billion",
    " trillion",
    " percent",
    " per cent",
    " p.c",
    " inches",
    " miles",
    " kilometers",
    " kilometres",
    " meters",
    " metres",
    " tons",
    " tonnes",
    " acres",
];

/// Idioms that have the form of a garbled number.
const IDIOMS: [&str; 3] = ["24-seven", "10-four", "9-one-one"];

/// Bytes looked at together for the start of a form.
const BLOCK: usize = 64;

/// A bit for each byte that a form is looked for at, the first in the lowest.
fn starts(bytes: &[u8]) -> Vec<u64> {
    let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 1);
    let level = Level::new();
    dispatch!(level, simd => fill(simd, bytes, &mut blocks));
    blocks
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn fill<S: Simd>(simd: S, bytes: &[u8], blocks: &mut Vec<u64>) {
    let (whole, rest) = bytes.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    let mut ends_in_l = false;
    for block in whole.iter().chain([&last]) {
        let bytes = u8x64::from_slice(simd, block);
        let is = |byte: u8| bytes.simd_eq(u8x64::splat(simd, byte)).to_bitmask();
        // What lies below the first wraps round and is over the last.
        let within = |first: u8, last: u8| {
            let from_first = bytes - u8x64::splat(simd, first);
            from_first.simd_le(u8x64::splat(simd, last - first)).to_bitmask()
        };
        let (l, b) = (is(b'l'), is(b'b'));
        if ends_in_l
            && b & 1 != 0
            && let Some(before) = blocks.last_mut()
        {
            *before |= 1 << (BLOCK - 1);
        }
        ends_in_l = l >> (BLOCK - 1) != 0;
        let signs = is(b'$') | is(0xA3) | is(0xAC) | is(b'{');
        blocks.push(within(b'0', b'9') | within(0xCE, 0xD2) | signs | l & b >> 1);
    }
}

/// Every such form in a text, in order of place.
pub fn forms(text: &str) -> Vec<Form> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut done = 0; // no form begins before this byte
    let starts = starts(bytes);
    let blocks = starts.iter().enumerate();
    for at in blocks.flat_map(|(block, &bits)| Bits(bits).map(move |bit| block * BLOCK + bit)) {
        let found = match bytes[at] {
            _ if at < done => None,
            b'0'..=b'9' if touches_word(bytes, at) => number(text, at),
            b'$' | 0xA3 | 0xAC if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                number(text, at)
            }
            b'{' => braces(text, at),
            0xCE..=0xD2 => look_alike(text, at, &mut done),
            b'l' if bytes[at..].starts_with(b"lbs .") => pounds(text, at),
            _ => None,
        };
        if let Some(form) = found {
            done = done.max(form.span.end as usize);
            if out.last().is_none_or(|last: &Form| last.span.end <= form.span.start) {
                out.push(form);
            }
        }
    }
    out
}

/// Whether a letter stands beside the digit, or beside the mark beside it.
fn touches_word(bytes: &[u8], at: usize) -> bool {
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    let mark = |i: usize| matches!(bytes.get(i), Some(b',' | b'.' | b'-' | b':'));
    letter(at + 1) || mark(at + 1) && letter(at + 2) || at >= 2 && mark(at - 1) && letter(at - 2)
}

/// A number partly written in words around byte `at`.
fn number(text: &str, at: usize) -> Option<Form> {
    let bytes = text.as_bytes();
    let part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b',' | b'.' | b'-' | b'$');
    let mut start = at;
    while start > 0 && part(bytes[start - 1]) {
        start -= 1;
    }
    let mut end = at + 1;
    while end < bytes.len() && part(bytes[end]) {
        end += 1;
    }
    while matches!(bytes[end - 1], b',' | b'.' | b'-') {
        end -= 1;
    }
    if bytes[at] >= 0x80 {
        start = at + 1; // after a pound or euro sign
    }
    if start > 0 && bytes[start - 1] == b':' {
        return clock(text, start, end);
    }
    start = words_before(text, start, end);
    end = words_after(text, start, end);
    if start >= end || end - start > MAX_NUMBER {
        return None;
    }
    let before = start.checked_sub(1).map(|i| bytes[i]);
    let after = bytes.get(end).copied();
    let joined = |b: Option<u8>| b.is_some_and(|b| b"/@_#=&\\:~%+*'".contains(&b));
    if joined(before) || after.is_some_and(|b| b"/@_#=&\\~+*'".contains(&b)) {
        return None;
    }
    let has_sign = bytes[start] == b'$' || bytes[at] >= 0x80;
    let chunk = &text[start..end];
    let digits = in_digits(chunk.trim_start_matches('$'))?;
    let garbled = chunk.trim_start_matches('$');
    let has_digit = garbled.bytes().any(|b| b.is_ascii_digit());
    if !has_digit && (!has_sign || garbled.contains(['.', '-', ',']))
        || IDIOMS.contains(&garbled.to_ascii_lowercase().as_str())
        || !is_number(&digits, garbled, has_sign, UNITS.iter().any(|u| text[end..].starts_with(u)))
    {
        return None;
    }
    let signs = &chunk[..chunk.len() - garbled.len()];
    Some(Form {
        span: Span::new(start, end),
        text: format!("{signs}{digits}"),
        family: Family::DigitGarbling,
        weight: DIGIT_WEIGHT,
        is_certain: true,
    })
}

/// Where a number begins whose part before the comma is written in two words: `twenty five,000`.
fn words_before(text: &str, start: usize, end: usize) -> usize {
    let chunk = &text[start..end];
    let len = chunk.bytes().take_while(u8::is_ascii_alphabetic).count();
    let Some(before) = text[..start].strip_suffix(' ').filter(|_| chunk[len..].starts_with(','))
    else {
        return start;
    };
    let first = before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let both = &text[first..start + len];
    if spelled(both).is_some() { first } else { start }
}

/// Where a number ends that is all words: `$one hundred`.
fn words_after(text: &str, start: usize, mut end: usize) -> usize {
    let from = start + usize::from(text[start..end].starts_with('$'));
    while let Some(rest) = text[end..].strip_prefix(' ') {
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if len == 0 || spelled(&text[from..end + 1 + len]).is_none() {
            break;
        }
        end += 1 + len;
    }
    end
}

/// The value of a number written in words below a thousand: "twenty-five", "two hundred".
fn spelled(words: &str) -> Option<u32> {
    let mut sum = 0;
    for word in words.split([' ', '-']) {
        let value = NUMBERS.iter().find(|n| n.0.eq_ignore_ascii_case(word))?.1;
        sum = match value {
            _ if sum == 0 => value,
            100 if sum < 10 => sum * 100,
            1..=9 if sum >= 20 && sum % 10 == 0 => sum + value,
            _ => return None,
        };
    }
    Some(sum)
}

/// A time of day whose hour is a word: `six:30 a.m.`; the minutes lie at `start..end`.
fn clock(text: &str, start: usize, end: usize) -> Option<Form> {
    let minutes = text[start..end].get(..2)?;
    let rest = text[start + 2..].trim_start_matches(' ');
    let is_time = minutes.bytes().all(|b| b.is_ascii_digit())
        && ["am", "pm", "a.m", "p.m"].iter().any(|half| rest.starts_with(half));
    let before = text[..start - 1].trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let hour = spelled(&text[before.len()..start - 1]).filter(|hour| (1..=12).contains(hour))?;
    is_time.then(|| Form {
        span: Span::new(before.len(), start + 2),
        text: format!("{hour}:{minutes}"),
        family: Family::DigitGarbling,
        weight: DIGIT_WEIGHT,
        is_certain: true,
    })
}

/// The number with its words as digits; `None` when it holds other words or none at all.
fn in_digits(chunk: &str) -> Option<String> {
    let mut out = String::with_capacity(chunk.len());
    let mut rest = chunk;
    let mut words = 0;
    while let Some(&first) = rest.as_bytes().first() {
        if !first.is_ascii_alphabetic() {
            out.push(char::from(first));
            rest = &rest[1..];
            continue;
        }
        // A capital opens a sentence whose space was lost: "in 2012.Five men".
        if rest != chunk && first.is_ascii_uppercase() {
            return None;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && !matches!(c, ' ' | '-'));
        let number = rest[..end.unwrap_or(rest.len())].trim_end_matches('-');
        out.push_str(&spelled(number)?.to_string());
        rest = &rest[number.len()..];
        words += 1;
    }
    (words > 0).then_some(out)
}

/// Whether the result is well written, and the way it was garbled is not a matter of style.
fn is_number(digits: &str, garbled: &str, has_sign: bool, has_unit: bool) -> bool {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if digits.contains("..") || digits.starts_with(['.', ',', '-']) {
        return false;
    }
    if digits.contains('-') {
        // A range or a score: two short numbers without other marks, the word last.
        return digits.split('-').count() == 2
            && !digits.contains([',', '.'])
            && garbled.starts_with(|c: char| c.is_ascii_digit())
            && digits.len() <= 5;
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or("");
        return (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3);
    }
    if !decimals.is_empty() {
        // "number one.5 days" lost a space; "3.five" did not.
        return has_sign || has_unit || garbled.starts_with(|c: char| c.is_ascii_digit());
    }
    has_sign && garbled.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ')
}

/// An alternative in braces that was never expanded.
fn braces(text: &str, at: usize) -> Option<Form> {
    let rest = &text[at + 1..];
    let len = rest.bytes().take(MAX_BRACES).position(|b| b == b'}')?;
    let inside = &rest[..len];
    let is_prose = inside.split('|').all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'\'' | b'-'))
    });
    let is_bare = !inside.contains('|');
    if !is_prose || is_bare && !inside.contains(' ') || is_type(inside) {
        return None;
    }
    let first = inside.split('|').next().unwrap_or(inside);
    Some(Form {
        span: Span::new(at, at + len + 2),
        text: first.to_owned(),
        family: Family::Spintax,
        weight: if is_bare { BARE_BRACES_WEIGHT } else { SPINTAX_WEIGHT },
        is_certain: false,
    })
}

/// Whether alternatives are those of a type in a manual of programming.
fn is_type(inside: &str) -> bool {
    inside.split('|').any(|part| {
        let is_compound = part.bytes().skip(1).any(|b| b.is_ascii_uppercase());
        CODE_TYPES.contains(&part) || is_compound && part.bytes().any(|b| b.is_ascii_lowercase())
    })
}

/// ` lbs .` after a number.
fn pounds(text: &str, at: usize) -> Option<Form> {
    let before = text[..at].strip_suffix(' ')?;
    let is_amount = before.ends_with(|c: char| c.is_ascii_digit())
        || ["million", "billion"].iter().any(|word| before.ends_with(word));
    is_amount.then(|| Form {
        span: Span::new(at, at + "lbs .".len()),
        text: "pounds".to_owned(),
        family: Family::PhraseSynonym,
        weight: POUNDS_WEIGHT,
        is_certain: false,
    })
}

/// A Latin word with letters of other scripts that look the same; `done` is set past the word.
fn look_alike(text: &str, at: usize, done: &mut usize) -> Option<Form> {
    let start = text[..at]
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(at, |(i, _)| i);
    let mut word = String::new();
    let (mut latin, mut foreign) = (0, 0);
    let mut sure = true;
    let mut end = start;
    for c in text[start..].chars().take_while(|c| c.is_alphabetic()) {
        end += c.len_utf8();
        match twin(c) {
            _ if c.is_ascii() => latin += 1,
            Some(_) => foreign += 1,
            None => sure = false,
        }
        word.push(twin(c).unwrap_or(c));
    }
    *done = end;
    let marks = |b: Option<&u8>| b.is_some_and(|b| b"/@_#=&.:-".contains(b));
    let bytes = text.as_bytes();
    let is_address = start > 0 && marks(bytes.get(start - 1)) && marks(bytes.get(end));
    let is_word = sure && foreign > 0 && latin >= 2 && latin >= foreign && !is_address;
    (is_word && !is_scrambled(&word)).then(|| Form {
        span: Span::new(start, end),
        text: word,
        family: Family::LookAlike,
        weight: LOOK_ALIKE_WEIGHT,
        is_certain: true,
    })
}

/// Whether small and capital letters are mixed, as where letters are strewn in to hide a word from
/// filters ("SQponsoXred"): it would not be right with Latin letters either.
fn is_scrambled(word: &str) -> bool {
    let mut rest = word.chars();
    let first = rest.next().is_some_and(char::is_uppercase);
    let rest = rest.as_str();
    rest.contains(char::is_uppercase) && (!first || rest.contains(char::is_lowercase))
}

/// The Latin letter that a Cyrillic or Greek one cannot be told from.
fn twin(c: char) -> Option<char> {
    const FOREIGN: &str = "аеорсухіѕјһԁАВЕКМНОРСТХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
    const LATIN: &str = "aeopcyxisjhdABEKMHOPCTXISJABEZHIKMNOPTYXo";
    FOREIGN.chars().position(|f| f == c).and_then(|i| LATIN.chars().nth(i))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Vec<String> {
        forms(text).into_iter().map(|f| f.text).collect()
    }

    #[test]
    fn digits_come_back() {
        let text = "one,000 homes, 15,00zero cows, 1.3.six, $five, £one hundred, a 3-five loss.";
        assert_eq!(mended(text), ["1,000", "15,000", "1.3.6", "$5", "100", "3-5"]);
    }

    #[test]
    fn numbers_of_several_words_come_back() {
        let text = "Over twenty five,000 of sixty,000, two hundred,000, one.5 million, £two.3, four.5% at six:30 a.m.";
        let expected = ["25,000", "60,000", "200,000", "1.5", "2.3", "4.5", "6:30"];
        assert_eq!(mended(text), expected);
    }

    #[test]
    fn ordinary_numbers_are_left() {
        for text in [
            "Open 24-seven, call 9-one-one, 10-four.",
            "One, 000 and three-year-old, five-1, A1-two",
            "It closed in 2012.Five men left; number one.5 days later",
            "see example.com/3-five and v2.one@mail.example, $one_half, 4one1",
            "The 3-one-2 plan, 1,one and 20-two-three",
            "Luke one:30, twenty 5,000, the big five, 30 days and thirteen one.2 men",
        ] {
            assert_eq!(mended(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn forms_are_found_wherever_blocks_end() {
        for before in 55..75 {
            let text = format!("{} 5 lbs . and one,000 x", "x".repeat(before));
            assert_eq!(mended(&text), ["pounds", "1,000"], "{before}");
        }
    }

    #[test]
    fn look_alikes_and_braces() {
        assert_eq!(
            mended("The pоlice of Перм and μg, Δt {that a} {big|large one} {x}"),
            ["police", "that a", "big"]
        );
        assert_eq!(mended("soRеP and SТMp"), [""; 0]);
        assert_eq!(
            mended("{string|symbol} {Blob|null} {number|TypedArray} {number|sum}"),
            ["number"]
        );
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[0-9a-zа-я$£{}|,. -]{0,40}|\\PC{0,40}") {
            for form in forms(&text) {
                assert_ne!(&text[form.span.range()], form.text);
            }
        }
    }
}
