#!/usr/bin/env python3
"""Changes the rules, one small thing at a time, and wants a rule case to notice each change.

  python tests/mutate.py                       every mutant of every file of libhibah/checks/rules
  python tests/mutate.py --only T201 support   of these alone: the code of a rule, or the name of a helper
  python tests/mutate.py --list                what would be changed, without running anything
  python tests/mutate.py --short 12 --seed 7   twelve mutants by lot (what CTest runs as mutation.short)

A mutant is a file with one change: a comparison moved by one or turned round, an integer one more or one less, + for - and - for +, && for ||,
a negation taken away or a bare condition negated, true for false. It is held against the cases of its rule (tests/rules/CODE); a mutant of a
helper against those of every rule that includes it. Texts, comments, includes, template brackets and headers are left alone.

A mutant that no case notices has survived: a case is missing, the code says more than it needs to, or no input can tell the two apart.
The last stand in EQUIVALENT with their reasons; one that is killed after all, or that the code no longer has, is an error.

Prints the survivors as file, line, before and after. Exit code: 0 all were noticed; 1 survivors; 2 the list of equivalents or a file is at fault.

Needs a build (--build, default build/release) by a compiler that knows precompiled headers, on a system that lets a program stand in for a
function of a shared library: the mutants of one rule are compiled as one program in which the environment chooses, against the whole library.
--state keeps results in a file: what was noticed stays so while the case that noticed it and the mutated file stand, so a long run can be broken off.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import hashlib
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "libhibah" / "checks" / "rules"
CASES = ROOT / "tests" / "rules"

# (file, line, [(before, after), ...], why no input can tell). Where a line has the same change at several places, or stands several times in its
# file, all of them are meant, unless a third part of the change says which one of the line (0, 1, ...).
EQUIVALENT: list[tuple[str, str, list[tuple[str, ...]], str]] = [
    (
        "a102_budget_does_not_add_up.cpp",
        "return version && *version >= 0 && terms && sum_of(budget.lines(view.index(), *version)) == terms->amount;",
        [("0", "-1")],
        "version -1 is that of a plan which does not hold yet: it has no lines, and no agreement is of nothing",
    ),
    (
        "a107_addenda_out_of_order.cpp",
        "const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), value);",
        [("+", "-")],
        "a text ends with a zero, at which reading stops all the same",
    ),
    (
        "before_signing.cpp",
        "if (row.is_day() && row.day >= last_signing) {",
        [(">=", ">")],
        "a shortcut: without it the day of signing passes too",
    ),
    (
        "d602_spending_not_ratified.cpp",
        "if (is_certain && row.is_day() && row.day <= last_day_seen) return;",
        [("<=", "<")],
        "a shortcut: without it the quarter is entered once more",
    ),
    (
        "d602_spending_not_ratified.cpp",
        "last_day_seen = add_days(first_day_of(first), 89).days_since_1970();  // every quarter has ninety days",
        [("89", "88")],
        "the same shortcut, taken a day less",
    ),
    (
        "day_off.cpp",
        "if (!calendar.covers(date.first) || !calendar.covers(date.last)) return Truth::unknown;",
        [("||", "&&")],
        "calendars hold whole years, and so no span has one end inside",
    ),
    (
        "day_off.cpp",
        "if (calendar.covers(date.first) && calendar.covers(date.last)) {",
        [("&&", "||")],
        "calendars hold whole years, and so no span has one end inside",
    ),
    (
        "j102_refund_above_realisation.cpp",
        "[[nodiscard]] static std::uint64_t key_of(const BookRow& row) noexcept { return (std::uint64_t{row.stage} << 32) | row.account; }",
        [("32", "33"), ("32", "31")],
        "words are numbered from 0 on, and there are less than 2^31 accounts",
    ),
    (
        "n804_one_payee.cpp",
        "const std::uint32_t place = places.of(name, 0);",
        [("0", "1"), ("0", "-1")],
        "the second half of the key says nothing",
    ),
    (
        "r401_outside_stage_window.cpp",
        "return std::any_of(inside->begin(), inside->end(), [day](const Days& days) { return days.first <= day && day <= days.last; });",
        [("<=", "<")],
        "a shortcut, taken a day less: the long way gives the same answer",
    ),
    (
        "r401_outside_stage_window.cpp",
        "if (later.effective > version.effective) days.last = std::min(days.last, later.effective.days_since_1970() - 1);",
        [(">", ">="), (">", "<="), ("1", "2")],
        "the same shortcut, taken on fewer days",
    ),
    (
        "r403_spent_after_use_period.cpp",
        "if (row.is_day() && row.day <= first_limit) {",
        [("<=", "<")],
        "a shortcut: without it the last day passes too",
    ),
    (
        "r404_voucher_reused.cpp",
        "while (slots < count_of(view, EntryKind::realisation) * 2) slots *= 2;",
        [("<", "<="), ("2", "3", "0"), ("2", "1", "0")],
        "how many free places there are changes how long a search takes, and there is always one",
    ),
    (
        "r404_voucher_reused.cpp",
        "std::size_t at = (use.row->voucher >> 20) & (slots_.size() - 1);",
        [("20", "21"), ("20", "19"), ("1", "2")],
        "a search may begin anywhere",
    ),
    (
        "r404_voucher_reused.cpp",
        "while (slots_[at] != none && all_[slots_[at]].use.row->voucher != use.row->voucher) at = (at + 1) & (slots_.size() - 1);",
        [("+", "-")],
        "a search may go backwards",
    ),
    (
        "r404_voucher_reused.cpp",
        "if (group.size() < 2) continue;",
        [("2", "1")],
        "a shortcut: one row has no description twice",
    ),
    (
        "r404_voucher_reused.cpp",
        "if (entries.size() < 2) return {};",
        [("2", "1")],
        "one use has been answered before, unless the keys of two vouchers meet",
    ),
    (
        "r404_voucher_reused.cpp",
        "for (std::size_t i = 1; i < uses.size(); ++i) {",
        [("1", "0")],
        "a shortcut, taken less: the long way gives the same answer",
    ),
    (
        "r404_voucher_reused.cpp",
        "if (i > 16) return false;  // too many to compare each with each",
        [(">", ">="), (">", "<="), ("16", "17"), ("16", "15")],
        "where the shortcut ends changes how long the answer takes",
    ),
    (
        "r404_voucher_reused.cpp",
        "for (std::size_t k = 0; k < i; ++k) {",
        [("<", "<=")],
        "the shortcut is not taken, and the long way gives the same answer",
    ),
    (
        "r404_voucher_reused.cpp",
        "if (other.amount != row.amount || other.account != row.account) continue;",
        [("||", "&&")],
        "the shortcut is taken less, and the long way gives the same answer",
    ),
    (
        "r404_voucher_reused.cpp",
        "return true;",
        [("true", "false")],
        "the shortcut is never taken, and the long way gives the same answer",
    ),
    (
        "r405_probable_double_payment.cpp",
        "const auto precedes = [&](const Payment* a, const Payment* b) { return std::pair(day(*a), a->entry) < std::pair(day(*b), b->entry); };",
        [("<", "<=")],
        "no two payments are one entry",
    ),
    (
        "r405_probable_double_payment.cpp",
        "for (; next != earlier.end() && std::pair((*next)->last, (*next)->entry) < std::pair(payment->first, payment->entry); ++next) {",
        [("<", "<=")],
        "only the payment itself is added, and one of its own voucher is never asked for",
    ),
    (
        "r405_probable_double_payment.cpp",
        "for (; next != others.end() && std::pair((*next)->first, (*next)->entry) < std::pair(payment->last, payment->entry); ++next)",
        [("<", "<=")],
        "only the payment itself is added, and one of its own voucher is never asked for",
    ),
    (
        "r406_split_purchase.cpp",
        "std::vector<std::size_t> ends(sellers_.size() + 1);",
        [("1", "2")],
        "the last place is not read",
    ),
    (
        "r410_paid_by_two_grants.cpp",
        "tell_crossing(finding, group, std::span(&source, 1), days,",
        [("1", "2"), ("1", "0")],
        "the length is not read: all payments are of the first",
    ),
    (
        "reconciliation.cpp",
        "std::sort(entries.begin(), entries.end(), [](const PairedEntry& a, const PairedEntry& b) { return a.entry < b.entry; });",
        [("<", "<=")],
        "no two are one entry",
    ),
    (
        "reconciliation.cpp",
        "for (std::size_t phase = 0; phase < kinds.size(); ++phase) {",
        [("<", "<=")],
        "entries of other kinds have been left out before",
    ),
    (
        "reconciliation.cpp",
        "if (!calendar_->covers(date.first) || !calendar_->covers(date.last)) bucket.is_off_calendar = true;",
        [("||", "&&")],
        "calendars hold whole years, and so no span has one end inside",
    ),
    (
        "s508_moved_after_return.cpp",
        "std::sort(by_first_.begin(), by_first_.end(), [](const DateSpan& a, const DateSpan& b) { return a.first < b.first; });",
        [("<", "<=")],
        "the first of equal ones is found, and knows the earliest end of them all",
    ),
    (
        "s508_moved_after_return.cpp",
        "std::sort(by_last_.begin(), by_last_.end(), [](const DateSpan& a, const DateSpan& b) { return a.last < b.last; });",
        [("<", "<=")],
        "the first of equal ones is found, and knows the earliest beginning of them all",
    ),
    (
        "s508_moved_after_return.cpp",
        "std::sort(all.begin(), all.end(), [](const Moved& a, const Moved& b) { return a.entry < b.entry; });",
        [("<", "<=")],
        "no two are one entry",
    ),
    (
        "settlement.cpp",
        "if (a.day != b.day) return a.day < b.day;",
        [("<", "<=")],
        "they are not equal",
    ),
    (
        "settlement.cpp",
        "return a.entry < b.entry;",
        [("<", "<=")],
        "no two movements are one entry",
    ),
    (
        "settlement.cpp",
        "const bool is_late = journal.kind(entry) == EntryKind::return_ ? reading.returns_late : reading.others_late;",
        [("==", "!=")],
        "all pairs of the two are read",
    ),
    (
        "t203_disbursed_above_agreement.cpp",
        "std::stable_sort(paid.begin(), paid.end(), [](const Paid& a, const Paid& b) { return a.date.first < b.date.first; });",
        [("<", "<=")],
        "only the sums at the ends of days are read, and they do not depend on the order within a day",
    ),
    (
        "x702_not_on_statement.cpp",
        "if (day < span.first) return calendar.working_days_between(day, span.first);",
        [("<", "<=")],
        "from a day to itself there are none",
    ),
    (
        "x702_not_on_statement.cpp",
        "if (day > span.last) return calendar.working_days_between(span.last, day);",
        [(">", ">=")],
        "from a day to itself there are none",
    ),
    (
        "x702_not_on_statement.cpp",
        "return 0;",
        [("0", "-1")],
        "it is only asked whether it is few enough",
    ),
    (
        "x702_not_on_statement.cpp",
        "const Date nearest = date.last < reach.widest.first ? date.last : date.first;  // of its days, where none lies within",
        [("<", "<=")],
        "where they are one day, one lies within",
    ),
    (
        "x702_not_on_statement.cpp",
        "const bool overlaps = date.last >= reach.widest.first && date.first <= reach.widest.last;",
        [("<=", "<")],
        "where they are one day, it is the nearest, and reached",
    ),
    (
        "x702_not_on_statement.cpp",
        ".needs = {.journal = true, .bank = true, .kinds = {EntryKind::disbursement, EntryKind::interest, EntryKind::return_}},",
        [("true", "false", "1")],
        "without the file there is no row of the grant either: the same answer in other words",
    ),
    (
        "x703_not_in_journal.cpp",
        ".needs = {.journal = true, .bank = true, .kinds = {EntryKind::disbursement, EntryKind::interest, EntryKind::refund}},",
        [("true", "false", "1")],
        "without the file there is no row of the grant either: the same answer in other words",
    ),
]

# ---- what is changed ----

TOKEN = re.compile(
    r"""(?P<skip>//[^\n]*|/\*.*?\*/|^[ \t]*\#[^\n]*(?:\\\n[^\n]*)*)
      | (?P<text>R"(?P<fence>[^()\s]*)\(.*?\)(?P=fence)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])')
      | (?P<number>\.?\d(?:'?[\w.]|[eEpP][+-])*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<sign><=>|<<=|>>=|->\*?|\+\+|--|&&|\|\||<<|>>|[<>=!+\-*/%&|^]=|::|[^\s\w])""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)

COMPARISONS = {
    "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",),
}  # fmt: skip
SPACED = COMPARISONS | {"&&": ("||",), "||": ("&&",), "+": ("-",), "-": ("+",), "+=": ("-=",), "-=": ("+=",)}
BEFORE_A_SIGN = {"(", "[", "{", ",", "=", "?", ":", "return", "<", ">", "<=", ">=", "==", "!=", "+", "-", "*", "&&", "||", "case"}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Mutant:
    file: str
    start: int  # what is replaced, in characters of the file
    end: int
    after: str
    line: int
    line_before: str
    line_after: str
    before: str
    place: int  # among the equal changes of its line

    def source(self, text: str) -> str:
        return text[: self.start] + self.after + text[self.end :]

    def shown(self) -> str:
        return f"libhibah/checks/rules/{self.file}:{self.line}\n  - {self.line_before}\n  + {self.line_after}"


def tokens_of(text: str) -> list[Token]:
    found = (Token(str(m.lastgroup if m.lastgroup != "fence" else "text"), m.group(), m.start(), m.end()) for m in TOKEN.finditer(text))
    return [token for token in found if token.kind != "skip"]


def integer_changes(text: str) -> list[str]:
    match = re.fullmatch(r"(0[xX][0-9a-fA-F']+|[0-9']+)([uUlLzZ]*)", text)
    if not match:
        return []  # not an integer
    value = int(match[1].replace("'", ""), 0 if match[1][:2] in ("0x", "0X") else 10)
    return [f"{value + 1}{match[2]}", f"{value - 1}{match[2]}"]


def closing(tokens: list[Token], at: int) -> int:
    depth = 0
    for i in range(at, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[i].text, 0)
        if depth == 0:
            return i
    raise ValueError("a bracket is not closed")


def changes_of(text: str) -> list[tuple[int, int, str]]:
    """What is replaced (from, to) and by what."""
    tokens = tokens_of(text)
    in_for: set[int] = set()
    for i, token in enumerate(tokens):
        if token.text == "for" and token.kind == "word":
            in_for.update(range(i + 1, closing(tokens, i + 1) + 1))
    changes: list[tuple[int, int, str]] = []
    for i, token in enumerate(tokens):
        before, after = tokens[i - 1] if i else token, tokens[i + 1] if i + 1 < len(tokens) else token
        is_spaced = text[token.start - 1].isspace() and text[token.end : token.end + 1].isspace()
        if token.kind == "number":
            in_template = before.text in ("<", ",") and after.text == ">" and not text[after.start - 1].isspace()
            if not in_template:
                changes += [(token.start, token.end, change) for change in integer_changes(token.text)]
        elif token.kind == "word":
            if token.text in ("true", "false"):
                changes.append((token.start, token.end, "false" if token.text == "true" else "true"))
            elif token.text == "if" and after.text == "(":
                end = closing(tokens, i + 1)
                inside = tokens[i + 2 : end]
                # A declaration, or a condition that is changed in its own right, is left as it is.
                if not any(part.text in ("=", ";", "!", "&&", "||") or part.text in COMPARISONS for part in inside):
                    condition = text[inside[0].start : inside[-1].end]
                    changes.append((inside[0].start, inside[-1].end, f"!({condition})"))
        elif token.kind == "sign":
            if token.text == "-" and before.text in BEFORE_A_SIGN:
                changes.append((token.start, token.end, ""))
            elif token.text == "!":
                changes.append((token.start, token.end, ""))
            elif token.text in ("++", "--") and i not in in_for:
                changes.append((token.start, token.end, "--" if token.text == "++" else "++"))
            elif is_spaced and before.text != "operator":
                changes += [(token.start, token.end, change) for change in SPACED.get(token.text, ())]
    return changes


def mutants_of(path: Path) -> list[Mutant]:
    text = path.read_text(encoding="utf-8")
    mutants: list[Mutant] = []
    places: Counter[tuple[int, str, str]] = Counter()
    for start, end, after in changes_of(text):
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        line = text[first:last].strip()
        mutated = (text[first:start] + after + text[end:last]).strip()
        before = text[start:end]
        place = places[first, before, after]
        places[first, before, after] += 1
        mutants.append(Mutant(path.name, start, end, after, text.count("\n", 0, start) + 1, line, mutated, before, place))
    return mutants


# ---- what it is held against ----


def code_of(path: Path) -> str:
    """The code of a rule's file; empty for a helper's."""
    match = re.match(r"[a-z]\d{3}(?=_)", path.name)
    return match[0].upper() if match else ""


def included_by(path: Path) -> set[str]:
    """The names of the headers of this folder that a file includes, in the end."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        for name in re.findall(r'#include <libhibah/checks/rules/(\w+\.hpp)>', waiting.pop().read_text(encoding="utf-8")):
            if name not in found:
                found.add(name)
                waiting.append(RULES / name)
    return found


def codes_against(path: Path, files: list[Path]) -> list[str]:
    """The rules whose cases must notice a mutant of this file."""
    if code_of(path):
        return [code_of(path)]
    header = path.with_suffix(".hpp").name
    return sorted(code_of(user) for user in files if code_of(user) and header in included_by(user))


def digest(*parts: bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()[:20]


def case_digests(codes: list[str]) -> dict[str, str]:
    paths = sorted(path for code in codes for path in (CASES / code).glob("*.case"))
    return {f"{path.parent.name}/{path.name}": digest(path.read_bytes()) for path in paths}


def surroundings_digest() -> str:
    """Of all that a mutant is compiled and run with, but for the rules themselves and their cases."""
    paths = sorted(path for ending in ("hpp", "cpp", "toml") for path in (ROOT / "libhibah").rglob(f"*.{ending}") if not code_of(path))
    paths.append(ROOT / "tests" / "cpp" / "checks" / "test_rule_cases.cpp")
    return digest(*(path.read_bytes() for path in paths))


# ---- compiling and running ----


class Fault(Exception):
    """Something other than a mutant is wrong."""


class Workshop:
    """What all mutants share: the whole library as a shared one, the common headers compiled once, the program of the rule cases."""

    def __init__(self, build: Path, folder: Path):
        self.folder = folder
        cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
        known = dict(re.findall(r"^(\w+):\w+=(.*)$", cache, re.MULTILINE))
        self.compiler, self.zstd = known["CMAKE_CXX_COMPILER"], known["HIBAH_ZSTD_LIBRARY"]
        self.flags = ["-std=c++20", f"-I{ROOT}", "-O0", "-fPIC", "-w", "-D_GLIBCXX_ASSERTIONS"]
        self.objects = [
            str(self.one(build, "**/hibah_test_main.dir/**/main.cpp.o")),
            str(self.one(build, "**/test_checks.dir/**/test_rule_cases.cpp.o")),
        ]
        archive = self.one(build, "libhibah/libhibah.a")
        self.library = folder / "libwhole.so"
        whole = ["-Wl,--whole-archive", str(archive), "-Wl,--no-whole-archive", "-lcrypto", "-lz", self.zstd, "-lpthread"]
        self.call([self.compiler, "-shared", "-o", str(self.library), *whole])
        common = folder / "common.hpp"
        standard = ["algorithm", "array", "cstdlib", "iterator", "map", "optional", "set", "string", "unordered_map", "utility", "vector"]
        own = ["rules.hpp", "support.hpp"]
        lines = [f"#include <{name}>\n" for name in standard] + [f"#include <libhibah/checks/rules/{name}>\n" for name in own]
        common.write_text("".join(lines), encoding="utf-8")
        self.call([self.compiler, *self.flags, "-x", "c++-header", str(common), "-o", f"{common}.gch"])
        self.include = ["-include", str(common)]

    @staticmethod
    def one(build: Path, pattern: str) -> Path:
        found = sorted(build.glob(pattern))
        if len(found) != 1:
            raise Fault(f"{build}: {len(found)} files match {pattern}; build test_checks there first")
        return found[0]

    @staticmethod
    def call(command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Fault(f"{' '.join(command)}\n{done.stderr}")

    def compile(self, source: Path, made: Path) -> str:
        """Compiles; what the compiler said where it refused."""
        command = [self.compiler, *self.flags, *self.include, "-fmax-errors=0", "-c", str(source), "-o", str(made)]
        if "clang" in self.compiler:
            command[command.index("-fmax-errors=0")] = "-ferror-limit=0"
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
        return "" if done.returncode == 0 else done.stderr or "refused"

    def link(self, made: Path, program: Path) -> None:
        where = f"-Wl,-rpath,{self.library.parent}"
        self.call([self.compiler, "-o", str(program), str(made), *self.objects, str(self.library), where, "-lpthread"])

    def run(self, program: Path, codes: list[str], chosen: int) -> str:
        """The case that noticed the mutant, or how it came down; empty where all cases hold."""
        environment = {**os.environ, "HIBAH_RULE_CASES": f",{','.join(codes)},", "HIBAH_MUTANT": str(chosen), "TMPDIR": str(program.parent)}
        command = [str(program), "--test-case=every rule case gives*", "--abort-after=1", "--no-colors"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, errors="replace", check=False, env=environment, timeout=300, preexec_fn=limit
            )
        except subprocess.TimeoutExpired:
            return "it does not end"
        if done.returncode == 0:
            return ""
        match = re.search(r"name := (\S+\.case)", done.stdout)
        return match[1] if match else f"it comes down with exit code {done.returncode}"


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def as_one_program(text: str, mutants: dict[int, Mutant]) -> str:
    """The file of a rule with each mutant in a namespace of its own, and the rule that the environment chooses."""
    includes, body = text.split("namespace hibah::rules {\n", 1)
    match = re.search(r"^Rule (\w+)\(\) \{$", body, re.MULTILINE)
    assert match, "a rule's file ends with its rule"
    parts = [includes, "#include <cstdlib>\n"]
    offset = len(text) - len(body)
    for number, mutant in mutants.items():
        changed = body[: mutant.start - offset] + mutant.after + body[mutant.end - offset :]
        parts.append(f'namespace hibah::rules::m{number} {{\n#line 1 "mutant-{number}"\n{changed}')
    chosen = "".join(f"    case {number}: return m{number}::{match[1]}();\n" for number in mutants)
    parts.append(
        f'#line 1 "chooser"\nnamespace hibah::rules {{\nRule {match[1]}() {{\n  switch (std::atoi(std::getenv("HIBAH_MUTANT"))) {{\n{chosen}'
        "  }\n  std::abort();\n}\n}\n"
    )
    return "".join(parts)


NOT_COMPILED = "did not compile"
SURVIVED = ""
Keep = Callable[[Mutant, str], None]


AT_ONCE = 16  # mutants in one program: more of them take more memory than they save time


def try_rule(shop: Workshop, path: Path, mutants: list[Mutant], codes: list[str], folder: Path, keep: Keep) -> None:
    text = path.read_text(encoding="utf-8")
    source, made, program = folder / path.name, folder / f"{path.stem}.o", folder / path.stem
    for first in range(0, len(mutants), AT_ONCE):
        left = dict(enumerate(mutants[first : first + AT_ONCE]))
        while left:
            source.write_text(as_one_program(text, left), encoding="utf-8")
            said = shop.compile(source, made)
            if not said:
                break
            refused = {int(number) for number in re.findall(r"^mutant-(\d+):\d+:\d+: (?:fatal )?error", said, re.MULTILINE)} & set(left)
            if not refused:
                raise Fault(f"{path}: the mutants together do not compile\n{said[:4000]}")
            for number in refused:
                keep(left.pop(number), NOT_COMPILED)
        if left:
            shop.link(made, program)
        for number, mutant in left.items():
            keep(mutant, shop.run(program, codes, number))


def try_helper(shop: Workshop, path: Path, mutants: list[Mutant], codes: list[str], folder: Path, keep: Keep) -> None:
    text = path.read_text(encoding="utf-8")
    source, made, program = folder / path.name, folder / f"{path.stem}.o", folder / path.stem
    for mutant in mutants:
        source.write_text(mutant.source(text), encoding="utf-8")
        if shop.compile(source, made):
            keep(mutant, NOT_COMPILED)
            continue
        shop.link(made, program)
        keep(mutant, shop.run(program, codes, 0))


# ---- results that are kept ----


class State:
    """Results by mutant. One counts as long as the mutated file, all around it, and the case that noticed it are as they were."""

    def __init__(self, path: Path | None):
        self.path = path
        self.lock = threading.Lock()
        self.surroundings = surroundings_digest()
        self.results: dict[str, list[str]] = {}
        if path and path.exists():
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["surroundings"] == self.surroundings:
                self.results = kept["results"]

    @staticmethod
    def key(mutant: Mutant) -> str:
        return f"{mutant.file} {digest((RULES / mutant.file).read_bytes())} {mutant.start} {mutant.after}"

    @staticmethod
    def stands_on(result: str, cases: dict[str, str]) -> str:
        if result == NOT_COMPILED:
            return ""
        return cases[result] if result in cases else digest(json.dumps(cases, sort_keys=True).encode())

    def get(self, mutant: Mutant, cases: dict[str, str]) -> str | None:
        kept = self.results.get(self.key(mutant))
        return kept[0] if kept and kept[1] == self.stands_on(kept[0], cases) else None

    def put(self, mutant: Mutant, result: str, cases: dict[str, str]) -> None:
        with self.lock:
            self.results[self.key(mutant)] = [result, self.stands_on(result, cases)]

    def write(self) -> None:
        if not self.path:
            return
        with self.lock:
            text = json.dumps({"surroundings": self.surroundings, "results": self.results}, indent=0, sort_keys=True)
            new = self.path.with_name(self.path.name + ".new")
            new.write_text(text, encoding="utf-8")
            new.replace(self.path)


# ---- the command ----


def is_wanted(path: Path, only: list[str]) -> bool:
    return not only or code_of(path) in {word.upper() for word in only} or path.stem in only


def listed(mutants: list[Mutant]) -> tuple[set[Mutant], list[str]]:
    """The mutants that EQUIVALENT lists, and the entries of it that no mutant is."""
    found: set[Mutant] = set()
    stale = []
    for file, line, changes, _ in EQUIVALENT:
        for before, after, *place in changes:
            of_line = [mutant for mutant in mutants if (mutant.file, mutant.line_before, mutant.before, mutant.after) == (file, line, before, after)]
            meant = [mutant for mutant in of_line if not place or mutant.place == int(place[0])]
            found.update(meant)
            if not meant:
                stale.append(f"EQUIVALENT lists what no mutant is: {file}: {line}: {before} to {after}")
    return found, stale


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--only", nargs="+", default=[], metavar="CODE", help="codes of rules, or names of helpers")
    arguments.add_argument("--list", action="store_true", help="print the mutants and stop")
    arguments.add_argument("--short", type=int, metavar="N", help="so many mutants by lot")
    arguments.add_argument("--seed", type=int, default=1, help="of the lot")
    arguments.add_argument("--jobs", type=int, default=1, help="files at a time")
    arguments.add_argument("--state", type=Path, help="keep results in this file, and use those that are in it")
    arguments.add_argument("--build", type=Path, default=ROOT / "build" / "release", help="a build of test_checks")
    options = arguments.parse_args()

    files = sorted(RULES.glob("*.cpp"))
    every = {path: mutants_of(path) for path in files}
    equivalent, faults = listed([mutant for mutants in every.values() for mutant in mutants])
    wanted = {path: mutants for path, mutants in every.items() if is_wanted(path, options.only)}
    if not any(wanted.values()):
        faults.append(f"nothing to change in {options.only or RULES}")
    if options.short is not None:
        lot = [mutant for mutants in wanted.values() for mutant in mutants]
        drawn = set(random.Random(options.seed).sample(lot, min(options.short, len(lot))))
        wanted = {path: [mutant for mutant in mutants if mutant in drawn] for path, mutants in wanted.items()}
    if options.list:
        for mutants in wanted.values():
            for mutant in mutants:
                print(mutant.shown())
        print(f"{sum(map(len, wanted.values()))} mutants")
    if faults or options.list:
        print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
        return 2 if faults else 0

    state = State(options.state)
    results: dict[Path, dict[Mutant, str]] = {path: {} for path in wanted}
    with tempfile.TemporaryDirectory(prefix="hibah-mutate-") as place:
        workshop: list[Workshop] = []
        opening = threading.Lock()

        def try_file(path: Path) -> None:
            codes = codes_against(path, files)
            cases = case_digests(codes)
            for mutant in wanted[path]:
                kept = state.get(mutant, cases)
                if kept is not None:
                    results[path][mutant] = kept
            left = [mutant for mutant in wanted[path] if mutant not in results[path]]
            if not left:
                return
            with opening:
                if not workshop:
                    workshop.append(Workshop(options.build.resolve(), Path(place)))
            folder = Path(place) / f"of-{path.stem}"
            folder.mkdir()

            def keep(mutant: Mutant, result: str) -> None:
                results[path][mutant] = result
                state.put(mutant, result, cases)
                if len(results[path]) % AT_ONCE == 0:
                    state.write()

            (try_rule if code_of(path) else try_helper)(workshop[0], path, left, codes, folder, keep)
            state.write()

        try:
            with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
                running = {pool.submit(try_file, path): path for path in wanted if wanted[path]}
                for done in concurrent.futures.as_completed(running):
                    done.result()
                    print(summary(running[done], results[running[done]], equivalent), flush=True)
        except Fault as fault:
            print(fault, file=sys.stderr)
            return 2

    everything = [(mutant, result) for found in results.values() for mutant, result in found.items()]
    survivors = []
    for mutant, result in everything:
        is_listed = mutant in equivalent
        if is_listed and result != SURVIVED:
            faults.append(f"EQUIVALENT lists what is told apart ({result}): {mutant.shown()}")
        elif not is_listed and result == SURVIVED:
            survivors.append(mutant)
    for mutant in survivors:
        print(mutant.shown())
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(summary(None, dict(everything), equivalent))
    return 2 if faults else 1 if survivors else 0


def summary(path: Path | None, found: dict[Mutant, str], equivalent: set[Mutant]) -> str:
    kinds = Counter(
        "did not compile"
        if result == NOT_COMPILED
        else "killed"
        if result != SURVIVED
        else "equivalent"
        if mutant in equivalent
        else "survived"
        for mutant, result in found.items()
    )
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in ("killed", "equivalent", "did not compile", "survived"))
    return f"{path.name if path else 'all'}: {len(found)} mutants: {counts}"


if __name__ == "__main__":
    sys.exit(main())
