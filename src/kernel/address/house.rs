//! House numbers: the grammar from `5` over `5 b`, `3 a - c`, `45bis` to the Austrian `12/3/14`.

/// A house number at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct House {
    /// Without blanks.
    pub number: String,
    /// What followed a stroke and is staircase or door.
    pub extra: String,
    /// Bytes read.
    pub len: usize,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(self.at..)?.chars().next(),
        }
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Length of the run of such bytes ahead.
    fn run(&self, wanted: impl Fn(&u8) -> bool) -> usize {
        self.text.as_bytes().iter().skip(self.at).take_while(|byte| wanted(byte)).count()
    }

    fn blanks(&mut self) {
        self.at += self.run(|byte| *byte == b' ');
    }

    fn digits(&mut self, most: usize) -> &str {
        let start = self.at;
        self.at += self.run(u8::is_ascii_digit).min(most);
        self.text.get(start..self.at).unwrap_or("")
    }

    fn take(&mut self, most: usize, wanted: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        let mut count = 0;
        while count < most && self.peek().is_some_and(&wanted) {
            self.bump();
            count += 1;
        }
        self.text.get(start..self.at).unwrap_or("")
    }

    /// The run of letters ahead, not consumed.
    fn letters(&self) -> &str {
        let rest = self.text.get(self.at..).unwrap_or("");
        if rest.bytes().next().is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
            return "";
        }
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        rest.get(..end).unwrap_or("")
    }
}

/// Whether strokes part staircase and door from the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strokes {
    /// Always (Austria).
    Doors,
    /// From the second stroke on (elsewhere): `5/7` is a number, `12/3/14` is not.
    Number,
}

/// Reads a house number at the start of `text`; `spaced` allows a letter after a blank ("5 b").
pub(super) fn read(text: &str, strokes: Strokes, spaced: bool) -> Option<House> {
    let mut cursor = Cursor { text, at: 0 };
    let digits = cursor.digits(6);
    if digits.is_empty() || digits.len() > 5 {
        return None;
    }
    let mut number = String::with_capacity(8);
    number.push_str(digits);
    let mut extra = String::new();
    if cursor.at == text.len() {
        return Some(House { number, extra, len: text.len() });
    }
    if cursor.peek() == Some('½') {
        number.push('½');
        cursor.bump();
    } else if let Some(rest) = text.get(cursor.at..).and_then(|rest| rest.strip_prefix(" ½")) {
        number.push('½');
        cursor.at = text.len() - rest.len();
    } else if let Some(rest) = text.get(cursor.at..).and_then(|rest| rest.strip_prefix(" 1/2")) {
        number.push_str(" 1/2");
        cursor.at = text.len() - rest.len();
    }
    suffix(&mut cursor, &mut number, spaced)?;
    while let Some(()) = range(&mut cursor, &mut number, &mut extra, spaced) {}
    if cursor.peek() == Some('.') {
        // "17. Juni" is a date; "5." at the end is a number with a full stop.
        let after = text.get(cursor.at + 1..).unwrap_or("").trim_start();
        let floor = after.split_once('.').is_some_and(|(floor, _)| {
            (1..=4).contains(&floor.len())
                && floor.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'I' | b'V' | b'X'))
        });
        if after.starts_with(char::is_alphanumeric) && !floor
            || !floor && digits_only(&number) && !after.is_empty() && !after.starts_with([',', ';', '(', '/'])
        {
            return None;
        }
        cursor.bump();
    }
    if cursor.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let strokes = match strokes {
        Strokes::Doors => 1,
        Strokes::Number => 2,
    };
    // "7/III", "12/EG": letters alone are a floor.
    let floor = extra.len() > 1 && extra.bytes().all(|b| b.is_ascii_alphabetic());
    if !extra.is_empty() && !floor && extra.matches('/').count() + 1 < strokes {
        number.push('/');
        number.push_str(&extra);
        extra.clear();
    }
    Some(House { number, extra, len: cursor.at })
}

fn digits_only(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit())
}

/// A letter or "bis" behind the digits. None when letters follow that are no suffix ("1st", "3D-Druck").
fn suffix(cursor: &mut Cursor<'_>, number: &mut String, spaced: bool) -> Option<()> {
    let attached = cursor.letters();
    if !attached.is_empty() {
        if !is_suffix(attached) {
            return None;
        }
        number.push_str(attached);
        cursor.at += attached.len();
        return Some(());
    }
    let before = cursor.at;
    cursor.blanks();
    let word = cursor.letters();
    let len = word.len();
    let bis_range = word == "bis"
        && cursor
            .text
            .get(cursor.at + len..)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let after = cursor.text.get(cursor.at + len..).and_then(|rest| rest.chars().next());
    let ends = after.is_none_or(|c| {
        !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’' | '&') || (c == '.' && after_is_last(cursor, len))
    });
    let numeric = cursor.text.get(cursor.at + len..).is_some_and(|rest| {
        let rest = rest.trim_start_matches(' ');
        rest.starts_with(|c: char| c.is_ascii_digit())
    });
    // "5 c/o" and "5 D-80331" start something else.
    let tail = cursor.text.get(cursor.at + len..).unwrap_or("");
    let other = tail.starts_with("/o")
        || tail.strip_prefix('-').is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() > 3);
    if cursor.at > before && spaced && is_suffix(word) && !other && ends && !bis_range && !numeric {
        number.push_str(word);
        cursor.at += len;
    } else {
        cursor.at = before;
    }
    Some(())
}

