"""Rules of one's own: a function over a grant becomes a rule with the same states, evidence, fingerprints and page as those of the library."""

from __future__ import annotations

import inspect
import runpy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Union

from hibah._core import Rule
from hibah.errors import UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable
    from typing import Literal, Optional

    from hibah._core import Answer, Context, GrantView

__all__ = ["load_rules", "rule"]

_Message = Union[str, "Mapping[str, str]"]


def rule(
    *,
    code: str,
    name: Optional[str] = None,
    title: Optional[_Message] = None,
    severity: Literal["error", "warning", "info"] = "warning",
    subject: Literal["grant", "entry"] = "grant",
    basis: Union[str, Mapping[str, str], Iterable[Union[str, Mapping[str, str]]]] = (),
    needs: Union[str, Iterable[str]] = (),
    kinds: Union[str, Iterable[str]] = (),
    columns: Union[str, Iterable[str]] = (),
    what: Optional[_Message] = None,
    why: Optional[_Message] = None,
    example: Optional[_Message] = None,
    not_proved: Optional[_Message] = None,
    unknown_when: Optional[_Message] = None,
) -> Callable[[Callable[[GrantView, Context], Optional[Iterable[Answer]]]], Rule]:
    """Makes a rule of a function `(grant, context)` that yields what `grant.fail`, `.not_evaluable` and `.not_applicable` give.

    With `subject="entry"` the rule judges the standing entries of `kinds` (all kinds where none is named); those that it does not name
    pass. With `subject="grant"` it judges the grant, which passes where nothing is yielded. `needs` ("journal", "budget", "documents", "bank"),
    `kinds` and `columns` are what it cannot do without: where they are unknown the grant is not evaluable and the function is not called.

    `code` is capital letters and digits, and not one of the library's. `basis` is what it rests on: a text, or a mapping of instrument,
    article, mark ("read", "press", "memory") and source. The page (`what`, by default the function's docstring, `why`, `example`,
    `not_proved`, `unknown_when`) and the title are a text, or one in Indonesian and one in English: {"id": ..., "en": ...}.

    Errors: UsageError where one of these is not as said.
    """

    def make(function: Callable[[GrantView, Context], Optional[Iterable[Answer]]]) -> Rule:
        own_name = name or str(getattr(function, "__name__", code)).replace("_", "-")
        return Rule(
            function,
            code=code,
            name=own_name,
            title=title if title is not None else own_name,
            severity=severity,
            subject=subject,
            basis=[basis] if isinstance(basis, (str, Mapping)) else list(basis),
            needs=needs,
            kinds=kinds,
            columns=columns,
            page={
                "what": what if what is not None else inspect.getdoc(function),
                "why": why,
                "example": example,
                "not_proved": not_proved,
                "needs": unknown_when,
            },
        )

    return make


def load_rules(path: Union[str, os.PathLike[str]]) -> list[Rule]:
    """The rules that a Python file makes, in its order. The file is run: take it only from whom you trust. Errors: UsageError."""
    found = [value for value in runpy.run_path(str(path)).values() if isinstance(value, Rule)]
    if not found:
        raise UsageError(f"{path} makes no rule: decorate a function with hibah.rule", "invalid_argument")
    return found
