//! Pareto/NBD: customers buy at a gamma-distributed rate and leave after an exponential time whose rate is gamma-distributed
//! too (D. Schmittlein, D. Morrison and R. Colombo, Counting Your Customers, Management Science 33(1), 1987).
//!
//! Unlike BG/NBD it lets a customer leave before the first repeat. The chance to have left is an integral over the time
//! since the last purchase; it is summed numerically, since its closed form subtracts hypergeometric series that grow
//! beyond any float for customers of many purchases.

use super::{BgNbd, Fit, History, ln_gamma, simplex, softplus};

/// The parameters, all positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Their scale, a time.
    pub alpha: f64,
    /// Shape of the rates of leaving.
    pub s: f64,
    /// Their scale, a time.
    pub beta: f64,
}

/// Positive nodes of the Gauss-Legendre rule of eight points on -1..1, with their weights (Abramowitz and Stegun, table
/// 25.4).
const GAUSS: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
];

/// Natural logarithms that the integrand may fall by within one application of the rule, which is then exact to 1e-8.
const FALL: f64 = 6.0;

impl ParetoNbd {
    /// The parameters of greatest likelihood for histories and how often each occurs; `None` when no purchase is
    /// repeated or the likelihood has no finite maximum in reach.
    pub fn fit(histories: &[(History, f64)]) -> Option<Fit<Self>> {
        // Rates of buying are much the same in both models; customers leave within some of their mean age.
        let BgNbd { r, alpha, .. } = BgNbd::fit(histories)?.model;
        let weight: f64 = histories.iter().map(|(_, count)| count).sum();
        let age = histories.iter().map(|(history, count)| history.age * count).sum::<f64>() / weight;
        let cost = |p| -Self::new(p).ln_likelihood(histories);
        let starts = [[r, alpha, 0.5, age / 2.0], [2.0 * r, 2.0 * alpha, 1.0, age]];
        let start = starts.into_iter().min_by(|left, right| cost(*left).total_cmp(&cost(*right)))?;
        let (best, cost) = simplex::minimise(start, &cost);
        cost.is_finite().then(|| Fit { model: Self::new(best), ln_likelihood: -cost })
    }

