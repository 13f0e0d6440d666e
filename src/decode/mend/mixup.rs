//! Undoes decoding with the wrong encoding.
//!
//! In a line, chains of characters are looked for whose bytes in one encoding are UTF-8. A chain
//! is replaced by what it spells when that reads plainly better; then the line is looked at again,
//! for text that went wrong twice. Lenient as the programs that made the mess: CESU-8 pairs, NUL as
//! C0 80, bytes that became a space (A0), U+FFFD or a question mark.

use super::encodings::{self, COUNT, NONE, TABLES};
use super::odd::cost;
use super::{Rule, Unit};

/// Gain from which a chain is replaced by itself: one thing that text hardly ever does.
const SURE_GAIN: f32 = 2.9;
/// Gain from which a chain is replaced where others of the line prove the mistake.
const SUPPORTED_GAIN: f32 = 0.4;
/// Gain of the sure chains of a line that proves it.
const PROOF: f32 = 6.0;
/// Gain of a chain that holds a guess for a lost byte is less by this.
const GUESS_PENALTY: f32 = 1.5;
/// Gain from which a chain is replaced in a line that is the mistake throughout: less than nothing,
/// for a stretch that happens to read well.
const THROUGHOUT_GAIN: f32 = -4.0;
/// An encoding that explains all of a line is preferred by this.
const THROUGHOUT_BONUS: f32 = 2.0;
/// A C1 control costs this in an encoding that has characters in its place, so that
/// ISO-8859-2 is told from windows-1250.
const C1_COST: f32 = 0.3;
/// How many mistakes in a row a chain is looked through to see what it says in the end.
const DEPTH: usize = 3;
/// Each further mistake assumed costs this.
const STEP_COST: f32 = 0.5;
/// Longest chain whose further mistakes are looked for; the rest of a longer one follows from
/// the rounds.
const DEEP_CHARS: usize = 256;
/// Rounds after which a line that still changes is left as it was. Text that went wrong three
/// times needs four.
const MAX_ROUNDS: usize = 8;

/// A sequence found: how many characters it takes and what it spells.
struct Sequence {
    length: usize,
    c: char,
    is_guess: bool,
}

/// Characters `start..end` of a line, and what they spell.
struct Chain {
    start: usize,
    end: usize,
    /// End of each sequence, and its character.
    spelled: Vec<(usize, char)>,
    gain: f32,
}

/// The character that a C1 control stands for in windows-1252; itself where there is none.
pub(super) fn meaning_of_c1(byte: u8) -> char {
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte)).0;
    text.chars().next().unwrap_or('\u{FFFD}')
}

/// The place of the next character from `from` on that may be part of mojibake.
pub(super) fn next_suspect(text: &str, from: usize) -> Option<usize> {
    const CHUNK: usize = 16;
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if let Some(chunk) = bytes.get(at..at + CHUNK)
            && chunk.is_ascii()
        {
            at += CHUNK;
            continue;
        }
        let end = bytes.len().min(at + CHUNK);
        while at < end {
            if bytes[at] < 0x80 {
                at += 1;
                continue;
            }
            let length = match bytes[at] {
                0xF0.. => 4,
                0xE0.. => 3,
                _ => 2,
            };
            // Most accented letters stand between ASCII ones.
            let follows = bytes.get(at + length).copied().unwrap_or(b' ');
            let c1 = bytes[at] == 0xC2 && bytes[at + 1] < 0xA0;
            let lone = follows == b' ' && matches!(&bytes[at..at + 2], b"\xC3\x83" | b"\xC4\x82");
            if c1
                || lone
                || (follows >= 0x80
                    && matches!(bytes[at], ..0xE3 | 0xEF)
                    && begins_sequence(&text[at..]))
            {
                return Some(at);
            }
            at += length;
        }
    }
    None
}

fn begins_sequence(rest: &str) -> bool {
    /// Two halves of a surrogate pair.
    const LONGEST: usize = 6;
    let mut chars = rest.chars();
    let mut next = || chars.next().unwrap_or(' ');
    let (first, second, third) = (next(), next(), next());
    let (lead, follower) = (TABLES.roles(first), TABLES.roles(second));
    let is_lost = second == '\u{FFFD}' || third == '\u{FFFD}';
    let two = lead.leads_two & follower.continues;
    // A space or question mark may stand for a lost byte.
    let more = lead.leads_more & follower.continues;
    let is_continued = TABLES.roles(third).continues & more != 0 || matches!(third, ' ' | '?');
    if two == 0 && !(more != 0 && is_continued) && !is_lost {
        return false;
    }
    let mut window = [Unit { c: '\n', start: 0, end: 0, made_by: None }; LONGEST];
    let mut count = 0;
    for (unit, c) in window.iter_mut().zip(rest.chars()) {
        unit.c = c;
        count += 1;
    }
    let bytes = TABLES.bytes(window[0].c);
    (0..COUNT).any(|e| bytes[e] >= 0xC0 && sequence(&window[..count], e).is_some())
}

