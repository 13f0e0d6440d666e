//! The character set that a container or a page names.
//!
//! Labels follow the WHATWG Encoding Standard. Pages are scanned as browsers do before parsing:
//! comments and other tags are passed over, `<meta charset>` and `<meta http-equiv content>` are
//! read, an XML declaration counts as well. Deliberately absent: any look at the text itself.

use encoding_rs::*;

/// Name and value of an attribute.
type Attribute<'a> = (&'a [u8], &'a [u8]);

/// How far into a page a declaration is looked for. The standard says 1024; news pages put
/// comments and preloads before it.
const PRESCAN_BYTES: usize = 4096;

/// The encoding that a label names, if any; tolerates quotes and a trailing parameter.
pub(super) fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.split([';', ',']).next().unwrap_or_default();
    let label = label.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let found = Encoding::for_label_no_replacement(label.as_bytes());
    found.or_else(|| match label.to_ascii_lowercase().as_str() {
        "utf8mb4" | "utf-8-sig" | "utf_8" | "cesu-8" => Some(UTF_8),
        "cp1252" | "ansi" => Some(WINDOWS_1252),
        "cp936" | "gb-18030" => Some(GB18030),
        "cp932" | "ms932" => Some(SHIFT_JIS),
        "cp949" => Some(EUC_KR),
        "cp950" => Some(BIG5),
        _ => None,
    })
}

/// The encoding's name in lower case.
pub(super) fn lower_name(encoding: &'static Encoding) -> &'static str {
    const NAMES: [(&Encoding, &str); 39] = [
        (UTF_8, "utf-8"),
        (WINDOWS_1252, "windows-1252"),
        (UTF_16LE, "utf-16le"),
        (UTF_16BE, "utf-16be"),
        (BIG5, "big5"),
        (EUC_JP, "euc-jp"),
        (EUC_KR, "euc-kr"),
        (GB18030, "gb18030"),
        (GBK, "gbk"),
        (IBM866, "ibm866"),
        (ISO_2022_JP, "iso-2022-jp"),
        (ISO_8859_10, "iso-8859-10"),
        (ISO_8859_13, "iso-8859-13"),
        (ISO_8859_14, "iso-8859-14"),
        (ISO_8859_15, "iso-8859-15"),
        (ISO_8859_16, "iso-8859-16"),
        (ISO_8859_2, "iso-8859-2"),
        (ISO_8859_3, "iso-8859-3"),
        (ISO_8859_4, "iso-8859-4"),
        (ISO_8859_5, "iso-8859-5"),
        (ISO_8859_6, "iso-8859-6"),
        (ISO_8859_7, "iso-8859-7"),
        (ISO_8859_8, "iso-8859-8"),
        (ISO_8859_8_I, "iso-8859-8-i"),
        (KOI8_R, "koi8-r"),
        (KOI8_U, "koi8-u"),
        (MACINTOSH, "macintosh"),
        (SHIFT_JIS, "shift_jis"),
        (WINDOWS_1250, "windows-1250"),
        (WINDOWS_1251, "windows-1251"),
        (WINDOWS_1253, "windows-1253"),
        (WINDOWS_1254, "windows-1254"),
        (WINDOWS_1255, "windows-1255"),
        (WINDOWS_1256, "windows-1256"),
        (WINDOWS_1257, "windows-1257"),
        (WINDOWS_1258, "windows-1258"),
        (WINDOWS_874, "windows-874"),
        (X_MAC_CYRILLIC, "x-mac-cyrillic"),
        (X_USER_DEFINED, "x-user-defined"),
    ];
    NAMES.iter().find(|(e, _)| *e == encoding).map_or(encoding.name(), |(_, name)| name)
}

/// The encoding that a page declares near its start, if any.
pub(super) fn in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &head[at..]) {
        let tag = &head[at + found..];
        let skip = if tag.starts_with(b"<!--") {
            // The comment's own dashes may end it: `<!-->`.
            memchr::memmem::find(&tag[2..], b"-->").map_or(tag.len(), |end| end + 5)
        } else if starts_with(tag, b"<?xml") {
            let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
            if let Some(label) = after_name(&tag[..end], b"encoding") {
                return for_page(label);
            }
            end.max(1)
        } else if starts_with(tag, b"<meta") && tag.get(5).is_some_and(|b| is_gap(*b)) {
            let (attributes, length) = attributes(&tag[5..]);
            if let Some(encoding) = in_meta(&attributes) {
                return Some(encoding);
            }
            5 + length
        } else if tag.get(1).is_some_and(|b| b.is_ascii_alphabetic())
            || (tag.starts_with(b"</") && tag.get(2).is_some_and(|b| b.is_ascii_alphabetic()))
        {
            let name = tag.iter().position(|b| is_gap(*b) || *b == b'>').unwrap_or(tag.len());
            name + attributes(&tag[name..]).1
        } else if matches!(tag.get(1), Some(b'!' | b'/' | b'?')) {
            memchr::memchr(b'>', tag).unwrap_or(tag.len())
        } else {
            1
        };
        at += found + skip.max(1);
        if at >= head.len() {
            break;
        }
    }
    None
}

