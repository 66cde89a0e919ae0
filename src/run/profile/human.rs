//! The profile for people: a few lines about each file, then its columns, fitted to the width of the terminal.
//!
//! Values are shown as they are, since the reader owns the file; only what would move the cursor is replaced.

use super::HIDDEN_SHEETS;
use super::document::{Column, File, Profile};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How the profile may look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to use bold, dim and yellow.
    pub color: bool,
}

/// Columns of a terminal from which on values stand beside a column, not below it.
const WIDE: usize = 112;
/// Columns that values need to be worth a place beside.
const LEAST_VALUES: usize = 24;
/// Columns between two cells.
const GAP: usize = 2;
/// Records that cannot be used that are shown.
const REJECTED: usize = 5;
/// Headers of the table; the cells up to the second last may be cut, the numbers stand right.
const HEADERS: [&str; 6] = ["column", "field", "why", "type", "filled", "distinct"];
/// The narrowest a cut cell becomes.
const LEAST: usize = 8;

/// Writes the profile.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, profile: &Profile, look: Look) -> io::Result<()> {
    let mut damaged = false;
    for (at, file) in profile.files.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        head(out, file, look)?;
        if !file.columns.is_empty() {
            writeln!(out)?;
            columns(out, &file.columns, look)?;
        }
        if !file.preview.is_empty() {
            writeln!(out)?;
            preview(out, file, look)?;
        }
        damaged |= file.columns.iter().any(|column| !column.damage.is_empty());
    }
    if damaged {
        writeln!(out, "\n{}", look.dim("`leadloom schema codes` says what each code means"))?;
    }
    Ok(())
}

impl Look {
    fn styled<'a>(self, text: &'a str, style: &str) -> Cow<'a, str> {
        if self.color && !text.is_empty() { format!("\x1b[{style}m{text}\x1b[0m").into() } else { text.into() }
    }

    fn plain(self, text: &str) -> Cow<'_, str> {
        text.into()
    }

    fn bold(self, text: &str) -> Cow<'_, str> {
        self.styled(text, "1")
    }

    fn dim(self, text: &str) -> Cow<'_, str> {
        self.styled(text, "2")
    }

    fn warning(self, text: &str) -> Cow<'_, str> {
        self.styled(text, "33")
    }
}

/// The lines about the file as a whole.
fn head(out: &mut impl Write, file: &File, look: Look) -> io::Result<()> {
    let sheet = file.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
    writeln!(out, "{}", look.bold(&printable(&format!("{}{sheet}", file.file))))?;
    if file.columns.is_empty() && file.records == 0 {
        writeln!(out, "  {}", look.warning("empty: no header and no record"))?;
        return Ok(());
    }
    wrapped(out, &form(file), look, Look::plain)?;
    let records = count(file.records, "record");
    let rejects =
        if file.rejects > 0 { format!(", {} cannot be used", count(file.rejects, "line")) } else { String::new() };
    writeln!(out, "  {records}{rejects}; {}", meaning(file))?;
    for rejected in file.rejected.iter().take(REJECTED) {
        let why = format!("record {} cannot be used, {}: {}", rejected.record, rejected.code, rejected.message);
        wrapped(out, &why, look, Look::warning)?;
    }
    if !file.skipped_lines.is_empty() {
        wrapped(out, &format!("not data: {}", skipped(file)), look, Look::plain)?;
    }
    if !file.hidden_sheets.is_empty() {
        let names = printable(&file.hidden_sheets.join(", ")).into_owned();
        wrapped(out, &format!("hidden sheets, not read: {names}"), look, Look::plain)?;
    }
    let noticed = noticed(file);
    if !noticed.is_empty() {
        wrapped(out, &format!("noticed: {noticed}"), look, Look::warning)?;
    }
    Ok(())
}

/// Encoding, delimiter, header: how the file is written.
fn form(file: &File) -> String {
    let mut parts: Vec<String> = file.encoding.iter().cloned().collect();
    parts.extend(file.delimiter.as_deref().map(|delimiter| match delimiter {
        "\t" => "delimiter tab".to_owned(),
        delimiter => format!("delimiter \"{delimiter}\""),
    }));
    parts.extend(file.quote.as_ref().map(|quote| format!("quote {quote}")));
    parts.extend(file.newline.map(|newline| format!("line ends {newline}")));
    let unit = if file.sheet.is_some() { "row" } else { "line" };
    parts.extend(file.header_row.map(|row| format!("header in {unit} {row}")));
    if file.header_row.is_none() && (file.delimiter.is_some() || file.sheet.is_some()) {
        parts.push("no header".into());
    }
    parts.join(", ")
}

