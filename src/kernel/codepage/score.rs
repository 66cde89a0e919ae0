//! Which code page a text was written in, told by the neighbours of its special characters.
//!
//! A page is right when its characters stand where people put them: an umlaut in a word and in the case of the letters
//! around it, a euro beside a number, a quotation mark at the edge of a word. In the wrong page the same bytes are
//! frames within words, capitals between small letters, controls. Costs one look-up per page and byte above 0x7F.

use super::CodePage;
use super::habits::{HABITS, Habit, VOWELS};

/// The page that fits best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// Best page; Windows-1252 when nothing speaks for any.
    pub page: CodePage,
    /// 0..1: how many of the special characters make sense, and how far behind the next different reading is. 0
    /// without evidence.
    pub confidence: f64,
}

/// A control character that no text holds.
const CONTROL: i32 = -14;
/// A sign within a word, a capital between small letters or the reverse.
const MISFIT: i32 = -8;
/// A letter or sign that the languages we know do not use.
const STRANGER: i32 = -5;
/// A known letter in a place that is not usual for it.
const UNUSUAL: i32 = -3;
/// A letter in the case of its neighbours.
const SAME_CASE: i32 = 2;
/// Lead from which on the next page no longer matters much.
const CLEAR_LEAD: f64 = 6.0;

/// Points that a page has to be ahead of Windows-1252 by, because it is rarer.
fn handicap(page: CodePage) -> i64 {
    match page {
        CodePage::Windows1252 => 0,
        CodePage::Windows1250 | CodePage::Iso8859_15 | CodePage::Ibm850 => 2,
        CodePage::Macintosh => 3,
        CodePage::Iso8859_2 | CodePage::Ibm437 | CodePage::Ibm852 => 4,
    }
}

/// What stands beside a special character.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Letter { vowel: bool, upper: bool },
    Digit,
    Edge,
}

impl Side {
    fn of(c: char) -> Side {
        if c.is_ascii_digit() {
            return Side::Digit;
        }
        if !c.is_alphabetic() || matches!(c, 'ª' | 'º') {
            return Side::Edge;
        }
        let small = small(c);
        let vowel = matches!(small, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || VOWELS.contains(small);
        Side::Letter { vowel, upper: c.is_uppercase() }
    }

    /// Its letter in [`Habit`].
    fn code(self) -> char {
        match self {
            Side::Letter { vowel: true, .. } => 'V',
            Side::Letter { vowel: false, .. } => 'C',
            Side::Digit => 'D',
            Side::Edge => 'E',
        }
    }

    /// `Some(true)` beside a capital, `Some(false)` beside a small letter.
    fn upper(self) -> Option<bool> {
        match self {
            Side::Letter { upper, .. } => Some(upper),
            Side::Digit | Side::Edge => None,
        }
    }
}

/// One page and what it made of the text.
struct Reading {
    page: CodePage,
    /// What each byte is as a neighbour.
    sides: Vec<Side>,
    /// The habits of each byte above 0x7F.
    habits: Vec<&'static [Habit]>,
    points: i64,
    sensible: u64,
}

impl Reading {
    fn new(page: CodePage) -> Reading {
        let shown = |byte: u8| page.char_of(byte);
        Reading {
            page,
            sides: (0..=u8::MAX).map(|byte| Side::of(shown(byte))).collect(),
            habits: (0x80..=u8::MAX).map(|byte| habits_of(shown(byte))).collect(),
            points: -handicap(page),
            sensible: 0,
        }
    }

    fn side(&self, byte: Option<&u8>) -> Side {
        byte.and_then(|&byte| self.sides.get(usize::from(byte))).copied().unwrap_or(Side::Edge)
    }

