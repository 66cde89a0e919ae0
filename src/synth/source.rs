//! The contact exports: which there are, how good they are, and how each lays out a record.

use super::card::Card;
use super::data::{COUNTRIES, Country};
use super::day::Day;
use super::rng::Rng;
use super::text::Layout;
use serde_json::{Value, json};

/// One contact export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Crm = 0,
    Hubspot = 1,
    Salesforce = 2,
    Kunden = 3,
    Messe = 4,
    Newsletter = 5,
    Webform = 6,
}

/// How an export is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// Delimited text.
    Csv(Layout),
    /// One JSON document a line.
    Json,
    /// One sheet of a workbook.
    Workbook,
}

/// Character set of a text export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Windows1252,
    Latin1,
}

/// What is typical of an export. Rates are per thousand.
#[derive(Debug)]
pub(super) struct Profile {
    /// File name without its extension; the `source` of the truth.
    pub(super) stem: &'static str,
    pub(super) extension: &'static str,
    pub(super) form: Form,
    /// Persons who are in it.
    pub(super) coverage: u32,
    /// Of these, employed persons who are there with their company.
    pub(super) business: u32,
    /// Only employed persons.
    pub(super) employed_only: bool,
    /// Of these, persons who are there twice, each record with its own damage.
    pub(super) duplicates: u32,
    /// Companies that have a record without a person.
    pub(super) companies: u32,
    /// Damage in per cent of the ordinary rates.
    pub(super) dirt: u32,
    /// Typing habits: above 5, clerks write `Firma` into the salutation.
    pub(super) typos: u32,
    /// Has a column for academic titles, or writes them before the name.
    pub(super) titles: bool,
    /// Went through a spreadsheet: leading zeros are gone.
    pub(super) spreadsheet: bool,
    /// Test entries are let in.
    pub(super) junk: bool,
    pub(super) header: &'static [&'static str],
}

const fn csv(delimiter: u8, quote_all: bool, crlf: bool, encoding: Encoding) -> Form {
    Form::Csv(Layout { delimiter, quote_all, crlf, encoding })
}

const PROFILES: [Profile; 7] = [
    Profile {
        stem: "crm_contacts",
        extension: "csv",
        form: csv(b',', false, false, Encoding::Utf8),
        coverage: 380,
        business: 550,
        employed_only: false,
        duplicates: 30,
        companies: 150,
        dirt: 40,
        typos: 2,
        titles: true,
        spreadsheet: false,
        junk: false,
        header: &[
            "Contact ID",
            "Owner",
            "Salutation",
            "Academic Title",
            "First Name",
            "Last Name",
            "Company",
            "Job Title",
            "Email",
            "Phone",
            "Mobile",
            "Street",
            "House Number",
            "Postal Code",
            "City",
            "Country",
            "Date of Birth",
            "Lifecycle Stage",
            "Created At",
            "Updated At",
        ],
    },
    Profile {
        stem: "hubspot_contacts",
        extension: "csv",
        form: csv(b',', true, false, Encoding::Utf8),
        coverage: 320,
        business: 650,
        employed_only: false,
        duplicates: 35,
        companies: 0,
        dirt: 80,
        typos: 3,
        titles: false,
        spreadsheet: false,
        junk: true,
        header: &[
            "Record ID",
            "First Name",
            "Last Name",
            "Email",
            "Phone Number",
            "Mobile Phone Number",
            "Job Title",
            "Company Name",
            "Contact owner",
            "Associated Company",
            "Associated Company IDs",
            "Lifecycle Stage",
            "Lead Status",
            "Original Source",
            "Create Date",
            "Last Activity Date",
            "Country/Region",
            "City",
            "Postal Code",
            "Marketing contact status",
            "Unsubscribed from all email",
        ],
    },
    Profile {
        stem: "salesforce_report",
        extension: "csv",
        form: csv(b',', true, false, Encoding::Latin1),
        coverage: 420,
        business: 1000,
        employed_only: true,
        duplicates: 40,
        companies: 60,
        dirt: 110,
        typos: 4,
        titles: false,
        spreadsheet: true,
        junk: false,
        header: &[
            "Lead Owner",
            "First Name",
            "Last Name",
            "Title",
            "Company / Account",
            "Email",
            "Phone",
            "Lead Source",
            "Lead Status",
            "Rating",
            "Street",
            "City",
            "State/Province",
            "Zip/Postal Code",
            "Country",
            "Create Date",
            "Last Activity",
            "Email Opt Out",
        ],
    },
    Profile {
        stem: "kunden_liste",
        extension: "csv",
        form: csv(b';', false, true, Encoding::Windows1252),
        coverage: 400,
        business: 350,
        employed_only: false,
        duplicates: 35,
        companies: 250,
        dirt: 100,
        typos: 8,
        titles: true,
        spreadsheet: true,
        junk: false,
        header: &[
            "Kundennummer",
            "Anrede",
            "Titel",
            "Vorname",
            "Nachname",
            "Firma",
            "Straße",
            "Hausnummer",
            "PLZ",
            "Ort",
            "Land",
            "Telefon",
            "Mobil",
            "Fax",
            "E-Mail",
            "USt-IdNr.",
            "Umsatz netto",
            "Kunde seit",
            "Newsletter",
            "Bemerkung",
        ],
    },
    Profile {
        stem: "messe_leads",
        extension: "xlsx",
        form: Form::Workbook,
        coverage: 360,
        business: 950,
        employed_only: true,
        duplicates: 50,
        companies: 0,
        dirt: 180,
        typos: 8,
        titles: true,
        spreadsheet: false,
        junk: false,
        header: &[
            "Lead-ID",
            "Scan-Zeitpunkt",
            "Erfasst von",
            "Ansprechpartner",
            "Position",
            "Firma",
            "Anschrift",
            "Telefon",
            "E-Mail",
            "Interesse",
            "Notiz",
        ],
    },
    Profile {
        stem: "newsletter",
        extension: "csv",
        form: csv(b';', false, true, Encoding::Utf8),
        coverage: 380,
        business: 200,
        employed_only: false,
        duplicates: 25,
        companies: 0,
        dirt: 70,
        typos: 3,
        titles: false,
        spreadsheet: false,
        junk: true,
        header: &[
            "CONTACT ID",
            "EMAIL",
            "LASTNAME",
            "FIRSTNAME",
            "WHATSAPP",
            "SMS",
            "DOUBLE_OPT-IN",
            "OPT_IN",
            "LANDLINE_NUMBER",
            "EXT_ID",
            "CONTACT_TIMEZONE",
            "JOB_TITLE",
            "LINKEDIN",
            "ADDED_TIME",
            "MODIFIED_TIME",
        ],
    },
    Profile {
        stem: "webform",
        extension: "ndjson",
        form: Form::Json,
        coverage: 260,
        business: 350,
        employed_only: false,
        duplicates: 70,
        companies: 0,
        dirt: 110,
        typos: 3,
        titles: false,
        spreadsheet: false,
        junk: true,
        header: &[],
    },
];

