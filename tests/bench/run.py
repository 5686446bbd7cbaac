"""Runs the product and its peer turn by turn on the same generated files, verifies both against the planted truth, then prints times.

Usage: python run.py [--rows N] [--grants N] [--seed N] [--rounds N] [--threads N] [--no-peer] --generator PATH --work DIR [--table FILE]

A time counts only where the result was right. Every process starts cold (a new interpreter); the files are in the page cache.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def machine() -> str:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def generate(args: argparse.Namespace) -> Path:
    folder = Path(args.work) / f"rows-{args.rows}-grants-{args.grants}-seed-{args.seed}"
    if not (folder / "truth.txt").exists():
        print(f"generating {args.rows:,} rows for {args.grants:,} grants ...", file=sys.stderr)
        subprocess.run([args.generator, str(folder), str(args.rows), str(args.grants), str(args.seed)], check=True)
    return folder


def one_run(script: str, folder: Path, threads: int) -> tuple[float, float, list[str]]:
    """Wall seconds, peak MiB of the process, and the lines that it printed."""
    read_end, write_end = os.pipe()
    begin = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        os.dup2(write_end, 1)
        os.execv(sys.executable, [sys.executable, str(HERE / script), str(folder), str(threads)])
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        lines = pipe.read().splitlines()
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        raise SystemExit(f"{script} failed with status {status}")
    return seconds, usage.ru_maxrss / 1024, sorted(lines)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--grants", type=int, default=250)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--generator", required=True)
    parser.add_argument("--work", required=True, help="a folder for the generated files")
    parser.add_argument("--table", help="write the table (Markdown) here too")
    args = parser.parse_args()

    folder = generate(args)
    truth = sorted((folder / "truth.txt").read_text().splitlines())
    subjects = {"hibah": "subject.py"} if args.no_peer else {"hibah": "subject.py", "DuckDB": "peer_duckdb.py"}
    times: dict[str, list[float]] = {name: [] for name in subjects}
    peaks: dict[str, float] = {name: 0.0 for name in subjects}
    for _ in range(args.rounds):
        for name, script in subjects.items():
            seconds, peak, lines = one_run(script, folder, args.threads)
            if lines != truth:
                wrong = sorted(set(lines) ^ set(truth))[:10]
                raise SystemExit(f"{name} does not match the truth: {wrong}")
            times[name].append(seconds)
            peaks[name] = max(peaks[name], peak)
    rows = [f"{args.rows:,} rows, {args.grants:,} grants, {args.threads} threads, {args.rounds} rounds; {machine()}", "", "| what | median s | min | max | peak MiB |", "|---|---|---|---|---|"]
    for name, seconds in times.items():
        rows.append(f"| {name} | {statistics.median(seconds):.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {peaks[name]:,.0f} |")
    if "DuckDB" in times:
        ratios = [peer / own for own, peer in zip(times["hibah"], times["DuckDB"])]
        rows += ["", f"DuckDB / hibah, pair by pair: median {statistics.median(ratios):.1f}, {min(ratios):.1f} to {max(ratios):.1f}"]
    text = "\n".join(rows) + "\n"
    print(text, end="")
    if args.table:
        Path(args.table).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
