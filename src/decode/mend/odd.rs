//! How odd a stretch of characters reads.
//!
//! A cost over neighbors by their kinds, about in nats: what running text of any language hardly
//! ever does costs 3, what is unusual 1. Mojibake is dense in such places: capital accented
//! letters after small ones, signs after letters, letters of two scripts in a word, frames and
//! roots amid words, controls.

/// What a character is, as far as its neighbors matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters of ASCII.
    Lower,
    Upper,
    /// Letters of Latin script beyond ASCII.
    AccentedLower,
    AccentedUpper,
    GreekLower,
    GreekUpper,
    CyrillicLower,
    CyrillicUpper,
    /// Letters of scripts without case.
    OtherLetter,
    /// Ideographs, kana, Hangul.
    Wide,
    Digit,
    Blank,
    HardBlank,
    Punctuation,
    /// Quotes that open, low quotes apart.
    Open,
    LowQuote,
    Close,
    Apostrophe,
    Dash,
    Ellipsis,
    /// Currency signs, ordinals, fractions, powers, degrees.
    Measure,
    /// Signs that stand alone or at names.
    Sign,
    Math,
    Frame,
    Picture,
    Control,
    /// Characters that hardly any text has.
    Rare,
}

/// Classifies a character.
pub(super) fn kind(c: char) -> Kind {
    use Kind::*;
    match c {
        'a'..='z' => Lower,
        'A'..='Z' => Upper,
        '0'..='9' => Digit,
        ' ' | '\t' | '\n' | '\r' => Blank,
        '!'..='~' => Punctuation,
        '\0'..='\u{9F}' | '\u{FFFD}' => Control,
        '\u{A0}' | '\u{202F}' | '\u{2009}' => HardBlank,
        '«' | '“' | '‘' | '‹' | '¿' | '¡' => Open,
        '„' | '‚' => LowQuote,
        '»' | '”' | '›' => Close,
        '’' => Apostrophe,
        '–' | '—' | '\u{2010}' | '\u{2011}' | '―' => Dash,
        '…' => Ellipsis,
        '¢'..='¥' | '€' | 'ª' | 'º' | '¹' | '²' | '³' | '¼'..='¾' | '°' | '‰' | '′' | '″' => {
            Measure
        }
        '\u{A6}'..='\u{BF}' | '×' | '÷' | 'ƒ' | 'ˆ' | '˜' | '†' | '‡' | '•' | '™' => {
            Sign
        }
        'À'..='Ö' | 'Ø'..='Þ' => AccentedUpper,
        'ß'..='ö' | 'ø'..='ÿ' => AccentedLower,
        'Ơ' | 'Ư' | 'Ș' | 'Ț' => AccentedUpper,
        'ơ' | 'ư' | 'ș' | 'ț' | 'ə' => AccentedLower,
        '\u{100}'..='\u{17F}' | '\u{1E00}'..='\u{1EFF}' => match c.is_uppercase() {
            true => AccentedUpper,
            false => AccentedLower,
        },
        '\u{180}'..='\u{2AF}' => Rare,
        '\u{2B0}'..='\u{36F}' => Sign,
        'Ά'..='Ϋ' if c.is_uppercase() => GreekUpper,
        '\u{386}'..='\u{3CE}' => GreekLower,
        '\u{400}'..='\u{42F}' | 'Ґ' | 'Ғ' | 'Қ' | 'Ң' | 'Ү' | 'Ұ' | 'Ө' | 'Ә' => {
            CyrillicUpper
        }
        '\u{430}'..='\u{45F}' | 'ґ' | 'ғ' | 'қ' | 'ң' | 'ү' | 'ұ' | 'ө' | 'ә' => {
            CyrillicLower
        }
        '\u{531}'..='\u{587}' | '\u{5B0}'..='\u{5F4}' | '\u{60C}'..='\u{669}' => OtherLetter,
        '\u{671}'..='\u{6F9}' | '\u{900}'..='\u{DFF}' | '\u{E00}'..='\u{E5B}' => OtherLetter,
        '\u{10A0}'..='\u{10FF}' | '\u{1F00}'..='\u{1FFE}' => OtherLetter,
        '\u{1200}'..='\u{137F}' | '\u{1780}'..='\u{17FF}' | '\u{1000}'..='\u{109F}' => OtherLetter,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Sign,
        '\u{2000}'..='\u{200A}' => HardBlank,
        '\u{20A0}'..='\u{20C0}' => Measure,
        '\u{2100}'..='\u{214F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Sign,
        '\u{2190}'..='\u{21FF}' | '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}' => Picture,
        '\u{2200}'..='\u{23FF}' | '\u{25CA}' => Math,
        '\u{2500}'..='\u{25FF}' => Frame,
        '\u{2B00}'..='\u{2BFF}' => Picture,
        '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Wide,
        '\u{3400}'..='\u{4DBF}' => Rare,
        '\u{FF01}'..='\u{FFEF}' => Wide,
        '\u{2020}'..='\u{206F}' => Sign,
        _ => Rare,
    }
}

