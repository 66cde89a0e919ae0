//! Names of people from one column or from several; companies in name columns are found and moved.

use super::Context;
use super::note::{Notes, passed, some};
use super::sheet::{Sheet, Slab, counts, in_chunks};
use super::swaps::Roles;
use crate::engine::distinct::DistinctTuples;
use crate::kernel::name::{self, Name, RecordKind};
use crate::kernel::verdict::{Status, Verdict};
use polars::prelude::*;
use rayon::prelude::*;

const COLUMNS: [&str; 7] =
    ["salutation", "academic_title", "given_name", "name_particle", "family_name", "name_suffix", "full_name"];

/// The name columns, cleaned.
#[derive(Debug)]
pub struct Names {
    /// salutation, academic_title, given_name, name_particle, family_name, name_suffix, full_name.
    pub columns: Vec<StringChunked>,
    /// Of the name as a whole.
    pub status: Vec<Status>,
    /// Who the name columns name.
    pub kinds: Vec<RecordKind>,
    /// Companies that stood in the name columns of rows without one, by row.
    pub companies: Vec<(usize, String)>,
    /// What was noticed.
    pub notes: Notes,
}

/// Position of a column in the tuples.
mod at {
    pub const SALUTATION: usize = 0;
    pub const TITLE: usize = 1;
    pub const GIVEN: usize = 2;
    pub const MIDDLE: usize = 3;
    pub const PARTICLE: usize = 4;
    pub const FAMILY: usize = 5;
    pub const SUFFIX: usize = 6;
    pub const FULL: usize = 7;
}

/// Given and family name stood in each other's column.
const SWAPPED: &str = "name.swapped";

/// Surnames that are also words for nothing. Without a given name beside it, "None" is what a program writes.
const SURNAMES: [&str; 7] = ["Keiner", "Leer", "Na", "Nan", "Nil", "None", "Null"];

/// Given names that are also words for nothing.
const GIVEN_NAMES: [&str; 3] = ["Na", "Nan", "Nil"];

type Tuple<'a> = [Option<&'a str>; 8];

/// A tuple of name cells, read.
#[derive(Default)]
struct Read {
    verdict: Verdict<Name>,
    full_name: String,
    /// The column the verdict is about.
    field: &'static str,
    /// The name cells as one text; filled when there is something to say about them.
    cell: String,
}

impl Read {
    /// Puts given and family name where they belong.
    fn swap(&mut self, tuple: &Tuple<'_>) {
        let name = &mut self.verdict.parts;
        std::mem::swap(&mut name.given_name, &mut name.family_name);
        let cell = |at: usize| tuple.get(at).copied().flatten().unwrap_or_default();
        if self.field != "full_name" {
            // Titles and salutations may have stood in the wrong column with the name.
            let parts = name::read_parts(
                cell(at::SALUTATION),
                cell(at::TITLE),
                &name.given_name,
                &name.family_name,
                cell(at::SUFFIX),
            );
            if parts.status.is_usable() && parts.parts.given_name == name.given_name {
                *name = parts.parts;
            }
        }
        self.full_name = full_name(&self.verdict.parts);
        // Where the kernel had swapped them, this puts them back.
        match self.verdict.codes.iter().position(|code| *code == SWAPPED) {
            Some(at) => {
                self.verdict.codes.remove(at);
            }
            None => self.verdict.codes.insert(0, SWAPPED),
        }
        self.verdict.status = if self.verdict.codes.is_empty() { Status::Valid } else { Status::Corrected };
    }
}

/// Cleans the names. Salutations that only the gender column tells are in the language of `countries`.
///
/// # Errors
/// When polars cannot build a column.
pub fn names(sheet: &Sheet, countries: &StringChunked, context: &Context) -> PolarsResult<Names> {
    if context.skips("name") {
        return Ok(untouched(sheet));
    }
    let tuples = DistinctTuples::of(
        [
            "salutation",
            "academic_title",
            "given_name",
            "middle_name",
            "name_particle",
            "family_name",
            "name_suffix",
            "full_name",
        ]
        .map(|name| sheet.text(name)),
    );
    let mut read = tuples.map(read);
    let counts = counts(&tuples.ids, read.len());
    let roles = Roles::of(read.iter().map(|read| &read.verdict).zip(counts.iter().copied()));
    read.par_iter_mut().zip(&counts).zip(&tuples.values).for_each(|((read, &rows), tuple)| {
        if roles.are_swapped(&read.verdict, rows) {
            read.swap(tuple);
        }
    });
    let (gender, language, company) = (sheet.text("gender"), sheet.text("language"), sheet.text("company"));
    let chunks = in_chunks(sheet.rows, |range| {
        let mut chunk = Chunk::new(range.len());
        for row in range {
            let Some(read) = tuples.ids.get(row).and_then(|&id| read.get(id as usize)) else {
                chunk.slab.push([None; 7]);
                chunk.facts.push((Status::Missing, RecordKind::Unknown));
                continue;
            };
            let country = countries.get(row);
            let told = gender.get(row).and_then(|gender| form_of_address(gender, language.get(row), country));
            chunk.write(row, read, told, sheet, company.get(row).is_some());
        }
        chunk
    });
    Chunk::stack(chunks)
}

