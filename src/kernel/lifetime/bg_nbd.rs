//! BG/NBD: customers buy at a gamma-distributed rate and may leave after each purchase with a beta-distributed chance
//! (P. Fader, B. Hardie and K. Lee, "Counting Your Customers" the Easy Way, Marketing Science 24(2), 2005).
//!
//! A customer without a repeat purchase counts as alive: the model lets nobody leave before the first repeat.

use super::{Fit, History, simplex, softplus};

/// The parameters, all positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgNbd {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Their scale, a time.
    pub alpha: f64,
    /// First parameter of the chance to leave.
    pub a: f64,
    /// Second parameter of the chance to leave.
    pub b: f64,
}

/// Shape of the purchase rates from which on customers are much alike.
const ALIKE: f64 = 50.0;

/// Histories the starting points are tried on.
const TRIAL: usize = 2000;

impl BgNbd {
    /// The parameters of greatest likelihood for histories and how often each occurs; `None` when no purchase is
    /// repeated or the likelihood has no finite maximum in reach.
    pub fn fit(histories: &[(History, f64)]) -> Option<Fit<Self>> {
        let weight: f64 = histories.iter().map(|(_, count)| count).sum();
        let repeated: f64 = histories.iter().map(|(history, count)| f64::from(history.repeats) * count).sum();
        let age = histories.iter().map(|(history, count)| history.age * count).sum::<f64>() / weight;
        if repeated.is_nan() || repeated <= 0.0 || age <= 0.0 {
            return None;
        }
        let rate = (repeated / weight / age).max(1e-9);
        let step = histories.len().div_ceil(TRIAL).max(1);
        let trial: Vec<(History, f64)> = histories.iter().step_by(step).copied().collect();
        let starts = [[1.0, 1.0, 1.0, 2.0], [0.25, 0.25, 0.5, 2.0], [4.0, 4.0, 0.2, 4.0]];
        let (start, _) = starts
            .into_iter()
            .map(|[r, scale, a, b]| {
                simplex::minimise([r, scale / rate, a, b], &|p| -Self::new(p).ln_likelihood(&trial))
            })
            .min_by(|left, right| left.1.total_cmp(&right.1))?;
        let (best, cost) = simplex::minimise(start, &|p| -Self::new(p).ln_likelihood(histories));
        cost.is_finite().then(|| Fit { model: Self::new(best), ln_likelihood: -cost })
    }

    fn new([r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b }
    }

    /// The natural logarithm of the likelihood of histories and how often each occurs.
    pub fn ln_likelihood(&self, histories: &[(History, f64)]) -> f64 {
        let &Self { r, alpha, a, b } = self;
        let most = histories.iter().map(|(history, _)| history.repeats).max().unwrap_or(0);
        // What depends on the number of repeats alone: ln Γ(r+x)/Γ(r) and ln B(a, b+x)/B(a, b).
        let mut shared = Vec::with_capacity(most as usize + 1);
        let mut sum = 0.0;
        for x in 0..=most {
            shared.push(sum);
            let x = f64::from(x);
            sum += ((r + x) * (b + x) / (a + b + x)).ln();
        }
        let constant = r * alpha.ln();
        let each = histories.iter().map(|(history, count)| {
            let shared = shared.get(history.repeats as usize).copied().unwrap_or_default();
            let age = -(r + f64::from(history.repeats)) * (alpha + history.age).ln();
            count * (constant + shared + age + self.ln_odds_gone(history).map_or(0.0, softplus))
        });
        each.sum()
    }

    /// Natural logarithm of the odds that the customer has left; `None` without a repeat.
    fn ln_odds_gone(&self, history: &History) -> Option<f64> {
        let x = f64::from(history.repeats);
        let since = ((self.alpha + history.age) / (self.alpha + history.recency)).ln();
        (history.repeats > 0).then(|| (self.a / (self.b + x - 1.0)).ln() + (self.r + x) * since)
    }

    /// The chance that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.ln_odds_gone(history).map_or(1.0, |odds| 1.0 / (1.0 + odds.exp()))
    }

    /// Expected purchases in the time `t` after the observation (formula 10 of the paper). Never more than those of somebody
    /// who stays for certain.
    pub fn expected(&self, history: &History, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        let x = f64::from(history.repeats);
        // The formula has a removable gap at a = 1.
        let a = if (self.a - 1.0).abs() < 1e-7 { 1.0 + 1e-7 } else { self.a };
        let Self { r, alpha, b, .. } = *self;
        let z = t / (alpha + history.age + t);
        let c = a + b + x - 1.0;
        // Customers much alike make r large; then the series itself has small terms, else its transformation by Euler.
        let product = if r > ALIKE {
            ((r + x) * (-z).ln_1p()).exp() * hypergeometric(r + x, b + x, c, z)
        } else {
            ((a - 1.0) * (-z).ln_1p()).exp() * hypergeometric(a + b - 1.0 - r, a - 1.0, c, z)
        };
        let staying = (r + x) / (alpha + history.age) * t;
        let bought = c / (a - 1.0) * (1.0 - product);
        let bought = if bought.is_nan() { staying } else { bought.clamp(0.0, staying) };
        bought * self.p_alive(history)
    }
}

