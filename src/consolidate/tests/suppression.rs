//! Nobody on a suppression list is left as a contact one may write to or call, however entry and record spell it and
//! wherever the address came from.

use super::*;
use proptest::prelude::*;

/// How a list may spell an address; the provider ignores dots and what follows a plus.
fn spelled_address(name: &str, gmail: bool, way: u8, upper: bool) -> String {
    let domain = if gmail { "gmail.com" } else { "holz-ritter.example" };
    let address = match (gmail, way % 3) {
        (true, 1) => format!("{}.{}@{domain}", &name[..2], &name[2..]),
        (true, 2) => format!("{name}+news@googlemail.com"),
        _ => format!("{name}@{domain}"),
    };
    let spelled = match way / 3 {
        0 => address,
        1 => format!("  {address} "),
        2 => format!("mailto:{address}"),
        3 => format!("<{address}>"),
        4 => format!("Ilse Weber <{address}>"),
        5 => address.replace('@', " (at) "),
        6 => address.replace('@', "[at]"),
        7 => format!("E-Mail: {address}"),
        8 => format!("{address};"),
        _ => format!("other.{name}@holz-ritter.example; {address}"),
    };
    if upper { spelled.to_uppercase() } else { spelled }
}

/// How a list may spell a number of Leipzig; without a calling code from the seventh way on.
fn spelled_number(number: u32, way: u8) -> String {
    let digits = number.to_string();
    let (left, right) = digits.split_at(3);
    match way {
        0 => format!("+49341{digits}"),
        1 => format!("+49 341 {left} {right}"),
        2 => format!("0049 341 / {left}-{right}"),
        3 => format!("+49 (0)341 {left}{right}"),
        4 => format!("Tel. +49-341-{digits}"),
        5 => format!("tel:+49341{digits}"),
        6 => format!("0341 {digits}"),
        7 => format!("(0341) {left} {right}"),
        _ => format!("0341/{left}-{right}"),
    }
}

/// How the person came to the address that is on the list.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Email,
    SecondEmail,
    Phone,
    Mobile,
    Fax,
    EnrichedEmail,
    EnrichedPhone,
    Order,
}

const WAYS: &[Way] = &[
    Way::Email,
    Way::SecondEmail,
    Way::Phone,
    Way::Mobile,
    Way::Fax,
    Way::EnrichedEmail,
    Way::EnrichedPhone,
    Way::Order,
];

#[derive(Debug, Clone)]
struct Person {
    way: Way,
    listed: bool,
    gmail: bool,
    spelled: [(u8, bool); 2],
    number: [u8; 2],
    opt_out: &'static str,
    cluster: u8,
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let spelled = || (0_u8..30, any::<bool>());
    let person = (
        prop::sample::select(WAYS),
        any::<bool>(),
        any::<bool>(),
        [spelled(), spelled()],
        [0_u8..9, 0_u8..9],
        prop::sample::select(&["", "", "nein", "ja"][..]),
        0_u8..8,
    );
    let person = person.prop_map(|(way, listed, gmail, spelled, number, opt_out, cluster)| Person {
        way,
        listed,
        gmail,
        spelled,
        number,
        opt_out,
        cluster,
    });
    prop::collection::vec(person, 1..10)
}

/// The lists that some people make: records, order lines, what enrichment knows, and suppression entries.
struct Lists {
    records: Vec<Row>,
    orders: Vec<Row>,
    known: Vec<Row>,
    entries: Vec<Row>,
}

fn lists(people: &[Person]) -> Lists {
    let mut lists = Lists { records: Vec::new(), orders: Vec::new(), known: Vec::new(), entries: Vec::new() };
    for (at, person) in people.iter().enumerate() {
        let (name, number) = (format!("weber{}", (b'a' + at as u8) as char), 9_876_500 + at as u32);
        let address = |at: usize| spelled_address(&name, person.gmail, person.spelled[at].0, person.spelled[at].1);
        // Only the list names several in one cell: a record has the others as its second address.
        let plain = spelled_address(&name, person.gmail, person.spelled[0].0 % 27, person.spelled[0].1);
        let by_number = matches!(person.way, Way::Phone | Way::Mobile | Way::Fax | Way::EnrichedPhone);
        let called = spelled_number(number, person.number[0]);
        let key = at.to_string();
        let mut record = row(&[("source", "crm"), ("source_key", &key), ("vat_id", &format!("ATU1358562{at}"))]);
        record.insert("family_name", format!("Weber{key}"));
        record.insert("opt_out", person.opt_out.to_owned());
        let mut known = row(&[("source", "firms"), ("source_key", &key), ("family_name", &format!("Weber{key}"))]);
        match person.way {
            Way::Email => drop(record.insert("email", plain)),
            Way::SecondEmail => {
                record.insert("email", format!("first{at}@holz-ritter.example"));
                record.insert("email_2", plain);
            }
            Way::Phone => drop(record.insert("phone", called)),
            Way::Mobile => drop(record.insert("mobile", called)),
            Way::Fax => drop(record.insert("fax", called)),
            Way::EnrichedEmail => drop(known.insert("email", plain)),
            Way::EnrichedPhone => drop(known.insert("phone", called)),
            Way::Order => {
                let mut line = row(&[("source", "shop"), ("source_key", &key), ("order_id", &key), ("email", &plain)]);
                line.extend(row(&[("order_date", "2025-03-01"), ("quantity", "1"), ("unit_price", "3.00")]));
                lists.orders.push(line);
            }
        }
        if person.way != Way::Order {
            lists.records.push(record);
            lists.known.push(known);
        }
        if person.listed {
            let entry =
                if by_number { ("phone", spelled_number(number, person.number[1])) } else { ("email", address(1)) };
            lists.entries.push(row(&[("source", "stop"), ("source_key", &key), (entry.0, &entry.1)]));
        }
    }
    lists
}

