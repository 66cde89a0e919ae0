//! From what people name (files, folders, globs) to files, in a fixed order, with the reason for all that is left out.
//!
//! Looks at names and kinds of entries only, never into a file. Not for `-`, which is the command line's.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// Extensions of files that are read, without a dot, lower case; other files of a folder are left out.
pub const EXTENSIONS: &[&str] = &[
    "arrow", "csv", "db", "feather", "ipc", "json", "jsonl", "ndjson", "ods", "parquet", "pq", "sqlite", "sqlite3",
    "tab", "tsv", "txt", "vcard", "vcf", "xls", "xlsb", "xlsm", "xlsx",
];
/// Extensions of packed files, which may stand behind another or alone where they name what is in them.
pub const PACKED: &[&str] = &["bz2", "gz", "zip", "zst"];
/// Folders inside folders that are followed.
const DEPTH: usize = 32;

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path.
    pub path: PathBuf,
    /// True when it was named itself, not found in a folder or by a glob.
    pub named: bool,
}

/// Why a path was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Its name is not one of those that are read; the extension with its dot, empty where there is none.
    Type(String),
    /// A pipe, socket or device inside a folder.
    Special,
    /// A link to a folder it lies in, whose files are read where they are.
    Loop,
    /// A folder inside a folder: what people keep there (originals, answers, archives) is seldom meant.
    Folder,
    /// The folder of a run.
    Result,
    /// A folder too many folders deep.
    Deep,
    /// What the operating system said.
    Unreadable(String),
}

impl Reason {
    /// True when records may be missing that somebody meant to be read.
    pub const fn is_loss(&self) -> bool {
        matches!(self, Self::Deep | Self::Unreadable(_))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Type(extension) if extension.is_empty() => f.write_str("files without an extension are not read"),
            Self::Type(extension) => write!(f, "files of this type are not read ({extension})"),
            Self::Special => f.write_str("neither a file nor a folder"),
            Self::Loop => f.write_str("a link that leads back to a folder above it"),
            Self::Folder => f.write_str("a folder inside the folder; name it, or `**/*`, to read it"),
            Self::Result => f.write_str("holds the results of a run"),
            Self::Deep => write!(f, "more than {DEPTH} folders deep; name it to read it"),
            Self::Unreadable(why) => write!(f, "cannot be opened ({why})"),
        }
    }
}

/// What was found, and what was not taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Files in the order in which they were named, those of a folder or glob sorted by path; each once.
    pub files: Vec<Found>,
    /// Paths that were not taken, and why.
    pub left_out: Vec<(PathBuf, Reason)>,
}

/// The files behind paths: files as they are, whatever their names, the files of folders, and what globs match where no
/// file has that name.
///
/// A path that is not there and a glob that matches nothing stay among the files, so that whoever opens them says so.
pub fn expand(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        if path.is_dir() {
            inputs.walk(path);
        } else if path.exists() || archive_of(path).is_some() || !inputs.glob(path) {
            inputs.files.push(Found { path: path.clone(), named: true });
        }
    }
    let mut seen = BTreeSet::new();
    inputs.files.retain(|found| seen.insert(found.path.clone()));
    inputs.left_out.retain(|(path, _)| seen.insert(path.clone()));
    inputs
}

/// True when a path has signs that stand for others.
pub fn is_glob(path: &str) -> bool {
    path.contains(['*', '?', '['])
}

/// The archive a path leads into, as in `export.zip/contacts.csv`.
pub fn archive_of(path: &Path) -> Option<&Path> {
    let is_zip = |path: &&Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    path.ancestors().skip(1).filter(is_zip).find(|archive| archive.is_file())
}

/// True when files of that name are read: by their extension, packed or not.
pub fn is_readable(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some((rest, last)) = name.rsplit_once('.') else { return false };
    let is_packed = PACKED.contains(&last);
    let inner = rest.rsplit_once('.').map(|(_, extension)| extension);
    EXTENSIONS.contains(&last)
        || is_packed && (last == "zip" || inner.is_some_and(|extension| EXTENSIONS.contains(&extension)))
}

/// Why a file is left out whose name is not one of those that are read; `None` where it is.
pub fn wrong_name(path: &Path) -> Option<Reason> {
    let extension =
        || path.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
    (!is_readable(path)).then(|| Reason::Type(extension()))
}