impl Source {
    /// All contact exports, in the order of the truth.
    pub(super) const ALL: [Self; 7] =
        [Self::Crm, Self::Hubspot, Self::Salesforce, Self::Kunden, Self::Messe, Self::Newsletter, Self::Webform];

    /// What is typical of it.
    pub(super) const fn profile(self) -> &'static Profile {
        &PROFILES[self as usize]
    }

    /// The key of the record at `place` (from 0) of village `village`: ascending through the file, with gaps. A
    /// source without keys has `None`.
    pub(super) fn key(self, village: usize, place: usize) -> Option<String> {
        // A village of 1,000 has at most 3,000 records in a source.
        let ordinal = village * 4000 + place;
        match self {
            Self::Crm => Some(format!("C{:07}", ordinal + 1)),
            Self::Hubspot => Some(format!("{}", 21_000_000 + ordinal * 7)),
            Self::Salesforce => None,
            Self::Kunden => Some(format!("{}", 10_001 + ordinal * 2)),
            Self::Messe => Some(format!("M26-{:05}", ordinal + 1)),
            Self::Newsletter => Some(format!("{}", 301 + ordinal * 3)),
            Self::Webform => Some(format!("wf-{:05x}", 0x2_0000 + ordinal * 5)),
        }
    }

    /// The cells of a record in the order of the header; for the web form, one cell with the JSON document.
    pub(super) fn cells(self, key: &str, card: &Card, rng: &mut Rng) -> Vec<String> {
        match self {
            Self::Crm => crm(key, card, rng),
            Self::Hubspot => hubspot(key, card, rng),
            Self::Salesforce => salesforce(card, rng),
            Self::Kunden => kunden(key, card, rng),
            Self::Messe => messe(key, card, rng),
            Self::Newsletter => newsletter(key, card),
            Self::Webform => vec![webform(key, card, rng).to_string()],
        }
    }
}

fn text(value: &str) -> String {
    value.to_owned()
}

fn day(value: Option<Day>, form: fn(Day) -> String) -> String {
    value.map(form).unwrap_or_default()
}

fn clock(card: &Card) -> String {
    format!("{:02}:{:02}", card.minute / 60, card.minute % 60)
}

