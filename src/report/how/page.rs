//! The assembly of a contact as a page: its records, what holds them together, who won each field.
//!
//! Shows values of a person, which is what it is for.

use super::{Edge, How};
use crate::report::page::chart::{self, graph};
use crate::report::page::parts::{figure, heads, label, table};
use crate::report::page::shell;
use crate::report::page::text::Lang;
use maud::{Markup, html};

/// The page.
pub fn html(how: &How) -> String {
    let data = serde_json::to_string_pretty(how).unwrap_or_default();
    shell::page(|lang| title(how, lang), |lang| body(how, lang), &data, None)
}

fn title(how: &How, lang: Lang) -> String {
    lang.fill("how.title", std::slice::from_ref(&how.contact_id))
}

fn body(how: &How, lang: Lang) -> Markup {
    let says = [
        lang.count(how.records.len() as u64),
        lang.count(how.edges.len() as u64),
        lang.maybe_percent(how.match_confidence),
    ];
    html! {
        header {
            h1.names { (how.name.as_deref().unwrap_or_default()) }
            p { (title(how, lang)) }
            p.subtitle { (lang.say("personal")) }
        }
        main id={ (lang.code()) "-content" } tabindex="-1" {
            @if let Some(former) = &how.formerly { p { (lang.fill("how.formerly", std::slice::from_ref(former))) } }
            @if how.records.is_empty() { p { (lang.say("how.orders")) } } @else { p { (lang.fill("how.says", &says)) } }
            (members(how, lang))
            @if !how.edges.is_empty() { (edges(how, lang)) }
            (fields(how, lang))
        }
    }
}

fn members(how: &How, lang: Lang) -> Markup {
    let columns = [
        heads(lang, &["how.number", "how.record", "source"]),
        vec![lang.word("field", "name"), lang.word("field", "email")],
    ];
    let rows: Vec<Vec<String>> = how
        .records
        .iter()
        .enumerate()
        .map(|(at, member)| {
            let value = |value: &Option<String>| value.clone().unwrap_or_default();
            vec![
                (at + 1).to_string(),
                member.record_id.clone(),
                member.source.clone(),
                value(&member.name),
                value(&member.email),
            ]
        })
        .collect();
    section(lang, "how.members", &table(&lang.say("how.members"), &columns.concat(), &rows))
}

/// Names the pairs by the numbers of their records.
fn edges(how: &How, lang: Lang) -> Markup {
    let label = label(lang, "how", "graph");
    let place = |id: &str| how.records.iter().position(|member| member.record_id == id).unwrap_or(0);
    let weakest = how.weakest_link.as_ref().filter(|_| how.records.len() > 2).map(|link| &link.edge);
    let drawn: Vec<chart::Edge> = how
        .edges
        .iter()
        .map(|edge| chart::Edge {
            from: place(&edge.left_record_id),
            to: place(&edge.right_record_id),
            width: (edge.match_weight / 3.0).clamp(1.0, 8.0),
            class: if weakest == Some(edge) { "weak" } else { "edge" },
        })
        .collect();
    let row = |edge: &Edge| {
        let ends = format!("{} – {}", place(&edge.left_record_id) + 1, place(&edge.right_record_id) + 1);
        let weight = lang.decimal(edge.match_weight, 1);
        vec![ends, weight, lang.percent(edge.match_probability), edge.keys.join("; ")]
    };
    let rows: Vec<Vec<String>> = how.edges.iter().map(row).collect();
    let columns = heads(lang, &["how.pairs", "why.bits", "how.probability", "how.keys"]);
    section(
        lang,
        "how.pairs",
        &html! {
            (figure(&label, &graph(&label, how.records.len(), &drawn)))
            (table(&label.title, &columns, &rows))
        },
    )
}

fn fields(how: &How, lang: Lang) -> Markup {
    let columns =
        [heads(lang, &["field"]), heads(lang, &["how.value", "how.record", "how.rule", "how.agree"])].concat();
    let mut rows = Vec::new();
    for field in &how.fields {
        let record = field.record_id.clone().unwrap_or_else(|| lang.say("how.derived"));
        rows.push(vec![
            field.field.clone(),
            field.value.clone(),
            record,
            field.rule.clone(),
            lang.percent(field.confidence),
        ]);
        rows.extend(field.losers.iter().map(|loser| {
            vec![
                format!("· {}", lang.say("how.lost")),
                loser.value.clone(),
                loser.record_id.clone(),
                String::new(),
                String::new(),
            ]
        }));
    }
    section(lang, "how.fields", &html! { div.names { (table(&lang.say("how.fields"), &columns, &rows)) } })
}

fn section(lang: Lang, title: &str, content: &Markup) -> Markup {
    html! { section.names { h2 { (lang.say(title)) } (content) } }
}
