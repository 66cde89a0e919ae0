//! The key that two spellings of one firm share.
//!
//! What for: blocking and exact matching. Not for: likeness of names that differ (`similarity`). Costs one pass over
//! the name and a look-up a word.

use super::index::Index;
use super::local::{is_word_char, push_folded, squash};
use super::scan::{char_at, plain_run};
use super::words::KEY_WORDS;
use std::sync::LazyLock;

static SAME: LazyLock<Index<&'static str>> = LazyLock::new(|| {
    let mut index = Index::default();
    KEY_WORDS.iter().for_each(|(word, same)| *index.entry(word) = *same);
    index
});

/// Folded words of a base without filler, single letters joined, usual abbreviations written out. `key` is an empty
/// buffer.
pub(super) fn match_key(mut key: String, base: &str) -> String {
    // Where the word that is being read began, and whether the one before was a single letter.
    let mut start = 0;
    let mut single = false;
    let mut at = 0;
    while let Some(c) = char_at(base, at) {
        at += c.len_utf8();
        if is_word_char(c) {
            push_folded(&mut key, c);
            let run = plain_run(base, at);
            key.push_str(run);
            at += run.len();
        } else if !matches!(c, '\'' | '’') {
            start = close(&mut key, start, &mut single);
        }
    }
    close(&mut key, start, &mut single);
    if key.ends_with(' ') {
        key.pop();
    }
    if key.is_empty() {
        // Nothing but filler ("The Firma"): better a key that says so than an empty one.
        return squash(base);
    }
    key
}

/// Ends the word that began at `start`; where the next one begins.
#[inline]
fn close(key: &mut String, start: usize, single: &mut bool) -> usize {
    let Some(word) = key.get(start..).filter(|word| !word.is_empty()) else { return start };
    if let Some(same) = SAME.get(word) {
        key.truncate(start);
        if same.is_empty() {
            return start;
        }
        key.push_str(same);
    }
    let alone = key.len() == start + 1 && !key.ends_with(|c: char| c.is_ascii_digit());
    if alone && *single {
        // "A. B." and "AB" are one word.
        let letter = key.pop();
        key.pop();
        key.extend(letter);
    }
    *single = alone;
    key.push(' ');
    key.len()
}
