//! Providers, functions and placeholders, as data. Everything in lower case.
//!
//! The longer lists are looked up as hash sets, made once.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

type Words = LazyLock<FxHashSet<&'static str>>;

static PROVIDER_SET: Words = LazyLock::new(|| PROVIDERS.iter().copied().collect());
static DISPOSABLE_SET: Words = LazyLock::new(|| DISPOSABLE.iter().copied().collect());
static ROLE_SET: Words = LazyLock::new(|| ROLES.iter().copied().collect());
static PLACEHOLDER_SET: Words = LazyLock::new(|| PLACEHOLDERS.iter().copied().collect());

/// Free-mail and access providers, by country and use; correct spellings that typos are measured against.
#[rustfmt::skip]
pub(super) const PROVIDERS: &[&str] = &[
    // World
    "gmail.com", "googlemail.com", "yahoo.com", "ymail.com", "rocketmail.com", "hotmail.com", "outlook.com",
    "live.com", "msn.com", "aol.com", "icloud.com", "me.com", "mac.com", "mail.com", "email.com", "proton.me",
    "protonmail.com", "protonmail.ch", "pm.me", "gmx.com", "gmx.net", "zoho.com", "fastmail.com", "hey.com",
    "tutanota.com", "tutanota.de", "tuta.io", "tuta.com", "tutamail.com", "hushmail.com", "inbox.com", "yandex.com",
    "yandex.ru", "mail.ru", "bk.ru", "list.ru", "inbox.ru", "rambler.ru", "qq.com", "163.com", "126.com", "naver.com",
    // Germany
    "gmx.de", "gmx.eu", "gmx.info", "gmx.biz", "gmx.org", "web.de", "t-online.de", "freenet.de", "arcor.de",
    "hotmail.de", "outlook.de", "live.de", "yahoo.de", "aol.de", "mail.de", "email.de", "posteo.de", "posteo.net",
    "mailbox.org", "vodafone.de", "vodafonemail.de", "kabelmail.de", "unitybox.de", "unity-mail.de", "magenta.de",
    "online.de", "onlinehome.de", "1und1.de", "o2online.de", "o2mail.de", "netcologne.de", "ewetel.net", "ewe.net",
    "versanet.de", "osnanet.de", "htp-tel.de", "alice-dsl.net", "alice.de", "hansenet.de", "lycos.de", "firemail.de",
    "web.com", "gmail.de", "icloud.de", "t-mobile.de", "tele2.de", "kabelbw.de", "arcormail.de", "directbox.com",
    "freemail.de", "epost.de", "smart-mail.de", "emailn.de", "mnet-online.de", "mnet-mail.de", "nefkom.net",
    // Austria
    "gmx.at", "aon.at", "chello.at", "a1.net", "hotmail.at", "outlook.at", "yahoo.at", "live.at", "drei.at",
    "kabsi.at", "liwest.at", "inode.at", "utanet.at", "tele2.at", "telering.at", "cable.vol.at", "vol.at", "speed.at",
    "eunet.at", "tmo.at", "magenta.at", "sms.at", "24speed.at", "liwest.net", "salzburg.co.at", "cnh.at",
    // Switzerland and Liechtenstein
    "gmx.ch", "gmx.li", "bluewin.ch", "sunrise.ch", "hispeed.ch", "swissonline.ch", "hotmail.ch", "outlook.ch",
    "yahoo.ch", "live.ch", "freesurf.ch", "tele2.ch", "quickline.ch", "besonet.ch", "ggaweb.ch", "netplus.ch",
    "vtxmail.ch", "vtxnet.ch", "romandie.com", "mail.ch", "solnet.ch", "adon.li", "powersurf.li", "datazug.ch",
    // France and Belgium
    "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "hotmail.fr", "yahoo.fr", "live.fr", "outlook.fr",
    "gmx.fr", "neuf.fr", "numericable.fr", "bbox.fr", "aliceadsl.fr", "club-internet.fr", "cegetel.net", "voila.fr",
    "icloud.fr", "aol.fr", "telenet.be", "skynet.be", "proximus.be", "hotmail.be", "scarlet.be", "live.be",
    "outlook.be", "voo.be", "belgacom.net", "pandora.be",
    // Italy
    "libero.it", "virgilio.it", "alice.it", "tin.it", "tiscali.it", "hotmail.it", "yahoo.it", "live.it", "outlook.it",
    "fastwebnet.it", "inwind.it", "iol.it", "email.it", "poste.it", "tim.it", "aruba.it", "pec.it", "legalmail.it",
    // Spain and Portugal
    "hotmail.es", "yahoo.es", "outlook.es", "live.es", "telefonica.net", "movistar.es", "terra.es", "ono.com",
    "gmx.es", "orange.es", "sapo.pt", "hotmail.pt", "outlook.pt", "live.com.pt",
    // Netherlands and Luxembourg
    "ziggo.nl", "kpnmail.nl", "kpnplanet.nl", "planet.nl", "hetnet.nl", "home.nl", "xs4all.nl", "casema.nl", "chello.nl",
    "upcmail.nl", "hotmail.nl", "live.nl", "outlook.nl", "yahoo.nl", "tele2.nl", "quicknet.nl", "zonnet.nl",
    "solcon.nl", "caiway.nl", "online.nl", "gmx.nl", "pt.lu", "internet.lu",
    // Poland and Czechia
    "wp.pl", "o2.pl", "onet.pl", "interia.pl", "op.pl", "gazeta.pl", "poczta.fm", "poczta.onet.pl", "tlen.pl", "vp.pl",
    "onet.eu", "interia.eu", "yahoo.pl", "outlook.pl", "go2.pl", "seznam.cz", "centrum.cz", "email.cz", "post.cz",
    "volny.cz", "atlas.cz", "azet.sk", "centrum.sk", "zoznam.sk",
    // United Kingdom and Ireland
    "hotmail.co.uk", "yahoo.co.uk", "live.co.uk", "outlook.co.uk", "btinternet.com", "btopenworld.com", "sky.com",
    "virginmedia.com", "ntlworld.com", "blueyonder.co.uk", "talktalk.net", "tiscali.co.uk", "tesco.net",
    "googlemail.co.uk", "aol.co.uk", "plusnet.com", "eircom.net", "yahoo.ie", "hotmail.ie", "gmx.co.uk",
    // Nordic countries
    "hotmail.se", "telia.com", "live.se", "outlook.se", "yahoo.se", "bredband.net", "comhem.se", "spray.se",
    "hotmail.dk", "live.dk", "outlook.dk", "yahoo.dk", "mail.dk", "jubii.dk", "stofanet.dk", "hotmail.no", "online.no",
    "live.no", "outlook.no", "yahoo.no", "luukku.com", "hotmail.fi", "outlook.fi",
    // Hungary and the south-east
    "freemail.hu", "citromail.hu", "t-online.hu", "abv.bg", "mail.bg", "ukr.net", "i.ua", "siol.net", "net.hr",
    "otenet.gr", "yahoo.gr", "hotmail.gr", "yahoo.ro", "mynet.com", "hotmail.com.tr",
    // Americas and others
    "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net", "charter.net",
    "earthlink.net", "optonline.net", "juno.com", "frontier.com", "windstream.net", "rogers.com", "sympatico.ca",
    "shaw.ca", "telus.net", "videotron.ca", "yahoo.ca", "hotmail.ca", "live.ca", "outlook.ca", "yahoo.com.br",
    "hotmail.com.br", "uol.com.br", "bol.com.br", "terra.com.br", "yahoo.com.mx", "yahoo.com.ar", "yahoo.co.in",
    "yahoo.in", "rediffmail.com", "yahoo.co.jp", "yahoo.com.au", "bigpond.com", "optusnet.com.au", "hotmail.com.au",
    "outlook.com.au", "live.com.au", "yahoo.co.nz", "xtra.co.nz", "hanmail.net", "daum.net",
];

