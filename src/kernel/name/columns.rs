//! A name whose parts stand in columns of their own: what a column holds that belongs into another is moved there.

use super::clean::{self, Cleaned};
use super::ends::{self, Run};
use super::lexicon::{self, Phrase, flag};
use super::person::{self, Person};
use super::token::{self, Kind, Token, Tokens};
use super::{Gender, Name, RecordKind, junk, several, special};
use crate::kernel::verdict::{Status, Verdict};

/// Reads a name whose parts stand in columns of their own. Empty strings where a column is missing.
///
/// The status is about the whole: `missing` when given and family name both say nothing, `suspect` with
/// `name.incomplete` when one of them does. Family and given name in each other's column are swapped back
/// (`name.swapped`, corrected) only when each is known as the other and not as itself.
pub fn read_parts(salutation: &str, title: &str, given: &str, family: &str, suffix: &str) -> Verdict<Name> {
    let given = clean::clean(given);
    let family = clean::clean(family);
    let given_text = super::unquote(&given.text);
    let family_text = super::unquote(&family.text);
    let given_tokens = token::tokenize(given_text);
    let family_tokens = token::tokenize(family_text);
    let no_given = special::is_nothing(&given_tokens);
    let no_family = special::is_nothing(&family_tokens)
        && (no_given
            || !is_surname_beside(&family_tokens)
            || !given_tokens.list.iter().any(|word| word.is(flag::GIVEN)));
    let mut verdict = match (no_given, no_family) {
        (true, true) => Verdict::because(Status::Missing, "name.missing", Name::default()),
        (false, true) => given_only(given_text),
        (true, false) => family_only(family_text, &family_tokens),
        (false, false) if same_words(&given_tokens, &family_tokens) && given_tokens.list.len() > 1 => {
            super::read(family_text)
        }
        (false, false) => both(&given, &family, given_text, family_text, &given_tokens, &family_tokens),
    };
    add_columns(&mut verdict, salutation, title, suffix);
    verdict
}

/// Words for nothing that are family names too.
fn is_surname_beside(family: &Tokens) -> bool {
    matches!(
        family.keys.as_str(),
        "null" | "keiner" | "kein" | "keine" | "leer" | "blank" | "ohne" | "nil" | "na" | "nan" | "empty"
    )
}

fn same_words(given: &Tokens, family: &Tokens) -> bool {
    given.keys == family.keys
}

/// The given-name column holds the whole name, or a given name alone.
fn given_only(text: &str) -> Verdict<Name> {
    let mut verdict = super::read(text);
    let name = &mut verdict.parts;
    if name.kind == RecordKind::Person && name.given_name.is_empty() && name.salutation.is_empty() {
        name.given_name = std::mem::take(&mut name.family_name);
        name.family_name_core.clear();
        name.name_particle.clear();
    }
    verdict
}

/// The family-name column holds the whole name, a company, or a family name alone.
fn family_only(text: &str, tokens: &Tokens) -> Verdict<Name> {
    let mut verdict = super::read(text);
    let first = tokens.list.iter().find(|word| !word.is(flag::TITLE | flag::SALUTATION));
    let name = &mut verdict.parts;
    if name.kind != RecordKind::Person || !name.persons.is_empty() || tokens.segments > 1 || name.given_name.is_empty()
    {
        return verdict;
    }
    if name.family_name.is_empty() {
        name.family_name = std::mem::take(&mut name.given_name);
        name.family_name_core.clone_from(&name.family_name);
        return verdict;
    }
    let whole = first.is_some_and(|word| word.is(flag::GIVEN) || word.is_initial())
        || name.family_name.split(' ').count() + name.given_name.split(' ').count() > 3
        || tokens.list.last().is_some_and(|last| last.is(flag::GIVEN) && !last.is(flag::FAMILY));
    if !whole && verdict.status.is_usable() {
        // "Garcia Lopez" in this column is a family name of two words.
        let given = std::mem::take(&mut name.given_name);
        name.family_name.insert(0, ' ');
        name.family_name.insert_str(0, &given);
        name.family_name_core.clone_from(&name.family_name);
        name.name_particle.clear();
        verdict.status = Status::Suspect;
        verdict.codes.insert(0, "name.incomplete");
    }
    verdict
}

