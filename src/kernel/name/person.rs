//! One person's name out of the words of a cell: titles off both ends, order, particles, case.

use super::casing::{self, Mode};
use super::lexicon::{self, flag};
use super::token::{Kind, Token, Tokens};
use super::{Gender, Name, RecordKind};

/// A person as read, and what had to be repaired on the way.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub name: Name,
    /// Letters changed case.
    pub recased: bool,
    /// A comment, label or job behind the name was dropped.
    pub dropped: bool,
}

const IN_FRONT: u32 = flag::TITLE | flag::TITLE_RISKY | flag::TITLE_CAPITAL;
const BEHIND: u32 = flag::DEGREE | flag::DEGREE_RISKY | flag::GENERATION;

/// A run of words; most runs are short, so they are kept by value.
pub(super) type Run<'a> = Vec<Token<'a>>;

/// Reads one person from these words of a cell.
pub(super) fn read<'a>(words: &[Token<'a>], tokens: &Tokens<'a>) -> Person {
    let mut person = Person { name: Name { kind: RecordKind::Person, ..Name::default() }, ..Person::default() };
    let plain = set_aside(words, tokens, &mut person);
    let mut segments = split_segments(&plain);
    person.dropped |= plain.len() > 1 && plain.first().is_some_and(is_greeting);
    if let [run] = segments.as_mut_slice() {
        drop_jobs(run, &mut person);
        // "Weber Dr. Ilse": a title in the middle parts the names as a comma would.
        let middle = run.iter().enumerate().skip(1).position(|(at, word)| {
            at + 1 < run.len()
                && (word.is(flag::TITLE) && word.dotted || word.is(flag::SALUTATION) && word.letters > 2)
                && run.get(at - 1).is_some_and(|before| {
                    is_name_word(before) && !before.is(IN_FRONT | flag::TITLE_TAIL | flag::GREETING | flag::PARTICLE)
                })
                && run
                    .get(at + 1..)
                    .unwrap_or(&[])
                    .iter()
                    .any(|after| is_name_word(after) && !after.is(flag::TITLE_TAIL))
        });
        if let Some(before) = middle
            && !run.get(..=before).unwrap_or(&[]).iter().any(|word| word.is(flag::GIVEN) && !word.is(flag::FAMILY))
        {
            let rest = run.split_off(before + 1);
            segments.push(rest);
        }
    }
    take_credentials(&mut segments, tokens, &mut person);
    drop_labels(&mut segments, &mut person);
    let (given, family) = match segments.len() {
        0 => (Run::new(), Run::new()),
        1 => {
            let mut run = segments.swap_remove(0);
            peel(&mut run, tokens, &mut person.name);
            split(run, &person.name)
        }
        _ => comma_order(segments, tokens, &mut person.name),
    };
    write_parts(&given, &family, &mut person);
    person
}

/// A word of a letter's first line, not a given name.
fn is_greeting(word: &Token) -> bool {
    word.is(flag::GREETING) && (word.letters > 3 || word.lower || word.dotted) && !word.is(flag::GIVEN)
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
pub(super) fn set_aside<'a>(words: &[Token<'a>], tokens: &Tokens<'a>, person: &mut Person) -> Run<'a> {
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
                add_maiden(words.get(position..end).unwrap_or(&[]), person);
                position = end;
            }
            Kind::Word => plain.push(*word),
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
    at > 0
        && words.get(at + 1).is_some_and(|next| next.kind == Kind::Word)
        && !word.caps
        && (word.dotted || !word.text.starts_with(char::is_uppercase))
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
    if inner.list.iter().all(|part| part.is(BEHIND) && !part.is(flag::GIVEN | flag::FAMILY)) {
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
                let spelling = if part.is(BEHIND) { behind_spelling(part) } else { part.entry.title };
                push_spaced(target, spelling);
            }
            return;
        }
        if inner.list.iter().any(|part| {
            part.kind == Kind::Digits || part.mixed || part.is(flag::ROLE | flag::JUNK | flag::COMPANY | flag::LEGAL)
        }) || word.text.starts_with(char::is_lowercase) && plain.first().is_some_and(|first| !first.lower)
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

fn split_segments<'a>(plain: &[Token<'a>]) -> Vec<Run<'a>> {
    let mut segments: Vec<Run<'a>> = Vec::with_capacity(2);
    for part in plain.chunk_by(|left, right| left.segment == right.segment) {
        segments.push(part.to_vec());
    }
    segments
}

