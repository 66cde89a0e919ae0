//! Statistics of joint counts: log-likelihood ratio, Fisher's exact test in log space, Benjamini–Hochberg.
//!
//! Pure functions of counts. A test costs a few dozen flops when the joint count is above what chance predicts and at
//! most about ten standard deviations of terms otherwise; probabilities far below the smallest float stay exact to a
//! dozen digits because only their logarithm is kept.

use rayon::prelude::*;

/// A 2×2 table of baskets: with both items, with the first, with the second, all. `joint ≤ a, b ≤ all` must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joint {
    /// Baskets with both.
    pub joint: u32,
    /// Baskets with the first.
    pub a: u32,
    /// Baskets with the second.
    pub b: u32,
    /// All baskets.
    pub all: u32,
}

impl Joint {
    /// Joint baskets if both were independent.
    pub fn expected(self) -> f64 {
        f64::from(self.a) * f64::from(self.b) / f64::from(self.all.max(1))
    }

    /// Dunning's log-likelihood ratio `2 Σ k ln(k / e)` over the four cells (T. Dunning, Computational Linguistics
    /// 19(1), 1993), negative when the items meet less often than chance predicts.
    pub fn log_likelihood(self) -> f64 {
        let (joint, a, b, all) = (f64::from(self.joint), f64::from(self.a), f64::from(self.b), f64::from(self.all));
        let cell = |count: f64, row: f64, column: f64| {
            if count > 0.0 { count * (count * all / (row * column)).ln() } else { 0.0 }
        };
        let sum = cell(joint, a, b)
            + cell(a - joint, a, all - b)
            + cell(b - joint, all - a, b)
            + cell(all - a - b + joint, all - a, all - b);
        let ratio = (2.0 * sum).max(0.0);
        if joint < self.expected() { -ratio } else { ratio }
    }
}

/// `ln(n!)`: a table for small numbers, Stirling's series above it (error below 1e-15 relative).
#[derive(Debug)]
pub struct LnFactorial {
    table: Vec<f64>,
}

impl Default for LnFactorial {
    fn default() -> Self {
        let mut table = vec![0.0; 256];
        for n in 1..table.len() {
            table[n] = table[n - 1] + (n as f64).ln();
        }
        Self { table }
    }
}

impl LnFactorial {
    /// `ln(n!)`.
    pub fn of(&self, n: u32) -> f64 {
        if let Some(&value) = self.table.get(n as usize) {
            return value;
        }
        let n = f64::from(n);
        let inverse = 1.0 / n;
        let square = inverse * inverse;
        let series = inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square / 1260.0));
        n.mul_add(n.ln(), -n) + 0.5 * (std::f64::consts::TAU * n).ln() + series
    }

    fn choose(&self, n: u32, k: u32) -> f64 {
        self.of(n) - self.of(k) - self.of(n - k)
    }

    /// log10 of Fisher's one-sided probability: that many joint baskets or more, given the margins, by chance.
    /// 0 when that is certain.
    pub fn log10_fisher(&self, table: Joint) -> f64 {
        let Joint { joint, a, b, all } = table;
        let lowest = (u64::from(a) + u64::from(b)).saturating_sub(u64::from(all)) as u32;
        let highest = a.min(b);
        if joint <= lowest || joint > highest {
            return 0.0;
        }
        let ln_mass = |k: u32| self.choose(b, k) + self.choose(all - b, a - k) - self.choose(all, a);
        // mass(k + 1) / mass(k)
        let step = |k: u32| {
            let (k, a, b, all) = (f64::from(k), f64::from(a), f64::from(b), f64::from(all));
            (a - k) * (b - k) / ((k + 1.0) * (all - a - b + k + 1.0))
        };
        let ln_p = if f64::from(joint) >= table.expected() {
            ln_mass(joint) + geometric(joint..highest, step).ln()
        } else {
            let below = joint - 1;
            let ln_lower = ln_mass(below) + geometric((lowest..below).rev(), |k| 1.0 / step(k)).ln();
            (-ln_lower.exp().min(1.0)).ln_1p()
        };
        if ln_p.is_finite() { (ln_p / std::f64::consts::LN_10).min(0.0) } else { 0.0 }
    }
}

/// `1 + r(k0) + r(k0) r(k1) + …` until the terms no longer count.
fn geometric(steps: impl Iterator<Item = u32>, ratio: impl Fn(u32) -> f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for k in steps {
        let ratio = ratio(k);
        term *= ratio;
        sum += term;
        if ratio < 1.0 && term < sum * 1e-18 {
            break;
        }
    }
    sum
}

/// Benjamini–Hochberg over a whole family of tests: log10 of a probability → q.
#[derive(Debug)]
pub struct FalseDiscovery {
    /// Sorted log10 probabilities.
    log10_p: Vec<f64>,
    /// log10 of q at the same place.
    log10_q: Vec<f64>,
}

