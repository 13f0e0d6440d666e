//! What a folder can hold besides plain files, and where output may go.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::Command;

use super::{Place, STORY, copydesk};

#[test]
fn links_in_a_circle_are_cut_and_told() {
    let place = Place::with("a.txt", STORY);
    fs::create_dir(place.input("deep")).unwrap();
    symlink(place.root().join("in"), place.input("deep/back")).unwrap();
    symlink(place.input("self"), place.input("self")).unwrap();
    let ran = place.clean(&[]);
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]));
    let errors = format!("{:?}", ran.errors());
    assert!(errors.contains("deep/back") && errors.contains("/self"), "{errors}");
}

#[test]
fn dangling_links_are_told_and_good_ones_followed() {
    let place = Place::with("a.txt", STORY);
    symlink(place.input("a.txt"), place.input("b.txt")).unwrap();
    symlink("nowhere.txt", place.input("c.txt")).unwrap();
    let ran = place.clean(&[]);
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned(); 2]));
    assert_eq!(ran.kinds(), ["dangling_link"]);
}

#[test]
fn pipes_sockets_and_devices_are_passed_over() {
    let place = Place::with("a.txt", STORY);
    assert!(Command::new("mkfifo").arg(place.input("b.txt")).status().unwrap().success());
    let _socket = UnixListener::bind(place.input("c.txt")).unwrap();
    symlink("/dev/zero", place.input("d.txt")).unwrap();
    let ran = place.clean(&[]);
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]));
    assert_eq!(ran.kinds(), ["special_file"; 3]);
    let mut command = copydesk();
    command.args(["clean", "/dev/zero"]).arg(place.input("a.txt"));
    let ran = place.ran(command.arg("-o").arg(place.root().join("out")));
    assert_eq!((ran.code, ran.kinds()), (1, vec!["special_file".to_owned()]));
}

#[test]
fn what_may_not_be_read_is_told_and_the_rest_read() {
    let place = Place::with("a.txt", STORY).and("b.txt", STORY);
    fs::create_dir(place.input("shut")).unwrap();
    for name in ["b.txt", "shut"] {
        fs::set_permissions(place.input(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::read(place.input("b.txt")).is_ok() {
        return; // The superuser may read everything.
    }
    let ran = place.clean(&[]);
    fs::set_permissions(place.input("shut"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]));
    assert_eq!(ran.kinds(), ["unreadable"; 2]);
}

#[test]
fn odd_names_are_written_without_loss() {
    let names: [&[u8]; 5] = [
        b"a\nb.txt",
        b"c\xff\xfe.txt",
        b"d\x1b[31m.txt",
        b"e\\x0a.txt",
        "f\u{202e}é.txt".as_bytes(),
    ];
    let mut place = Place::new();
    for name in names {
        place = place.and(OsStr::from_bytes(name), STORY);
    }
    let bad = OsStr::from_bytes(b"g\xff\n.jsonl");
    let ran = place.and(bad, "no json\n").clean(&[]);
    assert_eq!((ran.code, ran.documents().len()), (1, names.len()), "{:?}", ran.errors());
    let mut paths: Vec<String> = Vec::new();
    for document in ran.documents() {
        let path = document["metadata"]["src_path"].as_str().unwrap();
        paths.push(path.rsplit('/').next().unwrap().to_owned());
    }
    assert_eq!(
        paths,
        ["a\\x0ab.txt", "c\\xff\\xfe.txt", "d\\x1b[31m.txt", "e\\\\x0a.txt", "f\u{202e}é.txt"]
    );
    assert!(ran.errors()[0]["path"].as_str().unwrap().ends_with("/g\\xff\\x0a.jsonl"));
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
}

#[test]
fn a_name_given_on_the_command_line_may_be_odd_too() {
    let place = Place::new().and(OsStr::from_bytes(b"c\xff[1].txt"), STORY);
    let mut command = copydesk();
    command.arg("clean").arg(place.input(OsStr::from_bytes(b"c\xff[1].txt")));
    let ran = place.ran(command.arg("-o").arg(place.root().join("out")));
    assert_eq!((ran.code, ran.texts()), (0, vec![STORY.to_owned()]), "{}", ran.stderr);
}

#[test]
fn output_in_the_input_by_another_name_is_refused() {
    let place = Place::with("a.txt", STORY);
    symlink(place.root().join("in"), place.root().join("alias")).unwrap();
    for out in ["alias", "alias/out", "in/../in/out", "in/./"] {
        let mut command = copydesk();
        command.arg("clean").arg(place.root().join("in")).arg("-o").arg(place.root().join(out));
        let ran = place.ran(&mut command);
        assert_eq!(ran.code, 2, "{out}: {}", ran.stderr);
    }
    assert_eq!(super::tree(&place.root().join("in")).len(), 1);
}

#[test]
fn a_run_does_not_read_its_own_output() {
    let place = Place::with("a.txt", STORY);
    assert_eq!(place.clean(&[]).code, 0);
    let before = super::tree(&place.root().join("out"));
    let mut command = copydesk();
    command.arg("clean").arg(place.root().join("out/documents"));
    let ran = place.ran(command.arg("-o").arg(place.root().join("out")));
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(super::tree(&place.root().join("out")), before);
}

#[test]
fn an_output_folder_that_cannot_be_written_is_refused_before_reading() {
    let place = Place::with("a.txt", STORY);
    let out = place.root().join("out");
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(out.join("probe"), "").is_ok() {
        return; // The superuser may write everywhere.
    }
    let ran = place.clean(&[]);
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("folder"), "{}", ran.stderr);
}

#[test]
fn a_file_in_the_place_of_a_folder_of_shards_stops_the_run() {
    let place = Place::with("a.txt", STORY);
    fs::create_dir(place.root().join("out")).unwrap();
    fs::write(place.root().join("out/documents"), "mine").unwrap();
    let mut command = copydesk();
    command.arg("clean").arg(place.root().join("in")).arg("-o").arg(place.root().join("out"));
    let output = command.output().unwrap();
    assert!(matches!(output.status.code(), Some(2 | 3)), "{output:?}");
    assert_eq!(fs::read(place.root().join("out/documents")).unwrap(), b"mine");
}
