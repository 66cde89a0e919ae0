//! One village, laid out: the rows of every file and what is true about them.

use super::card::{Card, Subject, card};
use super::data::{CAMPAIGNS, COUNTRIES, POSITIONS};
use super::day::{AS_OF, FIRST_SALE};
use super::orders::{self, Sales};
use super::rng::{Rng, Stream};
use super::source::{Form, Source};
use super::text::Layout;
use super::world::{self, Home, Person, VILLAGE, Village};
use std::collections::BTreeMap;

/// Header of the activity log.
pub(super) const ACTIVITY_HEADER: [&str; 5] = ["activity_id", "activity_type", "email", "occurred_at", "campaign"];
/// Header of the list of objections.
pub(super) const SUPPRESSION_HEADER: [&str; 5] = ["email", "phone", "reason", "opted_out_at", "channel"];
/// Header of `truth/persons.csv`.
pub(super) const PERSON_HEADER: [&str; 27] = [
    "person_id",
    "household_id",
    "org_id",
    "role",
    "gender",
    "title",
    "given_name",
    "family_name",
    "former_family_name",
    "birth_date",
    "email_private",
    "email_shared",
    "email_business",
    "mobile",
    "landline",
    "direct_dial",
    "position",
    "street",
    "house_number",
    "postal_code",
    "city",
    "country",
    "old_street",
    "old_postal_code",
    "old_city",
    "buying_habit",
    "opted_out",
];
/// Header of `truth/purchase_years.csv`.
pub(super) const YEAR_HEADER: [&str; 5] = ["person_id", "year", "orders", "net_cents", "currency"];
/// Header of `truth/records.csv`.
pub(super) const RECORD_HEADER: [&str; 6] =
    ["source", "source_row", "source_key", "person_id", "org_id", "household_id"];

/// Counts by name, summed over villages; the names stand in `meta.json`.
pub(super) type Counts = BTreeMap<&'static str, u64>;

/// Whom a record is about.
#[derive(Debug, Clone)]
pub(super) struct Truth {
    /// Key of the record; `None` where the source has none.
    pub(super) key: Option<String>,
    pub(super) person: String,
    pub(super) company: String,
    pub(super) household: String,
}

/// The rows of one contact export.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// Rows as bytes, for text exports.
    pub(super) bytes: Vec<u8>,
    /// Rows as cells, for the workbook.
    pub(super) cells: Vec<Vec<String>>,
    pub(super) truth: Vec<Truth>,
}

/// Everything a village adds to the files.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// By source, as in [`Source::ALL`].
    pub(super) parts: Vec<Part>,
    pub(super) sales: Sales,
    pub(super) activities: Vec<u8>,
    pub(super) suppression: Vec<u8>,
    pub(super) persons: Vec<u8>,
    pub(super) years: Vec<u8>,
    pub(super) counts: Counts,
}

/// Makes and lays out village `number` with `size` persons.
pub(super) fn render(seed: u64, number: usize, size: usize) -> Rendered {
    let village = world::village(seed, number, size);
    let mut out = Rendered::default();
    let mut shown: Vec<Vec<String>> = vec![Vec::new(); size];
    let mut customers: Vec<Vec<String>> = vec![Vec::new(); size];
    let mut entries = entries(seed, &village);
    for (source, entries) in Source::ALL.into_iter().zip(&mut entries) {
        Rng::derive(seed, Stream::Shuffle, source as u64, number as u64).shuffle(entries);
    }
    for (place, entry) in entries[Source::Kunden as usize].iter().enumerate() {
        if let Subject::Person(index) = entry.subject {
            customers[index].extend(Source::Kunden.key(number, place));
        }
    }
    out.sales = orders::sales(seed, &village, &customers);
    for (source, entries) in Source::ALL.into_iter().zip(&entries) {
        let rng = &mut Rng::derive(seed, Stream::Columns, source as u64, number as u64);
        let mut part = Part::default();
        for (place, entry) in entries.iter().enumerate() {
            let key = source.key(number, place);
            let mut card = card(seed, &village, source, entry.subject, entry.variant);
            card.turnover = key.as_ref().and_then(|key| out.sales.turnover.get(key)).copied().unwrap_or(0);
            if let Subject::Person(index) = entry.subject
                && card.email.contains('@')
            {
                shown[index].push(card.email.trim().to_owned());
            }
            out.count(*entry, &card);
            part.push(source, &village, *entry, key, &card, rng);
        }
        out.parts.push(part);
    }
    out.log(seed, &village, &shown);
    out.objections(seed, &village);
    out.people(&village);
    out.totals(&village);
    out
}

/// One record to be written.
#[derive(Debug, Clone, Copy)]
struct Entry {
    subject: Subject,
    /// Records of the same subject and variant in a source say the same, with the same damage.
    variant: u64,
    /// The record repeats another one of the source.
    copy: bool,
}

