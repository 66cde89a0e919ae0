//! What goes wrong with a cell on its way through typists, exports and spreadsheets.
//!
//! Functions on one text each; how often they strike is decided in `card`.

use super::rng::Rng;
use std::fmt::Write as _;

/// Letters outside ASCII → how they are written out.
const WRITTEN_OUT: &[(char, &str)] = &[
    ('ä', "ae"),
    ('ö', "oe"),
    ('ü', "ue"),
    ('ß', "ss"),
    ('Ä', "Ae"),
    ('Ö', "Oe"),
    ('Ü', "Ue"),
    ('á', "a"),
    ('à', "a"),
    ('â', "a"),
    ('ã', "a"),
    ('ą', "a"),
    ('ç', "c"),
    ('ć', "c"),
    ('č', "c"),
    ('é', "e"),
    ('è', "e"),
    ('ê', "e"),
    ('ë', "e"),
    ('ę', "e"),
    ('ı', "i"),
    ('í', "i"),
    ('ì', "i"),
    ('î', "i"),
    ('ï', "i"),
    ('ł', "l"),
    ('ń', "n"),
    ('ñ', "n"),
    ('ó', "o"),
    ('ò', "o"),
    ('ô', "o"),
    ('õ', "o"),
    ('ś', "s"),
    ('š', "s"),
    ('ş', "s"),
    ('ú', "u"),
    ('ù', "u"),
    ('û', "u"),
    ('ý', "y"),
    ('ź', "z"),
    ('ż', "z"),
    ('ž', "z"),
    ('Ł', "L"),
    ('Ś', "S"),
    ('Ż', "Z"),
    ('É', "E"),
];

/// The way ä, ß, é and their kin are written in plain ASCII.
pub(super) fn ascii_of(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    WRITTEN_OUT.iter().find(|(letter, _)| *letter == c).map(|(_, ascii)| *ascii)
}

/// `Jürgen` → `Juergen`; `None` when nothing changes.
pub(super) fn written_out(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        match ascii_of(c) {
            Some(ascii) => out.push_str(ascii),
            None => out.push(c),
        }
    }
    (out != text).then_some(out)
}

/// `Jürgen` → `Jurgen`; `None` when nothing changes.
pub(super) fn stripped(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match ascii_of(c) {
            // `ss` stays, all other pairs lose their e.
            Some(ascii) => out.push_str(if ascii == "ss" { ascii } else { ascii.get(..1).unwrap_or_default() }),
            None => out.push(c),
        }
    }
    (out != text).then_some(out)
}

/// `Jürgen` → `JÃ¼rgen`: UTF-8 read as Windows-1252; `None` when nothing changes.
pub(super) fn mojibake(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned())
}

/// One slip of the keyboard inside the word: a letter lost, doubled, swapped with the next, or a neighbour hit.
pub(super) fn typo(text: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_owned();
    }
    let at = 1 + rng.below(letters.len() - 2);
    match rng.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => letters[at] = neighbour(letters[at]),
    }
    letters.into_iter().collect()
}

/// The key beside on a German keyboard.
fn neighbour(c: char) -> char {
    const ROWS: [&str; 3] = ["qwertzuiopü", "asdfghjklöä", "yxcvbnm"];
    for row in ROWS {
        let mut keys = row.chars();
        while let Some(key) = keys.next() {
            if key == c {
                return keys.next().unwrap_or(c);
            }
        }
    }
    c
}

/// The local part or the domain as people mistype them; the result may still be an address.
pub(super) fn broken_email(email: &str, rng: &mut Rng) -> String {
    match rng.below(8) {
        0 => email.replace(".example", ".exmaple"),
        1 => email.replace('@', " (at) "),
        2 => email.replacen(".example", ",example", 1),
        3 => format!("mailto:{email}"),
        4 => format!("{email}."),
        5 => email.replacen(".example", "..example", 1),
        6 => format!(" {email} "),
        _ => email.replacen('@', "", 1),
    }
}

/// The damage of spreadsheets and clerks to a telephone cell that reads `cell`; `other` is a second number.
pub(super) fn broken_phone(cell: &str, other: &str, rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => cell.strip_prefix('0').filter(|rest| !rest.starts_with('0')).unwrap_or(cell).to_owned(),
        1 if cell.bytes().all(|byte| byte.is_ascii_digit()) => format!("{cell}.0"),
        1 | 2 if !other.is_empty() => format!("{cell} oder {other}"),
        3 => format!("Tel. {cell}"),
        4 => format!("{cell} (abends)"),
        5 => in_powers_of_ten(cell),
        _ => cell.replace('0', "O"),
    }
}

/// `491713920012` → `4,91714E+11`, as a spreadsheet shows a long number.
fn in_powers_of_ten(cell: &str) -> String {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    match (digits.get(..1), digits.get(1..6)) {
        (Some(head), Some(tail)) => {
            let mut out = format!("{head},{tail}E+");
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", digits.len() - 1);
            out
        }
        _ => cell.to_owned(),
    }
}

/// What people put into a mandatory field.
pub(super) const PLACEHOLDERS: &[&str] = &["k.A.", "-", "n/a", "unbekannt", "?"];

#[cfg(test)]
mod tests {
    use super::super::rng::Stream;
    use super::*;

    #[test]
    fn letters_are_written_out_stripped_or_garbled() {
        assert_eq!(written_out("Jürgen Weiß").as_deref(), Some("Juergen Weiss"));
        assert_eq!(stripped("Jürgen Weiß").as_deref(), Some("Jurgen Weiss"));
        assert_eq!(mojibake("Jürgen").as_deref(), Some("JÃ¼rgen"));
        assert_eq!((written_out("Anna"), stripped("Anna"), mojibake("Anna")), (None, None, None));
    }

    #[test]
    fn a_typo_is_one_slip() {
        let mut rng = Rng::derive(1, Stream::Card, 0, 0);
        assert_eq!(typo("Eva", &mut rng), "Eva");
        let mut changed = 0;
        for _ in 0..100 {
            let slip = typo("Lindenhofer", &mut rng);
            assert!(slip.starts_with('L') && slip.chars().count().abs_diff(11) <= 1, "{slip}");
            changed += usize::from(slip != "Lindenhofer");
        }
        assert!(changed > 80);
    }

    #[test]
    fn damaged_contact_points_still_show_what_they_were() {
        let mut rng = Rng::derive(1, Stream::Card, 0, 0);
        for _ in 0..50 {
            assert!(broken_email("anna@postwerk.example", &mut rng).contains("anna"));
            assert!(!broken_phone("03023125123", "", &mut rng).is_empty());
        }
        assert_eq!(in_powers_of_ten("+49 171 3920012"), "4,91713E+11");
    }
}
