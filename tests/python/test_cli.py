"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

import hibah
from conftest import ROOT, write_portfolio
from hibah.cli import main

pytestmark = pytest.mark.subprocess

KUKAR = str(ROOT / "examples" / "kukar-2024")
AS_OF = ("--as-of", "2025-01-31")


def run(*arguments: str | bytes, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "hibah", *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=120, **options,
    )  # type: ignore[call-overload, no-any-return]  # fmt: skip


def refused(result: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Exit code 2, a message and no traceback on the standard error, nothing on the standard output."""
    said = result.stderr.decode()
    assert result.returncode == 2, said
    assert result.stdout == b""
    assert "Traceback" not in said
    for word in words:
        assert word in said, said


@pytest.fixture(scope="module")
def folder(small_folder: Path) -> str:
    return str(small_folder)


# ---- check ----


def test_the_report_is_that_of_the_library(folder: str, small: hibah.Portfolio) -> None:
    report = small.check(as_of="2025-01-31")
    for form, lang, expected in (
        ("json", "id", report.to_json("id")),
        ("json", "en", report.to_json("en")),
        ("csv", "en", report.to_csv("en")),
        ("text", "id", report.to_text("id")),
        ("text", "en", report.to_text("en")),
    ):
        result = run("check", folder, *AS_OF, "--format", form, "--lang", lang)
        assert (result.returncode, result.stderr) == (1, b"")
        assert result.stdout.decode() == expected
    assert run("check", folder, *AS_OF).stdout.decode() == report.to_text("id")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--select", "B301"], 1),
        (["--select", "B301", "--fail-on", "never"], 0),
        (["--select", "R401"], 0),
        (["--select", "R401", "--fail-on", "error"], 0),
        (["--select", "R401", "--fail-on", "warning"], 1),
        (["--select", "R401", "--fail-on", "info"], 1),
        (["--select", "R401,A1", "--select", "b301", "--ignore", "B3", "--fail-on", "error"], 0),
        (["--select", "S5"], 0),  # not evaluable is no finding
        (["--select", "R401", "--fail-on", "info", "--set", "R401.days_before=365", "--set", "R401.days_after = 1"], 0),
    ],
)
def test_exit_codes(folder: str, arguments: list[str], code: int) -> None:
    assert run("check", folder, *AS_OF, *arguments).returncode == code


def test_dates_are_read_as_people_write_them(folder: str) -> None:
    outputs = {run("check", folder, "--as-of", day, "--format", "json").stdout for day in ("2025-01-31", "31 Januari 2025", "31/01/2025")}
    assert len(outputs) == 1


def test_only_the_command_line_takes_today_and_says_so(folder: str) -> None:
    today = datetime.date.today()
    result = run("position", folder)
    if datetime.date.today() == today:  # not at midnight
        assert result.stderr.decode() == f"hibah: per tanggal hari ini, {today} (--as-of tidak diberikan)\n"
        assert run("position", folder, "--lang", "en").stderr.decode() == f"hibah: as of today, {today} (--as-of was not given)\n"
    assert result.returncode == 0


def test_several_folders(folder: str) -> None:
    one = run("check", folder, *AS_OF, "--format", "json").stdout
    many = run("check", folder, KUKAR, *AS_OF, "--format", "json")
    assert [each["portfolio"] for each in json.loads(many.stdout)] == [json.loads(one)["portfolio"], hibah.load(KUKAR).name]
    assert json.loads(many.stdout)[0] == json.loads(one)
    assert many.returncode == 1
    text = run("check", folder, KUKAR, *AS_OF, "--select", "P101")
    singles = [run("check", each, *AS_OF, "--select", "P101").stdout for each in (folder, KUKAR)]
    assert text.stdout == b"\n".join(singles)
    rows = list(csv.reader(io.StringIO(run("check", folder, KUKAR, *AS_OF, "--format", "csv").stdout.decode(), newline="")))
    assert rows[0][:2] == ["folder", "rule"] and {row[0] for row in rows[1:]} == {folder, KUKAR}
    assert len({len(row) for row in rows}) == 1


def test_one_bad_folder_does_not_hide_the_others(folder: str, tmp_path: Path) -> None:
    result = run("check", str(tmp_path), folder, *AS_OF, "--format", "json")
    assert result.returncode == 2
    assert len(json.loads(result.stdout)) == 1
    assert str(tmp_path) in result.stderr.decode() and "portfolio.toml" in result.stderr.decode()
    refused(run("check", str(tmp_path), str(tmp_path / "tidak-ada"), *AS_OF), str(tmp_path), "tidak-ada")


# ---- what is refused ----


def test_bad_input_prints_every_problem(tmp_path: Path) -> None:
    folder = write_portfolio(tmp_path / "rusak")
    journal = folder / "journal.csv"
    journal.write_text(journal.read_text(encoding="utf-8").replace("2024-07-05", "2024-02-30").replace("97.03", "1.250"), encoding="utf-8")
    for command in (["check"], ["schedule"], ["position"], ["realisation", "--by", "stage"]):
        refused(
            run(*command, str(folder), *AS_OF),
            "journal.csv, baris 4, kolom date",
            "2024-02-30",
            "journal.csv, baris 7, kolom amount",
            "1.250",
        )
        refused(run(*command, str(folder), *AS_OF, "--lang", "en", "--format", "json"), "journal.csv, row 4, column date")


@pytest.mark.parametrize(
    ("arguments", "indonesian", "english"),
    [
        ([], "argumen ini wajib diberikan", "the following arguments are required"),
        (["chek"], "bukan pilihan", "invalid choice"),
        (["check"], "argumen ini wajib diberikan", "the following arguments are required"),
        (["check", "DIR", "--warna"], "argumen tidak dikenal: --warna", "unrecognized arguments: --warna"),
        (["check", "DIR", "--as"], "argumen tidak dikenal", "unrecognized arguments"),
        (["check", "DIR", "--as-of"], "diharapkan satu nilai", "expected one argument"),
        (["check", "DIR", "--as-of", "2024-02-30"], "tanggal yang ada dalam kalender", "a day that exists"),
        (["check", "DIR", "--as-of", "besok"], "diharapkan tanggal seperti", "expected a date such as"),
        (["check", "DIR", "--format", "xml"], "bukan pilihan", "invalid choice"),
        (["check", "DIR", "--fail-on", "fatal"], "bukan pilihan", "invalid choice"),
        (
            ["check", "DIR", *AS_OF, "--select", "T999"],
            "T999 — diharapkan kode aturan yang dikenal",
            "T999 — expected the code of a known rule",
        ),
        (["check", "DIR", *AS_OF, "--set", "R401.dayz=3"], "diharapkan setelan yang dikenal", "expected a known setting"),
        (["check", "DIR", *AS_OF, "--set", "R401.days_after"], "diharapkan KUNCI=NILAI", "expected KEY=VALUE"),
        (["check", "DIR", *AS_OF, "--set", "R401.days_after=1", "--set", "R401.days_after=2"], "sudah diberikan", "given before"),
        (["check", "DIR", *AS_OF, "--set", "R401.days_after=banyak"], "R401.days_after", "R401.days_after"),
        (
            ["check", "DIR", *AS_OF, "--output", "/tidak/ada/berkas"],
            "tidak dapat menulis /tidak/ada/berkas",
            "cannot write /tidak/ada/berkas",
        ),
        (["realisation", "DIR", *AS_OF], "argumen ini wajib diberikan: --by", "the following arguments are required: --by"),
        (["realisation", "DIR", *AS_OF, "--by", "warna"], "diharapkan nama yang dikenal", "expected a known name"),
        (["realisation", "DIR", *AS_OF, "--by", ","], "paling sedikit satu kunci", "at least one key"),
        (["deadline", "voting - 5 months"], "bergantung pada perjanjian", "hangs on an agreement"),
        (["deadline", "2027-01-01 + 1 working days"], "tahun-tahun yang dicakup kalender", "years that the calendar covers"),
        (["deadline", "entah"], "diharapkan tenggat seperti", "expected a deadline such as"),
        (["explain", "Z9"], "diharapkan kode aturan yang dikenal", "expected the code of a known rule"),
        (["show", "timetable", "pilkada-1955"], "diharapkan nama yang dikenal", "expected a known name"),
        (["show", "warna", "x"], "bukan pilihan", "invalid choice"),
        (["terbilang", "1.250"], "hanya dapat dibaca dengan satu cara", "reads only one way"),
        (["terbilang", "1" * 400], "jumlah antara", "an amount between"),
    ],
)
def test_a_wrong_call_is_told_in_the_users_language(folder: str, arguments: list[str], indonesian: str, english: str) -> None:
    arguments = [folder if argument == "DIR" else argument for argument in arguments]
    refused(run(*arguments), indonesian)
    refused(run(*arguments, "--lang", "en"), english)


def test_codes_are_told_before_anything_is_read(tmp_path: Path) -> None:
    result = run("check", str(tmp_path / "tidak-ada"), *AS_OF, "--select", "T999")
    refused(result, "T999")
    assert "tidak-ada" not in result.stderr.decode()


def test_a_path_of_any_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/kab\xff"
    result = run("check", name, *AS_OF)
    refused(result, "kab\\")
    result.stderr.decode("utf-8")
    write_portfolio(Path(os.fsdecode(name)))
    assert run("check", name, *AS_OF, "--format", "json").returncode == 1
    both = run("check", name, KUKAR, *AS_OF, "--format", "csv")
    assert both.returncode == 1 and "kab\\" in both.stdout.decode("utf-8")


# ---- tables ----


def test_tables(folder: str, small: hibah.Portfolio) -> None:
    day = "2025-01-31"
    for arguments, table, english in (
        (["schedule"], small.schedule(as_of=day), small.schedule(as_of=day, lang="en")),
        (["position"], small.position(as_of=day), small.position(as_of=day, lang="en")),
        (
            ["realisation", "--by", "stage,account"],
            small.realisation("stage,account", as_of=day),
            small.realisation("stage,account", as_of=day),
        ),
    ):
        for form, expected in (("text", table.to_text()), ("json", table.to_json()), ("csv", table.to_csv())):
            result = run(*arguments, folder, *AS_OF, "--format", form)
            assert (result.returncode, result.stderr, result.stdout.decode()) == (0, b"", expected)
        assert run(*arguments, folder, *AS_OF, "--lang", "en").stdout.decode() == english.to_text("en")


def test_a_schedule_explains_its_deadlines(folder: str, small: hibah.Portfolio) -> None:
    day = "2025-01-31"
    for lang in ("id", "en"):
        text = run("schedule", folder, *AS_OF, "--explain", "--lang", lang).stdout.decode()
        assert text == f"{small.schedule(as_of=day, lang=lang).to_text()}\n{small.derivations_text(as_of=day, lang=lang)}"
    table = small.derivations(as_of=day)
    for form, expected in (("json", table.to_json()), ("csv", table.to_csv())):
        result = run("schedule", folder, *AS_OF, "--explain", "--format", form)
        assert (result.returncode, result.stderr, result.stdout.decode()) == (0, b"", expected)
    due = {(row["grant"], row["tranche"]): row["date"] for row in table.to_dicts() if row["item"] == "due" and row["date"] and row["step"] == "known"}
    schedule = small.schedule(as_of=day).to_dicts()
    assert due == {(row["grant"], row["tranche"]): row["due"] for row in schedule if row["due"] is not None} != {}


def test_every_skipped_day_of_the_re_vote_names_its_decree() -> None:
    psu = hibah.load(ROOT / "examples" / "kukar-psu-2025")
    rows = [row for row in psu.derivations(as_of="2025-04-18").to_dicts() if (row["grant"], row["item"], row["tranche"]) == ("kpu", "due", 3)]
    deadline = hibah.deadline("2025-03-19 + 14 working days")
    assert [(row["date"], row["step"], row["decree"]) for row in rows[1:-1]] == [(day.date, day.why, day.decree) for day in deadline.skipped]
    assert len(rows) == 2 + 15 and rows[-1]["date"] == datetime.date(2025, 4, 17)
    assert all(row["decree"] == "SKB 1017/2/2 2024" for row in rows if row["step"] in ("national", "cuti_bersama"))


def test_trace(folder: str, small: hibah.Portfolio) -> None:
    for subject in ("kpu", "J4", "journal.csv:5"):
        table = small.trace(subject, as_of="2025-01-31")
        for form, expected in (("text", table.to_text()), ("json", table.to_json()), ("csv", table.to_csv())):
            result = run("trace", folder, subject, *AS_OF, "--format", form)
            assert (result.returncode, result.stderr, result.stdout.decode()) == (0, b"", expected)
        english = small.trace(subject, as_of="2025-01-31", lang="en").to_text()
        assert run("trace", folder, subject, *AS_OF, "--lang", "en").stdout.decode() == english
    assert small.trace("J4", as_of="2025-01-31").to_dicts() == small.trace("journal.csv:5", as_of="2025-01-31").to_dicts()
    refused(run("trace", folder, "kpuu", *AS_OF), "kpuu (kpu?) — diharapkan nama yang dikenal")
    refused(run("trace", folder, "J99", *AS_OF, "--lang", "en"), "J99 — expected a known name")


def test_a_trace_ends_where_the_position_stands() -> None:
    contoh = hibah.load(ROOT / "examples" / "kabupaten-contoh")
    balances = dict(zip(*(contoh.position(as_of="2025-06-30")[name] for name in ("grant", "balance"))))
    for grant, balance in balances.items():
        rows = contoh.trace(grant, as_of="2025-06-30").to_dicts()
        moved = [row for row in rows if row["file"].startswith("journal/") and row["after"] is not None]
        assert moved[-1]["after"] == balance
        for one, two in zip(moved, moved[1:]):
            assert two["before"] == one["after"]
        for row in moved:
            sign = 1 if row["step"] in ("disbursement", "interest", "refund") else -1
            assert row["after"] - row["before"] == (row["amount"] if sign == 1 else -row["amount"])
        lines = (ROOT / "examples" / "kabupaten-contoh" / rows[-1]["file"]).read_text(encoding="utf-8").splitlines()
        assert rows[-1]["name"] in lines[rows[-1]["row"] - 1]


ADDENDUM = """[[addendum]]
grant = "kpu"
number = "2"
signed = 2024-11-28
amount = "Rp2.000.000.000"
"""


def test_what_if(folder: str, small: hibah.Portfolio, tmp_path: Path) -> None:
    addendum = tmp_path / "adendum.toml"
    addendum.write_text(ADDENDUM, encoding="utf-8")
    day = "2025-01-31"
    for arguments, changes in (
        (["--voting", "2024-12-04"], {"voting": "2024-12-04"}),
        (["--timetable", "psu-kukar-2025"], {"timetable": "psu-kukar-2025"}),
        (["--regulation", "permendagri-54-2019"], {"regulation": "permendagri-54-2019"}),
        (["--addendum", str(addendum)], {"addendum": addendum}),
        (["--voting", "4 Desember 2024", "--addendum", str(addendum)], {"voting": datetime.date(2024, 12, 4), "addendum": addendum}),
    ):
        table = small.what_if(as_of=day, **changes)
        assert len(table) > 0 and len(table) % 2 == 0
        for form, expected in (("text", table.to_text()), ("json", table.to_json()), ("csv", table.to_csv())):
            result = run("what-if", folder, *AS_OF, *arguments, "--format", form)
            assert (result.returncode, result.stderr, result.stdout.decode()) == (0, b"", expected)
        english = small.what_if(as_of=day, lang="en", **changes)
        assert run("what-if", folder, *AS_OF, *arguments, "--lang", "en").stdout.decode() == english.to_text()
        assert run("what-if", folder, *AS_OF, *arguments, "--format", "html").stdout.decode() == table.to_html().rstrip() + "\n"


def test_what_if_tells_every_problem_of_its_files(folder: str, tmp_path: Path) -> None:
    addendum = tmp_path / "adendum.toml"
    addendum.write_text(ADDENDUM.replace('"kpu"', '"kpuu"').replace("number", "nomor"), encoding="utf-8")
    missing = str(tmp_path / "tidak-ada.toml")
    asked = ["what-if", folder, *AS_OF, "--addendum", str(addendum), "--timetable", missing]
    refused(run(*asked), "pertanyaan ini tidak dapat dijawab", missing, "adendum.toml, baris 2", "kpuu", "baris 3", "nomor", "4 masalah")
    refused(run(*asked, "--lang", "en"), "this question cannot be answered", "adendum.toml, row 2", "4 problems")
    refused(run("what-if", folder, *AS_OF), "diharapkan paling sedikit satu dari --voting")
    refused(run("what-if", folder, *AS_OF, "--lang", "en"), "expected at least one of --voting")
    refused(run("what-if", folder, *AS_OF, "--voting", "2024-02-30"), "tanggal yang ada dalam kalender")


def test_output_to_a_file(folder: str, tmp_path: Path) -> None:
    target = tmp_path / "laporan.json"
    result = run("check", folder, *AS_OF, "--format", "json", "--output", str(target))
    assert (result.returncode, result.stdout, result.stderr) == (1, b"", b"")
    assert target.read_bytes() == run("check", folder, *AS_OF, "--format", "json").stdout
    run("position", folder, *AS_OF, "--output", str(target))
    assert target.read_bytes() == run("position", folder, *AS_OF).stdout


# ---- the small ones ----


def test_a_deadline_lists_what_it_skipped() -> None:
    text = run("deadline", "2025-03-19 + 14 working days").stdout.decode()
    assert "17 April 2025" in text and "15" in text
    assert "2025-03-31" in text and "Idul Fitri" in text and "SKB 1017/2/2 2024" in text
    said = json.loads(run("deadline", "2025-03-19", "+", "14", "working", "days", "--format", "json").stdout)
    assert said["date"] == "2025-04-17" and len(said["skipped"]) == 15
    assert "17 April 2025" in run("deadline", "2025-03-19 + 14 working days", "--lang", "en").stdout.decode()
    assert json.loads(run("deadline", "2024-11-27 - 5 months", "--format", "json").stdout)["date"] == "2024-06-27"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["1250000"], "satu juta dua ratus lima puluh ribu rupiah"),
        (["Rp 76,055 miliar"], "tujuh puluh enam miliar lima puluh lima juta rupiah"),
        (["Rp", "76,055", "miliar"], "tujuh puluh enam miliar lima puluh lima juta rupiah"),
        (["-5000"], "minus lima ribu rupiah"),
        (["-Rp5.000,50"], "minus lima ribu rupiah lima puluh sen"),
        (["--", "-Rp5.000,50"], "minus lima ribu rupiah lima puluh sen"),
    ],
)
def test_terbilang(arguments: list[str], words: str) -> None:
    result = run("terbilang", *arguments)
    assert (result.returncode, result.stdout.decode()) == (0, words + "\n")


def test_rules_and_explanations() -> None:
    rules = run("rules").stdout.decode()
    assert all(rule.code in rules for rule in hibah.rules())
    assert "R401.days_after = 30" not in rules
    assert "R401.days_after = 30" in run("rules", "--settings").stdout.decode()
    assert run("explain", "t201", "--lang", "en").stdout.decode() == hibah.explain("T201", "en")
    assert run("explain", "T201", "--format", "markdown").stdout.decode() == hibah.explain("T201", format="markdown")


@pytest.mark.parametrize(("kind", "id"), [("timetable", "pilkada-2024"), ("regulation", "permendagri-41-2020"), ("calendar", "indonesia"), ("schema", "report")])
def test_show_gives_the_file_itself(kind: str, id: str) -> None:
    result = run("show", kind, id)
    assert result.returncode == 0
    file = f"io/data/{kind}-{id}.json" if kind == "schema" else f"law/data/{kind}-{id}.toml"
    assert result.stdout == (ROOT / "libhibah" / file).read_bytes()


def test_version_and_help() -> None:
    assert run("--version").stdout.decode() == f"hibah {hibah.__version__}\n"
    for arguments in (["--help"], ["check", "-h"], ["realisation", "--help", "--lang", "en"]):
        result = run(*arguments)
        assert (result.returncode, result.stderr) == (0, b"")
        assert result.stdout.decode().startswith("usage: hibah" if "en" in arguments else "cara pakai: hibah")


# ---- surroundings ----


def test_bytes_do_not_depend_on_the_surroundings(folder: str) -> None:
    plain = run("schedule", folder, *AS_OF)
    for surroundings in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "id_ID.ISO-8859-1", "PYTHONUTF8": "0"},
    ):
        assert run("schedule", folder, *AS_OF, env={**os.environ, **surroundings}).stdout == plain.stdout
        refused(run("check", "/tidak/ada", *AS_OF, env={**os.environ, **surroundings}), "diharapkan")
    assert b"\r" not in plain.stdout
    plain.stdout.decode("utf-8")


def on_a_terminal(*arguments: str, **surroundings: str) -> bytes:
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    try:
        subprocess.run(
            [sys.executable, "-m", "hibah", *arguments], stdout=theirs, check=True, env={**environment, "TERM": "xterm", **surroundings}
        )
        return os.read(ours, 65536)
    finally:
        os.close(ours)
        os.close(theirs)


def test_colour_only_on_a_terminal_that_wants_it() -> None:
    assert b"\x1b[" in on_a_terminal("rules")
    assert b"\x1b[" not in on_a_terminal("rules", NO_COLOR="1")
    assert b"\x1b[" not in on_a_terminal("rules", TERM="dumb")
    assert b"\x1b[" not in run("rules", env={**os.environ, "TERM": "xterm"}).stdout


def test_a_reader_who_goes_away_is_no_fault(folder: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hibah", "show", "calendar", "indonesia"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert said == b""


def test_a_full_disk_is_told(folder: str) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run([sys.executable, "-m", "hibah", "rules"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 2
    assert "tidak dapat menulis keluaran standar" in result.stderr.decode() and "Traceback" not in result.stderr.decode()


def test_main_can_be_called(folder: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["check", folder, *AS_OF, "--select", "R401"]) == 0
    assert capsysbinary.readouterr().out == run("check", folder, *AS_OF, "--select", "R401").stdout
    assert main(["explain", "Z9"]) == 2
    assert capsysbinary.readouterr().out == b""
