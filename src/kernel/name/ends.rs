//! What stands at the ends of a name: forms of address and titles in front, degrees and generations behind.

use super::credentials;
use super::lexicon::{self, flag};
use super::token::{Kind, Token, Tokens};
use super::{Gender, Name};

pub(super) const IN_FRONT: u64 = flag::TITLE | flag::TITLE_RISKY | flag::TITLE_CAPITAL;
pub(super) const BEHIND: u64 = flag::DEGREE | flag::DEGREE_RISKY | flag::GENERATION;

/// A run of words; most runs are short, so they are kept by value.
pub(super) type Run<'a> = Vec<Token<'a>>;

/// A word of a letter's first line, not a given name.
pub(super) fn is_greeting(word: &Token) -> bool {
    word.is(flag::GREETING) && (word.letters > 3 || word.lower || word.dotted) && !word.is(flag::GIVEN)
}

pub(super) fn is_name_word(word: &Token) -> bool {
    word.kind == Kind::Word && !word.is(flag::TITLE | flag::SALUTATION | flag::DEGREE | flag::GENERATION)
}

/// Titles and forms of address off the front, degrees and titles off the back.
pub(super) fn peel<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name) {
    peel_front(run, tokens, name, false);
    peel_back(run, tokens, name, 0);
}

/// Titles and degrees off a column whose name goes on in another column.
pub(super) fn peel_column<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name) {
    peel_front(run, tokens, name, false);
    peel_back_given(run, tokens, name, 1);
}

/// Everything that can be a title or form of address off the front of a title column.
pub(super) fn peel_titles<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name) {
    peel_front(run, tokens, name, true);
}

/// `alone`: the run is known to hold nothing but titles.
pub(super) fn peel_front<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name, alone: bool) {
    let mut done = forwarding(run);
    let mut titled = false;
    while let Some(word) = run.get(done) {
        let left = run.len() - done - 1;
        let rest = run.get(done + 1..).unwrap_or(&[]);
        let address = word.is(flag::SALUTATION)
            && !is_councillor(word, rest)
            && (name.salutation.is_empty() || !titled)
            && !is_initials_of(word, left)
            || word.is(flag::SALUTATION_RISKY) && left >= 2 && done == 0;
        if word.is(flag::OFFICE | flag::PHRASE_START)
            && let Some(words) = office_of(run.get(done..).unwrap_or(&[]))
        {
            for part in run.get(done..done + words).unwrap_or(&[]) {
                push_spaced(&mut name.academic_title, part.text);
            }
            done += words;
            titled = true;
            continue;
        }
        if word.is(flag::PHRASE_START)
            && let Some((spelling, words)) = title_phrase(run, done, tokens)
        {
            push_spaced(&mut name.academic_title, spelling);
            done += words;
            titled = true;
            continue;
        }
        let spanish = done == 0 && left >= 1 && matches!(word.text, "Sr." | "Sr" | "SR" | "SR.");
        if spanish {
            name.salutation.push_str("Señor");
            name.gender = Some(Gender::Male);
        } else if address {
            set_salutation(word, name);
        } else if left >= 1
            && (is_greeting(word)
                || word.is(flag::GREETING) && rest.first().is_some_and(|next| next.is(flag::SALUTATION)))
            || word.text == "zu" && rest.first().is_some_and(|next| tokens.key(next) == "haenden")
        {
            // "Sehr geehrter Herr", "z. Hd.": dropped.
        } else if word.text == "de" && rest.first().is_some_and(|next| tokens.key(next) == "heer") {
            // "de heer": the next word is the form of address.
        } else if is_title_here(word, rest, alone, titled) {
            done += push_title(word, rest.first(), tokens, &mut name.academic_title);
            titled = true;
        } else if titled
            && (word.is(flag::TITLE_TAIL) && (alone || !is_name_after_title(word, left)) || word.kind == Kind::Bracket)
        {
            push_field(word, &mut name.academic_title);
        } else if titled && word.is(flag::AND) && rest.first().is_some_and(|next| next.is(IN_FRONT)) {
            // "RA und Notar"
        } else if titled && word.text == "et" && rest.first().is_some_and(|next| next.is(flag::TITLE_TAIL)) {
            push_spaced(&mut name.academic_title, word.text);
        } else {
            break;
        }
        done += 1;
    }
    if done > 0 {
        run.drain(..done.min(run.len()));
    }
}