/// A column's words without asides, titles and degrees.
fn column<'a>(tokens: &Tokens<'a>, person: &mut Person) -> Run<'a> {
    let mut run = person::set_aside(tokens.list.clone(), tokens, person);
    if run.len() > 1 {
        // One more name stands in the other column, so a single word is enough in front of a degree.
        ends::peel_column(&mut run, tokens, &mut person.name);
    }
    run
}

fn both<'a>(
    given_clean: &Cleaned,
    family_clean: &Cleaned,
    given_text: &'a str,
    family_text: &'a str,
    given_tokens: &Tokens<'a>,
    family_tokens: &Tokens<'a>,
) -> Verdict<Name> {
    if let Some(code) = special::address_code(family_text).or_else(|| special::address_code(given_text)) {
        let (rest, other) = if special::address_code(family_text).is_some() {
            (given_text, family_text)
        } else {
            (family_text, given_text)
        };
        let mut verdict = if special::address_code(rest).is_some() || rest == other {
            return Verdict::because(Status::Invalid, code, Name::default());
        } else {
            given_only(rest)
        };
        verdict.status = verdict.status.max(Status::Suspect);
        verdict.codes.insert(0, code);
        return verdict;
    }
    if special::is_company(family_tokens)
        && !(family_tokens.list.len() == 1 && given_tokens.list.iter().any(|word| word.is(flag::GIVEN)))
        || family_tokens.list.iter().any(|word| word.is(flag::LEGAL) && word.letters > 3)
    {
        return Verdict::because(Status::Suspect, "name.company", special::of_kind(RecordKind::Organisation));
    }
    let linked = |tokens: &Tokens| {
        tokens.list.iter().any(|word| word.kind == Kind::Link || matches!(word.text, "und" | "u." | "and" | "&"))
            || tokens.list.first().is_some_and(|first| first.is(flag::SEVERAL) && !first.is(flag::GIVEN))
    };
    let whole = format!("{given_text} {family_text}");
    let together = token::tokenize(&whole);
    if linked(given_tokens) || linked(family_tokens) && several::several(&together).is_some() {
        let verdict = super::read(&whole);
        if verdict.code() == Some("name.several_persons") {
            return verdict;
        }
    }
    if let Some(code) = junk::junk_code(&together) {
        return Verdict::because(Status::Invalid, code, Name::default());
    }
    if special::is_role(&together) {
        return Verdict::because(Status::Suspect, "name.role", special::of_kind(RecordKind::RoleMailbox));
    }
    let mut person = Person { name: Name { kind: RecordKind::Person, ..Name::default() }, ..Person::default() };
    let mut given = column(given_tokens, &mut person);
    let mut family = column(family_tokens, &mut person);
    let mut codes = Vec::new();
    let mut status = Status::Valid;
    undo_overlap(&mut given, &mut family, given_tokens, family_tokens);
    if is_swapped(&given, &family) {
        std::mem::swap(&mut given, &mut family);
        status = Status::Corrected;
        codes.push("name.swapped");
    }
    move_particles(&mut given, &mut family);
    if junk::has_junk_word(&together) {
        status = Status::Suspect;
        codes.insert(0, "name.junk");
    }
    person::write_parts(&given, &family, &mut person);
    if junk::is_invented(&person.name, &together) == Some(Phrase::Invented)
        || lexicon::phrase(&together.keys) == Some(Phrase::Invented)
    {
        let name = Name { kind: RecordKind::Unknown, ..person.name };
        return Verdict::because(Status::Invalid, "name.placeholder", name);
    }
    let repairs: Vec<&'static str> = given_clean.repairs.iter().chain(&family_clean.repairs).copied().collect();
    super::finish(person, status, codes, repairs)
}

