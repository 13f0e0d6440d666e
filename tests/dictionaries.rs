//! Form and sense of every dictionary in the tree, and of what a wrong one is told.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use copydesk::error::Error;
use copydesk::lexicon::{Lexicon, Problem, Substitutions, format, own_tables};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(None).unwrap());

fn check(path: &Path, text: &str) -> Vec<Problem> {
    copydesk::lexicon::check(path, text, &LEXICON.english().model)
}

fn tables() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    let mut out = Vec::new();
    for language in std::fs::read_dir(root).unwrap() {
        let language = language.unwrap().path();
        if language.is_dir() {
            for file in std::fs::read_dir(language).unwrap() {
                out.push(file.unwrap().path());
            }
        }
    }
    out.retain(|path| path.extension().is_some_and(|e| e == "tsv"));
    out.sort();
    out
}

#[test]
fn every_table_is_well_formed() {
    for path in tables() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(check(&path, &text), [], "{path:?}");
        assert_eq!(format(&text), text, "{path:?} is not in canonical form");
    }
}

#[test]
fn the_manual_counts_what_the_files_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = std::fs::read_to_string(root.join("docs/DICTIONARIES.md")).unwrap();
    let entries = |table: &str| -> Vec<String> {
        let text = std::fs::read_to_string(root.join("dictionaries").join(table)).unwrap();
        text.lines().filter(|line| line.contains('\t')).map(str::to_owned).collect()
    };
    let told = |cell: &str| cell.replace(',', "").parse::<usize>().unwrap();
    let (mut tables, mut phrases) = (0, 0);
    for line in manual.lines() {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        match cells[..] {
            ["", table, count, _, _, ""] if table.starts_with("en/") => {
                assert_eq!(told(count), entries(table).len(), "{table}");
                tables += 1;
            }
            ["", folder, _, count, company, ""] if folder.len() == 2 => {
                let all = entries(&format!("{folder}/furniture.tsv"));
                let beside = all.iter().filter(|entry| entry.ends_with("\tcompany")).count();
                assert_eq!((told(count), told(company)), (all.len(), beside), "{folder}");
                phrases += all.len();
            }
            _ => {}
        }
    }
    assert_eq!(tables, 6);
    let sum = format!("All {},{:03} were", phrases / 1000, phrases % 1000);
    assert!(manual.contains(&sum), "{sum}");
}

#[test]
fn the_built_in_ones_load() {
    assert!(
        Substitutions::load(vec![], &mut |_, _| String::new()).unwrap().table("en").unwrap().len()
            > 5000
    );
}

const HEADER: &str = "# dictionary: substitutions\n# source: test\n# license: CC0\n";

fn problem(rows: &str) -> (usize, String) {
    let text = format!("{HEADER}{rows}");
    let problems = check(Path::new("en/test.tsv"), &text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    (problems[0].line, problems[0].message.clone())
}

#[test]
fn senseless_entries_are_named_by_line() {
    let (line, message) =
        problem("lorfed\trindle\tword_swap\t1\t-\town\nrindle\tlorfed\tword_swap\t1\t-\town\n");
    assert!(line == 4 && message.contains("a chain"), "{line} {message}");
    let (line, message) =
        problem("lorfed\tgomble\tword_swap\t1\t-\town\nlorfed\trindle\tword_swap\t1\t-\town\n");
    assert!(line == 5 && message.contains("stands twice"), "{line} {message}");
    let (line, message) = problem("lorfed\t\tword_swap\t1\t-\town\n");
    assert!(line == 4 && message.contains("empty original"), "{line} {message}");
    let (line, message) = problem("lorfed\tgomble\tword_swap\t1\tprev=@nobody\town\n");
    assert!(line == 4 && message.contains("unknown class"), "{line} {message}");
}

#[test]
fn entries_that_would_change_genuine_phrases_are_named() {
    let (line, message) = problem("more than\tbeyond\tphrase_synonym\t1\t-\town\n");
    assert!(line == 4 && message.contains("common in genuine text"), "{line} {message}");
    let with_neighbor = format!("{HEADER}more than\tbeyond\tphrase_synonym\t1\tprev=nan\town\n");
    assert_eq!(check(Path::new("en/test.tsv"), &with_neighbor), []);
}

#[test]
fn candidates_stand_once_and_are_single_words() {
    let twice = "quay\tdock:3\tword_swap\t0\tfit\tx\nquay\tpier:3\tword_swap\t0\tfit\tx\n";
    let (line, message) = problem(twice);
    assert!(line == 5 && message.contains("stands in line 4"), "{line} {message}");
    let (_, message) = problem("quay\tthe dock\tword_swap\t0\tfit\tx\n");
    assert!(message.contains("single words"), "{message}");
    let (_, message) = problem("quay\tdock\tword_swap\t1\tfit\tx\n");
    assert!(message.contains("tells nothing"), "{message}");
}

#[test]
fn form_is_mended() {
    let text = "\u{feff}# source: x\r\nb\tx  \n\n# license: y\na\te\u{301}\nb\tx\n";
    let canonical = format(text);
    assert_eq!(canonical, "# source: x\n# license: y\na\té\nb\tx\n");
    assert_eq!(format(&canonical), canonical);
    assert_eq!(check(Path::new("xx/other.tsv"), &canonical), []);
}

#[test]
fn furniture_that_cannot_be_read_is_named_by_line() {
    let text = format!("{HEADER}read more\tread_more\tline\nshare\tsoup\tline\nshare this\n");
    let lines: Vec<usize> =
        check(Path::new("en/furniture.tsv"), &text).iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [5, 6]);
}

#[test]
fn a_folder_goes_over_the_built_in_entries() {
    let folder = tempfile::tempdir().unwrap();
    let english = folder.path().join("en");
    std::fs::create_dir(&english).unwrap();
    let write = |rows: &str| std::fs::write(english.join("own.tsv"), format!("{HEADER}{rows}"));
    write("quorble\thouse\tword_swap\t1\t-\town\n").unwrap();
    let built_in = Lexicon::load(None).unwrap().substitutions.table("en").unwrap().len();
    let with_own = Lexicon::load(Some(folder.path())).unwrap();
    assert_eq!(with_own.substitutions.table("en").unwrap().len(), built_in + 1);

    write("quorble\t\tword_swap\t1\t-\town\n").unwrap();
    match Lexicon::load(Some(folder.path())) {
        Err(Error::Dictionary { path, line: 4, .. }) => assert!(path.ends_with("own.tsv")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_million_entries_load() {
    let folder = tempfile::tempdir().unwrap();
    let english = folder.path().join("xx");
    std::fs::create_dir(&english).unwrap();
    let mut text = HEADER.to_owned();
    for number in 0..1_000_000 {
        text.push_str(&format!("word{number}\tother\tword_swap\t1\t-\town\n"));
    }
    std::fs::write(english.join("own.tsv"), text).unwrap();
    let own = own_tables(folder.path()).unwrap();
    let loaded = Substitutions::load(own, &mut |_, _| String::new()).unwrap();
    assert_eq!(loaded.table("xx").unwrap().len(), 1_000_000);
}