/// Which records each source has.
fn entries(seed: u64, village: &Village) -> Vec<Vec<Entry>> {
    let mut entries: Vec<Vec<Entry>> = vec![Vec::new(); Source::ALL.len()];
    let first = |subject| Entry { subject, variant: 0, copy: false };
    for (index, person) in village.persons.iter().enumerate() {
        let rng = &mut Rng::derive(seed, Stream::Presence, 0, person.serial as u64);
        let subject = Subject::Person(index);
        let mut known = false;
        for (source, entries) in Source::ALL.into_iter().zip(&mut entries) {
            let profile = source.profile();
            let present = rng.chance(profile.coverage);
            let (again, copied) = (rng.chance(profile.duplicates), rng.chance(profile.duplicates / 3));
            if !present || (profile.employed_only && person.employer.is_none()) {
                continue;
            }
            known = true;
            entries.push(first(subject));
            if again {
                entries.push(Entry { variant: 1, ..first(subject) });
            }
            if copied {
                entries.push(Entry { copy: true, ..first(subject) });
            }
        }
        if !known {
            // Nobody is invented for nothing.
            let place = rng.pick(&[Source::Crm, Source::Kunden, Source::Newsletter]) as usize;
            entries[place].push(first(subject));
        }
    }
    let rng = &mut Rng::derive(seed, Stream::Presence, 1, village.number as u64);
    for (source, entries) in Source::ALL.into_iter().zip(&mut entries) {
        let profile = source.profile();
        for company in 0..village.companies.len() {
            if rng.chance(profile.companies) {
                entries.push(first(Subject::Company(company)));
            }
        }
        if profile.junk {
            let tests = 1 + village.persons.len() / 400;
            entries.extend((0..tests).map(|test| first(Subject::Junk(test))));
        }
    }
    entries
}

impl Part {
    fn push(
        &mut self,
        source: Source,
        village: &Village,
        entry: Entry,
        key: Option<String>,
        card: &Card,
        rng: &mut Rng,
    ) {
        let cells = source.cells(key.as_deref().unwrap_or_default(), card, rng);
        match source.profile().form {
            Form::Csv(layout) => layout.row(&mut self.bytes, &cells),
            Form::Json => {
                for cell in &cells {
                    self.bytes.extend_from_slice(cell.as_bytes());
                }
                self.bytes.push(b'\n');
            }
            Form::Workbook => self.cells.push(cells),
        }
        let (mut person, mut company, mut household) = (String::new(), String::new(), String::new());
        match entry.subject {
            Subject::Person(index) => {
                let who = &village.persons[index];
                person = person_id(who.serial);
                household = household_id(who.household);
                if let Some(employer) = who.employer.filter(|_| card.business) {
                    company = company_id(village.companies[employer].serial);
                }
            }
            Subject::Company(index) => company = company_id(village.companies[index].serial),
            Subject::Junk(_) => {}
        }
        self.truth.push(Truth { key, person, company, household });
    }
}

fn person_id(serial: usize) -> String {
    format!("P{:07}", serial + 1)
}

fn household_id(serial: usize) -> String {
    format!("H{:07}", serial + 1)
}

fn company_id(serial: usize) -> String {
    format!("O{:06}", serial + 1)
}

impl Rendered {
    fn tick(&mut self, name: &'static str, by: u64) {
        *self.counts.entry(name).or_default() += by;
    }

    fn count(&mut self, entry: Entry, card: &Card) {
        self.tick("lead_records", 1);
        match entry.subject {
            Subject::Person(_) => {
                self.tick("shared_mailbox_records", u64::from(card.shared_mailbox));
                self.tick("second_records_in_a_source", entry.variant);
                self.tick("repeated_records_in_a_source", u64::from(entry.copy));
            }
            Subject::Company(_) => self.tick("company_records", 1),
            Subject::Junk(_) => self.tick("junk_records", 1),
        }
    }

    /// Opens, clicks and visits, by an address that some record shows.
    fn log(&mut self, seed: u64, village: &Village, shown: &[Vec<String>]) {
        let mut events: Vec<(i64, usize, String, &str, &str)> = Vec::new();
        for (person, addresses) in village.persons.iter().zip(shown) {
            let rng = &mut Rng::derive(seed, Stream::Activity, 0, person.serial as u64);
            if addresses.is_empty() || rng.chance(450) {
                continue;
            }
            for _ in 0..rng.between(1, 5) {
                let second = rng.between(FIRST_SALE.0 * 86_400, (AS_OF.0 + 1) * 86_400 - 1);
                let kind = ["email_open", "email_click", "page_visit"][rng.weighted(&[60, 20, 20])];
                let campaign = if kind == "page_visit" { "" } else { rng.pick(CAMPAIGNS) };
                events.push((second, person.serial, addresses[rng.below(addresses.len())].clone(), kind, campaign));
            }
        }
        // The address and kind break ties, so the order is total.
        events.sort();
        self.tick("activities", events.len() as u64);
        for (place, (second, _, address, kind, campaign)) in events.iter().enumerate() {
            let day = super::day::Day(second.div_euclid(86_400));
            let (hour, minute, rest) = (second / 3600 % 24, second / 60 % 60, second % 60);
            let id = format!("A{:08}", village.number * VILLAGE * 5 + place + 1);
            let stamp = format!("{}T{hour:02}:{minute:02}:{rest:02}Z", day.iso());
            Layout::PLAIN.row(&mut self.activities, &[id.as_str(), kind, address, &stamp, campaign]);
        }
    }