/// The whole name in one column and a part of it in the other.
fn undo_overlap(given: &mut Run, family: &mut Run, given_tokens: &Tokens, family_tokens: &Tokens) {
    let keys = |run: &Run, tokens: &Tokens| run.iter().map(|word| tokens.key(word).to_owned()).collect::<Vec<_>>();
    let (given_keys, family_keys) = (keys(given, given_tokens), keys(family, family_tokens));
    if given_keys.len() > family_keys.len() && !family_keys.is_empty() {
        if given_keys.ends_with(&family_keys) {
            given.truncate(given_keys.len() - family_keys.len());
        } else if given_keys.starts_with(&family_keys) {
            given.drain(..family_keys.len());
        }
    } else if family_keys.len() > given_keys.len() && !given_keys.is_empty() {
        if family_keys.starts_with(&given_keys) {
            family.drain(..given_keys.len());
        } else if family_keys.ends_with(&given_keys) {
            family.truncate(family_keys.len() - given_keys.len());
        }
    }
}

fn is_swapped(given: &[Token], family: &[Token]) -> bool {
    let only = |run: &[Token], is: u64, not: u64| {
        !run.is_empty() && run.iter().all(|word| word.is(is) && !word.is(not)) && run.len() <= 2
    };
    only(given, flag::FAMILY, flag::GIVEN) && only(family, flag::GIVEN, flag::FAMILY)
}

/// "Ursula von der" + "Heyden", "Otto Graf" + "Thal".
fn move_particles<'a>(given: &mut Run<'a>, family: &mut Run<'a>) {
    let moves = |word: &Token| {
        let small = !word.text.starts_with(char::is_uppercase) || word.caps && word.letters > 1;
        word.is(flag::NOBLE) || word.is(flag::PARTICLE) && !word.is(flag::GIVEN) && word.letters > 1 && small
    };
    let mut from = given.len();
    while from > 0 && given.get(from - 1).is_some_and(moves) {
        from -= 1;
    }
    // "Van" or "Graf" alone may be the given name.
    if from == 0 && given.first().is_some_and(|word| word.is(flag::PARTICLE_OR_NAME | flag::NOBLE)) {
        from = 1;
    }
    let mut moved: Run = given.drain(from..).collect();
    moved.append(family);
    *family = moved;
}

/// What the columns beside the name say.
fn add_columns(verdict: &mut Verdict<Name>, salutation: &str, title: &str, suffix: &str) {
    let address = clean::clean(salutation);
    let tokens = token::tokenize(&address.text);
    let list = &tokens.list;
    if list.iter().any(|word| word.is(flag::COMPANY))
        && verdict.parts.given_name.is_empty()
        && verdict.status != Status::Missing
    {
        *verdict = Verdict::because(Status::Suspect, "name.company", special::of_kind(RecordKind::Organisation));
    }
    if verdict.status == Status::Missing
        || matches!(verdict.parts.kind, RecordKind::Organisation | RecordKind::RoleMailbox)
    {
        return;
    }
    let mut front = Person::default();
    let mut run: Run = list.iter().filter(|word| word.kind == Kind::Word).copied().collect();
    ends::peel_titles(&mut run, &tokens, &mut front.name);
    let people = list.iter().filter(|word| word.is(flag::SALUTATION)).count();
    let several = list.first().is_some_and(|first| first.is(flag::SEVERAL))
        || people > 1 && list.iter().any(|word| matches!(word.text, "und" | "and" | "u." | "&" | "et" | "/" | "+"));
    if several && verdict.status != Status::Invalid {
        verdict.status = Status::Suspect;
        verdict.codes.insert(0, "name.several_persons");
    }
    if front.name.gender.is_none() {
        front.name.gender = match tokens.keys.as_str() {
            "m" | "male" | "maennlich" | "mann" => Some(Gender::Male),
            "w" | "f" | "weiblich" | "female" => Some(Gender::Female),
            _ => None,
        };
    }
    let name = &mut verdict.parts;
    if name.salutation.is_empty() {
        name.salutation = front.name.salutation;
        name.gender = front.name.gender;
    }
    let mut titles = front.name.academic_title;
    add_title_column(title, &mut titles, name);
    merge_titles(titles, &mut name.academic_title);
    add_suffix_column(suffix, name);
}

