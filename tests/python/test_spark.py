"""hibah.spark on a Spark of two executors, each a process of its own, against the one-machine result, row for row.

The nation: both example portfolios, and the cases of tests/rules in which something is found or unknown, each as a region. All rows
are shuffled before Spark gets them.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hibah
import hibah.spark
from test_readme import FENCE, run_python

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "examples" / "spark" / "README.md"
AS_OF = "2025-06-30"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.subprocess,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

# ---- the nation, as plain rows ----

# The Indonesian names of the fields, for a nation has one set of columns.
ENGLISH = {
    "no": "id", "tanggal": "date", "jenis": "kind", "hibah": "grant", "tahap": "tranche", "tahapan": "stage", "kode_rekening": "account",
    "jumlah": "amount", "penerima": "payee", "no_bukti": "voucher", "membatalkan": "reverses", "tujuan": "destination",
    "uraian": "description", "nomor": "number",
}  # fmt: skip
COLUMNS = {
    "journal": ("id", "date", "kind", "grant", "tranche", "stage", "account", "amount", "payee", "voucher", "reverses", "destination",
                "description", "sp2d"),
    "budget": ("grant", "stage", "account", "ceiling", "description", "version"),
    "documents": ("grant", "kind", "date", "number", "tranche", "description"),
}  # fmt: skip
AMOUNTS = ("amount", "ceiling")
Row = dict[str, Any]


def cells(row: dict[str, str]) -> Row:
    """A row as a database would hold it: nulls, decimals, ISO dates."""
    plain: Row = {ENGLISH.get(name, name): text or None for name, text in row.items()}
    for name in AMOUNTS:
        if plain.get(name) is not None:
            plain[name] = hibah.Rupiah(plain[name]).to_decimal()
    if re.fullmatch(r"\d\d/\d\d/\d{4}", plain.get("date") or ""):
        plain["date"] = hibah.parse_date(plain["date"]).isoformat()
    return plain


def read(text: str) -> list[Row]:
    lines = text.splitlines()
    return [cells(row) for row in csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ",")]


class Nation:
    """Portfolios by region, and the rows of every frame by region, in order."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.rows: dict[str, dict[str, list[Row]]] = {name: {} for name in COLUMNS}
        self.read: dict[str, hibah.Portfolio] = {}
        self.bad: dict[str, hibah.InputError] = {}

    def add(self, region: str, text: str, **frames: list[Row]) -> None:
        self.texts[region] = text
        for name, rows in frames.items():
            self.rows[name][region] = rows

    def frame(self, name: str, region: str) -> Any:
        """What one machine is given: the rows of a region in order, None where it has none."""
        rows = self.rows[name].get(region)
        if not rows:
            return None
        import pyarrow

        table = [{"n": n, **dict.fromkeys(COLUMNS[name]), **row} for n, row in enumerate(rows, 1)]
        types = {column: pyarrow.decimal128(18, 2) if column in AMOUNTS else pyarrow.string() for column in COLUMNS[name]}
        return pyarrow.Table.from_pylist(table, schema=pyarrow.schema({"n": pyarrow.int32(), **types}))

    def read_on_one_machine(self) -> None:
        for region, text in self.texts.items():
            try:
                self.read[region] = hibah.Portfolio.from_frames(portfolio=text, **{name: self.frame(name, region) for name in COLUMNS})
            except hibah.InputError as error:  # the few rule cases that need a file beside portfolio.toml
                self.bad[region] = error

    def spread(self, spark: Any, name: str) -> Any:
        """What Spark is given: the rows of all regions, in no order."""
        rows = [{"region": region, "n": n, **row} for region, rows in self.rows[name].items() for n, row in enumerate(rows, 1)]
        rows.sort(key=lambda row: zlib.crc32(f"{row['region']} {row['n']}".encode()))
        columns = ("region", "n", *COLUMNS[name])
        types = [f"`{column}` {'decimal(18,2)' if column in AMOUNTS else 'int' if column == 'n' else 'string'}" for column in columns]
        return spark.createDataFrame([tuple(row.get(column) for column in columns) for row in rows], ", ".join(types))


