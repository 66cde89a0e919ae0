//! Words that a company cell may hold besides the name, as data. Squashed (lower case, umlauts written out,
//! letters and digits only) unless said otherwise.

use super::index::Index;
use super::wordset::Words;
use std::sync::LazyLock;

/// Names that are no company: answers of people without one, and what is typed to get past the field.
const JUNK: &[&str] = &[
    "test",
    "testfirma",
    "testcompany",
    "testunternehmen",
    "testtest",
    "testing",
    "tester",
    "testkunde",
    "testing123",
    "test1",
    "test123",
    "musterfirma",
    "muster",
    "mustermann",
    "musterunternehmen",
    "beispiel",
    "beispielfirma",
    "example",
    "examplecompany",
    "samplecompany",
    "dummy",
    "dummyfirma",
    "foo",
    "foobar",
    "bar",
    "blabla",
    "bla",
    "blah",
    "lorem",
    "loremipsum",
    "firma",
    "firmenname",
    "company",
    "companyname",
    "unternehmen",
    "organisation",
    "organization",
    "name",
    "privat",
    "private",
    "privatperson",
    "privatpersonen",
    "privatkunde",
    "privatkundin",
    "privathaushalt",
    "privatvonprivat",
    "privateperson",
    "privateindividual",
    "particulier",
    "privato",
    "personal",
    "self",
    "selbst",
    "ich",
    "meinefirma",
    "mycompany",
    "individual",
    "nocompany",
    "keinefirma",
    "ohnefirma",
    "nichtfirma",
    "keinunternehmen",
    "freelance",
    "freelancer",
    "selfemployed",
    "selbstaendig",
    "selbststaendig",
    "freiberuflich",
    "freiberufler",
    "arbeitslos",
    "arbeitssuchend",
    "student",
    "studentin",
    "schueler",
    "schuelerin",
    "rentner",
    "rentnerin",
    "pensionist",
    "pensionistin",
    "hausfrau",
    "hausmann",
    "unemployed",
    "retired",
    "none",
    "nobody",
    "niemand",
    "irgendwas",
    "egal",
    "keine",
    "kein",
    "divers",
    "diverse",
    "sonstige",
    "andere",
    "other",
    "neuerkontakt",
    "abc123",
    "hallo",
    "hello",
    "fghfgh",
    "abc",
    "abcd",
    "xyz",
    "qwe",
    "probe",
    "probefirma",
    "demofirma",
    "democompany",
    "fakefirma",
    "fantasiefirma",
    "irgendeinefirma",
    "unbekanntefirma",
    "noname",
    "nocompanyname",
    "nofirma",
    "privatadresse",
    "privatanschrift",
    "privatmann",
    "privatfrau",
    "privatleute",
    "privatier",
    "privatkonto",
    "privatkunden",
    "endkunde",
    "endverbraucher",
    "verbraucher",
    "kunde",
    "neukunde",
    "interessent",
    "barverkauf",
    "laufkunde",
    "laufkundschaft",
    "barkunde",
    "einzelperson",
    "ichselbst",
    "aucunesociete",
    "nessunaazienda",
    "sinempresa",
    "azubi",
    "auszubildender",
    "inrente",
    "ruhestand",
    "imruhestand",
    "homeoffice",
    "keinefirmenangabe",
    "keinarbeitgeber",
    "keinbetrieb",
    "keingewerbe",
    "nix",
    "nn",
    "ohne",
    "keinefirmavorhanden",
    "keinunternehmenvorhanden",
    "erikamustermann",
    "nichts",
    "yourcompany",
    "ihrefirma",
    "ihrunternehmen",
    "deinefirma",
    "mustermannfirma",
    "maxmustermann",
    "maxmustermannfirma",
];

static JUNK_INDEX: LazyLock<Index<()>> = LazyLock::new(|| {
    let mut index = Index::default();
    JUNK.iter().for_each(|word| *index.entry(word) = ());
    index
});

/// The words of junk without their first two bytes; only their starts are asked.
static JUNK_RESTS: LazyLock<Index<()>> = LazyLock::new(|| {
    let mut index = Index::default();
    JUNK.iter().filter_map(|word| word.get(2..)).for_each(|rest| index.mark_start(rest));
    index
});

/// False when no word of junk has these four bytes in front and these two at the end.
pub fn may_be_junk(start: [u8; 4], end: [u8; 2]) -> bool {
    let [one, two, three, four] = start;
    JUNK_INDEX.may_start([one, two]) && JUNK_RESTS.may_start([three, four]) && JUNK_INDEX.may_end(end)
}

/// True for names that are no company.
pub fn is_junk(squashed: &str) -> bool {
    JUNK_INDEX.get(squashed).is_some()
}

/// Junk that stays junk with a legal form behind ("Test GmbH"); "Company Name LLC" might be a name.
pub static JUNK_STARTS: Words =
    Words::new(&["test", "muster", "maxmuster", "erikamuster", "dummy", "beispiel", "blabla"]);

