//! What the ids of a CRM look like, to tell whether a master's ids are those of the target.

use crate::pipeline::target::Ids;

/// True when a text has the form of the target's own ids.
pub fn is_id(form: Ids, id: &str) -> bool {
    let all = |is: fn(&char) -> bool| !id.is_empty() && id.chars().all(|c| is(&c));
    match form {
        Ids::Any => !id.is_empty(),
        Ids::Digits => all(char::is_ascii_digit),
        Ids::Guid => is_guid(id),
        Ids::Salesforce => is_salesforce(id),
        // an External ID: module.name, of letters that XML ids may have
        Ids::Odoo => id.split('.').count() == 2 && all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')),
    }
}

fn is_guid(id: &str) -> bool {
    let parts: Vec<&str> = id.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// 15 letters and digits; or 18, the last three of which say which of the others are capitals.
fn is_salesforce(id: &str) -> bool {
    let bytes = id.as_bytes();
    if !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    let capitals =
        |five: &[u8]| five.iter().rev().fold(0, |bits, byte| bits * 2 + usize::from(byte.is_ascii_uppercase()));
    match bytes.len() {
        15 => true,
        18 => bytes[..15].chunks(5).map(capitals).eq(bytes[15..].iter().map(|check| letter(*check))),
        _ => false,
    }
}

/// The number a check letter stands for: A to Z, 0 to 5.
fn letter(check: u8) -> usize {
    match check.to_ascii_uppercase() {
        letter @ b'A'..=b'Z' => usize::from(letter - b'A'),
        digit @ b'0'..=b'5' => usize::from(digit - b'0') + 26,
        _ => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_by_their_form() {
        assert!(is_id(Ids::Salesforce, "0035g00000AbCdE"));
        assert!(is_id(Ids::Salesforce, "001D000000IRFmaIAH"));
        for wrong in ["001D000000IRFmaIAA", "C0000016", "001D000000IRFm", "", "001D000000-RFma"] {
            assert!(!is_id(Ids::Salesforce, wrong), "{wrong}");
        }
        assert!(is_id(Ids::Guid, "0f8fad5b-d9cb-469f-a165-70867728950e"));
        assert!(!is_id(Ids::Guid, "0f8fad5bd9cb469fa16570867728950e"));
        assert!(is_id(Ids::Digits, "4711") && !is_id(Ids::Digits, "C4711"));
        assert!(is_id(Ids::Odoo, "__export__.res_partner_7_a1") && !is_id(Ids::Odoo, "C0000016"));
    }
}
