"""Tables leave exactly: as dicts, CSV, JSON, pandas, and as Arrow for pyarrow, polars and duckdb."""

from __future__ import annotations

import csv
import gc
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hibah
from conftest import write_portfolio
from hibah import Rupiah

AS_OF = "2025-01-31"
TABLES: dict[str, Callable[[hibah.Portfolio], hibah.Table]] = {
    "schedule": lambda p: p.schedule(as_of=AS_OF),
    "position": lambda p: p.position(as_of=AS_OF),
    "realisation": lambda p: p.realisation(["grant", "stage"], as_of=AS_OF),
    "derivations": lambda p: p.derivations(as_of=AS_OF),
    "what-if": lambda p: p.what_if(as_of=AS_OF, voting="2024-12-04", regulation="permendagri-54-2019"),
    "trace": lambda p: p.trace("kpu", as_of=AS_OF),
    "by-payee": lambda p: p.realisation("payee,month", as_of=AS_OF),
    "empty": lambda p: p.position(as_of="2019-01-01"),
}


@pytest.fixture(params=list(TABLES))
def table(request: pytest.FixtureRequest, small: hibah.Portfolio) -> hibah.Table:
    return TABLES[request.param](small)


def exact_rows(table: hibah.Table) -> list[dict[str, Any]]:
    """The rows with Decimal for Rupiah: what a frame has to hold."""
    return [{key: value.to_decimal() if isinstance(value, Rupiah) else value for key, value in row.items()} for row in table.to_dicts()]


def same_types(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{key: type(value).__name__ for key, value in row.items()} for row in rows]


def test_rows_are_values(small: hibah.Portfolio) -> None:
    kpu, polres = small.position(as_of=AS_OF).to_dicts()
    assert kpu["balance"] == Rupiah("500096.53")
    assert polres == {
        "grant": "polres", "recipient": "Polres <Uji> & Rekan", "agreement": Rupiah("500000.01"), "disbursed": Rupiah("500000.01"),
        "realised": None, "interest": None, "returned": None, "balance": None,
    }  # fmt: skip
    second = small.schedule(as_of=AS_OF).to_dicts()[1]
    assert (second["due"], second["completed_on"], second["days_late"], second["state"]) == (
        date(2024, 6, 27),
        date(2024, 6, 28),
        1,
        "paid_late",
    )


def test_a_table_says_what_it_is(small: hibah.Portfolio) -> None:
    table = small.position(as_of=AS_OF)
    assert (table.name, table.as_of, len(table)) == ("position", date(2025, 1, 31), 2)
    assert (
        table.columns
        == list(table.types)
        == ["grant", "recipient", "agreement", "disbursed", "realised", "interest", "returned", "balance"]
    )
    assert table["grant"] == ["kpu", "polres"]
    assert table.totals["agreement"] == Rupiah("1500000.01") and table.totals["balance"] is None
    assert repr(table) == "<hibah.Table position as of 2025-01-31: 2 rows, 8 columns>"
    assert set(table.title) == {"id", "en"}
    assert small.schedule(as_of=AS_OF).totals == {}
    assert small.realisation("stage", as_of=AS_OF).notes[0]["en"].endswith("polres.")
    with pytest.raises(KeyError):
        table["warna"]


def test_texts(small: hibah.Portfolio, table: hibah.Table) -> None:
    assert str(table) == table.to_text() == table.to_text("id") != table.to_text("en")
    assert max(map(len, table.to_text().splitlines())) <= 100
    assert table._repr_html_() == table.to_html() and "<Uji>" not in table.to_html()
    english = small.schedule(as_of=AS_OF, lang="en")
    assert str(english) == english.to_text("en") != english.to_text("id")
    assert english["reason"][2] != small.schedule(as_of=AS_OF)["reason"][2]


def test_json_and_csv_hold_the_same(table: hibah.Table) -> None:
    def plain(name: str, value: Any) -> Any:
        if isinstance(value, Rupiah):
            return f"{value:p}"
        if isinstance(value, date):
            return value.isoformat()
        return str(value) if name in ("days_late", "days") and value is not None else value

    said = json.loads(table.to_json())
    assert said["as_of"] == table.as_of.isoformat()
    assert said["rows"] == [{name: plain(name, value) for name, value in row.items()} for row in table.to_dicts()]
    rows = list(csv.DictReader(io.StringIO(table.to_csv(), newline="")))
    assert [list(row) for row in rows] == [table.columns] * len(table)
    assert rows == [{name: "" if value is None else str(plain(name, value)) for name, value in row.items()} for row in table.to_dicts()]


@pytest.mark.slow
def test_pyarrow_takes_it_exactly(table: hibah.Table) -> None:
    pa = pytest.importorskip("pyarrow")
    arrow = pa.table(table)
    arrow.validate(full=True)
    kinds = {"text": pa.dictionary(pa.int32(), pa.utf8()), "amount": pa.decimal128(18, 2), "date": pa.date32(), "number": pa.int64()}
    assert arrow.schema == pa.schema([(name, kinds[kind]) for name, kind in table.types.items()]) == pa.schema(table)
    assert arrow.to_pylist() == exact_rows(table)
    assert same_types(arrow.to_pylist()) == same_types(exact_rows(table))
    assert [column.null_count for column in arrow.columns] == [table[name].count(None) for name in table.columns]


@pytest.mark.slow
def test_polars_takes_it_exactly(table: hibah.Table) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(table)
    assert frame.rows(named=True) == exact_rows(table)
    assert same_types(frame.rows(named=True)) == same_types(exact_rows(table))
    assert not any(kind.is_float() for kind in frame.dtypes)


