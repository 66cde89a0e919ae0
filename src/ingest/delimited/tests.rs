use super::*;
use crate::ingest::grid::Skipped;
use proptest::prelude::*;

/// Reads bytes in blocks of a given size.
fn read_in(bytes: &[u8], block: usize, options: &ReadOptions, limit: Option<usize>) -> Result<Grid, IngestError> {
    let mut reading = Reading::new(Path::new("f.csv"), options, limit);
    let mut blocks = bytes.chunks(block.max(1)).peekable();
    while let Some(block) = blocks.next() {
        if reading.push(block, blocks.peek().is_none())?.is_break() {
            break;
        }
    }
    reading.finish(bytes.len() as u64)
}

fn read(_: &Path, bytes: &[u8], options: &ReadOptions, limit: Option<usize>) -> Result<Grid, IngestError> {
    read_in(bytes, usize::MAX, options, limit)
}

fn grid(text: &str) -> Grid {
    read_in(text.as_bytes(), usize::MAX, &ReadOptions::default(), None).unwrap()
}

#[test]
fn preamble_total_and_footer_are_skipped_and_counted() {
    let text = "Report\n\nVorname;Nachname;Umsatz\nA;B;1\n\nC;D;2\nSumme;;3\n\nCopyright (c) X\n";
    let grid = grid(text);
    assert_eq!(grid.headers, ["Vorname", "Nachname", "Umsatz"]);
    assert_eq!((grid.records, grid.source_row.clone(), grid.header_row), (2, vec![1, 2], Some(3)));
    let at = |line, code| Skipped { line, code };
    let expect = [at(1, "preamble"), at(2, "blank"), at(5, "blank"), at(7, "total"), at(8, "blank"), at(9, "footer")];
    assert_eq!(grid.skipped, expect);
}

#[test]
fn records_with_too_many_cells_are_refused_with_their_text() {
    let grid = grid("Vorname,Nachname\nA,B\nC,D,E\nF\nG,H,\n");
    assert_eq!((grid.records, grid.height()), (4, 3));
    assert_eq!(grid.source_row, [1, 3, 4]);
    assert_eq!((grid.refused[0].row, grid.refused[0].raw.as_str()), (2, "C,D,E"));
}

#[test]
fn a_header_that_is_too_short_gains_columns() {
    let grid = grid("Vorname,Nachname\nA,B,x\nC,D,y\n");
    assert_eq!(grid.headers, ["Vorname", "Nachname", "column_3"]);
    assert_eq!(grid.columns[2].get(1), Some("y"));
}

#[test]
fn empty_columns_at_the_end_go_away() {
    assert_eq!(grid("Vorname;Nachname;;\nA;B;;\n").headers, ["Vorname", "Nachname"]);
}

#[test]
fn the_header_row_can_be_pinned() {
    let text = "x;y\nVorname;Nachname\nfirst;last\n1;2\n";
    let options = |row| ReadOptions { header_row: Some(row), ..ReadOptions::default() };
    let grid = read(Path::new("f.csv"), text.as_bytes(), &options(3), None).unwrap();
    assert_eq!((grid.headers, grid.records), (vec!["first".to_string(), "last".into()], 1));
    let grid = read(Path::new("f.csv"), text.as_bytes(), &options(0), None).unwrap();
    assert_eq!(
        (grid.headers, grid.records, grid.header_row),
        (vec!["column_1".to_string(), "column_2".into()], 4, None)
    );
    let error = read(Path::new("f.csv"), text.as_bytes(), &options(9), None).unwrap_err();
    assert!(error.to_string().contains("header_row = 9"));
}

#[test]
fn a_limit_counts_data_records() {
    let text = format!("Vorname;Ort\n{}", "A;B\n\n".repeat(50));
    let grid = read(Path::new("f.csv"), text.as_bytes(), &ReadOptions::default(), Some(7)).unwrap();
    assert_eq!((grid.height(), grid.records), (7, 7));
}

#[test]
fn stretches_join_without_a_seam() {
    let rows = STRETCH * 2 + 5;
    let text: String = std::iter::once("Vorname;Ort\n".to_string())
        .chain((1..=rows).map(|row| if row == STRETCH + 3 { "a;b;c\n".into() } else { format!("n{row};o\n") }))
        .collect();
    let grid = grid(&text);
    assert_eq!((grid.records as usize, grid.height()), (rows, rows - 1));
    assert_eq!(grid.refused[0].row as usize, STRETCH + 3);
    assert!(grid.source_row.iter().zip(grid.columns[0].iter()).all(|(row, name)| name == Some(&format!("n{row}"))));
}

