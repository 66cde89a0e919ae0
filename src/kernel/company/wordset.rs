//! Lists of words that are asked once per token: grouped by first and by last bytes on first use, so that a look-up
//! compares a handful of words instead of all, without hashing.

use std::sync::OnceLock;

/// Groups of a list by its last two bytes; a prime keeps frequent endings apart.
const ENDS: usize = 509;

/// A list of words, all in lower case.
#[derive(Debug)]
pub(in crate::kernel) struct Words {
    list: &'static [&'static str],
    index: OnceLock<Index>,
}

/// A list grouped. `lengths` and `seconds` say by first byte which lengths and second bytes (as bits, modulo 64) the
/// words have, which refuses most of what is asked.
#[derive(Debug)]
struct Index {
    by_first: Vec<Vec<&'static str>>,
    by_end: Vec<Vec<&'static str>>,
    lengths: [u64; 256],
    seconds: [u64; 256],
}

fn bit(number: usize) -> u64 {
    1 << (number & 63)
}

/// The group of the last two bytes; a word of one byte ends like nothing else.
fn end_of(word: &[u8]) -> usize {
    match word {
        [.., before, last] => (usize::from(*before) * 31 + usize::from(*last)) % ENDS,
        _ => 0,
    }
}

impl Index {
    fn new(list: &[&'static str]) -> Self {
        let mut out = Self {
            by_first: vec![Vec::new(); 256],
            by_end: vec![Vec::new(); ENDS],
            lengths: [0; 256],
            seconds: [0; 256],
        };
        for word in list {
            let bytes = word.as_bytes();
            let Some(first) = bytes.first().map(|byte| usize::from(*byte)) else { continue };
            out.by_first[first].push(word);
            out.by_end[end_of(bytes)].push(word);
            out.lengths[first] |= bit(bytes.len());
            out.seconds[first] |= bytes.get(1).map_or(u64::MAX, |second| bit(usize::from(*second)));
        }
        out
    }
}

impl Words {
    /// Wraps a list; costs nothing.
    pub const fn new(list: &'static [&'static str]) -> Self {
        Self { list, index: OnceLock::new() }
    }

    fn index(&'static self) -> &'static Index {
        self.index.get_or_init(|| Index::new(self.list))
    }

    /// True when the word is one of the list.
    pub fn contains(&'static self, word: impl AsRef<[u8]>) -> bool {
        let word = word.as_ref();
        let Some(first) = word.first().copied().map(usize::from) else { return false };
        let index = self.index();
        index.lengths[first] & bit(word.len()) != 0
            && index.by_first[first].iter().any(|other| {
                // The last bytes differ most often, and cost no call.
                let other = other.as_bytes();
                other.len() == word.len() && other.last() == word.last() && other == word
            })
    }

    /// The longest word of the list that `text` starts with, in any case of ASCII letters.
    pub fn longest_start(&'static self, text: &str) -> Option<&'static str> {
        let text = text.as_bytes();
        let group = &self.index().by_first[usize::from(text.first()?.to_ascii_lowercase())];
        // The last bytes differ most often, and cost no call.
        let starts = |word: &&&str| {
            let word = word.as_bytes();
            text.get(..word.len()).is_some_and(|head| {
                head.last().map(u8::to_ascii_lowercase) == word.last().copied() && head.eq_ignore_ascii_case(word)
            })
        };
        group.iter().filter(starts).max_by_key(|word| word.len()).copied()
    }

    /// True when a word of the list starts with `start`, in any case of ASCII letters, and is longer.
    pub fn goes_on(&'static self, start: &str) -> bool {
        let start = start.as_bytes();
        let Some(first) = start.first().map(u8::to_ascii_lowercase) else { return true };
        let longer = |word: &&str| {
            let head = word.as_bytes().split_at_checked(start.len());
            head.is_some_and(|(head, rest)| !rest.is_empty() && head.eq_ignore_ascii_case(start))
        };
        self.index().by_first[usize::from(first)].iter().any(longer)
    }

    /// False when no word of the list starts with these two bytes; cheap, and true for some that none starts with.
    pub fn may_start(&'static self, first: u8, second: u8) -> bool {
        self.index().seconds[usize::from(first)] & bit(usize::from(second)) != 0
    }

    /// True when `word` ends in a word of the list and is longer by `more` bytes at least.
    pub fn is_end_of(&'static self, word: impl AsRef<[u8]>, more: usize) -> bool {
        let word = word.as_ref();
        let group = &self.index().by_end[end_of(word)];
        group.iter().any(|end| word.len() >= end.len() + more && word.ends_with(end.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORDS: Words = Words::new(&["weg", "weg.", "ring"]);

    #[test]
    fn look_ups() {
        assert!(WORDS.contains("ring") && !WORDS.contains("rin") && !WORDS.contains(""));
        assert_eq!(WORDS.longest_start("weg. 5"), Some("weg."));
        assert!(WORDS.goes_on("We") && WORDS.goes_on("weg") && !WORDS.goes_on("weg.") && !WORDS.goes_on("wag"));
        assert!(WORDS.is_end_of("holzweg", 2) && !WORDS.is_end_of("weg", 1));
        assert!(WORDS.may_start(b'r', b'i') && !WORDS.may_start(b'x', b'i'));
    }
}
