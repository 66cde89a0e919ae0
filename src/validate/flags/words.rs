//! What people and programs write into columns about consent, in English, German, French, Spanish, Italian, Dutch and
//! Polish: folded, words separated by one blank, everything else than letters and digits left out.

/// What a word says, before it is known what its column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Yes to whatever the column asks.
    Yes,
    /// No to whatever the column asks.
    No,
    /// On the list: a consent.
    Subscribed,
    /// Not on the list, but nobody objected: never asked for, bounced, put to sleep.
    Absent,
    /// Taken off the list: no consent, and an objection.
    Unsubscribed,
    /// Not known yet, or another legal basis than consent.
    Open,
}

/// Signs that stand for a word; folding would lose them.
pub const SIGNS: &[(&str, Sense)] = &[
    ("✓", Sense::Yes),
    ("✔", Sense::Yes),
    ("✔\u{FE0F}", Sense::Yes),
    ("☑", Sense::Yes),
    ("☒", Sense::Yes),
    ("✅", Sense::Yes),
    ("✗", Sense::No),
    ("✘", Sense::No),
    ("❌", Sense::No),
    ("☐", Sense::No),
    ("?", Sense::Open),
];

/// The words.
#[rustfmt::skip]
pub const WORDS: &[(Sense, &[&str])] = &[
    (Sense::Yes, &[
        "1", "1 0", "x", "y", "yes", "true", "t", "on", "j", "ja", "jawohl", "wahr", "o", "oui", "vrai", "v",
        "s", "si", "vero", "verdadero", "sim", "tak", "prawda", "igen", "ano", "waar", "checked", "selected",
        "angekreuzt", "coche", "ok", "okay", "agreed", "agree", "granted", "given", "accepts", "accepted",
        "allowed", "permitted", "enabled", "explicit", "express", "erteilt", "vorhanden", "liegt vor",
        "zugestimmt", "stimmt zu", "einverstanden", "erlaubt", "accepte", "d accord", "daccord", "autorise",
        "accettato", "accetta", "autorizzato", "aceptado", "acepta", "acepto", "autorizado", "akkoord",
        "toegestaan", "wyrazona",
    ]),
    (Sense::No, &[
        "0", "2", "0 0", "n", "no", "false", "f", "off", "nein", "falsch", "non", "faux", "falso", "nao", "nie",
        "falsz", "nem", "ne", "nee", "neen", "onwaar", "unchecked", "not selected", "nicht angekreuzt",
        "denied", "declined", "refused", "rejected", "not given", "not granted", "not allowed", "disallowed",
        "disabled", "verweigert", "nicht erteilt", "nicht einverstanden", "abgelehnt", "nicht erlaubt",
        "liegt nicht vor", "refuse", "rifiutato", "non accettato", "rechazado", "no aceptado", "niet akkoord",
        "geweigerd", "niet", "brak", "odmowa", "nie wyrazono",
    ]),
    (Sense::Subscribed, &[
        "subscribed", "subscribe", "subscriber", "optin", "opt in", "opted in", "single opt in", "single optin",
        "soi", "double opt in", "double optin", "doubleoptin", "doi", "confirmed", "confirmed opt in",
        "verified", "bestatigt", "bestaetigt", "angemeldet", "abonniert", "abonnent", "aktiv", "active",
        "abonne", "inscrit", "actif", "confirme", "iscritto", "confermato", "attivo", "suscrito", "inscrito",
        "confirmado", "activo", "ingeschreven", "aangemeld", "geabonneerd", "bevestigd", "actief", "zapisany",
        "subskrybent", "potwierdzony", "aktywny", "consent", "consented", "consent given", "gave consent",
        "has consented", "einwilligung", "einwilligung erteilt", "einwilligung liegt vor",
        "einwilligung vorhanden", "eingewilligt", "consentement donne", "consenso", "consenso dato",
        "acconsento", "consentimiento", "toestemming", "toestemming gegeven", "zgoda", "zgoda wyrazona",
        "wyrazono zgode", "freely given consent from contact", "freely given consent",
    ]),
    (Sense::Absent, &[
        "non subscribed", "nonsubscribed", "not subscribed", "never subscribed", "non subscriber",
        "transactional", "nicht abonniert", "nicht angemeldet", "non abonne", "non inscrit", "non iscritto",
        "no suscrito", "niet ingeschreven", "niezapisany", "no opt in", "not opted in", "kein opt in",
        "cleaned", "bounced", "bounce", "hard bounce", "soft bounce", "undeliverable", "unzustellbar",
        "bereinigt", "nettoye", "inactive", "inaktiv", "inactif", "inattivo", "inactivo", "inactief",
        "nieaktywny", "no consent", "without consent", "keine einwilligung", "ohne einwilligung",
        "pas de consentement", "sans consentement", "nessun consenso", "senza consenso", "sin consentimiento",
        "geen toestemming", "brak zgody", "bez zgody",
    ]),
    (Sense::Unsubscribed, &[
        "unsubscribed", "unsubscribe", "unsub", "optout", "opt out", "opted out", "objected", "objection",
        "withdrawn", "revoked", "spam complaint", "complained", "do not contact", "do not call", "do not email",
        "do not mail", "dnc", "blocked", "blacklisted", "blocklisted", "abgemeldet", "widersprochen",
        "widerspruch", "widerrufen", "widerruf", "gesperrt", "sperre", "werbesperre", "werbewiderspruch",
        "ausgetragen", "keine werbung", "keine mails", "keine e mails", "keine anrufe", "kein kontakt",
        "kein newsletter", "nicht kontaktieren", "nicht anrufen", "nicht anschreiben",
        "bitte nicht kontaktieren", "bitte nicht anrufen", "desabonne", "desinscrit", "oppose", "opposition",
        "retire", "ne pas contacter", "ne pas appeler", "bloque", "disiscritto", "cancellato", "revocato",
        "opposto", "non contattare", "bloccato", "baja", "dado de baja", "revocado", "no contactar",
        "no llamar", "bloqueado", "uitgeschreven", "afgemeld", "ingetrokken", "bezwaar", "niet bellen",
        "niet contacteren", "geblokkeerd", "wypisany", "wycofana", "wycofano", "sprzeciw", "nie kontaktowac",
        "nie dzwonic", "zablokowany",
    ]),
    (Sense::Open, &[
        "unknown", "unbekannt", "inconnu", "sconosciuto", "desconocido", "onbekend", "nieznany", "undecided",
        "pending", "pending opt in", "pending confirmation", "unconfirmed", "waiting", "requested", "offen",
        "ausstehend", "unbestatigt", "unbestaetigt", "angefragt", "en attente", "non confirme", "in attesa",
        "non confermato", "pendiente", "sin confirmar", "in afwachting", "onbevestigd", "oczekujacy",
        "oczekuje", "niepotwierdzony", "not set", "not asked", "nicht gefragt", "legitimate interest",
        "berechtigtes interesse", "interet legitime", "interes legitimo", "interesse legittimo",
        "legittimo interesse", "gerechtvaardigd belang", "prawnie uzasadniony interes",
        "performance of a contract", "contract", "vertrag", "vertragserfullung", "vertragserfuellung",
        "contrat", "contratto", "contrato", "overeenkomst", "umowa", "existing customer", "bestandskunde",
    ]),
];

