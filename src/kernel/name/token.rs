//! Words of a cell with what the tables say about each. One pass over the characters; two allocations a cell.

use super::clean::{push_folded, push_key};
use super::lexicon::{self, Entry, UNKNOWN, flag};
use super::tables::words::{COMPANY_ENDS, ROLE_ENDS};

/// What a token is, before its words are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// The inside of brackets.
    Bracket,
    /// The inside of quotation marks.
    Quote,
    /// `&`, `+`, `/`: stands between people.
    Link,
    /// Digits without letters.
    Digits,
}

/// One word of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    /// As written, without stray punctuation at its ends; a final dot is kept.
    pub text: &'a str,
    /// Bounds of the folded word in [`Tokens::keys`].
    pub key: (u32, u32),
    /// What the tables say of its spelling.
    pub entry: &'static Entry,
    /// Bits of [`flag`]: what the tables say, less what its form contradicts.
    pub flags: u64,
    /// Number of the part between commas.
    pub segment: u8,
    /// The part before this one ended in `;` or a line break, not in a comma.
    pub hard: bool,
    /// Number of letters.
    pub letters: u32,
    /// Letters, all of them capitals.
    pub caps: bool,
    /// Letters, all of them small.
    pub lower: bool,
    /// Holds a dot.
    pub dotted: bool,
    /// Holds letters and digits.
    pub mixed: bool,
}

impl Token<'_> {
    /// True when one of these bits is set.
    pub fn is(&self, bits: u64) -> bool {
        self.flags & bits != 0
    }

    /// One letter, or letters with dots after each ("H.", "J.R.", "H.-P.").
    pub fn is_initial(&self) -> bool {
        if self.letters == 1 {
            return true;
        }
        let bytes = self.text.as_bytes();
        self.dotted
            && self.letters <= 5
            && bytes.len() >= 2 * self.letters as usize
            && self.text.split(['.', '-']).all(|part| part.chars().count() <= 1)
    }
}

/// The words of a cell.
#[derive(Debug, Default)]
pub(super) struct Tokens<'a> {
    pub list: Vec<Token<'a>>,
    /// The folded words, one blank between two.
    pub keys: String,
    /// Number of parts between commas.
    pub segments: u8,
    /// Bits that some word has: what no word has need not be looked for.
    pub seen: u64,
}

impl<'a> Tokens<'a> {
    /// The folded word.
    pub fn key(&self, token: &Token) -> &str {
        self.keys.get(token.key.0 as usize..token.key.1 as usize).unwrap_or("")
    }

    /// True when the cell may end in a phrase marked by this bit; quoted and bracketed words are not marked.
    pub fn may_end(&self, bit: u64) -> bool {
        self.seen & bit != 0 || self.list.iter().any(|word| word.kind != Kind::Word)
    }

    fn next_segment(&mut self) {
        if self.list.last().is_some_and(|last| last.segment == self.segments) {
            self.segments = self.segments.saturating_add(1);
        }
    }

    fn push(&mut self, kind: Kind, text: &'a str, hard: bool) {
        if !self.keys.is_empty() {
            self.keys.push(' ');
        }
        let start = self.keys.len();
        let shape = Shape::of(text, &mut self.keys);
        let Shape { letters, upper, small, .. } = shape;
        let key = self.keys.get(start..).unwrap_or("");
        let kind = if kind == Kind::Word && letters == 0 && shape.digits > 0 { Kind::Digits } else { kind };
        let (entry, mut flags) = if kind == Kind::Word { look_up(key) } else { (&UNKNOWN, 0) };
        // "Pe'er" is not "Peer"; "M.R." are initials, not "Mr.".
        if shape.apostrophe && text.trim_matches('\'').contains('\'') {
            flags &= !(flag::GIVEN | flag::PARTICLE);
        }
        if letters == 1 && upper == 1 {
            flags &= !flag::PARTICLE;
        }
        let token = Token {
            kind,
            text,
            key: (start as u32, self.keys.len() as u32),
            entry,
            flags,
            segment: self.segments,
            hard,
            letters,
            caps: upper > 0 && upper == letters,
            lower: small > 0 && small == letters,
            dotted: shape.dotted,
            mixed: letters > 0 && shape.digits > 0,
        };
        let initials = letters > 1 && token.dotted && token.is_initial();
        let address = flag::SALUTATION | flag::TITLE | flag::TITLE_RISKY | flag::JUNK | flag::ROLE | flag::GENERATION;
        let mut flags = if initials { flags & !address } else { flags };
        if kind == Kind::Word && (token.mixed || shape.lost || upper + small == 0 && is_ornament(text)) {
            flags |= flag::ODD;
        }
        self.seen |= flags;
        self.list.push(Token { flags, ..token });
        self.join_degree();
    }

