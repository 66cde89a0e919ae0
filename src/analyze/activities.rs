//! `contact_activities`: what contacts did, by channel, kind and campaign; and the totals on their cards.
//!
//! Counts only: activities without a contact are left out, those without a date have none. Days are calendar days in UTC, up
//! to `as_of`; an activity after it (a meeting to come) is counted, lies a negative number of days back, and in no period.
//! Costs a hash per activity.

use super::columns::{ints, texts, whole};
use super::ledger::day_of;
use crate::engine::distinct::{Distinct, NULL};
use crate::engine::frame::text;
use crate::engine::sort::sorted;
use crate::model::table::table;
use chrono::NaiveDate;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

const MICROS_A_DAY: i64 = 86_400_000_000;
/// Days before `as_of`, itself included, that `activities_90d` counts.
const RECENT: Range<i64> = 0..90;
/// Kinds that have a column on the cards.
const KINDS: [(&str, &str); 5] =
    [("opens", "open"), ("clicks", "click"), ("forms", "form"), ("meetings", "meeting"), ("visits", "visit")];

/// What contacts did.
#[derive(Debug)]
pub struct Activities {
    /// `contact_activities`, in order.
    pub table: DataFrame,
    /// One row per contact with an activity: `contact_id` and the columns of [`Activities::totals_names`].
    totals: DataFrame,
}

/// What is counted of one contact, channel, kind and campaign.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// A row of it.
    row: IdxSize,
    count: u64,
    /// First and last instant.
    span: Option<(i64, i64)>,
}

/// What is counted of one contact.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    activities: u64,
    recent: u64,
    of_kind: [u64; KINDS.len()],
}

impl Activities {
    /// Counts activities as `validate` and `consolidate` return them: `contact_id`, `channel`, `kind`, `campaign` (String)
    /// and `occurred_at` (instant).
    ///
    /// # Errors
    /// When a column is missing or of another type.
    pub fn of(frame: Option<&DataFrame>, as_of: NaiveDate) -> PolarsResult<Self> {
        match frame {
            Some(frame) => Self::count(frame, i64::from(day_of(as_of))),
            None => {
                Ok(Self { table: crate::engine::frame::empty(table("contact_activities")), totals: totals(&[], &[])? })
            }
        }
    }

    fn count(frame: &DataFrame, today: i64) -> PolarsResult<Self> {
        let contacts = Distinct::of(text(frame, "contact_id")?);
        let kinds = Distinct::of(text(frame, "kind")?);
        let (channels, campaigns) = (Distinct::of(text(frame, "channel")?), Distinct::of(text(frame, "campaign")?));
        let instants = frame.column("occurred_at")?.datetime()?.physical().clone();
        let column_of = |kind: &&str| KINDS.iter().position(|(_, known)| known == kind);
        let column_of: Vec<Option<usize>> = kinds.values.iter().map(column_of).collect();
        let mut totals_of = vec![Total::default(); contacts.values.len()];
        let mut groups: Vec<Group> = Vec::new();
        let mut group_of: FxHashMap<[u32; 4], usize> = FxHashMap::default();
        for (row, at) in instants.iter().enumerate() {
            let [contact, channel, kind, campaign] =
                [&contacts, &channels, &kinds, &campaigns].map(|column| column.ids.get(row).copied().unwrap_or(NULL));
            let Some(total) = totals_of.get_mut(contact as usize) else { continue };
            total.activities += 1;
            total.recent += u64::from(at.is_some_and(|at| RECENT.contains(&(today - at.div_euclid(MICROS_A_DAY)))));
            if let Some(column) = column_of.get(kind as usize).copied().flatten() {
                total.of_kind[column] += 1;
            }
            let place = match group_of.entry([contact, channel, kind, campaign]) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    groups.push(Group { row: row as IdxSize, count: 0, span: None });
                    *new.insert(groups.len() - 1)
                }
            };
            if let Some(group) = groups.get_mut(place) {
                group.count += 1;
                group.span = at.map_or(group.span, |at| {
                    Some(group.span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
                });
            }
        }
        Ok(Self { table: groups_table(frame, &groups, today)?, totals: totals(&contacts.values, &totals_of)? })
    }

    /// Adds `activities`, `activities_90d`, `opens`, `clicks`, `forms`, `meetings` and `visits` to contacts; 0 without one.
    ///
    /// # Errors
    /// When the frame has no `contact_id`.
    pub fn onto(&self, contacts: &DataFrame) -> PolarsResult<DataFrame> {
        let ids = text(&self.totals, "contact_id")?;
        let row_of: FxHashMap<&str, usize> = ids.iter().enumerate().filter_map(|(row, id)| Some((id?, row))).collect();
        let rows: Vec<Option<usize>> =
            text(contacts, "contact_id")?.iter().map(|id| row_of.get(id?).copied()).collect();
        let mut frame = contacts.clone();
        for column in self.totals.columns().iter().skip(1) {
            let counts = column.i32()?;
            let of = |row: &Option<usize>| Some(row.and_then(|row| counts.get(row)).unwrap_or(0));
            frame.with_column(ints(column.name(), rows.iter().map(of)))?;
        }
        Ok(frame)
    }
}

