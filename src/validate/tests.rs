//! Rows through the whole stage. Every person and firm here is invented.

mod values;

use super::{Context, Validated, activities, leads, orders, suppression};
use crate::engine::frame::text;
use crate::model::code;
use crate::model::field::{ACTIVITY, AUXILIARY, CONTACT, FieldKind, ORDER, SUPPRESSION};
use crate::pipeline::plan::{self, DateOrder, ReadOptions};
use polars::prelude::*;
use std::collections::BTreeMap;

type Row<'a> = &'a [(&'a str, &'a str)];

/// A frame with ORIGIN and the fields; the column `source` may be given, everything not given is null.
fn frame(fields: impl Iterator<Item = &'static str>, rows: &[Row]) -> DataFrame {
    let cell =
        |row: Row, name: &str| row.iter().find(|(field, _)| *field == name).map(|(_, value)| (*value).to_owned());
    let mut columns = Vec::new();
    for name in ["record_id", "source", "source_file", "source_key"] {
        let values = rows.iter().enumerate().map(|(at, row)| {
            Some(cell(row, name).unwrap_or_else(|| {
                if name == "source_file" {
                    "a.csv".into()
                } else {
                    format!("r{}", at * usize::from(name == "record_id"))
                }
            }))
        });
        columns.push(crate::engine::frame::text_column(name, values));
    }
    let ordinals: Vec<i64> = (1..=rows.len() as i64).collect();
    columns.push(Column::new("source_row".into(), ordinals));
    for name in fields {
        columns.push(crate::engine::frame::text_column(name, rows.iter().map(|row| cell(row, name))));
    }
    DataFrame::new(rows.len(), columns).unwrap()
}

fn contacts(rows: &[Row]) -> DataFrame {
    let fields = CONTACT.iter().chain(AUXILIARY).map(|field| field.name).chain(["loyalty_no"]);
    let mut frame = frame(fields, rows);
    let companies: Vec<bool> = rows.iter().map(|row| row.contains(&("is_company_record", "1"))).collect();
    frame.with_column(Column::new("is_company_record".into(), companies)).unwrap();
    frame
}

fn validated(rows: &[Row]) -> Validated {
    with_policy(rows, &plan::Validate::default())
}

fn with_policy(rows: &[Row], policy: &plan::Validate) -> Validated {
    let sources = BTreeMap::new();
    leads(
        contacts(rows),
        &Context { policy, default_country: Some("DE"), sources: &sources, repaired: &[], postal: None },
    )
    .unwrap()
}

fn cell(result: &Validated, row: usize, name: &str) -> Option<String> {
    text(&result.frame, name).unwrap().get(row).map(str::to_owned)
}

fn assert_row(result: &Validated, row: usize, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(cell(result, row, name).unwrap_or_default(), *value, "{name} of row {row}");
    }
}

fn codes(result: &Validated, row: u32) -> Vec<(&str, &'static str)> {
    result.findings.iter().filter(|f| f.row == row).map(|f| (f.field.as_ref(), f.code)).collect()
}

#[test]
fn the_frame_has_every_column_in_its_type() {
    let result = validated(&[&[("given_name", "Ilse"), ("family_name", "Weber"), ("loyalty_no", "7")]]);
    for field in CONTACT {
        let expected = match field.kind {
            FieldKind::Text => DataType::String,
            FieldKind::Date => DataType::Date,
            FieldKind::Timestamp => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
            FieldKind::Flag => DataType::Boolean,
        };
        assert_eq!(result.frame.column(field.name).unwrap().dtype(), &expected, "{}", field.name);
    }
    assert_eq!(cell(&result, 0, "loyalty_no").as_deref(), Some("7"));
    assert_eq!(result.frame.column("quality").unwrap().dtype(), &DataType::Int32);
    assert!(result.frame.column("gender").is_err() && result.frame.column("is_company_record").is_err());
}

#[test]
fn an_empty_frame_keeps_its_columns() {
    let result = validated(&[]);
    assert_eq!(result.frame.height(), 0);
    assert!(result.frame.column("company_key").is_ok() && result.findings.is_empty());
}

