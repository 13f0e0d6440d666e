//! Files, folders, globs, and what else has a path.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use copydesk::config;
use copydesk::error::Error;
use copydesk::read::{each_record, escape, resolve};

use super::{Records, kinds, read, read_small, texts, troubles};

fn read_paths(paths: &[PathBuf]) -> (Records, u64) {
    let inputs = resolve(paths).unwrap();
    let consumed = AtomicU64::new(0);
    let mut records = Vec::new();
    let flow = each_record(&inputs, &config::Read::default(), &consumed, |record| {
        records.push(record);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    (records, consumed.into_inner())
}

fn fill(folder: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_folder_is_read_recursively_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let files: &[(&str, &[u8])] = &[
        ("b.txt", b"2"),
        ("a/z.txt", b"1"),
        ("c/e.html", b"<p>3"),
        (".hidden/x.txt", b"no"),
        (".DS_Store", b"no"),
    ];
    fill(folder.path(), files);
    let (records, consumed) = read_paths(&[folder.path().to_owned()]);
    assert_eq!(texts(&records), ["1", "2", "<p>3"]);
    assert_eq!(consumed, 6);
    assert_eq!(resolve(&[folder.path().to_owned()]).unwrap().bytes, 6);
    let hidden = folder.path().join(".hidden");
    assert_eq!(texts(&read_paths(&[hidden]).0), ["no"]);
}

#[test]
fn globs_and_missing_paths() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), &[("2021/a.txt", b"a"), ("2021/b.md", b"b"), ("2022/deep/c.txt", b"c")]);
    let with = |pattern: &str| resolve(&[folder.path().join(pattern)]);
    let names = |pattern: &str| {
        let files = with(pattern).unwrap().files;
        files
            .iter()
            .map(|f| f.file_name().unwrap().to_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("*/*.txt"), ["a.txt"]);
    assert_eq!(names("**/*.txt"), ["a.txt", "c.txt"]);
    assert_eq!(names("202?"), ["a.txt", "b.md", "c.txt"]);
    assert_eq!(names("2021/{a,b}.*"), ["a.txt", "b.md"]);
    for wrong in ["*.warc", "nothing.txt", "[", "2021/a.txt/x"] {
        match with(wrong) {
            Err(Error::Usage(message)) => assert!(message.contains(wrong), "{message}"),
            Ok(inputs) => assert_eq!(inputs.troubles.len(), 1, "{wrong}"),
            Err(other) => panic!("{other}"),
        }
    }
    assert!(matches!(with("nothing.txt"), Err(Error::Usage(_))));
    assert!(matches!(with("*.warc"), Err(Error::Usage(_))));
}

#[cfg(unix)]
#[test]
fn links_and_special_files() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fill(folder.path(), &[("a.txt", b"a"), ("sub/b.txt", b"b")]);
    symlink(folder.path(), at("sub/loop")).unwrap();
    symlink(at("nowhere"), at("dangling")).unwrap();
    symlink(at("a.txt"), at("link.txt")).unwrap();
    let _socket = UnixListener::bind(at("socket")).unwrap();
    let (records, _) = read_paths(&[folder.path().to_owned()]);
    assert_eq!(texts(&records), ["a", "a", "b"]);
    let mut found = kinds(&records);
    found.sort_unstable();
    assert_eq!(found, ["dangling_link", "special_file", "symlink_loop"]);
    let (records, _) = read_paths(&["/dev/zero".into(), at("a.txt"), at("dangling")]);
    assert_eq!(
        (texts(&records), kinds(&records)),
        (vec!["a".into()], vec!["special_file", "dangling_link"])
    );
}

#[test]
fn a_file_that_vanishes_costs_itself() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), &[("a.txt", b"a"), ("b.txt", b"b")]);
    let inputs = resolve(&[folder.path().to_owned()]).unwrap();
    fs::remove_file(folder.path().join("a.txt")).unwrap();
    let mut records = Vec::new();
    let _ = each_record(&inputs, &config::Read::default(), &AtomicU64::new(0), |record| {
        records.push(record);
        ControlFlow::Continue(())
    });
    assert_eq!((texts(&records), kinds(&records)), (vec!["b".into()], vec!["unreadable"]));
}

