"""The same checks and tables for many regions at once, over Spark DataFrames, region by region on the workers.

    nation = hibah.spark.Portfolios(portfolios, journal, budget=budget, region="region", order="n")
    nation.check(as_of="2025-06-30")         # a row a finding
    nation.schedule(as_of="2025-06-30")      # and rules, summary, realisation, position

A region's rows go to one worker, which makes a `hibah.Portfolio` of them and asks it: what comes back is what one machine says of that
region, row for row. Money is decimal(18,2) or text, never a double. Needs pyspark 4 here, and hibah on every worker.
"""

from __future__ import annotations

from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, Union

from hibah._core import Portfolio, chosen_rules, group_keys
from hibah.errors import AmountTypeError, HibahError, InputError, UsageError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Literal

    from pyspark.sql import DataFrame

    from hibah._core import Finding, Rupiah, Table

__all__ = ["Portfolios"]

_FRAMES = ("journal", "budget", "documents", "bank")

# The kinds of columns: as Spark writes them, and as Arrow does. Those of `Table.types`, and what the findings need beside.
_SPARK_TYPES = {
    "text": "string",
    "amount": "decimal(18,2)",
    "date": "date",
    "number": "bigint",
    "truth": "boolean",
    "basis": "array<struct<instrument:string,article:string,mark:string,source:string>>",
    "evidence": "array<struct<file:string,row:bigint,column:string,raw:string,entry:string,extra:map<string,string>>>",
}


def _arrow_type(kind: str) -> Any:
    arrow = import_module("pyarrow")
    text = arrow.string()
    if kind == "basis":
        return arrow.list_(arrow.struct(dict.fromkeys(("instrument", "article", "mark", "source"), text)))
    if kind == "evidence":
        cell = {"file": text, "row": arrow.int64(), "column": text, "raw": text, "entry": text, "extra": arrow.map_(text, text)}
        return arrow.list_(arrow.struct(cell))
    plain = {"text": text, "amount": arrow.decimal128(18, 2), "date": arrow.date32(), "number": arrow.int64(), "truth": arrow.bool_()}
    return plain[kind]


_REGION = {"region": "text"}
_PROBLEM = {"problem_id": "text", "problem_en": "text"}
_FINDINGS = {
    "region": "text",
    "number": "number",
    **dict.fromkeys(("rule", "severity", "state", "grant"), "text"),
    "tranche": "number",
    **dict.fromkeys(("stage", "account", "entry", "expected", "actual", "difference", "unit"), "text"),
    **dict.fromkeys(("message_id", "message_en", "reason_id", "reason_en", "fingerprint"), "text"),
    "subjects": "number",
    "basis": "basis",
    "evidence": "evidence",
}
_COUNTS = dict.fromkeys(("passed", "fail", "not_applicable", "not_evaluable", "waived"), "number")
_RULES = {**_REGION, "number": "number", "rule": "text", **_COUNTS, **_PROBLEM}
_SUMMARY = {**_REGION, **_COUNTS, "complete": "truth", **_PROBLEM}

# A portfolio with nothing to find. Every question is put to it here before it goes to the workers: a wrong question is then an error of
# the call and not one of each region, and the answer shows which columns to expect.
_PROBE = """\
format = 1
name = "-"
grantor = "-"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[grant]]
id = "-"
recipient = "-"
role = "other"
signed = 2024-01-01
amount = 1
"""