    /// "Ph. D.", "M. Sc." and "e. V." are one word.
    fn join_degree(&mut self) {
        let [.., first, second] = self.list.as_slice() else { return };
        if first.letters > 3
            || first.kind != Kind::Word
            || !(first.dotted || second.letters > 6)
            || first.segment != second.segment
        {
            return;
        }
        let joined = JOINED.iter().find(|(left, right, ..)| self.key(first) == *left && self.key(second) == *right);
        let Some(&(.., key, text)) = joined else { return };
        if text.starts_with(['e', 'i', 'a']) && !(first.lower || key == "eh" && second.lower) {
            return;
        }
        let (entry, flags) = look_up(key);
        self.seen |= flags;
        let whole = Token { text, entry, flags, letters: 3, caps: false, dotted: true, ..*first };
        self.list.pop();
        self.list.pop();
        self.list.push(whole);
    }

    /// A word between separators: stray punctuation off, words glued by dots apart.
    fn push_word(&mut self, raw: &'a str, hard: bool) {
        if let [first, .., last] = raw.as_bytes()
            && first.is_ascii_alphabetic()
            && last.is_ascii_alphanumeric()
            && !raw.as_bytes().contains(&b'.')
        {
            return self.push(Kind::Word, raw, hard);
        }
        let text = raw.trim_matches(is_stray);
        let text = text.trim_start_matches('.');
        let text = if text.ends_with("..") { text.trim_end_matches('.') } else { text };
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        match text {
            "d.J." | "d.j." => return self.push(Kind::Word, "jun.", hard),
            "d.Ä." | "d.ä." => return self.push(Kind::Word, "sen.", hard),
            _ => {}
        }
        match split_at_dot(text) {
            Some((left, right)) => {
                self.push(Kind::Word, left, hard);
                self.push_word(right, hard);
            }
            None => self.push(Kind::Word, text, hard),
        }
    }
}

/// What the characters of a word are, counted in the pass that folds it.
#[derive(Default)]
struct Shape {
    letters: u32,
    upper: u32,
    small: u32,
    digits: u32,
    dotted: bool,
    apostrophe: bool,
    /// A question mark or a replacement character.
    lost: bool,
    /// ß, which stands among capitals too.
    sharp_s: u32,
}

impl Shape {
    /// Counts, and appends the folded word to `keys`.
    fn of(text: &str, keys: &mut String) -> Self {
        Self::of_letters(text, keys).unwrap_or_else(|| Self::of_any(text, keys))
    }

    /// ASCII letters and hyphens: most words. Counted and folded without a look at single characters.
    fn of_letters(text: &str, keys: &mut String) -> Option<Self> {
        let (mut upper, mut small, mut hyphens) = (0, 0, 0);
        for byte in text.bytes() {
            upper += u32::from(byte.is_ascii_uppercase());
            small += u32::from(byte.is_ascii_lowercase());
            hyphens += u32::from(byte == b'-');
        }
        let letters = upper + small;
        if (letters + hyphens) as usize != text.len() {
            return None;
        }
        let start = keys.len();
        keys.push_str(text);
        if let Some(key) = keys.get_mut(start..) {
            key.make_ascii_lowercase();
        }
        Some(Self { letters, upper, small, ..Self::default() })
    }