    fn weigh(&mut self, before: Option<&u8>, byte: u8, behind: Option<&u8>) {
        let habits = self.habits.get(usize::from(byte & 0x7F)).copied().unwrap_or_default();
        let points = points(self.page.char_of(byte), habits, self.side(before), self.side(behind));
        self.points += i64::from(points);
        self.sensible += u64::from(points > 0);
    }
}

/// The page whose reading of the samples is the likeliest. Bring the lines that are not valid UTF-8; a megabyte of them
/// is plenty. Without any byte above 0x7F the answer is Windows-1252 with confidence 0.
pub fn guess<'a>(samples: impl Iterator<Item = &'a [u8]>) -> Guess {
    let mut readings = CodePage::ALL.map(Reading::new);
    let mut special = [0_u64; 128];
    for line in samples {
        for (at, &byte) in line.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
            let before = at.checked_sub(1).and_then(|before| line.get(before));
            let behind = line.get(at + 1);
            readings.iter_mut().for_each(|reading| reading.weigh(before, byte, behind));
            special[usize::from(byte & 0x7F)] += 1;
        }
    }
    best(&readings, &special)
}

fn best(readings: &[Reading; 8], special: &[u64; 128]) -> Guess {
    let total: u64 = special.iter().sum();
    // Of equals the first: the order of the pages is their order of preference.
    let Some(first) = readings.iter().rev().max_by_key(|reading| reading.points).filter(|_| total > 0) else {
        return Guess { page: CodePage::Windows1252, confidence: 0.0 };
    };
    let differs = |other: &&Reading| {
        let read = |page: CodePage, at: usize| page.upper_half().get(at).copied();
        special.iter().enumerate().any(|(at, &count)| count > 0 && read(first.page, at) != read(other.page, at))
    };
    let next = readings.iter().filter(differs).map(|reading| reading.points).max().unwrap_or(i64::MIN / 2);
    let lead = first.points.saturating_sub(next).max(0) as f64;
    let confidence = first.sensible as f64 / total as f64 * lead / (lead + CLEAR_LEAD);
    Guess { page: first.page, confidence: confidence.clamp(0.0, 1.0) }
}

fn points(shown: char, habits: &[Habit], before: Side, behind: Side) -> i32 {
    if shown.is_control() {
        return CONTROL;
    }
    let fits = |habit: &&Habit| habit.before.contains(before.code()) && habit.behind.contains(behind.code());
    let usual = match habits.iter().find(fits) {
        Some(habit) => habit.weight,
        None if habits.is_empty() => STRANGER,
        None => UNUSUAL,
    };
    match Side::of(shown).upper() {
        Some(upper) => usual + case(shown, upper, before.upper(), behind.upper()),
        None => usual + place(shown, before.upper(), behind.upper()),
    }
}

/// Whether a letter has the case of its word. `ß` has none, and a capital may begin a word.
fn case(shown: char, upper: bool, before: Option<bool>, behind: Option<bool>) -> i32 {
    match (before, upper, behind) {
        _ if shown == 'ß' => SAME_CASE,
        (Some(false), true, _) | (Some(true), true, Some(false)) | (Some(true) | None, false, Some(true)) => MISFIT,
        (Some(true), false, None) | (Some(false), false, Some(true)) | (None, _, None) => UNUSUAL,
        _ => SAME_CASE,
    }
}

/// Whether a sign stands where signs stand: not within a word, but for apostrophes and soft hyphens. Two words may
/// meet at a sign when the second has a capital (`Köln–Bonn`).
fn place(shown: char, before: Option<bool>, behind: Option<bool>) -> i32 {
    match (before, behind) {
        (Some(_), Some(_)) if matches!(shown, '’' | '\u{AD}') => 0,
        (Some(false), Some(true)) if matches!(shown, '–' | '\u{A0}') => -UNUSUAL,
        (Some(_), Some(_)) => MISFIT,
        _ => 0,
    }
}

fn habits_of(shown: char) -> &'static [Habit] {
    let shown = small(shown);
    HABITS.chunk_by(|one, next| one.shown == next.shown).find(|rows| rows[0].shown == shown).unwrap_or_default()
}

/// The small form, where it is one character.
fn small(c: char) -> char {
    let mut forms = c.to_lowercase();
    match (forms.next(), forms.next()) {
        (Some(form), None) => form,
        _ => c,
    }
}

#[cfg(test)]
mod tests;
