//! A pair side by side, and what to do when the questions are through.

use super::super::terminal::{bits, pad, paragraph, printable, widest, wrapped};
use super::{FIELDS, Question, Tally};
use std::io::{self, Write};
use std::path::Path;

/// Columns of the labels, and of the mark behind them.
const LABEL: usize = 12;
const MARK: usize = 2;
/// Columns between the two records.
const GAP: usize = 2;
/// The narrowest and the widest a record is shown.
const SIDE: (usize, usize) = (16, 60);

/// Writes a pair with its weight; values that both records have are marked with `=`.
pub fn question(out: &mut impl Write, asked: &Question, width: usize) -> io::Result<()> {
    let share = asked.probability * 100.0;
    let text = format!("{} bits, probability {share:.1} %: {}", bits(asked.weight), printable(&asked.reason));
    paragraph(out, &text, 0, width)?;
    let (least, most) = SIDE;
    let both = width.saturating_sub(LABEL + MARK + GAP);
    let values = asked.left.values.iter().map(String::as_str);
    let left = widest(values.chain([asked.left.id.as_str()]), (both / 2).clamp(least, most));
    // What the left one does not need is the right one's.
    let widths = [left, both.saturating_sub(left).clamp(least, most)];
    row(out, ["", ""], [&asked.left.id, &asked.right.id], widths)?;
    for ((label, _), (one, other)) in FIELDS.iter().zip(asked.left.values.iter().zip(&asked.right.values)) {
        if !one.is_empty() || !other.is_empty() {
            let mark = if one.to_lowercase() == other.to_lowercase() { "=" } else { "" };
            row(out, [label, mark], [one, other], widths)?;
        }
    }
    Ok(())
}

/// A label, a mark and two cells, in as many lines as the longer one takes.
fn row(out: &mut impl Write, [label, mark]: [&str; 2], cells: [&str; 2], widths: [usize; 2]) -> io::Result<()> {
    let [one, other] = [lines(cells[0], widths[0]), lines(cells[1], widths[1])];
    for at in 0..one.len().max(other.len()) {
        let (label, mark) = if at == 0 { (label, mark) } else { ("", "") };
        let line = |cell: &[String]| cell.get(at).cloned().unwrap_or_default();
        let start = pad(label, LABEL) + &pad(mark, MARK) + &pad(&line(&one), widths[0] + GAP) + &line(&other);
        writeln!(out, "{}", start.trim_end())?;
    }
    Ok(())
}

/// A value whole: broken at blanks, and within a word where that is longer than the line.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in wrapped(&printable(text), width) {
        let letters: Vec<char> = line.chars().collect();
        lines.extend(letters.chunks(width.max(1)).map(|part| part.iter().collect::<String>()));
    }
    lines
}

/// Writes how far the questions came, and what makes a run use the answers in the file `labels`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_summary(out: &mut impl Write, tally: &Tally, labels: &Path, has_answers: bool) -> io::Result<()> {
    let Tally { answered, skipped, left } = tally;
    let again = if *skipped > 0 { " (skipped ones are asked again next time)" } else { "" };
    writeln!(out, "answered {answered}, skipped {skipped}, left {left}{again}")?;
    if !has_answers {
        return Ok(());
    }
    let labels = labels.display().to_string();
    writeln!(out, "to use the answers, put below [dedupe] of the pipeline and run it again:")?;
    writeln!(out, "  labels = {}", basic(&labels))?;
    writeln!(out, "or run it with --set {}", word(&format!("dedupe.labels={labels}")))
}

/// A string of TOML.
fn basic(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A word of a shell, quoted where a blank would end it.
fn word(text: &str) -> String {
    if text.contains([' ', '\'', '(', ')', '&', ';', '$']) { format!("\"{text}\"") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::Record;
    use super::*;

    fn record(id: &str, values: [&str; 10]) -> Record {
        Record { id: id.to_owned(), values: values.map(str::to_owned).to_vec() }
    }

    fn shown(left: Record, right: Record, width: usize) -> String {
        let reason = "left apart, but the pair may match".to_owned();
        let mut out = Vec::new();
        let asked = Question { left, right, weight: -1.25, probability: 0.296, reason };
        question(&mut out, &asked, width).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn equal_values_are_marked_and_fields_that_nobody_has_are_left_out() {
        let left = record("crm:1", ["Anna Kessler", "", "a@k.de", "", "", "", "Weg 1", "04229 Leipzig", "", "crm"]);
        let right = record("web:2", ["A. Kessler", "K GmbH", "A@k.de", "", "", "", "", "04229 Leipzig", "", "web"]);
        let expected = "\
-1.2 bits, probability 29.6 %: left apart, but the pair may match
              crm:1          web:2
name          Anna Kessler   A. Kessler
company                      K GmbH
e-mail      = a@k.de         A@k.de
street        Weg 1
city        = 04229 Leipzig  04229 Leipzig
source        crm            web
";
        assert_eq!(shown(left, right, 80), expected);
    }

    #[test]
    fn long_values_are_shown_whole_within_the_width() {
        let (long, word) = ("word ".repeat(30), "x".repeat(70));
        let left = record("crm:1", [long.trim(), "", "", "", "", "", "", "", "", "a\u{1b}[2Jb"]);
        let said = shown(left, record("web:2", [&word, "", "", "", "", "", "", "", "", "web"]), 60);
        assert!(said.lines().all(|line| line.chars().count() <= 60), "{said}");
        assert_eq!((said.matches("word").count(), said.matches('x').count()), (30, 70), "{said}");
        assert!(!said.contains('\u{1b}'));
    }

    #[test]
    fn the_summary_says_what_to_do_next() {
        let said = |path: &str, has_answers| {
            let mut out = Vec::new();
            let tally = Tally { answered: 2, skipped: 1, left: 7 };
            write_summary(&mut out, &tally, Path::new(path), has_answers).unwrap();
            String::from_utf8(out).unwrap()
        };
        let line = "answered 2, skipped 1, left 7 (skipped ones are asked again next time)\n";
        assert_eq!(said("labels.csv", false), line);
        let next = said("my \"own\"/labels.csv", true);
        assert!(next.contains(r#"labels = "my \"own\"/labels.csv""#), "{next}");
        assert!(said("a b/labels.csv", true).contains("--set \"dedupe.labels=a b/labels.csv\""));
    }
}
