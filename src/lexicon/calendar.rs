//! Names of months and the words that stand around dates, in the languages of the dictionaries.
//!
//! Plain functions of a lower-case word: they are asked about short lines only.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use super::date_labels::{is_date_label, is_english_label, is_span, is_update_label};

/// Names of each month, abbreviated or not, January first; of the Persian calendar in its own order, as no year
/// of it is read.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari styczeń \
     stycznia tammikuu tammikuuta ianuarie ian ocak январь января янв січень січня يناير جانفي \
     leden ledna január januára януари siječanj siječnja јануар јануара januara sausio sausis \
     jaanuar janvāris janvāra gener ιανουάριος ιανουαρίου ιανουαριου ιαν जनवरी ינואר בינואר \
     ژانویه มกราคม فروردین",
    "february feb februar février févr febrero febbraio febr fevereiro fev februari lutego luty \
     helmikuu helmikuuta februarie şubat февраль февраля фев февр лютий лютого فبراير فيفري \
     شباط únor února február februára februári февруари veljača veljače фебруар фебруара \
     februara vasario vasaris veebruar februāris februāra febrer febrúar φεβρουάριος \
     φεβρουαρίου φεβρουαριου φεβ फरवरी फ़रवरी פברואר בפברואר فوریه กุมภาพันธ์ اردیبهشت",
    "march mar märz mär mars marzo março maart mrt marca marzec marts maaliskuu maaliskuuta \
     martie mart maret март марта мар березень березня مارس آذار اذار březen března marec \
     március ožujak ožujka kovo kovas märts març μάρτιος μαρτίου μαρτιου μαρ मार्च מרץ במרץ מרס \
     במרס มีนาคม خرداد",
    "april apr avril avr abril abr aprile kwietnia kwiecień huhtikuu huhtikuuta aprilie nisan \
     апрель апреля апр квітень квітня أبريل ابريل إبريل أفريل نيسان duben dubna apríl apríla \
     április travanj travnja aprila април априла balandžio balandis aprīlis aprīļa d'abril \
     απρίλιος απριλίου απριλιου απρ अप्रैल אפריל באפריל آوریل เมษายน تیر",
    "may mai mayo maggio mag maio mei maja maj toukokuu toukokuuta mayıs май мая травень травня \
     مايو ماي أيار ايار květen května máj mája május svibanj svibnja маја мај gegužės gegužė \
     maijs maija maig maí μάιος μαΐου μαϊου μαίου मई מאי במאי พฤษภาคม مرداد مه مهٔ",
    "june jun juni juin junio giugno giu junho czerwca czerwiec kesäkuu kesäkuuta iunie iun \
     haziran июнь июня июн червень червня يونيو يونيه جوان حزيران červen června jún júna június \
     lipanj lipnja juna јун јуна юни birželio birželis juuni jūnijs jūnija juny júní ιούνιος \
     ιουνίου ιουνιου ιουν जून יוני ביוני ژوئن มิถุนายน شهریور",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec heinäkuu heinäkuuta iulie \
     iul temmuz июль июля июл липень липня يوليو يوليه يوليوز جويلية تموز červenec července júl \
     júla július srpanj srpnja jula јул јула юли liepos liepa juuli jūlijs jūlija juliol júlí \
     julai ιούλιος ιουλίου ιουλιου ιουλ जुलाई יולי ביולי ژوئیه กรกฎาคม مهر",
    "august aug août agosto ago augustus sierpnia sierpień augusti elokuu elokuuta ağustos \
     agustus август августа авг серпень серпня أغسطس اغسطس غشت آب أوت srpen srpna augusta \
     augusztus kolovoz kolovoza avgust avgusta rugpjūčio rugpjūtis augusts agost d'agost ágúst \
     ogos αύγουστος αυγούστου αυγουστου αυγ अगस्त אוגוסט באוגוסט اوت สิงหาคม آبان",
    "september sep sept septembre septiembre settembre set setembro września wrzesień syyskuu \
     syyskuuta septembrie eylül сентябрь сентября сен сент вересень вересня سبتمبر شتنبر أيلول \
     ايلول září septembra szeptember rujan rujna septembar септембар септембра септември \
     rugsėjo rugsėjis septembris setembre σεπτέμβριος σεπτεμβρίου σεπτεμβριου σεπ सितंबर सितम्बर \
     ספטמבר בספטמבר سپتامبر กันยายน آذر",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik \
     lokakuu lokakuuta octombrie ekim октябрь октября окт жовтень жовтня أكتوبر اكتوبر říjen \
     října október októbra oktobar oktobra октобар октобра октомври spalio spalis oktoober \
     oktobris d'octubre οκτώβριος οκτωβρίου οκτωβριου οκτ अक्टूबर अक्तूबर אוקטובר באוקטובר اکتبر \
     ตุลาคม دی",
    "november nov novembre noviembre novembro listopada listopad marraskuu marraskuuta \
     noiembrie kasım ноябрь ноября ноя нояб листопад листопада نوفمبر نونبر listopadu novembra \
     studeni studenoga studenog novembar новембар новембра ноември lapkričio lapkritis \
     novembris nóvember νοέμβριος νοεμβρίου νοεμβριου νοε नवंबर नवम्बर נובמבר בנובמבר نوامبر \
     พฤศจิกายน بهمن",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień \
     desember joulukuu joulukuuta decembrie aralık декабрь декабря дек грудень грудня ديسمبر \
     دجنبر prosinec prosince decembra prosinac prosinca decembar децембар децембра декември \
     gruodžio gruodis detsember decembris desembre disember δεκέμβριος δεκεμβρίου δεκεμβριου \
     δεκ दिसंबर दिसम्बर דצמבר בדצמבר دسامبر ธันวาคม اسفند",
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
    salı çarşamba perşembe cuma cumartesi pazar saat senin selasa rabu kamis jumat sabtu minggu \
    pukul wib wita wit понедельник вторник среда четверг пятница суббота воскресенье пн вт ср \
    чт пт сб вс г года в мск понеділок вівторок середа четвер п'ятниця субота неділя нд р року \
    о об الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الساعة م ص مساء \
    صباحا بتوقيت 年 月 日 时 時 分 秒 点 點 頃 午前 午後 上午 下午 星期一 星期二 星期三 星期四 \
    星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 \
    週六 週日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 火 水 木 金 土 月曜 火曜 水曜 \
    木曜 金曜 土曜 日曜 jst 曜日 曜 월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 \
    토요일 일요일 년 시 분 초 오전 오후 kst pondělí úterý středa čtvrtek pátek neděle v ve hod \
    hodin hétfő kedd szerda csütörtök péntek szombat vasárnap óra órakor δευτέρα τρίτη τετάρτη \
    πέμπτη παρασκευή σάββατο κυριακή δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη \
    στις ώρα πμ μμ π सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार बजे सुबह शाम रात दोपहर को पर \
    thứ hai ba tư năm sáu bảy chủ nhật ngày tháng lúc giờ pondelok utorok streda štvrtok piatok \
    nedeľa o понеделник сряда четвъртък петък събота неделя ч часа ponedjeljak utorak srijeda \
    četvrtak petak subota nedjelja u sati ponedeljak sreda nedelja понедељак уторак четвртак \
    петак недеља у יום ראשון שני שלישי רביעי חמישי שישי שבת בשעה שעה ב ה شنبه یکشنبه دوشنبه سه \
    چهارشنبه پنجشنبه پنج جمعه ساعت วัน วันที่ เวลา น วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ \
    วันอาทิตย์ จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์ dilluns dimarts dimecres dijous divendres \
    dissabte diumenge les d mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur \
    laugardagur sunnudagur klukkan pirmadienis antradienis trečiadienis ketvirtadienis \
    penktadienis šeštadienis sekmadienis val esmaspäev teisipäev kolmapäev neljapäev reede \
    laupäev pühapäev kell pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena \
    svētdiena plkst gada isnin khamis jumaat ahad pagi petang malam jam на em il op ma vr wo za zo date \
    haber igår idag сегодня вчера originally ore heute gestern hier ieri oggi ayer hoy ontem hoje gisteren vandaag today yesterday";

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
