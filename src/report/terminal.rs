//! Text for terminals: columns that fit, bars of block characters. Pure functions; a character counts as one column.

use std::borrow::Cow;
use std::io::{self, Write};

/// Columns between two cells.
const GAP: &str = "  ";

/// A text without what would move the cursor.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().into()
    } else {
        text.into()
    }
}

/// A text cut to so many characters; what was cut shows as `…`.
pub fn cut(text: &str, width: usize) -> String {
    let text = printable(text);
    if text.chars().count() <= width {
        return text.into_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// A text filled up with blanks to so many characters, or cut to them.
pub fn pad(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let blanks = width.saturating_sub(text.chars().count());
    text + &" ".repeat(blanks)
}

/// The characters of the widest of some texts, at most `most`.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, most: usize) -> usize {
    texts.into_iter().map(|text| text.chars().count()).max().unwrap_or(0).min(most)
}

/// Writes rows of cells below their headers. Every column but the last is as wide as its widest cell, at most `most`;
/// the last takes what is left of `width`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn table<const N: usize>(
    out: &mut impl Write,
    headers: [&str; N],
    rows: &[[String; N]],
    most: usize,
    width: usize,
) -> io::Result<()> {
    let of = |at: usize| rows.iter().map(move |row| row[at].as_str());
    let widths: [usize; N] = std::array::from_fn(|at| widest(of(at).chain([headers[at]]), most));
    let taken: usize = widths.iter().take(N.saturating_sub(1)).map(|width| width + GAP.len()).sum();
    let last = width.saturating_sub(taken).max(widths.last().copied().unwrap_or(0).min(LEAST));
    let mut line = |cells: [&str; N]| {
        let fit = |(at, cell): (usize, &str)| pad(cell, if at + 1 == N { last } else { widths[at] });
        let cells: Vec<String> = cells.into_iter().enumerate().map(fit).collect();
        writeln!(out, "{}", cells.join(GAP).trim_end())
    };
    line(headers)?;
    rows.iter().try_for_each(|row| line(std::array::from_fn(|at| row[at].as_str())))
}

/// The narrowest the last column of a table becomes.
const LEAST: usize = 24;

/// The range of values that bars stand in, and the characters it is drawn with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Smallest value.
    pub low: f64,
    /// Largest value.
    pub high: f64,
    /// Characters from the smallest to the largest.
    pub width: usize,
}

impl Scale {
    /// A scale that holds zero and all of some values.
    pub fn of(values: impl IntoIterator<Item = f64>, width: usize) -> Self {
        let (low, high) = values.into_iter().fold((0.0, 0.0), |(low, high): (f64, f64), v| (low.min(v), high.max(v)));
        Self { low, high, width: width.max(1) }
    }

    /// The bar from one value to another: full blocks upwards, light ones downwards, a line at zero. A bar that is not
    /// empty has at least one block.
    pub fn bar(self, from: f64, to: f64) -> String {
        let range = (self.high - self.low).max(f64::MIN_POSITIVE);
        let place = |value: f64| {
            let place = ((value - self.low) / range * self.width as f64).round();
            (place as usize).min(self.width)
        };
        let (start, end) = (place(from.min(to)), place(from.max(to)));
        let start = start.min(self.width - 1);
        let end = if from == to { start } else { end.max(start + 1) };
        let zero = place(0.0).min(self.width - 1);
        let block = if to >= from { '█' } else { '░' };
        let cell = |at: usize| match at {
            _ if (start..end).contains(&at) => block,
            _ if at == zero => '│',
            _ => ' ',
        };
        (0..self.width).map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_and_filled_by_characters() {
        assert_eq!(cut("Müller", 6), "Müller");
        assert_eq!(cut("Müllers", 6), "Mülle…");
        assert_eq!(pad("Öl", 4), "Öl  ");
        assert_eq!(printable("a\nb\u{1b}c"), "a b c");
    }

    #[test]
    fn bars_start_where_the_one_before_ended() {
        let scale = Scale::of([-4.0, 2.0, 6.0], 10);
        assert_eq!(scale.bar(0.0, -4.0), "░░░░│     ");
        assert_eq!(scale.bar(-4.0, 2.0), "██████    ");
        assert_eq!(scale.bar(2.0, 6.0), "    │ ████");
        assert_eq!(scale.bar(2.0, 2.0), "    │     ");
        assert_eq!(scale.bar(6.0, 5.99), "    │    ░");
        assert_eq!(Scale::of([], 3).bar(0.0, 0.0), "│  ");
    }

    #[test]
    fn tables_stay_within_the_width() {
        let mut out = Vec::new();
        let rows = [["a".to_owned(), "x".repeat(99)], ["b".repeat(40), "y".to_owned()]];
        table(&mut out, ["one", "two"], &rows, 20, 60).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 3);
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
    }
}