    fn new([r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    /// The natural logarithm of the likelihood of histories and how often each occurs.
    pub fn ln_likelihood(&self, histories: &[(History, f64)]) -> f64 {
        let &Self { r, alpha, s, beta } = self;
        let constant = r * alpha.ln() + s * beta.ln() - ln_gamma(r);
        let each = histories.iter().map(|(history, count)| {
            let x = f64::from(history.repeats);
            let staying = -(r + x) * (alpha + history.age).ln() - s * (beta + history.age).ln();
            count * (constant + ln_gamma(r + x) + staying + softplus(self.ln_odds_gone(history)))
        });
        each.sum()
    }

    /// Natural logarithm of the odds that the customer has left.
    fn ln_odds_gone(&self, history: &History) -> f64 {
        let &Self { r, alpha, s, beta } = self;
        let (x, last) = (f64::from(history.repeats), history.recency);
        let since = |scale: f64| ((scale + history.age) / (scale + last)).ln();
        (r + x) * since(alpha) + s * since(beta) + (s * self.gone(x, last, history.age)).ln()
    }

    /// The integral of ((α+l)/(α+y))^(r+x) · ((β+l)/(β+y))^s / (β+y) over y from the last purchase l to the end. Summed over
    /// the logarithm of y and the smaller scale, in which the integrand falls evenly, piece by piece until nothing is left.
    fn gone(&self, x: f64, last: f64, end: f64) -> f64 {
        let &Self { r, alpha, s, beta } = self;
        let (small, power) = if alpha < beta { (alpha, r + x) } else { (beta, s) };
        let (large, other) = if alpha < beta { (beta, s) } else { (alpha, r + x) };
        let (from, to, began) = ((small + last).ln(), (small + end).ln(), (large + last).ln());
        let (mut at, mut sum) = (from, 0.0);
        while at < to {
            let y = at.exp() - small;
            let steep = power + other * (small + y) / (large + y);
            let half = (FALL / (steep + 1.0)).min(1.0).min(to - at) / 2.0;
            let value = |v: f64| {
                let y = v.exp() - small;
                let ln_large = (large + y).ln();
                let fallen = power * (from - v) + other * (began - ln_large);
                // dy is (small + y) dv.
                (fallen + v - if alpha < beta { ln_large } else { v }).exp()
            };
            let middle = at + half;
            let piece: f64 = GAUSS
                .iter()
                .map(|&(node, weight)| weight * (value(middle - node * half) + value(middle + node * half)))
                .sum();
            sum += piece * half;
            if piece * half < 1e-14 * sum {
                break;
            }
            at = (middle + half).max(at.next_up());
        }
        sum
    }

    /// The chance that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        1.0 / (1.0 + self.ln_odds_gone(history).exp())
    }

    /// Expected purchases in the time `t` after the observation (formula 41 of P. Fader and B. Hardie, A Note on Deriving
    /// the Pareto/NBD Model, 2005). Never more than those of somebody who stays for certain.
    pub fn expected(&self, history: &History, t: f64) -> f64 {
        if t <= 0.0 {
            return 0.0;
        }
        let &Self { r, alpha, s, beta } = self;
        let rate = (r + f64::from(history.repeats)) / (alpha + history.age);
        let longer = (t / (beta + history.age)).ln_1p();
        // (1 - e^(-(s-1)·longer)) / (s-1), which at s = 1 is `longer`.
        let part = (s - 1.0) * longer;
        let stay = (beta + history.age) * if part.abs() < 1e-9 { longer } else { -(-part).exp_m1() / (s - 1.0) };
        let bought = rate * if stay.is_nan() { t } else { stay.clamp(0.0, t) };
        bought * self.p_alive(history)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Of the CDNOW sample, in weeks: table 2 of Fader, Hardie and Lee 2005.
    const PUBLISHED: ParetoNbd = ParetoNbd { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

    /// The closed form, where its series converge.
    fn closed_gone(model: &ParetoNbd, x: f64, last: f64, end: f64) -> f64 {
        let ParetoNbd { r, alpha, s, beta } = *model;
        let series = |b: f64, z: f64| {
            let (a, c) = (r + s + x, r + s + x + 1.0);
            let (mut term, mut sum) = (1.0, 1.0);
            for n in 0..5000 {
                let n = f64::from(n);
                term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
                sum += term;
            }
            sum
        };
        let (scale, b) = if alpha >= beta { (alpha, s + 1.0) } else { (beta, r + x) };
        let at = |y: f64| {
            let z = (alpha - beta).abs() / (scale + y);
            series(b, z) / (scale + y).powf(r + s + x)
        };
        (at(last) - at(end)) / (r + s + x) * (alpha + last).powf(r + x) * (beta + last).powf(s)
    }

    #[test]
    fn the_integral_is_the_closed_form() {
        for model in
            [PUBLISHED, ParetoNbd { r: 2.0, alpha: 3.0, s: 0.4, beta: 9.0 }, ParetoNbd { beta: 4.0, ..PUBLISHED }]
        {
            for (x, last, end) in [(0.0, 0.0, 39.0), (2.0, 30.43, 38.86), (25.0, 3.0, 38.0), (7.0, 20.0, 20.5)] {
                let (summed, closed) = (model.gone(x, last, end), closed_gone(&model, x, last, end));
                assert!((summed / closed - 1.0).abs() < 1e-7, "{model:?} {x} {last} {end}: {summed} {closed}");
            }
        }
    }

    #[test]
    fn who_bought_on_the_last_day_is_a_customer_still() {
        assert!((PUBLISHED.p_alive(&History { repeats: 3, recency: 20.0, age: 20.0 }) - 1.0).abs() < 1e-12);
        let silent = |age: f64| PUBLISHED.p_alive(&History { repeats: 0, recency: 0.0, age });
        assert!(silent(10.0) > silent(40.0) && silent(40.0) < 0.6, "one order is no promise");
    }

    #[test]
    fn nothing_repeated_is_no_model() {
        assert_eq!(ParetoNbd::fit(&[(History { repeats: 0, recency: 0.0, age: 9.0 }, 50.0)]), None);
        assert_eq!(ParetoNbd::fit(&[]), None);
    }

    proptest! {
        #[test]
        fn forecasts_are_finite_and_grow_with_time(
            // Anything a fit may answer, evenly in logarithms.
            (r, alpha, s, beta) in (-16.0_f64..16.0, -16.0_f64..16.0, -16.0_f64..16.0, -16.0_f64..16.0),
            (repeats, part, age, t) in (0_u32..400, 0.0_f64..1.0, 0.0_f64..600.0, 0.1_f64..300.0),
        ) {
            let model = ParetoNbd { r: r.exp(), alpha: alpha.exp(), s: s.exp(), beta: beta.exp() };
            let recency = if repeats == 0 { 0.0 } else { part * age };
            let history = History { repeats, recency, age };
            let (short, long) = (model.expected(&history, t), model.expected(&history, 2.0 * t));
            prop_assert!(short.is_finite() && short >= 0.0 && long >= short * (1.0 - 1e-9), "{short} {long}");
            prop_assert!(short <= (model.r + f64::from(repeats)) / (model.alpha + age) * t * (1.0 + 1e-9));
            prop_assert!((0.0..=1.0).contains(&model.p_alive(&history)), "{}", model.p_alive(&history));
        }
    }
}
