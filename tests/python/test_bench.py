"""The benchmark generates what it says, and product and peers all find what was planted. No time is tested here; instructions are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
GENERATOR = os.environ.get("HIBAH_BENCH_GENERATE")  # set by tests/run.sh
SUBJECT = os.environ.get("HIBAH_BENCH_SUBJECT")

HEADER = "| rows | grants | what | median s | CPU s | rows/s | peak MiB | times hibah, paired | in CPU |"
built = pytest.mark.skipif(GENERATOR is None, reason="HIBAH_BENCH_GENERATE does not name the built hibah_bench_generate")

pytestmark = [pytest.mark.subprocess, pytest.mark.slow]


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCH / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


@built
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_product_and_peers_match_the_planted_truth(seed: int, tmp_path: Path) -> None:
    assert GENERATOR is not None
    table = tmp_path / "table.md"
    sizes = ["--rows", "20000", "--grants", "40", "--seed", str(seed), "--rounds", "1"]
    done = run("run.py", *sizes, "--generator", GENERATOR, "--work", str(tmp_path), "--table", str(table))
    assert done.returncode == 0, done.stderr
    assert "| hibah |" in table.read_text(encoding="utf-8") and "| DuckDB |" in done.stdout and "| Polars |" in done.stdout
    (folder,) = tmp_path.glob("rows-*")
    truth = dict(line.split()[:2] for line in (folder / "truth.txt").read_text().splitlines() if not line.startswith("realised"))
    assert all(int(truth[rule]) > 0 for rule in ("B301", "R401", "R404"))


@built
def test_a_wrong_result_is_no_time(tmp_path: Path) -> None:
    assert GENERATOR is not None
    folder = tmp_path / "rows-2000-grants-4-seed-1"
    subprocess.run([GENERATOR, str(folder), "2000", "4", "1"], check=True)
    truth = folder / "truth.txt"
    truth.write_text(re.sub(r"B301 (\d+)", lambda found: f"B301 {int(found[1]) + 1}", truth.read_text()))
    done = run("run.py", "--rows", "2000", "--grants", "4", "--seed", "1", "--generator", GENERATOR, "--work", str(tmp_path))
    assert done.returncode != 0 and "hibah does not match the truth" in done.stderr and "|" not in done.stdout


@built
def test_growth_is_plotted_and_written_between_the_markers(tmp_path: Path) -> None:
    assert GENERATOR is not None
    table = tmp_path / "README.md"
    shutil.copyfile(BENCH / "README.md", table)
    sizes = ["--growth", "2e3,4e3", "--peers", "polars", "--peers-up-to", "3e3", "--rounds", "1"]
    done = run("run.py", *sizes, "--generator", GENERATOR, "--work", str(tmp_path), "--table", str(table))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "growth.svg").stat().st_size > 0 and (tmp_path / "growth.png").stat().st_size > 0
    before, _, rest = (BENCH / "README.md").read_text(encoding="utf-8").partition("<!-- measured: begin -->")
    text = table.read_text(encoding="utf-8")
    assert text.startswith(before) and text.endswith(rest.partition("<!-- measured: end -->")[2])
    rows = [line.split("|")[1:4] for line in text.splitlines() if re.match(r"\| [24],000 ", line)]
    assert [(row[0].strip(), row[2].strip()) for row in rows] == [("2,000", "hibah"), ("2,000", "Polars"), ("4,000", "hibah")]


def test_the_documentation_holds_the_table_of_a_run() -> None:
    text = (BENCH / "README.md").read_text(encoding="utf-8")
    _, begin, rest = text.partition("<!-- measured: begin -->\n")
    table, end, _ = rest.partition("<!-- measured: end -->\n")
    assert begin and end and f"\n{HEADER}\n" in table
    assert "| hibah |" in table and "| DuckDB |" in table and "| Polars |" in table


@built
@pytest.mark.skipif(SUBJECT is None, reason="HIBAH_BENCH_SUBJECT does not name the built hibah_bench_subject")
@pytest.mark.skipif(shutil.which("valgrind") is None, reason="there is no valgrind here")
def test_a_row_costs_no_more_instructions_than_its_limit(tmp_path: Path) -> None:
    assert GENERATOR is not None and SUBJECT is not None
    done = run("instructions.py", "--generator", GENERATOR, "--subject", SUBJECT, "--work", str(tmp_path))
    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr


@built
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert GENERATOR is not None
    for name in ("a", "b"):
        subprocess.run([GENERATOR, str(tmp_path / name), "5000", "7", "9"], check=True)
    for file in ("portfolio.toml", "budget.csv", "journal.csv", "truth.txt"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
