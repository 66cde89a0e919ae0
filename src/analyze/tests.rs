//! Small ledgers, one per rule.

use super::*;
use crate::engine::frame;
use crate::model::table;
use crate::pipeline::plan::{Analyze, OrderKey, PurchaseModel, Recommender, Segment};
use chrono::Datelike;
use proptest::prelude::*;

mod offers;

/// One line of a test ledger; the defaults are one sold unit at 10.00.
#[derive(Debug, Clone)]
struct Line {
    contact: Option<&'static str>,
    order: Option<&'static str>,
    date: Option<(i32, u32, u32)>,
    kind: &'static str,
    product: Option<&'static str>,
    category: Option<&'static str>,
    quantity: Option<i64>,
    price: Option<i64>,
    amount: Option<i64>,
    currency: Option<&'static str>,
    cancelled: bool,
    refunded: Option<i64>,
}

const EUR: i64 = 1_000_000;

impl Line {
    fn new(contact: &'static str, order: &'static str, date: (i32, u32, u32)) -> Self {
        Self {
            contact: Some(contact),
            order: Some(order),
            date: Some(date),
            kind: "order",
            product: Some("mug"),
            category: Some("kitchen"),
            quantity: Some(1000),
            price: Some(100_000),
            amount: Some(10 * EUR),
            currency: Some("EUR"),
            cancelled: false,
            refunded: None,
        }
    }

    fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    fn product(self, product: &'static str) -> Self {
        Self { product: Some(product), ..self }
    }

    fn sold(self, quantity: i64, price: i64) -> Self {
        Self {
            quantity: Some(quantity * 1000),
            price: Some(price * 10_000),
            amount: Some(quantity * price * EUR),
            ..self
        }
    }

    fn currency(self, currency: &'static str) -> Self {
        Self { currency: Some(currency), ..self }
    }
}

fn frame_of(lines: &[Line]) -> DataFrame {
    let text = |name: &str, of: &dyn Fn(&Line) -> Option<&'static str>| frame::text_column(name, lines.iter().map(of));
    let long = |name: &str, of: &dyn Fn(&Line) -> Option<i64>| {
        Int64Chunked::from_iter_options(name.into(), lines.iter().map(of)).into_column()
    };
    let day = |line: &Line| line.date.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d)).map(ledger::day_of);
    let columns = vec![
        text("source", &|_| Some("shop")),
        text("source_file", &|_| Some("orders.csv")),
        Int64Chunked::from_vec("source_row".into(), (1..=lines.len() as i64).collect()).into_column(),
        text("contact_id", &|line| line.contact),
        text("order_id", &|line| line.order),
        columns::dates("order_date", lines.iter().map(day)),
        text("document_kind", &|line| Some(line.kind)),
        text("customer_id", &|line| line.contact),
        text("product_id", &|line| line.product),
        text("product_name", &|_| None),
        text("category", &|line| line.category),
        long("quantity_milli", &|line| line.quantity),
        long("price_e4", &|line| line.price),
        long("amount_micro", &|line| line.amount),
        text("currency", &|line| line.currency),
        BooleanChunked::from_iter_values("cancelled".into(), lines.iter().map(|line| line.cancelled)).into_column(),
        long("refunded_micro", &|line| line.refunded),
    ];
    DataFrame::new(lines.len(), columns).expect("a frame")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).expect("a date")
}

fn run_with(lines: &[Line], plan: &Analyze) -> Analyzed {
    let analyzed = analyze(Input { lines: frame_of(lines), rates: None }, plan, today()).expect("an analysis");
    let tables = [
        ("purchase_years", &analyzed.purchase_years),
        ("customers", &analyzed.customers),
        ("order_exclusions", &analyzed.order_exclusions),
        ("cross_sell_rules", &analyzed.cross_sell_rules),
        ("itemsets", &analyzed.itemsets),
        ("cohorts", &analyzed.cohorts),
        ("recommendations", &analyzed.recommendations),
    ];
    for (name, frame) in tables {
        let conformed = frame::conform(table::table(name), frame).expect(name);
        assert!(conformed.equals_missing(frame), "{name} is not in its shape or order: {frame}");
        assert_eq!(conformed.schema(), frame.schema(), "{name}");
    }
    analyzed
}

fn run(lines: &[Line]) -> Analyzed {
    run_with(lines, &Analyze::default())
}

