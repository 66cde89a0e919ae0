//! The text that spans point into: the pipeline file, followed by the `--set` overrides.
//!
//! All parts share one range of byte offsets, so that a span alone says which part it is in and an error in an
//! override is shown as an error in that override.

use std::ops::Range;

/// Name under which an override is reported.
pub const OVERRIDE: &str = "--set";

#[derive(Debug, Clone)]
struct Part {
    name: String,
    start: usize,
    text: String,
}

/// A place in one part, as editors count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path of the file as it was given, or [`OVERRIDE`].
    pub name: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in characters.
    pub column: usize,
}

/// The pipeline file and its overrides.
#[derive(Debug, Clone, Default)]
pub struct Text {
    parts: Vec<Part>,
}

impl Text {
    /// The text of the pipeline file; its spans start at 0.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { parts: vec![Part { name: name.into(), start: 0, text: text.into() }] }
    }

    /// Appends an override and returns the offset of its first byte.
    pub fn push_override(&mut self, text: impl Into<String>) -> usize {
        let start = self.parts.last().map_or(0, |part| part.start + part.text.len() + 1);
        self.parts.push(Part { name: OVERRIDE.to_owned(), start, text: text.into() });
        start
    }

    /// Where an offset lies.
    pub fn place(&self, offset: usize) -> Place {
        let Some((part, at)) = self.part(offset) else {
            return Place { name: String::new(), line: 1, column: 1 };
        };
        let before = &part.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            name: part.name.clone(),
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The text of the part a span starts in, and the span within that text, cut to whole characters.
    pub(crate) fn excerpt(&self, span: &Range<usize>) -> (&str, Range<usize>) {
        let Some((part, start)) = self.part(span.start) else {
            return ("", 0..0);
        };
        let end = floor(&part.text, span.end.saturating_sub(part.start)).max(start);
        (&part.text, start..end)
    }

    fn part(&self, offset: usize) -> Option<(&Part, usize)> {
        let part = self.parts.iter().rev().find(|part| part.start <= offset)?;
        Some((part, floor(&part.text, offset - part.start)))
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let text = Text::new("p.toml", "a = 1\nß = \"é\"\n");
        assert_eq!(text.place(0), Place { name: "p.toml".into(), line: 1, column: 1 });
        let quote = "a = 1\nß = ".len();
        assert_eq!(text.place(quote), Place { name: "p.toml".into(), line: 2, column: 5 });
    }

    #[test]
    fn overrides_have_places_of_their_own() {
        let mut text = Text::new("p.toml", "a = 1\n");
        let start = text.push_override("b.c=2");
        assert_eq!(text.place(start + 2), Place { name: "--set".into(), line: 1, column: 3 });
        assert_eq!(text.excerpt(&(start + 2..start + 3)), ("b.c=2", 2..3));
    }

    #[test]
    fn offsets_past_the_end_or_inside_a_character_do_no_harm() {
        let text = Text::new("p.toml", "ß");
        assert_eq!(text.place(1).column, 1);
        assert_eq!(text.place(99).column, 2);
        assert_eq!(Text::default().place(3).line, 1);
    }
}