/// Titles in their usual spelling, degrees to the suffix, nobility to the family name, other words as written.
fn add_title_column(title: &str, titles: &mut String, name: &mut Name) {
    let cleaned = clean::clean(title);
    let tokens = token::tokenize(&cleaned.text);
    if special::is_nothing(&tokens) {
        return;
    }
    let mut run: Run = tokens.list.clone();
    while !run.is_empty() {
        let mut front = Name::default();
        let before = run.len();
        ends::peel_titles(&mut run, &tokens, &mut front);
        ends::push_spaced(titles, &front.academic_title);
        if name.salutation.is_empty() && !front.salutation.is_empty() {
            name.salutation = front.salutation;
            name.gender = front.gender;
        }
        if run.len() < before || run.is_empty() {
            continue;
        }
        let word = run.remove(0);
        if word.is(flag::DEGREE | flag::DEGREE_RISKY | flag::GENERATION) {
            ends::push_spaced(&mut name.name_suffix, ends::behind_spelling(&word));
        } else if word.is(flag::NOBLE | flag::PARTICLE) && word.kind == Kind::Word && !name.family_name.is_empty() {
            let prefix: Vec<&str> = std::iter::once(word.text)
                .chain(std::iter::from_fn(|| {
                    run.first().is_some_and(|next| next.is(flag::PARTICLE | flag::NOBLE)).then(|| run.remove(0).text)
                }))
                .collect();
            name.family_name = format!("{} {}", prefix.join(" "), name.family_name);
            if name.name_particle.is_empty() {
                let particles = prefix.iter().filter(|part| lexicon::word(&clean::key(part)).flags & flag::NOBLE == 0);
                name.name_particle = particles.copied().collect::<Vec<_>>().join(" ");
            }
        } else if word.is(flag::TITLE_CAPITAL) {
            ends::push_spaced(titles, word.entry.spelling.title);
        } else if word.kind == Kind::Word && !word.is(flag::ROLE | flag::ROLE_FILLER) {
            ends::push_spaced(titles, word.text);
        }
    }
}

/// A title found twice stands once.
fn merge_titles(column: String, title: &mut String) {
    if column.is_empty() || column == *title || title.starts_with(&column) {
        return;
    }
    if title.is_empty() || column.contains(title.as_str()) {
        *title = column;
    } else {
        *title = format!("{column} {title}");
    }
}

fn add_suffix_column(suffix: &str, name: &mut Name) {
    let cleaned = clean::clean(suffix);
    let tokens = token::tokenize(&cleaned.text);
    if special::is_nothing(&tokens) {
        return;
    }
    let mut suffixes = String::new();
    let mut run: Run = tokens.list.clone();
    while !run.is_empty() {
        let first_behind =
            run.first().is_some_and(|word| word.is(flag::DEGREE | flag::DEGREE_RISKY | flag::GENERATION));
        let before = run.len();
        if !first_behind {
            ends::peel_titles(&mut run, &tokens, name);
        }
        if run.len() == before {
            let word = run.remove(0);
            ends::push_spaced(&mut suffixes, ends::behind_spelling(&word));
        }
    }
    if !suffixes.is_empty() && !name.name_suffix.contains(&suffixes) {
        ends::push_spaced(&mut name.name_suffix, &suffixes);
    }
}
