//! What is known of a domain, by one look-up: providers, real domains that look like slips, throw-away hosts.
//!
//! The table is made once, on first use (half a millisecond, 10,000 domains); no file is read at run time.

use super::providers::{BRANDS, NOT_FREE, REAL, SINGLE};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Throw-away hosts, one a line; `disposable.py` writes it.
const DISPOSABLE: &str = include_str!("disposable.txt");

/// Top-level domains that can hold no mail (RFC 2606, RFC 6761, RFC 7686, RFC 8375).
const RESERVED: &[&str] = &["test", "invalid", "localhost", "local", "localdomain", "onion", "internal", "arpa"];

/// What the lists say of a domain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// It exists and is spelt as its owner spells it.
    pub good: bool,
    /// A provider whose addresses say nothing about an employer.
    pub free: bool,
    /// It hands out throw-away addresses.
    pub disposable: bool,
}

static TABLE: LazyLock<FxHashMap<Cow<'static, str>, Known>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    let thrown = Known { good: true, free: false, disposable: true };
    for domain in DISPOSABLE.lines().filter(|line| !line.starts_with('#')) {
        table.insert(Cow::Borrowed(domain), thrown);
    }
    let free = Known { good: true, free: true, disposable: false };
    for brand in BRANDS {
        for top in brand.tops.split_ascii_whitespace() {
            table.insert(Cow::Owned(format!("{}.{top}", brand.name)), free);
        }
    }
    for domain in SINGLE.split_ascii_whitespace() {
        table.insert(Cow::Borrowed(domain), free);
    }
    let real = Known { good: true, ..Known::default() };
    for domain in REAL.split_ascii_whitespace() {
        table.entry(Cow::Borrowed(domain)).or_insert(real);
    }
    for domain in NOT_FREE.split_ascii_whitespace() {
        table.insert(Cow::Borrowed(domain), real);
    }
    table
});

/// What is known of `domain`, in lower case. Throw-away hosts also stand for what lies below them.
#[inline]
pub(super) fn known(domain: &str) -> Known {
    let mut found = TABLE.get(domain).copied().unwrap_or_default();
    let mut rest = domain;
    while !found.good
        && let Some(parent) = parent(rest).filter(|parent| parent.as_bytes().contains(&b'.'))
    {
        rest = parent;
        found.disposable = TABLE.get(parent).is_some_and(|known| known.disposable);
        found.good |= found.disposable;
    }
    found
}

#[inline]
fn parent(domain: &str) -> Option<&str> {
    split(domain).map(|(_, parent)| parent)
}

/// The first label, and the labels behind it.
#[inline]
pub(super) fn split(domain: &str) -> Option<(&str, &str)> {
    let dot = domain.bytes().position(|byte| byte == b'.')?;
    Some((domain.get(..dot)?, domain.get(dot + 1..)?))
}

/// The last label.
#[inline]
pub(super) fn top_of(domain: &str) -> &str {
    let dot = domain.bytes().rposition(|byte| byte == b'.');
    domain.get(dot.map_or(0, |dot| dot + 1)..).unwrap_or_default()
}

/// No mail can be sent there.
#[inline]
pub(super) fn is_reserved(domain: &str) -> bool {
    let top = top_of(domain);
    top.len() > 3 && top.len() < domain.len() && RESERVED.contains(&top)
}

/// True when the domain ends in a top level that exists.
#[inline]
pub(super) fn top_exists(domain: &str) -> bool {
    let top = top_of(domain);
    // four of five domains spare the walk through the public suffix list
    matches!(top, "de" | "com" | "at" | "ch" | "net" | "org" | "eu")
        || psl::suffix(top.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_provider_is_thrown_away() {
        let providers =
            BRANDS.iter().flat_map(|brand| brand.tops.split_ascii_whitespace().map(|top| (brand.name, top)));
        for domain in
            providers.map(|(name, top)| format!("{name}.{top}")).chain(SINGLE.split_whitespace().map(str::to_owned))
        {
            assert!(!known(&domain).disposable, "{domain}");
            assert!(DISPOSABLE.lines().all(|line| line != domain), "{domain}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_has_a_header() {
        let domains: Vec<&str> = DISPOSABLE.lines().skip_while(|line| line.starts_with('#')).collect();
        assert!(domains.is_sorted() && domains.len() > 10_000);
        assert!(domains.iter().all(|domain| domain.contains('.') && *domain == domain.to_lowercase()));
    }

    #[test]
    fn kinds() {
        assert!(known("gmx.at").free && known("gmx.at").good);
        assert!(known("legalmail.it").good && !known("legalmail.it").free);
        assert!(known("abc.mailinator.com").disposable && !known("gmx.de").disposable);
        assert_eq!(known("holz-ritter.at"), Known::default());
    }
}
