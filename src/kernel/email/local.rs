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

/// What the lists say of a word, as bits.
type Bits = u8;

/// A function, whatever stands beside it.
const FUNCTION: Bits = 1;
/// A function only when it stands alone.
const ALSO_NAME: Bits = 2;
/// A function when it stands first.
const BUSINESS: Bits = 4;
const ROLE: Bits = FUNCTION | ALSO_NAME | BUSINESS;
/// Typed to get past a form.
const INVENTED_ONE: Bits = 8;
/// A domain, or the name of one, of examples.
const EXAMPLE: Bits = 16;
/// Stands for anything, on both sides of the `@`.
const ANY: Bits = 32;

static WORDS: LazyLock<FxHashMap<&'static [u8], Bits>> = LazyLock::new(|| {
    let mut out: FxHashMap<&'static [u8], Bits> = FxHashMap::default();
    let lists = [
        (FUNCTIONS, FUNCTION),
        (ALSO_NAMES, ALSO_NAME),
        (BUSINESSES, BUSINESS),
        (INVENTED, INVENTED_ONE),
        (EXAMPLE_NAMES, EXAMPLE),
        (ANY_WORD, ANY),
    ];
    for (list, bit) in lists {
        for word in list.split_ascii_whitespace() {
            *out.entry(word.as_bytes()).or_default() |= bit;
        }
    }
    for domain in EXAMPLE_DOMAINS {
        *out.entry(domain.as_bytes()).or_default() |= EXAMPLE;
    }
    out
});

/// One bit for every length with two first and two last letters that some word has: eight kilobytes that stay in the
/// cache and spare nine of ten names the look-up.
static SHAPES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut out = vec![0; 1024];
    #[expect(clippy::iter_over_hash_type, reason = "bits are set, in whatever order")]
    for word in WORDS.keys() {
        let (slot, bit) = word_shape(word);
        if let Some(bits) = out.get_mut(slot) {
            *bits |= bit;
        }
    }
    out
});

#[inline]
fn word_shape(word: &[u8]) -> (usize, u64) {
    let (Some([a, b]), Some([c, d])) = (word.first_chunk(), word.last_chunk()) else { return (0, 1) };
    let ends = u32::from_le_bytes([*a, *b, *c, *d]).wrapping_add((word.len() as u32) << 13);
    // the product's upper bits depend on all others
    let shape = ends.wrapping_mul(0x9E37_79B1) >> 16;
    (shape as usize >> 6, 1 << (shape & 63))
}

#[inline]
fn look(word: &[u8]) -> Bits {
    let (slot, bit) = word_shape(word);
    if SHAPES.get(slot).is_none_or(|bits| bits & bit == 0) {
        return 0;
    }
    WORDS.get(word).copied().unwrap_or_default()
}

/// What the local part says of its owner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// A function (info, buchhaltung), not a person.
    pub role: bool,
    /// Nobody reads what is sent there.
    pub no_reply: bool,
    /// Made up to get past a form.
    pub placeholder: bool,
}

