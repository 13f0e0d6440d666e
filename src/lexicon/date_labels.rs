//! Words that say what a date is of, in the languages of the dictionaries.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// What a date is of: "published", "updated", "read".
const LABELS: &str = "\
    published updated posted modified created last first update issued since ago hours hour \
    hrs minutes mins min minute days day read reading time veröffentlicht aktualisiert stand \
    erstellt lesezeit minuten zuletzt publié mis jour modifié lecture temps publicado \
    actualizado lectura hace pubblicato aggiornato lettura minuti atualizado leitura há \
    minutos gepubliceerd bijgewerkt laatst leestijd geplaatst opublikowano aktualizacja \
    zaktualizowano ostatnia publikacji dodano czytania czas data minut publicerad publicerat \
    uppdaterad uppdaterat senast lästid minuter sedan publisert oppdatert lesetid minutter \
    siden sist publiceret opdateret læsetid senest sidst julkaistu päivitetty lukuaika \
    viimeksi muokattu minuuttia publicat actualizat citire postat ultima actualizare \
    yayınlanma güncelleme tarihi güncellenme giriş yayın son okuma süresi dakika dk diperbarui \
    diterbitkan dipublikasikan terbit baca menit опубликовано обновлено последнее обновление \
    дата публикации чтения время мин изменено опубліковано оновлено останнє оновлення \
    публікації читання хв час змінено نشر نشرت تحديث آخر تاريخ النشر التحديث تم في القراءة مدة \
    دقيقة دقائق 发布时间 发布于 更新时间 更新于 更新 发布 发表于 发表时间 最后更新 日期 時間 时间 發布 發佈 發布時間 發布於 更新時間 最後更新 公開日 \
    更新日 公開 配信 掲載 投稿日 最終更新 最終更新日 公開日時 更新日時 配信日時";

/// [`LABELS`] by word.
static BY_WORD: LazyLock<FxHashSet<&str>> = LazyLock::new(|| LABELS.split(' ').collect());

/// Whether a lower-case word says what a date is of: "published", "updated", "read".
pub fn is_date_label(word: &str) -> bool {
    BY_WORD.contains(word)
}
