#!/usr/bin/env bash
# Sets up what is needed, then measures, and says the machine.
#
#   bash tests/bench/run.sh [--rows N] [--peers duckdb,polars] ...   the product turn by turn with its peers on the same generated files;
#                                                                    default: a million rows. Options are those of run.py
#   bash tests/bench/run.sh --growth 1e4,1e5,1e6,1e7                 several sizes, with a plot under build/bench
#   bash tests/bench/run.sh micro [--benchmark_filter=...] ...       single steps; options are those of Google Benchmark
#   bash tests/bench/run.sh instructions                             instructions a row, against their limit
set -euo pipefail
exec < /dev/null
source "$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." > /dev/null && pwd -P)/bootstrap.sh"

bootstrap tests
cd -- "$hibah_root"
mkdir -p build/logs build/bench
bin=build/release/tests

build() { # build TARGET...
  cmake --preset release -DCMAKE_CXX_COMPILER=g++ > build/logs/bench-build.txt
  cmake --build build/release --target "$@" -j "$(nproc)" >> build/logs/bench-build.txt
}

case "${1:-}" in
  micro)
    shift
    build hibah_bench_micro
    exec "$bin/hibah_bench_micro" "$@"
    ;;
  instructions)
    shift
    build hibah_bench_generate hibah_bench_subject
    exec python tests/bench/instructions.py --generator "$bin/hibah_bench_generate" --subject "$bin/hibah_bench_subject" --work build/bench "$@"
    ;;
  *)
    build hibah_bench_generate
    install_libhibah
    exec python tests/bench/run.py --generator "$bin/hibah_bench_generate" --work build/bench "$@"
    ;;
esac
