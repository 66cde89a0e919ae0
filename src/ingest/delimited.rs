//! CSV and its relatives → grid, in parallel over stretches of records.

use super::decode::decode;
use super::dialect::detect;
use super::error::IngestError;
use super::grid::{Body, Grid, Skipped, Stretch, join, unique_headers};
use super::records::{Dialect, clean, fields, newline_name, split, trim_line_end};
use super::rows::{FOOTER_SEARCH, HEADER_SEARCH, Header, find_footer, find_header};
use crate::pipeline::plan::ReadOptions;
use rayon::prelude::*;
use std::path::Path;

/// Records that one task parses.
const STRETCH: usize = 16_384;

/// Reads one delimited file; `limit` ends it after that many data records.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    limit: Option<usize>,
) -> Result<Grid, IngestError> {
    check_options(path, options)?;
    let decoded = decode(path, bytes, options.encoding.as_deref())?;
    let found = detect(&decoded.text, options);
    let (text, dialect) = (found.text.as_ref(), found.dialect);
    let starts = split(text, dialect);
    let records = Records { text, starts: &starts, dialect };
    let layout = layout(path, &records, options, found.lines_before)?;

    let mut grid = Grid {
        encoding: Some(decoded.encoding),
        delimiter: found.delimited.then_some(dialect.delimiter),
        quote: dialect.quote.filter(|&quote| memchr::memchr(quote, text.as_bytes()).is_some()),
        newline: newline_name(text),
        headerless: layout.header_at.is_none(),
        first_cells: layout.first_cells.clone(),
        ..Grid::default()
    };
    let stretches = parse(&records, &layout, limit);
    let frame_error = |source| IngestError::Frame { path: path.into(), source };
    let skipped = join(layout.width, stretches, &mut grid).map_err(frame_error)?;
    grid.limited = limit.is_some_and(|limit| grid.records >= limit as u64);
    let known = layout.to.saturating_sub(layout.from).saturating_sub(skipped.len());
    grid.expected = Some(known as u64);

    let mut cells: Vec<String> = layout.header.clone();
    cells.resize(layout.width, String::new());
    grid.headers = unique_headers(&cells);
    grid.drop_empty_tail(&cells.iter().map(|cell| !cell.is_empty()).collect::<Vec<_>>());
    locate(&records, &layout, skipped, found.lines_before, &mut grid);
    Ok(grid)
}

fn check_options(path: &Path, options: &ReadOptions) -> Result<(), IngestError> {
    for (option, value) in [("delimiter", options.delimiter), ("quote", options.quote)] {
        if let Some(byte) = value.filter(|byte| !byte.is_ascii() || matches!(byte, b'\n' | b'\r' | 0)) {
            let remedy = "Use one ASCII character";
            return Err(IngestError::Option { path: path.into(), option, value: char::from(byte).to_string(), remedy });
        }
    }
    Ok(())
}

/// The records of a text as offsets.
struct Records<'a> {
    text: &'a str,
    starts: &'a [usize],
    dialect: Dialect,
}

impl<'a> Records<'a> {
    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn get(&self, index: usize) -> &'a str {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&from), Some(&to)) => trim_line_end(self.text.get(from..to).unwrap_or_default()),
            _ => "",
        }
    }

    fn cells(&self, index: usize) -> Vec<String> {
        let mut cells = Vec::new();
        fields(self.get(index), self.dialect, &mut cells);
        cells.into_iter().map(|cell| clean(cell).into_owned()).collect()
    }
}

/// Which records are header, data and footer.
struct Layout {
    /// Cells of the header, empty when there is none.
    header: Vec<String>,
    /// Index of the header record.
    header_at: Option<usize>,
    /// First data record.
    from: usize,
    /// Behind the last data record.
    to: usize,
    /// Columns.
    width: usize,
    first_cells: String,
}

