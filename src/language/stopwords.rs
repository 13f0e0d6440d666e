//! The commonest words of languages in Latin script: which languages a sample may be in.
//!
//! The lists are copydesk's own, written by hand. They only choose whom whatlang compares; a
//! language without a list is compared when no list fits.

use std::sync::LazyLock;

use whatlang::Lang;

/// Words per language, without those of one letter that stand in nearly all.
const WORDS: [(Lang, &str); 30] = [
    (
        Lang::Eng,
        "the of and to in that is for on with was he she it as at by are be from this his have not they were which or but has had their an who will been said we its would there",
    ),
    (
        Lang::Deu,
        "der die und das den von mit ist des auf für im dem nicht ein eine als auch es an sich werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch",
    ),
    (
        Lang::Fra,
        "le la les de des et du en un une que est pour dans qui au sur pas par plus ce il ne avec se sont son aux cette mais ont été elle ses comme nous d'un c'est qu'il leur sa après être",
    ),
    (
        Lang::Spa,
        "el la los las de del que en un una por con para es se no su al lo como más pero sus le ha este sobre entre cuando también fue son desde está hasta muy donde años",
    ),
    (
        Lang::Por,
        "o a os as de da do dos das que em um uma para com não por mais no na se ao como foi mas seu sua ele pela pelo são ou também já nos à entre quando até ser tem está",
    ),
    (
        Lang::Ita,
        "il lo la gli le di del della dei che in un una per con non è sono si da al alla più anche come nel nella ha dal delle ma suo sua questo dopo ai tra stato essere ed hanno degli",
    ),
    (
        Lang::Cat,
        "el la els les de del dels que en un una per amb no és al als com més però ha seva seu també aquest aquesta entre han sobre són ser fins i va ja",
    ),
    (
        Lang::Ron,
        "și de la în a cu pe care nu din o un că să mai este au pentru fost fi ale lui sau după prin ca al sunt când cel dar printre către însă si in sa",
    ),
    (
        Lang::Nld,
        "de het een van en in is dat op te zijn met voor niet aan er om ook als maar door bij naar dan uit over wordt heeft worden nog deze hij ze was wel werd tot of meer",
    ),
    (
        Lang::Afr,
        "die en van in is het nie wat vir met om te op dat aan ook hy sy hulle ons word deur na ek dit was maar uit sal kan oor by as een gesê",
    ),
    (
        Lang::Dan,
        "og i at det en den til er som på de med der af for ikke har et han var sig men fra om blev efter ved vil også hun kan eller nu så over være skal ud",
    ),
    (
        Lang::Nob,
        "og i det er på som en til at av for med de den ikke har et han var om men fra seg ble vi etter ved vil også hun kan eller nå så over være skal opp",
    ),
    (
        Lang::Swe,
        "och i att det en som är på av för med den till inte de har om ett han men var sig från vi så kan när efter vid också hon eller nu över vara ska ut där mycket under",
    ),
    (
        Lang::Fin,
        "ja on ei että se oli ovat mutta myös kun hän ole mukaan joka tai sen kuin vain jo jos niin mitä nyt sekä ollut hänen vielä noin jonka voi kanssa olla",
    ),
    (
        Lang::Est,
        "ja on ei et see oli ning ka kui mis aga oma tema mida ta seda selle pole või veel kes siis nende olid eest kuid ole nii üle pärast peab",
    ),
    (
        Lang::Pol,
        "w i na z się nie do to że jest o od za po jak ale przez był dla tym który są oraz także już tego będzie jego może która ich po tak czy przy go ma",
    ),
    (
        Lang::Ces,
        "a v se na je že o s z do i to ve pro za by jsou po od jako ale jeho tak už které který podle při také byl bylo když jen až ze nebo si jeho má",
    ),
    (
        Lang::Slk,
        "a v sa na je že o s z do aj to vo pre za by sú po od ako ale jeho tak už ktoré ktorý podľa pri tiež bol bolo keď len až zo alebo si nie má",
    ),
    (
        Lang::Slv,
        "in je v na se da za so ki pa z tudi s po bi kot bo ne iz od do pri še ko ter ali med sta bil bila ni lahko le leta tako smo",
    ),
    (
        Lang::Hrv,
        "i je u na se da su za od s koji će o kao a iz to ne do što bi koja te ali nije po bio sve koje ili jer samo bila kako prema ima kada više",
    ),
    (
        Lang::Hun,
        "a az és hogy nem is egy volt meg ez de csak el már van ki mint még azt ha vagy azonban lesz pedig szerint után aki több majd kell amely mert ezt között",
    ),
    (
        Lang::Tur,
        "ve bir bu için ile da de olarak çok daha olan gibi en kadar ancak sonra ne var ama o değil mi her olduğu büyük göre ise tarafından iki kendi yeni",
    ),
    (
        Lang::Lit,
        "ir yra kad į su iš buvo tai ne bet apie kaip nuo už jis dar tik jau taip pat ar po savo per kuris būti tačiau iki prie jo pagal bus labai",
    ),
    (
        Lang::Lav,
        "un ir ka par ar no uz kas arī bija tas bet pēc tiek ne vai lai kā gan tā to savu pie nav būs līdz viņš šo jau tika gada gadā vairāk",
    ),
    (
        Lang::Ind,
        "yang dan di dengan untuk ini dari dalam tidak itu pada akan juga ke adalah telah oleh bisa ada sebagai mereka saat kata lebih para karena tersebut atau sudah saya",
    ),
    (
        Lang::Tgl,
        "ang ng sa na mga at ay si ni hindi ito para kung siya nang ko may rin kay niya sila din ba ako lang isang pa po kanyang",
    ),
    (
        Lang::Vie,
        "và của là có được trong cho các một không với đã những này người để khi về từ đến cũng ra tại vào như năm nhiều nước đó phải",
    ),
    (
        Lang::Epo,
        "la kaj de en estas ne al ke por kiu kun ĝi estis sed pri oni li kiel aŭ mi ili tiu per ankaŭ ĉi iĝis el pli",
    ),
    (
        Lang::Cym,
        "y yn yr a o i ei ac ar mae wedi ei bod am gan oedd fod eu hefyd ond nad ydy hynny wrth nid at cael dros sydd iawn",
    ),
    (
        Lang::Aze,
        "və bu bir üçün ilə da də olan ki edib onun daha çox sonra görə ən lakin isə olunub deyib həmin barədə bildirib kimi hər",
    ),
];

