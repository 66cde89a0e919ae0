//! Every form of a date, number, consent, list, guard and word for nothing that exports are known to hold, through the
//! whole stage.

use super::*;

/// One contact per cell of a column, as the column comes out and with the codes of its findings.
fn column(field: &str, cells: &[&str]) -> (Vec<String>, Vec<Vec<&'static str>>) {
    at_home(Some("DE"), field, cells)
}

fn at_home(home: Option<&str>, field: &str, cells: &[&str]) -> (Vec<String>, Vec<Vec<&'static str>>) {
    let rows: Vec<[(&str, &str); 2]> = cells.iter().map(|cell| [("source", "s"), (field, *cell)]).collect();
    let rows: Vec<Row> = rows.iter().map(|row| row.as_slice()).collect();
    let (policy, sources) = (plan::Validate::default(), BTreeMap::new());
    let result = leads(
        contacts(&rows),
        &Context { policy: &policy, default_country: home, sources: &sources, repaired: &[], postal: None },
    )
    .unwrap();
    let values = result.frame.column(field).unwrap().cast(&DataType::String).unwrap();
    let values = values.str().unwrap().iter().map(|value| value.unwrap_or_default().to_owned()).collect();
    let found = |row: u32| {
        let own = result.findings.iter().filter(|finding| finding.row == row && finding.field == field);
        own.map(|finding| finding.code).collect()
    };
    (values, (0..cells.len() as u32).map(found).collect())
}

/// What a lone cell of a column becomes, and its codes.
fn lone(field: &str, cell: &str) -> (String, Vec<&'static str>) {
    let (mut values, mut codes) = column(field, &[cell]);
    (values.remove(0), codes.remove(0))
}

#[test]
fn instants_of_every_export_are_read() {
    for (cell, wanted, codes) in [
        ("2006-04-15T03:23:15.000Z", "2006-04-15 03:23:15", &[] as &[&str]),
        ("2024-03-04T10:15:00+01:00", "2024-03-04 09:15:00", &[]),
        ("2024-03-04 10:15:00 +0200", "2024-03-04 08:15:00", &[]),
        ("2024-03-04 10:15", "2024-03-04 10:15:00", &[]),
        ("04.03.2024", "2024-03-04 00:00:00", &[]),
        ("4.3.24", "2024-03-04 00:00:00", &[]),
        ("13/3/2024", "2024-03-13 00:00:00", &[]),
        ("11/29/24 22:28", "2024-11-29 22:28:00", &[]),
        ("14-03-2024", "2024-03-14 00:00:00", &[]),
        ("04 Mar 2024", "2024-03-04 00:00:00", &[]),
        ("Sep 26, 2026 7:05 PM", "2026-09-26 19:05:00", &[]),
        ("2026/05/28 7:01:33 PM GMT+2", "2026-05-28 17:01:33", &[]),
        ("4. März 2024", "2024-03-04 00:00:00", &[]),
        ("4 mars 2024", "2024-03-04 00:00:00", &[]),
        ("4 marzo 2024", "2024-03-04 00:00:00", &[]),
        ("4 de marzo de 2024", "2024-03-04 00:00:00", &[]),
        ("4 maart 2024", "2024-03-04 00:00:00", &[]),
        ("4 marca 2024", "2024-03-04 00:00:00", &[]),
        ("20240304", "2024-03-04 00:00:00", &[]),
        ("45385", "2024-04-03 00:00:00", &["date.serial"]),
        ("45291.5", "2023-12-31 12:00:00", &["date.serial"]),
        ("1709547300", "2024-03-04 10:15:00", &["date.epoch"]),
        ("1709547300000", "2024-03-04 10:15:00", &["date.epoch"]),
        ("3/4/2024", "2024-03-04 00:00:00", &["date.ambiguous"]),
        ("0/0/00", "", &[]),
        ("0.0.00", "", &[]),
        ("0000-00-00 00:00:00", "", &[]),
        ("Keine Angabe", "", &[]),
        ("1900-01-00", "", &["date.missing"]),
        ("0001-01-01T00:00:00", "", &["date.missing"]),
        ("30.12.1899", "", &["date.missing"]),
        ("--12-10", "", &["date.incomplete"]),
        ("0412", "", &["date.incomplete"]),
        ("31.02.2024", "", &["date.unreadable"]),
        ("80331", "", &["date.unreadable"]),
        ("31.12.9999", "9999-12-31 00:00:00", &["date.implausible"]),
    ] {
        let (value, found) = lone("created_at", cell);
        assert_eq!(value.get(..19).unwrap_or_default(), wanted, "{cell}");
        assert_eq!(found, codes, "{cell}");
    }
}

