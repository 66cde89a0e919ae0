//! Row orders by key columns: each key becomes a rank, the ranks of a row and its number one integer, and integers sort.
//!
//! Not for orders by expressions. Costs one hash per text cell, one sort of the distinct values of each key and one of
//! integers; rows that are in order already cost one comparison each.

use super::distinct::{Distinct, NULL};
use polars::prelude::*;
use rayon::prelude::*;
use std::cmp::Ordering;

/// Rows sorted by the columns of these names, ascending, nulls first; equal rows keep their order.
///
/// # Errors
/// When a column is missing or has no order that tables use (text, whole numbers, dates, instants).
pub fn sorted(mut frame: DataFrame, keys: &[&str]) -> PolarsResult<DataFrame> {
    // Rows of one piece are gathered without copying their text.
    frame.rechunk_mut_par();
    let keys = keys.iter().map(|name| Cells::of(frame.column(name)?)).collect::<PolarsResult<Vec<_>>>()?;
    if is_sorted(&keys, frame.height()) {
        return Ok(frame);
    }
    let ranks: Vec<Ranks> = keys.par_iter().map(Cells::ranks).collect();
    frame.take(&IdxCa::from_vec("row".into(), order(&ranks, frame.height())))
}

/// A column of one piece in a form that compares.
pub enum Cells {
    /// Text.
    Text(StringChunked),
    /// Whole numbers, dates, instants and flags.
    Number(Int64Chunked),
}

/// The rank of each row's value, from 0; `bits` hold the largest.
struct Ranks {
    of_row: Vec<u32>,
    bits: u32,
}

impl Cells {
    /// The cells of a column.
    ///
    /// # Errors
    /// When it is neither text nor a whole number in disguise.
    pub fn of(column: &Column) -> PolarsResult<Self> {
        Ok(match column.dtype() {
            DataType::String => Self::Text(column.str()?.rechunk().into_owned()),
            _ => {
                let numbers = column.to_physical_repr().cast(&DataType::Int64)?;
                Self::Number(numbers.i64()?.rechunk().into_owned())
            }
        })
    }

    /// False where a row has no value.
    pub fn has(&self, row: usize) -> bool {
        match self {
            Self::Text(cells) => cells.downcast_as_array().get(row).is_some(),
            Self::Number(cells) => cells.downcast_as_array().get(row).is_some(),
        }
    }

    /// The order of two rows, the one without a value first.
    pub fn compare(&self, left: usize, right: usize) -> Ordering {
        match self {
            Self::Text(cells) => {
                let cells = cells.downcast_as_array();
                cells.get(left).cmp(&cells.get(right))
            }
            Self::Number(cells) => {
                let cells = cells.downcast_as_array();
                cells.get(left).cmp(&cells.get(right))
            }
        }
    }

    fn ranks(&self) -> Ranks {
        match self {
            Self::Text(cells) => {
                let Distinct { ids, values } = Distinct::of(cells);
                let rank = ranks(&values);
                let of_row = ids.into_iter().map(|id| if id == NULL { 0 } else { rank[id as usize] }).collect();
                Ranks::new(of_row, values.len())
            }
            Self::Number(cells) => {
                let mut values: Vec<i64> = cells.iter().flatten().collect();
                values.par_sort_unstable();
                values.dedup();
                let rank = |value: i64| values.binary_search(&value).map_or(0, |at| at as u32 + 1);
                Ranks::new(cells.iter().map(|value| value.map_or(0, rank)).collect(), values.len())
            }
        }
    }
}

/// The place of each text among all of them, from 1; equal texts share it.
pub fn ranks<T: AsRef<str> + Sync>(values: &[T]) -> Vec<u32> {
    let text = |id: u32| values[id as usize].as_ref();
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.par_sort_unstable_by(|&left, &right| text(left).cmp(text(right)));
    let mut ranks = vec![0; values.len()];
    let (mut rank, mut before) = (0, None);
    for id in order {
        if before != Some(text(id)) {
            (rank, before) = (rank + 1, Some(text(id)));
        }
        ranks[id as usize] = rank;
    }
    ranks
}

impl Ranks {
    fn new(of_row: Vec<u32>, most: usize) -> Self {
        Self { of_row, bits: bits(most) }
    }
}

/// Bits that hold the numbers from 0 to `most`.
fn bits(most: usize) -> u32 {
    usize::BITS - most.leading_zeros()
}

fn is_sorted(keys: &[Cells], rows: usize) -> bool {
    let follows = |row: usize| {
        let orders = keys.iter().map(|key| key.compare(row - 1, row));
        orders.fold(Ordering::Equal, Ordering::then).is_le()
    };
    (1..rows).all(follows)
}

/// The rows in the order of their ranks.
fn order(ranks: &[Ranks], rows: usize) -> Vec<IdxSize> {
    let row_bits = bits(rows);
    if ranks.iter().map(|key| key.bits).sum::<u32>() + row_bits <= u64::BITS {
        let mut packed: Vec<u64> = (0..rows)
            .map(|row| {
                ranks.iter().fold(0, |all, key| all << key.bits | u64::from(key.of_row[row])) << row_bits | row as u64
            })
            .collect();
        packed.par_sort_unstable();
        let mask = (1 << row_bits) - 1;
        return packed.into_iter().map(|packed| (packed & mask) as IdxSize).collect();
    }
    let mut order: Vec<IdxSize> = (0..rows as IdxSize).collect();
    let by_rank = |&row: &IdxSize| ranks.iter().map(move |key| key.of_row[row as usize]);
    order.par_sort_by(|left, right| by_rank(left).cmp(by_rank(right)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frame(rows: &[(Option<String>, Option<i32>)]) -> DataFrame {
        let texts = StringChunked::from_iter_options("text".into(), rows.iter().map(|row| row.0.as_deref()));
        let numbers = Int32Chunked::from_iter_options("number".into(), rows.iter().map(|row| row.1));
        let place = UInt32Chunked::from_vec("place".into(), (0..rows.len() as u32).collect());
        let columns = vec![texts.into_column(), numbers.into_column(), place.into_column()];
        DataFrame::new(rows.len(), columns).unwrap()
    }

    proptest! {
        #[test]
        fn rows_stand_as_the_sort_of_polars_puts_them(
            rows in prop::collection::vec((prop::option::of("[abß]{0,2}"), prop::option::of(-2..3_i32)), 0..40),
        ) {
            let frame = frame(&rows);
            let options = SortMultipleOptions::default().with_maintain_order(true);
            for keys in [&["text", "number"][..], &["number", "text"], &["number"]] {
                let expected = frame.sort(keys.to_vec(), options.clone()).unwrap();
                prop_assert!(sorted(frame.clone(), keys).unwrap().equals_missing(&expected));
            }
        }
    }

    #[test]
    fn ranks_too_wide_for_one_integer_sort_all_the_same() {
        let wide = |of_row: &[u32]| Ranks { of_row: of_row.to_vec(), bits: 32 };
        assert_eq!(order(&[wide(&[1, 0, 1, 0]), wide(&[0, 7, 0, 3])], 4), [3, 1, 0, 2]);
    }
}
