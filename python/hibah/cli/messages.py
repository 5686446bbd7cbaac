"""The words of the command line, in Indonesian and English."""

from __future__ import annotations

import re
from typing import Literal

from hibah import InputError, UsageError
from hibah._core import error_text, problems_text

__all__ = ["Words", "language_of", "translated", "usage_text"]

_WORDS: dict[str, tuple[str, str]] = {
    # help
    "usage": ("cara pakai: ", "usage: "),
    "arguments": ("argumen", "arguments"),
    "options": ("pilihan", "options"),
    "commands": ("perintah", "commands"),
    "about": (
        "Memeriksa hibah pilkada: uang sampai sen, tenggat dalam hari kerja, temuan dengan bukti dan dasar hukum.",
        "Checks regional election grants: money to the sen, deadlines in working days, findings with evidence and legal basis.",
    ),
    "exit_codes": (
        "Kode keluar: 0 = tidak ada temuan pada atau di atas --fail-on; 1 = ada temuan; 2 = masukan atau pemakaian salah; "
        "130 = dihentikan dengan Ctrl-C.",
        "Exit codes: 0 = nothing at or above --fail-on; 1 = findings; 2 = bad input or usage; 130 = stopped by Ctrl-C.",
    ),
    "help": ("tampilkan bantuan ini", "show this help"),
    "version": ("tampilkan versi", "show the version"),
    "check": ("periksa portofolio", "check portfolios"),
    "compare": (
        "bandingkan dua laporan: temuan baru, berubah, hilang, tetap",
        "compare two reports: what is new, changed, gone, unchanged",
    ),
    "old_report": ("laporan JSON yang lama, atau folder portofolio", "the old JSON report, or a portfolio folder"),
    "new_report": (
        "laporan JSON yang baru, atau folder portofolio; tanpa ini: folder yang sama pada --as-of yang kedua",
        "the new JSON report, or a portfolio folder; without it: the same folder on the second --as-of",
    ),
    "two_days": (
        "per tanggal, untuk folder; dua kali untuk dua hari, yang lama lebih dahulu",
        "the day of the question, for folders; twice for two days, the old one first",
    ),
    "only": ("hanya perubahan ini, misalnya new,changed", "only these changes, such as new,changed"),
    "bad_changes": ("diharapkan satu atau lebih dari {changes}", "expected one or more of {changes}"),
    "fail_on_new": ("new: keluar dengan kode 1 bila ada temuan baru", "new: exit with 1 where there is a new finding"),
    "one_day_a_folder": (
        "compare: setiap folder memerlukan satu --as-of; yang diberikan {count}, yang diperlukan {needed}",
        "compare: a folder needs one --as-of; given {count}, needed {needed}",
    ),
    "schedule": ("jadwal pencairan tiap tahap", "the disbursement schedule of every tranche"),
    "explain_schedule": (
        "juga dari mana setiap tenggat dihitung dan setiap hari yang dilewati, dengan keputusannya; sebagai json atau csv: hanya itu",
        "also what each deadline was counted from and every day passed over, with its decree; as json or csv: only that",
    ),
    "realisation": ("realisasi terhadap pagu", "realisation against its ceiling"),
    "position": ("posisi tiap hibah", "where every grant stands"),
    "trace": (
        "telusuri uang sebuah hibah atau transaksi: perjanjian, pagu, tahap, pencairan, belanja, setoran, dengan saldo berjalan",
        "trace the money of a grant or an entry: agreement, budget line, tranche, disbursement, realisation, return, with running balances",
    ),
    "subject": ("id hibah, id transaksi, atau berkas:baris jurnal", "id of a grant, id of an entry, or file:row of a journal"),
    "what-if": (
        "andaikan hari pemungutan suara, jadwal, peraturan, atau adendum lain: apa yang berubah, sebelum dan sesudah",
        "suppose another voting day, timetable, regulation or addendum: what changes, before and after",
    ),
    "voting": (
        "hari pemungutan suara diandaikan pada tanggal ini; tanggal tahapan tidak ikut bergeser",
        "suppose voting on this day; the dates of the stages do not move",
    ),
    "timetable": ("jadwal diandaikan dari berkas ini, atau id bawaan", "suppose this timetable: a file, or a built-in id"),
    "regulation": ("peraturan diandaikan yang ini: id bawaan, atau berkas", "suppose this regulation: a built-in id, or a file"),
    "addendum": ("adendum diandaikan dari berkas TOML dengan [[addendum]]", "suppose the addenda of a TOML file with [[addendum]]"),
    "no_change": (
        "what-if: diharapkan paling sedikit satu dari --voting, --timetable, --regulation, --addendum",
        "what-if: expected at least one of --voting, --timetable, --regulation, --addendum",
    ),
    "deadline": ("hitung sebuah tenggat", "reckon a deadline"),
    "rules": ("daftar semua aturan", "list every rule"),
    "explain": ("jelaskan sebuah aturan", "explain a rule"),
    "show": ("tampilkan berkas bawaan", "show a built-in file"),
    "terbilang": ("sebut sebuah jumlah dengan kata-kata", "say an amount in Indonesian words"),
    "simulate": (
        "buat portofolio rekaan dengan pelanggaran yang diketahui, untuk menguji pemeriksaan",
        "make a fictional portfolio with known violations, to test a check with",
    ),
    "out": ("folder yang dibuat; harus belum ada, atau kosong", "the folder to make; it must not exist yet, or be empty"),
    "grants": ("banyaknya hibah; bawaan 40", "how many grants; default 40"),
    "seed": ("benih: benih yang sama memberi berkas yang sama; bawaan 1", "seed: the same one gives the same files; default 1"),
    "violations": ("tulis yang harus ditemukan ke berkas JSON ini", "write what must be found to this JSON file"),
    "simulated": (
        "{out}: {grants} hibah, {violations} pelanggaran; periksa dengan --as-of {day}",
        "{out}: {grants} grants, {violations} violations; check with --as-of {day}",
    ),
    "out_is_taken": ("{out}: diharapkan folder yang belum ada, atau kosong", "{out}: expected a folder that does not exist yet, or is empty"),
    "no_grants": ("--grants: diharapkan paling sedikit 1", "--grants: expected at least 1"),
    "dir": ("folder portofolio", "portfolio folder"),
    "dirs": ("folder portofolio, satu atau lebih", "portfolio folders, one or more"),
    "as_of": ("per tanggal; bila tidak diberikan, hari ini", "the day of the question; today where not given"),
    "select": ("hanya aturan ini, misalnya T201,S5", "only these rules, such as T201,S5"),
    "ignore": ("tanpa aturan ini", "without these rules"),
    "format": ("bentuk keluaran", "form of the output"),
    "lang": ("bahasa: id atau en", "language: id or en"),
    "fail_on": (
        "keluar dengan kode 1 mulai dari tingkat ini (bawaan: error); new: bila ada temuan yang belum ada dalam --baseline",
        "exit with 1 from this severity on (default: error); new: where there is a finding that --baseline does not have",
    ),
    "baseline": (
        "laporan JSON yang terdahulu: temuan lalu menyebut apakah baru, berubah, atau tetap, dan yang hilang disebut juga",
        "an earlier JSON report: findings then say whether they are new, changed or unchanged, and what is gone is told, too",
    ),
    "new_needs_baseline": ("--fail-on new memerlukan --baseline", "--fail-on new needs --baseline"),
    "bad_report": ("{file}: laporan tidak dapat dibaca", "{file}: the report cannot be read"),
    "output": ("tulis ke berkas ini", "write to this file"),
    "set": ("ambang sebuah aturan, misalnya R401.days_after=30", "a rule's threshold, such as R401.days_after=30"),
    "profile": (
        "tampilkan pada stderr biaya setiap aturan (baris, waktu CPU, temuan, memori) dan setiap langkah, sesudah laporan; "
        "yang dipakai bersama, seperti pembukuan, pada barisnya sendiri",
        "show on stderr what each rule cost (rows, CPU time, findings, memory) and each phase, after the report; "
        "what rules share, such as the books, in rows of its own",
    ),
    "own_rules": (
        "dengan aturan sendiri dari berkas Python ini, yang dijalankan: hanya dari orang yang dipercaya",
        "with rules of one's own from this Python file, which is run: only from whom you trust",
    ),
    "bad_rules": ("--rules {file}: {reason}", "--rules {file}: {reason}"),
    "by": ("kunci: grant, stage, account, payee, month", "keys: grant, stage, account, payee, month"),
    "expression": ('misalnya "2025-03-19 + 14 working days"', 'such as "2025-03-19 + 14 working days"'),
    "settings": ("dengan ambang dan nilai bawaannya", "with thresholds and their defaults"),
    "code": ("kode aturan, misalnya T201", "a rule's code, such as T201"),
    "kind": ("jenis berkas", "kind of file"),
    "id": ("id berkas, misalnya pilkada-2024", "the file's id, such as pilkada-2024"),
    "amount": ('misalnya "Rp 76,055 miliar" atau 1250000', 'such as "Rp 76,055 miliar" or 1250000'),
    "threads": ("banyaknya thread; bawaan 0: sebanyak inti mesin", "how many threads; default 0: as many as the machine has cores"),
    "no_progress": ("jangan tampilkan kemajuan", "show no progress"),
    # what is said while running
    "reading": ("membaca {done} dari {total}", "reading {done} of {total}"),
    "checking": ("memeriksa {done} dari {total} hibah", "checking {done} of {total} grants"),
    "folders_over": ("{done} dari {total} folder", "{done} of {total} folders"),
    "writing_report": ("menyusun laporan", "writing the report"),
    "row_count": ("{count} baris", "{count} rows"),
    "rate": ("{amount}/dtk", "{amount}/s"),
    "time_left": ("sisa {time}", "{time} left"),
    "seconds": ("{seconds} dtk", "{seconds} s"),
    "minutes": ("{minutes} mnt {seconds} dtk", "{minutes} min {seconds} s"),
    "hours": ("{hours} jam {minutes} mnt", "{hours} h {minutes} min"),
    "today": ("per tanggal hari ini, {day} (--as-of tidak diberikan)", "as of today, {day} (--as-of was not given)"),
    "bad_folder": ("{folder}: portofolio tidak dapat dimuat", "{folder}: the portfolio cannot be loaded"),
    "bad_question": ("{folder}: pertanyaan ini tidak dapat dijawab", "{folder}: this question cannot be answered"),
    "bad_number": ("diharapkan bilangan bulat", "expected a whole number"),
    "bad_threads": ("diharapkan bilangan dari 0 sampai 1024", "expected a number from 0 to 1024"),
    "in_folder": ("{folder}: {reason}", "{folder}: {reason}"),
    "bad_setting": ("--set {text}: diharapkan KUNCI=NILAI", "--set {text}: expected KEY=VALUE"),
    "setting_twice": ("--set {text}: kunci ini sudah diberikan", "--set {text}: this key was given before"),
    "no_key": ("--by: diharapkan paling sedikit satu kunci", "--by: expected at least one key"),
    "needs_portfolio": (
        "tenggat ini bergantung pada perjanjian atau jadwal pemilihan; "
        "di sini hanya tanggal dan fiscal_year_end yang dapat menjadi titik awal",
        "this deadline hangs on an agreement or a timetable; here only a date or fiscal_year_end can be the anchor",
    ),
    "cannot_write": ("tidak dapat menulis {name}: {reason}", "cannot write {name}: {reason}"),
    "stdout": ("keluaran standar", "standard output"),
    "no_memory": ("memori tidak cukup", "not enough memory"),
    "internal": ("kesalahan internal: {reason}", "internal error: {reason}"),
}

