"""The ways in which a call can go wrong.

A broken contract is the caller's fault: UsageError. A bad input is the file's fault: InputError, which carries every problem that
was found. A finding is the grant's fault and is data (`Report.findings`), never an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hibah._core import Problem

__all__ = [
    "AmountOverflow",
    "AmountTypeError",
    "HibahError",
    "HorizonError",
    "InputError",
    "ParseError",
    "UsageError",
]


class HibahError(Exception):
    """The root of every exception that hibah raises."""


class UsageError(HibahError, ValueError):
    """The call itself was wrong. `code` names what, such as "unknown_rule"; it is stable, for programs."""

    def __init__(self, message: str, code: str = "invalid_argument") -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code)


class AmountTypeError(UsageError, TypeError):
    """A float, a bool or something else that is no exact amount, where money or a ratio is meant."""


class AmountOverflow(UsageError, OverflowError):
    """An amount that does not fit: beyond 64 bits of sen, or beyond the 18 digits of an Arrow column."""


class HorizonError(UsageError):
    """A question about working days outside the years that the calendar covers."""


class InputError(HibahError, ValueError):
    """Bad input. `problems` holds every problem that was found (`total` counts those beyond the list too)."""

    def __init__(self, message: str, problems: Sequence[Problem] = (), total: Optional[int] = None) -> None:
        super().__init__(message)
        self.problems = list(problems)
        self.total = len(self.problems) if total is None else total

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.problems, self.total)


class ParseError(InputError):
    """A text that is not the value it should be; `offset` is the byte of its UTF-8 where reading stopped."""

    def __init__(self, message: str, problems: Sequence[Problem] = (), total: Optional[int] = None, offset: int = 0) -> None:
        super().__init__(message, problems, total)
        self.offset = offset

    @property
    def code(self) -> Optional[str]:
        """What is wrong, such as "amount_ambiguous"."""
        return self.problems[0].code if self.problems else None

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.problems, self.total, self.offset)


for _error in (HibahError, UsageError, AmountTypeError, AmountOverflow, HorizonError, InputError, ParseError):
    _error.__module__ = "hibah"  # the name under which users find them
del _error
