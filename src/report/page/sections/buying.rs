//! Who buys, how often, who comes back, what goes together.

use super::{figure, heads, label, legend, numbers, share, table};
use crate::report::page::chart::{self, Bar, Part, Row};
use crate::report::page::facts::Facts;
use crate::report::page::facts::buying::{BANDS, Cohort, Year};
use crate::report::page::text::Lang;
use maud::{Markup, html};

/// Colours of [`BANDS`], the darker the more orders.
const COLORS: [&str; 5] = ["s1", "s2", "s3", "s4", "s5"];

/// Purchase frequency by calendar year.
pub fn purchases(facts: &Facts, lang: Lang) -> Option<Markup> {
    let years = facts.purchases.as_ref()?;
    let last = years.iter().rev().find(|year| !year.is_partial_year).or(years.last())?;
    let label = label(lang, "purchases", "chart");
    let most = years.iter().map(Year::buyers).max().unwrap_or(1);
    let each = |year: &Year| lang.decimal(share(year.orders, year.buyers()), 2);
    let name = |year: &Year| format!("{}{}", year.year, if year.is_partial_year { "*" } else { "" });
    let bars: Vec<Bar> = years
        .iter()
        .map(|year| Bar {
            name: name(year),
            value: lang.fill("purchases.value", &[lang.count(year.buyers()), each(year)]),
            parts: COLORS.iter().zip(year.customers).map(|(class, n)| Part { share: share(n, most), class }).collect(),
        })
        .collect();
    let entries: Vec<(&str, String)> =
        COLORS.into_iter().zip(BANDS).map(|(color, (_, band))| (color, lang.word("band", band))).collect();
    let mut columns = heads(lang, &["year", "customers", "orders", "purchases.per_customer"]);
    columns.extend(entries.iter().map(|(_, name)| name.clone()));
    columns.extend(heads(lang, &["purchases.lapsed", "purchases.net"]));
    let rows: Vec<Vec<String>> = years
        .iter()
        .map(|year| {
            let mut row = vec![name(year), lang.count(year.buyers()), lang.count(year.orders), each(year)];
            row.extend(year.customers.map(|count| lang.count(count)));
            row.push(lang.count(year.lapsed));
            let net = year.net_cents.iter().map(|(currency, cents)| format!("{} {currency}", lang.money(*cents)));
            row.push(net.collect::<Vec<_>>().join("; "));
            row
        })
        .collect();
    let partial: Vec<String> = years
        .iter()
        .filter(|year| year.is_partial_year)
        .map(|year| lang.fill("purchases.days", &[year.year.to_string(), lang.count(year.observed_days)]))
        .collect();
    let says = [last.year.to_string(), lang.count(last.buyers()), lang.count(last.orders), each(last)];
    Some(html! {
        p { (lang.fill("purchases.says", &says)) }
        @if let Some(lines) = &facts.order_lines {
            @let counts = [lines.lines, lines.sales, lines.returns, lines.excluded].map(|count| lang.count(count));
            p { (lang.fill("purchases.excluded", &counts)) }
        }
        (figure(&label, &html! {
            (legend(&entries))
            (chart::bars(&label, &bars))
            @if !partial.is_empty() { p.note { (lang.fill("purchases.partial", &[partial.join(", ")])) } }
        }))
        (numbers(lang, "purchases", &table(&label.title, &columns, &rows)))
    })
}

/// Who came back.
pub fn retention(facts: &Facts, lang: Lang) -> Option<Markup> {
    let retention = facts.retention.as_ref()?;
    let maps = [("year", &retention.years, 4), ("month", &retention.months, 7)];
    Some(html! {
        p { (lang.say("retention.says")) }
        @for (key, cohorts, digits) in maps {
            @let label = label(lang, "retention", key);
            (figure(&label, &chart::heat(&label, &since(cohorts), &cells(cohorts, digits, lang))))
        }
        (numbers(lang, "retention", &html! {
            @for (key, cohorts, digits) in maps {
                (cohort_table(&lang.say(&format!("retention.{key}")), cohorts, digits, lang))
            }
        }))
    })
}

