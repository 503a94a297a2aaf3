"""Enters a record into each of two files, and dies at chosen instants; a program of its own.

It stands apart from pytest because it forks, which only a program without threads may do.

- `python -m tests.support.entering enter FOLDER NOTE`: as soon as the file `go` is there;
- `… dying FOLDER BEGUN`: at every call to the system, by every fate; prints what went wrong; with
  `1` for BEGUN while it finishes what another began;
- `… killing FOLDER ROUNDS SEED`: killed at random instants, while another reads all the time.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from tests.support.build import ledger_files

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.document import read_document
from ganxian_ledger.adapters.yaml.nodes import Mapping, Sequence, find
from ganxian_ledger.domain.changes import Append, Fields
from ganxian_ledger.domain.errors import CannotLoad, Refused
from ganxian_ledger.domain.places import RETURNS, TASKS, Place
from ganxian_ledger.usecases import entering
from ganxian_ledger.usecases.opening import open_sound

TODAY = date(2024, 6, 30)
LOG = ("sections", 0, "tasks", 0, "measures", 0, "log")
CALLS = ("open", "write", "fchown", "fchmod", "utime", "fsync", "close", "replace", "unlink")
FATES = ("killed", "ENOSPC", "EIO", "interrupted")


def appends(note: str) -> list[Append]:
    """A progress for the measure and a returned form, both with this note."""
    form = {"path": f"returns/2024-06/{note}.xlsx", "sha256": "0" * 64}
    said: Fields = {"date": TODAY, "by": "区城管局", "note": note}
    returned: Fields = {"month": "2024-06", "unit": "区城管局", **said, "form": form}
    return [
        Append(Place(TASKS, LOG), {"date": TODAY, "type": "progress", "percent": 50, **said}),
        Append(Place(RETURNS, ("returns",)), returned),
    ]


def enter(folder: LedgerFolder, note: str) -> None:
    """The whole way: lock, read, cut, prove, write."""
    with store.locked(folder):
        made = entering.entered(open_sound(folder, TODAY), appends(note), TODAY)
        entering.write(folder, made)


def notes(folder: LedgerFolder) -> tuple[list[str], list[str]]:
    """The notes in the two files, as a reader finds them."""
    files = folder.read()
    return _notes(files[TASKS], LOG), _notes(files[RETURNS], ("returns",))


def _notes(data: object, route: tuple[str | int, ...]) -> list[str]:
    if not isinstance(data, bytes):
        return []
    try:
        records = find(read_document("x.yaml", data).root, route)
    except KeyError:
        return []
    assert isinstance(records, Sequence)
    return [str(one["note"]) for one in records if isinstance(one, Mapping)]


def litter(folder: LedgerFolder) -> list[str]:
    """What should not be left in the folder."""
    kept = {store.LOCK, *ledger_files(), RETURNS, "go"}
    return sorted({path.name for path in folder.path.iterdir()} - kept)


def begun(path: Path) -> LedgerFolder:
    """A folder with the ledger; returns.yaml is not there."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    for name, data in ledger_files().items():
        (path / name).write_bytes(data)
    return LedgerFolder(path)


