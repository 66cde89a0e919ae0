//! Cells that hold something other than a person: nothing, addresses, companies, departments; and what is cut off
//! behind a person. Costs one test of the cell's bits where no word is of that kind.

use super::lexicon::{self, Phrase, flag};
use super::token::{Kind, Token, Tokens};
use super::{Name, RecordKind};

/// True when the cell says that there is nothing.
pub(super) fn is_nothing(tokens: &Tokens) -> bool {
    tokens.list.is_empty()
        || tokens.list.len() <= 5
            && tokens.may_end(flag::NOTHING_END)
            && lexicon::phrase(&tokens.keys) == Some(Phrase::Nothing)
        || is_slashed_nothing(tokens)
        || is_addressed_nothing(tokens)
}

/// "Herr N.N.", "Frau unbekannt"; "Herr Null" is somebody.
fn is_addressed_nothing(tokens: &Tokens) -> bool {
    match tokens.list.as_slice() {
        [address, rest @ ..] if address.is(flag::SALUTATION) => match rest {
            [only] => matches!(tokens.key(only), "nn" | "unbekannt" | "unbek" | "unknown" | "anonym"),
            [first, second] => first.dotted && (tokens.key(first), tokens.key(second)) == ("n", "n"),
            _ => false,
        },
        _ => false,
    }
}

/// True for a form of address and nobody behind it.
pub(super) fn is_address_alone(tokens: &Tokens) -> bool {
    matches!(tokens.list.as_slice(), [only] if only.is(flag::SALUTATION) && only.letters > 1 && !only.caps)
}

/// "n/a", "k/A", "n/a n/a".
fn is_slashed_nothing(tokens: &Tokens) -> bool {
    match tokens.list.as_slice() {
        [n, a, rest @ .., last] if rest.len() == 3 && a.kind == Kind::Link => {
            tokens.keys == "n / a n / a" && n.letters == last.letters
        }
        [first, link, second] if link.kind == Kind::Link => {
            matches!(
                (tokens.key(first), tokens.key(second)),
                ("n", "a") | ("k", "a") | ("n", "v") | ("n", "b") | ("n", "d")
            )
        }
        _ => false,
    }
}

/// Why a text is an e-mail or web address rather than a name.
pub(super) fn address_code(text: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    if bytes.contains(&b'@') && !text.contains(['<', '(', '[']) {
        return Some("name.email");
    }
    if !bytes.contains(&b'.') && !bytes.contains(&b':') {
        return None;
    }
    // "Dr. Ilse Weber": no host has a blank.
    let www = text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    if !www && bytes.contains(&b' ') && !bytes.iter().any(|byte| matches!(byte, b':' | b'/')) {
        return None;
    }
    if www || text.contains("://") {
        return Some("name.url");
    }
    let (host, _) = text.split_once('/').unwrap_or((text, ""));
    let (stem, top) = host.rsplit_once('.')?;
    let known = ["de", "com", "at", "ch", "net", "org", "eu", "info", "fr", "it", "nl", "pl", "li", "io", "biz", "uk"];
    let host_like = stem.len() >= 3
        && !stem.contains(' ')
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    (host_like && stem.bytes().any(|byte| byte.is_ascii_lowercase()) && known.contains(&top) && !known.contains(&stem))
        .then_some("name.url")
}

/// True for a department or function.
pub(super) fn is_role(tokens: &Tokens) -> bool {
    if tokens.seen & flag::ROLE == 0 {
        return false;
    }
    let mut roles = 0;
    // "Frau Buchhaltung"; "Herr Kasse" may be somebody.
    let addressed = matches!(tokens.list.as_slice(), [address, rest @ ..]
        if address.is(flag::SALUTATION) && rest.iter().all(|word| word.letters > 6));
    for word in tokens.list.iter().skip(usize::from(addressed)) {
        if word.is(flag::ROLE) && !word.is(flag::GIVEN) && !(addressed && word.is(flag::FAMILY | flag::TITLE)) {
            roles += 1;
        } else if !(word.is(flag::ROLE_FILLER | flag::GREETING)
            || word.kind == Kind::Link
            || word.kind == Kind::Digits && roles > 0)
        {
            return false;
        }
    }
    roles > 0
}

