//! The contacts: how large, how sure, what to look at, what they allow.

use super::{figure, heads, label, legend, numbers, share, table};
use crate::report::page::chart::{self, Bar, Column, Mark, Part};
use crate::report::page::facts::Facts;
use crate::report::page::facts::clusters::{Cluster, SIZES};
use crate::report::page::facts::matching::{DECISIONS, Matching};
use crate::report::page::text::Lang;
use maud::{Markup, html};

/// Records per contact.
pub fn clusters(facts: &Facts, lang: Lang) -> Option<Markup> {
    let clusters = facts.clusters.as_ref()?;
    let label = label(lang, "clusters", "chart");
    let total: u64 = Some(clusters.sizes.iter().sum()).filter(|total| *total > 0)?;
    let (most, merged) = (clusters.sizes.iter().max().copied().unwrap_or(0), total - clusters.sizes[0]);
    let column = |((_, name), count): (&(u64, &str), &u64)| Column {
        name: Some((*name).to_owned()),
        parts: vec![Part { share: share(*count, most), class: "c1" }],
    };
    let columns: Vec<Column> = SIZES.iter().zip(&clusters.sizes).map(column).collect();
    let row = |((_, name), count): (&(u64, &str), &u64)| {
        vec![(*name).to_owned(), lang.count(*count), lang.percent(share(*count, total))]
    };
    let rows: Vec<Vec<String>> = SIZES.iter().zip(&clusters.sizes).map(row).collect();
    let says = [lang.count(merged), lang.percent(share(merged, total)), lang.count(clusters.with_organisation)];
    let columns_of_table = heads(lang, &["clusters.size", "clusters.contacts", "share"]);
    Some(html! {
        p { (lang.fill("clusters.says", &says)) }
        (figure(&label, &chart::columns(&label, &columns, &lang.count(most), &[])))
        (numbers(lang, "clusters", &table(&label.title, &columns_of_table, &rows)))
    })
}

/// Match weights with the bounds.
pub fn matching(facts: &Facts, lang: Lang) -> Option<Markup> {
    let matching = facts.matching.as_ref().filter(|matching| !matching.weights.is_empty())?;
    let label = label(lang, "matching", "chart");
    let colors = ["good", "doubt", "none"];
    let most = matching.weights.iter().map(|bin| bin.pairs.iter().sum::<u64>()).max().unwrap_or(1);
    let step = matching.weights.len().div_ceil(8) as i64;
    let columns: Vec<Column> = matching
        .weights
        .iter()
        .map(|bin| Column {
            name: (bin.from % step == 0).then(|| lang.decimal(bin.from as f64, 0)),
            parts: colors.iter().zip(bin.pairs).map(|(class, n)| Part { share: share(n, most), class }).collect(),
        })
        .collect();
    let first = matching.weights.first().map_or(0, |bin| bin.from) as f64;
    let marks = [(matching.link_weight, "mark"), (matching.review_weight, "mark dashed")];
    let marks = marks.map(|(weight, class)| Mark { at: weight - first, class });
    let bounds = [lang.decimal(matching.link_weight, 1), lang.decimal(matching.review_weight, 1)];
    let says = [&[lang.count(matching.candidate_pairs)][..], &bounds].concat();
    let names = DECISIONS.map(|decision| lang.word("decision", decision));
    let entries: Vec<(&str, &String)> = colors.into_iter().zip(&names).collect();
    let mut columns_of_table = heads(lang, &["matching.weight"]);
    columns_of_table.extend(names.clone());
    let rows = matching.weights.iter().map(|bin| {
        let range = format!("{} … {}", lang.decimal(bin.from as f64, 0), lang.decimal(bin.from as f64 + 1.0, 0));
        [&[range][..], &bin.pairs.map(|count| lang.count(count))].concat()
    });
    Some(html! {
        p { (lang.fill("matching.says", &says)) " " (estimate(matching, lang)) }
        (figure(&label, &html! {
            (legend(&entries))
            (chart::columns(&label, &columns, &lang.count(most), &marks))
            p.note { (lang.fill("matching.bounds", &bounds)) }
        }))
        (numbers(lang, "matching", &table(&label.title, &columns_of_table, &rows.collect::<Vec<_>>())))
    })
}