/// Parts between commas that hold nothing but titles, degrees and forms of address.
fn take_credentials<'a>(segments: &mut Vec<Run<'a>>, tokens: &Tokens<'a>, person: &mut Person) {
    if segments.len() < 2 {
        return;
    }
    let head_names = segments.first().map_or(0, |run| run.iter().filter(|word| is_name_word(word)).count());
    let plain_head = head_names > 1
        && segments.first().is_some_and(|run| {
            run.first().is_some_and(|word| word.is(flag::GIVEN))
                && !run.iter().any(|word| word.caps && word.letters > 1)
        });
    // "Kurt Stein, XYZA": letters behind a comma that nobody listed are some degree.
    let letters = |run: &Run| {
        plain_head
            && run.iter().all(|word| {
                word.caps && (3..=6).contains(&word.letters) && !word.is(flag::GIVEN | flag::FAMILY | flag::TITLE)
            })
    };
    let all = std::mem::take(segments);
    for (at, run) in all.into_iter().enumerate() {
        let credential = at > 0
            && run.iter().all(|word| {
                word.kind == Kind::Bracket
                    || word.is(flag::TITLE | flag::TITLE_TAIL | flag::SALUTATION | flag::DEGREE | flag::GENERATION)
                    || word.is(flag::DEGREE_RISKY) && (head_names > 1 || at > 1)
                    || matches!(word.text, "V" | "I") && head_names > 1
            })
            && run
                .first()
                .is_some_and(|first| !first.is(flag::TITLE_TAIL) || first.is(BEHIND | IN_FRONT) || head_names > 1);
        if at > 0 && !credential && letters(&run) {
            run.iter().for_each(|word| push_spaced(&mut person.name.name_suffix, behind_spelling(word)));
            continue;
        }
        if !credential {
            segments.push(run);
            continue;
        }
        let mut run = run;
        // A degree is read from the back first: "M.Sc." is no title.
        while let Some(first) = run.first().copied() {
            let risky = first.is(flag::DEGREE_RISKY) || matches!(first.text, "V" | "I");
            if (first.is(BEHIND) || risky) && !first.is(flag::SALUTATION) && !first.is(flag::TITLE) {
                run.remove(0);
                push_spaced(&mut person.name.name_suffix, behind_spelling(&first));
                while run
                    .first()
                    .is_some_and(|next| next.kind == Kind::Bracket || next.is(flag::TITLE_TAIL) && !next.is(BEHIND))
                {
                    push_field(&run.remove(0), &mut person.name.name_suffix);
                }
            } else {
                let before = run.len();
                peel_front(&mut run, tokens, &mut person.name, true);
                if run.len() == before {
                    run.remove(0);
                }
            }
        }
    }
}

/// Jobs, departments and companies behind a comma are not part of the name.
fn drop_labels(segments: &mut Vec<Run>, person: &mut Person) {
    if segments.len() < 2 {
        return;
    }
    let count = segments.len();
    let mut at = 0;
    segments.retain(|run| {
        at += 1;
        let label = at > 1
            && run.iter().all(|word| word.is(flag::ROLE | flag::ROLE_FILLER | flag::COMPANY))
            && run.iter().any(|word| word.is(flag::ROLE | flag::COMPANY))
            || at > 1
                && run.len() > 1
                && run.first().is_some_and(|word| matches!(word.text, "eidg." | "dipl." | "staatl." | "gepr."));
        !label
    });
    person.dropped |= segments.len() != count;
}

fn is_name_word(word: &Token) -> bool {
    word.kind == Kind::Word && !word.is(flag::TITLE | flag::SALUTATION | flag::DEGREE | flag::GENERATION)
}

