//! Which words are the given and which the family name when no comma tells.

use super::Name;
use super::clean::key;
use super::east;
use super::ends::Run;
use super::lexicon::{self, flag};
use super::token::Token;

/// The words of a name, the given name first, and how many of them it has.
pub(super) type Split<'a> = (Run<'a>, usize);

/// A given and a family name in one run.
pub(super) fn joined<'a>(mut given: Run<'a>, mut family: Run<'a>) -> Split<'a> {
    let at = given.len();
    given.append(&mut family);
    (given, at)
}

/// Where the family name begins when no comma tells; one that stands in front is moved behind.
pub(super) fn split<'a>(mut run: Run<'a>, name: &Name) -> Split<'a> {
    if let [only] = run.as_slice()
        && let Some((family, given)) = east::split_word(only)
    {
        return (vec![given, family], 1);
    }
    // "Prince Abdul Rahman": both are the given name.
    if !name.academic_title.is_empty()
        && let [servant, _] = run.as_slice()
        && is_bound(servant)
        && ends_in_given_title(&name.academic_title)
    {
        return (run, 2);
    }
    if run.len() <= 1 {
        let is_given = run.first().is_some_and(|word| {
            if name.academic_title.is_empty() {
                word.is(flag::GIVEN) && !word.is(flag::FAMILY)
                    || name.salutation.is_empty() && word.dotted && word.is_initial()
            } else {
                ends_in_given_title(&name.academic_title) && (word.is(flag::GIVEN) || !word.is(flag::FAMILY))
            }
        });
        return (run, usize::from(is_given));
    }
    if let Some(count) = family_in_front(&run, name.salutation.is_empty()) {
        run.rotate_left(count);
        let at = run.len() - count;
        return (run, at);
    }
    let at = if name.salutation == "Miss" { maiden_start(&run) } else { None };
    let at = at.unwrap_or_else(|| family_start(&run));
    // "Gräfin Ilse von Stein" is Ilse Gräfin von Stein.
    if at > 1
        && run.first().is_some_and(|word| word.is(flag::NOBLE))
        && run.get(at).is_some_and(|word| word.is(flag::PARTICLE))
        && let Some(front) = run.get_mut(..at)
    {
        front.rotate_left(1);
        return (run, at - 1);
    }
    (run, at)
}

/// "Abdul": stands for nothing without the next word.
fn is_bound(word: &Token) -> bool {
    const BOUND: [&str; 7] = ["abdul", "abdel", "abd", "abdal", "abdur", "abdoul", "abu"];
    BOUND.iter().any(|bound| word.text.eq_ignore_ascii_case(bound))
}

/// "Sir John", "Schwester Agnes": titles that go with the given name.
fn ends_in_given_title(titles: &str) -> bool {
    let given = |title: Option<&str>| lexicon::word(&key(title.unwrap_or(""))).flags & flag::GIVEN_TITLE != 0;
    given(titles.split(' ').next()) || given(titles.rsplit(' ').next())
}

fn is_particle_first(word: &Token) -> bool {
    word.is(flag::PARTICLE)
        && !word.is(flag::GIVEN)
        && !matches!(word.text, "abu" | "Abu")
        && (word.lower || !word.is(flag::PARTICLE_OR_NAME))
        && word.letters > 0
        && !(word.letters == 1 && word.caps)
        && word.text != "d."
}

/// An initial, or two run together ("JP").
fn is_short(word: &Token) -> bool {
    let together = word.letters == 2 && word.caps && !word.text.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    word.is_initial() || together && !word.is(flag::GIVEN | flag::FAMILY)
}

