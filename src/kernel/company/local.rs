//! Small text helpers of the company and address kernels.
//!
//! What every field needs (cleaning, folding, words for nothing) is in `kernel::text`. Costs: one pass each.

use unicode_normalization::char::decompose_canonical;

/// Appends `c` in lower case, umlauts written out (ä → ae), other accents dropped. Other scripts stay.
#[inline]
pub(in crate::kernel) fn push_folded(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        push_folded_letter(out, c);
    }
}

fn push_folded_letter(out: &mut String, c: char) {
    let plain = match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'ø' | 'Ø' | 'œ' | 'Œ' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' | 'ẞ' => "ss",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' | 'İ' => "i",
        '–' | '—' | '‑' | '‐' | '−' => "-",
        '’' | '‘' | '´' | '`' => "'",
        _ => "",
    };
    if !plain.is_empty() {
        out.push_str(plain);
        return;
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    out.extend(base.unwrap_or(c).to_lowercase());
}

/// Like `char::is_alphanumeric`; the letters of Latin lists are told without a table.
#[inline]
pub(in crate::kernel) fn is_word_char(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Folded, letters and digits only.
pub(in crate::kernel) fn squash(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 4);
    if value.is_ascii() {
        out.extend(value.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char));
    } else {
        value.chars().filter(|c| is_word_char(*c)).for_each(|c| push_folded(&mut out, c));
    }
    out
}

/// Bytes of a [`Key`]; no word of a table is as long.
const KEY_LENGTH: usize = 48;

/// For each byte what a key holds of it: letters and digits of ASCII in lower case, 0 for nothing, [`LETTER`] for
/// a part of another letter.
const SQUASHED: [u8; 256] = {
    let mut table = [LETTER; 256];
    let mut byte = 0;
    while byte < 128 {
        let squashed = (byte as u8).to_ascii_lowercase();
        table[byte] = if squashed.is_ascii_alphanumeric() { squashed } else { 0 };
        byte += 1;
    }
    table
};

const LETTER: u8 = 0xFF;

/// A squashed text on the stack, for look-ups in the many words of a line. Of longer texts the end is kept, which
/// is what tells a street; such a key equals no word of a table.
#[derive(Debug, Clone, Copy)]
pub(in crate::kernel) struct Key {
    bytes: [u8; KEY_LENGTH],
    len: usize,
}

impl Key {
    /// Like [`squash`].
    pub fn of(value: &str) -> Self {
        let mut key = Self { bytes: [0; KEY_LENGTH], len: 0 };
        for (at, byte) in value.bytes().enumerate() {
            match SQUASHED[usize::from(byte)] {
                0 => {}
                LETTER => {
                    key.push_chars(value.get(at..).unwrap_or(""));
                    break;
                }
                squashed => key.push(squashed),
            }
        }
        key
    }

    #[cold]
    fn make_room(&mut self) {
        self.bytes.copy_within(KEY_LENGTH / 2.., 0);
        self.len -= KEY_LENGTH / 2;
        // A cut may part a letter of several bytes.
        let broken = self.bytes.iter().take(self.len).take_while(|byte| **byte & 0xC0 == 0x80).count();
        self.bytes.copy_within(broken.., 0);
        self.len -= broken;
    }

    #[inline]
    fn push(&mut self, byte: u8) {
        if self.len >= KEY_LENGTH {
            self.make_room();
        }
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }

    fn push_chars(&mut self, text: &str) {
        let mut folded = String::new();
        for c in text.chars() {
            let plain: &[u8] = match c {
                _ if c.is_ascii_alphanumeric() => &[c.to_ascii_lowercase() as u8],
                _ if c.is_ascii() => &[],
                'ä' | 'Ä' => b"ae",
                'ö' | 'Ö' => b"oe",
                'ü' | 'Ü' => b"ue",
                'ß' => b"ss",
                'à' | 'á' | 'â' | 'À' | 'Á' | 'Â' => b"a",
                'è' | 'é' | 'ê' | 'È' | 'É' | 'Ê' => b"e",
                _ if !c.is_alphanumeric() => &[],
                _ => {
                    folded.clear();
                    push_folded(&mut folded, c);
                    folded.as_bytes()
                }
            };
            // Whole letters only, so that what is cut off for room leaves text.
            if self.len + plain.len() > KEY_LENGTH {
                self.make_room();
            }
            plain.iter().for_each(|byte| self.push(*byte));
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_ref()).unwrap_or("")
    }
}

