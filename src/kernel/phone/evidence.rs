//! What speaks for or against a reading of a number: how the digits are grouped, how long the plans of single countries
//! want them, and what else they could be. Evidence only; [`super::resolve`] decides. Costs nothing for a clean number
//! but a look at its groups.

use super::dial::Dial;
use super::engine::{Found, Region, look_up};

/// Calling codes of Europe, North America, Russia and Turkey.
#[rustfmt::skip]
const NEAR: &[i32] = &[
    1, 7, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 90, 350, 351, 352, 353, 354, 355, 356, 357,
    358, 359, 370, 371, 372, 373, 374, 375, 376, 377, 378, 380, 381, 382, 383, 385, 386, 387, 389, 420, 421, 423,
];

/// Countries whose national notation turns up in lists of their neighbours.
const NEIGHBOURS: &[Region] =
    &[Region::CH, Region::FR, Region::IT, Region::DE, Region::AT, Region::GB, Region::NL, Region::BE, Region::HR];

/// Prefixes of Austrian mobile networks with the fewest and the most digits of their numbers, prefix included; the
/// library's plan allows 7 to 13 for all. Source: RTR, list of national destination codes, and the operators' numbers; one
/// digit fewer is let pass.
const AUSTRIAN_MOBILES: &[(&str, usize, usize)] =
    &[("650", 9, 11), ("660", 9, 11), ("664", 9, 13), ("676", 9, 11), ("677", 9, 11), ("688", 9, 11)];

/// "0170 ...": Vienna is 01, so this group is no Austrian area code, but a German mobile's.
pub(super) fn is_german_mobile(dial: &Dial) -> bool {
    let prefix = ["015", "016", "017"].iter().any(|prefix| dial.digits.starts_with(prefix));
    prefix
        && dial.groups.len() > 1
        && matches!(dial.groups.first(), Some(4 | 5))
        && valid(&dial.digits, Region::DE).is_some_and(|found| found.is_mobile())
}

/// "089 2387 8031" in Austria, "03 18 43 42 13" in Switzerland: the first group is no area code there, and the groups
/// are just those that another country writes.
pub(super) fn is_grouped_abroad(dial: &Dial, region: Region) -> bool {
    let Some(first) = dial.groups.first().and_then(|length| dial.digits.get(..*length)) else { return false };
    let area = match (region, first.len()) {
        (Region::DE, 3) => matches!(first, "030" | "032" | "040" | "069" | "089"),
        (Region::AT, 2) => matches!(first, "01" | "05"),
        (Region::AT, 3) => first.starts_with("05") || first == "080",
        (Region::CH | Region::LI, 2) => false,
        (Region::FR, 3) => false,
        _ => true,
    };
    !area
        && !dial.marked
        && dial.groups.len() > 1
        && NEIGHBOURS.iter().filter(|other| **other != region).any(|other| {
            valid(&dial.digits, *other).is_some_and(|found| has_groups(&found.national_form(), &dial.groups))
        })
}

/// True when the digits of the text stand in groups of these lengths.
fn has_groups(text: &str, groups: &[usize]) -> bool {
    let lengths = text.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0);
    lengths.eq(groups.iter().copied())
}

/// True when the number is as long as its range demands, where the library's plan leaves that open.
pub(super) fn has_plan_length(found: &Found) -> bool {
    let national = found.national();
    let network = AUSTRIAN_MOBILES.iter().find(|(prefix, _, _)| found.code() == 43 && national.starts_with(prefix));
    network.is_none_or(|(_, fewest, most)| (*fewest..=*most).contains(&national.len()))
}

/// False for an Italian fixed line of another length than nearly all have, its zero counted: nine or ten digits.
pub(super) fn is_usual_in_italy(found: &Found) -> bool {
    found.code() != 39 || matches!(found.national().len(), 9 | 10)
}

/// "2024/1183": a year and a running number; no area code lies there.
pub(super) fn is_file_number(dial: &Dial) -> bool {
    let year = dial.digits.get(..4).and_then(|text| text.parse().ok()).unwrap_or(0u32);
    dial.area_apart && dial.groups.len() == 2 && dial.groups.first() == Some(&4) && (1950..=2035).contains(&year)
}

/// Seconds since 1970, which German lists would have to read as pagers (0164, 0168, 0169).
pub(super) fn is_timestamp(home: &Found) -> bool {
    home.is_pager() && home.national().len() == 10 && home.national().starts_with('1')
}

/// "44 7261 078 707": the calling code stands in a group of its own.
pub(super) fn has_code_apart(found: &Found, dial: &Dial) -> bool {
    let first = dial.groups.first().and_then(|length| dial.digits.get(..*length));
    is_formatted(dial) && first == Some(found.code().to_string().as_str())
}

/// "711/248397", "(20) 3346 1234": what stands apart is an area code whose zero was left out; only America writes
/// its own in brackets, before three and four digits.
pub(super) fn has_area_apart(dial: &Dial) -> bool {
    dial.area_apart && dial.groups != [3, 3, 4]
}

/// True for a number of a country that dials no zero in front, with up to three digits typed too many.
pub(super) fn has_digits_too_many(digits: &str, region: Region) -> bool {
    (1..=3)
        .filter_map(|extra| digits.get(..digits.len().checked_sub(extra)?))
        .filter_map(|shorter| valid(shorter, region))
        .any(|found| !found.is_written_with_zero())
}

/// True when somebody arranged the digits in groups: then no spreadsheet took a zero away, and a missing one
/// speaks for another country. Groups of three are a spreadsheet's thousands.
pub(super) fn is_formatted(dial: &Dial) -> bool {
    let thousands = dial.groups.iter().skip(1).all(|&length| length == 3) && dial.groups.first() <= Some(&3);
    dial.groups.len() > 1 && !thousands
}

/// True for countries whose numbers turn up in a European list without anybody thinking of a plus.
pub(super) fn is_near(found: &Found) -> bool {
    NEAR.contains(&found.code())
}

fn valid(digits: &str, region: Region) -> Option<Found> {
    look_up(digits, Some(region)).filter(Found::is_valid)
}
