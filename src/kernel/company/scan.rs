//! One pass over a cleaned cell: its tokens, their folded keys, and which letter cases occur.
//!
//! What for: everything that takes a cell apart asks for the key of a run of tokens; the keys lie behind one another
//! in one buffer, so that asking is a slice. Not for: judging anything. Costs one allocation a cell, two for long ones.

use super::local::{is_word_char, push_folded};
use std::ops::Range;

/// A word of the cell. Bytes of the text; the key's start in the buffer of keys.
#[derive(Debug, Clone, Copy, Default)]
struct Token {
    start: usize,
    end: usize,
    key: usize,
}

/// Most cells have no more tokens.
const NEAR: usize = 8;

/// A cell as tokens. Blanks, commas, brackets, quotes and hyphens part them, and a dot behind two letters does
/// ("Co.KG", not "e.K."). A key holds letters and digits, folded, `/`, and `&` for every way to write "and".
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub text: &'a str,
    keys: String,
    /// How many tokens there are.
    count: usize,
    near: [Token; NEAR],
    /// Those behind them.
    far: Vec<Token>,
    /// Whether small letters occur.
    pub lower: bool,
    /// Whether capitals occur.
    pub upper: bool,
    /// Whether a key holds `&`.
    pub joined: bool,
}

/// True for what parts two tokens, whatever stands around it.
#[inline]
fn parts_tokens(c: char) -> bool {
    matches!(
        c,
        ' ' | ','
            | '('
            | ')'
            | '['
            | ']'
            | '_'
            | '-'
            | ';'
            | ':'
            | '|'
            | '"'
            | '–'
            | '—'
            | '„'
            | '“'
            | '”'
            | '»'
            | '«'
    )
}

/// The small letters of ASCII from `at` on.
#[inline]
pub(super) fn plain_run(text: &str, at: usize) -> &str {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let plain = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
    text.get(at..at + plain).unwrap_or_default()
}

/// The character at a byte of the text; ASCII is not decoded.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text.get(at..)?.chars().next() }
}

impl<'a> Scan<'a> {
    /// Reads a cell.
    pub fn new(text: &'a str) -> Self {
        let mut scan = Self {
            text,
            keys: String::with_capacity(text.len() + 8),
            count: 0,
            near: [Token::default(); NEAR],
            far: Vec::new(),
            lower: false,
            upper: false,
            joined: false,
        };
        // Where the open token and its key began, and its letters since then or since its last dot.
        let mut open: Option<(usize, usize)> = None;
        let mut letters = 0;
        let mut dotted = false;
        let mut at = 0;
        while let Some(c) = char_at(text, at) {
            let here = at;
            at += c.len_utf8();
            // Letters first: most are.
            let letter = c.is_ascii_alphabetic();
            if c == ' ' || !letter && parts_tokens(c) {
                scan.close(open.take(), here);
                continue;
            }
            if !letter && c == '.' {
                dotted = letters > 1 || open.is_some_and(|(_, key)| scan.keys.get(key..) == Some("u"));
                letters = 0;
                continue;
            }
            if dotted && open.is_some() && is_word_char(c) {
                scan.close(open.take(), here);
            }
            if open.is_none() {
                scan.join_word();
                open = Some((here, scan.keys.len()));
                letters = 0;
            }
            dotted = false;
            scan.push(c);
            // Small letters are their own key: the rest of the run at once.
            let run = plain_run(text, at);
            scan.lower |= !run.is_empty();
            scan.keys.push_str(run);
            at += run.len();
            letters += 1 + run.len();
        }
        scan.close(open, text.len());
        scan
    }

    #[inline]
    fn push(&mut self, c: char) {
        match c {
            'a'..='z' => {
                self.lower = true;
                self.keys.push(c);
            }
            'A'..='Z' => {
                self.upper = true;
                self.keys.push(c.to_ascii_lowercase());
            }
            '0'..='9' | '/' => self.keys.push(c),
            '&' | '+' => self.push_and(),
            c if is_word_char(c) => {
                // A sharp s has no capital that anybody types.
                self.lower |= c.is_lowercase() && c != 'ß';
                self.upper |= c.is_uppercase();
                push_folded(&mut self.keys, c);
            }
            _ => {}
        }
    }

    fn push_and(&mut self) {
        self.joined = true;
        self.keys.push('&');
    }

    #[inline]
    fn close(&mut self, open: Option<(usize, usize)>, end: usize) {
        if let Some((start, key)) = open.filter(|(_, key)| self.keys.len() > *key) {
            let token = Token { start, end, key };
            match self.near.get_mut(self.count) {
                Some(slot) => *slot = token,
                None => self.far.push(token),
            }
            self.count += 1;
        }
    }

    /// Turns the last token's "und" into `&`. Only in front of another token: "e. U." is a form.
    #[inline]
    fn join_word(&mut self) {
        let Some(last) = self.count.checked_sub(1).and_then(|last| self.token(last)) else { return };
        if matches!(self.keys.get(last.key..), Some("u" | "und" | "and" | "et")) {
            self.keys.truncate(last.key);
            self.push_and();
        }
    }

    /// The buffer of the keys, empty, for whoever needs one next.
    pub fn into_buffer(self) -> String {
        let mut buffer = self.keys;
        buffer.clear();
        buffer
    }

    #[inline]
    fn token(&self, at: usize) -> Option<Token> {
        match self.near.get(at) {
            Some(token) => (at < self.count).then_some(*token),
            None => self.far.get(at - NEAR).copied(),
        }
    }

    /// How many tokens there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.count
    }

    /// The folded key of a run of tokens.
    #[inline]
    pub fn key(&self, run: Range<usize>) -> &str {
        let start = self.token(run.start).map_or(self.keys.len(), |token| token.key);
        let end = self.token(run.end).map_or(self.keys.len(), |token| token.key);
        self.keys.get(start..end).unwrap_or_default()
    }

    /// Where a token starts; the end of the text behind the last.
    #[inline]
    pub fn start(&self, token: usize) -> usize {
        self.token(token).map_or(self.text.len(), |token| token.start)
    }

    /// The text from one byte to another.
    #[inline]
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The text from the start of one token to the start of another, whatever stands between included.
    #[inline]
    pub fn span(&self, run: Range<usize>) -> &'a str {
        self.slice(self.start(run.start), self.start(run.end))
    }

    /// The text of a run of tokens, with a bracket closed that the run opens.
    #[inline]
    pub fn run(&self, run: Range<usize>) -> &'a str {
        let start = self.start(run.start);
        let Some(end) = run.end.checked_sub(1).and_then(|last| self.token(last)).map(|token| token.end) else {
            return "";
        };
        let text = self.slice(start, end);
        let closes = self.text.as_bytes().get(end) == Some(&b')') && text.contains('(') && !text.contains(')');
        if closes { self.slice(start, end + 1) } else { text }
    }

    /// The text from the end of the token in front of a run to the start of the one behind it.
    #[inline]
    pub fn around(&self, run: Range<usize>) -> &'a str {
        let before = run.start.checked_sub(1).and_then(|last| self.token(last)).map_or(0, |token| token.end);
        self.slice(before, self.start(run.end))
    }

    /// What stands directly in front of a token.
    #[inline]
    pub fn before(&self, token: usize) -> &'a str {
        self.slice(0, self.start(token))
    }
}
