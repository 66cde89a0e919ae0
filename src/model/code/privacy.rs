//! Codes of the family `privacy`.

use super::{Code, info};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("privacy.erased", "The person was erased and does not come back", "a record of a person that `forget` erased"),
    info(
        "privacy.retention",
        "The record is older than the retention period",
        "last changed in 2019, with retention_days = 1095",
    ),
];
