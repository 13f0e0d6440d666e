//! Words as hashes: the one pass over a short line that every phrase lookup shares.
//!
//! A word is a run of letters (apostrophes inside belong to it), folded to lower case; a run of
//! digits is [`NUMBER`], whatever it says. `lineNext` is two words: pages glue their labels
//! together that way. In Chinese and Japanese each character is a word, and each run of katakana.
//! Spellings that differ by habit alone have one hash: Arabic with and without vowel signs, `ё`
//! and `е`, the Turkish dotless `ı` and Greek accents (capitals lose them), Romanian comma and
//! cedilla, the dot below and the moon dot of Hindi.
//! Deliberately absent: stems, and any knowledge of a language.

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

/// Hash of any number.
pub const NUMBER: u64 = 1;

/// Multiplier of the word hash: the 64-bit golden ratio, as in Fibonacci hashing.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// One word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Hash of the folded word, or [`NUMBER`].
    pub hash: u64,
    /// Whether it starts with an upper-case letter.
    pub is_upper: bool,
    /// Whether nothing stands between it and the word before.
    pub is_glued: bool,
    /// Whether it goes on a run of a script without spaces. Nobody knows whether a word starts
    /// there, so no phrase does.
    pub is_inner: bool,
}

/// A map by hashes that are spread already.
pub type ByHash<T> = FxHashMap<u64, T>;

/// Adds one more word's hash to the hash of a phrase; a phrase starts from 0.
pub fn chain(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(SPREAD)
}

/// Hash of a phrase's words.
pub fn phrase_hash(words: &[Word]) -> u64 {
    words.iter().fold(0, |hash, word| chain(hash, word.hash))
}

fn fold(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(SPREAD)
}

/// Appends the words of `text` to `out`, at most `limit` of them.
///
/// ```
/// use copydesk::lexicon::words::{NUMBER, cut_words};
///
/// let mut words = Vec::new();
/// cut_words("Read 11 articlesComments", 9, &mut words);
/// assert_eq!(words.len(), 4);
/// assert_eq!(words[1].hash, NUMBER);
/// assert!(words[3].is_glued);
/// ```
pub fn cut_words(text: &str, limit: usize, out: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let limit = out.len() + limit;
    let mut at = 0;
    let mut last_end = usize::MAX; // no word yet
    let mut was_unspaced = false;
    while out.len() < limit {
        let Some(&byte) = bytes.get(at) else { return };
        let first = match byte {
            0x80.. => char_at(text, at),
            _ => char::from(byte),
        };
        if !is_alphanumeric(first) {
            at += first.len_utf8();
            continue;
        }
        let script = Script::of(first);
        let (hash, end) = match (is_numeric(first), script) {
            (true, Script::Single) => (NUMBER, at + first.len_utf8()),
            (true, _) => (NUMBER, end_of_number(text, at + first.len_utf8())),
            (false, Script::Single) => (fold_char(0, first), at + first.len_utf8()),
            (false, _) => word_from(text, at, script),
        };
        let is_glued = last_end == at;
        let is_unspaced = script != Script::Spaced;
        out.push(Word {
            start: at as u32,
            end: end as u32,
            hash,
            is_upper: is_uppercase(first),
            is_glued,
            is_inner: is_glued && (is_unspaced || was_unspaced),
        });
        at = end;
        last_end = end;
        was_unspaced = is_unspaced;
    }
}

/// The character that begins at a byte.
#[inline]
fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or_default()
}

/// Where the number ends whose first digit stands before `at`.
fn end_of_number(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'0'..=b'9' => 1,
            b'.' | b',' | b':' | b'\'' if text[at + 1..].starts_with(char::is_numeric) => 1,
            0x80.. => match char_at(text, at) {
                c if is_numeric(c) => c.len_utf8(),
                _ => break,
            },
            _ => break,
        };
    }
    at
}

/// Hash and end of the word that begins at `at` with a letter.
fn word_from(text: &str, mut at: usize, script: Script) -> (u64, usize) {
    let bytes = text.as_bytes();
    let (mut hash, mut was_lower) = (0, false);
    let goes_on = |at: usize| text[at..].starts_with(char::is_alphabetic);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'a'..=b'z' if script == Script::Spaced => {
                for &byte in &bytes[at..] {
                    if !byte.is_ascii_lowercase() {
                        break;
                    }
                    hash = fold(hash, char::from(byte));
                    at += 1;
                }
                was_lower = true;
            }
            b'A'..=b'Z' if script == Script::Spaced && !was_lower => {
                hash = fold(hash, char::from(byte.to_ascii_lowercase()));
                at += 1;
            }
            b'\'' if goes_on(at + 1) => {
                hash = fold(hash, '\'');
                was_lower = false;
                at += 1;
            }
            0x80.. => {
                let c = char_at(text, at);
                if c == '\u{2019}' {
                    if !goes_on(at + c.len_utf8()) {
                        break;
                    }
                    hash = fold(hash, '\'');
                } else {
                    let is_letter = is_alphanumeric(c) || is_combining_mark(c);
                    let is_next = was_lower && is_uppercase(c);
                    if !is_letter || is_numeric(c) || is_next || Script::of(c) != script {
                        break;
                    }
                    hash = fold_char(hash, c);
                }
                was_lower = is_lowercase(c);
                at += c.len_utf8();
            }
            _ => break,
        }
    }
    (hash, at)
}