# What argparse says, for those who read Indonesian.
_ARGPARSE = (
    (r"^the following arguments are required: (.*)$", r"argumen ini wajib diberikan: \1"),
    (r"^unrecognized arguments: (.*)$", r"argumen tidak dikenal: \1"),
    (r"^argument ([^:]*): invalid choice: (.*) \(choose from (.*)\)$", r"argumen \1: \2 bukan pilihan (pilih dari \3)"),
    (r"^argument ([^:]*): expected one argument$", r"argumen \1: diharapkan satu nilai"),
    (r"^argument ([^:]*): expected at least one argument$", r"argumen \1: diharapkan paling sedikit satu nilai"),
    (r"^argument ([^:]*): ignored explicit argument (.*)$", r"argumen \1: tidak memakai nilai, tetapi diberi \2"),
    (r"^argument ([^:]*): (.*)$", r"argumen \1: \2"),
)


class Words:
    """The words of one language."""

    def __init__(self, lang: Literal["id", "en"]) -> None:
        self.lang: Literal["id", "en"] = lang

    def __call__(self, name: str, /, **slots: str) -> str:
        wording = _WORDS[name][0 if self.lang == "id" else 1]
        return wording.format(**slots) if slots else wording


def language_of(arguments: list[str]) -> Literal["id", "en"]:
    """The language that the arguments ask for, found before they are read: even their faults are told in it."""
    lang: Literal["id", "en"] = "id"
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument[len("--lang=") :] if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in ("id", "en"):
            lang = "en" if value == "en" else "id"
    return lang


def translated(message: str, lang: Literal["id", "en"]) -> str:
    """A message of argparse in the language."""
    if lang == "en":
        return message
    for pattern, wording in _ARGPARSE:
        if re.match(pattern, message, re.DOTALL):
            return re.sub(pattern, wording, message, count=1, flags=re.DOTALL)
    return message


def usage_text(error: UsageError | InputError, lang: Literal["id", "en"]) -> str:
    """What was wrong with a value of the command line."""
    if isinstance(error, InputError):
        if len(error.problems) == 1 and error.total == 1:
            return error.problems[0].line(lang)
        return problems_text(error.problems, error.total, lang).rstrip("\n")
    text = str(error)
    wording = error_text(error.code)
    if lang == "id" and wording is not None and text.endswith(f"expected {wording['en']}"):
        text = f"{text[: -len('expected ' + wording['en'])]}diharapkan {wording['id']}"
    return text
