//! Table schemas: name, grain, order of rows and columns of every Parquet file a run writes.
//!
//! Types are the dull ones that every BI tool reads: no unsigned integers, no nanoseconds, nothing nested.

pub use super::tables::TABLES;

/// Version of the whole set of tables; raised when a column changes its meaning or goes away.
pub const SCHEMA_VERSION: &str = "1";

/// The stages of a run in their order.
pub const STAGES: [&str; 6] = ["ingest", "validate", "dedupe", "consolidate", "analyze", "export"];

/// Physical type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 string.
    Text,
    /// Boolean.
    Flag,
    /// 32-bit signed integer.
    Int,
    /// 64-bit signed integer.
    Long,
    /// 64-bit float, rounded to 6 decimals.
    Float,
    /// Decimal(18,2).
    Money,
    /// Calendar date.
    Date,
    /// Microseconds since 1970 in UTC.
    Timestamp,
}

impl Type {
    /// The word `leadloom schema tables` prints.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "String",
            Self::Flag => "Boolean",
            Self::Int => "Int32",
            Self::Long => "Int64",
            Self::Float => "Float64",
            Self::Money => "Decimal(18,2)",
            Self::Date => "Date",
            Self::Timestamp => "Timestamp(us, UTC)",
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Name, lower snake_case.
    pub name: &'static str,
    /// Physical type.
    pub ty: Type,
    /// False when every row has a value.
    pub nullable: bool,
    /// One sentence for readers of the table.
    pub description: &'static str,
}

/// Where the contact fields of [`super::field::CONTACT`] stand in a table's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Columns listed here.
    Own(&'static [Column]),
    /// All contact fields.
    ContactFields,
    /// The columns that the pipeline declares as extra, or keeps because nobody mapped them: text.
    ExtraFields,
    /// One weight per comparison of the matching model, `w_<field>`.
    Weights,
}

/// One table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// File name without `.parquet`.
    pub name: &'static str,
    /// What one row is, and what the table is for.
    pub description: &'static str,
    /// The stage that makes it.
    pub stage: &'static str,
    /// Columns that order the rows; together they are unique.
    pub sorted_by: &'static [&'static str],
    /// The columns, in order.
    pub parts: &'static [Part],
    /// False while no stage of this version fills it.
    pub written: bool,
}

impl Table {
    /// The fixed columns in order, the contact fields included; extra and weight columns depend on the run.
    pub fn columns(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        for part in self.parts {
            match part {
                Part::Own(own) => columns.extend_from_slice(own),
                Part::ContactFields => columns.extend(super::field::CONTACT.iter().map(contact_column)),
                Part::ExtraFields | Part::Weights => {}
            }
        }
        columns
    }

    /// True when a run may add columns of this part.
    pub fn has_part(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

fn contact_column(field: &super::field::Field) -> Column {
    use super::field::FieldKind;
    let ty = match field.kind {
        FieldKind::Text => Type::Text,
        FieldKind::Date => Type::Date,
        FieldKind::Timestamp => Type::Timestamp,
        FieldKind::Flag => Type::Flag,
    };
    Column { name: field.name, ty, nullable: true, description: field.description }
}

/// The table of that name, if there is one.
pub fn find(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// The table of that name.
///
/// # Panics
/// When there is none: names are constants of this crate.
pub fn table(name: &str) -> &'static Table {
    match find(name) {
        Some(table) => table,
        None => unreachable!("no table is called {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_plain() {
        let mut tables = BTreeSet::new();
        for table in TABLES {
            assert!(tables.insert(table.name), "{} twice", table.name);
            let mut seen = BTreeSet::new();
            for column in table.columns() {
                assert!(seen.insert(column.name), "{}.{} twice", table.name, column.name);
                assert!(column.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'));
                assert!(!column.description.is_empty(), "{}.{} lacks a description", table.name, column.name);
            }
        }
    }

    #[test]
    fn sort_columns_exist() {
        for table in TABLES {
            let names: BTreeSet<_> = table.columns().iter().map(|column| column.name).collect();
            for key in table.sorted_by {
                assert!(names.contains(key), "{} sorts by unknown {key}", table.name);
            }
        }
    }
}
