//! One number as somebody would dial it: digits, plus sign, extension, and what was written around them.

use super::words::{DISOWNED, EXTENSIONS, FAX, HOURS, LABELS, NOT_PHONES, TIMES, is_in};

/// What the text of one number says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dial {
    /// A `+` stood in front.
    pub plus: bool,
    /// The digits, without an optional trunk zero in brackets behind the country code.
    pub digits: String,
    /// Lengths of the groups of digits.
    pub groups: Vec<usize>,
    /// Digits in front of `(0)`.
    pub before_zero: Option<usize>,
    /// Digits of the extension.
    pub extension: Option<String>,
    /// `digits` and the letters behind them as keys of a phone ("0800 FLOWERS").
    pub vanity: Option<String>,
    /// The letters of `vanity` stand directly behind the digits.
    pub glued: bool,
    /// The first group stands in brackets or before a slash, as area codes do.
    pub area_apart: bool,
    /// Something else than blanks stands between the groups.
    pub marked: bool,
    /// What stands beside the number speaks against it.
    pub doubtful: bool,
    /// What was dropped or repaired, as codes.
    pub notes: Vec<&'static str>,
}

/// Most digits of an extension behind a word, of the code of a conference, and behind a mere mark.
const LONGEST_EXTENSION: usize = 20;
const LONGEST_PIN: usize = 15;
const SHORT_EXTENSION: usize = 9;

/// Ends of the codes of toll-free and premium services, which like to be words.
const SERVICES: &[&str] = &["800", "900", "700", "888", "877", "866"];

/// Digits that have to stand in front of an extension.
const SHORTEST_NUMBER: usize = 5;

