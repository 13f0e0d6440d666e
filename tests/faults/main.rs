//! Faults and bad input, through the real binary and the library's front doors.
//!
//! Every run made here is also held to what all runs promise: no panic, no file left unfinished,
//! and an audit that leads from every text back to its base text.

mod compressed;
mod dictionaries;
mod encodings;
mod html;
mod ids;
mod json;
mod kept;
mod large;
mod machine;
mod messages;
mod paths;
mod streams;
mod texts;
mod warc;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;

use serde_json::Value;

/// A story that no rule has anything to say about.
const STORY: &str = "The new flood wall at Harrow Quay held through the highest tide of the \
    winter, the harbor board said on Tuesday.\n\n\
    Engineers had feared that the northern section, finished only last month, would leak.";

/// What a run may take at most, in kibibytes: three batches in flight with their texts, and one
/// record of the largest size with its copies on the way through the rooms.
const MAX_PEAK: u64 = 600 << 10;

/// A folder with inputs in `in/`, and room for `out/`.
struct Place(Rc<tempfile::TempDir>);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        Self(Rc::new(folder))
    }

    fn with(name: impl AsRef<OsStr>, bytes: impl AsRef<[u8]>) -> Self {
        Self::new().and(name, bytes)
    }

    fn and(self, name: impl AsRef<OsStr>, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.input(Path::new(&name)), bytes).unwrap();
        self
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn input(&self, name: impl AsRef<Path>) -> PathBuf {
        self.root().join("in").join(name)
    }

    /// Cleans `in/` into `out/`.
    fn clean(&self, more: &[&str]) -> Ran {
        let mut command = copydesk();
        command.arg("clean").arg(self.root().join("in")).arg("-o").arg(self.root().join("out"));
        self.ran(command.args(more))
    }

    /// What a command that writes `out/` did.
    fn ran(&self, command: &mut Command) -> Ran {
        let out = self.root().join("out");
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (code, stderr, peak) = watched(child);
        assert!(!stderr.contains("panicked"), "{stderr}");
        if code <= 1 && out.exists() {
            for (path, _) in tree(&out) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                assert!(!name.ends_with(".tmp") && name != ".lock", "{name} was left");
            }
            copydesk::write::verify(&out).unwrap();
        }
        Ran { code, stderr, peak, out, _place: Rc::clone(&self.0) }
    }
}

/// What a run did.
struct Ran {
    code: i32,
    stderr: String,
    /// Most memory held, in kibibytes; 0 where the system does not tell.
    peak: u64,
    out: PathBuf,
    /// The folder stays as long as it is looked at.
    _place: Rc<tempfile::TempDir>,
}

impl Ran {
    fn lines(&self, part: &str) -> Vec<Value> {
        let shards = tree(&self.out.join(part));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let lines: String = shards.into_iter().map(|(_, bytes)| text(bytes)).collect();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn documents(&self) -> Vec<Value> {
        self.lines("documents")
    }

    fn texts(&self) -> Vec<String> {
        let text = |document: &Value| document["text"].as_str().unwrap().to_owned();
        self.documents().iter().map(text).collect()
    }

    /// The document that came of the input file `name`.
    fn of(&self, name: &str) -> Value {
        let is_it = |document: &Value| {
            document["metadata"]["src_path"].as_str().unwrap().ends_with(&format!("/{name}"))
        };
        let found = self.documents().into_iter().find(is_it);
        found.unwrap_or_else(|| panic!("no document of {name}; errors {:?}", self.errors()))
    }

    fn errors(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.out.join("errors.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The kinds of all errors, in order.
    fn kinds(&self) -> Vec<String> {
        let kind = |error: &Value| error["kind"].as_str().unwrap().to_owned();
        self.errors().iter().map(kind).collect()
    }

    fn count(&self, name: &str) -> u64 {
        let text = fs::read_to_string(self.out.join("manifest.json")).unwrap();
        let manifest: Value = serde_json::from_str(&text).unwrap();
        manifest["counts"][name].as_u64().unwrap()
    }
}

fn copydesk() -> Command {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
}

/// Waits for a child: exit code, standard error, most memory held in kibibytes.
fn watched(mut child: Child) -> (i32, String, u64) {
    let mut stderr = child.stderr.take();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stderr) = &mut stderr {
            std::io::Read::read_to_end(stderr, &mut bytes).unwrap();
        }
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let mut peak = 0;
    let status = loop {
        peak = peak.max(memory(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    (status.code().expect("not killed"), reader.join().unwrap(), peak)
}

/// Most memory a process has held so far, in kibibytes; 0 when it is gone.
#[cfg(target_os = "linux")]
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or(0, |line| line.trim().trim_end_matches(" kB").parse().unwrap())
}

#[cfg(not(target_os = "linux"))]
fn memory(_process: u32) -> u64 {
    0
}

/// Every file below a folder with its bytes, sorted.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.push((path, bytes));
        }
    }
    files.sort();
    files
}

/// A JSON line with a text.
fn json_line(text: &str) -> String {
    serde_json::json!({ "text": text }).to_string() + "\n"
}

/// The payloads and the troubles' kinds of an input in memory.
fn read(name: &str, bytes: &[u8]) -> (Vec<Vec<u8>>, Vec<&'static str>) {
    let (mut payloads, mut kinds) = (Vec::new(), Vec::new());
    for record in copydesk::read::records_of_bytes(name, bytes, &Default::default()) {
        match record {
            Ok(record) => payloads.push(record.bytes),
            Err(trouble) => kinds.push(trouble.kind),
        }
    }
    (payloads, kinds)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}
