//! One person's name out of the words of a cell: set aside, split, write.

use super::casing::{self, Mode};
use super::credentials;
use super::east;
use super::ends::{
    BEHIND, IN_FRONT, Run, behind_spelling, is_greeting, is_name_word, peel, peel_back, peel_back_given, peel_front,
    push_spaced, set_salutation,
};
use super::lexicon::flag;
use super::order::{Split, joined, split};
use super::token::{Kind, Token, Tokens};
use super::{Name, RecordKind};

/// A person as read, and what had to be repaired on the way.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub name: Name,
    /// Letters changed case.
    pub recased: bool,
    /// A comment, label or job behind the name was dropped.
    pub dropped: bool,
}

/// Reads one person from these words of a cell.
pub(super) fn read<'a>(words: Run<'a>, tokens: &Tokens<'a>) -> Person {
    let mut person = Person { name: Name { kind: RecordKind::Person, ..Name::default() }, ..Person::default() };
    let mut plain = set_aside(words, tokens, &mut person);
    person.dropped |= plain.len() > 1
        && plain.first().is_some_and(|word| {
            is_greeting(word) || word.text == "zu" && plain.get(1).is_some_and(|next| tokens.key(next) == "haenden")
        });
    let mut segments = split_segments(&mut plain);
    if segments.is_empty() {
        drop_jobs(&mut plain, &mut person);
        if let Some(at) = title_in_midst(&plain) {
            let rest = plain.split_off(at);
            segments = vec![std::mem::take(&mut plain), rest];
        }
    }
    let (words, at) = if segments.is_empty() {
        read_run(plain, tokens, &mut person.name)
    } else {
        read_parts(segments, tokens, &mut person)
    };
    let (given, family) = words.split_at_checked(at).unwrap_or((&words, &[]));
    write_parts(given, family, &mut person);
    person
}

/// Given and family name of words no comma parts.
fn read_run<'a>(mut run: Run<'a>, tokens: &Tokens<'a>, name: &mut Name) -> Split<'a> {
    if tokens.seen & (flag::DEGREE | flag::GENERATION) != 0 {
        credentials::take_from_midst(std::slice::from_mut(&mut run), name);
        credentials::take_alone(&mut run, name);
    }
    peel(&mut run, tokens, name);
    east::take_honorific(&mut run, name);
    split(run, name)
}

/// Given and family name of parts between commas.
fn read_parts<'a>(mut segments: Vec<Run<'a>>, tokens: &Tokens<'a>, person: &mut Person) -> Split<'a> {
    if tokens.seen & (flag::DEGREE | flag::GENERATION) != 0 {
        credentials::take_from_midst(&mut segments, &mut person.name);
    }
    let start = person.name.name_suffix.len();
    credentials::take_between_commas(&mut segments, tokens, &mut person.name);
    let end = person.name.name_suffix.len();
    drop_labels(&mut segments, person);
    let parts = match segments.len() {
        0 => (Run::new(), 0),
        1 => read_run(segments.swap_remove(0), tokens, &mut person.name),
        _ => comma_order(segments, tokens, &mut person.name),
    };
    credentials::put_in_order(&mut person.name.name_suffix, start, end);
    parts
}

/// "Weber Dr. Ilse": where a title in the middle parts the names as a comma would.
fn title_in_midst(run: &[Token]) -> Option<usize> {
    let parting = IN_FRONT | flag::PHRASE_START | flag::TITLE_TAIL | flag::GREETING | flag::PARTICLE;
    let (_, last) = (run.first()?, run.len() - 1);
    let at = (1..last).find(|at| {
        let (Some(before), Some(word)) = (run.get(at - 1), run.get(*at)) else { return false };
        (word.is(flag::TITLE) && word.dotted || word.is(flag::SALUTATION) && word.letters > 2)
            && is_name_word(before)
            && !before.is(parting)
            && run.iter().skip(at + 1).any(|after| is_name_word(after) && !after.is(flag::TITLE_TAIL))
    })?;
    let given = run.iter().take(at).any(|word| word.is(flag::GIVEN) && !word.is(flag::FAMILY));
    (!given).then_some(at)
}

