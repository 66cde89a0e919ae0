//! Names of people: one cell ("Weber, Dr. Ilse") or columns of their own.
//!
//! German-speaking habits first: titles, particles and nobility, "Family, Given", couples, companies and departments
//! in the wrong column, tests and form examples. The tables decide order and kind, never validity: a name nobody
//! listed is still a name. Not for company names (`kernel::company`) and not for gender beyond the form of address.
//! Costs under a microsecond for a plain cell: one pass over the characters and one look-up per word.

mod casing;
mod clean;
mod columns;
mod credentials;
mod east;
mod ends;
mod junk;
mod labels;
mod lexicon;
mod order;
mod pair;
mod person;
mod roman;
mod several;
mod special;
mod tables;
mod token;

use super::verdict::{Status, Verdict};
use lexicon::{Phrase, flag};

pub use columns::read_parts;
pub use pair::{compatible_given, same_person_name};

/// Who a name cell names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RecordKind {
    /// A person.
    Person,
    /// A company, association or authority.
    Organisation,
    /// A department or function.
    RoleMailbox,
    /// Cannot be told.
    #[default]
    Unknown,
}

impl RecordKind {
    /// The word the tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::RoleMailbox => "role_mailbox",
            Self::Unknown => "unknown",
        }
    }
}

/// Gender as the form of address tells it; never guessed from a given name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Herr, Mr., Monsieur.
    Male,
    /// Frau, Ms., Signora.
    Female,
}

impl Gender {
    /// What a form of address tells: "Herr", "Mrs."; none for words that tell nothing.
    pub fn of_address(address: &str) -> Option<Self> {
        let told = |word: &str| {
            let flags = lexicon::word(&super::text::fold(word)).flags;
            match flags & (flag::SALUTATION | flag::SALUTATION_RISKY) != 0 {
                true if flags & flag::MALE != 0 => Some(Self::Male),
                true if flags & flag::FEMALE != 0 => Some(Self::Female),
                _ => None,
            }
        };
        address.split(|c: char| !c.is_alphanumeric()).find_map(told)
    }

    /// The letter the tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Male => "m",
            Self::Female => "f",
        }
    }
}

/// The parts of a name. Empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Who the cell names.
    pub kind: RecordKind,
    /// Form of address, written out: Herr, Frau, Mr.
    pub salutation: String,
    /// Titles in front of the name, usual spelling.
    pub academic_title: String,
    /// Given names and initials in order.
    pub given_name: String,
    /// Family name with particles, and with a former title of nobility.
    pub family_name: String,
    /// The particle alone.
    pub name_particle: String,
    /// The family name without nobility and particle: the part that sorts.
    pub family_name_core: String,
    /// Jr., III, degrees behind the name.
    pub name_suffix: String,
    /// From "geb.", "née".
    pub maiden_name: String,
    /// From quotes or brackets.
    pub nickname: String,
    /// From the form of address only.
    pub gender: Option<Gender>,
    /// Everybody named, when the cell names several; the fields above are the first one's.
    pub persons: Vec<Name>,
}

/// More words than any name has: a sentence.
const TOO_MANY_WORDS: usize = 14;

/// Reads a whole name in one cell ("Weber, Dr. Ilse", "Herr Kurt vom Stein").
///
/// Statuses and codes are those of the table in NORMALIZE.md, section `name`. A cell that is not a person's name
/// keeps its parts empty, except several people (the first one's) and invented people (as read).
pub fn read(value: &str) -> Verdict<Name> {
    let cleaned = clean::clean(value);
    let marks = cleaned.marks;
    let unlabelled = if marks.rare { labels::drop_labels(&cleaned.text) } else { None };
    let mut text: &str = unlabelled.as_deref().unwrap_or(&cleaned.text);
    let mut dropped = unlabelled.is_some();
    if marks.rare {
        text = unquote(text);
    }
    if (marks.dot || marks.rare)
        && let Some(code) = special::address_code(text)
    {
        return Verdict::because(Status::Invalid, code, Name::default());
    }
    if marks.rare {
        let (rest, email_dropped) = without_email(text);
        let care_of = rest.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("c/o"));
        text = if care_of { rest.get(3..).unwrap_or("").trim() } else { rest };
        dropped |= email_dropped || care_of;
    }
    let mut tokens = token::tokenize(text);
    if special::is_nothing(&tokens) || special::is_address_alone(&tokens) {
        return Verdict::because(Status::Missing, "name.missing", Name::default());
    }
    let mut repairs = cleaned.repairs;
    let cut = !special::is_role(&tokens) && special::drop_role_tail(&mut tokens);
    let numbered = marks.rare && special::drop_number_tail(&mut tokens);
    let undecided = marks.rare && special::drop_choice(&mut tokens);
    if dropped || cut || numbered || undecided {
        repairs.push("name.label");
    }
    judge(tokens, repairs)
}

