//! A frame in the shape of its table, as Arrow batches: what every file format is written from.

use super::ExportError;
use crate::engine::arrow::{arrays, field, open_type};
use crate::engine::frame::conform;
use crate::model::table::{Column as Schema, Table, Type};
use arrow::datatypes::{Field, Schema as ArrowSchema};
use arrow::record_batch::RecordBatch;
use polars::prelude::DataFrame;
use std::sync::Arc;

/// A table ready to be written: its columns in order, of their types, its rows in the table's order.
pub struct Shaped {
    /// What the table is.
    pub table: &'static Table,
    /// Its rows.
    pub frame: DataFrame,
    /// Names, types and nullability.
    pub schema: Arc<ArrowSchema>,
    /// The types of the columns.
    pub types: Vec<Type>,
}

impl Shaped {
    /// Brings a frame into the table's shape.
    ///
    /// # Errors
    /// [`ExportError::Shape`] when columns do not fit.
    pub fn new(table: &'static Table, frame: &DataFrame) -> Result<Self, ExportError> {
        let frame = conform(table, frame)
            .map_err(|error| ExportError::Shape { table: table.name, message: error.to_string() })?;
        let (fields, types) = fields(table, &frame);
        Ok(Self { table, frame, schema: Arc::new(ArrowSchema::new(fields)), types })
    }

    /// The same table with some of its rows.
    pub(super) fn part(&self, frame: DataFrame) -> Self {
        Self { table: self.table, frame, schema: self.schema.clone(), types: self.types.clone() }
    }

    /// The rows, so many at a time. A table without rows has no batch.
    pub(super) fn batches(&self, rows: usize) -> impl Iterator<Item = Result<RecordBatch, ExportError>> + '_ {
        let shape = |message: String| ExportError::Shape { table: self.table.name, message };
        (0..self.frame.height()).step_by(rows.max(1)).map(move |start| {
            let part = self.frame.slice(start as i64, rows);
            let columns = arrays(&part, &self.types).map_err(|error| shape(error.to_string()))?;
            RecordBatch::try_new(self.schema.clone(), columns).map_err(|error| shape(error.to_string()))
        })
    }
}

fn fields(table: &Table, frame: &DataFrame) -> (Vec<Field>, Vec<Type>) {
    let fixed = table.columns();
    let open = frame.columns().iter().skip(fixed.len()).map(|column| Schema {
        name: "",
        ty: open_type(column),
        nullable: true,
        description: "",
    });
    let mut types: Vec<Type> = fixed.iter().map(|column| column.ty).collect();
    let mut fields: Vec<Field> = fixed.iter().map(field).collect();
    for (schema, column) in open.zip(frame.columns().iter().skip(fixed.len())) {
        types.push(schema.ty);
        fields.push(field(&schema).with_name(column.name().as_str()));
    }
    (fields, types)
}
