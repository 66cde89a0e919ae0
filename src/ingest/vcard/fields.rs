//! The properties of a card → named values: `N.family`, `TEL.cell`, `ADR.home.street`, `EMAIL`, `EMAIL.2`.
//!
//! Of several values of one kind the preferred one comes first, then file order. Pictures and sounds are counted only.

use super::lines::{Property, components, plain};
use crate::ingest::flat::Flat;
use crate::ingest::mapping::fold::snake;
use std::collections::BTreeMap;

/// Columns that every table of cards has, whatever the cards hold: a vendor file tells cards by them.
pub(super) const ALWAYS: [&str; 2] = ["FN", "N.family"];

/// Components of a name and of an address, in the order of the standard.
const NAME: [&str; 5] = ["family", "given", "middle", "prefix", "suffix"];
const ADDRESS: [&str; 7] = ["po_box", "extended", "street", "city", "region", "postal_code", "country"];

/// Words of types and labels → the kind of a number or an address. The first one that fits wins.
const KINDS: &[(&str, &[&str])] = &[
    ("fax", &["FAX", "TELEFAX"]),
    ("pager", &["PAGER"]),
    ("cell", &["CELL", "MOBILE", "MOBIL", "HANDY", "IPHONE", "PORTABLE", "MÓVIL", "CELLULARE"]),
    (
        "work",
        &["WORK", "BUSINESS", "OFFICE", "COMPANY", "MAIN", "ARBEIT", "BÜRO", "FIRMA", "GESCHÄFTLICH", "DIENSTLICH"],
    ),
    ("home", &["HOME", "PRIVATE", "PRIVAT", "ZUHAUSE", "HAUS", "DOMICILE", "CASA"]),
];

/// Properties about the card and not about the contact.
const FORMAT: &[&str] = &["VERSION", "PRODID", "PROFILE", "X-ABLABEL"];
/// Properties whose values are lists.
const LISTS: &[&str] = &["CATEGORIES", "NICKNAME"];

/// What a card says, and what of it is kept out.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// Names and values.
    pub fields: Flat,
    /// Pictures and logos left out.
    pub photos: u64,
    /// Sounds, keys and other binary values left out.
    pub attachments: u64,
}

/// Reads the properties of a card.
pub(super) fn card(properties: &[Property]) -> Card {
    let mut card = Card::default();
    let mut values: Vec<(u32, String, Flat)> = Vec::new();
    for property in properties.iter().filter(|property| !FORMAT.contains(&property.name.as_str())) {
        if property.is_binary {
            let is_picture = matches!(property.name.as_str(), "PHOTO" | "LOGO");
            *(if is_picture { &mut card.photos } else { &mut card.attachments }) += 1;
            continue;
        }
        let (base, parts) = meaning(property, properties);
        if parts.iter().any(|(_, value)| !value.is_empty()) {
            values.push((preference(property), base, parts));
        }
    }
    // stable: file order decides among equals
    values.sort_by_key(|(preference, ..)| *preference);
    let mut seen: BTreeMap<String, Vec<Flat>> = BTreeMap::new();
    for (_, base, parts) in values {
        let known = seen.entry(base.clone()).or_default();
        if known.contains(&parts) {
            continue;
        }
        known.push(parts.clone());
        let count = known.len();
        card.fields.extend(parts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(part, value)| {
            let stem = if part.is_empty() { base.clone() } else { format!("{base}.{part}") };
            (if count == 1 { stem } else { format!("{stem}.{count}") }, value)
        }));
    }
    card
}

/// The stem of the column names and the parts below it; a plain value has one part without a name.
fn meaning(property: &Property, all: &[Property]) -> (String, Flat) {
    let value = property.value.as_str();
    let one = |base: String, value: String| (base, vec![(String::new(), value)]);
    match property.name.as_str() {
        "N" => ("N".into(), named(&NAME, components(value, ';'))),
        "ADR" => {
            let base = if kind(property, all).as_deref() == Some("home") { "ADR.home" } else { "ADR" };
            (base.into(), named(&ADDRESS, components(value, ';')))
        }
        "ORG" => {
            let mut parts = components(value, ';').into_iter();
            let name = parts.next().unwrap_or_default();
            let units: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            ("ORG".into(), vec![(String::new(), name), ("unit".into(), units.join(", "))])
        }
        "TEL" => {
            let number = without_scheme(plain(value), "tel:").replace(";ext=", " ext. ");
            one(kind(property, all).map_or("TEL".into(), |kind| format!("TEL.{kind}")), number)
        }
        "LABEL" if property.is("HOME") => one("LABEL.home".into(), plain(value)),
        "EMAIL" => one("EMAIL".into(), without_scheme(plain(value), "mailto:")),
        "GENDER" => one("GENDER".into(), components(value, ';').swap_remove(0)),
        name if LISTS.contains(&name) => one(name.into(), components(value, ',').join("; ")),
        name => one(name.into(), plain(value)),
    }
}

