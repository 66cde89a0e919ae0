//! One pass over a cleaned cell: its tokens, their folded keys, and which letter cases occur.
//!
//! What for: everything that takes a cell apart asks for the key of a run of tokens; the keys lie behind one another
//! in one buffer, so that asking is a slice. Not for: judging anything. Costs two allocations a cell.

use super::local::{is_word_char, push_folded};
use std::ops::Range;

/// A word of the cell. Bytes of the text; the key's start in the buffer of keys.
#[derive(Debug, Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    key: usize,
}

/// A cell as tokens. Blanks, commas, brackets, quotes and hyphens part them, and a dot behind two letters does
/// ("Co.KG", not "e.K."). A key holds letters and digits, folded, `/`, and `&` for every way to write "and".
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub text: &'a str,
    keys: String,
    tokens: Vec<Token>,
    /// Whether small letters occur.
    pub lower: bool,
    /// Whether capitals occur.
    pub upper: bool,
}

/// True for what parts two tokens, whatever stands around it.
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

impl<'a> Scan<'a> {
    /// Reads a cell.
    pub fn new(text: &'a str) -> Self {
        let mut scan = Self {
            text,
            keys: String::with_capacity(text.len() + 8),
            tokens: Vec::with_capacity(12),
            lower: false,
            upper: false,
        };
        // Where the open token and its key began, and its letters since then or since its last dot.
        let mut open: Option<(usize, usize)> = None;
        let mut letters = 0;
        let mut dotted = false;
        for (at, c) in text.char_indices() {
            if parts_tokens(c) {
                scan.close(open.take(), at);
                continue;
            }
            if c == '.' {
                dotted = letters > 1 || open.is_some_and(|(_, key)| scan.keys.get(key..) == Some("u"));
                letters = 0;
                continue;
            }
            if dotted && open.is_some() && is_word_char(c) {
                scan.close(open.take(), at);
            }
            if open.is_none() {
                scan.join_word();
                open = Some((at, scan.keys.len()));
                letters = 0;
            }
            dotted = false;
            scan.push(c);
            letters += 1;
        }
        scan.close(open, text.len());
        scan
    }

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
            '0'..='9' | '&' | '/' => self.keys.push(c),
            '+' => self.keys.push('&'),
            c if is_word_char(c) => {
                // A sharp s has no capital that anybody types.
                self.lower |= c.is_lowercase() && c != 'ß';
                self.upper |= c.is_uppercase();
                push_folded(&mut self.keys, c);
            }
            _ => {}
        }
    }

    fn close(&mut self, open: Option<(usize, usize)>, end: usize) {
        if let Some((start, key)) = open.filter(|(_, key)| self.keys.len() > *key) {
            self.tokens.push(Token { start, end, key });
        }
    }

    /// Turns the last token's "und" into `&`. Only in front of another token: "e. U." is a form.
    fn join_word(&mut self) {
        let Some(last) = self.tokens.last() else { return };
        if matches!(self.keys.get(last.key..), Some("u" | "und" | "and" | "et")) {
            self.keys.truncate(last.key);
            self.keys.push('&');
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The folded key of a run of tokens.
    pub fn key(&self, run: Range<usize>) -> &str {
        let start = self.tokens.get(run.start).map_or(self.keys.len(), |token| token.key);
        let end = self.tokens.get(run.end).map_or(self.keys.len(), |token| token.key);
        self.keys.get(start..end).unwrap_or_default()
    }

    /// Where a token starts; the end of the text behind the last.
    pub fn start(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(self.text.len(), |token| token.start)
    }

    /// The text from one byte to another.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The text from the start of one token to the start of another, whatever stands between included.
    pub fn span(&self, run: Range<usize>) -> &'a str {
        self.slice(self.start(run.start), self.start(run.end))
    }

    /// The text of a run of tokens, with a bracket closed that the run opens.
    pub fn run(&self, run: Range<usize>) -> &'a str {
        let start = self.start(run.start);
        let Some(end) = run.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map(|token| token.end) else {
            return "";
        };
        let text = self.slice(start, end);
        let closes = self.text.as_bytes().get(end) == Some(&b')') && text.contains('(') && !text.contains(')');
        if closes { self.slice(start, end + 1) } else { text }
    }

    /// The text from the end of the token in front of a run to the start of the one behind it.
    pub fn around(&self, run: Range<usize>) -> &'a str {
        let before = run.start.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.end);
        self.slice(before, self.start(run.end))
    }

    /// What stands directly in front of a token.
    pub fn before(&self, token: usize) -> &'a str {
        self.slice(0, self.start(token))
    }
}
