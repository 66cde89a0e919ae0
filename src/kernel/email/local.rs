//! What the part before the `@` says: a function, a mailbox that nobody reads, somebody invented; and the phrases that
//! say there is no address at all.

use super::letters::Letters;
use super::roles::{
    ALSO_NAMES, ANY_WORD, BEGINNINGS, BUSINESSES, ENDINGS, EXAMPLE_DOMAINS, EXAMPLE_NAMES, FUNCTIONS, INVENTED,
    NO_REPLY,
};
use crate::kernel::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::sync::LazyLock;

/// How a word behaves beside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// A function, whatever stands beside it.
    Function,
    /// A function when it stands alone.
    AlsoName,
    /// A function when it stands first.
    Business,
}

static WORDS: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    for (list, kind) in [(FUNCTIONS, Word::Function), (ALSO_NAMES, Word::AlsoName), (BUSINESSES, Word::Business)] {
        out.extend(list.split_ascii_whitespace().map(|word| (word, kind)));
    }
    out
});

static INVENTED_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| INVENTED.split_ascii_whitespace().collect());
static ANY_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| ANY_WORD.split_ascii_whitespace().collect());
static EXAMPLE_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| EXAMPLE_NAMES.split_ascii_whitespace().chain(EXAMPLE_DOMAINS.iter().copied()).collect());

/// Words by the two letters that they begin or end with: one look-up tells nearly every name apart from all of them.
struct Pairs(FxHashMap<[u8; 2], Vec<&'static str>>);

impl Pairs {
    fn new(words: &[&'static str], pair: impl Fn(&str) -> Option<[u8; 2]>) -> Self {
        let mut out: FxHashMap<[u8; 2], Vec<&'static str>> = FxHashMap::default();
        for word in words {
            if let Some(pair) = pair(word) {
                out.entry(pair).or_default().push(*word);
            }
        }
        Self(out)
    }

    fn at(&self, pair: Option<[u8; 2]>) -> &[&'static str] {
        pair.and_then(|pair| self.0.get(&pair)).map_or(&[], Vec::as_slice)
    }
}

fn first_two(text: &str) -> Option<[u8; 2]> {
    text.as_bytes().first_chunk().copied()
}

fn last_two(text: &str) -> Option<[u8; 2]> {
    text.as_bytes().last_chunk().copied()
}

static STARTS: LazyLock<Pairs> = LazyLock::new(|| Pairs::new(BEGINNINGS, first_two));
static ENDS: LazyLock<Pairs> = LazyLock::new(|| Pairs::new(ENDINGS, last_two));
static SILENT: LazyLock<Pairs> = LazyLock::new(|| Pairs::new(NO_REPLY, first_two));

fn folded(local: &str) -> Cow<'_, str> {
    if local.is_ascii() { Cow::Borrowed(local) } else { Cow::Owned(fold(local)) }
}

/// A function (info, buchhaltung), not a person. `local` in lower case.
pub(super) fn is_role(local: &str) -> bool {
    let folded = folded(local);
    let whole = folded.split('+').next().unwrap_or_default();
    let whole = whole.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    let mut words = whole.split(['.', '-', '_']).filter(|word| !word.is_empty());
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    let Some(second) = second else { return word(first).is_some() || is_compound(first) };
    if word(first) == Some(Word::Business) || Letters::of(whole).is_some_and(|joined| word(joined.as_str()).is_some()) {
        return true;
    }
    // "verkauf.wien", "team-vertrieb", "sales.de": a function and a place or team, and no third word, which would be
    // a person's name
    if words.next().is_some() {
        return false;
    }
    let is_function = |text: &str| word(text) == Some(Word::Function) && text.len() > 2 || is_compound(text);
    is_function(first)
        || is_function(second)
        || word(first).is_some() && (second.len() <= 2 || word(second).is_some())
        || word(second) == Some(Word::Business)
}

/// The word without the number behind it.
fn word(text: &str) -> Option<Word> {
    WORDS.get(text.trim_end_matches(|c: char| c.is_ascii_digit())).copied()
}

/// A longer German or English word made of a function: `bestellannahme`, `kundenberatung`.
fn is_compound(text: &str) -> bool {
    text.len() > 7
        && (ENDS.at(last_two(text)).iter().any(|end| text.ends_with(end) && text.len() > end.len() + 1)
            || STARTS.at(first_two(text)).iter().any(|start| text.starts_with(start) && text.len() > start.len() + 1))
}

/// Nobody reads what is sent there. `local` in lower case.
pub(super) fn is_no_reply(local: &str) -> bool {
    let Some(letters) = Letters::of(local.split('+').next().unwrap_or_default()) else { return false };
    let letters = letters.as_str();
    let silent = |text: &str| {
        let mut words = SILENT.at(first_two(text)).iter();
        words.any(|word| text.starts_with(word) && (word.len() >= 7 || text.len() == word.len()))
    };
    // also "no-reply-shop", "shop.noreply"
    silent(letters) || letters.len() > 7 && letters.ends_with("noreply")
}

/// Made up to get past a form. `local` and `domain` in lower case.
pub(super) fn is_placeholder(local: &str, domain: &str) -> bool {
    let Some((name, top)) = domain.split_once('.') else { return false };
    if EXAMPLE_SET.contains(name) || top == "example" || EXAMPLE_SET.contains(domain) {
        return true;
    }
    let Some(letters) = Letters::of(&folded(local)) else { return false };
    let letters = letters.as_str();
    INVENTED_SET.contains(letters) && (letters.len() > 3 || letters == local)
        || (local == name || local.len() == 1 && name.len() == 1) && is_any_word(name)
        || matches!(name, "mail" | "email" | "e-mail")
            && matches!(letters, "no" | "nein" | "ihr" | "dein" | "my" | "your" | "name")
}

/// Stands for nobody on either side of the `@`: "mail@mail.de", "a@a.de", "123@123.de".
fn is_any_word(name: &str) -> bool {
    let one = name.bytes().next();
    ANY_SET.contains(name)
        || name.bytes().all(|byte| Some(byte) == one)
        || name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words that say no, and words that may stand beside them; folded, English, German, French, Italian, Spanish, Dutch,
/// Polish.
#[rustfmt::skip]
const NO_WORDS: &[&str] = &[
    "keine", "kein", "keinen", "keiner", "ohne", "nicht", "nix", "no", "not", "none", "without", "n/a", "pas", "sans", "aucun", "aucune",
    "nessuna", "nessun", "senza", "non", "sin", "ninguno", "ninguna", "geen", "zonder", "brak", "bez", "nie", "fehlt", "folgt", "unbekannt",
    "unknown", "missing", "entfaellt", "verweigert", "nachgereicht", "weissnicht", "anfrage", "refused", "declined", "inconnu", "onbekend", "sconosciuta",
];
#[rustfmt::skip]
const BESIDE_WORDS: &[&str] = &[
    "email", "e", "mail", "emailadresse", "mailadresse", "adresse", "emailadressen", "emails", "mails", "address", "emailaddress", "adres", "adresu", "mailadres", "emailadres", "maila", "emaila",
    "indirizzo", "direccion", "correo", "electronico", "courriel", "mel", "posta", "elettronica", "electronique", "vorhanden", "bekannt", "angegeben", "angabe", "angaben", "verfuegbar",
    "hinterlegt", "hat", "hatte", "habe", "haben", "besitzt", "wird", "werden", "noch", "leider", "derzeit", "aktuell", "bislang", "bisher", "er", "sie", "ist", "war", "eintrag", "daten",
    "auf", "nur", "telefon", "telefonisch", "post", "per", "internet", "anschluss", "konto", "gewuenscht", "moechte", "will", "angeben", "erhalten", "genannt", "kunde", "zu", "available", "provided", "given", "has",
    "have", "does", "did", "yet", "on", "file", "known", "account", "supplied", "d", "de", "l", "a", "une", "un", "n", "di", "disponible", "disponibile", "tiene", "hay", "bekend", "opgegeven", "beschikbaar", "voorhanden", "heeft",
    "ma", "podano", "danych", "indicato", "fornito", "renseigne", "renseignee", "communique", "weiss", "the", "customer", "client", "mitgeteilt", "erfasst", "gepflegt", "ausgefuellt", "spaeter",
];

static NO: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| NO_WORDS.iter().copied().collect());
static BESIDE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| BESIDE_WORDS.iter().copied().collect());

