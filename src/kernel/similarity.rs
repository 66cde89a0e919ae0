//! How alike two folded texts are: Jaro–Winkler, edit distance, token overlap.
//!
//! Works on bytes: callers compare ASCII-folded text, so a byte is a letter. `strsim` is the oracle in the tests.
//! Costs a few dozen nanoseconds for names; texts of more than 64 bytes are cut to 64 for Jaro–Winkler.

/// Longest text Jaro–Winkler looks at.
const LONGEST: usize = 64;

/// Which of 32 letter classes a text holds; two texts with few common bits cannot be alike.
pub fn letter_mask(text: &str) -> u32 {
    text.bytes().fold(0, |mask, byte| mask | 1 << (byte & 31))
}

/// Jaro–Winkler similarity in 0..1 with prefix weight 0.1 over at most four letters (Winkler 1990).
pub fn jaro_winkler(left: &str, right: &str) -> f64 {
    let (left, right) = (cut(left), cut(right));
    let jaro = jaro(left, right);
    if jaro <= 0.7 {
        return jaro;
    }
    let prefix = left.iter().zip(right).take(4).take_while(|(a, b)| a == b).count();
    jaro + 0.1 * prefix as f64 * (1.0 - jaro)
}

fn cut(text: &str) -> &[u8] {
    let bytes = text.as_bytes();
    &bytes[..bytes.len().min(LONGEST)]
}

/// Jaro similarity: common letters within half the longer length, less half the transposed letters, rounded down (Jaro 1989).
fn jaro(left: &[u8], right: &[u8]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return if left.len() == right.len() { 1.0 } else { 0.0 };
    }
    let window = (left.len().max(right.len()) / 2).saturating_sub(1);
    let (mut in_left, mut in_right) = (0_u64, 0_u64);
    for (at, letter) in left.iter().enumerate() {
        let end = (at + window + 1).min(right.len());
        let found =
            (at.saturating_sub(window)..end).find(|&other| in_right >> other & 1 == 0 && right[other] == *letter);
        if let Some(other) = found {
            in_left |= 1 << at;
            in_right |= 1 << other;
        }
    }
    let common = f64::from(in_left.count_ones());
    if common == 0.0 {
        return 0.0;
    }
    let moved = f64::from(transposed(left, in_left, right, in_right) / 2);
    (common / left.len() as f64 + common / right.len() as f64 + (common - moved) / common) / 3.0
}

fn transposed(left: &[u8], mut in_left: u64, right: &[u8], mut in_right: u64) -> u32 {
    let mut moved = 0;
    while in_left != 0 && in_right != 0 {
        let (a, b) = (in_left.trailing_zeros() as usize, in_right.trailing_zeros() as usize);
        moved += u32::from(left[a] != right[b]);
        in_left &= in_left - 1;
        in_right &= in_right - 1;
    }
    moved
}

/// True when one insertion, deletion, substitution or swap of neighbours turns one text into the other, or none.
pub fn within_one_edit(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let (short, long) = (short.as_bytes(), long.as_bytes());
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return short == &long[1..];
    }
    match (short, long) {
        ([], []) => true,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([a, b, rest @ ..], [c, d, other @ ..]) => a == d && b == c && rest == other,
        _ => false,
    }
}

/// Weighted overlap of two sorted, distinct token lists: shared weight / weight of the union, in 0..1.
/// `weight` is typically the inverse document frequency of a token.
pub fn token_overlap(left: &[u32], right: &[u32], weight: impl Fn(u32) -> f64) -> f64 {
    let (mut shared, mut total) = (0.0, 0.0);
    let (mut a, mut b) = (0, 0);
    while a < left.len() || b < right.len() {
        let order = match (left.get(a), right.get(b)) {
            (Some(x), Some(y)) => x.cmp(y),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        let token = if order.is_gt() { right[b] } else { left[a] };
        total += weight(token);
        if order.is_eq() {
            shared += weight(token);
        }
        a += usize::from(order.is_le());
        b += usize::from(order.is_ge());
    }
    if total > 0.0 { shared / total } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn winklers_own_examples() {
        assert!((jaro_winkler("martha", "marhta") - 0.9611).abs() < 1e-4);
        assert!((jaro_winkler("dwayne", "duane") - 0.84).abs() < 1e-4);
        assert!((jaro_winkler("dixon", "dicksonx") - 0.8133).abs() < 1e-4);
    }

    #[test]
    fn overlap_counts_weight_not_tokens() {
        assert_eq!(token_overlap(&[1, 2], &[2, 3], |_| 1.0), 1.0 / 3.0);
        assert_eq!(token_overlap(&[1, 9], &[9], f64::from), 0.9);
        assert_eq!(token_overlap(&[], &[], |_| 1.0), 0.0);
    }

    proptest! {
        #[test]
        fn equals_strsim(left in "[a-e ]{0,20}", right in "[a-e ]{0,20}") {
            let want = strsim::jaro_winkler(&left, &right);
            prop_assert!((jaro_winkler(&left, &right) - want).abs() < 1e-9, "{left:?} {right:?}");
        }

        #[test]
        fn one_edit_equals_strsim(left in "[a-c]{0,6}", right in "[a-c]{0,6}") {
            prop_assert_eq!(within_one_edit(&left, &right), strsim::osa_distance(&left, &right) <= 1);
        }

        #[test]
        fn bounded_on_any_text(left in ".{0,90}", right in ".{0,90}") {
            prop_assert!((0.0..=1.0).contains(&jaro_winkler(&left, &right)));
            within_one_edit(&left, &right);
        }

        #[test]
        fn alike_texts_share_letters(left in "[a-z]{1,12}", right in "[a-z]{1,12}") {
            let shared = (letter_mask(&left) & letter_mask(&right)).count_ones();
            if shared == 0 {
                prop_assert_eq!(jaro_winkler(&left, &right), 0.0);
            }
        }
    }
}