/// Replaces what gets plainly better, until nothing does.
pub(super) fn untangle(line: &mut Vec<Unit>) {
    let before = line.clone();
    for _ in 0..MAX_ROUNDS {
        let leads = line.iter().fold(0, |leads, unit| leads | TABLES.roles(unit.c).leads());
        let best = (0..COUNT)
            .filter(|encoding| leads >> encoding & 1 != 0)
            .map(|encoding| accepted(line, chains(line, encoding)))
            .filter(|chains| !chains.is_empty())
            .map(|chains| (merit(line, &chains), chains))
            .reduce(|a, b| if b.0 > a.0 + 0.01 { b } else { a });
        match best {
            Some((_, chains)) => replace(line, &chains),
            None if !mend_c1(line) => return,
            None => {}
        }
    }
    *line = before;
}

/// What chains speak for their encoding.
fn merit(line: &[Unit], chains: &[Chain]) -> f32 {
    total(chains) + if is_throughout(line, chains) { THROUGHOUT_BONUS } else { 0.0 }
}

fn total(chains: &[Chain]) -> f32 {
    chains.iter().map(|chain| chain.gain).sum()
}

/// The chains to replace.
fn accepted(line: &[Unit], mut chains: Vec<Chain>) -> Vec<Chain> {
    let is_sure = |chain: &&Chain| chain.gain >= SURE_GAIN;
    let proof: f32 = chains.iter().filter(is_sure).map(|chain| chain.gain).sum();
    let least = if proof >= SURE_GAIN && total(&chains) >= SURE_GAIN && is_throughout(line, &chains)
    {
        THROUGHOUT_GAIN
    } else if proof >= PROOF {
        SUPPORTED_GAIN
    } else {
        SURE_GAIN
    };
    chains.retain(|chain| chain.gain >= least);
    chains
}

/// Whether chains cover every character of a line that is not ASCII.
fn is_throughout(line: &[Unit], chains: &[Chain]) -> bool {
    let others = |units: &[Unit]| units.iter().filter(|unit| !unit.c.is_ascii()).count();
    chains.iter().map(|chain| others(&line[chain.start..chain.end])).sum::<usize>() == others(line)
}

/// All chains of a line in one encoding.
fn chains(line: &[Unit], encoding: usize) -> Vec<Chain> {
    let leads = |unit: &Unit| TABLES.roles(unit.c).leads() >> encoding & 1 != 0;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(ahead) = line[at..].iter().position(leads) {
        at += ahead;
        let start = at;
        let mut spelled = Vec::new();
        let mut guesses = 0.0;
        while let Some(sequence) = sequence(&line[at..], encoding) {
            at += sequence.length;
            spelled.push((at, sequence.c));
            guesses += if sequence.is_guess { GUESS_PENALTY } else { 0.0 };
        }
        if spelled.is_empty() {
            at += 1;
            continue;
        }
        let before = if start > 0 { line[start - 1].c } else { ' ' };
        let after = line.get(at).map_or(' ', |unit| unit.c);
        let old = cost(before, line[start..at].iter().map(|unit| unit.c), after);
        let new: Vec<char> = spelled.iter().map(|(_, c)| *c).collect();
        let new = cost_in_the_end(before, &new, after, DEPTH);
        let controls = match encodings::HAVE_C1.contains(&encoding) {
            true => 0,
            false => line[start..at].iter().filter(|unit| is_c1(unit.c)).count(),
        };
        let gain = old - new - guesses - controls as f32 * C1_COST;
        found.push(Chain { start, end: at, spelled, gain });
    }
    found
}