/// "Geschäftsführer Kurt Stein", "Kurt Stein GF": the job is not part of the name.
fn drop_jobs(run: &mut Run, person: &mut Person) {
    let start = run.iter().take_while(|word| word.is(flag::SALUTATION | flag::TITLE)).count();
    if run.len() > start + 2 && run.get(start).is_some_and(|word| word.is(flag::JOB) && !word.is(flag::GIVEN)) {
        run.remove(start);
        person.dropped = true;
    }
    if run.len() > 2 && run.last().is_some_and(|word| word.is(flag::JOB) && (word.caps || word.letters > 8)) {
        run.pop();
        person.dropped = true;
    }
}

/// Takes nicknames, maiden names and bracketed degrees out of the flow.
pub(super) fn set_aside<'a>(words: Run<'a>, tokens: &Tokens<'a>, person: &mut Person) -> Run<'a> {
    let plain = |word: &Token| {
        word.kind == Kind::Word && !word.is(flag::MAIDEN) && !(word.lower && word.text.starts_with("gen"))
    };
    if words.iter().all(plain) {
        return words;
    }
    let words = words.as_slice();
    let mut plain = Run::with_capacity(words.len());
    let mut position = 0;
    while let Some(word) = words.get(position) {
        position += 1;
        match word.kind {
            Kind::Word if word.is(flag::MAIDEN) && is_maiden(words, position - 1, tokens) => {
                if tokens.key(word) == "domu" {
                    plain.pop();
                }
                let end = words.get(position..).unwrap_or(&[]).iter().position(|next| {
                    next.segment != word.segment
                        || next.is(BEHIND & !flag::DEGREE_RISKY)
                        || next.is(flag::TITLE) && next.dotted
                });
                let end = end.map_or(words.len(), |count| position + count);
                let end = credentials::start_behind_maiden(words, position, end);
                add_maiden(words.get(position..end).unwrap_or(&[]), person);
                position = end;
            }
            Kind::Word if position > 1 && word.lower && matches!(tokens.key(word), "gen" | "genannt") => {
                match words.get(position..).unwrap_or(&[]) {
                    // "Josef gen. Sepp Huber"
                    [next, after, ..] if next.is(flag::GIVEN) && after.segment == next.segment => {
                        position += 1;
                        person.name.nickname.push_str(next.text);
                    }
                    _ => plain.push(*word),
                }
            }
            Kind::Word => plain.push(*word),
            // "RA/StB": both are titles.
            Kind::Link if plain.last().is_some_and(|last| last.is(IN_FRONT)) => {}
            Kind::Bracket | Kind::Quote => aside(word, &mut plain, person),
            Kind::Digits | Kind::Link => person.dropped = true,
        }
    }
    plain
}

/// "geb." counts behind a name and in front of one.
fn is_maiden(words: &[Token], at: usize, tokens: &Tokens) -> bool {
    let word = match words.get(at) {
        Some(word) => word,
        None => return false,
    };
    if tokens.key(word) == "domu"
        && at.checked_sub(1).and_then(|before| words.get(before)).is_none_or(|z| z.text != "z")
    {
        return false;
    }
    let loud = word.letters > 2 && words.iter().all(|word| word.caps || word.letters < 2);
    at > 0
        && words.get(at + 1).is_some_and(|next| next.kind == Kind::Word)
        && (loud && at > 1 && matches!(tokens.key(word), "nee" | "geb" | "geborene")
            || (!word.caps || word.dotted && word.letters == 3)
                && (word.dotted || !word.text.starts_with(char::is_uppercase)))
        && words
            .get(..at)
            .unwrap_or(&[])
            .iter()
            .any(|before| before.kind == Kind::Word && !before.is(IN_FRONT | flag::SALUTATION))
}

