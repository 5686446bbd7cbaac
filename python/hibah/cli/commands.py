"""What each command does: it writes its text to a sink, and gives its exit code."""

from __future__ import annotations

import contextlib
import csv
import datetime
import functools
import io
import itertools
import os
from typing import TYPE_CHECKING, Literal, Optional

import hibah
from hibah._core import chosen_rules, chosen_settings, group_keys, new_fails, phase_table, problems_text, rules_text
from hibah.cli import INTERRUPTED, output
from hibah.cli.arguments import parse
from hibah.cli.folders import Answer, Outcome, Task, outcomes, shown_name
from hibah.cli.messages import Words, language_of, usage_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Container, Generator

    from hibah.cli.folders import Ask

__all__ = ["run"]

CLEAN, FINDINGS, FAULT = 0, 1, 2

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
    with output.Sink(getattr(options, "output", None)) as sink:
        return _COMMANDS[options.command](options, words, sink)


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


def _outcomes(folders: list[str], ask: Ask, options: argparse.Namespace, words: Words) -> Generator[Outcome, None, None]:
    return outcomes(folders, ask, threads=options.threads, is_shown=not options.no_progress, words=words)


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


def _own_rules(options: argparse.Namespace, words: Words) -> list[hibah.Rule]:
    rules: list[hibah.Rule] = []
    for file in options.rules:
        try:
            rules += hibah.load_rules(file)
        except Exception as error:  # whatever the file raises
            raise _Fault(words("bad_rules", file=file, reason=f"{type(error).__name__}: {error}")) from None
    return rules