/// A cell quoted as a whole loses its quotation marks.
fn unquote(text: &str) -> &str {
    if text.starts_with(char::is_alphanumeric) {
        return text;
    }
    let pairs = [('"', '"'), ('\'', '\''), ('„', '“'), ('“', '”'), ('«', '»'), ('»', '«')];
    for (open, close) in pairs {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            return inner.trim();
        }
    }
    // The guard of a spreadsheet; "'t Hoff" keeps its own.
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(char::is_uppercase) && !rest.contains('\'') => rest,
        _ => text,
    }
}

/// "Ilse Weber <ilse@weber.example>" without the address.
fn without_email(text: &str) -> (&str, bool) {
    if !text.contains('@') {
        return (text, false);
    }
    match text.find(['<', '(', '[']) {
        Some(at) if text.get(at..).is_some_and(|rest| rest.contains('@')) => {
            (text.get(..at).unwrap_or("").trim(), true)
        }
        _ => (text, false),
    }
}

/// The verdict on the words of a cell.
fn judge(mut tokens: token::Tokens, repairs: Vec<&'static str>) -> Verdict<Name> {
    if special::is_role(&tokens) {
        return Verdict::because(Status::Suspect, "name.role", special::of_kind(RecordKind::RoleMailbox));
    }
    if special::is_company(&tokens) {
        return Verdict::because(Status::Suspect, "name.company", special::of_kind(RecordKind::Organisation));
    }
    let junk = junk::junk_code(&tokens);
    if junk == Some("name.junk") || junk.is_some() && tokens.list.len() > 3 {
        return Verdict::because(Status::Invalid, junk.unwrap_or("name.junk"), Name::default());
    }
    if tokens.list.len() > TOO_MANY_WORDS {
        return Verdict::because(Status::Suspect, "name.text", Name::default());
    }
    if junk.is_none()
        && let Some(people) = several::several(&tokens)
    {
        return of_several(people);
    }
    if !tokens.list.iter().any(|word| word.letters > 0) {
        return Verdict::because(Status::Invalid, "name.junk", Name::default());
    }
    let junk_word = junk::has_junk_word(&tokens);
    if junk_word && junk::names_nobody(&tokens) {
        return Verdict::because(Status::Invalid, "name.junk", Name::default());
    }
    let words = std::mem::take(&mut tokens.list);
    let more_than_a_name = words.len() > 2;
    let read = person::read(words, &tokens);
    if more_than_a_name && junk::is_mashed(&read.name) {
        return Verdict::because(Status::Invalid, "name.junk", Name::default());
    }
    let mut codes = Vec::new();
    let mut status = Status::Valid;
    let invented = junk::is_invented(&read.name, &tokens);
    if invented == Some(Phrase::Doubtful) {
        status = Status::Suspect;
        codes.push("name.placeholder");
    } else if junk.is_some() || invented.is_some() {
        let name = Name { kind: RecordKind::Unknown, ..read.name };
        return Verdict::because(Status::Invalid, "name.placeholder", name);
    }
    if junk_word {
        status = Status::Suspect;
        codes.push("name.junk");
    }
    if tokens.seen & flag::ODD != 0 {
        status = Status::Suspect;
        codes.push("name.characters");
    }
    finish(read, status, codes, repairs)
}

/// Adds what is incomplete and what was repaired.
fn finish(read: person::Person, status: Status, codes: Vec<&'static str>, repairs: Vec<&'static str>) -> Verdict<Name> {
    let mut codes = codes;
    let mut status = status;
    let core = &read.name.family_name_core;
    let letter = core.len() <= 2 && core.is_ascii() && core.trim_end_matches('.').len() <= 1;
    if read.name.given_name.is_empty() || read.name.family_name.is_empty() || letter {
        status = status.max(Status::Suspect);
        codes.push("name.incomplete");
    }
    let repaired = repairs.len();
    codes.extend(repairs);
    if read.recased {
        codes.push("name.case");
    }
    if read.dropped {
        codes.push("name.label");
    }
    if (repaired > 0 || read.recased || read.dropped) && status == Status::Valid {
        status = Status::Corrected;
    }
    codes.dedup();
    Verdict { status, codes, parts: read.name }
}

fn of_several(people: Vec<person::Person>) -> Verdict<Name> {
    let persons: Vec<Name> = people.into_iter().map(|person| person.name).collect();
    let mut name = persons.first().cloned().unwrap_or_default();
    name.kind = RecordKind::Person;
    if persons.len() > 1 {
        name.persons = persons;
    }
    Verdict::because(Status::Suspect, "name.several_persons", name)
}

/// True when the folded word (lower case, ä → ae, no accents) is a common given name; of a hyphenated one every part.
pub fn is_given_name(folded: &str) -> bool {
    !folded.is_empty() && folded.split('-').all(|part| lexicon::word(part).flags & flag::GIVEN != 0)
}

/// True when the folded word is a common family name.
pub fn is_family_name(folded: &str) -> bool {
    lexicon::word(folded).flags & flag::FAMILY != 0
}

/// The likeliest full name of a short or pet form ("sepp" → "josef"); none when the word is no such form.
pub fn nickname_root(folded: &str) -> Option<&'static str> {
    lexicon::roots(folded).and_then(|roots| roots.split(' ').next())
}

#[cfg(test)]
mod tests;
