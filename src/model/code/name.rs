//! Codes of the family `name`.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("name.missing", "The cell says that there is no name"),
    info("name.case", "A name in capitals or small letters only was put into its usual case"),
    info("name.encoding", "Text that had been decoded wrongly was decoded again"),
    info("name.markup", "Markup or character entities were removed"),
    info("name.label", "A comment, number, job or department beside the name was dropped"),
    info("name.swapped", "Given and family name stood in each other's column"),
    warn("name.incomplete", "Only a given or only a family name"),
    warn("name.several_persons", "The cell names several people, a couple or a family"),
    warn("name.company", "A company, association or authority where a person's name belongs"),
    warn("name.role", "A department or function where a person's name belongs"),
    warn("name.characters", "Digits, question marks or replacement characters inside a word of the name"),
    warn("name.text", "More words than a name has"),
    error("name.email", "An e-mail address where a name belongs"),
    error("name.url", "A web address where a name belongs"),
    error("name.junk", "A test, a run of keys or digits, or another word that is no name"),
    error("name.placeholder", "An invented person: a form example or a figure of fiction"),
    error("name.type", "Not a text"),
];