/// Providers that also serve companies: never a typo, but no sign of a private address.
const NOT_FREE: &[&str] = &["pec.it", "legalmail.it", "aruba.it", "web.com"];

/// Real domains one slip away from a provider.
#[rustfmt::skip]
const REAL: &[&str] = &[
    "weg.de", "wer.de", "max.de", "ebay.com", "aon.com", "sap.com", "sky.de", "alice.fr", "line.com", "love.com",
    "lived.com", "olive.com", "hp.com", "ms.com", "me.de", "free.de", "orange.com", "orange.ch", "range.com", "home.ch",
    "email.ch", "mails.de", "emails.de", "emailn.de", "posted.de", "outlook.com.br", "arco.de", "acor.de", "sunrise.com",
    "sunrise.net", "proton.ch", "proton.com", "gmx.tm", "gmx.us", "wb.de", "wep.de", "wob.de", "wes.de", "webb.com",
    "alive.com", "five.com", "give.com", "dive.com", "hive.com", "mfn.com", "men.com", "msf.com", "msc.com", "msg.com",
    "bahn.de", "blue.com", "blue.ch", "a1.at", "a1.com", "tin.com", "tim.com", "tom.com", "tum.de", "ono.de", "vp.de",
    "cox.com", "fox.net", "sap.de", "drei.com", "zoho.eu", "zoho.in", "main.de", "maid.de", "gmail.at", "hotmail.eu",
];

