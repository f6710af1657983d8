"""Tests of the pages in a real browser: `python3 tests/browser`, after the program was built.

With `--pictures DIRECTORY` it takes the pictures of docs/pages.md instead; with `--measure` it reports how fast and
how large the pages are.

What is skipped is reported in the same way as in tests/suite/skips.rs: on the standard output, and as a line in the
file that NIANBAO_SKIPS names. A reason that begins with "this machine" is one that no package would remove.
"""

import os
import sys
import unittest
from pathlib import Path

from served import missing


def skipped(test, why):
    """Reports a skip."""
    print(f"skipped: {test}: {why}")
    if name := os.environ.get("NIANBAO_SKIPS"):
        kind = "impossible" if why.startswith("this machine") else "possible"
        with open(name, "a", encoding="utf-8") as file:
            file.write(f"{kind}\t{test}\t{why}\n")


if lacking := missing():
    skipped("tests/browser", lacking)
    sys.exit(0)

if sys.argv[1:2] == ["--pictures"]:
    from shown import pictures

    pictures(Path(sys.argv[2]))
elif sys.argv[1:] == ["--measure"]:
    from shown import measure

    measure()
else:
    found = unittest.defaultTestLoader.discover(str(Path(__file__).parent))
    done = unittest.TextTestRunner(verbosity=2, buffer=True).run(found)
    for test, why in done.skipped:
        skipped(test.id().removeprefix("__main__."), why)
    sys.exit(not done.wasSuccessful())
