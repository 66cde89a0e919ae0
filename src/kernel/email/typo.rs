//! Domains that are one slip of the finger away from a provider, or end in no existing top level.
//!
//! ```text
//! domain → known to be right? done → brands with nearly the same letters → kind of slip × kind of top level → cheapest
//! ```
//!
//! The evidence that counts is the kind of slip: letters swapped, doubled or left out, a neighbouring key. How much of
//! it is asked for depends on the name (see [`Slips`]): "gmaul" can only be meant for one, "live" has real words all
//! around it. The top level has to be one that the provider uses. Costs some 50 ns for a domain near no provider.

use super::domains::{known, split, top_exists, top_of};
use super::letters::Letters;
use super::providers::{BRANDS, Brand, Slips};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Top-level domains worth correcting to, behind names that are no provider's.
const TOP_LEVELS: &[&str] = &[
    "de", "com", "at", "ch", "net", "org", "eu", "info", "fr", "it", "es", "nl", "pl", "be", "cz", "dk", "lu", "li",
    "biz",
];

/// Misspellings by ear that no single slip explains.
const BY_EAR: &[(&str, &str)] =
    &[("vodaphone", "vodafone"), ("outluk", "outlook"), ("gmale", "gmail"), ("jmail", "gmail"), ("icould", "icloud")];

/// Keys beside each other in a row, on QWERTZ and on QWERTY keyboards.
const ROWS: &[&[u8]] = &[b"qwertzuiop", b"qwertyuiop", b"asdfghjkl", b"yxcvbnm", b"zxcvbnm", b"1234567890"];

/// Keys above and below each other.
#[rustfmt::skip]
const ABOVE: &[(u8, &[u8])] = &[
    (b'a', b"qwyz"), (b's', b"weyxz"), (b'd', b"erxc"), (b'f', b"rtcv"), (b'g', b"tzyvb"), (b'h', b"zyubn"),
    (b'j', b"uinm"), (b'k', b"iom"), (b'l', b"op"), (b'o', b"90"), (b'i', b"89"), (b'e', b"34"),
    // the keys that change places between the two layouts
    (b'y', b"z"),
];

/// Letters that are taken for one another by eye or ear.
const ALIKE: &[&[u8]] =
    &[b"aeiouy", b"bd", b"bp", b"dt", b"ckq", b"vwf", b"sz", b"mn", b"nu", b"gj", b"jy", b"o0", b"il1", b"lt"];

/// Longest name of a brand, and one letter more.
const LONGEST: usize = 14;

/// Longest domain that may be a brand's with something too much.
const LONGEST_JOINED: usize = 22;

/// Longest domain of the world's largest without its signs: "googlemailcom".
const LONGEST_SQUEEZED: usize = 13;

/// For every length of a name the brands that have one letter more or less at most, the shorter first, each with the
/// set of its letters.
static BY_LENGTH: LazyLock<Vec<Vec<(u32, &'static Brand)>>> = LazyLock::new(|| {
    let near = |length: usize| {
        let mut out: Vec<&Brand> = BRANDS.iter().filter(|brand| brand.name.len().abs_diff(length) <= 1).collect();
        out.sort_by_key(|brand| brand.name.len());
        out.into_iter().map(|brand| (letters(brand.name), brand)).collect()
    };
    (0..=LONGEST).map(near).collect()
});

/// Every domain of the brands, spelt without dots and hyphens.
static SQUEEZED: LazyLock<FxHashMap<Vec<u8>, (String, Slips)>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    for brand in BRANDS {
        for top in brand.tops.split_ascii_whitespace() {
            let domain = format!("{}.{top}", brand.name);
            out.entry(domain.replace(['.', '-'], "").into_bytes()).or_insert((domain, brand.slips));
        }
    }
    out
});

/// The domain that was probably meant; `None` when there is no reason for doubt. `domain` is in lower case.
pub(super) fn suggest(domain: &str) -> Option<String> {
    if known(domain).good { None } else { suggest_for_unknown(domain, split(domain)) }
}