/// Heads of the months or years since.
fn since(cohorts: &[Cohort]) -> Vec<String> {
    let most = cohorts.iter().map(|cohort| cohort.retention.len()).max().unwrap_or(0);
    (0..most).map(|since| since.to_string()).collect()
}

fn cells(cohorts: &[Cohort], digits: usize, lang: Lang) -> Vec<Row> {
    let start = |cohort: &Cohort| cohort.start.chars().take(digits).collect::<String>();
    let cell = |share: &f64| Some((*share, lang.decimal(share * 100.0, 0)));
    let row = |cohort: &Cohort| Row { name: start(cohort), cells: cohort.retention.iter().map(cell).collect() };
    cohorts.iter().map(row).collect()
}

fn cohort_table(caption: &str, cohorts: &[Cohort], digits: usize, lang: Lang) -> Markup {
    let columns = [heads(lang, &["retention.cohort", "customers"]), since(cohorts)].concat();
    let row =
        |(cohort, shown): (&Cohort, Row)| {
            let mut row = vec![shown.name, lang.count(cohort.size)];
            row.extend((0..columns.len() - 2).map(|at| {
                shown.cells.get(at).and_then(Option::as_ref).map(|(_, text)| text.clone()).unwrap_or_default()
            }));
            row
        };
    let rows: Vec<Vec<String>> = cohorts.iter().zip(cells(cohorts, digits, lang)).map(row).collect();
    table(caption, &columns, &rows)
}

/// The map of customers.
pub fn rfm(facts: &Facts, lang: Lang) -> Option<Markup> {
    let rfm = facts.rfm.as_ref()?;
    let label = label(lang, "rfm", "chart");
    let most = rfm.grid.iter().flatten().max().copied().unwrap_or(1);
    let columns: Vec<String> = (1..=5).map(|score| lang.fill("rfm.frequency", &[score.to_string()])).collect();
    let cell = |count: &u64| Some((share(*count, most), lang.count(*count)));
    let row = |(at, cells): (usize, &[u64; 5])| Row {
        name: lang.fill("rfm.recency", &[(5 - at).to_string()]),
        cells: cells.iter().map(cell).collect(),
    };
    let grid: Vec<Row> = rfm.grid.iter().enumerate().map(row).collect();
    let named = |(name, count): &(String, u64)| {
        vec![lang.word("segment", name), lang.count(*count), lang.percent(share(*count, rfm.customers))]
    };
    let segments: Vec<Vec<String>> = rfm.segments.iter().map(named).collect();
    Some(html! {
        p { (lang.fill("rfm.says", &[lang.count(rfm.customers)])) }
        (figure(&label, &chart::heat(&label, &columns, &grid)))
        (numbers(lang, "rfm", &table(&label.title, &heads(lang, &["rfm.segment", "customers", "share"]), &segments)))
    })
}

