//! The grid that gives customers a name by their RFM scores: CSV text → [`Grid`], with every problem and its line.
//!
//! The shipped one is `src/analyze/rfm_grid.csv`, which says what the file means. Not for the scores: they are made in
//! `analyze`.

use csv::StringRecord;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The shipped grid as its file has it.
pub const SHIPPED: &str = include_str!("../analyze/rfm_grid.csv");
/// Scores are 1 to this.
const SCORES: usize = 5;
/// The scores: header of the lower bound, header of the upper bound, what the score is of, whether they must be there.
const BOUNDS: [(&str, &str, &str, bool); 3] =
    [("r_min", "r_max", "recency", true), ("f_min", "f_max", "frequency", true), ("m_min", "m_max", "monetary", false)];
const NAME: &str = "name";
/// Problems of one file that are shown.
const SHOWN: usize = 20;

/// A name for every combination of recency, frequency and monetary score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    names: Vec<String>,
    /// Place in `names` by recency, frequency and monetary score, each from 0.
    cells: [[[usize; SCORES]; SCORES]; SCORES],
    /// SHA-256 of the text, in hex.
    pub sha256: String,
}

/// What is wrong with a grid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {message}; {help}")]
pub struct GridError {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// One row: a name and inclusive bounds per score, from 0.
struct Named {
    name: String,
    bounds: [(usize, usize); 3],
}

impl Grid {
    /// Reads a grid: a header, commas or semicolons, `#` before a comment.
    ///
    /// # Errors
    /// With its problems; a combination of scores without a name is one.
    pub fn parse(text: &str) -> Result<Self, Vec<GridError>> {
        let text = text.trim_start_matches('\u{feff}');
        let mut errors = Vec::new();
        let (rows, last) = rows(text, &mut errors);
        if errors.is_empty() {
            let sha256 = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            match cells(&rows) {
                Ok(cells) => return Ok(Self { names: rows.into_iter().map(|row| row.name).collect(), cells, sha256 }),
                Err(message) => errors.push(error(last, message, UNCOVERED)),
            }
        }
        errors.truncate(SHOWN);
        Err(errors)
    }

    /// The grid that comes with the program.
    pub fn shipped() -> &'static Self {
        static GRID: LazyLock<Grid> = LazyLock::new(|| match Grid::parse(SHIPPED) {
            Ok(grid) => grid,
            Err(errors) => unreachable!("the shipped grid is wrong: {errors:?}"),
        });
        &GRID
    }

    /// The name for a recency, a frequency and a monetary score, each 1 to 5. Without a monetary score (purchases in several
    /// currencies) it is the one that all of them would have, if they agree.
    pub fn name(&self, recency: u8, frequency: u8, monetary: Option<u8>) -> Option<&str> {
        let at = |score: u8| usize::from(score).checked_sub(1);
        let square = self.cells.get(at(recency)?)?.get(at(frequency)?)?;
        let name = |place: &usize| self.names.get(*place).map(String::as_str);
        match monetary {
            Some(score) => name(square.get(at(score)?)?),
            None => {
                let first = name(square.first()?)?;
                square.iter().all(|place| name(place) == Some(first)).then_some(first)
            }
        }
    }
}

/// What to do about scores without a name.
const UNCOVERED: &str = "add a row for them, or a last row for all that is left";

fn error(line: u64, message: impl Into<String>, help: impl Into<String>) -> GridError {
    GridError { line, message: message.into(), help: help.into() }
}

/// The first row that fits each combination of scores, or which combinations have none.
fn cells(rows: &[Named]) -> Result<[[[usize; SCORES]; SCORES]; SCORES], String> {
    let mut cells = [[[0; SCORES]; SCORES]; SCORES];
    let mut without: Vec<[usize; 3]> = Vec::new();
    for (r, square) in cells.iter_mut().enumerate() {
        for (f, column) in square.iter_mut().enumerate() {
            for (m, cell) in column.iter_mut().enumerate() {
                let fits = |&(score, (min, max)): &(usize, (usize, usize))| (min..=max).contains(&score);
                let all = |row: &Named| [r, f, m].into_iter().zip(row.bounds).all(|bound| fits(&bound));
                match rows.iter().position(all) {
                    Some(place) => *cell = place,
                    None => without.push([r, f, m]),
                }
            }
        }
    }
    let Some(&[r, f, m]) = without.first() else { return Ok(cells) };
    let whole = |square: &[usize; 3]| without.iter().filter(|other| other[..2] == square[..2]).count() == SCORES;
    let mut message = format!("no row names recency {}, frequency {}", r + 1, f + 1);
    let more = if without.iter().all(whole) {
        without.len() / SCORES - 1
    } else {
        message.push_str(&format!(", monetary {}", m + 1));
        without.len() - 1
    };
    if more > 0 {
        message.push_str(&format!(" and {more} more"));
    }
    Err(message)
}