fn named(names: &[&str], values: Vec<String>) -> Flat {
    names.iter().map(ToString::to_string).zip(values).collect()
}

fn without_scheme(text: String, scheme: &str) -> String {
    match text.get(..scheme.len()) {
        Some(head) if head.eq_ignore_ascii_case(scheme) => text[scheme.len()..].to_string(),
        _ => text,
    }
}

/// 1 is the most preferred; values nobody prefers come last.
fn preference(property: &Property) -> u32 {
    let rank = property.param("PREF").find_map(|rank| rank.parse().ok());
    rank.unwrap_or(if property.is("PREF") { 1 } else { 101 })
}

/// What a number or an address is for: by type, else by the label that its group carries.
fn kind(property: &Property, all: &[Property]) -> Option<String> {
    let of = |words: &[String]| {
        let has = |known: &&str| words.iter().any(|word| word == *known);
        KINDS.iter().find(|(_, known)| known.iter().any(has)).map(|(kind, _)| kind.to_string())
    };
    let types: Vec<String> = property.param("TYPE").map(str::to_string).collect();
    of(&types).or_else(|| {
        let label = label(property, all)?;
        let words: Vec<String> = label.to_uppercase().split_whitespace().map(str::to_string).collect();
        of(&words).or_else(|| Some(snake(&label)))
    })
}

/// `AssistantPhone` of `item2.X-ABLabel:_$!<AssistantPhone>!$_`.
fn label(property: &Property, all: &[Property]) -> Option<String> {
    let group = property.group.as_ref()?;
    let label = all.iter().find(|other| other.name == "X-ABLABEL" && other.group.as_ref() == Some(group))?;
    let text = plain(&label.value);
    let text = text.trim_start_matches("_$!<").trim_end_matches(">!$_").trim();
    (!text.is_empty()).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::Pages;
    use super::super::lines::properties;
    use super::*;
    use std::path::Path;

    fn fields(text: &str) -> Vec<(String, String)> {
        let (properties, _) = properties(text.as_bytes(), &Pages { path: Path::new("f.vcf"), fallback: "utf-8" });
        card(&properties).fields
    }

    fn pairs(text: &str) -> Vec<String> {
        fields(text).into_iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    #[test]
    fn names_addresses_and_firms_are_taken_apart() {
        assert_eq!(
            pairs("N:Weber;Ilse;Maria;Dr.;\nORG:Muster AG;Einkauf;Süd\nADR;TYPE=WORK:;;Weg 1;Ort;;01067;DE"),
            [
                "N.family=Weber",
                "N.given=Ilse",
                "N.middle=Maria",
                "N.prefix=Dr.",
                "ORG=Muster AG",
                "ORG.unit=Einkauf, Süd",
                "ADR.street=Weg 1",
                "ADR.city=Ort",
                "ADR.postal_code=01067",
                "ADR.country=DE",
            ]
        );
        assert_eq!(pairs("ADR;HOME:;;Weg 2;;;;"), ["ADR.home.street=Weg 2"]);
    }

    #[test]
    fn numbers_go_by_their_use_and_the_preferred_one_first() {
        assert_eq!(
            pairs("TEL;WORK;VOICE:1\nTEL;HOME;FAX:2\nTEL;WORK:3\nTEL;CELL;WORK:4\nTEL:5\nTEL;WORK;PREF:6"),
            ["TEL.work=6", "TEL.work.2=1", "TEL.fax=2", "TEL.work.3=3", "TEL.cell=4", "TEL=5"]
        );
        assert_eq!(pairs("EMAIL:a@x.example\nEMAIL;PREF=1:b@x.example\nEMAIL:a@x.example").len(), 2);
        assert_eq!(pairs("TEL;VALUE=uri:tel:+49-351-1;ext=7"), ["TEL=+49-351-1 ext. 7"]);
        assert_eq!(pairs("item1.TEL:1\nitem1.X-ABLabel:_$!<Mobile>!$_"), ["TEL.cell=1"]);
        assert_eq!(pairs("item1.TEL:1\nitem1.X-ABLabel:Tor Nord"), ["TEL.tor_nord=1"]);
    }

    #[test]
    fn lists_and_unknown_properties_are_kept() {
        assert_eq!(
            pairs("CATEGORIES:a,b\\,c\nX-SPOUSE:Kurt\nNOTE:x\\ny"),
            ["CATEGORIES=a; b,c", "X-SPOUSE=Kurt", "NOTE=x\ny"]
        );
        assert!(pairs("VERSION:3.0\nPRODID:x\nNOTE:").is_empty());
    }
}
