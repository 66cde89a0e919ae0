//! What pages are put together from: charts under their titles, legends, tables.

use super::chart::Label;
use super::text::Lang;
use maud::{Markup, html};

/// Name of a chart of a section.
pub fn label(lang: Lang, section: &str, key: &str) -> Label {
    Label {
        id: format!("{}-{section}-{key}", lang.code()).replace('.', "-"),
        title: lang.say(&format!("{section}.{key}")),
        desc: lang.say("chart.desc"),
    }
}

/// A chart under its title.
pub fn figure(label: &Label, chart: &Markup) -> Markup {
    html! { figure { figcaption { (label.title) } (chart) } }
}

/// What the colours mean.
pub fn legend<S: AsRef<str>>(entries: &[(&str, S)]) -> Markup {
    html! {
        ul.legend {
            @for (class, name) in entries {
                li { svg width="12" height="12" aria-hidden="true" { rect class=(class) width="12" height="12" {} } " " (name.as_ref()) }
            }
        }
    }
}

/// A table whose first column are names and whose others are values.
pub fn table(caption: &str, heads: &[String], rows: &[Vec<String>]) -> Markup {
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

/// Messages as the heads of a table.
pub fn heads(lang: Lang, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| lang.say(key)).collect()
}
