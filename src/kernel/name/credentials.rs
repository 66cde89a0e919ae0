//! Degrees, generations and offices elsewhere than at the end of a name: between commas, in its midst, behind a maiden
//! name, and letters that no table lists but whose shape tells a degree.
//!
//! Letters are a degree only behind a given and a family name, so that "Jack MA" and "Weber, H. J." stay names.

use super::Name;
use super::ends::{
    BEHIND, IN_FRONT, Run, behind_spelling, is_name_word, office_of, peel_front, phrase_alone, phrase_behind,
    phrase_in_front, push_field, push_phrase, push_spaced,
};
use super::lexicon::flag;
use super::token::{Kind, Token, Tokens};

/// What letters of a degree must not be.
const NAME: u64 = flag::GIVEN | flag::FAMILY | flag::TITLE | flag::SALUTATION | flag::ROLE;

/// "X.Y.Z.": three letters or more with dots; two are initials.
pub(super) fn is_dotted_letters(word: &Token) -> bool {
    word.dotted && word.caps && word.letters > 2 && word.is_initial()
}

/// "M.Sc.Ed.": short parts with dots, each with a capital.
fn is_dotted_parts(word: &Token) -> bool {
    let mut parts = 0;
    word.letters > 2
        && word.text.split('.').filter(|part| !part.is_empty()).all(|part| {
            parts += 1;
            part.len() <= 4 && part.starts_with(|first: char| first.is_ascii_uppercase())
        })
        && parts > 2
}

/// "CAPA", "LEED": capitals that no table knows as a name.
fn is_capitals(word: &Token) -> bool {
    word.kind == Kind::Word && word.caps && !word.dotted && (2..=6).contains(&word.letters) && !word.is(NAME)
}

/// True when this last word of a given and a family name can only be letters of a degree. Family names in capitals
/// behind other letters are common, so capitals must be without a vowel or behind another degree.
pub(super) fn is_by_shape(word: &Token, before: Option<&Token>, run: &[Token]) -> bool {
    let Some(before) = before else { return false };
    if word.kind != Kind::Word {
        return false;
    }
    if before.is(flag::DEGREE | flag::GENERATION) && !before.is(flag::GIVEN | flag::FAMILY) {
        return is_capitals(word) || word.caps && word.is_initial() || word.dotted && word.letters <= 4;
    }
    if is_dotted_letters(word) || is_dotted_parts(word) {
        return run.first().is_some_and(|first| first.is(flag::GIVEN));
    }
    is_capitals(word)
        && word.letters > 2
        && !before.caps
        && !word.is(flag::PARTICLE)
        && !word.text.contains(['A', 'E', 'I', 'O', 'U', 'Y'])
        && word.text.is_ascii()
}

/// "Kurt Stein PhD Weber", "Smith, Jr. John": moves what is no name and stands in front of one behind the name.
pub(super) fn take_from_midst(segments: &mut [Run], name: &mut Name) {
    let loud = segments.iter().flatten().all(|word| word.caps || word.letters < 2);
    for (at, run) in segments.iter_mut().enumerate() {
        // "MSc. Ed." goes on behind its dot.
        let goes_on = |place: usize, word: &Token| {
            word.dotted
                && word.letters <= 4
                && place.checked_sub(1).and_then(|before| run.get(before)).is_some_and(|before| before.is(flag::DEGREE))
        };
        let last = run.iter().enumerate().rev().find(|(place, word)| {
            is_name_word(word)
                && !goes_on(*place, word)
                && !word.is(flag::DEGREE_RISKY)
                && !word.is_initial()
                && (loud || !is_capitals(word))
                && (at > 0 || !word.is(flag::PARTICLE))
        });
        let last = last.map(|(place, _)| place);
        let first = run.iter().position(is_name_word).map_or(run.len(), |first| first + 1);
        let from = if at > 0 { 0 } else { first };
        let mut place = from;
        let mut last = last.unwrap_or(0);
        while place < last {
            let found = run.get(place).is_some_and(|word| is_out_of_place(word, loud));
            if found {
                let word = run.remove(place);
                push_spaced(&mut name.name_suffix, behind_spelling(&word));
                last -= 1;
            } else {
                place += 1;
            }
        }
    }
}

