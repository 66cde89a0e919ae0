//! Cells that name several people: couples, families, lists.
//!
//! Each is read as a person of their own; who has no family name takes the last one's. Costs a look at the first and
//! the last word where nothing links two people.

use super::ends::IN_FRONT;
use super::lexicon::flag;
use super::person::{self, Person};
use super::token::{Kind, Token, Tokens};

/// The people of a cell that names several; none when it names one.
pub(super) fn several<'a>(tokens: &Tokens<'a>) -> Option<Vec<Person>> {
    let list = &tokens.list;
    if let Some(first) = list.first()
        && first.is(flag::SEVERAL)
        && !first.is(flag::GIVEN)
        && list.len() > 1
    {
        let named = list.get(1..).unwrap_or(&[]);
        return linked(named, tokens).or_else(|| {
            let mut person = person::read(named.to_vec(), tokens);
            person.name.gender = None;
            Some(vec![person])
        });
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
            return Some(vec![person::read(head.to_vec(), tokens)]);
        }
    }
    if tokens.seen & flag::AND == 0 && !list.iter().any(|word| word.kind == Kind::Link) {
        return several_by_separator(tokens);
    }
    if let [head @ .., before, last] = list.as_slice()
        && (tokens.key(before), tokens.key(last)) == ("et", "al")
    {
        return Some(vec![person::read(head.to_vec(), tokens)]);
    }
    if !(0..list.len()).any(|at| is_link(list, at)) {
        return several_by_separator(tokens);
    }
    linked(list, tokens)
}

/// The people between whom a word or sign for "and" stands; none when there are fewer than two.
fn linked<'a>(list: &[Token<'a>], tokens: &Tokens<'a>) -> Option<Vec<Person>> {
    let links: Vec<usize> = (0..list.len()).filter(|at| is_link(list, *at)).collect();
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
        people.push(person::read(led, tokens));
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
        // "RA und Notar Kurt Stein"
        (Some(before), Some(after))
            if before.is(IN_FRONT)
                && after.is(IN_FRONT)
                && !before.is(flag::GIVEN | flag::FAMILY)
                && before.entry.spelling.title != after.entry.spelling.title
                && list.get(..at).unwrap_or(&[]).iter().all(|word| word.is(IN_FRONT | flag::SALUTATION))
                && list.len() > at + 3 =>
        {
            false
        }
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
        return Some(groups.iter().map(|group| person::read(group.to_vec(), tokens)).collect());
    }
    let runs: Vec<&[Token]> = tokens.list.chunk_by(|left, right| left.segment == right.segment).collect();
    let hard = runs.iter().skip(1).any(|run| run.first().is_some_and(|first| first.hard));
    let strict = |run: &[Token]| full(run) && run.last().is_some_and(|last| hard || !last.is(flag::GIVEN));
    (runs.len() >= 2 && runs.iter().all(|run| strict(run)))
        .then(|| runs.iter().map(|run| person::read(run.to_vec(), tokens)).collect())
}

fn is_plain(word: &Token) -> bool {
    word.kind == Kind::Word && !word.is(flag::TITLE | flag::DEGREE | flag::ROLE | flag::COMPANY)
}
