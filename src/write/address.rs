//! Addresses: the canonical form that ids are made of, host and registered domain.

use url::{Position, Url};

/// An address taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// Without credentials, fragment and default port; host in ASCII.
    pub canonical: String,
    /// Host, lower-case.
    pub host: String,
    /// Registered domain, such as `example.co.uk`; the host itself where there is none.
    pub site: String,
}

/// Longest address that is looked at, in bytes; longer ones are data, not addresses.
const MAX_BYTES: usize = 8192;

/// Reads an address; `None` unless it is a web address. Of a copy that the Wayback Machine serves it is the
/// address that was copied.
pub fn read(address: &str) -> Option<Address> {
    if address.len() > MAX_BYTES {
        return None;
    }
    let mut url = Url::parse(address.trim()).ok()?;
    if let Some(copied) = copied(&url) {
        url = copied;
    }
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    // Neither can fail for a web address: it has a host.
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_fragment(None);
    let host = url.host_str()?.trim_end_matches('.').to_owned();
    let site = psl::domain_str(&host).unwrap_or(&host).to_owned();
    Some(Address { canonical: url.into(), host, site })
}

/// The address in one such as `https://web.archive.org/web/20250102030405id_/https://news.example/a`.
fn copied(url: &Url) -> Option<Url> {
    let path = (url.host_str() == Some("web.archive.org")).then(|| &url[Position::BeforePath..])?;
    let (when, address) = path.strip_prefix("/web/")?.split_once('/')?;
    when.starts_with(|c: char| c.is_ascii_digit()).then(|| Url::parse(address).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_fragment_and_default_port_go() {
        let address = read("HTTPS://me:secret@News.Example.co.uk:443/a?b=1#top").unwrap();
        assert_eq!(address.canonical, "https://news.example.co.uk/a?b=1");
        assert_eq!(address.site, "example.co.uk");
    }

    #[test]
    fn a_copy_of_an_archive_has_the_address_of_what_was_copied() {
        let copy = "https://web.archive.org/web/20250102030405id_/http://news.example/a?b=https://c.example/#top";
        let address = read(copy).unwrap();
        assert_eq!(address.canonical, "http://news.example/a?b=https://c.example/");
        assert_eq!(address.site, "news.example");
        for other in
            ["https://web.archive.org/web/about", "https://web.archive.org/web/2025/not-one"]
        {
            assert_eq!(read(other).unwrap().site, "archive.org");
        }
    }

    #[test]
    fn names_in_other_scripts_are_kept_in_ascii() {
        assert_eq!(read("https://bücher.example/").unwrap().host, "xn--bcher-kva.example");
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        assert_eq!(read("javascript:alert(1)"), None);
        assert_eq!(read("not an address"), None);
        assert_eq!(read(&format!("https://a.example/{}", "x".repeat(1 << 20))), None);
    }
}
