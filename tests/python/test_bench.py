"""The benchmark generates what it says, and product and peer both find what was planted. No time is tested here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
GENERATOR = os.environ.get("HIBAH_BENCH_GENERATE")  # set by tests/run.sh

pytestmark = [
    pytest.mark.subprocess,
    pytest.mark.slow,
    pytest.mark.skipif(GENERATOR is None, reason="HIBAH_BENCH_GENERATE does not name the built hibah_bench_generate"),
]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_product_and_peer_match_the_planted_truth(seed: int, tmp_path: Path) -> None:
    assert GENERATOR is not None
    table = tmp_path / "table.md"
    command = [sys.executable, str(BENCH / "run.py"), "--rows", "20000", "--grants", "40", "--seed", str(seed), "--rounds", "1"]
    command += ["--generator", GENERATOR, "--work", str(tmp_path), "--table", str(table)]
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert run.returncode == 0, run.stderr
    assert "| hibah |" in table.read_text(encoding="utf-8") and "| DuckDB |" in run.stdout
    (folder,) = tmp_path.glob("rows-*")
    truth = dict(line.split()[:2] for line in (folder / "truth.txt").read_text().splitlines() if not line.startswith("realised"))
    assert all(int(truth[rule]) > 0 for rule in ("B301", "R401", "R404"))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert GENERATOR is not None
    for name in ("a", "b"):
        subprocess.run([GENERATOR, str(tmp_path / name), "5000", "7", "9"], check=True)
    for file in ("portfolio.toml", "budget.csv", "journal.csv", "truth.txt"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
