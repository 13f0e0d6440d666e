//! Names of months and the words that stand around dates, in the languages of the dictionaries.
//!
//! Plain functions of a lower-case word: they are asked about short lines only.

/// Number of the month that a lower-case word names, abbreviated or not.
pub fn month(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" | "januar" | "jänner" | "janvier" | "janv" | "enero" | "ene"
        | "gennaio" | "gen" | "janeiro" | "januari" | "styczeń" | "stycznia" => 1,
        "february" | "feb" | "februar" | "février" | "févr" | "febrero" | "febbraio" | "febr"
        | "fevereiro" | "fev" | "februari" | "lutego" => 2,
        "march" | "mar" | "märz" | "mär" | "mars" | "marzo" | "março" | "maart" | "mrt"
        | "marca" => 3,
        "april" | "apr" | "avril" | "avr" | "abril" | "abr" | "aprile" | "kwietnia" => 4,
        "may" | "mai" | "mayo" | "maggio" | "mag" | "maio" | "mei" | "maja" => 5,
        "june" | "jun" | "juni" | "juin" | "junio" | "giugno" | "giu" | "junho" | "czerwca" => 6,
        "july" | "jul" | "juli" | "juillet" | "juil" | "julio" | "luglio" | "lug" | "julho"
        | "lipca" => 7,
        "august" | "aug" | "août" | "agosto" | "ago" | "augustus" | "sierpnia" => 8,
        "september" | "sep" | "sept" | "septembre" | "septiembre" | "settembre" | "set"
        | "setembro" | "września" => 9,
        "october" | "oct" | "oktober" | "okt" | "octobre" | "octubre" | "ottobre" | "ott"
        | "outubro" | "out" | "października" => 10,
        "november" | "nov" | "novembre" | "noviembre" | "novembro" | "listopada" => 11,
        "december" | "dec" | "dezember" | "dez" | "décembre" | "déc" | "diciembre" | "dic"
        | "dicembre" | "dezembro" | "grudnia" => 12,
        _ => return None,
    })
}

/// Whether a lower-case word may stand in a line that is only a date: weekdays, "at", "o'clock",
/// time zones, ordinals' endings.
pub fn is_around_dates(word: &str) -> bool {
    matches!(
        word,
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
            | "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
            | "montag" | "dienstag" | "mittwoch" | "donnerstag" | "freitag" | "samstag"
            | "sonnabend" | "sonntag" | "lundi" | "mardi" | "mercredi" | "jeudi" | "vendredi"
            | "samedi" | "dimanche" | "lunes" | "martes" | "miércoles" | "jueves" | "viernes"
            | "sábado" | "domingo" | "lunedì" | "martedì" | "mercoledì" | "giovedì" | "venerdì"
            | "sabato" | "domenica" | "segunda" | "terça" | "quarta" | "quinta" | "sexta"
            | "feira" | "maandag" | "dinsdag" | "woensdag" | "donderdag" | "vrijdag"
            | "zaterdag" | "zondag"
            | "at" | "on" | "um" | "am" | "pm" | "a" | "p" | "m" | "à" | "le" | "h" | "uhr"
            | "alle" | "ore" | "del" | "de" | "el" | "las" | "às" | "om" | "uur" | "o'clock"
            | "st" | "nd" | "rd" | "th" | "t" | "z" | "gmt" | "utc" | "bst" | "est" | "edt" | "et"
            | "cet" | "cest" | "pst" | "pdt" | "pt" | "ct" | "cst" | "cdt" | "mst" | "ist"
            | "aest" | "mez" | "mesz"
    )
}

/// Whether a lower-case word says what a date is of: "published", "updated", "read".
pub fn is_date_label(word: &str) -> bool {
    matches!(
        word,
        "published" | "updated" | "posted" | "modified" | "created" | "last" | "first" | "date"
            | "update" | "issued" | "since" | "ago" | "hours" | "hour" | "hrs" | "minutes"
            | "mins" | "min" | "minute" | "days" | "day" | "read" | "reading" | "time"
            | "veröffentlicht" | "aktualisiert" | "stand" | "erstellt" | "lesezeit" | "minuten"
            | "zuletzt" | "publié" | "mis" | "jour" | "modifié" | "lecture" | "temps"
            | "publicado" | "actualizado" | "lectura" | "hace" | "pubblicato" | "aggiornato"
            | "lettura" | "minuti" | "atualizado" | "leitura" | "há" | "minutos" | "gepubliceerd"
            | "bijgewerkt" | "laatst" | "leestijd" | "geplaatst"
    )
}