/// How many words of a family name stand in front of the given name; none for the usual order. `unaddressed`: no
/// form of address stands in front, behind which the usual order is kept.
fn family_in_front(run: &[Token], unaddressed: bool) -> Option<usize> {
    let (first, last) = (run.first()?, run.last()?);
    if is_cjk(first.text) && run.len() == 2 && is_cjk_order(first.text, last.text) {
        return Some(1);
    }
    if first.is(flag::NOBLE) && run.get(1).is_some_and(is_particle_first) || is_particle_first(first) {
        // "von der Heyden Ursula": the last word must be a given name and nothing else.
        let head = run.iter().take_while(|word| is_particle_first(word) || word.is(flag::NOBLE)).count();
        let named = run.iter().skip(head + 1).rev().take_while(|word| word.is(flag::GIVEN)).count();
        let named = if last.is(flag::FAMILY) { 0 } else { named };
        return Some(run.len() - named);
    }
    if first.is(flag::PARTICLE)
        && run.len() > 2
        && run.get(1).is_some_and(|next| next.is(flag::PARTICLE) && !next.is(flag::GIVEN))
    {
        return Some(run.len());
    }
    // "El Amrani Mohamed"
    if let [_, core, last] = run
        && first.is(flag::PARTICLE_OR_NAME)
        && !first.is(flag::GIVEN)
        && first.letters > 1
        && !core.is(flag::GIVEN)
        && last.is(flag::GIVEN)
        && !last.is(flag::FAMILY)
    {
        return Some(2);
    }
    // "WEBER Ilse": capitals in front of other letters.
    let shouted = run.iter().take_while(|word| word.caps && word.letters > 1 && !word.is_initial()).count();
    let rest = run.get(shouted..).unwrap_or(&[]);
    if shouted > 0
        && !rest.is_empty()
        && rest.iter().all(|word| !word.caps || word.letters == 1 || word.is_initial())
        && rest.iter().any(|word| !word.caps)
        && (first.letters > 3 || first.is(flag::FAMILY))
        && !rest.iter().any(|word| word.is(flag::PARTICLE | flag::NOBLE) && word.letters > 1)
        && (rest.iter().any(|word| word.is(flag::GIVEN)) || !first.is(flag::GIVEN) && !last.is(flag::FAMILY))
    {
        return Some(shouted);
    }
    // "Graf Thalheim": no given name; "Prince" is one among English speakers.
    if first.is(flag::NOBLE) && run.len() == 2 && first.text != "Prince" && !last.is(flag::GIVEN | flag::ENGLISH) {
        return Some(2);
    }
    // "Weber H.", "Weber H. J."
    if run.len() <= 3
        && !first.is(flag::GIVEN)
        && run.iter().skip(1).all(is_short)
        && (first.letters > 2 || first.is(flag::FAMILY))
        && (!first.caps || first.is(flag::FAMILY) || last.is_initial())
        && !first.dotted
    {
        return Some(1);
    }
    if first.is(flag::GIVEN | flag::TITLE_RISKY)
        || first.is(flag::NOBLE) && !first.is(flag::FAMILY)
        || first.letters <= 1
        || first.is_initial()
        || first.dotted
        || matches!(first.text, "Md" | "Mst")
    {
        return None;
    }
    // "Weber Ilse", "Weber Ilse M.": the rest must be given names that are no family names.
    let second = run.get(1)?;
    // An initial at the end is a middle name in a list that puts the family first.
    let listed = run.len() == 3 && last.letters == 1;
    // "Moosbrugger Franz Josef": one of them that is no family name vouches for the other.
    let vouched = run.len() > 2 && last.is(flag::GIVEN) && !last.is(flag::FAMILY) && !first.is(flag::ENGLISH);
    // "Wang-Chien Lee": half of it a family name says little.
    let whole_family = first.is(flag::FAMILY) && !first.text.contains('-');
    let only_given =
        |word: &Token| word.is(flag::GIVEN) && (!word.is(flag::FAMILY) || whole_family || listed || vouched);
    // "Ramos Jissenia": a family name that is never a given one, in front of an unknown word.
    if run.len() == 2
        && first.is(flag::FAMILY)
        && !first.is(flag::ENGLISH)
        && first.letters > 4
        && !first.text.contains('-')
        && !second.is(flag::FAMILY | flag::PARTICLE)
        && second.text.ends_with(['a', 'A'])
        && !looks_like_family(second.text)
        && unaddressed
        && second.letters > 2
    {
        return Some(1);
    }
    let rest_given = run.iter().skip(1).all(|word| only_given(word) || word.letters == 1);
    (rest_given && only_given(second) && (!first.is(flag::ENGLISH) || !last.is(flag::FAMILY))).then_some(1)
}

