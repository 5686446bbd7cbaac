"""Rows that are appended give what loading all rows together gives, to the byte, and a check after them is the check of everything."""
from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

import hibah

pa = pytest.importorskip("pyarrow")

DAY = "2025-06-30"
GRANTS = ("kpu", "bawaslu", "polri")
HEAD = """format = 1
name = "Uji"
grantor = "Kabupaten Uji"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
stated_total = "Rp3 juta"
"""
GRANT = """
[[grant]]
id = "{0}"
recipient = "{0}"
role = "organiser"
signed = 2023-11-01
amount = "Rp1.000.000"
[[grant.tranche]]
share = "40%"
due = "signed + 14 working days"
[[grant.tranche]]
share = "60%"
due = "voting - 5 months"
"""
PORTFOLIO = HEAD + "".join(GRANT.format(grant) for grant in GRANTS)
BUDGET = "grant,stage,account,ceiling\n" + "".join(f"{grant},CAMPAIGN,521211,500000.00\n{grant},VOTE,521213,500000.00\n" for grant in GRANTS)
DOCUMENTS = "grant,kind,date,number\nkpu,use_report,2025-03-01,1\nbawaslu,sts,2025-04-01,2\n"

REQUIRED = ("date", "kind", "grant", "amount")
OPTIONAL = ("id", "tranche", "stage", "account", "payee", "voucher", "reverses", "destination", "description", "catatan")
KINDS = ("disbursement", "realisation", "realisation", "realisation", "refund", "interest", "return", "reversal", "reversal")
DAYS = ("2023-10-30", "2023-11-10", "2024-06-03", "2024-06-03", "2024-09", "2024-10-01", "2024-11-27", "2024", "2025-02-03", "2025-05-20")


@st.composite
def rows(draw, part: int):
    """The rows of one part as a treasurer may write them; what a reversal names may stand in any part, or nowhere."""
    ids = draw(st.sampled_from(("ascend", "scattered", "none", "mixed")))
    list_of_rows = []
    for number in range(draw(st.integers(0, 9))):
        own = {"ascend": f"{part}{number:02}", "scattered": f"{'QXBMA'[number % 5]}{part}{number}", "none": ""}.get(ids)
        if own is None:
            own = draw(st.sampled_from(("", f"{part}{number:02}")))
        if draw(st.integers(0, 60)) == 0:
            own = "001"  # that of another row, perhaps
        kind = draw(st.sampled_from(KINDS))
        named = st.one_of(
            st.builds(lambda p, n: f"{p}{n:02}", st.integers(0, 3), st.integers(0, 8)),
            st.builds(lambda p, n: f"{'QXBMA'[n % 5]}{p}{n}", st.integers(0, 3), st.integers(0, 8)),
            st.builds(lambda p, n: f"journal/{p}.csv:{n}", st.integers(0, 3), st.integers(2, 10)),
            st.sampled_from(("", "nothing")),
        )
        list_of_rows.append({
            "id": own,
            "date": draw(st.sampled_from(DAYS)),
            "kind": kind,
            "grant": draw(st.sampled_from(GRANTS)),
            "amount": draw(st.sampled_from(("400000.00", "600000.00", "100.00", "100.00", "0.05"))),
            "tranche": draw(st.sampled_from(("", "1", "2"))),
            "stage": draw(st.sampled_from(("", "CAMPAIGN", "VOTE"))),
            "account": draw(st.sampled_from(("521211", "521213", f"52{part}"))),
            "payee": draw(st.sampled_from(("", "Toko A", "TOKO A", f"Toko {part}", f"toko {part - 1}"))),
            "voucher": draw(st.sampled_from(("", "KW-1", "kw-1", f"KW-{part}"))),
            "reverses": draw(named) if kind == "reversal" else "",
            "destination": draw(st.sampled_from(("", "RKUD", "Kas Negara"))) if kind == "return" else "",
            "description": "",
            "catatan": draw(st.sampled_from(("", "catatan"))),
        })
    return list_of_rows


