//! Words by hash, with a cheap test in front that refuses most keys by their ends and their length.
//!
//! What for: tails of a name that are asked again and again and seldom known. Costs a kilobyte an index.

use rustc_hash::FxHashMap;

/// Words in lower case and what they stand for.
#[derive(Debug)]
pub(super) struct Index<V> {
    map: FxHashMap<&'static str, V>,
    /// One bit for each pair of first and of last bytes, six bits of either byte.
    starts: [u64; 64],
    ends: [u64; 64],
    /// One bit for each first byte and length, six bits of either.
    lengths: [u64; 64],
}

impl<V> Default for Index<V> {
    fn default() -> Self {
        Self { map: FxHashMap::default(), starts: [0; 64], ends: [0; 64], lengths: [0; 64] }
    }
}

/// Slot and bit of a pair of bytes.
#[inline]
fn bit(one: u8, other: u8) -> (usize, u64) {
    (usize::from(one & 63), 1 << (other & 63))
}

#[inline]
fn start_of(word: &[u8]) -> (usize, u64) {
    match word {
        [first, second, ..] => bit(*first, *second),
        [only] => bit(*only, 0),
        [] => (0, 0),
    }
}

#[inline]
fn length_of(word: &str) -> (usize, u64) {
    let first = word.as_bytes().first().copied().unwrap_or_default();
    // Longer words share the bits of shorter ones.
    bit(first, word.len() as u8)
}

#[inline]
fn end_of(word: &[u8]) -> (usize, u64) {
    match word {
        [.., before, last] => bit(*before, *last),
        [only] => bit(0, *only),
        [] => (0, 0),
    }
}

fn mark(table: &mut [u64; 64], (slot, bit): (usize, u64)) {
    if let Some(slot) = table.get_mut(slot) {
        *slot |= bit;
    }
}

#[inline]
fn is_marked(table: &[u64; 64], (slot, bit): (usize, u64)) -> bool {
    table.get(slot).is_some_and(|slot| slot & bit != 0)
}

impl<V: Default> Index<V> {
    /// The value of a word, to be set; the word is known from then on.
    pub fn entry(&mut self, word: &'static str) -> &mut V {
        self.mark_start(word);
        self.mark_end(word);
        mark(&mut self.lengths, length_of(word));
        self.map.entry(word).or_default()
    }
}

impl<V> Index<V> {
    /// Lets `may_start` pass for keys that start like this one.
    pub fn mark_start(&mut self, word: &str) {
        mark(&mut self.starts, start_of(word.as_bytes()));
    }

    /// Lets `may_end` pass for keys that end like this one.
    pub fn mark_end(&mut self, word: &str) {
        mark(&mut self.ends, end_of(word.as_bytes()));
    }

    /// False when no word of the index can be the start of the key.
    #[inline]
    pub fn may_start(&self, key: impl AsRef<[u8]>) -> bool {
        is_marked(&self.starts, start_of(key.as_ref()))
    }

    /// False when no word of the index can be the end of the key.
    #[inline]
    pub fn may_end(&self, key: impl AsRef<[u8]>) -> bool {
        is_marked(&self.ends, end_of(key.as_ref()))
    }

    /// What a word stands for.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&V> {
        let known = is_marked(&self.lengths, length_of(word)) && self.may_start(word) && self.may_end(word);
        if known { self.map.get(word) } else { None }
    }
}