/// "HR Dr. Eva Leitner": Hofrat in front of a further title.
fn is_councillor(word: &Token, rest: &[Token]) -> bool {
    word.text == "HR"
        && rest.first().is_some_and(|next| next.is(flag::TITLE) || next.is(flag::TITLE_CAPITAL) && next.caps)
}

/// "Duke of York", "the President of the United States": the number of words of an office and what it is over.
pub(super) fn office_of(run: &[Token]) -> Option<usize> {
    let the = |at: usize| usize::from(run.get(at).is_some_and(|word| word.text.eq_ignore_ascii_case("the")));
    let office = the(0);
    let of = office + 1;
    if !run.get(office)?.is(flag::OFFICE) || !run.get(of)?.text.eq_ignore_ascii_case("of") {
        return None;
    }
    let over = of + 1 + the(of + 1);
    let first = run.get(over)?;
    let paired = run.get(over + 1).is_some_and(|second| {
        super::tables::titles::OFFICE_PAIRS
            .iter()
            .any(|(left, right)| first.text.eq_ignore_ascii_case(left) && second.text.eq_ignore_ascii_case(right))
    });
    Some(over + 1 + usize::from(paired))
}

/// A title of several words at the start of these words, whatever follows: its spelling and number of words.
pub(super) fn phrase_in_front(run: &[Token], tokens: &Tokens) -> Option<(&'static str, usize)> {
    let (first, last) = (run.first().filter(|first| first.is(flag::PHRASE_START))?, run.last()?);
    let folded = tokens.keys.get(first.key.0 as usize..last.key.1 as usize)?;
    lexicon::longest_phrase(super::tables::titles::TITLE_PHRASES, folded)
}

/// A title of several words at this place, with a name behind it: its spelling and number of words.
fn title_phrase(run: &[Token], at: usize, tokens: &Tokens) -> Option<(&'static str, usize)> {
    let (first, last) = (run.get(at)?, run.last()?);
    let folded = tokens.keys.get(first.key.0 as usize..last.key.1 as usize)?;
    let found = lexicon::longest_phrase(super::tables::titles::TITLE_PHRASES, folded)?;
    (at + found.1 < run.len()).then_some(found)
}

/// "attorney at law" at the end of the words: its spelling and number of words.
pub(super) fn phrase_behind(run: &[Token], tokens: &Tokens) -> Option<(&'static str, usize)> {
    let last = run.last()?;
    run.iter().enumerate().skip(1).filter(|(_, word)| word.is(flag::PHRASE_START)).find_map(|(at, word)| {
        let folded = tokens.keys.get(word.key.0 as usize..last.key.1 as usize)?;
        let found = lexicon::longest_phrase(super::tables::titles::BEHIND_PHRASES, folded)?;
        (at + found.1 == run.len()).then_some(found)
    })
}

/// Puts a phrase from behind the name where it belongs: an office is a title.
pub(super) fn push_phrase(spelling: &str, name: &mut Name) {
    let office = super::tables::titles::TITLE_PHRASES.iter().any(|(_, title)| *title == spelling);
    push_spaced(if office { &mut name.academic_title } else { &mut name.name_suffix }, spelling);
}