/// Throw-away providers that are met in lead lists.
#[rustfmt::skip]
const DISPOSABLE: &[&str] = &[
    "0815.ru", "10mail.org", "10minutemail.com", "10minutemail.de", "10minutemail.net", "20minutemail.com", "33mail.com", "anonbox.net",
    "armyspy.com", "boun.cr", "burnermail.io", "byom.de", "crazymailing.com", "cuvox.de", "dayrep.com",
    "deadaddress.com", "discard.email", "discardmail.com", "discardmail.de", "dispostable.com", "dropmail.me",
    "einrot.com", "einrot.de", "emailondeck.com", "emailtemporanea.com", "emailtemporanea.net", "ethereal.email",
    "fakeinbox.com", "fakemail.net", "fakemailgenerator.com", "fleckens.hu", "getairmail.com", "getnada.com",
    "grr.la", "guerrillamail.biz", "guerrillamail.com", "guerrillamail.de", "guerrillamail.info",
    "guerrillamail.net", "guerrillamail.org", "guerrillamailblock.com", "gustr.com", "harakirimail.com",
    "inboxbear.com", "inboxkitten.com", "incognitomail.org", "jetable.org", "jourrapide.com", "kurzepost.de",
    "mail-temp.com", "mail-temporaire.fr", "mail7.io", "mailcatch.com", "maildrop.cc", "mailexpire.com",
    "mailforspam.com", "mailinator.com", "mailinator.net", "mailnesia.com", "mailnull.com", "mailpoof.com",
    "mailsac.com", "mailto.plus", "meltmail.com", "minuteinbox.com", "mintemail.com", "moakt.com", "mohmal.com",
    "muellemail.com", "muellmail.com", "mytemp.email", "mytrashmail.com", "nada.email", "nospam4.us", "nospamfor.us",
    "nowmymail.com", "objectmail.com", "one-time.email", "onewaymail.com", "owlymail.com", "pokemail.net", "proxymail.eu", "rcpt.at",
    "receiveee.com", "rhyta.com", "rppkn.com", "sharklasers.com", "shieldedmail.com", "shitmail.me", "sneakemail.com",
    "sofort-mail.de", "spam4.me", "spambog.com", "spambog.de", "spambox.us", "spamex.com", "spamfree24.org",
    "spamgourmet.com", "spamhole.com", "superrito.com", "teleworm.us", "temp-mail.io", "temp-mail.org", "tempail.com",
    "tempinbox.com", "tempmail.com", "tempmail.de", "tempmail.net", "tempmail.plus", "tempmailaddress.com", "tempmailo.com", "tempr.email", "throwam.com",
    "throwawaymail.com", "trash-mail.at", "trash-mail.com", "trash-mail.de", "trashmail.at", "trashmail.com",
    "trashmail.de", "trashmail.me", "trashmail.net", "trashmail.org", "trashmail.ws", "trbvm.com", "wegwerf-email.de",
    "wegwerf-emails.de", "wegwerfadresse.de", "wegwerfemail.com", "wegwerfemail.de", "wegwerfmail.de",
    "wegwerfmail.info", "wegwerfmail.net", "wegwerfmail.org", "yopmail.com", "yopmail.fr", "yopmail.net",
    "zehnminutenmail.de",
];

