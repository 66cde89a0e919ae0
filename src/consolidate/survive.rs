//! Survivorship: which record of a contact gives each field, and what the others said.
//!
//! Fields that belong together move together: a name, an address, a firm. The better status wins first (valid before
//! suspect before missing), then the more complete value, then the rule, then trust, recency and agreement in turn; the
//! last tie goes to the first record.

use super::members::Members;
use super::{Input, enrich, trust};
use crate::engine::frame::{instants, text, text_column};
use crate::engine::sort::Cells;
use crate::model::field::{CONTACT, FieldKind};
use crate::pipeline::plan::Survivorship;
use polars::prelude::*;
use rayon::prelude::*;
use std::cmp::Ordering;

/// The fields that make a card complete.
pub const MAIN_FIELDS: [&str; 9] =
    ["given_name", "family_name", "company", "email", "phone", "street", "postal_code", "city", "country"];

/// Share of agreement up to which a value that others contradict is for a person to look at.
const DOUBTFUL: f32 = 0.5;

/// Fields that move together. A group is present in a record when one of its leading fields is; where no record of a
/// contact has one, records that say what is `alone` worth saying stand in.
struct Group {
    fields: &'static [&'static str],
    leading: &'static [&'static str],
    alone: &'static [&'static str],
    status: Option<&'static str>,
    rule: Survivorship,
}

const fn single(field: &'static [&'static str], status: Option<&'static str>, rule: Survivorship) -> Group {
    Group { fields: field, leading: field, alone: &[], status, rule }
}

/// Every contact field stands in exactly one group.
const GROUPS: &[Group] = &[
    Group {
        fields: &["given_name", "name_particle", "family_name", "name_suffix", "full_name"],
        leading: &["family_name", "given_name"],
        alone: &[],
        status: Some("name_status"),
        rule: Survivorship::MostFrequent,
    },
    // A group of its own, because a firm without a person has a kind and no name.
    single(&["record_kind"], Some("name_status"), Survivorship::MostFrequent),
    single(&["salutation"], None, Survivorship::MostFrequent),
    single(&["academic_title"], None, Survivorship::Longest),
    Group {
        fields: &["company", "legal_form"],
        leading: &["company"],
        alone: &[],
        status: Some("company_status"),
        rule: Survivorship::MostFrequent,
    },
    Group {
        fields: &["street", "house_number", "address_extra", "po_box", "postal_code", "city", "region", "country"],
        leading: &["street", "postal_code", "city"],
        alone: &["country", "region"],
        status: Some("address_status"),
        rule: Survivorship::MostRecent,
    },
    single(&["job_title"], None, Survivorship::MostRecent),
    single(&["department"], None, Survivorship::MostRecent),
    single(&["email"], Some("email_status"), Survivorship::MostFrequent),
    single(&["email_2"], None, Survivorship::MostRecent),
    single(&["phone"], Some("phone_status"), Survivorship::MostFrequent),
    single(&["mobile"], Some("mobile_status"), Survivorship::MostFrequent),
    single(&["fax"], None, Survivorship::MostRecent),
    single(&["website"], None, Survivorship::MostFrequent),
    single(&["domain"], None, Survivorship::MostFrequent),
    single(&["vat_id"], None, Survivorship::MostFrequent),
    single(&["birth_date"], None, Survivorship::MostFrequent),
    single(&["language"], None, Survivorship::MostFrequent),
    single(&["lead_source"], None, Survivorship::MostTrusted),
    single(&["campaign"], None, Survivorship::MostRecent),
    single(&["lead_status"], None, Survivorship::MostRecent),
    single(&["lifecycle_stage"], None, Survivorship::MostTrusted),
    single(&["owner"], None, Survivorship::MostTrusted),
    single(&["created_at"], None, Survivorship::MostTrusted),
    single(&["updated_at"], None, Survivorship::MostRecent),
    single(&["last_activity_at"], None, Survivorship::MostRecent),
    single(&["consent_email"], None, Survivorship::Strictest),
    single(&["consent_phone"], None, Survivorship::Strictest),
    single(&["consent_at"], None, Survivorship::MostRecent),
    single(&["opt_out"], None, Survivorship::Strictest),
    single(&["notes"], None, Survivorship::Longest),
];

