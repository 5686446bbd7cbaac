"""Holds what hibah found against what was planted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Mapping, Sequence

KEYS = ("rule", "grant", "tranche", "stage", "account")
MEASURES = ("expected", "actual", "difference")

Row = dict[str, Any]


@dataclass
class Outcome:
    """Of one portfolio or of many, by rule."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        for name in ("planted", "found", "missed", "false"):
            getattr(self, name).update(getattr(other, name))
        self.complaints += other.complaints

    @property
    def agrees(self) -> bool:
        return not self.missed and not self.false


def rows_of(report: Any) -> list[Row]:
    """The fails of a report, as plain data."""
    rows = []
    for finding in report.findings:
        if finding.state == "fail":
            row: Row = {key: getattr(finding, key) or None for key in (*KEYS, *MEASURES)}
            row["entry"] = next((piece.entry for piece in finding.evidence[:1]), None)
            rows.append(row)
    return rows


def matches(wanted: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """The natural keys always count; the entry and the measures where the catalogue, and so the plant, says them."""
    return all(wanted[key] == row[key] for key in KEYS) and all(wanted[key] == row[key] for key in ("entry", *MEASURES) if key in wanted)


def compare(wanted: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], name: str = "") -> Outcome:
    """Each finding answers one plant at most. What need not be found (`certain` is false) is no miss, and is no more than its rule and grant."""
    outcome = Outcome()
    possible = {(item["rule"], item["grant"]) for item in wanted if not item.get("certain", True)}
    left = [row for row in rows if (row["rule"], row["grant"]) not in possible]
    for item in wanted:
        if not item.get("certain", True):
            continue
        outcome.planted[item["rule"]] += 1
        place = next((n for n, row in enumerate(left) if matches(item, row)), None)
        if place is None:
            outcome.missed[item["rule"]] += 1
            outcome.complaints.append(f"{name}: missed {dict(item)}")
        else:
            outcome.found[item["rule"]] += 1
            del left[place]
    for row in left:
        outcome.false[row["rule"]] += 1
        outcome.complaints.append(f"{name}: false {dict(row)}")
    return outcome
