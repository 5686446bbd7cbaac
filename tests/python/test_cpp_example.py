"""The C++ example does the same check as the command line, to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("HIBAH_CPP_EXAMPLE")  # set by tests/run.sh

pytestmark = [
    pytest.mark.subprocess,
    pytest.mark.skipif(PROGRAM is None, reason="HIBAH_CPP_EXAMPLE does not name the built examples/cpp/check_portfolio"),
]


def run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False, cwd=ROOT)


@pytest.mark.parametrize(("folder", "as_of", "code"), [("kukar-2024", "2024-09-03", 0), ("kabupaten-contoh", "2025-06-30", 1)])
def test_the_report_is_the_same(folder: str, as_of: str, code: int) -> None:
    assert PROGRAM is not None
    by_program = run(PROGRAM, f"examples/{folder}", as_of)
    by_command = run(sys.executable, "-m", "hibah", "check", f"examples/{folder}", "--as-of", as_of, "--format", "json")
    assert by_program.stderr == by_command.stderr == b""
    assert by_program.returncode == by_command.returncode == code
    assert by_program.stdout == by_command.stdout


def test_a_folder_that_is_not_there_is_bad_input() -> None:
    assert PROGRAM is not None
    result = run(PROGRAM, "examples/nowhere", "2024-09-03")
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"nowhere" in result.stderr or b"portfolio.toml" in result.stderr
