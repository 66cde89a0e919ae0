//! What became of the rows: their way, their quality, what was wrong with them.

use super::{figure, heads, label, legend, numbers, share, table};
use crate::report::page::chart::{self, Bar, Link, Node, Part, Row};
use crate::report::page::facts::Facts;
use crate::report::page::facts::findings::Finding;
use crate::report::page::facts::quality::{FIELDS, Quality, STATUSES, Statuses};
use crate::report::page::text::Lang;
use maud::{Markup, html};

/// Colours of [`STATUSES`].
const COLORS: [&str; 5] = ["good", "mended", "doubt", "bad", "none"];

/// Sources to leads to contacts.
pub fn flow(facts: &Facts, lang: Lang) -> Option<Markup> {
    let totals = facts.totals;
    let merged = totals.leads.saturating_sub(totals.contacts);
    let label = label(lang, "flow", "chart");
    let (nodes, links) = network(facts, lang, merged);
    let counts = [totals.leads, totals.contacts, merged].map(|count| lang.count(count));
    let says = lang.fill("flow.says", &[&counts[..], &[lang.percent(share(merged, totals.leads))]].concat());
    let columns =
        ["source", "flow.holds", "flow.read", "flow.used", "flow.excluded", "flow.rejects"].map(|key| lang.say(key));
    let rows: Vec<Vec<String>> = facts
        .sources
        .iter()
        .map(|source| {
            let counts = [source.rows_read, source.used, source.excluded, source.rejects].map(|n| lang.count(n));
            [&[source.source.clone(), lang.word("holds", &source.records)][..], &counts].concat()
        })
        .collect();
    Some(html! {
        p { (says) " " (lang.fill("flow.organisations", &[lang.count(totals.organisations)])) }
        @if totals.contacts_known_only_from_orders > 0 {
            p { (lang.fill("flow.only_orders", &[lang.count(totals.contacts_known_only_from_orders)])) }
        }
        (figure(&label, &chart::flow(&label, &nodes, &links)))
        (numbers(lang, "flow", &table(&label.title, &columns, &rows)))
    })
}

/// The sources of contacts, their leads, and what those became.
fn network(facts: &Facts, lang: Lang, merged: u64) -> (Vec<Node>, Vec<Link>) {
    let node = |name: String, count: u64, column, class| Node {
        name,
        value: lang.count(count),
        amount: count as f64,
        column,
        class,
    };
    let sources: Vec<_> = facts.sources.iter().filter(|source| source.records == "contacts").collect();
    let out: u64 = sources.iter().map(|source| source.rejects + source.excluded).sum();
    let mut nodes: Vec<Node> = sources.iter().map(|s| node(s.source.clone(), s.rows_read, 0, "c1")).collect();
    let leads = nodes.len();
    nodes.push(node(lang.say("flow.leads"), facts.totals.leads, 1, "c2"));
    nodes.push(node(lang.say("flow.contacts"), facts.totals.contacts, 2, "good"));
    nodes.push(node(lang.say("flow.duplicates"), merged, 2, "none"));
    if out > 0 {
        nodes.push(node(lang.say("flow.left_out"), out, 1, "bad"));
    }
    let mut links = Vec::new();
    let mut link = |from, to, count: u64| {
        if count > 0 {
            links.push(Link { from, to, amount: count as f64 });
        }
    };
    for (at, source) in sources.iter().enumerate() {
        link(at, leads, source.used);
        link(at, leads + 3, source.rejects + source.excluded);
    }
    link(leads, leads + 1, facts.totals.contacts);
    link(leads, leads + 2, merged);
    (nodes, links)
}

/// Valid shares before and after cleaning.
pub fn quality(facts: &Facts, lang: Lang) -> Option<Markup> {
    let quality = facts.quality.as_ref().filter(|quality| quality.total.iter().any(|field| field.filled() > 0))?;
    let label = label(lang, "quality", "chart");
    let mut all = Statuses::default();
    for field in &quality.total {
        all.0.iter_mut().zip(field.0).for_each(|(sum, count)| *sum += count);
    }
    let bars: Vec<Bar> = FIELDS.iter().zip(&quality.total).map(|(field, of)| bar(lang, field, *of)).collect();
    let entries: Vec<(&str, String)> =
        COLORS.iter().zip(STATUSES).take(4).map(|(color, status)| (*color, lang.word("status", status))).collect();
    Some(html! {
        p { (lang.fill("quality.says", &[lang.maybe_percent(all.before()), lang.maybe_percent(all.after())])) }
        (figure(&label, &html! { (legend(&entries)) (chart::bars(&label, &bars)) }))
        (by_source(quality, lang))
        (numbers(lang, "quality", &quality_table(quality, lang)))
    })
}

