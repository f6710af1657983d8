#!/usr/bin/env python3
"""Exports the figures of an archive as Parquet and as CSV, and compares the two through DuckDB.

    pip install duckdb
    python3 tests/read_parquet.py PROGRAM ARCHIVE
"""
import pathlib
import subprocess
import sys
import tempfile

import duckdb

program, archive = sys.argv[1:3]
with tempfile.TemporaryDirectory() as folder:
    parted, table = pathlib.Path(folder, "figures"), pathlib.Path(folder, "figures.csv")
    for target in (["--format", "parquet", "--output", parted], ["--output", table]):
        subprocess.run([program, "--archive", archive, "export", "figures", *target], check=True)
    con = duckdb.connect()
    con.execute(f"CREATE VIEW p AS SELECT * FROM read_parquet('{parted}/*/*.parquet', hive_partitioning = true)")
    con.execute(f"CREATE VIEW c AS SELECT * FROM read_csv('{table}', all_varchar = true)")
    types = dict(con.execute("SELECT column_name, column_type FROM (DESCRIBE p)").fetchall())
    assert types["value"] == "DOUBLE" and types["section"] == "BIGINT" and types["agency"] == "VARCHAR", types
    names = [name for (name,) in con.execute("SELECT column_name FROM (DESCRIBE c)").fetchall()]
    typed = ", ".join(f'CAST("{name}" AS {types[name]}) AS "{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    rows = con.execute("SELECT count(*) FROM p").fetchone()[0]
    for left, right in (("p", "c"), ("c", "p")):
        query = {"p": f"SELECT {columns} FROM p", "c": f"SELECT {typed} FROM c"}
        odd = con.execute(f"{query[left]} EXCEPT ALL {query[right]} LIMIT 3").fetchall()
        assert not odd, f"only in {left}: {odd}"
    print(f"{rows} rows, the same in Parquet and CSV")
