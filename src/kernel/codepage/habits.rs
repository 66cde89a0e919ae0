//! What stands beside the special characters of European text: the data that [`super::score`] weighs.
//!
//! Our own summary of the spelling of German, French, Italian, Spanish, Portuguese, Dutch, Polish, Czech, Slovak,
//! Hungarian, Croatian, Romanian and the Nordic languages. Only what tells code pages apart has to be narrow: `ñ` and
//! `ń` share a byte, and one stands before vowels, the other before consonants.

/// One character and the company it keeps.
pub(super) struct Habit {
    /// Lower-case letter, or a sign.
    pub shown: char,
    /// Points in its usual place: how common it is.
    pub weight: i32,
    /// What may stand before it: `V` vowel, `C` consonant, `D` digit, `E` anything else or nothing.
    pub before: &'static str,
    /// What may stand behind it.
    pub behind: &'static str,
}

const fn habit(shown: char, weight: i32, before: &'static str, behind: &'static str) -> Habit {
    Habit { shown, weight, before, behind }
}

/// Anywhere in a word.
const WORD: &str = "VCE";
/// Anywhere.
const ANY: &str = "VCDE";

/// Letters that ASCII does not have, lower case, and signs. The rows of one character stand together, the usual place
/// first.
#[rustfmt::skip]
pub(super) const HABITS: &[Habit] = &[
    // German, and most of the others
    habit('ä', 6, "CE", WORD), habit('ä', 0, "V", WORD), habit('ö', 6, "CE", WORD), habit('ö', 2, "V", WORD),
    habit('ü', 6, "CE", WORD), habit('ü', 2, "V", WORD), habit('ß', 5, "V", "VE"), habit('ß', 3, "V", "C"),
    // French, Italian, Spanish, Portuguese, Dutch
    habit('é', 6, WORD, WORD), habit('è', 4, "CVE", "CE"), habit('à', 4, WORD, "CE"), habit('ç', 4, WORD, "VE"),
    habit('ê', 3, "CE", "CE"), habit('ê', 2, "V", "C"), habit('ë', 3, WORD, WORD), habit('î', 2, "CE", "CE"), habit('ï', 2, "VC", WORD),
    habit('ô', 3, WORD, "CE"), habit('û', 2, "CV", "CE"), habit('ù', 3, "CV", "E"), habit('ù', 2, "CV", "C"), habit('œ', 3, "CE", "VC"),
    habit('â', 3, WORD, WORD), habit('ÿ', 1, "VC", WORD), habit('á', 5, "CE", WORD), habit('á', 3, "V", "C"), habit('í', 5, WORD, WORD),
    habit('ó', 5, WORD, WORD), habit('ú', 4, WORD, WORD), habit('ñ', 5, "VE", "V"), habit('ì', 2, "C", "E"),
    habit('ò', 3, "C", "CE"), habit('ã', 4, WORD, "VE"), habit('õ', 3, "CVE", "V"),
    // Nordic
    habit('å', 5, WORD, WORD), habit('ø', 5, "CE", "CE"), habit('ø', 1, "V", "CE"), habit('æ', 4, "CE", WORD), habit('ð', 1, "V", WORD),
    habit('þ', 1, "E", "CV"), habit('ý', 4, WORD, WORD),
    // Polish
    habit('ł', 5, WORD, WORD), habit('ą', 5, "CV", "CE"), habit('ę', 4, "CV", "CE"), habit('ś', 4, "VE", WORD),
    habit('ż', 5, WORD, WORD), habit('ź', 3, "VE", "CE"), habit('ć', 4, "VE", WORD), habit('ń', 5, "V", "CE"),
    // Czech, Slovak, Croatian
    habit('š', 4, "VE", WORD), habit('č', 4, WORD, WORD), habit('ř', 5, WORD, "VE"), habit('ž', 4, WORD, "VE"), habit('ž', 2, "V", "C"),
    habit('ě', 4, "C", WORD), habit('ů', 5, "C", "C"), habit('ů', 4, "C", "E"), habit('ť', 2, "V", WORD), habit('ď', 2, "V", "VE"),
    habit('ň', 3, "V", WORD), habit('ľ', 1, "VE", WORD), habit('ĺ', 1, "C", "C"), habit('ŕ', 1, "CV", "CV"),
    habit('đ', 3, "VCE", "V"),
    // Hungarian, Romanian
    habit('ő', 5, "CV", "CE"), habit('ű', 3, "C", "CE"), habit('ă', 3, "C", "CE"), habit('ş', 2, "VE", WORD),
    habit('ţ', 2, "VC", WORD),
    // signs that people write
    habit('’', 3, "VCD", WORD), habit('‘', 2, "E", "VC"), habit('“', 3, ANY, ANY), habit('”', 3, ANY, ANY),
    habit('„', 3, "E", "VCD"), habit('‚', 1, "E", "VC"), habit('«', 3, ANY, ANY), habit('»', 3, ANY, ANY),
    habit('‹', 1, ANY, ANY), habit('›', 1, ANY, ANY), habit('–', 3, "DE", "DE"), habit('—', 2, "DE", "DE"),
    habit('…', 2, ANY, "E"), habit('•', 2, "E", "E"), habit('€', 5, "DE", "DE"), habit('£', 3, "DE", "D"),
    habit('§', 3, "E", "DE"), habit('°', 2, "DE", WORD), habit('²', 2, "C", "E"), habit('³', 2, "C", "E"),
    habit('ª', 2, "VCD", "E"), habit('º', 2, "CD", "E"), habit('½', 1, "DE", "E"), habit('¼', 1, "DE", "E"),
    habit('¾', 1, "DE", "E"), habit('±', 1, "E", "DE"), habit('×', 2, "DE", "DE"), habit('·', 1, "E", "E"),
    habit('¿', 3, "E", "VC"), habit('¡', 3, "E", "VC"), habit('®', 2, "VC", "E"), habit('™', 2, "VC", "E"),
    habit('©', 2, "E", "DE"), habit('‰', 1, "DE", "E"), habit('\u{A0}', 1, ANY, ANY), habit('\u{AD}', 0, "VC", "VC"),
];

/// Vowels with accents, lower case.
pub(super) const VOWELS: &str = "äöüéèàêëîïôûùœâÿáíóúìòãõåøæýąęěůőűă";