/// As [`suggest`], for a domain that is on no list; with its first label, and those behind it.
pub(super) fn suggest_for_unknown(domain: &str, labels: Option<(&str, &str)>) -> Option<String> {
    if !domain.is_ascii() {
        return None;
    }
    let Some((name, top)) = labels else { return without_dot(domain) };
    if let Some(meant) = provider(name, top) {
        return Some(meant);
    }
    if let Some(meant) = wrong_joints(domain, top) {
        return Some(meant);
    }
    if top_exists(top) {
        return None;
    }
    let (name, top) = domain.rsplit_once('.')?;
    let costs = TOP_LEVELS.iter().filter_map(|meant| Some((top_slip(top, meant)?, *meant)));
    let (_, meant) = costs.min_by_key(|(cost, _)| *cost).filter(|_| top.len() > 1 || top == "d")?;
    Some(format!("{name}.{meant}"))
}

/// The two sides of an address that lost its `@` in front of a provider's domain (`ilse.webergmx.de`). Names that are
/// words themselves ("web", "live") are only seen behind a dot or a digit: anything may end in them.
pub(super) fn without_sign(text: &str) -> Option<(&str, &str)> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    if !text.bytes().all(plain) {
        return None;
    }
    let (head, top) = text.rsplit_once('.')?;
    let lower = head.to_ascii_lowercase();
    let brands =
        BRANDS.iter().filter(|brand| brand.tops.split_ascii_whitespace().any(|of| of.eq_ignore_ascii_case(top)));
    let brand = brands.filter(|brand| lower.ends_with(brand.name)).max_by_key(|brand| brand.name.len())?;
    let (local, domain) = text.split_at_checked(head.len() - brand.name.len())?;
    let speaks = local.bytes().any(|byte| !byte.is_ascii_alphabetic()) || !matches!(brand.slips, Slips::Few);
    let ends_well = local.ends_with(|last: char| last.is_ascii_alphanumeric());
    (speaks && ends_well && local.len() >= 3).then_some((local, domain))
}

/// `gmxde`, `gmx`: a dot or the whole top level is lost.
fn without_dot(domain: &str) -> Option<String> {
    if let Some((meant, _)) = squeezed(domain) {
        return Some(meant.clone());
    }
    let brand = BRANDS.iter().find(|brand| brand.name == domain && brand.slips != Slips::Few)?;
    brand.tops.split_ascii_whitespace().next().map(|top| format!("{domain}.{top}"))
}

/// The brand's domain that has the same letters.
fn squeezed(domain: &str) -> Option<&'static (String, Slips)> {
    SQUEEZED.get(Letters::of(domain)?.as_bytes())
}

/// `t.online.de`, `www.gmx.de`, `gmail.com.de`: right letters, and a dot, a prefix or an end too many. `tops` is what
/// stands behind the first dot.
fn wrong_joints(domain: &str, tops: &str) -> Option<String> {
    if domain.len() > LONGEST_JOINED {
        return None;
    }
    let is_brand = |text: &str| squeezed(text).is_some_and(|(meant, _)| meant == text);
    let signs = domain.bytes().filter(|byte| matches!(byte, b'.' | b'-')).count();
    if signs < 2 {
        return None;
    }
    if domain.len() - signs <= LONGEST_SQUEEZED
        && let Some((meant, Slips::Most)) = squeezed(domain)
    {
        return Some(meant.clone());
    }
    let mut pieces = domain.strip_prefix("www.").or_else(|| domain.strip_prefix("mail.")).into_iter();
    let end = Some(top_of(tops)).filter(|end| end.len() < tops.len());
    let ends = end.filter(|end| matches!(*end, "com" | "de" | "at" | "ch" | "net")).into_iter();
    pieces
        .find(|rest| is_brand(rest))
        .or_else(|| ends.filter_map(|end| domain.get(..domain.len() - end.len() - 1)).find(|rest| is_brand(rest)))
        .map(str::to_owned)
}

/// The brand and top level that `name.top` is a slip for.
fn provider(name: &str, top: &str) -> Option<String> {
    if name.len() > LONGEST {
        return None;
    }
    let name = BY_EAR.iter().find(|(heard, _)| *heard == name).map_or(name, |(_, meant)| meant);
    let set = letters(name);
    let mut best: Option<(u32, &Brand, &str)> = None;
    let mut exists = None;
    for (other, brand) in BY_LENGTH.get(name.len())? {
        // one slip changes two letters of the set at most
        let but_one = without_lowest(set ^ other);
        if without_lowest(but_one) != 0 {
            continue;
        }
        let Some(in_name) = name_slip(name, brand) else { continue };
        let exists = *exists.get_or_insert_with(|| top_exists(top));
        for (rank, meant) in (0_u32..).zip(brand.tops.split_ascii_whitespace()) {
            let Some(in_top) = tops_differ(top, meant, brand, in_name, exists) else { continue };
            let seldom = if in_top == 0 { 0 } else { rank / 3 };
            let cost = in_name + in_top + seldom;
            if best.is_none_or(|(least, _, _)| cost < least) {
                best = Some((cost, brand, meant));
            }
        }
    }
    best.map(|(_, brand, top)| format!("{}.{top}", brand.name))
}

