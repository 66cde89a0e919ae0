//! Every comparison field as ids of its folded values, in an order that does not depend on the order of the input.

use super::describe::{FullNames, describe};
use super::dictionary::{Field, NO_VALUE, Raw};
use crate::kernel::address::street_key;
use crate::kernel::name::Gender;
use crate::kernel::text;
use crate::pipeline::plan::ExtraKind;
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::Hasher;

/// A text column, one cell a record.
pub type Column<'a> = Vec<Option<Cow<'a, str>>>;

/// What matching reads of the records. A missing column reads as empty.
#[derive(Debug, Default)]
pub struct Columns<'a> {
    /// Number of records.
    pub rows: usize,
    /// Canonical fields by name; `email`, `phone` and the like hold match keys.
    pub fields: BTreeMap<&'static str, Column<'a>>,
    /// What each record is.
    pub kind: Vec<Kind>,
    /// True where the e-mail address belongs to a function.
    pub role_email: Vec<bool>,
    /// Number of each record's source where that has no duplicates, else [`NO_VALUE`].
    pub unique: Vec<u32>,
    /// Number of each record's source.
    pub source: Vec<u32>,
    /// Number of each record's country, [`NO_VALUE`] where it is not known.
    pub country: Vec<u32>,
    /// Gender of each record as its form of address tells it.
    pub gender: Vec<Option<Gender>>,
    /// Columns outside the canonical fields.
    pub extra: Vec<(String, ExtraKind, Column<'a>)>,
}

/// What a record is, as far as merging is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person.
    Person,
    /// A company.
    Organisation,
    /// A mailbox of a function.
    Role,
    /// May be any.
    Unknown,
}

impl Kind {
    /// True when two records of these kinds may be one contact.
    pub fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// A column outside the canonical fields.
#[derive(Debug)]
pub struct Extra {
    /// Column name.
    pub name: String,
    /// How it is compared.
    pub kind: ExtraKind,
    /// Its values.
    pub field: Field,
}

/// Columns of [`Records::row`].
pub mod at {
    /// Given name.
    pub const GIVEN: usize = 0;
    /// Family name.
    pub const FAMILY: usize = 1;
    /// Full name.
    pub const NAME: usize = 2;
    /// Gender, 0 male, 1 female.
    pub const GENDER: usize = 3;
    /// Date of birth.
    pub const BIRTH: usize = 4;
    /// E-mail address.
    pub const EMAIL: usize = 5;
    /// Second e-mail address.
    pub const EMAIL_2: usize = 6;
    /// 0 where the address belongs to a function.
    pub const ROLE: usize = 7;
    /// Phone number.
    pub const PHONE: usize = 8;
    /// Mobile or second number; a value of the same field.
    pub const MOBILE: usize = 9;
    /// Street.
    pub const STREET: usize = 10;
    /// House number.
    pub const HOUSE: usize = 11;
    /// Postal code.
    pub const POSTAL: usize = 12;
    /// City.
    pub const CITY: usize = 13;
    /// Company.
    pub const COMPANY: usize = 14;
    /// Registrable domain.
    pub const DOMAIN: usize = 15;
    /// VAT id.
    pub const VAT: usize = 16;
    /// First of the columns outside the canonical fields.
    pub const EXTRA: usize = 17;
}

/// All records, encoded. Records are numbered in an order of their content, see [`Records::order`].
#[derive(Debug, Default)]
pub struct Records {
    /// Number of records.
    pub rows: usize,
    /// Input row of each record.
    pub order: Vec<u32>,
    /// Input rows that repeat a record in every cell and are one contact with it, and that record. They take no further
    /// part.
    pub copies: Vec<(u32, u32)>,
    /// What each record is.
    pub kind: Vec<Kind>,
    /// Number of its source where that has no duplicates, else [`NO_VALUE`].
    pub unique: Vec<u32>,
    /// True where the address belongs to a function.
    pub role_email: Vec<bool>,
    /// Number of each record's country, [`NO_VALUE`] where it is not known.
    pub country: Vec<u32>,
    /// Given names.
    pub given: Field,
    /// Family names.
    pub family: Field,
    /// Gender of each record, as its form of address tells it or as those of others with its given name do.
    pub gender: Vec<Option<Gender>>,
    /// Full names, of records that have both.
    pub names: FullNames,
    /// Dates of birth as `yyyymmdd`, or the digits of what was no date.
    pub birth: Field,
    /// Match keys of e-mail addresses, two slots.
    pub email: Field,
    /// Phone and mobile numbers, two slots.
    pub phone: Field,
    /// Streets.
    pub street: Field,
    /// House numbers.
    pub house: Field,
    /// Postal codes.
    pub postal: Field,
    /// Cities.
    pub city: Field,
    /// Match keys of companies.
    pub company: Field,
    /// Registrable domains.
    pub domain: Field,
    /// VAT ids.
    pub vat: Field,
    /// Columns outside the canonical fields that say something new.
    pub extra: Vec<Extra>,
    /// The family name of the same text as each given name, for names in each other's columns.
    pub across: Vec<u32>,
    /// All ids of a record side by side, so that comparing two records touches few cache lines.
    table: Vec<u32>,
    width: usize,
}

impl Records {
    /// Ids of a record's values, by the columns of [`at`]; [`NO_VALUE`] where it has none.
    pub fn row(&self, row: u32) -> &[u32] {
        &self.table[row as usize * self.width..][..self.width]
    }

