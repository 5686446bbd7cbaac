"""What may stand on the command line."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Optional

import hibah
from hibah.cli import output
from hibah.cli.messages import Words, translated, usage_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from _typeshed import SupportsWrite

__all__ = ["parse"]

_FORMATS = ("text", "json", "csv")
_CHECK_FORMATS = (*_FORMATS, "sarif")
_TABLE_FORMATS = ("text", "json", "csv", "html")
_SEVERITIES = ("error", "warning", "info", "new", "never")
_CHANGES = ("new", "changed", "gone", "unchanged")
_NEGATIVE_AMOUNT = re.compile(r"-\s*(rp)?[\s.]*\d", re.IGNORECASE)


class _IndonesianFormatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: Optional[str], actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: Optional[str] = None
    ) -> None:
        super().add_usage(usage, actions, groups, Words("id")("usage") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks the user's language, in UTF-8 whatever the locale."""

    def __init__(self, *, words: Words, **options: Any) -> None:
        formatter = argparse.HelpFormatter if words.lang == "en" else _IndonesianFormatter
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **options)
        self.words = words
        self.given = self.add_argument_group(words("arguments"))
        self.chosen = self.add_argument_group(words("options"))
        self.chosen.add_argument("-h", "--help", action="help", help=words("help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(output.stderr())
        self.exit(2, f"{self.prog}: {translated(message, self.words.lang)}\n")

    def _print_message(self, message: str, file: Optional[SupportsWrite[str]] = None) -> None:
        if file is None or file is output.stderr():
            output.complain(message)
        else:
            output.Sink(None).write(message)


def _date(words: Words, text: str) -> datetime.date:
    try:
        return hibah.parse_date(text)
    except hibah.InputError as error:
        raise argparse.ArgumentTypeError(usage_text(error, words.lang)) from None


def _codes(text: str) -> list[str]:
    return [word.strip().upper() for word in text.split(",") if word.strip()]


def _threads(words: Words, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4 or int(text) > 1024:
        raise argparse.ArgumentTypeError(words("bad_threads"))
    return int(text)


def _add_common(parser: _Parser, words: Words, formats: tuple[str, ...] = _FORMATS) -> None:
    parser.chosen.add_argument("--as-of", metavar="DATE", type=lambda text: _date(words, text), help=words("as_of"))
    parser.chosen.add_argument("--format", choices=formats, default="text", help=words("format"))
    _add_lang(parser, words)
    parser.chosen.add_argument("--output", metavar="FILE", help=words("output"))
    parser.chosen.add_argument("--threads", metavar="N", type=lambda text: _threads(words, text), default=0, help=words("threads"))
    parser.chosen.add_argument("--no-progress", action="store_true", help=words("no_progress"))


def _number(words: Words, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= len(text) <= 9:
        raise argparse.ArgumentTypeError(words("bad_number"))
    return int(text)


def _add_lang(parser: _Parser, words: Words) -> None:
    parser.chosen.add_argument("--lang", choices=("id", "en"), default="id", help=words("lang"))


def _add_check(parser: _Parser, words: Words) -> None:
    parser.given.add_argument("dirs", metavar="DIR", nargs="+", help=words("dirs"))
    _add_common(parser, words, _CHECK_FORMATS)
    parser.chosen.add_argument("--select", metavar="CODES", type=_codes, action="extend", default=[], help=words("select"))
    parser.chosen.add_argument("--ignore", metavar="CODES", type=_codes, action="extend", default=[], help=words("ignore"))
    parser.chosen.add_argument("--fail-on", choices=_SEVERITIES, default="error", help=words("fail_on"))
    parser.chosen.add_argument("--baseline", metavar="FILE", help=words("baseline"))
    parser.chosen.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help=words("set"))
    parser.chosen.add_argument("--profile", action="store_true", help=words("profile"))
    _add_rules(parser, words)


def _changes(words: Words, text: str) -> list[str]:
    changes = [word.strip().lower() for word in text.split(",") if word.strip()]
    if not changes or any(word not in _CHANGES for word in changes):
        raise argparse.ArgumentTypeError(words("bad_changes", changes=", ".join(_CHANGES)))
    return changes


def _add_compare(parser: _Parser, words: Words) -> None:
    parser.given.add_argument("before", metavar="OLD", help=words("old_report"))
    parser.given.add_argument("after", metavar="NEW", nargs="?", help=words("new_report"))
    parser.chosen.add_argument("--as-of", metavar="DATE", type=lambda text: _date(words, text), action="append", help=words("two_days"))
    parser.chosen.add_argument("--format", choices=_TABLE_FORMATS, default="text", help=words("format"))
    parser.chosen.add_argument("--only", metavar="CHANGES", type=lambda text: _changes(words, text), default=[], help=words("only"))
    parser.chosen.add_argument("--fail-on", choices=("new", "never"), default="never", help=words("fail_on_new"))
    _add_lang(parser, words)
    parser.chosen.add_argument("--output", metavar="FILE", help=words("output"))
    parser.chosen.add_argument("--threads", metavar="N", type=lambda text: _threads(words, text), default=0, help=words("threads"))
    parser.chosen.add_argument("--no-progress", action="store_true", help=words("no_progress"))
    _add_rules(parser, words)


def _add_rules(parser: _Parser, words: Words) -> None:
    parser.chosen.add_argument("--rules", metavar="FILE", action="append", default=[], help=words("own_rules"))


def _add_table(parser: _Parser, words: Words) -> None:
    parser.given.add_argument("dir", metavar="DIR", help=words("dir"))
    _add_common(parser, words, _TABLE_FORMATS)


def _parser(words: Words) -> _Parser:
    parser = _Parser(words=words, prog="hibah", description=words("about"), epilog=words("exit_codes"))
    parser.chosen.add_argument("--version", action="version", version=f"hibah {hibah.__version__}", help=words("version"))
    _add_lang(parser, words)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title=words("commands"), parser_class=_Parser)

    def add(name: str) -> _Parser:
        command: _Parser = commands.add_parser(name, words=words, help=words(name), description=words(name))
        return command

    _add_check(add("check"), words)
    _add_compare(add("compare"), words)
    schedule = add("schedule")
    _add_table(schedule, words)
    schedule.chosen.add_argument("--explain", action="store_true", help=words("explain_schedule"))
    realisation = add("realisation")
    _add_table(realisation, words)
    realisation.chosen.add_argument("--by", metavar="KEYS", required=True, help=words("by"))
    _add_table(add("position"), words)
    trace = add("trace")
    _add_table(trace, words)
    trace.given.add_argument("subject", metavar="ENTRY|GRANT", help=words("subject"))
    what_if = add("what-if")
    _add_table(what_if, words)
    what_if.chosen.add_argument("--voting", metavar="DATE", type=lambda text: _date(words, text), help=words("voting"))
    what_if.chosen.add_argument("--timetable", metavar="FILE", help=words("timetable"))
    what_if.chosen.add_argument("--regulation", metavar="ID", help=words("regulation"))
    what_if.chosen.add_argument("--addendum", metavar="FILE", help=words("addendum"))

    deadline = add("deadline")
    deadline.given.add_argument("expression", metavar="EXPR", nargs="+", help=words("expression"))
    deadline.chosen.add_argument("--format", choices=("text", "json"), default="text", help=words("format"))
    _add_lang(deadline, words)

    rules = add("rules")
    rules.chosen.add_argument("--settings", action="store_true", help=words("settings"))
    _add_rules(rules, words)
    _add_lang(rules, words)
    explain = add("explain")
    explain.given.add_argument("code", metavar="CODE", help=words("code"))
    _add_rules(explain, words)
    explain.chosen.add_argument("--format", choices=("text", "markdown"), default="text", help=words("format"))
    _add_lang(explain, words)

    simulate = add("simulate")
    simulate.given.add_argument("out", metavar="OUT", help=words("out"))
    simulate.chosen.add_argument("--grants", metavar="N", type=lambda text: _number(words, text), default=40, help=words("grants"))
    simulate.chosen.add_argument("--seed", metavar="S", type=lambda text: _number(words, text), default=1, help=words("seed"))
    simulate.chosen.add_argument("--violations", metavar="FILE", help=words("violations"))
    _add_lang(simulate, words)
    show = add("show")
    show.given.add_argument("kind", choices=("timetable", "regulation", "calendar", "schema"), help=words("kind"))
    show.given.add_argument("id", metavar="ID", help=words("id"))
    _add_lang(show, words)
    terbilang = add("terbilang")
    terbilang.given.add_argument("amount", metavar="AMOUNT", nargs="+", help=words("amount"))
    _add_lang(terbilang, words)
    return parser


def parse(arguments: list[str], lang: Literal["id", "en"]) -> argparse.Namespace:
    """The options that the arguments say. Exits with 2 where they say none, and with 0 for help and version."""
    if "terbilang" in arguments and "--" not in arguments:  # an amount below zero is no option
        place = next((i for i, argument in enumerate(arguments) if _NEGATIVE_AMOUNT.match(argument)), None)
        if place is not None:
            arguments = [*arguments[:place], "--", *arguments[place:]]
    options = _parser(Words(lang)).parse_args(arguments)
    options.lang = lang  # wherever it stood
    return options
