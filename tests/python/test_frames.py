"""Dataframes come in by the Arrow PyCapsule protocol and say what the same rows say as CSV; the journal leaves the same way."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
import random
import re
import tempfile
import threading
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hibah
from conftest import BUDGET, PORTFOLIO, ROOT

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
ds = pytest.importorskip("pyarrow.dataset")
pl = pytest.importorskip("polars")
pd = pytest.importorskip("pandas")
duckdb = pytest.importorskip("duckdb")
hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies

AS_OF = "2025-01-31"

JOURNAL = '''\
id,tanggal,Kind,grant,tranche,stage,account,amount,payee,voucher,reverses,destination,keterangan
J1,2023-11-20,disbursement,kpu,1,,,400000.00,,,,,
J2,2024-06-28,disbursement,kpu,2,,,700000.00,,,,,
J3,2024-07-05,realisation,kpu,,CAMPAIGN,521211,250000.25,Toko Satu,B-1,,,"kuitansi basah, ""lecek"""
J4,2024-10-01,realisation,kpu,,CAMPAIGN,521211,49999.75,Toko Dua,b-1,,,é
J5,2024-10-02,realisation,kpu,,VOTE,521213,900000.50,Panitia,B-3,,,
J6,2024-12-31,interest,kpu,,,,97.03,,,,,
J7,2024-03-08,disbursement,polres,1,,,500000.01,,,,,
J8,2024-10-03,reversal,kpu,,VOTE,521213,900000.50,Panitia,,J5,,
J9,2024-11-30,return,kpu,,,,100.00,,,,Kas Negara,
'''
DOCUMENTS = """\
grant,kind,date,number,tranche,description
kpu,payment_minutes,2023-11-20,BA-1,1,
kpu,use_report,2024-12-01,LP-1,,laporan
"""


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_table(text: str) -> Any:
    rows = rows_of(text)
    return pa.table({name: pa.array([row[name] or None for row in rows], pa.string()) for name in rows[0]})


TYPES = {
    "tanggal": pa.date32(), "date": pa.date32(), "amount": pa.decimal128(18, 2), "ceiling": pa.decimal128(18, 2), "tranche": pa.int8(),
    "account": pa.dictionary(pa.int32(), pa.string()), "Kind": pa.dictionary(pa.int8(), pa.string()), "kind": pa.large_string(),
    "grant": pa.dictionary(pa.uint16(), pa.string()), "payee": pa.dictionary(pa.int64(), pa.large_string()), "stage": pa.large_string(),
}  # fmt: skip


def typed(value: str, kind: Any) -> Any:
    if value == "":
        return None
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_decimal(kind):
        return Decimal(value)
    return int(value) if pa.types.is_integer(kind) else value


def typed_table(text: str) -> Any:
    rows = rows_of(text)
    kinds = {name: TYPES.get(name, pa.string()) for name in rows[0]}
    return pa.table({name: pa.array([typed(row[name], kind) for row in rows], kind) for name, kind in kinds.items()})


def chunked(table: Any) -> Any:
    return pa.concat_tables([table.slice(0, 1), table.slice(1, 0), table.slice(1, 3), table.slice(4)])


def sliced(table: Any) -> Any:
    return pa.concat_tables([table, table, table]).combine_chunks().slice(len(table), len(table))


def without_dictionaries(table: Any) -> Any:
    kinds = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, kinds))))


def cast(table: Any, kinds: dict[Any, Any]) -> Any:
    return table.cast(pa.schema([(field.name, kinds.get(field.type, field.type)) for field in table.schema]))


def object_frame(text: str) -> Any:
    """What pandas makes of Python's own values: columns of Decimal, datetime.date and str objects."""
    rows = rows_of(text)
    frame = pd.DataFrame({name: [typed(row[name], TYPES.get(name, pa.string())) for row in rows] for name in rows[0]})
    return frame.astype({"tranche": "Int64"} if "tranche" in frame else {})


def through_parquet(read: Callable[[str], Any]) -> Callable[[str, Path], Any]:
    def frame(text: str, folder: Path) -> Any:
        path = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:8]}.parquet"
        pq.write_table(typed_table(text), path, row_group_size=3)
        return read(str(path))

    return frame


def duckdb_relation(text: str, _: Path) -> Any:
    table = without_dictionaries(typed_table(text))
    return CONNECTION.from_arrow(table)


CONNECTION = duckdb.connect()
WORDS = "^(grant|Kind|payee|account)$"

FRAMES: dict[str, Callable[[str, Path], Any]] = {
    "pyarrow-text": lambda text, _: text_table(text),
    "pyarrow-typed": lambda text, _: typed_table(text),
    "pyarrow-chunked": lambda text, _: chunked(typed_table(text)),
    "pyarrow-sliced": lambda text, _: sliced(typed_table(text)),
    "pyarrow-sliced-text": lambda text, _: sliced(text_table(text)),
    "pyarrow-views": lambda text, _: cast(text_table(text), {pa.string(): pa.string_view()}),
    "pyarrow-other-types": lambda text, _: cast(
        typed_table(text), {pa.decimal128(18, 2): pa.decimal256(40, 2), pa.date32(): pa.timestamp("ns"), pa.int8(): pa.uint64()}
    ),
    "reader": lambda text, _: typed_table(text).to_reader(max_chunksize=2),
    "record-batch": lambda text, _: ArrayOnly(typed_table(text).combine_chunks().to_batches()[0]),
    "polars": lambda text, _: pl.DataFrame(without_dictionaries(typed_table(text))),
    "polars-categorical": lambda text, _: pl.DataFrame(text_table(text)).with_columns(pl.col(WORDS).cast(pl.Categorical)),
    "polars-chunked": lambda text, _: pl.concat([pl.DataFrame(text_table(text))[:2], pl.DataFrame(text_table(text))[2:]], rechunk=False),
    "pandas": lambda text, _: typed_table(text).to_pandas(types_mapper=pd.ArrowDtype),
    "pandas-objects": lambda text, _: object_frame(text),
    "duckdb": duckdb_relation,
    "parquet-pyarrow": through_parquet(lambda path: ds.dataset(path).scanner(batch_size=2).to_reader()),
    "parquet-polars": through_parquet(lambda path: pl.read_parquet(path)),
    "parquet-pandas": through_parquet(lambda path: pd.read_parquet(path, dtype_backend="pyarrow")),
    "parquet-duckdb": through_parquet(lambda path: CONNECTION.read_parquet(path)),
}  # fmt: skip


class ArrayOnly:
    """A frame of one batch, by the other half of the protocol."""

    def __init__(self, batch: Any) -> None:
        self.batch = batch

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        return self.batch.__arrow_c_array__()


def folder_of(path: Path, journal: str, budget: str = BUDGET, documents: str = DOCUMENTS, portfolio: str = PORTFOLIO) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in {"portfolio.toml": portfolio, "journal.csv": journal, "budget.csv": budget, "documents.csv": documents}.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def said(report: hibah.Report) -> str:
    """The whole report, files under the names that frames have and rows counted from the first under the header."""
    full = json.loads(report.to_json())
    for item in full["provenance"]["inputs"]:
        if item["file"] != "portfolio.toml":
            item["file"], item["sha256"] = item["file"].removesuffix(".csv"), None
    for finding in full["findings"]:
        for piece in finding["evidence"]:
            if (piece["file"] or "").endswith(".csv"):
                piece["file"] = piece["file"].removesuffix(".csv")
                piece["row"] -= 1
    return json.dumps(full, indent=1)


def problems_said(error: hibah.InputError) -> list[tuple[Any, ...]]:
    """As `said`, of problems; a hint may name the row of another one too."""

    def as_frame(match: re.Match[str]) -> str:
        return f"{match[1]}:{int(match[2]) - 1}"

    return [
        (
            (p.file or "").removesuffix(".csv"),
            p.row - 1 if p.row and (p.file or "").endswith(".csv") else p.row,
            p.column,
            p.text,
            re.sub(r"(\w+)\.csv:(\d+)", as_frame, p.expected["en"]),
        )
        for p in error.problems
    ]


@pytest.fixture(scope="module")
def from_csv(tmp_path_factory: pytest.TempPathFactory) -> hibah.Portfolio:
    return hibah.load(folder_of(tmp_path_factory.mktemp("csv") / "p", JOURNAL))


@pytest.mark.parametrize("name", list(FRAMES))
def test_a_frame_says_what_the_csv_says(name: str, from_csv: hibah.Portfolio, tmp_path: Path) -> None:
    make = FRAMES[name]
    portfolio = hibah.Portfolio.from_frames(
        PORTFOLIO, journal=make(JOURNAL, tmp_path), budget=make(BUDGET, tmp_path), documents=make(DOCUMENTS, tmp_path)
    )
    assert portfolio.inputs == ["portfolio.toml", "budget", "journal", "documents"]
    report = portfolio.check(as_of=AS_OF)
    assert said(report) == said(from_csv.check(as_of=AS_OF))
    assert len({finding.rule for finding in report.findings}) > 5
    for table in ("schedule", "position"):
        assert getattr(portfolio, table)(as_of=AS_OF).to_json() == getattr(from_csv, table)(as_of=AS_OF).to_json()
    by = ["grant", "stage", "account", "payee", "month"]
    assert portfolio.realisation(by, as_of=AS_OF).to_csv() == from_csv.realisation(by, as_of=AS_OF).to_csv()


def hash_of(report: hibah.Report, name: str) -> str:
    [found] = [item["sha256"] for item in json.loads(report.to_json())["provenance"]["inputs"] if item["file"] == name]
    return str(found)


def test_the_hash_is_that_of_the_cells_whatever_their_types_and_batches(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(JOURNAL, newline="")))
    cells = b"".join(len(cell.encode()).to_bytes(4, "little") + cell.encode() for row in rows for cell in row)
    for name, make in FRAMES.items():
        portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=make(JOURNAL, tmp_path))
        assert hash_of(portfolio.check(as_of=AS_OF), "journal") == hashlib.sha256(cells).hexdigest(), name


ENGLISH = {
    "no": "id", "tanggal": "date", "jenis": "kind", "hibah": "grant", "tahap": "tranche", "tahapan": "stage", "kode_rekening": "account",
    "jumlah": "amount", "penerima": "payee", "no_bukti": "voucher", "membatalkan": "reverses", "tujuan": "destination",
    "uraian": "description", "nomor": "number", "no_sp2d": "sp2d", "mutasi": "amount", "saldo": "balance", "referensi": "reference",
}  # fmt: skip


def values_of(row: dict[str, str]) -> dict[str, Any]:
    """A row of a file in either language and notation as values: what an office's own database would hold."""
    values: dict[str, Any] = {ENGLISH.get(name, name): value or None for name, value in row.items()}
    for name in ("jumlah", "mutasi", "saldo"):
        if name in row:
            values[ENGLISH[name]] = row[name].replace(".", "").replace(",", ".")
    for name in ("amount", "balance"):
        if values.get(name):
            values[name] = Decimal(values[name]).quantize(Decimal("0.01"))
    if (day := values.get("date")) and len(day) == 10:
        values["date"] = date.fromisoformat(day) if "-" in day else datetime.strptime(day, "%d/%m/%Y").date()
    return values


def test_the_example_of_all_rules_says_the_same() -> None:
    folder = ROOT / "examples" / "kabupaten-contoh"
    rows: dict[str, list[dict[str, Any]]] = {"journal": [], "budget": [], "documents": [], "bank": []}
    for path in [*sorted((folder / "journal").glob("*.csv")), folder / "budget.csv", folder / "documents.csv", folder / "bank.csv"]:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
        rows["journal" if path.stem not in rows else path.stem] += [values_of(row) for row in reader]
    days = [row["date"] for row in rows["journal"]]
    if not all(isinstance(day, date) for day in days):  # of some entries only the month is known
        for row in rows["journal"]:
            row["date"] = str(row["date"])
    for row in rows["documents"]:
        row["date"] = str(row["date"])
    for row in rows["bank"]:
        row["date"] = str(row["date"])
    frames = {name: pa.Table.from_pylist(values) for name, values in rows.items()}
    portfolio = hibah.Portfolio.from_frames(folder / "portfolio.toml", **frames, waivers=folder / "waivers.toml")

    def without_places(report: hibah.Report) -> Any:
        full = json.loads(report.to_json())
        del full["provenance"]["inputs"]
        for finding in full["findings"]:
            for piece in finding["evidence"]:
                if not piece["file"].endswith(".toml"):
                    for key in ("file", "row", "raw"):
                        del piece[key]
                    piece["extra"] = list(piece.get("extra", {}).values())
        return full

    report = portfolio.check(as_of="2025-06-30")
    assert len(report.findings) > 20
    assert without_places(report) == without_places(hibah.load(folder).check(as_of="2025-06-30"))


def test_threads_and_progress_change_nothing() -> None:
    # More than two pieces of 16,384 rows, in batches that end elsewhere.
    rows = rows_of(JOURNAL)
    many = [{**rows[k % 5], "id": f"N{k}"} for k in range(60_000)]
    kinds = {"account": TYPES["account"], "payee": TYPES["payee"]}
    table = pa.table({name: pa.array([row[name] or None for row in many], kinds.get(name, pa.string())) for name in rows[0]})
    told: list[tuple[int, int]] = []
    reports = [
        hibah.Portfolio.from_frames(PORTFOLIO, journal=frame, threads=threads, progress=progress).check(as_of=AS_OF).to_json()
        for frame, threads, progress in [
            (table, 1, None),
            (table.to_reader(max_chunksize=7_001), 3, lambda done, total: told.append((done, total))),
            (pl.DataFrame(table), 2, None),
        ]
    ]
    assert reports[0] == reports[1] == reports[2]
    assert (7_001, 0) in told and told[-1] == (60_000, 60_000)
    with pytest.raises(ZeroDivisionError):
        hibah.Portfolio.from_frames(PORTFOLIO, journal=table, progress=lambda done, total: 1 // 0)


# ---- what a column may be ----


def journal_with(**columns: Any) -> Any:
    rows = {
        "date": pa.array([date(2024, 7, 5)] * 2),
        "kind": pa.array(["realisation"] * 2),
        "grant": pa.array(["kpu"] * 2),
        "amount": pa.array([Decimal("1.00")] * 2),
        **columns,
    }
    return pa.table({name: values for name, values in rows.items() if values is not None})


def amounts(portfolio: hibah.Portfolio) -> list[int]:
    taken: list[int] = pa.table(portfolio.journal)["amount_sen"].to_pylist()
    return taken


@pytest.mark.parametrize(
    ("values", "sen"),
    [
        (pa.array([1, 0], pa.int8()), [100, 0]),
        (pa.array([255, 3], pa.uint8()), [25_500, 300]),
        (pa.array([2**31, 1], pa.uint32()), [2**31 * 100, 100]),
        (pa.array([92_233_720_368_547_758, 0], pa.int64()), [9_223_372_036_854_775_800, 0]),
        (pa.array([Decimal("5E+3"), Decimal("1E+3")], pa.decimal128(4, -3)), [500_000, 100_000]),
        (pa.array([Decimal("1.5"), Decimal("0.1")], pa.decimal128(5, 1)), [150, 10]),
        (pa.array([Decimal("76055000000.05000000000000"), Decimal(0)], pa.decimal128(38, 14)), [7_605_500_000_005, 0]),
        (pa.array([Decimal("12.34"), Decimal("0.01")], pa.decimal256(70, 40)), [1_234, 1]),
        (pa.array(["Rp1.250.000,50", " 12 "]), [125_000_050, 1_200]),
        (pa.array(["1250.50", "1.25"]).dictionary_encode(), [125_050, 125]),
    ],
    ids=str,
)
def test_amounts_of_every_type(values: Any, sen: list[int]) -> None:
    assert amounts(hibah.Portfolio.from_frames(PORTFOLIO, journal=journal_with(amount=values))) == sen


@pytest.mark.skipif(not hasattr(pa, "decimal32"), reason="decimals of fewer bytes came with pyarrow 19")
def test_decimals_of_few_bytes() -> None:
    for kind in (pa.decimal32(5, 2), pa.decimal64(12, 2)):
        values = pa.array([Decimal("12.34"), Decimal("0.01")], kind)
        assert amounts(hibah.Portfolio.from_frames(PORTFOLIO, journal=journal_with(amount=values))) == [1_234, 1]


@pytest.mark.parametrize(
    "kind", [pa.date32(), pa.date64(), pa.timestamp("s"), pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns")], ids=str
)
def test_days_of_every_type(kind: Any) -> None:
    days = pa.array([date(2024, 7, 5), date(2023, 12, 31)], pa.date32()).cast(kind)
    portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=journal_with(date=days))
    assert pa.table(portfolio.journal)["date"].to_pylist() == [date(2024, 7, 5), date(2023, 12, 31)]


def problems_of(journal: Any, portfolio: Any = PORTFOLIO) -> list[tuple[Any, ...]]:
    with pytest.raises(hibah.InputError) as caught:
        hibah.Portfolio.from_frames(portfolio, journal=journal)
    return [(p.file, p.row, p.column, p.text) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("columns", "row", "column", "text"),
    [
        ({"amount": pa.array([1.0, 2.0])}, None, "amount", "float64"),
        ({"amount": pa.array([1.0, 2.0], pa.float32())}, None, "amount", "float32"),
        ({"jumlah": pa.array([1.0, 2.0]), "amount": None}, None, "jumlah", "float64"),
        ({"rate": pa.array([0.5, None])}, None, "rate", "float64"),
        ({"paid": pa.array([True, False])}, None, "paid", "bool"),
        ({"payee": pa.array([b"a", b"b"])}, None, "payee", "binary"),
        ({"payee": pa.array([["a"], []])}, None, "payee", "list"),
        ({"voucher": pa.array([1, 2]).dictionary_encode()}, None, "voucher", "dictionary<int64>"),
        ({"date": pa.array([datetime(2024, 7, 5)] * 2, pa.timestamp("us", "Asia/Jakarta"))}, None, "date", "timestamp[Asia/Jakarta]"),
        ({"amount": pa.array([Decimal("1.00"), Decimal("1.005")])}, 2, "amount", "1.005"),
        ({"amount": pa.array([Decimal("1.00"), Decimal("-1.00")])}, 2, "amount", "-1.00"),
        ({"amount": pa.array([Decimal(1), Decimal(10) ** 30])}, 2, "amount", str(10**30)),
        ({"amount": pa.array([0, 2**63], pa.uint64())}, 2, "amount", str(2**63)),
        ({"amount": pa.array([0, -(2**63)])}, 2, "amount", str(-(2**63))),
        ({"amount": pa.array([None, 5])}, 1, "amount", ""),
        ({"amount": pa.array(["1250,00", "1250.00"])}, 2, "amount", "1250.00"),
        ({"date": pa.array([datetime(2024, 7, 5), datetime(2024, 7, 5, 13, 45, 0, 250_000)])}, 2, "date", "2024-07-05 13:45:00.250000"),
        ({"date": pa.array([date(1999, 12, 31), date(2000, 1, 1)])}, 1, "date", "1999-12-31"),
        ({"date": pa.array([-800_000, 10_957], pa.int32()).cast(pa.date32())}, 1, "date", "-0221-09-04"),
        ({"date": pa.array(["2024-07-05", "2024-02-30"])}, 2, "date", "2024-02-30"),
        ({"kind": pa.array(["realisation", "belanj"]).dictionary_encode()}, 2, "kind", "belanj"),
        ({"grant": pa.array(["kpu", "kpuu"]).dictionary_encode()}, 2, "grant", "kpuu"),
        ({"grant": pa.nulls(2)}, 1, "grant", ""),
        ({"tranche": pa.array([1, 9])}, 2, "tranche", "9"),
        ({"stage": pa.array(["VOTE", "KAMPANYE"])}, 2, "stage", "KAMPANYE"),
        ({"id": pa.array([7, 7])}, 2, "id", "7"),
        ({"payee": pa.array(["a", "b\0c"])}, 2, "payee", "b\\x00c"),
        ({"payee": pa.array([b"a", b"b\xff"]).view(pa.string())}, 2, "payee", "b\\xFF"),
        ({"": pa.array(["a", "b"])}, None, "5", ""),
        ({"Grant": pa.array(["kpu", "kpu"])}, None, "Grant", "Grant"),
        ({"amount": None}, None, "amount", "date,kind,grant"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_is_wrong_is_told_with_row_and_column(columns: dict[str, Any], row: Any, column: str, text: str) -> None:
    assert ("journal", row, column, text) in problems_of(journal_with(**columns))


def test_all_problems_of_all_frames_come_together() -> None:
    with pytest.raises(hibah.InputError) as caught:
        hibah.Portfolio.from_frames(
            PORTFOLIO.replace('role = "police"', 'role = "polisi"'),
            journal=journal_with(kind=pa.array(["x", "y"])),
            budget=pa.table({"grant": ["kpu"], "stage": ["VOTE"], "account": ["1"], "ceiling": [0.5]}),
            documents=pa.table({"grant": ["kpu"], "kind": ["surat"], "date": ["2024"]}),
        )
    assert [(p.file, p.row, p.column) for p in caught.value.problems] == [
        ("portfolio.toml", 29, "grant[polres].role"), ("budget", None, "ceiling"), ("journal", 1, "kind"), ("journal", 2, "kind"),
        ("documents", 1, "kind"),
    ]  # fmt: skip
    assert "decimal(18, 2)" in caught.value.problems[1].expected["en"]


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(hibah.UsageError, match="journal is a list, which does not speak the Arrow PyCapsule protocol"):
        hibah.Portfolio.from_frames(PORTFOLIO, journal=[1])
    reader = journal_with().to_reader()
    capsule = reader.__arrow_c_stream__()

    class Taken:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return capsule

    hibah.Portfolio.from_frames(PORTFOLIO, journal=Taken())
    with pytest.raises(hibah.UsageError, match="taken already"):
        hibah.Portfolio.from_frames(PORTFOLIO, journal=Taken())
    with pytest.raises(TypeError):
        hibah.Portfolio.from_frames(PORTFOLIO, journal_with())  # type: ignore[call-arg]


def test_a_stream_that_fails_is_told() -> None:
    def batches() -> Any:
        yield journal_with().to_batches()[0]
        raise ValueError("kabel putus")

    [(file, row, column, text)] = problems_of(pa.RecordBatchReader.from_batches(journal_with().schema, batches()))
    assert (file, row, column) == ("journal", None, None) and "kabel putus" in text

    class Broken:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise OSError("tidak ada")

    with pytest.raises(OSError, match="tidak ada"):
        hibah.Portfolio.from_frames(PORTFOLIO, journal=Broken())


# ---- the portfolio.toml ----


def test_the_portfolio_is_a_path_or_a_text(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, JOURNAL, portfolio=PORTFOLIO.replace('"permendagri-41-2020"', '"daerah.toml"'))
    law = hibah.builtin_text("regulation", "permendagri-41-2020").replace('"permendagri-41-2020"', '"daerah"', 1)
    (folder / "daerah.toml").write_text(law, encoding="utf-8")
    path = folder / "portfolio.toml"
    for given in (path, str(path), str(path).encode()):
        portfolio = hibah.Portfolio.from_frames(given, journal=text_table(JOURNAL))
        assert portfolio.regulation == "daerah" and portfolio.inputs == ["portfolio.toml", "daerah.toml", "journal"]
    text = path.read_text(encoding="utf-8")
    assert problems_of(text_table(JOURNAL), text) == [("portfolio.toml", 6, "regulation", "daerah.toml")]
    missing = str(folder / "lain.toml")
    assert problems_of(None, missing) == [(missing, None, None, "")]


def test_what_is_not_given_is_unknown() -> None:
    portfolio = hibah.Portfolio.from_frames(PORTFOLIO)
    assert portfolio.journal is None and portfolio.entries == 0
    empty = hibah.Portfolio.from_frames(PORTFOLIO, journal=text_table(JOURNAL).slice(0, 0))
    assert empty.journal is not None and len(empty.journal) == 0 and pa.table(empty.journal).num_rows == 0


def test_unknown_columns_travel_into_the_evidence(from_csv: hibah.Portfolio) -> None:
    portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=typed_table(JOURNAL))
    pieces = [piece for finding in portfolio.check(as_of=AS_OF).findings for piece in finding.evidence if piece.file == "journal"]
    assert any(piece.extra == {"keterangan": 'kuitansi basah, "lecek"'} and piece.row == 3 for piece in pieces)


def test_it_saves_as_a_folder_that_says_the_same(from_csv: hibah.Portfolio, tmp_path: Path) -> None:
    tables = {"budget": text_table(BUDGET), "documents": text_table(DOCUMENTS)}
    frames = hibah.Portfolio.from_frames(PORTFOLIO, journal=typed_table(JOURNAL), **tables)
    frames.save(tmp_path / "frames")
    from_csv.save(tmp_path / "csv")
    for name in ("journal.csv", "budget.csv", "documents.csv", "portfolio.toml"):
        assert (tmp_path / "frames" / name).read_text(encoding="utf-8") == (tmp_path / "csv" / name).read_text(encoding="utf-8")


# ---- memory ----


def test_the_frame_is_kept_and_not_copied() -> None:
    rows = len(rows_of(JOURNAL))
    table = pa.concat_tables([typed_table(JOURNAL)] * 2_000).combine_chunks()
    table = table.set_column(0, "id", pa.array([f"J{k + 1}" for k in range(len(table))]))
    size = table.nbytes
    begin = pa.total_allocated_bytes()
    portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=table)
    report = portfolio.check(as_of=AS_OF, select=["R404"])
    assert abs(pa.total_allocated_bytes() - begin) < size / 20
    del table, portfolio
    gc.collect()
    assert abs(pa.total_allocated_bytes() - begin) < size / 20  # the report reads its evidence there
    assert any(piece.raw == "B-1" and piece.row == 3 + rows for finding in report.findings for piece in finding.evidence)
    del report
    gc.collect()
    assert pa.total_allocated_bytes() < begin - size / 2


def test_the_journal_leaves_without_a_copy(from_csv: hibah.Portfolio) -> None:
    journal = from_csv.journal
    assert journal is not None and len(journal) == 9 and repr(journal) == "<hibah.Journal: 9 entries>"
    first, second = pa.table(journal), pa.table(journal)
    first.validate(full=True)
    assert first.column_names == [
        "date", "kind", "grant", "tranche", "stage", "account", "payee", "destination", "amount_sen", "file", "row",
    ]  # fmt: skip
    for name in first.column_names[:9]:
        one, two = first[name].chunk(0), second[name].chunk(0)
        values = [array.indices if pa.types.is_dictionary(array.type) else array for array in (one, two)]
        assert values[0].buffers()[1].address == values[1].buffers()[1].address, name
    assert first["amount_sen"].to_pylist()[2] == 25_000_025
    assert first["kind"].to_pylist()[:3] == ["disbursement", "disbursement", "realisation"]
    assert first["tranche"].to_pylist()[:3] == [1, 2, None]
    assert first["stage"].to_pylist()[:3] == [None, None, "CAMPAIGN"]
    assert first["destination"].to_pylist()[-1] == "Kas Negara"
    assert first["row"].to_pylist() == list(range(2, 11)) and set(first["file"].to_pylist()) == {"journal.csv"}
    assert pa.schema(journal) == first.schema


def test_its_columns_stay_when_all_else_is_gone() -> None:
    portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=typed_table(JOURNAL))
    column = pa.table(portfolio.journal)["amount_sen"]
    payees = pa.table(portfolio.journal)["payee"]
    del portfolio
    gc.collect()
    noise = [bytearray(1 << 20) for _ in range(8)]
    assert sum(column.to_pylist()) == 370_019_804 and payees.to_pylist()[3] == "Toko Dua"
    del noise


def test_a_stream_may_be_the_last_to_hold_the_portfolio() -> None:
    reader = pa.RecordBatchReader.from_stream(hibah.Portfolio.from_frames(PORTFOLIO, journal=typed_table(JOURNAL)).journal)
    gc.collect()
    thread = threading.Thread(target=lambda: sums.append(sum(reader.read_all()["amount_sen"].to_pylist())))
    sums: list[int] = []
    thread.start()
    thread.join()
    del reader
    gc.collect()
    assert sums == [370_019_804]


def test_every_library_takes_the_journal(from_csv: hibah.Portfolio) -> None:
    journal = from_csv.journal
    assert pl.DataFrame(journal)["amount_sen"].sum() == 370_019_804
    assert pa.RecordBatchReader.from_stream(journal).read_all()["kind"].to_pylist()[-1] == "return"
    taken = duckdb.sql("select sum(amount_sen)::bigint, count(tranche), max(payee), any_value(kind) from journal").fetchall()
    assert taken == [(370_019_804, 3, "Toko Satu", "disbursement")]
    assert pa.table(journal).to_pandas(types_mapper=pd.ArrowDtype)["amount_sen"].sum() == 370_019_804


def test_partial_dates_leave_as_what_is_known() -> None:
    portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=journal_with(date=pa.array(["2024-03", "2024-03-04"])))
    table = pa.table(portfolio.journal)
    assert table["date"].to_pylist() == [None, date(2024, 3, 4)]
    assert table["date_first"].to_pylist() == [date(2024, 3, 1), date(2024, 3, 4)]
    assert table["date_last"].to_pylist() == [date(2024, 3, 31), date(2024, 3, 4)]


def test_a_journal_of_many_chunks_leaves_and_comes_back() -> None:
    amounts_in = [random.Random(k).randrange(10**9) for k in range(150_000)]
    rows = len(amounts_in)
    constant = {"date": [date(2024, 7, 5)] * rows, "kind": ["realisation"] * rows}
    frame = pl.DataFrame({**constant, "grant": ["kpu", "polres"] * (rows // 2), "amount": amounts_in})
    portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=frame)
    table = pa.table(portfolio.journal)
    assert table["amount_sen"].num_chunks == 3 and table["amount_sen"].to_pylist() == [amount * 100 for amount in amounts_in]
    assert table["row"].to_pylist() == list(range(1, rows + 1))
    assert table["grant"].to_pylist() == frame["grant"].to_list()


# ---- any rows ----

GOOD = {
    "id": st.just(""),
    "date": st.one_of(st.dates(date(2023, 1, 1), date(2025, 12, 31)).map(str), st.sampled_from(["2024-03", "4 Maret 2024", "2024"])),
    "kind": st.sampled_from(["disbursement", "realisation", "Belanja", "interest", "refund", "return", "reversal"]),
    "grant": st.sampled_from(["kpu", "polres"]),
    "tranche": st.sampled_from(["", "1"]),
    "stage": st.sampled_from(["", "CAMPAIGN", "VOTE"]),
    "amount": st.one_of(st.decimals(0, 10**12, places=2).map(lambda value: f"{value:.2f}"), st.integers(0, 10**12).map(str)),
    "payee": st.one_of(st.sampled_from(["", "Toko", " toko ", "é", 'a"b', "a,b"]), st.text("abc .-", max_size=14)),
    "voucher": st.one_of(st.just(""), st.sampled_from(["B-1", "b-1 ", "B-2"])),
    "reverses": st.sampled_from(["", "J1", "J2"]),
    "catatan": st.text("abc ,;", max_size=5),
}
BAD = {
    "id": st.sampled_from(["J1", "J2"]),
    "date": st.sampled_from(["2024-02-30", "", "x", "1999-12-31"]),
    "kind": st.sampled_from(["", "reversl"]),
    "grant": st.sampled_from(["", "kpux"]),
    "tranche": st.sampled_from(["9", "x"]),
    "stage": st.sampled_from(["VOT"]),
    "amount": st.sampled_from(["", "-1", "1.250", "1.250.000", "12,5", "Rp5", "x", "9" * 20, "1.005"]),
}


@pytest.mark.slow
@hypothesis.settings(max_examples=200, deadline=None)
@hypothesis.given(
    rows=st.lists(st.fixed_dictionaries(GOOD), max_size=12),
    faults=st.one_of(st.just({}), st.fixed_dictionaries({}, optional=BAD)),
    size=st.integers(1, 5),
)
def test_any_rows_say_the_same_as_csv_and_as_frame(rows: list[dict[str, str]], faults: dict[str, str], size: int) -> None:
    for number, row in enumerate(rows):
        row["id"] = f"J{number}"
    for place, (name, value) in enumerate(faults.items()):
        if rows:
            rows[place * 7 % len(rows)][name] = value
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(GOOD), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    table = pa.table({name: pa.array([row[name] or None for row in rows], pa.string()) for name in GOOD})
    with tempfile.TemporaryDirectory() as folder:
        folder_of(Path(folder), out.getvalue())
        frames = {"budget": text_table(BUDGET), "documents": text_table(DOCUMENTS)}
        outcomes: list[Any] = []
        for load in (
            lambda: hibah.load(folder),
            lambda: hibah.Portfolio.from_frames(PORTFOLIO, journal=table.to_reader(max_chunksize=size), **frames),
        ):
            try:
                outcomes.append(said(load().check(as_of=AS_OF)))
            except hibah.InputError as error:
                outcomes.append(problems_said(error))
    assert outcomes[0] == outcomes[1]
