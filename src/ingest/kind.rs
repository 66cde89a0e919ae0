//! What the rows of a file are, told by what its columns may mean and by its name.

use super::mapping::candidates::Clues;
use super::mapping::fold;
use super::open;
use crate::model::record::Records;
use std::path::Path;

/// Words in names of files that list people who must not be contacted.
const SUPPRESSION_NAMES: &[&str] = &[
    "suppression",
    "suppressions",
    "suppressed",
    "sperrliste",
    "sperrlisten",
    "blacklist",
    "blocklist",
    "robinson",
    "robinsonliste",
    "unsubscribe",
    "unsubscribes",
    "unsubscribed",
    "unsub",
    "unsubs",
    "optout",
    "optouts",
    "abmeldungen",
    "abgemeldet",
    "widerspruch",
    "widersprueche",
    "werbesperre",
    "desinscriptions",
    "bajas",
    "disiscritti",
    "donotcontact",
    "dnc",
];

/// The kind of the rows; `None` when they are none of those that are read.
pub(crate) fn detect(path: &Path, clues: &[Clues]) -> Option<Records> {
    let columns = Columns { clues };
    if columns.is_suppression(&fold::tokens(&open::stem(path))) {
        return Some(Records::Suppression);
    }
    if columns.is_orders() {
        return Some(Records::Orders);
    }
    if columns.is_activities() {
        return Some(Records::Activities);
    }
    if columns.is_companies() {
        return Some(Records::Companies);
    }
    columns.is_contacts().then_some(Records::Contacts)
}

struct Columns<'a> {
    clues: &'a [Clues],
}

