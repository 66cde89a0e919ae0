//! Words that a company cell may hold besides the name, as data. Squashed (lower case, umlauts written out,
//! letters and digits only) unless said otherwise.

use super::wordset::Words;

/// Names that are no company: answers of people without one, and what is typed to get past the field.
pub static JUNK: Words = Words::new(&[
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
]);

/// Junk that stays junk with a legal form behind ("Test GmbH"); "Company Name LLC" might be a name.
pub static JUNK_STARTS: Words = Words::new(&["test", "muster", "dummy", "beispiel", "blabla"]);

/// In front of the name, without meaning: squashed, with a dot or blank behind.
pub static PREFIXES: Words = Words::new(&["firma", "fa"]);

/// Words that start the proprietor.
pub static PROPRIETOR: Words =
    Words::new(&["inh", "inhaber", "inhaberin", "inhaberinnen", "prop", "proprietor", "titulaire", "titolare"]);

/// Words that start a branch, wherever they stand behind the first word.
pub static BRANCH: Words = Words::new(&[
    "niederlassung",
    "zweigniederlassung",
    "filiale",
    "zweigstelle",
    "geschaeftsstelle",
    "betriebsstaette",
    "regionalbuero",
    "succursale",
    "agence",
    "sucursal",
]);

/// Words that start a branch only behind a comma, a dash, a bracket or the legal form.
pub static BRANCH_APART: Words =
    Words::new(&["nl", "standort", "werk", "buero", "branch", "zn", "hauptsitz", "zentrale", "zndl", "ndl", "office"]);

/// Status words: squashed, whether dots are required, the status, the usual short form.
pub const STATUS: &[(&str, bool, &str, &str)] = &[
    ("il", true, "in_liquidation", "i.L."),
    ("iliqu", false, "in_liquidation", "i.L."),
    ("iliq", false, "in_liquidation", "i.L."),
    ("inliquidation", false, "in_liquidation", "i.L."),
    ("inliqu", false, "in_liquidation", "i.L."),
    ("inliq", false, "in_liquidation", "i.L."),
    ("inabwicklung", false, "in_liquidation", "i.L."),
    ("iabw", false, "in_liquidation", "i.L."),
    ("enliquidation", false, "in_liquidation", "i.L."),
    ("inliquidazione", false, "in_liquidation", "i.L."),
    ("enliquidacion", false, "in_liquidation", "i.L."),
    ("inliquidatie", false, "in_liquidation", "i.L."),
    ("ig", true, "in_formation", "i.G."),
    ("igr", true, "in_formation", "i.G."),
    ("igruendung", false, "in_formation", "i.G."),
    ("ingruendung", false, "in_formation", "i.G."),
    ("engr", false, "in_formation", "i.G."),
    ("ii", true, "insolvent", "i.I."),
    ("iins", false, "insolvent", "i.I."),
    ("iinso", false, "insolvent", "i.I."),
    ("ininsolvenz", false, "insolvent", "i.I."),
    ("ininso", false, "insolvent", "i.I."),
    ("insolvent", false, "insolvent", "i.I."),
    ("ininsolvency", false, "insolvent", "i.I."),
    ("inadministration", false, "insolvent", "i.I."),
    ("inkonkurs", false, "insolvent", "i.I."),
];

/// Words that the match key leaves out.
pub static FILLERS: Words = Words::new(&["und", "u", "and", "et", "the", "firma", "fa"]);

/// Words that the match key writes in one way.
pub const SAME_WORD: &[(&str, &str)] = &[
    ("gebr", "gebrueder"),
    ("int", "international"),
    ("intl", "international"),
    ("ges", "gesellschaft"),
    ("st", "sankt"),
    ("co", "co"),
    ("cie", "co"),
    ("compagnie", "co"),
    ("company", "co"),
    ("bros", "brothers"),
    ("mfg", "manufacturing"),
    ("handelsges", "handelsgesellschaft"),
    ("vertriebsges", "vertriebsgesellschaft"),
    ("elektrotechn", "elektrotechnik"),
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
