//! No contact has wider consent than its strictest record.

use super::*;
use crate::pipeline::plan::Survivorship;
use proptest::prelude::*;

/// What flags say, in words that lists use.
const SAID: &[&str] = &["ja", "nein", "", "yes", "no", "1", "0", "x", "TRUE", "false", "Widerruf", "abgemeldet"];
const SOURCES: [&str; 3] = ["crm", "fair", "web"];
const STRICT: [&str; 3] = ["consent_email", "consent_phone", "opt_out"];

fn record(at: usize) -> impl Strategy<Value = (Row, u8)> {
    let said = || prop::sample::select(SAID);
    let day = || prop::option::of((2019_i32..2026, 1_u32..13, 1_u32..29));
    let cells = (prop::sample::select(&SOURCES[..]), (said(), said(), said()), (day(), day(), day()), 0_u8..6);
    cells.prop_map(move |(source, (email, phone, out), (created, updated, given), group)| {
        let date = |day: Option<(i32, u32, u32)>| {
            day.map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")).unwrap_or_default()
        };
        let mut record = row(&[
            ("source", source),
            ("source_key", &at.to_string()),
            ("family_name", ["Weber", "Stein", "Kessler"][at % 3]),
            ("email", &format!("person{at}@holz.example")),
            ("consent_email", email),
            ("consent_phone", phone),
            ("opt_out", out),
            ("created_at", &date(created)),
            ("updated_at", &date(updated)),
            ("consent_at", &date(given)),
        ]);
        record.retain(|_, cell| !cell.is_empty());
        (record, group)
    })
}

fn records() -> impl Strategy<Value = Vec<(Row, u8)>> {
    (1_usize..16).prop_flat_map(|count| (0..count).map(record).collect::<Vec<_>>())
}

fn sources() -> impl Strategy<Value = Vec<SourceTrust>> {
    let source = (prop::option::of(0.0..=1.0), any::<bool>());
    prop::array::uniform3(source).prop_map(|settings| {
        let named = SOURCES.into_iter().zip(settings);
        named.map(|(name, (trust, master))| SourceTrust { name: name.to_owned(), trust, master }).collect()
    })
}

/// Any rule for any field, for flags as well, though a pipeline is told that they have only one.
fn rules() -> impl Strategy<Value = plan::Consolidate> {
    let names: Vec<&str> = field::CONTACT.iter().map(|field| field.name).chain(STRICT.repeat(8)).collect();
    let rule = prop::sample::select(Survivorship::ALL.to_vec()).prop_map(|(rule, _)| rule);
    let rules = prop::collection::btree_map(prop::sample::select(names).prop_map(str::to_owned), rule, 0..12);
    rules.prop_map(|rules| plan::Consolidate { rules })
}

/// The strictest of what records say: one that forbids is enough, one that says nothing says neither.
fn strictest(said: impl Iterator<Item = Option<bool>>, forbids: bool) -> Option<bool> {
    let said: Vec<bool> = said.flatten().collect();
    if said.contains(&forbids) { Some(forbids) } else { said.first().copied() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_contact_allows_what_its_strictest_record_allows(
        (records, sources, rules) in (records(), sources(), rules()),
    ) {
        let (rows, groups): (Vec<Row>, Vec<u8>) = records.into_iter().unzip();
        let (leads, clusters) = (leads_of(&rows), numbered(groups));
        let made = World { sources, rules, ..World::default() }.consolidate(&leads, &clusters);
        let of_record = texts(&made.leads, "contact_id");
        for name in STRICT {
            let (said, allowed) = (flags(&leads, name), flags(&made.contacts, name));
            let told = told(&made, name);
            for (id, allowed) in texts(&made.contacts, "contact_id").into_iter().zip(allowed) {
                let own = of_record.iter().zip(&said).filter(|(of, _)| **of == id).map(|(_, said)| *said);
                prop_assert_eq!(allowed, strictest(own, name == "opt_out"), "{}", name);
                let told = told.get(id.as_ref().unwrap()).map(|(value, _)| value.clone());
                prop_assert_eq!(told, allowed.map(|allowed| allowed.to_string()), "{} in contact_fields", name);
            }
        }
    }
}
