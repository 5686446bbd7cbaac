"""Counts the instructions and the allocations that a row costs, and compares them with a limit: a guard where times can't be one.

Usage: python instructions.py --generator PATH --subject PATH --work DIR

hibah_bench_subject loads a generated portfolio, runs four checks and the report, on one thread, under callgrind: once with 60,000 rows and
once with 100,000. The difference, divided by the 40,000 rows between, is what a row costs; what a start costs cancels out, and so does most
of what new words cost, for by then most payees have come. Counted is what runs in the program itself. The libraries that the system brings
choose their code by the processor (SHA-256, memcpy), so their instructions are not counted; how often memory is asked of them is, for a row
that takes memory of its own is the commonest way to become slow.

When it fails, something made every row dearer by more than the margin:
  1. See what: callgrind_annotate --inclusive=yes DIR/callgrind.100000.out, beside the same file of the commit before.
  2. Where it was not meant, take it out again.
  3. Where it was meant (a row now does more that is wanted), measure the time too (run.sh), then set the limit to the new count and
     15 % more, and say in the commit what the instructions buy.
When a row has become much cheaper, lower the limit likewise, or the guard guards nothing: below half of it this fails too.
The limits hold for g++ 12 and the Release build; with another compiler the counts are printed and not judged (exit code 77).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

COMPILER = "g++ 12"
SIZES = (60_000, 100_000)
ROWS_A_GRANT = 2_000
SEED = 2024
NOT_JUDGED = 77

# What was measured, and 15 % more.
MOST_INSTRUCTIONS = 4_520  # a row: measured 3,929
MOST_ALLOCATIONS = 1.22  # a row: measured 1.062

ALLOCATION = re.compile(r"(malloc|calloc|realloc|posix_memalign|aligned_alloc|mmap)$")  # `new` asks malloc


def counts_in(profile: Path, program: str) -> tuple[int, int]:
    """Instructions that ran in `program` itself, and calls from anywhere that asked for memory."""
    names: dict[str, dict[str, str]] = defaultdict(dict)  # callgrind writes a name once, then its number

    def name_of(kind: str, text: str) -> str:
        number, _, name = text.partition(" ")
        if name:
            names[kind][number] = name
        return names[kind].get(number, text)

    instructions = allocations = 0
    here = callee = ""
    is_call = False
    for line in profile.read_text(encoding="utf-8", errors="replace").splitlines():
        key, equals, rest = line.partition("=")
        if equals and key == "ob":
            here = name_of("ob", rest)
        elif equals and key == "fn":
            name_of("fn", rest)
        elif equals and key == "cob":
            name_of("ob", rest)
        elif equals and key == "cfn":
            callee = name_of("fn", rest)
        elif equals and key == "calls":
            is_call = True
            if ALLOCATION.match(callee):
                allocations += int(rest.split()[0])
        elif re.match(r"[+*\-\d]", line):
            # The line after a call says what the called function took in all, which is counted where it ran.
            if not is_call and here == program:
                instructions += int(line.split()[1])
            is_call = False
    return instructions, allocations


def measure(args: argparse.Namespace, rows: int) -> tuple[int, int]:
    work = Path(args.work)
    folder = work / f"instructions-{rows}"
    subprocess.run([args.generator, str(folder), str(rows), str(rows // ROWS_A_GRANT), str(SEED)], check=True)
    profile = work / f"callgrind.{rows}.out"
    subject = str(Path(args.subject).resolve())
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", "--quiet", subject, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{run.stderr}")
    # What is counted must be right first.
    if sorted(run.stdout.splitlines()) != sorted((folder / "truth.txt").read_text().splitlines()):
        raise SystemExit(f"the subject does not match the truth in {folder}")
    return counts_in(profile, subject)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--generator", required=True, help="the built hibah_bench_generate")
    parser.add_argument("--subject", required=True, help="the built hibah_bench_subject")
    parser.add_argument("--work", required=True, help="a folder for the generated files and profiles")
    args = parser.parse_args()

    Path(args.work).mkdir(parents=True, exist_ok=True)
    small, large = (measure(args, rows) for rows in SIZES)
    rows = SIZES[1] - SIZES[0]
    instructions = (large[0] - small[0]) / rows
    allocations = (large[1] - small[1]) / rows
    compiler = subprocess.run([args.subject, "--compiler"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{compiler}: {instructions:,.1f} instructions a row (at most {MOST_INSTRUCTIONS:,}), ", end="")
    print(f"{allocations:.4f} allocations a row (at most {MOST_ALLOCATIONS})")
    if compiler != COMPILER:
        print(f"the limits are those of {COMPILER}: not judged")
        return NOT_JUDGED
    failures = []
    if instructions > MOST_INSTRUCTIONS or allocations > MOST_ALLOCATIONS:
        failures.append("a row has become dearer")
    if instructions < MOST_INSTRUCTIONS / 2:
        failures.append("a row has become much cheaper than the limit, which should be lowered")
    for failure in failures:
        print(f"{failure}: what to do stands at the head of {Path(__file__).name}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
