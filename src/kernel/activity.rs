//! What an activity was: the words of a source (`email_click`, `Kontaktformular ausgefüllt`) → a kind and a channel.
//!
//! Words of the languages that exports of marketing and sales systems come in. A word that is not known stays as it is, in
//! lower snake_case, so that nothing is counted as what it may not be. Costs a pass over some hundred short words; meant
//! for distinct values.

use super::text::fold;

/// Where the source says nothing.
pub const UNKNOWN: &str = "unknown";

/// What happened, and by which channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// `open`, `click`, `form`, `meeting`, `visit`, `call`, `download`, `event`, `reply`, `sent`, `bounce`, `subscribe`,
    /// `unsubscribe`, `login`, `chat`, else the source's word; [`UNKNOWN`] without one.
    pub kind: String,
    /// `email`, `web`, `phone`, `in_person`, `social`, `chat`, `sms`, `post`, else the source's word; [`UNKNOWN`] where
    /// neither a channel nor the kind tells.
    pub channel: String,
}

impl Default for Activity {
    fn default() -> Self {
        Self { kind: UNKNOWN.to_owned(), channel: UNKNOWN.to_owned() }
    }
}

/// A meaning, words that stand for it, and parts of words that do.
type Meaning = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Kinds; the first that fits wins, so what says more stands above what says less.
const KINDS: &[Meaning] = &[
    (
        "unsubscribe",
        &[],
        &["unsubscri", "abmeld", "abbestell", "optout", "desabonn", "desinscri", "disiscri", "afmeld"],
    ),
    ("bounce", &[], &["bounce", "unzustellbar", "undeliver"]),
    ("reply", &["reply", "replied", "replies"], &["antwort", "repons", "rispost", "respuest"]),
    ("click", &["clic", "clics"], &["click", "klick", "cliqu"]),
    ("subscribe", &[], &["subscri", "abonn", "newsletteranmeld", "signup", "optin"]),
    ("visit", &["view", "views", "viewed"], &["pageview", "seitenaufruf"]),
    (
        "form",
        &["form", "forms", "modulo"],
        &["formular", "webform", "leadform", "formfill", "formulier", "formulaire", "submission", "submitted"],
    ),
    ("download", &[], &["download", "heruntergeladen", "telecharg", "scaric", "descarg"]),
    (
        "open",
        &["open", "opens", "opened", "read", "gelesen"],
        &["geoeffnet", "oeffnung", "ouvert", "apertur", "abiert", "geopend"],
    ),
    (
        "call",
        &["call", "calls", "called", "phone", "phoned", "appel", "appels"],
        &["anruf", "telefon", "phonecall", "voicemail", "chiamata", "llamada"],
    ),
    (
        "meeting",
        &["termin", "termine", "treffen", "demo", "demos", "cita", "afspraak", "incontro"],
        &[
            "meeting",
            "besprech",
            "appointment",
            "rendezvous",
            "riunione",
            "reunion",
            "vergadering",
            "spotkani",
            "kundentermin",
            "gespraech",
        ],
    ),
    ("visit", &[], &["visit", "besuch", "aufruf", "bezoek", "wizyt"]),
    // Above the fairs, whose German word begins "messenger".
    ("chat", &["chat", "chats"], &["chatbot", "whatsapp", "messenger"]),
    (
        "event",
        &["event", "events", "workshop", "fair"],
        &[
            "webinar",
            "seminar",
            "veranstalt",
            "teilnahm",
            "teilgenommen",
            "registr",
            "anmeldung",
            "attend",
            "messe",
            "tradeshow",
            "tradefair",
        ],
    ),
    ("login", &["login", "logins"], &["loggedin", "eingeloggt"]),
    (
        "sent",
        &["sent", "send", "delivered", "delivery"],
        &["versend", "versandt", "gesendet", "zugestellt", "verschickt", "envoy", "inviat", "enviad"],
    ),
];

/// Channels; the first that fits wins.
const CHANNELS: &[Meaning] = &[
    ("sms", &["sms", "mms"], &[]),
    ("chat", &["chat", "chats"], &["whatsapp", "chatbot", "messenger"]),
    ("social", &["xing"], &["linkedin", "facebook", "instagram", "twitter", "social"]),
    ("phone", &["call", "calls", "phone", "tel", "appel"], &["telefon", "anruf", "telephone", "voicemail", "chiamata"]),
    ("email", &["mail", "mails"], &["email", "newsletter", "mailing", "courriel"]),
    (
        "in_person",
        &["stand", "booth", "store", "filiale", "onsite", "messe", "fair", "personal", "persoenlich"],
        &["inperson", "vorort", "messestand", "messebesuch", "tradefair", "tradeshow", "kundenbesuch", "showroom"],
    ),
    (
        "web",
        &["page", "pages", "site", "seite", "web", "online", "internet", "shop", "url", "portal", "landing"],
        &[
            "website",
            "webform",
            "pageview",
            "webinar",
            "landingpage",
            "seitenaufruf",
            "webseite",
            "webshop",
            "homepage",
        ],
    ),
    ("post", &["post", "postal", "brief", "letter"], &["postversand"]),
];

/// The channel of a kind whose words name none.
const USUAL_CHANNEL: &[(&str, &str)] = &[
    ("open", "email"),
    ("click", "email"),
    ("bounce", "email"),
    ("unsubscribe", "email"),
    ("subscribe", "email"),
    ("reply", "email"),
    ("sent", "email"),
    ("form", "web"),
    ("download", "web"),
    ("login", "web"),
    ("call", "phone"),
    ("meeting", "in_person"),
    ("chat", "chat"),
];

