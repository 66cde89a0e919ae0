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

/// Upper bound of [`jaro_winkler`] from lengths and letter masks alone: letters that one text has and the other has not
/// cannot be common. Costs a few instructions, and spares most of the calls.
pub fn jaro_winkler_bound(left_length: usize, left_mask: u32, right_length: usize, right_mask: u32) -> f64 {
    let (left, right) = (left_length.min(LONGEST), right_length.min(LONGEST));
    if left == 0 || right == 0 {
        return 1.0;
    }
    // A cut text may lack letters of its mask, so only whole ones are bounded by it.
    let missing = |length: usize, own: u32, other: u32| {
        if length > LONGEST { 0 } else { (own & !other).count_ones() as usize }
    };
    let common = (left - missing(left_length, left_mask, right_mask).min(left))
        .min(right - missing(right_length, right_mask, left_mask).min(right)) as f64;
    if common == 0.0 {
        return 0.0;
    }
    let jaro = (common / left as f64 + common / right as f64 + 1.0) / 3.0;
    if jaro <= 0.7 { jaro } else { jaro + 0.4 * (1.0 - jaro) }
}

/// Jaro similarity: common letters within half the longer length, less half the transposed letters, rounded down (Jaro 1989).
/// Where each letter of the right text stands is one bit mask, so a letter's partner is found without a loop.
fn jaro(left: &[u8], right: &[u8]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return if left.len() == right.len() { 1.0 } else { 0.0 };
    }
    let window = (left.len().max(right.len()) / 2).saturating_sub(1);
    let (mut in_left, mut in_right) = (0_u64, 0_u64);
    let mut reach = low_bits(window + 1);
    for (at, &letter) in left.iter().enumerate() {
        let found = positions(right, letter) & reach & !in_right;
        in_right |= found & found.wrapping_neg();
        in_left |= u64::from(found != 0) << at;
        reach = if at < window { reach << 1 | 1 } else { reach << 1 };
    }
    let common = f64::from(in_left.count_ones());
    if common == 0.0 {
        return 0.0;
    }
    let moved = f64::from(transposed(left, in_left, right, in_right) / 2);
    (common / left.len() as f64 + common / right.len() as f64 + (common - moved) / common) / 3.0
}

/// A bit for each place of the letter in a text of at most 64.
fn positions(text: &[u8], letter: u8) -> u64 {
    text.iter().enumerate().fold(0, |mask, (at, &other)| mask | u64::from(other == letter) << at)
}

const fn low_bits(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

/// Fewest insertions, deletions, substitutions and swaps of neighbours that turn one text into the other, none touching
/// a place twice (optimal string alignment). Bit-parallel for texts of up to 64 bytes (Hyyrö 2003), a table beyond.
pub fn edits(left: &str, right: &str) -> usize {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short.is_empty() || short.len() > LONGEST {
        return if short.is_empty() { long.len() } else { strsim::osa_distance(short, long) };
    }
    let short = short.as_bytes();
    let last = 1_u64 << (short.len() - 1);
    let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
    let mut distance = short.len();
    for &letter in long.as_bytes() {
        let here = positions(short, letter);
        let swapped = (!diagonal & here) << 1 & before;
        diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
        let right_up = down | !(diagonal | up);
        let right_down = diagonal & up;
        distance += usize::from(right_up & last != 0);
        distance -= usize::from(right_down & last != 0);
        let right_up = right_up << 1 | 1;
        up = right_down << 1 | !(diagonal | right_up);
        down = right_up & diagonal;
        before = here;
    }
    distance
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

/// Weights of the tokens of two sorted, distinct lists: shared, of the left, of the right.
/// `weight` is typically the inverse document frequency of a token.
pub fn token_weights(left: &[u32], right: &[u32], weight: impl Fn(u32) -> f64) -> [f64; 3] {
    let mut sums = [0.0; 3];
    let (mut a, mut b) = (0, 0);
    while a < left.len() || b < right.len() {
        let order = match (left.get(a), right.get(b)) {
            (Some(x), Some(y)) => x.cmp(y),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        let token = weight(if order.is_gt() { right[b] } else { left[a] });
        sums[0] += if order.is_eq() { token } else { 0.0 };
        sums[1] += if order.is_le() { token } else { 0.0 };
        sums[2] += if order.is_ge() { token } else { 0.0 };
        a += usize::from(order.is_le());
        b += usize::from(order.is_ge());
    }
    sums
}

/// Weighted overlap of two sorted, distinct token lists: shared weight / weight of the union, in 0..1.
pub fn token_overlap(left: &[u32], right: &[u32], weight: impl Fn(u32) -> f64) -> f64 {
    let [shared, left, right] = token_weights(left, right, weight);
    let union = left + right - shared;
    if union > 0.0 { shared / union } else { 0.0 }
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
        fn edits_equal_strsim(left in "[a-c]{0,10}|[a-z]{60,70}", right in "[a-c]{0,10}|[a-z]{60,70}") {
            prop_assert_eq!(edits(&left, &right), strsim::osa_distance(&left, &right));
        }

        #[test]
        fn the_bound_is_one(left in "[a-f]{0,12}|[a-z]{60,70}", right in "[a-f]{0,12}|[a-z]{60,70}") {
            let bound = jaro_winkler_bound(left.len(), letter_mask(&left), right.len(), letter_mask(&right));
            prop_assert!(jaro_winkler(&left, &right) <= bound + 1e-12, "{left:?} {right:?} {bound}");
        }

        #[test]
        fn long_texts_equal_strsim(left in "[a-e]{30,64}", right in "[a-e]{30,64}") {
            prop_assert!((jaro_winkler(&left, &right) - strsim::jaro_winkler(&left, &right)).abs() < 1e-9);
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
