//! What one record of one source says about somebody: facts chosen, spelled and damaged.

use super::data::{COUNTRIES, NICKNAMES, OWNERS, POSITIONS, REMARKS};
use super::day::{AS_OF, Day};
use super::dirt;
use super::rng::{Rng, Stream};
use super::source::{Profile, Source};
use super::world::{Address, Company, Person, Village};

/// Whom a record is about; indices of the village.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// A person.
    Person(usize),
    /// A company without a named person.
    Company(usize),
    /// Nobody: a test entry.
    Junk(usize),
}

/// One record before it is laid out in columns. Empty texts are empty cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Card {
    pub(super) salutation: String,
    pub(super) title: String,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) company: String,
    pub(super) position: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) mobile: String,
    pub(super) street: String,
    pub(super) number: String,
    pub(super) postal_code: String,
    pub(super) city: String,
    /// Index in [`COUNTRIES`]; `None` when the record does not say.
    pub(super) country: Option<usize>,
    /// Country of the person, whatever the record says.
    pub(super) home: usize,
    pub(super) birth_date: String,
    pub(super) vat_id: String,
    pub(super) owner: &'static str,
    pub(super) remark: &'static str,
    pub(super) created: Option<Day>,
    pub(super) updated: Option<Day>,
    /// Minute of the day of `created`.
    pub(super) minute: usize,
    pub(super) consent: bool,
    pub(super) opted_out: bool,
    /// Net value of all orders, in cents; only customer lists show it.
    pub(super) turnover: i64,
    /// The mailbox of a couple or a company stands in the record.
    pub(super) shared_mailbox: bool,
    /// The company is named.
    pub(super) business: bool,
}

/// The record number `variant` of `source` about `subject`.
pub(super) fn card(seed: u64, village: &Village, source: Source, subject: Subject, variant: u64) -> Card {
    let base = (village.number * super::world::VILLAGE) as u64;
    let (kind, index) = match subject {
        Subject::Person(index) => (0, index),
        Subject::Company(index) => (1, index),
        Subject::Junk(index) => (2, index),
    };
    let stream = ((base + index as u64) * 4 + kind) * 4 + variant;
    let rng = &mut Rng::derive(seed, Stream::Card, source as u64, stream);
    let profile = source.profile();
    let mut card = match subject {
        Subject::Person(index) => of_person(rng, village, &village.persons[index], profile),
        Subject::Company(index) => of_company(rng, &village.companies[index], profile),
        Subject::Junk(index) => junk(index),
    };
    let created = match source {
        // The fair is held on three days in March.
        Source::Messe => Day::of(2026, 3, 10).plus(rng.between(0, 2)),
        _ => AS_OF.plus(-rng.between(8, 1900)),
    };
    card.created = Some(created);
    card.updated = Some(created.plus(rng.between(0, AS_OF.0 - created.0)));
    card.minute = 9 * 60 + rng.below(9 * 60);
    card.owner = rng.pick(OWNERS);
    card.remark = rng.pick(REMARKS);
    if !matches!(subject, Subject::Junk(_)) {
        Soiling { rng, profile, card: &mut card }.apply();
    }
    card
}

fn place(card: &mut Card, address: &Address) {
    card.street.clone_from(&address.street);
    card.number.clone_from(&address.number);
    card.postal_code.clone_from(&address.postal_code);
    card.city = address.city.name.to_owned();
    card.country = Some(address.country);
    card.home = address.country;
}

fn of_person(rng: &mut Rng, village: &Village, person: &Person, profile: &Profile) -> Card {
    let mut card = Card {
        salutation: COUNTRIES[person.country].salutations[usize::from(person.woman)].to_owned(),
        title: person.title.to_owned(),
        given: person.given.clone(),
        family: person.family.clone(),
        birth_date: person.born.iso(),
        opted_out: person.opted_out && rng.chance(400),
        ..Card::default()
    };
    card.consent = !person.opted_out && rng.chance(620);
    if let Some(former) = person.former_family.as_ref().filter(|_| rng.chance(400)) {
        card.family.clone_from(former);
    }
    let employer = person.employer.map(|index| &village.companies[index]).filter(|_| rng.chance(profile.business));
    let at_home = rng.chance(800);
    if let Some(company) = employer {
        place(&mut card, &company.address);
        card.business = true;
        card.company = company_spelled(rng, company);
        let (german, english) = POSITIONS[person.position];
        card.position = if company.address.country < 3 { german } else { english }.to_owned();
        card.shared_mailbox = rng.chance(80);
        card.email = match &person.business_email {
            Some(email) if !card.shared_mailbox => email.clone(),
            _ => company.shared_mailbox(),
        };
        let line = person.direct_dial.clone().filter(|_| rng.chance(650)).unwrap_or_else(|| company.switchboard());
        card.phone = line.spelled(rng, at_home && company.address.country < 3);
        if rng.chance(400) {
            card.vat_id = company.vat_id.clone().unwrap_or_default();
        }
    } else {
        let old = person.old_address.as_ref().filter(|_| rng.chance(400));
        place(&mut card, old.unwrap_or(&person.address));
        card.email.clone_from(&person.email);
        card.shared_mailbox = person.email_shared;
        if let Some(landline) = &person.landline {
            card.phone = landline.spelled(rng, at_home && person.country < 3);
        }
    }
    if let Some(mobile) = person.mobile.as_ref().filter(|_| employer.is_none() || rng.chance(600)) {
        card.mobile = mobile.spelled(rng, at_home && person.country < 3);
    }
    card
}

