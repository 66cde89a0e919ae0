//! Masks e-mail addresses and phone numbers in text that goes to a log.
//!
//! Errs on the side of masking: an id of ten digits is masked as well. Dates and times in ISO form, decimal numbers,
//! counts below a billion and hashes stay readable. One pass, no allocation for text without a match.

use std::borrow::Cow;
use std::ops::Range;

const EMAIL: &str = "[email]";
const PHONE: &str = "[phone]";
/// Names of log fields whose value is a figure however many digits it has.
const FIGURES: [&str; 8] = ["bytes", "rows", "pairs", "records", "seed", "millis", "micros", "nanos"];

/// The text with every e-mail address and everything that looks like a phone number masked.
pub fn redact(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut masked = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let found = match byte {
            b'@' => email(bytes, at, copied).map(|span| (span, EMAIL)),
            b'0'..=b'9' | b'+' | b'(' => match number(bytes, at) {
                Number::Phone(span) => Some((span, PHONE)),
                Number::Other(end) => {
                    at = end;
                    continue;
                }
            },
            _ => None,
        };
        match found {
            Some((span, mask)) => {
                // Every bound lies beside an ASCII byte or is the start of an address, so on a character boundary.
                masked.push_str(text.get(copied..span.start).unwrap_or(""));
                masked.push_str(mask);
                copied = span.end;
                at = span.end;
            }
            None => at += 1,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(masked)
}

/// The address around an `@`: a local part of at least one character and a domain.
fn email(bytes: &[u8], at: usize, floor: usize) -> Option<Range<usize>> {
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || b"._%+-'~!#$&*/=?^`{|}".contains(&byte);
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'.' || byte == b'-';
    let mut start = at;
    while start > floor && bytes.get(start - 1).is_some_and(|&byte| is_local(byte)) {
        start -= 1;
    }
    // `email=x@y.example` is a field and its value.
    if let Some(equals) = bytes.get(start..at)?.iter().rposition(|&byte| byte == b'=') {
        start += equals + 1;
    }
    let mut end = at + 1;
    while bytes.get(end).is_some_and(|&byte| is_domain(byte)) {
        end += 1;
    }
    while end > at + 1 && bytes.get(end - 1) == Some(&b'.') {
        end -= 1;
    }
    (start < at && end > at + 1).then_some(start..end)
}

enum Number {
    Phone(Range<usize>),
    /// Not a phone number; go on here.
    Other(usize),
}

/// Judges the run of digits and separators that begins at `start`.
fn number(bytes: &[u8], start: usize) -> Number {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if let Some(end) = iso_date(bytes, start) {
        return Number::Other(end);
    }
    let word_before =
        start > 0 && bytes.get(start - 1).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let mut digits = 0_usize;
    let mut separators = 0_usize;
    let mut dots = 0_usize;
    let mut end = start;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                if digits > 0 && at > end && iso_date(bytes, at).is_some() {
                    break;
                }
                digits += 1;
                at += 1;
                end = at;
            }
            b'+' if at == start => at += 1,
            b' ' | b'-' | b'/' | b'.' | b'(' | b')' if at < end + 3 => {
                // Only what stands between two digits separates them.
                if at == end && end > start && (1..4).any(|ahead| digit(at + ahead)) {
                    separators += 1;
                    dots += usize::from(byte == b'.');
                }
                at += 1;
            }
            _ => break,
        }
    }
    let word_after = bytes.get(end).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let plus = bytes.get(start) == Some(&b'+');
    let first = (start..end).find(|&at| digit(at)).unwrap_or(start);
    let trunk = bytes.get(first) == Some(&b'0') && (digit(first + 1) || !matches!(bytes.get(first + 1), Some(b'.')));
    let decimal = dots == 1 && separators == 1 && !trunk && !plus;
    let long_enough = match (plus || trunk, separators) {
        (true, _) => digits >= 6,
        (false, 0) => digits >= 10,
        (false, _) => digits >= 7,
    };
    if separators == 0 && !plus && is_figure(bytes.get(..start).unwrap_or_default()) {
        return Number::Other(end);
    }
    if digits <= 20 && long_enough && !decimal && !(word_before && separators == 0 && !plus) && !word_after {
        Number::Phone(start..end)
    } else {
        // At least one byte on, and past the first group, whose digits have been judged.
        let mut next = start + 1;
        while digit(next) {
            next += 1;
        }
        Number::Other(next)
    }
}

/// True when the text before a number ends with the name of a figure: `input_bytes=`, `"rows":`.
fn is_figure(before: &[u8]) -> bool {
    let name = before.strip_suffix(b"=").or_else(|| before.strip_suffix(b"\":"));
    name.is_some_and(|name| FIGURES.iter().any(|figure| name.ends_with(figure.as_bytes())))
}

/// The end of an ISO date or basic timestamp that begins at `start`.
fn iso_date(bytes: &[u8], start: usize) -> Option<usize> {
    let date = bytes.get(start..start + 10)?;
    let shape = date.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let century = matches!(date, [b'1', b'9', ..] | [b'2', b'0', ..]);
    let ends = !bytes.get(start + 10).is_some_and(u8::is_ascii_digit);
    (shape && century && ends).then_some(start + 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_and_numbers_are_masked() {
        for (text, expected) in [
            ("duplicate of ilse.weber@firma.example.", "duplicate of [email]."),
            ("email=\"a+b@x.example\" kept", "email=\"[email]\" kept"),
            ("email=a@x.example", "email=[email]"),
            ("<müller@bücher.example>", "<[email]>"),
            ("two: a@b.example,c@d.example", "two: [email],[email]"),
            ("call +49 351 796 55-12 today", "call [phone] today"),
            ("tel:(0351) 7965512", "tel:[phone]"),
            ("0351/7965512", "[phone]"),
            ("phone=03517965512", "phone=[phone]"),
            ("phone=4935179655120", "phone=[phone]"),
            ("on 0664 1234567, then", "on [phone], then"),
            ("555-123-4567", "[phone]"),
            ("+43 (0) 1 234 56 78", "[phone]"),
            ("{\"phone\":\"+4935179655120\"}", "{\"phone\":\"[phone]\"}"),
        ] {
            assert_eq!(redact(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_dates_and_hashes_stay() {
        for text in [
            "2026-06-30T12:34:56.123456Z  INFO ingest: 1000000 rows in 3.25 s",
            "2026-06-30 12:34:56 done",
            "as_of=2026-06-30 rows=123456789",
            "rows_per_second=345678.901234",
            "elapsed 0.1234567 s",
            "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "pipeline.toml:12:34: error",
            "version 0.55.2, user @home, a @ b",
            "c_0123456789ab",
            "shares 0.98 and 0.02",
            "read input_bytes=12345678901 {\"rows\":1234567890}",
            "",
        ] {
            assert_eq!(redact(text), text);
            assert!(matches!(redact(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_and_masking_is_done_once(text in ".{0,60}") {
            let once = redact(&text).into_owned();
            prop_assert_eq!(redact(&once).into_owned(), once.clone());
        }

        #[test]
        fn no_address_gets_through(local in "[a-z][a-z0-9.]{0,8}", domain in "[a-z]{1,8}", before in "[ <(\":,;]") {
            let text = format!("x{before}{local}@{domain}.example y");
            let masked = redact(&text).into_owned();
            prop_assert!(!masked.contains('@'), "{masked}");
        }
    }
}