def rule_cases() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted((ROOT / "tests" / "rules").glob("*/[fu]*.case")):  # fires-, unknown-
        parts = re.split(r"^=== (\S+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        yield f"{path.parent.name}/{path.stem}", dict(zip(parts[1::2], parts[2::2]))


@pytest.fixture(scope="module")
def nation() -> Nation:
    nation = Nation()
    kukar, contoh = ROOT / "examples" / "kukar-2024", ROOT / "examples" / "kabupaten-contoh"
    journal = read((kukar / "journal.csv").read_text(encoding="utf-8"))
    nation.add("64.02", (kukar / "portfolio.toml").read_text(encoding="utf-8"), journal=journal)
    nation.add(
        "99.01",
        (contoh / "portfolio.toml").read_text(encoding="utf-8"),
        journal=[row for path in sorted((contoh / "journal").iterdir()) for row in read(path.read_text(encoding="utf-8"))],
        budget=read((contoh / "budget.csv").read_text(encoding="utf-8")),
        documents=read((contoh / "documents.csv").read_text(encoding="utf-8")),
    )
    for name, files in rule_cases():
        frames = {}
        try:
            for frame in COLUMNS:
                if files.get(f"{frame}.csv"):
                    frames[frame] = read(files[f"{frame}.csv"])
        except hibah.InputError:
            continue  # a case about how amounts are written, which frames hold as numbers
        nation.add(name, files["portfolio.toml"], **frames)
    nation.read_on_one_machine()
    assert len(nation.read) > 150
    return nation


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two executors of one core, in processes of their own."""
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    environment = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    settings = {
        "spark.ui.enabled": "false",
        "spark.executor.memory": "512m",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    builder = SparkSession.builder.master("local-cluster[2,1,512]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture(scope="module")
def portfolios(spark: Any, nation: Nation) -> hibah.spark.Portfolios:
    frames = {name: nation.spread(spark, name).cache() for name in COLUMNS}
    return hibah.spark.Portfolios(nation.texts, **frames)


def collected(frame: Any) -> dict[str | None, list[Row]]:
    """The rows of each region by number, as plain values."""
    regions: dict[str | None, list[Row]] = {}
    for row in frame.collect():  # sorted here: Spark would run everything twice to sort it
        plain = row.asDict(recursive=True)
        regions.setdefault(plain.pop("region"), []).append(plain)
    for rows in regions.values():
        rows.sort(key=lambda row: row.get("number") or 0)
    return regions


@pytest.fixture(scope="module")
def found(portfolios: hibah.spark.Portfolios) -> dict[str | None, list[Row]]:
    return collected(portfolios.check(as_of=AS_OF))


# ---- row for row ----


def finding_row(number: int, finding: hibah.Finding) -> Row:
    evidence = [{name: getattr(cell, name) for name in ("file", "row", "column", "raw", "entry", "extra")} for cell in finding.evidence]
    names = ("rule", "severity", "state", "grant", "tranche", "stage", "account", "expected", "actual", "difference", "unit")
    names += ("fingerprint", "subjects")
    return {
        "number": number,
        **{name: getattr(finding, name) for name in names},
        "entry": next((cell["entry"] for cell in evidence if cell["entry"]), None),
        "message_id": finding.message["id"],
        "message_en": finding.message["en"],
        "reason_id": finding.reason,
        "reason_en": finding.reason_en,
        "basis": [{name: getattr(basis, name) for name in ("instrument", "article", "mark", "source")} for basis in finding.basis],
        "evidence": evidence,
    }


def answers(rows: list[Row]) -> list[Row]:
    """The rows without the columns for problems, of which there must be none."""
    assert all(row.pop("problem_id") is None and row.pop("problem_en") is None for row in rows)
    return rows


def test_the_findings_are_those_of_one_machine(spark: Any, nation: Nation, found: dict[str | None, list[Row]]) -> None:
    executors = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    assert len(executors) == 3  # the driver is listed too, but runs no task
    rules = set()
    for region, portfolio in nation.read.items():
        rows = found.get(region, [])
        report = portfolio.check(as_of=AS_OF)
        assert rows == [finding_row(number, finding) for number, finding in enumerate(report.findings, 1)], region
        rules |= {row["rule"] for row in rows if row["state"] == "fail"}
    assert found.keys() <= nation.texts.keys()
    for region, error in nation.bad.items():
        assert {row["state"] for row in found[region]} == {"bad_input"}
        assert sorted(row["message_en"] for row in found[region]) == sorted(problem.line("en") for problem in error.problems)
    assert len(rules) > 20


def test_counts_are_those_of_one_machine(nation: Nation, portfolios: hibah.spark.Portfolios) -> None:
    question: dict[str, Any] = {"as_of": AS_OF, "select": iter(["T", "R401", "P101"]), "settings": {"R401.days_after": 3}}
    rules = collected(portfolios.rules(**question))
    question["select"] = ["T", "R401", "P101"]
    summaries = collected(portfolios.summary(**question))
    names = ("passed", "fail", "not_applicable", "not_evaluable", "waived")
    for region, portfolio in nation.read.items():
        report = portfolio.check(**question)
        counts = [{"number": n, "rule": c.rule, **{name: getattr(c, name) for name in names}} for n, c in enumerate(report.rules, 1)]
        assert answers(rules[region]) == counts, region
        assert answers(summaries[region]) == [{name: getattr(report.summary, name) for name in (*names, "complete")}], region


Asked = Callable[[Any], Any]


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: p.schedule(as_of=AS_OF, lang="en"),
        lambda p: p.position(as_of=AS_OF),
        lambda p: p.realisation(["grant", "stage", "account", "payee", "month"], as_of=AS_OF),
    ],
    ids=["schedule", "position", "realisation"],
)
def test_the_tables_are_those_of_one_machine(nation: Nation, portfolios: hibah.spark.Portfolios, ask: Asked) -> None:
    frame = ask(portfolios)
    types = dict(frame.dtypes)
    assert not {"float", "double"} & set(types.values()) and "decimal(18,2)" in types.values()
    found = collected(frame)
    for region, portfolio in nation.read.items():
        rows = [
            {"number": number, **{key: v.to_decimal() if isinstance(v, hibah.Rupiah) else v for key, v in row.items()}}
            for number, row in enumerate(ask(portfolio).to_dicts(), 1)
        ]
        assert answers(found.get(region, [])) == rows, region


@pytest.mark.parametrize("region, folder", [("64.02", "kukar-2024"), ("99.01", "kabupaten-contoh")])
def test_a_folder_gives_the_same(found: dict[str | None, list[Row]], region: str, folder: str) -> None:
    """What `hibah check` says of the example folders, but for the places in files."""

    def key(finding: Any) -> tuple[Any, ...]:
        names = ("rule", "state", "grant", "tranche", "stage", "account", "expected", "actual", "difference")
        return tuple(finding[name] for name in names)

    # The nation of this test has neither bank statements nor waivers.
    report = hibah.load(ROOT / "examples" / folder).check(as_of=AS_OF, ignore=["X", "W"])
    rows = [row for row in found[region] if row["rule"][0] not in "XW"]
    assert [key(row) for row in rows] == [key(finding) for finding in report.findings]
    assert [row["fingerprint"] for row in rows] == [finding.fingerprint for finding in report.findings]


# ---- what is wrong with a region, and what is wrong with a call ----

ENTRY = "region string, n int, date string, kind string, grant string, amount decimal(18,2), tranche int"
KUKAR = ROOT / "examples" / "kukar-2024" / "portfolio.toml"


def entry(region: str | None, n: int | None, day: str = "2024-03-05", amount: str = "1.00", grant: str = "kpu") -> tuple[Any, ...]:
    return region, n, day, "disbursement", grant, Decimal(amount), 1


@pytest.fixture(scope="module")
def flawed(spark: Any) -> hibah.spark.Portfolios:
    rows = [
        entry("good", 2, "2024-03-06"),
        entry("good", 1),
        entry("bad-row", 1, "2024-02-30", grant="kpus"),
        entry("bad-toml", 1),
        entry("nobody", 1),
        entry("nobody", 2),
        entry(None, 1),
        entry("twice", 7),
        entry("twice", 7),
        entry("no-order", None),
    ]
    text = KUKAR.read_text(encoding="utf-8")
    texts = {"good": KUKAR, "bad-row": text, "bad-toml": "format = 2\n", "twice": text, "no-order": text, "silent": text}
    return hibah.spark.Portfolios(texts, spark.createDataFrame(rows, ENTRY))


def test_a_region_that_cannot_be_read_stops_no_other(flawed: hibah.spark.Portfolios) -> None:
    found = collected(flawed.check(as_of=AS_OF))
    bad = {region: rows for region, rows in found.items() if any(row["state"] == "bad_input" for row in rows)}
    assert bad.keys() == {"bad-row", "bad-toml", "nobody", None, "twice", "no-order"}
    assert all(row["state"] == "bad_input" and row["severity"] == "error" and row["number"] is None for rows in bad.values() for row in rows)
    assert {(row["evidence"][0]["file"], row["evidence"][0]["column"], row["evidence"][0]["raw"]) for row in bad["bad-row"]} == {
        ("journal", "date", "2024-02-30"),
        ("journal", "grant", "kpus"),
    }
    assert [row["message_en"] for row in bad["nobody"]] == ["there is no portfolio for this region (rows: 2)"]
    assert [row["message_id"] for row in bad[None]] == ["tidak ada portofolio untuk wilayah ini (baris: 1)"]
    for region in ("twice", "no-order"):
        [row] = bad[region]
        assert row["message_en"] == "journal: the order columns (n) are empty or repeat, so that the order of the rows is not known"
    assert {row["state"] for row in found["good"]} == {"fail", "not_evaluable"}


def test_no_answer_swallows_a_problem(flawed: hibah.spark.Portfolios) -> None:
    lines = {region: sorted(row["message_en"] for row in rows if row["state"] == "bad_input")
             for region, rows in collected(flawed.check(as_of=AS_OF)).items()}  # fmt: skip
    for answer in (
        flawed.rules(as_of=AS_OF),
        flawed.summary(as_of=AS_OF),
        flawed.schedule(as_of=AS_OF),
        flawed.realisation("grant", as_of=AS_OF),
        flawed.position(as_of=AS_OF),
    ):
        told = collected(answer)
        assert {region: sorted(row["problem_en"] for row in rows if row["problem_en"]) for region, rows in told.items()} == lines


def test_a_region_without_a_row_is_checked(flawed: hibah.spark.Portfolios) -> None:
    report = hibah.Portfolio.from_frames(portfolio=KUKAR).check(as_of=AS_OF)
    found = collected(flawed.check(as_of=AS_OF))["silent"]
    assert found == [finding_row(number, finding) for number, finding in enumerate(report.findings, 1)]
    assert ("P101", "fail") in {(row["rule"], row["state"]) for row in found}


def test_evidence_names_the_place_in_the_order(spark: Any) -> None:
    """Two columns make the order; the fourth entry of the region overpays by a sen."""
    rows = [
        ("c.csv", *entry("x", 1, amount="0.01", grant="bawaslu")),
        ("b.csv", *entry("x", 1, amount="6160000000", grant="bawaslu")),
        ("a.csv", *entry("x", 10)),
        ("a.csv", *entry("x", 9)),
    ]
    frame = spark.createDataFrame(rows, f"source string, {ENTRY}")
    portfolios = hibah.spark.Portfolios({"x": KUKAR}, frame, order=["source", "n"])
    [finding] = collected(portfolios.check(as_of=AS_OF, select="T204"))["x"]
    assert finding["difference"] == "0.01"
    assert {cell["row"] for cell in finding["evidence"] if cell["file"] == "journal"} >= {4}


def test_a_wrong_call_is_refused_before_anything_runs(spark: Any, flawed: hibah.spark.Portfolios) -> None:
    frame = spark.createDataFrame([entry("x", 1)], ENTRY)
    for columns, fault, words in (
        ({"amount": "cast(amount as double)"}, hibah.AmountTypeError, "column 'amount' of journal is a double"),
        ({"n": "cast(n as string)"}, hibah.UsageError, "column 'n' of journal is string"),
    ):
        changed = frame.selectExpr(*(columns.get(name, name) + f" as {name}" for name in frame.columns))
        with pytest.raises(fault, match=re.escape(words)):
            hibah.spark.Portfolios({"x": KUKAR}, changed)
    with pytest.raises(hibah.UsageError, match="journal has no column 'wilayah'"):
        hibah.spark.Portfolios({"x": KUKAR}, frame, region="wilayah")
    with pytest.raises(hibah.UsageError, match="budget has no column 'region'"):
        hibah.spark.Portfolios({"x": KUKAR}, frame, budget=frame.drop("region"))
    wrong: list[Callable[[], Any]] = [
        lambda: flawed.check(as_of=AS_OF, select="Z9"),
        lambda: flawed.rules(as_of=AS_OF, settings={"R401.days_before": "soon"}),
        lambda: flawed.realisation("colour", as_of=AS_OF),
    ]
    for call in wrong:
        with pytest.raises(hibah.UsageError):
            call()
    with pytest.raises(hibah.ParseError):
        flawed.schedule(as_of="yesterday")


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(ImportError, match=re.escape("pip install 'libhibah[spark]'")):
        hibah.spark.Portfolios({}, None)  # type: ignore[arg-type]


def test_nothing_heavy_is_imported() -> None:
    program = "import sys, hibah.spark; print({'pyspark', 'pyarrow', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_page_prints_what_it_says(spark: Any) -> None:
    found = [match for match in FENCE.finditer(PAGE.read_text(encoding="utf-8")) if match[1] == "python"]
    for match, text in zip(found, run_python([match[2] for match in found])):
        assert text == (match[3] or ""), match[2]