impl FalseDiscovery {
    /// From all log10 probabilities of the family, in any order (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995).
    pub fn of(mut log10_p: Vec<f64>) -> Self {
        log10_p.par_sort_unstable_by(f64::total_cmp);
        let tests = (log10_p.len() as f64).log10();
        let mut log10_q = vec![0.0; log10_p.len()];
        let mut smallest = 0.0_f64;
        for (rank, (q, p)) in log10_q.iter_mut().zip(&log10_p).enumerate().rev() {
            smallest = smallest.min(p + tests - ((rank + 1) as f64).log10());
            *q = smallest;
        }
        Self { log10_p, log10_q }
    }

    /// The q of a member of the family; 1 for an empty family.
    pub fn q(&self, log10_p: f64) -> f64 {
        let rank = self.log10_p.partition_point(|&p| p.total_cmp(&log10_p).is_le());
        match rank.checked_sub(1).and_then(|at| self.log10_q.get(at)) {
            Some(&q) => 10_f64.powf(q).min(1.0),
            None => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(left: f64, right: f64, tolerance: f64) -> bool {
        (left - right).abs() <= tolerance * right.abs().max(1.0)
    }

    #[test]
    fn factorials_agree_across_the_seam() {
        let ln = LnFactorial::default();
        let mut sum = 0.0;
        for n in 1..2000_u32 {
            sum += f64::from(n).ln();
            assert!(close(ln.of(n), sum, 1e-13), "{n}: {} {sum}", ln.of(n));
        }
    }

    #[test]
    fn fisher_matches_the_tea_tasting() {
        // Fisher 1935: 3 of 4 right by chance has probability 17/70, 4 of 4 has 1/70.
        let ln = LnFactorial::default();
        let of = |joint| 10_f64.powf(ln.log10_fisher(Joint { joint, a: 4, b: 4, all: 8 }));
        assert!(close(of(3), 17.0 / 70.0, 1e-12));
        assert!(close(of(4), 1.0 / 70.0, 1e-12));
        assert!(close(of(1), 69.0 / 70.0, 1e-12));
        assert!(close(of(0), 1.0, 1e-12));
    }

    #[test]
    fn tiny_probabilities_keep_their_logarithm() {
        let p = LnFactorial::default().log10_fisher(Joint { joint: 900, a: 1000, b: 1000, all: 100_000 });
        assert!(p < -1000.0 && p.is_finite(), "{p}");
    }

    #[test]
    fn log_likelihood_has_the_sign_of_the_association() {
        let more = Joint { joint: 10, a: 20, b: 20, all: 100 }.log_likelihood();
        let less = Joint { joint: 1, a: 20, b: 50, all: 100 }.log_likelihood();
        let none = Joint { joint: 10, a: 20, b: 50, all: 100 }.log_likelihood();
        assert!(more > 0.0 && less < 0.0 && none.abs() < 1e-12);
        // 2 (10 ln(10/4) + 10 ln(10/16) + 10 ln(10/16) + 70 ln(70/64))
        let by_hand = 2.0 * (10.0 * 2.5_f64.ln() + 20.0 * 0.625_f64.ln() + 70.0 * (70.0_f64 / 64.0).ln());
        assert!(close(more, by_hand, 1e-12));
    }

    #[test]
    fn false_discovery_steps_up() {
        let p = [0.01, 0.04, 0.03, 0.005];
        let family = FalseDiscovery::of(p.iter().map(|p: &f64| p.log10()).collect());
        let q: Vec<f64> = p.iter().map(|p| family.q(p.log10())).collect();
        for (q, expected) in q.iter().zip([0.02, 0.04, 0.04, 0.02]) {
            assert!(close(*q, expected, 1e-12), "{q} {expected}");
        }
        assert!(close(FalseDiscovery::of(Vec::new()).q(-3.0), 1.0, 0.0));
    }

    proptest! {
        #[test]
        fn fisher_is_the_plain_sum(all in 1_u32..60, a in 0_u32..60, b in 0_u32..60, joint in 0_u32..60) {
            let (a, b) = (a.min(all), b.min(all));
            let joint = joint.min(a).min(b).max((a + b).saturating_sub(all));
            let ln = LnFactorial::default();
            let plain: f64 = (joint..=a.min(b))
                .filter(|k| all + k >= a + b)
                .map(|k| (ln.choose(b, k) + ln.choose(all - b, a - k) - ln.choose(all, a)).exp())
                .sum();
            let fast = 10_f64.powf(ln.log10_fisher(Joint { joint, a, b, all }));
            prop_assert!(close(fast, plain.min(1.0), 1e-9), "{} {}", fast, plain);
        }
    }
}