fn groups_table(frame: &DataFrame, groups: &[Group], today: i64) -> PolarsResult<DataFrame> {
    let rows = IdxCa::from_vec("row".into(), groups.iter().map(|group| group.row).collect());
    let mut columns = frame.select(["contact_id", "channel", "kind", "campaign"])?.take(&rows)?.into_columns();
    let dtype = frame.column("occurred_at")?.dtype().clone();
    let instants = |name: &str, of: fn((i64, i64)) -> i64| {
        let values = groups.iter().map(|group| group.span.map(of));
        Int64Chunked::from_iter_options(name.into(), values).into_column().cast(&dtype)
    };
    let since = |(_, last): (i64, i64)| today - last.div_euclid(MICROS_A_DAY);
    let days = groups.iter().map(|group| group.span.and_then(|span| i32::try_from(since(span)).ok()));
    columns.push(ints("activities", groups.iter().map(|group| Some(whole(group.count)))));
    columns.push(instants("first_at", |(first, _)| first)?);
    columns.push(instants("last_at", |(_, last)| last)?);
    columns.push(ints("days_since_last", days));
    sorted(DataFrame::new(groups.len(), columns)?, table("contact_activities").sorted_by)
}

fn totals(contacts: &[&str], totals: &[Total]) -> PolarsResult<DataFrame> {
    let counts = |name: &str, of: &dyn Fn(&Total) -> u64| ints(name, totals.iter().map(|total| Some(whole(of(total)))));
    let mut columns = vec![
        texts("contact_id", contacts.iter().map(|id| Some(*id))),
        counts("activities", &|total| total.activities),
        counts("activities_90d", &|total| total.recent),
    ];
    columns.extend(KINDS.iter().enumerate().map(|(at, (name, _))| counts(name, &|total| total.of_kind[at])));
    DataFrame::new(contacts.len(), columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::frame::{conform, text_column};
    use proptest::prelude::*;

    type Row = (Option<&'static str>, &'static str, Option<&'static str>, Option<i64>);

    /// Contact, kind, campaign, days before the 30th of June 2026.
    fn frame(rows: &[Row]) -> DataFrame {
        let today = i64::from(day_of(as_of()));
        let at = |(.., days): &Row| days.map(|days| (today - days) * MICROS_A_DAY + 5);
        let occurred = Int64Chunked::from_iter_options("occurred_at".into(), rows.iter().map(at)).into_column();
        let instant = crate::engine::frame::dtype(crate::model::table::Type::Timestamp);
        DataFrame::new(
            rows.len(),
            vec![
                text_column("contact_id", rows.iter().map(|row| row.0)),
                text_column("channel", rows.iter().map(|_| Some("email"))),
                text_column("kind", rows.iter().map(|row| Some(row.1))),
                text_column("campaign", rows.iter().map(|row| row.2)),
                occurred.cast(&instant).unwrap(),
            ],
        )
        .unwrap()
    }

    fn as_of() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()
    }

    fn cells(frame: &DataFrame, names: &[&str]) -> Vec<String> {
        let cell = |name: &&str, row| {
            let cell = frame.column(name).unwrap().get(row).unwrap();
            cell.get_str().map_or_else(|| cell.to_string(), str::to_owned)
        };
        let line = |row| names.iter().map(|name| cell(name, row)).collect::<Vec<_>>().join(" ");
        (0..frame.height()).map(line).collect()
    }

    const ROWS: &[Row] = &[
        (Some("b"), "open", None, Some(0)),
        (Some("a"), "open", Some("messe"), Some(89)),
        (Some("a"), "open", Some("messe"), Some(90)),
        (Some("a"), "click", Some("messe"), None),
        (Some("a"), "meeting", None, Some(-3)),
        (None, "open", None, Some(1)),
        (Some("a"), "open", None, Some(400)),
    ];

    #[test]
    fn activities_are_counted_by_what_they_were_and_how_long_ago() {
        let activities = Activities::of(Some(&frame(ROWS)), as_of()).unwrap();
        let names = ["contact_id", "kind", "campaign", "activities", "days_since_last"];
        assert_eq!(
            cells(&activities.table, &names),
            [
                "a click messe 1 null",
                "a meeting null 1 -3",
                "a open null 1 400",
                "a open messe 2 89",
                "b open null 1 0"
            ]
        );
        assert!(conform(table("contact_activities"), &activities.table).unwrap().equals_missing(&activities.table));
        let contacts = DataFrame::new(3, vec![text_column("contact_id", [Some("a"), Some("b"), Some("c")])]).unwrap();
        let cards = activities.onto(&contacts).unwrap();
        let names = ["contact_id", "activities", "activities_90d", "opens", "clicks", "forms", "meetings", "visits"];
        assert_eq!(cells(&cards, &names), ["a 5 1 3 1 0 1 0", "b 1 1 1 0 0 0 0", "c 0 0 0 0 0 0 0"]);
    }

    #[test]
    fn a_run_without_activities_has_an_empty_table_and_zeros() {
        let activities = Activities::of(None, as_of()).unwrap();
        assert_eq!(activities.table.height(), 0);
        let contacts = DataFrame::new(1, vec![text_column("contact_id", [Some("a")])]).unwrap();
        assert_eq!(cells(&activities.onto(&contacts).unwrap(), &["activities", "visits"]), ["0 0"]);
    }

    proptest! {
        #[test]
        fn the_order_of_the_rows_changes_nothing(rows in Just(ROWS.to_vec()).prop_shuffle()) {
            let (one, other) = (frame(ROWS), frame(&rows));
            let (one, other) = (Activities::of(Some(&one), as_of()).unwrap(), Activities::of(Some(&other), as_of()).unwrap());
            prop_assert!(one.table.equals_missing(&other.table));
        }
    }
}
