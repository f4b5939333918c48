#!/usr/bin/env bash
# What a check of a large package costs beside listing it: makes a package of 300 MB with three scripts
# and runs both in turn, a hundred times each. Needs wimlib-imagex, 7zz and python3.
#
#   cargo build --release && benches/check.sh
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
ppkglint=${PPKGLINT:-$here/target/release/ppkglint}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$ppkglint" extract "$here/corpus/utf16-scripts.ppkg" --to "$work/tree" >"$work/log"
mkdir "$work/tree/DataAsset/2/3_installer"
# Half noise, half text, as an installer is.
python3 - "$here/src/package/table/settings.tsv" >"$work/tree/DataAsset/2/3_installer/setup.exe" <<'PYTHON'
import random, sys
noise, text = random.Random(1), open(sys.argv[1], "rb").read()[:300_000]
for _ in range(500):
    sys.stdout.buffer.write(noise.randbytes(300_000) + text)
PYTHON
wimlib-imagex capture "$work/tree" "$work/big.ppkg" --compress=XPRESS >"$work/log"
rm -r "$work/tree"

# Twenty runs of one, twenty of the other, five times over: user and system time and wall time, in seconds.
TIMEFORMAT='  user %U  system %S  wall %R'
twenty() { for _ in {1..20}; do "$@" >"$work/log" || true; done; }
for _ in {1..5}; do
    echo "ppkglint check"
    time twenty "$ppkglint" check "$work/big.ppkg"
    echo "7zz l"
    time twenty 7zz l "$work/big.ppkg"
done
