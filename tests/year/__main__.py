"""The whole year, as a program: `python -m tests.year [--seed 1 …] [--from 1] [--to 12]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.year.run import year


def main() -> int:
    """Run years with several seeds and print what was done in each."""
    parser = argparse.ArgumentParser(prog="python -m tests.year")
    parser.add_argument("--seed", type=int, nargs="*", default=[1])
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", dest="last", type=int, default=12)
    parser.add_argument("--as-published", action="store_true", help="no deadline but the plan's")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    given = parser.parse_args()
    for seed in given.seed:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            place = given.keep / str(seed) if given.keep else Path(folder)
            months = range(given.first, given.last + 1)
            office = year(place, seed, months, early=not given.as_published, tell=_tell)
        took = time.perf_counter() - began
        _tell(f"seed {seed}: equal in all months, {took:.0f} s")
        for what in sorted(office.counts):
            _tell(f"  {what}: {office.counts[what]}")
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
