//! The user's exchange rates: the file that `[analyze] rates` names.
//!
//! A CSV file with a header, commas or semicolons: the currency (ISO 4217), the day from which a rate holds (may be empty or
//! missing: ever), and what one unit is worth in `[analyze] currency`. Costs one pass over the file.

use crate::analyze::Rates;
use crate::kernel::number::parse_decimal;
use crate::pipeline::plan::Exchange;
use chrono::{Datelike, NaiveDate};
use csv::StringRecord;
use std::fs;
use std::path::{Path, PathBuf};

/// Names of the columns.
const CURRENCY: &[&str] = &["currency", "währung", "waehrung", "code"];
const FROM: &[&str] = &["from", "date", "valid_from", "ab", "gültig ab", "datum"];
const RATE: &[&str] = &["rate", "kurs"];
/// Decimals of a rate that are kept.
const SCALE: u8 = 9;

/// Why rates cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RateError {
    /// The file cannot be read.
    #[error("cannot read the rates {path}: {message}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A column is missing.
    #[error("the rates {path} need the columns currency and rate, and from where rates change; there is no `{column}`")]
    Column {
        /// The file.
        path: PathBuf,
        /// The missing one.
        column: &'static str,
    },
    /// A cell is wrong.
    #[error("{path}:{line}: {message}")]
    Cell {
        /// The file.
        path: PathBuf,
        /// Line of the file.
        line: u64,
        /// What is wrong and what to do.
        message: String,
    },
}

/// Reads the rates of a plan.
///
/// # Errors
/// When the file cannot be read, lacks a column, or holds a cell that is no currency, day or rate.
pub fn read(exchange: &Exchange) -> Result<Rates, RateError> {
    let path: &Path = &exchange.rates;
    let unreadable = |message: String| RateError::Unreadable { path: path.to_owned(), message };
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).delimiter(delimiter).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| unreadable(error.to_string()))?.clone();
    let (currency, rate) = (place(path, &headers, CURRENCY)?, place(path, &headers, RATE)?);
    let from = place(path, &headers, FROM).ok();
    let mut rates = Rates::new(&exchange.currency);
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(error.to_string()))?;
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let wrong = |message: String| {
            let line = row.position().map_or(0, csv::Position::line);
            Err(RateError::Cell { path: path.to_owned(), line, message })
        };
        let code = cell(currency).to_ascii_uppercase();
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return wrong(format!("`{}` is no currency; write its three letters, such as USD", cell(currency)));
        }
        if code == exchange.currency {
            return wrong(format!("{code} is the currency of the pipeline and needs no rate; take the line out"));
        }
        let written = from.map(cell).unwrap_or_default();
        let Some(from) = day(written) else {
            return wrong(format!("`{written}` is no day; write it as 2026-01-31 or 31.01.2026"));
        };
        let billionths = parse_decimal(cell(rate), None).and_then(|rate| rate.scaled(SCALE)).filter(|rate| *rate > 0);
        let Some(billionths) = billionths else {
            return wrong(format!(
                "`{}` is no rate; write what one {code} is worth in {}",
                cell(rate),
                exchange.currency
            ));
        };
        if !rates.add(&code, from, billionths) {
            return wrong(format!("{code} has a rate for that day already; take one of the two out"));
        }
    }
    Ok(rates)
}

fn place(path: &Path, headers: &StringRecord, names: &'static [&'static str]) -> Result<usize, RateError> {
    let is_one = |header: &str| names.contains(&header.to_lowercase().as_str());
    let column = names.first().copied().unwrap_or_default();
    headers.iter().position(is_one).ok_or_else(|| RateError::Column { path: path.to_owned(), column })
}

/// Days since 1970; `Some(None)` for an empty cell, `None` for what is no day.
fn day(cell: &str) -> Option<Option<i32>> {
    if cell.is_empty() {
        return Some(None);
    }
    let day = ["%Y-%m-%d", "%d.%m.%Y"].into_iter().find_map(|form| NaiveDate::parse_from_str(cell, form).ok())?;
    Some(Some(day.num_days_from_ce() - 719_163))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Rates, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        let exchange = Exchange { currency: "EUR".to_owned(), rates: file.path().to_owned() };
        read(&exchange).map_err(|error| error.to_string())
    }

    #[test]
    fn files_of_both_kinds_say_the_same() {
        let english = read_text("currency,from,rate\nUSD,2025-01-01,0.92\nCHF,,1.05\nUSD,2026-01-01,0.9\n").unwrap();
        let german =
            read_text("\u{feff}Währung;Kurs;Ab\nchf;1,05;\nUSD;0,92;01.01.2025\nUSD;0,9;01.01.2026\n").unwrap();
        assert_eq!(english, german);
        assert!(read_text("currency,rate\nUSD,0.92\n").is_ok());
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, words) in [
            ("currency,rate\nDollar,0.92\n", [":2: `Dollar` is no currency", "three letters"]),
            ("currency,rate\nUSD,0.92\nEUR,1\n", [":3: EUR is the currency of the pipeline", "take the line out"]),
            ("currency,from,rate\nUSD,1/2/2025,0.92\n", [":2: `1/2/2025` is no day", "31.01.2026"]),
            ("currency,rate\nUSD,-1\n", [":2: `-1` is no rate", "worth in EUR"]),
            ("currency,rate\nUSD,1\nUSD,2\n", [":3: USD has a rate for that day", "take one"]),
            ("currency,price\nUSD,1\n", ["there is no `rate`", "need the columns"]),
        ] {
            let error = read_text(text).unwrap_err();
            assert!(words.iter().all(|word| error.contains(word)), "{error}");
        }
    }
}
