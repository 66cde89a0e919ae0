//! Candidate pairs by typed keys: records that share a key are compared, others never.
//!
//! A key is a conjunction of what its fields mean (family name and birth year, street and house number). Large blocks of
//! a strong key are refined by further fields; what is still too large is paired with its neighbours in a total order
//! only, and reported. A weak key pairs the largest blocks that its budget allows, and a short list is searched more
//! thoroughly than a long one. Time and memory grow with the pairs.

mod keys;
mod shared;

use super::records::Records;
use super::{pack, unpack};
use keys::{KEYS, Key, REFINERS};
use rayon::prelude::*;

pub use keys::{Reads, names_of, reading, shared_masks};
pub use shared::{Fate, SharedKey, shared};

/// Pairs per record that a weak key may find on a list of up to [`SHORT`] records; on what goes beyond, half a pair.
const PAIRS_PER_RECORD: u64 = 4;
/// A list that is short enough to be searched thoroughly.
const SHORT: u64 = 100_000;
/// The smallest cap of a weak key.
const SMALLEST: usize = 3;
/// How many neighbours a record of an oversized block is paired with.
const NEIGHBOURS: usize = 5;

/// A key whose blocks were too large even after refinement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OversizedKey {
    /// Name of the key.
    pub key: &'static str,
    /// Blocks that were cut, or left out where the key is a weak one.
    pub blocks: u64,
    /// Records in the largest of them.
    pub largest: u64,
}

/// What blocking found.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Packed pairs, sorted, distinct.
    pub pairs: Vec<u64>,
    /// Keys that were cut.
    pub oversized: Vec<OversizedKey>,
}

impl Candidates {
    /// Adds pairs that no key has to find.
    pub fn add(&mut self, pairs: impl Iterator<Item = u64>) {
        let before = self.pairs.len();
        self.pairs.extend(pairs);
        if self.pairs.len() > before {
            self.pairs.par_sort_unstable();
            self.pairs.dedup();
        }
    }

    /// Records in no pair.
    pub fn unblocked(&self, rows: usize) -> usize {
        let mut seen = vec![false; rows];
        for &pair in &self.pairs {
            let (a, b) = super::unpack(pair);
            seen[a as usize] = true;
            seen[b as usize] = true;
        }
        seen.iter().filter(|seen| !**seen).count()
    }
}

/// All candidate pairs of the records; `cap` is the largest block.
pub fn candidates(records: &Records, cap: usize) -> Candidates {
    let allowance = allowance(records.rows as u64);
    let mut found = Candidates::default();
    for Key { name, share, of, .. } in KEYS {
        let keyed = keyed_rows(records, *of);
        let blocks: Vec<&[(u64, u32)]> = keyed.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1).collect();
        let cut = if *share == 0 {
            pair_strong(records, &blocks, cap, &mut found.pairs)
        } else {
            pair_weak(&blocks, affordable(&blocks, cap, allowance * share), &mut found.pairs)
        };
        if cut.blocks > 0 {
            found.oversized.push(OversizedKey { key: name, blocks: cut.blocks, largest: cut.largest });
        }
    }
    found.pairs.par_sort_unstable();
    found.pairs.dedup();
    found.pairs.retain(|&pair| {
        let (a, b) = unpack(pair);
        records.may_merge(a, b)
    });
    found
}

/// Pairs that one share of the budget allows.
fn allowance(rows: u64) -> u64 {
    rows.min(SHORT) * PAIRS_PER_RECORD + rows.saturating_sub(SHORT) / 2 + 1_000
}

/// Blocks that were too large.
#[derive(Debug, Clone, Copy, Default)]
struct Cut {
    blocks: u64,
    largest: u64,
}

impl Cut {
    fn add(&mut self, size: usize) {
        self.blocks += 1;
        self.largest = self.largest.max(size as u64);
    }

    fn plus(self, other: Self) -> Self {
        Self { blocks: self.blocks + other.blocks, largest: self.largest.max(other.largest) }
    }
}

/// The largest block size up to `cap` at which the pairs of all blocks not larger stay within an allowance.
fn affordable(blocks: &[&[(u64, u32)]], cap: usize, allowance: u64) -> usize {
    let mut sizes = vec![0_u64; cap + 1];
    for block in blocks.iter().filter(|block| block.len() <= cap) {
        sizes[block.len()] += 1;
    }
    let mut pairs = 0;
    for (size, blocks) in sizes.into_iter().enumerate().skip(2) {
        pairs += blocks * (size * (size - 1) / 2) as u64;
        if pairs > allowance {
            return (size - 1).max(SMALLEST);
        }
    }
    cap
}