#[test]
fn births_go_back_a_century() {
    for (cell, wanted, codes) in [
        ("04.03.45", "1945-03-04", &[] as &[&str]),
        ("4/3/68", "1968-04-03", &["date.ambiguous"]),
        ("1975-12-12", "1975-12-12", &[]),
        ("--12-10", "", &["date.incomplete"]),
        ("12/10", "", &["date.incomplete"]),
        ("20000", "1954-10-03", &["date.serial"]),
        ("01.01.1900", "", &["date.missing"]),
    ] {
        assert_eq!(lone("birth_date", cell), (wanted.to_owned(), codes.to_vec()), "{cell}");
    }
}

#[test]
fn a_column_votes_and_names_the_cells_that_contradict_it() {
    let (dates, codes) = column("birth_date", &["03/04/1984", "11/12/1983", "25/12/1983", "24/11/1990", "12/31/1970"]);
    assert_eq!(dates, ["1984-04-03", "1983-12-11", "1983-12-25", "1990-11-24", "1970-12-31"]);
    assert_eq!(codes, [vec![], vec![], vec![], vec![], vec!["date.contradiction"]]);
}

#[test]
fn doubt_is_named_once_and_home_decides_it() {
    let cells = ["05/05/1984", "03/04/1984", "11/12/1983"];
    let (dates, codes) = at_home(Some("FR"), "birth_date", &cells);
    assert_eq!(dates, ["1984-05-05", "1984-04-03", "1983-12-11"]);
    assert_eq!(codes, [vec![], vec!["date.ambiguous"], vec![]]);
    assert_eq!(at_home(None, "birth_date", &cells).0, ["1984-05-05", "1984-03-04", "1983-11-12"]);
}

#[test]
fn old_day_numbers_count_among_day_numbers_only() {
    assert_eq!(column("birth_date", &["20000", "9133", "30000.0"]).0, ["1954-10-03", "1925-01-01", "1982-02-18"]);
    assert_eq!(lone("birth_date", "9133").1, ["date.unreadable"]);
}

#[test]
fn consent_cells_keep_who_objected_and_when_somebody_agreed() {
    let result = validated(&[
        &[("consent_email", "Ja, 3.4.2024"), ("opt_out", "")],
        &[("consent_email", "abgemeldet am 3.4.2024")],
        &[("consent_email", "Unsubscribed"), ("opt_out", "nein")],
        &[("consent_email", "no")],
        &[("consent_email", "pending")],
        &[("opt_out", "1")],
        &[("consent_phone", "Ja, per Telefon"), ("consent_email", "Ja, per Telefon")],
        &[("consent_email", "2024-04-03"), ("consent_at", "2024-05-01")],
    ]);
    let flags = |name: &str| result.frame.column(name).unwrap().bool().unwrap().iter().collect::<Vec<_>>();
    let (yes, no) = (Some(true), Some(false));
    assert_eq!(flags("consent_email"), [yes, no, no, no, None, None, None, yes]);
    assert_eq!(flags("consent_phone").get(6), Some(&yes));
    assert_eq!(flags("opt_out"), [None, yes, yes, None, None, yes, None, None]);
    let since: Vec<_> = (0..8)
        .map(|row| {
            let column = result.frame.column("consent_at").unwrap().cast(&DataType::String).unwrap();
            column.str().unwrap().get(row).map(|text| text[..10].to_owned())
        })
        .collect();
    assert_eq!(since[0].as_deref(), Some("2024-04-03"));
    assert_eq!((since[1].as_deref(), since[7].as_deref()), (None, Some("2024-05-01")));
    assert_eq!(codes(&result, 0), [("consent_email", "consent.dated")]);
    assert_eq!(codes(&result, 1), [("consent_email", "consent.objection")]);
    assert_eq!(codes(&result, 4), [("consent_email", "consent.open")]);
    assert_eq!(codes(&result, 6), [("consent_email", "cell.unreadable")]);
}

