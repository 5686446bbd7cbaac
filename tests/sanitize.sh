#!/usr/bin/env bash
# The thread sanitiser.
#
#   bash tests/sanitize.sh thread           the unit tests of every floor, and a whole run on 8 threads over 100,000 generated entries,
#                                           whose results must be those of one thread
#   bash tests/sanitize.sh thread short     that run alone: what tests/run.sh does
#
# Builds build/tsan (clang 14; two cores take three minutes the first time, two for the short form) and needs what tests/run.sh needs. The
# sanitisers for addresses and undefined behaviour are in tests/run.sh; a long run of a fuzzer is tests/fuzz/run.sh.
set -euo pipefail
exec < /dev/null
source "$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" > /dev/null && pwd -P)/bootstrap.sh"

usage() {
  echo "usage: bash tests/sanitize.sh thread [short]" >&2
  exit 2
}

[ "${1:-}" = thread ] || usage
targets=(hibah_bench_generate hibah_threads)
labels=threads
case "${2:-}" in
  short) ;;
  "")
    for floor in base money calendar law agreement journal checks reports io; do targets+=("test_$floor"); done
    labels='unit|threads'
    ;;
  *) usage ;;
esac

bootstrap tests
cd -- "$hibah_root"
jobs=$(nproc 2> /dev/null || echo 2)
cmake --preset tsan
cmake --build build/tsan -j "$jobs" --target "${targets[@]}"
# The sanitiser of clang 14 does not know every layout of memory that a newer kernel may choose.
fixed=()
if setarch --addr-no-randomize true 2> /dev/null; then fixed=(setarch --addr-no-randomize); fi
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
exec "${fixed[@]}" ctest --test-dir build/tsan -L "$labels" -j "$jobs" --output-on-failure --no-tests=error
