//! The bytes of one card → its properties: folded lines, quoted-printable with soft breaks, code pages per property.
//!
//! Not for what properties mean. Lenient: what is no property belongs to the one before it.

use super::Pages;
use std::borrow::Cow;

/// One property of a card.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Property {
    /// `item1` of `item1.TEL`, in lower case.
    pub group: Option<String>,
    /// In upper case.
    pub name: String,
    /// Name and value in upper case; a bare `CELL` is a `TYPE`.
    pub params: Vec<(String, String)>,
    /// Decoded, escapes as they stand.
    pub value: String,
    /// True when the value is binary in base64; then it is left out.
    pub is_binary: bool,
}

impl Property {
    /// The values of a parameter.
    pub fn param<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.params.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// True when the property is of that type.
    pub fn is(&self, word: &str) -> bool {
        self.param("TYPE").any(|known| known == word)
    }
}

/// A property while its lines are gathered.
struct Open {
    bytes: Vec<u8>,
    is_quoted: bool,
    is_base64: bool,
}

/// The properties of a card, and how many lines were put back to the property they were broken from.
pub(super) fn properties(card: &[u8], pages: &Pages<'_>) -> (Vec<Property>, u64) {
    let keeps_space = lines(card).any(|line| eq_head(line, b"VERSION:2"));
    let mut gathered: Vec<Open> = Vec::new();
    let mut rejoined = 0;
    for line in lines(card) {
        let previous = gathered.last_mut();
        match previous {
            Some(open) if open.is_quoted && open.bytes.ends_with(b"=") && !is_end(line) => {
                open.bytes.pop();
                open.bytes.extend_from_slice(line);
            }
            Some(open) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                let rest = if keeps_space && !open.is_base64 { line } else { &line[1..] };
                open.bytes.extend_from_slice(rest);
            }
            _ if line.trim_ascii().is_empty() => {}
            _ if is_property(line) => gathered.push(open(line)),
            Some(open) if open.is_base64 => open.bytes.extend_from_slice(line),
            Some(open) => {
                rejoined += 1;
                open.bytes.push(b'\n');
                open.bytes.extend_from_slice(line);
            }
            None => rejoined += 1,
        }
    }
    let frame = |property: &Property| matches!(property.name.as_str(), "BEGIN" | "END");
    let all = gathered.iter().filter_map(|open| property(open, pages)).filter(|property| !frame(property));
    (all.collect(), rejoined)
}

/// Physical lines without their ends: LF, CRLF, or CR where the text knows no LF.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = if memchr::memchr(b'\n', text).is_some() { b'\n' } else { b'\r' };
    text.split(move |&byte| byte == end).map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// True for `END:VCARD`.
pub(super) fn is_end(line: &[u8]) -> bool {
    is_frame(line, b"END:")
}

/// True for `BEGIN:VCARD`.
pub(super) fn is_begin(line: &[u8]) -> bool {
    is_frame(line, b"BEGIN:")
}

fn is_frame(line: &[u8], word: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    eq_head(line, word) && line[word.len()..].trim_ascii().eq_ignore_ascii_case(b"VCARD")
}

fn eq_head(line: &[u8], word: &[u8]) -> bool {
    line.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// A line opens a property when it begins with a name and has a colon.
fn is_property(line: &[u8]) -> bool {
    let Some(end) = line.iter().position(|byte| matches!(byte, b':' | b';')) else { return false };
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    end > 0 && line[..end].iter().all(is_name) && line.contains(&b':')
}

fn open(line: &[u8]) -> Open {
    let head: Vec<u8> = line[..colon(line)].to_ascii_uppercase();
    let has = |word: &[u8]| memchr::memmem::find(&head, word).is_some();
    let is_base64 = has(b"BASE64") || has(b"ENCODING=B;") || head.ends_with(b"ENCODING=B");
    Open { bytes: line.to_vec(), is_quoted: has(b"QUOTED-PRINTABLE"), is_base64 }
}

/// Where the value begins: at the first colon outside quotes, else at the first one.
fn colon(line: &[u8]) -> usize {
    let mut quoted = false;
    let outside = line.iter().position(|&byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    });
    outside.or_else(|| memchr::memchr(b':', line)).unwrap_or(line.len())
}

fn property(open: &Open, pages: &Pages<'_>) -> Option<Property> {
    let at = colon(&open.bytes);
    let (head, value) = (open.bytes.get(..at)?, open.bytes.get(at + 1..).unwrap_or_default());
    let mut parts = split_outside_quotes(&pages.text(head, None), ';').into_iter();
    let full = parts.next()?;
    let (group, name) = match full.rsplit_once('.') {
        Some((group, name)) => (Some(group.to_lowercase()), name.to_uppercase()),
        None => (None, full.to_uppercase()),
    };
    let params: Vec<(String, String)> = parts.flat_map(|part| params(&part)).collect();
    let mut property = Property { group, name, params, value: String::new(), is_binary: false };
    property.is_binary = open.is_base64 || eq_head(value.trim_ascii_start(), b"data:");
    if !property.is_binary {
        let value = if open.is_quoted { Cow::Owned(unquoted(value)) } else { Cow::Borrowed(value) };
        let text = pages.text(&value, property.param("CHARSET").next());
        property.value = text;
    }
    Some(property)
}

