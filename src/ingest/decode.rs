//! Bytes → text, block by block: byte order mark, strict UTF-8, UTF-16 and UTF-32 by their NULs, else a code page told
//! by its letters, and that line by line, because files are put together from several sources.
//!
//! Not for repairs inside cells. Costs one pass; what is UTF-8 is checked and copied once.

use super::error::IngestError;
use crate::kernel::codepage::{self, CodePage};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr_iter, memchr2, memrchr2};
use std::ops::Range;
use std::path::Path;

/// Share of control characters from which on bytes are no text.
const BINARY_SHARE: f64 = 0.01;
/// Bytes of lines that decide the code page.
const EVIDENCE: usize = 1 << 20;
/// A line longer than this is cut where its block ends.
const LONGEST_LINE: usize = 32 << 20;
/// Bytes that are looked at to tell UTF-16 from text with NULs.
const HEAD: usize = 4096;

/// Text of a whole file and how it was written.
#[derive(Debug)]
pub(super) struct Decoded {
    /// Without byte order mark and NULs.
    pub text: String,
    /// Lower-case WHATWG label.
    pub encoding: String,
}

/// Decodes a whole file; `label` pins the encoding.
///
/// # Errors
/// When the label is unknown, the bytes are no text, or the text is blank.
pub(super) fn decode(path: &Path, bytes: &[u8], label: Option<&str>) -> Result<Decoded, IngestError> {
    let mut decoder = Decoder::new(path, bytes, label)?;
    let text = decoder.push(String::new(), bytes, true).text;
    check_text(path, &text, decoder.nuls)?;
    Ok(Decoded { text, encoding: decoder.encoding() })
}

/// Refuses blank files and files that are no text, judged on their beginning.
///
/// # Errors
/// As said.
pub(super) fn check_text(path: &Path, head: &str, nuls: u64) -> Result<(), IngestError> {
    if is_binary(head, nuls) {
        return Err(IngestError::Binary { path: path.into() });
    }
    if head.trim().is_empty() {
        return Err(IngestError::Empty { path: path.into() });
    }
    Ok(())
}

/// NULs count only where they are half of it: fields of fixed width are filled up with them.
fn is_binary(text: &str, nuls: u64) -> bool {
    let head = &text.as_bytes()[..text.len().min(1 << 16)];
    let control =
        head.iter().filter(|&&byte| byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)).count();
    let control = control as f64 / head.len().max(1) as f64;
    control > BINARY_SHARE || nuls as f64 / text.len().max(1) as f64 > 0.5
}

/// How the bytes of a file become text.
enum Scheme {
    /// UTF-8; lines that are not, in the code page their letters tell.
    Lines,
    /// A single-byte page that the pipeline pins.
    Page(CodePage),
    /// UTF-16, or what the pipeline pins.
    Other(&'static Encoding, Box<encoding_rs::Decoder>),
    /// UTF-32; true for big endian.
    Utf32(bool),
}

/// Turns the blocks of a file into text, keeping what a block ends in the middle of.
pub(super) struct Decoder {
    scheme: Scheme,
    /// Bytes of the mark at the start, not yet passed.
    mark: usize,
    /// Bytes that wait for the rest of their line or character.
    held: Vec<u8>,
    page: Option<CodePage>,
    /// Lines with letters beyond ASCII in UTF-8, and in the code page.
    utf8_lines: u64,
    page_lines: u64,
    /// NULs that were dropped.
    pub nuls: u64,
    /// Bytes that no encoding explains.
    pub replaced: u64,
}

/// A piece of text.
#[derive(Debug)]
pub(super) struct Chunk {
    pub text: String,
    /// Ranges of `text` that were written in another encoding than the rest of the file.
    pub foreign: Vec<Range<usize>>,
}

impl Decoder {
    /// A decoder for a file that starts with these bytes.
    ///
    /// # Errors
    /// When the label is unknown.
    pub fn new(path: &Path, head: &[u8], label: Option<&str>) -> Result<Self, IngestError> {
        let (scheme, mark) = match label {
            Some(label) => pinned(path, head, label)?,
            None => detect(head),
        };
        let (held, page) = (Vec::new(), None);
        Ok(Self { scheme, mark, held, page, utf8_lines: 0, page_lines: 0, nuls: 0, replaced: 0 })
    }

