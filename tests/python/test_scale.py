"""Comfort at scale: many folders side by side, a line that shows how far the work is, and Ctrl-C."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import random
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pytest

import hibah
from conftest import BUDGET, JOURNAL, PORTFOLIO, write_portfolio
from hibah import progress
from hibah.cli import main
from hibah.cli.crew import folder_size, in_order, share_of_threads
from hibah.cli.messages import Words

AS_OF = ("--as-of", "2025-01-31")
ROWS = 1_000_000


def write_named(folder: Path, name: str) -> Path:
    write_portfolio(folder)
    text = PORTFOLIO.replace("Hibah Pilkada 2024 Kabupaten Uji", name)
    (folder / "portfolio.toml").write_text(text, encoding="utf-8")
    return folder


def write_big(folder: Path, rows: int) -> Path:
    """A portfolio with a long journal."""
    write_portfolio(folder)
    row = "2024-07-05,realisation,kpu,,CAMPAIGN,521211,1.25,Toko Satu,B-{0},kuitansi\n"
    with (folder / "journal.csv").open("a", encoding="utf-8") as journal:
        for begin in range(0, rows, 10_000):
            journal.write("".join(f"X{i}," + row.format(i) for i in range(begin, begin + 10_000)))
    return folder


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Forty folders, the first much larger than the others, and two of them bad."""
    root = tmp_path_factory.mktemp("nation")
    folders = [write_named(root / f"{number:02}", f"Kabupaten {number:02}") for number in range(40)]
    write_big(folders[0], 50_000)
    (folders[7] / "portfolio.toml").write_text("format = 2\n", encoding="utf-8")
    (folders[23] / "journal.csv").write_text(JOURNAL.replace("2024-07-05", "2024-02-30"), encoding="utf-8")
    return [str(folder) for folder in folders]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_big(tmp_path_factory.mktemp("big") / "besar", ROWS))


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "hibah", *arguments]


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=300)


# ---- many folders ----


@pytest.mark.subprocess
@pytest.mark.parametrize("threads", ["1", "2", "7", "0"])
def test_a_nation_comes_out_in_order_whatever_is_done_first(nation: list[str], threads: str) -> None:
    result = run("check", *nation, *AS_OF, "--format", "json", "--select", "P101", "--threads", threads)
    assert result.returncode == 2
    reports = json.loads(result.stdout)
    assert [report["portfolio"] for report in reports] == [
        "Hibah Pilkada 2024 Kabupaten Uji" if number == 0 else f"Kabupaten {number:02}" for number in range(40) if number not in (7, 23)
    ]
    said = result.stderr.decode()
    assert said.count("portofolio tidak dapat dimuat") == 2
    assert said.index(nation[7]) < said.index(nation[23]) and "2024-02-30" in said


@pytest.mark.subprocess
def test_every_form_is_the_same_from_any_number_of_threads(nation: list[str]) -> None:
    folders = [*nation[1:7], *nation[8:12]]
    for form in ("text", "json", "csv"):
        one = run("check", *folders, *AS_OF, "--format", form, "--threads", "1")
        many = run("check", *folders, *AS_OF, "--format", form, "--threads", "5")
        assert (one.returncode, one.stderr) == (many.returncode, many.stderr) == (1, b"")
        assert one.stdout == many.stdout
        # What crosses the folders stands behind them.
        one = run("check", *folders, *AS_OF, "--format", form, "--ignore", "R410")
        if form == "text":
            assert one.stdout == b"\n".join(run("check", folder, *AS_OF, "--ignore", "R410").stdout for folder in folders)
        if form == "csv":
            rows = list(csv.reader(io.StringIO(one.stdout.decode(), newline="")))
            assert [row[0] for row in rows].count("folder") == 1 and {row[0] for row in rows[1:]} == set(folders)


