//! E-mail addresses, phone numbers and websites, sorted into the columns they belong to.
//!
//! * an e-mail address in a phone or website column moves to an empty e-mail column;
//! * a mobile number in the phone column and a landline in the mobile column change places where that leaves no number
//!   without a column; second numbers of a cell fill an empty column of their type;
//! * further addresses of an e-mail cell fill `email_2`.
//!
//! Kernels run per distinct cell: phones cost microseconds, and the same person stands in several sources.

use super::Context;
use super::country::ByCountry;
use super::note::{Notes, passed, some};
use super::plus::Doubts;
use super::sheet::{Keyed, Sheet, Slab, entry, in_chunks};
use crate::engine::distinct::Distinct;
use crate::kernel::email::{self, Email};
use crate::kernel::phone::{self, Phone};
use crate::kernel::verdict::{Status, Verdict};
use crate::kernel::{company, text};
use polars::prelude::{PolarsResult, StringChunked};
use std::borrow::Cow;

const COLUMNS: [&str; 8] = ["email", "email_2", "phone", "mobile", "fax", "website", "domain", "email_key"];

/// Google joins the values of a list by it.
const TRIPLE: &str = ":::";

/// Marks of programs in front of a number.
const GUARDS: [&str; 4] = ["p:", "tel:", "'", "’"];

/// Fixed lines only; a number that may be either stays where it is.
const FIXED_LINE: &str = "fixed_line";

/// Repairs that leave the type of a number open.
const GUESSES: [&str; 2] = ["phone.lost_zero", "phone.missing_plus"];

/// What is known about the contact points of a row beside their text.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// Of `email`.
    pub email: Status,
    /// Of `phone`.
    pub phone: Status,
    /// Of `mobile`.
    pub mobile: Status,
    /// The e-mail address is a function.
    pub role: bool,
    /// The e-mail address is at a free-mail provider.
    pub free: bool,
}

/// The contact-point columns, cleaned.
#[derive(Debug)]
pub struct ContactPoints {
    /// email, email_2, phone, mobile, fax, website, domain, email_key.
    pub columns: Vec<StringChunked>,
    /// One per row.
    pub facts: Vec<Facts>,
    /// What was noticed.
    pub notes: Notes,
}

/// Cleans the contact points. `doubts` are phone cells that can be read in two ways.
///
/// # Errors
/// When polars cannot build a column.
pub fn contact_points(
    sheet: &Sheet,
    countries: &ByCountry,
    doubts: &Doubts,
    context: &Context,
) -> PolarsResult<ContactPoints> {
    let cells = Cells::of(sheet, countries, context);
    let (skips_email, skips_phone) = (context.skips("email"), context.skips("phone"));
    let chunks = in_chunks(sheet.rows, |range| {
        let mut slab = Slab::new(&COLUMNS, range.len());
        let mut facts = Vec::with_capacity(range.len());
        for row in range {
            let mut work = Row { sheet, row, doubts, notes: &mut slab.notes };
            let stray = if skips_email { None } else { work.stray_email(&cells) };
            let mail = if skips_email { Mail::untouched(&cells, row) } else { work.mail(&cells, stray) };
            let stray = stray.filter(|_| mail.took_stray);
            let calls = if skips_phone { Calls::untouched(&cells, row) } else { work.calls(&cells, stray) };
            let (website, domain) = work.web(&cells, &mail, stray);
            facts.push(Facts {
                email: mail.status,
                phone: calls.phone.status,
                mobile: calls.mobile.status,
                role: mail.role,
                free: mail.free,
            });
            slab.push([
                mail.first.as_deref(),
                mail.second.as_deref(),
                calls.phone.number.as_deref(),
                calls.mobile.number.as_deref(),
                calls.fax.as_deref(),
                website.as_deref(),
                domain.as_deref(),
                mail.key.as_deref(),
            ]);
        }
        (slab, facts)
    });
    let (slabs, facts): (Vec<_>, Vec<_>) = chunks.into_iter().unzip();
    let (columns, notes) = Slab::stack(slabs)?;
    Ok(ContactPoints { columns, facts: facts.into_iter().flatten().collect(), notes })
}

/// A column whose distinct cells were read.
struct Column<'a, T> {
    cells: &'a StringChunked,
    ids: Vec<u32>,
    read: Vec<Verdict<T>>,
}

impl<'a, T: Send + Default> Column<'a, T> {
    fn of(cells: &'a StringChunked, kernel: impl Fn(&str) -> Verdict<T> + Sync) -> Self {
        let distinct = Distinct::of(cells);
        Self { cells, read: distinct.map(kernel), ids: distinct.ids }
    }

