//! The values of a column: how many, how many different, the most frequent, their patterns.
//!
//! Costs a hash per cell and, for the different values, 24 bytes each up to [`EXACT`].

use polars::prelude::StringChunked;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Different values that are told apart; what comes after them is counted as filled and by its pattern only.
const EXACT: usize = 1_000_000;
/// Most frequent values that are listed.
const TOP: usize = 10;
/// Patterns that are listed.
const PATTERNS: usize = 5;
/// Letters of a value that make its pattern; longer ones end in `…`.
const PATTERN_LETTERS: usize = 40;

/// What is counted about a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Values {
    /// Cells with a value.
    pub filled: u64,
    /// Different values; at least so many when `at_least`.
    pub distinct: u64,
    /// True when there were more different values than are told apart.
    pub at_least: bool,
    /// The most frequent values by count, then by value.
    pub top: Vec<(String, u64)>,
    /// The most frequent patterns by count, then by pattern.
    pub patterns: Vec<(String, u64)>,
}

impl Values {
    /// Counts a column.
    pub fn of(column: &StringChunked) -> Self {
        Self::counted(column, EXACT)
    }

    fn counted(column: &StringChunked, exact: usize) -> Self {
        let mut seen: FxHashMap<&str, u64> = FxHashMap::default();
        let mut patterns = Patterns::default();
        let (mut filled, mut at_least) = (0, false);
        for value in column.iter().flatten() {
            filled += 1;
            if let Some(count) = seen.get_mut(value) {
                *count += 1;
            } else if seen.len() < exact {
                seen.insert(value, 1);
            } else {
                at_least = true;
                patterns.add(value, 1);
            }
        }
        seen.iter().for_each(|(value, count)| patterns.add(value, *count));
        let distinct = seen.len() as u64;
        let top = most(seen.into_iter(), TOP).into_iter().map(|(value, count)| (value.to_owned(), count)).collect();
        Self { filled, distinct, at_least, top, patterns: most(patterns.counts.into_iter(), PATTERNS) }
    }
}

/// The most frequent entries by count, then in order.
fn most<T: Ord>(counts: impl Iterator<Item = (T, u64)>, listed: usize) -> Vec<(T, u64)> {
    let order = |x: &(T, u64), y: &(T, u64)| Reverse(x.1).cmp(&Reverse(y.1)).then_with(|| x.0.cmp(&y.0));
    let mut all: Vec<(T, u64)> = counts.collect();
    if all.len() > listed {
        all.select_nth_unstable_by(listed, order);
        all.truncate(listed);
    }
    all.sort_unstable_by(order);
    all
}

#[derive(Default)]
struct Patterns {
    counts: FxHashMap<String, u64>,
    scratch: String,
}

impl Patterns {
    fn add(&mut self, value: &str, count: u64) {
        self.scratch.clear();
        write_pattern(value, &mut self.scratch);
        match self.counts.get_mut(self.scratch.as_str()) {
            Some(known) => *known += count,
            None => {
                self.counts.insert(self.scratch.clone(), count);
            }
        }
    }
}

/// Capital letters become `A`, other letters `a`, digits `9`; everything else stays.
fn write_pattern(value: &str, out: &mut String) {
    let mut letters = value.chars();
    for letter in letters.by_ref().take(PATTERN_LETTERS) {
        out.push(match letter {
            letter if letter.is_numeric() => '9',
            letter if letter.is_uppercase() => 'A',
            letter if letter.is_alphabetic() => 'a',
            letter => letter,
        });
    }
    if letters.next().is_some() {
        out.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{NamedFrom, NewChunkedArray};
    use proptest::prelude::*;

    fn column(cells: &[Option<&str>]) -> StringChunked {
        StringChunked::new("c".into(), cells)
    }

    #[test]
    fn values_are_counted_and_ordered_by_count_then_value() {
        let counted = Values::of(&column(&[Some("b"), Some("a"), None, Some("b"), Some("Ä1-x")]));
        assert_eq!((counted.filled, counted.distinct, counted.at_least), (4, 3, false));
        assert_eq!(counted.top, [("b".into(), 2), ("a".into(), 1), ("Ä1-x".into(), 1)]);
        assert_eq!(counted.patterns, [("a".into(), 3), ("A9-a".into(), 1)]);
    }

    #[test]
    fn beyond_the_cap_the_count_of_different_values_is_a_minimum() {
        let counted = Values::counted(&column(&[Some("a"), Some("b"), Some("c"), Some("a")]), 2);
        assert_eq!((counted.filled, counted.distinct, counted.at_least), (4, 2, true));
        assert_eq!(counted.top, [("a".into(), 2), ("b".into(), 1)]);
        assert_eq!(counted.patterns, [("a".into(), 4)], "patterns count every value");
    }

    #[test]
    fn lists_are_short_and_long_values_have_short_patterns() {
        let cells: Vec<String> = (0..100).map(|n| format!("{:width$}", n, width = n + 1)).collect();
        let counted = Values::of(&StringChunked::from_iter_values("c".into(), cells.iter()));
        assert_eq!((counted.top.len(), counted.patterns.len()), (TOP, PATTERNS));
        let mut pattern = String::new();
        write_pattern(&"x".repeat(100), &mut pattern);
        assert_eq!(pattern.chars().count(), PATTERN_LETTERS + 1);
    }

    proptest! {
        #[test]
        fn counts_do_not_depend_on_the_order_of_cells(mut cells in prop::collection::vec("[ab1]{0,2}", 0..60)) {
            let forth = Values::of(&StringChunked::from_iter_values("c".into(), cells.iter()));
            cells.reverse();
            let back = Values::of(&StringChunked::from_iter_values("c".into(), cells.iter()));
            prop_assert_eq!(&forth, &back);
            prop_assert_eq!(forth.filled as usize, cells.len());
        }
    }
}
