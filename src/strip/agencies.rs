//! Agencies that send pictures.
//!
//! In goes a piece of a credit, out comes whether it is an agency's name as credits write it.

/// Agencies whose names stand in credits.
const AGENCIES: &[&str] = &[
    "AAP",
    "AFP",
    "AFP時事",
    "ANI",
    "ANP",
    "ANSA",
    "ANTARA",
    "ANTARA FOTO",
    "AP",
    "AP Photo",
    "Abaca",
    "Adobe Stock",
    "Agencja Wyborcza.pl",
    "Agerpres",
    "Agência Brasil",
    "Agência O Globo",
    "Alamy",
    "Alamy Stock Photo",
    "Anadolu",
    "Ansa",
    "Antara",
    "Associated Press",
    "Belga",
    "Bloomberg",
    "DHA",
    "DPA",
    "EFE",
    "EPA",
    "EPA-EFE",
    "East News",
    "Efe",
    "Estadão Conteúdo",
    "Europa Press",
    "Flickr",
    "Folhapress",
    "Fotogramma",
    "Getty",
    "Getty Images",
    "Hans Lucas",
    "IANS",
    "Imago",
    "Imagoeconomica",
    "Jiji",
    "KNA",
    "Keystone",
    "Kyodo",
    "LaPresse",
    "Lusa",
    "MAXPPP",
    "MTI",
    "NTB",
    "NurPhoto",
    "PA",
    "PA Media",
    "PA Wire",
    "PAP",
    "PTI",
    "Pexels",
    "Pixabay",
    "Pool",
    "Reuters",
    "Ritzau",
    "Ritzau Scanpix",
    "SIPA",
    "SOPA Images",
    "Scanpix",
    "Shutterstock",
    "TASR",
    "TASS",
    "TT",
    "The Canadian Press",
    "USA Today Sports",
    "Unsplash",
    "VCG",
    "WireImage",
    "Xinhua",
    "Yonhap",
    "ZUMA",
    "ZUMA Press",
    "dpa",
    "epd",
    "iStock",
    "iStockphoto",
    "imago",
    "imago images",
    "picture alliance",
    "picture-alliance",
    "ČTK",
    "İHA",
    "РИА Новости",
    "ТАСС",
    "アフロ",
    "ロイター",
    "中新社",
    "共同",
    "新华社",
    "時事",
    "视觉中国",
];

/// Those that have pictures and no news.
const STOCKS: &[&str] = &[
    "Adobe Stock",
    "Alamy",
    "Alamy Stock Photo",
    "Flickr",
    "Getty",
    "Getty Images",
    "Pexels",
    "Pixabay",
    "Shutterstock",
    "Unsplash",
    "iStock",
    "iStockphoto",
];

/// Fewest bytes of a name that may be written in capitals: shorter ones are, or are words.
const MIN_CAPITALS: usize = 5;

/// Whether a piece of a credit is an agency, as it writes itself or in capitals.
pub fn is_agency(piece: &str) -> bool {
    let piece = piece.trim_end_matches(['.', ',']);
    let in_capitals = || {
        piece.len() >= MIN_CAPITALS
            && !piece.contains(char::is_lowercase)
            && AGENCIES.iter().any(|agency| agency.eq_ignore_ascii_case(piece))
    };
    AGENCIES.binary_search(&piece).is_ok() || in_capitals()
}

/// Whether a credit is the name of one that has no news: behind a sentence, its text is a picture's.
pub fn is_stock(credit: &str) -> bool {
    STOCKS.contains(&credit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_sorted() {
        assert!(AGENCIES.is_sorted());
        assert!(is_agency("Reuters") && is_agency("AFP.") && is_agency("REUTERS"));
        assert!(!is_agency("Tarren") && !is_agency("TARREN"));
    }
}
