//! Training and evaluation, run by hand; nothing here ships.

mod evaluate;
mod label;
mod measure;
mod pages;
mod score;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["measure", binary, folder, megabytes] => {
            measure::run(Path::new(binary), Path::new(folder), megabytes.parse().unwrap_or(100))
        }
        ["pages", "dump", mode, out, files @ ..] => {
            let mode =
                pages::Mode::parse(mode).ok_or(std::io::Error::other("html, dump or cleaned"))?;
            let files: Vec<String> = files.iter().map(|s| (*s).to_owned()).collect();
            pages::dump(&files, mode, Path::new(out))
        }
        ["pages", "evaluate", mode, folder, files @ ..] => {
            let mode =
                pages::Mode::parse(mode).ok_or(std::io::Error::other("html, dump or cleaned"))?;
            let files: Vec<String> = files.iter().map(|s| (*s).to_owned()).collect();
            evaluate::run(Path::new(folder), mode, &files)
        }
        _ => Err(std::io::Error::other(
            "usage: measure BINARY FOLDER MEGABYTES | pages dump MODE OUT FILE...",
        )),
    }
}