/// True for a company, association or authority.
pub(super) fn is_company(tokens: &Tokens) -> bool {
    if tokens.seen & (flag::LEGAL | flag::LEGAL_CAPITAL | flag::COMPANY) == 0 {
        return false;
    }
    let list = &tokens.list;
    let first_name = list.iter().find(|word| word.kind == Kind::Word && !word.is(flag::TITLE | flag::SALUTATION));
    let person_first = first_name.is_some_and(|word| word.is(flag::GIVEN) || word.is_initial())
        || list.first().is_some_and(|word| word.is(flag::TITLE | flag::SALUTATION));
    let loud = list.iter().all(|word| word.caps || word.letters < 2);
    let mut names = 0;
    for (at, word) in list.iter().enumerate() {
        if word.kind != Kind::Word {
            continue;
        }
        if word.is(flag::LEGAL) && (at > 0 || list.len() > 1) && word.letters > 2 && (word.segment == 0 || names > 0) {
            return true;
        }
        if tokens.key(word) == "co" {
            if at > 0 && list.get(at - 1).is_some_and(|before| before.kind == Kind::Link || before.is(flag::AND)) {
                return true;
            }
            names += 1;
            continue;
        }
        if word.is(flag::LEGAL_CAPITAL)
            && at > 0
            && is_legal_capital(word, loud, person_first, list.len())
            && list.get(at + 1).is_none_or(|next| next.kind == Kind::Link || next.is(flag::LEGAL | flag::LEGAL_CAPITAL))
        {
            return true;
        }
        let of_particle = at > 0 && list.get(at - 1).is_some_and(|before| before.is(flag::PARTICLE));
        if word.is(flag::COMPANY) && !word.is(flag::GIVEN) && word.segment == 0 && !of_particle {
            let weak = matches!(
                tokens.key(word),
                "partner"
                    | "sohn"
                    | "soehne"
                    | "bau"
                    | "handel"
                    | "kammer"
                    | "schule"
                    | "group"
                    | "company"
                    | "fa"
                    | "stadt"
                    | "comune"
                    | "pension"
                    | "bank"
                    | "cafe"
                    | "haus"
                    | "land"
            );
            let joined = list.iter().any(|word| word.kind == Kind::Link || matches!(word.text, "und" | "u." | "and"));
            let titled = word.is(flag::TITLE) && list.get(1).is_some_and(|next| next.is(flag::GIVEN));
            // "Land", "Land, Peter", "Land Maria": somebody.
            let named = weak
                && (list.len() == 1
                    || list.get(1).is_some_and(|next| {
                        next.segment != word.segment
                            || next.is(flag::GIVEN) && !next.is(flag::FAMILY)
                            || next.is_initial()
                    }));
            if at == 0 && !titled && !named || at > 0 && (!person_first || joined) || word.letters >= 10 && !titled {
                return true;
            }
        }
        names += 1;
    }
    false
}

fn is_legal_capital(word: &Token, loud: bool, person_first: bool, words: usize) -> bool {
    let clear = matches!(word.entry.flags & flag::PARTICLE, 0) && {
        let text = word.text;
        matches!(
            text,
            "AG" | "KG"
                | "OG"
                | "KEG"
                | "OEG"
                | "UG"
                | "e.K."
                | "e.V."
                | "e.U."
                | "eG"
                | "e.G."
                | "eK"
                | "eV"
                | "e.K"
                | "e.V"
                | "e. V."
                | "A.G."
                | "K.G."
                | "B.V."
                | "N.V."
                | "BV"
                | "NV"
                | "SAS"
        )
    };
    let named = person_first && words == 2;
    clear || !loud && !named && !person_first && word.caps && word.segment == 0
}

/// "Herr/Frau Ilse Weber", "Herr/Frau Einkauf": a choice nobody made says nothing; true when it was cut off. With a
/// family name alone two people may be meant.
pub(super) fn drop_choice(tokens: &mut Tokens) -> bool {
    let undecided = matches!(tokens.list.as_slice(), [first, link, second, next, rest @ ..]
        if link.text == "/" && first.is(flag::SALUTATION) && second.is(flag::SALUTATION)
            && (!rest.is_empty() || next.is(flag::ROLE)));
    if undecided {
        tokens.list.drain(..3);
    }
    undecided
}

/// Cuts off "/ Einkauf" behind a name; true when something was cut.
pub(super) fn drop_role_tail(tokens: &mut Tokens) -> bool {
    if tokens.seen & flag::ROLE == 0 {
        return false;
    }
    let Some(link) = tokens.list.iter().rposition(|word| word.kind == Kind::Link) else { return false };
    let tail = tokens.list.get(link + 1..).unwrap_or(&[]);
    let role = link > 0 && !tail.is_empty() && tail.iter().all(|word| word.is(flag::ROLE) && !word.is(flag::GIVEN));
    if role {
        tokens.list.truncate(link);
    }
    role
}

/// Cuts off "Tel. 0664 123456" and "+43 664 123456" behind a name; true when something was cut.
pub(super) fn drop_number_tail(tokens: &mut Tokens) -> bool {
    let list = &tokens.list;
    let tail = (1..list.len().saturating_sub(1)).find(|at| {
        let (word, next) = (list.get(*at), list.get(at + 1));
        next.is_some_and(|next| next.kind == Kind::Digits)
            && word.is_some_and(|word| {
                word.kind == Kind::Link && word.text == "+"
                    || matches!(
                        tokens.key(word),
                        "tel" | "telefon" | "mobil" | "handy" | "fon" | "fax" | "phone" | "mob" | "natel"
                    )
            })
    });
    if let Some(at) = tail {
        tokens.list.truncate(at);
    }
    tail.is_some()
}

/// An empty name of that kind, holding the cell as its family name where that helps a reader.
pub(super) fn of_kind(kind: RecordKind) -> Name {
    Name { kind, ..Name::default() }
}