/// What the rows are and who exported them.
fn meaning(file: &File) -> String {
    let kind = file.kind.unwrap_or("none of the kinds that are read");
    match &file.vendor {
        Some(vendor) => format!("{kind}, exported by {vendor} ({:.0} % sure)", file.vendor_confidence * 100.0),
        None => format!("{kind}, no known export"),
    }
}

/// Lines that are no data, by code with the first of them.
fn skipped(file: &File) -> String {
    let mut by_code: Vec<(&str, Vec<u64>)> = Vec::new();
    for skipped in &file.skipped_lines {
        match by_code.iter_mut().find(|(code, _)| *code == skipped.code) {
            Some((_, lines)) => lines.push(skipped.line),
            None => by_code.push((skipped.code, vec![skipped.line])),
        }
    }
    let shown = |(code, lines): &(&str, Vec<u64>)| {
        let first: Vec<String> = lines.iter().take(4).map(ToString::to_string).collect();
        let more =
            if lines.len() > first.len() { format!(" and {} more", lines.len() - first.len()) } else { String::new() };
        format!("{} ({}{more})", code.replace('_', " "), first.join(", "))
    };
    by_code.iter().map(shown).collect::<Vec<_>>().join("; ")
}

/// What is odd about the file as a whole, but for what other lines name.
fn noticed(file: &File) -> String {
    let others = file.damage.iter().filter(|(code, _)| **code != HIDDEN_SHEETS);
    others.map(|(code, count)| format!("{} {}", grouped(*count), code.replace('_', " "))).collect::<Vec<_>>().join(", ")
}

fn codes(damage: &BTreeMap<&'static str, u64>) -> String {
    damage.iter().map(|(code, count)| format!("{code} {}", grouped(*count))).collect::<Vec<_>>().join(", ")
}

/// The table of columns.
fn columns(out: &mut impl Write, columns: &[Column], look: Look) -> io::Result<()> {
    let rows: Vec<[String; 6]> = columns.iter().map(cells).collect();
    let widths = fitted(&rows, look.width);
    let taken: usize = widths.iter().map(|width| width + GAP).sum();
    let beside = look.width.saturating_sub(taken);
    let is_beside = look.width >= WIDE && beside >= LEAST_VALUES;
    let mut title = line(&HEADERS.map(str::to_owned), &widths);
    if is_beside {
        title.push_str("  most frequent");
    }
    writeln!(out, "{}", look.dim(title.trim_end()))?;
    for (column, row) in columns.iter().zip(&rows) {
        write!(out, "{}", line(row, &widths))?;
        let values = top(column, if is_beside { beside } else { look.width.saturating_sub(4) });
        match (values.is_empty(), is_beside) {
            (true, _) => writeln!(out)?,
            (false, true) => writeln!(out, "  {values}")?,
            (false, false) => writeln!(out, "\n    {}", look.dim(&values))?,
        }
        if !column.damage.is_empty() {
            wrapped(out, &format!("! {}", codes(&column.damage)), look, Look::warning)?;
        }
    }
    Ok(())
}

fn cells(column: &Column) -> [String; 6] {
    let why = match column.canonical {
        Some(_) => format!("{} {:.2}", column.reason, column.mapping_confidence),
        None => String::new(),
    };
    let distinct = format!("{}{}", if column.distinct_is_minimum { "> " } else { "" }, grouped(column.distinct));
    [
        printable(&column.name).into_owned(),
        column.canonical.unwrap_or("-").to_owned(),
        why,
        column.kind.to_owned(),
        percent(column.fill),
        distinct,
    ]
}

/// Widths of the cells: as wide as needed, the widest of the first three cut until the line fits.
fn fitted(rows: &[[String; 6]], width: usize) -> [usize; 6] {
    let mut widths = HEADERS.map(str::len);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns_of(cell));
        }
    }
    let total = |widths: &[usize; 6]| widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
    let room = if width >= WIDE { width - LEAST_VALUES - GAP } else { width };
    while total(&widths) > room {
        let Some(widest) = widths.iter_mut().take(3).max().filter(|widest| **widest > LEAST) else { break };
        *widest -= 1;
    }
    widths
}