/// [`char::is_alphanumeric`], at once for the letters and signs that most text is made of.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_alphanumeric_beyond_ascii(c) }
}

fn is_alphanumeric_beyond_ascii(c: char) -> bool {
    match c {
        '\u{c0}'..='\u{24f}' => !matches!(c, '\u{d7}' | '\u{f7}'),
        '\u{400}'..='\u{481}' | '\u{4e00}'..='\u{9fff}' => true,
        '\u{620}'..='\u{64a}' | '\u{3041}'..='\u{3096}' | '\u{ac00}'..='\u{d7a3}' => true,
        // Greek, Hebrew, Hindi, Thai, Vietnamese.
        '\u{38e}'..='\u{3a1}' | '\u{3a3}'..='\u{3ce}' | '\u{5d0}'..='\u{5ea}' => true,
        '\u{902}' | '\u{904}'..='\u{939}' | '\u{93d}'..='\u{94c}' => true,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e46}' | '\u{1e00}'..='\u{1eff}' => true,
        // Persian, katakana.
        '\u{671}'..='\u{6d3}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => true,
        '\u{93c}' | '\u{94d}' | '\u{e47}'..='\u{e4c}' | '\u{2010}'..='\u{2027}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// [`char::is_numeric`], at once for most letters.
#[inline]
fn is_numeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_digit(),
        '\u{c0}'..='\u{65f}' | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}' => false,
        '\u{ac00}'..='\u{d7a3}' | '\u{900}'..='\u{963}' | '\u{e01}'..='\u{e4f}' => false,
        '\u{1e00}'..='\u{206f}' => false,
        _ => c.is_numeric(),
    }
}

/// Whether a character is of a script that writes words without spaces between them.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// [`char::is_uppercase`], at once for Cyrillic and for scripts without case.
#[inline]
pub fn is_uppercase(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_uppercase(),
        '\u{400}'..='\u{42f}' => true,
        '\u{430}'..='\u{45f}' | '\u{590}'..='\u{109f}' | '\u{3040}'..='\u{9fff}' => false,
        '\u{3ac}'..='\u{3ce}' | '\u{ac00}'..='\u{d7a3}' => false,
        _ => c.is_uppercase(),
    }
}

/// [`char::is_lowercase`], at once for the same.
#[inline]
fn is_lowercase(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_lowercase(),
        '\u{430}'..='\u{45f}' => true,
        '\u{400}'..='\u{42f}' | '\u{590}'..='\u{109f}' | '\u{3040}'..='\u{9fff}' => false,
        '\u{ac00}'..='\u{d7a3}' => false,
        _ => c.is_lowercase(),
    }
}

/// How a script divides its words.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    /// By spaces: nearly all.
    Spaced,
    /// Han and hiragana: not at all, so that each character is taken for a word.
    Single,
    /// Katakana: a run is mostly one word.
    Katakana,
}

impl Script {
    #[inline]
    fn of(c: char) -> Self {
        match c {
            '\0'..='\u{303f}' => Self::Spaced,
            '\u{30a0}'..='\u{30ff}' => Self::Katakana,
            '\u{3040}'..='\u{309f}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Self::Single,
            _ => Self::Spaced,
        }
    }
}

#[inline]
fn fold_char(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return fold(hash, c.to_ascii_lowercase());
    }
    match c {
        // Vowel signs and the stroke that lengthens a word are written or not as one likes.
        '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => hash,
        // Alef with hamza or madda, final ya and ta marbuta are mixed up in headlines and menus.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => fold(hash, '\u{627}'),
        '\u{649}' | '\u{6cc}' => fold(hash, '\u{64a}'),
        '\u{629}' => fold(hash, '\u{647}'),
        // Kaf as Persian and as Arabic keyboards write it.
        '\u{6a9}' => fold(hash, '\u{643}'),
        '\u{386}'..='\u{3ce}' => fold(hash, plain_greek(c)),
        // Hindi without the dot below its borrowed sounds, and with a dot for the half moon.
        '\u{93c}' => hash,
        '\u{901}' => fold(hash, '\u{902}'),
        'ё' | 'Ё' => fold(hash, 'е'),
        // Small already.
        '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{ff}' | '\u{430}'..='\u{45f}' => fold(hash, c),
        // Without case.
        '\u{590}'..='\u{109f}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => fold(hash, c),
        'ı' | 'İ' => fold(hash, 'i'),
        'ș' | 'Ș' => fold(hash, 'ş'),
        'ț' | 'Ț' => fold(hash, 'ţ'),
        // Full-width Latin, as in Japanese pages.
        '\u{ff21}'..='\u{ff5a}' => {
            let plain = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            fold(hash, plain.to_ascii_lowercase())
        }
        _ => c.to_lowercase().fold(hash, fold),
    }
}

