//! Generators and evaluation, run by hand; nothing here ships.

mod make_warc;

use std::process::ExitCode;

const USAGE: &str = "usage: copydesk-lab make-warc OUT.warc.gz PAGE.html...";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["make-warc", out, pages @ ..] if !pages.is_empty() => make_warc::make_warc(out, pages),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", words[0]);
            ExitCode::FAILURE
        }
    }
}
