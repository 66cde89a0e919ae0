//! How long customers stay and what they spend: BG/NBD for orders to come, Gamma-Gamma for their value.
//!
//! Pure functions of numbers; time is in any one unit (the pipeline uses weeks). Not for gathering histories from orders
//! (`analyze`). A fit costs some hundred passes over the distinct histories, a forecast a short series per customer.

pub mod bg_nbd;
pub mod gamma_gamma;
mod simplex;

pub use bg_nbd::{BgNbd, History};
pub use gamma_gamma::{GammaGamma, Spend};

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

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit<T> {
    /// The parameters of greatest likelihood.
    pub model: T,
    /// The natural logarithm of the likelihood, unscaled.
    pub ln_likelihood: f64,
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
