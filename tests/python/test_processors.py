"""The package on processors without the wide registers that the reader likes: an emulated one reads and finds the same, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EMULATOR = shutil.which("qemu-x86_64")
LOADER = Path("/lib64/ld-linux-x86-64.so.2")  # tells which levels of the instruction set it sees

pytestmark = [
    pytest.mark.subprocess,
    pytest.mark.skipif(EMULATOR is None or not LOADER.exists(), reason="no qemu-x86_64 (Debian: qemu-user), or no x86-64"),
]

REPORT = """
import sys, hibah
portfolio = hibah.load(sys.argv[1], threads=2)
sys.stdout.write(portfolio.check(as_of="2025-06-30").to_json())
sys.stdout.write(portfolio.realisation(["grant", "stage"], as_of="2025-06-30").to_json())
"""


def emulated(cpu: str, *command: str) -> str:
    return subprocess.run([EMULATOR, "-cpu", cpu, *command], capture_output=True, text=True, check=True, timeout=300).stdout


def journal_of_all_shapes(folder: Path) -> Path:
    """The example with rows in every shape that the reader tells apart: quoted, with line ends within, with blanks, long, of other alphabets."""
    shutil.copytree(ROOT / "examples" / "kabupaten-contoh", folder)
    path = folder / "journal" / "02-keamanan.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    columns = header.split(",")
    place = columns.index("description")
    told = ['"a ""quoted"" one, with\nline ends\r\n"', "  blanks\t", "x" * 300, "Jasa é 中文", '""']
    changed = []
    for number, row in enumerate(rows):
        cells = row.split(",")
        if '"' not in row and len(cells) == len(columns):
            cells[place] = told[number % len(told)]
        changed.append(",".join(cells))
    assert len(set(changed) - set(rows)) > 100
    path.write_bytes(("\n".join([header, *changed]) + "\n").encode())
    return folder


@pytest.mark.parametrize(("cpu", "lacks"), [("Westmere", "x86-64-v3"), ("Haswell-noTSX", "x86-64-v4")])
def test_an_older_processor_gives_the_same_report(cpu: str, lacks: str, tmp_path: Path) -> None:
    levels = emulated(cpu, str(LOADER), "--help")
    assert f"{lacks} (supported" not in levels and "x86-64-v2 (supported" in levels
    folder = journal_of_all_shapes(tmp_path / "contoh")
    command = [sys.executable, "-c", REPORT, str(folder)]
    here = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout
    assert emulated(cpu, *command) == here
    assert '"findings"' in here
