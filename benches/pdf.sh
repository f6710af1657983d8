#!/usr/bin/env bash
# Time per document beside pdftotext and pdfplumber, on the same PDFs in the same run: benches/pdf.sh [FOLDER...]
# Installs poppler-utils and pdfplumber where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
folders=("$@"); [ $# -gt 0 ] || folders=(sample_archive tests/fixtures/formats)
command -v pdftotext >/dev/null || apt-get install -y poppler-utils >/dev/null
python=$(mktemp -d)/venv; python3 -m venv "$python"; "$python/bin/pip" install -q pdfplumber
cargo build --release --locked --quiet
target=${CARGO_TARGET_DIR:-target}
find "${folders[@]}" -name '*.pdf' -print0 | sort -z | "$python/bin/python" -c '
import statistics, subprocess, sys, time
import pdfplumber
program = sys.argv[1]
def timed(act, runs):
    times = []
    for _ in range(runs):
        started = time.perf_counter(); act(); times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000
def run(*command):
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def plumb(path):
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages: page.extract_tables()
rows = []
for path in sys.stdin.read().split("\0"):
    if not path: continue
    try: plumb(path)
    except Exception: continue
    row = (timed(lambda: run(program, "extract", path, "--json"), 15), timed(lambda: run("pdftotext", "-layout", path, "-"), 15), timed(lambda: plumb(path), 3))
    rows.append(row)
    print("%8.1f ms nianbao extract  %8.1f ms pdftotext -layout  %8.1f ms pdfplumber tables  %s" % (*row, path))
medians = [statistics.median(column) for column in zip(*rows)]
print("%8.1f ms                  %8.1f ms                    %8.1f ms                   median" % tuple(medians))
' "$target/release/nianbao"
