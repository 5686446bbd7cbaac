"""What `pip install .` puts on a machine."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import hibah

ROOT = Path(__file__).resolve().parents[2]


def test_the_version_is_the_one_of_the_project_line() -> None:
    line = re.search(r"^project\(libhibah VERSION (\S+) ", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    assert hibah.__version__ == line[1] == metadata.version("libhibah")


def test_the_package_needs_nothing_at_run_time() -> None:
    needed = [need for need in metadata.requires("libhibah") or [] if "extra ==" not in need]
    assert needed == []


def test_the_package_holds_python_and_its_command_alone() -> None:
    files = metadata.files("libhibah")
    assert files is not None
    names = [file.as_posix() for file in files if "__pycache__" not in file.as_posix()]
    strangers = [name for name in names if not re.match(r"hibah/|libhibah-[\d.]+\.dist-info/|(\.\./)+bin/hibah$", name)]
    assert strangers == []
    assert [name for name in names if re.search(r"\.(hpp|cpp|a|cmake|toml|txt)$", name) and not name.endswith("entry_points.txt")] == []
    for needed in ("hibah/py.typed", "hibah/_core.pyi", "hibah/__init__.py", "hibah/__main__.py", "hibah/cli/__init__.py"):
        assert needed in names
    assert any(re.match(r"libhibah-[\d.]+\.dist-info/licenses/LICENSE", name) for name in names)
