//! `leadloom normalize`: a stream of values in, a verdict a line out, by the kernels the pipeline uses.
//!
//! Lines are answered in parallel and written in order. Whatever one read of the input brought is answered before the
//! next read, so that the command works as a co-process. Memory: the lines of one read.

mod answer;
mod question;

use crate::engine::distinct::guarded;
use crate::validate::postal::PostalTable;
use rayon::prelude::*;
use std::io::{self, Read, Write};

use answer::Answer;
pub use answer::Kind;
use question::Question;

/// Bytes that are read at once; a pipe brings less.
const READ: usize = 1 << 20;

/// Lines that one thread answers at a time.
const BATCH: usize = 256;

/// What is known besides the lines.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// ISO code of the country that is believed where a line names none.
    pub country: Option<&'a str>,
    /// Which postal codes there are, where the user installed a table.
    pub postal: Option<&'a PostalTable>,
}

/// Answers every line of `input` with one line of `output`, in order.
///
/// # Errors
/// When the input cannot be read or the output cannot be written.
pub fn normalize(kind: Kind, known: Known<'_>, mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut pending = Vec::new();
    let mut buffer = vec![0; READ];
    let mut answered = 0;
    loop {
        let read = match input.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let fresh = buffer.get(..read).unwrap_or_default();
        pending.extend_from_slice(fresh);
        // the last line may lack its line end
        let complete = match (read, fresh.iter().rposition(|&byte| byte == b'\n')) {
            (0, _) => pending.len(),
            (_, Some(at)) => pending.len() - fresh.len() + at + 1,
            (_, None) => continue,
        };
        let rest = pending.split_off(complete);
        let lines: Vec<&[u8]> = split_lines(&pending, answered == 0);
        let answers: Vec<Vec<u8>> = lines
            .par_chunks(BATCH)
            .enumerate()
            .map(|(at, batch)| answer_batch(kind, known, batch, answered + at * BATCH))
            .collect();
        answered += lines.len();
        for text in &answers {
            output.write_all(text)?;
        }
        output.flush()?;
        pending = rest;
        if read == 0 {
            return Ok(());
        }
    }
}

fn answer_batch(kind: Kind, known: Known<'_>, lines: &[&[u8]], before: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(lines.len() * 128);
    for (at, line) in lines.iter().enumerate() {
        let question = Question::parse(line, before + at + 1, known.country);
        let answer = guarded(|| Some(Answer::to(kind, &question, known.postal)));
        answer.unwrap_or_else(|| Answer::unreadable(&question)).write(&mut out);
        out.push(b'\n');
    }
    out
}

/// Lines without their ends (`\n`, `\r\n`); the first one of the input without a byte order mark.
fn split_lines(text: &[u8], is_start: bool) -> Vec<&[u8]> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").filter(|_| is_start).unwrap_or(text);
    if text.is_empty() {
        return Vec::new();
    }
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect()
}
