//! The run itself: gaps it filled, gates it passed, time it took, its way from sources to tables.

use super::{figure, heads, label, numbers, share, table};
use crate::report::diagram::{Flow, draw, mermaid};
use crate::report::page::chart::{self, Bar, Part};
use crate::report::page::facts::Facts;
use crate::report::page::facts::manifest::{Gate, Source};
use crate::report::page::text::Lang;
use maud::{Markup, html};

/// What filled gaps.
pub fn gaps(facts: &Facts, lang: Lang) -> Option<Markup> {
    let cells: Vec<(String, u64)> = facts
        .gaps
        .iter()
        .flat_map(|gap| gap.cells.iter().map(move |(field, count)| (format!("{} → {field}", gap.rule), *count)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let most = cells.iter().map(|(_, count)| *count).max()?;
    let label = label(lang, "gaps", "chart");
    let bar = |(name, count): &(String, u64)| Bar {
        name: name.clone(),
        value: lang.count(*count),
        parts: vec![Part { share: share(*count, most), class: "c1" }],
    };
    let bars: Vec<Bar> = cells.iter().map(bar).collect();
    let rows: Vec<Vec<String>> = cells.iter().map(|(name, count)| vec![name.clone(), lang.count(*count)]).collect();
    let total = cells.iter().map(|(_, count)| count).sum();
    Some(html! {
        p { (lang.fill("gaps.says", &[lang.count(total)])) }
        (figure(&label, &chart::bars(&label, &bars)))
        (numbers(lang, "gaps", &table(&label.title, &heads(lang, &["gaps.rule", "gaps.cells"]), &rows)))
    })
}

/// Gates and whether they held.
pub fn gates(facts: &Facts, lang: Lang) -> Option<Markup> {
    let held = facts.gates.iter().filter(|gate| gate.status == "pass").count() as u64;
    let row = |gate: &Gate| {
        let figure = |value: f64| lang.decimal(value, 4);
        let bounds =
            [gate.min.map(|min| format!("≥ {}", figure(min))), gate.max.map(|max| format!("≤ {}", figure(max)))];
        vec![
            gate.name.clone(),
            gate.metric.clone(),
            gate.value.map_or_else(|| "–".to_owned(), figure),
            bounds.into_iter().flatten().collect::<Vec<_>>().join(", "),
            lang.word("gate", &gate.status),
        ]
    };
    let rows: Vec<Vec<String>> = facts.gates.iter().map(row).collect();
    let columns = heads(lang, &["gates.gate", "gates.metric", "gates.value", "gates.bound", "gates.status"]);
    (!rows.is_empty()).then(|| {
        html! {
            p { (lang.fill("gates.says", &[lang.count(held), lang.count(rows.len() as u64)])) }
            (table(&lang.say("gates.title"), &columns, &rows))
        }
    })
}

/// What the run cost.
pub fn timings(facts: &Facts, lang: Lang) -> Option<Markup> {
    let timings = &facts.timings;
    let label = label(lang, "timings", "chart");
    let most = timings.stages.iter().map(|stage| stage.seconds).fold(f64::MIN_POSITIVE, f64::max);
    let bars: Vec<Bar> = timings
        .stages
        .iter()
        .map(|stage| Bar {
            name: stage.stage.clone(),
            value: lang.decimal(stage.seconds, 2),
            parts: vec![Part { share: stage.seconds / most, class: "c1" }],
        })
        .collect();
    let rows: Vec<Vec<String>> = timings
        .stages
        .iter()
        .map(|stage| vec![stage.stage.clone(), lang.decimal(stage.seconds, 3), lang.count(stage.rows)])
        .collect();
    let memory = timings.peak_memory_bytes.map_or_else(|| "–".to_owned(), |bytes| lang.count(bytes / 1_000_000));
    let says = [lang.decimal(timings.seconds, 1), lang.count(timings.threads), memory];
    let columns = heads(lang, &["timings.stage", "timings.seconds", "timings.rows"]);
    (!rows.is_empty()).then(|| {
        html! {
            p { (lang.fill("timings.says", &says)) }
            (figure(&label, &chart::bars(&label, &bars)))
            (numbers(lang, "timings", &table(&label.title, &columns, &rows)))
        }
    })
}

/// Which sources went through which stages into which tables.
pub fn pipeline(facts: &Facts, lang: Lang) -> Option<Markup> {
    let source = |source: &Source| (source.source.clone(), lang.word("holds", &source.records));
    let flow = Flow::new(facts.sources.iter().map(source).collect());
    let label = label(lang, "pipeline", "chart");
    (!flow.sources.is_empty()).then(|| {
        html! {
            p { (lang.say("pipeline.says")) }
            (figure(&label, &chart::pipeline(&label, &draw(&flow))))
            details {
                summary { (lang.say("pipeline.mermaid")) }
                div.query {
                    pre tabindex="0" { code { (mermaid(&flow)) } }
                    button type="button" data-copy=(lang.say("copied")) { (lang.say("copy")) }
                }
            }
        }
    })
}