/// The cost of `meant` for the written top level; `None` when that is not what happened. `exists` is about the written.
fn tops_differ(written: &str, meant: &str, brand: &Brand, in_name: u32, exists: bool) -> Option<u32> {
    if written == meant {
        return Some(0);
    }
    let slip = top_slip(written, meant);
    if exists {
        if in_name == 0 && meant == "com" && matches!(written, "cm" | "om") && brand.name.len() > 2 {
            return Some(1);
        }
        // somebody else's top level, unless the name is so much the provider's own that nobody else can use it
        let own_name =
            matches!(brand.slips, Slips::Most | Slips::Any) || brand.tops.contains(' ') && brand.slips == Slips::Keys;
        return slip.filter(|cost| own_name && cost + in_name <= 4);
    }
    let same_start = written.len() == 3 && meant.len() == 3 && written.as_bytes().first() == meant.as_bytes().first();
    slip.or((same_start && in_name == 0).then_some(9))
}

/// 0 equal, 1 letters swapped, 2 a letter twice, 3 a neighbouring key or a letter left out, 4 a letter too many,
/// 5 another letter in a longer one.
fn top_slip(written: &str, meant: &str) -> Option<u32> {
    match slip(written, meant)? {
        Slip::Equal => Some(0),
        Slip::Swapped => Some(1),
        Slip::Doubled | Slip::Halved => Some(2),
        Slip::Replaced { near: true, .. } | Slip::Left { .. } => Some(3),
        Slip::Extra { .. } => Some(4),
        Slip::Replaced { .. } => (meant.len() > 2).then_some(5),
    }
}

/// What happened to the name of the brand, as a cost; `None` when it would take more than its kind allows.
fn name_slip(written: &str, brand: &Brand) -> Option<u32> {
    let (length, most) = (brand.name.len(), brand.slips == Slips::Most);
    let short = length < 5;
    let any = most || brand.slips == Slips::Any;
    match slip(written, brand.name)? {
        Slip::Equal => Some(0),
        Slip::Swapped => (brand.name.len() > 2).then_some(1),
        Slip::Doubled | Slip::Halved => (brand.name.len() > 2).then_some(2),
        Slip::Left { hyphen: true } => Some(2),
        Slip::Extra { hyphen: true, .. } => most.then_some(2),
        Slip::Replaced { in_row: true, .. } if brand.slips == Slips::Keys => Some(3),
        Slip::Replaced { mirrored: true, .. } if brand.slips == Slips::Keys => Some(4),
        _ if !any || short => None,
        Slip::Replaced { near: true, .. } => Some(3),
        Slip::Left { .. } | Slip::Extra { near: true, .. } => Some(4),
        Slip::Replaced { alike: true, first, .. } if most || !first && length > 6 => Some(5),
        Slip::Extra { .. } if most || length > 6 => Some(5),
        Slip::Replaced { first: false, .. } if most && length > 5 || length > 7 => Some(6),
        Slip::Replaced { .. } if most && length > 6 => Some(6),
        _ => None,
    }
}

/// A single slip of the hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    Equal,
    Swapped,
    /// A letter typed twice.
    Doubled,
    /// One of two equal letters left out.
    Halved,
    Left {
        hyphen: bool,
    },
    Extra {
        hyphen: bool,
        near: bool,
    },
    Replaced {
        near: bool,
        in_row: bool,
        mirrored: bool,
        alike: bool,
        first: bool,
    },
}