impl Inputs {
    /// Takes the files of a folder. Hidden entries are passed over; folders inside it and files of other types are named.
    pub fn walk(&mut self, folder: &Path) {
        let tree = Tree::of(folder, false);
        self.left_out.extend(tree.left_out);
        tree.files.into_iter().for_each(|path| self.file(path));
    }

    /// Takes the files a pattern matches; false when the path is no pattern or matches nothing.
    fn glob(&mut self, pattern: &Path) -> bool {
        let pattern = pattern.to_string_lossy();
        let Some(Ok(matches)) = is_glob(&pattern).then(|| glob(&pattern)) else { return false };
        let found = !matches.files.is_empty();
        self.left_out.extend(matches.left_out);
        matches.files.into_iter().for_each(|path| self.file(path));
        found
    }

    /// Takes a file that was not named itself.
    fn file(&mut self, path: PathBuf) {
        let why = match path.metadata() {
            Err(error) => Some(Reason::Unreadable(error.to_string())),
            Ok(metadata) if !metadata.is_file() => Some(Reason::Special),
            Ok(_) => wrong_name(&path),
        };
        match why {
            Some(why) => self.left_out.push((path, why)),
            None => self.files.push(Found { path, named: false }),
        }
    }
}

/// Everything below a folder that is no folder, or what a pattern matches; sorted by path.
#[derive(Debug, Default)]
pub struct Tree {
    /// What is no folder.
    pub files: Vec<PathBuf>,
    /// Folders that were not entered, and why.
    pub left_out: Vec<(PathBuf, Reason)>,
}

impl Tree {
    /// `deep` follows the folders inside.
    fn of(folder: &Path, deep: bool) -> Self {
        let mut tree = Self::default();
        tree.enter(folder, deep, &mut Vec::new());
        tree
    }

    fn enter(&mut self, folder: &Path, deep: bool, above: &mut Vec<PathBuf>) {
        let unreadable = |error: std::io::Error| Reason::Unreadable(error.to_string());
        let entered = match folder.canonicalize() {
            Ok(real) if above.contains(&real) => Err(Reason::Loop),
            Ok(_) if !above.is_empty() && is_result(folder) => Err(Reason::Result),
            Ok(_) if !above.is_empty() && !deep => Err(Reason::Folder),
            Ok(_) if above.len() >= DEPTH => Err(Reason::Deep),
            Ok(real) => entries(folder).map(|entries| (real, entries)).map_err(unreadable),
            Err(error) => Err(unreadable(error)),
        };
        let (real, entries) = match entered {
            Ok(entered) => entered,
            Err(why) => return self.left_out.push((folder.to_owned(), why)),
        };
        above.push(real);
        for entry in entries {
            if entry.is_dir() { self.enter(&entry, deep, above) } else { self.files.push(entry) }
        }
        above.pop();
    }
}

/// What a pattern matches, folders aside.
///
/// `**` is resolved here, because the crate follows links that lead back, which takes for ever where there are two.
///
/// # Errors
/// With the reason, when the pattern is malformed.
pub fn glob(pattern: &str) -> Result<Tree, &'static str> {
    let malformed = |error: glob::PatternError| error.msg;
    if let Some((before, _)) = pattern.split_once("**") {
        let matcher = glob::Pattern::new(pattern).map_err(malformed)?;
        let fixed = before.split(['*', '?', '[']).next().unwrap_or_default();
        let folder = fixed.rfind(std::path::is_separator).map_or(".", |at| &fixed[..=at]);
        let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::default() };
        let mut tree = Tree::of(Path::new(folder), true);
        let plain = |path: &PathBuf| {
            if folder == "." { path.strip_prefix(".").unwrap_or(path).to_owned() } else { path.clone() }
        };
        tree.files = tree.files.iter().map(plain).filter(|path| matcher.matches_path_with(path, options)).collect();
        return Ok(tree);
    }
    let mut tree = Tree::default();
    for entry in glob::glob(pattern).map_err(malformed)? {
        match entry {
            Ok(path) if path.is_dir() => {}
            Ok(path) => tree.files.push(path),
            Err(error) => {
                tree.left_out.push((error.path().to_owned(), Reason::Unreadable(error.error().to_string())));
            }
        }
    }
    tree.files.sort();
    Ok(tree)
}

