"""A check in Python: the report, its findings, and that they are those of the JSON."""

from __future__ import annotations

import json
import threading
import types
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest

import hibah
from hibah import Rupiah

AS_OF = "2025-01-31"


@pytest.fixture(scope="module")
def report(small: hibah.Portfolio) -> hibah.Report:
    return small.check(as_of=AS_OF)


def finding_of(report: hibah.Report, rule: str, state: str = "fail") -> hibah.Finding:
    return next(finding for finding in report.findings if finding.rule == rule and finding.state == state)


def test_the_portfolio_says_what_it_is(small: hibah.Portfolio) -> None:
    assert small.name == "Hibah Pilkada 2024 Kabupaten Uji"
    assert (small.region, small.grantor, small.election, small.regulation) == (
        "99.01", "Pemerintah Kabupaten Uji", "pilkada-2024", "permendagri-41-2020",
    )  # fmt: skip
    assert small.stated_total == Rupiah("1500000.01")
    assert small.entries == 7
    assert sorted(small.inputs) == ["budget.csv", "journal.csv", "portfolio.toml"]
    kpu, polres = small.grants
    assert (kpu.id, kpu.role, kpu.nphd, kpu.signed, kpu.amount) == ("kpu", "organiser", "900/1/2023", date(2023, 11, 1), Rupiah(1_000_000))
    assert (polres.signed, polres.nphd, polres.tranches, polres.addenda) == ("2024-02", None, 1, 0)
    assert repr(small) == "<hibah.Portfolio Hibah Pilkada 2024 Kabupaten Uji: 2 grants, 7 entries>"
    assert "Polres &lt;Uji&gt; &amp; Rekan" in small._repr_html_()


def test_grants_outlive_their_portfolio(small_folder: Path) -> None:
    grants = hibah.load(small_folder).grants
    findings = hibah.load(small_folder).check(as_of=AS_OF).findings
    assert grants[1].recipient == "Polres <Uji> & Rekan"
    assert findings[0].evidence is not None and findings[-1].to_dict()["rule"]


def test_objects_and_json_say_the_same(report: hibah.Report) -> None:
    for lang in ("id", "en"):
        said = json.loads(report.to_json(lang))  # type: ignore[arg-type]
        findings = [finding.to_dict() for finding in report.findings]
        if lang == "en":
            findings = [{**plain, "reason": finding.reason_en} for plain, finding in zip(findings, report.findings)]
        assert said["findings"] == findings
        assert said["summary"] == dict(report.summary)
        assert said["rules"] == [count.to_dict() for count in report.rules]
        assert said["settings"] == report.settings
        assert said["provenance"] == report.provenance
        assert (said["portfolio"], said["as_of"]) == (report.portfolio, report.as_of.isoformat())
        assert said["tool"] == {"name": "hibah", "version": hibah.__version__}


def test_a_finding_is_data(report: hibah.Report) -> None:
    over = finding_of(report, "B301")
    assert (over.severity, over.grant, over.stage, over.account, over.unit) == ("error", "kpu", "CAMPAIGN", "521211", "IDR")
    assert (over.expected, over.actual, over.difference) == ("190000.00", "200000.00", "10000.00")
    assert (over.expected_value, over.actual_value, over.difference_value) == (Rupiah(190_000), Rupiah(200_000), Rupiah(10_000))
    assert over["expected"] == over.expected and "expected" in over and len(over) == 18
    assert over.reason is None and set(over.message) == {"id", "en"}
    late = finding_of(report, "T201")
    assert (late.tranche, late.unit, late.expected_value, late.actual_value, late.difference_value) == (
        2, "day", date(2024, 6, 27), date(2024, 6, 28), 1,
    )  # fmt: skip
    assert late.difference == "1"
    assert repr(late).startswith("<hibah.Finding T201 fail error kpu tranche 2: ")
    with pytest.raises(KeyError):
        late["expected_value"]


def test_evidence_leads_to_the_cell(report: hibah.Report) -> None:
    evidence = finding_of(report, "R401").evidence[0]
    assert (evidence.file, evidence.row, evidence.entry) == ("journal.csv", 4, "J3")
    assert evidence.extra == {"keterangan": "kuitansi basah"}
    assert evidence["extra"] == evidence.extra and "extra" in list(evidence)
    bare = finding_of(report, "T201").evidence[-1]
    assert bare.extra == {} and "extra" not in bare and "extra" not in dict(bare)


