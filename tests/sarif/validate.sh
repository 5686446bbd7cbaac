#!/usr/bin/env bash
# Validates the SARIF of every example with the validator of the format's makers, which comes from the npm registry (curl and tar suffice).
#
#   bash tests/sarif/validate.sh [FILE...]     these files instead
#
# Needs hibah on the path (bash tests/bootstrap.sh tests puts it into build/venv). Exit code 1 where the validator finds an error.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." > /dev/null && pwd -P)
version=5.7.0
tool=$root/build/sarif-multitool-$version
export PATH=$root/build/venv/bin:$PATH
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

if [ ! -x "$tool/package/Sarif.Multitool" ]; then
  mkdir -p "$tool"
  curl --fail --silent --show-error --location \
    "https://registry.npmjs.org/@microsoft/sarif-multitool-linux/-/sarif-multitool-linux-$version.tgz" | tar xz -C "$tool"
  chmod +x "$tool/package/Sarif.Multitool"
fi

files=("$@")
if [ ${#files[@]} -eq 0 ]; then
  out=$root/build/sarif
  rm -rf "$out"
  mkdir -p "$out"
  for folder in "$root"/examples/*/portfolio.toml; do
    folder=$(dirname -- "$folder")
    name=$(basename -- "$folder")
    code=0
    hibah check "$folder" --as-of 2025-06-30 --format sarif --no-progress --output "$out/$name.sarif" || code=$?
    [ "$code" -le 1 ]
    files+=("$out/$name.sarif")
  done
fi

failed=0
for file in "${files[@]}"; do
  echo "== $file"
  "$tool/package/Sarif.Multitool" validate "$file" --output "$file.log" --log ForceOverwrite > "$file.txt" 2>&1 || failed=1
  grep -E 'error|warning|note' "$file.txt" || echo "nothing to say"
  if grep -q ': error' "$file.txt"; then failed=1; fi
done
exit "$failed"
