"""Compressed CSV files: the same portfolio as from the plain ones, and what is broken about them is told."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import pytest

import hibah

ROOT = Path(__file__).resolve().parents[2]
CONTOH = ROOT / "examples" / "kabupaten-contoh"


def compressed(folder: Path, ending: str, members: int = 1) -> Path:
    """A copy of the example with its CSV files compressed, each in so many members."""
    shutil.copytree(CONTOH, folder)
    for path in sorted(folder.rglob("*.csv")):
        data = path.read_bytes()
        size = len(data) // members + 1
        target = path.with_name(path.name + ending)
        with target.open("wb") as out:
            for begin in range(0, len(data), size):
                piece = data[begin : begin + size]
                if ending == ".gz":
                    out.write(gzip.compress(piece))
                else:
                    import pyarrow  # a great library: only where it is needed

                    out.write(pyarrow.compress(piece, codec="zstd", asbytes=True))
        path.unlink()
    return folder


def told(folder: Path) -> dict:
    report = json.loads(hibah.load(folder).check(as_of="2025-06-30").to_json())
    report["provenance"].pop("inputs")
    text = json.dumps(report).replace(".csv.gz", ".csv").replace(".csv.zst", ".csv")
    return json.loads(text)


@pytest.mark.parametrize("ending", [".gz", pytest.param(".zst", marks=pytest.mark.slow)])
@pytest.mark.parametrize("members", [1, 3])
def test_the_report_is_that_of_the_plain_files(tmp_path: Path, ending: str, members: int) -> None:
    assert told(compressed(tmp_path / "c", ending, members)) == told(CONTOH)


def test_the_hash_is_that_of_the_file_on_disk(tmp_path: Path) -> None:
    folder = compressed(tmp_path / "c", ".gz")
    report = json.loads(hibah.load(folder).check(as_of="2025-06-30").to_json())
    hashes = {row["file"]: row["sha256"] for row in report["provenance"]["inputs"]}
    name = next(name for name in hashes if name.endswith(".gz"))
    assert hashes[name] == hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_a_large_one_streams(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    shutil.copytree(CONTOH, folder)
    journal = folder / "journal" / sorted(path.name for path in (folder / "journal").iterdir())[0]
    header, first, *_ = journal.read_text(encoding="utf-8").splitlines()
    _, *others = first.split(";")
    rows = [";".join([f"X{n}", *others]) for n in range(60_000)]
    journal.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    plain = hibah.load(folder)
    assert journal.stat().st_size > 5_000_000
    want = plain.check(as_of="2025-06-30", select=["R404", "T204", "T203"]).to_json()
    journal.with_name(journal.name + ".gz").write_bytes(gzip.compress(journal.read_bytes()))
    journal.unlink()
    got = hibah.load(folder).check(as_of="2025-06-30", select=["R404", "T204", "T203"]).to_json()
    strip = lambda text: {**json.loads(text.replace(".csv.gz", ".csv")), "provenance": None}  # noqa: E731
    assert strip(got) == strip(want)


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data[: len(data) // 2], lambda data: b"no gzip at all", lambda data: data[:-4] + b"abcd"])
def test_a_broken_one_is_told(tmp_path: Path, spoil) -> None:
    folder = compressed(tmp_path / "c", ".gz")
    path = folder / "budget.csv.gz"
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(hibah.InputError) as caught:
        hibah.load(folder)
    assert any(problem.file.endswith(".gz") and "gzip" in problem.expected["en"] for problem in caught.value.problems)


def test_a_file_and_its_compressed_form_are_one_too_many(tmp_path: Path) -> None:
    folder = compressed(tmp_path / "c", ".gz")
    shutil.copy(CONTOH / "budget.csv", folder / "budget.csv")
    with pytest.raises(hibah.InputError) as caught:
        hibah.load(folder)
    assert any("budget.csv" in problem.file for problem in caught.value.problems)
