//! Standard input, output and error: closed, endless, slow.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use super::{Place, STORY, copydesk, gzip, json_line, watched};

/// Runs the binary through the shell, which can close streams before it starts.
#[cfg(unix)]
fn shell(script: &str) -> (i32, String) {
    let child = Command::new("sh")
        .args(["-c", script])
        .env("COPYDESK", env!("CARGO_BIN_EXE_copydesk"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (code, stderr, _) = watched(child);
    assert!(!stderr.contains("panicked"), "{script}: {stderr}");
    (code, stderr)
}

#[test]
#[cfg(unix)]
fn an_empty_or_closed_standard_input_is_no_documents() {
    assert_eq!(shell("\"$COPYDESK\" clean - </dev/null").0, 0);
    assert_eq!(shell("\"$COPYDESK\" clean - <&-").0, 0);
    assert_eq!(shell("printf '' | \"$COPYDESK\" clean -").0, 0);
}

#[test]
#[cfg(unix)]
fn a_closed_standard_error_silences_and_nothing_more() {
    let place = Place::with("a.txt", STORY).and("b.jsonl", "no json\n");
    let (input, out) = (place.root().join("in"), place.root().join("out"));
    let clean = format!("\"$COPYDESK\" clean '{}' -o '{}'", input.display(), out.display());
    assert_eq!(shell(&format!("{clean} 2>&-")).0, 1);
    copydesk::write::verify(&out).unwrap();
    // A pipe nobody reads any more; its shell status is that of copydesk.
    let mut child = copydesk()
        .arg("clean")
        .arg(&input)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(shell(&format!("\"$COPYDESK\" clean '{}/nothing' 2>&-", input.display())).0, 2);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_told() {
    let place = Place::with("a.txt", STORY);
    let input = place.root().join("in");
    let (code, stderr) = shell(&format!("\"$COPYDESK\" clean '{}' >/dev/full", input.display()));
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("write"), "{stderr}");
}

#[test]
fn who_reads_one_line_and_leaves_ends_the_run_quietly() {
    let lines: String = (0..5_000).map(|n| json_line(&format!("{STORY} Tide {n}."))).collect();
    let place = Place::with("a.jsonl", lines);
    assert_eq!(place.clean(&["--skip", "spin"]).code, 0);
    let (input, out) = (place.root().join("in"), place.root().join("out"));
    let commands: [&[&std::ffi::OsStr]; 2] =
        [&["clean".as_ref(), input.as_ref()], &["audit".as_ref(), "undo".as_ref(), out.as_ref()]];
    for command in commands {
        let mut child =
            copydesk().args(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(512, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("{\"id\":"), "{line}");
        let (code, stderr, _) = watched(child);
        assert_eq!(code, 0, "{stderr}");
        assert!(!stderr.contains("panicked") && !stderr.contains("roken pipe"), "{stderr}");
    }
}

#[test]
fn every_command_bears_a_closed_standard_output() {
    let place = Place::with("a.txt", STORY);
    let file = place.input("a.txt");
    let commands: [&[&std::ffi::OsStr]; 3] = [
        &["config".as_ref()],
        &["explain".as_ref(), file.as_ref()],
        &["dictionary".as_ref(), "check".as_ref(), file.as_ref()],
    ];
    for command in commands {
        let mut child =
            copydesk().args(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let (_, stderr, _) = watched(child);
        assert!(!stderr.contains("panicked"), "{command:?}: {stderr}");
    }
}

#[test]
fn output_comes_before_the_input_ends() {
    let mut child = copydesk()
        .args(["clean", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let feeder = std::thread::spawn(move || {
        // More than a batch of records as short as they come.
        for number in 0..10_000 {
            stdin.write_all(json_line(&format!("Tide {number}.")).as_bytes()).unwrap();
        }
        stdin.flush().unwrap();
        stdin
    });
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert!(line.contains("Tide 0."), "{line}");
    // Read on, or the pipe fills and the feeder never ends.
    let rest = std::thread::spawn(move || {
        let mut rest = Vec::new();
        stdout.read_to_end(&mut rest).map(|_| memchr::memchr_iter(b'\n', &rest).count())
    });
    drop(feeder.join().unwrap());
    assert_eq!(rest.join().unwrap().unwrap(), 9_999);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn an_endless_input_and_a_slow_reader_take_bounded_memory() {
    let mut child = copydesk()
        .args(["clean", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    // Mostly fields that are passed over: the reader is as fast as it can be.
    let pad = "x".repeat(60_000);
    let line = serde_json::json!({ "pad": pad, "text": STORY }).to_string() + "\n";
    let feeder = std::thread::spawn(move || {
        let mut fed = 0;
        while fed < 300 << 20 && stdin.write_all(line.as_bytes()).is_ok() {
            fed += line.len();
        }
        fed
    });
    let reader = std::thread::spawn(move || {
        let mut piece = [0; 4096];
        let mut read = 0;
        while let Ok(n @ 1..) = stdout.read(&mut piece) {
            read += n;
            std::thread::sleep(std::time::Duration::from_micros(200));
        }
        read
    });
    let (code, _, peak) = watched(child);
    assert_eq!(code, 0);
    assert!(feeder.join().unwrap() >= 300 << 20 && reader.join().unwrap() > 0);
    assert!(peak < 200 << 10, "{peak} KiB");
}

#[test]
fn a_compressed_standard_input_is_read() {
    let mut child = copydesk()
        .args(["clean", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let bytes = gzip(json_line(STORY).as_bytes());
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["text"], STORY);
}