/// In front of the name, without meaning: squashed, with a dot or blank behind.
pub static PREFIXES: Words = Words::new(&["firma", "fa"]);

/// Words that start the proprietor.
#[rustfmt::skip]
pub const PROPRIETOR: &[&str] = &[
    "inh", "inhaber", "inhaberin", "inhaberinnen", "inhg", "prop", "proprietor", "proprietress",
    "titulaire", "titolare", "titular", "eigentuemer", "eigentuemerin",
];

/// Words that start a branch, wherever they stand behind the first word.
pub const BRANCH: &[&str] = &[
    "niederlassung",
    "zweigniederlassung",
    "filiale",
    "zweigstelle",
    "zweigbetrieb",
    "zweigwerk",
    "geschaeftsstelle",
    "landesgeschaeftsstelle",
    "betriebsstaette",
    "betriebsstelle",
    "aussenstelle",
    "nebenstelle",
    "regionalbuero",
    "regionaldirektion",
    "regionalniederlassung",
    "hauptniederlassung",
    "vertriebsniederlassung",
    "verkaufsniederlassung",
    "vertriebsbuero",
    "verkaufsbuero",
    "repraesentanz",
    "succursale",
    "agence",
    "sucursal",
    "sucursala",
    "filial",
    "oddzial",
    "pobocka",
    "fiokteleje",
    "podruznica",
    "bijkantoor",
    "vestiging",
    "delegacion",
];

/// Words that start a branch only behind a comma, a dash, a bracket or the legal form.
#[rustfmt::skip]
pub const BRANCH_APART: &[&str] = &[
    "nl", "ndl", "zn", "znl", "zndl", "fil", "gst", "standort", "werk", "buero", "branch", "hauptsitz", "hauptverwaltung",
    "hauptgeschaeftsstelle", "zentrale", "office", "depot", "lager", "verwaltung", "betrieb", "produktion", "logistikzentrum",
    "servicecenter", "vertrieb", "abteilung", "abt", "siege", "filiala", "sede", "plant",
];

/// Status words: squashed, whether dots (or, behind a form, a small i in front of a capital) are required, the
/// status, the usual short form.
#[rustfmt::skip]
pub const STATUS: &[(&str, bool, &str, &str)] = &[
    ("il", true, "in_liquidation", "i.L."),
    ("ia", true, "in_liquidation", "i.L."),
    ("iliqu", false, "in_liquidation", "i.L."),
    ("iliq", false, "in_liquidation", "i.L."),
    ("iliquidation", false, "in_liquidation", "i.L."),
    ("inliquidation", false, "in_liquidation", "i.L."),
    ("inliqu", false, "in_liquidation", "i.L."),
    ("inliq", false, "in_liquidation", "i.L."),
    ("innachlassliquidation", false, "in_liquidation", "i.L."),
    ("inabwicklung", false, "in_liquidation", "i.L."),
    ("iabw", false, "in_liquidation", "i.L."),
    ("iabwicklung", false, "in_liquidation", "i.L."),
    ("inaufloesung", false, "in_liquidation", "i.L."),
    ("enliquidation", false, "in_liquidation", "i.L."),
    ("enliq", false, "in_liquidation", "i.L."),
    ("inliquidazione", false, "in_liquidation", "i.L."),
    ("enliquidacion", false, "in_liquidation", "i.L."),
    ("emliquidacao", false, "in_liquidation", "i.L."),
    ("inliquidatie", false, "in_liquidation", "i.L."),
    ("wlikwidacji", false, "in_liquidation", "i.L."),
    ("vlikvidaci", false, "in_liquidation", "i.L."),
    ("vlikvidacii", false, "in_liquidation", "i.L."),
    ("ulikvidaciji", false, "in_liquidation", "i.L."),
    ("vlikvidaciji", false, "in_liquidation", "i.L."),
    ("felszamolasalatt", false, "in_liquidation", "i.L."),
    ("vegelszamolasalatt", false, "in_liquidation", "i.L."),
    ("undertvangsoplosning", false, "in_liquidation", "i.L."),
    ("ilikvidation", false, "in_liquidation", "i.L."),
    ("ig", true, "in_formation", "i.G."),
    ("igr", true, "in_formation", "i.G."),
    ("igrdg", false, "in_formation", "i.G."),
    ("igruend", false, "in_formation", "i.G."),
    ("igruendung", false, "in_formation", "i.G."),
    ("ingruendung", false, "in_formation", "i.G."),
    ("ingr", false, "in_formation", "i.G."),
    ("ingruend", false, "in_formation", "i.G."),
    ("inerrichtung", false, "in_formation", "i.G."),
    ("engr", false, "in_formation", "i.G."),
    ("enformation", false, "in_formation", "i.G."),
    ("encoursdeformation", false, "in_formation", "i.G."),
    ("incostituzione", false, "in_formation", "i.G."),
    ("iooprichting", false, "in_formation", "i.G."),
    ("inoprichting", false, "in_formation", "i.G."),
    ("worganizacji", false, "in_formation", "i.G."),
    ("ii", true, "insolvent", "i.I."),
    ("iins", false, "insolvent", "i.I."),
    ("iinso", false, "insolvent", "i.I."),
    ("iinsolvenz", false, "insolvent", "i.I."),
    ("ininsolvenz", false, "insolvent", "i.I."),
    ("ininsolvenzverwaltung", false, "insolvent", "i.I."),
    ("iminsolvenzverfahren", false, "insolvent", "i.I."),
    ("iinsv", false, "insolvent", "i.I."),
    ("ininso", false, "insolvent", "i.I."),
    ("ivorlinsolvenz", false, "insolvent", "i.I."),
    ("invorlinsolvenz", false, "insolvent", "i.I."),
    ("invorlaeufigerinsolvenz", false, "insolvent", "i.I."),
    ("insolvent", false, "insolvent", "i.I."),
    ("ininsolvency", false, "insolvent", "i.I."),
    ("inadministration", false, "insolvent", "i.I."),
    ("inreceivership", false, "insolvent", "i.I."),
    ("inkonkurs", false, "insolvent", "i.I."),
    ("ikonk", false, "insolvent", "i.I."),
    ("imkonkurs", false, "insolvent", "i.I."),
    ("insanierung", false, "insolvent", "i.I."),
    ("enfaillite", false, "insolvent", "i.I."),
    ("enredressementjudiciaire", false, "insolvent", "i.I."),
    ("infallimento", false, "insolvent", "i.I."),
    ("enconcurso", false, "insolvent", "i.I."),
    ("infaillissement", false, "insolvent", "i.I."),
    ("ikonkurs", false, "insolvent", "i.I."),
    ("wupadlosci", false, "insolvent", "i.I."),
    ("ustecaju", false, "insolvent", "i.I."),
    ("vstecaju", false, "insolvent", "i.I."),
    ("vkonkurzu", false, "insolvent", "i.I."),
    ("konkursbo", false, "insolvent", "i.I."),
];