/// "Master of Science" behind a comma: its spelling when it is all there is.
pub(super) fn phrase_alone(run: &[Token], tokens: &Tokens) -> Option<&'static str> {
    let (first, last) = (run.first().filter(|first| first.is(flag::PHRASE_START))?, run.last()?);
    let folded = tokens.keys.get(first.key.0 as usize..last.key.1 as usize)?;
    let (spelling, words) = lexicon::longest_phrase(super::tables::titles::BEHIND_PHRASES, folded)?;
    (words == run.len()).then_some(spelling)
}

/// "z. Hd. v.", "z. H.", "An": how many short words stand in front of a form of address.
fn forwarding(run: &[Token]) -> usize {
    if !run.first().is_some_and(|word| word.is(flag::GREETING)) {
        return 0;
    }
    let short = |word: &&Token| {
        word.letters <= 3 && (word.dotted || word.is(flag::GREETING)) && !word.is(flag::TITLE | flag::SALUTATION)
    };
    let count = run.iter().take_while(short).count();
    if run.get(count).is_some_and(|word| word.is(flag::SALUTATION)) { count } else { 0 }
}

/// "MR Smith", "DR Andrews" in a list of initials cannot be told from titles; a title it is.
pub(super) fn is_initials_of(word: &Token, left: usize) -> bool {
    left == 0 && word.text.contains('.') && word.caps && word.letters == 2 && word.is_initial()
}

/// "Art", "Med", "E" are names unless written as parts of a title.
pub(super) fn is_name_after_title(word: &Token, left: usize) -> bool {
    left == 0
        || word.letters > 1
            && word.is_initial()
            && word.text.starts_with(char::is_uppercase)
            && !matches!(word.entry.spelling.tail, "e. h." | "h. c.")
        || word.text.starts_with(char::is_uppercase)
            && !word.dotted
            && (word.is(flag::GIVEN | flag::FAMILY) || !word.caps || word.letters < 2)
        || word.letters == 1 && !word.lower
}

pub(super) fn is_title_here(word: &Token, rest: &[Token], alone: bool, titled: bool) -> bool {
    let names = rest.iter().filter(|next| is_name_word(next) && !next.is(flag::TITLE_TAIL & flag::TITLE)).count();
    if word.is(flag::TITLE) {
        // "Ing" and the like as the only word left is a name.
        return alone || word.dotted || names > 0 || !rest.is_empty();
    }
    if word.is(flag::TITLE_RISKY) {
        // "Pastor Weber", "Queen Elizabeth": one name is enough where the title is no name and the name is known.
        let lone = names == 1
            && !word.is(flag::GIVEN | flag::FAMILY | flag::DEGREE)
            && rest.first().is_some_and(|next| {
                word.letters > 3 && next.is(flag::FAMILY) && !next.is(flag::GIVEN)
                    || word.is(flag::GIVEN_TITLE) && next.is(flag::GIVEN) && !next.is(flag::FAMILY)
            });
        return word.dotted && (alone || names >= 1) || names >= 2 || lone;
    }
    if word.is(flag::TITLE_CAPITAL) {
        let written = word.text == word.entry.spelling.title;
        let loud = rest.iter().all(|next| next.caps || next.letters < 2);
        // "KR Narayanan" has initials.
        let initials = matches!(word.entry.spelling.title, "KR" | "HR" | "RR" | "BM");
        return written && (alone || names > usize::from(initials) && (!loud || titled && !word.is(flag::PARTICLE)));
    }
    false
}

pub(super) fn set_salutation(word: &Token, name: &mut Name) {
    if name.salutation.is_empty() {
        name.salutation.push_str(word.entry.spelling.salutation);
        name.gender = if word.is(flag::MALE) {
            Some(Gender::Male)
        } else if word.is(flag::FEMALE) {
            Some(Gender::Female)
        } else {
            None
        };
    }
}