/// Words behind a yes that do not take anything of it back.
#[rustfmt::skip]
pub const HARMLESS: &[&str] = &[
    "am", "vom", "seit", "per", "via", "uber", "ueber", "durch", "laut", "beim", "auf", "der", "die", "das", "dem",
    "since", "on", "at", "by", "from", "the", "in", "le", "du", "depuis", "par", "sur", "el", "desde", "por", "il",
    "dal", "da", "op", "sinds", "sedert", "od", "dnia", "z", "od dnia", "um", "uhr", "utc",
    "gdpr", "dsgvo", "rgpd", "avg", "rodo", "dse", "datenschutz", "privacy", "policy", "consent", "einwilligung",
    "opt", "optin", "double", "doi", "confirmed", "bestatigt", "bestaetigt", "subscribed", "checkbox", "newsletter",
    "form", "formular", "formulaire", "formulario", "modulo", "formulier", "formularz", "web", "website", "webseite",
    "homepage", "site", "online", "landing", "page", "import", "crm", "messe", "fair", "event", "webinar",
    "schriftlich", "written", "unterschrift", "signature", "mundlich", "muendlich", "danke", "thanks", "bitte",
    "please", "gerne", "given", "granted", "erteilt", "explicit",
];

/// Words for e-mail behind a yes.
pub const MAIL: &[&str] =
    &["email", "e mail", "mail", "emails", "mails", "mailing", "newsletter", "courriel", "correo"];

/// Words for calls behind a yes.
#[rustfmt::skip]
pub const CALLS: &[&str] = &[
    "telefon", "telefonisch", "phone", "call", "calls", "anruf", "anrufe", "telephone", "tel", "appel", "telefono",
    "llamada", "telefoon", "bellen", "telefonicznie", "mobil", "mobile", "handy",
];

/// What a whole phrase says.
pub fn sense(phrase: &str) -> Option<Sense> {
    WORDS.iter().find(|(_, words)| words.contains(&phrase)).map(|(sense, _)| *sense)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_word_means_two_things_and_all_can_be_found() {
        let mut seen = BTreeSet::new();
        for word in WORDS.iter().flat_map(|(_, words)| *words) {
            assert!(seen.insert(word), "{word} twice");
            assert_eq!(super::super::key(word), *word, "not in the form of a look-up");
        }
    }
}