/// Ends that family names have and given names have not.
fn looks_like_family(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "mann", "berg", "berger", "burg", "burger", "bach", "bacher", "hofer", "hoff", "huber", "maier", "mayer",
        "meier", "meyer", "müller", "mueller", "schmidt", "stein", "steiner", "thal", "thaler", "dorf", "dorfer",
        "feld", "felder", "ova", "ski", "ska", "wicz", "wski", "vić", "vic", "ović", "ević", "off", "ov", "ev", "oğlu",
        "oglu", "sen", "sson", "er", "ez",
    ];
    ENDS.iter().any(|end| text.ends_with(end))
}

fn is_cjk(text: &str) -> bool {
    text.chars().next().is_some_and(
        |char| matches!(char, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '〆'),
    )
}

/// Chinese, Japanese and Korean names put the family first, foreign names in Katakana do not.
fn is_cjk_order(first: &str, last: &str) -> bool {
    let katakana = |text: &str| {
        text.chars()
            .all(|char| matches!(char, '\u{3099}'..='\u{309C}' | '\u{30A0}'..='\u{30FF}' | '\u{FF65}'..='\u{FF9F}'))
    };
    let hangul = |text: &str| text.starts_with(|char: char| matches!(char, '\u{AC00}'..='\u{D7AF}'));
    (is_cjk(last) || katakana(last)) && !(katakana(first) && katakana(last)) && hangul(first) == hangul(last)
}

/// The index of the first word of the family name in the usual order; at least one given name stays.
fn family_start(run: &[Token]) -> usize {
    let last = run.len() - 1;
    let mut devout = devotional(run);
    for (at, word) in run.iter().enumerate().skip(1).take(last.saturating_sub(1)) {
        if devout > 0 {
            devout -= 1;
            continue;
        }
        let next = run.get(at + 1);
        if word.is(flag::NOBLE) && next.is_some() {
            return at;
        }
        let weak = word.is(flag::PARTICLE_WEAK) && !(word.lower || word.dotted && word.letters > 1);
        let chained = next.is_some_and(|next| next.is(flag::PARTICLE) && !next.is(flag::GIVEN));
        if word.is(flag::PARTICLE)
            && (!weak || chained && word.letters > 1 && !word.is(flag::GIVEN))
            && !(word.letters == 1 && word.caps)
            && !is_joint(word)
            && !is_initial_d(word, run.get(at - 1))
        {
            return last_portuguese(run, at).unwrap_or_else(|| back_to_estate(run, at));
        }
        // "Velasquez y Garcia": the conjunction joins two family names behind a given one.
        let loud_joint = word.text == "Y"
            && run.get(at - 1).is_some_and(|before| before.caps && before.is(flag::FAMILY) && !before.is(flag::GIVEN));
        if at >= 2 && (is_joint(word) || loud_joint) {
            return at - 1;
        }
    }
    if let Some(last_word) = run.last().filter(|word| word.caps && word.letters > 2) {
        let quiet = |word: &Token| !word.caps && word.letters > 1;
        let block = run.iter().rev().take_while(|word| word.caps && word.letters > 1 && !word.is_initial()).count();
        if block < run.len() && block > 0 && last_word.letters > 2 && run.iter().any(quiet) {
            return run.len() - block;
        }
    }
    // "Patrick O Meara": an apostrophe lost.
    if let [.., before, last_word] = run
        && run.len() > 2
        && (matches!(before.text, "O" | "o") && is_irish(last_word.text)
            || matches!(before.text, "St" | "Ste" | "Ó" | "Ní" | "Uí" | "Nic" | "Mhic"))
    {
        return last - 1;
    }
    // Two family names without a hyphen, as in Switzerland and Spain.
    if let [given @ .., second, third] = run
        && !given.is_empty()
        && given.iter().all(|word| word.is(flag::GIVEN))
        && [second, third].iter().all(|word| word.is(flag::FAMILY) && !word.is(flag::GIVEN | flag::ENGLISH))
    {
        return given.len();
    }
    last
}

