//! Lasting ids: minted once, carried over by the largest overlap of records with the run before, never used again.
//!
//! An id is a UUID of version 8 (RFC 9562) from a SHA-256 over the configuration, the first record of the contact and a
//! counter, so equal runs mint equal ids. Ids that end keep their row in the ledger and name their successor.

use super::attach::{Attached, Parties};
use super::members::Members;
use super::{Input, SourceTrust};
use crate::engine::frame::{text, text_column};
use chrono::{Datelike, NaiveDate};
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A record of a master source ties its id to the contact as strongly as this many other records.
const MASTER_WEIGHT: u32 = 11;

/// What the run before left behind.
#[derive(Debug)]
pub struct Previous {
    /// `leads`: `record_id`, `contact_id`.
    pub leads: DataFrame,
    /// `contact_ids`.
    pub contact_ids: DataFrame,
    /// `id_events`.
    pub id_events: DataFrame,
    /// `order_customers`.
    pub order_customers: DataFrame,
}

/// The ids of a run.
#[derive(Debug)]
pub struct Ids {
    /// Contact id of each cluster.
    pub of_cluster: Vec<String>,
    /// Contact id of each customer of the orders; `None` where the lines name none.
    pub of_party: Vec<Option<String>>,
    /// The `contact_ids` table.
    pub ledger: DataFrame,
    /// The `id_events` table.
    pub events: DataFrame,
}

/// Every id ever issued, and what became of it.
#[derive(Debug, Default)]
struct Ledger {
    entries: Vec<Entry>,
    /// Number of the entry of each id.
    of_id: FxHashMap<String, u32>,
}

impl Ledger {
    fn get(&self, id: &str) -> Option<&Entry> {
        self.of_id.get(id).map(|&at| &self.entries[at as usize])
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Entry> {
        self.of_id.get(id).map(|&at| &mut self.entries[at as usize])
    }

    fn insert(&mut self, entry: Entry) {
        self.of_id.insert(entry.id.clone(), self.entries.len() as u32);
        self.entries.push(entry);
    }

    /// Issues an id that was never issued before.
    fn mint(&mut self, fingerprint: &str, key: &str, minted: i32) -> String {
        let mut ids = (0_u32..).map(|attempt| uuid(&[fingerprint, key, &attempt.to_string()]));
        let Some(id) = ids.find(|id| !self.of_id.contains_key(id)) else { unreachable!("2^32 ids of one record") };
        self.insert(Entry { id: id.clone(), state: "active", successor: None, minted });
        id
    }
}

/// A UUID of version 8 from the first 128 bits of the SHA-256 over the parts.
pub fn uuid(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hasher.finalize()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut id = String::with_capacity(36);
    for (at, byte) in bytes.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        id.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[usize::from(half)])));
    }
    id
}

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    state: &'static str,
    successor: Option<String>,
    minted: i32,
}

#[derive(Debug)]
struct Event {
    event: &'static str,
    id: String,
    other: Option<String>,
    record: Option<String>,
}

/// Assigns ids to clusters and to the customers of orders, and writes the ledger forward.
///
/// # Errors
/// When a frame lacks a promised column.
pub fn assign(input: &Input, members: &Members, parties: &Parties, attached: &[Attached]) -> PolarsResult<Ids> {
    let mut ledger = read_ledger(input.previous)?;
    let today = days(input.as_of);
    let before = records_before(input)?;
    let record_ids = text(input.leads, "record_id")?;
    let kept = keep(input, members, &before)?;
    let mut events = Vec::new();
    let mut issue = |ledger: &mut Ledger, key: &str| {
        let id = ledger.mint(input.fingerprint, key, today);
        events.push(Event { event: "mint", id: id.clone(), other: None, record: None });
        id
    };
    let mut of_cluster = Vec::with_capacity(members.len());
    for (rows, kept) in members.iter().zip(kept) {
        let id = kept.map_or_else(
            || {
                let first = rows.iter().filter_map(|&row| record_ids.get(row as usize)).min().unwrap_or_default();
                issue(&mut ledger, first)
            },
            str::to_owned,
        );
        of_cluster.push(id);
    }
    let known = parties_before(input.previous)?;
    let of_party: Vec<Option<String>> = attached
        .iter()
        .enumerate()
        .map(|(party, attached)| match attached {
            Attached::Nobody => None,
            Attached::Cluster(cluster, _) => of_cluster.get(*cluster as usize).cloned(),
            Attached::New => {
                let key = parties.key(party);
                let known = known.get(&key).filter(|id| ledger.get(id).is_some_and(|entry| entry.state == "active"));
                Some(known.cloned().unwrap_or_else(|| issue(&mut ledger, &key)))
            }
        })
        .collect();
    let mut moves = Moves::default();
    for (record, &cluster) in record_ids.iter().zip(input.clusters) {
        let Some(record) = record else { continue };
        let (Some(old), Some(new)) = (before.get(record), of_cluster.get(cluster as usize)) else { continue };
        moves.record(record, old, new);
    }
    for (party, new) in of_party.iter().enumerate() {
        if let (Some(old), Some(new)) = (known.get(&parties.key(party)), new) {
            moves.customer(old, new);
        }
    }
    let living: FxHashSet<&str> =
        of_cluster.iter().map(String::as_str).chain(of_party.iter().flatten().map(String::as_str)).collect();
    close(&before, &known, &living, moves, &mut ledger, &mut events);
    let run = previous_runs(input.previous)? + 1;
    let events = events_table(input.previous, &events, run, today)?;
    Ok(Ids { of_cluster, of_party, ledger: ledger_table(&ledger)?, events })
}

