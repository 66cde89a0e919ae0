//! Every comparison field as ids of its folded values, each value described once.

use crate::engine::distinct::{Distinct, NULL};
use crate::engine::frame::text;
use crate::kernel::{name, phonetic, similarity, text as kernel_text};
use crate::pipeline::plan::ExtraKind;
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Id of a record without a value.
pub const NO_VALUE: u32 = NULL;

/// A value that more than this many family names share says nothing about a person.
const GENERIC_NAMES: usize = 4;

/// One distinct folded value.
#[derive(Debug, Clone, Default)]
pub struct Value {
    /// Folded text.
    pub text: String,
    /// Records that have it.
    pub count: u32,
    /// Letters it holds, see [`similarity::letter_mask`].
    pub mask: u32,
    /// Sorted ids of its distinct words.
    pub words: Vec<u32>,
    /// How it sounds (Cologne phonetics); names only.
    pub sound: String,
    /// Root of a nickname, as the value id or a number beyond all ids; names only.
    pub root: u32,
    /// Shared by so many different people that it is no evidence.
    pub generic: bool,
}

/// A field: one id per record and a description per id.
#[derive(Debug, Default)]
pub struct Feature {
    /// Value of each record, [`NO_VALUE`] when it has none.
    pub ids: Vec<u32>,
    /// The values.
    pub values: Vec<Value>,
    /// In how many values each word stands.
    pub word_counts: Vec<u32>,
    /// Records that have a value.
    pub filled: u32,
    /// Probability that two random records with a value have the same.
    pub chance: f64,
}

impl Feature {
    /// The value of a record.
    pub fn get(&self, row: u32) -> Option<&Value> {
        self.values.get(self.ids[row as usize] as usize)
    }

    /// Both records' values, when both have one.
    pub fn both(&self, a: u32, b: u32) -> Option<(&Value, &Value)> {
        Some((self.get(a)?, self.get(b)?))
    }

    /// True when both records have the same value.
    pub fn same(&self, a: u32, b: u32) -> bool {
        let id = self.ids[a as usize];
        id != NO_VALUE && id == self.ids[b as usize]
    }

    /// Inverse document frequency of a word.
    pub fn word_weight(&self, word: u32) -> f64 {
        let count = f64::from(self.word_counts.get(word as usize).copied().unwrap_or(1));
        (self.values.len() as f64 / count + 1.0).ln()
    }

    fn new(rows: &[Option<String>]) -> Self {
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut values: Vec<Value> = Vec::new();
        let mut filled = 0;
        let ids = rows
            .iter()
            .map(|row| {
                let Some(text) = row.as_deref().filter(|text| !text.is_empty()) else { return NO_VALUE };
                let id = *seen.entry(text).or_insert_with(|| {
                    values.push(Value { text: text.to_owned(), ..Value::default() });
                    (values.len() - 1) as u32
                });
                values[id as usize].count += 1;
                filled += 1;
                id
            })
            .collect();
        let mut feature = Self { ids, values, word_counts: Vec::new(), filled, chance: 0.0 };
        feature.describe();
        feature
    }