    fn by_country(
        cells: &'a StringChunked,
        countries: &ByCountry<'a>,
        kernel: impl Fn(&str, Option<&str>) -> Verdict<T> + Sync,
    ) -> Self {
        let distinct = Keyed::of(cells, &countries.distinct);
        Self { cells, read: distinct.map(kernel), ids: distinct.ids }
    }

    /// Nothing is read.
    const fn unread(cells: &'a StringChunked) -> Self {
        Self { cells, ids: Vec::new(), read: Vec::new() }
    }

    fn cell(&self, row: usize) -> Option<&'a str> {
        self.cells.get(row)
    }

    fn read(&self, row: usize) -> Option<&Verdict<T>> {
        entry(&self.read, &self.ids, row)
    }
}

/// The input columns, read.
struct Cells<'a> {
    email: Column<'a, Email>,
    email_2: Column<'a, Email>,
    phone: Column<'a, Phone>,
    mobile: Column<'a, Phone>,
    fax: Column<'a, Phone>,
    website: Column<'a, (String, Option<String>)>,
    domain: &'a StringChunked,
    country: &'a StringChunked,
}

impl<'a> Cells<'a> {
    fn of(sheet: &'a Sheet, countries: &ByCountry<'a>, context: &Context) -> Self {
        let (skips_email, skips_phone) = (context.skips("email"), context.skips("phone"));
        let mail = |name: &str| {
            let cells = sheet.text(name);
            if skips_email {
                Column::unread(cells)
            } else {
                Column::of(cells, |cell| as_meant(email::read(&list(cell))))
            }
        };
        let call = |name: &str| {
            let cells = sheet.text(name);
            let read = |cell: &str, country: Option<&str>| phone::read(&list(cell), country);
            if skips_phone { Column::unread(cells) } else { Column::by_country(cells, countries, read) }
        };
        let ((email, email_2), (phone, mobile)) =
            rayon::join(|| (mail("email"), mail("email_2")), || rayon::join(|| call("phone"), || call("mobile")));
        Self {
            email,
            email_2,
            phone,
            mobile,
            fax: call("fax"),
            website: Column::of(sheet.text("website"), company::read_website),
            domain: sheet.text("domain"),
            country: countries.column,
        }
    }
}

/// The e-mail addresses of a row.
struct Mail {
    first: Option<String>,
    second: Option<String>,
    key: Option<String>,
    /// Domain of a first address that belongs to the business itself.
    business_domain: Option<String>,
    status: Status,
    role: bool,
    free: bool,
    took_stray: bool,
}

impl Mail {
    fn untouched(cells: &Cells, row: usize) -> Self {
        let first = cells.email.cell(row);
        Self {
            first: first.map(str::to_owned),
            second: cells.email_2.cell(row).map(str::to_owned),
            key: first.map(text::fold),
            business_domain: None,
            status: passed(first),
            role: false,
            free: false,
            took_stray: false,
        }
    }
}

impl Default for Mail {
    fn default() -> Self {
        let (first, second, key, business_domain) = (None, None, None, None);
        let (status, role, free, took_stray) = (Status::Missing, false, false, false);
        Self { first, second, key, business_domain, status, role, free, took_stray }
    }
}

/// A number and what it is worth.
#[derive(Debug, Clone)]
struct Number {
    number: Option<String>,
    status: Status,
}

impl Number {
    const NONE: Self = Self { number: None, status: Status::Missing };
}

/// The phone numbers of a row.
struct Calls {
    phone: Number,
    mobile: Number,
    fax: Option<String>,
}

impl Calls {
    fn untouched(cells: &Cells, row: usize) -> Self {
        let number = |cell: Option<&str>| Number { number: cell.map(str::to_owned), status: passed(cell) };
        Self {
            phone: number(cells.phone.cell(row)),
            mobile: number(cells.mobile.cell(row)),
            fax: cells.fax.cell(row).map(str::to_owned),
        }
    }
}

/// A row being read.
struct Row<'a, 'n> {
    sheet: &'a Sheet,
    row: usize,
    doubts: &'a Doubts,
    notes: &'n mut Notes,
}

