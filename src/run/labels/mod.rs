//! Answers about pairs of records: the file that `[dedupe] labels` names and `leadloom review` writes.
//!
//! A CSV file with the columns `left_record_id`, `right_record_id` and `match` (yes or no, in the words of a flag). The
//! order of the two does not matter; of several answers about a pair the last one counts. Not for what an answer does
//! (that is `dedupe`). Costs one pass over the file.

mod journal;

pub use journal::Journal;

use crate::dedupe::Label;
use csv::StringRecord;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Columns of the file.
pub const COLUMNS: [&str; 3] = ["left_record_id", "right_record_id", "match"];

/// Why labels cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// The file cannot be read.
    #[error("cannot read the labels {path}: {message}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The file cannot be written.
    #[error("cannot write the labels {path}: {message}; does the folder exist, and may you write to it?")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A column is missing.
    #[error("the labels {path} need the columns left_record_id, right_record_id and match; there is no `{column}`")]
    Column {
        /// The file.
        path: PathBuf,
        /// The missing one.
        column: &'static str,
    },
    /// An answer is neither yes nor no.
    #[error("{path}:{line}: `{answer}` is no answer; write yes or no in the column match")]
    Answer {
        /// The file.
        path: PathBuf,
        /// Line of the file.
        line: u64,
        /// What stands there.
        answer: String,
    },
}

/// Reads a file of labels, one label a pair.
///
/// # Errors
/// When the file cannot be read, lacks a column, or holds an answer that is neither yes nor no.
pub fn read(path: &Path) -> Result<Vec<Label>, LabelError> {
    let unreadable = |error: csv::Error| LabelError::Unreadable { path: path.to_owned(), message: error.to_string() };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).map_err(unreadable)?;
    let [left, right, answer] = places(path, reader.headers().map_err(unreadable)?)?;
    let mut labels: BTreeMap<(String, String), bool> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let same = match cell(answer).to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "ja" => true,
            "no" | "n" | "false" | "0" | "nein" => false,
            other => {
                let line = row.position().map_or(0, csv::Position::line);
                return Err(LabelError::Answer { path: path.to_owned(), line, answer: other.to_owned() });
            }
        };
        let (one, other) = (cell(left), cell(right));
        labels.insert(if one <= other { (one, other) } else { (other, one) }, same);
    }
    Ok(labels.into_iter().map(|((left, right), same)| Label { left, right, same }).collect())
}

/// The labels of a file as [`read`] gives them; a file that is missing or empty holds none.
///
/// # Errors
/// As [`read`].
pub fn known(path: &Path) -> Result<Vec<Label>, LabelError> {
    let is_empty = match fs::metadata(path) {
        Ok(file) => file.is_file() && file.len() == 0,
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if is_empty { Ok(Vec::new()) } else { read(path) }
}

/// Where the three columns stand.
fn places(path: &Path, headers: &StringRecord) -> Result<[usize; 3], LabelError> {
    let place = |column: &'static str| {
        let same = |name: &str| name.trim_start_matches('\u{feff}') == column;
        headers.iter().position(same).ok_or_else(|| LabelError::Column { path: path.to_owned(), column })
    };
    Ok([place(COLUMNS[0])?, place(COLUMNS[1])?, place(COLUMNS[2])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<Label>, LabelError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labels.csv");
        std::fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn the_last_answer_about_a_pair_counts() {
        let labels = read_text("match,left_record_id,right_record_id\nyes,b,a\nnein,a,b\nJa,c,d\n").unwrap();
        let told: Vec<(&str, &str, bool)> =
            labels.iter().map(|label| (label.left.as_str(), label.right.as_str(), label.same)).collect();
        assert_eq!(told, [("a", "b", false), ("c", "d", true)]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = read_text("left_record_id,right_record_id,match\na,b,yes\nc,d,maybe\n").unwrap_err().to_string();
        assert!(error.contains("labels.csv:3: `maybe` is no answer"), "{error}");
        let error = read_text("left,right_record_id,match\n").unwrap_err().to_string();
        assert!(error.contains("no `left_record_id`"), "{error}");
        assert!(read(Path::new("nowhere.csv")).unwrap_err().to_string().contains("nowhere.csv"));
        assert!(known(Path::new("nowhere.csv")).unwrap().is_empty());
    }
}