@pytest.mark.subprocess
def test_the_exit_code_tells_of_the_worst_folder(nation: list[str], tmp_path: Path) -> None:
    assert run("check", *nation[1:4], *AS_OF, "--fail-on", "never").returncode == 0
    assert run("check", *nation[1:4], *AS_OF, "--select", "B301").returncode == 1
    assert run("check", *nation[1:4], nation[7], *AS_OF, "--fail-on", "never").returncode == 2
    target = tmp_path / "laporan.txt"
    assert run("check", nation[7], nation[1], *AS_OF, "--output", str(target)).returncode == 2
    assert target.read_bytes() == run("check", nation[1], *AS_OF).stdout


@pytest.mark.subprocess
def test_a_line_separator_in_a_name_stays_within_its_json_string(nation: list[str], tmp_path: Path) -> None:
    odd = write_named(tmp_path / "ganjil", "Kabupaten\u2028Ganjil\u0085")
    result = run("check", str(odd), nation[1], *AS_OF, "--format", "json", "--select", "P101")
    assert json.loads(result.stdout)[0]["portfolio"] == "Kabupaten\u2028Ganjil\u0085"


@pytest.mark.subprocess
def test_a_number_of_threads_is_checked(nation: list[str]) -> None:
    for wrong in ("1025", "-1", "banyak", "1.5", "²"):
        result = run("check", nation[1], *AS_OF, f"--threads={wrong}")
        assert result.returncode == 2 and "diharapkan bilangan dari 0 sampai 1024" in result.stderr.decode()
    assert b"a number from 0 to 1024" in run("position", nation[1], *AS_OF, "--threads", "x", "--lang", "en").stderr


def test_all_cores_are_used_by_few_and_by_many() -> None:
    assert [share_of_threads(8, 100, 300)] * 3 == [3, 3, 3]  # three big ones
    assert share_of_threads(8, 1, 545) == 1  # many small ones
    assert share_of_threads(8, 900, 1000) == 8  # one giant among small ones
    assert share_of_threads(8, 5, 5) == 8  # the last one
    assert share_of_threads(1, 5, 5) == share_of_threads(2, 1, 0 + 1000) == 1


def test_work_is_done_side_by_side_and_not_far_ahead() -> None:
    meeting = threading.Barrier(3)

    def meet(number: int) -> int:
        meeting.wait(timeout=30)  # nobody gets past it alone
        return number

    assert list(in_order(range(6), meet, threads=3, tick=lambda: None)) == list(range(6))

    started: list[int] = []
    results = in_order(range(1000), lambda number: started.append(number), threads=2, tick=lambda: None)
    next(results)
    time.sleep(0.2)
    assert len(started) <= 66
    results.close()


def test_the_size_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert folder_size(str(tmp_path / "tidak-ada")) == folder_size("a\0b") == folder_size(str(tmp_path)) == 1
    assert folder_size(str(write_portfolio(tmp_path / "ada"))) == 1 + sum(len(text.encode()) for text in (PORTFOLIO, JOURNAL, BUDGET))


# ---- the file that is written ----


