//! Cells that hold digits and are no phone numbers, and numbers that nobody has.

/// Fewest digits of a number beside an e-mail address.
const BESIDE_EMAIL: usize = 7;

/// The text without its e-mail addresses, when there are some and a number stands beside them.
pub(super) fn beside_email(text: &str) -> Option<String> {
    if !text.contains('@') {
        return None;
    }
    let words: Vec<&str> = text.split_ascii_whitespace().filter(|word| !word.contains('@')).collect();
    let rest = words.join(" ");
    (rest.bytes().filter(u8::is_ascii_digit).count() >= BESIDE_EMAIL).then_some(rest)
}

/// Why the whole cell cannot be a phone number, if so.
pub(super) fn cell(text: &str) -> Option<&'static str> {
    if text.contains('@') {
        return Some(EMAIL);
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some("phone.not_a_number");
    }
    (is_date(text) || is_compact_time(text) || is_clock(text) || is_iban(text)).then_some("phone.not_a_number")
}

/// `20240131080000`, and milliseconds since 1970 (2014 to 2027), which no number without a plus looks like.
fn is_clock(text: &str) -> bool {
    let date = text.get(..8).is_some_and(is_compact_date);
    let hour = text.get(8..10).and_then(|hour| hour.parse().ok()).is_some_and(|hour: u32| hour < 24);
    let milliseconds = text.len() == 13 && ["14", "15", "16", "17"].iter().any(|front| text.starts_with(front));
    (milliseconds || text.len() == 14 && date && hour) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `DE12 5001 0517 0648 4898 90`: country, check digits, and up to thirty letters and digits.
fn is_iban(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let check = text.bytes().skip(2).take(2).filter(u8::is_ascii_digit).count();
    let length = || text.bytes().filter(u8::is_ascii_alphanumeric).count();
    letters == 2
        && check == 2
        && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && (15..=34).contains(&length())
}

/// Code of a cell that holds an e-mail address.
pub(super) const EMAIL: &str = "phone.email";

/// What Germans write for "some number".
const PROVERBIAL: &[&str] = &["08154711", "47110815"];

/// True for invented numbers: one digit throughout, counting up or down, or a subscriber of zeros.
/// `digits` is the number as written, `groups` the lengths of its groups.
pub(super) fn is_placeholder(digits: &str, groups: &[usize]) -> bool {
    let core = digits.trim_start_matches('0');
    if PROVERBIAL.contains(&digits) {
        return true;
    }
    if digits.len() >= 3 && (core.is_empty() || digits.len() >= 5 && is_one_digit(core)) {
        return true;
    }
    // "01 234 56 78" is in use where plans are short; "01 23 45 67 89" is what people make up.
    let arranged = digits.starts_with('0') && groups.len() > 1 && digits.len() < 10;
    if digits.len() >= 5 && !arranged && (counts(digits) || counts(core)) {
        return true;
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let last = groups.last().copied().unwrap_or(0);
    let last_digit = digits.bytes().last();
    let same = digits.bytes().rev().take_while(|byte| Some(*byte) == last_digit).count();
    same >= 7 || zeros >= 6 && groups.len() > 1 && zeros == last
}

/// `20240131`: year, month and day, or a number of Wuppertal (0202) without its zero.
pub(super) fn is_compact_date(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|text| text.parse().ok()).unwrap_or(0u32);
    digits.len() == 8
        && (1900..2100).contains(&part(0, 4))
        && (1..=12).contains(&part(4, 6))
        && (1..=31).contains(&part(6, 8))
}

/// Thirteen digits with the check digit of an article number (EAN) of Germany, Austria or Switzerland.
pub(super) fn is_article_number(digits: &str) -> bool {
    let front = digits.get(..2).and_then(|text| text.parse().ok()).unwrap_or(0u32);
    let weighted = digits.bytes().enumerate().map(|(at, digit)| {
        let weight = if at % 2 == 0 { 1 } else { 3 };
        weight * u32::from(digit.wrapping_sub(b'0'))
    });
    digits.len() == 13 && matches!(front, 40..=44 | 76 | 90 | 91) && weighted.sum::<u32>() % 10 == 0
}

/// True for a national number that counts up from one (`123456789`); the test numbers of a form.
pub(super) fn is_counting(national: &str) -> bool {
    national.len() >= 8 && counts(national)
}

fn is_one_digit(digits: &str) -> bool {
    let mut bytes = digits.bytes();
    bytes.next().is_some_and(|first| bytes.all(|byte| byte == first))
}

fn counts(digits: &str) -> bool {
    digits.len() >= 4
        && ["123456789012345", "012345678901234", "987654321098765"].iter().any(|run| run.starts_with(digits))
}

/// `2024-01-01`, `01.01.2024`, `1/1/2024`, `01/2024`: year in a plausible place and everything else a day and a month.
fn is_date(text: &str) -> bool {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let Some(separator) = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | '-' | '/')) else {
        return false;
    };
    let mut numbers = date.split(separator);
    let rest = text.get(date.len()..).unwrap_or_default().trim();
    let until = rest.strip_prefix('-').map(str::trim_start);
    if !(rest.is_empty() || rest.contains(':') || until.is_some_and(is_date)) {
        return false;
    }
    let small = |text: &str, most: u32| {
        (1..=2).contains(&text.len()) && text.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
    };
    let year = |text: &str| text.len() == 4 && text.parse().is_ok_and(|n: u32| (1900..2100).contains(&n));
    match (numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
        (Some(y), Some(m), Some(d), None) if year(y) => small(m, 12) && small(d, 31),
        (Some(a), Some(b), Some(y), None) if year(y) => small(a, 31) && small(b, 31),
        (Some(m), Some(y), None, None) if year(y) => m.len() == 2 && small(m, 12),
        _ => false,
    }
}

/// `20240131 08:00`
fn is_compact_time(text: &str) -> bool {
    text.split_once([' ', 'T']).is_some_and(|(date, time)| {
        date.len() == 8 && date.starts_with(['1', '2']) && time.len() <= 8 && time.as_bytes().get(2) == Some(&b':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn junk_has_its_code() {
        assert_eq!(cell("ilse@weber.example"), Some("phone.email"));
        assert_eq!(cell("nach Feierabend"), Some("phone.not_a_number"));
        assert_eq!(cell("2024-01-01"), Some("phone.not_a_number"));
        assert_eq!(cell("1.12.1980"), Some("phone.not_a_number"));
        assert_eq!(cell("DE02 8606 5483 0000 6183 40"), Some("phone.not_a_number"));
        for text in ["01/2024", "20240623120000", "1699012800000"] {
            assert_eq!(cell(text), Some("phone.not_a_number"), "{text}");
        }
        assert_eq!(cell("0351 123"), None);
        assert_eq!(cell("01.02.19.80.12"), None);
    }

    #[test]
    fn placeholders_are_seen() {
        for digits in [
            "0",
            "000",
            "00000000",
            "11111",
            "5555555",
            "12345",
            "0123456789",
            "1234567890",
            "01700000000",
            "987654321",
        ] {
            assert_eq!(is_placeholder(digits, &[digits.len()]), digits.len() > 1, "{digits}");
        }
        assert!(is_placeholder("0221000000", &[4, 6]));
        for (digits, groups) in [("0221100000", &[4, 6][..]), ("030200000", &[3, 6]), ("03511234567", &[11])] {
            assert!(!is_placeholder(digits, groups), "{digits}");
        }
    }
}
