//! What programs wrap around a number: spreadsheet formulas and guards, exponents, URIs, vendors' prefixes.

use super::words::{URI_PREFIXES, WHATSAPP_PREFIXES};
use std::borrow::Cow;

/// A number without its wrapping.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unwrapped<'a> {
    /// What is left.
    pub text: Cow<'a, str>,
    /// What the wrapping was, when taking it off is a repair.
    pub code: Option<&'static str>,
}

const EXCEL: &str = "phone.excel_artifact";

/// Takes the wrapping off; the error is the code of a number that cannot be restored.
pub(super) fn unwrap(cell: &str) -> Result<Unwrapped<'_>, &'static str> {
    if let Some(text) = uri(cell) {
        return Ok(Unwrapped { text: Cow::Owned(text), code: None });
    }
    let (core, mut code) = bare(cell);
    if let Some(digits) = scientific(core)? {
        return Ok(Unwrapped { text: Cow::Owned(digits), code: Some(EXCEL) });
    }
    let core = match without_decimals(core) {
        Some(whole) => {
            code = Some(EXCEL);
            whole
        }
        None => core,
    };
    Ok(Unwrapped { text: Cow::Borrowed(core), code })
}

/// Formula, quotes, angle brackets and a vendor's `p:` off.
fn bare(cell: &str) -> (&str, Option<&'static str>) {
    let mut text = cell;
    let mut code = None;
    if let Some(rest) = text.strip_prefix('=') {
        // "=+49..." is a formula that somebody typed; its plus is none of the number.
        text = rest.strip_prefix('+').unwrap_or(rest);
        code = Some(EXCEL);
    }
    let trimmed = text.trim_matches(['\'', '"', '<', '>', '[', ']', ' ']);
    if text.starts_with(['\'', '"']) && trimmed.len() != text.len() {
        code = Some(EXCEL);
    }
    // Meta guards phone numbers with "p:".
    (trimmed.strip_prefix("p:").map_or(trimmed, str::trim_start), code)
}

/// `tel:`, `callto:`, WhatsApp links; parameters become what people write.
fn uri(cell: &str) -> Option<String> {
    if !cell.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let begins = |prefix: &&&str| cell.get(..prefix.len()).is_some_and(|front| front.eq_ignore_ascii_case(prefix));
    if let Some(prefix) = WHATSAPP_PREFIXES.iter().find(begins) {
        // "WhatsApp: 0170 ..." is a label that people write.
        let number = cell.get(prefix.len()..)?.split(['?', '&']).next()?.trim();
        let national = number.starts_with(['0', '(']) || number.contains(|c: char| c.is_ascii_alphabetic());
        return Some(if national { number.to_owned() } else { format!("+{}", number.trim_start_matches('+')) });
    }
    let prefix = URI_PREFIXES.iter().find(begins)?;
    let body = cell.get(prefix.len()..)?;
    // "Tel: 089 ...; mob: 0170 ..." only looks like one.
    if body.starts_with(' ') || body.split(';').skip(1).any(is_number) {
        return None;
    }
    let mut parts = body.trim_start_matches('/').split(';');
    let mut number = parts.next().unwrap_or_default().split(['?', '@']).next().unwrap_or_default().replace("%2B", "+");
    number = number.replace("%20", " ");
    for parameter in parts {
        match parameter.split_once('=') {
            Some(("phone-context", context)) if context.starts_with('+') && !number.starts_with('+') => {
                number = format!("{context} (0) {}", number.trim_start_matches('0'));
            }
            Some(("ext", extension)) => number = format!("{number} ext {extension}"),
            _ => {}
        }
    }
    Some(number)
}

/// True for what stands behind a `;` and is no parameter.
fn is_number(text: &str) -> bool {
    !text.contains('=') && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Digits of a number in scientific notation; an error when digits were lost, `None` when it is none.
///
/// A program that writes all digits drops only zeros at the end, so up to three of them are put back when nearly
/// all the others are there; a display of five or six digits has lost the rest.
fn scientific(text: &str) -> Result<Option<String>, &'static str> {
    const LOST: &str = "phone.lost_digits";
    let body = text.strip_prefix('+').unwrap_or(text);
    let Some((mantissa, exponent)) = body.split_once(['e', 'E']) else { return Ok(None) };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent).trim();
    let (whole, decimals) = mantissa.trim().split_once(['.', ',']).unwrap_or((mantissa.trim(), ""));
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 1
        || !numeric(whole)
        || !numeric(decimals)
        || exponent.is_empty()
        || exponent.len() > 2
        || !numeric(exponent)
    {
        return Ok(None);
    }
    let exponent: usize = exponent.parse().map_err(|_| LOST)?;
    let missing = exponent.checked_sub(decimals.len()).ok_or(LOST)?;
    let kept = 1 + decimals.len();
    if missing == 0 || missing <= 3 && kept >= 8 {
        Ok(Some(format!("{whole}{decimals}{}", "0".repeat(missing))))
    } else {
        Err(LOST)
    }
}

/// The digits in front of `.0`, `,00`; `None` when it is not one long number with empty decimals.
fn without_decimals(text: &str) -> Option<&str> {
    let (whole, decimals) = text.rsplit_once(['.', ','])?;
    let digits = whole.strip_prefix('+').unwrap_or(whole);
    let fits = digits.len() >= if digits.starts_with('0') { 6 } else { 4 }
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(decimals, "0" | "00");
    fits.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_comes_off() {
        for (cell, text, code) in [
            ("'0351 123", "0351 123", Some(EXCEL)),
            ("=\"0351123\"", "0351123", Some(EXCEL)),
            ("=+49351123", "49351123", Some(EXCEL)),
            ("<0351 123>", "0351 123", None),
            ("p:+49351123", "+49351123", None),
            ("493511234567.0", "493511234567", Some(EXCEL)),
            ("493511234567,00", "493511234567", Some(EXCEL)),
            ("0351.00", "0351.00", None),
            ("4.9351123456E+11", "493511234560", Some(EXCEL)),
            ("tel:+49-351-123;ext=4", "+49-351-123 ext 4", None),
            ("tel:0351123;phone-context=+49", "+49 (0) 351123", None),
            ("https://wa.me/49351123?text=x", "+49351123", None),
        ] {
            assert_eq!(unwrap(cell), Ok(Unwrapped { text: text.into(), code }), "{cell}");
        }
    }

    #[test]
    fn lost_digits_stay_lost() {
        for cell in ["4.9E+11", "4,9352E+11", "4.93511E+11", "1E+10", "4.9351123456E+3"] {
            assert_eq!(unwrap(cell), Err("phone.lost_digits"), "{cell}");
        }
    }
}