/// The rows of some columns, as text.
fn rows(frame: &DataFrame, columns: &[&str]) -> Vec<String> {
    let cells = |row: usize| columns.iter().map(move |name| frame.column(name).expect(name).get(row).expect("a cell"));
    let text = |cell: AnyValue<'_>| cell.get_str().map_or_else(|| cell.to_string(), str::to_owned);
    (0..frame.height()).map(|row| cells(row).map(text).collect::<Vec<_>>().join(" ")).collect()
}

fn codes(analyzed: &Analyzed) -> Vec<String> {
    rows(&analyzed.order_exclusions, &["source_row", "code"])
}

#[test]
fn an_order_is_a_document_not_a_line() {
    let line = Line::new("ann", "1", (2024, 3, 1));
    let other = Line::new("ann", "2", (2024, 3, 1)).sold(3, 7);
    let analyzed = run(&[line.clone(), line.clone().product("jug"), line, other]);
    assert_eq!(
        rows(
            &analyzed.purchase_years,
            &[
                "year",
                "orders",
                "order_days",
                "lines",
                "units",
                "distinct_products",
                "gross",
                "avg_order_value",
                "max_order_value"
            ]
        ),
        ["2024 2 1 4 6.0 2 51.00 25.50 30.00"]
    );
    assert_eq!(analyzed.accounting.orders, 2);
}

#[test]
fn without_document_numbers_a_day_is_an_order() {
    let lines = [
        Line::new("ann", "1", (2024, 3, 1)),
        Line::new("ann", "2", (2024, 3, 1)),
        Line { price: None, amount: Some(0), ..Line::new("ann", "3", (2024, 3, 2)) },
        Line::new("bob", "3", (2024, 3, 1)),
    ];
    let plan = Analyze { order_key: OrderKey::CustomerDay, ..Analyze::default() };
    let analyzed = run_with(&lines, &plan);
    assert_eq!(rows(&analyzed.customers, &["contact_id", "orders", "gross"]), ["ann 2 20.00", "bob 1 10.00"]);
    // a purchase of nothing is one only where a record is a purchase
    let analyzed = run(&lines);
    assert_eq!(codes(&analyzed), ["3 order.zero_value"]);
    let unnumbered: Vec<Line> = lines.iter().map(|line| Line { order: None, ..line.clone() }).collect();
    assert_eq!(rows(&run(&unnumbered).customers, &["contact_id", "orders"]), ["ann 1", "bob 1"]);
}

#[test]
fn lines_that_count_as_nothing_say_why() {
    let line = Line::new("ann", "1", (2024, 3, 1));
    let analyzed = run(&[
        line.clone(),
        Line { contact: None, ..line.clone() },
        Line { date: None, ..line.clone() },
        Line { quantity: None, ..line.clone() },
        Line { amount: None, ..line.clone() },
        line.clone().sold(2, 0),
        line.clone().sold(0, 5),
        line.clone().sold(-3, 0),
        line.clone().sold(-2, -3),
        line.kind("return").sold(0, 0),
    ]);
    assert_eq!(
        codes(&analyzed),
        [
            "2 order.no_customer",
            "3 order.unreadable",
            "4 order.unreadable",
            "5 order.unreadable",
            "6 order.zero_value",
            "7 order.zero_value",
            "8 order.zero_value",
            "9 order.unreadable",
            "10 order.zero_value",
        ]
    );
    let expected =
        Accounting { lines: 10, counted_sales: 1, counted_returns: 0, excluded: 9, unattached: 1, orders: 1 };
    assert_eq!(analyzed.accounting, expected);
}

#[test]
fn returns_are_netted_in_their_own_year_and_never_count_as_orders() {
    let analyzed = run(&[
        Line::new("ann", "1", (2023, 12, 30)).sold(5, 10),
        Line::new("ann", "C2", (2024, 1, 2)).kind("cancellation").sold(-2, 10),
        Line::new("ann", "3", (2024, 5, 1)),
        Line::new("ann", "3", (2024, 5, 1)).sold(-1, 4),
        Line::new("bob", "R4", (2024, 6, 1)).kind("return").sold(2, 10),
        Line::new("bob", "R4", (2024, 6, 1)).kind("return").sold(1, 3),
    ]);
    assert_eq!(
        rows(
            &analyzed.purchase_years,
            &["contact_id", "year", "status", "orders", "gross", "returns", "net", "return_documents"]
        ),
        [
            "ann 2023 new 1 50.00 0.00 50.00 0",
            "ann 2024 returning 1 10.00 -24.00 -14.00 1",
            "bob 2024 lapsed 0 0.00 -23.00 -23.00 1"
        ]
    );
    assert_eq!(rows(&analyzed.customers, &["contact_id", "orders", "net", "rfm"])[1], "bob 0 -23.00 null");
    assert_eq!(analyzed.accounting.counted_returns, 4);
}

