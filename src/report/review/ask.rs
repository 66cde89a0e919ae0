//! The dialogue: a question, an answer a line, until the questions or the lines end.

use super::{Question, show};
use std::io::{self, BufRead, Write};

const PROMPT: &str = "same contact? [y]es [n]o [s]kip [u]ndo [q]uit ";

/// Keeps answers.
pub trait Keep {
    /// Keeps an answer before the next question is asked.
    ///
    /// # Errors
    /// When it cannot be written.
    fn keep(&mut self, left: &str, right: &str, same: bool) -> io::Result<()>;

    /// Forgets the last answer that was kept and not taken back.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn take_back(&mut self) -> io::Result<()>;
}

/// How far the questions came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Questions that were answered.
    pub answered: usize,
    /// Questions that were passed over.
    pub skipped: usize,
    /// Questions without an answer, the skipped ones among them.
    pub left: usize,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Answer(bool),
    Skip,
    Undo,
    Quit,
}

/// Asks the first `limit` questions, shown on `out` in `width` columns, and takes an answer a line from `input`. Its end
/// ends the dialogue like `quit`.
///
/// # Errors
/// When `input` cannot be read, `out` cannot be written to, or an answer cannot be kept.
pub fn ask(
    questions: &[Question],
    limit: usize,
    (input, out): (&mut impl BufRead, &mut impl Write),
    keep: &mut impl Keep,
    width: usize,
) -> io::Result<Tally> {
    let asked = &questions[..limit.min(questions.len())];
    // True for each question that was answered, false for each that was skipped.
    let mut done: Vec<bool> = Vec::new();
    while let Some(question) = asked.get(done.len()) {
        let number = done.len() + 1;
        writeln!(out, "\nquestion {number} of {}, {} left after it", asked.len(), asked.len() - number)?;
        show::question(out, question, width)?;
        match listen(input, out)? {
            Word::Answer(same) => {
                keep.keep(&question.left.id, &question.right.id, same)?;
                done.push(true);
            }
            Word::Skip => done.push(false),
            Word::Undo => undo(&mut done, out, keep)?,
            Word::Quit => break,
        }
    }
    let answered = done.iter().filter(|&&answered| answered).count();
    Ok(Tally { answered, skipped: done.len() - answered, left: questions.len() - answered })
}

/// Goes back to the question before.
fn undo(done: &mut Vec<bool>, out: &mut impl Write, keep: &mut impl Keep) -> io::Result<()> {
    match done.pop() {
        Some(true) => {
            keep.take_back()?;
            writeln!(out, "the last answer is taken back")
        }
        Some(false) => Ok(()),
        None => writeln!(out, "there is nothing to undo: this is the first question"),
    }
}

/// Asks until a line is understood.
fn listen(input: &mut impl BufRead, out: &mut impl Write) -> io::Result<Word> {
    loop {
        write!(out, "{PROMPT}")?;
        out.flush()?;
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            writeln!(out)?;
            return Ok(Word::Quit);
        }
        match word(&String::from_utf8_lossy(&line)) {
            Some(word) => return Ok(word),
            None => writeln!(out, "answer with y, n, s, u or q")?,
        }
    }
}

fn word(line: &str) -> Option<Word> {
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" => Some(Word::Answer(true)),
        "n" | "no" | "nein" => Some(Word::Answer(false)),
        "s" | "skip" => Some(Word::Skip),
        "u" | "undo" => Some(Word::Undo),
        "q" | "quit" => Some(Word::Quit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FIELDS, Record};
    use super::*;

    /// Answers in memory.
    #[derive(Default)]
    struct Kept(Vec<(String, String, bool)>);

    impl Keep for Kept {
        fn keep(&mut self, left: &str, right: &str, same: bool) -> io::Result<()> {
            self.0.push((left.to_owned(), right.to_owned(), same));
            Ok(())
        }

        fn take_back(&mut self) -> io::Result<()> {
            self.0.pop().map(|_| ()).ok_or_else(|| io::Error::other("nothing was kept"))
        }
    }

    fn question(number: usize) -> Question {
        let record = |side: &str| Record { id: format!("{side}:{number}"), values: vec![String::new(); FIELDS.len()] };
        let reason = "linked, but the pair alone is unsure".to_owned();
        Question { left: record("a"), right: record("b"), weight: 1.0, probability: 0.667, reason }
    }

    /// What was kept as `number` and answer, the tally, and what was shown.
    fn told(lines: &str, limit: usize) -> (Vec<(String, bool)>, [usize; 3], String) {
        let questions: Vec<Question> = (1..=4).map(question).collect();
        let (mut kept, mut out) = (Kept::default(), Vec::new());
        let tally = ask(&questions, limit, (&mut lines.as_bytes(), &mut out), &mut kept, 80).unwrap();
        let kept = kept.0.into_iter().map(|(left, right, same)| (format!("{left} {right}"), same)).collect();
        (kept, [tally.answered, tally.skipped, tally.left], String::from_utf8(out).unwrap())
    }

    #[test]
    fn every_answer_is_kept_and_the_end_of_the_lines_quits() {
        let (kept, tally, shown) = told("y\nNO\ns\n", usize::MAX);
        assert_eq!(kept, [("a:1 b:1".to_owned(), true), ("a:2 b:2".to_owned(), false)]);
        assert_eq!(tally, [2, 1, 2]);
        assert!(
            shown.contains("question 1 of 4, 3 left after it\n+1.0 bits, probability 66.7 %: linked, but"),
            "{shown}"
        );
        assert_eq!(shown.matches(PROMPT).count(), 4);
        assert_eq!(told("q\ny\n", usize::MAX).1, [0, 0, 4]);
        assert_eq!(told("y", usize::MAX).1, [1, 0, 3], "a last line without an end counts");
    }

    #[test]
    fn what_is_no_answer_is_asked_again() {
        let (kept, tally, shown) = told("\nmaybe\n  Ja \r\n", usize::MAX);
        assert_eq!((kept.len(), tally), (1, [1, 0, 3]));
        assert_eq!(shown.matches("answer with y, n, s, u or q").count(), 2);
        assert_eq!(shown.matches("question 1 of 4").count(), 1);
    }

    #[test]
    fn undo_goes_back_over_answers_and_skipped_questions() {
        let (kept, tally, shown) = told("u\ny\ns\nu\nu\nn\nq\n", usize::MAX);
        assert_eq!(kept, [("a:1 b:1".to_owned(), false)]);
        assert_eq!(tally, [1, 0, 3]);
        assert!(shown.contains("nothing to undo") && shown.contains("taken back"), "{shown}");
    }

    #[test]
    fn no_more_than_the_limit_is_asked() {
        let (kept, tally, shown) = told("y\ny\ny\ny\n", 2);
        assert_eq!((kept.len(), tally), (2, [2, 0, 2]));
        assert!(shown.contains("question 2 of 2, 0 left after it") && !shown.contains("question 3"), "{shown}");
    }
}
