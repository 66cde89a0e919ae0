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

/// A weight in bits with its sign; what rounds to nothing has none.
pub fn bits(weight: f64) -> String {
    if weight.abs() < 0.05 { "0.0".to_owned() } else { format!("{weight:+.1}") }
}

/// A text in lines of at most so many characters, broken at blanks; a longer word has a line of its own.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Writes a text in lines of at most so many characters, each after some blanks.
///
/// # Errors
/// When `out` cannot be written to.
pub fn paragraph(out: &mut impl Write, text: &str, indent: usize, width: usize) -> io::Result<()> {
    let blanks = " ".repeat(indent);
    wrapped(text, width.saturating_sub(indent)).iter().try_for_each(|line| writeln!(out, "{blanks}{line}"))
}

/// Writes rows of cells below their headers. Where they do not fit into `width`, the widest columns are cut, but none
/// of the `whole` ones and none to less than a dozen characters.
///
/// # Errors
/// When `out` cannot be written to.
pub fn table<const N: usize>(
    out: &mut impl Write,
    headers: [&str; N],
    rows: &[[String; N]],
    whole: &[usize],
    width: usize,
) -> io::Result<()> {
    let of = |at: usize| rows.iter().map(move |row| row[at].as_str());
    let mut widths: [usize; N] = std::array::from_fn(|at| widest(of(at).chain([headers[at]]), MOST));
    let gaps = GAP.len() * N.saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let may_shrink = widths.iter_mut().enumerate().filter(|(at, width)| !whole.contains(at) && **width > LEAST);
        let Some((_, widest)) = may_shrink.max_by_key(|(_, width)| **width) else { break };
        *widest -= 1;
    }
    let mut line = |cells: [&str; N]| {
        let cells: Vec<String> = cells.into_iter().zip(widths).map(|(cell, width)| pad(cell, width)).collect();
        writeln!(out, "{}", cells.join(GAP).trim_end())
    };
    line(headers)?;
    rows.iter().try_for_each(|row| line(std::array::from_fn(|at| row[at].as_str())))
}

/// The widest a column of a table becomes.
const MOST: usize = 60;
/// The narrowest a column is cut to.
const LEAST: usize = 12;

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
        table(&mut out, ["one", "two"], &rows, &[0], 60).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 3);
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
        assert!(text.contains(&"b".repeat(40)) && text.contains("xx…"), "{text}");
    }

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("incomprehensible", 7), ["incomprehensible"]);
        assert_eq!(wrapped("incomprehensible it is", 7), ["incomprehensible", "it is"]);
        assert_eq!([bits(-0.04), bits(0.26), bits(-3.0)], ["0.0", "+0.3", "-3.0"]);
    }
}
