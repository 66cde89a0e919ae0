//! Names for the squares of recency and frequency scores.
//!
//! The names are those of marketing literature; there is no standard grid. Every square has one name, and since equal
//! values share a score, many customers with one order make a lowest frequency score of 2 or 3.

/// The name of each square: rows are recency 1 to 5, columns frequency 1 to 5.
const GRID: [[&str; 5]; 5] = [
    ["lost", "lost", "hibernating", "at_risk", "cannot_lose"],
    ["hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"],
    ["about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"],
    ["new", "promising", "potential_loyalist", "loyal", "champions"],
    ["new", "new", "potential_loyalist", "champions", "champions"],
];

/// The name for a recency and a frequency score, each 1 to 5.
pub fn segment(recency: u8, frequency: u8) -> Option<&'static str> {
    let at = |score: u8| usize::from(score).checked_sub(1);
    GRID.get(at(recency)?)?.get(at(frequency)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_square_has_a_name_and_nothing_else() {
        assert_eq!(segment(5, 5), Some("champions"));
        assert_eq!(segment(1, 5), Some("cannot_lose"));
        assert_eq!(segment(5, 1), Some("new"));
        assert!([(0, 1), (1, 0), (6, 1), (1, 6)].into_iter().all(|(r, f)| segment(r, f).is_none()));
    }
}
