//! What contacts share without being one person: households, e-mail addresses, phone numbers.

use super::Input;
use super::ids::{Ids, uuid};
use super::members::Members;
use crate::engine::frame::{text, text_column};
use crate::kernel::text::fold;
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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

/// Finds households and shared contact points.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn relations(input: &Input, members: &Members, ids: &Ids) -> PolarsResult<Relations> {
    let homes = homes(input, members)?;
    let mut household_of = vec![None; members.len()];
    let (mut households, mut contacts, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    let mut pairs: BTreeSet<(&str, &str, &str, Option<String>)> = BTreeSet::new();
    for clusters in homes.values().filter(|clusters| (2..=LARGEST).contains(&clusters.len())) {
        let mut home: Vec<&str> = clusters.iter().map(|&cluster| ids.of_cluster[cluster].as_str()).collect();
        home.sort_unstable();
        let id = uuid(&["household", home[0]]);
        for &cluster in clusters {
            // A contact with two addresses stays with the first household.
            if household_of[cluster].is_none() {
                household_of[cluster] = Some(id.clone());
                households.push(id.clone());
                contacts.push(ids.of_cluster[cluster].as_str());
                sizes.push(clusters.len() as i32);
            }
        }
        add_pairs(&mut pairs, &home, "household", None);
    }
    for (columns, kind) in [(&["email_key"][..], "shared_email"), (&["phone", "mobile"][..], "shared_phone")] {
        for (value, clusters) in shared(input, members, columns)? {
            let mut sharing: Vec<&str> = clusters.iter().map(|&cluster| ids.of_cluster[cluster].as_str()).collect();
            sharing.sort_unstable();
            add_pairs(&mut pairs, &sharing, kind, Some(value));
        }
    }
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
            text_column("left_contact_id", pairs.iter().map(|pair| Some(pair.0))),
            text_column("right_contact_id", pairs.iter().map(|pair| Some(pair.1))),
            text_column("kind", pairs.iter().map(|pair| Some(pair.2))),
            text_column("value", pairs.iter().map(|pair| pair.3.as_deref())),
        ],
    )?;
    Ok(Relations { households, table, household_of })
}

/// One row per pair and kind: of several shared values the first in order stands for all.
fn add_pairs<'a>(
    pairs: &mut BTreeSet<(&'a str, &'a str, &'static str, Option<String>)>,
    sorted: &[&'a str],
    kind: &'static str,
    value: Option<&str>,
) {
    for (at, left) in sorted.iter().enumerate() {
        for right in &sorted[at + 1..] {
            let known = pairs
                .range((*left, *right, kind, None)..)
                .next()
                .is_some_and(|pair| (pair.0, pair.1, pair.2) == (*left, *right, kind));
            if !known {
                pairs.insert((*left, *right, kind, value.map(str::to_owned)));
            }
        }
    }
}

/// Clusters of people by address and family name.
fn homes(input: &Input, members: &Members) -> PolarsResult<BTreeMap<[String; 4], BTreeSet<usize>>> {
    let [street, house, postal, family] =
        ["street", "house_number", "postal_code", "family_name"].map(|name| text(input.leads, name));
    let (street, house, postal, family) = (street?, house?, postal?, family?);
    let mut homes: BTreeMap<[String; 4], BTreeSet<usize>> = BTreeMap::new();
    for (cluster, rows) in members.iter().enumerate() {
        for &row in rows {
            let row = row as usize;
            if let (Some(street), Some(house), Some(postal), Some(family)) =
                (street.get(row), house.get(row), postal.get(row), family.get(row))
            {
                homes.entry([fold(street), fold(house), postal.to_owned(), fold(family)]).or_default().insert(cluster);
            }
        }
    }
    Ok(homes)
}

/// Values that a few clusters share, with these clusters.
fn shared<'a>(input: &'a Input, members: &Members, columns: &[&str]) -> PolarsResult<Vec<(&'a str, BTreeSet<usize>)>> {
    let columns = columns.iter().map(|name| text(input.leads, name)).collect::<PolarsResult<Vec<_>>>()?;
    let mut clusters_of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (cluster, rows) in members.iter().enumerate() {
        for value in rows.iter().flat_map(|&row| columns.iter().filter_map(move |column| column.get(row as usize))) {
            clusters_of.entry(value).or_default().insert(cluster);
        }
    }
    Ok(clusters_of.into_iter().filter(|(_, clusters)| (2..=LARGEST).contains(&clusters.len())).collect())
}