impl Kind {
    fn is_lower(self) -> bool {
        use Kind::*;
        matches!(self, Lower | AccentedLower | GreekLower | CyrillicLower)
    }

    fn is_upper(self) -> bool {
        use Kind::*;
        matches!(self, Upper | AccentedUpper | GreekUpper | CyrillicUpper)
    }

    fn is_letter(self) -> bool {
        self.is_lower() || self.is_upper() || self == Kind::OtherLetter
    }

    /// A number for the script of a letter.
    fn script(self) -> Option<u8> {
        use Kind::*;
        match self {
            Lower | Upper | AccentedLower | AccentedUpper => Some(0),
            GreekLower | GreekUpper => Some(1),
            CyrillicLower | CyrillicUpper => Some(2),
            OtherLetter => Some(3),
            _ => None,
        }
    }
}

/// What a character costs by itself.
fn own(c: char, kind: Kind) -> f32 {
    match kind {
        // A NUL only comes from Java's C0 80; it is normalization's to remove.
        Kind::Control if c == '\0' => 0.0,
        Kind::Control => 3.0,
        Kind::Rare => 5.0,
        Kind::Sign if ('\u{300}'..='\u{36F}').contains(&c) => 1.5,
        Kind::LowQuote if c == '‚' => 1.0,
        Kind::Sign
            if matches!(c, '\u{AD}' | '¤' | '¦' | '¨' | '¬' | '¯' | '¸' | 'ƒ' | 'ˆ' | '˜') =>
        {
            1.0
        }
        // Letters of few languages (Esperanto, Sami, Maltese).
        Kind::AccentedLower | Kind::AccentedUpper
            if matches!(c, 'Ĉ' | 'ĉ' | 'Ċ' | 'ċ' | 'Ĕ' | 'ĕ' | 'Ĝ' | 'ĝ' | 'Ġ' | 'ġ' | 'Ĥ'..='ĩ'
                | 'Ĭ' | 'ĭ' | 'Ĵ' | 'ĵ' | 'ĸ' | 'Ŀ' | 'ŀ' | 'ŉ'..='ŏ' | 'Ŝ' | 'ŝ' | 'Ŧ'..='ŭ'
                | 'Ŵ'..='ŷ' | 'ſ') =>
        {
            0.3
        }
        // Letters of Serbian and Macedonian alone.
        Kind::CyrillicLower | Kind::CyrillicUpper
            if matches!(c, '\u{402}' | '\u{403}' | '\u{405}' | '\u{408}'..='\u{40F}' | '\u{452}'
                | '\u{453}' | '\u{455}' | '\u{458}'..='\u{45F}') =>
        {
            0.5
        }
        _ => 0.0,
    }
}