fn is_out_of_place(word: &Token, loud: bool) -> bool {
    if word.is(flag::GIVEN | flag::FAMILY | flag::PARTICLE | flag::TITLE_TAIL | IN_FRONT) {
        return false;
    }
    if word.is(flag::GENERATION) {
        let numeral = word.entry.spelling.behind.starts_with(['I', 'V']);
        return word.dotted && !word.is_initial()
            || numeral && (word.caps || word.lower)
            || word.entry.spelling.behind == "Jr.";
    }
    let inner_capital = word.text.chars().skip(1).any(char::is_uppercase);
    word.is(flag::DEGREE) && (word.dotted || !loud && inner_capital)
}

/// Where a degree begins behind a maiden name that runs from `from` to `end`: "geb. Stein MA".
pub(super) fn start_behind_maiden(words: &[Token], from: usize, end: usize) -> usize {
    let loud = words.iter().all(|word| word.caps || word.letters < 2);
    let mut start = end;
    while start > from + 1
        && words.get(start - 1).is_some_and(|word| {
            is_dotted_letters(word)
                || matches!(word.text, "v" | "i")
                || !loud && word.caps && (word.is(flag::DEGREE_RISKY) || matches!(word.text, "V" | "I"))
        })
    {
        start -= 1;
    }
    start
}

/// Suffixes in the order of the cell: those that stood behind commas (`start..end`) follow those peeled off the name.
pub(super) fn put_in_order(suffix: &mut String, start: usize, end: usize) {
    if start == end || suffix.len() == end {
        return;
    }
    let peeled = suffix.split_off(end);
    let behind = suffix.split_off(start);
    push_spaced(suffix, peeled.trim());
    push_spaced(suffix, behind.trim());
}

/// What the parts in front of a comma say about the parts behind it.
struct Head {
    /// Number of words of names.
    names: usize,
    /// Begins with a given name, no word in capitals: what follows in capitals is no name.
    plain: bool,
    /// A given and a family name.
    full: bool,
    /// Everything is in capitals.
    loud: bool,
}

/// Parts between commas that hold nothing but titles, degrees and forms of address.
pub(super) fn take_between_commas<'a>(segments: &mut Vec<Run<'a>>, tokens: &Tokens<'a>, name: &mut Name) {
    if segments.len() < 2 {
        return;
    }
    let first = segments.first().map_or(&[][..], Vec::as_slice);
    let names = first.iter().filter(|word| is_name_word(word)).count();
    let head = Head {
        names,
        plain: names > 1
            && first.iter().find(|word| is_name_word(word)).is_some_and(|word| word.is(flag::GIVEN))
            && !first.iter().any(|word| word.caps && word.letters > 1 && !word.is(flag::GENERATION | flag::DEGREE)),
        full: first.iter().filter(|word| is_name_word(word) && !(word.is(flag::PARTICLE) && word.lower)).count() > 1,
        loud: segments.iter().flatten().all(|word| word.caps || word.letters < 2),
    };
    let all = std::mem::take(segments);
    for (at, mut run) in all.into_iter().enumerate() {
        if at == 0 {
            segments.push(run);
            continue;
        }
        if let Some(spelling) = phrase_alone(&run, tokens) {
            push_phrase(spelling, name);
            continue;
        }
        if is_office(&run, &head, tokens) {
            take_office(&mut run, &mut name.academic_title, tokens);
            take_all(run, head.loud, tokens, name);
            continue;
        }
        let tail = phrase_behind(&run, tokens)
            .filter(|(_, words)| run.get(..run.len() - words).is_some_and(|rest| is_credential(rest, at, &head)));
        if let Some((_, words)) = tail {
            run.truncate(run.len() - words);
        }
        if is_credential(&run, at, &head) {
            take_all(run, head.loud, tokens, name);
        } else if is_lettered(&run, &head) {
            run.iter().for_each(|word| push_spaced(&mut name.name_suffix, behind_spelling(word)));
        } else {
            segments.push(run);
        }
        if let Some((spelling, _)) = tail {
            push_phrase(spelling, name);
        }
    }
}

/// "…, Secretary of State": an office and then nothing or credentials.
fn is_office(run: &[Token], head: &Head, tokens: &Tokens) -> bool {
    let words = office_of(run).or_else(|| phrase_in_front(run, tokens).map(|(_, words)| words));
    words.is_some_and(|words| {
        let rest = run.get(words..).unwrap_or(&[]);
        rest.iter().all(|word| word.is(BEHIND) && (word.caps || word.dotted)) && (rest.is_empty() || head.names > 0)
    })
}

