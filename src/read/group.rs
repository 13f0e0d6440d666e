//! What documents without an address are counted under: a folder's name.
//!
//! Archives are most often laid out `archive/outlet/year/month/file`. So where one folder (or one
//! pattern) is named it is the first folder below it, and where several are named each is a group of
//! its own; folders named by numbers, such as years, are passed over. A file named alone belongs to
//! the folder it lies in, a member of an archive of files to the first folder inside.

use std::path::{Component, Path, PathBuf};

use super::inputs::escape;

/// The group of a file, found below one of `folders` or named itself.
pub(super) fn of_file(file: &Path, folders: &[PathBuf]) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    let below = folders.iter().filter_map(|named| Some((named, folder.strip_prefix(named).ok()?)));
    let found = match below.min_by_key(|(_, rest)| rest.components().count()) {
        Some((named, rest)) => {
            let inner = rest.components().find(is_name).filter(|_| folders.len() == 1);
            inner.or_else(|| last_name(named)).or_else(|| rest.components().find(is_name))
        }
        None => last_name(folder),
    };
    match found {
        Some(name) => escape(Path::new(name.as_os_str())),
        // Nothing but its own name: without the endings.
        None => {
            let name = file.file_name().map(|name| escape(Path::new(name))).unwrap_or_default();
            let stem = name.split('.').next().unwrap_or_default();
            if stem.is_empty() { "-".to_owned() } else { stem.to_owned() }
        }
    }
}

/// The group of an archive's member, if it lies in a folder there.
pub(super) fn of_member(member: &str) -> Option<&str> {
    let (folders, _) = member.rsplit_once('/')?;
    folders.split('/').find(|name| is_telling(name))
}

fn last_name(folder: &Path) -> Option<Component<'_>> {
    folder.components().rfind(is_name)
}

fn is_name(part: &Component<'_>) -> bool {
    match part {
        Component::Normal(name) => is_telling(&name.to_string_lossy()),
        _ => false,
    }
}

/// Whether a folder's name is more than a number, a date or a dot.
fn is_telling(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(file: &str, folders: &[&str]) -> String {
        let folders: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
        of_file(Path::new(file), &folders)
    }

    #[test]
    fn the_folder_below_the_one_named() {
        assert_eq!(group("archive/tarn/2021/03/a.txt", &["archive"]), "tarn");
        assert_eq!(group("archive/2021/tarn/a.txt", &["archive"]), "tarn");
        assert_eq!(group("archive/tarn/2021/a.txt", &["archive/tarn"]), "tarn");
        assert_eq!(group("archive/a.txt", &["archive"]), "archive");
    }

    #[test]
    fn each_of_several_folders() {
        let folders = ["in/tarn", "in/quay"];
        assert_eq!(group("in/quay/sport/2021/a.txt", &folders), "quay");
        assert_eq!(group("in/tarn/a.txt", &folders), "tarn");
    }

    #[test]
    fn files_named_alone() {
        assert_eq!(group("in/tarn/2021/a.txt", &[]), "tarn");
        assert_eq!(group("news.jsonl.gz", &[]), "news");
        assert_eq!(group("-", &[]), "-");
        assert_eq!(of_member("2021/tarn/x/a.html"), Some("tarn"));
        assert_eq!(of_member("a.html"), None);
    }
}
