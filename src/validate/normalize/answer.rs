//! One line of output: the verdict of a kernel as a JSON object. Empty texts and unknown booleans are left out.

use super::question::{Asked, Question};
use crate::kernel::address::{self, Address, Beside, PostalTable};
use crate::kernel::company::{self, Company};
use crate::kernel::email::{self, Email};
use crate::kernel::name::{self, Name};
use crate::kernel::phone::{self, Phone};
use crate::kernel::verdict::{Status, Verdict};
use serde_json::{Map, Value};

/// What the values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Phone numbers.
    Phone,
    /// Names of people, each in one cell.
    Name,
    /// Company names, websites and domains.
    Company,
    /// Addresses and their parts.
    Address,
    /// E-mail addresses.
    Email,
    /// VAT ids.
    Vat,
}

impl Kind {
    const fn wrong_type(self) -> &'static str {
        match self {
            Self::Phone => "phone.type",
            Self::Name => "name.type",
            Self::Company => "company.type",
            Self::Address => "address.type",
            Self::Email => "email.type",
            Self::Vat => "vat.type",
        }
    }
}

/// An object in the making; what says nothing is not put in.
#[derive(Debug, Default)]
pub(super) struct Answer(Map<String, Value>);

impl Answer {
    /// Answers a question.
    pub fn to(kind: Kind, question: &Question<'_>, table: Option<&PostalTable>) -> Self {
        let mut answer = Self::about(question);
        match &question.asked {
            Asked::Cell(value) => cell(kind, value, question, table, &mut answer),
            Asked::Pair(one, other) if kind == Kind::Name => answer.put("same", name::same_person_name(one, other)),
            Asked::Pair(one, other) if kind == Kind::Company => answer.put("same", company::same_company(one, other)),
            Asked::Pair(..) | Asked::WrongType => {
                answer.verdict(&Verdict::because(Status::Invalid, kind.wrong_type(), ()), question.damaged);
            }
        }
        answer
    }

    /// The answer to a question whose value broke its kernel.
    pub fn unreadable(question: &Question<'_>) -> Self {
        let mut answer = Self::about(question);
        answer.verdict(&Verdict::<()>::default(), question.damaged);
        answer
    }

    /// Writes the answer, without a line end.
    pub fn write(&self, out: &mut Vec<u8>) {
        // a map of texts can always be written to memory
        let _ = serde_json::to_writer(out, &self.0);
    }

    fn about(question: &Question<'_>) -> Self {
        let mut answer = Self::default();
        answer.0.insert("id".to_owned(), question.id.clone());
        answer
    }

