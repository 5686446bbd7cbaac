#!/usr/bin/env bash
# Sets up what is needed, then does the main job on the example portfolios: check, schedule, realisation, position.
#
#   bash examples/run.sh     from any folder
set -euo pipefail
exec < /dev/null
source "$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" > /dev/null && pwd -P)/../tests/bootstrap.sh"

bootstrap examples
install_libhibah
cd -- "$hibah_root"

# A check that finds something ends with 1, as it should; 2 means that the input could not be read.
show() {
  printf '\n$ hibah %s\n' "$*"
  local code=0
  hibah "$@" || code=$?
  if [ "$code" -gt 1 ]; then
    echo "examples/run.sh: hibah $* ended with $code" >&2
    exit "$code"
  fi
}

for example in "kukar-2024 2024-09-03" "kukar-psu-2025 2025-04-18" "pilkada-2020 2020-06-01" "kabupaten-contoh 2025-06-30"; do
  read -r folder as_of <<< "$example"
  show check "examples/$folder" --as-of "$as_of" --lang en
  show schedule "examples/$folder" --as-of "$as_of"
  show realisation "examples/$folder" --by stage,account --as-of "$as_of"
  show position "examples/$folder" --as-of "$as_of"
done

# Where figures come from, and what would change before it does.
show schedule examples/kukar-psu-2025 --as-of 2025-04-18 --explain --lang en
show trace examples/kabupaten-contoh KDM-0002 --as-of 2025-06-30 --lang en
show what-if examples/pilkada-2020 --as-of 2020-06-01 --voting 2020-12-09 --regulation permendagri-41-2020
show what-if examples/kukar-psu-2025 --as-of 2025-04-18 --voting 2025-08-19 --lang en
