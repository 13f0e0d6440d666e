//! Which files are read: paths, folders and globs to a list in a stable order.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use walkdir::{DirEntry, WalkDir};

use super::Inputs;
use crate::error::{Error, Result, Trouble};

/// See [`super::resolve`].
pub(super) fn resolve(given: &[PathBuf]) -> Result<Inputs> {
    let mut inputs = Inputs::default();
    for path in given {
        if path.as_os_str() == "-" {
            inputs.files.push(path.clone());
            continue;
        }
        match fs::metadata(path) {
            Ok(meta) => {
                inputs.folders.extend(meta.is_dir().then(|| path.clone()));
                inputs.add(path, &meta);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match fs::symlink_metadata(path) {
                    Ok(_) => inputs.pass(path, "dangling_link", "the link points nowhere"),
                    Err(_) if is_glob(path) => inputs.add_glob(path)?,
                    Err(_) => {
                        let message = format!("input \"{}\" does not exist", escape(path));
                        return Err(Error::Usage(message));
                    }
                }
            }
            Err(error) => inputs.pass(path, "unreadable", error.to_string()),
        }
    }
    Ok(inputs)
}

impl Inputs {
    fn add(&mut self, path: &Path, meta: &fs::Metadata) {
        if meta.is_dir() {
            self.add_folder(path);
        } else if meta.is_file() {
            self.bytes += meta.len();
            self.files.push(path.to_owned());
        } else {
            self.pass(path, "special_file", "not a regular file");
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        let walk = WalkDir::new(folder).follow_links(true).sort_by(by_name).into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => match entry.metadata() {
                    Ok(meta) => self.add(entry.path(), &meta),
                    Err(error) => self.pass_entry(&error, folder),
                },
                Err(error) => self.pass_entry(&error, folder),
            }
        }
    }

    fn add_glob(&mut self, pattern: &Path) -> Result<()> {
        let shown = escape(pattern);
        let usage = |message: String| Error::Usage(format!("glob \"{shown}\": {message}"));
        let text = pattern.to_str().ok_or_else(|| usage("not UTF-8".to_owned()))?;
        // `./` is lost when walking, so it must not be in the pattern either.
        let text = text.strip_prefix("./").unwrap_or(text);
        let glob = GlobBuilder::new(text)
            .literal_separator(true)
            .build()
            .map_err(|error| usage(error.kind().to_string()))?
            .compile_matcher();
        let parts: Vec<Component<'_>> = Path::new(text).components().collect();
        let fixed = parts.iter().take_while(|part| !is_glob(Path::new(part))).count();
        let base: PathBuf = parts[..fixed].iter().collect();
        let depth = match text.contains("**") {
            true => usize::MAX,
            // Alternatives can hold separators: as deep as there are any.
            false => text.matches('/').count() + 1,
        };
        let root = if fixed == 0 { Path::new(".") } else { base.as_path() };
        let wants_hidden = text.split('/').any(|part| part.starts_with('.'));

        self.folders.push(base.clone());
        let before = (self.files.len(), self.troubles.len());
        let mut walk =
            WalkDir::new(root).follow_links(true).max_depth(depth).sort_by(by_name).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                // What cannot be looked at matters only if the pattern means it.
                Err(error) => {
                    let path = error.path().map(|path| without_dot(path).to_owned());
                    if path.is_some_and(|path| glob.is_match(path)) {
                        self.pass_entry(&error, root);
                    }
                    continue;
                }
            };
            let path = without_dot(entry.path());
            if entry.depth() > 0 && !wants_hidden && is_hidden(&entry) {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            } else if glob.is_match(path) {
                if entry.file_type().is_dir() {
                    self.add_folder(path);
                    walk.skip_current_dir();
                } else if let Ok(meta) = fs::metadata(path) {
                    self.add(path, &meta);
                } else {
                    self.pass(path, "unreadable", "the file vanished");
                }
            }
        }
        if before == (self.files.len(), self.troubles.len()) {
            return Err(usage("matches no file".to_owned()));
        }
        Ok(())
    }

    fn pass(&mut self, path: &Path, kind: &'static str, message: impl Into<String>) {
        self.troubles.push(Trouble {
            path: escape(path),
            member: None,
            line: None,
            offset: 0,
            length: None,
            kind,
            message: message.into(),
        });
    }

    fn pass_entry(&mut self, error: &walkdir::Error, folder: &Path) {
        let path = error.path().unwrap_or(folder);
        if let Some(ancestor) = error.loop_ancestor() {
            let message = format!("a link leads back to \"{}\"", escape(ancestor));
            return self.pass(path, "symlink_loop", message);
        }
        let cause = error.io_error();
        let is_missing = cause.is_some_and(|cause| cause.kind() == io::ErrorKind::NotFound);
        match is_missing && fs::symlink_metadata(path).is_ok() {
            true => self.pass(path, "dangling_link", "the link points nowhere"),
            false => {
                let message = cause.map_or_else(|| error.to_string(), ToString::to_string);
                self.pass(path, "unreadable", message);
            }
        }
    }
}

fn by_name(a: &DirEntry, b: &DirEntry) -> std::cmp::Ordering {
    a.file_name().as_encoded_bytes().cmp(b.file_name().as_encoded_bytes())
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_glob(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().any(|b| b"*?[{".contains(b))
}

fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// A path as text, without loss: what is not printable UTF-8 is escaped.
///
/// Bytes that are not UTF-8 and control characters are written `\xHH`, byte by byte, and a
/// backslash itself `\\` (on Windows, where it separates folders, it stays single). Reading
/// these escapes back gives the very bytes of the path.
///
/// ```
/// use std::path::Path;
/// assert_eq!(copydesk::read::escape(Path::new("a/new\nline.txt")), r"a/new\x0aline.txt");
/// ```
pub fn escape(path: &Path) -> String {
    escape_bytes(path.as_os_str().as_encoded_bytes())
}

/// See [`escape`].
pub(super) fn escape_bytes(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let hex = |out: &mut String, bytes: &[u8]| {
        for b in bytes {
            out.push_str(&format!("\\x{b:02x}"));
        }
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' if cfg!(not(windows)) => out.push_str("\\\\"),
                c if c.is_control() => hex(&mut out, c.encode_utf8(&mut [0; 4]).as_bytes()),
                c => out.push(c),
            }
        }
        hex(&mut out, chunk.invalid());
    }
    out
}
