//! Domains that are one slip of the finger away from a well-known provider, or end in no existing top level.
//!
//! A domain that is on a list itself is never questioned, however near it is to a bigger one.

use super::lists::{PROVIDERS, is_known_good, is_provider};
use std::sync::LazyLock;

/// Top-level domains worth correcting to.
const TOP_LEVELS: &[&str] = &["com", "de", "net", "org", "at", "ch", "fr", "it", "es", "nl", "pl", "eu", "info"];

/// Existing top-level domains that, behind the name of a provider, are slips for `.com`.
const SLIPS_FOR_COM: &[&str] = &["co", "cm", "om"];

/// Keys side by side on QWERTY or QWERTZ keyboards, and letters that mirror each other.
#[rustfmt::skip]
const NEIGHBOURS: &[(u8, &[u8])] = &[
    (b'a', b"qwsy"), (b'b', b"vghnd"), (b'c', b"xdfv"), (b'd', b"serfcxb"), (b'e', b"wsdr"), (b'f', b"drtgvc"),
    (b'g', b"ftzhbvy"), (b'h', b"gzujnby"), (b'i', b"ujko"), (b'j', b"huikmn"), (b'k', b"jiolm"), (b'l', b"kop"),
    (b'm', b"njk"), (b'n', b"bhjm"), (b'o', b"iklp"), (b'p', b"olq"), (b'q', b"wap"), (b'r', b"edft"),
    (b's', b"awedxyz"), (b't', b"rfgzy"), (b'u', b"zhjiy"), (b'v', b"cfgb"), (b'w', b"qase"), (b'x', b"ysdcz"),
    (b'y', b"asxtghu"), (b'z', b"tghuasx"),
];

/// Names of this length or less have so many neighbours that only slips of the hand count.
const SHORT: usize = 4;

/// The providers as name, top level and whole domain.
static SPLIT: LazyLock<Vec<(&str, &str, &str)>> = LazyLock::new(|| {
    let split = |domain: &&'static str| domain.rsplit_once('.').map(|(name, top)| (name, top, *domain));
    PROVIDERS.iter().filter_map(split).collect()
});

/// The domain that was probably meant; `None` when there is no reason for doubt. `domain` is in lower case.
pub(super) fn suggest(domain: &str) -> Option<String> {
    if is_known_good(domain) || !domain.is_ascii() {
        return None;
    }
    let (name, top) = domain.rsplit_once('.')?;
    if name.is_empty() {
        return None;
    }
    let top_exists = psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known());
    if top_exists {
        return known_top(domain, name, top);
    }
    let costs = SPLIT.iter().filter_map(|(known, known_top, provider)| {
        let cost = slip(name, known)? * 10 + tops_differ(top, known_top)?;
        Some((cost, *provider))
    });
    let provider = costs.min_by_key(|(cost, _)| *cost);
    if let Some((_, provider)) = provider {
        return Some(provider.to_owned());
    }
    let meant =
        TOP_LEVELS.iter().filter_map(|known| Some((slip(top, known)?, *known))).min_by_key(|(cost, _)| *cost)?;
    let corrected = format!("{name}.{}", meant.1);
    (corrected != domain).then_some(corrected)
}

/// The top level exists: only the name, or `.co` for `.com`, can be wrong.
fn known_top(domain: &str, name: &str, top: &str) -> Option<String> {
    let same_top = SPLIT.iter().filter(|(_, known_top, _)| *known_top == top);
    let near =
        same_top.filter_map(|(known, _, provider)| Some((slip(name, known)?, *provider))).min_by_key(|(cost, _)| *cost);
    if let Some((_, provider)) = near {
        return (provider != domain).then(|| provider.to_owned());
    }
    if SLIPS_FOR_COM.contains(&top) {
        let com = format!("{name}.com");
        return is_provider(&com).then_some(com);
    }
    None
}

/// How two top levels that differ may be confused: by a slip, or not at all like one another.
fn tops_differ(top: &str, known: &str) -> Option<u32> {
    match slip(top, known) {
        Some(cost) => Some(cost),
        // Two of three letters off on a provider's exact name still means that provider.
        None if top.len() == known.len() && top.len() == 3 && top.as_bytes().first() == known.as_bytes().first() => {
            Some(9)
        }
        None => None,
    }
}

/// 0 equal, 1 two letters swapped, 2 a letter doubled or a hyphen left out, 3 a neighbouring key, 4 a letter too
/// many or too few, 5 another letter; `None` when it takes more than one slip.
fn slip(written: &str, meant: &str) -> Option<u32> {
    let (w, m) = (written.as_bytes(), meant.as_bytes());
    if w == m {
        return Some(0);
    }
    if w.len().abs_diff(m.len()) > 1 {
        return None;
    }
    let head = w.iter().zip(m).take_while(|(a, b)| a == b).count();
    let (w, m) = (w.get(head..)?, m.get(head..)?);
    let tail = w.iter().rev().zip(m.iter().rev()).take_while(|(a, b)| a == b).count();
    let (w, m) = (w.get(..w.len().checked_sub(tail)?)?, m.get(..m.len().checked_sub(tail)?)?);
    let short = meant.len() <= SHORT;
    match (w, m) {
        (&[a, b], &[c, d]) if a == d && b == c => Some(1),
        (&[extra], &[]) => {
            let doubled = written.as_bytes().get(head.wrapping_sub(1)) == Some(&extra)
                || written.as_bytes().get(head + 1) == Some(&extra);
            if doubled { Some(2) } else { (!short || meant.len() == 3 && head == meant.len()).then_some(4) }
        }
        (&[], &[b'-']) => Some(2),
        (&[], &[_]) => (!short).then_some(4),
        (&[a], &[b]) if are_neighbours(a, b) => Some(3),
        (&[_], &[_]) => (!short).then_some(5),
        _ => None,
    }
}

fn are_neighbours(a: u8, b: u8) -> bool {
    NEIGHBOURS.iter().any(|(key, others)| *key == a && others.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_seen() {
        for (written, meant) in [
            ("gmial.com", "gmail.com"),
            ("gmail.con", "gmail.com"),
            ("gmail.cm", "gmail.com"),
            ("gmx.dde", "gmx.de"),
            ("gnx.de", "gmx.de"),
            ("wbe.de", "web.de"),
            ("t-onlin.de", "t-online.de"),
            ("tonline.de", "t-online.de"),
            ("holz-ritter.ed", "holz-ritter.de"),
        ] {
            assert_eq!(suggest(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn good_domains_are_left_alone() {
        for domain in [
            "mail.de",
            "gmail.com",
            "ymail.com",
            "gmx.at",
            "weg.de",
            "holz-ritter.at",
            "stein.co",
            "aol.de",
            "live.com",
            "müller.de",
        ] {
            assert_eq!(suggest(domain), None, "{domain}");
        }
    }
}
