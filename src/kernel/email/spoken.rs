//! Addresses written out to keep robots away: `kurt [at] holz [dot] at`, `kurt at holz punkt at`, `kurt(ät)holz.at`.
//!
//! A word stands for a sign when it is in brackets, or alone between blanks where there is no `@` yet. Costs one pass
//! over the words of a cell that is no address as it stands.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The words, folded to lower case; whether they count without brackets too.
#[rustfmt::skip]
const WORDS: &[(&str, char, bool)] = &[
    ("at", '@', true), ("ät", '@', true), ("aet", '@', true), ("@", '@', false), ("a", '@', false), ("ad", '@', false),
    ("bei", '@', false), ("klammeraffe", '@', true), ("affenschwanz", '@', true), ("klammeraffen", '@', true), ("et", '@', false), ("att", '@', false),
    ("arobase", '@', true), ("arobas", '@', true), ("arrobas", '@', true), ("chez", '@', false), ("chiocciola", '@', true), ("arroba", '@', true), ("apenstaartje", '@', true),
    ("apestaartje", '@', true), ("malpa", '@', true), ("małpa", '@', true), ("zavinac", '@', true), ("zavináč", '@', true), ("kukac", '@', true),
    ("snabel-a", '@', true), ("snabela", '@', true), ("sobaka", '@', true), ("afna", '@', true), ("monkey", '@', false),
    (".", '.', false), ("dot", '.', true), ("d0t", '.', true), ("punkt", '.', true), ("pkt", '.', false), ("point", '.', true), ("punto", '.', true),
    ("ponto", '.', true), ("kropka", '.', true), ("punt", '.', true), ("tecka", '.', true), ("tečka", '.', true), ("bodka", '.', true),
    ("prik", '.', true), ("period", '.', false),
    ("minus", '-', true), ("bindestrich", '-', true), ("dash", '-', true), ("hyphen", '-', true), ("tiret", '-', true),
    ("trattino", '-', true), ("guion", '-', true), ("streepje", '-', true), ("myslnik", '-', true),
    ("unterstrich", '_', true), ("underscore", '_', true), ("tiefstrich", '_', true), ("underline", '_', true),
];

static TABLE: LazyLock<FxHashMap<&'static [u8], (char, bool)>> =
    LazyLock::new(|| WORDS.iter().map(|(word, sign, bare)| (word.as_bytes(), (*sign, *bare))).collect());

/// Longest word of the table, in bytes.
const LONGEST: usize = 13;

/// A word that stands for a sign, with the brackets and blanks around it.
#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    sign: char,
    between: Between,
}

/// What a word stands between, from weak to strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Between {
    /// Signs that addresses may hold themselves: `look-at-me`.
    Signs,
    Blanks,
    Brackets,
}