impl Dial {
    /// Reads the text of one number (plain ASCII). The error is the code of what it is instead.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let mut dial = Self { digits: String::with_capacity(16), groups: Vec::with_capacity(6), ..Self::default() };
        let repaired = without_lookalikes(text);
        if repaired.is_some() {
            dial.note("phone.lookalike");
        }
        let text = repaired.as_deref().unwrap_or(text);
        let number = dial.skip_words(text)?;
        dial.area_apart = number.starts_with('(');
        dial.marked = dial.area_apart;
        dial.take_number(number);
        dial.doubtful |= dial.notes.contains(&COMMENT) && words(text).any(|word| is_in(DISOWNED, word));
        if dial.digits.is_empty() { Err("phone.not_a_number") } else { Ok(dial) }
    }

    /// "143/283/47162"
    pub fn is_tax_number(&self) -> bool {
        !self.plus && self.area_apart && !self.digits.starts_with('0') && TAX_NUMBERS.contains(&self.groups.as_slice())
    }

    fn note(&mut self, code: &'static str) {
        if !self.notes.contains(&code) {
            self.notes.push(code);
        }
    }

    /// The text from the first digit, plus or bracket on; words in front are labels, comments, or reasons to stop.
    fn skip_words<'a>(&mut self, text: &'a str) -> Result<&'a str, &'static str> {
        const OTHER: &str = "phone.not_a_number";
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '('));
            // "Tel. + Fax": this plus is an "and".
            let plus = rest.strip_prefix('+').map(str::trim_start);
            if plus.is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_alphabetic())) {
                rest = plus.unwrap_or_default();
            }
            let bracket = rest.strip_prefix('(').map(str::trim_start);
            if bracket.is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_alphabetic())) {
                rest = bracket.unwrap_or_default();
            }
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            if end == 0 {
                return Ok(rest);
            }
            let (word, after) = (rest.get(..end).unwrap_or_default(), rest.get(end..).unwrap_or_default());
            // "DE123456789", "HRB 12345": letters of a register in front of digits.
            let glued = after.starts_with(|c: char| c.is_ascii_digit());
            let register = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
            if is_in(FAX, word) {
                self.note("phone.fax");
            } else if is_in(LABELS, word) {
                self.note("phone.label");
            } else if is_in(NOT_PHONES, word) || glued || register && !begins_dialling(after) {
                return Err(OTHER);
            } else {
                self.note(COMMENT);
            }
            rest = after;
        }
    }

    /// Digits up to a comment or an extension.
    fn take_number(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut in_group = false;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'0'..=b'9' => {
                    self.digit(byte, in_group);
                    in_group = true;
                    at += 1;
                    continue;
                }
                b'+' if self.digits.is_empty() => {
                    if self.plus {
                        self.note("phone.stray_character");
                    }
                    self.plus = true;
                }
                b'+' => self.inner_plus(text.get(at + 1..).unwrap_or_default()),
                b'(' | b'[' if !self.digits.is_empty() => {
                    let length = bracketed_zero(text.get(at..).unwrap_or_default());
                    if length > 0 {
                        self.before_zero = Some(self.digits.len());
                        at += length;
                        in_group = false;
                        continue;
                    }
                    if self.digits.len() >= SHORTEST_NUMBER && is_remark(text.get(at + 1..).unwrap_or_default()) {
                        self.note(COMMENT);
                        return;
                    }
                }
                b'/' if self.groups.len() == 1 => (self.area_apart, self.marked) = (true, true),
                // A pause, then the code of a conference.
                b',' if bytes.get(at + 1) == Some(&b',')
                    && self.extension_behind(text.get(at + 2..).unwrap_or_default(), LONGEST_PIN) =>
                {
                    return;
                }
                b'#' | b'~' if self.extension_behind(text.get(at + 1..).unwrap_or_default(), SHORT_EXTENSION) => return,
                b'a'..=b'z' | b'A'..=b'Z' => match self.word(text, at) {
                    Some(next) => {
                        at = next;
                        in_group = false;
                        continue;
                    }
                    None => return,
                },
                // "1) 0341 ...", "Telefon 2: 0341 ..."
                b')' | b':' | b'.' if self.is_list_mark(text.get(at + 1..).unwrap_or_default()) => {
                    self.digits.clear();
                    self.groups.clear();
                }
                b'*' | b'!' | b'?' => self.note("phone.stray_character"),
                b' ' if self.digits.len() >= SHORTEST_NUMBER && begins_date(text.get(at + 1..).unwrap_or_default()) => {
                    self.note(COMMENT);
                    return;
                }
                b' ' => {}
                _ => self.marked = true,
            }
            in_group = false;
            at += 1;
        }
    }

    fn digit(&mut self, byte: u8, in_group: bool) {
        self.digits.push(char::from(byte));
        match self.groups.last_mut() {
            Some(length) if in_group => *length += 1,
            _ => self.groups.push(1),
        }
    }

    /// True for a single digit that counts numbers, not one of theirs.
    fn is_list_mark(&self, after: &str) -> bool {
        self.digits.len() == 1 && !self.plus && self.digits != "0" && after.starts_with(' ') && begins_dialling(after)
    }

    /// A plus behind a country code ("39+ 313 ...", "+1+575 ..."), or at the very end.
    fn inner_plus(&mut self, after: &str) {
        self.note("phone.stray_character");
        let behind_code = self.digits.trim_start_matches('0').len() <= 3;
        self.plus |= behind_code && after.bytes().any(|byte| byte.is_ascii_digit());
    }

    /// Letters behind digits; `Some` is where the number goes on, `None` ends it.
    fn word(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (word, after) = (rest.get(..end)?, rest.get(end..)?);
        if word == "xx" && self.digits == "0" {
            // Brazil: "0xx11" stands for a carrier of one's choice; the code begins behind it.
            self.digits.clear();
            self.groups.clear();
            self.digit(b'0', false);
            return Some(at + end);
        }
        let is_extension = is_in(EXTENSIONS, word);
        let longest = if word.eq_ignore_ascii_case("x") { SHORT_EXTENSION } else { LONGEST_EXTENSION };
        if is_extension && self.extension_behind(after, longest) {
            return None;
        }
        // "650 x 253 - 1234": a separator; an extension would end the number.
        if word == "x" && self.digits.len() < SHORTEST_NUMBER && after.starts_with(' ') {
            return Some(at + end);
        }
        self.doubtful |= is_extension && after.bytes().filter(u8::is_ascii_digit).count() > LONGEST_EXTENSION;
        if is_in(HOURS, word)
            && self.digits.len() <= 4
            && !self.plus
            && after.bytes().filter(u8::is_ascii_digit).count() > SHORTEST_NUMBER
        {
            // "24h Hotline 0800 ...": the number comes later.
            self.digits.clear();
            self.groups.clear();
            self.note(COMMENT);
            return Some(at + end + after.find(|c: char| c.is_ascii_digit() || c == '+')?);
        }
        // "2x versucht"
        let times = is_in(TIMES, word)
            && !after.starts_with(|c: char| c.is_ascii_digit())
            && self.groups.last().is_some_and(|length| *length <= 2);
        if is_in(HOURS, word) || times {
            self.drop_last_token(text.get(..at)?);
        } else {
            self.find_vanity(text, at);
        }
        self.note(COMMENT);
        None
    }

    /// Takes the digits as extension if nothing but a comment follows them.
    fn extension_behind(&mut self, after: &str, longest: usize) -> bool {
        let after = after.trim_start_matches(['.', ':', ' ', '#', '-', ')', '(', '=', ',']);
        let length = after.bytes().take_while(u8::is_ascii_digit).count();
        let tail = after.get(length..).unwrap_or_default().trim_matches([' ', ')', '.', ',', ';', '#']);
        let fits = (1..=longest).contains(&length)
            && self.digits.len() >= SHORTEST_NUMBER
            && !tail.bytes().any(|byte| byte.is_ascii_digit());
        if fits {
            self.extension = after.get(..length).map(str::to_owned);
            if !tail.is_empty() {
                self.note(COMMENT);
            }
        }
        fits
    }

    /// Removes the digits of a time of day ("9-17 Uhr", "24h") from the end.
    fn drop_last_token(&mut self, before: &str) {
        let before = before.trim_end();
        let token = before.rsplit(' ').next().unwrap_or_default();
        let count = token.bytes().filter(u8::is_ascii_digit).count();
        if count <= 8 && count < self.digits.len() {
            self.digits.truncate(self.digits.len() - count);
            let mut left = count;
            while let (Some(last), true) = (self.groups.pop(), left > 0) {
                if last > left {
                    self.groups.push(last - left);
                    return;
                }
                left -= last;
            }
        }
    }

    /// Letters as keys of a phone, when one token of letters and digits ends the text.
    fn find_vanity(&mut self, text: &str, at: usize) {
        let tail = text.get(at..).unwrap_or_default();
        let token = tail.trim_end_matches(['.', ',', '!']);
        // Several words are keys only in capitals ("0800 DDA 005"); otherwise they are a comment.
        let capitals = !token.bytes().any(|byte| byte.is_ascii_lowercase());
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b' ' && capitals;
        if token.len() > 12 || !token.bytes().all(allowed) {
            return;
        }
        // A word in small letters behind a few digits is a city or a remark, unless they are a service's; capitals
        // behind four or five are a city too ("6900 Bregenz", "20095 HAMBURG").
        let dialled = self.plus || self.digits.starts_with('0') || self.digits.len() == 3 || self.groups.len() > 1;
        let service = dialled && SERVICES.iter().any(|prefix| self.digits.ends_with(prefix));
        let before = text.get(..at).and_then(|front| front.bytes().last());
        let touching = before.is_some_and(|byte| byte.is_ascii_digit() || byte == b'-');
        let mixed = token.bytes().any(|byte| byte.is_ascii_digit());
        // A postal code has no plus.
        let international = self.plus && self.digits.len() >= 4;
        let place = matches!(self.digits.len(), 4 | 5) && self.groups.len() == 1 && !self.plus && !service;
        let capitals = capitals && !place;
        if !(capitals || touching || mixed || service || international) {
            return;
        }
        let mut digits = self.digits.clone();
        digits.extend(token.bytes().filter_map(key));
        self.vanity = Some(digits);
        self.glued = touching || mixed && !token.contains(' ');
    }
}

