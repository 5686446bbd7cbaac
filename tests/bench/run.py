"""Runs the product and its peers turn by turn on the same generated files, verifies all against the planted truth, then prints times.

Usage: python run.py [--rows N] [--grants N] [--seed N] [--rounds N] [--threads N] [--peers duckdb,polars] --generator PATH --work DIR
                     [--growth 1e4,1e5,1e6] [--peers-up-to N] [--table FILE]

A time counts only where the result was right. Every process starts cold (a new interpreter); the files are in the page cache. With
--growth several sizes are measured, with 4,000 rows a grant, and plotted into the work folder (growth.svg, growth.png). --table writes
what was measured (Markdown) into FILE: between the markers where FILE has them, as README.md here does, or as the whole of it.
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
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PEERS = {"duckdb": ("DuckDB", "peer_duckdb.py"), "polars": ("Polars", "peer_polars.py")}
ROWS_A_GRANT = 4_000  # as in a nation: 10^7 rows, 2,500 grants
BEGIN = "<!-- measured: begin -->"
END = "<!-- measured: end -->"


def machine() -> str:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load before {load:.1f}"
    )


def versions(names: list[str]) -> str:
    from importlib import metadata

    return ", ".join(f"{name} {metadata.version(name.lower())}" for name in names if name != "hibah")


def generate(args: argparse.Namespace, rows: int, grants: int) -> Path:
    folder = Path(args.work) / f"rows-{rows}-grants-{grants}-seed-{args.seed}"
    if not (folder / "truth.txt").exists():
        print(f"generating {rows:,} rows for {grants:,} grants ...", file=sys.stderr)
        subprocess.run([args.generator, str(folder), str(rows), str(grants), str(args.seed)], check=True)
    return folder


class Run(NamedTuple):
    seconds: float  # by the clock on the wall
    cpu: float  # seconds of all threads: other processes lengthen it little, waiting for a core not at all
    peak: float  # MiB
    lines: list[str]


def one_run(script: str, folder: Path, threads: int) -> Run:
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
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, sorted(lines))


class Measured:
    """What the subjects took at one size."""

    def __init__(self, rows: int, grants: int) -> None:
        self.rows = rows
        self.grants = grants
        self.runs: dict[str, list[Run]] = {}

    def seconds(self, name: str) -> list[float]:
        return [run.seconds for run in self.runs[name]]

    def cpu(self, name: str) -> list[float]:
        return [run.cpu for run in self.runs[name]]

    def peak(self, name: str) -> float:
        return max(run.peak for run in self.runs[name])

    def ratios(self, peer: str) -> list[float]:
        """How many times the product's time the peer took, round by round: what slowed one slowed the other."""
        return [theirs / own for own, theirs in zip(self.seconds("hibah"), self.seconds(peer))]

    def cpu_ratios(self, peer: str) -> list[float]:
        return [theirs / own for own, theirs in zip(self.cpu("hibah"), self.cpu(peer))]


def measure(args: argparse.Namespace, rows: int, grants: int, peers: list[str]) -> Measured:
    folder = generate(args, rows, grants)
    truth = sorted((folder / "truth.txt").read_text().splitlines())
    subjects = [("hibah", "subject.py"), *(PEERS[peer] for peer in peers)]
    measured = Measured(rows, grants)
    for _ in range(args.rounds):
        for name, script in subjects:
            run = one_run(script, folder, args.threads)
            if run.lines != truth:
                wrong = sorted(set(run.lines) ^ set(truth))[:10]
                raise SystemExit(f"{name} does not match the truth: {wrong}")
            measured.runs.setdefault(name, []).append(run)
    return measured