def test_an_output_file_is_there_whole_or_not_at_all(nation: list[str], tmp_path: Path) -> None:
    target = tmp_path / "laporan.txt"
    target.write_text("lama", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "tautan.txt"
    link.symlink_to(target)
    assert main(["check", nation[7], *AS_OF, "--output", str(link)]) == 2
    assert target.read_text(encoding="utf-8") == "lama"
    assert main(["position", nation[1], *AS_OF, "--output", str(link)]) == 0
    assert link.is_symlink() and "Kabupaten" not in target.read_text(encoding="utf-8")[:4]
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["laporan.txt", "tautan.txt"]


def test_an_output_that_is_no_plain_file_is_written_into(nation: list[str], tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    assert main(["position", nation[1], *AS_OF, "--format", "json", "--output", str(pipe)]) == 0
    reader.join(timeout=30)
    assert json.loads(got[0]) and pipe.is_fifo()
    assert main(["position", nation[1], *AS_OF, "--output", os.devnull]) == 0


# ---- the line ----


class Screen:
    """Stands for a terminal."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def show(self, text: str) -> None:
        self.shown.append(text)

    def erase(self) -> None:
        self.shown.append("")


def test_the_line_in_both_languages() -> None:
    for lang, expected in (
        ("id", "membaca 1,2 GB dari 3,0 GB · 600 MB/dtk · sisa 4 dtk"),
        ("en", "reading 1.2 GB of 3.0 GB · 600 MB/s · 4 s left"),
    ):
        assert progress._stage_text("bytes", 1_200_000_000, 3_000_000_000, 2.0, Words(lang)) == expected  # type: ignore[arg-type]
    assert progress._stage_text("grants", 0, 40, 2.0, Words("en")) == "checking 0 of 40 grants"
    assert progress._stage_text("grants", 1, 1000, 2.0, Words("id")) == "memeriksa 1 dari 1.000 hibah · sisa 33 mnt 19 dtk"
    assert progress._stage_text("grants", 1, 10_000, 2.0, Words("en")).endswith("5 h 33 min left")


def test_the_line_for_many_folders() -> None:
    folders = [progress.Folder(100) for _ in range(4)]
    words = Words("en")
    assert progress.folders_text(folders, 1.0, words) == "0 of 4 folders · 0%"
    folders[0].rows = 5_000
    folders[0].now("over")
    folders[1].read(40, 50)
    folders[1].read(10, 20)  # the next file
    assert folders[1].done == 60
    folders[2].rows = 3_000
    folders[2].now("grants")
    folders[2].check(1, 4)
    assert progress.folders_text(folders, 2.0, words) == "1 of 4 folders · 48% · 5,750 rows · 2,875/s · 3 s left"
    one = progress.Folder(100)
    one.now("report")
    assert progress.folders_text([one], 1.0, Words("id")) == "menyusun laporan"


def test_nothing_is_shown_of_what_is_soon_over(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])  # type: ignore[attr-defined]
    screen = Screen()
    bar = progress.Bar("bytes", progress.Line(screen), Words("id"))
    for _ in range(40):
        now[0] += 0.02
        bar(10, 100)
    bar.close()
    assert 1 <= len(screen.shown) - 1 <= 4 and screen.shown[-1] == ""
    assert screen.shown[0].startswith("membaca 10 B dari 100 B")


def test_nothing_is_shown_where_nobody_sits() -> None:
    for stream in (None, io.StringIO()):
        on = progress.surface(stream)
        on.show("x")
        on.erase()
        assert stream is None or stream.getvalue() == ""


def on_a_terminal(arguments: list[str], **surroundings: str) -> str:
    """What the program writes on its standard error where that is a terminal of 60 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key != "CI"} | {"TERM": "xterm"} | surroundings
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=theirs, stdin=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # the other end is closed
        pass
    process.wait(timeout=300)
    os.close(ours)
    return said.decode()


@pytest.mark.subprocess
@pytest.mark.slow
def test_a_terminal_shows_how_far_it_is_and_then_nothing(nation: list[str], tmp_path: Path) -> None:
    long = str(write_big(tmp_path, 200_000))
    at_once = "import sys; from hibah import progress; progress._PATIENCE = 0; "
    as_command = [sys.executable, "-c", f"{at_once}from hibah.cli import main; sys.exit(main(sys.argv[1:]))"]
    check = [*as_command, "check", long, long, *AS_OF, "--select", "B", "--threads", "1"]
    said = on_a_terminal(check)
    assert said.endswith("\r\x1b[K") and re.search(r"dari 2 folder · \d+%", said)
    assert all(len(text.replace("\x1b[K", "")) < 60 for text in said.split("\r"))
    assert "folders" in on_a_terminal([*check, "--lang", "en"])
    assert on_a_terminal([*check, "--no-progress"]) == on_a_terminal(check, TERM="dumb") == on_a_terminal(check, CI="1") == ""
    assert on_a_terminal(command("check", nation[1], *AS_OF)) == ""  # soon over
    program = f"{at_once}import hibah; hibah.load({long!r}, progress=True).check(as_of='2025-01-31', select='B', progress=True)"
    said = on_a_terminal([sys.executable, "-c", program])
    assert "hibah" in said and said.endswith("\r\x1b[K")


@pytest.mark.subprocess
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the kernel's own libraries
def test_a_notebook_shows_how_far_it_is_and_then_nothing() -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    source = (
        "import time\nfrom hibah import progress\nbar = progress.display('grants')\n"
        "time.sleep(0.6)\nbar(1, 4)\ntime.sleep(0.2)\nbar(2, 4)\nseen = type(bar.line.on).__name__\nbar.close()\nprint(seen)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [output for output in notebook.cells[0].outputs if output.output_type == "display_data"]
    assert [output.data["text/plain"] for output in shown] == [""]
    assert [output.text for output in notebook.cells[0].outputs if output.output_type == "stream"] == ["_Notebook\n"]


# ---- progress and Ctrl-C from Python ----


def test_progress_may_be_a_function_or_a_truth(small_folder: Path) -> None:
    told: list[tuple[int, int]] = []
    portfolio = hibah.load(small_folder, progress=lambda done, total: told.append((done, total)))
    portfolio.check(as_of="2025-01-31", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    for shown in (True, False, None):
        assert hibah.load(small_folder, progress=shown).check(as_of="2025-01-31", progress=shown).findings
    for wrong in (1, "ya"):
        with pytest.raises(hibah.UsageError, match="progress is True, None or a function"):
            hibah.load(small_folder, progress=wrong)  # type: ignore[arg-type]


def test_a_display_is_closed_whatever_happens(small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []

    class Watched(progress.Bar):
        def close(self) -> None:
            closed.append(self.unit)

    monkeypatch.setattr(progress, "Bar", Watched)
    hibah.load(small_folder, progress=True).check(as_of="2025-01-31", progress=True)
    assert closed == ["bytes", "grants"]
    with pytest.raises(hibah.InputError):
        hibah.load(tmp_path, progress=True)
    assert closed == ["bytes", "grants", "bytes"]


INTERRUPTED_PROGRAM = """
import hibah, os, signal, sys, time
folder, what = sys.argv[1:]
portfolio = hibah.load(folder) if what == "check" else None
before = len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))
print("ready", flush=True)
try:
    while True:
        if portfolio is None: hibah.load(folder)
        else: portfolio.check(as_of="2025-01-31")
except KeyboardInterrupt:
    now = time.monotonic()
    after = len(os.listdir("/proc/self/task")), len(os.listdir("/proc/self/fd"))
    print(now, before == after, flush=True)
"""


@pytest.mark.subprocess
@pytest.mark.slow
@pytest.mark.parametrize("what", ["load", "check"])
def test_ctrl_c_comes_out_of_a_call_from_python(big: str, what: str) -> None:
    moments = random.Random(what)
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", INTERRUPTED_PROGRAM, big, what], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, 2))
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        moment, is_clean = process.communicate(timeout=120)[0].split()
        assert is_clean == "True"
        assert float(moment) - sent < 2  # some 0.05 s on a machine at rest


# ---- Ctrl-C on the command line ----


@pytest.mark.subprocess
@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "csv"])
def test_ctrl_c_ends_the_command_and_leaves_nothing(big: str, tmp_path: Path, form: str) -> None:
    moments = random.Random(form)
    target = tmp_path / "laporan"
    target.write_text("lama", encoding="utf-8")
    for _ in range(4):
        # Without --as-of the command says so just before it begins: the sign that it is under way.
        process = subprocess.Popen(
            command("check", big, big, big, "--format", form, "--output", str(target)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None and process.stderr is not None
        assert b"as-of" in process.stderr.readline()
        time.sleep(moments.uniform(0, 1.5))
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=120)
        took = time.monotonic() - sent
        assert (code, process.stdout.read(), process.stderr.read()) == (130, b"", b"")
        process.stdout.close()
        process.stderr.close()
        assert took < 2  # some 0.05 s on a machine at rest
        assert [path.name for path in tmp_path.iterdir()] == ["laporan"] and target.read_text(encoding="utf-8") == "lama"


def test_ctrl_c_within_a_program_that_calls_the_command(nation: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hibah.cli.output.Sink.write", interrupted)
    assert main(["check", *nation[1:6], *AS_OF]) == 130
    deadline = time.monotonic() + 30
    while any(thread.name.startswith("hibah") for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
