"""`python -m hibah` is the command `hibah`."""

import sys

from hibah.cli import main

if __name__ == "__main__":
    sys.exit(main())
