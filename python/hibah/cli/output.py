"""Bytes out: UTF-8 with LF, whatever the locale."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import IO, TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PART", "OutputError", "Sink", "complain", "is_colourful", "stderr"]

PART = 1 << 20
"""Characters that are written at a time."""


class OutputError(Exception):
    """What was to be written could not be; `name` is None for the standard output."""

    def __init__(self, name: Optional[str], reason: str) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason


def stderr() -> IO[str]:
    return sys.stderr


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _send(stream: IO[str], text: str) -> None:
    binary = getattr(stream, "buffer", None)
    if binary is None:  # a notebook, or a test that looks on
        stream.write(text)
    else:
        stream.flush()
        for part in _parts(text):
            binary.write(part)
        binary.flush()


def _parts(text: str) -> Iterator[bytes]:
    """The bytes piece by piece: a great text takes no second copy, and Ctrl-C gets through in between."""
    for begin in range(0, len(text), PART):
        yield _bytes(text[begin : begin + PART])


@contextlib.contextmanager
def _told(name: Optional[str]) -> Iterator[None]:
    """What goes wrong in writing, as an OutputError."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL character
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(name, reason) from error


def _send_to_stdout(text: str) -> None:
    """A reader who has gone away is no fault."""
    try:
        if sys.stdout is None:
            raise OutputError(None, "EBADF")
        _send(sys.stdout, text)
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):  # else Python would complain again when it closes the stream
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Sink:
    """Where the text of a command goes, piece by piece: the standard output, or a file that is there whole or not at all.

    A file is written beside its place and put there at the end; where nothing was written, or the work was called off, what stood there
    stays. Only what is no plain file (a pipe, a device) is written into directly.
    """

    def __init__(self, path: Optional[str]) -> None:
        self.path = path
        self.is_empty = True
        self.file: Optional[IO[bytes]] = None
        self.draft: Optional[str] = None
        self.target = ""
        if path is None:
            return
        try:
            with _told(path):
                self.target = os.path.realpath(path)
                if os.path.isfile(self.target) or not os.path.lexists(self.target):
                    self._open_draft()
                else:
                    self.file = open(self.target, "wb")
        except BaseException:
            self._discard_draft()
            raise

    def _open_draft(self) -> None:
        draft = f"{self.target}.{os.getpid()}.part"
        self.draft = draft  # noted first: an interrupt may come right after the file was made
        self.file = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666), "wb")
        with contextlib.suppress(FileNotFoundError):
            os.chmod(draft, os.stat(self.target).st_mode & 0o7777)

    def write(self, text: str) -> None:
        if not text:
            return
        self.is_empty = False
        with _told(self.path):
            if self.file is None:
                _send_to_stdout(text)
            else:
                for part in _parts(text):
                    self.file.write(part)

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], value: object, trace: object) -> None:
        try:
            with _told(self.path):
                if self.file is not None:
                    self.file.close()
                if kind is None and self.draft is not None and not self.is_empty:
                    os.replace(self.draft, self.target)
                    self.draft = None
        finally:
            self._discard_draft()

    def _discard_draft(self) -> None:
        if self.draft is not None:
            with contextlib.suppress(OSError):
                os.unlink(self.draft)


def complain(text: str) -> None:
    """Writes to the standard error; where even that fails there is nobody left to tell."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr is not None:
            _send(sys.stderr, text)


def is_colourful(path: Optional[str]) -> bool:
    """Colour only on a terminal, and not where NO_COLOR asks for none."""
    if path is not None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:
        return False