/// Words by the four letters that they begin or end with, so that nearly every name is told apart from all of them by
/// one look-up. No word is shorter.
struct Fours(FxHashMap<u32, Vec<&'static [u8]>>);

impl Fours {
    fn new(words: &[&'static str], four: impl Fn(&[u8]) -> Option<u32>) -> Self {
        let mut out: FxHashMap<u32, Vec<&'static [u8]>> = FxHashMap::default();
        for word in words {
            if let Some(four) = four(word.as_bytes()) {
                out.entry(four).or_default().push(word.as_bytes());
            }
        }
        Self(out)
    }

    #[inline]
    fn at(&self, four: Option<u32>) -> &[&'static [u8]] {
        four.and_then(|four| self.0.get(&four)).map_or(&[], Vec::as_slice)
    }
}

#[inline]
fn first_four(text: &[u8]) -> Option<u32> {
    text.first_chunk().copied().map(u32::from_le_bytes)
}

#[inline]
fn last_four(text: &[u8]) -> Option<u32> {
    text.last_chunk().copied().map(u32::from_le_bytes)
}

static STARTS: LazyLock<Fours> = LazyLock::new(|| Fours::new(BEGINNINGS, first_four));
static ENDS: LazyLock<Fours> = LazyLock::new(|| Fours::new(ENDINGS, last_four));
static SILENT: LazyLock<Fours> = LazyLock::new(|| Fours::new(NO_REPLY, first_four));

fn folded(local: &str) -> Cow<'_, str> {
    if local.is_ascii() { Cow::Borrowed(local) } else { Cow::Owned(fold(local)) }
}

/// What kind of local part it is. `local` and `domain`, whose first label and the rest are `labels`, in lower case;
/// a `plain` one has neither accents nor a plus.
pub(super) fn kind(local: &str, domain: &str, labels: Option<(&str, &str)>, plain: bool) -> Kind {
    let folded = if plain { Cow::Borrowed(local) } else { folded(local) };
    let plus = if plain { None } else { folded.bytes().position(|byte| byte == b'+') };
    let base = folded.get(..plus.unwrap_or(folded.len())).unwrap_or_default();
    // more letters than any word of the lists: a person, or a machine
    let Some(letters) = Letters::of(base) else { return Kind::default() };
    let bits = look(letters.as_bytes());
    Kind {
        role: is_role(base.as_bytes(), &letters, bits),
        no_reply: is_silent(letters.as_bytes()),
        placeholder: labels.is_some_and(|(name, top)| {
            top == "example" || is_placeholder(local.as_bytes(), letters.as_bytes(), bits, domain, name.as_bytes())
        }),
    }
}

/// `letters` are those of `base`, `bits` those of all letters.
fn is_role(base: &[u8], letters: &Letters, bits: Bits) -> bool {
    let mut words = letters.words(base).map(numberless).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let first_bits = look(first);
    let Some(second) = words.next() else { return first_bits & ROLE != 0 || is_compound(first) };
    let letters = letters.as_bytes();
    let plain = numberless(letters);
    let bits = if plain.len() < letters.len() { bits | look(plain) } else { bits };
    if first_bits & BUSINESS != 0 || bits & ROLE != 0 {
        return true;
    }
    // "verkauf.wien", "team-vertrieb", "sales.de": a function and a place or team, and no third word, which would be
    // a person's name
    if words.next().is_some() {
        return false;
    }
    let second_bits = look(second);
    let is_function =
        |word: &[u8], bits: Bits| bits & (FUNCTION | ALSO_NAME) == FUNCTION && word.len() > 2 || is_compound(word);
    is_function(first, first_bits)
        || is_function(second, second_bits)
        || first_bits & ROLE != 0 && (second.len() <= 2 || second_bits & ROLE != 0)
        || second_bits & BUSINESS != 0
}

/// The word without the number behind it.
fn numberless(word: &[u8]) -> &[u8] {
    let end = word.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    word.get(..end).unwrap_or_default()
}

/// A longer German or English word made of a function: `bestellannahme`, `kundenberatung`.
fn is_compound(word: &[u8]) -> bool {
    word.len() > 7
        && (ENDS.at(last_four(word)).iter().any(|end| word.ends_with(end) && word.len() > end.len() + 1)
            || STARTS.at(first_four(word)).iter().any(|start| word.starts_with(start) && word.len() > start.len() + 1))
}

/// "no-reply-shop", "shop.noreply", "bounce".
fn is_silent(letters: &[u8]) -> bool {
    let mut words = SILENT.at(first_four(letters)).iter();
    words.any(|word| letters.starts_with(word) && (word.len() >= 7 || letters.len() == word.len()))
        || letters.len() > 7 && letters.ends_with(b"noreply")
}

/// `name` is the first label of `domain`.
fn is_placeholder(local: &[u8], letters: &[u8], bits: Bits, domain: &str, name: &[u8]) -> bool {
    let name_bits = look(name);
    // the names of example domains are words of their own; whole domains are few and short
    if name_bits & EXAMPLE != 0 || name.len() < 8 && look(domain.as_bytes()) & EXAMPLE != 0 {
        return true;
    }
    // "xy" is made up, "x.y" is a person
    bits & INVENTED_ONE != 0 && (letters.len() > 3 || letters == local)
        || letters.ends_with(b"mustermann")
        || letters.ends_with(b"musterfrau")
        || (local == name || local.len() == 1 && name.len() == 1) && is_any_word(name, name_bits)
        || matches!(name, b"mail" | b"email" | b"e-mail")
            && matches!(letters, b"no" | b"nein" | b"ihr" | b"dein" | b"my" | b"your" | b"name")
}

/// "mail@mail.de", "a@a.de", "123@123.de".
fn is_any_word(name: &[u8], bits: Bits) -> bool {
    let one = name.first();
    bits & (ANY | INVENTED_ONE) != 0
        || name.iter().all(|byte| Some(byte) == one)
        || name.iter().all(|byte| byte.is_ascii_digit())
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
    fn no_word_is_too_short() {
        assert!([BEGINNINGS, ENDINGS, NO_REPLY].concat().iter().all(|word| word.len() >= 4));
    }

    #[test]
    fn functions_and_people() {
        for local in include_str!("cases/roles.txt").split_whitespace() {
            assert!(kind(local, "holz-ritter.at", Some(("holz-ritter", "at")), false).role, "{local}");
        }
        for local in include_str!("cases/people.txt").split_whitespace() {
            assert_eq!(kind(local, "holz-ritter.at", Some(("holz-ritter", "at")), false), Kind::default(), "{local}");
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