#[test]
fn documents_cancelled_under_their_own_number_are_no_orders() {
    let analyzed = run(&[
        Line::new("ann", "1", (2024, 1, 1)).sold(2, 10),
        Line::new("ann", "1", (2024, 1, 1)).sold(1, 5),
        Line::new("ann", "1", (2025, 1, 9)).kind("cancellation").sold(-2, 10),
        Line::new("ann", "1", (2025, 1, 9)).kind("cancellation").sold(-1, 5),
        Line { cancelled: true, ..Line::new("ann", "2", (2024, 2, 1)) },
        Line::new("ann", "2", (2024, 2, 1)),
        Line::new("ann", "3", (2024, 3, 1)).kind("cancellation"),
        Line::new("ann", "4", (2024, 4, 1)).sold(4, 10),
        Line::new("ann", "4", (2024, 4, 1)).kind("cancellation").sold(-1, 10),
    ]);
    assert_eq!(codes(&analyzed).len(), 7);
    assert!(codes(&analyzed).iter().all(|code| code.ends_with("order.cancelled")));
    // a part cancellation leaves the order standing
    assert_eq!(rows(&analyzed.customers, &["orders", "gross", "returns"]), ["1 40.00 -10.00"]);
}

#[test]
fn refunds_are_taken_off_in_the_year_of_the_order() {
    let refunded =
        |order, cancelled| Line { refunded: Some(4 * EUR), cancelled, ..Line::new("ann", order, (2024, 12, 31)) };
    let analyzed = run(&[refunded("1", false), Line::new("ann", "1", (2024, 12, 31)), refunded("2", true)]);
    assert_eq!(
        rows(&analyzed.purchase_years, &["orders", "gross", "returns", "net", "return_documents"]),
        ["1 20.00 -4.00 16.00 0"]
    );
    assert_eq!(analyzed.accounting.counted_returns, 0);
}

#[test]
fn calendar_years_show_who_is_new_back_or_gone() {
    let analyzed = run(&[
        Line::new("ann", "1", (2020, 11, 1)),
        Line::new("ann", "2", (2021, 1, 1)),
        Line::new("ann", "3", (2021, 1, 11)),
        Line::new("ann", "4", (2024, 1, 11)),
        Line::new("bob", "5", (2024, 6, 30)),
    ]);
    assert_eq!(
        rows(
            &analyzed.purchase_years,
            &[
                "contact_id",
                "year",
                "status",
                "orders",
                "observed_days",
                "is_partial_year",
                "orders_prev_year",
                "delta_orders",
                "net_prev_year",
                "delta_net",
                "frequency_band"
            ]
        ),
        [
            "ann 2020 new 1 61 true 0 1 0.00 10.00 1",
            "ann 2021 returning 2 365 false 1 1 10.00 10.00 2-3",
            "ann 2022 lapsed 0 365 false 2 -2 20.00 -20.00 0",
            "ann 2024 reactivated 1 182 true 0 1 0.00 10.00 1",
            "bob 2024 new 1 182 true 0 1 0.00 10.00 1"
        ]
    );
    assert_eq!(
        rows(
            &analyzed.purchase_years,
            &["first_order", "last_order", "recency_days", "mean_gap_days", "median_gap_days"]
        )[..2],
        ["2020-11-01 2020-11-01 2067 null null", "2021-01-01 2021-01-11 1996 35.5 35.5"]
    );
    assert_eq!(rows(&analyzed.purchase_years, &["orders_per_observed_month"])[0], "0.498975");
    assert_eq!(
        rows(&analyzed.customers, &["orders", "active_years", "tenure_days", "mean_gap_days", "median_gap_days"])[0],
        "4 3 2067 388.666667 61.0"
    );
}

#[test]
fn years_are_calendar_years_not_iso_years() {
    // 1 January 2011 lies in week 52 of 2010.
    let analyzed = run(&[Line::new("ann", "1", (2011, 1, 1))]);
    assert_eq!(rows(&analyzed.purchase_years, &["year"]), ["2011"]);
}

