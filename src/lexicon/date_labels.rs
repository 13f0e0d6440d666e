//! Words that say what a date is of, in the languages of the dictionaries.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a date is of: "published", "updated", "read".
const LABELS: &str = "\
    published updated posted modified created last first update issued since ago read reading \
    time veröffentlicht aktualisiert stand erstellt lesezeit zuletzt publié mis jour modifié \
    lecture temps publicado actualizado lectura hace pubblicato aggiornato lettura atualizado \
    leitura há gepubliceerd bijgewerkt laatst leestijd geplaatst opublikowano aktualizacja \
    zaktualizowano ostatnia publikacji dodano czytania czas data minut publicerad publicerat \
    uppdaterad uppdaterat senast lästid sedan publisert oppdatert lesetid siden sist \
    publiceret opdateret læsetid senest sidst julkaistu päivitetty lukuaika viimeksi muokattu \
    publicat actualizat citire postat ultima actualizare yayınlanma güncelleme tarihi \
    güncellenme giriş yayın son okuma süresi diperbarui diterbitkan dipublikasikan terbit baca \
    опубликовано обновлено последнее обновление дата публикации чтения время изменено \
    опубліковано оновлено останнє оновлення публікації читання час змінено نشر نشرت تحديث آخر \
    تاريخ النشر التحديث تم في القراءة مدة 发布时间 发布于 更新时间 更新于 更新 发布 发表于 发表时间 最后更新 日期 時間 时间 發布 發佈 \
    發布時間 發布於 更新時間 最後更新 公開日 更新日 公開 配信 掲載 投稿日 最終更新 最終更新日 公開日時 更新日時 配信日時 입력 수정 승인 등록 발행 업데이트 게시 \
    송고 기사입력 최종수정 최초입력 작성 기사 최종 발행일 등록일 수정일 입력일 publikováno zveřejněno aktualizováno \
    aktualizace naposledy upraveno vloženo čtení doba megjelent közzétéve frissítve módosítva \
    utolsó frissítés módosítás publikálva olvasási idő δημοσίευση δημοσιεύτηκε δημοσιεύθηκε \
    ενημέρωση ενημερώθηκε ανανέωση τελευταία δημοσιευση ενημερωση τελευταια ανάγνωσης प्रकाशित \
    अपडेट अपडेटेड अंतिम आखिरी पब्लिश cập đăng publikované zverejnené aktualizované \
    aktualizácia posledná uverejnené čítania публикувано публикувана обновено обновена \
    актуализирано последна промяна objavljeno ažurirano zadnja posljednja izmjena poslednja \
    izmena čitanja objava објављено ажурирано последња измена פורסם עודכן עדכון אחרון לאחרונה \
    פרסום תאריך تاریخ انتشار آخرین بروزرسانی روزرسانی เผยแพร่ เผยแพร่เมื่อ อัปเดต อัพเดต \
    อัปเดตล่าสุด อัพเดตล่าสุด ปรับปรุงล่าสุด โพสต์เมื่อ ล่าสุด actualitzat actualització \
    darrera birt uppfært síðast publikuota atnaujinta paskelbta avaldatud uuendatud muudetud \
    viimati publicēts atjaunots papildināts dikemas kini dikemaskini publicada actualizada \
    atualizada modificado modificada modifica modificato update laatste gewijzigd";

/// Those of [`LABELS`] that are of a change, not of the publication; whatever stands beside them.
const UPDATES: &[&str] = &[
    "updated",
    "update",
    "modified",
    "reviewed",
    "aktualisiert",
    "stand",
    "mis",
    "jour",
    "modifié",
    "actualizado",
    "actualizada",
    "modificado",
    "modificada",
    "aggiornato",
    "modifica",
    "modificato",
    "atualizado",
    "atualizada",
    "bijgewerkt",
    "gewijzigd",
    "aktualizacja",
    "zaktualizowano",
    "uppdaterad",
    "uppdaterat",
    "oppdatert",
    "opdateret",
    "päivitetty",
    "muokattu",
    "actualizat",
    "actualizare",
    "actualitzat",
    "actualització",
    "güncelleme",
    "güncellenme",
    "diperbarui",
    "dikemas",
    "dikemaskini",
    "обновлено",
    "обновление",
    "изменено",
    "оновлено",
    "оновлення",
    "змінено",
    "تحديث",
    "التحديث",
    "更新时间",
    "更新于",
    "更新",
    "最后更新",
    "更新時間",
    "最後更新",
    "更新日",
    "最終更新",
    "最終更新日",
    "更新日時",
    "수정",
    "최종수정",
    "수정일",
    "업데이트",
    "aktualizováno",
    "aktualizace",
    "upraveno",
    "frissítve",
    "frissítés",
    "módosítva",
    "módosítás",
    "ενημέρωση",
    "ενημερώθηκε",
    "ανανέωση",
    "ενημερωση",
    "अपडेट",
    "अपडेटेड",
    "cập",
    "aktualizované",
    "aktualizácia",
    "обновена",
    "актуализирано",
    "ažurirano",
    "izmjena",
    "izmena",
    "ажурирано",
    "измена",
    "עודכן",
    "עדכון",
    "بروزرسانی",
    "روزرسانی",
    "อัปเดต",
    "อัพเดต",
    "อัปเดตล่าสุด",
    "อัพเดตล่าสุด",
    "ปรับปรุงล่าสุด",
    "uppfært",
    "atnaujinta",
    "uuendatud",
    "muudetud",
    "atjaunots",
    "papildināts",
];

/// Spans of time: "3 hours ago", "4 min read".
const SPANS: &str = "\
    hours hour hrs minutes mins min minute days day minuten minuti minutos minuter minutter \
    minuuttia dakika dk menit мин хв دقيقة دقائق months weeks week semanas semana meses dias \
    días horas jours semaines mois heures stunden tagen tage wochen timmar dagar";

/// [`LABELS`] and [`SPANS`] by word: whether it is a span.
static BY_WORD: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    let labels = LABELS.split(' ').map(|word| (word, false));
    labels.chain(SPANS.split(' ').map(|word| (word, true))).collect()
});

/// Whether a lower-case word says what a date is of, or how long something takes: "published", "read", "minutes".
pub fn is_date_label(word: &str) -> bool {
    BY_WORD.contains_key(word)
}

/// Whether a lower-case word is a span of time: "minutes".
pub fn is_span(word: &str) -> bool {
    BY_WORD.get(word) == Some(&true)
}

/// Those of [`LABELS`] and [`SPANS`] that are English, or are so besides.
const ENGLISH: &[&str] = &[
    "published",
    "updated",
    "posted",
    "modified",
    "created",
    "last",
    "first",
    "update",
    "issued",
    "since",
    "ago",
    "read",
    "reading",
    "time",
    "stand",
    "data",
    "son",
    "sedan",
    "hours",
    "hour",
    "hrs",
    "minutes",
    "mins",
    "min",
    "minute",
    "day",
    "days",
    "months",
    "weeks",
    "week",
];

/// Whether a lower-case word of a date's label or of a span of time is English: "published".
pub fn is_english_label(word: &str) -> bool {
    ENGLISH.contains(&word)
}

/// Whether a lower-case word says that a date is of a change: "updated".
pub fn is_update_label(word: &str) -> bool {
    UPDATES.contains(&word)
}
