"""The compiled part of hibah: values and functions of libhibah, under the names that `hibah` gives on.

Money is exact to the sen, days exist, and nothing here becomes a float. All objects are immutable and may be shared by threads;
the interpreter's lock is released while a portfolio is read, checked or rendered.
"""

import datetime
import enum
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, SupportsIndex, TypeAlias

__version__: str

_Lang: TypeAlias = Literal["id", "en"]
_Amount: TypeAlias = Rupiah | Decimal | SupportsIndex | str
_Ratio: TypeAlias = Fraction | Decimal | SupportsIndex | str
_Date: TypeAlias = datetime.date | str
_Words: TypeAlias = Iterable[str] | str | None
_Progress: TypeAlias = Callable[[int, int], object] | bool | None

class _Record:
    """Can be read like a mapping too, with the keys of the JSON: `item["rule"]`, `dict(item)`."""

    def __getitem__(self, key: str) -> Any: ...
    def __contains__(self, key: object) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def keys(self) -> list[str]:
        """The keys, as in the JSON."""

    def to_dict(self) -> dict[str, Any]:
        """A plain dict with the keys of the JSON, and plain dicts inside."""

# ---- errors ----

class Problem:
    """One fault of one input, with everything a person needs to find and mend it."""

    @property
    def file(self) -> str | None:
        """Path inside the portfolio folder; None for a single value."""

    @property
    def row(self) -> int | None:
        """Line of the file on which the row begins (the header is 1); None where a whole file is at fault."""

    @property
    def column(self) -> str | None:
        """Column or key; None where none applies."""

    @property
    def text(self) -> str:
        """What stood there."""

    @property
    def expected(self) -> dict[str, str]:
        """What would have fitted, {"id": ..., "en": ...}."""

    @property
    def code(self) -> str:
        """What is wrong, such as "amount_ambiguous": stable, for programs."""

    def line(self, lang: _Lang = "id") -> str:
        """File, row, column, what stood there and what was expected, in one line."""

def error_text(code: str) -> dict[str, str] | None:
    """The wording of an error code, {"id": ..., "en": ...}; None for a word that is no code."""

def problems_text(problems: Sequence[Problem], total: int, lang: _Lang) -> str:
    """Every problem of an input, one a line, with the count."""

# ---- money ----

class Rounding(enum.Enum):
    """How an amount is rounded to whole sen: always named at the call."""

    EXACT = 0
    """Errors where it would round."""
    DOWN = 1
    """Toward zero."""
    UP = 2
    """Away from zero."""
    HALF_UP = 3
    """To the nearest sen, halves away from zero."""
    HALF_EVEN = 4
    """To the nearest sen, halves to the even one."""

class Grain(enum.Enum):
    """The smallest piece that is handed out."""

    SEN = 0
    RUPIAH = 1

class Rupiah:
    """An exact amount of money in whole sen (1/100 rupiah).

    Range: -Rp92.233.720.368.547.758,08 to Rp92.233.720.368.547.758,07; every operation is checked, what does not fit is an
    AmountOverflow. There is no division: `allocate` splits a sum so that the parts add up, `scale` names its rounding. Amounts
    compare with amounts only. `str()` is "Rp103.000.000.000,00"; a format is an optional fill, alignment and width, then nothing,
    `r` (without ",00") or `p` (plain, "1250.00").
    """

    def __init__(self, amount: _Amount) -> None:
        """From Decimal, int (whole rupiah), text ("Rp1.250,50", "Rp 76,055 miliar", "1250.50") or another Rupiah.

        Errors: AmountTypeError for a float, a bool or anything else; ParseError for a text that is no amount or could be two
        ("1.250"); UsageError for a Decimal with parts of a sen or without a value; AmountOverflow.
        """

    @staticmethod
    def from_sen(sen: SupportsIndex) -> Rupiah:
        """The amount of so many whole sen. Errors: AmountTypeError, AmountOverflow."""

    @property
    def sen(self) -> int:
        """The amount in whole sen."""

    @property
    def is_whole(self) -> bool:
        """True where there are no sen beside whole rupiah."""

    def to_decimal(self) -> Decimal:
        """The amount in rupiah, with two decimals."""

    def __add__(self, other: Rupiah) -> Rupiah: ...
    def __radd__(self, other: Literal[0]) -> Rupiah:
        """Only for 0, where sum() begins. `total` adds up without an overflow on the way."""

    def __sub__(self, other: Rupiah) -> Rupiah: ...
    def __mul__(self, factor: SupportsIndex) -> Rupiah: ...
    def __rmul__(self, factor: SupportsIndex) -> Rupiah: ...
    def __neg__(self) -> Rupiah: ...
    def __pos__(self) -> Rupiah: ...
    def __abs__(self) -> Rupiah: ...
    def __bool__(self) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    def __ne__(self, other: object) -> bool: ...
    def __lt__(self, other: Rupiah) -> bool: ...
    def __le__(self, other: Rupiah) -> bool: ...
    def __gt__(self, other: Rupiah) -> bool: ...
    def __ge__(self, other: Rupiah) -> bool: ...
    def __hash__(self) -> int: ...
    def __format__(self, spec: str) -> str: ...

