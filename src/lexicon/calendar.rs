//! Names of months and the words that stand around dates, in the languages of the dictionaries.
//!
//! Plain functions of a lower-case word: they are asked about short lines only.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use super::date_labels::is_date_label;

/// Names of each month, abbreviated or not, January first.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari styczeń \
     stycznia tammikuu tammikuuta ianuarie ian ocak январь января янв січень січня يناير جانفي",
    "february feb februar février févr febrero febbraio febr fevereiro fev februari lutego \
     luty helmikuu helmikuuta februarie şubat февраль февраля фев февр лютий лютого فبراير \
     فيفري شباط",
    "march mar märz mär mars marzo março maart mrt marca marzec marts maaliskuu maaliskuuta \
     martie mart maret март марта мар березень березня مارس آذار اذار",
    "april apr avril avr abril abr aprile kwietnia kwiecień huhtikuu huhtikuuta aprilie nisan \
     апрель апреля апр квітень квітня أبريل ابريل إبريل أفريل نيسان",
    "may mai mayo maggio mag maio mei maja maj toukokuu toukokuuta mayıs май мая травень \
     травня مايو ماي أيار ايار",
    "june jun juni juin junio giugno giu junho czerwca czerwiec kesäkuu kesäkuuta iunie iun \
     haziran июнь июня июн червень червня يونيو يونيه جوان حزيران",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec heinäkuu heinäkuuta iulie \
     iul temmuz июль июля июл липень липня يوليو يوليه يوليوز جويلية تموز",
    "august aug août agosto ago augustus sierpnia sierpień augusti elokuu elokuuta ağustos \
     agustus август августа авг серпень серпня أغسطس اغسطس غشت آب أوت",
    "september sep sept septembre septiembre settembre set setembro września wrzesień syyskuu \
     syyskuuta septembrie eylül сентябрь сентября сен сент вересень вересня سبتمبر شتنبر أيلول \
     ايلول",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik \
     lokakuu lokakuuta octombrie ekim октябрь октября окт жовтень жовтня أكتوبر اكتوبر",
    "november nov novembre noviembre novembro listopada listopad marraskuu marraskuuta \
     noiembrie kasım ноябрь ноября ноя нояб листопад листопада نوفمبر نونبر",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień \
     desember joulukuu joulukuuta decembrie aralık декабрь декабря дек грудень грудня ديسمبر \
     دجنبر",
];

/// Weekdays, "at", "o'clock", time zones, ordinals' endings.
const AROUND: &str = "\
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs \
    fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi \
    mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado \
    domingo lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta \
    quinta sexta feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag at on um am \
    pm a p m à le h uhr alle ore del de el las às om uur o'clock st nd rd th t z gmt utc bst \
    est edt et cet cest pst pdt pt ct cst cdt mst ist aest mez mesz poniedziałek wtorek środa \
    czwartek piątek sobota niedziela godz godzina r måndag tisdag onsdag torsdag fredag lördag \
    söndag kl klockan den mandag tirsdag lørdag søndag maanantai maanantaina tiistai tiistaina \
    keskiviikko keskiviikkona torstai torstaina perjantai perjantaina lauantai lauantaina \
    sunnuntai sunnuntaina klo la luni marți miercuri joi vineri sâmbătă duminică ora pazartesi \
    salı çarşamba perşembe cuma cumartesi pazar saat senin selasa rabu kamis jumat sabtu \
    minggu pukul wib wita wit понедельник вторник среда четверг пятница суббота воскресенье пн \
    вт ср чт пт сб вс г года в мск понеділок вівторок середа четвер п'ятниця субота неділя нд \
    р року о об الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الساعة م \
    ص مساء صباحا بتوقيت 年 月 日 时 時 分 秒 点 點 頃 午前 午後 上午 下午 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 \
    周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 火 水 木 金 土 月曜 火曜 水曜 木曜 金曜 \
    土曜 日曜 jst 曜日 曜";

/// [`MONTHS`] and [`AROUND`] by word: a long line of comparisons would be felt on every short line.
static BY_WORD: LazyLock<(FxHashMap<&str, u8>, FxHashSet<&str>)> = LazyLock::new(|| {
    let numbered = MONTHS.iter().zip(1..);
    let months =
        numbered.flat_map(|(names, number)| names.split(' ').map(move |name| (name, number)));
    (months.collect(), AROUND.split(' ').collect())
});

/// Number of the month that a lower-case word names, abbreviated or not.
pub fn month(word: &str) -> Option<u8> {
    BY_WORD.0.get(word).copied()
}

/// Whether a lower-case word may stand in a line that is only a date: weekdays, "at", "o'clock",
/// time zones, ordinals' endings.
pub fn is_around_dates(word: &str) -> bool {
    BY_WORD.1.contains(word)
}