def test_a_basis_keeps_its_mark(report: hibah.Report) -> None:
    basis = finding_of(report, "T201").basis
    assert basis and all(set(dict(each)) == {"instrument", "article", "mark"} for each in basis)
    assert {each.mark for each in basis} <= {"read", "press", "memory", None}


def test_what_is_unknown_says_why(report: hibah.Report) -> None:
    unknown = finding_of(report, "T201", "not_evaluable")
    assert unknown.reason and unknown.reason_en and unknown.reason != unknown.reason_en
    assert (unknown.grant, unknown.tranche) == ("polres", 1)


def test_counts(report: hibah.Report) -> None:
    fails = sum(finding.state == "fail" for finding in report.findings)
    assert report.summary["fail"] == report.summary.fail == fails > 0
    assert report.summary["pass"] == report.summary.passed == sum(count.passed for count in report.rules)
    assert report.summary.waived == 0 and report.summary.complete is True
    assert [count.rule for count in report.rules] == [rule.code for rule in hibah.rules()]
    assert report.fails_at("error") and report.fails_at("info")
    assert f"{fails} fail" in repr(report)
    with pytest.raises(hibah.UsageError):
        report.fails_at("fatal")  # type: ignore[arg-type]


def test_rules_are_chosen_by_code_or_its_beginning(small: hibah.Portfolio) -> None:
    assert [count.rule for count in small.check(as_of=AS_OF, select=["S504", "B3"], ignore="B302").rules] == ["B301", "B303", "S504"]
    assert [count.rule for count in small.check(as_of=AS_OF, select="T201, A101").rules] == ["A101", "T201"]
    warnings_only = small.check(as_of=AS_OF, select=["R401"])
    assert warnings_only.fails_at("warning") and not warnings_only.fails_at("error")


def test_settings_override(small: hibah.Portfolio) -> None:
    def outside(**settings: object) -> int:
        named = {key.replace("_", ".", 1): value for key, value in settings.items()}
        return small.check(as_of=AS_OF, select=["R401"], settings=named).summary.fail  # type: ignore[arg-type]

    assert outside() == 2
    assert outside(R401_days_before=365) == outside(R401_days_before="365") == 0
    assert small.check(as_of=date(2025, 1, 31), settings={"R401.days_after": 14}).settings["R401.days_after"] == "14"
    settings = types.MappingProxyType({"R401.days_after": 14})
    assert small.check(as_of=AS_OF, settings=settings).settings["R401.days_after"] == "14"
    with pytest.raises(hibah.AmountTypeError):
        outside(R401_days_before=3.5)
    with pytest.raises(TypeError):
        small.check(as_of=AS_OF, settings=5)  # type: ignore[arg-type]


def test_the_day_decides_what_exists(small: hibah.Portfolio) -> None:
    early = small.check(as_of=date(2024, 6, 1))
    assert early.as_of == date(2024, 6, 1)
    assert not [finding for finding in early.findings if finding.rule == "T201" and finding.state == "fail"]


def test_threads_do_not_change_a_byte(small: hibah.Portfolio, report: hibah.Report) -> None:
    assert small.check(as_of=AS_OF, threads=1).to_json() == small.check(as_of=AS_OF, threads=7).to_json() == report.to_json()


def test_python_threads_share_values(small: hibah.Portfolio, small_folder: Path, report: hibah.Report) -> None:
    expected, results, faults = report.to_json(), [], []
    gate = threading.Barrier(8)

    def work() -> None:
        try:
            gate.wait(timeout=30)
            for _ in range(5):
                results.append(small.check(as_of=AS_OF, threads=2).to_json() == expected)
                results.append(hibah.load(small_folder).check(as_of=AS_OF).to_json() == expected)
                results.append(str(report) == str(small.check(as_of=AS_OF)))
                results.append(hibah.Rupiah("Rp1.250,50") * 2 == Rupiah("2501.00"))
                results.append(small.position(as_of=AS_OF).to_dicts()[0]["grant"] == "kpu")
        except BaseException as fault:  # told by the test below, in the main thread
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert results == [True] * 200