/// Titles and forms of address off the front, degrees and titles off the back.
fn peel<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name) {
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
fn peel_front<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name, alone: bool) {
    let mut done = 0;
    let mut titled = false;
    while let Some(word) = run.get(done) {
        let left = run.len() - done - 1;
        let rest = run.get(done + 1..).unwrap_or(&[]);
        let address =
            word.is(flag::SALUTATION) && (name.salutation.is_empty() || !titled) && !is_initials_of(word, left)
                || word.is(flag::SALUTATION_RISKY) && left >= 2 && done == 0;
        let spanish = done == 0 && left >= 1 && matches!(word.text, "Sr." | "Sr" | "SR" | "SR.");
        if spanish {
            name.salutation.push_str("Señor");
            name.gender = Some(Gender::Male);
        } else if address {
            set_salutation(word, name);
        } else if is_greeting(word) && left >= 1
            || word.text == "zu" && rest.first().is_some_and(|next| tokens.key(next) == "haenden")
        {
            // "Sehr geehrter Herr", "z. Hd.": dropped.
        } else if word.text == "de" && rest.first().is_some_and(|next| tokens.key(next) == "heer") {
            // "de heer": the next word is the form of address.
        } else if is_title_here(word, rest, alone, titled) {
            done += push_title(word, rest.first(), tokens, &mut name.academic_title);
            titled = true;
        } else if titled
            && (word.is(flag::TITLE_TAIL) && !is_name_after_title(word, left) || word.kind == Kind::Bracket)
        {
            push_field(word, &mut name.academic_title);
        } else {
            break;
        }
        done += 1;
    }
    run.drain(..done.min(run.len()));
}

/// "MR Smith", "DR Andrews" in a list of initials cannot be told from titles; a title it is.
fn is_initials_of(word: &Token, left: usize) -> bool {
    left == 0 && word.text.contains('.') && word.caps && word.letters == 2 && word.is_initial()
}

/// "Art", "Med", "E" are names unless written as parts of a title.
fn is_name_after_title(word: &Token, left: usize) -> bool {
    left == 0
        || word.text.starts_with(char::is_uppercase)
            && !word.dotted
            && (word.is(flag::GIVEN | flag::FAMILY) || !word.caps || word.letters < 2)
        || word.letters == 1 && !word.lower
}

fn is_title_here(word: &Token, rest: &[Token], alone: bool, titled: bool) -> bool {
    let names = rest.iter().filter(|next| is_name_word(next) && !next.is(flag::TITLE_TAIL & flag::TITLE)).count();
    if word.is(flag::TITLE) {
        // "Ing" and the like as the only word left is a name.
        return alone || word.dotted || names > 0 || !rest.is_empty();
    }
    if word.is(flag::TITLE_RISKY) {
        return word.dotted && names >= 1 || names >= 2;
    }
    if word.is(flag::TITLE_CAPITAL) {
        let written = word.text == word.entry.title;
        let loud = rest.iter().all(|next| next.caps || next.letters < 2);
        return written && names >= 1 && (!loud || titled && !word.is(flag::PARTICLE));
    }
    false
}

fn set_salutation(word: &Token, name: &mut Name) {
    if name.salutation.is_empty() {
        name.salutation.push_str(word.entry.salutation);
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
fn push_title<'a>(word: &Token<'a>, next: Option<&Token<'a>>, tokens: &Tokens<'a>, out: &mut String) -> usize {
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
    if word.entry.title == "Ing." && ending(out, "Dr.") && word.dotted {
        out.push_str("-Ing.");
        return 0;
    }
    push_spaced(out, word.entry.title);
    0
}

/// Appends what belongs to the title in front: "med.", "(FH)".
fn push_field(word: &Token, out: &mut String) {
    if word.kind == Kind::Bracket {
        push_spaced(out, "(");
        out.push_str(word.text);
        out.push(')');
    } else {
        push_spaced(out, word.entry.tail);
    }
}

pub(super) fn behind_spelling<'t>(word: &Token<'t>) -> &'t str {
    if word.text.trim_end_matches('.').contains('.') && !word.entry.dotted.is_empty() {
        word.entry.dotted
    } else if word.entry.behind.is_empty() {
        word.text
    } else {
        word.entry.behind
    }
}

/// `elsewhere`: words of the name that stand in another part or column.
fn peel_back<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name, elsewhere: usize) {
    let mut keep = run.len();
    while keep > 0 {
        let Some(word) = run.get(keep - 1) else { break };
        let names = run.get(..keep - 1).unwrap_or(&[]).iter().filter(|word| is_name_word(word)).count();
        if names == 0 || !ends_name(word, names + elsewhere, run.get(keep - 2), run) {
            break;
        }
        keep -= 1;
    }
    let tail: Run<'a> = run.drain(keep..).collect();
    let mut rest = tail.as_slice();
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        let front = word.is(flag::TITLE) && !word.is(BEHIND);
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
}

