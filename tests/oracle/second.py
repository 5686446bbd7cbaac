"""Sixteen rules of the catalogue written a second time, in SQL over DuckDB, from the catalogue's wording and the file format alone.

Usage: python second.py FOLDER AS_OF      says where hibah and this agree

It reads the folder itself: tomllib for portfolio.toml, DuckDB for the CSV files in all the forms that the simulator writes (names of columns
in two languages, separators, notations, dates). Dates of which only the month is known, and columns that are missing, it does not know.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

import hibah

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.9 and 3.10
    tomllib = None  # type: ignore[assignment]

COLUMNS = {
    "budget": {"grant": "hibah", "stage": "tahapan", "account": "kode_rekening", "ceiling": "pagu", "version": "versi"},
    "journal": {
        "id": "no", "date": "tanggal", "kind": "jenis", "grant": "hibah", "tranche": "tahap", "stage": "tahapan", "account": "kode_rekening",
        "amount": "jumlah", "payee": "penerima", "voucher": "no_bukti", "reverses": "membatalkan", "destination": "tujuan",
        "description": "uraian",
    },
}  # fmt: skip
KINDS = {
    "pencairan": "disbursement", "belanja": "realisation", "pengembalian_belanja": "refund", "jasa_giro": "interest", "setoran": "return",
    "pembatalan": "reversal",
}  # fmt: skip
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()

# What each rule gives: its code and the natural keys by which both sides are held together.
RULES = {
    "J101": "SELECT grant_id, id FROM gone_by WHERE kind = 'reversal' AND id NOT IN (SELECT reversal FROM taken_back)",
    "T203": """
        SELECT grant_id, arg_min(id, place) FROM (
          SELECT *, sum(sen) OVER (PARTITION BY grant_id ORDER BY day, place) AS paid FROM live WHERE kind = 'disbursement'
        ) AS l
        WHERE paid > coalesce(
          (SELECT arg_max(a.sen, (a.signed, a.place)) FROM addenda a WHERE a.grant_id = l.grant_id AND a.sen IS NOT NULL AND a.signed <= l.day),
          (SELECT g.sen FROM grants g WHERE g.id = l.grant_id))
        GROUP BY grant_id""",
    "T205": "SELECT grant_id, l.id FROM live l JOIN grants g ON g.id = grant_id WHERE kind = 'disbursement' AND day < signed",
    "T209": """
        SELECT grant_id, id FROM live
        WHERE kind = 'disbursement' AND (dayofweek(day) IN (0, 6) OR day IN (SELECT day FROM days_off))""",
    "B301": """
        SELECT grant_id, stage, account, ceiling, spent FROM (
          SELECT grant_id, stage, account, sum(CASE kind WHEN 'realisation' THEN sen ELSE -sen END) AS spent
          FROM live WHERE kind IN ('realisation', 'refund') GROUP BY ALL
        ) JOIN (SELECT grant_id, stage, account, sum(sen) AS ceiling FROM plan GROUP BY ALL) USING (grant_id, stage, account)
        WHERE spent > ceiling
          AND grant_id NOT IN (SELECT grant_id FROM live WHERE kind = 'refund' AND (stage = '' OR account = ''))""",
    "B302": """
        SELECT grant_id, id FROM live l
        WHERE kind = 'realisation' AND grant_id IN (SELECT grant_id FROM plan)
          AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.grant_id = l.grant_id AND p.stage = l.stage AND p.account = l.account)""",
    "B303": """
        SELECT grant_id, agreed, spent FROM (
          SELECT grant_id, sum(CASE kind WHEN 'realisation' THEN sen ELSE -sen END) AS spent
          FROM live WHERE kind IN ('realisation', 'refund') GROUP BY grant_id
        ) AS s JOIN (SELECT id AS grant_id, coalesce(
            (SELECT arg_max(a.sen, (a.signed, a.place)) FROM addenda a WHERE a.grant_id = g.id AND a.sen IS NOT NULL AND a.signed <= $as_of),
            g.sen) AS agreed FROM grants g) USING (grant_id)
        WHERE spent > agreed""",
    "R403": "SELECT grant_id, l.id FROM live l JOIN grants g ON g.id = grant_id WHERE kind = 'realisation' AND day > use_until",
    "R404": """
        SELECT grant_id, lower(trim(voucher)) FROM live WHERE kind = 'realisation' AND trim(voucher) <> '' GROUP BY ALL
        HAVING count(DISTINCT day) > 1
          OR count(*) > count(DISTINCT (day, lower(trim(payee)), account, sen, description))""",
    "R405": """
        SELECT DISTINCT b.grant_id, b.id FROM live a JOIN live b
          ON a.grant_id = b.grant_id AND a.sen = b.sen AND lower(trim(a.payee)) = lower(trim(b.payee)) AND (a.day, a.place) < (b.day, b.place)
        WHERE a.kind = 'realisation' AND b.kind = 'realisation' AND trim(a.payee) <> '' AND b.day - a.day <= 7
          AND trim(a.voucher) <> '' AND trim(b.voucher) <> '' AND lower(trim(a.voucher)) <> lower(trim(b.voucher))""",
    "R407": "SELECT grant_id, id FROM live WHERE kind = 'realisation' AND sen % 100 <> 0",
    "R408": "SELECT grant_id, id FROM live WHERE kind = 'realisation' AND trim(voucher) = ''",
    "R411": "SELECT grant_id, l.id FROM live l JOIN grants g ON g.id = grant_id WHERE kind = 'realisation' AND day < signed",
    "S503": """
        SELECT grant_id, there, gone FROM (
          SELECT grant_id, sum(CASE WHEN kind IN ('disbursement', 'interest', 'refund') THEN sen WHEN kind = 'realisation' THEN -sen ELSE 0 END)
            AS there, sum(CASE WHEN kind = 'return' THEN sen ELSE 0 END) AS gone
          FROM live GROUP BY grant_id)
        WHERE gone > there AND gone > 0""",
    "S504": """
        SELECT grant_id, l.id FROM live l JOIN grants g ON g.id = grant_id
        WHERE kind = 'return' AND trim(destination) <> '' AND lower(trim(destination)) <> lower(trim(return_account))""",
    "N803": """
        SELECT grant_id FROM live WHERE kind = 'realisation' GROUP BY grant_id
        HAVING count(*) >= 100 AND 10 * count(*) FILTER (sen % 100000000 = 0) > 3 * count(*)""",
}  # fmt: skip


def agreement(folder: Path, as_of: datetime.date, report: Any, name: str) -> tuple[Counter[str], list[str]]:
    """By rule on how many findings both agree, and each on which they do not."""
    mine, theirs = found(folder, as_of), found_by_hibah(report, folder)
    agreed: Counter[str] = Counter({rule: len(mine[rule] & theirs[rule]) for rule in RULES})
    differ = [f"{name}: {rule}: only in SQL {key}" for rule in RULES for key in sorted(mine[rule] - theirs[rule])]
    differ += [f"{name}: {rule}: only in hibah {key}" for rule in RULES for key in sorted(theirs[rule] - mine[rule])]
    return agreed, differ


def found(folder: Path, as_of: datetime.date) -> dict[str, set[tuple[str, ...]]]:
    """What the rules written here find."""
    base = duckdb.connect()
    base.execute("SET threads = 1")
    try:
        _load(base, Path(folder), as_of)
        out = {}
        for rule, query in RULES.items():
            rows = base.execute(query, {"as_of": as_of} if "$as_of" in query else None).fetchall()
            out[rule] = {tuple(str(cell) for cell in row) for row in rows}
        return out
    finally:
        base.close()


def found_by_hibah(report: Any, folder: Path) -> dict[str, set[tuple[str, ...]]]:
    """The same keys from a report of hibah."""
    out: dict[str, set[tuple[str, ...]]] = {rule: set() for rule in RULES}
    vouchers = _vouchers(Path(folder)) if any(finding.rule == "R404" for finding in report.findings) else {}
    for finding in report.findings:
        rule = finding.rule
        if finding.state != "fail" or rule not in RULES:
            continue
        first = next((piece.entry for piece in finding.evidence if piece.entry), "")
        if rule == "R404":
            key: tuple[str, ...] = (finding.grant, vouchers[first])
        elif rule == "B301":
            key = (finding.grant, finding.stage or "", finding.account or "", _sen(finding.expected), _sen(finding.actual))
        elif rule in ("B303", "S503"):
            key = (finding.grant, _sen(finding.expected), _sen(finding.actual))
        elif rule == "N803":
            key = (finding.grant,)
        else:
            key = (finding.grant, first)
        out[rule].add(key)
    return out


def _sen(plain: str) -> str:
    return str(int(plain.replace(".", "")))


def _amount(value: Any) -> int:
    """Sen of an amount in portfolio.toml; of words (miliar, juta) the simulator writes none."""
    if isinstance(value, int):
        return value * 100
    whole, _, rest = value.removeprefix("Rp").strip().replace(".", "").partition(",")
    return int(whole) * 100 + int((rest + "00")[:2])


def _load(base: duckdb.DuckDBPyConnection, folder: Path, as_of: datetime.date) -> None:
    if tomllib is None:
        raise RuntimeError("reading portfolio.toml needs Python 3.11")
    facts = tomllib.loads((folder / "portfolio.toml").read_text(encoding="utf-8"))
    path = folder / facts["regulation"]
    text = path.read_text(encoding="utf-8") if path.suffix == ".toml" else hibah.builtin_text("regulation", facts["regulation"])
    leave_is_working = tomllib.loads(text).get("cuti_bersama_is_working_day", False)
    event = next(event["date"] for event in facts["event"] if event["kind"] == "proposal_of_appointment")
    event = event if event <= as_of else None

    base.execute("CREATE TABLE grants (id TEXT, signed DATE, sen BIGINT, use_until DATE, return_account TEXT)")
    base.execute("CREATE TABLE addenda (grant_id TEXT, place INT, number TEXT, signed DATE, sen BIGINT)")
    for grant in facts["grant"]:
        own = grant.get("use_until")
        use_until = datetime.date.fromisoformat(own) if own and re.fullmatch(r"\d{4}-\d\d-\d\d", own) else event
        values = [grant["id"], grant["signed"], _amount(grant["amount"]), use_until, grant.get("return_account", "RKUD")]
        base.execute("INSERT INTO grants VALUES (?, ?, ?, ?, ?)", values)
        for place, addendum in enumerate(grant.get("addendum", [])):
            total = _amount(addendum["amount"]) if "amount" in addendum else None
            base.execute("INSERT INTO addenda VALUES (?, ?, ?, ?, ?)", [grant["id"], place, addendum["number"], addendum["signed"], total])

    base.execute("CREATE TABLE days_off (day DATE)")
    holidays = tomllib.loads(hibah.builtin_text("calendar", "indonesia"))["holiday"]
    off = [day["date"] for day in holidays if day["kind"] == "national" or not leave_is_working] + facts.get("extra_holidays", [])
    base.executemany("INSERT INTO days_off VALUES (?)", [[day] for day in off])

    base.execute(f"CREATE TABLE budget AS {_csv(folder / 'budget.csv', 'budget', 'ceiling', 0, facts.get('notation', 'auto'))}")
    files = sorted((folder / "journal").glob("*.csv")) or [folder / "journal.csv"]
    parts = " UNION ALL ".join(_csv(file, "journal", "amount", number, facts.get("notation", "auto")) for number, file in enumerate(files))
    base.execute(f"CREATE TABLE journal AS SELECT * EXCLUDE (row), row_number() OVER (ORDER BY file, row) AS place FROM ({parts})")
    base.execute("CREATE TABLE gone_by AS SELECT * FROM journal WHERE day <= ?", [as_of])
    # Of two reversals of one entry the first counts; a faulty one takes nothing back.
    base.execute("""
        CREATE TABLE taken_back AS
        SELECT e.id AS entry, arg_min(r.id, (r.day, r.place)) AS reversal FROM gone_by r JOIN gone_by e ON e.id = trim(r.reverses)
        WHERE r.kind = 'reversal' AND e.kind <> 'reversal' AND r.grant_id = e.grant_id AND r.sen = e.sen AND r.day >= e.day GROUP BY e.id""")
    base.execute("CREATE TABLE live AS SELECT * FROM gone_by WHERE kind <> 'reversal' AND id NOT IN (SELECT entry FROM taken_back)")
    base.execute(
        """
        CREATE TABLE plan AS SELECT b.* FROM budget b JOIN (
          SELECT grant_id, max(version) AS version FROM budget b
          WHERE version = 0 OR EXISTS (SELECT 1 FROM addenda a WHERE a.grant_id = b.grant_id AND a.number = b.version::TEXT AND a.signed <= ?)
          GROUP BY grant_id) USING (grant_id, version)""",
        [as_of],
    )


def _csv(path: Path, table: str, amount: str, number: int, notation: str = "plain") -> str:
    """The query that reads a file, with the project's names, whole sen and days."""
    text = path.read_text(encoding="utf-8-sig")
    header = text.split("\n", 1)[0].rstrip("\r")
    separator = max(",;\t", key=header.count)
    there = header.split(separator)
    names = {column: column if column in there else other for column, other in COLUMNS[table].items()}
    cells = "".join(re.findall(r'"[^"\n]*"', text)) if separator == "," else text
    is_id = notation == "id" or (notation == "auto" and re.search(r"\d,\d\d\b|Rp", cells) is not None)
    literal = str(path).replace("'", "''")
    cell = f'trim("{names[amount]}")'
    digits = f"replace(replace(regexp_replace({cell}, '^Rp *', ''), '.', ''), ',', '.')" if is_id else cell
    columns = [f'coalesce("{names["grant"]}", \'\') AS grant_id', f"(({digits})::DECIMAL(18, 2) * 100)::BIGINT AS sen"]
    for column, name in names.items():
        if column not in ("grant", amount, "date", "kind", "version"):
            columns.append(f"coalesce(\"{name}\", '') AS \"{column}\"")
    if table == "journal":
        columns.append(f"{_day(names['date'])} AS day")
        kinds = " ".join(f"WHEN '{there}' THEN '{kind}'" for there, kind in KINDS.items())
        columns.append(f'CASE "{names["kind"]}" {kinds} ELSE "{names["kind"]}" END AS kind')
    else:
        columns.append(f"coalesce(try_cast(\"{names['version']}\" AS INT), 0) AS version")
    columns += [f"{number} AS file", "row_number() OVER () AS row"]
    source = f"read_csv('{literal}', delim = '{separator}', header = true, all_varchar = true, quote = '\"', escape = '\"', strict_mode = true)"
    return f"SELECT {', '.join(columns)} FROM {source}"


def _day(name: str) -> str:
    cell = f'"{name}"'
    for place, month in enumerate(MONTHS, 1):
        cell = f"replace({cell}, ' {month} ', '/{place}/')"
    return f"coalesce(try_strptime({cell}, '%Y-%m-%d'), try_strptime({cell}, '%d/%m/%Y'))::DATE"


def _vouchers(folder: Path) -> dict[str, str]:
    base = duckdb.connect()
    try:
        files = sorted((folder / "journal").glob("*.csv")) or [folder / "journal.csv"]
        parts = " UNION ALL ".join(_csv(file, "journal", "amount", number) for number, file in enumerate(files))
        return dict(base.execute(f"SELECT id, lower(trim(voucher)) FROM ({parts})").fetchall())
    finally:
        base.close()


def main(arguments: list[str]) -> int:
    folder, as_of = Path(arguments[0]), datetime.date.fromisoformat(arguments[1])
    agreed, differ = agreement(folder, as_of, hibah.load(folder).check(as_of=as_of), folder.name)
    for rule, count in agreed.items():
        print(f"{rule}: {count} findings in both")
    print("\n".join(differ))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