/// Words that turn a kind into its opposite, or speak of what did not take place.
const NOT: &[&str] = &[
    "not",
    "non",
    "never",
    "nicht",
    "kein",
    "keine",
    "ohne",
    "unopened",
    "ungeoeffnet",
    "ungelesen",
    "noshow",
    "cancelled",
    "canceled",
    "abgesagt",
    "storniert",
    "declined",
    "abgelehnt",
    "annule",
    "failed",
];
/// Things that are opened, submitted or read and are no message and no form.
const OTHER_THINGS: &[&str] = &[
    "ticket",
    "tickets",
    "case",
    "cases",
    "deal",
    "deals",
    "opportunity",
    "vorgang",
    "task",
    "tasks",
    "aufgabe",
    "order",
    "bestellung",
    "account",
];

/// Reads the type of an activity and, where the source has one, its channel.
pub fn read(kind: Option<&str>, channel: Option<&str>) -> Activity {
    let said = Words::of(kind.unwrap_or_default());
    let known = if said.any(NOT) || said.any(OTHER_THINGS) { None } else { said.meaning(KINDS) };
    let own_channel = channel.map(Words::of).filter(|words| !words.all.is_empty());
    let channel = match own_channel {
        Some(words) => words.meaning(CHANNELS).map_or_else(|| words.own(), str::to_owned),
        None => {
            let usual = || USUAL_CHANNEL.iter().find(|(kind, _)| Some(*kind) == known).map(|(_, channel)| *channel);
            said.meaning(CHANNELS).or_else(usual).unwrap_or(UNKNOWN).to_owned()
        }
    };
    Activity { kind: known.map_or_else(|| said.own(), str::to_owned), channel }
}

/// The words of a text, folded.
struct Words {
    all: Vec<String>,
    /// All of them without anything between.
    joined: String,
}

impl Words {
    /// Parts at what is no letter or digit, and before a capital after a small letter (`emailOpened`).
    fn of(text: &str) -> Self {
        let mut parted = String::with_capacity(text.len() + 4);
        let mut after_small = false;
        for c in text.chars() {
            if after_small && c.is_uppercase() {
                parted.push(' ');
            }
            after_small = c.is_lowercase();
            parted.push(c);
        }
        let folded = fold(&parted);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let all: Vec<String> = words.map(str::to_owned).collect();
        let joined = all.concat();
        Self { all, joined }
    }

    fn any(&self, words: &[&str]) -> bool {
        self.all.iter().any(|word| words.contains(&word.as_str()))
    }

    fn meaning(&self, meanings: &[Meaning]) -> Option<&'static str> {
        let fits =
            |(_, words, parts): &&Meaning| self.any(words) || parts.iter().any(|part| self.joined.contains(part));
        meanings.iter().find(fits).map(|(meaning, ..)| *meaning)
    }

    /// The text itself as a word of a table.
    fn own(&self) -> String {
        if self.all.is_empty() { UNKNOWN.to_owned() } else { self.all.join("_") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_sources_have_a_kind_and_a_channel() {
        for (said, kind, channel) in [
            ("email_open", "open", "email"),
            ("EmailOpened", "open", "email"),
            ("E-Mail geöffnet", "open", "email"),
            ("Newsletter-Klick", "click", "email"),
            ("clic", "click", "email"),
            ("Website click", "click", "web"),
            ("page_visit", "visit", "web"),
            ("Page View", "visit", "web"),
            ("form_view", "visit", "unknown"),
            ("Besuch", "visit", "unknown"),
            ("Besuch am Messestand", "visit", "in_person"),
            ("Kontaktformular ausgefüllt", "form", "web"),
            ("FORM_SUBMISSION", "form", "web"),
            ("Termin", "meeting", "in_person"),
            ("Online-Meeting", "meeting", "web"),
            ("Anruf", "call", "phone"),
            ("outbound call", "call", "phone"),
            ("Whitepaper-Download", "download", "web"),
            ("Unsubscribed", "unsubscribe", "email"),
            ("Newsletter-Abmeldung", "unsubscribe", "email"),
            ("Newsletter-Anmeldung", "subscribe", "email"),
            ("Webinar attended", "event", "web"),
            ("Messekontakt", "event", "unknown"),
            ("Facebook Messenger", "chat", "chat"),
            ("hard bounce", "bounce", "email"),
            ("LinkedIn like", "linked_in_like", "social"),
            ("Information request", "information_request", "unknown"),
            ("Newsletter not opened", "newsletter_not_opened", "email"),
            ("Termin abgesagt", "termin_abgesagt", "unknown"),
            ("Ticket opened", "ticket_opened", "unknown"),
            ("", "unknown", "unknown"),
            (" – ", "unknown", "unknown"),
        ] {
            let expected = Activity { kind: kind.to_owned(), channel: channel.to_owned() };
            assert_eq!(read(Some(said), None), expected, "{said}");
        }
        assert_eq!(read(None, None), Activity::default());
    }

    #[test]
    fn a_channel_of_the_source_wins() {
        for (channel, expected) in
            [("Telefon", "phone"), ("Web", "web"), ("Fax-Rundruf", "fax_rundruf"), ("", "in_person")]
        {
            assert_eq!(read(Some("meeting"), Some(channel)).channel, expected, "{channel}");
        }
        assert_eq!(read(None, Some("E-Mail")).channel, "email");
    }

    proptest! {
        #[test]
        fn every_text_has_a_kind_that_reads_as_itself(text in ".{0,40}") {
            let once = read(Some(&text), None);
            prop_assert!(!once.kind.is_empty() && !once.channel.is_empty());
            prop_assert!(!once.kind.contains(char::is_whitespace));
        }
    }
}
