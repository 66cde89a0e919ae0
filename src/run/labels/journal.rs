//! Writes answers into a file of labels, one row at a time.
//!
//! A row is written whole and at once, so whoever is interrupted loses nothing. What others wrote stays as it is, also
//! the order of its columns. Costs the header on opening, and one write an answer.

use super::{COLUMNS, LabelError, places};
use crate::report::review::Keep;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// An open file of labels.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// Columns of the file, and which of them are ours.
    columns: usize,
    places: [usize; 3],
    /// Length of the file before and after each answer that can be taken back.
    given: Vec<(u64, u64)>,
}

impl Journal {
    /// Opens a file of labels; one that is missing or empty gets its header.
    ///
    /// # Errors
    /// When the file cannot be read or written, or lacks a column.
    pub fn open(path: &Path) -> Result<Self, LabelError> {
        let unwritable =
            |error: io::Error| LabelError::Unwritable { path: path.to_owned(), message: error.to_string() };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(unwritable)?;
        if file.metadata().map_err(unwritable)?.len() == 0 {
            file.write_all(&line(&COLUMNS).map_err(unwritable)?).map_err(unwritable)?;
        }
        let unreadable =
            |error: csv::Error| LabelError::Unreadable { path: path.to_owned(), message: error.to_string() };
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).map_err(unreadable)?;
        let headers = reader.headers().map_err(unreadable)?;
        let (columns, places) = (headers.len(), places(path, headers)?);
        end_line(&mut file).map_err(unwritable)?;
        Ok(Self { path: path.to_owned(), file, columns, places, given: Vec::new() })
    }

    fn append(&mut self, left: &str, right: &str, same: bool) -> io::Result<()> {
        let mut row = vec![""; self.columns];
        for (place, value) in self.places.into_iter().zip([left, right, if same { "yes" } else { "no" }]) {
            row[place] = value;
        }
        let row = line(&row)?;
        let before = self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(&row)?;
        self.file.flush()?;
        self.given.push((before, before + row.len() as u64));
        Ok(())
    }

    fn drop_last(&mut self) -> io::Result<()> {
        let Some((before, after)) = self.given.pop() else { return Ok(()) };
        if self.file.metadata()?.len() != after {
            return Err(io::Error::other("somebody else wrote to it, so the answer cannot be taken back"));
        }
        self.file.set_len(before)
    }

    fn named(&self, error: &io::Error) -> io::Error {
        io::Error::other(format!("cannot write the labels {}: {error}", self.path.display()))
    }
}

impl Keep for Journal {
    fn keep(&mut self, left: &str, right: &str, same: bool) -> io::Result<()> {
        self.append(left, right, same).map_err(|error| self.named(&error))
    }

    fn take_back(&mut self) -> io::Result<()> {
        self.drop_last().map_err(|error| self.named(&error))
    }
}

/// A row as it stands in the file.
fn line(cells: &[&str]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells)?;
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// Ends the last line of a file where an editor left it open.
fn end_line(file: &mut File) -> io::Result<()> {
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    if last == *b"\n" { Ok(()) } else { file.write_all(b"\n") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn file(content: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labels.csv");
        fs::write(&path, content).unwrap();
        (folder, path)
    }

    #[test]
    fn answers_are_in_the_file_at_once_and_the_last_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labels.csv");
        let mut journal = Journal::open(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "left_record_id,right_record_id,match\n");
        journal.keep("crm:1", "web,site:2", true).unwrap();
        let first = "left_record_id,right_record_id,match\ncrm:1,\"web,site:2\",yes\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), first);
        journal.keep("crm:1", "crm:3", false).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{first}crm:1,crm:3,no\n"));
        journal.take_back().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), first);
        drop(journal);
        Journal::open(&path).unwrap().keep("a:1", "b:2", false).unwrap();
        assert_eq!(super::super::read(&path).unwrap().len(), 2);
    }

    #[test]
    fn a_file_of_somebody_else_keeps_its_columns() {
        let (_folder, path) = file("\u{feff}match,who,right_record_id,left_record_id\r\nno,Ute,b,a");
        Journal::open(&path).unwrap().keep("c", "d", true).unwrap();
        assert!(fs::read_to_string(&path).unwrap().ends_with("no,Ute,b,a\nyes,,d,c\n"));
        assert_eq!(super::super::read(&path).unwrap().len(), 2);
    }

    #[test]
    fn what_cannot_be_written_to_is_refused() {
        let (folder, path) = file("left,right,match\n");
        assert!(Journal::open(&path).unwrap_err().to_string().contains("no `left_record_id`"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "left,right,match\n", "it is left alone");
        let error = Journal::open(&folder.path().join("no/labels.csv")).unwrap_err().to_string();
        assert!(error.contains("cannot write"), "{error}");
    }

    #[test]
    fn rows_of_others_are_never_taken_back() {
        let (_folder, path) = file("left_record_id,right_record_id,match\n");
        let mut journal = Journal::open(&path).unwrap();
        journal.keep("a", "b", true).unwrap();
        let more = fs::read_to_string(&path).unwrap() + "c,d,no\n";
        fs::write(&path, &more).unwrap();
        assert!(journal.take_back().unwrap_err().to_string().contains("somebody else"));
        assert_eq!(fs::read_to_string(&path).unwrap(), more);
    }
}
