//! Codes of the family `name`.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("name.missing", "The cell says that there is no name", "k. A."),
    info("name.case", "A name in capitals or small letters only was put into its usual case", "kurt vom stein"),
    info("name.encoding", "Text that had been decoded wrongly was decoded again", "JÃ¼rgen Kern"),
    info("name.markup", "Markup or character entities were removed", "<b>Ilse Weber</b>"),
    info("name.label", "A comment, number, job or department beside the name was dropped", "Ilse Weber (Einkauf)"),
    info("name.swapped", "Given and family name stood in each other's column", "given name Kern, family name Jürgen"),
    warn("name.incomplete", "Only a given or only a family name", "Kern"),
    warn("name.several_persons", "The cell names several people, a couple or a family", "Anna und Bernd Kern"),
    warn("name.company", "A company, association or authority where a person's name belongs", "Holz Ritter GmbH"),
    warn("name.role", "A department or function where a person's name belongs", "Buchhaltung"),
    warn("name.characters", "Digits, question marks or replacement characters inside a word of the name", "Ilse We?er"),
    warn(
        "name.text",
        "More words than a name has",
        "Bitte rufen Sie uns wegen der Rechnung vom letzten Monat noch diese Woche zurück, danke sehr",
    ),
    error("name.email", "An e-mail address where a name belongs", "ilse@weber.de"),
    error("name.url", "A web address where a name belongs", "www.weber.de"),
    error("name.junk", "A test, a run of keys or digits, or another word that is no name", "qwertz"),
    error("name.placeholder", "An invented person: a form example or a figure of fiction", "Max Mustermann"),
    error("name.type", "Not a text", "a number in JSON"),
];