def parse_rupiah(text: str) -> Rupiah:
    """Reads an amount as written in an agreement: "Rp103.000.000.000,00", "Rp 76,055 miliar", "(Rp1.000)". Errors: ParseError."""

def terbilang(amount: _Amount) -> str:
    """The amount in Indonesian words: "seribu lima ratus rupiah". Errors: as Rupiah."""

def parse_terbilang(words: str) -> Rupiah:
    """The amount that Indonesian words say; case, blanks and "rupiah" do not matter. Errors: ParseError."""

def allocate(total: _Amount, shares: Iterable[_Ratio], grain: Grain = ...) -> list[Rupiah]:
    """Splits an amount by shares (Fraction, int, Decimal, "40%"): largest remainder, ties in order. The parts sum to `total`.

    Errors: UsageError for shares below zero, all zero or none, and for Grain.RUPIAH where the total is not whole rupiah;
    AmountTypeError for a float.
    """

def scale(amount: _Amount, ratio: _Ratio, rounding: Rounding) -> Rupiah:
    """amount x ratio in whole sen, rounded as named. Errors: UsageError where Rounding.EXACT would round; AmountOverflow."""

def total(amounts: Iterable[_Amount]) -> Rupiah:
    """The sum of many amounts; partial sums may be wider than the result. Errors: AmountOverflow."""

# ---- calendar ----

def parse_date(text: str) -> datetime.date:
    """Reads "2024-03-04", "4 Maret 2024" or "04/03/2024" (day first), between 2000 and 2099. Errors: ParseError."""

class SkippedDay(_Record):
    """A day that was not counted, and why."""

    @property
    def date(self) -> datetime.date: ...
    @property
    def why(self) -> Literal["weekend", "national", "cuti_bersama", "local"]: ...
    @property
    def name(self) -> str | None:
        """The holiday's name; None for a weekend."""

    @property
    def decree(self) -> str | None:
        """The decree that made it a day off; None where the source names none."""

    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