fn line(cells: &[String; 6], widths: &[usize; 6]) -> String {
    let mut out = String::new();
    for (at, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let cell = cut(cell, width);
        let blank = " ".repeat(width.saturating_sub(columns_of(&cell)));
        let is_number = at >= 4;
        let gap = if at > 0 { "  " } else { "" };
        out.push_str(gap);
        out.push_str(&if is_number { format!("{blank}{cell}") } else { format!("{cell}{blank}") });
    }
    out
}

/// The most frequent values that fit, with their counts where something repeats.
fn top(column: &Column, width: usize) -> String {
    let repeats = column.top.first().is_some_and(|(_, count)| *count > 1);
    let mut out = String::new();
    for (value, count) in &column.top {
        let value = cut(&printable(value), 32);
        let shown = if repeats { format!("{value} ({})", grouped(*count)) } else { value };
        let gap = if out.is_empty() { "" } else { ", " };
        if columns_of(&out) + gap.len() + columns_of(&shown) > width {
            if out.is_empty() {
                out = cut(&shown, width);
            }
            break;
        }
        out.push_str(gap);
        out.push_str(&shown);
    }
    out
}

/// The first records, one below the other, empty cells left out.
fn preview(out: &mut impl Write, file: &File, look: Look) -> io::Result<()> {
    let names = file.columns.iter().map(|column| columns_of(&printable(&column.name))).max().unwrap_or(0).min(30);
    for row in 0..file.preview.len() {
        writeln!(out, "{}", look.dim(&format!("record {}", row + 1)))?;
        for (name, cell) in file.preview.record(row).filter(|(_, cell)| !cell.is_empty()) {
            let name = cut(&printable(name), names);
            let blank = " ".repeat(names.saturating_sub(columns_of(&name)));
            let value = cut(&printable(cell), look.width.saturating_sub(names + 4).max(LEAST));
            writeln!(out, "  {}{blank}  {value}", look.dim(&name))?;
        }
    }
    Ok(())
}

/// Writes a text indented by two, broken at blanks to fit the width.
fn wrapped(out: &mut impl Write, text: &str, look: Look, style: fn(Look, &str) -> Cow<'_, str>) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && columns_of(&line) + 1 + columns_of(word) + 2 > look.width {
            writeln!(out, "  {}", style(look, &line))?;
            line = "  ".into();
        }
        if !line.trim().is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "  {}", style(look, &line))
}

/// The text with breaks shown and other control characters, which could steer a terminal, blanked.
fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return text.into();
    }
    let shown = |letter: char| match letter {
        '\n' => '⏎',
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    text.replace("\r\n", "\n").chars().map(shown).collect::<String>().into()
}

/// The text, or its beginning with `…` where it is wider than that many columns.
fn cut(text: &str, width: usize) -> String {
    if columns_of(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for letter in text.chars() {
        used += columns_of_letter(letter);
        if used > width {
            break;
        }
        out.push(letter);
    }
    out.push('…');
    out
}

/// Columns of a terminal a text takes.
fn columns_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(columns_of_letter).sum() }
}

/// Two for letters of East Asian scripts and pictures, none for marks that stand on the letter before, else one.
fn columns_of_letter(letter: char) -> usize {
    match u32::from(letter) {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f => 2,
        0xff00..=0xff60 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn count(number: u64, one: &str) -> String {
    format!("{} {one}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// Whole percents; what is nearly all or nearly nothing is not rounded to it.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        0.0 | 100.0 => format!("{percent:.0} %"),
        low if low < 1.0 => "< 1 %".into(),
        high if high > 99.0 => "> 99 %".into(),
        middle => format!("{middle:.0} %"),
    }
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!([grouped(7), grouped(1_234), grouped(1_234_567)], ["7", "1,234", "1,234,567"]);
        assert_eq!([percent(1.0), percent(0.9999), percent(0.5), percent(0.001)], ["100 %", "> 99 %", "50 %", "< 1 %"]);
    }

    #[test]
    fn values_cannot_steer_the_terminal() {
        assert_eq!(printable("a\r\nb\u{1b}[31mc\u{7}"), "a⏎b [31mc ");
    }

    proptest! {
        #[test]
        fn a_cut_text_fits_and_a_short_one_stays(text in "\\PC{0,40}", width in 1_usize..40) {
            let shown = cut(&text, width);
            prop_assert!(columns_of(&shown) <= width.max(1));
            if columns_of(&text) <= width {
                prop_assert_eq!(shown, text);
            }
        }
    }
}
