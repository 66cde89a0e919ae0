//! Match keys of streets: what two spellings of one street have in common.
//!
//! For comparing records, never for display. English spells ordinals as words or digits, and leaves compass points out;
//! both are made equal here. Costs a few dozen nanoseconds.

use super::words::DIRECTIONS;

/// Ordinals of numbered streets.
const ORDINALS: [(&str, &str); 12] = [
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
    ("eleventh", "11th"),
    ("twelfth", "12th"),
];

/// Key of a folded street: its words without compass points, ordinals in digits. A street that is only a compass point
/// keeps it.
pub fn street_key(folded: &str) -> String {
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let plain = |word: &&str| !DIRECTIONS.contains(word);
    // "East St" is a street of its own: something beside the compass point and the street type has to remain.
    let keep_all = words().filter(plain).count() < 2;
    let mut key = String::with_capacity(folded.len());
    for word in words().filter(|word| keep_all || plain(word)) {
        if !key.is_empty() {
            key.push(' ');
        }
        let digits = ORDINALS.iter().find(|(ordinal, _)| *ordinal == word);
        key.push_str(digits.map_or(word, |(_, digits)| digits));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_street_has_one_key() {
        assert_eq!(street_key("w. third st."), street_key("3rd st"));
        assert_eq!(street_key("peachtree rd. ne"), "peachtree rd");
        assert_eq!(street_key("east st"), "east st");
        assert_eq!(street_key("am suedhang"), "am suedhang");
        assert_eq!(street_key(""), "");
        assert_eq!(street_key(&street_key("n. 5th ave")), street_key("fifth ave n"));
    }
}