/// What a chunk of rows becomes.
struct Chunk {
    slab: Slab<7>,
    facts: Vec<(Status, RecordKind)>,
    companies: Vec<(usize, String)>,
}

impl Chunk {
    fn new(rows: usize) -> Self {
        Self { slab: Slab::new(&COLUMNS, rows), facts: Vec::with_capacity(rows), companies: Vec::new() }
    }

    fn write(&mut self, row: usize, read: &Read, told: Option<&'static str>, sheet: &Sheet, has_company: bool) {
        let Read { verdict, full_name, field, cell } = read;
        let name = &verdict.parts;
        self.facts.push((verdict.status, name.kind));
        let original = sheet.original(field, row).or(some(cell));
        if name.kind == RecordKind::Organisation && verdict.status != Status::Invalid {
            self.slab.notes.verdict(row, field, verdict, original, Some(cell));
            if !has_company {
                self.companies.push((row, cell.clone()));
            }
            self.slab.push([None; 7]);
            return;
        }
        if verdict.status == Status::Invalid {
            self.slab.notes.verdict(row, field, verdict, original, None);
            self.slab.push([None; 7]);
            return;
        }
        self.slab.notes.verdict(row, field, verdict, Some(cell), Some(full_name));
        let is_person = name.kind == RecordKind::Person;
        self.slab.push([
            some(&name.salutation).or(told.filter(|_| is_person)),
            some(&name.academic_title),
            some(&name.given_name),
            some(&name.name_particle),
            some(&name.family_name),
            some(&name.name_suffix),
            some(full_name),
        ]);
    }

    fn stack(chunks: Vec<Self>) -> PolarsResult<Names> {
        let rows = chunks.iter().map(|chunk| chunk.facts.len()).sum();
        let (mut status, mut kinds) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let (mut slabs, mut companies) = (Vec::with_capacity(chunks.len()), Vec::new());
        for chunk in chunks {
            for (one, kind) in chunk.facts {
                status.push(one);
                kinds.push(kind);
            }
            companies.extend(chunk.companies);
            slabs.push(chunk.slab);
        }
        let (columns, notes) = Slab::stack(slabs)?;
        Ok(Names { columns, status, kinds, companies, notes })
    }
}

/// Reads one tuple of name cells.
fn read(tuple: &Tuple<'_>) -> Read {
    let cell = |at: usize| tuple.get(at).copied().flatten().unwrap_or_default();
    let (full, family) = (cell(at::FULL), with_particle(cell(at::PARTICLE), cell(at::FAMILY)));
    let given = with_middle(cell(at::GIVEN), cell(at::MIDDLE));
    let (mut verdict, field) = if !given.is_empty() && !family.is_empty() {
        (read_columns(tuple, &given, &family), "family_name")
    } else if !full.is_empty() {
        (name::read(full), "full_name")
    } else if !family.is_empty() {
        (read_columns(tuple, "", &family), "family_name")
    } else if !given.is_empty() {
        (read_parts(tuple, &given, ""), "given_name")
    } else {
        // A title or salutation alone names nobody.
        let mut verdict = name::read_parts(cell(at::SALUTATION), cell(at::TITLE), "", "", "");
        (verdict.status, verdict.parts.kind) = (Status::Missing, RecordKind::Unknown);
        (verdict, "full_name")
    };
    if field == "full_name" && verdict.status != Status::Invalid {
        fill_from_columns(&mut verdict.parts, cell(at::SALUTATION), cell(at::TITLE), cell(at::SUFFIX));
    }
    let full_name = full_name(&verdict.parts);
    let cell =
        if field == "full_name" { full.to_owned() } else { [given.trim(), family.trim()].join(" ").trim().to_owned() };
    let full_name = if full_name.is_empty() && verdict.status != Status::Missing { cell.clone() } else { full_name };
    Read { verdict, full_name, field, cell }
}

