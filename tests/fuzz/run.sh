#!/usr/bin/env bash
# A long run of one fuzzer, under the address and undefined-behaviour sanitisers.
#
#   bash tests/fuzz/run.sh HARNESS SECONDS      amount, csv, date, law, portfolio, report or terbilang; for so many seconds
#
# Builds build/fuzz (clang 14) and begins with tests/fuzz/corpus/HARNESS, where there is one. What it learns stays in
# build/fuzz/found/HARNESS; an input that shows a fault is left in build/fuzz/faults and the exit code is not 0. CTest gives every harness
# a short run of this.
set -euo pipefail
exec < /dev/null
source "$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." > /dev/null && pwd -P)/bootstrap.sh"

if ! [[ ${1:-} =~ ^(amount|csv|date|law|portfolio|report|terbilang)$ && ${2:-} =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: bash tests/fuzz/run.sh amount|csv|date|law|portfolio|report|terbilang SECONDS" >&2
  exit 2
fi

bootstrap tests
cd -- "$hibah_root"
cmake --preset fuzz
cmake --build build/fuzz --target "fuzz_$1" -j "$(nproc 2> /dev/null || echo 2)"
found=build/fuzz/found/$1
mkdir -p "$found" build/fuzz/faults
corpora=("$found")
if [ -d "tests/fuzz/corpus/$1" ]; then corpora+=("tests/fuzz/corpus/$1"); fi
exec "build/fuzz/tests/fuzz/fuzz_$1" -max_total_time="$2" -max_len=4096 -timeout=60 -artifact_prefix=build/fuzz/faults/ "${corpora[@]}"
