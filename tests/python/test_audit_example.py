"""examples/audit/audit_folder.py over a folder with a good, a faulty and an unreadable portfolio."""
import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "examples" / "audit" / "audit_folder.py"

pytestmark = pytest.mark.subprocess

CLEAN = """format = 1
name = "Bersih"
grantor = "Pemerintah Kabupaten Contoh"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[grant]]
id = "kpu"
recipient = "KPU Kabupaten Contoh"
role = "organiser"
signed = 2023-11-06
amount = "Rp1.000.000.000"
  [[grant.tranche]]
  share = "100%"
  due = "signed + 14 working days"
"""


def run(portfolios: Path, output: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(portfolios), str(output), "--as-of", "2025-06-30", *more]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def summary(output: Path) -> dict[str, dict[str, str]]:
    with open(output / "summary.csv", encoding="utf-8", newline="") as file:
        return {row["folder"]: row for row in csv.DictReader(file)}


@pytest.fixture
def portfolios(tmp_path: Path) -> Path:
    folder = tmp_path / "portfolios"
    shutil.copytree(ROOT / "examples" / "kabupaten-contoh", folder / "contoh")
    (folder / "bersih").mkdir()
    (folder / "bersih" / "portfolio.toml").write_text(CLEAN, encoding="utf-8")
    (folder / "rusak").mkdir()
    (folder / "rusak" / "portfolio.toml").write_text(CLEAN.replace("Rp1.000.000.000", "satu miliar lebih"), encoding="utf-8")
    (folder / "not-a-portfolio").mkdir()
    return folder


def test_a_bad_folder_is_reported_and_does_not_stop_the_others(portfolios, tmp_path):
    done = run(portfolios, tmp_path / "out")
    assert done.returncode == 2, done.stderr
    rows = summary(tmp_path / "out")
    assert list(rows) == ["bersih", "contoh", "rusak"]
    assert rows["rusak"]["status"] == "bad_input" and "portfolio.toml" in rows["rusak"]["note"]
    assert rows["contoh"]["status"] == "findings" and int(rows["contoh"]["error"]) > 0 and int(rows["contoh"]["warning"]) > 0
    assert rows["bersih"]["status"] == "incomplete" and rows["bersih"]["error"] == "0"
    assert json.loads((tmp_path / "out" / "rusak.json").read_text(encoding="utf-8"))["problems"]
    assert "Traceback" not in done.stderr


def test_the_json_is_the_command_lines(portfolios, tmp_path):
    run(portfolios, tmp_path / "out")
    command = [sys.executable, "-m", "hibah", "check", str(portfolios / "contoh"), "--as-of", "2025-06-30", "--format", "json"]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False).stdout
    assert json.loads((tmp_path / "out" / "contoh.json").read_text(encoding="utf-8")) == json.loads(printed)


def test_exit_codes(portfolios, tmp_path):
    shutil.rmtree(portfolios / "rusak")
    assert run(portfolios, tmp_path / "out").returncode == 1
    assert run(portfolios, tmp_path / "out", "--fail-on", "never").returncode == 0
    shutil.rmtree(portfolios / "contoh")
    assert run(portfolios, tmp_path / "out").returncode == 0


def test_a_folder_without_portfolios_is_a_wrong_call(tmp_path):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "missing"):
        done = run(folder, tmp_path / "out")
        assert done.returncode == 2 and str(folder) in done.stderr
    assert not (tmp_path / "out").exists()


def test_two_runs_write_the_same_bytes(portfolios, tmp_path):
    run(portfolios, tmp_path / "one")
    run(portfolios, tmp_path / "two")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