/// What survived.
#[derive(Debug)]
pub struct Survivors {
    /// One column per contact field, in their order; rows are clusters.
    pub columns: Vec<Column>,
    /// Per lead: true when a field of its contact came from it.
    pub golden: Vec<bool>,
    /// Per cluster: share of [`MAIN_FIELDS`] that are filled.
    pub completeness: Vec<f64>,
    groups: Vec<Chosen>,
    suppressed: Vec<bool>,
}

/// The choice for one group of fields.
#[derive(Debug)]
struct Chosen {
    rule: Survivorship,
    /// Row that won, by cluster; `None` when no record has a value.
    winner: Vec<Option<u32>>,
    /// Weighted share of the records with a value that agree with the winner.
    confidence: Vec<f32>,
}

/// What the rules compare, per lead.
struct Facts {
    trust: Vec<f64>,
    recency: Vec<i64>,
    filled: Vec<u32>,
}

/// Chooses the surviving values.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn survive(input: &Input, members: &Members, suppressed: &[bool]) -> PolarsResult<Survivors> {
    let facts = facts(input, members)?;
    let groups: Vec<Chosen> =
        GROUPS.par_iter().map(|group| choose(input, members, &facts, group)).collect::<PolarsResult<_>>()?;
    let mut golden = vec![false; input.leads.height()];
    for row in groups.iter().flat_map(|chosen| chosen.winner.iter().flatten()) {
        golden[*row as usize] = true;
    }
    let columns = CONTACT.iter().map(|field| column(input, &groups, field.name)).collect::<PolarsResult<Vec<_>>>()?;
    let mut survivors =
        Survivors { columns, golden, completeness: Vec::new(), groups, suppressed: suppressed.to_vec() };
    survivors.finish(input, members)?;
    Ok(survivors)
}

impl Survivors {
    fn position(name: &str) -> Option<usize> {
        CONTACT.iter().position(|field| field.name == name)
    }

    /// What no single record decides: the second e-mail address, the earliest creation, suppression.
    fn finish(&mut self, input: &Input, members: &Members) -> PolarsResult<()> {
        if let Some(at) = Self::position("email_2") {
            self.columns[at] = self.second_emails(input, members)?;
        }
        if let Some(at) = Self::position("created_at") {
            let created = input.leads.column("created_at")?.datetime()?;
            let physical = created.physical();
            let earliest = members.iter().map(|rows| rows.iter().filter_map(|&row| physical.get(row as usize)).min());
            let dtype = input.leads.column("created_at")?.dtype().clone();
            self.columns[at] =
                Int64Chunked::from_iter_options("created_at".into(), earliest).into_column().cast(&dtype)?;
        }
        if let Some(at) = Self::position("opt_out") {
            let opt_out = self.columns[at].bool()?.iter().zip(&self.suppressed);
            let opt_out = opt_out.map(|(known, suppressed)| if *suppressed { Some(true) } else { known });
            self.columns[at] = BooleanChunked::from_iter_options("opt_out".into(), opt_out).into_column();
        }
        let cards = DataFrame::new(members.len(), self.columns.clone())?;
        self.completeness = completeness(&cards)?.f64()?.iter().flatten().collect();
        Ok(())
    }

    /// Moves `last_activity_at` to the latest activity of each cluster where this is later than what the records say.
    ///
    /// # Errors
    /// Never in practice; polars' casts are fallible.
    pub fn later_activity(&mut self, latest: &[Option<i64>]) -> PolarsResult<()> {
        let Some(at) = Self::position(LAST_ACTIVITY) else { return Ok(()) };
        let said = self.columns[at].datetime()?.physical().clone();
        let later = said.iter().zip(latest).map(|(said, latest)| said.max(*latest));
        let dtype = self.columns[at].dtype().clone();
        self.columns[at] = Int64Chunked::from_iter_options(LAST_ACTIVITY.into(), later).into_column().cast(&dtype)?;
        Ok(())
    }