#[cfg(unix)]
#[test]
fn names_are_escaped_without_loss() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let path = |bytes: &'static [u8]| escape(Path::new(OsStr::from_bytes(bytes)));
    assert_eq!(path(b"a/\xff\n\\x \xc3\xa9"), "a/\\xff\\x0a\\\\x \u{e9}");
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join(OsStr::from_bytes(b"odd\n\xfe.txt"));
    fs::write(&odd, "text").unwrap();
    let (records, _) = read_paths(&[odd]);
    let shown = &records[0].as_ref().unwrap().origin.path;
    assert!(shown.ends_with("odd\\x0a\\xfe.txt"), "{shown}");
}

#[test]
fn reading_stops_when_told() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), &[("a.jsonl", super::varied(1000).as_bytes()), ("b.txt", b"b")]);
    let inputs = resolve(&[folder.path().to_owned()]).unwrap();
    let seen = AtomicU64::new(0);
    let flow = each_record(&inputs, &config::Read::default(), &AtomicU64::new(0), |_| {
        match seen.fetch_add(1, Ordering::Relaxed) {
            9 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    });
    assert!(flow.is_break());
    assert_eq!(seen.into_inner(), 10);
}

#[test]
fn zip_files_are_read_by_their_directory() {
    let folder = tempfile::tempdir().unwrap();
    let zip = super::archives::zip(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    fill(folder.path(), &[("news.zip", &zip)]);
    let (records, consumed) = read_paths(&[folder.path().join("news.zip")]);
    assert_eq!(texts(&records), ["One.", "Two."]);
    assert!(consumed >= zip.len() as u64);
}

#[test]
fn empty_and_nearly_empty_files_are_records() {
    for name in ["a.txt", "a.html", "a.jsonl", "a.warc", "a.csv", "a.zip", "a.txt.gz", "-"] {
        let records = read(name, b"");
        assert_eq!((texts(&records), kinds(&records)), (vec![String::new()], vec![]), "{name}");
    }
    assert_eq!(texts(&read("a.txt", b"\xef\xbb\xbf")).len(), 1);
    assert_eq!(texts(&read("a.txt", b" \n\n")), [" \n\n"]);
    assert_eq!(texts(&read("a.txt.gz", &super::gzip(b""))), [""]);
}

#[test]
fn binary_files_are_named_and_texts_with_nuls_kept() {
    let elf = [&b"\x7fELF\x02\x01\x01"[..], &[0; 100]].concat();
    for (name, bytes) in [("a.txt", b"\x89PNG\r\n\x1a\n\0\0".to_vec()), ("a.txt", elf)] {
        let records = read(name, &bytes);
        assert_eq!(kinds(&records), ["binary"]);
        assert_eq!(troubles(&records)[0].length, Some(bytes.len() as u64));
    }
    let mut text = "Seventy kilobytes of Oster news.\n".repeat(2200).into_bytes();
    text[70_000] = 0;
    assert_eq!(read("a.txt", &text)[0].as_ref().unwrap().bytes, text);
    text.extend(vec![0; 1 << 20]);
    assert_eq!(read("a.txt", &text)[0].as_ref().unwrap().bytes, text);
    let wide: Vec<u8> =
        "Zażółć gęślą jaźń w Nowym Mieście.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("a.txt", &wide)[0].as_ref().unwrap().bytes, wide);
}

#[test]
fn a_file_over_the_limit_is_passed_over() {
    let records = read_small("a.txt", &vec![b'x'; 5 << 20], 1 << 20);
    assert_eq!(kinds(&records), ["too_large"]);
    assert_eq!(troubles(&records)[0].length, Some(5 << 20));
    assert_eq!(read_small("a.txt", &[b'x'; 100], 100).len(), 1);
    assert_eq!(kinds(&read_small("a.txt", &[b'x'; 101], 100)), ["too_large"]);
}