#[test]
fn names_are_split_joined_and_rebuilt() {
    let result = validated(&[
        &[("full_name", "Weber, Dr. Ilse")],
        &[("given_name", "Ilse"), ("middle_name", "Marie"), ("family_name", "Weber"), ("gender", "w")],
        &[("full_name", "Holz Ritter GmbH")],
        &[("full_name", "Holz Ritter GmbH"), ("company", "Holz Ritter GmbH")],
        &[("full_name", "asdf asdf")],
    ]);
    assert_row(
        &result,
        0,
        &[
            ("academic_title", "Dr."),
            ("given_name", "Ilse"),
            ("family_name", "Weber"),
            ("full_name", "Dr. Ilse Weber"),
            ("record_kind", "person"),
        ],
    );
    assert_row(&result, 1, &[("given_name", "Ilse Marie"), ("salutation", "Frau"), ("full_name", "Ilse Marie Weber")]);
    for row in [2, 3] {
        assert_row(
            &result,
            row,
            &[("company", "Holz Ritter GmbH"), ("full_name", ""), ("record_kind", "organisation")],
        );
        assert!(codes(&result, row as u32).contains(&("full_name", "name.company")));
    }
    assert_row(&result, 4, &[("full_name", ""), ("name_status", "invalid")]);
    assert_eq!(result.findings.iter().find(|f| f.row == 4).and_then(|f| f.original.as_deref()), Some("asdf asdf"));
}

#[test]
fn kinds_of_records_follow_what_they_hold() {
    let result = validated(&[
        &[("company", "Holz Ritter GmbH"), ("email", "info@ritter-holz.at")],
        &[("email", "info@ritter-holz.at")],
        &[("email", "kurt.stein@ritter-holz.at")],
        &[
            ("is_company_record", "1"),
            ("company", "Holz Ritter GmbH"),
            ("family_name", "Stein"),
            ("given_name", "Kurt"),
        ],
    ]);
    let kinds: Vec<_> = (0..4).filter_map(|row| cell(&result, row, "record_kind")).collect();
    assert_eq!(kinds, ["organisation", "role_mailbox", "unknown", "organisation"]);
    let roles: Vec<_> = result.frame.column("email_role").unwrap().bool().unwrap().iter().flatten().collect();
    assert_eq!(roles, [true, true, false, false]);
}

#[test]
fn addresses_stand_where_they_belong() {
    let result = validated(&[
        &[("street", "Holzstr. 5 b; D-04229 Leipzig")],
        &[("street", "Holzstr."), ("house_number", "5 b"), ("postal_code", "4229"), ("city", "Leipzig")],
        &[("city", "04229 Leipzig")],
        &[("postal_code", "04229 Leipzig")],
        &[("postal_code", "ABCDE"), ("city", "Leipzig"), ("country", "Deutschland")],
    ]);
    for row in [0, 1] {
        assert_row(
            &result,
            row,
            &[
                ("street", "Holzstraße"),
                ("house_number", "5b"),
                ("postal_code", "04229"),
                ("city", "Leipzig"),
                ("country", "DE"),
            ],
        );
    }
    for row in [2, 3] {
        assert_row(&result, row, &[("postal_code", "04229"), ("city", "Leipzig"), ("region", "Sachsen")]);
    }
    assert!(codes(&result, 1).contains(&("postal_code", "address.lost_zero")));
    assert_row(&result, 4, &[("postal_code", ""), ("address_status", "invalid"), ("country", "DE")]);
}

#[test]
fn the_country_is_told_by_the_row_before_the_default() {
    let result = validated(&[
        &[("phone", "+43 1 5129876"), ("city", "Wien")],
        &[("city", "Leipzig")],
        &[("email", "kurt.stein@ritter-holz.at")],
        &[("country", "Schweiz"), ("phone", "044 668 18 00")],
        &[("postal_code", "1017 AB"), ("city", "Amsterdam")],
    ]);
    let countries: Vec<_> = (0..5).map(|row| cell(&result, row, "country").unwrap_or_default()).collect();
    assert_eq!(countries, ["AT", "DE", "", "CH", "NL"]);
    assert!(codes(&result, 1).contains(&("country", "address.country_inferred")));
    assert!(!codes(&result, 3).iter().any(|(field, _)| *field == "country"));
    assert_row(&result, 3, &[("phone", "+41446681800")]);
}

