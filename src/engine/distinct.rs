//! Dictionary encoding: a kernel runs once per distinct value, in parallel, and is gathered back to rows.
//!
//! Costs one hash per row. Worth it for names, cities, companies and domains, which repeat; phones and
//! e-mail addresses hardly do.

use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Id of a null row.
pub const NULL: u32 = u32::MAX;

/// A text column as ids into its distinct values, numbered in order of first appearance.
#[derive(Debug)]
pub struct Distinct<'a> {
    /// One id per row; [`NULL`] where the row has no value.
    pub ids: Vec<u32>,
    /// The distinct values.
    pub values: Vec<&'a str>,
}

impl<'a> Distinct<'a> {
    /// Encodes a column.
    pub fn of(column: &'a StringChunked) -> Self {
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        let mut values = Vec::new();
        let ids = column
            .iter()
            .map(|value| {
                value.map_or(NULL, |value| {
                    *seen.entry(value).or_insert_with(|| {
                        values.push(value);
                        (values.len() - 1) as u32
                    })
                })
            })
            .collect();
        Self { ids, values }
    }

    /// Runs a kernel once per distinct value, in parallel; the result is indexed by id.
    pub fn map<T: Send + Default>(&self, kernel: impl Fn(&str) -> T + Sync) -> Vec<T> {
        self.values.par_iter().with_min_len(256).map(|value| guarded(|| kernel(value))).collect()
    }
}

/// Tuples of several columns as ids into their distinct tuples; a row where all are null has [`NULL`].
#[derive(Debug)]
pub struct DistinctTuples<'a, const N: usize> {
    /// One id per row.
    pub ids: Vec<u32>,
    /// The distinct tuples.
    pub values: Vec<[Option<&'a str>; N]>,
}

impl<'a, const N: usize> DistinctTuples<'a, N> {
    /// Encodes N columns of one length together.
    pub fn of(columns: [&'a StringChunked; N]) -> Self {
        let encoded = columns.map(Distinct::of);
        let rows = columns.first().map_or(0, |column| column.len());
        let mut seen: FxHashMap<[u32; N], u32> = FxHashMap::default();
        let mut values = Vec::new();
        let ids = (0..rows)
            .map(|row| {
                let key: [u32; N] = std::array::from_fn(|at| encoded[at].ids[row]);
                if key.iter().all(|&id| id == NULL) {
                    return NULL;
                }
                *seen.entry(key).or_insert_with(|| {
                    values.push(std::array::from_fn(|at| {
                        (key[at] != NULL).then(|| encoded[at].values[key[at] as usize])
                    }));
                    (values.len() - 1) as u32
                })
            })
            .collect();
        Self { ids, values }
    }

    /// Runs a kernel once per distinct tuple, in parallel; the result is indexed by id.
    pub fn map<T: Send + Default>(&self, kernel: impl Fn(&[Option<&str>; N]) -> T + Sync + Send) -> Vec<T> {
        self.values.par_iter().with_min_len(256).map(|values| guarded(|| kernel(values))).collect()
    }
}

/// Runs a kernel, and gives the default (for verdicts: unreadable) where it panics. Kernels are tested never to, but
/// stand on crates of others, and one value must not end a run.
pub fn guarded<T: Default>(kernel: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(kernel)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::verdict::{Status, Verdict};

    #[test]
    fn ids_point_back_to_their_values() {
        let column = StringChunked::new("c".into(), [Some("b"), None, Some("a"), Some("b")]);
        let distinct = Distinct::of(&column);
        assert_eq!(distinct.ids, [0, NULL, 1, 0]);
        assert_eq!(distinct.map(str::len), [1, 1]);
    }

    #[test]
    fn a_value_that_breaks_a_kernel_breaks_nothing_else() {
        let column = StringChunked::new("c".into(), ["a", "bad", "c"]);
        let distinct = Distinct::of(&column);
        let read =
            |value: &str| if value == "bad" { panic!("on purpose") } else { Verdict::new(Status::Valid, value.len()) };
        let read: Vec<Verdict<usize>> = distinct.map(read);
        assert_eq!(
            read.iter().map(|verdict| verdict.status).collect::<Vec<_>>(),
            [Status::Valid, Status::Invalid, Status::Valid]
        );
        assert_eq!(read[1].code(), Some("cell.unreadable"));
    }

    #[test]
    fn tuples_keep_nulls_apart_from_values() {
        let left = StringChunked::new("l".into(), [Some("a"), None, None]);
        let right = StringChunked::new("r".into(), [None, Some("a"), None]);
        let tuples = DistinctTuples::of([&left, &right]);
        assert_eq!(tuples.ids, [0, 1, NULL]);
        assert_eq!(tuples.values, [[Some("a"), None], [None, Some("a")]]);
    }
}
