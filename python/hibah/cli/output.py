"""Bytes out: UTF-8 with LF, whatever the locale."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import IO, Optional

__all__ = ["OutputError", "complain", "is_colourful", "stderr", "write"]


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
        binary.write(_bytes(text))
        binary.flush()


def write(text: str, path: Optional[str]) -> None:
    """Writes to the file, or to the standard output. A reader who has gone away is no fault."""
    try:
        if path is not None:
            with open(path, "wb") as file:
                file.write(_bytes(text))
        elif sys.stdout is None:
            raise OutputError(None, "EBADF")
        else:
            _send(sys.stdout, text)
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):  # else Python would complain again when it closes the stream
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL character
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(path, reason) from error


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