fn country_name(card: &Card, name: fn(&'static Country) -> &'static str) -> String {
    card.country.map(|index| name(&COUNTRIES[index])).unwrap_or_default().to_owned()
}

fn phone_or_mobile(card: &Card) -> String {
    if card.phone.is_empty() { card.mobile.clone() } else { card.phone.clone() }
}

/// Street and number in one cell, as the country writes them.
fn street_line(card: &Card) -> String {
    if COUNTRIES[card.home].number_first {
        format!("{} {}", card.number, card.street).trim().to_owned()
    } else {
        format!("{} {}", card.street, card.number).trim().to_owned()
    }
}

fn crm(key: &str, card: &Card, rng: &mut Rng) -> Vec<String> {
    let stage = rng.pick(&["lead", "lead", "mql", "sql", "opportunity", "customer", "customer"]);
    let stamp = |day: Option<Day>| day.map(|day| format!("{}T{}:00Z", day.iso(), clock(card))).unwrap_or_default();
    vec![
        text(key),
        text(card.owner),
        card.salutation.clone(),
        card.title.clone(),
        card.given.clone(),
        card.family.clone(),
        card.company.clone(),
        card.position.clone(),
        card.email.clone(),
        card.phone.clone(),
        card.mobile.clone(),
        card.street.clone(),
        card.number.clone(),
        card.postal_code.clone(),
        card.city.clone(),
        country_name(card, |country| country.iso),
        card.birth_date.clone(),
        text(stage),
        stamp(card.created),
        stamp(card.updated),
    ]
}

fn hubspot(key: &str, card: &Card, rng: &mut Rng) -> Vec<String> {
    let stamp = |value: Option<Day>| value.map(|day| format!("{} {}", day.iso(), clock(card))).unwrap_or_default();
    let associated = if card.business { card.company.clone() } else { String::new() };
    vec![
        text(key),
        card.given.clone(),
        card.family.clone(),
        card.email.clone(),
        card.phone.clone(),
        card.mobile.clone(),
        card.position.clone(),
        card.company.clone(),
        text(card.owner),
        associated,
        String::new(),
        text(rng.pick(&["Subscriber", "Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Customer"])),
        text(rng.pick(&["", "New", "Open", "In Progress", "Connected"])),
        text(rng.pick(&["Organic Search", "Paid Search", "Direct Traffic", "Offline Sources", "Email Marketing"])),
        stamp(card.created),
        stamp(card.updated),
        country_name(card, |country| country.english),
        card.city.clone(),
        card.postal_code.clone(),
        text(if card.consent { "Marketing contact" } else { "Non-marketing contact" }),
        card.opted_out.to_string(),
    ]
}

fn salesforce(card: &Card, rng: &mut Rng) -> Vec<String> {
    vec![
        text(card.owner),
        card.given.clone(),
        card.family.clone(),
        card.position.clone(),
        card.company.clone(),
        card.email.clone(),
        phone_or_mobile(card),
        text(rng.pick(&["Web", "Trade Show", "Partner Referral", "Phone Inquiry", "Purchased List"])),
        text(rng.pick(&["Open - Not Contacted", "Working - Contacted", "Qualified", "Closed - Not Converted"])),
        text(rng.pick(&["", "Hot", "Warm", "Cold"])),
        street_line(card),
        card.city.clone(),
        String::new(),
        card.postal_code.clone(),
        country_name(card, |country| country.english),
        day(card.created, Day::mdy),
        day(card.updated, Day::mdy),
        text(if card.opted_out { "1" } else { "0" }),
    ]
}

fn kunden(key: &str, card: &Card, rng: &mut Rng) -> Vec<String> {
    let land = match rng.below(3) {
        0 => country_name(card, |country| country.german),
        1 => country_name(card, |country| country.plate),
        _ => country_name(card, |country| country.iso),
    };
    vec![
        text(key),
        card.salutation.clone(),
        card.title.clone(),
        card.given.clone(),
        card.family.clone(),
        card.company.clone(),
        card.street.clone(),
        card.number.clone(),
        card.postal_code.clone(),
        card.city.clone(),
        land,
        card.phone.clone(),
        card.mobile.clone(),
        String::new(),
        card.email.clone(),
        card.vat_id.clone(),
        german_amount(card.turnover),
        day(card.created, |day| day.dmy('.')),
        text(if card.consent { "ja" } else { "nein" }),
        text(card.remark),
    ]
}

fn messe(key: &str, card: &Card, rng: &mut Rng) -> Vec<String> {
    let title = if card.title.is_empty() { String::new() } else { format!("{} ", card.title) };
    let name = match rng.below(20) {
        0 | 1 if !card.family.is_empty() => format!("{}, {title}{}", card.family, card.given),
        2 => format!("{} {}", card.family.to_uppercase(), card.given),
        3 => format!("{} {title}{} {}", card.salutation, card.given, card.family),
        _ => format!("{title}{} {}", card.given, card.family),
    };
    let street = street_line(card);
    let town = format!("{} {}", card.postal_code, card.city);
    let line = match rng.below(4) {
        0 if card.home < 3 && !card.postal_code.contains('-') => {
            format!("{street}, {}-{}", COUNTRIES[card.home].plate, town.trim())
        }
        1 => format!("{street}, {}, {}", town.trim(), country_name(card, |country| country.german)),
        2 => format!("{street} {}", town.trim()),
        _ => format!("{street}, {}", town.trim()),
    };
    vec![
        text(key),
        day(card.created, |day| day.dmy('.')) + " " + &clock(card),
        text(card.owner),
        text(name.trim()),
        card.position.clone(),
        card.company.clone(),
        text(line.trim_matches([' ', ','])),
        phone_or_mobile(card),
        card.email.clone(),
        text(rng.pick(super::catalogue::GROUPS)),
        text(card.remark),
    ]
}

/// Telephone cells of mail tools: digits with the country code and no plus.
fn without_plus(cell: &str, home: usize) -> String {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let Country { calling_code, trunk, .. } = COUNTRIES[home];
    if cell.starts_with('+') {
        // The trunk digit in brackets goes away.
        let bracket = format!("+{calling_code} (0)");
        if cell.starts_with(&bracket) { digits.replacen(&format!("{calling_code}0"), calling_code, 1) } else { digits }
    } else if let Some(international) = digits.strip_prefix("00") {
        international.to_owned()
    } else if let Some(national) = digits.strip_prefix('0').filter(|_| !trunk.is_empty() && !cell.contains("oder")) {
        format!("{calling_code}{national}")
    } else {
        cell.to_owned()
    }
}

fn newsletter(key: &str, card: &Card) -> Vec<String> {
    vec![
        text(key),
        card.email.clone(),
        card.family.clone(),
        card.given.clone(),
        String::new(),
        without_plus(&card.mobile, card.home),
        text(if card.consent { "1" } else { "" }),
        text(if card.consent { "yes" } else { "no" }),
        without_plus(&card.phone, card.home),
        String::new(),
        text(COUNTRIES[card.home].time_zone),
        card.position.clone(),
        String::new(),
        day(card.created, |day| day.dmy('-')),
        day(card.updated, |day| day.dmy('-')),
    ]
}

fn webform(key: &str, card: &Card, rng: &mut Rng) -> Value {
    let cell = |value: &str| if value.is_empty() { Value::Null } else { Value::from(value) };
    let name = if rng.chance(400) {
        cell(format!("{} {}", card.given, card.family).trim())
    } else {
        json!({ "first": card.given, "last": card.family })
    };
    let stamp = format!("{}T{}:00+02:00", day(card.created, Day::iso), clock(card));
    json!({
        "id": key,
        "submitted_at": stamp,
        "form": rng.pick(&["contact", "demo", "whitepaper", "prize_draw"]),
        "name": name,
        "email": cell(&card.email),
        "phone": cell(&phone_or_mobile(card)),
        "company": cell(&card.company),
        "address": {
            "street": cell(&street_line(card)),
            "zip": cell(&card.postal_code),
            "city": cell(&card.city),
            "country": cell(&country_name(card, |country| country.iso)),
        },
        "message": cell(card.remark),
        "consent": { "newsletter": card.consent, "ts": stamp },
    })
}

/// 1234567 cents → `12.345,67`
pub(super) fn german_amount(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut out = String::with_capacity(whole.len() + 6);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    format!("{sign}{out},{:02}", cents.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_fills_the_header() {
        let mut rng = Rng::derive(1, super::super::rng::Stream::Card, 0, 0);
        for source in Source::ALL {
            let cells = source.cells("1", &Card::default(), &mut rng);
            let Profile { header, .. } = source.profile();
            assert_eq!(cells.len(), header.len().max(1), "{}", source.profile().stem);
        }
    }

    #[test]
    fn profiles_stand_where_their_source_says() {
        let stems = Source::ALL.map(|source| source.profile().stem);
        assert_eq!(
            stems,
            [
                "crm_contacts",
                "hubspot_contacts",
                "salesforce_report",
                "kunden_liste",
                "messe_leads",
                "newsletter",
                "webform"
            ]
        );
    }

    #[test]
    fn amounts_are_german() {
        assert_eq!(german_amount(123_456_789), "1.234.567,89");
        assert_eq!(german_amount(-100_005), "-1.000,05");
        assert_eq!(german_amount(7), "0,07");
    }

    #[test]
    fn mail_tools_get_numbers_without_plus() {
        assert_eq!(without_plus("+49 (0)171 392 001 2", 0), "491713920012");
        assert_eq!(without_plus("0171/392 001 2", 0), "491713920012");
        assert_eq!(without_plus("0041791234567", 2), "41791234567");
        assert_eq!(without_plus("k.A.", 0), "k.A.");
    }
}