    /// Decodes the next block and puts it behind `before`. Unless it is the `last`, a line without its end waits.
    pub fn push(&mut self, before: String, block: &[u8], last: bool) -> Chunk {
        let start = before.len();
        let skipped = self.mark.min(block.len());
        self.mark -= skipped;
        let block = block.get(skipped..).unwrap_or_default();
        let mut chunk = match &mut self.scheme {
            Scheme::Lines => self.lines(before, block, last),
            Scheme::Page(page) => {
                let page = *page;
                let mut text = before;
                page.decode_into(block, &mut text);
                Chunk { text, foreign: Vec::new() }
            }
            Scheme::Other(_, decoder) => {
                let (text, replaced) = other(decoder, before, block, last);
                self.replaced += replaced;
                Chunk { text, foreign: Vec::new() }
            }
            Scheme::Utf32(big) => {
                let big = *big;
                let mut text = before;
                self.held.extend_from_slice(block);
                let whole = self.held.len() & !3;
                for unit in self.held[..whole].chunks_exact(4) {
                    let code = u32::from_le_bytes([unit[0], unit[1], unit[2], unit[3]]);
                    let c = char::from_u32(if big { code.swap_bytes() } else { code });
                    self.replaced += u64::from(c.is_none());
                    text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                self.held.drain(..whole);
                Chunk { text, foreign: Vec::new() }
            }
        };
        self.drop_nuls(&mut chunk, start);
        chunk
    }

    /// Lower-case WHATWG label of what was decoded so far; `mixed` when lines differ.
    pub fn encoding(&self) -> String {
        match &self.scheme {
            Scheme::Lines => match (self.page, self.utf8_lines) {
                (None, _) => "utf-8".into(),
                (Some(page), 0) => page.label().into(),
                (Some(_), _) => "mixed".into(),
            },
            Scheme::Page(page) => page.label().into(),
            Scheme::Other(encoding, _) => encoding.name().to_ascii_lowercase(),
            Scheme::Utf32(big) => if *big { "utf-32be" } else { "utf-32le" }.into(),
        }
    }

    fn lines(&mut self, before: String, block: &[u8], last: bool) -> Chunk {
        let end = match memrchr2(b'\n', b'\r', block) {
            _ if last => block.len(),
            Some(at) => at + 1,
            None if self.held.len() > LONGEST_LINE => block.len(),
            None => {
                self.held.extend_from_slice(block);
                return Chunk { text: before, foreign: Vec::new() };
            }
        };
        let start = before.len();
        let mut bytes = before.into_bytes();
        bytes.reserve(self.held.len() + end);
        bytes.append(&mut self.held);
        let (now, later) = block.split_at(end);
        bytes.extend_from_slice(now);
        self.held.extend_from_slice(later);
        match String::from_utf8(bytes) {
            Ok(text) => {
                // counting lines is worth the pass only where it decides which lines are the odd ones
                if self.page.is_some() || self.utf8_lines == 0 {
                    self.utf8_lines += count_beyond_ascii(&text[start..]);
                }
                Chunk { text, foreign: Vec::new() }
            }
            Err(error) => self.mixed(&error.into_bytes(), start),
        }
    }

    /// A block in which some lines are not UTF-8.
    fn mixed(&mut self, bytes: &[u8], start: usize) -> Chunk {
        let (before, new) = bytes.split_at(start);
        let page = *self.page.get_or_insert_with(|| codepage::guess(evidence(new).into_iter()).page);
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
        // what stood there before was text already
        text.push_str(std::str::from_utf8(before).unwrap_or_default());
        let (mut utf8, mut paged) = (Vec::new(), Vec::new());
        for line in lines_of(new) {
            let from = text.len();
            match std::str::from_utf8(line) {
                Ok(line) => {
                    text.push_str(line);
                    if !line.is_ascii() {
                        utf8.push(from..text.len());
                    }
                }
                Err(_) => {
                    page.decode_into(line, &mut text);
                    paged.push(from..text.len());
                }
            }
        }
        self.utf8_lines += utf8.len() as u64;
        self.page_lines += paged.len() as u64;
        let foreign = if self.page_lines > self.utf8_lines { utf8 } else { paged };
        Chunk { text, foreign }
    }

    /// Lines that were written in another encoding than most of the file.
    pub fn odd_lines(&self) -> u64 {
        if self.page.is_some() { self.utf8_lines.min(self.page_lines) } else { 0 }
    }

    fn drop_nuls(&mut self, chunk: &mut Chunk, start: usize) {
        let new = chunk.text.as_bytes().get(start..).unwrap_or_default();
        if memchr(0, new).is_none() {
            return;
        }
        let at: Vec<usize> = memchr_iter(0, new).map(|at| start + at).collect();
        self.nuls += at.len() as u64;
        let before = |offset: usize| at.partition_point(|&nul| nul < offset);
        for range in &mut chunk.foreign {
            *range = range.start - before(range.start)..range.end - before(range.end);
        }
        chunk.text.retain(|c| c != '\0');
    }
}

/// Lines with their ends.
fn lines_of(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let to = memchr2(b'\n', b'\r', rest).map_or(rest.len(), |at| at + 1);
        let (line, behind) = rest.split_at(to);
        rest = behind;
        Some(line)
    })
}

