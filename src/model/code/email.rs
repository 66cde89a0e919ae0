//! Codes of the family `email`.

use super::{Code, error, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("email.missing", "The cell says that there is no address", "keine"),
    info("email.multiple", "The cell holds several addresses; the first is taken, the others are kept beside it", "a.kern@holz.de; b.kern@holz.de"),
    info("email.cleaned", "Stray characters around or in the address were removed", "mailto:ilse.weber@holz-ritter.de"),
    info("email.obfuscated", "An address written to keep robots out was written out", "ilse.weber [at] holz-ritter.de"),
    info("email.display_name", "The name in front of the address was taken off", "Ilse Weber <ilse.weber@holz-ritter.de>"),
    warn("email.lost_at", "The @ in front of a well-known domain was missing and was put back", "ilse.webergmx.de"),
    warn("email.domain_typo", "The domain is probably a typo of a well-known one", "ilse.weber@gmial.com"),
    warn("email.no_reply", "Nobody reads this mailbox", "noreply@holz-ritter.de"),
    warn("email.placeholder", "The address is made up or stands in examples", "asdf@asdf.de"),
    warn("email.disposable", "The domain hands out throw-away addresses", "ilse@mailinator.com"),
    warn("email.unusual", "The address is legal, but hardly any program accepts it", "\"ilse weber\"@holz-ritter.de"),
    warn("email.other_person", "The address names another person than the record", "kurt.stein@holz.example beside Ilse Weber"),
    info("email.other_company", "Other records with this domain belong to another company", "a@holz.example beside Stadtwerke, while others with the domain are Holz Ritter"),
    error("email.syntax", "This is not an address", "ilse.weber@"),
    error("email.reserved", "The top-level domain is reserved and receives no mail", "ilse@firma.localhost"),
    error("email.type", "Not a text", "a number in JSON"),
];