fn suppressed_as_listed(people: &[Person], country: Option<&str>) {
    let lists = lists(people);
    let of_record: Vec<&Person> = people.iter().filter(|person| person.way != Way::Order).collect();
    // A gap of a contact is filled once: those that enrichment knows are contacts of their own.
    let enriched = |person: &Person| matches!(person.way, Way::EnrichedEmail | Way::EnrichedPhone);
    let groups = of_record.iter().enumerate().map(|(at, person)| (enriched(person).then_some(at), person.cluster));
    let clusters = numbered(groups);
    let known = leads_of(&lists.known);
    let world = World {
        orders: (!lists.orders.is_empty()).then(|| orders_of(&lists.orders)),
        suppression: Some(suppression_of(&lists.entries, country)),
        lookups: vec![Lookup {
            name: "firms".into(),
            on: vec!["family_name".into()],
            fill: vec!["email".into(), "phone".into()],
            rows: known,
        }],
        ..World::default()
    };
    let leads = leads_of(&lists.records);
    let made = world.consolidate(&leads, &clusters);
    let told = told(&made, "opt_out");
    let opt_out: BTreeMap<_, _> =
        texts(&made.contacts, "contact_id").into_iter().zip(flags(&made.contacts, "opt_out")).collect();
    let of_lead = texts(&made.leads, "contact_id");
    let mut expected: BTreeMap<String, (bool, bool)> = BTreeMap::new();
    for (person, id) in of_record.iter().zip(&of_lead) {
        let sums = expected.entry(id.clone().unwrap()).or_default();
        *sums = (sums.0 || person.listed, sums.1 || person.opt_out == "ja");
    }
    let of_order = texts(&made.order_customers, "contact_id");
    let of_order: BTreeMap<_, _> = texts(&made.order_customers, "customer_key").into_iter().zip(of_order).collect();
    assert_eq!(of_order.len(), people.iter().filter(|person| person.way == Way::Order).count(), "customers");
    let keys: Vec<_> = texts(world.orders.as_ref().unwrap_or(&leads), "source_key");
    for (at, key) in keys.iter().enumerate().filter(|_| world.orders.is_some()) {
        let person = &people[key.as_ref().unwrap().parse::<usize>().unwrap()];
        expected.insert(made.order_contacts.get(at).unwrap().to_owned(), (person.listed, false));
    }
    assert_eq!(made.suppressions_hit, people.iter().filter(|person| person.listed).count() as u64, "{people:?}");
    for (id, (listed, objected)) in expected {
        let found = opt_out[&Some(id.clone())];
        assert_eq!(found == Some(true), listed || objected, "{people:?}");
        if listed && !objected {
            assert_eq!(told[&id], ("true".to_owned(), "suppression".to_owned()), "{people:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whoever_is_on_the_list_is_opted_out(people in people()) {
        suppressed_as_listed(&people, Some("DE"));
    }

    /// Without a country a number meets by its digits.
    #[test]
    fn a_list_that_tells_no_country_is_heard_too(people in people()) {
        suppressed_as_listed(&people, None);
    }
}

#[test]
fn a_number_of_few_digits_or_of_somebody_else_suppresses_nobody() {
    let entries = ["341 9876501", "112", "0341 98765"]
        .map(|number| row(&[("source", "stop"), ("source_key", "1"), ("phone", number)]));
    let leads = leads_of(&[row(&[("source", "crm"), ("source_key", "1"), ("phone", "+49 341 9876500")])]);
    let world = World { suppression: Some(suppression_of(&entries, None)), ..World::default() };
    let made = world.consolidate(&leads, &[0]);
    assert_eq!((made.suppressions_hit, flags(&made.contacts, "opt_out")), (0, vec![None]));
}
