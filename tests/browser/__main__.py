"""Tests of the pages in a real browser: `python3 tests/browser`, after the program was built.

With `--pictures DIRECTORY` it takes the pictures of docs/pages.md instead, with `--measure` it tells how quick and
how heavy the pages are.
"""

import sys
import unittest
from pathlib import Path

from served import missing

if lacking := missing():
    print(f"skipped: {lacking}")
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
    sys.exit(not done.wasSuccessful())
