//! What a record can be recognised by: the normal forms of its contact points, its name with a place or birthday, and
//! itself. Text of the form `<kind>|<value>|…`, which is only ever signed.

use crate::engine::distinct::{Distinct, NULL};
use crate::engine::frame::text;
use crate::kernel::email;
use crate::kernel::text::fold;
use polars::prelude::*;

/// The columns of records that forms are made of, read once.
pub struct People<'a> {
    emails: Vec<Emails>,
    phones: Vec<&'a StringChunked>,
    given: &'a StringChunked,
    name: &'a StringChunked,
    company: &'a StringChunked,
    postal_code: &'a StringChunked,
    street: &'a StringChunked,
    house_number: &'a StringChunked,
    birth_date: StringChunked,
    record_id: &'a StringChunked,
}

/// Match keys of an e-mail column.
struct Emails {
    ids: Vec<u32>,
    keys: Vec<String>,
}

impl Emails {
    fn of(column: &StringChunked) -> Self {
        let distinct = Distinct::of(column);
        let keys = distinct.map(email_key);
        Self { ids: distinct.ids, keys }
    }
}

/// What an e-mail address is compared by; the text itself when it is none.
pub fn email_key(cell: &str) -> String {
    email::read(cell).parts.match_key.unwrap_or_else(|| fold(cell))
}

/// The form of an e-mail address or phone number, alone or of one of several who share it.
pub fn contact_point(kind: &str, value: &str, given: Option<&str>) -> String {
    given.map_or_else(|| format!("{kind}|{value}"), |given| format!("{kind}|{value}|{}", fold(given)))
}

/// The form of a customer number.
pub fn customer(source: &str, number: &str) -> String {
    format!("customer|{source}|{number}")
}

impl<'a> People<'a> {
    /// The records of a frame of leads or contacts.
    ///
    /// # Errors
    /// When the frame lacks a contact field.
    pub fn of(leads: &'a DataFrame) -> PolarsResult<Self> {
        let [given, name, company] = ["given_name", "full_name", "company"].map(|name| text(leads, name));
        let [postal_code, street, house_number] =
            ["postal_code", "street", "house_number"].map(|name| text(leads, name));
        Ok(Self {
            emails: vec![Emails::of(text(leads, "email")?), Emails::of(text(leads, "email_2")?)],
            phones: vec![text(leads, "phone")?, text(leads, "mobile")?],
            given: given?,
            name: name?,
            company: company?,
            postal_code: postal_code?,
            street: street?,
            house_number: house_number?,
            birth_date: leads.column("birth_date")?.cast(&DataType::String)?.str()?.clone(),
            record_id: text(leads, "record_id")?,
        })
    }

    /// Kind and normal form of each e-mail address and phone number of a record.
    pub fn contact_points(&self, row: usize) -> impl Iterator<Item = (&'static str, &str)> {
        let emails = self.emails.iter().filter_map(move |emails| {
            let id = emails.ids[row];
            (id != NULL).then(|| ("email", emails.keys[id as usize].as_str()))
        });
        emails.chain(self.phones.iter().filter_map(move |column| Some(("phone", column.get(row)?))))
    }

    /// Given name of a record.
    pub fn given(&self, row: usize) -> Option<&str> {
        self.given.get(row)
    }

    /// The forms of a record that are no contact points.
    pub fn others(&self, row: usize) -> Vec<String> {
        let mut forms = Vec::new();
        let record = self.record_id.get(row).unwrap_or_default();
        let Some(name) = self.name.get(row).map(fold) else {
            forms.push(format!("record|{record}|{}", self.company.get(row).map(fold).unwrap_or_default()));
            return forms;
        };
        forms.push(format!("record|{record}|{name}"));
        if let Some(birth_date) = self.birth_date.get(row) {
            forms.push(format!("birth|{name}|{birth_date}"));
        }
        if let (Some(code), Some(street)) = (self.postal_code.get(row), self.street.get(row)) {
            let house = self.house_number.get(row).map(fold).unwrap_or_default();
            forms.push(format!("home|{name}|{code}|{}|{house}", fold(street)));
        }
        forms
    }

    /// Every form by which a record may be one of an erased person.
    pub fn all(&self, row: usize) -> Vec<String> {
        let mut forms = self.others(row);
        for (kind, value) in self.contact_points(row) {
            forms.push(contact_point(kind, value, None));
            forms.extend(self.given(row).map(|given| contact_point(kind, value, Some(given))));
        }
        forms
    }
}
