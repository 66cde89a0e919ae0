//! vCard 2.1, 3.0 and 4.0 → grid: one record a card, one column a property.
//!
//! Own reading of lines: parsers of the standard take quoted-printable without a code page for Latin-1, rewrite dates
//! and drop types they do not know, and cards of old phones have all three. Not for calendars. Costs one pass to find
//! the cards and one in parallel to read them.

mod fields;
mod lines;

use super::decode::decode;
use super::error::IngestError;
use super::flat::{Columns, Entry};
use super::grid::{Grid, Skipped};
use fields::Card;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// Cards that are in memory besides the columns.
const STRETCH: usize = 8_192;
/// Letters of a refused card that are kept.
const RAW: usize = 2_000;

/// Reads a file of cards.
pub(super) fn read(path: &Path, bytes: &[u8], label: Option<&str>, limit: Option<usize>) -> Result<Grid, IngestError> {
    let decoded = decode(path, bytes, label)?;
    let wide = decoded.encoding.starts_with("utf-16") || decoded.encoding.starts_with("utf-32");
    // code pages may change from property to property: the bytes are read, unless they are no ASCII at all
    let source: Cow<'_, [u8]> = match decoded.text {
        text if wide || label.is_some() => Cow::Owned(text.into_bytes()),
        _ => Cow::Borrowed(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    };
    let pages = Pages { path, fallback: &decoded.encoding };
    let mut grid =
        Grid { newline: super::delimited::newline_name(&String::from_utf8_lossy(head(&source))), ..Grid::default() };
    let pieces = pieces(&source, &mut grid.skipped);
    let wanted = &pieces[..pieces.len().min(limit.unwrap_or(usize::MAX))];
    let mut columns = Columns::new("ingest.card");
    for name in fields::ALWAYS {
        columns.column(name.into());
    }
    for stretch in wanted.chunks(STRETCH) {
        let cards: Vec<(Entry, Card, u64)> = stretch.par_iter().map(|piece| piece.read(&source, &pages)).collect();
        for (entry, card, rejoined) in cards {
            for (kind, count) in
                [("photos", card.photos), ("attachments", card.attachments), ("broken_lines", rejoined)]
            {
                if count > 0 {
                    *grid.damage.entry(kind).or_default() += count;
                }
            }
            columns.push(entry);
        }
        if !columns.fits() {
            break;
        }
    }
    columns.finish(path, "vCard file", &mut grid)?;
    if grid.records == 0 {
        let detail = "it holds no card".to_string();
        return Err(IngestError::Damaged { path: path.into(), what: "vCard file", detail });
    }
    grid.limited = wanted.len() < pieces.len();
    grid.encoding = Some(decoded.encoding);
    Ok(grid)
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(1 << 16)]
}

/// How the bytes of values become text.
struct Pages<'p> {
    path: &'p Path,
    /// Label of the encoding of the file.
    fallback: &'p str,
}

impl Pages<'_> {
    /// The text of a value; `named` is the code page that its property names.
    fn text(&self, bytes: &[u8], named: Option<&str>) -> String {
        if bytes.is_ascii() {
            return String::from_utf8_lossy(bytes).into_owned();
        }
        let named = named.filter(|label| !label.eq_ignore_ascii_case("utf-8"));
        if named.is_none()
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return text.to_string();
        }
        // a file that is UTF-8 may still hide other bytes behind quoted-printable
        let fallback = if self.fallback == "utf-8" { "windows-1252" } else { self.fallback };
        let decoded =
            [named, Some(fallback)].into_iter().flatten().find_map(|label| decode(self.path, bytes, Some(label)).ok());
        decoded.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text)
    }
}

/// The bytes of one card, from `BEGIN` to `END`.
struct Piece {
    range: Range<usize>,
    /// Why it cannot be used.
    broken: Option<&'static str>,
}

impl Piece {
    fn read(&self, source: &[u8], pages: &Pages<'_>) -> (Entry, Card, u64) {
        let bytes = source.get(self.range.clone()).unwrap_or_default();
        let refused = |why: &str| Entry::Refused(shortened(pages.text(bytes, None)), why.to_string());
        if let Some(why) = self.broken {
            return (refused(why), Card::default(), 0);
        }
        let (properties, rejoined) = lines::properties(bytes, pages);
        let mut card = fields::card(&properties);
        let fields = std::mem::take(&mut card.fields);
        let entry =
            if fields.is_empty() { refused("the card holds nothing but its frame") } else { Entry::Record(fields) };
        (entry, card, rejoined)
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(RAW) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text,
    }
}

