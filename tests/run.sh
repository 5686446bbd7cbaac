#!/usr/bin/env bash
# Sets up what is needed and runs every test. The closing lines of CTest and pytest stand last.
#
#   bash tests/run.sh     from any folder
#
# In this order: a release build with g++, a build with clang under the address and undefined-behaviour sanitisers (warnings are
# errors in both), the C++ suite and the Python bindings under those sanitisers, a run on many threads under the thread sanitiser
# (tests/sanitize.sh does more of that), the package, CTest, pytest. Everything is made under build/; a second run builds what has changed.
# Logs of every step: build/logs/.
set -euo pipefail
exec < /dev/null
source "$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" > /dev/null && pwd -P)/bootstrap.sh"

bootstrap tests
cd -- "$hibah_root"
logs=$hibah_root/build/logs
mkdir -p "$logs"
failed=()

# What the tests leave behind goes under build/ too, and the library must not notice where and in what tongue it runs.
export PYTHONDONTWRITEBYTECODE=1
export HYPOTHESIS_STORAGE_DIRECTORY=$hibah_root/build/hypothesis
export TZ=Pacific/Kiritimati
# A folder of its own: what another run of the tests puts into the common one has the same names.
export TMPDIR=$hibah_root/build/tmp
rm -rf "$TMPDIR"
mkdir -p "$TMPDIR"
jobs=$(nproc 2> /dev/null || echo 2)

# Runs a step out of sight; where it fails, shows what it printed.
quietly() { # quietly NAME COMMAND...
  local name=$1 began=$SECONDS
  shift
  if "$@" > "$logs/$name.txt" 2>&1; then
    say "$name: passed ($((SECONDS - began)) s)"
  else
    failed+=("$name")
    cat "$logs/$name.txt"
    say "$name: FAILED ($((SECONDS - began)) s)"
  fi
}

# As quietly, for a step that the following ones stand on.
necessarily() {
  quietly "$@"
  if [ ${#failed[@]} -gt 0 ]; then
    echo "tests/run.sh: failed: ${failed[*]}" >&2
    exit 1
  fi
}

# Shows a step as it runs, but keeps the lines that match CLOSING for the end.
openly() { # openly NAME CLOSING COMMAND...
  local name=$1 closing=$2
  shift 2
  say "$name"
  if ! "$@" 2>&1 | tee "$logs/$name.txt" | sed -u -E "/$closing/d"; then
    failed+=("$name")
  fi
  closing_lines+=("$(grep -E "$closing" "$logs/$name.txt" || echo "$name: no closing line")")
}

build_release() {
  cmake --preset release -DCMAKE_CXX_COMPILER=g++ -DCMAKE_COMPILE_WARNING_AS_ERROR=ON
  cmake --build build/release --target all all_verify_interface_header_sets -j "$jobs" -- -k 0
}

build_asan() {
  cmake --preset asan -DHIBAH_BUILD_PYTHON=ON -DPython_EXECUTABLE="$hibah_venv/bin/python"
  cmake --build build/asan -j "$jobs" -- -k 0
}

# The part of the Python suite that lives in this process: what starts other programs, loads the great frame libraries or takes
# long is left to the run without sanitisers. Python itself keeps memory on purpose, so leaks are not looked for.
bindings_under_sanitisers() {
  local runtime
  runtime=$(clang++-14 -print-file-name="libclang_rt.asan-$(uname -m).so")
  LD_PRELOAD="$runtime:$(g++ -print-file-name=libstdc++.so.6)" ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 \
    PYTHONPATH="$hibah_root/build/asan/python" PYTHONMALLOC=malloc \
    python -m pytest -q --capture=sys -p no:faulthandler -m "not slow and not subprocess" -o cache_dir="$hibah_root/build/pytest_cache_asan"
}

closing_lines=()
necessarily build-release build_release
necessarily build-asan build_asan
# With the flags of the release build, so that ccache compiles nothing twice.
necessarily package install_libhibah --config-settings=cmake.define.CMAKE_COMPILE_WARNING_AS_ERROR=ON
export HIBAH_BENCH_GENERATE=$hibah_root/build/release/tests/hibah_bench_generate
export HIBAH_BENCH_SUBJECT=$hibah_root/build/release/tests/hibah_bench_subject
export HIBAH_CPP_EXAMPLE=$hibah_root/build/release/examples/cpp/check_portfolio
quietly ctest-asan ctest --preset asan -j "$jobs"
quietly threads-tsan bash tests/sanitize.sh thread short
quietly pytest-asan bindings_under_sanitisers
openly ctest '^[0-9]+% tests passed|^Total Test time' ctest --preset release -j "$jobs"
openly pytest '^=+ .*(passed|failed|error|no tests ran).* in [0-9.]+s' python -m pytest

say "closing lines"
if [ ${#failed[@]} -gt 0 ]; then echo "tests/run.sh: failed: ${failed[*]}"; fi
printf '%s\n' "${closing_lines[@]}"
[ ${#failed[@]} -eq 0 ]