#[test]
fn numbers_and_addresses_change_places() {
    let result = validated(&[
        &[("phone", "0171 2345678")],
        &[("mobile", "030 901820")],
        &[("phone", "0171 2345678"), ("mobile", "030 901820")],
        &[("phone", "kurt.stein@ritter-holz.at")],
        &[("phone", "030 901820 / 0171 2345678")],
        &[("email", "kurt.stein@ritter-holz.at; k.stein@gmx.at")],
        &[("phone", "030 901820"), ("mobile", "0171 2345678")],
    ]);
    for (row, phone, mobile) in [
        (0, "", "+491712345678"),
        (1, "+4930901820", ""),
        (2, "+4930901820", "+491712345678"),
        (4, "+4930901820", "+491712345678"),
    ] {
        assert_row(&result, row, &[("phone", phone), ("mobile", mobile)]);
        assert!(codes(&result, row as u32).iter().any(|(_, code)| *code == "phone.moved"), "row {row}");
    }
    assert_row(&result, 0, &[("phone_status", "missing"), ("mobile_status", "valid")]);
    assert_row(&result, 3, &[("phone", ""), ("email", "kurt.stein@ritter-holz.at"), ("domain", "ritter-holz.at")]);
    assert_row(&result, 5, &[("email", "kurt.stein@ritter-holz.at"), ("email_2", "k.stein@gmx.at")]);
    assert_eq!(codes(&result, 6).iter().filter(|(field, _)| *field != "country").count(), 0);
}

#[test]
fn dates_vote_per_source_and_flags_speak_many_languages() {
    let sources = BTreeMap::from([(
        "pinned".to_owned(),
        ReadOptions { date_order: Some(DateOrder::Mdy), ..ReadOptions::default() },
    )]);
    let rows: [Row; 5] = [
        &[("source", "us"), ("created_at", "12/31/2025"), ("consent_email", "oui"), ("opt_out", "subscribed")],
        &[("source", "us"), ("created_at", "03/04/2025"), ("consent_email", "0"), ("opt_out", "unsubscribed")],
        &[("source", "de"), ("created_at", "31/12/2025"), ("birth_date", "1.2.1850")],
        &[("source", "de"), ("created_at", "03/04/2025"), ("birth_date", "irgendwann")],
        &[("source", "pinned"), ("created_at", "03/04/2025"), ("birth_date", "0.0.00")],
    ];
    let policy = plan::Validate::default();
    let result = leads(
        contacts(&rows),
        &Context { policy: &policy, default_country: None, sources: &sources, repaired: &[], postal: None },
    )
    .unwrap();
    let days: Vec<_> = result
        .frame
        .column("created_at")
        .unwrap()
        .cast(&DataType::Date)
        .unwrap()
        .cast(&DataType::Int32)
        .unwrap()
        .i32()
        .unwrap()
        .iter()
        .collect();
    let (march_4, april_3) = (Some(20_151), Some(20_181));
    assert_eq!(days[1], march_4);
    assert_eq!(days[3], april_3);
    assert_eq!(days[4], march_4);
    assert_eq!(codes(&result, 2), [("birth_date", "date.implausible")]);
    assert_eq!(codes(&result, 3), [("birth_date", "date.unreadable")]);
    assert_eq!(codes(&result, 4), []);
    let flags = |name: &str| result.frame.column(name).unwrap().bool().unwrap().iter().collect::<Vec<_>>();
    assert_eq!(flags("consent_email"), [Some(true), Some(false), None, None, None]);
    assert_eq!(flags("opt_out"), [Some(false), Some(true), None, None, None]);
}