/// Finds the cards. What stands between them is skipped, unless an `END` shows that it was one.
fn pieces(source: &[u8], skipped: &mut Vec<Skipped>) -> Vec<Piece> {
    let mut finder = Finder { source, pieces: Vec::new(), state: State::Outside { from: 0 }, strays: Vec::new() };
    let mut from = 0;
    for (at, line) in lines::lines(source).enumerate() {
        let to = (from + line.len()).min(source.len());
        let behind = end_of_line(source, to);
        finder.line(at as u64 + 1, line, from..to, skipped);
        from = behind;
    }
    finder.finish(skipped);
    finder.pieces
}

/// Start of the next line.
fn end_of_line(source: &[u8], at: usize) -> usize {
    match source.get(at..) {
        Some([b'\r', b'\n', ..]) => at + 2,
        Some([_, ..]) => at + 1,
        _ => at,
    }
}

enum State {
    /// Between cards; what was seen began here.
    Outside { from: usize },
    /// In a card that began here. `nested` counts cards inside an `AGENT` property.
    Inside { from: usize, nested: u32, is_agent: bool },
}

struct Finder<'s> {
    source: &'s [u8],
    pieces: Vec<Piece>,
    state: State,
    /// Filled lines between cards.
    strays: Vec<u64>,
}

