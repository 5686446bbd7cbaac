"""The subject: the four checks and the report by stage and account, through the Python package. Prints counts and times nothing itself.

Usage: python subject.py FOLDER THREADS
"""

import sys

import hibah


def main() -> None:
    folder, threads = sys.argv[1], int(sys.argv[2])
    portfolio = hibah.load(folder, threads=threads)
    report = portfolio.check(as_of="2025-06-30", select=["B301", "R401", "R402", "R404"], threads=threads)
    for rule in sorted(report.rules, key=lambda row: row.rule):
        print(rule.rule, rule.fail)
    table = portfolio.realisation(by=["stage", "account"], as_of="2025-06-30")
    for row in sorted(table.to_dicts(), key=lambda row: (row["stage"], row["account"])):
        print("realised", row["stage"], row["account"], row["realised"].to_decimal() if hasattr(row["realised"], "to_decimal") else row["realised"])


if __name__ == "__main__":
    main()
