//! Words by hash, with a cheap test in front that refuses most keys by their last two bytes.
//!
//! What for: tails of a name that are asked again and again and seldom known. Costs half a kilobyte an index.

use rustc_hash::FxHashMap;

/// Words in lower case and what they stand for.
#[derive(Debug)]
pub(super) struct Index<V> {
    map: FxHashMap<&'static str, V>,
    /// One bit for each pair of last bytes, six bits of either.
    ends: [u64; 64],
}

impl<V> Default for Index<V> {
    fn default() -> Self {
        Self { map: FxHashMap::default(), ends: [0; 64] }
    }
}

/// Slot and bit of the last two bytes.
fn end_of(word: &str) -> (usize, u64) {
    match word.as_bytes() {
        [.., before, last] => (usize::from(before & 63), 1 << (last & 63)),
        [last] => (0, 1 << (last & 63)),
        [] => (0, 0),
    }
}

impl<V: Default> Index<V> {
    /// The value of a word, to be set; the word is known from then on.
    pub fn entry(&mut self, word: &'static str) -> &mut V {
        self.mark_end(word);
        self.map.entry(word).or_default()
    }
}

impl<V> Index<V> {
    /// Lets `may_end` pass for words that end like this one.
    pub fn mark_end(&mut self, word: &str) {
        let (slot, bit) = end_of(word);
        if let Some(slot) = self.ends.get_mut(slot) {
            *slot |= bit;
        }
    }

    /// False when no word of the index can be the end of the key.
    pub fn may_end(&self, key: &str) -> bool {
        let (slot, bit) = end_of(key);
        self.ends.get(slot).is_some_and(|slot| slot & bit != 0)
    }

    /// What a word stands for.
    pub fn get(&self, word: &str) -> Option<&V> {
        if self.may_end(word) { self.map.get(word) } else { None }
    }
}