/// True when this last word is a degree, a generation or a title rather than the family name.
fn ends_name(word: &Token, names: usize, before: Option<&Token>, run: &[Token]) -> bool {
    let loud = run.iter().all(|word| word.caps || word.letters < 2);
    let shouted = word.caps && !loud;
    if word.kind == Kind::Bracket {
        return true;
    }
    if word.is(flag::GENERATION) {
        let known = matches!(word.entry.behind, "sen." | "jun.");
        return word.dotted
            || !(known && word.letters == 3 && !word.lower)
                && (names >= 2 || !known && !word.lower && word.letters > 2 || word.entry.behind == "Jr.");
    }
    if word.is(flag::DEGREE) {
        let looks_like_name =
            !word.dotted && !word.caps && word.letters >= 4 && word.text.chars().skip(1).all(char::is_lowercase);
        return !looks_like_name || names >= 2 && !word.is(flag::GIVEN | flag::FAMILY);
    }
    if word.is(flag::DEGREE_RISKY) {
        let inner_dot = word.text.trim_end_matches('.').contains('.');
        return names >= 2 && (inner_dot || shouted || loud && matches!(word.entry.behind, "MD" | "RN" | "DC"))
            || word.lower && names >= 2 && matches!(word.entry.behind, "MD" | "RN" | "DC")
            || shouted && before.is_some_and(|before| before.is(flag::DEGREE | flag::DEGREE_RISKY));
    }
    if word.is(flag::TITLE) {
        return word.dotted || word.is(flag::DIPLOMA) || names >= 2 && word.caps && !loud;
    }
    if word.is(flag::SALUTATION) {
        return names >= 2 && (word.dotted || word.caps) && !word.is(flag::FAMILY | flag::GIVEN) && word.letters <= 3;
    }
    word.is(flag::TITLE_TAIL)
        && (word.dotted || shouted)
        && !word.is_initial()
        && before.is_some_and(|before| before.is(flag::TITLE | flag::DEGREE | flag::TITLE_TAIL | flag::DEGREE_RISKY))
}

/// "Family, Given": titles on either side, particles behind the given name moved to the family name.
fn comma_order<'a>(segments: Vec<Run<'a>>, tokens: &Tokens<'a>, name: &mut Name) -> (Run<'a>, Run<'a>) {
    let mut segments = segments.into_iter();
    let mut family = segments.next().unwrap_or_default();
    peel_front(&mut family, tokens, name, false);
    peel_back(&mut family, tokens, name, 1);
    let mut given = Run::new();
    for mut run in segments {
        peel_front(&mut run, tokens, name, false);
        let before = family.len();
        peel_back_given(&mut run, tokens, name, before);
        given.append(&mut run);
    }
    if family.is_empty() {
        return split(given, name);
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
    (given, family)
}

/// Behind a comma one given name is enough in front of a degree.
fn peel_back_given<'a>(run: &mut Run<'a>, tokens: &Tokens<'a>, name: &mut Name, family: usize) {
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

/// Where the family name begins in "Given … Family", and whether it stands first.
fn split<'a>(mut run: Run<'a>, name: &Name) -> (Run<'a>, Run<'a>) {
    if run.len() <= 1 {
        let is_given = run
            .first()
            .is_some_and(|word| word.is(flag::GIVEN) && !word.is(flag::FAMILY) && name.academic_title.is_empty());
        return if is_given { (run, Run::new()) } else { (Run::new(), run) };
    }
    if let Some(count) = family_in_front(&run) {
        let given = run.split_off(count);
        return (given, run);
    }
    let at = family_start(&run);
    let mut family = run.split_off(at);
    // "Gräfin Ilse von Stein" is Ilse Gräfin von Stein.
    if run.len() > 1
        && run.first().is_some_and(|word| word.is(flag::NOBLE))
        && family.first().is_some_and(|word| word.is(flag::PARTICLE))
    {
        family.insert(0, run.remove(0));
    }
    (run, family)
}

fn is_particle_first(word: &Token) -> bool {
    word.is(flag::PARTICLE)
        && !word.is(flag::GIVEN)
        && (word.lower || !word.is(flag::PARTICLE_OR_NAME))
        && word.letters > 0
        && !(word.letters == 1 && word.caps)
}