    fn of_any(text: &str, keys: &mut String) -> Self {
        let mut shape = Self::default();
        for char in text.chars() {
            match char {
                'a'..='z' => {
                    shape.small += 1;
                    keys.push(char);
                }
                'A'..='Z' => {
                    shape.upper += 1;
                    keys.push(char.to_ascii_lowercase());
                }
                _ => shape.add_rare(char, keys),
            }
        }
        match (shape.upper, shape.small) {
            (1.., 0) if shape.upper + shape.letters > 1 => shape.upper += shape.sharp_s,
            _ => shape.small += shape.sharp_s,
        }
        shape.letters += shape.upper + shape.small;
        shape
    }

    fn add_rare(&mut self, char: char, keys: &mut String) {
        match char {
            '0'..='9' => self.digits += 1,
            '.' => self.dotted = true,
            '·' => {}
            '\'' => self.apostrophe = true,
            'ß' => self.sharp_s += 1,
            '?' | '\u{FFFD}' => self.lost = true,
            _ if char.is_ascii() => {}
            _ if char.is_lowercase() => self.small += 1,
            _ if char.is_uppercase() => self.upper += 1,
            _ if char.is_alphabetic() => self.letters += 1,
            _ => {}
        }
        push_folded(char, keys);
    }
}

/// Two words with dots that are one: first, second, key, spelling.
const JOINED: [(&str, &str, &str, &str); 15] = [
    ("e", "h", "eh", "e. h."),
    ("i", "r", "i-r", "i. R."),
    ("a", "d", "ad", "a. D."),
    ("d", "j", "jun", "jun."),
    ("d", "ae", "sen", "sen."),
    ("der", "juengere", "jun", "jun."),
    ("der", "aeltere", "sen", "sen."),
    ("ph", "d", "phd", "Ph.D."),
    ("m", "sc", "msc", "M.Sc."),
    ("b", "sc", "bsc", "B.Sc."),
    ("ll", "m", "llm", "LL.M."),
    ("m", "eng", "meng", "M.Eng."),
    ("b", "eng", "beng", "B.Eng."),
    ("e", "v", "ev", "e.V."),
    ("e", "k", "ek", "e.K."),
];

/// What is left of a picture made of signs (".｡*ﾟ✿").
fn is_ornament(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(|char| matches!(char, 'ﾟ' | 'ﾞ' | '゛' | '゜' | '\''))
}

/// Symbols that part words: none of them belongs into a name.
fn is_symbol(char: char) -> bool {
    match char {
        '*' | '=' | '~' | '!' | '#' | '%' | '^' | '_' | '\\' | ':' => true,
        _ if char.is_ascii() => false,
        _ => {
            !char.is_alphanumeric()
                && !unicode_normalization::char::is_combining_mark(char)
                && !matches!(char, '\u{FFFD}' | '\u{309B}' | '\u{309C}' | '\u{FF9E}' | '\u{FF9F}')
                && closing(char).is_none()
                && !matches!(char, '“' | '”' | '»' | '«' | '›' | '‹' | '」' | '｣')
        }
    }
}

/// Punctuation and symbols that mean nothing at the ends of a word.
fn is_stray(char: char) -> bool {
    !char.is_alphanumeric()
        && !matches!(char, '.' | '\'' | '\u{FFFD}')
        && !unicode_normalization::char::is_combining_mark(char)
}

