//! One cell against its column.

use super::rules::{Column, Kind, Rule};
use chrono::NaiveDate;

/// Why the target would not take a cell, if it would not.
pub fn wrong(rule: &Rule, column: &Column, cell: &str) -> Option<&'static str> {
    if cell.is_empty() {
        return None;
    }
    if cell.trim() != cell {
        return Some("blanks around it");
    }
    if cell.chars().any(|c| rule.forbidden.contains(c)) {
        return Some("a forbidden character");
    }
    if rule.xlsx && is_formula(cell) {
        return Some("a spreadsheet would run it");
    }
    let chars = if rule.xlsx { cell.encode_utf16().count() } else { cell.chars().count() };
    if chars > column.chars || cell.len() > column.bytes {
        return Some("too long");
    }
    let fits = match column.kind {
        Kind::Text => true,
        Kind::Email => is_address(cell),
        Kind::PlainEmail => is_address(cell) && cell.is_ascii(),
        Kind::Phone => is_phone(cell),
        Kind::Day(form) => is_day(cell, form),
        Kind::Words(words) => words.contains(&cell),
        Kind::External => super::rules::is_uuid(cell),
        Kind::Own(is) => is(cell),
        Kind::CountryCode => cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase()),
        Kind::CountryName => cell.chars().count() > 3 && !cell.contains(|c: char| c.is_ascii_digit()),
        Kind::TwoBlanks => is_joined(cell),
        Kind::Number => cell.parse::<f64>().is_ok(),
    };
    (!fits).then_some("not of the form")
}

fn is_address(cell: &str) -> bool {
    let mut parts = cell.split('@');
    let (Some(local), Some(domain), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let dotted = |text: &str| !text.is_empty() && text.split('.').all(|part| !part.is_empty());
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"(),:;<>[\\]".contains(c);
    local.is_ascii() && !cell.contains(odd) && dotted(local) && dotted(domain) && domain.contains('.')
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0')
}

fn is_day(cell: &str, form: &str) -> bool {
    // a day without a year may be the 29th of February
    let (cell, form) = if form.contains("%Y") {
        (cell.to_owned(), form.to_owned())
    } else {
        (format!("{cell}/2000"), format!("{form}/%Y"))
    };
    NaiveDate::parse_from_str(&cell, &form).is_ok_and(|day| day.format(&form).to_string() == cell)
}

fn is_joined(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split("  ").collect();
    let country = parts.last().is_some_and(|last| last.len() == 2 && last.bytes().all(|b| b.is_ascii_uppercase()));
    (4..=6).contains(&parts.len()) && country && parts.iter().all(|part| !part.is_empty() && part.trim() == *part)
}

/// True for what a spreadsheet may run when the cell is edited: `=`, `@`, and signs before what is no number.
pub fn is_formula(cell: &str) -> bool {
    let rest = match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r') => return true,
        Some('+' | '-') => &cell[1..],
        _ => return false,
    };
    rest.is_empty() || !rest.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '.' || c == ',')
}
