"""Tables as pandas frames. pandas is imported when a frame is asked for, never before."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Optional

from hibah.errors import UsageError

if TYPE_CHECKING:
    from hibah._core import Table

__all__ = ["to_pandas"]


def to_pandas(table: Table, dtype_backend: Optional[str] = None) -> Any:
    """The rows as a pandas DataFrame. No amount becomes a float.

    By default amounts are Decimal and dates are datetime.date in columns of objects (None where unknown), whole numbers are Int64:
    this needs pandas alone. `dtype_backend="pyarrow"` gives Arrow's own types instead, and needs pyarrow.
    """
    if dtype_backend == "pyarrow":
        return _arrow_frame(table)
    if dtype_backend is not None:
        raise UsageError(f'dtype_backend is None or "pyarrow", not {dtype_backend!r}')
    pandas = import_module("pandas")
    columns = {}
    for name, kind in table.types.items():
        values: list[Any] = table[name]
        if kind == "amount":
            values = [None if value is None else value.to_decimal() for value in values]
        columns[name] = pandas.Series(values, dtype="Int64" if kind == "number" else "object")
    return pandas.DataFrame(columns)


def _arrow_frame(table: Table) -> Any:
    pandas, pyarrow = import_module("pandas"), import_module("pyarrow")
    return pyarrow.table(table).to_pandas(types_mapper=pandas.ArrowDtype)
