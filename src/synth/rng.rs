//! The generator's own random numbers: the same on every machine, and one independent stream per thing drawn.
//!
//! Not for secrets. Integer arithmetic only, because `ln` and its kin may differ in the last bit between machines.
//! One draw is three multiplications.

/// 2^64 divided by the golden ratio, made odd: the increment of SplitMix64.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a stream of random numbers is for. Each purpose and index has its own stream, so that drawing more for one
/// thing never changes another, and villages can be made in any order.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    /// Households and people of a village.
    Village = 1,
    /// One company.
    Organisation = 2,
    /// Which sources know a person.
    Presence = 3,
    /// Order of the rows of a file, plus the number of the source.
    Shuffle = 16,
    /// What one record says, plus the number of the source.
    Card = 48,
    /// How one record is laid out in columns, plus the number of the source.
    Columns = 64,
    /// What a person buys.
    Buyer = 96,
    /// What a person clicks.
    Activity = 97,
    /// How an objection is noted.
    Suppression = 98,
}

/// SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with the output
/// function of Stafford's variant 13.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

impl Rng {
    /// The stream of `purpose` (shifted by `part`) for the thing numbered `index`.
    pub(super) fn derive(seed: u64, purpose: Stream, part: u64, index: u64) -> Self {
        let purpose = (purpose as u64 + part).wrapping_mul(GOLDEN);
        Self(mix(seed ^ mix(purpose ^ mix(index.wrapping_add(GOLDEN)))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// Uniform in `0..bound`; 0 for a bound of 0. Multiply and shift (Lemire 2019); the bias is below 2^-20 here.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }

    /// Uniform in `low..=high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True `per_mille` times in a thousand.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille as usize
    }

    /// One entry of a table, which must not be empty.
    pub(super) fn pick<T: Copy>(&mut self, table: &[T]) -> T {
        table[self.below(table.len())]
    }

    /// Below `bound`, small numbers more often: the smaller of two draws.
    pub(super) fn early(&mut self, bound: usize) -> usize {
        self.below(bound).min(self.below(bound))
    }

    /// One entry of a table, which must not be empty; the first ones more often.
    pub(super) fn pick_early<T: Copy>(&mut self, table: &[T]) -> T {
        table[self.early(table.len())]
    }

    /// The index of a weight, with a probability in proportion to it.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().map(|weight| *weight as usize).sum());
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight as usize {
                return index;
            }
            left -= *weight as usize;
        }
        0
    }

    /// `count` random decimal digits.
    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    /// Fisher and Yates.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_reference_sequence() {
        // First outputs of the public-domain reference implementation (Vigna) for the state 1234567.
        let mut rng = Rng(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| rng.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn draws_stay_within_bounds_and_reach_both_ends() {
        let mut rng = Rng::derive(7, Stream::Village, 0, 3);
        let drawn: Vec<i64> = (0..500).map(|_| rng.between(-2, 2)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-2), Some(&2)));
        assert_eq!(rng.below(0), 0);
        let weights: Vec<usize> = (0..200).map(|_| rng.weighted(&[1, 0, 3])).collect();
        assert!(weights.iter().all(|index| *index != 1) && weights.contains(&0) && weights.contains(&2));
    }

    #[test]
    fn streams_differ() {
        let draw = |purpose, part, index| Rng::derive(7, purpose, part, index).next();
        assert_ne!(draw(Stream::Card, 0, 1), draw(Stream::Card, 1, 1));
        assert_ne!(draw(Stream::Card, 0, 1), draw(Stream::Card, 0, 2));
        assert_ne!(draw(Stream::Buyer, 0, 1), draw(Stream::Activity, 0, 1));
    }
}