    fn put(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        let says_nothing = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            _ => false,
        };
        if !says_nothing {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn verdict<T>(&mut self, verdict: &Verdict<T>, damaged: bool) {
        let mut codes: Vec<&str> = verdict.codes.clone();
        if damaged {
            codes.push("text.encoding");
        }
        self.put("status", verdict.status.name());
        self.0.insert("code".to_owned(), codes.first().copied().into());
        if codes.len() > 1 {
            self.put("codes", codes);
        }
    }
}

fn cell(kind: Kind, value: &str, question: &Question<'_>, table: Option<&PostalTable>, answer: &mut Answer) {
    let country = question.country.as_deref();
    let damaged = question.damaged;
    match kind {
        Kind::Phone => {
            let verdict = phone::read(value, country);
            answer.verdict(&verdict, damaged);
            phone_parts(&verdict.parts, answer);
        }
        Kind::Name => {
            let verdict = name::read(value);
            answer.verdict(&verdict, damaged);
            answer.put("record_kind", verdict.parts.kind.name());
            name_parts(&verdict.parts, answer);
        }
        Kind::Company if matches!(question.text("field"), "website" | "domain") => {
            let verdict = company::read_website(value);
            answer.verdict(&verdict, damaged);
            answer.put("website", verdict.parts.0);
            answer.put("domain", verdict.parts.1);
        }
        Kind::Company => {
            let verdict = company::read(value, country);
            answer.verdict(&verdict, damaged);
            company_parts(&verdict.parts, answer);
        }
        Kind::Address => address_cell(value, question, table, answer),
        Kind::Email => {
            let verdict = email::read(value);
            answer.verdict(&verdict, damaged);
            let has_nothing = verdict.status == Status::Missing;
            email_parts(&verdict.parts, has_nothing, answer);
        }
        Kind::Vat => {
            let verdict = company::read_vat_id(value, country);
            answer.verdict(&verdict, damaged);
            answer.put("vat_id", verdict.parts.vat_id);
            answer.put("country", verdict.parts.country);
            answer.put("check", verdict.parts.check.name());
        }
    }
}

fn phone_parts(phone: &Phone, answer: &mut Answer) {
    answer.put("e164", phone.e164.as_deref());
    answer.put("country", phone.country.as_deref());
    answer.put("phone_type", phone.phone_type);
    answer.put("extension", phone.extension.as_deref());
    if let Some((national, international)) = phone.e164.as_deref().and_then(phone::display) {
        answer.put("national", national);
        answer.put("international", international);
    }
    if let (Some(first), false) = (&phone.e164, phone.others.is_empty()) {
        answer.put("phones", [std::slice::from_ref(first), &phone.others].concat());
    }
    if phone.e164.is_some() {
        answer.put("country_inferred", phone.country_inferred);
    }
}

fn name_parts(name: &Name, answer: &mut Answer) {
    for (key, text) in [
        ("salutation", &name.salutation),
        ("academic_title", &name.academic_title),
        ("given_name", &name.given_name),
        ("family_name", &name.family_name),
        ("name_particle", &name.name_particle),
        ("family_name_core", &name.family_name_core),
        ("name_suffix", &name.name_suffix),
        ("maiden_name", &name.maiden_name),
        ("nickname", &name.nickname),
    ] {
        answer.put(key, text.as_str());
    }
    answer.put("gender", name.gender.map(name::Gender::name));
    let persons: Vec<Value> = name
        .persons
        .iter()
        .map(|person| {
            let mut answer = Answer::default();
            name_parts(person, &mut answer);
            Value::Object(answer.0)
        })
        .collect();
    answer.put("persons", persons);
}

fn company_parts(company: &Company, answer: &mut Answer) {
    answer.put("company", company.company.as_str());
    answer.put("company_base", company.base.as_str());
    answer.put("legal_form", company.legal_form.as_str());
    answer.put("legal_form_raw", company.legal_form_raw.as_str());
    answer.put("legal_form_country", company.legal_form_country);
    answer.put("elf_code", company.elf_code);
    answer.put("company_status", company.company_status);
    answer.put("branch", company.branch.as_str());
    answer.put("proprietor", company.proprietor.as_str());
    answer.put("match_key", company.match_key.as_str());
}

fn address_cell(value: &str, question: &Question<'_>, table: Option<&PostalTable>, answer: &mut Answer) {
    let country = question.country.as_deref();
    let mut verdict = match question.text("field") {
        "street" => address::read_street(value, country),
        "city" => address::read_city(value, country),
        "postal_code" => address::read_postal_code(value, country),
        "country" => {
            let verdict = address::read_country(value);
            answer.verdict(&verdict, question.damaged);
            answer.put("country", verdict.parts);
            return;
        }
        _ => address::read(value, country),
    };
    let beside = Beside { postal_code: question.text("postal_code"), city: question.text("city") };
    address::check_place(&mut verdict, beside, table);
    answer.verdict(&verdict, question.damaged);
    address_parts(&verdict.parts, answer);
}

fn address_parts(address: &Address, answer: &mut Answer) {
    for (key, text) in [
        ("recipient", &address.recipient),
        ("care_of", &address.care_of),
        ("street", &address.street),
        ("street_raw", &address.street_raw),
        ("house_number", &address.house_number),
        ("address_extra", &address.address_extra),
        ("po_box", &address.po_box),
        ("packstation", &address.packstation),
        ("post_number", &address.post_number),
        ("postal_code", &address.postal_code),
        ("city", &address.city),
        ("city_raw", &address.city_raw),
        ("region", &address.region),
        ("country", &address.country),
    ] {
        answer.put(key, text.as_str());
    }
    if !address.country.is_empty() {
        answer.put("country_inferred", address.country_inferred);
    }
    answer.put("postal_code_known", address.postal_code_known);
    answer.put("city_match", address.city_match);
}

fn email_parts(email: &Email, has_nothing: bool, answer: &mut Answer) {
    if has_nothing {
        return;
    }
    answer.put("email", email.email.as_deref());
    if let (Some(first), false) = (&email.email, email.others.is_empty()) {
        answer.put("emails", [std::slice::from_ref(first), &email.others].concat());
    }
    answer.put("email_ascii", email.email_ascii.as_deref());
    answer.put("domain", email.domain.as_deref());
    answer.put("domain_ascii", email.domain_ascii.as_deref());
    answer.put("match_key", email.match_key.as_deref());
    answer.put("syntax", email.syntax.name());
    if email.email.is_some() {
        answer.put("role", email.role);
        answer.put("freemail", email.freemail);
        answer.put("disposable", email.disposable);
    }
    answer.put("suggested_domain", email.suggested_domain.as_deref());
}