/// Lines that are not UTF-8.
fn evidence(bytes: &[u8]) -> Vec<&[u8]> {
    let mut taken = 0;
    lines_of(bytes)
        .filter(|line| std::str::from_utf8(line).is_err())
        .take_while(|line| {
            let enough = taken > EVIDENCE;
            taken += line.len();
            !enough
        })
        .collect()
}

/// Lines with letters beyond ASCII.
fn count_beyond_ascii(text: &str) -> u64 {
    if text.is_ascii() {
        return 0;
    }
    lines_of(text.as_bytes()).filter(|line| !line.is_ascii()).count() as u64
}

fn other(decoder: &mut encoding_rs::Decoder, before: String, block: &[u8], last: bool) -> (String, u64) {
    let mut text = before;
    let mut read = 0;
    let mut replaced = 0;
    loop {
        let rest = block.get(read..).unwrap_or_default();
        text.reserve(decoder.max_utf8_buffer_length(rest.len()).unwrap_or(rest.len() * 3).max(16));
        let start = text.len();
        let (result, consumed, damaged) = decoder.decode_to_string(rest, &mut text, last);
        read += consumed;
        if damaged {
            replaced += text[start..].chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count() as u64;
        }
        if result == CoderResult::InputEmpty {
            return (text, replaced);
        }
    }
}

fn pinned(path: &Path, head: &[u8], label: &str) -> Result<(Scheme, usize), IngestError> {
    if let Some(page) = CodePage::ALL.iter().find(|page| page.label().eq_ignore_ascii_case(label.trim())) {
        return Ok((Scheme::Page(*page), 0));
    }
    match label.trim().to_ascii_lowercase().as_str() {
        "utf-32le" => return Ok((Scheme::Utf32(false), if head.starts_with(b"\xff\xfe\0\0") { 4 } else { 0 })),
        "utf-32be" => return Ok((Scheme::Utf32(true), if head.starts_with(b"\0\0\xfe\xff") { 4 } else { 0 })),
        _ => {}
    }
    let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| IngestError::Option {
        path: path.into(),
        option: "encoding",
        value: label.into(),
        remedy: "Use a WHATWG label such as utf-8, windows-1252, iso-8859-2 or utf-16le, or ibm850 or ibm437",
    })?;
    let mark = Encoding::for_bom(head).filter(|(bom, _)| *bom == encoding).map_or(0, |(_, length)| length);
    Ok((Scheme::Other(encoding, Box::new(encoding.new_decoder_without_bom_handling())), mark))
}

fn detect(head: &[u8]) -> (Scheme, usize) {
    let utf16 =
        |encoding: &'static Encoding| Scheme::Other(encoding, Box::new(encoding.new_decoder_without_bom_handling()));
    for (mark, big) in [(b"\xff\xfe\0\0", false), (b"\0\0\xfe\xff", true)] {
        if head.starts_with(mark) {
            return (Scheme::Utf32(big), 4);
        }
    }
    match Encoding::for_bom(head) {
        Some((encoding, length)) if encoding == UTF_8 => return (Scheme::Lines, length),
        Some((encoding, length)) => return (utf16(encoding), length),
        None => {}
    }
    match nul_pattern(head) {
        Some(Wide::Utf16(encoding)) => (utf16(encoding), 0),
        Some(Wide::Utf32(big)) => (Scheme::Utf32(big), 0),
        None => (Scheme::Lines, 0),
    }
}

