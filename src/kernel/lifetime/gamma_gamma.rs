//! Gamma-Gamma: the value of a customer's orders varies about a mean of their own, and these means vary among customers
//! (P. Fader and B. Hardie, The Gamma-Gamma Model of Monetary Value, note 025, 2013). It takes value and frequency as
//! independent.

use super::{Fit, ln_gamma, simplex};

/// What one customer spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// Purchases after the first; at least 1 for a fit.
    pub repeats: u32,
    /// Mean value of these; positive for a fit.
    pub mean: f64,
}

/// The parameters, all positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// Shape of the orders of one customer.
    pub p: f64,
    /// Shape of the customers' scales.
    pub q: f64,
    /// Their scale, an amount.
    pub gamma: f64,
}

impl GammaGamma {
    /// The parameters of greatest likelihood; `None` without spends or when the mean would be infinite (q ≤ 1).
    pub fn fit(spends: &[Spend]) -> Option<Fit<Self>> {
        let mean = spends.iter().map(|spend| spend.mean).sum::<f64>() / spends.len() as f64;
        if mean.is_nan() || mean <= 0.0 {
            return None;
        }
        let starts = [[4.0, 4.0, mean], [1.0, 2.0, mean], [8.0, 3.0, mean / 3.0]];
        let (best, cost) = starts
            .into_iter()
            .map(|start| simplex::minimise(start, &|[p, q, gamma]| -Self { p, q, gamma }.ln_likelihood(spends)))
            .min_by(|left, right| left.1.total_cmp(&right.1))?;
        let [p, q, gamma] = best;
        (cost.is_finite() && q > 1.0).then(|| Fit { model: Self { p, q, gamma }, ln_likelihood: -cost })
    }

    /// The natural logarithm of the likelihood.
    pub fn ln_likelihood(&self, spends: &[Spend]) -> f64 {
        let &Self { p, q, gamma } = self;
        let most = spends.iter().map(|spend| spend.repeats).max().unwrap_or(0) as usize;
        let mut shared: Vec<Option<f64>> = vec![None; most + 1];
        let constant = q * gamma.ln() - ln_gamma(q);
        let mut sum = 0.0;
        for spend in spends {
            let x = f64::from(spend.repeats);
            let Some(slot) = shared.get_mut(spend.repeats as usize) else { continue };
            let of_repeats =
                *slot.get_or_insert_with(|| constant + ln_gamma(p * x + q) - ln_gamma(p * x) + p * x * x.ln());
            sum += of_repeats + (p * x - 1.0) * spend.mean.ln() - (p * x + q) * (gamma + x * spend.mean).ln();
        }
        sum
    }

    /// Expected value of the customer's next order; without repeats that of any customer.
    pub fn expected(&self, spend: &Spend) -> f64 {
        let x = f64::from(spend.repeats);
        self.p * (self.gamma + x * spend.mean) / (self.p * x + self.q - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_s_figures() {
        let model = GammaGamma { p: 6.248_803, q: 3.744_588, gamma: 15.447_746 };
        assert!((model.expected(&Spend { repeats: 0, mean: 0.0 }) - 35.171).abs() < 1e-3);
        assert!((model.expected(&Spend { repeats: 2, mean: 22.35 }) - 24.6586).abs() < 2e-4);
    }

    #[test]
    fn a_fit_is_a_maximum() {
        let spends: Vec<Spend> =
            (1..400_u32).map(|n| Spend { repeats: n % 7 + 1, mean: 10.0 + f64::from(n * 37 % 101) }).collect();
        let fit = GammaGamma::fit(&spends).unwrap();
        for (p, q, gamma) in [(1.02, 1.0, 1.0), (0.98, 1.0, 1.0), (1.0, 1.02, 1.0), (1.0, 1.0, 0.98)] {
            let near = GammaGamma { p: fit.model.p * p, q: fit.model.q * q, gamma: fit.model.gamma * gamma };
            assert!(near.ln_likelihood(&spends) < fit.ln_likelihood);
        }
        assert_eq!(GammaGamma::fit(&[]), None);
    }
}
