//! Words that people and programs write into a cell that has nothing to say.

use super::damage::is_spreadsheet_error;
use super::fold;

/// Letters and digits only, folded, sorted: English, German, French, Italian, Spanish, Dutch, Polish.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "assente", "aucun", "aucune", "blank", "brak", "brakdanych", "brakinformacji", "brakodpowiedzi", "desconocida",
    "desconocido", "empty", "entfaellt", "fehlt", "geen", "geenantwoord", "geengegevens", "geenopgave", "inconnu",
    "inconnue", "keine", "keineangabe", "keineangaben", "keinedaten", "keineinfo", "keineinformation",
    "keineinformationen", "keiner", "keines", "leeg", "leer", "missing", "nan", "neant", "nessuna", "nessunarisposta",
    "nessuno", "nichtangegeben", "nichtanwendbar", "nichtbekannt", "nichtgenannt", "nichtverfuegbar",
    "nichtvorhanden", "nichtzutreffend", "niedotyczy", "nieokreslono", "niepodano", "nietbekend", "nietbeschikbaar",
    "nietingevuld", "nietopgegeven", "nietvantoepassing", "nieznana", "nieznane", "nieznany", "nil", "ninguna",
    "ninguno", "noanswer", "noaplica", "noconsta", "nodata", "nodisponible", "noentry", "noespecificado", "noinfo",
    "noinformation", "nonapplicabile", "nonapplicable", "noncommunique", "nonconnu", "nondisponibile",
    "nondisponible", "none", "nonindicato", "nonnoto", "nonpervenuto", "nonprecise", "nonprecisee", "nonrenseigne",
    "nonrenseignee", "nonspecificato", "nosabe", "notapplicable", "notavailable", "notgiven", "notknown",
    "notprovided", "notset", "notspecified", "novalue", "nsnc", "null", "nullo", "nulo", "nvt", "ohneangabe",
    "ohneangaben", "onbekend", "pasdereponse", "puste", "sansobjet", "sconosciuta", "sconosciuto", "sindatos",
    "sinespecificar", "sininformacion", "sinrespuesta", "unbek", "unbekannt", "undefined", "unknown", "unspecified",
    "vacio", "vide", "vuoto",
];

/// Abbreviations that are also names of places or people: they count only with a dot, slash, blank or `#`.
const SHORT: &[&str] = &["ka", "na", "nb", "nc", "nd", "nv", "oa", "sd", "so", "tba", "tbc", "tbd"];

/// No word for nothing is longer.
const LONGEST: usize = 48;

/// True when the cell says that there is nothing: empty, only punctuation, or a word for "no answer" in one of
/// seven languages ("n/a", "k. A.", "keine Angabe", "null", "unbekannt").
///
/// Never apply it to a name column whose neighbour holds a given name: Null, None, Nan and Keiner are surnames.
/// A reader of countries asks its own table first: a bare "NA" counts as missing here, and is Namibia there.
pub fn is_missing_word(value: &str) -> bool {
    let text = value.trim();
    if text.len() > LONGEST {
        return !text.chars().any(char::is_alphanumeric);
    }
    // No word for nothing holds a digit; error values of spreadsheets do.
    if !text.starts_with('#') && text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let mut key = fold(text);
    let length = key.len();
    key.retain(|c| c.is_ascii_alphanumeric());
    if key.is_empty() {
        return !text.chars().any(char::is_alphanumeric);
    }
    WORDS.binary_search(&key.as_str()).is_ok()
        || key == "na"
        || key == "tbd"
        || (text == "kA" || key.len() < length) && SHORT.contains(&key.as_str())
        || is_spreadsheet_error(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_recognised() {
        for word in [
            "",
            "  ",
            "-",
            "--",
            "?",
            "n/a",
            "N/A",
            "k. A.",
            "k.A.",
            "kA",
            "keine Angabe",
            "null",
            "NULL",
            "(null)",
            "Unbekannt",
            "onbekend",
            "brak danych",
            "non renseigné",
            "sconosciuto",
            "desconocido",
            "#NV",
            "#N/A",
            "#DIV/0!",
            "n.v.t.",
            "NaN",
            "\u{A0}",
        ] {
            assert!(is_missing_word(word), "{word:?}");
        }
    }

    #[test]
    fn something_is_left_alone() {
        for word in ["Weber", "KA", "NC", "Nana", "0", "1", "Nullmeier", "Ohneland", "Nan Goh", "株式会社"] {
            assert!(!is_missing_word(word), "{word:?}");
        }
    }

    #[test]
    fn words_are_sorted() {
        assert!(WORDS.is_sorted());
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = is_missing_word(&text);
        }
    }
}
