//! Lists of words that are asked once per token: grouped by first and by last byte on first use, so that a look-up
//! compares a handful of words instead of all, without hashing.

use std::sync::OnceLock;

/// A list of words, all in lower case.
#[derive(Debug)]
pub(in crate::kernel) struct Words {
    list: &'static [&'static str],
    by_first: OnceLock<Vec<Vec<&'static str>>>,
    by_last: OnceLock<Vec<Vec<&'static str>>>,
}

impl Words {
    /// Wraps a list; costs nothing.
    pub const fn new(list: &'static [&'static str]) -> Self {
        Self { list, by_first: OnceLock::new(), by_last: OnceLock::new() }
    }

    fn group(
        &self,
        groups: &'static OnceLock<Vec<Vec<&'static str>>>,
        key: impl Fn(&str) -> Option<u8>,
        byte: u8,
    ) -> &'static [&'static str] {
        groups
            .get_or_init(|| {
                let mut out = vec![Vec::new(); 256];
                for word in self.list {
                    if let Some(slot) = key(word).and_then(|byte| out.get_mut(usize::from(byte))) {
                        slot.push(*word);
                    }
                }
                out
            })
            .get(usize::from(byte))
            .map_or(&[], Vec::as_slice)
    }

    /// True when the word is one of the list.
    pub fn contains(&'static self, word: &str) -> bool {
        let Some(first) = word.bytes().next() else { return false };
        self.group(&self.by_first, |word| word.bytes().next(), first).contains(&word)
    }

    /// The longest word of the list that `text` starts with.
    pub fn longest_start(&'static self, text: &str) -> Option<&'static str> {
        let first = text.bytes().next()?;
        let group = self.group(&self.by_first, |word| word.bytes().next(), first);
        group.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len()).copied()
    }

    /// True when some word of the list starts with that byte.
    pub fn starts_with(&'static self, byte: u8) -> bool {
        !self.group(&self.by_first, |word| word.bytes().next(), byte).is_empty()
    }

    /// True when `word` ends in a word of the list and is longer by `more` bytes at least.
    pub fn is_end_of(&'static self, word: &str, more: usize) -> bool {
        let Some(last) = word.bytes().next_back() else { return false };
        let group = self.group(&self.by_last, |word| word.bytes().next_back(), last);
        group.iter().any(|end| word.len() >= end.len() + more && word.ends_with(end))
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
        assert!(WORDS.is_end_of("holzweg", 2) && !WORDS.is_end_of("weg", 1));
        assert!(WORDS.starts_with(b'r') && !WORDS.starts_with(b'x'));
    }
}