/// How good the links are, or why nobody knows.
fn estimate(matching: &Matching, lang: Lang) -> String {
    let mut said = Vec::new();
    match (matching.estimated_precision, &matching.not_estimable) {
        (Some(precision), _) => {
            let margin = lang.percent(matching.precision_margin.unwrap_or(0.0));
            said.push(lang.fill("matching.precision", &[lang.percent(precision), margin]));
        }
        (None, Some(reason)) => said.push(lang.fill("matching.not_estimable", &[lang.reason(reason)])),
        (None, None) => {}
    }
    said.extend(matching.estimated_recall.map(|recall| lang.fill("matching.recall", &[lang.percent(recall)])));
    said.join(" ")
}

/// What a person should look at.
pub fn review(facts: &Facts, lang: Lang) -> Option<Markup> {
    let clusters = facts.clusters.as_ref().filter(|clusters| !clusters.largest.is_empty())?;
    let label = label(lang, "review", "chart");
    let most = clusters.largest.iter().map(|cluster| cluster.records).max().unwrap_or(1);
    let bar = |cluster: &Cluster| Bar {
        name: cluster.contact_id.clone(),
        value: lang.count(cluster.records),
        parts: vec![Part { share: share(cluster.records, most), class: "c1" }],
    };
    let bars: Vec<Bar> = clusters.largest.iter().map(bar).collect();
    let columns = heads(lang, &["contact", "records", "review.sources", "review.confidence"]);
    let row = |cluster: &Cluster| {
        let counts = [cluster.records, cluster.sources].map(|count| lang.count(count));
        [&[cluster.contact_id.clone()][..], &counts, &[lang.maybe_percent(cluster.confidence)]].concat()
    };
    let rows = |of: &[Cluster]| of.iter().map(row).collect::<Vec<_>>();
    let queue = facts.matching.as_ref().map_or(0, |matching| matching.review_queue);
    Some(html! {
        p { (lang.fill("review.says", &[lang.count(queue)])) " " (lang.say("review.how")) }
        (figure(&label, &chart::bars(&label, &bars)))
        h3 { (lang.say("review.weakest")) }
        (table(&lang.say("review.weakest"), &columns, &rows(&clusters.weakest)))
        (numbers(lang, "review", &table(&label.title, &columns, &rows(&clusters.largest))))
    })
}

/// What the contacts allow.
pub fn consent(facts: &Facts, lang: Lang) -> Option<Markup> {
    let consent = facts.consent.as_ref()?;
    let label = label(lang, "consent", "chart");
    let rows = [
        ("opt_out", consent.opt_out),
        ("consent_email", consent.consent_email),
        ("consent_phone", consent.consent_phone),
    ];
    let bars = rows.map(|(name, counts)| Bar {
        name: lang.word("consent", name),
        value: lang.count(counts[0]),
        parts: ["c1", "c4", "none"]
            .into_iter()
            .zip(counts)
            .map(|(class, count)| Part { share: share(count, consent.contacts), class })
            .collect(),
    });
    let entries = [("c1", lang.say("yes")), ("c4", lang.say("no")), ("none", lang.say("unknown"))];
    let columns = heads(lang, &["field", "yes", "no", "unknown"]);
    let cells =
        rows.map(|(name, counts)| [&[lang.word("consent", name)][..], &counts.map(|count| lang.count(count))].concat());
    let says = [consent.opt_out[0], consent.contacts, facts.totals.suppressions_hit].map(|count| lang.count(count));
    Some(html! {
        p { (lang.fill("consent.says", &says)) }
        (figure(&label, &html! { (legend(&entries)) (chart::bars(&label, &bars)) }))
        (numbers(lang, "consent", &table(&label.title, &columns, &cells)))
    })
}
