"""Kills a writer at random instants and says what it left; run as a program of its own.

It stands apart from pytest because it forks, which only a program without threads may do.
`python -m tests.support.killing WRITER ROUNDS SEED FOLDER` prints one JSON object.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from tests.support.build import a_measure, ledger_files

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.edits import Progress
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.usecases import edit

TODAY = date(2024, 6, 30)
Writer = Callable[[LedgerFolder, str], None]


def recording(folder: LedgerFolder, mark: str) -> None:
    """The whole way: lock, read, decide, cut, prove, write."""
    edit.record(folder, Progress("8.3", 50, said=Said(note=mark)), today=TODAY)


def storing(folder: LedgerFolder, mark: str) -> None:
    """Only the last part, over and over, so that most kills meet a write."""
    for n in range(200):
        with store.locked(folder):
            old = folder.file("tasks.yaml").read_bytes()
            new = old.partition(b"# END")[0] + f"# END {mark} {n}\n".encode()
            store.replace(folder, "tasks.yaml", new, expecting=old)


def naive(folder: LedgerFolder, mark: str) -> None:
    """What the store must be better than."""
    for n in range(200):
        old = folder.file("tasks.yaml").read_bytes()
        new = old.partition(b"# END")[0] + f"# END {mark} {n}\n".encode()
        folder.file("tasks.yaml").write_bytes(new)


WRITERS: dict[str, Writer] = {"recording": recording, "storing": storing, "naive": naive}


def a_folder(path: Path) -> LedgerFolder:
    """A ledger of some 200 kB, so that writing takes a while."""
    more = [a_measure(id=f"8.{n}", text="管网" * 400) for n in range(4, 90)]
    path.mkdir(parents=True)
    for name, data in ledger_files(more_measures=more).items():
        (path / name).write_bytes(data)
    return LedgerFolder(path)


def one_round(folder: LedgerFolder, writer: Writer, mark: str, wait: float) -> str:
    """Start a writer, kill it, and say what stands in the file."""
    file = folder.file("tasks.yaml")
    before = file.read_bytes()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        try:
            writer(folder, mark)
            os.write(tell, b"done")
        finally:
            os._exit(0)
    os.close(tell)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = os.read(told, 4) == b"done"
    os.close(told)
    after = file.read_bytes()
    if after == before:
        return "lost" if acknowledged else "old"
    head = before.partition(b"# END")[0]
    is_new = mark.encode() in after and after.endswith(b"\n") and len(after) > len(head)
    if writer is recording:
        return "new" if is_new else "torn"
    return "new" if is_new and after.startswith(head) else "torn"


def main(name: str, rounds: int, seed: int, path: Path) -> None:
    """Rounds of killing; after each the next ordinary command must work and clean up."""
    dice, writer = Random(seed), WRITERS[name]
    folder = a_folder(path)
    begun = time.perf_counter()
    recording(folder, "first")
    span = time.perf_counter() - begun
    counts: Counter[str] = Counter()
    for n in range(rounds):
        whole = folder.file("tasks.yaml").read_bytes()
        result = one_round(folder, writer, f"mark-{n}", dice.uniform(0, span * 1.1))
        counts[result] += 1
        counts["left"] += bool(list(path.glob(".*.ledger-tmp")))
        if name == "naive":
            folder.file("tasks.yaml").write_bytes(whole)
            continue
        recording(folder, f"after-{n}")
        assert f"after-{n}".encode() in folder.file("tasks.yaml").read_bytes()
        assert not list(path.glob(".*.ledger-tmp"))
        if n % 10 == 9:  # let the file not grow for ever
            folder.file("tasks.yaml").write_bytes(ledger_bytes(folder))
    sys.stdout.write(json.dumps(counts))


def ledger_bytes(folder: LedgerFolder) -> bytes:
    """The file without what was recorded."""
    text = folder.file("tasks.yaml").read_bytes()
    head, key, rest = text.partition(b"            log:\n")
    return head + rest[rest.index(b"          - id:") :] if key else text


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