impl<'a> Row<'a, '_> {
    /// An e-mail address in a column for something else: the column and the cell.
    fn stray_email(&self, cells: &Cells<'a>) -> Option<(&'static str, &'a str)> {
        [("phone", cells.phone.cells), ("mobile", cells.mobile.cells), ("website", cells.website.cells)]
            .into_iter()
            .filter_map(|(field, column)| column.get(self.row).map(|cell| (field, cell)))
            .find(|(_, cell)| cell.contains('@') && !cell.contains("://"))
    }

    fn mail(&mut self, cells: &Cells<'a>, stray: Option<(&'static str, &'a str)>) -> Mail {
        let first = cells.email.read(self.row);
        let second = cells.email_2.read(self.row);
        for (field, verdict) in [("email", first), ("email_2", second)] {
            if let Some(verdict) = verdict {
                let corrected = written(verdict).and_then(|e| e.email.as_deref());
                self.note(field, verdict, corrected);
            }
        }
        let mut status = first.map_or(Status::Missing, |v| v.status);
        let mut took_stray = false;
        let is_filled = |verdict: &&Verdict<Email>| written(verdict).is_some_and(|e| e.email.is_some());
        let found;
        let mut best = first.filter(is_filled);
        let mut rest = second.filter(is_filled);
        if best.is_none()
            && let Some((field, cell)) = stray
        {
            found = as_meant(email::read(cell));
            if let Some(address) = written(&found).and_then(|e| e.email.as_deref()) {
                self.notes.add(self.row, field, "phone.moved", Some(cell), Some(address));
                (status, took_stray) = (found.status, true);
                best = Some(&found);
            }
        }
        if best.is_none()
            && let Some(verdict) = rest.take()
        {
            status = verdict.status;
            best = Some(verdict);
        }
        let Some(best) = best else {
            return Mail { status, ..Mail::default() };
        };
        // The case of the local part says nothing: no provider tells addresses apart by it.
        let lower = |address: &String| address.to_lowercase();
        let Email { email, match_key, domain, role, freemail, disposable, others, .. } = &best.parts;
        let first = email.as_ref().map(lower);
        let further = rest.and_then(|verdict| verdict.parts.email.as_ref()).into_iter().chain(others);
        let second = further.map(lower).find(|other| Some(other) != first.as_ref());
        let is_business = status.is_usable() && !freemail && !disposable;
        Mail {
            second,
            key: match_key.clone(),
            business_domain: domain.clone().filter(|_| is_business),
            status,
            role: *role,
            free: *freemail,
            took_stray,
            first,
        }
    }

    fn calls(&mut self, cells: &Cells<'a>, stray: Option<(&'static str, &'a str)>) -> Calls {
        let country = cells.country.get(self.row);
        let is_moved = |field: &'static str| stray.is_some_and(|(moved, _)| moved == field);
        let phone = cells.phone.read(self.row).filter(|_| !is_moved("phone"));
        let mobile = cells.mobile.read(self.row).filter(|_| !is_moved("mobile"));
        let mut calls = Calls { phone: Number::NONE, mobile: Number::NONE, fax: self.fax(cells) };
        if phone.is_none() && mobile.is_none() {
            return calls;
        }
        let (mut in_phone, mut in_mobile) = (number(phone), number(mobile));
        let stands_wrong_in_phone = phone.is_some_and(|v| v.status.is_usable() && phone::is_mobile(&v.parts));
        let stands_wrong_in_mobile = mobile.is_some_and(is_landline);
        let to_mobile = stands_wrong_in_phone && (mobile.is_none() || is_empty(&in_mobile) || stands_wrong_in_mobile);
        let to_phone = stands_wrong_in_mobile && (phone.is_none() || is_empty(&in_phone) || stands_wrong_in_phone);
        for (field, verdict, number, moves) in
            [("phone", phone, &in_phone, to_mobile), ("mobile", mobile, &in_mobile, to_phone)]
        {
            if let Some(verdict) = verdict {
                self.note_phone(field, verdict, number.number.as_deref(), moves);
            }
        }
        for (field, number) in [("phone", &mut in_phone), ("mobile", &mut in_mobile)] {
            if number.status.is_usable() && self.doubts.about(field, self.row) {
                number.status = Status::Suspect;
                let original = self.sheet.original(field, self.row);
                self.notes.add(self.row, field, "phone.ambiguous", original, number.number.as_deref());
            }
        }
        if to_mobile || to_phone {
            std::mem::swap(&mut in_phone, &mut in_mobile);
        }
        (calls.phone, calls.mobile) = (in_phone, in_mobile);
        self.place_further(&mut calls, phone.into_iter().chain(mobile), country);
        calls
    }

    /// Second numbers of the cells fill an empty column of their type.
    fn place_further<'v>(
        &mut self,
        calls: &mut Calls,
        verdicts: impl Iterator<Item = &'v Verdict<Phone>>,
        country: Option<&str>,
    ) {
        let further: Vec<&String> =
            verdicts.filter(|v| v.status != Status::Invalid).flat_map(|v| v.parts.others.iter()).collect();
        for other in further {
            let read = phone::read(other, country);
            if !read.status.is_usable() {
                continue;
            }
            let (field, slot) =
                if phone::is_mobile(&read.parts) { ("mobile", &mut calls.mobile) } else { ("phone", &mut calls.phone) };
            if is_empty(slot) && slot.status == Status::Missing {
                self.notes.add(self.row, field, "phone.moved", None, Some(other));
                *slot = Number { number: Some(other.clone()), status: Status::Valid };
            }
        }
    }

    fn fax(&mut self, cells: &Cells<'a>) -> Option<String> {
        let read = cells.fax.read(self.row)?;
        let number = number(Some(read)).number;
        self.note_phone("fax", read, number.as_deref(), false);
        number
    }

    fn note_phone(&mut self, field: &'static str, verdict: &Verdict<Phone>, number: Option<&str>, moves: bool) {
        self.note(field, verdict, number);
        let original = self.sheet.original(field, self.row);
        if verdict.codes.is_empty() && original.is_some_and(is_guarded) {
            self.notes.add(self.row, field, "cell.guard", original, number);
        }
        if moves {
            self.notes.add(self.row, field, "phone.moved", original, number);
        }
    }

    /// Notes what a kernel said, also of a valid cell: further values stay in the finding.
    fn note<T>(&mut self, field: &'static str, verdict: &Verdict<T>, written: Option<&str>) {
        let original = self.sheet.original(field, self.row);
        self.notes.verdict(self.row, field, verdict, original, written);
        if verdict.status == Status::Valid {
            for code in &verdict.codes {
                self.notes.add(self.row, field, code, original, written);
            }
        }
    }

    /// Website, and the domain of the website, the domain column or the business e-mail address.
    fn web(
        &mut self,
        cells: &Cells<'a>,
        mail: &Mail,
        stray: Option<(&'static str, &'a str)>,
    ) -> (Option<String>, Option<String>) {
        let is_moved = stray.is_some_and(|(moved, _)| moved == "website");
        let (mut website, mut domain) = (None, None);
        if let Some(read) = cells.website.read(self.row).filter(|_| !is_moved) {
            let usable = !matches!(read.status, Status::Invalid | Status::Missing);
            let url = some(&read.parts.0).filter(|_| usable).map(str::to_owned);
            self.notes.verdict(self.row, "website", read, self.sheet.original("website", self.row), url.as_deref());
            (website, domain) = (url, read.parts.1.clone().filter(|_| usable));
        }
        let registrable = |host: &str| {
            let read = company::read_website(host);
            if read.status == Status::Invalid { None } else { read.parts.1 }
        };
        let domain = domain
            .or_else(|| cells.domain.get(self.row).and_then(registrable))
            .or_else(|| mail.business_domain.as_deref().and_then(registrable));
        (website, domain)
    }
}

