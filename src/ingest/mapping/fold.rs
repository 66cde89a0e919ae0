//! Header text → tokens, compact key, and a plain ASCII column name.

use unicode_normalization::UnicodeNormalization;

/// Lower-case ASCII words of a header: `Straße + Nr.` → `strasse nr`, `companyName2` → `company name 2`,
/// `E-Mail` → `email`.
pub(crate) fn tokens(header: &str) -> Vec<String> {
    join_email(words(header, true))
}

/// Words split at everything but letters and digits and at camel case; `finely` also at digits and after acronyms.
fn words(header: &str, finely: bool) -> Vec<String> {
    let header: String = header.nfkc().collect();
    let header = header.trim_start_matches('\u{feff}').replace("(required)", "");
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let letters: Vec<char> = header.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        if !letter.is_alphanumeric() && letter != '#' {
            flush(&mut word, &mut out);
            continue;
        }
        if before.is_some_and(|before| starts_word(before, letter, after, finely)) {
            flush(&mut word, &mut out);
        }
        fold_into(letter, &mut word);
    }
    flush(&mut word, &mut out);
    out
}

fn starts_word(before: char, letter: char, after: Option<char>, finely: bool) -> bool {
    let camel = before.is_lowercase() && letter.is_uppercase();
    if !finely {
        return camel || letter == '#';
    }
    let acronym = before.is_uppercase() && letter.is_uppercase() && after.is_some_and(char::is_lowercase);
    let digit = before.is_alphanumeric() && before.is_numeric() != letter.is_numeric();
    camel || acronym || digit || letter == '#'
}

fn flush(word: &mut String, out: &mut Vec<String>) {
    if !word.is_empty() {
        out.push(std::mem::take(word));
    }
}

fn fold_into(letter: char, out: &mut String) {
    for letter in letter.to_lowercase() {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            '#' => out.push_str("nr"),
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            other => match deunicode::deunicode_char(other) {
                Some(ascii) => {
                    out.extend(ascii.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()))
                }
                None => out.push(other),
            },
        }
    }
}

/// `e mail` is one word in every language.
fn join_email(words: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if word.starts_with("mail") && out.last().is_some_and(|last| last == "e") {
            out.pop();
            out.push(format!("e{word}"));
        } else {
            out.push(word);
        }
    }
    out
}

/// The tokens without anything between them; equal for `USt-IdNr.`, `UST_ID_NR` and `ustidnr`.
pub(crate) fn compact(header: &str) -> String {
    tokens(header).concat()
}

/// A lower snake_case ASCII column name; never empty, never starting with a digit.
pub(crate) fn snake(header: &str) -> String {
    let words: Vec<String> = join_email(words(header, false))
        .into_iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let name = words.join("_");
    match name.as_bytes().first() {
        None => "column".into(),
        Some(first) if first.is_ascii_digit() => format!("c_{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_header_fold_together() {
        for same in ["USt-IdNr.", "UST_ID_NR", "ustidnr"] {
            assert_eq!(compact(same), "ustidnr");
        }
        assert_eq!(tokens("Straße + Nr."), ["strasse", "nr"]);
        assert_eq!(tokens("E-Mail 2: Adresse"), ["email", "2", "adresse"]);
        assert_eq!(tokens("companyName2"), ["company", "name", "2"]);
        assert_eq!(compact("Order #"), "ordernr");
        assert_eq!(compact("Prénom"), "prenom");
    }

    #[test]
    fn column_names_are_plain() {
        assert_eq!(snake("Größe (in m²)"), "groesse_in_m2");
        assert_eq!(snake("associatedCompany IDs"), "associated_company_ids");
        assert_eq!(snake("2. Vorname"), "c_2_vorname");
        assert_eq!(snake("???"), "column");
    }

    proptest! {
        #[test]
        fn names_are_ascii_for_any_header(header in "\\PC{0,30}") {
            let name = snake(&header);
            prop_assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'));
            prop_assert!(!name.is_empty());
        }
    }
}
