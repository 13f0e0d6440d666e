//! A small valid WARC of given pages, compressed record by record, the same bytes every time.
//!
//! In: HTML files. Out: a `.warc.gz` of a `warcinfo` and one `response` per page. Dates count up
//! from a fixed one and record ids from 1; addresses are made from the file names under a reserved
//! domain. Deliberately absent: digests, which readers do not need.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use flate2::{Compression, GzBuilder};

/// Writes the pages to `out`.
pub fn make_warc(out: &str, pages: &[&str]) -> io::Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(out)?);
    let about = b"software: copydesk-lab make-warc\r\nformat: WARC File Format 1.1\r\n";
    file.write_all(&record("warcinfo", 0, "application/warc-fields", None, about)?)?;
    for (page, number) in pages.iter().zip(1..) {
        let html = fs::read(page).map_err(|error| io::Error::other(format!("{page}: {error}")))?;
        let name = Path::new(page).file_stem().unwrap_or_default().to_string_lossy();
        let url = format!("http://www.example.com/{}", address(&name));
        let mut content = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n",
            html.len()
        )
        .into_bytes();
        content.extend(html);
        let kind = "application/http; msgtype=response";
        file.write_all(&record("response", number, kind, Some(&url), &content)?)?;
    }
    file.flush()
}

/// One record as a gzip member.
fn record(
    kind: &str,
    number: u32,
    content_type: &str,
    url: Option<&str>,
    content: &[u8],
) -> io::Result<Vec<u8>> {
    let mut header = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n\
         WARC-Date: {}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n",
        date(number),
        content.len(),
    );
    if let Some(url) = url {
        header.push_str(&format!("WARC-Target-URI: {url}\r\n"));
    }
    header.push_str("\r\n");
    let mut member = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    member.write_all(header.as_bytes())?;
    member.write_all(content)?;
    member.write_all(b"\r\n\r\n")?;
    member.finish()
}

/// A minute for each record, from midnight of a fixed day.
fn date(number: u32) -> String {
    let (day, hour, minute) = (1 + number / 1440 % 28, number / 60 % 24, number % 60);
    format!("2024-01-{day:02}T{hour:02}:{minute:02}:00Z")
}

/// A file name as the path of an address.
fn address(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_writes_is_read() {
        let folder = std::env::temp_dir().join(format!("copydesk-lab-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let page = folder.join("harbor fire.html");
        fs::write(&page, "<html><p>The harbor burned.</p></html>").unwrap();
        let out = folder.join("out.warc.gz");
        let page = page.to_str().unwrap();
        make_warc(out.to_str().unwrap(), &[page, page]).unwrap();
        let bytes = fs::read(&out).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let records = copydesk::read::records_of_bytes("out.warc.gz", &bytes, &Default::default());
        assert_eq!(records.len(), 2);
        let record = records[1].as_ref().unwrap();
        assert_eq!(record.bytes, b"<html><p>The harbor burned.</p></html>");
        assert_eq!(record.url.as_deref(), Some("http://www.example.com/harbor%20fire"));
        assert_eq!(record.added.as_deref(), Some("2024-01-01T00:02:00Z"));
    }
}