/// "Miss Laura Kuhn Stein": a middle word that is no given name is a family name of hers.
fn maiden_start(run: &[Token]) -> Option<usize> {
    let [head @ .., middle, _] = run else { return None };
    let named = head.first().is_some_and(|first| !first.is_initial());
    (named && middle.letters > 2 && !middle.text.contains('-') && !middle.is(flag::GIVEN | flag::PARTICLE))
        .then_some(head.len())
}

/// "e. d. stein": an initial; "v. d. Stein": "von der".
fn is_initial_d(word: &Token, before: Option<&Token>) -> bool {
    word.text == "d." && before.is_none_or(|before| !before.is(flag::PARTICLE))
}

/// "María del Carmen López": the words behind the first given name that still belong to it.
fn devotional(run: &[Token]) -> usize {
    let count = run.iter().skip(1).take_while(|word| matches!(word.text, "del" | "de" | "los" | "las" | "la")).count();
    let saint = run.get(count + 1);
    let devout =
        count > 0 && saint.is_some_and(|word| word.is(flag::GIVEN) && !word.is(flag::FAMILY)) && run.len() > count + 2;
    if devout { count + 1 } else { 0 }
}

/// What follows "O'" in Irish family names.
fn is_irish(text: &str) -> bool {
    const NAMES: [&str; 36] = [
        "beirne",
        "boyle",
        "brien",
        "byrne",
        "callaghan",
        "connell",
        "connor",
        "dea",
        "doherty",
        "donnell",
        "donoghue",
        "dowd",
        "driscoll",
        "dwyer",
        "farrell",
        "flaherty",
        "flynn",
        "gorman",
        "grady",
        "halloran",
        "hanlon",
        "hara",
        "kane",
        "keefe",
        "keeffe",
        "leary",
        "loughlin",
        "mahony",
        "malley",
        "meara",
        "neill",
        "regan",
        "reilly",
        "rourke",
        "shea",
        "sullivan",
    ];
    NAMES.iter().any(|name| text.eq_ignore_ascii_case(name))
}

fn is_joint(word: &Token) -> bool {
    matches!(word.text, "y" | "e" | "i" | "und" | "genannt" | "gen.")
}

/// "João da Silva dos Santos": the last family name is the one that counts in Portuguese.
fn last_portuguese(run: &[Token], at: usize) -> Option<usize> {
    let joint = |word: &Token| matches!(word.text, "da" | "do" | "dos" | "das");
    run.get(at).filter(|word| joint(word))?;
    let last = run.iter().rposition(|word| joint(word) || word.text == "de")?;
    (last > at + 1 && last + 1 < run.len()).then_some(last)
}

/// "Ulrike Meyer zu Hörste": a family name in front of the particle belongs to it.
fn back_to_estate(run: &[Token], at: usize) -> usize {
    let estate = run.get(at).is_some_and(|word| {
        matches!(word.text, "zu" | "zur" | "zum" | "vom" | "von" | "auf" | "in" | "an" | "op" | "de")
    });
    let before = run.get(at - 1);
    if estate && at >= 2 && before.is_some_and(|word| word.is(flag::FAMILY) && !word.is(flag::GIVEN)) {
        at - 1
    } else {
        at
    }
}