#[test]
fn lists_in_a_cell_fill_the_second_column_and_stay_in_the_finding() {
    for separator in ["; ", ";", ", ", " ::: ", "|", " | ", " / ", "\n"] {
        let mails = ["kurt.stein@ritter-holz.at", "k.stein@gmx.at", "stein@ritter-holz.at"].join(separator);
        let calls = ["030 901820", "0171 2345678", "030 901821"].join(separator);
        let result = validated(&[&[("email", &mails), ("phone", &calls)]]);
        assert_row(
            &result,
            0,
            &[
                ("email", "kurt.stein@ritter-holz.at"),
                ("email_2", "k.stein@gmx.at"),
                ("phone", "+4930901820"),
                ("mobile", "+491712345678"),
            ],
        );
        for (field, code, cell) in [("email", "email.multiple", &mails), ("phone", "phone.multiple", &calls)] {
            let found = result.findings.iter().find(|finding| (finding.field.as_ref(), finding.code) == (field, code));
            assert_eq!(found.and_then(|finding| finding.original.as_ref()), Some(cell), "{separator:?}");
        }
    }
}

#[test]
fn guards_come_off_and_stay_in_the_finding() {
    for cell in ["p:+4930901820", "'+4930901820", "tel:+4930901820", "+4930901820"] {
        let (value, codes) = lone("phone", cell);
        assert_eq!(value, "+4930901820", "{cell}");
        assert_eq!(codes.is_empty(), cell == "+4930901820", "{cell}");
    }
    assert_eq!(lone("email", "mailto:kurt.stein@ritter-holz.at").0, "kurt.stein@ritter-holz.at");
    assert_eq!(lone("postal_code", "'04229").0, "04229");
}

#[test]
fn words_for_nothing_are_names_in_name_columns() {
    for surname in ["Null", "None", "Nan", "Keiner", "Na", "Leer"] {
        let result = validated(&[&[("given_name", "Ilse"), ("family_name", surname)], &[("family_name", surname)]]);
        assert_row(&result, 0, &[("given_name", "Ilse"), ("family_name", surname)]);
        let alone = if surname == "None" { "" } else { surname };
        assert_row(&result, 1, &[("family_name", alone)]);
    }
    let result = validated(&[
        &[("given_name", "Zubaira"), ("family_name", "Null")],
        &[("given_name", "None"), ("family_name", "None")],
    ]);
    assert_row(&result, 0, &[("given_name", "Zubaira"), ("family_name", "Null"), ("name_status", "valid")]);
    assert_row(&result, 1, &[("given_name", ""), ("family_name", "")]);
    for word in ["n/a", "-", "k. A.", "N/A", "keine Angabe"] {
        let result = validated(&[&[("given_name", "Ilse"), ("family_name", word)], &[("family_name", word)]]);
        assert_row(&result, 0, &[("given_name", "Ilse"), ("family_name", "")]);
        assert_row(&result, 1, &[("family_name", "")]);
    }
    let result = validated(&[&[("given_name", "Na"), ("family_name", "Weber")]]);
    assert_row(&result, 0, &[("given_name", "Na"), ("family_name", "Weber")]);
    assert_eq!(lone("country", "NA").0, "NA");
    for word in ["n/a", "unbekannt", "-"] {
        assert_eq!(lone("country", word).0, "", "{word}");
    }
}

#[test]
fn zeros_come_back_only_where_the_country_has_five_digits() {
    for (row, wanted) in [
        (&[("postal_code", "4229"), ("city", "Leipzig")] as Row, "04229"),
        (&[("postal_code", "4229"), ("country", "Deutschland")], "04229"),
        (&[("postal_code", "1010"), ("country", "AT")], "1010"),
        (&[("postal_code", "8001"), ("phone", "+41 44 668 18 00")], "8001"),
        (&[("postal_code", "4229.0"), ("country", "DE")], "04229"),
    ] {
        assert_row(&validated(&[row]), 0, &[("postal_code", wanted)]);
    }
}

