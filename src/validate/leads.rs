//! Contact and company records: the order of the steps, record kinds, and the columns of the result.

use super::companies::{Companies, companies};
use super::consent::{self, Typed};
use super::contact_points::{ContactPoints, Facts, contact_points};
use super::country::{ByCountry, countries};
use super::cross::{Cross, Rows, cross};
use super::dates::{self, Sources};
use super::flags;
use super::names::{Names, names};
use super::note::Notes;
use super::places::{Places, places};
use super::plus::{self, Doubts};
use super::quality::{Quality, Statuses};
use super::sheet::{Sheet, text_of};
use super::tidy::tidy;
use super::{Context, Validated, whole};
use crate::kernel::name::RecordKind;
use crate::kernel::verdict::Status;
use crate::model::field::{self, FieldKind, ORIGIN};
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// The columns each kind of value covers, for kinds that are only passed through.
const KINDS: &[(&str, &[&str])] = &[
    (
        "name",
        &["salutation", "academic_title", "given_name", "name_particle", "family_name", "name_suffix", "full_name"],
    ),
    ("company", &["company", "legal_form", "vat_id"]),
    ("address", &["street", "house_number", "address_extra", "po_box", "postal_code", "city", "region", "country"]),
    ("email", &["email", "email_2"]),
    ("phone", &["phone", "mobile", "fax"]),
];

/// Text columns without a kernel, where a word for "nothing" has to be looked for.
const WORDED: &[&str] = &[
    "job_title",
    "department",
    "address_extra",
    "region",
    "language",
    "lead_source",
    "campaign",
    "lead_status",
    "lifecycle_stage",
    "owner",
    "notes",
    "legal_form",
    "house_number",
    "po_box",
    "middle_name",
    "name_particle",
];

