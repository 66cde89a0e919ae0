//! Canonical text frame → cleaned, typed frame and a finding for every verdict and change.

use crate::model::record::Finding;
use polars::prelude::DataFrame;

/// A frame after validation.
#[derive(Debug)]
pub struct Validated {
    /// The cleaned frame.
    pub frame: DataFrame,
    /// Rows of `frame`.
    pub findings: Vec<Finding>,
}