/// True for phrases like "keine E-Mail", "hat keine Mailadresse", "no email on file".
pub(super) fn says_none(text: &str) -> bool {
    if text.len() > 60 || text.contains('@') {
        return false;
    }
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut says_no = false;
    for word in words {
        says_no |= NO.contains(word);
        if !NO.contains(word) && !BESIDE.contains(word) {
            // "keineEmail", "nomail": written as one
            let joined =
                NO.iter().any(|no| word.strip_prefix(no).is_some_and(|rest| BESIDE.contains(rest) && rest.len() > 2));
            if !joined {
                return false;
            }
            says_no = true;
        }
    }
    says_no
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_people() {
        for local in include_str!("cases/roles.txt").split_whitespace() {
            assert!(is_role(local), "{local}");
        }
        for local in include_str!("cases/people.txt").split_whitespace() {
            assert!(!is_role(local) && !is_no_reply(local) && !is_placeholder(local, "holz-ritter.at"), "{local}");
        }
    }

    #[test]
    fn phrases_for_none() {
        for text in [
            "keine E-Mail",
            "hat keine Mailadresse",
            "no email on file",
            "pas d'email",
            "keineEmail",
            "nicht bekannt",
            "geen e-mail",
            "brak maila",
        ] {
            assert!(says_none(text), "{text}");
        }
        for text in ["Email", "Kurt Stein", "kurt", "Holzstraße 5", "siehe Notiz"] {
            assert!(!says_none(text), "{text}");
        }
    }
}
