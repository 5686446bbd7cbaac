#!/usr/bin/env python3
"""Checks every portfolio in a folder, as a scheduled job: one JSON a portfolio and one summary.csv.

    python audit_folder.py PORTFOLIOS OUTPUT [--as-of 2025-06-30] [--fail-on error|warning|info|never]

Every subfolder of PORTFOLIOS with a portfolio.toml is one portfolio. One that cannot be read is reported and does not stop the others.
Exit code: 0 nothing at or above --fail-on, 1 findings, 2 at least one portfolio could not be read (or the call was wrong).
"""
from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import hibah

SEVERITIES = ["error", "warning", "info"]
COLUMNS = ["folder", "name", "as_of", "status", *SEVERITIES, "not_evaluable", "note"]


def write(path: Path, text: str) -> None:
    """Whole or not at all: a reader never sees half a file."""
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)


def check(folder: Path, as_of: date) -> tuple[dict[str, object], str]:
    """A row of the summary and the JSON of one portfolio."""
    row: dict[str, object] = dict.fromkeys(COLUMNS, "")
    row |= {"folder": folder.name, "as_of": as_of.isoformat()}
    try:
        report = hibah.load(folder).check(as_of=as_of)
    except hibah.InputError as error:
        problems = [str(problem) for problem in error.problems]
        row |= {"status": "bad_input", "note": f"{len(problems)} problem(s); first: {problems[0]}"}
        answer = {"folder": folder.name, "as_of": as_of.isoformat(), "problems": problems}
        return row, json.dumps(answer, ensure_ascii=False, indent=2) + "\n"

    text = report.to_json()
    data = json.loads(text)
    fails = [finding for finding in data["findings"] if finding["state"] == "fail"]
    for severity in SEVERITIES:
        row[severity] = sum(finding["severity"] == severity for finding in fails)
    unknown = data["summary"]["not_evaluable"]
    # "clean" is said only where everything could be answered.
    status = "findings" if fails else "incomplete" if unknown else "clean"
    row |= {"name": data["portfolio"], "status": status, "not_evaluable": unknown}
    return row, text


def exit_code(rows: list[dict[str, object]], fail_on: str) -> int:
    if any(row["status"] in ("bad_input", "failed") for row in rows):
        return 2
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else []
    return 1 if any(row[severity] for row in rows for severity in counted) else 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks every portfolio in a folder.")
    parser.add_argument("portfolios", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date.today(), help="the day of the question; default today")
    parser.add_argument("--fail-on", choices=[*SEVERITIES, "never"], default="error")
    options = parser.parse_args(arguments)

    if not options.portfolios.is_dir():
        print(f"{options.portfolios}: not a folder", file=sys.stderr)
        return 2
    folders = sorted(path.parent for path in options.portfolios.glob("*/portfolio.toml"))
    if not folders:
        print(f"{options.portfolios}: no subfolder holds a portfolio.toml", file=sys.stderr)
        return 2

    options.output.mkdir(parents=True, exist_ok=True)
    rows = []
    for folder in folders:
        try:
            row, text = check(folder, options.as_of)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong with one portfolio, the others are still checked
            row = dict.fromkeys(COLUMNS, "") | {"folder": folder.name, "as_of": options.as_of.isoformat(), "status": "failed",
                                                "note": f"{type(error).__name__}: {error}"}
            text = json.dumps(row, ensure_ascii=False, indent=2) + "\n"
        rows.append(row)
        write(options.output / f"{folder.name}.json", text)
        print(f"{folder.name}: {row['status']}" + (f" ({row['note']})" if row["note"] else ""))

    summary = io.StringIO()
    writer = csv.DictWriter(summary, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write(options.output / "summary.csv", summary.getvalue())
    return exit_code(rows, options.fail_on)


if __name__ == "__main__":
    sys.exit(main())