fn add_maiden(words: &[Token], person: &mut Person) {
    let mode = Mode::of(words.iter());
    for word in words.iter().filter(|word| word.kind == Kind::Word) {
        if !person.name.maiden_name.is_empty() {
            person.name.maiden_name.push(' ');
        }
        let particle = word.is(flag::PARTICLE) && !word.text.starts_with(char::is_uppercase);
        if let Some(full) = full_particle(word.text).filter(|_| particle) {
            person.name.maiden_name.push_str(full);
            continue;
        }
        person.recased |= mode.write(word, particle, &mut person.name.maiden_name);
    }
}

/// What brackets or quotation marks hold: a maiden name, a degree, a field of a title, a comment or a nickname.
fn aside<'a>(word: &Token<'a>, plain: &mut Run<'a>, person: &mut Person) {
    let inner = super::token::tokenize(word.text);
    let Some(first) = inner.list.first() else { return };
    if first.is(flag::MAIDEN) && inner.list.len() > 1 && !word.text.contains(',') {
        add_maiden(inner.list.get(1..).unwrap_or(&[]), person);
        return;
    }
    let field = first.is(flag::TITLE_TAIL) || word.text.len() <= 6 && first.caps;
    if word.kind == Kind::Bracket
        && inner.list.len() == 1
        && field
        && plain.last().is_some_and(|last| last.is(IN_FRONT | BEHIND))
    {
        plain.push(Token { kind: Kind::Bracket, ..*word });
        return;
    }
    if word.kind == Kind::Bracket && inner.list.len() == 1 && first.is(flag::SALUTATION) {
        set_salutation(first, &mut person.name);
        return;
    }
    if inner
        .list
        .iter()
        .all(|part| part.is(BEHIND) && !part.is(flag::GIVEN | flag::FAMILY) || credentials::is_dotted_letters(part))
    {
        for part in &inner.list {
            push_spaced(&mut person.name.name_suffix, behind_spelling(part));
        }
        return;
    }
    if word.kind == Kind::Bracket {
        let field = first.is(flag::TITLE_TAIL) || word.text.len() <= 6 && first.caps;
        if inner.list.len() == 1 && field && plain.last().is_some_and(|last| last.is(IN_FRONT | BEHIND)) {
            plain.push(Token { kind: Kind::Bracket, ..*word });
            return;
        }
        if inner.list.iter().all(|part| part.is(BEHIND) || part.is(flag::TITLE)) {
            for part in &inner.list {
                let target =
                    if part.is(BEHIND) { &mut person.name.name_suffix } else { &mut person.name.academic_title };
                let spelling = if part.is(BEHIND) { behind_spelling(part) } else { part.entry.spelling.title };
                push_spaced(target, spelling);
            }
            return;
        }
        // "LL.M. (Bonn)"
        let degree = plain.last().is_some_and(|last| last.is(flag::DEGREE) && !last.is(flag::GIVEN | flag::FAMILY));
        if degree
            || inner.list.iter().any(|part| {
                part.kind == Kind::Digits
                    || part.mixed
                    || part.is(flag::ROLE | flag::JUNK | flag::COMPANY | flag::LEGAL)
                    || part.is(flag::JOB) && !part.is(flag::GIVEN)
                    || part.is(flag::TITLE_TAIL) && part.caps
            })
            || word.text.starts_with(char::is_lowercase) && plain.first().is_some_and(|first| !first.lower)
            || inner.list.iter().all(|part| part.letters <= 1)
        {
            person.dropped = true;
            return;
        }
    }
    if person.name.nickname.is_empty() {
        person.name.nickname.push_str(word.text);
    } else {
        person.dropped = true;
    }
}

/// The parts between commas; none when it is all one.
fn split_segments<'a>(plain: &mut Run<'a>) -> Vec<Run<'a>> {
    match (plain.first(), plain.last()) {
        (Some(first), Some(last)) if first.segment != last.segment => {
            std::mem::take(plain).chunk_by(|left, right| left.segment == right.segment).map(<[Token]>::to_vec).collect()
        }
        _ => Vec::new(),
    }
}