fn of_company(rng: &mut Rng, company: &Company, profile: &Profile) -> Card {
    let mut card = Card { business: true, shared_mailbox: true, consent: rng.chance(300), ..Card::default() };
    place(&mut card, &company.address);
    card.company = company_spelled(rng, company);
    card.email = company.shared_mailbox();
    card.phone = company.switchboard().spelled(rng, company.address.country < 3);
    card.vat_id = company.vat_id.clone().filter(|_| rng.chance(800)).unwrap_or_default();
    if profile.typos > 5 && rng.chance(200) {
        card.salutation = "Firma".to_owned();
    }
    card
}

/// Test entries of people who try a form.
fn junk(index: usize) -> Card {
    const ENTRIES: [(&str, &str, &str, &str); 4] = [
        ("Test", "Test", "test@example.com", "0123456789"),
        ("asdf", "asdf", "asdf@asdf", "000000"),
        ("Micky", "Maus", "micky@example.org", ""),
        ("xxx", "", "noreply@example.net", "11111111"),
    ];
    let (given, family, email, phone) = ENTRIES[index % ENTRIES.len()];
    Card {
        given: given.to_owned(),
        family: family.to_owned(),
        email: email.to_owned(),
        phone: phone.to_owned(),
        ..Card::default()
    }
}

/// The name of a company as people write it: legal form in full, in other letters, or left out.
fn company_spelled(rng: &mut Rng, company: &Company) -> String {
    let Company { name, legal_form, .. } = company;
    match rng.below(12) {
        0 | 1 => name.clone(),
        2 => format!("{name} {}", legal_form.to_uppercase()),
        3 if legal_form.starts_with("GmbH") => {
            format!("{name} {}", legal_form.replacen("GmbH", "Gesellschaft mbH", 1))
        }
        4 if *legal_form == "Ges.m.b.H." => format!("{name} GmbH"),
        5 => format!("{name}, {legal_form}"),
        6 => format!("{name} {}", legal_form.replace('.', "")),
        7 if legal_form.contains('&') => format!("{name} {}", legal_form.replace('&', "und")),
        _ => format!("{name} {legal_form}"),
    }
}

/// Damage to one card. Rates are per thousand for a source of ordinary quality and scaled by its profile.
struct Soiling<'a> {
    rng: &'a mut Rng,
    profile: &'a Profile,
    card: &'a mut Card,
}

