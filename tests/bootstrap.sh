#!/usr/bin/env bash
# Sets up what libhibah needs to be built, run and tested; shared by examples/run.sh and tests/run.sh, which source it.
#
#   bash tests/bootstrap.sh examples|tests     what the examples need; or that and what the tests need
#
# System packages are installed where that is allowed (root, or sudo without a password); elsewhere the missing ones are named,
# with the command that installs them. Python packages go into a virtual environment, build/venv. A second run only looks.
set -euo pipefail

hibah_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." > /dev/null && pwd -P)
hibah_venv=$hibah_root/build/venv
unset PYTHONPATH PYTHONHOME

say() { printf '== %s\n' "$*"; }

# ---- system packages (names of Debian 12) ----

at_least() { # at_least MINIMUM VERSION
  [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

has_header() { # has_header FILE [CONDITION]
  printf '#if !__has_include(<%s>)\n#error\n#endif\n#include <%s>\n#if !(%s)\n#error\n#endif\n' "$1" "$2" "$3" |
    g++ -std=c++20 -E -x c++ - > /dev/null 2>&1
}

has_cmake() { at_least 3.25 "$(cmake --version 2> /dev/null | sed -n '1s/[^0-9]*//p')"; }

has_python() {
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2> /dev/null
}

has_python_venv() { python3 -c 'import ensurepip, venv' 2> /dev/null; }

has_python_headers() {
  python3 -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' 2> /dev/null
}

has_clang() { command -v clang++-14 > /dev/null; }

# Spark 4 needs Java 17.
has_java() { at_least 17 "$(java -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')"; }

has_clang_sanitizers() { [ -e "$(clang++-14 -print-file-name="libclang_rt.asan-$(uname -m).so" 2> /dev/null)" ]; }

# Prints the packages that are missing, one a line.
missing_packages() { # missing_packages examples|tests
  command -v g++ > /dev/null || echo g++
  has_cmake || echo cmake
  command -v ninja > /dev/null || echo ninja-build
  has_python || echo python3
  has_python_venv || echo python3-venv
  has_python_headers || echo python3-dev
  has_header boost/multiprecision/cpp_int.hpp boost/version.hpp 'BOOST_VERSION >= 108100' || echo libboost1.81-dev
  has_header date/date.h ciso646 1 || echo libhowardhinnant-date-dev
  has_header toml++/toml.h ciso646 1 || echo libtomlplusplus-dev
  has_header nlohmann/json.hpp ciso646 1 || echo nlohmann-json3-dev
  has_header openssl/evp.h openssl/opensslv.h 'OPENSSL_VERSION_MAJOR >= 3' || echo libssl-dev
  has_header zlib.h ciso646 1 || echo zlib1g-dev
  has_header zstd.h ciso646 1 || echo libzstd-dev
  if [ "$1" = tests ]; then
    has_header doctest/doctest.h ciso646 1 || echo doctest-dev
    has_clang || echo clang-14
    has_clang_sanitizers || echo libclang-rt-14-dev
    has_java || echo openjdk-17-jre-headless
    has_header benchmark/benchmark.h ciso646 1 || echo libbenchmark-dev
    command -v valgrind > /dev/null || echo valgrind
    command -v qemu-x86_64 > /dev/null || [ "$(uname -m)" != x86_64 ] || echo qemu-user
  fi
}

install_packages() { # install_packages PACKAGE...
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
  if ! command -v apt-get > /dev/null || ! { [ "$(id -u)" -eq 0 ] || sudo -n true 2> /dev/null; }; then return 1; fi
  say "installing $*"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends --no-remove "$@"
}

require_packages() { # require_packages examples|tests
  local missing
  mapfile -t missing < <(missing_packages "$1")
  if [ ${#missing[@]} -gt 0 ]; then
    # ccache is not needed, but saves minutes.
    local wanted=("${missing[@]}")
    command -v ccache > /dev/null || wanted+=(ccache)
    install_packages "${wanted[@]}" >&2 || true
    mapfile -t missing < <(missing_packages "$1")
  fi
  if [ ${#missing[@]} -gt 0 ]; then
    {
      echo "libhibah cannot be built: these packages are missing and could not be installed: ${missing[*]}"
      echo "As root:  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
      case " ${missing[*]} " in *" libboost1.81-dev "*) echo "libboost1.81-dev takes the place of libboost-dev (1.74), where that is installed." ;; esac
      case " ${missing[*]} " in *" python3-"*) echo "For a Python of your own ($(command -v python3)), its venv module and its headers are what is missing." ;; esac
    } >&2
    return 1
  fi
}

# ---- Python packages ----

# Prints the build requirements and, for the tests, the group `tests` of pyproject.toml, one a line.
python_requirements() { # python_requirements examples|tests
  "$hibah_venv/bin/python" - "$hibah_root/pyproject.toml" "$1" << 'END'
import sys
try:
    import tomllib
except ModuleNotFoundError:
    from pip._vendor import tomli as tomllib
with open(sys.argv[1], "rb") as file:
    project = tomllib.load(file)
wanted = project["build-system"]["requires"]
if sys.argv[2] == "tests":
    wanted = wanted + project["dependency-groups"]["tests"]
print("\n".join(wanted))
END
}

pip_install() { "$hibah_venv/bin/python" -m pip --disable-pip-version-check --no-input install --quiet "$@"; }

require_python_packages() { # require_python_packages examples|tests
  # An environment remembers where it stands and which Python made it.
  local place
  place="$hibah_root $(python3 -c 'import sys; print(sys.base_prefix, sys.version)' | tr '\n' ' ')"
  if [ ! -x "$hibah_venv/bin/python" ] || [ "$(cat "$hibah_venv/place" 2> /dev/null)" != "$place" ]; then
    say "making the virtual environment build/venv"
    python3 -m venv --clear "$hibah_venv"
    printf '%s\n' "$place" > "$hibah_venv/place"
  fi
  local wanted stamp=$hibah_venv/requirements-$1
  wanted=$(python_requirements "$1")
  if [ "$(cat "$stamp" 2> /dev/null)" != "$wanted" ]; then
    say "installing Python packages for the $1"
    local packages
    mapfile -t packages <<< "$wanted"
    if ! pip_install "${packages[@]}"; then
      echo "These Python packages could not be installed: ${packages[*]}" >&2
      echo "The command was: build/venv/bin/python -m pip install $(printf "'%s' " "${packages[@]}")" >&2
      return 1
    fi
    printf '%s\n' "$wanted" > "$stamp"
  fi
}

# ---- the package itself ----

# Builds libhibah and installs it into build/venv; where no source has changed since, it does nothing, and where some have,
# only they are compiled. What is given goes to pip beside.
install_libhibah() { # install_libhibah [ARGUMENT...]
  local sources stamp=$hibah_venv/libhibah
  sources=$(cd -- "$hibah_root" && find CMakeLists.txt LICENSE README.md pyproject.toml libhibah python -type f ! -name '*.pyc' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  if [ "$(cat "$stamp" 2> /dev/null)" = "$sources" ]; then return; fi
  say "building and installing the package libhibah"
  rm -f "$stamp"
  pip_install --no-build-isolation --no-deps --force-reinstall "$@" \
    --config-settings=build-dir="$hibah_root/build/package" "$hibah_root"
  printf '%s\n' "$sources" > "$stamp"
}

bootstrap() { # bootstrap examples|tests
  mkdir -p "$hibah_root/build"
  require_packages "$1"
  require_python_packages "$1"
  export PATH="$hibah_venv/bin:$PATH"
  export CMAKE_GENERATOR=Ninja
  if command -v ccache > /dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  case "${1:-}" in
    examples | tests) bootstrap "$1" < /dev/null ;;
    *)
      echo "usage: bash tests/bootstrap.sh examples|tests" >&2
      exit 2
      ;;
  esac
fi
