//! Damage that shows in a single cell: lost letters and digits, formulas, guards and error values of spreadsheets.
//!
//! Not for repairs that need a column or a row, and never a guess at what was lost. Every test looks at the first
//! character or for one byte before it does anything else, because it runs on every cell of a file.

/// Error values that spreadsheets write into cells, in capitals: English, German, French, Spanish, Italian, Dutch,
/// Polish, Portuguese. Sorted.
#[rustfmt::skip]
const ERROR_VALUES: &[&str] = &[
    "#ADR!", "#ARG!", "#BEZUG!", "#BLOCKED!", "#BUSY!", "#CALC!", "#CONNECT!", "#DEEL/0!", "#DIV/0!", "#DZIEL/0!",
    "#ERROR!", "#FIELD!", "#GETAL!", "#GETTING_DATA", "#KALK!", "#LEEG!", "#LICZBA!", "#N/A", "#N/B", "#N/D",
    "#NAAM?", "#NAME?", "#NAZWA?", "#NOM?", "#NOMBRE!", "#NOME?", "#NUL!", "#NULL!", "#NULLO!", "#NULO!", "#NUM!",
    "#NV", "#NÚM!", "#REF!", "#RIF!", "#SPILL!", "#VALEUR!", "#VALOR!", "#VALORE!", "#VALUE!", "#VERW!", "#WAARDE!",
    "#WERT!", "#ZAHL!", "#ZERO!", "#¡DIV/0!", "#¡NULO!", "#¡NUM!", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#ÜBERLAUF!",
];

/// The longest of them is shorter.
const LONGEST_ERROR: usize = 16;

/// Words that stand before a question mark because somebody asks: question words and what lists are unsure about.
/// Lower case, sorted. Words in `e` are not needed: no lost letter follows an `e`.
#[rustfmt::skip]
const ASKED: &[&str] = &[
    "aktiv", "anruf", "ans", "bedarf", "bon", "budget", "call", "chi", "co", "cómo", "da", "datum", "demo", "doch",
    "dr", "dónde", "email", "eu", "fair", "fax", "fest", "firma", "frau", "gdzie", "geld", "gibt", "gut", "herr",
    "hoe", "how", "ich", "ihr", "info", "ist", "ja", "jak", "kauf", "kein", "kiedy", "klar", "kto", "lead", "mail",
    "mobil", "nein", "neu", "nie", "no", "noch", "non", "nu", "obj", "oder", "ok", "okay", "ort", "où", "pan", "plz",
    "preis", "qua", "quand", "qui", "quoi", "qué", "ruf", "si", "sia", "sie", "sir", "sms", "so", "spam", "stadt",
    "tak", "tel", "termin", "test", "tot", "tu", "tun", "und", "uns", "vat", "vip", "waar", "wann", "war", "warum",
    "was", "wat", "weg", "wem", "wen", "wer", "wert", "what", "when", "who", "why", "wo", "wohin", "yes", "you",
    "zahl", "zu",
];

/// A stem of a lost last letter (`Caf?`, `Strau?`) is not longer.
const LONGEST_STEM: usize = 6;

/// More question marks than letters get lost in a row.
const LONGEST_GAP: usize = 4;

/// True when letters were replaced by `?` or U+FFFD and cannot come back: `M?ller`, `Gr??e`, `Caf?`, `?nderung`.
/// Questions (`Wie?`, `Was ist das?`) and web addresses (`x.de/?a=b`) are not meant.
///
/// What is lost is never guessed; at the end of a word the test is careful and knows short capitalised words only.
pub fn lost_letters(cell: &str) -> bool {
    if !cell.bytes().any(|byte| byte == b'?' || byte == 0xEF) {
        return false;
    }
    cell.contains(char::REPLACEMENT_CHARACTER) || cell.contains('?') && words_lost_letters(cell)
}

fn words_lost_letters(cell: &str) -> bool {
    let title = cell.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    cell.split_whitespace().any(|word| word.contains('?') && !is_address(word) && word_lost_letters(word, title))
}