/// A page that can be read this far is not UTF-16, whatever it says.
fn for_page(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = named(std::str::from_utf8(label).ok()?)?;
    Some(match encoding {
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

/// What a `meta` element's attributes declare.
fn in_meta(attributes: &[Attribute<'_>]) -> Option<&'static Encoding> {
    let value = |name: &str| {
        attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name.as_bytes())).map(|(_, v)| *v)
    };
    if let Some(label) = value("charset") {
        return for_page(label);
    }
    if !value("http-equiv")?.eq_ignore_ascii_case(b"content-type") {
        return None;
    }
    for_page(after_name(value("content")?, b"charset")?)
}

/// The value after `name` and an equals sign, quoted or not.
fn after_name<'a>(bytes: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut rest = bytes;
    loop {
        let at = rest.windows(name.len()).position(|w| w.eq_ignore_ascii_case(name))?;
        rest = rest[at + name.len()..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            return Some(match value.trim_ascii_start() {
                [quote @ (b'"' | b'\''), value @ ..] => {
                    &value[..memchr::memchr(*quote, value).unwrap_or(value.len())]
                }
                value => {
                    let end = |b: &u8| is_gap(*b) || matches!(b, b';' | b'"' | b'\'' | b'?');
                    &value[..value.iter().position(end).unwrap_or(value.len())]
                }
            });
        }
    }
}

/// The attributes of a tag, from after its name, and the bytes up to its end.
fn attributes(bytes: &[u8]) -> (Vec<Attribute<'_>>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    let run = |from: usize, stop: &dyn Fn(u8) -> bool| {
        bytes[from..].iter().position(|b| stop(*b)).map_or(bytes.len(), |n| from + n)
    };
    loop {
        at = run(at, &|b| !is_gap(b));
        if at >= bytes.len() || bytes[at] == b'>' {
            return (found, at);
        }
        let end = run(at + 1, &|b| is_gap(b) || b == b'=' || b == b'>');
        let name = &bytes[at..end];
        at = run(end, &|b| !b.is_ascii_whitespace());
        let mut value = &bytes[at..at];
        if bytes.get(at) == Some(&b'=') {
            at = run(at + 1, &|b| !b.is_ascii_whitespace());
            let quote = bytes.get(at).copied().filter(|b| matches!(b, b'"' | b'\''));
            let start = at + usize::from(quote.is_some());
            let end = match quote {
                Some(quote) => run(start, &|b| b == quote),
                None => run(start, &|b| b.is_ascii_whitespace() || b == b'>'),
            };
            value = &bytes[start.min(end)..end];
            at = (end + usize::from(quote.is_some())).min(bytes.len());
        }
        found.push((name, value));
    }
}

fn starts_with(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.get(..prefix.len()).is_some_and(|b| b.eq_ignore_ascii_case(prefix))
}

fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_declarations_as_browsers_do() {
        let cases: [(&str, Option<&'static Encoding>); 11] = [
            ("<meta charset=windows-1251>", Some(WINDOWS_1251)),
            ("<META CharSet = 'Shift_JIS' />", Some(SHIFT_JIS)),
            (
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-2\">",
                Some(ISO_8859_2),
            ),
            ("<meta content='charset=gbk' http-equiv=content-type>", Some(GBK)),
            ("<meta content='charset=gbk' name=keywords>", None),
            ("<!-- <meta charset=gbk> --><meta charset=utf8>", Some(UTF_8)),
            ("<a title='<meta charset=gbk>'><meta charset=big5>", Some(BIG5)),
            ("<?xml version='1.0' encoding='ISO-8859-1'?><html>", Some(WINDOWS_1252)),
            ("<meta charset=utf-16>", Some(UTF_8)),
            ("<metacharset=gbk><meta charset=unheard-of>", None),
            ("< meta charset=gbk> 3 < 4 <", None),
        ];
        for (html, expected) in cases {
            assert_eq!(in_html(html.as_bytes()), expected, "{html}");
        }
    }

    #[test]
    fn every_cut_of_a_head_is_survived() {
        let html = b"<!doctype html><!-- c --><html lang=\"de\"><meta http-equiv='content-type' \
            content='text/html;charset=koi8-r'>";
        for end in 0..html.len() {
            let _ = in_html(&html[..end]);
        }
        assert_eq!(in_html(html), Some(KOI8_R));
    }
}