    /// People who must not be contacted, by e-mail address, number, or both.
    fn objections(&mut self, seed: u64, village: &Village) {
        for person in village.persons.iter().filter(|person| person.opted_out) {
            let rng = &mut Rng::derive(seed, Stream::Suppression, 0, person.serial as u64);
            let mut phone = person.mobile.as_ref().filter(|_| rng.chance(400)).map(|mobile| mobile.e164());
            let mut email = person.email.clone();
            if phone.is_some() && rng.chance(300) {
                email.clear();
            } else if rng.chance(100) {
                email = email.to_uppercase();
            } else if rng.chance(200)
                && let Some(business) = &person.business_email
            {
                email.clone_from(business);
            }
            let reason = rng.pick(&["unsubscribe", "unsubscribe", "complaint", "letter", "bounce"]);
            let day = AS_OF.plus(-rng.between(1, 700)).iso();
            let channel = rng.pick(&["email", "phone", "post"]);
            let phone = phone.take().unwrap_or_default();
            Layout::PLAIN.row(&mut self.suppression, &[email.as_str(), &phone, reason, &day, channel]);
            self.tick("suppressed", 1);
        }
    }

    fn people(&mut self, village: &Village) {
        for (index, person) in village.persons.iter().enumerate() {
            let habit = self.sales.habits.get(index).copied().unwrap_or_default();
            Layout::PLAIN.row(&mut self.persons, &truth_of(village, person, habit));
        }
        for ((index, year), figures) in &self.sales.years {
            let person = &village.persons[*index];
            let cells = [
                person_id(person.serial),
                year.to_string(),
                figures.orders.to_string(),
                figures.net_cents.to_string(),
                COUNTRIES[person.country].currency.to_owned(),
            ];
            Layout::PLAIN.row(&mut self.years, &cells);
        }
    }

    fn totals(&mut self, village: &Village) {
        self.tick("persons", village.persons.len() as u64);
        self.tick("organisations", village.companies.len() as u64);
        let homes = Home::ALL.iter().zip(village.homes);
        for ((_, name, _), homes) in homes {
            self.tick("households", homes);
            self.tick(name, homes);
        }
        let have = |test: fn(&Person) -> bool| village.persons.iter().filter(|person| test(person)).count() as u64;
        self.tick("persons_with_shared_mailbox", have(|person| person.email_shared));
        self.tick("persons_with_old_address", have(|person| person.old_address.is_some()));
        self.tick("persons_with_former_name", have(|person| person.former_family.is_some()));
        self.tick("customers", self.sales.habits.iter().filter(|habit| !habit.is_empty()).count() as u64);
        self.tick("documents", self.sales.documents);
        self.tick("documents_cancelled", self.sales.cancelled);
        self.tick("credit_notes", self.sales.credit_notes);
        self.tick("order_lines", self.sales.rows);
        self.tick("purchase_years", self.sales.years.len() as u64);
    }
}

fn truth_of(village: &Village, person: &Person, habit: &str) -> Vec<String> {
    let number = |phone: &Option<super::numbers::Phone>| phone.as_ref().map(|phone| phone.e164()).unwrap_or_default();
    let old = person.old_address.as_ref();
    let flag = |value: bool| u8::from(value).to_string();
    let address = &person.address;
    vec![
        person_id(person.serial),
        household_id(person.household),
        person.employer.map(|index| company_id(village.companies[index].serial)).unwrap_or_default(),
        person.role.to_owned(),
        if person.woman { "f" } else { "m" }.to_owned(),
        person.title.to_owned(),
        person.given.clone(),
        person.family.clone(),
        person.former_family.clone().unwrap_or_default(),
        person.born.iso(),
        person.email.clone(),
        flag(person.email_shared),
        person.business_email.clone().unwrap_or_default(),
        number(&person.mobile),
        number(&person.landline),
        number(&person.direct_dial),
        person.employer.map_or("", |_| POSITIONS[person.position].0).to_owned(),
        address.street.clone(),
        address.number.clone(),
        address.postal_code.clone(),
        address.city.name.to_owned(),
        COUNTRIES[person.country].iso.to_owned(),
        old.map(|old| format!("{} {}", old.street, old.number)).unwrap_or_default(),
        old.map(|old| old.postal_code.clone()).unwrap_or_default(),
        old.map(|old| old.city.name.to_owned()).unwrap_or_default(),
        habit.to_owned(),
        flag(person.opted_out),
    ]
}