#[test]
fn numbers_of_five_locales_are_exact() {
    for (price, micro, currency) in [
        ("1.234,56", 1_234_560_000, None),
        ("1,234.56", 1_234_560_000, None),
        ("1'234.56", 1_234_560_000, None),
        ("1’234.56", 1_234_560_000, None),
        ("1 234,56", 1_234_560_000, None),
        ("1\u{A0}234,56", 1_234_560_000, None),
        ("1\u{2009}234,56", 1_234_560_000, None),
        ("1234.0", 1_234_000_000, None),
        ("USD 1,234.00", 1_234_000_000, Some("USD")),
        ("899kr", 899_000_000, None),
        ("1.234,56 €", 1_234_560_000, Some("EUR")),
        ("£1,234.56", 1_234_560_000, Some("GBP")),
        ("-1.234,56-", -1_234_560_000, None),
        ("1.234,56-", -1_234_560_000, None),
        ("(99,00)", -99_000_000, None),
        ("Fr. 1'234.50", 1_234_500_000, None),
    ] {
        let result = order_lines(&[&[("source", "s"), ("order_id", "1"), ("order_total", price)]]);
        assert_eq!(whole(&result, "amount_micro"), [Some(micro)], "{price}");
        assert_eq!(cell(&result, 0, "currency").as_deref(), currency, "{price}");
        assert_eq!(codes(&result, 0), [], "{price}");
    }
}

#[test]
fn a_number_nobody_decides_is_named_once() {
    let lines: [Row; 2] = [&[("source", "s"), ("order_total", "1.234")], &[("source", "s"), ("order_total", "2.345")]];
    let result = order_lines(&lines);
    assert_eq!(whole(&result, "amount_micro"), [Some(1_234_000), Some(2_345_000)]);
    assert_eq!((codes(&result, 0), codes(&result, 1)), (vec![("order_total", "number.ambiguous")], vec![]));
    let (policy, sources) = (plan::Validate::default(), BTreeMap::new());
    let context =
        Context { policy: &policy, default_country: Some("DE"), sources: &sources, repaired: &[], postal: None };
    let result = orders(frame(ORDER.iter().map(|field| field.name), &lines), &context).unwrap();
    assert_eq!(whole(&result, "amount_micro"), [Some(1_234_000_000), Some(2_345_000_000)]);
}

#[test]
fn a_total_on_every_line_is_counted_once() {
    let line = |order, total| [("source", "s"), ("order_id", order), ("order_total", total)];
    let lines: Vec<_> = [("1", "30.00"), ("1", "30.00"), ("1", "30.00"), ("2", "9.90"), ("2", "9.90"), ("3", "5.00")]
        .map(|(order, total)| line(order, total))
        .to_vec();
    let rows: Vec<Row> = lines.iter().map(|line| line.as_slice()).collect();
    let result = order_lines(&rows);
    let zero = Some(0);
    let euros = |n: i64| Some(n * 10_000);
    assert_eq!(whole(&result, "amount_micro"), [euros(3000), zero, zero, euros(990), zero, euros(500)]);
    assert_eq!(codes(&result, 1), [("order_total", "order.total_repeated")]);
}

#[test]
fn identifiers_of_orders_lose_their_guards_and_never_their_digits_in_silence() {
    let result = order_lines(&[
        &[("source", "s"), ("order_id", "'1001"), ("customer_id", "20.0")],
        &[("source", "s"), ("order_id", "1.23E+11"), ("customer_id", "1.23E+11")],
    ]);
    assert_row(&result, 0, &[("order_id", "1001"), ("customer_id", "20")]);
    assert_row(&result, 1, &[("order_id", ""), ("customer_id", "")]);
    assert_eq!(codes(&result, 0), [("customer_id", "cell.decimal_tail"), ("order_id", "cell.guard")]);
    assert_eq!(codes(&result, 1), [("customer_id", "cell.lost_digits"), ("order_id", "cell.lost_digits")]);
}