/// True for the folder of a run: an output inside the input must not be read as another export.
fn is_result(folder: &Path) -> bool {
    ["manifest.json", "run_results.json"].iter().all(|name| folder.join(name).is_file())
}

/// The visible entries of a folder, sorted.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
    entries.retain(|path| !is_hidden(path));
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "a\n1\n").unwrap();
        }
        dir
    }

    fn names(dir: &Path, paths: impl IntoIterator<Item = PathBuf>) -> Vec<String> {
        paths.into_iter().map(|path| path.strip_prefix(dir).unwrap_or(&path).display().to_string()).collect()
    }

    fn found(dir: &tempfile::TempDir, paths: &[&str]) -> (Vec<String>, Vec<String>) {
        let inputs = expand(&paths.iter().map(|path| dir.path().join(path)).collect::<Vec<_>>());
        (
            names(dir.path(), inputs.files.into_iter().map(|found| found.path)),
            names(dir.path(), inputs.left_out.into_iter().map(|(path, _)| path)),
        )
    }

    #[test]
    fn a_folder_means_its_files_and_names_the_folders_inside() {
        let dir = folder(&["b.csv", "a/x.tsv.gz", "a/deep/y.xlsx", "readme.md", ".git/z.csv", "~lock.xlsx", "c.zip"]);
        let (files, left_out) = found(&dir, &[""]);
        assert_eq!(files, ["b.csv", "c.zip"]);
        assert_eq!(left_out, ["a", "readme.md"]);
        assert_eq!(found(&dir, &["**/*"]).0, ["a/deep/y.xlsx", "a/x.tsv.gz", "b.csv", "c.zip"]);
    }

    #[test]
    fn results_inside_a_folder_of_inputs_are_not_inputs() {
        let dir = folder(&["a.csv", "out/manifest.json", "out/run_results.json", "out/leads.parquet"]);
        assert_eq!(found(&dir, &[""]), (vec!["a.csv".to_owned()], vec!["out".to_owned()]));
    }

    #[test]
    fn globs_that_no_shell_has_resolved_are_resolved() {
        let dir = folder(&["2.csv", "1.csv", "sub/3.csv", "n.md"]);
        assert_eq!(found(&dir, &["*.csv"]).0, ["1.csv", "2.csv"]);
        assert_eq!(found(&dir, &["**/*.csv", "1.csv"]).0, ["1.csv", "2.csv", "sub/3.csv"]);
        assert_eq!(found(&dir, &["*"]).1, ["n.md"]);
        assert_eq!(
            found(&dir, &["*.txt", "[.csv"]).0,
            ["*.txt", "[.csv"],
            "who opens them says that they are not there"
        );
        std::fs::write(dir.path().join("a[1].csv"), "a\n1\n").unwrap();
        assert_eq!(found(&dir, &["a[1].csv"]).0, ["a[1].csv"], "a file of that name is that file");
    }

    #[test]
    fn a_path_may_lead_into_an_archive() {
        let dir = folder(&["a.zip", "b/c.csv"]);
        let archive = dir.path().join("a.zip");
        assert_eq!(archive_of(&archive.join("x/y.csv")), Some(archive.as_path()));
        assert_eq!(archive_of(&dir.path().join("b/c.csv")), None);
        assert_eq!(archive_of(&archive), None);
    }

    #[test]
    fn what_is_not_there_is_left_to_whoever_opens_it() {
        let dir = folder(&[]);
        let inputs = expand(&[dir.path().join("gone.csv")]);
        assert!(inputs.files.iter().all(|found| found.named) && inputs.files.len() == 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_end_and_are_named() {
        use std::os::unix::fs::symlink;
        let dir = folder(&["a/x.csv", "b/y.csv"]);
        for (from, to) in [("a/up", ""), ("a/self", "a"), ("b/up", ""), ("b/a", "a")] {
            symlink(dir.path().join(to), dir.path().join(from)).unwrap();
        }
        symlink("nowhere", dir.path().join("dead.csv")).unwrap();
        let (files, left_out) = found(&dir, &["**/*"]);
        assert_eq!(files, ["a/x.csv", "b/a/x.csv", "b/y.csv"]);
        assert_eq!(left_out, ["a/self", "a/up", "b/a/self", "b/a/up", "b/up", "dead.csv"]);
    }
}