/// The one slip between two texts; `None` when it takes more.
fn slip(written: &str, meant: &str) -> Option<Slip> {
    let (w, m) = (written.as_bytes(), meant.as_bytes());
    if w == m {
        return Some(Slip::Equal);
    }
    if w.len().abs_diff(m.len()) > 1 {
        return None;
    }
    let head = w.iter().zip(m).take_while(|(a, b)| a == b).count();
    let (rest_w, rest_m) = (w.get(head..)?, m.get(head..)?);
    let tail = rest_w.iter().rev().zip(rest_m.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (rest_w.get(..rest_w.len() - tail)?, rest_m.get(..rest_m.len() - tail)?);
    let before = head.checked_sub(1);
    let beside = |text: &[u8], byte: u8, after: usize| {
        before.and_then(|at| text.get(at)) == Some(&byte) || text.get(after) == Some(&byte)
    };
    match (a, b) {
        (&[a, b], &[c, d]) if a == d && b == c => Some(Slip::Swapped),
        (&[extra], &[]) if beside(w, extra, head + 1) => Some(Slip::Doubled),
        (&[extra], &[]) => {
            // a finger on two keys
            let by = |at: Option<usize>| at.and_then(|at| w.get(at)).is_some_and(|key| are_in_row(*key, extra));
            Some(Slip::Extra { hyphen: extra == b'-', near: by(before) || by(Some(head + 1)) })
        }
        (&[], &[left]) if beside(m, left, head + 1) => Some(Slip::Halved),
        (&[], &[left]) => Some(Slip::Left { hyphen: left == b'-' }),
        (&[a], &[b]) => {
            let in_row = are_in_row(a, b);
            // the wrong one of two letters doubled: "yahho"
            let (before, after) = (head.wrapping_sub(1), head + 1);
            let doubled = w.get(before) == Some(&a) && m.get(after) == Some(&b)
                || w.get(after) == Some(&a) && m.get(before) == Some(&b);
            let near = in_row || doubled || are_above(a, b);
            let mirrored = matches!((a, b), (b'b', b'd') | (b'd', b'b'));
            Some(Slip::Replaced { near, in_row, mirrored, alike: are_alike(a, b), first: head == 0 })
        }
        _ => None,
    }
}

fn are_in_row(a: u8, b: u8) -> bool {
    ROWS.iter().any(|row| row.windows(2).any(|pair| pair == [a, b] || pair == [b, a]))
}

fn are_above(a: u8, b: u8) -> bool {
    ABOVE.iter().any(|(key, others)| *key == a && others.contains(&b) || *key == b && others.contains(&a))
}

fn are_alike(a: u8, b: u8) -> bool {
    ALIKE.iter().any(|group| group.contains(&a) && group.contains(&b))
}

/// The set without its first letter.
const fn without_lowest(set: u32) -> u32 {
    set & set.wrapping_sub(1)
}

/// The letters of a text as bits; digits share one bit, everything else another.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |set, byte| set | LETTER_BITS.get(usize::from(byte)).copied().unwrap_or_default())
}

const LETTER_BITS: [u32; 256] = {
    let mut out = [1 << 27; 256];
    let mut c: u8 = 0;
    while c < 128 {
        match c {
            b'a'..=b'z' => out[c as usize] = 1 << (c - b'a'),
            b'0'..=b'9' => out[c as usize] = 1 << 26,
            _ => {}
        }
        c += 1;
    }
    out
};

#[cfg(test)]
mod tests {
    use super::super::providers::REAL;
    use super::*;

    #[test]
    fn slips_are_seen() {
        for line in include_str!("cases/typos.txt").lines().filter(|line| !line.starts_with('#')) {
            let (written, meant) = line.split_once(' ').unwrap_or_default();
            assert_eq!(suggest(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn good_domains_are_left_alone() {
        for domain in include_str!("cases/good_domains.txt").split_whitespace().filter(|word| word.contains('.')) {
            assert_eq!(suggest(domain), None, "{domain}");
        }
    }

    #[test]
    fn a_suggestion_needs_none_itself() {
        for line in include_str!("cases/typos.txt").lines().filter(|line| !line.starts_with('#')) {
            let meant = line.split(' ').next_back().unwrap_or_default();
            assert_eq!(suggest(meant), None, "{meant}");
        }
    }

    #[test]
    fn brands_fit_the_table() {
        assert!(BRANDS.iter().all(|brand| brand.name.len() < LONGEST));
        let longest = SQUEEZED.iter().filter(|(_, (_, slips))| *slips == Slips::Most).map(|(key, _)| key.len()).max();
        assert_eq!(longest, Some(LONGEST_SQUEEZED));
    }

    #[test]
    fn every_exception_is_needed() {
        let idle = |domain: &&str| {
            let (name, top) = domain.split_once('.').unwrap_or_default();
            provider(name, top).is_none() && wrong_joints(domain, top).is_none()
        };
        let idle: Vec<&str> = REAL.split_whitespace().filter(idle).collect();
        assert!(idle.is_empty(), "left alone anyway: {}", idle.join(" "));
    }
}