/// `TYPE=WORK,VOICE`, `TYPE="work,voice"` and a bare `CELL`.
fn params(part: &str) -> Vec<(String, String)> {
    let upper = |text: &str| text.trim().trim_matches('"').to_uppercase();
    let (name, values) = match part.split_once('=') {
        Some((name, values)) => (upper(name), values),
        None if matches!(upper(part).as_str(), "QUOTED-PRINTABLE" | "BASE64" | "7BIT" | "8BIT") => {
            ("ENCODING".into(), part)
        }
        None => ("TYPE".into(), part),
    };
    let values = if name == "TYPE" { values.replace('"', "") } else { values.to_string() };
    split_outside_quotes(&values, ',').iter().map(|value| (name.clone(), upper(value))).collect()
}

fn split_outside_quotes(text: &str, delimiter: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        quoted ^= letter == '"';
        match parts.last_mut() {
            Some(part) if letter != delimiter || quoted => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts
}

/// Quoted-printable → bytes; what is no code stays.
fn unquoted(value: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let code = match behind {
            [high, low, ..] if byte == b'=' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                out.push(high << 4 | low);
                rest = &behind[2..];
            }
            // a soft break that no line follows
            None if byte == b'=' && behind.is_empty() => {}
            None => out.push(byte),
        }
    }
    out
}

/// The components of a structured value, unescaped: `Doe;John\, jr.` → `Doe`, `John, jr.`.
pub(super) fn components(value: &str, delimiter: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(part) = parts.last_mut() else { break };
        if letter == delimiter {
            parts.push(String::new());
        } else if letter == '\\' {
            match letters.next_if(|next| matches!(next, 'n' | 'N' | ',' | ';' | ':' | '\\' | '"')) {
                Some('n' | 'N') => part.push('\n'),
                Some(escaped) => part.push(escaped),
                None => part.push('\\'),
            }
        } else {
            part.push(letter);
        }
    }
    parts.iter().map(|part| part.trim().to_string()).collect()
}

/// A plain value, unescaped.
pub(super) fn plain(value: &str) -> String {
    components(value, '\u{0}').join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    fn read(card: &[u8]) -> Vec<Property> {
        properties(card, &Pages { path: Path::new("f.vcf"), fallback: "windows-1252" }).0
    }

    fn value(card: &[u8]) -> String {
        read(card).into_iter().next().map(|property| property.value).unwrap_or_default()
    }

    #[test]
    fn folded_lines_are_put_together() {
        assert_eq!(read(b"NOTE:one wo\r\n rd\r\nFN:x")[0].value, "one word");
        assert_eq!(read(b"NOTE:two\r\n words\r\nVERSION:2.1")[0].value, "two words");
        assert_eq!(read(b"NOTE:first\nsecond line\nFN:x")[0].value, "first\nsecond line");
    }

    #[test]
    fn quoted_printable_is_decoded_in_its_code_page() {
        assert_eq!(value(b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BC=\nrgen =C3=96=\n"), "Jürgen Ö");
        assert_eq!(value(b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller"), "Müller");
        assert_eq!(value(b"FN;QUOTED-PRINTABLE:M=C3=BCller = x=="), "Müller = x=");
        assert_eq!(value(b"FN;ENCODING=QUOTED-PRINTABLE:M=FCller"), "Müller");
        assert_eq!(value(b"FN;CHARSET=windows-1250:Dvo\xf8\xe1k"), "Dvořák");
        assert_eq!(value("FN:Zoë".as_bytes()), "Zoë");
        assert_eq!(value(b"FN:Zo\xeb"), "Zoë");
    }

    #[test]
    fn types_are_heard_in_all_three_versions() {
        for line in
            ["TEL;CELL;PREF:1", "TEL;TYPE=cell,pref:1", "item1.TEL;type=CELL;type=pref:1", "TEL;TYPE=\"cell,pref\":1"]
        {
            let properties = read(line.as_bytes());
            let [tel] = &properties[..] else { panic!("{line}") };
            assert!(tel.is("CELL") && tel.is("PREF") && tel.name == "TEL" && tel.value == "1", "{line}");
        }
        assert_eq!(read(b"item1.TEL:1")[0].group.as_deref(), Some("item1"));
        assert_eq!(read(b"X-A;X-ID=\"a:b;c\":v")[0].value, "v");
    }

    #[test]
    fn pictures_are_left_out_and_known_as_such() {
        let photo = b"PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AA\n AAbb\nFN:x";
        assert!(read(photo)[0].is_binary && read(photo)[0].value.is_empty());
        assert!(read(b"PHOTO;BASE64:\n /9j/\n\nFN:x")[0].is_binary);
        assert!(read(b"PHOTO:data:image/png;base64,AAAA")[0].is_binary);
        // unfolded base64 of broken exporters
        assert_eq!(read(b"PHOTO;ENCODING=BASE64:AAAA\nBBBB\nFN:x").len(), 2);
    }

    #[test]
    fn escapes_and_components() {
        assert_eq!(components(r"Doe;John;A\, B;;x\;y", ';'), ["Doe", "John", "A, B", "", "x;y"]);
        assert_eq!(plain(r"a\nb\\c C:\Temp"), "a\nb\\c C:\\Temp");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(card in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&card);
        }
    }
}