/// A list with the separator of one exporting program replaced by the usual one.
fn list(cell: &str) -> Cow<'_, str> {
    if cell.contains(TRIPLE) { Cow::Owned(cell.replace(TRIPLE, ";")) } else { Cow::Borrowed(cell) }
}

/// True for a mark that a program puts in front of a number.
fn is_guarded(cell: &str) -> bool {
    GUARDS.iter().any(|guard| cell.get(..guard.len()).is_some_and(|start| start.eq_ignore_ascii_case(guard)))
}

/// What may go into the cleaned columns.
fn written(verdict: &Verdict<Email>) -> Option<&Email> {
    (!matches!(verdict.status, Status::Invalid | Status::Missing)).then_some(&verdict.parts)
}

/// An address whose domain is a slip of the hand for a provider's, with the domain that was meant: mail to the one that
/// was written reaches nobody, or somebody else.
fn as_meant(verdict: Verdict<Email>) -> Verdict<Email> {
    let Email { email, suggested_domain, .. } = &verdict.parts;
    let local = email.as_ref().and_then(|email| email.rsplit_once('@')).map(|(local, _)| local);
    let (Some(local), Some(domain)) = (local, suggested_domain) else { return verdict };
    let meant = email::read(&format!("{local}@{domain}"));
    if meant.status != Status::Valid {
        return verdict;
    }
    let parts = Email { others: verdict.parts.others, ..meant.parts };
    Verdict { status: Status::Corrected, codes: verdict.codes, parts }
}

/// The number of a verdict; none where it is not one.
fn number(verdict: Option<&Verdict<Phone>>) -> Number {
    let Some(verdict) = verdict else { return Number::NONE };
    let usable = !matches!(verdict.status, Status::Invalid | Status::Missing);
    Number { number: verdict.parts.e164.clone().filter(|_| usable), status: verdict.status }
}

/// True for fixed lines, unless a guess made them so: a digit that had to be put back may be another one.
fn is_landline(verdict: &Verdict<Phone>) -> bool {
    verdict.status.is_usable()
        && verdict.parts.phone_type == Some(FIXED_LINE)
        && !verdict.codes.iter().any(|code| GUESSES.contains(code))
}

fn is_empty(number: &Number) -> bool {
    number.number.is_none() && number.status == Status::Missing
}
