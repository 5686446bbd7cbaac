"""What `import hibah` costs, and that the stub tells the truth."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import hibah

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.subprocess


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT)


def test_nothing_heavy_is_imported() -> None:
    program = (
        "import sys; before = set(sys.modules); import hibah; hibah.Rupiah(1) + hibah.Rupiah(2); print(*sorted(set(sys.modules) - before))"
    )
    loaded = set(run("-c", program).stdout.split())
    assert {"hibah", "hibah._core", "hibah.errors"} <= loaded
    heavy = {"pandas", "numpy", "pyarrow", "polars", "duckdb", "matplotlib", "argparse", "IPython", "asyncio", "decimal", "fractions"}
    assert loaded & heavy == set()
    assert not {name for name in loaded if name.startswith(("hibah.cli", "hibah.frames", "hibah.notebook"))}


def test_the_import_is_quick() -> None:
    def milliseconds() -> int:
        times = run("-X", "importtime", "-c", "import hibah").stderr.splitlines()
        (line,) = [line for line in times if line.split("|")[-1].strip() == "hibah"]
        return int(line.split("|")[1]) // 1000

    assert min(milliseconds() for _ in range(5)) < 100  # the best of five: the machine may be busy


@pytest.mark.slow
def test_the_stub_is_what_is_there(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nstrict = true\ncache_dir = {tmp_path}/cache\n", encoding="utf-8")
    allowed = Path(__file__).with_name("stubtest_allowlist.txt")
    result = run("-m", "mypy.stubtest", "hibah", "--concise", "--mypy-config-file", str(config), "--allowlist", str(allowed))
    assert result.stdout == "" and result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
def test_the_python_part_is_strictly_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    result = run("-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(ROOT / "python" / "hibah"))
    assert result.returncode == 0, result.stdout


def test_public_names_are_documented() -> None:
    for name in hibah.__all__:
        value = getattr(hibah, name)
        if name != "__version__":
            assert value.__doc__, name
            assert getattr(value, "__module__", "hibah").startswith("hibah"), name
    assert sorted(hibah.__all__) == hibah.__all__


def test_everything_is_told_by_the_stub_and_given_on() -> None:
    given = {name for name in vars(hibah._core) if not name.startswith("_")}  # type: ignore[attr-defined]
    # For the command line.
    internal = {"chosen_rules", "chosen_settings", "error_text", "gauge", "group_keys", "new_fails", "phase_table", "problems_text", "rules_text"}
    assert given - internal <= set(hibah.__all__)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="interpreters with a lock of their own came with Python 3.12")
def test_it_runs_in_an_interpreter_of_its_own() -> None:
    module = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    program = (
        f"import {module} as i\n"
        "one = i.create()\n"
        "fault = i.run_string(one, 'import hibah; assert hibah.Rupiah(1) + hibah.Rupiah(2) == hibah.Rupiah(3)')\n"
        "assert fault is None, fault\n"
    )
    result = run("-c", program)
    assert result.returncode == 0, result.stderr
