"""The command `hibah`.

Exit codes: 0, nothing at or above `--fail-on` was found; 1, findings; 2, bad input or usage (then nothing of that input was printed).
Output is UTF-8 with LF whatever the locale; the same input gives the same bytes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the command and gives its exit code. `arguments` are those behind the program's name; default: the command line's."""
    from hibah.cli.commands import run

    return run(list(sys.argv[1:] if arguments is None else arguments))