fn pair_weak(blocks: &[&[(u64, u32)]], cap: usize, pairs: &mut Vec<u64>) -> Cut {
    let mut cut = Cut::default();
    for block in blocks {
        if block.len() > cap {
            cut.add(block.len());
            continue;
        }
        for (at, &(_, a)) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().map(|&(_, b)| pack(a, b)));
        }
    }
    cut
}

fn pair_strong(records: &Records, blocks: &[&[(u64, u32)]], cap: usize, pairs: &mut Vec<u64>) -> Cut {
    let parts: Vec<(Vec<u64>, Cut)> =
        blocks.par_chunks(4_096).map(|blocks| pair_blocks(records, blocks, cap)).collect();
    let mut cut = Cut::default();
    for (found, part) in parts {
        pairs.extend(found);
        cut = cut.plus(part);
    }
    cut
}

fn keyed_rows(records: &Records, key: fn(&Records, u32, &mut Vec<u64>)) -> Vec<(u64, u32)> {
    const ROWS: u32 = 16_384;
    let parts: Vec<Vec<(u64, u32)>> = (0..(records.rows as u32).div_ceil(ROWS))
        .into_par_iter()
        .map(|part| {
            let (mut out, mut keys) = (Vec::new(), Vec::new());
            for row in part * ROWS..((part + 1) * ROWS).min(records.rows as u32) {
                keys.clear();
                key(records, row, &mut keys);
                keys.sort_unstable();
                keys.dedup();
                out.extend(keys.iter().map(|&key| (key, row)));
            }
            out
        })
        .collect();
    let mut keyed = parts.concat();
    keyed.par_sort_unstable();
    keyed
}

fn pair_blocks(records: &Records, blocks: &[&[(u64, u32)]], cap: usize) -> (Vec<u64>, Cut) {
    let (mut pairs, mut cut) = (Vec::new(), Cut::default());
    for block in blocks {
        let rows: Vec<u32> = block.iter().map(|(_, row)| *row).collect();
        refine(records, rows, cap, REFINERS, &mut pairs, &mut cut);
    }
    (pairs, cut)
}

fn refine(
    records: &Records,
    mut rows: Vec<u32>,
    cap: usize,
    refiners: &[fn(&Records, u32) -> u64],
    pairs: &mut Vec<u64>,
    cut: &mut Cut,
) {
    if rows.len() <= cap {
        for (at, &a) in rows.iter().enumerate() {
            pairs.extend(rows[at + 1..].iter().map(|&b| pack(a, b)));
        }
        return;
    }
    let Some((refiner, rest)) = refiners.split_first() else {
        cut.add(rows.len());
        return pair_neighbours(records, rows, pairs);
    };
    rows.sort_by_cached_key(|&row| (refiner(records, row), row));
    for group in rows.chunk_by(|&a, &b| refiner(records, a) == refiner(records, b)) {
        if group.len() > 1 {
            refine(records, group.to_vec(), cap, rest, pairs, cut);
        }
    }
}

/// Pairs each record with the next few in the order of its values, so that equal records still meet.
fn pair_neighbours(records: &Records, mut rows: Vec<u32>, pairs: &mut Vec<u64>) {
    let order = |row: u32| {
        let ids = [&records.given, &records.email, &records.phone, &records.city].map(|f| f.id(row));
        (ids, records.extra.iter().map(|extra| extra.field.id(row)).collect::<Vec<_>>(), row)
    };
    rows.sort_by_cached_key(|&row| order(row));
    for (at, &a) in rows.iter().enumerate() {
        pairs.extend(rows[at + 1..].iter().take(NEIGHBOURS).map(|&b| pack(a, b)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_key_takes_the_blocks_it_can_afford() {
        let rows: Vec<(u64, u32)> = (0..10).map(|row| (0, row)).collect();
        let blocks = [&rows[..2], &rows[..2], &rows[..4], &rows[..10]];
        assert_eq!(affordable(&blocks, 100, 1_000), 100);
        assert_eq!(affordable(&blocks, 5, 1_000), 5);
        assert_eq!(affordable(&blocks, 100, 10), 9);
        assert_eq!(affordable(&blocks, 100, 7), 3);
        assert_eq!(affordable(&blocks, 100, 0), SMALLEST);
    }
}
