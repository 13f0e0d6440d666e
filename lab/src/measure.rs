//! `measure`: the released binary over a generated archive, CPU time and peak memory.
//!
//! Linux only: both are read from `/proc` while the command runs.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::generate;

/// Clock ticks a second in `/proc/PID/stat`; fixed by Linux's user interface.
const TICKS: f64 = 100.0;

/// Makes the archives below `folder` where they are missing, runs `binary` over each, prints a table.
pub fn run(binary: &Path, folder: &Path, megabytes: usize) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    println!("| archive | threads | MB | MB/s of CPU time | MB/s | peak memory, MB |");
    println!("|---|---|---|---|---|---|");
    for (name, field, make) in [
        ("text.jsonl", "text", generate::articles as fn(usize) -> Vec<String>),
        ("html.jsonl", "html", generate::pages),
    ] {
        let archive = folder.join(format!("{megabytes}-{name}"));
        if !archive.exists() {
            write(&archive, field, &make(megabytes << 20))?;
        }
        for threads in ["1", "2"] {
            let bytes = fs::metadata(&archive)?.len() as f64 / 1e6;
            let out = folder.join("out");
            let start = Instant::now();
            let (cpu, peak) = watched(
                Command::new(binary).arg("clean").arg(&archive).arg("-o").arg(&out).args([
                    "--threads",
                    threads,
                    "--quiet",
                ]),
            )?;
            let wall = start.elapsed().as_secs_f64();
            println!(
                "| {name} | {threads} | {bytes:.0} | {:.1} | {:.1} | {peak:.0} |",
                bytes / cpu,
                bytes / wall
            );
        }
    }
    Ok(())
}

/// One JSON line a document.
fn write(path: &Path, field: &str, documents: &[String]) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(fs::File::create(path)?);
    for (i, document) in documents.iter().enumerate() {
        let url = format!("https://courier.example/{i}");
        let line = serde_json::json!({ "url": url, field: document });
        writeln!(file, "{line}")?;
    }
    file.flush()
}

/// CPU seconds and peak resident megabytes of a command.
fn watched(command: &mut Command) -> std::io::Result<(f64, f64)> {
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let process = Path::new("/proc").join(child.id().to_string());
    let (mut cpu, mut peak) = (0.0, 0.0);
    loop {
        // The figures of a process that has ended stay readable until it is waited for.
        let ended = fs::read_to_string(process.join("stat"))
            .map(|stat| {
                let fields: Vec<&str> =
                    stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
                let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok());
                if let (Some(user), Some(system)) = (ticks(11), ticks(12)) {
                    cpu = (user + system) / TICKS;
                }
                fields.first() == Some(&"Z")
            })
            .unwrap_or(true);
        if let Ok(status) = fs::read_to_string(process.join("status")) {
            let kilobytes = status
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:"))
                .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<f64>().ok());
            peak = kilobytes.map_or(peak, |kilobytes| kilobytes / 1e3);
        }
        if ended {
            break;
        }
        sleep(Duration::from_millis(5));
    }
    let status = child.wait()?;
    if !status.success() {
        return Err(std::io::Error::other(format!("the command ended with {status}")));
    }
    Ok((cpu, peak))
}
