//! The keys two given records share, and why each brought them together or did not.
//!
//! For the explanation of a pair: blocks are made again for the shared keys alone, one key at a time. Not for making
//! candidates. Costs a pass over all records for each key the two share.

use super::super::records::Records;
use super::keys::{KEYS, Key, REFINERS};
use super::{affordable, allowance, keyed_rows};
use serde::Serialize;

/// What became of two records in the block of a key they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// All records of the block, or of their part of it, were paired.
    Paired,
    /// The block was over the cap and was refined by further fields, which put the two into different parts.
    Refined,
    /// Their part was over the cap even then: each record met only its neighbours.
    Thinned,
    /// The block was over what its key may spend and was left out.
    LeftOut,
}

/// A key that two records share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SharedKey {
    /// Name of the key, as in the table `pairs`.
    pub name: &'static str,
    /// Records that have the same value of the key, the smallest such block where the two share several values.
    pub records: u64,
    /// Most records a block of the key may have to be paired as a whole.
    pub cap: u64,
    /// What became of the two in it.
    pub fate: Fate,
}

/// The keys of two records in the order of their strength; `cap` is the largest block.
pub fn shared(records: &Records, a: u32, b: u32, cap: usize) -> Vec<SharedKey> {
    KEYS.iter().filter_map(|key| of_key(records, key, [a, b], cap)).collect()
}

fn of_key(records: &Records, key: &Key, [a, b]: [u32; 2], cap: usize) -> Option<SharedKey> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    (key.of)(records, a, &mut left);
    (key.of)(records, b, &mut right);
    left.retain(|value| right.contains(value));
    if left.is_empty() {
        return None;
    }
    let keyed = keyed_rows(records, key.of);
    let blocks: Vec<&[(u64, u32)]> = keyed.chunk_by(|x, y| x.0 == y.0).filter(|block| block.len() > 1).collect();
    let is_strong = key.share == 0;
    let cap = if is_strong { cap } else { affordable(&blocks, cap, allowance(records.rows as u64) * key.share) };
    let fates =
        blocks.iter().filter(|block| block.first().is_some_and(|(value, _)| left.contains(value))).map(|block| {
            let fate = match block.len() <= cap {
                true => Fate::Paired,
                false if is_strong => refined(records, block, [a, b], cap),
                false => Fate::LeftOut,
            };
            SharedKey { name: key.name, records: block.len() as u64, cap: cap as u64, fate }
        });
    fates.min_by_key(|shared| (shared.fate != Fate::Paired, shared.records))
}

/// What refinement makes of two records of a block over the cap.
fn refined(records: &Records, block: &[(u64, u32)], [a, b]: [u32; 2], cap: usize) -> Fate {
    let mut rows: Vec<u32> = block.iter().map(|(_, row)| *row).collect();
    for refiner in REFINERS {
        if rows.len() <= cap {
            return Fate::Paired;
        }
        let part = refiner(records, a);
        if part != refiner(records, b) {
            return Fate::Refined;
        }
        rows.retain(|&row| refiner(records, row) == part);
    }
    if rows.len() <= cap { Fate::Paired } else { Fate::Thinned }
}
