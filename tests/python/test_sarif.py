"""SARIF of every example, held against the official schema, and the published schema of the JSON report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import hibah

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").rglob("portfolio.toml"))
DAYS = ("2020-08-01", "2024-09-03", "2025-06-30")


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    return json.loads((ROOT / "tests" / "sarif" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report_schema() -> Any:
    schema = json.loads(hibah.builtin_text("schema", "report"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def reports(folder: Path) -> list[hibah.Report]:
    """A report a day, each held against the one before it."""
    portfolio = hibah.load(folder)
    made: list[hibah.Report] = []
    for day in DAYS:
        made.append(portfolio.check(as_of=day, baseline=made[-1] if made else None))
    return made


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_example_is_what_the_official_schema_demands(folder: Path, sarif_schema: Any) -> None:
    validator = jsonschema.Draft4Validator(sarif_schema)
    for report in reports(folder):
        for lang in ("id", "en"):
            validator.validate(json.loads(report.to_sarif(lang)))  # type: ignore[arg-type]


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_example_is_what_the_published_schema_says(folder: Path, report_schema: Any) -> None:
    validator = jsonschema.Draft202012Validator(report_schema)
    for report in reports(folder):
        for lang in ("id", "en"):
            validator.validate(json.loads(report.to_json(lang)))  # type: ignore[arg-type]
    validator.validate([json.loads(report.to_json()) for report in reports(folder)])


def test_the_schemas_refuse_what_is_wrong(report_schema: Any, sarif_schema: Any, small: hibah.Portfolio) -> None:
    report = json.loads(small.check(as_of="2025-01-31").to_json())
    validator = jsonschema.Draft202012Validator(report_schema)
    assert validator.is_valid(report)
    for way, value in (
        (("findings", 0, "expected"), 97),  # money is never a number
        (("findings", 0, "fingerprint"), "x"),
        (("findings", 0, "state"), "pass"),
        (("summary", "fail"), -1),
        (("as_of",), "2025-1-31"),
        (("more",), 1),
    ):
        broken = json.loads(json.dumps(report))
        place = broken
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = value
        assert not validator.is_valid(broken), way
    log = json.loads(small.check(as_of="2025-01-31").to_sarif())
    log["runs"][0]["results"][0]["kind"] = "warning"
    assert not jsonschema.Draft4Validator(sarif_schema).is_valid(log)


def run_of(report: hibah.Report, lang: str = "en") -> Any:
    [run] = json.loads(report.to_sarif(lang))["runs"]  # type: ignore[arg-type]
    return run


@pytest.fixture(scope="module")
def contoh() -> hibah.Portfolio:
    return hibah.load(ROOT / "examples" / "kabupaten-contoh")


def test_findings_are_results_with_kind_level_and_place(small: hibah.Portfolio) -> None:
    report = small.check(as_of="2025-01-31")
    run = run_of(report)
    levels = {"error": "error", "warning": "warning", "info": "note"}
    results = [result for result in run["results"] if result["kind"] in ("fail", "open")]
    assert len(results) == len(report.findings)
    for finding, result in zip(report.findings, results):
        assert result["ruleId"] == finding.rule == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
        assert result["kind"] == ("fail" if finding.state == "fail" else "open")
        assert result["level"] == (levels[finding.severity] if finding.state == "fail" else "none")
        assert result["message"]["text"] == finding.message["en"]
        assert result["partialFingerprints"] == {"hibah/v1": finding.fingerprint}
        assert result["properties"]["difference"] == finding.difference
        first = finding.evidence[0]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": first.file, "uriBaseId": "PORTFOLIO"}
        assert place["region"]["startLine"] == first.row
        assert len(result.get("relatedLocations", [])) == len(finding.evidence) - 1


def test_what_passed_and_what_did_not_apply_has_one_result_a_rule(small: hibah.Portfolio) -> None:
    report = small.check(as_of="2025-01-31")
    results = run_of(report)["results"]
    for kind, attribute in (("pass", "passed"), ("notApplicable", "not_applicable")):
        said = {row["ruleId"]: row["properties"]["subjects"] for row in results if row["kind"] == kind}
        assert said == {count.rule: getattr(count, attribute) for count in report.rules if getattr(count, attribute)}


def test_rules_bring_their_pages_and_inputs_their_hashes(contoh: hibah.Portfolio) -> None:
    report = contoh.check(as_of="2025-06-30")
    run = run_of(report)
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == [count.rule for count in report.rules]
    assert rules["T201"]["help"]["text"] == hibah.explain("T201", "en")
    assert rules["T201"]["help"]["markdown"] == hibah.explain("T201", "en", format="markdown")
    assert rules["T201"]["name"] == "TrancheLate" and rules["R409"]["defaultConfiguration"] == {"level": "note"}
    said = {row["location"]["uri"]: (row["hashes"]["sha-256"], row["properties"]["rows"]) for row in run["artifacts"]}
    assert said == {row["file"]: (row["sha256"], row["rows"]) for row in report.provenance["inputs"]}
    assert run["properties"]["summary"] == dict(report.summary) and run["properties"]["as_of"] == "2025-06-30"


def test_a_waived_finding_is_suppressed_with_its_justification(contoh: hibah.Portfolio) -> None:
    run = run_of(contoh.check(as_of="2025-06-30"))
    [waived] = [result for result in run["results"] if "suppressions" in result]
    [suppression] = waived["suppressions"]
    assert waived["ruleId"] == "R409" and waived["kind"] == "fail"
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert "nota dinas 112/2024" in suppression["justification"]
    assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == "waivers.toml"
    assert suppression["properties"]["approved_by"] == "Inspektur Daerah"


def test_the_state_since_an_earlier_report_is_told(contoh: hibah.Portfolio) -> None:
    before = contoh.check(as_of="2025-04-30")
    report = contoh.check(as_of="2025-06-30", baseline=before)
    results = [result for result in run_of(report)["results"] if result["kind"] in ("fail", "open")]
    names = {"new": "new", "changed": "updated", "unchanged": "unchanged"}
    assert [result["baselineState"] for result in results] == [names[str(finding.baseline)] for finding in report.findings] + ["absent"] * len(
        report.gone
    )
    assert {"new", "unchanged", "absent"} <= {result["baselineState"] for result in results}


def test_a_rule_of_ones_own_and_odd_names_fit_too(tmp_path: Path, sarif_schema: Any) -> None:
    folder = tmp_path / "a"
    (folder / "journal").mkdir(parents=True)
    text = (ROOT / "examples" / "kabupaten-contoh" / "portfolio.toml").read_text(encoding="utf-8")
    (folder / "portfolio.toml").write_text(text, encoding="utf-8")
    journal = "date,kind,grant,amount\n2024-10-01,realisation,kpu,1\n"
    (folder / "journal" / "penyelenggara #1 50% é.csv").write_text(journal, encoding="utf-8")

    @hibah.rule(code="KKR001", basis="practice", title={"id": "Selalu", "en": "Always"})
    def always(grant: hibah.GrantView, context: hibah.Context) -> Any:
        yield grant.fail(message="selalu")

    log = json.loads(hibah.load(folder).check(as_of="2025-06-30", select=["KKR001", "R411", "T203"], rules=[always]).to_sarif("en"))
    jsonschema.Draft4Validator(sarif_schema).validate(log)
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["KKR001"]["shortDescription"]["text"] == "Always"
    uris = {row["location"]["uri"] for row in log["runs"][0]["artifacts"]}
    assert "journal/penyelenggara%20%231%2050%25%20%C3%A9.csv" in uris
