#!/usr/bin/env python3
"""Opens every Parquet table of a run with pyarrow, DuckDB and polars and compares types, rows and statistics.

    pip install pyarrow duckdb polars
    python3 tests/readers.py OUT        # OUT is the folder of a run

Exits 1 and names the table when a reader refuses one, when the readers disagree, or when a column has a type outside
the rules of the tables (no unsigned, nanosecond, time, duration, null, nested or categorical columns).
"""
import pathlib
import sys

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

PLAIN = {pa.string(), pa.bool_(), pa.int32(), pa.int64(), pa.float64(), pa.decimal128(18, 2), pa.date32(),
         pa.timestamp("us", tz="UTC")}


def check(path: pathlib.Path) -> list[str]:
    wrong = []
    table = pq.read_table(path)
    meta = pq.ParquetFile(path).metadata
    for field in table.schema:
        if field.type not in PLAIN:
            wrong.append(f"{field.name} has type {field.type}")
        if field.name != field.name.lower() or not field.name.isascii():
            wrong.append(f"{field.name} is no lower snake_case ASCII name")
    by_duckdb = duckdb.sql(f"select count(*) from read_parquet('{path}')").fetchall()[0][0]
    by_polars = pl.read_parquet(path)
    if not table.num_rows == by_duckdb == by_polars.height == meta.num_rows:
        wrong.append(f"rows: pyarrow {table.num_rows}, DuckDB {by_duckdb}, polars {by_polars.height}")
    if table.schema.names != by_polars.columns:
        wrong.append("polars reads other columns than pyarrow")
    for group in range(meta.num_row_groups):
        if meta.row_group(group).num_rows > 250_000:
            wrong.append(f"row group {group} has {meta.row_group(group).num_rows} rows")
        for column in range(meta.num_columns):
            chunk = meta.row_group(group).column(column)
            if chunk.statistics is None or chunk.compression != "ZSTD":
                wrong.append(f"{chunk.path_in_schema} lacks statistics or zstd")
    if b"leadloom.schema_version" not in (meta.metadata or {}):
        wrong.append("no schema_version in the metadata")
    return wrong


def main() -> int:
    tables = sorted(pathlib.Path(sys.argv[1]).glob("*.parquet"))
    if not tables:
        print(f"{sys.argv[1]} holds no tables")
        return 1
    failed = 0
    for path in tables:
        wrong = check(path)
        failed += bool(wrong)
        print(f"{path.name:32} {'; '.join(wrong) or 'ok'}")
    print(f"{len(tables) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
