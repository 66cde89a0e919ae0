//! A clean export, damaged at random: nothing panics, and every line is a record, a header or listed as skipped.
//!
//! More cases with `PROPTEST_CASES=100000`.

use leadloom::ingest::{IngestError, Inspection, inspect_with};
use leadloom::pipeline::plan::ReadOptions;
use proptest::prelude::*;
use std::fs;

/// One blow to a file. Places are shares of its length, so that a shrunk file is still hit.
#[derive(Debug, Clone)]
enum Blow {
    Insert(u16, &'static [u8]),
    Remove(u16, u8),
    Repeat(u16, u8),
}

/// What gets into files: delimiters, quotes, line ends, escapes, bytes of other encodings, odd characters.
const DEBRIS: &[&[u8]] = &[
    b";",
    b";;",
    b",",
    b"\t",
    b"|",
    b"\"",
    b"\"\"",
    b"'",
    b"\\",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\xFC",
    b"\x81",
    b"\xC3\xBC",
    b"\xEF\xBB\xBF",
    b"\0",
    b"?",
    b" ",
    b"\xC2\xA0",
    b"=",
    b"Summe",
    b"sep=;\n",
];

fn blow() -> impl Strategy<Value = Blow> {
    let debris = proptest::sample::select(DEBRIS);
    prop_oneof![
        3 => (any::<u16>(), debris).prop_map(|(at, what)| Blow::Insert(at, what)),
        2 => (any::<u16>(), 1..8_u8).prop_map(|(at, length)| Blow::Remove(at, length)),
        1 => (any::<u16>(), 1..80_u8).prop_map(|(at, length)| Blow::Repeat(at, length)),
    ]
}

/// An export whose records carry a mark that occurs nowhere else (`K0007`).
fn clean(records: usize, delimiter: char, end: &str) -> Vec<u8> {
    const NAMES: [&str; 5] = ["Anna Köhler", "Bernd Weiß", "Chloé Petit", "Dora Öztürk", "Emil Groß"];
    let mut out = ["Nummer", "Name", "E-Mail", "PLZ", "Umsatz"].join(&delimiter.to_string()) + end;
    for at in 0..records {
        let name = NAMES[at % NAMES.len()];
        let mail = format!("person{at}@example.com");
        let row = [mark(at), name.to_owned(), mail, format!("{:05}", 1067 + at * 37), format!("{},50", at * 13)];
        out += &(row.join(&delimiter.to_string()) + end);
    }
    out.into_bytes()
}

fn mark(at: usize) -> String {
    format!("K{at:04}")
}

fn strike(mut bytes: Vec<u8>, blows: &[Blow]) -> Vec<u8> {
    for blow in blows {
        let (Blow::Insert(at, _) | Blow::Remove(at, _) | Blow::Repeat(at, _)) = blow;
        let at = usize::from(*at) * bytes.len() / usize::from(u16::MAX).saturating_add(1);
        match blow {
            Blow::Insert(_, what) => drop(bytes.splice(at..at, what.iter().copied())),
            Blow::Remove(_, length) => drop(bytes.drain(at..bytes.len().min(at + usize::from(*length)))),
            Blow::Repeat(_, length) => {
                let piece = bytes[at..bytes.len().min(at + usize::from(*length))].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
    }
    bytes
}

fn inspect(bytes: &[u8]) -> Result<Inspection, IngestError> {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("damaged.csv");
    fs::write(&path, bytes).unwrap();
    Ok(inspect_with(&path, &ReadOptions::default(), None)?.remove(0))
}

/// Physical lines, with and without those that end in a lone carriage return.
fn lines(bytes: &[u8]) -> (u64, u64) {
    let feeds = bytes.iter().filter(|&&byte| byte == b'\n').count();
    let returns = bytes.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    let open = u64::from(!matches!(bytes.last(), None | Some(b'\n' | b'\r')));
    let closing_return = usize::from(bytes.last() == Some(&b'\r'));
    (feeds as u64 + open + closing_return as u64, (feeds + returns + closing_return) as u64 + open)
}

/// Cells and column names that hold this text.
fn is_found(found: &Inspection, text: &str) -> bool {
    let in_cells =
        |column: &polars::prelude::Column| column.str().unwrap().iter().flatten().any(|cell| cell.contains(text));
    found.columns.iter().any(|column| column.header.contains(text)) || found.frame.columns().iter().any(in_cells)
}

proptest! {
    #[test]
    fn every_line_of_a_damaged_file_is_accounted_for(
        records in 0..40_usize,
        delimiter in proptest::sample::select(&[';', ',', '\t', '|'][..]),
        end in proptest::sample::select(&["\n", "\r\n", "\r"][..]),
        blows in proptest::collection::vec(blow(), 0..6),
    ) {
        let bytes = strike(clean(records, delimiter, end), &blows);
        // an error names what is wrong with the file as a whole, so nothing was lost silently
        let Ok(found) = inspect(&bytes) else { return Ok(()) };
        prop_assert_eq!(found.frame.height() as u64 + found.rejects, found.rows);

        let told = found.rows + found.skipped.len() as u64 + u64::from(found.header_row.is_some());
        let (least, most) = lines(&bytes);
        prop_assert!(told <= most, "{told} of {most} lines");
        let placed: Vec<u64> = found.skipped.iter().map(|line| line.line).collect();
        prop_assert!(placed.iter().all(|&line| (1..=most).contains(&line)), "{placed:?} of {most} lines");
        prop_assert!(placed.is_sorted_by(|one, next| one < next), "{placed:?} are not in order");

        // without quotes no record goes over several lines, so the count is exact and no mark may be missing
        if !bytes.contains(&b'"') {
            prop_assert!(told >= least, "{told} of {least} lines");
            let text = String::from_utf8_lossy(&bytes);
            let refused = |mark: &str| found.refused.iter().any(|refused| refused.raw.contains(mark));
            let is_lost = |mark: &String| text.contains(&**mark) && !is_found(&found, mark) && !refused(mark);
            let lost = (0..records).map(mark).filter(is_lost).count();
            prop_assert!(lost <= found.skipped.len(), "{lost} records are lost");
        }
    }

    #[test]
    fn a_sound_file_is_read_whole(
        records in 2..40_usize,
        delimiter in proptest::sample::select(&[';', '\t', '|'][..]),
        end in proptest::sample::select(&["\n", "\r\n", "\r"][..]),
    ) {
        let found = inspect(&clean(records, delimiter, end)).unwrap();
        prop_assert_eq!((found.rows, found.rejects, found.skipped.len()), (records as u64, 0, 0));
        prop_assert_eq!((found.header_row, found.columns.len()), (Some(1), 5));
        for at in 0..records {
            prop_assert!(is_found(&found, &mark(at)));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(found) = inspect(&bytes) {
            prop_assert_eq!(found.frame.height() as u64 + found.rejects, found.rows);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-zA-ZüÄß0-9;,\"'\\\\|\t\r\n@.=? \u{FEFF}\u{0}-]{0,200}") {
        if let Ok(found) = inspect(text.as_bytes()) {
            prop_assert_eq!(found.frame.height() as u64 + found.rejects, found.rows);
            let (_, most) = lines(text.as_bytes());
            let told = found.rows + found.skipped.len() as u64 + u64::from(found.header_row.is_some());
            prop_assert!(told <= most, "{told} of {most} lines");
        }
    }
}
