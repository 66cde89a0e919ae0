#!/usr/bin/env python3
"""Runs every query that the report of a run shows, in the folder of the run, as a reader would paste it into DuckDB.

    pip install duckdb
    python3 tests/queries.py OUT        # OUT is the folder of a run

Exits 1 and names the section when a query fails or finds nothing in a table that has rows.
"""
import json
import os
import sys

import duckdb

os.chdir(sys.argv[1])
wrong = 0
for query in json.load(open("report.json"))["queries"]:
    if not os.path.exists(query["table"] + ".parquet"):
        continue
    try:
        found = duckdb.sql(query["sql"]).fetchall()
        rows = duckdb.sql(f"select count(*) from '{query['table']}.parquet'").fetchall()[0][0]
        fine = bool(found) or rows == 0 or query["section"] in ("cross_sell", "gaps")
    except duckdb.Error as error:
        found, fine = [error], False
    wrong += not fine
    print(f"{'ok   ' if fine else 'WRONG'} {query['section']}: {len(found)} rows" + ("" if fine else f" {found}"))
sys.exit(wrong > 0)