/// The text with its words for signs replaced; `None` when there are none.
pub(super) fn written_out(text: &str) -> Option<String> {
    // an @, and nothing that a word could stand between
    let opens = |byte: u8| matches!(byte, b' ' | b'(' | b'[' | b'{' | b'<' | 0xC2);
    let has_any_at = text.bytes().any(|byte| byte == b'@');
    if has_any_at && !text.bytes().fold(false, |has, byte| has | opens(byte)) {
        return None;
    }
    let has_at = has_any_at && has_plain_at(text);
    let mut marks: Vec<Mark> = Vec::new();
    let mut rest = 0;
    while let Some((start, end)) = next_word(text, rest) {
        rest = end;
        let Some(mark) = mark(text, start, end, has_at) else { continue };
        // "holz punkt at": a word for @ behind a dot is Austria
        let after_dot = mark.sign == '@' && marks.last().is_some_and(|last| last.sign == '.' && last.end >= mark.start);
        if !(after_dot && mark.between == Between::Blanks) {
            marks.push(mark);
            rest = mark.end.max(end);
        }
    }
    // "look-at-me at holz.at": the stronger one is meant
    let best = marks.iter().filter(|mark| mark.sign == '@').map(|mark| mark.between).max();
    if best > Some(Between::Signs) {
        marks.retain(|mark| mark.between > Between::Signs);
    }
    let speaks = has_at || marks.iter().any(|mark| mark.sign == '@');
    if marks.is_empty() || !speaks {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks {
        out.push_str(text.get(from..mark.start)?);
        out.push(mark.sign);
        from = mark.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

/// An `@` that is not itself in brackets.
fn has_plain_at(text: &str) -> bool {
    text.char_indices().any(|(at, c)| c == '@' && strong(before(text, at), after(text, at + 1)).is_none())
}

/// Start and end of the next run of letters, or of a single `@` or `.`.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let is_word = |c: char| c.is_alphanumeric();
    let start = from + text.get(from..)?.find(|c: char| is_word(c) || matches!(c, '@' | '.'))?;
    let first = text.get(start..)?.chars().next()?;
    if !is_word(first) {
        return Some((start, start + 1));
    }
    let length = text.get(start..)?.find(|c: char| !is_word(c)).unwrap_or(text.len() - start);
    Some((start, start + length))
}

/// What the word at `start..end` stands for, if anything.
fn mark(text: &str, start: usize, end: usize, has_at: bool) -> Option<Mark> {
    let word = text.get(start..end)?;
    // beside letters, dots and at the ends no word stands for a sign
    let is_free = |byte: Option<&u8>| byte.is_some_and(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'@')));
    let (left, right) = (start.checked_sub(1).and_then(|at| text.as_bytes().get(at)), text.as_bytes().get(end));
    if word.len() > LONGEST || !is_free(left) || !is_free(right) {
        return None;
    }
    let &(sign, may_stand_bare) = lookup(word)?;
    let (left, right) = (before(text, start), after(text, end));
    let single = word.len() == 1 && sign == '@' && word != "@";
    if let Some((open, close)) = strong(left, right)
        && !(single && has_at)
    {
        return Some(widened(text, open, close, sign, Between::Brackets));
    }
    if has_at && sign != '.' || single {
        return None;
    }
    let (left, right) = (text.get(..start)?.chars().next_back()?, text.get(end..)?.chars().next()?);
    let weak = match (left, right) {
        ('"' | '“' | '”' | '„', '"' | '“' | '”') | ('\'' | '‘' | '’', '\'' | '’' | '‘') => true,
        (left, right) => {
            left == right
                && matches!(left, '|' | '*' | '/' | '_' | '~' | '=' | '-' | '#' | ':' | '\\' | '+' | '!' | '`' | '´')
        }
    };
    if weak && !has_at {
        return Some(widened(text, start - left.len_utf8(), end + right.len_utf8(), sign, Between::Signs));
    }
    let bare = left == ' ' && right == ' ' && may_stand_bare && start > 1;
    // beside an @ only the last dot is spoken, and a top level follows
    (bare && (!has_at || ends_in_top(text.get(end..)?))).then(|| widened(text, start, end, sign, Between::Blanks))
}

fn lookup(word: &str) -> Option<&'static (char, bool)> {
    if word.is_ascii() {
        let mut lower = [0; LONGEST];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return TABLE.get(&*lower);
    }
    TABLE.get(word.to_lowercase().as_bytes())
}

fn ends_in_top(rest: &str) -> bool {
    let word = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.len() >= 2 && super::domains::top_exists(&word.to_ascii_lowercase())
}

/// Position and character of what stands before `at`, blanks apart.
fn before(text: &str, at: usize) -> Option<(usize, char)> {
    text.get(..at)?.char_indices().rev().find(|(_, c)| *c != ' ')
}

/// Position behind, and the character, of what stands after `at`, blanks apart.
fn after(text: &str, at: usize) -> Option<(usize, char)> {
    text.get(at..)?.char_indices().find(|(_, c)| *c != ' ').map(|(offset, c)| (at + offset + c.len_utf8(), c))
}

/// The outer limits of a pair of brackets that is used for nothing else.
fn strong(left: Option<(usize, char)>, right: Option<(usize, char)>) -> Option<(usize, usize)> {
    let ((start, open), (end, close)) = (left?, right?);
    (matches!(open, '(' | '[' | '{' | '<' | '«') && matches!(close, ')' | ']' | '}' | '>' | '»'))
        .then_some((start, end))
}

/// The mark with the blanks around it.
fn widened(text: &str, start: usize, end: usize, sign: char, between: Between) -> Mark {
    let head = text.get(..start).unwrap_or_default();
    let tail = text.get(end..).unwrap_or_default();
    let start = head.trim_end_matches(' ').len();
    let end = end + tail.len() - tail.trim_start_matches(' ').len();
    Mark { start, end, sign, between }
}
