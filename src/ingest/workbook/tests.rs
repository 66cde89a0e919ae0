//! Workbooks made here: with a writer where it can, else part by part.

use super::*;
use rust_xlsxwriter::{Format, Workbook};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Hinweise").unwrap().write(0, 0, "Bitte nicht ändern").unwrap();
    let sheet = book.add_worksheet().set_name("Leads").unwrap();
    sheet.write(0, 0, "Messe 2024").unwrap();
    for (column, name) in ["Vorname", "Telefon", "Geburtstag", "Newsletter", ""].iter().enumerate() {
        sheet.write(2, column as u16, *name).unwrap();
    }
    sheet.write(3, 0, " Ilse ").unwrap();
    sheet.write(3, 1, 493_023_125_001_f64).unwrap();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    sheet.write_with_format(3, 2, rust_xlsxwriter::ExcelDateTime::from_ymd(1980, 1, 2).unwrap(), &day).unwrap();
    sheet.write(3, 3, true).unwrap();
    sheet.write(5, 0, "Kurt").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_become_text_and_instruction_sheets_are_left_out() {
    let grids = read(Path::new("f.xlsx"), &book(), &ReadOptions::default(), None).unwrap();
    let [grid] = &grids[..] else { panic!("one sheet holds data") };
    assert_eq!(grid.sheet.as_deref(), Some("Leads"));
    assert_eq!(grid.headers, ["Vorname", "Telefon", "Geburtstag", "Newsletter"]);
    let first: Vec<_> = grid.columns.iter().map(|column| column.get(0)).collect();
    assert_eq!(first, [Some("Ilse"), Some("493023125001"), Some("1980-01-02"), Some("true")]);
    assert_eq!((grid.header_row, grid.height(), grid.columns[1].get(1)), (Some(3), 2, None));
    let codes: Vec<_> = grid.skipped.iter().map(|skipped| (skipped.line, skipped.code)).collect();
    assert_eq!(codes, [(1, "preamble"), (2, "blank"), (5, "blank")]);
}

#[test]
fn sheets_can_be_named_and_wrong_names_are_told() {
    let options = |sheet: &str| ReadOptions { sheet: Some(sheet.into()), ..ReadOptions::default() };
    assert_eq!(read(Path::new("f.xlsx"), &book(), &options("Leads"), None).unwrap().len(), 1);
    let error = read(Path::new("f.xlsx"), &book(), &options("Lead"), None).unwrap_err();
    assert!(error.to_string().contains("Hinweise, Leads"));
}

#[test]
fn truncated_workbooks_are_an_error() {
    let book = book();
    for cut in [40, book.len() / 2, book.len() - 10] {
        let error = read(Path::new("f.xlsx"), &book[..cut], &ReadOptions::default(), None).unwrap_err();
        assert!(matches!(error, IngestError::Damaged { .. }), "{error}");
    }
}

/// A workbook of sheets given as name, state and the inside of `worksheet`; formats are those of cells with `s`.
fn parts(sheets: &[(&str, &str, &str)], formats: &[&str], is_1904: bool) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: String| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{rels}/{kind}\" Target=\"{target}\"/>")
    };
    let root = relation(1, "officeDocument", "xl/workbook.xml");
    part("_rels/.rels", format!("<Relationships xmlns=\"{package}\">{root}</Relationships>"));
    let (mut list, mut targets) = (String::new(), String::new());
    for (at, (name, state, inside)) in sheets.iter().enumerate() {
        let id = at + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" state=\"{state}\" r:id=\"rId{id}\"/>");
        targets += &relation(id, "worksheet", &format!("worksheets/sheet{id}.xml"));
        part(&format!("xl/worksheets/sheet{id}.xml"), format!("<worksheet xmlns=\"{main}\">{inside}</worksheet>"));
    }
    part("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{package}\">{targets}</Relationships>"));
    let numbered = || formats.iter().enumerate().map(|(at, format)| (at + 164, format.replace('"', "&quot;")));
    let codes: String =
        numbered().map(|(id, code)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>")).collect();
    let styles: String = numbered().map(|(id, _)| format!("<xf numFmtId=\"{id}\"/>")).collect();
    part(
        "xl/styles.xml",
        format!(
            "<styleSheet xmlns=\"{main}\"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
        ),
    );
    part(
        "xl/workbook.xml",
        format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{rels}\"><workbookPr date1904=\"{}\"/><sheets>{list}</sheets></workbook>",
            u8::from(is_1904)
        ),
    );
    writer.finish().unwrap().into_inner()
}