class Portfolios:
    """The portfolios of many regions. A value, as lazy as a DataFrame: nothing runs before Spark is asked for rows.

    `portfolios` gives every region its portfolio.toml: the text, or a Path to it. It travels with the function, which Spark broadcasts.
    `journal`, `budget`, `documents` and `bank` have the columns of the CSV files, and beside them

    - `region`: the key of `portfolios`, in a column of that name;
    - `order`: the column, or columns, by which the rows of a region stand in order, the last of them whole numbers. Spark keeps no order
      of its own, and the entries of a day count in theirs. A finding's evidence has the file "journal", "budget", "documents" or "bank" and, as
      row, the place of the row in that order within its region, from 1.

    A region without a row in a frame has not delivered it: as with a missing file, what it would have told is unknown, and the rest is
    checked. A region whose rows cannot be read, or that `portfolios` lacks, does not stop the others: each of its problems is a row, in
    `check` with the state "bad_input", in all else with its text in `problem_id` and `problem_en`.

    In every answer `region` is the first column. `number` counts the rows of a region from 1, in the order that one machine gives.

    Errors: UsageError for columns that are missing, AmountTypeError for columns of floats, ImportError without pyspark 4. A question
    that is wrong is refused as by `hibah.Portfolio`, before anything runs.
    """

    def __init__(
        self,
        portfolios: Mapping[str, Union[str, PathLike[str]]],
        journal: DataFrame,
        *,
        budget: Optional[DataFrame] = None,
        documents: Optional[DataFrame] = None,
        bank: Optional[DataFrame] = None,
        region: str = "region",
        order: Union[str, Sequence[str]] = "n",
    ) -> None:
        functions = _spark_functions()
        self._texts = {name: text if isinstance(text, str) else Path(text).read_text(encoding="utf-8") for name, text in portfolios.items()}
        self._order = [order] if isinstance(order, str) else list(order)
        # One row for each portfolio, so that a region without entries has a group too; then the rows of each frame, each packed whole into
        # one column of its own, so that no type of one frame bends a type of another and all are shuffled once.
        rows = journal.sparkSession.createDataFrame([(name,) for name in self._texts], "region string")
        for name, frame in zip(_FRAMES, (journal, budget, documents, bank)):
            if frame is None:
                continue
            _check_columns(name, frame, region, self._order)
            inner = [_column(column) for column in frame.columns if column != region]
            packed = frame.select(_column(region).cast("string").alias("region"), functions.struct(*inner).alias(name))
            rows = rows.unionByName(packed, allowMissingColumns=True)
        self._groups = rows.groupBy("region")

    def check(
        self,
        *,
        as_of: Union[datetime.date, str],
        select: Union[Iterable[str], str, None] = None,
        ignore: Union[Iterable[str], str, None] = None,
        settings: Optional[Mapping[str, Union[str, int, bool, Rupiah]]] = None,
    ) -> DataFrame:
        """The findings of every region: the fields of the JSON report, with `evidence` and `basis` as arrays of structs.

        `entry` is that of the first piece of evidence that has one.
        """
        ask = _asking_check(as_of, select, ignore, settings)
        return self._answers(_FINDINGS, lambda portfolio: [_finding_row(finding) for finding in ask(portfolio).findings])

    def rules(
        self,
        *,
        as_of: Union[datetime.date, str],
        select: Union[Iterable[str], str, None] = None,
        ignore: Union[Iterable[str], str, None] = None,
        settings: Optional[Mapping[str, Union[str, int, bool, Rupiah]]] = None,
    ) -> DataFrame:
        """How often each rule gave each state, for every region."""
        ask = _asking_check(as_of, select, ignore, settings)
        return self._answers(_RULES, lambda portfolio: [_attributes(count, _RULES) for count in ask(portfolio).rules])

    def summary(
        self,
        *,
        as_of: Union[datetime.date, str],
        select: Union[Iterable[str], str, None] = None,
        ignore: Union[Iterable[str], str, None] = None,
        settings: Optional[Mapping[str, Union[str, int, bool, Rupiah]]] = None,
    ) -> DataFrame:
        """Counts of every state over all rules, a row a region."""
        ask = _asking_check(as_of, select, ignore, settings)
        return self._answers(_SUMMARY, lambda portfolio: [_attributes(ask(portfolio).summary, _SUMMARY)])

    def schedule(self, *, as_of: Union[datetime.date, str], lang: Literal["id", "en"] = "id") -> DataFrame:
        """For every tranche of every region what was planned, when it was due, what was paid and when."""
        return self._table(lambda portfolio: portfolio.schedule(as_of=as_of, lang=lang))

    def realisation(
        self, by: Union[Iterable[str], str], *, as_of: Union[datetime.date, str], lang: Literal["id", "en"] = "id"
    ) -> DataFrame:
        """What was spent against its ceiling in every region, by any of grant, stage, account, payee, month."""
        keys = group_keys(by)
        return self._table(lambda portfolio: portfolio.realisation(keys, as_of=as_of, lang=lang))

    def position(self, *, as_of: Union[datetime.date, str], lang: Literal["id", "en"] = "id") -> DataFrame:
        """Where every grant of every region stands: agreed, disbursed, realised, interest, returned, balance."""
        return self._table(lambda portfolio: portfolio.position(as_of=as_of, lang=lang))

    def _table(self, ask: Callable[[Portfolio], Table]) -> DataFrame:
        columns = {**_REGION, "number": "number", **ask(_probe()).types, **_PROBLEM}
        return self._answers(columns, ask)

    def _answers(self, columns: Mapping[str, str], ask: Callable[[Portfolio], Any]) -> DataFrame:
        """What `ask` says of the portfolio of each region: rows, or what pyarrow takes for a table."""
        texts, order = self._texts, self._order

        def answer(key: Any, rows: Any) -> Any:
            region = key[0].as_py()
            try:
                return _framed(ask(_portfolio(region, rows, texts, order)), columns, region)
            except HibahError as error:  # the region's own fault; anything else is ours, and fails the job
                return _framed(_problem_rows(error, columns), columns, region, numbered=False)

        return self._groups.applyInArrow(answer, ", ".join(f"`{name}` {_SPARK_TYPES[kind]}" for name, kind in columns.items()))


