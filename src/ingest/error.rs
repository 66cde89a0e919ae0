//! Why a file could not be read. Every message names the file and says what to do.

use std::path::PathBuf;

/// Reasons why `ingest` gives up on a file. One bad record is never among them: that is a reject.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The path does not exist.
    #[error("{}: there is no such file. Check the path; paths are relative to the pipeline file", .path.display())]
    NotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{}: cannot be read ({source}). Check the permissions and that it is a file", .path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Zero bytes, or nothing but blank lines.
    #[error("{}: the file is empty. Export it again, or take it out of the source", .path.display())]
    Empty {
        /// The path as given.
        path: PathBuf,
    },
    /// Control characters where text was expected.
    #[error("{}: this is not a text file (too many control characters). Export it as CSV, XLSX, JSON or Parquet", .path.display())]
    Binary {
        /// The path as given.
        path: PathBuf,
    },
    /// A format that is not read.
    #[error("{}: files of type {what} are not read. Export as CSV, XLSX, ODS, JSON or Parquet; .gz, .zst, .bz2 and .zip may be added", .path.display())]
    Unsupported {
        /// The path as given.
        path: PathBuf,
        /// What it seems to be.
        what: String,
    },
    /// The file claims a format and breaks it.
    #[error("{}: damaged {what} ({detail}). Save or download the file again", .path.display())]
    Damaged {
        /// The path as given.
        path: PathBuf,
        /// The format it claims.
        what: &'static str,
        /// What its reader said.
        detail: String,
    },
    /// The workbook lacks that sheet.
    #[error("{}: there is no sheet {sheet:?}. Sheets: {}. Correct read.sheet", .path.display(), .sheets.join(", "))]
    NoSheet {
        /// The path as given.
        path: PathBuf,
        /// The sheet asked for.
        sheet: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// No row looks like a header.
    #[error(
        "{}: no header row was found, the first row looks like data ({first}). Set read.header_row to its line, or map \
         its columns by hand as column_1, column_2 ...", .path.display()
    )]
    NoHeader {
        /// The path as given.
        path: PathBuf,
        /// The first row, shortened.
        first: String,
    },
    /// `read.header_row` points past the end.
    #[error("{}: read.header_row = {row}, but there is no such row. Correct it or leave it out", .path.display())]
    HeaderRow {
        /// The path as given.
        path: PathBuf,
        /// The row asked for.
        row: u32,
    },
    /// A `read` option that cannot be used.
    #[error("{}: read.{option} = {value:?} cannot be used. {remedy}", .path.display())]
    Option {
        /// The path as given.
        path: PathBuf,
        /// Name of the option.
        option: &'static str,
        /// Its value.
        value: String,
        /// What to write.
        remedy: &'static str,
    },
    /// A pinned column is not in the file.
    #[error("{}: {key} names the column {header:?}, which the file does not have.{} Columns: {}", .path.display(), suggestion(.did_you_mean), .headers.join(", "))]
    PinnedHeader {
        /// The path as given.
        path: PathBuf,
        /// `map.email` or `extra.loyalty_no`.
        key: String,
        /// The header that was asked for.
        header: String,
        /// The closest header of the file.
        did_you_mean: Option<String>,
        /// The headers of the file.
        headers: Vec<String>,
    },
    /// A pinned field that records of this kind do not have.
    #[error("{}: map.{field} is not a field of {records}.{}", .path.display(), suggestion(.did_you_mean))]
    PinnedField {
        /// The path as given.
        path: PathBuf,
        /// The field asked for.
        field: String,
        /// Kind of the source.
        records: &'static str,
        /// The closest field.
        did_you_mean: Option<String>,
    },
    /// A vendor slug nobody knows.
    #[error("{}: vendor {vendor:?} is not known.{}", .path.display(), suggestion(.did_you_mean))]
    Vendor {
        /// The path as given.
        path: PathBuf,
        /// The slug asked for.
        vendor: String,
        /// The closest slug.
        did_you_mean: Option<String>,
    },
    /// The columns do not say what the rows are.
    #[error(
        "{}: holds neither contacts, companies, orders, activities nor suppression entries. Set records, and map its \
         columns; found: {}", .path.display(), .headers.join(", ")
    )]
    NoKind {
        /// The path as given.
        path: PathBuf,
        /// The headers of the file.
        headers: Vec<String>,
    },
    /// A source without files.
    #[error("source {source_name}: it has no files. Correct its path")]
    NoFiles {
        /// Name of the source.
        source_name: String,
    },
    /// Nothing that was named can be read.
    #[error("{}: holds no file that can be read{}. Name exports in CSV, XLSX, ODS, JSON or Parquet", .path.display(), because(.left_out))]
    NothingToRead {
        /// The first path as given.
        path: PathBuf,
        /// The files that were left out, and why.
        left_out: Vec<(PathBuf, String)>,
    },
    /// An archive of which one member has to be named.
    #[error(
        "{}: the archive holds several tables. Name one as {}/{}, or all of them; it holds {}", .path.display(),
        .path.display(), .members.first().map_or("", String::as_str), .members.join(", ")
    )]
    SeveralMembers {
        /// The path as given.
        path: PathBuf,
        /// Its tables.
        members: Vec<String>,
    },
    /// More than fits into memory.
    #[error(
        "{}: needs {} of memory or more, and {} are free. Use a machine with more memory, split the file, or read the \
         head of it with --limit", .path.display(), gigabytes(.needed), gigabytes(.available)
    )]
    Memory {
        /// The path as given.
        path: PathBuf,
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        available: u64,
    },
    /// More columns than any export has.
    #[error(
        "{}: {columns} columns, more than the {limit} that are read. Is {delimiter:?} really the delimiter? Set \
         read.delimiter", .path.display()
    )]
    TooManyColumns {
        /// The path as given.
        path: PathBuf,
        /// Columns found.
        columns: usize,
        /// Columns allowed.
        limit: usize,
        /// The delimiter.
        delimiter: char,
    },
    /// A password keeps the content from being read.
    #[error("{}: protected with a password. Remove the password in the program that wrote the file, and save it again", .path.display())]
    Password {
        /// The path as given.
        path: PathBuf,
    },
    /// It would not fit into memory, or claims so.
    #[error("{}: this {what} is too large to expand ({detail}). Export fewer records at a time, or as CSV", .path.display())]
    TooLarge {
        /// The path as given.
        path: PathBuf,
        /// The format.
        what: &'static str,
        /// What is too large about it.
        detail: String,
    },
    /// Every sheet that holds data is hidden.
    #[error("{}: no visible sheet holds data. Hidden sheets: {}. Name one with read.sheet to read it all the same", .path.display(), .sheets.join(", "))]
    OnlyHidden {
        /// The path as given.
        path: PathBuf,
        /// The hidden sheets.
        sheets: Vec<String>,
    },
    /// Another program is writing it.
    #[error("{}: another program holds the database ({detail}). Close that program, or export a copy and read that", .path.display())]
    Busy {
        /// The path as given.
        path: PathBuf,
        /// What the database said.
        detail: String,
    },
    /// A database cannot be reached or refuses the query.
    #[error("{address}: the database refused ({detail}). Check address, user, password and rights, and that it runs")]
    Database {
        /// The address, without its password.
        address: String,
        /// What the database or its driver said.
        detail: String,
    },
    /// A database holds several tables, or none, and none is named.
    #[error("{address}: no table is named. Add ?table= to the address, or set read.sheet. Tables: {}", .tables.join(", "))]
    NoTable {
        /// The address, without its password.
        address: String,
        /// The tables that may be read.
        tables: Vec<String>,
    },
    /// polars refused to build a frame; a defect of this program.
    #[error("{}: the table could not be built ({source}). Please report this file's header", .path.display())]
    Frame {
        /// The path as given.
        path: PathBuf,
        /// What polars said.
        source: polars::prelude::PolarsError,
    },
}

fn suggestion(name: &Option<String>) -> String {
    name.as_ref().map(|name| format!(" Did you mean {name:?}?")).unwrap_or_default()
}

fn because(left_out: &[(PathBuf, String)]) -> String {
    let reasons: Vec<String> =
        left_out.iter().take(5).map(|(path, why)| format!("{}: {why}", path.display())).collect();
    if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) }
}

fn gigabytes(bytes: &u64) -> String {
    format!("{:.1} GB", *bytes as f64 / f64::from(1 << 30))
}

/// The name closest to what was asked for, when it is close enough to be meant.
pub(crate) fn closest<'a>(asked: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let asked = asked.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let score = strsim::jaro_winkler(&asked, &name.to_lowercase());
        if score >= 0.75 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(closest("E-Mial", ["E-Mail", "Ort"]), Some("E-Mail".into()));
        assert_eq!(closest("zzz", ["E-Mail", "Ort"]), None);
    }
}
