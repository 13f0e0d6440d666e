//! The `copydesk` command: exit codes, and what is said on standard error.

mod cli;

use std::process::ExitCode;

use clap::Parser;
use copydesk::Error;

/// Some records could not be read, or a law of the audit is broken.
const SOME_FAILED: u8 = 1;
/// The command line, configuration or a dictionary is wrong; nothing was read.
const USAGE: u8 = 2;
/// The run could not finish.
const UNFINISHED: u8 = 3;

fn main() -> ExitCode {
    let args = cli::Args::parse();
    match cli::run(args) {
        Ok(cli::Outcome::Done) => ExitCode::SUCCESS,
        Ok(cli::Outcome::SomeFailed) => ExitCode::from(SOME_FAILED),
        Err(error) => {
            let code = match error.downcast_ref::<Error>() {
                // Who closed the pipe has seen enough.
                Some(Error::Io { source, .. }) if is_broken_pipe(source) => {
                    return ExitCode::SUCCESS;
                }
                Some(Error::Io { .. }) => UNFINISHED,
                Some(Error::Audit { .. }) => SOME_FAILED,
                Some(
                    Error::Config(_) | Error::Dictionary { .. } | Error::Model(_) | Error::Usage(_),
                ) => USAGE,
                None => match error.downcast_ref::<std::io::Error>() {
                    Some(e) if is_broken_pipe(e) => return ExitCode::SUCCESS,
                    _ => UNFINISHED,
                },
            };
            cli::say(&format!("copydesk: {error:#}"));
            ExitCode::from(code)
        }
    }
}

fn is_broken_pipe(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::BrokenPipe
}