    fn describe(&mut self) {
        let filled = f64::from(self.filled.max(1));
        self.chance = self.values.iter().map(|value| (f64::from(value.count) / filled).powi(2)).sum();
        let mut words: FxHashMap<String, u32> = FxHashMap::default();
        for value in &mut self.values {
            value.mask = similarity::letter_mask(&value.text);
            for word in value.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let next = words.len() as u32;
                let id = *words.entry(word.to_owned()).or_insert(next);
                if id == next {
                    self.word_counts.push(0);
                }
                value.words.push(id);
            }
            value.words.sort_unstable();
            value.words.dedup();
            for &word in &value.words {
                self.word_counts[word as usize] += 1;
            }
        }
    }

    /// Adds how each value sounds and its nickname root.
    fn describe_names(&mut self) {
        let known: FxHashMap<String, u32> =
            self.values.iter().enumerate().map(|(id, value)| (value.text.clone(), id as u32)).collect();
        let beyond = self.values.len() as u32;
        let mut roots: BTreeMap<&'static str, u32> = BTreeMap::new();
        for (id, value) in self.values.iter_mut().enumerate() {
            let first = value.text.split([' ', '-']).next().unwrap_or(&value.text);
            value.root = match name::nickname_root(first) {
                Some(root) => known.get(root).copied().unwrap_or_else(|| {
                    let next = beyond + roots.len() as u32;
                    *roots.entry(root).or_insert(next)
                }),
                None => known.get(first).copied().unwrap_or(id as u32),
            };
        }
        self.values.par_iter_mut().for_each(|value| value.sound = phonetic::cologne(&value.text));
    }

    fn mark_generic(&mut self, names: &Self) {
        let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut different = vec![0_usize; self.values.len()];
        for (&id, &name) in self.ids.iter().zip(&names.ids) {
            if id != NO_VALUE && name != NO_VALUE && seen.insert((id, name)) {
                different[id as usize] += 1;
            }
        }
        for (value, different) in self.values.iter_mut().zip(different) {
            value.generic = different > GENERIC_NAMES;
        }
    }
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

/// A column outside the canonical fields.
#[derive(Debug)]
pub struct Extra {
    /// Column name.
    pub name: String,
    /// How it is compared.
    pub kind: ExtraKind,
    /// Its values.
    pub feature: Feature,
}

/// All records, encoded.
#[derive(Debug)]
pub struct Records {
    /// Number of records.
    pub rows: usize,
    /// What each record is.
    pub kind: Vec<Kind>,
    /// Number of its source where that is a master, else [`NO_VALUE`].
    pub master: Vec<u32>,
    /// Given names.
    pub given: Feature,
    /// Family names.
    pub family: Feature,
    /// Dates of birth as `yyyymmdd`.
    pub birth: Feature,
    /// Match keys of e-mail addresses.
    pub email: Feature,
    /// True where the address belongs to a function.
    pub role_email: Vec<bool>,
    /// Landline or first number.
    pub phone: Feature,
    /// Mobile or second number; ids and values are those of `phone`.
    pub mobile: Vec<u32>,
    /// Streets.
    pub street: Feature,
    /// House numbers.
    pub house: Feature,
    /// Postal codes.
    pub postal: Feature,
    /// Cities.
    pub city: Feature,
    /// Match keys of companies.
    pub company: Feature,
    /// Registrable domains.
    pub domain: Feature,
    /// VAT ids.
    pub vat: Feature,
    /// Columns outside the canonical fields that say something new.
    pub extra: Vec<Extra>,
}

/// Encodes a validated frame.
///
/// # Errors
/// When a promised column is missing.
pub fn encode(
    frame: &DataFrame,
    extra: &BTreeMap<String, ExtraKind>,
    masters: &[&str],
    ignore: &[String],
) -> PolarsResult<Records> {
    let rows = frame.height();
    let wanted = |name: &str| !ignore.iter().any(|ignored| ignored == name);
    let folded = |name: &str| -> PolarsResult<Vec<Option<String>>> {
        if wanted(name) { fold_column(text(frame, name)?) } else { Ok(vec![None; rows]) }
    };
    let plain = |name: &str, column: &str| -> PolarsResult<Feature> {
        if wanted(name) { Ok(Feature::new(&owned(text(frame, column)?))) } else { Ok(Feature::new(&vec![None; rows])) }
    };
    let mut given = Feature::new(&folded("given_name")?);
    let mut family = Feature::new(&folded("family_name")?);
    given.describe_names();
    family.describe_names();
    let mut email = plain("email", "email_key")?;
    email.mark_generic(&family);
    let (mut phone, mobile) = phones(frame, wanted("phone"), wanted("mobile"))?;
    phone.mark_generic(&family);
    let mut records = Records {
        rows,
        kind: kinds(frame)?,
        master: masters_of(text(frame, "source")?, masters),
        birth: if wanted("birth_date") {
            Feature::new(&dates(frame, "birth_date")?)
        } else {
            Feature::new(&vec![None; rows])
        },
        given,
        family,
        email,
        role_email: frame.column("email_role")?.bool()?.iter().map(|role| role.unwrap_or(false)).collect(),
        phone,
        mobile,
        street: Feature::new(&folded("street")?),
        house: Feature::new(&folded("house_number")?),
        postal: Feature::new(&folded("postal_code")?),
        city: Feature::new(&folded("city")?),
        company: plain("company", "company_key")?,
        domain: plain("domain", "domain")?,
        vat: plain("vat_id", "vat_id")?,
        extra: Vec::new(),
    };
    let sources = text(frame, "source")?;
    for (name, kind) in extra.iter().filter(|(name, _)| wanted(name)) {
        let feature = Feature::new(&fold_column(text(frame, name)?)?);
        if feature.values.len() > 1 && !only_one_source(&feature, sources) && !repeats_known(&records, &feature) {
            records.extra.push(Extra { name: name.clone(), kind: *kind, feature });
        }
    }
    Ok(records)
}