/// What characters cost after undoing the further mistakes that make them read best.
fn cost_in_the_end(before: char, chars: &[char], after: char, depth: usize) -> f32 {
    let mut best = cost(before, chars.iter().copied(), after);
    if depth == 0 || best < SURE_GAIN || chars.len() > DEEP_CHARS || chars.len() < 2 {
        return best;
    }
    let units: Vec<Unit> =
        chars.iter().map(|&c| Unit { c, start: 0, end: 0, made_by: None }).collect();
    for encoding in 0..COUNT {
        let mut deeper = Vec::with_capacity(chars.len());
        let mut at = 0;
        while at < units.len() {
            let found = sequence(&units[at..], encoding).filter(|found| !found.is_guess);
            deeper.push(found.as_ref().map_or(units[at].c, |found| found.c));
            at += found.map_or(1, |found| found.length);
        }
        if deeper.len() < chars.len() {
            best = best.min(STEP_COST + cost_in_the_end(before, &deeper, after, depth - 1));
        }
    }
    best
}

fn replace(line: &mut Vec<Unit>, chains: &[Chain]) {
    let mut out = Vec::with_capacity(line.len());
    let mut at = 0;
    for chain in chains {
        out.extend_from_slice(&line[at..chain.start]);
        let mut from = chain.start;
        for &(end, c) in &chain.spelled {
            let (start, end_byte) = (line[from].start, line[end - 1].end);
            out.push(Unit { c, start, end: end_byte, made_by: Some(Rule::Mojibake) });
            from = end;
        }
        at = chain.end;
    }
    out.extend_from_slice(&line[at..]);
    *line = out;
}

/// Gives C1 controls their meaning; says whether there was one with a meaning.
fn mend_c1(line: &mut [Unit]) -> bool {
    let mut found = false;
    for unit in line.iter_mut().filter(|unit| is_c1(unit.c)) {
        let meaning = meaning_of_c1(unit.c as u8);
        if meaning != unit.c {
            unit.c = meaning;
            unit.made_by = Some(unit.made_by.unwrap_or(Rule::C1));
            found = true;
        }
    }
    found
}

fn is_c1(c: char) -> bool {
    ('\u{80}'..='\u{9F}').contains(&c)
}

/// The UTF-8 sequence that the first characters spell in an encoding, if any.
fn sequence(units: &[Unit], encoding: usize) -> Option<Sequence> {
    let lead = TABLES.bytes(units.first()?.c)[encoding];
    let want = match lead {
        0xC0 | 0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut is_guess = false;
    for place in 1..=want {
        let c = units.get(place)?.c;
        let byte = TABLES.bytes(c)[encoding];
        bytes[place] = match byte {
            0x80..=0xBF => byte,
            _ if c == ' ' && byte == NONE => {
                is_guess = true;
                0xA0
            }
            // Bytes without a character in windows-1252 were lost; 9D ends most quotations.
            _ if matches!(c, '\u{FFFD}' | '?') && bytes[..2] == [0xE2, 0x80] && place == 2 => {
                is_guess = true;
                0x9D
            }
            _ if c == '\u{FFFD}' && place == want && encoding == 0 => {
                return Some(Sequence { length: place + 1, c: '\u{FFFD}', is_guess: true });
            }
            _ => return None,
        };
    }
    let length = want + 1;
    let c = match bytes {
        [0xC0, 0x80, ..] => '\0',
        [0xED, 0xA0..=0xAF, ..] => return surrogates(units, encoding, bytes),
        _ => std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?,
    };
    // A no-break space that ended a letter became the only space before the next word.
    // Portuguese "às" is one word.
    let char_at = |place: usize| units.get(place).map_or(' ', |unit| unit.c);
    let is_whole = char_at(2) == ' ' || char_at(2) == 's' && !char_at(3).is_alphabetic();
    let shares_space = c == 'à' && is_guess && !is_whole;
    Some(Sequence { length: if shares_space { 1 } else { length }, c, is_guess })
}

/// The character of a surrogate pair in CESU-8.
fn surrogates(units: &[Unit], encoding: usize, high: [u8; 4]) -> Option<Sequence> {
    let low: Vec<u8> = units.get(3..6)?.iter().map(|unit| TABLES.bytes(unit.c)[encoding]).collect();
    let half = |bytes: &[u8]| u32::from(bytes[1] & 0x3F) << 6 | u32::from(bytes[2] & 0x3F);
    let is_low =
        low[0] == 0xED && (0xB0..=0xBF).contains(&low[1]) && (0x80..=0xBF).contains(&low[2]);
    let number = 0x10000 + ((half(&high) & 0x3FF) << 10) + (half(&low) & 0x3FF);
    let c = char::from_u32(number).filter(|_| is_low)?;
    Some(Sequence { length: 6, c, is_guess: false })
}
