"""Kills `collect` at random instants and says what it left; run as a program of its own.

`python -m tests.forms_mangled.killing ROUNDS SEED FOLDER` prints one JSON object. It stands apart
from pytest because it forks, which only a program without threads may do.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.forms_mangled.samples import EVIDENCE, RECEIVED, Samples, samples

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.forms.outcome import Status
from ganxian_ledger.usecases.collect import Request, collect
from ganxian_ledger.usecases.collected import Collected
from ganxian_ledger.usecases.opening import Opened, open_sound

FORMS = 6
_WORST = 0.002
"""The last part of a run, in which files are written, is met this much more often."""


def collected(place: Path) -> Collected:
    return collect(LedgerFolder(place / "data"), [place / "in"], Request(), today=RECEIVED)


def ready(found: Samples, place: Path) -> None:
    """A ledger, and forms with their evidence."""
    shutil.copytree(found.ledger, place / "data")
    for unit, saved in list(found.by_unit.items())[:FORMS]:
        inbox = place / "in" / unit
        inbox.mkdir(parents=True)
        (inbox / "表.xlsx").write_bytes(saved[0].content)
        (inbox / EVIDENCE).write_bytes(f"验收 {unit}".encode())


def state(place: Path) -> tuple[int, list[str]]:
    """How many forms a reader sees as returned, and the records whose copy is not right."""
    opened = open_sound(LedgerFolder(place / "data"), RECEIVED)
    wrong = [path for path, total in _copies(opened) if _sum(place / path) != total]
    return len(opened.ledger.returns), wrong


def _copies(opened: Opened) -> list[tuple[str, str]]:
    """The copies that the records of forms name, with their sums."""
    forms = {one.form.sha256: one.form for one in opened.ledger.returns}
    logs = [entry.measure.log for entry in opened.ledger.entries]
    events = [event for log in logs for event in log if _source(event) in forms]
    held = [*forms.values(), *(one for event in events for one in getattr(event, "evidence", ()))]
    return [(one.path, one.sha256) for one in held if one.path and one.sha256]


def _source(event: object) -> str:
    return getattr(getattr(event, "source", None), "sha256", None) or ""


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def one_round(found: Samples, place: Path, wait: float) -> Counter[str]:
    """Start a run, kill it, look at what stands there, and run once more."""
    ready(found, place)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            collected(place)
        finally:
            os._exit(0)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    count: Counter[str] = Counter()
    returned, wrong = state(place)
    count["old" if returned == 0 else "new" if returned == FORMS else "torn"] += 1
    count["wrong copies"] += bool(wrong)
    again = collected(place)
    returned, wrong = state(place)
    ended = {Status.TAKEN, Status.UNCHANGED}
    whole = sum(one.status in ended for one in again.outcomes)
    count["second run whole"] += returned == FORMS and whole == FORMS and not wrong
    names = {path for path, _ in _copies(open_sound(LedgerFolder(place / "data"), RECEIVED))}
    kept = {
        path.relative_to(place).as_posix()
        for top in ("returns", "evidence")
        for path in (place / top).rglob("*")
        if path.is_file()
    }
    count["copies too many"] += bool(kept - names)
    return count


def main(rounds: int, seed: int, folder: Path) -> None:
    chance = Random(seed)
    found = samples(folder / "samples")
    ready(found, folder / "first")
    begun = time.perf_counter()
    collected(folder / "first")
    span = time.perf_counter() - begun
    whole: Counter[str] = Counter()
    for number in range(rounds):
        place = folder / f"{number}"
        wait = span * (chance.random() if number % 2 else 1 - chance.random() ** 2 * 0.3)
        whole += one_round(found, place, wait)
        shutil.rmtree(place)
    sys.stdout.write(json.dumps(whole))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
