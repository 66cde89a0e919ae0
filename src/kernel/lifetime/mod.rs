//! How long customers stay and what they spend: BG/NBD or Pareto/NBD for orders to come, Gamma-Gamma for their value.
//!
//! Pure functions of numbers; time is in any one unit (the pipeline uses weeks). Not for gathering histories from orders
//! (`analyze`). A fit costs some hundred passes over the distinct histories, a forecast a short series per customer.

pub mod bg_nbd;
pub mod gamma_gamma;
pub mod pareto_nbd;
mod simplex;

pub use bg_nbd::BgNbd;
pub use gamma_gamma::{GammaGamma, Spend};
pub use pareto_nbd::ParetoNbd;

/// What is known of the purchases of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Purchases after the first.
    pub repeats: u32,
    /// Time from the first purchase to the last; 0 without a repeat.
    pub recency: f64,
    /// Time from the first purchase to the end of the observation.
    pub age: f64,
}

/// A model of the purchases to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Purchasing {
    /// Customers leave after a purchase.
    BgNbd(BgNbd),
    /// Customers leave at any time.
    ParetoNbd(ParetoNbd),
}

impl Purchasing {
    /// The parameters by name, in the order of the literature.
    pub const fn parameters(&self) -> [(&'static str, f64); 4] {
        match *self {
            Self::BgNbd(BgNbd { r, alpha, a, b }) => [("r", r), ("alpha", alpha), ("a", a), ("b", b)],
            Self::ParetoNbd(ParetoNbd { r, alpha, s, beta }) => [("r", r), ("alpha", alpha), ("s", s), ("beta", beta)],
        }
    }

    /// The chance that the customer has not left.
    pub fn p_alive(&self, history: &History) -> f64 {
        match self {
            Self::BgNbd(model) => model.p_alive(history),
            Self::ParetoNbd(model) => model.p_alive(history),
        }
    }

    /// Expected purchases in the time `t` after the observation.
    pub fn expected(&self, history: &History, t: f64) -> f64 {
        match self {
            Self::BgNbd(model) => model.expected(history, t),
            Self::ParetoNbd(model) => model.expected(history, t),
        }
    }
}

/// Natural logarithm of the gamma function for positive numbers: Stirling's series above 10, the recurrence below it.
/// Error below 1e-13 relative.
pub fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut product) = (x, 1.0);
    while x < 10.0 {
        product *= x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0)))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - product.ln()
}

/// ln(1 + e^x) without overflow.
fn softplus(x: f64) -> f64 {
    if x > 30.0 { x } else { x.exp().ln_1p() }
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit<T> {
    /// The parameters of greatest likelihood.
    pub model: T,
    /// The natural logarithm of the likelihood, unscaled.
    pub ln_likelihood: f64,
}

impl<T> Fit<T> {
    /// The same fit of another type of model.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Fit<U> {
        Fit { model: into(self.model), ln_likelihood: self.ln_likelihood }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gamma_at_known_places() {
        for (x, expected) in
            [(1.0, 0.0), (0.5, 0.572_364_942_924_700_1), (5.0, 24.0_f64.ln()), (0.01, 4.599_479_878_042_022)]
        {
            assert!((ln_gamma(x) - expected).abs() < 1e-12, "{x}: {}", ln_gamma(x));
        }
        let factorial: f64 = (1..=99).map(|n| f64::from(n).ln()).sum();
        assert!((ln_gamma(100.0) - factorial).abs() < 1e-10);
    }
}