    fn second_emails(&self, input: &Input, members: &Members) -> PolarsResult<Column> {
        let (email, second) = (text(input.leads, "email")?, text(input.leads, "email_2")?);
        let status = text(input.leads, "email_status")?;
        let usable = |row: u32| matches!(status.get(row as usize), Some("valid" | "corrected"));
        let Some(first) = Self::position("email").map(|at| self.columns[at].str()) else {
            return Ok(Column::full_null("email_2".into(), members.len(), &DataType::String));
        };
        let first = first?;
        let chosen = members.iter().enumerate().map(|(cluster, rows)| {
            let first = first.get(cluster)?.to_lowercase();
            let other = |candidate: Option<&'_ str>| {
                candidate.filter(|candidate| candidate.to_lowercase() != first).map(str::to_owned)
            };
            let own = rows.iter().find_map(|&row| other(second.get(row as usize)));
            own.or_else(|| rows.iter().filter(|row| usable(**row)).find_map(|&row| other(email.get(row as usize))))
        });
        Ok(text_column("email_2", chosen.collect::<Vec<_>>()))
    }
}

/// Share of [`MAIN_FIELDS`] that are filled, 0..1, by row.
///
/// # Errors
/// When the frame lacks one of them.
pub fn completeness(cards: &DataFrame) -> PolarsResult<Column> {
    let masks =
        MAIN_FIELDS.iter().map(|name| Ok(cards.column(name)?.is_not_null())).collect::<PolarsResult<Vec<_>>>()?;
    let share = |row: usize| {
        let filled = masks.iter().filter(|mask| mask.get(row) == Some(true)).count();
        (filled as f64 / masks.len() as f64 * 1e6).round() / 1e6
    };
    let shares = (0..cards.height()).map(share).collect();
    Ok(Float64Chunked::from_vec("completeness".into(), shares).into_column())
}

fn facts(input: &Input, members: &Members) -> PolarsResult<Facts> {
    let trust = trust::of_sources(input, members)?;
    let sources = text(input.leads, "source")?;
    let trust = sources.iter().map(|name| name.and_then(|name| trust.get(name)).copied().unwrap_or(0.5)).collect();
    let (updated, created) =
        (input.leads.column("updated_at")?.datetime()?, input.leads.column("created_at")?.datetime()?);
    let (updated, created) = (updated.physical(), created.physical());
    let recency = updated.iter().zip(created.iter()).map(|(u, c)| u.or(c).unwrap_or(i64::MIN)).collect();
    let mut filled = vec![0; input.leads.height()];
    for field in CONTACT {
        for (count, has) in filled.iter_mut().zip(input.leads.column(field.name)?.is_not_null().iter()) {
            *count += u32::from(has == Some(true));
        }
    }
    Ok(Facts { trust, recency, filled })
}

fn rank(status: Option<&str>) -> u8 {
    match status {
        Some("valid") => 0,
        Some("corrected") => 1,
        Some("suspect") => 2,
        Some("invalid") => 3,
        _ => 4,
    }
}

/// Countries of records beside those of their numbers.
struct Numbers<'a> {
    country: &'a StringChunked,
    phone: &'a StringChunked,
    mobile: &'a StringChunked,
}

impl<'a> Numbers<'a> {
    fn of(leads: &'a DataFrame) -> PolarsResult<Self> {
        Ok(Self { country: text(leads, "country")?, phone: text(leads, "phone")?, mobile: text(leads, "mobile")? })
    }

