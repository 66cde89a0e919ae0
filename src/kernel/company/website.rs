//! Websites and their registrable domains.
//!
//! What for: a cell that holds a URL, a host name or something close to one. Not for: fetching anything, or
//! turning names into Punycode and back (the script of the input stays). Costs one public-suffix look-up.

use crate::kernel::text::{clean, is_missing_word};
use crate::kernel::verdict::{Status, Verdict};

type Site = (String, Option<String>);

/// A website as a URL, and its registrable domain (lower case), from a cell that holds either.
///
/// The domain is null for a bare public suffix, a leading dot and an IP address. `corrected`
/// (`company.website_cleaned`): commas for dots, a broken scheme, blanks; `suspect`: an e-mail address
/// (`company.website_email`), several sites (`company.website_multiple`), an IP address, a bare suffix
/// (`company.website_host`); `invalid` (`company.website`): no host name; `missing`: a word for nothing.
pub fn read_website(value: &str) -> Verdict<Site> {
    let text = clean(value);
    let text = link_target(&text);
    let spaced = blanks_for_dots(text);
    let text = spaced.as_deref().unwrap_or(text);
    let text =
        text.trim_matches(|c: char| matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ' '));
    if is_missing_word(text) {
        return Verdict::because(Status::Missing, "company.website_missing", Site::default());
    }
    let mut codes = Vec::new();
    let mut words = text.split([' ', ';', '|', '\u{a0}']).filter(|word| !word.is_empty());
    let sites = words.clone().filter(|word| host_like(word)).count();
    let first = if sites > 0 { words.find(|word| host_like(word)) } else { words.next() };
    let joined = text.replace(' ', "");
    let candidate = match first {
        Some(first) if sites > 0 => first,
        _ => joined.as_str(),
    };
    let (candidate, several) = match candidate.split_once(',') {
        Some((first, second)) if host_like(first) && host_like(second) => (first, true),
        _ => (candidate, sites > 1),
    };
    if several {
        codes.push("company.website_multiple");
    } else if candidate.len() != text.len() || spaced.is_some() {
        codes.push("company.website_cleaned");
    }
    read_one(candidate.trim_end_matches([',', ';']), codes)
}

/// "www firma de" and "www.firma .de" with the dots that were meant; None for anything else.
fn blanks_for_dots(text: &str) -> Option<String> {
    if !text.contains('.') {
        return (text.starts_with("www ") || text.starts_with("WWW ")).then(|| text.replace(' ', "."));
    }
    let joined = text.replace(" .", ".").replace(". ", ".");
    (joined.len() < text.len() && !joined.contains(' ')).then_some(joined)
}

/// The target of a link as web pages write it (`<a href="…">`); else the text itself.
fn link_target(text: &str) -> &str {
    let target = text.split_once("href=").and_then(|(_, rest)| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    });
    target.unwrap_or(text)
}

fn host_like(word: &str) -> bool {
    let word = word.trim_matches([',', '(', ')']);
    word.len() > 3 && word.get(1..word.len() - 1).is_some_and(|inner| inner.contains('.')) && !word.contains('@')
}

fn read_one(text: &str, mut codes: Vec<&'static str>) -> Verdict<Site> {
    let (scheme, rest, broken) = split_scheme(text);
    if broken {
        codes.push("company.website_cleaned");
    }
    let host_end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(host_end);
    let mut email = false;
    let authority = match authority.rsplit_once('@') {
        Some((_, host)) => {
            email = true;
            host
        }
        None => authority,
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, port),
        _ => (authority, ""),
    };
    let mut host = host.to_lowercase();
    if host.contains(',') && !host.contains(' ') {
        host = host.replace(',', ".");
        codes.push("company.website_cleaned");
    }
    if host.contains("..") {
        host = host.replace("..", ".");
        codes.push("company.website_cleaned");
    }
    if host.ends_with('.') {
        host.truncate(host.trim_end_matches('.').len());
        codes.push("company.website_cleaned");
    }
    if !is_host(&host) {
        return Verdict::because(Status::Invalid, "company.website", Site::default());
    }
    let domain = registrable(&host);
    // An unknown top-level domain is a local name or a slip; the domain by the list's default rule stays.
    let known_suffix = host.contains("xn--") || psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
    let mut url = String::with_capacity(text.len() + 8);
    url.push_str(scheme);
    url.push_str("://");
    url.push_str(&host);
    if !port.is_empty() {
        url.push(':');
        url.push_str(port);
    }
    if path != "/" {
        url.push_str(path);
    }
    if email {
        codes.insert(0, "company.website_email");
    } else if domain.is_none() || !known_suffix {
        codes.insert(0, "company.website_host");
    }
    codes.dedup();
    let suspect = email || domain.is_none() || !known_suffix || codes.first() == Some(&"company.website_multiple");
    let status = match (suspect, codes.is_empty()) {
        (true, _) => Status::Suspect,
        (false, true) => Status::Valid,
        (false, false) => Status::Corrected,
    };
    Verdict { status, codes, parts: (url, domain) }
}

/// Scheme, the rest, and whether the scheme was misspelt. Without one it is https. A scheme is a word of the letters
/// of "https" in any order and number with a colon or slash behind ("htpp://", "http//", "https.//", "hhttp:").
fn split_scheme(text: &str) -> (&'static str, &str, bool) {
    let word = text.bytes().take_while(|b| matches!(b.to_ascii_lowercase(), b'h' | b't' | b'p' | b's' | b'f')).count();
    let Some((word, after)) = text.split_at_checked(word).filter(|(word, _)| (3..=8).contains(&word.len())) else {
        return ("https", text.trim_start_matches("//"), false);
    };
    let rest = after.trim_start_matches([':', '/', '\\', ';', '.', ',', ' ']);
    let signs = after.get(..after.len() - rest.len()).unwrap_or_default();
    if !signs.contains([':', '/', '\\', ';']) {
        return ("https", text, false);
    }
    let scheme = match word.to_ascii_lowercase().as_str() {
        "ftp" => "ftp",
        word if word.contains('s') => "https",
        _ => "http",
    };
    // A second scheme ("http://https://") follows now and then.
    if let Some(again) = rest.strip_prefix("http") {
        let again = again.strip_prefix('s').unwrap_or(again);
        if again.starts_with([':', '/']) {
            return ("https", again.trim_start_matches([':', '/']), true);
        }
    }
    (scheme, rest, signs != "://" || !word.eq_ignore_ascii_case(scheme))
}

/// Letters, digits, hyphens and dots; no empty label; an IP address passes. One label may be a bare suffix.
fn is_host(host: &str) -> bool {
    let host = host.strip_prefix('.').unwrap_or(host);
    !host.is_empty()
        && host.len() <= 253
        && host.chars().any(char::is_alphanumeric)
        && (host.contains('.') || psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known()))
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.chars().count() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || (!c.is_ascii() && !c.is_whitespace()))
        })
}

/// The registrable domain by the public suffix list, in the script of the input; null where there is none.
fn registrable(host: &str) -> Option<String> {
    let last = host.rsplit('.').next()?;
    if host.starts_with('.') || last.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if !host.contains("xn--") {
        return psl::domain_str(host).map(str::to_owned);
    }
    // The list is kept in Unicode: look up there, take as many labels of the original.
    let (unicode, _) = idna::domain_to_unicode(host);
    let labels = psl::domain_str(&unicode)?.split('.').count();
    let start = host.rmatch_indices('.').nth(labels - 1).map_or(0, |(at, _)| at + 1);
    host.get(start..).map(str::to_owned)
}
