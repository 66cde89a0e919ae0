//! HTML in cells that once were a web page: entities, and the tags that editors write.

use super::any_byte;
use std::borrow::Cow;

/// Named entities that occur in names and addresses: markup, Latin-1 letters, typographic marks.
#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{A0}'), ("commat", '@'),
    ("period", '.'), ("comma", ','), ("colon", ':'), ("plus", '+'), ("hyphen", '-'), ("lowbar", '_'), ("num", '#'),
    ("auml", 'ä'), ("ouml", 'ö'), ("uuml", 'ü'), ("Auml", 'Ä'), ("Ouml", 'Ö'), ("Uuml", 'Ü'), ("szlig", 'ß'),
    ("euml", 'ë'), ("iuml", 'ï'), ("yuml", 'ÿ'), ("Euml", 'Ë'), ("Iuml", 'Ï'), ("agrave", 'à'), ("Agrave", 'À'),
    ("aacute", 'á'), ("Aacute", 'Á'), ("acirc", 'â'), ("Acirc", 'Â'), ("atilde", 'ã'), ("Atilde", 'Ã'),
    ("aring", 'å'), ("Aring", 'Å'), ("aelig", 'æ'), ("AElig", 'Æ'), ("ccedil", 'ç'), ("Ccedil", 'Ç'),
    ("egrave", 'è'), ("Egrave", 'È'), ("eacute", 'é'), ("Eacute", 'É'), ("ecirc", 'ê'), ("Ecirc", 'Ê'),
    ("igrave", 'ì'), ("Igrave", 'Ì'), ("iacute", 'í'), ("Iacute", 'Í'), ("icirc", 'î'), ("Icirc", 'Î'),
    ("ntilde", 'ñ'), ("Ntilde", 'Ñ'), ("ograve", 'ò'), ("Ograve", 'Ò'), ("oacute", 'ó'), ("Oacute", 'Ó'),
    ("ocirc", 'ô'), ("Ocirc", 'Ô'), ("otilde", 'õ'), ("Otilde", 'Õ'), ("oslash", 'ø'), ("Oslash", 'Ø'),
    ("oelig", 'œ'), ("OElig", 'Œ'), ("ugrave", 'ù'), ("Ugrave", 'Ù'), ("uacute", 'ú'), ("Uacute", 'Ú'),
    ("ucirc", 'û'), ("Ucirc", 'Û'), ("yacute", 'ý'), ("Yacute", 'Ý'), ("scaron", 'š'), ("Scaron", 'Š'),
    ("eth", 'ð'), ("thorn", 'þ'), ("ndash", '–'), ("mdash", '—'), ("lsquo", '‘'), ("rsquo", '’'), ("sbquo", '‚'),
    ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("laquo", '«'), ("raquo", '»'), ("hellip", '…'),
    ("middot", '·'), ("bull", '•'), ("euro", '€'), ("pound", '£'), ("copy", '©'), ("reg", '®'), ("trade", '™'),
    ("deg", '°'), ("sect", '§'), ("shy", '\u{AD}'), ("zwnj", '\u{200C}'), ("zwj", '\u{200D}'),
];

/// Longest entity without `&` and `;` that is looked for.
const LONGEST: usize = 8;

/// The text with its entities written out, twice where they were escaped twice (`&amp;uuml;`). Anything that is
/// not a complete, known entity stays as it is.
pub fn unescape_entities(value: &str) -> Cow<'_, str> {
    match once(value) {
        None => Cow::Borrowed(value),
        Some(first) => Cow::Owned(once(&first).unwrap_or(first)),
    }
}

/// Tags that end a line, and tags that only style; lower case.
const BREAKS: &[&str] =
    &["br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "blockquote"];
const STYLES: &[&str] = &[
    "b", "i", "u", "em", "strong", "span", "font", "small", "big", "sub", "sup", "a", "td", "th", "tbody", "thead",
    "html", "body", "img", "strike", "code", "pre", "center", "o:p",
];

/// The text without tags and with its entities written out: tags that end a line leave a line break, others nothing.
/// Angle brackets that hold no known tag stay.
pub fn unescape_html(value: &str) -> Cow<'_, str> {
    match without_tags(value) {
        None => unescape_entities(value),
        Some(plain) => Cow::Owned(unescape_entities(&plain).into_owned()),
    }
}

fn without_tags(value: &str) -> Option<String> {
    let mut rest = value;
    let mut out = String::new();
    let mut found = false;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        match tag(tail) {
            Some((breaks, length)) => {
                if breaks && !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                found = true;
                rest = tail.get(length..).unwrap_or_default();
            }
            None => {
                out.push('<');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    found.then(|| out.trim_end_matches('\n').to_owned())
}

/// Whether the tag at the start of the text ends a line, and its length in bytes.
fn tag(text: &str) -> Option<(bool, usize)> {
    const LONGEST_TAG: usize = 400;
    let end = text.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
    let inner = text.get(1..end)?.trim_start_matches('/').trim_end_matches('/');
    let name: String =
        inner.chars().take_while(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).take(12).collect();
    let breaks = BREAKS.contains(&name.as_str());
    (breaks || STYLES.contains(&name.as_str())).then_some((breaks, end + 1))
}

fn once(value: &str) -> Option<String> {
    // Every entity ends in a semicolon, which cells hold less often than `&`.
    let holds = |wanted: u8| any_byte(value.as_bytes(), |byte| byte == wanted);
    if !holds(b';') || !holds(b'&') {
        return None;
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    let mut found = false;
    while let Some(at) = rest.find('&') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        match entity(tail) {
            Some((c, length)) => {
                out.push(c);
                found = true;
                rest = tail.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

/// The character of the entity at the start of the text, and the entity's length in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST + 1).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entities_are_written_out() {
        for (dirty, wanted) in [
            ("M&uuml;ller", "Müller"),
            ("M&amp;uuml;ller", "Müller"),
            ("info&#64;firma.de", "info@firma.de"),
            ("&#x41;B", "AB"),
            ("Holz & Stein", "Holz & Stein"),
            ("Holz &amp; Stein;", "Holz & Stein;"),
            ("a&nope;b", "a&nope;b"),
            ("&#0;", "&#0;"),
        ] {
            assert_eq!(unescape_entities(dirty), wanted);
        }
    }

    #[test]
    fn known_tags_go_and_other_brackets_stay() {
        for (dirty, wanted) in [
            ("<p>Hallo<br/>Welt</p>", "Hallo\nWelt"),
            ("<b>Holz</b> &amp; <a href=\"x\">Stein</a>", "Holz & Stein"),
            ("Ada <ada@b.example>", "Ada <ada@b.example>"),
            ("a < b", "a < b"),
            ("<P STYLE='x'>A", "A"),
        ] {
            assert_eq!(unescape_html(dirty), wanted);
        }
    }

    proptest! {
        #[test]
        fn tags_never_panic(text in "[<>/abrp &;ä\n]{0,30}") {
            let _ = unescape_html(&text);
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = unescape_entities(&text);
        }
    }
}
