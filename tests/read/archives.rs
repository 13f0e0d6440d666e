//! zip and tar: members of every kind, names that lead out, bombs.

use std::io::{Cursor, Write};

use copydesk::config;
use copydesk::read::records_of_bytes;
use zip::write::SimpleFileOptions;

use super::{gzip, kinds, read, read_small, texts, troubles, varied, zstd};

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        add(&mut builder, name, tar::EntryType::Regular, bytes);
    }
    builder.into_inner().unwrap()
}

/// Adds a member whatever its name: the crate's own way refuses `..`.
fn add(builder: &mut tar::Builder<Vec<u8>>, name: &str, kind: tar::EntryType, bytes: &[u8]) {
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(kind);
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    builder.append(&header, bytes).unwrap();
}

#[test]
fn members_of_all_formats() {
    let lines = gzip(varied(2).as_bytes());
    let files: &[(&str, &[u8])] = &[
        ("d/a.txt", b"One."),
        ("b.jsonl.gz", &lines),
        ("../../x", b"Two."),
        ("c.png", b"\x89PNG\r\n\x1a\n"),
    ];
    let tar = tar(files);
    for (name, bytes) in [
        ("a.zip", zip(files)),
        ("a.tar", tar.clone()),
        ("a.tar.gz", gzip(&tar)),
        ("a.tgz", gzip(&tar)),
        ("a.tar.zst", zstd(&tar)),
        ("unnamed", tar),
    ] {
        let records = read(name, &bytes);
        assert_eq!(texts(&records).len(), 4, "{name}");
        assert_eq!(kinds(&records), ["binary"], "{name}");
        let member = |at: usize| records[at].as_ref().unwrap().origin.member.clone();
        assert_eq!(member(0).as_deref(), Some("d/a.txt"), "{name}");
        assert_eq!(member(3).as_deref(), Some("../../x"), "{name}");
        assert_eq!(records[2].as_ref().unwrap().origin.record, 1, "{name}");
        assert_eq!(troubles(&records)[0].member.as_deref(), Some("c.png"), "{name}");
    }
}

#[test]
fn archives_inside_of_archives_are_not_opened() {
    let inner = zip(&[("a.txt", b"One.")]);
    let packed = gzip(&tar(&[("a.txt", b"One.")]));
    let files: &[(&str, &[u8])] = &[("in.zip", &inner), ("in.tar.gz", &packed), ("b.txt", b"Two.")];
    for (name, bytes) in [("a.zip", zip(files)), ("a.tar", tar(files))] {
        let records = read(name, &bytes);
        assert_eq!(texts(&records), ["Two."], "{name}");
        assert_eq!(kinds(&records), ["nested_archive"; 2], "{name}");
    }
}

#[test]
fn links_and_devices_are_passed_over() {
    let mut builder = tar::Builder::new(Vec::new());
    for kind in
        [tar::EntryType::Symlink, tar::EntryType::Link, tar::EntryType::Char, tar::EntryType::Fifo]
    {
        add(&mut builder, "odd", kind, b"");
    }
    add(&mut builder, "folder/", tar::EntryType::Directory, b"");
    add(&mut builder, "a.txt", tar::EntryType::Regular, b"One.");
    let records = read("a.tar", &builder.into_inner().unwrap());
    assert_eq!(texts(&records), ["One."]);
    assert_eq!(kinds(&records), ["special_file"; 4]);

    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    writer.add_directory("folder", SimpleFileOptions::default()).unwrap();
    let records = read("a.zip", &writer.finish().unwrap().into_inner());
    assert_eq!(kinds(&records), ["special_file"]);
}

#[test]
fn an_encrypted_member_is_an_error() {
    let mut bytes = zip(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    // The encryption bit of the first member, in its own header and in the directory.
    let entry = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[entry + 8] |= 1;
    let records = read("a.zip", &bytes);
    assert_eq!((texts(&records), kinds(&records)), (vec!["Two.".to_owned()], vec!["encrypted"]));
}

#[test]
fn damaged_and_cut_archives() {
    let files: &[(&str, &[u8])] = &[("a.txt", b"One."), ("b.txt", &[b'x'; 3000])];
    let tar = tar(files);
    let records = read("a.tar", &tar[..2000]);
    assert_eq!(texts(&records)[0], "One.");
    assert_eq!(kinds(&records)[0], "truncated_input");
    let records = read("a.tar.gz", &gzip(&tar)[..60]);
    assert!(kinds(&records).contains(&"truncated_input"));

    let mut zip = zip(files);
    assert!(!kinds(&read("a.zip", &zip[..zip.len() - 30])).is_empty());
    let crc = memchr::memmem::find(&zip, b"PK\x01\x02").unwrap() + 16;
    zip[crc] ^= 1;
    let records = read("a.zip", &zip);
    assert_eq!(kinds(&records), ["bad_checksum"]);
    assert_eq!(texts(&records).len(), 2);
}

#[test]
fn caps_on_members_and_ratio() {
    let names: Vec<String> = (0..50).map(|n| format!("{n}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let config = config::Read { max_members: 10, ..config::Read::default() };
    for (name, bytes, read) in [("a.tar", tar(&files), 10), ("a.zip", zip(&files), 0)] {
        let records = records_of_bytes(name, &bytes, &config);
        assert_eq!(texts(&records).len(), read, "{name}");
        assert!(troubles(&records)[0].message.contains("max_members (10)"), "{name}");
    }
    let zeros = vec![b'0'; 40 << 20];
    let bomb = zip(&[("a.txt", &zeros), ("b.txt", &zeros), ("c.txt", b"One.")]);
    let config = config::Read { max_ratio: 100, ..config::Read::default() };
    let records = records_of_bytes("a.zip", &bomb, &config);
    assert!(texts(&records).iter().all(|text| text.len() > 4));
    assert!(troubles(&records).last().unwrap().message.contains("max_ratio"));
    let records = read_small("a.zip", &bomb, 1 << 20);
    assert_eq!(kinds(&records)[..2], ["too_large"; 2]);
}

#[test]
fn a_tar_header_cannot_take_the_memory() {
    let mut builder = tar::Builder::new(Vec::new());
    add(&mut builder, "././@LongLink", tar::EntryType::GNULongName, &vec![b'n'; 4 << 20]);
    add(&mut builder, "a.txt", tar::EntryType::Regular, b"One.");
    let records = read("a.tar", &builder.into_inner().unwrap());
    assert_eq!(kinds(&records), ["too_large"]);
}