impl Finder<'_> {
    fn line(&mut self, number: u64, line: &[u8], range: Range<usize>, skipped: &mut Vec<Skipped>) {
        let (begins, ends) = (lines::is_begin(line), lines::is_end(line));
        match &mut self.state {
            State::Inside { nested, is_agent: true, .. } if begins => *nested += 1,
            State::Inside { nested, .. } if ends && *nested > 0 => *nested -= 1,
            State::Inside { from, .. } if begins => {
                let from = std::mem::replace(from, range.start);
                self.push(from..range.start, Some("the card breaks off where the next one begins"));
            }
            State::Inside { from, .. } if ends => {
                let from = *from;
                self.push(from..range.end, None);
                self.state = State::Outside { from: range.end };
            }
            State::Inside { is_agent, nested, .. } if *nested == 0 && !line.trim_ascii().is_empty() => {
                let line = line.trim_ascii();
                *is_agent = line.len() < 64 && line.to_ascii_uppercase().starts_with(b"AGENT") && line.ends_with(b":");
            }
            State::Inside { .. } => {}
            State::Outside { .. } if begins => {
                self.leave_out(skipped);
                self.state = State::Inside { from: range.start, nested: 0, is_agent: false };
            }
            State::Outside { from } if ends => {
                let from = *from;
                self.strays.clear();
                self.push(from..range.end, Some("the card has an end and no beginning"));
                self.state = State::Outside { from: range.end };
            }
            State::Outside { .. } if line.trim_ascii().is_empty() => {
                if range.start < self.source.len() {
                    skipped.push(Skipped { line: number, code: "blank" });
                }
            }
            State::Outside { .. } => self.strays.push(number),
        }
    }

    fn push(&mut self, range: Range<usize>, broken: Option<&'static str>) {
        self.pieces.push(Piece { range, broken });
    }

    /// Lines between cards that belong to none.
    fn leave_out(&mut self, skipped: &mut Vec<Skipped>) {
        let code = if self.pieces.is_empty() { "preamble" } else { "footer" };
        skipped.extend(self.strays.drain(..).map(|line| Skipped { line, code }));
        skipped.sort_by_key(|skipped| skipped.line);
    }

    fn finish(&mut self, skipped: &mut Vec<Skipped>) {
        if let State::Inside { from, .. } = self.state {
            self.push(from..self.source.len(), Some("the card breaks off at the end of the file"));
        }
        self.leave_out(skipped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(text: impl AsRef<[u8]>) -> Grid {
        read(Path::new("f.vcf"), text.as_ref(), None, None).unwrap()
    }

    fn column<'a>(grid: &'a Grid, name: &str) -> Vec<Option<&'a str>> {
        let at = grid.headers.iter().position(|header| header == name).unwrap();
        grid.columns[at].iter().collect()
    }

    #[test]
    fn each_card_is_a_record() {
        let grid = grid(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ilse Weber\r\nTEL;TYPE=CELL:0171 1\r\nEND:VCARD\r\n\r\n\
             begin:vcard\r\nVERSION:4.0\r\nFN:Zoë Test\r\nPHOTO;ENCODING=b:AAAA\r\nend:vcard\r\n",
        );
        assert_eq!(grid.headers, ["FN", "N.family", "TEL.cell"]);
        assert_eq!(column(&grid, "FN"), [Some("Ilse Weber"), Some("Zoë Test")]);
        assert_eq!((grid.records, grid.damage["photos"], grid.newline), (2, 1, Some("crlf")));
        assert_eq!(grid.skipped, [Skipped { line: 6, code: "blank" }]);
    }

    #[test]
    fn broken_cards_are_refused_with_their_text() {
        let grid = grid(
            "Export vom 1.5.\nBEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nFN:C\nEND:VCARD\n\
             BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nFN:D\n",
        );
        assert_eq!((grid.records, grid.source_row.clone()), (5, vec![2]));
        let rows: Vec<_> =
            grid.refused.iter().map(|refused| (refused.row, refused.raw.as_str(), refused.code)).collect();
        assert_eq!(rows[0], (1, "BEGIN:VCARD\nFN:A\n", "ingest.card"));
        assert!(rows[1].1.contains("FN:C") && rows[3].1.contains("FN:D"));
        assert_eq!(grid.skipped, [Skipped { line: 1, code: "preamble" }]);
    }

    #[test]
    fn a_card_inside_a_card_belongs_to_it() {
        let grid = grid("BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nNOTE:x\nEND:VCARD\nTITLE:T\nEND:VCARD\n");
        assert_eq!((grid.records, column(&grid, "TITLE")), (1, vec![Some("T")]));
    }

    #[test]
    fn wide_text_and_lines_that_end_in_cr_are_read() {
        let text = "BEGIN:VCARD\rFN:Zoë\rEND:VCARD\r";
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in [text.as_bytes().to_vec(), wide] {
            assert_eq!(column(&grid(bytes), "FN"), [Some("Zoë")]);
        }
    }

    #[test]
    fn the_order_of_cards_does_not_depend_on_the_limit() {
        let text = "BEGIN:VCARD\nFN:A\nEND:VCARD\n".repeat(5);
        let grid = read(Path::new("f.vcf"), text.as_bytes(), None, Some(2)).unwrap();
        assert_eq!((grid.records, grid.limited), (2, true));
    }

    /// The standard's own reader is the oracle for clean cards.
    #[test]
    fn clean_cards_read_as_the_standard_says() {
        let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dr. Ada Probe\r\nN:Probe;Ada;;Dr.;\r\nORG:Muster\\, AG;Einkauf\r\n\
                    NOTE:eine lange Zeile\r\n  geht weiter\\nund weiter\r\nTITLE:Leiterin\r\nEND:VCARD\r\n";
        let grid = grid(text);
        let card = calcard::vcard::VCard::parse(text).unwrap();
        let texts = |name: &str| -> Vec<String> {
            let entries = card.entries.iter().filter(|entry| entry.name.as_str() == name);
            entries
                .flat_map(|entry| entry.values.iter().filter_map(|value| value.as_text().map(str::to_string)))
                .collect()
        };
        let ours = |name: &str| column(&grid, name)[0].unwrap_or_default().to_string();
        assert_eq!(texts("FN"), [ours("FN")]);
        assert_eq!(texts("NOTE"), [ours("NOTE")]);
        assert_eq!(texts("TITLE"), [ours("TITLE")]);
        assert_eq!(texts("ORG"), [ours("ORG"), ours("ORG.unit")]);
        assert_eq!(texts("N"), [ours("N.family"), ours("N.given"), String::new(), ours("N.prefix"), String::new()]);
    }

    proptest! {
        #[test]
        fn every_card_is_kept_or_refused(parts in proptest::collection::vec(0_usize..6, 0..30)) {
            const PARTS: [&str; 6] = ["BEGIN:VCARD\n", "END:VCARD\n", "FN:A\n", "NOTE;ENCODING=QUOTED-PRINTABLE:=\n", "AGENT:\n", "\n"];
            let text: String = parts.iter().map(|&part| PARTS[part]).collect();
            if let Ok(grid) = read(Path::new("f.vcf"), text.as_bytes(), None, None) {
                prop_assert_eq!(grid.records as usize, grid.height() + grid.refused.len());
            }
        }
    }
}