    /// False where two records are never one contact, whatever they agree on: their kinds do not merge, or both are of one
    /// source without duplicates.
    pub fn may_merge(&self, a: u32, b: u32) -> bool {
        self.kind[a as usize].agrees(self.kind[b as usize]) && !self.share_unique_source(a, b)
    }

    /// True when both records are of one source without duplicates.
    pub fn share_unique_source(&self, a: u32, b: u32) -> bool {
        let source = self.unique[a as usize];
        source != NO_VALUE && source == self.unique[b as usize]
    }

    fn lay_out(&mut self) {
        self.width = at::EXTRA + self.extra.len();
        let mut table = vec![NO_VALUE; self.rows * self.width];
        let width = self.width;
        let mut fill = |column: usize, ids: &[u32]| {
            table.iter_mut().skip(column).step_by(width).zip(ids).for_each(|(cell, &id)| *cell = id);
        };
        for (column, field, slot) in [
            (at::GIVEN, &self.given, 0),
            (at::FAMILY, &self.family, 0),
            (at::BIRTH, &self.birth, 0),
            (at::EMAIL, &self.email, 0),
            (at::EMAIL_2, &self.email, 1),
            (at::PHONE, &self.phone, 0),
            (at::MOBILE, &self.phone, 1),
            (at::STREET, &self.street, 0),
            (at::HOUSE, &self.house, 0),
            (at::POSTAL, &self.postal, 0),
            (at::CITY, &self.city, 0),
            (at::COMPANY, &self.company, 0),
            (at::DOMAIN, &self.domain, 0),
            (at::VAT, &self.vat, 0),
        ] {
            fill(column, &field.slots[slot]);
        }
        for (number, extra) in self.extra.iter().enumerate() {
            fill(at::EXTRA + number, &extra.field.slots[0]);
        }
        fill(at::NAME, &self.names.of);
        let gender = |gender: &Option<Gender>| gender.map_or(NO_VALUE, |gender| u32::from(gender == Gender::Female));
        fill(at::GENDER, &self.gender.iter().map(gender).collect::<Vec<_>>());
        fill(at::ROLE, &self.role_email.iter().map(|&role| if role { 0 } else { NO_VALUE }).collect::<Vec<_>>());
        self.table = table;
        let families = self.family.find();
        self.across = (0..self.given.len() as u32)
            .map(|id| families.get(self.given.text(id)).copied().unwrap_or(NO_VALUE))
            .collect();
    }
}

/// Columns of the canonical fields: the field's slots, and what folds a cell.
const FIELDS: [(&[&str], Fold); 12] = [
    (&["given_name"], Fold::Text),
    (&["family_name"], Fold::Text),
    (&["birth_date"], Fold::Digits),
    (&["email", "email_2"], Fold::Nothing),
    (&["phone", "mobile"], Fold::Digits),
    (&["street"], Fold::Street),
    (&["house_number"], Fold::Text),
    (&["postal_code"], Fold::Text),
    (&["city"], Fold::Text),
    (&["company"], Fold::Nothing),
    (&["domain"], Fold::Nothing),
    (&["vat_id"], Fold::Nothing),
];

/// Equal rows that take part like any others.
const COPIES: usize = 5;
/// Positions in [`FIELDS`].
const GIVEN: usize = 0;
const FAMILY: usize = 1;
const BIRTH: usize = 2;
const EMAIL: usize = 3;
const PHONE: usize = 4;
const STREET: usize = 5;
const COMPANY: usize = 9;

#[derive(Clone, Copy)]
enum Fold {
    Text,
    Street,
    Digits,
    Nothing,
}

impl Fold {
    fn apply(self, value: &str) -> String {
        match self {
            Self::Text => text::fold(value),
            Self::Street => street_key(&text::fold(value)),
            Self::Digits => value.chars().filter(char::is_ascii_digit).collect(),
            Self::Nothing => value.to_owned(),
        }
    }
}

/// Encodes the records.
pub fn encode(columns: &Columns) -> Records {
    let empty: Column = vec![None; columns.rows];
    let cells = |name: &str| -> Vec<Option<&str>> {
        columns.fields.get(name).unwrap_or(&empty).iter().map(|cell| cell.as_deref()).collect()
    };
    let texts: Vec<Vec<Vec<Option<&str>>>> =
        FIELDS.par_iter().map(|(names, _)| names.iter().map(|name| cells(name)).collect()).collect();
    let extras: Vec<Vec<Option<&str>>> =
        columns.extra.par_iter().map(|(_, _, column)| column.iter().map(|cell| cell.as_deref()).collect()).collect();
    let raw: Vec<Raw> = texts
        .par_iter()
        .map(|slots| Raw::of(&slots.iter().map(Vec::as_slice).collect::<Vec<_>>()))
        .chain(extras.par_iter().map(|cells| Raw::of(&[cells.as_slice()])))
        .collect();
    let (order, copies) = without_copies(order_of(columns, &raw), columns, &raw);
    let folds: Vec<Fold> =
        FIELDS.iter().map(|(_, fold)| *fold).chain(columns.extra.iter().map(|_| Fold::Text)).collect();
    let mut fields: Vec<Field> =
        raw.into_par_iter().zip(folds).map(|(raw, fold)| raw.finish(&order, |value| fold.apply(value))).collect();
    let further = fields.split_off(FIELDS.len());
    let mut fields = fields.into_iter();
    let mut next = || fields.next().unwrap_or_default();
    let mut records = Records {
        rows: order.len(),
        copies,
        kind: order.iter().map(|&row| columns.kind[row as usize]).collect(),
        unique: order.iter().map(|&row| columns.unique[row as usize]).collect(),
        role_email: order.iter().map(|&row| columns.role_email[row as usize]).collect(),
        country: order.iter().map(|&row| columns.country[row as usize]).collect(),
        given: next(),
        family: next(),
        gender: order.iter().map(|&row| columns.gender[row as usize]).collect(),
        names: FullNames::default(),
        birth: next(),
        email: next(),
        phone: next(),
        street: next(),
        house: next(),
        postal: next(),
        city: next(),
        company: next(),
        domain: next(),
        vat: next(),
        extra: Vec::new(),
        across: Vec::new(),
        table: Vec::new(),
        width: 0,
        order,
    };
    describe(&mut records);
    for ((name, kind, _), mut field) in columns.extra.iter().zip(further) {
        if field.len() > 1 && !only_one_source(&field, columns, &records.order) && !repeats_known(&records, &field) {
            if *kind == ExtraKind::Text {
                field.describe_words();
            }
            records.extra.push(Extra { name: name.clone(), kind: *kind, field });
        }
    }
    records.lay_out();
    records
}

/// Records in an order of their content: a hash of every cell decides, so it is the same however rows were shuffled. People
/// with one family name stand together, because they are compared most.
fn order_of(columns: &Columns, raw: &[Raw]) -> Vec<u32> {
    let mut hashes = vec![0_u64; columns.rows];
    let mut families = vec![0_u64; columns.rows];
    for (column, field) in raw.iter().enumerate() {
        let of_value: Vec<u64> = field.values.par_iter().with_min_len(1_024).map(|value| hash(column, value)).collect();
        if column == FAMILY {
            let family = |id: &u32| of_value.get(*id as usize).copied().unwrap_or(0);
            families = field.slots[0].iter().map(family).collect();
        }
        hashes.par_iter_mut().enumerate().with_min_len(8_192).for_each(|(row, hash)| {
            for (slot, ids) in field.slots.iter().enumerate() {
                let id = ids[row];
                if id != NO_VALUE {
                    *hash = hash.wrapping_add(of_value[id as usize].rotate_left(slot as u32));
                }
            }
        });
    }
    let of_row = |(row, (hash, family)): (usize, (u64, u64))| (family, hash, columns.kind[row] as u8, row as u32);
    let mut order: Vec<(u64, u64, u8, u32)> = hashes.into_iter().zip(families).enumerate().map(of_row).collect();
    order.par_sort_unstable();
    order.into_iter().map(|(.., row)| row).collect()
}

/// Takes out the rows that repeat [`COPIES`] others in every cell, when what they say is enough to tell a person or firm by:
/// a name and something to reach them at. So a list that was joined a hundred times costs little. Records of a source
/// without duplicates never merge, so they stay.
fn without_copies(order: Vec<u32>, columns: &Columns, raw: &[Raw]) -> (Vec<u32>, Vec<(u32, u32)>) {
    let has = |column: usize, row: u32| raw[column].slots.iter().any(|slot| slot[row as usize] != NO_VALUE);
    let (mut kept, mut copies): (Vec<u32>, Vec<(u32, u32)>) = (Vec::with_capacity(order.len()), Vec::new());
    let about = |row: u32| {
        let at = row as usize;
        (columns.kind[at], columns.unique[at], columns.role_email[at], columns.gender[at])
    };
    let same = |a: u32, b: u32| {
        let cells = || raw.iter().flat_map(|field| &field.slots);
        about(a) == about(b) && cells().all(|slot| slot[a as usize] == slot[b as usize])
    };
    let tells = |row: u32| {
        let named = has(GIVEN, row) || has(FAMILY, row) || has(COMPANY, row);
        let reached = has(EMAIL, row) || has(PHONE, row) || has(BIRTH, row) || has(STREET, row);
        named && reached && columns.unique[row as usize] == NO_VALUE && !columns.role_email[row as usize]
    };
    let mut first = 0;
    for row in order {
        if !kept.get(first).is_some_and(|&first| same(first, row)) {
            first = kept.len();
        }
        if kept.len() - first >= COPIES && tells(row) {
            copies.push((row, first as u32));
        } else {
            kept.push(row);
        }
    }
    (kept, copies)
}

fn hash(field: usize, value: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_usize(field);
    hasher.write(value.as_bytes());
    // FxHash leaves the low bits weak; sums of such hashes would collide.
    hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31)
}

/// True when all values come from one of several sources: a column that says nothing between sources.
fn only_one_source(field: &Field, columns: &Columns, order: &[u32]) -> bool {
    let mut sources = order.iter().zip(&field.slots[0]).filter(|(_, id)| **id != NO_VALUE);
    let Some(first) = sources.next().map(|(&row, _)| columns.source[row as usize]) else { return true };
    let several = columns.source.iter().any(|&source| source != first);
    several && sources.all(|(&row, _)| columns.source[row as usize] == first)
}

/// True when a column only repeats words of names, company and place, as `full_name` beside its parts does.
/// Counting the same evidence twice would make the model too sure.
fn repeats_known(records: &Records, field: &Field) -> bool {
    let known = [&records.given, &records.family, &records.company, &records.city, &records.street, &records.postal];
    let step = (records.rows / 2_000).max(1);
    let (mut seen, mut repeated) = (0, 0);
    for row in (0..records.rows as u32).step_by(step) {
        if field.id(row).is_none() {
            continue;
        }
        let stands = |word: &str| known.iter().any(|other| split(other.text_of(row)).any(|known| known == word));
        seen += 1;
        repeated += usize::from(split(field.text_of(row)).all(stands));
    }
    seen > 0 && repeated * 10 >= seen * 8
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