#[test]
fn a_limit_stops_reading_and_estimates_the_rest() {
    let text = format!("Vorname;Ort\n{}", "Anna;Ulm\n".repeat(10_000));
    let grid = read_in(text.as_bytes(), 4096, &ReadOptions::default(), Some(10)).unwrap();
    assert!(grid.limited && grid.records == 10);
    assert!(grid.expected.unwrap() > 10);
}

#[test]
fn damage_is_noted_by_cell_and_by_file() {
    let grid = grid("Vorname;Ort;Nr\nJ\u{c3}\u{bc}rgen;Ulm;4.93E+11\nKurt;Graz\n");
    let notes: Vec<_> = grid.notes.iter().map(|note| (note.row, note.column, note.code)).collect();
    assert_eq!(notes, [(0, 0, "text.mojibake"), (0, 2, "cell.lost_digits")]);
    assert_eq!(grid.damage.get("short_records"), Some(&1));
}

#[test]
fn a_record_without_an_end_is_refused_and_the_next_ones_are_read() {
    let long = "x".repeat(LONGEST + 5);
    let text = format!("Vorname;Ort\nA;B\n{long};y\nC;D\n");
    let grid = read_in(text.as_bytes(), 1 << 20, &ReadOptions::default(), None).unwrap();
    assert_eq!((grid.records, grid.source_row.clone()), (3, vec![1, 3]));
    assert_eq!((grid.refused[0].code, grid.refused[0].row), ("ingest.too_long", 2));
}

#[test]
fn slipped_records_are_put_right() {
    let rows: String = (0..20).map(|at| format!("K{at};Anna;Weber;0410{};Ulm;a{at}@b.example\n", at % 10)).collect();
    let grid = grid(&format!("Nr;Vorname;Nachname;PLZ;Ort;E-Mail\n{rows}K99;Anna;Weber;Ulm;x@b.example\n"));
    assert_eq!(grid.columns[5].get(20), Some("x@b.example"));
    assert_eq!((grid.columns[3].get(20), grid.columns[4].get(20)), (None, Some("Ulm")));
    assert_eq!(grid.notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["cell.realigned"]);
}

proptest! {
    #[test]
    fn blocks_are_no_seams(cells in proptest::collection::vec("[a-zäß\"\n ]{0,5}", 0..40), block in 1_usize..40) {
        let sound = "Anna;Ulm\n";
        let head = format!("Vorname;Ort\n{}", sound.repeat(80));
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let body: String = cells.chunks(2).map(|pair| pair.iter().map(quoted).collect::<Vec<_>>().join(";") + "\n").collect();
        let text = format!("{head}{body}{sound}");
        let whole = grid(&text);
        let options = ReadOptions::default();
        let mut reading = Reading::new(Path::new("f.csv"), &options, None);
        let (first, rest) = text.as_bytes().split_at(head.len());
        let _ = reading.push(first, false).unwrap();
        let mut blocks = rest.chunks(block).peekable();
        while let Some(block) = blocks.next() {
            let _ = reading.push(block, blocks.peek().is_none()).unwrap();
        }
        let parts = reading.finish(text.len() as u64).unwrap();
        prop_assert_eq!(&parts.source_row, &whole.source_row);
        prop_assert_eq!(&parts.skipped, &whole.skipped);
        for (part, whole) in parts.columns.iter().zip(&whole.columns) {
            prop_assert!(part.iter().eq(whole.iter()));
        }
    }

    #[test]
    fn every_line_is_accounted_for(lines in proptest::collection::vec("[ab\";, ]{0,8}", 0..30)) {
        let text = format!("Vorname;Ort\n{}\n", lines.join("\n"));
        let grid = grid(&text);
        let inner: usize = grid.columns.iter().flat_map(|column| column.iter().flatten()).map(|cell| cell.matches('\n').count()).sum();
        let refused: usize = grid.refused.iter().map(|refused| refused.raw.matches('\n').count()).sum();
        let header = usize::from(grid.header_row.is_some());
        // blanks around a line break inside of a value are trimmed at its ends only, so that no break is lost but there
        prop_assert!(grid.records as usize + grid.skipped.len() + inner + refused + header <= text.lines().count());
        prop_assert_eq!(grid.records as usize, grid.height() + grid.refused.len());
    }
}
