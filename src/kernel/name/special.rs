//! Cells that hold something other than one person: nothing, tests, addresses, companies, departments, several people.

use super::lexicon::{self, Phrase, flag};
use super::person::{self, Person};
use super::token::{Kind, Token, Tokens};
use super::{Name, RecordKind};
use std::sync::LazyLock;

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

/// "n/a", "k/A", "k. A.".
fn is_slashed_nothing(tokens: &Tokens) -> bool {
    match tokens.list.as_slice() {
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
    if text.contains("://") || text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www.")) {
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
    for word in &tokens.list {
        if word.is(flag::ROLE) && !word.is(flag::GIVEN) {
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
            );
            let joined = list.iter().any(|word| word.kind == Kind::Link || matches!(word.text, "und" | "u." | "and"));
            if at == 0
                && !(weak && list.len() == 1)
                && !(weak && list.get(1).is_some_and(|next| next.segment != word.segment))
                || at > 0 && (!person_first || joined)
                || word.letters >= 10
            {
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

/// Why the words are a test or invented, if they are.
pub(super) fn junk_code(tokens: &Tokens) -> Option<&'static str> {
    if tokens.list.len() <= 4
        && tokens.may_end(flag::INVENTED_END)
        && lexicon::phrase(&tokens.keys) == Some(Phrase::Invented)
    {
        return Some("name.placeholder");
    }
    let mut junk = 0;
    let mut words = 0;
    let mut test = false;
    for word in tokens.list.iter().filter(|word| !word.is(flag::SALUTATION | flag::TITLE)) {
        if word.is(flag::GIVEN | flag::FAMILY) && !word.is(flag::JUNK) {
            words += 1;
            continue;
        }
        let key = tokens.key(word);
        match word.kind {
            Kind::Digits => junk += 1,
            Kind::Link => continue,
            _ if word.is(flag::JUNK) || is_keyboard(word, key) || is_pattern(key) || is_numbered_junk(word, key) => {
                junk += 1;
                let key = key.trim_end_matches(|char: char| char.is_ascii_digit());
                test |= matches!(
                    key,
                    "test" | "testperson" | "testuser" | "testkunde" | "testname" | "dummy" | "asdf" | "qwertz"
                );
            }
            _ if key.starts_with("musterma") || key.starts_with("musterfr") => return Some("name.placeholder"),
            _ => {}
        }
        words += 1;
    }
    if words == 0 {
        return only_addresses(tokens);
    }
    if let [.., last] = tokens.list.as_slice()
        && tokens.list.len() > 1
        && last.is(flag::JUNK)
        && FORM_FAMILIES.contains(&tokens.key(last))
    {
        return Some("name.placeholder");
    }
    if tokens.list.iter().all(|word| word.is(flag::SALUTATION) || tokens.key(word) == "muster") {
        return Some("name.placeholder");
    }
    (junk == words || test || is_customer(tokens) || is_mumbled(tokens)).then_some("name.junk")
}

/// "Online Kunde", "eBay Käufer": a customer without a name.
fn is_customer(tokens: &Tokens) -> bool {
    let [first, .., last] = tokens.list.as_slice() else { return false };
    last.is(flag::JUNK)
        && matches!(tokens.key(last), "kunde" | "kundin" | "kaeufer" | "besteller" | "user" | "nutzer" | "kundenkonto")
        && !tokens.list.iter().any(|word| word.is(flag::GIVEN | flag::SALUTATION) || word.is_initial())
        && first.segment == last.segment
}

/// "Herr Herr", "Herr/Frau": forms of address and nobody behind them; one alone is no junk.
fn only_addresses(tokens: &Tokens) -> Option<&'static str> {
    let addresses = tokens.list.iter().filter(|word| word.is(flag::SALUTATION)).count();
    (addresses > 1 && addresses == tokens.list.iter().filter(|word| word.kind == Kind::Word).count())
        .then_some("name.junk")
}

/// Family names of examples and of nobody else.
const FORM_FAMILIES: [&str; 9] = [
    "beispielname",
    "beispielkunde",
    "mustername",
    "beispiel",
    "ejemplo",
    "esempio",
    "exemple",
    "voorbeeld",
    "testname",
];

/// "test123", "user1": a listed word with a number.
fn is_numbered_junk(word: &Token, key: &str) -> bool {
    word.mixed && {
        let stem = key.trim_end_matches(|char: char| char.is_ascii_digit());
        stem.len() < key.len() && lexicon::word(stem).flags & flag::JUNK != 0
    }
}

/// A letter alone, letters of no word ("x x x", "xx"), or one short run of the keyboard twice ("wer wer").
fn is_mumbled(tokens: &Tokens) -> bool {
    let list = tokens.list.as_slice();
    // "Herr X"
    if let [address, only] = list
        && address.is(flag::SALUTATION)
        && matches!(tokens.key(only), "x" | "y" | "z")
        && !only.dotted
    {
        return true;
    }
    if let [only] = list {
        let key = tokens.key(only);
        if only.mixed && only.letters <= 2 || is_pair_of_consonants(only, key) {
            return true;
        }
        return only.kind == Kind::Word
            && (only.letters == 1 && key.len() == 1 && !only.dotted
                || key == "xx"
                || key.len() == 3 && starts_with_neighbours(key) && !has_vowel(key) && is_row(key));
    }
    let first = list.first().map_or("", |word| tokens.key(word));
    let pair = list.first().is_some_and(|word| is_pair_of_consonants(word, first));
    let same = list.len() > 1 && list.iter().all(|word| tokens.key(word) == first);
    same && (pair
        || first == "x" && list.len() > 2
        || first.len() >= 3 && starts_with_neighbours(first) && is_row(first))
}

/// "xy", "qq"; not initials and not "Ng".
fn is_pair_of_consonants(word: &Token, key: &str) -> bool {
    key.len() == 2
        && word.letters == 2
        && !word.dotted
        && !word.is(flag::GIVEN | flag::FAMILY | flag::PARTICLE | flag::ROLE | flag::TITLE)
        && key != "ng"
        && key.bytes().all(|byte| byte.is_ascii_lowercase() && !b"aeiou".contains(&byte))
        && (word.lower || b"qxyz".iter().any(|odd| key.as_bytes().contains(odd)))
}

fn is_row(key: &str) -> bool {
    ROWS.iter().any(|row| row.contains(key))
}

/// The person's name is on the list of invented people.
pub(super) fn is_invented(name: &Name, tokens: &Tokens) -> bool {
    if tokens.seen & flag::INVENTED_END == 0 {
        return false;
    }
    let mut full = super::clean::key(&name.given_name);
    full.push(' ');
    super::clean::push_key(&name.family_name, &mut full);
    lexicon::phrase(&full) == Some(Phrase::Invented)
}

/// Rows of German and English keyboards, forwards and backwards.
const ROWS: [&str; 10] = [
    "qwertzuiopue",
    "qwertyuiop",
    "asdfghjkloeae",
    "yxcvbnm",
    "zxcvbnm",
    "poiuztrewq",
    "poiuytrewq",
    "lkjhgfdsa",
    "mnbvcxy",
    "mnbvcxz",
];

/// For each letter the letters that follow it in some of [`ROWS`], as bits.
static NEIGHBOURS: LazyLock<[u32; 26]> = LazyLock::new(|| {
    let mut out = [0; 26];
    for pair in ROWS.iter().flat_map(|row| row.as_bytes().windows(2)) {
        if let [left @ b'a'..=b'z', right @ b'a'..=b'z'] = pair
            && let Some(slot) = out.get_mut(usize::from(left - b'a'))
        {
            *slot |= 1 << (right - b'a');
        }
    }
    out
});

/// True when the first letters lie side by side on a keyboard: what every run along a row begins with.
fn starts_with_neighbours(key: &str) -> bool {
    let [left @ b'a'..=b'z', right @ b'a'..=b'z', ..] = key.as_bytes() else { return false };
    NEIGHBOURS.get(usize::from(left - b'a')).is_some_and(|next| next >> (right - b'a') & 1 == 1)
}

/// A run along a row of the keyboard, forwards or backwards, or a chunk of one repeated.
fn is_keyboard(word: &Token, key: &str) -> bool {
    if key.len() < 4 || !starts_with_neighbours(key) || word.is(flag::GIVEN | flag::FAMILY) || !key.is_ascii() {
        return false;
    }
    let runs = is_row;
    // "Wert", "Tren": short runs that are names.
    if runs(key) {
        return key.len() >= 5 || !matches!(key, "wert" | "rewe" | "poiu" | "tzui");
    }
    // "asdölkfj": begun along a row without a vowel, gone on without one.
    if key.len() >= 6
        && ["asd", "sdf", "dfg", "fgh", "ghj", "jkl", "lkj", "kjh", "hgf", "yxc", "xcv"].iter().any(|run| {
            key.strip_prefix(run).is_some_and(|rest| {
                rest.bytes().filter(|byte| !b"aeiouy-".contains(byte)).count() * 3 >= rest.len() * 2
            })
        })
    {
        return true;
    }
    let half = key.len() / 2;
    match (key.get(..half), key.get(half..)) {
        (Some(left), Some(right)) if half >= 3 => {
            runs(left) && runs(right) && !key.contains('-') && (left == right || !has_vowel(key))
        }
        _ => false,
    }
}

/// One letter over and over, a chunk three times, or a long word without a vowel.
fn is_pattern(key: &str) -> bool {
    let bytes = key.as_bytes();
    let &[first, second, third, ..] = bytes else { return false };
    if first == second && first == third && first != b'i' && bytes.iter().all(|byte| *byte == first) {
        return first.is_ascii();
    }
    let repeated = |size: usize| {
        bytes.len() >= 3 * size
            && bytes.len().is_multiple_of(size)
            && bytes.chunks(size).all(|chunk| Some(chunk) == bytes.get(..size))
    };
    (first == third && repeated(2) || bytes.get(3) == Some(&first) && repeated(3)) && key.is_ascii()
        || bytes.len() >= 5 && !has_vowel(key) && bytes.iter().all(u8::is_ascii_alphabetic)
}

fn has_vowel(key: &str) -> bool {
    key.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
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

/// True when a junk word of this cell is no family name beside a given one.
pub(super) fn has_junk_word(tokens: &Tokens) -> bool {
    if tokens.seen & flag::JUNK == 0 {
        return false;
    }
    let named = tokens.list.iter().any(|word| word.is(flag::GIVEN));
    tokens.list.iter().any(|word| {
        word.kind == Kind::Word
            && word.is(flag::JUNK)
            && !word.is(flag::GIVEN | flag::FAMILY | flag::GREETING)
            && !(named && super::tables::words::JUNK_SURNAMES.contains(&tokens.key(word)))
    })
}

/// The people of a cell that names several; none when it names one.
pub(super) fn several<'a>(tokens: &Tokens<'a>) -> Option<Vec<Person>> {
    let list = &tokens.list;
    if let Some(first) = list.first()
        && first.is(flag::SEVERAL)
        && !first.is(flag::GIVEN)
        && list.len() > 1
    {
        let mut person = person::read(list.get(1..).unwrap_or(&[]), tokens);
        person.name.gender = None;
        return Some(vec![person]);
    }
    if let [head @ .., last] = list.as_slice()
        && last.is(flag::SEVERAL)
        && !last.is(flag::GIVEN)
        && !head.is_empty()
        && head.iter().all(|word| word.kind == Kind::Word)
    {
        let named = head.iter().position(|word| tokens.key(word) != "the").unwrap_or(0);
        let head = head.get(named..).unwrap_or(&[]);
        // "Anna Family" may be a name in another script's spelling; "Weber Familie" is not.
        if !(head.len() == 1 && head.iter().all(|word| word.is(flag::GIVEN) && !word.is(flag::FAMILY))) {
            return Some(vec![person::read(head, tokens)]);
        }
    }
    if tokens.seen & flag::AND == 0 && !list.iter().any(|word| word.kind == Kind::Link) {
        return several_by_separator(tokens);
    }
    if let [head @ .., before, last] = list.as_slice()
        && (tokens.key(before), tokens.key(last)) == ("et", "al")
    {
        return Some(vec![person::read(head, tokens)]);
    }
    let links: Vec<usize> = (0..list.len()).filter(|at| is_link(list, *at)).collect();
    if links.is_empty() {
        return several_by_separator(tokens);
    }
    let mut chunks: Vec<Vec<Token<'a>>> = Vec::new();
    let mut start = 0;
    for end in links.iter().copied().chain([list.len()]) {
        chunks.push(list.get(start..end).unwrap_or(&[]).to_vec());
        start = end + 1;
    }
    chunks.retain(|chunk| !chunk.is_empty());
    if chunks.len() < 2 {
        return None;
    }
    // "Weber, Ilse und Kurt": the family name in front of the comma is everybody's.
    let lead: Vec<Token<'a>> = match chunks.first() {
        Some(first) => match (first.first(), first.last()) {
            (Some(head), Some(tail)) if head.segment != tail.segment && !head.is(flag::GIVEN) => {
                first.iter().copied().filter(|word| word.segment == head.segment).collect()
            }
            _ => Vec::new(),
        },
        None => Vec::new(),
    };
    let mut people = Vec::with_capacity(chunks.len());
    for (at, chunk) in chunks.iter().enumerate() {
        let led: Vec<Token<'a>> = if at > 0
            && !lead.is_empty()
            && chunk.first().is_some_and(|first| first.segment == chunk.last().map_or(0, |last| last.segment))
        {
            lead.iter()
                .copied()
                .chain(chunk.iter().map(|word| Token { segment: word.segment.max(1), ..*word }))
                .collect()
        } else {
            chunk.clone()
        };
        people.push(person::read(&led, tokens));
    }
    share_family(&mut people);
    Some(people)
}

/// "Hans & Petra Müller", "Herr und Frau Schulz": who has no family name of their own takes the last one's.
fn share_family(people: &mut [Person]) {
    let Some(last) = people.last().map(|last| last.name.clone()) else { return };
    if last.family_name.is_empty() {
        return;
    }
    // "Herr und Frau Kurt Stein": the given name is the first one's.
    if let [first, second] = people
        && first.name.given_name.is_empty()
        && first.name.family_name.is_empty()
        && !first.name.salutation.is_empty()
        && !second.name.given_name.is_empty()
    {
        first.name.given_name = std::mem::take(&mut second.name.given_name);
    }
    for person in people.iter_mut().rev().skip(1) {
        let name = &mut person.name;
        let alone = name.given_name.is_empty() && !name.family_name.is_empty() && !name.family_name.contains(' ');
        if alone && !last.given_name.is_empty() && name.salutation.is_empty() {
            name.given_name = std::mem::take(&mut name.family_name);
        }
        if name.family_name.is_empty() {
            name.family_name.clone_from(&last.family_name);
            name.family_name_core.clone_from(&last.family_name_core);
            name.name_particle.clone_from(&last.name_particle);
        }
    }
}

/// True when the word at this place stands between two people.
fn is_link(list: &[Token], at: usize) -> bool {
    let Some(word) = list.get(at) else { return false };
    if word.kind == Kind::Link {
        // "RA/StB", "WP & StB": titles of one person.
        let titles =
            list.get(..at).unwrap_or(&[]).iter().all(|before| {
                before.is(flag::TITLE | flag::TITLE_CAPITAL | flag::SALUTATION) || before.kind == Kind::Link
            });
        if titles && word.text == "/" && list.get(at + 1).is_some_and(|next| next.is(flag::TITLE | flag::TITLE_CAPITAL))
        {
            return false;
        }
        return at > 0 && at + 1 < list.len();
    }
    if !word.is(flag::AND)
        || !matches!(word.text, "und" | "u." | "u" | "and" | "et" | "UND" | "AND" | "Und" | "And" | "sowie" | "bzw.")
    {
        return false;
    }
    let before = at.checked_sub(1).and_then(|before| list.get(before));
    let after = list.get(at + 1);
    match (before, after) {
        // "med. univ. et scient. med."
        (Some(before), Some(after)) if before.is(flag::TITLE_TAIL) && after.is(flag::TITLE_TAIL) => false,
        // "von und zu", "Freiherr und von".
        (Some(before), Some(after)) => {
            !(before.is(flag::PARTICLE | flag::NOBLE) && after.is(flag::PARTICLE)) && after.letters > 0
        }
        _ => false,
    }
}

/// "Ilse Weber; Kurt Stein", "Ilse Weber, Kurt Stein": every part is a given and a family name.
fn several_by_separator(tokens: &Tokens) -> Option<Vec<Person>> {
    if tokens.segments < 2 || tokens.list.len() < 4 {
        return None;
    }
    let full = |run: &[Token]| {
        let words: Vec<&Token> =
            run.iter().filter(|word| word.kind == Kind::Word && !word.is(flag::TITLE | flag::SALUTATION)).collect();
        words.len() >= 2
            && words.first().is_some_and(|first| first.is(flag::GIVEN))
            && words.last().is_some_and(|last| !last.is(flag::GIVEN) || last.is(flag::FAMILY))
            && words.iter().all(|word| {
                !word.is(flag::DEGREE | flag::GENERATION | flag::ROLE | flag::COMPANY | flag::MAIDEN)
                    && !word.is_initial()
            })
    };
    // "Weber, Ilse; Stein, Kurt"
    let groups: Vec<&[Token]> =
        tokens.list.chunk_by(|left, right| !(right.hard && left.segment != right.segment)).collect();
    let halved = |group: &&[Token]| {
        let (first, last) = (group.first(), group.last());
        first.zip(last).is_some_and(|(first, last)| {
            last.segment == first.segment + 1 && last.is(flag::GIVEN) && is_plain(first) && is_plain(last)
        })
    };
    if groups.len() >= 2 && groups.iter().all(halved) {
        return Some(groups.iter().map(|group| person::read(group, tokens)).collect());
    }
    let runs: Vec<&[Token]> = tokens.list.chunk_by(|left, right| left.segment == right.segment).collect();
    let hard = runs.iter().skip(1).any(|run| run.first().is_some_and(|first| first.hard));
    let strict = |run: &[Token]| full(run) && run.last().is_some_and(|last| hard || !last.is(flag::GIVEN));
    (runs.len() >= 2 && runs.iter().all(|run| strict(run)))
        .then(|| runs.iter().map(|run| person::read(run, tokens)).collect())
}

fn is_plain(word: &Token) -> bool {
    word.kind == Kind::Word && !word.is(flag::TITLE | flag::DEGREE | flag::ROLE | flag::COMPANY)
}

/// An empty name of that kind, holding the cell as its family name where that helps a reader.
pub(super) fn of_kind(kind: RecordKind) -> Name {
    Name { kind, ..Name::default() }
}
