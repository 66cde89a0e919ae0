//! A flow from left to right: nodes as high as what they hold, bands as wide as what flows.

use super::{Label, frame, name, percent};
use maud::{Markup, html};

/// Where the columns of nodes begin, in shares of the width.
const COLUMNS: [f64; 3] = [0.0, 0.47, 0.985];
/// Width of a node.
const NODE: f64 = 0.015;
/// Height of the fullest column, pixels.
const BODY: f64 = 260.0;
/// Height that a node's two lines of text need.
const TEXT: f64 = 36.0;
/// Space between nodes.
const GAP: f64 = 8.0;

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// What it holds in words.
    pub value: String,
    /// What it holds.
    pub amount: f64,
    /// Its column, 0 to 2.
    pub column: usize,
    /// Its colour.
    pub class: &'static str,
}

/// A band between two nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Place of the node it leaves.
    pub from: usize,
    /// Place of the node it reaches.
    pub to: usize,
    /// What flows.
    pub amount: f64,
}

/// Draws nodes and bands; bands leave and reach a node in their order.
pub fn flow(label: &Label, nodes: &[Node], links: &[Link]) -> Markup {
    let held = |column| nodes.iter().filter(|node| node.column == column).map(|node| node.amount).sum::<f64>();
    let scale = BODY / (0..COLUMNS.len()).map(held).fold(1.0, f64::max);
    let mut ends = [0.0; COLUMNS.len()];
    let tops: Vec<f64> = nodes
        .iter()
        .map(|node| {
            let top = ends[node.column];
            ends[node.column] += (node.amount * scale).max(TEXT) + GAP;
            top
        })
        .collect();
    let height = ends.into_iter().fold(1.0, f64::max).ceil();
    let (mut leaving, mut reaching) = (tops.clone(), tops.clone());
    let bands: Vec<String> = links
        .iter()
        .map(|link| {
            let wide = link.amount * scale;
            let (from, to) = (leaving[link.from], reaching[link.to]);
            leaving[link.from] += wide;
            reaching[link.to] += wide;
            band((nodes[link.from].column, from), (nodes[link.to].column, to), wide.max(0.5))
        })
        .collect();
    let shapes = html! {
        svg viewBox=(format!("0 0 1000 {height}")) preserveAspectRatio="none" width="100%" height=(height) {
            @for band in &bands { path class="band" d=(band) {} }
        }
        @for (node, top) in nodes.iter().zip(&tops) {
            @let left = COLUMNS[node.column];
            rect class=(node.class) x=(percent(left)) y=(format!("{top:.2}")) width=(percent(NODE))
                height=(format!("{:.2}", (node.amount * scale).max(2.0))) {}
            @let (x, anchor) = if node.column == 2 { (left - 0.01, "end") } else { (left + NODE + 0.01, "start") };
            text x=(percent(x)) y=(format!("{:.2}", top + 14.0)) text-anchor=(anchor) { (name(&node.name, "", 21)) }
            text x=(percent(x)) y=(format!("{:.2}", top + 30.0)) text-anchor=(anchor) class="value" { (node.value) }
        }
    };
    frame(label, height as usize, &shapes)
}

/// The outline of a band from (column, top) to (column, top).
fn band(from: (usize, f64), to: (usize, f64), wide: f64) -> String {
    let (left, right) = ((COLUMNS[from.0] + NODE) * 1000.0, COLUMNS[to.0] * 1000.0);
    let middle = f64::midpoint(left, right);
    let (above, below) = ((from.1, to.1), (from.1 + wide, to.1 + wide));
    format!(
        "M{left:.1} {:.2}C{middle:.1} {:.2} {middle:.1} {:.2} {right:.1} {:.2}V{:.2}C{middle:.1} {:.2} {middle:.1} {:.2} {left:.1} {:.2}Z",
        above.0, above.0, above.1, above.1, below.1, below.1, below.0, below.0
    )
}