/// True for web addresses and scripts, where `?` opens the query.
fn is_address(word: &str) -> bool {
    let Some((path, query)) = word.split_once('?') else { return false };
    path.contains("://") || path.starts_with("www.") || query.contains('=') || path.contains('.') && path.contains('/')
}

/// `title`: no word of the cell begins with a small letter, so it is a name rather than a sentence.
fn word_lost_letters(word: &str, title: bool) -> bool {
    let mut rest = word;
    let mut before = "";
    while let Some(at) = rest.find('?') {
        let gap = rest[at..].len() - rest[at..].trim_start_matches('?').len();
        before = if at > 0 { &rest[..at] } else { before };
        rest = &rest[at + gap..];
        let (left, right) = (before.chars().next_back(), rest.chars().next());
        let lost = match (left.filter(|c| c.is_alphabetic()), right.filter(|c| c.is_alphabetic())) {
            // two words without a blank have a capital at the joint: `Anruf?Mail`
            (Some(left), Some(right)) => gap <= LONGEST_GAP && !(left.is_lowercase() && right.is_uppercase()),
            (None, Some(right)) => at == 0 && gap <= 2 && right.is_lowercase(),
            (Some(_), None) => gap == 1 && title && is_stem(before),
            (None, None) => false,
        };
        if lost {
            return true;
        }
    }
    false
}

/// A short capitalised word that nobody asks with.
fn is_stem(before: &str) -> bool {
    let stem = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let small = stem.to_lowercase();
    let length = stem.chars().count();
    (2..=LONGEST_STEM).contains(&length)
        && stem.starts_with(char::is_uppercase)
        && stem.chars().skip(1).all(char::is_lowercase)
        && !small.ends_with('e')
        && ASKED.binary_search(&small.as_str()).is_err()
}

/// True for a cell that a spreadsheet would run: `=HYPERLINK(…)`, `+cmd|…`, `@SUM(1)`, `-1+1|cmd`. Phone numbers,
/// negative numbers, handles (`@name`), bullets (`- Notiz`) and rules (`===`) are not.
pub fn is_formula(cell: &str) -> bool {
    match cell.as_bytes().first() {
        Some(b'=') => is_expression(&cell[1..]),
        Some(b'+' | b'-') => runs_command(&cell[1..]) || calls(&cell[1..]) || calculates(&cell[1..]),
        Some(b'@') => calls(&cell[1..]),
        Some(b'\t' | b'\r') => is_formula(cell.trim_start_matches(['\t', '\r'])),
        _ => false,
    }
}

/// What may follow `=`: a name, a number, a sign, a text. Not a rule, an arrow or a smiley.
fn is_expression(rest: &str) -> bool {
    let rest = rest.trim_start();
    let begins = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '@' | '$' | '{' | '"' | '\'' | '(' | '[');
    rest.starts_with(begins) && (rest.chars().nth(1).is_some() || rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `cmd|' /C calc'!A0`: a call to another program, the bar directly behind its name.
fn runs_command(rest: &str) -> bool {
    let Some((name, argument)) = rest.split_once('|') else { return false };
    name.ends_with(|c: char| c.is_ascii_alphanumeric())
        && argument.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '\'')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-*/().".contains(&byte))
}

/// `SUM(1)`: a function at the start, in capitals or with an argument that is no prose (`-Termin(e)` is a word).
fn calls(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['+', '-', '@']);
    let Some((name, argument)) = rest.split_once('(') else { return false };
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
    is_name
        && argument.contains(')')
        && (!name.bytes().any(|byte| byte.is_ascii_lowercase()) && name.len() > 1
            || argument.contains(|c: char| c.is_ascii_digit() || c == '"'))
}

/// `1+1`, `A1*2`: digits and cell names joined by an operator that no phone number, date or negative number holds.
fn calculates(rest: &str) -> bool {
    const OPERATORS: [char; 4] = ['+', '*', '^', '&'];
    rest.len() <= 24
        && rest.contains(OPERATORS)
        && rest.split(OPERATORS).all(|term| term.chars().next_back().is_some_and(|c| c.is_ascii_digit()))
        && rest.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || b"+-*/^&$.,".contains(&byte))
        && rest.bytes().filter(u8::is_ascii_digit).count() < 7
}