fn take_office(run: &mut Run, title: &mut String, tokens: &Tokens) {
    if let Some(words) = office_of(run) {
        for part in run.drain(..words) {
            push_spaced(title, part.text);
        }
    } else if let Some((spelling, words)) = phrase_in_front(run, tokens) {
        push_spaced(title, spelling);
        run.drain(..words);
    }
}

fn is_credential(run: &[Token], at: usize, head: &Head) -> bool {
    run.iter().all(|word| {
        word.kind == Kind::Bracket
            || word.is(flag::TITLE | flag::TITLE_TAIL | flag::SALUTATION | flag::DEGREE | flag::GENERATION)
            || word.is(flag::TITLE_RISKY) && word.dotted && head.names > 1
            || word.is(flag::TITLE_CAPITAL) && head.full && !head.loud && word.text == word.entry.spelling.title
            || word.is(flag::DEGREE_RISKY)
                && (head.names > 1
                    || at > 1
                    || !head.loud && word.caps && !word.is(flag::GIVEN | flag::TITLE_CAPITAL) && is_usual_degree(word))
            || matches!(word.text, "V" | "I") && (head.full || run.len() > 1)
    }) && run.first().is_none_or(|first| !first.is(flag::TITLE_TAIL) || first.is(BEHIND | IN_FRONT) || head.names > 1)
}

/// "Smith, MD"; "Smith, JP" and "Smith, M.A." have initials.
fn is_usual_degree(word: &Token) -> bool {
    match word.entry.spelling.behind {
        "MD" | "DO" | "MS" => true,
        "MA" | "BA" | "BS" | "RN" => !word.dotted,
        _ => false,
    }
}

/// "Kurt Stein, XYZA": letters behind a comma that nobody listed are some degree; beside a listed one any letters are.
fn is_lettered(run: &[Token], head: &Head) -> bool {
    let listed = run.iter().any(|word| {
        word.is(flag::DEGREE | flag::DEGREE_RISKY)
            && (word.caps || word.dotted || word.text == word.entry.spelling.behind)
    });
    let letters = |word: &Token| {
        is_capitals(word) && (word.letters > 2 || listed)
            || is_dotted_letters(word)
            || listed
                && (word.is(BEHIND)
                    || word.dotted && word.is_initial() && word.caps
                    || word.letters <= 4 && word.text.chars().skip(1).any(char::is_uppercase))
    };
    let numeral = |at: usize, word: &Token| at > 0 && matches!(word.text, "I" | "II" | "III");
    head.plain && run.iter().enumerate().all(|(at, word)| letters(word) || numeral(at, word))
        || head.full && listed && run.iter().all(|word| word.is(BEHIND) || is_dotted_letters(word))
}

fn take_all<'a>(mut run: Run<'a>, loud: bool, tokens: &Tokens<'a>, name: &mut Name) {
    // A degree is read from the back first: "M.Sc." is no title.
    while let Some(first) = run.first().copied() {
        let risky = first.is(flag::DEGREE_RISKY) || matches!(first.text, "V" | "I");
        // "Smith, MS" has a degree, "Smith, Ms" and "SMITH, MS" a form of address.
        let degree = first.text == "MS" && !loud;
        if (first.is(BEHIND) || risky) && (degree || !first.is(flag::SALUTATION)) && !first.is(flag::TITLE) {
            run.remove(0);
            push_spaced(&mut name.name_suffix, behind_spelling(&first));
            while run
                .first()
                .is_some_and(|next| next.kind == Kind::Bracket || next.is(flag::TITLE_TAIL) && !next.is(BEHIND))
            {
                push_field(&run.remove(0), &mut name.name_suffix);
            }
        } else {
            let before = run.len();
            peel_front(&mut run, tokens, name, true);
            if run.len() == before {
                run.remove(0);
            }
        }
    }
}

/// A cell of nothing but degrees (", MD PhD"): they are no name.
pub(super) fn take_alone(run: &mut Run, name: &mut Name) {
    let degree = |word: &Token| {
        word.is(flag::DEGREE | flag::DEGREE_RISKY)
            && !word.is(flag::SALUTATION)
            && (word.caps || word.dotted || word.text == word.entry.spelling.behind)
    };
    if run.iter().all(degree) && run.iter().any(|word| word.is(flag::DEGREE) && !word.is(flag::GIVEN | flag::FAMILY)) {
        run.drain(..).for_each(|word| push_spaced(&mut name.name_suffix, behind_spelling(&word)));
    }
}