/// Local parts that are functions, in seven languages; compared without dots, hyphens and digits at the end.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    // English
    "abuse", "accounting", "accounts", "accountspayable", "admin", "administration", "administrator", "ads",
    "advertising", "all", "ap", "applications", "ar", "assistant", "backoffice", "billing", "board", "booking",
    "bookings", "business", "careers", "compliance", "contact", "contactus", "customercare", "customerservice",
    "customersupport", "data", "dataprotection", "delivery", "design", "desk", "dev", "dispatch", "dpo", "editor",
    "editorial", "enquiries", "enquiry", "events", "everyone", "export", "facilities", "feedback", "finance",
    "frontdesk", "general", "hello", "help", "helpdesk", "hi", "hiring", "hostmaster", "hr", "import", "info",
    "information", "inquiries", "inquiry", "invoice", "invoices", "invoicing", "it", "itsupport", "jobs", "kitchen",
    "legal", "logistics", "mail", "mailbox", "management", "marketing", "media", "members", "membership", "news",
    "newsletter", "noc", "office", "operations", "order", "orders", "partners", "payments", "payroll", "post",
    "postmaster", "press", "privacy", "procurement", "production", "projects", "purchase", "purchasing", "quality",
    "reception", "recruiting", "recruitment", "register", "registration", "rentals", "request", "reservation",
    "reservations", "returns", "root", "sales", "school", "secretary", "security", "service", "services", "shipping", "shop",
    "social", "spam", "staff", "store", "studio", "subscribe", "support", "sysadmin", "team", "tech", "technical",
    "technik", "tickets", "trade", "training", "travel", "unsubscribe", "usenet", "warehouse", "web", "webmaster",
    "website", "welcome", "work",
    // German
    "ablage", "abrechnung", "abteilung", "allgemein", "anfrage", "anfragen", "angebot", "angebote", "anmeldung",
    "annahme", "ausbildung", "ausstellung", "auftrag", "auftraege", "azubi", "bau", "beratung", "beschwerde", "bestellung",
    "bestellungen", "betriebsrat", "bewerbung", "bewerbungen", "buchhaltung", "buchung", "buero", "bibliothek",
    "chef", "chefsekretariat", "datenschutz", "direktion", "dispo", "disposition", "edv", "einkauf", "empfang",
    "entwicklung", "ersatzteile", "fakturierung", "fibu", "filiale", "finanzen", "fragen", "fuhrpark", "gemeinde",
    "geschaeftsfuehrung", "geschaeftsleitung", "geschaeftsstelle", "gf", "hallo", "hausverwaltung", "herstellung",
    "hotel", "impressum", "immobilien", "jugend", "kanzlei", "karriere", "kasse", "kommunikation", "konstruktion",
    "kontakt", "kreditoren", "debitoren", "kueche", "kunden", "kundenbetreuung", "kundencenter", "kundendienst",
    "kundenservice", "lager", "lehre", "leitung", "lieferung", "lohn", "lohnbuchhaltung", "leserbriefe", "mahnwesen",
    "marktforschung", "meldung", "mitglieder", "montage", "nachricht", "notdienst", "oeffentlichkeitsarbeit",
    "personal", "personalabteilung", "pforte", "planung", "poststelle", "praxis", "presse", "produktion", "projekte",
    "qm", "qs", "rathaus", "rechnung", "rechnungen", "rechnungseingang", "rechnungswesen", "rechnungspruefung",
    "redaktion", "reklamation", "reklamationen", "reparatur", "reservierung", "restaurant", "rezeption", "schule",
    "sekretariat", "seminare", "stadt", "stellen", "steuer", "studium", "technikabteilung", "termin", "termine",
    "tourismus", "umwelt", "veranstaltungen", "verein", "verkauf", "vermietung", "versand", "vertrieb",
    "vertriebsinnendienst", "verwaltung", "vorstand", "wareneingang", "wartung", "werbung", "werk", "werkstatt",
    "widerruf", "willkommen", "zentrale", "zeitung",
    // French
    "accueil", "achats", "adv", "ateliers", "bonjour", "boutique", "candidature", "commande", "commandes",
    "commercial", "communication", "compta", "comptabilite", "contacter", "courrier", "direction", "facturation",
    "factures", "logistique", "magasin", "mairie", "rh", "recrutement", "renseignements", "sav",
    "secretariat", "serviceclient", "serviceclients", "technique", "ventes",
    // Italian
    "acquisti", "amministrazione", "assistenza", "clienti", "commerciale", "contabilita", "contatti", "direzione",
    "fatture", "fatturazione", "informazioni", "magazzino", "negozio", "ordini", "personale", "prenotazioni",
    "preventivi", "produzione", "qualita", "ricezione", "risorseumane", "segreteria", "spedizioni", "stampa",
    "tecnico", "ufficio", "ufficioacquisti", "ufficiostampa", "ufficiotecnico", "vendite",
    // Spanish
    "administracion", "almacen", "atencionalcliente", "atencioncliente", "ayuda", "cliente", "clientes", "comercial",
    "compras", "comunicacion", "contabilidad", "contacto", "correo", "direccion", "empleo", "facturacion",
    "facturas", "gerencia", "hola", "informacion", "oficina", "pedidos", "prensa", "presupuestos", "recepcion",
    "recursoshumanos", "reservas", "rrhh", "secretaria", "soporte", "taller", "tienda", "ventas",
    // Dutch
    "aanvraag", "administratie", "afspraak", "balie", "bestellingen", "bestelling", "boekhouding", "crediteuren",
    "debiteuren", "directie", "facturen", "facturatie", "inkoop", "inschrijving", "klantenservice", "magazijn",
    "onderhoud", "planning", "receptie", "redactie", "reserveren", "reserveringen", "salarisadministratie",
    "secretariaat", "verkoop", "vragen", "welkom", "werkplaats", "winkel",
    // Polish
    "administracja", "biuro", "bok", "faktury", "finanse", "handel", "handlowy", "informacja", "kadry", "kontaktpl",
    "ksiegowosc", "magazyn", "obsluga", "obslugaklienta", "praca", "reklamacje", "rekrutacja",
    "rezerwacja", "rezerwacje", "rodo", "serwis", "sklep", "sprzedaz", "szkolenia", "transport",
    "zakupy", "zamowienia", "zarzad",
];