impl Columns<'_> {
    /// A column that means this field and nothing else.
    fn sure(&self, field: &str) -> bool {
        self.clues.iter().any(|clue| clue.certain() == Some(field))
    }

    /// A column that may mean this field.
    fn may(&self, field: &str) -> bool {
        self.clues.iter().any(|clue| clue.may_be(field))
    }

    fn count(&self, fields: &[&str]) -> usize {
        fields.iter().filter(|field| self.may(field)).count()
    }

    fn contact_point(&self) -> bool {
        self.may("email") || self.may("phone") || self.may("mobile")
    }

    /// Columns about a person that have no second meaning.
    fn person(&self) -> bool {
        const PERSON: &[&str] = &[
            "given_name",
            "family_name",
            "full_name",
            "salutation",
            "academic_title",
            "job_title",
            "birth_date",
            "gender",
        ];
        PERSON.iter().any(|field| self.sure(field))
    }

    fn is_suppression(&self, name: &[String]) -> bool {
        if !self.contact_point() || self.person() || self.sure("company") {
            return false;
        }
        let joined: Vec<String> = name.windows(2).map(|pair| pair.concat()).chain(name.iter().cloned()).collect();
        if joined.iter().any(|word| SUPPRESSION_NAMES.contains(&word.as_str())) {
            return true;
        }
        let why = self.sure("reason") || self.clues.iter().any(|clue| clue.certain() == Some("opted_out_at"));
        why && self.count(&["product_id", "quantity", "order_id", "activity_type"]) == 0
    }

    fn is_orders(&self) -> bool {
        const GOODS: &[&str] = &["product_id", "product_name", "quantity", "unit_price"];
        let goods = GOODS.iter().filter(|field| self.sure(field)).count();
        let named = self.sure("given_name") || self.sure("family_name");
        let document = self.sure("order_id") || self.sure("order_date");
        if document && goods >= 1 && !named {
            return true;
        }
        if self.sure("order_id") && self.may("order_date") && self.may("order_total") && !named {
            return true;
        }
        // customer, date and value, many times a customer: sales without document numbers
        let customers = self.clues.iter().find(|clue| clue.may_be("customer_id") && !clue.may_be("email"));
        let repeats = customers.is_some_and(|clue| clue.shape.sampled >= 20 && clue.shape.distinct < 0.95);
        let amount = self.may("order_total") || self.may("quantity");
        // a list of deals has stages and owners
        let deals = self.may("lead_status") || self.may("owner");
        repeats
            && !deals
            && self.may("order_date")
            && amount
            && !named
            && !self.contact_point()
            && !self.sure("company")
    }

    fn is_activities(&self) -> bool {
        const MASTER_DATA: &[&str] =
            &["given_name", "family_name", "company", "street", "city", "industry", "order_total"];
        let typed = |clue: &Clues| {
            // a bare `Type` is said of anything; `Event Type` is not
            clue.candidates.iter().any(|candidate| candidate.field == "activity_type" && candidate.score > 0.95)
        };
        let happened = self.clues.iter().any(typed) || self.sure("activity_id") || self.sure("occurred_at");
        let subject = self.contact_point() || self.may("customer_id");
        let moment = self.may("occurred_at") || self.may("created_at");
        self.may("activity_type") && happened && moment && subject && !MASTER_DATA.iter().any(|field| self.sure(field))
    }

    fn is_companies(&self) -> bool {
        let company = self.sure("company") || self.name_of_companies();
        let person = self.person()
            || self.may("given_name")
            || self.clues.iter().any(|clue| clue.may_be("full_name") && !clue.may_be("company"));
        company && !person && !self.sells()
    }

    /// A `Name` whose values are companies, in a list without signs of people.
    fn name_of_companies(&self) -> bool {
        let address = ["street", "city", "postal_code", "website", "vat_id"].iter().any(|field| self.sure(field));
        let people = ["email", "mobile", "consent_email", "lead_status"].iter().any(|field| self.sure(field));
        let named = |clue: &Clues| clue.may_be("full_name") && clue.may_be("company") && clue.shape.company > 0.35;
        address && !people && self.clues.iter().any(named)
    }

    /// A list of articles.
    fn sells(&self) -> bool {
        self.sure("product_id") || self.sure("unit_price")
    }

    fn is_contacts(&self) -> bool {
        const SURE: &[&str] = &["given_name", "family_name", "full_name", "email", "mobile", "company", "salutation"];
        const BESIDE: &[&str] = &["street", "city", "postal_code", "country", "birth_date", "phone", "job_title"];
        if SURE.iter().any(|field| self.sure(field)) || self.sure("phone") {
            return true;
        }
        let name = ["full_name", "family_name", "given_name", "company"].iter().any(|field| self.may(field));
        (name && !self.sells() && BESIDE.iter().any(|field| self.may(field))) || (self.contact_point() && !self.sells())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::mapping::content::Shape;
    use polars::prelude::{NamedFrom, StringChunked};

    fn kind(file: &str, headers: &str) -> Option<Records> {
        let clues: Vec<Clues> = headers.split(',').map(|header| Clues::of(header, Shape::default())).collect();
        detect(Path::new(file), &clues)
    }

    #[test]
    fn columns_tell_the_kind() {
        for (headers, expect) in [
            ("record_id,given_name,surname,date_of_birth", Some(Records::Contacts)),
            ("record_id,fname_c1,lname_c1,by,bm,bd", Some(Records::Contacts)),
            ("Lead-ID,Name,Position,Firma,Adresse,Telefon", Some(Records::Contacts)),
            ("E-Mail", Some(Records::Contacts)),
            ("record_id,org_name,street,city,website,phone,industry", Some(Records::Companies)),
            (
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                Some(Records::Orders),
            ),
            ("Kundennummer,Auftragsnummer,Belegart,Datum,Artikelnummer,Menge,Einzelpreis", Some(Records::Orders)),
            ("event_id,event_type,contact_email,occurred_at,campaign", Some(Records::Activities)),
            ("email,phone,reason,opted_out_at,channel", Some(Records::Suppression)),
            ("Id,Name,Type,Billing Street,Billing City,Phone,Website,Created Date", Some(Records::Contacts)),
            ("id,title,price,category", None),
            ("left_id,right_id", None),
            ("label,level1,level2", None),
        ] {
            assert_eq!(kind("data.csv", headers), expect, "{headers}");
        }
    }

    #[test]
    fn file_names_help_with_bare_lists() {
        assert_eq!(kind("Sperrliste_2024.csv", "email"), Some(Records::Suppression));
        assert_eq!(kind("opt-out.csv", "E-Mail,Telefon"), Some(Records::Suppression));
        assert_eq!(kind("unsubscribed_contacts.csv", "email,Vorname,Nachname"), Some(Records::Contacts));
    }

    #[test]
    fn sales_without_documents_are_orders_when_customers_repeat() {
        let values: Vec<String> = (0..60).map(|row| (row % 9).to_string()).collect();
        let shape = Shape::of(&StringChunked::new("c".into(), values));
        let clues = [("customer_id", shape), ("date", Shape::default()), ("value", Shape::default())];
        let clues: Vec<Clues> = clues.into_iter().map(|(header, shape)| Clues::of(header, shape)).collect();
        assert_eq!(detect(Path::new("sales.csv"), &clues), Some(Records::Orders));
    }
}