#[test]
fn an_order_belongs_to_its_earliest_day() {
    let analyzed = run(&[Line::new("ann", "1", (2024, 1, 1)), Line::new("ann", "1", (2023, 12, 31))]);
    assert_eq!(rows(&analyzed.purchase_years, &["year", "orders", "gross"]), ["2023 1 20.00", "2024 0 0.00"]);
}

#[test]
fn currencies_never_meet() {
    let analyzed = run(&[
        Line::new("ann", "1", (2024, 1, 1)),
        Line::new("ann", "2", (2024, 2, 1)).currency("usd").sold(1, 7),
        Line { currency: None, ..Line::new("bob", "3", (2024, 2, 1)) },
    ]);
    assert_eq!(
        rows(&analyzed.purchase_years, &["contact_id", "currency", "orders", "gross"]),
        ["ann EUR 1 10.00", "ann USD 1 7.00", "bob XXX 1 10.00"]
    );
    assert_eq!(
        rows(&analyzed.customers, &["contact_id", "orders", "currency", "net", "m_score"]),
        ["ann 2 null null null", "bob 1 XXX 10.00 5"]
    );
}

#[test]
fn with_rates_currencies_meet_in_one() {
    let lines = [
        Line::new("ann", "1", (2024, 3, 1)).sold(2, 10).currency("USD"),
        Line::new("ann", "2", (2025, 1, 1)).sold(1, 10).currency("USD"),
        Line::new("ann", "3", (2025, 5, 1)).sold(1, 7),
        Line { refunded: Some(-5 * EUR), ..Line::new("ann", "4", (2025, 6, 1)).sold(1, 10).currency("USD") },
        Line::new("ann", "5", (2025, 7, 1)).sold(1, 100).currency("JPY"),
        // before the first rate
        Line::new("bob", "6", (2023, 12, 31)).sold(1, 10).currency("USD"),
    ];
    let mut rates = Rates::new("EUR");
    let from = |year| NaiveDate::from_ymd_opt(year, 1, 1).map(ledger::day_of);
    assert!(rates.add("USD", from(2024), 900_000_000) && rates.add("USD", from(2025), 500_000_000));
    assert!(!rates.add("USD", from(2025), 1), "one rate a day");
    let input = Input { lines: frame_of(&lines), rates: Some(rates) };
    let analyzed = analyze(input, &Analyze::default(), today()).expect("an analysis");
    assert_eq!(
        rows(&analyzed.purchase_years, &["contact_id", "year", "currency", "orders", "gross", "returns", "net"]),
        [
            "ann 2024 EUR 1 18.00 0.00 18.00",
            "ann 2025 EUR 3 17.00 -2.50 14.50",
            "ann 2025 JPY 1 100.00 0.00 100.00",
            "bob 2023 USD 1 10.00 0.00 10.00",
            "bob 2024 USD 0 0.00 0.00 0.00",
        ]
    );
    let converted = analyzed.converted.expect("what became of the currencies");
    let left: Vec<(&str, u64)> = converted.without_rate.iter().map(|(code, lines)| (code.as_str(), *lines)).collect();
    assert_eq!((converted.lines, left), (3, vec![("JPY", 1), ("USD", 1)]));
}

#[test]
fn services_are_revenue_but_no_products() {
    let plan = Analyze { service_products: vec!["Post".to_owned()], min_joint_orders: 1, ..Analyze::default() };
    let analyzed = run_with(
        &[Line::new("ann", "1", (2024, 1, 1)).product("post"), Line::new("ann", "1", (2024, 1, 1)).product("MUG")],
        &plan,
    );
    assert_eq!(rows(&analyzed.purchase_years, &["gross", "distinct_products", "distinct_categories"]), ["20.00 1 1"]);
    assert_eq!(analyzed.cross_sell_rules.height(), 0);
}

#[test]
fn money_is_rounded_once() {
    let lines: Vec<Line> = (0..3)
        .map(|_| Line {
            quantity: Some(1000),
            price: Some(50),
            amount: Some(5_000),
            ..Line::new("ann", "1", (2024, 1, 1))
        })
        .collect();
    // three times half a cent is one cent and a half, not three cents and not none
    assert_eq!(rows(&run(&lines).purchase_years, &["gross"]), ["0.02"]);
}