/// Mailboxes that nobody reads; compared without dots, hyphens and underscores.
#[rustfmt::skip]
const NO_REPLY: &[&str] = &[
    "noreply", "donotreply", "dontreply", "noanswer", "bounce", "bounces", "mailerdaemon", "nepasrepondre", "nichtantworten",
    "keineantwort", "bittenichtantworten", "nonrispondere", "norisponder", "noresponder", "nietbeantwoorden", "autoreply",
    "nieodpowiadaj", "automailer",
];

/// Local parts and names of domains that people type to get past a form.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "asdf", "asdfasdf", "asdfg", "asdfgh", "asd", "asdasd", "qwert", "qwertz", "qwerty", "qwe", "yxcv", "yxc", "abc",
    "abcd", "abcdef", "xxx", "xxxx", "xyz", "xy", "aaa", "aaaa", "bbb", "foo", "bar", "foobar", "test", "tester",
    "testtest", "test1", "test123", "testmail", "testemail", "dummy", "fake", "fakemail", "nomail", "noemail",
    "nobody", "none", "keine", "keiner", "keinemail", "keineemail", "unbekannt", "unknown", "niemand", "nirgends",
    "null", "undefined", "example", "beispiel", "mustermail", "anonym", "anonymous", "inconnu", "sconosciuto",
    "desconocido", "onbekend", "brak", "geen", "123", "1234", "12345", "123456", "spam", "bla", "blabla", "lorem",
    "ipsum", "hans-wurst", "hanswurst", "mickymaus", "mickeymouse", "donaldduck",
];

/// Domains that stand in examples and forms.
#[rustfmt::skip]
const PLACEHOLDER_DOMAINS: &[&str] = &[
    "example.com", "example.org", "example.net", "example.de", "domain.com", "domain.de", "domain.tld", "test.com",
    "test.de", "test.ch", "test.at", "mustermann.de", "mustermann.com", "musterfrau.de", "musterfirma.de",
    "musterfirma.com", "muster.de", "muster.ch", "beispiel.de", "beispiel.com", "beispiel.ch", "beispiel.at", "abc.de",
    "xyz.de", "xyz.com", "company.com", "yourcompany.com", "yourdomain.com", "deinedomain.de", "ihredomain.de",
    "ihrefirma.de", "mydomain.com", "exemple.fr", "exemple.com", "esempio.it", "ejemplo.es", "ejemplo.com",
    "voorbeeld.nl", "przyklad.pl", "nomail.de", "nomail.com", "noemail.com", "keinemail.de", "sample.com",
];