/// How many words of a family name stand in front of the given name; none for the usual order.
fn family_in_front(run: &[Token]) -> Option<usize> {
    let (first, last) = (run.first()?, run.last()?);
    if is_cjk(first.text) && run.len() == 2 && is_cjk_order(first.text, last.text) {
        return Some(1);
    }
    if first.is(flag::NOBLE) && run.get(1).is_some_and(is_particle_first) || is_particle_first(first) {
        // "von der Heyden Ursula": the last word must be a given name and nothing else.
        let head = run.iter().take_while(|word| is_particle_first(word) || word.is(flag::NOBLE)).count();
        let named = run.len() > head + 1 && last.is(flag::GIVEN) && !last.is(flag::FAMILY);
        return Some(if named { run.len() - 1 } else { run.len() });
    }
    if first.is(flag::PARTICLE)
        && run.len() > 2
        && run.get(1).is_some_and(|next| next.is(flag::PARTICLE) && !next.is(flag::GIVEN))
    {
        return Some(run.len());
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
    if first.is(flag::GIVEN | flag::TITLE_RISKY | flag::NOBLE)
        || first.letters <= 1
        || first.is_initial()
        || first.dotted
    {
        return None;
    }
    // "Weber Ilse", "Weber Ilse M.": the rest must be given names that are no family names.
    let second = run.get(1)?;
    // An initial at the end is a middle name in a list that puts the family first.
    let listed = run.len() == 3 && last.letters == 1;
    let only_given =
        |word: &Token| word.is(flag::GIVEN) && (!word.is(flag::FAMILY) || first.is(flag::FAMILY) || listed);
    let rest_given = run.iter().skip(1).all(|word| only_given(word) || word.letters == 1);
    (rest_given && only_given(second) && (!first.is(flag::ENGLISH) || !last.is(flag::FAMILY))).then_some(1)
}

fn is_cjk(text: &str) -> bool {
    text.chars().next().is_some_and(
        |char| matches!(char, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '〆'),
    )
}

/// Chinese, Japanese and Korean names put the family first, foreign names in Katakana do not.
fn is_cjk_order(first: &str, last: &str) -> bool {
    let katakana =
        |text: &str| text.chars().all(|char| matches!(char, '\u{30A0}'..='\u{30FF}' | '\u{FF65}'..='\u{FF9F}'));
    is_cjk(last) && !(katakana(first) && katakana(last))
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
        {
            return back_to_estate(run, at);
        }
        // "Velasquez y Garcia": the conjunction joins two family names behind a given one.
        if at >= 2 && is_joint(word) {
            return at - 1;
        }
    }
    if let Some(last_word) = run.last().filter(|word| word.caps && word.letters > 2) {
        let block = run.iter().rev().take_while(|word| word.caps && word.letters > 1 && !word.is_initial()).count();
        if block < run.len() && block > 0 && last_word.letters > 2 {
            return run.len() - block;
        }
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

/// "María del Carmen López": the words behind the first given name that still belong to it.
fn devotional(run: &[Token]) -> usize {
    let count = run.iter().skip(1).take_while(|word| matches!(word.text, "del" | "de" | "los" | "las" | "la")).count();
    let saint = run.get(count + 1);
    let devout =
        count > 0 && saint.is_some_and(|word| word.is(flag::GIVEN) && !word.is(flag::FAMILY)) && run.len() > count + 2;
    if devout { count + 1 } else { 0 }
}

fn is_joint(word: &Token) -> bool {
    matches!(word.text, "y" | "e" | "i" | "und")
}

/// "Ulrike Meyer zu Hörste": a family name in front of the particle belongs to it.
fn back_to_estate(run: &[Token], at: usize) -> usize {
    let estate = run
        .get(at)
        .is_some_and(|word| matches!(word.text, "zu" | "zur" | "zum" | "vom" | "von" | "auf" | "in" | "an" | "op"));
    let before = run.get(at - 1);
    if estate && at >= 2 && before.is_some_and(|word| word.is(flag::FAMILY) && !word.is(flag::GIVEN)) {
        at - 1
    } else {
        at
    }
}

pub(super) fn write_parts(given: &[Token], family: &[Token], person: &mut Person) {
    let mode = Mode::of(given.iter().chain(family));
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
        } else if particle && matches!(word.text, "Der" | "Den" | "Dem") && is_german(&name.name_particle) {
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

/// Appends a word behind a blank.
pub(super) fn push_spaced(out: &mut String, word: &str) {
    if word.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}
