"""What hibah.spark costs: Kabupaten Contoh many times over, each copy a region, checked here one after the other and by Spark on this machine.

Usage: python spark_nation.py [--regions N] [--rounds N] [--master local[2]] [--work DIR]

A time counts only where both find the same. The entries lie in one Parquet file, as a lake would have them.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

import hibah
import hibah.spark

CONTOH = Path(__file__).resolve().parents[2] / "examples" / "kabupaten-contoh"
AS_OF = "2025-06-30"


def entries() -> pyarrow.Table:
    """The journal of Kabupaten Contoh in order, its amounts as decimals."""
    columns = ["id", "date", "kind", "grant", "tranche", "stage", "account", "amount", "payee", "voucher", "reverses", "destination",
               "description", "reference"]  # fmt: skip
    rows = []
    for path in sorted((CONTOH / "journal").iterdir()):
        lines = path.read_text(encoding="utf-8").splitlines()
        for cells in csv.reader(lines[1:], delimiter=";" if ";" in lines[0] else ","):
            row: dict[str, Any] = {name: cell or None for name, cell in zip(columns, cells)}
            row["amount"] = hibah.Rupiah(row["amount"]).to_decimal()
            rows.append({"n": len(rows) + 1, **row})
    types = {name: pyarrow.decimal128(18, 2) if name == "amount" else pyarrow.string() for name in columns}
    return pyarrow.Table.from_pylist(rows, schema=pyarrow.schema({"n": pyarrow.int32(), **types}))


def write_nation(path: Path, journal: pyarrow.Table, regions: list[str]) -> None:
    schema = pyarrow.schema([("region", pyarrow.string()), *journal.schema])
    with pyarrow.parquet.ParquetWriter(path, schema) as file:
        for region in regions:
            file.write_table(journal.add_column(0, "region", pyarrow.array([region] * len(journal))))


def on_one_machine(path: Path, text: str) -> int:
    file = pyarrow.parquet.ParquetFile(path)
    count = 0
    for number in range(file.num_row_groups):  # a region each
        journal = file.read_row_group(number).drop_columns(["region"])
        count += len(hibah.Portfolio.from_frames(portfolio=text, journal=journal).check(as_of=AS_OF).findings)
    return count


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--regions", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="a folder for the generated file")
    args = parser.parse_args()

    from pyspark.sql import SparkSession

    text = (CONTOH / "portfolio.toml").read_text(encoding="utf-8")
    journal = entries()
    regions = [f"{number:04}" for number in range(args.regions)]
    path = Path(args.work) / f"nation-{args.regions}.parquet"
    write_nation(path, journal, regions)
    print(f"{args.regions} regions, {args.regions * len(journal):,} entries, {path.stat().st_size / 2**20:.0f} MiB of Parquet")

    os.environ["PYSPARK_PYTHON"] = sys.executable
    begin = time.perf_counter()
    spark = SparkSession.builder.master(args.master).config("spark.ui.enabled", "false").config("spark.driver.memory", "3g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    print(f"Spark {spark.version} is up as {args.master} after {time.perf_counter() - begin:.1f} s")
    nation = hibah.spark.Portfolios(dict.fromkeys(regions, text), spark.read.parquet(str(path)))
    for _ in range(args.rounds):
        begin = time.perf_counter()
        here = on_one_machine(path, text)
        middle = time.perf_counter()
        there = nation.check(as_of=AS_OF).count()
        end = time.perf_counter()
        if here != there:
            raise SystemExit(f"one machine finds {here}, Spark {there}")
        print(f"one process {middle - begin:.1f} s, Spark {end - middle:.1f} s, findings {here:,}", flush=True)
    spark.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