fn bar(lang: Lang, field: &str, of: Statuses) -> Bar {
    let parts = COLORS.iter().zip(of.0).take(4).map(|(class, count)| Part { share: share(count, of.filled()), class });
    Bar {
        name: lang.word("field", field),
        value: format!("{} → {}", lang.maybe_percent(of.before()), lang.maybe_percent(of.after())),
        parts: parts.collect(),
    }
}

fn by_source(quality: &Quality, lang: Lang) -> Markup {
    let label = label(lang, "quality", "sources");
    let heads: Vec<String> = FIELDS.iter().map(|field| lang.word("field", field)).collect();
    let cell = |of: &Statuses| of.after().map(|share| (share, lang.decimal(share * 100.0, 0)));
    let rows: Vec<Row> = quality
        .sources
        .iter()
        .map(|source| Row { name: source.source.clone(), cells: source.fields.iter().map(cell).collect() })
        .collect();
    figure(&label, &chart::heat(&label, &heads, &rows))
}

fn quality_table(quality: &Quality, lang: Lang) -> Markup {
    let mut columns = heads(lang, &["source", "field", "quality.filled", "quality.before", "quality.after"]);
    columns.extend(STATUSES.map(|status| lang.word("status", status)));
    let mut rows = Vec::new();
    for source in &quality.sources {
        for (field, of) in FIELDS.iter().zip(source.fields) {
            let mut row = vec![source.source.clone(), lang.word("field", field), lang.count(of.filled())];
            row.extend([of.before(), of.after()].map(|share| lang.maybe_percent(share)));
            row.extend(of.0.map(|count| lang.count(count)));
            rows.push(row);
        }
    }
    table(&lang.say("quality.title"), &columns, &rows)
}

/// The most frequent codes with masked examples.
pub fn findings(facts: &Facts, lang: Lang) -> Option<Markup> {
    let findings = facts.findings.as_ref().filter(|findings| !findings.top.is_empty())?;
    let label = label(lang, "findings", "chart");
    let most = findings.top.iter().map(|finding| finding.count).max().unwrap_or(1);
    let color = |finding: &Finding| match finding.severity {
        "error" => "bad",
        "warn" => "doubt",
        _ => "c1",
    };
    let bars: Vec<Bar> = findings
        .top
        .iter()
        .map(|finding| Bar {
            name: finding.code.to_owned(),
            value: lang.count(finding.count),
            parts: vec![Part { share: share(finding.count, most), class: color(finding) }],
        })
        .collect();
    let counts = [findings.total, findings.codes as u64].into_iter().chain(findings.severities);
    let entries = [("bad", "error"), ("doubt", "warn"), ("c1", "info")];
    let entries = entries.map(|(class, severity)| (class, lang.word("severity", severity)));
    Some(html! {
        p { (lang.fill("findings.says", &counts.map(|count| lang.count(count)).collect::<Vec<_>>())) }
        (figure(&label, &html! { (legend(&entries)) (chart::bars(&label, &bars)) }))
        h3 { (lang.say("findings.examples")) }
        (examples(&findings.top, lang))
        (numbers(lang, "findings", &findings_table(&findings.top, lang)))
    })
}

fn examples(top: &[Finding], lang: Lang) -> Markup {
    html! {
        dl.examples {
            @for finding in top.iter().filter(|finding| !finding.examples.is_empty()) {
                dt { code { (finding.code) } }
                dd {
                    @for example in &finding.examples {
                        div {
                            span.field { (example.field) } " "
                            samp { (example.original) }
                            @match &example.corrected {
                                Some(corrected) if *corrected == example.original => {}
                                Some(corrected) => { " → " samp { (corrected) } }
                                None => { " → " em { (lang.say("findings.nothing")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn findings_table(top: &[Finding], lang: Lang) -> Markup {
    let columns = heads(lang, &["findings.code", "findings.severity", "count"]);
    let row = |finding: &Finding| {
        vec![finding.code.to_owned(), lang.word("severity", finding.severity), lang.count(finding.count)]
    };
    table(&lang.say("findings.title"), &columns, &top.iter().map(row).collect::<Vec<_>>())
}