# One that mostly waives something, one that has expired, one that mostly waives nothing.
WAIVERS = "".join(
    f'''[[waiver]]
rule = "{rule}"
grant = "{GRANTS[0]}"
{narrow}
justification = "Alasan yang cukup panjang untuk dibaca"
requested_by = "Bendahara"
approved_by = "Sekretaris Daerah"
issued = 2024-01-01
expires = {expires}
'''
    for rule, narrow, expires in (
        ("R408", "", "2024-12-31"),
        ("R408", 'stage = "CAMPAIGN"', "2024-02-01"),
        ("R404", 'voucher = "kw-1"', "2024-12-31"),
        ("T205", 'entry = "Q01"', "2024-12-31"),
    )
)


@st.composite
def books(draw):
    """A journal in parts, each with the columns that it happens to have."""
    parts = []
    for part in range(draw(st.integers(2, 4))):
        lacking = draw(st.sets(st.sampled_from(OPTIONAL), max_size=2)) if draw(st.integers(0, 3)) == 0 else set()
        parts.append(([name for name in OPTIONAL[:1] + REQUIRED + OPTIONAL[1:] if name not in lacking], draw(rows(part))))
    return parts


def csv_of(columns, part) -> str:
    return "\n".join([",".join(columns)] + [",".join(row[name] for name in columns) for row in part]) + "\n"


def said(report: hibah.Report) -> str:
    """The report as JSON in both languages, its list of inputs in the order of names: what is appended stands last in it."""
    both = []
    for lang in ("id", "en"):
        whole = json.loads(report.to_json(lang))
        whole["provenance"]["inputs"].sort(key=lambda each: each["file"])
        both.append(json.dumps(whole, ensure_ascii=False, indent=1))
    return "\n".join(both)


def outcome(function):
    """What it gives, and the lines of what is wrong otherwise."""
    try:
        return function(), None
    except hibah.InputError as error:
        return None, [problem.line("en") for problem in error.problems]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books(), st.booleans(), st.booleans(), st.sampled_from((1, 2)))
def test_growing_part_by_part_is_loading_all_parts(parts, has_papers, keep_ids, threads):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "journal").mkdir()
        (folder / "portfolio.toml").write_text(PORTFOLIO, encoding="utf-8")
        if has_papers:
            (folder / "budget.csv").write_text(BUDGET, encoding="utf-8")
            (folder / "documents.csv").write_text(DOCUMENTS, encoding="utf-8")
            (folder / "waivers.toml").write_text(WAIVERS, encoding="utf-8")
        grown = report = None
        for number, (columns, part) in enumerate(parts):
            path = folder / f"journal/{number}.csv"
            path.write_text(csv_of(columns, part), encoding="utf-8")
            note(path.read_text(encoding="utf-8"))
            whole, wrong = outcome(lambda: hibah.load(folder, keep_ids=keep_ids))
            if grown is None:
                if wrong:
                    return
                grown = whole
            else:
                before, was = grown, said(report)
                grown, refused = outcome(lambda: before.append(path, name=f"journal/{number}.csv", threads=threads))
                assert refused == wrong
                assert said(before.check(as_of=DAY)) == was  # a portfolio is a value
                if wrong:
                    return
            report = grown.check(as_of=DAY, after=report, threads=threads)
            assert said(report) == said(whole.check(as_of=DAY))
            if not has_papers:
                assert report.to_json("en") == whole.check(as_of=DAY).to_json("en")
            assert report.to_json() == grown.check(as_of=DAY).to_json()
            assert grown.realisation(["grant", "account", "payee"], as_of=DAY).to_json() == whole.realisation(
                ["grant", "account", "payee"], as_of=DAY).to_json()


def without_rows(report: hibah.Report) -> str:
    """The report without its inputs, and without where evidence stands: a concatenation has other rows."""
    whole = json.loads(report.to_json())
    del whole["provenance"]["inputs"]
    for finding in whole["findings"]:
        for evidence in finding["evidence"]:
            del evidence["file"], evidence["row"]
    return json.dumps(whole, ensure_ascii=False, indent=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4), st.data())
