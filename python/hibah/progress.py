"""How long work goes on, in one line: on a terminal or in a notebook, and gone once the work is done.

`hibah.load(folder, progress=True)` and `portfolio.check(..., progress=True)` show it where there is somebody to see it, and only for work
that lasts. The command line shows the same line for many folders.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import IO, TYPE_CHECKING, Any, Literal, Optional, Protocol

from hibah.cli.messages import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    _Unit = Literal["bytes", "grants", "report", "over"]  # read, checked, its report made, over
    _Shown = Literal["bytes", "rows", "grants"]  # of a file, of a frame, checked

__all__ = ["Bar", "Folder", "Line", "Surface", "display", "folders_text", "surface"]

_PATIENCE = 0.5  # seconds of work before anything is shown
_INTERVAL = 0.1  # seconds between two drawings


class Surface(Protocol):
    """Where a line is shown; each text takes the place of the one before."""

    def show(self, text: str) -> None: ...
    def erase(self) -> None: ...


class _Terminal:
    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.is_shown = False

    def show(self, text: str) -> None:
        self.is_shown = True
        with contextlib.suppress(OSError, ValueError):  # a terminal that has gone away
            # One column is left free: a full line would wrap on some terminals, and could not be drawn over.
            self._write(f"\r{text[: os.get_terminal_size(self.stream.fileno()).columns - 1]}\x1b[K")

    def erase(self) -> None:
        if self.is_shown:
            self.is_shown = False
            with contextlib.suppress(OSError, ValueError):
                self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class _Notebook:
    def __init__(self) -> None:
        self.handle: Any = None

    def show(self, text: str) -> None:
        if self.handle is None:
            self.handle = sys.modules["IPython"].display.display(_plain(text), raw=True, display_id=True)
        else:
            self.handle.update(_plain(text), raw=True)

    def erase(self) -> None:
        if self.handle is not None:
            self.handle.update(_plain(""), raw=True)


class _Nowhere:
    def show(self, text: str) -> None: ...
    def erase(self) -> None: ...


def _plain(text: str) -> dict[str, str]:
    return {"text/plain": text}


def surface(stream: Optional[IO[str]]) -> Surface:
    """The stream where it is a terminal that can draw over a line and somebody sits at it; else nowhere."""
    if stream is None or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        return _Nowhere()
    try:
        if stream.isatty() and os.get_terminal_size(stream.fileno()).columns > 1:
            return _Terminal(stream)
    except (OSError, ValueError):  # a closed stream, or one without a file
        pass
    return _Nowhere()


def _fitting_surface() -> Surface:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return _Notebook() if getattr(shell, "kernel", None) is not None else surface(sys.stderr)


class Line:
    """A line that appears once the work has lasted a while, and is drawn anew ten times a second at most."""

    def __init__(self, on: Surface) -> None:
        self.on = on
        self.began = time.monotonic()
        self.due = self.began + _PATIENCE

    def seconds(self) -> float:
        """Since the work began."""
        return time.monotonic() - self.began

    def is_due(self) -> bool:
        return time.monotonic() >= self.due

    def show(self, text: str) -> None:
        self.due = time.monotonic() + _INTERVAL
        self.on.show(text)

    def erase(self) -> None:
        self.on.erase()


class Bar:
    """Shows what `progress(done, total)` is told. A new total is a new file: its rate is reckoned afresh."""

    def __init__(self, unit: _Shown, line: Line, words: Words) -> None:
        self.unit, self.line, self.words = unit, line, words
        self.total = 0
        self.since = line.began

    def __call__(self, done: int, total: int) -> None:
        if total != self.total:
            self.total, self.since = total, time.monotonic()
        if self.line.is_due():
            self.line.show(_stage_text(self.unit, done, total, time.monotonic() - self.since, self.words))

    def close(self) -> None:
        self.line.erase()


def display(unit: _Shown) -> Bar:
    """What `progress=True` means: in a notebook its own output, else the terminal."""
    return Bar(unit, Line(_fitting_surface()), Words("id"))


class Folder:
    """How far one folder is. Written by the thread that works on it, read by the one that draws."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.unit: _Unit = "bytes"
        self.done, self.total = 0, size
        self.rows = 0
        self.since = time.monotonic()
        self._files_before, self._file = 0, 0

    def read(self, done: int, total: int) -> None:
        """Bytes of the file that is being read."""
        if total != self._file:
            self._files_before += self._file
            self._file = total
        self.done = min(self._files_before + done, self.size)

    def now(self, unit: _Unit) -> None:
        """The next stage begins."""
        self.done, self.total, self.since = 0, 0, time.monotonic()
        self.unit = unit

    def check(self, done: int, total: int) -> None:
        """Grants that are checked."""
        self.done, self.total = done, total

    def share(self) -> float:
        """How much of the folder's work is done, from 0 to 1; reading counts for a half."""
        if self.unit in ("report", "over"):
            return 1.0
        part = self.done / self.total if self.total else 0.0
        return part / 2 if self.unit == "bytes" else 0.5 + part / 2

    def rows_checked(self) -> int:
        return int(self.rows * max(0.0, 2 * self.share() - 1))


