//! Values of people made unrecognisable for reports: what kind of mistake it was stays visible, who it was does not.
//!
//! Not for logs (`observe::redact` finds values inside running text) and no pseudonym: equal masks mean nothing.

/// The value with initials for words, one digit of every number, and addresses without their mailbox:
/// `b…@example.org`, `I… W…`, `0••• 7•••••`.
pub fn mask(value: &str) -> String {
    value.split_inclusive(char::is_whitespace).map(word).collect()
}

/// A word with the blank behind it.
fn word(word: &str) -> String {
    match word.rsplit_once('@') {
        Some((mailbox, domain)) if is_domain(domain.trim_end()) => {
            let first = mailbox.chars().find(|c| c.is_alphanumeric());
            format!("{}…@{domain}", first.map(String::from).unwrap_or_default())
        }
        _ => runs(word),
    }
}

/// True for what may be shown of an address: host names say where, not who.
fn is_domain(text: &str) -> bool {
    let host = text.trim_end_matches(['>', ')', ',', ';', '.']);
    !host.is_empty()
        && host.split('.').all(|label| !label.is_empty() && label.chars().all(is_host))
        && host.contains('.')
}

fn is_host(c: char) -> bool {
    c.is_alphabetic() || c == '-' || c.is_ascii_digit()
}

/// Runs of letters as their first letter, runs of digits as their first digit and dots; signs stay.
fn runs(word: &str) -> String {
    let mut masked = String::with_capacity(word.len());
    let (mut letters, mut digits) = (0_usize, 0_usize);
    for c in word.chars() {
        if c.is_numeric() {
            letters = 0;
            digits += 1;
            masked.push(if digits == 1 { c } else { '•' });
        } else if c.is_alphabetic() {
            digits = 0;
            letters += 1;
            match letters {
                1 => masked.push(c),
                2 => masked.push('…'),
                _ => {}
            }
        } else {
            (letters, digits) = (0, 0);
            masked.push(c);
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_kind_of_mistake_stays_visible() {
        for (value, masked) in [
            ("bernd.probst@example.org", "b…@example.org"),
            ("ilse.weber [at] gmx.de", "i….w… [a…] g….d…"),
            ("Ilse Weber <ilse@weber.de>", "I… W… i…@weber.de>"),
            ("0351 / 796 55-12", "0••• / 7•• 5•-1•"),
            ("+493517965512", "+4•••••••••••"),
            ("4,91713E+11", "4,9••••E+1•"),
            ("KÃ¶lner StraÃŸe 5", "K…¶l… S… 5"),
            ("Max", "M…"),
            ("ilse.weber@", "i….w…@"),
            ("", ""),
        ] {
            assert_eq!(mask(value), masked, "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_word_and_no_number_gets_through(words in "[A-Za-zäöü]{3,9}( [A-Za-z]{2,9}){0,3}", number in "[0-9]{3,12}") {
            let masked = mask(&format!("{words} {number}"));
            for word in words.split(' ') {
                prop_assert!(!masked.split(' ').any(|left| left == word), "{masked}");
            }
            prop_assert_eq!(masked.chars().filter(char::is_ascii_digit).count(), 1);
        }

        #[test]
        fn any_text_is_taken(value in ".{0,60}") {
            prop_assert!(mask(&value).chars().count() <= value.chars().count() + 2 * value.matches('@').count());
        }
    }
}