@pytest.mark.slow
def test_duckdb_takes_it_exactly(table: hibah.Table) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as connection:
        connection.register("t", pytest.importorskip("pyarrow").table(table))
        result = connection.execute("SELECT * FROM t")
        names = [column[0] for column in result.description]
        rows = [dict(zip(names, row)) for row in result.fetchall()]
        amounts = [name for name, kind in table.types.items() if kind == "amount"]
        sums = connection.execute("SELECT 0" + "".join(f', sum("{name}")' for name in amounts) + " FROM t").fetchone()[1:]
    assert rows == exact_rows(table)
    for name, total in zip(amounts, sums):
        known = [value.to_decimal() for value in table[name] if value is not None]
        assert total == (sum(known) if known else None)


@pytest.mark.slow
def test_duckdb_reads_the_stream_itself(small: hibah.Portfolio) -> None:
    duckdb = pytest.importorskip("duckdb")
    position = small.position(as_of=AS_OF)
    with duckdb.connect() as connection:
        assert connection.execute("SELECT sum(agreement) FROM position").fetchone() == (position.totals["agreement"].to_decimal(),)


@pytest.mark.slow
def test_pandas_takes_it_exactly(table: hibah.Table) -> None:
    pandas = pytest.importorskip("pandas")
    frame = table.to_pandas()
    assert list(frame.columns) == table.columns and len(frame) == len(table)
    for name, kind in table.types.items():
        values = [None if value is pandas.NA else value for value in frame[name].tolist()]
        assert values == [value.to_decimal() if isinstance(value, Rupiah) else value for value in table[name]]
        assert str(frame[name].dtype) == ("Int64" if kind == "number" else "object")
    arrow = table.to_pandas(dtype_backend="pyarrow")
    for name, kind in table.types.items():
        assert [None if value is pandas.NA else value for value in arrow[name].tolist()] == [row[name] for row in exact_rows(table)]
        assert "double" not in str(arrow[name].dtype) and "float" not in str(arrow[name].dtype)
        assert kind != "amount" or str(arrow[name].dtype) == "decimal128(18, 2)[pyarrow]"
    with pytest.raises(hibah.UsageError):
        table.to_pandas(dtype_backend="numpy")  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.subprocess
def test_pandas_alone_is_enough(small_folder: Path) -> None:
    pytest.importorskip("pandas")
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import hibah\n"
        f"frame = hibah.load({str(small_folder)!r}).position(as_of={AS_OF!r}).to_pandas()\n"
        "print(frame['agreement'].sum(), frame['balance'].tolist())\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "1500000.01 [Decimal('500096.53'), None]\n"


def test_capsules_are_named_as_the_protocol_says(small: hibah.Portfolio) -> None:
    table = small.position(as_of=AS_OF)
    assert '"arrow_array_stream"' in repr(table.__arrow_c_stream__())
    assert '"arrow_array_stream"' in repr(table.__arrow_c_stream__(requested_schema=None))
    assert '"arrow_schema"' in repr(table.__arrow_c_schema__())


def test_a_capsule_that_nobody_takes_is_given_back(small: hibah.Portfolio) -> None:
    for _ in range(100):
        small.schedule(as_of=AS_OF).__arrow_c_stream__()
        small.schedule(as_of=AS_OF).__arrow_c_schema__()
    gc.collect()


@pytest.mark.slow
def test_the_consumer_outlives_the_table(small_folder: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    portfolio = hibah.load(small_folder)
    table = portfolio.position(as_of=AS_OF)
    expected = exact_rows(table)
    reader = pa.RecordBatchReader.from_stream(table)
    del table, portfolio
    gc.collect()
    batch = reader.read_next_batch()
    balance, names = batch.column("balance"), batch.column("grant").dictionary
    del batch, reader
    gc.collect()
    assert balance.to_pylist() == [row["balance"] for row in expected]
    assert names.to_pylist() == ["kpu", "polres"]


@pytest.mark.slow
def test_a_stream_has_one_batch_and_an_end(small: hibah.Portfolio) -> None:
    pa = pytest.importorskip("pyarrow")
    reader = pa.RecordBatchReader.from_stream(small.position(as_of=AS_OF))
    assert reader.read_next_batch().num_rows == 2
    for _ in range(2):
        with pytest.raises(StopIteration):
            reader.read_next_batch()


def portfolio_of(folder: Path, amount: str) -> hibah.Portfolio:
    write_portfolio(folder)
    text = (folder / "portfolio.toml").read_text(encoding="utf-8")
    (folder / "portfolio.toml").write_text(text.replace('"Rp1.000.000"', f'"{amount}"'), encoding="utf-8")
    return hibah.load(folder)


@pytest.mark.slow
def test_eighteen_digits_leave_and_nineteen_do_not(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    most = portfolio_of(tmp_path / "most", "Rp9.999.999.999.999.999,99").position(as_of=AS_OF)
    assert pa.table(most)["agreement"][0].as_py() == Decimal("9999999999999999.99")
    beyond = portfolio_of(tmp_path / "beyond", "Rp10.000.000.000.000.000").position(as_of=AS_OF)
    with pytest.raises(hibah.AmountOverflow, match="18 digits"):
        beyond.__arrow_c_stream__()
    assert beyond["agreement"][0] == Rupiah(10**16)  # it is only Arrow's column that is too narrow
    assert beyond.to_pandas()["agreement"][0] == Decimal(10**16)