def _check(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    settings = _settings(options, words)
    own = _own_rules(options, words)
    codes = chosen_rules(options.select, options.ignore, own)  # an unknown code or setting is told before anything is read
    chosen_settings(settings)
    if options.fail_on == "new" and options.baseline is None:
        raise _Fault(words("new_needs_baseline"))
    earlier = _Earlier(_reports(options.baseline, words) if options.baseline is not None else [], len(options.dirs))
    is_crossing = len(options.dirs) > 1 and "R410" in codes  # then the portfolios are kept
    as_of = _day(options, words)

    def ask(portfolio: hibah.Portfolio, task: Task) -> Answer:
        report = portfolio.check(
            as_of=as_of,
            select=options.select,
            ignore=options.ignore,
            settings=settings,
            baseline=earlier.of(portfolio.name),
            rules=own,
            threads=task.threads(),
            progress=task.check_progress(portfolio),
            profile=options.profile,
        )
        task.begin_report()
        with task.phase("report"):
            text = _report_text(report, options)
        is_found = _is_found(report, options)
        profile = _profile_text(report, task, options.lang) if options.profile else ""
        return Answer(text, is_found, profile, portfolio if is_crossing else None)

    code = CLEAN
    held: dict[str, hibah.Portfolio] = {}
    join = _JOINS[options.format if len(options.dirs) > 1 else "text"](sink)
    with contextlib.closing(_outcomes(options.dirs, ask, options, words)) as results:
        for result in results:
            if result.fault is not None:
                _complain(result.fault)
                code = FAULT
                continue
            join.add(result.folder, result.answer.text)
            code = max(code, FINDINGS if result.answer.is_found else CLEAN)
            if result.answer.portfolio is not None:
                held[_name_beside(held, result.folder)] = result.answer.portfolio
            if result.answer.profile:
                output.complain(f"{shown_name(result.folder)}\n{result.answer.profile}")
    if len(held) > 1:
        chosen = {key: value for key, value in settings.items() if key.startswith("R410.")}
        across = hibah.check_across(held, as_of=as_of, settings=chosen, progress=lambda done, total: None)
        if across.findings:
            join.add("+", _report_text(across, options))
            is_found = options.fail_on not in ("never", "new") and across.fails_at(options.fail_on)
            code = max(code, FINDINGS if is_found else CLEAN)
    join.end()
    return code


def _name_beside(names: Container[str], folder: str) -> str:
    """The folder's name for messages, with a number where it stands there already."""
    name = shown_name(folder).rstrip("/") or "/"
    return next(each for each in itertools.chain([name], (f"{name} ({n})" for n in itertools.count(2))) if each not in names)


def _is_found(report: hibah.Report, options: argparse.Namespace) -> bool:
    if options.fail_on == "new" and report.new_fails is not None:  # a portfolio that the baseline does not have is new with all it has
        return report.new_fails > 0
    if options.fail_on == "new":
        return report.fails_at("info")
    return options.fail_on != "never" and report.fails_at(options.fail_on)


def _reports(path: str, words: Words) -> list[hibah.Report]:
    try:
        return hibah.load_reports(path)
    except hibah.InputError as error:
        told = problems_text(error.problems, error.total, words.lang)
        raise _Fault(f"{words('bad_report', file=shown_name(path))}\n{told}".rstrip("\n")) from None


class _Earlier:
    """The earlier reports of --baseline."""

    def __init__(self, reports: list[hibah.Report], folders: int) -> None:
        self.reports = reports
        self.is_one_to_one = len(reports) == folders == 1

    def of(self, portfolio: str) -> Optional[hibah.Report]:
        """That of a portfolio, by its name; of one folder and one report whatever it is called."""
        if not self.reports or self.is_one_to_one:
            return self.reports[0] if self.reports else None
        return next((report for report in self.reports if report.portfolio == portfolio), None)


def _profile_text(report: hibah.Report, task: Task, lang: Literal["id", "en"]) -> str:
    """What each rule cost, then each phase, in the order in which they went."""
    assert report.profile is not None and report.phases is not None
    load, text = task.phases
    within = zip(report.phases["phase"], report.phases["time_us"], report.phases["peak_bytes"])
    phases = phase_table(report.as_of, [load, *within, text])
    return f"{report.profile.to_text(lang)}\n{phases.to_text(lang)}"


def _report_text(report: hibah.Report, options: argparse.Namespace) -> str:
    if options.format == "json":
        return report.to_json(options.lang)
    if options.format == "csv":
        return report.to_csv(options.lang)
    if options.format == "sarif":
        return report.to_sarif(options.lang)
    return report.to_text(options.lang, colour=output.is_colourful(options.output))


class _Texts:
    """One text after another, with an empty line between."""

    def __init__(self, sink: output.Sink) -> None:
        self.sink = sink

    def add(self, folder: str, text: str) -> None:
        if not self.sink.is_empty:
            self.sink.write("\n")
        self.sink.write(text)

    def end(self) -> None: ...


class _JsonArray(_Texts):
    """One array of all reports."""

    def add(self, folder: str, text: str) -> None:
        self.sink.write("[\n" if self.sink.is_empty else ",\n")
        self.sink.write("  ")
        body = text.rstrip("\n")
        for begin in range(0, len(body), output.PART):  # in parts, so that Ctrl-C gets through in between
            # A line feed inside a JSON string is escaped, so every one that stands here is one of layout.
            self.sink.write(body[begin : begin + output.PART].replace("\n", "\n  "))

    def end(self) -> None:
        if not self.sink.is_empty:
            self.sink.write("\n]\n")


class _Csv(_Texts):
    """One table of all reports, with the folder in front."""

    def add(self, folder: str, text: str) -> None:
        joined = io.StringIO(newline="")
        writer = csv.writer(joined, lineterminator="\n")
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        if self.sink.is_empty:
            writer.writerow(["folder", *head])
        writer.writerows([folder, *row] for row in rows)
        self.sink.write(joined.getvalue())


class _SarifRuns(_Texts):
    """One log with a run a folder. The text of a log is byte-stable, so that its parts are found by their layout."""

    head, tail = '"runs": [', "\n  ]\n}\n"

    def add(self, folder: str, text: str) -> None:
        begin = text.index(self.head) + len(self.head)
        if self.sink.is_empty:
            self.sink.write(text[:begin])
        else:
            self.sink.write(",")
        self.sink.write(text[begin : -len(self.tail)])

    def end(self) -> None:
        if not self.sink.is_empty:
            self.sink.write(self.tail)


_JOINS: dict[str, type[_Texts]] = {"text": _Texts, "json": _JsonArray, "csv": _Csv, "sarif": _SarifRuns}


# ---- compare ----


def _compare(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    names = [options.before, options.before if options.after is None else options.after]
    folders = [name for name in names if os.path.isdir(name)]
    days = list(options.as_of or [])
    if len(days) == 1 and options.after is not None:
        days *= len(folders)  # two portfolios on one day
    if folders and not days and options.after is not None:
        days = [_day(options, words)] * len(folders)
    if len(days) != len(folders) or (options.after is None and not folders):
        needed = max(len(folders), 2 if options.after is None else 0)
        raise _Fault(words("one_day_a_folder", count=str(len(options.as_of or [])), needed=str(needed)))
    own = _own_rules(options, words)
    reports: list[hibah.Report] = []
    for name in names:
        if name not in folders:
            found = _reports(name, words)
            if len(found) != 1:
                raise _Fault(words("bad_report", file=shown_name(name)) + f" ({len(found)})")
            reports += found
            continue
        report = _checked(name, days.pop(0), own, options, words)
        if report is None:
            return FAULT
        reports.append(report)
    before, after = reports
    sink.write(_table_text(hibah.compare(before, after, only=options.only or None, lang=options.lang), options))
    return FINDINGS if options.fail_on == "new" and new_fails(before, after) else CLEAN


def _checked(folder: str, as_of: datetime.date, own: list[hibah.Rule], options: argparse.Namespace, words: Words) -> Optional[hibah.Report]:
    reports: list[hibah.Report] = []

    def ask(portfolio: hibah.Portfolio, task: Task) -> Answer:
        reports.append(portfolio.check(as_of=as_of, rules=own, threads=task.threads(), progress=task.check_progress(portfolio)))
        return Answer()

    with contextlib.closing(_outcomes([folder], ask, options, words)) as results:
        [result] = results
    if result.fault is not None:
        _complain(result.fault)
        return None
    return reports[0]


# ---- tables ----


def _table(
    options: argparse.Namespace, words: Words, sink: output.Sink, table_of: Callable[[hibah.Portfolio, datetime.date], hibah.Table]
) -> int:
    return _answered(options, words, sink, lambda portfolio, as_of: _table_text(table_of(portfolio, as_of), options))


def _answered(
    options: argparse.Namespace, words: Words, sink: output.Sink, text_of: Callable[[hibah.Portfolio, datetime.date], str]
) -> int:
    as_of = _day(options, words)

    def ask(portfolio: hibah.Portfolio, task: Task) -> Answer:
        task.begin_report()
        return Answer(text_of(portfolio, as_of))

    with contextlib.closing(_outcomes([options.dir], ask, options, words)) as results:
        [result] = results
    if result.fault is not None:
        _complain(result.fault)
        return FAULT
    sink.write(result.answer.text)
    return CLEAN


def _table_text(table: hibah.Table, options: argparse.Namespace) -> str:
    if options.format == "json":
        return table.to_json()
    if options.format == "csv":
        return table.to_csv()
    if options.format == "html":
        return f"{table.to_html(options.lang).rstrip()}\n"
    return table.to_text(options.lang, colour=output.is_colourful(options.output))


def _schedule(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    def text_of(portfolio: hibah.Portfolio, as_of: datetime.date) -> str:
        if not options.explain:
            return _table_text(portfolio.schedule(as_of=as_of, lang=options.lang), options)
        if options.format != "text":
            return _table_text(portfolio.derivations(as_of=as_of, lang=options.lang), options)
        schedule = _table_text(portfolio.schedule(as_of=as_of, lang=options.lang), options)
        colour = output.is_colourful(options.output)
        return f"{schedule}\n{portfolio.derivations_text(as_of=as_of, lang=options.lang, colour=colour)}"

    return _answered(options, words, sink, text_of)


def _realisation(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    keys = group_keys(options.by)  # an unknown key is told before anything is read
    if not keys:
        raise _Fault(words("no_key"))
    return _table(options, words, sink, lambda portfolio, as_of: portfolio.realisation(keys, as_of=as_of, lang=options.lang))


def _position(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    return _table(options, words, sink, lambda portfolio, as_of: portfolio.position(as_of=as_of, lang=options.lang))


def _trace(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    return _table(options, words, sink, lambda portfolio, as_of: portfolio.trace(options.subject, as_of=as_of, lang=options.lang))


def _what_if(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    changes = {name: getattr(options, name) for name in ("voting", "timetable", "regulation", "addendum")}
    if all(value is None for value in changes.values()):
        raise _Fault(words("no_change"))
    return _table(options, words, sink, lambda portfolio, as_of: portfolio.what_if(as_of=as_of, lang=options.lang, **changes))


# ---- the small ones ----


def _deadline(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    try:
        deadline = hibah.deadline(" ".join(options.expression))
    except hibah.UsageError as error:
        if error.code == "invalid_argument":
            raise _Fault(words("needs_portfolio")) from None
        raise
    is_json = options.format == "json"
    sink.write(deadline.to_json() if is_json else deadline.to_text(options.lang, colour=output.is_colourful(None)))
    return CLEAN


def _rules(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    rules = _own_rules(options, words)
    sink.write(rules_text(options.lang, settings=options.settings, colour=output.is_colourful(None), rules=rules))
    return CLEAN


def _explain(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    code = options.code.upper()
    own = next((rule for rule in _own_rules(options, words) if rule.info.code == code), None)
    explain = own.explain if own else functools.partial(hibah.explain, code)
    sink.write(explain(options.lang, colour=output.is_colourful(None), format=options.format))
    return CLEAN


def _show(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    sink.write(hibah.builtin_text(options.kind, options.id))
    return CLEAN


def _terbilang(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    sink.write(hibah.terbilang(" ".join(options.amount)) + "\n")
    return CLEAN


# ---- simulate ----


def _simulate(options: argparse.Namespace, words: Words, sink: output.Sink) -> int:
    from hibah.simulate import simulate  # here, for no other command needs it

    out = os.fspath(options.out)
    if options.grants < 1:
        raise _Fault(words("no_grants"))
    if os.path.lexists(out) and not (os.path.isdir(out) and not os.listdir(out)):
        raise _Fault(words("out_is_taken", out=shown_name(out)))
    try:
        made = simulate(out, grants=options.grants, seed=options.seed)
    except OSError as error:
        raise _Fault(words("cannot_write", name=shown_name(out), reason=error.strerror or str(error))) from None
    if options.violations is not None:
        with output.Sink(options.violations) as file:
            file.write(made.to_json())
    slots = {"out": shown_name(out), "grants": str(options.grants), "violations": str(len(made.violations)), "day": made.as_of.isoformat()}
    sink.write(words("simulated", **slots) + "\n")
    return CLEAN


_COMMANDS: dict[str, Callable[[argparse.Namespace, Words, output.Sink], int]] = {
    "check": _check,
    "compare": _compare,
    "schedule": _schedule,
    "realisation": _realisation,
    "position": _position,
    "trace": _trace,
    "what-if": _what_if,
    "deadline": _deadline,
    "rules": _rules,
    "explain": _explain,
    "simulate": _simulate,
    "show": _show,
    "terbilang": _terbilang,
}