enum Wide {
    Utf16(&'static Encoding),
    Utf32(bool),
}

/// Mostly Latin text in UTF-16 has a NUL in every second byte, in UTF-32 three of four.
fn nul_pattern(bytes: &[u8]) -> Option<Wide> {
    let head = bytes.get(..bytes.len().min(HEAD) & !3)?;
    if head.len() < 8 {
        return None;
    }
    let share = |offset: usize| {
        let nuls = head.iter().skip(offset).step_by(4).filter(|&&byte| byte == 0).count();
        nuls as f64 / (head.len() / 4) as f64
    };
    let [a, b, c, d] = [share(0), share(1), share(2), share(3)];
    let (most, few) = (0.7, 0.1);
    if b > most && c > most && d > most && a < few {
        return Some(Wide::Utf32(false));
    }
    if a > most && b > most && c > most && d < few {
        return Some(Wide::Utf32(true));
    }
    if b > most && d > most && a < few && c < few {
        return Some(Wide::Utf16(UTF_16LE));
    }
    (a > most && c > most && b < few && d < few).then_some(Wide::Utf16(UTF_16BE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> (String, String) {
        let decoded = decode(Path::new("f.csv"), bytes, None).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn marks_decide_and_go_away() {
        assert_eq!(text(b"\xef\xbb\xbfName;Ort\n"), ("Name;Ort\n".into(), "utf-8".into()));
        assert_eq!(text(b"\xff\xfeN\0a\0;\0O\0\n\0"), ("Na;O\n".into(), "utf-16le".into()));
        assert_eq!(text(b"\xfe\xff\0N\0a\0;\0O\0\n"), ("Na;O\n".into(), "utf-16be".into()));
        assert_eq!(text(b"\xff\xfe\0\0N\0\0\0\xfc\0\0\0"), ("Nü".into(), "utf-32le".into()));
    }

    #[test]
    fn without_a_mark_strict_utf8_then_a_code_page() {
        assert_eq!(text("Müller".as_bytes()), ("Müller".into(), "utf-8".into()));
        assert_eq!(text(b"M\xfcller \x80"), ("Müller €".into(), "windows-1252".into()));
        assert_eq!(text(b"N\0a\0m\0e\0;\0O\0r\0t\0\n\0"), ("Name;Ort\n".into(), "utf-16le".into()));
        assert_eq!(text(b"M\x81ller;Stra\xe1e\n").1, "ibm850");
    }

    #[test]
    fn lines_of_another_encoding_are_read_and_marked() {
        let bytes = ["Müller;Köln\nGroß;Ulm\n".as_bytes(), b"J\xe4ger;Graz\n", "Lindt;Zürich\n".as_bytes()].concat();
        let mut decoder = Decoder::new(Path::new("f.csv"), &bytes, None).unwrap();
        let chunk = decoder.push(String::new(), &bytes, true);
        assert_eq!(chunk.text, "Müller;Köln\nGroß;Ulm\nJäger;Graz\nLindt;Zürich\n");
        assert_eq!((decoder.encoding().as_str(), decoder.odd_lines()), ("mixed", 1));
        assert_eq!(chunk.foreign.iter().map(|range| &chunk.text[range.clone()]).collect::<Vec<_>>(), ["Jäger;Graz\n"]);
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
        assert_eq!(decode(Path::new("f.csv"), b"\x81", Some("IBM850")).unwrap().text, "ü");
        let error = decode(Path::new("f.csv"), b"x", Some("cp-nonsense")).unwrap_err();
        assert!(error.to_string().contains("read.encoding"));
    }

    proptest! {
        #[test]
        fn blocks_are_no_seams(text in "[a-zäöüß€;\n]{0,80}", cut in 0_usize..80, wide in 0_usize..3) {
            let bytes: Vec<u8> = match wide {
                0 => text.bytes().collect(),
                1 => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
                _ => [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
            };
            let cut = cut.min(bytes.len());
            let mut decoder = Decoder::new(Path::new("f"), &bytes, None).unwrap();
            let first = decoder.push(String::new(), &bytes[..cut], false).text;
            let both = decoder.push(first, &bytes[cut..], true).text;
            prop_assert_eq!(both, text);
        }

        #[test]
        fn any_bytes_become_text(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut decoder = Decoder::new(Path::new("f"), &bytes, None).unwrap();
            let _ = decoder.push(String::new(), &bytes, true);
        }
    }
}
