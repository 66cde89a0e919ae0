//! What an ODS sheet shows for numbers with zeros in front: `01067` for 1067.
//!
//! The reader of workbooks gives the value; the text beside it is what the cell shows. Only whole numbers that are shown
//! with more digits than they have are taken from there. Costs a pass over the content.

use std::io::{Cursor, Read};

/// Place and text of a cell.
pub(super) type ShownCell = ((u32, u32), String);

/// Repeated cells that are looked at; more of them are no codes.
const REPEATS: u32 = 1000;

/// The cells of a sheet that are shown with zeros in front, by row and column.
pub(super) fn with_zeros(bytes: &[u8], sheet: &str) -> Vec<ShownCell> {
    let mut content = String::new();
    let read = zip::ZipArchive::new(Cursor::new(bytes)).map_err(std::io::Error::other).and_then(|mut archive| {
        let mut part = archive.by_name("content.xml").map_err(std::io::Error::other)?;
        part.read_to_string(&mut content)
    });
    // what is damaged is told by the reader of workbooks
    if read.is_err() { Vec::new() } else { in_content(&content, sheet) }
}

fn in_content(content: &str, sheet: &str) -> Vec<ShownCell> {
    let name = format!("table:name=\"{}\"", escaped(sheet));
    let is_wanted = |table: &&str| table.split('>').next().unwrap_or_default().contains(&name);
    let table = content.split("<table:table ").skip(1).find(is_wanted).unwrap_or_default();
    let rows = table.split("</table:table>").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut row = 0_u32;
    for part in rows.split("<table:table-row").skip(1) {
        let attributes = part.split('>').next().unwrap_or_default();
        let repeated = number(attributes, "table:number-rows-repeated").unwrap_or(1);
        for line in row..row.saturating_add(repeated.min(REPEATS)) {
            cells_of(part, line, &mut found);
        }
        row = row.saturating_add(repeated);
    }
    found
}

fn cells_of(row: &str, line: u32, found: &mut Vec<ShownCell>) {
    let mut column = 0_u32;
    // cells under a merged one are covered and count as well
    let is_cell = |part: &&str| part.starts_with("table-cell") || part.starts_with("covered-table-cell");
    for cell in row.split("<table:").filter(is_cell) {
        let (attributes, inside) = cell.split_once('>').unwrap_or((cell, ""));
        let repeated = number(attributes, "table:number-columns-repeated").unwrap_or(1);
        if let Some(text) = zeros(attributes, inside) {
            let columns = column..column.saturating_add(repeated.min(REPEATS));
            found.extend(columns.map(|column| ((line, column), text.to_string())));
        }
        column = column.saturating_add(repeated);
    }
}

/// The text of a cell when it shows a whole number with zeros in front.
fn zeros<'x>(attributes: &str, inside: &'x str) -> Option<&'x str> {
    if attributes.ends_with('/') || attribute(attributes, "office:value-type") != Some("float") {
        return None;
    }
    let value: u64 = number(attributes, "office:value")?;
    let (_, text) = inside.split_once("<text:p>")?;
    let text = text.split('<').next()?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // blanks, hyphens and letters belong to codes; points and commas to amounts
    let is_code = digits.starts_with('0') && !text.contains(['.', ',', '%', '&', ':', '/']);
    (is_code && digits.len() > 1 && digits.parse() == Ok(value)).then_some(text)
}

fn attribute<'x>(attributes: &'x str, name: &str) -> Option<&'x str> {
    let (_, rest) = attributes.split_once(&format!("{name}=\""))?;
    rest.split('"').next()
}

fn number<T: std::str::FromStr>(attributes: &str, name: &str) -> Option<T> {
    attribute(attributes, name)?.parse().ok()
}

fn escaped(name: &str) -> String {
    name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_in_front_are_taken_from_what_is_shown() {
        let float = |value: &str, shown: &str| {
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
            )
        };
        let content = format!(
            "<table:table table:name=\"A&amp;B\"><table:table-row table:number-rows-repeated=\"2\">\
             <table:table-cell table:number-columns-repeated=\"3\"/>{}</table:table-row><table:table-row>\
             <table:covered-table-cell/>{}{}{}{}</table:table-row></table:table>\
             <table:table table:name=\"Other\"><table:table-row>{}</table:table-row></table:table>",
            float("1067", "01067"),
            float("42", "K-0042"),
            float("0.5", "0,5"),
            float("7", "7"),
            float("0", "0"),
            float("1", "001"),
        );
        let found = in_content(&content, "A&B");
        let expect = [((0, 3), "01067"), ((1, 3), "01067"), ((2, 1), "K-0042")];
        assert_eq!(found, expect.map(|(place, text)| (place, text.to_string())));
        assert_eq!(in_content(&content, "Other"), [((0, 0), "001".to_string())]);
        assert!(in_content(&content, "C").is_empty() && with_zeros(b"x", "A").is_empty());
    }
}
