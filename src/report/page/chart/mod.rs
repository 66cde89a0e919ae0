//! Charts as SVG: plain functions from numbers to shapes, in percent of the width they get, so that text keeps its size.
//!
//! Each has a title and a description for those who do not see it. Colours are classes of the style sheet.

mod bars;
mod flow;
mod graph;
mod heat;

pub use bars::{Bar, Column, Mark, Part, bars, columns};
pub use flow::{Link, Node, flow};
pub use graph::{Edge, graph};
pub use heat::{Row, heat};

use crate::report::diagram::{Drawn, WIDTH};
use maud::{Markup, PreEscaped, html};

/// What a chart is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Id of the chart on the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What a reader who does not see it should know.
    pub desc: String,
}

/// A chart of a height in pixels around its shapes.
fn frame(label: &Label, height: usize, shapes: &Markup) -> Markup {
    let (title, desc) = (format!("{}-title", label.id), format!("{}-desc", label.id));
    html! {
        svg role="img" width="100%" height=(height) aria-labelledby=(title) aria-describedby=(desc) {
            title id=(title) { (label.title) }
            desc id=(desc) { (label.desc) }
            (shapes)
        }
    }
}

/// The way of the data, wider than a phone: it scrolls.
pub fn pipeline(label: &Label, drawn: &Drawn) -> Markup {
    let (title, desc) = (format!("{}-title", label.id), format!("{}-desc", label.id));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(label.title) {
            svg.pipeline.names role="img" viewBox={ "0 0 " (WIDTH) " " (drawn.height) } aria-labelledby=(title) aria-describedby=(desc) {
                title id=(title) { (label.title) }
                desc id=(desc) { (label.desc) }
                (PreEscaped(&drawn.elements))
            }
        }
    }
}

/// A name cut so that it and the value beside it stay apart on a phone; the whole of it shows on pointing.
fn name(name: &str, beside: &str, fits: usize) -> Markup {
    let room = fits.saturating_sub(beside.chars().count()).max(8) as f64;
    if name.chars().map(breadth).sum::<f64>() <= room {
        return html! { (name) };
    }
    let within = |used: &mut f64, letter: char| {
        *used += breadth(letter);
        (*used <= room - 1.0).then_some(letter)
    };
    let short: String = name.chars().scan(0.0, within).chain(['…']).collect();
    html! { title { (name) } (short) }
}

/// About how broad a letter is, in small letters.
fn breadth(letter: char) -> f64 {
    match letter {
        'm' | 'w' => 1.5,
        'M' | 'W' => 1.7,
        // Signs of the East fill a square.
        '\u{1100}'.. => 2.0,
        letter if letter.is_uppercase() => 1.3,
        _ => 1.0,
    }
}

/// A share of the width.
fn percent(share: f64) -> String {
    format!("{:.3}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broad_letters_take_more_room() {
        assert_eq!(name("green teacup and saucer", "12", 30).into_string(), "green teacup and saucer");
        let broad = name("GREEN TEACUP AND SAUCER", "12", 30).into_string();
        assert_eq!(broad, "<title>GREEN TEACUP AND SAUCER</title>GREEN TEACUP AND SAUC…");
        assert_eq!(name("茶碗茶碗茶碗", "", 8).into_string(), "<title>茶碗茶碗茶碗</title>茶碗茶…");
    }

    fn label() -> Label {
        Label { id: "x".into(), title: "A < B".into(), desc: "d".into() }
    }

    /// The numbers of an attribute in percent.
    fn percents(svg: &str, name: &str) -> Vec<f64> {
        let before = format!(" {name}=\"");
        let values = svg.split(&before).skip(1).filter_map(|rest| rest.split('"').next());
        values.filter_map(|value| value.strip_suffix('%')?.parse().ok()).collect()
    }

    #[test]
    fn bars_lie_one_behind_the_other_and_names_are_escaped() {
        let parts = vec![Part { share: 0.25, class: "c1" }, Part { share: 0.5, class: "c2" }];
        let svg = bars(&label(), &[Bar { name: "<b>".into(), value: "3".into(), parts }]).into_string();
        assert!(svg.contains("&lt;b&gt;") && svg.contains("A &lt; B") && svg.contains("role=\"img\""));
        assert_eq!(percents(&svg, "x"), [100.0, 0.0, 25.0]);
        assert_eq!(percents(&svg, "width"), [100.0, 100.0, 25.0, 50.0]);
    }

    #[test]
    fn columns_stand_within_the_picture_and_empty_ones_have_no_shape() {
        let column = |value: f64| Column { name: None, parts: vec![Part { share: value, class: "c1" }] };
        let svg = columns(&label(), &[column(1.0), column(0.0), column(0.5)], "9", &[]).into_string();
        assert_eq!(svg.matches("class=\"c1\"").count(), 2);
        assert!(percents(&svg, "x").iter().all(|x| (0.0..=100.0).contains(x)));
        assert!(!columns(&label(), &[], "0", &[]).into_string().contains("NaN"));
    }

    #[test]
    fn what_flows_out_of_a_node_is_what_flowed_in() {
        let node = |amount, column| Node { name: "n".into(), value: "1".into(), amount, column, class: "c1" };
        let nodes = [node(3.0, 0), node(1.0, 0), node(4.0, 1), node(4.0, 2)];
        let links = [(0, 2, 3.0), (1, 2, 1.0), (2, 3, 4.0)].map(|(from, to, amount)| Link { from, to, amount });
        let svg = flow(&label(), &nodes, &links).into_string();
        assert_eq!((svg.matches("<path").count(), svg.matches("<rect").count()), (3, 4));
        assert!(!svg.contains("NaN"));
        assert!(!flow(&label(), &[], &[]).into_string().contains("NaN"));
    }

    #[test]
    fn cells_without_a_value_stay_empty() {
        let row = Row { name: "2024".into(), cells: vec![Some((0.2, "20".into())), None, Some((0.9, "90".into()))] };
        let svg = heat(&label(), &["0".into(), "1".into(), "2".into()], &[row]).into_string();
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(svg.contains("class=\"on\"") && svg.contains(">20</text>"));
    }
}
