//! The files of one kind of rows: a new one begins where the next company would not fit.
//!
//! A company's people stay in one file; only a company larger than a file is cut. Holds one part in memory.

use super::cell::{Cell, Typed};
use crate::export::file::hex;
use crate::export::{ExportError, Written};
use crate::pipeline::target::{Format, LineEnd, Quote, Target};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, Workbook, XlsxError};
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::PathBuf;

/// The files in the making.
pub struct Parts<'a> {
    target: &'a Target,
    dir: PathBuf,
    stem: String,
    header: Vec<&'a str>,
    head: Vec<u8>,
    bytes: Vec<u8>,
    cells: Vec<Vec<Cell>>,
    rows: u32,
    written: Vec<Written>,
    /// Companies that are larger than a file.
    pub cut: Vec<String>,
}

impl<'a> Parts<'a> {
    /// No file yet.
    pub fn new(target: &'a Target, dir: PathBuf, stem: String, header: Vec<&'a str>) -> Result<Self, ExportError> {
        let mut parts = Self {
            target,
            dir,
            stem,
            header,
            head: Vec::new(),
            bytes: Vec::new(),
            cells: Vec::new(),
            rows: 0,
            written: Vec::new(),
            cut: Vec::new(),
        };
        if target.format == Format::Csv {
            let header = parts.header.iter().map(|label| label.as_bytes());
            let header = parts.encode(header).map_err(|source| parts.failed(source))?;
            parts.head = if target.bom { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
            parts.head.extend(header);
        }
        Ok(parts)
    }

    fn failed(&self, source: io::Error) -> ExportError {
        ExportError::Io { path: self.dir.join(&self.stem), source }
    }

    /// One record as the target reads it.
    fn encode<'r>(&self, cells: impl Iterator<Item = &'r [u8]>) -> io::Result<Vec<u8>> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.target.delimiter)
            .terminator(match self.target.line_end {
                LineEnd::Lf => csv::Terminator::Any(b'\n'),
                LineEnd::CrLf => csv::Terminator::CRLF,
            })
            .quote_style(match self.target.quote {
                Quote::Needed => csv::QuoteStyle::Necessary,
                Quote::Always => csv::QuoteStyle::Always,
            })
            .buffer_capacity(1_024)
            .from_writer(Vec::with_capacity(512));
        writer.write_record(cells)?;
        writer.into_inner().map_err(|error| error.into_error())
    }

    /// Bytes of a row in its file, and whether a file can hold it; workbooks are not measured.
    pub fn row(&self, cells: &[Cell]) -> Result<Option<Vec<u8>>, ExportError> {
        if self.target.format == Format::Xlsx {
            return Ok(Some(Vec::new()));
        }
        let row = self.encode(cells.iter().map(|cell| cell.text.as_bytes())).map_err(|source| self.failed(source))?;
        let fits = self.most_bytes().is_none_or(|most| self.head.len() + row.len() <= most);
        Ok(fits.then_some(row))
    }

    fn most_bytes(&self) -> Option<usize> {
        self.target.max_bytes.map(|most| most as usize)
    }

    fn has_room(&self, rows: usize, bytes: usize) -> bool {
        self.rows as usize + rows <= self.target.max_rows as usize
            && self.most_bytes().is_none_or(|most| self.head.len() + self.bytes.len() + bytes <= most)
    }

    /// Adds the people of one company, or somebody without one.
    pub fn add(&mut self, group: Vec<(Vec<Cell>, Vec<u8>)>, organisation: Option<&str>) -> Result<(), ExportError> {
        let bytes = group.iter().map(|(_, row)| row.len()).sum();
        if self.rows > 0 && !self.has_room(group.len(), bytes) {
            self.close()?;
        }
        let before = self.written.len();
        for (cells, row) in group {
            if self.rows > 0 && !self.has_room(1, row.len()) {
                self.close()?;
            }
            self.rows += 1;
            self.bytes.extend(row);
            if self.target.format == Format::Xlsx {
                self.cells.push(cells);
            }
        }
        if self.written.len() > before {
            self.cut.extend(organisation.map(str::to_owned));
        }
        Ok(())
    }

    /// Writes the part at hand.
    fn close(&mut self) -> Result<(), ExportError> {
        let content = match self.target.format {
            Format::Csv => [self.head.as_slice(), &self.bytes].concat(),
            Format::Xlsx => {
                workbook(&self.header, &self.cells).map_err(|error| self.failed(io::Error::other(error)))?
            }
        };
        let file = format!("{}_{:03}.{}", self.stem, self.written.len() + 1, self.extension());
        let path = self.dir.join(&file);
        fs::write(&path, &content).map_err(|source| ExportError::Io { path, source })?;
        let sha256 = hex(&Sha256::digest(&content));
        self.written.push(Written { file, rows: self.rows.into(), bytes: content.len() as u64, sha256 });
        self.bytes.clear();
        self.cells.clear();
        self.rows = 0;
        Ok(())
    }

    fn extension(&self) -> &'static str {
        match self.target.format {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    /// Writes what is left and lists the files. A file that is the only one has no number; without rows there is none.
    pub fn finish(mut self) -> Result<(Vec<Written>, Vec<String>), ExportError> {
        if self.rows > 0 {
            self.close()?;
        }
        let extension = self.extension();
        if let [only] = self.written.as_mut_slice() {
            let (from, file) = (self.dir.join(&only.file), format!("{}.{extension}", self.stem));
            let to: PathBuf = self.dir.join(&file);
            fs::rename(from, &to).map_err(|source| ExportError::Io { path: to, source })?;
            only.file = file;
        }
        Ok((self.written, self.cut))
    }
}

/// A workbook with one sheet. Text is text, whatever it begins with.
fn workbook(header: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The clock must not leak into the bytes.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let (bold, date) = (Style::new().set_bold(), Style::new().set_num_format("yyyy-mm-dd"));
    let sheet = book.add_worksheet();
    for (at, label) in header.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, *label, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in rows.iter().enumerate() {
        let row = row as u32 + 1;
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            let at = at as u16;
            match cell.typed {
                Typed::Text => sheet.write_string(row, at, &cell.text)?,
                Typed::Number(number) => sheet.write_number(row, at, number)?,
                // before 1900 a workbook knows no dates
                Typed::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
                    Ok(day) => sheet.write_datetime_with_format(row, at, &day, &date)?,
                    Err(_) => sheet.write_string(row, at, &cell.text)?,
                },
            };
        }
    }
    book.save_to_buffer()
}