/// The rows, and the line of the last.
fn rows(text: &str, errors: &mut Vec<GridError>) -> (Vec<Named>, u64) {
    let written = |(_, line): &(u64, &str)| !line.starts_with('#') && !line.trim().is_empty();
    let mut lines = (1..).zip(text.lines()).filter(written);
    let Some((first, header)) = lines.next() else {
        errors.push(error(1, "the file is empty", format!("it begins with {HEADER}")));
        return (Vec::new(), 1);
    };
    let delimiter = if header.matches(';').count() > header.matches(',').count() { b';' } else { b',' };
    let Some(columns) = Columns::of(&cells_of(header, delimiter), first, errors) else { return (Vec::new(), first) };
    let (mut rows, mut last) = (Vec::new(), first);
    for (line, cells) in lines.map(|(line, text)| (line, cells_of(text, delimiter))) {
        // Spreadsheets leave rows of delimiters behind.
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.extend(columns.row(&cells, line, errors));
            last = line;
        }
    }
    (rows, last)
}

/// The cells of a line; each line is read alone, so that its number is known.
fn cells_of(line: &str, delimiter: u8) -> StringRecord {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .delimiter(delimiter)
        .has_headers(false)
        .from_reader(line.as_bytes());
    reader.records().next().and_then(Result::ok).unwrap_or_default()
}

const HEADER: &str = "name,r_min,r_max,f_min,f_max, and m_min,m_max where value takes part";

/// Where the columns stand.
struct Columns {
    count: usize,
    name: usize,
    bounds: [(Option<usize>, Option<usize>); 3],
}

impl Columns {
    fn of(header: &StringRecord, line: u64, errors: &mut Vec<GridError>) -> Option<Self> {
        let names: Vec<String> = header.iter().map(str::to_lowercase).collect();
        let place = |name: &str| names.iter().position(|other| other == name);
        let known = |name: &str| name == NAME || BOUNDS.iter().any(|(min, max, ..)| [*min, *max].contains(&name));
        let before = errors.len();
        for (at, name) in names.iter().enumerate() {
            if !known(name) {
                errors.push(error(line, format!("there is no column `{name}`"), format!("the columns are {HEADER}")));
            } else if place(name) != Some(at) {
                errors.push(error(line, format!("the column `{name}` is there twice"), "take one of the two out"));
            }
        }
        let required = BOUNDS.iter().filter(|(.., required)| *required).flat_map(|(min, max, ..)| [*min, *max]);
        for name in std::iter::once(NAME).chain(required).filter(|name| place(name).is_none()) {
            errors.push(error(line, format!("the column `{name}` is missing"), format!("the columns are {HEADER}")));
        }
        let name = place(NAME).filter(|_| errors.len() == before)?;
        Some(Self { count: names.len(), name, bounds: BOUNDS.map(|(min, max, ..)| (place(min), place(max))) })
    }

    /// The row of a record; `None` with an error when a cell is wrong.
    fn row(&self, record: &StringRecord, line: u64, errors: &mut Vec<GridError>) -> Option<Named> {
        if record.len() != self.count {
            let message = format!("the row has {} cells, the header {}", record.len(), self.count);
            errors.push(error(line, message, "an open bound is an empty cell between its delimiters"));
            return None;
        }
        let name = record.get(self.name).unwrap_or_default();
        let before = errors.len();
        if name.is_empty() {
            errors.push(error(line, "the row has no name", "write what such customers are called"));
        }
        let mut bounds = [(0, SCORES - 1); 3];
        for ((bound, (min, max)), (min_name, max_name, ..)) in bounds.iter_mut().zip(self.bounds).zip(BOUNDS) {
            let mut score = |at: Option<usize>, column: &str, open: usize| {
                let cell = at.and_then(|at| record.get(at)).unwrap_or_default();
                match cell.parse::<usize>() {
                    Ok(score @ 1..=SCORES) => score - 1,
                    _ if cell.is_empty() => open,
                    _ => {
                        let message = format!("`{cell}` in {column} is no score");
                        errors.push(error(line, message, "scores are 1 to 5; an empty cell is an open bound"));
                        open
                    }
                }
            };
            *bound = (score(min, min_name, 0), score(max, max_name, SCORES - 1));
            if bound.0 > bound.1 {
                let message = format!("{min_name} ({}) lies above {max_name} ({})", bound.0 + 1, bound.1 + 1);
                errors.push(error(line, message, "the row fits nobody; exchange the two"));
            }
        }
        (errors.len() == before).then(|| Named { name: name.to_owned(), bounds })
    }
}

#[cfg(test)]
mod tests;
