//! A map of cells that are the darker the more they hold.

use super::{Label, frame, name, percent};
use maud::{Markup, html};

/// A row of cells: how dark from 0 to 1, and what stands in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is of.
    pub name: String,
    /// Its cells; what has no meaning is empty.
    pub cells: Vec<Option<(f64, String)>>,
}

/// Rows of cells under their heads; long names stand above their row.
pub fn heat(label: &Label, heads: &[String], rows: &[Row]) -> Markup {
    const CELL: usize = 28;
    let is_above = rows.iter().any(|row| row.name.chars().count() > 9);
    let (names, down) = if is_above { (0.0, 20) } else { (0.24, 0) };
    let width = (1.0 - names) / heads.len().max(1) as f64;
    let left = |at: usize| names + at as f64 * width;
    let shapes = html! {
        @for (at, head) in heads.iter().enumerate() {
            text x=(percent(left(at) + width / 2.0)) y="14" text-anchor="middle" class="small" { (head) }
        }
        @for (row, top) in rows.iter().zip((22..).step_by(CELL + 2 + down)) {
            text x="0" y=(if is_above { top + 14 } else { top + 19 }) class="small" { (name(&row.name, "", 46)) }
            @for (at, (dark, value)) in row.cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.as_ref()?))) {
                // No shade in the middle: on it neither dark nor light text is easy to read.
                @let is_dark = *dark >= 0.5;
                @let shade = if is_dark { 0.6 + 0.4 * dark.min(1.0) } else { 0.06 + 0.8 * dark.max(0.0) };
                rect class="heat" x=(percent(left(at))) y=(top + down) width=(percent(width * 0.97)) height=(CELL)
                    fill-opacity=(format!("{shade:.3}")) {}
                text.tight[heads.len() > 8] class=(if is_dark { "on" } else { "off" }) x=(percent(left(at) + width / 2.0)) y=(top + down + 19)
                    text-anchor="middle" { (value) }
            }
        }
    };
    frame(label, 24 + rows.len() * (CELL + 2 + down), &shapes)
}