#[test]
fn text_that_was_repaired_when_it_was_read_is_corrected() {
    let row: Row =
        &[("given_name", "Jürgen"), ("family_name", "Müller"), ("company", "Holz & Ritter GmbH"), ("city", "Ulm")];
    let (policy, sources) = (plan::Validate::default(), BTreeMap::new());
    let repaired = [(0, "family_name".to_string()), (0, "company".to_string())];
    let context =
        Context { policy: &policy, default_country: Some("DE"), sources: &sources, repaired: &repaired, postal: None };
    let result = leads(contacts(&[row]), &context).unwrap();
    assert_row(
        &result,
        0,
        &[("name_status", "corrected"), ("company_status", "corrected"), ("address_status", "valid")],
    );
}

#[test]
fn skipped_kinds_pass_through() {
    let skip = ["name", "company", "address", "email", "phone"].map(str::to_owned).to_vec();
    let policy = plan::Validate { skip, ..plan::Validate::default() };
    let row: Row = &[
        ("family_name", "asdf"),
        ("phone", "0171 2345678"),
        ("email", "x@"),
        ("company", "test"),
        ("city", "12345 Ulm"),
    ];
    let result = with_policy(&[row], &policy);
    assert_row(&result, 0, row);
    for status in ["name_status", "phone_status", "email_status", "company_status", "address_status"] {
        assert_eq!(cell(&result, 0, status).as_deref(), Some("valid"), "{status}");
    }
}

#[test]
fn every_code_given_is_in_the_table() {
    let result = validated(&[
        &[
            ("full_name", "asdf asdf"),
            ("phone", "123"),
            ("email", "a@b"),
            ("company", "test"),
            ("city", "??"),
            ("country", "Mittelerde"),
        ],
        &[("phone", "0171 2345678"), ("birth_date", "nie"), ("opt_out", "vielleicht"), ("city", "M&uuml;nchen")],
    ]);
    assert!(result.findings.len() > 8);
    for finding in &result.findings {
        let entry = code::find(finding.code).unwrap_or_else(|| panic!("{} is in no table", finding.code));
        assert_eq!(entry.severity, finding.severity);
    }
}

fn order_lines(rows: &[Row]) -> Validated {
    let (policy, sources) = (plan::Validate::default(), BTreeMap::new());
    let context = Context { policy: &policy, default_country: None, sources: &sources, repaired: &[], postal: None };
    orders(frame(ORDER.iter().map(|field| field.name), rows), &context).unwrap()
}

fn whole(result: &Validated, name: &str) -> Vec<Option<i64>> {
    result.frame.column(name).unwrap().i64().unwrap().iter().collect()
}

#[test]
fn order_lines_are_exact_in_the_notation_of_their_source() {
    let result = order_lines(&[
        &[
            ("source", "de"),
            ("order_id", "1"),
            ("order_date", "31.12.2025"),
            ("quantity", "3"),
            ("unit_price", "1.234,56"),
            ("document_type", "Auftrag"),
        ],
        &[
            ("source", "de"),
            ("order_id", "1"),
            ("order_date", "31.12.2025"),
            ("quantity", "-1"),
            ("unit_price", "1.500"),
            ("document_type", "Gutschrift"),
        ],
        &[("source", "en"), ("order_id", "C2"), ("quantity", "-2"), ("unit_price", "1.500")],
        &[("source", "en"), ("order_id", "3"), ("quantity", "two"), ("unit_price", "1.50")],
        &[("source", "en"), ("order_id", "4"), ("order_total", "99.90")],
    ]);
    assert_eq!(whole(&result, "quantity_milli"), [Some(3000), Some(-1000), Some(-2000), None, Some(1000)]);
    assert_eq!(whole(&result, "price_e4"), [Some(12_345_600), Some(15_000_000), Some(15_000), Some(15_000), None]);
    assert_eq!(
        whole(&result, "amount_micro"),
        [Some(3_703_680_000), Some(-1_500_000_000), Some(-3_000_000), None, Some(99_900_000)]
    );
    let kinds: Vec<_> = (0..5).filter_map(|row| cell(&result, row, "document_kind")).collect();
    assert_eq!(kinds, ["order", "return", "cancellation", "order", "order"]);
    assert_eq!(codes(&result, 3), [("quantity", "number.unreadable")]);
}

