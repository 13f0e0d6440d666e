//! Generators and evaluation, run by hand; nothing here ships.

mod ngram;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["ngram", rest @ ..] => ngram::run(rest),
        _ => Err("usage: copydesk-lab ngram ...".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("copydesk-lab: {error}");
            ExitCode::FAILURE
        }
    }
}
