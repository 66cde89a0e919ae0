//! Lying bars with their names above them, and standing columns of a histogram.

use super::{Label, frame, name, percent};
use maud::{Markup, html};

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Of the whole width or height, 0 to 1.
    pub share: f64,
    /// Its colour.
    pub class: &'static str,
}

/// A bar of parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// Its value in words.
    pub value: String,
    /// Its parts from left to right.
    pub parts: Vec<Part>,
}

/// Each part with where it begins.
fn laid(parts: &[Part]) -> impl Iterator<Item = (f64, &Part)> {
    let begin = parts.iter().scan(0.0, |end, part| {
        let from = *end;
        *end += part.share;
        Some(from)
    });
    begin.zip(parts).filter(|(_, part)| part.share > 0.0)
}

/// Bars one below the other.
pub fn bars(label: &Label, rows: &[Bar]) -> Markup {
    const ROW: usize = 42;
    let shapes = html! {
        @for (row, top) in rows.iter().zip((0..).step_by(ROW)) {
            text x="0" y=(top + 13) { (name(&row.name, &row.value, 46)) }
            text x="100%" y=(top + 13) text-anchor="end" class="value" { (row.value) }
            rect class="track" x="0" y=(top + 19) width="100%" height="14" {}
            @for (from, part) in laid(&row.parts) {
                rect class=(part.class) x=(percent(from)) y=(top + 19) width=(percent(part.share)) height="14" {}
            }
        }
    };
    frame(label, (rows.len() * ROW).max(1), &shapes)
}

/// A column of parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands below it.
    pub name: Option<String>,
    /// Its parts from bottom to top, in shares of the highest column.
    pub parts: Vec<Part>,
}

/// A line across the columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Columns to its left.
    pub at: f64,
    /// How it looks.
    pub class: &'static str,
}

/// Columns beside one another; `top` is what the highest one holds.
pub fn columns(label: &Label, columns: &[Column], top: &str, marks: &[Mark]) -> Markup {
    const TOP: f64 = 22.0;
    const BOTTOM: f64 = 190.0;
    let width = 1.0 / columns.len().max(1) as f64;
    let high = |share: f64| share * (BOTTOM - TOP);
    let shapes = html! {
        text x="0" y="13" class="value" { (top) }
        line class="grid" x1="0" x2="100%" y1=(TOP) y2=(TOP) {}
        line class="grid" x1="0" x2="100%" y1=(BOTTOM) y2=(BOTTOM) {}
        @for (at, column) in columns.iter().enumerate() {
            @let left = at as f64 * width;
            @for (from, part) in laid(&column.parts) {
                rect class=(part.class) x=(percent(left + width * 0.06)) width=(percent(width * 0.88))
                    y=(format!("{:.2}", BOTTOM - high(from + part.share))) height=(format!("{:.2}", high(part.share))) {}
            }
            @if let Some(name) = &column.name {
                text x=(percent(left + width / 2.0)) y="207" text-anchor="middle" { (name) }
            }
        }
        @for mark in marks {
            @let x = percent((mark.at * width).clamp(0.0, 1.0));
            line class=(mark.class) x1=(x) x2=(x) y1=(TOP) y2=(BOTTOM) {}
        }
    };
    frame(label, 214, &shapes)
}