/// Languages as exports name them, and their ISO 639-1 code.
const LANGUAGES: &[(&str, &str)] = &[
    ("deutsch", "de"),
    ("german", "de"),
    ("allemand", "de"),
    ("tedesco", "de"),
    ("duits", "de"),
    ("niemiecki", "de"),
    ("englisch", "en"),
    ("english", "en"),
    ("anglais", "en"),
    ("inglese", "en"),
    ("inglés", "en"),
    ("engels", "en"),
    ("französisch", "fr"),
    ("french", "fr"),
    ("français", "fr"),
    ("francese", "fr"),
    ("francés", "fr"),
    ("frans", "fr"),
    ("italienisch", "it"),
    ("italian", "it"),
    ("italien", "it"),
    ("italiano", "it"),
    ("italiaans", "it"),
    ("spanisch", "es"),
    ("spanish", "es"),
    ("espagnol", "es"),
    ("spagnolo", "es"),
    ("español", "es"),
    ("niederländisch", "nl"),
    ("dutch", "nl"),
    ("nederlands", "nl"),
    ("polnisch", "pl"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("tschechisch", "cs"),
    ("czech", "cs"),
    ("ungarisch", "hu"),
    ("hungarian", "hu"),
    ("portugiesisch", "pt"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("russisch", "ru"),
    ("russian", "ru"),
    ("türkisch", "tr"),
    ("turkish", "tr"),
];

/// Validates the contact and company records of all sources.
///
/// `frame` has the ORIGIN columns, the fields of [`field::CONTACT`] and [`field::AUXILIARY`] as text (a missing one reads
/// as null), unknown further columns, and the Boolean `is_company_record`. The result has ORIGIN, the contact fields
/// typed by their kind, the further columns as they were, `<field>_status` for name, company, address, email, phone and
/// mobile, `quality` with its parts, and for matching `email_key`, `email_role`, `email_free` and `company_key`. Rows keep order and
/// number.
///
/// # Errors
/// When an ORIGIN column is missing or a column has a type that is not text and has no text form.
pub fn leads(frame: DataFrame, context: &Context) -> PolarsResult<Validated> {
    let fields = || field::CONTACT.iter().chain(field::AUXILIARY).map(|field| field.name);
    let mut sheet = Sheet::of(&frame, fields())?;
    let source = text_of(frame.column("source")?)?;
    let sources = Sources::of(&source);

    let skipped: Vec<&str> =
        KINDS.iter().filter(|(kind, _)| context.skips(kind)).flat_map(|(_, fields)| fields.iter().copied()).collect();
    tidy(&mut sheet, &skipped, |name| WORDED.contains(&name));
    let mut notes = Notes::default();
    let doubts = if context.skips("phone") {
        Doubts::default()
    } else {
        plus::restore(&mut sheet, &sources, context.default_country)
    };
    let mut countries = countries(&sheet, context)?;
    notes.append(std::mem::take(&mut countries.notes));
    let split = whole::split(&mut sheet, &mut countries, context, &mut notes);

    let sheet = &sheet;
    let country = &ByCountry::of(&countries.context);
    let ((who, typed), (places, points)) = rayon::join(
        || rayon::join(|| who(sheet, country, context), || typed(sheet, &sources, context)),
        || {
            rayon::join(
                || places(sheet, country, &countries.status, &split, context),
                || contact_points(sheet, country, &doubts, context),
            )
        },
    );
    let ((names, companies), (typed, typed_notes), places, points) = (who?, typed, places?, points?);
    notes.append(typed_notes);

    let mut done: FxHashMap<String, Column> = FxHashMap::default();
    let mut put = |column: Column| {
        done.insert(column.name().to_string(), column);
    };
    typed.into_iter().for_each(&mut put);
    let Names { columns: name_columns, status: name_status, kinds, notes: name_notes, .. } = names;
    let Companies { columns: company_columns, status: company_status, notes: company_notes } = companies;
    let Places { columns: place_columns, status: address_status, notes: place_notes } = places;
    let ContactPoints { columns: point_columns, facts, notes: point_notes } = points;
    for found in [name_notes, company_notes, place_notes, point_notes] {
        notes.append(found);
    }
    for column in [name_columns, company_columns, place_columns, point_columns].into_iter().flatten() {
        put(column.into_column());
    }
    put(countries.column.with_name("country".into()).into_column());
    put(languages(sheet));

    let mut facts =
        RowFacts { name: name_status, company: company_status, address: address_status, points: facts, kinds };
    facts.note_repairs(context.repaired);
    let is_company = company_records(&frame)?;
    put(facts.record_kinds(&is_company, sheet));
    let Cross { costs, notes: found } = contradictions(sheet, &done, &facts);
    notes.append(found);
    let frame = finish(&frame, sheet, done, facts, &is_company, &costs)?;
    Ok(Validated { frame, findings: notes.sorted() })
}

/// Compares the cleaned cells of each row with each other and with the other rows.
fn contradictions(sheet: &Sheet, done: &FxHashMap<String, Column>, facts: &RowFacts) -> Cross {
    let of = |name: &str| done.get(name).and_then(|column| column.str().ok()).unwrap_or_else(|| sheet.text(name));
    let fact = |row: usize| facts.points.get(row);
    let is_role = |row| fact(row).is_some_and(|facts| facts.role);
    let is_free = |row| fact(row).is_some_and(|facts| facts.free);
    cross(sheet.rows, &Rows { text: &of, is_role: &is_role, is_free: &is_free })
}

/// Names first: what they turn out to be may be companies.
fn who(sheet: &Sheet, country: &ByCountry, context: &Context) -> PolarsResult<(Names, Companies)> {
    let names = names(sheet, country.column, context)?;
    let companies = companies(sheet, country, &names.companies, context)?;
    Ok((names, companies))
}

/// The contact fields that are not text.
fn typed(sheet: &Sheet, sources: &Sources, context: &Context) -> (Vec<Column>, Notes) {
    let fields: Vec<_> = field::CONTACT.iter().filter(|field| field.kind != FieldKind::Text).collect();
    let mut read: Vec<(&'static str, Typed)> = fields
        .par_iter()
        .map(|field| match field.kind {
            FieldKind::Date => (field.name, Typed::Day(dates::read(sheet, field.name, sources, context))),
            FieldKind::Timestamp => (field.name, Typed::Instant(dates::read(sheet, field.name, sources, context))),
            FieldKind::Flag | FieldKind::Text => (field.name, Typed::Flag(flags::read(sheet, field.name))),
        })
        .collect();
    consent::settle(&mut read, sheet, sources, context);
    let mut notes = Notes::default();
    let mut columns = Vec::with_capacity(read.len());
    for (name, typed) in read {
        let (column, found) = match typed {
            Typed::Day(dates) => dates.into_dates(name),
            Typed::Instant(dates) => dates.into_instants(name),
            Typed::Flag(flags) => flags.into_column(name),
        };
        columns.push(column);
        notes.append(found);
    }
    (columns, notes)
}

/// The language column with codes where a word or a locale tells one.
fn languages(sheet: &Sheet) -> Column {
    let column = sheet.text("language");
    if column.null_count() == column.len() {
        return column.clone().with_name("language".into()).into_column();
    }
    let distinct = crate::engine::distinct::Distinct::of(column);
    let codes = distinct.map(language);
    let cells = distinct.ids.iter().map(|&id| codes.get(id as usize));
    StringChunked::from_iter_options("language".into(), cells).into_column()
}

fn language(cell: &str) -> String {
    let word = cell.trim().to_lowercase();
    if let Some((_, code)) = LANGUAGES.iter().find(|(name, _)| *name == word) {
        return (*code).to_owned();
    }
    let is_locale = word.len() == 2 || (word.len() > 3 && matches!(word.as_bytes().get(2), Some(b'-' | b'_')));
    match word.get(..2) {
        Some(code) if is_locale && code.bytes().all(|byte| byte.is_ascii_lowercase()) => code.to_owned(),
        _ => cell.to_owned(),
    }
}

/// True for the rows of company sources.
fn company_records(frame: &DataFrame) -> PolarsResult<Vec<bool>> {
    match frame.column("is_company_record") {
        Ok(column) => Ok(column.cast(&DataType::Boolean)?.bool()?.iter().map(|flag| flag.unwrap_or(false)).collect()),
        Err(_) => Ok(vec![false; frame.height()]),
    }
}

/// What the steps found out about each row.
struct RowFacts {
    name: Vec<Status>,
    company: Vec<Status>,
    address: Vec<Status>,
    points: Vec<Facts>,
    kinds: Vec<RecordKind>,
}

impl RowFacts {
    /// A cell whose encoding or entities were repaired is corrected, whatever its kernel says of the repaired text.
    fn note_repairs(&mut self, repaired: &[(usize, String)]) {
        for (row, field) in repaired {
            let (row, field) = (*row, field.as_str());
            let kind = KINDS.iter().find(|(_, fields)| fields.contains(&field)).map(|(kind, _)| *kind);
            let status = match kind {
                Some("name") => self.name.get_mut(row),
                Some("company") if field == "company" => self.company.get_mut(row),
                Some("address") => self.address.get_mut(row),
                Some("email") if field == "email" => self.points.get_mut(row).map(|facts| &mut facts.email),
                Some("phone") if field == "phone" => self.points.get_mut(row).map(|facts| &mut facts.phone),
                Some("phone") if field == "mobile" => self.points.get_mut(row).map(|facts| &mut facts.mobile),
                _ => None,
            };
            if let Some(status) = status.filter(|status| **status == Status::Valid) {
                *status = Status::Corrected;
            }
        }
    }

    /// What the rows are: the source's own word, else the sort of source, else what name, company and e-mail tell.
    fn record_kinds(&self, is_company: &[bool], sheet: &Sheet) -> Column {
        let own = sheet.text("record_kind");
        let known = [RecordKind::Person, RecordKind::Organisation, RecordKind::RoleMailbox];
        let kinds = self.kinds.iter().enumerate().map(|(row, &kind)| {
            if let Some(told) = own.get(row).and_then(|word| known.iter().find(|k| k.name().eq_ignore_ascii_case(word)))
            {
                return Some(told.name());
            }
            let has_company = self.company.get(row).is_some_and(|s| !matches!(s, Status::Invalid | Status::Missing));
            let kind = match kind {
                _ if is_company.get(row).copied().unwrap_or(false) => RecordKind::Organisation,
                RecordKind::Unknown if has_company => RecordKind::Organisation,
                RecordKind::Unknown if self.points.get(row).is_some_and(|facts| facts.role) => RecordKind::RoleMailbox,
                kind => kind,
            };
            Some(kind.name())
        });
        StringChunked::from_iter_options("record_kind".into(), kinds).into_column()
    }
}

/// Puts the columns of the result in order.
fn finish(
    frame: &DataFrame,
    sheet: &Sheet,
    mut done: FxHashMap<String, Column>,
    facts: RowFacts,
    is_company: &[bool],
    costs: &[i32],
) -> PolarsResult<DataFrame> {
    let mut columns: Vec<Column> =
        ORIGIN.iter().map(|name| frame.column(name).cloned()).collect::<PolarsResult<_>>()?;
    for field in field::CONTACT {
        let column = done.remove(field.name);
        columns
            .push(column.unwrap_or_else(|| sheet.text(field.name).clone().with_name(field.name.into()).into_column()));
    }
    let is_known = |name: &str| {
        name == "is_company_record"
            || ORIGIN.contains(&name)
            || field::CONTACT.iter().chain(field::AUXILIARY).any(|field| field.name == name)
    };
    columns.extend(frame.columns().iter().filter(|column| !is_known(column.name())).cloned());

    let statuses = |name: &str, values: &mut dyn Iterator<Item = Status>| {
        StringChunked::from_iter_options(name.into(), values.map(|status| Some(status.name()))).into_column()
    };
    columns.push(statuses("name_status", &mut facts.name.iter().copied()));
    columns.push(statuses("company_status", &mut facts.company.iter().copied()));
    columns.push(statuses("address_status", &mut facts.address.iter().copied()));
    columns.push(statuses("email_status", &mut facts.points.iter().map(|f| f.email)));
    columns.push(statuses("phone_status", &mut facts.points.iter().map(|f| f.phone)));
    columns.push(statuses("mobile_status", &mut facts.points.iter().map(|f| f.mobile)));
    columns.extend(qualities(&facts, is_company, costs));
    columns.extend(done.remove("email_key"));
    let flag = |name: &str, of: fn(&Facts) -> bool| {
        BooleanChunked::from_iter_values(name.into(), facts.points.iter().map(of)).into_column()
    };
    columns.push(flag("email_role", |f| f.role));
    columns.push(flag("email_free", |f| f.free));
    columns.extend(done.remove("company_key"));
    DataFrame::new(frame.height(), columns)
}

/// The quality of each row and its parts.
fn qualities(facts: &RowFacts, is_company: &[bool], costs: &[i32]) -> [Column; 6] {
    let rows = facts.name.iter().zip(&facts.company).zip(&facts.address).zip(&facts.points).zip(is_company).zip(costs);
    let values: Vec<Quality> = rows
        .map(|(((((&name, &company), &address), points), &is_company), &costs)| {
            let (email, phone, mobile) = (points.email, points.phone, points.mobile);
            let is_organisation = is_company || (name == Status::Missing && company != Status::Missing);
            Quality::of(&Statuses { name, company, address, email, phone, mobile }, is_organisation, costs)
        })
        .collect();
    let column = |name: &str, of: fn(&Quality) -> i32| {
        Int32Chunked::from_iter_values(name.into(), values.iter().map(of)).into_column()
    };
    [
        column("quality", |quality| quality.total()),
        column("quality_name", |quality| quality.name),
        column("quality_place", |quality| quality.place),
        column("quality_email", |quality| quality.email),
        column("quality_phone", |quality| quality.phone),
        column("quality_conflicts", |quality| quality.conflicts),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_become_codes() {
        assert_eq!(language("Deutsch"), "de");
        assert_eq!(language("de-AT"), "de");
        assert_eq!(language("EN"), "en");
        assert_eq!(language("Platt"), "Platt");
    }
}
