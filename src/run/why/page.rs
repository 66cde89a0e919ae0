//! Why two records are, or are not, one contact, as a page: the decision, the waterfall of the weight, both side by side.
//!
//! Shows values of people, which is what it is for.

use super::Why;
use crate::dedupe::Part;
use crate::report::page::chart::{self, Bar, bars};
use crate::report::page::parts::{figure, heads, label, legend, table};
use crate::report::page::shell;
use crate::report::page::text::Lang;
use maud::{Markup, html};

/// The page.
pub fn html(why: &Why) -> String {
    let data = serde_json::to_string_pretty(why).unwrap_or_default();
    shell::page(|lang| title(why, lang), |lang| body(why, lang), &data, None)
}

fn title(why: &Why, lang: Lang) -> String {
    lang.fill("why.title", &[why.left.record_id.clone(), why.right.record_id.clone()])
}

fn body(why: &Why, lang: Lang) -> Markup {
    let found = &why.explanation;
    let reason = serde_json::to_value(found.reason).ok();
    let reason = reason.as_ref().and_then(|reason| reason.as_str()).unwrap_or_default();
    let decision = if found.together {
        lang.fill("why.together", std::slice::from_ref(&why.left.contact_id))
    } else {
        lang.say("why.apart")
    };
    let weight = [lang.decimal(found.weight, 1), lang.percent(found.probability), lang.decimal(found.bound, 1)];
    html! {
        header {
            h1 { (title(why, lang)) }
            p.subtitle { (lang.say("personal")) }
        }
        main id={ (lang.code()) "-content" } tabindex="-1" {
            p { strong { (decision) } " " (lang.say(&format!("why.{reason}"))) " " (lang.fill("why.weight", &weight)) }
            (waterfall(why, lang))
            section.names { h2 { (lang.say("why.values")) } (values(why, lang)) }
            @if !found.keys.is_empty() {
                section.names { h2 { (lang.say("why.keys")) } (keys(why, lang)) }
            }
        }
    }
}

/// The comparisons that say something.
fn said(why: &Why) -> impl Iterator<Item = &Part> {
    why.explanation.parts.iter().filter(|part| part.level > 0)
}

fn waterfall(why: &Why, lang: Lang) -> Markup {
    let found = &why.explanation;
    let mut steps = vec![(lang.say("why.prior"), 0.0, found.prior)];
    let mut sum = found.prior;
    for part in said(why) {
        steps.push((lang.word("field", &part.name), sum, sum + part.weight));
        sum += part.weight;
    }
    steps.push((lang.say("why.sum"), 0.0, found.weight));
    let ends = || steps.iter().flat_map(|(_, from, to)| [*from, *to]);
    let (least, most) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let width = (most - least).max(f64::MIN_POSITIVE);
    let bar = |(name, from, to): &(String, f64, f64)| Bar {
        name: name.clone(),
        value: lang.decimal(to - from, 1),
        parts: vec![
            chart::Part { share: (from.min(*to) - least) / width, class: "blank" },
            chart::Part { share: (to - from).abs() / width, class: if to >= from { "good" } else { "bad" } },
        ],
    };
    let label = label(lang, "why", "chart");
    let entries = [("good", lang.say("why.for")), ("bad", lang.say("why.against"))];
    let rows: Vec<Bar> = steps.iter().map(bar).collect();
    figure(&label, &html! { (legend(&entries)) (bars(&label, &rows)) })
}

fn values(why: &Why, lang: Lang) -> Markup {
    let mut columns = vec![lang.say("field"), why.left.record_id.clone(), why.right.record_id.clone()];
    columns.extend(heads(lang, &["why.level", "why.bits"]));
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let row = |part: &Part| {
        // The words of an agreement are English.
        let level = if lang == Lang::En { part.agreement.clone() } else { part.level.to_string() };
        vec![lang.word("field", &part.name), value(&part.left), value(&part.right), level, lang.decimal(part.weight, 1)]
    };
    table(&lang.say("why.values"), &columns, &said(why).map(row).collect::<Vec<_>>())
}

fn keys(why: &Why, lang: Lang) -> Markup {
    let rows: Vec<Vec<String>> =
        why.explanation.keys.iter().map(|key| vec![key.name.to_string(), lang.count(key.records)]).collect();
    table(&lang.say("why.keys"), &[lang.say("how.keys"), lang.say("records")], &rows)
}
