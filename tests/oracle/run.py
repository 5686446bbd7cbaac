"""Simulates portfolios, has hibah check them, and holds what it found against what was planted.

Usage: python run.py [--portfolios N] [--grants N] [--seed S] [--jobs N] [--second] [--work DIR] [--table FILE]

Each portfolio has a seed of its own, S, S + 1, ... Everything that is found and was not planted is false, everything that was planted and is
not found is missed; either is told with the seed of its portfolio. With --second the rules of second.py, written again in SQL, must agree
entry by entry as well. --table writes the outcome (Markdown) into FILE, between its markers where it has them. Exit code 1: disagreement.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import second  # noqa: E402
from compare import Outcome, compare, rows_of  # noqa: E402

import hibah  # noqa: E402
from hibah.simulate import simulate  # noqa: E402

BEGIN, END = "<!-- made by the run: begin -->", "<!-- made by the run: end -->"


class Task(NamedTuple):
    seed: int
    grants: int
    work: str
    is_twice: bool


class Told(NamedTuple):
    seed: int
    grants: int
    entries: int
    cases: Counter[str]
    outcome: Outcome
    agreed: Counter[str]
    """subjects on which the second implementation agrees, by rule"""
    disagreements: list[str]
    is_blurred: bool


def one(task: Task) -> Told:
    """One portfolio: simulated, checked, compared, thrown away where all was well."""
    folder = Path(task.work) / f"seed-{task.seed}"
    made = simulate(folder, grants=task.grants, seed=task.seed)
    portfolio = hibah.load(folder, threads=1)
    report = portfolio.check(as_of=made.as_of, threads=1)
    outcome = compare(made.violations, rows_of(report), f"seed {task.seed}")
    agreed: Counter[str] = Counter()
    disagreements: list[str] = []
    if task.is_twice and not made.is_blurred:
        agreed, disagreements = second.agreement(folder, made.as_of, report, f"seed {task.seed}")
    cases = Counter(case for plant in made.plants for case in plant["cases"] if not made.is_blurred)
    entries = portfolio.entries
    if outcome.agrees and not disagreements:
        shutil.rmtree(folder)
    return Told(task.seed, task.grants, entries, cases, outcome, agreed, disagreements, made.is_blurred)


def run(portfolios: int, grants: int, seed: int, jobs: int, work: str, *, is_twice: bool) -> list[Told]:
    tasks = [Task(seed + n, grants, work, is_twice) for n in range(portfolios)]
    if jobs == 1:
        return [one(task) for task in tasks]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(one, tasks, chunksize=1))


def table(told: list[Told], command: str, seconds: float) -> str:
    total = Outcome()
    agreed: Counter[str] = Counter()
    for item in told:
        total.add(item.outcome)
        agreed.update(item.agreed)
    quiet = Counter(case.split()[0] for item in told for case in item.cases.elements() if case.split()[1].startswith("quiet"))
    entries, grants = sum(item.entries for item in told), sum(item.grants for item in told)
    blurred = sum(item.is_blurred for item in told)
    lines = [
        f"Made by `{command}` with hibah {hibah.__version__} in {seconds:.0f} s: {len(told)} portfolios, {grants:,} grants, {entries:,} entries.",
        f"In {blurred} of the portfolios of some dates only the month or the year is told: they count only where something is false.",
        "",
        "| rule | planted | found | missed | false | near misses kept quiet | agreed with SQL |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for info in hibah.rules():
        code = info.code
        numbers = (total.planted[code], total.found[code], total.missed[code], total.false[code], quiet[code], agreed[code])
        lines.append(f"| {code} {info.name} | " + " | ".join(f"{number:,}" for number in numbers) + " |")
    sums = [sum(counter.values()) for counter in (total.planted, total.found, total.missed, total.false, quiet, agreed)]
    lines.append("| all | " + " | ".join(f"{number:,}" for number in sums) + " |")
    return "\n".join(lines) + "\n"


def write_table(path: Path, text: str) -> None:
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if BEGIN in old and END in old:
        text = f"{old[: old.index(BEGIN)]}{BEGIN}\n{text}{old[old.index(END) :]}"
    path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portfolios", type=int, default=12)
    parser.add_argument("--grants", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--second", action="store_true")
    parser.add_argument("--work")
    parser.add_argument("--table", type=Path)
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    work = options.work or tempfile.mkdtemp(prefix="hibah-oracle-")
    told = run(options.portfolios, options.grants, options.seed, options.jobs, work, is_twice=options.second)
    apart = ("--table", "--work")  # where things go is nobody's concern
    said = [word for before, word in zip(["", *arguments], arguments) if before not in apart and not word.startswith(apart)]
    text = table(told, " ".join(["python tests/oracle/run.py", *said]), time.monotonic() - begun)
    print(text, end="")
    complaints = [line for item in told for line in [*item.outcome.complaints, *item.disagreements]]
    print("\n".join(complaints[:200]), file=sys.stderr)
    if options.table:
        write_table(options.table, text)
    if not complaints and not options.work:
        shutil.rmtree(work, ignore_errors=True)
    elif complaints:
        print(f"the portfolios that disagree are kept in {work}", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
