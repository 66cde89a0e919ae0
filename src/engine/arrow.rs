//! polars columns → Arrow arrays of the types that tables use, by copy.
//!
//! A copy costs what the cast from polars' string views to plain strings would cost anyway and needs no foreign-function
//! interface. Not for kernels, which work on text slices.

use crate::model::table::{Column as Schema, Type};
use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, Int64Array, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, Field, TimeUnit};
use polars::prelude::{Column, DataFrame, PolarsResult, polars_bail};
use std::sync::Arc;

/// The Arrow field of a table column.
pub fn field(column: &Schema) -> Field {
    let ty = match column.ty {
        Type::Text => DataType::Utf8,
        Type::Flag => DataType::Boolean,
        Type::Int => DataType::Int32,
        Type::Long => DataType::Int64,
        Type::Float => DataType::Float64,
        Type::Money => DataType::Decimal128(18, 2),
        Type::Date => DataType::Date32,
        Type::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    };
    Field::new(column.name, ty, column.nullable)
}

/// The table type of a polars column outside the fixed schema: floats for weights, text for extra columns.
pub fn open_type(column: &Column) -> Type {
    if column.dtype().is_float() { Type::Float } else { Type::Text }
}

/// The Arrow array of a column that has the polars type of `ty`.
///
/// # Errors
/// When it has another type.
pub fn array(column: &Column, ty: Type) -> PolarsResult<ArrayRef> {
    Ok(match ty {
        Type::Text => Arc::new(column.str()?.iter().collect::<StringArray>()),
        Type::Flag => Arc::new(column.bool()?.iter().collect::<BooleanArray>()),
        Type::Int => Arc::new(column.i32()?.iter().collect::<Int32Array>()),
        Type::Long => Arc::new(column.i64()?.iter().collect::<Int64Array>()),
        Type::Float => Arc::new(column.f64()?.iter().collect::<Float64Array>()),
        Type::Date => Arc::new(column.date()?.physical().iter().collect::<Date32Array>()),
        Type::Timestamp => {
            let instants: TimestampMicrosecondArray = column.datetime()?.physical().iter().collect();
            Arc::new(instants.with_timezone("UTC"))
        }
        Type::Money => {
            let units = column.decimal()?.physical().iter().collect::<Decimal128Array>();
            match units.with_precision_and_scale(18, 2) {
                Ok(units) => Arc::new(units),
                Err(error) => polars_bail!(ComputeError: "{}: {error}", column.name()),
            }
        }
    })
}

/// All columns of a slice of a frame, in their order.
///
/// # Errors
/// When a column has another type than its schema says.
pub fn arrays(frame: &DataFrame, types: &[Type]) -> PolarsResult<Vec<ArrayRef>> {
    use rayon::prelude::*;
    frame.columns().par_iter().zip(types).map(|(column, ty)| array(column, *ty)).collect()
}