/// Contact of each record in the run before.
fn records_before(input: &Input) -> PolarsResult<FxHashMap<String, String>> {
    let Some(previous) = input.previous else { return Ok(FxHashMap::default()) };
    let (records, contacts) = (text(&previous.leads, "record_id")?, text(&previous.leads, "contact_id")?);
    Ok(records.iter().zip(contacts.iter()).filter_map(|(r, c)| Some((r?.to_owned(), c?.to_owned()))).collect())
}

/// For each cluster the old id it keeps: overlaps by weight, the heaviest first; an id goes to one cluster at most.
fn keep<'a>(
    input: &Input,
    members: &Members,
    before: &'a FxHashMap<String, String>,
) -> PolarsResult<Vec<Option<&'a str>>> {
    let (record_ids, sources) = (text(input.leads, "record_id")?, text(input.leads, "source")?);
    let master =
        |name: Option<&str>| input.sources.iter().any(|s: &SourceTrust| s.master && Some(s.name.as_str()) == name);
    let mut overlaps: Vec<(u32, &str, u32)> = Vec::new();
    for (cluster, rows) in members.iter().enumerate() {
        let mut weights: BTreeMap<&str, u32> = BTreeMap::new();
        for &row in rows {
            if let Some(id) = record_ids.get(row as usize).and_then(|record| before.get(record)) {
                *weights.entry(id).or_default() += if master(sources.get(row as usize)) { MASTER_WEIGHT } else { 1 };
            }
        }
        overlaps.extend(weights.into_iter().map(|(id, weight)| (weight, id, cluster as u32)));
    }
    overlaps.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(y.1)).then(x.2.cmp(&y.2)));
    let mut kept = vec![None; members.len()];
    let mut taken: FxHashSet<&str> = FxHashSet::default();
    for (_, id, cluster) in overlaps {
        if kept[cluster as usize].is_none() && taken.insert(id) {
            kept[cluster as usize] = Some(id);
        }
    }
    Ok(kept)
}

/// What went from one contact to another since the run before.
#[derive(Debug, Default)]
struct Moves<'a> {
    /// Records and customers of orders that went, by old and new id.
    count: BTreeMap<(&'a str, &'a str), (u32, u32)>,
    events: Vec<Event>,
}

impl<'a> Moves<'a> {
    fn record(&mut self, record: &str, old: &'a str, new: &'a str) {
        if old != new {
            self.count.entry((old, new)).or_default().0 += 1;
            self.tell(old, new, Some(record.to_owned()));
        }
    }

    /// The event does not name the customer, whose key may be an address: events outlast an erasure.
    fn customer(&mut self, old: &'a str, new: &'a str) {
        if old != new {
            self.count.entry((old, new)).or_default().1 += 1;
            self.tell(old, new, None);
        }
    }

    fn tell(&mut self, old: &str, new: &str, record: Option<String>) {
        self.events.push(Event { event: "move", id: old.to_owned(), other: Some(new.to_owned()), record });
    }
}