/// Baskets: mug with jug three times, mug alone once, bowl alone four times.
fn baskets() -> Vec<Line> {
    let mut lines = Vec::new();
    for (contact, order, products) in [
        ("ann", "1", &["mug", "jug"][..]),
        ("bob", "2", &["mug", "jug"]),
        ("cyd", "3", &["MUG", "jug", "jug"]),
        ("dan", "4", &["mug"]),
        ("eve", "5", &["bowl"]),
        ("fay", "6", &["bowl"]),
        ("fay", "7", &["bowl"]),
        ("fay", "8", &["bowl"]),
    ] {
        lines.extend(products.iter().map(|product| Line::new(contact, order, (2024, 1, 1)).product(product)));
    }
    lines
}

#[test]
fn pairs_are_told_in_both_directions() {
    let plan = Analyze { min_joint_orders: 2, ..Analyze::default() };
    let analyzed = run_with(&baskets(), &plan);
    assert_eq!(
        rows(
            &analyzed.cross_sell_rules,
            &[
                "product_a",
                "product_b",
                "orders_a",
                "orders_b",
                "orders_joint",
                "orders_expected",
                "support",
                "confidence",
                "lift",
                "leverage"
            ]
        ),
        ["JUG MUG 3 4 3 1.5 0.375 1.0 2.0 0.1875", "MUG JUG 4 3 3 1.5 0.375 0.75 2.0 0.1875"]
    );
    // C(4,3) C(4,0) / C(8,3) = 4 / 56, and it is the only candidate
    let numbers = rows(&analyzed.cross_sell_rules, &["log10_p", "q"]);
    assert_eq!(numbers[0], format!("{} {}", -1.146128, 0.071429));
}

#[test]
fn offers_are_new_to_the_contact_and_say_why() {
    let plan = Analyze { min_joint_orders: 2, ..Analyze::default() };
    let analyzed = run_with(&baskets(), &plan);
    assert_eq!(
        rows(&analyzed.recommendations, &["contact_id", "rank", "product_id", "kind", "because"]),
        ["dan 1 JUG cross_sell MUG"]
    );
}

#[test]
fn ridge_weights_recommend_and_explain_too() {
    let plan = Analyze { recommender: Recommender::Ease, ..Analyze::default() };
    let lines: Vec<Line> = baskets().into_iter().filter(|line| line.contact != Some("fay")).collect();
    let analyzed = run_with(&lines, &plan);
    assert_eq!(
        rows(&analyzed.recommendations, &["contact_id", "rank", "product_id", "kind", "because"]),
        ["dan 1 JUG cross_sell MUG"]
    );
}

/// Contacts that buy every few weeks and stop one after the other: who stopped long ago is less likely alive.
/// Drills lead to bits and pans to lids, half of it seen before the last quarter; a crowd buys what is popular.
fn habits() -> Vec<Line> {
    let name = |text: String| -> &'static str { text.leak() };
    let mut lines = Vec::new();
    let mut buys = |who: &'static str, date, product| {
        let order = name(format!("{who} {product}"));
        lines.push(Line::new(who, order, date).product(product));
    };
    for at in 0..100 {
        for (tool, part) in [("drill", "bit"), ("pan", "lid")] {
            let (seen, asked) = (name(format!("seen {tool} {at}")), name(format!("asked {tool} {at}")));
            buys(seen, (2025, 2, 1), tool);
            buys(seen, (2025, 3, 1), part);
            buys(asked, (2025, 2, 1), tool);
            buys(asked, (2025, 11, 15), part);
        }
    }
    for at in 0..250 {
        for filler in 0..12 {
            buys(name(format!("crowd {at}")), (2025, 1, 1), name(format!("filler {filler}")));
        }
    }
    buys("crowd 0", (2025, 12, 31), "filler 0");
    lines
}

#[test]
fn recommendations_are_tried_on_what_was_bought_later() {
    for recommender in [Recommender::LogLikelihood, Recommender::Ease] {
        let plan = Analyze { recommender, ..Analyze::default() };
        let trial = run_with(&habits(), &plan).trial.expect("a trial");
        assert_eq!((trial.days, trial.customers, trial.products), (91, 200, 16));
        assert_eq!((trial.recommended.hit_rate, trial.recommended.recall), (1.0, 1.0), "{recommender:?}");
        assert_eq!((trial.popular.hit_rate, trial.popular.recall), (0.0, 0.0));
        assert_eq!(trial.popular.coverage, 10.0 / 16.0);
    }
    let few: Vec<Line> = habits().into_iter().filter(|line| !line.contact.unwrap_or("").ends_with('7')).collect();
    assert_eq!(run(&few).trial.expect("still 180 customers").customers, 180);
    let fewer: Vec<Line> = few.into_iter().filter(|line| !line.contact.unwrap_or("").contains("drill")).collect();
    assert!(run(&fewer).trial.is_none(), "90 customers are too few");
}

