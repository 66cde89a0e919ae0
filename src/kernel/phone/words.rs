//! Words in phone cells, folded to lower-case ASCII, as data: English, German, French, Italian, Spanish, Dutch,
//! Polish and what neighbours write.

/// In front of a number, saying what it is.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    "a", "abends", "and", "anruf", "arbeit", "biuro", "bureau", "buero", "bur", "business", "c", "cel", "cell",
    "cellulare", "cellular", "celular", "company", "contact", "d", "desk", "dienst", "dienstlich", "direct", "direkt",
    "domicile", "dom", "e", "festnetz", "firma", "fijo", "fisso", "fixe", "fixed", "fon", "fono", "funk", "g",
    "gesch", "geschaeft", "geschaeftl", "geschaeftlich", "gsm", "h", "handy", "hdy", "home", "hotline", "i", "info",
    "kantoor", "kom", "komorka", "komorkowy", "kontakt", "landline", "m", "main", "mob", "mobil", "mobiel", "mobile",
    "mobiltel", "mobiltelefon", "mobilnummer", "movil", "natel", "no", "nr", "nummer", "num", "number", "numer",
    "numero", "o", "office", "oficina", "or", "p", "ph", "phone", "portable", "praxis", "priv", "privat", "prive",
    "private", "privato", "privado", "pryw", "prywatny", "q", "rufnummer", "ruf", "s", "sluzbowy", "stacjonarny", "t",
    "tagsueber", "tel", "telef", "telefon", "telefono", "telefone", "telefonnr", "telefonnummer", "telefoon", "telnr",
    "tel.nr", "telephone", "tf", "tfn", "tfno", "thuis", "tlf", "tlfn", "ufficio", "und", "vast", "w", "werk",
    "whatsapp", "wa", "work", "zentrale", "ou", "oder", "geschaeftstelefon", "privattelefon", "phonenumber", "sms",
];

/// Labels of a fax machine.
pub(super) const FAX: &[&str] = &["fax", "telefax", "faks", "faxnr", "faxnummer", "f", "tfax", "fx"];

/// In front of digits that are no phone number.
#[rustfmt::skip]
pub(super) const NOT_PHONES: &[&str] = &[
    "hrb", "hra", "gnr", "vr", "fn-nr", "iban", "bic", "blz", "kto", "konto", "kontonr", "ust", "ustid", "ustidnr",
    "uid", "vat", "mwst", "tva", "steuernr", "stnr", "kdnr", "kd", "kunde", "kunden", "kundennr", "kundennummer",
    "customer", "id", "plz", "zip", "postfach", "pf", "po", "box", "rechnung", "re", "invoice", "auftrag", "order",
    "siret", "siren", "nip", "regon", "krs", "pesel", "kvk", "btw", "cif", "nif", "partita", "piva", "isbn", "ean",
    "gtin", "zimmer", "raum", "room", "haus", "hausnr", "strasse", "str", "eur", "euro", "usd", "chf",
];

/// In front of an extension.
#[rustfmt::skip]
pub(super) const EXTENSIONS: &[&str] = &[
    "x", "ext", "extn", "exten", "extension", "durchwahl", "dw", "dwl", "durchw", "app", "apparat", "nst", "nebenst",
    "nebenstelle", "klappe", "kl", "int", "interno", "interne", "intern", "poste", "anexo", "toestel", "tst", "wew",
    "wewn", "wewnetrzny", "linia", "dob", "ramal", "anknytning",
];

/// Behind a time of day or a price, whose digits belong to a comment.
#[rustfmt::skip]
pub(super) const HOURS: &[&str] = &[
    "h", "uhr", "hrs", "hr", "std", "stunden", "hours", "am", "pm", "heures", "ore", "x7", "cent", "cents", "ct", "eur",
    "euro", "chf", "rp",
];

/// Behind how often something was tried.
pub(super) const TIMES: &[&str] = &["x", "mal"];

/// Between two numbers, or between a number and other endings of it.
#[rustfmt::skip]
pub(super) const BETWEEN: &[&str] = &[
    "oder", "od", "or", "u", "und", "and", "bzw", "ou", "et", "o", "e", "y", "lub", "i", "of", "en", "sowie", "alternativ", "to",
    "bis", "a", "do", "tot", "resp", "sonst", "ansonsten", "beziehungsweise", "auch",
];

/// Beside a number that is not to be used any more, or never was one.
#[rustfmt::skip]
pub(super) const DISOWNED: &[&str] = &[
    "abgemeldet", "abgeschaltet", "aelter", "ancien", "ausser", "defekt", "deaktiviert", "deprecated", "disconnected",
    "existiert", "falsch", "falsche", "falscher", "faux", "fehlerhaft", "geht", "gekuendigt", "gesperrt", "inactive", "inaktiv",
    "invalid", "invalide", "kein", "mehr", "obsolete", "old", "stimmt", "stillgelegt", "tot", "ueberholt", "ungueltig",
    "ungueltige", "unused", "unvollstaendig", "vecchio", "veraltet", "vergeben", "wrong",
];

/// True when the list holds the word, in small letters or not.
pub(super) fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Links that carry a number in national or international form.
pub(super) const URI_PREFIXES: &[&str] = &["tel:", "callto:", "sip:", "sips:", "sms:", "fax:", "phone:", "skype:"];

/// Links that carry a number in international form without plus.
pub(super) const WHATSAPP_PREFIXES: &[&str] = &[
    "https://wa.me/",
    "http://wa.me/",
    "wa.me/",
    "https://api.whatsapp.com/send?phone=",
    "https://web.whatsapp.com/send?phone=",
    "whatsapp://send?phone=",
    "whatsapp:",
];