/// A Greek letter without its accent, small, and none of the two forms of sigma apart.
fn plain_greek(c: char) -> char {
    match c {
        'Ά' | 'ά' => 'α',
        'Έ' | 'έ' => 'ε',
        'Ή' | 'ή' => 'η',
        'Ί' | 'Ϊ' | 'ί' | 'ϊ' | 'ΐ' => 'ι',
        'Ό' | 'ό' => 'ο',
        'Ύ' | 'Ϋ' | 'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'Ώ' | 'ώ' => 'ω',
        'ς' => 'σ',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Hash of one word given as text; 0 for a text without words.
pub fn word_hash(text: &str) -> u64 {
    let mut words = Vec::new();
    cut_words(text, 1, &mut words);
    words.first().map_or(0, |word| word.hash)
}

/// The ways to part words that are glued to each other, in order: behind a lower-case letter and before anything
/// else, as in "LeeJune", "Lee3" and "Updated:June".
pub fn glued(token: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = token.char_indices().zip(token.chars().skip(1));
    let joints = pairs.filter(|((_, before), c)| before.is_lowercase() && !c.is_lowercase());
    joints.map(|((at, before), _)| token.split_at(at + before.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        cut_words(text, 99, &mut words);
        words.iter().map(|w| &text[w.start as usize..w.end as usize]).collect()
    }

    #[test]
    fn labels_come_apart_and_apostrophes_stay() {
        assert_eq!(cut("NewsletterEventsWeek’s"), ["Newsletter", "Events", "Week’s"]);
        assert_eq!(cut("don't 10:32 'so' 1,000."), ["don't", "10:32", "so", "1,000"]);
        assert_eq!(cut("5min FBI"), ["5", "min", "FBI"]);
        assert_eq!(cut("… – "), [""; 0]);
    }

    #[test]
    fn scripts_without_spaces_come_apart() {
        assert_eq!(cut("続きを読む"), ["続", "き", "を", "読", "む"]);
        assert_eq!(cut("Facebookでシェア"), ["Facebook", "で", "シェア"]);
        assert_eq!(cut("共12条评论"), ["共", "12", "条", "评", "论"]);
        let mut words = Vec::new();
        cut_words("广告 共3条 abc条", 99, &mut words);
        let inner: Vec<bool> = words.iter().map(|word| word.is_inner).collect();
        assert_eq!(inner, [false, true, false, true, true, false, true]);
    }

    #[test]
    fn marks_do_not_cut_words() {
        assert_eq!(cut("اقْرَأ أيضًا"), ["اقْرَأ", "أيضًا"]);
        assert_eq!(cut("विज्ञापन हिन्दी"), ["विज्ञापन", "हिन्दी"]);
    }

    #[test]
    fn habits_of_spelling_do_not_count() {
        for (one, other) in [
            ("إقرأ", "اقرأ"),
            ("إعلانٌ", "إعلان"),
            ("مكتبة", "مكتبه"),
            ("ещё", "Еще"),
            ("İLGİLİ", "ilgili"),
            ("YAZARIN", "yazarın"),
            ("ştiri", "Știri"),
            ("ＰＲ", "pr"),
            ("ΕΠΙΣΗΣ", "επίσης"),
            ("Μαΐου", "ΜΑΪΟΥ"),
            ("ख़बर", "खबर"),
            ("यहाँ", "यहां"),
            ("كپی", "کپی"),
        ] {
            assert_eq!(word_hash(one), word_hash(other), "{one} {other}");
        }
    }

    #[test]
    fn letters_are_told_as_unicode_tells_them() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(is_lowercase(c), c.is_lowercase(), "{c:?}");
        }
    }

    #[test]
    fn case_and_apostrophe_do_not_count() {
        assert_eq!(word_hash("ÜBER"), word_hash("über"));
        assert_eq!(word_hash("you’ll"), word_hash("You'll"));
        assert_ne!(word_hash("ab"), word_hash("ba"));
    }
}