#[test]
fn those_who_fell_silent_are_less_likely_customers_still() {
    let names: Vec<&'static str> =
        (0..120).map(|at| -> &'static str { Box::leak(format!("c{at:03}").into()) }).collect();
    let numbers: Vec<&'static str> =
        (0..2000).map(|at| -> &'static str { Box::leak(format!("{at}").into()) }).collect();
    let mut number = numbers.into_iter();
    let mut lines = Vec::new();
    for (at, name) in (0_i32..).zip(names) {
        // From once to a dozen times, every 20 to 50 days from the first weeks of 2024 on.
        let start = NaiveDate::from_ymd_opt(2024, 1, 1 + (at % 28).unsigned_abs()).expect("a date");
        for step in 0..=(at * 7 % 12) {
            let day = start + chrono::Days::new(u64::from((step * (20 + at % 31)).unsigned_abs()));
            lines.push(Line::new(name, number.next().expect("a number"), (day.year(), day.month(), day.day())));
        }
    }
    let analyzed = run(&lines);
    let model = analyzed.lifetime.clone().expect("a model");
    assert_eq!(model.customers, 120);
    // A date that someone mistyped does not make everybody silent for years.
    let until = model.end;
    lines.push(Line::new("c000", "typo", (2099, 1, 1)));
    assert_eq!(run(&lines).lifetime.expect("a model").end, until);
    assert!(model.backtest.is_some_and(|test| test.customers == 120 && test.actual > 0.0));
    assert_eq!(model.values.len(), 1);
    let alive = |analyzed: &Analyzed| -> Vec<f64> {
        analyzed.customers.column("p_alive").expect("a column").f64().expect("floats").iter().flatten().collect()
    };
    let in_the_other_model = run_with(&lines, &Analyze { lifetime: PurchaseModel::ParetoNbd, ..Analyze::default() });
    let (alive, other) = (alive(&analyzed), alive(&in_the_other_model));
    assert_eq!((alive.len(), other.len()), (120, 120));
    // Both bought twelve times, c005 until October 2024, c029 until the last day of all; c000 bought once.
    assert!(alive[0] == 1.0 && alive[5] < 0.5 && alive[29] > 0.5, "{} {} {}", alive[0], alive[5], alive[29]);
    assert!(other[0] < 1.0 && other[5] < 0.5 && other[29] > 0.5, "{} {} {}", other[0], other[5], other[29]);
}

#[test]
fn what_is_bought_every_month_is_due_after_a_month() {
    let month = |contact, order, month| Line::new(contact, order, (2024, month, 1));
    let mut lines = vec![month("ann", "1", 1), month("ann", "2", 2), month("ann", "3", 3)];
    // bob has bought just now, cyd only twice, and dan long ago
    lines.extend([month("bob", "4", 2), month("bob", "5", 3), month("bob", "6", 4)]);
    lines.extend([month("cyd", "7", 2), month("cyd", "8", 3)]);
    let dan = |order, day| Line::new("dan", order, (2023, 1, day));
    lines.extend([dan("9", 1), dan("10", 2), dan("11", 3)]);
    assert_eq!(
        rows(&run(&lines).recommendations, &["contact_id", "kind", "rank", "product_id", "score", "because"]),
        ["ann replenish 1 MUG 3.0 bought on 3 days, about every 30, last 31 days ago"]
    );
}

#[test]
fn the_order_of_the_lines_does_not_matter() {
    let forward = baskets();
    let mut backward = forward.clone();
    backward.reverse();
    let plan = Analyze { min_joint_orders: 1, ..Analyze::default() };
    let (left, right) = (run_with(&forward, &plan), run_with(&backward, &plan));
    assert!(left.purchase_years.equals_missing(&right.purchase_years));
    assert!(left.customers.equals_missing(&right.customers));
    assert!(left.cross_sell_rules.equals_missing(&right.cross_sell_rules));
    assert!(left.recommendations.equals_missing(&right.recommendations));
}

#[test]
fn cohorts_follow_those_who_began_together() {
    let analyzed = run(&[
        Line::new("ann", "1", (2024, 12, 31)),
        Line::new("bob", "2", (2024, 12, 1)),
        Line::new("ann", "3", (2025, 2, 1)),
        Line::new("ann", "4", (2025, 2, 9)),
        Line::new("cid", "5", (2025, 1, 5)),
    ]);
    assert_eq!(
        rows(&analyzed.cohorts, &["period", "cohort", "since", "cohort_size", "customers", "orders", "retention"]),
        [
            "month 2024-12-01 0 2 2 2 1.0",
            "month 2024-12-01 1 2 0 0 0.0",
            "month 2024-12-01 2 2 1 2 0.5",
            "month 2025-01-01 0 1 1 1 1.0",
            "month 2025-01-01 1 1 0 0 0.0",
            "year 2024-01-01 0 2 2 2 1.0",
            "year 2024-01-01 1 2 1 2 0.5",
            "year 2025-01-01 0 1 1 1 1.0",
        ]
    );
}

#[test]
fn sets_of_products_are_counted_over_orders() {
    let plan = Analyze { itemset_support: 0.375, ..Analyze::default() };
    let analyzed = run_with(&baskets(), &plan);
    assert_eq!(
        rows(&analyzed.itemsets, &["products", "size", "orders", "support", "is_closed", "is_maximal"]),
        [
            "BOWL 1 4 0.5 true true",
            "JUG 1 3 0.375 false false",
            "JUG|MUG 2 3 0.375 true true",
            "MUG 1 4 0.5 true false",
        ]
    );
}

/// Random ledgers of few contacts, documents and products, so that everything meets.
fn ledgers() -> impl Strategy<Value = Vec<Line>> {
    let word = |words: &'static [&'static str]| prop::sample::select(words);
    let line = (
        prop::option::weighted(0.9, word(&["ann", "bob", "cyd"])),
        prop::option::weighted(0.9, word(&["1", "2", "3", "4", "5", "6"])),
        prop::option::weighted(0.95, (2023_i32..2026, 1_u32..13, 1_u32..29)),
        word(&["order", "order", "order", "return", "cancellation"]),
        word(&["mug", "jug", "bowl"]),
        (prop::option::weighted(0.95, -3_i64..6), 0_i64..4, any::<bool>()),
        prop::option::weighted(0.1, 1_i64..2000),
    );
    let line = line.prop_map(|(contact, order, date, kind, product, (quantity, price, euro), refunded)| {
        let base = Line::new("ann", "1", (2024, 1, 1)).sold(quantity.unwrap_or(1), price);
        let quantity = quantity.and(base.quantity);
        let currency = Some(if euro { "EUR" } else { "CHF" });
        let refunded = refunded.map(|cents| cents * EUR / 100);
        Line { contact, order, date, quantity, currency, refunded, ..base.kind(kind).product(product) }
    });
    prop::collection::vec(line, 0..60)
}

fn with_shuffled(lines: Vec<Line>) -> impl Strategy<Value = (Vec<Line>, Vec<Line>)> {
    (Just(lines.clone()), Just(lines).prop_shuffle())
}

/// The sum of a money column in cents.
fn cents(frame: &DataFrame, column: &str) -> i128 {
    frame.column(column).expect(column).decimal().expect("money").physical().iter().flatten().sum()
}

proptest! {
    #[test]
    fn random_ledgers_balance_whatever_the_order_of_their_lines(
        (lines, shuffled) in ledgers().prop_flat_map(with_shuffled),
    ) {
        let plan = Analyze { min_joint_orders: 1, ..Analyze::default() };
        let (left, right) = (run_with(&lines, &plan), run_with(&shuffled, &plan));
        let tables = |of: &Analyzed| {
            [&of.purchase_years, &of.customers, &of.cross_sell_rules, &of.itemsets, &of.cohorts, &of.recommendations]
                .map(Clone::clone)
        };
        for (left, right) in tables(&left).iter().zip(&tables(&right)) {
            prop_assert!(left.equals_missing(right), "{left} {right}");
        }
        prop_assert_eq!(left.accounting, right.accounting);
        // All amounts are whole cents, so that rounded rows add up to the customers' own sums.
        let single = left.customers.column("currency").expect("currency").is_not_null();
        let customers = left.customers.filter(&single).expect("customers");
        let ids = text(&customers, "contact_id");
        let owned: Vec<bool> =
            text(&left.purchase_years, "contact_id").iter().map(|id| ids.contains(id)).collect();
        let owned = BooleanChunked::from_slice("owned".into(), &owned);
        let years = left.purchase_years.filter(&owned).expect("years");
        for column in ["gross", "returns", "net"] {
            prop_assert_eq!(cents(&years, column), cents(&customers, column), "{}", column);
        }
        prop_assert_eq!(cents(&years, "net"), cents(&years, "gross") + cents(&years, "returns"));
        let orders: i32 = left.customers.column("orders").expect("orders").i32().expect("ints").iter().flatten().sum();
        prop_assert_eq!(left.accounting.orders, u64::from(orders.unsigned_abs()));
    }
}

fn text(frame: &DataFrame, column: &str) -> Vec<String> {
    rows(frame, &[column])
}

#[test]
fn too_few_customers_are_no_model_and_the_reason_is_told() {
    let analyzed = run(&[Line::new("ann", "1", (2024, 3, 1)), Line::new("ann", "2", (2025, 3, 1))]);
    let reason = analyzed.lifetime.expect_err("no model");
    assert!(reason.starts_with("1 customers, 1 of them with a second order, over 365 days"), "{reason}");
    assert_eq!(rows(&analyzed.customers, &["p_alive", "expected_orders_next_year"]), ["null null"]);
}

#[test]
fn no_lines_make_empty_tables() {
    let analyzed = run(&[]);
    assert_eq!(analyzed.accounting, Accounting::default());
    assert_eq!(analyzed.purchase_years.height() + analyzed.customers.height(), 0);
}

#[test]
fn absurd_amounts_are_an_error_and_no_panic() {
    let line = Line { amount: Some(i64::MAX), ..Line::new("ann", "1", (2024, 1, 1)) };
    let lines = vec![line; 2000];
    assert!(analyze(Input { lines: frame_of(&lines), rates: None }, &Analyze::default(), today()).is_err());
}

fn segment(name: &str, when: &str, per_year: bool) -> Segment {
    Segment { name: name.to_owned(), when: when.to_owned(), per_year }
}

#[test]
fn segments_hold_those_for_whom_the_condition_is_true() {
    let analyzed = run(&[
        Line::new("ann", "1", (2023, 1, 1)),
        Line::new("ann", "2", (2024, 2, 1)),
        Line::new("ann", "3", (2024, 3, 1)),
        Line::new("bob", "4", (2024, 2, 1)),
    ]);
    let contacts = df!(
        "contact_id" => ["ann", "bob", "cyd"],
        "country" => [Some("DE"), None, Some("DE")],
        "orders" => [7_i32, 8, 9],
    )
    .expect("contacts");
    let plan = [
        segment("stammkunden", "customer_orders >= 3 AND last_order > '2024-01-01'", false),
        segment("german", "country = 'DE'", false),
        segment("foreign", "country != 'DE'", false),
        segment("kept", "status = 'returning' AND as_of > last_order", true),
    ];
    let members = segments(&contacts, &analyzed.customers, &analyzed.purchase_years, &plan, today()).expect("segments");
    assert_eq!(
        rows(&members, &["segment", "contact_id", "period"]),
        ["german ann all", "german cyd all", "kept ann 2024", "stammkunden ann all"]
    );
    assert!(frame::conform(table::table("segments"), &members).expect("segments").equals_missing(&members));
    // printf "country = 'DE'" | sha256sum
    assert_eq!(rows(&members, &["rule_hash", "as_of"])[0], "69b1400c05c1f546 2026-06-30");
}

#[test]
fn a_wrong_condition_names_its_segment() {
    let analyzed = run(&[Line::new("ann", "1", (2023, 1, 1))]);
    let contacts = df!("contact_id" => ["ann"]).expect("contacts");
    let message = |when: &str| {
        let plan = [segment("vip", when, false)];
        segments(&contacts, &analyzed.customers, &analyzed.purchase_years, &plan, today())
            .expect_err("an error")
            .to_string()
    };
    assert_eq!(message("ordres > 1"), "segment vip: there is no column \"ordres\"; did you mean \"orders\"?");
    assert!(message("orders + 1").starts_with("segment vip: the expression must be true or false"));
    let none = segments(&contacts, &analyzed.customers, &analyzed.purchase_years, &[], today()).expect("no segments");
    assert_eq!(none.height(), 0);
}
