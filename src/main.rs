//! The `copydesk` command: exit codes, and what is said on standard error.

mod cli;

use std::io::ErrorKind;
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
            let code = match &error {
                // Who closed the pipe has seen enough.
                Error::Io { source, .. } if source.kind() == ErrorKind::BrokenPipe => {
                    return ExitCode::SUCCESS;
                }
                Error::Io { .. } => UNFINISHED,
                Error::Audit { .. } | Error::Document { .. } => SOME_FAILED,
                Error::Config(_) | Error::Dictionary { .. } | Error::Model(_) | Error::Usage(_) => {
                    USAGE
                }
            };
            cli::say(&format!("copydesk: {error}"));
            ExitCode::from(code)
        }
    }
}
