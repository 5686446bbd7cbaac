"""Every snippet of README.md, and every command of the pages of the examples, is run, and printed output is compared.

A `python` block runs in one namespace with the blocks before it; what it prints is the `text` block right after it. A line `$ command` of a
`console` block is run by bash; what follows it is its output. The `cpp` block is built with the `cmake` block against an installed
libhibah. `python tests/python/test_readme.py` writes the outputs anew (that of the C++ program from
the Python program before it: both print the same); review is the diff.
"""
from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
# README, and the pages that have nothing but commands.
PAGES = (README, *(ROOT / "examples" / name / "README.md" for name in ("kukar-psu-2025", "pilkada-2020")))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def blocks(language: str, page: Path = README) -> list[re.Match[str]]:
    return [match for match in FENCE.finditer(page.read_text(encoding="utf-8")) if match[1] == language]


def numbered(page: Path) -> list[tuple[Path, int]]:
    return [(page, number) for number in range(len(blocks("console", page)))]


def run_python(sources: list[str]) -> list[str]:
    """What each block prints, run one after the other in one namespace from the root of the repository."""
    namespace: dict[str, object] = {"__name__": "readme"}
    printed, before = [], Path.cwd()
    os.chdir(ROOT)
    try:
        for source in sources:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(source, "<README>", "exec"), namespace)  # noqa: S102
            printed.append(out.getvalue())
    finally:
        os.chdir(before)
    return printed


def commands(source: str) -> list[str]:
    return [line[2:] for line in source.splitlines() if line.startswith("$ ")]


def run_console(source: str) -> str:
    """The block as it would look in a terminal: each command and what it prints."""
    environment = dict(os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    text, code = "", 0
    for command in commands(source):
        done = subprocess.run(["bash", "-c", f"(exit {code}); {command}"], cwd=ROOT, env=environment, capture_output=True, text=True,
                              encoding="utf-8", timeout=60, check=False)
        assert done.stderr == "", done.stderr
        code = done.returncode
        text += f"$ {command}\n{done.stdout}"
    return text


def installed_libhibah(folder: Path) -> Path | None:
    """An installed libhibah: HIBAH_PREFIX, or what the build that HIBAH_CPP_EXAMPLE lies in installs."""
    if prefix := os.environ.get("HIBAH_PREFIX"):
        return Path(prefix)
    if example := os.environ.get("HIBAH_CPP_EXAMPLE"):
        build = Path(example).parents[2]
        command = ["cmake", "--install", str(build), "--prefix", str(folder), "--component", "development"]
        subprocess.run(command, check=True, capture_output=True)
        return folder
    return None


@pytest.mark.slow
def test_the_python_blocks_print_what_the_readme_says():
    found = blocks("python")
    assert len(found) >= 10
    printed = run_python([match[2] for match in found])
    for match, text in zip(found, printed):
        assert text == (match[3] or ""), match[2]


@pytest.mark.subprocess
@pytest.mark.parametrize(
    ("page", "number"), [each for page in PAGES for each in numbered(page)], ids=lambda value: value.parent.name if isinstance(value, Path) else None
)
def test_the_console_blocks_print_what_the_readme_says(page, number):
    source = blocks("console", page)[number][2]
    assert commands(source)
    assert run_console(source) == source


@pytest.mark.slow
@pytest.mark.subprocess
def test_the_cpp_block_builds_and_prints_what_the_readme_says(tmp_path):
    prefix = installed_libhibah(tmp_path / "prefix")
    if prefix is None:
        pytest.skip("neither HIBAH_PREFIX nor HIBAH_CPP_EXAMPLE names a built libhibah")
    [program], [project] = blocks("cpp"), blocks("cmake")
    (tmp_path / "main.cpp").write_text(program[2], encoding="utf-8")
    (tmp_path / "CMakeLists.txt").write_text(project[2], encoding="utf-8")
    for command in (["cmake", "-S", str(tmp_path), "-B", str(tmp_path / "build"), f"-DCMAKE_PREFIX_PATH={prefix}"],
                    ["cmake", "--build", str(tmp_path / "build")]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    done = subprocess.run([str(tmp_path / "build" / "my_audit")], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == program[3]


def test_the_python_and_the_cpp_program_print_the_same_figures():
    python, cpp = blocks("python")[0][3], blocks("cpp")[0][3]
    assert python.replace("None", "-") == cpp and "T204 bawaslu" in cpp


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_link_leads_to_a_file(page):
    for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_every_language_of_a_block_is_known():
    known = {"python", "console", "cpp", "cmake", "bash", "text"}
    assert {match[1] for match in FENCE.finditer(README.read_text(encoding="utf-8"))} <= known
    for block in blocks("bash"):
        for line in block[2].splitlines():
            assert (ROOT / line.split("#")[0].split()[1]).is_file(), line


def rewrite() -> None:
    text = README.read_text(encoding="utf-8")
    outputs = iter(run_python([match[2] for match in blocks("python")]))
    first = ""

    def renew(match: re.Match[str]) -> str:
        nonlocal first
        if match[1] == "python":
            printed = next(outputs)
            first = first or printed
            return f"```python\n{match[2]}```\n" + (f"```text\n{printed}```\n" if printed else "")
        if match[1] == "cpp":
            return f"```cpp\n{match[2]}```\n```text\n{first.replace('None', '-')}```\n"
        return f"```console\n{run_console(match[2])}```\n" if match[1] == "console" else match[0]

    README.write_text(FENCE.sub(renew, text), encoding="utf-8", newline="\n")
    for page in PAGES[1:]:
        page.write_text(FENCE.sub(renew, page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    assert shutil.which("bash")
    rewrite()
