#!/usr/bin/env bash
# Sets up what is needed, then measures the product turn by turn with DuckDB on the same generated files and says the machine.
#
#   bash tests/bench/run.sh [--rows N] [--grants N] [--rounds N] ...    default: a million rows; options are those of run.py
set -euo pipefail
exec < /dev/null
source "$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." > /dev/null && pwd -P)/bootstrap.sh"

bootstrap tests
cd -- "$hibah_root"
mkdir -p build/logs
cmake --preset release > build/logs/bench-build.txt
cmake --build build/release --target hibah_bench_generate -j "$(nproc)" >> build/logs/bench-build.txt
install_libhibah
exec python tests/bench/run.py --generator build/release/tests/hibah_bench_generate --work build/bench "$@"