/// Given and family name from their columns. A name that is also a word for nothing stays when it is written like a name,
/// a lone one for somebody to look at: a name that is lost does not come back.
fn read_columns(tuple: &Tuple<'_>, given: &str, family: &str) -> Verdict<Name> {
    let mut verdict = read_parts(tuple, given, family);
    let name = &mut verdict.parts;
    if given.is_empty() {
        if verdict.status != Status::Missing || family == "None" || !SURNAMES.contains(&family) {
            return verdict;
        }
        (name.family_name, name.kind) = (family.to_owned(), RecordKind::Person);
        return Verdict::because(Status::Suspect, "name.incomplete", verdict.parts);
    }
    if name.family_name.is_empty() && !name.given_name.is_empty() && SURNAMES.contains(&family) {
        family.clone_into(&mut name.family_name);
    } else if name.given_name.is_empty() && !name.family_name.is_empty() && GIVEN_NAMES.contains(&given) {
        given.clone_into(&mut name.given_name);
    } else {
        return verdict;
    }
    verdict.codes.retain(|code| *code != "name.incomplete");
    verdict.status = if verdict.codes.is_empty() { Status::Valid } else { verdict.status };
    verdict
}

fn read_parts(tuple: &Tuple<'_>, given: &str, family: &str) -> Verdict<Name> {
    let cell = |at: usize| tuple.get(at).copied().flatten().unwrap_or_default();
    name::read_parts(cell(at::SALUTATION), cell(at::TITLE), given, family, cell(at::SUFFIX))
}

/// What the full name does not say is taken from the columns beside it.
fn fill_from_columns(name: &mut Name, salutation: &str, title: &str, suffix: &str) {
    if salutation.is_empty() && title.is_empty() && suffix.is_empty() {
        return;
    }
    let beside = name::read_parts(salutation, title, &name.given_name, &name.family_name, suffix).parts;
    for (part, other) in [
        (&mut name.salutation, beside.salutation),
        (&mut name.academic_title, beside.academic_title),
        (&mut name.name_suffix, beside.name_suffix),
    ] {
        if part.is_empty() {
            *part = other;
        }
    }
}

/// The middle name behind the given name, unless it stands there already.
fn with_middle(given: &str, middle: &str) -> String {
    if middle.is_empty() || given.split_whitespace().skip(1).any(|part| part.eq_ignore_ascii_case(middle)) {
        return given.to_owned();
    }
    [given, middle].join(" ").trim().to_owned()
}

/// The particle in front of the family name, unless it stands there already.
fn with_particle(particle: &str, family: &str) -> String {
    let known = family.get(..particle.len()).is_some_and(|start| start.eq_ignore_ascii_case(particle));
    if particle.is_empty() || family.is_empty() || known { family.to_owned() } else { [particle, family].join(" ") }
}

/// Title, given name, family name, suffix; degrees behind the name stand after a comma, Jr. and III do not.
fn full_name(name: &Name) -> String {
    let mut full = String::new();
    for part in [&name.academic_title, &name.given_name, &name.family_name, &name.name_suffix] {
        if part.is_empty() {
            continue;
        }
        let is_degree = std::ptr::eq(part, &name.name_suffix) && !is_generation(part);
        if !full.is_empty() {
            full.push_str(if is_degree { ", " } else { " " });
        }
        full.push_str(part);
    }
    if name.given_name.is_empty() && name.family_name.is_empty() { String::new() } else { full }
}

fn is_generation(suffix: &str) -> bool {
    let first = suffix.split_whitespace().next().unwrap_or_default().trim_end_matches('.');
    ["jr", "sr", "sen", "jun", "senior", "junior", "ii", "iii", "iv"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(first))
}