def span(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"


def table_of(measured: Measured) -> list[str]:
    lines = ["| what | median s | min | max | CPU s | rows/s | peak MiB | times hibah, paired | in CPU |", "|---|---|---|---|---|---|---|---|---|"]
    for name in measured.runs:
        seconds = measured.seconds(name)
        median = statistics.median(seconds)
        ratios = ("", "") if name == "hibah" else (span(measured.ratios(name)), span(measured.cpu_ratios(name)))
        lines.append(
            f"| {name} | {median:.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {statistics.median(measured.cpu(name)):.2f} "
            f"| {measured.rows / median:,.0f} | {measured.peak(name):,.0f} | {ratios[0]} | {ratios[1]} |"
        )
    return lines


def growth_table(sizes: list[Measured]) -> list[str]:
    lines = ["| rows | grants | what | median s | CPU s | rows/s | peak MiB | times hibah, paired | in CPU |", "|---|---|---|---|---|---|---|---|---|"]
    for measured in sizes:
        for name in measured.runs:
            median = statistics.median(measured.seconds(name))
            ratios = ("", "")
            if name != "hibah":
                ratios = (f"{statistics.median(measured.ratios(name)):.1f}", f"{statistics.median(measured.cpu_ratios(name)):.1f}")
            lines.append(
                f"| {measured.rows:,} | {measured.grants:,} | {name} | {median:.2f} | {statistics.median(measured.cpu(name)):.2f} "
                f"| {measured.rows / median:,.0f} | {measured.peak(name):,.0f} | {ratios[0]} | {ratios[1]} |"
            )
    return lines


def plot(sizes: list[Measured], title: str, folder: Path) -> list[Path]:
    """How time and memory grow with the rows, both axes logarithmic: a straight line at 45 degrees is a cost in proportion."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (time_axes, memory_axes) = plt.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
    for name in sizes[0].runs:
        here = [measured for measured in sizes if name in measured.runs]
        rows = [measured.rows for measured in here]
        time_axes.plot(rows, [statistics.median(measured.seconds(name)) for measured in here], marker="o", label=name)
        memory_axes.plot(rows, [measured.peak(name) for measured in here], marker="o", label=name)
    for axes, label in ((time_axes, "seconds, whole process, median"), (memory_axes, "peak MiB")):
        axes.set(xscale="log", yscale="log", xlabel="rows", ylabel=label)
        axes.grid(visible=True, which="major", alpha=0.4)
        axes.legend()
    figure.suptitle(title, fontsize=9)
    paths = [folder / "growth.svg", folder / "growth.png"]
    for path in paths:
        figure.savefig(path)
    plt.close(figure)
    return paths


def write_table(path: Path, text: str) -> None:
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if BEGIN in old and END in old:
        text = old[: old.index(BEGIN) + len(BEGIN)] + "\n" + text + old[old.index(END) :]
    path.write_text(text, encoding="utf-8")


def size(text: str) -> int:
    """A number of rows: 20000, 1e6."""
    number = float(text)
    if number != int(number) or number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of rows")
    return int(number)


def sizes_of(text: str) -> list[int]:
    return sorted(size(part) for part in text.split(","))


def peers_of(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: known are {', '.join(PEERS)}")
    return names


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=size, default=1_000_000)
    parser.add_argument("--grants", type=int, default=250)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peers", type=peers_of, default=list(PEERS), help="duckdb,polars; empty for none")
    parser.add_argument("--no-peer", action="store_true", help="as --peers ''")
    parser.add_argument("--growth", type=sizes_of, help="sizes to measure instead of --rows, such as 1e4,1e5,1e6,1e7")
    parser.add_argument("--peers-up-to", type=size, default=10_000_000, help="above so many rows (--growth) the product runs alone")
    parser.add_argument("--generator", required=True)
    parser.add_argument("--work", required=True, help="a folder for the generated files and the plot")
    parser.add_argument("--table", help="write the table (Markdown) here too")
    args = parser.parse_args()

    peers = [] if args.no_peer else args.peers
    where = machine()
    wanted = [(rows, max(1, rows // ROWS_A_GRANT)) for rows in args.growth] if args.growth else [(args.rows, args.grants)]
    sizes = [measure(args, rows, grants, peers if rows <= args.peers_up_to else []) for rows, grants in wanted]
    setting = f"{args.threads} threads, {args.rounds} rounds; {where}"
    used = versions(list(sizes[0].runs))
    if used:
        setting += f"; {used}"
    if args.growth:
        lines = [setting, "", *growth_table(sizes)]
    else:
        lines = [f"{args.rows:,} rows, {args.grants:,} grants, {setting}", "", *table_of(sizes[0])]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if args.growth:
        for path in plot(sizes, setting, Path(args.work)):
            print(f"plot: {path}")
    if args.table:
        write_table(Path(args.table), text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