impl Soiling<'_> {
    fn strikes(&mut self, per_mille: u32) -> bool {
        self.rng.chance((per_mille * self.profile.dirt / 100).min(1000))
    }

    fn apply(&mut self) {
        self.contact_points();
        self.names();
        self.places();
        self.letters();
        self.missing();
    }

    fn contact_points(&mut self) {
        if self.strikes(12) {
            self.card.email = self.card.email.to_uppercase();
        }
        if self.strikes(22) {
            self.card.email = dirt::broken_email(&self.card.email, self.rng);
        }
        if self.strikes(45) && !self.card.phone.is_empty() {
            self.card.phone = dirt::broken_phone(&self.card.phone, &self.card.mobile, self.rng);
        }
        if self.strikes(25) && !self.card.mobile.is_empty() {
            self.card.mobile = dirt::broken_phone(&self.card.mobile, "", self.rng);
        }
        if self.strikes(20) {
            std::mem::swap(&mut self.card.phone, &mut self.card.mobile);
        }
        if self.strikes(6) && self.card.phone.is_empty() {
            self.card.phone = std::mem::take(&mut self.card.email);
        }
    }

    fn names(&mut self) {
        if self.strikes(90)
            && let Some((_, nickname)) = NICKNAMES.iter().find(|(formal, _)| *formal == self.card.given)
        {
            self.card.given = (*nickname).to_owned();
        }
        if self.strikes(15) {
            self.card.given = self.card.given.chars().next().map(|initial| format!("{initial}.")).unwrap_or_default();
        }
        if self.strikes(14) {
            self.card.given = dirt::typo(&self.card.given, self.rng);
        }
        if self.strikes(18) {
            self.card.family = dirt::typo(&self.card.family, self.rng);
        }
        if self.strikes(12) && !self.card.given.is_empty() {
            std::mem::swap(&mut self.card.given, &mut self.card.family);
        }
        if !self.card.title.is_empty() && !self.card.given.is_empty() && (!self.profile.titles || self.strikes(100)) {
            // A source without a column for titles keeps some of them in front of the given name.
            let title = std::mem::take(&mut self.card.title);
            if self.rng.chance(350) {
                self.card.given = format!("{title} {}", self.card.given);
            }
        }
        if self.strikes(8) && !self.card.salutation.is_empty() && !self.card.given.is_empty() {
            self.card.given = format!("{} {}", self.card.salutation, self.card.given);
        }
    }

    fn places(&mut self) {
        if self.strikes(250) {
            for (whole, short) in [("straße", "str."), ("strasse", "str."), ("Straße", "Str."), ("platz", "pl.")] {
                if self.card.street.ends_with(whole) {
                    self.card.street = self.card.street.replace(whole, short);
                }
            }
        }
        if self.strikes(16) {
            self.card.street = dirt::typo(&self.card.street, self.rng);
        }
        if self.strikes(14) {
            self.card.city = dirt::typo(&self.card.city, self.rng);
        }
        if self.strikes(150) && self.profile.spreadsheet && self.card.postal_code.bytes().all(|b| b.is_ascii_digit()) {
            self.card.postal_code = self.card.postal_code.trim_start_matches('0').to_owned();
        }
        if self.strikes(35) && self.card.home < 3 && !self.card.postal_code.is_empty() {
            self.card.postal_code = format!("{}-{}", COUNTRIES[self.card.home].plate, self.card.postal_code);
        }
        if self.strikes(6) {
            std::mem::swap(&mut self.card.postal_code, &mut self.card.city);
        }
        if !self.card.birth_date.is_empty() && self.strikes(12) {
            self.card.birth_date = "1900-01-01".to_owned();
        }
    }

    fn letters(&mut self) {
        if self.strikes(60) {
            self.each(dirt::written_out);
        } else if self.strikes(15) {
            self.each(dirt::stripped);
        } else if self.strikes(14) {
            self.each(dirt::mojibake);
        }
        if self.strikes(16) {
            self.card.given = self.card.given.to_uppercase();
            self.card.family = self.card.family.to_uppercase();
        } else if self.strikes(12) {
            self.card.given = self.card.given.to_lowercase();
            self.card.family = self.card.family.to_lowercase();
        }
        if self.strikes(15) {
            self.card.family.push(' ');
        }
        if self.strikes(10) {
            self.card.city.insert(0, ' ');
        }
    }

    fn each(&mut self, damage: fn(&str) -> Option<String>) {
        let Card { given, family, company, street, city, .. } = &mut *self.card;
        for cell in [given, family, company, street, city] {
            if let Some(damaged) = damage(cell) {
                *cell = damaged;
            }
        }
    }

    fn missing(&mut self) {
        const RATES: [u32; 11] = [25, 5, 20, 70, 110, 120, 50, 40, 15, 200, 150];
        let lost = RATES.map(|rate| self.strikes(rate));
        let placeholder = if self.strikes(100) { self.rng.pick(dirt::PLACEHOLDERS) } else { "" };
        let card = &mut *self.card;
        let cells = [
            &mut card.given,
            &mut card.family,
            &mut card.company,
            &mut card.email,
            &mut card.phone,
            &mut card.mobile,
            &mut card.street,
            &mut card.postal_code,
            &mut card.city,
            &mut card.birth_date,
            &mut card.title,
        ];
        let mut spent = false;
        for (cell, lost) in cells.into_iter().zip(lost) {
            if lost && !cell.is_empty() {
                cell.clear();
                // One placeholder a record is enough.
                if !std::mem::replace(&mut spent, true) {
                    cell.push_str(placeholder);
                }
            }
        }
        if card.street.is_empty() {
            card.number.clear();
        }
        if self.strikes(100) {
            self.card.country = None;
        }
    }
}