/// Records what became of ids that lost records or customers, or ended: the heir is the contact that took most records,
/// then most customers.
fn close(
    before: &FxHashMap<String, String>,
    parties_before: &BTreeMap<String, String>,
    living: &FxHashSet<&str>,
    moves: Moves,
    ledger: &mut Ledger,
    events: &mut Vec<Event>,
) {
    events.extend(moves.events);
    let mut heirs: BTreeMap<&str, ((u32, u32), &str)> = BTreeMap::new();
    for (&(old, new), &count) in &moves.count {
        if living.contains(old) {
            events.push(Event { event: "split", id: old.to_owned(), other: Some(new.to_owned()), record: None });
        } else if heirs.get(old).is_none_or(|(most, _)| count > *most) {
            heirs.insert(old, (count, new));
        }
    }
    let mut ended: Vec<&str> = before.values().chain(parties_before.values()).map(String::as_str).collect();
    ended.sort_unstable();
    ended.dedup();
    for old in ended.into_iter().filter(|old| !living.contains(old)) {
        let heir = heirs.get(old).map(|(_, new)| (*new).to_owned());
        let event = if heir.is_some() { "merge" } else { "retire" };
        if let Some(entry) = ledger.get_mut(old).filter(|entry| entry.state == "active") {
            entry.state = if heir.is_some() { "merged" } else { "retired" };
            entry.successor.clone_from(&heir);
            events.push(Event { event, id: old.to_owned(), other: heir, record: None });
        }
    }
}

fn read_ledger(previous: Option<&Previous>) -> PolarsResult<Ledger> {
    let mut ledger = Ledger::default();
    let Some(previous) = previous else { return Ok(ledger) };
    let frame = &previous.contact_ids;
    let (ids, states, successors) = (text(frame, "id")?, text(frame, "state")?, text(frame, "successor_id")?);
    let minted = frame.column("minted_as_of")?.date()?;
    let state = |word: Option<&str>| match word {
        Some("merged") => "merged",
        Some("retired") => "retired",
        Some("erased") => "erased",
        _ => "active",
    };
    for ((id, word), (successor, minted)) in
        ids.iter().zip(states.iter()).zip(successors.iter().zip(minted.physical().iter()))
    {
        let Some(id) = id.map(str::to_owned) else { continue };
        let successor = successor.map(str::to_owned);
        ledger.insert(Entry { id, state: state(word), successor, minted: minted.unwrap_or(0) });
    }
    Ok(ledger)
}

fn parties_before(previous: Option<&Previous>) -> PolarsResult<BTreeMap<String, String>> {
    let Some(previous) = previous else { return Ok(BTreeMap::new()) };
    let frame = &previous.order_customers;
    let (keys, contacts) = (text(frame, "customer_key")?, text(frame, "contact_id")?);
    Ok(keys.iter().zip(contacts.iter()).filter_map(|(key, id)| Some((key?.to_owned(), id?.to_owned()))).collect())
}

fn previous_runs(previous: Option<&Previous>) -> PolarsResult<i32> {
    Ok(match previous {
        Some(previous) => previous.id_events.column("run")?.i32()?.max().unwrap_or(0),
        None => 0,
    })
}

fn days(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - 719_163
}

fn ledger_table(ledger: &Ledger) -> PolarsResult<DataFrame> {
    // A successor may have ended since: follow it to the id that stands today.
    let resolve = |entry: &Entry| {
        let mut successor = entry.successor.clone();
        for _ in 0..ledger.entries.len() {
            match successor.as_ref().and_then(|id| ledger.get(id)) {
                Some(next) if next.state != "active" => successor.clone_from(&next.successor),
                _ => break,
            }
        }
        successor
    };
    DataFrame::new(
        ledger.entries.len(),
        vec![
            text_column("id", ledger.entries.iter().map(|entry| Some(&entry.id))),
            text_column("state", ledger.entries.iter().map(|entry| Some(entry.state))),
            text_column("successor_id", ledger.entries.iter().map(resolve)),
            Int32Chunked::from_vec("minted_as_of".into(), ledger.entries.iter().map(|entry| entry.minted).collect())
                .into_date()
                .into_column(),
        ],
    )
}

fn events_table(previous: Option<&Previous>, events: &[Event], run: i32, today: i32) -> PolarsResult<DataFrame> {
    let rows = events.len();
    let new = DataFrame::new(
        rows,
        vec![
            Int32Chunked::from_vec("run".into(), vec![run; rows]).into_column(),
            Int32Chunked::from_vec("as_of".into(), vec![today; rows]).into_date().into_column(),
            text_column("event", events.iter().map(|event| Some(event.event))),
            text_column("id", events.iter().map(|event| Some(event.id.as_str()))),
            text_column("other_id", events.iter().map(|event| event.other.as_deref())),
            text_column("record_id", events.iter().map(|event| event.record.as_deref())),
        ],
    )?;
    match previous {
        Some(previous) => previous.id_events.select(new.get_column_names_owned())?.vstack(&new),
        None => Ok(new),
    }
}