/// The place to split "Dr.med.", "X.Weber", "Ilse.Weber"; none in "M.Sc.", "H.-P.", "J.R.".
fn split_at_dot(text: &str) -> Option<(&str, &str)> {
    let dot = text.find('.')?;
    let right = text.get(dot + 1..)?;
    if right.is_empty() || right.starts_with(['-', '.']) {
        return None;
    }
    let mut key = String::new();
    push_key(text, &mut key);
    let known = flag::TITLE | flag::DEGREE | flag::DEGREE_RISKY | flag::TITLE_TAIL | flag::LEGAL | flag::LEGAL_CAPITAL;
    if look_up(&key).1 & (known | flag::SALUTATION) != 0 {
        return None;
    }
    let left = text.get(..=dot)?;
    let count = left.chars().count() - 1;
    key.clear();
    push_key(left, &mut key);
    if count >= 2 && look_up(&key).1 & (known | flag::SALUTATION | flag::DIPLOMA | flag::TITLE_RISKY) != 0 {
        return Some((left, right));
    }
    // Initials in front of a whole word, or two whole words.
    let last = text.trim_end_matches('.').rfind('.')?;
    let tail = text.get(last + 1..)?;
    let whole = |word: &str| word.chars().filter(|char| char.is_alphabetic()).count() >= 3;
    if !whole(tail) {
        return None;
    }
    let head = text.get(..=last)?;
    if head.split('.').all(|part| part.chars().count() <= 1) || whole(head) {
        return Some((head.trim_end_matches(|char| char == '.' && whole(head)), tail));
    }
    None
}

/// What the tables say, also about "Dipl.-…", hyphenated names and ends of compounds.
fn look_up(key: &str) -> (&'static Entry, u64) {
    let entry = lexicon::word(key);
    if entry.flags & !flag::OF_PHRASES != 0 {
        return (entry, entry.flags);
    }
    (entry, entry.flags | look_inside(key))
}

/// What parts of a word tell that is no entry of the tables itself.
fn look_inside(key: &str) -> u64 {
    if key.starts_with("dipl") || key.starts_with("ddipl") {
        let rest =
            key.trim_start_matches('d').trim_start_matches("ipl").trim_start_matches("om").trim_start_matches('-');
        if rest.is_empty() || lexicon::diploma(rest).is_some() || key.starts_with("dipl-") {
            return flag::TITLE | flag::DIPLOMA;
        }
    }
    // "Abdelkader", "Abdurrahman"
    if key.starts_with("abd") && key.len() > 5 && !key.contains('-') {
        return flag::GIVEN;
    }
    if let Some((first, rest)) = key.split_once('-') {
        let head = lexicon::word(first).flags;
        if head & flag::DEGREE != 0 && rest.split('-').all(|part| lexicon::word(part).flags & flag::DEGREE != 0) {
            return flag::DEGREE;
        }
        if head & flag::COMPANY != 0 && head & (flag::GIVEN | flag::FAMILY) == 0 {
            return flag::COMPANY;
        }
        if head & flag::GIVEN != 0 && rest.split('-').all(|part| lexicon::word(part).flags & flag::GIVEN != 0) {
            return flag::GIVEN;
        }
        if head & flag::FAMILY != 0 || rest.split('-').any(|part| lexicon::word(part).flags & flag::FAMILY != 0) {
            return flag::FAMILY;
        }
        if lexicon::word(key.rsplit('-').next().unwrap_or("")).flags & flag::ROLE != 0 {
            return flag::ROLE;
        }
    }
    if key.len() >= 9 && COMPANY_ENDS.is_end_of(key, 4) {
        return flag::COMPANY;
    }
    if key.len() >= 10 && ROLE_ENDS.is_end_of(key, 0) {
        return flag::ROLE;
    }
    0
}

fn closing(open: char) -> Option<(char, Kind)> {
    Some(match open {
        '(' => (')', Kind::Bracket),
        '[' => (']', Kind::Bracket),
        '{' => ('}', Kind::Bracket),
        '"' => ('"', Kind::Quote),
        '„' => ('“', Kind::Quote),
        '“' => ('”', Kind::Quote),
        '«' => ('»', Kind::Quote),
        '»' => ('«', Kind::Quote),
        '‹' => ('›', Kind::Quote),
        '›' => ('‹', Kind::Quote),
        '「' => ('」', Kind::Quote),
        '｢' => ('｣', Kind::Quote),
        '\'' => ('\'', Kind::Quote),
        '<' => ('>', Kind::Bracket),
        _ => return None,
    })
}

