//! Codes of the family `email`.

use super::{Code, error, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("email.missing", "The cell says that there is no address"),
    info("email.multiple", "The cell holds several addresses; the first is taken, the others are kept beside it"),
    info("email.cleaned", "Stray characters around or in the address were removed"),
    info("email.obfuscated", "An address written to keep robots out was written out"),
    info("email.display_name", "The name in front of the address was taken off"),
    warn("email.domain_typo", "The domain is probably a typo of a well-known one"),
    warn("email.no_reply", "Nobody reads this mailbox"),
    warn("email.placeholder", "The address is made up or stands in examples"),
    warn("email.disposable", "The domain hands out throw-away addresses"),
    warn("email.unusual", "The address is legal, but hardly any program accepts it"),
    error("email.syntax", "This is not an address"),
    error("email.reserved", "The top-level domain is reserved and receives no mail"),
];