/// Jobs, departments and companies behind a comma are not part of the name.
fn drop_labels(segments: &mut Vec<Run>, person: &mut Person) {
    if segments.len() < 2 {
        return;
    }
    let count = segments.len();
    let spoken = segments.first().is_some_and(|run| run.len() > 1 && run.iter().all(|word| !word.lower));
    let named = spoken
        && segments
            .first()
            .and_then(|run| run.iter().find(|word| is_name_word(word)))
            .is_some_and(|word| word.is(flag::GIVEN));
    let mut at = 0;
    segments.retain(|run| {
        at += 1;
        let label = at > 1
            && run.iter().all(|word| word.is(flag::ROLE | flag::ROLE_FILLER | flag::COMPANY))
            && run.iter().any(|word| word.is(flag::ROLE | flag::COMPANY))
            // "Kurt Stein, Wien"
            || at > 1 && named && run.len() <= 2 && run.iter().all(|word| word.is(flag::PLACE) && !word.is(flag::GIVEN))
            // "Kurt Stein - verzogen"
            || at > 1
                && spoken
                && run.iter().all(|word| word.lower && word.letters > 2 && !word.is(flag::GIVEN | flag::PARTICLE | flag::FAMILY))
            || at > 1
                && run.len() > 1
                && run.first().is_some_and(|word| matches!(word.text, "eidg." | "dipl." | "staatl." | "gepr."));
        !label
    });
    person.dropped |= segments.len() != count;
}

/// "Family, Given": titles on either side, particles behind the given name moved to the family name.
fn comma_order<'a>(segments: Vec<Run<'a>>, tokens: &Tokens<'a>, name: &mut Name) -> Split<'a> {
    let mut segments = segments.into_iter();
    let mut family = segments.next().unwrap_or_default();
    peel_front(&mut family, tokens, name, false);
    // "Jesse Mr, Ruiz": the form of address ends the given name.
    let address = |word: &mut Token| word.is(flag::SALUTATION) && word.entry.spelling.salutation.starts_with('M');
    if name.salutation.is_empty()
        && let Some(word) = family.pop_if(address)
    {
        set_salutation(&word, name);
        return joined(family, segments.flatten().collect());
    }
    peel_back(&mut family, tokens, name, 1);
    let mut given = Run::new();
    for mut run in segments {
        peel_front(&mut run, tokens, name, false);
        let before = family.len();
        peel_back_given(&mut run, tokens, name, before);
        east::take_honorific(&mut run, name);
        given.append(&mut run);
    }
    if family.is_empty() {
        return split(given, name);
    }
    // "Ilse" and "Weber" on lines of their own.
    if let ([first], [second]) = (family.as_slice(), given.as_slice())
        && second.hard
        && first.is(flag::GIVEN)
        && !second.is(flag::GIVEN)
    {
        return joined(family, given);
    }
    if is_usual_order(&family, &given) {
        if given.iter().all(|word| word.letters == 1) {
            family.insert(1, given.remove(0));
        }
        let at = if given.is_empty() { 2 } else { family.len() };
        return (joined(family, given).0, at);
    }
    // "Heuvel van den, Jan", "Heuvel, van den Jan"
    let small = |word: &Token| word.is(flag::PARTICLE) && word.lower && !word.is(flag::GIVEN) && word.letters > 1;
    let tail = family.iter().rev().take_while(|word| small(word)).count();
    if tail > 0 && tail < family.len() {
        family.rotate_right(tail);
    }
    let head = given.iter().take_while(|word| small(word)).count();
    if head > 0 && head < given.len() && !family.first().is_some_and(small) {
        let mut moved: Run = given.drain(..head).collect();
        moved.append(&mut family);
        family = moved;
    }
    let mut from = given.len();
    while from > 0
        && given.get(from - 1).is_some_and(|word| {
            word.is(flag::PARTICLE | flag::NOBLE)
                && !word.is(flag::GIVEN)
                && (!word.text.starts_with(char::is_uppercase) || word.is(flag::NOBLE) || from < given.len())
        })
    {
        from -= 1;
    }
    if from > 0 && from < given.len() {
        let mut moved: Run = given.drain(from..).collect();
        moved.append(&mut family);
        family = moved;
    }
    joined(given, family)
}