#[test]
fn heads_are_carried_and_money_is_not() {
    let head: Row = &[
        ("order_id", "#1001"),
        ("email", "Kurt.Stein@Ritter-Holz.at"),
        ("currency", "eur"),
        ("cancelled_at", "2025-03-01"),
        ("refunded_amount", "5.00"),
        ("order_total", "30.00"),
        ("unit_price", "10.00"),
        ("quantity", "1"),
        ("order_date", "2025-02-28"),
    ];
    let line: Row = &[("order_id", "#1001"), ("unit_price", "20.00"), ("quantity", "1")];
    let priceless: Row = &[("order_id", "#1001"), ("order_total", "30.00")];
    let cut: Row = &[("order_id", "#1001"), ("source_file", "b.csv"), ("unit_price", "20.00"), ("quantity", "1")];
    let other: Row = &[("order_id", "#1001"), ("source", "other"), ("unit_price", "20.00"), ("quantity", "1")];
    let result = order_lines(&[head, line, priceless, cut, other]);
    for row in 0..4 {
        assert_row(&result, row, &[("currency", "EUR"), ("email_key", "kurt.stein@ritter-holz.at")]);
    }
    assert_eq!(cell(&result, 4, "currency"), None);
    assert_eq!(whole(&result, "refunded_micro"), [Some(5_000_000), None, None, None, None]);
    let amounts = [Some(10_000_000), Some(20_000_000), None, Some(20_000_000), Some(20_000_000)];
    assert_eq!(whole(&result, "amount_micro"), amounts);
    let cancelled: Vec<_> = result.frame.column("cancelled").unwrap().bool().unwrap().iter().collect();
    assert_eq!(cancelled, [Some(true), Some(true), Some(true), Some(true), Some(false)]);
    assert_eq!(result.frame.column("order_date").unwrap().null_count(), 1);
}

#[test]
fn a_number_that_begins_again_in_the_next_file_is_another_document() {
    let cancelled: Row = &[
        ("order_id", "17"),
        ("source_file", "2024.csv"),
        ("order_date", "2024-03-01"),
        ("currency", "CHF"),
        ("cancelled_at", "2024-03-02"),
        ("order_total", "30.00"),
    ];
    let other: Row =
        &[("order_id", "17"), ("source_file", "2025.csv"), ("order_date", "2025-03-01"), ("order_total", "30.00")];
    let result = order_lines(&[cancelled, other]);
    assert_eq!(whole(&result, "amount_micro"), [Some(30_000_000), Some(30_000_000)]);
    assert_eq!(cell(&result, 1, "currency"), None);
    let cancelled: Vec<_> = result.frame.column("cancelled").unwrap().bool().unwrap().iter().collect();
    assert_eq!(cancelled, [Some(true), Some(false)]);
}

#[test]
fn activities_and_opt_outs_get_their_keys() {
    let (policy, sources) = (plan::Validate::default(), BTreeMap::new());
    let context =
        Context { policy: &policy, default_country: Some("DE"), sources: &sources, repaired: &[], postal: None };
    let seen = activities(
        frame(
            ACTIVITY.iter().map(|field| field.name),
            &[&[
                ("email", "KURT@Ritter-Holz.at"),
                ("phone", "030 901820"),
                ("occurred_at", "2025-03-01T10:00:00+02:00"),
            ]],
        ),
        &context,
    )
    .unwrap();
    assert_row(&seen, 0, &[("email_key", "kurt@ritter-holz.at"), ("phone", "+4930901820")]);
    let micros: Vec<_> =
        seen.frame.column("occurred_at").unwrap().cast(&DataType::Int64).unwrap().i64().unwrap().iter().collect();
    assert_eq!(micros, [Some(1_740_816_000_000_000)]);

    let stop = suppression(
        frame(
            SUPPRESSION.iter().map(|field| field.name),
            &[&[("email", "nobody"), ("phone", "0171 2345678"), ("opted_out_at", "1.3.2025")]],
        ),
        &context,
    )
    .unwrap();
    assert_row(&stop, 0, &[("email_key", ""), ("phone", "+491712345678")]);
    assert_eq!(codes(&stop, 0).first().map(|(field, _)| *field), Some("email"));
    assert_eq!(stop.frame.column("opted_out_at").unwrap().null_count(), 0);
}