fn owned(column: &StringChunked) -> Vec<Option<String>> {
    column.iter().map(|value| value.map(str::to_owned)).collect()
}

fn fold_column(column: &StringChunked) -> PolarsResult<Vec<Option<String>>> {
    let distinct = Distinct::of(column);
    let folded = distinct.map(kernel_text::fold);
    Ok(distinct.ids.iter().map(|&id| folded.get(id as usize).cloned()).collect())
}

fn dates(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<String>>> {
    let days = frame.column(name)?.date()?;
    Ok(days.as_date_iter().map(|day| day.map(|day| day.format("%Y%m%d").to_string())).collect())
}

/// Both number columns in one dictionary; the second as ids only.
fn phones(frame: &DataFrame, phone: bool, mobile: bool) -> PolarsResult<(Feature, Vec<u32>)> {
    let rows = frame.height();
    let column = |name: &str, wanted: bool| -> PolarsResult<Vec<Option<String>>> {
        if wanted { Ok(owned(text(frame, name)?)) } else { Ok(vec![None; rows]) }
    };
    let mut both = column("phone", phone)?;
    both.extend(column("mobile", mobile)?);
    let mut feature = Feature::new(&both);
    let second = feature.ids.split_off(rows);
    Ok((feature, second))
}

fn kinds(frame: &DataFrame) -> PolarsResult<Vec<Kind>> {
    let kind = |word: Option<&str>| match word {
        Some("person") => Kind::Person,
        Some("organisation") => Kind::Organisation,
        Some("role_mailbox") => Kind::Role,
        _ => Kind::Unknown,
    };
    Ok(text(frame, "record_kind")?.iter().map(kind).collect())
}

fn masters_of(sources: &StringChunked, masters: &[&str]) -> Vec<u32> {
    let number = |source: &str| masters.iter().position(|master| *master == source).map_or(NO_VALUE, |at| at as u32);
    sources.iter().map(|source| source.map_or(NO_VALUE, number)).collect()
}

/// True when one of several sources alone has the column: it cannot speak about records of two.
fn only_one_source(feature: &Feature, sources: &StringChunked) -> bool {
    let mut having = sources.iter().zip(&feature.ids).filter(|(_, id)| **id != NO_VALUE).map(|(source, _)| source);
    let first = having.next();
    let several = sources.iter().any(|source| Some(source) != sources.iter().next());
    several && having.all(|source| Some(source) == first)
}

/// True when a column only repeats words of names, company and place, as `full_name` beside its parts does.
/// Counting the same evidence twice would make the model too sure.
fn repeats_known(records: &Records, feature: &Feature) -> bool {
    let known = [&records.given, &records.family, &records.company, &records.city, &records.street, &records.postal];
    let step = (records.rows / 2_000).max(1);
    let (mut seen, mut repeated) = (0, 0);
    for row in (0..records.rows).step_by(step) {
        let Some(value) = feature.get(row as u32) else { continue };
        let texts: Vec<&str> =
            known.iter().filter_map(|other| other.get(row as u32)).map(|v| v.text.as_str()).collect();
        let stands =
            |word: &str| texts.iter().any(|text| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word));
        seen += 1;
        repeated += usize::from(value.text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(stands));
    }
    seen > 0 && repeated * 10 >= seen * 8
}
