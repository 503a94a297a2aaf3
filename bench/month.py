"""The office's month at 60 and at 5,000 lead units: cold processes beside bare Python.

The ledgers and the returned forms are made here, the same in every run. Fails where a command is
over its budget, or where 5,000 units take longer than in proportion.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.offices import DAY, MONTH, fill, make

LEDGER = Path(sys.executable).parent / "ledger"
BARE = [sys.executable, "-c", "pass"]
SIZES = (60, 5_000)
ROUNDS = {60: 5, 5_000: 1}
MOST_EXPONENT = 1.25
"""Units to this power, at most, is what a command may take; 1 is in proportion."""
MINUTE = 60.0
"""Seconds in which the forms of the smaller size are sent out and taken in."""


class Budget(NamedTuple):
    """How many times as long as bare Python a command may take, and its megabytes, at each size."""

    times: tuple[float, float]
    megabytes: tuple[float, float]


BUDGETS: dict[str, Budget] = {
    "dispatch": Budget((400, 25_000), (150, 1800)),
    "collect": Budget((250, 18_000), (150, 4000)),
    "collect again": Budget((170, 8_000), (150, 2600)),
    "returns": Budget((90, 2_000), (120, 2200)),
    "month": Budget((90, 2_200), (120, 2200)),
    "remind": Budget((100, 2_200), (120, 2200)),
    "letters": Budget((80, 1_900), (120, 2200)),
    "score month": Budget((100, 2_500), (120, 2200)),
    "score year": Budget((110, 5_000), (120, 2200)),
    "reviews": Budget((80, 1_900), (120, 2200)),
}
"""About twice what two cores took that had other work too; most of it is reading the ledger."""


class Run(NamedTuple):
    """Seconds and megabytes of one cold process, and how many times as long as bare Python."""

    seconds: float
    megabytes: float
    times: float


def commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands of a month in their order; the ledger lies in the folder, with its forms."""
    data, back, out = (str(folder / name) for name in ("data", "回收", "填报"))
    asked: dict[str, list[str]] = {
        "dispatch": ["dispatch", "--month", MONTH, "-o", out],
        "collect": ["collect", back],
        "collect again": ["collect", back],
        "returns": ["returns", "--month", MONTH],
        "month": ["month", MONTH],
        "remind": ["remind", "--month", MONTH, "-n"],
        "letters": ["letters"],
        "score month": ["score", "--month", MONTH],
        "score year": ["score", "--year", MONTH[:4]],
        "reviews": ["reviews"],
    }
    for name, words in asked.items():
        yield name, [str(LEDGER), *words, "--data", data]


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds and megabytes of a command, run alone; it must not fail."""
    environment = {**os.environ, "LEDGER_TODAY": DAY.isoformat()}
    begun = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {process.returncode}")
    return seconds, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def month(made: Path, folder: Path) -> dict[str, Run]:
    """A whole month in a copy of a ledger, each command once, each beside bare Python."""
    shutil.copytree(made, folder)
    runs = {}
    for name, command in commands(folder):
        before = timed(BARE)[0]
        seconds, megabytes = timed(command)
        bare = (before + timed(BARE)[0]) / 2
        runs[name] = Run(seconds, megabytes, seconds / bare)
    shutil.rmtree(folder)
    return runs


def measured(folder: Path, units: int) -> dict[str, Run]:
    """The median of some months of so many units, and the most megabytes."""
    made = folder / str(units)
    make(made / "data", units)
    fill(made / "data", made / "回收")
    rounds = [month(made, folder / f"{units}-{n}") for n in range(ROUNDS[units])]
    shutil.rmtree(made)
    return {
        name: Run(
            median(one[name].seconds for one in rounds),
            max(one[name].megabytes for one in rounds),
            median(one[name].times for one in rounds),
        )
        for name in BUDGETS
    }


def over(size: int, runs: dict[str, Run], before: dict[str, Run]) -> Iterator[str]:
    """Tell what was measured; what is over its budget, or grew faster than the units."""
    at = SIZES.index(size)
    for name, budget in BUDGETS.items():
        run, told = runs[name], ""
        is_over = run.times > budget.times[at] or run.megabytes > budget.megabytes[at]
        if before:
            grown = run.seconds / before[name].seconds
            power = math.log(grown, SIZES[1] / SIZES[0])
            is_over = is_over or power > MOST_EXPONENT
            told = f"{power:>8.2f}"
        if is_over:
            yield name
        print(
            f"{size:>6}  {name:<14}{run.seconds:>9.2f}{run.times:>9.0f}{budget.times[at]:>8.0f}"
            f"{run.megabytes:>8.0f}{budget.megabytes[at]:>8.0f}{told}{'  over' if is_over else ''}",
            flush=True,
        )


def main() -> int:
    """Measure every command; 1 where one is over its budget."""
    heads = f"{'':<14}{'s':>9}{'× bare':>9}{'budget':>8}{'MB':>8}{'budget':>8}{'power':>8}"
    print(f"{'units':>6}  {heads}")
    faults: list[str] = []
    before: dict[str, Run] = {}
    with TemporaryDirectory() as name:
        for size in SIZES:
            runs = measured(Path(name), size)
            faults += over(size, runs, before)
            if not before and runs["dispatch"].seconds + runs["collect"].seconds > MINUTE:
                faults.append("a month of the office takes longer than a minute")
            before = runs
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
