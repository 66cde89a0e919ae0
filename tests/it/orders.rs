//! The tables of purchases must not show how the lines came: in which order, in how many files, on how many threads.

use crate::support::{Home, succeeds, text};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

const HEADER: &str = "Belegnr;Belegart;Belegdatum;Kundennr;Artikelnr;Artikel;Warengruppe;Menge;Einzelpreis;Währung";

/// What is told of purchases; `order_exclusions` names files and rows, which differ when files do.
const TABLES: [&str; 8] = [
    "purchase_years",
    "customers",
    "cohorts",
    "itemsets",
    "cross_sell_rules",
    "recommendations",
    "segments",
    "order_customers",
];

const PIPELINE: &str = r#"
name = "orders"
as_of = 2025-06-30
[[source]]
name = "erp"
path = "orders/*.csv"
records = "orders"
[source.map]
order_id = "Belegnr"
order_date = "Belegdatum"
customer_id = "Kundennr"
product_id = "Artikelnr"
product_name = "Artikel"
category = "Warengruppe"
quantity = "Menge"
unit_price = "Einzelpreis"
currency = "Währung"
[analyze]
min_joint_orders = 2
[[segment]]
name = "loyal"
when = "orders >= 3"
"#;

/// One line of an invented ledger: document, its kind, day from 2022-01-01, customer, product, units, cents, currency.
type Line = (u8, u8, u16, u8, u8, i8, u16, bool);

fn line() -> impl Strategy<Value = Line> {
    (any::<u8>(), 0..8_u8, 0..1300_u16, 0..12_u8, 0..21_u8, 1..20_i8, 1..5000_u16, prop::bool::weighted(0.8))
}

fn show(&(document, kind, day, customer, product, units, cents, euro): &Line) -> String {
    // A document has one customer, named on some of its lines; one in sixteen is no document but a day's counter sales.
    let is_number = document % 16 != 0;
    let customer = match is_number {
        true if day % 4 == 0 => 11,
        true => document % 11,
        false => customer,
    };
    let day = if is_number { u16::from(document) * 5 } else { day };
    let number = if is_number { format!("R{document:03}") } else { String::new() };
    let date = chrono::NaiveDate::from_ymd_opt(2022, 1, 1).unwrap() + chrono::Days::new(u64::from(day));
    let (kind, units) = match kind {
        0 => ("Gutschrift", -i16::from(units)),
        1 => ("Storno", i16::from(units)),
        _ => ("Rechnung", i16::from(units)),
    };
    let price = format!("{},{:02}", cents / 100, cents % 100);
    let currency = if euro { "EUR" } else { "CHF" };
    let customer = if customer == 11 { String::new() } else { format!("K{customer:03}") };
    format!(
        "{number};{kind};{};{customer};A{product};Ware {product};Gruppe {};{units};{price};{currency}",
        date.format("%d.%m.%Y"),
        product % 3
    )
}

/// A ledger, the same lines in another order, and where that is cut into files.
fn ledger() -> impl Strategy<Value = (Vec<Line>, Vec<Line>, Vec<usize>)> {
    prop::collection::vec(line(), 60..200).prop_flat_map(|lines| {
        let cuts = prop::collection::vec(1..lines.len(), 1..5);
        (Just(lines.clone()), Just(lines).prop_shuffle(), cuts)
    })
}

fn write(folder: &Path, name: &str, lines: &[Line]) {
    let lines: Vec<String> = lines.iter().map(show).collect();
    fs::write(folder.join(name), format!("{HEADER}\n{}\n", lines.join("\n"))).unwrap();
}

/// Puts the lines in as many files as there are cuts and one, runs, and gives the bytes of the tables.
fn tables(home: &Home, lines: &[Line], cuts: &[usize], threads: &str, out: &str) -> Vec<(&'static str, Vec<u8>)> {
    let folder = home.path("orders");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut cuts = cuts.to_vec();
    cuts.extend([0, lines.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    for (part, ends) in cuts.windows(2).enumerate() {
        write(&folder, &format!("part{part}.csv"), &lines[ends[0]..ends[1]]);
    }
    let (pipeline, out) = (home.file("orders.toml", PIPELINE), home.path(out));
    succeeds(&["run", text(&pipeline), "--out", text(&out), "--threads", threads, "--quiet"]);
    TABLES.map(|name| (name, fs::read(out.join(format!("{name}.parquet"))).unwrap())).to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 40, ..ProptestConfig::default() })]
    #[test]
    fn order_files_and_threads_leave_no_trace((lines, shuffled, cuts) in ledger()) {
        let home = Home::new();
        let whole = tables(&home, &lines, &[], "1", "whole");
        for (threads, order, cuts) in [("4", &lines, &[][..]), ("2", &shuffled, &[]), ("3", &shuffled, &cuts)] {
            let other = tables(&home, order, cuts, threads, &format!("out{threads}"));
            for ((name, left), (_, right)) in whole.iter().zip(&other) {
                prop_assert!(left == right, "{} differs: {} threads, cut at {:?}", name, threads, cuts);
            }
        }
    }
}