/// True for the ASCII characters that only ever stand inside a word.
const fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

/// Takes a cleaned cell apart.
pub(super) fn tokenize(text: &str) -> Tokens<'_> {
    let mut tokens =
        Tokens { list: Vec::with_capacity(6), keys: String::with_capacity(text.len() + 8), segments: 0, seen: 0 };
    let bytes = text.as_bytes();
    let mut hard = false;
    let mut start = 0;
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        if is_inner(byte) {
            position += 1;
            continue;
        }
        if byte == b' ' {
            if start < position {
                tokens.push_word(text.get(start..position).unwrap_or(""), hard);
            }
            position += 1;
            start = position;
            continue;
        }
        let Some(char) = text.get(position..).and_then(|rest| rest.chars().next()) else { break };
        let next = position + char.len_utf8();
        // Letters of Latin and Cyrillic.
        if matches!(char, '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | '\u{400}'..='\u{481}') {
            position = next;
            continue;
        }
        match char {
            // "Gal·la", "威廉·莎士比亚": a letter of the word.
            '·' if start < position && text.get(next..).is_some_and(|rest| rest.starts_with(char::is_alphabetic)) => {}
            '/' if is_slashed_degree(text.get(start..position).unwrap_or(""), text.get(next..).unwrap_or("")) => {}
            ',' | ';' | '|' | '،' | '、' | '，' => {
                tokens.push_word(text.get(start..position).unwrap_or(""), hard);
                tokens.next_segment();
                hard = matches!(char, ';' | '|');
                start = next;
            }
            '&' | '+' | '/' => {
                tokens.push_word(text.get(start..position).unwrap_or(""), hard);
                if !tokens.list.is_empty() {
                    tokens.push(Kind::Link, text.get(position..next).unwrap_or(""), hard);
                }
                start = next;
            }
            // An apostrophe opens a quotation only in front of a word.
            _ if closing(char).is_some() && (char != '\'' || start == position) => {
                if let Some((inner, kind, after)) = quoted(text, char, next) {
                    tokens.push_word(text.get(start..position).unwrap_or(""), hard);
                    if inner.contains(char::is_alphanumeric) {
                        tokens.push(kind, inner, hard);
                    }
                    start = after;
                    position = after;
                    continue;
                }
                if char != '\'' {
                    tokens.push_word(text.get(start..position).unwrap_or(""), hard);
                    start = next;
                }
            }
            ')' | ']' | '}' | '>' => {
                tokens.push_word(text.get(start..position).unwrap_or(""), hard);
                start = next;
            }
            _ if is_symbol(char) => {
                tokens.push_word(text.get(start..position).unwrap_or(""), hard);
                start = next;
            }
            _ => {}
        }
        position = next;
    }
    tokens.push_word(text.get(start..).unwrap_or(""), hard);
    tokens.segments = tokens.list.last().map_or(0, |last| last.segment + 1);
    tokens
}

/// "OTR/L", "CCC-A/L": capitals, a slash and one capital more.
fn is_slashed_degree(left: &str, right: &str) -> bool {
    let mut after = right.chars();
    left.len() >= 3
        && left.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
        && after.next().is_some_and(|char| char.is_ascii_uppercase())
        && after.next().is_none_or(|char| matches!(char, ' ' | ','))
}

/// What stands between an opening mark and its closing one: the inside, its kind and where the text goes on.
fn quoted(text: &str, open: char, from: usize) -> Option<(&str, Kind, usize)> {
    let (close, kind) = closing(open)?;
    let rest = text.get(from..)?;
    let (end, found) = rest.char_indices().find(|(at, found)| {
        (*found == close || (open == '“' && *found == '“') || (open == '„' && *found == '”'))
            && (open != '\''
                || rest.get(at + 1..).is_none_or(|after| after.is_empty() || after.starts_with([' ', ',', ';'])))
    })?;
    let inner = rest.get(..end)?.trim().trim_matches(['"', '“', '”']).trim();
    Some((inner, kind, from + end + found.len_utf8()))
}