/// Languages that are easily taken for each other: if one is a candidate, so are its kin.
const KIN: [&[Lang]; 8] = [
    &[Lang::Dan, Lang::Nob, Lang::Swe],
    &[Lang::Ces, Lang::Slk, Lang::Slv],
    &[Lang::Hrv, Lang::Slv],
    &[Lang::Spa, Lang::Cat, Lang::Por],
    &[Lang::Nld, Lang::Afr],
    &[Lang::Fin, Lang::Est],
    &[Lang::Tur, Lang::Aze, Lang::Tuk],
    &[Lang::Ind, Lang::Jav],
];

/// Fewest words of a list in a sample that make the lists' choice good: titles and lists of
/// names have fewer.
const MIN_HITS: u32 = 4;
/// A language is a candidate from this share of the leader's hits, in percent.
const SHARE_OF_BEST: u32 = 50;
/// Longest word in the lists, in bytes.
const MAX_WORD: usize = 12;
/// Multiplier of the hash: the 64-bit golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
/// A language of which at least so many words, and one in so many, are known is sure without
/// whatlang, if no other one has half as many. Asked all the same, whatlang named another for none of
/// 6,395 genuine English texts, and of 1,201 pages in many languages for one, a German one that it took
/// for English.
const SURE_HITS: u32 = 10;
const SURE_SHARE: u32 = 6;

/// Places of [`SETS`]: more than twice the words of all lists.
const PLACES: usize = 1 << 12;

/// The hash of each word and a set of positions in [`WORDS`], by open addressing; 0 where there is none.
static SETS: LazyLock<Vec<(u64, u32)>> = LazyLock::new(|| {
    let mut sets = vec![(0, 0); PLACES];
    for (index, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split(' ') {
            let hash = hashes(word).next().unwrap_or(0);
            let mut at = place(hash);
            while sets[at].1 != 0 && sets[at].0 != hash {
                at = (at + 1) % PLACES;
            }
            sets[at] = (hash, sets[at].1 | 1 << index);
        }
    }
    sets
});

/// Whether a language has a list.
pub(super) fn knows(lang: Lang) -> bool {
    WORDS.iter().any(|(l, _)| *l == lang)
}