/// "Carolyn E, Savage", "Carolyn Savage, E": a comma too many in the usual order.
fn is_usual_order(head: &[Token], tail: &[Token]) -> bool {
    let ([first, second], [last]) = (head, tail) else { return false };
    first.is(flag::GIVEN)
        && !first.is(flag::FAMILY)
        && !second.is(flag::PARTICLE)
        && (second.letters == 1 && last.letters > 1 && !last.is(flag::GIVEN)
            || second.letters > 1 && !second.is(flag::GIVEN) && last.letters == 1)
}

pub(super) fn write_parts(given: &[Token], family: &[Token], person: &mut Person) {
    let mode = Mode::of(given.iter().chain(family));
    let room = |run: &[Token]| run.iter().map(|word| word.text.len() + 1).sum::<usize>();
    person.name.given_name.reserve(room(given));
    person.name.family_name.reserve(room(family));
    for (at, word) in given.iter().enumerate() {
        let name = &mut person.name.given_name;
        if !name.is_empty() {
            name.push(' ');
        }
        let small = at > 0 && word.lower && word.is(flag::PARTICLE) && !word.is(flag::PARTICLE_WEAK | flag::GIVEN);
        person.recased |= mode.write(word, small, name);
    }
    let name = &mut person.name;
    let mut at = 0;
    let mut core = false;
    for (index, word) in family.iter().enumerate() {
        let next = family.get(index + 1);
        let prefix = !core && next.is_some();
        let noble = prefix && word.is(flag::NOBLE) && !name_only(family);
        let particle = prefix && word.is(flag::PARTICLE) && !noble
            || core && next.is_some() && word.is(flag::PARTICLE) && !word.is(flag::PARTICLE_OR_NAME);
        if !name.family_name.is_empty() {
            name.family_name.push(' ');
        }
        let start = name.family_name.len();
        if let Some(full) = full_particle(word.text).filter(|_| particle || noble) {
            name.family_name.push_str(full);
        } else if particle && matches!(word.text, "Der" | "Den" | "Dem") && is_german(&name.name_particle)
            || word.text == "Y" && index > 0 && next.is_some_and(|next| next.caps && next.letters > 1)
        {
            name.family_name.push_str(&word.text.to_lowercase());
            person.recased = true;
        } else {
            person.recased |= mode.write(word, particle, &mut name.family_name);
        }
        if !core {
            if noble {
                at = name.family_name.len();
            } else if particle {
                let written = name.family_name.get(start..).unwrap_or("").to_owned();
                push_spaced(&mut name.name_particle, &written);
                at = name.family_name.len();
            } else {
                core = true;
            }
        }
    }
    name.family_name_core.push_str(name.family_name.get(at..).unwrap_or("").trim_start());
    if !name.nickname.is_empty() {
        let all_caps = name.nickname.chars().all(|char| !char.is_lowercase()) && name.nickname.chars().count() > 3;
        if all_caps && person.recased {
            name.nickname = casing::proper(&name.nickname);
        }
    }
}

/// Abbreviated particles and titles of nobility written out.
fn full_particle(text: &str) -> Option<&'static str> {
    Some(match text {
        "v." => "von",
        "v.d." => "von der",
        "d." => "der",
        "Frhr." | "Frh." | "Frhr" => "Freiherr",
        "Gf." => "Graf",
        _ => return None,
    })
}

fn is_german(particle: &str) -> bool {
    matches!(particle, "von" | "auf" | "aus" | "vor" | "zu" | "an" | "in" | "von und zu")
}

/// "Graf" alone is a family name.
fn name_only(family: &[Token]) -> bool {
    family.len() < 2
}