/// True for a number in scientific notation that has lost digits: `1.23E+11`, `4,93E+11`. Short ones (`1E+05`) and
/// those that still hold every digit are not.
pub fn lost_digits(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) || unsigned.len() > 32 {
        return false;
    }
    let Some((mantissa, power)) = unsigned.split_once(['E', 'e']) else { return false };
    let Some((_, fraction)) = split_fraction(mantissa) else { return false };
    // programs that write a power of ten without a sign always have a fraction; `1E10` is somebody's number
    if fraction.is_empty() && !power.starts_with('+') {
        return false;
    }
    let power = power.strip_prefix('+').unwrap_or(power);
    let is_number = (1..=3).contains(&power.len()) && power.bytes().all(|byte| byte.is_ascii_digit());
    is_number && power.parse::<usize>().is_ok_and(|power| power >= 6 && fraction.len() < power)
}

/// `4.93` → one digit and its fraction; no fraction is an empty one.
fn split_fraction(mantissa: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (whole.len() == 1 && digits(whole) && digits(fraction)).then_some((whole, fraction))
}

/// The value behind the apostrophe that keeps a spreadsheet from reading a cell as a number or a formula (`'01067`,
/// `'+49…`, `'=x`); `None` where the apostrophe belongs to the text (`'t Hooft`, `'90er`, `'5'`).
pub fn apostrophe_guard(cell: &str) -> Option<&str> {
    let rest = cell.strip_prefix('\'')?;
    match rest.as_bytes().first()? {
        b'+' | b'=' | b'-' | b'@' | b'(' => Some(rest),
        b'0'..=b'9' => {
            let word = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            (!word.starts_with(|c: char| c.is_lowercase()) && !rest.ends_with('\'')).then_some(rest)
        }
        _ => None,
    }
}

