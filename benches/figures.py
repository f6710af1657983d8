#!/usr/bin/env python3
"""The questions of benches/figures.rs in DuckDB, over the Parquet that it exported.

    pip install duckdb
    python3 benches/figures.py FOLDER/parquet-10000
"""
import statistics
import sys
import time

import duckdb

RUNS = 21
folder = sys.argv[1]
rows = f"read_parquet('{folder}/*/*.parquet', hive_partitioning = true)"
received = "indicator = 'requests.received' AND applicant = 'total'"
office = duckdb.sql(f"SELECT min(agency) FROM {rows}").fetchall()[0][0]
rate = (f"SELECT agency, year, 100 * sum(value) FILTER (indicator <> 'requests.concluded') / "
        f"sum(value) FILTER (indicator = 'requests.concluded') AS rate FROM {rows} "
        f"WHERE applicant = 'total' AND indicator IN ('requests.granted', 'requests.partly_granted', 'requests.concluded')")
QUESTIONS = {
    "series of one office": f"SELECT year, value FROM {rows} WHERE {received} AND agency = '{office}' ORDER BY year",
    "sum over all offices": f"SELECT year, sum(value) FROM {rows} WHERE {received} GROUP BY year ORDER BY year",
    "series of all offices": f"SELECT agency, year, value FROM {rows} WHERE {received} ORDER BY agency, year",
    "a rate of all offices": f"{rate} GROUP BY agency, year ORDER BY agency, year",
    "rank": f"SELECT agency, value FROM {rows} WHERE {received} AND year = 2024 ORDER BY value DESC LIMIT 20",
}
for name, question in QUESTIONS.items():
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        duckdb.connect().execute(question).fetchall()
        times.append(time.perf_counter() - started)
    print(f"{name}: median {statistics.median(times) * 1e3:.1f} ms, slowest {max(times) * 1e3:.1f} ms")