impl AsRef<[u8]> for Key {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }
}

impl std::ops::Deref for Key {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        self.as_ref() == other.as_bytes()
    }
}

const KEY_ROWS: &[&str] = &[
    "qwertzuiop",
    "qwertyuiop",
    "asdfghjkl",
    "yxcvbnm",
    "zxcvbnm",
    "mnbvcxy",
    "lkjhgfdsa",
    "poiuztrewq",
    "1234567890",
];

/// For each letter and digit, its neighbours on a row of keys as bits.
const NEIGHBOURS: [u64; 128] = {
    let mut table = [0; 128];
    let mut row = 0;
    while row < KEY_ROWS.len() {
        let keys = KEY_ROWS[row].as_bytes();
        let mut at = 1;
        while at < keys.len() {
            table[keys[at - 1] as usize] |= 1 << (keys[at] & 63);
            at += 1;
        }
        row += 1;
    }
    table
};

/// True when a keyboard run may start with these two characters: neighbours on a row, or one twice. Lower case.
#[inline]
pub(in crate::kernel) fn starts_keyboard_run(first: u8, second: u8) -> bool {
    first == second
        || NEIGHBOURS.get(usize::from(first)).is_some_and(|others| second < 128 && others & (1 << (second & 63)) != 0)
}

/// True for what hands type to get past a mandatory field: keyboard runs ("asdf", "qwertz", "asdasd") and one
/// character again and again ("xxx"). `squashed` is folded, letters and digits only.
pub(in crate::kernel) fn is_keyboard_run(squashed: &str) -> bool {
    let bytes = squashed.as_bytes();
    if bytes.len() < 3 || !squashed.is_ascii() {
        return false;
    }
    let on_row = |part: &str| KEY_ROWS.iter().any(|row| row.contains(part));
    if bytes.iter().all(|b| *b == bytes[0]) {
        return bytes[0] == b'x' || bytes.len() > 3;
    }
    // Every run starts with two neighbours of a row; most names do not.
    if !starts_keyboard_run(bytes[0], bytes[1]) {
        return false;
    }
    if squashed.len() >= 4 && on_row(squashed) || squashed == "asd" {
        return true;
    }
    let starts = ["asdf", "sdfg", "dfgh", "qwert", "yxcv", "jkloe", "fghj", "ghjk"];
    if starts.iter().any(|start| squashed.starts_with(start)) {
        return true;
    }
    [2, 3, 4].into_iter().any(|n| {
        bytes.len() >= 2 * n.max(3)
            && bytes.len().is_multiple_of(n)
            && bytes.chunks(n).all(|chunk| Some(chunk) == bytes.get(..n))
            && squashed.get(..n).is_some_and(|part| on_row(part) && !part.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Upper-, lower- and other-case letters of a text: (lower, upper).
pub(in crate::kernel) fn letter_cases(value: &str) -> (usize, usize) {
    if value.is_ascii() {
        return value.bytes().fold((0, 0), |(lower, upper), b| {
            (lower + usize::from(b.is_ascii_lowercase()), upper + usize::from(b.is_ascii_uppercase()))
        });
    }
    value.chars().fold((0, 0), |(lower, upper), c| {
        if c.is_lowercase() {
            (lower + 1, upper)
        } else if c.is_uppercase() {
            (lower, upper + 1)
        } else {
            (lower, upper)
        }
    })
}

/// True when the text holds a small letter and a capital, which the first two letters of most words tell.
pub(in crate::kernel) fn is_mixed_case(value: &str) -> bool {
    let (mut lower, mut upper) = (false, false);
    value.chars().any(|c| {
        lower |= c.is_lowercase();
        upper |= c.is_uppercase();
        lower && upper
    })
}

/// Appends the word with a capital first letter and small others.
pub(in crate::kernel) fn push_capitalised(out: &mut String, word: &str) {
    let mut chars = word.chars();
    if let Some(first) = chars.next() {
        out.extend(first.to_uppercase());
        for c in chars {
            if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
        }
    }
}
