//! Import files as bytes and cells, read without the writer.

use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A file with its cells as text.
pub struct Sheet {
    pub file: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Where a header stands.
    pub fn at(&self, header: &str) -> Option<usize> {
        self.header.iter().position(|name| name == header)
    }

    /// Row by the value of a column, cells by header.
    pub fn by(&self, header: &str) -> BTreeMap<String, BTreeMap<String, String>> {
        let at = self.at(header).unwrap();
        let cells = |row: &Vec<String>| self.header.iter().cloned().zip(row.iter().cloned()).collect();
        self.rows.iter().map(|row| (row[at].clone(), cells(row))).collect()
    }
}

/// Reads a file of comma-separated records; `problems` get what is wrong with its bytes.
pub fn csv(path: &Path, delimiter: u8, crlf: bool, bom: bool, problems: &mut Vec<String>) -> Sheet {
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = fs::read(path).unwrap();
    let has_bom = bytes.starts_with(b"\xEF\xBB\xBF");
    if has_bom != bom {
        problems.push(format!("{file}: byte order mark {has_bom}, wanted {bom}"));
    }
    let body = &bytes[if has_bom { 3 } else { 0 }..];
    match std::str::from_utf8(body) {
        Err(error) => problems.push(format!("{file}: no UTF-8: {error}")),
        Ok(text) if text.contains(['\u{0}', '\u{feff}']) => problems.push(format!("{file}: NUL or a stray mark")),
        Ok(_) => {}
    }
    line_ends(&file, body, crlf, problems);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body);
    let mut records = reader.byte_records().map(|record| {
        record.unwrap().iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<String>>()
    });
    let header = records.next().unwrap_or_default();
    let rows = records.collect();
    Sheet { file, header, rows }
}

/// Line ends outside quotes are all of one kind, and the last record has one.
fn line_ends(file: &str, body: &[u8], crlf: bool, problems: &mut Vec<String>) {
    let (mut quoted, mut lf, mut pairs, mut bare) = (false, 0, 0, 0);
    for (at, byte) in body.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && at > 0 && body[at - 1] == b'\r' => pairs += 1,
            b'\n' if !quoted => lf += 1,
            b'\r' if !quoted && body.get(at + 1) != Some(&b'\n') => bare += 1,
            _ => {}
        }
    }
    let wrong = if crlf { lf } else { pairs };
    if quoted || bare > 0 || wrong > 0 {
        problems.push(format!("{file}: line ends: {lf} LF, {pairs} CRLF, {bare} CR, open quote {quoted}"));
    }
    if !body.ends_with(if crlf { b"\r\n" } else { b"\n" }) {
        problems.push(format!("{file}: the last record has no line end"));
    }
}

/// Reads a workbook, which must have one sheet.
pub fn xlsx(path: &Path, problems: &mut Vec<String>) -> Sheet {
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    if names.len() != 1 {
        problems.push(format!("{file}: {} sheets", names.len()));
    }
    let formulas = book.worksheet_formula(&names[0]).unwrap();
    if formulas.cells().any(|(.., formula)| !formula.is_empty()) {
        problems.push(format!("{file}: holds a formula"));
    }
    let range = book.worksheet_range(&names[0]).unwrap();
    let mut rows = range.rows().map(|row| row.iter().map(shown).collect::<Vec<String>>());
    let header = rows.next().unwrap_or_default();
    let rows = rows.collect();
    Sheet { file, header, rows }
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => day.as_datetime().unwrap().format("%Y-%m-%d").to_string(),
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// One line of refused.csv.
#[derive(Debug, Clone)]
pub struct Refused {
    pub contact_id: String,
    pub organisation_id: String,
    pub field: String,
    pub value: String,
    pub error: String,
    pub effect: String,
    pub message: String,
}

/// refused.csv of an export.
pub fn refused(dir: &Path) -> Vec<Refused> {
    let mut reader = csv::Reader::from_path(dir.join("refused.csv")).unwrap();
    let wanted = ["contact_id", "organisation_id", "entity", "field", "value", "error", "effect", "message"];
    assert_eq!(reader.headers().unwrap(), &wanted[..]);
    let line = |row: csv::StringRecord| Refused {
        contact_id: row[0].to_owned(),
        organisation_id: row[1].to_owned(),
        field: row[3].to_owned(),
        value: row[4].to_owned(),
        error: row[5].to_owned(),
        effect: row[6].to_owned(),
        message: row[7].to_owned(),
    };
    reader.records().map(|row| line(row.unwrap())).collect()
}

/// summary.json of an export.
pub fn summary(dir: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(dir.join("summary.json")).unwrap()).unwrap()
}