def folders_text(folders: Sequence[Folder], seconds: float, words: Words) -> str:
    """The line for the folders of a command: of one its stage, of many how many are over."""
    if len(folders) == 1:
        [one] = folders
        since = time.monotonic() - one.since
        if one.unit in ("report", "over"):
            return words("writing_report")
        return _stage_text(one.unit, one.done, one.total, since, words, one.rows_checked())
    over = sum(folder.unit == "over" for folder in folders)
    share = sum(folder.size * folder.share() for folder in folders) / sum(folder.size for folder in folders)
    rows = sum(folder.rows_checked() for folder in folders)
    parts = [words("folders_over", done=_whole(over, words), total=_whole(len(folders), words)), f"{int(share * 100)}%"]
    return _joined([*parts, *_rows_texts(rows, seconds, words), *_left_texts(share, seconds, words)])


def _stage_text(unit: str, done: int, total: int, seconds: float, words: Words, rows: int = 0) -> str:
    if unit == "bytes":
        parts = [words("reading", done=_bytes(done, words), total=_bytes(total, words))]
        if done and seconds > 0:
            parts.append(words("rate", amount=_bytes(int(done / seconds), words)))
    elif unit == "rows":  # of how many is not known before a frame was received whole
        count = words("row_count", count=_whole(total or done, words))
        parts = [words("reading", done=_whole(done, words), total=count) if total else count]
    else:
        parts = [words("checking", done=_whole(done, words), total=_whole(total, words))]
        parts += _rows_texts(rows, seconds, words)
    return _joined([*parts, *_left_texts(done / total if total else 0.0, seconds, words)])


def _rows_texts(rows: int, seconds: float, words: Words) -> list[str]:
    if not rows or seconds <= 0:
        return []
    return [words("row_count", count=_whole(rows, words)), words("rate", amount=_whole(int(rows / seconds), words))]


def _left_texts(share: float, seconds: float, words: Words) -> list[str]:
    """Nothing before there is something to reckon from."""
    return [words("time_left", time=_duration(seconds / share - seconds, words))] if share > 0 else []


def _joined(parts: list[str]) -> str:
    return " · ".join(parts)


def _whole(number: int, words: Words) -> str:
    text = f"{number:,}"
    return text.replace(",", ".") if words.lang == "id" else text


def _bytes(number: int, words: Words) -> str:
    for size, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if number >= size:
            text = f"{number / size:.1f}" if number < 10 * size else f"{number // size}"
            return f"{text.replace('.', ',') if words.lang == 'id' else text} {unit}"
    return f"{number} B"


def _duration(seconds: float, words: Words) -> str:
    whole = int(seconds) + 1  # a second too many is less of a disappointment than "0 seconds left" that stays
    if whole < 60:
        return words("seconds", seconds=str(whole))
    if whole < 3600:
        return words("minutes", minutes=str(whole // 60), seconds=f"{whole % 60:02}")
    return words("hours", hours=str(whole // 3600), minutes=f"{whole // 60 % 60:02}")