/// Whether at least `wanted` words of a text, looked at from its start, stand in `lang`'s list;
/// stops as soon as that is known.
pub(super) fn speaks(text: &str, lang: Lang, wanted: usize) -> bool {
    let Some(index) = WORDS.iter().position(|(l, _)| *l == lang) else { return false };
    let sets = SETS.as_slice();
    hashes(text).filter(|&hash| set(sets, hash) & 1 << index != 0).nth(wanted - 1).is_some()
}

/// The bytes of words, ASCII letters in lower case; 0 for all others.
const FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        if b.is_ascii_alphabetic() || b >= 0x80 || b == b'\'' {
            folded[byte] = b.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

/// The hashes of a text's words, in order; 0 for those that are longer than any in the lists. That another
/// word has the hash of one in the lists is unlikely beyond all texts there are.
fn hashes(text: &str) -> impl Iterator<Item = u64> {
    let mut rest = text.bytes().map(|byte| FOLDED[usize::from(byte)]);
    std::iter::from_fn(move || {
        let first = rest.find(|&byte| byte != 0)?;
        let (mut hash, mut length) = (add(0, first), 1);
        for byte in rest.by_ref().take_while(|&byte| byte != 0) {
            hash = add(hash, byte);
            length += 1;
        }
        Some(if length > MAX_WORD { 0 } else { hash })
    })
}

#[inline]
fn add(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(SPREAD)
}

/// The languages whose list has a word of this hash, a bit each.
fn set(sets: &[(u64, u32)], hash: u64) -> u32 {
    let mut at = place(hash);
    // Most places are free, so one ends the search.
    loop {
        match sets[at] {
            (_, 0) => return 0,
            (known, set) if known == hash => return set,
            _ => at = (at + 1) % PLACES,
        }
    }
}

#[inline]
fn place(hash: u64) -> usize {
    (hash >> 52) as usize
}

/// How many of a sample's words stand in each language's list.
pub(super) struct Tally {
    words: u32,
    hits: [u32; WORDS.len()],
}

impl Tally {
    /// Counts the words of a sample.
    pub(super) fn of(sample: &str) -> Self {
        let mut tally = Self { words: 0, hits: [0; WORDS.len()] };
        let sets = SETS.as_slice();
        for hash in hashes(sample) {
            tally.words += 1;
            let mut set = set(sets, hash);
            while set != 0 {
                tally.hits[set.trailing_zeros() as usize] += 1;
                set &= set - 1;
            }
        }
        tally
    }

    /// The one language that the words leave no doubt about.
    pub(super) fn sure(&self) -> Option<Lang> {
        let best = self.hits.iter().copied().max().unwrap_or(0);
        if best < SURE_HITS || best * SURE_SHARE < self.words {
            return None;
        }
        let mut near = (0..WORDS.len()).filter(|&at| self.hits[at] * 100 >= best * SHARE_OF_BEST);
        near.next().filter(|_| near.next().is_none()).map(|at| WORDS[at].0)
    }

    /// The languages worth comparing; empty when too few words are known.
    pub(super) fn candidates(&self) -> Vec<Lang> {
        let best = self.hits.iter().copied().max().unwrap_or(0);
        // A tenth of running text at least: foreign names bring hits too.
        if best < MIN_HITS || best * 10 < self.words {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (index, (lang, _)) in WORDS.iter().enumerate() {
            if self.hits[index] * 100 >= best * SHARE_OF_BEST {
                found.push(*lang);
            }
        }
        for kin in
            KIN.iter().filter(|kin| kin.iter().any(|lang| found.contains(lang))).collect::<Vec<_>>()
        {
            found.extend(
                kin.iter().filter(|lang| !found.contains(lang)).copied().collect::<Vec<_>>(),
            );
        }
        // Confidence is measured against the second best: there must be one.
        if found.len() == 1 {
            found.push(if found[0] == Lang::Eng { Lang::Nld } else { Lang::Eng });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_its_list_and_no_other() {
        let of = |word: &str| set(&SETS, hashes(word).next().unwrap());
        for (index, (_, list)) in WORDS.iter().enumerate() {
            for word in list.split(' ') {
                let holders = WORDS
                    .iter()
                    .enumerate()
                    .filter(|(_, (_, list))| list.split(' ').any(|other| other == word));
                let expected = holders.fold(0, |set, (at, _)| set | 1u32 << at);
                assert_eq!(of(word), expected, "{word}");
                assert!(expected & 1 << index != 0 && word.len() <= MAX_WORD);
            }
        }
        assert_eq!(of("THE"), of("the"));
        assert_eq!([of("harbor"), of("notwithstanding")], [0, 0]);
    }
}
