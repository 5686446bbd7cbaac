"""The command `hibah`.

Exit codes: 0, nothing at or above `--fail-on` was found; 1, findings; 2, bad input or usage (then nothing of that input was printed: of
several folders, one that is bad does not stop the others); 130, stopped by Ctrl-C.
Output is UTF-8 with LF whatever the locale; the same input gives the same bytes.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["INTERRUPTED", "main"]

INTERRUPTED = 130


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the command and gives its exit code. `arguments` are those behind the program's name; default: the command line's."""
    try:
        from hibah.cli.commands import run

        code = run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # before the command began, or a second one while it was being called off
        code = INTERRUPTED
    if code == INTERRUPTED and arguments is None:
        os._exit(code)  # at once: threads that are busy with a report would be waited for
    return code
