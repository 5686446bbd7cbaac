"""Findings that somebody has accepted: they stay in the report, are counted apart, and do not fail the run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import hibah

PORTFOLIO = """\
format = 1
name = "Hibah Uji"
grantor = "Pemerintah Kabupaten Uji"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[grant]]
id = "kpu"
recipient = "KPU Kabupaten Uji"
role = "organiser"
signed = 2024-03-04
amount = 1000
  [[grant.tranche]]
  share = "100%"
  due = "signed + 14 working days"
"""
JOURNAL = "id,date,kind,grant,tranche,amount\nD1,2024-03-27,disbursement,kpu,1,1000\n"
WAIVER = """\
[[waiver]]
rule = "{rule}"
grant = "kpu"
justification = "{justification}"
requested_by = "Bendahara Uji"
approved_by = "{approved_by}"
issued = 2024-04-01
expires = {expires}
"""


def waiver(
    rule: str = "T201",
    justification: str = "SIPD dalam pemeliharaan, surat 5",
    approved_by: str = "Sekda Uji",
    expires: str = "2024-12-31",
) -> str:
    return WAIVER.format(rule=rule, justification=justification, approved_by=approved_by, expires=expires)


def write(folder: Path, waivers: str | None) -> Path:
    folder.mkdir()
    (folder / "portfolio.toml").write_text(PORTFOLIO, encoding="utf-8")
    (folder / "journal.csv").write_text(JOURNAL, encoding="utf-8")
    if waivers is not None:
        (folder / "waivers.toml").write_text(waivers, encoding="utf-8")
    return folder


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "hibah", *map(str, arguments)], capture_output=True, encoding="utf-8", check=False)


def test_a_waived_finding_says_who_why_and_until_when(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", waiver())
    report = hibah.load(folder).check(as_of="2024-08-01", select=["T201", "W"])
    [finding] = report.findings
    assert finding.state == "fail" and finding.waiver is not None
    assert (finding.waiver.approved_by, finding.waiver.requested_by) == ("Sekda Uji", "Bendahara Uji")
    assert (finding.waiver.issued, finding.waiver.expires, finding.waiver.row) == (date(2024, 4, 1), date(2024, 12, 31), 1)
    assert finding.waiver.document is None and "SIPD" in finding.waiver.justification
    assert (report.summary.fail, report.summary.waived) == (0, 1)
    assert {count.rule: (count.passed, count.fail, count.waived) for count in report.rules} == {
        "T201": (0, 0, 1), "W901": (1, 0, 0), "W902": (1, 0, 0), "W903": (1, 0, 0),
    }  # fmt: skip
    assert not report.fails_at("info")
    assert repr(finding.waiver) == "<hibah.Waiver by Sekda Uji until 2024-12-31>"
    [said] = json.loads(report.to_json("en"))["findings"]
    assert said["waiver"] == {key: str(value) if isinstance(value, date) else value for key, value in finding.waiver.to_dict().items()}


def test_without_a_waiver_the_same_finding_has_none(tmp_path: Path) -> None:
    waived = hibah.load(write(tmp_path / "a", waiver())).check(as_of="2024-08-01", select="T201").findings[0]
    [plain] = hibah.load(write(tmp_path / "b", None)).check(as_of="2024-08-01", select="T201").findings
    assert plain.waiver is None and plain.fingerprint == waived.fingerprint


@pytest.mark.subprocess
@pytest.mark.parametrize(
    ("waivers", "as_of", "code", "found"),
    [
        (waiver(), "2024-08-01", 0, {"T201": "waived"}),
        (waiver(), "2025-01-01", 1, {"T201": "fail", "W901": "fail"}),
        (waiver(rule="T204"), "2024-08-01", 1, {"T201": "fail", "W902": "fail"}),
        (waiver(approved_by="bendahara uji"), "2024-08-01", 1, {"T201": "fail", "W903": "fail"}),
        (waiver(justification=""), "2024-08-01", 1, {"T201": "fail", "W903": "fail"}),
        (waiver(expires="2025-12-31"), "2024-08-01", 1, {"T201": "fail", "W903": "fail"}),
        (None, "2024-08-01", 1, {"T201": "fail"}),
    ],
)
def test_only_what_is_validly_waived_does_not_fail_the_run(
    tmp_path: Path, waivers: str | None, as_of: str, code: int, found: dict[str, str]
) -> None:
    folder = write(tmp_path / "a", waivers)
    done = command("check", folder, "--as-of", as_of, "--select", "T2,W", "--format", "json", "--no-progress")
    report = json.loads(done.stdout)
    states = {row["rule"]: "waived" if row["waiver"] else row["state"] for row in report["findings"] if row["state"] == "fail"}
    assert states | {"T207": "-"} == found | {"T207": "-"}
    assert done.returncode == code
    assert report["summary"]["waived"] == sum(row["waived"] for row in report["rules"]) == list(found.values()).count("waived")


@pytest.mark.subprocess
def test_a_bad_waivers_file_is_bad_input(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", waiver(expires='"besok"') + waiver().replace("kpu", "kpuu"))
    done = command("check", folder, "--as-of", "2024-08-01", "--lang", "en")
    assert done.returncode == 2 and done.stdout == ""
    assert "waivers.toml, row 8" in done.stderr and "besok" in done.stderr and "kpuu" in done.stderr


def test_frames_bring_their_waivers_as_text_or_as_a_file(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    journal = arrow.table({
        "id": ["D1"], "date": ["2024-03-27"], "kind": ["disbursement"], "grant": ["kpu"], "tranche": ["1"], "amount": [1000],
    })  # fmt: skip
    file = write(tmp_path / "a", waiver()) / "waivers.toml"
    for waivers in (waiver(), file, str(file)):
        portfolio = hibah.Portfolio.from_frames(PORTFOLIO, journal=journal, waivers=waivers)
        report = portfolio.check(as_of="2024-08-01", select=["T201", "W"])
        assert report.summary.waived == 1 and report.findings[0].waiver is not None
    with pytest.raises(hibah.InputError):
        hibah.Portfolio.from_frames(PORTFOLIO, journal=journal, waivers=tmp_path / "nothing.toml")


def test_a_rule_of_ones_own_is_waived_like_any_other(tmp_path: Path) -> None:
    @hibah.rule(code="KKR001", severity="error", basis="practice", title="selalu")
    def late(grant: hibah.GrantView, context: hibah.Context) -> Iterator[hibah.Answer]:
        yield grant.fail(message={"id": "selalu", "en": "always"})

    portfolio = hibah.load(write(tmp_path / "a", waiver(rule="KKR001")))
    report = portfolio.check(as_of="2024-08-01", select=["KKR001", "W"], rules=[late])
    assert [count.rule for count in report.rules] == ["KKR001", "W901", "W902", "W903"]
    assert (report.summary.waived, report.summary.fail) == (1, 0)
    [unknown] = portfolio.check(as_of="2024-08-01", select="W902").findings
    assert unknown.state == "not_evaluable"


def test_each_of_many_entries_has_its_own_waiver(tmp_path: Path) -> None:
    rows = [f"B{i},2024-10-01,realisation,kpu,,1," for i in range(3000)]
    folder = write(tmp_path / "a", "".join(waiver(rule="R408").replace("justification", f'entry = "B{i}"\njustification') for i in range(1500)))
    (folder / "journal.csv").write_text("id,date,kind,grant,tranche,amount,voucher\n" + "\n".join(rows) + "\n", encoding="utf-8")
    report = hibah.load(folder).check(as_of="2024-12-01", select=["R408", "W"])
    assert (report.summary.waived, report.summary.fail) == (1500, 1500)