# ---- where Spark is driven ----


def _spark_functions() -> Any:
    try:
        spark = import_module("pyspark")
        if int(spark.__version__.split(".")[0]) >= 4:
            return import_module("pyspark.sql.functions")
    except ImportError as error:
        raise ImportError("hibah.spark needs pyspark 4 or newer, with pyarrow: pip install 'libhibah[spark]'") from error
    raise ImportError(f"hibah.spark needs pyspark 4 or newer, this is {spark.__version__}: pip install 'libhibah[spark]'")


def _column(name: str) -> Any:
    """A column by its very name, whatever signs are in it."""
    return _spark_functions().col("`" + name.replace("`", "``") + "`")


def _check_columns(name: str, frame: DataFrame, region: str, order: Sequence[str]) -> None:
    types = dict(frame.dtypes)
    for column in (region, *order):
        if column not in types:
            raise UsageError(f"{name} has no column {column!r}; it has {', '.join(types)}")
    for column, type_ in types.items():
        if type_ in ("float", "double"):
            raise AmountTypeError(f"column {column!r} of {name} is a {type_}, and a float is never money: cast to decimal(18,2) or string")
    if types[order[-1]] not in ("tinyint", "smallint", "int", "bigint"):
        raise UsageError(f"column {order[-1]!r} of {name} is {types[order[-1]]}: rows are put in order by whole numbers")


def _probe() -> Portfolio:
    return Portfolio.from_frames(portfolio=_PROBE)


def _asking_check(as_of: Any, select: Any, ignore: Any, settings: Any) -> Callable[[Portfolio], Any]:
    rules = chosen_rules(select, ignore)  # may be iterators: read once

    def ask(portfolio: Portfolio) -> Any:
        # One thread: Spark runs a task a core.
        return portfolio.check(as_of=as_of, select=rules, settings=settings, threads=1)

    ask(_probe())
    return ask


# ---- what runs on the workers ----


