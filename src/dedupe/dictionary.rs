//! The distinct values of a field, each described once: text, frequency, letters, words.
//!
//! Texts lie end to end in one string, words in one list, so that a million values cost their bytes and some twenty more
//! each, and not an allocation.

use crate::kernel::similarity;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// Id of a record without a value.
pub const NO_VALUE: u32 = u32::MAX;

/// Lists of numbers, end to end.
#[derive(Debug, Default)]
pub struct Lists<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T: Copy> Lists<T> {
    /// List number `at`; empty when there is none.
    pub fn get(&self, at: u32) -> &[T] {
        let Some(&end) = self.ends.get(at as usize) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at as usize - 1] };
        &self.items[start as usize..end as usize]
    }

    /// Adds a list.
    pub fn push(&mut self, list: &[T]) {
        self.items.extend_from_slice(list);
        self.ends.push(self.items.len() as u32);
    }
}

/// What is looked at of a value before its text, side by side: one access to memory rules most pairs out.
#[derive(Debug, Clone, Copy)]
struct Sketch {
    start: u32,
    length: u32,
    /// Length of what stands before an @, else of all.
    local: u32,
    /// Letters of that part, see [`similarity::letter_mask`].
    mask: u32,
    /// The last eight bytes, the last one lowest.
    tail: u64,
}

impl Sketch {
    fn of(start: usize, text: &str) -> Self {
        let local = text.find('@').unwrap_or(text.len());
        Self {
            start: start as u32,
            length: text.len() as u32,
            local: local as u32,
            mask: similarity::letter_mask(&text[..local]),
            tail: text.bytes().rev().take(8).enumerate().fold(0, |tail, (at, byte)| tail | u64::from(byte) << (8 * at)),
        }
    }
}

/// A field of the records: up to two values each, and a description of every distinct value.
#[derive(Debug, Default)]
pub struct Field {
    /// Values of each record by slot; [`NO_VALUE`] where it has none. The first slot is always there.
    pub slots: Vec<Vec<u32>>,
    /// Records that have each value.
    pub count: Vec<u32>,
    /// Words of each value as sorted distinct ids; empty lists where the field has no use for words.
    pub words: Lists<u32>,
    /// Hashes of the words of more than one letter of each value, as they stand. Names only.
    pub tokens: Lists<u64>,
    /// In how many values each word stands.
    pub word_count: Vec<u32>,
    /// Inverse document frequency of each word.
    pub word_weight: Vec<f32>,
    /// How each value sounds, as a number; 0 for no letter. Names only.
    pub sound: Vec<u32>,
    /// Root of a nickname: the id of a value or a number beyond all ids. Names only.
    pub root: Vec<u32>,
    /// Beside how many different values of the other name each value stands. Names only.
    pub partners: Vec<u32>,
    /// True where the value is a name for sure, not one that a typing error made. Given names only.
    pub established: Vec<bool>,
    /// True where so many different people share the value that it is no evidence.
    pub generic: Vec<bool>,
    /// Values there are, all records and slots together.
    pub filled: u32,
    /// Probability that two random values are equal.
    pub chance: f64,
    text: String,
    sketches: Vec<Sketch>,
}

impl Field {
    /// First value of a record.
    pub fn id(&self, row: u32) -> Option<u32> {
        Some(self.slots.first()?[row as usize]).filter(|&id| id != NO_VALUE)
    }

    /// All values of a record.
    pub fn ids(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        self.slots.iter().map(move |slot| slot[row as usize]).filter(|&id| id != NO_VALUE)
    }

    /// Text of a value.
    pub fn text(&self, id: u32) -> &str {
        let Sketch { start, length, .. } = self.sketches[id as usize];
        &self.text[start as usize..(start + length) as usize]
    }

    /// Text of a value up to an @.
    pub fn local(&self, id: u32) -> &str {
        let Sketch { start, local, .. } = self.sketches[id as usize];
        &self.text[start as usize..(start + local) as usize]
    }

    /// Upper bound of the Jaro–Winkler similarity of two values, of mailboxes that of their names.
    pub fn most_alike(&self, x: u32, y: u32) -> f64 {
        let (x, y) = (self.sketches[x as usize], self.sketches[y as usize]);
        similarity::jaro_winkler_bound(x.local as usize, x.mask, y.local as usize, y.mask)
    }

    /// True when two values end alike.
    pub fn same_tail(&self, x: u32, y: u32) -> bool {
        let (x, y) = (self.sketches[x as usize], self.sketches[y as usize]);
        x.tail == y.tail && x.length >= 8 && y.length >= 8
    }

    /// True when one edit turns one value into the other, see [`similarity::within_one_edit`].
    pub fn within_one_edit(&self, x: u32, y: u32) -> bool {
        let (left, right) = (self.sketches[x as usize], self.sketches[y as usize]);
        let differing = (left.tail ^ right.tail).to_ne_bytes().iter().filter(|byte| **byte != 0).count();
        match left.length.abs_diff(right.length) {
            0 if differing > 2 => false,
            0 | 1 => similarity::within_one_edit(self.text(x), self.text(y)),
            _ => false,
        }
    }