fn after_is_last(cursor: &Cursor<'_>, len: usize) -> bool {
    cursor.at + len + 1 >= cursor.text.len()
}

fn is_suffix(word: &str) -> bool {
    (word.len() == 1 && word.is_ascii())
        || ["bis", "ter", "quater", "quinquies"].iter().any(|suffix| word.eq_ignore_ascii_case(suffix))
}

/// "-7", "+ 5", "/3", "bis 7": a further part of the number.
fn range(cursor: &mut Cursor<'_>, number: &mut String, extra: &mut String, spaced: bool) -> Option<()> {
    let before = cursor.at;
    let undo = |cursor: &mut Cursor<'_>| {
        cursor.at = before;
        None
    };
    cursor.blanks();
    let blank = cursor.at > before;
    let sign = match cursor.peek() {
        Some('-' | '–' | '—' | '‑' | '−') => '-',
        Some('+' | '&') => '+',
        Some('/') => '/',
        Some('b') if blank && spaced && cursor.letters() == "bis" => {
            cursor.at += 2;
            '-'
        }
        Some('u') if blank && spaced && matches!(cursor.letters(), "u" | "und") => {
            cursor.at += cursor.letters().len() - 1;
            if cursor.text.get(cursor.at + 1..).is_some_and(|rest| rest.starts_with('.')) {
                cursor.at += 1;
            }
            '+'
        }
        _ => return undo(cursor),
    };
    cursor.bump();
    let spaces = cursor.at;
    cursor.blanks();
    let wide = blank || cursor.at > spaces;
    let mut part = cursor.digits(5).to_owned();
    if !part.is_empty() && cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        return undo(cursor);
    }
    let letters = cursor.letters();
    if part.is_empty() {
        let door = sign == '/' && letters.len() <= 5 && letters.is_ascii();
        // "5 - Hinterhaus" is no range; "3 a - c" and "2455-B" are.
        let floor = !wide && sign == '-' && letters.len() <= 3 && letters.bytes().all(|b| matches!(b, b'I' | b'V'));
        if letters.is_empty() || !(letters.len() == 1 && letters.is_ascii() || door && !wide || floor) {
            return undo(cursor);
        }
        part.push_str(letters);
        cursor.at += letters.len();
        if door && cursor.peek().is_some_and(|c| matches!(c, '.' | ' ')) && part.len() > 1 {
            // "12/Stg. 2/Top 3": the words go on.
            part.push_str(cursor.take(2, |c| matches!(c, '.' | ' ')));
            let digits = cursor.digits(5).to_owned();
            part.push_str(&digits);
        } else if door {
            let digits = cursor.digits(5).to_owned();
            part.push_str(&digits);
        }
    } else if letters.len() == 1 && letters.is_ascii() {
        part.push_str(letters);
        cursor.at += letters.len();
    } else if let Some(letter) = last_letter(cursor).filter(|_| spaced && sign == '-' && letters.is_empty()) {
        part.push(letter);
        cursor.at += 2;
    } else if !letters.is_empty() || (wide || sign == '/') && is_ordinal(cursor) {
        return undo(cursor);
    }
    if sign == '/' || !extra.is_empty() {
        if !extra.is_empty() {
            extra.push(sign);
        }
        extra.push_str(part.trim_end());
    } else {
        number.push(sign);
        number.push_str(&part);
    }
    Some(())
}

/// The letter of "5-7 a", with nothing but a comma behind it.
fn last_letter(cursor: &Cursor<'_>) -> Option<char> {
    let mut rest = cursor.text.get(cursor.at..)?.strip_prefix(' ')?.chars();
    let letter = rest.next().filter(char::is_ascii_alphabetic)?;
    matches!(rest.next(), None | Some(',' | ';')).then_some(letter)
}

/// ". OG", "º B": the number just read counts floors.
fn is_ordinal(cursor: &Cursor<'_>) -> bool {
    let rest = cursor.text.get(cursor.at..).unwrap_or("");
    rest.starts_with(['º', '°', 'ª'])
        || rest.strip_prefix('.').is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(String, String, usize)> {
        read(text, Strokes::Number, true).map(|house| (house.number, house.extra, house.len))
    }

    #[test]
    fn numbers() {
        let cases = [
            ("5", "5", "", 1),
            ("5 b", "5b", "", 3),
            ("5 - 7", "5-7", "", 5),
            ("5–7", "5-7", "", 5),
            ("3 a - c", "3a-c", "", 7),
            ("3+5", "3+5", "", 3),
            ("45bis", "45bis", "", 5),
            ("12/3/14", "12", "3/14", 7),
            ("6/6A", "6/6A", "", 4),
            ("5 bis 7", "5-7", "", 7),
            ("16½ West", "16½", "", 4),
            ("2455-B W", "2455-B", "", 6),
            ("5, 2. OG", "5", "", 1),
            ("8 Hof", "8", "", 1),
            ("5 // W12", "5", "", 1),
            ("5 c/o Lindt", "5", "", 1),
            ("5 D-04229 Leipzig", "5", "", 1),
        ];
        for (text, want, extra, len) in cases {
            assert_eq!(number(text), Some((want.to_owned(), extra.to_owned(), len)), "{text}");
        }
        for text in ["17. Juni", "1st Street", "3Dx", "", "123456"] {
            assert_eq!(number(text), None, "{text}");
        }
        let doors = read("12/3", Strokes::Doors, true).map(|house| (house.number, house.extra));
        assert_eq!(doors, Some(("12".to_owned(), "3".to_owned())));
    }
}