/// The lifetime models against the time they did not know.
pub fn lifetime(facts: &Facts, lang: Lang) -> Option<Markup> {
    let model = facts.lifetime.as_ref().filter(|model| model.is_object())?;
    if let Some(reason) = model["no_model"].as_str() {
        return Some(html! { p { (lang.fill("lifetime.none", &[lang.reason(reason)])) } });
    }
    let test = &model["backtest"];
    let figure_of = |name: &str| test[name].as_f64().unwrap_or(0.0);
    if !test.is_object() {
        let customers = lang.count(model["customers"].as_u64().unwrap_or(0));
        let says = lang.fill("lifetime.untested", &[customers]);
        return Some(html! { p { (says) } (numbers(lang, "lifetime", &html! {})) });
    }
    let label = label(lang, "lifetime", "chart");
    let bars = [
        ("lifetime.actual", "order_days", "good"),
        ("lifetime.model", "expected_by_model", "c1"),
        ("lifetime.naive", "expected_by_same_again", "none"),
    ]
    .map(|(key, name, class)| (lang.say(key), figure_of(name), class));
    let most = bars.iter().map(|(_, value, _)| *value).fold(f64::MIN_POSITIVE, f64::max);
    let value = |value: f64| lang.decimal(value, 0);
    let drawn = bars.clone().map(|(name, days, class)| Bar {
        name,
        value: value(days),
        parts: vec![Part { share: days / most, class }],
    });
    let days = lang.count(test["days"].as_u64().unwrap_or(0));
    let says: Vec<String> = std::iter::once(days).chain(bars.iter().map(|(_, days, _)| value(*days))).collect();
    let errors = ["root_mean_squared_error_of_model", "root_mean_squared_error_of_same_again"]
        .map(|name| lang.decimal(figure_of(name), 3));
    let rows = bars.map(|(name, days, _)| vec![name, lang.decimal(days, 1)]);
    Some(html! {
        p { (lang.fill("lifetime.says", &says)) }
        (figure(&label, &chart::bars(&label, &drawn)))
        p.note { (lang.fill("lifetime.error", &errors)) }
        (numbers(lang, "lifetime", &table(&label.title, &heads(lang, &["lifetime.chart", "lifetime.value"]), &rows)))
    })
}

/// Products bought together.
pub fn cross_sell(facts: &Facts, lang: Lang) -> Option<Markup> {
    let rules = facts.cross_sell.as_ref()?;
    let label = label(lang, "cross_sell", "chart");
    let most = rules.iter().map(|rule| rule.orders_joint).max().unwrap_or(1);
    let bars: Vec<Bar> = rules
        .iter()
        .map(|rule| Bar {
            name: format!("{} + {}", rule.a, rule.b),
            value: format!("{} · {}×", lang.count(rule.orders_joint), lang.decimal(rule.lift, 1)),
            parts: vec![Part { share: share(rule.orders_joint, most), class: "c1" }],
        })
        .collect();
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|rule| {
            let figures = [lang.decimal(rule.orders_expected, 1), lang.decimal(rule.lift, 2)];
            [&[format!("{} + {}", rule.a, rule.b), lang.count(rule.orders_joint)][..], &figures].concat()
        })
        .collect();
    let columns = heads(lang, &["cross_sell.pair", "cross_sell.joint", "cross_sell.expected", "cross_sell.lift"]);
    Some(html! {
        p { (lang.say("cross_sell.says")) }
        (figure(&label, &chart::bars(&label, &bars)))
        (numbers(lang, "cross_sell", &table(&label.title, &columns, &rows)))
    })
}

/// The recommender against the time it did not know.
pub fn recommended(facts: &Facts, lang: Lang) -> Option<Markup> {
    let test = facts.recommendations.as_ref().map(|of| &of["backtest"]).filter(|test| test.is_object())?;
    let label = label(lang, "recommended", "chart");
    let rate = |of: &str, name: &str| test[of][name].as_f64().unwrap_or(0.0);
    let both = [("recommended.ours", "recommended", "c1"), ("recommended.popular", "most_popular", "none")];
    let bars = both.map(|(key, of, class)| Bar {
        name: lang.say(key),
        value: lang.percent(rate(of, "hit_rate_at_10")),
        parts: vec![Part { share: rate(of, "hit_rate_at_10"), class }],
    });
    let measures = ["hit_rate_at_10", "recall_at_10", "coverage_at_10"];
    let rows = both.map(|(key, of, _)| {
        std::iter::once(lang.say(key)).chain(measures.map(|name| lang.percent(rate(of, name)))).collect::<Vec<String>>()
    });
    let count = |name: &str| lang.count(test[name].as_u64().unwrap_or(0));
    let columns =
        heads(lang, &["recommended.by", "recommended.hit_rate", "recommended.recall", "recommended.coverage"]);
    Some(html! {
        p { (lang.fill("recommended.says", &[count("customers"), count("days")])) }
        (figure(&label, &chart::bars(&label, &bars)))
        (numbers(lang, "recommended", &table(&label.title, &columns, &rows)))
    })
}
