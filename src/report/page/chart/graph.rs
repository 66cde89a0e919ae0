//! A graph on a circle: numbered nodes, lines as thick as what they weigh.

use super::{Label, frame, percent};
use maud::{Markup, html};
use std::f64::consts::TAU;

/// Half the width and height of the circle: a share of the width, pixels.
const RADIUS: (f64, f64) = (0.4, 120.0);
const HEIGHT: usize = 290;

/// A line between two nodes, by their places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// One node.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// Pixels.
    pub width: f64,
    /// How it looks.
    pub class: &'static str,
}

/// Draws so many nodes, numbered from 1, and their lines.
pub fn graph(label: &Label, nodes: usize, edges: &[Edge]) -> Markup {
    let place = |node: usize| {
        let turn = TAU * node as f64 / nodes.max(1) as f64;
        (percent(0.5 + RADIUS.0 * turn.sin()), format!("{:.1}", HEIGHT as f64 / 2.0 - RADIUS.1 * turn.cos()))
    };
    let shapes = html! {
        @for edge in edges {
            @let (from, to) = (place(edge.from), place(edge.to));
            line class=(edge.class) x1=(from.0) y1=(from.1) x2=(to.0) y2=(to.1) stroke-width=(format!("{:.1}", edge.width)) {}
        }
        @for node in 0..nodes {
            @let (x, y) = place(node);
            circle class="c2" cx=(x) cy=(y) r="13" {}
            text class="on" x=(x) y=(y) dy="4.5" text-anchor="middle" { (node + 1) }
        }
    };
    frame(label, HEIGHT, &shapes)
}