fn layout(path: &Path, records: &Records, options: &ReadOptions, lines_before: u64) -> Result<Layout, IngestError> {
    let head: Vec<Vec<String>> = (0..records.len().min(HEADER_SEARCH)).map(|at| records.cells(at)).collect();
    let header = match options.header_row {
        None => find_header(&head),
        Some(0) => Header::None(head.iter().position(|row| row.iter().any(|cell| !cell.is_empty())).unwrap_or(0)),
        Some(row) => Header::At(
            record_at_line(records, u64::from(row), lines_before)
                .ok_or_else(|| IngestError::HeaderRow { path: path.into(), row })?,
        ),
    };
    let (header_at, from) = match header {
        Header::At(at) => (Some(at), at + 1),
        Header::None(from) => (None, from),
    };
    let header = header_at.map(|at| records.cells(at)).unwrap_or_default();
    let first_cells = records.cells(from).join(", ").chars().take(80).collect();
    let width = width(&header, &head, from);
    let tail_from = records.len().saturating_sub(FOOTER_SEARCH).max(from);
    let tail: Vec<Vec<String>> = (tail_from..records.len()).map(|at| records.cells(at)).collect();
    let to = tail_from + find_footer(&tail, width);
    Ok(Layout { header, header_at, from, to, width, first_cells })
}

/// Columns of the table: those of the header, or more where most records hold values behind its end.
fn width(header: &[String], head: &[Vec<String>], from: usize) -> usize {
    let body = head.get(from..).unwrap_or_default();
    let used = |row: &Vec<String>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let rows: Vec<usize> = body.iter().map(used).filter(|&width| width > 0).collect();
    if header.is_empty() {
        return body.iter().map(Vec::len).max().unwrap_or(1).max(1);
    }
    let wider: Vec<usize> = rows.iter().copied().filter(|&width| width > header.len()).collect();
    if wider.len() * 2 > rows.len() { wider.into_iter().max().unwrap_or(header.len()) } else { header.len() }
}

fn record_at_line(records: &Records, line: u64, lines_before: u64) -> Option<usize> {
    let wanted = line.checked_sub(1 + lines_before)?;
    let mut passed = 0;
    for at in 0..records.len() {
        if passed >= wanted {
            return (passed == wanted).then_some(at);
        }
        passed += lines(records, at, at + 1);
    }
    None
}

/// Line ends within a range of records.
fn lines(records: &Records, from: usize, to: usize) -> u64 {
    let span = match (records.starts.get(from), records.starts.get(to)) {
        (Some(&from), Some(&to)) => records.text.as_bytes().get(from..to).unwrap_or_default(),
        _ => return 0,
    };
    memchr::memchr_iter(records.dialect.line_end, span).count() as u64
}

fn parse(records: &Records, layout: &Layout, limit: Option<usize>) -> Vec<Stretch> {
    let spans: Vec<(usize, usize)> =
        (layout.from..layout.to).step_by(STRETCH).map(|from| (from, (from + STRETCH).min(layout.to))).collect();
    let Some(limit) = limit else {
        return spans.into_par_iter().map(|(from, to)| stretch(records, layout, from, to, usize::MAX)).collect();
    };
    let mut left = limit;
    let mut done = Vec::new();
    for (from, to) in spans {
        if left == 0 {
            break;
        }
        let part = stretch(records, layout, from, to, left);
        left = left.saturating_sub(usize::try_from(part.records).unwrap_or(0));
        done.push(part);
    }
    done
}

fn stretch(records: &Records, layout: &Layout, from: usize, to: usize, limit: usize) -> Stretch {
    let mut body = Body::new(layout.width, &layout.header, (to - from).min(limit));
    let mut cells = Vec::with_capacity(layout.width);
    for at in from..to {
        if usize::try_from(body.records()).unwrap_or(0) >= limit {
            break;
        }
        let record = records.get(at);
        fields(record, records.dialect, &mut cells);
        body.push(at, &mut cells, || record.to_string());
    }
    body.finish()
}

