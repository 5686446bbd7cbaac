"""Rules of one's own: the same states, evidence, fingerprints and pages as those of the library."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any, Optional

import pytest

import hibah
from conftest import ROOT

EXAMPLE = ROOT / "examples" / "own-rules" / "aturan_kantor.py"
CONTOH = ROOT / "examples" / "kabupaten-contoh"

TOML = """
format = 1
name = "Hibah Pilkada 2024 Kabupaten Contoh"
grantor = "Pemerintah Kabupaten Contoh"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[grant]]
id = "kpu"
recipient = "KPU"
role = "organiser"
signed = 2023-11-10
amount = "Rp1.000.000.000"
[[grant]]
id = "bawaslu"
recipient = "Bawaslu"
role = "supervisor"
signed = 2023-11-10
amount = "Rp500.000.000"
recorded = ["disbursement"]
"""

JOURNAL = """id,date,kind,grant,amount,payee,account,voucher,reverses
A1,2023-11-15,disbursement,kpu,900000.00,,,,
A2,2024-02-01,realisation,kpu,100000.00,Toko Satu,521211,K1,
A3,2024-02-02,realisation,kpu,100000.01,Toko Dua,521211,,
A4,2024-02,realisation,kpu,250000.00,Toko Satu,521211,K3,
A5,2024-02-03,realisation,kpu,300000.00,Toko Tiga,521213,K4,
A6,2024-02-04,reversal,kpu,300000.00,,,,A5
A7,2024-02-20,realisation,kpu,400000.00,Toko Tiga,521213,K5,
"""

Checked = Callable[..., hibah.Report]


@pytest.fixture
def small(tmp_path: Path) -> hibah.Portfolio:
    (tmp_path / "portfolio.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "journal.csv").write_text(JOURNAL, encoding="utf-8")
    return hibah.load(tmp_path)


def rule_of(function: Callable[..., Any], **said: Any) -> hibah.Rule:
    return hibah.rule(**{"code": "KKR001", "subject": "entry", "kinds": "realisation", **said})(function)


def told(portfolio: hibah.Portfolio, rule: hibah.Rule, as_of: str = "2024-12-31", **options: Any) -> list[tuple[Any, ...]]:
    report = portfolio.check(as_of=as_of, rules=[rule], select=rule.info.code, **options)
    return [(f.state, f.grant, f.evidence[0].entry, f.expected, f.actual, f.difference) for f in report.findings]


def above(limit: str) -> Callable[[hibah.GrantView, hibah.Context], Iterable[hibah.Answer]]:
    most = hibah.Rupiah(limit)

    def function(grant: hibah.GrantView, context: hibah.Context) -> Iterable[hibah.Answer]:
        for entries in (grant.entries, grant.uncertain):
            for entry in entries:
                if entry.kind == "realisation" and entry.amount > most:
                    yield grant.fail(entry.number, expected=most, actual=entry.amount, message={"id": "besar", "en": "large"})

    return function


# ---- states ----


def test_what_is_named_fails_and_the_rest_passes(small: hibah.Portfolio) -> None:
    report = small.check(as_of="2024-12-31", rules=[rule_of(above("100000"), severity="error")], select="KKR")
    [count] = report.rules
    # A5 was taken back; bawaslu's realisations are not recorded in full.
    assert (count.passed, count.fail, count.not_applicable, count.not_evaluable) == (1, 3, 0, 1)
    first = report.findings[0]
    assert (first.rule, first.severity, first.state, first.grant, first.account) == ("KKR001", "error", "fail", "kpu", "521211")
    # As the entries of a grant are: by first day, and that of "2024-02" is the first.
    assert [f.evidence[0].entry for f in report.findings[:3]] == ["A4", "A3", "A7"]
    assert (report.findings[1].expected, report.findings[1].actual, report.findings[1].difference) == ("100000.00", "100000.01", "0.01")
    assert report.findings[1].unit == "IDR" and report.findings[1].evidence[0].raw == "100000.01"
    assert report.findings[3].state == "not_evaluable" and report.findings[3].grant == "bawaslu"
    assert report.fails_at("error")


def test_an_entry_that_perhaps_stands_is_not_evaluable(small: hibah.Portfolio) -> None:
    [*_, (state, grant, entry, expected, _, _), other] = told(small, rule_of(above("100000.01")), as_of="2024-02-15")
    assert (state, grant, entry, expected) == ("not_evaluable", "kpu", "A4", None)
    assert other[0] == "not_evaluable" and other[1] == "bawaslu"


def test_the_boundary_is_a_sen(small: hibah.Portfolio) -> None:
    expected = {"100000.00": ["A4", "A3", "A7"], "100000.01": ["A4", "A7"], "249999.99": ["A4", "A7"], "250000": ["A7"], "400000": []}
    for limit, entries in expected.items():
        assert [entry for state, _, entry, *_ in told(small, rule_of(above(limit))) if state == "fail"] == entries


def test_what_is_not_there_is_not_evaluable_and_the_function_is_not_called(small: hibah.Portfolio, tmp_path: Path) -> None:
    called: list[str] = []

    def function(grant: hibah.GrantView, context: hibah.Context) -> None:
        called.append(grant.id)

    for missing in ({"columns": "destination"}, {"needs": "budget"}, {"needs": ["journal", "documents"]}):
        report = small.check(as_of="2024-12-31", rules=[rule_of(function, **{"kinds": "disbursement", **missing})], select="KKR")
        assert [f.state for f in report.findings] == ["not_evaluable"] * 2 and called == []
    small.check(as_of="2024-12-31", rules=[rule_of(function, kinds="disbursement")], select="KKR", threads=1)
    assert called == ["kpu", "bawaslu"]


def test_a_rule_over_grants(small: hibah.Portfolio) -> None:
    def function(grant: hibah.GrantView, context: hibah.Context) -> Iterable[hibah.Answer]:
        assert grant.amount is not None
        if grant.id == "bawaslu":
            return [grant.not_applicable()]
        return [
            grant.fail(message="satu", expected=Fraction(1, 2), actual=Fraction(3, 4), key="a"),
            grant.fail(message="dua", expected=datetime.date(2024, 1, 1), actual=datetime.date(2024, 1, 3), key="b", column="signed"),
            grant.not_evaluable(reason={"id": "tidak tahu", "en": "unknown"}, key="c"),
        ]

    report = small.check(as_of="2024-12-31", rules=[rule_of(function, subject="grant", kinds=())], select="KKR")
    [count] = report.rules
    assert (count.passed, count.fail, count.not_applicable, count.not_evaluable) == (0, 2, 1, 1)
    assert [(f.difference, f.unit) for f in report.findings] == [("25%", "share"), ("2", "day"), (None, None)]
    assert len({f.fingerprint for f in report.findings}) == 3
    assert report.findings[1].evidence[0].raw == "2023-11-10" and report.findings[2].reason_en == "unknown"
    nothing = rule_of(lambda grant, context: None, subject="grant", kinds=())
    assert small.check(as_of="2024-12-31", rules=[nothing], select="KKR").rules[0].passed == 2


def test_what_a_function_sees(small: hibah.Portfolio) -> None:
    seen: dict[str, Any] = {}

    def function(grant: hibah.GrantView, context: hibah.Context) -> None:
        if grant.id != "kpu":
            return
        seen["entry"] = grant.entries[1]
        seen["entries"] = grant.entries
        seen["sizes"] = len(grant.entries), len(grant.uncertain), len(list(grant.entries))
        seen["words"] = context.words("account"), context.words("payee")
        seen["context"] = context.as_of, context.settings["R405.days"], context.kinds
        seen["grant"] = grant, grant.grant.recipient, grant.amount

    small.check(as_of="2024-12-31", rules=[rule_of(function)], select="KKR", settings={"R405.days": 9})
    entry = seen["entry"]
    assert (entry.date, entry.kind, entry.amount) == (datetime.date(2024, 2, 1), "realisation", hibah.Rupiah("100000"))
    assert (entry.payee, entry.account, entry.voucher, entry.id) == ("Toko Satu", "521211", "K1", "A2")
    assert (entry.stage, entry.tranche, entry.destination, entry.description) == (None, None, None, None)
    assert seen["sizes"] == (5, 0, 5)
    assert seen["words"][0] == ("", "521211", "521213") and "Toko Dua" in seen["words"][1]
    assert seen["context"] == (datetime.date(2024, 12, 31), "9", ("disbursement", "realisation", "refund", "interest", "return"))
    assert hibah.Context.kinds == seen["context"][2]
    grant, recipient, amount = seen["grant"]
    assert (recipient, amount) == ("KPU", hibah.Rupiah("1000000000"))
    with pytest.raises(hibah.UsageError, match="only while the function"):
        grant.entries
    with pytest.raises(IndexError):
        seen["entries"][5]
    assert seen["entries"][-1].id == "A7"
    with pytest.raises(hibah.UsageError, match="gather takes"):
        seen["entries"].gather("amount")


def test_columns_are_seen_as_they_lie_in_memory(small: hibah.Portfolio) -> None:
    numpy = pytest.importorskip("numpy")
    kept: list[Any] = []

    def function(grant: hibah.GrantView, context: hibah.Context) -> None:
        first, second = numpy.asarray(grant.entries), numpy.asarray(grant.entries)
        assert numpy.shares_memory(first, second) and not first.flags.writeable
        kept.append((first, numpy.frombuffer(grant.entries.gather("payee"), numpy.uint32), context.words("payee")))

    small.check(as_of="2024-12-31", rules=[rule_of(function)], select="KKR", threads=1)
    [(rows, payees, words)] = kept  # and they stay: bawaslu's are not recorded
    assert rows["amount_sen"].tolist() == [90000000, 10000000, 25000000, 10000001, 40000000]
    assert rows["amount_sen"].dtype == numpy.int64
    assert [words[number] for number in payees] == ["", "Toko Satu", "Toko Satu", "Toko Dua", "Toko Tiga"]
    assert (rows["voucher_key"] == 0).tolist() == [True, False, False, True, False]
    assert rows["day"].tolist()[1] == (datetime.date(2024, 2, 1) - datetime.date(1970, 1, 1)).days
    assert (rows["day"] < 0).tolist() == [False, False, True, False, False]


def test_many_at_once_say_the_same_as_one_by_one(small: hibah.Portfolio) -> None:
    numpy = pytest.importorskip("numpy")
    limit = hibah.Rupiah("100000")
    wording = {"id": "{payee} {amount} {day} {account} {x}", "en": "{payee} got {amount} on {day}"}

    def at_once(grant: hibah.GrantView, context: hibah.Context) -> Iterable[hibah.Answer]:
        rows = numpy.asarray(grant.entries)
        found = rows["entry"][(rows["kind"] == 1) & (rows["amount_sen"] > limit.sen)]
        yield grant.fail_each(found[:1], expected=limit, message=wording, column="voucher")
        yield grant.fail_each([int(number) for number in found[1:]], expected=limit, message=wording, column="voucher")
        yield grant.fail_each(found[:0], message="nothing")

    def one_by_one(grant: hibah.GrantView, context: hibah.Context) -> Iterable[hibah.Answer]:
        days = {"A3": ("2 Februari 2024", "2 February 2024"), "A4": ("Februari 2024", "February 2024")}
        days["A7"] = ("20 Februari 2024", "20 February 2024")
        for entry in grant.entries:
            if entry.kind == "realisation" and entry.amount > limit:
                message = {
                    "id": f"{entry.payee} {entry.amount} {days[entry.id][0]} {entry.account} {{x}}",
                    "en": f"{entry.payee} got {entry.amount} on {days[entry.id][1]}",
                }
                yield grant.fail(entry.number, expected=limit, actual=entry.amount, message=message, column="voucher")

    many, single = (small.check(as_of="2024-12-31", rules=[rule_of(each, name="n")], select="KKR").to_json() for each in (at_once, one_by_one))
    assert json.loads(many)["findings"] == json.loads(single)["findings"]


# ---- beside the library's rules ----


def test_the_report_does_not_depend_on_threads_and_tells_both(small: hibah.Portfolio) -> None:
    own = hibah.load_rules(EXAMPLE)
    portfolio = hibah.load(CONTOH)
    reports = [portfolio.check(as_of="2025-06-30", rules=own, threads=threads) for threads in (1, 2, 8)]
    assert len({report.to_json() for report in reports}) == 1
    alone = portfolio.check(as_of="2025-06-30")
    report = reports[0]
    assert [f.fingerprint for f in report.findings if not f.rule.startswith("KKR")] == [f.fingerprint for f in alone.findings]
    assert [row.rule for row in report.rules][-5:] == ["KKR001", "KKR002", "W901", "W902", "W903"]
    assert [f.evidence[0].entry for f in report.findings if f.rule == "KKR001"] == ["KPU-0338", "KPU-0431"]
    assert [f.grant for f in report.findings if f.rule == "KKR002"] == ["kodim-timur", "lanal"]
    assert "Sedikit penerima" in report.to_text("id") and "Few payees" in report.to_text("en")
    for form in (report.to_csv("id"), report.to_html("en")):
        assert "KKR001" in form and "KKR002" in form
    assert [row.rule for row in portfolio.check(as_of="2025-06-30", rules=own, ignore="KKR").rules] == [row.rule for row in alone.rules]


def test_growth_is_checked_as_a_whole_is(small: hibah.Portfolio, tmp_path: Path) -> None:
    rule = rule_of(above("100000"))
    more = tmp_path / "more.csv"
    more.write_text(JOURNAL.splitlines()[0] + "\nB1,2024-03-01,realisation,kpu,700000.00,Toko Dua,521211,K9,\n", encoding="utf-8")
    grown = small.append(more)
    first = small.check(as_of="2024-12-31", rules=[rule])
    again, whole = grown.check(as_of="2024-12-31", rules=[rule], after=first), grown.check(as_of="2024-12-31", rules=[rule])
    assert again.to_json() == whole.to_json() and "B1" in {f.evidence[0].entry for f in again.findings}


def test_the_cost_of_a_rule_is_told(small: hibah.Portfolio) -> None:
    profile = small.check(as_of="2024-12-31", rules=[rule_of(above("100000"))], profile=True).profile
    assert profile is not None
    assert {row["rule"]: row["findings"] for row in profile.to_dicts()}["KKR001"] == 4


def test_a_rule_has_a_page() -> None:
    large, few = hibah.load_rules(EXAMPLE)
    assert (large.info.code, large.info.name, large.info.subject, large.info.severity) == ("KKR001", "large-honorarium", "entry", "warning")
    assert large.info.title == {"id": "Honorarium besar sekaligus", "en": "Large honorarium at once"}
    page = large.explain("id")
    assert "KKR001" in page and "Menandai honorarium" in page and "SOP bendahara kantor contoh butir 4" in page and "R405" in page
    assert "an entry at a time" in few.explain("en")
    assert large.explain("en", format="markdown").startswith("# KKR001")
    assert few.function.__name__ == "few_payees" and "KKR002" in repr(few)
    info = few.info
    del few
    assert info.title["en"] == "Few payees"


# ---- what is refused ----


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"code": "T201"}, "T201 is taken"),
        ({"code": "kkr-1"}, "capital letters and digits"),
        ({"code": ""}, "capital letters and digits"),
        ({"severity": "fatal"}, "severity"),
        ({"subject": "tranche"}, "subject"),
        ({"kinds": "reversal"}, "reversal"),
        ({"kinds": ["belanja", "x"]}, '"x"'),
        ({"columns": "amount"}, "amount"),
        ({"needs": "bank.csv"}, "needs are"),
        ({"title": {"id": "a"}}, "Indonesian"),
        ({"title": 5}, "Indonesian"),
        ({"basis": [{"article": "Pasal 1"}]}, "instrument"),
        ({"basis": [{"instrument": "SE", "mark": "sure"}]}, "mark"),
        ({"basis": [{"instrument": "SE", "page": "2"}]}, "page"),
        ({"basis": [5]}, "basis"),
    ],
)
def test_a_rule_that_is_not_as_it_should_be(small: hibah.Portfolio, said: dict[str, Any], words: str) -> None:
    with pytest.raises(hibah.UsageError, match=words):
        small.check(as_of="2024-12-31", rules=[rule_of(above("1"), **said)])


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (lambda grant: [5], "yields what grant.fail"),
        (lambda grant: [grant.fail(message="x")], "names the entry"),
        (lambda grant: [grant.fail(99, message="x")], "99"),
        (lambda grant: [grant.fail(-1, message="x")], "-1"),
        (lambda grant: [grant.fail(0, message="x")], "none of the entries"),  # a disbursement
        (lambda grant: [grant.fail(4, message="x")], "none of the entries"),  # reversed
        (lambda grant: [grant.fail(1, message="x"), grant.fail(1, message="x")], "an answer already"),
        (lambda grant: [grant.fail(1, message="x", expected=hibah.Rupiah(1))], "of one kind"),
        (lambda grant: [grant.fail(1, message="x", expected=1, actual=hibah.Rupiah(1))], "of one kind"),
        (lambda grant: [grant.fail(1, message="x", expected=0.5, actual=0.5)], "float"),
        (lambda grant: [grant.fail(1, message="x", expected=True, actual=True)], "bool"),
        (lambda grant: [grant.fail(1, message=None)], "Indonesian"),
        (lambda grant: [grant.not_applicable(9)], "more answers"),
        (lambda grant: [grant.not_applicable(-1)], "below zero"),
        (lambda grant: [grant.fail_each([1], message="x", expected=5)], "an amount"),
        (lambda grant: [grant.fail_each([77], message="x")], "77"),
    ],
)
def test_an_answer_that_is_not_as_it_should_be(small: hibah.Portfolio, answers: Callable[[hibah.GrantView], Any], words: str) -> None:
    with pytest.raises(hibah.UsageError, match=words):
        small.check(as_of="2024-12-31", rules=[rule_of(lambda grant, context: answers(grant))], select="KKR")


def test_whatever_a_function_raises_comes_out(small: hibah.Portfolio) -> None:
    def function(grant: hibah.GrantView, context: hibah.Context) -> Iterable[hibah.Answer]:
        yield grant.fail(1, message="x")
        raise ZeroDivisionError("own fault")

    for threads in (1, 2):
        with pytest.raises(ZeroDivisionError, match="own fault"):
            small.check(as_of="2024-12-31", rules=[rule_of(function)], threads=threads)
    with pytest.raises(hibah.UsageError, match="decorator"):
        small.check(as_of="2024-12-31", rules=[function])  # type: ignore[list-item]
    with pytest.raises(hibah.UsageError, match="KKR001 is taken"):
        small.check(as_of="2024-12-31", rules=[rule_of(above("1")), rule_of(above("2"))])


# ---- in the command line and in C++ ----


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "hibah", *arguments], capture_output=True, text=True, check=False, timeout=120, cwd=ROOT)


@pytest.mark.subprocess
def test_the_command_line_takes_rules_from_a_file(tmp_path: Path) -> None:
    rules = ("--rules", str(EXAMPLE))
    found = run("check", str(CONTOH), "--as-of", "2025-06-30", *rules, "--select", "KKR", "--fail-on", "warning", "--lang", "en")
    assert found.returncode == 1 and found.stderr == "" and "KKR001 Large honorarium at once — 2" in found.stdout
    assert "KKR002" in run("rules", *rules).stdout and "KKR" not in run("rules").stdout
    assert "Menandai honorarium" in run("explain", "kkr001", *rules).stdout
    for text, words in (("x = 1", "makes no rule"), ("def (", "SyntaxError"), ("1 / 0", "ZeroDivisionError")):
        path = tmp_path / "rules.py"
        path.write_text(text, encoding="utf-8")
        refused = run("check", str(CONTOH), "--as-of", "2025-06-30", "--rules", str(path))
        assert refused.returncode == 2 and refused.stdout == "" and words in refused.stderr and "Traceback" not in refused.stderr
    nowhere = run("explain", "T201", "--rules", str(tmp_path / "nowhere.py"))
    assert nowhere.returncode == 2 and "nowhere.py" in nowhere.stderr


@pytest.mark.subprocess
def test_the_same_rule_in_cpp() -> None:
    example: Optional[str] = os.environ.get("HIBAH_CPP_EXAMPLE")  # set by tests/run.sh
    if example is None:
        pytest.skip("HIBAH_CPP_EXAMPLE does not name the built examples/cpp/check_portfolio")
    program = Path(example).with_name("own_rule")
    by_program = subprocess.run([program, "examples/kabupaten-contoh", "2025-06-30"], capture_output=True, text=True, check=True, cwd=ROOT)
    [large, _] = hibah.load_rules(EXAMPLE)
    report = hibah.load(CONTOH).check(as_of="2025-06-30", rules=[large], select="KKR")
    assert by_program.stdout.endswith("\n" + report.to_text("id"))
    assert by_program.stdout.startswith("KKR001 large-honorarium — Honorarium besar sekaligus")