/// Rows of cells: text, or anything that begins with `<` as it stands. Empty cells are left out.
fn rows(rows: &[&[&str]]) -> String {
    let mut out = String::from("<sheetData>");
    for (row, cells) in rows.iter().enumerate() {
        let row = row + 1;
        out += &format!("<row r=\"{row}\">");
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{row}", char::from(b'A' + column as u8));
            out += &match cell.strip_prefix("<c ") {
                Some(rest) => format!("<c r=\"{place}\" {rest}"),
                None => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            };
        }
        out += "</row>";
    }
    out + "</sheetData>"
}

fn one(inside: &str, formats: &[&str]) -> Grid {
    let mut grids = read(
        Path::new("f.xlsx"),
        &parts(&[("Leads", "visible", inside)], formats, false),
        &ReadOptions::default(),
        None,
    )
    .unwrap();
    assert_eq!(grids.len(), 1);
    grids.remove(0)
}

fn row(grid: &Grid, at: usize) -> Vec<Option<&str>> {
    grid.columns.iter().map(|column| column.get(at)).collect()
}

#[test]
fn number_formats_show_zeros_in_front() {
    let sheet = rows(&[
        &["PLZ", "Kundennr", "Telefon", "Umsatz", "Ort"],
        &[
            "<c s=\"1\"><v>1067</v></c>",
            "<c s=\"2\"><v>42</v></c>",
            "<c s=\"3\"><v>3517965512</v></c>",
            "<c s=\"4\"><v>5</v></c>",
            "Ort",
        ],
        &[
            "04109",
            "<c s=\"2\" t=\"n\"><v>7</v></c>",
            "<c ><v>493023125001</v></c>",
            "<c ><v>1.1000000000000001</v></c>",
            "",
        ],
    ]);
    let grid = one(&sheet, &["00000", "\"K-\"0000", "0000\\ 000000", "0.00"]);
    assert_eq!(row(&grid, 0), [Some("01067"), Some("K-0042"), Some("3517 965512"), Some("5"), Some("Ort")]);
    assert_eq!(row(&grid, 1), [Some("04109"), Some("K-0007"), Some("493023125001"), Some("1.1"), None]);
}

#[test]
fn group_rows_and_tall_headers_are_understood() {
    let sheet = rows(&[
        &["Teilnehmer der Messe"],
        &[],
        &["Kundennr", "Person", "", "Adresse", ""],
        &["", "Vorname", "Nachname", "PLZ", "Ort"],
        &["1", "Ilse", "Weber", "01067", "Dresden"],
        &["2", "Kurt", "Weber", "01069"],
    ]) + "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"B3:C3\"/>\
          <mergeCell ref=\"D3:E3\"/><mergeCell ref=\"E5:E6\"/></mergeCells>";
    let grid = one(&sheet, &[]);
    assert_eq!(grid.headers, ["Kundennr", "Vorname", "Nachname", "PLZ", "Ort"]);
    assert_eq!((grid.header_row, grid.records, row(&grid, 1)[4]), (Some(4), 2, None));
    let codes: Vec<_> = grid.skipped.iter().map(|skipped| (skipped.line, skipped.code)).collect();
    assert_eq!(codes, [(1, "preamble"), (2, "blank"), (3, "group_header")]);
}

#[test]
fn errors_and_formulas_without_a_result_are_noted() {
    let sheet = rows(&[
        &["Name", "Ort", "Umsatz", "Rabatt"],
        &["Ilse", "<c t=\"e\"><v>#REF!</v></c>", "<c ><f>A2*2</f><v></v></c>", "<c ><f>1+1</f><v>2</v></c>"],
        &["Kurt", "<c t=\"e\"><v>#SPILL!</v></c>", "<c t=\"str\"><f>A1</f><v></v></c>", "<c t=\"b\"><v>1</v></c>"],
        &["", "<c t=\"e\"><f>X</f><v>#N/A</v></c>"],
    ]);
    let grid = one(&sheet, &[]);
    assert_eq!(row(&grid, 0), [Some("Ilse"), None, None, Some("2")]);
    assert_eq!(row(&grid, 1), [Some("Kurt"), None, None, Some("true")]);
    let notes: Vec<_> =
        grid.notes.iter().map(|note| (note.row, note.column, note.code, note.original.as_str())).collect();
    assert_eq!(notes, [(0, 1, "cell.error", "#REF!"), (0, 2, "cell.error", "=A2*2"), (1, 1, "cell.error", "#SPILL!")]);
    assert_eq!((grid.records, grid.damage["cell.error"]), (2, 1));
}