def test_growing_frame_by_frame_is_one_frame(sizes, data):
    everything = []
    for part, size in enumerate(sizes):
        for number, row in enumerate(data.draw(rows(part))[:size]):
            everything.append(row | {"id": f"{part}{number:02}"})
    columns = list(everything[0]) if everything else list(REQUIRED)
    table = pa.table({name: pa.array([row[name] or None for row in everything], pa.string()) for name in columns})
    cuts = sorted(data.draw(st.lists(st.integers(0, len(everything)), min_size=1, max_size=3)))
    grown = hibah.Portfolio.from_frames(PORTFOLIO, journal=table.slice(0, cuts[0]))
    report = grown.check(as_of=DAY)
    for begin, end in zip(cuts, cuts[1:] + [len(everything)]):
        grown = grown.append(table.slice(begin, end - begin))
        report = grown.check(as_of=DAY, after=report)
    whole = hibah.Portfolio.from_frames(PORTFOLIO, journal=table)
    assert without_rows(report) == without_rows(whole.check(as_of=DAY))
    assert report.to_json() == grown.check(as_of=DAY).to_json()
    assert pa.table(grown.journal).drop_columns(["file", "row"]).equals(pa.table(whole.journal).drop_columns(["file", "row"]))


@pytest.fixture
def small() -> hibah.Portfolio:
    frame = pa.table({"id": ["A1", "A2"], "date": ["2023-11-10", "2024-10-01"], "kind": ["disbursement", "realisation"],
                      "grant": ["kpu", "kpu"], "amount": ["400000.00", "100.00"]})
    return hibah.Portfolio.from_frames(PORTFOLIO, journal=frame)


def more(**columns) -> object:
    row = {"id": ["B1"], "date": ["2024-10-02"], "kind": ["realisation"], "grant": ["polri"], "amount": ["5.00"]}
    return pa.table(row | columns)


def test_new_rows_come_as_a_file_or_as_a_frame(small, tmp_path):
    path = tmp_path / "juli.csv"
    path.write_text("id,date,kind,grant,amount\nB1,2024-10-02,realisation,polri,5.00\n", encoding="utf-8")
    told = []
    for grown in (small.append(path), small.append(journal=str(path)), small.append(more(), progress=lambda *both: told.append(both))):
        assert (small.entries, grown.entries) == (2, 3)
        assert grown.check(as_of=DAY).findings
    assert small.append(path).inputs == ["portfolio.toml", "journal", "juli.csv"]
    assert small.append(more()).append(more(id=["B2"])).inputs == ["portfolio.toml", "journal", "journal (2)", "journal (3)"]
    assert small.append(more(), name="Juli").inputs[-1] == "Juli"
    assert told


def test_a_row_at_fault_changes_nothing(small):
    with pytest.raises(hibah.InputError) as caught:
        small.append(more(id=["A2"]), name="Juli")
    assert [problem.line("en") for problem in caught.value.problems] == [
        'Juli, row 1, column id: "A2" — expected an id that is used once (journal:2)']
    with pytest.raises(hibah.InputError):
        small.append(more(kind=["?"]))
    assert small.entries == 2


def test_what_is_no_file_and_no_frame_is_refused(small):
    with pytest.raises(TypeError):
        small.append(3)
    with pytest.raises(hibah.UsageError, match="Juli already"):
        small.append(more(), name="Juli").append(more(id=["B2"]), name="Juli")


def test_a_report_of_something_else_is_refused(small):
    report = small.check(as_of=DAY)
    grown = small.append(more())
    assert grown.check(as_of=DAY, after=report).to_json() == grown.check(as_of=DAY).to_json()
    for other in ({"as_of": "2025-07-01"}, {"select": "T"}, {"settings": {"R401.days_after": 45}}):
        with pytest.raises(hibah.UsageError, match="before journal rows were appended") as caught:
            grown.check(**({"as_of": DAY, "after": report} | other))
        assert caught.value.code == "report_of_other"
    with pytest.raises(hibah.UsageError):
        small.check(as_of=DAY, after=grown.check(as_of=DAY))