/// What `b` costs after `a`.
fn pair(a: Kind, b: Kind) -> f32 {
    use Kind::*;
    if let (Some(first), Some(second)) = (a.script(), b.script()) {
        return match (a, b) {
            _ if first != second => 3.0,
            (Lower, Upper) => 0.5,
            _ if a.is_lower() && b.is_upper() => 3.0,
            (AccentedLower | AccentedUpper, AccentedLower | AccentedUpper) => 0.5,
            _ => 0.0,
        };
    }
    let is_accented = |kind| kind != Lower && kind != Upper;
    match (a, b) {
        (Frame, Frame) | (Wide, Wide) | (Blank | Punctuation, Blank | Punctuation | Digit) => 0.0,
        (Frame, Blank | HardBlank) | (Blank | HardBlank, Frame) => 0.0,
        (Frame, _) | (_, Frame) => 3.0,
        (_, Math) if a.is_letter() => {
            if is_accented(a) {
                3.0
            } else {
                2.0
            }
        }
        (Math, Lower | Upper) => 1.0,
        (Math, Digit | Blank | HardBlank | Punctuation | Math) => 0.0,
        (Math, GreekLower) => 0.0,
        (Math, _) => 2.5,
        (AccentedUpper, Sign) => 3.0,
        (_, Sign) if a.is_letter() => {
            if is_accented(a) {
                2.5
            } else {
                1.0
            }
        }
        (_, Measure) if a.is_letter() => {
            if is_accented(a) {
                2.5
            } else {
                0.7
            }
        }
        (Sign | Measure, Sign | Measure | Open | LowQuote | Apostrophe) => 1.5,
        (Sign | Measure, _) if b.is_lower() => 1.5,
        (Sign | Measure, _) if b.is_upper() => {
            if is_accented(b) {
                1.5
            } else {
                0.3
            }
        }
        (_, Open) if a.is_letter() => {
            if is_accented(a) {
                2.5
            } else {
                1.5
            }
        }
        (_, LowQuote) if a.is_letter() => {
            if is_accented(a) {
                3.0
            } else {
                2.5
            }
        }
        (LowQuote, LowQuote) => 2.0,
        (Close, AccentedUpper) => 2.0,
        (Close, _) if b.is_letter() => 1.5,
        (Close, Open | LowQuote) => 1.5,
        (Close, Close) => 1.2,
        (AccentedLower, Close) => 0.3,
        (AccentedUpper, Close | Apostrophe | Dash | Ellipsis | HardBlank) => 0.5,
        (Ellipsis, _) if b.is_lower() => 0.5,
        (Wide, _) if b.is_letter() => 2.0,
        (_, Wide) if a.is_letter() => 2.0,
        _ => 0.0,
    }
}

/// How odd `chars` read between two neighbors.
pub(super) fn cost(before: char, chars: impl Iterator<Item = char>, after: char) -> f32 {
    let mut total = 0.0;
    let mut last = kind(before);
    let mut earlier = Kind::Blank;
    let mut lone: Option<f32> = None;
    for c in chars {
        let this = kind(c);
        total += own(c, this) + pair(last, this) + settle_lone(&mut lone, this);
        // A capital letter with an accent alone in a word. Few words are: "À", "É", "Å", "Ó".
        // No language writes this ligature after an accented letter.
        if matches!(c, 'œ' | 'Œ') && matches!(last, Kind::AccentedLower | Kind::AccentedUpper) {
            total += 2.5;
        }
        // After a small letter the pair costs already.
        if this == Kind::AccentedUpper && !last.is_upper() {
            lone = Some(match c {
                'Ã' => 4.5,
                'Â' | 'Ă' | 'Ð' => 3.0,
                _ if last.is_lower() => 0.5,
                _ => 1.0,
            });
        }
        total += inside_word(earlier, last, this);
        earlier = last;
        last = this;
    }
    let after = kind(after);
    total += inside_word(earlier, last, after);
    total + pair(last, after) + settle_lone(&mut lone, after)
}

/// What `middle` costs between letters: quotes and ellipses break a word, and two capitals with
/// accents seldom begin one.
fn inside_word(first: Kind, middle: Kind, last: Kind) -> f32 {
    use Kind::*;
    match middle {
        Open | LowQuote | Ellipsis if first.is_letter() && last.is_letter() => 1.5,
        AccentedUpper if first == AccentedUpper && last.is_lower() => 2.5,
        _ => 0.0,
    }
}

/// The cost of a lone capital, once it is known that no letter follows.
fn settle_lone(lone: &mut Option<f32>, next: Kind) -> f32 {
    lone.take().filter(|_| !next.is_letter()).unwrap_or(0.0)
}