    /// The value of that text.
    pub fn find(&self) -> FxHashMap<&str, u32> {
        (0..self.len() as u32).map(|id| (self.text(id), id)).collect()
    }

    /// Text of a record's first value; empty when it has none.
    pub fn text_of(&self, row: u32) -> &str {
        self.id(row).map_or("", |id| self.text(id))
    }

    /// Number of distinct values.
    pub fn len(&self) -> usize {
        self.sketches.len()
    }

    /// Cuts every value into words.
    pub fn describe_words(&mut self) {
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut words: Lists<u32> = Lists::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut list = Vec::new();
        for id in 0..self.len() as u32 {
            list.clear();
            let Sketch { start, length, .. } = self.sketches[id as usize];
            let text = &self.text[start as usize..(start + length) as usize];
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let next = known.len() as u32;
                list.push(*known.entry(word).or_insert(next));
            }
            list.sort_unstable();
            list.dedup();
            counts.resize(known.len(), 0);
            for &word in &list {
                counts[word as usize] += 1;
            }
            words.push(&list);
        }
        let values = self.len() as f64;
        self.word_weight = counts.iter().map(|&count| (values / f64::from(count) + 1.0).ln() as f32).collect();
        self.word_count = counts;
        self.words = words;
    }

    /// Hashes the words of every value: numbers that mean the same in every field.
    pub fn describe_tokens(&mut self) {
        let mut tokens: Lists<u64> = Lists::default();
        let mut list = Vec::new();
        for id in 0..self.len() as u32 {
            list.clear();
            let words = self.text(id).split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
            list.extend(words.map(|word| {
                let mut hasher = FxHasher::default();
                hasher.write(word.as_bytes());
                hasher.finish()
            }));
            tokens.push(&list);
        }
        self.tokens = tokens;
    }

    /// Marks values that stand beside more than `most` different values of `other`.
    pub fn mark_generic(&mut self, other: &Self, most: u32) {
        let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut different = vec![0_u32; self.len()];
        for slot in &self.slots {
            for (&id, &beside) in slot.iter().zip(&other.slots[0]) {
                if id != NO_VALUE && beside != NO_VALUE && self.count[id as usize] > most && seen.insert((id, beside)) {
                    different[id as usize] += 1;
                }
            }
        }
        self.generic = different.iter().map(|&different| different > most).collect();
    }
}

/// A field before its values are described: what encoding makes of columns, in the order of the rows.
pub struct Raw<'a> {
    /// Ids by slot, numbered in order of first appearance.
    pub slots: Vec<Vec<u32>>,
    /// The distinct values as they stand in the columns.
    pub values: Vec<&'a str>,
}

impl<'a> Raw<'a> {
    /// Encodes columns that hold values of one kind; empty texts count as none.
    pub fn of(columns: &[&'a [Option<&'a str>]]) -> Self {
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut values = Vec::new();
        let slots = columns
            .iter()
            .map(|column| {
                let id = |value: &Option<&'a str>| match value {
                    Some(value) if !value.is_empty() => *seen.entry(value).or_insert_with(|| {
                        values.push(*value);
                        (values.len() - 1) as u32
                    }),
                    _ => NO_VALUE,
                };
                column.iter().map(id).collect()
            })
            .collect();
        Self { slots, values }
    }

    /// Folds every distinct value, joins those that become equal, and counts. `order` is the order the records take;
    /// values are numbered as they first appear in it, so that nothing depends on the order of the input.
    pub fn finish(self, order: &[u32], fold: impl Fn(&str) -> String + Sync) -> Field {
        let folded: Vec<String> = self.values.par_iter().with_min_len(512).map(|value| fold(value)).collect();
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut id_of = vec![NO_VALUE; folded.len()];
        let mut field = Field { slots: vec![Vec::with_capacity(order.len()); self.slots.len()], ..Field::default() };
        for &row in order {
            for (slot, into) in self.slots.iter().zip(&mut field.slots) {
                let raw = slot[row as usize];
                if raw == NO_VALUE || folded[raw as usize].is_empty() {
                    into.push(NO_VALUE);
                    continue;
                }
                let id = &mut id_of[raw as usize];
                if *id == NO_VALUE {
                    let text = folded[raw as usize].as_str();
                    *id = *known.entry(text).or_insert_with(|| {
                        field.sketches.push(Sketch::of(field.text.len(), text));
                        field.text.push_str(text);
                        field.count.push(0);
                        (field.count.len() - 1) as u32
                    });
                }
                field.count[*id as usize] += 1;
                field.filled += 1;
                into.push(*id);
            }
        }
        let filled = f64::from(field.filled.max(1));
        field.chance = field.count.iter().map(|&count| (f64::from(count) / filled).powi(2)).sum();
        field
    }
}
