//! The sections of a report: each says in a sentence what its number means, draws it, and shows the numbers.
//!
//! A section whose data a run does not have is left out.

mod buying;
mod contacts;
mod rows;
mod running;

use super::chart::Label;
use super::facts::Facts;
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
    ("consent", contacts::consent),
    ("gaps", running::gaps),
    ("gates", running::gates),
    ("timings", running::timings),
];

/// Name of a chart of a section.
fn label(lang: Lang, section: &str, key: &str) -> Label {
    Label {
        id: format!("{}-{section}-{key}", lang.code()).replace('.', "-"),
        title: lang.say(&format!("{section}.{key}")),
        desc: lang.say("chart.desc"),
    }
}

/// A chart under its title.
fn figure(label: &Label, chart: &Markup) -> Markup {
    html! { figure { figcaption { (label.title) } (chart) } }
}

/// What the colours mean.
fn legend<S: AsRef<str>>(entries: &[(&str, S)]) -> Markup {
    html! {
        ul.legend {
            @for (class, name) in entries {
                li { svg width="12" height="12" aria-hidden="true" { rect class=(class) width="12" height="12" {} } " " (name.as_ref()) }
            }
        }
    }
}

/// A table whose first column are names and whose others are values.
fn table(caption: &str, heads: &[String], rows: &[Vec<String>]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

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

/// Messages as the heads of a table.
fn heads(lang: Lang, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| lang.say(key)).collect()
}

/// A part of a whole that may be nothing.
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
