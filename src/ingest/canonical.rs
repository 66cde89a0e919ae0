//! Grids → one frame of canonical columns: fields from their columns and fallbacks, addresses from the block that is
//! filled, keys that are unique within the source.

use super::grid::Grid;
use super::mapping::dictionary::SOURCE_KEY;
use super::mapping::{Choice, Use, feeds, fields_of};
use super::vendors::{Vendor, quirks};
use crate::engine::frame::stack;
use crate::kernel::text;
use crate::model::record::{Finding, Records, Severity};
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// Fields of which one must be filled for an address to count.
const PLACE: &[&str] = &["street", "po_box", "postal_code", "city"];

/// The frame of one file: `source_file`, `source_row`, the raw `source_key`, canonical columns, extra columns.
/// What the vendor says about the whole file fills fields that no column feeds.
///
/// # Errors
/// Never in practice; polars' constructors are fallible.
pub(super) fn frame(
    grid: Grid,
    choices: &[Choice],
    records: Records,
    file: &str,
    vendor: Option<&Vendor>,
) -> PolarsResult<DataFrame> {
    let height = grid.height();
    let mut columns = vec![
        constant("source_file", file, height),
        Int64Chunked::from_vec("source_row".into(), grid.source_row).into_column(),
    ];
    let mut fields: Vec<&'static str> = fields_of(records).iter().map(|field| field.name).collect();
    fields.insert(0, SOURCE_KEY);
    let pick = |wanted: Use| {
        choices
            .iter()
            .zip(&grid.columns)
            .find(move |(choice, _)| choice.usage == wanted)
            .map(|(_, column)| column.clone())
    };
    let mut canonical: Vec<(&'static str, StringChunked)> = Vec::new();
    for field in fields {
        let mut value = pick(Use::Field(field));
        for (choice, column) in choices.iter().zip(&grid.columns) {
            if choice.usage == Use::Fallback(field) {
                value = Some(match value {
                    Some(value) => coalesce(&value, column)?,
                    None => column.clone(),
                });
            }
        }
        if let Some(value) = value {
            canonical.push((field, value));
        }
    }
    fill_blocks(&mut canonical, choices, &grid.columns, height)?;
    if let Some(separator) = vendor.and_then(|vendor| vendor.separator.as_deref()) {
        for (_, column) in &mut canonical {
            quirks::separate(column, separator);
        }
    }
    for (field, value) in vendor.into_iter().flat_map(|vendor| quirks::said_by_name(vendor, file)) {
        if feeds(records, field) && canonical.iter().all(|(known, _)| *known != field) {
            canonical.push((field, StringChunked::full(PlSmallStr::EMPTY, value, height)));
        }
    }
    columns.extend(canonical.into_iter().map(|(field, column)| column.with_name(field.into()).into_column()));
    for (choice, column) in choices.iter().zip(grid.columns) {
        if !matches!(choice.usage, Use::Field(_)) {
            columns.push(column.with_name(choice.column.as_str().into()).into_column());
        }
    }
    DataFrame::new(height, columns)
}

fn coalesce(first: &StringChunked, second: &StringChunked) -> PolarsResult<StringChunked> {
    if first.null_count() == 0 { Ok(first.clone()) } else { first.zip_with(&first.is_not_null(), second) }
}

/// Where a record has no main address, the next block that has one takes its place as a whole.
fn fill_blocks(
    canonical: &mut Vec<(&'static str, StringChunked)>,
    choices: &[Choice],
    columns: &[StringChunked],
    height: usize,
) -> PolarsResult<()> {
    let mut groups: Vec<&str> = Vec::new();
    for choice in choices {
        if matches!(choice.usage, Use::Block(_)) && !groups.contains(&choice.group.as_str()) {
            groups.push(&choice.group);
        }
    }
    for group in groups {
        let mut block: Vec<(&'static str, &StringChunked)> = Vec::new();
        for (choice, column) in choices.iter().zip(columns) {
            if let Use::Block(field) = choice.usage
                && choice.group == group
                && block.iter().all(|(known, _)| *known != field)
            {
                block.push((field, column));
            }
        }
        let main_filled =
            any_filled(canonical.iter().filter(|(field, _)| PLACE.contains(field)).map(|(_, column)| column), height);
        let block_filled =
            any_filled(block.iter().filter(|(field, _)| PLACE.contains(field)).map(|(_, column)| *column), height);
        let takes: BooleanChunked =
            main_filled.iter().zip(&block_filled).map(|(main, block)| Some(!main && *block)).collect();
        if takes.sum().unwrap_or(0) == 0 {
            continue;
        }
        for (field, column) in block {
            match canonical.iter_mut().find(|(known, _)| *known == field) {
                Some((_, main)) => *main = column.zip_with(&takes, main)?,
                None => {
                    let none = StringChunked::full_null(PlSmallStr::EMPTY, height);
                    canonical.push((field, column.zip_with(&takes, &none)?));
                }
            }
        }
    }
    Ok(())
}

fn any_filled<'a>(columns: impl Iterator<Item = &'a StringChunked>, height: usize) -> Vec<bool> {
    let mut filled = vec![false; height];
    for column in columns {
        for (slot, cell) in filled.iter_mut().zip(column.iter()) {
            *slot |= cell.is_some();
        }
    }
    filled
}

/// Stacks the files of a source and gives every record its id: `labels` name the files where there are several.
///
/// # Errors
/// Never in practice; polars' constructors are fallible.
pub(super) fn assemble(
    source: &str,
    records: Records,
    frames: Vec<DataFrame>,
    labels: &[String],
) -> PolarsResult<(DataFrame, Vec<Finding>)> {
    let files: Vec<usize> = frames.iter().map(DataFrame::height).collect();
    let known: Vec<&str> = fields_of(records).iter().map(|field| field.name).collect();
    let present: Vec<&str> =
        known.into_iter().filter(|name| frames.iter().any(|frame| frame.column(name).is_ok())).collect();
    let mut order = vec!["source_file", "source_row"];
    order.extend(present);
    let stacked = stack(frames, &order)?;
    let rows = stacked.column("source_row")?.i64()?;
    let label_of = files.iter().zip(labels).flat_map(|(&height, label)| std::iter::repeat_n(label.as_str(), height));
    let raw = stacked.column(SOURCE_KEY).ok().map(|column| column.str()).transpose()?.map(key_column);
    let raw = raw.filter(|column| column.null_count() < column.len());
    // most sources have sound keys, so the ids are made while that is found out
    let sound = raw.as_ref().map(|raw| rayon::join(|| is_unique(raw), || record_ids(source, raw)));
    let (ids, keys, findings) = match (raw, sound) {
        (Some(raw), Some((true, ids))) => (ids?, raw.with_name(SOURCE_KEY.into()), Vec::new()),
        (raw, _) => {
            let (made, findings) = keys(raw.as_ref(), rows, label_of, labels.len() > 1);
            let keys = StringChunked::from_iter_values(SOURCE_KEY.into(), made.iter());
            (record_ids(source, &keys)?, keys, findings)
        }
    };

    let height = stacked.height();
    let mut columns = vec![
        ids.into_column(),
        constant("source", source, height),
        stacked.column("source_file")?.clone(),
        stacked.column("source_row")?.clone(),
        keys.into_column(),
    ];
    let origin = crate::model::field::ORIGIN;
    columns.extend(stacked.into_columns().into_iter().filter(|column| !origin.contains(&column.name().as_str())));
    Ok((DataFrame::new(height, columns)?, findings))
}

/// One text for all rows, held once.
fn constant(name: &str, text: &str, height: usize) -> Column {
    Column::new_scalar(name.into(), Scalar::new(DataType::String, AnyValue::StringOwned(text.into())), height)
}

/// Ids as keys: a spreadsheet's `.0` goes, and what it turned into powers of ten is nobody's key.
fn key_column(raw: &StringChunked) -> StringChunked {
    let key = |id: &str| -> Option<usize> {
        if text::lost_digits(id) {
            return None;
        }
        let whole = id.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
        Some(whole.map_or(id.len(), str::len))
    };
    if raw.iter().flatten().all(|id| key(id) == Some(id.len())) {
        return raw.clone();
    }
    let keys = raw.iter().map(|id| id.and_then(|id| id.get(..key(id)?)).filter(|id| !id.is_empty()));
    StringChunked::from_iter_options(PlSmallStr::EMPTY, keys)
}

/// True when every record has a key and no two have the same.
fn is_unique(keys: &StringChunked) -> bool {
    if keys.null_count() > 0 {
        return false;
    }
    // exports are sorted by their ids more often than not
    let next = keys.iter().flatten().skip(1);
    if keys.iter().flatten().zip(next).all(|(key, next)| (key.len(), key) < (next.len(), next)) {
        return true;
    }
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    seen.reserve(keys.len());
    keys.iter().flatten().all(|key| seen.insert(key))
}

/// `<source>:<key>`, piece by piece in parallel.
fn record_ids(source: &str, keys: &StringChunked) -> PolarsResult<StringChunked> {
    const PIECE: usize = 1 << 16;
    let starts: Vec<usize> = (0..keys.len().max(1)).step_by(PIECE).collect();
    let piece = |&start: &usize| {
        let piece = keys.slice(start as i64, PIECE);
        let mut ids = StringChunkedBuilder::new("record_id".into(), piece.len());
        let mut id = format!("{source}:");
        let prefix = id.len();
        for key in piece.iter() {
            id.truncate(prefix);
            id.push_str(key.unwrap_or_default());
            ids.append_value(&id);
        }
        ids.finish()
    };
    let mut pieces = starts.par_iter().map(piece).collect::<Vec<_>>().into_iter();
    let mut ids = pieces.next().unwrap_or_default();
    pieces.try_for_each(|more| ids.append_owned(more))?;
    Ok(ids)
}

/// Keys that are unique within the source, and a finding for each one that was used before.
fn keys<'a>(
    raw: Option<&StringChunked>,
    rows: &Int64Chunked,
    labels: impl Iterator<Item = &'a str>,
    several: bool,
) -> (Vec<String>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut taken: FxHashSet<String> = FxHashSet::default();
    taken.reserve(rows.len());
    let place = |label: &str, row: i64| if several { format!("{label}#{row}") } else { row.to_string() };
    let Some(raw) = raw else {
        return (labels.zip(rows.iter()).map(|(label, row)| place(label, row.unwrap_or(0))).collect(), findings);
    };
    // keys that stand in the data go first, so that no made-up key can take theirs
    let mut first: FxHashSet<&str> = FxHashSet::default();
    first.reserve(raw.len());
    let own: Vec<bool> = raw.iter().map(|key| key.is_some_and(|key| first.insert(key))).collect();
    let mut keys = Vec::with_capacity(rows.len());
    for (at, ((key, row), label)) in raw.iter().zip(rows.iter()).zip(labels).enumerate() {
        if let (Some(key), Some(true)) = (key, own.get(at)) {
            keys.push(key.to_string());
            continue;
        }
        let mut made = format!("{}#{}", key.unwrap_or_default(), place(label, row.unwrap_or(0)));
        while first.contains(made.as_str()) || taken.contains(&made) {
            made.push('#');
        }
        taken.insert(made.clone());
        if let Some(key) = key {
            findings.push(Finding {
                row: u32::try_from(at).unwrap_or(u32::MAX),
                field: SOURCE_KEY.into(),
                code: "id.duplicate",
                severity: Severity::Warn,
                original: Some(key.to_string()),
                corrected: Some(made.clone()),
            });
        }
        keys.push(made);
    }
    (keys, findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_unique_and_repeats_are_reported() {
        let raw = StringChunked::new("k".into(), [Some("A"), Some("A"), None, Some("A#2"), None]);
        let rows = Int64Chunked::from_vec("r".into(), vec![1, 2, 3, 4, 5]);
        let (made, findings) = keys(Some(&raw), &rows, std::iter::repeat_n("", 5), false);
        assert_eq!(made, ["A", "A#2#", "#3", "A#2", "#5"]);
        assert_eq!((findings.len(), findings[0].row, findings[0].original.as_deref()), (1, 1, Some("A")));
    }

    #[test]
    fn what_a_spreadsheet_did_to_ids_is_no_key() {
        let raw = StringChunked::new("k".into(), [Some("20.0"), Some("1.23E+11"), Some("K-7"), None]);
        assert_eq!(key_column(&raw).iter().collect::<Vec<_>>(), [Some("20"), None, Some("K-7"), None]);
    }

    #[test]
    fn without_keys_rows_are_numbered_per_file() {
        let rows = Int64Chunked::from_vec("r".into(), vec![1, 2, 1]);
        let (single, _) = keys(None, &rows, std::iter::repeat_n("", 3), false);
        assert_eq!(single, ["1", "2", "1"]);
        let (several, _) = keys(None, &rows, ["a", "a", "b"].into_iter(), true);
        assert_eq!(several, ["a#1", "a#2", "b#1"]);
    }
}
