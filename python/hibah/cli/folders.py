"""The folders of a command on their way: loaded and asked side by side, with a line that says how far they are."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING, Callable, NamedTuple, Optional

import hibah
from hibah import progress
from hibah._core import gauge, problems_text
from hibah.cli.crew import core_count, folder_size, in_order, share_of_threads
from hibah.cli.messages import Words, usage_text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

__all__ = ["Answer", "Ask", "Outcome", "Task", "outcomes", "shown_name"]


class Answer(NamedTuple):
    """What a portfolio answered."""

    text: str = ""
    is_found: bool = False
    """Whether it holds what --fail-on asks for."""
    profile: str = ""
    """What it cost, for the standard error."""
    portfolio: Optional[hibah.Portfolio] = None
    """The portfolio itself, where something is still to be asked of it."""


class Outcome(NamedTuple):
    """What came of a folder: its answer, or what was wrong with it."""

    folder: str
    answer: Answer = Answer()
    fault: Optional[str] = None


class _Stopped(Exception):
    """The work was called off."""


class Task:
    """One folder, for the thread that works on it."""

    def __init__(self, name: str, state: progress.Folder, all_states: list[progress.Folder], threads: int, stop: threading.Event) -> None:
        self.name, self.state = name, state
        self._all, self._threads, self._stop = all_states, threads, stop
        self.phases: list[tuple[str, int, int]] = []  # name, microseconds, peak memory in bytes

    def threads(self) -> int:
        """How many threads it may have now."""
        left = sum(state.size for state in self._all if state.unit != "over")
        return share_of_threads(self._threads, self.state.size, left)

    def load(self) -> hibah.Portfolio:
        with self.phase("load"):
            return hibah.load(self.name, threads=self.threads(), progress=self._told(self.state.read))

    def check_progress(self, portfolio: hibah.Portfolio) -> Callable[[int, int], None]:
        """The `progress` of a check, which now begins."""
        self.state.rows = portfolio.entries
        self.state.now("grants")
        return self._told(self.state.check)

    def begin_report(self) -> None:
        if self._stop.is_set():
            raise _Stopped
        self.state.now("report")

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measures what stands in it."""
        begun, _ = gauge()
        yield
        ended, peak = gauge()
        self.phases.append((name, ended - begun, peak))

    def _told(self, note: Callable[[int, int], None]) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            if self._stop.is_set():
                raise _Stopped
            note(done, total)

        return tell


Ask = Callable[[hibah.Portfolio, Task], Answer]
"""Puts the question to a portfolio."""


def outcomes(names: list[str], ask: Ask, *, threads: int, is_shown: bool, words: Words) -> Generator[Outcome, None, None]:
    """What came of each folder, in the order of the names. A portfolio that its answer does not hold is given up."""
    stop = threading.Event()
    line = progress.Line(progress.surface(sys.stderr if is_shown else None))
    states = [progress.Folder(folder_size(name)) for name in names]
    tasks = [Task(name, state, states, threads or core_count(), stop) for name, state in zip(names, states)]

    def draw() -> None:
        if line.is_due():
            line.show(progress.folders_text(states, line.seconds(), words))

    try:
        with contextlib.closing(
            in_order(tasks, lambda task: _outcome(task, ask, words), threads=threads or core_count(), tick=draw)
        ) as results:
            for result in results:
                line.erase()
                yield result
    finally:
        stop.set()
        line.erase()


def shown_name(folder: str) -> str:
    """The folder's name for a message, whatever bytes it has."""
    return os.fsencode(folder).decode("utf-8", "backslashreplace")


def _outcome(task: Task, ask: Ask, words: Words) -> Outcome:
    """Whatever is wrong with one folder stays with it."""
    name, is_read = shown_name(task.name), False
    try:
        portfolio = task.load()
        is_read = True
        return Outcome(task.name, ask(portfolio, task))
    except _Stopped:
        return Outcome(task.name)
    except hibah.InputError as error:
        told = problems_text(error.problems, error.total, words.lang)
        heading = words("bad_question" if is_read else "bad_folder", folder=name)
        return Outcome(task.name, fault=f"{heading}\n{told}".rstrip("\n"))
    except hibah.UsageError as error:
        return Outcome(task.name, fault=words("in_folder", folder=name, reason=usage_text(error, words.lang)))
    except MemoryError:
        return Outcome(task.name, fault=words("in_folder", folder=name, reason=words("no_memory")))
    except Exception as error:
        reason = words("internal", reason=f"{type(error).__name__}: {error}")
        return Outcome(task.name, fault=words("in_folder", folder=name, reason=reason))
    finally:
        task.state.now("over")