@contextmanager
def watched(call: str = "", at: int = 0, fate: str = "") -> Iterator[Counter[str]]:
    """Count the calls to the system; let the one that is named meet its fate."""
    counts: Counter[str] = Counter()
    real = {name: getattr(os, name) for name in CALLS}

    def watching(name: str) -> Callable[..., Any]:
        def called(*given: Any, **more: Any) -> Any:
            counts[name] += 1
            is_it = (name, counts[name]) == (call, at)
            if is_it and fate != "killed after":
                if name == "write":  # half of it arrives
                    real["write"](given[0], bytes(given[1])[: len(given[1]) // 2])
                meet(fate)
            result = real[name](*given, **more)
            if is_it:
                meet(fate)
            return result

        return called

    for name in CALLS:
        setattr(os, name, watching(name))
    try:
        yield counts
    finally:
        for name in CALLS:
            setattr(os, name, real[name])


def meet(fate: str) -> None:
    """What the call comes to."""
    if fate.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == "interrupted":
        raise KeyboardInterrupt
    number = 28 if fate == "ENOSPC" else 5
    raise OSError(number, os.strerror(number))


def in_child(run: Callable[[], None]) -> str:
    """Run in a forked child; the code of its refusal, `done`, `unread`, `interrupted`, or nothing.

    Nothing is what a killed one says.
    """
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        answer = "fault"
        try:
            run()
            answer = "done"
        except Refused as refused:
            answer = refused.code
        except CannotLoad:
            answer = "unread"
        except KeyboardInterrupt:
            answer = "interrupted"
        finally:
            os.write(tell, answer.encode())
            os._exit(0)
    os.close(tell)
    os.waitpid(child, 0)
    answer = os.read(told, 64).decode()
    os.close(told)
    return answer


def dying(path: Path, *, is_begun: bool) -> Iterator[str]:
    """Every fate at every call of an entering, or (`is_begun`) of finishing one; what is wrong."""
    stage, folder = staged(path.with_name("stage"), is_begun=is_begun), LedgerFolder(path)
    fresh(stage, path)
    with watched() as counts:
        enter(folder, "second")
    for name, count in list(counts.items()):
        for at, fate in product(range(1, count + 1), FATES):
            if (name, at, fate) == ("close", count, "interrupted"):
                continue  # the lock's own, when all is done
            fresh(stage, path)

            def run(name: str = name, at: int = at, fate: str = fate) -> None:
                with watched(name, at, fate):
                    enter(LedgerFolder(path), "second")

            answer = in_child(run)
            for fault in faults(folder, answer, is_begun=is_begun):
                yield f"{name}#{at} {fate}: {answer}: {fault}"


def fresh(stage: Path, path: Path) -> None:
    """The folder as it was staged; the times of the files too, which a journal is known by."""
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(stage, path)


def staged(path: Path, *, is_begun: bool) -> Path:
    """A ledger with one entering: done, or only begun, its journal standing."""
    folder = begun(path)
    if not is_begun:
        enter(folder, "first")
        return path

    def run() -> None:
        with watched("replace", 1, "killed after"):
            enter(folder, "first")

    in_child(run)
    assert (path / ".ledger.pending").exists()
    assert not (path / RETURNS).exists()
    return path


def faults(folder: LedgerFolder, answer: str, *, is_begun: bool) -> Iterator[str]:
    """What is wrong after a fate."""
    tasks, returns = notes(folder)
    old, new = ["first"], ["first", "second"]
    if tasks != returns or tasks not in (old, new):
        yield f"{tasks} and {returns}"
    if answer in {"done", "P305"} and tasks != new:
        yield "it is said to be written"
    if answer in {"P303", "unread", "interrupted"} and tasks != old:
        yield "it is said not to be written"
    if answer not in {"", "done", "unread", "P303", "P305", "interrupted"}:
        yield "what kind of answer is that"
    if answer in {"P303", "interrupted"} and not is_begun and litter(folder):
        yield f"left {litter(folder)}"
    enter(folder, "third")
    if notes(folder) != ([*tasks, "third"], [*tasks, "third"]) or litter(folder):
        yield f"the next writer left {notes(folder)}, {litter(folder)}"


def killing(path: Path, rounds: int, seed: int) -> dict[str, int]:
    """Random kills of a writer that enters over and over; what its reader saw, counted."""
    dice, folder = Random(seed), begun(path)
    enter(folder, "0")
    seen: Counter[str] = Counter()
    for n in range(rounds):
        child = os.fork()
        if child == 0:
            try:
                for m in range(1000):
                    enter(LedgerFolder(path), f"{n}-{m}")
            finally:
                os._exit(1)
        until = time.monotonic() + dice.uniform(0.02, 0.15)
        while time.monotonic() < until:
            tasks, returns = notes(LedgerFolder(path))
            seen["mixed" if tasks != returns else "whole"] += 1
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        tasks, returns = notes(folder)
        seen["torn" if tasks != returns else "fine"] += 1
        seen["journals"] += (path / ".ledger.pending").exists()
        enter(folder, f"after {n}")
        seen["lost"] += notes(folder) != ([*tasks, f"after {n}"], [*tasks, f"after {n}"])
        seen["litter"] += bool(litter(folder))
        if n % 5 == 4:  # let the files not grow for ever
            folder = begun(path)
            enter(folder, "0")
    return dict(seen)


def main(mode: str, path: Path, *rest: str) -> None:
    """Do what the mode says."""
    if mode == "enter":
        while not (path / "go").exists():
            time.sleep(0.01)
        enter(LedgerFolder(path), rest[0])
        sys.stdout.write("done\n")
    elif mode == "dying":
        found = list(dying(path, is_begun=rest[0] == "1"))
        sys.stdout.write(json.dumps(found, ensure_ascii=False))
    else:
        sys.stdout.write(json.dumps(killing(path, int(rest[0]), int(rest[1]))))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
