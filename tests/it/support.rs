//! Running the built program in a temporary folder.

use assert_cmd::Command;
use polars::prelude::*;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A temporary folder to work in.
pub struct Home(TempDir);

impl Home {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A path inside it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }
}

/// How a call ended.
pub struct Ended {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program, without the reference data of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::cargo_bin("leadloom").unwrap();
    command.env("LEADLOOM_DATA_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-reference-data"));
    command
}

/// Calls the program.
pub fn leadloom(args: &[&str]) -> Ended {
    let output = program().args(args).output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Calls the program and expects it to succeed.
pub fn succeeds(args: &[&str]) -> Ended {
    let ended = leadloom(args);
    assert_eq!(ended.code, 0, "leadloom {}\n{}\n{}", args.join(" "), ended.out, ended.err);
    ended
}

/// A path as text.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads a table of a run.
pub fn table(out: &Path, name: &str) -> DataFrame {
    ParquetReader::new(File::open(out.join(format!("{name}.parquet"))).unwrap()).finish().unwrap()
}

/// All files of a folder with their bytes, the two that hold timings left out.
pub fn tables_of(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}
