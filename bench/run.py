"""Cold processes in alternating rounds: the median ratio of each command to `python -c pass`.

Ratios hold from run to run, milliseconds do not. Fails where a command is over its budget.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
LEDGER = Path(sys.executable).parent / "ledger"
ROUNDS = 15

BUDGETS: dict[tuple[str, ...], float] = {
    ("--version",): 25,
    ("--help",): 25,
    ("status",): 25,
    ("status", "--format", "json"): 25,
    ("status", "--unit", "区生态环境局"): 25,
    ("show", "8.3"): 25,
    ("overdue",): 25,
    ("check",): 25,
    ("close", "8.3", "--dry-run"): 30,
    ("report", "--month", "2024-06"): 40,
}
"""How many times as long as bare Python each command may take, on `data/`."""


def once(command: list[str]) -> float:
    """Seconds that one cold process takes."""
    environment = {**os.environ, "LEDGER_TODAY": "2024-06-30"}
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def ratio(command: list[str]) -> float:
    """The median over pairs of the time of a command by that of bare Python beside it."""
    bare = [sys.executable, "-c", "pass"]
    once(bare)
    once(command)
    pairs = [(once(command), once(bare)) for _ in range(ROUNDS)]
    return median(mine / its for mine, its in pairs)


def main() -> int:
    """Measure every command; 1 where one is over its budget in two tries."""
    over = 0
    print(f"{'command':<40}{'× python -c pass':>18}{'budget':>8}")
    for words, budget in BUDGETS.items():
        command = [str(LEDGER), *words]
        measured = ratio(command)
        if measured > budget:
            measured = min(measured, ratio(command))  # the machine may have been busy
        over += measured > budget
        said = "  over" if measured > budget else ""
        print(f"ledger {' '.join(words):<33}{measured:>18.1f}{budget:>8.0f}{said}")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