/// Words that the match key writes in one way; nothing for those that it leaves out.
#[rustfmt::skip]
pub const KEY_WORDS: &[(&str, &str)] = &[
    ("und", ""), ("u", ""), ("and", ""), ("et", ""), ("the", ""), ("firma", ""), ("fa", ""),
    ("gebr", "gebrueder"), ("gebrueder", "gebrueder"),
    ("int", "international"), ("intl", "international"), ("internat", "international"),
    ("ges", "gesellschaft"), ("st", "sankt"), ("snt", "sankt"),
    ("cie", "co"), ("compagnie", "co"), ("company", "co"), ("comp", "co"),
    ("bros", "brothers"), ("mfg", "manufacturing"), ("assoc", "associates"), ("assn", "association"),
    ("handelsges", "handelsgesellschaft"), ("vertriebsges", "vertriebsgesellschaft"),
    ("verwaltungsges", "verwaltungsgesellschaft"), ("betriebsges", "betriebsgesellschaft"),
    ("beteiligungsges", "beteiligungsgesellschaft"), ("bauges", "baugesellschaft"),
    ("elektrotechn", "elektrotechnik"), ("inst", "institut"),
    ("verw", "verwaltung"), ("nachf", "nachfolger"), ("nfg", "nachfolger"), ("rae", "rechtsanwaelte"),
    ("ra", "rechtsanwalt"), ("stb", "steuerberater"), ("dtsch", "deutsche"),
    ("oesterr", "oesterreichische"), ("svcs", "services"), ("svc", "service"),
    ("mgmt", "management"),
];

/// Words that stay small inside a re-cased name.
pub static SMALL: Words = Words::new(&[
    "und", "der", "die", "das", "des", "dem", "den", "für", "fuer", "von", "vom", "zu", "zum", "zur", "am", "an",
    "auf", "bei", "im", "in", "mit", "the", "of", "and", "for", "et", "de", "du", "des", "la", "le", "les", "e", "di",
    "del", "della", "y",
]);

/// Short words that are words, not initials, and so lose their capitals in a shouted name.
pub static SHORT_WORDS: Words = Words::new(&[
    "bau", "süd", "sued", "ost", "neu", "alt", "uhr", "rad", "weg", "tor", "tür", "hof", "see", "rot", "gut", "eis",
    "bad", "tee", "öl", "max", "leo", "eva", "ida", "uwe", "jan", "kai", "tom", "ben", "ulm", "rhein", "car", "bar",
    "art", "hair", "new", "one", "air", "pro", "law", "pet", "toy", "fit", "spa", "inn", "oak", "sun", "sky", "big",
    "old", "red", "box", "co", "amt",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_test_lets_all_junk_pass() {
        for word in JUNK {
            let bytes = word.as_bytes();
            let (Some(start), Some(end)) = (bytes.first_chunk(), bytes.last_chunk()) else { continue };
            assert!(may_be_junk(*start, *end), "{word}");
        }
    }
}