#[test]
fn hidden_sheets_are_named_and_not_read() {
    let leads = rows(&[&["Name", "E-Mail"], &["Ilse", "i@x.example"]]);
    let sheets = [
        ("Alt", "hidden", &leads[..]),
        ("Leads", "visible", &leads),
        ("Kunden", "visible", &leads),
        ("Geheim", "veryHidden", &leads),
    ];
    let book = parts(&sheets, &[], false);
    let grids = read(Path::new("f.xlsx"), &book, &ReadOptions::default(), None).unwrap();
    let names: Vec<_> = grids.iter().filter_map(|grid| grid.sheet.as_deref()).collect();
    assert_eq!(names, ["Leads", "Kunden"]);
    assert_eq!((grids[0].hidden_sheets.join(" "), grids[0].damage["hidden_sheets"]), ("Alt Geheim".into(), 2));
    assert!(grids[1].hidden_sheets.is_empty());
    let options = ReadOptions { sheet: Some("Alt".into()), ..ReadOptions::default() };
    assert_eq!(read(Path::new("f.xlsx"), &book, &options, None).unwrap()[0].records, 1);
    let only = read(Path::new("f.xlsx"), &parts(&sheets[..1], &[], false), &ReadOptions::default(), None).unwrap_err();
    assert!(only.to_string().contains("Hidden sheets: Alt"), "{only}");
}

#[test]
fn dates_of_both_systems_and_times_are_told_by_their_format() {
    let sheet = rows(&[
        &["Name", "Datum", "Zeit", "Dauer", "ISO"],
        &[
            "Ilse",
            "<c s=\"1\"><v>43923</v></c>",
            "<c s=\"2\"><v>0.5</v></c>",
            "<c s=\"3\"><v>1.25</v></c>",
            "<c t=\"d\"><v>2024-04-03T00:00:00</v></c>",
        ],
    ]);
    let read = |is_1904| {
        let book = parts(&[("Leads", "visible", &sheet)], &["dd/mm/yyyy", "hh:mm", "[h]:mm:ss"], is_1904);
        let grids = read(Path::new("f.xlsx"), &book, &ReadOptions::default(), None).unwrap();
        grids[0].columns.iter().skip(1).map(|column| column.get(0).unwrap_or_default().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(read(true), ["2024-04-03", "12:00:00", "30:00:00", "2024-04-03"]);
    assert_eq!(read(false)[0], "2020-04-02");
}

#[test]
fn a_stray_cell_far_away_costs_nothing_and_a_wide_one_is_told() {
    let lead = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Name</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>Ilse</v></c></row>";
    let stray = |place: &str| {
        format!("<sheetData>{lead}<row r=\"1048576\"><c r=\"{place}1048576\" t=\"str\"><v>x</v></c></row></sheetData>")
    };
    let grid = one(&stray("A"), &[]);
    assert_eq!((grid.records, grid.skipped.len()), (2, 1_048_573));
    let book = parts(&[("Leads", "visible", &stray("XFD"))], &[], false);
    let error = read(Path::new("f.xlsx"), &book, &ReadOptions::default(), None).unwrap_err();
    assert!(error.to_string().contains("16384 columns; the last column is filled in row 1048576"), "{error}");
}

#[test]
fn reading_ends_with_the_wanted_records() {
    let mut all: Vec<&[&str]> = vec![&["Name", "Ort"]];
    all.resize(500, &["Ilse", "Dresden"]);
    let book = parts(&[("Leads", "visible", &rows(&all))], &[], false);
    let grids = read(Path::new("f.xlsx"), &book, &ReadOptions::default(), Some(10)).unwrap();
    assert_eq!((grids[0].records, grids[0].limited), (10, true));
    let grids = read(Path::new("f.xlsx"), &book, &ReadOptions::default(), None).unwrap();
    assert_eq!((grids[0].records, grids[0].limited), (499, false));
}

#[test]
fn a_broken_part_is_damage() {
    for inside in ["<sheetData><row r=\"1\"><c r=\"A1\"", "", "<sheetData><row r=\"x\"></row></sheetData>"] {
        let book = parts(&[("Leads", "visible", inside)], &[], false);
        assert!(read(Path::new("f.xlsx"), &book, &ReadOptions::default(), None).is_err(), "{inside}");
    }
}
