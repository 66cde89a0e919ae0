//! What contacts share without being one person: households, e-mail addresses, phone numbers.

use super::Input;
use super::ids::{Ids, uuid};
use super::members::Members;
use crate::engine::distinct::{Distinct, NULL};
use crate::engine::frame::{text, text_column};
use crate::engine::sort::ranks;
use crate::kernel::text::fold;
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// More contacts than this at one address, e-mail address or number are no household or family: a firm, a switchboard.
const LARGEST: usize = 10;

/// The relations of a run.
#[derive(Debug)]
pub struct Relations {
    /// The `households` table.
    pub households: DataFrame,
    /// The `relations` table.
    pub table: DataFrame,
    /// Household of each cluster.
    pub household_of: Vec<Option<String>>,
}

/// Two contacts, by the ranks of their ids, the smaller first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair<'a> {
    left: u32,
    right: u32,
    kind: &'static str,
    value: Option<&'a str>,
}

/// Finds households and shared contact points.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn relations(input: &Input, members: &Members, ids: &Ids) -> PolarsResult<Relations> {
    let rank_of = ranks(&ids.of_cluster);
    let mut by_rank = vec![""; rank_of.len() + 1];
    for (id, &rank) in ids.of_cluster.iter().zip(&rank_of) {
        by_rank[rank as usize] = id;
    }
    let mut household_of = vec![None; members.len()];
    let (mut households, mut contacts, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    for clusters in homes(input)? {
        let sharing = sorted_ranks(&clusters, &rank_of);
        let id = uuid(&["household", by_rank[sharing[0] as usize]]);
        for &cluster in &clusters {
            // A contact with two addresses stays with the first household.
            let household = &mut household_of[cluster as usize];
            if household.is_none() {
                *household = Some(id.clone());
                households.push(id.clone());
                contacts.push(ids.of_cluster[cluster as usize].as_str());
                sizes.push(clusters.len() as i32);
            }
        }
        add_pairs(&mut pairs, &sharing, "household", None);
    }
    for (columns, kind) in [(&["email_key"][..], "shared_email"), (&["phone", "mobile"][..], "shared_phone")] {
        for (value, clusters) in shared(input, columns)? {
            add_pairs(&mut pairs, &sorted_ranks(&clusters, &rank_of), kind, Some(value));
        }
    }
    // One row per pair and kind: of several shared values the first in order stands for all.
    pairs.par_sort_unstable();
    pairs.dedup_by(|next, kept| (next.left, next.right, next.kind) == (kept.left, kept.right, kept.kind));
    let households = DataFrame::new(
        households.len(),
        vec![
            text_column("household_id", households.iter().map(Some)),
            text_column("contact_id", contacts.into_iter().map(Some)),
            Int32Chunked::from_vec("members".into(), sizes).into_column(),
        ],
    )?;
    let table = DataFrame::new(
        pairs.len(),
        vec![
            text_column("left_contact_id", pairs.iter().map(|pair| Some(by_rank[pair.left as usize]))),
            text_column("right_contact_id", pairs.iter().map(|pair| Some(by_rank[pair.right as usize]))),
            text_column("kind", pairs.iter().map(|pair| Some(pair.kind))),
            text_column("value", pairs.iter().map(|pair| pair.value)),
        ],
    )?;
    Ok(Relations { households, table, household_of })
}

fn sorted_ranks(clusters: &[u32], rank_of: &[u32]) -> Vec<u32> {
    let mut ranks: Vec<u32> = clusters.iter().map(|&cluster| rank_of[cluster as usize]).collect();
    ranks.sort_unstable();
    ranks
}

fn add_pairs<'a>(pairs: &mut Vec<Pair<'a>>, sorted: &[u32], kind: &'static str, value: Option<&'a str>) {
    for (at, &left) in sorted.iter().enumerate() {
        pairs.extend(sorted[at + 1..].iter().map(|&right| Pair { left, right, kind, value }));
    }
}

/// Clusters of people with one address and family name, in the order of these.
fn homes(input: &Input) -> PolarsResult<Vec<Vec<u32>>> {
    let column =
        |name: &str, form: fn(&str) -> String| Ok::<_, PolarsError>(form_ranks(text(input.leads, name)?, form));
    let same = |value: &str| value.to_owned();
    let (street, house) = (column("street", fold)?, column("house_number", fold)?);
    let (postal, family) = (column("postal_code", same)?, column("family_name", fold)?);
    let mut rows: Vec<([u32; 4], u32)> = (0..input.clusters.len())
        .map(|row| ([street[row], house[row], postal[row], family[row]], input.clusters[row]))
        .filter(|(home, _)| !home.contains(&0))
        .collect();
    rows.par_sort_unstable();
    rows.dedup();
    let homes = rows.chunk_by(|left, right| left.0 == right.0).filter(|home| (2..=LARGEST).contains(&home.len()));
    Ok(homes.map(|home| home.iter().map(|&(_, cluster)| cluster).collect()).collect())
}

/// For each row the place of its value's form among all forms, from 1; 0 where there is no value.
fn form_ranks(column: &StringChunked, form: fn(&str) -> String) -> Vec<u32> {
    let distinct = Distinct::of(column);
    let ranks = ranks(&distinct.map(form));
    distinct.ids.into_iter().map(|id| if id == NULL { 0 } else { ranks[id as usize] }).collect()
}

/// Values that a few clusters share, with these clusters.
fn shared<'a>(input: &'a Input, columns: &[&str]) -> PolarsResult<Vec<(&'a str, Vec<u32>)>> {
    let mut number_of: FxHashMap<&str, u32> = FxHashMap::default();
    let mut values = Vec::new();
    let mut rows = Vec::new();
    for name in columns {
        for (value, &cluster) in text(input.leads, name)?.iter().zip(input.clusters) {
            let Some(value) = value else { continue };
            let number = *number_of.entry(value).or_insert_with(|| {
                values.push(value);
                values.len() as u32 - 1
            });
            rows.push((number, cluster));
        }
    }
    rows.par_sort_unstable();
    rows.dedup();
    let shared = rows.chunk_by(|left, right| left.0 == right.0).filter(|some| (2..=LARGEST).contains(&some.len()));
    let clusters = |rows: &[(u32, u32)]| rows.iter().map(|&(_, cluster)| cluster).collect();
    Ok(shared.map(|rows| (values[rows[0].0 as usize], clusters(rows))).collect())
}
