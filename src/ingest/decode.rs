//! Bytes → text: byte order mark, strict UTF-8, UTF-16 by its NUL pattern, else Windows-1252.
//!
//! Not for repairs inside cells. Costs one pass; valid UTF-8 is not copied.

use super::error::IngestError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::path::Path;

/// Text of a file and how it was written.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// Without byte order mark and NULs.
    pub text: Cow<'a, str>,
    /// Lower-case WHATWG label.
    pub encoding: String,
}

/// Share of control characters from which on bytes are no text.
const BINARY_SHARE: f64 = 0.01;

/// Decodes a file; `label` pins the encoding.
pub(super) fn decode<'a>(path: &Path, bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, IngestError> {
    let (encoding, skip) = match label {
        Some(label) => {
            let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| IngestError::Option {
                path: path.into(),
                option: "encoding",
                value: label.into(),
                remedy: "Use a WHATWG label such as utf-8, windows-1252, iso-8859-2 or utf-16le",
            })?;
            (encoding, Encoding::for_bom(bytes).filter(|(bom, _)| *bom == encoding).map_or(0, |(_, length)| length))
        }
        None => detect(bytes),
    };
    let body = bytes.get(skip..).unwrap_or_default();
    let text = match (encoding == UTF_8).then(|| std::str::from_utf8(body)) {
        Some(Ok(text)) => Cow::Borrowed(text),
        _ => encoding.decode_without_bom_handling(body).0,
    };
    let nuls = memchr::memchr_iter(0, text.as_bytes()).count();
    if is_binary(&text, nuls) {
        return Err(IngestError::Binary { path: path.into() });
    }
    let text = if nuls > 0 { Cow::Owned(text.replace('\0', "")) } else { text };
    if text.trim().is_empty() {
        return Err(IngestError::Empty { path: path.into() });
    }
    Ok(Decoded { text, encoding: encoding.name().to_ascii_lowercase() })
}

fn detect(bytes: &[u8]) -> (&'static Encoding, usize) {
    if let Some(found) = Encoding::for_bom(bytes) {
        return found;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (encoding, 0);
    }
    (if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }, 0)
}

/// Mostly Latin text in UTF-16 has a NUL in every second byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    if head.len() < 8 {
        return None;
    }
    let nuls = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    if odd * 10 > half * 7 && even * 10 < half {
        return Some(UTF_16LE);
    }
    (even * 10 > half * 7 && odd * 10 < half).then_some(UTF_16BE)
}

/// Judged on the head of the text. NULs count as well, but a few of them (fixed-width fields) are forgiven.
fn is_binary(text: &str, nuls: usize) -> bool {
    let head = &text.as_bytes()[..text.len().min(1 << 16)];
    let control =
        head.iter().filter(|&&byte| byte < 32 && !matches!(byte, 0 | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)).count();
    let control = control as f64 / head.len().max(1) as f64;
    control > BINARY_SHARE || nuls as f64 / text.len().max(1) as f64 > 0.05
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, String) {
        let decoded = decode(Path::new("f.csv"), bytes, None).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    #[test]
    fn marks_decide_and_go_away() {
        assert_eq!(text(b"\xef\xbb\xbfName;Ort\n"), ("Name;Ort\n".into(), "utf-8".into()));
        assert_eq!(text(b"\xff\xfeN\0a\0;\0O\0\n\0"), ("Na;O\n".into(), "utf-16le".into()));
        assert_eq!(text(b"\xfe\xff\0N\0a\0;\0O\0\n"), ("Na;O\n".into(), "utf-16be".into()));
    }

    #[test]
    fn without_a_mark_strict_utf8_then_windows_1252() {
        assert_eq!(text("Müller".as_bytes()), ("Müller".into(), "utf-8".into()));
        assert_eq!(text(b"M\xfcller \x80"), ("Müller €".into(), "windows-1252".into()));
        assert_eq!(text(b"N\0a\0m\0e\0;\0O\0r\0t\0\n\0"), ("Name;Ort\n".into(), "utf-16le".into()));
    }

    #[test]
    fn single_nuls_are_dropped_and_binary_is_refused() {
        let line = b"Kundennummer;Vorname;Nachname\0;Ort\n";
        assert_eq!(text(line).0, "Kundennummer;Vorname;Nachname;Ort\n");
        let error = decode(Path::new("f.csv"), &[1, 2, 3, 4, 0, 0, 200, 17, 65], None).unwrap_err();
        assert!(matches!(error, IngestError::Binary { .. }));
        assert!(matches!(decode(Path::new("f.csv"), b" \n\r\n", None), Err(IngestError::Empty { .. })));
    }

    #[test]
    fn a_pinned_encoding_wins_and_an_unknown_one_is_named() {
        let decoded = decode(Path::new("f.csv"), b"\xb9", Some("iso-8859-2")).unwrap();
        assert_eq!(decoded.text, "š");
        let error = decode(Path::new("f.csv"), b"x", Some("cp-nonsense")).unwrap_err();
        assert!(error.to_string().contains("read.encoding"));
    }
}
