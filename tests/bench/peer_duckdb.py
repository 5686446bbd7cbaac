"""The peer: the same four checks and the same report in SQL over DuckDB, on the same files. Prints counts and times nothing itself.

Usage: python peer_duckdb.py FOLDER THREADS
"""

import sys

import duckdb

WINDOWS = [  # as in generate.cpp
    ("ADHOC_FORM", "2024-04-17", "2024-11-05"),
    ("DP4", "2024-04-24", "2024-05-31"),
    ("VOTER_LIST", "2024-05-31", "2024-09-23"),
    ("CAND_REG", "2024-08-27", "2024-08-29"),
    ("CAND_CHECK", "2024-08-27", "2024-09-21"),
    ("CAMPAIGN", "2024-09-25", "2024-11-23"),
    ("VOTE", "2024-11-27", "2024-11-27"),
    ("COUNT_RECAP", "2024-11-27", "2024-12-16"),
]

CHECKS = {
    "B301": """
        SELECT count(*) FROM (SELECT "grant", stage, account, sum(ceiling) AS ceiling FROM budget GROUP BY ALL) b
        JOIN (SELECT "grant", stage, account, sum(amount) AS spent FROM journal WHERE kind = 'realisation' GROUP BY ALL) s
        USING ("grant", stage, account) WHERE spent > ceiling""",
    "R401": """
        SELECT count(*) FROM journal JOIN windows USING (stage)
        WHERE kind = 'realisation' AND (date < first OR date > last)""",
    "R402": """
        SELECT count(DISTINCT "grant") FROM (
          SELECT "grant", kind, sum(CASE kind WHEN 'realisation' THEN -amount ELSE amount END)
            OVER (PARTITION BY "grant" ORDER BY date, kind = 'realisation', n ROWS UNBOUNDED PRECEDING) AS balance
          FROM journal) WHERE kind = 'realisation' AND balance < 0""",
    "R404": """
        SELECT count(*) FROM (
          SELECT "grant", voucher FROM journal WHERE kind = 'realisation' AND voucher IS NOT NULL
          GROUP BY ALL HAVING count(DISTINCT date) > 1
            OR count(*) > count(DISTINCT (payee, account, amount, description)))""",
}


def main() -> None:
    folder, threads = sys.argv[1], int(sys.argv[2])
    db = duckdb.connect()
    db.execute(f"SET threads = {threads}")
    db.execute("CREATE TABLE windows(stage VARCHAR, first DATE, last DATE)")
    db.executemany("INSERT INTO windows VALUES (?, ?, ?)", WINDOWS)
    db.execute(f"""CREATE TABLE budget AS SELECT * FROM read_csv('{folder}/budget.csv', header = true, all_varchar = false,
        columns = {{'grant': 'VARCHAR', 'stage': 'VARCHAR', 'account': 'VARCHAR', 'ceiling': 'DECIMAL(18,2)', 'description': 'VARCHAR'}})""")
    db.execute(f"""CREATE TABLE journal AS SELECT *, row_number() OVER () AS n FROM read_csv('{folder}/journal.csv', header = true, columns = {{
        'id': 'VARCHAR', 'date': 'DATE', 'kind': 'VARCHAR', 'grant': 'VARCHAR', 'stage': 'VARCHAR', 'account': 'VARCHAR',
        'amount': 'DECIMAL(18,2)', 'payee': 'VARCHAR', 'voucher': 'VARCHAR', 'description': 'VARCHAR'}})""")
    for code, sql in CHECKS.items():
        print(code, db.execute(sql).fetchone()[0])
    rows = db.execute("SELECT stage, account, sum(amount) FROM journal WHERE kind = 'realisation' GROUP BY ALL").fetchall()
    for stage, account, amount in sorted(rows):
        print("realised", stage, account, amount)


if __name__ == "__main__":
    main()
