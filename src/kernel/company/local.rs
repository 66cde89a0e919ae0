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

/// For every key the keys behind it on some row; 0 where there is none.
const NEIGHBOURS: [[u8; 4]; 128] = {
    let mut table = [[0; 4]; 128];
    let mut row = 0;
    while row < KEY_ROWS.len() {
        let keys = KEY_ROWS[row].as_bytes();
        let mut at = 0;
        while at + 1 < keys.len() {
            let mut slot = 0;
            while table[keys[at] as usize][slot] != 0 {
                slot += 1;
            }
            table[keys[at] as usize][slot] = keys[at + 1];
            at += 1;
        }
        row += 1;
    }
    table
};

/// True for one key twice and for neighbours of a row, which is how every keyboard run starts.
#[inline]
pub(in crate::kernel) fn may_start_keyboard_run([one, other]: [u8; 2]) -> bool {
    one == other || NEIGHBOURS.get(usize::from(one)).is_some_and(|next| next.contains(&other))
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
    if !bytes.first_chunk().is_some_and(|start| may_start_keyboard_run(*start)) {
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

/// Appends the word with a capital first letter and small others.
pub(in crate::kernel) fn push_capitalised(out: &mut String, word: &str) {
    let mut chars = word.chars();
    if let Some(first) = chars.next() {
        out.extend(first.to_uppercase());
        chars.for_each(|c| out.extend(c.to_lowercase()));
    }
}
