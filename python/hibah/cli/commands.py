"""What each command does. A command gives its text and its exit code; nothing is written before all of it is there."""

from __future__ import annotations

import csv
import datetime
import io
import os
from typing import TYPE_CHECKING, Optional

import hibah
from hibah._core import chosen_rules, group_keys, problems_text, rules_text
from hibah.cli import output
from hibah.cli.arguments import parse
from hibah.cli.messages import Words, language_of, usage_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

__all__ = ["run"]

CLEAN, FINDINGS, FAULT = 0, 1, 2
INTERRUPTED = 130

Result = tuple[str, int]


class _Fault(Exception):
    """A fault of the call, worded for the user."""


def run(arguments: list[str]) -> int:
    """Runs the command and gives its exit code."""
    lang = language_of(arguments)
    words = Words(lang)
    try:
        return _run(parse(arguments, lang), words)
    except _Fault as fault:
        _complain(str(fault))
    except (hibah.UsageError, hibah.InputError) as error:
        _complain(usage_text(error, lang))
    except output.OutputError as error:
        _complain(words("cannot_write", name=error.name or words("stdout"), reason=error.reason))
    except MemoryError:
        _complain(words("no_memory"))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # an exit code of 1 would say "findings"
        _complain(words("internal", reason=f"{type(error).__name__}: {error}"))
    return FAULT


def _run(options: argparse.Namespace, words: Words) -> int:
    text, code = _COMMANDS[options.command](options, words)
    if text:
        output.write(text, getattr(options, "output", None))
    return code


def _complain(text: str) -> None:
    output.complain(f"hibah: {text}\n")


def _day(options: argparse.Namespace, words: Words) -> datetime.date:
    """The day of the question. Only here may it be today, and that is said."""
    if options.as_of is not None:
        day: datetime.date = options.as_of
        return day
    today = datetime.date.today()
    _complain(words("today", day=today.isoformat()))
    return today


def _loaded(folder: str, words: Words) -> Optional[hibah.Portfolio]:
    """The portfolio; None after every problem of it has been told."""
    try:
        return hibah.load(folder)
    except hibah.InputError as error:
        name = os.fsencode(folder).decode("utf-8", "backslashreplace")
        _complain(f"{words('bad_folder', folder=name)}\n{problems_text(error.problems, error.total, words.lang)}".rstrip("\n"))
        return None


# ---- check ----


def _settings(options: argparse.Namespace, words: Words) -> dict[str, str]:
    settings: dict[str, str] = {}
    for text in options.set:
        key, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not key or not value:
            raise _Fault(words("bad_setting", text=text))
        if key in settings:
            raise _Fault(words("setting_twice", text=text))
        settings[key] = value
    return settings


def _check(options: argparse.Namespace, words: Words) -> Result:
    settings = _settings(options, words)
    chosen_rules(options.select, options.ignore)  # an unknown code is told before anything is read
    as_of = _day(options, words)
    texts: list[tuple[str, str]] = []
    code = CLEAN
    for folder in options.dirs:
        portfolio = _loaded(folder, words)
        if portfolio is None:
            code = FAULT
            continue
        report = portfolio.check(as_of=as_of, select=options.select, ignore=options.ignore, settings=settings)
        texts.append((folder, _report_text(report, options)))
        if options.fail_on != "never" and report.fails_at(options.fail_on):
            code = max(code, FINDINGS)
    return _joined(texts, options), code


def _report_text(report: hibah.Report, options: argparse.Namespace) -> str:
    if options.format == "json":
        return report.to_json(options.lang)
    if options.format == "csv":
        return report.to_csv(options.lang)
    return report.to_text(options.lang, colour=output.is_colourful(options.output))


def _joined(texts: list[tuple[str, str]], options: argparse.Namespace) -> str:
    """One report as it is; for several folders a JSON array, one CSV with the folder in front, or texts one after another."""
    if len(options.dirs) == 1 or not texts:
        return "".join(text for _, text in texts)
    if options.format == "text":
        return "\n".join(text for _, text in texts)
    if options.format == "json":
        # A line end inside a JSON string is escaped, so every line of the text is one of layout.
        indented = ("\n".join("  " + line for line in text.splitlines()) for _, text in texts)
        return "[\n" + ",\n".join(indented) + "\n]\n"
    joined = io.StringIO(newline="")
    writer = csv.writer(joined, lineterminator="\n")
    for index, (folder, text) in enumerate(texts):
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        if index == 0:
            writer.writerow(["folder", *head])
        writer.writerows([folder, *row] for row in rows)
    return joined.getvalue()


# ---- tables ----


def _table(options: argparse.Namespace, words: Words, ask: Callable[[hibah.Portfolio, datetime.date], hibah.Table]) -> Result:
    as_of = _day(options, words)
    portfolio = _loaded(options.dir, words)
    if portfolio is None:
        return "", FAULT
    table = ask(portfolio, as_of)
    if options.format == "json":
        return table.to_json(), CLEAN
    if options.format == "csv":
        return table.to_csv(), CLEAN
    return table.to_text(options.lang, colour=output.is_colourful(options.output)), CLEAN


def _schedule(options: argparse.Namespace, words: Words) -> Result:
    return _table(options, words, lambda portfolio, as_of: portfolio.schedule(as_of=as_of, lang=options.lang))


def _realisation(options: argparse.Namespace, words: Words) -> Result:
    keys = group_keys(options.by)  # an unknown key is told before anything is read
    if not keys:
        raise _Fault(words("no_key"))
    return _table(options, words, lambda portfolio, as_of: portfolio.realisation(keys, as_of=as_of, lang=options.lang))


def _position(options: argparse.Namespace, words: Words) -> Result:
    return _table(options, words, lambda portfolio, as_of: portfolio.position(as_of=as_of, lang=options.lang))


# ---- the small ones ----


def _deadline(options: argparse.Namespace, words: Words) -> Result:
    try:
        deadline = hibah.deadline(" ".join(options.expression))
    except hibah.UsageError as error:
        if error.code == "invalid_argument":
            raise _Fault(words("needs_portfolio")) from None
        raise
    if options.format == "json":
        return deadline.to_json(), CLEAN
    return deadline.to_text(options.lang, colour=output.is_colourful(None)), CLEAN


def _rules(options: argparse.Namespace, words: Words) -> Result:
    return rules_text(options.lang, settings=options.settings, colour=output.is_colourful(None)), CLEAN


def _explain(options: argparse.Namespace, words: Words) -> Result:
    return hibah.explain(options.code.upper(), options.lang, colour=output.is_colourful(None)), CLEAN


def _show(options: argparse.Namespace, words: Words) -> Result:
    return hibah.builtin_text(options.kind, options.id), CLEAN


def _terbilang(options: argparse.Namespace, words: Words) -> Result:
    return hibah.terbilang(" ".join(options.amount)) + "\n", CLEAN


_COMMANDS: dict[str, Callable[[argparse.Namespace, Words], Result]] = {
    "check": _check,
    "schedule": _schedule,
    "realisation": _realisation,
    "position": _position,
    "deadline": _deadline,
    "rules": _rules,
    "explain": _explain,
    "show": _show,
    "terbilang": _terbilang,
}