    /// True when the country of a record is that of its number. It may come from there, and then enrichment tells so.
    fn tell_country(&self, row: usize) -> bool {
        let number = self.phone.get(row).or(self.mobile.get(row));
        number.is_some_and(|number| enrich::country_of(number).as_deref() == self.country.get(row))
    }
}

fn choose(input: &Input, members: &Members, facts: &Facts, group: &Group) -> PolarsResult<Chosen> {
    let asked = group.fields.iter().find_map(|field| input.rules.rules.get(*field)).copied();
    // Nobody may ask for more consent than was given.
    let rule = asked.filter(|_| group.rule != Survivorship::Strictest).unwrap_or(group.rule);
    let cells = |names: &[&str]| -> PolarsResult<Vec<Cells>> {
        names.iter().map(|name| Cells::of(input.leads.column(name)?)).collect()
    };
    let (leading, alone) = (cells(group.leading)?, cells(group.alone)?);
    let numbers = Numbers::of(input.leads)?;
    let ranks: Vec<u8> = match group.status {
        Some(status) => text(input.leads, status)?.iter().map(|word| rank(word).max(1)).collect(),
        None => Vec::new(),
    };
    let strict = strictness(input, group, rule)?;
    let lengths = if rule == Survivorship::Longest { lengths(input, group)? } else { Vec::new() };
    let count = |cells: &[Cells], row: u32| cells.iter().filter(|cells| cells.has(row as usize)).count();
    let compare = |cells: &[Cells], a: u32, b: u32| {
        let orders = cells.iter().map(|cells| cells.compare(a as usize, b as usize));
        orders.fold(Ordering::Equal, Ordering::then)
    };
    let weight = |row: u32| facts.trust[row as usize].max(0.01);
    let pick = |rows: &[u32]| -> (Option<u32>, f32) {
        let with = |cells: &[Cells]| rows.iter().copied().filter(|&row| count(cells, row) > 0).collect::<Vec<u32>>();
        let mut present = with(&leading);
        let asked = if present.is_empty() && !alone.is_empty() {
            present = with(&alone);
            present.retain(|&row| !numbers.tell_country(row as usize));
            &alone
        } else {
            &leading
        };
        if present.len() < 2 {
            return (present.first().copied(), 1.0);
        }
        let key = |row: u32, agreement: f64| {
            let at = row as usize;
            let (trust, recency) = (facts.trust[at], facts.recency[at] as f64);
            let filled = f64::from(facts.filled[at]);
            let order = match rule {
                Survivorship::MostTrusted => [trust, recency, agreement, filled],
                Survivorship::MostRecent => [recency, agreement, trust, filled],
                Survivorship::MostComplete => [filled, agreement, trust, recency],
                Survivorship::MostFrequent => [agreement, trust, recency, filled],
                Survivorship::Longest => [lengths.get(at).copied().unwrap_or(0.0), agreement, trust, recency],
                Survivorship::Strictest => [strict.get(at).copied().unwrap_or(0.0), recency, trust, filled],
            };
            (ranks.get(at).copied().unwrap_or(0), count(asked, row), order)
        };
        let better = |x: &(u8, usize, [f64; 4]), y: &(u8, usize, [f64; 4])| {
            let by_order = || {
                let pairs = x.2.iter().zip(&y.2);
                pairs.map(|(x, y)| y.total_cmp(x)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
            };
            x.0.cmp(&y.0).then(y.1.cmp(&x.1)).then_with(by_order)
        };
        // Records that say the same stand side by side: a contact may have a hundred thousand.
        let mut sorted = present.clone();
        sorted.sort_unstable_by(|&a, &b| compare(asked, a, b).then(a.cmp(&b)));
        let candidates = sorted.chunk_by(|&a, &b| compare(asked, a, b).is_eq()).flat_map(|class| {
            let agreement: f64 = class.iter().copied().map(weight).sum();
            class.iter().map(move |&row| (row, agreement, key(row, agreement)))
        });
        let best = candidates.min_by(|a, b| better(&a.2, &b.2).then(a.0.cmp(&b.0)));
        let total: f64 = present.iter().copied().map(weight).sum();
        (best.map(|best| best.0), best.map_or(1.0, |best| (best.1 / total) as f32))
    };
    let picked: Vec<(Option<u32>, f32)> =
        (0..members.len()).into_par_iter().with_min_len(1_024).map(|cluster| pick(members.rows(cluster))).collect();
    let (winner, confidence) = picked.into_iter().unzip();
    Ok(Chosen { rule, winner, confidence })
}

/// For flags: what allows less counts more. Consent `false` is stricter than `true`, opt-out `true` than `false`.
fn strictness(input: &Input, group: &Group, rule: Survivorship) -> PolarsResult<Vec<f64>> {
    let Some(field) = group.fields.first().filter(|_| rule == Survivorship::Strictest) else { return Ok(Vec::new()) };
    let column = input.leads.column(field)?;
    if column.dtype() != &DataType::Boolean {
        return Ok(Vec::new());
    }
    let strict = *field == "opt_out";
    Ok(column.bool()?.iter().map(|flag| if flag == Some(strict) { 1.0 } else { 0.0 }).collect())
}

fn lengths(input: &Input, group: &Group) -> PolarsResult<Vec<f64>> {
    let Some(field) = group.fields.first() else { return Ok(Vec::new()) };
    let column = input.leads.column(field)?.cast(&DataType::String)?;
    Ok(column.str()?.iter().map(|value| value.map_or(0.0, |value| value.chars().count() as f64)).collect())
}

fn group_of(field: &str) -> Option<usize> {
    GROUPS.iter().position(|group| group.fields.contains(&field))
}

fn column(input: &Input, groups: &[Chosen], field: &str) -> PolarsResult<Column> {
    let column = input.leads.column(field)?;
    let Some(group) = group_of(field) else { polars_bail!(ColumnNotFound: "{field} is in no survivorship group") };
    let winner = groups[group].winner.iter().map(|row| row.map(|row| row as IdxSize));
    column.take(&IdxCa::from_iter_options("winner".into(), winner))
}

/// The `contact_fields` and `contact_field_losers` tables.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn provenance(
    input: &Input,
    members: &Members,
    contact_ids: &[String],
    survivors: &Survivors,
) -> PolarsResult<(DataFrame, DataFrame)> {
    let contact_ids = StringChunked::from_iter_values("contact_id".into(), contact_ids.iter().map(String::as_str));
    let parts: Vec<(DataFrame, DataFrame)> = CONTACT
        .par_iter()
        .enumerate()
        .map(|(at, field)| field_provenance(input, members, &contact_ids, survivors, at, field.kind))
        .collect::<PolarsResult<_>>()?;
    let mut parts = parts.into_iter();
    let Some((mut fields, mut losers)) = parts.next() else { polars_bail!(NoData: "there are no contact fields") };
    for (more_fields, more_losers) in parts {
        fields.vstack_mut(&more_fields)?;
        losers.vstack_mut(&more_losers)?;
    }
    Ok((fields, losers))
}