const COMMENT: &str = "phone.comment";

/// Groups of German tax numbers, which stand between slashes.
const TAX_NUMBERS: &[&[usize]] = &[&[3, 3, 5], &[2, 3, 5], &[3, 4, 4]];

/// True for text behind a word that goes on as numbers do.
fn begins_dialling(text: &str) -> bool {
    text.trim_start_matches([':', '.', ' ', '(', '-', '/']).starts_with(['0', '+'])
}

/// "12.05. angerufen", "12.05.2024": a day behind a number; without a year or the last dot it may belong to it.
fn begins_date(text: &str) -> bool {
    let token = text.split([' ', ')']).next().unwrap_or_default();
    let mut parts = token.split('.');
    let (day, month, year) = (parts.next(), parts.next(), parts.next());
    let small = |part: Option<&str>, most: u32| {
        part.is_some_and(|part| part.len() <= 2 && part.parse().is_ok_and(|n: u32| (1..=most).contains(&n)))
    };
    let ends = year.is_some_and(|year| year.is_empty() || year.len() == 4 && year.starts_with(['1', '2']));
    ends && parts.next().is_none() && small(day, 31) && small(month, 12)
}

/// True when a bracket holds words, other than those of an extension.
fn is_remark(inside: &str) -> bool {
    let inside = inside.split([')', ']']).next().unwrap_or_default();
    words(inside).next().is_some_and(|word| !is_in(EXTENSIONS, word))
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// Length of a leading `(0)` or `[0]`; 0 when there is none.
fn bracketed_zero(text: &str) -> usize {
    let inner = text.trim_start_matches(['(', '[']).trim_start();
    let after = inner.strip_prefix('0').map(str::trim_start).and_then(|rest| rest.strip_prefix([')', ']']));
    after.map_or(0, |after| text.len() - after.len())
}

/// The digit that a letter stands for on a phone's keys.
fn key(byte: u8) -> Option<char> {
    const KEYS: &[u8; 26] = b"22233344455566677778889999";
    match byte {
        b'0'..=b'9' => Some(char::from(byte)),
        b'a'..=b'z' => KEYS.get(usize::from(byte - b'a')).map(|key| char::from(*key)),
        b'A'..=b'Z' => KEYS.get(usize::from(byte - b'A')).map(|key| char::from(*key)),
        _ => None,
    }
}

/// The text with letters that look like digits (`O`, `o`, `l`, `I`) replaced, in words that hold digits and no
/// other letters; `None` when there are none.
fn without_lookalikes(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| matches!(byte, b'O' | b'o' | b'l' | b'I')) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len()).max(1);
        let (token, after) = rest.split_at(end);
        // "+l 784 ...": a letter alone right behind a plus.
        let after_plus = token.len() == 1 && out.ends_with('+');
        let digits = token.bytes().filter(u8::is_ascii_digit).count() + usize::from(after_plus);
        let alike = token.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'o' | b'l' | b'I'));
        if digits > 0
            && (digits < token.len() || after_plus)
            && alike
            && token.bytes().any(|byte| byte.is_ascii_alphabetic())
        {
            out.extend(token.chars().map(|c| match c {
                'O' | 'o' => '0',
                'l' | 'I' => '1',
                c => c,
            }));
            changed = true;
        } else {
            out.push_str(token);
        }
        rest = after;
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn digits(text: &str) -> Option<(bool, String)> {
        Dial::read(text).ok().map(|dial| (dial.plus, dial.digits))
    }

    #[test]
    fn digits_are_found_among_words() {
        for (text, plus, wanted) in [
            ("0351/123-45", false, "035112345"),
            ("Tel.: 0351 12345", false, "035112345"),
            ("Mobil +49 171 123", true, "49171123"),
            ("+49 (0) 351 123", true, "49351123"),
            ("(0351) 123", false, "0351123"),
            ("(0)351 123", false, "0351123"),
            ("0351 123456 nach 18 Uhr", false, "0351123456"),
            ("0351 123456 - 9-17 Uhr", false, "0351123456"),
            ("0351 123456 24h", false, "0351123456"),
            ("O351 l23", false, "0351123"),
            ("39+ 313 658", true, "39313658"),
            ("0xx94 76150657", false, "09476150657"),
        ] {
            assert_eq!(digits(text), Some((plus, wanted.to_owned())), "{text}");
        }
    }

    #[test]
    fn extensions_stand_apart() {
        for text in [
            "0351 12345 Durchwahl 67",
            "0351 12345 DW 67",
            "0351 12345 ext. 67",
            "0351 12345x67",
            "0351 12345 #67",
            "0351 12345 App. 67",
        ] {
            let dial = Dial::read(text).unwrap();
            assert_eq!((dial.digits.as_str(), dial.extension.as_deref()), ("035112345", Some("67")), "{text}");
        }
    }

    #[test]
    fn registers_are_no_phones() {
        for text in ["HRB 12345", "DE123456789", "ATU12345678", "Kundennr. 4711", "UID 123456789", "nur Text"] {
            assert_eq!(Dial::read(text), Err("phone.not_a_number"), "{text}");
        }
    }

    #[test]
    fn letters_may_be_keys() {
        let dial = Dial::read("0800 FLOWERS").unwrap();
        assert_eq!(dial.vanity.as_deref(), Some("08003569377"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[ -~\n]{0,60}") {
            let _ = Dial::read(&text);
        }
    }
}