/// Appends a title in its usual spelling; returns how many further words it took.
pub(super) fn push_title<'a>(
    word: &Token<'a>,
    next: Option<&Token<'a>>,
    tokens: &Tokens<'a>,
    out: &mut String,
) -> usize {
    if word.is(flag::DIPLOMA) {
        let key = tokens.key(word);
        let doubled = key.starts_with("dd");
        let rest =
            key.trim_start_matches('d').trim_start_matches("ipl").trim_start_matches("om").trim_start_matches('-');
        let (field, taken) = match (rest, next) {
            ("", Some(next)) => (lexicon::diploma(tokens.key(next)).or(Some(next.text)), 1),
            (rest, _) => (lexicon::diploma(rest), 0),
        };
        push_spaced(out, if doubled { "DDipl.-" } else { "Dipl.-" });
        match field {
            Some(field) => out.push_str(field),
            None => out.push_str(word.text.split_once('-').map_or("", |(_, written)| written)),
        }
        return taken;
    }
    let ending =
        |out: &str, title: &str| out == title || out.ends_with(title) && out.trim_end_matches(title).ends_with(' ');
    if word.entry.spelling.title == "Ing." && ending(out, "Dr.") && word.dotted {
        out.push_str("-Ing.");
        return 0;
    }
    push_spaced(out, word.entry.spelling.title);
    0
}

/// Appends what belongs to the title in front: "med.", "(FH)".
pub(super) fn push_field(word: &Token, out: &mut String) {
    if word.kind == Kind::Bracket {
        push_spaced(out, "(");
        out.push_str(word.text);
        out.push(')');
    } else {
        push_spaced(out, word.entry.spelling.tail);
    }
}

pub(super) fn behind_spelling<'t>(word: &Token<'t>) -> &'t str {
    if word.text.trim_end_matches('.').contains('.') && !word.entry.spelling.dotted.is_empty() {
        word.entry.spelling.dotted
    } else if word.entry.spelling.behind.is_empty() {
        word.text
    } else {
        word.entry.spelling.behind
    }
}

/// `elsewhere`: words of the name that stand in another part or column.
pub(super) fn peel_back<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name, elsewhere: usize) {
    let phrase = if tokens.seen & flag::PHRASE_START == 0 { None } else { phrase_behind(run, tokens) };
    if let Some((_, words)) = phrase {
        run.truncate(run.len() - words);
    }
    let mut keep = run.len();
    while keep > 0 {
        let Some(word) = run.get(keep - 1) else { break };
        let names = run.get(..keep - 1).unwrap_or(&[]).iter().filter(|word| is_name_word(word)).count();
        // "Smith, John V, Jr.": one generation is enough.
        let numbered = matches!(word.text, "V" | "I") && !name.name_suffix.is_empty();
        if names == 0 || numbered || !ends_name(word, names + elsewhere, run.get(keep - 2), run) {
            break;
        }
        keep -= 1;
    }
    if keep == run.len() && phrase.is_none() {
        return;
    }
    let tail: Run<'a> = run.drain(keep..).collect();
    let mut rest = tail.as_slice();
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        let front = word.is(flag::TITLE | flag::TITLE_CAPITAL) && !word.is(BEHIND);
        if front {
            let taken = push_title(word, after.first(), tokens, &mut name.academic_title);
            rest = rest.get(taken..).unwrap_or(&[]);
        } else if word.kind == Kind::Bracket || word.is(flag::TITLE_TAIL) && !word.is(BEHIND) {
            let target = if name.name_suffix.is_empty() { &mut name.academic_title } else { &mut name.name_suffix };
            push_field(word, target);
        } else if word.is(flag::SALUTATION) {
            set_salutation(word, name);
        } else {
            push_spaced(&mut name.name_suffix, behind_spelling(word));
        }
    }
    if let Some((spelling, _)) = phrase {
        push_phrase(spelling, name);
    }
}

