//! The sections of a report: each says in a sentence what its number means, draws it, and shows the numbers.
//!
//! A section whose data a run does not have is left out.

mod buying;
mod contacts;
mod rows;
mod running;

use super::facts::Facts;
use super::parts::{figure, heads, label, legend, table};
use super::queries::QUERIES;
use super::text::Lang;
use maud::{Markup, html};

/// Id of a section, and what draws it.
type Section = (&'static str, fn(&Facts, Lang) -> Option<Markup>);

/// All sections in their order.
pub const SECTIONS: &[Section] = &[
    ("flow", rows::flow),
    ("quality", rows::quality),
    ("findings", rows::findings),
    ("clusters", contacts::clusters),
    ("matching", contacts::matching),
    ("review", contacts::review),
    ("purchases", buying::purchases),
    ("retention", buying::retention),
    ("rfm", buying::rfm),
    ("lifetime", buying::lifetime),
    ("cross_sell", buying::cross_sell),
    ("recommended", buying::recommended),
    ("consent", contacts::consent),
    ("gaps", running::gaps),
    ("gates", running::gates),
    ("timings", running::timings),
    ("pipeline", running::pipeline),
];

/// The numbers of a section, folded, with the queries that give them.
fn numbers(lang: Lang, section: &str, tables: &Markup) -> Markup {
    html! {
        details {
            summary { (lang.say("numbers")) }
            (tables)
            @for query in QUERIES.iter().filter(|query| query.section == section) {
                p.file { (lang.say("query")) " " code { (query.table) ".parquet" } }
                div.query {
                    pre tabindex="0" { code { (query.sql) } }
                    button type="button" data-copy=(lang.say("copied")) { (lang.say("copy")) }
                }
            }
        }
    }
}

/// A part of a whole that may be nothing.
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