class Holiday(_Record):
    """A day off of a calendar."""

    @property
    def date(self) -> datetime.date: ...
    @property
    def kind(self) -> Literal["national", "cuti_bersama", "local"]: ...
    @property
    def name(self) -> str: ...
    @property
    def decree(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...

class WorkCalendar:
    """Which days are working days: Monday to Friday, less national holidays, cuti bersama and local days off.

    Answers inside its horizon only; outside it every question is a HorizonError, never a guess. A value: every change gives a new one.
    Days are datetime.date or text; a datetime is refused.
    """

    @property
    def id(self) -> str: ...
    @property
    def horizon(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day that the calendar covers."""

    @property
    def holidays(self) -> list[Holiday]: ...
    @property
    def cuti_bersama_is_working(self) -> bool: ...
    def is_working_day(self, day: _Date) -> bool: ...
    def day_off(self, day: _Date) -> SkippedDay | None:
        """Why the day is off; None for a working day."""

    def add_working_days(self, day: _Date, n: SupportsIndex) -> datetime.date:
        """The n-th working day after (n > 0) or before (n < 0) `day`, whose own day does not count; n = 0 is `day`."""

    def working_days_between(self, start: _Date, end: _Date) -> int:
        """Working days after `start` up to and with `end`; negative where `end` is earlier."""

    def as_known_on(self, day: _Date) -> WorkCalendar:
        """The calendar as it was decreed on `day`: later additions out, days removed later back in."""

    def with_local_holidays(self, days: Sequence[_Date]) -> WorkCalendar: ...
    def with_cuti_bersama_working(self, is_working: bool = True) -> WorkCalendar: ...

class Deadline:
    """A deadline expression, reckoned, with every day that was skipped."""

    @property
    def expression(self) -> str: ...
    @property
    def anchor(self) -> datetime.date | str:
        """The day that was counted from."""

    @property
    def date(self) -> datetime.date | str:
        """The deadline: the last day that is in time. Text ("2024-03") where only the month or year is known."""

    @property
    def skipped(self) -> list[SkippedDay]:
        """Every day that was passed over, in order."""

    def to_json(self) -> str: ...
    def to_text(self, lang: _Lang = "id", *, colour: bool = False) -> str: ...

def deadline(expression: str, calendar: WorkCalendar | None = None) -> Deadline:
    """Reckons a deadline that needs nothing but itself, such as "2025-03-19 + 14 working days".

    Errors: ParseError; UsageError where the anchor needs an agreement or a timetable; HorizonError.
    """

def calendar(id: str = "indonesia") -> WorkCalendar:
    """A built-in calendar of working days. Errors: UsageError for an unknown id."""

# ---- law ----

class Basis(_Record):
    """What a rule rests on: a citation, not the text of the law."""

    @property
    def instrument(self) -> str | None: ...
    @property
    def article(self) -> str | None: ...
    @property
    def mark(self) -> Literal["read", "press", "memory"] | None:
        """How well it was verified: read in the instrument, reported by the press, from memory; None where there is no instrument."""

    @property
    def source(self) -> str | None: ...

def builtin_text(kind: str, id: str) -> str:
    """The text of a built-in timetable, regulation or calendar (TOML), or schema (JSON). Errors: UsageError for an unknown one."""

# ---- portfolio ----

class Grant:
    """An agreement (NPHD) as first signed."""

    @property
    def id(self) -> str: ...
    @property
    def recipient(self) -> str: ...
    @property
    def role(self) -> Literal["organiser", "supervisor", "police", "military", "other"]: ...
    @property
    def nphd(self) -> str | None:
        """The number of the agreement."""

    @property
    def signed(self) -> datetime.date | str:
        """The day of signing; text ("2023-10") where only the month or year is known."""

    @property
    def amount(self) -> Rupiah: ...
    @property
    def return_account(self) -> str: ...
    @property
    def tranches(self) -> int:
        """How many tranches it has."""

    @property
    def addenda(self) -> int:
        """How many addenda it has."""

    @property
    def sources(self) -> list[str]: ...

class Portfolio:
    """All grants of one election in one region, as read from a folder. A value: nothing changes it."""

    @property
    def name(self) -> str: ...
    @property
    def region(self) -> str | None: ...
    @property
    def grantor(self) -> str: ...
    @property
    def election(self) -> str:
        """The id of its timetable."""

    @property
    def regulation(self) -> str:
        """The id of its regulation."""

    @property
    def calendar(self) -> WorkCalendar:
        """Its working days: national and local days off, with the regulation's cuti bersama setting."""

    @property
    def stated_total(self) -> Rupiah | None: ...
    @property
    def settings(self) -> dict[str, str]:
        """The thresholds that the portfolio states."""

    @property
    def grants(self) -> list[Grant]: ...
    @property
    def entries(self) -> int:
        """The number of journal entries."""

    @property
    def inputs(self) -> list[str]:
        """The files that were read."""

    @property
    def journal(self) -> Journal | None:
        """The entries in columns, for Arrow; None where the portfolio has no journal."""

    @staticmethod
    def from_frames(
        portfolio: str | bytes | os.PathLike[str] | os.PathLike[bytes],
        *,
        journal: object = None,
        budget: object = None,
        documents: object = None,
        bank: object = None,
        waivers: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None,
        keep_ids: bool = False,
        threads: SupportsIndex = 0,
        progress: _Progress = None,
    ) -> Portfolio:
        """Takes the rows from dataframes: whatever speaks the Arrow PyCapsule protocol (pyarrow, polars, pandas, DuckDB relations, readers
        of Parquet), with the columns of the CSV files.

        `portfolio` is the path of a portfolio.toml, beside which law files stand, or its text; `waivers` likewise of a waivers.toml. A frame that is None is unknown, as a file
        that is not there. Columns are text, whole numbers (as an amount whole rupiah), decimals, dates, timestamps at midnight without a
        time zone, or dictionaries of text; null is an empty cell; a float is refused. The frames are kept, not copied: evidence names
        "journal", "budget", "documents" or "bank" with the row, counted from 1, and reads its text from them. `keep_ids` is that of `load`.
        `progress(done, total)` is told rows;
        the total is 0 until a frame was received whole; True shows them.
        Errors: InputError with every problem of every frame; UsageError for what is no frame.
        """

    def append(
        self,
        journal: object,
        *,
        name: str | None = None,
        threads: SupportsIndex = 0,
        progress: _Progress = None,
    ) -> Portfolio:
        """A new portfolio with further journal rows behind those of this one, which stays as it is.

        `journal` is the path of a CSV file (also .csv.gz, .csv.zst) or a frame as `from_frames` takes it. It becomes one more input, called
        `name`, or by default as the file, or "journal", with a number where that is taken. The result is what loading all rows together
        would give, the new ones last: a reversal may name an entry of any part, an id that is used twice is an error, a column that one
        part lacks is unknown for all. Nothing that was read is read or copied again, but for ids that do not ascend: see `load`.
        Errors: InputError with every problem of the new rows; UsageError for a name that an input has already.

            july = june.append("incoming/2024-07.csv")
            report = july.check(as_of=day, after=june.check(as_of=day))
        """

    def save(self, path: str | bytes | os.PathLike[str] | os.PathLike[bytes]) -> None:
        """Writes the portfolio as a folder that loads the same again; UsageError where it already holds a portfolio."""

    def check(
        self,
        *,
        as_of: _Date,
        select: _Words = None,
        ignore: _Words = None,
        settings: Mapping[str, str | int | bool | Rupiah] | None = None,
        after: Report | None = None,
        baseline: Report | None = None,
        rules: Iterable[Rule] | None = None,
        threads: SupportsIndex = 0,
        progress: _Progress = None,
        profile: bool = False,
    ) -> Report:
        """Runs the rules over the portfolio as it was known on `as_of`.

        `select` and `ignore` are codes or beginnings of codes ("T2"); `settings` overrides the portfolio's thresholds
        ({"R401.days_after": 14}). `after` is a report of this portfolio before rows were appended, by the same rules, settings and day: only
        grants that the new rows touch are looked at again, and the report is the same as without. `baseline` is an earlier report, of
        whatever day: findings then say whether they are new, and what is gone is in the report, too. `rules` are rules of one's own
        (hibah.rule), which run after those of the library. `threads` 0 is as many as the machine
        has; it never changes the result.
        `progress(done, total)` is told the grants some fifty times a second, on this thread; True shows them on a terminal or in a
        notebook. Ctrl-C, or whatever it raises, stops the check. With `profile` the report tells what each rule cost.
        Errors: UsageError for an unknown code or setting, or where `after` is a report of something else ("report_of_other").
        """

    def schedule(self, *, as_of: _Date, lang: _Lang = "id") -> Table:
        """For every tranche what was planned, when it was due, what was paid and when."""

    def derivations(self, *, as_of: _Date, lang: _Lang = "id") -> Table:
        """How every deadline came about: what it was counted from, each day passed over with its decree, the day that came out.

        One row a step: `anchor`, then weekend, national, cuti_bersama or local for each day passed over, then known, not_applicable or
        not_evaluable.
        """

    def derivations_text(self, *, as_of: _Date, lang: _Lang = "id", colour: bool = False) -> str:
        """The derivations for people, with the place where each deadline is written."""

    def realisation(self, by: Iterable[str] | str, *, as_of: _Date, lang: _Lang = "id") -> Table:
        """What was spent against its ceiling, by any of grant, stage, account, payee, month. Errors: UsageError for another key."""

    def position(self, *, as_of: _Date, lang: _Lang = "id") -> Table:
        """Where every grant stands: agreed, disbursed, realised, interest, returned, balance."""

    def trace(self, subject: str, *, as_of: _Date, lang: _Lang = "id") -> Table:
        """The money of a grant or of one entry, from the agreement to the return, with running figures, files and rows.

        `subject` is the id of a grant, else of an entry, else a journal file and row such as "journal.csv:12". `before` and `after` are the
        balance of the grant; of an addendum the agreement's amount; of a tranche or budget line what was paid of it.
        Errors: UsageError for another name.
        """

    def what_if(
        self,
        *,
        as_of: _Date,
        voting: _Date | None = None,
        timetable: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None,
        regulation: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None,
        addendum: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None,
        lang: _Lang = "id",
        threads: int = 0,
    ) -> Table:
        """What would change in deadlines, states and findings: each thing that does as two rows, before and after.

        `voting` moves the voting day and nothing else: stages stay. `timetable` and `regulation` are ids of built-in ones or paths,
        `addendum` is the path of a TOML file with [[addendum]] tables. Several may be given together. The portfolio stays as it is.
        Errors: InputError with every problem of every file; UsageError where nothing is given.
        """

    def _repr_html_(self) -> str: ...

class Journal:
    """The entries of a portfolio in columns, in input order.

    Speaks the Arrow PyCapsule protocol without a copy: what takes it reads the journal's own memory, which stays as long as somebody
    holds a part of it. `amount_sen` is whole sen (1/100 rupiah) as int64. `date` is null where only the month or year is known; a journal
    with such entries has `date_first` and `date_last` too. `file` and `row` say where an entry stands. Ids, vouchers and descriptions stay
    in the input.
    """

    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule "arrow_array_stream", a batch for every 65,536 entries."""

    def __arrow_c_schema__(self) -> object:
        """A capsule "arrow_schema"."""

def load(
    path: str | bytes | os.PathLike[str] | os.PathLike[bytes],
    *,
    keep_ids: bool = False,
    threads: SupportsIndex = 0,
    progress: _Progress = None,
    _scan: str = "best",
) -> Portfolio:
    """Reads a portfolio folder whole, or says everything that is wrong with it.

    `keep_ids` is for a large journal whose ids do not ascend and to which rows are to be appended: 4 bytes more an entry, and the first
    `append` need not read the ids of the journal again.
    `progress(done, total)` is told the bytes of the file being read some fifty times a second, on this thread; True shows them on a
    terminal or in a notebook. Ctrl-C, or whatever it raises, stops the reading.
    Errors: InputError with every problem of every file.
    """

# ---- checks ----

class Evidence(_Record):
    """A cell that bears a finding out."""

    @property
    def file(self) -> str | None: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def raw(self) -> str | None:
        """What stood there; None where the file is gone or has changed since."""

    @property
    def entry(self) -> str | None:
        """The journal entry's id."""

    @property
    def extra(self) -> dict[str, str]:
        """The row's cells in columns that the format does not know."""

class Waiver(_Record):
    """A line of waivers.toml that accepts a finding."""

    @property
    def justification(self) -> str: ...
    @property
    def requested_by(self) -> str: ...
    @property
    def approved_by(self) -> str: ...
    @property
    def issued(self) -> datetime.date: ...
    @property
    def expires(self) -> datetime.date:
        """Its last day."""

    @property
    def document(self) -> str | None: ...
    @property
    def row(self) -> int:
        """Where it stands in waivers.toml."""

class Finding(_Record):
    """What a rule found, as data: the fields of the JSON report by the same names."""

    @property
    def rule(self) -> str: ...
    @property
    def severity(self) -> Literal["error", "warning", "info"]: ...
    @property
    def state(self) -> Literal["fail", "not_evaluable"]: ...
    @property
    def grant(self) -> str | None: ...
    @property
    def tranche(self) -> int | None: ...
    @property
    def stage(self) -> str | None: ...
    @property
    def account(self) -> str | None: ...
    @property
    def expected(self) -> str | None:
        """As in the JSON: an amount as "97.00", a day as "2024-03-26", a share as "40%", a number of days or rows as "14"."""

    @property
    def actual(self) -> str | None: ...
    @property
    def difference(self) -> str | None:
        """Actual less expected, exact."""

    @property
    def unit(self) -> Literal["IDR", "day", "share", "count"] | None: ...
    @property
    def expected_value(self) -> Rupiah | Fraction | datetime.date | str | int | None:
        """The same as a value; a day of which only the month or year is known is text."""

    @property
    def actual_value(self) -> Rupiah | Fraction | datetime.date | str | int | None: ...
    @property
    def difference_value(self) -> Rupiah | Fraction | datetime.date | str | int | None: ...
    @property
    def message(self) -> dict[str, str]:
        """{"id": ..., "en": ...}."""

    @property
    def basis(self) -> list[Basis]: ...
    @property
    def evidence(self) -> list[Evidence]: ...
    @property
    def fingerprint(self) -> str:
        """The same in every report in which this finding stands; made of natural keys, never of row numbers."""

    @property
    def reason(self) -> str | None:
        """What was unknown, in Indonesian; None for a fail."""

    @property
    def reason_en(self) -> str | None:
        """What was unknown, in English; None for a fail."""

    @property
    def subjects(self) -> int:
        """How many entries of the grant cannot be judged for this reason, of which the first is named; 1 for a fail."""

    @property
    def waiver(self) -> Waiver | None:
        """Who has accepted it, why and until when; None where nobody has."""

    @property
    def baseline(self) -> Literal["new", "changed", "unchanged", "gone"] | None:
        """Since the report that was held against; None where none was."""

class RuleCount(_Record):
    """How often a rule gave each state. The key "pass" is the attribute `passed`."""

    @property
    def rule(self) -> str: ...
    @property
    def passed(self) -> int: ...
    @property
    def fail(self) -> int: ...
    @property
    def not_applicable(self) -> int: ...
    @property
    def not_evaluable(self) -> int: ...
    @property
    def waived(self) -> int:
        """Fails that somebody has accepted; not counted as fail."""

class Summary(_Record):
    """Counts of every state over all rules of a report. The key "pass" is the attribute `passed`."""

    @property
    def passed(self) -> int: ...
    @property
    def fail(self) -> int: ...
    @property
    def not_applicable(self) -> int: ...
    @property
    def not_evaluable(self) -> int: ...
    @property
    def waived(self) -> int: ...
    @property
    def complete(self) -> bool: ...

class Report:
    """What a check gives: counts of every state, and every finding."""

    @property
    def portfolio(self) -> str:
        """The portfolio's name."""

    @property
    def as_of(self) -> datetime.date: ...
    @property
    def findings(self) -> list[Finding]:
        """The fail and the not_evaluable ones, by rule, grant, then day. A new list each time: keep it for a loop."""

    @property
    def gone(self) -> list[Finding]:
        """What the report that this one was held against had found and this one does not."""

    @property
    def new_fails(self) -> int | None:
        """How many findings nobody has accepted and the earlier report did not have as such; None where there was none."""

    @property
    def summary(self) -> Summary: ...
    @property
    def rules(self) -> list[RuleCount]: ...
    @property
    def settings(self) -> dict[str, str]:
        """All thresholds in force."""

    @property
    def provenance(self) -> dict[str, Any]:
        """Which regulation, timetable, calendar and inputs, each with its SHA-256."""

    @property
    def profile(self) -> Table | None:
        """What each rule cost; None where the check was not asked for it. In no form of the report, because it differs from run to run.

        Columns: rule, rows (journal entries of the grants on which it ran, 0 for a rule that reads none), cpu_us (microseconds of CPU time,
        summed over threads), share, findings, bytes (what they hold). What rules share, such as the books of a grant, stands in rows of its
        own: terms, books, tranches, deadlines, budget, ordinals.
        """

    @property
    def phases(self) -> Table | None:
        """What the phases check and evidence took: phase, time_us, peak_bytes (of the process, by the phase's end). None as `profile`."""

    def fails_at(self, severity: Literal["error", "warning", "info"]) -> bool:
        """True where a finding at or above `severity` stands that nobody has accepted."""

    def to_json(self, lang: _Lang = "id") -> str:
        """The report as JSON text, byte-stable."""

    def to_sarif(self, lang: _Lang = "id") -> str:
        """The report as SARIF 2.1.0, for viewers and pipelines that know nothing of grants.

        What could not be judged is of kind "open"; what passed or did not apply has one result a rule. Files are relative to PORTFOLIO.
        """

    def to_csv(self, lang: _Lang = "id") -> str:
        """One row a finding."""

    def to_text(self, lang: _Lang = "id", *, colour: bool = False) -> str:
        """The report for people, in lines of at most 100 columns."""

    def to_html(self, lang: _Lang = "id") -> str:
        """An HTML fragment."""

    def _repr_html_(self) -> str: ...

def load_reports(path: str | bytes | os.PathLike[str] | os.PathLike[bytes]) -> list[Report]:
    """The reports of a JSON file that `hibah check` wrote: one, or those of several folders.

    Such a report knows what stands in the JSON. Errors: InputError with every problem.
    """

def check_across(
    portfolios: Mapping[str, Portfolio],
    *,
    as_of: _Date,
    settings: Mapping[str, str | int | bool | Rupiah] | None = None,
    progress: _Progress = None,
) -> Report:
    """What no single portfolio shows: payments that grants of several portfolios made to one payee (R410).

    A province and its regencies pay the same ad hoc bodies. What the grants of one portfolio paid twice stands in its own report. The keys
    name the portfolios in messages and stand before the files of the evidence ("provinsi/journal.csv"). `settings` may give R410.days; those
    of the portfolios do not count. Errors: UsageError for an unknown setting.
    """

def new_fails(before: Report, after: Report) -> int:
    """How many findings of `after` nobody has accepted and `before` does not have as such."""

def compare(before: Report, after: Report, *, only: _Words = None, lang: _Lang = "id") -> Table:
    """What is new, changed, gone or unchanged between two reports, by fingerprint.

    Columns: change, rule, severity, grant, tranche, stage, account, before_state, before, after_state, after, unit, reason, fingerprint.
    `only` names the changes to show. Errors: UsageError for an unknown one.
    """

class RuleInfo(_Record):
    """What is said of a rule. `explain` gives its page."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> dict[str, str]: ...
    @property
    def severity(self) -> Literal["error", "warning", "info"]: ...
    @property
    def subject(self) -> str: ...
    @property
    def settings(self) -> list[str]:
        """The keys of its thresholds."""

class Rule:
    """A rule of one's own: a function with what is said of it. `hibah.rule` makes it."""

    def __init__(
        self,
        function: Callable[[GrantView, Context], Iterable[Answer] | None],
        *,
        code: str,
        name: str,
        title: str | Mapping[str, str],
        severity: str,
        subject: str,
        basis: Iterable[str | Mapping[str, str]],
        needs: _Words,
        kinds: _Words,
        columns: _Words,
        page: dict[str, str | Mapping[str, str] | None],
    ) -> None: ...
    def __call__(self, grant: GrantView, context: Context) -> Iterable[Answer] | None: ...
    @property
    def info(self) -> RuleInfo: ...
    @property
    def function(self) -> Callable[[GrantView, Context], Iterable[Answer] | None]: ...
    def explain(
        self,
        lang: _Lang = "id",
        *,
        regulation: str = "permendagri-41-2020",
        colour: bool = False,
        format: Literal["text", "markdown"] = "text",
    ) -> str:
        """The page of the rule."""

class Answer:
    """What a rule says of its subjects: what `fail`, `not_evaluable` and their like give, for the rule to yield."""

class Context:
    """What a rule is told beside the grant."""

    @property
    def as_of(self) -> datetime.date: ...
    @property
    def settings(self) -> dict[str, str]:
        """All thresholds in force."""

    def words(self, column: Literal["stage", "account", "payee", "destination"]) -> tuple[str, ...]:
        """What the numbers of a column stand for; number 0 is the empty cell."""

    kinds: tuple[str, ...]
    """What the numbers of kinds stand for."""

class GrantView:
    """A grant as a rule sees it on the day of the question, while it looks. Errors: UsageError once the rule's function is over."""

    @property
    def grant(self) -> Grant: ...
    @property
    def id(self) -> str: ...
    @property
    def amount(self) -> Rupiah | None:
        """The agreement in force on the day; None where a partial date leaves it unknown."""

    @property
    def entries(self) -> Entries:
        """Entries that stand, reversals taken out."""

    @property
    def uncertain(self) -> Entries:
        """Entries that by their dates perhaps stand: a finding about one of them becomes not evaluable."""

    def fail(
        self,
        entry: SupportsIndex | None = None,
        *,
        message: str | Mapping[str, str],
        expected: Rupiah | SupportsIndex | Fraction | datetime.date | None = None,
        actual: Rupiah | SupportsIndex | Fraction | datetime.date | None = None,
        column: str = "",
        key: str = "",
    ) -> Answer:
        """A finding about an entry, or about the grant. `expected` and `actual` are of one kind: rupiah, a count, a share, a day.

        `column` is the cell that bears it out (by default `amount`, of a grant `id`); `key` tells several findings about one grant apart.
        """

    def fail_each(
        self, entries: Any, *, message: str | Mapping[str, str], expected: Rupiah | None = None, column: str = ""
    ) -> Answer:
        """A finding for each of many entries, by an array of their numbers: several times quicker than one by one.

        In the message {amount}, {day}, {payee}, {stage}, {account} stand for what the entry says. Where an amount is expected, that of
        the entry is the actual one.
        """

    def not_evaluable(
        self, entry: SupportsIndex | None = None, *, reason: str | Mapping[str, str], column: str = "", key: str = ""
    ) -> Answer:
        """It cannot be judged, because something is unknown."""

    def not_applicable(self, count: SupportsIndex = 1) -> Answer:
        """The rule does not speak of so many of the subjects."""

class Entries:
    """Entries of a grant, by day, receipts before payments. Stays valid while somebody holds it.

    `numpy.asarray(entries)` sees the columns as they lie in memory, without a copy: amount_sen (whole sen), voucher_key (0 where there is
    none), day (days since 1970-01-01; below zero where only the month or year is known), entry (its number), account, stage, kind
    (numbers of words: see Context.words and Context.kinds).
    """

    def __len__(self) -> int: ...
    def __getitem__(self, place: SupportsIndex) -> Entry: ...
    def __buffer__(self, flags: int) -> memoryview: ...
    def gather(self, column: Literal["payee", "destination", "tranche"]) -> bytes:
        """A column that they do not hold, as 32-bit numbers in the order of the entries (`numpy.frombuffer(..., numpy.uint32)`)."""

class Entry:
    """A journal entry, as a rule sees it."""

    @property
    def number(self) -> int: ...
    @property
    def date(self) -> datetime.date | str: ...
    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Rupiah: ...
    @property
    def tranche(self) -> int | None: ...
    @property
    def stage(self) -> str | None: ...
    @property
    def account(self) -> str | None: ...
    @property
    def payee(self) -> str | None: ...
    @property
    def destination(self) -> str | None: ...
    @property
    def voucher(self) -> str | None:
        """Read again from its input."""

    @property
    def description(self) -> str | None:
        """Read again from its input."""

    @property
    def id(self) -> str:
        """Its own id, or file and row."""

def rules() -> list[RuleInfo]:
    """Every rule of the catalogue, in its order."""

def chosen_rules(select: _Words = None, ignore: _Words = None, rules: Iterable[Rule] | None = None) -> list[str]:
    """The codes of the rules that a check would run. Errors: UsageError for an unknown code."""

def chosen_settings(settings: Mapping[str, str | int | bool | Rupiah] | None = None) -> dict[str, str]:
    """Every threshold with its value where these are given. Errors: UsageError for an unknown one, or a value that does not fit."""

def gauge() -> tuple[int, int]:
    """Microseconds since some moment, and the most memory (bytes) that the process has had."""

def phase_table(as_of: _Date, phases: Sequence[tuple[str, int, int]]) -> Table:
    """A table of phases: each its name, microseconds, and peak memory in bytes."""

def settings() -> dict[str, str]:
    """Every threshold with its default."""

def rules_text(
    lang: _Lang = "id", *, settings: bool = False, colour: bool = False, rules: Iterable[Rule] | None = None
) -> str:
    """Every rule with its severity and title; `settings` adds the thresholds."""

def explain(
    code: str,
    lang: _Lang = "id",
    *,
    regulation: str = "permendagri-41-2020",
    colour: bool = False,
    format: Literal["text", "markdown"] = "text",
) -> str:
    """The page of a rule: what, why, example, what it does not prove, what it needs, its basis. Errors: UsageError for an unknown code."""

# ---- reports ----

def group_keys(by: _Words) -> list[str]:
    """The keys that a realisation may be asked by, checked. Errors: UsageError for an unknown one."""

class Table:
    """A report in typed columns, immutable.

    Speaks the Arrow PyCapsule protocol: `pyarrow.table(t)`, `polars.DataFrame(t)`, and duckdb take it without a float. Amounts are
    decimal128(18, 2), dates date32, whole numbers int64, texts dictionary-encoded; what is unknown is null.
    """

    @property
    def name(self) -> str:
        """schedule, realisation or position."""

    @property
    def title(self) -> dict[str, str]: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def columns(self) -> list[str]: ...
    @property
    def types(self) -> dict[str, Literal["text", "amount", "date", "number"]]: ...
    @property
    def totals(self) -> dict[str, Rupiah | None]:
        """Control totals by amount column; None where a figure of the column is unknown. Empty for a table without totals."""

    @property
    def notes(self) -> list[dict[str, str]]:
        """What the figures leave out."""

    def __len__(self) -> int: ...
    def __getitem__(self, column: str) -> list[Any]:
        """The values of a column. Errors: KeyError."""

    def to_dicts(self) -> list[dict[str, Rupiah | datetime.date | int | str | None]]:
        """The rows."""

    def to_json(self) -> str:
        """The table as JSON text, byte-stable."""

    def to_csv(self) -> str:
        """Plain amounts, ISO dates, an empty cell for what is unknown; without totals."""

    def to_text(self, lang: _Lang | None = None, *, colour: bool = False) -> str:
        """The table for people, in lines of at most 100 columns."""

    def to_html(self, lang: _Lang | None = None) -> str:
        """An HTML fragment."""

    def to_pandas(self, dtype_backend: Literal["pyarrow"] | None = None) -> Any:
        """A pandas DataFrame: Decimal and datetime.date objects, Int64; with "pyarrow" Arrow's own types. Never a float."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule "arrow_array_stream". Errors: AmountOverflow for an amount beyond 18 digits of sen."""

    def __arrow_c_schema__(self) -> object:
        """A capsule "arrow_schema"."""

    def _repr_html_(self) -> str: ...
