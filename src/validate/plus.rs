//! Phone columns whose numbers start with their country code but without `+`: some exports write all of them so.
//!
//! One such number can be read in two ways, a column cannot: it is put to the vote per source, and the plus is put back
//! before anything is read. The vote needs four fifths of the filled cells.

use super::dates::Sources;
use super::sheet::Sheet;
use crate::kernel::phone;
use crate::kernel::verdict::Status;
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// The columns that vote, each for itself.
const FIELDS: [&str; 3] = ["phone", "mobile", "fax"];

/// Cells that vote where a source has more.
const VOTERS: usize = 500;

/// Fewer cells prove nothing.
const QUORUM: usize = 10;

/// Cells that got a plus although a lost zero would explain them as well.
#[derive(Debug, Default)]
pub struct Doubts(FxHashSet<(&'static str, usize)>);

impl Doubts {
    /// True when that cell can be read in two ways.
    pub fn about(&self, field: &'static str, row: usize) -> bool {
        !self.0.is_empty() && self.0.contains(&(field, row))
    }
}

/// Puts the plus back in the columns of the sources that leave it out.
pub fn restore(sheet: &mut Sheet, sources: &Sources, home: Option<&str>) -> Doubts {
    let mut doubts = Doubts::default();
    for field in FIELDS {
        let column = sheet.text(field);
        if column.null_count() == column.len() {
            continue;
        }
        let lacks = sources.ask(|_, rows| lacks_plus(column, rows));
        if !lacks.contains(&true) {
            continue;
        }
        let cells: Vec<Option<(String, bool)>> = (0..sheet.rows)
            .into_par_iter()
            .with_min_len(4096)
            .map(|row| {
                let cell = column.get(row)?;
                let is_concerned = sources.answer(&lacks, row).copied().unwrap_or(false);
                let text = (is_concerned && is_bare(cell)).then(|| with_plus(cell)).flatten()?;
                Some((text, is_mobile_at_home(cell, home)))
            })
            .collect();
        let restored = column.iter().zip(&cells).map(|(old, new)| new.as_ref().map(|(text, _)| text.as_str()).or(old));
        let restored = StringChunked::from_iter_options(field.into(), restored);
        let doubtful =
            cells.iter().enumerate().filter(|(_, cell)| cell.as_ref().is_some_and(|(_, doubtful)| *doubtful));
        doubts.0.extend(doubtful.map(|(row, _)| (field, row)));
        sheet.set(field, restored);
    }
    doubts
}

/// True when the cell is a mobile number of the default country whose zero got lost.
fn is_mobile_at_home(cell: &str, home: Option<&str>) -> bool {
    let Some(home) = home else { return false };
    let read = phone::read(&format!("0{cell}"), Some(home));
    read.status.is_usable() && phone::is_mobile(&read.parts) && read.parts.country.as_deref() == Some(home)
}

/// True when the filled cells of a source stand in international notation without a plus.
fn lacks_plus(column: &StringChunked, rows: &[u32]) -> bool {
    let cells = || rows.iter().filter_map(|&row| column.get(row as usize));
    let filled = cells().count();
    if filled < QUORUM {
        return false;
    }
    let (mut voted, mut agreed) = (0, 0);
    for cell in cells().step_by((filled / VOTERS).max(1)) {
        voted += 1;
        agreed += usize::from(is_bare(cell) && with_plus(cell).is_some());
    }
    agreed * 5 >= voted * 4
}

/// True for cells that start with a digit other than 0 and have enough digits for a country code.
fn is_bare(cell: &str) -> bool {
    matches!(cell.as_bytes().first(), Some(b'1'..=b'9')) && cell.bytes().filter(u8::is_ascii_digit).count() >= 9
}

/// The cell with a plus in front, when that makes it a number.
fn with_plus(cell: &str) -> Option<String> {
    let text = format!("+{cell}");
    let read = phone::read(&text, None);
    (matches!(read.status, Status::Valid | Status::Corrected) && read.parts.e164.is_some()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restored(cells: &[&str]) -> Vec<Option<String>> {
        let source = StringChunked::new("source".into(), vec!["a"; cells.len()]);
        let frame = DataFrame::new(cells.len(), vec![Column::new("phone".into(), cells.to_vec())]).unwrap();
        let mut sheet = Sheet::of(&frame, ["phone"].into_iter()).unwrap();
        let doubts = restore(&mut sheet, &Sources::of(&source), Some("DE"));
        assert_eq!(doubts.0.len(), cells.iter().filter(|cell| cell.starts_with("15")).count());
        sheet.text("phone").iter().map(|cell| cell.map(str::to_owned)).collect()
    }

    #[test]
    fn a_column_without_plus_gets_it_back_where_it_fits() {
        let mut cells = ["4930901820", "41446681800", "43151298760", "33142685300", "442079460123"].repeat(4);
        cells.push("15126095964");
        cells.push("0301234567");
        let restored = restored(&cells);
        assert_eq!(restored.first().and_then(Option::as_deref), Some("+4930901820"));
        assert_eq!(restored.last().and_then(Option::as_deref), Some("0301234567"));
    }

    #[test]
    fn national_numbers_stay() {
        let cells = ["030 901820", "0351 2345678", "+49 30 901820"].repeat(8);
        assert_eq!(restored(&cells).first().and_then(Option::as_deref), Some("030 901820"));
    }
}