/// True when this last word is a degree, a generation or a title rather than the family name.
pub(super) fn ends_name(word: &Token, names: usize, before: Option<&Token>, run: &[Token]) -> bool {
    let loud = run.iter().all(|word| word.caps || word.letters < 2);
    let shouted = word.caps && !loud;
    if word.kind == Kind::Bracket {
        return true;
    }
    // "Smith, John V"; behind an initial "I" is one more of them unless two names stand in front.
    if matches!(word.text, "V" | "I") && !loud {
        return names >= if word.text == "V" { 2 } else { 3 };
    }
    // "john smith v", "Josep Carod i": a small letter alone is no initial.
    if matches!(word.text, "v" | "i") {
        return run.len() > 2 && before.is_some_and(|before| is_name_word(before) && before.letters > 1);
    }
    if word.is(flag::GENERATION) {
        let known = matches!(word.entry.spelling.behind, "sen." | "jun.");
        return word.dotted
            || word.caps && matches!(word.text, "II" | "IV")
            || !(known && word.letters == 3 && !word.lower)
                && (names >= 2 || !known && !word.lower && word.letters > 2 || word.entry.spelling.behind == "Jr.");
    }
    if word.is(flag::DEGREE) {
        let looks_like_name =
            !word.dotted && !word.caps && !word.lower && word.text.chars().skip(1).all(char::is_lowercase);
        return !looks_like_name || names >= 2 && !word.is(flag::GIVEN | flag::FAMILY);
    }
    let inner_dot = word.dotted && word.text.trim_end_matches('.').contains('.');
    if word.is(flag::DEGREE_RISKY) && (inner_dot || !word.is(flag::SALUTATION)) {
        let surname = before.is_some_and(|before| before.is(flag::FAMILY) && !before.is(flag::GIVEN));
        return names >= 2
            && (inner_dot || shouted || loud && (surname || matches!(word.entry.spelling.behind, "MD" | "RN" | "DC")))
            || word.lower && names >= 2 && matches!(word.entry.spelling.behind, "MD" | "RN" | "DC")
            || shouted && before.is_some_and(|before| before.is(flag::DEGREE | flag::DEGREE_RISKY));
    }
    if word.is(flag::TITLE) {
        return word.dotted || word.is(flag::DIPLOMA) || names >= 2 && word.caps && !loud;
    }
    if word.is(flag::TITLE_CAPITAL) {
        return names >= 2 && !loud && word.text == word.entry.spelling.title;
    }
    if word.is(flag::SALUTATION) {
        return names >= 2 && (word.dotted || word.caps) && !word.is(flag::FAMILY | flag::GIVEN) && word.letters <= 3;
    }
    word.is(flag::TITLE_TAIL)
        && (word.dotted || shouted)
        && !word.is_initial()
        && before.is_some_and(|before| before.is(flag::TITLE | flag::DEGREE | flag::TITLE_TAIL | flag::DEGREE_RISKY))
        || names >= 2 && !loud && (word.caps || word.dotted) && credentials::is_by_shape(word, before, run)
}

/// Behind a comma one given name is enough in front of a degree.
pub(super) fn peel_back_given<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name, family: usize) {
    if family > 0 && run.len() > 1 {
        let last = run.last().copied();
        if last.is_some_and(|word| {
            word.is(flag::GENERATION | flag::TITLE) && !word.is(flag::GIVEN) && (word.dotted || word.letters > 1)
        }) {
            // Counting the family name as a word in front.
            let count = run.len();
            peel_back(run, tokens, name, 1);
            if run.len() == count
                && let Some(word) = run.pop()
            {
                if word.is(flag::TITLE) {
                    push_title(&word, None, tokens, &mut name.academic_title);
                } else {
                    push_spaced(&mut name.name_suffix, behind_spelling(&word));
                }
            }
            return;
        }
    }
    peel_back(run, tokens, name, usize::from(family > 0));
}

/// Appends a word behind a blank.
pub(super) fn push_spaced(out: &mut String, word: &str) {
    if word.is_empty() {
        return;
    }
    if out.is_empty() {
        // Room for a usual row of titles.
        out.reserve(word.len().max(16));
    } else {
        out.push(' ');
    }
    out.push_str(word);
}