/// Top-level domains that can hold no mail (RFC 2606, RFC 6761, RFC 8375).
const RESERVED: &[&str] = &["test", "invalid", "localhost", "local", "localdomain", "onion", "internal", "arpa"];

/// Phrases for "there is none" that only this field knows; letters only, folded.
#[rustfmt::skip]
const NONE_WORDS: &[&str] = &[
    "keineemail", "keinemail", "keineemailadresse", "keinemailadresse", "keineadresse", "hatkeine", "hatkeineemail",
    "ohneemail", "noemail", "nomail", "noemailaddress", "noemailprovided", "pasdemail", "pasdemel", "pasdadressemail", "pasdecourriel",
    "nessunaemail", "senzaemail", "sinemail", "sincorreo", "nocorreo", "notienecorreo", "geenemail", "geenmail",
    "brakemail", "brakmaila", "brakadresu", "brakemaila", "aufanfrage", "wirdnachgereicht", "folgt", "weissnicht", "emailfehlt",
];

/// True for phrases like "keine E-Mail".
pub(super) fn says_none(text: &str) -> bool {
    if text.len() > 40 || text.contains('@') || text.is_empty() {
        return false;
    }
    let mut key = crate::kernel::text::fold(text);
    key.retain(|c| c.is_ascii_alphabetic());
    NONE_WORDS.contains(&key.as_str())
}

/// Known for certain to be what was meant.
pub(super) fn is_known_good(domain: &str) -> bool {
    is_provider(domain) || REAL.contains(&domain) || is_disposable(domain)
}

/// On the list of providers.
pub(super) fn is_provider(domain: &str) -> bool {
    PROVIDER_SET.contains(domain)
}

/// Addresses there say nothing about an employer.
pub(super) fn is_freemail(domain: &str) -> bool {
    is_provider(domain) && !NOT_FREE.contains(&domain)
}

/// Throw-away addresses, also below the provider's domain.
pub(super) fn is_disposable(domain: &str) -> bool {
    let mut rest = domain;
    loop {
        if DISPOSABLE_SET.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, parent)) => rest = parent,
            None => return false,
        }
    }
}

/// No mail can be sent there.
pub(super) fn is_reserved(domain: &str) -> bool {
    domain.rsplit_once('.').is_some_and(|(_, top)| RESERVED.contains(&top))
}

/// `local` in lower case.
pub(super) fn is_role(local: &str) -> bool {
    let folded = crate::kernel::text::fold(local);
    let whole = folded.split('+').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    let joined: String = whole.chars().filter(char::is_ascii_alphanumeric).collect();
    if ROLE_SET.contains(joined.as_str()) {
        return true;
    }
    // "info-wien", "sales.de": a function with a place or team behind it, and no person's name beside it.
    let mut words = whole.split(['.', '-', '_']).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    words.next().is_none()
        && second.is_some_and(|second| STRONG.contains(&first) || second.len() <= 2 && ROLE_SET.contains(first))
}

/// Functions that stay functions whatever stands behind them.
#[rustfmt::skip]
const STRONG: &[&str] = &["info", "kontakt", "office", "support", "service", "vertrieb", "buchhaltung", "sales", "contact", "praxis", "rechnung"];

/// `local` in lower case.
pub(super) fn is_no_reply(local: &str) -> bool {
    let joined: String = local.chars().filter(|c| c.is_alphanumeric()).collect();
    NO_REPLY.iter().any(|word| joined == *word || joined.starts_with(word) && word.len() >= 7)
}

/// Made up to get past a form. `local` in lower case.
pub(super) fn is_placeholder(local: &str, domain: &str) -> bool {
    let name = domain.split('.').next().unwrap_or_default();
    PLACEHOLDER_SET.contains(local)
        || PLACEHOLDER_DOMAINS.contains(&domain)
        || name.len() > 2 && local == name && PLACEHOLDER_SET.contains(name)
}
