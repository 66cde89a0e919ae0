//! Letter case of names: all capitals and all small letters are put right, anything else is left as it is.

use super::lexicon::flag;
use super::token::Token;

/// Names that keep a second capital behind "Mac".
const MAC: [&str; 24] = [
    "adam", "allister", "alpine", "arthur", "aulay", "bain", "beth", "bride", "callum", "cormack", "cullach", "donald",
    "dougall", "dowell", "duff", "farlane", "gregor", "intyre", "kay", "kenzie", "kinnon", "lean", "leod", "millan",
];

/// Two capitals that are none of these are initials ("AC DA SILVA").
const KNOWN: u64 = flag::GIVEN | flag::FAMILY;

/// How the letters of a name are to be treated.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mode {
    /// Every word of the name is in capitals.
    all_caps: bool,
    /// No word but particles is capitalised.
    all_lower: bool,
}

impl Mode {
    /// Looks at the words of a name.
    pub fn of<'t, 'a: 't>(words: impl Iterator<Item = &'t Token<'a>>) -> Self {
        let (mut long, mut caps, mut lower, mut words_seen) = (0, 0, 0, 0);
        for word in words.filter(|word| word.letters > 0) {
            words_seen += 1;
            lower += u32::from(word.lower);
            if word.letters > 1 && !word.is_initial() {
                long += word.letters;
                caps += if word.caps { word.letters } else { 0 };
            }
        }
        Self { all_caps: long >= 3 && caps == long, all_lower: words_seen > 0 && lower == words_seen }
    }

    /// The word in its usual case, and whether that changed its letters. `particle`: stands as a particle.
    pub fn write(self, word: &Token, particle: bool, out: &mut String) -> bool {
        let text = if !word.dotted || keeps_dot(word) { word.text } else { word.text.trim_end_matches('.') };
        if particle {
            // English and Romance speakers capitalise particles ("Van Damme"), German speakers never.
            let german = matches!(text, "Von" | "Vom" | "Zu" | "Zum" | "Zur" | "Und" | "Aus" | "Auf");
            if word.caps && word.letters > 1 || german {
                out.extend(text.chars().flat_map(char::to_lowercase));
                return true;
            }
            out.push_str(text);
            return false;
        }
        let wrong = if self.all_caps {
            word.caps
                && word.letters > 1
                && !word.is_initial()
                && (word.letters > 3 || has_vowel(text) && (word.letters > 2 || word.is(KNOWN)))
        } else if word.caps {
            word.letters >= 4 || (word.letters == 3 && has_vowel(text))
        } else {
            word.lower && !is_lower_by_habit(word) || is_inverted(text)
        };
        if !wrong || (word.caps && word.is_initial()) {
            out.push_str(text);
            return false;
        }
        let start = out.len();
        push_proper(text, word.is_initial() && self.all_lower, out);
        out.get(start..) != Some(text)
    }
}

/// Particles and Arabic articles in the middle of a given name stay small.
fn is_lower_by_habit(word: &Token) -> bool {
    matches!(
        word.text,
        "gen."
            | "genannt"
            | "y"
            | "e"
            | "i"
            | "und"
            | "et"
            | "d'"
            | "'t"
            | "’t"
            | "al-"
            | "la"
            | "de"
            | "del"
            | "da"
            | "do"
    ) || word.text.starts_with(|first: char| first == '\'' || !first.is_alphabetic())
        || word.text.starts_with("d'") && !word.lower
}

/// "mÜLLER", "THomas": a key held too long.
fn is_inverted(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), Some(second), Some(third)) = (chars.next(), chars.next(), chars.next()) else { return false };
    if !second.is_uppercase() {
        return false;
    }
    let rest_lower = third.is_lowercase() && chars.clone().all(char::is_lowercase);
    let rest_upper = third.is_uppercase() && chars.clone().all(char::is_uppercase);
    let long = text.chars().count() >= 4;
    long && (first.is_lowercase() && second.is_uppercase() && rest_upper
        || first.is_uppercase() && second.is_uppercase() && rest_lower)
}

fn has_vowel(text: &str) -> bool {
    text.chars().any(|char| {
        matches!(char.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
            || !char.is_ascii() && char.is_alphabetic()
    })
}

/// A final dot belongs to initials and abbreviations, not to a whole word at the end of a sentence.
fn keeps_dot(word: &Token) -> bool {
    let bytes = word.text.as_bytes();
    // "Jean-P."
    let hyphened = bytes.len() > 3 && bytes.get(bytes.len() - 3) == Some(&b'-');
    word.letters <= 3 && !word.is(flag::FAMILY)
        || hyphened
        || word.is_initial()
        || word.is(flag::NOBLE | flag::PARTICLE)
}

/// Appends the word with capitals where names have them.
fn push_proper(text: &str, initials: bool, out: &mut String) {
    let mut head = true;
    let mut before = 0;
    for (at, char) in text.char_indices() {
        if !char.is_alphabetic() && !unicode_normalization::char::is_combining_mark(char) {
            out.push(char);
            let rest = text.get(at + char.len_utf8()..).unwrap_or("");
            // "O'Neill", "D'Angelo", but "Hern's".
            head = !matches!(char, '\'' | '·')
                || rest.chars().take_while(|next| next.is_alphabetic()).count() >= 3
                || before == 1;
            before = 0;
            continue;
        }
        if head || initials {
            out.extend(char.to_uppercase());
        } else {
            // A dotted I keeps no dot above its small letter.
            out.extend(char.to_lowercase().filter(|part| *part != '\u{307}' || char != 'İ'));
        }
        before += 1;
        head = false;
        if before == 2 || before == 3 {
            let part = text.get(..at + char.len_utf8()).unwrap_or("");
            let start = part.rfind(|char: char| !char.is_alphabetic()).map_or(0, |found| found + 1);
            let prefix = part.get(start..).unwrap_or("");
            let rest = text.get(at + char.len_utf8()..).unwrap_or("");
            let word_rest = rest.split(|char: char| !char.is_alphabetic()).next().unwrap_or("");
            head = prefix.eq_ignore_ascii_case("mc") && word_rest.chars().count() >= 3
                || prefix.eq_ignore_ascii_case("mac") && MAC.iter().any(|known| word_rest.eq_ignore_ascii_case(known));
        }
    }
}

/// The word with a capital at its head: for nicknames and maiden names in capitals or small letters.
pub(super) fn proper(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_proper(text, false, &mut out);
    out
}