/// Turns indices of skipped records into physical lines.
fn locate(records: &Records, layout: &Layout, body: Vec<(usize, &'static str)>, lines_before: u64, grid: &mut Grid) {
    let mut skipped: Vec<(usize, &'static str)> = Vec::new();
    let before = layout.header_at.unwrap_or(layout.from);
    let blank = |at: usize| records.cells(at).iter().all(String::is_empty);
    skipped.extend((0..before).map(|at| (at, if blank(at) { "blank" } else { "preamble" })));
    skipped.extend(body);
    if !grid.limited {
        skipped.extend((layout.to..records.len()).map(|at| (at, if blank(at) { "blank" } else { "footer" })));
    }
    let (mut line, mut passed) = (1 + lines_before, 0);
    for hint in 1..=lines_before {
        grid.skipped.push(Skipped { line: hint, code: "separator_hint" });
    }
    let mut line_of = |at: usize| {
        line += lines(records, passed, at);
        passed = at;
        line
    };
    let mut header_line = None;
    for (at, code) in skipped {
        if header_line.is_none() && layout.header_at.is_some_and(|header| header < at) {
            header_line = layout.header_at.map(&mut line_of);
        }
        grid.skipped.push(Skipped { line: line_of(at), code });
    }
    if header_line.is_none() {
        header_line = layout.header_at.map(&mut line_of);
    }
    // a header with line breaks inside its cells ends some lines further down
    grid.header_row = layout.header_at.zip(header_line).map(|(at, line)| {
        let inside = memchr::memchr_iter(records.dialect.line_end, records.get(at).as_bytes()).count() as u64;
        line + inside
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::Skipped;

    fn grid(text: &str) -> Grid {
        read(Path::new("f.csv"), text.as_bytes(), &ReadOptions::default(), None).unwrap()
    }

    #[test]
    fn preamble_total_and_footer_are_skipped_and_counted() {
        let text = "Report\n\nVorname;Nachname;Umsatz\nA;B;1\n\nC;D;2\nSumme;;3\n\nCopyright (c) X\n";
        let grid = grid(text);
        assert_eq!(grid.headers, ["Vorname", "Nachname", "Umsatz"]);
        assert_eq!((grid.records, grid.source_row.clone(), grid.header_row), (2, vec![1, 2], Some(3)));
        let at = |line, code| Skipped { line, code };
        let expect =
            [at(1, "preamble"), at(2, "blank"), at(5, "blank"), at(7, "total"), at(8, "blank"), at(9, "footer")];
        assert_eq!(grid.skipped, expect);
    }

    #[test]
    fn records_with_too_many_cells_are_refused_with_their_text() {
        let grid = grid("Vorname,Nachname\nA,B\nC,D,E\nF\nG,H,\n");
        assert_eq!((grid.records, grid.height()), (4, 3));
        assert_eq!(grid.source_row, [1, 3, 4]);
        assert_eq!((grid.refused[0].row, grid.refused[0].raw.as_str()), (2, "C,D,E"));
    }

    #[test]
    fn a_header_that_is_too_short_gains_columns() {
        let grid = grid("Vorname,Nachname\nA,B,x\nC,D,y\n");
        assert_eq!(grid.headers, ["Vorname", "Nachname", "column_3"]);
        assert_eq!(grid.columns[2].get(1), Some("y"));
    }

    #[test]
    fn empty_columns_at_the_end_go_away() {
        assert_eq!(grid("Vorname;Nachname;;\nA;B;;\n").headers, ["Vorname", "Nachname"]);
    }

    #[test]
    fn the_header_row_can_be_pinned() {
        let text = "x;y\nVorname;Nachname\nfirst;last\n1;2\n";
        let options = |row| ReadOptions { header_row: Some(row), ..ReadOptions::default() };
        let grid = read(Path::new("f.csv"), text.as_bytes(), &options(3), None).unwrap();
        assert_eq!((grid.headers, grid.records), (vec!["first".to_string(), "last".into()], 1));
        let grid = read(Path::new("f.csv"), text.as_bytes(), &options(0), None).unwrap();
        assert_eq!(
            (grid.headers, grid.records, grid.header_row),
            (vec!["column_1".to_string(), "column_2".into()], 4, None)
        );
        let error = read(Path::new("f.csv"), text.as_bytes(), &options(9), None).unwrap_err();
        assert!(error.to_string().contains("header_row = 9"));
    }

    #[test]
    fn a_limit_counts_data_records() {
        let text = format!("Vorname;Ort\n{}", "A;B\n\n".repeat(50));
        let grid = read(Path::new("f.csv"), text.as_bytes(), &ReadOptions::default(), Some(7)).unwrap();
        assert_eq!((grid.height(), grid.records), (7, 7));
    }

    #[test]
    fn stretches_join_without_a_seam() {
        let rows = STRETCH * 2 + 5;
        let text: String = std::iter::once("Vorname;Ort\n".to_string())
            .chain((1..=rows).map(|row| if row == STRETCH + 3 { "a;b;c\n".into() } else { format!("n{row};o\n") }))
            .collect();
        let grid = grid(&text);
        assert_eq!((grid.records as usize, grid.height()), (rows, rows - 1));
        assert_eq!(grid.refused[0].row as usize, STRETCH + 3);
        assert!(grid.source_row.iter().zip(grid.columns[0].iter()).all(|(row, name)| name == Some(&format!("n{row}"))));
    }
}