/// True for the error values of spreadsheets (`#REF!`, `#NV`, `#¿NOMBRE?`), for those of LibreOffice (`Err:502`), and
/// for the `####` of a column that was too narrow.
pub fn is_spreadsheet_error(cell: &str) -> bool {
    let cell = cell.trim();
    match cell.as_bytes().first() {
        Some(b'#') if cell.len() <= LONGEST_ERROR => {
            cell.len() > 2 && cell.bytes().all(|byte| byte == b'#')
                || ERROR_VALUES.binary_search(&cell.to_uppercase().as_str()).is_ok()
        }
        Some(b'#') => cell.bytes().all(|byte| byte == b'#'),
        Some(b'E' | b'F') => {
            let number = cell.strip_prefix("Err:").or_else(|| cell.strip_prefix("Fehler:"));
            number.is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lost_letters_are_seen_in_words() {
        for cell in [
            "M?ller",
            "Stra?e",
            "Gr??e",
            "Caf?",
            "Strau?",
            "Zo?",
            "Andr?",
            "Caf? Gr??e KG",
            "K?nigstra?e 5",
            "12, rue de l??glise",
            "?nderung",
            "M\u{FFFD}ller",
            "Caf\u{FFFD}",
            "\u{FFFD}zdemir",
            "M?LLER & S?HNE",
            "Gr????e",
            "Jos? Garc?a",
            "b?cker@example.com",
        ] {
            assert!(lost_letters(cell), "{cell}");
        }
    }

    #[test]
    fn questions_and_addresses_have_lost_nothing() {
        for cell in [
            "",
            "?",
            "???",
            "Wie?",
            "Was ist das?",
            "Kommt er wieder?",
            "Interesse?",
            "ja?",
            "R\u{FC}ckruf?",
            "Termin ?",
            "https://example.com/?utm=x",
            "www.example.com/suche?q",
            "example.com/a.php?id=3",
            "12?",
            "? 5",
            "(?)",
            "Anruf?Mail?",
            "Was???",
            "Name?",
            "Info?",
            "Müller",
            "30 %?",
        ] {
            assert!(!lost_letters(cell), "{cell}");
        }
    }

    #[test]
    fn formulas_are_what_a_spreadsheet_runs() {
        for cell in [
            "=HYPERLINK(\"x\")",
            "=1+1",
            "=A1",
            "= 5",
            "+cmd|'/C calc'!A0",
            "@SUM(1)",
            "@SUM(1+1)*cmd|'x'!A0",
            "-1+1|cmd",
            "=cmd|'/C calc'!A0",
            "+SUM(1;2)",
            "-A1*2",
            "+1+1",
            "\t=1+1",
            "\r=1+1",
            "=\"x\"&A1",
            "=-1",
            "+sum(1+1)",
            "-2+3+cmd|'x'!A0",
        ] {
            assert!(is_formula(cell), "{cell}");
        }
    }

    #[test]
    fn phones_numbers_bullets_and_handles_are_no_formulas() {
        for cell in [
            "",
            "+49 30 1234",
            "+49(0)30/1234",
            "-5",
            "-1.234,56",
            "+1-1",
            "@handle",
            "@",
            "=",
            "===",
            "==> x",
            "=)",
            "- nach Rücksprache",
            "-",
            "--",
            "- Termin(e) klären",
            "-Termin(e)",
            "+1 Gast",
            "+4930231250",
            "-03.04.2024",
            "+49 30 1, +49 30 2",
            "+49.30.1234567",
            "-rot | blau",
            "a=b",
            "@firma (alt)",
            "+ 2 Kinder",
            "=D",
        ] {
            assert!(!is_formula(cell), "{cell}");
        }
    }

    #[test]
    fn digits_are_lost_when_the_mantissa_is_too_short() {
        for cell in ["1.23E+11", "4,93E+11", "4.00638E+12", "1E+11", "-1.5e+09", "4.93e11"] {
            assert!(lost_digits(cell), "{cell}");
        }
        for cell in [
            "",
            "1E+05",
            "1.234567E+06",
            "1E10",
            "7E12",
            "12E+11",
            "1.2E-11",
            "E+11",
            "1.23E+",
            "123456789012",
            "1.5E+3x",
            "1.23E+1111",
            "3E",
            "2e5",
        ] {
            assert!(!lost_digits(cell), "{cell}");
        }
    }

    #[test]
    fn guards_go_and_apostrophes_stay() {
        for (cell, rest) in [
            ("'01067", Some("01067")),
            ("'+49 30 1", Some("+49 30 1")),
            ("'=1+1", Some("=1+1")),
            ("'1000000000001", Some("1000000000001")),
            ("'1010 AB", Some("1010 AB")),
            ("'t Hooft", None),
            ("'90er Jahre", None),
            ("'5'", None),
            ("'", None),
            ("O'Neill", None),
            ("", None),
        ] {
            assert_eq!(apostrophe_guard(cell), rest, "{cell}");
        }
    }

    #[test]
    fn error_values_are_known_in_all_languages() {
        for cell in ERROR_VALUES.iter().copied().chain(["#ref!", " #NV ", "#####", "##################", "Err:502"]) {
            assert!(is_spreadsheet_error(cell), "{cell}");
        }
        for cell in ["", "#", "##", "#1001", "#marketing", "Err", "Err:5021", "Fehler: keiner", "REF!", "# 5"] {
            assert!(!is_spreadsheet_error(cell), "{cell}");
        }
    }

    #[test]
    fn lists_are_sorted() {
        assert!(ERROR_VALUES.is_sorted() && ASKED.is_sorted());
        assert!(ERROR_VALUES.iter().all(|value| value.len() <= LONGEST_ERROR));
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), marked in "[a-zA-ZäÜ?=+@'#1-9.,(| -]{0,16}") {
            for cell in [text, marked] {
                let _ = (lost_letters(&cell), is_formula(&cell), lost_digits(&cell), is_spreadsheet_error(&cell));
                prop_assert!(apostrophe_guard(&cell).is_none_or(|rest| cell.ends_with(rest)));
            }
        }

        #[test]
        fn words_without_a_mark_are_whole(text in "[^?\u{FFFD}]{0,20}") {
            prop_assert!(!lost_letters(&text));
        }
    }
}