fn field_provenance(
    input: &Input,
    members: &Members,
    contact_ids: &StringChunked,
    survivors: &Survivors,
    at: usize,
    kind: FieldKind,
) -> PolarsResult<(DataFrame, DataFrame)> {
    let field = CONTACT[at].name;
    let record_ids = text(input.leads, "record_id")?;
    let as_text = |column: &Column| -> PolarsResult<StringChunked> {
        let column = match kind {
            FieldKind::Timestamp => instants(column)?,
            _ => column.cast(&DataType::String)?,
        };
        Ok(column.str()?.rechunk().into_owned())
    };
    let (value, said) = (as_text(&survivors.columns[at])?, as_text(input.leads.column(field)?)?);
    let Some(chosen) = group_of(field).and_then(|group| survivors.groups.get(group)) else {
        polars_bail!(ColumnNotFound: "{field} is in no survivorship group")
    };
    let (mut clusters, mut records, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    let (mut confidences, mut lost, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
    let (mut losing_clusters, mut losing_rows) = (Vec::new(), Vec::new());
    let mut others = Vec::new();
    let (values, said_by) = (value.downcast_as_array(), said.downcast_as_array());
    for (cluster, rows) in members.iter().enumerate() {
        let Some(survivor) = values.get(cluster) else { continue };
        others.clear();
        for &row in rows {
            if let Some(other) = said_by.get(row as usize).filter(|other| *other != survivor) {
                others.push(other);
                losing_clusters.push(cluster as IdxSize);
                losing_rows.push(row);
            }
        }
        others.sort_unstable();
        others.dedup();
        let winner = chosen.winner[cluster].filter(|&row| said_by.get(row as usize) == Some(survivor));
        let source = winner.or_else(|| rows.iter().copied().find(|&row| said_by.get(row as usize) == Some(survivor)));
        clusters.push(cluster as IdxSize);
        records.push(source);
        // No record speaks against a suppression list, and none in its place.
        let by_list = field == "opt_out" && survivors.suppressed[cluster];
        let by_activity = field == LAST_ACTIVITY && source.is_none();
        let rule = if by_list { SUPPRESSION } else { deciding_rule(field, chosen.rule, source.is_some()) };
        rules.push(Some(rule));
        let confidence = if by_list || by_activity { 1.0 } else { chosen.confidence[cluster] };
        confidences.push((f64::from(confidence) * 1e6).round() / 1e6);
        lost.push(others.len() as i32);
        doubtful.push(!others.is_empty() && confidence <= DOUBTFUL);
    }
    // Gathered columns share their text with those they come from.
    let named = |name: &str, column: StringChunked| column.with_name(name.into()).into_column();
    let rows = clusters.len();
    let clusters = IdxCa::from_vec("cluster".into(), clusters);
    let records = IdxCa::from_iter_options("record".into(), records.into_iter());
    let fields = DataFrame::new(
        rows,
        vec![
            named("contact_id", contact_ids.take(&clusters)?),
            StringChunked::full("field".into(), field, rows).into_column(),
            named("value", value.take(&clusters)?),
            named("record_id", record_ids.take(&records)?),
            text_column("rule", rules),
            Float64Chunked::from_vec("confidence".into(), confidences).into_column(),
            Int32Chunked::from_vec("losers".into(), lost).into_column(),
            BooleanChunked::from_iter_values("is_doubtful".into(), doubtful.into_iter()).into_column(),
        ],
    )?;
    let rows = losing_clusters.len();
    let clusters = IdxCa::from_vec("cluster".into(), losing_clusters);
    let lost = IdxCa::from_vec("record".into(), losing_rows);
    let losers = DataFrame::new(
        rows,
        vec![
            named("contact_id", contact_ids.take(&clusters)?),
            StringChunked::full("field".into(), field, rows).into_column(),
            named("record_id", record_ids.take(&lost)?),
            named("value", said.take(&lost)?),
        ],
    )?;
    Ok((fields, losers))
}

/// The field that activities move on.
const LAST_ACTIVITY: &str = "last_activity_at";

/// The rule of an `opt_out` that a suppression list decides.
pub const SUPPRESSION: &str = "suppression";

/// The rule as the tables name it; some values are not one record's choice, see [`Survivors::finish`].
fn deciding_rule(field: &str, rule: Survivorship, from_a_record: bool) -> &'static str {
    match (field, from_a_record) {
        ("created_at", _) => "earliest",
        ("email_2", false) => "second_email",
        (LAST_ACTIVITY, false) => "activity",
        (_, false) => "derived",
        (_, true) => rule.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_contact_field_is_in_exactly_one_group() {
        for field in CONTACT {
            let groups = GROUPS.iter().filter(|group| group.fields.contains(&field.name)).count();
            assert_eq!(groups, 1, "{}", field.name);
        }
    }
}