/// Words of a gender column: word, is it male, language of the word where it has one.
const GENDERS: &[(&str, bool, Option<&str>)] = &[
    ("m", true, None),
    ("f", false, None),
    ("w", false, Some("de")),
    ("male", true, None),
    ("female", false, None),
    ("man", true, None),
    ("woman", false, None),
    ("männlich", true, Some("de")),
    ("maennlich", true, Some("de")),
    ("weiblich", false, Some("de")),
    ("herr", true, Some("de")),
    ("frau", false, Some("de")),
    ("mann", true, Some("de")),
    ("homme", true, Some("fr")),
    ("femme", false, Some("fr")),
    ("masculin", true, Some("fr")),
    ("féminin", false, Some("fr")),
    ("uomo", true, Some("it")),
    ("donna", false, Some("it")),
    ("maschio", true, Some("it")),
    ("femmina", false, Some("it")),
    ("hombre", true, Some("es")),
    ("mujer", false, Some("es")),
    ("vrouw", false, Some("nl")),
    ("mężczyzna", true, Some("pl")),
    ("kobieta", false, Some("pl")),
];

/// Forms of address by language: of a man, of a woman.
const FORMS: &[(&str, &str, &str)] = &[
    ("de", "Herr", "Frau"),
    ("en", "Mr.", "Ms."),
    ("fr", "Monsieur", "Madame"),
    ("it", "Signor", "Signora"),
    ("es", "Señor", "Señora"),
    ("nl", "De heer", "Mevrouw"),
    ("pl", "Pan", "Pani"),
];

/// The language people are addressed in where only the country is known.
const LANGUAGES: &[(&str, &str)] = &[
    ("DE", "de"),
    ("AT", "de"),
    ("CH", "de"),
    ("LI", "de"),
    ("FR", "fr"),
    ("IT", "it"),
    ("ES", "es"),
    ("NL", "nl"),
    ("PL", "pl"),
];

/// The form of address a gender column stands for; `None` for words that are neither m nor f.
fn form_of_address(gender: &str, language: Option<&str>, country: Option<&str>) -> Option<&'static str> {
    let gender = gender.trim().to_lowercase();
    let &(_, is_male, own) = GENDERS.iter().find(|(word, ..)| *word == gender)?;
    let written = language.and_then(|text| text.get(..2)).map(str::to_ascii_lowercase);
    let by_country = || LANGUAGES.iter().find(|(code, _)| Some(*code) == country).map(|&(_, language)| language);
    let wanted = own.or(written.as_deref()).or_else(by_country).unwrap_or("en");
    let form = FORMS.iter().find(|(language, ..)| *language == wanted).or(FORMS.iter().find(|form| form.0 == "en"))?;
    Some(if is_male { form.1 } else { form.2 })
}

/// The columns as they are, for a pipeline that does not want names judged.
fn untouched(sheet: &Sheet) -> Names {
    let columns = COLUMNS.map(|name| sheet.text(name).clone().with_name(name.into()));
    let named = ["given_name", "family_name", "full_name"].map(|name| sheet.text(name));
    let status: Vec<Status> =
        (0..sheet.rows).map(|row| passed(named.iter().find_map(|column| column.get(row)))).collect();
    let kinds = status
        .iter()
        .map(|&status| if status == Status::Valid { RecordKind::Person } else { RecordKind::Unknown })
        .collect();
    Names { columns: columns.into(), status, kinds, companies: Vec::new(), notes: Notes::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_names_and_particles_are_added_once() {
        assert_eq!(with_middle("Ilse", "Marie"), "Ilse Marie");
        assert_eq!(with_middle("Ilse Marie", "Marie"), "Ilse Marie");
        assert_eq!(with_particle("von", "Stein"), "von Stein");
        assert_eq!(with_particle("von", "von Stein"), "von Stein");
    }

    #[test]
    fn degrees_follow_a_comma_and_generations_do_not() {
        let mut name = Name {
            academic_title: "Dr.".into(),
            given_name: "Ilse".into(),
            family_name: "Weber".into(),
            name_suffix: "MBA".into(),
            ..Name::default()
        };
        assert_eq!(full_name(&name), "Dr. Ilse Weber, MBA");
        name.name_suffix = "jun.".into();
        assert_eq!(full_name(&name), "Dr. Ilse Weber jun.");
        assert_eq!(full_name(&Name { academic_title: "Dr.".into(), ..Name::default() }), "");
    }

    #[test]
    fn genders_become_forms_of_address_in_a_fitting_language() {
        assert_eq!(form_of_address("m", None, Some("AT")), Some("Herr"));
        assert_eq!(form_of_address("F", Some("fr-CH"), Some("CH")), Some("Madame"));
        assert_eq!(form_of_address("Weiblich", None, None), Some("Frau"));
        assert_eq!(form_of_address("female", None, Some("US")), Some("Ms."));
        assert_eq!(form_of_address("divers", None, Some("DE")), None);
    }
}