def _portfolio(region: Optional[str], rows: Any, texts: Mapping[str, str], order: Sequence[str]) -> Portfolio:
    if region is None or region not in texts:
        raise _RegionError(
            f"tidak ada portofolio untuk wilayah ini (baris: {rows.num_rows})",
            f"there is no portfolio for this region (rows: {rows.num_rows})",
        )
    frames = {name: _in_order(name, rows.column(name), order) for name in _FRAMES if name in rows.column_names}
    return Portfolio.from_frames(portfolio=texts[region], **frames)


def _in_order(name: str, packed: Any, order: Sequence[str]) -> Any:
    """The rows of one frame; None where the region has none."""
    arrow = import_module("pyarrow")
    rows = packed.drop_null()
    if len(rows) == 0:
        return None
    table = arrow.Table.from_struct_array(rows)
    places = table.select(order)
    if any(column.null_count for column in places.columns) or places.group_by(order).aggregate([]).num_rows != table.num_rows:
        words = ", ".join(order)
        raise _RegionError(
            f"{name}: kolom urutan ({words}) kosong atau berulang, sehingga urutan baris tidak diketahui",
            f"{name}: the order columns ({words}) are empty or repeat, so that the order of the rows is not known",
        )
    return table.sort_by([(column, "ascending") for column in order])


class _RegionError(HibahError):
    """What is wrong with the rows of a region before any of them is read, in both languages."""

    def __init__(self, id: str, en: str) -> None:
        super().__init__(en)
        self.id, self.en = id, en


def _finding_row(finding: Finding) -> dict[str, Any]:
    row = {name: getattr(finding, name, None) for name in _FINDINGS}
    evidence = [dict(_attributes(cell, _CELL), extra=list(cell.extra.items())) for cell in finding.evidence]
    return row | {
        "entry": next((cell["entry"] for cell in evidence if cell["entry"] is not None), None),
        "message_id": finding.message["id"],
        "message_en": finding.message["en"],
        "reason_id": finding.reason,
        "basis": [_attributes(basis, ("instrument", "article", "mark", "source")) for basis in finding.basis],
        "evidence": evidence,
    }


_CELL = ("file", "row", "column", "raw", "entry")


def _attributes(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name, None) for name in names}


def _problem_rows(error: HibahError, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row for each problem; as findings, where the columns are theirs."""
    texts: list[tuple[str, str, list[dict[str, Any]]]] = []
    if isinstance(error, InputError) and error.problems:
        for problem in error.problems:
            cell = {"file": problem.file, "row": problem.row, "column": problem.column, "raw": problem.text}
            texts.append((problem.line("id"), problem.line("en"), [cell]))
        more = error.total - len(error.problems)
        if more > 0:
            texts.append((f"dan {more} masalah lagi", f"and {more} more problems", []))
    elif isinstance(error, _RegionError):
        texts.append((error.id, error.en, []))
    else:
        texts.append((str(error), str(error), []))
    if "problem_id" in columns:
        return [{"problem_id": id, "problem_en": en} for id, en, _ in texts]
    return [
        {"severity": "error", "state": "bad_input", "message_id": id, "message_en": en, "basis": [], "evidence": cells}
        for id, en, cells in texts
    ]


def _framed(answer: Any, columns: Mapping[str, str], region: Optional[str], *, numbered: bool = True) -> Any:
    """An answer under the columns that Spark was told of, with the region and the number of each row."""
    arrow = import_module("pyarrow")
    schema = arrow.schema([(name, _arrow_type(kind)) for name, kind in columns.items()])
    table = arrow.Table.from_pylist(answer, schema) if isinstance(answer, list) else arrow.table(answer)
    beside = {
        "region": [region] * len(table),
        "number": list(range(1, len(table) + 1)) if numbered else [None] * len(table),
    }
    arrays = []
    for field in schema:
        if field.name in beside:
            arrays.append(arrow.array(beside[field.name], field.type))
        elif field.name in table.column_names:
            arrays.append(table.column(field.name).cast(field.type))
        else:
            arrays.append(arrow.nulls(len(table), field.type))
    return arrow.Table.from_arrays(arrays, schema=schema)