def test_forms_for_people(report: hibah.Report) -> None:
    assert str(report) == report.to_text("id") != report.to_text("en")
    assert "\x1b[" in report.to_text(colour=True) and "\x1b[" not in report.to_text()
    assert max(map(len, report.to_text().splitlines())) <= 100
    assert report._repr_html_() == report.to_html("id") != report.to_html("en")
    assert "<Uji>" not in report.to_html()
    assert len(report.to_csv().splitlines()) == len(report.findings) + 1


def test_a_share_is_a_fraction(tmp_path: Path, small_folder: Path) -> None:
    text = (
        (small_folder / "portfolio.toml")
        .read_text(encoding="utf-8")
        .replace('share = "40%"', 'share = "33.75%"')
        .replace('"60%"', '"66.25%"')
    )
    (tmp_path / "portfolio.toml").write_text(text, encoding="utf-8")
    finding = finding_of(hibah.load(tmp_path).check(as_of="2024-09-03"), "A103")
    assert (finding.expected, finding.actual, finding.difference, finding.unit) == ("40%", "33.75%", "-6.25%", "share")
    assert (finding.expected_value, finding.actual_value, finding.difference_value) == (Fraction(2, 5), Fraction(27, 80), Fraction(-1, 16))


def test_rules_and_pages() -> None:
    codes = [rule.code for rule in hibah.rules()]
    assert len(codes) == len(set(codes)) > 20
    rule = next(rule for rule in hibah.rules() if rule.code == "R401")
    assert rule.name == "outside-stage-window" and rule.severity == "warning"
    assert set(rule.settings) == {"R401.days_after", "R401.days_before"} <= set(hibah.settings())
    assert hibah.explain("R401") != hibah.explain("R401", "en")
    assert hibah.explain("R401").startswith("R401 outside-stage-window")
    with pytest.raises(hibah.UsageError) as caught:
        hibah.explain("T2")
    assert caught.value.code == "unknown_rule"


SECTIONS = {
    "id": ["Apa yang dilakukan", "Mengapa penting", "Contoh", "Yang tidak dibuktikan", "Yang diperlukan"],
    "en": ["What it does", "Why it matters", "Example", "What it does not prove", "What it needs"],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("rule", hibah.rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_whole_page_as_text_and_as_markdown(rule: hibah.RuleInfo, lang: Literal["id", "en"]) -> None:
    text, page = hibah.explain(rule.code, lang), hibah.explain(rule.code, lang, format="markdown")
    assert text.startswith(f"{rule.code} {rule.name} — {rule.title[lang]}\n")
    assert page.startswith(f"# {rule.code} {rule.name}: ")
    parts = {part.split("\n", 1)[0]: part.split("\n", 1)[1].strip() for part in page.split("\n## ")[1:]}
    basis = {"id": "Dasar", "en": "Basis"}[lang] + " (permendagri-41-2020)"
    settings = [{"id": "Setelan", "en": "Settings"}[lang]] if rule.settings else []
    assert list(parts) == [*SECTIONS[lang], *settings, basis]
    assert all(parts.values()), rule.code
    assert parts[basis].startswith("- "), rule.code  # there is no rule that rests on nothing
    assert all(f"\n{heading}\n" in text for heading in [*SECTIONS[lang], *settings, basis])
    assert all(f"`{key} = " in page for key in rule.settings)
    with pytest.raises(hibah.UsageError):
        hibah.explain(rule.code, lang, format="html")  # type: ignore[arg-type]


def test_kukar(kukar: hibah.Portfolio) -> None:
    report = kukar.check(as_of="2024-09-03")
    assert {count.rule: (count.passed, count.fail) for count in report.rules}["A101"] == (6, 0)
    stated = finding_of(report, "P101")
    assert (stated.expected_value, stated.actual_value) == (Rupiah("Rp103 miliar"), hibah.total(grant.amount for grant in kukar.grants))
    overpaid = finding_of(report, "T204")
    assert (overpaid.grant, overpaid.tranche, overpaid.actual_value) == ("bawaslu", 1, Rupiah("Rp7,045 miliar"))