/// Gauss's hypergeometric series for 0 ≤ z < 1.
fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 0..100_000 {
        let n = f64::from(n);
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        if term.abs() < 1e-14 * f64::abs(sum) {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PUBLISHED: BgNbd = BgNbd { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 };

    #[test]
    fn the_worked_example_of_the_paper() {
        let history = History { repeats: 2, recency: 30.43, age: 38.86 };
        assert!((PUBLISHED.expected(&history, 39.0) - 1.2259).abs() < 5e-5);
        assert!((PUBLISHED.p_alive(&history) - 0.7266).abs() < 5e-5);
        assert!((PUBLISHED.p_alive(&History { repeats: 0, recency: 0.0, age: 20.0 }) - 1.0).abs() < 1e-12);
    }

    /// Customers drawn from the model, the margins being some standard errors wide.
    #[test]
    fn a_fit_finds_what_made_the_histories() {
        let truth = BgNbd { r: 0.8, alpha: 6.0, a: 0.6, b: 3.0 };
        let mut state = 7_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
        };
        let mut normal = move || {
            let (u, v) = (uniform(), uniform());
            ((-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos(), uniform())
        };
        // Marsaglia and Tsang 2000, with the boost for shapes below 1.
        let mut gamma = |shape: f64| loop {
            let d = shape + 1.0 - 1.0 / 3.0;
            let (n, u) = normal();
            let (_, boost) = normal();
            let v = (1.0 + n / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && u.ln() < 0.5 * n * n + d - d * v + d * v.ln() {
                return (d * v * boost.powf(1.0 / shape), boost, u);
            }
        };
        let histories: Vec<(History, f64)> = (0..20_000)
            .map(|_| {
                let rate = gamma(truth.r).0 / truth.alpha;
                let (left, right) = (gamma(truth.a).0, gamma(truth.b).0);
                let leave = left / (left + right);
                let age = 60.0;
                let (mut now, mut repeats, mut recency) = (0.0, 0, 0.0);
                loop {
                    now += gamma(1.0).0 / rate;
                    if now > age {
                        break;
                    }
                    (repeats, recency) = (repeats + 1, now);
                    let (left, right) = (gamma(1.0).0, gamma(1.0).0);
                    if left / (left + right) < leave {
                        break;
                    }
                }
                (History { repeats, recency, age }, 1.0)
            })
            .collect();
        let fit = BgNbd::fit(&histories).unwrap();
        assert!(fit.ln_likelihood >= truth.ln_likelihood(&histories));
        for (found, made, margin) in [
            (fit.model.r, truth.r, 0.08),
            (fit.model.alpha, truth.alpha, 0.8),
            (fit.model.a, truth.a, 0.12),
            (fit.model.b, truth.b, 0.7),
        ] {
            assert!((found - made).abs() < margin, "{:?}", fit.model);
        }
    }

    /// Everybody buys at the same rate and nobody leaves: what comes is that rate times the time.
    #[test]
    fn customers_who_are_all_alike_buy_on() {
        let model = BgNbd { r: 8e6, alpha: 4e7, a: 2e-7, b: 3.0 };
        let bought = model.expected(&History { repeats: 9, recency: 40.0, age: 50.0 }, 25.0);
        assert!((bought - 5.0).abs() < 1e-3, "{bought}");
        // Both ways of summing agree where both can.
        let near = |r: f64| BgNbd { r, alpha: 5.0 * r, a: 0.5, b: 3.0 };
        let history = History { repeats: 4, recency: 30.0, age: 40.0 };
        let (under, over) = (near(49.99).expected(&history, 25.0), near(50.01).expected(&history, 25.0));
        assert!((under - over).abs() < 1e-3 && under > 1.0, "{under} {over}");
    }

    #[test]
    fn nothing_repeated_is_no_model() {
        assert_eq!(BgNbd::fit(&[(History { repeats: 0, recency: 0.0, age: 9.0 }, 50.0)]), None);
        assert_eq!(BgNbd::fit(&[]), None);
    }

    proptest! {
        #[test]
        fn forecasts_are_finite_and_grow_with_time(
            // Anything a fit may answer, evenly in logarithms.
            (r, alpha, a, b) in (-16.0_f64..16.0, -16.0_f64..16.0, -16.0_f64..16.0, -16.0_f64..16.0),
            (repeats, part, age, t) in (0_u32..400, 0.0_f64..1.0, 0.0_f64..600.0, 0.1_f64..300.0),
        ) {
            let model = BgNbd { r: r.exp(), alpha: alpha.exp(), a: a.exp(), b: b.exp() };
            let BgNbd { r, alpha, .. } = model;
            let recency = if repeats == 0 { 0.0 } else { part * age };
            let history = History { repeats, recency, age };
            let (short, long) = (model.expected(&history, t), model.expected(&history, 2.0 * t));
            prop_assert!(short.is_finite() && short > -1e-6 && long >= short - 1e-6, "{short} {long}");
            // Nobody buys more than one who never leaves.
            prop_assert!(short <= (r + f64::from(repeats)) / (alpha + age) * t * (1.0 + 1e-6) + 1e-6);
            prop_assert!((0.0..=1.0).contains(&model.p_alive(&history)));
        }
    }
}
